"""One name, public in one report and private in others of the same ledger: each report decides for its own words."""

from __future__ import annotations

import pytest

from rashomon.bench.leaks import frozen
from rashomon.matters import gather
from rashomon.reading.pipeline import read
from rashomon.sharing import Shared, share
from rashomon.world import load_world

MINISTER = "Foreign Minister Karo Dennberg said on Monday that the army had shelled Aleppo, killing six people."
TEACHER = "Karo Dennberg, a teacher from Homs, said soldiers had killed two people in Homs on Monday."
ON_PHONE = "Karo Dennberg said by phone that rockets had hit Idlib, killing three people."
ARRESTED = "Soldiers arrested Karo Dennberg in Hama on Monday, residents said."
OTHER = "Opposition activist Mira Solvang said jets had bombed Idlib, killing three people."


def leaving(*texts: str) -> Shared:
    world = load_world(["syria"])
    told = [(report, reading) for report, reading in read([frozen(text) for text in texts], world) if reading]
    return share(gather(told, world), told, world)


@pytest.fixture(scope="module")
def shared() -> Shared:
    return leaving(MINISTER, TEACHER, ON_PHONE, ARRESTED, OTHER)


def test_the_public_one_stands_by_name_in_the_report_that_tells_the_office(shared: Shared) -> None:
    rows = [c for c in shared.claims if c.speaker == "Karo Dennberg"]
    assert {(c.quote, c.place_name) for c in rows} == {("the army had shelled Aleppo, killing six people", "Aleppo")}


def test_the_private_one_stands_by_role_with_one_number_in_all_reports(shared: Shared) -> None:
    protected = {
        c.place_admin1: c.speaker for c in shared.claims if c.speaker_protected and c.speaker[:8] != "activist"
    }
    assert len(protected) == 2 and len(set(protected.values())) == 1
    assert all(c.quote is None for c in shared.claims if c.speaker_protected)


def test_who_is_spoken_of_is_hidden_though_somebody_public_is_called_so(shared: Shared) -> None:
    (row,) = [c for c in shared.claims if c.speaker == "residents"]
    assert row.quote == "Soldiers arrested [name withheld] in Hama on Monday"


def test_words_of_no_report_show_no_name_that_one_of_their_reports_hides(shared: Shared) -> None:
    of_minister = {c.claim_id for c in shared.claims if c.speaker == "Karo Dennberg"}
    for m in shared.matters:
        said = f"{m.question} {m.reason} {[(p.answer, p.speakers) for p in m.positions]}"
        told = not of_minister.isdisjoint(c for p in m.positions for c in p.claims)
        assert ("Dennberg" in said) <= told, said


def test_alone_the_public_one_is_shown_as_beside_the_private_one(shared: Shared) -> None:
    alone = [(c.speaker, c.quote) for c in leaving(MINISTER).claims]
    assert alone and set(alone) <= {(c.speaker, c.quote) for c in shared.claims}


def test_the_place_of_a_question_stands_in_it_though_a_small_site_may_be_a_persons() -> None:
    shared = leaving(
        "Rebels withdrew from Binnish on Monday, the army said. The opposition denied that it had lost Binnish. "
        "A nurse at the Binnish clinic said two people were killed."
    )
    [asked] = {m.question for m in shared.matters if m.kind == "control"}
    assert "Binnish" in asked and "withheld" not in asked
