"""The words that show that somebody is quoted: each has a stance, a strength and a source that cues.toml names."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from rashomon.model import Stance
from rashomon.reading.languages import table
from rashomon.reading.who.cues import lexicon

DATA: dict[str, Any] = table("cues")
TAKES = {
    "as",
    "deed",
    "bare",
    "clause",
    "that",
    "infinitive",
    "object",
    "quote",
    "name",
    "text",
    "accuse",
    "at",
    "blame",
    "raised",
    "bidding",
    "toll",
}
LISTS = [*DATA["group"], *DATA["phrase"], *DATA["noun"], *DATA["declines"], *DATA["attribution"]]
SINGLE = ["rumour", "product", "negative", "answering", "withheld", "empty"]


def words(entry: dict[str, Any]) -> list[str]:
    found: list[str] = entry.get("verbs") or entry.get("words") or []
    return found


@pytest.mark.parametrize("entry", [*LISTS, *(DATA[k] for k in SINGLE)], ids=lambda e: words(e)[0])
def test_every_entry_has_words_and_known_sources(entry: dict[str, Any]) -> None:
    assert words(entry) and len(set(words(entry))) == len(words(entry))
    assert entry["source"] and {s.split()[0] for s in entry["source"]} <= set(DATA["source"])


@pytest.mark.parametrize("group", DATA["group"], ids=lambda g: f"{g['stance']}-{words(g)[0]}")
def test_every_group_has_a_stance_a_strength_and_a_form(group: dict[str, Any]) -> None:
    assert group["stance"] in get_args(Stance)
    assert group["strength"] in {"neutral", "strong", "weak"}
    assert set(group["takes"]) <= TAKES and group["takes"]


def test_all_of_it_loads() -> None:
    lex = lexicon()
    assert set(lex.verbs) == {v for g in DATA["group"] for v in words(g)}
    assert set(lex.nouns) == {w for g in DATA["noun"] for w in words(g)}
    assert len(lex.verbs) + len(lex.nouns) + sum(len(words(g)) for g in DATA["phrase"]) >= 300


@pytest.mark.parametrize(
    ("verb", "stance", "strength"),
    [
        ("say", "reports", "neutral"),
        ("think", "reports", "weak"),
        ("swear", "reports", "strong"),
        ("claim", "claims", "strong"),
        ("insist", "claims", "strong"),  # also in a later group: the first gives the stance
        ("deny", "denies", "strong"),
        ("rule out", "denies", "strong"),
        ("admit", "acknowledges", "strong"),
        ("reckon", "estimates", "weak"),
        ("warn", "predicts", "strong"),
        ("imply", "hints", "weak"),
        ("dub", "calls", "strong"),
        ("urge", "asks", "neutral"),
    ],
)
def test_stance_and_strength(verb: str, stance: str, strength: str) -> None:
    assert (lexicon().verbs[verb].stance, lexicon().verbs[verb].strength) == (stance, strength)
