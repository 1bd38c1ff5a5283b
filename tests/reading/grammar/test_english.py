"""Where the parties of a clause stand: sentence and verb -> who does it, and to whom; sentence and deed -> whom it is
laid to."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.reading.grammar.blaming import blamed
from rashomon.reading.grammar.english import obj, slot, subject
from rashomon.world import World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(())


@pytest.fixture(scope="module")
def nlp(world: World) -> Language:
    return pipeline.load(world)


def read(nlp: Language, world: World, text: str) -> Doc:
    return nlp(pipeline.make_doc(nlp, Report("r", text, "0" * 64, language="en"), Span(0, len(text)), world))


def word(doc: Doc, text: str) -> Token:
    return next(t for t in doc if t.text == text)


def text_of(token: Token | None) -> str | None:
    return token.text if token is not None else None


CLAUSES: list[tuple[str, str, str | None, str | None]] = [
    ("Rebels shelled the mill.", "shelled", "Rebels", "mill"),
    ("The mill was shelled by rebels.", "shelled", "rebels", "mill"),
    ("RSF seizes Singa as SAF admits withdrawal", "seizes", "RSF", "Singa"),
    ("The army left Monday as rebels advanced.", "left", "army", None),
    ("Rebels who shelled the mill fled.", "shelled", "Rebels", "mill"),
    ("The shells that rebels fired hit the mill.", "fired", "rebels", "shells"),
    ("The army forced rebels to leave the mill.", "leave", "rebels", "mill"),
    ("Residents heard shooting near the mill.", "shooting", None, None),
    ("The army launched an offensive to retake the mill.", "retake", "army", "mill"),
    ("Rebels entered the mill and burned it.", "burned", "Rebels", "it"),
    ("12 fighters killed in the raid.", "killed", None, "fighters"),  # a headline's passive
    ("The army accused rebels of burning the mill.", "burning", "rebels", "mill"),
    ("They killed and wounded scores.", "killed", "They", "scores"),
    ("The town fell.", "fell", "town", None),
]


@pytest.mark.parametrize(("text", "verb", "who", "whom"), CLAUSES, ids=[r[0] for r in CLAUSES])
def test_who_does_it_to_whom(
    nlp: Language, world: World, text: str, verb: str, who: str | None, whom: str | None
) -> None:
    token = word(read(nlp, world, text), verb)
    assert (text_of(subject(token)), text_of(obj(token))) == (who, whom)


BLAMED: list[tuple[str, str | None]] = [
    ("The army blamed the raid on rebels.", "rebels"),
    ("The army accused rebels of the raid.", "rebels"),
    ("Rebels claimed responsibility for the raid.", "Rebels"),
    ("Rebels were behind the raid.", "Rebels"),
    ("The raid was the work of rebels.", "rebels"),
    ("A raid blamed on rebels killed two.", "rebels"),
    ("The army held rebels responsible for the raid.", "rebels"),
    ("Responsibility for the raid lies with rebels.", "rebels"),
    ("The army pointed the finger at rebels for the raid.", "rebels"),
    ("The council denied the army's responsibility for the raid.", "army"),
    ("No group has claimed responsibility for the raid.", None),
    ("The raid killed two.", None),
]


@pytest.mark.parametrize(("text", "whom"), BLAMED, ids=[r[0] for r in BLAMED])
def test_whom_a_raid_is_laid_to(nlp: Language, world: World, text: str, whom: str | None) -> None:
    assert text_of(blamed(word(read(nlp, world, text), "raid"))) == whom


@pytest.mark.parametrize(
    ("text", "of", "name", "filled"),
    [
        ("Rebels and soldiers left the mill.", "left", "subject", ["Rebels", "soldiers"]),
        ("Rebels left the mill and the bridge.", "left", "object", ["mill", "bridge"]),
        ("Rebels fired at the mill.", "fired", "prep_at", ["mill"]),
        ("Rebels fired at the mill.", "fired", "prep_on", []),
        ("The army's raid failed.", "raid", "possessive", ["army"]),
        ("The mill is empty.", "empty", "noun", ["mill"]),
        ("Rebels left the mill.", "left", "no such slot", []),
    ],
)
def test_what_fills_a_slot_of_a_frame(
    nlp: Language, world: World, text: str, of: str, name: str, filled: list[str]
) -> None:
    assert [t.text for t in slot(word(read(nlp, world, text), of), name)] == filled
