"""Packs are chosen by names in Arabic and Cyrillic letters, too."""

from __future__ import annotations

import pytest

from rashomon.model import Report
from rashomon.world.automatic import called_for
from rashomon.world.native_words import land_of


@pytest.mark.parametrize(
    ("word", "land"),
    [
        ("українських", "UA"), ("Київ", "UA"), ("Донбассе", "UA"), ("сирийской", "SY"), ("Чаде", "TD"),
        ("Афганистане", "AF"),
        ("والسورية", "SY"), ("للحوثيين", "YE"), ("بالعراق", "IQ"), ("السودانية", "SD"), ("أوكرانيا", "UA"),
        ("слово", None), ("мост", None), ("الجسر", None), ("Kyiv", None), ("", None), ("чадить", None),
    ],
)  # fmt: skip
def test_the_land_of_a_word(word: str, land: str | None) -> None:
    assert land_of(word) == land


@pytest.mark.parametrize(
    ("text", "packs"),
    [
        ("Українські військові залишили село. Міст під Києвом упав.", ("ukraine",)),
        ("قصفت القوات السورية ريف حلب.", ("syria",)),
        ("Мост рухнул ночью, и дорога закрыта.", ()),
    ],
)
def test_the_packs_that_a_text_calls_for(text: str, packs: tuple[str, ...]) -> None:
    assert called_for(Report("r", text, "0" * 64)) == packs
