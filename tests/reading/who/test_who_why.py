"""Why a statement is as it is: sentence -> the rules that made it and set its fields, and the words they went by.

A rule is written as its name, with the words it looked at behind a colon where it looked at some.
"""

from __future__ import annotations

import ast
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import rashomon.reading.actors
import rashomon.reading.who
from rashomon import examples
from rashomon.intake import receive
from rashomon.model import Report, Statement, as_json
from rashomon.reading import pipeline
from rashomon.reading.rules import in_words, rules
from rashomon.world import World, load_world

FIELDS = ("made", "speaker", "camp", "stance", "content")
ROOMS = (rashomon.reading.who, rashomon.reading.actors)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(("syria",))


def statements(world: World, text: str, outlet: str = "Gazette") -> tuple[Statement, ...]:
    report = Report("r", text, "0" * 64, outlet=outlet, language="en")
    reading = next(iter(pipeline.read([report], world)))[1]
    assert reading is not None
    return reading.statements


MADE: list[tuple[str, str, str, str]] = [
    # sentence, made, speaker, content (of its first statement with a cue)
    ("The mayor said the road was open.", "verb_of_saying:said", "subject_of_cue:said", "clause:said"),
    ("The army claimed to hold the mill.", "verb_of_saying:claimed", "subject_of_cue:claimed", "infinitive:claimed"),
    (
        "“We left at dawn and walked all night,” the driver said.",
        "verb_of_saying:said",
        "subject_of_cue:said",
        "quotation:said",
    ),
    ("The mayor called the raid a crime.", "verb_of_saying:called", "subject_of_cue:called", "name:called"),
    (
        "The ministry accused the rebels of burning the mill.",
        "verb_of_saying:accused",
        "subject_of_cue:accused",
        "accusation:accused",
    ),
    ("The council put the toll at 40.", "verb_of_saying:put", "subject_of_cue:put", "number:put"),
    ("The clinic gave a toll of 41.", "verb_of_saying:gave", "subject_of_cue:gave", "toll:gave"),
    ("A charge that the mayor denied was heard.", "verb_of_saying:denied", "subject_of_cue:denied", "judged:denied"),
    ("The army condemned the raid.", "verb_of_saying:condemned", "subject_of_cue:condemned", "object:condemned"),
    ("Otherwise, she said, prices will rise.", "verb_of_saying:said", "subject_of_cue:said", "aside:said"),
    (
        "Ten dead near the mill, health ministry says",
        "verb_of_saying:says",
        "subject_of_cue:says",
        "headline_before_comma:says",
    ),
    ("The reports were denied by the ministry.", "verb_of_saying:denied", "by_phrase:denied", "denied_thing:denied"),
    (
        "Residents reporting the raid fled.",
        "verb_of_saying:reporting",
        "noun_of_clause:reporting",
        "object:reporting",
    ),
    (
        "The army shelled the town, saying that rebels were there.",
        "verb_of_saying:saying",
        "participle:saying",
        "clause:saying",
    ),
    ("The raid was claimed by the Harbour Front.", "deed_owned:claimed", "by_phrase:claimed", "deed:claimed"),
    ("The mayor held the rebels responsible for the fire.", "blame_laid:held", "subject_of_cue:held", "blame:held"),
    (
        "The rebels are believed to have left the mill.",
        "believed_by_nobody_named:believed",
        "nobody:believed",
        "believed:believed",
    ),
    (
        "According to the mayor, the road is open.",
        "according_to:According to",
        "named_behind_cue:According to",
        "sentence_around:According to",
    ),
    (
        "The ministry declined to comment.",
        "nothing_affirmed:declined",
        "subject_of_cue:declined",
        "declined:declined",
    ),
    (
        "The toll could not be verified.",
        "not_verified:could not be verified",
        "outlet:could not be verified",
        "unverified:could not be verified",
    ),
    (
        "The envoy hinted at a truce.",
        "phrase_of_saying:hinted at",
        "subject_of_cue:hinted at",
        "object_of_phrase:hinted at",
    ),
    (
        "A claim by the rebels that the mill had burnt spread.",
        "noun_of_saying:claim",
        "owner_of_noun:claim",
        "clause_of_noun:claim",
    ),
    ("Reports of shelling reached the town.", "rumour:Reports of", "nobody:Reports of", "object_of_noun:Reports of"),
    ("Army: two guards killed near the mill.", "headline_colon::", "beside_colon::", "beside_colon::"),
    (
        "SANA claims ground troops took the mill.",
        "verb_taken_for_noun:claims",
        "name_beside_cue:claims",
        "rest_of_sentence:claims",
    ),
]


def said_by_rules(s: Statement, text: str) -> dict[str, str]:
    """{field: "rule" or "rule:words"}."""
    return {w.field: w.rule.removeprefix(f"{w.field}.") + (f":{text[slice(*w.at)]}" if w.at else "") for w in s.why}


@pytest.mark.parametrize(("text", "made", "speaker", "content"), MADE)
def test_which_rules_find_a_statement(world: World, text: str, made: str, speaker: str, content: str) -> None:
    told = next(s for s in statements(world, text) if s.cue)
    why = said_by_rules(told, text)
    assert (why["made"], why["speaker"], why["content"]) == (made, speaker, content)


def test_a_medium_that_carries_words_has_rules_of_its_own(world: World) -> None:
    text = "The minister was quoted by the Gazette as saying that the road was open."
    assert [said_by_rules(s, text)["made"] for s in statements(world, text)] == [
        "carried_by_medium:quoted",
        "quoted_as_saying:saying",
    ]


