"""Whose turn is it in a transcript? Lines that open with a label: "Q: ...", "MS. HARLOW: ...", "Interviewer: ...".

A line with a colon is no turn by itself: lists ("Killed: 12"), headings ("Background: ...") and memos have them too. A
text has turns where somebody asks or hosts by a word for it and somebody else answers, or where one person's title and
name label two lines and more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from rashomon.model import Span
from rashomon.reading.grammar.lexicon import words

TURNS = words("turns")
"""Labels that are no names: "Q", "Host"."""
TITLES = words("turn_titles")
WORD = r"[A-Z][\w'’-]*\.?"
PARTICLE = r"(?:al|el|an|as|ad|ar|ash|bin|ibn|de|van|von)(?:-\w+)?"
LABEL = re.compile(rf"^[ \t>]*(?P<label>{WORD}(?:[ \t]+(?:{WORD}|{PARTICLE})){{0,5}})[ \t]*:(?=[ \t]+\S)", re.MULTILINE)
BLANK = re.compile(r"\n[ \t]*\n")
SENTENCE = re.compile(r"[.?!][\"”’)]?\s*$")


class Turn(NamedTuple):
    """A label and what is said in its turn, to the next label; in the last turn, to the end of its paragraph."""

    label: Span
    content: Span


def turns(text: str, *, labelled: bool = False) -> list[Turn]:
    """The turns of a transcript in their order; none where the text is no transcript. `labelled` of a text that is
    known to be one, where every name before a colon is a label.

    >>> [text[t.label.start : t.label.end] for text in ["Q: Did it fall?\\nMaj. Adan: It did."] for t in turns(text)]
    ['Q', 'Maj. Adan']
    >>> turns("Killed: 12\\nWounded: 30")
    []
    """
    found = [m for m in LABEL.finditer(text) if labelled or _may_be(m["label"])]
    if not labelled and not _is_transcript([m["label"] for m in found]):
        return []
    out = list(_cut(text, found))
    return out if any(SENTENCE.search(text[t.content.start : t.content.end]) for t in out) else []


def is_transcript(doc: Doc) -> bool:
    """Whether the report is one with time codes, in which whoever speaks is written before the words."""
    report = doc._.report
    return report is not None and report.media_type.startswith("text/vtt")


def _cut(text: str, found: Sequence[re.Match[str]]) -> Iterator[Turn]:
    for n, m in enumerate(found):
        if n + 1 < len(found):
            end = found[n + 1].start()
        else:
            blank = BLANK.search(text, m.end())
            end = blank.start() if blank else len(text)
        yield Turn(Span(*m.span("label")), Span(m.end(), end))


def _first(label: str) -> str:
    return label.split()[0].rstrip(".").lower()


def _may_be(label: str) -> bool:
    """A word for a turn, a title with a name, or a name of two words and more."""
    return label.lower() in TURNS or " " in label


def _is_transcript(labels: Sequence[str]) -> bool:
    asks = {x for x in labels if x.lower() in TURNS}
    titled = Counter(x for x in labels if _first(x) in TITLES and " " in x)
    return (bool(asks) and len(set(labels)) > 1) or any(n > 1 for n in titled.values())
