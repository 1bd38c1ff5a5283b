"""Statements that a verb introduces with its preposition: "hinting at X", "paints a picture of X", "called for X"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.model import Stance
from rashomon.reading.actors.component import core
from rashomon.reading.grammar.clauses import has, is_verb, reach
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import lies_in
from rashomon.reading.who.content_clauses import content_clause
from rashomon.reading.who.cues import Phrase, lexicon
from rashomon.reading.who.draft import FIRST_PERSON, NOBODY, Draft, Range
from rashomon.reading.who.may_speak import is_nobody, may_be_cited, one_of
from rashomon.reading.who.source_heads import is_time, negated, sayer
from rashomon.reading.who.speaker_words import speaker_words

OCCASIONS = words("occasions")


PARTED = 6
"""Tokens from a verb to its preposition, with a time or an adverb between them."""


def parted(verb: Token) -> Phrase | None:
    """ "Called on Monday for an end to it", "warned again of a raid": a phrase of saying around when it was said."""
    doc, prepositions = verb.doc, lexicon().apart.get(verb.lemma_)
    if prepositions is None or not is_verb(verb):
        return None
    for t in doc[verb.i + 1 : min(verb.i + PARTED, verb.sent.end - 1)]:
        before_time = t.pos_ in ("ADP", "SCONJ") and is_time(t.nbor())
        if t.lower_ in prepositions and not before_time:
            return Phrase(verb.i, t.i + 1, "content", prepositions[t.lower_]) if t.i > verb.i + 1 else None
        if not (before_time or is_time(t) or t.tag_ == "RB"):
            return None
    return None


def prepositional(doc: Doc, verb: Token, phrase: Phrase) -> Iterator[Draft]:
    """ "hinting at X", "paints a picture of X", and with the object before it: "the victory X is talking about"."""
    end, stance = phrase.end, phrase.stance
    if _says_when(doc, verb, end):
        return
    subject, goes_on, rule = sayer(verb)
    if (subject is None and not goes_on) or not _may_be_quoted(doc, subject):
        return
    cut: list[Range] = []
    if _is_about_its_noun(doc, verb, subject, end):
        content = core(verb.head)
        stance = "claims" if stance == "reports" else stance  # the thing is X's claim, as the one who says so tells it
        cut = [reach(verb)]
    else:
        content = end, _phrase_object_end(doc, verb, end, stance)
    if content[1] <= content[0]:
        return
    yield Draft(
        cue=[(verb.i, end)],
        content=[content],
        speaker=subject,
        stance="declines" if negated(verb) else stance,
        speaker_span=speaker_words(doc, subject, [content], verb) if subject is not None else None,
        cut=cut,
        made="phrase_of_saying",
        content_rule="object_of_phrase",
        speaker_rule=rule,
        stance_rule="negated_cue" if negated(verb) else "of_cue",
    )


def _says_when(doc: Doc, verb: Token, end: int) -> bool:
    """Whether what follows a phrase of saying, which ends before token `end`, is not what it tells of."""
    clause = content_clause(verb)
    if clause is not None and clause.i > end:
        return True  # "admitted to the paper that ...": the clause is the content
    if end < len(doc) and lies_in(doc[end], doc._.times):
        return True  # "reported on Monday"
    return any(c.lemma_ in OCCASIONS for c in doc[end - 1].children if c.dep_ == "pobj")  # "on the day of the strike"


def _may_be_quoted(doc: Doc, subject: Token | None) -> bool:
    """Whether a subject may be a speaker or a thing that speaks; where there is none, somebody goes on."""
    if subject is None:
        return True
    if one_of(subject):
        return True
    if subject.lower_ in FIRST_PERSON | (NOBODY - {"it"}) or is_nobody(subject):
        return False
    return may_be_cited(doc, subject) or _product(subject)


def _is_about_its_noun(doc: Doc, verb: Token, subject: Token | None, end: int) -> bool:
    """ "The victory X is talking about": the preposition governs nothing, and the clause hangs on the noun."""
    return verb.dep_ == "relcl" and subject != verb.head and not has(doc[end - 1], "pobj", "pcomp")


def _phrase_object_end(doc: Doc, verb: Token, end: int, stance: Stance) -> int:
    """Where the words end that a phrase of saying tells of; they begin at token `end`."""
    last = doc[end - 1]
    if last.dep_ == "mark" and last.head.i >= end and last.head.tag_ == "VB":  # "called for the army to leave"
        return last.head.right_edge.i + 1
    objects = [c for c in last.children if c.dep_ in ("pobj", "pcomp") and c.i >= end]
    stop = max([c.right_edge.i + 1 for c in objects], default=_noun_run(doc, end))
    stop = max(stop, _adverbs(doc, stop, verb))
    toward = next((c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.left_edge.i == stop), None)
    if toward is not None and doc[stop].lower_ == "to":  # "called on rebels to leave"
        stop = toward.right_edge.i + 1
    over = next((c for c in verb.children if c.dep_ == "prep" and stop - 1 <= c.i <= stop), None)
    if stance == "claims" and over is not None and over.lower_ in ("for", "over"):  # "pointed the finger at X over Y"
        stop = over.right_edge.i + 1
    return stop


def _product(subject: Token) -> bool:
    """ "The Gazette's coverage": what somebody said or published, with whose it is."""
    return subject.lemma_.lower() in lexicon().products and has(subject, "poss", "compound")


def _noun_run(doc: Doc, i: int) -> int:
    while i < len(doc) and not doc[i].is_punct and not is_verb(doc[i]):
        i += 1
    return i


ADVERBIAL = ("advmod", "cc", "conj", "prep", "pobj", "det", "compound", "npadvmod")


def _adverbs(doc: Doc, i: int, verb: Token) -> int:
    """Words of place that the parse hung on the verb but that follow its object ("victories west of the city")."""
    while i < verb.sent.end and not doc[i].is_punct and doc[i].dep_ in ADVERBIAL:
        if doc[i].head != verb and doc[i].head.i >= i:
            break
        i += 1
    while doc[i - 1].dep_ in ("prep", "det", "cc"):  # what they lead to stands outside: "during | a meeting"
        i -= 1
    return i
