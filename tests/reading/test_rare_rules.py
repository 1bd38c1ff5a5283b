"""Rules of English that few reports need: a sentence of our own that shows each. Nothing in the sentences happened."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest

from rashomon.model import Report
from rashomon.reading import pipeline
from rashomon.world import load_world

ROWS: list[tuple[str, str]] = [
    ("camp.capital_behind", "The foreign ministry in Moscow said two men were hurt."),
    ("camp.former", "A former official said the mill burnt."),
    ("camp.group_before", "The Nusra Front seized the village of Hayan. The group then attacked a checkpoint."),
    ("camp.loyal_to", "Fighters allied to the Nusra Front shelled Homs."),
    ("camp.one_or_the_other", "Residents said Russian or Syrian jets bombed a depot in Idlib."),
    ("camp.said_to_be", "Drones thought to be Russian bombed a depot in Idlib."),
    ("camp.speaker_of_two", "Russia said that neither Russian nor Syrian jets bombed the depot."),
    ("camp.speakers_country", "The Russian foreign minister said the country's air force bombed a depot near Idlib."),
    ("content.aside", "Shells hit the mill, a nurse said, and two farmers died."),
    ("content.deed", "The attack was claimed by rebels."),
    ("content.what_was_told", "The army said it had left the town, which rebels denied."),
    ("counts.home_to", "The army shelled Hayan, home to 30,000 people."),
    ("counts.list_of_them", "Shells hit Homs. The dead included 11 children."),
    ("kind.a_search", "A raid on the house of a suspect in Homs found nothing."),
    ("kind.on_foot", "Homs residents reported a raid by gunmen."),
    ("kind.by_a_crowd", "Clashes broke out between protesters and police in Homs."),
    ("kind.suicidal", "A suicide vehicle-borne improvised explosive device went off near Homs."),
    ("made.blame_for_it", "Shells hit a school in Homs. The opposition blamed the army."),
    ("made.denial_of_what_was_told", "The army said it had left the town, which rebels denied."),
    ("counts.set_against", "Activists said 31 people were killed in Homs. The army put the number at 12."),
    ("made.denial_of_figure", "Activists said 31 people were killed in Homs. The army disputes this figure."),
    ("made.figure_set_against", "Activists said 31 people were killed in Homs. The army put the number at 12."),
    ("modality.not_known", "The army made no mention of any air strikes in Homs."),
    ("modality.to_prevent", "Troops blew up a bridge in Homs to prevent rebels from attacking the town."),
    ("polarity.not_until", "Until Thursday there had been no fighting in Homs."),
    ("time.taken_up", "The army said rebels shelled Homs on 4 July. The rebels denied the shelling."),
    ("made.laying_it_to_somebody", "Shells hit a school in Homs. The army said rebels were behind it."),
    ("made.owning_it", "A car bomb exploded in Homs. The Nusra Front claimed responsibility for it."),
    ("means.gas_dropped", "Helicopters dropped barrels of chlorine on Saraqeb."),
    ("modality.condition", "Had the army attacked Zabadani, nobody would have stayed."),
    ("modality.feared", "Residents fear an attack on Zabadani."),
    ("modality.going_to", "The army is going to attack Zabadani."),
    ("modality.no_evidence", "There is no evidence that the army shelled Zabadani."),
    ("modality.not_prevented", "The truce could not prevent an attack on Zabadani."),
    ("modality.planning", "The army is planning an attack on Zabadani."),
    ("modality.whose_asked", "The monitor did not say whose jets bombed Idlib."),
    ("party.each_others", "The army and the rebels blamed each other for the shelling of Zabadani."),
    ("polarity.called_false", "Moscow described the reports that its jets bombed a clinic as untrue."),
    ("polarity.itself_false", "Shells hit Homs. The army said the allegations were baseless."),
    ("polarity.unclaimed", "No group claimed responsibility for the bombing in Homs."),
    ("polarity.yet", "The army has yet to capture Zabadani."),
    ("kind.of_the_unarmed", "Gunmen attacked a village near Homs and killed nine farmers."),
    ("party.made_target", "Zabadani was the target of an attack on Monday."),
    ("polarity.to_be_ended", "Rebels agreed to halt the shelling of Homs."),
    ("time.years_since", "It is three years since shells hit a school in Homs."),
    ("time.over_by_then", "Civilians left Zabadani on Monday after ten days of bombardment."),
]


@pytest.fixture(scope="module")
def fired() -> Mapping[str, set[str]]:
    """The rules that fire in each sentence, read as a report of its own."""
    texts = list(dict.fromkeys(text for _, text in ROWS))
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    reports = [
        Report(id=f"r{n}", text=text, sha256=digest, published="2016-07-10", language="en")
        for n, (text, digest) in enumerate(zip(texts, digests, strict=True))
    ]
    found: dict[str, set[str]] = {}
    for report, reading in pipeline.read(reports, load_world(("syria",))):
        records = [r for s in reading.statements for r in (s, *s.claims)]
        found[report.text] = {why.rule for record in records for why in record.why}
    return found


@pytest.mark.parametrize(("rule", "text"), ROWS, ids=[rule for rule, _ in ROWS])
def test_a_rule_that_few_reports_need(fired: Mapping[str, set[str]], rule: str, text: str) -> None:
    assert rule in fired[text]
