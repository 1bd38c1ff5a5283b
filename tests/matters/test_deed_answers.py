"""Which questions a deed raises beside who did it: what it hit, by how many, and who was among the dead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import NARRATOR, entity, killed, party, report, said, speaker, world

from rashomon.matters import gather
from rashomon.matters.accounts import accounts
from rashomon.matters.deed_answers import what_was_hit
from rashomon.matters.kind_families import questions
from rashomon.matters.question import placed
from rashomon.model import Count, Matter, Polarity, Span, Toll
from rashomon.world.kind_files import load_kinds

WATCH, COUNCIL, RADIO = entity("watch"), entity("league-council"), entity("league-radio")
CROWN, ARMY = entity("crown-news"), entity("crown-army")
RELIEF = speaker("the Relief Mission", "humanitarian", "humanitarian")


def asked(word: str, *sayings: dict[str, Any]) -> list[Matter]:
    """The matters of one report's sayings whose question holds a word."""
    return [m for m in gather([report("r", *sayings)], world()) if word in m.question]


def answers(matter: Matter) -> set[tuple[str, str, Polarity]]:
    return {(p.camp, str(p.answer), p.polarity) for p in matter.positions}


def hits(who: Any, site: str | None, text: str = "", kind: str = "airstrike", **fields: Any) -> dict[str, Any]:
    return said(who, kind, target=party("unknown", text or site or "it", site), **fields)


# ---- what was hit ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "site", "says"),
    [
        ("a clinic", "hospital", "a hospital or clinic"),
        ("the school gate", "school", "a school"),
        ("a popular market", "market", "a market"),
        ("the chapel", "church", "a place of worship"),
        ("their positions", "base", "fighters or their positions"),
        ("six weapon caches", "arms_store", "fighters or their positions"),
        ("a group of militants", None, "fighters or their positions"),
        ("two houses", "residential", "homes"),
        ("the Kiln End neighbourhood", "residential", None),  # a place, and no home
        ("five civilians", None, None),  # they may have been where fighters were
        ("the town", None, None),
    ],
)
def test_what_was_hit_by_its_site_or_its_words(text: str, site: str | None, says: str | None) -> None:
    account = accounts([report("r", hits(WATCH, site, text))], load_kinds())[0]
    row = what_was_hit(account)
    assert (row and row["says"]) == says


@pytest.mark.parametrize(
    ("sayings", "status"),
    [
        ([hits(WATCH, "school"), hits(ARMY, "base")], "disputed"),
        ([hits(WATCH, "school"), hits(COUNCIL, "school")], "agreed"),
        ([hits(WATCH, "school"), hits(COUNCIL, "hospital")], "agreed"),  # both can be: it was no base
        ([hits(RADIO, "school"), hits(COUNCIL, "school")], "one_camp"),
        ([hits(WATCH, "school"), hits(ARMY, "school", polarity="denied")], "disputed"),
        # who tells of both sorts disputes nobody
        ([hits(WATCH, "school"), hits(WATCH, "base"), hits(ARMY, "base")], "one_origin"),
    ],
)
def test_what_was_hit_is_asked_where_two_tell_of_it(sayings: list[dict[str, Any]], status: str) -> None:
    (found,) = asked("What was hit", *sayings)
    assert (found.kind, found.question) == ("occurrence", "What was hit by the air strike in Tarn by 4 May 2031?")
    assert found.status == status


@pytest.mark.parametrize(
    "sayings",
    [
        [hits(WATCH, "school")],  # nobody else tells of it
        [hits(WATCH, "base"), hits(ARMY, "base")],  # that an attack hit fighters is no question
        [hits(WATCH, "school"), hits(ARMY, "base", kind="clash")],  # a fight hits nothing
        [hits(WATCH, "school"), hits(ARMY, None, "12 militants", kind="casualties")],  # whom it killed, not what it hit
        # who denies the deed says nothing of what was hit
        [hits(WATCH, "school"), hits(ARMY, "school", actor=party("crown"), polarity="denied")],
    ],
)
def test_what_was_hit_is_not_asked(sayings: list[dict[str, Any]]) -> None:
    assert asked("What was hit", *sayings) == []


def test_a_denial_of_what_was_hit_is_shown_as_one() -> None:
    (found,) = asked("What was hit", hits(WATCH, "school"), hits(ARMY, "school", polarity="denied"))
    assert answers(found) == {("monitor", "a school", "affirmed"), ("crown", "a school", "denied")}
    assert found.reason.endswith("a school according to Valley Watch, not a school according to the Crown army.")


