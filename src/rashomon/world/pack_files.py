"""What do the files of packs say, and is it right? Reads the folders, merges them, and names the file of an error."""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from rashomon.errors import RashomonError
from rashomon.model import NEUTRAL_CAMPS
from rashomon.world import known_sides
from rashomon.world.packs import TYPES, Camp, Change, Descriptor, Entity, Modifier, Pack, Type, camp_on, needs_case
from rashomon.world.places import Entry, import_places
from rashomon.world.tables import DATA

ALWAYS = "generic"
HEAD = (
    "name",
    "label",
    "home",
    "reaches",
    "force_nouns",
    "roles",
    "camps",
    "modifiers",
    "force_modifiers",
    "metonyms",
    "states",
    "descriptors",
)
FILES = (".toml", ".csv", ".tsv", ".geojson")
"""What the files of a pack end in."""


@cache
def shipped() -> tuple[str, ...]:
    """The names of the packs that come with the program."""
    return tuple(sorted(p.name for p in _shipped_root().iterdir() if (p / "pack.toml").is_file()))


def load_packs(names: Sequence[str] = ()) -> Pack:
    """The named packs, or folders, merged into one, with `generic` before them all.

    Raises RashomonError, naming file and key, for a folder that is no pack, a key that is missing, misspelt or of the
    wrong type, a camp or role that nobody defines, a date that is none, an id or alias that stands twice in one pack.
    """
    folders = [folder_of(n) for n in dict.fromkeys((ALWAYS, *names))]
    camps: dict[str, Camp] = {}
    roles: dict[str, str] = {}
    raw: list[tuple[str, str, dict[str, Any]]] = []
    descriptors: list[tuple[str, Descriptor]] = []
    modifiers: dict[str, tuple[str, str]] = {}
    force_modifiers: dict[str, tuple[str, str]] = {}
    metonyms: dict[str, tuple[str, str]] = {}
    states: dict[str, str] = {}
    own_government = False
    force_nouns: set[str] = set()
    places: dict[str, Entry] = {}
    about: list[str] = []
    reached: list[str] = []
    heads = []
    for folder in folders:
        head = _read(folder / "pack.toml")
        where = f"{folder.name}/pack.toml"
        _known(where, head, HEAD)
        heads.append((_text(where, head, "name"), _text(where, head, "label")))
        about += _texts(where, head, "home")
        reached += _texts(where, head, "reaches")
        roles |= {k: str(v) for k, v in _table(where, head, "roles").items()}
        for key, row in _table(where, head, "camps").items():
            camps[key] = _joined(camps.get(key), _camp(f"{where}, [camps.{key}]", key, row))
        for key, into in (("modifiers", modifiers), ("force_modifiers", force_modifiers), ("metonyms", metonyms)):
            told_here = {word: (f"{where}, [{key}], {word!r}", camp) for word, camp in _by_camp(where, head, key)}
            # That a state is no side of one war takes it no side in another.
            into |= {word: row for word, row in told_here.items() if row[1] != "unknown" or word not in into}
        states |= _states(where, head, camps)
        own_government |= folder != folders[0] and "government" in _table(where, head, "camps")
        force_nouns |= {w.casefold() for w in _texts(where, head, "force_nouns")}
        # A later pack is looked at first, so that it can call "the party" what it is there.
        descriptors[:0] = [
            (f"{where}, descriptor {i}", _descriptor(f"{where}, descriptor {i}", row))
            for i, row in enumerate(_list(where, head, "descriptors"), 1)
        ]
        for file in sorted(folder.glob("*.toml")):
            if file.name != "pack.toml":
                raw += [(f"{folder.name}/{file.name}", k, r) for k, r in _read(file).items()]
        for file in sorted(p for p in folder.glob("places*") if p.suffix in (".csv", ".tsv", ".geojson")):
            places |= {entry.id: entry for entry in import_places(file)}
    camps = _mutual(camps)
    entities: dict[str, Entity] = {}
    aliases: dict[str, tuple[str, str]] = {}
    ids: set[tuple[str, str]] = set()
    sided: dict[str, Entity] = {}
    """Entries to which a later pack gives no side, as they were before it."""
    for where, key, row in raw:
        pack = where.partition("/")[0]
        if (pack, key) in ids:
            raise RashomonError(
                f"{where}, [{key}]", "the id stands in another file of this pack too", "Give one another id."
            )
        ids.add((pack, key))
        entity = _entity(f"{where}, [{key}]", key, row)
        if key in entities and entity.camp in NEUTRAL_CAMPS and entities[key].camp not in NEUTRAL_CAMPS:
            sided[key] = entities[key]
        elif entity.camp not in NEUTRAL_CAMPS:
            sided.pop(key, None)
        entities[key] = _named_as_before(entity, entities.get(key))
        _check(f"{where}, [{key}]", camps, roles, entity.camp, entity.role, *(c.camp for c in entity.changes))
        for alias in entity.aliases:
            owner, owned_in = aliases.get(alias.casefold(), (key, pack))
            if owner != key and owned_in == pack:
                fix = "Keep it with the one that reports mean by it."
                raise RashomonError(f"{where}, [{key}]", f"the alias {alias!r} belongs to [{owner}] too", fix)
            aliases[alias.casefold()] = (key, pack)
    # A name that a later pack gives to somebody else is no longer a name of the first.
    entities = {
        key: replace(e, aliases=tuple(a for a in e.aliases if aliases[a.casefold()][0] == key))
        for key, e in entities.items()
    }
    for key, entity in entities.items():
        if entity.of is not None and entity.of not in entities:
            raise RashomonError(
                f"[{key}]", f"of = {entity.of!r} is no entry of these packs", "Write the id of an entry."
            )
    for where, descriptor in descriptors:
        used = [c for c in (descriptor.camp, *descriptor.refers, *descriptor.refers.values()) if c]
        _check(where, camps, roles, used[0] if used else "unknown", descriptor.role, *used)
    for where, camp in (*modifiers.values(), *force_modifiers.values(), *metonyms.values()):
        _check(where, camps, roles, camp, None)
    own = {key for where, key, _ in raw if not where.startswith(f"{ALWAYS}/")}
    told = {alias: camp_on(entities[owner], None) for alias, (owner, _) in aliases.items() if owner in own}
    said = told | {word.casefold(): camp for word, (_, camp) in (*modifiers.items(), *metonyms.items())}
    # A short name may be another's: where "DRC" is an aid agency's, the country is not its.
    shared = {a.casefold() for e in entities.values() for a in e.aliases if needs_case(a)} - {
        word.casefold() for word in (*modifiers, *metonyms)
    }
    here = known_sides.camps_among(states, camps, {word: camp for word, camp in said.items() if word not in shared})
    entities = {key: e if key in own else _of_these_camps(e, here) for key, e in entities.items()}
    for key, e in sided.items():
        # Nor does it take one who speaks for that state its side.
        if e.camp in here and here[e.camp] not in NEUTRAL_CAMPS:
            entities[key] = replace(entities[key], camp=here[e.camp], organ=e.organ)
    name, label = (
        heads[-1] if len(heads) < 3 else ("+".join(h[0] for h in heads[1:]), " and ".join(h[1] for h in heads[1:]))
    )
    return Pack(
        name=name,
        label=label,
        home=tuple(dict.fromkeys([*about, *reached])),
        about=tuple(dict.fromkeys(about)),
        camps=MappingProxyType(camps),
        roles=MappingProxyType(roles),
        entities=MappingProxyType(entities),
        aliases=MappingProxyType({alias: owner for alias, (owner, _) in aliases.items()}),
        descriptors=tuple(d for _, d in descriptors),
        modifiers=tuple(
            Modifier(word, camp, force_modifiers.get(word, ("", camp))[1])
            for word, (_, camp) in sorted(modifiers.items())
        ),
        force_nouns=frozenset(force_nouns),
        metonyms=MappingProxyType(
            {word if needs_case(word) else word.casefold(): camp for word, (_, camp) in metonyms.items()}
        ),
        outlets=MappingProxyType(_outlets(entities)),
        places=tuple(places.values()),
        folders=tuple(folders),
        sha256=_hash(folders),
        sides=known_sides.side_words(here, camps, said, aliases),
        own_government=own_government,
    )


