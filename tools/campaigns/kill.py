#!/usr/bin/env python3
"""Kills (SIGKILL) whoever reads, rules, migrates or forgets, at random instants, and looks what is left of the ledger.

    python tools/campaigns/kill.py [--kills 100] [--seed 1]

Every deed of deeds.py, --kills times each. The instants are by the clock: a seed repeats what is done, not when it
dies. `io_faults.py --kill` kills at every single call instead. Exit 1 if anything was half-written or lost.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

import deeds


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--kills", type=int, default=100)
    ap.add_argument("--seed", type=int, default=1)
    given = ap.parse_args()
    chance = random.Random(given.seed)
    counts: collections.Counter[str] = collections.Counter()
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun, work = deeds.start(folder), folder / "work"
        for deed in deeds.DEEDS:
            started = time.monotonic()
            deeds.done(deed, begun[deed], work, lambda: None)
            span = time.monotonic() - started
            for _ in range(given.kills):

                def before(after: float = chance.random() * span) -> None:
                    def die() -> None:
                        time.sleep(after)
                        os.kill(os.getpid(), signal.SIGKILL)

                    threading.Thread(target=die, daemon=True).start()

                said, end = deeds.done(deed, begun[deed], work, before)
                wrong = deeds.wrong_with(deed, work, said, end)
                counts[f"{deed}: {'killed' if end.startswith('signal') else 'had ended'}"] += 1
                failed += bool(wrong)
                if wrong:
                    print(f"FAIL {deed}: {end}: said {said}: {wrong[:3]}", flush=True)
    for what, n in sorted(counts.items()):
        print(f"{what:32} {n}")
    print(f"{sum(counts.values())} kills: {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
