"""Which places does only the text know? Districts and villages that no gazetteer has, as part of what the text says."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.model import Place, Span
from rashomon.reading.where.recognition import INNER, POSSESSIVE, TOWNS, Mention, Text, is_english, words_of
from rashomon.world.places import Entry, name_key
from rashomon.world.toponyms import ARTICLES


class _Unlisted(NamedTuple):
    start: int
    end: int
    of_town: bool
    """A district by its type word: it is part of a town"""
    holder: int | None
    """Index in the settled mentions of the place that the text says it is in"""


def unlisted(
    t: Text, settled: Sequence[tuple[Mention, Entry]], others: Sequence[Mention], spans: Sequence[Span] = ()
) -> list[Place]:
    """Places that only the text knows: "the Khalidiya district" of its town, "al-Gharbiyeh in northern Homs".

    A district has its town's point and the town's radius, for it is somewhere in it; a village has no point at all.
    """
    taken = bytearray(t.n)
    for m in (*(m for m, _ in settled), *others):
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
    mark(t, taken, spans)
    at = {m.start: i for i, (m, _) in enumerate(settled)}
    ends = {m.end: i for i, (m, _) in enumerate(settled)}
    runs = _unknown_runs(t, taken)
    nexts = dict(runs)
    known: dict[str, tuple[bool, Entry]] = {}
    found: dict[str, tuple[bool, Entry]] = {}
    for start, end in runs:
        told = _told(t, start, end, nexts, at, ends)
        if told is None:
            continue
        holder = (
            settled[told.holder][1]
            if told.holder is not None
            else town_before(settled, start)
            if told.of_town
            else None
        )
        if holder is not None:
            found.setdefault(name_key(t.slice(start, end)), (told.of_town, holder))
    known.update(found)
    places = []
    for start, end in runs:
        key = name_key(t.slice(start, end))
        if key in known:
            of_town, holder = known[key]
            places.append(vague(t, Span(t.starts[start], t.ends[end - 1]), holder, of_town))
    return places


def mark(t: Text, taken: bytearray, spans: Sequence[Span]) -> None:
    """Marks the tokens that these spans overlap."""
    for span in spans:
        first, last = bisect.bisect_right(t.ends, span.start), bisect.bisect_left(t.starts, span.end)
        taken[first:last] = b"\1" * max(0, last - first)


def vague(t: Text, span: Span, holder: Entry, of_town: bool) -> Place:
    text = t.text[span.start : span.end]
    point = of_town and holder.feature in TOWNS and holder.lat is not None
    return Place(
        span=span, text=text, name=text, lat=holder.lat if point else None, lon=holder.lon if point else None,
        radius_km=holder.radius_km if point else None,
        precision="locality" if point else "unresolved",
        country=holder.country, admin1=holder.admin1, gazetteer=None, within=holder.name,
    )  # fmt: skip


def _unknown_runs(t: Text, taken: bytearray) -> list[tuple[int, int]]:
    """Capitalised runs that are no place yet: at most four words, not of headlines, not what opens a sentence alone."""
    words = words_of()
    runs = []
    i = 0
    while i < t.n:
        starts = t.capital[i] or (
            t.lower[i] in ARTICLES and i + 2 < t.n and t.tokens[i + 1] == "-" and t.capital[i + 2]
        )
        if not starts or taken[i] or t.masked[i] or t.lower[i] in words.never or t.lower[i] in words.types:
            i += 1
            continue
        j = i
        end = i
        while j < t.n and not taken[j] and not t.masked[j] and "\n" not in t.tokens[j]:
            if t.capital[j] and t.lower[j] not in words.types and t.lower[j] not in words.never:
                end = j + 1
            elif not (t.lower[j] in ARTICLES or t.tokens[j] in INNER):
                break
            j += 1
        foreign = t.lower[i] in ARTICLES or t.lower[i] in words.heads  # "al-Dar" is no English word, "Dar" may be one
        if i < end <= i + 7 and any(t.proper[i:end]) and (foreign or not any(is_english(t, k) for k in range(i, end))):
            runs.append((i, end))
        i = max(end, i + 1)
    return runs


def _told(
    t: Text, s: int, e: int, runs: Mapping[int, int], at: Mapping[int, int], ends: Mapping[int, int]
) -> _Unlisted | None:
    """What the words beside an unknown name say: that it is a district or a village, and in what."""
    words = words_of()
    if t.lower[s] in words.given or t.lower[s] in words.titles or (s and t.lower[s - 1].rstrip(".") in words.titles):
        return None
    after = t.lower[e] if e < t.n else ""
    before = t.lower[s - 1] if s else ""
    if before == "the" and s > 1:
        before = t.lower[s - 2]
    parts = words.of_town | words.any_part
    kind = after if after in parts else ""
    if not kind and before == "of" and s > 1:
        k = s - 2 if t.lower[s - 1] == "of" else s - 3
        kind = t.lower[k] if k >= 0 and t.lower[k].rstrip("s") in parts else ""
    if not kind and before in parts:
        kind = before
    kind = kind.rstrip("s") if kind not in parts else kind
    owner = ends.get(s - 1) if s and t.tokens[s - 1] in POSSESSIVE else ends.get(s)
    holder = holder_after(t, e + 1 if after in parts else e, runs, at)
    if holder is None:
        holder = owner
    if kind:
        return _Unlisted(s, e, kind in words.of_town, holder)
    listed = before in ("and", "or", ",") and s > 1 and (s - 1 in ends or s - 1 in runs.values())
    led = before in words.strong or before in ("from", "to", "of") or (t.lower[s] in ARTICLES and before in words.taken)
    if holder is not None and owner is None and (led or listed):
        return _Unlisted(s, e, False, holder)
    return None


def holder_after(t: Text, start: int, runs: Mapping[int, int], at: Mapping[int, int]) -> int | None:
    """The place in "... in northern Homs", "..., Homs", "... of Homs", "... and another in Homs": a few words on."""
    seen = False
    words = words_of()
    j, last = start, start + 6
    while j < min(t.n, last):
        if j in at:
            return at[j] if seen else None
        if t.lower[j] in ("and", ",") and j + 1 in runs:
            j, last = runs[j + 1], runs[j + 1] + 6
            continue
        if t.lower[j] in ("in", "of", ","):
            seen = True
        elif not (t.lower[j] in words.directions or t.lower[j] in words.types or t.lower[j] == "the"):
            return None
        j += 1
    return None


def town_before(settled: Sequence[tuple[Mention, Entry]], start: int) -> Entry | None:
    """The town that the text speaks of: the one it names most up to here, else the first one after."""
    towns = [(m, e) for m, e in settled if e.feature in ("city", "town")]
    before = Counter(e.id for m, e in towns if m.start < start) or Counter(e.id for _, e in towns[:1])
    if not before:
        return None
    most = max(before.values())
    return next(e for m, e in reversed(towns) if before.get(e.id) == most)
