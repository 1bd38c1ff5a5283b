"""A matter's status, rule by rule: each table is one rule of docs/matters.md."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import MILL, NARRATOR, TARN, VALE, entity, killed, party, report, said, speaker, world

from rashomon.matters import gather
from rashomon.matters.accounts import Origin, accounts
from rashomon.matters.answer import Answer
from rashomon.matters.camps import sides
from rashomon.matters.rivalry import rival_how_many, rival_whether, rival_who, rival_why, wider
from rashomon.matters.status import backing, comparable, judge, listing, shown_first, what_side_says
from rashomon.matters.tolls import latest_tolls, tolls_agree
from rashomon.model import Count, Matter, Party, Span, Toll
from rashomon.world.kind_files import load_kinds

KNOWN = sides(world())
PASSING = speaker("passers-by", "local", "resident", named=False)
ACTIVISTS = speaker("activists", "league", "activist", named=False)
DEFECTOR = speaker("an officer who changed sides", "league", "defector", named=False)


def only(kind: str, *sayings: dict[str, Any], published: str = "2031-05-04") -> Matter:
    """The one matter of that kind that one report's sayings make."""
    found = [m for m in gather([report("r", *sayings, published=published)], world()) if m.kind == kind]
    assert len(found) == 1, [(m.kind, m.question) for m in found]
    return found[0]


def answer(camp: str, value: str | Toll, polarity: Any = "affirmed", field: Any = "who", **more: Any) -> Answer:
    """An answer of an origin of its own."""
    account = accounts([report(f"{camp}{value}{polarity}", said(speaker(camp, camp)))], load_kinds())[0]
    name = more.pop("origin", f"{camp}/{value}/{polarity}")
    return Answer(account, Origin(name, camp, "unknown", name, False, True, False), field, value, polarity, **more)


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ((12, 12), (12, 12), True),
        ((12, 12), (13, 13), True),  # within 1
        ((12, 12), (14, 14), False),
        ((100, 100), (110, 110), True),  # within 10 % of the larger
        ((100, 100), (112, 112), False),
        ((12, None), (40, 40), True),  # "at least 12" reaches upwards
        ((12, None), (8, 8), False),  # and is disputed by a figure below it
        ((12, None), (11, 11), True),  # unless that is close
        ((12, None), (40, None), True),  # two counts that both go on can both be true
        ((38, None), (40, None), True),
        ((None, 10), (3, 3), True),  # "at most 10"
        ((None, 10), (20, 20), False),
        ((20, 30), (25, 25), True),
        ((20, 30), (32, 40), True),
        ((20, 30), (40, 50), False),
        ((0, 0), (1, 1), True),
        ((0, 0), (5, 5), False),
    ],
)
def test_figures_agree_within_one_or_ten_percent(a: tuple[Any, Any], b: tuple[Any, Any], agree: bool) -> None:
    assert tolls_agree(Toll(*a), Toll(*b)) is agree
    assert tolls_agree(Toll(*b), Toll(*a)) is agree


@pytest.mark.parametrize(
    ("general", "special", "takes_in"),
    [
        ("crown_or_lowland", "crown", True),
        ("crown", "crown_or_lowland", False),
        ("crown", "crown", True),
        ("crown", "league", False),
    ],
)
def test_a_wider_name_takes_in_a_narrower(general: str, special: str, takes_in: bool) -> None:
    assert wider(general, special) is takes_in


@pytest.mark.parametrize(
    ("a", "b", "rivals"),
    [
        (("crown", "affirmed"), ("league", "affirmed"), True),
        (("crown", "affirmed"), ("crown", "affirmed"), False),
        (("crown", "affirmed"), ("lowland", "affirmed"), True),  # two allies are still two doers
        (("crown_or_lowland", "affirmed"), ("crown", "affirmed"), False),
        (("crown", "affirmed"), ("crown", "denied"), True),
        (("crown", "affirmed"), ("league", "denied"), False),  # a denial names no other
        (("crown", "denied"), ("league", "denied"), False),
        (("crown_or_lowland", "affirmed"), ("lowland", "denied"), False),  # "he or another" leaves room for "not he"
        (("lowland", "affirmed"), ("crown_or_lowland", "denied"), True),
    ],
)
def test_who(a: tuple[str, str], b: tuple[str, str], rivals: bool) -> None:
    assert rival_who(answer("watchers", *a), answer("others", *b), KNOWN) is rivals
    assert rival_who(answer("others", *b), answer("watchers", *a), KNOWN) is rivals


