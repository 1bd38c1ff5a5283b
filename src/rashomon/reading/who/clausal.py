"""Statements that a verb introduces: "X said that ...", "..., X said", "X denies doing ...", "X accuses Y of ...".

The lexicon tells what a verb can take, the parse tells where its subject and content stand, and quotation marks correct
the parse where they stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Stance
from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.grammar.english import named_by
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.blame import held_responsible, owned, traded
from rashomon.reading.who.content_spans import (
    accusing,
    around,
    broken,
    content_clause,
    coordinated,
    denied_before,
    denied_thing,
    free_of,
    infinitive_content,
    infinitive_of,
    judged,
    named_in_marks,
    naming,
    object_phrase,
    only_time,
    put_at,
    quote_beside,
    rest_after,
    second_half,
    toll_given,
    with_that,
)
from rashomon.reading.who.cues import Cue, lexicon
from rashomon.reading.who.draft import FIRST_PERSON, NOBODY, Found, Range, joined
from rashomon.reading.who.source_heads import (
    may_speak,
    may_speak_before,
    negated,
    quoted_speaker_after,
    right_before,
    sayer,
    speaker_core,
    speaker_words,
)

LIVES = frozenset({"life", "lives", "victim", "victims"})


def verbal(doc: Doc, verb: Token, cue: Cue, quotes: Sequence[Quote]) -> Iterator[Found]:
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in RELAYS:
        yield from _relayed(doc, verb, verb.head.head, cue)
        return
    if any(c.dep_ == "auxpass" and mention_at(doc, c.i) is None for c in verb.children) and not any(
        c.dep_ == "agent" for c in verb.children
    ):
        if "raised" in cue.takes:
            yield from _unsaid(doc, verb, cue)
        return
    if verb.lemma_ == "claim" and any(
        c.dep_ == "dobj" and LIVES & {c.lower_, named_by(c).lower_} for c in verb.children
    ):
        return  # "the war has claimed thousands of lives"
    bare = not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    infinitive = any(c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in verb.children)
    if bare and infinitive and cue.strength == "weak" and "infinitive" not in cue.takes:
        return  # "jets believed to be Russian": the jets say nothing
    subject, goes_on = sayer(verb)
    if subject is not None and subject.lower_ in NOBODY - {"it", "which", "that"}:
        return
    if subject is None and not goes_on:
        subject = quoted_speaker_after(doc, verb, quotes) or right_before(doc, verb)
        if subject is None:
            return
    clause = content_clause(verb) if cue.takes & {"clause", "infinitive", "name", "that"} else None
    content: list[Range] = []
    cut: list[Range] = []
    if cue.stance == "denies" and (stands := denied_before(verb)) is not None and not negated(verb):
        who = speaker_words(doc, subject, [stands], verb) if subject is not None else None
        yield Found([_cue_span(verb)], [stands], subject, "denies", speaker_span=who, cut=[(stands[0], verb.i + 1)])
        return
    if owns := owned(verb):
        yield Found(
            [_cue_span(verb)], owns, subject, "claims", speaker_span=speaker_core(doc, subject) if subject else None
        )
        return
    if (
        "blame" in cue.takes
        and (goes_on or may_speak(doc, subject))
        and (laid := held_responsible(verb) or traded(verb))
    ):
        who = speaker_words(doc, subject, laid, verb) if subject is not None else None
        yield Found([_cue_span(verb)], laid, subject, "claims", speaker_span=who)
        return
    if "name" in cue.takes:
        content = naming(verb) or named_in_marks(verb, quotes)
    elif "accuse" in cue.takes:
        content, cut = accusing(verb)
    elif clause is not None and ("clause" in cue.takes or ("that" in cue.takes and with_that(clause))):
        content = coordinated(doc, verb, around(doc, verb, subject, clause))
    elif "infinitive" in cue.takes and (inf := infinitive_of(verb)) is not None:
        content, cut = infinitive_content(verb, inf)
    elif verb.dep_ == "parataxis" and "clause" in cue.takes and subject is not None:
        content = broken(doc, verb, subject)
    elif "at" in cue.takes:
        content = put_at(verb)
    elif "toll" in cue.takes:
        content = toll_given(verb)
    if not content and "object" in cue.takes and may_speak(doc, subject):
        content, cut = judged(doc, verb)
    beside = quote_beside(doc, verb, subject, quotes)
    quoted = False
    written = "text" in cue.takes and subject is not None and subject.lemma_.lower() in lexicon().products
    if beside and (written or "clause" in cue.takes or "quote" in cue.takes or "object" in cue.takes):
        quoted = True
        content = joined([*content, (beside.start, beside.end), *second_half(verb, subject, beside, quotes)])
    elif content:
        over = [(q.start, q.end) for q in quotes if any(q.start < b and q.end > a for a, b in content) and q.long]
        grown = joined([*content, *over])
        content = [(a, b) for a, b in grown] if free_of(grown, verb, subject) else content
    if quoted and beside is not None and beside.start <= verb.i + 3 and beside.start > verb.i:
        content = [(a, beside.end if a < beside.end < b and only_time(doc, beside.end, b) else b) for a, b in content]
    if not content and cue.stance == "denies" and any(c.dep_ == "agent" for c in verb.children):
        what = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        content = [denied_thing(what)] if what is not None else []  # "the reports were denied by the ministry"
    if not content and "object" in cue.takes and (goes_on or may_speak(doc, subject)):
        content = object_phrase(verb)
    if not content and "clause" in cue.takes and may_speak_before(doc, subject, verb):
        content = rest_after(doc, verb)
    if not content or (verb.lemma_ == "ask" and doc[content[-1][1] - 1].lower_ in ("named", "identified")):
        return
    if subject is not None and subject.lower_ in FIRST_PERSON:
        return
    yield Found(
        cue=[_cue_span(verb)],
        content=content,
        speaker=subject,
        stance=_stance(verb, cue),
        quoted=quoted,
        speaker_span=speaker_words(doc, subject, content, verb) if subject is not None else None,
        cut=cut,
    )


def _stance(verb: Token, cue: Cue) -> Stance:
    """What a cue does where it is negated: "did not confirm X" affirms nothing, "does not believe X" denies."""
    if not negated(verb):
        return cue.stance
    return "denies" if cue.strength == "weak" and cue.stance in ("reports", "estimates") else "declines"


def _unsaid(doc: Doc, verb: Token, cue: Cue) -> Iterator[Found]:
    """ "X is believed to have left", "it is said that X left": somebody says so, and the text does not say who."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj") and c.i < verb.i), None)
    inf = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and c.tag_ in ("VB", "VBN")), None)
    clause = content_clause(verb)
    if subject is None or subject.lower_ in FIRST_PERSON | {"you"}:
        return
    if inf is not None and any(c.lower_ == "to" for c in inf.children) and subject.lower_ not in ("it", "there"):
        content = [core(subject), (inf.left_edge.i, inf.right_edge.i + 1)]
    elif clause is not None and clause.i > verb.i and subject.lower_ == "it":
        content = [(clause.left_edge.i, clause.right_edge.i + 1)]
    else:
        return
    stance: Stance = "estimates" if cue.strength == "weak" or verb.lemma_ in ("believe", "think") else cue.stance
    yield Found(cue=[(verb.i, verb.i + 1)], content=content, speaker=None, stance=stance, voice="nobody")


