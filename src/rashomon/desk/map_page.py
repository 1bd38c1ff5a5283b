"""The map and the timeline of all matters that a filter leaves: a circle for each place, a strip and bars of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup, escape
from starlette.responses import Response

from rashomon.desk import histogram
from rashomon.desk.filters import View, address, box_text, sentence, without
from rashomon.desk.language import _, ngettext
from rashomon.desk.lists import facet_names, sayings
from rashomon.desk.place_and_speaker import bar
from rashomon.desk.request import Turn, page
from rashomon.ledger.read import facets, geo_time_counts, outlet_facet
from rashomon.ledger.read.geo_time_counts import Spot
from rashomon.model import STATUSES
from rashomon.pages import drawing
from rashomon.pages.brief import PRECISION_WORDS, STATUS_WORDS
from rashomon.pages.i18n import clean, day_of

LISTED = 60
"""Matters that are listed and have a bar of their own. Of more, a page of the list shows more than bars would."""
DRAWN = 30
"""Places on the drawing for those who run no script: those with most matters. The map and the table have all."""


def plot(turn: Turn) -> Response:
    view = turn.view
    spread = geo_time_counts.spread(turn.ledger, view.wanted)
    total = spread.matters
    few = total <= LISTED or bool(view.wanted.at)
    rows = facets.listed(turn.ledger, view.wanted, sort=view.sort, limit=LISTED)[1] if few else []
    strip = histogram.binned((_day(start), _day(end), n) for start, end, n in spread.ranges)
    pins, _far = drawing.near([_pin(s) for s in spread.spots[:DRAWN]])
    words = sayings(turn)
    named = {s.name for s in spread.spots}
    return page(
        turn,
        "map.html",
        view=view,
        total=total,
        rows=rows,
        listed=LISTED,
        sentence=sentence(total, view.wanted, words),
        facets=facets.facets(turn.ledger, view.wanted)
        | facets.borne_by(turn.ledger, view.wanted)
        | {"outlet": outlet_facet.outlets(turn.ledger, view.wanted)},
        facet_names=facet_names(),
        sayings=words,
        spread=spread,
        elsewhere=[u for u in spread.unplotted if u[1] not in named],
        several=[u for u in spread.unplotted if u[1] in named],
        place_rows=_rows(spread.spots, view, turn.language),
        drawn=len(pins),
        drawing=_drawn(tuple(pins), turn.language),
        fit=box_text(_extent(pins)),
        box=box_text(view.wanted.bbox),
        order=STATUSES,
        strip=strip,
        timeline=histogram.draw(strip, view.wanted.days) if strip else "",
        until=lambda day: _with_days(view, None, day - timedelta(1)),
        after=lambda day: _with_days(view, day + timedelta(1), None),
        bars=drawing.draw_timeline([bar(n, m) for n, m in enumerate(rows, start=1)]) if total <= LISTED else "",
    )


@lru_cache(maxsize=32)
def _drawn(pins: tuple[drawing.Pin, ...], language: str) -> Markup:
    return drawing.draw_map(pins, steps=True)


@lru_cache(maxsize=4096)
def _counted(n: int, language: str) -> Markup:
    """In the language of the request, which is named so that no other's words are kept for it."""
    return escape(ngettext("{n} matter", "{n} matters", n).format(n=f"{n:,}"))


_told = lru_cache(maxsize=8192)(lambda name: escape(clean(name)))
_quoted = lru_cache(maxsize=8192)(lambda id_: quote(id_, safe=":"))


def _with_days(view: View, start: date | None, end: date | None) -> View:
    window = (start.isoformat() if start else None, end.isoformat() if end else None)
    return View(replace(view.wanted, days=window), view.sort)


_day = lru_cache(maxsize=8192)(day_of)


def _pin(s: Spot) -> drawing.Pin:
    first = next(status for status in STATUSES if status in s.statuses)
    area = s.precision in ("admin1", "admin2")
    return drawing.Pin(clean(s.name), s.lat, s.lon, s.radius_km, first, area, (), s.matters)


def _extent(pins: Sequence[drawing.Pin]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of the middles and of the rims above them, where marks sit, and a little more."""
    if not pins:
        return None
    lats, lons = [p.lat for p in pins], [p.lon for p in pins]
    return (
        min(lons) - 0.2,
        min(lats) - 0.2,
        max(lons) + 0.2,
        max(p.lat + min(p.radius_km, 200.0) / 111.32 for p in pins) + 0.05,
    )


def _rows(spots: Sequence[Spot], view: View, language: str) -> Markup:
    """The table of places. The map that can be moved is made from it, so that nothing is told to eyes alone.

    Written here and not in the template: there are thousands in a large ledger.
    """
    link = address("/map", without(view, "at"))
    link = escape(f"{link}{'&' if '?' in link else '?'}at=")
    statuses: dict[str, str] = {s: _(STATUS_WORDS[s][0]).lower() for s in STATUSES}
    precise = {p: escape(_(words)) for p, words in PRECISION_WORDS.items()}
    widest, km, comma = escape(_("some ±{km} km")), escape(_("km")), _(", ")
    of = _("{n} {status}")
    apart = "{}" if language == "en" else "<bdi>{}</bdi>"
    rows = []
    for s in spots:
        told = comma.join(of.format(n=f"{n:,}", status=statuses[status]) for status, n in s.statuses.items())
        chosen = ' aria-current="true"' if s.id == view.wanted.at else ""
        reach = comma + apart.format(f"±{s.radius_km:g} {km}") if s.radius_km else ""
        reach += f" ({apart.format(widest.format(km=f'{s.circles[-1]:g}'))})" if s.circles[-1] > s.radius_km else ""
        rows.append(
            f'<tr data-circle="{s.lat:.4f},{s.lon:.4f},{s.radius_km:g}"'
            f' data-circles="{",".join(f"{r:g}" for r in s.circles)}"'
            f' data-statuses="{",".join(str(s.statuses.get(o, 0)) for o in STATUSES)}"{chosen}>'
            f'<th scope="row"><a href="{link}{_quoted(s.id)}#at"><bdi>{_told(s.name)}</bdi></a></th>'
            f"<td>{precise.get(s.precision) or escape(s.precision)}{reach}</td>"
            f"<td>{_counted(s.matters, language)}</td><td>{escape(told)}</td></tr>"
        )
    return Markup("\n".join(rows))  # noqa: S704 - everything in it is escaped above
