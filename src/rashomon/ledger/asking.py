"""Asking: what the ledger holds, as the records of `rashomon.model` and a few of its own."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rashomon.ledger.file import Ledger, asking, in_words, meta
from rashomon.ledger.records import matter_from_json, reading_from_json
from rashomon.ledger.writing import TOLD, frozen_text, storable
from rashomon.model import Claim, Matter, Part, Position, Reading, Report, Span, Statement


@dataclass(frozen=True, slots=True)
class Summary:
    """How much the ledger holds. A report and its editions are one report; only current editions' claims count."""

    reports: int
    editions: int
    unread: int
    statements: int
    claims: int
    matters: dict[str, int]
    """By status."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A report in the ledger, its reading if its language is read, every id it came under, and its editions."""

    report: Report
    reading: Reading | None
    aliases: tuple[str, ...]
    added_at: str
    edition: int
    current: bool
    editions: tuple[str, ...]
    """Keys of all editions, this one included, oldest first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A report that holds the words searched for. `marks` are spans into `snippet`."""

    report_id: str
    key: str
    title: str | None
    outlet: str | None
    published: str | None
    current: bool
    snippet: str
    marks: tuple[Span, ...]
    statements: tuple[str, ...]
    """Ids of the statements in it that hold the words."""


@in_words
def summary(ledger: Ledger) -> Summary:
    with asking(ledger) as db:

        def one(sql: str) -> int:
            return int(db.execute(sql).fetchone()[0])

        return Summary(
            reports=one("SELECT count(*) FROM report WHERE current"),
            editions=one("SELECT count(*) FROM report WHERE NOT current"),
            unread=one("SELECT count(*) FROM report JOIN reading ON report = key WHERE current AND body IS NULL"),
            statements=one("SELECT count(*) FROM statement s JOIN report ON s.report = key WHERE current"),
            claims=one("SELECT count(*) FROM claim c JOIN report ON c.report = key WHERE current"),
            matters=dict(db.execute("SELECT status, count(*) FROM matter WHERE live GROUP BY status ORDER BY status")),
        )


@in_words
def all_read(ledger: Ledger) -> list[tuple[Report, Reading]]:
    """The current edition of every report that is read, with its reading, by key. `raw` is left in the ledger.

    Both carry one id: the first in the alphabet of those the report came under, whatever order they came in.
    """
    with asking(ledger) as db:
        names = _names(db)
        rows = db.execute(
            "SELECT r.*, body FROM report r JOIN reading ON report = key"
            " WHERE current AND body IS NOT NULL ORDER BY key"
        )
        parts = _parts(db)
        found = []
        for row in _dicts(rows):
            name = names[row["key"]]
            found.append((_report(row, name, parts.get(row["key"], ())), replace(_reading(row["body"]), id=name)))
        return found


@in_words
def outdated(ledger: Ledger, version: str, world: str) -> list[Report]:
    """The reports whose reading is of another version or world: what reading again would change, by key."""
    with asking(ledger) as db:
        names, parts = _names(db), _parts(db)
        rows = db.execute(
            "SELECT r.* FROM report r JOIN reading g ON g.report = key"
            " WHERE g.version <> ? OR (body IS NOT NULL AND g.world <> ?) ORDER BY key",
            (version, world),
        )
        return [_report(row, names[row["key"]], parts.get(row["key"], ())) for row in _dicts(rows)]


@in_words
def generation(ledger: Ledger) -> int:
    """A number that moves on with every report and reading that is written."""
    return int(meta(ledger.db, "generation"))


@in_words
def is_gathered(ledger: Ledger) -> bool:
    """Whether the stored matters were gathered from the reports as they are now."""
    return meta(ledger.db, "generation") == meta(ledger.db, "gathered")


@in_words
def setting(ledger: Ledger, name: str) -> str | None:
    """A setting that `set_setting` kept; None where there is none."""
    row = ledger.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


@in_words
def packs(ledger: Ledger) -> tuple[str, ...]:
    """The packs that this ledger is read with, beside `generic`."""
    return tuple(json.loads(meta(ledger.db, "packs")))


FIRST = ("disputed", "conceded", "agreed", "one_camp", "one_origin")
"""The order in which matters are listed."""


@in_words
def matters(
    ledger: Ledger,
    *,
    status: Collection[str] = (),
    kind: Collection[str] = (),
    place: str | None = None,
    camp: Collection[str] = (),
    incident: str | None = None,
) -> list[Matter]:
    """The matters, the disputed first, then by date and place; `report_ids` are all ids that the reports came under.

    `kind` is a matter's kind or the kind of its claims; `place` is in the name of its place, in any case; `camp` is one
    that takes a position; `incident` an id that may be an old one. No filter, no limit.
    """
    with asking(ledger) as db:
        within = None if incident is None else now_called(db, incident)
        rows = db.execute(
            "SELECT id, incident, body, status, kind, claim_kind, place FROM matter WHERE live"
            " ORDER BY day_to IS NULL, day_to, day_from, place, id"
        )
        found = [
            _matter(row[:3])
            for row in rows
            if (incident is None or row[1] == within)
            and (not status or row[3] in status)
            and (not kind or row[4] in kind or row[5] in kind)
            and (not place or place.casefold() in (row[6] or "").casefold())
        ]
        found = [m for m in found if not camp or any(p.camp in camp for p in m.positions)]
        return _with_all_ids(db, sorted(found, key=lambda m: FIRST.index(m.status)))


