"""Finds thousands of names in a text, word by word.

spaCy's PhraseMatcher does the same, but makes an entry in its vocabulary for the key of each: half of the .3 s that the
names of a pack took to be put up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

END = ""
"""Behind the last word of a name; no word is empty."""


class NameTrie:
    """Names as sequences of words, each with the keys that it stands for, in the order in which they came."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}

    def add(self, key: str, words: Sequence[str]) -> None:
        node = self.root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(END, {})[key] = None

    def find(self, words: Sequence[str]) -> list[tuple[str, int, int]]:
        """(key, first word, word behind the last) of each name, also of those within others, from left to right."""
        found: list[tuple[str, int, int]] = []
        for start, word in enumerate(words):
            node, end = self.root.get(word), start
            while node is not None:
                end += 1
                found += [(key, start, end) for key in node.get(END, ())]
                node = node.get(words[end]) if end < len(words) else None
        return found