@pytest.mark.parametrize(
    ("a", "b", "rivals"),
    [
        (("crown", "affirmed"), ("league", "affirmed"), True),
        (("crown", "affirmed"), ("lowland", "affirmed"), False),  # allies hold a place together
        (("crown", "affirmed"), ("crown", "denied"), True),
        (("crown", "denied"), ("league", "affirmed"), False),  # "has not fallen" affirms no other holder
        (("crown", "denied"), ("league", "denied"), False),
    ],
)
def test_who_holds(a: tuple[str, str], b: tuple[str, str], rivals: bool) -> None:
    one, two = answer("watchers", *a, scope="hold"), answer("others", *b, scope="hold")
    assert rival_who(one, two, KNOWN) is rivals


def test_who_holds_parts_is_no_dispute() -> None:
    part = said(entity("crown-army"), "control", holder=party("crown"), part="part")
    whole = said(entity("league-council"), "control", holder=party("league"))
    assert only("control", part, whole).status != "disputed"
    assert only("control", {**part, "part": None}, whole).status == "disputed"


@pytest.mark.parametrize(
    ("a", "b", "rivals"),
    [
        ((Toll(5, 5), "affirmed", "people"), (Toll(9, 9), "affirmed", "people"), True),
        ((Toll(5, 5), "affirmed", "children"), (Toll(9, 9), "affirmed", "people"), False),  # a part and its total
        ((Toll(5, 5), "affirmed", "people"), (Toll(5, 5), "denied", "people"), True),
        ((Toll(5, 5), "affirmed", "people"), (Toll(50, 50), "denied", "people"), False),
    ],
)
def test_how_many(a: tuple[Toll, str, str], b: tuple[Toll, str, str], rivals: bool) -> None:
    one = answer("watchers", a[0], a[1], "how_many", scope=a[2])
    two = answer("others", b[0], b[1], "how_many", scope=b[2])
    assert rival_how_many(one, two) is rivals


def test_whether() -> None:
    yes, no = answer("a", "yes", "affirmed", "whether"), answer("b", "yes", "denied", "whether")
    assert rival_whether(yes, no, KNOWN)
    assert not rival_whether(yes, answer("b", "yes", "affirmed", "whether"), KNOWN)


@pytest.mark.parametrize(
    ("a", "b", "rivals"),
    [
        (("by choice", "affirmed"), ("by force", "affirmed"), True),
        (("by choice", "affirmed"), ("by choice", "denied"), True),
        (("by choice", "affirmed"), ("by choice", "affirmed"), False),
        (("by choice", "affirmed"), ("", "affirmed"), False),  # a reason of no known sort excludes nothing
        (("by choice", "denied"), ("by force", "affirmed"), False),
    ],
)
def test_why(a: tuple[str, str], b: tuple[str, str], rivals: bool) -> None:
    excludes = {"by choice": frozenset({"by force"}), "by force": frozenset({"by choice"}), "": frozenset[str]()}
    one = answer("a", "words", a[1], "why", sort=a[0], excludes=excludes[a[0]])
    two = answer("b", "other words", b[1], "why", sort=b[0], excludes=excludes[b[0]])
    assert rival_why(one, two) is rivals
    # It is enough that one of the two sorts names the other.
    told_by_one = replace(two, excludes=frozenset())
    assert rival_why(one, told_by_one) is rival_why(told_by_one, one) is rivals


def test_a_later_figure_of_one_origin_is_an_update() -> None:
    early = report("one", said(entity("watch"), counts=(killed(12),)), published="2031-05-04")
    late = report("two", said(entity("watch-head"), counts=(killed(31),)), published="2031-05-06", outlet="Another")
    crown = report("three", said(entity("crown-news"), counts=(killed(30),)), published="2031-05-05", outlet="Third")
    (toll,) = [m for m in gather([early, late, crown], world()) if m.kind == "death_toll"]
    assert toll.status == "agreed", toll.reason
    monitor = [p.answer for p in toll.positions if p.camp == "monitor"]
    assert monitor == [Toll(31, 31), Toll(12, 12)], "the latest figure of the weightiest origin comes first"
    assert [p.origins for p in toll.positions] == [1, 1, 1]


