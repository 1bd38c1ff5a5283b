"""Names of private persons in Arabic, Russian and Ukrainian reports: none leaves; who is public is still seen."""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.bench.leaks import exports, frozen
from rashomon.bench.leaks import plain as bare
from rashomon.model import Report
from rashomon.world import load_world

DATA = tomllib.loads((Path(__file__).parent / "script_leaks.toml").read_text(encoding="utf-8"))
PARTICLES = {"عبد", "آل", "بن", "ذو", "أبو", "أم", "الله", "الدين", "оглы"}
"""Parts of names that lead to nobody alone."""
PACKS = {"ar": "syria", "ru": "ukraine", "uk": "ukraine"}


def report(text: str, language: str) -> Report:
    return replace(frozen(text), id=hashlib.sha256(text.encode()).hexdigest()[:12], language=language)


def words(name: str) -> set[str]:
    return {w for w in re.findall(r"\w+", name) if len(w) > 1 and w not in PARTICLES}


def filled(language: str, form: str, number: int, rng: random.Random) -> tuple[str, set[str]]:
    """A sentence and the words of the persons in it."""
    data = DATA[language]
    one, other = rng.sample(data["people"], 2)
    town, of, in_ = rng.choice(data["towns"])
    slots = {"town": town, "of": of, "in": in_, "n": str(number)}
    keys = ("name", "kunya", "last") if language == "ar" else ("nom", "gen", "dat", "ins", "ini", "sur")
    people = dict(zip(keys, one, strict=True)) | {k + "2": v for k, v in zip(keys, other, strict=True)}
    people["NAME"] = one[0].upper()
    used = [people[k] for k in re.findall(r"\{(\w+)\}", form) if k in people]
    return re.sub(r"\{(\w+)\}", lambda m: (slots | people)[m[1]], form), {w for name in used for w in words(name)}


def campaign(language: str, size: int, seed: int) -> Iterator[tuple[Report, set[str]]]:
    rng = random.Random(seed)
    forms = DATA[language]["forms"]
    for n in range(size):
        text, told = filled(language, forms[n % len(forms)], 200 + n, rng)
        yield report(text, language), told


def plain(word: str) -> str:
    return bare(word).casefold()


@pytest.mark.parametrize("language", ["ar", "ru", "uk"])
def test_no_name_leaves(language: str) -> None:
    reports = list(campaign(language, len(DATA[language]["forms"]), 5))
    out, full, _ = exports([one for one, _ in reports], load_world([PACKS[language]]))
    names = {plain(w) for _, told in reports for w in told}
    seen = {form: names & {plain(w) for w in there} for form, there in out.items()}
    assert {form: there for form, there in seen.items() if there} == {}
    assert len(names & {plain(w) for w in full}) > len(names) / 2


@pytest.mark.parametrize("language", ["ar", "ru", "uk"])
def test_who_is_public_is_seen(language: str) -> None:
    rng, world = random.Random(3), load_world([PACKS[language]])
    for n, (form, seen) in enumerate(DATA[language]["controls"]):
        text, _ = filled(language, form, 700 + n, rng)
        out, _, _ = exports([report(text, language)], world)
        assert any(bare(seen) in w for w in out["csv"]), text
