#!/usr/bin/env python3
"""Fails the n-th write, sync, open, read, cut or removal of a ledger's files, for every n, and looks what is left.

    python tools/campaigns/io_faults.py [--every 7] [--kill]

After SQLite's own "I/O error tests" (sqlite.org/testing.html, 3.2). Every deed of deeds.py is done once for every call
that it makes: that call fails once, or it and all that follow (a full or a dead disk). With --kill the process is
killed (SIGKILL) at that call instead. --every 7 tries every seventh. Linux, with a C compiler; left out, with the
reason, where there is none. Exit 1 if anything was half-written, lost, or told in no words.
"""

from __future__ import annotations

import argparse
import collections
import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FAILURES = (
    ("write", errno.ENOSPC), ("write", errno.EIO), ("sync", errno.EIO), ("open", errno.EACCES), ("truncate", errno.EIO),
    ("read", errno.EIO), ("unlink", errno.EIO),
)  # fmt: skip


def built(folder: Path) -> Path:
    """The library that makes calls fail. Exits with 0 and the reason where it cannot be made."""
    compiler = next(filter(None, map(shutil.which, (os.environ.get("CC", ""), "cc", "gcc", "clang"))), None)
    if not sys.platform.startswith("linux") or not compiler:
        print("Left out: calls are made to fail by LD_PRELOAD, which needs Linux and a C compiler (cc).")
        sys.exit(0)
    library = folder / "failing_io.so"
    command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(HERE / "failing_io.c"), "-ldl"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        print(f"Left out: failing_io.c could not be compiled ({made.stderr.strip()[:200]}).")
        sys.exit(0)
    return library


def campaign(every: int, kill: bool) -> int:
    import deeds

    shim = ctypes.CDLL(None)
    counts: collections.Counter[str] = collections.Counter()
    failed = 0
    kinds = [(k, 0) for k in ("write", "sync", "truncate", "unlink")] if kill else FAILURES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun, work = deeds.start(folder), folder / "work"
        for deed in deeds.DEEDS:
            for kind, number in kinds:
                calls = _calls(deeds, shim, deed, begun[deed], work, kind)
                for at in range(1, calls + 1, every):
                    for stays in (0,) if kill else (0, 1):

                        def before(kind: str = kind, at: int = at, number: int = number, stays: int = stays) -> None:
                            shim.failing_io(kind.encode(), at, number, stays)

                        said, end = deeds.done(deed, begun[deed], work, before)
                        wrong = deeds.wrong_with(deed, work, said, end)
                        counts[f"{deed}: {end.split(':')[0].split(' ')[0] if not kill else 'killed'}"] += 1
                        failed += bool(wrong)
                        if wrong:
                            how = f"{kind} {at} of {calls}, errno {number}, {'and all after it' if stays else 'once'}"
                            print(f"FAIL {deed}: {how}: said {said}: {wrong[:3]}", flush=True)
    for what, n in sorted(counts.items()):
        print(f"{what:32} {n}")
    print(f"{sum(counts.values())} failures of the system{' (killed there)' if kill else ''}: {failed} failed")
    return int(failed > 0)


def _calls(deeds: object, shim: ctypes.CDLL, deed: str, begun: Path, work: Path, kind: str) -> int:
    """How many calls of this kind a deed makes when nothing fails."""
    counted = work.parent / "calls"
    counted.write_text("0")

    def before() -> None:
        os.environ["FAIL_COUNT"] = str(counted)
        shim.failing_io(kind.encode(), 0, 0, 0)

    said, end = deeds.done(deed, begun, work, before)  # type: ignore[attr-defined]
    assert end == "well", (deed, said, end)
    return int(counted.read_text())


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--every", type=int, default=1, metavar="N")
    ap.add_argument("--kill", action="store_true")
    given = ap.parse_args()
    if os.environ.get("RASHOMON_FAILING_IO"):
        return campaign(given.every, given.kill)
    with tempfile.TemporaryDirectory() as folder:
        library = built(Path(folder))
        told = os.environ | {"LD_PRELOAD": str(library), "RASHOMON_FAILING_IO": "1"}
        return subprocess.run([sys.executable, __file__, *sys.argv[1:]], env=told, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
