"""Would a test notice if this line were wrong? Changes one thing at a time in src/ and runs the tests of that room.

    .venv/bin/python tools/mutants.py reading/who sharing --sample 20 --seed 13
    .venv/bin/python tools/mutants.py reading/who --lines relayed.py:57    (every mutant of a line)

A mutant is one small change: a comparison turned, `and` for `or`, a number one higher, a condition reversed, a bound
of a slice moved, nothing returned. It is killed if a test of the folder in tests/ that mirrors its room fails, or takes
far longer: first with its code put into the function in memory, which is quick, and if that is not noticed, with its
file imported anew. Which mutants of a room are tried follows from the seed and their own lines alone. Nothing on disk
is changed. Prints the survivors and the share killed; some survivors are no fault (the change has no effect).

Why not mutmut or cosmic-ray: the first runs the whole suite to learn which test reaches which function, slowed by the
hooks in every function, and mutates none but functions; the second starts an interpreter for each mutant, which here
loads spaCy for longer than most tests take, with one command of tests for all modules, and rewrites the file. This
forks from a process that has the libraries in memory.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import hashlib
import marshal
import os
import pkgutil
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from hypothesis import Phase, settings

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "rashomon"

RARE = "tests/reading/test_rare_rules.py"
ROOMS: dict[str, tuple[str, ...]] = {
    "reading/who": (RARE,),
    "reading/what": (RARE,),
    "reading/where": ("tests/world/test_packs.py",),
    "reading/when": (RARE,),
    "reading/how_many": (RARE,),
    "reading/how_sure": (RARE, "tests/reading/what"),
    "reading/persons": ("tests/reading/actors", "tests/reading/who"),
    "reading/actors": ("tests/reading/who", "tests/reading/what", "tests/world/test_packs.py"),
    "reading/surface": (),
    "reading/grammar": ("tests/reading/who", "tests/reading/what", "tests/reading/how_many"),
    "matters": (),
    "archive": ("tests/desk/test_archive_desk.py",),
    "ledger": (),
    "follow": ("tests/cli/test_cli_follow.py",),
    "sharing": (),
    "world": (),
    "intake": (),
    "desk": (),
    "pages": (),
    "cli": ("tests/archive/test_cli_archive.py", "tests/archive/test_gathering_all.py"),
}
"""A room, and what tests it beside the folder of its name in tests/."""

LEFT_OUT = ("_browser.py",)
"""Tests in a browser take minutes, and ask for what the others ask for, too."""

MOST = 600
"""Seconds of processor time for a mutant: no room's tests take half of it, and some mutants never come to an end."""

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPPOSITE: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip

NOT_PUT_IN = 100
"""Exit status where no function in memory has the mutant."""

Change = Callable[[], None]


@dataclass(frozen=True)
class Mutant:
    """The nth change that can be made in a file, in the order of `changes`."""

    file: Path
    number: int
    line: int
    what: str

    def __str__(self) -> str:
        text = self.file.read_text(encoding="utf-8").splitlines()[self.line - 1].strip()
        return f"{self.file.relative_to(SOURCE)}:{self.line}: {self.what} in: {text}"