def _shipped_root() -> Path:
    return Path(str(resources.files("rashomon.world"))) / "packs"


def folder_of(name: str) -> Path:
    """A shipped name, else a folder. A folder of the user's that has the name of a shipped pack is given as ./name."""
    for folder in (_shipped_root() / name, Path(name)):
        if (folder / "pack.toml").is_file():
            return folder
    raise RashomonError(
        f"pack {name!r}",
        "no pack of that name is shipped, and no folder of that name has a pack.toml",
        f"Shipped are {', '.join(shipped())}; for your own give the path of its folder.",
    )


def folder_stamp(name: str) -> object:
    """Another one whenever a file of a pack changed; of one that is shipped always the same."""
    if name in shipped():
        return None
    there = sorted((f for f in Path(name).rglob("*") if f.suffix in FILES), key=str) if Path(name).is_dir() else ()
    return tuple((f.name, f.stat().st_mtime_ns, f.stat().st_size) for f in there)


def packs_hash(names: Sequence[str]) -> str:
    """Over all that these packs say, without reading it."""
    return _hash([folder_of(name) for name in names])


def _hash(folders: Sequence[Path]) -> str:
    """Over what the packs say, not where they lie: the same folder on another machine has the same hash."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in (*sorted(folder.iterdir()), *sorted(folder.glob("kinds/*.toml"))):
            if file.suffix in FILES:
                content = file.read_bytes()
                digest.update(f"{file.name}\0{len(content)}\0".encode() + content)
    for name in known_sides.TABLES:
        digest.update((DATA / name).read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=64)
def _parsed(text: str) -> bytes:
    """A TOML file, pickled, so that each who reads it has his own.

    A run over reports of several conflicts opens a world for each set of packs that they name; `generic` is in all.
    """
    return pickle.dumps(tomllib.loads(text))


def _read(file: Path) -> dict[str, Any]:
    try:
        return dict(pickle.loads(_parsed(file.read_text(encoding="utf-8"))))  # noqa: S301 - made below
    except tomllib.TOMLDecodeError as error:
        raise RashomonError(str(file), f"this is not TOML: {error}", "See docs/packs.md for an example.") from None
    except UnicodeDecodeError:
        raise RashomonError(str(file), "this is not UTF-8", "Save it as UTF-8.") from None
    except OSError as error:
        raise RashomonError(
            str(file), f"it cannot be read: {error.strerror}", "Check the file and its permissions."
        ) from None


def _outlets(entities: Mapping[str, Entity]) -> dict[str, str]:
    """Every medium under its id, its names and what users call it; a listed outlet wins over a mere alias."""
    media = {k: e for k, e in entities.items() if e.outlets or e.role.endswith("media")}
    out = {name.casefold(): k for k, e in media.items() for name in (k, *e.aliases)}
    return out | {name.casefold(): k for k, e in media.items() for name in e.outlets}


def _mutual(camps: Mapping[str, Camp]) -> dict[str, Camp]:
    for camp in camps.values():
        for ally in camp.allies:
            if ally not in camps:
                raise RashomonError(
                    f"camp {camp.id!r}", f"its ally {ally!r} is no camp", "Define it under [camps], or leave it out."
                )
        _check(f"camp {camp.id!r}, changes", camps, {}, camp.id, None, *(c.camp for c in camp.changes))
    return {
        key: replace(c, allies=c.allies | {o.id for o in camps.values() if key in o.allies}) for key, c in camps.items()
    }


def _joined(known: Camp | None, camp: Camp) -> Camp:
    """A camp that several packs know: a pack that only names it takes away no ally and no heir that another gave it."""
    if known is None:
        return camp
    return replace(
        camp,
        allies=known.allies | camp.allies,
        incumbent=known.incumbent or camp.incumbent,
        changes=camp.changes or known.changes,
    )


def _camp(where: str, key: str, row: Any) -> Camp:
    row = _row(where, row)
    _known(where, row, ("label", "allies", "incumbent", "changes"))
    return Camp(
        key,
        _text(where, row, "label"),
        frozenset(_texts(where, row, "allies")),
        _flag(where, row, "incumbent"),
        tuple(_change(where, c) for c in _list(where, row, "changes")),
    )


def _states(where: str, head: dict[str, Any], camps: Mapping[str, Camp]) -> dict[str, str]:
    """Which camp of the pack stands for a state."""
    ids = known_sides.state_camps()
    out = {}
    for state, camp in _table(where, head, "states").items():
        if state not in ids:
            fix = "Write its short English name with underscores, as in data/states.csv."
            raise RashomonError(f"{where}, [states]", f"{state!r} is no state", fix)
        _check(f"{where}, [states], {state}", camps, {}, str(camp), None)
        out[state] = str(camp)
    return out


def _entity(where: str, key: str, row: Any) -> Entity:
    row = _row(where, row)
    _known(
        where, row, ("name", "aliases", "role", "camp", "type", "organ", "official", "of", "changes", "outlets", "fact")
    )
    name, kind = _text(where, row, "name"), row.get("type", "organisation")
    if kind not in TYPES:
        raise RashomonError(where, f"type is {kind!r}", f"Write one of {', '.join(TYPES)}.")
    return Entity(
        id=key,
        name=name,
        aliases=tuple(dict.fromkeys((name, *_texts(where, row, "aliases")))),
        role=_text(where, row, "role"),
        camp=_text(where, row, "camp"),
        type=cast(Type, kind),
        organ=_flag(where, row, "organ"),
        official=_flag(where, row, "official"),
        of=_text(where, row, "of") if "of" in row else None,
        changes=tuple(_change(where, c) for c in _list(where, row, "changes")),
        outlets=_texts(where, row, "outlets"),
        fact=_text(where, row, "fact"),
    )


def _named_as_before(entity: Entity, known: Entity | None) -> Entity:
    """An entry that stands in for an earlier pack's, with the names and outlets that the earlier one knows besides."""
    if known is None:
        return entity
    names, outlets = (*entity.aliases, *known.aliases), (*entity.outlets, *known.outlets)
    return replace(entity, aliases=tuple(dict.fromkeys(names)), outlets=tuple(dict.fromkeys(outlets)))


