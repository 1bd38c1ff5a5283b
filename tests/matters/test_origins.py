"""How many independent origins: copies, relays, spokespersons and unnamed people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matters_made import NARRATOR, entity, killed, party, report, said, speaker, world

from rashomon.matters import gather
from rashomon.matters.accounts import accounts
from rashomon.matters.camps import sides
from rashomon.matters.origins import attributed_origin, copies, is_private, originate, speaks_for_camp
from rashomon.model import Matter, Span, Speaker, When
from rashomon.reading.how_sure.wording import worded
from rashomon.world.kind_files import load_kinds

KNOWN = sides(world())

WIRE = (
    "Shells fell on the market of Tarn shortly before noon, and smoke was seen above the mill. Ferrymen who crossed "
    "at one said that the stalls by the weir were empty when the first of them came down, because the bell had been "
    "rung early. The road to Osk was closed until the evening and the lamps along the quay stayed dark."
)
OTHER = (
    "The harvest in the south has begun two weeks late this year. Growers blame the cold spring, and prices at the "
    "exchange in Osk have risen by a third since the frost. The council has promised seed for all who lost a field."
)


def origin_names(*read: Any) -> list[str]:
    told = accounts(read, load_kinds())
    found = originate(told, copies({r.key: r.text for r, _ in read}), KNOWN)
    return [found[a.claim.id].id for a in told]


def toll(*read: Any) -> Matter:
    (found,) = [m for m in gather(read, world()) if m.kind == "death_toll"]
    return found


@pytest.mark.parametrize(
    ("one", "two", "copied"),
    [
        (WIRE, WIRE, True),
        (WIRE, "TARN (Ferry Post) " + WIRE + " Additional reporting by our office in Osk.", True),
        (WIRE, WIRE[: len(WIRE) // 2], True),  # a shortened copy: half of the wire is all of the shorter text
        (WIRE, WIRE.upper().replace(",", ""), True),  # case and commas are no difference
        (WIRE, OTHER, False),
        (WIRE + " " + OTHER, WIRE, True),
        ("Shells fell.", "Shells fell.", True),
        ("Shells fell.", "Snow fell on the pass overnight.", False),
        ("", "", False),
    ],
)
def test_copies(one: str, two: str, copied: bool) -> None:
    found = copies({"a": one, "b": two})
    assert (found["a"] == found["b"]) is copied
    assert found["a"] == "a"


LONG = (
    "Shells fell on the market of Tarn shortly before noon on Monday, killing nine people, the mayor of the town said. "
    "Ferrymen who crossed at one found the stalls by the weir in flames and carried the wounded to the mill, where a "
    "doctor from Osk had set up a ward. The road to the south was closed until the evening. It was the third time "
    "since the thaw that the market was hit, and the council has asked traders to stay away from the square until the "
    "front line moves. Both armies hold hills from which the town can be reached by mortars."
)
ABRIDGED = (
    "Shells fell on the market of Tarn shortly before noon on Monday, killing nine people. Ferrymen found the stalls "
    "by the weir in flames. It was the third time since the thaw that the market was hit."
)
REWRITTEN = (
    "On Monday shells fell on the market of Tarn shortly before midday, leaving nine persons dead, the mayor stated. "
    "Ferrymen who crossed at one saw the stalls by the weir in flames and took the injured to the mill, where a doctor "
    "from Osk had opened a ward. It was the third time since the thaw that the square was struck, and the council has "
    "told traders to stay away from the square until the front line moves."
)
INDEPENDENT = (
    "Nine people were killed in Tarn on Monday when mortar rounds exploded among market stalls, the mayor said. "
    "Our correspondent counted five craters between the weir and the old bridge. A nurse at the mill said that most of "
    "those brought to her had burns. Traders had been warned last week that the square lay within range of both sides, "
    "yet many had come back because the spring fair pays for half of their year."
)
QUOTED = (
    '"We have told both commanders in writing that the square is full of traders on Mondays, that there is no gun and '
    'no soldier within a mile of it, and that whoever fires on it again will answer for it before the court in Osk"'
)


@pytest.mark.parametrize(
    ("one", "two", "copied"),
    [
        (LONG, ABRIDGED, True),
        (LONG, REWRITTEN, True),
        (REWRITTEN, ABRIDGED, False),  # what is left is too short: by itself it may be chance
        (LONG, INDEPENDENT, False),
        (f"{LONG} {QUOTED}, the mayor said.", f"{INDEPENDENT} {QUOTED}, she said.", False),  # both quote the mayor
        (f"{LONG} {QUOTED}, the mayor said.", REWRITTEN, True),
        (LONG, "Shells fell on the market of Tarn shortly before noon on Monday. " + OTHER, False),  # a sentence
    ],
)
def test_a_wire_that_was_abridged_or_put_into_other_words_is_one(one: str, two: str, copied: bool) -> None:
    found = copies({"a": one, "b": two})
    assert (found["a"] == found["b"]) is copied


def test_copies_group_by_the_smallest_key() -> None:
    assert copies({"c": WIRE, "b": WIRE, "a": OTHER}) == {"a": "a", "b": "b", "c": "b"}
    assert copies({}) == {}


@pytest.mark.parametrize(
    ("who", "origin", "counts", "speaks"),
    [
        (entity("watch"), "entity:watch", True, False),
        (entity("watch-head"), "entity:watch", True, False),  # a head and his organisation are one
        (entity("crown-minister"), "entity:crown-cabinet", True, True),
        (entity("crown-news"), "entity:crown-news", True, True),
        (speaker("Bo Ard", "league", "activist"), "name:bo ard", True, False),
        (speaker("BO ARD", "league", "activist"), "name:bo ard", True, False),
        (speaker("Bo Ard", "league", "spokesperson"), "name:bo ard", True, True),
        (speaker("activists", "league", "activist", named=False), "unnamed:league:activist", False, False),
        (speaker("residents", "local", "resident", named=False), "unnamed:local:resident", False, False),
        (speaker("an official", "crown", "official", named=False), "unnamed:crown:official", False, False),
        (speaker("state media", "crown", "state_media", named=False), "unnamed:crown:state_media", True, True),
        (speaker("a spokesman", "league", "spokesperson", named=False), "unnamed:league:spokesperson", True, True),
        (speaker("a spokesman", "unknown", "spokesperson", named=False), "unnamed:unknown:spokesperson", False, False),
        (speaker("a wire", "media", "media"), "name:a wire", True, False),
    ],
)
def test_who_a_speaker_is_as_an_origin(who: Speaker, origin: str, counts: bool, speaks: bool) -> None:
    found = attributed_origin(who, KNOWN)
    assert (found.id, found.counts, found.speaks) == (origin, counts, speaks)
    assert is_private(who) is not counts
    assert speaks_for_camp(who, KNOWN) is speaks


def test_one_speaker_in_three_outlets_is_one_origin() -> None:
    read = [
        report(o, said(entity("watch"), counts=(killed(9),)), outlet=o, text=t)
        for o, t in [("A", ""), ("B", OTHER), ("C", WIRE)]
    ]
    found = toll(*read)
    assert [p.origins for p in found.positions] == [1]
    assert set(found.positions[0].report_ids) == {"A", "B", "C"}
    assert found.status == "one_origin"


def test_the_outlets_own_voice_is_one_origin_in_copies_and_two_in_two_texts() -> None:
    one = report("one", said(NARRATOR, words="Nine died."), outlet="A", text=WIRE)
    copy = report("two", said(NARRATOR, words="Nine died."), outlet="B", text=WIRE)
    own = report("three", said(NARRATOR, words="Nine were dead."), outlet="C", text=OTHER)
    names = dict(
        zip(["one", "two", "three"], [origin_names(one, copy, own)[i] for i in order(one, copy, own)], strict=True)
    )
    assert names["one"] == names["two"] != names["three"]


def order(*read: Any) -> list[int]:
    """Where each report's only claim stands in the accounts, which are sorted by report key."""
    keys = sorted(r.key for r, _ in read)
    return [keys.index(r.key) for r, _ in read]


