"""Is a folder a pack, and does it say what its writer means? All mistakes at once, each with its file and line.

`load_packs` refuses a pack at its first mistake; whoever writes one wants to see them all, and where the pack and a
shipped one say different things of one name. Nothing here changes a file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from rashomon.errors import RashomonError
from rashomon.world import pack_files
from rashomon.world.importers import import_places
from rashomon.world.kind_files import load_kinds
from rashomon.world.pack_files import ALWAYS
from rashomon.world.packs import Camp, Entity, Pack

TO_WRITE = "To be written."
"""What a new pack has for the facts that its writer is to give."""
NEEDED = {"name": "x", "role": "x", "camp": "x", "fact": "x"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend, or to know of."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at a pack found."""

    mistakes: tuple[Problem, ...]
    """With one of these the pack is refused; of places the row is left out."""
    clashes: tuple[Problem, ...]
    """Where a shipped pack says something else; with both loaded, the one named last in the command wins."""
    unfilled: tuple[Problem, ...]
    """Sides and facts that are still to be written."""


@dataclass(slots=True)
class _Folder:
    """A pack as far as it can be read, and what is wrong with it so far."""

    folder: Path
    texts: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    mistakes: list[Problem] = field(default_factory=list)
    camps: dict[str, Camp] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    entities: dict[str, tuple[str, Entity]] = field(default_factory=dict)
    """By id the file and the entry."""

    def tell(self, file: str, table: str, key: str, text: str) -> None:
        line = line_of(self.texts.get(file, ""), table, key)
        self.mistakes.append(Problem(f"{self.folder.name}/{file}", line, f"[{table}]: {text}" if table else text))

    def each(self, file: str, table: str, make: Callable[[Any], T], row: Any, needed: Mapping[str, Any]) -> T | None:
        """What `make` gives of a row. Where it finds a mistake, it is asked of each key of the row beside what is
        `needed`, so that all of them are told."""
        try:
            return make(row)
        except RashomonError:
            if not isinstance(row, dict):
                return self.try_(file, table, make, row)
        for key, value in row.items():
            self.try_(file, table, make, {**needed, key: value})
        for key in needed.keys() - row.keys():
            self.try_(file, table, make, {k: v for k, v in needed.items() if k != key})
        return None

    def try_(self, file: str, table: str, make: Callable[..., T], *args: Any) -> T | None:
        """What `make` gives of these; None where it finds a mistake, which is told."""
        try:
            return make(*args)
        except RashomonError as error:
            self.tell(file, table, _key_in(error.why), f"{error.why}. {error.fix}")
            return None


def check_pack(folder: Path) -> Checked:
    """Looks at a folder that is to be a pack.

    Raises RashomonError where there is no pack.toml in it.
    """
    if not (folder / "pack.toml").is_file():
        raise RashomonError(str(folder), "there is no pack.toml in it", f"`rashomon pack new {folder}` writes one.")
    seen = _Folder(folder)
    _read(seen)
    if "pack.toml" in seen.tables:  # else nothing tells which camps there are
        _head(seen, _shipped(ALWAYS))
        _actors(seen)
    _places(seen)
    _kinds(seen)
    if not seen.mistakes:  # what only the whole shows
        always = _shipped(ALWAYS).folders[0].resolve()
        seen.try_("pack.toml", "", pack_files.load_packs, [str(folder.resolve())] if folder.resolve() != always else [])
    order = sorted(dict.fromkeys(seen.mistakes), key=lambda p: (p.file, p.line))
    return Checked(tuple(order), tuple(_clashes(seen)), tuple(_unfilled(seen)))


@cache
def _shipped(name: str) -> Pack:
    return pack_files.load_packs([name])


def line_of(text: str, table: str, key: str = "") -> int:
    """The line of a key in a table of a TOML text, else that of the table's head, else 1. `descriptors 2` is the second
    of its tables."""
    name, _, number = table.partition(" ")
    nth, inside, at, at_key = int(number or 1), not table, 1, 0
    for n, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}", line)
        if head and "=" not in line.split("[", 1)[0]:
            found = head[1].replace('"', "") == name
            if not table and head[1] == key:
                return n
            nth -= found
            inside = found and nth == 0
            at = n if inside else at
        elif inside and key and not at_key and (f'"{key}"' in line or re.match(rf"\s*{re.escape(key)}\s*[=.]", line)):
            at_key = n
    if at == 1 and "." in name:  # the camps of a table are lines of it
        above, _, child = name.rpartition(".")
        return line_of(text, above, child)
    return at_key or at


def _key_in(why: str) -> str:
    """The key or word that a mistake is about: quoted, or first."""
    quoted = re.search(r"'([^']+)'", why)
    first = re.match(r"(\w+) is ", why)
    return first[1] if first else quoted[1] if quoted else ""


