"""Whose names are private in French, Spanish, Russian and Ukrainian reports? Sentences of ours, each with its names."""

from __future__ import annotations

import hashlib

import pytest

from rashomon.model import Report
from rashomon.reading.surface.reader import reading_of
from rashomon.world import load_world

SENTENCES: list[tuple[str, str, list[str]]] = [
    # A surname in capitals beside a first name, on either side; an acronym is none.
    ("fr", "Pierre MARCHAND a été tué à Tafas lundi par des soldats.", ["Pierre MARCHAND"]),
    ("fr", "MARCHAND Pierre, né en 1980, a été tué à Tafas lundi.", ["MARCHAND Pierre"]),
    ("fr", "L’ONU a dit que des soldats ont tué six personnes à Tafas.", []),
    ("uk", "Солдати вбили ЗАЄЦЬ Лева в Ізюмі 5 березня.", ["ЗАЄЦЬ Лева"]),
    ("ru", "ВСУ сообщили, что армия обстреляла Изюм 5 марта, погибли 6 человек.", []),
    # A headline in capitals: what no list has may be somebody.
    ("fr", "L’ARMÉE TUE ROSE FONTAINE LUNDI", ["ROSE FONTAINE"]),
    ("es", "EL EJÉRCITO MATA A ROSA FUENTES EL LUNES", ["ROSA FUENTES"]),
    # Titles, trades and relations, whatever else is called so.
    ("fr", "Des soldats ont tué un certain Dimanche à Tafas lundi.", ["Dimanche"]),
    ("fr", "L’infirmière Florence a dit que des soldats ont tué six personnes.", ["Florence"]),
    ("fr", "La mère de Florence a dit que des soldats ont tué six personnes.", ["Florence"]),
    ("es", "Don Domingo dijo que los soldados mataron a seis personas.", ["Domingo"]),
    ("es", "La madre de Santiago dijo que los soldados mataron a seis personas.", ["Santiago"]),
    ("es", "Su hermana Victoria fue asesinada por soldados el lunes.", ["Victoria"]),
    # Common words that are names, inside of a sentence, and behind an initial.
    ("es", "Los soldados mataron a Domingo el lunes.", ["Domingo"]),
    ("es", "Según Fuentes, los soldados mataron a seis personas.", ["Fuentes"]),
    ("es", "Los soldados detuvieron a J. Fuentes el lunes.", ["J. Fuentes"]),
    ("es", "La Cruz Roja dijo que los soldados mataron a seis personas.", []),
    # A country that speaks, with its article.
    ("fr", "La Russie a dit que des soldats ont tué six personnes.", []),
    ("fr", "Le Mali a dit que des soldats ont tué six personnes.", []),
    ("es", "Rusia dijo que los soldados mataron a seis personas.", []),
    # What somebody is called by, also in brackets; what he calls himself.
    ("ru", "Солдаты задержали Льва Зайца (позывной «Тихий») в Изюме 5 марта.", ["Льва Зайца", "Тихий"]),
    ("ru", "«Солдаты убили 6 человек в Изюме», — написал lev_zayac.", ["lev_zayac"]),
]


@pytest.mark.parametrize(("language", "text", "private"), SENTENCES)
def test_private_names_are_found_and_nothing_else(language: str, text: str, private: list[str]) -> None:
    sha = hashlib.sha256(text.encode()).hexdigest()
    report = Report("r", text, sha, published="2024-03-12", language=language)
    names = reading_of(report, load_world(["ukraine" if language in ("ru", "uk") else "syria"])).names
    assert names is not None
    assert [n.text for n in names if not n.public] == private
