"""What became of each thing that came in? The lines of the log, with what is doubtful of each as it stands now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.ledger.core.file import Ledger, asking, in_words
from rashomon.message import Phrase, counted, with_commas

LEAST_KEPT = 0.2
"""A page of which less than this share was taken for the report is a doubt."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that came in: a report, what was refused, what is none."""

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
    statements: int | None
    """That its present reading has; None: its language is not read, or it is not in the ledger."""
    guessed: tuple[str, ...]
    notes: tuple[str, ...]
    doubts: tuple[str, ...]


@in_words
def lines(
    ledger: Ledger,
    *,
    batch: int | None = None,
    doubts: bool = False,
    limit: int | None = None,
    before: int | None = None,
) -> list[Line]:
    """The lines of the log, oldest first; of a round of adding, or of those before a round; with `doubts` those alone
    in which something is doubtful; with `limit` the last so many."""
    where, told = (
        ["1"],
        {"batch": batch, "before": before, "least": LEAST_KEPT, "limit": -1 if limit is None else limit},
    )
    where += ["l.batch = :batch"] if batch is not None else []
    where += ["l.batch < :before"] if before is not None else []
    where += [_DOUBTFUL] if doubts else []
    with asking(ledger) as db:
        found = db.execute(_LINES.format(where=" AND ".join(where)), told).fetchall()
    return [_line(row) for row in reversed(found)]


_DOUBTFUL = """l.how IN ('new', 'edition')
  AND (l.kept < :least OR NOT EXISTS (SELECT 1 FROM statement s WHERE s.report = l.report))"""
_LINES = """
  SELECT l.batch, l.at, b.by, b.way, l.input, l.id, l.how, l.why, l.report, r.outlet, r.published, l.dated, r.language,
    l.characters, l.furniture, l.kept,
    CASE WHEN g.body IS NULL THEN NULL ELSE (SELECT count(*) FROM statement s WHERE s.report = l.report) END,
    l.guessed, l.notes
  FROM intake l JOIN batch b ON b.n = l.batch
    LEFT JOIN report r ON r.key = l.report LEFT JOIN reading g ON g.report = r.key
  WHERE {where} ORDER BY l.n DESC LIMIT :limit"""


def _line(row: Sequence[object]) -> Line:
    *first, guessed, notes = row
    told = [tuple(str(x).split("\n")) if x else () for x in (guessed, notes)]
    line = Line(*first, told[0], told[1], ())  # type: ignore[call-arg, arg-type]
    return with_doubts(line)


def with_doubts(line: Line) -> Line:
    """The line with what is doubtful of it: of what came in anew."""
    if line.how not in ("new", "edition"):
        return line
    return replace(line, doubts=tuple(doubts_of(line.statements, line.language, line.kept)))


def doubts_of(statements: int | None, language: str | None, kept: float | None) -> list[str]:
    """What is doubtful of a report that was read: that it says nothing, that little of its page was kept.

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
    return found


# In words


@dataclass(frozen=True, slots=True)
class Input:
    """All lines of one input in one round of adding."""

    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        return self.lines[0].input

    @property
    def at(self) -> str:
        return self.lines[-1].at

    @property
    def doubts(self) -> int:
        return sum(bool(line.doubts) for line in self.lines)


def by_input(some: Sequence[Line]) -> list[Input]:
    """The lines of each input together, in their order."""
    found: dict[tuple[int, str], list[Line]] = {}
    for line in some:
        found.setdefault((line.batch, line.input), []).append(line)
    return [Input(tuple(of)) for of in found.values()]


_BECAME = {
    "new": ("{n} new report", "{n} new reports"),
    "edition": ("{n} new edition", "{n} new editions"),
    "there": ("{n} already there", "{n} already there"),
    "refused": ("{n} not read", "{n} not read"),
    "not_stored": ("{n} not stored", "{n} not stored"),
    "skipped": ("{n} skipped", "{n} skipped"),
}


def became(of: Input) -> str:
    """What became of an input, in a line: why it was refused, or how many reports came of it."""
    if len(of.lines) == 1 and of.lines[0].why:
        line = of.lines[0]
        why = line.why.removeprefix(f"{line.id}: ")
        return Phrase("skipped: {why}", why=why) if line.how == "skipped" else Phrase("not read: {why}", why=why)
    number = Counter("there" if line.how in ("same", "alias") else line.how for line in of.lines)
    return with_commas([counted(*words, number[how]) for how, words in _BECAME.items() if number[how]])


def guessed(of: Input) -> str:
    """What was guessed of what came in it: the day, the language, the encoding; and that no day is known."""
    line = of.lines[0] if len(of.lines) == 1 else None
    words = {
        "date": Phrase("date ({date})", date=line.published or "") if line else Phrase("date"),
        "language": Phrase("language ({language})", language=line.language or "?") if line else Phrase("language"),
        "encoding": Phrase("encoding"),
    }
    told = {g for one in of.lines for g in one.guessed}
    undated = any(one.how in ("new", "edition") and one.dated is None for one in of.lines)
    return with_commas([w for g, w in words.items() if g in told] + ([Phrase("no date is known")] if undated else []))


def left_out(of: Input) -> str:
    """What was left out, as far as it is counted: furniture, and how much of a page was kept."""
    found: list[str] = []
    size = sum(line.characters or 0 for line in of.lines)
    if share := round(100 * sum(line.furniture or 0 for line in of.lines) / size) if size else 0:
        found.append(Phrase("furniture {share} %", share=share))
    if len(of.lines) == 1 and (kept := of.lines[0].kept) is not None:
        found.append(Phrase("kept of the page {share} %", share=round(100 * kept)))
    return with_commas(found)


def notes(of: Input) -> list[str]:
    """What the readers said of it, each once."""
    return list(dict.fromkeys(note.removeprefix(f"{of.name}: ") for line in of.lines for note in line.notes))
