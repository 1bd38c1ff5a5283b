"""Where? What the list of a language has: names of countries and areas, nouns and prepositions of place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
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
    ands: frozenset[str]
    """Words for "and" among those before a name."""
    where: frozenset[str]
    """Those that hardly stand before anything but a place where a deed was: "an ambush at X"."""
    given: frozenset[str]
    """Stems of given names: before another name such a word is a place only behind a noun of place."""
    bearings: Phrases[int]
    """Words for a direction, in degrees clockwise from north."""
    measures: Phrases[float]
    """Words behind a number that tell how far, in kilometres."""
    beside: frozenset[str]
    """The last words of the phrases that tell where another place lies: "near"."""
    sized: Phrases[str]
    """Adjectives that begin the names of places: eastern, upper, new."""
    units: Phrases[str]
    """Nouns of a district, which news calls by the first word of its seat's name."""
    along: Mapping[str, tuple[str, ...]]
    """How the words begin that stand behind the name of a site or town and before the town it is in: what it makes and
    whose it is, more names."""
    within: tuple[str, ...]
    """What is glued before the name of a larger place, behind that of one in it."""
    sites: Phrases[str]
    """Nouns of sites to what English calls them."""
    near: frozenset[str]
    """Prepositions of place that hardly stand before a person."""
    quarters: Phrases[str]
    """Nouns of a part of a town."""


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
        frozenset(script.norm(w) for w in data["before"].get("ands", ())),
        frozenset(script.norm(w) for w in data["before"].get("where", ())),
        frozenset(script.stem(script.norm(w)) for w in table("names", code).get("given", ())),
        phrases(script, ((w, int(degrees)) for degrees, rows in data["bearings"].items() for w in rows)),
        phrases(script, ((w, float(km)) for km, rows in data["measures"].items() for w in rows)),
        frozenset(script.norm(w) for phrase in data["before"]["aside"] for w in phrase.split()[-1].split("|")),
        phrases(script, ((n, n) for n in data["before"].get("sized", ()))),
        phrases(script, ((n, n) for n in data["before"].get("unit", ()))),
        {noun: tuple(letters) for noun, letters in data.get("along", {}).items()},
        tuple(data["before"].get("within", ())),
        phrases(script, ((n, english) for english, rows in data.get("sites", {}).items() for n in rows)),
        frozenset(script.norm(w) for w in data["before"].get("near", ())),
        phrases(script, ((n, n) for n in data["before"].get("quarter", ()))),
    )


@cache
def latin_letters(code: str) -> Mapping[str, Sequence[str]]:
    """What each letter of a script is in Latin ones; empty where it writes its vowels."""
    return {letter: (latin,) for letter, latin in table("script", code).get("latin", {}).items()}


@cache
def spelled_letters(code: str) -> Mapping[str, Sequence[str]]:
    """What each letter of a script that writes its vowels may be in Latin ones."""
    return dict(table("script", code).get("spelled_latin", {}))


@cache
def respelled(code: str) -> Mapping[str, str]:
    """What English writes for letters with which this language writes sounds of foreign names."""
    return dict(table("script", code).get("respelled", {}))


@cache
def foreign_letters(code: str) -> Mapping[str, Sequence[str]]:
    """The same for names of countries whose own script is another: sounds that it has no letter of."""
    return {**latin_letters(code), **table("script", code).get("latin_foreign", {})}


def in_latin(norms: Sequence[str], letters: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The ways in which a name may be written in Latin letters; pairs of letters come before single ones."""
    parts: list[Sequence[str]] = []
    for n, word in enumerate(norms):
        parts += [(" ",)] if n else []
        i = 0
        while i < len(word):
            pair = word[i : i + 2]
            step = 2 if len(pair) == 2 and pair in letters else 1
            parts.append(letters.get(word[i : i + step], ("",)))
            i += step
    ways = itertools.product(*parts)
    return ("".join(way) for way in itertools.islice(ways, WAYS))


WAYS = 400
"""Ways to write a name in Latin letters that are tried at most."""


def _key(script: Tongue, name: str) -> str:
    return (
        " ".join(words_of(name.replace("-", " "), script).norms)
        if script.elided
        else " ".join(script.norm(word) for word in name.replace("-", " ").split())
    )
