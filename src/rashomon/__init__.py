"""Rashomon: who says what happened.

The names that a script needs, in the order in which it needs them: `receive` makes reports of files, `load_world` opens
gazetteer and packs, `read` makes a reading of each report, `gather` makes matters of readings, `open_ledger` opens the
file that keeps them all and `add` puts reports into it and gathers, `share` takes out what could harm before anything
leaves, and `as_json` writes any record as `rashomon read --to jsonl` does. What is refused comes as `Refusal`; what
goes wrong as `RashomonError`. All else is in the rooms (`rashomon.ledger`, `rashomon.reading` ...), documented there.
A name is loaded when it is first used.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.errors import RashomonError
    from rashomon.intake import receive
    from rashomon.ledger import open_ledger
    from rashomon.matters import gather
    from rashomon.model import Reading, Refusal, Report, as_json
    from rashomon.reading.isolated import read
    from rashomon.sharing import share
    from rashomon.work import add
    from rashomon.world import load_world

__all__ = [
    "RashomonError",
    "Reading",
    "Refusal",
    "Report",
    "__version__",
    "add",
    "as_json",
    "gather",
    "load_world",
    "open_ledger",
    "read",
    "receive",
    "share",
]

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""For numpy, before it is loaded: what a reading multiplies is too small to be shared out among threads, and its last
digits depend on how many there are."""

_ROOMS = {
    "RashomonError": "rashomon.errors",
    "Reading": "rashomon.model",
    "Refusal": "rashomon.model",
    "Report": "rashomon.model",
    "add": "rashomon.work",
    "as_json": "rashomon.model",
    "gather": "rashomon.matters",
    "load_world": "rashomon.world",
    "open_ledger": "rashomon.ledger",
    "read": "rashomon.reading.isolated",
    "receive": "rashomon.intake",
    "share": "rashomon.sharing",
}


def __getattr__(name: str) -> Any:
    """Loads the room of a public name: importing `rashomon` itself loads nothing heavy."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)
