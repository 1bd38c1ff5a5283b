"""Which mountains, lakes, camps and hospitals does the text name, though no gazetteer of towns has them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.model import Place, Span
from rashomon.reading.where.name_mentions import INNER, Mention, Text, is_english, words_of
from rashomon.reading.where.out_of_gazetteer import holder_after, mark, nowhere, reference, vague
from rashomon.reading.where.spatial_relations import beside_known
from rashomon.world.places import Entry
from rashomon.world.toponyms import ARTICLES

_LONGEST = 4
"""Words of a name before its type word: "Al Assad University Hospital" has three"""


def features(t: Text, settled: Sequence[tuple[Mention, Entry]], others: Sequence[Span]) -> list[Place]:
    """Names that a word beside them makes a natural feature or a site: "Camp Hurriya", "the Hamrin Mountains".

    They have no point, for nothing says where they are, unless the text says in which town ("... in Damascus"): then
    the town's, with the town's radius. Those that hold a place already found are left: Aleppo University is in Aleppo.
    """
    words = words_of()
    taken = bytearray(t.n)
    for m, _ in settled:
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
    mark(t, taken, others)
    at = {m.start: i for i, (m, _) in enumerate(settled)}
    found: list[Place] = []
    types = words.before | words.after
    for i in (i for i, word in enumerate(t.lower) if word in types):
        if t.masked[i] or taken[i]:
            continue
        span = _led(t, i, taken) if t.lower[i] in words.before else None
        span = span or (_typed(t, i, taken) if t.lower[i] in words.after else None)
        if span is None:
            continue
        start, end = span
        taken[start:end] = b"\1" * (end - start)
        found.append(_placed(t, start, end, at, settled))
    return found


def _placed(t: Text, start: int, end: int, at: Mapping[int, int], settled: Sequence[tuple[Mention, Entry]]) -> Place:
    chars = Span(t.starts[start], t.ends[end - 1])
    holder = holder_after(t, end, {}, at)
    if holder is not None:
        return vague(t, chars, settled[holder][1], True)
    known = reference(t, end, at, settled)
    return nowhere(t, chars) if known is None else beside_known(t.gazetteer, t.text, chars, *known)


def _name_word(t: Text, i: int, taken: Sequence[int]) -> bool:
    words = words_of()
    return (
        0 <= i < t.n and t.capital[i] and not taken[i] and not t.headline[i]
        and (t.proper[i] or t.lower[i] in t.gazetteer.demonyms)
        and t.tokens[i].isalpha() and t.lower[i] not in words.never and t.lower[i] not in words.directions
    )  # fmt: skip


def _led(t: Text, i: int, taken: Sequence[int]) -> tuple[int, int] | None:
    """Mount Sinjar, Lake Tharthar, Camp Hurriya."""
    if not t.capital[i] or (i and t.capital[i - 1] and not t.opening[i - 1]):
        return None
    j = i + 1
    while j < t.n and j - i <= _LONGEST and (_name_word(t, j, taken) or _joins(t, j)):
        j += 1
    while j > i + 1 and not _name_word(t, j - 1, taken):
        j -= 1
    if j == i + 1 or t.lower[i + 1] in words_of().types or _goes_on(t, j, taken):
        return None
    return None if j > i + 2 and is_english(t, j - 1) else (i, j)  # "Camp David Accords" is no camp


def _goes_on(t: Text, i: int, taken: Sequence[int]) -> bool:
    """Whether a name goes on here."""
    return i < t.n and t.capital[i] and t.proper[i] and not taken[i]


def _joins(t: Text, j: int) -> bool:
    return (t.tokens[j] in INNER or t.lower[j] in ARTICLES) and j + 1 < t.n and "\n" not in t.tokens[j]


def _typed(t: Text, i: int, taken: Sequence[int]) -> tuple[int, int] | None:
    """The Hamrin Mountains, Ishtar Gate, Tharthar Barrage."""
    words = words_of()
    if i + 1 < t.n and t.capital[i + 1] and t.proper[i + 1] and t.lower[i + 1] not in words.never:
        return None  # "... Valley Authority" is somebody
    if not (t.capital[i] or t.proper[i - 1]):
        return None
    j = _name_start(t, i, taken)
    known = any(t.capital[k] and t.lower[k] not in words.general for k in range(j, i))
    return (j, i + 1) if known else None


def _name_start(t: Text, i: int, taken: Sequence[int]) -> int:
    """The first word of the name that stands before its type word; `i` where there is none."""
    j = i
    while j > 0 and i - j < 2 * _LONGEST and (_name_word(t, j - 1, taken) or (j > 1 and _joins(t, j - 1))):
        j -= 1
    while j < i and not (_name_word(t, j, taken) or t.article(j)):
        j += 1
    return j + 1 if j < i - 1 and t.opening[j] and t.lower[j] in t.english else j
