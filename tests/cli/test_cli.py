"""The commands: what they print, where, and with which exit status. The reading is made up but for the demo."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import made_up
import pytest
from click.testing import CliRunner

import rashomon.world
from rashomon import ledger as book
from rashomon import work
from rashomon.cli import cli, main
from rashomon.errors import RashomonError
from rashomon.ledger.core import queries
from rashomon.model import Report
from rashomon.world.kind_files import load_kinds
from rashomon.world.pack_files import load_packs


class Ran(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.split("\n") if line]


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")  # the width of the screen decides where a table breaks its words

    def ran(*args: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            main(args)
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in out + err
        return Ran(int(end.value.code or 0), out.decode(), err.decode())

    return ran


@pytest.fixture
def made_up_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.reading import readers
    from rashomon.sharing import privacy_scan
    from rashomon.world import automatic

    def load_world(packs: tuple[str, ...] = ()) -> SimpleNamespace:
        if "nowhere" in packs:
            raise RashomonError("nowhere", "there is no such pack", "Name one that there is.")
        return SimpleNamespace(
            sha256="w" + "".join(packs), kinds=load_kinds(), names=tuple(packs), packs=load_packs(), sites={}
        )

    def read(reports: Iterator[Report], worlds: automatic.Worlds) -> Iterator[tuple[Report, object]]:
        for report in list(reports):  # in one batch, as the real one takes many at once
            if "break the reading" in report.text:
                raise ValueError("broken")
            of = worlds.of(report)
            told = made_up.reading(report, world=of.sha256, packs=of.names) if report.language != "fr" else None
            yield report, told

    def gather_matters(ledger: book.Ledger, world: SimpleNamespace, now: datetime) -> None:
        of = queries.generation(ledger)
        book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), now, of)

    for room in (rashomon.world, automatic, work):
        monkeypatch.setattr(room, "load_world", load_world)
    monkeypatch.setattr(book, "gather_matters", gather_matters)
    monkeypatch.setattr(privacy_scan, "hear_all", lambda ledger, world: None)  # of packs, which this world has none of
    monkeypatch.setattr(readers, "read", read)


def rows(*told: dict | str) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in told).encode()


ROWS = rows(
    {"id": "one", "text": "The army holds Kastrel", "published": "2026-02-20", "language": "en"},
    {"id": "two", "text": "The army does not holds Kastrel", "published": "2026-02-21", "language": "en"},
    {"id": "three", "text": "Kastrel n'est pas tombée", "language": "fr"},
)


@pytest.fixture
def case(run: Run, made_up_reading: None, tmp_path: Path) -> Run:
    """A folder with a ledger of three reports, one of them unread, and its runner."""
    (tmp_path / "rows.jsonl").write_bytes(ROWS)
    assert run("read", "rows.jsonl").status == 0
    return run


def test_help_loads_no_model() -> None:
    """What makes it quick: a tenth of a second."""
    script = "import sys; from rashomon.cli import main\ntry: main(['--help'])\nfinally: print(sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = ran.stdout.splitlines()[-1]
    assert "'click'" in loaded
    assert not [m for m in ("spacy", "numpy", "trafilatura", "sqlite3", "jinja2") if f"'{m}'" in loaded]


def test_read_to_jsonl_prints_every_row_in_order_and_touches_no_ledger(run: Run, made_up_reading: None) -> None:
    data = rows(
        {"id": "one", "text": "The army holds Kastrel"},
        "{not json",
        {"id": "no text"},
        {"id": "break", "text": "Please break the reading"},
        {"id": "french", "text": "Kastrel n'est pas tombée", "language": "fr"},
        {"id": "no\u2028line\u2029that\x85ends", "text": "a line"},
        {"id": "four", "text": "The army struck Brellin", "published": "yesterday"},
        {"id": "five", "text": "The army struck Brellin"},
    )
    ran = run("read", "--to", "jsonl", "-", stdin=data)
    assert ran.status == 1
    ids = [row["id"] for row in ran.lines]
    assert [ids[0], *ids[2:]] == ["one", "no text", "break", "french", "no\u2028line\u2029that\x85ends", "four", "five"]
    assert ["error" in row for row in ran.lines] == [False, True, True, True, False, False, True, False]
    assert "fault in the reading" in ran.lines[3]["error"]
    assert ran.lines[4]["unread"] is True
    assert ran.lines[4]["statements"] == []
    assert ran.out.count("\n") == len(ran.out.splitlines()) == 8  # nothing in a row that some take for a line's end
    assert ran.err.count("Not read: ") == 4
    assert list(Path().iterdir()) == []
    assert run("read", "--to", "jsonl", "-", stdin=rows({"id": "one", "text": "The army holds Kastrel"})).status == 0


def test_a_missing_file_does_not_stop_the_rest(run: Run, made_up_reading: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The army holds Kastrel")
    ran = run("read", "--to", "jsonl", "missing.txt", "a.txt")
    assert ran.status == 1
    assert [row["id"] for row in ran.lines] == ["missing.txt", "a.txt"]
    assert "error" in ran.lines[0]


def test_files_of_an_unknown_kind_in_a_folder_are_listed_and_no_failure(
    run: Run, made_up_reading: None, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("The army holds Kastrel")
    (folder / "b.bin").write_bytes(bytes(range(256)))
    ran = run("read", "in")
    assert ran.status == 0
    assert "Skipped: in/b.bin" in ran.err
    assert "Reports: 1 new, 1 with no published date, 1 skipped." in ran.out


def test_what_read_says(case: Run, tmp_path: Path) -> None:
    again = case("read", "rows.jsonl")
    assert "Reports: 0 new, 3 already there." in again.out
    (tmp_path / "more.jsonl").write_bytes(
        rows(
            {"id": "uno", "text": "The army holds Kastrel", "published": "2026-02-20", "language": "en"},
            {"id": "late", "text": "The army struck Brellin", "url": "https://x.example/1"},
            {"id": "later", "text": "The army struck Quennet", "url": "https://x.example/1"},
            {"id": "bad"},
        )
    )
    more = case("read", "more.jsonl")
    assert more.status == 1
    assert (
        "Reports: 1 new, 1 already there, 1 of these under a new id, 1 a new edition, 2 with no published date"
        in more.out
    )
    assert "now holds 4 reports, 3 statements, 3 claims, 2 matters (1 disputed, 1 one origin)" in more.out


def test_a_report_whose_reading_does_not_fit_is_named_and_the_others_are_stored(
    run: Run, made_up_reading: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from rashomon.reading import readers

    sound = readers.read

    def read(reports: Iterator[Report], world: object) -> Iterator[tuple[Report, object]]:
        for report, reading in sound(reports, world):  # type: ignore[arg-type]
            assert reading is not None
            yield report, replace(reading, statements=reading.statements * 2) if report.id == "two" else reading

    monkeypatch.setattr(readers, "read", read)
    (tmp_path / "rows.jsonl").write_bytes(
        rows(*({"id": i, "text": f"The army holds {i}"} for i in ("one", "two", "six")))
    )
    ran = run("read", "rows.jsonl")
    assert ran.status == 1
    assert "Not stored: two: its reading does not fit the ledger" in ran.err
    assert "2 new" in ran.out
    with book.open_ledger("case.rashomon") as ledger:
        assert sorted(r.id for r, _ in book.all_read(ledger)) == ["one", "six"]


def test_a_ledger_is_read_with_the_packs_it_was_ever_read_with(case: Run) -> None:
    assert "nowhere" in case("read", "rows.jsonl", "--pack", "nowhere").err
    ran = case("read", "--pack", "syria")
    assert "2 read again" in ran.out
    with book.open_ledger("case.rashomon") as ledger:
        assert book.packs(ledger) == ("syria",)
        assert {reading.world for _, reading in book.all_read(ledger)} == {"wsyria"}
    assert "read again" not in case("read", "rows.jsonl").out


def test_a_pack_folder_that_was_moved_is_given_again(case: Run, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    case("read", "rows.jsonl", "--pack", "old")
    with book.open_ledger("case.rashomon") as ledger:
        assert book.packs(ledger) == (str(tmp_path / "old"),)
    (tmp_path / "old").rename(tmp_path / "new")
    assert "no longer there" in case("read", "rows.jsonl", "--pack", "new").err
    with book.open_ledger("case.rashomon") as ledger:
        assert book.packs(ledger) == (str(tmp_path / "new"),)


def test_incidents_count_what_is_told_beside_them(case: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.matters import told_beside

    [incident] = case("incidents", "--to", "jsonl").lines
    assert incident["beside"] is None
    assert "beside these" not in case("incidents").out
    monkeypatch.setattr(told_beside, "told_beside", lambda matters: {incident["id"]: "I-ELSE"})
    assert case("incidents", "--json").out.count('"beside": "I-ELSE"') == 1
    assert "Also told of, beside these: 1. --all lists them." in case("incidents").out
    assert incident["id"] not in case("incidents").out
    assert incident["id"] in case("incidents", "--all").out


def test_matters_as_a_table_as_json_and_as_lines(case: Run) -> None:
    table = case("matters").out
    assert "What of control at" in table and "Kastrel?" in table  # a narrow table wraps the question
    assert "(whether)" in table
    [matter] = json.loads(case("matters", "--json").out)
    assert case("matters", "--to", "jsonl").lines == [matter]
    assert sorted(i for p in matter["positions"] for i in p["report_ids"]) == ["one", "two"]
    assert case("matters", "--status", "agreed").out == "No matters that fit these filters.\n"
    assert "has the camp 'martians'. There are " in case("matters", "--camp", "martians").err
    assert "has the kind 'airstike'. There are " in case("matters", "--kind", "airstike").err
    assert "--status" in case("matters", "--status", "settled").err
    assert case("matters", "--status", "settled").status == 2


def test_show(case: Run) -> None:
    [matter] = case("matters", "--to", "jsonl").lines
    shown = case("show", matter["id"]).out
    assert "The" in shown
    assert "(1 origin; The Watch)" in shown
    assert json.loads(case("show", matter["id"], "--json").out) == matter
    assert matter["id"] in case("show", matter["incident"]).out
    claim = matter["positions"][0]["claims"][0]
    assert matter["id"] in case("show", claim).out
    assert json.loads(case("show", claim, "--json").out)["matters"] == [matter["id"]]
    statement = claim.rpartition(".c")[0]  # `search` lists these
    assert claim in case("show", statement).out
    assert json.loads(case("show", statement, "--json").out)["matters"] == [matter["id"]]
    assert case("show", f"{statement}9").status == 1
    report = json.loads(case("show", "one", "--json").out)
    assert (report["text"], report["reading"]["statements"][0]["id"]) == (
        "The army holds Kastrel",
        f"{report['key']}.s1",
    )
    assert "The Watch" in case("show", "one").out
    assert "its language is not one" in case("show", "three").out
    ran = case("show", "M-NOSUCH")
    assert ran.status == 1
    assert "nothing in case.rashomon has this id" in ran.err


def test_search(case: Run) -> None:
    assert "Kastrel" in case("search", "army").out
    assert {hit["report_id"] for hit in json.loads(case("search", "kastrel", "--json").out)} == {"one", "two", "three"}
    assert case("search", "zebra").out == "Nothing found.\n"


def test_what_was_searched_for_is_bold_on_a_screen(case: Run) -> None:
    found = CliRunner().invoke(cli, ["search", "army", "kastrel", "--ledger", "case.rashomon"], color=True)
    shown = [line.strip() for line in found.output.splitlines() if "army" in line]
    assert "The \x1b[1marmy\x1b[0m holds \x1b[1mKastrel\x1b[0m" in shown


def test_report_text_cannot_steer_the_terminal(case: Run, tmp_path: Path) -> None:
    evil = "The army \x1b[31m\x1b]0;owned\x07 holds\u202e \x9bKastrel\r\nfoo"
    (tmp_path / "evil\x1b[2J.txt").write_text(evil)
    for ran in (
        case("read", "evil\x1b[2J.txt"),
        case("matters"),
        case("search", "owned"),
        case("show", "evil\x1b[2J.txt"),
        case("show", "no\x1b[2Jsuch"),
        case("read", "no\x1b[2Jsuch.txt"),
    ):
        assert not set("\x1b\x07\x9b\u202e\r") & set(ran.out + ran.err)


def test_backup(case: Run, tmp_path: Path) -> None:
    assert case("backup", "copy.rashomon").status == 0
    assert case("matters", "--json", "--ledger", "copy.rashomon").out == case("matters", "--json").out
    ran = case("backup", "copy.rashomon")
    assert (ran.status, "already there" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (["read"], 2, "at least one INPUT"),
        (["read", "--to", "jsonl"], 2, "at least one INPUT"),
        (["read", "--to", "xml", "a"], 2, "xml"),
        (["read", "x.txt", "--published", "31/07/2013"], 1, "YYYY-MM-DD"),
        (["read", "x.txt", "--published", "2999-01-01"], 1, "future"),
        (["read", "x.txt", "--pack", "nowhere"], 1, "no such pack"),
        (["read", "x.txt", "--ledger", "no/folder/x.rashomon"], 1, "folder does not exist"),
        (["read", "x.txt", "--ledger", "."], 1, "it is a folder"),
        (["read", "x.txt", "--ledger", "not-a-ledger"], 1, "not a Rashomon ledger"),
        (["read", ""], 2, "An INPUT is empty"),
        (["read", "--to", "jsonl", "x.txt", ""], 2, '"." for the current folder'),
        (["matters"], 1, "there is no such ledger"),
        (["matters", "--ledger", "empty"], 1, "it is an empty file, not a ledger"),
        (["read", "x.txt", "--ledger", "/dev/null"], 1, "not a regular file"),
        (["show", "M-1"], 1, "there is no such ledger"),
        (["search", "x"], 1, "there is no such ledger"),
        (["backup", "x"], 1, "there is no such ledger"),
        (["brief"], 1, "there is no such ledger"),
        (["export"], 2, "--format"),
        (["export", "--format", "csv"], 1, "there is no such ledger"),
        (["matters", "--ledger", "not-a-ledger"], 1, "not a Rashomon ledger"),
        (["world", "import", "nothing.csv"], 1, "nothing.csv"),
        (["nonsense"], 2, "No such command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_errors_name_the_thing_and_the_fix(
    run: Run, made_up_reading: None, tmp_path: Path, args: list[str], status: int, says: str
) -> None:
    (tmp_path / "x.txt").write_text("The army holds Kastrel")
    (tmp_path / "not-a-ledger").write_text("notes " * 99)
    (tmp_path / "empty").touch(mode=0o640)
    ran = run(*args)
    assert (ran.status, ran.out) == (status, "")
    assert says in ran.err
    assert "fault in Rashomon" not in ran.err
    assert (tmp_path / "not-a-ledger").read_text() == "notes " * 99
    assert (tmp_path / "empty").stat().st_size == 0
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "case.rashomon") == ["empty", "not-a-ledger", "x.txt"]


def test_a_fault_of_our_own_is_one_paragraph(case: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "matters", lambda *a, **k: 1 / 0)
    ran = case("matters")
    assert ran.status == 1
    assert "ZeroDivisionError" in ran.err
    assert "report it" in ran.err
    assert ran.err.count("\n") == 1


def test_a_world_that_cannot_be_loaded_ends_the_reading_and_does_not_hang(
    run: Run, made_up_reading: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from rashomon.reading import readers

    def read(reports: object, world: object) -> Iterator[object]:
        raise OSError("no model")
        yield

    monkeypatch.setattr(readers, "read", read)
    (tmp_path / "x.txt").write_text("The army holds Kastrel")
    assert run("read", "--to", "jsonl", "x.txt").status == 1


def test_reports_stored_before_a_kill_are_gathered_by_the_next_question(case: Run) -> None:
    with book.open_ledger("case.rashomon") as ledger:
        r = made_up.report("killed", "The army struck Brellin")
        book.add(ledger, r, made_up.reading(r, world="w"), made_up.NOW)
    assert "Brellin" in case("matters").out


def test_a_reader_that_goes_away_is_no_error_message(case: Run) -> None:
    with book.open_ledger("case.rashomon") as ledger:
        for n in range(150):
            r = made_up.report(str(n), f"The army struck Town{n}")
            book.add(ledger, r, made_up.reading(r, world="w"), made_up.NOW)
    assert len(case("matters", "--to", "jsonl").out) > 80_000, "a pipe holds 65,536"
    command = f"'{sys.executable}' -m rashomon.cli matters --to jsonl | head -c 10"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert (len(ran.stdout), ran.stderr) == (10, "")


def test_work_that_takes_long_says_how_far_it_is_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    from rashomon import terminal

    assert (terminal.PATIENCE, terminal.PATIENCE_OF_A_LOG) == (2, 10)
    monkeypatch.setattr(terminal, "PATIENCE", 600)
    with terminal.progress("Reports read") as tick:
        tick(1)  # quick work says nothing
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(terminal, "PATIENCE", 0.01)
    monkeypatch.setattr(terminal, "PATIENCE_OF_A_LOG", 0.01)
    with terminal.progress("Reports read") as tick:
        before = said_until(capsys, "Reports read ...\n")
        tick(7)
        after = said_until(capsys, "Reports read: 7\n")
    assert set(before.splitlines()) == {"Reports read ..."}
    assert set(after.splitlines()) <= {"Reports read ...", "Reports read: 7"}
    assert capsys.readouterr().out == ""


def said_until(capsys: pytest.CaptureFixture, awaited: str) -> str:
    """What stands on standard error when these words are there: however long a busy machine takes to say them."""
    said = ""
    for _ in range(60_000):
        said += capsys.readouterr().err
        if awaited in said:
            break
        time.sleep(0.01)
    assert awaited in said
    return said


def test_a_log_is_not_filled_with_progress(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    from rashomon import terminal

    monkeypatch.setattr(terminal, "PATIENCE", 0.02)
    with terminal.progress("Reports read"):
        said = said_until(capsys, "Reports read ...\n")
        time.sleep(0.1)
    assert said + capsys.readouterr().err == "Reports read ...\n"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with terminal.progress("Reports read"):
        said_until(capsys, "\rReports read ...")
        said_until(capsys, "\rReports read ...")  # again, in the same place


def test_the_demo_from_end_to_end(run: Run, demo: Path, tmp_path: Path) -> None:
    """The main job on the shipped examples, with the real reading."""
    said = (demo / "said.txt").read_text(encoding="utf-8")
    assert "who denies" in said
    assert "1 kept unread" in said
    page = (demo / "brief.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    case = str(demo / "case.rashomon")
    found = run("matters", "--to", "jsonl", "--ledger", case).lines
    assert len({m["status"] for m in found}) >= 3
    for form in ("csv", "geojson", "jsonl"):
        ran = run("export", "--format", form, "--ledger", case)
        assert (ran.status, len(ran.out) > 1000) == (0, True)
    full = run("export", "--format", "csv", "--profile", "full", "--ledger", case, "-o", "full.csv")
    assert "Warning" in full.err
    assert (tmp_path / "full.csv").stat().st_size > 1000


def test_a_demo_is_made_anew_but_never_of_a_ledger_that_holds_more(run: Run, made_up_reading: None) -> None:
    for _ in range(2):  # as people do
        ran = run("demo", "--folder", "demo")
        assert ran.status == 0, ran.err
    with book.open_ledger("demo/case.rashomon") as ledger:
        assert book.summary(ledger).reports > 10
        book.decide(ledger, "protect", "Tamsin Keld", by="A. Editor", why="asked for it", now=made_up.NOW)
    ran = run("demo", "--folder", "demo")
    assert ran.status != 0
    assert "more than the demo" in ran.err
    assert run("demo", "--folder", "elsewhere/deep").status == 0


def test_as_another_user_a_read_only_ledger_can_still_be_asked(case: Run, tmp_path: Path) -> None:
    (tmp_path / "case.rashomon").chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        assert "Kastrel" in case("matters").out
        if os.geteuid() != 0:  # nothing is read-only to root
            ran = case("read", "rows.jsonl")
            assert (ran.status, "permissions" in ran.err) == (1, True)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("where", [".", "in", "absolute"])
def test_the_ledgers_own_files_in_a_folder_are_not_listed_as_skipped(
    run: Run, made_up_reading: None, tmp_path: Path, where: str
) -> None:
    folder = tmp_path / ("in" if where == "in" else "")
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text("The army holds Kastrel")
    (folder / "other.rashomon").write_bytes(b"\x01\x02")
    for _ in range(2):
        ran = run("read", str(tmp_path) if where == "absolute" else where, "--ledger", str(folder / "case.rashomon"))
        skipped = [line.split(": ")[1].rsplit("/")[-1] for line in ran.err.splitlines() if line.startswith("Skipped: ")]
        assert (ran.status, skipped) == (0, ["other.rashomon"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["matters", "export --format csv", "--help", "show one"])
def test_a_full_disk_under_standard_output_is_said_in_words(case: Run, tmp_path: Path, command: str) -> None:
    line = f"'{sys.executable}' -m rashomon.cli {command} > /dev/full"
    ran = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    last = ran.stderr.splitlines(keepends=True)[-1:]  # an export first says that made-up readings tell no names
    assert last == [
        "Error: standard output: there is no room left. Free some space, or write elsewhere, and run this again.\n"
    ]
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("given", ["nan", "inf", "-inf", "1e300", "0", "-1", "much"])
def test_a_limit_that_is_no_number_of_megabytes_is_refused(
    run: Run, made_up_reading: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str
) -> None:
    monkeypatch.setenv("RASHOMON_MAX_MB", given)
    (tmp_path / "a.txt").write_text("The army holds Kastrel")
    ran = run("read", "--to", "jsonl", "a.txt")
    assert ran.status == 1
    assert f"RASHOMON_MAX_MB: '{given}' is no number of megabytes. Set it to a number above 0" in ran.lines[0]["error"]
