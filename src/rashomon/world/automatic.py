"""Which packs is a report read with? The shipped ones whose countries its places and parties name.

A pure function of the report's words and of what is shipped: no other report and no setting of the machine is asked.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.errors import RashomonError
from rashomon.model import LABELS, NO_PACKS, Report
from rashomon.settings import cache_folder
from rashomon.version import __version__
from rashomon.world import World, load_world
from rashomon.world.gazetteer import Named
from rashomon.world.gazetteer_files import PRIMARY
from rashomon.world.known_sides import known_sides
from rashomon.world.native_words import has_stems, land_in, land_of
from rashomon.world.pack_files import ALWAYS, load_packs, packs_hash, shipped
from rashomon.world.packs import Pack
from rashomon.world.places import Gazetteer, name_key, open_gazetteer
from rashomon.world.tables import table

AUTO = "auto"
"""As a pack's name: what a report says chooses packs again, after NO_PACKS."""

SHARE = 0.34
"""A pack is taken whose names make up this share of those of the pack that is named most: a war next door that is told
of as well is, one that a sentence compares with is not."""
OFTEN = 0.01
"""Names in a word: what is named less than once in a hundred words is not what a report is about."""
LARGE = 15_000
"""Inhabitants from which a town alone speaks for its country: smaller ones share their names with everything."""
MADE = 3
"""How what calls is found out. Count up where that changes, lest an older file in the cache be read."""
SHORT = 4
"""Letters. One word of no more means other things as well."""
LONGEST = 6
"""Words in a name that is looked for."""
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

Words = tuple[str, ...]
By = Mapping[str, Mapping[Words, frozenset[str]]]


class Calling(NamedTuple):
    """What calls for which packs."""

    homes: Mapping[str, frozenset[str]]
    """Countries, ISO 3166-1 alpha-2, to the packs that are about them."""
    names: By
    """By first word: the names of countries, peoples, parties, media and places, folded."""
    short: Mapping[str, frozenset[str]]
    """The initials of parties, as written."""


@dataclass(frozen=True, slots=True)
class Worlds:
    """Which world each report is read in: `worlds` makes one of packs, `only` of a world."""

    given: World | None
    """None where no pack was named and each report has its own: that world is loaded when a report calls for none."""
    automatic: bool
    """Whether the packs that a report's words call for come before those of `given`."""

    @property
    def named(self) -> tuple[str, ...]:
        return () if self.given is None else self.given.names

    def of(self, report: Report) -> World:
        """The world of a report."""
        if self.given is not None and not self.automatic:
            return self.given
        called = (pack for pack in called_for(report) if pack not in self.named)
        return load_world((*called, *self.named))

    def same(self, packs: Sequence[str], sha256: str) -> bool:
        """Whether a report that was read with these packs, in the world of that hash, would be read in it again."""
        if self.given is not None and not self.automatic:
            return sha256 == self.given.sha256
        own = len(packs) - len(self.named)
        called, given = tuple(packs[: max(0, own)]), tuple(packs[max(0, own) :])
        try:
            return given == self.named and load_world((*called, *given)).sha256 == sha256
        except RashomonError:  # a pack that is no longer there
            return False


def worlds(packs: Sequence[str] = ()) -> Worlds:
    """Each report's own world: these packs, after those that its words call for; with `none` among them, these alone.

    Raises RashomonError for a pack that is none (`load_packs`).
    """
    settled_packs = settled(packs)
    named, automatic = tuple(p for p in settled_packs if p != NO_PACKS), NO_PACKS not in settled_packs
    return Worlds(None if automatic and not named else load_world(named), automatic)


def settled(packs: Sequence[str]) -> tuple[str, ...]:
    """The packs in their order, each once: `none` takes away those before it, `auto` a `none` before it."""
    now: list[str] = []
    for pack in packs:
        if pack == NO_PACKS:
            now = [NO_PACKS]
        elif pack == AUTO:
            now = [p for p in now if p != NO_PACKS]
        elif pack not in now:
            now.append(pack)
    return tuple(now)


def only(world: World) -> Worlds:
    """The same world for every report."""
    return Worlds(world, False)


def called_for(report: Report) -> tuple[str, ...]:
    """The shipped packs that a report's words call for; the one that they call for most comes last, and so wins."""
    words, counts = _counts(f"{report.title or ''}\n{_told(report)}", report.language or "")
    least = max([SHARE * n for n in counts.values()] + [words * OFTEN])
    taken = [pack for pack, n in counts.items() if n >= least]
    return tuple(sorted(taken, key=lambda pack: (counts[pack], pack)))


def _told(report: Report) -> str:
    """The text without what tells where it was written and by whom, and what its page prints around it."""
    text, at = "", 0
    for part in sorted((p for p in report.parts if p.kind in LABELS), key=lambda p: p.span):
        text += report.text[at : part.span.start]
        at = max(at, part.span.end)
    return text + report.text[at:]


