"""What is drawn and printed: figures by who gives them, tables on a phone, a line on each print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import desk_made as made
import pytest
from starlette.testclient import TestClient

from rashomon.desk.view_models import MOST_BARS, called_ranges
from rashomon.model import Toll


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with made.desk(made.ledger(tmp_path / "case.rashomon")) as found:
        yield found


def test_figures_of_a_camp_that_gives_several_are_called_by_who_gives_them() -> None:
    given = [
        ("rebels", ("a medic",), Toll(3, 3)),
        ("rebels", ("a brigade",), Toll(5, None)),
        ("army", ("x",), Toll(1, 1)),
    ]
    assert called_ranges(given) == [("a medic", 3, 3), ("a brigade", 5, None), ("army", 1, 1)]


def test_of_many_figures_every_camp_has_one_drawn() -> None:
    given = [("rebels", (f"r{n}",), Toll(n, n)) for n in range(20)] + [("army", ("x",), Toll(1, 1))]
    drawn = called_ranges(given)
    assert len(drawn) == MOST_BARS
    assert [who for who, *_ in drawn] == [*(f"r{n}" for n in range(MOST_BARS - 1)), "army"]


@pytest.mark.parametrize(
    "address", ["/", "/matters?status=disputed&sort=date", "/map", "/incidents", "/log", "/changes"]
)
def test_a_print_says_which_ledger_it_is_of_its_address_and_when(client: TestClient, address: str) -> None:
    text = client.get(address).text
    line = text.split('class="printed"')[1].split("</p>")[0]
    assert "case.rashomon" in line
    assert f"{made.BASE}{address.replace('&', '&amp;')}<" in line
    assert " UTC" in line


def test_no_print_repeats_an_address_that_led_nowhere(client: TestClient) -> None:
    assert "Tamsin" not in client.get("/speakers/Tamsin").text
