"""What sort of thing a claim claims: the kinds of `kinds.toml`, their words, their frames and their codes.

The format, and what each key means to a reading, is documented at the top of kinds.toml and in docs/kinds.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, cast

from rashomon.errors import RashomonError

Pos = Literal["verb", "noun", "adjective"]
Sharing = Literal["open", "coarse", "withhold"]
Side = Literal["incumbent", "other"]
Doer = Literal["incumbent", "other", "crowd", "mob"]
Sufferer = Literal["civil", "armed", "crowd", "base"]

SLOTS = frozenset({"subject", "object", "possessive", "compound", "noun", "clause", "attr", "there"})
"""Places of a sentence that a frame can name, besides `prep_X` for any preposition X."""
ROLES = frozenset(
    {"actor", "target", "holder", "loser", "place", "from_place", "to_place", "means", "item", "count", "reason"}
)
BUILT_IN_CLASSES = frozenset({"place", "site", "arms", "force", "people", "count"})
"""Classes that hold for more than their list: place names, site and weapon words, known parties, numbers."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One construction: a trigger, the conditions on what stands where, and who plays which part."""

    kind: str
    pos: Pos
    lemma: str
    particle: str | None
    """For verbs: "out" of "pull out". Prepositions that merely bring a party are slots (`prep_from`)."""
    slots: Mapping[str, str]
    """Slot to role: {"subject": "holder", "object": "place"}."""
    needs: Mapping[str, frozenset[str]]
    """Slot to the lemmas and classes (":place") of which one must stand there."""


@dataclass(frozen=True, slots=True)
class CodeRule:
    """One row of a kind's table of codes. An empty condition holds for anything."""

    code: str
    """ACLED sub-event type, or PLOVER category; empty for what is no event in the scheme."""
    group: str | None
    """ACLED event type, or PLOVER mode."""
    actor: Doer | None = None
    holder: Side | None = None
    target: Sufferer | None = None
    means: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """Lemmas of the trigger, of which one must stand there."""
    manner: frozenset[str] = frozenset()
    """Words of manner at the trigger ("violently", "peaceful"), of which one must stand there."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of claim. Word lists are lemmas in lower case; phrases are tuples of lemmas."""

    id: str
    label: str
    description: str
    matter_kind: Literal["control", "occurrence"]
    ucdp: bool
    sharing: Sharing
    by_means: bool
    """A weapon in the clause gives the kind: "attack" with warplanes is an airstrike."""
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    frames: tuple[Frame, ...]
    acled: tuple[CodeRule, ...] = ()
    plover: tuple[CodeRule, ...] = ()

    @property
    def sensitive(self) -> bool:
        """Under the default profile it leaves coarsened or not at all."""
        return self.sharing != "open"


class Codes(NamedTuple):
    """`acled` and `plover` are what a claim carries; the event type and the mode go with them."""

    acled: str | None
    plover: str | None
    acled_event: str | None
    plover_mode: str | None


@dataclass(frozen=True, slots=True)
class Weapon:
    """A word for a weapon: its class, and the kind that its use is."""

    weapon: str
    kind: str


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


def load_kinds() -> Mapping[str, Kind]:
    """The kinds by id, in the order of kinds.toml: where two claim a word, the earlier wins."""
    data = _toml("kinds.toml")
    classes = frozenset(data.get("classes", {})) | BUILT_IN_CLASSES
    return MappingProxyType({k: _kind(k, value, classes) for k, value in data.items() if k not in NO_KINDS})


NO_KINDS = ("classes", "false_friends")
NOTHING = ""
"""The kind of a false friend: a construction in which a word of the list claims nothing."""


def load_false_friends() -> tuple[Frame, ...]:
    """Constructions in which a word that names a kind names none, as frames of the kind NOTHING."""
    data = _toml("kinds.toml")
    classes = frozenset(data["classes"]) | BUILT_IN_CLASSES
    rows = data["false_friends"]["frames"]
    return tuple(f for raw in rows for f in _frames("kinds.toml, [false_friends]", NOTHING, raw, classes))


def load_weapons() -> Mapping[str, Weapon]:
    """Word or phrase of lemmas ("barrel bomb") to the weapon it names."""
    return _words("weapons.toml", lambda name, row: Weapon(name, str(row["kind"])))


def load_sites() -> Mapping[str, Site]:
    """Word or phrase of lemmas ("field hospital") to the sort of site it names."""
    return _words("sites.toml", lambda name, row: Site(name, bool(row["protected"])))


def load_classes() -> Mapping[str, frozenset[str]]:
    """The word classes that `needs` refer to with a colon; some hold for more than their list, see kinds.toml."""
    return MappingProxyType({k: frozenset(v) for k, v in _toml("kinds.toml")["classes"].items()})


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
    # Python's sort is stable: within one rank the order of kinds.toml stays.
    return Lexicon(
        MappingProxyType({k: tuple(sorted(v, key=_rank)) for k, v in triggers.items()}),
        MappingProxyType({k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in phrases.items()}),
        load_classes(),
        frozenset(phrases) | frozenset(word for _, word in triggers),
    )


