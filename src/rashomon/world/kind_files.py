"""What do the files of the kinds say, and is it right? Reads `kinds/*.toml`; an error names the file and the key."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from rashomon.errors import RashomonError
from rashomon.world.kinds import CodeRule, Concession, Family, Frame, Kind, Pos

SLOTS = frozenset({"subject", "object", "possessive", "compound", "noun", "clause", "attr", "there"})
"""Places of a sentence that a frame can name, besides `prep_X` for any preposition X."""
ROLES = frozenset(
    {"actor", "target", "holder", "loser", "place", "from_place", "to_place", "means", "item", "count", "reason"}
)
CONDITIONS = frozenset({"untold", "suicidal", "by_a_state", "by_a_crowd", "a_search", "on_foot", "of_the_unarmed"})
"""What a claim's words can show by which it is of another kind (`becomes`): functions of reading/what/becomes.py."""
ABOUT = frozenset({"actor", "holder", "target"})
NEEDS = frozenset({"acknowledged", "owned", "accused", "mistaken", "denied", "civilians", "protected", "own_side"})
BUILT_IN_CLASSES = frozenset({"place", "site", "arms", "force", "people", "count", "lone"})
"""Classes that hold for more than their list: place names, site and weapon words, known parties, numbers; one person of
a side."""
_ROOM = "kinds"
CLASSES = "kinds/_classes.toml"


def load_kinds(packs: Sequence[Path] = ()) -> Mapping[str, Kind]:
    """The kinds by id, in the order in which they are tried: the shipped ones, and those in `kinds/` of these folders.

    A kind of a pack stands in for a shipped one of its name. Raises RashomonError, naming file and key, for a key that
    is unknown, missing or misspelt, a kind that is named and is none, and for two kinds that claim one word and nothing
    says which comes first.
    """
    more = [(pack, file) for pack in packs for file in kind_files(pack)]
    return _made(more) if more else _shipped()


@cache
def _shipped() -> Mapping[str, Kind]:
    return _made(())


def _made(more: Sequence[tuple[Path, Traversable]]) -> Mapping[str, Kind]:
    rows: dict[str, dict[str, Any]] = {}
    where: dict[str, str] = {}
    for pack, file in (*((None, f) for f in kind_files()), *more):
        key = file.name.removesuffix(".toml")
        where[key] = f"{pack.name}/{_ROOM}/{file.name}" if pack else f"{_ROOM}/{file.name}"
        rows[key] = _read(where[key], file)
    classes = frozenset(load_classes()) | BUILT_IN_CLASSES
    families = _families(rows, where)
    made = [_kind(where[k], k, row, families, classes) for k, row in rows.items()]
    kinds = {k.id: k for k in sorted(made, key=_tried)}
    for kind in kinds.values():
        for named in (*kind.becomes.values(), *kind.not_by):
            if named not in kinds:
                raise RashomonError(where[kind.id], f"{named!r} is no kind", f"Use one of {', '.join(kinds)}.")
    _settled(kinds, where)
    return MappingProxyType(kinds)


def kind_files(pack: Path | None = None) -> list[Traversable]:
    """The files of the shipped kinds, or of those that a pack's folder adds; by name."""
    folder: Traversable = resources.files("rashomon.world") / _ROOM if pack is None else pack / _ROOM
    if not folder.is_dir():
        return []
    files = (f for f in folder.iterdir() if f.name.endswith(".toml") and not f.name.startswith("_"))
    return sorted(files, key=lambda f: f.name)


def load_classes() -> Mapping[str, frozenset[str]]:
    """The word classes that `needs` refer to with a colon; some hold for more than their list."""
    return MappingProxyType({k: frozenset(v) for k, v in world_table(CLASSES)["classes"].items()})


def _read(where: str, file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RashomonError(where, f"it is no TOML: {error}", "Mend the line that it names.") from error


def world_table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("rashomon.world").joinpath(name).read_text(encoding="utf-8"))


def _tried(kind: Kind) -> tuple[bool, int, str]:
    return kind.order is None, kind.order or 0, kind.id


OF_A_FAMILY = ("lasting", "within", "area")
"""Properties that the kinds of one family have in common."""


