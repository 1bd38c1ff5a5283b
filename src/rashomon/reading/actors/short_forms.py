"""Who a shortened name stands for: "the Coalition" after the Syrian National Coalition, "the defence ministry" after
Russia's."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import Mention, core, entity_at, mention_at
from rashomon.reading.languages import table
from rashomon.world import World
from rashomon.world.packs import Entity

LISTS = table("speakers")
VAGUE = frozenset(LISTS["in_many_names"])
"""Nouns in so many names that one of them alone takes none of these up."""
BRACKETED = 12
"""Tokens that brackets after a name may take up."""
SPELT: dict[str, str] = LISTS["spelt"]


def shortened(head: Token) -> Mention | None:
    """The organisation met before whose name has all words of a definite phrase; else the outlet itself, where its
    name has them. None where the phrase is no such one."""
    doc = head.doc
    m = mention_at(doc, head.i)
    if m is not None and m.is_known():
        return None
    start, end = core(head)
    if (named := _before_brackets(head, start)) is not None:
        return named
    words = {_spelt(t.lower_) for t in doc[start + 1 : end]}
    if doc[start].lower_ not in ("the", "this") or words <= VAGUE:
        return None
    for before in reversed(doc._.mentions):
        if before.end <= start and before.kind == "organisation" and words <= _words(before.name):
            return before  # type: ignore[no-any-return]
    outlet = _outlet(doc)
    called_so = outlet is not None and any(words <= _words(name) for name in outlet.aliases)
    return entity_at(outlet, doc, start, end) if outlet is not None and called_so else None


def _before_brackets(head: Token, start: int) -> Mention | None:
    """ "The Harbour League (HL) militant group": whose name stands before brackets that only words for it part from
    the noun, whether the parse took them into its phrase or not."""
    doc = head.doc
    closed = next((i for i in range(head.i - 1, max(start - 2, 0), -1) if doc[i].text == ")"), None)
    if closed is None:
        return None
    opened = next((i for i in range(closed - 1, max(closed - BRACKETED, 0), -1) if doc[i].text == "("), None)
    m = mention_at(doc, opened - 1) if opened else None
    return m if m is not None and m.kind == "organisation" else None


def _outlet(doc: Doc) -> Entity | None:
    world: World | None = doc._.world
    return world.packs.outlet(doc._.report.outlet) if world is not None and doc._.report is not None else None


def _words(name: str) -> set[str]:
    return {_spelt(w) for w in name.casefold().replace("-", " ").split()}


def _spelt(word: str) -> str:
    return SPELT.get(word, word)
