"""One wire is one account, whoever prints it; so are the outlets of one publisher."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matters_made import NARRATOR, TARN, report, said, speaker, world

from rashomon.matters.accounts import accounts
from rashomon.matters.camps import sides
from rashomon.matters.origins import copies, originate
from rashomon.matters.publishers import credited, publisher_of, wire_of
from rashomon.model import Part, Report, Span

BODY = "Shells hit the mill in Tarn on Monday. Nobody was hurt, the mayor said, and the road to Osk was open again."


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"TARN (Reuters) - {BODY}", "reuters"),
        (f"TARN, May 4 (AFP) — {BODY}", "afp"),
        (f"TARN May 4 (The Associated Press) {BODY}", "ap"),
        (f"Mill hit\nBy Reuters Staff\n{BODY}", "reuters"),
        (f"Mill hit\nSource: Xinhua\n{BODY}", "xinhua"),
        (f"{BODY} (dpa)", "dpa"),
        (f"{BODY}\n- AFP", "afp"),
        (f"{BODY}\nSource: Interfax.", "interfax"),
        (f"TARN (AFP) - {BODY} (AFP)", "afp"),
        (f"TARN, May 4. /TASS/. {BODY}", "tass"),
        (f"TARN, May 4 - RIA Novosti. {BODY}", "ria"),
        ("تارن (رويترز) - سقطت قذائف على الطاحونة يوم الاثنين.", "reuters"),
        ("ТАРН, 4 мая — Интерфакс. Снаряды попали в мельницу.", "interfax"),
        # two are none of them
        (f"TARN (AFP) - {BODY} (Reuters)", None),
        # who is cited did not write the text
        (f"{BODY} Reuters reported that a bridge was closed.", None),
        (f"Residents told AFP that the road was open. {BODY}", None),
        (BODY * 6 + " TARN (Reuters) - " + BODY * 6, None),
        (BODY, None),
        ("", None),
    ],
)
def test_which_agency_a_text_is_credited_to(text: str, agency: str | None) -> None:
    assert credited(text) == agency


def printed(outlet: str, author: str | None, credit: str | None) -> Report:
    text = f"{credit}\n{BODY}" if credit else BODY
    part = (Part("credit", Span(0, len(credit))),) if credit else ()
    return replace(report("r", said(NARRATOR), outlet=outlet, text=text)[0], author=author, parts=part)


@pytest.mark.parametrize(
    ("outlet", "author", "credit", "agency"),
    [
        ("The Ferry Post", "Reuters", None, "reuters"),
        ("The Ferry Post", "Bo Ard, Agence France-Presse", None, "afp"),
        ("The Ferry Post", "Bo Ard", None, None),
        ("The Ferry Post", None, "© 2031 AFP", "afp"),
        ("The Ferry Post", None, "Photograph: Bo Ard/AP", "ap"),
        ("The Ferry Post", "Reuters", "AFP", None),  # of two agencies
        ("Reuters", None, None, "reuters"),  # its own wire
        ("reuters", "Bo Ard", None, "reuters"),
        ("The Ferry Post", None, None, None),
    ],
)
def test_whose_wire_a_report_is(outlet: str, author: str | None, credit: str | None, agency: str | None) -> None:
    assert wire_of(printed(outlet, author, credit)) == agency


def test_an_agency_that_is_cited_is_the_one_whose_wire_another_prints() -> None:
    cited = report("one", said(speaker("Reuters", "media", "media")), text=BODY)
    wire = report("two", said(NARRATOR), outlet="The Hill Post", text=f"TARN (Reuters) - {BODY[::-1]}")
    known = sides(world())
    told = accounts([cited, wire], known.kinds)
    assert {o.id for o in originate(told, {a.key: a.key for a in told}, known).values()} == {"agency:reuters"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Al Jazeera English", "aljazeera", True),
        ("Daily Sabah", "A Haber", True),
        ("France 24", "RFI", True),
        ("TRT World", "Daily Sabah", False),
        ("Sputnik", "RT", False),  # one state, two houses
        ("The Ferry Post", "The Hill Post", False),
        ("The  Ferry Post", "the ferry post", True),
    ],
)
def test_outlets_of_one_publisher(one: str, other: str, same: bool) -> None:
    assert (publisher_of(one) == publisher_of(other)) is same


def origins_of(*printed: tuple[str, str]) -> int:
    """How many origins the own voices of some outlets are, each with its text."""
    read = [
        report(f"r{n}", said(NARRATOR, words=words, place=TARN, day="2031-05-03"), outlet=outlet)
        for n, (outlet, words) in enumerate(printed)
    ]
    told, known = accounts(read, sides(world()).kinds), sides(world())
    found = originate(told, copies({a.key: a.report.text for a in told}), known)
    return len({o.id for o in found.values()})


def test_two_papers_with_a_text_of_one_agency_are_one_origin() -> None:
    first, second = (
        "TARN (Reuters) - Shells hit the mill.",
        "The mill was struck, and a road closed for hours. (Reuters)",
    )
    assert origins_of(("The Ferry Post", first), ("The Hill Post", second)) == 1
    assert origins_of(("The Ferry Post", first), ("The Hill Post", second.replace("Reuters", "AFP"))) == 2


def test_two_outlets_of_one_house_are_one_origin() -> None:
    assert origins_of(("France 24", "Shells hit the mill."), ("RFI", "A mill was struck at noon.")) == 1
    assert origins_of(("France 24", "Shells hit the mill."), ("The Hill Post", "A mill was struck at noon.")) == 2
