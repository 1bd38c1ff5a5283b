"""Where? Mentions of places, found in the gazetteer and the packs, told apart by their context, and placed.

Method. Finding: every capitalised run is looked up, longest match first; the words around it, its size and its standing
in the gazetteer say whether it is a place at all. Placing: all places of that name are scored by population, by the
countries and areas that the text names, by what contains what ("X, Y"), by nearness to the text's other places and by
the packs' home countries; a name has one sense in one text. A district that the gazetteer lacks is placed as part of its
town, a village that it lacks is left unresolved within the area that the text gives: a namesake far off is never taken.
Words are in where.toml, the weights in `WEIGHTS`, set together on news corpora (`rashomon bench`).
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.symbols import PROPN
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as TokenSpan

from rashomon.model import Place, Precision, Span
from rashomon.reading.extensions import register
from rashomon.world import World
from rashomon.world.places import Entry, Gazetteer, default_radius, name_key, open_gazetteer, precision_of
from rashomon.world.gazetteer import ABBREVIATION, PRIMARY, Named
from rashomon.world.toponyms import ARTICLES

__all__ = ["find_places", "make_where"]

_LONGEST = 7  # tokens in a name; hyphens count: Deir ez-Zor has four
_CONNECTORS = ARTICLES | {"of", "the", "de", "la", "le", "les", "du", "des", "da", "do", "del", "di", "den", "upon", "on",
                          "and", "sur", "am", "an", "der", "van", "y", "ou", "bin", "abu", "in"}  # fmt: skip
_INNER = frozenset("-‐‑–'’‘`.")
_QUOTES = frozenset("\"“”„«»‘'’([")
_POSSESSIVE = frozenset(["'s", "’s", "'", "’", "`s"])
_AREAS = ("country", "admin1")
_TOWNS = ("city", "town", "district", "site")

WEIGHTS: Mapping[str, float] = {
    # finding
    "strong": 2.2, "weak": 0.9, "type": 2.6, "contained": 3.5, "listed": 1.0, "dateline": 3.0, "based": 2.0, "known": 1.5,
    "words": 1.2, "home": 1.5, "own": 2.5, "common": -2.2, "lower": -2.0, "not_noun": -1.6, "person_before": -4.0,
    "run_before": -2.6, "run_after": -1.8, "organisation": -3.5, "surname": -2.5, "says": -0.7, "acronym": -3.0,
    "threshold": 1.9,
    # placing
    "primary": 1.0, "country": 2.5, "area": 2.0, "home_place": 3.0, "neighbour": 1.0, "own_place": 2.5, "within": 8.0,
    "inside": 4.0, "type_place": 5.0, "near": 0.9,
}  # fmt: skip


class Words(NamedTuple):
    strong: frozenset[str]
    weak: frozenset[str]
    directions: frozenset[str]
    types: Mapping[str, str]
    of_town: frozenset[str]
    any_part: frozenset[str]
    titles: frozenset[str]
    says: frozenset[str]
    organisations: frozenset[str]
    sited: frozenset[str]
    never: frozenset[str]
    adjectival: frozenset[str]


@cache
def _words() -> Words:
    data: dict[str, Any] = tomllib.loads(
        resources.files("rashomon.reading").joinpath("where.toml").read_text(encoding="utf-8")
    )
    types = {word: feature for feature, words in reversed(data["types"].items()) for word in words}
    return Words(
        strong=frozenset(data["strong_prepositions"]),
        weak=frozenset(data["weak_prepositions"]),
        directions=frozenset(data["directions"]),
        types=types,
        of_town=frozenset(data["parts"]["of_town"]),
        any_part=frozenset(data["parts"]["any"]),
        titles=frozenset(data["people"]["titles"]),
        says=frozenset(data["people"]["says"]),
        organisations=frozenset(data["organisations"]["heads"]),
        sited=frozenset(data["organisations"]["sited"]),
        never=frozenset(data["dates"]["never"]),
        adjectival=frozenset(data["adjectival"]["nouns"]),
    )


@dataclass(slots=True)
class _Mention:
    """A name in the text that could be a place; filled in step by step."""

    start: int
    end: int
    """Tokens, half-open"""
    chars: Span
    key: str
    named: tuple[Named, ...]
    score: float = 0.0
    type: str | None = None
    """What a word beside it says it is: a feature of the gazetteer"""
    type_word: str = ""
    direction: bool = False
    evidence: bool = False
    """A preposition, a type word or a container: more than a capital letter"""
    container: int | None = None
    """Index of the mention that contains it: "X, Y" """
    inside: int | None = None
    """The same, less surely: "X in Y" """
    part: str | None = None
    """For names that the gazetteer lacks: "of_town" or "any", by the type word"""


class _Text:
    """A doc's tokens in the lists that all steps use."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, world: World | None) -> None:
        self.text = doc.text
        self.n = len(doc)
        self.tokens = [t.text for t in doc]
        self.lower = [t.lower() for t in self.tokens]
        self.starts: list[int] = doc.to_array("IDX").tolist() if self.n else []
        self.ends = [s + len(t) for s, t in zip(self.starts, self.tokens, strict=True)]
        self.tagged = doc.has_annotation("POS") or doc.has_annotation("TAG")
        pos: list[int] = doc.to_array("POS").tolist() if self.n else []
        self.proper = [p == PROPN for p in pos] if self.tagged else [True] * self.n
        self.capital = [t[:1].isupper() for t in self.tokens]
        self.masked = bytearray(self.n)
        self.opening = _openings(self.tokens)
        self.headline = _headlines(self)
        self.small = {t for t in self.tokens if t.islower()}
        self.gazetteer = gazetteer
        self.home: frozenset[str] = frozenset(world.packs.home) if world else frozenset()
        self.around = frozenset(c for h in self.home for c in gazetteer.neighbours.get(h, ())) - self.home
        self.common = _common(doc)

    def slice(self, start: int, end: int) -> str:
        return self.text[self.starts[start] : self.ends[end - 1]]


