"""Can two accounts be about the same place, the same days, the same figures? Comparisons that others share."""

from __future__ import annotations

from functools import cache

from rashomon.distance import KM_PER_DEGREE, kilometres
from rashomon.matters.accounts import Account
from rashomon.model import Place

COARSE = frozenset({"admin1", "country", "unresolved"})
NEAR_KM = 4.0
"""Two mentions this close are one place: gazetteers disagree by a few kilometres about where a town is."""
FAR_KM = 20.0
NEIGHBOURS_KM = 25.0
NEWS_DAYS = 3
"""What is told without a day mostly happened within so many days before it was printed."""


def beyond(a: Place, b: Place, km: float) -> bool:
    """Whether two places are further apart than so many kilometres by their latitudes alone: quick to tell."""
    return a.lat is not None and b.lat is not None and abs(a.lat - b.lat) * KM_PER_DEGREE > km


@cache
def plain(name: str | None) -> str:
    """A place name as a key: casefolded letters and digits, without the article that transliterations vary.

    >>> plain("Al-Bab"), plain("al Bab"), plain(None)
    ('bab', 'bab', '')
    """
    words = "".join(c if c.isalnum() else " " for c in (name or "").casefold()).split()
    return " ".join(w for w in words if w not in ("al", "el", "the")) or " ".join(words)


def is_vague(place: Place | None) -> bool:
    """Whether the mention is no narrower than a country: it holds nothing together."""
    return place is None or place.precision == "country" or (place.precision == "unresolved" and not place.name)


def is_area(place: Place) -> bool:
    """Whether the mention is a first-order area, and not a town of which no more is known than the area it lies in."""
    if place.precision != "admin1":
        return False
    return place.gazetteer is None or place.admin1 is None or plain(place.name) == plain(place.admin1)


def same_place(a: Place, b: Place) -> bool:
    """One place named twice: the same entry, or the same name, or points a few kilometres apart of the same size."""
    if a is b:
        return True
    if a.gazetteer is not None and a.gazetteer == b.gazetteer:
        return True
    if a.precision != b.precision and "admin1" in (a.precision, b.precision):
        return False
    if a.precision in COARSE or b.precision in COARSE:
        return plain(a.name) == plain(b.name) and (a.country is None or b.country is None or a.country == b.country)
    if beyond(a, b, FAR_KM) and a.lon is not None and b.lon is not None:
        return False
    apart = kilometres(a, b)
    if apart is None:
        return plain(a.name) == plain(b.name)
    if plain(a.name) == plain(b.name):
        return apart <= FAR_KM
    siblings = a.within is not None and b.within is not None and plain(a.within) == plain(b.within)
    return apart <= NEAR_KM and not siblings and not holds(a, b) and not holds(b, a)


def holds(outer: Place, inner: Place) -> bool:
    """Whether `outer` contains `inner`: by name, or by its radius. A first-order area holds nothing here."""
    if outer.precision in COARSE or inner.precision == "country":
        return False
    if inner.within and plain(inner.within) == plain(outer.name):
        return True
    if outer.radius_km is None or inner.radius_km is None:
        return False
    room = outer.radius_km - inner.radius_km
    if room <= 0 or beyond(outer, inner, room):
        return False
    apart = kilometres(outer, inner)
    return apart is not None and apart <= room


def in_area(area: Place, place: Place) -> bool:
    """Whether `area` is the first-order area that `place` lies in: a weak tie."""
    return (
        is_area(area)
        and place.precision != "country"
        and not is_area(place)
        and plain(area.admin1 or area.name) == plain(place.admin1)
        and (area.country is None or place.country is None or area.country == place.country)
    )


def neighbours(a: Place, b: Place) -> bool:
    """Whether two places lie in one neighbourhood: a city and its suburbs."""
    apart = kilometres(a, b)
    return apart is not None and apart <= NEIGHBOURS_KM and a.precision not in COARSE and b.precision not in COARSE


def places_fit(a: Place | None, b: Place | None) -> bool:
    """Whether one happening can be told with both mentions: missing, vague, equal, or one holding the other."""
    if a is b or a is None or b is None or is_vague(a) or is_vague(b):
        return True
    return same_place(a, b) or holds(a, b) or holds(b, a) or in_area(a, b) or in_area(b, a)


def days_apart(a: Account, b: Account) -> int | None:
    """Days between two dated accounts, 0 where they touch; None where one of them has no first day."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return None
    return max(0, a.start - b.end, b.start - a.end)


def other_time(a: Account, b: Account) -> bool:
    """Whether one gives no day, and so is likely news, and the other's day is long past when it was printed."""
    for dated, undated in ((a, b), (b, a)):
        if dated.anchored and undated.start is None and dated.published is not None and dated.end is not None:
            return dated.published - dated.end > NEWS_DAYS
    return False
