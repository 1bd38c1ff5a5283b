"""Do two reports tell it in the same words? How telling each word is, from lists, so that no other report changes it.

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
from rashomon.model import Party, Place

RARE, KNOWN = 30, 6
"""What a shared word weighs, in hundredths: one that no list has, and one by which kinds, sites or actors are known."""
LONGER_WORD = re.compile(r"\w{4,}")
WORLD = ("kinds.toml", "weapons.toml", "sites.toml", "packs/generic/pack.toml")
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
    """Words that tell nothing, from wording.toml."""
    text = resources.files("rashomon.matters").joinpath("wording.toml").read_text("utf-8")
    return words_in(strings(tomllib.loads(text)))


@cache
def known() -> frozenset[str]:
    """Words by which the world's data know kinds, weapons, sites and the actors of any conflict."""
    world = resources.files("rashomon.world")
    return words_in(s for name in WORLD for s in strings(tomllib.loads(world.joinpath(name).read_text("utf-8"))))


@cache
def worth(word: str) -> int:
    """How telling a word in lower case is, in hundredths of a weight: 0, KNOWN or RARE.

    >>> [worth(w) for w in ("wednesday", "shelled", "lantern")]
    [0, 6, 30]
    """
    if word in common():
        return 0
    stems = [word.removesuffix(e) for e in ENDINGS if word.endswith(e)]
    return KNOWN if any(s in known() or f"{s}e" in known() for s in (word, *stems)) else RARE


@cache
def longer(text: str) -> frozenset[str]:
    return frozenset(LONGER_WORD.findall(text.casefold()))


def naming(account: Account) -> Iterator[str]:
    """What the account calls its place and its parties: evidence of their own, that wording need not weigh again."""
    place: Place | None = account.place
    if place is not None:
        yield from filter(None, (place.name, place.text, place.within, place.admin1, place.country))
    yield account.speaker.name
    parties: tuple[Party | None, ...] = (account.claim.actor, account.claim.target, account.claim.holder)
    yield from (p.text for p in parties if p is not None)


def wording(members: Sequence[Account]) -> frozenset[str]:
    """The words of the statements that tell it which tell something: `worth` them, and naming no place and no party."""
    found: set[str] = set()
    for member in {m.statement.id: m for m in members}.values() if len(members) > 1 else members:
        for start, end in member.statement.content:
            found.update(LONGER_WORD.findall(member.report.text[start:end].casefold()))
    for name in {name for m in members for name in naming(m)}:
        found -= longer(name)
    return frozenset(w for w in found if worth(w))
