"""One text with all that was found in it before statements and claims are made: what these are made from."""

from __future__ import annotations

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

    @cached_property
    def main_place(self) -> int | None:
        """The place that a text is about: named early and often, a country only where it is named the oftenest."""
        often = Counter(p.name for n, p in enumerate(self.places) if not self.aside[n])
        fit = [i for i, p in enumerate(self.places) if p.gazetteer is not None and self.aside[i] != "origin"]

        def weight(i: int) -> float:
            lands = 2.0 if self.places[i].precision == "country" else 0.0
            beside = 0.5 if self.aside[i] else 0.0  # "south of Kabul" is about Kabul, too
            return often[self.places[i].name] - lands - beside - self.place_words[i][0] / PER

        best = max(fit, key=lambda i: (weight(i), -i), default=None)
        while best and self.places[best - 1].within == self.places[best].name:
            best -= 1  # "at X, in the district of Y": X, whether or not a list has it
        return best

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
