"""One speaker through a text: short names, descriptions and pronouns."""

from __future__ import annotations

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("syria",))


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "“The road is closed,” said activist Mira Tal. Tal said the army mined it. She said that nobody was hurt.",
            ["Mira Tal", "Mira Tal", "Mira Tal"],
        ),
        (
            "Witness Arvessa, a rights group, said two people died. The group said both were shot. "
            "It blamed the army for the killings.",
            ["Witness Arvessa"] * 3,
        ),
        (  # the group that spoke, not the armed one that was spoken of
            "The Syrian Observatory for Human Rights said Ahrar al-Sham took the hill. The group said ten died.",
            ["Syrian Observatory for Human Rights"] * 2,
        ),
        (  # where a group sits tells no two apart
            "The Syrian Observatory for Human Rights said ten died. The Britain-based group said two were hurt.",
            ["Syrian Observatory for Human Rights"] * 2,
        ),
        (  # a ministry is no monitor
            "The Syrian Observatory for Human Rights said ten died. The ministry said nobody was killed.",
            ["Syrian Observatory for Human Rights", "ministry"],
        ),
        ("(AP) - officials have said the road was open.", ["officials"]),  # an agency's tag is no speaker
        ("Residents said two people died. Residents of the next town said three died.", ["Residents", "Residents"]),
        (  # one identity through descriptions of one quality
            "A former officer who defected said the army fled. The defected officer said it left its tanks. "
            "The defector said nobody followed. He said the road was open.",
            ["former officer"] * 4,
        ),
        (  # two activists are two, and what a word no longer tells apart is the last
            "An activist in the north said ten died. An activist in the south said two died.",
            ["activist", "activist"],
        ),
        (  # brackets after a name do not part it from what it is called
            "The Islamic State (ISIS Daesh ISIL) terrorist group said it withdrew.",
            ["Islamic State"],
        ),
        (  # what others are said to report is denied by who speaks
            "Claims that Russian jets hit the market are baseless, SANA said.",
            ["SANA"],
        ),
        (  # a shortened name is who was named, not what the pack calls so
            "The Syrian National Coalition condemned the strike. The Coalition said ten people died.",
            ["Syrian National Coalition"] * 2,
        ),
        (
            "The Russian Defence Ministry denied the strike. SANA said nobody died. "
            "The defence ministry said the jets were elsewhere.",
            ["Russian Defence Ministry", "SANA", "Russian Defence Ministry"],
        ),
        (  # an acronym in brackets, and one of initials, of names that no pack knows
            "Norvik Relief Watch said ten people died. NRW said the dead were children.",
            ["Norvik Relief Watch"] * 2,
        ),
        (
            "Witness Arvessa (WITA), a rights group, said two people died. WITA said both were shot.",
            ["Witness Arvessa"] * 2,
        ),
        (  # nobody spoke in the sentence before: it is what that sentence is about
            "SANA said nobody died. The Palmyra Coordination Committee has opened an office. It said 35 people died.",
            ["SANA", "Palmyra Coordination Committee"],
        ),
        ("Ahrar al-Sham said it fled. They said the army followed.", ["Ahrar al-Sham"] * 2),
        ("(AP) - The mayor said the road was open.", ["mayor"]),
    ],
)
def test_who_is_meant(nlp: Language, world: World, text: str, names: list[str]) -> None:
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    assert [s.speaker.name for s in doc._.statements if s.cue] == names


@pytest.mark.parametrize(
    ("text", "name", "description"),
    [
        ("Mira Tal, a teacher in Rastan, said the army left.", "Mira Tal", "a teacher in Rastan"),
        ("Activist Mira Tal said the army left.", "Mira Tal", "Activist"),
        ("Regime spokesman Ali Tal told reporters the army left.", "Ali Tal", "Regime spokesman"),
        ("The head of the hospital, Amin Saleh, said 12 people died.", "Amin Saleh", "head of the hospital"),
        ("The defence minister, Ali Tal, said the army left.", "Ali Tal", "defence minister"),
        ("“We ran,” said Mira Tal, 34, a mother of two from Rastan.", "Mira Tal", "a mother of two from Rastan"),
        ("Bashar al-Assad, the Syrian president, said the army left.", "Bashar al-Assad", "the Syrian president"),
        ("Mira Tal, who lives in Rastan, said the army left.", "Mira Tal", None),
        ("Mira Tal said the army left.", "Mira Tal", None),
        ("A teacher in Rastan said the army left.", "teacher", None),  # the description is all there is
    ],
)
def test_name_and_description_apart(nlp: Language, world: World, text: str, name: str, description: str | None) -> None:
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    [speaker] = [s.speaker for s in doc._.statements if s.cue]
    said = speaker.description
    assert (speaker.name, said and said.text) == (name, description)
    assert said is None or doc.text[said.span.start : said.span.end] == said.text


