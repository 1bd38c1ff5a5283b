"""Whose side do a state's or a movement's own words tell, where no pack says it? The states of the world and the best
known movements that fight, each a camp of its own until a pack says whose."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from rashomon.world.tables import table

TABLES = ("states.csv", "movements.csv")


SHORT = 4
"""A movement's name of at most so many letters ("RSF") may be another's in a pack."""


class KnownSide(NamedTuple):
    """A row of `data/states.csv` or `data/movements.csv`."""

    camp: str
    name: str
    names: tuple[str, ...]
    """What it is called, `name` first."""
    peoples: tuple[str, ...]
    """Words before an office or a force: "Ukrainian", "Houthi"."""
    seats: tuple[str, ...] = ()
    """Where its government sits, where that speaks for it: "Kyiv", "the Kremlin"."""
    role: str = "government"
    country: str | None = None
    """ISO 3166-1 alpha-2 of a state."""
    governs: tuple[str, ...] = ()
    """ISO codes of the states of whose land a movement rules, or has ruled, a part."""


class SideWords(NamedTuple):
    """The words of states and movements, as written, each with its camp; what a pack says otherwise is left out."""

    peoples: Mapping[str, str]
    """ "Ukrainian", "Houthi", and names that stand before a noun: "Ukraine", "RSF"."""
    names: Mapping[str, str]
    """Of states and where their governments sit: "Ukraine", "Kyiv"."""
    seats: frozenset[str]
    """Where governments sit, those for which a pack gives the camp among them: they are places as well."""
    movements: Mapping[str, tuple[str, str, str]]
    """Names of movements, each with its camp, its role and the name that people read."""
    states: frozenset[str]
    """Camps that are a state's."""
    of_country: Mapping[str, str]
    """ISO code to camp."""
    labels: Mapping[str, str]
    """Camp to the name that people read."""
    rulers: Mapping[str, frozenset[str]]
    """Camp of a state to those of the movements that rule, or have ruled, a part of its land."""


NO_WORDS = SideWords({}, {}, frozenset(), {}, frozenset(), {}, {}, {})


@cache
def known_sides() -> tuple[KnownSide, ...]:
    """The rows of both tables."""
    return tuple(
        KnownSide(
            row["camp"],
            row["name"],
            tuple(dict.fromkeys([row["name"], *_parts(row["names"])])),
            _parts(row["peoples"]),
            _parts(row.get("seats", "")),
            row.get("role") or "government",
            row.get("iso"),
            _parts(row.get("governs", "")),
        )
        for name in TABLES
        for row in table(name)
    )


@cache
def state_camps() -> frozenset[str]:
    """The camps that states have where no pack says another."""
    return frozenset(side.camp for side in known_sides() if side.country is not None)


@cache
def known_camps() -> frozenset[str]:
    """Those of states and movements; any pack may use them undefined."""
    return frozenset(side.camp for side in known_sides())


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def side_words(
    states: Mapping[str, str], camps: Mapping[str, object], said: Mapping[str, str], named: Collection[str] = ()
) -> SideWords:
    """The words of all rows in the camps of some packs.

    `states` translates a camp of the tables to one of the packs (`[states]` of pack.toml), `camps` are the packs' own,
    `said` are words in lower case for which the packs give a camp: such a word stays the packs', and the row that it is
    of has that camp where `[states]` does not say another. `named` are words in lower case that name an entry of
    `generic`: they are no names here, and still stand before a noun ("NATO jets").
    """
    peoples: dict[str, str] = {}
    names: dict[str, str] = {}
    movements: dict[str, tuple[str, str, str]] = {}
    state_camps: set[str] = set()
    of_country: dict[str, str] = {}
    seats: set[str] = set()
    labels: dict[str, str] = {}
    for row in known_sides():
        camp = _camp(row, states, camps, said)
        if row.country is not None:
            state_camps.add(camp)
            of_country[row.country] = camp
        if camp == row.camp:
            labels[camp] = row.name
        peoples |= {w: camp for w in (*row.peoples, *row.names) if w.casefold() not in said}
        called = [w for w in (*row.names, *row.seats) if w.casefold() not in said and w.casefold() not in named]
        if row.country is not None:
            names |= dict.fromkeys(called, camp)
            seats |= {*row.seats}
        else:
            movements |= dict.fromkeys(called, (camp, row.role, row.name))
    rulers: dict[str, set[str]] = {}
    for row in known_sides():
        for country in row.governs:
            rulers.setdefault(of_country.get(country, ""), set()).add(_camp(row, states, camps, said))
    return SideWords(
        peoples, names, frozenset(seats), movements, frozenset(state_camps - {"unknown"}), of_country, labels,
        {camp: frozenset(ruled) for camp, ruled in rulers.items()},
    )  # fmt: skip


def camps_among(states: Mapping[str, str], camps: Mapping[str, object], said: Mapping[str, str]) -> Mapping[str, str]:
    """The camps of the tables to those of some packs; see `side_words`."""
    return {row.camp: _camp(row, states, camps, said) for row in known_sides()}


def _camp(row: KnownSide, states: Mapping[str, str], camps: Mapping[str, object], said: Mapping[str, str]) -> str:
    if row.camp in states:
        return states[row.camp]
    if row.camp in camps:
        return row.camp
    words = [w.casefold() for w in (*row.names, *row.seats, *row.peoples) if row.country or len(w) > SHORT]
    return next((said[w] for w in words if w in said), row.camp)


def label_of(camp: str) -> str:
    """What people read for a camp that nothing names: its id in words, short ones without a vowel in capitals."""
    return " ".join(_shown(word) for word in camp.split("_"))


def _shown(word: str) -> str:
    if word in ("of", "the", "for", "and"):
        return word
    acronym = len(word) <= 5 and (any(c.isdigit() for c in word) or not set(word) & set("aeiouy"))
    return word.upper() if acronym else word.capitalize()
