"""What pages of the desk are made of, value by value: figures in a form, steps of outlines, pages asked for, tokens."""

from __future__ import annotations

from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request

from rashomon.desk.archive_desk import _page
from rashomon.desk.manual_claims import _figure
from rashomon.desk.outlines_script import SCALE, _extent, _inside, _steps
from rashomon.desk.safety import Safety, is_loopback, safety
from rashomon.desk.who import _is_known
from rashomon.desk.workers import Rereading
from rashomon.model import Count, Span

SQUARE = [(1.0, 2.0), (5.0, 2.0), (5.0, 4.0), (1.0, 4.0)]
FORK = [(0.0, 0.0), (10.0, 0.0), (10.0, 4.0), (9.0, 4.0), (9.0, 1.0), (3.0, 1.0), (3.0, 4.0), (0.0, 4.0)]
"""Two prongs, the western one three degrees wide, the eastern one."""


@pytest.mark.parametrize(("ring", "extent", "inside"), [(SQUARE, 8.0, (3.0, 3.0)), (FORK, 40.0, (1.5, 2.0))])
def test_where_a_name_may_stand_in_a_ring(
    ring: list[tuple[float, float]], extent: float, inside: tuple[float, float]
) -> None:
    assert _extent(ring) == extent
    assert _inside(ring) == pytest.approx(inside)


def test_a_ring_in_steps_from_point_to_point() -> None:
    one = SCALE
    assert _steps(SQUARE) == [one, 2 * one, 4 * one, 0, 0, 2 * one, -4 * one, 0]


@pytest.mark.parametrize(
    ("low", "high", "figure"),
    [(12, 12, "12"), (10, 20, "10-20"), (12, None, "12-"), (None, 12, "-12"), (2.5, 2.5, "2.5"), (None, None, "")],
)
def test_a_count_in_a_field_of_a_form(low: float | None, high: float | None, figure: str) -> None:
    assert _figure(Count(Span(0, 2), "x", "killed", None, low, high, low == high, None)) == figure


@pytest.mark.parametrize(
    ("asked", "page"),
    [("", 1), ("page=3", 3), ("page=0", 0), ("page=-1", 1), ("page=x", 1), ("page=12345678", 12345678),
     ("page=123456789", 1), ("page=%D9%A3", 3), ("page=2.5", 1)],
)  # fmt: skip
def test_a_page_that_is_asked_for(asked: str, page: int) -> None:
    assert _page(Request({"type": "http", "query_string": asked.encode(), "headers": []})) == page


@pytest.mark.parametrize(
    ("token", "given", "let_in"),
    [("kelp", "kelp", True), ("kelp", "kelq", False), ("kelp", "", False), (None, "", False), (None, "None", False),
     ("kélp", "kélp", True)],
)  # fmt: skip
def test_a_token(token: str | None, given: str, let_in: bool) -> None:
    assert Safety("127.0.0.1", token, b"key").is_token(given) is let_in


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("localhost", True), ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("0.0.0.0", False),
     ("192.0.2.1", False), ("desk.example", False)],
)  # fmt: skip
def test_an_address_of_this_machine_alone(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_each_run_signs_with_a_key_of_its_own() -> None:
    one, other = (safety("127.0.0.1", "kelp lantern quay") for _ in range(2))
    assert one.session() != other.session()
    assert one.signed("a") == one.signed("a") != one.signed("b")


@pytest.mark.parametrize(
    ("what", "name", "known"),
    [
        ("place", "Old Quay", True), ("place", "OLD QUAY", True), ("place", "Kessin", False),
        ("outlet", "Harbour Post", True), ("outlet", "Old Quay", False), ("outlet", "Harbour Guard", False),
        ("speaker", "Harbour Guard", True), ("party", "Kalari Front", False), ("speaker", "Nobody", False),
    ],
)  # fmt: skip
def test_who_needs_no_entry_any_more(what: str, name: str, known: bool) -> None:
    """A body is known once its side is."""
    entities = {
        "Harbour Guard": SimpleNamespace(camp="guard"),
        "Kalari Front": SimpleNamespace(camp="unknown"),
    }
    packs: Any = SimpleNamespace(outlet={"Harbour Post": "post"}.get, find=entities.get)
    assert _is_known(what, name, packs, {"old quay"}) is known


def test_reading_again_is_under_way_until_it_is_done() -> None:
    again = Rereading(None)  # type: ignore[arg-type]
    assert not again.busy
    again.running = Future()
    assert again.busy
    again.running.set_result(None)
    assert not again.busy
