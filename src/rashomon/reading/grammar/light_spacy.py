"""Starts spaCy without what a reading has no use for. Import this before anything of spaCy.

`import spacy` loads `spacy.cli` for one function, `spacy.info`, and with it requests, httpx, jinja2 and weasel: .8 of
the 2.1 s of processor time that the import takes. Whoever asks for `spacy.cli` or `spacy.info` afterwards gets them.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

COMMANDS = "spacy.cli"


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps Python's garbage collector off while something large is loaded that stays.

    It would look again and again through what is there, and find nothing: .3 s of a start of 3 s. Afterwards all of it
    counts as old (what `freeze` and `unfreeze` in a row do), so that it is not looked through at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        if was_on:
            gc.enable()


@contextmanager
def collected_after() -> Iterator[None]:
    """Keeps the garbage collector off while a batch is read: it would run dozens of times, and hardly find anything.

    What the batch leaves behind it looks through once, when it is on again. With the collector off a reading
    took about .03 less processor time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _info(*args: Any, **kwargs: Any) -> Any:
    return import_module(f"{COMMANDS}.info").info(*args, **kwargs)


if "spacy" not in sys.modules:
    stand_ins = ModuleType(COMMANDS), ModuleType(f"{COMMANDS}.info")
    stand_ins[1].info = _info  # type: ignore[attr-defined]
    sys.modules |= {module.__name__: module for module in stand_ins}
    try:
        with uncollected():
            import_module("spacy")
    finally:
        for module in stand_ins:
            del sys.modules[module.__name__]
