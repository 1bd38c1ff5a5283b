"""From bytes to reports: files of all kinds that are known, folders, URLs and standard input.

`receive` is the door. What cannot be read comes out as a `Refusal` that says why; the rest is still read. The heavy
libraries are loaded by the module of the format that needs them, when it needs them.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from rashomon import settings
from rashomon.errors import NO_MEMORY, RashomonError, was_out_of_memory
from rashomon.intake import url
from rashomon.intake.make_report import Source, in_the_future, iso_day
from rashomon.intake.opening import opened
from rashomon.intake.plugin_readers import plugin_for
from rashomon.intake.sniff import is_known, sniff
from rashomon.intake.who_reads import PEEK, read_bytes, read_stream, too_large
from rashomon.model import Refusal, Report


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file inside a folder that is no report: an unknown kind, or a link that leaves the folder. No failure."""

    id: str
    why: str


def receive(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    added_by: str | None = None,
    stdin: BinaryIO | None = None,
    untouched: Collection[Path] = (),
    entering: Callable[[str], object] = lambda name: None,
    wanted: Callable[[Path], bool] = lambda path: True,
    columns: tuple[tuple[str, str], ...] = (),
    ocr: str | None = None,
) -> Iterator[Report | Refusal | Skipped]:
    """The reports in `inputs`, in order, one at a time, so that memory stays flat.

    An input is a file, a folder (read through, sorted by name), an http or https URL, or "-" (`stdin`). `published`
    (an ISO date) and `outlet` hold for all of them and win over what the inputs say of themselves. `untouched` are
    files, by their real paths, that are not even opened: those of a ledger that this process has open, as whoever opens
    and closes one takes SQLite's locks away (sqlite.org, "How To Corrupt An SQLite Database File", 2.2). `entering` is
    told the name of each file and the like before what is in it comes; of folders, only the files that are `wanted`
    are read. `columns` are
    those of tables, as `table_columns.told` makes them of "text=Summary,published=Date". `ocr` are the languages in
    which scans and pictures are read, as "eng+ara"; without it, those of RASHOMON_OCR, and without that they are not.

    Raises RashomonError, at the call, for a `published` that is no ISO date or lies in the future, and for an `ocr`
    that cannot be done here. An input that can't be read raises nothing: it comes out as a Refusal.
    """
    if published is not None:
        published = iso_day(published, "--published")
        if in_the_future(published):
            raise RashomonError(
                "--published",
                f"{published} is in the future by this machine's clock",
                "Correct the date, or the clock.",
            )
    if ocr is not None:
        from rashomon.intake.ocr import checked

        ocr = checked(ocr)
    given = Source(id="", published=published, outlet=outlet, added_by=added_by, columns=columns, ocr=ocr)
    told = _Asked(frozenset(untouched), entering, wanted)
    return (result for name in inputs for result in _one(name, given, stdin, told))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What `receive` was asked besides its inputs."""

    untouched: frozenset[Path]
    entering: Callable[[str], object]
    wanted: Callable[[Path], bool]


def _one(name: str, given: Source, stdin: BinaryIO | None, asked: _Asked) -> Iterator[Report | Refusal | Skipped]:
    asked.entering(name if url.is_url(name) else _id_of(Path(name)) if name else name)
    if name == "-":
        yield from _stdin(given, stdin)
    elif not name:
        yield Refusal("", 'An input has no name. Is a variable not set? "." is the current folder.')
    elif url.is_url(name):
        yield from _guarded(name, url.read(name, given))
    elif os.path.isdir(name):  # noqa: PTH112 - which says no, where pathlib raises, of a name that is too long
        yield from _folder(Path(name), given, asked)
    elif asked.untouched and Path(os.path.realpath(name)) in asked.untouched:
        yield Refusal(name, f"{name}: it is the ledger itself. It is named with --ledger, not as an input.")
    else:
        yield from _file(Path(name), _id_of(Path(name)), given)


def _id_of(path: Path) -> str:
    """The name as given; of an absolute path only the last part, so that no home folder's name travels in an id."""
    return path.name if path.is_absolute() else path.as_posix()


