"""Why is a field as it is? Every rule of the reading has a name, and says in words what it went by.

The rules of a question are listed in its room: `who/rules.toml`, `what/rules.toml` ... A table a field, a rule a
line: `subject_of_cue = "subject of “{words}”"` in the table `speaker` is the rule `speaker.subject_of_cue`. `{words}`
is what stands in the text where the rule looked (`Why.at`). A rule that fires and is in no list fails a test.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rashomon.message import Phrase
from rashomon.model import Claim, Span, Statement, Why

if TYPE_CHECKING:  # pages say rules in words without a parser
    from spacy.tokens import Token

NO_WORDS = "…"


@cache
def rules() -> Mapping[str, str]:
    """Every rule by its name, with its sentence. ValueError where two rooms give one name two sentences."""
    found: dict[str, str] = {}
    for room in sorted((f for f in files(__package__).iterdir() if f.is_dir()), key=lambda f: f.name):
        if not (file := room.joinpath("rules.toml")).is_file():
            continue
        for field, named in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for name, sentence in named.items():
                if found.setdefault(f"{field}.{name}", sentence) != sentence:
                    raise ValueError(f"the rule {field}.{name} has two sentences")
    return found


def reasons(record: Statement | Claim, text: str) -> list[tuple[str, Phrase]]:
    """Each field of a statement or claim that a rule set, with what it went by; how it was found at all comes first."""
    return [(w.field, in_words(w, text)) for w in sorted(record.why, key=lambda w: w.field != "made")]


def in_words(why: Why, text: str) -> Phrase:
    """What a rule went by, said to a person; `text` is the report's. A rule of another version is said by its name."""
    if why.by:
        return Phrase("corrected by {name}", name=why.by)
    words = text[why.at.start : why.at.end] if why.at else NO_WORDS
    return Phrase(rules().get(why.rule, why.rule), words=words)


def because(field: str, rule: str | None, word: Token | None = None) -> Why | None:
    """`FIELD.RULE` for a field, by the word it went by; None where no rule set it."""
    if rule is None:
        return None
    return Why(field, f"{field}.{rule}", None if word is None else Span(word.idx, word.idx + len(word)))


def with_why(why: tuple[Why, ...], *more: Why | None) -> tuple[Why, ...]:
    """The reasons of a record with others for some of its fields: a later one takes the place of an earlier."""
    found = {w.field: w for w in (*why, *(m for m in more if m is not None))}
    return tuple(found.values())
