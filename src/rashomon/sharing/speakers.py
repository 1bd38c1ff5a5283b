"""How is a speaker shown? A public one by name, a private one by role; who is public is here, too."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from rashomon.model import Name, Report, Speaker
from rashomon.reading.persons import name_words
from rashomon.reading.persons.name_words import TOKEN, Phrase, phrase

if TYPE_CHECKING:
    from rashomon.world.packs import Entity


@cache
def word_lists() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@cache
def listed_words(table: str, key: str) -> frozenset[str]:
    return frozenset(word_lists()[table][key])


@dataclass(frozen=True, slots=True)
class Shown:
    """How a speaker is shown: by `label`; a protected one by role and number, `key` telling one from another."""

    label: str
    protected: bool
    key: str = ""


def is_public(entity: Entity) -> bool:
    """Whether the packs' entry is no private person: an organisation, a group, or a person who holds an office."""
    return entity.type in ("organisation", "group") or entity.official


def ruling_on(names: Iterable[str], rulings: Mapping[Phrase, str]) -> str | None:
    """What a person ruled on somebody who goes by these names: "protect", "release" or nothing. Protection wins."""
    found = {rulings[p] for name in names if (p := phrase(name)) in rulings}
    return "protect" if "protect" in found else next(iter(found), None)


def show(
    speaker: Speaker,
    report: Report,
    entities: Mapping[str, Entity],
    outlets: frozenset[str],
    rulings: Mapping[Phrase, str] = MappingProxyType({}),
    names: Sequence[Name] = (),
) -> Shown:
    """How a speaker is shown under the default profile. `outlets` are names of news media, casefolded.

    `names` are those of the report: who is a private person there is none of the packs', and who holds a public office
    by the report's own words is public.

    `rulings` say of names whether a person ruled to protect or to release who bears them.
    """
    entity = entities.get(speaker.entity or "")
    ruled = ruling_on((speaker.name, *((entity.name, *entity.aliases) if entity else ())), rulings) if rulings else None
    if ruled == "protect":
        key = f"entity:{entity.id}" if entity else " ".join(phrase(speaker.name))
        return Shown(role_of(speaker), True, key)
    if ruled == "release":
        return Shown(entity.name if entity else speaker.name, False)
    told = _told(speaker, names)
    if told is not None and not told.public and (entity is None or entity.type == "person"):
        return Shown(role_of(speaker), True, " ".join(phrase(speaker.name)))
    if told is not None and entity is None and speaker.named and told.sort in ("person", "organisation", "place"):
        return Shown(speaker.name, False)
    own_voice = speaker.camp == "narrator" or speaker.role in ("narrator", "outlet")
    if entity is None and own_voice and (speaker.span is None or speaker.name.casefold() in outlets):
        return Shown(report.outlet or "the report itself", False)
    own = f"{report.key}:{speaker.name}"
    if entity is not None:
        if not is_public(entity):
            return Shown(role_of(speaker), True, f"entity:{entity.id}")
        if entity.type == "person" or not speaker.named or _is_named_like(speaker.name, entity):
            return Shown(entity.name, False)
        if speaker.role in (
            "official",
            "spokesperson",
        ):  # speaks for a public body by office; the name stays out all the same
            return Shown(f"{entity.name} (official)", False)
        return Shown(f"{entity.name} representative", True, " ".join(phrase(speaker.name)))
    if speaker.name.casefold() in outlets:
        return Shown(speaker.name, False)
    if not speaker.named and is_group(speaker.name) and is_group(speaker.text or speaker.name):
        return Shown(_group_name(speaker.name), False)
    return Shown(role_of(speaker), True, " ".join(phrase(speaker.name)) if speaker.named else own)


def _told(speaker: Speaker, names: Sequence[Name]) -> Name | None:
    """The name that the speaker's words are or hold: a private one first, then the one that is the speaker's."""
    if speaker.span is None or not speaker.named:
        return None
    inside = [n for n in names if n.span.overlaps(speaker.span)]
    mine = set(phrase(speaker.name))
    private = [n for n in inside if not n.public]
    return next((n for n in private if mine & set(phrase(n.text))), None) or next(
        (n for n in inside if n.public and mine <= set(phrase(n.text)) and n.sort != "people"), None
    )


def _is_named_like(name: str, entity: Entity) -> bool:
    known = {w for alias in (entity.name, *entity.aliases) for w in phrase(alias)}
    return all(
        w in known or w in ("the", "of", "for", "a", "an") or w in listed_words("groups", "collective")
        for w in phrase(name)
    )


def _head_words(description: str) -> list[str]:
    words = list(phrase(description))
    cut = listed_words("groups", "cut")
    stop = next((i for i, w in enumerate(words) if w in cut and i), len(words))
    return words[:stop]


def is_group(description: str) -> bool:
    """Whether a description picks out nobody: a plural or a collective, and not "two", "a" or "his"; or one body.

    >>> [is_group(d) for d in ("residents", "state media", "two residents", "a medic", "his family", "local activists")]
    [True, True, False, False, False, True]
    >>> is_group("a civil society group"), is_group("a family")
    (True, False)
    """
    words = _head_words(description)
    if (
        len(words) > 1
        and words[0] in listed_words("groups", "articles")
        and words[-1] in listed_words("groups", "bodies")
    ):
        return True
    few = listed_words("groups", "few")
    if not words or words[0] in few or words[-1] in few or words[-1] in listed_words("groups", "singular"):
        return False
    head = words[-1]
    if head in listed_words("groups", "collective") or head in ("men", "women", "children"):
        return True
    return len(head) > 3 and head.endswith("s") and not head.endswith("ss")


def _group_name(description: str) -> str:
    words = TOKEN.findall(description)[: len(_head_words(description))]
    if words[0].casefold() in ("the", "some", "many", "several", *listed_words("groups", "articles")) and words[1:]:
        words = words[1:]
    if len(words) == 1 or words[0].casefold() in name_words.listed_words("plain", "openers"):
        words[0] = words[0] if words[0].isupper() else words[0].casefold()  # the capital of a sentence's first word
    return " ".join(words)


def role_of(speaker: Speaker) -> str:
    """A role in plain words for a person who is not named: from the description, else from the role as read."""
    words = f" {' '.join(phrase(speaker.text or ''))} {' '.join(phrase(speaker.name)) if not speaker.named else ''} "
    best: tuple[int, int, str] | None = None
    for rank, entry in enumerate(word_lists()["described"]):
        for word in entry["words"]:
            at = words.find(f" {' '.join(phrase(word))} ")
            if at >= 0:
                # What somebody turned away from says more than what he is besides.
                found = (0 if rank < 2 else 1, at, str(entry["role"]))
                best = found if best is None else min(best, found)
    if best:
        return best[2]
    return str(word_lists()["roles"].get(speaker.role.replace(" ", "_").casefold(), "source"))
