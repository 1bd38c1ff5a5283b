"""What the commands put on the terminal: tables, matters, figures, progress. Report text is hostile input."""

from __future__ import annotations

import shutil
import sys
import textwrap
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rashomon.model import Claim, Matter, Position, Statement, Toll

if TYPE_CHECKING:
    from rashomon.ledger.core.queries import Stored
    from rashomon.ledger.read.changes import Change
    from rashomon.ledger.read.history import Entry
    from rashomon.ledger.read.matter_list import RuledClaim
    from rashomon.matters.incident_rows import Incident

PATIENCE = 2.0
"""Seconds a command may work in silence: on a terminal it says how far it is every so many."""

PATIENCE_OF_A_LOG = 10.0
"""The same where standard error goes to a file or another program, which keeps every line; the first comes no later."""


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


Called = Callable[[str], str]
"""What people read for a camp's id."""


def named(answer: str, called: Called) -> str:
    """Who is said to have done it, or to hold the place: a side by its name, what is none of them in its own words."""
    return answer if answer in ("yes", "no") or " " in answer else called(answer)


def matters_table(matters: Sequence[Matter], called: Called) -> str:
    """One line a matter: the question, who says and who denies (camp: answer), and the status."""

    def side(matter: Matter, polarity: str) -> str:
        by_camp: dict[str, dict[str, None]] = {}
        for p in matter.positions:
            if p.polarity == polarity:
                of_side = matter.kind in ("responsibility", "control")
                by_camp.setdefault(p.camp, {})[named(answer(p), called) if of_side else answer(p)] = None
        return "; ".join(_camp(called(camp), list(answers)) for camp, answers in by_camp.items())

    def status(matter: Matter) -> str:
        said = matter.status.replace("_", " ")
        said = f"{said} ({', '.join(f.replace('_', ' ') for f in matter.disputed)})" if matter.disputed else said
        if off := matter.signed_off:
            said += f", signed off by {off.by} {off.at[:10]}{', changed since' if off.since else ''}"
        return f"{said}, set aside" if matter.set_aside else said

    rows = [(m.id, m.question, side(m, "affirmed") or "-", side(m, "denied") or "-", status(m)) for m in matters]
    return table(("id", "question", "who says", "who denies", "status"), rows, (0, 3, 3, 1.5, 1.3))


def incidents_table(incidents: Sequence[Incident], called: Called) -> str:
    """One line an incident: what, where and when, who is said to have done it, tolls by side, who says so, status."""

    def what(i: Incident) -> str:
        return ", ".join(filter(None, (i.what.replace("_", " "), i.place, days(*i.date) if i.date else "")))

    def doer(i: Incident) -> str:
        told = [(named(d.answer, called), d) for d in i.doers]
        said = [f"{who} (say {camps(d.said_by)})" for who, d in told if d.said_by]
        return "; ".join(said + [f"not {who} (say {camps(d.denied_by)})" for who, d in told if d.denied_by])

    def camps(ids: Iterable[str]) -> str:
        return ", ".join(map(called, ids))

    rows = [
        (i.id, what(i), doer(i) or "-", "; ".join(f"{called(t.camp)}: {toll(t.killed)}" for t in i.tolls) or "-",
         camps(t.camp for t in i.said_by), i.status.replace("_", " "))
        for i in incidents
    ]  # fmt: skip
    heads = ("id", "what, where, when", "who is said to have done it", "killed, according to", "who says so", "status")
    return table(heads, rows, (0, 3, 2.6, 1.6, 1.6, 1.1))


def changes_text(changes: Sequence[Change]) -> str:
    """A paragraph an incident that changed: what it was and is, what turned, which figures moved, what came."""

    def figure(killed: Toll | None) -> str:
        return toll(killed) if killed is not None else "none"

    def one(c: Change) -> str:
        lines = [f"{c.at[:16].replace('T', ' ')}  {c.incident.id}  {change_line(c)}"]
        lines += [_indented(f"{_turn(t.before, t.now)}: {t.question} [{t.matter}]") for t in c.turned]
        lines += [_indented(f"killed, {f.camp}: {figure(f.before)}, now {figure(f.now)}") for f in c.figures]
        lines += [_indented(f"reports that came: {', '.join(c.reports)}")] if c.reports else []
        return "\n".join(lines)

    return "\n\n".join(map(one, changes))


