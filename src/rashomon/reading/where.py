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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Place, Precision, Span
from rashomon.reading.extensions import register
from rashomon.world import World
from rashomon.world.gazetteer import ABBREVIATION, ALTERNATE, PRIMARY, Named
from rashomon.world.places import Entry, Gazetteer, default_radius, name_key, open_gazetteer, precision_of
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
    "sounded": -1.5,
    "threshold": 1.9,
    # placing
    "primary": 1.0, "country": 2.5, "area": 2.0, "home_place": 3.0, "neighbour": 1.0, "own_place": 2.5, "within": 8.0,
    "inside": 4.0, "type_place": 5.0, "near": 0.9, "capital": 1.2,
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
    given: frozenset[str]
    phrases: frozenset[str]
    heads: frozenset[str]


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
        given=frozenset(data["people"]["given"]),
        phrases=frozenset(data["dates"]["phrases"]),
        heads=frozenset(data["names"]["heads"]),
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
    sounded: bool = False
    """Found by its sound: another romanisation"""
    holds: bool = False
    """Whether it is the container of another: only then may "Tex." be Texas"""


class _Text:
    """A doc's tokens in the lists that all steps use."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, world: World | None, words: tuple[frozenset[str], ...]) -> None:
        self.text = doc.text
        self.n = len(doc)
        self.tokens = [t.text for t in doc]
        self.lower = [t.lower() for t in self.tokens]
        self.starts: list[int] = doc.to_array("IDX").tolist() if self.n else []
        self.ends = [s + len(t) for s, t in zip(self.starts, self.tokens, strict=True)]
        self.tagged = doc.has_annotation("POS") or doc.has_annotation("TAG")
        pos: list[int] = doc.to_array("POS").tolist() if self.n else []
        proper = doc.vocab.strings["PROPN"]
        self.proper = [p == proper for p in pos] if self.tagged else [True] * self.n
        self.capital = [t[:1].isupper() for t in self.tokens]
        self.masked = bytearray(self.n)
        self.opening = _openings(self.tokens)
        self.headline = _headlines(self)
        self.small = {t for t in self.tokens if t.islower()}
        self.gazetteer = gazetteer
        self.home: frozenset[str] = frozenset(world.packs.home) if world else frozenset()
        self.around = frozenset(c for h in self.home for c in gazetteer.neighbours.get(h, ())) - self.home
        self.common, self.english = words or (frozenset(), frozenset())

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
        if (token[-1] in ".!?:\n" and (len(token) < 3 or token[-1] == "\n")) or token in ("…", "--", "—"):
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


def english_words(nlp: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Two sets from the pipeline's own lemma tables: adjectives, adverbs and verbs; the same and nouns. Empty if it has none.

    The first are rather themselves than the town of that name; no word of the second is a place that no gazetteer knows.
    """
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if "lemmatizer" in nlp.pipe_names else None
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset(), frozenset()
    index = lookups.get_table("lemma_index")
    common = frozenset(word for kind in ("adj", "adv", "verb") if kind in index for word in index[kind])
    return common, common | frozenset(index["noun"] if "noun" in index else ())


# --- finding --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _names_of_organisations(world: World) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """First word to all word sequences of two and more that the packs know as the name of somebody."""
    names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entity in world.packs.entities.values():
        for alias in (entity.name, *entity.aliases):
            words = tuple(alias.lower().replace("-", " - ").split())
            single = len(words) == 1
            if (not single and not world.places.find(alias)) or (single and alias.isupper()) or (single and entity.type == "person"):
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
        elif (token not in _INNER and t.lower[j] not in _CONNECTORS) or (j == start and not (
            j + 1 < t.n and (t.capital[j + 1] or t.tokens[j + 1] in _INNER) and t.lower[j] in ARTICLES
        )):
            break
    return ends


