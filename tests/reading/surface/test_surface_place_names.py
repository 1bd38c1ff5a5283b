"""Where? Names that no list has as they are written, and names that are no place where they stand."""

from __future__ import annotations

import pytest
from surface_read import read

FOUND = [  # language, pack, text, what the gazetteer calls it
    ("uk", "ukraine", "Війська обстріляли село біля Новоазовська.", "Novoazovs'k"),  # in Latin letters, Russian beside
    ("ru", "sudan", "Войска обстреляли аэропорт Мерове.", "Merowe airport"),
    ("ru", "syria", "Самолеты бомбили рынок в городе Атариб.", "Al Atarib"),
    ("fr", "israel-palestine", "Un berger a été tué dans un bombardement à Alma al-Chaab.", "Aalma ech Chaab"),
    ("es", "syria", "Murieron dos pastores en un bombardeo en Jan Sheijun.", "Khan Shaykhun"),
    ("es", "syria", "La aviación bombardeó Atarib.", "Al Atarib"),
    ("ru", "caucasus", "Обстрелу подвергся Степанакерт.", "Khankendi"),
    ("ru", "ukraine", "Войска освободили Угледар.", "Vuhledar"),
    ("ru", "ukraine", "Дроны атаковали завод в Смоленской области.", "Smolensk"),
    ("fr", "congo", "Les rebelles ont pris l'aéroport de Goma.", "Goma airport"),
    ("es", "congo", "Los rebeldes tomaron el aeropuerto de Goma.", "Goma airport"),
    ("ar", "yemen", "قصف التحالف صنعاء.", "Sanaa"),
]


@pytest.mark.parametrize(("language", "pack", "text", "name"), FOUND, ids=[f"{r[0]} {r[2]}" for r in FOUND])
def test_the_place_of_a_deed(language: str, pack: str, text: str, name: str) -> None:
    reading = read(text, language, (pack,))
    claims = [c for s in reading.statements for c in s.claims]
    assert {reading.places[c.place].name for c in claims if c.place is not None} == {name}


NONE = [  # language, pack, text: the name that is no place, or is no such place
    ("ar", "syria", "قصفت القوات بلدة بليون.", "Lyon"),  # nothing is glued behind a noun of place
    ("ar", "iraq", "صد الجيش هجوما في حي الميدان.", "Medan"),  # a quarter is no city abroad
    ("es", "israel-palestine", "El Ejército mató a un jefe de Hamás.", "Hamm"),
    ("es", "israel-palestine", "Un cohete cayó en un campo de Majdal Shams.", "Ashkelon"),
    ("ru", "ukraine", "Войска заняли штаб Южного военного округа.", "Yuzhnyy"),
    ("uk", "ukraine", "Міст підірвано: речник назвав підрив диверсією Києва.", None),
    ("fr", "congo", "Les rebelles ont pris le siège du parti.", None),
]


@pytest.mark.parametrize(("language", "pack", "text", "name"), NONE, ids=[f"{r[0]} {r[2]}" for r in NONE])
def test_no_place_of_a_deed(language: str, pack: str, text: str, name: str | None) -> None:
    reading = read(text, language, (pack,))
    claims = [c for s in reading.statements for c in s.claims]
    names = {reading.places[c.place].name for c in claims if c.place is not None}
    assert name not in names if name else not names


WHOSE = [  # language, pack, text, the place of the last claim
    ("fr", "israel-palestine", "Deux bergers ont péri à Tyr. À Gaza, le ministère a fait état de dix morts.", "Gaza"),
    ("ru", "ukraine", "Дрон упал на рынок в Казани. Губернатор Тульской области сообщил о пожаре.", "Tula"),
    ("ru", "syria", "Посол Сирии в Москве сообщил, что погибли пять человек.", None),
    ("ru", "ukraine", "БЕЛГОРОД, 5 марта. /ТАСС/. Ранены трое, сообщили медики.", None),
    ("ru", "ukraine", "В Туле взорвали мост. В Пскове задержан вор. Киев отверг причастность к теракту.", "Tula"),
]


@pytest.mark.parametrize(("language", "pack", "text", "name"), WHOSE, ids=[f"{r[0]} {r[2]}" for r in WHOSE])
def test_where_a_deed_was_that_names_no_place(language: str, pack: str, text: str, name: str | None) -> None:
    """A place that opens a sentence; a governor's province; no envoy's seat, no dateline; where the denied deed was."""
    reading = read(text, language, (pack,))
    last = [c for s in reading.statements for c in s.claims][-1]
    assert (reading.places[last.place].name if last.place is not None else None) == name


NAMES = [  # language, pack, text, whether the deed is denied
    ("ru", "syria", "В Идлибе разрушена больница «Врачей без границ».", "affirmed"),
    ("ru", "syria", "В Идлибе больница «Врачей без границ» разрушена.", "affirmed"),
    ("fr", "syria", "À Idleb, l'hôpital de Médecins sans frontières a été détruit.", "affirmed"),
    ("es", "syria", "En Idlib, el hospital de Médicos sin Fronteras fue destruido.", "affirmed"),
]


@pytest.mark.parametrize(("language", "pack", "text", "polarity"), NAMES, ids=[f"{r[0]} {r[2]}" for r in NAMES])
def test_a_negation_inside_of_a_name_denies_nothing(language: str, pack: str, text: str, polarity: str) -> None:
    claims = [c for s in read(text, language, (pack,)).statements for c in s.claims]
    assert {c.polarity for c in claims} == {polarity}


SIDES = [  # language, pack, text, the camp of the last speaker
    ("uk", "ukraine", "Міноборони РФ заявило, що взяло Токмак. Речник Сухопутних військ заперечив це.", "ukraine"),
    ("ru", "ukraine", "Губернатор Тульской области сообщил о пожаре.", "russia"),
    ("ru", "ukraine", "Пророссийский мэр Мелитополя сообщил о пожаре.", "unknown"),
    ("es", "sudan", "Francia evacuó a doce pastores de Jartum, anunció su cancillería.", "france"),
    ("es", "sudan", "El Ejército sudanés avanza, dijo su portavoz. Los paramilitares negaron el avance.", "unknown"),
    ("ar", "syria", "قال المتحدث باسم جيش الإسلام إن السوق مغلق.", "opposition"),
    (
        "ar",
        "yemen",
        "تبنى الحوثيون الهجوم. واتهم الوزير الأميركي مايك بومبيو إيران بالوقوف وراء الهجوم.",
        "united_states",
    ),
    ("uk", "israel-palestine", "Міст упав, передає AFP з посиланням на ізраїльську армію.", "israel"),
]


@pytest.mark.parametrize(("language", "pack", "text", "camp"), SIDES, ids=[f"{r[0]} {r[2]}" for r in SIDES])
def test_whose_side_the_last_speaker_is_on(language: str, pack: str, text: str, camp: str) -> None:
    assert [s.speaker.camp for s in read(text, language, (pack,)).statements if s.cue][-1] == camp