def test_two_figures_of_many_that_differ_are_no_agreement() -> None:
    watch, crown = said(entity("watch"), counts=(killed(31),)), said(entity("crown-news"), counts=(killed(30),))
    alone = [report("one", watch), report("two", crown, outlet="Another")]
    (toll,) = [m for m in gather(alone, world()) if m.kind == "death_toll"]
    assert toll.status == "agreed", toll.reason
    other = report("three", said(speaker("the League", "league"), counts=(killed(70),)), outlet="Third")
    (toll,) = [m for m in gather([*alone, other], world()) if m.kind == "death_toll"]
    assert toll.status != "agreed", toll.reason


def test_the_pair_that_a_reason_names_is_the_one_that_most_stand_behind() -> None:
    few, many, denies = answer("a", "yes", field="whether"), answer("b", "yes", field="whether"), answer("c", "yes")
    more = [answer("b", "yes", field="whether", origin=f"b{n}") for n in range(3)]
    every = [few, many, denies, *more]
    backed = backing(every)
    assert backed[what_side_says(many)] > backed[what_side_says(few)]
    pairs = sorted([few, many], key=lambda a: shown_first("whether", a, denies, backed))
    assert pairs == [many, few]


def test_latest_figure_goes_by_scope() -> None:
    people = answer("watchers", Toll(12, 12), "affirmed", "how_many", scope="people", origin="o")
    children = answer("watchers", Toll(3, 3), "affirmed", "how_many", scope="children", origin="o")
    assert latest_tolls([people, children]) == [children, people]


def test_of_two_sayings_of_one_origin_the_one_that_others_may_rest_on_is_compared() -> None:
    plain = answer("watchers", "crown", origin="o")
    statement = replace(plain.account.statement, stance="denies")
    denying = replace(plain, account=replace(plain.account, statement=statement))  # who denies and is taken to affirm
    assert comparable([plain, denying]) == comparable([denying, plain]) == [plain]


@pytest.mark.parametrize(
    ("sayings", "status", "disputed"),
    [
        # one voice
        ([said(entity("crown-news"), actor=party("league"))], "one_origin", ()),
        # a head and his organisation
        (
            [said(entity("watch"), actor=party("crown")), said(entity("watch-head"), actor=party("crown"))],
            "one_origin",
            (),
        ),
        # unnamed people add nothing to the least number of origins
        ([said(entity("watch"), actor=party("crown")), said(PASSING, actor=party("crown"))], "one_origin", ()),
        # two origins of one camp
        (
            [said(entity("crown-news"), actor=party("league")), said(entity("crown-army"), actor=party("league"))],
            "one_camp",
            (),
        ),
        # two origins of allied camps
        (
            [said(entity("crown-news"), actor=party("league")), said(entity("lowland-army"), actor=party("league"))],
            "one_camp",
            (),
        ),
        # two camps that are no allies
        (
            [said(entity("league-council"), actor=party("crown")), said(entity("watch"), actor=party("crown"))],
            "agreed",
            (),
        ),
        # two answers
        (
            [said(entity("crown-news"), actor=party("league")), said(entity("watch"), actor=party("crown"))],
            "disputed",
            ("who",),
        ),
        # unnamed people do dispute
        (
            [said(entity("crown-news"), actor=party("league")), said(ACTIVISTS, actor=party("crown"))],
            "disputed",
            ("who",),
        ),
        # a denial disputes what it denies
        (
            [
                said(entity("watch"), actor=party("crown")),
                said(entity("crown-news"), actor=party("crown"), polarity="denied"),
            ],
            "disputed",
            ("who",),
        ),
        # the outlet's own voice takes no side
        (
            [said(entity("crown-news"), actor=party("league")), said(speaker("a wire", "media"), actor=party("crown"))],
            "one_origin",
            (),
        ),
        # a camp divided in itself
        (
            [said(entity("crown-news"), actor=party("league")), said(entity("crown-army"), actor=party("lowland"))],
            "disputed",
            ("who",),
        ),
    ],
)
def test_status_of_who_did_it(sayings: list[dict[str, Any]], status: str, disputed: tuple[str, ...]) -> None:
    matter = only("responsibility", *sayings)
    assert (matter.status, matter.disputed) == (status, disputed), matter.reason
    assert matter.reason.endswith(".")


