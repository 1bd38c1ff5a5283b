"""The commands, run as a user would, with the real reading and no traceback: fixtures."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from rashomon.cli import main

TOLD = "The army shelled Homs on Friday, killing 12 civilians, activists said.\n"


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def ran(*args: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            main(args)
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in out + err
        assert b"fault in Rashomon" not in err, err
        return Ran(int(end.value.code or 0), out.decode(), err.decode())

    return ran


@pytest.fixture
def case(run: Run, tmp_path: Path) -> Run:
    (tmp_path / "a.txt").write_text(TOLD)
    assert run("read", "--pack", "syria", "--published", "2016-07-10", "a.txt").status == 0
    return run
