"""What became of each thing that came in? The lines of the log, with what is doubtful of each as it stands now."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.ledger.read.list_index import held
from rashomon.message import Phrase, counted, with_commas

LEAST_KEPT = 0.2
"""A page of which less than this share was taken for the report is a doubt."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that came in: a report, what was refused, what is none."""

    n: int
    batch: int
    at: str
    by: str | None
    way: str
    """By which way: "read", "desk" or "follow"."""
    input: str
    """The file, URL or the like that it came in."""
    id: str
    how: str
    """new, edition, alias, same, refused, not_stored, skipped."""
    why: str
    """Of what was refused, not stored or skipped."""
    report: str | None
    """The report's key, where it is in the ledger."""
    outlet: str | None
    published: str | None
    dated: str | None
    """Who told the day: "given", "metadata", "text"; None: nobody did."""
    language: str | None
    characters: int | None
    furniture: int | None
    kept: float | None
    """Of a page: the share of its text that was taken for the report."""
    ocr: float | None
    """How sure OCR was of its text, from 0 to 1; None: it is no OCR's."""
    statements: int | None
    """That its present reading has; None: its language is not read, or it is not in the ledger."""
    guessed: tuple[str, ...]
    notes: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """What came of one input in one round of adding: its lines, or the first of them, and how many there are of each
    sort."""

    lines: tuple[Line, ...]
    numbers: Mapping[str, int]
    last: int
    """The number of its last line."""

    @property
    def name(self) -> str:
        return self.lines[0].input

    @property
    def at(self) -> str:
        return max(line.at for line in self.lines)

    @property
    def more(self) -> int:
        """Lines that are not among these."""
        return sum(self.numbers.values()) - len(self.lines)


@in_words
def lines(ledger: Ledger, *, batch: int | None = None, doubts: bool = False) -> list[Line]:
    """The lines of the log, oldest first; of a round of adding; with `doubts` those alone in which something is
    doubtful."""
    where = [*(["l.batch = :batch"] if batch is not None else []), *([_DOUBTFUL] if doubts else []), "1"]
    ask = f"{_LINES} WHERE {' AND '.join(where)} ORDER BY l.n"
    with asking(ledger) as db:
        return [_line(row) for row in db.execute(ask, {"batch": batch, "least": LEAST_KEPT})]


@in_words
def inputs(
    ledger: Ledger, *, batch: int | None = None, doubts: bool = False, before: int | None = None, limit: int = 50
) -> list[Input]:
    """The inputs of the log, the newest first, each with its first lines: the doubtful first, then the refused. Of a
    round of adding, or of those whose last line stands before a line."""
    told = {"batch": batch, "least": LEAST_KEPT, "before": before, "limit": limit}
    where = [*(["l.batch = :batch"] if batch is not None else []), *([_DOUBTFUL] if doubts else []), "1"]
    having = "HAVING max(l.n) < :before" if before is not None else ""
    groups = (
        f"SELECT l.batch, l.input, max(l.n) FROM intake l WHERE {' AND '.join(where)}"  # noqa: S608 - our words
        f" GROUP BY l.batch, l.input {having} ORDER BY max(l.n) DESC LIMIT :limit"
    )
    some = f"{_LINES} WHERE l.batch = ? AND l.input = ? ORDER BY {_FIRST} LIMIT ?"
    with asking(ledger) as db:
        return [
            Input(
                tuple(_line(row) for row in db.execute(some, (*key, SHOWN))),
                dict(db.execute("SELECT how, count(*) FROM intake WHERE batch = ? AND input = ? GROUP BY how", key)),
                last,
            )
            for *key, last in db.execute(groups, told).fetchall()
        ]


SHOWN = 20
"""Lines of one input that are looked at for a page."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a round of adding is."""

    at: str
    by: str | None
    waiting: tuple[str, ...]
    """Names of what waits to be read, the next first."""
    read: int
    """Inputs that were read, or are being read."""
    before: int
    """Of other rounds, how much is to be read first."""


