#!/usr/bin/env python3
"""Kills the reading of a long file of reports, again and again, and compares what comes of it in the end with a reading
that nobody killed.

    python tools/campaigns/resumed.py [--pieces 20000] [--kills 3] [--seed 1] [FORMAT ...]

FORMATs are names in tests/made/containers.py (default: a.csv a.mbox result.json a.warc). Of a hundred pieces one is in
English and claims something, the others are in German, which is not read, so that it takes minutes and not hours. The
instants are by the clock, within the time that the whole reading took. Exit 1 where the ledgers differ.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "made"))

import containers

from rashomon import ledger as book
from rashomon.ledger.read import intake_log
from rashomon.model import as_json

GERMAN = (
    "Der Gemeinderat von Kessin kam am Dienstag zur Sitzung {n} zusammen und sprach über die Brücke und den Hafen.",
    "Die Straße zur Mühle soll noch vor dem Winter ausgebessert werden, sagte ein Mitglied des Rates nach der Sitzung.",
)
ENGLISH = (
    "The defence ministry said that shelling by the rebels killed {n} people in Kessin on Monday.",
    "The rebels denied that they had fired at the town, and said that the army had shelled the market.",
)


def told(n: int) -> list[str]:
    return [paragraph.format(n=n) for paragraph in (GERMAN if n % 100 else ENGLISH)]


def reading(file: Path, ledger: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "rashomon.cli", "read", str(file), "--ledger", str(ledger)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def held(path: Path) -> dict[str, object]:
    """What a ledger holds, without the instants."""
    with book.open_ledger(path) as ledger:
        assert not (wrong := book.check(ledger)), wrong
        lines = intake_log.lines(ledger)
        read = sorted((r.key, r.id, r.text, json.dumps(as_json(found))) for r, found in book.all_read(ledger))
        return {
            "reports": book.summary(ledger).reports,
            "new lines of the log": sorted(
                (x.input, x.id, x.dated, x.guessed, x.notes) for x in lines if x.how == "new"
            ),
            "reports that are new twice": [
                key for key, many in Counter(x.report for x in lines if x.how == "new").items() if many > 1
            ],
            "other lines than new and same": [x.how for x in lines if x.how not in ("new", "same")],
            "readings": read,
            "matters": sorted(json.dumps(as_json(matter), sort_keys=True) for matter in book.matters(ledger)),
        }


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pieces", type=int, default=20_000)
    ap.add_argument("--kills", type=int, default=3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("formats", nargs="*", metavar="FORMAT", default=["a.csv", "a.mbox", "result.json", "a.warc"])
    given = ap.parse_args()
    chance, failed = random.Random(given.seed), 0
    containers.told = told
    for name in given.formats:
        with tempfile.TemporaryDirectory() as folder:
            file = containers.write(Path(folder) / name, given.pieces)
            whole, broken, begun = Path(folder) / "whole.rashomon", Path(folder) / "broken.rashomon", time.monotonic()
            print(f"{name}: {reading(file, whole).communicate()[0].strip()}", flush=True)
            took, there = time.monotonic() - begun, []
            for _ in range(given.kills):
                running = reading(file, broken)
                time.sleep(chance.uniform(0.1, 0.9) * took / given.kills)
                running.send_signal(signal.SIGKILL)
                running.communicate()
                if broken.exists():
                    with book.open_ledger(broken, readonly=True) as ledger:
                        there.append(book.summary(ledger).reports)
            print(f"{name}: {reading(file, broken).communicate()[0].strip()}")
            one, other = held(whole), held(broken)
            differs = [what for what in one if one[what] != other[what]]
            failed += bool(differs) or one["reports"] != given.pieces
            print(
                f"{name}: killed with {there} of {one['reports']} reports; differs: {', '.join(differs) or 'nothing'}"
            )
            sys.stdout.flush()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
