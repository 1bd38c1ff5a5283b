"""Whose list of places is this? Files of places as entries: GeoNames dumps, CSV and TSV with a header, GeoJSON.

A dump may come as the zip that GeoNames offers for each country.

A row that cannot be used is named and left out; the rest is imported.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

from rashomon.errors import RashomonError
from rashomon.model import Precision
from rashomon.world.gazetteer import Gazetteer
from rashomon.world.gazetteer_files import useful_name
from rashomon.world.tables import table
from rashomon.world.toponyms import CITY_POPULATION, FEATURES, Entry

COLUMNS = (
    "id", "name", "aliases", "lat", "lon", "feature", "country", "admin1", "within", "radius_km", "precision",
    "population", "source",
)  # fmt: skip
"""The header of a list of places in CSV. Only `name` must be there; | parts the `aliases`; `source` is for people."""

# What other people's headers call these columns
_SYNONYMS = {
    "name_en": "name", "asciiname": "name", "place": "name", "latitude": "lat", "y": "lat", "longitude": "lon",
    "lng": "lon", "long": "lon", "x": "lon", "alternatenames": "aliases", "alternate_names": "aliases",
    "name_ar": "aliases", "alias": "aliases",
    "iso2": "country", "country_code": "country", "countrycode": "country", "geonameid": "id", "pop": "population",
    "pcode": "id", "radius": "radius_km", "governorate": "admin1", "type": "feature",
}  # fmt: skip

# GeoNames feature codes to what a place is here; https://www.geonames.org/export/codes.html
_CLASSES = {"P": "town", "H": "water", "S": "site", "L": "region", "T": "region", "V": "region", "R": "site"}
_CODES = {
    "ADM1": "admin1",
    "ADM2": "admin2",
    "PPLX": "district",
    "PCLI": "country",
    "PCL": "country",
    "ADM3": "district",
}
_LARGEST = 1_000_000_000
"""Bytes of a dump that a zip may hold: the largest country has a third of that"""
_CODED = re.compile(r"[A-Z]{2}\.\w+(\.\w+)?$")
"""The first cell of a row of GeoNames' admin1CodesASCII.txt (SY.11) or admin2Codes.txt (SY.11.172955)"""


def import_places(path: str | Path, tell: Callable[[str], None] | None = None) -> list[Entry]:
    """The places in a file, whatever wrote it.

    Read are a GeoNames dump (19 columns, no header; of its rows the settlements and the areas below the first order:
    the gazetteer has the others, and streams and hills would stand for words), GeoNames' tables of first- and
    second-order areas (4 columns, no header: names without points), CSV or TSV with a header (that of this project, of
    OCHA's lists by p-code, of tables out of Wikidata: a row with no English name keeps its Arabic one), and GeoJSON
    points.

    Each row that cannot be used is named through `tell` (by default a line on stderr) and left out. RashomonError where
    the file cannot be read, is none of these, or has no usable row.
    """
    path = Path(path)
    say = tell or (lambda line: print(line, file=sys.stderr))  # noqa: T201
    try:
        text = _dump_in(path) if zipfile.is_zipfile(path) else path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RashomonError(f"the list of places {path}", error.strerror or str(error), "Check the path.") from error
    except UnicodeDecodeError as error:
        raise RashomonError(
            f"the list of places {path}", f"it is not UTF-8 (byte {error.start})", "Save it as UTF-8."
        ) from error
    entries: dict[str, Entry] = {}
    wrong = 0
    for where, row in _rows_of(path, text):
        try:
            entry = _entry(path.stem, row)
            if entry.id in entries:
                if row.get("id"):
                    raise ValueError(f"the id {entry.id} stands there twice")
                entry = replace(entry, id=f"{entry.id}-{where.split()[-1]}")  # namesakes in a list without ids
            entries[entry.id] = entry
        except ValueError as error:
            wrong += 1
            say(f"{path}, {where}: {error}; left out")
    if not entries:
        why = "none of its rows can be used" if wrong else "it has no rows"
        raise RashomonError(
            f"the list of places {path}", why, f"A CSV needs a header with `name`; known columns: {', '.join(COLUMNS)}."
        )
    return list(entries.values())


