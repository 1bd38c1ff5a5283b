"""Writing: a report with its reading, or a reading made again. Each is one transaction."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from rashomon.errors import RashomonError
from rashomon.ledger.core.driver import errors
from rashomon.ledger.core.file import Ledger, in_words, meta, set_meta, writing
from rashomon.ledger.core.queries import as_good_in, worlds_in
from rashomon.ledger.core.rows import TOLD, frozen_text, iso, moved_on, storable
from rashomon.ledger.write import intake_lines
from rashomon.model import NO_PACKS, Claim, Reading, Report, Statement, as_json
from rashomon.version import __version__

HOW_DATED = {None: 0, "text": 1, "metadata": 2, "given": 3}
"""Which published date wins where the same bytes come with two: a person's over the page's over the text's."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one report. `new`; `edition` of one that was there; `alias`: there under other ids; `same`."""

    how: Literal["new", "edition", "alias", "same"]
    key: str
    edition: int
    unread: bool


@in_words
def add(
    ledger: Ledger, report: Report, reading: Reading | None, now: datetime, entry: intake_lines.Entry | None = None
) -> Added:
    """Puts a report with its reading (None: its language is not read) into the ledger, wholly or not at all.

    The same bytes under the same outlet are one report with one more alias; so is the same text fetched again from the
    same URL. A different text from a URL that is known is a new edition: the one published (or else fetched) last is
    current, and only its claims are gathered. The frozen text and the reading of a report that is there stay, unless
    the reading is of another version or world, or a better published date came with this one. With an `entry` the log
    of what came in gets its line in the same transaction.
    """
    at = iso(now)
    with _whole(report), writing(ledger) as db:
        urls, given = addresses(report), storable(report.id)
        known = _known(db, report, urls)
        key = known or report.key
        fresh_id = not db.execute("SELECT 1 FROM alias WHERE id = ? AND report = ?", (given, key)).fetchone()
        how: Literal["new", "edition", "alias", "same"] = "new"
        changed = True
        earlier = known is None and _under(db, urls, report.text_sha256)
        if known is None:
            _insert(db, report, at)
            _store_reading(db, report, key, reading, at)
            how = "edition" if earlier else "new"
        else:
            how = "alias" if fresh_id else "same"
            changed = _fill_in(db, known, report)
            if report.key == known and _wants(db, known, report, reading):
                _store_reading(db, report, known, reading, at)
                changed = True
        db.execute("INSERT OR IGNORE INTO alias VALUES (?, ?, ?, ?)", (given, key, report.added_by, at))
        new_urls = db.executemany("INSERT OR IGNORE INTO address VALUES (?, ?)", [(u, key) for u in urls]).rowcount
        # a new one that shares no address is the first edition, as it was put in
        if earlier or (known is not None and new_urls > 0):
            _number_editions(db, key)
        edition, body = db.execute(
            "SELECT edition, body IS NULL FROM report LEFT JOIN reading ON report = key WHERE key = ?", (key,)
        ).fetchone()
        if changed or fresh_id or new_urls > 0:
            _event(db, at, report.added_by, f"report {how}", key, given)
            moved_on(db)
        if entry is not None:
            intake_lines.note(db, entry, how, "", key, now)
    return Added(how, key, edition, bool(body))


@in_words
def would_be(ledger: Ledger, report: Report) -> Literal["new", "edition", "alias", "same"]:
    """What `add` would make of a report. Changes nothing."""
    db, urls = ledger.db, addresses(report)
    known = _known(db, report, urls)
    if known is None:
        return "edition" if _under(db, urls, report.text_sha256) else "new"
    told = db.execute("SELECT 1 FROM alias WHERE id = ? AND report = ?", (storable(report.id), known)).fetchone()
    return "same" if told else "alias"


@in_words
def has_address(ledger: Ledger, url: str) -> bool:
    """Whether a report of this address is there."""
    ask = "SELECT 1 FROM address WHERE url = ?"
    return any(ledger.db.execute(ask, (a,)).fetchone() for a in addresses(Report("", "", "", url=url)))