def _openings(tokens: Sequence[str]) -> bytearray:
    """Marks the tokens that open a sentence or a line, where a capital says nothing."""
    marks = bytearray(len(tokens))
    opening = True
    for i, token in enumerate(tokens):
        if opening and token[0] not in "\"“”'‘’([\n\r\t ":
            marks[i] = 1
            opening = False
        if token[-1] in ".!?:\n" and (len(token) < 3 or token[-1] == "\n") or token in ("…", "--", "—"):
            opening = True
    return marks


def _headlines(t: _Text) -> bytearray:
    """Marks the tokens of lines and sentences that are capitalised throughout, where neighbours' capitals say nothing."""
    marks = bytearray(t.n)
    start = 0
    for i in range(t.n + 1):
        if i == t.n or "\n" in t.tokens[i] or t.tokens[i] in ".!?":
            words = [t.capital[j] for j in range(start, i) if len(t.tokens[j]) > 3 and t.tokens[j].isalpha()]
            if len(words) >= 3 and sum(words) >= 0.75 * len(words):
                marks[start:i] = b"\1" * (i - start)
            start = i + 1
    return marks


_tables: dict[int, frozenset[str]] = {}


def _common(doc: Doc) -> frozenset[str]:
    """Adjectives, adverbs and verbs of the pipeline's own lemma tables: words that are also the names of some town."""
    lookups = doc.vocab.lookups
    known = _tables.get(id(lookups))
    return known if known is not None else frozenset()


# --- finding --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _names_of_organisations(world: World) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """First word to all word sequences of two and more that the packs know as the name of somebody."""
    names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entity in world.packs.entities.values():
        for alias in (entity.name, *entity.aliases):
            words = tuple(alias.lower().replace("-", " - ").split())
            single = len(words) == 1
            if (not single and not world.places.find(alias)) or (single and alias.isupper()):
                names[words[0]].add(words)
            elif single and entity.type == "person":
                names[words[0]].add(words)
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in names.items()}


def _mask(t: _Text, doc: Doc, world: World | None) -> None:
    """Hides what is no text of the report's (furniture), and the names of the packs' actors and media."""
    for part in doc._.parts:
        if part.kind in ("furniture", "byline"):
            for i in range(t.n):
                if t.starts[i] >= part.span.start and t.ends[i] <= part.span.end:
                    t.masked[i] = 1
    if world is None:
        return
    names = _names_of_organisations(world)
    for i, word in enumerate(t.lower):
        if t.capital[i] and word in names:
            for words in names[word]:
                if tuple(t.lower[i : i + len(words)]) == words:
                    t.masked[i : i + len(words)] = b"\1" * len(words)
                    break


def _candidates(t: _Text) -> list[_Mention]:
    """Every capitalised run that the gazetteer knows, longest match first."""
    words = _words()
    found: list[_Mention] = []
    i = 0
    while i < t.n:
        if t.masked[i] or not (t.capital[i] or (t.lower[i] in ARTICLES and i + 1 < t.n)):
            i += 1
            continue
        mention = _longest(t, i, words)
        if mention is None:
            i += 1
        else:
            found.append(mention)
            i = mention.end
    return found


def _run_ends(t: _Text, start: int) -> list[int]:
    ends = []
    for j in range(start, min(t.n, start + _LONGEST)):
        token = t.tokens[j]
        if t.masked[j]:
            break
        if t.capital[j] or (j > start and token.isdigit() and len(token) < 3):
            ends.append(j + 1)
        elif token not in _INNER and t.lower[j] not in _CONNECTORS:
            break
        elif j == start and not (
            j + 1 < t.n and (t.capital[j + 1] or t.tokens[j + 1] in _INNER) and t.lower[j] in ARTICLES
        ):
            break
    return ends


