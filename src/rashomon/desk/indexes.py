"""Lists of all reports, outlets, speakers and places: counted, sorted, filtered; and the same of what may leave.

Speakers are organisations and officials that a pack lists: of private persons there is no list and no page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from starlette.responses import Response

from rashomon import ledger as book
from rashomon.desk.downloads import after, csv_file, json_made, xlsx_in_parts
from rashomon.desk.filters import PER_PAGE
from rashomon.desk.language import mark
from rashomon.desk.pickers import whereabouts
from rashomon.desk.request import Turn, camp_label, json_in_parts, made_aside, page
from rashomon.errors import RashomonError
from rashomon.ledger.read import name_lists
from rashomon.ledger.read.list_index import held
from rashomon.message import Phrase, with_and, with_or
from rashomon.reading.persons.name_words import phrase
from rashomon.sharing import SharedClaim
from rashomon.sharing.as_csv import parts
from rashomon.sharing.as_xlsx import MEDIA_TYPE
from rashomon.sharing.policy import Onward, Part
from rashomon.sharing.speakers import is_public, ruling_on
from rashomon.world import World

NUMBERS = frozenset({"reports", "claims"})
DAYS = frozenset({"published", "first", "last"})
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "reports": ("published", "outlet", "language", "claims"),
    "outlets": ("reports", "claims", "language", "first", "last"),
    "speakers": ("camp", "role", "reports", "claims"),
    "places": ("country", "reports", "claims"),
}
WORDS = {
    "name": mark("Name"),
    "published": mark("Published"),
    "outlet": mark("Outlet"),
    "language": mark("Language"),
    "claims": mark("Claims"),
    "reports": mark("Reports"),
    "first": mark("First report"),
    "last": mark("Last report"),
    "camp": mark("Side"),
    "role": mark("Role"),
    "country": mark("Country"),
}
TITLES = {
    "reports": mark("Reports"),
    "outlets": mark("Outlets"),
    "speakers": mark("Speakers"),
    "places": mark("Places"),
}
FILTERS = {"reports": ("outlet", "language", "camp", "from", "to", "doubts")}
ANYWHERE = ("q", "sort", "page")


@dataclass(frozen=True, slots=True)
class Row:
    """One name with what is counted of it. `of` has what a filter looks at and no column shows."""

    name: str
    link: str
    matters: str
    """The address of its matters, or empty."""
    cells: Mapping[str, Any]
    of: Mapping[str, Any]


def show(which: str) -> Callable[[Turn], Response]:
    """The page of a list."""

    def shown(turn: Turn) -> Response:
        asked = _asked(turn, which)
        rows = _fitting(SOURCES[which](turn), asked, which)
        number = int(asked.get("page", "1"))
        values = _values(turn) if which == "reports" else {}
        return page(
            turn, "index.html", which=which, titles=TITLES, columns=COLUMNS[which], words=WORDS, numbers=NUMBERS,
            days=DAYS, rows=rows[(number - 1) * PER_PAGE : number * PER_PAGE], total=len(rows), asked=asked,
            number=number, pages=max(1, -(-len(rows) // PER_PAGE)), values=values,
            at=lambda **new: _address(f"/{which}", asked, new),
            files=lambda end: _address(f"/{which}.{end}", asked, {}), about=partial(_about, turn.world),
        )  # fmt: skip

    return shown


def as_json(which: str) -> Callable[[Turn], Response]:
    """The list of what may leave, by the default profile."""

    def made(turn: Turn) -> Response:
        rows, before = _leaving(turn, which)
        told = json_in_parts({"profile": "default", which: ({"name": r.name, **r.cells} for r in rows)})
        return json_made(turn, after(before, told, ""))

    return made


def as_csv(which: str) -> Callable[[Turn], Response]:
    def made(turn: Turn) -> Response:
        rows, before = _leaving(turn, which)
        return csv_file(turn, after(before, parts(("name", *COLUMNS[which]), _cells(rows, which)), ""), f"{which}.csv")

    return made


def as_xlsx(which: str) -> Callable[[Turn], Response]:
    def made(turn: Turn) -> Response:
        on = Onward()
        rows, before = _leaving(turn, which, on)
        told = xlsx_in_parts(turn, which, ("name", *COLUMNS[which]), _cells(rows, which), on)
        return made_aside(turn.desk, after(before, told, b""), MEDIA_TYPE, f"{which}.xlsx")

    return made


def _cells(rows: Iterable[Row], which: str) -> Iterator[list[Any]]:
    return ([r.name, *(r.cells.get(c) for c in COLUMNS[which])] for r in rows)


def _address(path: str, asked: Mapping[str, str], new: Mapping[str, str]) -> str:
    found = {k: v for k, v in {**asked, "page": "", **new}.items() if v}
    return f"{path}?{urlencode(found)}" if found else path


def _asked(turn: Turn, which: str) -> dict[str, str]:
    """What the address asks for. Raises RashomonError for what is no filter of this list."""
    allowed = (*FILTERS.get(which, ()), *ANYWHERE, "excel")
    asked = {k: v.strip()[:200] for k, v in turn.request.query_params.items()}
    for name in asked:
        if name not in allowed:
            raise RashomonError(
                name, Phrase("it is no filter"), Phrase("The filters are {names}.", names=with_and(allowed))
            )
    sorts = ("name", *COLUMNS[which])
    if asked.get("sort", "name") not in sorts:
        why = Phrase("the filter {name} has no such value", name="sort")
        raise RashomonError(asked["sort"], why, Phrase("It takes {values}.", values=with_or(sorts)))
    if not asked.get("page", "1").isdecimal() or int(asked.get("page", "1")[:9]) < 1:
        raise RashomonError(asked["page"], Phrase("it is no number of a page"))
    return {k: v for k, v in asked.items() if v and k != "excel"}


def _fitting(rows: Iterable[Row], asked: Mapping[str, str], which: str) -> list[Row]:
    return _sorted([r for r in rows if _is_called(r, asked) and _fits(r, asked)], asked, which)


def _sorted(kept: list[Row], asked: Mapping[str, str], which: str) -> list[Row]:
    by = asked.get("sort") or ("published" if which == "reports" else "claims")
    if by in NUMBERS or by in DAYS:
        kept.sort(key=lambda r: r.name.casefold())
        return sorted(kept, key=lambda r: r.cells.get(by) or (0 if by in NUMBERS else ""), reverse=True)
    return sorted(kept, key=lambda r: (str(r.name if by == "name" else r.cells.get(by) or "~").casefold(), r.name))


def _is_called(row: Row, asked: Mapping[str, str]) -> bool:
    words = asked.get("q", "").casefold()
    return not words or words in f"{row.name} {row.of.get('also', '')}".casefold()


def _fits(row: Row, asked: Mapping[str, str]) -> bool:
    day = row.of.get("day") or ""
    return (
        all(row.of.get(name) == asked[name] for name in ("outlet", "language") if name in asked)
        and ("camp" not in asked or asked["camp"] in row.of["camps"])
        and ("doubts" not in asked or bool(row.of.get("doubtful")))
        and ("from" not in asked or day >= asked["from"])
        and ("to" not in asked or (bool(day) and day[:10] <= asked["to"]))
    )


# What the pages show


def _reports(turn: Turn) -> list[Row]:
    every = name_lists.reports(turn.ledger)
    return held(turn.ledger, "rows of reports", lambda _db: [_report(r) for r in every], ruled=False)


def _report(r: name_lists.ReportRow) -> Row:
    told = {"outlet": r.outlet, "language": r.language, "doubtful": r.doubtful}
    cells = {**told, "published": r.published, "claims": r.claims}
    return Row(
        r.title or r.id, f"/reports/{r.key}", "", cells, {**told, "camps": r.camps, "day": r.published, "also": r.id}
    )


def _outlets(turn: Turn) -> list[Row]:
    of: dict[str, list[name_lists.ReportRow]] = defaultdict(list)
    for report in name_lists.reports(turn.ledger):
        if report.outlet:
            of[report.outlet].append(report)
    found = []
    for name, some in of.items():
        days = sorted(r.published for r in some if r.published)
        languages = {r.language for r in some if r.language}
        found.append(
            _outlet(name, len(some), sum(r.claims for r in some), languages, (days[0], days[-1]) if days else None)
        )
    return found


def _outlet(name: str, reports: int, claims: int, languages: Iterable[str], days: tuple[str, str] | None) -> Row:
    cells = {
        "reports": reports, "claims": claims, "language": ", ".join(sorted(languages)),
        "first": days[0][:10] if days else None, "last": days[1][:10] if days else None,
    }  # fmt: skip
    asked = urlencode({"outlet": name})
    return Row(name, f"/reports?{asked}", f"/matters?{asked}", cells, {})


def _public(turn: Turn) -> dict[str, Any]:
    """The entities of the packs that have a page."""
    ruled = {p: v for who, v in book.persons(turn.ledger).items() if (p := phrase(who))}
    return {
        id_: e
        for id_, e in turn.world.packs.entities.items()
        if is_public(e) and ruling_on((e.name, *e.aliases), ruled) != "protect"
    }


def _speakers(turn: Turn) -> list[Row]:
    public = _public(turn)
    return [
        _speaker(turn, public[s.id], s.reports, s.claims) for s in name_lists.speakers(turn.ledger) if s.id in public
    ]


def _speaker(turn: Turn, entity: Any, reports: int, claims: int) -> Row:
    cells = {"camp": camp_label(turn.world, entity.camp), "role": entity.role, "reports": reports, "claims": claims}
    return Row(entity.name, f"/speakers/{quote(entity.id)}", "", cells, {})


def _places(turn: Turn) -> list[Row]:
    return [_place(turn, *p) for p in name_lists.places(turn.ledger)]


def _about(world: World, row: Row) -> str:
    """What tells a place from its namesakes; of all others nothing."""
    entry = world.places.get(row.of["id"]) if row.of.get("id") else None
    return whereabouts(entry, world) if entry else ""


def _place(turn: Turn, id_: str | None, name: str, reports: int, claims: int) -> Row:
    entry = turn.world.places.get(id_) if id_ else None
    cells = {"country": entry.country if entry else None, "reports": reports, "claims": claims}
    matters = f"/matters?{urlencode({'at': id_ or name})}"
    return Row(name, f"/places/{quote(id_, safe='')}" if id_ else matters, matters, cells, {"id": id_})


SOURCES: Mapping[str, Callable[[Turn], list[Row]]] = {
    "reports": _reports, "outlets": _outlets, "speakers": _speakers, "places": _places,
}  # fmt: skip


def _values(turn: Turn) -> dict[str, list[str]]:
    """What can be chosen to filter reports by."""
    rows = name_lists.reports(turn.ledger)
    return {
        "outlet": sorted({r.outlet for r in rows if r.outlet}, key=str.casefold),
        "language": sorted({r.language for r in rows if r.language}),
        "camp": sorted({c for r in rows for c in r.camps}),
    }


# What may leave


def _leaving(turn: Turn, which: str, on: Onward | None = None) -> tuple[Iterator[Row], Iterable[object]]:
    """The rows of a file, and what is to be gone through before they are asked for.

    The reports, the latest first, are told one after the other; any other list or order is known when all were looked
    at.
    """
    asked = _asked(turn, which)
    if "doubts" in asked:
        raise RashomonError(
            "doubts", Phrase("it is no filter of a file"), Phrase("`rashomon log --doubts` tells them.")
        )
    some = _parts(turn, which, asked, on)
    if which != "reports":
        counted: dict[str, Count] = {}
        return _once(lambda: _fitting(LEAVING[which](turn, counted), asked, which)), _counting(some, which, counted)
    told = (r for p in some for r in _reports_out(p.claims) if _is_called(r, asked) and _fits(r, asked))
    if asked.get("sort", "published") == "published":
        return told, ()
    kept: list[Row] = []
    return _once(lambda: _sorted(kept, asked, which)), _keeping(told, kept)


def _parts(turn: Turn, which: str, asked: Mapping[str, str], on: Onward | None) -> Iterator[Part]:
    every = name_lists.reports(turn.ledger)
    if which == "reports" and (first := {k: v for k, v in asked.items() if k in FIRST}):
        # Whose outlet or day does not fit has no claim that does: of what may leave these are the same, or not there.
        every = [r for r in every if _fits(_report(r), first)]
    keys = [r.key for r in sorted(every, key=lambda r: r.published or "", reverse=True)]
    yield from turn.desk.exports.by_report(turn.ledger, keys, on)


def _once(make: Callable[[], list[Row]]) -> Iterator[Row]:
    yield from make()


def _keeping(rows: Iterable[Row], kept: list[Row]) -> Iterator[None]:
    for row in rows:
        kept.append(row)
        yield


def _counting(some: Iterable[Part], which: str, counted: dict[str, Count]) -> Iterator[None]:
    for part in some:
        _count(part, OUT[which], counted)
        yield


FIRST = ("outlet", "language", "from", "to")
"""Filters of reports that are asked of what was read before what may leave is known."""


@dataclass(slots=True)
class Count:
    """What is counted of one name while all claims are gone through; `one` is the first of them."""

    one: SharedClaim
    claims: int = 0
    reports: set[str | None] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    days: tuple[str, str] | None = None


def _count(part: Part, by: Callable[[SharedClaim], str | None], found: dict[str, Count]) -> None:
    for c in part.claims:
        if not (name := by(c)):
            continue
        told = found.setdefault(name, Count(c))
        told.claims += 1
        told.reports.add(c.report_id)
        told.languages |= {c.language} if c.language else set()
        if c.published:
            first, last = told.days or (c.published, c.published)
            told.days = min(first, c.published), max(last, c.published)


OUT: Mapping[str, Callable[[SharedClaim], str | None]] = {
    "outlets": lambda c: c.outlet,
    "speakers": lambda c: None if c.speaker_protected else c.speaker,
    "places": lambda c: c.place_gazetteer or c.place_name,
}
"""The name for which a claim counts in a file."""


def _grouped(claims: Iterable[SharedClaim], by: Callable[[SharedClaim], str | None]) -> dict[str, list[SharedClaim]]:
    found: dict[str, list[SharedClaim]] = defaultdict(list)
    for c in claims:
        if name := by(c):
            found[name].append(c)
    return found


def _reports_out(claims: Sequence[SharedClaim]) -> list[Row]:
    found = []
    for name, some in _grouped(claims, lambda c: c.report_id).items():
        c = some[0]
        cells = {"published": c.published, "outlet": c.outlet, "language": c.language, "claims": len(some)}
        of = {"outlet": c.outlet, "language": c.language, "day": c.published, "camps": {x.speaker_camp for x in some}}
        found.append(Row(name, "", "", cells, of))
    return found


def _outlets_out(turn: Turn, counted: Mapping[str, Count]) -> list[Row]:
    return [_outlet(name, len(t.reports), t.claims, t.languages, t.days) for name, t in counted.items()]


def _speakers_out(turn: Turn, counted: Mapping[str, Count]) -> list[Row]:
    public = {e.name: e for e in _public(turn).values()}
    return [_speaker(turn, public[n], len(t.reports), t.claims) for n, t in counted.items() if n in public]


def _places_out(turn: Turn, counted: Mapping[str, Count]) -> list[Row]:
    return [
        _place(turn, t.one.place_gazetteer, t.one.place_name or id_, len(t.reports), t.claims)
        for id_, t in counted.items()
    ]


LEAVING: Mapping[str, Callable[[Turn, Mapping[str, Count]], list[Row]]] = {
    "outlets": _outlets_out, "speakers": _speakers_out, "places": _places_out,
}  # fmt: skip
