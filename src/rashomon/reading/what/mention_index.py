"""What the words of one text name: weapons, sites, places, times and counts by token; and a claim in the making."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Timex
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import Phrases
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.place_roles import Quoted
from rashomon.reading.what.scene import setting
from rashomon.world import WORLDS, World
from rashomon.world.kind_words import Site, Weapon
from rashomon.world.kinds import Kind

SAME = "same_as_before"
"""The rule of a party that a claim has from the one that it takes up."""


@dataclass(slots=True)
class Draft:
    """A claim being put together, in tokens."""

    kind: Kind
    trigger: tuple[int, int]
    head: Token
    roles: dict[str, list[Token]]
    means: tuple[int, int, Weapon] | None = None
    effect: bool = False
    """Says what came of something ("killed"): one claim with the strike or the fighting that the same clause names."""
    also: list[int] = field(default_factory=list)
    """Tokens of other triggers that were joined to this one: numbers near them are its own."""
    like: Claim | None = None
    """The claim told before that this one speaks of again ("the attack"): it gives kind, and place if none is said."""
    made: str = ""
    """The rule by which it was found at all; whoever makes a draft says it."""
    by: dict[str, str] = field(default_factory=dict)
    """Role to the rule that filled it; "weapon" to the one that found the means, and "kind", where another rule than
    the trigger's gave it."""

    def fill(self, role: str, tokens: list[Token], rule: str) -> None:
        """Puts these in a role, whoever stood there."""
        self.roles[role], self.by[role] = tokens, rule

    def take(self, role: str, other: Draft, rule: str | None = None) -> None:
        """Takes over from another draft what fills a role, where this one has nothing there."""
        if role not in self.roles and role in other.roles:
            self.roles[role], self.by[role] = other.roles[role], rule or other.by[role]


@dataclass(frozen=True, slots=True)
class Words:
    """What a world's lexicons find in one text: weapons and sites by token range, places by token range."""

    weapons: tuple[tuple[int, int, Weapon], ...]
    sites: tuple[tuple[int, int, Site], ...]
    places: tuple[tuple[int, int], ...]
    times: tuple[tuple[int, int, Timex], ...]
    counts: tuple[tuple[int, int, int], ...]
    """Token range, and the index in `doc._.counts`."""
    scenes: tuple[int, ...]
    """The places where something can have happened: see scene.py"""
    main_place: int | None
    speech: Quoted
    home: frozenset[str]
    """The countries of the conflict: of two places, what happened is likelier there."""


KEPT = "rashomon_kinds"


def kind_told(doc: Doc, claim: Claim) -> Kind:
    """What the world knows of the kind of a claim that was found in this text. Kept with the text: rules ask often."""
    kinds: Mapping[str, Kind] | None = doc.user_data.get(KEPT)
    if kinds is None:
        kinds = doc.user_data[KEPT] = doc._.world.kinds
    return kinds[claim.kind]


def find_words(doc: Doc, world: World) -> Words:
    places = tuple(token_range(doc, p.span) or (0, 0) for p in doc._.places)
    weapons, sites = _lookup(world)
    home = frozenset(world.packs.home)
    furniture = [p.span for p in doc._.parts if p.kind == "furniture"]  # its dates are those of other texts
    told = (t for t in doc._.times if not any(s.start <= t.span.start < s.end for s in furniture))
    set_at = setting(doc, places, home)
    return Words(
        # "Bombed" is no bomb, but "shelled" and "beheaded" say how.
        weapons=tuple(w for w in weapons.find(doc) if _a_weapon(doc, w)),
        sites=tuple(sites.find(doc)),
        places=places,
        times=tuple((*r, t) for t in told if (r := token_range(doc, t.span)) and not _of_a_birth(doc, r[0])),
        counts=tuple((*r, i) for i, c in enumerate(doc._.counts) if (r := token_range(doc, c.span))),
        scenes=set_at.scenes,
        main_place=set_at.main,
        speech=set_at.speech,
        home=home,
    )


def _of_a_birth(doc: Doc, first: int) -> bool:
    """ "A woman born in 1957 died": when she was born, and not when anything happened."""
    return any(t.lower_ == "born" for t in doc[max(0, first - 3) : first])


def _a_weapon(doc: Doc, found: tuple[int, int, Weapon]) -> bool:
    """Whether a word of weapons.toml means one: not "an oil tank", "a chemical plant", "a coal mine"."""
    first, end, weapon = found
    before = doc[first - 1].lower_ if first else ""
    after = doc[end].lemma_.lower() if end < len(doc) else ""
    if before in NO_WEAPON_AFTER.get(weapon.weapon, ()) or after in NO_WEAPON_BEFORE.get(weapon.weapon, ()):
        return False
    if doc[end - 1].lower_ == "shell" and doc[end : end + 1].text.lower() == "of":
        return False  # of a bus
    return weapon.by_verb or doc[end - 1].pos_ != "VERB"


NO_WEAPON_AFTER = {"ied": words("accidents"), **dict.fromkeys(("tank", "mine"), words("civil_before"))}
NO_WEAPON_BEFORE = {
    **dict.fromkeys(("chemical", "aircraft"), words("civil_after")),
    "small_arms": words("gun_laws"),
}
"""Class of a weapon to the words before or after it that make it none: "gas explosion", "plane crash"."""


@lru_cache(maxsize=WORLDS)
def _lookup(world: World) -> tuple[Phrases[Weapon], Phrases[Site]]:
    return Phrases(world.weapons.items()), Phrases(world.sites.items())
