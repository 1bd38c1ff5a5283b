"""The gazetteer: what a name finds, what is compiled and how, and what the importers take and refuse."""

from __future__ import annotations

import json
import math
import multiprocessing
import shutil
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import RashomonError
from rashomon.world import gazetteer_files as compiled
from rashomon.world.places import (
    Entry,
    Gazetteer,
    compile_gazetteer,
    default_radius,
    import_places,
    name_key,
    open_gazetteer,
    precision_of,
    sound_key,
    sounds_alike,
)


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return open_gazetteer()


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dar‘ā", "Dara"), ("Deir ez-Zor", "deir EZ zor"), ("Ma'arrat", "Maarrat"), ("São Paulo", "sao paulo"),
        ("St. Louis", "Saint Louis"), ("İzmir", "izmir"), ("Łódź", "Lodz"), ("U.S.", "US"), ("Ḩamāh", "HAMAH"),
    ],
)  # fmt: skip
def test_names_that_are_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Qusayr", "al-Quseir", True), ("Khalidiya", "Khaldiyeh", True), ("Deir ezzor", "Dayr az Zawr", True),
        ("Hasakeh", "al-Hassaka", True), ("Maarat al-Numan", "Ma‘arrat an Nu‘mān", True), ("Saraqeb", "Saraqib", True),
        ("Qusayr", "Kasra", False), ("Homs", "Hims", True), ("Hama", "Homs", False), ("Douma", "Daraa", False),
    ],
)  # fmt: skip
def test_names_that_sound_alike(one: str, other: str, alike: bool) -> None:
    (a, voiced_a), (b, voiced_b) = sound_key(one), sound_key(other)
    assert (a == b and sounds_alike(voiced_a, voiced_b)) == alike


# --- finding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "admin1"),
    [
        ("Deir ezzor", "Deir ez-Zor"), ("Deir al-Zor", "Deir ez-Zor"), ("Raqqa", "Raqqa"), ("Hasakeh", "Al-Hasakah"),
        ("Idlib", "Idlib"), ("Daraa", "Daraa"), ("Deraa", "Daraa"), ("Latakia", "Latakia"), ("Lattakia", "Latakia"),
        ("Ghouta", "Rif Dimashq"), ("Homs", "Homs"), ("Hama", "Hama"), ("Palmyra", "Homs"), ("Khan Sheikhoun", "Idlib"),
        ("Kobani", "Aleppo"), ("Douma", "Rif Dimashq"), ("Qusayr", "Homs"), ("حمص", "Homs"),
    ],
)  # fmt: skip
def test_syrian_names_find_their_governorate(world: Gazetteer, name: str, admin1: str) -> None:
    assert next(e.admin1 for e in world.find(name) if e.country == "SY") == admin1


def test_names_that_begin_so_are_listed_that_very_name_first(world: Gazetteer) -> None:
    found = world.starting("aleppo", 5)
    assert found[0].name == "Aleppo" and len({e.id for e in found}) == len(found) <= 5
    begun = world.starting("Reykjav")
    assert begun[0].id == "geonames:3413829"
    assert [e.population for e in begun] == sorted((e.population for e in begun), reverse=True)
    assert world.starting("") == world.starting("\0") == world.starting("zzzzqqqq") == ()
    own = Entry("pack:x/b", "Brellin Heights", 1.0, 2.0, "town", "SY")
    assert [e.id for e in open_gazetteer([own]).starting("brell") if e.id == own.id] == [own.id]


def test_a_romanisation_that_no_list_has_is_found_by_its_sound(world: Gazetteer) -> None:
    assert not world.find("Maarat al-Numan")
    assert [e.admin1 for e in world.find_sounding("Maarat al-Numan", ["SY"])] == ["Idlib"]
    assert not world.find_sounding("Maarat al-Numan", ["US"])


@pytest.mark.parametrize(("name", "iso"), [("Syria", "SY"), ("US", "US"), ("Ivory Coast", "CI"), ("Georgia", "GE")])
def test_a_country_is_not_its_capital(world: Gazetteer, name: str, iso: str) -> None:
    country = next(e for e in world.find(name) if e.feature == "country")
    assert (country.country, precision_of(country)) == (iso, "country")
    assert country.radius_km and country.radius_km > 100
    towns = [e for e in world.find(name) if e.feature in ("city", "town")]
    assert all((e.lat, e.lon) != (country.lat, country.lon) for e in towns)


def test_every_country_has_a_point_and_every_town_an_area(world: Gazetteer) -> None:
    for iso in ("SY", "YE", "UA", "SD", "XK", "FJ"):
        entry = world.country(iso)
        assert entry and entry.lat is not None and entry.lon is not None
    homs = world.area("SY", "Homs")
    assert homs and homs.feature == "admin1" and precision_of(homs) == "admin1"
    assert homs.radius_km and homs.radius_km > 50


