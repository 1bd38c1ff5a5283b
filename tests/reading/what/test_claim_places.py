"""How the place of a claim is known, and where nothing says it. Sentences are ours, and tell of no real event."""

from __future__ import annotations

import pytest
from read_claims import read

from rashomon.model import Claim, Reading


def last_of(text: str) -> tuple[Claim, Reading]:
    reading = read(text, packs=())
    return [c for s in reading.statements for c in s.claims][-1], reading


def shown(text: str) -> tuple[str | None, str | None]:
    claim, reading = last_of(text)
    return (None if claim.place is None else reading.places[claim.place].text), claim.place_from


BEFORE = "Rebels attacked Goma on Monday. "
ELSEWHERE = "Rebels attacked Goma. They shelled Goma. "

ROWS = [
    # its own words
    ("Rebels killed nine people in Ombelo, a village 30 km north of Goma, on Monday.", "Ombelo", "text"),
    ("Rebels killed nine people in Ombelo, near Goma, on Monday.", "Ombelo", "text"),
    ("Rebels killed nine people in Sake, near Goma, on Monday.", "Sake", "text"),
    ("A bomber struck a mosque in Ombelo, in Cameroon's Far North region.", "Ombelo", "text"),
    ("A bomb killed four people near Goma. Gunmen attacked Ombelo Weyn on Sunday.", "Ombelo Weyn", "text"),
    ("Kiev-controlled Kramatorsk was shelled on Monday.", "Kramatorsk", "text"),
    ("Rebels denied firing missiles at a market in Goma on Sunday.", "Goma", "text"),
    ("Goma was the target of a suicide attack.", "Goma", "text"),
    # a word for what was told before
    (BEFORE + "The army shelled the city on Tuesday.", "Goma", "reference"),
    (BEFORE + "The attack killed nine people.", "Goma", "reference"),
    # its paragraph, else the sentence before
    (BEFORE + "Nine people were killed.", "Goma", "paragraph"),
    (BEFORE + "\n\nNine people were killed, a nurse said.", "Goma", "sentence_before"),
    # the report, of its main event alone
    ("A bomb killed nine people on Monday, police said. The market of Goma was closed.", "Goma", "report"),
    # the dateline, where nothing else says it
    ("KHERSON, Ukraine (Agency) - Shells hit a bus on Monday, killing seven people.", "KHERSON", "dateline"),
    ("CAIRO/KHARTOUM (Agency) - Shells hit a bus on Monday, killing seven people.", None, None),
    ("ISLAMABAD (Agency) - Gunmen attacked a checkpost in Mir Ali on Friday.", None, None),
    # not where it was said
    ("Speaking in Geneva, an official said that 30 people were killed in an attack on a camp.", None, None),
    ("Shells killed two farmers in a hamlet, a spokesman said in Moscow on Monday.", None, None),
    ("Officials in Washington said a drone had killed a leader.", None, None),
    (BEFORE + "In Rutshuru, police said that 20 people had been abducted.", None, None),
    ("The mayor said in Goma on Monday that gunmen had killed three people in the city.", "Goma", "reference"),
    # talks are where they are held, and say nothing of where the fighting is
    ("The parties held talks in Doha on Monday. Fighting went on around Goma.", "Goma", "text"),
    ("The parties held talks in Doha on Monday. Soldiers shelled a town.", None, None),
    (BEFORE + "The parties signed a truce on Friday.", None, None),
    ("Peace talks resumed in Nairobi on Monday as fighting continued around Ombelo.", "Ombelo", "text"),
    # what says nothing of where
    ("The truce between Egypt and the movement began. Nurses said six people died.", None, None),
    ("At a press conference in Addis Ababa, officials said rebels had burned two towns.", None, None),
]


@pytest.mark.parametrize(("text", "place", "how"), ROWS, ids=[r[0][-50:] for r in ROWS])
def test_where_and_how_it_is_known(text: str, place: str | None, how: str | None) -> None:
    assert shown(text) == (place, how)


def test_a_country_gives_way_to_the_place_in_it_for_the_main_event_alone() -> None:
    reading = read("A bomb killed nine people in Syria on Monday. Markets in Homs closed, and Homs was calm.", packs=())
    (claim,) = [c for s in reading.statements for c in s.claims if c.id == reading.main]
    assert claim.place is not None and reading.places[claim.place].text == "Homs"
    assert (claim.place_from, {w.field: w.rule for w in claim.why}["place"]) == ("report", "place.within_country")


def test_the_report_is_where_it_tells_of_such_deeds() -> None:
    text = (
        "A bomb killed nine people on Monday, police said. Kabul mourned, and in Kabul shops closed. Kabul was calm. "
    )
    text += "Bombs also went off in Ghazni. A bomb in Ghazni had killed four people a week before."
    reading = read(text, packs=())
    (claim,) = [c for s in reading.statements for c in s.claims if c.id == reading.main]
    assert claim.place is not None and reading.places[claim.place].text == "Ghazni"
