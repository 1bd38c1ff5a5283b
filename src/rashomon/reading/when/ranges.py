"""Which days do times take from their neighbours? Ranges ("from Monday to Thursday"), "since", clock times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rashomon.model import Span, Timex
from rashomon.reading.when.calendar import DAY, Day, Found


class Mention(NamedTuple):
    start: int
    end: int
    found: Found


def in_context(
    quoted: str, text: str, mentions: Sequence[Mention], published: Day | None, lexicon: dict[str, Any]
) -> list[Timex]:
    """The times as records. Values stay what TIMEX3 gives each wording; only intervals take in the neighbours.

    `quoted` is the text as it stands, `text` as the rules are read, both of one length.
    """
    found = list(mentions)
    for i, m in enumerate(found):
        if m.found.value.startswith("T"):
            found[i] = m._replace(found=_on_day(text, mentions, i, published))
    ranged: set[int] = set()
    for i in range(len(found) - 1):
        pair = _range(text, found[i], found[i + 1], lexicon["ranges"])
        if pair:
            found[i : i + 2] = pair
            ranged |= {i, i + 1}
    return [_timex(quoted, m if i in ranged else _since(text, m, published, lexicon)) for i, m in enumerate(found)]


def _on_day(text: str, mentions: Sequence[Mention], i: int, published: Day | None) -> Found:
    """Clock times get the day named right after them, else the one before them in the sentence, else publication."""
    start, end, value = mentions[i]
    after = (m for m in mentions[i + 1 : i + 3] if m.start - end < 30 and m.found.type == "DATE")
    before = (m for m in reversed(mentions[max(0, i - 3) : i]) if _in_sentence(text, m, start))
    earlier = (m.found.start for m in reversed(mentions[max(0, i - 20) : i]) if m.found.start == m.found.end)
    d = _first_day(after) or _first_day(before) or published or next(earlier, None)
    return value._replace(value=(d.isoformat() if d else "XXXX-XX-XX") + value.value, start=d, end=d)


def _first_day(mentions: Iterable[Mention]) -> Day | None:
    """The first of these that is one day."""
    return next((m.found.start for m in mentions if m.found.start and m.found.start == m.found.end), None)


def _in_sentence(text: str, m: Mention, start: int) -> bool:
    """Whether a time with a year stands in the sentence that goes on to here."""
    near = m.found.value[:4].isdigit() and start - m.end < 400
    return near and not re.search(r"\.\s|\n\s*\n", text[m.end : start])


def _range(text: str, a: Mention, b: Mention, ranges: Sequence[dict[str, Any]]) -> tuple[Mention, Mention] | None:
    """Two dates with "from" and "to" about them stand for all days from the first to the last."""
    first, last = a.found.start, b.found.end
    if b.start - a.end > 12 or not {a.found.type, b.found.type} <= {"DATE", "TIME"}:
        return None
    if first is None or last is None or not (a.found.end and b.found.start):
        return None
    kind = _range_kind(text, a, b, ranges)
    if kind is None:
        return None
    if 0 < (first - last).days < 7 < first.toordinal() and a.found.value == first.isoformat():
        # of two weekdays the first is the one before the last
        first -= 7 * DAY
        a = a._replace(found=a.found._replace(value=first.isoformat()))
    if first > last:
        return None
    return (
        a._replace(found=a.found._replace(start=first, end=last, kind=kind)),
        b._replace(found=b.found._replace(start=first, end=last, kind=kind)),
    )


def _range_kind(text: str, a: Mention, b: Mention, ranges: Sequence[dict[str, Any]]) -> Any:
    """Whether the words before and between make a range, and whether all its days are meant (precise)."""
    middle = " ".join(text[a.end : b.start].lower().split())
    before = text[max(0, a.start - 12) : a.start].lower().split()[-1:]
    fits = (k for k in ranges if middle in k["middle"] and (not k["before"] or (before and before[0] in k["before"])))
    return next((k["kind"] for k in fits), None)


def _since(text: str, m: Mention, published: Day | None, lexicon: dict[str, Any]) -> Mention:
    """Since Monday: from then to publication. Throughout May: on every day of it."""
    found = m.found
    if found.type not in ("DATE", "TIME") or not (found.start and found.end) or not found.value[0].isdigit():
        return m
    before = text[max(0, m.start - 12) : m.start].lower().split()
    last = before[-1] if before else ""
    if last in lexicon["before"]["throughout"]:
        return m._replace(found=found._replace(kind="precise"))
    if published and found.end <= published and last in lexicon["before"]["since"]:
        return m._replace(found=found._replace(end=published, kind="precise"))
    return m


def _timex(text: str, m: Mention) -> Timex:
    found = m.found
    kind = None
    if found.start and found.end:
        kind = found.kind or ("precise" if found.start == found.end else "imprecise")
    return Timex(
        Span(m.start, m.end),
        text[m.start : m.end],
        found.type,
        found.value,
        found.mod,
        found.start.isoformat() if found.start else None,
        found.end.isoformat() if found.end else None,
        kind,
        found.quant,
        found.freq,
    )