def test_an_area_lies_where_its_towns_lie(world: Gazetteer) -> None:
    area = world.area("SY", "Idlib")
    town = next(e for e in world.find("Idlib") if e.feature == "city")
    assert area and area.lat and area.lon and area.radius_km and town.lat and town.lon
    assert math.dist((area.lat, area.lon), (town.lat, town.lon)) * 111 < area.radius_km


def test_ids_lead_back(world: Gazetteer) -> None:
    for name in ("Homs", "Syria", "Idlib", "Sinai"):
        for entry in world.find(name)[:5]:
            assert world.get(entry.id) == entry
    syria = world.country("SY")
    assert syria and world.geonames_id(syria) == "geonames:163843" and world.get("geonames:163843") == syria
    assert world.get("geonames:1") is None and world.get("nonsense") is None


def test_demonyms_are_countries_and_no_place_names(world: Gazetteer) -> None:
    assert [world.demonyms.get(w) for w in ("syrian", "turks", "north korean", "homs")] == ["SY", "TR", "KP", None]
    assert not any(e.feature == "country" for e in world.find("Syrian"))


@pytest.mark.parametrize(
    ("population", "radius"), [(0, 2.0), (1000, 1.0), (775_404, 5.3), (2_098_210, 8.7), (10**9, 40)]
)
def test_a_city_is_as_wide_as_its_people_are_many(population: int, radius: float) -> None:
    assert default_radius("city", population) == radius


# --- entries of packs -----------------------------------------------------------------------------------------------


def test_packs_add_places_and_rename_known_ones() -> None:
    own = [
        Entry(
            "pack:x/khalidiya",
            "Khalidiya",
            34.74,
            36.71,
            "district",
            "SY",
            "Homs",
            within="Homs",
            aliases=("Khaldieh",),
        ),
        Entry("geonames:163808", "Palmyra", None, None, "city", aliases=("Tadmor Oasis",)),
    ]
    with_own = open_gazetteer(own)
    assert with_own.find("Khaldieh") == (with_own.get("pack:x/khalidiya"),)
    assert with_own.find_sounding("Khalidiyyeh", ["SY"])[0].name == "Khalidiya"
    palmyra = with_own.get("geonames:163808")
    assert palmyra and (palmyra.name, palmyra.admin1, palmyra.population) == ("Palmyra", "Homs", 51015)
    assert palmyra in with_own.find("Tadmur") and palmyra in with_own.find("Tadmor Oasis")
    assert with_own.sha256 != open_gazetteer().sha256
    assert with_own.sha256 == open_gazetteer(own[::-1]).sha256


def test_what_holds_a_place_without_a_point() -> None:
    own = [
        Entry("pack:x/area", "Upper Vale", 39.0, -40.0, "admin1", "XA", "Upper Vale"),
        Entry("pack:x/town", "Vale", 39.1, -40.1, "city", "XA", "Upper Vale", 80_000),
        Entry("pack:x/quarter", "Tanners", None, None, "district", "XA", "Upper Vale", within="Vale"),
        Entry("pack:x/farm", "Farm", None, None, "town", "XA", "Upper Vale"),
    ]
    invented = open_gazetteer(own)
    assert invented.around(own[2]) == invented.get("pack:x/town")
    assert invented.around(own[3]) == invented.get("pack:x/area") == invented.area("XA", "Upper Vale")
    assert invented.around(Entry("pack:x/lost", "Lost", None, None, "town", "XB")) is None


# --- compiling ------------------------------------------------------------------------------------------------------