@in_words
def matter(ledger: Ledger, name: str) -> Matter | None:
    """The matter that has this id, or that had it and goes by another now (its `id` says which). None: no such id."""
    with asking(ledger) as db:
        found = db.execute("SELECT id, incident, body FROM matter WHERE id = ? AND live", (now_called(db, name),))
        rows = found.fetchall()
        return _with_all_ids(db, [_matter(rows[0])])[0] if rows else None


def now_called(db: sqlite3.Connection, name: str) -> str | None:
    """Where an id of a matter or an incident leads after joins and splits; None where nothing of it is left."""
    seen = set()
    at: str | None = name
    while at is not None and at not in seen:
        seen.add(at)
        row = db.execute("SELECT new FROM redirect WHERE old = ?", (at,)).fetchone()
        if row is None:
            return at
        at = row[0]
    return None


@in_words
def is_retired(ledger: Ledger, name: str) -> bool:
    """Whether this was the id of a matter or an incident of which nothing is left."""
    with asking(ledger) as db:
        return now_called(db, name) is None


@in_words
def reports(ledger: Ledger, name: str) -> list[Stored]:
    """The reports of this id (as given at intake, or as shown), key or hash: several where an id was given twice.

    An id whose report has editions is its current edition; the others are found by their keys.
    """
    with asking(ledger) as db:
        names = _names(db)
        keys = [key for key, shown in names.items() if shown == name]
        keys += [
            row[0]
            for row in db.execute(
                "SELECT key FROM report WHERE key = ?1 OR sha256 = ?1 OR text_sha256 = ?1 UNION"
                " SELECT now.key FROM alias JOIN report was ON was.key = alias.report"
                " JOIN report now ON now.edition_of = was.edition_of AND now.current WHERE id = ?1 ORDER BY 1",
                (storable(name),),
            )
        ]
        return [_stored(db, key, names) for key in dict.fromkeys(keys)]


@in_words
def claim(ledger: Ledger, name: str) -> tuple[Stored, Statement, Claim] | None:
    """The claim of this id, with its statement and its report."""
    with asking(ledger) as db:
        row = db.execute("SELECT report FROM claim WHERE id = ?", (name,)).fetchone()
        if row is None:
            return None
        stored = _stored(db, row[0], _names(db))
        assert stored.reading is not None, "claims are rows made from a reading"
        pairs = ((s, c) for s in stored.reading.statements for c in s.claims)
        statement, of = next((s, c) for s, c in pairs if c.id == name)
        return stored, statement, of


@in_words
def matters_of(ledger: Ledger, claims: Iterable[str]) -> list[str]:
    """Ids of the matters that these claims answer."""
    ask = "SELECT DISTINCT matter FROM matter_claim WHERE claim = ?"
    with asking(ledger) as db:
        return sorted({row[0] for c in claims for row in db.execute(ask, (c,))})


OPEN, CLOSE = "\x02", "\x03"
"""Around the words found, between SQLite and here."""


@in_words
def search(ledger: Ledger, words: str, limit: int = 50) -> list[Found]:
    """Reports whose title or text, or a statement's speaker, holds all the words; best first.

    Words in double quotes are found as a phrase, and a * at the end of a word finds all that begin so. Accents and case
    do not count.
    """
    wanted = _match(words)
    if not wanted:
        return []
    with asking(ledger) as db:
        names = _names(db)
        said: dict[str, list[str]] = defaultdict(list)
        for report, statement in db.execute(
            "SELECT s.report, s.id FROM statement_words w JOIN statement s ON s.n = w.rowid"
            " WHERE statement_words MATCH ? ORDER BY s.n",
            (wanted,),
        ):
            said[report].append(statement)
        rows = db.execute(
            "SELECT key, r.title, outlet, published, current, snippet(report_words, 1, ?, ?, '…', 24)"
            " FROM report_words w JOIN report r ON r.n = w.rowid WHERE report_words MATCH ? ORDER BY rank, key LIMIT ?",
            (OPEN, CLOSE, wanted, limit),
        ).fetchall()
        have = {row[0] for row in rows}
        for key in [k for k in said if k not in have][: limit - len(rows)]:
            rows += db.execute(
                "SELECT r.key, title, outlet, published, current, speaker || ': ' || quote FROM report r"
                " JOIN statement s ON s.report = r.key WHERE s.id = ?",
                (said[key][0],),
            ).fetchall()
        return [_found(row, names, said.get(row[0], [])) for row in rows]