def _longest(t: _Text, start: int, words: Words) -> _Mention | None:
    ends = _run_ends(t, start)
    for end in reversed(ends):
        surface = t.slice(start, end)
        key = name_key(surface)
        if not key or (end - start == 1 and not _may_be_name(t, start, key, words)):
            continue
        named = t.gazetteer.named(key)
        if named:
            return _Mention(start, end, Span(t.starts[start], t.ends[end - 1]), key, named)
        if surface[-1] == "s" and len(surface) > 4 and (named := t.gazetteer.named(key[:-1])):
            # "Syrias Idlib": a text that lost its apostrophes
            if any(n.standing == PRIMARY and (n.entry.population > 50_000 or n.entry.feature in _AREAS) for n in named):
                return _Mention(start, end, Span(t.starts[start], t.ends[end - 1] - 1), key[:-1], named)
    return None


def _may_be_name(t: _Text, i: int, key: str, words: Words) -> bool:
    token = t.tokens[i]
    if key in words.never or key in words.directions or not key[0].isalpha():
        return key == "us" and token in ("US", "U.S.", "U.S")
    if key in words.types and not t.proper[i]:
        return False
    return not (len(key) < 3 and not token.isupper())


def _context(t: _Text, mentions: list[_Mention]) -> None:
    """Reads the words around each mention: prepositions, type words, containers, persons, organisations."""
    words, w = _words(), WEIGHTS
    at = {m.start: i for i, m in enumerate(mentions)}
    ends = {m.end: i for i, m in enumerate(mentions)}
    surnames = _surnames(t, mentions)
    for index, m in enumerate(mentions):
        s, e = m.start, m.end
        single = e - s == 1
        score = _standing(t, m)
        # before
        k = s - 1
        while k >= 0 and (t.lower[k] in words.directions or t.tokens[k] in _QUOTES or t.lower[k] in ("the", "-")):
            m.direction |= t.lower[k] in words.directions
            k -= 1
        before = t.lower[k] if k >= 0 else ""
        if before == "of" and k and (feature := words.types.get(t.lower[k - 1])):
            m.type, m.type_word = feature, t.lower[k - 1]
            score += w["type"]
        elif before in words.types and not t.capital[k] and k == s - 1:
            m.type, m.type_word = words.types[before], before
            score += w["type"]
        if before in words.strong:
            score += w["strong"]
            m.evidence = True
        elif before in words.weak:
            score += w["weak"]
        # after
        a = e + 1 if e < t.n and t.tokens[e] in _POSSESSIVE else e
        if a < t.n and t.lower[a] in words.directions and a + 1 < t.n:
            a += 1
        after = t.lower[a] if a < t.n else ""
        if (feature := words.types.get(after)) and m.type is None:
            m.type, m.type_word = feature, after
            score += w["type"] if not (t.capital[a] and after in words.organisations) else 0
        if after == "-" and a + 1 < t.n and t.lower[a + 1] in ("based", "born", "controlled", "held", "area"):
            score += w["based"]
        m.evidence |= m.type is not None
        # X, Y and X in Y
        comma = e < t.n and t.tokens[e] in (",", "(")
        other = at.get(e + 1 if comma else e)
        if other is not None and _holds(mentions[other], m):
            m.container = other
            score += w["contained"]
        elif other is not None and comma:
            score += w["listed"] * 0.5
        if m.container is None:
            m.inside = _inside(t, a, at, mentions, m, words)
            if m.inside is not None:
                score += w["listed"]
        previous = ends.get(s - 2) if s > 1 and t.lower[s - 1] in (",", "and", "or", "&", "/") else ends.get(s)
        if previous is not None and mentions[previous].score >= w["threshold"]:
            score += w["listed"] + (w["contained"] if mentions[previous].container == index else 0)
        if m.key and _dateline(t, m):
            score += w["dateline"]
            m.evidence = True
        m.evidence |= m.container is not None
        # what speaks against it
        if single:
            score += _doubts(t, m, words)
        if s and not t.headline[s]:
            p = t.lower[s - 1].rstrip(".")
            if p in words.titles and t.capital[s - 1]:
                score += w["person_before"]
            elif (
                t.capital[s - 1] and t.proper[s - 1] and s not in ends and not t.opening[s - 1]
                and p not in words.directions and p not in words.types and p not in words.never
            ):  # fmt: skip
                score += w["run_before"]
        if e < t.n and t.capital[e] and not t.headline[s] and e not in at:
            n = t.lower[e]
            last = e
            while last + 1 < t.n and t.capital[last + 1] and last + 1 not in at:
                last += 1
            if n in words.sited or n in words.types or t.lower[last] in words.sited or t.lower[last] in words.types:
                pass
            elif n in words.organisations or t.lower[last] in words.organisations:
                score += w["organisation"]
            elif t.proper[e] and n not in words.directions and n not in words.never:
                score += w["run_after"]
        if single and m.key in surnames and not m.evidence:
            score += w["surname"]
        if after in words.says:
            score += w["says"]
        m.score = score


