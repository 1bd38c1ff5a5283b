"""Who is said to have held which place: a strip for a place, and a list of all. Past days, each by who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from rashomon.desk.filters import PER_PAGE
from rashomon.desk.request import Turn, page, party_label
from rashomon.errors import RashomonError
from rashomon.ledger.read.holders import Holding, holdings
from rashomon.ledger.read.list_index import held
from rashomon.message import Phrase
from rashomon.model import NEUTRAL_CAMPS
from rashomon.pages.control_map import BACK, LETTERS, OTHER, draw_control, lettered, letters_of, on_day
from rashomon.pages.control_strip import NEAR, Mark, called, contested, draw_strip, lanes_of
from rashomon.pages.i18n import day_of
from rashomon.pages.outlines import Pin, near

MOST_MARKS = 150
"""Claims that a small strip is drawn of, the latest."""
ON_DAY = 60
"""Places of which it is told who held them on a day: those of which something is said of that very day come first."""


def marks_of(turn: Turn, place: str) -> list[Mark]:
    """What is said of who held a place."""
    return [m for h in holdings(turn.ledger, _kinds(turn)).get(place, []) if (m := _mark(turn, h))]


def places(turn: Turn) -> Response:
    """All places of which somebody is said to have held them: who on one day, on a map; and a list, those with most
    claims first. With `part` what is said of the day alone, for a page that is there already."""
    asked = turn.asked("page") or "1"
    if not asked.isdecimal() or int(asked[:9]) < 1:
        raise RashomonError(asked, Phrase("it is no number of a page"))
    every = holdings(turn.ledger, _kinds(turn))
    on = turn.asked("on")
    if on and day_of(on) is None:
        what = Phrase("a day as 2016-08-05")
        raise RashomonError(
            on, Phrase("the filter {name} cannot be read so", name="on"), Phrase("It takes {what}.", what=what)
        )
    days = _days(turn, every)
    day = day_of(on) or (days[1] if days else None)
    told = _on(turn, every, day) if day else {}
    if turn.asked("part"):
        return page(turn, "control_day.html", day=day, **told)
    words, number = turn.asked("q").strip().casefold(), int(asked[:9])
    found = sorted(
        ((id_, some[-1].place, some) for id_, some in every.items() if words in some[-1].place.casefold()),
        key=lambda row: (-len(row[2]), row[1], row[0]),
    )
    rows = []
    for n, (id_, name, some) in enumerate(found[(number - 1) * PER_PAGE : number * PER_PAGE], start=1):
        marks = [m for h in some[-MOST_MARKS:] if (m := _mark(turn, h))]
        if marks:
            span = min(m.first for m in marks).isoformat(), max(m.end for m in marks).isoformat()
            holders, strip = list(map(called, lanes_of(marks))), draw_strip(marks, n, small=True)
            rows.append((_link(id_), name, len(some), span, holders, contested(marks), strip))
    return page(
        turn, "control.html", rows=rows, total=len(found), number=number, q=turn.asked("q"),
        pages=max(1, -(-len(found) // PER_PAGE)), day=day, days=days, **told,
    )  # fmt: skip


def _link(place: str) -> str:
    return f"/places/{quote(place, safe='')}"


def _days(turn: Turn, every: Mapping[str, list[Holding]]) -> tuple[date, date] | None:
    """The first and the last day of which something is said, without the first hundredth: claims of decades ago."""

    def made(db: object) -> list[date]:
        return sorted(d for some in every.values() for h in some if (d := day_of(h.end or h.start)))

    found = held(turn.ledger, "days of holders", made)
    return (found[len(found) // 100], found[-1]) if found else None


def _on(turn: Turn, every: Mapping[str, list[Holding]], day: date) -> dict[str, Any]:
    """What is said of a day, of each place; drawn, and as rows, of at most so many."""
    soon, late = (day - timedelta(BACK)).isoformat(), (day + timedelta(NEAR)).isoformat()
    letters = lettered(_holders(turn, every))
    found = []
    for id_, some in every.items():
        near = [h for h in some if (h.end or h.start or "") >= soon and (h.start or h.end or "") <= late]
        told = on_day([m for h in near if (m := _mark(turn, h))], day) if near else None
        if told:
            found.append((id_, some[-1].place, told, len(some)))
    found.sort(key=lambda row: (row[2].before, -row[3], row[1]))
    shown = found[:ON_DAY]
    points = {id_: pin for id_, _name, _told, n in shown if (pin := _pin(turn, id_, _name, n))}
    drawn = [(points[id_], told) for id_, _name, told, _n in shown if id_ in points]
    return {
        "on_rows": [(_link(id_), name, told, letters_of(told, letters)) for id_, name, told, _n in shown],
        "on_total": len(found), "drawing": draw_control(drawn, _wide(turn, every), letters),
        "letters": [(letter, called(h)) for h, letter in letters.items() if letter != OTHER],
        "claims_on": sum(1 for row in found if not row[2].before), "called": called,
    }  # fmt: skip


def _holders(turn: Turn, every: Mapping[str, list[Holding]]) -> list[str]:
    """Who is said to hold anything, those of most claims first: a letter means the same on every day."""

    def made(db: object) -> list[str]:
        sides = Counter((h.holder_camp, h.holder) for some in every.values() for h in some)
        found: Counter[str] = Counter()
        for (camp, words), n in sides.items():
            if name := _holder(turn, camp, words):
                found[name] += n
        return [name for name, _n in found.most_common(len(LETTERS))]

    return held(turn.ledger, ("holders", turn.language), made)


def _wide(turn: Turn, every: Mapping[str, list[Holding]]) -> tuple[Pin, ...]:
    """The places of most claims, which the map shows on every day."""

    def made(db: object) -> tuple[Pin, ...]:
        most = sorted(every.items(), key=lambda row: -len(row[1]))[:ON_DAY]
        return tuple(near([p for id_, some in most if (p := _pin(turn, id_, some[-1].place, len(some)))])[0])

    return held(turn.ledger, "places of holders", made)


def _pin(turn: Turn, place: str, name: str, claims: int) -> Pin | None:
    entry = turn.world.places.get(place)
    if entry is None or entry.lat is None or entry.lon is None:
        return None
    return Pin(name, entry.lat, entry.lon, entry.radius_km or 0.0, "one_origin", False, (), claims)


def _kinds(turn: Turn) -> frozenset[str]:
    """Kinds that ask who holds a place; a siege does not."""
    return frozenset(name for name, kind in turn.world.kinds.items() if kind.asks_holder)


def _mark(turn: Turn, h: Holding) -> Mark | None:
    start, end = day_of(h.start), day_of(h.end)
    if start and end and start > end:
        return None
    last = end or start
    if last is None:
        return None
    return Mark(_holder(turn, h.holder_camp, h.holder), h.denied, start, last, party_label(turn.world, h.camp))


def _holder(turn: Turn, camp: str | None, words: str | None) -> str:
    """The side where it is known, else the report's words."""
    return party_label(turn.world, camp) if camp and camp not in NEUTRAL_CAMPS else words or ""
