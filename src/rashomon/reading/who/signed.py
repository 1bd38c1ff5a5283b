"""Attribution behind the words: who signs a post, and who is said to have asked the question before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from rashomon.model import Span
from rashomon.reading.grammar.doc_extensions import text_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.who.draft import Draft, Range

NAME = r"[A-Z][\w'’.-]*(?:[ \t]+(?:[A-Z][\w'’.-]*|al|el|of|for|the|and|bin|ibn))*"
SIGNED = re.compile(rf"(?P<mark>[—–-]+\s*)?(?P<name>{NAME})\s*\((?P<handle>@\w{{2,30}})\)")
"""A name and a handle, as a post ends that a page shows: "Mira Tal (@miratal) May 4, 2016"."""
ASKING = words("asking_back")
SHORTEST = 3


def signed(doc: Doc, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """The post before each signature: the quotation that ends there, else the words of the sentence, else the
    sentence before."""
    for m in SIGNED.finditer(text_of(doc)):
        name = token_range(doc, Span(*m.span("name")))
        if name is None or (words := _post(doc, name[0], quotes)) is None:
            continue
        at = token_range(doc, Span(*m.span("handle")))
        yield Draft(
            [at or (name[1], name[1] + 1)],
            [words],
            doc[name[1] - 1],
            "reports",
            speaker_span=name,
            made="signed",
            content_rule="before_signature",
            speaker_rule="name_beside_cue",
            stance_rule="signed",
        )


def _post(doc: Doc, first: int, quotes: Sequence[Quote]) -> Range | None:
    """What stands before a signature that begins at token `first`."""
    end = first
    while end and (doc[end - 1].is_space or doc[end - 1].text in ("—", "–", "-", "--")):
        end -= 1
    quoted = next((q for q in quotes if end - 1 <= q.end <= end), None)
    if quoted is not None:
        return quoted.start, quoted.end
    if not end:
        return None
    sentence = doc[end - 1].sent
    told = sentence.start, end
    return told if sum(t.is_alpha for t in doc[told[0] : told[1]]) >= SHORTEST else None


def asked(doc: Doc) -> Iterator[Draft]:
    """ "Why did they bomb the school? he asked.": a question without marks, and a sentence that says whose it is."""
    before = None
    for sentence in doc.sents:
        told = [t for t in sentence if not t.is_punct and not t.is_space]
        verb = told[-1] if told else None
        if before is not None and before[-1].text == "?" and verb is not None and verb.lemma_ in ASKING:
            subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
            if subject is not None and len(told) <= LONGEST and subject.left_edge.i == told[0].i:
                yield Draft(
                    [(verb.i, verb.i + 1)],
                    [(before.start, before.end)],
                    subject,
                    "asks",
                    speaker_span=(told[0].i, verb.i),
                    made="asked_behind",
                    content_rule="question_before",
                )
        before = sentence


LONGEST = 5
"""Words of a sentence that only says who asked: "the foreign minister wondered"."""
