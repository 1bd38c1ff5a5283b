"""Who is who: what the packs do not know yet, one card each, with one key for a side, a role, or "the same as".

What is given goes into the pack of the ledger (`own_pack`), and the reports that it bears on are read again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from rashomon import work
from rashomon.desk import own_pack
from rashomon.desk.language import _, mark
from rashomon.desk.request import NEUTRAL, Turn, back_to, page
from rashomon.errors import RashomonError
from rashomon.sharing.pack_gaps import BODIES, Gap
from rashomon.world import load_world
from rashomon.world.pack_entries import (
    key_of,
    new_actor,
    places_in,
    same_actor,
    with_actor,
    with_camp,
    with_place,
    without_actor,
    without_place,
)
from rashomon.world.pack_skeleton import slug
from rashomon.world.packs import Pack
from rashomon.world.toponyms import Entry

MOST = 40
"""Of each sort that are listed; the next come up as these are done."""
SIDES = 9
"""Sides with a key of their own."""
WHATS = {"body": mark("Speakers and parties without a side"), "place": mark("Places that are found nowhere"),
         "outlet": mark("Outlets that no pack knows")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """Somebody or somewhere that the packs do not know."""

    what: str
    name: str
    role: str
    """Of a body, as the reading has it; of a place, what it lies within."""
    claims: int
    sentence: str | None
    address: str


def one(turn: Turn) -> Response:
    """The page; posted, what a form gives: `what`, `name`, `do`, and `side`, `role`, `fact` or `same`."""
    if turn.request.method == "POST":
        return _save(turn)
    unknown = turn.desk.exports.unknown(turn.ledger)
    items = items_of(unknown.gaps, turn.world.packs)
    chosen = (turn.asked("what"), turn.asked("name"))
    at = next((n for n, i in enumerate(items) if (i.what, i.name) == chosen), 0)
    folder = own_pack.folder_of(turn.ledger.path)
    said = sorted((c for c in unknown.camps if c not in NEUTRAL), key=lambda c: (-unknown.camps[c], c))
    packs = turn.world.packs
    texts = own_pack.texts_of(folder) if folder.is_dir() else {own_pack.PLACES: ""}
    told: dict[str, Any] = {
        "groups": [(_(head), [i for i in items if i.what == what]) for what, head in WHATS.items()],
        "item": items[at] if items else None,
        "onward": items[(at + 1) % len(items)].address if items else "/who",
        "sides": said[:SIDES],
        "camps": sorted({*packs.camps, *packs.sides.labels} - NEUTRAL.keys()),
        "roles": sorted(packs.roles),
        "known": sorted({e.name for e in packs.entities.values() if e.type != "person"}),
        "folder": str(folder),
        "entries": own_pack.entries(folder),
        "places": places_in(texts[own_pack.PLACES]),
        "busy": turn.desk.rereading.busy,
        "failed": turn.desk.rereading.failed,
        "open_ledger": not turn.ledger.key,
    }
    return page(turn, "who.html", **told)


def items_of(gaps: Iterable[Gap], packs: Pack) -> list[Item]:
    """What is listed: bodies that speak or are spoken of, places, outlets; not what the packs learned meanwhile."""
    found: dict[tuple[str, str], Item] = {}
    places = {n.casefold() for e in packs.places for n in (e.name, *e.aliases)}
    for g in gaps:
        what = g.what if g.what in ("place", "outlet") else "body"
        if (what == "body" and g.name[:1].islower()) or _is_known(what, g.name, packs, places):
            continue  # a group without a name is a descriptor: for the pack's writer
        role = g.role if what == "place" or g.role in BODIES else ""
        item = Item(what, g.name, role, g.claims, g.sentence, f"/who?{urlencode({'what': what, 'name': g.name})}")
        key = what, g.name.casefold()
        if (before := found.get(key)) is not None:
            item = replace(
                before,
                role=before.role or role,
                claims=before.claims + g.claims,
                sentence=before.sentence or g.sentence,
            )
        found[key] = item
    order = list(WHATS)
    ranked = sorted(found.values(), key=lambda i: (order.index(i.what), -i.claims, i.name.casefold()))
    return [i for what in order for i in [x for x in ranked if x.what == what][:MOST]]


def _is_known(what: str, name: str, packs: Pack, places: Collection[str]) -> bool:
    if what == "place":
        return name.casefold() in places
    if what == "outlet":
        return packs.outlet(name) is not None
    entity = packs.find(name)
    return entity is not None and entity.camp != "unknown"


def _save(turn: Turn) -> Response:
    form, folder = turn.form, own_pack.folder_of(turn.ledger.path)
    unknown = turn.desk.exports.unknown(turn.ledger)
    texts = own_pack.texts_of(folder)
    if form.get("do") == "out":
        names = _take_out(texts, form.get("what", ""), form.get("key", ""), folder)
    else:
        # Only what is listed: a name that is typed may be a private person's, and packs are passed on.
        item = next((i for i in items_of(unknown.gaps, turn.world.packs)
                     if (i.what, i.name) == (form.get("what"), form.get("name"))), None)  # fmt: skip
        if item is None:
            raise RashomonError(
                form.get("name", "")[:80], _("it is not in the list any more"), _("Load the page again.")
            )
        if form.get("do") == "same":
            _same(texts, item, form.get("same", "").strip()[:200], turn, dict(unknown.countries))
        else:
            _entry(texts, item, turn)
        names = [item.name]
    place = form.get("what") == "place"
    with work.learning(turn.ledger, str(folder), names, sounding=place) as keys:
        own_pack.save(folder, texts)
    turn.desk.rereading.start(keys)
    return back_to(form.get("next", "/who"))


def _entry(texts: dict[str, str], item: Item, turn: Turn) -> None:
    """Somebody with a side and a role."""
    packs, form = turn.world.packs, turn.form
    if item.what == "place":
        raise RashomonError(item.name, _("a place has no side"), _("Say which place it is the same as."))
    new = form.get("new_side", "").strip()[:80]
    camp = form.get("side") or slug(new) or form.get("other") or ("media" if item.what == "outlet" else "unknown")
    if camp not in packs.camps and camp not in packs.sides.labels and camp not in NEUTRAL and camp != slug(new):
        raise RashomonError(camp[:80], _("it is no side"), _("Choose one from the list."))
    role = form.get("role") or ("media" if item.what == "outlet" else "organisation")
    if role not in packs.roles:
        raise RashomonError(role[:80], _("it is no role"), _("Choose one from the list."))
    row = new_actor(item.name, role, camp, " ".join(form.get("fact", "").split())[:400], item.what == "outlet")
    _camp(texts, camp, packs, new)
    texts[own_pack.ACTORS] = with_actor(texts[own_pack.ACTORS], key_of(item.name, packs), row)


def _same(texts: dict[str, str], item: Item, same: str, turn: Turn, countries: dict[str, int]) -> None:
    """One more name of somebody or somewhere that is known."""
    packs = turn.world.packs
    if item.what == "place":
        entry = _place(same, turn, countries)
        row = {"id": entry.id, "name": entry.name, "aliases": item.name, "source": "named so in reports"}
        texts[own_pack.PLACES] = with_place(texts[own_pack.PLACES], row)
        return
    entity = packs.entities.get(same) or (packs.outlet(same) if item.what == "outlet" else None) or packs.find(same)
    if entity is None:
        raise RashomonError(
            same or _("The name"), _("the packs know nobody of this name"),
            _("Give a side first, or write the name as the list has it."),
        )  # fmt: skip
    if entity.type == "person":
        raise RashomonError(entity.name, _("this is a person, and what is listed here is none"))
    for camp in (entity.camp, *(c.camp for c in entity.changes)):
        _camp(texts, camp, packs)
    row_ = same_actor(entity, item.name, item.what == "outlet")
    texts[own_pack.ACTORS] = with_actor(texts[own_pack.ACTORS], entity.id, row_)


def _camp(texts: dict[str, str], camp: str, packs: Pack, label: str = "") -> None:
    """A camp that other packs define must be one of this pack too: it is loaded without them."""
    if camp not in load_world().packs.camps:
        texts[own_pack.HEAD] = with_camp(texts[own_pack.HEAD], camp, label or packs.camp_label(camp))


def _place(name: str, turn: Turn, countries: dict[str, int]) -> Entry:
    """The one place of this name or id. Of several, the one in a country where the claims lie; never a guess."""
    found = turn.world.places.find(name)
    if ":" in name and (known := turn.world.places.get(name)) is not None:
        found = (known,)
    near = [e for e in found if e.country in countries] or list(found)
    if len(near) == 1:
        return near[0]
    if not near:
        raise RashomonError(name or _("The place"), _("no gazetteer knows it"), _("Write its usual name or its id."))
    which = "; ".join(f"{e.id} ({e.feature}, {e.admin1 or '–'}, {e.country or '–'})" for e in near[:6])
    raise RashomonError(name, _("there are several places of this name"), _("Write the id of one: {}.").format(which))


def _take_out(texts: dict[str, str], what: str, key: str, folder: Path) -> list[str]:
    """Takes an entry out again, with all its names; gives these."""
    if what == "place":
        rows = [r for r in places_in(texts[own_pack.PLACES]) if r["id"] == key]
        texts[own_pack.PLACES] = without_place(texts[own_pack.PLACES], key)
        names = [n for r in rows for n in (r["name"], *r["aliases"].split("|")) if n]
    else:
        names = [n for e in own_pack.entries(folder) if e.id == key for n in (*e.aliases, *e.outlets)]
        texts[own_pack.ACTORS] = without_actor(texts[own_pack.ACTORS], key)
    if not names:
        raise RashomonError(key[:80], _("it is not in this pack"))
    if what == "place" and not places_in(texts[own_pack.PLACES]):
        texts[own_pack.PLACES] = ""
    return names
