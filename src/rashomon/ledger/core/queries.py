"""Asking: what the ledger holds, as the records of `rashomon.model` and a few of its own."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rashomon.ledger.core.file import Ledger, asking, in_words, meta
from rashomon.ledger.core.from_json import matter_from_json, reading_from_json
from rashomon.ledger.core.rows import TOLD, frozen_text, storable
from rashomon.ledger.core.spellings import spellings
from rashomon.model import NO_PACKS, Matter, Part, Reading, Report, Span


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
def all_read(ledger: Ledger, *, as_of: str | None = None) -> list[tuple[Report, Reading]]:
    """The current edition of every report that is read, with its reading, by key. `raw` is left in the ledger.

    Both carry one id: the first in the alphabet of those the report came under, whatever order they came in. With
    `as_of` (an instant in ISO UTC) the reports that had come by then, in the editions and readings that they had.
    """
    with asking(ledger) as db:
        return read_of(db, None, as_of)


def read_of(db: sqlite3.Connection, keys: Collection[str] | None, as_of: str | None) -> list[tuple[Report, Reading]]:
    """What `all_read` gives, of all reports or of those with these keys."""
    names = names_of(db)
    parts = _parts(db)
    found = []
    for row in _dicts(db.execute(READ_NOW if as_of is None else READ_THEN, {"then": as_of} if as_of else {})):
        if (keys is None or row["key"] in keys) and row["body"] is not None:
            name = names[row["key"]]
            found.append((_report(row, name, parts.get(row["key"], ())), replace(_reading(row["body"]), id=name)))
    return found


def read_some(
    db: sqlite3.Connection, keys: Iterable[str], make: Callable[[dict[str, Any]], Reading] = reading_from_json
) -> dict[str, tuple[Report, Reading]]:
    """Reports with the readings that they have, by key, in the order of the keys, without their bytes; those in a
    language that is not read are left out. Nothing of the other reports is looked at. `make` makes them of JSON."""
    columns = ("key", "text", "exact_text", "sha256", "media_type", *TOLD)
    ask = f"SELECT {', '.join(columns)}, body FROM report JOIN reading ON report = key WHERE key = ?"  # noqa: S608
    found = {}
    for key in sorted(set(keys)):
        for row in _dicts(db.execute(ask, (key,))):
            if row["body"] is not None:
                name = shown_names(db, [key])[key]
                report = _report(row, name, _parts(db, key).get(key, ()))
                found[key] = report, replace(_reading(row["body"], make), id=name)
    return found


READ_NOW = "SELECT r.*, body FROM report r JOIN reading ON report = key WHERE current ORDER BY key"
READ_THEN = """
  WITH readings AS (
    SELECT report, read_at, body, 1 AS now, 0 AS n FROM reading
    UNION ALL SELECT report, read_at, body, 0, n FROM reading_past)
  SELECT r.*, (SELECT body FROM readings g WHERE g.report = r.key AND read_at <= :then
               ORDER BY read_at DESC, now DESC, n DESC LIMIT 1) AS body
  FROM report r
  WHERE added_at <= :then AND edition = (
    SELECT max(edition) FROM report e WHERE e.edition_of = r.edition_of AND e.added_at <= :then)
  ORDER BY key"""
"""The edition that was current, with the reading that it had. Published dates and the order of editions are today's."""


def current_keys(db: sqlite3.Connection, keys: Iterable[str], as_of: str | None) -> dict[str, str]:
    """For the key of each edition the key of the edition that is current (as of an instant)."""
    ask = (
        "SELECT key FROM report WHERE edition_of = (SELECT edition_of FROM report WHERE key = ?)"
        " AND added_at <= ? ORDER BY edition DESC LIMIT 1"
    )
    found = {k: db.execute(ask, (k, as_of or "9999")).fetchone() for k in keys}
    return {k: row[0] for k, row in found.items() if row}


