"""Words that tell a nation: which adjectives are a people's that no table lists, and what a hyphen makes of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Span
from rashomon.reading.languages import table
from rashomon.world.packs import Modifier

LISTS = table("sides")
IRREGULAR = frozenset(LISTS["irregular"])
PUT_THERE = frozenset(LISTS["put_there"])
SAYING = frozenset(verb for group in table("cues")["group"] for verb in group["verbs"])
"""Verbs that report, whatever their stance."""
DIVIDED = frozenset(LISTS["divided"])
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
    capitals = [(i, word) for i, word in enumerate(t.text for t in doc) if word[:1].isupper()]
    places = [p.span for p in doc._.places or ()]
    resolved = [p.span for p in doc._.places or () if p.precision != "unresolved"]
    stems = _stems(capitals)
    lands: dict[str, str] = {}
    for i, word in capitals:
        if i in known or not _may_be_a_people(doc, i, word) or _lies_in(doc[i], places):
            continue
        land = _land(doc, word, stems.get(word[:STEM], ()), resolved)
        camp = word.lower() if land is None else land
        if land is None and not camp.endswith(ENDINGS):
            continue
        lands[word] = camp
        yield i, i + 1, word, camp
    camps = set(lands.values())
    for i, word in capitals if lands else ():
        if word.lower() in camps and word not in lands:
            yield i, i + 1, word, word.lower()  # "Ruritania's army"


def _may_be_a_people(doc: Doc, i: int, word: str) -> bool:
    if len(word) < LONG or word.isupper() or word.lower() in NO_PEOPLE:
        return False
    return doc[i].pos_ in ("ADJ", "PROPN") and doc[i].dep_ in ("amod", "compound", "nmod")


def _lies_in(token: Token, spans: Iterable[Span]) -> bool:
    return any(s.start <= token.idx < s.end for s in spans)


def _stems(capitals: Iterable[tuple[int, str]]) -> Mapping[str, Sequence[tuple[int, str, str]]]:
    """Words with a capital by the first letters of their stem: where each first stands, the word and its stem."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    for i, word in {word: (i, word) for i, word in reversed(list(capitals))}.values():
        stem = word.rstrip("aey")
        if len(stem) >= STEM:
            found.setdefault(stem[:STEM], []).append((i, word, stem))
    return {letters: sorted(words) for letters, words in found.items()}


def _land(doc: Doc, people: str, stems: Iterable[tuple[int, str, str]], resolved: Sequence[Span]) -> str | None:
    """The camp of a people: the name of its land, where the text has it and no list knows it for a town."""
    for i, word, stem in stems:
        if len(word) < len(people) and people.startswith(stem):
            return None if _lies_in(doc[i], resolved) else word.lower()
    return None
