"""Killed at any instant, following loses nothing and repeats nothing: reports, log, changes said, alerts."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import feeds_made as made
import made_up

from rashomon import ledger as book
from rashomon.ledger.read import intake_log, saved_filters
from rashomon.ledger.write import following

KILLS = 4
ENTRIES = 25
FOLLOWER = """
import os
import sys
from types import SimpleNamespace
import feeds_made, made_up
from rashomon import ledger as book, work
from rashomon.follow import looking, rounds
from rashomon.intake import url
from rashomon.reading import readers

url.fetch_if_new, url.fetch = feeds_made.let_in()
looking.POLITE_SECONDS = 0.0
world = SimpleNamespace(sha256="w1", names=())
rounds.worlds = lambda packs: SimpleNamespace(of=lambda report: world, named=())
readers.read = lambda reports, worlds: ((r, made_up.reading(r)) for r in reports)
work.whole_world = lambda ledger: None

def bring_up(ledger, world):
    of = book.core.queries.generation(ledger)
    book.store_matters(ledger, made_up.gather(book.ruled_read(ledger)), work._now(), of)

import rashomon.ledger.core.queries
work.bring_up = bring_up
from rashomon.cli import main

for case in sys.stdin:
    child = os.fork()
    if child == 0:
        print("at work", os.getpid(), flush=True)
        try:
            main(["follow", case.strip(), "--once"])
        except SystemExit as ended:
            sys.stdout.flush()
            os._exit(int(ended.code or 0))
        os._exit(0)
    print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Follows a case for each line that it is given, in a process of its own that begins with what was imported once."""


@contextmanager
def followers() -> Iterator[subprocess.Popen[str]]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", FOLLOWER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as running:
        yield running


def line_of(running: subprocess.Popen[str], given: str = "") -> str:
    """The next line that is said, once a line is given."""
    assert running.stdin is not None and running.stdout is not None
    running.stdin.write(given)
    running.stdin.flush()
    return running.stdout.readline()


def follow(running: subprocess.Popen[str], case: Path, alive: float | None = None) -> tuple[int, str]:
    """Follows once; killed after so many seconds. The exit status, and what was said."""
    child = int(line_of(running, f"{case}\n").removeprefix("at work "))
    if alive is not None:
        time.sleep(alive)
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(child, signal.SIGKILL)
    said = ""
    while not (line := line_of(running)).startswith("ended "):
        assert line, "it ended without being asked"
        said += line
    return int(line.removeprefix("ended ")), said


def test_a_follower_killed_at_any_instant_loses_and_repeats_nothing(tmp_path: Path) -> None:
    case, chance = tmp_path / "case.rashomon", random.Random(5)
    with made.site() as site, followers() as running:
        (tmp_path / "case-follow.toml").write_text(
            f'[[feed]]\nurl = "{site.base}/feed"\n[[folder]]\npath = "in"\n'
            '[[alert]]\nview = "all"\nfile = "alerts.txt"\n',
            encoding="utf-8",
        )
        (tmp_path / "in").mkdir()
        with book.open_ledger(case) as ledger:
            saved_filters.save_view(ledger, "all", "status=one_origin", by="A. Editor", now=made_up.NOW)
        took = 1.0
        for turn in range(KILLS + 1):
            entries = [(f"{site.base}/{n}", f"The army holds Town{n}") for n in range(ENTRIES * (turn + 1))]
            site.say("/feed", made.feed(*entries), ETag=f'"{turn}"')
            file = tmp_path / "in" / f"{turn}.txt"
            file.write_text(f"The army holds Village{turn}", encoding="utf-8")
            os.utime(file, (time.time() - 60,) * 2)
            began = time.monotonic()
            status, _ = follow(running, case, chance.uniform(0, took) if 0 < turn < KILLS else None)
            if turn in (0, KILLS):
                assert status == 0
            if not turn:
                took = time.monotonic() - began
        for _ in range(2):  # nothing is left to say or to send, however often it is asked
            assert follow(running, case) == (0, "")
        assert running.stdin is not None
        running.stdin.close()
    count = ENTRIES * (KILLS + 1) + KILLS + 1
    with book.open_ledger(case) as ledger:
        assert book.check(ledger) == []
        assert book.summary(ledger).reports == count
        stored = Counter(line.report for line in intake_log.lines(ledger) if line.how == "new")
        assert len(stored) == count and set(stored.values()) == {1}
        alerts = following.on_desk(ledger, 10_000)
        assert following.unsent(ledger) == []
    lines = (tmp_path / "alerts.txt").read_text(encoding="utf-8").splitlines()
    said = Counter(alert.incident for alert in alerts)
    assert len(said) == count and set(said.values()) == {1}
    assert sorted(line.split("\t")[3] for line in lines) == sorted(said)