def codes(
    kind: Kind,
    *,
    actor: Doer | None = None,
    holder: Side | None = None,
    target: Sufferer | None = None,
    weapon: str | None = None,
    words: Set[str] = frozenset(),
    manner: Set[str] = frozenset(),
) -> Codes:
    """ACLED sub-event and event type, PLOVER category and mode, for a claim of this kind; None where no rule holds.

    Only for what is affirmed to have happened or to be going on: a denied, planned or predicted claim has no codes,
    and it is for the caller to leave them out. Codes are ACLED's and PLOVER's; the mapping is this project's own.
    """

    def first(rules: Sequence[CodeRule]) -> CodeRule | None:
        for rule in rules:
            if (
                (rule.actor is None or rule.actor == actor)
                and (rule.holder is None or rule.holder == holder)
                and (rule.target is None or rule.target == target)
                and (not rule.means or weapon in rule.means)
                and (not rule.words or bool(rule.words & words))
                and (not rule.manner or bool(rule.manner & manner))
            ):
                return rule
        return None

    acled, plover = first(kind.acled), first(kind.plover)
    return Codes(
        (acled.code or None) if acled else None,
        plover.code if plover else None,
        acled.group if acled else None,
        plover.group if plover else None,
    )


def _rank(trigger: Trigger) -> tuple[int, int]:
    if trigger.kind == NOTHING:
        return (-1, 0)
    if trigger.frame is None:
        return (2, 0)
    return (0 if trigger.frame.needs else 1, 0 if trigger.frame.particle else 1)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("rashomon.world").joinpath(name).read_text(encoding="utf-8"))


def _words(name: str, make: Any) -> Mapping[str, Any]:
    out: dict[str, Any] = {}
    for key, row in _toml(name).items():
        for word in row["words"]:
            if out.setdefault(word.casefold(), made := make(key, row)) != made:
                raise RashomonError(name, f"{word!r} stands in two classes", "Keep it in the one it means oftenest.")
    return MappingProxyType(out)


def _kind(key: str, row: dict[str, Any], classes: frozenset[str]) -> Kind:
    where = f"kinds.toml, [{key}]"
    try:
        return Kind(
            id=key,
            label=row["label"],
            description=row["description"],
            matter_kind=_one_of(where, "matter", row["matter"], ("control", "occurrence")),
            ucdp=row["ucdp"],
            sharing=_one_of(where, "sharing", row["sharing"], ("open", "coarse", "withhold")),
            by_means=row["by_means"],
            verbs=_lemmas(row["verbs"]),
            nouns=_lemmas(row["nouns"]),
            adjectives=_lemmas(row["adjectives"]),
            phrases=tuple(tuple(p.casefold().replace("-", " ").split()) for p in row["phrases"]),
            frames=tuple(f for raw in row["frames"] for f in _frames(where, key, raw, classes)),
            acled=tuple(_rule(where, r, "sub_event", "event") for r in row["acled"]),
            plover=tuple(_rule(where, r, "category", "mode") for r in row["plover"]),
        )
    except KeyError as missing:
        raise RashomonError(
            where, f"the key {missing} is missing", "Every kind has all keys; lists may be empty."
        ) from None


def _frames(where: str, kind: str, raw: dict[str, Any], classes: frozenset[str]) -> Iterator[Frame]:
    """One frame for each of the lemmas that share the row."""
    parts = [p for p in ("verb", "noun", "adjective") if isinstance(raw.get(p), (str, list))]
    # In a frame for an adjective the key "noun" is a slot: the noun that it stands with.
    pos = cast(Pos, "adjective" if "adjective" in parts else parts[0]) if parts else None
    if pos is None:
        raise RashomonError(where, f"a frame has no trigger: {raw}", "Write verb, noun or adjective.")
    slots = {k: v for k, v in raw.items() if k not in (pos, "needs")}
    needs = {k: frozenset(w.casefold() for w in v) for k, v in raw.get("needs", {}).items()}
    for slot in (*slots, *needs):
        if slot not in SLOTS and not slot.startswith("prep_"):
            raise RashomonError(where, f"{slot!r} is no slot", f"Use prep_X or one of {', '.join(sorted(SLOTS))}.")
    for role in slots.values():
        _one_of(where, "the role of a slot", role, sorted(ROLES))
    for word in (w for words in needs.values() for w in words):
        if (name := word.removeprefix("!")).startswith(":") and name[1:] not in classes:
            raise RashomonError(where, f"{word!r} is no class", f"Use one of {', '.join(sorted(classes))}.")
    lemmas = raw[pos] if isinstance(raw[pos], list) else [raw[pos]]
    for lemma in lemmas:
        head, _, particle = lemma.partition(" ") if pos == "verb" else (lemma, "", "")
        yield Frame(kind, pos, head, particle or None, MappingProxyType(slots), MappingProxyType(needs))


def _rule(where: str, row: dict[str, Any], code: str, group: str) -> CodeRule:
    known = {code, group, "actor", "holder", "target", "means", "words", "manner"}
    if extra := set(row) - known:
        raise RashomonError(where, f"a rule has the unknown key {min(extra)!r}", f"Use {', '.join(sorted(known))}.")
    return CodeRule(
        row[code],
        row.get(group),
        row.get("actor"),
        row.get("holder"),
        row.get("target"),
        frozenset(row.get("means", ())),
        _lemmas(row.get("words", ())),
        _lemmas(row.get("manner", ())),
    )


def _lemmas(words: Sequence[str]) -> frozenset[str]:
    return frozenset(w.casefold() for w in words)


def _one_of(where: str, key: str, value: str, allowed: Sequence[str]) -> Any:
    if value not in allowed:
        raise RashomonError(where, f"{key} is {value!r}", f"Use one of {', '.join(allowed)}.")
    return value
