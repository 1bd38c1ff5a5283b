"""Which names are those of a place elsewhere? No place that is known lies where the text speaks of.

"Moura, in the Mopti region of Mali" is no town of Portugal, though the gazetteer has no other Moura: it is unresolved,
in Mopti. Neither is a village "in Yatenga province", where nothing is known of that province. And a small town for
which nothing speaks in a text about other countries, or one of several of that name, is a guess: better none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.model import Place
from rashomon.reading.where.name_mentions import OWN, POSSESSIVE, TOWNS, Mention, Text, words_of
from rashomon.reading.where.out_of_gazetteer import (
    Settled,
    apposition,
    area_after,
    listed_to,
    nowhere,
    reference,
    unknown_runs,
    vague,
)
from rashomon.reading.where.resolution import CITIES, km
from rashomon.reading.where.spatial_relations import Lying, beside_known
from rashomon.reading.where.speaks_for import TIMES
from rashomon.reading.where.written import told_of_violence
from rashomon.world.places import Entry, at_war

_REACH = 300.0
"""Kilometres from another place of the text within which a town is left where it is, whatever area is named"""


_TOO_FAR, _MORE = 2.0, 30.0
"""A town that the text puts 7 km from another is not its namesake farther off than this many times that, and so many
kilometres more: distances in reports are by road, and from a city's edge"""


class Elsewhere(NamedTuple):
    """What a name's place lies in by the text: a place that is known, or the name of one that is not."""

    holder: Entry | None
    area: str = ""
    beside: tuple[Entry, Lying] | None = None

    def place(self, t: Text, m: Mention) -> Place:
        if self.beside is not None:
            return beside_known(t.gazetteer, t.text, m.chars, *self.beside)
        return nowhere(t, m.chars, self.area) if self.holder is None else vague(t, m.chars, self.holder, False)


def put_elsewhere(t: Text, settled: Sequence[Settled]) -> dict[str, Elsewhere]:
    """The names of towns that the text puts in another country than theirs, or in an area that nobody knows."""
    at = {m.start: i for i, (m, _) in enumerate(settled)}
    ends = {m.start: m.end for m, _ in settled}
    runs: Mapping[int, int] | None = None
    areas = any(word in words_of().areas for word in t.small)
    found: dict[str, Elsewhere] = {}
    for m, e in settled:
        if e.feature not in TOWNS or e.country is None:
            continue
        if m.container is not None:
            held = at.get(m.end + 1, at.get(m.end))
            if held is not None and not _lies_in(e, settled[held][1]):  # "Glasgow, Ky." is not that of Scotland
                found[m.key] = Elsewhere(settled[held][1])
            continue
        if m.inside is not None:
            continue
        if m.type == "admin2" and not _speaks_for_county(t, m, e, settled):
            found[m.key] = Elsewhere(None)
            continue
        if (province := _in_another_area(t, m, e, settled)) is not None:
            found[m.key] = Elsewhere(province)
            continue
        known = reference(t, m.end, at, settled)
        if known is not None and known[1].kilometres and km(e, known[0]) > _TOO_FAR * known[1].kilometres + _MORE:
            found[m.key] = Elsewhere(None, beside=known)
            continue
        holder = _put_in(t, listed_to(t, _after_its_sort(t, m.end), ends), at, m.type == "town")
        if holder is not None and _is_another(t, m, e, settled[holder]):
            found[m.key] = Elsewhere(settled[holder][1])
        elif areas and not any(km(e, other) < _REACH for n, other in settled if n.key != m.key):
            if runs is None:
                runs = {**ends, **dict(unknown_runs(t, settled))}
            if area := area_after(t, m.end, runs):
                found[m.key] = Elsewhere(None, area)
    return found


def _in_another_area(t: Text, m: Mention, e: Entry, settled: Sequence[Settled]) -> Entry | None:
    """The one province that a text speaks of, for a village that the gazetteer has far away in another: a namesake."""
    if e.population >= SMALL or e.feature not in TOWNS or e.id.startswith(OWN) or m.type == "city":
        return None
    others = {n.key: o for n, o in settled if n.key != m.key and o.feature != "country"}
    if len(others) < A_FEW or len({(o.country, o.admin1) for o in others.values()}) > 1:
        return None
    area = next((o for o in others.values() if o.feature == "admin1" and o.country == e.country), None)
    near = any(km(e, o) < _REACH / 2 for o in others.values())
    return None if area is None or area.admin1 == e.admin1 or near else area


SMALL, A_FEW = 20_000, 2
"""People of a place that is no town, and names that make one area what a text speaks of."""


def _after_its_sort(t: Text, end: int) -> int:
    """Behind "X village": the word for what it is goes with the name."""
    return end + 1 if end < t.n and t.lower[end] in words_of().types and not t.capital[end] else end


