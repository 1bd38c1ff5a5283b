"""Records come back from JSON as they went in, whatever is in them."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any, get_args

import made_up
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import RashomonError
from rashomon.ledger.core.from_json import matter_from_json, reading_from_json
from rashomon.model import Matter, Reading, Span, Toll, Why, as_json

SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: Span(*sorted(pair)))
st.register_type_strategy(Span, SPANS)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(str, st.text(max_size=8))
# Who corrected a field is laid over a reading and is never stored with one, nor written anywhere.
st.register_type_strategy(Why, st.builds(Why, by=st.just("")))


def short(kind: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    """Tuples of any length: of up to two. With longer ones hypothesis throws most records away, as too large."""
    args = get_args(kind)
    if args[-1] is Ellipsis:
        return st.lists(st.from_type(args[0]), max_size=2).map(tuple)
    return st.tuples(*map(st.from_type, args))


st.register_type_strategy(tuple, short)


def through_json(record: object) -> object:
    return json.loads(json.dumps(as_json(record)))


@given(st.builds(Reading))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_reading_comes_back(reading: Reading) -> None:
    assert reading_from_json(through_json(reading)) == reading


@given(st.builds(Matter))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_matter_comes_back(matter: Matter) -> None:
    assert matter_from_json(through_json(matter)) == matter


def test_every_record_comes_back_as_its_own_type() -> None:
    reading = made_up.reading(made_up.report("r", "The army holds Kastrel. The army struck Brellin"))
    back = reading_from_json(through_json(reading))
    assert back == reading

    def types(record: object) -> object:
        if dataclasses.is_dataclass(record):
            return type(record), [types(getattr(record, f.name)) for f in dataclasses.fields(record)]
        return (type(record), [types(x) for x in record]) if isinstance(record, tuple) else type(record)

    assert types(back) == types(reading)
    [matter] = [
        m
        for m in made_up.gather([(made_up.report("r", "The army struck Brellin"), back)])
        if m.claim_kind == "airstrike"
    ]
    assert isinstance(matter_from_json(through_json(matter)).positions[0].answer, Toll)


def test_unknown_keys_are_passed_over_and_a_missing_one_is_named() -> None:
    data = through_json(made_up.reading(made_up.report("r", "The army holds Kastrel")))
    assert reading_from_json(data | {"mood": "bright"}).id == "r"
    del data["statements"][0]["speaker"]["camp"]
    with pytest.raises(RashomonError, match="has no 'camp'"):
        reading_from_json(data)


def test_zero_is_not_unknown() -> None:
    data = through_json(made_up.reading(made_up.report("r", "The army holds Kastrel")))
    data["counts"][0] |= {"low": 0, "high": None}
    count = reading_from_json(data).counts[0]
    assert count.low == 0
    assert count.high is None
    assert not math.isnan(count.low)
