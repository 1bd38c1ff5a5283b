"""`rashomon users`: adding, listing, roles, passwords; and the files of TLS."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import desk_made as made
import pytest
from test_cli import Run, run  # noqa: F401 - a fixture

from rashomon import ledger as book
from rashomon.cli import main
from rashomon.ledger.core import passwords
from rashomon.ledger.read import members as asked

SECRET = b"kelp lantern quay six\n"
LONG = ("users", "add", "Dana Holt Ondo", "--role", "owner", "--password-file", "-")
ADD = ("users", "add", "Dana Holt", "--role", "owner", "--password-file", "-")


@pytest.fixture
def case(run: Run, tmp_path: Path) -> Run:
    made.ledger(tmp_path / "case.rashomon")
    return run


def test_people_are_added_listed_changed_and_removed(case: Run, tmp_path: Path) -> None:
    assert "one person’s" in case("users", "list").out
    first = case(*ADD, stdin=SECRET)
    assert (first.status, "asks everybody to sign in" in first.err) == (0, True)
    (tmp_path / "secret").write_bytes(SECRET + b"another line\n")
    assert case("users", "add", "Abe Lund", "--role", "reader", "--password-file", "secret").status == 0
    assert case("users", "role", "abe lund", "--role", "analyst").status == 0
    assert case("users", "password", "Abe Lund", "--password-file", "-", stdin=b"seven grey herons\n").status == 0
    listed = json.loads(case("users", "list", "--json").out)
    assert [(a["name"], a["role"], a["seen"]) for a in listed] == [
        ("Abe Lund", "analyst", None),
        ("Dana Holt", "owner", None),
    ]
    assert "Dana Holt  owner" in case("users", "list").out
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        assert passwords.fits(asked.password_of(ledger, "Abe Lund"), "seven grey herons")
        assert passwords.fits(asked.password_of(ledger, "Dana Holt"), SECRET.decode().strip())
    assert "1 person may" in case("users", "remove", "Abe Lund").out
    assert "asks for nothing again" in case("users", "remove", "Dana Holt").err


@pytest.mark.parametrize(
    ("command", "stdin", "says"),
    [
        (("users", "add", "First", "--role", "reader", "--password-file", "-"), SECRET, "nobody would be an owner"),
        (ADD, b"short\n", "it has 5 characters"),
        (ADD, b"", "it has 0 characters"),
        (LONG, b"dana holt ondo \n", "it is the name"),
        (("users", "add", "  ", "--role", "owner", "--password-file", "-"), SECRET, "it is no name"),
        (("users", "add", "a\x1b[2J", "--role", "owner", "--password-file", "-"), SECRET, "it is no name"),
        (("users", "add", "x" * 61, "--role", "owner", "--password-file", "-"), SECRET, "it is no name"),
        (("users", "add", "A", "--role", "owner", "--password-file", "nowhere"), b"", "no such file"),
        (("users", "add", "A", "--role", "owner"), b"", "no terminal to ask on"),
        (("users", "password", "Nobody", "--password-file", "-"), SECRET, "nobody of this name may sign in"),
        (("users", "role", "Nobody", "--role", "reader"), b"", "nobody of this name may sign in"),
        (("users", "remove", "Nobody"), b"", "nobody of this name may sign in"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(case: Run, tmp_path: Path, command: tuple[str, ...], stdin: bytes, says: str) -> None:
    ran = case(*command, stdin=stdin)
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.err.lower()
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        assert asked.members(ledger) == []


def test_the_last_owner_stays_as_long_as_others_do(case: Run) -> None:
    case(*ADD, stdin=SECRET)
    case("users", "add", "Abe Lund", "--role", "reader", "--password-file", "-", stdin=SECRET)
    assert "nobody would be an owner" in case("users", "remove", "Dana Holt").err
    assert "nobody would be an owner" in case("users", "role", "Dana Holt", "--role", "editor").err
    assert "is there already" in case(*ADD, stdin=SECRET).err


def test_no_option_takes_a_password() -> None:
    for name in ("add", "password"):
        with pytest.raises(SystemExit) as ended:
            main(["users", name, "A", "--role", "owner", "--password", "kelp lantern quay six"])
        assert ended.value.code == 2


def test_without_the_extra_it_is_named(case: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    passwords._hasher.cache_clear()
    monkeypatch.setitem(sys.modules, "argon2", None)
    ran = case(*ADD, stdin=SECRET)
    passwords._hasher.cache_clear()
    assert "pip install 'rashomon[team]'" in ran.err


def test_hashes_go_into_a_backup_and_nowhere_else(case: Run, tmp_path: Path) -> None:
    case(*ADD, stdin=SECRET)
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        kept = asked.password_of(ledger, "Dana Holt") or ""
    for form in ("csv", "jsonl", "matters.csv", "ftm"):
        ran = case("export", "--format", form, "--profile", "full", "-o", f"out-{form}")
        if ran.status == 0:
            assert b"argon2" not in (tmp_path / f"out-{form}").read_bytes()
    assert case("brief", "-o", "brief.html").status == 0
    assert "argon2" not in (tmp_path / "brief.html").read_text()
    told = case("backup", "copy.rashomon")
    assert "hashes of their passwords" in told.out + told.err
    with closing(sqlite3.connect(tmp_path / "copy.rashomon")) as db:
        assert db.execute("SELECT password FROM member").fetchall() == [(kept,)]


# --- TLS ------------------------------------------------------------------------------------------------------------


def certificate(folder: Path) -> tuple[str, str]:
    """A certificate of openssl's for a day."""
    made_ = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=desk.example"]
    try:
        subprocess.run([*made_, "-keyout", "k.pem", "-out", "c.pem"], cwd=folder, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    return "c.pem", "k.pem"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--tls-cert", "c.pem"), "--tls-key: a certificate and its key go together"),
        (("--tls-key", "k.pem"), "--tls-cert: a certificate and its key go together"),
        (("--tls-cert", "nowhere.pem", "--tls-key", "k.pem"), "--tls-cert nowhere.pem: no such file"),
        (("--tls-cert", "c.pem", "--tls-key", "."), "--tls-key .: is a directory"),
        (("--tls-cert", "k.pem", "--tls-key", "k.pem"), "k.pem, k.pem: they are no certificate"),
        (("--tls-cert", "c.pem", "--tls-key", "other.pem"), "c.pem, other.pem: they are no certificate"),
        (("--tls-cert", "c.pem", "--tls-key", "locked.pem"), "--tls-key locked.pem: it has a passphrase"),
        (("--address", "desk.example"), "--address desk.example: it is no address"),
    ],
)
def test_tls_files_that_cannot_be_used(case: Run, tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    _cert, key = certificate(tmp_path)
    for command in (
        ["genrsa", "-out", "other.pem"],
        ["rsa", "-aes128", "-passout", "pass:abcd", "-in", key, "-out", "locked.pem"],
    ):
        subprocess.run(["openssl", *command], cwd=tmp_path, check=True, capture_output=True)
    ran = case("serve", "--port", "0", *options)
    assert (ran.status, ran.out) == (1, "")
    assert says in ran.err.lower().replace("error: ", "")