def _dump_in(path: Path) -> str:
    """The country's dump in a zip of GeoNames': UA.txt in UA.zip, beside a readme.txt."""
    with zipfile.ZipFile(path) as archive:
        named = [n for n in archive.namelist() if n.lower().endswith((".txt", ".tsv")) and "readme" not in n.lower()]
        if len(named) != 1:
            raise RashomonError(
                f"the list of places {path}",
                f"it holds {len(named)} lists ({', '.join(archive.namelist()[:5])})",
                "Unzip it, and import the file that is meant.",
            )
        if archive.getinfo(named[0]).file_size > _LARGEST:
            raise RashomonError(
                f"the list of places {path}", f"{named[0]} has more than {_LARGEST:,} bytes", "Import one country only."
            )
        return archive.read(named[0]).decode("utf-8-sig")


def _rows_of(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if text.lstrip()[:1] in ("{", "["):
        yield from _features(path, text)
        return
    first = text.split("\n", 1)[0].rstrip("\r")
    cells = first.split("\t")
    if len(cells) == 19 and cells[0].isdigit():
        for number, line in enumerate(io.StringIO(text), 1):
            dumped = line.rstrip("\r\n").split("\t")
            if line.strip() and (len(dumped) < 15 or _wanted(dumped[6], dumped[7])):
                yield f"line {number}", _dumped(dumped)
        return
    if len(cells) == 4 and _CODED.match(cells[0]):
        for number, line in enumerate(io.StringIO(text), 1):
            if line.strip():
                yield f"line {number}", _coded(line.rstrip("\r\n").split("\t"))
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if len(cells) > 1 else ",")
    names = [_SYNONYMS.get(name, name) for name in (h.strip().lower() for h in reader.fieldnames or [])]
    if "name" not in names:
        raise RashomonError(
            f"the list of places {path}",
            f"its header has no column `name` ({', '.join(reader.fieldnames or []) or 'it is empty'})",
            f"Give it a header; known columns: {', '.join(COLUMNS)}.",
        )
    for row in reader:
        merged: dict[str, Any] = {}
        for name, value in zip(names, row.values(), strict=False):
            if isinstance(value, str) and value.strip():
                merged[name] = (
                    f"{merged[name]}|{value}" if name == "aliases" and name in merged else merged.get(name, value)
                )
        if "community_pcode" in names:
            merged.setdefault("feature", "district")  # OCHA's neighbourhoods of a town, which it calls a community
        if "name" not in merged and merged.get("aliases"):
            merged["name"], _, merged["aliases"] = merged["aliases"].partition("|")
        yield f"line {reader.line_num}", merged


def _coded(cells: list[str]) -> dict[str, Any]:
    if len(cells) != 4 or not _CODED.match(cells[0]) or not cells[3].isdigit():
        return {"wrong": f"it is no row of GeoNames' area codes ({len(cells)} columns where there are 4)"}
    code, name, ascii_name, gid = cells
    parts = code.split(".")
    first = len(parts) == 2
    return {
        "id": f"geonames:{gid}", "name": name, "aliases": ascii_name, "feature": "admin1" if first else "admin2",
        "country": parts[0], "admin1_code": parts[1], "admin1": name if first else "",
    }  # fmt: skip


def _wanted(group: str, code: str) -> bool:
    """Whether a row of a dump is a settlement or an area that the gazetteer lacks."""
    return group == "P" or (group == "A" and code in _CODES and code not in ("ADM1", "PCL", "PCLI"))


def _dumped(cells: list[str]) -> dict[str, Any]:
    if len(cells) < 15:
        return {"wrong": f"{len(cells)} columns where a GeoNames dump has 19"}
    feature = _CODES.get(cells[7], _CLASSES.get(cells[6], "region"))
    aliases = [cells[2], *filter(useful_name, cells[3].split(","))]
    return {
        "id": f"geonames:{cells[0]}", "name": cells[1], "aliases": "|".join(aliases),
        "lat": cells[4], "lon": cells[5], "feature": feature, "country": cells[8], "admin1_code": cells[10],
        "population": cells[14],
    }  # fmt: skip


