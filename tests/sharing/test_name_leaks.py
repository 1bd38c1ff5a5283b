"""Names that are other words, too, in many sentences: a sample of `rashomon bench leaks`, in every format."""

from __future__ import annotations

import pytest

from rashomon.bench.leaks import Result, campaign, data, exports, frozen, measure
from rashomon.world import load_world


@pytest.fixture(scope="module")
def result() -> Result:
    return measure(load_world(["syria"]), 110, 5)


def test_no_name_leaves(result: Result) -> None:
    assert [(leak.words, leak.text) for leak in result.leaks] == []


def test_the_sample_exposes_persons_at_all(result: Result) -> None:
    assert result.persons > 120 and result.exposed > 0.7 * result.persons


def test_what_names_nobody_private_is_still_read(result: Result) -> None:
    assert len(result.masked) <= 0.03 * result.controls, result.masked


def test_the_campaign_is_the_same_each_time_and_spans_what_it_says() -> None:
    one, other = (list(campaign(50, 3)) for _ in range(2))
    assert one == other
    assert len(data()["customs"]) >= 12 and len(data()["forms"]) == 6
    assert sum(len(texts) for texts in data()["forms"].values()) >= 100


OF_OTHER_CUSTOMS = [
    ("Human Rights Watch said shells killed Talatu Sokoto and two others in Gwoza.", {"Talatu", "Sokoto"}),  # Hausa
    ("Golnaz Mashhadi (pictured) was shot by soldiers in Mahabad.", {"Golnaz", "Mashhadi"}),  # Persian
    ("Soldiers dragged Asmara out of a bus near Adigrat and shot him.", {"Asmara"}),  # Tigrinya
    ("Spogmai fled Sangin after the army shelled it.", {"Spogmai"}),  # Pashto
    ("The girl, Hue, was killed in Kon Tum by a shell.", {"Hue"}),  # Vietnamese
    ("Rakotomalala Hery, who sold rice in Betroka, was shot by soldiers.", {"Rakotomalala", "Hery"}),  # Malagasy
    ("Teacher Nina Huanca Shot In Ayacucho By Soldiers", {"Nina", "Huanca"}),  # Quechua
    ("Soldiers in Cizre arrested Zin Dersim, son of Botan and Rojda.", {"Zin", "Dersim", "Botan", "Rojda"}),  # Kurdish
    ("The strike in Ambon killed the singer Bambang and her driver.", {"Bambang"}),  # Javanese
    ("They met J. Banks at noon in Derry, hours before soldiers shot six men.", {"Banks"}),  # English
]


def test_names_of_other_customs_do_not_leave() -> None:
    out, _, _ = exports([frozen(text) for text, _ in OF_OTHER_CUSTOMS], load_world(["syria"]))
    seen = set().union(*out.values())
    assert {word for _, words in OF_OTHER_CUSTOMS for word in words if {word, word.upper()} & seen} == set()
