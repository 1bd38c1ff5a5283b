"""Whose are a state's words after another took its place? "Afghan officials" were the Republic's, now the Taliban's.

A camp of a pack may say since when another has its words (`changes`). Actors have days of their own; here it is the
words without a name: qualities, capitals, descriptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from rashomon.world.packs import Camp, Descriptor, Modifier, Pack, holds_on

Heirs = tuple[tuple[str, str], ...]
"""Camps, each with the one that has its words."""


def heirs_on(packs: Pack, day: date | None) -> Heirs:
    """The camps of the packs whose words are another's on a day."""
    found = (
        (camp.id, change.camp) for camp in packs.camps.values() for change in camp.changes if holds_on(change, day)
    )
    return tuple(sorted(dict(found).items()))


def inherited(packs: Pack, heirs: Heirs) -> Pack:
    """The packs with the words of these camps given to their heirs."""
    by = dict(heirs)
    return replace(
        packs,
        camps=MappingProxyType({key: _camp(camp, packs, by) for key, camp in packs.camps.items()}),
        modifiers=tuple(_modifier(m, by) for m in packs.modifiers),
        metonyms=MappingProxyType({word: by.get(camp, camp) for word, camp in packs.metonyms.items()}),
        descriptors=tuple(_descriptor(d, by) for d in packs.descriptors),
        sides=packs.sides._replace(
            peoples={word: by.get(camp, camp) for word, camp in packs.sides.peoples.items()},
            names={word: by.get(camp, camp) for word, camp in packs.sides.names.items()},
            states=frozenset(by.get(camp, camp) for camp in packs.sides.states),
            of_country={iso: by.get(camp, camp) for iso, camp in packs.sides.of_country.items()},
        ),
        # What is compiled of the packs is kept by their hash.
        sha256=f"{packs.sha256} {' '.join(f'{camp}={heir}' for camp, heir in heirs)}",
    )


def _camp(camp: Camp, packs: Pack, by: Mapping[str, str]) -> Camp:
    """Who took the place of the home government is the home government, and who lost it is not."""
    heir = any(packs.camps[old].incumbent for old, new in by.items() if new == camp.id)
    return replace(camp, incumbent=heir or (camp.incumbent and camp.id not in by))


def _modifier(m: Modifier, by: Mapping[str, str]) -> Modifier:
    return replace(m, camp=by.get(m.camp, m.camp), force=by.get(m.force, m.force))


def _descriptor(d: Descriptor, by: Mapping[str, str]) -> Descriptor:
    """A loaded word keeps whom it means: "the puppet regime" is the one that fell."""
    return d if d.loaded else replace(d, camp=by.get(d.camp, d.camp))