def _families(rows: Mapping[str, dict[str, Any]], where: Mapping[str, str]) -> dict[str, Family]:
    """The families by name. Raises RashomonError for kinds of one that differ in what a family has in common."""
    members: dict[str, list[str]] = defaultdict(list)
    for key, row in rows.items():
        members[row.get("family", key)].append(key)
    found: dict[str, Family] = {}
    for name, kinds in members.items():
        common = {prop: rows[kinds[0]].get(prop, prop == "within") for prop in OF_A_FAMILY}
        for key in kinds:
            for prop, value in common.items():
                if rows[key].get(prop, prop == "within") != value:
                    raise RashomonError(
                        where[key],
                        f"{prop} differs from that of {kinds[0]!r}, of the same family {name!r}",
                        f"Write {prop} = {str(value).lower()}, or give it a family of its own.",
                    )

        def having(prop: str, kinds: Sequence[str] = kinds) -> frozenset[str]:
            return frozenset(k for k in kinds if rows[k].get(prop))

        sorts = sorted({rows[k]["sort"] for k in having("sort")})
        found[name] = Family(
            name,
            **common,
            sorts=MappingProxyType({k: sorts.index(rows[k]["sort"]) for k in having("sort")}),
            generic=having("effect") | {k for k, row in rows.items() if row.get("deed") == name},
            diffuse=having("diffuse"),
            mutual=having("mutual"),
            broad=having("broad"),
            single=having("single"),
        )
    return found


def _settled(kinds: Mapping[str, Kind], where: Mapping[str, str]) -> None:
    """Raises RashomonError for two kinds that claim one word in one way, where no `order` says which comes first."""
    first: dict[tuple[object, ...], Kind] = {}
    for kind in kinds.values():
        for claimed, word in _claimed(kind):
            other = first.setdefault(claimed, kind)
            if other is not kind and (kind.order is None or kind.order == other.order):
                raise RashomonError(
                    where[kind.id],
                    f"{word!r} is a word of {kind.id!r} and of {other.id!r}",
                    f"Take it out of one of them, give it `needs` that tell the two apart, or write in {where[kind.id]}"
                    f" an `order` below or above {other.order}: the lower is tried first.",
                )


def _claimed(kind: Kind) -> Iterator[tuple[tuple[object, ...], str]]:
    """What the words of a kind lay claim to, with the word: as a plain word, as a phrase, in a frame."""
    for pos, words in (("verb", kind.verbs), ("noun", kind.nouns), ("adjective", kind.adjectives)):
        yield from (((pos, word), word) for word in words)
    yield from ((phrase, " ".join(phrase)) for phrase in kind.phrases)
    for frame in kind.frames:
        word = f"{frame.lemma} {frame.particle}" if frame.particle else frame.lemma
        yield (frame.pos, frame.lemma, frame.particle, frozenset(frame.needs.items())), word


def _kind(where: str, key: str, row: dict[str, Any], families: Mapping[str, Family], classes: frozenset[str]) -> Kind:
    known = {f.name: f for f in fields(Kind) if f.name != "id"}
    for name in row:
        if name not in known:
            raise RashomonError(where, f"{name!r} is no key of a kind", f"Use {', '.join(known)}.")
    for name in ("label", "description"):
        if name not in row:
            raise RashomonError(where, f"the key {name!r} is missing", "Every kind has a label and a description.")
    made: dict[str, Any] = {
        name: _value(where, name, str(known[name].type), value)
        for name, value in row.items()
        if name not in ("family", "frames", "deed")
    }
    frames = tuple(f for raw in row.get("frames", ()) for f in frames_of(where, key, raw, classes))
    deed = row.get("deed")
    if deed is not None and deed not in families:
        raise RashomonError(f"{where}, deed", f"{deed!r} is no family", f"Use one of {', '.join(families)}.")
    family = families[row.get("family", key)]
    as_deed = None if deed is None else families[deed]
    return Kind(id=key, family=family, deed=as_deed, frames=frames, **made)


def _value(where: str, key: str, of: str, value: Any) -> Any:
    """A key's value as its field has it. Raises RashomonError where it is of another form."""
    form, fits, make = _OWN_FORM.get(key) or _FORM[of]
    if not fits(value):
        raise RashomonError(f"{where}, {key}", f"{value!r} is not {form}", f"Write {form}.")
    return make(f"{where}, {key}", value)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, dict) for v in value)


def _text_table(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().replace("-", " ").split())


def _concession(where: str, row: dict[str, Any]) -> Concession:
    about = _one_of(where, "about", row.get("about", ""), sorted(ABOUT))
    return Concession(about, tuple(_one_of(where, "needs", n, sorted(NEEDS)) for n in row.get("needs", ())))


