"""The reader of languages without a parser: lines up the parts of this room over one text, and makes a `Reading`.

A reading is a pure function of (report, world, version). Nothing here knows a word of any language: `languages/` does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from rashomon.model import Claim, Name, Reading, Report, Span, Statement, Timex, TitleName
from rashomon.reading.grades import graded
from rashomon.reading.surface import either_side, subject_first, verb_first
from rashomon.reading.surface.belonging import entity_at, people_of, sides
from rashomon.reading.surface.claims_made import Scene, claims_of, main_of
from rashomon.reading.surface.localities import mentions
from rashomon.reading.surface.patterns import Phrases
from rashomon.reading.surface.place_lookup import lands_of
from rashomon.reading.surface.place_records import nominals, place_of
from rashomon.reading.surface.private_runs import names_in
from rashomon.reading.surface.public_speakers import bodies_in, named
from rashomon.reading.surface.sayings import sayings
from rashomon.reading.surface.script import tongue
from rashomon.reading.surface.speakers_met import statements_of
from rashomon.reading.surface.statement_drafts import Draft, Page, Range, finished, headline_colon, label_quote
from rashomon.reading.surface.tallies import counts_of
from rashomon.reading.surface.told_to_lie import inside_of
from rashomon.reading.surface.words import Sentence, Words, quotes_of, sentences_of, words_of
from rashomon.reading.when.component import find_times
from rashomon.version import __version__
from rashomon.world import World

SHORT = frozenset(
    {
        "г",
        "ул",
        "обл",
        "им",
        "н.п",
        "ст",
        "р",
        "с",
        "м",
        "вул",
        "гр",
        "пгт",
        "смт",
        "mme",
        "mm",
        "dr",
        "sr",
        "sra",
        "gral",
        "cnel",
        "col",
        "lic",
        "ee",
        "núm",
    }
)
"""Abbreviations that a full stop follows inside of a sentence."""


def read(reports: Iterable[Report], world: World) -> Iterator[tuple[Report, Reading]]:
    """Reads reports in order, lazily, each by the lists of its language."""
    for report in reports:
        yield report, reading_of(report, world)


def page_of(text: str, language: str, times: Iterable[Timex]) -> Page:
    """A text by its words, quotations, sentences and times."""
    words = words_of(text, tongue(language))
    quotes = quotes_of(words)
    sentences = _past_dateline(words, sentences_of(words, quotes, SHORT))
    return Page(words, quotes, sentences, sayings(language), _ranges(words, [t.span for t in times]))


WRITTEN = re.compile(r"\s*[^\n.:;«\"]{2,60}?(?:\([A-Z][\w ]{1,10}\)\s?\.?\s?[-–—]+|\.?\s{0,2}/[^/\n]{2,12}/\.)\s*")
"""A dateline with its agency, and the mark behind it: "Bamako (AFP) -", "Москва, 5 мая. /ТАСС/."."""


def _past_dateline(words: Words, sentences: list[Sentence]) -> list[Sentence]:
    """The sentences, the first without the dateline that it opens with."""
    found = WRITTEN.match(words.text)
    first = sentences[0] if sentences else None
    if found is None or first is None:
        return sentences
    at = bisect_left([a for a, _ in words.spans], found.end())
    return [replace(s, a=max(s.a, at)) if s.a < at < s.b else s for s in sentences if s.b > at]


def _ranges(words: Words, spans: Iterable[Span]) -> list[Range]:
    starts, ends = [a for a, _ in words.spans], [b for _, b in words.spans]
    found = []
    for span in spans:
        a, b = bisect_left(ends, span.start + 1), bisect_left(starts, span.end)
        if b > a:
            found.append((a, b))
    return found


def drafts_of(page: Page) -> list[Draft]:
    """What is said in a text, by the word order of its language."""
    tongue_ = page.words.tongue
    find = verb_first.drafts if tongue_.verb_first else either_side.drafts if tongue_.articles else subject_first.drafts
    found = []
    for s in page.sentences:
        said = find(page, s)
        label = None if said else label_quote(page, s, lambda a, b: _is_who(page.words, a, b))
        found += said if label is None else [finished(page, label)]
    first = headline_colon(page, page.sentences[0]) if len(page.sentences) > 1 else None
    taken = any(d.content[0][0] < page.sentences[0].b for d in found)
    return (
        [first, *found]
        if first is not None and not taken and first.speaker and _is_who(page.words, *first.speaker)
        else found
    )


def _is_who(words: Words, a: int, b: int) -> bool:
    """Whether the words before a colon are somebody: a people, a post, a movement."""
    by = sides(words.tongue.code)
    named = words.tongue.cased and 1 < b - a <= NAMES and all(words.capital(i) for i in range(a, b))
    return named or any(list_.all_in(words, a, b) for list_ in (by.glosses, by.movements, by.peoples))


NAMES = 3
"""Words of a person's name, at most."""


