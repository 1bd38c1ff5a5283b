"""What sort of thing a claim claims: all that is known of each kind, from its one file in `kinds/` (or of a pack).

No code names a kind: it asks a `Kind` for a property. Each key of a file is a field of `Kind`; docs/kinds.md
lists them too. Words that kinds share stand in `kinds/_classes.toml`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

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
CONDITIONS = frozenset({"untold", "suicidal", "by_a_state", "by_a_crowd", "a_search", "of_the_unarmed"})
"""What a claim's words can show by which it is of another kind (`becomes`): functions of reading/what/triggers.py."""
ABOUT = frozenset({"actor", "holder", "target"})
NEEDS = frozenset({"acknowledged", "owned", "accused", "mistaken", "denied", "civilians", "protected", "own_side"})
BUILT_IN_CLASSES = frozenset({"place", "site", "arms", "force", "people", "count", "lone"})
"""Classes that hold for more than their list: place names, site and weapon words, known parties, numbers; one person of
a side."""


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
    """ACLED sub-event type; empty for what is no event in the scheme."""
    group: str | None
    """ACLED event type."""
    actor: Doer | None = None
    holder: Side | None = None
    target: Sufferer | None = None
    means: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """Lemmas of the trigger, of which one must stand there."""
    manner: frozenset[str] = frozenset()
    """Words of manner at the trigger ("violently", "peaceful"), of which one must stand there."""


