"""What do several runs say of each other? Rows, tables, lists, conversations; and a name that comes again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from rashomon.reading.persons.looked_at import LIST_MARK, Decided, Seen, titles
from rashomon.reading.persons.name_words import listed_words
from rashomon.reading.persons.telling_capitals import TABLE

Spans = Sequence[tuple[int, int]]
"""Of each run its characters, without a genitive."""

_HEADER = re.compile(
    r"name|victim|killed|detained|missing|dead|martyr|prisoner|wounded|person|suspect|witness|who", re.I
)
_NAMES_FOLLOW = re.compile(
    r"\b(?:killed|dead|martyrs?|names?|named|victims?|detained|missing|arrested|wounded|injured|wanted|children|persons"
    r"|detainees|prisoners|abducted|fallen|released)\b[^.!?\n]*:\s*$", re.I
)  # fmt: skip
_LIST_OF = re.compile(
    r"\b(?:names?|list)\s+of\s+(?:the\s+)?(?:dead|killed|victims|martyrs|wounded|injured|missing|detained|detainees|prisoners"
    r"|arrested|fallen)(?:\s+\w+){0,4}\s*$", re.I
)  # fmt: skip
ROW = re.compile(
    r"(?:\s*[,;(/]?\s*\d{1,3}\)?)?\s*(?:[,;]\s*(?:and\s+)?|\s+and\s+|,?\s*&\s*|[/]\s*)"
    r"|\s*\(\d{1,3}\)\s*(?:,|and)?\s*|(?:\s+first)?,?\s+(?:and\s+)?then\s+"
    r"|,?\s+(?:as\s+well\s+as|(?:together|along)\s+with|or)\s+"
)
"""Between two names of a list, an age behind the first."""
_NICKNAME = re.compile(r"\s+[“\"‘'(](?=[^”\"’')\n]*[a-z])(?:the\s+)?[^\W\d_][^”\"’')\n@\d]{1,24}[”\"’')]\s+")
"""Between the two names of somebody: “the Fox”. No acronym, handle or number."""
_STANDS_BEHIND = re.compile(r"(?:\b(?:from|in|at|near|to)|,\s+of)\s+$")
_ARTICLE = re.compile(r"\ban?\s+$")
"""Before a people: "a Sunni and N"."""
_SENTENCE_ENDS = re.compile(r"[.!?]\s*$")
_QUOTES = re.compile(r"\s*:\s*(?=[\"“‘«])")
_COLON = re.compile(r"\s*:\s")
_CONVERSATION = re.compile(r"(?:^|\n)(?:reporter|interviewer|q|question|host|correspondent|witness)\s*:", re.I)
_OF_ONESELF = re.compile(r"\b(?:my|me|myself)\b", re.I)
_SHORT_LINE = 80
_HYPHEN = re.compile("[-‑]")
_NEAR = 12
"""Characters between a list's mark and its name."""


def side_by_side(seen: Seen, named: Sequence[Decided]) -> list[Decided]:
    """Names in a row with a private person's, in a table's column of names, in a list of the dead, before a colon."""
    out = list(named)
    spans = [(seen.tokens[d.first].start, seen.bare_end(d.last)) for d in out]
    for _ in range(2):
        for n in range(len(out)):
            if _in_row(seen, out, spans, n):
                _hide(out, n, "name.row")
    _hide_nicknamed(seen, out, spans)
    lines = list(_lines(seen.text, spans))
    for found, rule in (
        (_in_columns(lines, spans), "name.table"),
        (_in_lists(lines, spans), "name.list"),
        (_speaking(seen.text, lines, spans), "name.transcript"),
    ):
        for n in found:
            _hide(out, n, rule)
    return out


def _hide(out: list[Decided], n: int, rule: str) -> None:
    """Takes a run for a private person's, unless its own words decided."""
    d = out[n]
    if d.sort in ("place", "people", "time") or d.rule in ("name.article", "name.known", "name.common"):
        out[n] = Decided(d.first, d.last, "person", False, rule)


def _in_row(seen: Seen, out: Sequence[Decided], spans: Spans, n: int) -> bool:
    """Whether a run that is the name of something else stands in a list beside a private person's."""
    d = out[n]
    side = d.sort == "organisation" and d.rule == "name.known"
    if d.rule == "name.owner" or not (side or d.rule == "name.common" or d.sort in ("place", "time", "people")):
        return False
    if d.sort == "people" and _ARTICLE.search(seen.text, max(0, spans[n][0] - 4), spans[n][0]):
        return False
    if d.sort == "place" and _located(seen, out, spans, n):
        return False
    beside = [m for m in (n - 1, n + 1) if 0 <= m < len(out) and out[m].private]
    return (
        bool(beside)
        and not seen.around("in", d.first, d.last)
        and any(_joined(seen.text, spans, min(n, m), day=d.sort == "time") for m in beside)
    )


