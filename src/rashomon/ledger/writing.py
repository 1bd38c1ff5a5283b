"""Writing: a report with its reading, a reading made again, and the matters. Each is one transaction."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from rashomon.errors import RashomonError
from rashomon.ledger import ids
from rashomon.ledger.file import Ledger, in_words, meta, set_meta, writing
from rashomon.ledger.records import phrases
from rashomon.model import Claim, Matter, Reading, Report, Statement, as_json
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
def add(ledger: Ledger, report: Report, reading: Reading | None, now: datetime) -> Added:
    """Puts a report with its reading (None: its language is not read) into the ledger, wholly or not at all.

    The same bytes under the same outlet are one report with one more alias; so is the same text fetched again from the
    same URL. A different text from a URL that is known is a new edition: the one published (or else fetched) last is
    current, and only its claims are gathered. The frozen text and the reading of a report that is there stay, unless
    the reading is of another version or world, or a better published date came with this one.
    """
    at = iso(now)
    with _whole(report), writing(ledger) as db:
        urls, given = addresses(report), storable(report.id)
        known = _known(db, report, urls)
        key = known or report.key
        fresh_id = not db.execute("SELECT 1 FROM alias WHERE id = ? AND report = ?", (given, key)).fetchone()
        how: Literal["new", "edition", "alias", "same"] = "new"
        changed = True
        if known is None:
            earlier = _under(db, urls, report.text_sha256)
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
        if known is None or new_urls > 0:
            _number_editions(db, key)
        edition, body = db.execute(
            "SELECT edition, body IS NULL FROM report LEFT JOIN reading ON report = key WHERE key = ?", (key,)
        ).fetchone()
        if changed or fresh_id or new_urls > 0:
            _event(db, at, report.added_by, f"report {how}", key, given)
            moved_on(db)
    return Added(how, key, edition, bool(body))


@in_words
def is_read(ledger: Ledger, report: Report, version: str, world: str) -> bool:
    """Whether the ledger has this report read by this version and world already, so that `add` needs no reading."""
    db = ledger.db
    key = _known(db, report, addresses(report))
    if key is None:
        return False
    if key != report.key:
        return True
    row = db.execute("SELECT version, world, body IS NULL FROM reading WHERE report = ?", (key,)).fetchone()
    return bool(row) and row[0] == version and (row[2] or row[1] == world) and not _better_date(db, key, report)


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
def store_matters(
    ledger: Ledger, matters: Iterable[Matter], now: datetime, generation: int | None = None
) -> tuple[Matter, ...]:
    """Replaces the ledger's matters by these, and returns them with the ids that the ledger keeps for them.

    `generation` is what `asking.generation` said before the claims were read: a set that was gathered from fewer
    reports than the set that is stored already is not stored (another program was quicker). For matters that were made
    elsewhere; `gathering.gather_matters` makes them here, and only those anew that something bears on.
    """
    matters = list(matters)
    with writing(ledger) as db:
        of = int(meta(db, "generation")) if generation is None else generation
        if of < int(meta(db, "gathered")):
            return tuple(matters)
        renamed = replace_matters(db, matters, None, iso(now))
        set_meta(db, "gathered", of)
        # the shelves were not filled with these
        set_meta(db, "shelved", "")
        set_meta(db, "shelvings", int(meta(db, "shelvings")) + 1)
    return tuple(renamed)


@in_words
def remember_packs(ledger: Ledger, packs: Sequence[str]) -> None:
    """Sets the packs that this ledger is read with from now on, in their order, beside `generic`."""
    set_setting(ledger, "packs", json.dumps(list(packs)))


@in_words
def set_setting(ledger: Ledger, name: str, value: str) -> None:
    """Keeps a setting of this ledger in it."""
    with writing(ledger) as db:
        set_meta(db, name, value)


# Reports


ADDED = (
    "SELECT report || '.d' || decision || '.c1', report, span_start, span_end, kind FROM decision_claim"
    " JOIN decision ON id = decision WHERE verb = 'add' AND side = 1"
)
"""The claims that people added: id, and what anchors them. The id is made of the report's key and the decision."""


