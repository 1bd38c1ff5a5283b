"""Where, beyond the names of the gazetteer: points in degrees, named features, descriptions, words of relation."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Place
from rashomon.reading.where.coordinates import coordinates
from rashomon.settings import model_name
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load(model_name(), exclude=["ner"])
    pipeline.add_pipe("rashomon_where")
    return pipeline


@pytest.fixture(scope="module")
def syria() -> World:
    return load_world(("syria",))


def doc_of(nlp: Language, text: str, world: World | None) -> Doc:
    doc = nlp.make_doc(text)
    doc._.world = world
    return nlp(doc)


def places(nlp: Language, text: str, world: World | None) -> list[Place]:
    return list(doc_of(nlp, text, world)._.places)


def others(nlp: Language, text: str, world: World | None) -> list[Place]:
    return list(doc_of(nlp, text, world)._.described)


# --- points in degrees ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "point", "radius"),
    [
        ("The grave is at 34°30′00″N 36°15′00″E.", (34.5, 36.25), 0.05),
        ("The grave is at 34° 30' N, 36° 15' E.", (34.5, 36.25), 0.93),
        ("A crater (34.51°N 36.25°E) was seen.", (34.51, 36.25), 0.56),
        ("Located at 12.5S, 45.25W by boat.", (-12.5, -45.25), 5.56),
        ("Taken at N 34.512 E 36.251 by drone.", (34.512, 36.251), 0.06),
        ("Pinned to 34.7325, 36.7137 on a map.", (34.7325, 36.7137), 0.05),
        ("Pinned to -34.7325; -58.7137 on a map.", (-34.7325, -58.7137), 0.05),
    ],
)
def test_points_in_degrees(text: str, point: tuple[float, float], radius: float) -> None:
    (place,) = coordinates(text)
    assert ((place.lat, place.lon), place.radius_km, place.precision) == (point, radius, "exact")
    assert text[place.span.start : place.span.end] == place.text == place.name


@pytest.mark.parametrize(
    "text",
    [
        "It fell from 12.5, 13.75 to 11.",  # two decimals are prices
        "Scores of 3.1415, 2.7 and 9.",
        "At 95.0000°N 36.0000°E nothing is.",
        "Version 1.2.3456, 7.8901.2 is out.",
        "It was 35°C in 40 N. Main Street.",
    ],
)
def test_what_is_no_point(text: str) -> None:
    assert coordinates(text) == []


@given(st.floats(-89.99, 89.99), st.floats(-179.99, 179.99))
def test_any_decimal_pair_is_read_as_printed(lat: float, lon: float) -> None:
    (place,) = coordinates(f"At {lat:.5f}, {lon:.5f} it stood.")
    assert (place.lat, place.lon) == (round(float(f"{lat:.5f}"), 6), round(float(f"{lon:.5f}"), 6))


def test_a_point_is_a_place_of_the_report(nlp: Language, syria: World) -> None:
    found = places(nlp, "A shell hit Homs. The crater lies at 34.7325°N 36.7137°E.", syria)
    assert [(p.name, p.precision) for p in found][-1] == ("34.7325°N 36.7137°E", "exact")


# --- named features that no gazetteer of towns has ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "within"),
    [
        ("Families fled to Camp Zuhriya last week.", "Camp Zuhriya", None),
        ("Smoke rose over the Zarmin Mountains.", "Zarmin Mountains", None),
        ("Two of the fishermen drowned in Lake Zarqun last week.", "Lake Zarqun", None),
        ("They were treated at Al Zuhri University Hospital in Damascus.", "Al Zuhri University Hospital", "Damascus"),
        ("The Zarmin Barrage was closed.", "Zarmin Barrage", None),
    ],
)
def test_named_features(nlp: Language, syria: World, text: str, name: str, within: str | None) -> None:
    doc = doc_of(nlp, text, syria)
    (place,) = [p for p in (*doc._.places, *doc._.described) if p.name == name]
    assert (place.mention, place.within) == ("name", within)
    assert (place.precision, place in doc._.places) == (("locality", True) if within else ("unresolved", False))


@pytest.mark.parametrize(
    "text",
    [
        "The Zarmin Mountain Rangers lost again.",
        "The Camp Zuhriya Accords were signed.",
        "General Hospital is on television.",
        "He bought a base and a lake.",
    ],
)
def test_names_of_others_are_no_features(nlp: Language, text: str) -> None:
    doc = doc_of(nlp, text, None)
    assert [*doc._.places, *doc._.described] == []


# --- descriptions ---------------------------------------------------------------------------------------------------

WAR = "Rebels shelled Raqqa and Hama, and troops fired rockets. "


@pytest.mark.parametrize(
    ("text", "words", "name", "within"),
    [
        ("Clashes reached the city.", "the city", "Hama", None),
        ("Warplanes struck a weapons factory near Palmyra.", "weapons factory", "weapons factory", "Palmyra"),
        ("Near Palmyra two strikes destroyed three bridges.", "three bridges", "three bridges", "Palmyra"),
        ("A sniper killed a boy in a house in Palmyra.", "house", None, None),  # which house? too vague
        ("They hit fighting positions at Palmyra.", "fighting positions", "fighting positions", "Palmyra"),
        ("Camp Zuhriya was bombed. Families left the camp.", "the camp", "Camp Zuhriya", None),
        ("The city of Palmyra fell to the rebels.", "The city", "Palmyra", None),
    ],
)
def test_descriptions_in_a_text_about_violence(
    nlp: Language, syria: World, text: str, words: str, name: str | None, within: str | None
) -> None:
    found = {p.text: p for p in others(nlp, WAR + text, syria) if p.mention == "nominal"}
    if name is None:
        assert words not in found
        return
    place = found[words]
    assert place.name == name and (within is None or place.within == within)
    held = next((p for p in places(nlp, WAR + text, syria) if p.name == (within or name)), None)
    if held is not None:
        assert (place.lat, place.lon, place.radius_km) == (held.lat, held.lon, held.radius_km), "no point of its own"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Palmyra opened a school and a market, and the city celebrated.",
        "A fire in Palmyra damaged a warehouse; nobody was in the building.",
        "Palmyra's hospital staff visited the town and a farm.",
    ],
)
def test_ordinary_news_describes_nothing(nlp: Language, syria: World, text: str) -> None:
    assert others(nlp, text, syria) == []


def test_no_description_among_the_places_of_claims(nlp: Language, syria: World) -> None:
    doc = doc_of(nlp, WAR + "Clashes reached the city and two buildings.", syria)
    assert {p.mention for p in doc._.places} == {"name"}
    assert {p.mention for p in doc._.described} == {"nominal"}
    assert [s.text for s in doc.spans["places"]] == ["Raqqa", "Hama"]


# --- words of relation ----------------------------------------------------------------------------------------------

NONE = None


@pytest.mark.parametrize(
    ("text", "name", "relation", "more_km"),
    [
        # (a sentence, a place in it, its words, the kilometres that its radius grows by)
        ("A shell fell 10 km south of Palmyra.", "Palmyra", "10 km south of", 10),
        ("A shell fell five miles outside Palmyra.", "Palmyra", "five miles outside", 8),
        ("A jet crashed 300 metres from Palmyra.", "Palmyra", "300 metres from", 0.3),
        ("A jet crashed some 25 kilometres (15 miles) from the town of Palmyra.", "Palmyra",
         "25 kilometres (15 miles) from", 25),
        ("Troops massed north of Palmyra.", "Palmyra", "north of", 20),
        ("Troops massed near Palmyra.", "Palmyra", "near", 10),
        ("Troops massed on the eastern outskirts of Palmyra.", "Palmyra", "the eastern outskirts of", 5),
        ("Troops massed in Palmyra's suburbs.", "Palmyra", "suburbs", 5),
        ("Troops massed in the countryside of Palmyra.", "Palmyra", "the countryside of", 30),
        ("Troops massed in the Palmyra countryside.", "Palmyra", "countryside", 30),
        ("Troops massed between Palmyra and Saraqib.", "Palmyra", "between Palmyra and Saraqib", 197),
        ("Troops massed along the highway from Palmyra to Saraqib.", "Saraqib",
         "along the highway from Palmyra to Saraqib", 197),
        ("The Palmyra-Saraqib road was cut.", "Saraqib", "Palmyra-Saraqib road", 197),
        ("Troops massed in northern Idlib.", "Idlib", "northern", 0),
        ("Troops massed in the southern Idlib countryside.", "Idlib", "southern countryside", 0),
        ("Troops moved from Palmyra to Saraqib.", "Saraqib", NONE, 0),
        ("Troops massed in Palmyra and Saraqib.", "Saraqib", NONE, 0),
        ("Troops of Palmyra slept.", "Palmyra", NONE, 0),
    ],
)  # fmt: skip
def test_words_of_relation_are_kept_and_the_radius_takes_them_in(
    nlp: Language, syria: World, text: str, name: str, relation: str | None, more_km: float
) -> None:
    place = next(p for p in places(nlp, text, syria) if p.text == name)
    plain = next(p for p in places(nlp, f"Troops slept in {name}.", syria) if p.text == name)
    assert place.relation == relation
    assert (place.lat, place.lon) == (plain.lat, plain.lon), "the point stays that of the place named"
    assert place.radius_km == pytest.approx(plain.radius_km + more_km, abs=1.0)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Shells fell 10 km south of Homs.", "locality"),
        ("Shells fell on the outskirts of Homs.", "locality"),
        ("Shells fell in the countryside of Homs.", "admin1"),
        ("Shells fell in northern Homs.", "admin1"),
    ],
)
def test_one_is_so_far_from_a_town_and_in_the_countryside_of_a_province(
    nlp: Language, syria: World, text: str, precision: str
) -> None:
    assert [p.precision for p in places(nlp, text, syria)] == [precision]


# --- one name, several places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Qusayr", "Qusair", "al-Quseir", "Al Qusayr", "al-Qusair", "El Quseir", "Qseir"])
def test_spellings_of_one_town(nlp: Language, syria: World, name: str) -> None:
    place = places(nlp, f"In Homs the army took the town of {name} in June.", syria)[-1]
    assert (place.gazetteer, place.country) == ("geonames:173322", "SY"), "never the one in Egypt, nor Qusour"


@pytest.mark.parametrize(
    ("text", "name", "admin1"),
    [
        ("Rockets hit the al-Midan neighborhood in Damascus.", "al-Midan", "Damascus"),
        ("Rockets hit al-Midan and Hamdaniya neighborhoods in Aleppo.", "al-Midan", "Aleppo"),
        ("Rockets hit al-Qusour and al-Joura neighborhoods of Deir ez-Zor.", "al-Qusour", "Deir ez-Zor"),
        ("In Homs, rockets hit Khalidiya and al-Qusour.", "al-Qusour", "Homs"),
        ("Rockets hit the Khalidiya district in Hama.", "Khalidiya", "Hama"),  # no list has one there: a part of Hama
        ("Rockets hit Salhiya.", "Salhiya", None),  # Damascus or Hasakah: Syria
    ],
)
def test_districts_of_one_name(nlp: Language, syria: World, text: str, name: str, admin1: str | None) -> None:
    place = next(p for p in places(nlp, text, syria) if p.text == name)
    assert (place.admin1, place.country) == (admin1, "SY")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fighters of the al-Omari brigade left Daraa.", ["Daraa"]),
        ('Some "Islamic State in Iraq and Levant" men left Daraa.', ["Daraa"]),
        ("The Iraqi-Syrian border was quiet.", ["Iraqi", "Syrian"]),
        ("Men crossed into Syrian territory.[4] It rained.", ["Syrian"]),
        ("Iraq.[3] Then Hama.", ["Iraq", "Hama"]),
    ],
)
def test_names_beside_other_words(nlp: Language, syria: World, text: str, names: list[str]) -> None:
    assert [p.text for p in places(nlp, text, syria)] == names