@dataclass(frozen=True, slots=True)
class Concession:
    """What it costs a side to say so of a claim of the kind: world/concessions.toml explains both keys."""

    about: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Kinds that tell of one sort of happening; claims are only ever compared inside a family. Made of its kinds.

    The sets are of ids of kinds; the fields are those of `Kind`.
    """

    name: str
    lasting: bool = False
    within: bool = True
    area: bool = False
    sorts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Of the kinds that have a sort, its number."""
    generic: frozenset[str] = frozenset()
    """Kinds that say what came of something, and so fit any sort."""
    diffuse: frozenset[str] = frozenset()
    mutual: frozenset[str] = frozenset()
    broad: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of claim. Word lists are lemmas in lower case; phrases are tuples of lemmas."""

    id: str
    """The name of its file."""
    label: str
    description: str
    """Label and description are for people."""
    family: Family
    """Kinds of one family tell of one sort of happening. A kind that names none is a family of its own."""

    # Before others, and beyond the house
    order: int | None = None
    """Of two kinds that claim one word, the one with the lower number is tried first; without one, it comes last."""
    sharing: Sharing = "open"
    """"coarse": places go out as areas. "withhold": it does not leave under the default profile."""
    ucdp: bool = False
    """It can be an event of UCDP's, deaths granted: a use of armed force."""
    weight: float = 0.0
    """How much it makes of a claim to be what a report is chiefly about, beside all that reading/what/main_event.py
    weighs: 3 for a deed, 2 more for a strike, 1 for what came of it."""

    # The words
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    frames: tuple[Frame, ...] = ()
    acled: tuple[CodeRule, ...] = ()

    # How it is read
    violent: bool = False
    """Somebody uses force against somebody."""
    effect: bool = False
    """It says what came of something ("killed"): one claim with what did it, where the same clause tells that."""
    has_effects: bool = False
    """An effect that its clause tells ("killing three") is its own."""
    mutual: bool = False
    """Both sides do it: it has no one doer to ask for."""
    state: bool = False
    """It goes on or is so: a time is when it was, and need not be one day."""
    lack: bool = False
    """A "no" is what is claimed: "no water" affirms it."""
    lifted: bool = False
    """Told of as ended ("lifted"), it is denied."""
    breached: bool = False
    """It can be breached, and a breach claims none of it: "violated the truce"."""
    prevents: bool = False
    """What its verb governs did not happen: "prevented from entering"."""
    names_holder: bool = False
    """It tells who holds a place, or a part of it."""
    at_origin: bool = False
    """It happened where they left from, and not where they went."""
    held_apart: bool = False
    """It is held somewhere, which says nothing of where the fighting is: talks in a capital abroad."""
    in_compounds: bool = False
    """Its noun before another noun still tells what happened: "air strike victims", and no "protest movement"."""
    names_people: bool = False
    """Its nouns name people too ("protester"): as a party to something else they are no claim."""
    handles: bool = False
    """It is done to things that have words of other kinds: a bomb that is defused is no bombing."""
    stops_target: bool = False
    """Whom it is done to does no more: a bomber who was shot dead set off no bomb."""
    by_search: bool = False
    """It is what a raid by police is made for: of the two one is told."""
    has_means: bool = False
    """A weapon in its words is what it was done with."""
    by_means: bool = False
    """Its words are general ("attack", "blast"): a weapon named in the clause gives the kind. False where the word
    itself says how."""
    not_by: frozenset[str] = frozenset()
    """Kinds whose weapons do not give the kind, for all that its words are general."""
    open_words: frozenset[str] = frozenset()
    """Those of its words after which, where no doer is named, any weapon gives the kind."""
    fills: bool = False
    """Its weapons fill others ("barrel bombs of chlorine"): told beside them, they are what it was done with."""
    becomes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Condition (see CONDITIONS) to the kind that a claim is instead, where it holds."""
    called_again: frozenset[str] = frozenset()
    """Nouns of other kinds by which it is taken up again: "the raid", of an air strike."""
    counts: frozenset[str] = frozenset()
    """What a figure can say of people (`what` of a count) to be a figure of this kind: "killed", "displaced"."""

    # How it is compared
    deed: Family | None = None
    """The family that a claim is of that names who did it or with what and is no background: there it is a deed, and
    says what came of it; else it stays a state, in its own family."""
    lasting: bool = False
    """It goes on, and is compared over a wide window; else an event of a day or two."""
    within: bool = True
    """What is told of a part of a place and of the place may be one happening."""
    area: bool = False
    """A whole first-order area is told of as one place."""
    sort: str = ""
    """Kinds of two sorts in one family are rarely one event; those of one sort are hard to tell apart in reports."""
    loose: tuple[str, ...] = ()
    """Beginnings of its words that may mean any sort: "the attack" may be a bombing and may be a battle."""
    diffuse: bool = False
    """It happens in many corners of one place at once: only the same place makes two of them one."""
    broad: bool = False
    """It is so rare that two neighbouring places on one day tell of one happening."""
    single: bool = False
    """One side does it and the other does not do it back the same day in the same place, as it does with shells."""

    # What is asked of it
    asks_who: bool = False
    """Who did it."""
    asks_how: bool = False
    """By what means, what was hit, by how many."""
    asks_holder: bool = False
    """Who holds the place."""
    asks_why: bool = False
    asks_amount: bool = False
    """How much of it there is, by its figures."""
    doubted: bool = False
    """Whether it happened at all is asked even where all who tell of it name a doer."""
    background: bool = False
    """It raises no question where an outlet mentions it in passing and nobody is named who says so."""
    gives_up: bool = False
    """Its actor is who no longer holds the place."""
    means: str = ""
    """What is said of by what means, where no weapon is named: `says` of a row of `means` in questions.toml."""
    reason: str = ""
    """The sort of reason (questions.toml) that it is by itself: an aircraft that was shot down did not fail."""
    hurt: frozenset[str] = frozenset()
    """What else than "injured" a figure may say of those who are hurt: what happened to them, or its unit."""
    less: frozenset[str] = frozenset()
    """Words for what came of it, which do not say that it was done: an aircraft that crashed may have failed."""
    concedes: tuple[Concession, ...] = ()
    """When who tells of it concedes something."""
    question: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What it is called in a question, with its article (`a`) and with "the" (`the`); whole questions: whether it is so
    (`yes`), and how much of it there is (`amount`)."""

    @property
    def sensitive(self) -> bool:
        """Under the default profile it leaves coarsened or not at all."""
        return self.sharing != "open"

    @property
    def attack(self) -> bool:
        """Force that is told as such, and not by what came of it."""
        return self.violent and not self.effect

    @property
    def strike(self) -> bool:
        """An attack by one side on another."""
        return self.attack and not self.mutual

    @property
    def deadly(self) -> bool:
        """Force, or what came of force."""
        return self.violent or self.effect


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