def _guarded(name: str, results: Iterator[Report | Refusal]) -> Iterator[Report | Refusal]:
    """The edge where any failure of a format's library becomes a refusal of this one input."""
    try:
        yield from results
    except RashomonError as error:
        yield Refusal(name, str(error))
    except Exception as error:  # the libraries raise what they like on hostile input
        if was_out_of_memory(error):
            yield Refusal(name, f"{name}: {NO_MEMORY}")
        else:
            yield Refusal(name, f"{name}: it could not be read ({type(error).__name__}: {error}). Is the file damaged?")


def from_bytes(
    data: bytes, source: Source, media_type: str = "", charset: str | None = None, suffix: str | None = None
) -> Iterator[Report | Refusal]:
    """The reports in what was uploaded, pasted or fetched under the name of `source`, which is never a path here."""
    if suffix is None:
        suffix = Path(source.id).suffix.lower()
    limit = settings.max_bytes()
    if len(data) > limit and sniff(data[:PEEK], suffix, media_type) != "jsonl":
        yield Refusal(source.id, str(too_large(source.id, limit)))
    else:
        yield from _guarded(source.id, read_bytes(data, source, suffix, media_type, charset))


def _stdin(given: Source, stdin: BinaryIO | None) -> Iterator[Report | Refusal]:
    if stdin is None:
        yield Refusal("-", "-: there is no standard input here. Name a file.")
        return
    source = given.named("-")
    buffered = io.BufferedReader(cast(io.FileIO, stdin), PEEK)
    try:
        yield from _guarded("-", read_stream(buffered, source, ""))
    finally:
        buffered.detach()


def _file(path: Path, name: str, given: Source) -> Iterator[Report | Refusal]:
    source = given.named(name, fetched_from=str(path.absolute()))
    try:
        with opened(path, name) as stream:
            yield from _guarded(name, read_stream(stream, source, path.suffix.lower()))
    except FileNotFoundError:
        yield Refusal(name, f"{name}: there is no such file. Check the name; a URL begins with https://.")
    except PermissionError:
        yield Refusal(name, f"{name}: it may not be read by this user. Change its permissions, or copy it.")
    except RashomonError as error:
        yield Refusal(name, str(error))
    except OSError as error:
        yield Refusal(name, f"{name[:200]}: it could not be opened ({error.strerror or error}).")
    except ValueError as error:
        yield Refusal(name, f"{name}: it could not be opened ({error}).")


def _folder(folder: Path, given: Source, asked: _Asked) -> Iterator[Report | Refusal | Skipped]:
    """Every file below the folder in sorted order; hidden ones are passed over, links are not followed out of it."""
    top = folder.name or folder.resolve().name
    start = _id_of(folder) if not folder.is_absolute() else top
    inside = folder.resolve()
    failures: list[OSError] = []
    seen = False
    for here, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(x for x in folders if not x.startswith("."))
        while failures:
            failure = failures.pop()
            yield Refusal(start, f"{failure.filename}: the folder can't be listed ({failure.strerror}).")
        for name in sorted(names):
            path = Path(here) / name
            if name.startswith("."):
                continue
            seen = True
            id_ = (Path(start) / path.relative_to(folder)).as_posix()
            if not asked.wanted(path):
                continue
            asked.entering(id_)
            if asked.untouched and Path(os.path.realpath(path)) in asked.untouched:
                yield Skipped(id_, "the ledger itself")
            elif why := _not_ours(path, inside, pictures=bool(given.ocr or settings.ocr())):
                yield Skipped(id_, why)
            else:
                yield from _file(path, id_, given)
    for failure in failures:
        yield Refusal(start, f"{failure.filename}: the folder can't be listed ({failure.strerror}).")
    if not seen and not failures:
        yield Skipped(start, "the folder holds no files")


def _not_ours(path: Path, inside: Path, pictures: bool) -> str | None:
    """Why a file in a folder is passed over; None if it is to be read."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            return "a link that leaves the folder"
        if not path.is_file():
            return "no regular file"
        with path.open("rb") as stream:
            reads = is_known(stream.read(4096), path.name, pictures) or plugin_for(path.suffix.lower())
            return None if reads else "an unknown kind of file"
    except RuntimeError:  # what pathlib raises before Python 3.13
        return "a link that leads round in a circle"
    except OSError:
        return None


__all__ = ["Refusal", "Report", "Skipped", "from_bytes", "receive"]