def _match(words: str) -> str:
    """What a person typed as an FTS5 query: each word and each quoted phrase must be there; nothing else is syntax."""
    terms = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', (storable(words) or "").replace("\0", " ")):
        text, star = (phrase, "") if phrase else (word.rstrip("*"), "*" if word.endswith("*") else "")
        if re.search(r"\w", text):
            terms.append(f'"{text}"{star}')
    return " ".join(terms)


def _found(row: Sequence[object], names: Mapping[str, str], statements: list[str]) -> Found:
    key, title, outlet, published, current, marked = row
    text, marks, start = "", [], 0
    for piece in re.split(f"([{OPEN}{CLOSE}])", str(marked)):
        if piece == OPEN:
            start = len(text)
        elif piece == CLOSE:
            marks.append(Span(start, len(text)))
        else:
            text += piece
    told = [None if x is None else str(x) for x in (title, outlet, published)]
    return Found(
        names[str(key)], str(key), told[0], told[1], told[2], bool(current), text, tuple(marks), tuple(statements)
    )


def _names(db: sqlite3.Connection) -> dict[str, str]:
    """The id that each report is shown under, by key: the first of its own in the alphabet, of any order of arrival.

    Where two reports came under the same ids only (`report.txt` in two folders), and for earlier editions, the key is
    added: `report.txt (0a1b2c3d4e5f)`.
    """
    given: dict[str, list[str]] = defaultdict(list)
    of: dict[str, tuple[str, bool]] = {}
    for key, edition_of, current, name in db.execute(
        "SELECT key, edition_of, current, id FROM report JOIN alias ON alias.report = key ORDER BY key, id"
    ):
        given[key].append(name)
        of[key] = edition_of, bool(current)
    owners = Counter(name for name, _ in {(name, of[key][0]) for key, names in given.items() for name in names})

    def shown(key: str) -> str:
        own = next((name for name in given[key] if owners[name] == 1), None)
        return own if own and of[key][1] else f"{own or given[key][0]} ({key})"

    return {key: shown(key) for key in given}


def _with_all_ids(db: sqlite3.Connection, found: list[Matter]) -> list[Matter]:
    names = _names(db)
    keys = {name: key for key, name in names.items()}
    keys |= dict(db.execute("SELECT alias.id, key FROM report JOIN alias ON alias.report = key AND current")) | keys
    aliases: dict[str, list[str]] = defaultdict(list)
    for key, name in db.execute("SELECT report, id FROM alias ORDER BY id"):
        aliases[key].append(name)

    def position(p: Position) -> Position:
        all_ids = dict.fromkeys(i for name in p.report_ids for i in aliases.get(keys.get(name, ""), [name]))
        return replace(p, report_ids=tuple(all_ids))

    return [replace(m, positions=tuple(map(position, m.positions))) for m in found]


def _matter(row: Sequence[str]) -> Matter:
    name, incident, body = row
    return replace(matter_from_json(json.loads(body)), id=name, incident=incident)


def _reading(body: bytes) -> Reading:
    return reading_from_json(json.loads(zlib.decompress(body)))


def _parts(db: sqlite3.Connection, key: str | None = None) -> dict[str, tuple[Part, ...]]:
    found: dict[str, list[Part]] = defaultdict(list)
    for report, kind, start, end in db.execute(
        "SELECT report, kind, span_start, span_end FROM part WHERE ?1 IS NULL OR report = ?1 ORDER BY report, n", (key,)
    ):
        found[report].append(Part(kind, Span(start, end)))
    return {report: tuple(parts) for report, parts in found.items()}


def _dicts(rows: sqlite3.Cursor) -> Iterable[dict[str, Any]]:
    columns = [c[0] for c in rows.description]
    return (dict(zip(columns, row, strict=True)) for row in rows)


def _report(row: Mapping[str, Any], name: str, parts: tuple[Part, ...], raw: bytes = b"") -> Report:
    told = {column: row[column] for column in (*TOLD, "sha256", "media_type")}
    text = frozen_text(row["text"], row["exact_text"])
    return Report(id=name, text=text, raw=raw, parts=parts, **told)


def _stored(db: sqlite3.Connection, key: str, names: Mapping[str, str]) -> Stored:
    row = next(
        iter(
            _dicts(db.execute("SELECT r.*, body FROM report r LEFT JOIN reading ON report = key WHERE key = ?", (key,)))
        )
    )
    editions = db.execute("SELECT key FROM report WHERE edition_of = ? ORDER BY edition", (row["edition_of"],))
    raw = zlib.decompress(row["raw"])
    return Stored(
        report=_report(row, names[key], _parts(db, key).get(key, ()), raw),
        reading=None if row["body"] is None else replace(_reading(row["body"]), id=names[key]),
        aliases=tuple(r[0] for r in db.execute("SELECT id FROM alias WHERE report = ? ORDER BY id", (key,))),
        added_at=str(row["added_at"]),
        edition=int(str(row["edition"])),
        current=bool(row["current"]),
        editions=tuple(r[0] for r in editions),
    )
