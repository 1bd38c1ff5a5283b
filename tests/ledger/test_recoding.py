"""A ledger encrypted, made plain or given another passphrase: all of it, or nothing; and never while it is open."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import coded
import made_up
import pytest
from paths import TESTS

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.ledger.core import driver, passphrase, recoding, schema

NEW = "lantern oats harbour nine"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "ITERATIONS", 1)
    monkeypatch.setattr(passphrase, "_known", {})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "case.rashomon"
    with book.open_ledger(path) as ledger:
        for n in range(7):
            r = made_up.report(
                f"r{n}", f"The army holds Kastrel{n}. The army struck Brellin", url=f"https://a.b/{n % 3}"
            )
            book.add(ledger, r, made_up.reading(r), made_up.NOW)
        book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)
        claim = book.matters(ledger)[0].positions[0].claims[0]
        book.decide(ledger, "accept", claim, by="A. Editor", why="seen", now=made_up.NOW)
        book.decide(ledger, "protect", "Jonah Brasc", by="A. Editor", why="", now=made_up.NOW)
        book.undo(ledger, 1, by="A. Editor", why="", now=made_up.NOW)
    return path


def held(path: Path, given: str | None = None) -> list[object]:
    """All that a ledger tells, by what people ask of it."""
    with book.open_ledger(path, create=False, passphrase=given) as ledger:
        assert book.check(ledger) == []
        assert schema.number(ledger.db) == len(schema.migrations())
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        found: list[object] = [
            *book.all_read(ledger), *book.matters(ledger), *book.decisions(ledger), *book.search(ledger, "kastrel3"),
            book.summary(ledger), book.history(ledger), book.ruled(ledger), book.persons(ledger),
        ]  # fmt: skip
        # What SQLite counts by itself goes on from where it was: no decision takes the number of one that is gone.
        found += ledger.db.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name").fetchall()
        return found


def test_there_and_back_it_holds_the_same(path: Path) -> None:
    before = held(path)
    recoding.encrypt(path, coded.PASSPHRASE)
    assert path.read_bytes()[:16] != b"SQLite format 3\0"
    assert b"Kastrel" not in path.read_bytes()
    assert held(path, coded.PASSPHRASE) == before
    recoding.rekey(path, coded.PASSPHRASE, NEW)
    with pytest.raises(RashomonError, match="does not open it"):
        book.open_ledger(path, passphrase=coded.PASSPHRASE)
    assert held(path, NEW) == before
    recoding.decrypt(path, NEW)
    assert b"Kastrel" in path.read_bytes()
    assert held(path) == before
    assert [f.name for f in path.parent.iterdir()] == ["case.rashomon"]


def test_the_ledger_takes_rulings_afterwards(path: Path) -> None:
    recoding.encrypt(path, coded.PASSPHRASE)
    with book.open_ledger(path, passphrase=coded.PASSPHRASE) as ledger:
        r = made_up.report("later", "The army holds Quennet")
        assert book.add(ledger, r, made_up.reading(r), made_up.NOW).how == "new"
        book.decide(ledger, "accept", f"{r.key}.s1.c1", by="A. Editor", why="", now=made_up.NOW)
        assert [d.id for d in book.decisions(ledger)] == [1, 2, 3, 4]
        with pytest.raises(recoding.errors("IntegrityError"), match="append-only"):
            ledger.db.execute("DELETE FROM decision")


@pytest.mark.parametrize("name", sorted(p.name for p in (TESTS / "fixtures").glob("ledger-v*.rashomon")))
def test_one_of_every_earlier_schema_is_encrypted(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((TESTS / "fixtures" / name).read_bytes())
    path.chmod(0o600)
    recoding.encrypt(path, coded.PASSPHRASE)
    assert len(held(path, coded.PASSPHRASE)) > 5


@pytest.mark.parametrize(
    ("first", "then", "why"),
    [
        ((), lambda p: recoding.decrypt(p), "it is not encrypted"),
        ((), lambda p: recoding.rekey(p, None, NEW), "it is not encrypted"),
        ((), lambda p: recoding.encrypt(p, "short"), "guessed soon"),
        ((), lambda p: recoding.encrypt(p.with_name("nowhere"), NEW), "no such ledger"),
        ((coded.PASSPHRASE,), lambda p: recoding.encrypt(p, NEW), "needs a passphrase"),
        ((coded.PASSPHRASE,), lambda p: recoding.decrypt(p, NEW), "does not open it"),
        ((coded.PASSPHRASE,), lambda p: recoding.rekey(p, NEW, NEW), "does not open it"),
        ((coded.PASSPHRASE,), lambda p: recoding.rekey(p, coded.PASSPHRASE, "short"), "guessed soon"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_changed(
    path: Path, first: tuple[str, ...], then: Callable[[Path], None], why: str
) -> None:
    for given in first:
        recoding.encrypt(path, given)
    before = held(path, *first)
    passphrase._known.clear()
    with pytest.raises(RashomonError, match=why):
        then(path)
    assert held(path, *first) == before
    assert [f.name for f in path.parent.iterdir()] == ["case.rashomon"]


@pytest.mark.parametrize("encrypted", [False, True])
def test_not_while_another_has_it_open(path: Path, encrypted: bool) -> None:
    if encrypted:
        recoding.encrypt(path, coded.PASSPHRASE)
    book.open_ledger(path).close()
    with book.open_ledger(path) as ledger:
        before = book.matters(ledger)
        with pytest.raises(RashomonError, match="open elsewhere"):
            recoding.rekey(path, None, NEW) if encrypted else recoding.encrypt(path, NEW)
        assert book.matters(ledger) == before
        book.decide(ledger, "protect", "Tamsin Keld", by="A. Editor", why="", now=made_up.NOW)
    assert [f.name for f in path.parent.iterdir()] == ["case.rashomon"]


OPEN = """
import sys
from rashomon import ledger as book
with book.open_ledger(sys.argv[1], create=False) as ledger:
    print(book.summary(ledger).reports, flush=True)
    sys.stdin.read()
