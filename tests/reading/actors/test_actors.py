"""Who is named: the packs' actors and media, groups by description, and what a noun phrase tells of its head."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.reading.actors.component import Forms, core, describe, mention_at, spellings, within
from rashomon.world import World, load_world
from rashomon.world.pack_files import load_packs, shipped


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("syria",))


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


def read(nlp: Language, world: World, text: str):  # type: ignore[no-untyped-def]
    return nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))


@pytest.mark.parametrize(
    ("text", "words", "camp", "entity"),
    [
        ("Residents fled the town.", "Residents", "local", None),
        ("State media reported clashes.", "State media", "government", None),
        ("Russian warplanes hit the market.", "Russian warplanes", "russia", None),
        (
            "Syrian opposition forces took the hill.",
            "Syrian opposition forces",
            "opposition",
            None,
        ),  # the nearer word tells
        ("Hezbollah sent fighters to the border.", "Hezbollah", "hezbollah", "hezbollah"),
        ("US warplanes hit the depot.", "US warplanes", "us_coalition", None),
        ("French jets hit the depot.", "French jets", "us_coalition", None),
        ("The depot was hit by anti-government fighters.", "anti-government fighters", "opposition", None),
        ("An SDF commander left.", "SDF commander", "kurdish", None),
        ("The ISIS-linked Aamaq news agency closed.", "Aamaq news agency", "isis", "amaq"),
        ("Jaysh al Islam left the town.", "Jaysh al Islam", "opposition", "jaish_al_islam"),
        ("Rami Abdul-Rahman left the town.", "Rami Abdul-Rahman", "monitor", "rami_abdel_rahman"),
    ],
)
def test_mentions(nlp: Language, world: World, text: str, words: str, camp: str, entity: str | None) -> None:
    doc = read(nlp, world, text)
    assert (words, camp, entity) in [(doc[m.start : m.end].text, m.camp, m.entity) for m in doc._.mentions]


@pytest.mark.parametrize(
    ("text", "head", "role", "camp", "named"),
    [
        ("Hezbollah television said the road was open.", "television", "media", "hezbollah", False),
        ("Activist Mira Tal said the road was open.", "Tal", "activist", "opposition", True),
        ("Witness Arvessa, a rights group, said two people died.", "Arvessa", "rights_group", "rights_group", True),
        ("The mayor said the road was open.", "mayor", "official", "government", False),
        ("Somebody said the road was open.", "Somebody", "unknown", "unknown", False),
        ("Moscow said the road was open.", "Moscow", "government", "russia", True),
        ("SANA's correspondent said the road was open.", "correspondent", "media", "government", True),
        ("An Observatory official said the road was open.", "official", "official", "monitor", False),
        ("An official from the Free Syrian Army said the road was open.", "official", "official", "opposition", False),
    ],
)
def test_what_a_phrase_tells(
    nlp: Language, world: World, text: str, head: str, role: str, camp: str, named: bool
) -> None:
    told = describe(next(t for t in read(nlp, world, text) if t.text == head))
    assert (told.role, told.camp, told.named) == (role, camp, named)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("An SDF official said that terrorists left the town.", {"kurdish": "isis", "government": "opposition"}),
        ("The official said that occupation forces left the town.", {"hezbollah": "israel", "government": "turkey"}),
    ],
)
def test_of_two_descriptions_for_one_word_the_packs_own_counts(
    nlp: Language, world: World, text: str, meant: dict[str, str]
) -> None:
    """`generic` knows the same words, and less of them."""
    (loaded,) = [m.descriptor for m in read(nlp, world, text)._.mentions if m.descriptor and m.descriptor.loaded]
    assert {camp: loaded.refers.get(camp) for camp in meant} == meant


@pytest.mark.parametrize(
    ("text", "not_a_mention"),
    [
        ("Ten died in a Syria town in a bomb blast.", "Syria town"),
        ("People ran from Syrias Aleppo bomb blast.", "Syrias Aleppo bomb"),  # a place, nobody's bomb
        ("Local roads were closed.", "Local"),
        ("She paid an official visit.", "official"),
    ],
)
def test_what_is_no_actor(nlp: Language, world: World, text: str, not_a_mention: str) -> None:
    doc = read(nlp, world, text)
    assert not_a_mention not in [doc[m.start : m.end].text for m in doc._.mentions]


def test_mentions_lie_in_order_and_are_found_by_token(nlp: Language, world: World) -> None:
    doc = read(nlp, world, "Rebels fought the army near Homs, and the White Helmets carried out the wounded.")
    found = doc._.mentions
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(mention_at(doc, i) is m for m in found for i in range(m.start, m.end))
    assert within(doc, 0, len(doc)) == found
    assert within(doc, 0, 0) == []


def test_the_core_of_a_phrase_leaves_out_what_follows(nlp: Language, world: World) -> None:
    doc = read(nlp, world, "The tired old soldiers of the brigade left.")
    head = next(t for t in doc if t.text == "soldiers")
    assert doc[slice(*core(head))].text == "The tired old soldiers"


def test_a_pack_says_more_of_a_word_than_generic_does(nlp: Language, world: World) -> None:
    """Generic knows "terrorists" in a government's mouth alone; the pack knows whom else they are said of."""
    (mention,) = [m for m in read(nlp, world, "Terrorists left the town.")._.mentions if m.descriptor is not None]
    assert mention.side_said_by("kurdish").camp == "isis"


@pytest.mark.parametrize("pack", shipped())
def test_names_are_cut_into_tokens_as_texts_are(nlp: Language, pack: str) -> None:
    forms = Forms(nlp)
    names = [form for e in load_packs((pack,)).entities.values() for alias in e.aliases for form in spellings(alias)]
    for name in [*names[::5], "the  Army", "Army ", "-Army", "Army-", "cannot", "U.S.-led", "al-Ra'ad's", "'s", ""]:
        assert forms.words(name) == [token.text for token in nlp.tokenizer(name)]