def read_without_names(db: sqlite3.Connection, version: str) -> int:
    """How many reports have a reading of another version that told no names: no words of theirs may leave."""
    bodies = db.execute(
        "SELECT body FROM report JOIN reading ON report = key WHERE current AND body IS NOT NULL AND version <> ?",
        (version,),
    )
    return sum(_reading(body).names is None for (body,) in bodies)


def stored_reading(db: sqlite3.Connection, key: str) -> Reading | None:
    """The reading of a report as it is stored; None where its language is not read."""
    row = db.execute("SELECT body FROM reading WHERE report = ?", (key,)).fetchone()
    return _reading(row[0]) if row and row[0] is not None else None


def stored_matter(db: sqlite3.Connection, name: str) -> Matter:
    """A matter as it was last gathered, without what people ruled on it. KeyError where there is none."""
    row = db.execute("SELECT id, incident, body FROM matter WHERE id = ?", (name,)).fetchone()
    if row is None:
        raise KeyError(name)
    return matter_of(row)


@in_words
def outdated(ledger: Ledger, version: str, worlds: Collection[str]) -> list[Report]:
    """The reports whose reading is of another version, or of none of these worlds: what reading again would change."""
    with asking(ledger) as db:
        names, parts = names_of(db), _parts(db)
        rows = db.execute(
            "SELECT r.* FROM report r JOIN reading g ON g.report = key"
            " WHERE g.version <> ? OR (body IS NOT NULL AND g.world NOT IN (SELECT value FROM json_each(?)))"
            " ORDER BY key",
            (version, json.dumps(list(worlds))),
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
    """The packs that this ledger is read with, beside `generic` and those that a report's words call for."""
    return tuple(json.loads(meta(ledger.db, "packs")))


@in_words
def worlds(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """The worlds that reports of this ledger were read in, by their hashes: the packs of each."""
    return worlds_in(ledger.db)


def worlds_in(db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    row = db.execute("SELECT value FROM meta WHERE name = 'worlds'").fetchone()
    return {sha256: tuple(names) for sha256, names in json.loads(row[0]).items()} if row else {}


def as_good_in(db: sqlite3.Connection) -> dict[str, tuple[str, tuple[str, ...]]]:
    """See `as_good`."""
    row = db.execute("SELECT value FROM meta WHERE name = 'as_good'").fetchone()
    return {old: (new, tuple(names)) for old, (new, names) in json.loads(row[0]).items()} if row else {}


@in_words
def as_good(ledger: Ledger) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Worlds in which reports were read, by their hashes, that give the same of those as another: its hash and packs.

    A pack that gained a name bears on no report in which it does not stand; those that it bears on are `outdated`.
    """
    return as_good_in(ledger.db)


@in_words
def texts(ledger: Ledger) -> list[tuple[str, str]]:
    """Of each report that is read, past editions too, its key, and its title, outlet, address and text in one."""
    return [
        (key, "\n".join(told or "" for told in rest))
        for key, *rest in ledger.db.execute(
            "SELECT key, title, outlet, url, text FROM report JOIN reading ON report = key"
            " WHERE body IS NOT NULL ORDER BY key"
        )
    ]


@in_words
def all_packs(ledger: Ledger) -> tuple[str, ...]:
    """The packs that any report was read with; those that somebody named come last, and so win."""
    return packs_in(ledger.db)


def packs_in(db: sqlite3.Connection) -> tuple[str, ...]:
    named = tuple(p for p in json.loads(meta(db, "packs")) if p != NO_PACKS)
    called = {pack for names in worlds_in(db).values() for pack in names}
    return (*sorted(called - {*named}), *named)


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
        names = names_of(db)
        return [stored_of(db, key, names) for key in keys_of(db, name)]


def keys_of(db: sqlite3.Connection, name: str) -> list[str]:
    """The keys of the reports of this id, key or hash, as `reports` finds them."""
    given = [row[0] for row in db.execute("SELECT report FROM alias WHERE id = ? ORDER BY report", (storable(name),))]
    in_brackets = re.search(r" \((\w+)\)$", name)  # as `names_of` tells two reports of one id apart
    keys = [
        key
        for key, shown in shown_names(db, [*given, *(in_brackets.groups() if in_brackets else ())]).items()
        if shown == name
    ]
    keys += [
        row[0]
        for row in db.execute(
            "SELECT key FROM report WHERE key = ?1 OR sha256 = ?1 OR text_sha256 = ?1 UNION"
            " SELECT now.key FROM alias JOIN report was ON was.key = alias.report"
            " JOIN report now ON now.edition_of = was.edition_of AND now.current WHERE id = ?1 ORDER BY 1",
            (storable(name),),
        )
    ]
    return list(dict.fromkeys(keys)) or _keys_by_path(db, storable(name) or "")


def _keys_by_path(db: sqlite3.Connection, name: str) -> list[str]:
    """Of reports whose id is a path that ends like this name, or the other way round: an id is what was typed when the
    report was read, from whatever folder."""
    name = name.removeprefix("./")
    if not name.strip("/"):
        return []
    ask = (
        "SELECT DISTINCT report FROM alias JOIN report ON key = report AND current WHERE id = ?1"
        " OR substr(id, -length(?1) - 1) = '/' || ?1 OR substr(?1, -length(id) - 1) = '/' || id ORDER BY 1"
    )
    return [key for (key,) in db.execute(ask, (name,))]


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
    wanted = fts_words(words)
    if not wanted:
        return []
    with asking(ledger) as db:
        names = names_of(db)
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


def fts_words(words: str) -> str:
    """What a person typed as an FTS5 query: each word and each quoted phrase must be there, as it is typed or as
    scripts let it be spelled; nothing else is syntax."""
    return " AND ".join(
        "(" + " OR ".join(f'"{spelled}"{star}' for spelled in spellings(text)) + ")"
        for text, star in search_terms(words)
    )


def search_terms(words: str) -> list[tuple[str, str]]:
    """The words and quoted phrases that a person typed, each with "*" where it is only the beginning of a word.

    >>> search_terms('"air strike" alep* .')
    [('air strike', ''), ('alep', '*')]
    """
    terms = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', (storable(words) or "").replace("\0", " ")):
        text, star = (phrase, "") if phrase else (word.rstrip("*"), "*" if word.endswith("*") else "")
        if re.search(r"\w", text):
            terms.append((text, star))
    return terms


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


def names_of(db: sqlite3.Connection) -> dict[str, str]:
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


def shown_names(db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
    """What `names_of` gives, for some reports."""
    found = {}
    for key in keys:
        row = db.execute("SELECT current FROM report WHERE key = ?", (key,)).fetchone()
        if row is None:
            continue
        given = [r[0] for r in db.execute("SELECT id FROM alias WHERE report = ? ORDER BY id", (key,))]
        own = next((name for name in given if _owners(db, name) == 1), None)
        found[key] = own if own and row[0] else f"{own or given[0]} ({key})"
    return found


def _owners(db: sqlite3.Connection, alias: str) -> int:
    ask = "SELECT count(DISTINCT edition_of) FROM alias JOIN report ON key = report WHERE id = ?"
    return int(db.execute(ask, (alias,)).fetchone()[0])


def matter_of(row: Sequence[str]) -> Matter:
    """A matter from its id, its incident and its body."""
    name, incident, body = row
    return replace(matter_from_json(json.loads(body)), id=name, incident=incident)


def _reading(body: bytes, make: Callable[[dict[str, Any]], Reading] = reading_from_json) -> Reading:
    return make(json.loads(zlib.decompress(body)))


def _parts(db: sqlite3.Connection, key: str | None = None) -> dict[str, tuple[Part, ...]]:
    found: dict[str, list[Part]] = defaultdict(list)
    for report, kind, start, end in db.execute(
        f"SELECT report, kind, span_start, span_end FROM part {'' if key is None else 'WHERE report = ?'}"  # noqa: S608
        " ORDER BY report, n",
        () if key is None else (key,),
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


def stored_of(db: sqlite3.Connection, key: str, names: Mapping[str, str]) -> Stored:
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
