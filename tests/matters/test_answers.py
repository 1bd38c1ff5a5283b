"""What accounts answer: by what means, and which figures count for whom. Each table is one rule of docs/matters.md."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import NARRATOR, entity, killed, party, report, said, speaker, world

from rashomon.matters import gather
from rashomon.matters.accounts import accounts
from rashomon.matters.answers import means_of, whom
from rashomon.matters.kind_families import questions
from rashomon.model import Count, Matter, Party, Span, Toll
from rashomon.reading.how_sure.wording import worded
from rashomon.world.kind_files import load_kinds

WATCH, COUNCIL = entity("watch"), entity("league-council")
CROWN, ARMY = entity("crown-news"), entity("crown-army")


def asked(word: str, *sayings: dict[str, Any]) -> list[Matter]:
    """The matters of one report's sayings whose question holds a word."""
    return [m for m in gather([report("r", *sayings)], world()) if word in m.question]


def one(word: str, *sayings: dict[str, Any]) -> Matter:
    found = asked(word, *sayings)
    assert len(found) == 1, [m.question for m in found]
    return found[0]


@pytest.mark.parametrize(
    ("kind", "means", "says"),
    [
        ("airstrike", ("two jets", "aircraft"), "manned aircraft"),
        ("airstrike", ("air strike", "aircraft"), "an air strike"),  # whether anybody sat in it is not said
        ("airstrike", ("a drone", "drone"), "a drone"),
        ("airstrike", ("the bombers", "aircraft"), "an air strike"),
        ("killing", ("a suicide bomber", "suicide"), "a suicide bomber"),
        ("airstrike", ("barrel bombs", "air_bomb"), "an air strike"),
        ("airstrike", None, "an air strike"),
        ("shelling", ("mortar shells", "mortar"), "artillery, rockets or mortars"),
        ("shelling", None, "artillery, rockets or mortars"),
        ("suicide_bombing", None, "a suicide bomber"),
        ("bombing", ("a car bomb", "car_bomb"), "a car bomb"),
        ("bombing", ("an explosive device", "ied"), "a bomb or mine"),
        ("bombing", None, None),  # bombs may be dropped or planted
        ("chemical_attack", None, "chemical weapons"),
        ("killing", ("a sniper", "sniper"), "firearms"),
        ("killing", None, None),
        ("clash", None, None),
    ],
)
def test_by_what_means(kind: str, means: tuple[str, str] | None, says: str | None) -> None:
    account = accounts([report("r", said(WATCH, kind, means=means, words="Something was told."))], load_kinds())[0]
    row = means_of(account)
    assert (row and row["says"]) == says


def told(who: Any, means: tuple[str, str]) -> dict[str, Any]:
    """Three dead, and by what: one happening, whoever tells it."""
    return said(who, "casualties", means=means, counts=[killed(3)])


@pytest.mark.parametrize(
    ("a", "b", "status", "disputed"),
    [
        (("a drone", "drone"), ("two jets", "aircraft"), "disputed", ("whether",)),
        (("air strike", "aircraft"), ("two jets", "aircraft"), "agreed", ()),  # jets make air strikes
        (("air strike", "aircraft"), ("a drone", "drone"), "agreed", ()),  # and so do drones
        (("air strike", "aircraft"), ("a car bomb", "car_bomb"), "disputed", ("whether",)),
        (("a suicide bomber", "suicide"), ("a car bomb", "car_bomb"), "agreed", ()),  # he may have driven it
        (("air strike", "aircraft"), ("mortars", "mortar"), "one_origin", ()),  # a town may be hit by both
        (("air strike", "aircraft"), ("explosives", "ied"), "one_origin", ()),  # what goes off may have been dropped
    ],
)
def test_two_sides_on_the_means(a: tuple[str, str], b: tuple[str, str], status: str, disputed: tuple[str, ...]) -> None:
    found = one("By what means", told(COUNCIL, a), told(CROWN, b))
    assert (found.kind, found.status, found.disputed) == ("other", status, disputed)


@pytest.mark.parametrize(
    ("doers", "status"),
    [
        (("crown", "league"), "disputed"),  # planes of the one, or shells of the other
        (("crown", "crown"), "one_origin"),  # one side may do both
        (("crown", ""), "one_origin"),
    ],
)
def test_planes_of_one_side_or_shells_of_the_other(doers: tuple[str, str], status: str) -> None:
    by = [{"actor": party(d)} if d else {} for d in doers]
    air = {**told(COUNCIL, ("air strike", "aircraft")), **by[0]}
    ground = {**told(CROWN, ("mortars", "mortar")), **by[1]}
    assert one("By what means", air, ground).status == status


