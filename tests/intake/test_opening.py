"""What is named outright and is no plain file: nothing waits for ever, nothing ends the rest."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from rashomon.intake import Refusal, Report, opening, receive

GOOD = b"The army took the mill of Kessin on Sunday, the council said."


@pytest.fixture
def fifo(tmp_path: Path) -> str:
    os.mkfifo(tmp_path / "fifo.txt")
    return str(tmp_path / "fifo.txt")


@pytest.fixture
def good(tmp_path: Path) -> str:
    (tmp_path / "good.txt").write_bytes(GOOD)
    return str(tmp_path / "good.txt")


def refused_and_read(name: str, good: str) -> str:
    bad, after = receive([name, good])
    assert isinstance(after, Report)
    assert isinstance(bad, Refusal)
    return bad.error


def test_a_pipe_that_nobody_writes_into_is_refused(fifo: str, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WRITER_SECONDS", 0.05)
    assert "it is a pipe that nobody writes into" in refused_and_read(fifo, good)


def test_a_pipe_whose_writer_is_silent_is_refused(fifo: str, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SILENT_SECONDS", 0.05)
    writer = os.open(fifo, os.O_RDWR)
    try:
        assert "nothing came out of it for 0.05 seconds" in refused_and_read(fifo, good)
        os.write(writer, GOOD)
        assert "nothing came out of it" in refused_and_read(fifo, good)
    finally:
        os.close(writer)


def test_a_pipe_is_read_to_its_end(fifo: str) -> None:
    def write() -> None:
        with Path(fifo).open("wb") as pipe:
            for part in (GOOD, b" " * 200_000, GOOD):
                pipe.write(part)
                pipe.flush()

    writer = threading.Thread(target=write)
    writer.start()
    (report,) = receive([fifo])
    writer.join()
    assert isinstance(report, Report)
    assert report.raw == GOOD + b" " * 200_000 + GOOD


@pytest.mark.parametrize("name", ["/dev/null", "/dev/zero", "/dev/tty", "socket"])
def test_a_device_is_not_even_opened(name: str, tmp_path: Path, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "socket":
        monkeypatch.chdir(tmp_path)
        socket.socket(socket.AF_UNIX).bind("socket")
    if not Path(name).exists():
        pytest.skip(f"{name} is not here")
    assert "it is a device or a socket, not a file" in refused_and_read(name, good)


@pytest.mark.parametrize("name", ["x" * 300, "x" * 5000, "../" * 2000 + "nowhere.txt", "a\0b", "a\udcffb"])
def test_a_name_that_no_file_can_have_is_refused(name: str, good: str) -> None:
    error = refused_and_read(name, good)
    assert "it could not be opened" in error or "there is no such file" in error


def test_no_name_is_not_the_current_folder(good: str) -> None:
    assert "An input has no name" in refused_and_read("", good)


def test_links_that_lead_round_in_a_circle_end_nothing(tmp_path: Path, good: str) -> None:
    (tmp_path / "one.txt").symlink_to("two.txt")
    (tmp_path / "two.txt").symlink_to("one.txt")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "self").symlink_to(tmp_path, target_is_directory=True)
    found = list(receive([str(tmp_path), str(tmp_path / "loop"), good]))
    assert sum(isinstance(f, Report) for f in found) == 2
    assert [f.id for f in found if not isinstance(f, Report)][-1] == "loop"
