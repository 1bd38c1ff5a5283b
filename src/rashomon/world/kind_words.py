"""Which words can tell of a kind? The kinds turned round for look-up by word, and the words for weapons and sites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from rashomon.errors import RashomonError
from rashomon.world.kind_files import BUILT_IN_CLASSES, CLASSES, frames_of, load_classes, world_table
from rashomon.world.kinds import Frame, Kind

NOTHING = ""
"""The kind of a false friend: a construction in which a word of the list claims nothing."""


@dataclass(frozen=True, slots=True)
class Weapon:
    """A word for a weapon: its class, and the kind that its use is."""

    weapon: str
    kind: str
    by_verb: bool = True
    """A verb made of the word says how too: "shelled", "beheaded", and not "mined" or "bombed"."""


@dataclass(frozen=True, slots=True)
class Site:
    """A word for a sort of building or facility. `protected`: those inside can be harmed by its being pointed out."""

    site: str
    protected: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame, or None for a plain word, that a lemma may trigger."""

    kind: str
    frame: Frame | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that a reading looks words up in, one dictionary look-up a token. Keys are lemmas in lower case."""

    triggers: Mapping[tuple[str, str], tuple[Trigger, ...]]
    """(part of speech, lemma) to triggers, in order: false friends, frames with needs, other frames, plain words."""
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """First lemma to (lemmas, kind), longest first."""
    classes: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    starts: frozenset[str] = frozenset()
    """The words that can begin a trigger: most words of a text cannot, and need no closer look."""
    counted: frozenset[str] = frozenset()
    """`counts` of all kinds."""


def load_false_friends() -> tuple[Frame, ...]:
    """Constructions in which a word that names a kind names none, as frames of the kind NOTHING."""
    data = world_table(CLASSES)
    classes = frozenset(data["classes"]) | BUILT_IN_CLASSES
    rows = data["false_friends"]["frames"]
    return tuple(f for raw in rows for f in frames_of(f"{CLASSES}, [false_friends]", NOTHING, raw, classes))


def load_weapons() -> Mapping[str, Weapon]:
    """Word or phrase of lemmas ("barrel bomb") to the weapon it names."""
    return _words("weapons.toml", lambda name, row: Weapon(name, str(row["kind"]), bool(row.get("by_verb", True))))


def load_sites() -> Mapping[str, Site]:
    """Word or phrase of lemmas ("field hospital") to the sort of site it names."""
    return _words("sites.toml", lambda name, row: Site(name, bool(row["protected"])))


def lexicon(kinds: Mapping[str, Kind]) -> Lexicon:
    """The kinds turned round for look-up by word."""
    triggers: dict[tuple[str, str], list[Trigger]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for frame in load_false_friends():
        triggers.setdefault((frame.pos, frame.lemma), []).append(Trigger(NOTHING, frame))
    for kind in kinds.values():
        for frame in kind.frames:
            triggers.setdefault((frame.pos, frame.lemma), []).append(Trigger(kind.id, frame))
        for pos, words in (("verb", kind.verbs), ("noun", kind.nouns), ("adjective", kind.adjectives)):
            for word in sorted(words):
                triggers.setdefault((pos, word), []).append(Trigger(kind.id, None))
        for phrase in kind.phrases:
            phrases.setdefault(phrase[0], []).append((phrase, kind.id))
    # Python's sort is stable: within one rank the order of the kinds stays.
    return Lexicon(
        MappingProxyType({k: tuple(sorted(v, key=_rank)) for k, v in triggers.items()}),
        MappingProxyType({k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in phrases.items()}),
        load_classes(),
        frozenset(phrases) | frozenset(word for _, word in triggers),
        frozenset(what for kind in kinds.values() for what in kind.counts),
    )


def _rank(trigger: Trigger) -> tuple[int, int]:
    if trigger.kind == NOTHING:
        return (-1, 0)
    if trigger.frame is None:
        return (2, 0)
    return (0 if trigger.frame.needs else 1, 0 if trigger.frame.particle else 1)


def _words(name: str, make: Any) -> Mapping[str, Any]:
    out: dict[str, Any] = {}
    for key, row in world_table(name).items():
        for word in row["words"]:
            if out.setdefault(word.casefold(), made := make(key, row)) != made:
                raise RashomonError(name, f"{word!r} stands in two classes", "Keep it in the one it means oftenest.")
    return MappingProxyType(out)