def test_what_was_hit_concedes_nothing() -> None:
    deed = {"actor": party("crown"), "stance": "acknowledges", "counts": [killed(3, 3, "civilians")]}
    (found,) = asked("What was hit", hits(ARMY, "school", **deed), hits(WATCH, "school"))
    assert (found.status, found.conceded_by) == ("agreed", ())


def test_every_row_of_hit_excludes_sorts_that_exclude_it() -> None:
    rows = questions()["hit"]
    sorts = {row["sort"] for row in rows}
    excluding = {(row["sort"], other) for row in rows for other in row["excludes"]}
    assert {other for _, other in excluding} <= sorts
    assert all((other, sort) in excluding for sort, other in excluding)


# ---- by how many -----------------------------------------------------------------------------------------------------


def number(words: str, low: float, high: float | None = -1, **fields: Any) -> dict[str, Any]:
    """A saying's count, which stands at the beginning of its words."""
    return {"words": words, "counts": [replace(killed(low, high), what=None, **fields)]}


@pytest.mark.parametrize(
    ("text", "figure", "unit", "question"),
    [
        ("3 bombers entered the yard.", "3", None, "attackers"),
        ("3 suicide attackers entered the yard.", "3", None, "attackers"),
        ("3 of its fighters took part.", "3", None, "attackers"),
        ("3 of the attackers fled.", "3", None, None),  # some of them
        ("3 witnesses saw the attackers.", "3", None, None),
        ("6 air strikes hit the town.", "6 air strikes", "strike", "strikes"),
        ("6 shells hit the town.", "6 shells", "shell", "rounds"),
        ("several shells hit the town.", "several shells", "shell", None),  # no number
        ("6 days later the town was hit.", "6 days", "day", None),
    ],
)
def test_what_is_counted(text: str, figure: str, unit: str | None, question: str | None) -> None:
    count = Count(Span(0, len(figure)), figure, None, "fighters", 3, 3, True, unit)
    _, reading = report("r", said(WATCH, "bombing", counts=[count], words=text))
    assert reading.counts[0].of == question


@pytest.mark.parametrize(
    ("theirs", "status"),
    [((6, 6), "agreed"), ((9, 9), "disputed"), ((4, None), "agreed")],
)
def test_figures_of_strikes_are_compared(theirs: tuple[float, float | None], status: str) -> None:
    mine = said(WATCH, "airstrike", counts=[replace(killed(6), what=None, unit="strike")])
    other = said(COUNCIL, "airstrike", counts=[replace(killed(*theirs), what=None, unit="strike")])
    (found,) = asked("How many air strikes", mine, other)
    assert (found.kind, found.status) == ("other", status)
    assert asked("How many air strikes", mine) == []  # one origin's figure is no question


# ---- who is among the dead -------------------------------------------------------------------------------------------


def dead(who: Any, total: float | None, *children: float, **fields: Any) -> dict[str, Any]:
    counts = [killed(total)] if total is not None else []
    return said(who, "airstrike", counts=[*counts, *(killed(c, c, "children") for c in children)], **fields)


@pytest.mark.parametrize(
    ("sayings", "among", "of_its_own"),
    [
        ([dead(WATCH, 12, 4)], {"monitor": 4}, False),
        ([dead(WATCH, 12, 4), dead(COUNCIL, 13, 4)], {"monitor": 4, "league": 4}, False),  # nobody disputes it
        ([dead(WATCH, 12, 4), dead(COUNCIL, 13, 9)], {}, True),  # they differ on the children
        ([dead(WATCH, 12, 4), dead(COUNCIL, None, 4)], {}, True),  # who gives no total has it to stand beside
        ([dead(WATCH, None, 4)], {}, True),
    ],
)
def test_a_group_is_told_of_among_all_of_the_dead(
    sayings: list[dict[str, Any]], among: dict[str, int], of_its_own: bool
) -> None:
    found = asked("were killed", *sayings)
    assert [m.question for m in found if "children" in m.question] == [
        "How many children were killed in Tarn by 4 May 2031?"
    ][: int(of_its_own)]
    told = {p.camp: a.killed.low for m in found for p in m.positions for a in p.among if a.who == "children"}
    assert told == among


