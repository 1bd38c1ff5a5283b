"""Do two answers speak of one thing? By their days and places alone, question by question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matters_made import KILN, MILL, OSK, TARN, VALE, entity, report, said

from rashomon.matters import one_thing as of
from rashomon.matters.accounts import Account, Origin, accounts
from rashomon.matters.answer import Answer
from rashomon.model import Place
from rashomon.world.kind_files import load_kinds

WATCH = entity("watch")
COUNTRY = replace(VALE, precision="country")
CITY = replace(TARN, radius_km=12.0)
BASE = accounts([report("r", said(WATCH))], load_kinds())[0]
HELD = accounts([report("r", said(WATCH, "control"))], load_kinds())[0]
DAY = 100


def account(
    start: int | None = None, end: int | None = None, printed: int | None = DAY, told: bool = True,
    place: Place | None = TARN, of_: Account = BASE,
) -> Account:  # fmt: skip
    """With days as numbers; `told` where words say when."""
    time = replace(of_.claim.time, from_="text" if told else "published")
    claim = replace(of_.claim, time=time)
    return replace(of_, start=start, end=end if end is not None else start, published=printed, claim=claim, place=place)


ORIGIN = Origin("o", "monitor", "monitor", "o", False, True, False)


def answer(told: Account, scope: str = "") -> Answer:
    return Answer(told, ORIGIN, "who", "crown", "affirmed", scope=scope)


@pytest.mark.parametrize(
    ("a", "b", "other"),
    [
        (account(98), account(98), False),
        (account(98), account(99), True),
        (account(98, 99), account(99), False),
        (account(98), account(99, told=False), False),
        (account(98, of_=HELD), account(99, of_=HELD), False),  # what lasts
    ],
)
def test_on_other_days(a: Account, b: Account, other: bool) -> None:
    assert of.on_other_days(answer(a), answer(b)) is of.on_other_days(answer(b), answer(a)) is other


@pytest.mark.parametrize(
    ("a", "b", "other"),
    [
        (account(98), account(98), False), (account(98), account(99), True),
        (account(98), account(told=False, printed=99), False), (account(98), account(told=False, printed=102), True),
        (account(told=False), account(told=False, printed=101), False),
        (account(told=False), account(told=False, printed=102), True),
        (account(told=False), account(told=False, printed=None), False),
    ],
)  # fmt: skip
def test_a_state_told_as_of_different_days(a: Account, b: Account, other: bool) -> None:
    assert of.at_other_times(answer(a), answer(b)) is of.at_other_times(answer(b), answer(a)) is other


@pytest.mark.parametrize(
    ("a", "b", "elsewhere"),
    [
        (TARN, TARN, False), (TARN, MILL, True), (TARN, None, True), (None, None, True), (TARN, COUNTRY, True),
        (COUNTRY, COUNTRY, True),
    ],
)  # fmt: skip
def test_two_places_that_are_held(a: Place | None, b: Place | None, elsewhere: bool) -> None:
    one, two = (answer(account(place=p)) for p in (a, b))
    assert of.held_elsewhere(one, two) is of.held_elsewhere(two, one) is elsewhere


@pytest.mark.parametrize(
    ("a", "b", "elsewhere"),
    [(TARN, TARN, False), (TARN, MILL, True), (TARN, None, False), (TARN, COUNTRY, False), (VALE, TARN, True)],
)
def test_figures_of_two_places(a: Place | None, b: Place | None, elsewhere: bool) -> None:
    one, two = (answer(account(place=p)) for p in (a, b))
    assert of.counted_elsewhere(one, two) is of.counted_elsewhere(two, one) is elsewhere


@pytest.mark.parametrize(
    ("a", "b", "longer"),
    [
        (account(94, 100), account(97), True), (account(97, 98), account(97), False),
        (account(97, 99), account(97), True),
        (account(94, 100), account(80), False), (account(94, 100), account(97, told=False), False),
    ],
)  # fmt: skip
def test_a_figure_of_a_longer_time(a: Account, b: Account, longer: bool) -> None:
    assert of.of_longer_time(answer(a), answer(b)) is of.of_longer_time(answer(b), answer(a)) is longer


@pytest.mark.parametrize(
    ("a", "b", "one_news"),
    [
        (account(98), account(98), True), (account(98), account(99), False),
        (account(99), account(told=False, printed=100), True), (account(100), account(told=False, printed=100), True),
        (account(98), account(told=False, printed=100), False), (account(100), account(told=False, printed=99), False),
        (account(told=False, printed=99), account(told=False, printed=100), True),
        (account(told=False, printed=98), account(told=False, printed=100), False),
        (account(100), account(told=False, printed=None), False),
    ],
)  # fmt: skip
def test_in_one_news(a: Account, b: Account, one_news: bool) -> None:
    assert of.in_one_news(a, b) is of.in_one_news(b, a) is one_news


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (account(printed=98, told=False), account(told=False), False),
        (account(printed=97, told=False), account(told=False), True),
        (account(96, printed=97), account(96), False),  # both say when
        (account(96, printed=97), account(told=False), True),
        (account(printed=None, told=False), account(told=False), False),
        (account(printed=97, told=False, of_=HELD), account(told=False, of_=HELD), False),
    ],
)
def test_printed_apart(a: Account, b: Account, apart: bool) -> None:
    assert of.printed_apart(answer(a), answer(b)) is of.printed_apart(answer(b), answer(a)) is apart


@pytest.mark.parametrize(
    ("told", "several", "period"),
    [
        (account(98, 100, place=CITY), False, False),
        (account(97, 100, place=CITY), True, False),
        (account(97, 100), False, False),  # of a town
        (account(92, 100, place=CITY), True, True),
        (account(93, 100, place=CITY), True, False),
        (account(92, 100, of_=HELD, place=CITY), False, False),
        (account(place=CITY), False, False),
    ],
)
def test_days_of_a_city_and_of_a_period(told: Account, several: bool, period: bool) -> None:
    assert (of.of_days_in_a_city(told), of.of_a_period(told)) == (several, period)


@pytest.mark.parametrize(
    ("place", "narrow"),
    [(TARN, True), (replace(TARN, radius_km=4.0), True), (replace(TARN, radius_km=4.1), False), (CITY, False),
     (replace(TARN, radius_km=None), True), (None, False)],
)  # fmt: skip
def test_a_place_that_is_no_city(place: Place | None, narrow: bool) -> None:
    assert of.narrow(account(place=place)) is narrow


@pytest.mark.parametrize(
    ("a", "b", "one_place"),
    [
        (account(98), account(98), True), (account(98), account(98, place=None), True),
        (account(98), account(98, place=OSK), False),
        (account(98), account(98, place=MILL), True),  # a town and its quarter, where the day is one
        (account(98), account(99, place=MILL), False),
        (account(98, place=MILL), account(98, place=KILN), False),
    ],
)  # fmt: skip
def test_at_one_place(a: Account, b: Account, one_place: bool) -> None:
    assert of.at_one_place(a, b) is of.at_one_place(b, a) is one_place


@pytest.mark.parametrize(
    ("scope", "printed", "place", "one_state"),
    [("hold", 107, TARN, True), ("hold", 108, TARN, False), ("hold", 100, MILL, False), ("", 100, TARN, False),
     ("hold", None, TARN, False)],
)  # fmt: skip
def test_one_state_of_a_place_that_went_on(scope: str, printed: int | None, place: Place, one_state: bool) -> None:
    one, two = answer(account(of_=HELD), scope), answer(account(of_=HELD, printed=printed, place=place), scope)
    assert of.one_state(one, two) is of.one_state(two, one) is one_state
