"""What makes no relation: another deed, a part, a sum, a headline, a bare word; and what one report tells of two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from matters_made import MILL, OSK, TARN, entity, killed, party, report, said, world

from rashomon.matters import gather
from rashomon.matters.report_events import opens_anew, sentence_start
from rashomon.model import Claim, Matter, Place, Reading, Reason, Report, Span, Speaker, Statement, Why

ARMY, NEWS, COUNCIL, WATCH = map(entity, ("crown-army", "crown-news", "league-council", "watch"))
ORGAN = Speaker("Crown News Agency", None, None, "state_media", "crown", "crown-news", True)
DAY, NEXT, LATER = "2031-05-03", "2031-05-04", "2031-05-20"
CITY = replace(TARN, radius_km=12.0)
LAND = Place(Span(0, 0), "Veld", "Veld", 50.0, 10.0, 300.0, "country", "XX", None, "g:9", None)
BY_CROWN, BY_LEAGUE = {"actor": party("crown")}, {"actor": party("league")}
NO = {"polarity": "denied"}
SOMEBODY = {"actor": party("unknown", "gunmen")}

Told = dict[str, Any]
Read = list[tuple[Report, Reading]]


def told(who: Any, kind: str = "bombing", day: str | None = DAY, **fields: Any) -> Told:
    return said(who, kind, **({"day": day} if day else {}), **fields)


def dead(who: Any, low: float, day: str | None = DAY, **fields: Any) -> Told:
    return told(who, "bombing", day, counts=(killed(low),), **fields)


def together(*sayings: Told) -> Read:
    return [report("one", *sayings)]


def apart(*sayings: Told, published: tuple[str, ...]) -> Read:
    return [report(f"r{n}", s, published=published[n], outlet=f"Paper {n}") for n, s in enumerate(sayings)]


def with_claim(read: Read, n: int, change: Callable[[Claim], Claim]) -> Read:
    """The same, with the claim of the statement of that number changed."""
    return with_statement(read, n, lambda s: replace(s, claims=tuple(map(change, s.claims))))


def with_statement(read: Read, n: int, change: Callable[[Statement], Statement]) -> Read:
    (made, reading), *rest = read
    statements = tuple(change(s) if k == n else s for k, s in enumerate(reading.statements))
    return [(made, replace(reading, statements=statements)), *rest]


def taken_up(claim: Claim) -> Claim:
    return replace(claim, grades=(("kind", "reference"),))


def matters(read: Read, kind: str) -> list[Matter]:
    return [m for m in gather(read, world()) if m.kind == kind]


def statuses(read: Read, kind: str) -> set[str]:
    return {m.status for m in matters(read, kind)}


def incidents(read: Read) -> int:
    return len({m.incident for m in gather(read, world())})


@pytest.mark.parametrize(
    ("read", "disputed"),
    [
        (together(told(WATCH, **BY_CROWN), told(NEWS, **BY_LEAGUE)), True),
        (together(told(WATCH, **BY_CROWN), told(NEWS, place=MILL, **BY_LEAGUE)), True),  # a quarter, on that very day
        (together(told(WATCH, day=None, **BY_CROWN), told(NEWS, day=None, place=MILL, **BY_LEAGUE)), False),
    ],
)
def test_two_doers_of_one_deed_did_it_at_one_place(read: Read, disputed: bool) -> None:
    assert ("disputed" in statuses(read, "responsibility")) is disputed


@pytest.mark.parametrize(
    ("read", "disputed"),
    [
        # of a day, and of none and over twice as high: mostly all since some day
        (together(dead(WATCH, 9), dead(NEWS, 40, None)), False),
        (together(dead(WATCH, 9), dead(NEWS, 12, None)), True),
        (together(dead(WATCH, 9, None), dead(NEWS, 40, None)), True),
        (together(dead(WATCH, 40), dead(NEWS, 9, None)), True),
        # printed long before the higher one: nobody knows what its origin says by now
        (apart(dead(NEWS, 4), dead(WATCH, 20), published=(NEXT, LATER)), False),
        (apart(dead(NEWS, 20), dead(WATCH, 4), published=(NEXT, LATER)), True),
        (apart(dead(NEWS, 4), dead(WATCH, 20), published=(NEXT, "2031-05-06")), True),
    ],
)
def test_sums_and_old_figures_are_no_rivals(read: Read, disputed: bool) -> None:
    assert ("disputed" in statuses(read, "death_toll")) is disputed


@pytest.mark.parametrize(("manner", "answer"), [("headline", False), ("indirect", True)])
def test_a_headline_gives_no_figure_where_its_report_does(manner: str, answer: bool) -> None:
    """The headline's 40 is the monitor's, who counts 10 below it; the radio counts 10, too."""
    read = together(dead(WATCH, 40), dead(WATCH, 10), dead(COUNCIL, 10))
    read = with_statement(read, 0, lambda s: replace(s, manner=manner))  # type: ignore[arg-type]
    assert ("disputed" in statuses(read, "death_toll")) is answer


@pytest.mark.parametrize(
    ("speaker", "disputed"),
    [(ORGAN, False), (NEWS, True), (WATCH, True)],
)
def test_an_organ_prints_no_denial_of_its_own_words_by_its_own_side(speaker: Speaker, disputed: bool) -> None:
    read = together(told(speaker, **BY_CROWN), told(ARMY, **BY_CROWN, **NO))
    assert ("disputed" in statuses(read, "responsibility")) is disputed


def test_a_figure_of_some_of_those_counted_is_none_of_all() -> None:
    some = replace(killed(30, who="fighters"), part_of=0)
    attackers = told(NEWS, counts=(killed(75, who="fighters"), some))
    [toll] = matters(together(attackers, told(WATCH, counts=(killed(29, who="fighters"),))), "death_toll")
    assert toll.status == "disputed", "75 and 29; nobody agrees on 30"


@pytest.mark.parametrize(
    ("fields", "change", "disputed"),
    [
        ({}, taken_up, True),  # "denied the report"
        (SOMEBODY, lambda c: c, True),  # "denied that gunmen had bombed it"
        (SOMEBODY, taken_up, False),  # "denied the accusations", of whomever they were
    ],
)
def test_who_denies_an_accusation_denies_no_deed(
    fields: Told, change: Callable[[Claim], Claim], disputed: bool
) -> None:
    read = with_claim(together(told(WATCH), told(ARMY, **fields, **NO)), 1, change)
    assert ("disputed" in statuses(read, "occurrence")) is disputed


def test_who_denies_having_done_it_denies_no_deed_that_he_names_beside() -> None:
    """ "denied that its planes had hit the town in the wave of bombings": there was one."""
    read = together(told(WATCH), told(ARMY, **BY_CROWN, **NO), told(ARMY, **NO))
    assert "disputed" in statuses(read, "occurrence")
    beside = read[0][1].statements[2].claims
    read = with_statement(read, 1, lambda s: replace(s, claims=s.claims + beside))
    read = with_statement(read, 2, lambda s: replace(s, claims=()))
    assert "disputed" not in statuses(read, "occurrence")


@pytest.mark.parametrize(("sort", "answers"), [(None, False), ("accident", True)])
def test_what_it_was_called_says_not_who_did_it(sort: str | None, answers: bool) -> None:
    """ "Saying it was an excuse"; but "it was a mistake" owns the deed."""

    def called(c: Claim) -> Claim:
        return replace(c, why=(Why("made", "made.it_was"),), reason=Reason("a word", Span(0, 1), sort))

    read = with_claim(together(told(WATCH), told(ARMY, **BY_CROWN)), 1, called)
    assert bool(matters(read, "responsibility")) is answers


@pytest.mark.parametrize(
    ("one", "other", "agreed"),
    [
        (told(WATCH), told(COUNCIL), True),
        (told(WATCH, day=None), told(COUNCIL, day=None, place=MILL), False),
        (told(WATCH), told(COUNCIL, place=MILL), True),
        (told(WATCH), told(COUNCIL, place=replace(OSK, within="Tarn")), False),  # in the province of that name
        # in a city the planes over one quarter are not the shells on another
        (told(WATCH, "airstrike", place=CITY), told(COUNCIL, "shelling", place=CITY), False),
        (told(WATCH, "airstrike", place=CITY), told(COUNCIL, "airstrike", place=CITY), True),
        # that there was some agreement
        (told(WATCH, "agreement", day=None), told(COUNCIL, "agreement", day=None), False),
        (told(WATCH, "agreement"), told(COUNCIL, "agreement"), True),
    ],
)
def test_nobody_agrees_on_two_deeds(one: Told, other: Told, agreed: bool) -> None:
    assert ("agreed" in statuses(together(one, other), "occurrence")) is agreed


@pytest.mark.parametrize(
    ("place", "place_from", "agreed"), [(TARN, "text", True), (CITY, "text", False), (TARN, "paragraph", False)]
)
def test_of_a_city_two_may_have_two_quarters_in_mind(place: Place, place_from: str, agreed: bool) -> None:
    where = {"place": place, "place_from": place_from}
    read = together(told(WATCH, "siege", None, **where), told(COUNCIL, "siege", None, **where))
    assert ("agreed" in statuses(read, "other")) is agreed


@pytest.mark.parametrize(("bare", "agreed"), [(False, True), (True, False)])
def test_the_word_for_the_deed_names_no_weapon(bare: bool, agreed: bool) -> None:
    def own_word(c: Claim) -> Claim:
        return replace(c, means=replace(c.means, span=c.trigger)) if bare and c.means is not None else c

    shells = {"means": ("shelling", "artillery")}
    read = together(told(WATCH, "shelling", **shells), told(COUNCIL, "shelling", **shells))
    read = with_claim(with_claim(read, 0, own_word), 1, own_word)
    found = [m.status for m in matters(read, "other") if m.question.startswith("By what means")]
    assert found == (["agreed"] if agreed else [])


@pytest.mark.parametrize(
    ("words", "kind", "many"),
    [
        ("Shells fell on the market.", "shelling", 1),
        ("Meanwhile shells fell on the market.", "shelling", 2),
        ("Meanwhile, shells fell on the market.", "shelling", 2),
        ("Elsewhere in the valley shells fell.", "shelling", 2),
        ("The town was elsewhere shelled.", "shelling", 1),
        ("Meanwhile the toll rose.", "casualties", 1),  # it tells of what was told
    ],
)
def test_a_report_that_turns_to_something_else(words: str, kind: str, many: int) -> None:
    read = together(told(WATCH, "airstrike", words="Planes hit Tarn."), told(WATCH, kind, words=words))
    assert incidents(read) == many


def test_a_turn_to_the_same_figure_is_none() -> None:
    first, second = dead(WATCH, 12, words="A bomb killed 12."), dead(NEWS, 12, words="Meanwhile others say 12.")
    assert incidents(together(first, second)) == 1
    assert incidents(together(first, dead(NEWS, 5, words="Meanwhile a mine killed five."))) == 2


@pytest.mark.parametrize(
    ("text", "at", "start"),
    [("One. Two three.", 9, 5), ("One two", 4, 0), ("One!\nTwo", 6, 5), ("", 0, 0)],
)
def test_where_a_sentence_begins(text: str, at: int, start: int) -> None:
    assert sentence_start(text, at) == start


@pytest.mark.parametrize(
    ("words", "anew"),
    [("Meanwhile, in Osk", True), ("In a separate attack", True), ("Meanwhiles", False), ("", False)],
)
def test_words_that_turn(words: str, anew: bool) -> None:
    assert opens_anew(words) is anew


@pytest.mark.parametrize(
    ("other", "many"),
    [
        # the war at large is not the raid on the town
        (told(WATCH, "shelling", None, place=LAND), 2),
        (told(WATCH, "shelling", place=LAND), 1),  # but a day ties it
        (told(WATCH, "airstrike", None, place=LAND), 1),
        # laid to one who did not do this
        (told(WATCH, "airstrike", None, place=LAND, **BY_LEAGUE), 2),
        (told(WATCH, "airstrike", None, place=LAND, **BY_CROWN), 1),
        # of another day long past, and done otherwise
        (told(WATCH, "shelling", None), 1),
        (told(WATCH, "shelling", "2031-04-20"), 2),
    ],
)
def test_what_one_report_tells_of_two_happenings(other: Told, many: int) -> None:
    assert incidents(together(told(WATCH, "airstrike", **BY_CROWN), other)) == many
