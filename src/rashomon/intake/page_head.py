"""What stands at the head of a page? Dates, bylines, agencies, the title again, and the dateline of the story."""

from __future__ import annotations

import re

from rashomon.dates import find_dates
from rashomon.intake.page_words import (
    CAPS,
    HEAD_REACH,
    NAMES,
    SHORT_NAMES,
    WORD,
    agency_name,
    any_of,
    by_words,
    clock_time,
    date_label,
    furniture,
    trimmed,
)
from rashomon.model import Part, PartKind, Span

_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
    r"(?:[^\W\d_]{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)?\s[^\W\d_]{3,9})(?:,?\s(?:19|20)\d\d)?"
)
_TOWN = rf"{CAPS}(?:\s{CAPS}){{0,3}}?"
_AGENCY = r"[(\[/][^()\[\]/]{2,40}[)\]/]"
_DATELINE = re.compile(
    rf"""(?P<place>{_TOWN}(?:\s?/\s?{_TOWN})?)
    (?P<country>,\s?[^\W\d_][\w.'’-]+(?:\s[^\W\d_][\w.'’-]+){{0,4}}?|\s\([^\W\d_a-z][^()\d]{{2,30}}\)(?=,\s))?
    (?P<date>,?\s\(?{_DAY}\)?)?
    (?P<agency>,?\s?{_AGENCY})?
    (?P<date2>,?\s\(?{_DAY}\)?)?
    (?P<mark>\s?:(?=\s|$)|\s?(?:--|—|–)|\.?\s?-(?=\s))""",
    re.VERBOSE,
)
_STOPPED_DATELINE = re.compile(rf"(?P<place>{_TOWN})[,.]\s{_DAY}\.\s(?:{_AGENCY}|[^\W\d_a-z][^\Wa-z]+)\.?(?=\s)")
"""MOSCOW, March 4. /AGENCY/. -- as wires of the east print it"""
_BRACKETED_DATELINE = re.compile(
    r"\([^\W\d_a-z][^\W\d_]+(?:[\s-][^\W\d_]+){0,2}(?:,\s[^()]{3,30})?\)\s?(?:--|—|–|-)(?=\s)"
)
BARE_DATELINE = re.compile(
    rf"(?P<place>{CAPS}(?:\s{CAPS}){{0,2}}?)(?P<agency>\s\([^()]{{2,40}}\)(?:\s?\([^()]{{2,40}}\))?)?\s(?=[^\W\d_a-z]|\d)"
)


def head_items(
    text: str, block: Span, names: set[tuple[str, ...]], *, teaser: bool = False, whole: bool = False
) -> list[Part]:
    """What stands before the report in a line: [date line, byline, headline, dateline ...], as far as it is sure.

    A line that goes on in lower case after a date is a sentence that begins with a date. `whole`: the line may end
    after a byline. `teaser`: what is left over is furniture too.
    """
    items: list[Part] = []
    at, stop = block.start, min(block.end, block.start + HEAD_REACH)
    titled = dated = False
    while (at := past_space(text, at, stop)) < stop:
        kind, end = _next_item(text, at, stop, block, names, titled, dated or whole, items)
        if kind is None:
            break
        titled, dated = titled or kind == "headline", dated or kind == "furniture"
        items.append(Part(kind, Span(at, _past_marks(text, end, stop))))
        at = items[-1].span.end
    rest = trimmed(text, Span(at, block.end))
    if teaser and rest:
        return [*items, Part("furniture", rest)]
    while items and rest and text[rest.start].islower():
        rest = Span(items.pop().span.start, block.end)
    return items


def _next_item(
    text: str,
    at: int,
    stop: int,
    block: Span,
    names: set[tuple[str, ...]],
    titled: bool,
    dated: bool,
    items: list[Part],
) -> tuple[PartKind | None, int]:
    if not titled and (end := title_end(text, at, stop, names)):
        return "headline", end
    if end := date_end(text, at, stop):
        return "furniture", end
    if items and (hit := any_of("head_items").match(text, at, stop)) and hit.end() > at:
        return "furniture", hit.end()
    if (
        items
        and dated
        and (hit := clock_time().match(text, at, stop))
        and not text[hit.end() : hit.end() + 2].strip().islower()
    ):
        return "furniture", hit.end()
    if items and (hit := agency_name().match(text, at, stop)) and _starts_anew(text, hit.end(), block.end):
        return "byline", hit.end()
    if end := _byline_end(text, at, block, names, sure=dated):
        return "byline", end
    return None, at


def past_space(text: str, at: int, stop: int) -> int:
    while at < stop and text[at].isspace():
        at += 1
    return at


