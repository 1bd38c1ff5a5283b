"""The command's first step: closed streams, too little memory and Ctrl-C are said in words."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from safe_commands import Run, case, run  # noqa: F401 - fixtures

from rashomon import ledger as book
from rashomon.errors import RashomonError, was_out_of_memory, was_stopped

COMMAND = [sys.executable, "-c", "from rashomon.start import main; main()"]


def started(line: str, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    script = f'"$0" "$@" {line}'
    return subprocess.run(
        ["bash", "-c", script, *COMMAND, *args], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_closed_standard_output_is_no_fault_of_ours(case: Run, tmp_path: Path) -> None:
    ran = started(">&-", tmp_path, "matters")
    assert ran.returncode == 1
    assert ran.stderr == "Error: standard output: it is closed. Run this again with it open, or sent to a file.\n"


def test_what_is_stored_with_all_streams_closed_is_stored(tmp_path: Path) -> None:
    book.open_ledger(tmp_path / "case.rashomon").close()
    ran = started("<&- >&- 2>&-", tmp_path, "decide", "protect", "Some Body", "--by", "T", "--why", "b")
    assert (ran.stdout, ran.stderr) == ("", "")
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        assert len(book.decisions(ledger)) == 1
        assert book.check(ledger) == []


def test_a_closed_standard_input_is_empty(tmp_path: Path) -> None:
    ran = started("<&-", tmp_path, "read", "--to", "jsonl", "-")
    assert ran.returncode == 1
    assert "it is empty" in ran.stderr
    assert "fault in Rashomon" not in ran.stderr


@pytest.mark.parametrize("kilobytes", [80_000, 400_000])
def test_too_little_memory_is_said(case: Run, tmp_path: Path, kilobytes: int) -> None:
    script = f'ulimit -v {kilobytes}; exec "$0" "$@"'
    ran = subprocess.run(
        ["bash", "-c", script, *COMMAND, "read", "--to", "jsonl", "a.txt"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    if ran.returncode == -6:  # a library of Rust was the first to find none: it aborts, in its own words
        assert re.search(r"memory allocation of \d+ bytes failed", ran.stderr)
        return
    assert ran.returncode == 1
    # Where numpy's own library is the first to find none, it ends the program, in its own words.
    assert re.search("there is not enough memory|Memory allocation still failed", ran.stderr)
    assert "Traceback" not in ran.stderr
    assert "fault in" not in ran.stderr


@pytest.mark.parametrize("module", ["click", "rashomon.cli.ask", "rashomon.ledger.core.file", "sqlite3"])
def test_ctrl_c_while_something_is_imported(module: str, tmp_path: Path) -> None:
    code = f"""
import builtins, os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it
real = builtins.__import__
def slow(name, *args, **kwargs):
    if name == {module!r}:
        os.kill(os.getpid(), signal.SIGINT)
    return real(name, *args, **kwargs)
builtins.__import__ = slow
from rashomon.start import main
sys.argv = ["rashomon", "matters"]
main()
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 130
    assert ran.stderr.strip().startswith("Stopped. ")
    assert "Traceback" not in ran.stderr


def test_what_it_was_is_found_in_what_it_became() -> None:
    def raised(first: BaseException, then: BaseException) -> BaseException:
        try:
            try:
                raise first
            except BaseException:
                raise then  # noqa: B904 - as a library does that does not know what it caught
        except BaseException as error:
            return error

    assert was_stopped(raised(KeyboardInterrupt(), SystemError("returned a result with an exception set")))
    assert was_out_of_memory(raised(MemoryError(), ImportError("numpy cannot be imported")))
    assert was_out_of_memory(ImportError("libx.so: failed to map segment from shared object"))
    assert was_out_of_memory(OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)))
    assert was_out_of_memory(SyntaxError("expected ':'"))
    assert not was_out_of_memory(raised(ValueError("x"), RashomonError("x", "y")))
    assert not was_out_of_memory(ElementTree.ParseError("no element found"))  # a syntax error to Python, too
    assert not was_stopped(ValueError())
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_DFL
