"""Downloads of UCDP GED and of ACLED: each row is a report by the database."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

import pytest

from rashomon.intake import receive
from rashomon.intake.event_databases import told_by
from rashomon.model import Refusal, Report
from rashomon.world.kind_files import load_kinds
from rashomon.world.known_databases import MEDIA, event_databases, known_by, of_media_type

GED: dict[str, Any] = {
    "id": "700123", "relid": "KAS-2031-1-9", "year": "2031", "type_of_violence": "3", "side_a": "Government of Kastria",
    "side_b": "Civilians", "source_article": '"Ferry Post, 2031-05-04, Ten dead in Tarn"', "where_prec": "1",
    "where_coordinates": "Tarn town", "adm_1": "North Vale", "adm_2": "", "latitude": "50.0", "longitude": "10.0",
    "geom_wkt": "POINT (10 50)", "country": "Kastria", "date_prec": "1", "date_start": "2031-05-03 00:00:00.000",
    "date_end": "2031-05-03 00:00:00.000", "deaths_civilians": "10", "best": "12", "high": "15", "low": "10",
}  # fmt: skip
ACLED: dict[str, Any] = {
    "event_id_cnty": "KAS77", "event_date": "03 May 2031", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Hill Band", "actor2": "Military Forces of Kastria (2019-)",
    "country": "Kastria", "admin1": "North Vale", "admin2": "", "location": "Tarn", "latitude": "50.01",
    "longitude": "10.01", "geo_precision": "1", "source": "Ferry Post", "notes": "A man of Tarn, Odo Kell, was seen.",
    "fatalities": "4", "timestamp": "1936000000",
}  # fmt: skip


def table(*rows: dict[str, Any], separator: str = ",") -> bytes:
    out = io.StringIO()
    made = csv.DictWriter(out, list(rows[0]), delimiter=separator)
    made.writeheader()
    made.writerows(rows)
    return out.getvalue().encode()


def received(data: bytes, tmp_path: Any, name: str = "events.csv") -> list[Any]:
    (tmp_path / name).write_bytes(data)
    return list(receive([str(tmp_path / name)]))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(("row", "name"), [(GED, "ucdp"), (ACLED, "acled")])
def test_a_download_is_known_by_its_columns(row: dict[str, Any], name: str, separator: str) -> None:
    found = told_by(table(row, separator=separator).decode())
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("start", ["id,date,text\n1,2,3\n", "", "The id, the best and the low.", "id;best;low;high\n"])
def test_other_tables_are_none(start: str) -> None:
    assert told_by(start) is None


def test_a_row_is_a_report_of_its_cells(tmp_path: Any) -> None:
    [report] = received(table(GED), tmp_path)
    assert isinstance(report, Report)
    assert (report.id, report.outlet, report.published) == ("UCDP GED 700123", "UCDP GED", None)
    assert "where_coordinates: Tarn town\n" in report.text
    assert "adm_2" not in report.text, "an empty cell is no line"
    assert of_media_type(report.media_type) is event_databases()["ucdp"]
    assert b"POINT (10 50)" in report.raw, "the row is kept whole"


def test_prose_is_left_out_of_the_text_since_it_names_people(tmp_path: Any) -> None:
    [ged] = received(table(GED), tmp_path)
    [acled] = received(table(ACLED), tmp_path, "a.csv")
    assert "Ten dead" not in ged.text
    assert "Odo Kell" not in acled.text


def test_the_day_on_which_acled_wrote_a_row_is_the_day_it_was_published(tmp_path: Any) -> None:
    [report] = received(table({**ACLED, "timestamp": "1618581600"}), tmp_path)
    assert (report.published, report.published_from) == ("2021-04-16", "metadata")


def test_a_row_that_cannot_be_read_stops_no_other(tmp_path: Any) -> None:
    rows = [{**GED, "id": ""}, {**GED, "date_start": "spring"}, GED]
    first, second, third = received(table(*rows), tmp_path)
    assert isinstance(first, Refusal)
    assert isinstance(second, Refusal)
    assert "its id is empty" in first.error
    assert "'spring', which is no date" in second.error
    assert isinstance(third, Report)


def test_a_row_of_another_length_is_refused(tmp_path: Any) -> None:
    data = table(GED) + b"700124,KAS\n"
    _, short = received(data, tmp_path)
    assert isinstance(short, Refusal)
    assert "2 cells" in short.error


def test_the_table_of_databases_fits_the_kinds() -> None:
    for database in event_databases().values():
        assert set(database.kinds.values()) <= set(load_kinds())
        assert known_by(database.header) is database
        assert of_media_type(MEDIA + database.name) is database
    assert of_media_type("text/csv") is None
    assert of_media_type(MEDIA + "another") is None


def test_a_download_without_a_row_is_refused(tmp_path: Any) -> None:
    (refusal,) = received(table(GED).splitlines(keepends=True)[0], tmp_path)
    assert isinstance(refusal, Refusal)
    assert "no row" in refusal.error


def test_a_long_download_is_gone_through_whatever_the_limit_of_a_file(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASHOMON_MAX_MB", "1")
    found = received(table(*(GED | {"id": str(n), "source_article": "x" * 9000} for n in range(300))), tmp_path)
    assert [r.id for r in found] == [f"UCDP GED {n}" for n in range(300)]


def test_a_row_of_a_table_that_lost_a_column_is_refused_by_what_it_lacks(tmp_path: Any) -> None:
    (refusal,) = received(table({k: v for k, v in GED.items() if k != "date_start"}), tmp_path)
    assert isinstance(refusal, Refusal)
    assert "its date_start is '', which is no date" in refusal.error


@pytest.mark.parametrize(("row", "id_"), [(GED, "UCDP GED 700123"), (ACLED, "ACLED KAS77")])
def test_a_spreadsheet_is_what_the_table_of_text_is(row: dict[str, Any], id_: str, tmp_path: Any) -> None:
    from openpyxl import Workbook

    made, book = io.BytesIO(), Workbook()
    day = datetime.datetime(2031, 5, 3)
    book.active.append(list(row))
    book.active.append([int(x) if x.isdigit() else x for x in row.values()])
    dated = {key: day if key in ("event_date", "date_start", "date_end") else x for key, x in row.items()}
    book.active.append([f"{x}8" if key == "id" else x for key, x in dated.items()])
    book.active.append(["" for _ in row])
    book.save(made)
    first, *others = received(made.getvalue(), tmp_path, "a.xlsx")
    [text] = received(table(row), tmp_path)
    assert (first.id, first.text, first.outlet, first.media_type) == (id_, text.text, text.outlet, text.media_type)
    assert [x.media_type for x in others] == [text.media_type]
    assert "2031-05-03" in others[0].text
