"""How is a language written? Its letters folded to one form, what grows together with a word, and how words end.

A `Tongue` is `languages/LANGUAGE/script.toml` made ready. Folding is for comparing only: offsets are those of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from rashomon.reading.languages import table

MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f]")
"""Vowel signs and other marks, the stroke that stretches Arabic words, and what no reader sees"""
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True)
class Tongue:
    """What is known of how one language is written. Two of one code are equal."""

    code: str
    fold: dict[int, str] = field(compare=False)
    glued: tuple[tuple[str, ...], ...] = field(compare=False)
    """Letters written together with the word after them, in the order in which they stand: and, to, the."""
    endings: tuple[str, ...] = field(compare=False)
    """How words end in their cases, longest first."""
    replaced: tuple[tuple[str, str], ...] = field(compare=False)
    """Endings of a name in its cases, each with that of its first form."""
    verb_first: bool = field(compare=False)
    """Whether the verb stands before its subject as a rule."""
    cased: bool = field(compare=False)
    """Whether names have capitals."""
    articles: frozenset[str] = field(compare=False)
    """Articles, where nouns have them as words of their own and stand on either side of their verb."""
    elided: frozenset[str] = field(compare=False)
    """Short words that are written together with the next by an apostrophe: l'armée, qu'il."""
    hung: frozenset[str] = field(compare=False)
    """Pronouns that hang on their verb by a hyphen: dit-il, a-t-elle."""
    finite: tuple[str, ...] = field(compare=False)
    """How finite verbs of the past end, and hardly another word."""
    many: tuple[str, ...] = field(compare=False)
    """How nouns for people end in the nominative plural, and only there; none where that is not told."""
    adjectival: tuple[str, ...] = field(compare=False)
    """How adjectives end in their cases: with a capital and another behind it, half of a name."""
    locative: tuple[str, ...] = field(compare=False)
    """How nouns end behind "in": what follows in its first form is no genitive of theirs."""
    _forms: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    _stems: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _firsts: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def norm(self, word: str) -> str:
        """A word as it is compared: small letters in one form, without marks, digits as 0-9."""
        return MARKS.sub("", word.lower()).translate(self.fold)

    def forms(self, norm: str) -> tuple[str, ...]:
        """A folded word, then what is left of it without the letters that are glued to it."""
        known = self._forms.get(norm)
        if known is None:
            known = self._forms[norm] = tuple(dict.fromkeys(self._stripped(norm)))
        return known

    def _stripped(self, norm: str) -> list[str]:
        found = [norm]
        for slot in self.glued:
            for word in tuple(found):
                for letters in slot:
                    old, _, new = letters.partition(">")
                    if word.startswith(old) and len(word) - len(old) + len(new) >= LEAST:
                        found.append(new + word[len(old) :])
        return found

    def stem(self, norm: str) -> str:
        """A word without the ending of its case; Arabic words without what is glued before them, too."""
        known = self._stems.get(norm)
        if known is None:
            word = self.forms(norm)[-1]
            fits = (e for e in self.endings if word.endswith(e) and len(word) - len(e) >= LEAST)
            known = self._stems[norm] = word.removesuffix(next(fits, ""))
        return known

    def first_forms(self, norm: str) -> tuple[str, ...]:
        """The forms in which a list of names may have a word that stands in one of its cases, the likeliest first."""
        known = self._firsts.get(norm)
        if known is None:
            known = self._firsts[norm] = tuple(dict.fromkeys(self._renewed(norm)))
        return known

    def _renewed(self, norm: str) -> list[str]:
        found = list(self.forms(norm))
        for word in tuple(found):
            fits = ((o, n) for o, n in self.replaced if word.endswith(o) and len(word) >= len(o) + 2)
            found += [word[: -len(old)] + new for old, new in fits]
        return found


LEAST = 3
"""Letters that are left of a word at least."""


@cache
def tongue(code: str) -> Tongue:
    """The script of a language that has a file script.toml."""
    data = table("script", code)
    fold = {ord(a): b for a, b in data["fold"].items()} | {k: chr(v) for k, v in DIGITS.items()}
    return Tongue(
        code=code,
        fold=fold,
        glued=tuple(tuple(slot) for slot in data["glued"]),
        endings=tuple(sorted(data["endings"], key=lambda e: -len(e))),
        replaced=tuple((old, new) for old, news in data["replaced"].items() for new in news),
        verb_first=data["verb_first"],
        cased=data["cased"],
        articles=frozenset(data.get("articles", ())),
        elided=frozenset(data.get("elided", ())),
        hung=frozenset(data.get("hung", ())),
        finite=tuple(data.get("finite", ())),
        many=tuple(data["many"]),
        adjectival=tuple(data.get("adjectival", ())),
        locative=tuple(data.get("locative", ())),
    )
