"""Where? What the list of a language has: names of countries and areas, nouns and prepositions of place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rashomon.reading.languages import table
from rashomon.reading.surface.patterns import Phrases, phrases
from rashomon.reading.surface.script import Tongue, tongue
from rashomon.reading.surface.words import words_of

LONGEST = 3
"""Words of a name at most."""


@dataclass(frozen=True)
class Gazetteered:
    """`places.toml` of a language, ready to be looked up."""

    tongue: Tongue
    listed: Mapping[str, str]
    """Folded names to ids."""
    starts: frozenset[str]
    """Their first words."""
    nouns: Phrases[str]
    ways: Phrases[str]
    """Words that go on a name: the side of a province, of an airport that it is international."""
    aside: Phrases[str]
    """Words behind which a name only tells where another place lies ("south of"), or where somebody came from."""
    no_start: tuple[str, ...]
    """How words begin that are no name: with "to the", "and the"."""
    apart: tuple[str, ...]
    """The same, of letters glued before the name."""
    nominal: Phrases[str]
    before: frozenset[str]
    glued: tuple[str, ...]
    stop: frozenset[str]
    longest: int
    """Words of a name at most."""
    inside: frozenset[str]
    """Prepositions of place that hardly stand before a person: a name that no list has is a place behind one of them,
    where a comma and the larger place that it lies in follow."""
    given: frozenset[str]
    """Stems of given names: before another name such a word is a place only behind a noun of place."""
    within: tuple[str, ...]
    """What is glued before the name of a larger place, behind that of one in it."""


@cache
def names_of(code: str) -> Gazetteered:
    """The names of places that a language's list has."""
    data, script = table("places", code), tongue(code)
    listed: dict[str, str] = {}
    for section, prefix in (("countries", "country:"), ("towns", ""), ("areas", "admin1:"), ("regions", "")):
        for id_, names in data[section].items():
            for name in names:
                listed.setdefault(_key(script, name), prefix + id_)
    most = max((len(name.split()) for name in listed), default=LONGEST) if script.articles else LONGEST
    nouns = phrases(script, ((n, sort) for sort, rows in data["nouns"].items() for n in rows))
    return Gazetteered(
        script,
        listed,
        frozenset(name.split()[0] for name in listed),
        nouns,
        phrases(script, ((w, w) for w in data.get("after", {}).get("words", ()))),
        phrases(script, ((w, sort) for sort in ("aside", "origin", "inside") for w in data["before"][sort])),
        tuple(data["before"].get("no_start", ())),
        tuple(data["before"].get("apart", ())),
        phrases(script, ((w, sort) for sort, rows in data["nominal"].items() for w in rows)),
        frozenset(script.norm(w) for w in data["before"]["words"]),
        tuple(data["before"]["glued"]),
        frozenset(script.norm(w) for w in data["stop"]["words"]),
        max(LONGEST, most),
        frozenset(script.norm(w) for w in data["before"].get("unknown", ())),
        frozenset(script.stem(script.norm(w)) for w in table("names", code).get("given", ())),
        tuple(data["before"].get("within", ())),
    )


@cache
def latin_letters(code: str) -> Mapping[str, str]:
    """What each letter of a script is in Latin ones; empty where it writes its vowels."""
    letters: Mapping[str, str] = table("script", code).get("latin", {})
    return letters


def _key(script: Tongue, name: str) -> str:
    return (
        " ".join(words_of(name.replace("-", " "), script).norms)
        if script.elided
        else " ".join(script.norm(word) for word in name.replace("-", " ").split())
    )
