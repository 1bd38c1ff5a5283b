"""Which claims another report settles, and which claims of one report are of one place and statement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import OSK, TARN, VALE, entity, killed, party, report, said, speaker, world

from rashomon.matters import gather
from rashomon.matters.accounts import accounts
from rashomon.matters.camps import sides
from rashomon.matters.comparators import is_area
from rashomon.matters.origins import copies, originate
from rashomon.matters.pair_scoring import places_weighed
from rashomon.matters.report_events import tell
from rashomon.matters.told_across import settled_across
from rashomon.model import Matter, Place

ARMY, COUNCIL, WATCH = entity("crown-army"), entity("league-council"), entity("watch")
CROWN, LEAGUE = party("crown"), party("league")
MEDICS = speaker("the medics", "local", "medic")
DAY = "2031-05-03"
CITY = replace(TARN, radius_km=12.0)
SCHOOL = party("local", "a school", "school")

Told = dict[str, Any]


def each(*sayings: tuple[Told, str]) -> list[Any]:
    """A report of each saying, with the day it was printed."""
    return [report(f"r{n}", s, outlet=f"Paper {n}", published=day) for n, (s, day) in enumerate(sayings)]


def told(**fields: Any) -> Told:
    return said(fields.pop("who", WATCH), fields.pop("kind", "shelling"), **fields)


def open_(**fields: Any) -> Told:
    """A claim that leaves its day open."""
    return told(loose=fields.pop("loose", ("time",)), who=COUNCIL, **fields)


SURE = (told(day=DAY), "2031-05-04")


@pytest.mark.parametrize(
    ("first", "second", "settled"),
    [
        # the small town that both name, in the news of the day
        (SURE, (open_(), "2031-05-04"), True),
        (SURE, (open_(), "2031-05-05"), True),
        (SURE, (open_(), "2031-05-07"), False),
        (SURE, (open_(), "2031-05-02"), False),
        # not where the place is open, too, or is a city, or another one
        (SURE, (open_(loose=("place", "time")), "2031-05-04"), False),
        (SURE, (open_(place=OSK), "2031-05-04"), False),
        ((told(day=DAY, place=CITY), "2031-05-04"), (open_(place=CITY), "2031-05-04"), False),
        # but by so high a figure, or a figure of those at one thing hit
        (
            (told(day=DAY, place=CITY, counts=[killed(31)]), "2031-05-04"),
            (open_(place=CITY, counts=[killed(31)]), "2031-05-04"),
            True,
        ),
        (
            (told(day=DAY, place=CITY, counts=[killed(5)]), "2031-05-04"),
            (open_(place=CITY, counts=[killed(5)]), "2031-05-04"),
            False,
        ),
        (
            (told(day=DAY, place=CITY, counts=[killed(5)], target=SCHOOL), "2031-05-04"),
            (open_(place=CITY, counts=[killed(5)], target=SCHOOL), "2031-05-04"),
            True,
        ),
        # nobody's words settle who speaks, or what is told beside the news
        (SURE, (open_(loose=("speaker", "time")), "2031-05-04"), False),
        (SURE, (open_(background=True), "2031-05-04"), False),
        # one that is sure of no day settles none
        ((open_(), "2031-05-04"), (open_(), "2031-05-04"), False),
    ],
)
def test_what_another_report_settles(first: Any, second: Any, settled: bool) -> None:
    mine = accounts(each(first, second), sides(world()).kinds)
    of = {a.report.id: a for a in settled_across(mine)}
    assert of["r1"].settled is settled


def test_of_two_days_none_settles_a_third_account() -> None:
    read = each(SURE, (told(day="2031-05-04"), "2031-05-04"), (open_(), "2031-05-04"))
    assert not any(a.settled for a in settled_across(accounts(read, sides(world()).kinds)))


@pytest.mark.parametrize(
    ("last", "settled"),
    [
        # "... denied it had killed anyone in Tarn. The governor said it had burned the market"
        (told(who=COUNCIL, kind="damage", actor=CROWN, place=None, loose=("place", "time")), True),
        (told(who=COUNCIL, place=None, loose=("place", "time")), True),
        (told(who=ARMY, actor=CROWN, polarity="denied", place=None, loose=("place", "time")), True),
        # "not a single missile was fired": of what, nobody knows
        (told(who=ARMY, polarity="denied", place=None, loose=("place", "time")), False),
        (told(who=COUNCIL, kind="damage", place=None, loose=("speaker", "place", "time")), False),
    ],
)
def test_what_stands_amid_a_report_that_another_dates(last: Told, settled: bool) -> None:
    sure = report("r0", told(day=DAY))
    mine = report("r1", open_(), last, outlet="Paper 1")
    found = accounts([sure, mine], sides(world()).kinds)
    origins = originate(found, {a.key: a.key for a in found}, sides(world()))
    by_report = [[a for a in found if a.report.id == id_] for id_ in ("r0", "r1")]
    told_of = [a for rows in by_report for _, members in tell(rows, origins) for a in members]
    (account,) = [a for a in settled_across(told_of) if a.claim.id.endswith(".1.0")]
    assert account.settled is settled


def test_what_is_settled_grounds_a_relation() -> None:
    accused = told(day=DAY, actor=CROWN, who=COUNCIL)
    denied = said(ARMY, "shelling", actor=CROWN, polarity="denied", loose=("time",))
    (matter,) = [
        m for m in gather(each((accused, "2031-05-04"), (denied, "2031-05-05")), world()) if "Who" in m.question
    ]
    assert matter.status == "disputed"


# ---- within one report -----------------------------------------------------------------------------------------------


def tellings(*sayings: Told) -> list[list[str]]:
    """The words of the claims of one report, by happening."""
    mine = accounts([report("one", *sayings)], sides(world()).kinds)
    origins = originate(mine, copies({a.key: a.report.text for a in mine}), sides(world()))
    return [sorted(a.claim.id.rsplit(".", 2)[1] for a in members) for _, members in tell(mine, origins)]


def test_a_claim_with_no_place_goes_to_what_was_told_before_it() -> None:
    before, behind = told(day=DAY), told(place=OSK, day=DAY)
    assert ["0", "1"] in tellings(before, told(kind="casualties", place=None, who=MEDICS, counts=[killed(12)]), behind)


def test_what_somebody_quotes_tells_of_what_he_tells() -> None:
    governor = told(day=DAY, who=COUNCIL, kind="damage", actor=CROWN)
    army = told(place=OSK, day=DAY, who=ARMY)
    quoted = told(kind="casualties", place=None, who=MEDICS, counts=[killed(43)])
    read, reading = report("one", governor, army, quoted)
    statements = (*reading.statements[:2], replace(reading.statements[2], via=reading.statements[0].id))
    mine = accounts([(read, replace(reading, statements=statements))], sides(world()).kinds)
    origins = originate(mine, {a.key: a.key for a in mine}, sides(world()))
    of = [{a.claim.id.rsplit(".", 2)[1] for a in members} for _, members in tell(mine, origins)]
    assert {"0", "2"} <= next(members for members in of if "2" in members)


FORD = Place(TARN.span, "Ford", "Ford", 50.08, 10.0, 20.0, "locality", "XX", "North Vale", "g:8", "North Vale")


def test_two_towns_that_a_report_names_are_two_however_wide_the_one_is_meant() -> None:
    assert tellings(told(day=DAY), told(day=DAY, place=FORD)) == [["0"], ["1"]]
    within = replace(FORD, within="Tarn")
    assert tellings(told(day=DAY, kind="airstrike"), told(day=DAY, kind="airstrike", place=within)) == [["0", "1"]]


# ---- a village of which only the area is known -----------------------------------------------------------------------

HAMLET = replace(VALE, name="Low Acre", text="Low Acre", gazetteer="pack:valley/low-acre", within="North Vale")
SOME_YARD = replace(VALE, name="the yard", text="the yard", gazetteer=None, within="North Vale")


@pytest.mark.parametrize(("place", "area"), [(VALE, True), (HAMLET, False), (SOME_YARD, True), (TARN, False)])
def test_which_mention_is_an_area(place: Place, area: bool) -> None:
    assert is_area(place) is area


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (HAMLET, HAMLET, "the same place"),
        (VALE, VALE, "the same area"),
        (VALE, HAMLET, "a place and its area"),
        (HAMLET, replace(HAMLET, name="High Acre", gazetteer="pack:valley/high-acre"), "another place"),
    ],
)
def test_what_such_a_village_weighs(one: Place, other: Place, words: str) -> None:
    (account,) = accounts([report("one", told())], sides(world()).kinds)
    assert places_weighed(account.family, one, other, False).words == words


# ---- one deed in a town and in its province --------------------------------------------------------------------------


def who(read: list[Any]) -> Matter:
    return next(m for m in gather(read, world()) if m.kind == "responsibility")


@pytest.mark.parametrize(
    ("kind", "day", "printed", "status"),
    [
        ("bombing", DAY, "2031-05-03", "agreed"),  # a car bomb in the city, a car bomb in the province
        ("bombing", DAY, "2031-05-04", "agreed"),
        ("airstrike", DAY, "2031-05-04", "one_origin"),  # of which a province may have ten a day
    ],
)
def test_a_rare_deed_told_of_a_city_and_of_its_province(kind: str, day: str, printed: str, status: str) -> None:
    same = {"kind": kind, "actor": LEAGUE, "means": ("a bomb", "car_bomb") if kind == "bombing" else None}
    first = told(day=day, place=CITY, who=ARMY, counts=[killed(2)], **same)
    second = told(place=VALE, who=WATCH, counts=[killed(2)], **same)
    found = [m for m in gather(each((first, "2031-05-04"), (second, printed)), world()) if m.kind == "responsibility"]
    assert status in {m.status for m in found}
