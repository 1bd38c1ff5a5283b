"""The house as docs/design.md draws it: a room imports only rooms that stand before it."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from paths import ROOT
from radon.complexity import cc_visit

from rashomon.world.kind_files import load_kinds

SOURCE = ROOT / "src" / "rashomon"

ORDER = (
    ("quick_records",),
    ("model", "errors", "version", "message"),
    ("settings", "calendars", "dates", "distance", "garbage"),
    ("world",), ("intake",), ("reading",), ("matters",), ("ledger",), ("sharing",), ("work",), ("archive",), ("pages",),
    ("examples",), ("desk",), ("assistant",), ("bench",), ("terminal",), ("follow",), ("cli",), ("start",),
)  # fmt: skip
"""Left to right. Names in one group are not rooms of each other: they do not import one another, but for `model`."""

INSIDE = {
    "reading": (
        *(
            "rules",
            "languages",
            "grammar",
            "when",
            "where",
            "how_many",
            "persons",
            "actors",
            "who",
            "what",
            "how_sure",
            "grades",
            "surface",
        ),
        *("rows", "readers", "pipeline", "isolated", "processes"),
    ),
    "matters": (
        *(
            "kind_families",
            "camps",
            "disjoint_sets",
            "constraints",
            "accounts",
            "comparators",
            "publishers",
            "origins",
        ),
        *("rare_words", "told_between", "report_events", "blocking", "pair_scoring", "clustering", "incidents"),
        *(
            "answer",
            "may_relate",
            "one_thing",
            "told_across",
            "tolls",
            "rivalry",
            "answers",
            "deed_answers",
            "positions",
            "conceding",
            "grounds",
            "status",
        ),
        "question",
        "incident_rows",
        "told_beside",
        "incident_timeline",
    ),
    "ledger": ("core", "decide", "read", "write"),
}
"""Inside these rooms, too, all goes one way: modules or packages in the order in which the data flows through them."""

FOUNDATION = frozenset({"model", "errors", "version", "message", "settings", "calendars", "dates", "distance"})
PLACE = {name: i for i, group in enumerate(ORDER) for name in group}
FILES = sorted(SOURCE.rglob("*.py"))
WHOLE = {"rashomon", *(f"rashomon.{room}" for room in INSIDE)}
"""What is imported from these may be a part of theirs."""
PURE = ("reading", "matters")


def room(file: Path) -> str:
    return file.relative_to(SOURCE).parts[0].removesuffix(".py")


@cache
def imported(source: str) -> tuple[tuple[int, str], ...]:
    """(line, full module name) of every import, those inside functions and for types alone included."""
    return tuple(_imported(ast.parse(source)))


def _imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import hides which room it reaches into"
            if node.module in WHOLE:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, node.module or ""


def rooms_imported(source: str) -> list[tuple[int, str]]:
    return [(line, name.split(".")[1]) for line, name in imported(source) if name.startswith("rashomon.")]


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


def part(module: Sequence[str]) -> str:
    """Of a room that INSIDE divides, the part that a module belongs to: `who` of rashomon.reading.who.cues."""
    return module[2] if len(module) > 2 else ""


def against_the_flow(of_room: str, of: str, source: str) -> list[str]:
    place = {name: i for i, name in enumerate(INSIDE[of_room])}
    inside = [(line, part(m.split("."))) for line, m in imported(source) if m.split(".")[1:2] == [of_room]]
    return [
        f"line {line}: {of} imports {other or of_room}"
        for line, other in inside
        if other != of and place.get(other, len(place)) >= place[of]
    ]


@pytest.mark.parametrize(
    ("of_room", "of", "source", "wrong"),
    [
        ("ledger", "read", "from rashomon.ledger.core.file import Ledger", 0),
        ("ledger", "core", "from rashomon.ledger.read.detail import Looked", 1),
        ("ledger", "core", "from rashomon.ledger import claim", 1),
        ("reading", "what", "from rashomon.reading.what.triggers import Draft", 0),
        ("reading", "what", "def f():\n    import rashomon.reading.how_sure.component", 1),
        ("matters", "status", "from rashomon.matters.unheard_of import x", 1),
        ("matters", "status", "from rashomon.model import Toll", 0),
    ],
)
def test_the_check_of_the_flow_sees_what_it_should(of_room: str, of: str, source: str, wrong: int) -> None:
    assert len(against_the_flow(of_room, of, source)) == wrong


@pytest.mark.parametrize("of_room", INSIDE)
def test_inside_a_room_all_goes_one_way(of_room: str) -> None:
    wrong = []
    for file in sorted((SOURCE / of_room).rglob("*.py")):
        name = file.relative_to(SOURCE / of_room).parts[0].removesuffix(".py")
        if name == "__init__":
            continue  # the room's own door shows any part of it
        assert name in INSIDE[of_room], f"{name} has no place in {of_room}: give it one here"
        wrong += [f"{file.name}: {w}" for w in against_the_flow(of_room, name, file.read_text(encoding="utf-8"))]
    assert wrong == []


@pytest.mark.parametrize("name", PURE)
def test_pure_rooms_touch_neither_network_nor_clock_nor_ledger(name: str) -> None:
    """A reading depends on report, world and version alone. Files are opened only to load the data beside the code."""
    banned = re.compile(r"\b(socket|urllib3?|requests|httpx|random|secrets|uuid|sqlite3|subprocess|time)\b")
    clocks = re.compile(r"\.(now|today|utcnow)\(\)")
    for file in sorted((SOURCE / name).rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        modules = {module.split(".")[0] for _, module in imported(source)}
        assert not {m for m in modules if banned.fullmatch(m)}, file
        assert not clocks.search(source), file


def test_only_the_ledger_speaks_sql() -> None:
    """And one format of what leaves, which is a database of its own."""
    files = [f for f in FILES if f != SOURCE / "sharing" / "as_datasette.py"]
    users = {room(f) for f in files for _, m in imported(f.read_text(encoding="utf-8")) if m == "sqlite3"}
    assert users <= {"ledger", "cli"}


def test_only_intake_opens_connections() -> None:
    network = {"socket", "urllib3", "urllib.request", "http.client", "ssl", "requests", "httpx"}
    users = {(room(f), m) for f in FILES for _, m in imported(f.read_text(encoding="utf-8")) if m in network}
    listens = {("cli", "ssl")}  # `serve` looks at the certificate before the desk listens
    assert {of for of, _ in users - listens} == {"intake"}


def test_the_document_shows_every_room_in_this_order() -> None:
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    shown = [name for name in re.findall(r"^\| `(\w+)/?` \|", text, re.MULTILINE) if name in PLACE]
    there = {room(f) for f in FILES} - {"__init__"}
    assert set(shown) == there
    assert [PLACE[name] for name in shown] == sorted(PLACE[name] for name in shown)


HOMONYMS = {
    ("control", "model.py"): "a kind of matter, by the contract",
    ("control", "matters/question.py"): "a kind of matter",
    ("control", "sharing/event_rows.py"): "a kind of matter",
    ("control", "sharing/redact_matters.py"): "a kind of matter",
    ("casualties", "reading/how_many/"): "what became of people who are counted",
    ("population", "reading/how_many/"): "what became of people who are counted",
    ("population", "world/gazetteer"): "how many live in a place",
    ("population", "world/importers.py"): "a column of a list of places",
    ("control", "matters/incident_rows.py"): "a kind of matter",
    ("control", "desk/lists.py"): "a kind of matter",
    ("control", "terminal.py"): "a kind of matter",
    ("release", "cli/decide.py"): "a decision: a person may be named",
    ("control", "desk/roles.py"): "a page",
    ("release", "desk/request.py"): "a decision",
    ("release", "desk/roles.py"): "a decision",
    ("release", "desk/rulings.py"): "a decision",
    ("release", "ledger/"): "a decision",
    ("release", "sharing/"): "a decision",
}
"""Words that are ids of kinds too and mean something else there, by file or folder, and what they mean."""


def kinds_named(source: str, path: str, kinds: Collection[str]) -> list[str]:
    """Texts in code that are ids of kinds, but for HOMONYMS."""
    return [
        f"{path}, line {node.lineno}: {node.value}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and node.value in kinds
        and not any(node.value == word and path.startswith(where) for word, where in HOMONYMS)
    ]


def test_no_code_names_a_kind() -> None:
    """What tells kinds apart asks the world for a property: a kind of a pack is read as the shipped ones are."""
    kinds = load_kinds()
    assert kinds_named("if kind == 'siege': pass", "matters/question.py", kinds)
    assert not kinds_named("kind = 'control'", "model.py", kinds)
    found = {f.relative_to(SOURCE).as_posix(): f.read_text(encoding="utf-8") for f in FILES}
    assert [line for path, source in found.items() for line in kinds_named(source, path, kinds)] == []
    for word, where in HOMONYMS:
        there = [source for path, source in found.items() if path.startswith(where)]
        assert any(f'"{word}"' in source for source in there), f"{word!r} stands in {where} no more"


GRAMMAR = ("who", "what", "how_sure", "how_many", "actors", "where", "when", "grammar")
"""The packages of reading/ that may look at the labels of one language's parse."""


