"""Starts spaCy without what a reading has no use for. Import this before anything of spaCy.

`import spacy` loads `spacy.cli` for one function, `spacy.info`, and with it requests, httpx, jinja2 and weasel: .8 of
the 2.1 s of processor time that the import takes. Whoever asks for `spacy.cli` or `spacy.info` afterwards gets them.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from rashomon.garbage import loading

COMMANDS = "spacy.cli"


def _info(*args: Any, **kwargs: Any) -> Any:
    return import_module(f"{COMMANDS}.info").info(*args, **kwargs)


if "spacy" not in sys.modules:
    stand_ins = ModuleType(COMMANDS), ModuleType(f"{COMMANDS}.info")
    stand_ins[1].info = _info  # type: ignore[attr-defined]
    sys.modules |= {module.__name__: module for module in stand_ins}
    try:
        with loading():
            import_module("spacy")
    finally:
        for module in stand_ins:
            del sys.modules[module.__name__]
