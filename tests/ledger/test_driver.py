"""Which driver opens a file: what is taken for encrypted, what is said where it cannot be opened, and the errors."""

from __future__ import annotations

import random
import sqlite3
import sys
from pathlib import Path

import coded
import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.ledger.core import driver

CHANCE = random.Random(5)


@pytest.mark.parametrize(
    ("head", "even"),
    [
        (CHANCE.randbytes(4096), True),
        (CHANCE.randbytes(3000) + bytes(16) + CHANCE.randbytes(1080), True),
        (driver.PLAIN + CHANCE.randbytes(4080), False),
        (bytes(4096), False),
        (bytes(range(256)) * 16, False),
        (b"The army holds Kastrel, the watch said. " * 110, False),
        (CHANCE.randbytes(2048) + bytes(2048), False),
    ],
    ids=["random", "a-little-torn", "plain", "nothing", "a-table", "text", "half"],
)
def test_what_is_taken_for_encrypted(head: bytes, even: bool) -> None:
    assert driver.is_even(head[:4096]) == even


def test_what_is_as_good_as_random_and_no_ledger_is_opened_by_no_passphrase_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "photos.bin"
    path.write_bytes(data := CHANCE.randbytes(3 * 4096 + 17))
    for readonly in (False, True):
        with pytest.raises(RashomonError, match="the passphrase does not open it") as raised:
            book.open_ledger(path, passphrase=coded.PASSPHRASE, readonly=readonly)
        assert "no encrypted ledger" in raised.value.fix
    assert path.read_bytes() == data


@pytest.mark.parametrize("encrypt", [True, False])
def test_without_the_extra_it_says_what_to_install_and_a_plain_ledger_needs_it_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encrypt: bool
) -> None:
    path = tmp_path / "case.rashomon"
    book.open_ledger(path, encrypt=encrypt, passphrase=coded.PASSPHRASE).close()
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    if not encrypt:
        return book.open_ledger(path).close()
    for there in (path, tmp_path / "new.rashomon"):
        with pytest.raises(RashomonError, match="not installed") as raised:
            book.open_ledger(there, encrypt=True, passphrase=coded.PASSPHRASE)
        assert "pip install 'rashomon[encrypted]'" in raised.value.fix
    assert not (tmp_path / "new.rashomon").exists()
    return None


@pytest.mark.parametrize("name", ["Error", "DatabaseError", "OperationalError", "IntegrityError", "ProgrammingError"])
def test_an_error_is_caught_whichever_driver_raises_it(name: str) -> None:
    for module in (sqlite3, sqlcipher):
        with pytest.raises(driver.errors(name)):
            raise getattr(module, name)("no")
        with pytest.raises(driver.errors()):
            raise getattr(module, name)("no")


def test_what_else_speaks_sqlcipher_opens_the_file_by_the_passphrase(tmp_path: Path) -> None:
    """With SQLCipher's own settings: whoever has no Rashomon any more still has the ledger."""
    path = tmp_path / "case.rashomon"
    book.open_ledger(path, encrypt=True, passphrase=coded.PASSPHRASE).close()
    db = sqlcipher.connect(str(path))
    db.set_key(coded.PASSPHRASE)
    assert db.execute("SELECT count(*) FROM report").fetchone() == (0,)
    db.close()


def test_nothing_is_spilled_to_a_file_on_the_way(tmp_path: Path) -> None:
    with book.open_ledger(tmp_path / "case.rashomon", encrypt=True, passphrase=coded.PASSPHRASE) as ledger:
        assert ledger.db.execute("PRAGMA temp_store").fetchone() == (2,)