def test_a_group_stands_beside_the_figure_of_its_own_report_with_its_words() -> None:
    early = report("early", dead(WATCH, 12, 4), published="2031-05-03")
    late = report("late", dead(WATCH, 15), said(WATCH, "casualties", counts=[killed(5, 5, "children")]))
    (found,) = [m for m in gather([early, late], world()) if m.kind == "death_toll"]
    told = [(p.answer, [(a.who, a.killed) for a in p.among], p.report_ids) for p in found.positions]
    assert told == [
        (Toll(15, 15), [("children", Toll(5, 5))], ("late",)),
        (Toll(12, 12), [("children", Toll(4, 4))], ("early",)),
    ]
    latest = found.positions[0]
    assert set(latest.among[0].claims) <= set(latest.claims)
    assert len(latest.evidence) == 2  # the sentence with the total, and that with the children


def test_groups_change_no_status() -> None:
    alone = asked("were killed", dead(WATCH, 12), dead(COUNCIL, 12))
    beside = asked("were killed", dead(WATCH, 12, 4), dead(COUNCIL, 12))
    assert [(m.status, m.reason) for m in alone] == [(m.status, m.reason) for m in beside]


# ---- why an aircraft fell, who is hurt by gas ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "statuses"),
    [
        ({"actor": party("league")}, ["disputed"]),
        ({}, []),  # "the aircraft that was lost": nobody is said to have done it, and one reason stands alone
        ({"actor": party("league"), "polarity": "denied"}, []),
    ],
)
def test_who_shot_an_aircraft_down_says_why_it_fell(fields: dict[str, Any], statuses: list[str]) -> None:
    fault = said(ARMY, "shootdown", reason="because of a technical fault")
    found = asked("reason", fault, said(COUNCIL, "shootdown", **fields))
    assert [m.status for m in found] == statuses


@pytest.mark.parametrize(
    ("kind", "fields", "questions"),
    [
        ("damage", {"actor": party("crown")}, ["Who carried out the destruction"]),
        ("damage", {}, ["Has"]),  # a state: nobody is said to have done it
        ("damage", {"actor": party("crown"), "background": True}, ["Has"]),
    ],
)
def test_destruction_with_a_doer_asks_who_did_it(kind: str, fields: dict[str, Any], questions: list[str]) -> None:
    """ "The Crown destroyed the dam" is a deed; "the dam is destroyed" is a state."""
    found = gather([report("r", said(WATCH, kind, **fields))], world())
    assert [m.question.split(" in ")[0].split(" Tarn")[0] for m in found] == questions


@pytest.mark.parametrize(("came", "question"), [(False, "fled from Tarn"), (True, "fled to Tarn")])
def test_where_people_fled_to_is_not_where_they_fled_from(came: bool, question: str) -> None:
    (found,) = gather([report("r", said(WATCH, "displacement", came=came))], world())
    assert question in found.question


def test_what_was_destroyed_is_of_one_incident_with_the_strike_that_did_it() -> None:
    strike = said(WATCH, "airstrike", actor=party("crown"))
    ruin = said(WATCH, "damage", actor=party("crown"))
    assert len({m.incident for m in gather([report("r", strike, ruin)], world())}) == 1


def test_a_shooting_down_raises_no_question_of_why_by_itself() -> None:
    assert asked("reason", said(COUNCIL, "shootdown", actor=party("league")), said(WATCH, "shootdown")) == []


@pytest.mark.parametrize(
    ("kind", "count", "is_asked"),
    [
        ("chemical_attack", {"what": "affected"}, True),
        ("chemical_attack", {"what": None, "unit": "case"}, True),
        ("chemical_attack", {"what": "injured"}, True),
        ("siege", {"what": "affected"}, False),
        ("airstrike", {"what": "affected"}, False),
    ],
)
def test_whom_gas_affected_is_hurt(kind: str, count: dict[str, Any], is_asked: bool) -> None:
    found = asked("injured", said(WATCH, kind, counts=[replace(killed(33), **count)]))
    assert bool(found) == is_asked


# ---- one happening ---------------------------------------------------------------------------------------------------


