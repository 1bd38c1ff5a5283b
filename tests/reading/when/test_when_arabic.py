"""When, in Arabic: a language is a rule file. Published is Wednesday 31 July 2013; the sentences are made up."""

from __future__ import annotations

import datetime
import tomllib

import pytest
import spacy

from rashomon.model import Report
from rashomon.reading.when.component import find_times
from rashomon.reading.when.rules import compiled

PUBLISHED = datetime.date(2013, 7, 31)

TABLE = [
    # days
    ("سقطت القذائف أمس.", "أمس", "2013-07-30", "2013-07-30", "2013-07-30"),
    ("سقطت القذائف أول أمس.", "أول أمس", "2013-07-29", "2013-07-29", "2013-07-29"),
    ("ووقع الانفجار بالأمس.", "بالأمس", "2013-07-30", "2013-07-30", "2013-07-30"),
    ("يعقد الاجتماع غداً.", "غدا", "2013-08-01", "2013-08-01", "2013-08-01"),
    ("انسحبوا اليوم من القرية.", "اليوم", "2013-07-31", "2013-07-31", "2013-07-31"),
    ("دخلت القافلة يوم الأربعاء.", "يوم الأربعاء", "2013-07-31", "2013-07-31", "2013-07-31"),
    ("دخلت القافلة الجمعة الماضي.", "الجمعة الماضي", "2013-07-26", "2013-07-26", "2013-07-26"),
    ("دخلت القافلة يوم الاحد المقبل.", "يوم الاحد المقبل", "2013-08-04", "2013-08-04", "2013-08-04"),
    ("سمع انفجار مساء الجمعة.", "مساء الجمعة", "2013-07-26TEV", "2013-07-26", "2013-07-26"),
    ("سمع انفجار فجر اليوم.", "فجر اليوم", "2013-07-31TDA", "2013-07-31", "2013-07-31"),
    ("سمع انفجار عند الساعة 6 مساء.", "الساعة 6 مساء", "2013-07-31T18:00", "2013-07-31", "2013-07-31"),
    ("غادروا قبل يومين.", "قبل يومين", "2013-07-29", "2013-07-29", "2013-07-29"),
    ("غادروا قبل ثلاثة أيام.", "قبل ثلاثة أيام", "2013-07-28", "2013-07-28", "2013-07-28"),
    # months, by both names and with both forms of digits
    ("بدأ القصف في 31 تموز 2013.", "31 تموز 2013", "2013-07-31", "2013-07-31", "2013-07-31"),
    ("بدأ القصف في ٣١ تموز ٢٠١٣.", "٣١ تموز ٢٠١٣", "2013-07-31", "2013-07-31", "2013-07-31"),
    ("بدأ القصف في 31 يوليو 2013.", "31 يوليو 2013", "2013-07-31", "2013-07-31", "2013-07-31"),
    ("بدأ القصف في 3 أيار/مايو.", "3 أيار/مايو", "2013-05-03", "2013-05-03", "2013-05-03"),
    ("بدأ القصف في ٣١/٧/٢٠١٣.", "٣١/٧/٢٠١٣", "2013-07-31", "2013-07-31", "2013-07-31"),
    ("بدأ الحصار في كانون الثاني 2012.", "كانون الثاني 2012", "2012-01", "2012-01-01", "2012-01-31"),
    ("بدأ الحصار في يناير ٢٠١٢.", "يناير ٢٠١٢", "2012-01", "2012-01-01", "2012-01-31"),
    ("بدأ الحصار في تشرين الأول الماضي.", "تشرين الأول الماضي", "2012-10", "2012-10-01", "2012-10-31"),
    ("بدأ الحصار في عام 2012.", "عام 2012", "2012", "2012-01-01", "2012-12-31"),
    # periods
    ("سقطت القرية الأسبوع الماضي.", "الأسبوع الماضي", "2013-W30", "2013-07-22", "2013-07-28"),
    ("سقطت القرية الشهر الماضي.", "الشهر الماضي", "2013-06", "2013-06-01", "2013-06-30"),
    ("سقطت القرية العام الماضي.", "العام الماضي", "2012", "2012-01-01", "2012-12-31"),
    ("القرية محاصرة منذ ثلاثة أسابيع.", "منذ ثلاثة أسابيع", "P3W", "2013-07-10", "2013-07-31"),
    ("القرية محاصرة منذ الاثنين.", "الاثنين", "2013-07-29", "2013-07-29", "2013-07-31"),
    ("دارت معارك من 3 إلى 5 أيار.", "من 3 إلى 5 أيار", "2013-05-03/2013-05-05", "2013-05-03", "2013-05-05"),
    ("دارت معارك في رمضان.", "رمضان", "2013-07-09/2013-08-07", "2013-07-09", "2013-08-07"),
    ("دارت معارك في 15 رمضان 1434.", "15 رمضان 1434", "2013-07-23", "2013-07-23", "2013-07-23"),
    ("استمر القصف نحو 20 يوما.", "نحو 20 يوما", "P20D", None, None),
    ("استمر القصف لمدة يومين.", "يومين", "P2D", None, None),
    ("يتظاهرون كل يوم جمعة.", "كل يوم جمعة", "XXXX-WXX-5", None, None),
]


@pytest.mark.parametrize(("text", "words", "value", "start", "end"), TABLE, ids=[row[1] for row in TABLE])
def test_meaning(text: str, words: str, value: str, start: str | None, end: str | None) -> None:
    found = find_times(text, PUBLISHED, language="ar")
    assert [(t.text, t.value, t.start, t.end) for t in found] == [(words, value, start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "كان يمارس عمله في الميدان.",  # "practised", not March
        "قال أب من القرية إن ابنه نجا.",  # a father, not August
        "جمعة وخميس شقيقان.",  # two brothers' names
        "قتل 12 شخصا.",
    ],
)
def test_no_time(text: str) -> None:
    assert find_times(text, PUBLISHED, language="ar") == []


def test_the_component_reads_by_the_language_of_the_pipeline() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("rashomon_when")
    doc = nlp.make_doc("قصفت القرية يوم الأربعاء 31 تموز 2013.")
    doc._.published = PUBLISHED
    (t,) = nlp(doc)._.times
    assert (t.text, t.type, t.value) == ("يوم الأربعاء 31 تموز 2013", "DATE", "2013-07-31")


def test_the_language_of_the_report_goes_before_that_of_the_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("rashomon_when")
    text = "سقطت القرية في 31 تموز 2013."
    doc = nlp.make_doc(text)
    doc._.report = Report(id="r", text=text, sha256="", parts=(), published="2013-07-31", language="ar")
    assert [t.value for t in nlp(doc)._.times] == ["2013-07-31"]


def test_without_rules_for_its_language_a_text_has_no_times() -> None:
    nlp = spacy.blank("fi")
    nlp.add_pipe("rashomon_when")
    assert nlp("He left on 3 May 2012.")._.times == []


def test_a_rule_file_needs_no_table_but_its_rules() -> None:
    rules = compiled(tomllib.loads("[months]\njuin = 6\n[[rules]]\ndo = \"month\"\npattern = '{month}'\n"))
    ((match, _),) = rules.rules
    assert match("juin", 0)
    assert not match("june", 0)
