"""A ledger that is moved, deleted, replaced or written over while it is open takes no ruling and says why."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import made_up
import pytest

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.intake import Refusal, Skipped, receive
from rashomon.ledger.core.file import is_damage, look_again
from rashomon.ledger.read import saved_filters


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "case.rashomon"
    with book.open_ledger(path) as ledger:
        book.add(ledger, r := made_up.report("r", "The army holds Kastrel"), made_up.reading(r), made_up.NOW)
    return path


def moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere.rashomon"))


def deleted(path: Path) -> None:
    path.unlink()


def replaced(path: Path) -> None:
    other = path.with_name("new.rashomon")
    book.open_ledger(other).close()
    other.replace(path)


def log_deleted(path: Path) -> None:
    path.with_name(path.name + "-wal").unlink()


AWAY = {moved: "moved or deleted", deleted: "moved or deleted", replaced: "took its place", log_deleted: "-wal"}


@pytest.mark.parametrize("away", AWAY)
def test_nothing_is_written_into_a_file_that_is_not_there_any_more(path: Path, away: Callable[[Path], None]) -> None:
    with book.open_ledger(path) as ledger:
        assert ledger.identity.log is not None
        look_again(ledger)
        away(path)
        with pytest.raises(RashomonError, match=AWAY[away]):
            saved_filters.save_view(ledger, "mine", "status=disputed", by="A. Editor", now=made_up.NOW)
        with pytest.raises(RashomonError, match=AWAY[away]):
            book.purge(ledger)
        with pytest.raises(RashomonError, match=AWAY[away]):
            look_again(ledger)
        assert ledger.db.execute("SELECT count(*) FROM view").fetchone()[0] == 0


def test_one_that_was_moved_and_is_back_is_written_into(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        elsewhere = path.rename(path.with_name("elsewhere.rashomon"))
        elsewhere.rename(path)
        saved_filters.save_view(ledger, "mine", "status=disputed", by="A. Editor", now=made_up.NOW)
        look_again(ledger)


def test_a_write_that_the_file_was_taken_from_under_is_not_acknowledged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.ledger.core.file import writing

    with book.open_ledger(path) as ledger, pytest.raises(RashomonError, match="moved or deleted"), writing(ledger):
        path.unlink()


def test_an_older_copy_that_was_copied_over_it_is_told_by_its_decisions(path: Path) -> None:
    old = Path(shutil.copy(path, path.with_name("old.rashomon")))
    with book.open_ledger(path) as ledger:
        seen = look_again(ledger)
        ledger.db.execute(
            "INSERT INTO decision (at, by, why, verb, person) VALUES ('2024-03-12', 'A', 'b', 'protect', 'C')"
        )
        ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        seen = look_again(ledger, seen)
        assert seen == look_again(ledger, seen)
        shutil.copy(old, path)  # into the same file: device and inode stay
        with pytest.raises(RashomonError, match=r"decisions that were in it are gone|damaged"):
            look_again(ledger, seen)


def test_something_else_written_over_it_is_damage(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        seen = look_again(ledger)
        path.write_bytes(b"notes " * 9000)
        with pytest.raises(RashomonError) as raised:
            look_again(ledger, seen)
        assert is_damage(raised.value)


HELD = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, int(sys.argv[2]))
        print("free")
    except OSError:
        print("held")
"""
DMS, SHARED = 128, 0x40000002
"""The byte of a -shm file, and the first of the database's, that every connection locks as long as it is open."""


def locks_of(path: Path) -> list[str]:
    shm = path.with_name(path.name + "-shm")
    asked = [[sys.executable, "-c", HELD, str(f), str(at)] for f, at in ((path, SHARED), (shm, DMS))]
    return [subprocess.run(a, capture_output=True, text=True, check=True).stdout.strip() for a in asked]


def test_opening_it_once_more_leaves_its_locks(path: Path) -> None:
    """Whether it is encrypted stands in its first bytes, and nobody but SQLite may look at these while it is open."""
    with book.open_ledger(path) as ledger:
        seen = look_again(ledger)
        book.open_ledger(path).close()
        book.open_ledger(path, readonly=True).close()
        assert locks_of(path) == ["held", "held"]
        ledger.db.execute("INSERT INTO meta VALUES ('made', 'up')")
        ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert look_again(ledger, seen) != seen, "it was written into, and so looked at on the disk"
        assert locks_of(path) == ["held", "held"]


def test_reading_the_folder_of_an_open_ledger_leaves_its_locks(path: Path) -> None:
    """Closing any handle of a file frees all locks of the process on it: the next program would start the log anew."""
    (path.parent / "a.txt").write_text("The army took the mill of Kessin on Sunday, the council said.")
    ours = {path.with_name(path.name + end) for end in ("", "-wal", "-shm")}
    with book.open_ledger(path) as ledger:
        assert ledger.db.execute("SELECT count(*) FROM report").fetchone()[0] == 1
        assert locks_of(path) == ["held", "held"]
        found = list(receive([str(path.parent), str(path)], untouched=ours))
        assert locks_of(path) == ["held", "held"]
    assert [type(f).__name__ for f in found] == ["Report", "Skipped", "Skipped", "Skipped", "Refusal"]
    assert all(f.why == "the ledger itself" for f in found if isinstance(f, Skipped))
    assert "it is the ledger itself" in next(f.error for f in found if isinstance(f, Refusal))