def test_who_says_that_shells_fell_does_not_say_that_there_was_an_air_strike() -> None:
    """Nor does who says that an aircraft crashed say that it was shot down."""
    dead = {"counts": [killed(3)]}
    air = [said(w, "airstrike", means=("jets", "aircraft"), **dead) for w in (WATCH, COUNCIL)]
    shells = said(CROWN, "shelling", means=("mortars", "mortar"), actor=party("league"), **dead)
    denies = said(entity("lowland-army"), "airstrike", polarity="denied")
    found = one("Was there an air strike", *air, shells, denies)
    assert {p.camp for p in found.positions if p.polarity == "affirmed"} == {"monitor", "league"}
    crash = said(CROWN, "shootdown", words="Crashed in a field.")
    shot = said(COUNCIL, "shootdown", actor=party("league"))
    no = said(entity("crown-army"), "shootdown", polarity="denied")
    found = one("Was there an aircraft", crash, shot, no)
    assert {(p.camp, p.polarity) for p in found.positions} == {("league", "affirmed"), ("crown", "denied")}


def test_a_means_is_asked_for_where_two_origins_name_one() -> None:
    jets = said(WATCH, "airstrike", means=("jets", "aircraft"))
    assert asked("By what means", jets, said(COUNCIL, "clash")) == []
    assert asked("By what means", jets, said(entity("watch-head"), "airstrike")) == []  # the head is the observatory
    assert asked("By what means", said(WATCH, "airstrike"), said(COUNCIL, "airstrike")) == []  # an air strike by air
    assert asked("By what means", jets, said(COUNCIL, "airstrike")) == []
    found = one("By what means", jets, said(COUNCIL, "airstrike", means=("helicopters", "aircraft")))
    assert {p.camp for p in found.positions} == {"league", "monitor"}
    bomb = told(COUNCIL, ("a car bomb", "car_bomb"))
    assert one("By what means", jets, bomb).status == "disputed"


def test_an_origin_with_two_means_tells_of_two_deeds() -> None:
    both = [told(COUNCIL, m) for m in (("a drone", "drone"), ("a car bomb", "car_bomb"))]
    found = one("By what means", *both, told(WATCH, ("a drone", "drone")))
    assert found.status != "disputed"
    assert {(p.camp, p.answer) for p in found.positions} >= {("league", "a drone"), ("league", "a car bomb")}


def test_who_denies_the_deed_names_no_means_and_who_names_them_concedes_nothing() -> None:
    deed = {"actor": party("crown"), "counts": [killed(3, 3, "civilians")], "means": ("jets", "aircraft")}
    found = [
        said(ARMY, "airstrike", stance="acknowledges", **deed),
        said(COUNCIL, "airstrike", **deed),
        said(WATCH, "airstrike", polarity="denied"),
    ]
    means = one("By what means", *found)
    assert {p.camp for p in means.positions} == {"crown", "league"}
    assert (means.status, means.conceded_by) == ("agreed", ())
    assert one("Who carried out", *found).conceded_by == ("crown",)


def test_every_row_of_means_excludes_rows_that_exclude_it() -> None:
    rows = {row["says"]: row for row in questions()["means"]}
    assert len(rows) == len(questions()["means"])
    for says, row in rows.items():
        for other in row["excludes"]:
            assert other in rows, f"{says} excludes {other}, which no row says"


def counted(low: float, who: str | None = None, **fields: Any) -> Count:
    return replace(killed(low, low, who), **fields)


@pytest.mark.parametrize(
    ("counts", "answers"),
    [
        ([counted(23)], {"people": [23]}),
        ([counted(23), counted(5, "children", part_of=0)], {"people": [23], "children": [5]}),
        ([counted(23), counted(9, part_of=0)], {"people": [23]}),  # "nine of them in the market": no figure of all
        ([counted(23), counted(9, "civilians", part_of=0)], {"people": [23], "civilians": [9]}),
        ([counted(300000, scope="background"), counted(23)], {"people": [23]}),  # the war's dead
        ([counted(12, scope="earlier"), counted(23, scope="event")], {"people": [23]}),  # "up from 12"
        ([counted(300000, scope="background")], {}),
        ([counted(12, "civilians")], {"people": [12]}),  # no other figure: all of the dead
        ([counted(9, "fighters")], {"people": [9]}),  # nobody counts people as such
        ([counted(9, "fighters"), counted(4, "police")], {"fighters": [9], "police": [4]}),
        ([counted(25, "children")], {"children": [25]}),  # others may have died too
    ],
)
def test_figures_of_one_origin(counts: list[Count], answers: dict[str, list[int]]) -> None:
    found = gather([report("r", said(WATCH, "airstrike", counts=counts))], world())
    tolls = {
        m.question.split()[2]: [p.answer.low for p in m.positions if isinstance(p.answer, Toll)]
        for m in found
        if m.kind == "death_toll"
    }
    among = {a.who: [a.killed.low] for m in found for p in m.positions for a in p.among}
    assert {**tolls, **among} == answers