def test_a_lead_that_restates_a_source_is_that_sources_claim() -> None:
    lead = said(NARRATOR, actor=party("crown"), counts=(killed(11),))
    source = said(entity("watch"), actor=party("crown"), counts=(killed(11, None),))
    assert origin_names(report("r", lead, source)) == ["entity:watch", "entity:watch"]


@pytest.mark.parametrize(
    "lead",
    [
        said(NARRATOR, counts=(killed(60),)),  # another figure
        said(NARRATOR, actor=party("league"), counts=(killed(11),)),  # another doer
        said(NARRATOR, polarity="denied", counts=(killed(11),)),
        said(NARRATOR, "protest"),
        said(NARRATOR, time=When(None, "2030-12-31", "imprecise", None, "text")),  # of another year
        said(NARRATOR, day="2031-04-02"),  # long past, and the source gives no day: it speaks of news
    ],
)
def test_a_lead_that_says_something_else_is_the_outlets_own(lead: Any) -> None:
    source = said(entity("watch"), actor=party("crown"), counts=(killed(11, None),))
    assert origin_names(report("r", lead, source)) == ["outlet:the ferry post", "entity:watch"]


@pytest.mark.parametrize(
    ("lead", "source", "origin"),
    [
        ((killed(11),), (killed(11),), "entity:watch"),
        ((), (killed(11),), "entity:watch"),
        ((), (), "entity:watch"),
        ((killed(11),), (), "outlet:the ferry post"),  # the monitor told of the raid, and counted nobody
        ((killed(2),), (), "outlet:the ferry post"),
        ((killed(60),), (killed(11),), "outlet:the ferry post"),
    ],
)
def test_nobody_is_laid_a_figure_in_the_mouth(lead: tuple[Any, ...], source: tuple[Any, ...], origin: str) -> None:
    """ "A raid killed eleven in Tarn. The watch said that the jets had come at noon." """
    told = report("r", said(NARRATOR, counts=lead), said(entity("watch"), counts=source))
    assert origin_names(told) == [origin, "entity:watch"]