def test_one_origin_does_not_dispute_itself() -> None:
    a, b = answer("crown", "league", origin="o"), answer("crown", "league", "denied", origin="o")
    assert judge([a, b], KNOWN).status == "one_origin"


def test_containment_never_transfers_control() -> None:
    town = report("town", said(entity("crown-news"), "control", holder=party("crown")))
    district = report(
        "district", said(entity("league-council"), "control", holder=party("league"), place=MILL), outlet="B"
    )
    found = gather([town, district], world())
    assert [(m.place, m.status) for m in found] == [("Mill Row", "one_origin"), ("Tarn", "one_origin")]


def test_has_not_fallen_denies_one_holder_and_affirms_no_other() -> None:
    matter = only(
        "control",
        said(entity("crown-army"), "control", holder=party("crown")),
        said(entity("league-council"), "control", holder=party("crown"), polarity="denied"),
    )
    assert (matter.status, matter.disputed) == ("disputed", ("whether",))
    assert {(p.camp, p.answer, p.polarity) for p in matter.positions} == {
        ("crown", "crown", "affirmed"),
        ("league", "crown", "denied"),
    }


@pytest.mark.parametrize(
    ("kind", "who", "fields", "conceded_by"),
    [
        ("withdrawal", entity("league-council"), {"actor": party("league")}, ("league",)),
        ("withdrawal", speaker("Bo Ard", "league", "activist"), {"actor": party("league")}, ()),
        ("withdrawal", DEFECTOR, {"actor": party("league")}, ()),  # an unnamed individual never concedes
        ("withdrawal", entity("league-council"), {"actor": party("crown")}, ()),  # what the enemy did
        ("withdrawal", entity("league-council"), {"actor": party("league"), "polarity": "denied"}, ()),
        ("control", entity("league-council"), {"holder": party("crown"), "stance": "acknowledges"}, ("league",)),
        ("control", entity("league-council"), {"holder": party("crown")}, ()),
        ("control", entity("crown-army"), {"holder": party("lowland"), "stance": "acknowledges"}, ()),  # an ally's gain
        ("chemical_attack", entity("crown-army"), {"actor": party("crown")}, ("crown",)),
        ("shelling", entity("crown-army"), {"actor": party("crown")}, ()),
        (
            "shelling",
            entity("crown-army"),
            {"actor": party("crown"), "target": party("local", "a school", "school")},
            ("crown",),
        ),
        ("shelling", entity("crown-army"), {"actor": party("crown"), "target": party("league", "a base", "base")}, ()),
        ("shelling", entity("crown-army"), {"actor": party("crown"), "target": party("lowland", "a post")}, ("crown",)),
        ("suicide_bombing", entity("league-radio"), {"actor": party("league")}, ()),  # a claim made with pride
        ("suicide_bombing", entity("league-radio"), {"actor": party("league"), "stance": "acknowledges"}, ("league",)),
        ("killing", entity("watch"), {"actor": party("crown"), "stance": "acknowledges"}, ()),
    ],
)
def test_what_concedes(kind: str, who: Any, fields: dict[str, Any], conceded_by: tuple[str, ...]) -> None:
    found = gather([report("r", said(who, kind, **fields))], world())
    asked = [m for m in found if m.kind in ("responsibility", "control")] or found
    assert {m.conceded_by for m in asked} == {conceded_by}
    if conceded_by:
        assert {m.status for m in asked} == {"conceded"}
    # whether it happened is conceded by nobody: the deed is, where it is asked who did it
    assert {m.conceded_by for m in found if m not in asked} <= {()}


def test_a_concession_is_listed_where_others_dispute() -> None:
    matter = only(
        "control",
        said(entity("league-council"), "control", holder=party("crown"), stance="acknowledges"),
        said(ACTIVISTS, "control", holder=party("crown"), polarity="denied"),
    )
    assert matter.status == "disputed"
    assert matter.conceded_by == ("league",)


def test_two_reasons_divide_a_camp() -> None:
    matter = only(
        "other",
        said(entity("league-council"), "withdrawal", actor=party("league"), reason="a tactical retreat"),
        said(ACTIVISTS, "withdrawal", actor=party("league"), reason="unable to hold it against overwhelming fire"),
    )
    assert (matter.status, matter.disputed) == ("disputed", ("why",))
    assert [p.camp for p in matter.positions] == ["league", "league"]