def _past_marks(text: str, at: int, stop: int) -> int:
    """Marks that part the items of a date line belong to the item before them."""
    while at < stop and (
        text[at] in ",.;:|·•/—–-)" or (text[at].isspace() and text[at : at + 3].strip()[:1] in tuple("|·•—–"))
    ):
        at += 1
    return at


def _starts_anew(text: str, at: int, end: int) -> bool:
    rest = text[at : min(end, at + 20)].lstrip(" \t\xa0,|-–—/.:")
    return not rest or not rest[0].islower()


def date_end(text: str, at: int, stop: int) -> int | None:
    """The end of a date that begins here, with its label and a clock time before it."""
    label = date_label().match(text, at, stop)
    for start in ([label.end()] if label else []) + [at]:
        clock = clock_time().match(text, start, stop)
        for begin in ([past_space(text, clock.end(), stop)] if clock else []) + [start]:
            dates = find_dates(text[begin : min(stop, begin + 45)])
            if dates and dates[0][0].start == 0:
                return begin + dates[0][0].end
    return None


def _byline_end(text: str, at: int, block: Span, names: set[tuple[str, ...]], sure: bool) -> int | None:
    """The end of "By X and Y" that begins here: the whole line, or up to a date, a dateline or the title."""
    by = by_words().match(text, at, block.end)
    if not by:
        return None
    hit = NAMES.match(text, by.end(), block.end)
    if not hit:
        return None
    if not trimmed(text, Span(hit.end(), block.end)):
        return block.end if len(WORD.findall(hit.group())) <= 18 else None
    for end in (m.end() for m in re.finditer(r"\S+", text[by.end() : hit.end()])):
        here = past_space(text, by.end() + end, block.end)
        if (
            title_end(text, here, block.end, names)
            or date_end(text, here, block.end)
            or dateline_end(text, Span(here, block.end))
        ):
            return by.end() + end
    short = SHORT_NAMES.match(text, by.end(), block.end)
    if sure and short and _starts_anew(text, short.end(), block.end):
        return short.end()
    return None


def title_end(text: str, at: int, stop: int, names: set[tuple[str, ...]]) -> int | None:
    """The end of the longest form of the title that stands here, unless the sentence goes on in lower case."""
    for form in sorted(names, key=len, reverse=True):
        if len(form) < 3:
            continue
        hits: list[re.Match[str]] = []
        for word, hit in zip(form, WORD.finditer(text, at, stop), strict=False):
            if hit.group().casefold() != word or (not hits and hit.start() > at + 2):
                break
            hits.append(hit)
        if len(hits) == len(form):
            end = hits[-1].end()
            while end < stop and not text[end].isspace() and not text[end].isalnum() and text[end] not in "([":
                end += 1
            if _starts_anew(text, end, stop):
                return end
    return None


def dateline_end(text: str, span: Span) -> int | None:
    """The end of a dateline ("AMMAN:", "BEIRUT, Lebanon (AP) —", "Homs - ") at the start of the span, mark included."""
    if bracketed := _BRACKETED_DATELINE.match(text, span.start, min(span.end, span.start + 120)):
        return bracketed.end()
    if (stopped := _STOPPED_DATELINE.match(text, span.start, min(span.end, span.start + 120))) and (
        stopped["place"].isupper() and stopped["place"] not in furniture()["no_datelines"]
    ):
        return stopped.end()
    hit = _DATELINE.match(text, span.start, min(span.end, span.start + 120))
    if hit is None or text[hit.end() : span.end].lstrip()[:1].islower():
        return None
    place = hit["place"]
    capitals = place.isupper() and len(place) > 2
    marked = _is_title(place) and _marks_place(hit)
    return hit.end() if (capitals or marked) and place.rstrip(".").upper() not in furniture()["no_datelines"] else None


def _is_title(place: str) -> bool:
    """Whether every word has its capital; the article of "El-Geneina" and "al-Mukalla" may lack it."""
    return all(word[0].isupper() or word in ("al", "el") for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", place))


def _marks_place(hit: re.Match[str]) -> bool:
    """Whether what stands around a name in small letters makes it a dateline: a country, a day, an agency, or a dash.

    A colon makes one only after one word and a country ("Goma, Congo: ..."), for speakers and their posts have one too.
    """
    mark, words = hit["mark"].strip(), len(hit["place"].split())
    if mark == ":":
        return words == 1 and hit["country"] is not None and hit["country"].lstrip(", ")[0].isupper()
    return bool(hit["agency"] or hit["country"] or hit["date"]) or words <= (2 if mark[0] == "-" else 3)