def test_what_somebody_else_tells_of_is_not_the_outlets_own_word() -> None:
    """ "The mission received reports of deaths": the mission tells of them, so no named source is restated."""
    nobody = replace(speaker("reports", "unknown", named=False), text=None, span=None)
    watch = said(entity("watch"), counts=(killed(11),))
    assert origin_names(report("r", said(nobody, counts=(killed(11),)), watch))[0] == "entity:watch"
    relayed = said(nobody, counts=(killed(11),), via="r:9")
    assert origin_names(report("r", relayed, watch))[0] != "entity:watch"


def test_no_side_is_made_to_accuse_itself() -> None:
    lead = said(NARRATOR, actor=party("crown"))
    source = said(entity("crown-news"))
    assert origin_names(report("r", lead, source)) == ["outlet:the ferry post", "entity:crown-news"]
    assert origin_names(report("r", said(NARRATOR), source)) == ["entity:crown-news", "entity:crown-news"]


def test_no_side_is_made_to_accuse_whom_the_outlet_names_afterwards() -> None:
    accused = said(NARRATOR, actor=party("league"))
    side, monitor = said(entity("crown-news")), said(entity("watch"))
    assert origin_names(report("r", side, accused))[1] == "outlet:the ferry post"
    assert origin_names(report("r", accused, side))[0] == "entity:crown-news", "a lead that the source is named for"
    assert origin_names(report("r", monitor, accused))[1] == "entity:watch"


def test_an_organ_of_a_camp_does_not_lend_its_voice_to_a_crowd() -> None:
    crowd = said(speaker("residents", "local", "resident", named=False))
    organ = said(replace(entity("crown-news"), span=None, text=None))
    assert origin_names(report("r", organ, crowd)) == ["entity:crown-news", "unnamed:local:resident"]
    assert origin_names(report("r", organ, said(entity("watch")))) == ["entity:watch", "entity:watch"]


def test_a_monitor_is_the_one_monitor_that_is_named_further_down() -> None:
    unnamed = said(speaker("a monitoring group", "monitor", "monitor", named=False), actor=party("crown"))
    named = said(entity("watch"))
    assert set(origin_names(report("r", unnamed, named))) == {"entity:watch"}
    assert "unnamed:monitor:monitor" in origin_names(report("r", unnamed, said(entity("crown-news"))))


def test_unnamed_people_add_nothing_to_the_least_number() -> None:
    named = report("a", said(speaker("Bo Ard", "league", "activist"), counts=(killed(4),)))
    crowd = report(
        "b", said(speaker("activists", "league", "activist", named=False), counts=(killed(4),)), outlet="B", text=OTHER
    )
    assert [p.origins for p in toll(named, crowd).positions] == [1]
    assert [p.origins for p in toll(crowd).positions] == [1], "but somebody did say it"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Bo Ard, the head of Valley Watch in the north, said so.", "entity:watch"),
        ("Bo Ard director of Valley Watch said so.", "entity:watch"),
        ("Bo Ard, 27, a spokesman for Valley Watch's northern office", "entity:watch"),
        ("Bo Ard said so. The head of Valley Watch was silent.", "name:bo ard"),  # another sentence
        ("Bo Ard told Valley Watch so.", "name:bo ard"),  # no post
        ("Bo Ard, a member of the League Council, said so.", "name:bo ard"),  # another camp
    ],
)
def test_who_is_introduced_by_a_post_speaks_for_the_organisation(text: str, origin: str) -> None:
    read = report("r", said(speaker("Bo Ard", "monitor", "person")), text=text + "\n")
    assert origin_names(read) == [origin]