def negated(test: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def named(operator: ast.AST) -> str:
    return type(operator).__name__


def of_node(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """What can be changed at this node: in words, and a function that changes it in place."""

    def sets(owner: object, name: str, value: object) -> Change:
        return lambda: setattr(owner, name, value)

    match node:
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                if new := TURNED.get(type(op)):
                    yield f"{named(op)} -> {new.__name__}", lambda i=i, new=new: ops.__setitem__(i, new())
        case ast.BoolOp(op=op):
            yield f"{named(op)} turned", sets(node, "op", ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not left out", sets(node, "operand", negated(operand))
        case ast.Constant(value=bool() as value):
            yield f"{value} -> {not value}", sets(node, "value", not value)
        case ast.Constant(value=int() as value):
            yield f"{value} -> {value + 1}", sets(node, "value", value + 1)
        case ast.Constant(value=float() as value) if value:
            yield f"{value} -> {value * 1.5}", sets(node, "value", value * 1.5)
        case ast.BinOp(left=left, op=op, right=right) | ast.AugAssign(target=left, op=op, value=right):
            new = OPPOSITE.get(type(op))
            if new and not any(isinstance(side, ast.JoinedStr | ast.List | ast.Tuple) for side in (left, right)):
                yield f"{named(op)} -> {new.__name__}", sets(node, "op", new())
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield "returns None", sets(node, "value", ast.copy_location(ast.Constant(None), value))
        case ast.Slice():
            for name in ("lower", "upper"):
                bound = getattr(node, name)
                if bound is not None and not isinstance(bound, ast.Constant):
                    one = ast.copy_location(ast.Constant(1), bound)
                    moved = ast.copy_location(ast.BinOp(bound, ast.Add(), one), bound)
                    yield f"{name} bound one higher", sets(node, name, moved)
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant):
                yield "condition reversed", sets(node, "test", negated(test))
        case ast.comprehension(ifs=ifs):
            for i, test in enumerate(ifs):
                if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
                    yield "filter reversed", lambda i=i, test=test: ifs.__setitem__(i, negated(test))


def changes(node: ast.AST) -> Iterator[tuple[int, str, Change]]:
    """(line, in words, a function that makes it) of all that can be changed below the node, always in one order.
    Annotations, decorators and what stands for type checkers alone are left out: no test can notice them."""
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        return
    for what, change in of_node(node):
        yield getattr(node, "lineno", 0) or node.target.lineno, what, change  # type: ignore[attr-defined]
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from changes(child)


def mutants(file: Path) -> list[Mutant]:
    found = changes(ast.parse(file.read_text(encoding="utf-8")))
    return [Mutant(file, number, line, what) for number, (line, what, _) in enumerate(found)]


def code_of(mutant: Mutant) -> CodeType:
    tree = ast.parse(mutant.file.read_text(encoding="utf-8"))
    for number, (_, _, change) in enumerate(changes(copy.copy(tree))):
        if number == mutant.number:
            change()
            break
    return compile(ast.fix_missing_locations(tree), str(mutant.file), "exec")


def chosen(room: str, sample: int, seed: int) -> list[Mutant]:
    """The same for the same seed, and nearly the same after a change elsewhere in the room."""
    every = [m for file in sorted((SOURCE / room).rglob("*.py")) for m in mutants(file)]
    return sorted(every, key=lambda m: hashlib.sha256(f"{seed} {m}".encode()).digest())[:sample]


class HypothesisLast:
    """A plugin of pytest: most mutants are killed by a table of values, in a tenth of the time."""

    @staticmethod
    def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: item.get_closest_marker("hypothesis") is not None)


def tests_of(room: str, file: Path | None = None) -> list[str]:
    """The examples in the module's docstrings and the tests of its name first: they find most, and the first failure is
    enough."""
    folders = [ROOT / "tests" / room, *(ROOT / name for name in ROOMS[room])]
    found = [f for folder in folders for f in (sorted(folder.rglob("test_*.py")) if folder.is_dir() else [folder])]
    found = [f for f in dict.fromkeys(found) if not f.name.endswith(LEFT_OUT)]
    first = []
    if file and ">>> " in file.read_text(encoding="utf-8"):
        module = ".".join(("rashomon", *file.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
        first = [f"tests/test_docstrings.py::test_examples_of_docstrings_come_true[{module}]"]
    return [str(f) for f in (*first, *sorted(found, key=lambda f: not file or f.stem != f"test_{file.stem}"))]


Functions = dict[tuple[str, int], list[FunctionType]]
"""All functions of a file that are in memory, by qualified name and first line."""


def loaded(room: str, files: Collection[Path]) -> dict[Path, Functions]:
    """Imports every room, reads what reading needs where the room is of it, and gives the functions of the files."""
    import rashomon

    for module in pkgutil.walk_packages(rashomon.__path__, "rashomon."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    if room.startswith("reading"):
        from rashomon.reading import pipeline
        from rashomon.world import load_world

        for packs in ((), ("syria",)):
            pipeline.load(load_world(packs))
    found: dict[Path, Functions] = {file: {} for file in files}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and (of := found.get(Path(thing.__code__.co_filename))) is not None:
            of.setdefault((thing.__code__.co_qualname, thing.__code__.co_firstlineno), []).append(thing)
    gc.freeze()
    return found


def put_in(mutant: Mutant, functions: Functions) -> bool:
    """Gives the function that the mutant is in its code; False if it is in none: a default, a table, a class."""

    def all_of(code: CodeType) -> Iterator[CodeType]:
        yield code
        for inner in code.co_consts:
            if isinstance(inner, CodeType):
                yield from all_of(inner)

    usual = {
        (c.co_qualname, c.co_firstlineno): c
        for c in all_of(compile(mutant.file.read_text(encoding="utf-8"), str(mutant.file), "exec"))
    }
    done = False
    for code in all_of(code_of(mutant)):
        at = code.co_qualname, code.co_firstlineno
        if code != usual[at]:
            for function in functions.get(at, ()):
                function.__code__ = code
                done = True
    return done


def quickly(room: str, some: Sequence[Mutant]) -> list[bool]:
    """Whether each is killed when its code is put into the function in memory, with all rooms and models loaded once.
    What is not killed may be so when its file is imported: for what was kept from before, or as it is in no function.
    """
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        os.close(read)
        functions = loaded(room, {m.file for m in some})
        with os.fdopen(write, "w") as out:
            passed = False
            for mutant in some:
                status, took = tried(tests_of(room, mutant.file), mutant, functions[mutant.file])
                passed |= status == 0
                if status not in (0, NOT_PUT_IN):
                    print(f"  {took:.0f} s: killed {mutant}", flush=True)
                print(int(status not in (0, NOT_PUT_IN)), file=out)
        # One that survives shows that the tests pass; where none does, they might fail of themselves.
        os._exit(0 if passed or tried(tests_of(room), None, {})[0] == 0 else 1)
    os.close(write)
    with os.fdopen(read) as answers:
        killed = [line.strip() == "1" for line in answers]
    if os.waitpid(child, 0)[1] != 0:
        sys.exit(f"{room}: its tests fail without any change.")
    return killed


def tried(tests: Sequence[str], mutant: Mutant | None, functions: Functions | None = None) -> tuple[int, float]:
    """(exit status of pytest, or -1 where it took longer than MOST; seconds of processor time it took)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        if (child := os.fork()) == 0:
            in_child(tests, mutant, functions, Path(folder))
        _, status = os.waitpid(child, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1, took


PLANT = """
import marshal, os, pathlib
from importlib.machinery import SourceFileLoader

def plant():
    mutated = marshal.loads(pathlib.Path(os.environ["RASHOMON_MUTANT"]).read_bytes())
    usual = SourceFileLoader.get_code
    SourceFileLoader.get_code = lambda of, name: mutated if of.path == mutated.co_filename else usual(of, name)

plant()
"""
"""Gives a file that is imported from here on the mutant's code."""


def told_of(mutant: Mutant, folder: Path) -> None:
    """Programs that a test starts import the mutant, too: much of intake works in a process of its own."""
    (folder / "mutant").write_bytes(marshal.dumps(code_of(mutant)))
    (folder / "sitecustomize.py").write_text(PLANT, encoding="utf-8")
    os.environ["RASHOMON_MUTANT"] = str(folder / "mutant")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))


def in_child(tests: Sequence[str], mutant: Mutant | None, functions: Functions | None, folder: Path) -> None:
    """Never returns."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST + 1))
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        if mutant and functions is not None and not put_in(mutant, functions):
            os._exit(NOT_PUT_IN)
        if mutant:
            told_of(mutant, folder)
            if functions is None:
                exec(PLANT, {})
        # A failure is enough: hypothesis need not look for a simpler one.
        settings.register_profile(
            "unshrunk", derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate]
        )
        options = [
            "-x",
            "--doctest-modules",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "--hypothesis-profile=unshrunk",
        ]
        status = 3
        try:
            status = int(pytest.main([*options, *tests], plugins=[HypothesisLast()]))
        finally:
            os._exit(status)


def survivors(room: str, some: Sequence[Mutant]) -> list[Mutant]:
    left = []
    for mutant, killed in zip(some, quickly(room, some), strict=True):
        if killed:
            continue
        status, took = tried(tests_of(room, mutant.file), mutant)
        print(f"  {took:.0f} s: {'survived' if status == 0 else 'killed'} {mutant}", flush=True)
        if status == 0:
            left.append(mutant)
    return left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("--sample", type=int, default=20, help="mutants a room")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument(
        "--lines", nargs="+", default=[], metavar="FILE:LINE", help="all mutants of these lines of ROOM"
    )
    asked = parser.parse_args()
    for name in ("rashomon", "spacy", "starlette.testclient"):  # in memory before the first fork
        import_module(name)  # rashomon first: it says how many threads numpy may have

    os.chdir(ROOT)
    started, told = time.monotonic(), []
    for room in asked.rooms or ROOMS:
        if asked.lines:
            at = {(name, int(line)) for name, _, line in (one.rpartition(":") for one in asked.lines)}
            every = [m for file in sorted((SOURCE / room).rglob("*.py")) for m in mutants(file)]
            some = [m for m in every if (m.file.relative_to(SOURCE / room).as_posix(), m.line) in at]
        else:
            some = chosen(room, asked.sample, asked.seed)
        left = survivors(room, some)
        told.append(f"{room}: {len(some) - len(left)} of {len(some)} killed")
        print(told[-1], flush=True)
    print("\n" + "\n".join(told) + f"\n{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
