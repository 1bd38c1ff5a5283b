"""Which speakers are public, though no pack lists them? Bodies, countries, movements, and who has a public post.

Their names come from the text's own words, so that whoever shares a reading need not hide an army as a soldier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.model import Name, Speaker, Statement
from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.place_words import names_of
from rashomon.reading.surface.private_runs import name_words
from rashomon.reading.surface.statement_drafts import Range
from rashomon.reading.surface.words import Words

OF_WHOM = ("name.surface_post", "name.surface_post_again", "name.surface_body")
"""Rules that make a speaker public; a name between quotation marks may be anybody's call sign."""


def bodies_in(words: Words, spoken: Iterable[Range], lands: Mapping[int, str]) -> list[Name]:
    """The bodies among the speakers, who stand at these words. `lands` are words that name a country."""
    return [n for at in dict.fromkeys(spoken) if (n := _body(words, at, lands)) is not None]


def _body(words: Words, at: Range, lands: Mapping[int, str]) -> Name | None:
    """A speaker of whom every word is one for a body, a movement, a people or a country: the name of that body."""
    code = words.tongue.code
    by, table, places = sides(code), name_words(code), names_of(code)
    a, b = at
    while a < b and (words.norms[a] in places.before or words.norms[a] in words.tongue.articles):
        a += 1
    told, i = False, a
    while i < b:
        found = [f for list_ in (by.glosses, by.movements, by.peoples) if (f := list_.at(words, i, b)) is not None]
        longest = max(found, key=lambda f: f.b, default=None)
        if longest is None and i not in lands:
            return None
        gloss = by.glosses.at(words, i, b)
        if gloss is not None and gloss.value not in table.bodies:
            return None
        told = told or gloss is not None or i in lands or by.movements.at(words, i, b) is not None
        i = longest.b if longest is not None else i + 1
    if not told or a == b:
        return None
    span = words.span(a, b)
    return Name(span, words.text[span.start : span.end], "organisation", True, "name.surface_body")


def named(s: Statement, names: Sequence[Name]) -> Statement:
    """The statement with its speaker by name, where the one name in the speaker's words is public."""
    speaker: Speaker = s.speaker
    if speaker.entity is not None or speaker.span is None:
        return s
    inside = [n for n in names if n.span.overlaps(speaker.span)]
    if len(inside) != 1 or not inside[0].public or inside[0].rule not in OF_WHOM:
        return s
    return replace(s, speaker=replace(speaker, name=inside[0].text, named=True))
