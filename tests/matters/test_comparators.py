"""When two mentions are one place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.matters.comparators import same_place
from rashomon.model import Place, Span

BRELLIN = Place(Span(0, 7), "Brellin", "Brellin", 12.5, 40.0, 3.0, "locality", "QQ", None, "pack:x/Brellin", None)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"name": "Brellin al-Sharq"}, True),  # one entry, called otherwise
        ({"name": "Brellin al-Sharq", "lat": None, "lon": None}, True),
        ({"gazetteer": "pack:x/Other", "lat": 13.9}, False),  # a namesake far away
        ({"gazetteer": "pack:x/Other", "name": "Kastrel", "lat": 13.9}, False),
        ({"gazetteer": None, "name": "Kastrel", "lat": None, "lon": None}, False),
    ],
)
def test_one_place_named_twice(other: dict[str, object], same: bool) -> None:
    told = replace(BRELLIN, **other)
    assert same_place(BRELLIN, told) is same
    assert same_place(told, BRELLIN) is same


def test_two_that_no_list_has_are_one_by_their_name_alone() -> None:
    unknown = replace(BRELLIN, gazetteer=None, lat=None, lon=None, precision="unresolved")
    assert same_place(unknown, replace(unknown, text="Brellin,"))
    assert not same_place(unknown, replace(unknown, name="Kastrel"))
