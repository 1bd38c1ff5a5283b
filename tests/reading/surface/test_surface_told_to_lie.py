"""Where a place lies that a text tells to be by another, and names that the gazetteer has in Latin letters alone."""

from __future__ import annotations

import pytest
from surface_read import read

WRITTEN = [
    ("قصف الجيش قرية مذيخرة أمس.", "yemen", "Markaz Mudhaykirah"),
    ("اقتحم الجيش قرية شركاط.", "iraq", "Ash Sharqat"),
    ("اقتحم الجيش قرية شركاط.", "yemen", None),  # no such letters in that country
    ("اقتحم الجيش قرية برسا.", "syria", None),  # three consonants could be many
    ("قصف الجيش بلدة سلوفيانسك.", "ukraine", "Slovyansk"),
    ("قصف الجيش مدينة بوكروفسك.", "ukraine", "Pokrovsk"),
]


@pytest.mark.parametrize(("text", "pack", "name"), WRITTEN, ids=[f"{p} {t}" for t, p, _ in WRITTEN])
def test_letters_without_short_vowels_find_a_latin_name(text: str, pack: str, name: str | None) -> None:
    [place] = read(text, "ar", (pack,)).places
    assert (place.name if place.gazetteer else None) == name
    assert place.country != "RU"


def test_a_site_with_no_point_lies_about_its_town() -> None:
    [site] = read("هبطت طائرة في مطار عدن.", "ar", ("yemen",)).places
    assert (site.name, site.within, site.radius_km) == ("Aden airport", "Aden", 15.0)
    assert site.lat is not None


def test_what_lies_by_a_town_is_no_namesake_far_off() -> None:
    village, town = read("Армия обстреляла мост у Славного под Донецком.", "ru", ("ukraine",)).places
    assert (village.name, village.lat, village.gazetteer) == ("Славного", town.lat, None)
    alone, _ = read("Армия обстреляла мост у Славного. Врач живёт в Донецке.", "ru", ("ukraine",)).places
    assert alone.gazetteer is not None


def test_where_a_place_lies_is_told_once() -> None:
    text = "انهار سقف في مصنع زنبقوش في مدينة حلب. وزار العامل مصنع زنبقوش."
    first, _, again = read(text, "ar", ("syria",)).places
    assert (again.lat, again.within) == (first.lat, "Aleppo") and again.span != first.span
