"""Regions by which wars are called, in the languages that are read without a parse."""

from __future__ import annotations

import pytest
from made.surface_read import read


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("ar", "قال متحدث إن عشرة مدنيين قتلوا في كردفان يوم الاثنين.", "Kordofan"),
        ("ar", "قال متحدث إن عشرة مدنيين قتلوا في إقليم تيغراي يوم الاثنين.", "Tigray"),
        ("ru", "Власти сообщили, что в Дарфуре погибли десять жителей.", "Darfur"),
        ("ru", "Власти сообщили, что в Южном Дарфуре погибли десять жителей.", "Southern Darfur"),
        ("ru", "Власти сообщили, что в Северном Киву погибли десять жителей.", "North Kivu"),
        ("ru", "Власти сообщили, что в Нагорном Карабахе погибли десять жителей.", "Nagorno-Karabakh"),
        ("uk", "Влада повідомила, що в Південному Дарфурі загинули десять жителів.", "Southern Darfur"),
        ("uk", "Влада повідомила, що в Абхазії загинули десять жителів.", "Abkhazia"),
        ("fr", "Le porte-parole a déclaré que dix civils ont été tués au Darfour lundi.", "Darfur"),
        ("fr", "Le porte-parole a déclaré que dix civils ont été tués au Tigré lundi.", "Tigray"),
        ("fr", "Le porte-parole a déclaré que dix civils ont été tués dans le Kivu lundi.", "Kivu"),
        ("es", "El portavoz dijo que diez civiles murieron en Darfur el lunes.", "Darfur"),
        ("es", "El portavoz dijo que diez civiles murieron en el Kivu del Sur el lunes.", "South Kivu"),
    ],
)
def test_the_region_of_a_claim(language: str, text: str, place: str) -> None:
    reading = read(text, language)
    [claim] = [c for s in reading.statements for c in s.claims]
    assert claim.place is not None
    assert reading.places[claim.place].name == place


@pytest.mark.parametrize(
    ("language", "pack", "text", "place", "precision"),
    [
        # a quarter is a part of its town, a site lies about it
        ("ar", "yemen", "قال متحدث إن عشرة مدنيين قتلوا في حي الجحملية يوم الاثنين.", "Al-Jahmaliya", "locality"),
        ("ar", "yemen", "قال متحدث إن عشرة مدنيين قتلوا في مطار عدن يوم الاثنين.", "Aden airport", "admin2"),
        # and a village has a point of its own
        ("ru", "ukraine", "Власти сообщили, что в Работино погибли десять жителей.", "Robotyne", "locality"),
    ],
)
def test_what_a_pack_has_no_point_of_is_in_its_town(
    language: str, pack: str, text: str, place: str, precision: str
) -> None:
    reading = read(text, language, (pack,))
    [claim] = [c for s in reading.statements for c in s.claims]
    assert claim.place is not None
    found = reading.places[claim.place]
    assert (found.name, found.precision, found.lat is None) == (place, precision, False)
