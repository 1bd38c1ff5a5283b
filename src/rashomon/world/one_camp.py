"""One state is one camp, whichever packs are loaded together.

A pack may give a state another camp than its own ("the United States" has that of its coalition in `syria`). Where it
is loaded with one that calls the state by its own name, all that they say is said of one camp: else a ministry that
only the one knows and the words that both know would be two sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from rashomon.world.known_sides import known_sides
from rashomon.world.packs import Camp, Change, Descriptor, Entity, Pack

Names = Mapping[str, str]


def one_camp_each(packs: Pack) -> Pack:
    """The packs with what they say of a state's own camp said of the camp that it has among them."""
    of = packs.sides.of_country
    by = {s.camp: of[s.country] for s in known_sides() if s.country and of.get(s.country, "unknown") != "unknown"}
    by = {state: camp for state, camp in by.items() if camp != state}
    if not by:
        return packs
    return replace(
        packs,
        camps=MappingProxyType(_camps(packs.camps, by)),
        entities=MappingProxyType({key: _entity(e, by) for key, e in packs.entities.items()}),
        descriptors=tuple(_descriptor(d, by) for d in packs.descriptors),
        modifiers=tuple(
            replace(m, camp=by.get(m.camp, m.camp), force=by.get(m.force, m.force)) for m in packs.modifiers
        ),
        metonyms=MappingProxyType({word: by.get(camp, camp) for word, camp in packs.metonyms.items()}),
    )


def _camps(camps: Mapping[str, Camp], by: Names) -> dict[str, Camp]:
    """Allies of a state are those of the camp that stands for it; whether it is at home in the war is its own alone."""
    found: dict[str, Camp] = {}
    for key, camp in sorted(camps.items(), key=lambda c: c[0] in by):
        to = by.get(key, key)
        allies = {by.get(a, a) for a in camp.allies} - {to}
        if to in found:
            found[to] = replace(found[to], allies=found[to].allies | allies)
        else:
            changes = tuple(_change(c, by) for c in camp.changes)
            found[to] = replace(camp, id=to, allies=frozenset(allies), changes=changes)
    return found


def _entity(entity: Entity, by: Names) -> Entity:
    return replace(entity, camp=by.get(entity.camp, entity.camp), changes=tuple(_change(c, by) for c in entity.changes))


def _change(change: Change, by: Names) -> Change:
    return replace(change, camp=by.get(change.camp, change.camp))


def _descriptor(d: Descriptor, by: Names) -> Descriptor:
    refers = MappingProxyType({by.get(who, who): by.get(whom, whom) for who, whom in d.refers.items()})
    return replace(d, camp=by.get(d.camp, d.camp), refers=refers)