"""


def test_not_while_another_program_has_it_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "WAIT_SECONDS", 0.05)
    before = held(path)
    with subprocess.Popen(
        [sys.executable, "-c", OPEN, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"3"
        with pytest.raises(RashomonError, match="open elsewhere"):
            recoding.encrypt(path, NEW)
        other.communicate()
    assert held(path) == before


@pytest.mark.parametrize("step", ["_alone", "_copied", "_compared", "_synced"])
def test_one_that_is_stopped_leaves_one_whole_ledger(path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before = held(path)
    done = getattr(recoding, step)

    def stopped(*about: Any) -> None:
        done(*about)
        raise KeyboardInterrupt

    monkeypatch.setattr(recoding, step, stopped)
    with pytest.raises(KeyboardInterrupt):
        recoding.encrypt(path, coded.PASSPHRASE)
    assert held(path, coded.PASSPHRASE) == before
    assert [f.name for f in path.parent.iterdir()] == ["case.rashomon"]


def test_what_a_killed_one_left_is_taken_away_by_the_next(path: Path) -> None:
    for end in ("", "-journal"):
        path.with_name(f"case.rashomon-recoding{end}").write_text("half of it")
    recoding.encrypt(path, coded.PASSPHRASE)
    assert [f.name for f in path.parent.iterdir()] == ["case.rashomon"]


@pytest.mark.parametrize(
    "lost",
    ["DELETE FROM view", "UPDATE report SET title = 'x'", "DROP INDEX report_outlet", "PRAGMA user_version = 1"],
)
def test_a_copy_that_is_not_the_same_takes_no_ledgers_place(
    path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    with book.open_ledger(path) as ledger:
        ledger.db.execute("INSERT INTO view VALUES ('mine', 'status=disputed', 'A. Editor', '2026-03-01')")
    before, copied = held(path), recoding._copied

    def badly(db: sqlite3.Connection, part: Path, key: Any) -> None:
        copied(db, part, key)
        fresh = recoding.connect(part, "mode=rw", key)
        fresh.execute(lost)
        fresh.close()

    monkeypatch.setattr(recoding, "_copied", badly)
    with pytest.raises(RashomonError, match="does not hold the same"):
        recoding.encrypt(path, coded.PASSPHRASE)
    assert held(path) == before


def test_what_a_link_leads_to_is_encrypted_and_the_link_stays(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.rashomon"
    link.symlink_to(path)
    recoding.encrypt(link, coded.PASSPHRASE)
    assert link.is_symlink()
    assert held(path, coded.PASSPHRASE)
    assert not path.is_symlink()
