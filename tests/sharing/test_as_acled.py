"""The ACLED-shaped table: which incidents have a row, and what each column holds."""

from __future__ import annotations

import csv
import io
import re

import pytest
from exports_made import SAMPLE, claim, matter, position, shared
from paths import ROOT

from rashomon.model import Toll
from rashomon.sharing import Shared, as_csv
from rashomon.sharing.as_acled import COLUMNS, DISORDER, NEVER_FILLED, acled, event_types
from rashomon.sharing.figures import figure
from rashomon.world.kind_files import load_kinds

DOCS = ROOT / "docs" / "exports.md"


def rows(of: Shared) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(acled(of), newline="")))


def row(of: Shared) -> dict[str, str]:
    (found,) = rows(of)
    return found


YES = position("monitor", "yes", "a")


def test_an_incident_is_one_row_however_many_matters_ask_of_it() -> None:
    found = row(shared([claim("a"), claim("b", outlet="Ilve Direct")], [
        matter("M-1", "occurrence", YES), matter("M-2", "death_toll", position("monitor", Toll(4, 4), "b")),
    ]))  # fmt: skip
    assert tuple(found) == COLUMNS and len(COLUMNS) == 31
    assert found["event_id_cnty"] == "RASHOMON-I-1"
    assert (found["event_date"], found["year"], found["time_precision"]) == ("2019-05-14", "2019", "1")
    assert found["disorder_type"] == "Political violence"
    assert (found["event_type"], found["sub_event_type"]) == ("Explosions/Remote violence", "Air/drone strike")
    assert (found["iso"], found["country"], found["admin1"], found["location"]) == (
        "760",
        "Syria",
        "Upper Ilve",
        "Kastrel",
    )
    assert (found["latitude"], found["longitude"], found["geo_precision"]) == ("39.05", "-40.75", "1")
    assert (found["fatalities"], found["source"]) == ("4", "Northline; Ilve Direct")
    assert "matters=M-1, M-2" in found["tags"] and "figure_rule=range" in found["tags"]
    assert "review=unreviewed machine reading" in found["tags"] and "profile=default" in found["tags"]


@pytest.mark.parametrize(
    ("status", "more", "says"),
    [
        ("one_camp", {}, "Rests on one camp alone: Monitor."),
        ("one_origin", {}, "Rests on one origin alone: Monitor."),
        ("disputed", {"disputed": ("whether",)}, "Disputed: whether."),
        ("conceded", {"conceded_by": ("monitor",)}, "Conceded by Monitor."),
        ("agreed", {}, "Agreed by accounts of Monitor."),
    ],
)
def test_the_notes_say_on_whom_it_rests(status: str, more: dict[str, object], says: str) -> None:
    found = row(shared([claim("a")], [matter("M-1", "occurrence", YES, status=status, **more)]))
    assert says in found["notes"]
    assert f"status={status}" in found["tags"]


def test_a_denial_does_not_read_as_what_it_denies() -> None:
    who = [position("monitor", "the league", "a"), position("league", "the league", "b", polarity="denied")]
    made = shared([claim("a"), claim("b", polarity="denied")], [matter("M-1", "responsibility", *who)])
    assert "Monitor: the league | League: not the league." in row(made)["notes"]
    assert "Monitor: the league | League: not the league" in as_csv.matters(made)


def test_one_origin_is_not_said_of_several_voices() -> None:
    two = matter("M-1", "occurrence", YES, position("narrator", "yes", "a"), status="one_origin")
    assert "Rests on one origin alone. " in row(shared([claim("a")], [two]))["notes"]


def test_what_a_person_ruled_is_in_the_tags() -> None:
    ruled = "1 of 1 claims ruled on by a person; signed off by a person as agreed on 2019-06-01"
    found = row(shared([claim("a")], [matter("M-1", "occurrence", YES, review=ruled)]))
    assert ruled.replace("; ", ", ") in found["tags"]


@pytest.mark.parametrize(
    ("date", "day", "precision", "says"),
    [
        (("2019-05-14", "2019-05-14"), "2019-05-14", "1", ""),
        (("2019-05-10", "2019-05-14"), "2019-05-10", "2", "between 2019-05-10 and 2019-05-14"),
        (("2019-05-01", "2019-05-31"), "2019-05-01", "3", "between 2019-05-01 and 2019-05-31"),
        ((None, "2019-05-14"), "2019-05-14", "3", "at some time up to 2019-05-14"),
        (None, "", "", ""),
    ],
)
def test_days(date: tuple[str | None, str] | None, day: str, precision: str, says: str) -> None:
    found = row(shared([claim("a")], [matter("M-1", "occurrence", YES, date=date)]))
    assert (found["event_date"], found["time_precision"]) == (day, precision)
    assert says in found["notes"]


@pytest.mark.parametrize(
    ("precision", "geo", "has_point"),
    [
        ("exact", "1", True),
        ("vicinity", "2", True),
        ("locality", "1", True),
        ("admin2", "2", True),
        ("admin1", "3", True),
        ("country", "", False),
    ],
)
def test_places(precision: str, geo: str, has_point: bool) -> None:
    found = row(shared([claim("a")], [matter("M-1", "occurrence", YES, precision=precision)]))
    assert (found["geo_precision"], bool(found["latitude"])) == (geo, has_point)