@pytest.mark.parametrize(
    ("text", "role", "origin"),
    [
        ("The spokeswoman of the League Council, Bo Ard, acknowledged it.", "spokesperson", "entity:league-council"),
        ("The spokeswoman, Captain Bo Ard of League Radio, acknowledged it.", "spokesperson", "entity:league-radio"),
        ("The spokeswoman acknowledged it to the League Council.", "spokesperson", "unnamed:league:spokesperson"),
        ("The spokeswoman of Valley Watch acknowledged it.", "spokesperson", "unnamed:league:spokesperson"),
        ("A deserter of the League Council acknowledged it.", "defector", "unnamed:league:defector"),
    ],
)
def test_a_spokeswoman_with_no_name_speaks_for_the_organisation(text: str, role: str, origin: str) -> None:
    who = "spokeswoman" if "spokeswoman" in text else "deserter"
    start, cue = text.index(who), text.index("acknowledged")
    made = Speaker(who, who, Span(start, start + len(who)), role, "league", None, False)
    made_report, reading = report("r", said(made), text=text + "\n")
    statement = replace(reading.statements[0], cue=(Span(cue, cue + len("acknowledged")),))
    reading = worded(replace(reading, statements=(statement,)), made_report.text)
    assert origin_names((made_report, reading)) == [origin]


def test_she_is_the_spokeswoman_who_was_introduced() -> None:
    text = "The spokeswoman of the League Council acknowledged it, and she said more."
    her = speaker("spokeswoman", "league", "spokesperson", named=False)
    full = replace(her, span=Span(0, len("The spokeswoman of the League Council")))
    she = replace(her, span=Span(text.index("she"), text.index("she") + 3), text="she")
    made, reading = report("r", said(full), said(she), text=text + "\n")
    assert origin_names((made, reading)) == ["entity:league-council"] * 2
    assert "unnamed:league:spokesperson" in origin_names(report("r", said(her, words="A spokeswoman said so.")))


def test_an_unnamed_monitor_and_a_named_one_can_not_be_told_apart() -> None:
    unnamed = speaker("a monitoring group", "monitor", "monitor", named=False)
    read = [
        report("a", said(entity("watch"), counts=(killed(53),)), text=WIRE),
        report("b", said(unnamed, counts=(killed(34),)), outlet="B", text=OTHER),
    ]
    assert toll(*read).status == "one_origin", "two figures of what may be one monitor are no dispute"
    same = [
        report("a", said(entity("watch"), counts=(killed(9),))),
        report("b", said(unnamed, counts=(killed(9),)), outlet="B"),
    ]
    assert [p.origins for p in toll(*same).positions] == [1]


CROWN_OWN = replace(entity("crown-news"), span=None, text=None)


@pytest.mark.parametrize(
    ("name", "role", "outlets_voice", "origin"),
    [
        ("a source", "unnamed", CROWN_OWN, "entity:crown-news"),
        ("initial reports", "media", CROWN_OWN, "entity:crown-news"),
        ("our correspondent", "media", CROWN_OWN, "entity:crown-news"),
        ("a diplomat", "diplomat", CROWN_OWN, "unnamed:unknown:diplomat"),  # somebody, though without a name
        ("a source", "unnamed", NARRATOR, "unnamed:unknown:unnamed"),  # the outlet is of no side
    ],
)
def test_what_nobody_tells_an_organ_is_the_organs_word(name: str, role: str, outlets_voice: Any, origin: str) -> None:
    told = said(speaker(name, "unknown", role, named=False), counts=(killed(6),))
    assert origin_names(report("r", said(outlets_voice, "protest"), told))[-1] == origin


def test_a_source_of_a_known_side_stays_that_sides() -> None:
    told = said(speaker("a League source", "league", "unnamed", named=False))
    assert origin_names(report("r", said(CROWN_OWN, "protest"), told))[-1] == "unnamed:league:unnamed"


@pytest.mark.parametrize(
    ("text", "outlet", "agency", "camp"),
    [
        ("TARN (Reuters) - ", "Crown News", None, "narrator"),  # who prints a wire says nothing for its camp
        ("TARN (Reuters) - ", "Crown News", "league-radio", "crown"),  # but where the agency takes a side, too
        ("TARN - ", "Crown News", None, "crown"),
        ("TARN (Reuters) - ", "Reuters", None, "crown"),  # as the pack knows the agency
    ],
)
def test_whose_words_an_organ_prints(text: str, outlet: str, agency: str | None, camp: str) -> None:
    known = replace(KNOWN, names={**KNOWN.names, "reuters": agency}) if agency else KNOWN
    organ = replace(entity("crown-news"), span=None, text=None)
    told = accounts([report("r", said(organ), outlet=outlet, text=text)], load_kinds())
    (origin,) = originate(told, {told[0].key: told[0].key}, known).values()
    assert origin.camp == camp