@in_words
def standing(ledger: Ledger, batch: int) -> Standing | None:
    """How far a round is; None: there is none of this number."""
    with asking(ledger) as db:
        row = db.execute("SELECT at, by FROM batch WHERE n = ?", (batch,)).fetchone()
        if row is None:
            return None
        waiting = db.execute("SELECT name, n FROM waiting WHERE batch = ? ORDER BY n", (batch,)).fetchall()
        read = db.execute("SELECT count(DISTINCT input) FROM intake WHERE batch = ?", (batch,)).fetchone()[0]
        first = waiting[0][1] if waiting else 0
        before = db.execute("SELECT count(*) FROM waiting WHERE n < ?", (first,)).fetchone()[0]
        return Standing(row[0], row[1], tuple(name for name, _ in waiting), read, before)


@in_words
def rounds(ledger: Ledger, way: str, most: int) -> list[tuple[int, str, str | None, int]]:
    """The last rounds of adding of a way: number, when, by whom, how much of it waits."""
    ask = (
        "SELECT n, at, by, (SELECT count(*) FROM waiting WHERE batch = b.n) FROM batch b WHERE way = ? ORDER BY n DESC"
        " LIMIT ?"
    )
    return [tuple(row) for row in ledger.db.execute(ask, (way, most))]


@in_words
def touched(ledger: Ledger, batch: int) -> list[str]:
    """Ids of the incidents that reports of this round tell of."""
    ask = (
        "SELECT DISTINCT m.incident FROM (SELECT DISTINCT report FROM intake WHERE batch = ? AND report IS NOT NULL) i"
        " JOIN matter_claim c ON c.claim > i.report || '.' AND c.claim < i.report || '/'"
        " JOIN matter m ON m.id = c.matter WHERE m.live ORDER BY m.incident"
    )
    return [row[0] for row in ledger.db.execute(ask, (batch,))]


@in_words
def doubtful(ledger: Ledger) -> int:
    """How many lines are doubtful. Kept in memory until a report or a reading comes: the desk asks with each page."""
    ask = f"SELECT count(*) FROM intake l WHERE {_DOUBTFUL}"  # noqa: S608 - our words
    return held(
        ledger, "doubtful", lambda db: int(db.execute(ask, {"least": LEAST_KEPT}).fetchone()[0]), ruled=False
    )  # fmt: skip


_DOUBTFUL = """l.how IN ('new', 'edition')
  AND (l.kept < :least OR instr(l.guessed, 'words')
    OR NOT EXISTS (SELECT 1 FROM statement s WHERE s.report = l.report))"""
_LINES = """
  SELECT l.n, l.batch, l.at, b.by, b.way, l.input, l.id, l.how, l.why, l.report, r.outlet, r.published, l.dated,
    r.language, l.characters, l.furniture, l.kept,
    CASE WHEN instr(r.media_type, '; confidence=')
      THEN CAST(substr(r.media_type, instr(r.media_type, '; confidence=') + 13) AS REAL) END,
    CASE WHEN g.body IS NULL THEN NULL ELSE (SELECT count(*) FROM statement s WHERE s.report = l.report) END,
    l.guessed, l.notes
  FROM intake l JOIN batch b ON b.n = l.batch
    LEFT JOIN report r ON r.key = l.report LEFT JOIN reading g ON g.report = r.key"""
_FIRST = """NOT (l.how IN ('new', 'edition') AND (ifnull(l.kept, 1) < 0.2 OR ifnull(instr(l.guessed, 'words'), 0)
  OR NOT EXISTS (SELECT 1 FROM statement s WHERE s.report = l.report))), l.how NOT IN ('refused', 'not_stored'), l.n"""


def doubtful_in(db: sqlite3.Connection) -> set[str]:
    """The keys of the reports of which a line is doubtful."""
    ask = f"SELECT DISTINCT l.report FROM intake l WHERE {_DOUBTFUL}"  # noqa: S608 - our words
    return {key for (key,) in db.execute(ask, {"least": LEAST_KEPT})}


def _line(row: Sequence[object]) -> Line:
    *first, guessed, notes = row
    told = [tuple(str(x).split("\n")) if x else () for x in (guessed, notes)]
    line = Line(*first, told[0], told[1], ())  # type: ignore[call-arg, arg-type]
    return with_doubts(line)


