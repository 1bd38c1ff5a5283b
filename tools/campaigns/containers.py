#!/usr/bin/env python3
"""How much memory and processor time it takes to take a long file of many reports apart, in each format.

    python tools/campaigns/containers.py [--pieces 1000,10000] [FORMAT ...]

FORMATs are the names in tests/made/containers.py; without any, all. Each file is made and taken apart in a process of
its own, and nothing is read: what would be a report is counted and dropped, before its parts and its language are told
(--reports: after). Memory is the most that was held (VmHWM) by that process and by its child; time is the processor
time of both, for a piece. Linux alone: it looks into /proc.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "made"))

import containers


def held(pid: int) -> float:
    """The most megabytes that a process held at once."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


def take_apart(path: Path, reports_too: bool) -> dict[str, float | str]:
    from rashomon.intake import Refusal, Report, child, feed, html, jsonl, pieces, receive, text

    if not reports_too:
        for module in (feed, html, jsonl, pieces, text):
            module.freeze = lambda *_, source=None, **__: Report("", "x", "")  # type: ignore[attr-defined]
    logging.getLogger("rashomon").setLevel(logging.ERROR)
    children, reports, of_child, refused = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children"), 0, 0.0, ""
    for found in receive([str(path)]):
        reports += 1
        if isinstance(found, Refusal):
            refused = refused or found.error
        if reports % 500 == 1:
            of_child = max([of_child, *(held(int(pid)) for pid in children.read_text().split())])
    of_child = max([of_child, *(held(int(pid)) for pid in children.read_text().split())])
    child.stop()
    seconds = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"reports": reports, "seconds": seconds, "held": held(os.getpid()), "child": of_child, "refused": refused}


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pieces", default="1000,10000", help="how many reports the files hold (default 1000,10000)")
    ap.add_argument("--reports", action="store_true", help="make the reports too")
    ap.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    ap.add_argument("formats", nargs="*", metavar="FORMAT")
    given = ap.parse_args()
    if given.inside:
        print(json.dumps(take_apart(Path(given.formats[0]), given.reports)))
        return 0
    print(f"{'file':14} {'pieces':>7} {'MB':>6} {'came':>7} {'ms each':>8} {'MB held':>8} {'by child':>8}")
    failed = 0
    for name in given.formats or containers.CONTAINERS:
        for many in map(int, given.pieces.split(",")):
            with tempfile.TemporaryDirectory() as folder:
                path = containers.write(Path(folder) / name, many)
                command = [sys.executable, __file__, "--inside", *["--reports"] * given.reports, str(path)]
                told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
                size = path.stat().st_size / 1e6
            failed += told["reports"] != many
            reports, each = told["reports"], told["seconds"] * 1000 / max(1, told["reports"])
            row = f"{name:14} {many:7} {size:6.1f} {reports:7} {each:8.2f} {told['held']:8.0f} {told['child']:8.0f}"
            print(row, told["refused"][:120], flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
