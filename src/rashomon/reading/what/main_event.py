"""What a report is chiefly about, and the toll of that event as the report gives it.

As a coder of events would enter it: the happening that headline and lead tell of, with its fullest early claim. The
weights below were set by hand on reports of several outlets; they only order claims and leave nothing out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from rashomon.model import Claim, Count, Killed, Place, Statement
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.how_many.component import toll
from rashomon.reading.what.mention_index import kind_told
from rashomon.reading.what.merging import long_before
from rashomon.world.kinds import Kind

BROAD = words("broad")
BESIDE = words("beside")
VAGUE = words("vague")
"""Words that leave open how: "the attack"; and "bombing", which car bombs and aircraft do."""
DYING = words("dying")

DEED, TOLD, IS_BESIDE, IS_BROAD, EARLY = 3.0, 1.0, -2.0, -1.0, 2.5
"""Weights beside that of the kind: of a toll with a doer at least, of a verb that tells for itself, of what is told
beside it, of a broad noun, and what each LEAD of characters from the start of the text takes off."""
TOLL, BY_WHOM, HOW, GAS, FAR = 4.0, 2.0, 2.0, 4.0, 2000

NEAR = 1500
"""Characters within which another claim is taken to tell of the main event."""
BESIDE_IT = 200
"""Characters within which a sentence that tells of rockets and of gas tells of one attack: long ones list many."""
LEAD = 900
"""Characters: about what headline and the first three sentences take."""


def main_event(
    doc: Doc, statements: Sequence[Statement], places: Sequence[Place], counts: Sequence[Count]
) -> tuple[str | None, Killed | None]:
    """The id of the main claim and the toll of its event; `doc` is the first piece of the text.

    First the claim that the lead and the toll point to; then, of the claims about the same happening, the one that
    says most about it: how it was done and by whom.
    """
    found = toll(doc)
    toll_at = {counts[i].span.start for i in found[0] if i < len(counts)} if found else set()
    claims = [(s, c) for s in statements for c in s.claims]
    best = max(
        claims,
        key=lambda sc: (
            _weight(kind_told(doc, sc[1]), sc[1], places, counts, toll_at) + _standing(doc, sc[1]),
            -sc[1].trigger.start,
        ),
        default=None,
    )
    killed = None
    if found is not None:
        holding = tuple(c.id for _, c in claims if any(counts[i].span.start in toll_at for i in c.counts))
        killed = Killed(_whole(found[1]), _whole(found[2]), holding)
    if best is None:
        return None, killed
    open_kind = (kind_told(doc, best[1]).effect and not _executed(best[1])) or _vague(doc, best[1])
    dead = _figures(best[1], counts)
    same = [c for _, c in claims if _same_event(doc, best[1], c, places, open_kind, bool(dead & _figures(c, counts)))]
    fullest = max(same, key=lambda c: (_fullness(doc, c, best[1]), -c.trigger.start))
    return fullest.id, killed


def _standing(doc: Doc, c: Claim) -> float:
    """Where in its sentence a claim stands: told for itself, or only beside something else.

    What a clause of time or a prepositional phrase brings in is beside it, as is a noun that names people or an
    undertaking ("protesters", "operation").
    """
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    if span is None:
        return 0.0
    head = span.root
    weight = IS_BROAD if head.pos_ == "NOUN" and head.lemma_.lower() in BROAD else 0.0
    if long_before(head):
        return weight + 2 * IS_BESIDE  # another event, of another time
    up, steps = head, 0
    while up.head is not up and steps < 6:
        if up.dep_ == "pobj" and up.head.lower_ in ("in", "during") and up.head.head.lemma_.lower() in DYING:
            return weight + TOLD  # "killed in clashes" tells of the clashes
        if up.dep_ in ("relcl", "acl") or (up.dep_ == "pobj" and up.head.lower_ in BESIDE):
            return weight + IS_BESIDE
        if up.dep_ == "pcomp" and up.head.lower_ in BESIDE:
            return weight + IS_BESIDE
        if up.dep_ == "advcl":
            return weight + IS_BESIDE if any(k.dep_ == "mark" for k in up.children) else weight
        up, steps = up.head, steps + 1
    return weight + (TOLD if head.pos_ == "VERB" else 0.0)


def _vague(doc: Doc, c: Claim) -> bool:
    """Whether the trigger is a word that leaves open how: "the attack", "the bombing"."""
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    return span is not None and bool(kind_told(doc, c).loose) and all(t.lemma_.lower() in VAGUE for t in span)


def _same_event(doc: Doc, main: Claim, c: Claim, places: Sequence[Place], open_kind: bool, figure: bool) -> bool:
    """Whether a claim can be about the main event: not far from it in the text, of its kind, and not elsewhere."""
    if c is main:
        return True
    about, kind = kind_told(doc, main), kind_told(doc, c)
    if c.polarity == "denied" or c.modality != "happened" or not about.deadly:
        return False
    if abs(c.trigger.start - main.trigger.start) > NEAR:
        return False
    alike = (
        c.kind == main.kind
        or (figure and main.actor is None and kind.violent)
        or (open_kind and (kind.strike or _says_how(kind, c)) and not _struck_back(main, c))
        or (about.strike and kind.fills and _one_sentence(doc, main, c))
    )
    return alike and (c.place is None or main.place is None or _compatible(places[main.place], places[c.place]))


def _figures(c: Claim, counts: Sequence[Count]) -> set[float]:
    """The figures of dead that a claim gives."""
    return {n for i in c.counts if counts[i].what == "killed" for n in (counts[i].low, counts[i].high) if n is not None}


def _says_how(kind: Kind, c: Claim) -> bool:
    """Whether a killing is told with how it was done: shot, beheaded, hanged."""
    return kind.violent and kind.effect and c.means is not None


def _struck_back(main: Claim, c: Claim) -> bool:
    """Whether the doer is the side that the main claim says was hit: its air strikes killed nobody of its own."""
    hit = None if main.target is None else main.target.camp
    doer = None if main.actor is None else main.actor.camp
    return c.actor is not None and c.actor.camp != "unknown" and c.actor.camp == hit and c.actor.camp != doer


def _one_sentence(doc: Doc, main: Claim, c: Claim) -> bool:
    """ "Rockets were fired ... in what they called a gas attack": what the rockets carried is told with them."""
    if abs(main.trigger.start - c.trigger.start) > BESIDE_IT:
        return False
    spans = [doc.char_span(x.trigger.start, x.trigger.end, alignment_mode="expand") for x in (main, c)]
    return all(s is not None for s in spans) and len({s.root.sent.start for s in spans if s is not None}) == 1


def _executed(c: Claim) -> bool:
    """Whether the words say that it was an execution: no strike told nearby is how these died."""
    return c.means is not None and c.means.weapon in ("execution", "blade")


def _compatible(one: Place, other: Place) -> bool:
    if one.name == other.name or other.precision == "country" or one.precision == "country":
        return True
    return one.admin1 is not None and one.admin1 == other.admin1


def _fullness(doc: Doc, c: Claim, main: Claim) -> float:
    """How much a claim says of who and how; the main claim itself has a start of one."""
    known = c.actor is not None and c.actor.camp not in ("unknown", "local")
    kind = kind_told(doc, c)
    return (
        (1.0 if c is main else 0.0)
        + (BY_WHOM if known else 0.0)
        + (HOW if (kind.strike or _says_how(kind, c)) and not _vague(doc, c) else 0.0)
        + (GAS if kind.fills and kind_told(doc, main).strike else 0.0)
        - c.trigger.start / FAR
    )


def _whole(n: Any) -> int | None:
    return None if n is None else int(n)


def _weight(kind: Kind, c: Claim, places: Sequence[Place], counts: Sequence[Count], toll_at: set[int]) -> float:
    weight = max(kind.weight, DEED) if kind.effect and c.actor is not None else kind.weight
    weight -= min(c.trigger.start, 4000) / LEAD * EARLY
    weight += TOLL if any(counts[i].span.start in toll_at for i in c.counts) else 0.0
    weight += 0.5 if any(counts[i].what == "killed" for i in c.counts) else 0.0
    doer = c.actor or c.holder
    weight += 1.5 if doer is not None and doer.camp != "unknown" else 0.0
    weight += 0.5 if c.means is not None else 0.0
    weight += 0.5 if c.place is not None and c.place_from == "text" and places[c.place].precision != "country" else 0.0
    weight -= 3.0 if c.polarity == "denied" or c.modality in ("planned", "predicted", "hypothetical") else 0.0
    return weight