def change_line(c: Change) -> str:
    """What changed, where and when, and how it stood before and stands now."""
    i = c.incident
    what = ", ".join(filter(None, (i.what.replace("_", " "), plain(i.place), days(*i.date) if i.date else "")))
    return f"{what}: {_turn(c.before, i.status)}"


def _turn(before: str | None, now: str) -> str:
    told = now.replace("_", " ")
    return f"new, {told}" if before is None else told if before == now else f"{before.replace('_', ' ')}, now {told}"


def _camp(camp: str, answers: Sequence[str]) -> str:
    """A camp with its answers; a plain yes or no is said by the column it stands in."""
    return camp if set(answers) <= {"yes", "no"} else f"{camp}: {' / '.join(answers)}"


def matter_text(matter: Matter) -> str:
    """One matter in full: its positions side by side as paragraphs, each with the words that show it."""
    from rashomon.matters.positions import among_in_words

    about = [matter.status.replace("_", " "), matter.kind.replace("_", " "), plain(matter.place) or "place unknown"]
    if matter.date:
        about.append(days(*matter.date))
    lines = [f"{matter.id}  {plain(matter.question)}", f"{'; '.join(about)}; incident {matter.incident}"]
    if matter.disputed:
        lines.append(f"disputed: {', '.join(f.replace('_', ' ') for f in matter.disputed)}")
    if matter.conceded_by:
        lines.append(f"conceded by: {', '.join(matter.conceded_by)}")
    lines.append(plain(matter.reason))
    lines += [f"to be read: {plain(u)}" for u in matter.unsure]
    lines.append(f"rests on {matter.firm} firm and {matter.loose} loose claims")
    for p in matter.positions:
        origins = "1 origin" if p.origins == 1 else f"{p.origins} origins"
        denies = "denies: " if p.polarity == "denied" else ""
        told = f"{answer(p)}, {among}" if (among := among_in_words(p.among)) else answer(p)
        lines += ["", f"{p.camp}: {denies}{told} ({origins}; {plain(', '.join(p.speakers)) or 'no speaker'})"]
        for e in p.evidence:
            where = f"{plain(e.report_id)} {e.span.start}-{e.span.end}"
            lines += textwrap.wrap(
                f"“{plain(e.quote)}”  [{where}]", width(), initial_indent="  ", subsequent_indent="  "
            )
        lines.append(f"  claims: {', '.join(p.claims)}")
    if matter.ruled:
        lines += ["", "What people ruled:"]
        lines += [_indented(sentence) for sentence in matter.ruled]
    return "\n".join(lines)


def _indented(text: str) -> str:
    return textwrap.fill(plain(text), width(), initial_indent="  ", subsequent_indent="    ")


def claim_text(found: RuledClaim, matters: Sequence[str], why: bool = False) -> str:
    """One claim in its statement, with what people ruled on it."""
    lines = [statement_text(found.statement, (found.claim,), found.stored, matters, why)]
    if found.out:
        lines.append("It is in no matter: a person took it out.")
    if found.ruled:
        lines += ["What people ruled:", *(_indented(sentence) for sentence in found.ruled)]
    return "\n".join(lines)


def history_text(entries: Sequence[Entry]) -> str:
    """What became of something, a paragraph an entry, with the day and time (UTC) when the ledger learned of it."""
    return "\n".join(
        textwrap.fill(f"{e.at[:16].replace('T', ' ')}  {e.what:9} {plain(e.text)}", width(), subsequent_indent=" " * 28)
        for e in entries
    )


def report_text(stored: Stored) -> str:
    """One report: what is told of it, and all that is stated in it."""
    report = stored.report
    told = {
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "published": f"{report.published} ({report.published_from})" if report.published else "not known",
        "language": report.language,
        "OCR": f"its words are what OCR made of a picture, {report.ocr:.0%} sure" if report.ocr is not None else None,
        "URL": report.url,
        "final URL": report.final_url if report.final_url != report.url else None,
        "fetched": " from ".join(filter(None, (report.fetched_at, report.fetched_from))),
        "added": f"{stored.added_at}{f' by {report.added_by}' if report.added_by else ''}",
        "bytes": f"{len(report.raw)} ({report.media_type}), SHA-256 {report.sha256}",
        "key": report.key,
        "came as": ", ".join(stored.aliases) if list(stored.aliases) != [report.id] else None,
        "edition": f"{stored.edition} of {len(stored.editions)} ({', '.join(stored.editions)})"
        if len(stored.editions) > 1
        else None,
    }
    lines = [plain(report.id), *(f"  {name}: {plain(value)}" for name, value in told.items() if value)]
    if stored.reading is None:
        return "\n".join([*lines, "", "Not read: its language is not one that this version reads."])
    for statement in stored.reading.statements:
        lines += ["", statement_text(statement, statement.claims, stored, [])]
    return "\n".join(lines)


