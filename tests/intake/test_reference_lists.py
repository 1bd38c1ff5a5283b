"""Lists of articles with labelled fields: text of ProQuest, and RIS."""

from __future__ import annotations

from pathlib import Path

from rashomon.intake import Refusal, Report, receive

MILL = "The army took the mill of Kessin on Sunday, the council said."
BOAT = "A boat sank off Varda, and nobody was hurt."

PROQUEST = f"""____________________________________________________________

Report Information from ProQuest

05 May 2023 10:15
____________________________________________________________

Document 1 of 2

Mill taken

Author: Tal, Mira

Publication info: Harbour Post ; Varda [Varda]03 May 2023: A.4.

Abstract: None available.

Full text: {MILL}

{BOAT}

Subject: War; Mills

Title: Mill taken

Publication title: Harbour Post; Varda

Publication date: May 3, 2023

ProQuest document ID: 280912345

Document URL: https://www.proquest.com/docview/280912345

____________________________________________________________

Document 2 of 2

Boat sunk

Full text: {BOAT}

Title: Boat sunk

Publication title: The Ferry

Publication date: May 4, 2023

ProQuest document ID: 280912346
____________________________________________________________
"""
RIS = f"""TY  - NEWS
TI  - Mill taken
AU  - Tal, Mira
AU  - Keld, Orvane
T2  - Harbour Post
DA  - 2023/05/03/
AB  - {MILL}
{BOAT}
UR  - https://kessin.example/7
ER  -

TY  - JOUR
T1  - {BOAT}
JO  - The Ferry
PY  - 2023
ER  -
"""


def read(path: Path, text: str) -> list[Report]:
    path.write_text(text, encoding="utf-8")
    found = list(receive([str(path)]))
    assert all(isinstance(r, Report) for r in found), found
    return [r for r in found if isinstance(r, Report)]


def test_proquest(tmp_path: Path) -> None:
    first, second = read(tmp_path / "a.txt", PROQUEST)
    assert (first.id, first.outlet, first.published, first.author) == (
        "a.txt#280912345", "Harbour Post", "2023-05-03", "Tal, Mira",
    )  # fmt: skip
    assert first.url == "https://www.proquest.com/docview/280912345"
    assert first.text == f"Mill taken\n\nBy Tal, Mira\n\n{MILL}\n\n{BOAT}"
    assert (second.text, second.outlet, second.published) == (f"Boat sunk\n\n{BOAT}", "The Ferry", "2023-05-04")


def test_ris(tmp_path: Path) -> None:
    first, second = read(tmp_path / "a.ris", RIS)
    assert (first.id, first.outlet, first.published, first.author) == (
        "a.ris#1", "Harbour Post", "2023-05-03", "Tal, Mira; Keld, Orvane",
    )  # fmt: skip
    assert (first.title, first.url) == ("Mill taken", "https://kessin.example/7")
    assert first.text == f"Mill taken\n\nBy Tal, Mira; Keld, Orvane\n\n{MILL}\n\n{BOAT}"
    assert (second.text, second.title, second.outlet, second.published) == (BOAT, BOAT, "The Ferry", None)


def test_a_list_with_no_article_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text("TY  - NEWS\nPY  - 2023\nER  -\n")
    (refusal,) = receive([str(tmp_path / "a.ris")])
    assert isinstance(refusal, Refusal)
    assert "can't be told apart" in refusal.error
