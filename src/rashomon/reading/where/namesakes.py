"""Which names are those of a place elsewhere? The text puts them in an area in which no place that is known lies.

"Moura, in the Mopti region of Mali" is no town of Portugal, though the gazetteer has no other Moura: it is unresolved,
in Mopti. Neither is a village "in Yatenga province", where nothing is known of that province.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.model import Place
from rashomon.reading.where.name_mentions import TOWNS, Mention, Text, words_of
from rashomon.reading.where.out_of_gazetteer import (
    Settled,
    apposition,
    area_after,
    listed_to,
    nowhere,
    unknown_runs,
    vague,
)
from rashomon.reading.where.resolution import km
from rashomon.world.places import Entry

_REACH = 300.0
"""Kilometres from another place of the text within which a town is left where it is, whatever area is named"""


class Elsewhere(NamedTuple):
    """What a name's place lies in by the text: a place that is known, or the name of one that is not."""

    holder: Entry | None
    area: str = ""

    def place(self, t: Text, m: Mention) -> Place:
        return nowhere(t, m.chars, self.area) if self.holder is None else vague(t, m.chars, self.holder, False)


def put_elsewhere(t: Text, settled: Sequence[Settled]) -> dict[str, Elsewhere]:
    """The names of towns that the text puts in another country than theirs, or in an area that nobody knows."""
    at = {m.start: i for i, (m, _) in enumerate(settled)}
    ends = {m.start: m.end for m, _ in settled}
    runs: Mapping[int, int] | None = None
    areas = any(word in words_of().areas for word in t.small)
    found: dict[str, Elsewhere] = {}
    for m, e in settled:
        if e.feature not in TOWNS or e.country is None or m.container is not None or m.inside is not None:
            continue
        holder = _put_in(t, listed_to(t, m.end, ends), at)
        if holder is not None and settled[holder][1].country not in (None, e.country):
            found[m.key] = Elsewhere(settled[holder][1])
        elif areas and not any(km(e, other) < _REACH for n, other in settled if n.key != m.key):
            if runs is None:
                runs = {**ends, **dict(unknown_runs(t, settled))}
            if area := area_after(t, m.end, runs):
                found[m.key] = Elsewhere(None, area)
    return found


def _put_in(t: Text, end: int, at: Mapping[int, int]) -> int | None:
    """The place in "X, in the Y region", "X, a village in Y": after a comma, so that "flew from X in Y" is none."""
    words = words_of()
    kind, start = apposition(t, end)
    j = start + 1 if not kind and start < t.n and t.tokens[start] == "," else start
    if (j == end and not kind) or j >= t.n or t.lower[j] not in words.containing:
        return None
    for k in range(j + 1, min(t.n, j + 6)):
        if k in at:
            return at[k]
        if not (t.lower[k] in words.directions or t.lower[k] in words.types or t.lower[k] in ("the", "of")):
            return None
    return None