def load_kinds(packs: Sequence[Path] = ()) -> Mapping[str, Kind]:
    """The kinds by id, in the order in which they are tried: the shipped ones, and those in `kinds/` of these folders.

    A kind of a pack stands in for a shipped one of its name. Raises RashomonError, naming file and key, for a key that
    is unknown, missing or misspelt, a kind that is named and is none, and for two kinds that claim one word and nothing
    says which comes first.
    """
    more = [(pack, file) for pack in packs for file in kind_files(pack)]
    return _made(more) if more else _shipped()


@cache
def _shipped() -> Mapping[str, Kind]:
    return _made(())


def _made(more: Sequence[tuple[Path, Traversable]]) -> Mapping[str, Kind]:
    rows: dict[str, dict[str, Any]] = {}
    where: dict[str, str] = {}
    for pack, file in (*((None, f) for f in kind_files()), *more):
        key = file.name.removesuffix(".toml")
        where[key] = f"{pack.name}/{_ROOM}/{file.name}" if pack else f"{_ROOM}/{file.name}"
        rows[key] = _read(where[key], file)
    classes = frozenset(load_classes()) | BUILT_IN_CLASSES
    families = _families(rows, where)
    made = [_kind(where[k], k, row, families, classes) for k, row in rows.items()]
    kinds = {k.id: k for k in sorted(made, key=_tried)}
    for kind in kinds.values():
        for named in (*kind.becomes.values(), *kind.not_by):
            if named not in kinds:
                raise RashomonError(where[kind.id], f"{named!r} is no kind", f"Use one of {', '.join(kinds)}.")
    _settled(kinds, where)
    return MappingProxyType(kinds)


def kind_files(pack: Path | None = None) -> list[Traversable]:
    """The files of the shipped kinds, or of those that a pack's folder adds; by name."""
    folder: Traversable = resources.files("rashomon.world") / _ROOM if pack is None else pack / _ROOM
    if not folder.is_dir():
        return []
    files = (f for f in folder.iterdir() if f.name.endswith(".toml") and not f.name.startswith("_"))
    return sorted(files, key=lambda f: f.name)


def kind_of(kinds: Mapping[str, Kind], name: str) -> Kind:
    """The kind of that name. One that these kinds lack, from a pack that is not there any more, has no properties."""
    return kinds.get(name) or _unheard_of(name)


@cache
def _unheard_of(name: str) -> Kind:
    return Kind(name, name.replace("_", " "), "", Family(name))


_ROOM = "kinds"
NOTHING = ""
"""The kind of a false friend: a construction in which a word of the list claims nothing."""


def load_false_friends() -> tuple[Frame, ...]:
    """Constructions in which a word that names a kind names none, as frames of the kind NOTHING."""
    data = _toml(_CLASSES)
    classes = frozenset(data["classes"]) | BUILT_IN_CLASSES
    rows = data["false_friends"]["frames"]
    return tuple(f for raw in rows for f in _frames(f"{_CLASSES}, [false_friends]", NOTHING, raw, classes))


_CLASSES = "kinds/_classes.toml"


def load_weapons() -> Mapping[str, Weapon]:
    """Word or phrase of lemmas ("barrel bomb") to the weapon it names."""
    return _words("weapons.toml", lambda name, row: Weapon(name, str(row["kind"]), bool(row.get("by_verb", True))))


def load_sites() -> Mapping[str, Site]:
    """Word or phrase of lemmas ("field hospital") to the sort of site it names."""
    return _words("sites.toml", lambda name, row: Site(name, bool(row["protected"])))


def load_classes() -> Mapping[str, frozenset[str]]:
    """The word classes that `needs` refer to with a colon; some hold for more than their list."""
    return MappingProxyType({k: frozenset(v) for k, v in _toml(_CLASSES)["classes"].items()})


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