def _counts(text: str, language: str = "") -> tuple[int, Counter[str]]:
    """How many words there are, and how often each pack's countries, towns, parties and media are named."""
    homes, names, short = _calling()
    counts, unsure = Counter[str](), Counter[str]()
    found = list(WORD.finditer(text))
    words = [m.group() for m in found]
    folded = [_bare(word) for word in words]
    latin, at = has_stems(language), 0
    while at < len(words):
        length, packs = 1, frozenset[str]()
        native = None if words[at].isascii() else land_of(words[at])
        native = native or (land_in(language, words[at]) if latin else None)
        if native is not None:
            packs = homes.get(native, packs)
        elif not words[at][:1].islower():
            length, packs = _longest(folded, at, names)
            if length == 1 and not packs:
                packs = homes.get(_country_of(tuple(words[at : at + 2])), packs)
            if length == 1 and not packs:  # names that mean other things as well count where others are there
                unsure.update(short.get(words[at], ()) or homes.get(_other_name_of(words[at]), ()))
        after = at + length
        if packs and text.startswith(", ", found[after - 1].end()):
            land = _division(tuple(words[after : after + 2]))
            packs = packs if not land or packs & homes.get(land, frozenset()) else frozenset()  # "Lebanon, Ohio"
        (unsure if packs and length == 1 and _division((words[at],)) else counts).update(packs)
        at = after
    return len(words), counts + Counter({pack: n for pack, n in unsure.items() if counts[pack]})


def _longest(folded: Sequence[str], at: int, names: By) -> tuple[int, frozenset[str]]:
    """How many words from here on are a name, and what it calls for; one word and nothing where none is."""
    known = names.get(folded[at], {})
    for length in range(min(LONGEST, len(folded) - at), 0, -1) if known else ():
        if (packs := known.get(tuple(folded[at : at + length]))) is not None:
            return length, packs
    return 1, frozenset()


@lru_cache(maxsize=65536)
def _country_of(two: Words) -> str:
    """The country of a large town that goes by these two words, or the first of them, in the first place, and of which
    there is no larger one elsewhere, nor a sea."""
    for length in range(len(two), 0, -1):
        if two[length - 1][:1].islower():
            continue
        found = _gazetteer().named(name_key(" ".join(two[:length])))
        first = next((n for n, f in enumerate(found) if f.standing == PRIMARY), 0)
        if found and found[first].standing == PRIMARY and found[first].entry.population >= LARGE:
            same = {f.entry.country for f in found[: first + 1]} == {found[first].entry.country}
            return (found[first].entry.country or "") if same and not any(_is_water(f) for f in found) else ""
    return ""


@lru_cache(maxsize=65536)
def _other_name_of(word: str) -> str:
    """The country of the large towns that have this word for another name, where they all lie in one: "Gorlovka"."""
    found = [f.entry for f in _gazetteer().named(name_key(word)) if f.entry.population >= LARGE]
    countries = {entry.country for entry in found}
    return (found[0].country or "") if len(countries) == 1 else ""


def _is_water(found: Named) -> bool:
    return found.standing == PRIMARY and found.entry.feature == "water"


@lru_cache(maxsize=65536)
def _division(two: Words) -> str:
    """The country of a province or state that these two words, or the first of them, name before all else; of one word
    only where a country with fewer people has that name too: "Georgia" is as well the American one."""
    for length in range(len(two), 0, -1):
        if not two[length - 1][:1].isupper():
            continue
        found = _gazetteer().named(name_key(" ".join(two[:length]).removesuffix("'s").removesuffix("’s")))
        if found and found[0].standing == PRIMARY and found[0].entry.feature == "admin1":
            others = {f.entry.feature for f in found if f.entry.country != found[0].entry.country}
            return (found[0].entry.country or "") if len(two) > 1 or "country" in others else ""
    return ""


@cache
def _gazetteer() -> Gazetteer:
    return open_gazetteer()


@cache
def _calling() -> Calling:
    """What calls for which packs. To find it out all packs are read, so it is kept in the cache folder if it can be."""
    names = [name for name in shipped() if name != ALWAYS]
    told = hashlib.sha256(
        f"{MADE} {__version__} {_gazetteer().sha256} {packs_hash((ALWAYS, *names))}".encode()
    ).hexdigest()
    kept = cache_folder() / f"packs-{told[:16]}.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        read = json.loads(kept.read_text(encoding="utf-8"))
        return Calling(
            {country: frozenset(packs) for country, packs in read["homes"].items()},
            {first: {tuple(w): frozenset(packs) for w, packs in row} for first, row in read["names"].items()},
            {word: frozenset(packs) for word, packs in read["short"].items()},
        )
    found = _found_out(names)
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        new = kept.with_name(f".{kept.name}-{os.getpid()}")
        homes = {country: sorted(packs) for country, packs in found.homes.items()}
        rows = {first: [(w, sorted(packs)) for w, packs in row.items()] for first, row in found.names.items()}
        short = {word: sorted(packs) for word, packs in found.short.items()}
        new.write_text(json.dumps({"homes": homes, "names": rows, "short": short}), encoding="utf-8")
        new.replace(kept)
    return found


