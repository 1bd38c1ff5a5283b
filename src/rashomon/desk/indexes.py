"""Lists of all reports, outlets, speakers and places: counted, sorted, filtered; and the same of what may leave.

Speakers are organisations and officials that a pack lists: of private persons there is no list and no page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from starlette.responses import Response

from rashomon import ledger as book
from rashomon.desk.downloads import csv_file, xlsx_file
from rashomon.desk.filters import PER_PAGE
from rashomon.desk.language import mark
from rashomon.desk.request import Turn, camp_label, json_file, page
from rashomon.errors import RashomonError
from rashomon.ledger.read import name_lists
from rashomon.ledger.read.list_index import held
from rashomon.message import Phrase, with_and, with_or
from rashomon.reading.persons.name_words import phrase
from rashomon.sharing import SharedClaim
from rashomon.sharing.as_csv import parts
from rashomon.sharing.as_xlsx import about, workbook
from rashomon.sharing.speakers import is_public, ruling_on

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
            files=lambda end: _address(f"/{which}.{end}", asked, {}),
        )  # fmt: skip

    return shown


def as_json(which: str) -> Callable[[Turn], Response]:
    """The list of what may leave, by the default profile."""

    def made(turn: Turn) -> Response:
        return json_file({"profile": "default", which: [{"name": r.name, **r.cells} for r in _leaving(turn, which)]})

    return made


def as_csv(which: str) -> Callable[[Turn], Response]:
    def made(turn: Turn) -> Response:
        columns = COLUMNS[which]
        rows = [[r.name, *(r.cells.get(c) for c in columns)] for r in _leaving(turn, which)]
        return csv_file(turn, parts(("name", *columns), rows), f"{which}.csv")

    return made


def as_xlsx(which: str) -> Callable[[Turn], Response]:
    def made(turn: Turn) -> Response:
        columns = COLUMNS[which]
        rows = ([r.name, *(r.cells.get(c) for c in columns)] for r in _leaving(turn, which))
        shared = turn.desk.exports.what(turn.ledger, "default")
        return xlsx_file(workbook(which, ("name", *columns), rows, about(shared)), f"{which}.xlsx")

    return made


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
    words = asked.get("q", "").casefold()
    kept = [r for r in rows if _is_called(r, words) and _fits(r, asked)]
    by = asked.get("sort") or ("published" if which == "reports" else "claims")
    if by in NUMBERS or by in DAYS:
        kept.sort(key=lambda r: r.name.casefold())
        return sorted(kept, key=lambda r: r.cells.get(by) or (0 if by in NUMBERS else ""), reverse=True)
    return sorted(kept, key=lambda r: (str(r.name if by == "name" else r.cells.get(by) or "~").casefold(), r.name))


def _is_called(row: Row, words: str) -> bool:
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
    return _by_outlet((r.outlet, r.key, r.published, r.language, r.claims) for r in name_lists.reports(turn.ledger))


def _by_outlet(reports: Iterable[tuple[str | None, str, str | None, str | None, int]]) -> list[Row]:
    """Outlet, report, day, language and claims, once a report."""
    of: dict[str, list[tuple[str | None, str, str | None, str | None, int]]] = defaultdict(list)
    for told in reports:
        if told[0]:
            of[told[0]].append(told)
    found = []
    for name, some in of.items():
        days = sorted(day for _o, _r, day, _l, _n in some if day)
        cells = {
            "reports": len({r for _o, r, _d, _l, _n in some}), "claims": sum(n for *_, n in some),
            "language": ", ".join(sorted({x for _o, _r, _d, x, _n in some if x})),
            "first": days[0][:10] if days else None, "last": days[-1][:10] if days else None,
        }  # fmt: skip
        asked = urlencode({"outlet": name})
        found.append(Row(name, f"/reports?{asked}", f"/matters?{asked}", cells, {}))
    return found


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


def _place(turn: Turn, id_: str | None, name: str, reports: int, claims: int) -> Row:
    entry = turn.world.places.get(id_) if id_ else None
    cells = {"country": entry.country if entry else None, "reports": reports, "claims": claims}
    matters = f"/matters?{urlencode({'at': id_ or name})}"
    return Row(name, f"/places/{quote(id_, safe='')}" if id_ else matters, matters, cells, {})


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


def _leaving(turn: Turn, which: str) -> list[Row]:
    asked = _asked(turn, which)
    if "doubts" in asked:
        raise RashomonError(
            "doubts", Phrase("it is no filter of a file"), Phrase("`rashomon log --doubts` tells them.")
        )
    claims = turn.desk.exports.what(turn.ledger, "default").claims
    return _fitting(LEAVING[which](turn, claims), asked, which)


def _grouped(claims: Iterable[SharedClaim], by: Callable[[SharedClaim], str | None]) -> dict[str, list[SharedClaim]]:
    found: dict[str, list[SharedClaim]] = defaultdict(list)
    for c in claims:
        if name := by(c):
            found[name].append(c)
    return found


def _reports_out(turn: Turn, claims: Sequence[SharedClaim]) -> list[Row]:
    found = []
    for name, some in _grouped(claims, lambda c: c.report_id).items():
        c = some[0]
        cells = {"published": c.published, "outlet": c.outlet, "language": c.language, "claims": len(some)}
        of = {"outlet": c.outlet, "language": c.language, "day": c.published, "camps": {x.speaker_camp for x in some}}
        found.append(Row(name, "", "", cells, of))
    return found


def _outlets_out(turn: Turn, claims: Sequence[SharedClaim]) -> list[Row]:
    return _by_outlet((c.outlet, c.report_id or "", c.published, c.language, 1) for c in claims)


def _speakers_out(turn: Turn, claims: Sequence[SharedClaim]) -> list[Row]:
    public = {e.name: e for e in _public(turn).values()}
    told = _grouped(claims, lambda c: None if c.speaker_protected or c.speaker not in public else c.speaker)
    return [_speaker(turn, public[n], len({c.report_id for c in some}), len(some)) for n, some in told.items()]


def _places_out(turn: Turn, claims: Sequence[SharedClaim]) -> list[Row]:
    told = _grouped(claims, lambda c: c.place_gazetteer or c.place_name)
    return [
        _place(turn, some[0].place_gazetteer, some[0].place_name or id_, len({c.report_id for c in some}), len(some))
        for id_, some in told.items()
    ]


LEAVING: Mapping[str, Callable[[Turn, Sequence[SharedClaim]], list[Row]]] = {
    "reports": _reports_out, "outlets": _outlets_out, "speakers": _speakers_out, "places": _places_out,
}  # fmt: skip