def reading_of(report: Report, world: World) -> Reading:
    """All that a report says."""
    language, text = report.language or "", report.text
    published = date.fromisoformat(report.published) if report.published else None
    world_then = world.on(published)
    times = find_times(text, published, language=language)
    page = page_of(text, language, times)
    words = page.words
    busy = [False] * len(words)
    for a, b in page.times:
        busy[a:b] = [True] * (b - a)
    lands = lands_of(words, world_then)
    about = countries_of(words, lands, world_then)
    found = mentions(words, world_then, about, _taken(words, world_then, busy))
    nominal = nominals(words, found, language, world_then)
    places = inside_of(words, found, [place_of(words, m, world_then) for m in found], nominal, world_then)
    counted = counts_of(words, page.sentences, busy)
    drafts = drafts_of(page)
    posts = sides(language).glosses
    by = [d.speaker for d in drafts if d.speaker is not None and _is_envoy(posts, words, d.speaker)]
    scene = Scene(
        page,
        world_then,
        times,
        places,
        [(m.a, m.b) for m in found],
        [m.aside for m in found],
        [m.led for m in found],
        nominal,
        counted,
        report,
        about,
        lands,
        frozenset(i for a, b in by for i in range(a, b)),
    )
    told: list[Claim] = []
    made: list[Statement] = []
    for s, at in statements_of(scene, drafts):
        claims = tuple(claims_of(scene, s, at, told, next((m for m in reversed(made) if not _scrap(m)), None)))
        told += claims
        made.append(replace(s, claims=claims))
    main, killed = main_of(scene, made)
    spoken = _ranges(words, [s.speaker.span for s in made if s.speaker.span is not None])
    sure = _no_persons(scene, spoken)
    unsure = {i for at in {*scene.place_words} - {*sure} for i in range(*at)}
    bodies = bodies_in(words, spoken, {i: iso for i, iso in lands.items() if i not in unsure})
    busy_words = (*sure, *(scene.words_of(n.span) for n in bodies))
    names = names_in(words, world_then, busy_words, page.times, spoken, _firsts(page))
    fresh = [n for n in bodies if not any(n.span.overlaps(other.span) for other in names)]
    names = tuple(sorted([*names, *fresh], key=lambda n: n.span))
    made = [named(s, names) for s in made]
    reading = Reading(
        id=report.id,
        outlet=report.outlet,
        published=report.published,
        language=report.language,
        sha256=report.sha256,
        version=__version__,
        world=world.sha256,
        statements=tuple(made),
        places=tuple(places),
        times=tuple(times),
        counts=tuple(c for _, c in counted),
        main=main,
        killed=killed,
        method="surface",
        packs=world.names,
        names=names,
    )
    return replace(graded(reading, world.kinds), title_names=_of_title(report, world_then))


def _is_envoy(posts: Phrases[str], words: Words, at: Range) -> bool:
    return any(f.value == "ambassador" for f in posts.all_in(words, *at))


def _scrap(s: Statement) -> bool:
    """Whether a piece of the outlet's own words is a rest of a sentence: "on his channel", "told the agency"."""
    return not s.cue and not s.claims and sum(b - a for a, b in s.content) < SCRAP


SCRAP = 40
"""Characters of such a rest."""


def _no_persons(scene: Scene, spoken: Iterable[Range]) -> list[Range]:
    """The words of places, but of those that speak alone and are neither a country nor a seat of government: a town
    does not speak, and many a last name is that of one."""
    alone = {at for at in spoken if at[1] - at[0] == 1}
    told = zip(scene.place_words, scene.places, scene.aside, strict=True)
    return [at for at, p, aside in told if at not in alone or p.precision != "locality" or aside == "origin"]


def countries_of(words: Words, lands: Mapping[int, str], world: World) -> Counter[str]:
    """The countries that a text names, or whose people, by how often; those at home in the packs have one more."""
    found = Counter(iso for _, iso in people_of(words, 0, len(words)))
    found.update(iso for i, iso in lands.items() if lands.get(i - 1) != iso)
    found.update(world.packs.home)
    return found


def _taken(words: Words, world: World, busy: list[bool]) -> list[bool]:
    """Words that are part of a time or of a listed actor's name, so that no place is looked for in them."""
    taken, i = [*busy], 0
    for f in sides(words.tongue.code).movements.all_in(words, 0, len(words)) if words.tongue.cased else ():
        if words.capital(f.a):
            taken[f.a : f.b] = [True] * (f.b - f.a)
    while i < len(words):
        found = entity_at(words, i, len(words), world)
        if found is not None and (found[0] - i > 1):
            taken[i : found[0]] = [True] * (found[0] - i)
            i = found[0]
        else:
            i += 1
    return taken


def _firsts(page: Page) -> frozenset[int]:
    """The words that open a sentence, a line or a quotation."""
    words = page.words
    opening = {s.a for s in page.sentences} | {q.a for q in page.quotes}
    opening |= {i for i in range(len(words)) if re.search(r"[\n.!?:•·]", words.gap(i))}
    return frozenset(opening)


def _of_title(report: Report, world: World) -> tuple[TitleName, ...] | None:
    if report.title is None:
        return ()
    page = page_of(report.title, report.language or "", ())
    found: tuple[Name, ...] = names_in(page.words, world, (), (), (), _firsts(page))
    return tuple(TitleName(n.span.start, n.span.end, n.text, n.sort, n.public, n.rule) for n in found)
