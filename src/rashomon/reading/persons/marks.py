"""What is known of words before a text is looked at: the packs' names, English words, countries and capitals.

Compiled once for each world. Words are compared folded, see `name_words`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rashomon.reading.persons.name_words import Phrase, Phrases, Word, listed_words, phrase, phrases
from rashomon.reading.where.name_mentions import words_of as place_words
from rashomon.world import WORLDS, World
from rashomon.world.gazetteer_files import PRIMARY
from rashomon.world.known_names import known_names
from rashomon.world.known_sides import known_sides
from rashomon.world.toponyms import name_key


@dataclass(frozen=True, eq=False)
class Known:
    """What a world knows of names."""

    world: World
    organisations: Phrases
    """Of the packs: organisations, groups, media, sides. Whole names, and acronyms."""
    parts: Phrases
    """Single words that stand for an organisation of a longer name: only where the text gives that, or in capitals."""
    full: dict[str, frozenset[Phrase]]
    """By such a word the longer names that introduce it."""
    officials: Phrases
    """Persons of the packs who hold an office, by names of two words and more."""
    surnames: dict[str, frozenset[Phrase]]
    """A single word that the packs have for an official: the longer names that introduce him."""
    rulers: dict[str, tuple[frozenset[Phrase], frozenset[str]]]
    """A single word that the packs have for a head of state: his longer names, and words for his state."""
    english: frozenset[str]
    verbs: frozenset[str]
    """Of the English words those that are not nouns alone."""
    things: frozenset[str]
    """Single words that name a thing or an organisation unless the words around say that they name a person."""
    vocabulary: frozenset[str]
    """Common words of the world's own lists: kinds, sites, weapons, descriptions."""

    def common(self, word: str) -> bool:
        """Whether a word is one of English, in whatever form, and no name that is known."""
        return word in self.vocabulary or _is_english(self, word)

    def place(self, words: str) -> str:
        """Of a name: "state" for a country or capital, "place" for another of the gazetteer, else empty."""
        return _place(self, words)


@lru_cache(maxsize=WORLDS)
def known_of(world: World, words: tuple[frozenset[str], frozenset[str]]) -> Known:
    """`words` are the pipeline's English ones: adjectives, adverbs and verbs; and these with the nouns."""
    organisations, parts = _organisations(world)
    officials, surnames = _officials(world)
    listed = known_names()
    organisations |= {
        (phrase(n)[0] + "s",) for n in listed.organisations if len(phrase(n)) == 1 and not n.endswith("s")
    }
    organisations |= {
        p
        for name in (*listed.organisations, *listed.things)
        if len(p := phrase(name)) > 1 or name in listed.organisations
    }
    for p in (phrase(name) for name in listed.officials):
        both = {p, (*p[:-1], p[-1] + "s")}
        officials |= both
        surnames.setdefault(p[-1], set()).update(both)
    return Known(
        world, phrases(organisations), phrases((w,) for w in parts), {w: frozenset(f) for w, f in parts.items()},
        phrases(officials), {w: frozenset(f) for w, f in surnames.items()}, _rulers(world), words[1], words[0],
        frozenset(phrase(name)[0] for name in listed.things if len(phrase(name)) == 1), _vocabulary(world, words[1]),
    )  # fmt: skip


def _officials(world: World) -> tuple[set[Phrase], dict[str, set[Phrase]]]:
    """The names of officials of two words and more; and by single words the names that introduce them.

    A private person whom a pack lists stays one.
    """
    titles = listed_words("names", "titles") | listed_words("offices", "within") | listed_words("offices", "ends")
    officials: set[Phrase] = set()
    surnames: dict[str, set[Phrase]] = {}
    for entity in world.packs.entities.values():
        if entity.type != "person" or not entity.official:
            continue
        names = {p for alias in (entity.name, *entity.aliases) if (p := phrase(alias))}
        bare = {p for p in names if sum(w not in titles for w in p) > 1}
        officials |= {p for p in names if len(p) > 1}
        for word in [p[0] for p in names if len(p) == 1] + [p[-1] for p in bare]:
            surnames.setdefault(word, set()).update(bare)
    officials |= {(*p[:-1], p[-1] + "s") for p in officials}  # a genitive that lost its apostrophe
    return officials, surnames


def _rulers(world: World) -> dict[str, tuple[frozenset[Phrase], frozenset[str]]]:
    """The heads of states by the single words that the packs have for them.

    A pack may call a state's camp otherwise; where several states are one camp, whose head it is isn't told.
    """
    camps = world.packs.sides.of_country
    shared = Counter(camps.values())
    states = {
        camp: (*side.names, *side.peoples, *side.seats)
        for side in known_sides()
        if side.country and shared[camp := camps.get(side.country, side.camp)] <= 1
    }
    found: dict[str, tuple[frozenset[Phrase], frozenset[str]]] = {}
    for entity in world.packs.entities.values():
        if entity.type != "person" or not entity.official or entity.role != "leader" or entity.camp not in states:
            continue
        names = frozenset(p for alias in (entity.name, *entity.aliases) if (p := phrase(alias)))
        told = frozenset(p[0] for name in states[entity.camp] if len(p := phrase(name)) == 1)
        found.update({p[0]: (frozenset(n for n in names if len(n) > 1), told) for p in names if len(p) == 1})
    return found


