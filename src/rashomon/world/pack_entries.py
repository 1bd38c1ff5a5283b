"""One more entry in the files of a pack, as text: whatever else a person wrote there, comments too, stays as it is.

Pure: texts go in and come out. `desk` writes them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from rashomon.world.importers import COLUMNS
from rashomon.world.known_sides import known_camps
from rashomon.world.pack_check import TO_WRITE
from rashomon.world.pack_skeleton import quoted, slug
from rashomon.world.packs import Entity, Pack

ORGANS = frozenset({"state_media", "party_media", "government", "military", "political_body", "armed_group"})
"""Roles of bodies that speak for their side as such, where they have one."""


def new_actor(name: str, role: str, camp: str, fact: str = "", outlet: bool = False) -> dict[str, Any]:
    """The keys of an entry for a body or an outlet, as far as they say something."""
    row: dict[str, Any] = {"name": name, "role": role, "camp": camp}
    if role in ORGANS and camp not in ("unknown", "media"):
        row["organ"] = True
    if outlet:
        row["outlets"] = [name]
    return row | {"fact": fact or TO_WRITE}


def same_actor(entity: Entity, name: str, outlet: bool = False) -> dict[str, Any]:
    """The keys of an entry that gives somebody who is known one more name: it stands in for the one that is known."""
    others = [a for a in entity.aliases if a != entity.name]
    outlets = [*entity.outlets, *([name] if outlet else [])]
    row: dict[str, Any] = {
        "name": entity.name, "aliases": list(dict.fromkeys([*others, name])), "type": entity.type,
        "role": entity.role, "camp": entity.camp, "organ": entity.organ, "outlets": list(dict.fromkeys(outlets)),
        "changes": [{"camp": c.camp, "since": c.since, "until": c.until} for c in entity.changes], "fact": entity.fact,
    }  # fmt: skip
    return {k: v for k, v in row.items() if v not in ([], False, "organisation")}


def key_of(name: str, pack: Pack) -> str:
    """An id for somebody of this name that is nobody else's in these packs."""
    key = slug(name) or f"actor_{sha256(name.encode()).hexdigest()[:8]}"
    while key in pack.entities and name.casefold() not in {a.casefold() for a in pack.entities[key].aliases}:
        key += "_2"
    return key


def with_actor(text: str, key: str, row: Mapping[str, Any]) -> str:
    """A list of actors with this entry, in the place of the one of that id if there is one."""
    entry = f"[{key}]\n" + "".join(f"{k} = {_toml(v)}\n" for k, v in row.items())
    if (at := _block(text, key)) is not None:
        return text[: at[0]] + entry + text[at[1] :]
    return f"{text.rstrip()}\n\n{entry}" if text.strip() else entry


def without_actor(text: str, key: str) -> str:
    """A list of actors without the entry of this id."""
    at = _block(text, key)
    return text if at is None else f"{text[: at[0]].rstrip()}\n\n{text[at[1] :].lstrip()}".strip() + "\n"


def _block(text: str, key: str) -> tuple[int, int] | None:
    """Where an entry stands: its head and the lines of its keys, without what is told above the next entry."""
    head = re.search(rf"^\[\s*\"?{re.escape(key)}\"?\s*\][^\n]*\n?", text, re.MULTILINE)
    if head is None:
        return None
    after = re.search(r"^\s*(?:#[^\n]*)?$|^\[", text[head.end() :], re.MULTILINE)
    return head.start(), head.end() + after.start() if after else len(text)


def with_camp(text: str, camp: str, label: str) -> str:
    """A pack.toml with this camp, unless it has it, or every pack may use it undefined."""
    if camp in known_camps() or re.search(rf"^\s*{re.escape(camp)}\s*=\s*\{{", text, re.MULTILINE):
        return text
    line = f"{camp} = {{ label = {quoted(label)} }}\n"
    head = re.search(r"^\[\s*camps\s*\][^\n]*\n", text, re.MULTILINE)
    return text[: head.end()] + line + text[head.end() :] if head else f"{text.rstrip()}\n\n[camps]\n{line}"


def with_place(text: str, row: Mapping[str, str]) -> str:
    """A table of places with this row; of one that is there under the same id, with its further names."""
    rows = places_in(text)
    there = next((r for r in rows if r["id"] == row["id"]), None)
    if there is None:
        rows.append({c: row.get(c, "") for c in COLUMNS})
    else:
        names = [*there["aliases"].split("|"), *row.get("aliases", "").split("|")]
        there["aliases"] = "|".join(dict.fromkeys(n for n in names if n))
    return _csv(rows)


def without_place(text: str, id_: str) -> str:
    """A table of places without the row of this id."""
    return _csv([r for r in places_in(text) if r["id"] != id_])


def places_in(text: str) -> list[dict[str, str]]:
    """The rows of a table of places, every column a text."""
    return [{k: r.get(k) or "" for k in r if k} for r in csv.DictReader(io.StringIO(text))]


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    columns = list(dict.fromkeys([*COLUMNS, *(k for r in rows for k in r)]))
    out = io.StringIO()
    table = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items() if v is not None) + " }"
    if isinstance(value, str):
        return quoted(value)
    return "[" + ", ".join(map(_toml, value)) + "]"
