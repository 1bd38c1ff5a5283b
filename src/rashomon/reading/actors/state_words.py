"""Words that tell a nation: which adjectives are a people's that no table lists, and what a hyphen makes of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Span
from rashomon.reading.languages import table
from rashomon.world.packs import Modifier

LISTS = table("sides")
IRREGULAR = frozenset(LISTS["irregular"])
PUT_THERE = frozenset(LISTS["put_there"])
SAYING = frozenset(verb for group in table("cues")["group"] for verb in group["verbs"])
"""Verbs that report, whatever their stance."""
NO_PEOPLE = frozenset(LISTS["no_people"])
ENDINGS = tuple(LISTS["people_endings"])
LONG = 6
"""Letters from which on a word with a people's ending is taken for one."""
STEM = 4
"""Letters that a people's name and its land's share at least: "Ruritania", "Ruritanian"."""

Found = tuple[int, Modifier]
"""Of a word that gives a side: its first token, and what it says."""


def is_put_there(doc: Doc, last: int, found: Found) -> Found | None:
    """The word itself; None where a participle behind its hyphen says that somebody is only helped or made by it:
    "Ruritanian-backed militia". Who was put there speaks for who put him: "Ruritanian-installed officials"."""
    if not found[1].nation or last + 2 >= len(doc) or doc[last + 1].text != "-":
        return found
    return found if doc[last + 2].lower_ in PUT_THERE else None


def of_a_people(doc: Doc, known: Mapping[int, Found]) -> Iterator[tuple[int, int, str, str]]:
    """First token, token behind the last, word and camp of each adjective that looks like a people's, of the lands that
    no table knows: "Ruritanian officials"."""
    places = [p.span for p in doc._.places or ()]
    resolved = [p.span for p in doc._.places or () if p.precision != "unresolved"]
    lands: dict[str, str] = {}
    for token in doc:
        if token.i in known or not _may_be_a_people(token) or any(s.start <= token.idx < s.end for s in places):
            continue
        land = _land(doc, token.text, resolved)
        if land is None and not token.lower_.endswith(ENDINGS):
            continue
        lands[token.text] = land or token.lower_
        yield token.i, token.i + 1, token.text, lands[token.text]
    for token in doc:
        if token.lower_ in lands.values() and token.text[:1].isupper() and token.text not in lands:
            yield token.i, token.i + 1, token.text, token.lower_  # "Ruritania's army"


def _may_be_a_people(token: Token) -> bool:
    if token.pos_ not in ("ADJ", "PROPN") or not token.text[:1].isupper() or token.text.isupper():
        return False
    return len(token) >= LONG and token.lower_ not in NO_PEOPLE and token.dep_ in ("amod", "compound", "nmod")


def _land(doc: Doc, people: str, resolved: Sequence[Span]) -> str | None:
    """The camp of a people: the name of its land, where the text has it and no list knows it for a town."""
    for token in doc:
        stem = token.text.rstrip("aey")
        if token.text[:1].isupper() and len(stem) >= STEM and len(token) < len(people) and people.startswith(stem):
            town = any(s.start <= token.idx < s.end for s in resolved)
            return None if town else token.lower_
    return None