def test_a_common_noun_that_the_tagger_takes_for_a_name(nlp: Language, world: World) -> None:
    text = "A former officer who defected said the army fled. The defector said nobody followed."
    doc = pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world)
    for name, component in nlp.pipeline:
        if name == "rashomon_actors":
            for token in doc:
                if token.text == "defector":
                    token.tag_, token.pos_ = "NNP", "PROPN"
        doc = component(doc)
    assert [s.speaker.name for s in doc._.statements if s.cue] == ["former officer"] * 2


@pytest.mark.parametrize(
    ("text", "camp"),
    [
        ("Moscow denied that its jets bombed the school.", "russia"),
        ("Russia said its jets bombed the depot.", "russia"),
        ("Hezbollah's television said the army bombed the depot.", "hezbollah"),
        ("A defected officer said the army bombed the depot.", "opposition"),
        ("Mira Tal said the army bombed the depot.", "unknown"),
        ("A U.S. official said the army bombed the depot.", "us_coalition"),
        ("A French official said the army bombed the depot.", "western"),
        ("Pro-Damascus media said rebels bombed the depot.", "government"),
        ("Rebels said the army bombed the depot.", "opposition"),
        ("Russias Ministry of Defence said rebels bombed the depot.", "russia"),  # a scraper lost the apostrophe
        ("ISIS-linked media said the army bombed the depot.", "isis"),
        ("ISs statement said the army bombed the depot.", "isis"),
        ("Opponents of Bashar al-Assad said the army bombed the depot.", "opposition"),
        ("The rebel group Jaish al-Islam said the army bombed the depot.", "opposition"),
        ("A team of first responders, the Syrian Civil Defence, said the army bombed the depot.", "opposition"),
        ("Rescue workers of the White Helmets said the army bombed the depot.", "opposition"),
        ("An official of the Syrian Observatory for Human Rights said the army bombed the depot.", "monitor"),
        ("Observatory chief Mira Tal said the army bombed the depot.", "monitor"),
        ("Rescue workers said the army bombed the depot.", "local"),
        ("Spokesman Mira Tal said the army bombed the depot.", "unknown"),  # whose, nothing tells
    ],
)
def test_camps(nlp: Language, world: World, text: str, camp: str) -> None:
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    assert [s.speaker.camp for s in doc._.statements if s.cue] == [camp]


@pytest.mark.parametrize(
    ("before", "said", "camp"),
    [
        (
            "The U.S.-led coalition said it struck Raqqa.",
            "Spokesman Mira Tal said the strikes were heavy.",
            "us_coalition",
        ),
        ("Jaish al-Islam said it shot the plane down.", "Its spokesman said the pilot was alive.", "opposition"),
        ("The Observatory said ten died.", "The organisation's head said five were children.", "monitor"),
        ("Hezbollah said it lost two men.", "A doctor said both were brothers.", "local"),
    ],
)
def test_whose_spokesman_the_sentence_before_tells(
    nlp: Language, world: World, before: str, said: str, camp: str
) -> None:
    text = f"{before} {said}"
    doc = nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    assert [s.speaker.camp for s in doc._.statements if s.cue][-1] == camp


@pytest.mark.parametrize(
    ("outlet", "camp", "named"),
    [("SANA", "government", True), ("The Norvik Post", "narrator", True), (None, "narrator", False)],
)
def test_the_outlets_own_voice(nlp: Language, world: World, outlet: str | None, camp: str, named: bool) -> None:
    text = "Rebels shelled the market."
    report = Report("r", text, "0" * 64, outlet=outlet, language="en")
    doc = nlp(pipeline.make_doc(nlp, report, Span(0, len(text)), world))
    assert [(s.speaker.camp, s.speaker.named) for s in doc._.statements] == [(camp, named)]