def _longest(t: _Text, start: int, words: Words) -> _Mention | None:
    if start and t.capital[start - 1] and t.lower[start - 1] in words.heads and not t.masked[start - 1]:
        return None  # the "al-Qasr" of "Bustan al-Qasr" is no place of that name
    for end in reversed(_run_ends(t, start)):
        surface = t.slice(start, end)
        key = name_key(surface)
        if not key or key in words.phrases or (end - start == 1 and not _may_be_name(t, start, key, words)):
            continue
        named = t.gazetteer.named(key)
        if named and len(key) <= 4:
            named = _cased(t, start, key, named)
        if named and t.home and not any(n.entry.country in t.home or n.entry.population > 100_000 for n in named):
            named = (*named, *_sounding(t, start, end, key))
        if named:
            return _Mention(start, end, Span(t.starts[start], t.ends[end - 1]), key, named)
        if t.home and (sounding := _sounding(t, start, end, key)):
            return _Mention(start, end, Span(t.starts[start], t.ends[end - 1]), key, sounding, sounded=True)
        if surface[-1] == "s" and len(surface) > 4 and (named := t.gazetteer.named(key[:-1])):
            # "Syrias Idlib": a text that lost its apostrophes
            if any(n.standing == PRIMARY and (n.entry.population > 50_000 or n.entry.feature in _AREAS) for n in named):
                return _Mention(start, end, Span(t.starts[start], t.ends[end - 1] - 1), key[:-1], named)
    return None


def _sounding(t: _Text, start: int, end: int, key: str) -> tuple[Named, ...]:
    """Places of the packs' home countries that are romanised otherwise, for names that nothing in English explains."""
    if (
        len(key) < 5
        or not key.isascii()
        or any(_is_english(t, i) or t.lower[i] in _words().given for i in range(start, end))
    ):
        return ()
    return tuple(Named(e, ALTERNATE) for e in t.gazetteer.find_sounding(key, t.home)[:5])


