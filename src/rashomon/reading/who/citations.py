"""Whose figures and words a sentence hands on: "by the council's count", "the agency reports, citing the ministry"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.grammar.clauses import child, governed
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.languages import table
from rashomon.reading.who.draft import Draft, joined, less
from rashomon.reading.who.nonclausal import clause_around, speaker_phrase
from rashomon.reading.who.source_heads import may_speak

RECKONINGS, CITING = words("reckonings"), words("citing")
BODIES = frozenset(table("speakers")["group_nouns"])


def reckoned(doc: Doc) -> Iterator[Draft]:
    """ "By the council's count, 40 people died", "... by the estimates of the council": the sentence around it."""
    for noun in doc:
        by = noun.head
        if noun.lemma_.lower() not in RECKONINGS or noun.dep_ != "pobj" or by.lower_ not in ("by", "in"):
            continue
        of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("of", "by", "from")), None)
        head = child(noun, "poss") or governed(of)
        end = noun.right_edge.i + 1
        apart = (by.i == by.sent.start or doc[by.i - 1].text == ",") and (end >= by.sent.end or doc[end].is_punct)
        if head is None or not apart or not _may_be_cited(doc, head):
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
    for token in doc:
        head = _whom_it_cites(token)
        if head is None or not _may_be_cited(doc, head):
            continue
        start, end = speaker_phrase(doc, head)
        own = [f for f in found if f.cue and f.speaker is not None and doc[f.cue[0][0]].sent == token.sent]
        host = next((f for f in own if f.speaker != head and not start <= f.cue[0][0] < end), None)
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


def _whom_it_cites(token: Token) -> Token | None:
    """Whom "citing X", "quoting X" or "with reference to X" names; None where it goes on with "as saying"."""
    if token.tag_ == "VBG" and token.lemma_.lower() in CITING:
        whom = child(token, "dobj")
        says = whom is not None and any(t.lower_ == "as" for t in token.doc[whom.i + 1 : whom.right_edge.i + 3])
        return None if says else whom
    if token.lower_ == "with" and token.i + 2 < len(token.doc) and token.nbor().lower_ == "reference":
        return governed(child(token.nbor(), "prep"))
    return None


def _may_be_cited(doc: Doc, head: Token) -> bool:
    return may_speak(doc, head) or head.lemma_.lower() in BODIES
