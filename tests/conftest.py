"""How hypothesis chooses its examples (CONTRIBUTING.md, "Tests"), and what makes tests quick."""

import fcntl
import os
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

# Before a test imports numpy by way of another package: it says that one thread is enough. Two that wait for each other
# on processors that are busy take several times as long for a sentence.
import rashomon  # noqa: F401

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, print_blob=True)
"""The same examples each time, so that what was green stays green until something is changed."""

settings.register_profile("random", derandomize=False, database=None, deadline=None, print_blob=True)
"""Others each time: `make properties`."""

settings.load_profile("repeatable")

MEMORY = Path("/dev/shm")
ENOUGH = 4 * 2**30
"""Bytes; a run takes a fraction of it."""


def has_room(folder: Path) -> bool:
    """Whether it is there, programs in it can be run, and it has bytes enough."""
    if not folder.is_dir():
        return False
    told = os.statvfs(folder)
    return not told.f_flag & os.ST_NOEXEC and told.f_bavail * told.f_frsize >= ENOUGH


# A ledger waits for the disk each time that something is kept: on a disk, its tests wait longer than they work. What is
# killed or fails in a test is a program and never the machine, so memory keeps as much as a disk would.
if "TMPDIR" not in os.environ and has_room(MEMORY):
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `rashomon demo` makes of the example reports, with what it said in `said.txt`.

    They are read once for all workers: whoever changes the ledger takes a copy.
    """
    from rashomon.cli import cli

    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "said.txt").exists():
            ran = CliRunner().invoke(cli, ["demo", "--folder", str(folder)])
            assert ran.exit_code == 0, ran.output
            (folder / "said.txt").write_text(ran.stdout, encoding="utf-8")
    return folder
