"""The facet of outlets: each number is that of the list one gets by choosing it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import made_up
import pytest
from brellin import added, gathered

from rashomon import ledger as book
from rashomon.ledger import Ledger
from rashomon.ledger.read import facets, incident_index, outlet_facet
from rashomon.ledger.read.facets import Wanted

WANTED = (
    Wanted(),
    Wanted(status=("one_origin",)),
    Wanted(kind=("airstrike",)),
    Wanted(outlet=("Outlet of b",)),
    Wanted(outlet=("Nobody's Paper",)),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    path = tmp_path / "case.rashomon"
    with book.open_ledger(path) as made:
        for name in "abc":
            added(made, name)
        gathered(made, frozenset("ab"))
    return book.open_ledger(path)


@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("by_incident", [False, True])
def test_a_number_is_that_of_the_list(ledger: Ledger, wanted: Wanted, by_incident: bool) -> None:
    listed = incident_index.listed if by_incident else facets.listed
    told = dict(outlet_facet.outlets(ledger, wanted, by_incident))
    found = {
        name: listed(ledger, replace(wanted, outlet=(name,)))[0]
        for name in ("Outlet of a", "Outlet of b", "Outlet of c")
    }
    assert {name: n for name, n in told.items() if n} == {name: n for name, n in found.items() if n}
    assert set(wanted.outlet) <= told.keys()  # what was chosen can be dropped where nothing fits it


def test_it_follows_what_is_set_aside(ledger: Ledger) -> None:
    before = dict(outlet_facet.outlets(ledger, Wanted()))
    rows = facets.listed(ledger, Wanted(outlet=("Outlet of c",)))[1]
    book.decide(ledger, "set_aside", rows[0].id, by="A. Editor", why="", now=made_up.NOW)
    assert before["Outlet of c"] - dict(outlet_facet.outlets(ledger, Wanted())).get("Outlet of c", 0) == 1
