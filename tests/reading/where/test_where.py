"""Where: which names are places, which place is meant, and how exactly it is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from rashomon.model import Part, Place, Span
from rashomon.reading.grammar.doc_extensions import register
from rashomon.reading.where.component import make_where
from rashomon.settings import model_name
from rashomon.world import World, load_world
from rashomon.world.packs import Pack
from rashomon.world.places import Entry, open_gazetteer


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load(model_name(), exclude=["ner"])
    pipeline.add_pipe("rashomon_where")
    return pipeline


@pytest.fixture(scope="module")
def bare() -> Language:
    """No tagger, no lemmatizer: the component alone."""
    pipeline = spacy.blank("en")
    make_where(pipeline, "rashomon_where")
    return pipeline


def world_of(home: tuple[str, ...] = ("SY",), extra: tuple[Entry, ...] = ()) -> World:
    generic = load_world(())
    packs: Pack = replace(generic.packs, home=home)
    return replace(generic, packs=packs, places=open_gazetteer(extra))


@pytest.fixture(scope="module")
def at_home() -> World:
    return world_of()


def read(nlp: Language, text: str, world: World | None = None, parts: tuple[Part, ...] = ()) -> list[Place]:
    register()
    doc = nlp.make_doc(text)
    doc._.world, doc._.parts = world, parts
    return list(nlp(doc)._.places)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # which places: (the words, name, precision, admin1)
        ("Shells hit Idlib province on Monday.", [("Idlib", "Idlib", "admin1", "Idlib")]),
        ("The city of Homs was quiet at noon.", [("Homs", "Homs", "locality", "Homs")]),
        ("Fighting spread across Homs.", [("Homs", "Homs", "admin1", "Homs")]),
        ("He fled to Turkey.", [("Turkey", "Turkey", "country", None)]),
        ("Aid reached the town of Madaya near Damascus.",
         [("Madaya", "Madaya", "locality", "Rif Dimashq"), ("Damascus", "Damascus", "locality", "Damascus")]),
        ("Jets bombed Saraqeb in Idlib province.",
         [("Saraqeb", "Saraqib", "locality", "Idlib"), ("Idlib", "Idlib", "admin1", "Idlib")]),
        # a list without commas, as headlines have it
        ("Strikes hit Aleppo Hama and Raqqa.",
         [("Aleppo", "Aleppo", "admin1", "Aleppo"), ("Hama", "Hama", "admin1", "Hama"),
          ("Raqqa", "Raqqa", "admin1", "Raqqa")]),
        # datelines are towns
        ("BEIRUT (Reuters) - Rebels advanced.", [("BEIRUT", "Beirut", "locality", "Beirut")]),
        ("AMMAN: Rebels advanced.", [("AMMAN", "Amman", "locality", "Amman")]),
        # another romanisation than the lists have
        ("Troops entered the town of Maarat al-Numan.",
         [("Maarat al-Numan", "Ma'arrat an Nu'man", "locality", "Idlib")]),
        # an adjective before a place is one, before people it is none
        ("They crossed the Turkish border.", [("Turkish", "Turkey", "country", None)]),
        ("Turkish troops and Syrians met.", []),
        # behind a broadcaster it is nobody's last name
        ("She told KLM Toronto so. Cities like Toronto grow.", [("Toronto", "Toronto", "locality", "Ontario")]),
        # whose office it is
        ("Nobody asked Toronto Mayor Ann Bell.", [("Toronto", "Toronto", "locality", "Ontario")]),
        ("Nobody asked Idlib Health Minister Sami Bell.", [("Idlib", "Idlib", "admin1", "Idlib")]),
        # X, Y
        ("A man from Tripoli, Lebanon, was held.",
         [("Tripoli", "Tripoli", "locality", "North Lebanon"), ("Lebanon", "Lebanon", "country", None)]),
        ("US and UAE officials told us nothing.",
         [("US", "United States", "country", None), ("UAE", "United Arab Emirates", "country", None)]),
    ],
)  # fmt: skip
def test_a_table_of_mentions(
    nlp: Language, at_home: World, text: str, places: list[tuple[str, str, str, str | None]]
) -> None:
    assert [(p.text, p.name, p.precision, p.admin1) for p in read(nlp, text, at_home)] == places


@pytest.mark.parametrize(
    ("text", "where"),
    [
        # an area by its abbreviation holds what stands before it, listed or not
        ("GLASGOW, Ky. (WDNR) -- A mill burnt. Glasgow was quiet.", {"GLASGOW": "Kentucky", "Glasgow": "Kentucky"}),
        ("A mill in Edmonton, Mo., burnt down.", {"Edmonton": "Missouri"}),
        ("He drove from Sheffield, Ala., on Friday.", {"Sheffield": "Alabama"}),
        ("In Homs, Dr. Salim saw to the wounded.", {"Homs": "Homs"}),  # a title is no area
        # a list of towns, not one in the other
        ("Her train calls at Washington, New York and Boston.", {"Washington": "District of Columbia"}),
        # a county bears the name of a town that lies in another state than all else
        ("A court in Louisville, Kentucky, sent it on to Metcalfe County.", {"Metcalfe": None}),
        ("A court in Dayton, Ohio, sent it on to Montgomery County.", {"Montgomery": "Ohio"}),
    ],
)
def test_a_town_is_no_namesake_in_another_state(nlp: Language, text: str, where: dict[str, str | None]) -> None:
    found = {p.text.removesuffix(" County"): p.admin1 for p in read(nlp, text, load_world(()))}
    assert {name: found.get(name) for name in where} == where


def test_a_genitive_that_lost_its_apostrophe_is_one_only_where_all_marks_are_lost(
    nlp: Language, at_home: World
) -> None:
    text = "Strikes on Syrias Idlib killed ten. " + "Nobody came to the mill that day. " * 9
    assert [p.text for p in read(nlp, text, at_home)] == ["Syria", "Idlib"]
    assert [p.text for p in read(nlp, text + "At noon, it rained.", at_home)] == ["Idlib"]


@pytest.mark.parametrize(
    "text",
    [
        "It was a nice evening, and most people were reading.",
        "John Reading said nothing.",
        "President Jordan spoke first.",
        "Sarah Lincoln wrote it; Lincoln was pleased.",
        "In March the police made a sale.",
        "The White House declined to comment.",
        "He took a car to the bank on Friday.",
    ],
)
def test_what_is_no_place(nlp: Language, at_home: World, text: str) -> None:
    assert read(nlp, text, at_home) == []


def test_names_of_organisations_hold_no_places(nlp: Language) -> None:
    text = "The Syrian Observatory for Human Rights and the Sham News Network spoke of Hama."
    assert [p.text for p in read(nlp, text, load_world(("syria",)))] == ["Hama"]


# --- rule 6: unknown is a value -------------------------------------------------------------------------------------


def test_a_district_that_no_list_has_is_part_of_its_town(nlp: Language, at_home: World) -> None:
    text = "The city of Homs was shelled. Troops took the Qamariya district. Fighters left Qamariya."
    homs, *district = read(nlp, text, at_home)
    assert [(p.text, p.within, p.precision, p.gazetteer) for p in district] == [
        ("Qamariya", "Homs", "locality", None)
    ] * 2
    assert all((p.lat, p.lon, p.radius_km) == (homs.lat, homs.lon, homs.radius_km) for p in district)


def test_a_namesake_far_off_is_never_taken(nlp: Language) -> None:
    village = Entry("import:x/1", "Khalidiya", 35.076, 36.734, "town", "SY", "Hama")
    text = "The city of Homs was shelled and the Khalidiya district fell."
    homs, district = read(nlp, text, world_of(extra=(village,)))
    assert (district.name, district.within, district.lat, district.gazetteer) == ("Khalidiya", "Homs", homs.lat, None)


def test_a_packs_own_district_is_taken(nlp: Language) -> None:
    own = Entry("pack:x/k", "Khalidiya", 34.74, 36.71, "district", "SY", "Homs", within="Homs")
    text = "In Homs the Khalidiya district fell."
    homs, district = read(nlp, text, world_of(extra=(own,)))
    assert (district.gazetteer, district.lat, district.within) == ("pack:x/k", 34.74, "Homs")
    assert (homs.name, homs.precision) == ("Homs", "locality"), "the text speaks of the city's districts"


def test_a_pack_names_sites_in_small_letters(nlp: Language) -> None:
    own = (
        Entry("pack:x/mill", "old mill of Hama", 35.14, 36.75, "site", "SY", "Hama", within="Hama", radius_km=0.2),
        Entry("pack:x/kiln", "Kiln quarter", None, None, "district", "SY", "Hama", within="Hama"),
    )
    mill, quarter = read(nlp, "Shells fell by the old mill of Hama and in the Kiln quarter.", world_of(extra=own))
    assert (mill.text, mill.precision, mill.radius_km, mill.gazetteer) == (
        "old mill of Hama",
        "vicinity",
        0.2,
        "pack:x/mill",
    )
    town = next(e for e in open_gazetteer().find("Hama") if e.feature == "city")
    assert (quarter.gazetteer, quarter.within, quarter.precision) == ("pack:x/kiln", "Hama", "locality")
    assert (quarter.lat, quarter.lon, quarter.radius_km) == (town.lat, town.lon, town.radius_km)


def test_a_village_that_no_list_has_stays_unresolved(nlp: Language, at_home: World) -> None:
    text = "Rebels came from al-Dar al-Zarqa and al-Gharbiyeh in northern Homs."
    first, second, area = read(nlp, text, at_home)
    for place in (first, second):
        assert (place.precision, place.lat, place.lon, place.radius_km, place.gazetteer) == ("unresolved", *[None] * 4)
        assert (place.within, place.admin1, place.country) == ("Homs", "Homs", "SY")
    assert area.precision == "admin1"


def test_a_small_namesake_abroad_is_not_meant_at_home(nlp: Language, at_home: World) -> None:
    text = "In Syria clashes went on along the Castello road in Aleppo."
    assert all(p.country == "SY" for p in read(nlp, text, at_home))


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Raqqa fell. Residents of the city fled.", "locality"),
        ("Raqqa fell.", "admin1"),
        ("Shots rang out in the streets of Raqqa.", "locality"),
        ("Shells fell on downtown Raqqa.", "locality"),
        ("Fighting in northern Raqqa; the town of Raqqa was quiet.", "admin1"),
    ],
)
def test_a_name_that_a_city_shares_with_its_province(nlp: Language, at_home: World, text: str, precision: str) -> None:
    assert read(nlp, text, at_home)[0].precision == precision


# --- one sense, by what else is named -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Tripoli was quiet. Lebanon's army stood in Tripoli, and Beirut waited.", "LB"),
        ("Tripoli was quiet. Libya's army stood in Tripoli, and Benghazi waited.", "LY"),
        ("Officials in Georgia, Armenia and Azerbaijan met.", "GE"),
        ("Officials in Georgia, Alabama and Florida met.", "US"),
    ],
)
def test_other_places_tell_which_is_meant(nlp: Language, text: str, country: str) -> None:
    assert {p.country for p in read(nlp, text) if p.text in ("Tripoli", "Georgia")} == {country}


def test_furniture_yields_nothing(nlp: Language, at_home: World) -> None:
    text = "Clashes in Hama.\n\nMore from Aleppo"
    parts = (Part("body", Span(0, 16)), Part("furniture", Span(18, len(text))))
    assert [p.text for p in read(nlp, text, at_home, parts)] == ["Hama"]


# --- anywhere, on anything ------------------------------------------------------------------------------------------


def test_any_english_pipeline_will_do() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("rashomon_where")
    doc = pipeline("Shells hit Homs and the Turkish border.")
    assert [p.name for p in doc._.places] == ["Homs", "Turkey"]
    assert [(s.text, s.label_) for s in doc.spans["places"]] == [("Homs", "admin1"), ("Turkish", "country")]
    assert pipeline("")._.places == []


WORDS = ["Homs", "Deir ez-Zor", "in", "near", "the", "city of", "district", ",", ".", "\r\n", "\u00a0", "👩‍🚀", "حمص",
         "שלום", "Bridge of Homs", "old mill of Hama", "\n\n",
         "Syrias", "Syria's", "é", "e\u0301", "U.S.", "al-", "Dar", "-", "'", "(", "BEIRUT:", "Khan", "x"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from([" ", "", "  "]))
def test_every_span_is_its_quote(bare: Language, at_home: World, pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    doc = bare.make_doc(text)
    register()
    doc._.world = at_home
    places = make_where(bare, "x")(doc)._.places
    for place in places:
        assert text[place.span.start : place.span.end] == place.text != ""
        assert (place.precision == "unresolved") == (place.lat is None) == (place.radius_km is None)
    starts = [place.span for place in places]
    assert starts == sorted(set(starts)), "in order, none twice"
    assert all(a.end <= b.start for a, b in pairwise(starts)), "none within another"


def test_the_same_text_reads_the_same_whatever_came_before(nlp: Language, at_home: World) -> None:
    texts = ["Shells hit Homs.", "Paris, Texas, and Paris, France.", "The town of Maarat al-Numan in Idlib."]
    forward = [read(nlp, text, at_home) for text in texts]
    backward = [read(nlp, text, at_home) for text in reversed(texts)]
    assert forward == backward[::-1]
