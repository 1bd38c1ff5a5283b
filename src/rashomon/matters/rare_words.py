"""Do two reports tell it in the same words? Which words tell something, from lists, so that no other report changes it.

How rare a word is in an archive would tell more, but then a new report would move what two old ones weigh: what is
joined would depend on what else came, and nothing could be gathered without everything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

from rashomon.matters.accounts import Account
from rashomon.world.kind_files import kind_files

LONGER_WORD = re.compile(r"\w{4,}")
WORLD = ("kinds/_classes.toml", "weapons.toml", "sites.toml", "packs/generic/pack.toml")
OF_A_KIND = (
    "label", "description", "sharing", "ucdp", "by_means", "acled", "verbs", "nouns", "adjectives", "phrases",
    "frames",
)  # fmt: skip
"""Keys of a kind's file that are counted, with all that stands in them: its words, and not how it is compared."""
LETTERS = re.compile(r"[^\W\d_]{4,}")
ENDINGS = ("ing", "ers", "er", "ed", "es", "s", "d")


def strings(value: object) -> Iterator[str]:
    """All strings in what a TOML file holds, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def words_in(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(w for text in texts for w in LETTERS.findall(text.casefold()))


@cache
def common() -> frozenset[str]:
    """Words that tell nothing, from rare_words.toml."""
    text = resources.files("rashomon.matters").joinpath("rare_words.toml").read_text("utf-8")
    return words_in(strings(tomllib.loads(text)))


@cache
def known() -> frozenset[str]:
    """Words by which the world's data know kinds, weapons, sites and the actors of any conflict."""
    world = resources.files("rashomon.world")
    shared = [tomllib.loads(world.joinpath(name).read_text("utf-8")) for name in WORLD]
    kinds = {f.name.removesuffix(".toml"): tomllib.loads(f.read_text("utf-8")) for f in kind_files()}
    told = {name: {key: kind[key] for key in OF_A_KIND if key in kind} for name, kind in kinds.items()}
    return words_in(s for data in (*shared, told) for s in strings(data))


def tells(word: str) -> bool:
    """Whether a word in lower case is in none of the lists.

    >>> [tells(w) for w in ("wednesday", "shelled", "lantern")]
    [False, False, True]
    """
    if word in common():
        return False
    stems = [word, *(word.removesuffix(e) for e in ENDINGS if word.endswith(e))]
    return not any(s in known() or f"{s}e" in known() for s in stems)


@cache
def words_of(*names: str | None) -> frozenset[str]:
    return frozenset(w for name in names if name for w in LONGER_WORD.findall(name.casefold()))


class _Telling(dict[str, str]):
    """For each word it itself, as one object however often it comes, where it is in none of the lists; else no word."""

    def __missing__(self, word: str) -> str:
        self[word] = found = word if tells(word) else ""
        return found


telling = _Telling().__getitem__


def wording(members: Sequence[Account]) -> frozenset[str]:
    """The words of the statements that tell it, but for those that tell nothing or name a place or a party.

    What an account calls its place and its parties is evidence of its own, that wording need not weigh again.
    """
    found: set[str] = set()
    for member in {m.statement.id: m for m in members}.values() if len(members) > 1 else members:
        for start, end in member.statement.content:
            found.update(map(telling, LONGER_WORD.findall(member.report.text[start:end].casefold())))
    naming = {""}
    for member in members:
        claim, place = member.claim, member.place
        naming |= words_of(
            member.statement.speaker.name,
            claim.actor and claim.actor.text,
            claim.target and claim.target.text,
            claim.holder and claim.holder.text,
        )
        if place is not None:
            naming |= words_of(place.name, member.called, place.within, place.admin1, place.country)
    return frozenset(found.difference(naming))
