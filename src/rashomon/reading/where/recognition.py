"""Which names in a text could be places? Candidates from the gazetteer, each weighed by the words around it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Span
from rashomon.reading.languages import table
from rashomon.world import World
from rashomon.world.gazetteer import ABBREVIATION, ALTERNATE, PRIMARY, Named
from rashomon.world.places import Gazetteer, name_key
from rashomon.world.toponyms import ARTICLES

_LONGEST = 7  # tokens in a name; hyphens count: Deir ez-Zor has four
_CONNECTORS = ARTICLES | {
    "of", "the", "de", "la", "le", "les", "du", "des", "da", "do", "del", "di", "den", "upon", "on", "and", "sur", "am",
    "an", "der", "van", "y", "ou", "bin", "abu", "in",
}  # fmt: skip
INNER = frozenset("-‐‑–'’‘`.")
_FOOTNOTE = re.compile(r"(?<=\w)[.,;:]?\[\d*$")
_QUOTES = frozenset("\"“”„«»‘'’([")
POSSESSIVE = frozenset(["'s", "’s", "'", "’", "`s"])
AREAS = ("country", "admin1")
TOWNS = ("city", "town", "district", "site")

WEIGHTS: Mapping[str, float] = {
    # finding: what the words beside a name add to what the gazetteer says for it
    "strong": 2.2, "weak": 0.9, "type": 2.6, "contained": 3.5, "listed": 1.0, "dateline": 3.0, "based": 2.0,
    "known": 1.5, "words": 1.2, "home": 1.5, "own": 2.5, "common": -2.2, "lower": -2.0, "not_noun": -1.6,
    "person_before": -4.0, "run_before": -2.6, "run_after": -1.5, "organisation": -3.5, "surname": -2.5, "says": -0.7,
    "acronym": -3.0, "sounded": -2.0, "told": 1.0,
    "threshold": 1.9,
    # placing: beside the logarithm of the population
    "primary": 1.5, "country": 2.5, "area": 2.0, "home_place": 3.0, "neighbour": 1.0, "own_place": 2.5, "within": 8.0,
    "inside": 4.0, "type_place": 5.0, "part_of": 3.0, "near": 0.9, "capital": 1.2,
}  # fmt: skip
"""Calibrated as a set on news corpora, by hand; what each is for stands where it is used."""


class Words(NamedTuple):
    strong: frozenset[str]
    weak: frozenset[str]
    taken: frozenset[str]
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
    groups: frozenset[str]
    phrases: frozenset[str]
    heads: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    general: frozenset[str]


@cache
def words_of() -> Words:
    data: dict[str, Any] = table("places")
    types = {word: feature for feature, words in reversed(data["types"].items()) for word in words}
    return Words(
        strong=frozenset(data["strong_prepositions"]),
        weak=frozenset(data["weak_prepositions"]),
        taken=frozenset(data["taken"]),
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
        groups=frozenset(data["people"]["groups"]),
        phrases=frozenset(data["dates"]["phrases"]),
        heads=frozenset(data["names"]["heads"]),
        before=frozenset(data["features"]["before"]),
        after=frozenset(data["features"]["after"]),
        general=frozenset(data["features"]["general"]),
    )


@dataclass(slots=True)
class Mention:
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


class Text:
    """A doc's tokens in the lists that all steps use."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, world: World | None, words: tuple[frozenset[str], ...]) -> None:
        self.text = doc.text
        self.n = len(doc)
        self.tokens = [_bare(t.text) for t in doc]
        self.lower = [t.lower() for t in self.tokens]
        self.starts: list[int] = doc.to_array("IDX").tolist() if self.n else []
        self.ends = [s + len(t) for s, t in zip(self.starts, self.tokens, strict=True)]
        self.tagged = doc.has_annotation("POS") or doc.has_annotation("TAG")
        pos: list[int] = doc.to_array("POS").tolist() if self.n else []
        proper = doc.vocab.strings["PROPN"]
        self.proper = [p == proper for p in pos] if self.tagged else [True] * self.n
        nouns = {doc.vocab.strings[p] for p in ("NOUN", "PROPN")}
        self.noun = [p in nouns for p in pos] if self.tagged else [False] * self.n
        modifiers = nouns | {doc.vocab.strings[p] for p in ("ADJ", "NUM")}
        self.modifier = [p in modifiers or t == "-" for p, t in zip(pos, self.tokens, strict=True)]
        self.capital = [t[:1].isupper() for t in self.tokens]
        self.masked = bytearray(self.n)
        self.opening = _openings(self.tokens)
        self.headline = _headlines(self)
        self.small = {t for t in self.tokens if t.islower()}
        self.gazetteer = gazetteer
        self.home: frozenset[str] = frozenset(world.packs.home) if world else frozenset()
        self.sounding = self.home & gazetteer.romanised
        self.around = frozenset(c for h in self.home for c in gazetteer.neighbours.get(h, ())) - self.home
        self.common, self.english = words or (frozenset(), frozenset())

    def article(self, i: int) -> bool:
        """Whether an article in small letters opens a name here: al-Bab, el Fasher; "at Aleppo" is none."""
        if self.lower[i] not in ARTICLES or i + 2 >= self.n:
            return False
        joined = self.tokens[i + 1] == "-" and self.capital[i + 2]
        return joined or (self.lower[i] in ("al", "el") and self.capital[i + 1])

    def slice(self, start: int, end: int) -> str:
        return self.text[self.starts[start] : self.ends[end - 1]]