def _located(seen: Seen, out: Sequence[Decided], spans: Spans, n: int) -> bool:
    """Whether a place stands where places do, or behind one that does: "of Torrance, California"."""
    if _STANDS_BEHIND.search(seen.text, max(0, spans[n][0] - 8), spans[n][0]):
        return True
    before = n > 0 and out[n - 1].sort == "place" and seen.text[spans[n - 1][1] : spans[n][0]] == ", "
    return before and _STANDS_BEHIND.search(seen.text, max(0, spans[n - 1][0] - 8), spans[n - 1][0]) is not None


def _joined(text: str, spans: Spans, n: int, *, day: bool) -> bool:
    """Whether run n and the next are of one list. Of a day only by "and", before more words of the sentence."""
    between = text[spans[n][1] : spans[n + 1][0]]
    if day and ("and" not in between or text[spans[n + 1][1] :][:1] in ("", ",")):
        return False
    return ROW.fullmatch(between) is not None


def _hide_nicknamed(seen: Seen, out: list[Decided], spans: Spans) -> None:
    for n, (start, _) in enumerate(spans):
        for m in (n - 1, n - 2):
            if m < 0 or not (out[m].private or out[n].private):
                continue
            if seen.around("glossed", out[m].first, out[m].last) or _dated(seen.text, out[n], spans[n]):
                continue
            if _NICKNAME.fullmatch(seen.text[spans[m][1] : start]):
                out[m : n + 1] = [Decided(d.first, d.last, "person", False, "name.nickname") for d in out[m : n + 1]]


def _dated(text: str, d: Decided, at: tuple[int, int]) -> bool:
    """ "N (handle) September 5": the month of a date is no name behind a nickname."""
    return d.sort == "time" and re.match(r"\s+\d", text[at[1] : at[1] + 3]) is not None


class _Line(NamedTuple):
    start: int
    text: str
    runs: tuple[int, ...]


def _lines(text: str, spans: Spans) -> Iterator[_Line]:
    start = 0
    begins = [begin for begin, _ in spans]
    for line in text.split("\n"):
        end = start + len(line)
        yield _Line(start, line, tuple(range(bisect_left(begins, start), bisect_left(begins, end))))
        start = end + 1


def _in_columns(lines: Sequence[_Line], spans: Spans) -> Iterator[int]:
    """The runs in those columns of a table whose head says that they name persons."""
    header: list[str] = []
    for line in lines:
        cells = TABLE.split(line.text) if TABLE.search(line.text) else []
        if cells and not header:
            header = cells
        elif cells:
            at = 0
            for column, cell in enumerate(cells):
                at = line.text.index(cell, at)
                if column < len(header) and _HEADER.search(header[column]):
                    yield from (n for n in line.runs if at <= spans[n][0] - line.start < at + len(cell))
                at += len(cell)
        elif line.text.strip():
            header = []


def _in_lists(lines: Sequence[_Line], spans: Spans) -> Iterator[int]:
    """The first run of each line of a list that a line like "Killed:" opens."""
    expects = False
    for line in lines:
        mark = LIST_MARK.match(line.text)
        if expects and (mark or _short(line.text)):
            begin = line.start + (mark.end() if mark else 0)
            yield from (n for n in line.runs[:1] if spans[n][0] - begin <= _NEAR)
            yield from _first_name(line, spans)
        elif line.text.strip():
            expects = False
        expects = expects or _opens_list(line.text)


def _opens_list(line: str) -> bool:
    follow = line.rstrip().endswith(":") and _NAMES_FOLLOW.search(line) is not None
    return follow or _LIST_OF.search(line) is not None


def _first_name(line: _Line, spans: Spans) -> Iterator[int]:
    """The second of two names that are all of a line: "- Torvik, Friday"."""
    if len(line.runs) == 2:
        (_, end), (start, last) = (spans[n] for n in line.runs)
        if line.text[end - line.start : start - line.start] == ", " and not line.text[last - line.start :].strip():
            yield line.runs[1]


def _short(line: str) -> bool:
    return bool(line.strip()) and len(line) < _SHORT_LINE and not _SENTENCE_ENDS.search(line)


def _speaking(text: str, lines: Sequence[_Line], spans: Spans) -> Iterator[int]:
    """Runs that open a line and stand before a colon and words: those of a quotation, or of a conversation."""
    conversation: bool | None = None
    for line in lines:
        for n in line.runs[:1]:
            start, end = spans[n]
            if text[line.start : start].strip(" \t-–—*•"):
                continue
            told = _QUOTES.match(text[end : end + 6]) is not None
            if not told and _COLON.match(text[end : end + 4]):
                told = _OF_ONESELF.search(line.text, end - line.start) is not None
            if not told and _COLON.match(text[end : end + 4]):
                if conversation is None:
                    conversation = _CONVERSATION.search(text) is not None
                told = conversation
            if told:
                yield n


