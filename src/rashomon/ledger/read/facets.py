"""Which matters are there, and how many of each sort? Fast, for the desk."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np

from rashomon.ledger.core.bbox import Box, is_plotted, reaches
from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.ledger.core.from_json import sentence
from rashomon.ledger.core.queries import CLOSE, OPEN, fts_words
from rashomon.ledger.read.bearing import Which, bearing, borne
from rashomon.ledger.read.list_index import (
    Column,
    Fits,
    Laid,
    Lines,
    Numbers,
    Whereabouts,
    coded,
    held,
    laid_of,
    lines_of,
    told_in,
)
from rashomon.ledger.read.questions import questions_of, that_ask
from rashomon.ledger.read.ruled_matter import REVIEWS, Review
from rashomon.model import STATUSES

Sort = Literal["status", "date", "changed", "place"]
SORTS: tuple[Sort, ...] = get_args(Sort)
MOST_LOOKED_AT = 400
"""Statements of a matter among which a passage with the words is looked for."""
BORNE: tuple[Which, ...] = get_args(Which)
FACETS = ("status", "kind", "asks", "place", "camp", "review")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list. Within a field any of the values, across fields all of them; empty is no filter."""

    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    """A kind of matter, or of its claims."""
    asks: tuple[str, ...] = ()
    """What is asked: the kind of its question, as "toll"."""
    place: tuple[str, ...] = ()
    """The name of its place, whole, in any case."""
    camp: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    """The name of an outlet, as it stands in reports: what one of its reports tells of."""
    review: tuple[str, ...] = ()
    """Of `REVIEWS`. Matters that were set aside are listed only where this says so."""
    tag: tuple[str, ...] = ()
    """What it bears, or its incident, or a claim or report of it; in any case."""
    assigned: tuple[str, ...] = ()
    """To whom it is assigned, the same way."""
    words: str = ""
    """Of statements and speakers as in `search`; or part of a place's name; or a matter's id."""
    since: str | None = None
    """A day or an instant: what is new or changed from then on."""
    days: tuple[str | None, str | None] = (None, None)
    """From and to, as ISO days, both included: what may have happened then. Where a matter has one day, open towards
    the past or what comes, that day counts; a matter with none fits no days."""
    at: str = ""
    """The id of its place in the gazetteer, or the name of a place that is in none."""
    bbox: Box | None = None
    """The circle in which its place lies reaches into it. Known to a country only, or to no point: in no box."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter as a line of a list."""

    id: str
    question: str
    kind: str
    claim_kind: str
    status: str
    disputed: tuple[str, ...]
    place: str | None
    place_id: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str
    date: tuple[str | None, str | None]
    camps: tuple[str, ...]
    reports: int
    review: Review
    changed: str


@in_words
def listed(
    ledger: Ledger, wanted: Wanted, *, sort: Sort = "status", limit: int = 50, offset: int = 0
) -> tuple[int, list[Listed]]:
    """How many matters fit, and a page of them."""
    found = numbers(ledger, wanted)
    lines, laid = lines_of(ledger), laid_of(ledger)
    shown = ordered(ledger, found, sort)[offset : offset + limit].tolist()
    with asking(ledger) as db:
        return len(found), listed_as(db, lines, laid, shown)


@in_words
def how_many(ledger: Ledger, wanted: Wanted) -> int:
    """How many matters fit."""
    return len(numbers(ledger, wanted))


@in_words
def fitting(ledger: Ledger, wanted: Wanted) -> list[str]:
    """Ids of all matters that fit, in the order of the list."""
    found = ordered(ledger, numbers(ledger, wanted), "status")
    ids = lines_of(ledger).ids
    return [ids[n] for n in found.tolist()]


