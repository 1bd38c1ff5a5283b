"""The file: made private, refused in words where it is not a ledger, whole whatever happens to whoever writes it."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import made_up
import pytest
from paths import TESTS

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.ledger.core import schema
from rashomon.ledger.core.driver import errors
from rashomon.ledger.decide.targets import anchored

FIXTURES = TESTS / "fixtures"


def test_a_new_ledger_is_private_and_wal_and_knows_its_schema(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with book.open_ledger(tmp_path / "a.rashomon") as ledger:
            book.add(ledger, r := made_up.report("r", "The army holds Kastrel"), made_up.reading(r), made_up.NOW)
            one = lambda pragma: ledger.db.execute(f"PRAGMA {pragma}").fetchone()[0]  # noqa: E731
            assert one("journal_mode") == "wal"
            assert one("foreign_keys") == 1
            assert one("application_id") == schema.APPLICATION_ID
            assert one("user_version") == len(schema.migrations())
            assert book.check(ledger) == []
            for file in tmp_path.iterdir():
                assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    finally:
        os.umask(old)


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def other_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE notes (text)")


def newer(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        ledger.db.execute("PRAGMA user_version = 999")


def torn(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        for n in range(40):
            r = made_up.report(f"r{n}", f"The army holds Kastrel{n}. " * 50)
            book.add(ledger, r, made_up.reading(r), made_up.NOW)
    data = bytearray(path.read_bytes())
    path.write_bytes(data[: len(data) // 3])


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda p: write(p, b"this is a text, not a ledger" * 50), "not a Rashomon ledger"),
        (lambda p: write(p, bytes(range(256)) * 40), "not a Rashomon ledger"),
        (other_sqlite, "not a Rashomon ledger"),
        (newer, "newer version"),
        (torn, "damaged"),
        (lambda p: p.mkdir(), "folder"),
        (os.mkfifo, "not a regular file"),
        (lambda p: p.symlink_to(p.parent / "nowhere" / "x"), "no such file"),
    ],
    ids=["text", "binary", "other-sqlite", "newer", "torn", "folder", "pipe", "dead-link"],
)
def test_what_is_not_a_ledger_is_refused_in_words(tmp_path: Path, make, why: str) -> None:
    path = tmp_path / "case.rashomon"
    make(path)
    with pytest.raises(RashomonError) as error, book.open_ledger(path) as ledger:
        book.all_read(ledger)
        book.summary(ledger)
        book.matters(ledger)
    assert why in str(error.value)
    assert error.value.fix
    assert "case.rashomon" in error.value.thing


def test_a_ledger_with_torn_bytes_is_an_error_in_words_or_still_readable(tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "whole.rashomon") as ledger:
        for n in range(12):
            r = made_up.report(f"r{n}", f"The army holds Kastrel{n}. The army struck Brellin. " * 20)
            book.add(ledger, r, made_up.reading(r), made_up.NOW)
        book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)
    whole, chance, refused = (tmp_path / "whole.rashomon").read_bytes(), random.Random(3), 0
    for n in range(60):
        data = bytearray(whole)
        start = chance.randrange(len(data) - 600)
        data[start : start + chance.choice((1, 8, 512))] = chance.randbytes(chance.choice((1, 8, 512)))
        path = tmp_path / f"torn{n}.rashomon"
        path.write_bytes(data)
        try:
            with book.open_ledger(path) as ledger:
                book.summary(ledger)
                read = book.all_read(ledger)
                book.matters(ledger)
                book.search(ledger, "kastrel3")
                book.ruled(ledger)
                book.check(ledger)
                for report, _ in read:
                    book.reports(ledger, report.id)
        except RashomonError as error:
            assert error.why, error
            refused += 1
    assert refused > 5


def test_a_refused_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"do not touch " * 100)
    with pytest.raises(RashomonError):
        book.open_ledger(path)
    assert path.read_bytes() == b"do not touch " * 100
    other_sqlite(tmp_path / "other.db")
    before = (tmp_path / "other.db").read_bytes()
    with pytest.raises(RashomonError):
        book.open_ledger(tmp_path / "other.db")
    assert (tmp_path / "other.db").read_bytes() == before


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    """What a program killed between making the file and filling it leaves behind."""
    path = tmp_path / "case.rashomon"
    path.touch()
    path.chmod(0o644)
    for options in ({"create": False}, {"readonly": True}):
        with pytest.raises(RashomonError, match="empty file, not a ledger"):
            book.open_ledger(path, **options)
    assert (path.stat().st_size, stat.S_IMODE(path.stat().st_mode)) == (0, 0o644)
    with book.open_ledger(path) as ledger:
        assert book.check(ledger) == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_ledger_is_made_where_none_is_asked_for(tmp_path: Path) -> None:
    for options in ({"create": False}, {"readonly": True}):
        with pytest.raises(RashomonError, match="no such ledger"):
            book.open_ledger(tmp_path / "case.rashomon", **options)
    with pytest.raises(RashomonError, match="folder does not exist"):
        book.open_ledger(tmp_path / "nowhere" / "case.rashomon")
    assert list(tmp_path.iterdir()) == []


def test_a_locked_ledger_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.ledger.core.driver.WAIT_SECONDS", 0.05)
    path = tmp_path / "case.rashomon"
    r = made_up.report("r", "The army holds Kastrel")
    with book.open_ledger(path) as one, book.open_ledger(path) as two:
        one.db.execute("BEGIN IMMEDIATE")
        with pytest.raises(RashomonError, match="another program is writing"):
            book.add(two, r, made_up.reading(r), made_up.NOW)
        assert book.summary(two).reports == 0
        one.db.execute("ROLLBACK")
        assert book.add(two, r, made_up.reading(r), made_up.NOW).how == "new"


def test_a_full_disk_says_so_and_leaves_the_ledger_whole(tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        first = made_up.report("first", "The army holds Kastrel")
        book.add(ledger, first, made_up.reading(first), made_up.NOW)
        pages = ledger.db.execute("PRAGMA page_count").fetchone()[0]
        ledger.db.execute(f"PRAGMA max_page_count = {pages + 2}")
        large = made_up.report("large", "The army holds Kastrel. " * 3000)
        with pytest.raises(RashomonError, match="disk is full"):
            book.add(ledger, large, made_up.reading(large), made_up.NOW)
        assert book.check(ledger) == []
        assert [r.id for r, _ in book.all_read(ledger)] == ["first"]


def test_a_ledger_on_read_only_media_can_be_asked(tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    path = folder / "case.rashomon"
    with book.open_ledger(path) as ledger:
        r = made_up.report("r", "The army holds Kastrel")
        book.add(ledger, r, made_up.reading(r), made_up.NOW)
    path.chmod(0o400)
    folder.chmod(0o500)
    try:
        with book.open_ledger(path, readonly=True) as ledger:
            assert [r.id for r, _ in book.all_read(ledger)] == ["r"]
            assert book.search(ledger, "army")
            with pytest.raises(RashomonError, match="reading only"):
                book.add(ledger, r, None, made_up.NOW)
    finally:
        folder.chmod(0o700)


def test_backup_is_whole_private_and_never_overwrites(tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        r = made_up.report("r", "The army holds Kastrel")
        book.add(ledger, r, made_up.reading(r), made_up.NOW)
        book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)
        copy = book.backup(ledger, tmp_path / "copy.rashomon")
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        with pytest.raises(RashomonError, match="already there"):
            book.backup(ledger, copy)
        with pytest.raises(RashomonError):
            book.backup(ledger, tmp_path / "nowhere" / "copy.rashomon")
        with book.open_ledger(copy, create=False) as again:
            assert book.check(again) == []
            assert book.all_read(again) == book.all_read(ledger)
            assert book.matters(again) == book.matters(ledger)


WRITER = """
import sys, coded, made_up
from rashomon import ledger as book
with book.open_ledger(sys.argv[1]) as ledger:
    for n in range(int(sys.argv[2]), 10**9):
        text = f"The army holds Kastrel{n}. The army struck Brellin{n}. " * 8
        r = made_up.report(f"r{n}", text, url=f"https://x.example/{n % 7}")
        book.add(ledger, r, made_up.reading(r), made_up.NOW)
        claim = f"{r.key}.s1.c1"
        book.decide(ledger, "accept", claim, f"{r.key}.s2.c1", by="A. Editor", why=str(n), now=made_up.NOW)
        print(n, flush=True)
