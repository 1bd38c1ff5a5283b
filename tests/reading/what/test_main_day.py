"""A report gives the day of its main event once. All sentences are ours. Published on Sunday, 10 July 2016."""

from __future__ import annotations

import pytest
from read_claims import claims, read

NO_PACK: tuple[str, ...] = ()
LEAD = "Shells hit a market in Izium on Friday, killing nine people, the mayor said.\n\n"

GOES_ON = [
    "Two of the dead were sisters, he added.",
    "Rebels said that the shelling of the market in Izium was the army's work.",
    "Doctors in Izium said that 14 people were wounded by the shells.",
    "At about 14:20 a second shell hit the gate in Izium.",
]
MOVES_ON = [
    # the paragraph has gone on to another time
    "In June the army lost a battle near Izium. It said that shells had killed 40 soldiers in Izium.",
    "On Saturday a shell hit a bridge in Izium. Two guards were killed.",
    # another place, a plan, a habit
    "A shell killed two people in Odesa, doctors said.",
    "The army plans to shell Izium again.",
]


@pytest.mark.parametrize("text", GOES_ON)
def test_what_goes_on_about_the_main_event_was_on_its_day(text: str) -> None:
    claim = claims(read(LEAD + text, NO_PACK))[-1]
    assert (claim.time.start, claim.time.end, claim.time.from_) == ("2016-07-08", "2016-07-08", "context")
    assert ("time", "time.of_the_main_event") in [(w.field, w.rule) for w in claim.why]


@pytest.mark.parametrize("text", MOVES_ON)
def test_what_has_gone_on_to_something_else_was_not(text: str) -> None:
    claim = claims(read(LEAD + text, NO_PACK))[-1]
    assert claim.time.start != "2016-07-08"


def test_two_days_told_of_one_place_tell_nothing_of_a_third_claim() -> None:
    text = LEAD + "Shells hit Izium on Saturday.\n\nA shell killed a nurse in Izium, doctors said."
    assert claims(read(text, NO_PACK))[-1].time.start is None


def test_a_claim_of_the_one_event_of_a_report_is_firm_without_its_own_place_and_day() -> None:
    reading = read(LEAD + "Ukraine's army said that nine more people were wounded by the shells.", NO_PACK)
    assert claims(reading)[-1].firm
    told_elsewhere = read(LEAD + "Rebels shelled Odesa on Friday. The army said that nine were wounded.", NO_PACK)
    assert not claims(told_elsewhere)[-1].firm


def test_an_hour_of_no_day_is_no_day_that_the_text_gives() -> None:
    (claim,) = claims(read("At 9 a.m. shells hit a market in Izium.", NO_PACK))
    assert (claim.firm, claim.loose) == (False, ("time",))
