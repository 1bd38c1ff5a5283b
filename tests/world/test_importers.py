"""Lists of places that other people made, in the forms in which they are passed round; all rows here are made up."""

from __future__ import annotations

from pathlib import Path

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
