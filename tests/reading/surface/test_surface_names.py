"""Private names in scripts that English rules do not read: in doubt a name is private. All persons are invented."""

from __future__ import annotations

import pytest
from surface_read import read

from rashomon.model import Report
from rashomon.reading.surface.reader import reading_of
from rashomon.world import load_world

ROWS: list[tuple[str, str, list[tuple[str, bool]]]] = [
    ("ru", "Сказала Зинаида Вымыслова, жительница села.", [("Зинаида Вымыслова", False)]),
    ("ru", "Сообщили в Минобороны Украины.", [("Минобороны Украины", True)]),
    ("ru", "Мост в Купянске рухнул.", []),
    ("ru", "Аслан бежал из города.", [("Аслан", False)]),
    ("ru", "Город опустел.", []),
    ("uk", "Розповіла місцева жителька Одарка Неіснуюча.", [("Одарка Неіснуюча", False)]),
    ("uk", "Заявив міністр Остап Вигаданий.", [("Остап Вигаданий", True)]),
    ("ar", "قال المواطن حمدان الوهمي إن الجسر انهار.", [("حمدان الوهمي", False)]),
    ("ar", "قتل محمد الوهمي في السوق.", [("محمد الوهمي", False)]),
    ("ar", "اكتبوا إلى wahmi@example.org قبل الغد.", [("wahmi@example.org", False)]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), ROWS, ids=[r[1][:40] for r in ROWS])
def test_whose_name_is_private(language: str, text: str, expected: list[tuple[str, bool]]) -> None:
    reading = read(text, language, ("ukraine",))
    assert reading.names is not None
    assert [(n.text, n.public) for n in reading.names] == expected


def test_a_name_of_the_title_is_told_too() -> None:
    report = Report("r", "Мост рухнул.", "0" * 64, title="Рассказ Зинаиды Вымысловой", language="ru")
    found = reading_of(report, load_world()).title_names
    assert found is not None and [(n.text, n.public) for n in found] == [("Рассказ Зинаиды Вымысловой", False)]
