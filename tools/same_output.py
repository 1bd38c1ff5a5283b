"""Does a refactoring change what comes out? Records all that the program says of reports, and compares two records.

    .venv/bin/python tools/same_output.py record BEFORE reports.jsonl --pack syria
    (change the code)
    .venv/bin/python tools/same_output.py record AFTER reports.jsonl --pack syria
    .venv/bin/python tools/same_output.py compare BEFORE AFTER

A record is a folder: readings.jsonl, matters.jsonl and one file for each export format under both profiles, made by
the commands that users have, of the code in src/ beside this file. `--examples` adds the example reports with their
pack, as a record of their own in the folder `examples`. `compare` prints the first differences by file and key, and
exits with 1 where there are any; `--ignore KEY` leaves a key of the JSON lines out wherever it stands (one that was
added on purpose).
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MADE = re.compile(rb"Made <time[^>]*>[^<]*</time>")
"""When the brief was made: it differs each time."""
SHOWN = 20
"""Differences printed a file."""


def run(*arguments: str | Path, to: Path | None = None) -> None:
    """One command of the program in src/; its standard output goes into `to`. A nonzero exit stops the record."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "RASHOMON_USER": "same_output"}
    command = [sys.executable, "-m", "rashomon.cli", *map(str, arguments)]
    with (to or Path(os.devnull)).open("wb") as out:
        subprocess.run(command, check=True, stdout=out, stderr=subprocess.PIPE, env=environment)


def formats() -> list[str]:
    sys.path.insert(0, str(ROOT / "src"))
    from rashomon.sharing import FORMATS

    return sorted(FORMATS)


def record(folder: Path, inputs: list[str], packs: list[str], readings_only: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with_packs = [word for pack in packs for word in ("--pack", pack)]
    run("read", "--to", "jsonl", *with_packs, *inputs, to=folder / "readings.jsonl")
    if readings_only:
        return
    with tempfile.TemporaryDirectory() as scratch:
        ledger = Path(scratch) / "record.rashomon"
        run("read", "--ledger", ledger, *with_packs, *inputs)
        run("matters", "--to", "jsonl", "--ledger", ledger, to=folder / "matters.jsonl")
        for form, profile in itertools.product(formats(), ("default", "full")):
            made = Path(scratch) / f"{profile}.{form}"
            run("export", "--ledger", ledger, "--format", form, "--profile", profile, "-o", made)
            (folder / made.name).write_bytes(made.read_bytes())
        run("brief", "--ledger", ledger, "-o", folder / "brief.html")


def differences(before: Any, after: Any, ignored: frozenset[str], at: str = "") -> Iterator[str]:
    """Where two JSON values differ: the path, and both."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(k for k in after if k not in before)]:
            if key not in ignored:
                yield from differences(before.get(key), after.get(key), ignored, f"{at}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for i, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, ignored, f"{at}[{i}]")
    elif before != after:
        yield f"{at}: {json.dumps(before, ensure_ascii=False)[:150]} -> {json.dumps(after, ensure_ascii=False)[:150]}"


def compared(before: Path, after: Path, ignored: frozenset[str]) -> Iterator[str]:
    """The differences of two files, line by line as JSON where they hold JSON lines."""
    one, other = (MADE.sub(b"", f.read_bytes()) if f.exists() else b"" for f in (before, after))
    if one == other:
        return
    lines = one.decode("utf-8", "replace").splitlines(), other.decode("utf-8", "replace").splitlines()
    if len(lines[0]) != len(lines[1]):
        yield f"{len(lines[0])} lines -> {len(lines[1])}"
    for number, (a, b) in enumerate(zip(*lines, strict=False), 1):
        if a == b:
            continue
        try:
            yield from differences(json.loads(a), json.loads(b), ignored, f"line {number} ")
        except json.JSONDecodeError:
            yield f"line {number}: {a[:150]} -> {b[:150]}"


def compare(before: Path, after: Path, ignored: frozenset[str]) -> int:
    names = sorted({f.relative_to(r).as_posix() for r in (before, after) for f in r.rglob("*") if f.is_file()})
    worst = 0
    for name in names:
        found = list(compared(before / name, after / name, ignored))
        print(f"{name}: {'same' if not found else f'{len(found)} differences'}")
        for line in found[:SHOWN]:
            print("   ", line)
        worst |= bool(found)
    return worst


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    recorder = what.add_parser("record")
    recorder.add_argument("folder", type=Path)
    recorder.add_argument("inputs", nargs="*")
    recorder.add_argument("--pack", action="append", default=[])
    recorder.add_argument("--examples", action="store_true")
    recorder.add_argument("--readings", action="store_true", help="readings alone: quick, while you work")
    comparer = what.add_parser("compare")
    comparer.add_argument("before", type=Path)
    comparer.add_argument("after", type=Path)
    comparer.add_argument("--ignore", action="append", default=[])
    given = parser.parse_args()
    if given.what == "compare":
        return compare(given.before, given.after, frozenset(given.ignore))
    if given.inputs:
        record(given.folder, given.inputs, given.pack, given.readings)
    if given.examples:
        examples = ROOT / "src" / "rashomon" / "examples"
        record(given.folder / "examples", [str(examples / "reports")], [str(examples / "pack")], given.readings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
