"""Which places does the text describe without a name? "The city", "a tunnel entrance", in reports on violence alone.

A description stands for a named place ("the city": the one named last), or for a site of one ("two buildings near
Sinjar": somewhere there). It has no point of its own: it takes that of the named place, and its radius. In ordinary
news such words are seldom about a place that matters, so nothing is described where the text does not tell of violence.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from rashomon.model import Place, Span
from rashomon.reading.languages import table
from rashomon.reading.where.name_mentions import Text

_KINDS = 3
_SHARE = 0.012
"""A text tells of violence with this many different words for it, and this share of its words. Nearly all reports on a
war do, and of five corpora of ordinary news two to eight texts in a hundred."""

_BEFORE = 4
"""Words between "the" and its noun, at most: "the long-besieged northern city" """


class _Words(NamedTuple):
    anaphors: Mapping[str, str]
    """city: city, capital: city, area: same"""
    sites: frozenset[str]
    loose: frozenset[str]
    mild: frozenset[str]
    violence: frozenset[str]
    definite: frozenset[str]
    articles: frozenset[str]
    plurals: Mapping[str, str]
    settled: frozenset[str]
    """Words of towns, districts and areas"""

    def singular(self, word: str) -> str | None:
        """The word that can stand for a place, whose plural this may be; None where it is none."""
        if word in self.sites or word in self.anaphors:
            return word
        one = self.plurals.get(word) or (word[:-1] if word[-1:] == "s" else "")
        return one if one in self.sites or one in self.anaphors else None


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
        definite=frozenset(data["definite"]),
        articles=frozenset(data["articles"]),
        plurals=data["plurals"],
        settled=frozenset(word for kind in ("city", "town", "district", "same") for word in data[kind]),
    )


class _Noun(NamedTuple):
    """A noun that could stand for a place, and its phrase."""

    i: int
    word: str
    single: str
    """The word in the singular"""
    start: int
    """First token of the phrase, its article left out"""
    definite: bool
    sentence: int
    """1 for the first sentence"""
    span: Span
    before: int
    """How many places are named before it"""

    @property
    def plural(self) -> bool:
        return self.word != self.single


class _Setting(NamedTuple):
    """What all descriptions of a text are looked at with."""

    t: Text
    words: _Words
    named: Sequence[Place]
    features: Mapping[Span, str]
    sentences: Sequence[int]
    violent: frozenset[int]
    """The sentences that tell of violence"""
    war: bool


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
    sentences = _sentences(t)
    violent = frozenset(bisect.bisect_right(sentences, i) for i, word in enumerate(t.lower) if word in words.violence)
    x = _Setting(t, words, named, features, sentences, violent, war)
    return [place for noun in _nouns(x) if (place := _stands_for(x, noun) or _site(x, noun))]


def _nouns(x: _Setting) -> Iterator[_Noun]:
    """The nouns that head a phrase and overlap no named place."""
    t = x.t
    starts = [p.span.start for p in x.named]
    for i, word in enumerate(t.lower):
        single = x.words.singular(word)
        if single is None or t.capital[i] or t.masked[i] or not _heads(t, i):
            continue
        sentence = bisect.bisect_right(x.sentences, i)
        start, definite = _phrase(t, i, x.sentences[sentence - 1], x.words.definite)
        span = Span(t.starts[start], t.ends[i])
        if not any(p.span.start < span.end and span.start < p.span.end for p in x.named):
            yield _Noun(i, word, single, start, definite, sentence, span, bisect.bisect_left(starts, span.start))


def _stands_for(x: _Setting, noun: _Noun) -> Place | None:
    """The named place that "the city" stands for, said in these words."""
    if not noun.definite or noun.plural:
        return None
    t, recent = x.t, x.named[: noun.before]
    if t.lower[noun.i + 1 : noun.i + 2] == ["of"] and any(t.capital[noun.i + 2 : noun.i + 4]):
        # "the city of X" is X, or unknown
        end = t.ends[noun.i + 1] + len(" the ")
        recent = [p for p in x.named[noun.before : noun.before + 1] if p.span.start <= end]
    kind = x.words.anaphors.get(noun.word, noun.word)
    if kind == "same":
        earlier = t.starts[x.sentences[max(0, noun.sentence - 3)]]
        recent = [p for p in recent if p.span.start >= earlier]
    place = _antecedent(recent, kind, x.features)
    if place is None or not (x.war or _repeats(place, noun.word)):
        return None
    return replace(place, span=noun.span, text=_text(t, noun.span), mention="nominal")


def _text(t: Text, span: Span) -> str:
    return t.text[span.start : span.end]


def _is_site(x: _Setting, noun: _Noun) -> bool:
    """Whether a noun is a site of some place: one that is told of exactly enough, in a sentence about violence."""
    if not x.war or noun.single not in x.words.sites:
        return False
    loose = noun.single in x.words.loose
    if loose and not noun.plural and noun.start + noun.definite >= noun.i:
        return False  # nothing says which "position" it is
    counted = noun.plural or noun.definite or x.t.lower[max(0, noun.start - 1)] in x.words.articles
    return counted and (noun.sentence in x.violent or (noun.definite and not loose))


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


def _phrase(t: Text, i: int, first: int, definite_words: frozenset[str]) -> tuple[int, bool]:
    """Where the phrase starts, its article left out, and whether it is definite."""
    j = i
    while j > first and i - j < _BEFORE and (t.modifier[j - 1] or (j - 2 >= first and t.tokens[j - 2] == "-")):
        j -= 1
    definite = j > first and t.lower[j - 1] in definite_words
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


def _site(x: _Setting, noun: _Noun) -> Place | None:
    """A site of the place named nearest before it in its sentence, else after it there, else before; else of none.

    A country gives way to a place within one, and a town or an area is too large to lie in a district.
    """
    if not _is_site(x, noun):
        return None
    t, span = x.t, noun.span
    first = t.starts[x.sentences[noun.sentence - 1]]
    last = t.ends[x.sentences[noun.sentence] - 1] if noun.sentence < len(x.sentences) else len(t.text)
    least = 2 if noun.single in x.words.settled else 0
    close = [p for p in x.named if p.precision not in ("country", "unresolved") and (p.radius_km or 0) >= least]
    earlier = [p for p in close if p.span.start < span.start]
    here = [p for p in close if first <= p.span.start and p.span.end <= last]
    led = [p for p in here if p.span.start < span.start]
    nearest = [*led[-1:], *here[:1], *earlier[-1:], *x.named[: noun.before][-1:]]
    if not nearest:
        return None
    text = _text(t, span)
    return replace(
        nearest[0], span=span, text=text, name=text, gazetteer=None, within=nearest[0].name, mention="nominal"
    )