def _standing(t: _Text, m: _Mention) -> float:
    """What the gazetteer alone says for a name: its best place's size and how it stands to it."""
    best = -9.0
    for named in m.named[:40]:
        e = named.entry
        if named.standing == ABBREVIATION:
            continue
        if e.feature == "country":
            score = 4.0
        elif e.feature == "admin1":
            score = 2.0 if named.standing == PRIMARY else 1.4
        elif e.feature in ("region", "water"):
            score = 2.5
        else:
            score = max(0.0, min(2.6, 0.8 * (math.log10(e.population + 1) - 3.2)))
        if named.standing != PRIMARY:
            score = min(score, 1.2 if e.country in t.home else 0.9) if e.feature in _TOWNS else score
        if e.id.startswith("pack:") or e.id.startswith("import:"):
            score += WEIGHTS["own"]
        elif e.country in t.home:
            score += WEIGHTS["home"]
        best = max(best, score)
    if m.end - m.start > 1:
        best += WEIGHTS["words"]
    return best


def _doubts(t: _Text, m: _Mention, words: Words) -> float:
    """Why a single word may be no place: a common word, one that the tagger takes for no name, an acronym."""
    token, score = t.tokens[m.start], 0.0
    if m.key in t.common:
        score += WEIGHTS["common"]
    if t.lower[m.start] in t.small:
        score += WEIGHTS["lower"]
    if not t.proper[m.start]:
        score += WEIGHTS["not_noun"]
    if m.key in words.organisations or m.key in words.titles or m.key in words.sited or m.key in words.types:
        score += WEIGHTS["common"]
    if token.isupper() and "." not in token and not t.headline[m.start] and not _dateline(t, m):
        if not any(n.entry.feature == "country" or n.standing == ABBREVIATION for n in m.named):
            score += WEIGHTS["acronym"]
    return score


def _dateline(t: _Text, m: _Mention) -> bool:
    """BEIRUT (Reuters) -, AMMAN:, GAZA CITY -- at the head of a line or sentence."""
    if not t.opening[m.start] or m.end >= t.n:
        return False
    j = m.end
    if t.tokens[j] == "," and j + 2 < t.n:
        j += 2
    token = t.tokens[j] if j < t.n else ""
    return token in ("(", ":", "-", "–", "—", "--", "/") and (token != ":" or t.slice(m.start, m.end).isupper())


def _holds(outer: _Mention, inner: _Mention) -> bool:
    """Whether some place of the outer name contains some place of the inner."""
    areas = {(n.entry.country, None if n.entry.feature == "country" else n.entry.admin1)
             for n in outer.named if n.entry.feature in _AREAS}  # fmt: skip
    if not areas:
        return False
    return any(
        (n.entry.country, None) in areas and n.entry.feature != "country"
        or ((n.entry.country, n.entry.admin1) in areas and n.entry.feature in _TOWNS)
        for n in inner.named
    )  # fmt: skip


def _inside(t: _Text, a: int, at: Mapping[int, int], mentions: list[_Mention], m: _Mention, words: Words) -> int | None:
    """The container of "X in Y", "X in the northern province of Y", "X, in Y": at most six words on."""
    j, seen = a, False
    while j < min(t.n, a + 7):
        if j in at:
            return at[j] if seen and _holds(mentions[at[j]], m) else None
        word = t.lower[j]
        if word in ("in", "of"):
            seen = True
        elif not (word in words.directions or word in words.types or word in ("the", ",", "-", "'s", "’s")):
            return None
        j += 1
    return None


def _surnames(t: _Text, mentions: list[_Mention]) -> frozenset[str]:
    """Words that end a run of names beside a title or a verb of saying: later they stand alone and are still persons."""
    words = _words()
    found = set()
    for m in mentions:
        s = m.start
        if m.end - s != 1 or not s or t.headline[s]:
            continue
        p = t.lower[s - 1].rstrip(".")
        named_before = t.capital[s - 1] and t.proper[s - 1] and p not in words.directions and p not in words.types
        if named_before and p not in words.never and not t.gazetteer.named(name_key(t.tokens[s - 1])):
            found.add(m.key)
        elif t.capital[s - 1] and p in words.titles:
            found.add(m.key)
    return frozenset(found)
