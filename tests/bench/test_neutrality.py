"""What `rashomon bench neutrality` changes and compares: swapping names, the map of offsets, claims and matters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from rashomon.bench.neutrality import Measured, measure, of_files, sentence, share, table, told, wars
from rashomon.bench.side_by_side import OF_CLAIMS, OF_MATTERS, War, compare, compare_matters
from rashomon.bench.swapping import both_ways, moved, names_in, swap, swapped_report
from rashomon.errors import RashomonError
from rashomon.intake.make_report import Source, freeze
from rashomon.model import Claim, Count, Matter, Party, Place, Position, Reading, Span, Speaker, Statement, When
from rashomon.world.pack_files import load_packs

PAIRS = (
    ("Karvenia", "Dostrava"), ("Karvenian", "Ostravan"), ("Karvenian army", "Ostravan fleet"), ("KNA", "ODF"),
    ("regulars", "irregulars"),
)  # fmt: skip


# ---- swapping ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Karvenia denied it.", "Dostrava denied it."),
        ("Dostrava denied it.", "Karvenia denied it."),
        ("Karvenia blames Dostrava", "Dostrava blames Karvenia"),
        ("A Karvenian soldier", "An Ostravan soldier"),  # the article follows
        ("an Ostravan soldier", "a Karvenian soldier"),
        ("a KNA convoy", "an ODF convoy"),
        ("the Karvenian army and a Karvenian ship", "the Ostravan fleet and an Ostravan ship"),  # the longest first
        ("KARVENIAN ARMY", "OSTRAVAN FLEET"),
        ("Regulars fled, irregulars stayed", "Irregulars fled, regulars stayed"),
        ("pro-Karvenian, Karvenia’s", "pro-Ostravan, Dostrava’s"),
        ("Karvenians, karvenia", "Karvenians, karvenia"),  # whole words in their own case
        ("nobody", "nobody"),
    ],
)
def test_swap(text: str, other: str) -> None:
    assert swap(text, PAIRS)[0] == other


@given(
    st.lists(st.sampled_from(["Karvenia", "a Karvenian jet", "an Ostravan jet", "KNA", "ODF", " fled. ", "\n", "’s"]))
)
def test_what_is_swapped_twice_is_as_it_was_and_every_offset_leads_back(parts: list[str]) -> None:
    text = " ".join(parts)
    other, edits = swap(text, PAIRS)
    back, edits_back = swap(other, PAIRS)
    assert back == text
    for at in range(len(text)):
        if not any(e.start <= at < e.end for e in edits):
            span = moved(Span(at, at + 1), edits)
            assert other[span.start : span.end] == text[at]
            assert moved(span, edits_back) == (at, at + 1)
    for e in edits:
        assert moved(Span(e.start, e.end), edits) == (e.new_start, e.new_end)


def test_a_span_that_begins_or_ends_within_a_name_has_all_of_it() -> None:
    text = "the Karvenian army fled"
    other, edits = swap(text, PAIRS)
    army = text.index("army")
    span = moved(Span(army, army + 4), edits)
    assert other[span.start : span.end] == "Ostravan fleet"


def test_a_name_in_two_pairs_is_refused() -> None:
    with pytest.raises(RashomonError, match="Karvenia: it is in two pairs"):
        both_ways((("Karvenia", "Dostrava"), ("Ordesk", "Karvenia")))


def test_a_swapped_report_keeps_its_parts_and_swaps_what_is_said_of_it() -> None:
    text = "Karvenian army retreats\n\nThe Karvenian army left the town of Tivel on Monday, residents said."
    source = Source("x", "2023-05-09", "Karvenia Today", url="https://example.org")
    report = freeze(text, source, raw=text.encode(), media_type="text/plain", language="en")
    other, edits = swapped_report(report, PAIRS)
    assert other.outlet == "Dostrava Today"
    assert other.title == "Ostravan fleet retreats"
    assert [other.text[p.span.start : p.span.end] for p in other.parts] == [
        swap(text[p.span.start : p.span.end], PAIRS)[0] for p in report.parts
    ]
    assert other.key != report.key
    assert (other.id, other.url, other.published, len(edits)) == (report.id, report.url, report.published, 2)


# ---- comparing -----------------------------------------------------------------------------------------------------

TEXT = "The Karvenian army killed 12 people at Tivel, the Ostravan office said."
OTHER, EDITS = swap(TEXT, PAIRS)
WAR = War(
    "made up", PAIRS, both_ways((("karvenia", "dostrava"),)), both_ways((("military", "armed_group"),)),
    both_ways((("XK", "XD"),)), (),
)  # fmt: skip


def reading(text: str, words: Any = "killed", **changes: Any) -> Reading:
    """One claim: who did it is the first name's side, who says so the second's."""
    there = {"actor": "karvenia", "speaker": "dostrava", "role": "military", "country": "XK", "polarity": "affirmed"}
    there |= {
        "kind": "killing",
        "killed": 12,
        "precision": "locality",
        "target": None,
        "modality": "happened",
    } | changes

    def at(found: str) -> Span:
        return Span(text.index(found), text.index(found) + len(found))

    empty: dict[str, Any] = dict.fromkeys(
        ["acled", "plover", "holder", "means", "from_place", "to_place", "part", "reason"]
    )
    army = " ".join(text.split()[1:3])
    actor = Party(army, at(army), there["actor"]) if there["actor"] else None
    target = Party("people", at("people"), there["target"]) if there["target"] else None
    when = When(None, None, "imprecise", None, "published")
    claim = Claim(
        id=f"c-{words}", kind=there["kind"], trigger=at(words), polarity=there["polarity"], modality=there["modality"],
        actor=actor, target=target, place=0, time=when, counts=(0,), **empty,
    )  # fmt: skip
    office = text[text.index(", the ") + 6 :].split()[0]
    speaker = Speaker(office, office, at(office), there["role"], there["speaker"], None, True)
    claims = (claim, *there.get("more", ()))
    place = Place(at("Tivel"), "Tivel", "Tivel", 1, 1, 1, there["precision"], there["country"], None, None, None)
    count = Count(at("12"), "12", "killed", "people", there["killed"], there["killed"], True, None)
    said = Statement("s", "indirect", "reports", None, speaker, None, (), (), claims)
    return Reading("x", None, None, "en", "0", "0", "0", (said,), (place,), (), (count,), None, None)


SWAPPED: dict[str, Any] = {"actor": "dostrava", "speaker": "karvenia", "country": "XK"}
"""What is due: the sides of the parties changed. The place stays where no name of it was changed."""
LENIENT = replace(WAR, strict=False)
STRICT_PLACE = {"country": "XD"}


@pytest.mark.parametrize(
    ("changes", "differ"),
    [
        ({}, {}),
        ({"role": "armed_group"}, {}),  # the other side's role
        ({"role": "official"}, {"role": ("military", "official")}),
        ({"actor": "karvenia"}, {"actor": ("dostrava", "karvenia")}),
        ({"actor": "unknown"}, {"actor": ("dostrava", "unknown")}),
        ({"actor": None}, {"actor": ("dostrava", "none")}),
        ({"target": "dostrava"}, {"target": ("none", "dostrava")}),
        ({"speaker": "dostrava"}, {"speaker": ("karvenia", "dostrava")}),
        ({"kind": "casualties"}, {"kind": ("killing", "casualties")}),
        ({"polarity": "denied"}, {"polarity": ("affirmed", "denied")}),
        ({"modality": "planned"}, {"modality": ("happened", "planned")}),
        ({"killed": 13}, {"counts": ("killed 12 to 12", "killed 13 to 13")}),
        ({"precision": "country"}, {"place": ("locality", "country")}),
        ({"country": "XK"}, {"country": ("xd", "xk")}),
    ],
)
def test_each_field_that_does_not_change_over_is_told(
    changes: dict[str, Any], differ: dict[str, tuple[str, str]]
) -> None:
    (pair,) = compare(reading(TEXT), reading(OTHER, **SWAPPED | STRICT_PLACE | changes), EDITS, WAR)
    assert {c.field: (c.due, c.read) for c in pair.changes} == differ
    assert set(differ) <= pair.compared <= set(OF_CLAIMS)


@pytest.mark.parametrize(
    ("changes", "differ", "stayed"),
    [
        ({}, set(), True),  # Tivel is in no pair: it lies where it lay
        ({"country": "XD"}, set(), False),
        ({"actor": "karvenia"}, {"actor"}, True),  # its words were changed
        ({"country": "XX"}, {"country"}, False),
    ],
)
def test_what_no_changed_word_tells_may_stay_where_not_all_words_are_in_pairs(
    changes: dict[str, Any], differ: set[str], stayed: bool
) -> None:
    (pair,) = compare(reading(TEXT), reading(OTHER, **SWAPPED | changes), EDITS, LENIENT)
    assert {c.field for c in pair.changes} == differ
    assert pair.stayed is stayed


def test_claims_of_one_trigger_are_paired_by_what_they_say_and_others_are_missing() -> None:
    def two(text: str, **sides: Any) -> Reading:
        one = reading(text, **sides)
        (first,) = one.statements[0].claims
        denied = replace(first, id="c-denied", polarity="denied")
        return reading(text, **sides, more=(denied,))

    swapped = SWAPPED | STRICT_PLACE
    one, other = two(TEXT), two(OTHER, **swapped)
    turned = replace(
        other, statements=(replace(other.statements[0], claims=tuple(reversed(other.statements[0].claims))),)
    )
    assert not any(pair.changes for pair in compare(one, turned, EDITS, WAR))
    pairs = compare(one, reading(OTHER, **swapped), EDITS, WAR)
    assert [[(c.field, c.due, c.read) for c in p.changes] for p in pairs] == [[], [("found", "killing", "none")]]
    pairs = compare(one, reading(OTHER, "said", **swapped), EDITS, WAR)
    assert len(pairs) == 3
    assert all(c.field == "found" for p in pairs for c in p.changes)


def matter(id_: str, *claims: str, **changes: Any) -> Matter:
    position = Position("karvenia", "yes", "affirmed", 1, claims, ("x",), (), ())
    there = {"kind": "occurrence", "claim_kind": "killing", "status": "one_origin", "conceded_by": ()} | changes
    rest: dict[str, Any] = dict.fromkeys(["place", "lat", "lon", "date"])
    return Matter(
        id=id_, incident="i", question="Did it?", disputed=(), reason="", positions=(position,), **rest, **there
    )


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (matter("m", "a"), matter("n", "a"), []),
        (matter("m", "a", conceded_by=("karvenia",)), matter("n", "a", conceded_by=("dostrava",)), []),
        (
            matter("m", "a", conceded_by=("karvenia",)),
            matter("n", "a", conceded_by=("karvenia",)),
            [("conceded_by", "dostrava", "karvenia")],
        ),
        (matter("m", "a"), matter("n", "a", status="agreed"), [("status", "one_origin", "agreed")]),
        (matter("m", "a"), matter("n", "a", claim_kind="clash"), [("claim_kind", "killing", "clash")]),
        (
            matter("m", "a"),
            matter("n", "a", kind="control"),
            [("found", "occurrence", "none"), ("found", "none", "control")],
        ),
        (matter("m", "a"), matter("n", "b"), [("found", "occurrence", "none"), ("found", "none", "occurrence")]),
    ],
)
def test_matters_are_compared_by_the_claims_they_share(
    one: Matter, other: Matter, differ: list[tuple[str, str, str]]
) -> None:
    pairs = compare_matters([one], [other], {"a": "a", "b": "b"}, WAR)
    assert [tuple(c) for p in pairs for c in p.changes] == differ


def test_the_matter_with_most_claims_in_common_is_taken() -> None:
    pairs = compare_matters([matter("m", "a", "b")], [matter("n", "a", status="agreed"), matter("o", "a", "b")],
                            {"a": "a", "b": "b"}, WAR)  # fmt: skip
    assert [(p.one and p.one.id, p.other and p.other.id) for p in pairs] == [("m", "o"), (None, "n")]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Headline\n\nIt rained. The army left.", "army", "The army left."),
        ("“We left,” he said. “We had to.” They stayed.", "had", "“We had to.”"),
        ("Headline\n\nIt rained.", "Head", "Headline"),
    ],
)
def test_sentence(text: str, word: str, expected: str) -> None:
    at = text.index(word)
    assert sentence(text, Span(at, at + len(word))) == expected


# ---- the wars, and what is read of them ------------------------------------------------------------------------------


def test_each_war_is_fair_as_far_as_that_can_be_counted() -> None:
    known = wars()
    assert sum(len(war.reports) for war in known if war.strict) >= 23
    for war in known:
        both_ways(war.pairs)  # no name is in two pairs
        assert all(war.camps[war.camps[camp]] == camp for camp in war.camps)
        if war.strict:
            for report in war.reports:
                assert names_in(report.text, war.pairs) >= 4, report.id
                assert swap(swap(report.text, war.pairs)[0], war.pairs)[0] == report.text, report.id


@pytest.mark.parametrize("office", ["spokesman", "spokeswoman", "spokesperson", "commander", "officer"])
def test_the_generic_pack_has_the_words_of_both_sides(office: str) -> None:
    roles = {phrase: d.role for d in load_packs().descriptors for phrase in d.phrases}
    assert {roles.get(f"{side} {office}") for side in ("government", "regime", "opposition", "rebel")} == {"official"}


@pytest.fixture(scope="module")
def three() -> list[Measured]:
    return [measure(war) for war in wars() if war.name in ("armenia-azerbaijan", "israel-lebanon", "syria")]


def test_the_reading_takes_no_side_in_these_wars(three: list[Measured]) -> None:
    assert [text for measured in three for text in told(measured)] == []
    assert share(three) == 1.0


def test_both_sides_are_read_at_all(three: list[Measured]) -> None:
    """That nothing differs tells nothing where nothing is read."""
    for measured in three:
        pairs = [p for _, of_report in measured.reports for p in of_report]
        camps = {p.one.statement.speaker.camp for p in pairs if p.one}
        assert set(measured.war.camps) <= camps, measured.war.name
        assert len(pairs) >= 3 * len(measured.reports)
    assert {"denied", "affirmed"} == {p.one.claim.polarity for m in three for _, pp in m.reports for p in pp if p.one}
    compared = {"disputed", "conceded", "agreed", "unclear"}
    assert any(p.one and p.one.status in compared for m in three for p in m.matters)


def test_the_table_has_each_war_and_each_field(three: list[Measured]) -> None:
    lines = table(three).splitlines()
    assert [line.split()[0] for line in lines if line][1:5] == ["israel-lebanon", "armenia-azerbaijan", "syria", "all"]
    assert {line.split()[0] for line in lines if line} >= {*OF_CLAIMS, *OF_MATTERS}


def test_what_differs_is_told_with_both_sentences() -> None:
    war = next(war for war in wars() if war.name == "india-pakistan")
    unfair = replace(war, camps=both_ways((("india", "nobody"),)))
    text = next(told(measure(replace(unfair, reports=war.reports[:1]))))
    first, *sentences = text.splitlines()
    assert first.startswith("india-pakistan/jet: ")
    assert "is pakistan, not nobody" in first
    assert sentences == [
        "    Pakistan says it shot down an Indian jet; India denies it",
        "    India says it shot down a Pakistani jet; Pakistan denies it",
    ]


def test_files_are_read_by_the_war_that_they_name(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The Armenian army said on Monday that Azerbaijan had shelled a village and killed two men.\n")
    (war,) = of_files([file])
    assert (war.name, war.strict, len(war.reports)) == ("armenia-azerbaijan", False, 1)
    file.write_text("The weather in the village was fine on Monday, and the men of the house were out in the field.\n")
    with pytest.raises(RashomonError, match="names no side of a war"):
        of_files([file])


@pytest.mark.parametrize(("right", "code"), [(True, 0), (False, 1)])
def test_the_command_exits_with_1_where_too_few_change_over(
    right: bool, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.bench import neutrality as module
    from rashomon.cli import cli

    monkeypatch.setattr(module, "neutrality", lambda files, packs: right)
    assert CliRunner().invoke(cli, ["bench", "neutrality"]).exit_code == code
