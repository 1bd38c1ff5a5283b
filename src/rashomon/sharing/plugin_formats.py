"""Formats that other packages bring: entry points of the group `rashomon.exports`. docs/exports.md says how.

A plugin gets what may leave and nothing else, as our own formats do. It is loaded when its format is asked for; what
goes wrong in it is an error that names it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points

from rashomon.errors import RashomonError, was_out_of_memory
from rashomon.sharing.records import Shared

GROUP = "rashomon.exports"


def plugin_formats() -> dict[str, Callable[[Shared], str] | Callable[[Shared], bytes]]:
    """By the name of each entry point, what makes its format. None of them is loaded yet."""
    return {point.name: _maker(point) for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value))}


def _maker(point: EntryPoint) -> Callable[[Shared], bytes]:
    def made(shared: Shared) -> bytes:
        try:
            found = point.load()(shared)
        except RashomonError:
            raise
        except Exception as error:  # a plugin does what it likes
            if was_out_of_memory(error):
                raise
            raise _failed(point, f"it failed ({type(error).__name__}: {error})") from error
        if isinstance(found, str):
            return found.encode("utf-8", "replace")
        if not isinstance(found, bytes):
            raise _failed(point, f"it gave {type(found).__name__} where text or bytes were asked for")
        return found

    return made


def _failed(point: EntryPoint, why: str) -> RashomonError:
    package = point.dist.name if point.dist else "a package without a name"
    return RashomonError(
        f"the format {point.name!r} of the plugin {package} ({point.value})",
        why,
        "Ask those who made it, or remove it.",
    )
