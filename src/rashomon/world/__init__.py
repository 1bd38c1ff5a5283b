"""What a reading depends on besides the text: the gazetteer, the packs and the kinds, with one hash over them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib import resources

from rashomon.world.kind_files import load_kinds
from rashomon.world.kind_words import Lexicon, Site, Weapon, lexicon, load_sites, load_weapons
from rashomon.world.kinds import Kind, Side
from rashomon.world.one_camp import one_camp_each
from rashomon.world.pack_files import folder_stamp, load_packs
from rashomon.world.packs import Pack
from rashomon.world.places import Gazetteer, open_gazetteer
from rashomon.world.succession import Heirs, heirs_on, inherited

__all__ = ["World", "load_world"]


WORLDS = 32
"""Worlds kept open at once, with what is made of each: reports of many wars are read with packs of their own."""


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Frozen: two worlds with one hash give the same reading of the same report."""

    packs: Pack
    kinds: Mapping[str, Kind]
    lexicon: Lexicon
    weapons: Mapping[str, Weapon]
    sites: Mapping[str, Site]
    places: Gazetteer
    sha256: str
    """Of the packs, the gazetteer and every list of this room."""
    names: tuple[str, ...] = ()
    """The packs that it was loaded with, as they were named, beside `generic`."""

    def on(self, day: date | None) -> World:
        """The world as words are meant on a day, see `succession`; the hash stays that of what was loaded."""
        heirs = heirs_on(self.packs, day)
        return _after(self, heirs) if heirs else self

    def side(self, camp: str | None) -> Side | None:
        """Whether a camp is the government's or another; None where nothing tells."""
        incumbent = self.packs.incumbent(camp)
        return None if incumbent is None else "incumbent" if incumbent else "other"


def load_world(packs: Sequence[str] = ()) -> World:
    """The world of these packs (names or folders), `generic` included; opened once for each list of packs in a process,
    and again where the files of a folder have changed.

    Where the cache folder has no compiled gazetteer, one is compiled, which takes seconds; else it opens at once.
    """
    return _world(tuple(packs), tuple(folder_stamp(p) for p in packs))


@lru_cache(maxsize=16)
def _after(world: World, heirs: Heirs) -> World:
    return replace(world, packs=inherited(world.packs, heirs))


@lru_cache(maxsize=WORLDS)
def _world(names: tuple[str, ...], stamps: tuple[object, ...]) -> World:
    packs = one_camp_each(load_packs(names))
    kinds = load_kinds(packs.folders)
    places = open_gazetteer(packs.places)
    digest = hashlib.sha256(f"{packs.sha256}\0{places.sha256}".encode())
    room = resources.files("rashomon.world")
    lists = [f for folder in (room, room / "kinds") for f in folder.iterdir() if f.name.endswith(".toml")]
    for file in sorted(lists, key=lambda f: f.name):
        digest.update(f"\0{file.name}\0".encode() + file.read_bytes())
    return World(packs, kinds, lexicon(kinds), load_weapons(), load_sites(), places, digest.hexdigest(), names)
