"""The house as docs/design.md draws it: a room imports only rooms that stand before it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from paths import ROOT

SOURCE = ROOT / "src" / "rashomon"

ORDER = (
    ("model", "errors", "version", "message"), ("settings", "dates"), ("world",), ("intake",), ("reading",),
    ("matters",), ("ledger",), ("sharing",), ("pages",), ("examples",), ("desk",), ("bench",), ("terminal",), ("cli",),
    ("start",),
)  # fmt: skip
"""Left to right. Names in one group are not rooms of each other: they do not import one another, but for `model`."""

FOUNDATION = frozenset({"model", "errors", "version", "message", "settings", "dates"})
PLACE = {name: i for i, group in enumerate(ORDER) for name in group}
FILES = sorted(SOURCE.rglob("*.py"))
PURE = ("reading", "matters")


def room(file: Path) -> str:
    return file.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, full module name) of every import, those inside functions and for types alone included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import hides which room it reaches into"
            if node.module == "rashomon":
                yield from ((node.lineno, f"rashomon.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, node.module or ""


def rooms_imported(source: str) -> list[tuple[int, str]]:
    return [(line, name.split(".")[1]) for line, name in imported(ast.parse(source)) if name.startswith("rashomon.")]


def out_of_order(of: str, source: str) -> list[str]:
    return [
        f"line {line}: {of} imports {other}"
        for line, other in rooms_imported(source)
        if other != of and PLACE.get(other, len(ORDER)) >= PLACE[of] and not (other == "model" and of in FOUNDATION)
    ]


@pytest.mark.parametrize(
    ("of", "source", "wrong"),
    [
        ("world", "from rashomon.model import Place", 0),
        ("world", "from rashomon.intake import receive", 1),
        ("world", "def f():\n    from rashomon import ledger", 1),
        ("cli", "from rashomon import ledger, pages", 0),
        ("matters", "import rashomon.reading.pipeline, json", 0),
        ("reading", "import rashomon.matters.pair_scoring", 1),
        ("pages", "import rashomon.unheard_of", 1),
    ],
)
def test_the_check_sees_what_it_should(of: str, source: str, wrong: int) -> None:
    assert len(out_of_order(of, source)) == wrong


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(SOURCE).as_posix())
def test_a_room_imports_only_rooms_before_it(file: Path) -> None:
    if file == SOURCE / "__init__.py":
        return  # the front door shows the guest any room
    assert room(file) in PLACE, f"{room(file)} has no place in the house: give it one here and in docs/design.md"
    assert out_of_order(room(file), file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", PURE)
def test_pure_rooms_touch_neither_network_nor_clock_nor_ledger(name: str) -> None:
    """A reading depends on report, world and version alone. Files are opened only to load the data beside the code."""
    banned = re.compile(r"\b(socket|urllib3?|requests|httpx|random|secrets|uuid|sqlite3|subprocess|time)\b")
    clocks = re.compile(r"\.(now|today|utcnow)\(\)")
    for file in sorted((SOURCE / name).rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        modules = {module.split(".")[0] for _, module in imported(ast.parse(source))}
        assert not {m for m in modules if banned.fullmatch(m)}, file
        assert not clocks.search(source), file


def test_only_the_ledger_speaks_sql() -> None:
    users = {room(f) for f in FILES for _, m in imported(ast.parse(f.read_text(encoding="utf-8"))) if m == "sqlite3"}
    assert users <= {"ledger", "cli"}


def test_only_intake_opens_connections() -> None:
    network = {"socket", "urllib3", "urllib.request", "http.client", "ssl", "requests", "httpx"}
    users = {room(f) for f in FILES for _, m in imported(ast.parse(f.read_text(encoding="utf-8"))) if m in network}
    assert users == {"intake"}


def test_the_document_shows_every_room_in_this_order() -> None:
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    shown = [name for name in re.findall(r"^\| `(\w+)/?` \|", text, re.MULTILINE) if name in PLACE]
    there = {room(f) for f in FILES} - {"__init__"}
    assert set(shown) == there
    assert [PLACE[name] for name in shown] == sorted(PLACE[name] for name in shown)