def test_the_labels_of_a_parse_are_read_where_english_is_read_and_nowhere_else() -> None:
    """Dependency labels and fine tags are one treebank's: whoever reads another language shall need none of them."""
    allowed = [SOURCE / "reading" / package for package in GRAMMAR]
    label = re.compile(r"\.(?:dep|tag)_\b")
    readers = [f for f in FILES if label.search(f.read_text(encoding="utf-8"))]
    assert readers, "the pattern finds nothing any more"
    assert [f.relative_to(SOURCE).as_posix() for f in readers if not any(a in f.parents for a in allowed)] == []


NAMED_ALIKE = {
    "__init__": "a package",
    "component": "the part of spaCy's pipeline that answers the question of its package",
    "rules": "what the rules of a package are called and say",
}
"""Base names that several modules have, and what each of these is."""

NAMED_AFTER_OTHERS = ("cli", "bench")
"""Rooms whose modules bear the names of what they call or measure: `cli/world.py` is `rashomon world`."""


def test_no_two_modules_have_one_name() -> None:
    """Who reads `kinds.py` in a message or a search must not have to ask which."""
    files = [f for f in FILES if room(f) not in NAMED_AFTER_OTHERS and f.stem not in NAMED_ALIKE]
    by_name: dict[str, list[str]] = {}
    for f in files:
        by_name.setdefault(f.stem, []).append(f.relative_to(SOURCE).as_posix())
    assert [where for where in by_name.values() if len(where) > 1] == []


COMPLEX = 15
"""Cyclomatic complexity, as radon counts it (boolean operators too), over which a function is hard to hold in mind."""

MOST_COMPLEX_SHARE, MOST_COMPLEX = 0.08, 40
"""The share of functions in reading/ that may be over COMPLEX, and what none may be over. A ratchet: they only fall."""


def complexity() -> dict[str, int]:
    """Of each function and method in reading/, by file and name."""
    return {
        f"{file.relative_to(SOURCE).as_posix()}:{block.lineno} {block.fullname}": block.complexity
        for file in FILES
        if room(file) == "reading"
        for block in cc_visit(file.read_text(encoding="utf-8"))
        if block.letter in "FM"
    }


def test_reading_is_cut_into_functions_that_can_be_held_in_mind() -> None:
    found = complexity()
    over = {name: n for name, n in sorted(found.items(), key=lambda item: -item[1]) if n > COMPLEX}
    assert len(found) > 500
    assert {name: n for name, n in over.items() if n > MOST_COMPLEX} == {}
    assert len(over) / len(found) < MOST_COMPLEX_SHARE, over