def _found_out(shipped_packs: Sequence[str]) -> Calling:
    """The same from the packs. What two packs know calls for the one where it is at home, if there is one, and what
    `generic` knows for none; the name of a country calls for all that are about it."""
    packs = {name: load_packs((name,)) for name in shipped_packs}
    generic = load_packs()
    homes: dict[str, set[str]] = defaultdict(set)
    own: dict[Words, dict[str, str]] = defaultdict(dict)
    common = {_words(alias) for alias in generic.aliases}
    sizes: dict[str, Counter[str]] = defaultdict(Counter)
    """By camp, how many actors of it each pack knows."""
    for name, pack in packs.items():
        for country in pack.about:
            homes[country].add(name)
        for entity in pack.entities.values():
            sizes[entity.camp][name] += 1
        for words, camp in _parties(pack, generic):
            own[words].setdefault(name, camp)
    lands = {side.camp: side.country for side in known_sides() if side.country}
    told = {words: _at_home(of, homes, lands, sizes) for words, of in own.items() if words and words not in common}
    # A longer name that calls for none is found all the same, lest a word of it calls.
    found = {words: calls for words, calls in told.items() if calls or len(words) > 1}
    for country, calls in homes.items():
        found |= {words: calls for words in _country(country) if words}
    by_first: dict[str, dict[Words, frozenset[str]]] = defaultdict(dict)
    for words, calls in found.items():
        by_first[words[0]][words] = frozenset(calls)
    return Calling({country: frozenset(calls) for country, calls in homes.items()}, by_first, _initials(packs, generic))


def _initials(packs: Mapping[str, Pack], generic: Pack) -> dict[str, frozenset[str]]:
    """The initials by which each pack's own parties go, and no other pack's: "DPR"."""
    of: dict[str, set[str]] = defaultdict(set)
    for name, pack in packs.items():
        others = pack.sides.states - {pack.sides.of_country.get(country) for country in pack.about}
        for owner, entity in pack.entities.items():
            if owner not in generic.entities and entity.camp not in others:
                for alias in (a for a in entity.aliases if a.isupper() and a.isascii() and a.isalpha()):
                    of[alias].add(name)
    return {word: frozenset(names) for word, names in of.items() if len(names) == 1 and 2 < len(word) <= SHORT}


def _at_home(
    of: Mapping[str, str],
    homes: Mapping[str, set[str]],
    lands: Mapping[str, str],
    sizes: Mapping[str, Mapping[str, int]],
) -> set[str]:
    """Of packs that know a name, each with the camp it has there: the only one, else the one that is about the country
    of that camp, else, where it is no state's, the one that knows twice as many of the camp as any other."""
    if len(of) < 2 or len(camps := set(of.values())) > 1:
        return set(of) if len(of) < 2 else set()
    [camp] = camps
    if camp in lands:
        return homes.get(lands[camp], set()) & of.keys()
    by_size = sorted(of, key=lambda pack: sizes[camp][pack])
    return {by_size[-1]} if camp and sizes[camp][by_size[-1]] >= 2 * sizes[camp][by_size[-2]] else set()


def _parties(pack: Pack, generic: Pack) -> Iterator[tuple[Words, str]]:
    """The names of a pack's actors, each with its camp, and of its places; but for those of one short word, which
    mean other things as well, and for those of other states' offices, which are in every war's news."""
    sides = pack.sides
    others = sides.states - {sides.of_country.get(country) for country in pack.about}
    for alias, owner in pack.aliases.items():
        words, camp = _words(alias), pack.entities[owner].camp
        known = owner in generic.entities or camp in others
        if not known and (len(words) > 1 or len(alias) > SHORT):
            yield words, camp
    for entry in pack.places:
        yield from ((words, "") for n in (entry.name, *entry.aliases) if len(words := _words(n)) > 1)


def _country(iso: str) -> Iterator[Words]:
    """What a country, its people and its capital are called."""
    places = _gazetteer()
    entry = places.country(iso)
    if entry is not None:
        yield _words(entry.name)
        yield from map(_words, entry.aliases)
    yield from (_words(demonym) for demonym, country in places.demonyms.items() if country == iso)
    for row in table("romance_names.csv"):
        if row["iso"] == iso:
            yield from map(_words, row["names"].split("|"))


def _words(name: str) -> Words:
    return tuple(_bare(m.group()) for m in WORD.finditer(name))[:LONGEST]


def _bare(word: str) -> str:
    """A word as it is compared: case aside, without the sign of the genitive."""
    plain = word.casefold().replace("’", "'")
    return plain.removesuffix("'s").removesuffix("'")
