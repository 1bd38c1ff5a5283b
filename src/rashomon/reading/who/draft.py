"""A statement while it is put together: ranges of tokens, not yet characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from spacy.tokens import Token

from rashomon.model import Stance
from rashomon.reading.grammar.lexicon import words

Range = tuple[int, int]
"""Tokens [start, end)."""


class Words(NamedTuple):
    """The words that a cue takes, and those that the statement around it does not hold where they lie in it."""

    content: list[Range]
    cut: Sequence[Range] = ()


FIRST_PERSON = words("first_person")
NOBODY = words("nobody")
"""Subjects that say nothing unless an organisation was spoken of ("it" alone may be one)."""


@dataclass(slots=True)
class Draft:
    """A statement being put together, in tokens: one record that the steps of the component complete."""

    cue: list[Range]
    content: list[Range]
    speaker: Token | None
    stance: Stance
    quoted: bool = False
    speaker_span: tuple[int, int] | None = None
    same_as: Draft | None = None
    """Whose speaker speaks on here ("he said, adding that ...")."""
    via: Draft | None = None
    nominal: bool = False
    voice: Literal["speaker", "outlet", "nobody"] = "speaker"
    """Whose: the outlet's of itself ("could not be verified"), or that of nobody who is named ("is believed to")."""
    cut: list[Range] = field(default_factory=list)
    """Words that the statement around this one does not hold: the speaker's and cue's of this."""
    made: str = "verb_of_saying"
    """By which rule it was found, and then by which its words, its speaker and its stance: names of rules.toml."""
    content_rule: str = "clause"
    speaker_rule: str = "subject_of_cue"
    stance_rule: str = "of_cue"


def ranges(f: Draft) -> list[Range]:
    return [*f.content, *f.cue, *([f.speaker_span] if f.speaker_span else [])]


EVIDENCE = words("evidence")


def only_shown(f: Draft, all_found: Sequence[Draft]) -> bool:
    """Whether a statement inside another's words is that other's own: "all signs show X, the minister said", "X is
    believed to have left, the ministry said". Evidence and nobody say nothing where somebody says what they say. Not
    reports of it: whoever tells of "reports of shelling" does not vouch for them."""
    shown = (f.voice == "nobody" and not f.nominal) or (f.speaker is not None and f.speaker.lemma_.lower() in EVIDENCE)
    return shown and f.via is not None and not any(o.via is f or o.same_as is f for o in all_found)


def last_of(f: Draft) -> int:
    return max(b for _, b in [*f.cue, *f.content])


def less(ranges: Sequence[Range], hole: tuple[int, int]) -> list[Range]:
    out = []
    for a, b in ranges:
        if hole[1] <= a or b <= hole[0]:
            out.append((a, b))
            continue
        if a < hole[0]:
            out.append((a, hole[0]))
        if hole[1] < b:
            out.append((hole[1], b))
    return out


def joined(ranges: list[Range]) -> list[Range]:
    out: list[Range] = []
    for a, b in sorted(ranges):
        if out and a <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out
