"""What came, changed or went is gathered with what it bears on, and the ledger is as if everything had been gathered.

Against a ledger that gathers everything each time: the same matters, the same ids, the same old ids leading on. And
against `gather` on the same readings and rulings, which knows no history. Crowds and furniture are made small, so that
a handful of reports crosses the lines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import made_up
import matters_made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matters_made import NARRATOR, OSK, said
from paths import TESTS
from tried import tried

from rashomon import ledger as book
from rashomon.bench import linking
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core import blocking_index, from_json
from rashomon.ledger.write import affected, gathering, store_reports
from rashomon.matters import blocking, gather, origins
from rashomon.model import Matter, Reading, Report
from rashomon.world import World, load_world

SMALL = {"COMMON": 2, "CROWD": 3, "NEXT_IN_CROWD": 1, "SHARE": 9}


@pytest.fixture(scope="module", autouse=True)
def small_limits() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module in (blocking, origins, blocking_index, affected, gathering):
            for name, limit in SMALL.items():
                if hasattr(module, name):
                    patch.setattr(module, name, limit)
        yield


def named(report: Report, reading: Reading, name: str, **told: Any) -> tuple[Report, Reading]:
    """Under another id and hash, with ids of statements and claims as the real reading gives them."""
    report = replace(report, id=name, sha256=hashlib.sha256(f"{name}{report.text}{told}".encode()).hexdigest(), **told)
    statements = [
        replace(
            s,
            id=(of := f"{report.key}.s{n}"),
            claims=tuple(replace(c, id=f"{of}.c{m}") for m, c in enumerate(s.claims, start=1)),
        )
        for n, s in enumerate(reading.statements, start=1)
    ]
    told = {"id": name, "sha256": report.sha256, "outlet": report.outlet, "published": report.published}
    return report, replace(reading, **told, statements=tuple(statements))


def reports(seed: int, size: int = 120) -> list[tuple[Report, Reading]]:
    """Reports of a few places in a few days, some of them copies of each other or with a shared closing line."""
    made = linking.made_up(size, seed=seed, a_day=30, places=4)
    closing = " ".join(f"line{n}" for n in range(12))
    found = []
    for n, (report, reading) in enumerate(made):
        if n % 3 == 0:
            report = replace(report, text=f"{report.text}{closing}\n")
        if n % 7 == 6:
            report = replace(report, text=made[n - 1][0].text + " and more")
        found.append(named(report, reading, f"r{n % 9}.{n // 9}"))
    return found


def without(reading: Reading, n: int) -> Reading:
    """Read otherwise: one statement is not there any more."""
    kept = reading.statements[:n] + reading.statements[n + 1 :]
    return replace(reading, statements=kept, version="0.2")


Step = tuple[str, int, int]

BEGUN: list[Step] = [("add", 3, 0), ("add", 3, 0), ("gather", 0, 0)]
HAPPENS = (
    "add", "add", "add", "again", "edition", "alias", "same", "different", "split", "reject", "undo", "gather",
    "gather",
)  # fmt: skip


def steps(*happens: str) -> st.SearchStrategy[list[Step]]:
    number = st.integers(0, 10_000)
    return st.lists(st.tuples(st.sampled_from(happens), number, number), max_size=16)


def do(ledger: Ledger, step: Step, waiting: list[tuple[Report, Reading]], n: int, world: World, every: bool) -> None:
    """One step, the same in any ledger that is in the same state."""
    verb, a, b = step
    now = made_up.NOW + timedelta(hours=n)
    there = book.all_read(ledger)
    by = {"by": "Ree Tamsin", "why": "", "now": now}
    if verb == "gather":
        regather(ledger, world, n, every)
    elif verb == "add":
        for report, reading in waiting[: 1 + a % 4]:
            book.add(ledger, report, reading, now)
        del waiting[: 1 + a % 4]
    elif not there:
        return
    elif verb == "again":
        report, reading = there[a % len(there)]
        book.read_again(ledger, report.key, without(reading, b % 5), now)
    elif verb in ("edition", "alias"):
        report, reading = there[a % len(there)]
        name = f"r{b % 9}"
        if verb == "alias":
            book.add(ledger, replace(report, id=name), reading, now)
        else:
            url = {"url": f"https://post.example/{b % 3}"}
            text = f"{report.text} corrected {b % 5}"
            book.add(ledger, *named(replace(report, text=text), without(reading, b % 3), f"{name}.e{n}", **url), now)
    elif verb == "forget":
        book.forget_report(ledger, there[a % len(there)][0].key, by=None, now=now)
    elif verb == "person":
        word = there[a % len(there)][0].text.split()[b % 3].strip(".")
        if not word.isalpha():
            return
        book.forget_person(ledger, [word], by=None, now=now)
    elif verb == "undo":
        if holds := [d.id for d in book.decisions(ledger) if d.id in _holding(ledger)]:
            book.undo(ledger, holds[a % len(holds)], **by)
    else:
        rule(ledger, verb, a, b, by)


def _holding(ledger: Ledger) -> frozenset[int]:
    from rashomon.ledger.decide.decisions import in_force

    return in_force(book.decisions(ledger))


def rule(ledger: Ledger, verb: str, a: int, b: int, by: dict[str, Any]) -> None:
    # by what they say: ids may differ in a ledger with another history
    if not book.is_gathered(ledger):
        return
    listed = sorted(book.matters(ledger), key=lambda m: [p.claims for p in m.positions])
    if not listed:
        return
    one, two = listed[a % len(listed)], listed[b % len(listed)]
    claims = sorted({c for p in one.positions for c in p.claims})
    if verb == "reject":
        book.decide(ledger, "reject", claims[b % len(claims)], **by)
    elif verb == "split" and len(claims) > 1:
        book.decide(ledger, "split", one.id, claims[b % len(claims)], **by)
    elif verb in ("same", "different") and one.id != two.id:
        book.decide(ledger, verb, one.id, two.id, **by)  # type: ignore[arg-type]


def regather(ledger: Ledger, world: World, n: int, every: bool) -> None:
    if every:
        store_reports.set_setting(ledger, "shelved", "")
    book.gather_matters(ledger, world, made_up.NOW + timedelta(hours=n))
    assert book.is_gathered(ledger)


def bare(matters: list[Matter]) -> list[Matter]:
    return sorted((replace(m, id="", incident="") for m in matters), key=repr)


def happenings(matters: Any) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for m in matters:
        found.setdefault(m.incident, set()).add(repr(replace(m, id="", incident="")))
    return {frozenset(of) for of in found.values()}


def stored(ledger: Ledger) -> dict[str, list[Any]]:
    """All that gathering writes, but for the shelves."""
    asks = {
        "matter": "SELECT id, live, incident, kind, claim_kind, place, day_from, day_to, status, body FROM matter",
        "incident": "SELECT id, live FROM incident",
        "matter_claim": "SELECT * FROM matter_claim",
        "anchor": "SELECT * FROM anchor",
        "redirect": "SELECT old, new FROM redirect",
        "matter_past": "SELECT matter, at, live, incident, status, body FROM matter_past",
    }
    return {table: sorted(ledger.db.execute(ask).fetchall(), key=repr) for table, ask in asks.items()}


def from_scratch(ledger: Ledger, world: World) -> tuple[Matter, ...]:
    return gather(book.ruled_read(ledger), world, book.rulings(ledger))


def as_stored(ledger: Ledger) -> list[Matter]:
    """The matters as they were gathered, without what people ruled laid over them."""
    return [
        from_json.matter_from_json(json.loads(row[0]))
        for row in ledger.db.execute("SELECT body FROM matter WHERE live")
    ]


def agrees(ledger: Ledger, world: World) -> None:
    """What is stored is what gathering these readings and rulings gives, whatever came before."""
    scratch = gather(book.ruled_read(ledger), world, book.rulings(ledger))
    assert bare(as_stored(ledger)) == bare(list(scratch))
    assert happenings(as_stored(ledger)) == happenings(scratch)
    assert book.check(ledger) == []


@given(seed=st.integers(0, 50), history=steps(*HAPPENS))
@tried(12, in_every_test=6)
def test_gathering_a_part_gives_what_gathering_everything_gives(seed: int, history: list[Step]) -> None:
    world = load_world(())
    with TemporaryDirectory() as folder, ExitStack() as stack:
        part, whole = (
            stack.enter_context(book.open_ledger(Path(folder) / f"{name}.rashomon")) for name in ("part", "whole")
        )
        for ledger in (part, whole):
            ledger.db.execute("PRAGMA synchronous = OFF")
        waiting = {part.path: reports(seed), whole.path: reports(seed)}
        for n, step in enumerate([*BEGUN, *history, ("gather", 0, 0)]):
            for ledger in (part, whole):
                do(ledger, step, waiting[ledger.path], n, world, ledger is whole)
            if step[0] == "gather":
                agrees(part, world)
                assert stored(part) == stored(whole)


@given(seed=st.integers(0, 50), history=steps(*HAPPENS, "forget", "forget", "person"))
@tried(10, in_every_test=5)
def test_so_it_does_after_forgetting(seed: int, history: list[Step]) -> None:
    """Here ids are drawn at random, so that no second ledger has the same ones."""
    world = load_world(())
    with TemporaryDirectory() as folder, book.open_ledger(Path(folder) / "case.rashomon") as ledger:
        ledger.db.execute("PRAGMA synchronous = OFF")
        waiting = reports(seed)
        for n, step in enumerate([*BEGUN, *history, ("gather", 0, 0)]):
            do(ledger, step, waiting, n, world, False)
            if step[0] == "gather":
                agrees(ledger, world)


def test_in_a_crowd(tmp_path: Path) -> None:
    """All in one place in a few days: each that comes or goes changes which others are compared."""
    world = load_world(())
    made = [named(r, g, f"r{n}") for n, (r, g) in enumerate(linking.made_up(70, a_day=35, places=1))]
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        ledger.db.execute("PRAGMA synchronous = OFF")
        for n, (report, reading) in enumerate(made):
            book.add(ledger, report, reading, made_up.NOW)
            if n > len(made) // 2:
                regather(ledger, world, n, False)
                agrees(ledger, world)
        for report, _ in made[::4]:
            book.forget_report(ledger, report.key, by=None, now=made_up.NOW)
            regather(ledger, world, 0, False)
            agrees(ledger, world)


WIRE = " ".join(f"wire{n}" for n in range(40)) + "\n"
OWN = said(NARRATOR, "shelling")
ELSEWHERE = said(NARRATOR, "shelling", place=OSK)


def origins_at_tarn(ledger: Ledger) -> int:
    (found,) = {p.origins for m in book.matters(ledger) if m.place == "Tarn" for p in m.positions}
    return found


@pytest.mark.parametrize(
    ("there", "comes", "counted"),
    [
        # two of one outlet are one voice, until one of them turns out to be a wire's that others print
        ([("a", OWN, "Post", WIRE), ("b", OWN, "Post", "")], [("c", ELSEWHERE, "Radio", WIRE)], [1, 2]),
        # what two outlets print alike is one voice, until so many print it that it is furniture; the limit here is 2
        ([("a", OWN, "Post", WIRE), ("b", OWN, "Radio", WIRE)], [("c", ELSEWHERE, "Mail", WIRE)], [1, 2]),
    ],
    ids=["a copy", "furniture"],
)
def test_a_copy_changes_whose_voice_is_heard_elsewhere(
    tmp_path: Path, there: list[Any], comes: list[Any], counted: list[int]
) -> None:
    """The report that comes tells of another place: nothing but its text bears on the others, while it is there."""
    world: Any = SimpleNamespace(**vars(matters_made.world()), sha256="w")

    def add(id_: str, telling: Any, outlet: str, text: str) -> str:
        report, reading = named(*matters_made.report(id_, telling, outlet=outlet, text=text), id_)
        return book.add(ledger, report, reading, made_up.NOW).key

    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        for one in there:
            add(*one)
        regather(ledger, world, 0, False)
        assert origins_at_tarn(ledger) == counted[0]
        keys = [add(*one) for one in comes]
        regather(ledger, world, 1, False)
        assert origins_at_tarn(ledger) == counted[1]
        agrees(ledger, world)
        for key in keys:
            book.forget_report(ledger, key, by=None, now=made_up.NOW)
        regather(ledger, world, 2, False)
        assert origins_at_tarn(ledger) == counted[0]
        agrees(ledger, world)


def shelves(ledger: Ledger) -> list[Any]:
    tables = ("telling", "shelf", "text_shelved", "run")
    return [ledger.db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]


def test_shelves_and_matters_are_written_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = load_world(())
    made = reports(5)
    with book.open_ledger(tmp_path / "case.rashomon") as ledger:
        for n, (report, reading) in enumerate(made[:8]):
            if n == 7:
                regather(ledger, world, 0, False)
                before = stored(ledger), shelves(ledger)
            book.add(ledger, report, reading, made_up.NOW)

        def broken(*_: object) -> None:
            raise OSError("pulled out")

        with monkeypatch.context() as patch, pytest.raises(RashomonError, match="pulled out"):
            patch.setattr(gathering, "set_meta", broken)
            regather(ledger, world, 1, False)
        assert (stored(ledger), shelves(ledger)) == before
        regather(ledger, world, 1, False)
        agrees(ledger, world)


def test_what_is_forgotten_while_it_is_gathered_does_not_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, planned = load_world(()), gathering.planned
    made = reports(6)
    path = tmp_path / "case.rashomon"
    with book.open_ledger(path) as ledger, book.open_ledger(path) as other:
        for report, reading in made[:6]:
            book.add(ledger, report, reading, made_up.NOW)
        gone = made[2][0].key

        def slowly(*args: Any) -> Any:
            plan = planned(*args)
            if other.db.execute("SELECT 1 FROM report WHERE key = ?", (gone,)).fetchone():
                book.forget_report(other, gone, by=None, now=made_up.NOW)
            return plan

        monkeypatch.setattr(gathering, "planned", slowly)
        regather(ledger, world, 0, False)
        agrees(ledger, world)
        assert gone not in repr((stored(ledger), shelves(ledger)))


def test_a_ledger_of_an_earlier_version_is_gathered_whole_once(tmp_path: Path) -> None:
    world: Any = SimpleNamespace(**vars(matters_made.world()), sha256="w")
    path = tmp_path / "case.rashomon"
    path.write_bytes((TESTS / "fixtures" / "ledger-v3.rashomon").read_bytes())
    with book.open_ledger(path) as ledger:
        regather(ledger, world, 0, False)
        agrees(ledger, world)
        assert any(shelves(ledger))
