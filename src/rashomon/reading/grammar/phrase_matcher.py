"""Looks phrases of lemmas up in a text: one dictionary look-up a token, the longest phrase first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from spacy.tokens import Doc

T = TypeVar("T")
KEPT = "rashomon_words"


def words_of(doc: Doc) -> tuple[list[str], list[str]]:
    """The words of a parsed text in lower case, and their lemmas. Kept with the text, since every component asks."""
    kept: tuple[list[str], list[str]] | None = doc.user_data.get(KEPT)
    if kept is None:
        kept = doc.user_data[KEPT] = ([t.lower_ for t in doc], [t.lemma_.lower() for t in doc])
    return kept


class Phrases(Generic[T]):
    """Phrases of lemmas, each with what it stands for. Hyphens within a phrase are passed over."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        index: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases:
            parts = tuple(phrase.replace("-", " ").split())
            index.setdefault(parts[0], []).append((parts, value))
        self._by_first: Mapping[str, Sequence[tuple[tuple[str, ...], T]]] = {
            k: sorted(v, key=lambda e: -len(e[0])) for k, v in index.items()
        }

    def find(self, doc: Doc) -> list[tuple[int, int, T]]:
        """(first token, token after the last, value) of each phrase found, left to right, none overlapping."""
        lowers, lemmas = words_of(doc)
        out: list[tuple[int, int, T]] = []
        skip = 0
        by_first = self._by_first
        for i, (lemma, lower) in enumerate(zip(lemmas, lowers, strict=True)):
            if i < skip or (lemma not in by_first and lower not in by_first):
                continue
            best = 0
            for key in (lemma,) if lemma == lower else (lemma, lower):
                for parts, value in by_first.get(key, ()):
                    end = phrase_end(lemmas, lowers, i, parts)
                    if end > best:
                        if best:
                            out.pop()
                        out.append((i, end, value))
                        best = end
                        break
            skip = max(skip, best)
        return out


def phrase_end(lemmas: Sequence[str], lowers: Sequence[str], i: int, parts: Sequence[str]) -> int:
    """Where a phrase that begins at token i ends; 0 if it does not stand there."""
    at = i
    for n, part in enumerate(parts):
        if n:
            while at < len(lowers) and lowers[at] == "-":
                at += 1
        if at >= len(lowers) or (part != lemmas[at] and part != lowers[at]):
            return 0
        at += 1
    return at
