"""The reading as a whole: offsets, rules, method, and that English costs nothing more."""

from __future__ import annotations

import subprocess
import sys

import pytest
from surface_read import read

from rashomon.model import Party, Span
from rashomon.reading.readers import READERS
from rashomon.reading.rules import rules
from rashomon.reading.surface.deeds import deeds
from rashomon.world.kind_files import load_kinds

TEXTS = {
    "ar": "قالت وزارة الدفاع السورية أمس إن غارة جوية على مدينة حلب أسفرت عن مقتل 12 مدنيا. ونفى الجيش ذلك."
    " وأضاف محمد الوهمي أن «الجسر انهار».",
    "ru": "Мост рухнул\n\nМинобороны Украины заявило 5 марта, что при обстреле Купянска погибли 12 мирных жителей."
    " «Мы не стреляли», — сказал Иван Вымыслов.",
    "uk": "Президент України заявив, що 5 березня в Бучі загинули щонайменше 12 людей. За його словами, село"
    " обстріляли російські військові.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_every_span_is_one_of_the_text_and_every_rule_is_listed(language: str) -> None:
    text = TEXTS[language]
    reading = read(text, language, ("ukraine", "syria"))
    assert (reading.language, reading.method) == (language, "surface")
    assert reading.statements and reading.places and reading.counts and reading.times
    shown: list[tuple[Span, str]] = [(x.span, x.text) for x in (*reading.places, *reading.times, *reading.counts)]
    shown += [(n.span, n.text) for n in reading.names or ()]
    shown += [(s.speaker.span, s.speaker.text or "") for s in reading.statements if s.speaker.span is not None]
    for s in reading.statements:
        for c in s.claims:
            parties = [p for p in (c.actor, c.target, c.holder) if isinstance(p, Party) and p.span is not None]
            shown += [(p.span, p.text) for p in parties if p.span is not None]
            assert c.words == text[c.trigger.start : c.trigger.end].lower()
        for w in (*s.why, *(w for c in s.claims for w in c.why)):
            assert w.rule in rules()
            assert w.at is not None or "{words}" not in rules()[w.rule], w
    assert [text[a:b] for (a, b), _ in shown] == [words for _, words in shown]


@pytest.mark.parametrize("language", TEXTS)
def test_the_same_text_gives_the_same_reading(language: str) -> None:
    assert read(TEXTS[language], language, ("syria",)) == read(TEXTS[language], language, ("syria",))


@pytest.mark.parametrize("language", ["ar", "ru", "uk"])
@pytest.mark.parametrize("text", ["", " ", "\n\n", "«", '"', "...", "1", "🇺🇦", "a\0b"])
def test_odd_texts_are_read_all_the_same(language: str, text: str) -> None:
    assert read(text, language).statements in ((), read(text, language).statements)


@pytest.mark.parametrize("language", [code for code, module in READERS.items() if "surface" in module])
def test_every_kind_of_a_language_is_one_of_the_world(language: str) -> None:
    found = {row[2].kind for rows in deeds(language).triggers.exact.values() for row in rows}
    found |= {row[2].kind for rows in deeds(language).triggers.stems.values() for row in rows}
    assert found <= set(load_kinds())


def test_english_loads_nothing_of_it() -> None:
    code = "import sys, rashomon.reading.pipeline; print([m for m in sys.modules if 'reading.surface' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