def test_who_claims_the_bombing_and_tells_of_it_in_the_passive_tells_of_one() -> None:
    """ "The League claimed the attack. The bombing struck a guard post, it said." """
    claim = said(COUNCIL, "bombing", actor=party("league"), words="attack")
    passive = said(COUNCIL, "suicide_bombing", words="A suicide bombing struck the guard post.")
    (who,) = asked("Who carried out", said(WATCH, "suicide_bombing", counts=[killed(7)]), claim, passive)
    (toll,) = asked("were killed", said(WATCH, "suicide_bombing", counts=[killed(7)]), claim, passive)
    assert who.incident == toll.incident


def test_relay() -> None:
    """The outlet's own figure of children, where a source of the report gives it, is the source's."""
    found = asked("were killed", dead(NARRATOR, 12, 4), dead(RELIEF, 12, 4))
    assert {(p.camp, tuple(a.who for a in p.among)) for m in found for p in m.positions} == {
        ("humanitarian", ("children",))
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("West Bank", "the West Bank"),
        ("Gaza Strip", "the Gaza Strip"),
        ("Democratic Republic of Congo", "the Democratic Republic of Congo"),
        ("Varda", "Varda"),
        ("Bank", "Bank"),  # a town of one word
        ("The Valley", "The Valley"),
    ],
)
def test_lands_that_take_an_article(name: str, said: str) -> None:
    assert placed(name) == said


# ---- were civilians hit? ---------------------------------------------------------------------------------------------


FIGHTERS = party("league", "only militants")
CHILDREN = party("unknown", "children")
OWNED = said(ARMY, "airstrike", actor=party("crown"), target=party("league", "militants"))
DENIED = said(ARMY, "airstrike", polarity="denied", target=CHILDREN)


@pytest.mark.parametrize(
    ("sayings", "expected"),
    [
        # "The raid killed 12 civilians, the Council said"; the army: only bandits were hit
        (
            (
                said(COUNCIL, "airstrike", counts=[killed(12, who="civilians")]),
                said(ARMY, "airstrike", target=FIGHTERS, actor=party("crown")),
            ),
            {("league", "yes", "affirmed"), ("crown", "no", "denied")},
        ),
        # the army says that it struck, and denies that children were hit
        (
            (said(COUNCIL, "airstrike", counts=[killed(3, who="children")]), OWNED, DENIED),
            {("league", "yes", "affirmed"), ("crown", "no", "denied")},
        ),
        # who denies having done it says nothing of that, nor who denies having aimed at them
        (
            (
                said(COUNCIL, "airstrike", counts=[killed(12, who="civilians")]),
                said(ARMY, "airstrike", actor=party("crown"), target=CHILDREN, polarity="denied"),
            ),
            set(),
        ),
        (
            (
                said(COUNCIL, "airstrike", counts=[killed(12, who="civilians")]),
                OWNED,
                {**DENIED, "words": "targeting children in the raid"},
            ),
            set(),
        ),
        # where nobody denies it, it is not asked
        ((said(COUNCIL, "airstrike", counts=[killed(12, who="civilians")]), OWNED), set()),
    ],
)
def test_whether_civilians_were_hit_is_asked_where_sides_differ(
    sayings: tuple[dict[str, Any], ...], expected: set[tuple[str, str, Polarity]]
) -> None:
    found = asked("civilians", *sayings)
    assert {a for m in found for a in answers(m)} == expected
    assert {m.status for m in found} <= {"disputed"}


def test_who_says_that_it_struck_and_denies_what_was_hit_denies_no_strike() -> None:
    council = hits(COUNCIL, "market", "the market", actor=party("crown"))
    denial = hits(ARMY, "market", "the market", polarity="denied")
    assert not asked("Was there", council, OWNED, denial)
    (hit,) = asked("What was hit", council, OWNED, denial)
    assert hit.status == "disputed" and ("crown", "a market", "denied") in answers(hit)
    (denied,) = asked("Was there", council, denial)
    assert denied.status == "disputed", "with no strike of its own, the army denies this one"


@pytest.mark.parametrize(
    ("fields", "question"),
    [
        ({}, "Was Tarn taken or held by 4 May 2031?"),  # "after the capture of Tarn"
        ({"holder": party("crown")}, "Who held Tarn by 4 May 2031?"),
        ({"holder": party("crown"), "polarity": "denied"}, "Has the Crown lost Tarn?"),
    ],
)
def test_who_held_it_is_asked_where_somebody_is_named(fields: dict[str, Any], question: str) -> None:
    assert [m.question for m in gather([report("r", said(WATCH, "control", **fields))], world())] == [question]
