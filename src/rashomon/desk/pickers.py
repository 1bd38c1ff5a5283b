"""Places, speakers and parties to choose from while somebody types: what the ledger has first, then packs and lists.

Pages show names, and so do these lists: what leaves goes through the sharing profile, and this does not leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from starlette.responses import Response

from rashomon.desk.language import _, mark
from rashomon.desk.request import Turn, camp_label, json_file, word
from rashomon.ledger.read import name_lists
from rashomon.pages.drawing import Pin, draw_map, spots
from rashomon.sharing.speakers import is_public
from rashomon.world import World
from rashomon.world.toponyms import Entry, name_key

MOST = 12
FEATURES = {
    "country": mark("country"),
    "admin1": mark("province"),
    "admin2": mark("district"),
    "city": mark("city"),
    "town": mark("town"),
    "district": mark("district"),
    "site": mark("site"),
    "region": mark("region"),
    "water": mark("water"),
}
"""What a place is, in words."""
SHORTEST = 2
"""Characters from which on names are looked for."""


def places(turn: Turn) -> Response:
    """The places whose name begins so: `value` is what a form sends, an id or a name that the ledger alone has. Where
    they lie is drawn, under their numbers in the list: namesakes are told apart so, and chosen by a click there."""
    asked = turn.asked("q").strip()
    found = list(_first(_places(turn, asked))) if len(asked) >= SHORTEST else []
    points = [(n, one.pop("point")) for n, one in enumerate(found, start=1)]
    pins = [Pin(str(n), at[0], at[1], at[2], "one_origin", False, ()) for n, at in points if at]
    for pin, spot in zip(pins, spots(pins) if pins else [], strict=True):
        found[int(pin.label) - 1]["spot"] = spot  # for a click on the map
    return json_file({"found": found, "drawing": str(draw_map(pins, steps=True))})


def _places(turn: Turn, asked: str) -> Iterator[dict[str, Any]]:
    key = name_key(asked)
    for told in sorted(name_lists.places(turn.ledger), key=lambda p: -p.claims):
        if any(part.startswith(key) for part in _starts(name_key(told.name))):
            entry = turn.world.places.get(told.id) if told.id else None
            about = whereabouts(entry, turn.world) if entry else ""
            yield _choice(told.id or told.name, told.name, about, told.claims) | {"point": _point(entry)}
    for entry in turn.world.places.starting(asked, MOST):
        id_ = turn.world.places.geonames_id(entry) or entry.id
        yield _choice(id_, entry.name, whereabouts(entry, turn.world), 0) | {"point": _point(entry)}


def _point(entry: Entry | None) -> tuple[float, float, float] | None:
    """Where a place lies, and how far it reaches."""
    if entry is None or entry.lat is None or entry.lon is None:
        return None
    return entry.lat, entry.lon, entry.radius_km or 0.0


def whereabouts(entry: Entry, world: World) -> str:
    """What a place is and what it lies in, which tells namesakes apart."""
    country = world.places.country(entry.country)
    parts = (
        _(FEATURES.get(entry.feature, entry.feature)),
        entry.within,
        entry.admin1,
        country.name if country else entry.country,
    )
    return ", ".join(dict.fromkeys(p for p in parts if p and p != entry.name))


def speakers(turn: Turn) -> Response:
    """The speakers and parties of the ledger and of the packs whose name has a word that begins so, with their side."""
    asked = turn.asked("q").strip()
    return json_file({"found": list(_first(_speakers(turn, asked))) if len(asked) >= SHORTEST else []})


def _speakers(turn: Turn, asked: str) -> Iterator[dict[str, Any]]:
    key = name_key(asked)
    for name, camp, claims in name_lists.named(turn.ledger):
        if any(part.startswith(key) for part in _starts(name_key(name))):
            yield _choice(name, name, camp_label(turn.world, camp), claims) | {"camp": camp}
    for entity in turn.world.packs.entities.values():
        if is_public(entity) and any(part.startswith(key) for n in entity.aliases for part in _starts(name_key(n))):
            about = f"{word(entity.role)}, {camp_label(turn.world, entity.camp)}"
            yield _choice(entity.name, entity.name, about, 0) | {"camp": entity.camp}


def _choice(value: str, name: str, about: str, claims: int) -> dict[str, Any]:
    return {"value": value, "name": name, "about": about, "claims": claims}


def _starts(name: str) -> Iterator[str]:
    """A folded name from each of its words on."""
    words = name.split()
    return (" ".join(words[n:]) for n in range(len(words)))


def _first(some: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The first of them, each value once."""
    seen: set[str] = set()
    for one in some:
        if one["value"] not in seen:
            seen.add(one["value"])
            yield one
        if len(seen) == MOST:
            return
