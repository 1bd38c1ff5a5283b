"""Whose an office of a place is, and an envoy. All sentences are ours."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.world import load_world


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(load_world(("syria",)))


@pytest.mark.parametrize(
    ("text", "camp"),
    [
        ("The mayor of Kilis said rockets killed two people in Kilis.", "turkey"),
        ("Police in Gaziantep said a bomb killed two.", "turkey"),
        ("A Suruc official said thousands had fled.", "turkey"),
        ("An official of the border town of Suruc said thousands had fled.", "turkey"),
        ("The governor of Homs said rockets killed two people.", "government"),
        ("Police in Homs said rockets killed two people.", "government"),
        ("An official in Suruc said thousands had fled.", "government"),  # he may be anybody's, and only be there
        # envoys of states, and the body's own
        ("Russia's UN envoy denied the raid.", "russia"),
        ("The Russian UN envoy denied the raid.", "russia"),
        ("The Assad regime's UN representative denied the raid.", "government"),
        ("The UN envoy denied the raid.", "un"),
        ("The UN's representative in Damascus denied the raid.", "un"),
        # bodies of a place
        ("A source at Deir Ezzor Governorate said two people died.", "government"),
        ("A source in Deir Ezzor said two people died.", "unknown"),
    ],
)
def test_whose_an_office_is(nlp: Language, text: str, camp: str) -> None:
    report = Report("r", text, "0" * 64, published="2016-05-04", language="en")
    doc = nlp(pipeline.make_doc(nlp, report, Span(0, len(text)), load_world(("syria",))))
    assert [s.speaker.camp for s in doc._.statements if s.cue] == [camp]


def test_the_quality_of_a_quarter_is_no_side(nlp: Language) -> None:
    text = "Rockets hit the western regime-held districts of Homs."
    report = Report("r", text, "0" * 64, published="2016-05-04", language="en")
    doc = nlp(pipeline.make_doc(nlp, report, Span(0, len(text)), load_world(("syria",))))
    assert {m.camp for m in doc._.mentions} == {"government"}
