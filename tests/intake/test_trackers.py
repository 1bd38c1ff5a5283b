"""Trackers: each row a report, its columns told by their names or by the user, never guessed at when unsure."""

from __future__ import annotations

import datetime
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from rashomon.errors import RashomonError
from rashomon.intake import Refusal, Report, receive
from rashomon.intake.table_columns import told

MILL = "The army took the mill of Kessin."
BOAT = "A boat sank off Varda, and nobody was hurt."


def read(path: Path, data: bytes | str, columns: str | None = None) -> list[Report | Refusal]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    given = told(columns) if columns else ()
    return [r for r in receive([str(path)], columns=given) if isinstance(r, (Report, Refusal))]


def rows(found: list[Report | Refusal]) -> list[tuple[str, str, str | None, str | None]]:
    assert all(isinstance(r, Report) for r in found), found
    return [(r.id, r.text, r.published, r.outlet) for r in found if isinstance(r, Report)]


@pytest.mark.parametrize(
    "head",
    [
        "Date,Summary,Source",
        "date;summary;source",
        "Date\tIncident Description\tSource",
        "Report Date|Narrative|Source",
        "fecha,descripción,fuente",
        "date,résumé,source",
        "التاريخ,الوصف,المصدر",
        "дата,описание,источник",
        "#date,#description,#meta+source",
        "Date of incident,Description of incident,Source of information",
        "created_at,message,channel",
        "Post Created Date,Message,Page Name",
        "DateOccurred,Summary,Outlet",
        "Date,Abstract Note,Publication Title",
        "Date,Opening Text,Source",
    ],
)
def test_columns_are_told_by_their_names(head: str, tmp_path: Path) -> None:
    mark = next(c for c in ",;\t|" if c in head)
    lines = [mark.join(("2023-05-03", MILL, "Harbour Post")), mark.join(("4 May 2023", f'"{BOAT}"', "Harbour Post"))]
    assert rows(read(tmp_path / "a.csv", "\n".join([head, *lines]))) == [
        ("a.csv#2", MILL, "2023-05-03", "Harbour Post"),
        ("a.csv#3", BOAT, "2023-05-04", "Harbour Post"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_marks(encoding: str, tmp_path: Path) -> None:
    data = "Date,Summary\n2023-05-03,The café of Kessin burned.\n2023-05-04,Two were hurt at the café.\n"
    assert [r[1] for r in rows(read(tmp_path / "a.csv", data.encode(encoding)))] == [
        "The café of Kessin burned.",
        "Two were hurt at the café.",
    ]


def test_titles_above_the_names_and_tags_below_them_are_no_rows(tmp_path: Path) -> None:
    data = f"Incidents of the north,,\n,,\nDate,Summary,Place\n#date,#description,#loc\n3 May 2023,{MILL},Kessin\n"
    assert rows(read(tmp_path / "a.csv", data)) == [("a.csv#5", MILL, "2023-05-03", None)]


def test_a_row_keeps_its_bytes_a_headline_its_link_and_its_number(tmp_path: Path, caplog: Any) -> None:
    data = (
        f'Id,Title,Text,Link,Author,Killed\nK-7,Mill taken,"{MILL}\nIt ""burned"".",https://kessin.example/7,M. Tal,4\n'
    )
    (report,) = read(tmp_path / "a.csv", data)
    assert isinstance(report, Report)
    assert report.id == "a.csv#K-7"
    assert report.text == f'Mill taken\n\n{MILL}\nIt "burned".'
    assert report.parts[0].kind == "headline"
    assert (report.url, report.author, report.title) == ("https://kessin.example/7", "M. Tal", "Mill taken")
    assert report.raw.decode() == data.split("\n", 1)[1].rstrip("\n")
    assert "read as text=Text, title=Title, url=Link, author=Author, id=Id; not read: Killed" in caplog.text


@pytest.mark.parametrize(
    ("days", "published"),
    [
        (("05/03/2023", "13/03/2023"), ["2023-03-05", "2023-03-13"]),
        (("05/03/2023", "03/13/2023"), ["2023-05-03", "2023-03-13"]),
        (("05/03/2023", "06/03/2023"), [None, None]),
        (("45049", "45050"), ["2023-05-03", "2023-05-04"]),
        (("45049.0", "45050.427"), ["2023-05-03", "2023-05-04"]),
        (("3-May-23", "4-May-23"), ["2023-05-03", "2023-05-04"]),
        (("2023", "in May"), [None, None]),
    ],
)
def test_days_are_read_by_the_habit_of_their_column(
    days: tuple[str, str], published: list[str | None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = f"Date,Summary\n{days[0]},{MILL}\n{days[1]},The mill burned.\n"
    assert [r[2] for r in rows(read(tmp_path / "a.csv", data))] == published
    assert ("2 rows have no date that is sure" in caplog.text) == (published == [None, None])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (f"Date,Summary,Details\n2023-05-03,x,{MILL}\n2023-05-04,y,{BOAT}\n", "2 of its columns may be the text"),
        (f"Report Date,Date Reported,Text\n2023-05-03,2023-05-04,{MILL}\n", "2 of its columns may be the date"),
        (f"Date,Source\n2023-05-03,{MILL}\n", "none of its columns is known to be the text"),
    ],
)
def test_what_is_unsure_is_asked_for_with_an_option_to_paste(data: str, why: str, tmp_path: Path) -> None:
    (refusal,) = read(tmp_path / "a.csv", data)
    assert isinstance(refusal, Refusal)
    assert why in refusal.error
    assert re.search(r"Add --columns '?text=[\w ]+,published=[\w ]+", refusal.error)


def test_the_option_of_the_error_reads_the_table(tmp_path: Path) -> None:
    data = f"Wann,Was geschah,Wo\n13.05.2023,{MILL},Kessin\n14.05.2023,{BOAT.replace(',', ' -')},Varda\n"
    (refusal,) = read(tmp_path / "a.csv", data)
    assert isinstance(refusal, Refusal)
    assert "--columns 'text=Was geschah,published=Wann'" in refusal.error
    found = rows(read(tmp_path / "a.csv", data, "text=Was geschah,published=Wann"))
    assert [(r[1], r[2]) for r in found] == [(MILL, "2023-05-13"), (BOAT.replace(",", " -"), "2023-05-14")]


def test_columns_that_are_named_win(tmp_path: Path) -> None:
    data = f"Date,Summary,Details,Desk\n2023-05-03,Mill,{MILL},Varda Desk\n"
    assert rows(read(tmp_path / "a.csv", data, "text=Details, outlet=desk")) == [
        ("a.csv#2", MILL, "2023-05-03", "Varda Desk")
    ]
    (refusal,) = read(tmp_path / "a.csv", data, "text=Detail")
    assert isinstance(refusal, Refusal)
    assert "no row at its top has the columns Detail" in refusal.error
    assert "'Details'" in refusal.error


@pytest.mark.parametrize("given", ["Summary", "words=Summary", "text=", "text=Summary,Date"])
def test_an_option_that_names_no_column_is_an_error(given: str) -> None:
    if given == "text=Summary,Date":  # a comma in a column's name
        assert told(given) == (("text", "Summary,Date"),)
        return
    with pytest.raises(RashomonError, match="names no column"):
        told(given)


def test_rows_without_words_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(tmp_path / "a.csv", f"Date,Summary\n2023-05-03,\n2023-05-04,{MILL}\n2023-05-05,12\n")
    assert "left out: 2 rows with no text" in caplog.text


def sheet(*tables: tuple[str, list[list[Any]]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    del book["Sheet"]
    for name, table in tables:
        page = book.create_sheet(name)
        for row in table:
            page.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_spreadsheet(tmp_path: Path) -> None:
    day = datetime.date(2023, 5, 3)
    data = sheet(
        ("Log", [["Weekly log"], ["Date", "Summary", "Killed"], [day, MILL, 4], [day, None, None], [None] * 3])
    )
    (report,) = read(tmp_path / "a.xlsx", data)
    assert isinstance(report, Report)
    assert (report.id, report.text, report.published) == ("a.xlsx#3", MILL, "2023-05-03")
    assert json.loads(report.raw) == ["2023-05-03", MILL, "4"]


def test_all_sheets_with_columns_that_are_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    data = sheet(
        ("North", [["Date", "Summary"], ["3 May 2023", MILL]]),
        ("South", [["Date", "Summary"], [datetime.datetime(2023, 5, 4, 9, 30), BOAT]]),
        ("Codes", [["Code", "Meaning"], ["M", "mill"]]),
        ("Notes", [["Gathered by hand", "x"]]),
    )
    assert rows(read(tmp_path / "a.xlsx", data)) == [
        ("a.xlsx#North#2", MILL, "2023-05-03", None),
        ("a.xlsx#South#2", BOAT, "2023-05-04", None),
    ]
    assert "the sheet 'Codes' was left out: it is a table with no columns that are known" in caplog.text
    assert "the sheet 'Notes' was left out" in caplog.text


def test_a_table_of_many_rows_comes_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Date,Summary\n" + "".join(f"2023-05-03,The mill burned {n} times.\n" for n in range(3000)))
    found = receive([str(path)])
    first = next(found)
    assert isinstance(first, Report)
    assert first.text == "The mill burned 0 times."
    assert sum(1 for _ in found) == 2999


def test_a_row_of_more_cells_than_columns_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", f"Date,Summary\n2023-05-03,{MILL}\n2023-05-04,{BOAT}\n2023-05-05,{MILL}\n")
    assert [type(r) for r in found] == [Report, Refusal, Report]
    assert isinstance(found[1], Refusal)
    assert found[1].id == "a.csv#3"
    assert "its row 3 has 3 cells, and the columns are 2" in found[1].error


@pytest.mark.parametrize(
    ("texts", "published"),
    [
        (("Beschuss tötete zwölf Menschen, sagten die Anwohner der Stadt.", "Die Brücke war weg."), "2023-05-03"),
        (("The army took the mill of Kessin on Sunday.", "The bridge was gone."), None),
    ],
)
def test_the_language_of_a_table_tells_the_order_of_its_days(
    texts: tuple[str, str], published: str | None, tmp_path: Path
) -> None:
    data = f"Datum;Beschreibung\n03.05.2023;{texts[0]}\n04.05.2023;{texts[1]}\n"
    assert rows(read(tmp_path / "a.csv", data.encode("cp1252")))[0][2] == published


def test_a_list_of_headlines_and_links_is_read_by_its_headlines(tmp_path: Path) -> None:
    data = f"id,language,media_name,publish_date,title,url\n7,en,Post,2023-05-03,{MILL},https://kessin.example/7\n"
    (report,) = read(tmp_path / "a.csv", data)
    assert isinstance(report, Report)
    assert (report.text, report.title, report.url, report.outlet) == (MILL, MILL, "https://kessin.example/7", "Post")
    (refusal,) = read(tmp_path / "a.csv", f"title,url,lead\nMill,https://kessin.example/7,{MILL}\n")
    assert isinstance(refusal, Refusal)
    assert "text=lead" in refusal.error


def test_utf16_with_the_line_ends_of_windows(tmp_path: Path) -> None:
    data = f"Date\tSummary\r\n2023-05-03\t{MILL}\r\n".encode("utf-16")
    assert [r[1] for r in rows(read(tmp_path / "a.tsv", data))] == [MILL]


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        (f"Incident date\tNarrative\tTown\r\n2023-05-03\t{MILL}\tKessin\r\n2023-05-04\t{BOAT}\tVarda\r\n", 2),
        (f"Mill taken\tHarbour Post\n\n{MILL}\tSee the map.\n{BOAT}\tSee the map.\n", 1),
        (f"Date\tSummary\n\n{MILL}\n\n{BOAT}\n", 1),
    ],
)
def test_a_table_that_was_saved_as_text(text: str, reports: int, tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-16"):
        found = rows(read(tmp_path / "a.txt", text.encode(encoding)))
        assert len(found) == reports
        assert (found[0][1:3] == (MILL, "2023-05-03")) == (reports == 2)


def test_the_encoding_is_said_once_and_of_the_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(tmp_path / "a.csv", "Date,Summary\n2023-05-03,The café burned.\n".encode("cp1252"))
    assert [m for m in caplog.messages if "cp1252" in m] == ["a.csv: it is not UTF-8; it was read as cp1252"]


@pytest.mark.parametrize(
    "head",
    [
        [["When", None, "Where", "What happened", None], ["Date", "Time", "Town", None, None]],
        [["Monitor"], ["Date", "Place", None, "What happened", "Toll"], [None, "District", "Town", None, "Killed"]],
        [["When", None, "Where", "What happened", None], ["Date", "Hour", "Town", None, "Source"]],
    ],
)
def test_names_of_columns_in_two_rows(head: list[list[str | None]], tmp_path: Path) -> None:
    day = datetime.datetime(2023, 5, 3)
    row = [day, "North", "Kessin", MILL, 7] if head[0] == ["Monitor"] else [day, "10:00", "Kessin", MILL, "Post"]
    (report,) = read(tmp_path / "a.xlsx", sheet(("A", [*head, row])))
    assert isinstance(report, Report)
    assert (report.text, report.published) == (MILL, "2023-05-03")


def test_a_row_of_words_below_the_names_is_no_second_row_of_names(tmp_path: Path) -> None:
    found = rows(read(tmp_path / "a.csv", f'Summary,,Source\n{MILL},seen,Post\n"{BOAT}",,Post\n'))
    assert [x[1] for x in found] == [MILL, BOAT]


def test_hidden_sheets_are_left_out(tmp_path: Path) -> None:
    from openpyxl import Workbook

    made, book = io.BytesIO(), Workbook()
    book.active.append(["Date", "Summary"])
    book.active.append(["2023-05-03", MILL])
    for state in ("hidden", "veryHidden"):
        hidden = book.create_sheet(state)
        hidden.append(["Date", "Summary"])
        hidden.append(["2023-05-04", BOAT])
        hidden.sheet_state = state
    book.save(made)
    assert [x[1] for x in rows(read(tmp_path / "a.xlsx", made.getvalue()))] == [MILL]


def test_of_several_addresses_in_a_cell_the_first_is_the_reports(tmp_path: Path) -> None:
    data = f'Date,Summary,Link(s)\n2023-05-03,{MILL},"https://kessin.example/7\nhttps://kessin.example/8"\n'
    (report,) = read(tmp_path / "a.csv", data)
    assert isinstance(report, Report)
    assert report.url == "https://kessin.example/7"


def test_keys_of_json_lines_are_told_as_columns_are(tmp_path: Path) -> None:
    data = json.dumps({"rawContent": MILL, "when": "Wed May 03 10:00:00 +0000 2023", "user": "Post", "no": 7}) + "\n"
    told = "text=rawContent,published=when,outlet=user,id=no"
    assert rows(read(tmp_path / "a.jsonl", data, told)) == [("7", MILL, "2023-05-03", "Post")]
    (refusal,) = read(tmp_path / "a.jsonl", data)
    assert isinstance(refusal, Refusal)
    assert "say which key has it: --columns text=NAME" in refusal.error
