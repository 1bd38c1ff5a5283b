"""Of a report in which nothing can tell names no words leave, and no cell that could hold one."""

from __future__ import annotations

from dataclasses import replace

from sharing_sample import sample, world

from rashomon.sharing import render, share


def test_quotes_titles_parties_and_reasons_stay_back() -> None:
    matters, told = sample()
    blind = [(report, replace(reading, names=None, title_names=None)) for report, reading in told]
    shared = share(matters, blind, world())
    assert shared.claims
    for c in shared.claims:
        assert (c.quote, c.report_title, c.report_url, c.means, c.reason) == (None,) * 5
        assert {c.actor, c.target, c.holder} <= {None}
    words = render("csv", shared).decode()
    assert all(name.split()[0] not in words for name in ("Jonah Brasc", "Mirel Tavesh", "Oslin Dray", "Tamsin Keld"))