@in_words
def in_file_order(ledger: Ledger, matters: Iterable[str], by_incident: bool = False) -> list[str]:
    """These matters, as far as they are there, in the order of a file (`sharing.policy.matter_order`); or all of an
    incident together, in the order of their first."""
    lines, laid = lines_of(ledger), laid_of(ledger)
    names, days = lines.incident.values, lines.days

    def order(n: int) -> tuple[int, str, str, str]:
        return int(laid.status[n]), names[lines.incident.codes[n]], days.values[days.codes[n]][0] or "", lines.ids[n]

    found = sorted((n for m in matters if (n := lines.at.get(m)) is not None), key=order)
    if by_incident:
        of: dict[int, list[int]] = {}
        for n in found:
            of.setdefault(int(lines.incident.codes[n]), []).append(n)
        found = [n for mine in of.values() for n in mine]
    return [lines.ids[n] for n in found]


@in_words
def incident_of(ledger: Ledger, matters: Iterable[str]) -> dict[str, str]:
    """The incident of each of these matters that is there."""
    lines = lines_of(ledger)
    found = {m: n for m in matters if (n := lines.at.get(m)) is not None}
    return {m: lines.incident.values[lines.incident.codes[n]] for m, n in found.items()}


@in_words
def facets(ledger: Ledger, wanted: Wanted, most: int = 12) -> dict[str, list[tuple[str, int]]]:
    """For each of `FACETS` its values with the number of matters that fit the other filters; the commonest first."""
    return {name: _counted(ledger, wanted, name, most) for name in FACETS}


def _counted(ledger: Ledger, wanted: Wanted, name: str, most: int) -> list[tuple[str, int]]:
    codes, called = column_of(ledger, name)
    others = without(wanted, name)
    fit = numbers(ledger, others, name == "review")

    def made(db: sqlite3.Connection) -> list[tuple[str, int]]:
        return tallied(np.bincount(codes[fit], minlength=len(called)).tolist(), called, name)

    return shortened(held(ledger, ("counted", others, name), made), wanted, name, most)


@in_words
def borne_by(
    ledger: Ledger, wanted: Wanted, by_incident: bool = False, most: int = 12
) -> dict[str, list[tuple[str, int]]]:
    """The same of tags, and of names to whom something is assigned; `by_incident` with the number of incidents."""
    found: dict[str, list[tuple[str, int]]] = {}
    for which in BORNE:
        values = borne(ledger, which)
        there = numbers(ledger, without(wanted, which)) if values else np.zeros(0, dtype=np.int32)
        kept = [there[bearing(ledger, which, [value])[there]] for value in values]
        codes = lines_of(ledger).incident.codes
        having = [len(np.unique(codes[some])) if by_incident else len(some) for some in kept]
        found[which] = shortened(tallied(having, values, which), wanted, which, most)
    return found


def column_of(ledger: Ledger, name: str) -> Column:
    """The column that a facet counts."""
    lines, laid = lines_of(ledger), laid_of(ledger)
    if name == "place":
        return held(ledger, "names of places", lambda _db: _by_name(lines), ruled=False)
    return {
        "status": Column(laid.status, list(STATUSES)),
        "kind": lines.claim_kind,
        "asks": lines.kind,
        "camp": lines.camps,
        "review": Column(laid.review, list(REVIEWS)),
    }[name]


def _by_name(lines: Lines) -> Column:
    """The names of places: a name that is that of several (a city and its province) is one value of the facet."""
    names = coded(spot.place for spot in lines.spot.values)
    return Column(names.codes[lines.spot.codes], names.values)


def tallied(found: Sequence[int], called: Sequence[str | None], name: str) -> list[tuple[str, int]]:
    """The values of a facet with how many of those found have each, the commonest first."""
    by: Counter[str] = Counter()
    for value, n in zip(called, found, strict=True):
        if n and value is not None:
            # counted by all camps that a matter has
            for one in filter(None, value.split("\n")) if name == "camp" else (value,):
                by[one] += n
    return sorted(by.items(), key=lambda c: (-c[1], c[0]))


