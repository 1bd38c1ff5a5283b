"""A slice of an archive becomes a ledger, with the readings as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from archive_made import PART, incoming, quick, read_of  # noqa: F401 - a fixture
from made_up import NOW

from rashomon import archive, ledger
from rashomon.archive import filling
from rashomon.errors import RashomonError
from rashomon.ledger.core import queries
from rashomon.ledger.core.from_json import matter_from_json
from rashomon.model import Matter, Report
from rashomon.reading import isolated
from rashomon.world import load_world

pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'rashomon[archive]'")


@pytest.fixture
def made(tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    for _ in filling.fill(tmp_path / "a", incoming(), ("none",), part=PART):
        pass
    monkeypatch.setattr(isolated, "read_among", None)  # nothing is read from here on
    return tmp_path / "a"


def gathered(folder: Path) -> list[Matter]:
    db = archive.open(folder)
    try:
        return [matter_from_json(json.loads(row[0])) for row in db.execute("SELECT matter FROM matters").fetchall()]
    finally:
        db.close()


def held(book: ledger.Ledger) -> object:
    raws = book.db.execute("SELECT key, raw, text FROM report ORDER BY key").fetchall()
    aliases = book.db.execute("SELECT id, report FROM alias ORDER BY id").fetchall()
    return raws, aliases, sorted(ledger.all_read(book), key=lambda pair: pair[0].key)


def test_all_of_it_is_the_ledger_that_was_read_directly(made: Path, tmp_path: Path) -> None:
    with ledger.open_ledger(tmp_path / "cut.rashomon") as cut, ledger.open_ledger(tmp_path / "read.rashomon") as read:
        assert [*archive.cut(made, archive.chosen(made, "true"), cut)] == [*range(1, 17)]
        for item in incoming():
            if isinstance(item, Report) and item.id != "breaks":
                ledger.add(read, item, read_of(item), NOW)  # type: ignore[arg-type]
        assert held(cut) == held(read)
        assert ledger.packs(cut) == ("none",)
        assert not [*queries.outdated(cut, filling.__version__, ["w1"])]


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("published >= '2026-03-01' AND outlet IS NULL", {"r2", "r5", "r8", "r11"}),
        ("id = 'r0' -- and not false", {"r0", "r0-again"}),
        (
            "key IN (SELECT report FROM v_claims WHERE polarity = 'denied' AND outlet = 'Meridian')",
            {"r1", "r4", "r7", "r10", "r13"},
        ),
        ("NOT is_read", {"fr"}),
    ],
)
def test_a_condition_says_which(where: str, ids: set[str], made: Path, tmp_path: Path) -> None:
    with ledger.open_ledger(tmp_path / "cut.rashomon") as cut:
        assert [*archive.cut(made, archive.chosen(made, where), cut)]
        assert {row[0] for row in cut.db.execute("SELECT id FROM alias")} == ids


@pytest.mark.parametrize("where", ["false", "nothing = 1", "true); DROP VIEW v_reports; --", ""])
def test_a_condition_that_fits_nothing_or_is_none_is_told(where: str, made: Path) -> None:
    with pytest.raises(RashomonError):
        archive.chosen(made, where)


def ids_of(matters: Iterable[Matter]) -> dict[str, tuple[str, str]]:
    """For each claim and kind of question the ids of the incident and the matter."""
    return {f"{m.kind} {c}": (m.incident, m.id) for m in matters for p in m.positions for c in p.claims}


@pytest.mark.parametrize("where", ["true", "outlet IS DISTINCT FROM 'Meridian'", "published < '2026-03-01'"])
def test_incidents_and_matters_keep_the_ids_of_the_archive(where: str, made: Path, tmp_path: Path) -> None:
    [*archive.gather_archive(made)]
    there = ids_of(gathered(made))
    with ledger.open_ledger(tmp_path / "cut.rashomon") as cut:
        [*archive.cut(made, archive.chosen(made, where), cut)]
        ledger.gather_matters(cut, load_world(()), NOW)
        here = ids_of(ledger.matters(cut))
        assert here and {claim: there[claim] for claim in here} == here
        # cut once more, nothing changes
        [*archive.cut(made, archive.chosen(made, where), cut)]
        ledger.gather_matters(cut, load_world(()), NOW)
        assert ids_of(ledger.matters(cut)) == here


def test_an_id_of_the_slice_stands_or_leads_to_one_that_does(made: Path, tmp_path: Path) -> None:
    """Only claims that were cut are known by it, and nothing is told under it before it is gathered."""
    [*archive.gather_archive(made)]
    known = gathered(made)
    with ledger.open_ledger(tmp_path / "cut.rashomon") as cut:
        [*archive.cut(made, archive.chosen(made, "outlet = 'Meridian'"), cut)]
        assert not ledger.matters(cut)
        names = {row[0] for row in cut.db.execute("SELECT id FROM matter")}
        assert names and names < {m.id for m in known}
        ledger.gather_matters(cut, load_world(()), NOW)
        live = {m.id for m in ledger.matters(cut)}
        leads = dict(cut.db.execute("SELECT old, new FROM redirect").fetchall())
        assert all(n in live or leads[n] in live for n in names)


def test_an_archive_that_was_not_gathered_names_nothing(made: Path, tmp_path: Path) -> None:
    with ledger.open_ledger(tmp_path / "cut.rashomon") as cut:
        [*archive.cut(made, archive.chosen(made, "true"), cut)]
        assert cut.db.execute("SELECT count(*) FROM matter").fetchone() == (0,)


def test_an_archive_is_no_ledger_and_says_how_to_come_to_one(made: Path) -> None:
    with pytest.raises(RashomonError, match="rashomon archive cut"):
        ledger.open_ledger(made)