def code(
    kind: Kind,
    *,
    actor: Doer | None = None,
    holder: Side | None = None,
    target: Sufferer | None = None,
    weapon: str | None = None,
    words: Set[str] = frozenset(),
    manner: Set[str] = frozenset(),
) -> str | None:
    """ACLED's sub-event type for a claim of this kind; None where no rule holds.

    Only for what is affirmed to have happened or to be going on: a denied, planned or predicted claim has no code,
    and it is for the caller to leave it out. Codes are ACLED's; the mapping is this project's own.
    """
    for rule in kind.acled:
        if (
            (rule.actor is None or rule.actor == actor)
            and (rule.holder is None or rule.holder == holder)
            and (rule.target is None or rule.target == target)
            and (not rule.means or weapon in rule.means)
            and (not rule.words or bool(rule.words & words))
            and (not rule.manner or bool(rule.manner & manner))
        ):
            return rule.code or None
    return None


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


def _read(where: str, file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RashomonError(where, f"it is no TOML: {error}", "Mend the line that it names.") from error


def _tried(kind: Kind) -> tuple[bool, int, str]:
    return kind.order is None, kind.order or 0, kind.id


OF_A_FAMILY = ("lasting", "within", "area")
"""Properties that the kinds of one family have in common."""


def _families(rows: Mapping[str, dict[str, Any]], where: Mapping[str, str]) -> dict[str, Family]:
    """The families by name. Raises RashomonError for kinds of one that differ in what a family has in common."""
    members: dict[str, list[str]] = defaultdict(list)
    for key, row in rows.items():
        members[row.get("family", key)].append(key)
    found: dict[str, Family] = {}
    for name, kinds in members.items():
        common = {prop: rows[kinds[0]].get(prop, prop == "within") for prop in OF_A_FAMILY}
        for key in kinds:
            for prop, value in common.items():
                if rows[key].get(prop, prop == "within") != value:
                    raise RashomonError(
                        where[key],
                        f"{prop} differs from that of {kinds[0]!r}, of the same family {name!r}",
                        f"Write {prop} = {str(value).lower()}, or give it a family of its own.",
                    )

        def having(prop: str, kinds: Sequence[str] = kinds) -> frozenset[str]:
            return frozenset(k for k in kinds if rows[k].get(prop))

        sorts = sorted({rows[k]["sort"] for k in having("sort")})
        found[name] = Family(
            name,
            **common,
            sorts=MappingProxyType({k: sorts.index(rows[k]["sort"]) for k in having("sort")}),
            generic=having("effect") | {k for k, row in rows.items() if row.get("deed") == name},
            diffuse=having("diffuse"),
            mutual=having("mutual"),
            broad=having("broad"),
            single=having("single"),
        )
    return found


def _settled(kinds: Mapping[str, Kind], where: Mapping[str, str]) -> None:
    """Raises RashomonError for two kinds that claim one word in one way, where no `order` says which comes first."""
    first: dict[tuple[object, ...], Kind] = {}
    for kind in kinds.values():
        for claimed, word in _claimed(kind):
            other = first.setdefault(claimed, kind)
            if other is not kind and (kind.order is None or kind.order == other.order):
                raise RashomonError(
                    where[kind.id],
                    f"{word!r} is a word of {kind.id!r} and of {other.id!r}",
                    f"Take it out of one of them, give it `needs` that tell the two apart, or write in {where[kind.id]}"
                    f" an `order` below or above {other.order}: the lower is tried first.",
                )


def _claimed(kind: Kind) -> Iterator[tuple[tuple[object, ...], str]]:
    """What the words of a kind lay claim to, with the word: as a plain word, as a phrase, in a frame."""
    for pos, words in (("verb", kind.verbs), ("noun", kind.nouns), ("adjective", kind.adjectives)):
        yield from (((pos, word), word) for word in words)
    yield from ((phrase, " ".join(phrase)) for phrase in kind.phrases)
    for frame in kind.frames:
        word = f"{frame.lemma} {frame.particle}" if frame.particle else frame.lemma
        yield (frame.pos, frame.lemma, frame.particle, frozenset(frame.needs.items())), word


def _kind(where: str, key: str, row: dict[str, Any], families: Mapping[str, Family], classes: frozenset[str]) -> Kind:
    known = {f.name: f for f in fields(Kind) if f.name != "id"}
    for name in row:
        if name not in known:
            raise RashomonError(where, f"{name!r} is no key of a kind", f"Use {', '.join(known)}.")
    for name in ("label", "description"):
        if name not in row:
            raise RashomonError(where, f"the key {name!r} is missing", "Every kind has a label and a description.")
    made: dict[str, Any] = {
        name: _value(where, name, str(known[name].type), value)
        for name, value in row.items()
        if name not in ("family", "frames", "deed")
    }
    frames = tuple(f for raw in row.get("frames", ()) for f in _frames(where, key, raw, classes))
    deed = row.get("deed")
    if deed is not None and deed not in families:
        raise RashomonError(f"{where}, deed", f"{deed!r} is no family", f"Use one of {', '.join(families)}.")
    family = families[row.get("family", key)]
    as_deed = None if deed is None else families[deed]
    return Kind(id=key, family=family, deed=as_deed, frames=frames, **made)


def _value(where: str, key: str, of: str, value: Any) -> Any:
    """A key's value as its field has it. Raises RashomonError where it is of another form."""
    form, fits, make = _OWN_FORM.get(key) or _FORM[of]
    if not fits(value):
        raise RashomonError(f"{where}, {key}", f"{value!r} is not {form}", f"Write {form}.")
    return make(f"{where}, {key}", value)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, dict) for v in value)


