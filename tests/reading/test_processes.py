"""Several processes give what one gives, in its order; and a process that ends takes no report with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.model import Refusal, Report
from rashomon.reading import isolated, processes
from rashomon.world.automatic import worlds

NO_PACKS = worlds(("none",))


def report(n: int, text: str) -> Report:
    return Report(f"r{n}", text, f"{n:064}", language="en", published="2024-05-06")


def lengths(reports: list[Report]) -> list[Refusal]:
    """In place of a reading, which takes seconds to begin: how long each text is; ends where a text says so."""
    if any("end here" in r.text for r in reports):
        os._exit(9)
    return [Refusal(r.id, str(len(r.text))) for r in reports]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_readings", lengths)


def test_two_processes_read_what_one_reads() -> None:
    reports = [
        report(n, f"The army said on Monday that {n + 2} people were killed by shelling in Kastrel.") for n in range(40)
    ]
    alone = list(isolated.read(reports, NO_PACKS))
    assert all(r is not None and not isinstance(r, Refusal) and r.statements for _, r in alone)
    assert list(processes.read(reports, NO_PACKS, workers=2)) == alone


def test_what_is_not_to_be_read_keeps_its_place(quick: None) -> None:
    items = [x for n in range(400) for x in (report(n, "x" * n), f"between {n}")]
    told = list(processes.read_among(items, NO_PACKS, lambda r: r.id.endswith("7"), workers=2))
    assert [item for item, _ in told] == items
    read = {item.id: r.error for item, r in told if isinstance(item, Report) and isinstance(r, Refusal)}
    assert read == {f"r{n}": str(n) for n in range(400) if n % 10 == 7}
    assert all(r is None for item, r in told if isinstance(item, str))


def test_a_report_on_which_a_process_ends_is_refused_and_the_rest_are_read(quick: None) -> None:
    reports = [report(n, "end here" if n in (40, 97) else "some words") for n in range(150)]
    told = list(processes.read(reports, NO_PACKS, workers=2))
    assert [r.id for r, _ in told] == [r.id for r in reports]
    errors = {r.id: reading.error for r, reading in told if isinstance(reading, Refusal)}
    assert {i for i, error in errors.items() if "was ended by the system" in error} == {"r40", "r97"}
    assert {error for i, error in errors.items() if i not in ("r40", "r97")} == {"10"}


@pytest.mark.parametrize("many", [0, 20, 90])
def test_what_came_before_a_failure_is_given_first(quick: None, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "read", lambda reports, how: ((r, None) for r in reports))

    def failing() -> Iterator[Report]:
        yield from (report(n, "words") for n in range(many))
        raise OSError("the disk is gone")

    told = []
    with pytest.raises(OSError, match="the disk is gone"):
        for item, _ in processes.read(failing(), NO_PACKS, workers=2):
            told.append(item.id)
    assert told == [f"r{n}" for n in range(many)]


def test_few_reports_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_Pool", None)
    monkeypatch.setattr(isolated, "read", lambda reports, how: ((r, None) for r in reports))
    assert len(list(processes.read([report(n, "words") for n in range(20)], NO_PACKS, workers=2))) == 20


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the children of a process")
def test_the_processes_end_with_the_one_that_asked_however_that_ends(tmp_path: Path) -> None:
    script = tmp_path / "reads.py"
    script.write_text(
        "from rashomon.model import Report\n"
        "from rashomon.reading import processes\n"
        "from rashomon.world.automatic import worlds\n"
        "def endless():\n"
        "    n = 0\n"
        "    while True:\n"
        "        n += 1\n"
        "        yield Report(f'r{n}', 'The army holds Kastrel.', f'{n:064}', language='en')\n"
        "if __name__ == '__main__':\n"
        "    for _ in processes.read(endless(), worlds(('none',)), 2):\n"
        "        print('read', flush=True)\n"
    )
    asking = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE)
    assert asking.stdout is not None
    assert asking.stdout.readline() == b"read\n"
    children = Path(f"/proc/{asking.pid}/task/{asking.pid}/children").read_text().split()
    assert len(children) >= 2
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    for _ in range(600):
        left = [c for c in children if Path(f"/proc/{c}").exists() and "Z" not in state(c)]
        if not left:
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {left}")


def state(pid: str) -> str:
    """One letter; Z where it has ended and nobody has asked how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]
    except OSError:
        return "Z"