KNOWN: list[tuple[str, str]] = [
    # text, rule by which the speaker of its last statement is known
    ("The mayor said the road was open. He added that the mill had burnt.", "pronoun:He"),
    ("The mayor said the road was open, adding that the mill had burnt.", "carried_on:adding"),
    ("Mira Tal, an activist, said the road was open. Tal denied it.", "short_name:Tal"),
    ("The Harbour Post said the road was open. The newspaper denied it.", "subject_of_cue:denied"),
    (
        "The Syrian Observatory for Human Rights said the road was open. The monitor said the mill burnt.",
        "named_before:The monitor",
    ),
    ("Shells fell on the mill.", "outlet"),
]


@pytest.mark.parametrize(("text", "rule"), KNOWN)
def test_how_it_is_known_who_speaks(world: World, text: str, rule: str) -> None:
    assert said_by_rules(statements(world, text)[-1], text)["speaker"] == rule


SOHR = "The Syrian Observatory for Human Rights"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"A war monitor said five died. {SOHR} said more were hurt.", f"named_later:{SOHR}"),
        (f"At least 27 people were killed. {SOHR} said 27 people were killed.", f"source_of_its_figure:{SOHR}"),
    ],
)
def test_a_speaker_named_below_says_where(world: World, text: str, rule: str) -> None:
    told = said_by_rules(statements(world, text)[0], text)
    assert (told["speaker"], told["camp"]) == (rule, f"pack_entity:{SOHR.removeprefix('The ')}")


CAMPS: list[tuple[str, str, str]] = [
    # text, camp of its first speaker, the rule that gives it
    ("SANA said the road was open.", "government", "pack_entity:SANA"),
    ("The rebels said the road was open.", "opposition", "descriptor:rebels"),
    ("A Russian official said the mill burnt.", "russia", "side_before:Russian"),
    ("Moscow said the mill burnt.", "russia", "state:Moscow"),
    ("SANA's correspondent said the mill burnt.", "government", "owner:SANA"),
    ("A rescuer of the White Helmets said two died.", "opposition", "body_behind:the White Helmets"),
    ("A defector said the mill burnt.", "opposition", "defector:A defector"),
    ("Mira Tal said the mill burnt.", "unknown", "unknown"),
    ("Shells fell on the mill.", "narrator", "narrator"),
]


@pytest.mark.parametrize(("text", "camp", "rule"), CAMPS)
def test_which_rule_gives_a_camp(world: World, text: str, camp: str, rule: str) -> None:
    first = statements(world, text)[0]
    assert (first.speaker.camp, said_by_rules(first, text)["camp"]) == (camp, rule)


def test_the_outlets_voice_is_its_camps_where_the_pack_says_so(world: World) -> None:
    text = "Shells fell on the mill."
    assert said_by_rules(statements(world, text, "SANA")[0], text)["camp"] == "pack_outlet"


STANCES: list[tuple[str, str, str]] = [
    ("The army denied that it fired.", "denies", "of_cue:denied"),
    ("The army did not confirm that it fired.", "declines", "negated_cue:confirm"),
    ("The ministry declined to comment.", "declines", "nothing_affirmed:declined"),
    ("Army: two guards killed near the mill.", "reports", "headline_colon::"),
    ("Shells fell on the mill.", "reports", "narration"),
]


@pytest.mark.parametrize(("text", "stance", "rule"), STANCES)
def test_which_rule_gives_a_stance(world: World, text: str, stance: str, rule: str) -> None:
    first = statements(world, text)[0]
    assert (first.stance, said_by_rules(first, text)["stance"]) == (stance, rule)


def test_every_field_of_every_statement_has_one_listed_reason_with_words_of_the_text(world: World) -> None:
    listed = rules()
    given = [r for r in receive([str(examples.reports())]) if isinstance(r, Report) and r.language == "en"]
    assert len(given) > 5
    for report, reading in pipeline.read(given, world):
        assert reading is not None
        for s in reading.statements:
            assert tuple(w.field for w in s.why) == FIELDS
            for w in s.why:
                assert w.rule in listed
                assert w.at is None or 0 <= w.at.start < w.at.end <= len(report.text)
                assert "{" not in str(in_words(w, report.text))
            assert set(as_json(s)["why"]) == set(FIELDS)


def literals() -> set[str]:
    """All strings that stand alone in the code of the two rooms."""
    found: set[str] = set()
    for room in ROOMS:
        for file in Path(str(room.__path__[0])).glob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            found |= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found | {s.rpartition(".")[2] for s in found if s.partition(".")[0] in FIELDS}


def named_in_code() -> set[str]:
    """The rules that the code names by keyword: `made="..."`, `Side(camp, "...")`, and those with their field."""
    found: set[str] = set()
    keywords = {"made": "made", "content_rule": "content", "speaker_rule": "speaker", "stance_rule": "stance"}
    for room in ROOMS:
        for file in Path(str(room.__path__[0])).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.keyword) and node.arg in keywords and isinstance(node.value, ast.Constant):
                    found.add(f"{keywords[node.arg]}.{node.value.value}")
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Side":
                    found |= {f"camp.{a.value}" for a in node.args[1:2] if isinstance(a, ast.Constant)}
                if isinstance(node, ast.Constant) and str(node.value).partition(".")[0] in FIELDS:
                    found |= {str(node.value)} if " " not in str(node.value) and "." in str(node.value) else set()
    return found


def test_every_rule_that_the_code_names_is_listed() -> None:
    assert named_in_code() - {f"{field}." for field in FIELDS} <= set(rules())


def test_every_listed_rule_is_named_in_the_code() -> None:
    listed: set[str] = set()
    for room in ROOMS:
        table = tomllib.loads((files(room) / "rules.toml").read_text(encoding="utf-8"))
        listed |= {name for named in table.values() for name in named}
    assert listed
    assert listed <= literals()
