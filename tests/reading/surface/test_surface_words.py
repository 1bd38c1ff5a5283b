"""Letters and words: folding keeps offsets, sentences end outside of quotations."""

from __future__ import annotations

import pytest

from rashomon.reading.surface.patterns import phrases
from rashomon.reading.surface.script import tongue
from rashomon.reading.surface.words import quotes_of, sentences_of, words_of


@pytest.mark.parametrize(
    ("language", "word", "folded"),
    [
        ("ar", "إدلب", "ادلب"),
        ("ar", "القـــصف", "القصف"),
        ("ar", "مدنيًّا", "مدنيا"),
        ("ar", "٢٣", "23"),
        ("ar", "مدرسة", "مدرسه"),
        ("ru", "Ещё", "еще"),
        ("uk", "Ґудзик", "гудзик"),
        ("uk", "здоров’я", "здоров'я"),
    ],
)
def test_letters_are_folded_to_one_form(language: str, word: str, folded: str) -> None:
    assert tongue(language).norm(word) == folded


@pytest.mark.parametrize(
    ("word", "inside"),
    [("وبالقصف", "قصف"), ("للجيش", "جيش"), ("والمدينه", "مدينه"), ("قصف", "قصف")],
)
def test_what_is_glued_before_a_word_is_taken_off(word: str, inside: str) -> None:
    assert inside in tongue("ar").forms(word)


@pytest.mark.parametrize(
    ("language", "form", "name"),
    [
        ("ru", "купянске", "купянск"),
        ("ru", "авдеевкой", "авдеевка"),
        ("ru", "бахмутом", "бахмут"),
        ("uk", "києва", "київ"),
        ("uk", "бучі", "буча"),
        ("uk", "харкова", "харків"),
    ],
)
def test_a_name_in_a_case_is_found_in_its_first_form(language: str, form: str, name: str) -> None:
    assert name in tongue(language).first_forms(form)


def test_words_keep_their_offsets() -> None:
    text = "قُتِلَ ٣ مدنيّين في بلدةِ التل."
    words = words_of(text, tongue("ar"))
    assert [words.raw(i) for i in range(len(words))] == ["قُتِلَ", "٣", "مدنيّين", "في", "بلدةِ", "التل"]
    assert words.norms[0] == "قتل" and text[slice(*words.span(1, 3))] == "٣ مدنيّين"


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("ru", "Мост рухнул. Дорога закрыта.", 2),
        ("ru", "«Мост рухнул. Дорога закрыта», — сказал мэр.", 1),
        ("ru", "В г. Вымышленске тихо. В селе тоже.", 2),
        ("ru", "Мост рухнул,\nзаявил мэр.", 1),
        ("uk", "Міст упав! Дорогу закрито…", 2),
        ("ar", "انهار الجسر. الطريق مغلق.", 2),
        ("ar", "قال «انهار الجسر. الطريق مغلق» وغادر.", 1),
    ],
)
def test_sentences_end_outside_of_quotations(language: str, text: str, count: int) -> None:
    words = words_of(text, tongue(language))
    assert len(sentences_of(words, quotes_of(words), frozenset({"г"}))) == count


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("обстрел*", "обстрелом", True),
        ("обстрел*", "обстреливавшимися", False),
        ("взял|взяли в плен", "взяли в плен", True),
        ("нанес* .. удар*", "нанесли по городу удар", True),
        ("нанес* .. удар*", "нанесли по городу и по селу у реки удар", False),
    ],
)
def test_phrases(phrase: str, text: str, found: bool) -> None:
    listed = phrases(tongue("ru"), [(phrase, 1)])
    words = words_of(text, tongue("ru"))
    assert (listed.at(words, 0, len(words)) is not None) == found


def test_a_word_as_it_stands_is_none_with_letters_before_it() -> None:
    words = words_of("بمقتل مقتل", tongue("ar"))
    listed = phrases(tongue("ar"), [("=مقتل", 1)])
    assert [listed.at(words, i, 2) is not None for i in (0, 1)] == [False, True]
