"""Kinds of files that other packages read: entry points of the group `rashomon.intake`. docs/intake.md says how.

An entry point is called as its files end (`clip` reads `*.clip`), where none of ours reads them. Its function gets the
bytes and the name, in the child that takes all hostile formats apart, under the same limits, and yields pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from rashomon.errors import RashomonError, was_out_of_memory
from rashomon.intake import pieces
from rashomon.intake.make_report import Source
from rashomon.intake.sniff import KNOWN_SUFFIXES
from rashomon.model import Refusal, Report

GROUP = "rashomon.intake"
MEDIA_TYPE = "application/octet-stream"


def plugin_for(suffix: str) -> EntryPoint | None:
    """What reads files that end so (".clip"), where that is none of ours."""
    return None if not suffix or suffix in KNOWN_SUFFIXES else _plugins().get(suffix)


@cache
def _plugins() -> dict[str, EntryPoint]:
    points = sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value), reverse=True)
    return {f".{p.name.lower().lstrip('.')}": p for p in points}


def read(point: EntryPoint, data: bytes, source: Source) -> Iterator[Report | Refusal]:
    """The reports that a plugin finds in a file. Raises RashomonError, which names it, for what goes wrong in it."""
    try:
        yield from pieces.read(f"{point.module}:{point.attr}", data, source, MEDIA_TYPE)
    except RashomonError as error:
        raise _failed(point, source, error.why) from error
    except Exception as error:  # a plugin yields what it likes
        if was_out_of_memory(error):
            raise
        raise _failed(point, source, f"what it gave is no report ({type(error).__name__}: {error})") from error


def _failed(point: EntryPoint, source: Source, why: str) -> RashomonError:
    package = point.dist.name if point.dist else "a package without a name"
    return RashomonError(
        source.id, f"the plugin {package} ({point.value}) could not read it: {why}", "Ask those who made the plugin."
    )
