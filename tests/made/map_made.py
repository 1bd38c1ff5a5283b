"""A ledger of matters in made-up places on made-up days, for the tests of the desk's map: no model is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import made_up

from rashomon import ledger as book
from rashomon.ledger.core import queries
from rashomon.model import Party


@dataclass(frozen=True)
class Told:
    """A matter to be: in a place, on some days, disputed or not."""

    place: str
    at: tuple[float, float, float] | None
    """Latitude, longitude, radius."""
    days: tuple[str | None, str | None]
    precision: str = "locality"
    id: str | None = ""
    """In the gazetteer; empty: made of the name."""


TOLD = (
    Told("Kastrel", (35.0, 37.0, 2.0), ("2013-07-31", "2013-07-31")),
    Told("Kastrel", (35.0, 37.0, 12.0), ("2013-08-01", "2013-08-20")),
    Told("Upland", (36.0, 38.0, 90.0), (None, "2013-09-02"), "admin1"),
    Told("Corvany", (30.0, 30.0, 400.0), ("2013-08-01", "2013-08-01"), "country"),
    Told("Nowhere Mill", None, ("2014-01-01", None), "unresolved", None),
    Told("Fiji Ford", (-17.5, 179.9, 20.0), (None, None)),
)


def ledger_of(path: Path, told: Sequence[Told], site: str | None = None) -> Path:
    """One report and one matter for each. A `site` (a hospital ...) is what was struck in all of them."""
    dates = {}
    with book.open_ledger(path) as ledger:
        for n, t in enumerate(told):
            report = made_up.report(f"r{n}.txt", f"The army struck {t.place.replace(' ', '')}{n}")
            reading = made_up.reading(report)
            lat, lon, radius = t.at or (None, None, None)
            id_ = f"pack:x/{t.place.replace(' ', '-')}" if t.id == "" else t.id
            (place,) = reading.places
            place = replace(
                place, name=t.place, lat=lat, lon=lon, radius_km=radius, precision=t.precision, gazetteer=id_,
                country="SY", admin1=None if t.precision == "unresolved" else "Aleppo",
            )  # fmt: skip
            (statement,) = reading.statements
            (claim,) = statement.claims
            target = Party("it", place.span, None, None, site) if site else None
            claim = replace(claim, target=target)
            dates[claim.id] = t
            book.add(
                ledger,
                report,
                replace(reading, places=(place,), statements=(replace(statement, claims=(claim,)),)),
                made_up.NOW,
            )
        matters = []
        for report, reading in book.ruled_read(ledger):
            for s in reading.statements:
                t = dates[s.claims[0].id]
                one = made_up.matter("airstrike", t.place, [(report, s, s.claims[0])])
                matters.append(replace(one, date=t.days, lat=t.at and t.at[0], lon=t.at and t.at[1]))
        book.store_matters(ledger, tuple(matters), made_up.NOW, queries.generation(ledger))
    return path
