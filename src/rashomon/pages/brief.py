"""The brief: one HTML file that an editor can open, forward and print, made from a `Shared` and nothing else.

No script and nothing to load: a content security policy forbids what the file does not hold. Report text is hostile, so
the templates escape everything and `clean` takes out characters that turn text round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby

from jinja2 import Environment

from rashomon.message import Phrase, phrase_of
from rashomon.model import STATUSES, Status, Toll
from rashomon.pages import drawing
from rashomon.pages.i18n import (  # fmt: skip
    _,
    clean,
    counted,
    day,
    day_of,
    days,
    direction,
    listed,
    mark,
    mark_both,
    ngettext,
    shown,
    speaking,
    spoken,
)
from rashomon.pages.one_file import bare_environment, inlined
from rashomon.sharing.as_csv import answered
from rashomon.sharing.records import HeldBack, Piece, Shared, SharedClaim, SharedMatter, SharedPosition

MANY = 16
"""Matters above which those that rest on one origin fold away and are not drawn in the timeline."""

LISTED = 14
"""Places beside the map that are listed."""

STATUS_WORDS: dict[Status, tuple[str, str]] = {
    "disputed": (mark("Disputed"), mark("accounts that take a side can't all be true")),
    "conceded": (mark("Conceded"), mark("a side admits what speaks against it")),
    "agreed": (mark("Agreed"), mark("independent accounts of two or more camps fit")),
    "unclear": (mark("Unclear"), mark("the accounts may differ or agree, but that rests on what is not sure")),
    "one_camp": (mark("One camp"), mark("several origins, all of one camp or its allies")),
    "one_origin": (mark("One origin"), mark("everything rests on a single account")),
}
FIELD_WORDS = {
    "whether": mark("what happened"),
    "who": mark("who did it"),
    "how_many": mark("how many"),
    "where": mark("where"),
    "when": mark("when"),
    "why": mark("why"),
}
PRECISION_WORDS = {
    "exact": mark("exact place"),
    "vicinity": mark("in the vicinity"),
    "locality": mark("town or city"),
    "admin2": mark("district"),
    "admin1": mark("province"),
    "country": mark("country"),
    "unresolved": mark("not found in the gazetteer"),
}


@dataclass(frozen=True, slots=True)
class Quote:
    pieces: tuple[Piece, ...]
    speaker: str
    outlet: str | None
    published: str | None
    source: int | None
    """Number of the report in the list of sources."""
    review: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A camp's position as a column."""

    position: SharedPosition
    answer: str
    figure: bool
    quotes: tuple[Quote, ...]
    wordless: tuple[str, ...]
    """Speakers of whom the profile lets no words leave."""


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    matter: SharedMatter
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Source:
    number: int
    outlet: str
    published: str | None
    title: str | None
    url: str | None
    sha256: str | None


def brief(shared: Shared, *, title: str, generated: datetime, language: str = "en") -> str:
    """The page, as HTML. `generated` is the time that it says it was made; the same arguments give the same page.

    `language` is that of our own words, of `rashomon.pages.i18n.languages`; RashomonError for another. What reports
    say stays as it is.
    """
    with speaking(language):
        return _page(shared, title, generated)


def _page(shared: Shared, title: str, generated: datetime) -> str:
    sources = _sources(shared.claims)
    entries = _entries(shared, {s.sha256: s.number for s in sources if s.sha256})
    groups = [list(g) for _, g in groupby(entries, key=lambda e: e.matter.incident)]
    folded = [g for g in groups if len(entries) > MANY and all(e.matter.status == "one_origin" for e in g)]
    open_ = groups[: len(groups) - len(folded)]
    drawn = [e for g in open_ or folded for e in g]
    pins, far = drawing.near(_pins(entries))
    unpinned = _unpinned(entries, {n for p in far for n in p.numbers})
    return (
        _environment()
        .get_template("brief.html")
        .render(
            title=title,
            language=spoken(),
            direction=direction(spoken()),
            generated=generated,
            shared=shared,
            **inlined("brief.css"),
            groups=open_,
            folded=folded,
            entries=entries,
            sources=sources,
            statuses=[(s, *map(_, STATUS_WORDS[s]), sum(m.status == s for m in shared.matters)) for s in STATUSES],
            held_back=held_back_words(shared.held_back),
            reviewed=any(c.review != _unreviewed() for c in shared.claims),
            map=drawing.draw_map(pins),
            unpinned=unpinned[:LISTED],
            more_unpinned=len(unpinned) - LISTED,
            timeline=drawing.draw_timeline([_bar(e) for e in drawn]),
            undrawn=len(entries) - len(drawn),
            undated=[e for e in entries if not e.matter.date or not any(e.matter.date)],
        )
    )


@cache
def _environment() -> Environment:
    environment = bare_environment()
    environment.filters |= {
        "clean": shown,
        "day": day,
        "days": days,
        "where": where_words,
        "fields": lambda fields: listed([_(FIELD_WORDS.get(f, f)) for f in fields]),
        "status_word": lambda s: _(STATUS_WORDS[s][0]),
        "count": counted,
    }
    environment.globals |= {"sign": drawing.sign, "_": _, "ngettext": ngettext}
    return environment


def _unreviewed() -> str:
    from rashomon.sharing.records import UNREVIEWED

    return UNREVIEWED


