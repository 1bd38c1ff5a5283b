"""Whose figures and words a sentence hands on: "by the council's count", "the agency reports, citing the ministry"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import describe
from rashomon.reading.grammar.clauses import child, governed
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.who.according_to import clause_around
from rashomon.reading.who.draft import Draft, joined, less
from rashomon.reading.who.may_speak import may_be_cited
from rashomon.reading.who.speaker_words import speaker_phrase

RECKONINGS, CITING = words("reckonings"), words("citing")


def reckoned(doc: Doc) -> Iterator[Draft]:
    """ "By the council's count, 40 people died", "... by the estimates of the council": the sentence around it."""
    lemmas = words_of(doc)[1]
    for noun in (doc[i] for i, lemma in enumerate(lemmas) if lemma in RECKONINGS):
        by = noun.head
        if noun.dep_ != "pobj" or by.lower_ not in ("by", "in"):
            continue
        of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("of", "by", "from")), None)
        head = child(noun, "poss") or governed(of)
        end = noun.right_edge.i + 1
        apart = (by.i == by.sent.start or doc[by.i - 1].text == ",") and (end >= by.sent.end or doc[end].is_punct)
        if head is None or not apart or not may_be_cited(doc, head):
            continue
        start, last = speaker_phrase(doc, head)
        yield Draft(
            [(noun.i, noun.i + 1)],
            clause_around(doc, by.i, end),
            head,
            "estimates" if noun.lemma_ == "estimate" else "reports",
            speaker_span=(start, last),
            made="according_to",
            content_rule="sentence_around",
            speaker_rule="owner_of_noun",
        )


def cited(doc: Doc, found: Sequence[Draft]) -> Iterator[Draft]:
    """ "The agency reports A, citing the prosecutor", "... with reference to the prosecutor": the agency hands on
    what the prosecutor says."""
    lemmas = words_of(doc)[1]
    for i in (i for i, lemma in enumerate(lemmas) if lemma in CITING or lemma == "reference"):
        token, head = _cites(doc, i)
        if head is None or not may_be_cited(doc, head) or describe(head).role == "unnamed":
            continue  # "citing anonymous sources": the agency answers for it
        start, end = speaker_phrase(doc, head)
        own = [f for f in found if f.speaker not in (None, head) and doc[f.cue[0][0]].sent == token.sent]
        own = [f for f in own if not start <= f.cue[0][0] < end]
        host = min(own, key=lambda f: abs(f.cue[0][0] - token.i), default=None)
        content = less(host.content, (token.i, end)) if host is not None else clause_around(doc, token.i, end)
        yield Draft(
            [(token.i, token.i + 1)],
            content,
            head,
            "reports" if host is None else host.stance,
            speaker_span=(start, end),
            made="carried_by_medium",
            content_rule="relayed",
            speaker_rule="named_behind_cue",
        )
        if host is not None:
            host.content = joined([*host.content, (token.i, end)])


def _cites(doc: Doc, i: int) -> tuple[Token, Token | None]:
    """Where "citing X", "quoting X" or "with reference to X" begins, and X; None where it goes on with "as saying"."""
    token = doc[i]
    if token.lemma_.lower() in CITING:
        whom = child(token, "dobj") if token.tag_ == "VBG" else None
        says = whom is not None and any(t.lower_ == "as" for t in doc[whom.i + 1 : whom.right_edge.i + 3])
        return token, None if says else whom
    if i and doc[i - 1].lower_ == "with":
        return doc[i - 1], governed(child(token, "prep"))
    return token, None
