"""What shows that somebody is quoted: the verbs, phrases and nouns of cues.toml, looked up in a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from spacy.tokens import Doc

from rashomon.model import Stance
from rashomon.reading.grammar.phrase_matcher import Phrases
from rashomon.reading.languages import table

Form = Literal["content", "declines", "attribution"]
"""Of a phrase: its content follows ("hint at X"), nothing is affirmed ("declined to comment"), its speaker follows."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that can report: its stance and what its content can look like (see cues.toml)."""

    stance: Stance
    strength: str
    takes: frozenset[str]


class Phrase(NamedTuple):
    """A cue of several words in the text: tokens [start, end)."""

    start: int
    end: int
    form: Form
    stance: Stance


@dataclass(frozen=True, slots=True)
class Lexicon:
    verbs: dict[str, Cue]
    """By the lemma, of some with a particle: "point out"."""
    begins: frozenset[str]
    """Their first words."""
    phrases: Phrases[tuple[Form, Stance]]
    apart: dict[str, dict[str, Stance]]
    """Prepositions of the phrases of two words whose content follows, by their verb: a time may part the two."""
    nouns: dict[str, Stance]
    rumours: frozenset[str]
    """Nouns of which the plural holds a statement of nobody named ("reports of X")."""
    products: frozenset[str]
    """Nouns that speak for whose they are ("X's coverage")."""
    answering: frozenset[str]
    """Verbs that answer what was said before ("denied it", "confirmed the report")."""
    withheld: frozenset[str]
    """Objects with which such a verb says nothing ("denied them entry")."""
    empty: frozenset[str]
    """Objects that are no content by themselves ("published a photo")."""
    negative: frozenset[str]
    """Verbs above a cue that say that it was not said ("refused to acknowledge")."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The cues of cues.toml. A verb in several groups takes what any of them takes; the first gives its stance."""
    data = table("cues")
    verbs: dict[str, Cue] = {}
    for group in data["group"]:
        if group["stance"] not in get_args(Stance):
            raise ValueError(f"cues.toml: no such stance: {group['stance']}")
        takes = frozenset(group["takes"])
        for verb in group["verbs"]:
            old = verbs.get(verb)
            new = Cue(group["stance"], group["strength"], takes)
            verbs[verb] = Cue(old.stance, old.strength, old.takes | takes) if old else new

    def phrases() -> Iterable[tuple[str, tuple[Form, Stance]]]:
        for group in data["phrase"]:
            yield from ((w, ("content", group["stance"])) for w in group["words"])
        for group in data["declines"]:
            yield from ((w, ("declines", "declines")) for w in group["words"])
        for group in data["attribution"]:
            yield from ((w, ("attribution", "reports")) for w in group["words"])

    apart: dict[str, dict[str, Stance]] = {}
    for group in data["phrase"]:
        for verb, *rest in (phrase.split() for phrase in group["words"]):
            if len(rest) == 1:
                apart.setdefault(verb, {})[rest[0]] = group["stance"]

    return Lexicon(
        verbs,
        frozenset(verb.split(" ")[0] for verb in verbs),
        Phrases(phrases()),
        apart,
        {w: g["stance"] for g in data["noun"] for w in g["words"]},
        frozenset(data["rumour"]["words"]),
        frozenset(data["product"]["words"]),
        frozenset(data["answering"]["verbs"]),
        frozenset(data["withheld"]["words"]),
        frozenset(data["empty"]["words"]),
        frozenset(data["negative"]["verbs"]),
    )


def phrases_in(doc: Doc) -> list[Phrase]:
    """The cues of several words in a text, in order, the longest where two begin together."""
    return [Phrase(a, b, form, stance) for a, b, (form, stance) in lexicon().phrases.find(doc)]