def _features(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise RashomonError(
            f"the list of places {path}", f"it starts like GeoJSON but is none ({error})", "Check how it was made."
        ) from error
    features = data.get("features") if isinstance(data, dict) else data
    if isinstance(data, dict) and data.get("type") == "Feature":
        features = [data]
    if not isinstance(features, list):
        raise RashomonError(f"the list of places {path}", "it has no `features`", "Give a GeoJSON FeatureCollection.")
    for number, feature in enumerate(features, 1):
        where = f"feature {number}"
        if not isinstance(feature, dict):
            yield where, {"wrong": "it is no object"}
            continue
        row: dict[str, Any] = {}
        for key, value in (feature.get("properties") or {}).items():
            name = _SYNONYMS.get(str(key).lower(), str(key).lower())
            row[name] = "|".join(map(str, value)) if isinstance(value, list) else value
        if "id" not in row and isinstance(feature.get("id"), (str, int)):
            row["id"] = feature["id"]
        geometry = feature.get("geometry")
        if isinstance(geometry, dict):
            point = geometry.get("coordinates")
            if geometry.get("type") != "Point" or not isinstance(point, list) or len(point) < 2:
                row = {"wrong": f"its geometry is a {geometry.get('type')}, only points are read"}
            else:
                row["lon"], row["lat"] = point[0], point[1]
        yield where, row


def _entry(stem: str, row: Mapping[str, Any]) -> Entry:
    if "wrong" in row:
        raise ValueError(row["wrong"])

    def text(column: str) -> str:
        value = row.get(column)
        return "" if value is None else str(value).strip()

    name = text("name")
    if not name:
        raise ValueError("it has no name")
    lat, lon = _degrees("lat", text("lat"), 90), _degrees("lon", text("lon"), 180)
    if (lat is None) != (lon is None):
        raise ValueError("it has one of lat and lon without the other")
    population = int(_positive("population", text("population")) or 0)
    feature = text("feature").lower() or "town"
    if feature not in FEATURES:
        raise ValueError(f"the feature {feature!r} is none of {', '.join(FEATURES)}")
    if feature == "town" and population >= CITY_POPULATION:
        feature = "city"
    country = text("country").upper() or None
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise ValueError(f"the country {country!r} is no ISO code of two letters")
    precision = text("precision") or None
    if precision and precision not in get_args(Precision):
        raise ValueError(f"the precision {precision!r} is none of {', '.join(get_args(Precision))}")
    aliases = dict.fromkeys(a.strip() for a in text("aliases").split("|") if a.strip() and a.strip() != name)
    admin1 = text("admin1") or None
    if admin1 is None and country and text("admin1_code"):
        admin1 = _admin1_names().get(f"{country}.{text('admin1_code')}")
    given = text("id")
    return Entry(
        id=given if ":" in given else f"import:{stem}/{given or _slug(name)}",
        name=name,
        lat=lat,
        lon=lon,
        feature=feature,
        country=country,
        admin1=admin1,
        population=population,
        within=text("within") or None,
        radius_km=_positive("radius_km", text("radius_km")),
        aliases=tuple(aliases),
        precision=precision,  # type: ignore[arg-type]
    )


def areas_filled(entries: list[Entry], gazetteer: Gazetteer) -> list[Entry]:
    """The entries, those that say no country given that of the towns around them, and their first-order area.

    Lists of one country seldom name it. Filled in where the three towns of the gazetteer that are nearest, within
    30 km, lie in one country; their area where they agree on that too. Near a border it stays empty.
    """
    out = []
    for entry in entries:
        near = (
            [] if entry.country or entry.lat is None or entry.lon is None else gazetteer.nearest(entry.lat, entry.lon)
        )
        if len(near) == 3 and len({town.country for town in near}) == 1:
            areas = {town.admin1 for town in near}
            admin1 = entry.admin1 or (near[0].admin1 if len(areas) == 1 else None)
            entry = replace(entry, country=near[0].country, admin1=admin1)
        out.append(entry)
    return out


@cache
def _admin1_names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in table("admin1.csv")}


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


def _degrees(column: str, text: str, most: float) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{column} {text!r} is no number") from None
    if not -most <= value <= most:
        raise ValueError(f"{column} {text} is not between -{most:g} and {most:g}")
    return value


def _positive(column: str, text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise ValueError(f"{column} {text!r} is no number") from None
    if not 0 <= value < 1e11:
        raise ValueError(f"{column} {text} is out of range")
    return value
