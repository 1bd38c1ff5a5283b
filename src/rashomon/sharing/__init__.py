"""What leaves: the sharing profile, and one file per format. Formats take what is `Shared`, and nothing else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from rashomon.sharing.manifest import manifest
from rashomon.sharing.plugin_formats import plugin_formats
from rashomon.sharing.policy import share
from rashomon.sharing.records import Held, Shared, SharedClaim, SharedMatter, SharedPosition

__all__ = [
    "FORMATS",
    "HELD_FIRST",
    "IN_PARTS",
    "TOGETHER",
    "Shared",
    "SharedClaim",
    "SharedMatter",
    "SharedPosition",
    "beside",
    "manifest",
    "render",
    "share",
]

Format = Callable[[Shared], str] | Callable[[Shared], bytes]
Beside = Callable[[Shared, str], bytes]


def _modules() -> list[ModuleType]:
    return [import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if m.name.startswith("as_")]


def _formats() -> Mapping[str, Format]:
    """What each module `as_*.py` here says that it makes, in its `FORMATS`: a new file is a new format.

    The plain formats come first, `csv` at their head; then those of one tool or of one table; then those of plugins,
    of which none takes the name of one of ours.
    """
    made: dict[str, Format] = {form: make for m in _modules() for form, make in m.FORMATS.items()}
    ours = {form: made[form] for form in sorted(made, key=lambda form: ("." in form, form))}
    theirs = {form: make for form, make in plugin_formats().items() if form not in ours}
    return MappingProxyType({**ours, **theirs})


FORMATS = _formats()
"""What `rashomon export --format` offers: a name, which is also how a file of it ends, and what makes it."""

InParts = Callable[[Iterable[Shared], Held], Iterator[str] | Iterator[bytes]]
IN_PARTS: Mapping[str, InParts] = MappingProxyType(
    {form: make for m in _modules() for form, make in getattr(m, "IN_PARTS", {}).items()}
)
"""Of our formats those that are made part by part: of what may leave in several."""

HELD_FIRST = frozenset(form for m in _modules() if getattr(m, "HELD_FIRST", False) for form in m.FORMATS)
"""Those of them that begin with what was held back."""

TOGETHER = frozenset({"jsonl", "acled.csv", "ucdp.csv", "ftm.csv", "ftm.jsonl", "incidents.xlsx"})
"""Those that need all matters of an incident beside each other. Part by part they go by incidents."""

BESIDE: Mapping[str, Mapping[str, Beside]] = MappingProxyType(
    {form: made for m in _modules() for form, made in getattr(m, "BESIDE", {}).items()}
)
"""Of a format that needs more than one file, what the others' names end in and what makes them, by the file's name."""


def render(form: str, shared: Shared) -> bytes:
    """What may leave in one of `FORMATS`, as the bytes of a file. Raises RashomonError where its engine is missing."""
    made = FORMATS[form](shared)
    return made.encode("utf-8", "replace") if isinstance(made, str) else made


def beside(form: str, shared: Shared, name: str) -> dict[str, bytes]:
    """The files that belong beside a file `name` of this format, by their names."""
    stem = name.rpartition(".")[0] or name
    return {f"{name}.{end}": make(shared, stem) for end, make in BESIDE.get(form, {}).items()}
