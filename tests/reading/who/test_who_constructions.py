"""More constructions in which somebody is quoted, a table a kind: sentence -> (speaker, cue, content, stance) of each.

Rows with an empty list look like the kind and are none of it. Pieces of cue and content are joined by " | ".
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language

from rashomon.model import Report, Span
from rashomon.reading import pipeline as reader
from rashomon.world import World, load_world

Row = tuple[str, list[tuple[str, str, str, str]]]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(())


@pytest.fixture(scope="module")
def nlp(world: World) -> Iterator[Language]:
    pipeline = reader.load(world)
    with pipeline.select_pipes(disable=["rashomon_what", "rashomon_how_sure"]):
        yield pipeline


# "Vowed revenge", "demanded the release of X": a noun for what is to come of it; a person is who is urged.
DEEDS: list[Row] = [
    ("The general vowed revenge for the raid.", [("general", "vowed", "revenge for the raid", "predicts")]),
    (
        "The president pledged support for the fighters.",
        [("president", "pledged", "support for the fighters", "predicts")],
    ),
    ("The group threatened further retaliation.", [("group", "threatened", "further retaliation", "predicts")]),
    ("The minister promised reforms.", [("minister", "promised", "reforms", "predicts")]),
    (
        "The envoy demanded the release of all prisoners.",
        [("envoy", "demanded", "the release of all prisoners", "asks")],
    ),
    ("The union proposed a ceasefire in Marel.", [("union", "proposed", "a ceasefire in Marel", "asks")]),
    ("The minister urged restraint.", [("minister", "urged", "restraint", "asks")]),
    (
        "The council recommended an inquiry into the raid.",
        [("council", "recommended", "an inquiry into the raid", "asks")],
    ),
    (
        "The army pledged a swift response to the attack.",
        [("army", "pledged", "a swift response to the attack", "predicts")],
    ),
    ("The workers demanded pay.", [("workers", "demanded", "pay", "asks")]),
    ("The minister urged supporters.", []),
    ("The rebels threatened the villagers.", []),
    ("Fighting threatened the truce.", []),
    ("The siege demanded patience.", []),
]
# A time or an adverb between a verb and its preposition; "to" and "for" of an infinitive.
PARTED: list[Row] = [
    (
        "Tal called Wednesday for the governor to resign over the shelling.",
        [("Tal", "called Wednesday for", "the governor to resign over the shelling", "asks")],
    ),
    (
        "The minister called on Monday for an end to the siege of Marel.",
        [("minister", "called on Monday for", "an end to the siege of Marel", "asks")],
    ),
    (
        "The union called again on both sides to stop the shelling.",
        [("union", "called again on", "both sides to stop the shelling", "asks")],
    ),
    (
        "The union called for the army to leave the town.",
        [("union", "called for", "the army to leave the town", "asks")],
    ),
    (
        "The envoy warned on Friday of a new raid on the port.",
        [("envoy", "warned on Friday of", "a new raid on the port", "predicts")],
    ),
    (
        "The ministry complained repeatedly of raids on the border.",
        [("ministry", "complained repeatedly of", "raids on the border", "reports")],
    ),
    ("The envoy spoke on Monday about the raid.", [("envoy", "spoke on Monday about", "the raid", "reports")]),
    (
        "The mayor appealed on Sunday to residents to stay at home.",
        [("mayor", "appealed on Sunday to", "residents to stay at home", "asks")],
    ),
    ("The minister referred briefly to the raid.", [("minister", "referred briefly to", "the raid", "hints")]),
    (
        "The envoy alluded to the importance of the vote during a meeting on Monday.",
        [("envoy", "alluded to", "the importance of the vote", "hints")],
    ),
    ("The governor spoke on Monday at the square.", []),
    ("The minister called on Monday.", []),
]
# A noun that holds a statement, and whoever gives voice to it.
VOICED: list[Row] = [
    (
        "The ministry issued a warning that the bridge would fall.",
        [("ministry", "warning", "the bridge would fall", "predicts")],
    ),
    (
        "The envoy expressed fears that the truce would collapse.",
        [("envoy", "fears", "the truce would collapse", "predicts")],
    ),
    (
        "The group made the claim that the army shelled the market.",
        [("group", "claim", "the army shelled the market", "claims")],
    ),
    ("The army gave assurances that the road was open.", [("army", "assurances", "the road was open", "reports")]),
    ("The mayor made the point that nobody had been hurt.", [("mayor", "point", "nobody had been hurt", "reports")]),
    (
        "The minister voiced concern that the fighting would spread.",
        [("minister", "concern", "the fighting would spread", "reports")],
    ),
    (
        "The mayor made the case that the army shelled the market.",
        [("mayor", "case", "the army shelled the market", "claims")],
    ),
    (
        "A warning by the ministry that the bridge would fall came late.",
        [("ministry", "warning", "the bridge would fall", "predicts")],
    ),
    ("The army gave no assurance that the road was open.", []),
    ("The ministry did not issue a warning that the bridge would fall.", []),
    ("The raid raised fears that the truce would collapse.", []),
    ("Residents heard the claim that the army had left.", []),
]
# Speech without a verb; which cue a quotation is of where several stand near.
QUOTED: list[Row] = [
    ("“No water, no bread,” a resident of Marel said.", [("resident", "said", "No water, no bread", "reports")]),
    (
        "“A disaster for everybody in this town,” the mayor said.",
        [("mayor", "said", "A disaster for everybody in this town", "reports")],
    ),
    ("“Down with the army!” the crowd chanted.", [("crowd", "chanted", "Down with the army!", "reports")]),
    ("Protesters chanted: “Down with the army!”", [("Protesters", "chanted", "Down with the army!", "reports")]),
    (
        "“A massacre,” the mayor said. “Nobody helped us.”",
        [("mayor", "said", "A massacre | Nobody helped us", "reports")],
    ),
    (
        "“Good men, all of these soldiers,” Tal, the governor of Marel, said when a reporter asked him.",
        [("Tal", "said", "Good men, all of these soldiers", "reports")],
    ),
    ("“The Red Dawn,” a film on the war, was shown in Marel.", []),
    (
        "The minister wrote on his page:\n\n“We will not leave the town. Nobody can make us go.”",
        [("minister", "wrote", "We will not leave the town. Nobody can make us go", "reports")],
    ),
    (
        "Residents largely agree. “I don't think we can stay here any longer,” said Omar Sal, who runs "
        "a bakery in Marel.",
        [("Omar Sal", "said", "I don't think we can stay here any longer", "reports")],
    ),
    (
        "“The mayor's words are typical of his government, which began by shelling the market in "
        "May.\n\n“Rather than scolding us, he should look for ways to end the siege,” Tal told the "
        "agency.",
        [
            (
                "Tal",
                "told",
                "The mayor's words are typical of his government, which began by shelling the market in May | "
                "Rather than scolding us, he should look for ways to end the siege",
                "reports",
            )
        ],
    ),
    (
        "The ministry confirmed that it was “working on matters related to the siege.” The agency "
        "declined to publicly detail the inquiry's aims.",
        [
            ("ministry", "confirmed", "it was “working on matters related to the siege", "reports"),
            ("agency", "detail", "the inquiry's aims", "declines"),
        ],
    ),
]
# A title and its body that end in a name; a title beside a name.
NAMED: list[Row] = [
    (
        "The bridge fell on Monday, according to curator Elaine Gust.",
        [("Elaine Gust", "according to", "The bridge fell on Monday", "reports")],
    ),
    (
        "CEO of the Aid Council Enver Sol told the agency the camp must be closed.",
        [("Enver Sol", "told", "the camp must be closed", "reports")],
    ),
    (
        "Head of the Marel council Omar Sal said the road was closed.",
        [("Omar Sal", "said", "the road was closed", "reports")],
    ),
    (
        "Director of the National Hospital Omar Sal told the agency that ten died.",
        [("Omar Sal", "told", "ten died", "reports")],
    ),
    (
        "Spokesman of the Interior Ministry Omar Sal said the road was closed.",
        [("Omar Sal", "said", "the road was closed", "reports")],
    ),
    (
        "Chief of the Aid Union Mira Tal said the road was closed.",
        [("Mira Tal", "said", "the road was closed", "reports")],
    ),
    ("The lawyer of the soldier Omar Sal said he was free.", [("lawyer", "said", "he was free", "reports")]),
    ("The director of the film said it was shot in May.", [("director", "said", "it was shot in May", "reports")]),
    (
        "Opponents of President Mira Tal said the vote was false.",
        [("Opponents", "said", "the vote was false", "reports")],
    ),
    ("The head of the hospital, Omar Sal, said ten died.", [("Omar Sal", "said", "ten died", "reports")]),
]
# "No group", "neither side": nobody says anything.
NOBODY: list[Row] = [
    ("Nobody said the army shelled it.", []),
    ("No one claimed responsibility for the attack.", []),
    ("No group has claimed responsibility for the attack.", []),
    ("None of the sides said who fired first.", []),
    ("Neither side claimed the attack.", []),
    ("No officials said so.", []),
    (
        "One of the officers claimed responsibility for the attack.",
        [("One", "claimed responsibility for", "the attack", "acknowledges")],
    ),
]
# A cue joined to a clause of another form than its own goes on from the verb above.
GOES_ON: list[Row] = [
    (
        "The mayor dodged the question, acknowledging that the general had won the town but warning "
        "that his raids would go on.",
        [
            ("mayor", "acknowledging", "the general had won the town", "acknowledges"),
            ("mayor", "warning", "his raids would go on", "predicts"),
        ],
    ),
    (
        "The mayor told the agency that he agrees with the plan and said the road was open.",
        [("mayor", "told", "he agrees with the plan", "reports"), ("mayor", "said", "the road was open", "reports")],
    ),
    (
        "The mayor told the agency that he likes the plan and warned that the road was mined.",
        [("mayor", "told", "he likes the plan", "reports"), ("mayor", "warned", "the road was mined", "predicts")],
    ),
    (
        "The ministry declares the raids to be an act of war and vows further retaliation.",
        [
            ("ministry", "declares", "the raids to be an act of war", "calls"),
            ("ministry", "vows", "further retaliation", "predicts"),
        ],
    ),
]
# Whoever got a message did not say what it says.
RECEIVED: list[Row] = [
    (
        "Residents received text messages warning them to leave the district.",
        [("text messages", "warning", "to leave the district", "predicts")],
    ),
    (
        "Families got leaflets telling them that the road was open.",
        [("leaflets", "telling", "the road was open", "reports")],
    ),
    (
        "The army dropped leaflets on the town, warning residents that a raid was near.",
        [("army", "warning", "a raid was near", "predicts")],
    ),
    ("The army sent text messages warning residents to leave.", [("army", "warning", "to leave", "predicts")]),
]
# What a thing is said to be.
AS: list[Row] = [
    ("The army described him as a fighter.", [("army", "described", "him as a fighter", "reports")]),
    (
        "Residents identified the commander as Omar Sal.",
        [("Residents", "identified", "the commander as Omar Sal", "reports")],
    ),
    (
        "Police identified him as a member of the guard.",
        [("Police", "identified", "him as a member of the guard", "reports")],
    ),
    ("The court declared the raid a crime.", [("court", "declared", "the raid a crime", "calls")]),
    ("The court declared that the raid was a crime.", [("court", "declared", "the raid was a crime", "reports")]),
    (
        "The minister was critical of the raid on Marel.",
        [("minister", "was critical of", "the raid on Marel", "claims")],
    ),
]
# Of persons, verbs of answering do something else.
ADMITTED: list[Row] = [
    ("The minister dismissed the commander.", []),
    ("The minister dismissed the report.", [("minister", "dismissed", "the report", "denies")]),
    ("The hospital admitted 20 wounded.", []),
    ("The country admitted 300 refugees.", []),
    ("The army admitted 20 dead.", [("army", "admitted", "20 dead", "acknowledges")]),
]
# "In what X claimed was Y".
WHAT: list[Row] = [
    (
        "Army forces fired rockets on the suburbs in what two rebel groups claimed was a “poisonous gas” attack.",
        [("two rebel groups", "claimed", "what | was a “poisonous gas” attack", "claims")],
    ),
    (
        "They fled in what the army alleged were stolen cars.",
        [("army", "alleged", "what | were stolen cars", "claims")],
    ),
    (
        "Planes bombed the market in what residents said was the worst raid of the year.",
        [("residents", "said", "what | was the worst raid of the year", "reports")],
    ),
]
# Headlines that end in who says so.
HEAD: list[Row] = [
    (
        "Rebel fire kills 3 Marel schoolchildren, state media",
        [("state media", ",", "Rebel fire kills 3 Marel schoolchildren", "reports")],
    ),
    (
        "Rebel fire kills 3 Marel schoolchildren - state media",
        [("state media", "-", "Rebel fire kills 3 Marel schoolchildren", "reports")],
    ),
    ("Rebel fire kills 3 in Marel - Marel Times", []),
    ("Shelling kills 12 in Marel, activists say", [("activists", "say", "Shelling kills 12 in Marel", "reports")]),
    ("Shelling kills 12 in Marel, say activists", [("activists", "say", "Shelling kills 12 in Marel", "reports")]),
    ("Speaking on Monday, the army said.", []),
    ("Clashes between rebels, army", []),
]


ALL = [*DEEDS, *PARTED, *VOICED, *QUOTED, *NAMED, *NOBODY, *GOES_ON, *RECEIVED, *AS, *ADMITTED, *WHAT, *HEAD]


@pytest.mark.parametrize(("text", "expected"), ALL, ids=[text[:60] for text, _ in ALL])
def test_who_says_what(nlp: Language, world: World, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    doc = nlp(reader.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))
    told = [
        (
            s.speaker.name,
            " | ".join(text[a:b] for a, b in s.cue),
            " | ".join(text[a:b] for a, b in s.content),
            s.stance,
        )
        for s in doc._.statements
        if s.cue
    ]
    assert told == expected