def shortened(counted: Sequence[tuple[str, int]], wanted: Wanted, name: str, most: int) -> list[tuple[str, int]]:
    """The commonest of these, and those that were chosen."""
    chosen = {str(v).casefold() for v in getattr(wanted, name)}
    kept = list(counted[:most]) + [c for c in counted[most:] if c[0].casefold() in chosen]
    # What was chosen stays in the list, so that it can be dropped where nothing fits it.
    there = {value.casefold() for value, _number in kept}
    return kept + [(str(v), 0) for v in getattr(wanted, name) if str(v).casefold() not in there]


def without(wanted: Wanted, name: str) -> Wanted:
    fields: dict[str, Any] = {name: ()}
    return replace(wanted, **fields)


@in_words
def contexts(ledger: Ledger, words: str, matters: Iterable[str]) -> dict[str, list[tuple[str, bool]]]:
    """For matters in whose statements the words are: the first such passage in pieces, each with whether it is one of
    the words."""
    wanted = fts_words(words)
    if not wanted:
        return {}
    found = {}
    with asking(ledger) as db:
        for matter in matters:
            row = db.execute("SELECT statements FROM line WHERE matter = ?", (matter,)).fetchone()
            said = ((row and row[0]) or "").split()[:MOST_LOOKED_AT]
            ask = (
                f"SELECT snippet(statement_words, 1, '{OPEN}', '{CLOSE}', '…', 22) FROM statement_words"  # noqa: S608
                f" WHERE statement_words MATCH ? AND rowid IN ({', '.join('?' * len(said))}) LIMIT 1"
            )
            if said and (told := db.execute(ask, (wanted, *said)).fetchone()):
                pieces = re.split(f"([{OPEN}{CLOSE}])", told[0])
                found[matter] = [
                    (text, n > 0 and pieces[n - 1] == OPEN)
                    for n, text in enumerate(pieces)
                    if text not in (OPEN, CLOSE, "")
                ]
    return found


@in_words
def values(ledger: Ledger) -> dict[str, set[str]]:
    """The values that a filter can ask for and that something in the ledger has."""
    lines = lines_of(ledger)
    asks = {str(k) for k in lines.kind.values}
    return {
        "kind": {str(k) for k in lines.claim_kind.values} | asks,
        "asks": asks,
        "camp": {c for text in lines.camps.values for c in text.split("\n") if c},
        "outlet": set(held(ledger, "outlets", _outlets, ruled=False)),
    }


def _outlets(db: sqlite3.Connection) -> list[str]:
    return [o for (o,) in db.execute("SELECT DISTINCT outlet FROM report WHERE outlet IS NOT NULL AND current")]


@in_words
def standing_of(ledger: Ledger) -> tuple[dict[str, int], tuple[int, int]]:
    """Matters by status (without those set aside); and of the claims, how many a person ruled on, of how many."""
    lines, laid = lines_of(ledger), laid_of(ledger)
    found = np.bincount(laid.status[laid.review != ASIDE], minlength=len(STATUSES)).tolist()
    by: dict[str, int] = {status: n for status, n in zip(STATUSES, found, strict=True) if n}
    return by, (len(laid.verbs), lines.all_claims)


@in_words
def of_claims(ledger: Ledger, claims: Iterable[str], limit: int = 200) -> list[Listed]:
    """The matters that these claims answer, in the order of the list."""
    with asking(ledger) as db:
        ask = "SELECT matter FROM matter_claim WHERE claim = ?"
        names = {m for c in claims for (m,) in db.execute(ask, (c,))}
    return of_matters(ledger, names, limit)[1]


@in_words
def of_matters(ledger: Ledger, names: Iterable[str], limit: int = 200) -> tuple[int, list[Listed]]:
    """How many of these matters are there, and the first of them in the order of the list."""
    lines, laid = lines_of(ledger), laid_of(ledger)
    found = sorted((laid.status[n], n) for m in names if (n := lines.at.get(m)) is not None)
    with asking(ledger) as db:
        return len(found), listed_as(db, lines, laid, [n for _, n in found[:limit]])


