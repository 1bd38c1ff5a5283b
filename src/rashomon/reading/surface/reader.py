"""The reader of languages without a parser: lines up the parts of this room over one text, and makes a `Reading`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date

from rashomon.model import Reading, Report, Timex
from rashomon.reading.grades import graded
from rashomon.reading.surface import subject_first, verb_first
from rashomon.reading.surface.sayings import sayings
from rashomon.reading.surface.script import tongue
from rashomon.reading.surface.told import Draft, Page, Range
from rashomon.reading.surface.words import Words, quotes_of, sentences_of, words_of
from rashomon.reading.when.component import find_times
from rashomon.version import __version__
from rashomon.world import World


def read(reports: Iterable[Report], world: World) -> Iterator[tuple[Report, Reading]]:
    """Reads reports in order, lazily, each by the lists of its language."""
    for report in reports:
        yield report, reading_of(report, world)


def page_of(text: str, language: str, times: Iterable[Timex]) -> Page:
    script = tongue(language)
    words = words_of(text, script)
    quotes = quotes_of(words)
    sentences = sentences_of(words, quotes, frozenset())
    return Page(words, quotes, sentences, sayings(language), [_at(words, t) for t in times])


def _at(words: Words, t: Timex) -> Range:
    starts = [a for a, _ in words.spans]
    a = bisect_left(starts, t.span.start)
    return a, max(a + 1, bisect_left(starts, t.span.end))


def drafts_of(page: Page) -> list[Draft]:
    find = verb_first.drafts if page.words.tongue.verb_first else subject_first.drafts
    return [d for s in page.sentences for d in find(page, s)]