def _bare(token: str) -> str:
    """A token without the mark of a footnote that the tokenizer left on it: "Iraq.[3" """
    return _FOOTNOTE.sub("", token) if "[" in token else token


def _openings(tokens: Sequence[str]) -> bytearray:
    """Marks the tokens that open a sentence or a line, where a capital says nothing."""
    marks = bytearray(len(tokens))
    opening = True
    for i, token in enumerate(tokens):
        if opening and token[0] not in _QUOTES and not token.isspace():
            marks[i] = 1
            opening = False
        if (token[-1] in ".!?:\n" and (len(token) < 3 or token[-1] == "\n")) or token in ("…", "--", "—"):
            opening = True
    return marks


def _headlines(t: Text) -> bytearray:
    """Marks the tokens of lines and sentences capitalised throughout, where neighbours' capitals say nothing."""
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
    """Two sets from the pipeline's own lemma tables, empty where it has none: adjectives, adverbs and verbs; and nouns.

    The first are rather themselves than the town of that name; no word of the second is a place that no gazetteer has.
    """
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if "lemmatizer" in nlp.pipe_names else None
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset(), frozenset()
    index = lookups.get_table("lemma_index")
    common = frozenset(word for kind in ("adj", "adv", "verb") if kind in index for word in index[kind])
    return common, common | frozenset(index.get("noun", ()))


def is_english(t: Text, i: int) -> bool:
    word = t.lower[i]
    if word in ARTICLES or word in INNER:
        return False
    if t.tokens[i].isupper() and len(word) > 1:
        return True
    if word in t.english or word in t.small or word in words_of().says:
        return True
    return word.endswith(("ed", "ing", "ists", "ians")) or (word.endswith("s") and word[:-1] in t.english)


@lru_cache(maxsize=8)
def _names_of_organisations(world: World) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """First word to all word sequences of two and more that the packs know as the name of somebody."""
    names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entity in world.packs.entities.values():
        for alias in (entity.name, *entity.aliases):
            words = tuple(alias.lower().replace("-", " - ").split())
            if "the" in words[1:]:  # written without it as well: "Islamic State in Iraq and Levant"
                names[words[0]].add((words[0], *(w for w in words[1:] if w != "the")))
            single = len(words) == 1
            if (
                (not single and not world.places.find(alias))
                or (single and alias.isupper())
                or (single and entity.type == "person")
            ):
                names[words[0]].add(words)
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in names.items()}


def mask(t: Text, doc: Doc, world: World | None) -> None:
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


def candidates(t: Text) -> list[Mention]:
    """Every capitalised run that the gazetteer knows, longest match first."""
    words = words_of()
    found: list[Mention] = []
    i = 0
    while i < t.n:
        if t.masked[i]:
            i += 1
            continue
        mention = _own(t, i)
        if mention is None and (t.capital[i] or t.article(i)):
            mention = _longest(t, i, words)
        if mention is None:
            i += 1
        else:
            found.append(mention)
            i = mention.end
    return found


def _own(t: Text, start: int) -> Mention | None:
    """A pack's own name of several words, small letters or not: "Dereny dam", "old city of Homs"."""
    if t.lower[start] == "the" or not t.gazetteer.starts_own(t.lower[start]):
        return None
    for end in range(min(t.n, start + _LONGEST), start + 1, -1):
        if any(t.capital[start:end]) and not any(t.masked[start:end]):
            key = name_key(t.slice(start, end))
            named = t.gazetteer.own(key)
            if named and t.tokens[end - 1][-1:].isalnum() and "\n" not in t.slice(start, end):
                return Mention(start, end, Span(t.starts[start], t.ends[end - 1]), key, t.gazetteer.named(key))
    return None


