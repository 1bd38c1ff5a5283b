"""Who says what, one row for each form: sentence -> (speaker, camp, cue, content, stance, manner)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Part, Report, Span
from rashomon.reading import pipeline as reader
from rashomon.world import World, load_world

Row = tuple[str, str, str, str, str, str]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(())


@pytest.fixture(scope="module")
def nlp(world: World) -> Iterator[Language]:
    """The reading up to `who`: what comes after drops narration that claims nothing."""
    pipeline = reader.load(world)
    with pipeline.select_pipes(disable=["rashomon_what", "rashomon_how_sure"]):
        yield pipeline


def read(nlp: Language, world: World, text: str, parts: tuple[Part, ...] = (), outlet: str | None = None) -> Doc:
    report = Report("r", text, "0" * 64, parts=parts, outlet=outlet, language="en")
    return nlp(reader.make_doc(nlp, report, Span(0, len(text)), world))


def rows(doc: Doc, text: str) -> list[Row]:
    return [
        (
            s.speaker.text or s.speaker.name,
            s.speaker.camp,
            " | ".join(text[a:b] for a, b in s.cue),
            " | ".join(text[a:b] for a, b in s.content),
            s.stance,
            s.manner,
        )
        for s in doc._.statements
    ]


ONE = [
    # indirect: cue before, after, inverted, in the middle
    (
        "The army said that rebels had shelled the bridge.",
        "The army",
        "government",
        "said",
        "rebels had shelled the bridge",
        "reports",
        "indirect",
    ),
    (
        "The army said rebels had shelled the bridge.",
        "The army",
        "government",
        "said",
        "rebels had shelled the bridge",
        "reports",
        "indirect",
    ),
    (
        "Rebels had shelled the bridge, the army said.",
        "the army",
        "government",
        "said",
        "Rebels had shelled the bridge",
        "reports",
        "indirect",
    ),
    (
        "Rebels had shelled the bridge, said the army.",
        "the army",
        "government",
        "said",
        "Rebels had shelled the bridge",
        "reports",
        "indirect",
    ),
    (
        "Rebels, the army said, had shelled the bridge.",
        "the army",
        "government",
        "said",
        "Rebels | had shelled the bridge",
        "reports",
        "indirect",
    ),
    (
        "The army said in a statement that the road is open.",
        "The army",
        "government",
        "said",
        "the road is open",
        "reports",
        "indirect",
    ),
    (
        "The road is open, the army said in a statement.",
        "the army",
        "government",
        "said",
        "The road is open",
        "reports",
        "indirect",
    ),
    # direct, broken, of several sentences, mixed, with a colon
    (
        "“We hold the bridge and the mill,” said the mayor.",
        "the mayor",
        "government",
        "said",
        "We hold the bridge and the mill",
        "reports",
        "direct",
    ),
    (
        '"We hold the bridge and the mill," said the mayor.',
        "the mayor",
        "government",
        "said",
        "We hold the bridge and the mill",
        "reports",
        "direct",
    ),
    (
        "“We hold the bridge,” the mayor said, “and nobody will take it.”",
        "the mayor",
        "government",
        "said",
        "We hold the bridge | and nobody will take it",
        "reports",
        "direct",
    ),
    (
        "“We hold the bridge,” the mayor said. “Nobody will take it from us.”",
        "the mayor",
        "government",
        "said",
        "We hold the bridge | Nobody will take it from us",
        "reports",
        "direct",
    ),
    (
        "The mayor said: “We hold the bridge and the mill.”",
        "The mayor",
        "government",
        "said",
        "We hold the bridge and the mill",
        "reports",
        "direct",
    ),
    (
        "The mayor said the town was “tired of being shelled every night”.",
        "The mayor",
        "government",
        "said",
        "the town was “tired of being shelled every night",
        "reports",
        "mixed",
    ),
    # according to
    (
        "The bridge fell at dawn, according to residents.",
        "residents",
        "local",
        "according to",
        "The bridge fell at dawn",
        "reports",
        "indirect",
    ),
    (
        "The bridge fell at dawn, according to residents on the ground.",
        "residents on the ground",
        "local",
        "according to",
        "The bridge fell at dawn",
        "reports",
        "indirect",
    ),
    (
        "According to residents, the bridge fell at dawn.",
        "residents",
        "local",
        "According to",
        "the bridge fell at dawn",
        "reports",
        "indirect",
    ),
    (
        "The bridge fell at dawn, according to the rights group Witness Arvessa.",
        "the rights group Witness Arvessa",
        "rights_group",
        "according to",
        "The bridge fell at dawn",
        "reports",
        "indirect",
    ),
    # infinitives, participles, nouns
    (
        "The army claims to have retaken the bridge.",
        "The army",
        "government",
        "claims",
        "to have retaken the bridge",
        "claims",
        "indirect",
    ),
    (
        "The rebels vowed to take back the bridge.",
        "The rebels",
        "opposition",
        "vowed",
        "to take back the bridge",
        "predicts",
        "indirect",
    ),
    (
        "The army denies carrying out the strike.",
        "The army",
        "government",
        "denies",
        "carrying out the strike",
        "denies",
        "indirect",
    ),
    (
        "The army denied any role in the strike.",
        "The army",
        "government",
        "denied",
        "any role in the strike",
        "denies",
        "indirect",
    ),
    (
        "The army accused the rebels of shelling the market.",
        "The army",
        "government",
        "accused",
        "the rebels of shelling the market",
        "claims",
        "indirect",
    ),
    (
        "The government blamed the rebels for the shortage.",
        "The government",
        "government",
        "blamed",
        "the rebels for the shortage",
        "claims",
        "indirect",
    ),
    (
        "The regime acknowledged that its troops had left the town.",
        "The regime",
        "government",
        "acknowledged",
        "its troops had left the town",
        "acknowledges",
        "indirect",
    ),
    (
        "Activists estimate that half of the town is destroyed.",
        "Activists",
        "opposition",
        "estimate",
        "half of the town is destroyed",
        "estimates",
        "indirect",
    ),
    (
        "The ministry warned that the dam could burst.",
        "The ministry",
        "government",
        "warned",
        "the dam could burst",
        "predicts",
        "indirect",
    ),
    (
        "Russian army denies bombing market as toll reaches 23",
        "Russian army",
        "russia",
        "denies",
        "bombing market",
        "denies",
        "indirect",
    ),
    (
        "Moscow called the shelling a war crime.",
        "Moscow",
        "russia",
        "called",
        "the shelling a war crime",
        "calls",
        "indirect",
    ),
    (
        "The president called the rebels terrorists.",
        "The president",
        "government",
        "called",
        "the rebels terrorists",
        "calls",
        "indirect",
    ),
    (
        "Witnesses described the strike as a massacre.",
        "Witnesses",
        "local",
        "described",
        "the strike as a massacre",
        "reports",
        "indirect",
    ),
    (
        "The army called on rebels to leave the town.",
        "The army",
        "government",
        "called on",
        "rebels to leave the town",
        "asks",
        "indirect",
    ),
    (
        "Claims by activists that the army used gas were rejected.",
        "activists",
        "opposition",
        "Claims",
        "the army used gas",
        "claims",
        "indirect",
    ),
    # nothing affirmed
    (
        "The army declined to comment.",
        "The army",
        "government",
        "declined",
        "to comment",
        "declines",
        "indirect",
    ),
    (
        "The army declined to comment on the strike.",
        "The army",
        "government",
        "declined to comment",
        "on the strike",
        "declines",
        "indirect",
    ),
    (
        "Aid workers could not confirm the toll.",
        "Aid workers",
        "humanitarian",
        "could not confirm",
        "the toll",
        "declines",
        "indirect",
    ),
    # who is told is no speaker, who asks not to be named says nothing by it
    (
        "Residents told Norvik News that soldiers had looted the mill.",
        "Residents",
        "local",
        "told",
        "soldiers had looted the mill",
        "reports",
        "indirect",
    ),
    (
        "Soldiers had looted the mill, a resident told reporters.",
        "a resident",
        "local",
        "told",
        "Soldiers had looted the mill",
        "reports",
        "indirect",
    ),
    (
        "The market was hit, said a doctor who asked not to be named.",
        "a doctor who asked not to be named",
        "local",
        "said",
        "The market was hit",
        "reports",
        "indirect",
    ),
]


@pytest.mark.parametrize(
    ("text", "speaker", "camp", "cue", "content", "stance", "manner"), ONE, ids=[r[0][:48] for r in ONE]
)
def test_one_statement(
    nlp: Language, world: World, text: str, speaker: str, camp: str, cue: str, content: str, stance: str, manner: str
) -> None:
    attributed = [r for r in rows(read(nlp, world, text), text) if r[2]]
    assert attributed == [(speaker, camp, cue, content, stance, manner)]


SEVERAL = [
    (
        "State television said the army denied that it had shelled the market.",
        [
            ("State television", "said", "the army denied that it had shelled the market", None),
            ("the army", "denied", "it had shelled the market", 0),
        ],
    ),
    (
        "State media quoted the governor as saying that the town was calm.",
        [
            ("State media", "quoted", "the governor as saying that the town was calm", None),
            ("the governor", "saying", "the town was calm", 0),
        ],
    ),
    (
        "The governor was quoted by state media as saying that the town was calm.",
        [
            ("state media", "quoted", "The governor | as saying that the town was calm", None),
            ("The governor", "saying", "the town was calm", 0),
        ],
    ),
    (
        "The army said it holds the bridge, while rebels said the bridge is theirs.",
        [("The army", "said", "it holds the bridge", None), ("rebels", "said", "the bridge is theirs", None)],
    ),
    (
        "Activists and state media reported shelling in the valley.",
        [
            ("Activists", "reported", "shelling in the valley", None),
            ("state media", "reported", "shelling in the valley", None),
        ],
    ),
    (
        "Activists reported shelling, adding that two houses burned.",
        [("Activists", "reported", "shelling", None), ("Activists", "adding", "two houses burned", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[r[0][:48] for r in SEVERAL])
def test_several_statements(
    nlp: Language, world: World, text: str, expected: list[tuple[str, str, str, int | None]]
) -> None:
    found = [s for s in read(nlp, world, text)._.statements if s.cue]
    ids = [s.id for s in found]
    assert [
        (
            s.speaker.text,
            " | ".join(text[a:b] for a, b in s.cue),
            " | ".join(text[a:b] for a, b in s.content),
            ids.index(s.via) if s.via else None,
        )
        for s in found
    ] == expected


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Rebels take mill: monitor", "monitor", "Rebels take mill"),
        ("Army: bridge retaken after a week of clashes", "Army", "bridge retaken after a week of clashes"),
        ("Two bridges have fallen, say activists", "activists", "Two bridges have fallen"),
    ],
)
def test_headlines(nlp: Language, world: World, text: str, speaker: str, content: str) -> None:
    whole = text + "\n\nIt rained in the valley."
    doc = read(nlp, world, whole, (Part("headline", Span(0, len(text))), Part("body", Span(len(text) + 2, len(whole)))))
    first = doc._.statements[0]
    assert (first.speaker.text, whole[slice(*first.content[0])], first.manner) == (speaker, content, "headline")


def test_a_caption_is_told_apart_and_furniture_says_nothing(nlp: Language, world: World) -> None:
    caption, share, body = "Soldiers stand at the mill on Sunday.", "Share this article with friends!", "The mill fell."
    text = "\n\n".join((caption, share, body))
    ends = [len(caption), len(caption) + 2 + len(share)]
    parts = (
        Part("caption", Span(0, ends[0])),
        Part("furniture", Span(ends[0] + 2, ends[1])),
        Part("body", Span(ends[1] + 2, len(text))),
    )
    assert [(s.manner, text[slice(*s.content[0])]) for s in read(nlp, world, text, parts)._.statements] == [
        ("caption", caption[:-1]),
        ("narration", body[:-1]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It was raining in the valley and the road was closed.",
        "“The road is open, the convoy left at noon, and more will follow.",  # a mark that nobody closes or speaks
    ],
)
def test_the_outlets_own_words(nlp: Language, world: World, text: str) -> None:
    assert [(s.manner, s.speaker.camp, s.cue) for s in read(nlp, world, text)._.statements] == [
        ("narration", "narrator", ())
    ]


# --- whatever comes in -----------------------------------------------------------------------------------------------

PIECES = [
    "the army said",
    "“",
    "”",
    '"',
    "'",
    "«",
    "»",
    "…",
    ",",
    ".",
    ":",
    "\n",
    "\r\n",
    "\r\n\r\n",
    "\u00a0",
    " ",
    "\t",
    "rebels",
    "denied",
    "claims that",
    "according to",
    "a monitor said on Sunday",
    "said",
    "was quoted as saying by",
    "state media",
    "and",
    "while",
    "he",
    "It",
    "who",
    "to have left",
    "accused",
    "of",
    "could not confirm",
    "the town",
    "😀",
    "👩‍⚕️",
    "e\u0301",
    "قال الجيش",
    "אמר הצבא",
    "\u200f",
    "20",
    "(",
    ")",
    "-",
    "IS",
    "has said",
    "on them",
]


def well_formed(doc: Doc, text: str) -> None:
    for s in doc._.statements:
        spans = [*s.cue, *s.content, *([s.speaker.span] if s.speaker.span else [])]
        assert all(0 <= a < b <= len(text) and text[a:b].strip() for a, b in spans), s
        assert s.content, s
        assert all(a.end <= b.start for a, b in pairwise(s.content)), s
        assert not any(a < d and c < b for a, b in s.cue for c, d in s.content), s
        assert s.speaker.span is None or s.speaker.text == doc.text[slice(*s.speaker.span)]
    ids = [s.id for s in doc._.statements]
    assert len(set(ids)) == len(ids)
    assert all(s.via is None or s.via in ids for s in doc._.statements)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30), glue=st.sampled_from([" ", "", "\u00a0"]))
def test_odd_text_keeps_spans_whole(nlp: Language, world: World, pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    well_formed(read(nlp, world, text), text)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=80), furniture=st.booleans())
def test_any_text_is_read(nlp: Language, world: World, text: str, furniture: bool) -> None:
    parts = (Part("furniture", Span(0, len(text))),) if furniture and text else ()
    doc = read(nlp, world, text, parts)
    well_formed(doc, text)
    if parts:
        assert doc._.statements == []
