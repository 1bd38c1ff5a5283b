"""Does what a frame needs stand where it must: "lose" with "control", "hit" with a place or with people?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.grammar.english import named_by, slot
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.what.finest_place import place_in
from rashomon.reading.what.mention_index import Words
from rashomon.world import World
from rashomon.world.kind_words import Trigger

SHARES = words("partial")
POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
LEADERS = frozenset({"leader", "minister", "official", "spokesperson", "diplomat", "person"})
FORCES = frozenset({"armed_actor", "military", "armed_group", "government"})
Slots = dict[str, list[Token]]
"""What fills each slot of a word, found when the first of its frames asks."""


def holds(doc: Doc, world: World, words: Words, token: Token, trigger: Trigger, slots: Slots) -> bool:
    """Whether what the frame of a trigger needs stands where it must."""
    frame = trigger.frame
    if frame is None:
        return True
    if not _has_particle(doc, token, frame.particle):
        return False
    for name, wanted in frame.needs.items():
        if name not in slots:
            slots[name] = [n for f in slot(token, name) for n in _meant(f)]
        if not _needed(doc, world, words, slots[name], wanted):
            return False
    return True


def _meant(filler: Token) -> tuple[Token, ...]:
    """A noun and what it is a quantity of; of "half of the captives" only the captives: half of a town is ground."""
    noun = named_by(filler)
    if noun == filler:
        return (filler,)
    return (noun,) if filler.lemma_.lower() in SHARES else (filler, noun)


def _has_particle(doc: Doc, token: Token, particle: str | None) -> bool:
    if not particle or (token.i + 1 < len(doc) and doc[token.i + 1].lower_ == particle):
        return True
    return any(c.lower_ == particle for c in token.children if c.dep_ in ("prt", "advmod", "prep", "amod"))


def _needed(doc: Doc, world: World, words: Words, fillers: Sequence[Token], wanted: frozenset[str]) -> bool:
    """Whether one of these is wanted, and none barred ("!word")."""
    barred, wanted = _told_apart(wanted)
    if barred and any(_is(doc, world, words, f, barred) for f in fillers):
        return False
    return not wanted or any(_is(doc, world, words, f, wanted) for f in fillers)


FRAMES = 4096
"""Needs of frames that are kept sorted out: there are fewer."""


@lru_cache(maxsize=FRAMES)
def _told_apart(needs: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that are barred, and those that are wanted."""
    barred = frozenset(w[1:] for w in needs if w[0] == "!")
    return barred, needs - {f"!{w}" for w in barred}


@lru_cache(maxsize=FRAMES)
def _classes_in(needs: frozenset[str]) -> tuple[str, ...]:
    return tuple(w[1:] for w in needs if w[0] == ":")


def _is(doc: Doc, world: World, words: Words, head: Token, wanted: frozenset[str]) -> bool:
    """Whether a head is one of the lemmas, or of one of the classes, that a frame needs."""
    lemma = head.lemma_.lower()
    if lemma in wanted or head.lower_ in wanted:
        return True
    pair = f"{doc[head.i - 1].lemma_.lower()} {lemma}" if head.i > 0 else lemma  # "stock market", "his men"
    if pair in wanted:
        return True
    classes = world.lexicon.classes
    for name in _classes_in(wanted):
        if not classes.get(name, frozenset()).isdisjoint((lemma, head.lower_, pair)):
            return True
        if name in CLASSES and CLASSES[name](doc, words, head):
            return True
    return False


def _within(head: Token, ranges: Iterable[tuple[int, int, object]]) -> bool:
    return any(a <= head.i < b for a, b, _ in ranges)


def _a_force(doc: Doc, words: Words, head: Token) -> bool:
    if _within(head, words.weapons):
        return False  # "rebel bombs" are the rebels', and no force
    m = mention_at(doc, head.i)
    return m is not None and (m.role in FORCES or (m.descriptor is not None and m.descriptor.armed))


def _people(doc: Doc, words: Words, head: Token) -> bool:
    m = mention_at(doc, head.i)
    return m is not None and m.kind != "organisation" and not _within(head, words.sites)


def _lone(doc: Doc, words: Words, head: Token) -> bool:
    """One person of a side, who leaves no ground to anybody: "the commander", "a former minister"."""
    m = mention_at(doc, head.i)
    if m is None or m.kind == "organisation" or head.tag_ not in ("NN", "NNP"):
        return False
    return m.role in LEADERS or head.lemma_.lower() in doc._.world.lexicon.classes["commander"]


def _a_count(doc: Doc, words: Words, head: Token) -> bool:
    return head.like_num or head.pos_ == "NUM" or any(c.dep_ == "nummod" for c in head.children)


CLASSES: Mapping[str, Callable[[Doc, Words, Token], bool]] = {
    "place": lambda doc, words, head: place_in(words, *core(head)) is not None,
    "site": lambda doc, words, head: _within(head, words.sites),
    "arms": lambda doc, words, head: _within(head, words.weapons),
    "force": _a_force,
    "people": _people,
    "count": _a_count,
    "lone": _lone,
}
"""Classes that hold for more than their list (world/kind_files.py, BUILT_IN_CLASSES)."""
