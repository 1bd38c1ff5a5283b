"""What must not go wrong for somebody whose material can get people killed, through the commands and the real reading.

Nothing is fetched, what is written is the user's alone, a ledger is never half-written or overwritten, and no input
stops the others. Single files of every bad sort are in test_bad_input.py.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from safe_commands import TOLD, Ran, Run, case, run  # noqa: F401 - fixtures

from rashomon import ledger as book


def test_nothing_is_fetched_unless_a_url_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuses)
    monkeypatch.setattr(socket, "getaddrinfo", refuses)
    link = "https://tolmeregazette.example/war"
    (tmp_path / "a.txt").write_text(f"{TOLD}See {link} and ftp://files.example/x.\n")
    page = (
        f"<html><head><title>t</title><link rel=canonical href={link}></head><body><img src={link}/p.png><p>{TOLD}</p>"
    )
    (tmp_path / "b.html").write_text(page)
    for command in (
        ["read", "--pack", "syria", "a.txt", "b.html"],
        ["matters"],
        ["search", "army"],
        ["export", "--format", "csv", "-o", "out.csv"],
        ["brief", "-o", "brief.html"],
        ["backup", "copy.rashomon"],
    ):
        assert run(*command).status == 0, command
    drawn = (tmp_path / "brief.html").read_text()
    assert "<script src" not in drawn
    assert "@import" not in drawn
    assert 'rel="stylesheet"' not in drawn


def test_what_is_written_is_for_its_user_alone(case: Run, tmp_path: Path) -> None:
    assert case("export", "--format", "jsonl", "--profile", "full", "-o", "full.jsonl").status == 0
    assert case("brief", "-o", "brief.html").status == 0
    assert case("backup", "copy.rashomon").status == 0
    for name in ("case.rashomon", "full.jsonl", "brief.html", "copy.rashomon"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, name


@pytest.mark.parametrize("harm", ["cut short", "overwritten", "newer", "foreign", "text"])
@pytest.mark.parametrize(
    "command", [["read", "a.txt"], ["matters"], ["show", "a.txt"], ["search", "army"], ["export", "--format", "csv"]]
)
def test_a_harmed_ledger_is_left_as_it_is(case: Run, tmp_path: Path, harm: str, command: list[str]) -> None:
    path = tmp_path / "harmed.rashomon"
    shutil.copy(tmp_path / "case.rashomon", path)
    if harm == "cut short":
        os.truncate(path, 30_000)
    elif harm == "overwritten":
        data = bytearray(path.read_bytes())
        data[8192:40_000] = bytes(range(256)) * 124 + bytes(64)
        path.write_bytes(data)
    elif harm == "newer":
        with sqlite3.connect(path) as connection:
            connection.execute("pragma user_version = 99")
        connection.close()
    elif harm == "foreign":
        path.unlink()
        with sqlite3.connect(path) as connection:
            connection.execute("create table reports (id)")
        connection.close()
    else:
        path.write_text("These are my notes.\n" * 99)
    before = path.read_bytes()
    ran = case(*command, "--ledger", str(path))
    assert (ran.status, ran.out) == (1, "")
    assert "harmed.rashomon: " in ran.err
    assert {"newer": "newer version", "cut short": "damaged", "overwritten": "damaged"}.get(
        harm, "not a Rashomon ledger"
    ) in ran.err
    assert path.read_bytes() == before


def test_a_failed_export_leaves_the_file_that_was_there(
    case: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "out.csv"
    kept.write_text("last week's")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        ran = case("export", "--format", "csv", "-o", str(kept))
    assert ran.status == 1
    assert "no space left" in ran.err.lower()
    assert kept.read_text() == "last week's"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "case.rashomon", "out.csv"]


def test_what_is_written_goes_through_links_pipes_and_devices(case: Run, tmp_path: Path) -> None:
    """Only a regular file is replaced; a link stays a link, a pipe a pipe and a device a device."""
    told = case("export", "--format", "jsonl").out
    (tmp_path / "real.jsonl").write_text("last week's")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    assert case("export", "--format", "jsonl", "-o", "link.jsonl").status == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text() == told
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", "pipe"], cwd=tmp_path, stdout=subprocess.PIPE) as pipeline:
        assert case("export", "--format", "jsonl", "-o", "pipe").status == 0
        assert pipeline.communicate(timeout=GIVEN_UP)[0].decode() == told
    assert (tmp_path / "pipe").is_fifo()
    assert case("export", "--format", "jsonl", "-o", "/dev/null").status == 0
    assert Path("/dev/null").is_char_device()
    (tmp_path / "loop").symlink_to("loop")
    assert case("export", "--format", "jsonl", "-o", "loop").status in (0, 1)


@pytest.mark.parametrize(
    ("output", "says"),
    [
        (".", "it is a folder"),
        ("", "it is a folder"),
        ("nowhere/x.csv", "its folder is not there"),
        ("case.rashomon", "it is a ledger"),
        ("/dev/full", "no space left"),
    ],
)
def test_what_cannot_be_written_leaves_everything_as_it_was(case: Run, tmp_path: Path, output: str, says: str) -> None:
    if output == "/dev/full" and not Path(output).is_char_device():
        pytest.skip("this system has no /dev/full")
    case("matters")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    ran = case("export", "--format", "csv", "-o", output)
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.err
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    if output == "/dev/full":
        assert Path(output).is_char_device()


ODD_NAMES = [
    "حمص.txt",
    "🏚️ ruins.txt",
    "-dash.txt",
    "two\nlines.txt",
    "e\u0301.txt",
    "a b'c\"d;e$(f).txt",
    "%s {x}.txt",
    "\x1b[31mred.txt",
]


def test_reports_with_odd_names_are_read_and_found_again(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n, name in enumerate(ODD_NAMES):
        (folder / name).write_text(TOLD.replace("12", str(n + 20)))
    (folder / "notes.xyz").write_bytes(b"\x01\x02")
    ran = run("read", "reports")
    assert ran.status == 0
    assert f"{len(ODD_NAMES)} new" in ran.out
    assert "notes.xyz: an unknown kind of file" in ran.err
    assert "\x1b[31m" not in ran.out + ran.err
    with book.open_ledger(tmp_path / "case.rashomon", create=False) as ledger:
        ids = {report.id for report, _ in book.all_read(ledger)}
    assert {i.split("/", 1)[-1] for i in ids} == set(ODD_NAMES)
    for name in ids:
        shown = run("show", "--json", "--", name)
        assert shown.status == 0, name
        assert json.loads(shown.out)["id"] == name


def test_a_bad_row_is_printed_in_its_place(run: Run, tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "one", "text": TOLD}),
        "{bad",
        json.dumps({"id": "three", "text": TOLD, "published": "soon"}),
    ]
    (tmp_path / "r.jsonl").write_text("\n".join([*rows, json.dumps({"id": "four", "text": TOLD})]))
    ran = run("read", "--to", "jsonl", "r.jsonl")
    assert ran.status == 1
    told = [json.loads(line) for line in ran.out.splitlines()]
    assert [(t["id"], "error" in t) for t in told] == [
        ("one", False),
        ("r.jsonl:2", True),
        ("three", True),
        ("four", False),
    ]
    assert set(told[1]) == {"id", "error"}
    assert not (tmp_path / "case.rashomon").exists()


def test_a_pipeline_that_is_not_installed_is_one_line_with_advice(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.reading import pipeline

    (tmp_path / "a.txt").write_text(TOLD)
    monkeypatch.setenv("RASHOMON_MODEL", "en_no_such_pipeline")
    pipeline.load.cache_clear()
    ran = run("read", "--to", "jsonl", "a.txt")
    pipeline.load.cache_clear()
    assert (ran.status, ran.out) == (1, "")
    assert "en_no_such_pipeline: it is not installed" in ran.err
    assert "RASHOMON_MODEL" in ran.err


HOSTILE = {
    "one long word": "a" * 100_000,
    "no sentence ends": "the army and " * 4_000,
    "only quotes": '"' * 1_000 + "“" * 1_000,
    "nested quotes": "".join(f"“he said {n} " for n in range(200)) + "”" * 200,
    "brackets": "(" * 1_000 + ")" * 1_000,
    "numbers": "12 " * 5_000,
    "digits": "The army killed " + "9" * 5_000 + " people in Homs.",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)> " * 50 + TOLD,
    "zero bytes": "\0" * 2_000 + TOLD,
    "marks on marks": "Homs" + "\u0301" * 5_000 + " fell.",
    "said said said": "said " * 3_000,
    "dates": "on Friday 32 July 0000, 99/99/9999, in 99999999999 years, " * 100,
    "format signs": "{} %s %(x)s {0!r} \\N{BOM} " * 200,
    "surrogates' neighbours": "\ud7ff\ue000\uffff\U0010ffff " * 200,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_time(name: str) -> None:
    from plain_report import report

    from rashomon.reading import pipeline
    from rashomon.world import load_world

    text = HOSTILE[name]
    list(pipeline.read([report("Warm.")], load_world()))
    start = time.process_time()
    ((_, reading),) = pipeline.read([report(text)], load_world())
    assert reading is not None
    assert time.process_time() - start < 20
    assert all(text[a:b] for s in reading.statements for a, b in s.content)


GIVEN_UP = 600
"""Seconds after which a test no longer waits for a program that it started: none of them takes a tenth of it."""


@contextmanager
def _started(folder: Path, *args: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command, running, as from a terminal: a test run in the background of a shell ignores SIGINT, and its
    children would too. It is dead afterwards."""
    command = [sys.executable, "-m", "rashomon.cli", *args]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_two_that_add_to_one_ledger_at_once_lose_nothing(tmp_path: Path) -> None:
    for side in ("left", "right"):
        (tmp_path / side).mkdir()
        for n in range(15):
            (tmp_path / side / f"{side}{n}.txt").write_text(
                TOLD.replace("12", f"{n + 20}").replace("army", f"{side} army")
            )
    with _started(tmp_path, "read", "left") as left, _started(tmp_path, "read", "right") as right:
        for process in (left, right):
            _, err = process.communicate(timeout=GIVEN_UP)
            assert process.returncode == 0, err
    with book.open_ledger(tmp_path / "case.rashomon", create=False) as ledger:
        assert len(book.all_read(ledger)) == 30


def test_an_interrupted_reading_leaves_a_ledger_that_goes_on(tmp_path: Path) -> None:
    rows = (json.dumps({"id": f"r{n}", "text": TOLD.replace("12", str(n + 20))}) for n in range(3_000))
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    path, stored = tmp_path / "case.rashomon", 0
    until = time.monotonic() + GIVEN_UP
    with _started(tmp_path, "read", "rows.jsonl") as process:
        while stored == 0 and time.monotonic() < until and process.poll() is None:
            time.sleep(0.2)
            if path.exists():
                with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as there:
                    tables = {row[0] for row in there.execute("select name from sqlite_master")}
                    stored = there.execute("select count(*) from report").fetchone()[0] if "report" in tables else 0
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=GIVEN_UP)
    assert process.returncode != 0
    assert b"Traceback" not in out + err
    assert b"Stopped." in err
    with book.open_ledger(path, create=False) as ledger:
        kept = book.all_read(ledger)
    assert 0 < len(kept) < 3_000
    assert all(reading is not None and reading.id == report.id for report, reading in kept)
