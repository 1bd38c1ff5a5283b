"""Which places does only the text know? Districts and villages that no gazetteer has, as part of what the text says."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.model import Place, Span
from rashomon.reading.where.name_mentions import INNER, POSSESSIVE, TOWNS, Mention, Text, is_english, words_of
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
    """Places that only the text knows: "the Khalidiya district" of its town, "Tell Orla in northern Kastrel".

    A district has its town's point and the town's radius, for it is somewhere in it; a village has no point at all.
    """
    taken = bytearray(t.n)
    for m in (*(m for m, _ in settled), *others):
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
    mark(t, taken, spans)
    runs = _unknown_runs(t, taken)
    beside = _Beside(
        dict(runs), {m.start: i for i, (m, _) in enumerate(settled)}, {m.end: i for i, (m, _) in enumerate(settled)}
    )
    known: dict[str, tuple[bool, Entry]] = {}
    for start, end in runs:
        told = _told(t, start, end, beside)
        if told is not None and (holder := _holder(settled, told)) is not None:
            known.setdefault(name_key(t.slice(start, end)), (told.of_town, holder))
    places = []
    for start, end in runs:
        if found := known.get(name_key(t.slice(start, end))):
            of_town, holder = found
            places.append(vague(t, Span(t.starts[start], t.ends[end - 1]), holder, of_town))
    return places


def _holder(settled: Sequence[tuple[Mention, Entry]], told: _Unlisted) -> Entry | None:
    """The place that the text says it is in; a district with none is in the town that the text speaks of."""
    if told.holder is not None:
        return settled[told.holder][1]
    return town_before(settled, told.start) if told.of_town else None


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
    runs = []
    i = 0
    while i < t.n:
        if not _begins(t, i, taken):
            i += 1
            continue
        end = _run_end(t, i, taken)
        if i < end <= i + 7 and any(t.proper[i:end]) and _explained_by_nothing(t, i, end):
            runs.append((i, end))
        i = max(end, i + 1)
    return runs


def _is_plain(t: Text, i: int) -> bool:
    """Whether a word is neither a date, a small word nor a word for a sort of place."""
    words = words_of()
    return t.lower[i] not in words.never and t.lower[i] not in words.types


def _begins(t: Text, i: int, taken: bytearray) -> bool:
    if taken[i] or t.masked[i] or not _is_plain(t, i):
        return False
    return t.capital[i] or (t.lower[i] in ARTICLES and i + 2 < t.n and t.tokens[i + 1] == "-" and t.capital[i + 2])


def _run_end(t: Text, start: int, taken: bytearray) -> int:
    """The token after the last capitalised word of the run that begins here."""
    end = start
    for j in range(start, t.n):
        if taken[j] or t.masked[j] or "\n" in t.tokens[j]:
            break
        if t.capital[j] and _is_plain(t, j):
            end = j + 1
        elif not (t.lower[j] in ARTICLES or t.tokens[j] in INNER):
            break
    return end


def _explained_by_nothing(t: Text, start: int, end: int) -> bool:
    """Whether no word is an English one: "al-Dar" is none, "Dar" may be one."""
    if t.lower[start] in ARTICLES or t.lower[start] in words_of().heads:
        return True
    return not any(is_english(t, k) for k in range(start, end))


class _Beside(NamedTuple):
    """What stands where: the unknown runs by their first token, the settled mentions by their first and last."""

    runs: Mapping[int, int]
    at: Mapping[int, int]
    ends: Mapping[int, int]


def _told(t: Text, s: int, e: int, beside: _Beside) -> _Unlisted | None:
    """What the words beside an unknown name say: that it is a district or a village, and in what."""
    words = words_of()
    if t.lower[s] in words.given or t.lower[s] in words.titles or (s and t.lower[s - 1].rstrip(".") in words.titles):
        return None
    kind = _kind(t, s, e)
    owner = beside.ends.get(s - 1 if s and t.tokens[s - 1] in POSSESSIVE else s)
    holder = holder_after(t, e + 1 if e < t.n and t.lower[e] in words.parts else e, beside.runs, beside.at)
    if kind:
        return _Unlisted(s, e, kind in words.of_town, owner if holder is None else holder)
    placed = holder is not None and owner is None
    return _Unlisted(s, e, False, holder) if placed and _is_led(t, s, beside) else None


def _before(t: Text, s: int) -> str:
    """The word before a name, its "the" left out."""
    word = t.lower[s - 1] if s else ""
    return t.lower[s - 2] if word == "the" and s > 1 else word


def _kind(t: Text, s: int, e: int) -> str:
    """The word that makes an unknown name a district or a village: "X district", "the village of X", "village X"."""
    parts = words_of().parts
    before = _before(t, s)
    at = s - 2 if t.lower[s - 1] == "of" else s - 3
    of = t.lower[at] if before == "of" and s > 1 and at >= 0 else ""
    if e < t.n and t.lower[e] in parts:
        return t.lower[e]
    if of.rstrip("s") in parts:
        return of if of in parts else of.rstrip("s")
    return before if before in parts else ""


def _is_led(t: Text, s: int, beside: _Beside) -> bool:
    """Whether the word before says that a place follows; or the name goes on a list."""
    words, before = words_of(), _before(t, s)
    if before in words.strong or before in words.leading or (t.lower[s] in ARTICLES and before in words.taken):
        return True
    return before in words.going_on and s > 1 and (s - 1 in beside.ends or s - 1 in beside.runs.values())


def holder_after(t: Text, start: int, runs: Mapping[int, int], at: Mapping[int, int]) -> int | None:
    """The place in "... in northern Homs", "..., Homs", "... of Homs", "... and another in Homs": a few words on."""
    seen = False
    words = words_of()
    j, last = start, start + 6
    while j < min(t.n, last):
        word = t.lower[j]
        if j in at:
            return at[j] if seen else None
        if word in ("and", ",") and j + 1 in runs:
            j, last = runs[j + 1], runs[j + 1] + 6
            continue
        if word in words.containing or word == ",":
            seen = True
        elif not (word in words.directions or word in words.types or word == "the"):
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