def where_words(m: SharedMatter) -> str:
    """The place of a matter with how precisely it is known."""
    name = m.place or m.admin1
    if name is None:
        return _("Place held back") if m.coarsened else _("No place given")
    within = Phrase("{some}, {one}", some=name, one=m.admin1) if m.admin1 and m.admin1 != name else name
    if m.coarsened:
        return Phrase("{place} (widened to the province)", place=name)
    told = Phrase(PRECISION_WORDS.get(m.precision, m.precision))
    if not m.radius_km or not _has_point(m):
        return Phrase("{place} ({precision})", place=within, precision=told)
    reach = f"{m.radius_km:g}"
    return Phrase("{place} ({precision}, within {radius} km)", place=within, precision=told, radius=reach)


def held_back_words(held: HeldBack) -> list[str]:
    """What the profile kept back, in words, leaving out what is none."""
    said = [
        (held.names, ngettext(*NAMES_HELD, held.names)),
        (held.quotes, ngettext(*QUOTES_HELD, held.quotes)),
        (held.places, ngettext(*PLACES_HELD, held.places)),
        (held.claims, ngettext(*CLAIMS_HELD, held.claims)),
        (held.matters, ngettext(*MATTERS_HELD, held.matters)),
    ]
    return [words.format(n=number) for number, words in said if number]


NAMES_HELD = mark_both(
    "{n} private person shown by role, or with the name taken out",
    "{n} private persons shown by role, or with the name taken out",
)
QUOTES_HELD = mark_both("{n} claim without the speaker's own words", "{n} claims without the speaker's own words")
PLACES_HELD = mark_both("{n} place widened to the province", "{n} places widened to the province")
CLAIMS_HELD = mark_both(
    "{n} claim of torture or sexual violence left out", "{n} claims of torture or sexual violence left out"
)
MATTERS_HELD = mark_both("{n} matter left out with them", "{n} matters left out with them")


def _sources(claims: Iterable[SharedClaim]) -> list[Source]:
    found: dict[str, Source] = {}
    for c in claims:
        if c.report_sha256 and c.quote is not None and c.report_sha256 not in found:
            found[c.report_sha256] = Source(
                len(found) + 1,
                c.outlet or Phrase("Outlet not known"),
                c.published,
                c.report_title,
                c.report_url,
                c.report_sha256,
            )
    return list(found.values())


def _entries(shared: Shared, numbers: dict[str, int]) -> list[Entry]:
    """The matters in order, those of one happening together where the most contested of them stands."""
    claims = {c.claim_id: c for c in shared.claims}
    rank = {s: i for i, s in enumerate(STATUSES)}
    first: dict[str, int] = {}
    for i, m in enumerate(sorted(shared.matters, key=lambda m: rank[m.status])):
        first.setdefault(m.incident, i)
    ordered = sorted(shared.matters, key=lambda m: (first[m.incident], rank[m.status], m.id))
    return [
        Entry(i + 1, m, tuple(column(p, [claims[c] for c in p.claims if c in claims], numbers) for p in m.positions))
        for i, m in enumerate(ordered)
    ]


def column(p: SharedPosition, claims: Sequence[SharedClaim], numbers: dict[str, int]) -> Column:
    quotes: dict[tuple[str, str], Quote] = {}
    for c in claims:
        if c.quote is not None:
            said = "".join(piece.text for piece in c.context)
            quotes.setdefault(
                (c.speaker, said),
                Quote(
                    c.context,
                    c.speaker,
                    c.outlet,
                    c.published,
                    numbers.get(c.report_sha256 or ""),
                    c.review,
                    c.polarity == "denied",
                ),
            )
    heard = {speaker for speaker, _ in quotes}
    silent = tuple(dict.fromkeys(c.speaker for c in claims if c.quote is None and c.speaker not in heard))
    return Column(p, answered(p), isinstance(p.answer, Toll), tuple(quotes.values()), silent)


def _has_point(m: SharedMatter) -> bool:
    return m.lat is not None and m.lon is not None and m.precision not in ("country", "unresolved")


def _pins(entries: Iterable[Entry]) -> list[drawing.Pin]:
    rank = {s: i for i, s in enumerate(STATUSES)}
    return drawing.pins(
        (
            (clean(m.place or m.admin1 or "place"), m.lat, m.lon, m.radius_km, m.precision, m.status, e.number)
            for e in entries
            if _has_point(m := e.matter) and m.lat is not None and m.lon is not None
        ),
        rank,
    )


def _unpinned(entries: Iterable[Entry], far: set[int]) -> list[tuple[str, tuple[int, ...]]]:
    """Places that are not on the map, each with the numbers of its matters, those with most matters first."""
    found: dict[str, list[int]] = {}
    for e in entries:
        if not _has_point(e.matter) or e.number in far:
            found.setdefault(where_words(e.matter), []).append(e.number)
    return sorted(((where, tuple(numbers)) for where, numbers in found.items()), key=lambda x: (-len(x[1]), x[1]))


def _bar(entry: Entry) -> drawing.Bar:
    start, end = (day_of(d) for d in entry.matter.date or (None, None))
    return drawing.Bar(entry.number, shown(undated(entry.matter.question)), entry.matter.status, start, end)


def undated(question: str) -> str:
    """A question without its days: the bar beside it shows them, and the place keeps its room."""
    asked = phrase_of(question)
    if asked is None or "when" not in asked.values:
        return question
    return Phrase(asked.pattern, asked.many, asked.number, asked.begins, **{**asked.values, "when": ""})
