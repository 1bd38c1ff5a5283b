"""Where do capitals say nothing? In headlines, heads of tables, stretches in capitals, sentences without any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rashomon.reading.persons import around
from rashomon.reading.persons.around_patterns import last_words
from rashomon.reading.persons.looked_at import LIST_MARK, Seen, strange
from rashomon.reading.persons.name_words import Word, listed_words

TABLE = re.compile(r"\t|\s\|\s")
_INITIALS = re.compile(r"(?:^|[.\s])[A-Z]\.[A-Z]$")
"""The end of an abbreviation: "the U.S. authorities"."""
_ALL, _NONE = 1, 2
"""All words around have a capital; none has."""


def zones(seen: Seen) -> bytearray:
    """Of each token 0, or 1 or 2 where capitals say nothing: see `Seen.zones`."""
    found = bytearray(len(seen.tokens))
    for line in _lines(seen):
        longer = [i for i in line if _long(seen.tokens[i])]
        if _title_case(seen, line, longer):
            _mark(found, line, _ALL)
        if _small_throughout(seen, line[0], longer):
            _mark(found, line, _NONE)
    for pair in _small_names(seen):
        _mark(found, pair, _NONE)
    for stretch in _shouted_stretches(seen):
        _mark(found, stretch, _ALL)
    return found


def _mark(zones: bytearray, tokens: Sequence[int], what: int) -> None:
    for i in tokens:
        zones[i] = what


def _long(t: Word) -> bool:
    return t.end - t.start > 3 and not t.caseless


def _lines(seen: Seen) -> list[list[int]]:
    lines: list[list[int]] = []
    for i, t in enumerate(seen.tokens):
        if not lines or _breaks(seen.text, seen.tokens[i - 1].end, t.start):
            lines.append([])
        lines[-1].append(i)
    return lines


def _title_case(seen: Seen, line: Sequence[int], longer: Sequence[int]) -> bool:
    """A headline, or the head of a table: common words have capitals, too."""
    tokens = seen.tokens
    inside = [i for i in longer if i != line[0]]
    common = sum(tokens[i].capital and _headline_word(seen, i) for i in inside)
    if common == len(inside) and TABLE.search(seen.text, tokens[line[0]].end, tokens[line[-1]].start):
        return True
    in_headlines = listed_words("plain", "small_in_headlines")
    small = any(tokens[i].raw.islower() and tokens[i].word not in in_headlines for i in longer)
    capitals = sum(tokens[i].capital for i in longer)
    return len(longer) >= 4 and common >= 2 and not small and capitals > 0.7 * len(longer)


def _small_throughout(seen: Seen, first: int, longer: Sequence[int]) -> bool:
    t = seen.tokens[first]
    if t.capital or not t.opens or len(longer) < 4 or t.raw[:1].isdigit():
        return False
    return sum(not seen.tokens[i].capital for i in longer) >= 0.5 * len(longer)


@cache
def _tell_persons() -> frozenset[str]:
    ends = last_words()
    return ends["object_any"].words | ends["named_role"].words


def _small_names(seen: Seen) -> Iterator[list[int]]:
    """Two strange words in small letters behind what is done to persons, or what they are: "shot hasan karim"."""
    told, tokens = _tell_persons(), seen.tokens
    for i in [i for i, t in enumerate(tokens[:-2]) if t.word in told]:
        if not (tokens[i + 1].raw.islower() and tokens[i + 2].raw.islower()):
            continue
        pair = [i + 1, i + 2]
        if all(seen.gap(k) and strange(seen, k) and len(tokens[k].raw) > 2 for k in pair):
            end = tokens[i + 2].end
            if any(around.seen(what, seen.text, tokens[i + 1].start, end) for what in ("object_any", "named_role")):
                yield pair


def _shouted_stretches(seen: Seen) -> Iterator[list[int]]:
    run: list[int] = []
    for i in range(len(seen.tokens) + 1):
        if i < len(seen.tokens) and _shouted(seen.tokens[i]):
            run.append(i)
            continue
        if not run:
            continue
        words = [seen.tokens[k] for k in run if not seen.tokens[k].raw.isdigit()]
        if len(words) >= 4 and any(len(t.raw) > 6 or seen.known.common(t.word) for t in words):
            yield run
        run = []


def _shouted(t: Word) -> bool:
    return t.shout or (len(t.raw) == 1 and t.capital) or t.raw.isdigit()


def _breaks(text: str, end: int, start: int) -> bool:
    """Whether a sentence or a line ends between two words; not a line that was only wrapped."""
    between = text[end:start]
    if between == " ":
        return False
    if re.search(r"[.!?…]\s|\n\s*\n", between):
        return not (between == ". " and _INITIALS.search(text, max(0, end - 4), end) and text[start].islower())
    if "\n" not in between:
        return False
    begin = text.rfind("\n", 0, end) + 1
    return end - begin < 50 or LIST_MARK.match(text[end + between.index("\n") + 1 :][:12]) is not None or "|" in between


def _headline_word(seen: Seen, i: int) -> bool:
    word = seen.tokens[i].word
    if word in listed_words("double", "words") or word in listed_words("plain", "calendar"):
        return False
    return seen.known.common(word)
