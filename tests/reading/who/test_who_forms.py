"""Every form in which somebody is quoted: sentence -> (speaker, cue, content, stance, manner) of each statement.

Pieces of cue and content are joined by " | ". Camps: test_who. Coreference: test_speakers.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Report, Span
from rashomon.reading import pipeline as reader
from rashomon.world import World, load_world

Row = tuple[str, str, str, str, str]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(())


@pytest.fixture(scope="module")
def nlp(world: World) -> Iterator[Language]:
    pipeline = reader.load(world)
    with pipeline.select_pipes(disable=["rashomon_what", "rashomon_how_sure"]):
        yield pipeline


def read(nlp: Language, world: World, text: str) -> Doc:
    return nlp(reader.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))


def cued(doc: Doc, text: str) -> list[Row]:
    return [
        (
            s.speaker.text or s.speaker.name,
            " | ".join(text[a:b] for a, b in s.cue),
            " | ".join(text[a:b] for a, b in s.content),
            s.stance,
            s.manner,
        )
        for s in doc._.statements
        if s.cue
    ]


FORMS: list[tuple[str, list[Row]]] = [
    # a participle of thinking hung on a noun: nobody says anything
    ("Fighters believed to be from the coast raided the mill.", []),
    ("The militants thought to have fled returned.", []),
    (  # but of the road he says something
        "The mayor believes the road to be open.",
        [("The mayor", "believes", "the road to be open", "reports", "indirect")],
    ),
    # two subjects of one cue, of which the first is what the second is
    (
        "State news agency ANS said the road was open.",
        [("State news agency ANS", "said", "the road was open", "reports", "indirect")],
    ),
    # turns of a transcript: the label speaks, and whoever is quoted in it
    (
        "Host: Is the road open?\nDr. Ila Noor: The mill road is open. The bridge fell, the mayor says.",
        [
            ("Host", ":", "Is the road open?", "reports", "indirect"),
            ("Dr. Ila Noor", ":", "The mill road is open. The bridge fell, the mayor says", "reports", "indirect"),
            ("the mayor", "says", "The bridge fell", "reports", "indirect"),
        ],
    ),
    ("Background: The road to the mill was closed in May.", []),
    # a headline's colon and dash
    ("UN: 12 roads closed in the valley", [("UN", ":", "12 roads closed in the valley", "reports", "indirect")]),
    (
        "12 roads closed in the valley - medics",
        [("medics", "-", "12 roads closed in the valley", "reports", "indirect")],
    ),
    ("12 roads closed in the valley - BBC", []),  # a page's title ends in its outlet
    ("Killed: 12 soldiers", []),
    # who is cited, and who hands it on
    (
        "The road is open, the agency Meridian reported, citing the mayor.",
        [
            ("the agency Meridian", "reported", "The road is open | citing the mayor", "reports", "indirect"),
            ("the mayor", "citing", "The road is open", "reports", "indirect"),
        ],
    ),
    (
        "Citing medics, the mayor said the road was open.",
        [
            ("the mayor", "said", "Citing medics | the road was open", "reports", "indirect"),
            ("medics", "Citing", "the road was open", "reports", "indirect"),
        ],
    ),
    (  # who names no source answers for it
        "Citing anonymous sources, the mayor said the road was open.",
        [("the mayor", "said", "the road was open", "reports", "indirect")],
    ),
    ("Citing a lack of time, the mayor closed the road.", []),
    (
        "The agency quoted a number of residents as saying that the road was open.",
        [
            ("The agency", "quoted", "residents as saying that the road was open", "reports", "indirect"),
            ("residents", "saying", "the road was open", "reports", "indirect"),
        ],
    ),
    # whose count it is
    (
        "By the council's count, 40 roads were closed.",
        [("the council", "count", "40 roads were closed", "reports", "indirect")],
    ),
    (
        "By the estimates of the council, 40 roads were closed.",
        [("the council", "estimates", "40 roads were closed", "estimates", "indirect")],
    ),
    ("The road was closed by the estimates office.", []),
    (
        "According to figures from the council, 40 roads were closed.",
        [("the council", "According to", "40 roads were closed", "reports", "indirect")],
    ),
    # what is put down to whom
    (
        "The rebels put the fire at the mill down to the army.",
        [("The rebels", "put", "the fire at the mill down to the army", "reports", "indirect")],
    ),
    ("The rebels put their arms down.", []),
    # a mark of a note behind the verb
    (
        "The mayor reported[1] that the road was open.",
        [("The mayor", "reported", "the road was open", "reports", "indirect")],
    ),
    # claimed lives are no saying
    ("The fire has claimed the lives of two guards.", []),
    # direct speech
    (
        "“The road to the mill is open,” the mayor said.",
        [("the mayor", "said", "The road to the mill is open", "reports", "direct")],
    ),
    (
        "The mayor said: “The road to the mill is open.”",
        [("The mayor", "said", "The road to the mill is open", "reports", "direct")],
    ),
    (
        '"The road to the mill is open," said a shopkeeper.',
        [("a shopkeeper", "said", "The road to the mill is open", "reports", "direct")],
    ),
    (
        "“We left at dawn. The road was open,” a driver told reporters.",
        [("a driver", "told", "We left at dawn. The road was open", "reports", "direct")],
    ),
    (
        "He replied, “We will not leave the town.”",
        [("He", "replied", "We will not leave the town", "reports", "direct")],
    ),
    (
        "''The road to the mill is open,'' the mayor said.",
        [("the mayor", "said", "The road to the mill is open", "reports", "direct")],
    ),
    # guillemets
    (
        "«The road to the mill is open», the mayor said.",
        [("the mayor", "said", "The road to the mill is open", "reports", "direct")],
    ),
    (
        "The mayor said «the road to the mill is open» on Sunday.",
        [("The mayor", "said", "the road to the mill is open", "reports", "direct")],
    ),
    (
        "«We left at dawn. The road was open», said a driver.",
        [("a driver", "said", "We left at dawn. The road was open", "reports", "direct")],
    ),
    (
        "The ministry said: «The bridge was not hit.»",
        [("The ministry", "said", "The bridge was not hit", "reports", "direct")],
    ),
    (
        "« The road is open », a spokesman of the ministry said.",
        [("a spokesman of the ministry", "said", "The road is open", "reports", "direct")],
    ),
    # single marks, alone and inside double
    (
        "‘The road to the mill is open,’ the mayor said.",
        [("the mayor", "said", "The road to the mill is open", "reports", "direct")],
    ),
    (
        "'The road to the mill is open,' the mayor said.",
        [("the mayor", "said", "The road to the mill is open", "reports", "direct")],
    ),
    (
        "The mayor said, ‘We will not leave the town.’",
        [("The mayor", "said", "We will not leave the town", "reports", "direct")],
    ),
    (
        "“They told us ‘leave the town’ and we left,” a resident said.",
        [("a resident", "said", "They told us ‘leave the town’ and we left", "reports", "direct")],
    ),
    (
        "“He shouted ‘they are coming’ from the roof,” a witness said.",
        [("a witness", "said", "He shouted ‘they are coming’ from the roof", "reports", "direct")],
    ),
    (
        "The rebels’ spokesman said the army’s tanks had left.",
        [("The rebels' spokesman", "said", "the army’s tanks had left", "reports", "indirect")],
    ),
    # broken by its cue
    (
        "“The road is open,” the mayor said, “and the bridge will follow.”",
        [("the mayor", "said", "The road is open | and the bridge will follow", "reports", "direct")],
    ),
    (
        "“The road,” the mayor said, “is open to all who want to leave.”",
        [("the mayor", "said", "The road | is open to all who want to leave", "reports", "direct")],
    ),
    (
        "“We hold the mill,” a rebel commander said by telephone, “but the bridge is lost.”",
        [("a rebel commander", "said", "We hold the mill | but the bridge is lost", "reports", "direct")],
    ),
    (
        "“We hold the mill,” a rebel commander said. “The bridge is lost.”",
        [("a rebel commander", "said", "We hold the mill | The bridge is lost", "reports", "direct")],
    ),
    (
        "“The convoy never came,” said a medic, “and we ran out of bandages.”",
        [("a medic", "said", "The convoy never came | and we ran out of bandages", "reports", "direct")],
    ),
    (
        "The bridge, residents said, fell at dawn.",
        [("residents", "said", "The bridge | fell at dawn", "reports", "indirect")],
    ),
    (
        "Otherwise, the mayor said, the bridge will fall.",
        [("the mayor", "said", "Otherwise | the bridge will fall", "reports", "indirect")],
    ),
    # over several paragraphs
    (
        "“The road is open. We left at dawn.\n\n“Nobody stopped us,” a driver said.",
        [("a driver", "said", "The road is open. We left at dawn | Nobody stopped us", "reports", "direct")],
    ),
    (
        "“The road is open. We left at dawn.\n\nNobody stopped us,” a driver said.",
        [("a driver", "said", "The road is open. We left at dawn.\n\nNobody stopped us", "reports", "direct")],
    ),
    (
        "“The road is open,” a driver said.\n\n“Nobody stopped us at the bridge.”",
        [("a driver", "said", "The road is open | Nobody stopped us at the bridge", "reports", "direct")],
    ),
    (
        "A driver said: “The road is open.\n\n“Nobody stopped us at the bridge.”",
        [("A driver", "said", "The road is open | Nobody stopped us at the bridge", "reports", "direct")],
    ),
    (
        "The mayor spoke after noon. He added:\n\n“The road to the mill is open.”",
        [("He", "added", "The road to the mill is open", "reports", "direct")],
    ),
    # odd and missing marks
    (
        "“The road to the mill is open, the mayor said.",
        [("the mayor", "said", "The road to the mill is open", "reports", "direct")],
    ),
    (
        "The road to the mill is open,” the mayor said.",
        [("the mayor", "said", "The road to the mill is open", "reports", "indirect")],
    ),
    (
        '"The road to the mill is open, the mayor said.',
        [("the mayor", "said", "The road to the mill is open", "reports", "direct")],
    ),
    ("The mayor said “the road is open.", [("The mayor", "said", "the road is open", "reports", "direct")]),
    (
        "“The road to the mill is open,’ the mayor said.",
        [("the mayor", "said", "The road to the mill is open", "reports", "direct")],
    ),
    # mixed
    (
        "The mayor said the town was “tired of this war”.",
        [("The mayor", "said", "the town was “tired of this war", "reports", "mixed")],
    ),
    (
        "Residents said soldiers had “burned every house” in the valley.",
        [("Residents", "said", "soldiers had “burned every house” in the valley", "reports", "mixed")],
    ),
    (
        "The ministry called the report “a fabrication of the rebels”.",
        [("The ministry", "called", "the report “a fabrication of the rebels", "calls", "mixed")],
    ),
    (
        "The rebels said they had made a “tactical retreat” from the mill.",
        [("The rebels", "said", "they had made a “tactical retreat” from the mill", "reports", "mixed")],
    ),
    (
        "An aid worker said the clinic was “no more than a cellar”.",
        [("An aid worker", "said", "the clinic was “no more than a cellar", "reports", "mixed")],
    ),
    # indirect
    ("Residents said the bridge had fallen.", [("Residents", "said", "the bridge had fallen", "reports", "indirect")]),
    ("The bridge had fallen, residents said.", [("residents", "said", "The bridge had fallen", "reports", "indirect")]),
    ("The bridge had fallen, said residents.", [("residents", "said", "The bridge had fallen", "reports", "indirect")]),
    (
        "A doctor told the Gazette that six children had died.",
        [("A doctor", "told", "six children had died", "reports", "indirect")],
    ),
    (
        "The mayor said in an interview that the road was open, and that the mill was safe.",
        [("The mayor", "said", "the road was open, and that the mill was safe", "reports", "indirect")],
    ),
    (
        "The mayor says he was stopped at the bridge, but he was allowed to leave.",
        [("The mayor", "says", "he was stopped at the bridge, but he was allowed to leave", "reports", "indirect")],
    ),
    # no marks and no commas
    (
        "The road to the mill is open the mayor said on Sunday.",
        [("the mayor", "said", "The road to the mill is open", "reports", "indirect")],
    ),
    (
        "At dawn the army left the bridge a rebel commander said.",
        [("a rebel commander", "said", "At dawn the army left the bridge", "reports", "indirect")],
    ),
    # according to, in the words of, as reported by
    (
        "According to residents, the bridge fell at dawn.",
        [("residents", "According to", "the bridge fell at dawn", "reports", "indirect")],
    ),
    (
        "The bridge fell at dawn, according to residents.",
        [("residents", "according to", "The bridge fell at dawn", "reports", "indirect")],
    ),
    (
        "The bridge, according to residents, fell at dawn.",
        [("residents", "according to", "The bridge | fell at dawn", "reports", "indirect")],
    ),
    (
        "In the words of the mayor, “the town is tired of this war.”",
        [("the mayor", "In the words of", "the town is tired of this war", "reports", "direct")],
    ),
    (
        "As reported by the Gazette, the bridge fell at dawn.",
        [("the Gazette", "As reported by", "the bridge fell at dawn", "reports", "indirect")],
    ),
    (
        "According to interviews with residents, the bridge fell at dawn.",
        [("residents", "According to", "the bridge fell at dawn", "reports", "indirect")],
    ),
    # what somebody's product says
    (
        "The Gazette's coverage paints a picture of army victories in the north.",
        [("The Gazette's coverage", "paints a picture of", "army victories in the north", "claims", "indirect")],
    ),
    (
        "State television paints a picture of a town at peace.",
        [("State television", "paints a picture of", "a town at peace", "claims", "indirect")],
    ),
    (
        "The army's bulletin spoke of heavy losses among the rebels.",
        [("The army's bulletin", "spoke of", "heavy losses among the rebels", "reports", "indirect")],
    ),
    (
        "State media's report hints at a retreat from the bridge.",
        [("State media's report", "hints at", "a retreat from the bridge", "hints", "indirect")],
    ),
    (
        "The ministry's statement said the road was open.",
        [("The ministry's statement", "said", "the road was open", "reports", "indirect")],
    ),
    (
        "The ministry's letter reads: “All units will leave the bridge.”",
        [("The ministry's letter", "reads", "All units will leave the bridge", "reports", "direct")],
    ),
    # nouns
    (
        "A statement by the ministry that the road is open was read on the radio.",
        [("the ministry", "statement", "the road is open", "reports", "indirect")],
    ),
    (
        "Claims by activists that the army used gas were rejected.",
        [("activists", "Claims", "the army used gas", "claims", "indirect")],
    ),
    (
        "A claim by the army that its units held the bridge was false.",
        [("the army", "claim", "its units held the bridge", "claims", "indirect")],
    ),
    (
        "The governor's pledge to rebuild the bridge came to nothing.",
        [("The governor", "pledge", "to rebuild the bridge", "predicts", "indirect")],
    ),
    (
        "The rebels' denial that they burned the mill convinced nobody.",
        [("The rebels", "denial", "they burned the mill", "denies", "indirect")],
    ),
    (
        "Reports of shelling in the valley reached the town.",
        [("unknown", "Reports of", "shelling in the valley", "reports", "indirect")],
    ),
    (
        "Allegations that soldiers burned the mill spread fast.",
        [("unknown", "Allegations", "soldiers burned the mill", "claims", "indirect")],
    ),
    # verb and infinitive
    (
        "The army claims to have retaken the bridge.",
        [("The army", "claims", "to have retaken the bridge", "claims", "indirect")],
    ),
    (
        "The rebels vowed to take back the bridge.",
        [("The rebels", "vowed", "to take back the bridge", "predicts", "indirect")],
    ),
    (
        "The army denies carrying out the strike.",
        [("The army", "denies", "carrying out the strike", "denies", "indirect")],
    ),
    (
        "The town, which the army claims to hold, was shelled again.",
        [("the army", "claims", "The town | to hold", "claims", "indirect")],
    ),
    (
        "The group admitted shelling the mill.",
        [("The group", "admitted", "shelling the mill", "acknowledges", "indirect")],
    ),
    (
        "The ministry promised to open the road.",
        [("The ministry", "promised", "to open the road", "predicts", "indirect")],
    ),
    # passives
    (
        "The governor was quoted as saying that the town was calm.",
        [("The governor", "quoted as saying", "the town was calm", "reports", "indirect")],
    ),
    (
        "“The town is calm,” the governor was quoted as saying.",
        [("the governor", "quoted as saying", "The town is calm", "reports", "direct")],
    ),
    (
        "The governor was quoted by state media as saying that the town was calm.",
        [
            ("state media", "quoted", "The governor | as saying that the town was calm", "reports", "indirect"),
            ("The governor", "saying", "the town was calm", "reports", "indirect"),
        ],
    ),
    (
        "The general is believed to be dead.",
        [("unknown", "believed", "The general | to be dead", "estimates", "indirect")],
    ),
    (
        "The rebels are said to have left the town.",
        [("unknown", "said", "The rebels | to have left the town", "reports", "indirect")],
    ),
    (
        "It is believed that the rebels left the town.",
        [("unknown", "believed", "the rebels left the town", "estimates", "indirect")],
    ),
    (
        "The army was accused by residents of burning the mill.",
        [("residents", "accused", "The army | of burning the mill", "claims", "indirect")],
    ),
    ("The army blamed the strike on rebels.", [("The army", "blamed", "the strike on rebels", "claims", "indirect")]),
    # silence, and checks that could not be made
    ("The army declined to comment.", [("The army", "declined", "to comment", "declines", "indirect")]),
    (
        "The ministry declined to comment on the strike.",
        [("The ministry", "declined to comment", "on the strike", "declines", "indirect")],
    ),
    (
        "Aid workers could not confirm the toll.",
        [("Aid workers", "could not confirm", "the toll", "declines", "indirect")],
    ),
    (
        "The report could not be independently verified.",
        [("the outlet", "could not be independently verified", "The report", "declines", "narration")],
    ),
    (
        "The Gazette could not independently verify the report.",
        [("The Gazette", "could not independently verify", "the report", "declines", "indirect")],
    ),
    (
        "The army did not respond to a request for comment.",
        [("The army", "not respond", "to a request for comment", "declines", "indirect")],
    ),
    (
        "The mayor neither confirmed nor denied the report.",
        [("The mayor", "neither confirmed nor denied", "the report", "declines", "indirect")],
    ),
    (
        "The army did not confirm that it had left the bridge.",
        [("The army", "confirm", "it had left the bridge", "declines", "indirect")],
    ),
    (
        "The ministry refused to acknowledge that the bridge fell.",
        [("The ministry", "acknowledge", "the bridge fell", "declines", "indirect")],
    ),
    # denials of something said before
    ("The army denied it.", [("The army", "denied", "it", "denies", "indirect")]),
    ("The army denied the report.", [("The army", "denied", "the report", "denies", "indirect")]),
    ("The mayor denied this.", [("The mayor", "denied", "this", "denies", "indirect")]),
    (
        "The ministry rejected the report as false.",
        [("The ministry", "rejected", "the report as false", "denies", "indirect")],
    ),
    (
        "The rebels denied any role in the fire.",
        [("The rebels", "denied", "any role in the fire", "denies", "indirect")],
    ),
    ("Residents fled after a raid, which the army denied.", [("the army", "denied", "a raid", "denies", "indirect")]),
    (
        "The rebels burned the mill, a charge that they strongly denied.",
        [("they", "denied", "a charge", "denies", "indirect")],
    ),
    (
        "The ministry does not believe that rebels hold the bridge.",
        [("The ministry", "believe", "rebels hold the bridge", "denies", "indirect")],
    ),
    # relative clauses
    (
        "Activists, who said the bridge had fallen, left the town.",
        [("Activists", "said", "the bridge had fallen", "reports", "indirect")],
    ),
    (
        "A doctor who said six children had died asked for help.",
        [("A doctor", "said", "six children had died", "reports", "indirect")],
    ),
    (
        "Twelve people died in what activists said was a gas attack.",
        [("activists", "said", "what | was a gas attack", "reports", "indirect")],
    ),
    (
        "Residents fled what they described as a massacre.",
        [("they", "described", "as a massacre", "reports", "indirect")],
    ),
    (
        "The mill burned, said the mayor, who left the town on Sunday.",
        [("the mayor, who left the town on Sunday", "said", "The mill burned", "reports", "indirect")],
    ),
    # participles
    (
        "The agency wrote to the Gazette, predicting “tragic” consequences for the town.",
        [("The agency", "predicting", "tragic” consequences for the town", "predicts", "mixed")],
    ),
    (
        "State media reported a raid, hinting at heavy rebel losses.",
        [
            ("State media", "reported", "a raid", "reports", "indirect"),
            ("State media", "hinting at", "heavy rebel losses", "hints", "indirect"),
        ],
    ),
    (
        "Activists reported shelling, adding that two houses burned.",
        [
            ("Activists", "reported", "shelling", "reports", "indirect"),
            ("Activists", "adding", "two houses burned", "reports", "indirect"),
        ],
    ),
    (
        "The mayor praised the army, saying the bridge was safe.",
        [
            ("The mayor", "praised", "the army", "claims", "indirect"),
            ("The mayor", "saying", "the bridge was safe", "reports", "indirect"),
        ],
    ),
    (
        "The army issued a statement saying the road was open.",
        [("The army", "saying", "the road was open", "reports", "indirect")],
    ),
    (
        "Noting that the road is open, the mayor called for calm.",
        [
            ("the mayor", "Noting", "the road is open", "reports", "indirect"),
            ("the mayor", "called for", "calm", "asks", "indirect"),
        ],
    ),
    # nested
    (
        "State television quoted the army as saying that the road was open.",
        [
            ("State television", "quoted", "the army as saying that the road was open", "reports", "indirect"),
            ("the army", "saying", "the road was open", "reports", "indirect"),
        ],
    ),
    (
        "State media said the army denied that it had shelled the market.",
        [
            ("State media", "said", "the army denied that it had shelled the market", "reports", "indirect"),
            ("the army", "denied", "it had shelled the market", "denies", "indirect"),
        ],
    ),
    (
        "A resident said the mayor had told him that the road was open.",
        [
            ("A resident", "said", "the mayor had told him that the road was open", "reports", "indirect"),
            ("the mayor", "told", "the road was open", "reports", "indirect"),
        ],
    ),
    (
        "“The victory the regime is talking about has not happened,” he said.",
        [
            ("he", "said", "The victory | has not happened", "reports", "direct"),
            ("the regime", "talking about", "The victory", "claims", "direct"),
        ],
    ),
    (
        "Residents said the army claims to hold the bridge.",
        [
            ("Residents", "said", "the army claims to hold the bridge", "reports", "indirect"),
            ("the army", "claims", "to hold the bridge", "claims", "indirect"),
        ],
    ),
    # coordinated
    (
        "State television said the bridge held, while the opposition Valley News Network reported that it had fallen.",
        [
            ("State television", "said", "the bridge held", "reports", "indirect"),
            ("the opposition Valley News Network", "reported", "it had fallen", "reports", "indirect"),
        ],
    ),
    (
        "The army said it holds the bridge, but rebels said the bridge is theirs.",
        [
            ("The army", "said", "it holds the bridge", "reports", "indirect"),
            ("rebels", "said", "the bridge is theirs", "reports", "indirect"),
        ],
    ),
    (
        "Activists reported shelling and said two houses had burned.",
        [
            ("Activists", "reported", "shelling", "reports", "indirect"),
            ("Activists", "said", "two houses had burned", "reports", "indirect"),
        ],
    ),
    (
        "The army said the bridge would be rebuilt and warned that the dam could burst.",
        [
            ("The army", "said", "the bridge would be rebuilt", "reports", "indirect"),
            ("The army", "warned", "the dam could burst", "predicts", "indirect"),
        ],
    ),
    (
        "Activists and state media reported shelling in the valley.",
        [
            ("Activists", "reported", "shelling in the valley", "reports", "indirect"),
            ("state media", "reported", "shelling in the valley", "reports", "indirect"),
        ],
    ),
    # what the parse hung on the verb of saying
    (
        "Rebels denied firing missiles at a market in the valley on Sunday.",
        [("Rebels", "denied", "firing missiles at a market in the valley on Sunday", "denies", "indirect")],
    ),
    (
        "A nurse told the agency that rebels shelled the mill, claiming the lives of two boys.",
        [("A nurse", "told", "rebels shelled the mill, claiming the lives of two boys", "reports", "indirect")],
    ),
    # figures and findings
    ("The Observatory put the toll at 40.", [("The Observatory", "put", "the toll at 40", "reports", "indirect")]),
    (
        "A monitor estimated that half of the town was destroyed.",
        [("A monitor", "estimated", "half of the town was destroyed", "estimates", "indirect")],
    ),
    (
        "Doctors put the number of dead at more than 30.",
        [("Doctors", "put", "the number of dead at more than 30", "reports", "indirect")],
    ),
    (
        "A video showed that soldiers entered the mill.",
        [("A video", "showed", "soldiers entered the mill", "reports", "indirect")],
    ),
    (
        "An inquiry found that the army fired on the mill.",
        [("An inquiry", "found", "the army fired on the mill", "reports", "indirect")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[t[:60] for t, _ in FORMS])
def test_forms(nlp: Language, world: World, text: str, expected: list[Row]) -> None:
    assert cued(read(nlp, world, text), text) == expected


NO_STATEMENTS = [
    "The mayor read the poem, “The Town Is Gone”.",
    "Two of the prisoners are considered missing.",
    "Smugglers are considered heroes in the valley.",
    "The road is considered safe.",
    "The bridge is regarded as lost.",
    "The town was declared a military zone.",
    "The so-called “Law on Public Order” came into force.",
    "The “Valley of Peace” bridge was closed.",
    "He read “The Long Road Home” in prison.",
    "The rebels' “republic” is a few villages.",
    "The strike left four people dead.",
    "The strike claimed 12 lives.",
    "The army orders more tanks from abroad.",
    "The rebels charged the gate of the barracks.",
    "The Front ruled the city for two years.",
    "The army called off the strike on the mill.",
    "Soldiers found the town deserted.",
    "Rebels hold the bridge and the mill.",
    "The army added two tanks to the convoy.",
    "Doctors put the wounded on a truck at the gate.",
    "Rebels maintain control of the bridge.",
    "The militia posted guards at the gate.",
    "The army continued its march on the town.",
    "The army denied them access to aid.",
    "The rebels held a meeting in the mill.",
    "Continued rebel resistance slowed the army.",
]
"""Names of laws, titles, scare quotes, what is considered so by nobody named, and verbs that mean something else."""


@pytest.mark.parametrize("text", NO_STATEMENTS)
def test_the_outlets_own_words(nlp: Language, world: World, text: str) -> None:
    assert cued(read(nlp, world, text), text) == []
