"""Who is a private person? Puts `model.Name` records on `doc._.names`, before anybody asks who speaks or acts.

Stands after the places, since a town is no person, and before the actors, since a witness called like an outlet is no
outlet: those who come after take what is a private person here for nothing else. Places whose name is a person's go.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Name, Span, TitleName
from rashomon.reading import languages
from rashomon.reading.grammar.doc_extensions import register, text_of
from rashomon.reading.grammar.english import fine_tags
from rashomon.reading.persons.across_runs import ROW
from rashomon.reading.persons.find import find_names
from rashomon.reading.persons.marks import known_of
from rashomon.reading.where.name_mentions import english_words
from rashomon.world import World


class Persons:
    """The component: looks at the words as they were received, which the parse may have seen in small letters."""

    def __init__(self, nlp: Language) -> None:
        register()
        self.nlp = nlp
        self.english: tuple[frozenset[str], frozenset[str]] | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self.english is None:
            self.english = english_words(self.nlp)
        world: World | None = doc._.world
        if world is None:
            return doc
        text = doc._.received if doc._.received is not None else text_of(doc)
        if not case_tells(text) or _language(doc) not in _languages():
            doc._.names = None
            return doc
        known = known_of(world, self.english)
        places = [p.span for p in doc._.places if p.mention == "name" and p.gazetteer]
        unlisted = [p.span for p in doc._.places if p.mention == "name" and p.precision == "unresolved"]
        doc._.names = find_names(text, known, places, fine_tags(doc), unlisted)
        private = [n for n in doc._.names if not n.public]
        sure = _sure(text, doc._.names)
        doc._.places = [
            p
            for p in doc._.places
            if p.mention != "name" or not (overlaps(sure, p.span) or _is_part_of_one(private, p.span))
        ]
        return doc

    def of_title(self, title: str | None, world: World) -> tuple[TitleName, ...] | None:
        """The names of a report's title, which no parse sees."""
        if not title:
            return ()
        if not case_tells(title):
            return None
        found = find_names(title, known_of(world, self.english or english_words(self.nlp)))
        return tuple(TitleName(*n.span, n.text, n.sort, n.public, n.rule) for n in found)


def _sure(text: str, names: Sequence[Name]) -> list[Span]:
    """Where private persons are named for sure, in order: by what stands around, or in a row with one who is, as in
    "the sisters Mirna, Valencia and Sana Torvik"."""
    sure = [not n.public and n.rule not in DOUBTFUL for n in names]
    pairs = [(n, n + 1) for n in range(len(names) - 1)]
    for one, other in [*pairs, *((b, a) for a, b in reversed(pairs))]:
        if sure[one] and not sure[other] and not names[other].public:
            first, second = sorted((names[one].span, names[other].span))
            sure[other] = ROW.fullmatch(text, first.end, second.start) is not None
    return [n.span for n, is_sure in zip(names, sure, strict=True) if is_sure]


def _is_part_of_one(private: Sequence[Name], place: Span) -> bool:
    """Whether a place is some of the words of a name, as in "Mar Córdoba": no place, however doubtful the name."""
    return any(n.span.start <= place.start and place.end <= n.span.end and n.span != place for n in private)


@cache
def _languages() -> frozenset[str]:
    """Those whose words of names are listed."""
    return frozenset(languages.having("persons"))


def _language(doc: Doc) -> str:
    return (doc._.report.language if doc._.report is not None else None) or "en"


@Language.factory("rashomon_persons", assigns=["doc._.names"])
def make_persons(nlp: Language, name: str) -> Persons:
    """The component for spaCy's `add_pipe`."""
    return Persons(nlp)


def case_tells(text: str) -> bool:
    """Whether capitals tell names here: not in a text with hardly any, nor in a script that has none."""
    letters = "".join(filter(str.isalpha, text))
    cased = letters if letters.isascii() else "".join(c for c in letters if c.lower() != c.upper())
    if len(letters) >= 40 and len(cased) < 0.5 * len(letters):
        return False
    return len(cased) < 40 or sum(map(str.isupper, cased)) > 0.003 * len(cased)


DOUBTFUL = frozenset({"name.unknown", "name.mixture", "name.row", "name.small_site", "name.again", "name.contact"})
"""Rules that take a name for a person's since nothing says otherwise: it is hidden, and still read as it was."""


_UNSURE = DOUBTFUL - {"name.unknown", "name.again"}
_KEPT = "rashomon_private"


def private_in(doc: Doc) -> list[Span]:
    """Where something says that private persons are named, in order. Kept with the text, since each phrase asks."""
    kept: tuple[object, list[Span]] | None = doc.user_data.get(_KEPT)
    names = doc._.names
    if kept is None or kept[0] is not names:
        spans = [n.span for n in names or () if not n.public and n.rule not in _UNSURE]
        kept = doc.user_data[_KEPT] = (names, spans)
    return kept[1]


def overlaps(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of these spans, in order and apart, shares a character with another span."""
    k = bisect.bisect_right(spans, span.start, key=lambda s: s.end)
    return k < len(spans) and spans[k].start < span.end
