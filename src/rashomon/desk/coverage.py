"""Coverage side by side: outlets, sides or languages against incidents; what one alone tells of, or leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.responses import Response

from rashomon.desk.downloads import after, csv_file, filtered, json_made, xlsx_in_parts
from rashomon.desk.filters import PER_PAGE, pairs
from rashomon.desk.language import mark
from rashomon.desk.request import Turn, camp_label, json_in_parts, made_aside, page
from rashomon.errors import RashomonError
from rashomon.ledger.read import coverage_index, incident_index
from rashomon.ledger.read.coverage_index import By
from rashomon.message import Phrase, with_or
from rashomon.pages.i18n import shown
from rashomon.sharing.as_xlsx import MEDIA_TYPE
from rashomon.sharing.coverage_table import Covered, coverage_csv_in_parts, covering, told_of
from rashomon.sharing.policy import Onward, incidents_together

OWN = frozenset({"by", "only", "without", "order"})
"""What an address may have besides a filter."""
ABREAST = 10
"""Tellers with a column of their own: more can't be read abreast."""
OPEN, LISTED = 12, 60
"""Tellers that are listed at once, and with those that fold away."""
BY = {"camp": mark("Sides"), "outlet": mark("Outlets"), "language": mark("Languages")}


def matrix(turn: Turn) -> Response:
    """The page."""
    view, asked = turn.view_beside(OWN), _asked(turn)
    by: By = asked["by"]
    only, without, order = asked["only"], asked["without"], asked["order"]
    at = (view.page - 1) * PER_PAGE
    found = coverage_index.coverage(
        turn.ledger, view.wanted, by, only=only, without=without, order=order, limit=PER_PAGE, offset=at
    )
    chosen = {t.name for t in found.tellers[:ABREAST]} | {only, without, order}
    columns = [n for n, t in enumerate(found.tellers) if t.name in chosen]

    def called(name: str) -> str:
        return camp_label(turn.world, name) if by == "camp" else shown(name)

    rows = {i.id: i for i in incident_index.some(turn.ledger, {r.incident for r in found.rows}, PER_PAGE)}
    return page(
        turn, "coverage.html", axis=by, names=BY, tellers=found.tellers[:OPEN], folded=found.tellers[OPEN:LISTED],
        more=len(found.tellers) - LISTED,
        columns=[(found.tellers[n].name, called(found.tellers[n].name)) for n in columns],
        hidden_columns=len(found.tellers) - len(columns),
        rows=[
            (rows[r.incident], [r.reports[n] for n in columns], sum(bool(x) for x in r.reports))
            for r in found.rows if r.incident in rows
        ],
        view=view, total=found.total, only=only, without=without, order=order, listed_page=view.page,
        pages=max(1, -(-found.total // PER_PAGE)),
        called=called,
        at=lambda **new: _address({**_kept(view, asked), **new}),
        files=lambda end: _address(_kept(view, asked), f"/coverage.{end}"),
    )  # fmt: skip


def as_csv(turn: Turn) -> Response:
    by, chosen = _chosen(turn)
    some = filtered(turn, by_incident=True, own=OWN)
    told = coverage_csv_in_parts(incidents_together(some.parts), by, **chosen)
    return csv_file(turn, after(some.before, told, ""), "coverage.csv")


def as_xlsx(turn: Turn) -> Response:
    by, chosen = _chosen(turn)
    on, found, header = Onward(), Covered(), list[str]()
    some = filtered(turn, by_incident=True, on=on, own=OWN)

    def before() -> Iterator[None]:
        yield from some.before
        yield from covering(incidents_together(some.parts), by, found, **chosen)
        header.extend(found.header())  # before the sheet is begun that has it

    def rows() -> Iterator[Sequence[object]]:
        yield from found.table()

    told = xlsx_in_parts(turn, "coverage", header, rows(), on)
    return made_aside(turn.desk, after(before(), told, b""), MEDIA_TYPE, "coverage.xlsx")


def as_json(turn: Turn) -> Response:
    by, chosen = _chosen(turn)
    some = filtered(turn, by_incident=True, own=OWN)
    found = (one for part in incidents_together(some.parts) for one in told_of(part, by, **chosen))
    rows = ({"incident": i.id, "place": i.place, "status": i.status, "reports": dict(told)} for i, told in found)
    told = json_in_parts({"profile": "default", "by": by, "coverage": rows})
    return json_made(turn, after(some.before, told, ""))


def _chosen(turn: Turn) -> tuple[By, dict[str, str]]:
    asked = _asked(turn)
    return asked["by"], {"only": asked["only"], "without": asked["without"]}


def _asked(turn: Turn) -> dict[str, Any]:
    asked = {name: turn.asked(name).strip() for name in sorted(OWN)}
    asked["by"] = asked["by"] or "camp"
    if asked["by"] not in get_args(By):
        why = Phrase("the filter {name} has no such value", name="by")
        raise RashomonError(asked["by"], why, Phrase("It takes {values}.", values=with_or(get_args(By))))
    return asked


def _kept(view: Any, asked: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in pairs(view):
        told.setdefault(name, []).append(value)
    told.pop("page", None)
    return {**told, **asked}


def _address(asked: Mapping[str, Any], path: str = "/coverage") -> str:
    query = urlencode({k: v for k, v in asked.items() if v}, doseq=True)
    return f"{path}?{query}" if query else path
