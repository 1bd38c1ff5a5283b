"""Who says what, in Arabic, Russian and Ukrainian: a sentence of our own for each construction."""

# ruff: noqa: E501
from __future__ import annotations

import pytest
from surface_read import read, told

Row = tuple[str, str, list[tuple[str | None, str, str]]]

ARABIC: list[Row] = [
    ("verb, subject, that", "وقال حاكم الإقليم إن الجسر انهار.", [("حاكم الإقليم", "reports", "الجسر انهار")]),
    ("the pronoun of the clause is said", "وقال الحاكم إنه سيعود.", [("الحاكم", "reports", "إنه سيعود")]),
    (
        "the verb names nobody: who spoke before goes on",
        "قال الحاكم إن الجسر انهار. وأضاف أن الطريق مغلق.",
        [("الحاكم", "reports", "الجسر انهار"), ("الحاكم", "reports", "الطريق مغلق")],
    ),
    (
        "a participle goes on",
        "قال الحاكم إن الجسر انهار، مشيرا إلى أن الطريق مغلق.",
        [("الحاكم", "reports", "الجسر انهار"), ("الحاكم", "reports", "الطريق مغلق")],
    ),
    ("a verbal noun as object", "وأعلنت الوزارة مقتل خمسة جنود.", [("الوزارة", "reports", "مقتل خمسة جنود")]),
    ("subject before the verb", "الوزارة نفت ذلك.", [("الوزارة", "denies", "ذلك")]),
    ("denial with an object", "ونفى الجيش قصف القرية.", [("الجيش", "denies", "قصف القرية")]),
    ("a negated verb declines", "ولم يوضح الجيش ما إذا كان الجسر هدفا.", [("الجيش", "declines", "ما إذا كان الجسر هدفا")]),
    ("source at the start", "وبحسب سكان القرية، سقطت قذيفة على السوق.", [("سكان القرية", "reports", "سقطت قذيفة على السوق")]),
    ("source at the end", "سقطت قذيفة على السوق، بحسب سكان القرية.", [("سكان القرية", "reports", "سقطت قذيفة على السوق")]),
    ("a call", "ودعا المجلس السكان إلى مغادرة القرية.", [("المجلس السكان", "calls", "مغادرة القرية")]),
    ("a quotation behind a colon", "وقال الحاكم: «الجسر انهار ليلا».", [("الحاكم", "reports", "الجسر انهار ليلا")]),
    ("where it was said is no speaker", "وقال الحاكم في بيان إن الجسر انهار.", [("الحاكم", "reports", "الجسر انهار")]),
    (
        "a medium passes another's words on",
        "ونقلت وكالة الأنباء عن مصدر عسكري قوله إن الجسر انهار.",
        [("مصدر عسكري", "reports", "إن الجسر انهار")],
    ),
    ("accuser and accused", "اتهمت الشرطة الجيش بقصف الجسر.", [("الشرطة", "claims", "الجيش بقصف الجسر")]),
    ("one phrase before the deed is the accused", "قال الحاكم إن الجسر انهار. واتهم المتمردين بقصف الجسر.", [("الحاكم", "reports", "الجسر انهار"), ("الحاكم", "claims", "المتمردين بقصف الجسر")]),
    ("a subject before “had”", "وكان الحاكم قد أعلن مقتل خمسة جنود.", [("الحاكم", "reports", "مقتل خمسة جنود")]),
    ("to whom it was said", "وقال مصدر عسكري لوكالة سانا إن الجسر انهار.", [("مصدر عسكري", "reports", "الجسر انهار")]),
    ("the spokesman “in the name of”", "وتوعد المتحدث باسم الجيش بالرد.", [("المتحدث باسم الجيش", "predicts", "بالرد")]),
    ("told by the outlet: nobody speaks", "انهار الجسر ليلا. يذكر أن القرية صغيرة.", []),
]  # fmt: skip