def test_a_group_is_all_of_the_dead_only_where_nobody_counts_people() -> None:
    fighters = said(COUNCIL, "airstrike", counts=[counted(9, "fighters")])
    assert {
        m.question.split()[2] for m in asked("killed", fighters, said(WATCH, "airstrike", counts=[counted(30)]))
    } == {
        "fighters",
        "people",
    }
    # in a fight each side has its own dead
    mine, yours = (said(s, "clash", counts=[counted(9, w)]) for s, w in ((COUNCIL, "soldiers"), (CROWN, "fighters")))
    assert {m.question.split()[2] for m in asked("killed", mine, yours)} == {"soldiers", "fighters"}


BELIEVED = replace(speaker("unknown", named=False), text=None, span=None)


@pytest.mark.parametrize(
    ("figure", "camps"),
    [(5, {"monitor"}), (8, {"monitor", "narrator"})],  # the figure is the monitor's own; or it is the outlet's word
)
def test_what_is_believed_by_nobody_named_restates_a_source(figure: int, camps: set[str]) -> None:
    believed = said(BELIEVED, "casualties", counts=[killed(figure)])
    found = one("killed", said(WATCH, "casualties", counts=[killed(5)]), believed)
    assert {p.camp for p in found.positions} == camps


RELIEF = speaker("the Relief Mission", "humanitarian", "humanitarian")


@pytest.mark.parametrize(("source", "camp"), [(WATCH, "monitor"), (RELIEF, "narrator")])
def test_no_doer_is_laid_in_a_helpers_mouth(source: Any, camp: str) -> None:
    """ "Crown jets kill 12 in Tarn", and below it who counted the twelve."""
    lead = said(NARRATOR, "airstrike", actor=party("crown"), counts=[killed(12)])
    found = one("Who carried out", lead, said(source, "airstrike", counts=[killed(12)]))
    assert [(p.camp, p.answer) for p in found.positions] == [(camp, "crown")]


@pytest.mark.parametrize(
    ("counts", "with_strike"),
    [
        ([killed(7)], True),  # nearer in the text to the fighting, but sooner the strike's dead
        ([killed(4)], False),  # the figure of those killed in the fighting
    ],
)
def test_the_dead_are_sooner_those_of_the_strike_than_of_the_fighting(counts: list[Count], with_strike: bool) -> None:
    sayings = [
        said(WATCH, "airstrike", actor=party("crown")),
        said(NARRATOR, "clash", counts=[killed(4)]),
        said(COUNCIL, "casualties", counts=counts, place_from="context"),
    ]
    found = gather([report("r", *sayings)], world())
    (strike,) = {m.incident for m in found if m.kind == "responsibility"}
    (dead,) = {m.incident for m in found for p in m.positions if p.camp == "league" and isinstance(p.answer, Toll)}
    assert (dead == strike) is with_strike


@pytest.mark.parametrize(
    ("words", "who", "group"),
    [
        ("6 teachers were killed.", "people", "teachers"),
        ("6 other students were killed.", "people", "students"),
        ("13 police officers were killed.", "soldiers", "police"),
        ("13 officers were killed.", "soldiers", "soldiers"),
        ("6 people were killed, a teacher said.", "people", "people"),
        ("6 civilian drivers were killed.", "civilians", "civilians"),  # what the words before say goes first
    ],
)
def test_whom_a_figure_counts_by_the_words_after_it(words: str, who: str, group: str) -> None:
    figure = int(words.split()[0])
    count = counted(figure, who, span=Span(0, len(words.split()[0])))
    account = accounts([report("r", said(WATCH, "airstrike", counts=[count], words=words))], load_kinds())[0]
    assert whom(account.counts[0]) == group


def test_who_counts_children_and_teachers_gives_no_total() -> None:
    words = "6 teachers and 22 children were killed."
    counts = [
        counted(6, "people", span=Span(0, 1)),
        counted(22, "children", span=Span(15, 17)),
    ]
    found = asked("killed", said(WATCH, "airstrike", counts=counts, words=words))
    assert {m.question.split()[2] for m in found} == {"teachers", "children"}


def unsure(words: str, **fields: Any) -> dict[str, Any]:
    return said(WATCH, "airstrike", modality="hypothetical", words=words, **fields)