def _run_ends(t: Text, start: int) -> list[int]:
    ends = []
    for j in range(start, min(t.n, start + _LONGEST)):
        token = t.tokens[j]
        if t.masked[j]:
            break
        if t.capital[j] or (j > start and token.isdigit() and len(token) < 3):
            ends.append(j + 1)
        elif start < j < start + 3 and token.isalpha() and t.capital[start] and t.lower[start] in words_of().heads:
            ends.append(j + 1)  # Deir ezzor
        elif (token not in INNER and t.lower[j] not in _CONNECTORS) or (j == start and not t.article(j)):
            break
    return ends


def _longest(t: Text, start: int, words: Words) -> Mention | None:
    if _within_name(t, start, words):
        return None
    for end in reversed(_run_ends(t, start)):
        surface = t.slice(start, end)
        key = name_key(surface)
        if not key or key in words.phrases or (end - start == 1 and not _may_be_name(t, start, key, words)):
            continue
        named = t.gazetteer.named(key)
        if named and len(key) <= 4:
            named = _cased(t, start, key, named)
        if named and t.sounding and not any(n.entry.country in t.home or n.entry.population > 100_000 for n in named):
            named = (*named, *_sounding(t, start, end, key))
        if named:
            return Mention(start, end, Span(t.starts[start], t.ends[end - 1]), key, named)
        if surface[-1] == "s" and len(surface) > 4:
            # "Syrias Idlib": a text that lost its apostrophes
            named = t.gazetteer.named(key[:-1])
            if any(n.standing == PRIMARY and (n.entry.population > 50_000 or n.entry.feature in AREAS) for n in named):
                return Mention(start, end, Span(t.starts[start], t.ends[end - 1] - 1), key[:-1], named)
        if t.sounding and (sounding := _sounding(t, start, end, key)):
            return Mention(start, end, Span(t.starts[start], t.ends[end - 1]), key, sounding, sounded=True)
    return None


def _within_name(t: Text, start: int, words: Words) -> bool:
    """Whether this is the "al-Qasr" or the "Qasr" of "Bustan al-Qasr", which is no place of that name."""
    k = start - 1
    while k > 0 and (t.tokens[k] == "-" or t.lower[k] in ARTICLES):
        k -= 1
    return k >= 0 and t.capital[k] and t.lower[k] in words.heads and not t.masked[k]


def _sounding(t: Text, start: int, end: int, key: str) -> tuple[Named, ...]:
    """Places of the packs' home countries that are romanised otherwise, for names that nothing in English explains."""
    last = t.lower[end - 1]
    if len(key) < 5 or not key.isascii() or not t.capital[end - 1] or last in ARTICLES or last in words_of().never:
        return ()
    if start and t.capital[start - 1] and t.proper[start - 1] and not t.opening[start - 1]:
        return ()  # the end of a longer name
    if any(t.tokens[i] == "." or t.opening[i] for i in range(start + 1, end)):
        return ()
    span = range(start, end)
    foreign = end - start > 1 and any(t.lower[i] in ARTICLES or t.lower[i] in words_of().heads for i in span)
    if not foreign and any(is_english(t, i) or t.lower[i] in words_of().given for i in span):
        return ()
    return tuple(Named(e, ALTERNATE) for e in t.gazetteer.find_sounding(key, t.sounding)[:5])


