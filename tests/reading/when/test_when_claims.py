"""A claim's time never ends after its report was published, unless the claim is a prediction or a plan."""

from __future__ import annotations

import pytest

from rashomon.intake.parts import parts
from rashomon.model import Claim, Report, When
from rashomon.reading import pipeline
from rashomon.reading.what.event_time import happened_by
from rashomon.world import load_world

PUBLISHED = "2013-07-31"  # a Wednesday

SENTENCES = (
    "State media said that the army had shelled Rastan this week.",
    "Activists said rebels captured Khalidiya in July.",
    "The army will attack Rastan on Friday, residents said.",
    "Rebels plan to withdraw from Qusayr next week, activists said.",
    "Activists said the army shelled Rastan on 4 August.",
    "At least 12 people were killed in Rastan on Tuesday, residents said.",
    "The town of Rastan has been besieged since Saturday, activists said.",
    "The army bombed Rastan in 2013, residents said.",
)


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    text = "\n\n".join(SENTENCES)
    report = Report(id="r", text=text, sha256="", parts=parts(text), published=PUBLISHED, language="en")
    ((_, reading),) = pipeline.read([report], load_world(["syria"]))
    assert reading is not None
    return [c for s in reading.statements for c in s.claims]


def test_no_claim_of_what_happened_ends_after_publication(claims: list[Claim]) -> None:
    happened = [c for c in claims if c.modality not in ("planned", "predicted")]
    assert len(happened) >= 6
    assert all(c.time.end and c.time.end <= PUBLISHED for c in happened)
    assert all((c.time.start or "") <= (c.time.end or "") for c in happened)


def test_what_is_foretold_keeps_the_day_that_it_is_foretold_for(claims: list[Claim]) -> None:
    ahead = {(c.time.start, c.time.end) for c in claims if c.modality in ("planned", "predicted")}
    assert {("2013-08-02", "2013-08-02"), ("2013-08-05", "2013-08-11")} <= ahead


def test_since_is_precise_for_what_lasts(claims: list[Claim]) -> None:
    siege = next(c for c in claims if c.kind == "siege")
    assert (siege.time.start, siege.time.end, siege.time.kind) == ("2013-07-27", PUBLISHED, "precise")


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2013-07-29", "2013-08-04", ("2013-07-29", PUBLISHED, "imprecise", "text")),
        ("2013-07-31", "2013-08-04", (PUBLISHED, PUBLISHED, "precise", "text")),
        ("2013-07-30", "2013-07-30", ("2013-07-30", "2013-07-30", "imprecise", "text")),
        ("2013-08-02", "2013-08-02", (None, PUBLISHED, "imprecise", "published")),
        (None, "2013-08-02", (None, PUBLISHED, "imprecise", "text")),
        (None, None, (None, None, "imprecise", "text")),
    ],
)
def test_cut_at_publication(start: str | None, end: str | None, wanted: tuple[str | None, ...]) -> None:
    when = happened_by(When(start, end, "imprecise", None, "text"), PUBLISHED)
    assert (when.start, when.end, when.kind, when.from_) == wanted
