"""One text with all that was found in it before statements and claims are made: what these are made from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rashomon.model import Count, Place, Report, Span, Timex
from rashomon.reading.surface.statement_drafts import Page, Range
from rashomon.world import World

BROAD = ("country", "unresolved")
"""Places that are taken only where the words name no nearer one."""
AREAS = ("country", "admin1")
LEAD = 3
"""Sentences at the start of a text that tell what it is about."""
DATELINE = re.compile(r"\s*[^\n.:;«\"]{2,60}?\.?\s{0,2}(?:\([A-Z][\w ]{1,10}\)|/[^/\n]{2,12}/)")
PER = 60
"""Words that make a place count as one mention less."""


@dataclass
class Scene:
    page: Page
    world: World
    times: Sequence[Timex]
    places: Sequence[Place]
    place_words: Sequence[Range]
    """The words of each place."""
    aside: Sequence[str]
    """Of each place whether it only tells where another lies, see `place_or_not.Mention`."""
    led_to: Sequence[bool]
    """Of each place whether a preposition or a noun of place stands before its name."""
    nominal: Sequence[tuple[int, int]]
    """Words that stand for a place told before, each with the number of that place."""
    counted: Sequence[tuple[int, Count]]
    """The counts, each with its first word."""
    report: Report
    about: Counter[str]
    """Countries by how often the text names them or their people."""
    lands: Mapping[int, str]
    """Words that name a country, place or not."""
    spoken: frozenset[int] = frozenset()
    """Words of envoys who speak: where an ambassador sits is not what a text is about."""
    sentence_at: list[int] = field(default_factory=list)
    """Of each word the number of its sentence."""
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sentence_at = [0] * (len(self.page.words) + 1)
        for n, s in enumerate(self.page.sentences):
            self.sentence_at[s.a : s.b] = [n] * (s.b - s.a)
        self._starts = [a for a, _ in self.page.words.spans]

    def word_at(self, offset: int) -> int:
        """The word at a character, else the next."""
        return bisect_left(self._starts, offset)

    def words_of(self, span: Span) -> Range:
        return self.word_at(span.start), bisect_left(self._starts, span.end)

    def places_in(self, a: int, b: int) -> list[int]:
        """The places whose names stand in the words [a, b)."""
        first, last = bisect_left(self._place_starts, a), bisect_left(self._place_starts, b)
        return [i for i in range(first, last) if self.place_words[i][1] <= b]

    def times_in(self, a: int, b: int) -> list[tuple[Timex, Range]]:
        """The times whose words stand in [a, b), each with its words."""
        first, last = bisect_left(self._time_starts, a), bisect_left(self._time_starts, b)
        return [(self.times[i], self._time_words[i]) for i in range(first, last) if self._time_words[i][1] <= b]

    def counts_in(self, a: int, b: int) -> range:
        """The counts whose first words stand in [a, b)."""
        starts = self._count_starts
        return range(bisect_left(starts, a), bisect_left(starts, b))

    @cached_property
    def _place_starts(self) -> list[int]:
        return [a for a, _ in self.place_words]

    @cached_property
    def _time_words(self) -> list[Range]:
        return [self.words_of(t.span) for t in self.times]

    @cached_property
    def _time_starts(self) -> list[int]:
        return [a for a, _ in self._time_words]

    @cached_property
    def _count_starts(self) -> list[int]:
        return [i for i, _ in self.counted]

    def main_place_at(self, word: int) -> int | None:
        """The place that a text is about, as far as it has told by the sentence of a word, or in its lead."""
        sentences = self.page.sentences
        end = max(sentences[self.sentence_at[word]].b, sentences[min(LEAD, len(sentences)) - 1].b)
        return next((i for i in self._main_places if self.place_words[i][0] < end), None)

    @cached_property
    def _main_places(self) -> Sequence[int]:
        """The places that a text may be about, the likeliest first: named early and often, a country only where it is
        named the oftenest and as a place; not where it was written."""
        often = Counter(p.name for n, p in enumerate(self.places) if not self.aside[n])
        fit = [i for i, p in enumerate(self.places) if p.gazetteer is not None and self.aside[i] != "origin"]
        fit = [i for i in fit if self.places[i].span.end > self._dateline and not self._acts(i)]
        fit = [i for i in fit if self.place_words[i][0] not in self.spoken]

        def weight(i: int) -> float:
            lands = {"country": 2.0, "admin1": 0.5}.get(self.places[i].precision, 0.0)
            beside = 0.5 if self.aside[i] else 0.0  # "south of Kabul" is about Kabul, too
            return often[self.places[i].name] - lands - beside - self.place_words[i][0] / PER

        return [self._in_it(i) for i in sorted(fit, key=lambda i: (-weight(i), i))]

    def _in_it(self, i: int) -> int:
        """ "at X, in the district of Y": X, whether or not a list has it."""
        while i and self.places[i - 1].within == self.places[i].name:
            i -= 1
        return i

    def _acts(self, i: int) -> bool:
        """Whether a country stands there without a word of place, where names have capitals: it acts."""
        return self.page.words.tongue.cased and self.places[i].precision == "country" and not self.led_to[i]

    @cached_property
    def _dateline(self) -> int:
        """Where the words end that tell where and by which agency a text was written: "Bamako (AFP) -"."""
        found = DATELINE.match(self.report.text)
        return found.end() if found else 0

    @cached_property
    def main_area(self) -> int | None:
        """The country, province or region that a text names the oftenest."""
        often = Counter(p.name for p in self.places)
        wide = [i for i, p in enumerate(self.places) if p.precision in AREAS]
        return max(wide, key=lambda i: (often[self.places[i].name], -i), default=None)

    @cached_property
    def country_at(self) -> dict[int, str]:
        """The country that a word names, or of the place that it is part of."""
        return dict(self.lands) | {
            i: p.country
            for p, (a, b) in zip(self.places, self.place_words, strict=True)
            if p.country
            for i in range(a, b)
        }
