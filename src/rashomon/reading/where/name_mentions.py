"""A text as the steps of "where" look at it: its tokens in lists, the words of places, and the names found so far."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Span
from rashomon.reading.grammar.doc_extensions import text_of
from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.languages import table
from rashomon.world import World
from rashomon.world.gazetteer import Named
from rashomon.world.places import Gazetteer
from rashomon.world.toponyms import ARTICLES

INNER = frozenset("-‐‑–'’‘`.")
_FOOTNOTE = re.compile(r"(?<=\w)[.,;:]?\[\d*$")
QUOTES = frozenset("\"“”„«»‘'’([")
POSSESSIVE = frozenset(["'s", "’s", "'", "’", "`s"])
AREAS = ("country", "admin1")
TOWNS = ("city", "town", "district", "site")
OWN = ("pack:", "import:")
"""How the ids of places begin that a pack or the user brought"""


class Words(NamedTuple):
    strong: frozenset[str]
    weak: frozenset[str]
    containing: frozenset[str]
    listing: frozenset[str]
    connectors: frozenset[str]
    joined: frozenset[str]
    broad: frozenset[str]
    city_told: frozenset[str]
    urban: frozenset[str]
    urban_parts: frozenset[str]
    common_endings: tuple[str, ...]
    peoples: tuple[str, ...]
    taken: frozenset[str]
    directions: frozenset[str]
    types: Mapping[str, str]
    of_town: frozenset[str]
    parts: frozenset[str]
    """Words of towns' parts, these and those of villages"""
    villages: frozenset[str]
    areas: frozenset[str]
    """Words of areas that hold villages: "X province" """
    streets: frozenset[str]
    counting: frozenset[str]
    """What opens a description after a name: "X, a village" """
    located: frozenset[str]
    base_forms: frozenset[str]
    of_a_verb: frozenset[str]
    by_armed: frozenset[str]
    armed: frozenset[str]
    deeds: Mapping[str, frozenset[str]]
    """Preposition to the words before it with which it leads to a place: "shelling of", "fell on" """
    auxiliaries: frozenset[str]
    done_to: frozenset[str]
    violence: frozenset[str]
    leading: frozenset[str]
    going_on: frozenset[str]
    titles: frozenset[str]
    says: frozenset[str]
    organisations: frozenset[str]
    press: frozenset[str]
    sited: frozenset[str]
    never: frozenset[str]
    adjectival: frozenset[str]
    given: frozenset[str]
    groups: frozenset[str]
    parties: frozenset[str]
    """Names of armed groups and of weapons that are those of towns, too"""
    phrases: frozenset[str]
    heads: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    outside_towns: frozenset[str]
    general: frozenset[str]


