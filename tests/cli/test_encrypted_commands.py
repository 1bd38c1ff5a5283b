"""Every command on an encrypted ledger, with the real reading: it works, and nothing plain lies beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import coded
import pytest
from safe_commands import TOLD, Run, run  # noqa: F401 - fixtures

from rashomon import ledger as book
from rashomon.ledger.core import passphrase

SECRETS = ("shelled", "civilians", "activists", "who carried out")
"""Words of the report and of what is made of it, too long to come about by chance in what is encrypted."""


@pytest.fixture
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds the ledger, and all that the commands may write to besides."""
    key = coded.written(tmp_path_factory.mktemp("key"))
    monkeypatch.setenv("RASHOMON_PASSPHRASE_FILE", str(key))
    monkeypatch.setattr(passphrase, "_known", {})
    monkeypatch.setattr(passphrase, "ITERATIONS", 1)
    (tmp_path / "tmp").mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "tmp"))
    return tmp_path


def told_in(folder: Path) -> set[str]:
    """Which of the secrets stand in a file of the folder, as UTF-8 or UTF-16, whatever their case."""
    all_bytes = [f.read_bytes().lower() for f in folder.rglob("*") if f.is_file()]
    return {s for s in SECRETS if any(s.encode(e) in data for e in ("utf-8", "utf-16-le") for data in all_bytes)}


def test_no_plain_word_is_on_the_disk_while_it_is_worked_with(run: Run, folder: Path) -> None:
    path = folder / "case.rashomon"
    assert (
        run("read", "--encrypt", "--pack", "syria", "--published", "2016-07-10", "-", stdin=TOLD.encode()).status == 0
    )
    with book.open_ledger(path) as ledger:  # its log is full, too, while this is open
        matters = [m.id for m in book.matters(ledger)]
        assert matters
        for command in (
            ["read", "--published", "2016-07-11", "-"],
            ["decide", "accept", matters[0], "--by", "A. Editor"],
            ["decide", "protect", "Jonah Brasc", "--by", "A. Editor"],
            ["matters"],
            ["show", matters[0]],
            ["search", "civilians"],
            ["history"],
            ["export", "--format", "csv"],
            ["brief", "-o", "-"],
            ["backup", "copy.rashomon"],
        ):
            assert (
                run(*command, stdin=b"The army shelled Homs again, killing 3 civilians, activists said.").status == 0
            ), command
            assert (folder / "case.rashomon-wal").exists()
            assert told_in(folder) == set(), command
    assert run("forget", "Jonah Brasc", "--yes").status == 0
    assert run("rekey").status == 1, "it asks on a terminal"
    assert told_in(folder) == set()
    assert run("decrypt").status == 0
    assert told_in(folder) == {*SECRETS}, "so the search finds what is there"
    assert run("encrypt").status == 0
    assert told_in(folder) == set()


def test_each_says_whether_what_it_wrote_is_encrypted(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text(TOLD)
    read = run("read", "--encrypt", "--published", "2016-07-10", "a.txt")
    assert "case.rashomon (encrypted) now holds" in read.out
    assert "copy.rashomon (encrypted, with the same passphrase)" in run("backup", "copy.rashomon").out
    for command in (["export", "--format", "csv", "-o", "a.csv"], ["brief"]):
        assert "What is written here is not" in run(*command).err
    copied = run("matters", "--ledger", "copy.rashomon")
    assert copied.out == run("matters").out
    assert copied.status == 0
    assert "not encrypted any more" in run("decrypt").out
    assert "plain.rashomon (not encrypted)" in run("backup", "plain.rashomon").out
    assert "is not encrypted" in run("read", "--encrypt", "a.txt").err
    told = run("encrypt")
    assert "is encrypted now" in told.out
    assert "may still be read from this disk" in told.err


def test_an_encrypted_ledger_is_never_written_over(run: Run, folder: Path) -> None:
    book.open_ledger(folder / "case.rashomon", encrypt=True).close()
    before = (folder / "case.rashomon").read_bytes()
    refused = run("export", "--format", "csv", "-o", "case.rashomon")
    assert (refused.status, refused.out) == (1, "")
    assert "it is a ledger" in refused.err
    (folder / "case.rashomon-wal").unlink(missing_ok=True)
    assert (folder / "case.rashomon").read_bytes()[:16] == before[:16]


def test_without_the_passphrase_no_command_tells_anything(
    run: Run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert run("read", "--encrypt", "-", stdin=TOLD.encode()).status == 0
    coded.written(folder, "another passphrase altogether")
    monkeypatch.setenv("RASHOMON_PASSPHRASE_FILE", str(folder / "passphrase"))
    monkeypatch.setattr(passphrase, "_known", {})
    for command in (
        ["matters"], ["search", "army"], ["show", "x"], ["history"], ["read"], ["backup", "b"], ["decrypt"],
        ["export", "--format", "csv"], ["brief"], ["forget", "x", "--yes"], ["serve", "--port", "0"],
    ):  # fmt: skip
        told = run(*command)
        assert (told.status, told.out) == (1, ""), command
        assert "the passphrase does not open it" in told.err, command
        assert "altogether" not in told.err
    assert coded.PASSPHRASE not in " ".join(sys.argv)
