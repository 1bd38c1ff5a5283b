"""The passphrase: where it comes from, and that it is nowhere else."""

from __future__ import annotations

import fcntl
import getpass
import os
import pty
import subprocess
import sys
import termios
import traceback
from contextlib import suppress
from pathlib import Path

import coded
import pytest

from rashomon import ledger as book
from rashomon.errors import RashomonError
from rashomon.ledger.core import passphrase
from rashomon.ledger.core.passphrase import Key, found, key_of, new_key


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "ITERATIONS", 1)
    monkeypatch.setattr(passphrase, "_known", {})


@pytest.mark.parametrize(
    ("data", "is_it"),
    [
        (b"mill wharf copper", "mill wharf copper"),
        (b"mill wharf copper\r\n", "mill wharf copper"),
        (b" mill wharf \nand a note\n", " mill wharf "),
        ("مطحنة الميناء النحاسية".encode(), "مطحنة الميناء النحاسية"),
    ],
)
def test_it_is_the_first_line_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, is_it: str
) -> None:
    file = coded.written(tmp_path)
    file.write_bytes(data)
    monkeypatch.setenv("RASHOMON_PASSPHRASE_FILE", str(file))
    assert found("case.rashomon") == is_it


@pytest.mark.parametrize(
    ("data", "mode", "why"),
    [
        (b"", 0o600, "first line is empty"),
        (b"\nmill wharf copper\n", 0o600, "first line is empty"),
        (b"mill wharf \xff copper", 0o600, "not UTF-8"),
        (b"mill wharf copper", 0o640, "others on this machine can read it"),
        (None, 0o600, "no such file"),
    ],
)
def test_a_file_that_holds_none_is_refused_and_not_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes | None, mode: int, why: str
) -> None:
    file = coded.written(tmp_path)
    if data is None:
        file.unlink()
    else:
        file.write_bytes(data)
        file.chmod(mode)
    monkeypatch.setenv("RASHOMON_PASSPHRASE_FILE", str(file))
    with pytest.raises(RashomonError, match=why) as raised:
        found("case.rashomon")
    assert "wharf" not in "".join(traceback.format_exception(raised.value))


def test_a_pipe_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """From a program that keeps passphrases: RASHOMON_PASSPHRASE_FILE=<(pass show case)."""
    read, write = os.pipe()
    os.write(write, coded.PASSPHRASE.encode())
    os.close(write)
    monkeypatch.setenv("RASHOMON_PASSPHRASE_FILE", f"/dev/fd/{read}")
    assert found("case.rashomon") == coded.PASSPHRASE
    os.close(read)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> list[str]:
    """What a person types; returns what they are asked, as that comes."""
    asked: list[str] = []
    left = list(lines)

    def ask(prompt: str) -> str:
        asked.append(prompt)
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.delenv("RASHOMON_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(os, "open", lambda name, *flags: os.dup(2) if name == "/dev/tty" else pytest.fail(name))
    monkeypatch.setattr(getpass, "getpass", ask)
    return asked


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("mill wharf copper", "mill warf copper"), "differ"),
        (("too short", "too short"), "guessed soon"),
        (("",), "no passphrase"),
        ((), "no passphrase"),
    ],
)
def test_a_new_one_is_typed_twice_and_long(monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], why: str) -> None:
    typed(monkeypatch, *lines)
    with pytest.raises(RashomonError, match=why):
        new_key("case.rashomon")
    asked = typed(monkeypatch, "mill wharf copper", "mill wharf copper")
    key = new_key("case.rashomon")
    assert asked == ["New passphrase of case.rashomon: ", "The same again: "]
    assert key == key_of("case.rashomon", key.salt, "mill wharf copper")
    assert key.raw != new_key("case.rashomon", "mill wharf copper").raw, "each file has a salt of its own"


def test_a_letter_is_the_same_however_a_keyboard_makes_it() -> None:
    salt = bytes(16)
    assert key_of("a", salt, "caf\u00e9 by the mill") == key_of("a", salt, "cafe\u0301 by the mill")
    assert key_of("a", salt, "cafe by the mill") != key_of("a", salt, "café by the mill")


def test_it_is_asked_for_once_in_a_process_and_a_wrong_one_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.rashomon"
    book.open_ledger(path, encrypt=True, passphrase="mill wharf copper").close()
    monkeypatch.setattr(passphrase, "_known", {})
    given = iter(["mill wharf", "mill wharf copper"])
    monkeypatch.setattr(passphrase, "found", lambda *about, **more: next(given))
    with pytest.raises(RashomonError, match="does not open it"):
        book.open_ledger(path)
    for _ in range(3):
        book.open_ledger(path).close()
    with pytest.raises(RashomonError, match="does not open it"):
        book.open_ledger(path, passphrase="another that was given")


def test_neither_it_nor_the_key_is_in_what_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "case.rashomon"
    with book.open_ledger(path, encrypt=True, passphrase=coded.PASSPHRASE) as ledger:
        assert ledger.key is not None
        shown = f"{ledger!r} {ledger.key!r} {ledger.key}"
        secrets = (coded.PASSPHRASE, ledger.key.raw.hex(), repr(ledger.key.raw), ledger.key.salt.hex())
    wrong = "wharf copper wrong"
    with pytest.raises(RashomonError) as raised:
        book.open_ledger(path, passphrase=wrong)
    shown += "".join(traceback.format_exception(raised.value, limit=None))
    assert not [s for s in (*secrets, wrong) if s in shown]
    assert repr(Key(b"abc", b"def")) == "Key()"


ASKED = "import sys; from rashomon.cli import main; main(['matters', '--ledger', sys.argv[1]])"


def controlling(terminal: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def test_on_a_terminal_what_is_typed_is_not_shown(tmp_path: Path) -> None:
    """Through a real terminal: no echo, nothing on either stream, and nothing in what `ps` shows."""
    path = tmp_path / "case.rashomon"
    script = f"from rashomon.ledger.core import passphrase; passphrase.ITERATIONS = 1; {ASKED}"
    book.open_ledger(path, encrypt=True, passphrase=coded.PASSPHRASE).close()
    ours, theirs = pty.openpty()
    env = {name: value for name, value in os.environ.items() if not name.startswith("RASHOMON_")}
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        start_new_session=True,
        preexec_fn=lambda: controlling(theirs),
    ) as program:
        shown = b""
        while b": " not in shown:
            shown += os.read(ours, 1024)
        os.write(ours, coded.PASSPHRASE.encode() + b"\n")
        started = Path(f"/proc/{program.pid}")
        if started.exists():
            shown += (started / "cmdline").read_bytes() + (started / "environ").read_bytes()
        out, err = program.communicate(timeout=300)
        os.set_blocking(ours, False)
        with suppress(OSError):
            shown += os.read(ours, 4096)
    os.close(ours)
    os.close(theirs)
    assert program.returncode == 0, err
    assert f"Passphrase of {path}: ".encode() in shown
    assert b"wharf" not in shown + out + err


def test_without_a_terminal_and_a_file_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_terminal(*about: object) -> int:
        raise OSError(6, "No such device or address")

    monkeypatch.delenv("RASHOMON_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(os, "open", no_terminal)
    with pytest.raises(RashomonError, match="no terminal to ask on") as raised:
        found("case.rashomon")
    assert "RASHOMON_PASSPHRASE_FILE" in raised.value.fix