# Which lines fit


ASIDE = REVIEWS.index("set_aside")


def numbers(ledger: Ledger, wanted: Wanted, aside: bool = False) -> Numbers:
    """The lines that fit, in order. `aside`: those set aside, too, where nothing else is wanted of the review."""
    fits = _fits(ledger, replace(wanted, status=(), review=(), tag=(), assigned=()))
    laid = laid_of(ledger)
    for which in BORNE:
        if values := getattr(wanted, which):
            fits = fits & bearing(ledger, which, values)

    def found(db: sqlite3.Connection) -> Numbers:
        there = fits
        if wanted.status:
            there = there & Column(laid.status, list(STATUSES)).fits(wanted.status.__contains__)
        if wanted.review:
            there = there & Column(laid.review, list(REVIEWS)).fits(wanted.review.__contains__)
        elif not aside:
            there = there & (laid.review != ASIDE)
        return np.flatnonzero(there).astype(np.int32)

    return held(ledger, ("numbers", aside, wanted), found)


def _fits(ledger: Ledger, wanted: Wanted) -> Fits:
    """For each line whether it fits, whatever people ruled."""
    lines = lines_of(ledger)
    if not wanted.words.strip():
        return held(ledger, ("fits", wanted), lambda db: _fitting(db, lines, wanted), ruled=False)
    told = held(ledger, "told", lambda db: told_in(db, lines), ruled=False)
    questions = questions_of(ledger, lines)

    def found(db: sqlite3.Connection) -> Fits:
        there = _told(db, lines, wanted.words.strip(), *told) | that_ask(questions, wanted.words)
        return there & _fitting(db, lines, wanted)

    return held(ledger, ("fits", wanted), found, ruled=False)


def _fitting(db: sqlite3.Connection, lines: Lines, wanted: Wanted) -> Fits:
    """All but the words."""
    there = np.ones(len(lines.ids), dtype=np.bool_)
    if wanted.kind:
        there &= lines.kind.fits(wanted.kind.__contains__) | lines.claim_kind.fits(wanted.kind.__contains__)
    if wanted.asks:
        there &= lines.kind.fits(wanted.asks.__contains__)
    if wanted.outlet:
        there &= _in_outlets(db, lines, wanted.outlet)
    if wanted.place:
        places = {p.casefold() for p in wanted.place}
        there &= lines.spot.fits(lambda spot: folded(spot) in places)
    if wanted.camp:
        there &= lines.camps.fits(lambda camps: any(f"\n{c}\n" in camps for c in wanted.camp))
    if wanted.since:
        since = wanted.since
        there &= lines.changed.fits(lambda changed: changed >= since)
    if wanted.days != (None, None):
        there &= lines.days.fits(lambda days: may_be_in(days[0], days[1], wanted.days))
    if wanted.at:
        there &= lines.spot.fits(lambda spot: spot.id == wanted.at)
    if wanted.bbox:
        box = wanted.bbox
        there &= lines.spot.fits(lambda spot: is_in(spot, box))
    return there


def _in_outlets(db: sqlite3.Connection, lines: Lines, outlets: Sequence[str]) -> Fits:
    ask = (
        "SELECT DISTINCT matter FROM report r JOIN claim c ON c.report = r.key JOIN matter_claim ON claim = c.id"
        " WHERE r.outlet = ? AND r.current"
    )
    there = np.zeros(len(lines.ids), dtype=np.bool_)
    for outlet in outlets:
        there[[n for (m,) in db.execute(ask, (outlet,)) if (n := lines.at.get(m)) is not None]] = True
    return there


def folded(spot: Whereabouts) -> str:
    """The name of its place as names are compared; empty where there is none."""
    return (spot.place or "").casefold()


def is_in(spot: Whereabouts, box: Box) -> bool:
    if spot.lat is None or spot.lon is None or not is_plotted(spot.lat, spot.precision):
        return False
    return reaches(spot.lat, spot.lon, spot.radius_km or 0.0, box)


