"""Which places does only the text know? Districts and villages that no gazetteer has, under their own names.

It is a place by a word for one ("X, a village"), or where it stands as only places stand in a sentence that tells of
violence ("retook X", "fell on X", "killed in X"). It lies in what the text puts it in; nothing else takes its stead.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.model import Place, Span
from rashomon.reading.where.name_mentions import INNER, POSSESSIVE, TOWNS, Mention, Text, is_english, words_of
from rashomon.reading.where.spatial_relations import Lying, beside_known, lies
from rashomon.reading.where.surnames import after_given_names
from rashomon.reading.where.written import ends_phrase, is_written
from rashomon.world.places import Entry, name_key
from rashomon.world.toponyms import ARTICLES

Settled = tuple[Mention, Entry]
"""A name and the place that it is here"""


class _Unlisted(NamedTuple):
    of_town: bool
    """A district by its type word: it is part of a town"""
    holder: Entry | None
    """The place that the text says it is in"""
    area: str = ""
    """The same, where that is not known either: "two villages in X province" """
    beside: tuple[Entry, Lying] | None = None
    """The place from which the text says how far it is"""


def unlisted(t: Text, settled: Sequence[Settled], others: Sequence[Mention], spans: Sequence[Span] = ()) -> list[Place]:
    """Places that only the text knows: "the Khalidiya district" of its town, "Tell Orla in northern Kastrel".

    A district has its town's point and the town's radius, for it is somewhere in it. A village has no point at all, but
    where the text says how far it is from a town, and on which side.
    """
    runs = unknown_runs(t, settled, others, spans)
    # what the text puts elsewhere than its namesakes may stand in one list with what no list has
    unknown = {**{m.start: m.end for m in reversed(others)}, **dict(runs)}
    beside = Beside(
        unknown,
        frozenset(unknown.values()),
        {m.start: i for i, (m, _) in enumerate(settled)},
        {m.end: i for i, (m, _) in enumerate(settled)},
    )
    persons = after_given_names(t)
    known: dict[str, _Unlisted] = {}
    for start, end in runs:
        if persons.isdisjoint(name_key(t.slice(start, end)).split()) and (
            told := _told(t, start, end, beside, settled)
        ):
            known.setdefault(name_key(t.slice(start, end)), told)
    begins = {end: start for start, end in runs}
    for start, end in runs:  # "in Zabarmari and Koshobe": what goes on a list is as its first
        before = begins.get(start - 1) if t.lower[start - 1] in ("and", ",", "or") else None
        if before is not None and ends_phrase(t, end) and (told := known.get(name_key(t.slice(before, start - 1)))):
            known.setdefault(name_key(t.slice(start, end)), told)
    return [
        _as_place(t, Span(t.starts[start], t.ends[end - 1]), found)
        for start, end in runs
        if (found := known.get(name_key(t.slice(start, end))))
    ]


def _as_place(t: Text, span: Span, told: _Unlisted) -> Place:
    if told.holder is not None:
        return vague(t, span, told.holder, told.of_town)
    return beside_known(t.gazetteer, t.text, span, *told.beside) if told.beside else nowhere(t, span, told.area)


def nowhere(t: Text, span: Span, within: str = "") -> Place:
    """A place of which nothing says where it is, but for the name of what holds it."""
    text = t.text[span.start : span.end]
    return Place(
        span=span, text=text, name=text, lat=None, lon=None, radius_km=None, precision="unresolved",
        country=None, admin1=None, gazetteer=None, within=within or None,
    )  # fmt: skip


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


def unknown_runs(
    t: Text, settled: Sequence[Settled], others: Sequence[Mention] = (), spans: Sequence[Span] = ()
) -> list[tuple[int, int]]:
    """Capitalised runs that are no place yet: at most four words, not of headlines, not what opens a sentence alone."""
    taken = bytearray(t.n)
    for m in (*(m for m, _ in settled), *others):
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
    mark(t, taken, spans)
    runs = []
    i = 0
    while i < t.n:
        if not _begins(t, i, taken):
            i += 1
            continue
        end = _run_end(t, i, taken)
        if i < end <= i + 7 and (t.english or any(t.proper[i:end])) and _explained_by_nothing(t, i, end):
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
    words = words_of()
    if t.lower[start] in ARTICLES or t.lower[start] in words.heads:
        return True
    english = [k for k in range(start, end) if is_english(t, k)]
    typed = end < t.n and t.lower[end] in words.parts and not t.opening[start]
    return not english or (typed and len(english) < end - start and end - 1 not in english)


class Beside(NamedTuple):
    """What stands where: the unknown runs by their first token, the settled mentions by their first and last."""

    runs: Mapping[int, int]
    run_ends: frozenset[int]
    at: Mapping[int, int]
    ends: Mapping[int, int]


def _told(t: Text, s: int, e: int, beside: Beside, settled: Sequence[Settled]) -> _Unlisted | None:
    """What the words beside an unknown name say: that it is a place, of which sort, and in or beside what."""
    words = words_of()
    if t.lower[s] in words.given or t.lower[s] in words.titles or (s and t.lower[s - 1].rstrip(".") in words.titles):
        return None
    if e + 2 < t.n and t.noun[e] and t.lower[e + 1] == "of" and t.capital[e + 2]:
        return None  # "the Ruritanian town of Strelsau": whose it is
    kind = _kind(t, s, e) or apposition(t, listed_to(t, e, beside.runs))[0]
    owner = beside.ends.get(s - 1 if s and t.tokens[s - 1] in POSSESSIVE else s)
    after = e + 1 if e < t.n and t.lower[e] in words.parts else e
    holder = holder_after(t, after, beside.runs, beside.at)
    of_town = kind in words.of_town
    if kind or (is_written(t, s, e) and owner is None):
        holder = owner if holder is None else holder
    elif holder is None or owner is not None or not _is_led(t, s, beside):
        return None
    if holder is not None:
        return _Unlisted(of_town, settled[holder][1])
    town = town_before(settled, s, t.sentence_start(s)) if of_town else None
    if town is not None:
        return _Unlisted(True, town)
    return _Unlisted(
        False,
        None,
        area_after(t, after, beside.runs),
        reference(t, listed_to(t, after, beside.runs), beside.at, settled),
    )


def _before(t: Text, s: int) -> str:
    """The word before a name, its "the" left out."""
    word = t.lower[s - 1] if s else ""
    return t.lower[s - 2] if word == "the" and s > 1 else word


def _kind(t: Text, s: int, e: int) -> str:
    """The word that makes an unknown name a district or a village: "X district", "the village of X", "village X"."""
    words = words_of()
    before = _before(t, s)
    at = s - 2 if t.lower[s - 1] == "of" else s - 3
    of = t.lower[at] if before == "of" and s > 1 and at >= 0 else ""
    if e < t.n and t.lower[e] in words.parts | words.areas:
        return "" if t.lower[e - 1].endswith(words.peoples) else t.lower[e]  # "a Damascan suburb" is one of Damascus
    if e + 2 < t.n and t.lower[e] in ("and", ",") and t.capital[e + 1]:  # "the X and Y quarters"
        last = next((j for j in range(e + 1, min(t.n, e + 6)) if not (t.capital[j] or t.tokens[j] in INNER)), e)
        if last > e and t.lower[last].removesuffix("s") in words.parts and t.lower[last][-1] == "s":
            return t.lower[last].removesuffix("s")
    if of.rstrip("s") in words.parts:
        return of if of in words.parts else of.rstrip("s")
    return before if before in words.parts else ""


def listed_to(t: Text, end: int, runs: Mapping[int, int]) -> int:
    """Where a list of unknown names ends that begins with the one which ends here: "X, Y and Z"."""
    while end + 1 < t.n and t.lower[end] in (",", "and") and end + 1 in runs:
        end = runs[end + 1]
    return end


def apposition(t: Text, end: int) -> tuple[str, int]:
    """The word in ", a small village", ", two towns" after a name, in the singular, and the token after it."""
    words = words_of()
    j = end
    if j + 1 < t.n and t.tokens[j] in (",", "-", "–", "—", "("):
        j += 1
    if j == end or j >= t.n or t.lower[j] not in words.counting:
        return "", end
    for k in range(j + 1, min(t.n, j + 5)):
        word = t.lower[k] if t.lower[k] in words.parts else t.lower[k].removesuffix("s")
        if word in words.parts:
            return word, k + 1
        if t.capital[k] or not (t.modifier[k] or t.lower[k].isalpha()):
            break
    return "", end


def reference(t: Text, start: int, at: Mapping[int, int], settled: Sequence[Settled]) -> tuple[Entry, Lying] | None:
    """The known place in "..., a village 30 km north of X", "..., near X", and the words that say where about it."""
    for j in range(start, min(t.n, start + 16)):
        if j in at:
            lying = lies(t.text, t.starts[j])
            near = lying is not None and lying.start >= t.ends[start - 1]
            return (settled[at[j]][1], lying) if lying is not None and near else None
        if t.opening[j] or (t.capital[j] and t.lower[j] not in words_of().directions):
            return None
    return None


def area_after(t: Text, start: int, runs: Mapping[int, int]) -> str:
    """The unknown area in "... , two villages in X province": one that is called so."""
    start = apposition(t, listed_to(t, start, runs))[1]
    for j in range(start, min(t.n, start + 5)):
        if j in runs:
            end = runs[j]
            return t.slice(j, end) if end < t.n and t.lower[end] in words_of().areas else ""
        if not (
            t.lower[j] in words_of().containing or t.lower[j] in words_of().directions or t.lower[j] in ("the", ",")
        ):
            return ""
    return ""


def _is_led(t: Text, s: int, beside: Beside) -> bool:
    """Whether the word before says that a place follows; or the name goes on a list."""
    words, before = words_of(), _before(t, s)
    if before in words.strong or before in words.leading or (t.lower[s] in ARTICLES and before in words.taken):
        return True
    return before in words.going_on and s > 1 and (s - 1 in beside.ends or s - 1 in beside.run_ends)


def holder_after(t: Text, start: int, runs: Mapping[int, int], at: Mapping[int, int]) -> int | None:
    """The place in "... in northern Homs", "..., Homs", ", a village in Homs", "... and another in Homs"."""
    seen = False
    words = words_of()
    j = apposition(t, start)[1]
    last = j + 6
    while j < min(t.n, last):
        word = t.lower[j]
        if j in at:
            return at[j] if seen else None
        if word in ("and", ",") and j + 1 in runs:
            j = apposition(t, runs[j + 1])[1]
            last = j + 6
            continue
        if word == "of" and _compass_alone(t, j):
            return None  # "X, east of Y" is not in Y; "in the east of Y" is
        if word in words.containing or word == ",":
            seen = True
        elif not (word in words.directions or word in words.types or word == "the"):
            return None
        j += 1
    return None


def _compass_alone(t: Text, of: int) -> bool:
    """Whether "of" ends "east of" and not "the east of"."""
    return of > 1 and t.lower[of - 1] in words_of().directions and t.lower[of - 2] != "the"


def town_before(settled: Sequence[Settled], start: int, sentence: int | None = None) -> Entry | None:
    """The town that the text speaks of: the last of the sentence that begins here, else the one that it names most up
    to here, else the first one after."""
    towns = [(m, e) for m, e in settled if e.feature in ("city", "town")]
    if sentence is not None and (near := [e for m, e in towns if sentence <= m.start < start]):
        return near[-1]
    before = Counter(e.id for m, e in towns if m.start < start) or Counter(e.id for _, e in towns[:1])
    if not before:
        return None
    most = max(before.values())
    return next(e for m, e in reversed(towns) if before.get(e.id) == most)
