"""The words of numbers and of people that are counted: counts.toml, turned round once for all its readers."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from spacy.tokens import Token

from rashomon.reading.grammar.numerals import DIGITS, SHARE, WORDS, either
from rashomon.reading.languages import table


class Words(NamedTuple):
    """counts.toml turned round: from the word in the text to what it says."""

    find: re.Pattern[str]
    vague: dict[str, tuple[float | None, float | None]]
    bounds: dict[str, str]
    acts: dict[str, str]
    acts_on_people: dict[str, str]
    suffers: dict[str, str]
    states: dict[str, str]
    nouns: dict[str, str]
    who: dict[str, str]
    measures: frozenset[str]
    things: frozenset[str]
    named: frozenset[str]
    joined: frozenset[str]
    part: frozenset[str]


@cache
def words() -> Words:
    data: dict[str, Any] = table("counts")
    vague = {k: tuple(None if x == "" else float(x) for x in v) for k, v in data["vague"].items()}
    bounds = {phrase: kind for kind, phrases in data["bounds"].items() for phrase in phrases}
    one = rf"(?:{DIGITS}|{WORDS})"
    find = re.compile(
        rf"(?<![\w.,:/+#@-])(?:(?P<bound>{either(bounds)})\s+(?:the\s+)?)?"
        rf"(?P<money>(?:US|USD)?\s?[$€£]\s?)?"
        rf"(?:(?P<between>(?:between|from)\s+)?(?P<low>{one})(?:\s+(?P<to>to|and|or)\s+|\s?[-–]\s?(?=\d))(?P<high>{one})"
        rf"|(?P<share>{SHARE})|(?P<n>{one})|(?P<vague>{either(vague)}))(?P<plus>\+|\s+or\s+more\b)?(?![\w/]|[:.,]\d)",
        re.IGNORECASE,
    )

    def turned(field: str) -> dict[str, str]:
        return {w: what for what, fields in data["what"].items() for w in fields.get(field, ())}

    return Words(
        find,
        vague,  # type: ignore[arg-type]
        bounds,
        turned("acts"),
        turned("acts_on_people"),
        turned("suffers"),
        turned("states"),
        turned("nouns"),
        # a later class does not take a word from an earlier one: a girl is a child
        {w: who for who, ws in reversed(data["who"].items()) for w in ws},
        frozenset(data["measures"]["of"]),
        frozenset(data["things"]["words"]),
        frozenset(data["named"]["words"]),
        frozenset(data["joined"]["words"]),
        frozenset(data["joined"]["part"]),
    )


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists of counts.toml."""
    return frozenset(table("counts")["lists"][name])


def lemma_of(token: Token) -> str:
    return token.lemma_.lower()


def class_of(token: Token) -> str | None:
    w = words()
    return w.who.get(token.lower_) or w.who.get(token.lemma_.lower()) or w.who.get(token.lower_.rstrip("s"))
