"""Whose side: what packs know in English is known in every language."""

from __future__ import annotations

import pytest
from surface_read import read

ROWS: list[tuple[str, str, tuple[str, ...], str]] = [
    ("ar", "قالت وزارة الدفاع الروسية إن الجسر انهار.", ("ukraine",), "russia"),
    ("ar", "قالت الحكومة السورية إن الجسر انهار.", ("syria",), "government"),
    ("ar", "قال الحوثيون إن الجسر انهار.", ("yemen",), "houthis"),
    ("ar", "قالت الأمم المتحدة إن الجسر انهار.", ("syria",), "un"),
    ("ar", "قال رجل إن الجسر انهار.", ("syria",), "unknown"),
    ("ru", "Минобороны Украины заявило, что мост рухнул.", ("ukraine",), "ukraine"),
    ("ru", "Российские военные заявили, что мост рухнул.", ("ukraine",), "russia"),
    ("ru", "Местные жители сообщили, что мост рухнул.", ("ukraine",), "local"),
    ("uk", "Президент Франції заявив, що міст упав.", ("ukraine",), "france"),
    ("uk", "Мер Києва заявив, що міст упав.", ("ukraine",), "ukraine"),
    ("uk", "Міноборони Росії заявило, що міст упав.", ("ukraine",), "russia"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "packs", "camp"), ROWS, ids=[r[1][:40] for r in ROWS])
def test_the_camp_of_a_speaker(language: str, text: str, packs: tuple[str, ...], camp: str) -> None:
    [said] = [s for s in read(text, language, packs).statements if s.cue]
    assert said.speaker.camp == camp


def test_a_loaded_word_means_whom_the_speaker_means() -> None:
    text = "Українська армія заявила, що окупанти обстріляли село."
    [claim] = [c for s in read(text, "uk", ("ukraine",)).statements for c in s.claims]
    assert claim.actor is not None and claim.actor.camp == "russia"
