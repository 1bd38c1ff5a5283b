"""Search: in what is said, who says it, places, and the questions; words found are shown in context."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import desk_made as made
import pytest
from starlette.testclient import TestClient

from rashomon.ledger.core.queries import search_terms


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with made.desk(made.ledger(tmp_path / "case.rashomon")) as found:
        yield found


TERMS = [
    ("air strike", [("air", ""), ("strike", "")]),
    ('"air strike" Brel*', [("air strike", ""), ("Brel", "*")]),
    ('" " - * ', []),
    ('AND OR "', [("AND", ""), ("OR", "")]),  # words like others
]


@pytest.mark.parametrize(("typed", "terms"), TERMS)
def test_what_a_person_types_is_words_phrases_and_beginnings(typed: str, terms: list[tuple[str, str]]) -> None:
    assert search_terms(typed) == terms


FOUND = [
    # what is typed, a question that is found, one that is not
    ("airstrike", "Brellin", "Kastrel"),  # no report says so: the question does
    ("control Quennet", "Quennet", "Brellin"),
    ('"holds Quennet"', "Quennet", "Kastrel"),
    ("cont* quenn*", "Quennet", "Kastrel"),
    ("struck", "Brellin", "Kastrel"),  # only the words of the reports do
]


def listed(text: str) -> str:
    return text.split("<tbody>")[1].split("</tbody>")[0]


@pytest.mark.parametrize(("typed", "there", "gone"), FOUND)
def test_questions_are_found_too(client: TestClient, typed: str, there: str, gone: str) -> None:
    rows = listed(client.get("/matters", params={"q": typed}).text)
    assert there in rows
    assert gone not in rows


@pytest.mark.parametrize("typed", ["irstrike", '"Quennet holds"', "zebra"])
def test_parts_of_words_and_other_orders_are_not(client: TestClient, typed: str) -> None:
    assert "No matter fits these filters" in client.get("/matters", params={"q": typed}).text


def test_the_words_found_are_shown_in_their_passage(client: TestClient) -> None:
    rows = listed(client.get("/matters?q=struck").text)
    assert "<mark>struck</mark>" in rows
    assert "Brellin</span>" in rows.replace(" ", "")
    assert "<mark>" not in client.get("/matters").text


def test_what_a_report_holds_is_escaped_in_a_passage(client: TestClient) -> None:
    text = client.get("/matters?q=alert").text
    assert "<mark>alert</mark>" in text
    assert "<script>alert" not in text