def _why(record: Statement | Claim, text: str) -> list[str]:
    """What each field of a statement or claim went by."""
    from rashomon.reading.rules import reasons

    ruled = {w.field: w.rule for w in record.why if not w.by}
    told = [
        f"{'found' if name == 'made' else name.replace('_', ' ')} "
        + (f"by: {said} [{ruled[name]}]" if name in ruled else str(said))
        for name, said in reasons(record, text)
    ]
    if isinstance(record, Claim) and record.grades:
        loose = f"loose: {', '.join(record.loose)}" if record.loose else "background" if record.background else "firm"
        told.append(f"{loose} ({', '.join(f'{field} by {grade}' for field, grade in record.grades)})")
    return [_indented(f"why: {'; '.join(told) or 'no rules were kept with it; read the report again'}")]


def statement_text(
    statement: Statement, claims: Iterable[Claim], stored: Stored, ids: Sequence[str], why: bool = False
) -> str:
    """One statement with its words and these claims of it; `ids` are the matters that they answer.

    With `why` each is followed by the rules that its fields went by, in words.
    """
    text, reading = stored.report.text, stored.reading
    assert reading is not None
    speaker = statement.speaker
    quote = " … ".join(text[s:e] for s, e in statement.content)
    head = (
        f"{statement.id}  {plain(speaker.name)} ({speaker.role}, {speaker.camp}) {statement.stance}, {statement.manner}"
    )
    lines = [head, *textwrap.wrap(f"“{plain(quote)}”", width(), initial_indent="  ", subsequent_indent="  ")]
    lines += _why(statement, text) if why else []
    for claim in claims:
        told = [claim.kind, *(["denied"] if claim.polarity == "denied" else [])]
        told += [claim.modality] if claim.modality != "happened" else []
        for name in ("actor", "target", "holder"):
            if party := getattr(claim, name):
                told.append(f"{name} {plain(party.text)} ({party.camp})")
        told += [f"with {plain(claim.means.text)}"] if claim.means else []
        if claim.place is not None:
            place = reading.places[claim.place]
            told.append(f"at {plain(place.name)} ({place.precision})")
        told.append(f"{days(claim.time.start, claim.time.end)} (from {claim.time.from_})")
        told += [f"“{plain(reading.counts[i].text)}” {reading.counts[i].what or ''}".strip() for i in claim.counts]
        told += [f"because “{plain(claim.reason.text)}”"] if claim.reason else []
        lines += textwrap.wrap(
            f"{claim.id}  {'; '.join(told)}", width(), initial_indent="  ", subsequent_indent="      "
        )
        lines += _why(claim, text) if why else []
    if ids:
        lines.append(f"  matters: {', '.join(ids)}")
    return "\n".join(lines)


def days(start: str | None, end: str | None) -> str:
    if start == end:
        return start or "date unknown"
    if start is None:
        return f"up to {end}"
    return f"from {start}" if end is None else f"{start} to {end}"


@contextmanager
def progress(doing: str) -> Iterator[Callable[[int], None]]:
    """While the block runs, says on standard error what is being done, and how many are done.

    On a terminal every two seconds, in one place; elsewhere a line after two seconds and then every ten. Yields a
    function to call with that number. From a thread, as the work itself may be silent for long.
    """
    done: int | None = None
    live = sys.stderr.isatty()
    ended = threading.Event()

    def tick(number: int) -> None:
        nonlocal done
        done = number

    def say() -> None:
        patience = PATIENCE
        while not ended.wait(patience):
            patience = PATIENCE if live else PATIENCE_OF_A_LOG
            text = f"{doing} ..." if done is None else f"{doing}: {done}"
            print(f"\r{text}\033[K" if live else text, end="" if live else "\n", file=sys.stderr, flush=True)  # noqa: T201

    thread = threading.Thread(target=say, daemon=True)
    thread.start()
    try:
        yield tick
    finally:
        ended.set()
        thread.join()
        if live:
            print("\r\033[K", end="", file=sys.stderr, flush=True)  # noqa: T201
