"""Lists of places that other people made, in the forms in which they are passed round; all rows here are made up."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from rashomon.errors import RashomonError
from rashomon.world.importers import areas_filled, import_places
from rashomon.world.places import Entry, open_gazetteer


def rows(folder: Path, name: str, text: str) -> tuple[list[Entry], list[str]]:
    told: list[str] = []
    (folder / name).write_text(text, encoding="utf-8")
    return import_places(folder / name, told.append), told


def test_neighbourhoods_by_p_code(tmp_path: Path) -> None:
    text = "pcode\tname_en\tname_ar\tlat\tlon\tcommunity_pcode\nN1\tMill Row\tالمطحنة\t36.2\t37.1\tC1\n"
    (entry,), told = rows(tmp_path, "n.tsv", text)
    assert (entry.name, entry.feature, entry.aliases, told) == ("Mill Row", "district", ("المطحنة",), [])


def test_a_row_with_an_arabic_name_alone_keeps_it(tmp_path: Path) -> None:
    text = "name_en\tname_ar\tlat\tlon\tpopulation\n\tالمطحنة\t36.2\t37.1\t\n\t\t36\t37\t\nMill\t\tx\t37\t\n"
    (entry,), told = rows(tmp_path, "w.tsv", text)
    assert entry.name == "المطحنة"
    assert [line.split(":")[0].rsplit(" ", 1)[-1] for line in told] == ["3", "4"]


def test_tables_of_area_codes(tmp_path: Path) -> None:
    text = "SY.11\tHoms\tHoms\t1\nSY.11.9\tMill District\tMill District\t2\nSY.11\tshort\n"
    (first, second), told = rows(tmp_path, "codes.txt", text)
    assert (first.feature, first.country, first.admin1, first.lat) == ("admin1", "SY", "Homs", None)
    assert (second.id, second.feature, second.admin1) == ("geonames:2", "admin2", "Homs")
    assert len(told) == 1 and "line 3" in told[0]


def test_country_and_area_come_from_the_towns_around() -> None:
    inland = Entry("import:x/a", "Mill", 34.73, 36.72, "town")
    nowhere = Entry("import:x/b", "Buoy", 0.0, -30.0, "town")
    filled = areas_filled([inland, nowhere], open_gazetteer())
    assert [(e.country, e.admin1) for e in filled] == [("SY", "Homs"), (None, None)]


def dumped(id_: int, name: str, other: str, group: str, code: str, population: int = 0) -> str:
    """A row of a country's dump of GeoNames, with its 19 columns."""
    start = [str(id_), name, name, other, "48.2", "37.9", group, code, "UA", "", "05", "", "", ""]
    return "\t".join([*start, str(population), "", "10", "Europe/Kyiv", "2024-01-01"]) + "\n"


DUMP = (
    dumped(1, "Ombelivka", "Ombelovka,Омбелівка,mblyvk,OMB", "P", "PPL", 310)
    + dumped(2, "Ombelivka Raion", "", "A", "ADM2", 21_000)
    + dumped(3, "Ombelska Oblast", "", "A", "ADM1", 900_000)
    + dumped(4, "Balka Ombel", "", "H", "STM")
    + dumped(5, "Mohyla Ombel", "", "T", "HLL")
)


def test_a_countrys_zip_of_geonames_gives_its_settlements_and_areas(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "UA.zip", "w") as archive:
        archive.writestr("readme.txt", "what this is")
        archive.writestr("UA.txt", DUMP)
    told: list[str] = []
    village, raion = import_places(tmp_path / "UA.zip", told.append)
    assert (village.name, village.feature, village.country, village.admin1) == ("Ombelivka", "town", "UA", "Donetsk")
    assert village.aliases == ("Ombelovka", "Омбелівка")  # no code of an airport, no letters alone
    assert (raion.name, raion.feature, told) == ("Ombelivka Raion", "admin2", [])
    assert import_places(_unzipped(tmp_path), told.append) == [village, raion]


def _unzipped(folder: Path) -> Path:
    (folder / "UA.txt").write_text(DUMP, encoding="utf-8")
    return folder / "UA.txt"


def test_a_village_of_an_imported_list_is_found(tmp_path: Path) -> None:
    (village, _) = import_places(_unzipped(tmp_path), print)
    assert [e.id for e in open_gazetteer([village]).find("Ombelovka")] == ["geonames:1"]


@pytest.mark.parametrize("files", [["readme.txt"], ["UA.txt", "PL.txt"]])
def test_a_zip_without_one_list_is_refused(tmp_path: Path, files: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in files:
            archive.writestr(name, DUMP)
    with pytest.raises(RashomonError, match="lists"):
        import_places(tmp_path / "all.zip")