def test_opening_compiles_nothing_and_copies_nothing(world: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes it quick: 10 ms. The compiled files are mapped, and no entry is made before it is asked for."""

    def compiles(*_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(compiled, "_compile", compiles)
    opened = open_gazetteer()
    assert isinstance(opened._records, np.memmap)
    assert isinstance(opened._names, np.memmap)
    assert opened._made == {}
    assert opened.find("Homs")[0] == world.find("Homs")[0]


def test_a_read_only_copy_will_do(tmp_path: Path) -> None:
    made = compile_gazetteer()
    copy = tmp_path / "cache" / made.name
    shutil.copytree(made, copy)
    copy.chmod(0o555)
    copy.parent.chmod(0o555)
    try:
        before = sorted(copy.parent.iterdir())
        assert open_gazetteer(folder=copy.parent).find("Homs")
        assert sorted(copy.parent.iterdir()) == before
    finally:
        copy.parent.chmod(0o755)
        copy.chmod(0o755)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RashomonError, match="RASHOMON_CACHE"):
        compile_gazetteer(tmp_path / "file" / "cache")


def test_a_broken_copy_is_named(tmp_path: Path) -> None:
    made = compile_gazetteer()
    copy = tmp_path / made.name
    shutil.copytree(made, copy)
    (copy / "names.marisa").write_bytes(b"junk")
    with pytest.raises(RashomonError, match="made again"):
        open_gazetteer(folder=tmp_path)


def _compile_slowly(folder: Path, counted: Path) -> None:
    def slow(work: Path, say: object) -> None:
        with counted.open("a") as handle:
            handle.write("x")
        time.sleep(0.3)
        (work / "meta.json").write_text("{}")

    compiled._compile = slow  # type: ignore[assignment]
    assert (compile_gazetteer(folder) / "meta.json").exists()


def test_of_two_processes_one_compiles(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    both = [fork.Process(target=_compile_slowly, args=(tmp_path / "cache", tmp_path / "count")) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert (tmp_path / "count").read_text() == "x"
    assert [p.name for p in (tmp_path / "cache").iterdir() if p.name.startswith(".")] == []


# --- importing ------------------------------------------------------------------------------------------------------

DUMPED = "\t".join(
    ["111", "Tal Hassan", "Tal Hassan", "Tell Hasan,Tal Hasan", "35.1", "36.2", "P", "PPL", "SY", "", "11", "", "", "",
     "17000", "", "", "Asia/Damascus", "2020-01-01"]
)  # fmt: skip


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_geonames_dump(tmp_path: Path) -> None:
    told: list[str] = []
    entries = import_places(_write(tmp_path, "SY.txt", f"{DUMPED}\n112\tshort\n"), told.append)
    assert entries == [
        Entry(
            "geonames:111", "Tal Hassan", 35.1, 36.2, "city", "SY", "Homs", 17000, aliases=("Tell Hasan", "Tal Hasan")
        )
    ]
    assert len(told) == 1 and "line 2" in told[0] and "19" in told[0]


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_table_with_a_header(tmp_path: Path, delimiter: str) -> None:
    rows = [
        [
            "name",
            "aliases",
            "lat",
            "lon",
            "feature",
            "country",
            "admin1",
            "within",
            "radius_km",
            "population",
            "source",
        ],
        ["Harbour", "Port|Quay", "1.5", "2.5", "district", "xx", "North", "Town", "0.8", "1200", "a map"],
        ["Nowhere", "", "", "", "", "", "", "", "", "", ""],
        ["Half", "", "1.5", "", "", "", "", "", "", "", ""],
        ["Far", "", "91", "0", "", "", "", "", "", "", ""],
        ["", "", "1", "1", "", "", "", "", "", "", ""],
        ["Odd", "", "1", "1", "castle", "", "", "", "", "", ""],
        ["Harbour", "", "5", "5", "", "", "", "", "", "", ""],
    ]
    told: list[str] = []
    path = _write(tmp_path, "places.csv", "".join(delimiter.join(row) + "\n" for row in rows))
    entries = import_places(path, told.append)
    assert entries[0] == Entry(
        "import:places/harbour", "Harbour", 1.5, 2.5, "district", "XX", "North", 1200, "Town", 0.8, ("Port", "Quay")
    )
    assert [(e.name, e.lat) for e in entries] == [("Harbour", 1.5), ("Nowhere", None), ("Harbour", 5.0)]
    assert len({e.id for e in entries}) == 3
    assert [line.split(":")[0].rsplit(" ", 1)[-1] for line in told] == ["4", "5", "6", "7"]


def test_geojson_points(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "properties": {"name": "Gate", "aliases": ["Bab"]},
         "geometry": {"type": "Point", "coordinates": [36, 35]}},
        {"type": "Feature", "properties": {"name": "Park"}, "geometry": {"type": "Polygon", "coordinates": []}},
        "junk",
        {"type": "Feature", "properties": {}, "geometry": None},
    ]  # fmt: skip
    told: list[str] = []
    path = _write(tmp_path, "x.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    assert [(e.name, e.lat, e.lon, e.aliases) for e in import_places(path, told.append)] == [
        ("Gate", 35.0, 36.0, ("Bab",))
    ]
    assert len(told) == 3 and "Polygon" in told[0]


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "name"), ("a,b\n1,2\n", "name"), ('{"type": "FeatureCollection"', "GeoJSON"), ("name,lat\nX,1\n", "used"),
     ("{}", "features")],
)  # fmt: skip
def test_what_is_no_list_of_places_is_refused_with_advice(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(RashomonError, match=why):
        import_places(_write(tmp_path, "x.csv", text), lambda line: None)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(RashomonError, match="No such file"):
        import_places(tmp_path / "none.csv")
    (tmp_path / "x.csv").write_bytes(b"name\n\xff\xfe\n")
    with pytest.raises(RashomonError, match="UTF-8"):
        import_places(tmp_path / "x.csv")


def test_a_name_with_a_nul_in_it_is_none_and_no_fault(world: Gazetteer) -> None:
    for name in ("\0", "Damascus\0", "\0\x01[2J"):
        assert world.find(name) == ()