def _read(seen: _Folder) -> None:
    for file in sorted(seen.folder.glob("*.toml")):
        try:
            seen.texts[file.name] = file.read_text(encoding="utf-8")
            seen.tables[file.name] = tomllib.loads(seen.texts[file.name])
        except UnicodeDecodeError:
            seen.mistakes.append(Problem(f"{seen.folder.name}/{file.name}", 1, "this is not UTF-8. Save it as UTF-8."))
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"line (\d+)", str(error))
            line = int(at[1]) if at else len(seen.texts[file.name].splitlines())
            text = f"this is not TOML: {error}. See docs/packs.md for an example."
            seen.mistakes.append(Problem(f"{seen.folder.name}/{file.name}", line, text))


def _head(seen: _Folder, generic: Pack) -> None:
    """Everything in pack.toml; camps and roles are those of generic, too."""
    file, head = "pack.toml", seen.tables["pack.toml"]
    for key in head:
        seen.try_(file, "", pack_files._known, "", {key: 0}, pack_files.HEAD)
    for key in ("name", "label"):
        seen.try_(file, "", pack_files._text, "", head, key)
    for key in ("home", "reaches", "force_nouns"):
        seen.try_(file, "", pack_files._texts, "", head, key)
    seen.roles = dict(generic.roles) | {k: str(v) for k, v in _table(seen, "roles").items()}
    seen.camps = dict(generic.camps)
    own = _table(seen, "camps")
    for key, row in own.items():
        told = seen.each(file, f"camps.{key}", partial(pack_files._camp, "", key), row, {"label": "x"})
        seen.camps[key] = told or Camp(key, key)
    for key in own:
        for change in seen.camps[key].changes:
            _is_camp(seen, file, "camps", change.camp)
        for ally in sorted(seen.camps[key].allies - seen.camps.keys()):
            seen.tell(
                file,
                "camps",
                key,
                f"the ally {ally!r} of {key!r} is no camp. Use one of {', '.join(sorted(seen.camps))}.",
            )
    for table in ("modifiers", "force_modifiers", "metonyms"):
        for camp in _table(seen, table):
            seen.try_(file, table, pack_files._texts, "", _table(seen, table), camp)
            _is_camp(seen, file, table, camp)
    for state, camp in _table(seen, "states").items():
        seen.try_(file, "states", pack_files._states, "", {"states": {state: camp}}, seen.camps)
    rows = head.get("descriptors", [])
    for n, row in enumerate(rows if isinstance(rows, list) else [], 1):
        where = f"descriptors {n}"
        d = seen.each(file, where, partial(pack_files._descriptor, ""), row, {"phrases": ["x"], "role": "person"})
        _is_role(seen, file, where, d.role if d is not None else _said(row, "role"))
        for camp in (d.camp, *d.refers, *d.refers.values()) if d is not None else (_said(row, "camp"),):
            _is_camp(seen, file, where, camp)


def _table(seen: _Folder, key: str) -> Mapping[str, Any]:
    found = seen.tables.get("pack.toml", {}).get(key, {})
    if not isinstance(found, dict):
        seen.tell("pack.toml", "", key, f"{key} is no table. Write [{key}] on a line of its own, and its keys below.")
        return {}
    return found


def _actors(seen: _Folder) -> None:
    for file, table in seen.tables.items():
        for key, row in table.items() if file != "pack.toml" else ():
            if key in seen.entities:
                seen.tell(file, key, "", f"the id stands in {seen.entities[key][0]} too. Give one another id.")
            entity = seen.each(file, key, partial(pack_files._entity, "", key), row, NEEDED)
            if entity is not None:
                seen.entities[key] = file, entity
            _is_role(seen, file, key, _said(row, "role"))
            for camp in (_said(row, "camp"), *(c.camp for c in (entity.changes if entity else ()))):
                _is_camp(seen, file, key, camp)
    owners: dict[str, str] = {}
    for key, (file, entity) in seen.entities.items():
        for alias in entity.aliases:
            owner = owners.setdefault(alias.casefold(), key)
            if owner != key:
                text = f"the alias {alias!r} belongs to [{owner}] too. Keep it with the one that reports mean by it."
                seen.tell(file, key, alias, text)
        if entity.of is not None and entity.of not in seen.entities and entity.of not in _shipped(ALWAYS).entities:
            seen.tell(file, key, "of", f"of = {entity.of!r} is no entry of this pack. Write the id of an entry.")


def _places(seen: _Folder) -> None:
    for file in sorted(p for p in seen.folder.glob("places*") if p.suffix in (".csv", ".tsv", ".geojson")):
        told: list[str] = []
        try:
            import_places(file, told.append)
        except RashomonError as error:
            told.append(f"{error.why}. {error.fix}")
        for text in told:
            at = re.search(r"line (\d+): ", text)
            words = text[at.end() :] if at else text.removeprefix(f"{file}, ")
            line = int(at[1]) if at else 1
            seen.mistakes.append(Problem(f"{seen.folder.name}/{file.name}", line, words))