BLAMED = said(COUNCIL, "airstrike", actor=party("crown"), words="Crown jets struck, the Council said.")


@pytest.mark.parametrize(
    ("saying", "answers"),
    [
        (unsure("It was not clear whether Crown jets struck.", actor=party("crown")), ["unknown"]),
        (
            unsure("Valley Watch did not say whether Crown jets struck.", actor=party("crown"), stance="declines"),
            ["unknown"],
        ),
        (unsure("Valley Watch says Crown jets may have struck.", actor=party("crown")), []),  # supposed, not left open
        (unsure("It was not clear whether jets struck at all."), []),  # leaves open whether, not who
    ],
)
def test_who_says_that_it_is_not_known_has_a_position_and_takes_no_side(saying: Any, answers: list[str]) -> None:
    trigger = len(saying["words"]) - len("struck.")
    read, reading = report("r", BLAMED, saying)
    second = reading.statements[1]
    start = second.content[0].start
    claim = replace(second.claims[0], trigger=Span(start + trigger, start + trigger + 6))
    reading = worded(replace(reading, statements=(reading.statements[0], replace(second, claims=(claim,)))), read.text)
    (found,) = (m for m in gather([(read, reading)], world()) if m.kind == "responsibility")
    assert [p.answer for p in found.positions if p.camp == "monitor"] == answers
    assert found.status == "one_origin"


def test_where_nobody_names_a_doer_nobody_is_asked_who_it_was() -> None:
    open_ = unsure("Valley Watch could not say whose jets.", actor=party("crown"), stance="declines")
    assert not asked("Who carried out", open_, said(COUNCIL, "airstrike"))


@pytest.mark.parametrize(("word", "asks"), [("attack", True), ("clashes", False)])
def test_an_attack_has_a_doer_and_a_battle_has_two(word: str, asks: bool) -> None:
    deed = said(WATCH, "clash", actor=party("crown"), words=f"{word} on the mill by the Crown.")
    assert bool(asked("Who carried out", deed)) is asks


@pytest.mark.parametrize(
    ("words", "trigger", "manner", "named"),
    [
        ("Six children died in rebel rocket fire, the Relief Mission said.", "rocket fire", "indirect", False),
        ("Six children died in rebel air strikes, the Relief Mission said.", "strikes", "indirect", False),
        ("Six children died when rebel gunners fired, the Relief Mission said.", "fired", "indirect", True),
        ("Six children died in rebel rocket fire, the Relief Mission said.", "rocket fire", "direct", True),
    ],
)
def test_a_helper_accuses_nobody_whom_an_outlet_names_in_passing(
    words: str, trigger: str, manner: Any, named: bool
) -> None:
    read, reading = report("r", said(RELIEF, "shelling", words=words))
    start, at = words.index("rebel"), words.index(trigger)
    (statement,) = reading.statements
    claim = replace(
        statement.claims[0],
        actor=Party("rebel", Span(start, start + 5), "league", None, None),
        trigger=Span(at, at + len(trigger)),
    )
    statement = replace(statement, claims=(claim,), manner=manner)
    (account,) = accounts([(read, worded(replace(reading, statements=(statement,)), read.text))], load_kinds())
    assert (account.actor == "league") is named
    (watched,) = accounts([(read, replace(reading, statements=(replace(statement, speaker=WATCH),)))], load_kinds())
    assert watched.actor == "league", "a monitor's paraphrase is the monitor's"


@pytest.mark.parametrize(
    ("counts", "period"),
    [
        ([counted(735, scope="background")], True),  # "735 since 2014"
        ([counted(735, scope="background"), counted(6)], False),
        ([counted(6)], False),
        ([], False),
    ],
)
def test_figures_of_years_make_a_period(counts: list[Count], period: bool) -> None:
    (account,) = accounts([report("r", said(WATCH, "airstrike", counts=counts))], load_kinds())
    assert account.period is period


def test_a_wars_dead_are_not_those_of_the_town_that_is_told_of() -> None:
    """Whoever counts them: where nobody's own words put them anywhere, no matter is made of the place around them."""
    war = {"counts": [killed(300_000)], "place_from": "context"}
    assert asked("How many", said(WATCH, "casualties", **war), said(COUNCIL, "casualties", **war)) == []
    named = {**war, "place_from": "text"}
    assert asked("How many", said(WATCH, "casualties", **named), said(COUNCIL, "casualties", **war))


def test_who_left_a_place_that_nobody_names_lost_none() -> None:
    left = said(ARMY, "withdrawal", actor=party("crown"), place_from="context")
    assert asked("lost", left) == []
    assert asked("lost", {**left, "place_from": "text"})
