"""What an assistant is told: words with their spans, what is left out, and nothing that the profile holds back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import exports_made as made
import pytest
from sharing_sample import NAMES

from rashomon.assistant import answers_of_tools as answers
from rashomon.errors import RashomonError
from rashomon.model import Toll

CLAIMS = [
    made.claim("a", start=3, end=24, text_sha256="ab" * 32),
    made.claim("b", speaker="Arvessan army", speaker_camp="government", quote="we struck nobody"),
    made.claim("c", quote="a bridge was hit", place_name="Ondessa", matter_id="M-3"),
]
SHARED = made.shared(
    CLAIMS,
    [
        made.matter(
            "M-1", "responsibility", made.position("monitor", "government", "a"),
            made.position("government", "government", "b", polarity="denied"), status="disputed",
        ),
        made.matter("M-2", "death_toll", made.position("monitor", Toll(12, None), "a"), status="one_origin"),
        made.matter(
            "M-3", "occurrence", made.position("monitor", "yes", "c"), incident="I-2", place="Ondessa",
            date=("2019-06-01", "2019-06-02"),
        ),
    ],
)  # fmt: skip


def ids(answer: dict[str, Any], rows: str, name: str) -> list[str]:
    return [row[name] for row in answer[rows]]


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("struck", ["a", "b"]),
        ("STRUCK army", ["b"]),
        ("ondessa", ["c"]),
        ("nothing of it", []),
    ],
)
def test_search_finds_claims_in_which_all_words_stand(words: str, claims: list[str]) -> None:
    assert ids(answers.found(SHARED, words, 20), "claims", "claim") == claims


def test_a_claim_has_its_words_and_where_they_stand() -> None:
    [row] = answers.found(SHARED, "planes", 20)["claims"]
    assert (row["quote"], row["span"], row["text_sha256"]) == ("planes struck Kastrel", [3, 24], "ab" * 32)
    assert (row["outlet"], row["published"], row["review"]) == (
        "Northline",
        "2019-05-14",
        "unreviewed machine reading",
    )


FILTERS = [
    ({}, ["I-1", "I-2"]),
    ({"status": "disputed"}, ["I-1"]),
    ({"place": "ONDE"}, ["I-2"]),
    ({"kind": "death_toll"}, ["I-1"]),
    ({"kind": "airstrike"}, ["I-1", "I-2"]),
    ({"since": "2019-06-01"}, ["I-2"]),
    ({"until": "2019-05-31"}, ["I-1"]),
    ({"since": "2019-05-20", "until": "2019-05-31"}, []),
]


@pytest.mark.parametrize(("asked", "found"), FILTERS)
def test_incidents_by_what_they_are(asked: dict[str, str], found: list[str]) -> None:
    assert ids(answers.incidents(SHARED, **asked), "incidents", "incident") == found  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["I-1", "M-1", "M-2"])
def test_an_incident_has_the_answers_of_each_side_in_their_words(name: str) -> None:
    told = answers.incident(SHARED, name)["incident"]
    assert ids(told, "questions", "matter") == ["M-1", "M-2"]
    said = {a["camp"]: (a["answer"], a["words"][0]["quote"]) for a in told["questions"][0]["answers"]}
    assert said == {
        "Monitor": ("government", "planes struck Kastrel"),
        "Government": ("not government", "we struck nobody"),
    }
    assert told["killed"] == [{"according_to": "Monitor", "number": "at least 12"}]


def test_disputed_questions_are_those_and_no_others() -> None:
    assert ids(answers.disputed(SHARED, 20), "questions", "matter") == ["M-1"]


@pytest.mark.parametrize(("report", "claims"), [("report-a", ["a"]), ("abababab", ["a"])])
def test_claims_of_a_report(report: str, claims: list[str]) -> None:
    only = replace(CLAIMS[1], report_sha256="0" * 64, text_sha256="1" * 64)
    shared = made.shared([CLAIMS[0], only], [])
    assert ids(answers.of_report(shared, report, 20), "claims", "claim") == claims


@pytest.mark.parametrize("limit", [1, 2, 1000, 0])
def test_what_is_left_out_is_counted(limit: int) -> None:
    many = made.shared([made.claim(str(n)) for n in range(150)], [])
    answer = answers.found(many, "planes", limit)
    given = max(1, min(limit, answers.MOST))
    assert (len(answer["claims"]), answer["total"], answer["left_out"]) == (given, 150, 150 - given)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: answers.found(SHARED, " ", 1),
        lambda: answers.incidents(SHARED, status="proven"),
        lambda: answers.incident(SHARED, "I-9"),
        lambda: answers.of_report(SHARED, "report-99", 1),
        lambda: answers.of_report(SHARED, "ab", 1),
    ],
)
def test_what_cannot_be_answered_is_said(ask: Any) -> None:
    with pytest.raises(RashomonError):
        ask()


def everything(shared: Any) -> str:
    found = [answers.incidents(shared, limit=100), answers.disputed(shared, 100)]
    found += [answers.incident(shared, m.incident) for m in shared.matters]
    found += [answers.found(shared, c.kind_label.split()[0], 100) for c in shared.claims]
    found += [answers.of_report(shared, c.report_id, 100) for c in shared.claims if c.report_id]
    return json.dumps(found, ensure_ascii=False)


def test_no_private_person_is_told_and_looking_for_one_finds_nothing() -> None:
    assert [name for name in NAMES if name in everything(made.SAMPLE)] == []
    assert any(name in everything(made.FULL) for name in NAMES)
    for name in NAMES:
        assert answers.found(made.SAMPLE, name, 100)["total"] == 0
        assert answers.found(made.SAMPLE, name.split()[-1], 100)["total"] == 0