RELAYS = frozenset({"quote", "cite"})


def _relayed(doc: Doc, verb: Token, relay: Token, cue: Cue) -> Iterator[Found]:
    """ "M quoted X as saying ...", "..., X was quoted by M as saying": X speaks, M is the medium that carries it."""
    children = list(relay.children)
    speaker = next((c for c in children if c.dep_ in ("nsubjpass", "dobj")), None)
    by = next(
        (c for c in [*children, *verb.children] if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")), None
    )
    medium = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if by is None:
        medium = next((c for c in children if c.dep_ == "nsubj"), None)
    if speaker is None:
        return
    start, end = core(speaker)
    clause = content_clause(verb)
    sentence = verb.sent
    edge = by.i if by is not None and by.i > verb.i else sentence.end
    if clause is not None and clause.right_edge.i > verb.i:
        content: Range = (max(clause.left_edge.i, verb.i + 1), clause.right_edge.i + 1)
    elif any(t.pos_ in ("VERB", "AUX") for t in doc[verb.i + 1 : edge]):
        content = (verb.i + 1, edge)
    elif start - sentence.start >= 3:
        content = (sentence.start, start)
    else:
        return
    if medium is not None and not content[0] <= medium.i < content[1]:
        outer = [content, (start, end), (verb.head.i, verb.i + 1)]
        yield Found([(relay.i, relay.i + 1)], joined(outer), medium, "reports", speaker_span=speaker_core(doc, medium))
    first = relay.i if medium is None and relay.i < verb.i else verb.i
    yield Found([(first, verb.i + 1)], [content], speaker, cue.stance, speaker_span=(start, end))


def _cue_span(verb: Token) -> tuple[int, int]:
    end = verb.i + 1
    if end < len(verb.doc) and verb.doc[end].dep_ == "prt":
        end += 1
    return verb.i, end