@in_words
def is_read(ledger: Ledger, report: Report, version: str, world: Callable[[], str]) -> bool:
    """Whether the ledger has this report read by this version and world already, so that `add` needs no reading.

    `world` gives the hash of its world, and is asked only where there is a reading to compare: most reports are new.
    """
    db = ledger.db
    key = _known(db, report, addresses(report))
    if key is None:
        return False
    if key != report.key:
        return True
    row = db.execute("SELECT version, world, body IS NULL FROM reading WHERE report = ?", (key,)).fetchone()
    if not row or row[0] != version or _better_date(db, key, report):
        return False
    return bool(row[2]) or world() in (row[1], as_good_in(db).get(row[1], ("",))[0])


@in_words
def read_again(ledger: Ledger, key: str, reading: Reading | None, now: datetime) -> None:
    """Replaces the reading of a report that is there. Decisions stay: they are anchored to the text, not to it."""
    at = iso(now)
    with writing(ledger) as db:
        row = db.execute("SELECT text, exact_text FROM report WHERE key = ?", (key,)).fetchone()
        _store_reading(db, Report(key, frozen_text(*row), ""), key, reading, at)
        _event(db, at, None, "read again", key, None)
        moved_on(db)


@in_words
def remember_packs(ledger: Ledger, packs: Sequence[str]) -> None:
    """Sets the packs that this ledger is read with from now on, in their order, beside `generic`."""
    with writing(ledger) as db:
        before = json.loads(meta(db, "packs"))
        set_meta(db, "packs", json.dumps(list(packs)))
        if (NO_PACKS in before) != (NO_PACKS in packs):
            set_meta(db, "worlds", "{}")  # whether packs were chosen by a report's words: all are to be read again


@in_words
def outdate(ledger: Ledger, keys: Iterable[str], as_good: Mapping[str, tuple[str, Sequence[str]]]) -> None:
    """Notes that these reports are to be read again, and of the worlds in which the others were read which ones give
    the same of them (`queries.as_good`)."""
    with writing(ledger) as db:
        # No version is none that any reading has.
        db.executemany("UPDATE reading SET version = '' WHERE report = ?", [(key,) for key in keys])
        set_meta(db, "as_good", json.dumps({**as_good_in(db), **as_good}))


@in_words
def set_setting(ledger: Ledger, name: str, value: str) -> None:
    """Keeps a setting of this ledger in it."""
    with writing(ledger) as db:
        set_meta(db, name, value)


# Reports


@contextmanager
def _whole(report: Report) -> Iterator[None]:
    """A reading that breaks the schema's rules is a fault of ours in one report, not of the ledger: name the report."""
    try:
        yield
    except errors("IntegrityError") as error:
        raise RashomonError(
            report.id, f"its reading does not fit the ledger ({error})", "Please tell us, with the report if you can."
        ) from error


def addresses(report: Report) -> tuple[str, ...]:
    """The addresses under which two texts are editions of one report. The front page of a site is not one."""
    found = []
    for url in (report.url, report.final_url):
        if not url:
            continue
        try:
            parts = urlsplit(url.strip())
        except ValueError:
            continue
        path = parts.path.rstrip("/")
        if parts.scheme.lower() not in ("http", "https") or not (path or parts.query):
            continue
        address = f"{parts.netloc.lower()}{path}" + (f"?{parts.query}" if parts.query else "")
        found.append(storable(address + (f"#{parts.fragment}" if parts.fragment else "")) or "")
    return tuple(dict.fromkeys(found))


def _known(db: sqlite3.Connection, report: Report, urls: Sequence[str]) -> str | None:
    """The key of the report that this one is: the same bytes, or the same text from the same URL and outlet."""
    if db.execute("SELECT 1 FROM report WHERE key = ?", (report.key,)).fetchone():
        return report.key
    for url in urls:
        row = db.execute(
            "SELECT key FROM report JOIN address ON report = key"
            " WHERE address.url = ? AND text_sha256 = ? AND outlet IS ?",
            (url, report.text_sha256, storable(report.outlet)),
        ).fetchone()
        if row:
            return str(row[0])
    return None