def _cased(t: Text, i: int, key: str, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """Without the countries for which "Car" or "us" would be short, unless they are written in capitals."""
    if t.tokens[i].isupper():
        return named
    return tuple(n for n in named if n.entry.feature != "country" or name_key(n.entry.name) == key)


def _may_be_name(t: Text, i: int, key: str, words: Words) -> bool:
    token = t.tokens[i]
    if key in words.never or key in words.directions or not key[0].isalpha():
        return key == "us" and token in ("US", "U.S.", "U.S")
    if key in words.types and not t.proper[i]:
        return False
    if key in t.gazetteer.demonyms and not any(n.entry.feature in AREAS for n in t.gazetteer.named(key)):
        return False
    if (
        key in words.heads
        and i + 1 < t.n
        and (t.capital[i + 1] or t.lower[i + 1] in ARTICLES or t.tokens[i + 1] == "-")
    ):
        return False
    return not (len(key) < 3 and not token.isupper())


def weigh(t: Text, mentions: list[Mention]) -> None:
    """Reads the words around each mention: prepositions, type words, containers, persons, organisations."""
    words, w = words_of(), WEIGHTS
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
            k -= 1
        before = t.lower[k] if k >= 0 else ""
        if before == "of" and k and (feature := words.types.get(t.lower[k - 1])):
            if t.lower[k - 1][-1] != "s" or feature != "district":  # "the suburbs of X" are parts of X
                m.type, m.type_word = feature, t.lower[k - 1]
            score += w["type"]
            m.evidence = True
        elif before in words.types and not t.capital[k] and k == s - 1:
            m.type, m.type_word = words.types[before], before
            score += w["type"]
        if before in words.strong:
            score += w["strong"]
            m.evidence = True
        elif before in words.weak:
            score += w["weak"]
        # after
        a = e + 1 if e < t.n and t.tokens[e] in POSSESSIVE else e
        if a < t.n and t.lower[a] in words.directions and a + 1 < t.n:
            a += 1
        after = t.lower[a] if a < t.n else ""
        if (feature := words.types.get(after)) and m.type is None:
            if t.lower[a - 1] not in POSSESSIVE:
                m.type, m.type_word = feature, after
            score += w["type"] if not (t.capital[a] and after in words.organisations) else 0
            m.evidence = True
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
        previous = ends.get(s - 1) if s > 1 and t.lower[s - 1] in (",", "and", "or", "&", "/") else ends.get(s)
        if previous is not None and mentions[previous].score >= w["threshold"]:
            score += w["listed"] + (w["contained"] if mentions[previous].container == index else 0)
        if m.key and is_dateline(t, m):
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
                and p not in words.strong and p not in words.weak
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
            score += w["sounded"] * (0.5 if t.lower[s] in ARTICLES else 1)
            if e < t.n and t.capital[e] and words.types.get(t.lower[e]) == "site":
                score += 2 * w["organisation"]  # a hospital's own name sounds like a town's
        if single and m.key in surnames and not m.evidence:
            score += w["surname"]
        if after in words.says:
            score += w["says"]
        if after in words.groups and a == e:
            score += w["organisation"]
        if s > 2 and t.capital[s - 1] and t.tokens[s - 2] == "-" and t.lower[s - 3] in ARTICLES and s not in ends:
            score += w["organisation"]  # the second half of "al-Khulafaa al-Rashideen"
        m.score = score


def _standing(t: Text, m: Mention) -> float:
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
            score = min(score, 1.2 if e.country in t.home else 0.9) if e.feature in TOWNS else score
        if e.id.startswith("pack:") or e.id.startswith("import:"):
            score += WEIGHTS["own"]
        elif e.country in t.home:
            score += WEIGHTS["home"]
        best = max(best, score)
    if m.end - m.start > 1:
        best += WEIGHTS["words"]
    return best


def _doubts(t: Text, m: Mention, words: Words) -> float:
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
    acronym = token.isupper() and "." not in token and not t.headline[m.start] and not is_dateline(t, m)
    if acronym and not any(n.entry.feature == "country" or n.standing == ABBREVIATION for n in m.named):
        score += WEIGHTS["acronym"]
    return score


def is_dateline(t: Text, m: Mention) -> bool:
    """BEIRUT (Reuters) -, AMMAN:, GAZA CITY -- at the head of a line or sentence."""
    if not t.opening[m.start] or m.end >= t.n:
        return False
    j = m.end
    if t.tokens[j] == "," and j + 2 < t.n:
        j += 2
    mark = t.tokens[j] if j < t.n else ""
    return mark in ("(", ":", "-", "–", "—", "--", "/") and (mark != ":" or t.slice(m.start, m.end).isupper())


def _holds(outer: Mention, inner: Mention) -> bool:
    """Whether some place of the outer name contains some place of the inner."""
    if any(n.entry.within and name_key(n.entry.within) == outer.key for n in inner.named):
        return True
    areas = {(n.entry.country, None if n.entry.feature == "country" else n.entry.admin1)
             for n in outer.named if n.entry.feature in AREAS}  # fmt: skip
    if not areas:
        return False
    return any(
        ((n.entry.country, None) in areas and n.entry.feature != "country")
        or ((n.entry.country, n.entry.admin1) in areas and n.entry.feature in TOWNS)
        for n in inner.named
    )  # fmt: skip


def _inside(t: Text, a: int, at: Mapping[int, int], mentions: list[Mention], m: Mention, words: Words) -> int | None:
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


def _surnames(t: Text, mentions: list[Mention]) -> frozenset[str]:
    """Words that follow a given name, a title or some other name: where they stand alone they are still persons."""
    words = words_of()
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
        nothing = (words.directions, words.types, words.never, words.strong, words.weak)
        if not any(p in those for those in nothing) and not t.gazetteer.named(name_key(p)):
            found.add(m.key)
    return frozenset(found)
