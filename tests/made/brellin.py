"""A small ledger of reports that all tell of Brellin, each report's claims a matter of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import made_up

from rashomon import ledger as book
from rashomon.ledger import Ledger
from rashomon.ledger.core import queries
from rashomon.model import Matter, Reading, Report

TEXT = "The army struck Brellin"


def apart(read: Sequence[tuple[Report, Reading]], together: Sequence[frozenset[str]] = ()) -> list[Matter]:
    """Each report's claims by kind are a matter of their own; reports named in one set of `together` share one."""
    found: dict[tuple[str, str], list[object]] = {}
    for report, reading in read:
        group = next((min(g) for g in together if report.id in g), report.id)
        for s in reading.statements:
            for c in s.claims:
                found.setdefault((c.kind, group), []).append((report, s, c))
    return [made_up.matter(kind, "Brellin", told) for (kind, _), told in sorted(found.items())]  # type: ignore[arg-type]


def gathered(ledger: Ledger, *together: frozenset[str]) -> None:
    of = queries.generation(ledger)
    book.store_matters(ledger, apart(book.ruled_read(ledger), together), made_up.NOW, of)


def added(ledger: Ledger, name: str, text: str = TEXT, **told: object) -> Report:
    report = made_up.report(name, f"{text} {name}. Or so", outlet=f"Outlet of {name}", **told)
    report = replace(report, text=report.text.removesuffix(". Or so"))
    book.add(ledger, report, brellin(report), made_up.NOW)
    return report


def brellin(report: Report) -> Reading:
    """As `made_up.reading`, with Brellin as the place whatever the text ends with."""
    reading = made_up.reading(report)
    return replace(reading, places=tuple(replace(p, name="Brellin", gazetteer="pack:x/b") for p in reading.places))
