"""spaCy's attribute ruler and lemmatizer, quicker: they say the same of every token.

The ruler tries its 179 patterns at each token. Nearly all of them look at one token, and there only at its tag, its
label and whether it is one of the few words that they name: so what they make of it is kept by these. The lemmatizer
looks words up in lists, one of 57,000 words; as sets they answer at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs
from spacy.vocab import Vocab

SEEN = {"TAG": TAG, "DEP": DEP, "IS_SPACE": IS_SPACE, "LOWER": LOWER}
"""What patterns may look at here, as they call it."""
MOST = 50_000
"""Words and sorts of tokens that are kept at most."""

Sort = tuple[int, int, int, int]
"""Tag, label, whether white space, and the word, or 0 where no pattern names it."""


@dataclass(slots=True)
class _Rules:
    """The patterns of a ruler, sorted; what is kept of words and tokens grows as they come."""

    alone: Matcher
    """Patterns of one token"""
    together: Matcher
    """Patterns of several"""
    words: frozenset[str]
    shapes: re.Pattern[str]
    """The words that patterns name."""
    named: dict[int, int] = field(default_factory=dict)
    """Word to itself where a pattern names it, else to 0."""
    kept: dict[Sort, tuple[list[int], dict[int, Any]]] = field(default_factory=dict)
    """Which patterns hold of a token of this sort, and what they set on it, one after the other."""


@Language.factory("rashomon_attribute_ruler")
def make_ruler(nlp: Language, name: str, validate: bool, scorer: Any) -> QuickRuler:
    """An attribute ruler with the settings of spaCy's; its patterns come from the files of its model."""
    return QuickRuler(nlp.vocab, name, validate=validate, scorer=scorer)


class QuickRuler(AttributeRuler):
    """The same rules, tried once for each sort of token. Where a pattern looks at more, they are tried at each."""

    rules: _Rules | None = None

    def from_disk(self, path: Any, exclude: Any = ()) -> QuickRuler:
        super().from_disk(path, exclude=exclude)
        self.take_stock()
        return self

    def take_stock(self) -> None:
        """Sorts out the patterns that are there by now."""
        self.rules = _sorted_out(self.vocab, [self.matcher.get(str(i))[1] for i in range(len(self.attrs))])

    def __call__(self, doc: Doc) -> Doc:
        if self.rules is None:
            return super().__call__(doc)
        beside = self._together(self.rules, doc)
        for token, sort in zip(doc, _sorts(self.rules, doc), strict=True):
            found = self.rules.kept.get(sort)
            if found is None:
                found = self._tried(self.rules, doc, token.i, sort)
            held, attrs = found
            if beside and token.i in beside:
                attrs = self._set_by(sorted([*held, *beside[token.i]]))
            set_token_attrs(token, attrs)
        return doc

    def _tried(self, rules: _Rules, doc: Doc, i: int, sort: Sort) -> tuple[list[int], dict[int, Any]]:
        if len(rules.kept) >= MOST:
            rules.kept.clear()
        matches = rules.alone(doc[i : i + 1], allow_missing=True) if len(rules.alone) else ()
        held = sorted(int(self.vocab.strings[name]) for name, _, _ in matches)
        rules.kept[sort] = held, self._set_by(held)
        return rules.kept[sort]

    def _set_by(self, held: Sequence[int]) -> dict[int, Any]:
        """What these patterns set together: of two that set the same, the later one's holds."""
        return {attr: value for at in held for attr, value in self.attrs[at].items()}

    def _together(self, rules: _Rules, doc: Doc) -> dict[int, list[int]]:
        """By token the patterns of several tokens that set something on it."""
        found: dict[int, list[int]] = {}
        for name, start, end in rules.together(doc, allow_missing=True) if len(rules.together) else ():
            at = int(self.vocab.strings[name])
            index = self.indices[at]
            found.setdefault((start if index >= 0 else end) + index, []).append(at)
        return found


def _sorts(rules: _Rules, doc: Doc) -> Iterator[Sort]:
    """The sort of each token."""
    named = rules.named
    for tag, dep, space, word in doc.to_array([*SEEN.values()]).tolist():
        known = named.get(word)
        if known is None:
            if len(named) >= MOST:
                named.clear()
            lower = doc.vocab.strings[word]
            known = named[word] = word if lower in rules.words or rules.shapes.search(lower) else 0
        yield tag, dep, space, known


def _sorted_out(vocab: Vocab, patterns: Sequence[list[list[dict[str, Any]]]]) -> _Rules | None:
    """The patterns, each with its alternatives; None where one looks at something else or repeats a token."""
    tokens = [token for alternatives in patterns for pattern in alternatives for token in pattern]
    if any(not token.keys() <= SEEN.keys() for token in tokens):
        return None
    words: set[str] = set()
    shapes = ["(?!)"]
    for wanted in (token["LOWER"] for token in tokens if "LOWER" in token):
        if isinstance(wanted, str):
            words.add(wanted)
        elif wanted.keys() <= {"IN", "NOT_IN", "REGEX"}:
            words.update(wanted.get("IN", ()), wanted.get("NOT_IN", ()))
            shapes += [wanted["REGEX"]] if "REGEX" in wanted else []
        else:
            return None
    alone, together = Matcher(vocab), Matcher(vocab)
    for at, alternatives in enumerate(patterns):
        for matcher, some in (
            (alone, [pattern for pattern in alternatives if len(pattern) == 1]),
            (together, [pattern for pattern in alternatives if len(pattern) > 1]),
        ):
            if some:
                matcher.add(str(at), some)
    return _Rules(alone, together, frozenset(words), re.compile("|".join(f"(?:{shape})" for shape in shapes)))


def look_up_once(lemmatizer: Any) -> None:
    """Makes a lemmatizer of rules keep what it said of a word as it is tagged, and look forms up in sets.

    spaCy's own keeps it of some words only, and without end.
    """
    if getattr(lemmatizer, "mode", None) != "rule" or not lemmatizer.lookups.has_table("lemma_index"):
        return
    index = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, forms in list(index.items()):
        index[part_of_speech] = frozenset(forms)
    by_rule = lemmatizer.lemmatize
    kept: dict[tuple[int, int, int], list[str]] = {}

    def lemmas(token: Token) -> list[str]:
        morph: Any = token.morph
        key = token.orth, token.pos, morph.key
        found = kept.get(key)
        if found is None:
            if len(kept) >= MOST:
                kept.clear()
                lemmatizer.cache.clear()
            found = kept[key] = by_rule(token)
        return found

    lemmatizer.lemmatize = lemmas
