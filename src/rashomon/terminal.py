"""What the commands put on the terminal: tables, matters, figures, progress. Report text is hostile input."""

from __future__ import annotations

import shutil
import sys
import textwrap
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from rashomon.model import Matter, Position, Toll

PATIENCE = 2.0
"""Seconds a command may work in silence; after that it says how far it is, every so many seconds."""


def plain(text: str | None) -> str:
    """Text with nothing in it that steers a terminal: no control characters, no overriding of the writing direction."""
    if not text:
        return ""
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") else c for c in text)
    return " ".join(
        "".join(c for c in kept if c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069").split()
    )


def width() -> int:
    return max(72, min(shutil.get_terminal_size((110, 24)).columns, 160))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], shares: Sequence[float]) -> str:
    """A table as wide as the terminal. A share of 0 is a column as wide as its widest cell; others divide the rest."""
    cells = [[plain(cell) for cell in row] for row in rows]
    fixed = [max(len(row[i]) for row in [list(heads), *cells]) if not share else 0 for i, share in enumerate(shares)]
    rest = width() - sum(fixed) - 2 * (len(heads) - 1)
    widths = [f or max(8, int(rest * share / sum(shares))) for f, share in zip(fixed, shares, strict=True)]
    lines = [_row(list(heads), widths), "  ".join("-" * w for w in widths)]
    return "\n".join(lines + [_row(row, widths) for row in cells])


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    wrapped = [textwrap.wrap(cell, w) or [""] for cell, w in zip(cells, widths, strict=True)]
    lines = []
    for i in range(max(map(len, wrapped))):
        cut = (part[i] if i < len(part) else "" for part in wrapped)
        lines.append("  ".join(c.ljust(w) for c, w in zip(cut, widths, strict=True)).rstrip())
    return "\n".join(lines)


def answer(position: Position) -> str:
    """A position's answer in words: a toll as a range.

    >>> from rashomon.model import Toll
    >>> toll(Toll(12, None)), toll(Toll(None, 20)), toll(Toll(12, 17)), toll(Toll(4, 4))
    ('at least 12', 'at most 20', '12 to 17', '4')
    """
    return toll(position.answer) if isinstance(position.answer, Toll) else plain(position.answer)


def toll(figures: Toll) -> str:
    low, high = figures.low, figures.high
    if low is None and high is None:
        return "a number not given"
    if high is None:
        return f"at least {low}"
    if low is None:
        return f"at most {high}"
    return str(low) if low == high else f"{low} to {high}"


def matters_table(matters: Sequence[Matter]) -> str:
    """One line a matter: the question, who says and who denies (camp: answer), and the status."""

    def side(matter: Matter, polarity: str) -> str:
        return "; ".join(f"{p.camp}: {answer(p)}" for p in matter.positions if p.polarity == polarity)

    def status(matter: Matter) -> str:
        said = matter.status.replace("_", " ")
        return f"{said} ({', '.join(f.replace('_', ' ') for f in matter.disputed)})" if matter.disputed else said

    rows = [(m.id, m.question, side(m, "affirmed"), side(m, "denied") or "-", status(m)) for m in matters]
    return table(("id", "question", "who says", "who denies", "status"), rows, (0, 3, 3, 1.5, 1.3))


def matter_text(matter: Matter) -> str:
    """One matter in full: its positions side by side as paragraphs, each with the words that show it."""
    about = [matter.status.replace("_", " "), matter.kind.replace("_", " "), plain(matter.place) or "place unknown"]
    if matter.date:
        about.append(days(*matter.date))
    lines = [f"{matter.id}  {plain(matter.question)}", f"{'; '.join(about)}; incident {matter.incident}"]
    if matter.disputed:
        lines.append(f"disputed: {', '.join(f.replace('_', ' ') for f in matter.disputed)}")
    if matter.conceded_by:
        lines.append(f"conceded by: {', '.join(matter.conceded_by)}")
    lines.append(plain(matter.reason))
    for p in matter.positions:
        origins = "1 origin" if p.origins == 1 else f"{p.origins} origins"
        denies = "denies: " if p.polarity == "denied" else ""
        lines += ["", f"{p.camp}: {denies}{answer(p)} ({origins}; {plain(', '.join(p.speakers)) or 'no speaker'})"]
        for e in p.evidence:
            where = f"{plain(e.report_id)} {e.span.start}-{e.span.end}"
            lines += textwrap.wrap(
                f"“{plain(e.quote)}”  [{where}]", width(), initial_indent="  ", subsequent_indent="  "
            )
        lines.append(f"  claims: {', '.join(p.claims)}")
    return "\n".join(lines)


def days(start: str | None, end: str | None) -> str:
    if start == end:
        return start or "date unknown"
    if start is None:
        return f"up to {end}"
    return f"from {start}" if end is None else f"{start} to {end}"


def progress(doing: str) -> Callable[[int], None]:
    """A function to call with how many are done: after two seconds it says so on standard error, now and then."""
    start = said = time.monotonic()
    live = sys.stderr.isatty()
    every = 0.25 if live else PATIENCE

    def tick(done: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - start < PATIENCE or now - said < every:
            return
        said = now
        pace = f"{doing}: {done} ({done / (now - start):.1f} a second)"
        print(f"\r{pace}" if live else pace, end=" " if live else "\n", file=sys.stderr, flush=True)  # noqa: T201

    return tick
