"""Starts spaCy without what a reading has no use for. Import this before anything of spaCy.

`import spacy` loads `spacy.cli` for one function, `spacy.info`, and with it requests, httpx, jinja2 and weasel: .8 of
the 2.1 s of processor time that the import takes. Whoever asks for `spacy.cli` or `spacy.info` afterwards gets them.

Its registries look through what all installed packages offer, 120 times in a start; sorted by group, they need not.
"""

import sys
from importlib import import_module
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

from rashomon.garbage import loading

COMMANDS = "spacy.cli"


def _info(*args: Any, **kwargs: Any) -> Any:
    return import_module(f"{COMMANDS}.info").info(*args, **kwargs)


def _by_group(entry_points: Any) -> dict[str, list[EntryPoint]]:
    """The form that Python 3.9 had for them, which catalogue knows too."""
    groups: dict[str, list[EntryPoint]] = {}
    for entry_point in entry_points:
        groups.setdefault(entry_point.group, []).append(entry_point)
    return groups


if "spacy" not in sys.modules:
    catalogue: Any = import_module("catalogue")
    if not isinstance(catalogue.AVAILABLE_ENTRY_POINTS, dict):
        catalogue.AVAILABLE_ENTRY_POINTS = _by_group(catalogue.AVAILABLE_ENTRY_POINTS)
    stand_ins = ModuleType(COMMANDS), ModuleType(f"{COMMANDS}.info")
    stand_ins[1].info = _info  # type: ignore[attr-defined]
    sys.modules |= {module.__name__: module for module in stand_ins}
    try:
        with loading():
            import_module("spacy")
    finally:
        for module in stand_ins:
            del sys.modules[module.__name__]