def test_a_town_and_its_province_are_not_compared() -> None:
    town = said(entity("watch"), "bombing", place=TARN, counts=(killed(4),), day="2031-05-03", actor=party("league"))
    area = said(
        entity("crown-news"), "bombing", place=VALE, counts=(killed(31),), day="2031-05-03", actor=party("league")
    )
    text = "A bridge guard named Teller spoke of smoke, sirens and a green lorry near Teller Bridge. " * 2
    read = [report("town", town, text=text), report("area", area, text=text, outlet="B")]
    tolls = [m for m in gather(read, world()) if m.kind == "death_toll"]
    assert tolls and all(m.status != "disputed" for m in tolls), [m.reason for m in tolls]
    rival = {**area, "place": TARN}
    tolls = [
        m for m in gather([read[0], report("area", rival, text=text, outlet="B")], world()) if m.kind == "death_toll"
    ]
    assert [m.status for m in tolls] == ["disputed"], "figures of one town are compared"


@pytest.mark.parametrize(
    ("words", "made"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "a", "c"], "a, b and c")]
)
def test_listing(words: list[str], made: str) -> None:
    assert listing(words) == made


def test_has_not_fallen_with_no_holder_denies_the_one_that_others_affirm() -> None:
    fallen = said(entity("crown-army"), "control", holder=party("crown"))
    matter = only("control", fallen, said(entity("league-council"), "control", polarity="denied"))
    assert (matter.status, matter.disputed) == ("disputed", ("whether",))
    own = only("control", fallen, said(entity("lowland-army"), "control", polarity="denied"))
    assert own.status != "disputed", "an ally does not deny that its own side holds it"


def test_a_bystander_is_never_the_doer() -> None:
    read = [
        report("r", said(entity("watch"), actor=party("monitor")), said(entity("crown-news"), actor=party("local")))
    ]
    assert {m.kind for m in gather(read, world())} == {"occurrence"}


def test_fighting_has_no_one_doer() -> None:
    read = [report("r", said(entity("watch"), "clash", actor=party("crown")))]
    assert {m.kind for m in gather(read, world())} == {"occurrence"}


def test_a_reason_that_hangs_on_two_claims_is_the_first_ones() -> None:
    (made, reading) = report(
        "r",
        said(entity("league-council"), "withdrawal", actor=party("league"), reason="tactical"),
        said(entity("watch"), "withdrawal", actor=party("league"), reason="forced"),
    )
    statement = reading.statements[0]
    twice = replace(statement.claims[0], id="second", kind="shelling", actor=party("crown"))
    reading = replace(
        reading, statements=(replace(statement, claims=(*statement.claims, twice)), *reading.statements[1:])
    )
    asked = [m for m in gather([(made, reading)], world()) if m.question.startswith("What is given as the reason")]
    assert [m.claim_kind for m in asked] == ["withdrawal"]


def test_how_much_is_told_in_its_unit() -> None:
    share = Count(Span(0, 2), "80 percent", None, None, 80.0, 80.0, True, "percent")
    days = Count(Span(0, 2), "20 days", None, None, 20.0, 20.0, True, "day")
    read = [
        report(
            "r", said(entity("watch"), "damage", counts=(share,)), said(entity("watch"), "aid_blocked", counts=(days,))
        )
    ]
    rows = {(m.claim_kind, m.question, m.positions[0].answer) for m in gather(read, world())}
    assert rows == {
        ("damage", "How much of Tarn is destroyed?", "80 percent"),
        ("aid_blocked", "Is aid kept out of Tarn?", "yes"),
    }


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ([("2031-05-04", 12), ("2031-05-06", 31)], 31),  # a toll rises
        ([("2031-05-04", 31), ("2031-05-06", 29)], 29),  # and is corrected by little
        ([("2031-05-04", 31), ("2031-05-06", 2)], 31),  # a later figure far below is a part
    ],
)
def test_which_figure_of_an_origin_is_its_latest(days: list[tuple[str, int]], first: int) -> None:
    read = [
        report(f"r{n}", said(entity("watch"), counts=(killed(toll),)), published=day, outlet=f"O{n}")
        for n, (day, toll) in enumerate(days)
    ]
    (matter,) = [m for m in gather(read, world()) if m.kind == "death_toll"]
    assert matter.positions[0].answer == Toll(first, first)
    assert matter.status == "one_origin"