def _under(db: sqlite3.Connection, urls: Sequence[str], text_sha256: str) -> bool:
    """Whether another text is known under one of these addresses."""
    ask = "SELECT 1 FROM report JOIN address ON report = key WHERE address.url = ? AND text_sha256 <> ?"
    return any(db.execute(ask, (url, text_sha256)).fetchone() for url in urls)


def _insert(db: sqlite3.Connection, report: Report, at: str) -> None:
    text = storable(report.text)
    values = {
        "key": report.key,
        "sha256": report.sha256,
        "text_sha256": report.text_sha256,
        "text": text,
        "exact_text": None if text == report.text else report.text.encode("utf-8", "surrogatepass"),
        "raw": zlib.compress(report.raw),
        "media_type": report.media_type,
        "added_at": at,
        "edition_of": report.key,
        **{name: storable(getattr(report, name)) for name in TOLD},
    }
    _insert_row(db, "report", values)
    db.executemany(
        "INSERT INTO part VALUES (?, ?, ?, ?, ?)",
        [(report.key, n, part.kind, *part.span) for n, part in enumerate(report.parts)],
    )


def _insert_row(db: sqlite3.Connection, table: str, values: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))  # noqa: S608 - our names


def _better_date(db: sqlite3.Connection, key: str, report: Report) -> bool:
    """Whether this copy says better than the stored one when the report was published."""
    published, how = db.execute("SELECT published, published_from FROM report WHERE key = ?", (key,)).fetchone()
    new, old = HOW_DATED[report.published_from], HOW_DATED[how]
    return report.published is not None and report.published != published and (new > old or new == old == 3)


def _fill_in(db: sqlite3.Connection, key: str, report: Report) -> bool:
    """Keeps what this copy tells and the stored one did not. Says whether the published date changed."""
    for name in TOLD:
        if (value := storable(getattr(report, name))) is not None and not name.startswith(("published", "added")):
            db.execute(f"UPDATE report SET {name} = ? WHERE key = ? AND {name} IS NULL", (value, key))  # noqa: S608
    if not _better_date(db, key, report):
        return False
    db.execute(
        "UPDATE report SET published = ?, published_from = ? WHERE key = ?",
        (report.published, report.published_from, key),
    )
    # The stored reading dates the report as it was dated before: no version is none that any reading has.
    db.execute("UPDATE reading SET version = '' WHERE report = ?", (key,))
    _number_editions(db, key)
    return True


def _wants(db: sqlite3.Connection, key: str, report: Report, reading: Reading | None) -> bool:
    """Whether this reading is to replace the stored one: of another version or world, and of the very text and date."""
    if reading is None:
        return False
    text_sha256, published, version, world = db.execute(
        "SELECT text_sha256, published, version, world FROM report LEFT JOIN reading ON report = key WHERE key = ?",
        (key,),
    ).fetchone()
    fits = text_sha256 == report.text_sha256 and published == report.published
    return fits and (version, world) != (reading.version, reading.world)


def _number_editions(db: sqlite3.Connection, key: str) -> None:
    """Numbers the editions that this report is one of, by when they were published, or else fetched, or else added.

    Editions are the reports that share an address and differ in their text, over any number of steps.
    """
    group, todo = {key}, [key]
    while todo:
        # CROSS JOIN keeps the order: left to itself, SQLite looks at every address with its report
        near = db.execute(
            "SELECT DISTINCT other.key FROM report mine CROSS JOIN address a ON a.report = mine.key"
            " CROSS JOIN address b ON b.url = a.url CROSS JOIN report other ON other.key = b.report"
            " WHERE mine.key = ? AND other.text_sha256 <> mine.text_sha256",
            (todo.pop(),),
        )
        for (other,) in near.fetchall():
            if other not in group:
                group.add(other)
                todo.append(other)
    rows = [
        db.execute("SELECT published, fetched_at, n, key FROM report WHERE key = ?", (k,)).fetchone() for k in group
    ]
    rows.sort(key=lambda row: (row[0] or (row[1] or "")[:10], row[1] or "", row[2]))
    for edition, row in enumerate(rows, start=1):
        db.execute(
            "UPDATE report SET edition_of = ?, edition = ?, current = ? WHERE key = ?",
            (rows[0][3], edition, edition == len(rows), row[3]),
        )


