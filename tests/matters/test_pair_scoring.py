"""One happening or two: by place, days, kind and figures; and clustering that neither chains nor depends on order."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matters_made import KILN, MILL, NARRATOR, OSK, TARN, VALE, entity, killed, party, report, said, speaker, world

from rashomon.matters import gather
from rashomon.matters.clustering import JOIN, gather_by_average
from rashomon.matters.comparators import holds, in_area, places_fit, plain, same_place
from rashomon.matters.kind_families import kinds_fit
from rashomon.model import Place, When
from rashomon.world.kind_files import load_kinds

WATCH, CROWN, COUNCIL = entity("watch"), entity("crown-news"), entity("league-council")


def happenings(*read: Any) -> int:
    return len({m.incident for m in gather(read, world())})


def two(
    one: Mapping[str, Any], other: Mapping[str, Any], *, days: tuple[str, str] = ("2031-05-04", "2031-05-04")
) -> int:
    """How many happenings two reports of two outlets tell of."""
    return happenings(report("a", one, published=days[0]), report("b", other, published=days[1], outlet="B"))


@pytest.mark.parametrize(
    ("a", "b", "same", "held", "fit"),
    [
        (TARN, TARN, True, False, True),
        (TARN, MILL, False, True, True),  # a town and its district
        (MILL, KILN, False, False, False),  # two districts of one town
        (TARN, OSK, False, False, False),
        (VALE, TARN, False, False, True),  # a first-order area holds nothing, but may be meant
        (VALE, VALE, True, False, True),
    ],
)
def test_places(a: Place, b: Place, same: bool, held: bool, fit: bool) -> None:
    assert same_place(a, b) is same is same_place(b, a)
    assert holds(a, b) is held
    assert places_fit(a, b) is fit is places_fit(b, a)
    assert in_area(VALE, TARN) and not in_area(TARN, VALE)


@pytest.mark.parametrize(("name", "key"), [("Al-Bab", "bab"), ("the Mill", "mill"), ("Al", "al"), (None, "")])
def test_names_are_compared_without_their_article(name: str | None, key: str) -> None:
    assert plain(name) == key


@pytest.mark.parametrize(
    ("a", "b", "fit"),
    [
        (["airstrike"], ["shelling"], True),  # reports mix them up
        (["airstrike"], ["suicide_bombing"], False),
        (["killing"], ["bombing"], True),  # what came of it fits any
        (["clash"], ["chemical_attack"], False),
    ],
)
def test_kinds(a: list[str], b: list[str], fit: bool) -> None:
    assert kinds_fit(load_kinds()[a[0]].family, a, b) is fit


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        # the same town, the same day
        (said(WATCH), said(CROWN), 1),
        (said(WATCH, day="2031-05-03"), said(CROWN, day="2031-05-03"), 1),
        (said(WATCH, day="2031-05-03"), said(CROWN), 1),  # one of them gives no day but was printed with it
        # a district and its town
        (said(WATCH, day="2031-05-03"), said(CROWN, place=MILL, day="2031-05-03"), 1),
        # other days, other towns, other districts, other kinds
        (said(WATCH, day="2031-04-20"), said(CROWN, day="2031-05-03"), 2),
        (said(WATCH), said(CROWN, place=OSK), 2),
        (said(WATCH, place=MILL), said(CROWN, place=KILN), 2),
        (said(WATCH, "airstrike"), said(CROWN, "protest"), 2),
        # what only tells what came of it fits each deed, as far as the days do
        (said(WATCH, "killing", day="2031-05-03"), said(CROWN, day="2031-05-03"), 1),
        (said(WATCH, "killing", day="2031-05-02"), said(CROWN, day="2031-05-03"), 1),
        # one side's strike on the other, and the other way about
        (
            said(WATCH, actor=party("crown"), target=party("league")),
            said(CROWN, actor=party("league"), target=party("crown")),
            2,
        ),
        # rival doers of one strike
        (
            said(WATCH, actor=party("crown"), target=party("local")),
            said(CROWN, actor=party("league"), target=party("local")),
            1,
        ),
        # two days apart, or of another kind, and other figures of dead: two; with one figure they may be one
        (
            said(WATCH, day="2031-05-01", counts=(killed(20),)),
            said(CROWN, day="2031-05-03", counts=(killed(9),)),
            2,
        ),
        (
            said(WATCH, day="2031-05-01", counts=(killed(20),)),
            said(CROWN, day="2031-05-03", counts=(killed(20),)),
            1,
        ),
        (
            said(WATCH, "airstrike", day="2031-05-03", counts=(killed(20),)),
            said(CROWN, "suicide_bombing", day="2031-05-03", counts=(killed(9),)),
            2,
        ),
        # a province alone is too little, a province and a telling figure is enough
        (said(WATCH, place=VALE), said(CROWN), 2),
        (
            said(WATCH, "bombing", place=VALE, day="2031-05-04", counts=(killed(47),)),
            said(CROWN, "bombing", day="2031-05-04", counts=(killed(47),), actor=party("league")),
            1,
        ),
        # who holds a district says nothing of the town
        (said(WATCH, "control", holder=party("crown")), said(CROWN, "control", holder=party("crown"), place=MILL), 2),
        # aid kept out of a town or of a district of it
        (said(WATCH, "aid_blocked"), said(CROWN, "siege", place=MILL), 1),
    ],
)
def test_two_reports(one: Mapping[str, Any], other: Mapping[str, Any], found: int) -> None:
    assert two(one, other) == found
    assert two(other, one) == found


def test_a_state_lasts_and_an_event_does_not() -> None:
    days = ("2031-05-04", "2031-05-24")
    assert two(said(WATCH, "siege"), said(CROWN, "siege"), days=days) == 1
    assert two(said(WATCH), said(CROWN), days=days) == 2
    assert two(said(WATCH, "siege"), said(CROWN, "siege"), days=("2031-05-04", "2031-07-24")) == 2


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        # background of a day long past is not the news
        (said(NARRATOR, day="2031-02-03", background=True), said(WATCH, actor=party("crown")), 2),
        (said(NARRATOR, day="2031-05-03"), said(WATCH, actor=party("crown")), 1),
        # each day with its own dead; one figure told of two days may be one
        (said(WATCH, day="2031-05-02", counts=(killed(6),)), said(CROWN, day="2031-05-03", counts=(killed(14),)), 2),
        (said(WATCH, day="2031-05-02", counts=(killed(6),)), said(CROWN, day="2031-05-03", counts=(killed(6),)), 1),
        # who is accused and denies it, in words for what came of it
        (
            said(WATCH, "killing", actor=party("crown"), counts=(killed(50),)),
            said(CROWN, "killing", actor=party("crown"), polarity="denied"),
            1,
        ),
    ],
)
def test_in_one_report(one: Mapping[str, Any], other: Mapping[str, Any], found: int) -> None:
    assert happenings(report("r", one, other)) == found


def test_in_one_report_claims_with_no_place_go_to_the_nearest_happening() -> None:
    found = gather(
        [
            report(
                "r",
                said(WATCH, actor=party("crown"), day="2031-05-03"),
                said(WATCH, "casualties", place=None, counts=(killed(7),), day="2031-05-03"),
                said(CROWN, "suicide_bombing", place=OSK, actor=party("league"), day="2031-05-02"),
            )
        ],
        world(),
    )
    (toll,) = [m for m in found if m.kind == "death_toll"]
    assert toll.place == "Tarn"
    assert toll.incident in {m.incident for m in found if m.place == "Tarn" and m.kind == "responsibility"}
    assert len({m.incident for m in found}) == 2


def test_one_speaker_telling_of_two_doers_tells_of_two_happenings() -> None:
    one = said(WATCH, actor=party("crown"))
    other = said(WATCH, actor=party("league"))
    assert happenings(report("r", one, other)) == 2
    assert happenings(report("r", one, {**other, "speaker": CROWN})) == 1, "two speakers dispute one"


def test_fighting_in_two_corners_of_a_town_is_not_one() -> None:
    assert happenings(report("r", said(CROWN, "clash"), said(CROWN, "clash", place=MILL))) == 2
    assert happenings(report("r", said(CROWN, "bombing"), said(CROWN, "bombing", place=MILL))) == 1


def test_plans_predictions_and_refusals_answer_nothing() -> None:
    for modality in ("planned", "predicted", "hypothetical"):
        assert gather([report("r", said(WATCH, modality=modality))], world()) == ()
    assert gather([report("r", said(WATCH, stance="declines"))], world()) == ()
    assert gather([report("r", said(NARRATOR, place=None))], world()) != (), "an event with no place is still one"


def test_average_linkage_does_not_chain() -> None:
    """0-1-2-3 in a row, each like the next and unlike the others."""
    weights = {(0, 1): JOIN + 1, (1, 2): JOIN + 0.5, (2, 3): JOIN + 1}
    assert gather_by_average(4, weights) == [[0, 1], [2, 3]]
    whole = {(i, j): JOIN + 1 for i in range(4) for j in range(i + 1, 4)}
    assert gather_by_average(4, whole) == [[0, 1, 2, 3]]
    assert gather_by_average(3, {}) == [[0], [1], [2]]


@given(st.integers(0, 10_000))
def test_average_linkage_keeps_every_member_once_and_never_joins_the_unlike(seed: int) -> None:
    rng = random.Random(seed)
    n = rng.randint(1, 14)
    weights = {(i, j): rng.uniform(-6, 9) for i in range(n) for j in range(i + 1, n) if rng.random() < 0.5}
    found = gather_by_average(n, weights)
    assert sorted(i for cluster in found for i in cluster) == list(range(n))
    for cluster in found:
        pairs = [(i, j) for i in cluster for j in cluster if i < j]
        if pairs:
            mean = sum(weights.get(p, -6.0) for p in pairs) / len(pairs)
            assert mean <= 9
            assert any(weights.get(p, -6.0) >= JOIN for p in pairs)
    assert gather_by_average(n, dict(sorted(weights.items(), key=lambda w: -w[1]))) == found


def test_a_named_speaker_and_a_crowd_in_two_towns() -> None:
    crowd = speaker("residents", "local", "resident", named=False)
    assert two(said(COUNCIL, "protest"), said(crowd, "protest", place=OSK)) == 2


def test_a_wars_toll_is_no_events_toll() -> None:
    war = said(CROWN, "casualties", place=None, counts=(killed(90_000),))
    found = gather([report("r", said(WATCH, counts=(killed(12),)), war)], world())
    assert len({m.incident for m in found if m.kind == "death_toll"}) == 2


def test_the_attack_may_be_of_any_sort_and_a_battle_may_not() -> None:
    bombing = said(WATCH, "bombing", actor=party("league"))
    assert happenings(report("r", bombing, said(WATCH, "clash", words="attack on a checkpoint, they said"))) == 1
    assert happenings(report("r", bombing, said(WATCH, "clash", words="fighting went on, they said"))) == 2


def test_a_rare_kind_in_a_town_and_its_suburb_is_one_happening() -> None:
    suburb = replace(MILL, within=None, gazetteer="g:9", name="Nether Weir", lat=50.1, lon=10.05)
    assert (
        two(
            said(WATCH, "chemical_attack", day="2031-05-03"),
            said(CROWN, "chemical_attack", place=suburb, day="2031-05-03"),
        )
        == 1
    )
    assert two(said(WATCH, "shelling", day="2031-05-03"), said(CROWN, "shelling", place=suburb, day="2031-05-03")) == 2


def test_a_place_taken_over_from_the_text_around_is_a_weak_one() -> None:
    left = said(COUNCIL, "withdrawal", actor=party("league"), place=MILL)
    again = said(COUNCIL, "withdrawal", actor=party("league"), place=TARN)
    assert happenings(report("r", left, again)) == 2
    assert happenings(report("r", left, {**again, "place_from": "context"})) == 1


def test_displacement_is_told_of_whole_provinces_and_an_event_is_not() -> None:
    days = ("2031-05-04", "2031-05-14")
    fled = {"place": VALE, "counts": (replace(killed(38_000), what="displaced"),)}
    assert two(said(WATCH, "displacement", **fled), said(CROWN, "displacement", **fled), days=days) == 1
    assert two(said(WATCH, "protest", place=VALE), said(CROWN, "protest", place=VALE), days=days) == 2


def test_what_a_side_reports_of_itself_in_the_passive_was_not_done_by_it() -> None:
    passive = said(CROWN, day="2031-05-04")
    accused = said(COUNCIL, actor=party("crown"))
    assert happenings(report("r", passive, accused)) == 2
    assert happenings(report("r", {**passive, "counts": (killed(6),)}, {**accused, "counts": (killed(6),)})) == 1


def test_who_owns_a_deed_tells_of_it_in_the_passive_too() -> None:
    owned = said(CROWN, actor=party("crown"), words="The Crown said it had carried out the shelling.")
    passive = said(CROWN, words="The shelling is our answer, the Crown said.")
    assert happenings(report("r", owned, passive)) == 1
    own = {**passive, "target": party("crown", "a depot")}
    assert happenings(report("r", owned, own)) == 2, "what was its own was hit by another"


def test_the_dead_that_the_owner_of_an_attack_counts_are_those_of_it_though_an_outlet_lays_it_to_them_too() -> None:
    owned = said(CROWN, actor=party("crown"), words="The Crown claimed the attack.")
    laid = said(COUNCIL, actor=party("crown"), counts=(killed(12),))
    dead = said(CROWN, "casualties", place=None, counts=(killed(190),), words="The Crown said that 190 were dead.")
    assert happenings(report("r", laid, owned, dead)) == 1
    assert happenings(report("r", laid, dead)) == 2, "who owns nothing counts their own dead"


def test_an_agreement_is_done_to_nobody() -> None:
    assert happenings(report("r", said(CROWN, "agreement"), said(COUNCIL, "agreement", actor=party("crown")))) == 1


def test_killed_with_no_figure_stays_with_its_speaker() -> None:
    shelling = said(COUNCIL, "shelling", actor=party("crown"))
    assert happenings(report("r", shelling, said(CROWN, "killing", actor=party("crown")))) == 2
    assert happenings(report("r", shelling, said(COUNCIL, "killing", actor=party("crown")))) == 1
    assert happenings(report("r", shelling, said(WATCH, "killing", counts=(killed(4),)))) == 1


def test_the_same_text_in_two_outlets_tells_of_the_same_happenings() -> None:
    text = (
        "The bridge keeper counted nine carts, three lamps and no oars before the bell rang twice over the weir. " * 2
    )
    one = report("a", said(WATCH, "protest", place=VALE), text=text)
    other = report("b", said(WATCH, "protest", place=VALE), text=text, outlet="B", published="2031-05-07")
    assert happenings(one, other) == 1


def test_what_a_side_reports_of_itself_and_what_the_other_side_does_are_two_happenings() -> None:
    """In one report; a side that names no doer tells of what was done to it."""
    own = said(CROWN, target=party("crown", "a depot"), words="Shells fell on our depot, the agency said.")
    passive = said(COUNCIL, words="Shelling shook the town, the Council said.")
    assert happenings(report("r", own, {**passive, "actor": party("crown")})) == 2
    assert happenings(report("r", own, passive)) == 2
    assert happenings(report("r", own, {**passive, "target": party("crown", "the depot")})) == 1
    assert happenings(report("r", own, {**passive, "speaker": WATCH})) == 1, "a monitor speaks for no side"
    counted = {"counts": (killed(6),)}
    assert happenings(report("r", {**own, **counted}, {**passive, **counted})) == 1, "the same dead"


def test_a_side_that_withdraws_and_a_side_that_loses_the_place_are_one_happening() -> None:
    left = said(WATCH, "withdrawal", actor=party("league"))
    lost = said(COUNCIL, "control", target=party("league"))
    assert happenings(report("r", left, lost)) == 1
    assert two(left, lost) == 1


def test_bombs_that_are_dropped_may_be_an_air_strike() -> None:
    strike = said(WATCH, "airstrike", actor=party("crown"))
    assert happenings(report("r", strike, said(COUNCIL, "bombing", words="Dropped two bombs, they said"))) == 1
    assert happenings(report("r", strike, said(COUNCIL, "bombing", words="Bombs in a cellar, they said"))) == 2


def test_a_figure_of_years_is_no_figure_of_the_day() -> None:
    """ "Since 2024 its strikes have killed 735": no first day, and long over when it was printed."""
    years = When(None, "2030-12-31", "imprecise", None, "text")
    total = said(CROWN, "airstrike", time=years, counts=(killed(735),))
    assert happenings(report("r", said(WATCH, "airstrike", day="2031-05-04", counts=(killed(18),)), total)) == 2
    assert two(said(WATCH, "airstrike", day="2031-05-04"), total) == 2


@pytest.mark.parametrize(
    ("passing", "asked"),
    [
        (said(NARRATOR, "shortage"), False),
        (said(NARRATOR, "casualties", counts=(killed(90_000),)), False),  # the war so far
        (said(NARRATOR, "shelling"), True),
        (said(WATCH, "shortage"), True),  # whoever is named is never left out
        (said(speaker("residents", "local", "resident", named=False), "shortage"), True),
    ],
)
def test_what_an_outlet_says_in_passing_raises_no_question(passing: dict[str, Any], asked: bool) -> None:
    assert bool(gather([report("r", passing)], world())) is asked


def test_a_state_that_is_told_of_today_is_of_today_whenever_it_began() -> None:
    """One report: "the army claims the town that it has besieged since March", and it has not fallen."""
    since = said(CROWN, "control", holder=party("crown"), day="2031-02-10")
    today = said(COUNCIL, "control", holder=party("crown"), polarity="denied")
    other = report("b", said(CROWN, "control", holder=party("crown"), day="2031-05-03"), outlet="B")
    assert happenings(report("a", since, today), other) == 1
    assert happenings(report("a", since), other) == 2


def test_a_wide_place_finds_what_it_holds_some_cells_away() -> None:
    heights = replace(VALE, name="Harrow Heights", precision="admin2", radius_km=30.0, gazetteer="g:90", admin1=None)
    village = replace(OSK, name="Hollin", lat=heights.lat + 0.15, lon=heights.lon, radius_km=2.0, gazetteer="g:91")  # type: ignore[operator]
    strike = {"actor": party("crown"), "day": "2031-05-03"}
    assert holds(heights, village)
    assert two(said(WATCH, place=heights, **strike), said(CROWN, place=village, **strike)) == 1


@pytest.mark.parametrize(
    ("kind", "found"),
    [("bombing", 1), ("chemical_attack", 1), ("shootdown", 1), ("shelling", 2), ("airstrike", 2)],
)
def test_who_is_blamed_and_who_was_hit_part_what_is_done_back_and_forth(kind: str, found: int) -> None:
    """In one report, and across two: shells fly both ways in a day; a bomb laid to both sides is one."""
    blamed = said(
        WATCH,
        kind,
        actor=party("crown"),
        target=party("league"),
        day="2031-05-04",
        words="Valley Watch laid it to the Crown.",
    )
    back = said(
        speaker("Ree Tamsin", "local", "resident"),
        kind,
        actor=party("league"),
        target=party("crown"),
        day="2031-05-04",
        words="Ree Tamsin saw who did it.",
    )
    assert happenings(report("r", blamed, back)) == found
    assert happenings(report("a", blamed), report("b", back, outlet="B")) == found


@pytest.mark.parametrize(("dead", "found"), [(12, 1), (13, 2)])
def test_who_counts_the_same_dead_and_blames_the_other_side_tells_of_the_same(dead: int, found: int) -> None:
    one = said(WATCH, "airstrike", actor=party("crown"), target=party("league"), counts=(killed(12),))
    other = said(COUNCIL, "airstrike", actor=party("league"), target=party("crown"), counts=(killed(dead),))
    assert happenings(report("a", one), report("b", other, outlet="B")) == found


@pytest.mark.parametrize(("kind", "found"), [("chemical_attack", 1), ("airstrike", 2)])
def test_who_is_accused_of_a_contested_deed_speaks_of_that_deed(kind: str, found: int) -> None:
    assert happenings(report("r", said(CROWN, kind), said(COUNCIL, kind, actor=party("crown")))) == found


def test_what_is_not_known_joins_no_happenings_and_makes_none() -> None:
    open_ = said(WATCH, "airstrike", modality="hypothetical", stance="declines", actor=party("crown"))
    assert happenings(report("r", open_)) == 0
    assert happenings(report("r", said(COUNCIL, "airstrike"), open_)) == 1
    assert happenings(report("r", said(COUNCIL, "airstrike", place=OSK), {**open_, "place": TARN})) == 1