@cache
def words_of() -> Words:
    data: dict[str, Any] = table("places")
    types = {word: feature for feature, words in reversed(data["types"].items()) for word in words}
    return Words(
        strong=frozenset(data["strong_prepositions"]),
        weak=frozenset(data["weak_prepositions"]),
        containing=frozenset(data["containing"]),
        listing=frozenset(data["listing"]),
        connectors=ARTICLES | frozenset(data["names"]["connectors"]),
        joined=frozenset(data["names"]["joined"]),
        broad=frozenset(data["broad"]),
        city_told=frozenset(data["parts"]["city_told"]),
        urban=frozenset(data["parts"]["urban"]),
        urban_parts=frozenset(data["parts"]["urban_parts"]),
        common_endings=tuple(data["names"]["common_endings"]),
        peoples=tuple(data["names"]["peoples"]),
        taken=frozenset(data["taken"]),
        directions=frozenset(data["directions"]),
        types=types,
        of_town=frozenset(data["parts"]["of_town"]),
        parts=frozenset([*data["parts"]["of_town"], *data["parts"]["any"]]),
        villages=frozenset(data["parts"]["villages"]),
        areas=frozenset(data["parts"]["areas"]),
        streets=frozenset(data["parts"]["streets"]),
        counting=frozenset(data["parts"]["counting"]),
        located=frozenset(data["written"]["located"]),
        base_forms=frozenset(data["written"]["base_forms"]),
        of_a_verb=frozenset(data["written"]["of_a_verb"]),
        by_armed=frozenset(data["written"]["by_armed"]),
        armed=frozenset(data["written"]["armed"]),
        deeds={word: frozenset(before) for word, before in data["written"]["deeds"].items()},
        auxiliaries=frozenset(data["written"]["auxiliaries"]),
        done_to=frozenset(data["written"]["done_to"]),
        violence=frozenset([*data["described"]["violence"], *data["written"]["armed"]]),
        leading=frozenset(data["parts"]["leading"]),
        going_on=frozenset(data["parts"]["going_on"]),
        titles=frozenset(data["people"]["titles"]),
        says=frozenset(data["people"]["says"]),
        organisations=frozenset(data["organisations"]["heads"]),
        press=frozenset(data["organisations"]["press"]),
        sited=frozenset(data["organisations"]["sited"]),
        never=frozenset(data["dates"]["never"]),
        adjectival=frozenset(data["adjectival"]["nouns"]),
        given=frozenset(data["people"]["given"]),
        groups=frozenset(data["people"]["groups"]),
        parties=frozenset([*data["not_places"]["groups"], *data["not_places"]["weapons"]]),
        phrases=frozenset(data["dates"]["phrases"]),
        heads=frozenset(data["names"]["heads"]),
        before=frozenset(data["features"]["before"]),
        after=frozenset(data["features"]["after"]),
        outside_towns=frozenset(data["features"]["outside_towns"]),
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
        self.text = text_of(doc)
        self.unpunctuated = unpunctuated(doc)
        self.n = len(doc)
        self.tokens = [_bare(t.text) for t in doc]
        self.lower = [t.lower() for t in self.tokens]
        self.starts = _column(doc, "IDX")
        self.ends = [s + len(t) for s, t in zip(self.starts, self.tokens, strict=True)]
        self.tagged = doc.has_annotation("POS") or doc.has_annotation("TAG")
        self.proper = _are(doc, "PROPN") if self.tagged else [True] * self.n
        self.noun = _are(doc, "NOUN", "PROPN") if self.tagged else [False] * self.n
        modifiers = _are(doc, "NOUN", "PROPN", "ADJ", "NUM")
        self.modifier = [is_one or t == "-" for is_one, t in zip(modifiers, self.tokens, strict=True)]
        self.capital = [t[:1].isupper() for t in self.tokens]
        self.masked = bytearray(self.n)
        self.dateline = _inside(self, [part.span for part in doc._.parts if part.kind == "dateline"])
        self.opening = _openings(self.tokens)
        self.headline = _headlines(self)
        self.small = {t for t in self.tokens if t.islower()}
        self.gazetteer = gazetteer
        self.home: frozenset[str] = frozenset(world.packs.home) if world else frozenset()
        self.sounding = self.home & gazetteer.romanised
        around: Iterable[str] = chain.from_iterable(gazetteer.neighbours.get(h, ()) for h in self.home)
        self.around = frozenset(around) - self.home
        self.common, self.english = words or (frozenset(), frozenset())

    def article(self, i: int) -> bool:
        """Whether an article in small letters opens a name here: al-Bab, el Fasher; "at Aleppo" is none."""
        if self.lower[i] not in ARTICLES or i + 2 >= self.n:
            return False
        joined = self.tokens[i + 1] == "-" and self.capital[i + 2]
        return joined or (self.lower[i] in ("al", "el") and self.capital[i + 1])

    def sentence_start(self, i: int) -> int:
        """The token that opens the sentence or line in which this one stands."""
        while i > 0 and not self.opening[i]:
            i -= 1
        return i

    def slice(self, start: int, end: int) -> str:
        return self.text[self.starts[start] : self.ends[end - 1]]


def _inside(t: Text, spans: Sequence[Span]) -> bytearray:
    """Marks the tokens that lie in these spans."""
    marks = bytearray(t.n)
    for span in spans:
        for i in range(bisect.bisect_left(t.starts, span.start), bisect.bisect_left(t.starts, span.end)):
            marks[i] = 1
    return marks


def _are(doc: Doc, *parts_of_speech: str) -> list[bool]:
    """For each token whether it is one of these parts of speech."""
    wanted = {doc.vocab.strings[name] for name in parts_of_speech}
    return [part in wanted for part in _column(doc, "POS")]


def _column(doc: Doc, attribute: str) -> list[int]:
    return doc.to_array(attribute).tolist() if len(doc) else []


def _bare(token: str) -> str:
    """A token without the mark of a footnote that the tokenizer left on it: "Iraq.[3" """
    return _FOOTNOTE.sub("", token) if "[" in token else token


def _openings(tokens: Sequence[str]) -> bytearray:
    """Marks the tokens that open a sentence or a line, where a capital says nothing."""
    marks = bytearray(len(tokens))
    opening = True
    for i, token in enumerate(tokens):
        if opening and token[0] not in QUOTES and not token.isspace():
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
            told = (j for j in range(start, i) if len(t.tokens[j]) > 3 and t.tokens[j].isalpha())
            words = [t.capital[j] for j in told if not (t.capital[j] and t.lower[j] in words_of().never)]
            least = 5 if i < t.n and t.tokens[i] == "." else 3  # "Rebels took Varda on Monday." is a sentence
            if len(words) >= least and sum(words) >= 0.75 * len(words):
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


def has_stop(t: Text, i: int) -> bool:
    """Whether a token ends in a full stop, its own or one that is a token of its own: "Ky.", "Mo.,"."""
    return t.tokens[i].endswith(".") or t.text[t.ends[i] : t.ends[i] + 1] == "."


def is_english(t: Text, i: int) -> bool:
    word = t.lower[i]
    if word in ARTICLES or word in INNER:
        return False
    if t.tokens[i].isupper() and len(word) > 1:
        return True
    if word in t.english or word in t.small or word in words_of().says:
        return True
    return word.endswith(words_of().common_endings) or (word.endswith("s") and word[:-1] in t.english)
