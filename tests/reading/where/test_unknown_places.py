"""Places that no gazetteer has keep their own names; what only looks like a place is none. Villages are made up."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from rashomon.intake.parts import parts
from rashomon.model import Place
from rashomon.reading.grammar.doc_extensions import register
from rashomon.settings import model_name
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load(model_name(), exclude=["ner"])
    pipeline.add_pipe("rashomon_where")
    return pipeline


@pytest.fixture(scope="module")
def anywhere() -> World:
    return load_world(())


def read(nlp: Language, text: str, world: World) -> list[Place]:
    register()
    doc = nlp.make_doc(text)
    doc._.world, doc._.parts = world, parts(text)
    return list(nlp(doc)._.places)


UNKNOWN = [
    # called a village, or the like: wherever it is told of
    ("The road to the village of Ombelo is closed.", "Ombelo", None, None),
    ("They live in Ombelo, a small town.", "Ombelo", None, None),
    ("Shells fell on Ombelo, a village in the Kharkiv region.", "Ombelo", "Kharkiv", "UA"),
    ("Rebels burned Ombelo and Mbatire, two villages in Zurako province.", "Mbatire", "Zurako", None),
    ("Jets bombed Let Yet Ombelo village in Sagaing region.", "Let Yet Ombelo", "Sagaing", "MM"),
    # where only places stand, in a sentence that tells of violence
    ("Gunmen killed four men in Ombelo on Monday.", "Ombelo", None, None),
    ("Troops retook Ombelo on Monday.", "Ombelo", None, None),
    ("The army said its troops had taken Ombelo.", "Ombelo", None, None),
    ("The ministry denied that Ombelo had fallen.", "Ombelo", None, None),
    ("The shelling of Ombelo went on.", "Ombelo", None, None),
    ("Gunmen killed four men in Ombelo and Mbatire on Monday.", "Mbatire", None, None),
    # within what the text puts it in, and not in a namesake of that
    ("Soldiers shot 14 men in Moura, in the Mopti region of Mali, in March.", "Moura", "Mopti", "ML"),
    ("Shells killed nine people in the Daraj quarter of Gaza City.", "Daraj", "Gaza", "PS"),
    ("The Ombelo and Daraj quarters of Gaza City were bombed.", "Daraj", "Gaza", "PS"),
    # ... also of the same country
    ("Shelling killed two people in Petrivka, in the Kharkiv region.", "Petrivka", "Kharkiv", "UA"),
    ("Gunmen killed four people in Bama village in Katsina state.", "Bama", "Katsina", "NG"),
    ("Gunmen killed four people in Kobane village, in South Darfur.", "Kobane", "Southern Darfur", "SD"),
    ("Militants attacked Sabon Gari, a village in Borno state.", "Sabon Gari", "Borno", "NG"),
    # beside a place is not within it
    ("A bomb killed two men in Ombelo, near Nyala, on Monday.", "Ombelo", None, "SD"),
    ("Fighting raged in Ombelo, east of Khartoum.", "Ombelo", None, "SD"),
    ("Shells struck Krasnyi Yar, a village 7 km from Pokrovsk.", "Krasnyi Yar", None, "UA"),
    # a guess is none: one of several of that name, of which nothing says which
    ("The junta bombed Kani on Monday, killing four people.", "Kani", None, None),
]


@pytest.mark.parametrize(("text", "name", "within", "country"), UNKNOWN, ids=[r[0][:60] for r in UNKNOWN])
def test_a_name_found_nowhere_stays(
    nlp: Language, anywhere: World, text: str, name: str, within: str | None, country: str | None
) -> None:
    (place,) = {p.name: p for p in read(nlp, text, anywhere) if p.name == name}.values()
    assert (place.within, place.country, place.gazetteer) == (within, country, None)
    assert (place.precision == "unresolved") == (place.lat is None)


@pytest.mark.parametrize(
    ("words", "lat", "lon", "radius"),
    [
        ("30 km north of Goma", -1.404, 29.228, 9),
        ("30 km (19 miles) south of Goma", -1.944, 29.228, 9),
        ("ten kilometres west of Goma", -1.674, 29.139, 3),
        ("some 20 miles north-east of Goma", -1.4694, 29.4334, 9.7),
    ],
)
def test_distance_and_direction_make_a_point(
    nlp: Language, anywhere: World, words: str, lat: float, lon: float, radius: float
) -> None:
    for text in (f"Rebels shot ten people in Ombelo, a village {words}.", f"Rebels took Ombelo, {words}."):
        (place,) = [p for p in read(nlp, text, anywhere) if p.name == "Ombelo"]
        assert (place.lat, place.lon) == (pytest.approx(lat, abs=0.001), pytest.approx(lon, abs=0.001))
        assert (place.precision, place.radius_km) == ("vicinity", pytest.approx(radius, abs=0.1))
        assert place.relation is not None and place.relation.endswith("of Goma")


NONE = [
    # armed groups, arms, organisations, offices
    "The ceasefire between the army and Hamas began at dawn.",
    "Men of Azov pulled out of the steelworks.",
    "Two Shahed drones and a salvo of Grad rockets were fired.",
    "Fighters of the Wagner group were killed.",
    "The brigade never told the Red Cross that its clinic was hit.",
    "The Jerusalem Post said so.",
    "Quds Force officers were killed.",
    "U.N. officials counted the dead.",
    "UN: Convoy attacked",
    # whose, and not where
    "Anti-Pyongyang leaflets fell.",
    "Captain Sydney Mbarga was wounded.",
    # somebody who is struck
    "The minister attacked Ombelo in parliament.",
    "Soldiers searched Ombelo's house.",
    "Ombelo fighters were killed.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_place(nlp: Language, anywhere: World, text: str) -> None:
    assert read(nlp, text, anywhere) == []


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        # a name of an armed group is a town's where a word says so
        ("Shells killed three people in Azov, a town in Russia's Rostov region.", "Azov", "RU"),
        # bare towns of countries at war, in their usual spellings
        ("Rebels took Bakhmut on Saturday.", "Bakhmut", "UA"),
        ("Troops seized Avdiivka on Friday.", "Avdiyivka", "UA"),
        ("Shells hit Homs on Monday.", "Homs", "SY"),
        # the town, and not whoever holds it
        ("Kiev-controlled Kramatorsk was shelled.", "Kramatorsk", "UA"),
        # a name in capitals is a town in a dateline
        ("KHARTOUM, August 8. /AGENCY/. Drones hit a bakery.", "Khartoum", "SD"),
        ("ALEPPO, March 4 (Meridian) - Shells hit a bakery.", "Aleppo", "SY"),
    ],
)
def test_what_is_one(nlp: Language, anywhere: World, text: str, name: str, country: str) -> None:
    assert (name, country) in {(p.name, p.country) for p in read(nlp, text, anywhere)}


def test_whose_story_it_is_stands_in_no_dateline(nlp: Language, anywhere: World) -> None:
    text = "ALEPPO, March 4 (Meridian) - Shells hit a bakery."
    assert [p.name for p in read(nlp, text, anywhere)] == ["Aleppo"]


def test_an_article_grown_together_with_its_name(nlp: Language) -> None:
    world = load_world(["syria"])
    (place,) = read(nlp, "Jets bombed the town of Alghantou on Friday.", world)
    assert (place.text, place.name, place.admin1) == ("Alghantou", "Ghantu", "Homs")
