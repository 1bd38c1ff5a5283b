"""Which places does the text describe without a name? "The city", "a tunnel entrance", in reports on violence alone.

A description stands for a named place ("the city": the one named last), or for a site of one ("two buildings near
Sinjar": somewhere there). It has no point of its own: it takes that of the named place, and its radius. In ordinary
news such words are seldom about a place that matters, so nothing is described where the text does not tell of violence.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from rashomon.model import Place, Span
from rashomon.reading.languages import table
from rashomon.reading.where.recognition import Text

_KINDS = 3
_SHARE = 0.012
"""A text tells of violence with this many different words for it, and this share of its words. Nearly all reports on a
war do, and of five corpora of ordinary news two to eight texts in a hundred."""

_DEFINITE = frozenset(["the", "this", "that", "their", "our", "its", "his"])
_ARTICLES = frozenset(["a", "an", "one", "another", "every", "each", "no", "any", "some", "'s", "’s"])
_BEFORE = 4
"""Words between "the" and its noun, at most: "the long-besieged northern city" """


class _Words(NamedTuple):
    anaphors: Mapping[str, str]
    """city: city, capital: city, area: same"""
    sites: frozenset[str]
    loose: frozenset[str]
    mild: frozenset[str]
    violence: frozenset[str]


@cache
def _words() -> _Words:
    data: dict[str, Any] = table("places")["described"]
    kinds = ("city", "town", "district", "admin1", "country", "same")
    return _Words(
        anaphors={word: kind for kind in kinds for word in data[kind]},
        sites=frozenset(data["sites"]),
        loose=frozenset(data["loose"]),
        mild=frozenset(data["mild"]),
        violence=frozenset(data["violence"]),
    )


def described(t: Text, named: Sequence[Place], features: Mapping[Span, str]) -> list[Place]:
    """The descriptions of places in a text about violence; `features` says what each named place is, by its span.

    Each has the mention "nominal". "The city" has the name, the point and the id of what it stands for; a site has its
    words for a name, lies `within` what is named nearest before it, and has that one's point and radius.
    """
    words = _words()
    if not named:
        return []
    told = [word for word in t.lower if word in words.violence]
    war = len(set(told)) >= _KINDS and len(set(told) - words.mild) >= 2 and len(told) >= _SHARE * t.n
    starts = [p.span.start for p in named]
    sentences = _sentences(t)
    violent = {bisect.bisect_right(sentences, i) for i, word in enumerate(t.lower) if word in words.violence}
    found: list[Place] = []
    for i, word in enumerate(t.lower):
        single = word if word in words.sites or word in words.anaphors else word[:-1] if word[-1:] == "s" else ""
        single = _IES.get(word, single)
        if single not in words.sites and single not in words.anaphors:
            continue
        if t.capital[i] or t.masked[i] or not _heads(t, i):
            continue
        sentence = bisect.bisect_right(sentences, i)
        first = t.starts[sentences[sentence - 1]]
        start, definite = _phrase(t, i, sentences[sentence - 1])
        span = Span(t.starts[start], t.ends[i])
        if any(p.span.start < span.end and span.start < p.span.end for p in named):
            continue
        before = bisect.bisect_left(starts, span.start)
        if definite and word == single:
            recent = named[:before]
            if t.lower[i + 1 : i + 2] == ["of"] and any(t.capital[i + 2 : i + 4]):  # "the city of X" is X, or unknown
                recent = [p for p in named[before : before + 1] if p.span.start <= t.ends[i + 1] + len(" the ")]
            if word in _VAGUE:
                earlier = t.starts[sentences[max(0, sentence - 3)]]
                recent = [p for p in recent if p.span.start >= earlier]
            stands = _antecedent(recent, words.anaphors.get(word, word), features)
            if stands is not None and (war or _repeats(stands, word)):
                found.append(replace(stands, span=span, text=t.text[span.start : span.end], mention="nominal"))
                continue
        exact = single not in words.loose or word != single or (i > start and not (definite and i == start + 1))
        counted = word != single or t.lower[max(0, start - 1)] in _ARTICLES or definite
        told_of = sentence in violent or (definite and single not in words.loose)
        if war and counted and told_of and single in words.sites and exact:
            last = t.ends[sentences[sentence] - 1] if sentence < len(sentences) else len(t.text)
            found += _site(t, span, named, before, first, last, words.anaphors.get(single) in _SETTLED)
    return found


_IES = {"cities": "city", "countries": "country", "territories": "territory", "facilities": "facility",
        "factories": "factory", "refineries": "refinery", "universities": "university", "pharmacies": "pharmacy",
        "laboratories": "laboratory", "embassies": "embassy", "monasteries": "monastery"}  # fmt: skip
_SETTLED = ("city", "town", "district", "same")
_VAGUE = frozenset(["area", "site", "location", "region", "territory", "zone"])


def _repeats(p: Place, word: str) -> bool:
    """Whether "the camp" says again what the name "Camp Hurriya" says: that is clear in any text."""
    return word in p.text.lower().split() and p.gazetteer is None and p.mention == "name"


def _sentences(t: Text) -> list[int]:
    """The first token of each sentence or line."""
    return [0, *(i for i in range(1, t.n) if t.opening[i])] if t.n else [0]


def _heads(t: Text, i: int) -> bool:
    """Whether the word is the head of its phrase: "hospital", not "hospital staff", nor "town-based"."""
    if i + 1 == t.n:
        return True
    after = t.tokens[i + 1]
    return not (after in "-–" or (after[:1].isalpha() and t.noun[i + 1]))


def _phrase(t: Text, i: int, first: int) -> tuple[int, bool]:
    """Where the phrase starts, its article left out, and whether it is definite."""
    j = i
    while j > first and i - j < _BEFORE and (t.modifier[j - 1] or (j - 2 >= first and t.tokens[j - 2] == "-")):
        j -= 1
    definite = j > first and t.lower[j - 1] in _DEFINITE
    return (j - 1 if definite else j), definite


def _antecedent(before: Sequence[Place], kind: str, features: Mapping[Span, str]) -> Place | None:
    """The last place named before that the word can stand for."""
    for p in reversed(before):
        feature = features.get(p.span, "")
        if kind == "same":
            return p if feature != "country" and p.relation is None else None
        if feature == kind or (kind in ("city", "town") and feature in ("city", "town")):
            return p
        if kind in p.text.lower().split() or kind in p.name.lower().split():
            return p
    return None


def _site(t: Text, span: Span, near: Sequence[Place], before: int, first: int, last: int, wide: bool) -> list[Place]:
    """A site of the place named nearest before it in its sentence, else after it there, else before; else of none.

    A country gives way to a place within one; `wide` says that the site is too large to lie in a district.
    """
    close = [p for p in near if p.precision not in ("country", "unresolved") and not (wide and (p.radius_km or 0) < 2)]
    here = [p for p in close if first <= p.span.start and p.span.end <= last]
    led = [p for p in here if p.span.start < span.start]
    earlier = [p for p in close if p.span.start < span.start]
    holder = led[-1] if led else here[0] if here else earlier[-1] if earlier else near[before - 1] if before else None
    if holder is None:
        return []
    text = t.text[span.start : span.end]
    return [replace(holder, span=span, text=text, name=text, gazetteer=None, within=holder.name, mention="nominal")]