def _of_these_camps(entity: Entity, here: Mapping[str, str]) -> Entity:
    """An entry of `generic` with the sides that the packs give to states and movements. Whose a medium is remains known
    where its state is no side."""
    camp = here.get(entity.camp, entity.camp)
    if camp in NEUTRAL_CAMPS and entity.role == "state_media":
        return entity
    changes = tuple(replace(c, camp=here.get(c.camp, c.camp)) for c in entity.changes)
    return replace(entity, camp=camp, changes=changes, organ=entity.organ and camp not in NEUTRAL_CAMPS)


def _change(where: str, row: Any) -> Change:
    row = _row(where, row)
    _known(where, row, ("camp", "since", "until", "words"))
    since, until = _day(where, row, "since"), _day(where, row, "until")
    if since and until and until < since:
        raise RashomonError(where, f"a change ends on {until}, before it begins on {since}", "Swap the two days.")
    words = frozenset(w.casefold() for w in _texts(where, row, "words"))
    return Change(_text(where, row, "camp"), since, until, words)


def _descriptor(where: str, row: Any) -> Descriptor:
    row = _row(where, row)
    _known(where, row, ("phrases", "role", "camp", "organ", "official", "bends", "armed", "loaded", "refers"))
    phrases = tuple(p.casefold() for p in _texts(where, row, "phrases"))
    if not phrases:
        raise RashomonError(where, "it has no phrases", "Write the lemmas that name such a speaker.")
    return Descriptor(
        phrases=phrases,
        role=_text(where, row, "role"),
        camp=str(row.get("camp", "")),
        organ=_flag(where, row, "organ"),
        official=_flag(where, row, "official"),
        bends=_flag(where, row, "bends"),
        armed=_flag(where, row, "armed"),
        loaded=_flag(where, row, "loaded"),
        refers=MappingProxyType({k: str(v) for k, v in _table(where, row, "refers").items()}),
    )


