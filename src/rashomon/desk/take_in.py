"""Adding on the desk: files, a text or an address are kept in the ledger at once, and read in the background.

What was taken in is in the ledger before the page answers: whoever closes the desk then loses nothing.
"""

from __future__ import annotations

import hashlib

from starlette.responses import Response

from rashomon import settings
from rashomon.desk.language import _
from rashomon.desk.request import NotHere, Turn, back_to, page
from rashomon.desk.workers import utc_now
from rashomon.errors import RashomonError
from rashomon.intake import url
from rashomon.intake.make_report import in_the_future, iso_day
from rashomon.ledger.core.file import is_damage
from rashomon.ledger.read import incident_index, intake_log
from rashomon.ledger.write import intake_lines
from rashomon.pages.i18n import explained

ROUNDS = 10
"""The last rounds of adding that the page lists."""
MOST = 50
"""Inputs, and incidents, of one round that its page shows."""


def add(turn: Turn) -> Response:
    """The form; with `batch` how far a round is, what became of each input, and the incidents that it touched."""
    if turn.request.method == "POST":
        try:
            return _take(turn)
        except RashomonError as error:
            if is_damage(error):
                raise
            return _form(turn, 400, explained(error))
    batch = turn.asked("batch")
    if not batch:
        return _form(turn, 200, turn.desk.adding.failed)
    number = int(batch) if batch.isdecimal() and len(batch) < 18 else 0
    standing = intake_log.standing(turn.ledger, number)
    if standing is None:
        raise NotHere(_("Nothing was added under this number."))
    if standing.waiting and not turn.ledger.readonly:
        turn.desk.adding.start()
    busy = turn.desk.adding.busy
    gathered = not turn.desk.gathering.look(turn.ledger)  # before it is looked what was touched
    found = intake_log.touched(turn.ledger, number)
    return page(
        turn,
        "added.html",
        batch=number,
        standing=standing,
        told=turn.desk.adding.told if busy else 0,
        done=gathered and not standing.waiting,
        failed=turn.desk.adding.failed,
        inputs=intake_log.inputs(turn.ledger, batch=number, limit=MOST),
        rows=incident_index.some(turn.ledger, found, MOST),
        more=max(0, len(found) - MOST),
        words=intake_log,
    )


def _form(turn: Turn, status: int, failed: str) -> Response:
    """What is to be filled in, with what was written in one that was refused. Files have to be chosen anew."""
    most = f"{settings.max_bytes() / 1e6:g}"
    rounds = intake_log.rounds(turn.ledger, "desk", ROUNDS)
    return page(turn, "add.html", status, rounds=rounds, most=most, failed=failed, typed=turn.form)


def _take(turn: Turn) -> Response:
    some: list[tuple[str, bytes | None]] = [(file.name or "file", file.data) for file in turn.files if file.data]
    text = turn.form.get("text", "").replace("\r\n", "\n")
    if text.strip():
        data = text.encode("utf-8", "replace")
        some.append((f"pasted-{hashlib.sha256(data).hexdigest()[:8]}.txt", data))
    for address in turn.form.get("url", "").split():
        if not address.lower().startswith(("http://", "https://")) or not url.is_url(address):
            raise RashomonError(address[:200], _("it is no URL"), _("Write it in full, as https://..."))
        some.append((address[:4000], None))
    if not some:
        raise RashomonError(_("What to add"), _("nothing was given"), _("Choose a file, paste a text, or give a URL."))
    published = turn.form.get("published", "").strip() or None
    if published:
        published = iso_day(published, _("The date"))
        if in_the_future(published):
            raise RashomonError(_("The date"), _("it is in the future by this machine’s clock"), _("Correct it."))
    outlet = " ".join(turn.form.get("outlet", "").split())[:200] or None
    by = (turn.form.get("by", "").strip() or turn.by)[:200] or None
    batch = intake_lines.take_in(turn.ledger, some, published=published, outlet=outlet, by=by, now=utc_now())
    turn.desk.adding.start()
    return back_to(f"/add?batch={batch}")
