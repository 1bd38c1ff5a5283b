"""Who is said to have held which place: on the place's page and in the list; no siege, no plan, nothing rejected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import desk_made as made
import made_up
import pytest
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.ledger.read.holders import holdings
from rashomon.model import When
from rashomon.world.kind_files import load_kinds

KINDS = frozenset(name for name, kind in load_kinds().items() if kind.asks_holder)
HELD = When("2026-02-20", "2026-02-20", "precise", None, "text")


def put(ledger: book.Ledger, name: str, text: str, camp: str = "monitor", **claim: Any) -> None:
    """A report all of whose claims are so."""
    report = made_up.report(name, text)
    reading = made_up.reading(report, camp=camp)
    said = tuple(
        replace(s, claims=tuple(replace(c, **({"time": HELD} | claim)) for c in s.claims)) for s in reading.statements
    )
    book.add(ledger, report, replace(reading, statements=said), made_up.NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "case.rashomon"
    with book.open_ledger(path) as ledger:
        put(ledger, "a.txt", "The army holds Kastrel")
        put(ledger, "b.txt", "The army does not holds Kastrel", camp="opposition")
        put(ledger, "c.txt", "The army holds Ondessa", modality="planned")
        put(ledger, "d.txt", "The army holds Dereny", kind="siege")
        put(ledger, "e.txt", "The army holds Brellin", time=When(None, None, "imprecise", None, "context"))
        put(ledger, "f.txt", "The army holds Quennet", modality="ongoing")
        made.gathered(ledger)
    return path


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with made.desk(path) as found:
        yield found


def held(path: Path) -> dict[str, list[bool]]:
    with book.open_ledger(path) as ledger:
        return {place: [h.denied for h in some] for place, some in holdings(ledger, KINDS).items()}


def test_what_accounts_say_of_past_days_and_nothing_else(path: Path) -> None:
    assert {place: sorted(some) for place, some in held(path).items()} == {
        "pack:x/Kastrel": [False, True],
        "pack:x/Quennet": [False],
    }


def test_what_a_person_rejected_is_left_out(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        [claim] = [h.claim for h in holdings(ledger, KINDS)["pack:x/Quennet"]]
        book.decide(ledger, "reject", claim, by="A", why="", now=made_up.NOW)
    assert held(path).keys() == {"pack:x/Kastrel"}


def test_the_list_leads_to_the_places_and_says_where_accounts_differ(client: TestClient) -> None:
    text = client.get("/control").text
    assert text.count("data-row") == 2
    row = text.split("All places")[1].split("<bdi>Kastrel</bdi>")[1].split("</tr>")[0]
    assert "20 February 2026" in row and "<svg" in row and 'class="contested"' in row
    assert client.get("/places/pack%3Ax%2FKastrel").status_code == 200
    assert client.get("/control?q=quen").text.count("data-row") == 1
    assert client.get("/control?page=x").status_code == 400


def test_the_page_of_a_place_has_the_strip_and_says_what_it_is_not(client: TestClient) -> None:
    text = client.get("/places/pack%3Ax%2FKastrel").text
    assert 'class="strip"' in text and "This is no map of a front" in text
    assert 'class="strip"' not in client.get("/places/pack%3Ax%2FOndessa").text


def test_a_siege_is_told_apart_from_who_holds_it(client: TestClient) -> None:
    text = client.get("/places/pack%3Ax%2FDereny").text
    assert "Nobody says who holds it." in text and "Who is said to besiege it" in text


def test_a_day_is_told_with_or_without_script(client: TestClient) -> None:
    text = client.get("/control?on=2026-02-20").text
    assert 'type="range"' in text and 'value="2026-02-20"' in text
    told = text.split('id="on-day"')[1].split("All places")[0]
    assert "of 2 places somebody says who held them that day" in told
    row = told.split("<bdi>Kastrel</bdi>")[1].split("</tr>")[0]
    assert "government" in row and "according to" in row and "yes" in row
    part = client.get("/control?part=1&on=2026-02-24").text
    assert "<html" not in part and "4 days before" in part
    assert "Kastrel" not in client.get("/control?part=1&on=2026-05-24").text
    assert client.get("/control?on=yesterday").status_code == 400
    assert client.get("/control").text.count('id="on-day"') == 1, (
        "without a day it is the last of which something is said"
    )
