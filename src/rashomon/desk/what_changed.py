"""What changed since a day: new incidents, statuses that turned, figures that moved, and the reports that came."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, unquote

from starlette.responses import Response

from rashomon.desk.filters import PER_PAGE
from rashomon.desk.language import _
from rashomon.desk.request import Turn, as_text, back_to, page
from rashomon.desk.workers import utc_now
from rashomon.ledger.read import changes as changed
from rashomon.ledger.read import detail
from rashomon.ledger.read.changes import Change
from rashomon.matters.incident_rows import Incident
from rashomon.pages.i18n import days, shown
from rashomon.sharing.as_csv import answer_text
from rashomon.sharing.incident_table import incidents_of
from rashomon.sharing.records import SharedMatter

YEAR = 31_536_000
NAMED = 6
"""Reports of an incident that are named."""
FED = 14
"""Days before the last change that the feed has, where no other day is asked for."""


def since(turn: Turn) -> Response:
    """Since the day that was asked for, else since this browser last looked, else since the last day on which the
    ledger learned anything."""
    looked = _looked(turn)
    start = turn.view.wanted.since or looked or changed.last_day(turn.ledger)
    found = changed.changes(turn.ledger, start, PER_PAGE + 1) if start else []
    named = [r for c in found[:PER_PAGE] for r in c.reports[:NAMED]]
    return page(
        turn, "changes.html", since=start[:10], changes=found[:PER_PAGE], more=len(found) > PER_PAGE, most=PER_PAGE,
        looked=looked, moment=start if start == looked else "", named=NAMED, titles=detail.titles(turn.ledger, named),
    )  # fmt: skip


def look(turn: Turn) -> Response:
    """The person has seen it: kept in a cookie, of this browser and this ledger alone."""
    response = back_to("/changes")
    now = quote(utc_now().isoformat(timespec="seconds"))
    response.set_cookie(_cookie(turn), now, httponly=True, samesite="strict", max_age=YEAR)
    return response


def _looked(turn: Turn) -> str:
    """When this browser last looked, as an ISO instant; empty where it never did."""
    found = unquote(turn.request.cookies.get(_cookie(turn), ""))[:40]
    try:
        date.fromisoformat(found[:10])
    except ValueError:
        return ""
    return found


def _cookie(turn: Turn) -> str:
    """Of this ledger: desks on other ports of this machine get the same cookies."""
    return f"rashomon_looked_{hashlib.sha256(str(turn.desk.path.absolute()).encode()).hexdigest()[:8]}"


def atom(turn: Turn) -> Response:
    """The same as a feed (RFC 4287), of what may leave: a reader of feeds may pass it on."""
    last = changed.last_day(turn.ledger)
    start = turn.view.wanted.since or ((date.fromisoformat(last) - timedelta(days=FED)).isoformat() if last else "9999")
    found = changed.changes(turn.ledger, start, PER_PAGE)
    shared = turn.desk.exports.some(turn.ledger, [q.id for c in found for q in c.incident.questions])
    told = {i.id: i for i in incidents_of(shared)}
    matters = {m.id: m for m in shared.matters}
    entries = [_entry(c, told[c.incident.id], matters) for c in found if c.incident.id in told]
    base = str(turn.request.base_url).rstrip("/")
    text = as_text("changes.atom", entries=entries, base=base, case=turn.desk.path.name, language=turn.language)
    return Response(text, media_type="application/atom+xml; charset=utf-8")


def _entry(c: Change, i: Incident, matters: dict[str, SharedMatter]) -> dict[str, Any]:
    """An incident that changed, as it may be told: its words and figures are those of what may leave."""
    first = matters[i.questions[0].id]
    place = shown(i.place) if i.place else _("no place given")
    labels = {p.camp: p.camp_label for q in i.questions for p in matters[q.id].positions}
    before = {f.camp: f.before for f in c.figures}
    return {
        "id": i.id, "at": c.at, "status": i.status, "before": c.before,
        "title": f"{shown(first.kind_label)}{_(', ')}{place}{_(', ')}{days(i.date)}",
        "turned": [(shown(matters[t.matter].question), t.before, t.now) for t in c.turned if t.matter in matters],
        "figures": [
            (shown(labels[t.camp]), answer_text(t.killed), (was := before[t.camp]) and answer_text(was))
            for t in i.tolls if t.camp in before
        ],
    }  # fmt: skip
