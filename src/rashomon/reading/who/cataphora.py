"""Who a report calls "a war monitor" before it names it.

News leads describe a source and name it a sentence or two later: "A rights group said ...", then "The Ruritanian
Network for Human Rights reported ...". The two are one where the text names only one organisation that the description
fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from rashomon.model import Speaker, Statement
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.who.reasons import spoken_by

FITS = (frozenset({"monitor", "rights_group"}), frozenset({"humanitarian"}))
"""Roles of which one may be described as another."""
ANY_BODY = frozenset({"ngo", "an ngo", "a non-governmental organisation", "a non-governmental organization"})
"""Words for monitors and for those who help: only a state's bodies are none."""
NEAR = 4
"""Sentences within which the name must come."""
NEW = words("new")


def named_later(doc: Doc, statements: Sequence[Statement]) -> list[Statement]:
    """The statements in their order; a speaker newly described ("a monitor") has the name, camp and entity of the one
    organisation of that sort that speaks in the next sentences. Who was named before is not meant by "a monitor"."""
    out: list[Statement] = []
    for n, s in enumerate(statements):
        name = _name_of(doc, s.speaker, statements[n + 1 :]) if _newly_described(doc, s, statements[:n]) else None
        out.append(spoken_by(_called(s, name.speaker), name, "named_later") if name is not None else s)
    return out


def _newly_described(doc: Doc, s: Statement, before: Sequence[Statement]) -> bool:
    r = token_range(doc, s.speaker.span) if s.cue and s.speaker.span is not None else None
    if r is None or s.speaker.entity is not None or s.speaker.named or not any(s.speaker.role in f for f in FITS):
        return False
    first, last = doc[r[0]], doc[r[1] - 1]
    new = first.lower_ in NEW or (r[0] > 0 and doc[r[0] - 1].lower_ in NEW) or _of_a_headline(s)
    return new and last.tag_ not in ("NNS", "NNPS") and not any(_fits(s.speaker, b.speaker) for b in before)


def _of_a_headline(s: Statement) -> bool:
    """ "Raid kills 14: monitor": headlines leave the article out."""
    return any(w.rule == "made.headline_colon" for w in s.why)


def _fits(one: Speaker, other: Speaker) -> bool:
    any_body = (one.text or "").lower() in ANY_BODY and any(other.role in f for f in FITS)
    return other.entity is not None and (any_body or any({one.role, other.role} <= f for f in FITS))


def _called(s: Statement, named: Speaker) -> Statement:
    """A statement whose speaker is described, with the name of who that is."""
    known = replace(s.speaker, name=named.name, role=named.role, camp=named.camp, entity=named.entity, named=True)
    return replace(s, speaker=known)


def _name_of(doc: Doc, described: Speaker, after: Sequence[Statement]) -> Statement | None:
    """The statement in the next sentences whose speaker alone has a name that the description fits."""
    start = token_range(doc, described.span) if described.span is not None else None
    if start is None:
        return None
    end = start[0]
    for _ in range(NEAR + 1):
        end = doc[end].sent.end if end < len(doc) else end
    near = [
        s
        for s in after
        if _fits(described, s.speaker) and s.speaker.span and (r := token_range(doc, s.speaker.span)) and r[0] < end
    ]
    return near[0] if len({s.speaker.entity for s in near}) == 1 else None
