"""Relations that stand: pairs and triples of accounts, and what may be said of how they stand to each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import MILL, NARRATOR, OSK, TARN, VALE, entity, killed, party, report, said, speaker, world

from rashomon.matters import gather
from rashomon.matters.one_thing import part_scope, whole_of
from rashomon.matters.tolls import tolls_support
from rashomon.model import Count, Matter, Reading, Report, Statement, Toll, Why

ARMY, NEWS, COUNCIL, RADIO, WATCH = map(entity, ("crown-army", "crown-news", "league-council", "league-radio", "watch"))
LOWLAND = entity("lowland-army")
OFFICER = speaker("an officer who left", "crown", "defector", named=False)
PASSING = speaker("passers-by", "local", "resident", named=False)
CROWN, LEAGUE = party("crown"), party("league")
DAY, NEXT, LATER = "2031-05-03", "2031-05-04", "2031-05-09"
CITY = replace(TARN, radius_km=12.0)
SCHOOL = party("local", "a school", "school")
BASE = party("league", "a base", "base")

Told = dict[str, Any]


def told(who: Any, kind: str = "shelling", day: str | None = DAY, **fields: Any) -> Told:
    return said(who, kind, **({"day": day} if day else {}), **fields)


def apart(*sayings: Told, published: tuple[str, ...] = ()) -> list[tuple[Report, Reading]]:
    """Each saying in a report of an outlet of its own."""
    days = published or ("2031-05-04",) * len(sayings)
    return [
        report(f"r{n}", s, published=day, outlet=f"Paper {n}")
        for n, (s, day) in enumerate(zip(sayings, days, strict=True))
    ]


def together(*sayings: Told) -> list[tuple[Report, Reading]]:
    return [report("one", *sayings)]


def matters(read: list[tuple[Report, Reading]], kind: str) -> list[Matter]:
    return [m for m in gather(read, world()) if m.kind == kind]


def statuses(read: list[tuple[Report, Reading]], kind: str) -> set[str]:
    return {m.status for m in matters(read, kind)}


LOOSE = {"loose": ("kind",)}
NO = {"polarity": "denied"}
BY_CROWN, BY_LEAGUE = {"actor": CROWN}, {"actor": LEAGUE}


@pytest.mark.parametrize(
    ("read", "status"),
    [
        # a relation rests on firm claims
        (together(told(WATCH, **BY_CROWN), told(ARMY, **BY_CROWN, **NO)), "disputed"),
        (together(told(WATCH, **BY_CROWN, **LOOSE), told(ARMY, **BY_CROWN, **NO)), "unclear"),
        (together(told(WATCH, **BY_CROWN), told(ARMY, **BY_CROWN, **NO, **LOOSE)), "unclear"),
        (together(told(WATCH, **BY_CROWN, **LOOSE), told(ARMY, **BY_CROWN, **NO, **LOOSE)), "unclear"),
        (together(told(WATCH, **BY_CROWN), told(COUNCIL, **BY_CROWN)), "agreed"),
        (together(told(WATCH, **BY_CROWN), told(COUNCIL, **BY_CROWN, **LOOSE)), "unclear"),
        # a loose claim more changes nothing of what firm ones say
        (together(told(WATCH, **BY_CROWN), told(COUNCIL, **BY_CROWN), told(PASSING, **BY_CROWN, **LOOSE)), "agreed"),
        (
            together(told(WATCH, **BY_CROWN), told(ARMY, **BY_CROWN, **NO), told(COUNCIL, **BY_CROWN, **LOOSE)),
            "disputed",
        ),
        # nor is agreed what a loose one denies
        (
            together(told(WATCH, **BY_CROWN), told(COUNCIL, **BY_CROWN), told(ARMY, **BY_CROWN, **NO, **LOOSE)),
            "unclear",
        ),
        # what needs no other account needs no firm one
        (together(told(WATCH, **BY_CROWN, **LOOSE)), "one_origin"),
        (together(told(NEWS, **BY_LEAGUE, **LOOSE), told(ARMY, **BY_LEAGUE, **LOOSE)), "one_camp"),
        # background is no ground
        (together(told(WATCH, **BY_CROWN, background=True), told(ARMY, **BY_CROWN, **NO)), "unclear"),
        # who denies and is taken to affirm
        (together(told(WATCH, **BY_CROWN), told(COUNCIL, **BY_CROWN, stance="denies")), "unclear"),
        # speakers of no side ground nothing
        (together(told(NARRATOR, **BY_CROWN), told(ARMY, **BY_CROWN, **NO)), "one_origin"),
        (together(told(speaker("somebody"), **BY_CROWN), told(ARMY, **BY_CROWN, **NO)), "one_origin"),
        # two doers of one deed
        (together(told(WATCH, **BY_CROWN), told(NEWS, **BY_LEAGUE)), "disputed"),
        (apart(told(WATCH, **BY_CROWN), told(NEWS, **BY_LEAGUE)), "disputed"),
        # in a city each may have shelled the other
        (apart(told(WATCH, place=CITY, **BY_CROWN), told(NEWS, place=CITY, **BY_LEAGUE)), "one_origin"),
        (together(told(WATCH, place=CITY, **BY_CROWN), told(NEWS, place=CITY, **BY_LEAGUE)), "disputed"),
        (
            apart(
                told(WATCH, place=CITY, target=SCHOOL, **BY_CROWN), told(NEWS, place=CITY, target=SCHOOL, **BY_LEAGUE)
            ),
            "disputed",
        ),
        (
            apart(
                told(WATCH, place=CITY, counts=(killed(9),), **BY_CROWN),
                told(NEWS, place=CITY, counts=(killed(9),), **BY_LEAGUE),
            ),
            "disputed",
        ),
        # a denial needs no mark: it says of which deed it speaks
        (apart(told(WATCH, place=CITY, **BY_CROWN), told(ARMY, place=CITY, **BY_CROWN, **NO)), "disputed"),
        # planes of the one and shells of the other are two deeds
        (together(told(WATCH, "airstrike", place=CITY, **BY_CROWN), told(NEWS, place=CITY, **BY_LEAGUE)), "one_origin"),
    ],
)
def test_who_did_it(read: list[tuple[Report, Reading]], status: str) -> None:
    assert statuses(read, "responsibility") == {status}


def dead(who: Any, low: float, high: float | None = -1, whom: str | None = None, **fields: Any) -> Told:
    return told(who, fields.pop("kind", "shelling"), counts=(killed(low, high, whom),), **fields)


@pytest.mark.parametrize(
    ("counted", "dozens", "disputed"),
    [
        (13, True, False),  # who says "dozens" has counted none
        (13, False, True),
        (6, True, True),
        (60, True, False),
    ],
)
def test_a_word_like_dozens_disputes_only_what_is_far_below_it(counted: int, dozens: bool, disputed: bool) -> None:
    many = replace(killed(24, None), text="dozens" if dozens else "24")
    read = together(told(NEWS, "shelling", counts=(many,)), dead(WATCH, counted))
    assert ("disputed" in statuses(read, "death_toll")) is disputed


@pytest.mark.parametrize(("quoted", "agreed"), [("league-radio", False), ("watch", True), (None, True)])
def test_an_organ_does_not_agree_with_a_side_that_it_quotes(quoted: str | None, agreed: bool) -> None:
    """What it prints as its own may be what that side told it."""
    own = [dead(replace(entity("crown-news"), text=None, span=None), 9)]
    heard = [dead(entity(quoted), 10)] if quoted else []
    read = [report("one", *own, *heard), report("two", dead(COUNCIL, 9), outlet="The Hill Post")]
    assert ("agreed" in statuses(read, "death_toll")) is agreed


@pytest.mark.parametrize(
    ("read", "disputed"),
    [
        (together(dead(NEWS, 4), dead(WATCH, 20)), True),
        (apart(dead(NEWS, 4), dead(WATCH, 20)), True),
        (together(dead(NEWS, 4), dead(WATCH, 5)), False),  # close
        # two lower bounds
        (together(dead(NEWS, 4, None), dead(WATCH, 20, None)), False),
        (together(dead(NEWS, 4, None), dead(WATCH, 400, None)), False),
        (together(dead(NEWS, 4), dead(WATCH, 20, None)), True),
        (together(dead(NEWS, 40), dead(WATCH, 20, None)), False),
        # parts and totals
        (together(dead(NEWS, 20), dead(WATCH, 14, whom="civilians")), False),
        (together(dead(NEWS, 20, None), dead(WATCH, 14, whom="civilians")), False),
        (together(dead(NEWS, 12), dead(WATCH, 40, whom="civilians")), True),  # some are more than all
        (together(dead(NEWS, 4, whom="civilians"), dead(WATCH, 20, whom="civilians")), True),
        (together(dead(NEWS, 4, whom="civilians"), dead(WATCH, 20, whom="residents")), True),  # one by another word
        (together(dead(NEWS, 4, whom="civilians"), dead(WATCH, 20, whom="children")), False),
        (together(dead(NEWS, 4, whom="fighters"), dead(WATCH, 20, whom="civilians")), False),
        (together(dead(NEWS, 4, whom="fighters"), dead(WATCH, 20)), False),
        # places
        (apart(dead(NEWS, 4, place=MILL), dead(WATCH, 20)), False),  # a quarter and its town
        (apart(dead(NEWS, 4), dead(WATCH, 20, place=VALE)), False),  # a town and its province
        (apart(dead(NEWS, 4), dead(WATCH, 20, place=OSK)), False),
        (apart(dead(NEWS, 4, place=MILL), dead(WATCH, 20, place=MILL)), True),
        # days
        (apart(dead(NEWS, 4), dead(WATCH, 20, day=NEXT)), False),
        (apart(dead(NEWS, 4), dead(WATCH, 20, day=LATER), published=(NEXT, "2031-05-10")), False),
        (apart(dead(NEWS, 4), dead(WATCH, 20), published=(NEXT, "2031-05-06")), True),  # printed later, of one day
        # within one camp
        (apart(dead(NEWS, 4), dead(ARMY, 20), published=(NEXT, NEXT)), True),
        (apart(dead(NEWS, 4), dead(ARMY, 20), published=(NEXT, "2031-05-06")), False),  # an update
        (together(dead(NEWS, 4), dead(ARMY, 20)), False),
        (apart(dead(WATCH, 4), dead(entity("watch-head"), 20), published=(NEXT, "2031-05-06")), False),  # one origin
        # loose
        (together(dead(NEWS, 4, **LOOSE), dead(WATCH, 20)), False),
    ],
)
def test_figures_that_are_rivals(read: list[tuple[Report, Reading]], disputed: bool) -> None:
    assert ("disputed" in statuses(read, "death_toll")) is disputed


JETS = {"means": ("jets", "aircraft")}


@pytest.mark.parametrize(
    ("one", "other", "agreed"),
    [
        (told(WATCH, "airstrike", **JETS), told(COUNCIL, "airstrike", **JETS), True),
        (told(WATCH, "airstrike", **JETS), told(COUNCIL, "airstrike"), False),  # that it came from the air is no news
    ],
)
def test_nobody_agrees_on_means_that_he_does_not_name(one: Told, other: Told, agreed: bool) -> None:
    found = [m for m in matters(together(one, other), "other") if m.question.startswith("By what means")]
    assert [m.status for m in found] == (["agreed"] if agreed else []), "where nothing is named, nothing is asked"


@pytest.mark.parametrize(("printed", "status"), [(NEXT, "agreed"), (LATER, "one_origin")])
def test_a_state_of_things_is_compared_as_of_one_day(printed: str, status: str) -> None:
    read = apart(told(WATCH, "siege", day=None), told(COUNCIL, "siege", day=None), published=(NEXT, printed))
    assert statuses(read, "other") == {status}


@pytest.mark.parametrize(
    ("other", "status"),
    [
        (speaker("the watchdog", "rights_group", "rights_group", named=False), "one_origin"),
        (speaker("Rights for All", "rights_group", "rights_group"), "agreed"),
    ],
)
def test_a_watchdog_with_no_name_may_be_the_monitor(other: Any, status: str) -> None:
    assert statuses(together(told(WATCH, **BY_CROWN), told(other, **BY_CROWN)), "responsibility") == {status}


def earlier(low: float) -> Count:
    return replace(killed(low), scope="earlier")


@pytest.mark.parametrize(
    ("first_printed", "stands"),
    [(NEXT, False), ("2031-05-08", False), ("2031-05-09", True)],
    ids=["before", "on that day", "said again"],
)
def test_a_figure_that_its_camp_called_replaced_answers_nothing(first_printed: str, stands: bool) -> None:
    first = dead(ARMY, 50)
    other = dead(WATCH, 260)
    revised = told(NEWS, counts=(killed(270), earlier(50)))
    read = apart(first, other, revised, published=(first_printed, NEXT, "2031-05-08"))
    [toll] = matters(read, "death_toll")
    assert (Toll(50, 50) in [p.answer for p in toll.positions]) is stands
    assert toll.status == ("disputed" if stands else "agreed"), toll.reason
    assert statuses(read[:2], "death_toll") == {"disputed"}


@pytest.mark.parametrize(
    ("a", "b", "support"),
    [
        ((12, 12), (12, 12), True),
        ((12, None), (14, 14), True),
        ((12, None), (30, 30), False),  # no rivals, and no agreement
        ((20, None), (20000, None), False),
        ((100, None), (108, None), True),
        ((10, 30), (20, 25), True),
        ((4, 4), (9, 9), False),
    ],
)
def test_figures_that_support_each_other(a: tuple[Any, Any], b: tuple[Any, Any], support: bool) -> None:
    assert tolls_support(Toll(*a), Toll(*b)) is tolls_support(Toll(*b), Toll(*a)) is support


def test_a_scope_and_what_it_is_some_of() -> None:
    assert whole_of(part_scope("people in North Vale", "civilians")) == "people in North Vale"


HELD, FELL = {"holder": CROWN}, {"holder": LEAGUE}


@pytest.mark.parametrize(
    ("sayings", "published", "status"),
    [
        ([told(ARMY, "control", None, **HELD), told(COUNCIL, "control", None, **FELL)], (NEXT, NEXT), "disputed"),
        # a week later it may have changed hands
        (
            [told(ARMY, "control", None, **HELD), told(COUNCIL, "control", None, **FELL)],
            (NEXT, "2031-05-11"),
            "one_origin",
        ),
        # a denial speaks of the holder that others affirm
        ([told(ARMY, "control", None, **HELD), told(COUNCIL, "control", None, **HELD, **NO)], (NEXT, NEXT), "disputed"),
        ([told(ARMY, "control", None, **HELD), told(WATCH, "control", None, **HELD)], (NEXT, NEXT), "agreed"),
        (
            [told(ARMY, "control", None, **HELD, loose=("place",)), told(COUNCIL, "control", None, **FELL)],
            (NEXT, NEXT),
            "unclear",
        ),
    ],
)
def test_who_holds_it(sayings: list[Told], published: tuple[str, ...], status: str) -> None:
    assert status in statuses(apart(*sayings, published=published), "control")


def owning(read: tuple[Report, Reading]) -> tuple[Report, Reading]:
    """The same, with claims that are told as owned: "claimed responsibility for"."""
    made, reading = read

    def owned(s: Statement) -> Statement:
        return replace(s, claims=tuple(replace(c, why=(Why("made", "made.owning_it"),)) for c in s.claims))

    return made, replace(reading, statements=tuple(map(owned, reading.statements)))


BANDS, CONVOY = party("league", "militants"), party("unknown", "an arms convoy")


@pytest.mark.parametrize(
    ("sayings", "conceded_by"),
    [
        # its own deed, which another side calls harm to civilians
        ([told(WATCH, target=SCHOOL, **BY_CROWN), told(ARMY, **BY_CROWN)], ("crown",)),
        ([dead(WATCH, 9, whom="civilians", **BY_CROWN), told(ARMY, **BY_CROWN)], ("crown",)),
        ([told(WATCH, target=BASE, **BY_CROWN), told(ARMY, target=BASE, **BY_CROWN)], ()),  # nobody blames it
        # a blow at an enemy that it is proud of, where others tell of a school; but the place is no enemy
        ([told(WATCH, target=SCHOOL, **BY_CROWN), told(ARMY, target=BANDS, **BY_CROWN)], ()),
        ([told(WATCH, target=SCHOOL, **BY_CROWN), told(ARMY, target=CONVOY, **BY_CROWN)], ()),
        ([told(WATCH, target=SCHOOL, **BY_CROWN), dead(ARMY, 60, whom="soldiers", **BY_CROWN)], ()),
        ([told(WATCH, target=SCHOOL, **BY_CROWN), told(ARMY, target=party("unknown", "Tarn"), **BY_CROWN)], ("crown",)),
        ([told(LOWLAND, target=SCHOOL, **BY_CROWN), told(ARMY, **BY_CROWN)], ()),  # no ally accuses
        ([told(WATCH, target=SCHOOL, **BY_CROWN), told(OFFICER, **BY_CROWN)], ()),  # nobody who speaks for it
        ([told(WATCH, target=SCHOOL, **BY_CROWN), told(ARMY, **BY_CROWN, background=True)], ()),
        ([told(ARMY, stance="acknowledges", **BY_CROWN)], ("crown",)),
        # what an enemy did to its own
        ([told(NEWS, target=party("crown", "police"), stance="acknowledges", **BY_LEAGUE)], ()),
        ([dead(NEWS, 3, whom="civilians", stance="acknowledges", **BY_LEAGUE)], ()),
        # a denial of its own camp, and then a yes
        ([told(NEWS, **BY_CROWN, **NO), told(entity("crown-minister"), **BY_CROWN)], ("crown",)),
        # losses
        ([told(COUNCIL, "withdrawal", None, **BY_LEAGUE)], ("league",)),
        ([told(COUNCIL, "withdrawal", None, loose=("place",), **BY_LEAGUE)], ()),
    ],
)
def test_who_concedes(sayings: list[Told], conceded_by: tuple[str, ...]) -> None:
    found = gather(together(*sayings), world())
    assert {c for m in found for c in m.conceded_by} == set(conceded_by)


def test_who_claims_responsibility_concedes_the_deed() -> None:
    read = together(told(RADIO, "bombing", **BY_LEAGUE))
    [matter] = matters(list(map(owning, read)), "responsibility")
    assert (matter.status, matter.conceded_by) == ("conceded", ("league",))
    assert statuses(read, "responsibility") == {"one_origin"}
    assert "at “league”" in matter.reason, "it names the words in which the side says so"


def test_a_headline_concedes_nothing() -> None:
    made, reading = together(told(ARMY, stance="acknowledges", **BY_CROWN))[0]
    above = replace(reading, statements=tuple(replace(s, manner="headline") for s in reading.statements))
    assert {m.conceded_by for m in gather([(made, above)], world())} == {()}


def test_an_unclear_matter_says_whose_words_are_to_be_read_and_for_what() -> None:
    read = together(told(WATCH, loose=("kind", "time"), **BY_CROWN), told(ARMY, **BY_CROWN, **NO))
    [matter] = matters(read, "responsibility")
    assert matter.unsure == ("Valley Watch, at “valley”: what happened, when it was.",)
    assert matter.reason.endswith("It would be disputed, but that rests on what is not sure.")
    assert (matter.firm, matter.loose) == (1, 1)
    assert (matter.disputed, matter.conceded_by) == ((), ())


def test_who_denies_and_is_taken_to_affirm_is_counted_as_loose() -> None:
    read = together(told(WATCH, **BY_CROWN), told(COUNCIL, **BY_CROWN, stance="denies"))
    [matter] = matters(read, "responsibility")
    assert (matter.status, matter.firm, matter.loose) == ("unclear", 1, 1)
    assert len(matter.unsure) == 1


@pytest.mark.parametrize(
    ("days", "status"),
    [(("2031-05-01", "2031-05-03"), "agreed"), (("2031-04-01", "2031-05-03"), "one_origin")],
)
def test_nobody_agrees_on_what_is_told_of_a_month(days: tuple[str, str], status: str) -> None:
    from rashomon.model import Span, When

    time = When(*days, "imprecise", Span(0, 1), "text")
    read = together(told(WATCH, time=time, **BY_CROWN), told(COUNCIL, time=time, **BY_CROWN))
    assert statuses(read, "responsibility") == {status}


def test_that_there_was_fighting_is_no_agreement() -> None:
    read = together(told(WATCH, "clash"), told(COUNCIL, "clash"))
    assert statuses(read, "occurrence") == {"one_origin"}
    assert statuses(together(told(WATCH), told(COUNCIL)), "occurrence") == {"agreed"}
    assert statuses(together(told(WATCH, "clash"), told(ARMY, "clash", **NO)), "occurrence") == {"disputed"}
