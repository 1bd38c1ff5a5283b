"""Which instant is meant by a date that a person typed? For asking the ledger as it stood. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from rashomon.errors import RashomonError
from rashomon.ledger.core.rows import iso


def instant(text: str) -> str:
    """A day (its end, in UTC) or a time (in UTC, unless it says its offset) as the ledger keeps instants.

    Raises RashomonError for what is neither.

    >>> instant("2026-03-01"), instant("2026-03-01T14:30+02:00")
    ('2026-03-01T23:59:59+00:00', '2026-03-01T12:30:00+00:00')
    """
    return _moment(text, time(23, 59, 59), "--as-of")


def beginning(text: str) -> str:
    """The same of what begins then: of a day its first second.

    >>> beginning("2026-03-01"), beginning("2026-03-01T14:30")
    ('2026-03-01T00:00:00+00:00', '2026-03-01T14:30:00+00:00')
    """
    return _moment(text, time(0, 0, 0), "--since")


def _moment(text: str, of_day: time, option: str) -> str:
    try:
        if len(text) <= 10:
            return iso(datetime.combine(date.fromisoformat(text), of_day, UTC))
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise RashomonError(
            f"{option} {text}", "it is neither a date nor a time", "Write 2026-03-01, or 2026-03-01T14:30 (UTC)."
        ) from None
    return iso(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