def _organisations(world: World) -> tuple[set[Phrase], dict[str, set[Phrase]]]:
    """The names of organisations; and single words that stand for one, with the longer names that introduce it."""
    packs = world.packs
    organisations: set[Phrase] = {phrase(m) for m in listed_words("media", "names")}
    parts: dict[str, set[Phrase]] = {}
    for entity in packs.entities.values():
        if entity.type == "person":
            continue
        names = {p: alias for alias in (entity.name, *entity.aliases) if (p := phrase(alias))}
        long = {p for p in names if len(p) > 1}
        for p in names:
            if len(p) == 1 and _needs_introduction(p, names):
                parts.setdefault(p[0], set()).update(long)
            else:
                organisations.add(p)
    organisations |= {(*p[:-1], p[-1] + "s") for p in organisations if len(p) > 1 and not p[-1].endswith("s")}
    organisations |= {
        (phrase(a)[0] + "s",)
        for e in packs.entities.values() for a in (e.name, *e.aliases) if a.isupper() and phrase(a) in organisations
    }  # fmt: skip
    organisations |= {p for o in packs.outlets if len(p := phrase(o)) > 1}
    organisations |= {p for c in packs.camps.values() if len(p := phrase(c.label)) > 1}
    known = (*packs.sides.movements, *packs.sides.seats)
    organisations |= {p for name in known if len(p := phrase(name)) > 1 or (name.isupper() and len(name) > 2)}
    return organisations, parts


def _needs_introduction(word: Phrase, names: Mapping[Phrase, str]) -> bool:
    """Whether one word names an organisation only after a longer name of it: part of that, or its acronym."""
    heads = listed_words("names", "heads") | listed_words("media", "kinds")
    if any(a.isupper() and phrase(a) == word for a in names.values()):
        return True
    return any(len(q) > 1 and word[0] in q and not heads.isdisjoint(q) for q in names)


def _vocabulary(world: World, english: frozenset[str]) -> frozenset[str]:
    words = {w for k in world.kinds.values() for w in (*k.verbs, *k.nouns, *k.adjectives)}
    words |= {w for listed in world.lexicon.classes.values() for w in listed if not w.startswith(":")}
    described = {w for d in world.packs.descriptors for p in d.phrases for w in phrase(p)}
    described -= {
        w for name in world.packs.metonyms for w in phrase(name)
    }  # the seat in "the Osk government" is a name
    words |= {w for w in described if w in english or w.removesuffix("s") in english} | set(world.packs.force_nouns)
    words |= {w for w in (*world.sites, *world.weapons) if w == w.casefold()}
    single = {w for v in words for w in phrase(v)} | listed_words("names", "before") | listed_words("plain", "openers")
    single |= listed_words("around", "kin") | listed_words("around", "acts") | listed_words("around", "to_persons")
    single |= listed_words("around", "called_before") | listed_words("names", "heads") | listed_words("around", "owned")
    return frozenset(w + s for w in single for s in ("", "s"))


_NOUN_ENDS = ("s", "es")
_VERB_ENDS = ("d", "ed", "ing", "er", "ers", "ly", "s", "es")


@lru_cache(maxsize=65536)
def _is_english(known: Known, word: str) -> bool:
    english = known.english
    if word in place_words().given or word in listed_words("plain", "calendar") or known.place(word):
        return False
    if word in english:
        return True
    if any(_form_of(word, end, english) for end in _NOUN_ENDS) or any(
        _form_of(word, end, known.verbs) for end in _VERB_ENDS
    ):
        return True
    if word.endswith("men") and word[:-3] + "man" in english:
        return True
    return any(word.endswith(e) and word[:-3] + "y" in english for e in ("ies", "ied"))


def _form_of(word: str, end: str, words: frozenset[str]) -> bool:
    """Whether a word without an ending is one of these: "cities" no, "making" and "stopped" yes."""
    stem = word.removesuffix(end)
    if stem == word or len(stem) <= 2:
        return False
    silent = end[0] == "e" or end == "ing"
    return stem in words or (silent and stem + "e" in words) or _undoubled(stem) in words


def _undoubled(stem: str) -> str:
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


@lru_cache(maxsize=65536)
def _place(known: Known, words: str) -> str:
    if name_key(words) in _territories():
        return "state"
    found = known.world.places.find(words)
    named = known.world.places.named(name_key(words))
    if any(
        n.standing == PRIMARY and (n.entry.feature == "country" or known.world.places.is_capital(n.entry))
        for n in named
    ):
        return "state"
    return (
        "place"
        if any(e.population >= 15_000 or e.feature == "admin1" or e.id.startswith("pack") for e in found)
        else ""
    )


@cache
def _territories() -> frozenset[str]:
    return frozenset(map(name_key, known_names().territories))


@lru_cache(maxsize=WORLDS)
def demonyms(known: Known) -> frozenset[str]:
    plain = listed_words("plain", "peoples") | frozenset(known.world.places.demonyms)
    return plain | frozenset(w + "s" for w in plain)


def mark_all(marks: list[str], tokens: Sequence[Word], what: Phrases, mark: str) -> None:
    """Marks the longest phrases, left to right, on tokens that have no mark yet."""
    after = 0
    for i in [i for i, t in enumerate(tokens) if t.word in what.lengths]:
        n = what.longest_at(tokens, i) if i >= after else 0
        if n and not any(marks[i : i + n]) and any(t.capital for t in tokens[i : i + n]):
            marks[i : i + n] = [mark] * n
        after = max(after, i + n)


@lru_cache(maxsize=WORLDS)
def of_other_scripts(known: Known) -> tuple[str, ...]:
    """The packs' names of bodies and office-holders in scripts that have no capitals, as written, longest first."""
    public = [e for e in known.world.packs.entities.values() if e.type != "person" or e.official]
    names = {a for e in public for a in (e.name, *e.aliases) if a.upper() == a.lower() and any(c.isalpha() for c in a)}
    return tuple(sorted(names, key=lambda a: (-len(a), a)))