# Readings


def _store_reading(db: sqlite3.Connection, report: Report, key: str, reading: Reading | None, at: str) -> None:
    """The reading whole, and its statements and claims as rows to ask. The one before it is kept among the past."""
    db.execute("DELETE FROM statement WHERE report = ?", (key,))
    db.execute(
        "INSERT INTO reading_past (report, version, world, read_at, body)"
        " SELECT report, version, world, read_at, body FROM reading WHERE report = ?",
        (key,),
    )
    if reading is None:
        db.execute("REPLACE INTO reading VALUES (?, ?, '', ?, NULL)", (key, __version__, at))
        return
    _remember_world(db, reading)
    body = zlib.compress(json.dumps(as_json(reading)).encode())
    db.execute("REPLACE INTO reading VALUES (?, ?, ?, ?, ?)", (key, reading.version, reading.world, at, body))
    store_rows(db, report.text, key, reading)


def _remember_world(db: sqlite3.Connection, reading: Reading) -> None:
    """Which packs the hash of a world stands for."""
    known = worlds_in(db)
    if reading.world not in known:
        set_meta(db, "worlds", json.dumps(known | {reading.world: reading.packs}))


@in_words
def forget_worlds(ledger: Ledger) -> None:
    """Keeps no packs of worlds that no reading is of any more."""
    with writing(ledger) as db:
        used = {row[0] for row in db.execute("SELECT DISTINCT world FROM reading")}
        set_meta(db, "worlds", json.dumps({sha256: p for sha256, p in worlds_in(db).items() if sha256 in used}))
        set_meta(db, "as_good", json.dumps({old: new for old, new in as_good_in(db).items() if old in used}))


def store_rows(db: sqlite3.Connection, text: str, key: str, reading: Reading) -> None:
    """The statements and claims of a reading as rows to ask."""
    for statement in reading.statements:
        _insert_row(db, "statement", {"id": statement.id, "report": key} | _statement_row(statement, text))
        for claim in statement.claims:
            row = {"id": claim.id, "statement": statement.id, "report": key}
            _insert_row(db, "claim", row | _claim_row(claim, reading))


def _statement_row(statement: Statement, text: str) -> dict[str, Any]:
    spans = [*statement.content, *statement.cue]
    return {
        "manner": statement.manner,
        "stance": statement.stance,
        "speaker": storable(statement.speaker.name),
        "role": statement.speaker.role,
        "camp": statement.speaker.camp,
        "entity": statement.speaker.entity,
        "named": statement.speaker.named,
        "via": statement.via,
        "span_start": min((s.start for s in spans), default=None),
        "span_end": max((s.end for s in spans), default=None),
        "quote": storable(" … ".join(text[s.start : s.end] for s in statement.content)),
    }


def _claim_row(claim: Claim, reading: Reading) -> dict[str, Any]:
    place = None if claim.place is None else reading.places[claim.place]
    row = {
        "kind": claim.kind,
        "acled": claim.acled,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "weapon": claim.means and claim.means.weapon,
        "site": claim.target and claim.target.site,
        "day_from": claim.time.start,
        "day_to": claim.time.end,
        "trigger_start": claim.trigger.start,
        "trigger_end": claim.trigger.end,
    }
    for name in ("actor", "target", "holder"):
        party = getattr(claim, name)
        row |= {name: party and storable(party.text), f"{name}_camp": party and party.camp}
    if place is not None:
        row["place"] = storable(place.name)
        for name in ("gazetteer", "lat", "lon", "radius_km", "precision", "country", "admin1"):
            row[name] = getattr(place, name)
    return row


# The log


def _event(db: sqlite3.Connection, at: str, by: str | None, what: str, thing: str | None, detail: str | None) -> None:
    db.execute(
        "INSERT INTO event (at, by, what, thing, detail) VALUES (?, ?, ?, ?, ?)",
        (at, by, what, thing, storable(detail)),
    )
