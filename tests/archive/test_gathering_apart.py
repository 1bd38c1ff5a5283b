"""What is gathered piece by piece is what is gathered at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.archive import gathering_apart
from rashomon.archive.by_processes import processes
from rashomon.bench.desk import as_read
from rashomon.bench.linking import made_up
from rashomon.matters import gather
from rashomon.matters.accounts import has_account
from rashomon.model import Matter, Reading, Report, Statement
from rashomon.world import load_world

Read = list[tuple[Report, Reading]]


def readings(claims: int, seed: int, a_day: int, places: int | None) -> Read:
    return [(report, as_read(report, reading)) for report, reading in made_up(claims, seed, a_day, places)]


def some_not_known(read: Read) -> Read:
    """Every fifth statement of somebody says only that it is not known."""

    def declining(statement: Statement, n: int) -> Statement:
        if n % 5 or statement.speaker.span is None:
            return statement
        claims = tuple(replace(c, modality="hypothetical") for c in statement.claims)
        return replace(statement, stance="declines", claims=claims)

    return [
        (report, replace(x, statements=tuple(declining(s, n + i) for i, s in enumerate(x.statements))))
        for n, (report, x) in enumerate(read)
    ]


def in_pieces(read: Read, size: int, at_once: int, workers: int = 1) -> list[Matter]:
    some = [read[i : i + size] for i in range(0, len(read), size)]
    pieces = [gathering_apart.Piece(partial(texts_of, one), partial(some_of, one)) for one in some]
    with TemporaryDirectory() as scratch, processes(workers) as each:
        found = gathering_apart.all_matters(pieces, (), Path(scratch), listed, each, at_once)
        return sorted((m for some in found for m in some), key=lambda m: m.id)


def some_of(read: Read) -> Read:
    return read


def texts_of(read: Read) -> dict[str, str]:
    return {report.key: report.text for report, reading in read if has_account(reading)}


def listed(matters: Iterator[Matter], name: str) -> list[Matter]:
    return [*matters]


def whole(read: Read) -> list[Matter]:
    return sorted(gather(read, load_world()), key=lambda m: m.id)


@settings(max_examples=12)
@given(
    claims=st.integers(1, 250),
    seed=st.integers(0, 10**6),
    a_day=st.sampled_from([8, 40, 100]),
    places=st.sampled_from([1, 3, None]),
    size=st.sampled_from([1, 7, 60]),
    at_once=st.sampled_from([1, 20, 5000]),
)
def test_piece_by_piece_is_all_at_once(
    claims: int, seed: int, a_day: int, places: int | None, size: int, at_once: int
) -> None:
    read = readings(claims, seed, a_day, places)
    assert in_pieces(read, size, at_once) == whole(read)


def test_who_says_that_it_is_not_known_joins_nothing() -> None:
    read = some_not_known(readings(400, 4, 40, 3))
    found = in_pieces(read, 20, 50)
    assert found == whole(read)
    assert any(m.reasons for m in found)


def test_a_lone_surrogate_in_a_text_is_kept() -> None:
    read = [(replace(report, text=f"{report.text}\ud83d"), x) for report, x in readings(60, 2, 40, 3)]
    assert in_pieces(read, 20, 50) == whole(read)


@pytest.mark.parametrize("at_once", [1, 5000])
def test_a_crowd_in_one_place_is_gathered_alike(at_once: int) -> None:
    """More tellings of one place and season than are compared with each other, and copies across all pieces."""
    read = readings(900, 3, 300, 1)
    found = in_pieces(read, 50, at_once)
    assert found == whole(read)
    assert max(len(p.claims) for m in found for p in m.positions) > 3


def test_the_order_of_reports_decides_nothing() -> None:
    read = readings(150, 5, 40, 3)
    assert in_pieces(read[::-1], 9, 50) == in_pieces(read, 31, 5000)


def test_several_processes_gather_the_same() -> None:
    read = readings(300, 11, 60, 3)
    assert in_pieces(read, 25, 200, workers=2) == whole(read)
