"""What `rashomon bench` counts: scoring on made-up readings, the floors, and the table of the speed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rashomon.bench.scoring import MEANING, Figure, is_report, locate, score
from rashomon.model import (
    Claim,
    Count,
    Evidence,
    Matter,
    Party,
    Place,
    Position,
    Reading,
    Report,
    Span,
    Speaker,
    Statement,
    Toll,
    When,
)

TEXT = "Kastrel has fallen, the army said. Activists say that 12 people were killed at Ondessa."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def claim(kind: str, trigger: str, **fields: Any) -> Claim:
    empty: dict[str, Any] = dict.fromkeys(
        ["acled", "plover", "actor", "target", "holder", "means", "place", "from_place", "to_place", "part", "reason"]
    )
    when = When(None, "2019-05-14", "imprecise", None, "published")
    rest: dict[str, Any] = {"polarity": "affirmed", "modality": "happened", "time": when, "counts": ()}
    return Claim(**{"id": f"c-{trigger}", "kind": kind, "trigger": at(trigger), **empty, **rest, **fields})


def statement(number: int, speaker: str, camp: str, cue: str, content: str, claims: tuple[Claim, ...]) -> Statement:
    who = Speaker(speaker, speaker, at(speaker), "", camp, None, False)
    return Statement(f"s{number}", "indirect", "reports", None, who, None, (at(cue),), (at(content),), claims)


def place(name: str) -> Place:
    return Place(at(name), name, name, 39.0, -40.0, 3, "locality", "XA", None, None, None)


GOLD: dict[str, Any] = {
    "reports": {
        "a.txt": {
            "published": None,
            "statements": [
                {
                    "speaker": "the army", "name": "army", "camp": "government", "cue": "said",
                    "content": ["Kastrel has fallen"], "stance": "reports", "manner": "indirect",
                    "claims": [{"kind": "control", "polarity": "affirmed", "place": "Kastrel", "holder": "government"}],
                },
                {
                    "speaker": "Activists", "name": "activists", "camp": "opposition", "cue": "say",
                    "content": ["12 people were killed at Ondessa"], "stance": "reports", "manner": "indirect",
                    "claims": [{"kind": "airstrike", "polarity": "affirmed", "place": "Ondessa", "killed": [12, 12]}],
                },
            ],
        }
    },
    "matters": [
        {
            "question": "How many died?", "kind": "death_toll", "claim_kind": "airstrike", "place": "Ondessa",
            "status": "one_camp", "affirm": ["opposition"], "deny": [], "reports": ["a.txt"],
            "tolls": {"opposition": [12, 12]},
        }
    ],
}  # fmt: skip

HOLDER = Party("the army", at("the army"), "government")
TWELVE = Count(at("12 people"), "12 people", "killed", "people", 12, 12, True, None)
REPORT = Report("folder/a.txt", TEXT, "0")
RIGHT = Reading(
    id=REPORT.id, outlet=None, published=None, language="en", sha256="0", version="0", world="0",
    statements=(
        statement(1, "the army", "government", "said", "Kastrel has fallen",
                  (claim("control", "fallen", holder=HOLDER, place=0),)),
        statement(2, "Activists", "opposition", "say", "that 12 people were killed at Ondessa",
                  (claim("killing", "killed", place=1, counts=(0,)),)),
    ),
    places=(place("Kastrel"), place("Ondessa")), times=(), counts=(TWELVE,), main=None, killed=None,
)  # fmt: skip
POSITION = Position(
    "opposition", Toll(12, 12), "affirmed", 1, ("c",), (REPORT.id,), ("activists",),
    (Evidence(REPORT.id, at("12 people"), "12 people"),),
)  # fmt: skip
MATTER = Matter(
    "m", "i", "How many?", "death_toll", "killing", "Ondessa", None, None, None, "one_camp", (), (), "", (POSITION,)
)


def shares(reading: Reading, *matters: Matter) -> dict[str, float]:
    figures = score(GOLD, [(REPORT, reading)], matters)
    return {name: figure.share for name, figure in figures.items() if figure.of}


def test_a_right_reading_is_right_in_every_figure() -> None:
    assert shares(RIGHT, MATTER) == dict.fromkeys(MEANING.keys() - {"relations"}, 1.0)


def test_nothing_read_is_nothing_right_and_the_gold_still_counts() -> None:
    figures = score(GOLD, [], [])
    assert {name: figure.right for name, figure in figures.items()} == dict.fromkeys(MEANING, 0)
    assert {name: figure.of for name, figure in figures.items() if name not in ("precision", "relations")} == {
        **dict.fromkeys(["statements", "speakers", "camps", "stances", "claims"], 2),
        **dict.fromkeys(["parties", "tolls", "matters", "statuses", "answers", "sides"], 1),
    }


first, second = RIGHT.statements


FIRST_CLAIM, SECOND_CLAIM = first.claims[0], second.claims[0]


@pytest.mark.parametrize(
    ("first_changes", "second_changes", "lost"),
    [
        ({"speaker": replace(first.speaker, camp="opposition")}, {}, {"camps"}),
        ({"speaker": replace(first.speaker, span=at("people"))}, {}, {"speakers"}),
        ({"stance": "denies"}, {}, {"stances"}),
        ({"claims": (replace(FIRST_CLAIM, polarity="denied"),)}, {}, {"claims", "parties"}),
        ({"claims": (replace(FIRST_CLAIM, place=1),)}, {}, {"claims", "parties"}),
        ({"claims": (replace(FIRST_CLAIM, kind="protest"),)}, {}, {"claims", "parties"}),
        ({"claims": (replace(FIRST_CLAIM, holder=None),)}, {}, {"parties"}),
        ({}, {"claims": (replace(SECOND_CLAIM, counts=()),)}, {"tolls"}),
        (
            {},
            {"content": (at("Ondessa"),)},
            {"statements", "speakers", "camps", "stances", "claims", "tolls", "precision"},
        ),
    ],
)
def test_each_error_costs_what_it_should(
    first_changes: dict[str, Any], second_changes: dict[str, Any], lost: set[str]
) -> None:
    wrong = (replace(first, **first_changes), replace(second, **second_changes))
    found = shares(replace(RIGHT, statements=wrong), MATTER)
    assert {name for name, share in found.items() if share < 1} == lost


def test_a_statement_that_nobody_made_costs_precision_alone() -> None:
    found = shares(replace(RIGHT, statements=(first, second, replace(second, content=(at("fallen"),)))), MATTER)
    assert {name for name, share in found.items() if share < 1} == {"precision"}


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"status": "disputed"}, {"statuses", "relations"}),
        ({"status": "unclear"}, {"statuses"}),
        ({"place": "Kastrel"}, {"matters", "statuses", "answers", "sides"}),
        ({"kind": "control"}, {"matters", "statuses", "answers", "sides"}),
        ({"positions": (replace(POSITION, answer=Toll(11, 11)),)}, {"answers"}),
        ({"positions": (replace(POSITION, camp="government"),)}, {"answers", "sides"}),
        ({"positions": (replace(POSITION, report_ids=("b.txt",)),)}, {"matters", "statuses", "answers", "sides"}),
    ],
)
def test_each_wrong_matter_costs_what_it_should(changes: dict[str, Any], lost: set[str]) -> None:
    found = shares(RIGHT, replace(MATTER, **changes))
    assert {name for name, share in found.items() if share < 1} == lost


@pytest.mark.parametrize(
    ("words", "near", "expected"),
    [
        ("the army", None, "the army"),
        ("the  army\n", None, "the army"),
        ("arm", None, None),  # no part of a word
        ("a", 0, None),
        ("say", None, "say"),
        ("missing", 3, None),
    ],
)
def test_locate(words: str, near: int | None, expected: str | None) -> None:
    span = locate(TEXT, words, near)
    assert (TEXT[span.start : span.end] if span else None) == expected


def test_locate_wants_to_know_which_of_several() -> None:
    assert locate("it said, it said", "it") is None
    assert locate("it said, it said", "it", 10) == (9, 11)


@pytest.mark.parametrize(
    ("report_id", "key", "same"),
    [
        ("a.txt", "a.txt", True),
        ("reports/a.txt", "a.txt", True),
        ("feed.xml#tag:x", "tag:x", True),
        ("aa.txt", "a.txt", False),
    ],
)
def test_is_report(report_id: str, key: str, same: bool) -> None:
    assert is_report(report_id, key) is same


def test_floors_only_go_up() -> None:
    from rashomon.bench.quality import below, raised

    floors = {"claims": 0.5, "camps": 0.9}
    figures = {"claims": Figure(6, 10), "camps": Figure(8, 10)}
    assert below(figures, floors) == ["camps"]
    assert raised(figures, floors) == {"claims": 0.6, "camps": 0.9}


def test_update_refuses_while_a_figure_is_below_its_floor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from rashomon.bench import quality as module
    from rashomon.errors import RashomonError

    floors = tmp_path / "floors.toml"
    floors.write_text("[floors]\nclaims = 0.90\n")
    monkeypatch.setattr(module, "FLOORS", floors)
    monkeypatch.setattr(module, "measure", lambda: {"claims": Figure(1, 2)})
    with pytest.raises(RashomonError, match=r"claims is 0\.50, its floor 0\.90"):
        module.quality(update=True)
    assert floors.read_text() == "[floors]\nclaims = 0.90\n"
    monkeypatch.setattr(module, "measure", lambda: {"claims": Figure(19, 20), "camps": Figure(1, 2)})
    module.quality(update=True)
    assert module.read_floors() == {"claims": 0.95, "camps": 0.5}


def test_the_examples_are_read_no_worse_than_before() -> None:
    from rashomon.bench.quality import below, measure, read_floors

    floors = read_floors()
    assert set(floors) == set(MEANING)
    figures = measure()
    assert below(figures, floors) == [], {name: round(figure.share, 2) for name, figure in figures.items()}


def test_the_speed_table_closes_with_the_ratio() -> None:
    from rashomon.bench.speed import Speed, table

    measured = Speed(2, 1000, (1.0, 2.0, 1.0), (1.5, 3.2, 1.8), (("tokenizer", 0.1), ("parser", 0.3)), 512.0)
    assert measured.ratio == pytest.approx(1.6)
    text = table(measured)
    assert text.splitlines()[-1] == "ratio to the bare parse: 1.60"
    assert "1,000 words" in text
    assert "512 MB" in text


def test_speed_runs_on_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rashomon.bench.speed import speed

    (tmp_path / "a.txt").write_text("The army said on Monday that it had taken the town. Activists denied it.\n" * 20)
    speed([str(tmp_path / "a.txt")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("ratio to the bare parse: ")
    assert float(lines[-1].rpartition(" ")[2]) > 0
    assert any("rashomon_who" in line for line in lines)


def test_rules_are_counted_with_the_packs_of_each_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rashomon.bench.rules import rules

    (tmp_path / "a.txt").write_text("The Syrian army shelled Homs on Monday, activists said.\n", encoding="utf-8")
    fired = []
    for packs in ((), ("none",), ("syria", "none")):
        rules([str(tmp_path / "a.txt")], packs)
        fired.append(capsys.readouterr().out)
    assert fired[0] != fired[1] == fired[2]
    assert all(told.startswith("1 reports, ") for told in fired)


def test_speed_without_a_report_says_what_to_do(tmp_path: Path) -> None:
    from rashomon.bench.speed import speed
    from rashomon.errors import RashomonError

    (tmp_path / "vide.txt").write_text("La ville est calme ce matin, disent les habitants du quartier de la gare. " * 5)
    with pytest.raises(RashomonError, match="language that is read"):
        speed([str(tmp_path / "vide.txt")])
