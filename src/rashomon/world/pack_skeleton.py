"""A new pack: commented files that are a pack from the start, with what is still to be decided left to their writer.

Whose side somebody is on is never guessed: entries have the camp `unknown` and a fact to be written, until a person
who knows the conflict fills them in.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.world.importers import COLUMNS
from rashomon.world.pack_check import TO_WRITE

MOST = 60
"""Actors and places that a new pack takes over from a ledger: what one can fill in on an afternoon."""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody or somewhere that a ledger names and no pack knows."""

    name: str
    role: str
    """Empty where nothing tells it. Of a place, what it lies within."""
    claims: int
    outlet: bool = False


def skeleton(
    name: str,
    roles: Mapping[str, str],
    camps: Iterable[str],
    actors: Sequence[Found] = (),
    places: Sequence[Found] = (),
    home: Sequence[tuple[str, int]] = (),
) -> dict[str, str]:
    """The files of a new pack by name. `roles` and `camps` are those that every pack may use; `home` the countries in
    which the ledger's claims lie, the commonest first."""
    files = {"pack.toml": _head(name, roles, sorted(camps), home), "actors.toml": _actors(actors)}
    if places:
        files["places.csv"] = _places(name, places[:MOST])
    return files


def slug(name: str, between: str = "_") -> str:
    """A name in small letters of ASCII, fit for an id; empty where nothing is left of it.

    >>> [slug(n) for n in ("Armée du Nord", "10th Division", "Côte-d'Or")]
    ['armee_du_nord', '10th_division', 'cote_d_or']
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", between, plain).strip(between)


def _head(name: str, roles: Mapping[str, str], camps: Sequence[str], home: Sequence[tuple[str, int]]) -> str:
    countries = ", ".join(f"{iso} ({n})" for iso, n in home[:8])
    seen = f"\n# The claims of the ledger lie in: {countries}." if countries else ""
    first = quoted(home[0][0]) if home else ""
    return f"""# A pack: what is known of one conflict before any report is read. docs/packs.md explains every key, and
# `rashomon pack check` says what is wrong and what is left to fill in.

name = {quoted(name)}
label = {quoted(name)}   # what people read: "the war in ..."

# Countries of the conflict, ISO 3166-1 alpha-2: their places win where a name is ambiguous.{seen}
home = [{first}]

# The sides. A state's camp is its short English name, a party's its own name; two states at war are two camps.
# `incumbent` is the government of the country at war, with those who fight for it. `allies` are camps whose agreement
# is no independent corroboration; say in a comment since when, and why. Every pack may also use:
# {", ".join(camps)}.
[camps]
# north = {{ label = "the northern republic", incumbent = true, allies = ["coast_guard"] }}
# coast_guard = {{ label = "the coast guard" }}
# south = {{ label = "the southern republic" }}

# Words before people or troops that give their camp: "northern officials", "southern jets".
[modifiers]
# north = ["northern"]

# Place names that speak or act: "Port Royal denied".
[metonyms]
# north = ["Port Royal"]

# Speakers and parties without a name. Roles: {", ".join(sorted(roles))}.
# [[descriptors]]
# phrases = ["harbour warden"]
# role = "official"
# camp = "north"
"""


def _actors(actors: Sequence[Found]) -> str:
    out = [
        f"""# Who is who. An entry needs `name`, `role`, `camp` and `fact`: the public fact that it rests on, in a
# sentence of your own. Further keys: aliases, type, organ, official, of, outlets, changes (docs/packs.md). Private
# persons have no place here. An entry whose camp is "unknown" gives nobody a side. Its camp and its fact
# ({quoted(TO_WRITE)}) are yours to fill in; delete what is no party to the conflict.

# [herald]
# name = "Herald"
# aliases = ["The Herald"]
# role = "state_media"
# camp = "north"
# organ = true
# outlets = ["herald.example"]
# changes = [{{ camp = "south", until = 2019-03-01 }}]
# fact = "The northern government's newspaper since March 2019."
"""
    ]
    ids: set[str] = set()
    for one in actors[:MOST]:
        key = slug(one.name)
        if not key or key in ids or not _can_be_written(one.name):
            continue
        ids.add(key)
        claims = "1 claim" if one.claims == 1 else f"{one.claims} claims"
        outlets = f"outlets = [{quoted(one.name)}]\n" if one.outlet else ""
        camp = quoted("media" if one.outlet else "unknown")
        out.append(
            f"# in {claims}\n[{key}]\nname = {quoted(one.name)}\nrole = {quoted(one.role or 'organisation')}\n"
            f"camp = {camp}\n{outlets}fact = {quoted(TO_WRITE)}\n"
        )
    return "\n".join(out)


def _places(pack: str, places: Sequence[Found]) -> str:
    table = io.StringIO()
    rows = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    rows.writeheader()
    seen: set[str] = set()
    for place in places:
        key = slug(place.name, "-")
        if key and key not in seen and _can_be_written(place.name):
            seen.add(key)
            row = {"id": f"pack:{slug(pack)}/{key}", "name": place.name, "feature": "town", "within": place.role}
            rows.writerow(row | {"source": "named in reports; no point known"})
    return table.getvalue()


def _can_be_written(name: str) -> bool:
    return not any(unicodedata.category(c) in ("Cs", "Cc", "Cf") for c in name)


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
