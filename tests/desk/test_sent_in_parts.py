"""Files are sent while they are made: what is in memory at once does not grow with them."""

from __future__ import annotations

import json
import tracemalloc
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from rashomon.desk.request import PART, json_in_parts, sent_in_parts
from rashomon.sharing.as_csv import parts, table

FEW, MANY = 5 * PART, 100 * PART


def rows(count: int) -> Iterator[dict[str, Any]]:
    return ({"claim": f"claim-{n}", "quote": f"the mayor said {n} shells fell" * 4} for n in range(count))


def as_json(count: int) -> Iterable[str]:
    return json_in_parts({"profile": "default", "claims": rows(count)})


def as_table(count: int) -> Iterable[str]:
    return parts(("claim", "quote"), (list(r.values()) for r in rows(count)))


def peak(made: Iterable[str]) -> int:
    tracemalloc.start()
    deque(made, maxlen=0)
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


@pytest.mark.parametrize("made", [as_json, as_table])
def test_twenty_times_the_rows_take_no_more_memory(made: Any) -> None:
    peak(made(FEW))  # what is made once and kept
    assert peak(made(MANY)) < 1.5 * peak(made(FEW))


@pytest.mark.parametrize("made", [as_json, as_table])
def test_the_first_part_is_there_before_the_second_is_made(made: Any) -> None:
    assert len(next(iter(made(MANY)))) < 1.1 * len("".join(made(PART)))


@pytest.mark.parametrize("count", [0, 1, PART - 1, PART, PART + 1, 2 * PART])
def test_parts_are_the_whole(count: int) -> None:
    told = json.loads("".join(json_in_parts({"a": 1, "claims": rows(count), "none": [], "z": ["x"]})))
    assert told == {"a": 1, "claims": list(rows(count)), "none": [], "z": ["x"]}
    assert "".join(as_table(count)) == table(("claim", "quote"), [list(r.values()) for r in rows(count)])


def test_a_record_of_nothing() -> None:
    assert json.loads("".join(json_in_parts({"a": {"b": []}}))) == {"a": {"b": []}}


def test_what_has_a_name_is_a_file_to_be_taken() -> None:
    named, shown = sent_in_parts(["a"], "text/csv", "x.csv"), sent_in_parts(["a"], "text/csv")
    assert named.headers["content-disposition"] == 'attachment; filename="x.csv"'
    assert "content-disposition" not in shown.headers