def _by_camp(where: str, head: dict[str, Any], key: str) -> list[tuple[str, str]]:
    """A table of camp = [words], turned round."""
    table = _table(where, head, key)
    return [(word, camp) for camp in table for word in _texts(f"{where}, [{key}]", table, camp)]


def _check(
    where: str, camps: Mapping[str, Camp], roles: Mapping[str, str], camp: str, role: str | None, *more: str
) -> None:
    for one in (camp, *more):
        if one not in camps and one not in known_sides.known_camps():
            raise RashomonError(
                where, f"the camp {one!r} is not defined", f"Define it in pack.toml, or use {', '.join(sorted(camps))}."
            )
    if role is not None and role not in roles:
        raise RashomonError(where, f"the role {role!r} is not defined", f"Use one of {', '.join(sorted(roles))}.")


def _known(where: str, row: Mapping[str, Any], keys: Sequence[str]) -> None:
    for key in row:
        if key not in keys:
            raise RashomonError(where, f"the key {key!r} is not known", f"Known keys are {', '.join(keys)}.")


def _get(where: str, row: Mapping[str, Any], key: str, ok: Callable[[Any], bool], what: str, default: Any) -> Any:
    value = row.get(key, default)
    if value is None:
        raise RashomonError(where, f"the key {key!r} is missing", f"Write {key} = {what}.")
    if not ok(value):
        raise RashomonError(where, f"{key} is {value!r}", f"Write {key} = {what}.")
    return value


def _row(where: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RashomonError(where, f"{value!r} is no table", "Write a table with keys; see docs/packs.md.")
    return value


def _text(where: str, row: Mapping[str, Any], key: str) -> str:
    return str(_get(where, row, key, lambda v: isinstance(v, str) and bool(v.strip()), '"text"', None))


def _texts(where: str, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    ok = lambda v: isinstance(v, list) and all(isinstance(x, str) and x.strip() for x in v)  # noqa: E731
    return tuple(_get(where, row, key, ok, '["text", "text"]', []))


def _flag(where: str, row: Mapping[str, Any], key: str) -> bool:
    return bool(_get(where, row, key, lambda v: isinstance(v, bool), "true or false", False))


def _table(where: str, row: Mapping[str, Any], key: str) -> dict[str, Any]:
    return dict(_get(where, row, key, lambda v: isinstance(v, dict), "a table", {}))


def _list(where: str, row: Mapping[str, Any], key: str) -> list[Any]:
    return list(_get(where, row, key, lambda v: isinstance(v, list), "a list of tables", []))


def _day(where: str, row: Mapping[str, Any], key: str) -> date | None:
    value = row.get(key)
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            value = date.fromisoformat(value)
    if value is not None and type(value) is not date:
        raise RashomonError(where, f"{key} is {value!r}, which is no day", f"Write {key} = 2013-07-31.")
    return value