def _is_another(t: Text, m: Mention, e: Entry, held: Settled) -> bool:
    """Whether the place that a name has in the gazetteer is not the one that the text puts in another: it lies in
    another country; or, being no large town, in another province than the one that the text calls so."""
    written, holder = held
    if holder.country is None or holder.country != e.country:
        return holder.country is not None
    called = holder.feature == "admin1" or _is_called_an_area(t, written.end)
    sort = m.type_word or apposition(t, m.end)[0]
    small = e.population < (LARGE if sort in words_of().villages else SMALL)
    return called and small and e.admin1 not in (None, holder.admin1) and km(e, holder) > _AT_ITS_EDGE


_AT_ITS_EDGE = 50.0
"""Kilometres from a province's point within which a village may be told as its own, whatever the gazetteer says"""


def _lies_in(e: Entry, holder: Entry) -> bool:
    return holder.feature != "admin1" or (e.country, e.admin1) == (holder.country, holder.admin1)


def _speaks_for_county(t: Text, m: Mention, e: Entry, settled: Sequence[Settled]) -> bool:
    """Whether a town may stand for the county of its name: not where all else of its country is of other provinces.

    Counties and towns bear the same names all over a country at peace; where there is war they are seldom two.
    """
    if e.country in at_war() or e.country in t.home | t.around or e.id.startswith(OWN):
        return True
    areas = {o.admin1 for n, o in settled if n.key != m.key and o.country == e.country and o.feature != "country"}
    return not areas or e.admin1 in areas


def unsupported(t: Text, settled: Sequence[Settled], told: Mapping[str, float]) -> set[str]:
    """The names whose town nothing else in the text speaks for: neither its country, nor a place in it or near it.

    A large town speaks for itself; so does one that is alone of its name in a text that names no other places, or in a
    country at war where the sentence tells of violence.
    """
    elsewhere = set(told) | {e.country for _, e in settled if e.feature != "country"}
    return {m.key for m, e in settled if e.feature in CITIES and not _supported(t, m, e, settled, told, elsewhere)}


def _supported(
    t: Text, m: Mention, e: Entry, settled: Sequence[Settled], told: Mapping[str, float], elsewhere: set[str | None]
) -> bool:
    if m.container is not None or m.inside is not None or e.country in told or e.country in t.home | t.around:
        return True
    if t.gazetteer.is_capital(e) or e.id.startswith(OWN):
        return True
    others = [o for n, o in settled if n.key != m.key]
    if e.population >= LARGE and not _at_peace_amid_war(t, m, e, others):
        return True
    if any(o.country == e.country or (o.feature != "country" and km(e, o) < _NEAR) for o in others):
        return True
    towns = any(o.feature in TOWNS and o.country in at_war() and not t.gazetteer.is_capital(o) for o in others)
    war = e.country in at_war() and told_of_violence(t, m.start) and not towns
    rivals = [
        n.entry.population
        for n in m.named
        if n.entry.country != e.country
        and n.entry.feature != "country"
        and not (war and n.entry.country not in at_war())
    ]
    alone = max(rivals, default=0) * TIMES <= e.population
    return alone and (war or elsewhere <= {e.country})


def _at_peace_amid_war(t: Text, m: Mention, e: Entry, others: Sequence[Entry]) -> bool:
    """Whether violence is told of a large town of a country at peace, and all else that the text names is in countries
    at war: a namesake there is likelier than a war at the former."""
    if e.country in at_war() or not told_of_violence(t, m.start):
        return False
    countries = {o.country for o in others if not t.gazetteer.is_capital(o)}
    return bool(countries) and countries <= at_war() and e.country not in countries


LARGE = 300_000
_NEAR = 400.0
"""People of a town that speaks for itself, and kilometres to a place that speaks for another: by counting in news."""


def _is_called_an_area(t: Text, start: int) -> bool:
    """ "Donetsk region", "the Donetsk People's Republic", from behind or before the name."""
    words = words_of()
    for k in range(start, min(t.n, start + 6)):
        if t.lower[k] in words.areas or words.types.get(t.lower[k]) in ("admin1", "country"):
            return True
        if not (t.capital[k] or t.lower[k] == "the" or t.tokens[k] in POSSESSIVE):
            return False
    return False


def _put_in(t: Text, end: int, at: Mapping[int, int], called: bool) -> int | None:
    """The place in "X, in the Y region", "X, a village in Y": after a comma, so that "flew from X in Y" is none."""
    words = words_of()
    kind, start = apposition(t, end)
    j = start + 1 if not kind and start < t.n and t.tokens[start] == "," else start
    if j >= t.n or t.lower[j] not in words.containing:
        return None
    if j == end and not (kind or called or _is_called_an_area(t, j + 1)):
        return None  # "the village of X in Y", "X in Donetsk region" lie there; who flew from X in Y may fly there
    for k in range(j + 1, min(t.n, j + 6)):
        if k in at:
            return at[k]
        if not (t.lower[k] in words.directions or t.lower[k] in words.types or t.lower[k] in ("the", "of")):
            return None
    return None
