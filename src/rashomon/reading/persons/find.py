"""Which words of a text name a person, and is that person public? One decision for each run of capitalised words.

A run takes in its capitalised neighbours whatever else they mean: a day, a country, a title, a town (`name_runs`). What
it names (`run_sorts`) is decided by the words around it (`around`), by its own form (head nouns, acronyms) and by what
the world knows (`marks`); then the runs are looked at together (`across_runs`).
Where nothing decides, it is a private person. Text in, spans out: the parse only says which common words open one.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from rashomon.model import Name, NameSort, Span
from rashomon.reading.persons.across_runs import side_by_side, spread
from rashomon.reading.persons.looked_at import Seen, span
from rashomon.reading.persons.marks import Known, mark_all, of_other_scripts
from rashomon.reading.persons.name_runs import runs
from rashomon.reading.persons.name_words import words_of
from rashomon.reading.persons.run_sorts import decide
from rashomon.reading.persons.telling_capitals import zones
from rashomon.reading.persons.word_sorts import introduced

CONTACT = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<!\w)@\w{2,}|\+?\d[\d\s().-]{7,}\d"
    r"|(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,8}/[^\s,;)\]”\"]+",
    re.I,
)
"""Addresses, handles and numbers of telephones: they lead to somebody. Of some it is shown elsewhere whom."""
PLAIN_CONTACT = re.compile(r"www\.\S+|\+?\d[\d\s().-]{7,}\d", re.I)
"""Those of a text with no "@" and no "/", where the others would be looked for at each letter in vain."""
HANDLE = re.compile(r"(?<![\w@/.])(?=\w*[^\W\d_])\w+_\w+")
"""What somebody calls himself on a platform: no word of a language has such a line in it."""
SHORT = 500
"""Characters of a text that may well have no comma."""
_DATE = re.compile(
    r"\d{1,2}[-./\s]+\d{1,2}[-./\s]+(?:19|20)\d\d(?!\d)|(?:19|20)\d\d(?!\d)|\d{1,2}\s+(?:19|20)\d\d(?!\d)"
)
_NUMBERS = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?!\d)|\d\s*\((?:19|20)\d\d$|^\d+000\s*-\s*\d+000$")
"""An hour and a date, a resolution and its year, from so many to so many: no telephone's number."""
_STATE = re.compile(r"\b(?:U\.\s?S\.(?:\s?A\.)?|U\.\s?K\.|U\.\s?N\.|E\.\s?U\.)")


def find_names(
    text: str,
    known: Known,
    places: Sequence[Span] = (),
    tags: Mapping[int, str] | None = None,
    unlisted: Sequence[Span] = (),
) -> tuple[Name, ...]:
    """Every run of words that is a name, in order, none overlapping."""
    seen = _looked_at(text, known, places, tags or {}, unlisted)
    full = introduced(seen)
    decided = [d for run in runs(seen) for d in decide(seen, run, full)]
    decided = spread(seen, side_by_side(seen, decided))
    found = [_name(text, span(seen, d), d.sort, d.rule, public=d.public) for d in decided]
    found += _of_other_scripts(seen)
    contacts = _contacts(text)
    found = [n for n in found if not any(n.span.start < c.end and c.start < n.span.end for c in contacts)]
    found += [_name(text, c, "contact", "name.contact") for c in contacts]
    return tuple(sorted(found, key=lambda n: n.span))


def _contacts(text: str) -> list[Span]:
    """What leads to somebody: addresses, numbers of telephones, what somebody calls himself."""
    contact = CONTACT if "@" in text or "/" in text else PLAIN_CONTACT
    found = [
        Span(*m.span()) for m in contact.finditer(text) if not _DATE.match(m.group()) and not _NUMBERS.search(m.group())
    ]
    handles = [Span(*m.span()) for m in HANDLE.finditer(text)] if "_" in text else []
    return found + [h for h in handles if not any(h.overlaps(c) for c in found)]


def _name(text: str, at: Span, sort: NameSort, rule: str, *, public: bool = False) -> Name:
    return Name(at, text[at.start : at.end], sort, public, rule)


def _looked_at(
    text: str, known: Known, places: Sequence[Span], tags: Mapping[int, str], unlisted: Sequence[Span]
) -> Seen:
    tokens = words_of(text)
    seen = Seen(text, tokens, [""] * len(tokens), known, places, unlisted, tags)
    seen.commas = "," in text or len(text) < SHORT
    seen.zones = zones(seen)
    seen.small = frozenset(t.word for t in tokens if not t.capital and not t.caseless)
    for what, mark in ((known.officials, "official"), (known.organisations, "org"), (known.parts, "part")):
        mark_all(seen.marks, tokens, what, mark)
    for m in _STATE.finditer(text):
        first, end = (bisect.bisect_left(tokens, at, key=attrgetter("start")) for at in m.span())
        seen.marks[first:end] = ["org"] * (end - first)
    return seen


def _of_other_scripts(seen: Seen) -> Iterator[Name]:
    """Words of a script without capitals, which may all be names; but for what the packs call somebody public by."""
    caseless = [t for t in seen.tokens if t.caseless and any(c.isalpha() for c in t.word)]
    public = [s for name in of_other_scripts(seen.known) for s in _whole(seen.text, name)] if caseless else []
    for t in caseless:
        if not any(s.start <= t.start and t.end <= s.end for s in public):
            yield _name(seen.text, Span(t.start, t.end), "person", "name.script")


def _whole(text: str, name: str) -> Iterator[Span]:
    """Where a name stands whole: no letter, and no vowel sign or other mark of one, goes on from it."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not before.isalnum() and not after.isalnum() and not unicodedata.category(after or " ").startswith("M"):
            yield Span(at, end)
        at = text.find(name, end)