RUSSIAN: list[Row] = [
    ("subject, verb, that", "Мэр заявил, что мост рухнул.", [("Мэр", "reports", "мост рухнул")]),
    ("behind what was said", "Мост рухнул, сообщил мэр.", [("мэр", "reports", "Мост рухнул")]),
    ("behind a quotation", "«Мост рухнул ночью», — сказал мэр.", [("мэр", "reports", "Мост рухнул ночью")]),
    ("source at the start", "По словам жителей, мост рухнул.", [("жителей", "reports", "мост рухнул")]),
    ("source at the end", "Мост рухнул, по данным полиции.", [("полиции", "reports", "Мост рухнул")]),
    ("pronoun", "По его словам, мост рухнул.", [("его", "reports", "мост рухнул")]),
    ("as X reported", "Как сообщил мэр, мост рухнул.", [("мэр", "reports", "мост рухнул")]),
    ("of this reported", "Мост рухнул ночью. Об этом сообщает пресс-служба мэрии.", [("пресс-служба мэрии", "reports", "Мост рухнул ночью")]),
    ("denial of an object", "Армия опровергла обстрел села.", [("Армия", "denies", "обстрел села")]),
    (
        "a second verb of one subject",
        "Мэр приехал в село и заявил, что мост рухнул.",
        [("Мэр", "reports", "мост рухнул")],
    ),
    (
        "a participle goes on",
        "Мэр заявил, что мост рухнул, добавив, что дорога закрыта.",
        [("Мэр", "reports", "мост рухнул"), ("Мэр", "reports", "дорога закрыта")],
    ),
    ("object before the verb", "В армии эти сообщения опровергли.", [("В армии", "denies", "эти сообщения")]),
    ("its object first", "О потерях заявила армия.", [("армия", "reports", "О потерях")]),
    ("as is said, nobody says by whom", "Мост, как утверждается, взорвали ночью.", [(None, "reports", "взорвали ночью")]),
    ("it is said: nobody", "Отмечается, что дорога закрыта.", [(None, "reports", "дорога закрыта")]),
    ("accusation", "Мэр обвинил армию в обстреле села.", [("Мэр", "claims", "армию в обстреле села")]),
    ("told by the outlet", "Мост рухнул ночью.", []),
]  # fmt: skip

UKRAINIAN: list[Row] = [
    ("subject, verb, that", "Мер заявив, що міст упав.", [("Мер", "reports", "міст упав")]),
    ("behind what was said", "Міст упав, повідомила поліція.", [("поліція", "reports", "Міст упав")]),
    ("behind a quotation", "«Міст упав уночі», – сказав мер.", [("мер", "reports", "Міст упав уночі")]),
    ("source", "За словами жителів, міст упав.", [("жителів", "reports", "міст упав")]),
    ("of this reported", "Міст упав уночі. Про це повідомляє поліція.", [("поліція", "reports", "Міст упав уночі")]),
    ("denial of an object", "Армія спростувала обстріл села.", [("Армія", "denies", "обстріл села")]),
    ("label", "Пряма мова мера: «Міст упав уночі».", [("мера", "reports", "Міст упав уночі")]),
    ("told by the outlet", "Міст упав уночі.", []),
]  # fmt: skip

ROWS = [(lang, *row) for lang, rows in (("ar", ARABIC), ("ru", RUSSIAN), ("uk", UKRAINIAN)) for row in rows]


@pytest.mark.parametrize(("language", "what", "text", "expected"), ROWS, ids=[f"{r[0]} {r[1]}" for r in ROWS])
def test_who_says_what(language: str, what: str, text: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert told(text, language) == expected


def test_what_nobody_says_is_the_outlets() -> None:
    reading = read("Мост рухнул ночью, и дорога закрыта. Мэр заявил, что мост рухнул.", "ru")
    assert [s.manner for s in reading.statements] == ["narration", "indirect"]
    assert reading.statements[0].speaker.camp == "narrator" and reading.statements[0].cue == ()


def test_a_speaker_met_before_keeps_the_side() -> None:
    text = "Президент України Олег Вигаданий заявив, що міст упав. «Дорогу закрито назавжди», – сказав Вигаданий."
    assert [s.speaker.camp for s in read(text, "uk", ("ukraine",)).statements if s.cue] == ["ukraine", "ukraine"]