def may_be_in(start: str | None, end: str | None, days: tuple[str | None, str | None]) -> bool:
    """Whether it may have happened between two days; where one end of it is open, the other is when."""
    first, last = days
    start, end = start or end, end or start
    return not (first and not (end and end >= first)) and not (last and not (start and start <= last))


def _told(db: sqlite3.Connection, lines: Lines, words: str, statements: Numbers, told: Numbers) -> Fits:
    """The matters in which words are found: in what is said in them, who says it, the name of their place, their id."""
    part = words.casefold()
    there = lines.spot.fits(lambda spot: part in folded(spot))
    if (n := lines.at.get(words.upper())) is not None:
        there[n] = True
    if (wanted := fts_words(words)) and len(statements):
        ask = "SELECT rowid FROM statement_words WHERE statement_words MATCH ?"
        found = np.fromiter((n for (n,) in db.execute(ask, (wanted,))), dtype=np.int64)
        holds = np.zeros(max(int(statements.max()), int(found.max(initial=0))) + 1, dtype=np.bool_)
        holds[found] = True
        there[told[holds[statements]]] = True
    return there


def ordered(ledger: Ledger, found: Numbers, sort: Sort) -> Numbers:
    """Lines in an order; those that are equal in it stay as they are."""
    if sort == "status":
        by = laid_of(ledger).status
    else:
        lines = lines_of(ledger)
        by = held(ledger, ("order", sort), lambda db: ORDERS[sort](lines), ruled=False)
    in_order: Numbers = found[np.argsort(by[found], kind="stable")]
    return in_order


def _ranked(column: Column, ordered: Sequence[Any]) -> Numbers:
    """For each line the place of its value in an order of the values."""
    place = {value: n for n, value in enumerate(ordered)}
    return np.array([place[value] for value in column.values], dtype=np.int32)[column.codes]


def _by_date(lines: Lines) -> Numbers:
    """The latest first; what is open comes after what is not."""
    ordered = sorted(lines.days.values, key=lambda days: (days[1] or "", days[0] or ""), reverse=True)
    return _ranked(lines.days, ordered)


def _by_change(lines: Lines) -> Numbers:
    return _ranked(lines.changed, sorted(lines.changed.values, reverse=True))


def _by_place(lines: Lines) -> Numbers:
    place = Column(lines.spot.codes, [spot.place for spot in lines.spot.values])
    return _ranked(place, sorted(set(place.values), key=lambda name: (name is None, name or "")))


ORDERS = {"date": _by_date, "changed": _by_change, "place": _by_place}


# Shown


def listed_as(db: sqlite3.Connection, lines: Lines, laid: Laid, numbers: Iterable[int]) -> list[Listed]:
    """These lines as they are shown: with the question and the answers that their matters have."""
    found = []
    for n in numbers:
        body = json.loads(db.execute("SELECT body FROM matter WHERE id = ?", (lines.ids[n],)).fetchone()[0])
        spot: Whereabouts = lines.spot.values[lines.spot.codes[n]]
        positions = body["positions"]
        found.append(
            Listed(
                id=lines.ids[n],
                question=sentence(body, "question"),
                kind=lines.kind.values[lines.kind.codes[n]],
                claim_kind=lines.claim_kind.values[lines.claim_kind.codes[n]],
                status=STATUSES[laid.status[n]],
                disputed=tuple(body["disputed"]),
                place=spot.place,
                place_id=spot.place_id,
                lat=spot.lat,
                lon=spot.lon,
                radius_km=spot.radius_km,
                precision=spot.precision or "unresolved",
                date=lines.days.values[lines.days.codes[n]],
                camps=tuple(dict.fromkeys(p["camp"] for p in positions)),
                reports=len({r for p in positions for r in p["report_ids"]}),
                review=REVIEWS[laid.review[n]],
                changed=lines.changed.values[lines.changed.codes[n]],
            )
        )
    return found
