"""A ZIP of files, as people pack their exports: each file in it is an input of its own, read as it is unpacked.

What unpacks to far more than it was is no archive, it is a bomb. A ZIP inside of a ZIP is refused, as it may go on so.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake.make_report import Source
from rashomon.intake.pieces import said
from rashomon.intake.plugin_readers import plugin_for
from rashomon.intake.sniff import is_known
from rashomon.intake.unpacking import HARMLESS, MOST_TIMES
from rashomon.model import Refusal, Report

MOST_FILES = 200_000
_DAMAGE = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, zlib.error)


def read(opened: BinaryIO, source: Source) -> Iterator[Report | Refusal]:
    """The reports in the files of a ZIP that is open for seeking, in the order of their names. Raises RashomonError
    where none is of a kind that is read, and for a bomb."""
    size = opened.seek(0, io.SEEK_END)
    try:
        archive = zipfile.ZipFile(opened)
    except _DAMAGE as error:
        why = f"the ZIP file is damaged ({str(error)[:100]})"
        raise RashomonError(source.id, why, "Is it cut off? Unpack it yourself and name what is in it.") from error
    with archive:
        files = _files(archive, size, source.id)
        read_ = [x for x in files if _is_read(archive, x, bool(source.ocr or settings.ocr()))]
        said(source.id, {"files of an unknown kind": len(files) - len(read_)})
        if not read_:
            raise RashomonError(source.id, "the ZIP file holds no file that is read", "Look what is in it.")
        for info in read_:
            yield from _member(archive, info, replace(source, id=f"{source.id}/{info.filename}"))


def _files(archive: zipfile.ZipFile, size: int, name: str) -> list[zipfile.ZipInfo]:
    """What is no folder and not hidden. The sizes are those that the file tells; `zipfile` gives no byte more."""
    inside = [x for x in archive.infolist() if not x.is_dir() and not _is_hidden(x.filename)]
    if len(inside) > MOST_FILES:
        raise RashomonError(name, f"it holds more than {MOST_FILES} files", "Unpack it, and name its folder.")
    unpacked = sum(x.file_size for x in inside)
    if unpacked > HARMLESS and unpacked > MOST_TIMES * size:
        raise RashomonError(name, f"it unpacks to more than {MOST_TIMES} times its size", "Leave it.")
    return sorted(inside, key=lambda x: x.filename)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(path).parts)


def _is_read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, pictures: bool) -> bool:
    """Whether it is of a kind that is read; what can't be opened is, so that it is refused by its name."""
    try:
        with archive.open(info) as opened:
            known = is_known(opened.read(4096), info.filename, pictures)
            return known or plugin_for(PurePosixPath(info.filename).suffix.lower()) is not None
    except _DAMAGE:
        return True


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, own: Source) -> Iterator[Report | Refusal]:
    from rashomon.intake.who_reads import PEEK, read_stream

    try:
        if info.flag_bits & 1:
            raise RashomonError(own.id, "it is locked with a password", "Unpack it yourself and name what is in it.")
        if own.id.lower().endswith(".zip"):
            raise RashomonError(own.id, "it is a ZIP file inside of a ZIP file", "Unpack it.")
        with archive.open(info) as opened:
            stream = io.BufferedReader(cast(Any, opened), PEEK)
            yield from read_stream(stream, own, PurePosixPath(info.filename).suffix.lower())
    except RashomonError as error:
        yield Refusal(own.id, str(error))
    except Exception as error:  # one bad file never stops the rest
        yield Refusal(own.id, f"{own.id}: it could not be read ({type(error).__name__}: {str(error)[:100]}).")
