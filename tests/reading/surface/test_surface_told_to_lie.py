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
    # one letter stands for several sounds that Arabic has none of: p, v, g, ch
    ("قصف الجيش بلدة دروجكيفكا.", "ukraine", "Druzhkivka"),
    ("قصف الجيش بلدة بوغودوخيف.", "ukraine", "Bohodukhiv"),
    ("قصف الجيش بلدة نوفوغرودوفكا.", "ukraine", "Novohrodivka"),  # and not the longer Novhorod-Siverskyi
    ("قصف الجيش بلدة نوفوسيلكا.", "ukraine", None),  # five of them, and nothing tells which
    ("اشتباكات في ناحية جاسم.", "syria", "Jasim"),
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


LIES = [
    ("ar", "syria", "قصف الجيش قرية زنبقوش على بعد 20 كيلومترا شمال حلب.", (36.38, "vicinity")),
    ("ru", "ukraine", "Снаряд попал в село Зябкино в 30 км к востоку от Харькова.", (49.98, "vicinity")),
    ("ru", "ukraine", "Снаряд попал в село Зябкино в 30 км восточнее Харькова.", (49.98, "vicinity")),
    ("uk", "ukraine", "Снаряд влучив у село Зябкине за 30 км на схід від Харкова.", (49.98, "vicinity")),
    (
        "fr",
        "sahel",
        "Des hommes armés ont attaqué le village de Zanbougou, à 40 km au nord de Mopti.",
        (14.85, "vicinity"),
    ),
    (
        "es",
        "ukraine",
        "Dos soldados murieron en la aldea de Zambucal, a 20 kilómetros al sur de Járkov.",
        (49.80, "vicinity"),
    ),
    ("ar", "syria", "قصف الجيش قرية زنبقوش على بعد 20 كيلومترا من حلب.", (None, "unresolved")),  # in which direction?
]


@pytest.mark.parametrize(("language", "pack", "text", "where"), LIES, ids=[t for _, _, t, _ in LIES])
def test_a_distance_and_a_direction_give_a_point(
    language: str, pack: str, text: str, where: tuple[float | None, str]
) -> None:
    place = read(text, language, (pack,)).places[0]
    lat, precision = where
    assert place.precision == precision and place.gazetteer is None
    assert place.lat is None if lat is None else place.lat == pytest.approx(lat, abs=0.03)


def test_what_lies_north_of_the_city_is_about_the_city_that_was_told_of() -> None:
    text = "وفي تدمر، شمال شرقي العاصمة دمشق، هاجم مسلحون الحاجز في منطقة زنبقوش جنوبي غرب المدينة."
    town, _, area = read(text, "ar", ("syria",)).places
    assert (area.lat, area.precision) == (town.lat, "admin2")


def test_all_of_a_list_lie_in_the_town_behind_it() -> None:
    first, *_, town = read("قصف المتمردون حي زنبقوش والعنبري في مدينة حلب.", "ar", ("syria",)).places
    assert (first.within, first.lat) == ("Aleppo", town.lat)


def test_a_site_is_called_by_what_it_makes() -> None:
    text = "خرج العمال من مصنع زنبقوش للأسمنت في مدينة حلب. ثم قصفت طائرة مصنع {}."
    site, _, again = read(text.format("الأسمنت"), "ar", ("syria",)).places
    assert (again.lat, again.name) == (site.lat, site.name)
    other = read(text.format("الأدوية"), "ar", ("syria",)).places[-1]
    assert other.precision == "unresolved"  # the drug works are another


def test_three_consonants_tell_a_place_of_a_province_that_it_is_told_to_be_in() -> None:
    [place, _] = read("قصف الجيش قرية مورك بريف حماة الشمالي.", "ar", ("syria",)).places
    assert place.lat is not None
