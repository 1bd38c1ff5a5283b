"""How do speakers answer what was told before: by denying it, by calling it a lie, by blaming somebody?"""

from __future__ import annotations

import pytest
from surface_read import read, told

SHELLED = {
    "ru": "Войска обстреляли Харьков, сообщил Генштаб. ",
    "uk": "Війська обстріляли Харків, повідомив Генштаб. ",
    "fr": "L'armée a bombardé Kharkiv, a annoncé le gouverneur. ",
    "es": "El Ejército bombardeó Járkov, informó el gobernador. ",
    "ar": "قال الجيش إن القوات قصفت مدينة خاركيف. ",
}

ANSWERS = [  # language, what follows, the polarities of all claims
    ("ru", "Москва опровергла это заявление.", ["affirmed", "denied"]),
    ("ru", "Москва назвала это сообщение ложью и усилила охрану.", ["affirmed", "denied"]),
    ("ru", "Кремль опроверг, добавив, что проверит данные.", ["affirmed", "denied"]),
    ("ru", "Кремль опровергает: «Мы там не были».", ["affirmed"]),
    ("ru", "Рынок закрыт, сообщил мэр. Москва опровергла это.", ["affirmed"]),
    ("uk", "Москва назвала це повідомлення брехнею.", ["affirmed", "denied"]),
    ("uk", "Кремль заперечив.", ["affirmed", "denied"]),
    ("fr", "Le ministère a démenti, affirmant que la ville est calme.", ["affirmed", "denied"]),
    ("fr", "Le ministère a qualifié ces accusations de mensongères.", ["affirmed", "denied"]),
    ("es", "El Kremlin rechazó las acusaciones y pidió pruebas.", ["affirmed", "denied"]),
    ("es", "El Kremlin calificó de falsas las acusaciones.", ["affirmed", "denied"]),
    ("es", "El mercado está cerrado, informó el alcalde. El Kremlin lo niega.", ["affirmed"]),
    ("ar", "ونفت موسكو ذلك مؤكدة أن المدينة هادئة.", ["affirmed", "denied"]),
]


@pytest.mark.parametrize(("language", "answer", "polarities"), ANSWERS, ids=[f"{a} {b}" for a, b, _ in ANSWERS])
def test_it_is_what_was_claimed_right_before(language: str, answer: str, polarities: list[str]) -> None:
    """Where something else was said between that was read as no claim, nobody knows what was denied."""
    reading = read(SHELLED[language] + answer, language, ("ukraine",))
    assert [c.polarity for s in reading.statements for c in s.claims] == polarities


WHICH = [
    ("fr", "Les rebelles ont pris la ville de Goma, ce que l'armée dément.", "l'armée"),
    ("es", "Los rebeldes tomaron la ciudad de Goma, algo que el Ejército niega.", "el Ejército"),
    ("ru", "Повстанцы взяли под контроль город Гому, что армия отрицает.", "армия"),
    ("uk", "Повстанці взяли під контроль місто Гому, що армія заперечує.", "армія"),
    ("ar", "سيطر المتمردون على مدينة غوما، وهو ما نفته وزارة الدفاع.", "وزارة الدفاع"),
]


@pytest.mark.parametrize(("language", "text", "who"), WHICH, ids=[row[0] for row in WHICH])
def test_a_relative_clause_denies_the_clause_before(language: str, text: str, who: str) -> None:
    statements = read(text, language).statements
    assert [s.speaker.text for s in statements if s.stance == "denies"] == [who]
    assert [c.polarity for s in statements for c in s.claims] == ["affirmed", "denied"]


def test_a_quotation_behind_a_denial_is_what_they_say_instead() -> None:
    text = "Des habitants démentent : « Les soldats ont tiré sur des bergers à Gao »."
    [claim] = [c for s in read(text, "fr").statements for c in s.claims]
    assert claim.polarity == "affirmed"


AROUND = [
    ("uk", "Дрони вночі атакували Одесу, заявило міністерство: збито сім дронів.", "міністерство"),
    ("ru", "Ночью дроны атаковали Казань, сообщил губернатор: сбиты три дрона.", "губернатор"),
    ("fr", "L'aviation a bombardé Gao mercredi, a raconté un élu : sept morts.", "un élu"),
]


@pytest.mark.parametrize(("language", "text", "who"), AROUND, ids=[row[0] for row in AROUND])
def test_an_inset_with_a_colon_has_what_is_said_on_both_sides(language: str, text: str, who: str) -> None:
    [(speaker, _, content)] = told(text, language)
    assert speaker == who
    assert " … " in content


def test_whom_an_accusation_lays_the_attack_to() -> None:
    text = "Ракета попала в рынок в Харькове, сообщил мэр. Киев обвинил в атаке российские войска."
    claims = [c for s in read(text, "ru", ("ukraine",)).statements for c in s.claims]
    assert [(c.kind, c.polarity) for c in claims] == [("shelling", "affirmed")] * 2
    assert not claims[1].firm


def test_an_unread_verb_of_saying_makes_the_outlets_claim_loose() -> None:
    """Somebody may speak there, and not the outlet."""
    told_firmly, told_loosely = (
        [c for s in read(text, "ru", ("ukraine",)).statements for c in s.claims]
        for text in ("Самолеты 5 марта бомбили Гостомель.", "Самолеты 5 марта бомбили Гостомель, не сообщил никто.")
    )
    assert [c.firm for c in told_firmly] == [True]
    assert [c.loose for c in told_loosely] == [("speaker",)]


def test_no_day_to_come_is_taken_for_what_happened() -> None:
    text = "Войска обстреляли Харьков. 12 марта откроют мост в Харькове, войска обстреляли Харьков."
    for claim in (c for s in read(text, "ru", ("ukraine",)).statements for c in s.claims):
        assert (claim.time.start or "") <= "2024-03-08"
