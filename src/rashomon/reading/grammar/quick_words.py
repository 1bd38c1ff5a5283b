"""spaCy's tokenizer, quicker: inside a memory zone it keeps nothing, and splits a word as often as it stands there."""

from __future__ import annotations

from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.vocab import Vocab

MOST = 20_000
"""Words that are kept at most, some 10 MB: nineteen of twenty words of a text are among the first so many."""
LONGEST = 30
"""Letters. What is longer is seldom met twice."""


class QuickTokenizer(Tokenizer):  # type: ignore[misc]
    """The same tokens. What `learn` was shown before, outside a zone, is split once."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__(vocab, max_cache_size=MOST)
        self.learned: set[str] = set()

    def learn(self, text: str) -> None:
        """Splits the words of a text, for good. One by one: after one of its special cases spaCy keeps none."""
        for word in {*text.split()} - self.learned:
            if len(self.learned) >= MOST:
                break
            if len(word) <= LONGEST:
                self.learned.add(word)
                self(word)