_DOUBTED = frozenset(
    {"name.unknown", "name.speech", "name.object", "name.appositive", "name.undergone", "name.of", "name.agent",
     "name.mixture", "name.role", "name.personally"}
)  # fmt: skip
"""Rules that say of a part of a public person's name nothing against its being his."""
_NOT_SPREAD = frozenset({"name.mixture", "name.row", "name.small_site"})
"""Rules too weak to make a private person's of the words elsewhere."""


def spread(seen: Seen, named: Sequence[Decided]) -> list[Decided]:
    """Later words of a name that was introduced: of a public person public, of a private one private."""
    named = _in_power(seen, _things_again(seen, named))
    words = {d: _words(seen, d) for d in named}
    public = {w for d in named if d.sort == "person" and d.public and d.last > d.first for w in words[d]}
    private: dict[str, str] = {}
    for d in named:
        of_public = words[d] <= public and d.rule in _DOUBTED
        if d.private and not of_public and d.rule not in _NOT_SPREAD:
            private |= dict.fromkeys(words[d] - titles(), d.rule)
    return [_again(seen, d, words[d], public, private) for d in named]


def _things_again(seen: Seen, named: Sequence[Decided]) -> list[Decided]:
    """Later mentions of what is told once to be a thing, and nowhere to be a person: "a Zarq spokesman ... Zarq"."""
    things = {seen.word(d.first) for d in named if d.first == d.last and d.rule == "name.thing"}
    for d in named:
        if d.private and (d.rule != "name.unknown" or d.last > d.first):
            things -= {seen.word(k) for k in range(d.first, d.last + 1)}
    return [
        Decided(d.first, d.last, "organisation", True, "name.thing")
        if d.private and d.first == d.last and seen.word(d.first) in things
        else d
        for d in named
    ]


_POWER = re.compile(r"(?:[’']s)?\s+(?:regime|government|administration|presidency)s?\b")
_ARMED = re.compile(r"(?:[’']s)?\s+(?:forces|army|armies|troops|rule|overthrow|ouster|downfall)\b")
_UNDER = re.compile(
    r"\b(?:loyal\s+to|(?:overthrow|ouster|downfall|rule|regime|government|presidency|army|forces)\s+of)\s+$"
)
_OF_RULERS = _DOUBTED - {"name.role", "name.personally", "name.appositive", "name.undergone", "name.of"}
"""Rules by which somebody may be a ruler all the same: no activist, nobody who is described or arrested is one."""


def _in_power(seen: Seen, named: Sequence[Decided]) -> list[Decided]:
    """Who is spoken of alone where the text speaks of his government: "the Zarq regime ... Zarq".

    The surname of somebody who is known to hold a high office needs less: his forces, his rule. Without a word of power
    in the text it names a private person, whoever else is called so.
    """
    one = [d for d in named if d.first == d.last]
    longer = {w for d in named if d.private and d.last > d.first for w in _words(seen, d)}
    rulers = {w for d in one if _rules(seen, d) for w in _with_genitive(seen, d)} - longer
    return [
        Decided(d.first, d.last, "person", True, "name.office")
        if d.private and d.rule in _OF_RULERS and d.first == d.last and not rulers.isdisjoint(_with_genitive(seen, d))
        else d
        for d in named
    ]


def _with_genitive(seen: Seen, d: Decided) -> set[str]:
    """A word, and without the genitive that lost its apostrophe."""
    return {seen.word(d.first), seen.word(d.first).removesuffix("s")}


def _rules(seen: Seen, d: Decided) -> bool:
    start, end = seen.tokens[d.first].start, seen.bare_end(d.last)
    if not d.private and _POWER.match(seen.text, end, end + 30):
        return True
    if seen.known.surnames.keys().isdisjoint(_with_genitive(seen, d)) or d.rule not in {*_OF_RULERS, "name.owner"}:
        return False
    return bool(_ARMED.match(seen.text, end, end + 30) or _UNDER.search(seen.text[max(0, start - 40) : start]))


def _words(seen: Seen, d: Decided) -> Set[str]:
    parts = {p for t in seen.tokens[d.first : d.last + 1] for p in (t.word, *_HYPHEN.split(t.word))}
    return {p for p in parts if len(p) > 1} - listed_words("names", "particles")


def _again(seen: Seen, d: Decided, words: Set[str], public: Set[str], private: dict[str, str]) -> Decided:
    if not words:
        return d
    if d.private:
        his = words <= public and words.isdisjoint(private) and d.rule not in ("name.age", "name.unreal")
        return Decided(d.first, d.last, "person", True, "name.introduced") if his else d
    if (
        d.sort in ("person", "people", "time")
        or d.rule in ("name.pack", "name.head_noun")
        or not words <= private.keys()
    ):
        return d
    place = all(seen.known.place(w) for w in words)
    doubted = place and any(private[w] == "name.unknown" for w in words)
    if doubted or seen.around("in", d.first, d.last) or seen.around("owned", d.first, d.last):
        return d
    return Decided(d.first, d.last, "person", False, "name.again")