"""


KILLS = int(os.environ.get("RASHOMON_TEST_KILLS", "6"))
"""Each takes half a second; a hundred were run before the release."""


def test_a_writer_killed_at_any_instant_leaves_each_report_whole_or_not_there(tmp_path: Path) -> None:
    path, chance, told = tmp_path / "case.rashomon", random.Random(7), 0
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(told)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path])},
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()  # it is at work
            time.sleep(chance.uniform(0, 0.25))
            writer.send_signal(signal.SIGKILL)
            lines = writer.stdout.read().split()
        if lines:
            told = int(lines[-1]) + 1
        with book.open_ledger(path) as ledger:
            assert book.check(ledger) == []
            for (key,) in ledger.db.execute("SELECT key FROM report").fetchall():
                count = lambda sql, key=key: ledger.db.execute(sql, (key,)).fetchone()[0]  # noqa: E731
                assert count("SELECT count(*) FROM reading WHERE report = ?") == 1
                assert count("SELECT count(*) FROM statement WHERE report = ?") == 17
                assert count("SELECT count(*) FROM claim WHERE report = ?") == 17
                assert count("SELECT count(*) FROM alias WHERE report = ?") == 1
                assert (
                    count("SELECT count(*) FROM report_words WHERE rowid = (SELECT n FROM report WHERE key = ?)") == 1
                )
            # What the writer said was stored is stored.
            ids = {row[0] for row in ledger.db.execute("SELECT id FROM alias")}
            assert {f"r{n}" for n in range(told)} <= ids
            # So is what it decided, both decisions of a call or neither; one killed before it told is made once more.
            made = Counter(d.why for d in book.decisions(ledger))
            assert not any(n % 2 for n in made.values())
            assert {str(n) for n in range(told)} <= set(made)
            assert all(d.one for d in book.decisions(ledger))
    assert told > 0


def test_a_step_of_the_schema_that_fails_leaves_the_schema_before_it(tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        at = schema.number(ledger.db)
        steps = [*schema.migrations(), "CREATE TABLE later (x TEXT) STRICT;\nINSERT INTO nowhere VALUES (1);"]
        with pytest.raises(errors("OperationalError")):
            schema.migrate(ledger.db, steps)
        assert schema.number(ledger.db) == at
        assert not ledger.db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'later'").fetchone()
        schema.migrate(ledger.db, [*schema.migrations(), "CREATE TABLE later (x TEXT) STRICT;"])
        assert schema.number(ledger.db) == at + 1


@pytest.mark.parametrize("name", sorted(p.name for p in FIXTURES.glob("ledger-v*.rashomon")))
def test_a_ledger_of_every_released_schema_opens(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((FIXTURES / name).read_bytes())
    with book.open_ledger(path, create=False) as ledger:
        assert book.check(ledger) == []
        assert schema.number(ledger.db) == len(schema.migrations())
        held = book.summary(ledger)
        assert (held.reports, held.editions, held.unread) == (4, 1, 1)
        assert {m.status for m in book.matters(ledger)} == {"one_origin", "disputed"}
        assert [d.verb for d in book.decisions(ledger)] == ["accept", "reject", "undo"]
        assert list(book.ruled(ledger).values()) == ["accept"]
        assert book.search(ledger, "kastrel")
        # Decisions of before are anchored to words, can be undone, and what was stored can be asked as it stood.
        first = book.decisions(ledger)[0]
        [(report, _)] = [(r, g) for r, g in book.all_read(ledger) if r.key == first.one[0].report]
        [anchor] = first.one
        assert anchored(report.key, report.text, report.text_sha256, anchor.span, anchor.kind) == anchor
        book.undo(ledger, first.id, by="B. Reader", why="", now=made_up.NOW)
        assert book.ruled(ledger) == {}
        assert book.matters(ledger, as_of=book.instant("2026-03-01")) == book.matters(ledger)
        assert book.forget_report(ledger, "third.txt", by=None, now=made_up.NOW).reports == 1
        book.purge(ledger)


def test_there_is_a_fixture_of_every_schema() -> None:
    assert {p.name for p in FIXTURES.glob("ledger-v*.rashomon")} == {
        f"ledger-v{n}.rashomon" for n in range(1, len(schema.migrations()) + 1)
    }
