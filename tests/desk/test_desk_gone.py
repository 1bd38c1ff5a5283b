"""A desk whose ledger is gone, another or garbage refuses every page and every ruling, and says so where it runs."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path

import desk_made as made
import pytest

from rashomon import ledger as book

PAGES = ("/", "/matters", "/review", "/map", "/export", "/matters.json", "/matters.csv")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.ledger(tmp_path / "case.rashomon")


def gone(path: Path) -> None:
    path.rename(path.with_name("elsewhere.rashomon"))


def another(path: Path) -> None:
    made.ledger(path.with_name("other.rashomon")).replace(path)


def garbage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 400)


AWAY = [(gone, "moved or deleted"), (another, "took its place"), (garbage, "damaged|not a Rashomon ledger")]


@pytest.mark.parametrize(("away", "says"), AWAY)
def test_every_page_says_that_the_ledger_is_not_there(
    path: Path, away: Callable[[Path], None], says: str, caplog: pytest.LogCaptureFixture
) -> None:
    with made.desk(path) as client, caplog.at_level(logging.ERROR, "rashomon.desk"):
        matter = made.matter_ids(client.get("/matters").text)[0]
        token = made.hidden(client.get(f"/matters/{matter}").text)
        away(path)
        ruling = {"verb": "accept", "targets": matter, "by": "A. Editor", "why": "seen", "next": "/"} | token
        answer = client.post("/decide", data=ruling)
        assert answer.status_code == 500
        assert re.search(says, answer.text)
        for page in PAGES:
            answer = client.get(page)
            assert (answer.status_code, bool(re.search(says, answer.text))) == (500, True), page
    told = [r.getMessage() for r in caplog.records if re.search(says, r.getMessage())]
    assert 1 <= len(told) <= 4  # each way to say it once, by each of the two threads
    assert all("fault in Rashomon" not in r.getMessage() for r in caplog.records)


def test_a_ledger_that_came_back_is_shown_again(path: Path) -> None:
    with made.desk(path) as client:
        assert client.get("/matters").status_code == 200
        away = path.rename(path.with_name("elsewhere.rashomon"))
        assert client.get("/matters").status_code == 500
        away.rename(path)
        assert client.get("/matters").status_code == 200
    with book.open_ledger(path) as ledger:
        assert book.check(ledger) == []