def _table(keys: Iterable[str]) -> Callable[[str, Any], Mapping[str, str]]:
    def make(where: str, value: dict[str, str]) -> Mapping[str, str]:
        return MappingProxyType({_one_of(where, "a key", k, sorted(keys)): v for k, v in value.items()})

    return make


_Form = tuple[str, Callable[[Any], bool], Callable[[str, Any], Any]]
"""What it is in words, whether a value is one, and what is made of it."""
_FORM: Mapping[str, _Form] = {
    "bool": ("true or false", lambda v: isinstance(v, bool), lambda _, v: v),
    "str": ("a text", lambda v: isinstance(v, str), lambda _, v: v),
    "float": ("a number", lambda v: isinstance(v, int | float) and not isinstance(v, bool), lambda _, v: float(v)),
    "int | None": ("a whole number", lambda v: isinstance(v, int) and not isinstance(v, bool), lambda _, v: v),
    "frozenset[str]": ("a list of texts", _texts, lambda _, v: _lemmas(v)),
    "tuple[str, ...]": ("a list of texts", _texts, lambda _, v: tuple(v)),
    "tuple[tuple[str, ...], ...]": ("a list of texts", _texts, lambda _, v: tuple(map(_phrase, v))),
}
_OWN_FORM: Mapping[str, _Form] = {
    "sharing": (*_FORM["str"][:2], lambda w, v: _one_of(w, "sharing", v, ("open", "coarse", "withhold"))),
    "acled": ("a list of rules", _rows, lambda w, v: tuple(_rule(w, r) for r in v)),
    "concedes": ("a list of rules", _rows, lambda w, v: tuple(_concession(w, r) for r in v)),
    "becomes": ("a table of texts", _text_table, _table(CONDITIONS)),
    "question": ("a table of texts", _text_table, _table(("a", "the", "yes", "amount"))),
}


def frames_of(where: str, kind: str, raw: dict[str, Any], classes: frozenset[str]) -> Iterator[Frame]:
    """One frame for each of the lemmas that share the row."""
    parts = [p for p in ("verb", "noun", "adjective") if isinstance(raw.get(p), (str, list))]
    # In a frame for an adjective the key "noun" is a slot: the noun that it stands with.
    pos = cast(Pos, "adjective" if "adjective" in parts else parts[0]) if parts else None
    if pos is None:
        raise RashomonError(where, f"a frame has no trigger: {raw}", "Write verb, noun or adjective.")
    slots = {k: v for k, v in raw.items() if k not in (pos, "needs")}
    needs = {k: frozenset(w.casefold() for w in v) for k, v in raw.get("needs", {}).items()}
    for slot in (*slots, *needs):
        if slot not in SLOTS and not slot.startswith("prep_"):
            raise RashomonError(where, f"{slot!r} is no slot", f"Use prep_X or one of {', '.join(sorted(SLOTS))}.")
    for role in slots.values():
        _one_of(where, "the role of a slot", role, sorted(ROLES))
    for word in (w for words in needs.values() for w in words):
        if (name := word.removeprefix("!")).startswith(":") and name[1:] not in classes:
            raise RashomonError(where, f"{word!r} is no class", f"Use one of {', '.join(sorted(classes))}.")
    lemmas = raw[pos] if isinstance(raw[pos], list) else [raw[pos]]
    for lemma in lemmas:
        head, _, particle = lemma.partition(" ") if pos == "verb" else (lemma, "", "")
        yield Frame(kind, pos, head, particle or None, MappingProxyType(slots), MappingProxyType(needs))


def _rule(where: str, row: dict[str, Any]) -> CodeRule:
    known = {"sub_event", "event", "actor", "holder", "target", "means", "words", "manner"}
    if extra := set(row) - known:
        raise RashomonError(where, f"a rule has the unknown key {min(extra)!r}", f"Use {', '.join(sorted(known))}.")
    return CodeRule(
        row["sub_event"],
        row.get("event"),
        row.get("actor"),
        row.get("holder"),
        row.get("target"),
        frozenset(row.get("means", ())),
        _lemmas(row.get("words", ())),
        _lemmas(row.get("manner", ())),
    )


def _lemmas(words: Sequence[str]) -> frozenset[str]:
    return frozenset(w.casefold() for w in words)


def _one_of(where: str, key: str, value: str, allowed: Sequence[str]) -> Any:
    if value not in allowed:
        raise RashomonError(where, f"{key} is {value!r}", f"Use one of {', '.join(allowed)}.")
    return value
