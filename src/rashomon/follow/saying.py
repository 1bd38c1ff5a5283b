"""Saying what changed since it was said last, and the alerts: on the desk, as a line in a file, by a command.

What is to be said and up to where is one transaction, so that each change is said once. What goes out of the ledger
follows that and is noted when it is done: a line in a file has the alert's number and is written once, a command is run
again where it failed or was stopped.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

from rashomon.desk.filters import view_of
from rashomon.follow.looking import now
from rashomon.follow.to_follow import AlertOn
from rashomon.ledger import Ledger
from rashomon.ledger.core.driver import is_database
from rashomon.ledger.core.file import asking
from rashomon.ledger.read import changes, incident_index, saved_filters
from rashomon.ledger.read.changes import Change
from rashomon.ledger.write import following
from rashomon.ledger.write.following import Alert, Unsaid
from rashomon.terminal import change_line
from rashomon.work import files_of

MOST = 1_000_000
COMMAND_SECONDS = 60.0
TAIL = 65_536
"""Bytes at the end of a file in which an alert is looked for that may be there already."""


def to_say(ledger: Ledger) -> tuple[Unsaid, list[Change]] | None:
    """What changed and was not said yet; None: nothing."""
    with asking(ledger):
        what = following.unsaid(ledger)
        if what is None:
            return None
        return what, [c for c in changes.changes(ledger, what.since) if c.incident.id in what.incidents]


def say(ledger: Ledger, what: Unsaid, found: Sequence[Change], alerts: Sequence[AlertOn]) -> list[str]:
    """Notes that it is said, with the alerts that come of it. Gives what is wrong with the alerts."""
    views = {v.name: v.query for v in saved_filters.saved_views(ledger, "")}
    wrong, rows = [], []
    for alert in alerts:
        if alert.view not in views:
            wrong.append(f"The alert on the view “{alert.view}”: there is no saved view of this name.")
            continue
        wanted = replace(view_of(parse_qsl(views[alert.view])).wanted, since=what.since)
        fits = {row.id for row in incident_index.listed(ledger, wanted, limit=MOST)[1]}
        send_it = bool(alert.file or alert.command)
        rows += [
            (alert.view, c.incident.id, change_line(c), alert.desk, send_it) for c in found if c.incident.id in fits
        ]
    following.said(ledger, what, rows, now())
    return wrong


def send(ledger: Ledger, alerts: Sequence[AlertOn]) -> list[str]:
    """Sends what is to be sent. Gives what could not be, in words: that is tried again the next time."""
    wrong = []
    for told in following.unsent(ledger):
        mistakes = [why for alert in alerts if alert.view == told.view for why in _sent(ledger, alert, told)]
        if not mistakes:
            following.was_sent(ledger, told.n)
        wrong += mistakes
    return wrong


def _sent(ledger: Ledger, alert: AlertOn, told: Alert) -> list[str]:
    wrong = []
    try:
        # The ledger's own files are not even opened: who closes one takes SQLite's locks away.
        if alert.file and _is_a_ledger(alert.file, ledger):
            wrong.append(f"The alert on “{told.view}”: {alert.file} is a ledger or another database.")
        elif alert.file:
            _write(alert.file, told)
    except OSError as error:
        wrong.append(f"The alert on “{told.view}”: {alert.file} cannot be written ({error.strerror or error}).")
    if alert.command and not wrong:
        record = {"n": told.n, "at": told.at, "view": told.view, "incident": told.incident, "text": told.text}
        try:
            subprocess.run(  # noqa: S603  # the user's own command, from the user's own list, by no shell
                alert.command, input=json.dumps(record).encode(), timeout=COMMAND_SECONDS, check=True,
                stdout=subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError) as error:
            wrong.append(f"The alert on “{told.view}”: the command {alert.command[0]} failed ({error}).")
    return wrong


def _is_a_ledger(file: Path, ledger: Ledger) -> bool:
    return Path(os.path.realpath(file)) in files_of(ledger.path) or (file.exists() and is_database(file))


def _write(file: Path, told: Alert) -> None:
    """Adds the line of an alert to a file that is readable by its owner alone, unless it is there."""
    line = f"{told.n}\t{told.at}\t{told.view}\t{told.incident}\t{told.text}\n".encode()
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "r+b") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - TAIL))
        end = stream.read()
        if any(there == line.rstrip(b"\n") for there in end.split(b"\n")):
            return
        stream.write(line if not end or end.endswith(b"\n") else b"\n" + line)
        stream.flush()
        os.fsync(stream.fileno())
