"""Matters as a whole: nothing depends on the order of arrival, and every claim is shown with its words."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from matters_made import KILN, MILL, NARRATOR, OSK, TARN, VALE, entity, killed, party, report, said, speaker, world
from tried import tried

from rashomon.matters import gather
from rashomon.model import NEUTRAL_CAMPS, Toll, as_json
from rashomon.world.kind_files import load_kinds

SPEAKERS = [
    NARRATOR,
    entity("crown-news"),
    entity("crown-army"),
    entity("league-council"),
    entity("watch"),
    entity("watch-head"),
    speaker("activists", "league", "activist", named=False),
    speaker("residents", "local", "resident", named=False),
    speaker("Bo Ard", "league", "activist"),
]
KINDS = [
    "shelling",
    "airstrike",
    "bombing",
    "clash",
    "killing",
    "control",
    "withdrawal",
    "siege",
    "arms_transfer",
    "shortage",
    "protest",
]

sayings = st.builds(
    said,
    st.sampled_from(SPEAKERS),
    st.sampled_from(KINDS),
    place=st.sampled_from([TARN, MILL, KILN, OSK, VALE, None]),
    actor=st.sampled_from([None, party("crown"), party("league"), party("unknown", "gunmen")]),
    target=st.sampled_from([None, party("crown"), party("league"), party("local", "a school", "school")]),
    holder=st.sampled_from([None, party("crown"), party("league")]),
    polarity=st.sampled_from(["affirmed", "affirmed", "affirmed", "denied"]),
    modality=st.sampled_from(["happened", "happened", "ongoing", "planned"]),
    stance=st.sampled_from(["reports", "claims", "denies", "acknowledges", "declines"]),
    day=st.sampled_from([None, "2031-05-01", "2031-05-03", "2031-05-04"]),
    reason=st.sampled_from([None, "a tactical retreat", "unable to hold it", "the weather"]),
    means=st.sampled_from([None, ("a drone", "drone"), ("jets", "aircraft"), ("a car bomb", "car_bomb")]),
    counts=st.sampled_from([(), (killed(3),), (killed(12, None),), (killed(30), killed(4, who="children"))]),
)


@st.composite
def readings(draw: Any) -> list[Any]:
    return [
        report(
            f"r{n}",
            *draw(st.lists(sayings, min_size=1, max_size=3)),
            published=draw(st.sampled_from(["2031-05-03", "2031-05-04", "2031-05-09"])),
            outlet=draw(st.sampled_from(["A", "B", "C"])),
        )
        for n in range(draw(st.integers(1, 7)))
    ]


@tried(60, in_every_test=20)
@given(st.data())
def test_matters_do_not_depend_on_the_order_of_arrival(data: Any) -> None:
    read = data.draw(readings())
    shuffled = data.draw(st.permutations(read))
    found = gather(read, world())
    assert gather(shuffled, world()) == found
    assert gather([*read, *shuffled], world()) == found, "a report that comes twice is one report"


@tried(60, in_every_test=25)
@given(readings())
def test_what_holds_for_every_matter(read: list[Any]) -> None:
    texts = {r.id: r.text for r, _ in read}
    claims = {c.id: (s, c) for _, reading in read for s in reading.statements for c in s.claims}
    found = gather(read, world())
    assert len({m.id for m in found}) == len(found), "ids tell matters apart"
    for matter in found:
        assert matter.question.endswith("?") and "{" not in matter.question
        assert matter.reason.endswith(".")
        assert matter.positions
        assert (matter.status == "disputed") is bool(matter.disputed)
        sided = {p.camp for p in matter.positions} - NEUTRAL_CAMPS
        if matter.status == "agreed":
            assert len(sided) >= 2
        if matter.status == "conceded":
            assert matter.conceded_by
        assert set(matter.conceded_by) <= sided
        answers = [(p.camp, str(p.answer), p.polarity) for p in matter.positions]
        assert len(set(answers)) == len(answers), "one position for each answer that a camp gives"
        for position in matter.positions:
            assert position.origins >= 1 and position.claims and position.evidence and position.speakers
            assert matter.kind != "death_toll" or isinstance(position.answer, Toll)
            for evidence in position.evidence:
                start, end = evidence.span
                assert texts[evidence.report_id][start:end] == evidence.quote != ""
            for claim_id in position.claims:
                statement, claim = claims[claim_id]
                assert claim.modality in ("happened", "ongoing") and statement.stance != "declines"
    told = {c for m in found for p in m.positions for c in p.claims}
    for id_, (statement, claim) in claims.items():
        background = statement.speaker == NARRATOR and load_kinds()[claim.kind].background
        if claim.modality != "planned" and statement.stance != "declines" and not background:
            assert id_ in told, "no claim of something that happened is lost"


def test_no_readings_make_no_matters() -> None:
    assert gather([], world()) == ()
    assert gather([report("r")], world()) == ()


def test_a_besieged_town_told_by_three() -> None:
    read = [
        report(
            "first",
            said(
                entity("crown-army"), "control", holder=party("crown"), words="The town is ours, the Crown army said."
            ),
            said(entity("league-council"), "control", holder=party("crown"), polarity="denied"),
            said(entity("watch"), "shelling", actor=party("crown"), counts=(killed(4, None),), day="2031-05-03"),
        ),
        report(
            "second",
            said(entity("crown-news"), "shelling", actor=party("league"), counts=(killed(4),), day="2031-05-03"),
            outlet="Crown News Agency",
            published="2031-05-05",
        ),
    ]
    rows = {(m.kind, m.question, m.status) for m in gather(read, world())}
    assert rows == {
        ("control", "Has Tarn fallen to the Crown?", "disputed"),
        ("responsibility", "Who carried out the shelling in Tarn on 3 May 2031?", "disputed"),
        ("death_toll", "How many people were killed in Tarn on 3 May 2031?", "agreed"),
    }
    assert all(isinstance(as_json(m)["positions"], list) for m in gather(read, world()))
