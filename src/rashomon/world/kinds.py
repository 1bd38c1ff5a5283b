"""What sort of thing a claim claims: all that is known of each kind, from its one file in `kinds/` (or of a pack).

No code names a kind: it asks a `Kind` for a property. Each key of a file is a field of `Kind`; docs/kinds.md
lists them too. Words that kinds share stand in `kinds/_classes.toml`. `kind_files` reads the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

Pos = Literal["verb", "noun", "adjective"]
Sharing = Literal["open", "coarse", "withhold"]
Side = Literal["incumbent", "other"]
Doer = Literal["incumbent", "other", "crowd", "mob"]
Sufferer = Literal["civil", "armed", "crowd", "base"]


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


def kind_of(kinds: Mapping[str, Kind], name: str) -> Kind:
    """The kind of that name. One that these kinds lack, from a pack that is not there any more, has no properties."""
    return kinds.get(name) or _unheard_of(name)


@cache
def _unheard_of(name: str) -> Kind:
    return Kind(name, name.replace("_", " "), "", Family(name))


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
