"""What docs/packs.md promises: the lists of what may be written, two states at war, what allies do to `agreed`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from paths import ROOT

from rashomon.matters import gather
from rashomon.model import Precision, Reading, Report
from rashomon.reading import pipeline
from rashomon.world import World, load_world
from rashomon.world.pack_files import load_packs
from rashomon.world.toponyms import FEATURES

PAGE = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, title
    return found[1]


def test_the_roles_and_camps_that_may_be_written_are_those_that_there_are() -> None:
    generic = load_packs()
    written = re.findall(r"^\| `(\w+)` \| (.*?) \|$", section("What may be written"), re.MULTILINE)
    assert written == [*generic.roles.items(), *((c.id, c.label) for c in generic.camps.values())]


def test_the_features_and_precisions_that_may_be_written_are_those_that_there_are() -> None:
    of_places = section("What may be written").split("Of places, ")[1]
    features, precisions = of_places.split("`precision` one of")
    assert set(re.findall(r"`(\w+)`", features)) == {"feature", *FEATURES}
    assert set(re.findall(r"`(\w+)`", precisions)) == set(get_args(Precision)) - {"unresolved"}


@pytest.fixture(scope="module")
def strait(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The pack of the page, with a town to tell of."""
    folder = tmp_path_factory.mktemp("strait")
    blocks = re.findall(r"```toml\n(.*?)```", section("Two states at war"), re.DOTALL)
    for name, block in zip(("pack.toml", "actors.toml"), blocks, strict=True):
        (folder / name).write_text(block, encoding="utf-8")
    (folder / "places.csv").write_text("id,name,lat,lon,feature\npack:strait/arvel,Arvel,40.5,20.5,town\n")
    return load_world((str(Path(folder)),))


def read(world: World, texts: list[str]) -> list[tuple[Report, Reading]]:
    reports = [
        Report(str(n), text, f"{n:064}", language="en", published="2024-03-12", outlet=f"Paper {n}")
        for n, text in enumerate(texts)
    ]
    return [(report, reading) for report, reading in pipeline.read(reports, world) if reading is not None]


def test_two_states_at_war_are_told_apart_in_whatever_words(strait: World) -> None:
    rows = re.findall(r"^\| (\w.*?\.) \| `(\w+)` \| `(\w+)` \|$", section("Two states at war"), re.MULTILINE)
    assert len(rows) == 4
    found = []
    for report, reading in read(strait, [row[0] for row in rows]):
        said = next(s for s in reading.statements if s.claims)
        assert said.claims[0].actor is not None
        found.append((report.text, said.speaker.camp, said.claims[0].actor.camp))
    assert found == rows


def test_what_allies_do_to_agreed(strait: World) -> None:
    rows = re.findall(r'^\| ("The.*?") \| `(\w+)`', section("What camps and allies do to `agreed`"), re.MULTILINE)
    assert len(rows) == 4
    for accounts, status in rows:
        matters = gather(read(strait, re.findall(r'"(.*?)"', accounts)), strait)
        assert [m.status for m in matters if m.kind == "responsibility"] == [status], accounts