@pytest.mark.parametrize(
    ("answers", "rule", "killed", "says"),
    [
        ([Toll(4, 4), Toll(24, 24)], "range", "4", "4 | Government: 24"),
        ([Toll(4, 4), Toll(24, 24)], "lowest_reported", "4", ""),
        ([Toll(4, 4), Toll(24, 24)], "analyst", "", "no figure ruled by a person"),
        ([Toll(None, 5)], "range", "", "at most 5"),
        ([Toll(0, 0)], "range", "0", ""),
        ([Toll(12, None)], "range", "12", "at least 12"),
    ],
)
def test_fatalities_are_made_by_the_named_rule(answers: list[Toll], rule: str, killed: str, says: str) -> None:
    told = [position(camp, a, "a") for camp, a in zip(("monitor", "government"), answers, strict=False)]
    found = row(shared([claim("a")], [matter("M-1", "death_toll", *told, rule=rule)]))  # type: ignore[arg-type]
    assert found["fatalities"] == killed
    assert f"figure_rule={rule}" in found["tags"] and says in found["notes"]


def test_parts_are_not_added_up() -> None:
    tolls = [("How many soldiers were killed?", Toll(9, 9)), ("How many fighters were killed?", Toll(46, 46))]
    parts = [
        matter(f"M-{i}", "death_toll", position("monitor", t, "a"), question=q, figure=figure([t], "range"))
        for i, (q, t) in enumerate(tolls)
    ]
    found = row(shared([claim("a")], parts))
    assert (
        found["fatalities"] == "46" and "Only some of the dead are counted: the figure is the least." in found["notes"]
    )
    whole = matter("M-9", "death_toll", position("monitor", Toll(60, 60), "a"))
    assert row(shared([claim("a")], [*parts, whole]))["fatalities"] == "60"


@pytest.mark.parametrize(("radius", "geo"), [(1.2, "1"), (5.0, "1"), (5.1, "2"), (8.7, "2")])
def test_a_city_that_reaches_far_is_no_exact_place(radius: float, geo: str) -> None:
    place = {"precision": "locality", "radius_km": radius}
    assert row(shared([claim("a")], [matter("M-1", "occurrence", YES, **place)]))["geo_precision"] == geo


@pytest.mark.parametrize(
    ("code", "actor1", "inter1", "actor2", "inter2"),
    [
        ("Attack", "Government", "", "Civilians (Syria)", "Civilians"),
        ("Peaceful protest", "Government", "", "", ""),
        ("Air/drone strike", "Government", "", "", ""),
    ],
)
def test_kinds_of_actors_that_the_event_type_tells(
    code: str, actor1: str, inter1: str, actor2: str, inter2: str
) -> None:
    of = shared([claim("a", acled=code, target_camp=None)], [matter("M-1", "occurrence", YES)])
    found = row(of)
    assert (found["actor1"], found["inter1"], found["actor2"], found["inter2"]) == (actor1, inter1, actor2, inter2)


def test_who_protests_is_told_by_the_type_where_no_side_is_named() -> None:
    of = shared([claim("a", acled="Peaceful protest", actor_camp=None)], [matter("M-1", "occurrence", YES)])
    assert (row(of)["actor1"], row(of)["inter1"]) == ("Protesters (Syria)", "Protesters")


def test_a_doer_who_is_disputed_is_not_named() -> None:
    claims = [claim("a"), claim("b", actor_camp="opposition")]
    one = shared(claims[:1], [matter("M-1", "occurrence", YES)])
    two = shared(claims, [matter("M-1", "occurrence", position("monitor", "yes", "a", "b"))])
    assert (row(one)["actor1"], row(one)["actor2"]) == ("Government", "People of the place")
    assert row(two)["actor1"] == ""
    denied = matter("M-1", "responsibility", YES, status="disputed", disputed=("whether",))
    assert row(shared(claims[:1], [denied]))["actor1"] == ""


@pytest.mark.parametrize("more", [{"polarity": "denied"}, {"modality": "predicted"}, {"acled": None}])
def test_what_nobody_affirms_as_an_event_of_a_type_has_no_row(more: dict[str, object]) -> None:
    assert rows(shared([claim("a", **more)], [matter("M-1", "occurrence", YES)])) == []


def test_columns_that_cannot_be_filled_honestly_are_empty() -> None:
    found = rows(shared([claim("a")], [matter("M-1", "occurrence", YES)])) + rows(SAMPLE)
    assert {name for r in found for name in NEVER_FILLED if r[name]} == set()


def test_every_sub_event_type_has_one_event_type_and_a_disorder_type() -> None:
    groups = {(r.code, r.group) for k in load_kinds().values() for r in k.acled if r.code}
    assert len(groups) == len({code for code, _ in groups}) == len(event_types(load_kinds()))
    assert {group for _, group in groups} <= set(DISORDER)


def test_every_column_is_documented() -> None:
    section = DOCS.read_text(encoding="utf-8").split("## ACLED-shaped")[1].split("\n## ")[0]
    assert set(re.findall(r"`([a-z_0-9]+)`", section)) >= set(COLUMNS)
