"""An archive on the disk: a folder of Parquet parts, and a manifest of those that are whole.

    archive.json          what it was begun with: format, version, world, packs
    manifest.jsonl        a line for each part that is done, with the rows and the hash of each of its files
    claims/part-000000.parquet ... and so for every table
    matters.parquet       what was gathered of the parts that were done then

A part is there when the manifest says so, and its files are on the disk before that: whatever instant the program is
killed at, an archive is the parts that were done. What else lies there is written over.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.archive.table_schemas import FORMAT, TABLES, library
from rashomon.errors import RashomonError

ABOUT, MANIFEST, MATTERS = "archive.json", "manifest.jsonl", "matters.parquet"


@dataclass(frozen=True, slots=True)
class About:
    """What an archive was begun with, and goes on with."""

    version: str
    world: str
    """The hash over all that its readings depend on besides the texts: `filling.world_hash`."""
    packs: tuple[str, ...]
    """As they were named; shipped ones that a report's words call for come with them, unless `none` is one."""
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Done:
    """A part that is whole."""

    part: int
    rows: Mapping[str, int]
    """By table."""
    sha256: Mapping[str, str]


def about(folder: Path) -> About:
    """What the archive in this folder was begun with. Raises RashomonError where there is none that can be read."""
    try:
        told = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        found = About(told["version"], told["world"], tuple(told["packs"]), told["format"])
    except FileNotFoundError:
        raise RashomonError(
            str(folder), "there is no archive in it", "Make one: rashomon archive read INPUTS --to DIR."
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RashomonError(
            str(folder / ABOUT), f"it is not as it was written ({error})", "Take it from a copy of the archive."
        ) from error
    if found.format != FORMAT:
        raise RashomonError(
            str(folder),
            f"its tables are of format {found.format}, and this program knows format {FORMAT}",
            f"Use the version of Rashomon that made it ({found.version}), or read the reports into a new folder.",
        )
    return found


def begin(folder: Path, wanted: About, anew: bool = False) -> None:
    """Makes an archive here, or checks that the one that is here goes on as it was begun; `anew` empties it first.

    Raises RashomonError where it was begun otherwise, or the folder holds something else.
    """
    if (folder / ABOUT).exists():
        if anew:
            return _empty(folder, wanted)
        there = about(folder)
        for what, was, now in (
            ("by version", there.version, wanted.version),
            ("with the packs", _named(there.packs), _named(wanted.packs)),
            ("in the world", there.world[:12], wanted.world[:12]),
        ):
            if was != now:
                raise RashomonError(
                    str(folder),
                    f"its reports were read {what} {was}, and now it would be {now}",
                    "Readings of two sorts in one archive can't be compared. Name another folder with --to, go on as it"
                    " was begun, or read all of it again: --anew.",
                )
        return None
    if folder.is_dir() and any(p.name not in (LOCK, f"{ABOUT}.new") for p in folder.iterdir()):
        raise RashomonError(
            str(folder), "it holds other things, and no archive", "Name a folder that is not there yet."
        )
    _write(folder / ABOUT, _about_json(wanted))
    return None


def _named(packs: Sequence[str]) -> str:
    return ", ".join(packs) or "that a report's words call for"


def _about_json(of: About) -> bytes:
    told = {"format": of.format, "version": of.version, "world": of.world, "packs": list(of.packs)}
    return json.dumps(told, indent=1).encode() + b"\n"


def _empty(folder: Path, wanted: About) -> None:
    """The manifest goes first: nothing is there that it does not tell of."""
    (folder / MANIFEST).unlink(missing_ok=True)
    (folder / MATTERS).unlink(missing_ok=True)
    _sync(folder)
    for table in TABLES:
        for file in (folder / table).glob("part-*.parquet*"):
            file.unlink()
    _write(folder / ABOUT, _about_json(wanted))


LOCK, SCRATCH = ".lock", ".gathering-"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While the block runs no other program fills this folder, which is made where it is not there.

    Raises RashomonError where another one does.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise RashomonError(str(folder), (error.strerror or str(error)).lower(), "Name another folder.") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RashomonError(
                str(folder), "another program is reading reports into it", "Wait for it, or name another folder."
            ) from error
        for left in folder.glob(f"{SCRATCH}*"):  # by a program that was killed
            shutil.rmtree(left)
        yield
    finally:
        os.close(handle)


def parts(folder: Path) -> list[Done]:
    """The parts that are done, in their order. What was being told when a program was killed is none."""
    try:
        told = (folder / MANIFEST).read_bytes()
    except FileNotFoundError:
        return []
    found = []
    for line in told[: told.rfind(b"\n") + 1].splitlines():
        try:
            one = json.loads(line)
            found.append(Done(one["part"], one["rows"], one["sha256"]))
        except (ValueError, KeyError, TypeError) as error:
            raise RashomonError(
                str(folder / MANIFEST),
                f"its line {len(found) + 1} is not as it was written",
                "Take it from a copy of the archive, or read the reports again with --anew.",
            ) from error
    return found


def file_of(folder: Path, table: str, part: int) -> Path:
    return folder / table / f"part-{part:06}.parquet"


@contextmanager
def _kept(folder: Path) -> Iterator[None]:
    """The disk is full, or gone: what is to be done about it."""
    try:
        yield
    except OSError as error:
        raise RashomonError(
            str(folder),
            f"it could not be written ({(error.strerror or str(error)).lower()})",
            "The parts that were done are whole. Make room, and run the same command again to go on.",
        ) from error


def add_part(folder: Path, part: int, tables: Mapping[str, Any]) -> Done:
    """Puts a part where it belongs, and then tells of it: from then on it is there.

    Raises RashomonError where the disk does not take it; the parts before it are whole.
    """
    parquet = library("pyarrow.parquet")
    sha256 = {}
    for table, of in tables.items():
        file = file_of(folder, table, part)
        with _kept(folder):
            file.parent.mkdir(mode=0o700, exist_ok=True)
        out = library("pyarrow").BufferOutputStream()
        parquet.write_table(of, out, compression="zstd")
        content = out.getvalue().to_pybytes()
        sha256[table] = hashlib.sha256(content).hexdigest()
        with _kept(folder):
            _write(file, content)
    done = Done(part, {table: of.num_rows for table, of in tables.items()}, sha256)
    with _kept(folder):
        _tell(folder, done)
    return done


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A name to write a file under, which takes the place of the other when the block has run well."""
    new = file.with_name(f"{file.name}.new")
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
    with _kept(file.parent):
        try:
            yield new
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        handle = os.open(new, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        new.replace(file)
        _sync(file.parent)


def _tell(folder: Path, done: Done) -> None:
    file = folder / MANIFEST
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        there = os.pread(handle, os.fstat(handle).st_size, 0)
        os.ftruncate(handle, whole := there.rfind(b"\n") + 1)  # half a line of a program that was killed
        line = json.dumps({"part": done.part, "rows": done.rows, "sha256": done.sha256}).encode() + b"\n"
        while line:
            wrote = os.pwrite(handle, line, whole)
            line, whole = line[wrote:], whole + wrote
        os.fsync(handle)
    finally:
        os.close(handle)
    _sync(folder)


def _write(file: Path, content: bytes) -> None:
    """Wholly or not at all, and on the disk when this returns."""
    new = file.with_name(f"{file.name}.new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
    _sync(file.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