def _kinds(seen: _Folder) -> None:
    """Its kinds; the first mistake is told."""
    try:
        load_kinds((seen.folder,))
    except RashomonError as error:
        file = re.search(r"[\w.-]+\.toml", error.thing)
        name = f"{seen.folder.name}/kinds/{file[0]}" if file else f"{seen.folder.name}/kinds"
        seen.mistakes.append(Problem(name, 1, f"{error.why}. {error.fix}"))


def _said(row: Any, key: str) -> str:
    """What a row says for a key, as far as that is a text; what it lacks is told elsewhere."""
    value = row.get(key) if isinstance(row, dict) else None
    return value if isinstance(value, str) else ""


def _is_camp(seen: _Folder, file: str, table: str, camp: str) -> None:
    if camp:
        seen.try_(file, table, pack_files._check, "", seen.camps, seen.roles, camp, None)


def _is_role(seen: _Folder, file: str, table: str, role: str) -> None:
    if role:
        seen.try_(file, table, pack_files._check, "", seen.camps, seen.roles, "unknown", role)


def _clashes(seen: _Folder) -> Iterator[Problem]:
    """Where a shipped pack has another name for an id, or gives a name or word to somebody else."""
    for name in pack_files.shipped():
        if name in (ALWAYS, seen.folder.name):
            continue
        other = _shipped(name)
        for key, (file, entity) in seen.entities.items():
            yield from _clashes_of(seen, name, other, file, key, entity)
        theirs = {m.word: m.camp for m in other.modifiers} | dict(other.metonyms)
        for table in ("modifiers", "metonyms"):
            for camp, words in _table(seen, table).items():
                for word in words if isinstance(words, list) else ():
                    if theirs.get(word, camp) not in (camp, "unknown"):
                        line = line_of(seen.texts["pack.toml"], table, word)
                        text = f"{word!r} gives the camp {camp!r} here, and {theirs[word]!r} in the pack {name}."
                        yield Problem(f"{seen.folder.name}/pack.toml", line, text)


def _clashes_of(seen: _Folder, name: str, other: Pack, file: str, key: str, entity: Entity) -> Iterator[Problem]:
    at = f"{seen.folder.name}/{file}"
    if key in other.entities and other.entities[key].name.casefold() not in {a.casefold() for a in entity.aliases}:
        line = line_of(seen.texts[file], key)
        yield Problem(at, line, f"the id {key!r} is that of {other.entities[key].name!r} in the pack {name}.")
    for alias in entity.aliases:
        owner = other.entities.get(other.aliases.get(alias.casefold(), key))
        if owner is not None and owner.id != key and owner.camp != entity.camp:
            text = f"{alias!r} is [{owner.id}] of the camp {owner.camp!r} in the pack {name}."
            yield Problem(at, line_of(seen.texts[file], key, alias), text)


def _unfilled(seen: _Folder) -> Iterator[Problem]:
    for key, (file, entity) in seen.entities.items():
        if is_to_write(entity):
            key_, what = ("camp", "side and fact are") if entity.camp == "unknown" else ("fact", "the fact is")
            line = line_of(seen.texts[file], key, key_)
            yield Problem(f"{seen.folder.name}/{file}", line, f"[{key}]: {what} to be written.")


def is_to_write(entity: Entity) -> bool:
    """Whether an entry stands as `pack new` left it."""
    return entity.fact == TO_WRITE


def own_entities(pack: Pack) -> Mapping[str, Entity]:
    """The entries of a pack without those that every pack has from `generic`."""
    known = _shipped(ALWAYS).entities
    own = {key: e for key, e in pack.entities.items() if known.get(key) != e}
    return own or pack.entities


def sides(pack: Pack) -> Sequence[tuple[Camp, Sequence[Entity]]]:
    """The camps of a pack that somebody or some word belongs to, each with its actors by name; its own camps first."""
    entities = own_entities(pack).values()
    used = {e.camp for e in entities} | {c.camp for e in entities for c in e.changes}
    used |= (
        {m.camp for m in pack.modifiers} | set(pack.metonyms.values()) | {d.camp for d in pack.descriptors if d.camp}
    )
    generic = _shipped(ALWAYS).camps
    shown = {c.id: c for c in pack.camps.values() if c.id in used or c.id not in generic}
    shown |= {c: Camp(c, pack.camp_label(c)) for c in used - pack.camps.keys()}
    by: dict[str, list[Entity]] = {}
    for entity in entities:
        by.setdefault(entity.camp, []).append(entity)
    return [
        (shown[c], sorted(by.get(c, ()), key=lambda e: e.name.casefold()))
        for c in sorted(shown, key=lambda c: (c in generic, c))
    ]