def _text_table(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().replace("-", " ").split())


def _concession(where: str, row: dict[str, Any]) -> Concession:
    about = _one_of(where, "about", row.get("about", ""), sorted(ABOUT))
    return Concession(about, tuple(_one_of(where, "needs", n, sorted(NEEDS)) for n in row.get("needs", ())))


def _table(keys: Iterable[str]) -> Callable[[str, Any], Mapping[str, str]]:
    def make(where: str, value: dict[str, str]) -> Mapping[str, str]:
        return MappingProxyType({_one_of(where, "a key", k, sorted(keys)): v for k, v in value.items()})

    return make


_Form = tuple[str, Callable[[Any], bool], Callable[[str, Any], Any]]
"""What it is in words, whether a value is one, and what is made of it."""
_FORM: Mapping[str, _Form] = {
    "bool": ("true or false", lambda v: isinstance(v, bool), lambda _, v: v),
    "str": ("a text", lambda v: isinstance(v, str), lambda _, v: v),
    "float": ("a number", lambda v: isinstance(v, int | float) and not isinstance(v, bool), lambda _, v: float(v)),
    "int | None": ("a whole number", lambda v: isinstance(v, int) and not isinstance(v, bool), lambda _, v: v),
    "frozenset[str]": ("a list of texts", _texts, lambda _, v: _lemmas(v)),
    "tuple[str, ...]": ("a list of texts", _texts, lambda _, v: tuple(v)),
    "tuple[tuple[str, ...], ...]": ("a list of texts", _texts, lambda _, v: tuple(map(_phrase, v))),
}
_OWN_FORM: Mapping[str, _Form] = {
    "sharing": (*_FORM["str"][:2], lambda w, v: _one_of(w, "sharing", v, ("open", "coarse", "withhold"))),
    "acled": ("a list of rules", _rows, lambda w, v: tuple(_rule(w, r) for r in v)),
    "concedes": ("a list of rules", _rows, lambda w, v: tuple(_concession(w, r) for r in v)),
    "becomes": ("a table of texts", _text_table, _table(CONDITIONS)),
    "question": ("a table of texts", _text_table, _table(("a", "the", "yes", "amount"))),
}


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


def _rule(where: str, row: dict[str, Any]) -> CodeRule:
    known = {"sub_event", "event", "actor", "holder", "target", "means", "words", "manner"}
    if extra := set(row) - known:
        raise RashomonError(where, f"a rule has the unknown key {min(extra)!r}", f"Use {', '.join(sorted(known))}.")
    return CodeRule(
        row["sub_event"],
        row.get("event"),
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