def test_a_restated_lead_concedes_nothing() -> None:
    lead = said(NARRATOR, "withdrawal", actor=party("league"), place=MILL)
    source = said(ACTIVISTS, "withdrawal", actor=party("league"), place=MILL)
    assert gather([report("r", lead, source)], world())[0].conceded_by == ()


@pytest.mark.parametrize(("text", "status"), [("20", "one_origin"), ("dozens of", "agreed"), ("Dozens", "agreed")])
def test_who_says_dozens_has_counted_none(text: str, status: str) -> None:
    few, many = replace(killed(20, None), text=text), killed(126, None)
    found = only("death_toll", said(entity("watch"), counts=(few,)), said(entity("league-council"), counts=(many,)))
    assert found.status == status


def test_an_origin_is_taken_at_what_it_says_more_often() -> None:
    yes = said(entity("watch"), "airstrike", actor=party("crown"))
    no = {**yes, "polarity": "denied"}
    other = said(entity("league-council"), "airstrike", actor=party("crown"))
    assert only("responsibility", yes, yes, no, other).status == "agreed"
    assert only("responsibility", yes, no, other).status == "disputed", "as often as not"


def test_who_denies_a_deed_denies_no_figure() -> None:
    denial = said(entity("crown-army"), "airstrike", polarity="denied", counts=(killed(23),))
    toll = said(entity("watch"), "airstrike", counts=(killed(23),))
    assert only("death_toll", denial, toll).status == "one_origin"
    assert only("death_toll", {**denial, "kind": "casualties"}, toll).status == "disputed"


def test_a_strike_by_mistake_is_conceded() -> None:
    struck = said(entity("crown-army"), "airstrike", actor=party("crown"), words="We hit them, the army said.")
    assert only("responsibility", struck).status == "one_origin"
    assert only("responsibility", {**struck, "words": "We mistakenly hit them."}).status == "conceded"


@pytest.mark.parametrize(("kind", "asked"), [("chemical_attack", True), ("arms_seizure", True), ("airstrike", False)])
def test_whether_it_happened_is_asked_of_what_is_doubted(kind: str, asked: bool) -> None:
    """All who tell of it name a doer; an air strike is then asked for its doer alone."""
    found = gather([report("r", said(entity("league-council"), kind, actor=party("crown")))], world())
    assert {m.kind for m in found} == {"responsibility"} | ({"occurrence"} if asked else set())


def test_a_figure_that_an_organ_repeats_is_its_sources() -> None:
    """It is one account, whoever prints it: the organ's camp has counted nobody."""
    organ = replace(entity("crown-news"), text=None, span=None)
    source = said(entity("watch"), "airstrike", counts=(killed(12),))
    lead = said(organ, "airstrike", counts=(killed(12),))
    toll = only("death_toll", lead, source)
    assert [(p.camp, p.answer) for p in toll.positions] == [("monitor", Toll(12, 12))]
    assert toll.status == "one_origin"
    own = said(organ, "airstrike", counts=(killed(30),))
    toll = only("death_toll", lead, source, own)
    assert [p.answer for p in toll.positions if p.camp == "crown"] == [Toll(30, 30)], "its own figure, where it has one"


def test_who_says_a_figure_and_at_least_that_figure_says_at_least() -> None:
    firm, least = (
        answer("watchers", Toll(61, high), "affirmed", "how_many", scope="people", origin="o") for high in (61, None)
    )
    assert latest_tolls([firm, least]) == latest_tolls([least, firm]) == [least]


@pytest.mark.parametrize(
    ("theirs", "other", "status"),
    [
        (party("league", "armed bandits"), "band", "agreed"),  # a word of the Crown for all who fight it
        (party("league", "the bandits"), "league", "agreed"),
        (party("league", "the bandits"), "lowland", "disputed"),  # an ally of the Crown is none of them
        (party("league", "the League"), "band", "disputed"),
        (replace(party("league", "Hill bandits"), entity="hill-band"), "lowland", "disputed"),  # one group, by name
    ],
)
def test_a_loaded_word_for_the_doer_may_mean_any_group(theirs: Party, other: str, status: str) -> None:
    found = only("responsibility", said(entity("crown-army"), actor=theirs), said(entity("watch"), actor=party(other)))
    assert found.status == status
    assert ("crown", "league") in {(p.camp, p.answer) for p in found.positions}  # what the pack says of the word
