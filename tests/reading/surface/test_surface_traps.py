"""What is no news of a deed though its words are there: films, sport, weather, what is denied behind the word."""

from __future__ import annotations

import pytest
from surface_read import read

NO_CLAIM = [
    # films, shows, anniversaries
    ("ar", "عرض المهرجان فيلما وثائقيا عن حصار المدينة."),
    ("ru", "В музее открылась выставка о боях за Харьков."),
    ("uk", "У Києві показали фільм про оборону та бої за місто."),
    ("fr", "Le cinéma de Bamako projette un film sur la bataille d'Alger."),
    ("es", "La orquesta estrenó una obra sobre la batalla de Trafalgar."),
    # sport and drills
    ("ar", "فاز المنتخب بعد هجوم متواصل على المرمى في حلب."),
    ("ru", "Сборная провела атаку за атакой и выиграла матч в Харькове."),
    ("uk", "Команда виграла матч у Львові після тривалої облоги воріт."),
    ("fr", "L'équipe a gagné le match à Bamako après une dernière offensive."),
    ("es", "El equipo empató tras un asedio constante en Bogotá."),
    # weather, illness, accidents: their dead are no news of war
    ("ar", "توفي 12 شخصا في حادث سير على طريق حلب وأصيب ستة."),
    ("ru", "В Харькове в ДТП погибли трое."),
    ("uk", "У Львові від грипу померли двоє людей."),
    ("fr", "La rougeole a fait douze morts à Mopti."),
    ("es", "Una tormenta causó cuatro muertos en Cali."),
    # nothing is known of it
    ("ru", "О пытках ничего не известно."),
    ("es", "El Gobierno no tiene constancia de torturas."),
    # a fight that there was not tells only how a town was taken
    ("ru", "Генерал сообщил, что все прошло без боя."),
    # who holds a camp's name
    ("es", "El alcalde visitó el campo de refugiados de Zambucal."),
    ("fr", "Le maire a visité le camp de réfugiés de Zanbou."),
    # bombers are planes
    ("es", "El Gobierno comprará dos bombarderos."),
    ("ru", "Завод построит два бомбардировщика."),
    # a truce that is not kept is none denied
    ("ar", "قال الوزير إن سوريا لن تلتزم بالاتفاق."),
]


@pytest.mark.parametrize(("language", "text"), NO_CLAIM, ids=[t for _, t in NO_CLAIM])
def test_words_of_something_else_claim_nothing(language: str, text: str) -> None:
    assert [c.kind for s in read(text, language).statements for c in s.claims] == []


STILL = [
    ("ar", "قصفت الطائرات ملعب كرة القدم في حلب وقتل ستة.", "airstrike"),
    ("ru", "Ракета попала в стадион в Харькове, матч прерван.", "shelling"),
    ("uk", "Ракета влучила в театр під час вистави, загинули п'ятеро.", "casualties"),
    ("fr", "Cinq personnes ont été tuées pendant le festival de Mopti.", "casualties"),
    ("es", "Un misil cayó sobre el museo de Járkov durante el festival y mató a tres personas.", "casualties"),
]


@pytest.mark.parametrize(("language", "text", "kind"), STILL, ids=[t for _, t, _ in STILL])
def test_who_is_killed_there_is_news(language: str, text: str, kind: str) -> None:
    assert kind in [c.kind for s in read(text, language).statements for c in s.claims]


DENIED_BEHIND = [
    ("ru", "Пострадавших нет, сообщил губернатор."),
    ("ru", "Жертв не было, сообщил губернатор."),
    ("uk", "Постраждалих немає, повідомив мер."),
    ("uk", "Обмін полоненими, запланований на середу, не відбувся, повідомив речник."),
    ("es", "El intercambio de prisioneros no se produjo, informó el portavoz."),
]


@pytest.mark.parametrize(("language", "text"), DENIED_BEHIND, ids=[t for _, t in DENIED_BEHIND])
def test_a_negation_behind_the_word_denies_it(language: str, text: str) -> None:
    [claim] = [c for s in read(text, language).statements for c in s.claims]
    assert claim.polarity == "denied"


def test_nobody_hurt_by_a_shelling_is_no_shelling_denied() -> None:
    text = "Жертв в результате обстрела не было, сообщил губернатор."
    claims = [c for s in read(text, "ru").statements for c in s.claims]
    assert ("shelling", "denied") not in [(c.kind, c.polarity) for c in claims]


TOLD = [
    ("fr", "Des soldats ont attaqué le marché de Mopti. L'armée a démenti ces accusations.", ["affirmed", "denied"]),
    ("fr", "Des soldats ont attaqué le marché de Mopti. L'armée l'a démenti.", ["affirmed", "denied"]),
    ("fr", "Des soldats ont attaqué le marché de Mopti. L'armée a démenti toute implication.", ["affirmed", "denied"]),
    ("es", "Los soldados atacaron el mercado de Cali. El Ejército lo desmintió.", ["affirmed", "denied"]),
    ("ru", "Войска обстреляли рынок в Харькове. Министерство опровергло эти сообщения.", ["affirmed", "denied"]),
    # what is denied has words of its own: it is not what was told before
    ("ru", "Войска обстреляли рынок в Харькове. Министерство опровергло сообщения об отставке главы.", ["affirmed"]),
    ("es", "Los soldados atacaron el mercado de Cali. El ministro negó su dimisión.", ["affirmed"]),
    # a part in it is denied of a deed, and not that people died
    ("fr", "Dix personnes ont été tuées à Mopti. L'armée a démenti toute implication.", ["affirmed"]),
]


@pytest.mark.parametrize(("language", "text", "polarities"), TOLD, ids=[t for _, t, _ in TOLD])
def test_a_denial_is_of_what_was_told_only_where_it_says_so(language: str, text: str, polarities: list[str]) -> None:
    assert [c.polarity for s in read(text, language).statements for c in s.claims] == polarities


COUNTS = [
    ("ru", "Противник потерял 491 человека убитыми и ранеными.", []),
    ("ru", "Погибли 12 человек, 40 ранены.", [("killed", 12), ("injured", 40)]),
    ("ar", "سقط 20 قتيلا وجريحا في القصف.", []),
    ("ar", "ارتفعت الحصيلة إلى 83 قتيلا و487 جريحا.", [("killed", 83), ("injured", 487)]),
    ("ar", "قال إنهم لم يقتلوا أي مدني.", []),
    ("fr", "Deux avions russes ont été abattus.", []),  # of planes
    ("fr", "Deux soldats russes ont été abattus.", [("killed", 2)]),
]


@pytest.mark.parametrize(("language", "text", "counts"), COUNTS, ids=[t for _, t, _ in COUNTS])
def test_a_number_counts_whom_it_stands_by(language: str, text: str, counts: list[tuple[str, int]]) -> None:
    assert [(c.what, c.low) for c in read(text, language).counts] == counts
