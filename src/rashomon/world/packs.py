"""What is known of a conflict before reading: who is who, who speaks for whom, and places the gazetteer lacks.

A pack is a folder of TOML and CSV that anyone can write; docs/packs.md says how. `generic` is always loaded and knows
roles by description ("state media", "activists"), so that a conflict without a pack still gets camps where the words
tell. What a pack says of an actor is what is publicly known of it, each entry with its fact: it is no judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from rashomon.model import NEUTRAL_CAMPS
from rashomon.world.known_sides import NO_WORDS, SideWords, label_of
from rashomon.world.places import Entry

CASED = 4
"""A name in capitals and of at most this many letters ("IS", "RT", "US") is only meant where the text has capitals."""

Type = Literal["organisation", "person", "group"]
TYPES: tuple[Type, ...] = ("organisation", "person", "group")


@dataclass(frozen=True, slots=True)
class Change:
    """A camp that an actor belonged to, or a camp's words meant, for a time; both days included, None is open."""

    camp: str
    since: date | None
    until: date | None
    words: frozenset[str] = frozenset()
    """Of a camp: the change is of phrases with one of these words alone. Who fought for the one that fell is not of the
    state any more: "Assad loyalists"."""


@dataclass(frozen=True, slots=True)
class Camp:
    """A side that accounts speak for."""

    id: str
    label: str
    allies: frozenset[str] = frozenset()
    """Camps whose agreement with this one is no independent corroboration. Mutual, not transitive."""
    incumbent: bool = False
    """The government of the home country, or a force that fights on its behalf: decides ACLED's territory codes."""
    changes: tuple[Change, ...] = ()
    """Camps that took its place, and from when on its words ("Afghan", "Kabul") are theirs: see `succession`."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named actor or medium. Private persons have no entry: people here are public officials and spokespersons."""

    id: str
    name: str
    aliases: tuple[str, ...]
    """All names, `name` among them, as written; see `needs_case`."""
    role: str
    camp: str
    type: Type
    organ: bool
    """Speaks for its camp as such: state and party media, ministries, armies, political bodies, official accounts."""
    official: bool
    """A person who holds an office and can concede for the camp."""
    of: str | None
    """Id of the organisation that a person speaks for: the two are one origin."""
    changes: tuple[Change, ...]
    outlets: tuple[str, ...]
    """What users give as `outlet`: short names and domains."""
    fact: str
    """The public fact that the entry rests on, in a sentence."""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Speakers and parties without a name, by what they are called."""

    phrases: tuple[str, ...]
    """Lemmas in lower case, without article: "activist", "state television"."""
    role: str
    camp: str
    """"" where the words do not tell: a modifier, or for loaded words the speaker's camp, may."""
    organ: bool = False
    official: bool = False
    bends: bool = False
    """A modifier before it gives the camp: "army" is the government's, "Turkish army" is Turkey's."""
    armed: bool = False
    loaded: bool = False
    """A word of one side for another ("terrorists"): whom it means depends on who says it, see `refers`."""
    refers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Speaker's camp to the camp that the word means in that mouth."""


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word before a force noun or a bending descriptor that gives its camp: "rebel" fighters, "Russian" officials."""

    word: str
    """As written: see `needs_case`."""
    camp: str
    """Before a word for people who speak or rule: "American" officials are of the camp `western`."""
    force: str
    """Before a force noun: "American" jets are of the camp `us_coalition`. `camp` where the pack says no more."""
    nation: bool = False
    """A state's or a movement's own word that no pack gives."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One or several packs in one. Of two that say different things the later was loaded later and wins."""

    name: str
    label: str
    home: tuple[str, ...]
    """ISO 3166-1 alpha-2 of the countries where the conflict is."""
    about: tuple[str, ...]
    """Of these the ones whose names call for the pack. A war that reaches into a country is not all of its news."""
    camps: Mapping[str, Camp]
    roles: Mapping[str, str]
    entities: Mapping[str, Entity]
    aliases: Mapping[str, str]
    """Alias in lower case to entity id."""
    descriptors: tuple[Descriptor, ...]
    modifiers: tuple[Modifier, ...]
    force_nouns: frozenset[str]
    metonyms: Mapping[str, str]
    """A place name to the camp that it stands for where it speaks or acts: "Moscow denied". In small letters, however
    the pack writes it, but for short capitals."""
    outlets: Mapping[str, str]
    """Outlet name, alias or domain in lower case to entity id."""
    places: tuple[Entry, ...]
    folders: tuple[Path, ...]
    """Where they lie: what is in `kinds/` of each is added to the kinds."""
    sha256: str
    sides: SideWords = NO_WORDS
    """The words of the world's states and movements in these packs' camps."""
    own_government: bool = False
    """Whether a pack besides `generic` calls the state it is about `government`: bare "the army" is its army then."""

    def metonym(self, name: str) -> str | None:
        """The camp of a country or a seat of government; packs write those in small letters whose case says nothing."""
        return self.metonyms.get(name) or self.metonyms.get(name.lower()) or self.sides.names.get(name)

    def camp_label(self, camp: str) -> str:
        """What people read for a camp, one that no pack defines too."""
        known = self.camps.get(camp)
        return known.label if known is not None else self.sides.labels.get(camp) or label_of(camp)

    def find(self, name: str) -> Entity | None:
        """The entity of that name or alias, case aside but for short capitals, with or without "the"."""
        plain = name.removeprefix("the ").removeprefix("The ").strip()
        entity = self.entities.get(self.aliases.get(plain.casefold(), ""))
        if entity and any(a.casefold() == plain.casefold() and needs_case(a) and a != plain for a in entity.aliases):
            return None
        return entity

    def outlet(self, given: str | None) -> Entity | None:
        """The medium that a user's `outlet` or URL names: by id, name, alias or domain ("www.sana.sy" is sana.sy)."""
        if not given:
            return None
        key = given.strip().casefold()
        try:
            host = (urlsplit(key if "//" in key else f"//{key}").hostname or "").removeprefix("www.")
        except ValueError:  # "[Example News]": a bracket opens an IPv6 address
            host = ""
        while key not in self.outlets and "." in host:
            key, host = host, host.partition(".")[2]
        return self.entities.get(self.outlets.get(key, ""))

    def incumbent(self, camp: str | None) -> bool | None:
        """Whether a camp is the home government or fights for it; None where the camp takes no side or is not known."""
        known = self.camps.get(camp or "")
        return None if known is None or known.id in NEUTRAL_CAMPS else known.incumbent


def camp_on(entity: Entity, day: date | None) -> str:
    """The camp of an entity on a day: that of the change whose dates hold it, else the camp that it has now."""
    return next((change.camp for change in entity.changes if holds_on(change, day)), entity.camp)


def holds_on(change: Change, day: date | None) -> bool:
    """Whether a day is one of a change's; a day that is not known is none."""
    return bool(day and (change.since is None or change.since <= day) and (change.until is None or day <= change.until))


def needs_case(name: str) -> bool:
    """Whether an alias, modifier or metonym is only meant in capitals: "IS" is the group, "is" is a verb."""
    return name.isupper() and len(name) <= CASED
