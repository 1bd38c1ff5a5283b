"""Who stands with whom: the camps, allies and organisations of the packs, as the comparing of accounts needs them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from rashomon.message import Phrase
from rashomon.model import NEUTRAL_CAMPS, Party
from rashomon.world.kind_files import load_kinds
from rashomon.world.kinds import Kind
from rashomon.world.known_sides import label_of

if TYPE_CHECKING:
    from rashomon.world import World


@dataclass(frozen=True, slots=True)
class Known:
    """What a pack knows of one entity, as far as origins and concessions go."""

    name: str
    camp: str
    of: str | None
    speaks: bool
    """An organ of its camp, or an official of it."""


@dataclass(frozen=True, slots=True)
class Sides:
    allies: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    entities: Mapping[str, Known]
    names: Mapping[str, str]
    """Names and aliases in lower case to entity id."""
    protected: frozenset[str] = frozenset()
    """Sorts of site that shelter people: hospital, school ..."""
    loaded: frozenset[str] = frozenset()
    """Words of one side for all who fight it: "terrorist", "terrorists"."""
    groups: frozenset[str] = frozenset()
    """Camps that have armed groups: whom such a word may mean."""
    kinds: Mapping[str, Kind] = field(default_factory=load_kinds)
    states: frozenset[str] = frozenset()
    """Camps that are a state's, where no pack calls its own state `government`."""

    known_allied: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False, compare=False)
    known_labels: dict[str, Phrase] = field(default_factory=dict, repr=False, compare=False)
    """What was asked before: there are few camps, and they are asked for with each pair of answers."""

    def allied(self, a: str, b: str) -> bool:
        """Whether two camps' agreement is no independent corroboration: one camp, or allies by either's list."""
        found = self.known_allied.get((a, b))
        if found is None:
            listed = a == b or b in self.allies.get(a, ()) or a in self.allies.get(b, ())
            found = self.known_allied[a, b] = listed or self._may_be_one(a, b)
        return found

    def _may_be_one(self, a: str, b: str) -> bool:
        """ "The army" of a report that names no state, and that of one that does; a party and its initials."""
        if "government" in (a, b) and not self.states.isdisjoint((a, b)):
            return True
        known = self.allies.keys()
        return a not in known and b not in known and (initials(a) == b or initials(b) == a)

    def covered(self, party: Party | None, speaker_camp: str) -> frozenset[str]:
        """Whom a party may mean that is told of in a loaded word alone: each camp of armed groups but the speaker's.

        "The terrorists", said by one side, may be any group that fights it; "Daesh terrorists" are one.
        """
        if party is None or party.entity is not None or not self.loaded:
            return frozenset()
        if self.loaded.isdisjoint(re.findall(r"\w+", party.text.casefold())):
            return frozenset()
        return frozenset(camp for camp in self.groups if not self.allied(camp, speaker_camp))

    def label(self, camp: str) -> Phrase:
        found = self.known_labels.get(camp)
        if found is None:
            found = self.known_labels[camp] = self._label(camp)
        return found

    def _label(self, camp: str) -> Phrase:
        if "_or_" in camp:
            side, other = (self.label(c) for c in camp.split("_or_", 1))
            return Phrase("{side} or {other}", side=side, other=other)
        return Phrase(self.labels.get(camp) or label_of(camp))

    def organisation(self, entity: str | None) -> str | None:
        """The organisation that an entity speaks for, else itself: a head and his observatory are one origin."""
        seen: set[str] = set()
        while entity and entity not in seen:
            seen.add(entity)
            above = self.entities[entity].of if entity in self.entities else None
            if not above:
                break
            entity = above
        return entity


def takes_side(camp: str) -> bool:
    """Narrator, media and unknown take no side: they make no camp agree or dispute."""
    return camp not in NEUTRAL_CAMPS


def sides(world: World) -> Sides:
    """What the packs of a world say of sides."""
    packs = world.packs
    return Sides(
        allies={c.id: frozenset(c.allies) for c in packs.camps.values()},
        labels={**packs.sides.labels, **{c.id: c.label for c in packs.camps.values()}},
        entities={e.id: Known(e.name, e.camp, e.of, bool(e.organ or e.official)) for e in packs.entities.values()},
        names=packs.aliases,
        protected=frozenset(s.site for s in world.sites.values() if s.protected),
        loaded=frozenset(
            form
            for d in packs.descriptors
            if d.loaded and d.refers
            for p in d.phrases
            if " " not in p
            for form in ({p, f"{p}s"} if not p.endswith("s") else {f"{p}s"})
        ),
        groups=frozenset(e.camp for e in packs.entities.values() if e.role == "armed_group"),
        kinds=world.kinds,
        states=frozenset() if packs.own_government else packs.sides.states,
    )


def initials(camp: str) -> str:
    """Of a party's id the initials, which may be the id of the same party elsewhere.

    >>> initials("peoples_defence_force")
    'pdf'
    """
    words = [w for w in camp.split("_") if w not in ("of", "the", "for", "and")]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


@cache
def concessions() -> dict[str, Any]:
    """`world/concessions.toml`: who speaks for a camp."""
    return tomllib.loads(resources.files("rashomon.world").joinpath("concessions.toml").read_text("utf-8"))
