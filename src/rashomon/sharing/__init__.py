"""What leaves: the sharing profile, and one file per format. Every format takes a `Shared` and nothing else."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from rashomon.sharing.manifest import manifest
from rashomon.sharing.policy import share
from rashomon.sharing.records import Shared, SharedClaim, SharedMatter, SharedPosition

__all__ = [
    "FORMATS",
    "Shared",
    "SharedClaim",
    "SharedMatter",
    "SharedPosition",
    "manifest",
    "render",
    "share",
]

Format = Callable[[Shared], str] | Callable[[Shared], bytes]


def _formats() -> Mapping[str, Format]:
    """What each module `as_*.py` here says that it makes, in its `FORMATS`: a new file is a new format.

    The plain formats come first, `csv` at their head; then those of one tool or of one table.
    """
    modules = [import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if m.name.startswith("as_")]
    made: dict[str, Format] = {form: make for m in modules for form, make in m.FORMATS.items()}
    return MappingProxyType({form: made[form] for form in sorted(made, key=lambda form: ("." in form, form))})


FORMATS = _formats()
"""What `rashomon export --format` offers: a name, which is also how a file of it ends, and what makes it."""


def render(form: str, shared: Shared) -> bytes:
    """What may leave in one of `FORMATS`, as the bytes of a file. Raises RashomonError where its engine is missing."""
    made = FORMATS[form](shared)
    return made.encode("utf-8", "replace") if isinstance(made, str) else made
