"""Flat rows for spreadsheets: one claim a row (`claims`), or one matter a row (`matters`).

UTF-8, ISO dates; an empty cell is unknown, 0 is a zero that the text states. A cell that a spreadsheet would take for a
formula begins with an apostrophe instead (OWASP, "CSV Injection"); numbers are numbers and are left alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import islice

from rashomon.matters.answer import figure_words
from rashomon.message import Phrase
from rashomon.model import Toll
from rashomon.sharing.records import Profile, Shared, SharedClaim, SharedMatter, SharedPosition

CLAIM_COLUMNS = tuple(f.name for f in fields(SharedClaim) if f.name != "context")
MATTER_COLUMNS = (
    *("profile", "review", "matter_id", "incident_id", "status", "disputed", "conceded_by", "question", "reason"),
    *("kind", "claim_kind", "kind_label", "place_name", "place_admin1", "place_country", "latitude", "longitude"),
    *(
        "place_precision",
        "place_radius_km",
        "place_coarsened",
        "date_start",
        "date_end",
        "positions",
        "claims",
        "camps",
    ),
    *("figure", "figure_low", "figure_high", "figure_rule", "signed_off_at", "signed_off_by"),
    *("unsure", "firm", "loose"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def claims(shared: Shared) -> str:
    """The claims as CSV with a header row."""
    return "".join(claims_in_parts(shared.claims))


def claims_in_parts(some: Iterable[SharedClaim]) -> Iterator[str]:
    """The same, part by part."""
    return parts(CLAIM_COLUMNS, ([getattr(c, name) for name in CLAIM_COLUMNS] for c in some))


def matters(shared: Shared) -> str:
    """The matters as CSV with a header row."""
    return "".join(matters_in_parts(shared.matters, shared.profile))


def matters_in_parts(some: Iterable[SharedMatter], profile: Profile) -> Iterator[str]:
    """The same, part by part."""
    return parts(MATTER_COLUMNS, (matter_row(m, profile) for m in some))


def matter_row(m: SharedMatter, profile: Profile) -> Sequence[object]:
    """A matter's values, in the order of `MATTER_COLUMNS`."""
    start, end = m.date or (None, None)
    return (
        *(profile, m.review, m.id, m.incident, m.status, "; ".join(m.disputed), "; ".join(m.conceded_by)),
        *(m.question, m.reason, m.kind, m.claim_kind, m.kind_label, m.place, m.admin1, m.country, m.lat, m.lon),
        *(m.precision, m.radius_km, m.coarsened, start, end, answers(m), sum(len(p.claims) for p in m.positions)),
        "; ".join(dict.fromkeys(p.camp for p in m.positions)),
        *((f.text, f.low, f.high, f.rule) if (f := m.figure) else (None,) * 4),
        *(m.signed_off_at, m.signed_off_by),
        *(" ".join(m.unsure), m.firm, m.loose),
    )


def answers(m: SharedMatter) -> str:
    """Each camp's answer, in one line."""
    return " | ".join(f"{p.camp_label}: {in_full(p)}" for p in m.positions)


def in_full(position: SharedPosition) -> str:
    """A position's answer in words, with the groups that are counted among the dead."""
    words = answered(position)
    return Phrase("{answer}, {among}", answer=words, among=position.among) if position.among else words


def answered(p: SharedPosition) -> str:
    """A position's answer in words. Who denies that a side did it must not read as if saying that it did.

    >>> answered(SharedPosition("crown", "the crown", "the league", "denied", 1, 1, (), ()))
    'not the league'
    """
    words = answer_text(p.answer)
    plain = p.polarity == "affirmed" or words.casefold() in ("yes", "no") or words.casefold().startswith("not ")
    return words if plain else Phrase("not {answer}", answer=words)


def answer_text(answer: str | Toll) -> str:
    """An answer in words; a toll as its range.

    >>> answer_text(Toll(12, None)), answer_text(Toll(3, 5)), answer_text(Toll(0, 0))
    ('at least 12', '3 to 5', '0')
    """
    if isinstance(answer, str):
        return answer
    if answer.low is None and answer.high is None:
        return Phrase("a number not given")
    return figure_words(answer)


def cell(value: object) -> str:
    """A value as a cell: empty for None, yes and no for truth, and no text that a spreadsheet would run.

    >>> cell("=1+1"), cell(-3), cell(None), cell(False)
    ("'=1+1", '-3', '', 'no')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}" if abs(value) >= 1000 else str(round(value, 5)).removesuffix(".0")
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A header and rows as CSV, each value as `cell` writes it."""
    return "".join(parts(header, rows))


PART = 50
"""Rows that are written at once."""


def parts(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The same, part by part: whoever sends it on holds one at a time."""
    yield _lines([header])  # at once: the first row may take long
    left = ([cell(x) for x in row] for row in rows)
    while some := list(islice(left, PART)):
        yield _lines(some)


def _lines(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


FORMATS = {"csv": claims, "matters.csv": matters}
IN_PARTS = {
    "csv": lambda some, _held: claims_in_parts(c for one in some for c in one.claims),
    "matters.csv": lambda some, _held: parts(
        MATTER_COLUMNS, (matter_row(m, one.profile) for one in some for m in one.matters)
    ),
}