def with_doubts(line: Line) -> Line:
    """The line with what is doubtful of it: of what came in anew."""
    if line.how not in ("new", "edition"):
        return line
    return replace(line, doubts=tuple(doubts_of(line.statements, line.language, line.kept, line.ocr)))


def doubts_of(statements: int | None, language: str | None, kept: float | None, ocr: float | None = None) -> list[str]:
    """What is doubtful of a report that was read: that it says nothing, that little of its page was kept, that its
    words are what OCR made of a picture.

    >>> doubts_of(0, "en", 0.12), doubts_of(3, "en", 0.8), doubts_of(None, "fr", None)
    (['no statement was found in it', '12 % of its page was kept'], [], ['its language (fr) is not read'])
    """
    found: list[str] = []
    if statements is None:
        found.append(Phrase("its language ({language}) is not read", language=language or "?"))
    elif not statements:
        found.append(Phrase("no statement was found in it"))
    if kept is not None and kept < LEAST_KEPT:
        found.append(Phrase("{share} % of its page was kept", share=round(100 * kept)))
    if ocr is not None:
        found.append(Phrase("its words were read by OCR, {share} % sure: look at the picture", share=round(100 * ocr)))
    return found


# In words


def by_input(some: Sequence[Line]) -> list[Input]:
    """The lines of each input of each round together, in their order."""
    found: dict[tuple[int, str], list[Line]] = {}
    for line in some:
        found.setdefault((line.batch, line.input), []).append(line)
    return [Input(tuple(of), Counter(line.how for line in of), of[-1].n) for of in found.values()]


_BECAME: Mapping[str, Callable[[int], Phrase]] = {
    "new": lambda n: counted("{n} new report", "{n} new reports", n),
    "edition": lambda n: counted("{n} new edition", "{n} new editions", n),
    "there": lambda n: counted("{n} already there", "{n} already there", n),
    "refused": lambda n: counted("{n} not read", "{n} not read", n),
    "not_stored": lambda n: counted("{n} not stored", "{n} not stored", n),
    "skipped": lambda n: counted("{n} skipped", "{n} skipped", n),
}


def became(of: Input) -> str:
    """What became of an input, in a line: why it was refused, or how many reports came of it."""
    if sum(of.numbers.values()) == 1 and of.lines[0].why:
        line = of.lines[0]
        why = line.why.removeprefix(f"{line.id}: ")
        return Phrase("skipped: {why}", why=why) if line.how == "skipped" else Phrase("not read: {why}", why=why)
    number = Counter[str]()
    for how, n in of.numbers.items():
        number["there" if how in ("same", "alias") else how] += n
    return with_commas([words(number[how]) for how, words in _BECAME.items() if number[how]])


def guessed(of: Input) -> str:
    """What was guessed of what came in it: day, language, encoding, columns; or that no day is known."""
    line = of.lines[0] if len(of.lines) == 1 else None
    words = {
        "date": Phrase("date ({date})", date=line.published or "") if line else Phrase("date"),
        "language": Phrase("language ({language})", language=line.language or "?") if line else Phrase("language"),
        "encoding": Phrase("encoding"),
        "columns": Phrase("columns"),
        "words": Phrase("words (OCR)"),
    }
    told = {g for one in of.lines for g in one.guessed}
    undated = any(one.how in ("new", "edition") and one.dated is None for one in of.lines)
    return with_commas([w for g, w in words.items() if g in told] + ([Phrase("no date is known")] if undated else []))


def left_out(of: Input) -> str:
    """What was left out, as far as it is counted: furniture, and how much of a page was kept."""
    found: list[str] = []
    size = sum(line.characters or 0 for line in of.lines)
    if share := round(100 * sum(line.furniture or 0 for line in of.lines) / size) if size else 0:
        found.append(Phrase("{share} % of the text is furniture", share=share))
    if len(of.lines) == 1 and (kept := of.lines[0].kept) is not None:
        found.append(Phrase("{share} % of the page kept", share=round(100 * kept)))
    return with_commas(found)


def notes(of: Input) -> list[str]:
    """What the readers said of it, each once."""
    return list(dict.fromkeys(note.removeprefix(f"{of.name}: ") for line in of.lines for note in line.notes))
