"""A kind that nobody shipped: one file in a pack's folder, and no code touched. All sentences are ours."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_made import desk

from rashomon import ledger as book
from rashomon.cli import main
from rashomon.matters import gather
from rashomon.model import Matter, Reading, Report, Toll
from rashomon.pages.brief import brief
from rashomon.sharing import FORMATS, Shared, render, share
from rashomon.world import World, load_world

PACK = """
name = "grid"
label = "the quarrel over the grid"
home = ["SY"]
"""
KIND = """
label = "cyber attack"
description = "Computers or networks are broken into, or shut down from afar."
weight = 5
has_effects = true
counts = ["killed", "injured"]
asks_who = true
acled = [{ event = "Strategic developments", sub_event = "Other" }]
verbs = ["hack"]
nouns = ["cyberattack"]
phrases = ["cyber attack"]
frames = [
  { noun = "cyberattack", prep_on = "target", prep_by = "actor", prep_in = "place", possessive = "actor" },
  { verb = "hack", subject = "actor", object = "target", prep_in = "place" },
]

[question]
a = "a cyber attack"
the = "the cyber attack"
"""
TEXTS = {
    "one": "Rebels carried out a cyberattack on a hospital in Idlib on Friday, killing five people, the army said.",
    "two": "A cyberattack on a hospital in Idlib killed five people on Friday, activists said. The army hacked the"
    " hospital's computers in Idlib on Friday, activists said.",
}
"""By outlet."""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "grid"
    (folder / "kinds").mkdir(parents=True)
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    (folder / "kinds" / "cyberattack.toml").write_text(KIND, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def path(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the two reports, made by the command line."""
    folder = tmp_path_factory.mktemp("case")
    rows = [
        {"id": id_, "text": text, "outlet": id_, "published": "2019-05-04", "language": "en"}
        for id_, text in TEXTS.items()
    ]
    (folder / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ledger = folder / "case.rashomon"
    command = ("read", "--ledger", str(ledger), "--pack", "syria", "--pack", str(pack), str(folder / "reports.jsonl"))
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert not ended.value.code
    return ledger


@pytest.fixture(scope="module")
def world(path: Path) -> World:
    with book.open_ledger(path) as ledger:
        return load_world(book.packs(ledger))


@pytest.fixture(scope="module")
def read(path: Path) -> list[tuple[Report, Reading]]:
    with book.open_ledger(path) as ledger:
        return list(book.all_read(ledger))


@pytest.fixture(scope="module")
def matters(path: Path) -> list[Matter]:
    with book.open_ledger(path) as ledger:
        return list(book.matters(ledger))


def test_the_ledger_remembers_the_kind_with_its_pack(world: World) -> None:
    assert world.kinds["cyberattack"].label == "cyber attack"
    assert world.sha256 != load_world(("syria",)).sha256


def test_it_has_claims_with_its_dead_in_them_and_no_second_claim_for_these(read: list[tuple[Report, Reading]]) -> None:
    for report, reading in read:
        claims = [c for s in reading.statements for c in s.claims]
        assert {c.kind for c in claims} == {"cyberattack"}, report.id
        first = claims[0]
        assert first.acled == "Other"
        assert [reading.counts[i].low for i in first.counts] == [5]
        assert first.target is not None and "hospital" in first.target.text
        assert reading.main in {c.id for c in claims}


def test_who_did_it_and_how_many_died_are_asked(matters: list[Matter]) -> None:
    assert {m.claim_kind for m in matters} == {"cyberattack"}
    (who,) = [m for m in matters if m.kind == "responsibility"]
    assert who.question == "Who carried out the cyber attack in Idlib on 3 May 2019?"
    assert {(p.camp, p.answer) for p in who.positions} == {("government", "opposition"), ("opposition", "government")}
    assert who.status == "disputed"
    (dead,) = [m for m in matters if m.kind == "death_toll"]
    assert {p.answer for p in dead.positions} == {Toll(5, 5)}


def test_matters_are_those_that_python_gathers(
    read: list[tuple[Report, Reading]], matters: list[Matter], world: World
) -> None:
    assert {m.question for m in gather(read, world)} == {m.question for m in matters}


@pytest.fixture(scope="module")
def shared(read: list[tuple[Report, Reading]], matters: list[Matter], world: World) -> Shared:
    return share(matters, read, world, profile="full")


@pytest.mark.parametrize("form", FORMATS)
def test_it_leaves_in_every_format(shared: Shared, form: str) -> None:
    made = render(form, shared)
    if form == "acled.csv":
        (row,) = csv.DictReader(io.StringIO(made.decode()))
        assert (row["event_type"], row["sub_event_type"]) == ("Strategic developments", "Other")
    elif form == "ucdp.csv":
        assert len(made.decode().splitlines()) == 1, "it is no kind that UCDP counts"
    elif form.endswith("xlsx"):
        with zipfile.ZipFile(io.BytesIO(made)) as book:
            assert any(b"cyber attack" in book.read(name) for name in book.namelist())
    else:
        assert b"cyber attack" in made


def test_it_stands_in_the_brief(shared: Shared) -> None:
    page = brief(shared, title="The grid", generated=datetime(2019, 5, 5, tzinfo=UTC))
    assert "Who carried out the cyber attack in Idlib on 3 May 2019?" in page


def test_the_desk_shows_it_and_takes_it_as_a_correction(path: Path, read: list[tuple[Report, Reading]]) -> None:
    claim = next(c for _, reading in read for s in reading.statements for c in s.claims)
    with desk(path) as client:
        for address in ("/matters?kind=cyberattack", f"/review?claim={claim.id}", f"/reports/{read[0][0].key}"):
            assert "cyber attack" in client.get(address).text
        assert '<option value="cyberattack"' in client.get(f"/review?claim={claim.id}").text
