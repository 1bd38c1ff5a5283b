"""What a relation may rest on: what a report leaves open and settles around it, and what says nothing of one event."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import NARRATOR, OSK, TARN, entity, killed, party, report, said, speaker, world

from rashomon.matters import gather
from rashomon.matters.accounts import accounts
from rashomon.matters.camps import sides
from rashomon.matters.origins import copies, originate
from rashomon.matters.report_events import tell
from rashomon.model import Matter, Place, Reading, Report, Span

ARMY, NEWS, COUNCIL, RADIO, WATCH = map(entity, ("crown-army", "crown-news", "league-council", "league-radio", "watch"))
ORGAN = replace(NEWS, span=None, text=None)
CROWN, LEAGUE = party("crown"), party("league")
DAY, NEXT, LONG_AGO = "2031-05-03", "2031-05-04", "2031-04-02"
CITY = replace(TARN, radius_km=12.0)
LAND = Place(Span(0, 0), "the Vales", "the Vales", 50.0, 10.0, 200.0, "country", "XX", None, None, None)
NO = {"polarity": "denied"}

Told = dict[str, Any]
Read = list[tuple[Report, Reading]]


def told(who: Any, kind: str = "shelling", day: str | None = DAY, **fields: Any) -> Told:
    return said(who, kind, **({"day": day} if day else {}), **fields)


def vague(who: Any, kind: str = "shelling", **fields: Any) -> Told:
    """A claim of which the words give no day."""
    return told(who, kind, day=None, loose=fields.pop("loose", ("time",)), **fields)


def one(*sayings: Told) -> Read:
    return [report("one", *sayings)]


def each(*sayings: Told) -> Read:
    return [report(f"r{n}", s, outlet=f"Paper {n}") for n, s in enumerate(sayings)]


def matters(read: Read, kind: str) -> list[Matter]:
    return [m for m in gather(read, world()) if m.kind == kind]


def status(read: Read, kind: str = "responsibility") -> str:
    return " ".join(sorted({m.status for m in matters(read, kind)}))


def settled(*sayings: Told) -> list[bool]:
    """Of each claim of one report, in the order of the text, whether its report settles what it leaves open."""
    mine = accounts(one(*sayings), sides(world()).kinds)
    origins = originate(mine, copies({a.key: a.report.text for a in mine}), sides(world()))
    found = [a for _, members in tell(mine, origins) for a in members]
    return [a.settled for a in sorted(found, key=lambda a: a.at)]


@pytest.mark.parametrize(
    ("sayings", "expected"),
    [
        # "Shells hit Tarn on Tuesday. Twelve people died, the Watch said. The army called it a strike on a depot."
        ([told(NARRATOR), vague(WATCH), vague(ARMY)], [False, True, True]),
        ([vague(WATCH), told(NARRATOR)], [True, False]),  # the day may come behind
        ([told(NARRATOR), vague(WATCH, place=None, loose=("place", "time"))], [False, True]),
        # nothing in words says when
        ([vague(NARRATOR), vague(WATCH)], [False, False]),
        # who speaks, or what happened, no other claim tells
        ([told(NARRATOR), vague(WATCH, loose=("speaker", "time"))], [False, False]),
        ([told(NARRATOR), vague(WATCH, loose=("kind",))], [False, False]),
        # another happening stands before it or behind it
        ([told(NARRATOR), told(NARRATOR, place=OSK), vague(WATCH)], [False, False, False]),
        ([told(NARRATOR), vague(WATCH), told(NARRATOR, place=OSK)], [False, False, False]),
        # but for what is long past, or told beside the news
        ([told(NARRATOR), vague(WATCH), told(NARRATOR, day=LONG_AGO, place=OSK)], [False, True, False]),
        ([told(NARRATOR), vague(WATCH), told(NARRATOR, place=OSK, background=True)], [False, True, False]),
        ([told(NARRATOR), vague(WATCH, background=True)], [False, False]),
    ],
)
def test_what_the_claims_around_it_settle(sayings: list[Told], expected: list[bool]) -> None:
    assert settled(*sayings) == expected


def test_a_settled_claim_has_the_day_of_its_happening() -> None:
    read = [*one(told(NARRATOR, day=DAY), vague(WATCH, actor=CROWN)), *each(told(ARMY, day=NEXT, actor=CROWN, **NO))]
    assert status(read) == "one_origin", "the army speaks of the next day"
    read = [*one(told(NARRATOR, day=DAY), vague(WATCH, actor=CROWN)), *each(told(ARMY, day=DAY, actor=CROWN, **NO))]
    assert status(read) == "disputed"


def test_an_outlets_sentence_that_is_laid_to_a_source_is_no_ground() -> None:
    """The Watch names the dead; who fired is the paper's own word, though it is counted as the Watch's."""
    lent = one(told(NARRATOR, actor=CROWN, counts=(killed(9),)), told(WATCH, counts=(killed(20),)), told(COUNCIL))
    assert status([*lent, *each(told(COUNCIL, actor=CROWN))]) != "agreed"


def test_a_lead_with_the_figure_of_its_source_is_a_ground() -> None:
    lead = one(told(NARRATOR, counts=(killed(12),)), told(WATCH, counts=(killed(12),), loose=("kind",)))
    assert status([*lead, *each(told(NEWS, counts=(killed(4),)))], "death_toll") == "disputed"
    small = one(told(NARRATOR, counts=(killed(1),)), told(WATCH, counts=(killed(1),), loose=("kind",)))
    assert status([*small, *each(told(NEWS, counts=(killed(9),)))], "death_toll") == "unclear", "one dead marks nothing"


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (one(told(ORGAN, actor=CROWN), told(WATCH, actor=LEAGUE)), "one_origin"),  # the organ tells of two deeds
        (one(told(NEWS, actor=CROWN), told(WATCH, actor=LEAGUE)), "disputed"),  # two whom a paper quotes
        (each(told(ORGAN, actor=CROWN), told(WATCH, actor=LEAGUE)), "disputed"),
        (one(told(ORGAN, actor=CROWN, **NO), told(WATCH, actor=CROWN)), "disputed"),  # it says that it contradicts
    ],
)
def test_an_outlet_does_not_dispute_its_own_source(read: Read, expected: str) -> None:
    assert status(read) == expected


@pytest.mark.parametrize(
    ("who", "place", "expected"),
    [
        ((WATCH, COUNCIL), CITY, "one_origin"),  # in a city, with no day: two may speak of two
        ((WATCH, COUNCIL), TARN, "agreed"),
    ],
)
def test_who_agrees_speaks_of_one_event(who: tuple[Any, Any], place: Place, expected: str) -> None:
    one_, two = who
    read = each(told(one_, day=None, actor=CROWN, place=place), told(two, day=None, actor=CROWN, place=place))
    assert status(read) == expected
    same = each(told(one_, actor=CROWN, place=place), told(two, actor=CROWN, place=place))
    assert status(same) == "agreed", "a day that both tell"
    marked = {"actor": CROWN, "place": place, "counts": (killed(9),), "day": None}
    assert status(each(told(one_, **marked), told(two, **marked))) == "agreed", "a figure that both give"


def test_what_is_told_of_a_whole_country_agrees_with_nothing() -> None:
    assert status(one(told(WATCH, place=LAND, actor=CROWN), told(COUNCIL, place=TARN, actor=CROWN))) == "one_origin"


def test_who_counts_the_dead_says_not_how_they_died() -> None:
    read = one(told(WATCH, "bombing"), told(COUNCIL, "casualties"), told(PASSING, "bombing"))
    assert "agreed" not in status(read, "occurrence")
    assert status(one(told(WATCH, "bombing"), told(COUNCIL, "bombing")), "occurrence") == "agreed"


PASSING = speaker("passers-by", "local", "resident", named=False)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "disputed"),
        ({"place": LAND}, "one_origin"),  # "villages in the south of the country"
        ({"part": "part"}, "one_origin"),
    ],
)
def test_who_holds_is_compared_of_one_place(fields: Told, expected: str) -> None:
    read = one(told(WATCH, "control", holder=LEAGUE), told(NEWS, "control", holder=CROWN, **fields))
    assert expected in status(read, "control").split()


def test_who_leaves_positions_in_a_city_does_not_lose_it() -> None:
    read = one(told(COUNCIL, "control", holder=LEAGUE, place=CITY), told(ARMY, "withdrawal", actor=LEAGUE, place=CITY))
    assert "disputed" not in status(read, "control")


def test_a_weeks_dead_are_no_rivals_of_a_days() -> None:
    from rashomon.model import When

    week = When("2031-04-29", "2031-05-04", "precise", Span(0, 1), "text")
    read = each(told(WATCH, counts=(killed(40),), time=week), told(NEWS, counts=(killed(9),)))
    assert "disputed" not in status(read, "death_toll")


def test_one_side_that_names_two_weapons_is_not_divided() -> None:
    read = each(
        told(COUNCIL, "airstrike", means=("a drone", "drone")), told(RADIO, "bombing", means=("a car bomb", "car_bomb"))
    )
    assert not any("whether" in m.disputed for m in gather(read, world()))


def test_what_is_told_beside_the_news_unsettles_no_agreement() -> None:
    firm = [told(WATCH, actor=CROWN), told(COUNCIL, actor=CROWN)]
    assert status(one(*firm, told(NEWS, actor=LEAGUE, background=True))) == "agreed"
    assert status(one(*firm, told(NEWS, actor=LEAGUE, loose=("kind",)))) == "unclear"