@contextmanager
def _whole(report: Report) -> Iterator[None]:
    """A reading that breaks the schema's rules is a fault of ours in one report, not of the ledger: name the report."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise RashomonError(
            report.id, f"its reading does not fit the ledger ({error})", "Please tell us, with the report if you can."
        ) from error


def frozen_text(text: str, exact: bytes | None) -> str:
    return text if exact is None else exact.decode("utf-8", "surrogatepass")


def storable(text: str | None) -> str | None:
    """Text as a TEXT column takes it: a lone surrogate becomes U+FFFD, so that every offset still fits."""
    if text is None:
        return None
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


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


TOLD = (
    "title", "author", "outlet", "url", "final_url", "published", "published_from", "language", "fetched_at",
    "fetched_from", "added_by",
)  # fmt: skip
"""What is told about a report, beside its bytes and its text."""


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
        near = db.execute(
            "SELECT DISTINCT other.key FROM address a JOIN report mine ON mine.key = a.report"
            " JOIN address b ON b.url = a.url JOIN report other ON other.key = b.report"
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
    body = zlib.compress(json.dumps(as_json(reading)).encode())
    db.execute("REPLACE INTO reading VALUES (?, ?, ?, ?, ?)", (key, reading.version, reading.world, at, body))
    store_rows(db, report.text, key, reading)


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
        "plover": claim.plover,
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


# Matters


def replace_matters(
    db: sqlite3.Connection, matters: Sequence[Matter], replaced: Collection[str] | None, at: str
) -> list[Matter]:
    """Puts matters in the place of those with the ids `replaced` (None: of all), under ids that the ledger keeps.

    No other matter may share an incident with one of either.
    """
    anchors = _anchors(db, None if replaced is None else {c for m in matters for p in m.positions for c in p.claims})
    if replaced is None:
        replaced = {row[0] for row in db.execute("SELECT id FROM matter WHERE live")}
        old = _owned(db.execute("SELECT * FROM anchor"))
        kept: set[str] = set()
    else:
        old, kept = _near(db, matters, replaced, anchors)
    renamed = _rename(db, matters, anchors, old, kept, at)
    _write_matters(db, renamed, replaced, anchors, at)
    return renamed


def _anchors(db: sqlite3.Connection, claims: Collection[str] | None) -> dict[str, ids.Anchor]:
    """What anchors these claims (None: all), by their ids, and all that people added."""
    ask = "SELECT id, report, trigger_start, trigger_end, kind FROM claim"
    rows = list(db.execute(ADDED))
    if claims is None:
        rows += db.execute(ask)
    else:
        rows += [row for c in claims for row in db.execute(f"{ask} WHERE id = ?", (c,))]
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def _owned(rows: Iterable[Sequence[Any]]) -> dict[str, set[ids.Anchor]]:
    found: dict[str, set[ids.Anchor]] = defaultdict(set)
    for owner, report, start, end, kind in rows:
        found[owner].add((report, start, end, kind))
    return found


def _near(
    db: sqlite3.Connection, matters: Sequence[Matter], replaced: Collection[str], anchors: Mapping[str, ids.Anchor]
) -> tuple[dict[str, set[ids.Anchor]], set[str]]:
    """The ids that stood for claims of these matters or of those that they replace; and which of them others keep.

    With those who share a claim with an id that is not in use: an old id leads to whom most of it went to.
    """

    def owners(of: Iterable[ids.Anchor]) -> set[str]:
        ask = "SELECT owner FROM anchor WHERE report = ? AND span_start = ? AND span_end = ? AND kind = ?"
        return {row[0] for a in of for row in db.execute(ask, a)}

    def owned(names: Iterable[str]) -> dict[str, set[ids.Anchor]]:
        return _owned(row for n in names for row in db.execute("SELECT * FROM anchor WHERE owner = ?", (n,)))

    out = _with_incidents(db, replaced)
    now = {anchors[c] for m in matters for p in m.positions for c in p.claims if c in anchors}
    near = owned(owners(now | set().union(*owned(out).values())) | out)
    live = _live(db, near)
    unused = [of for n, of in near.items() if n not in live]
    sharing = _live(db, owners(set().union(*unused)) - near.keys())
    return near | owned(sharing), (live | sharing) - out


def _with_incidents(db: sqlite3.Connection, matters: Collection[str]) -> set[str]:
    ask = "SELECT incident FROM matter WHERE id = ?"
    return {*matters, *(row[0] for m in matters for row in db.execute(ask, (m,)))}


def _live(db: sqlite3.Connection, names: Iterable[str]) -> set[str]:
    ask = "SELECT 1 FROM matter WHERE id = ?1 AND live UNION ALL SELECT 1 FROM incident WHERE id = ?1 AND live"
    return {n for n in names if db.execute(ask, (n,)).fetchone()}


@dataclass(frozen=True, slots=True)
class _Taken:
    """Whether an id was ever given."""

    db: sqlite3.Connection
    now: set[str]

    def __contains__(self, name: object) -> bool:
        ask = "SELECT 1 FROM matter WHERE id = ?1 UNION ALL SELECT 1 FROM incident WHERE id = ?1"
        return name in self.now or self.db.execute(ask, (name,)).fetchone() is not None


def _rename(
    db: sqlite3.Connection,
    matters: Sequence[Matter],
    anchors: Mapping[str, ids.Anchor],
    old: ids.Groups,
    kept: Collection[str],
    at: str,
) -> list[Matter]:
    """These matters under their lasting ids: inherited, brought back, or minted. Writes the redirects.

    `old` has the ids that stood for any of their claims, `kept` those among them that others have and keep.
    """
    claims = {m.id: {c for p in m.positions for c in p.claims} for m in matters}
    held = {m.id: frozenset(anchors[c] for c in claims[m.id] if c in anchors) for m in matters}
    incidents: dict[str, set[ids.Anchor]] = defaultdict(set)
    for matter in matters:
        incidents[matter.incident] |= held[matter.id]
    live = _live(db, old)
    about = {n: db.execute("SELECT kind, minted_at FROM matter WHERE id = ?", (n,)).fetchone() for n in old}
    kind_of = {n: row[0] for n, row in about.items() if row}
    minted = {n: row[1] for n, row in about.items() if row}
    ask = "SELECT minted_at FROM incident WHERE id = ?"
    minted |= {n: row[0] for n in old if n not in minted and (row := db.execute(ask, (n,)).fetchone())}

    name: dict[str, str] = {}
    taken = _Taken(db, set())
    for kind in sorted({m.kind for m in matters} | set(kind_of.values())):
        now = {m.id: held[m.id] for m in matters if m.kind == kind}
        was = {o: a for o, a in old.items() if kind_of.get(o) == kind}
        name |= ids.inherit(now, {o: a for o, a in was.items() if o not in kept}, live, minted)
        for new in sorted(now.keys() - name.keys()):
            name[new] = ids.mint("M", [kind, *(held[new] or claims[new])], taken)
            taken.now.add(name[new])
        _redirect(db, was, {name[n]: a for n, a in now.items()}, kept, at)
    was = {o: a for o, a in old.items() if o not in kind_of}
    called = ids.inherit(incidents, {o: a for o, a in was.items() if o not in kept}, live, minted)
    for new in sorted(incidents.keys() - called.keys()):
        called[new] = ids.mint("I", incidents[new] or [new], taken)
        taken.now.add(called[new])
    _redirect(db, was, {called[n]: a for n, a in incidents.items()}, kept, at)
    return sorted((replace(m, id=name[m.id], incident=called[m.incident]) for m in matters), key=lambda m: m.id)


def _redirect(db: sqlite3.Connection, was: ids.Groups, now: ids.Groups, kept: Collection[str], at: str) -> None:
    db.executemany("DELETE FROM redirect WHERE old = ?", [(n,) for n in now])
    there = {**{o: a for o, a in was.items() if o in kept}, **now}
    gone = {o: a for o, a in was.items() if o not in there}
    db.executemany(
        "INSERT INTO redirect VALUES (?, ?, ?) ON CONFLICT (old) DO UPDATE SET new = excluded.new, at = excluded.at"
        " WHERE new IS NOT excluded.new",
        [(o, n, at) for o, n in ids.leads_to(gone, there).items()],
    )


LAID_OVER = ("signed_off", "set_aside", "ruled")
"""What people ruled on a matter is laid over it when it is asked for, and not stored with it."""


def _write_matters(
    db: sqlite3.Connection,
    matters: Sequence[Matter],
    replaced: Collection[str],
    anchors: Mapping[str, ids.Anchor],
    at: str,
) -> None:
    names = sorted({*replaced, *(m.id for m in matters)})

    def stored() -> dict[str, Any]:
        ask = "SELECT id, live, incident, status, body FROM matter WHERE id = ?"
        return {n: row for n in names if (row := db.execute(ask, (n,)).fetchone())}

    before = stored()
    gone = [(n,) for n in sorted(replaced)]
    db.executemany("UPDATE incident SET live = 0 WHERE id = (SELECT incident FROM matter WHERE id = ?)", gone)
    db.executemany("UPDATE matter SET live = 0 WHERE id = ?", gone)
    db.executemany("DELETE FROM matter_claim WHERE matter = ?", gone)
    held: dict[str, set[ids.Anchor]] = defaultdict(set)
    for m in matters:
        day_from, day_to = m.date or (None, None)
        db.execute("INSERT INTO incident VALUES (?, 1, ?) ON CONFLICT (id) DO UPDATE SET live = 1", (m.incident, at))
        db.execute(
            "INSERT INTO matter VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET live = 1,"
            " incident = excluded.incident, claim_kind = excluded.claim_kind, place = excluded.place,"
            " day_from = excluded.day_from, day_to = excluded.day_to, status = excluded.status, body = excluded.body",
            (m.id, m.incident, m.kind, m.claim_kind, storable(m.place), day_from, day_to, m.status,
             json.dumps({k: v for k, v in as_json(m).items() if k not in LAID_OVER} | {"phrases": phrases(m)}), at),
        )  # fmt: skip
        for position in m.positions:
            db.executemany(
                "INSERT OR IGNORE INTO matter_claim VALUES (?, ?, ?)",
                [(m.id, c, position.camp) for c in position.claims],
            )
            known = {anchors[c] for c in position.claims if c in anchors}
            held[m.id] |= known
            held[m.incident] |= known
    db.executemany(
        "INSERT INTO matter_past (matter, live, incident, status, body, at) VALUES (?, ?, ?, ?, ?, ?)",
        [(*row, at) for name, row in stored().items() if row != before.get(name)],
    )
    for owner, of in held.items():
        db.execute("DELETE FROM anchor WHERE owner = ?", (owner,))
        db.executemany("INSERT INTO anchor VALUES (?, ?, ?, ?, ?)", [(owner, *a) for a in sorted(of)])


# The log


def iso(now: datetime) -> str:
    """An instant as the ledger keeps it: ISO 8601, UTC, seconds. Instants compare as texts."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def _event(db: sqlite3.Connection, at: str, by: str | None, what: str, thing: str | None, detail: str | None) -> None:
    db.execute(
        "INSERT INTO event (at, by, what, thing, detail) VALUES (?, ?, ?, ?, ?)",
        (at, by, what, thing, storable(detail)),
    )


def moved_on(db: sqlite3.Connection) -> None:
    """The reports are no longer those that the stored matters were gathered from."""
    set_meta(db, "generation", int(meta(db, "generation")) + 1)
