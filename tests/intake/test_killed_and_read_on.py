"""Killed in the middle of a file of many reports and told to read it again, it ends as if nothing had happened."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import containers
import made_up
import pytest

from rashomon import ledger as book
from rashomon import work
from rashomon.intake import receive
from rashomon.ledger.read import intake_log
from rashomon.reading import readers

MANY = 12
KILLED_AFTER = (1, 5, 11)
"""Reports that were gone through, of each try."""
WORLD = SimpleNamespace(sha256="w1", names=())
HOW: Any = SimpleNamespace(of=lambda report: WORLD, named=())


@pytest.fixture(autouse=True)
def quick_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read", lambda reports, worlds: ((r, made_up.reading(r)) for r in reports))


def read(file: Path, ledger: Path, most: int | None = None) -> None:
    """Reads a file into a ledger; with `most`, until so many reports were gone through, and then it is killed."""
    round_ = work.Round()
    with book.open_ledger(ledger) as opened:
        coming = work.put_in(opened, receive([str(file)], entering=round_.enter), HOW, round_)
        for gone, _ in enumerate(coming, 1):
            if gone == most:
                os.kill(os.getpid(), signal.SIGKILL)


def killed(file: Path, ledger: Path, most: int) -> None:
    if (pid := os.fork()) == 0:
        try:
            read(file, ledger, most)
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL


def held(path: Path) -> Iterator[object]:
    with book.open_ledger(path) as ledger:
        assert book.check(ledger) == []
        yield sorted((r.key, r.id, r.text, r.published, r.raw) for r, _ in book.all_read(ledger))
        lines = intake_log.lines(ledger)
        yield sorted((x.input, x.id, x.published, x.dated, x.guessed, x.notes) for x in lines if x.how == "new")
        yield {x.how for x in lines} - {"same"}  # what was there already comes again, and is told as that


@pytest.mark.parametrize("name", containers.CONTAINERS)
def test_a_file_whose_reading_is_killed_is_read_on(name: str, tmp_path: Path) -> None:
    file = containers.write(tmp_path / name, MANY)
    whole, broken = tmp_path / "whole.rashomon", tmp_path / "broken.rashomon"
    read(file, whole)
    for most in KILLED_AFTER:
        killed(file, broken, most)
    with book.open_ledger(broken) as ledger:
        assert 0 < book.summary(ledger).reports < MANY
    read(file, broken)
    one, other = list(held(whole)), list(held(broken))
    assert len(one[0]) == MANY  # type: ignore[arg-type]
    assert one == other