def _cased(t: _Text, i: int, key: str, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """Without the countries for which "Car" or "us" would be short, unless they are written in capitals."""
    if t.tokens[i].isupper():
        return named
    return tuple(n for n in named if n.entry.feature != "country" or name_key(n.entry.name) == key)


def _may_be_name(t: _Text, i: int, key: str, words: Words) -> bool:
    token = t.tokens[i]
    if key in words.never or key in words.directions or not key[0].isalpha():
        return key == "us" and token in ("US", "U.S.", "U.S")
    if key in words.types and not t.proper[i]:
        return False
    if (
        key in words.heads
        and i + 1 < t.n
        and (t.capital[i + 1] or t.lower[i + 1] in ARTICLES or t.tokens[i + 1] == "-")
    ):
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
            if t.capital[s - 1] and (p in words.titles or p in words.given):
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
        if m.sounded:
            score += w["sounded"]
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
        score += WEIGHTS["common"] * (0.4 if m.evidence and t.proper[m.start] and not t.opening[m.start] else 1)
    if t.lower[m.start] in t.small:
        score += WEIGHTS["lower"]
    if m.key in words.given and not m.evidence:
        score += WEIGHTS["surname"]
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
        ((n.entry.country, None) in areas and n.entry.feature != "country")
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
    """Words that follow a given name, a title or some other name: where they stand alone they are still persons."""
    words = _words()
    found = set()
    for i in range(t.n - 1):
        if not t.capital[i] or t.headline[i]:
            continue
        first = t.lower[i].rstrip(".")
        if first in words.given or first in words.titles:
            for j in (i + 1, i + 2):
                if j >= t.n or not t.capital[j] or not t.proper[j]:
                    break
                found.add(name_key(t.tokens[j]))
    for m in mentions:
        s = m.start
        if m.end - s != 1 or not s or t.headline[s] or not t.capital[s - 1] or not t.proper[s - 1]:
            continue
        p = t.lower[s - 1]
        if not (p in words.directions or p in words.types or p in words.never) and not t.gazetteer.named(name_key(p)):
            found.add(m.key)
    return frozenset(found)


# --- placing --------------------------------------------------------------------------------------------------------


class _Sense(NamedTuple):
    """What a name means in this text: a place, and the area of the same name where there is one."""

    entry: Entry
    area: Entry | None
    """The first-order area that shares the name with `entry`, a town in it"""
    tie: tuple[Entry, ...] = ()
    """Places between which nothing tells"""


def _size(e: Entry, home: bool, capital: bool) -> float:
    if e.feature == "country":
        return 8.0
    if e.feature == "admin1":
        return 1.2 + 0.75 * math.log10(e.population + 1000)
    if e.feature in ("region", "water"):
        return 5.5
    # a town whose population nobody gives is taken for one of 2,000 where the text is at home, for one of 200 elsewhere
    return math.log10((e.population or (2000 if home else 200)) + 1) + (WEIGHTS["capital"] if capital else 0)


def _km(a: Entry, b: Entry) -> float:
    """Kilometres between two points, good enough for "near"; 20,000 where one has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 20_000.0
    x = math.radians(b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 6371.0 * math.hypot(x, math.radians(b.lat - a.lat))


def _senses(
    t: _Text, mentions: Sequence[_Mention], all_: Sequence[_Mention], told: Mapping[str, float]
) -> dict[str, _Sense]:
    w = WEIGHTS
    groups: dict[str, list[_Mention]] = defaultdict(list)
    for m in mentions:
        groups[m.key].append(m)
    most = max(told.values(), default=1.0)
    static: dict[str, list[tuple[float, Named]]] = {}
    for key, group in groups.items():
        scored = []
        containers = [all_[m.container] for m in group if m.container is not None]
        insides = [all_[m.inside] for m in group if m.inside is not None and m.container is None]
        types = Counter(m.type for m in group if m.type)
        for named in group[0].named:
            e = named.entry
            if named.standing == ABBREVIATION and not any(m.holds for m in group):
                continue
            home = e.country in t.home
            score = _size(e, home, t.gazetteer.is_capital(e)) + (w["primary"] if named.standing == PRIMARY else 0)
            score += w["home_place"] if home else w["neighbour"] if e.country in t.around else 0
            score += w["own_place"] if e.id.startswith(("pack:", "import:")) else 0
            if e.country and e.country in told:
                score += w["country"] * (0.3 + 0.7 * told[e.country] / most)
            if any(_contains(c, e) for c in containers):
                score += w["within"]
            elif any(_contains(c, e) for c in insides):
                score += w["inside"]
            if types and _fits(e, types):
                score += w["type_place"] * max(n for f, n in types.items() if _fits(e, {f: 1})) / len(group)
            scored.append((score, named))
        scored.sort(key=lambda x: (-x[0], x[1].entry.id))
        if scored:
            static[key] = scored[:25]
    best = {key: scored[0][1].entry for key, scored in static.items()}
    final = static
    for _ in range(2):
        final = {key: _beside(key, scored, best) for key, scored in static.items()}
        best = {key: scored[0][1].entry for key, scored in final.items()}
    return {key: _sense(scored) for key, scored in final.items()}


def _countries(t: _Text, mentions: Sequence[_Mention]) -> dict[str, float]:
    """How often the text names each country, by name, by its people's name, or by a first-order area that is its alone."""
    told: dict[str, float] = defaultdict(float)
    for m in mentions:
        first = max(m.named, key=lambda n: (n.entry.feature == "country", n.standing == PRIMARY, n.entry.population))
        e = first.entry
        if e.feature == "country" and e.country and len([n for n in m.named if n.entry.feature in _AREAS]) == 1:
            told[e.country] += 1.0
        elif e.feature == "admin1" and e.country:
            told[e.country] += 0.5
    for i, token in enumerate(t.tokens):
        if t.capital[i] and len(token) > 3:
            iso = t.gazetteer.demonyms.get(t.lower[i])
            if iso is None and i + 1 < t.n and t.capital[i + 1]:
                iso = t.gazetteer.demonyms.get(f"{t.lower[i]} {t.lower[i + 1]}")
            if iso:
                told[iso] += 0.8
    return told


def _contains(outer: _Mention, e: Entry) -> bool:
    return any(
        o.entry.country == e.country
        and (
            (o.entry.feature == "country" and e.feature != "country")
            or (o.entry.feature == "admin1" and o.entry.admin1 == e.admin1 and e.feature in _TOWNS)
        )
        for o in outer.named
    )


def _fits(e: Entry, types: Iterable[str]) -> bool:
    for wanted in types:
        if wanted in ("city", "town") and e.feature in ("city", "town"):
            return True
        if wanted == "district" and e.feature in ("district", "town", "region"):
            return True
        if wanted == e.feature:
            return True
    return False


def _beside(key: str, scored: list[tuple[float, Named]], best: Mapping[str, Entry]) -> list[tuple[float, Named]]:
    """The scores with nearness to where the text's other names are, and with the areas that they are or lie in."""
    w = WEIGHTS
    if len(scored) == 1:
        return scored
    others = [e for k, e in best.items() if k != key]
    points = [e for e in others if e.feature in _TOWNS or e.feature == "region"]
    areas = {(e.country, e.admin1) for e in others if e.feature == "admin1"}
    out = []
    for score, named in scored:
        e = named.entry
        if e.feature in _TOWNS:
            close = 0.0
            for p in points:
                d = _km(e, p)
                close += 1.0 if d < 60 else 0.6 if d < 160 else 0.25 if d < 400 else 0.0
            score += w["near"] * min(3.0, close)
            if (e.country, e.admin1) in areas:
                score += w["area"]
        out.append((score, named))
    out.sort(key=lambda x: (-x[0], x[1].entry.id))
    return out


def _sense(scored: list[tuple[float, Named]]) -> _Sense:
    score, (entry, standing) = scored[0]
    area = town = None
    for other_score, (other, _) in scored:
        if other.country != entry.country or other_score < score - 4:
            continue
        if other.feature == "admin1" and area is None:
            area = other
        elif other.feature in ("city", "town") and town is None:
            town = other
    if entry.feature == "admin1" and town is not None and town.admin1 == entry.admin1:
        return _Sense(town, entry)
    if entry.feature in ("city", "town"):
        if area is not None and area.admin1 == entry.admin1:
            return _Sense(entry, area)
        tied = [e for s, (e, st) in scored if s > score - 0.05 and st == standing and e.feature in ("city", "town")]
        if len(tied) > 1 and max(_km(entry, e) for e in tied) > 50:
            return _Sense(entry, None, tuple(tied))
    return _Sense(entry, None)


# --- saying it ------------------------------------------------------------------------------------------------------


def _of_cities(t: _Text, accepted: Sequence[_Mention], senses: Mapping[str, _Sense]) -> frozenset[str]:
    """Names that a city shares with its province and that are the city in this text: it speaks of the city or its districts.

    "The city" and "neighbourhoods" speak of the one that is named most. A capital is always itself, and so is a city
    whose province is hardly larger than it.
    """
    shared = [m for m in accepted if (sense := senses.get(m.key)) and sense.area]
    found = {m.key for m in shared if m.type in ("city", "town") or _dateline(t, m)}
    for m in shared:
        town, area = senses[m.key].entry, senses[m.key].area
        if area and (t.gazetteer.is_capital(town) or (area.radius_km or 0) <= 15):
            found.add(m.key)
    within = {name_key(e.within) for e in (s.entry for s in senses.values()) if e.within and e.feature == "district"}
    found |= within & {m.key for m in shared}
    if shared and t.small & {"city", "neighborhood", "neighbourhood", "neighborhoods", "neighbourhoods", "quarter"}:
        counts = Counter(m.key for m in shared if m.key not in found)
        if counts:
            found.add(max(sorted(counts), key=lambda key: counts[key]))
    return frozenset(found)


_BROAD = frozenset(["northern", "southern", "northeastern", "northwestern", "southeastern", "southwestern", "rural"])


def _whole(t: _Text, m: _Mention) -> bool:
    """Whether this mention speaks of the province: its type word says so, or the compass before it."""
    return m.type in ("admin1", "country") or (m.type is None and m.start > 0 and t.lower[m.start - 1] in _BROAD)


def _within(g: Gazetteer, e: Entry) -> str | None:
    if e.within:
        return e.within
    if e.feature == "country":
        return None
    if e.feature != "admin1" and e.admin1 and e.admin1 != e.name:
        return e.admin1
    country = g.country(e.country)
    return e.admin1 if e.feature != "admin1" and e.admin1 else country.name if country else None


def _place(t: _Text, m: _Mention, e: Entry) -> Place:
    precision: Precision = precision_of(e)
    known = e.lat is not None and e.lon is not None
    return Place(
        span=m.chars,
        text=t.text[m.chars.start : m.chars.end],
        name=e.name,
        lat=e.lat,
        lon=e.lon,
        radius_km=(e.radius_km if e.radius_km is not None else default_radius(e.feature, e.population))
        if known
        else None,
        precision=precision if known else "unresolved",
        country=e.country,
        admin1=e.admin1,
        gazetteer=(t.gazetteer.geonames_id(e) or e.id) if known else None,
        within=_within(t.gazetteer, e),
    )


def _foreign(t: _Text, sense: _Sense, key: str, accepted: Sequence[_Mention], told: Mapping[str, float]) -> bool:
    """Whether a text that is about the packs' countries cannot mean this small town of some other country.

    Reports on Aleppo's Castello road do not speak of a Castello in Spain: better no point than a namesake's.
    """
    e = sense.entry
    if not t.home or e.country in t.home or e.feature not in (*_TOWNS, "admin1"):
        return False
    if e.population > (300_000 if e.feature in _TOWNS else 5_000_000):
        return False
    if t.gazetteer.is_capital(e) or any(m.key == key and m.container is not None for m in accepted):
        return False
    if not t.home & told.keys():
        return False
    return e.country not in told or (e.country not in t.around and e.population < 50_000)


def _adjectival(t: _Text) -> list[Place]:
    """ "the Turkish border", "Lebanese territory": an adjective that places, as none does in "Turkish troops"."""
    places = []
    for i in range(t.n - 1):
        if t.capital[i] and not t.masked[i] and t.lower[i + 1] in _words().adjectival and (
            e := t.gazetteer.country(t.gazetteer.demonyms.get(t.lower[i]))
        ):  # fmt: skip
            places.append(_place(t, _Mention(i, i + 1, Span(t.starts[i], t.ends[i]), t.lower[i], ()), e))
    return places


# --- names that the gazetteer lacks ---------------------------------------------------------------------------------


class _Unlisted(NamedTuple):
    start: int
    end: int
    of_town: bool
    """A district by its type word: it is part of a town"""
    holder: int | None
    """Index in the settled mentions of the place that the text says it is in"""


def _unlisted(t: _Text, settled: Sequence[tuple[_Mention, Entry]]) -> list[Place]:
    """Places that only the text knows: "the Khalidiya district" of the town it speaks of, "al-Gharbiyeh in northern Homs".

    A district has its town's point and the town's radius, for it is somewhere in it; a village has no point at all.
    """
    taken = bytearray(t.n)
    for m, _ in settled:
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
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
            else _town_before(settled, start)
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
            places.append(_vague(t, Span(t.starts[start], t.ends[end - 1]), holder, of_town))
    return places


def _vague(t: _Text, span: Span, holder: Entry, of_town: bool) -> Place:
    text = t.text[span.start : span.end]
    point = of_town and holder.feature in _TOWNS and holder.lat is not None
    return Place(
        span=span, text=text, name=text,
        lat=holder.lat if point else None, lon=holder.lon if point else None, radius_km=holder.radius_km if point else None,
        precision="locality" if point else "unresolved",
        country=holder.country, admin1=holder.admin1, gazetteer=None, within=holder.name,
    )  # fmt: skip


def _unknown_runs(t: _Text, taken: bytearray) -> list[tuple[int, int]]:
    """Capitalised runs that are no place yet: at most four words, not of headlines, not what opens a sentence alone."""
    words = _words()
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
            elif not (t.lower[j] in ARTICLES or t.tokens[j] in _INNER):
                break
            j += 1
        if i < end <= i + 7 and any(t.proper[i:end]) and not any(_is_english(t, k) for k in range(i, end)):
            runs.append((i, end))
        i = max(end, i + 1)
    return runs


def _is_english(t: _Text, i: int) -> bool:
    word = t.lower[i]
    if word in ARTICLES or word in _INNER:
        return False
    if t.tokens[i].isupper() and len(word) > 1:
        return True
    if word in t.english or word in t.small or word in _words().says:
        return True
    return word.endswith(("ed", "ing", "ists", "ians")) or (word.endswith("s") and word[:-1] in t.english)


def _told(
    t: _Text, s: int, e: int, runs: Mapping[int, int], at: Mapping[int, int], ends: Mapping[int, int]
) -> _Unlisted | None:
    """What the words beside an unknown name say: that it is a district or a village, and in what."""
    words = _words()
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
    owner = ends.get(s - 1) if s and t.tokens[s - 1] in _POSSESSIVE else ends.get(s)
    holder = _holder(t, e + 1 if after in parts else e, runs, at)
    if holder is None:
        holder = owner
    if kind:
        return _Unlisted(s, e, kind in words.of_town, holder)
    listed = before in ("and", "or", ",") and s > 1 and (s - 1 in ends or s - 1 in runs.values())
    if holder is not None and owner is None and (before in words.strong or before in ("from", "to", "of") or listed):
        return _Unlisted(s, e, False, holder)
    return None


def _holder(t: _Text, start: int, runs: Mapping[int, int], at: Mapping[int, int]) -> int | None:
    """The place in "... in northern Homs", "..., Homs", "... of Homs", "... and another one in Homs": a few words on."""
    seen = False
    words = _words()
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


def _town_before(settled: Sequence[tuple[_Mention, Entry]], start: int) -> Entry | None:
    """The town that the text speaks of: the one it names most up to here, else the first one after."""
    towns = [(m, e) for m, e in settled if e.feature in ("city", "town")]
    before = Counter(e.id for m, e in towns if m.start < start) or Counter(e.id for _, e in towns[:1])
    if not before:
        return None
    most = max(before.values())
    return next(e for m, e in reversed(towns) if before.get(e.id) == most)


@cache
def _bare() -> Gazetteer:
    return open_gazetteer()


def find_places(doc: Doc, words: tuple[frozenset[str], ...] = ()) -> list[Place]:
    """Every mention of a place in the doc, in order; see the module for the method.

    `words` are the pipeline's own words, see `english_words`.

    Reads `doc._.world` (None: the gazetteer with no pack) and `doc._.parts`; uses the tagger's parts of speech where
    there are some. A place that nothing settles has the precision "unresolved" and no point.
    """
    world: World | None = doc._.world
    gazetteer = world.places if world is not None else _bare()
    t = _Text(doc, gazetteer, world, words)
    _mask(t, doc, world)
    mentions = _candidates(t)
    _context(t, mentions)
    limit = WEIGHTS["threshold"]
    for m in mentions:
        if m.container is not None and m.score >= limit:
            mentions[m.container].holds = True
            mentions[m.container].score = max(mentions[m.container].score, limit)
    sure = {m.key for m in mentions if m.score >= 2 * limit}
    accepted = [m for m in mentions if m.score + (WEIGHTS["known"] if m.key in sure else 0) >= limit]
    told = _countries(t, accepted)
    senses = _senses(t, accepted, mentions, told)
    senses = {key: sense for key, sense in senses.items() if not _foreign(t, sense, key, accepted, told)}
    cities = _of_cities(t, accepted, senses)
    settled: list[tuple[_Mention, Entry]] = []
    for m in accepted:
        sense = senses.get(m.key)
        if sense is not None:
            area = sense.area is not None and (_whole(t, m) or (m.key not in cities and m.type not in ("city", "town")))
            settled.append((m, sense.area if area and sense.area else sense.entry))
    places = [_place(t, m, e) for m, e in settled]
    return sorted([*places, *_adjectival(t), *_unlisted(t, settled)], key=lambda p: p.span)


class Where:
    """Puts `model.Place` records on `doc._.places` and their spans, labelled by precision, on `doc.spans["places"]`."""

    def __init__(self, nlp: Language) -> None:
        register()
        self.nlp = nlp
        self.words: tuple[frozenset[str], ...] | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self.words is None:  # not before: the lemmatizer may be added after this component
            self.words = english_words(self.nlp)
        doc._.places = find_places(doc, self.words)
        spans = [
            doc.char_span(p.span.start, p.span.end, label=p.precision, alignment_mode="expand") for p in doc._.places
        ]
        doc.spans["places"] = [s for s in spans if s is not None]
        return doc


@Language.factory("rashomon_where", assigns=["doc._.places"])
def make_where(nlp: Language, name: str) -> Where:
    """The component for spaCy's `add_pipe`."""
    return Where(nlp)
