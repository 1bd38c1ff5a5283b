"""Killed at any instant, following loses nothing and repeats nothing: reports, log, changes said, alerts."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import feeds_made as made
import made_up

from rashomon import ledger as book
from rashomon.ledger.read import intake_log, saved_filters
from rashomon.ledger.write import following

KILLS = 4
ENTRIES = 25
FOLLOWER = """
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
print("at work", flush=True)
from rashomon.cli import main
main(["follow", sys.argv[1], "--once"])
"""


def follow(case: Path) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", FOLLOWER, str(case)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def test_a_follower_killed_at_any_instant_loses_and_repeats_nothing(tmp_path: Path) -> None:
    case, chance = tmp_path / "case.rashomon", random.Random(5)
    with made.site() as site:
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
            with follow(case) as running:
                assert running.stdout is not None
                began = running.stdout.readline(), time.monotonic()
                if turn == KILLS:
                    _, err = running.communicate()
                    assert running.returncode == 0, err
                elif turn:
                    time.sleep(chance.uniform(0, took))
                    running.send_signal(signal.SIGKILL)
                else:
                    running.communicate()
                    took = time.monotonic() - began[1]
        for _ in range(2):  # nothing is left to say or to send, however often it is asked
            with follow(case) as running:
                out, err = running.communicate()
                assert (running.returncode, out) == (0, "at work\n"), err
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
