"""Which stretch of a text is what on the page: headline, byline, dateline, caption, credit, body or furniture?

Pure: the same text and title give the same parts. What news pages print beside the report is data (`furniture.toml`).
Two shapes are known: a text with lines, and a scraped text that lost all its line breaks, where the head holds dates,
a byline and often the title again. What is in doubt is body: furniture is not read, so a wrong guess costs a statement.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from rashomon.dates import find_dates
from rashomon.model import Part, PartKind, Span

HEAD_REACH = 600
"""Characters from the start within which a headline, a date line or a byline is looked for."""
TAIL_REACH = 2500
"""Characters from the end within which menus and lists of other stories are looked for."""
SPARSE_SENTENCES = 150
"""Characters a sentence: a list of headlines has fewer full stops than that, prose has more."""
LONGEST_HEADLINE = 220
LONGEST_CREDIT = 130
LONGEST_CAPTION = 500
WIDEST_WRAPPED_LINE = 120
"""Lines longer than this are not hard-wrapped: each is a paragraph of its own."""

_CAPS = r"[^\W\d_][^\W\d_'’.\-]*(?:[-'’.][^\W\d_]+)*\.?"
_DATELINE = re.compile(
    rf"""(?P<place>{_CAPS}(?:\s{_CAPS}){{0,3}}?)
    (?P<country>,\s?[^\W\d_][\w.'’-]+(?:\s[^\W\d_][\w.'’-]+){{0,2}}?)?
    (?P<date>,?\s\(?(?:[^\W\d_]{{3,9}}\.?\s\d{{1,2}}|\d{{1,2}}\s[^\W\d_]{{3,9}})(?:,?\s(?:19|20)\d\d)?\)?)?
    (?P<agency>,?\s?[(\[/][^()\[\]/]{{2,40}}[)\]/])?
    (?P<date2>,?\s\(?(?:[^\W\d_]{{3,9}}\.?\s\d{{1,2}}|\d{{1,2}}\s[^\W\d_]{{3,9}})(?:,?\s(?:19|20)\d\d)?\)?)?
    (?P<mark>\s?:(?=\s|$)|\s?(?:--|—|–)|\s?-(?=\s))""",
    re.VERBOSE,
)
_BRACKETED_DATELINE = re.compile(
    r"\([^\W\d_a-z][^\W\d_]+(?:[\s-][^\W\d_]+){0,2}(?:,\s[^()]{3,30})?\)\s?(?:--|—|–|-)(?=\s)"
)
_BARE_DATELINE = re.compile(
    rf"(?P<place>{_CAPS}(?:\s{_CAPS}){{0,2}}?)(?P<agency>\s\([^()]{{2,40}}\)(?:\s?\([^()]{{2,40}}\))?)?\s(?=[^\W\d_a-z]|\d)"
)
_WORD = re.compile(r"\w+")
_NAME = r"(?:(?:al|el|bin|ibn|abu|de|van|von|der|da|bint)[- ])?[^\W\d_a-z][\w.'’-]*"
_NAMES = re.compile(
    rf"{_NAME}(?:\s{_NAME}){{0,4}}(?:(?:\s?,\s?|\s(?:and|&|in)\s|\s?,\s?and\s){_NAME}(?:\s{_NAME}){{0,4}}){{0,5}}"
)
_SHORT_NAMES = re.compile(rf"{_NAME}\s{_NAME}(?:(?:\s?,\s?|\s(?:and|&)\s){_NAME}\s{_NAME}){{0,4}}")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*(?=\s)")
_SITE_MARK = re.compile(r"(?:\s(?:[|–—»-]|::)|[–—-])\s")
_TEASER = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*$")


@cache
def _furniture() -> dict[str, list[str]]:
    return tomllib.loads((files("rashomon.intake") / "furniture.toml").read_text(encoding="utf-8"))


@cache
def _any(name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(_furniture()[name]) + ")", flags)


@cache
def _date_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_furniture()['date_labels'])})\s?:?\s?", re.IGNORECASE)


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(_furniture()["clock"][0], re.IGNORECASE)


@cache
def _agency() -> re.Pattern[str]:
    names = "|".join(_furniture()["agencies"])
    return re.compile(rf"(?:{names}|{names.upper()})\b")


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_furniture()['bylines'])})\b\s?:?\s+", re.IGNORECASE)


@cache
def _tails() -> tuple[tuple[PartKind, re.Pattern[str], bool], ...]:
    """What a text may end in, and whether that is sure where no sentence ends before it."""
    lists: tuple[tuple[PartKind, str, bool], ...] = (
        ("furniture", "sure_tails", True),
        ("credit", "tail_credits", True),
        ("byline", "tail_bylines", True),
        ("furniture", "tails", False),
    )
    return tuple(
        (kind, re.compile(rf"(?:{'|'.join(_furniture()[name])})\s*$", re.IGNORECASE), sure)
        for kind, name, sure in lists
    )


def parts(text: str, title: str | None = None, known: Sequence[Part] = ()) -> tuple[Part, ...]:
    """The parts of `text`, in order, disjoint; what no part covers is white space.

    `title` is metadata: it makes a headline only where the text holds it near its start. `known` are parts that
    mark-up told (captions of an HTML page); they are kept as they are.
    """
    found = list(known)
    taken = sorted(part.span for part in known)
    blocks = [b for b in _blocks(text) if not any(s < b.end and b.start < e for s, e in taken)]
    if len(blocks) == 1 or (blocks and _is_sentence(text, blocks[0]) and len(blocks) < 4):
        found += _broken(text, blocks, title)
    else:
        headline = next((_words(text[p.span.start : p.span.end]) for p in known if p.kind == "headline"), None)
        found += _lined(text, blocks, title, headline)
    return tuple(_filled(text, found))


def caption_parts(text: str, span: Span) -> list[Part]:
    """A stretch that is known to be a caption, with the credit at its end, if it has one, apart."""
    return _picture(text, span) or [Part("caption", span)]


def same_words(one: str, other: str) -> bool:
    """Do two strings say the same, capitals, marks and spaces aside?"""
    return _words(one) == _words(other)


def _filled(text: str, found: list[Part]) -> Iterator[Part]:
    """The parts found, trimmed, and every other stretch that is not white space as body."""
    at = 0
    for part in [*sorted(found, key=lambda p: p.span), None]:
        start, end = part.span if part else (len(text), len(text))
        for gap in _blocks(text, at, start):
            yield Part("body", gap)
        if part and (span := _trimmed(text, Span(max(start, at), end))):
            yield Part(part.kind, span)
        at = max(at, end)


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _blocks(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Paragraphs: lines, hard-wrapped ones made one. Wrapped: the break stands where the next word did not fit."""
    lines: list[Span | None] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        lines.append(_trimmed(text, Span(at, at + len(line))))
        at += len(line)
    long = [x.end - x.start for x in lines if x]
    width = max(long, default=0)
    full = [x for x in lines if x and x.end - x.start > 0.7 * width]
    open_ended = sum(not _ENDS.search(text[x.end - 3 : x.end]) for x in full)
    wrapped = 40 <= width <= WIDEST_WRAPPED_LINE and len(full) > 2 and open_ended > len(full) / 2
    blocks: list[Span] = []
    last: Span | None = None
    for line_ in lines:
        if line_ and last and wrapped and last.end - last.start + 1 + _first_word(text, line_) >= width:
            blocks[-1] = Span(blocks[-1].start, line_.end)
        elif line_:
            blocks.append(line_)
        last = line_
    return blocks


def _first_word(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split(maxsplit=1)[0])


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _is_sentence(text: str, span: Span) -> bool:
    s = text[span.start : span.end]
    return len(s) > LONGEST_HEADLINE or (bool(_ENDS.search(s[-4:])) and len(_words(s)) > 5)


def _is_label(s: str) -> bool:
    """Is this short line no piece of a sentence?"""
    return not s[0].islower() and not _ENDS.search(s[-4:])


# Texts with lines


def _lined(text: str, blocks: list[Span], title: str | None, headline: tuple[str, ...] | None) -> list[Part]:
    found: list[Part] = []
    names = _title_forms(title)
    strings = [text[b.start : b.end] for b in blocks]
    words = [_words(s) for s in strings]
    head, dated, cut = True, False, False
    titled = next((i for i, w in enumerate(words[:12]) if w and w in names), None)
    presumed = _presumed_headline(text, blocks, words) if titled is None and headline is None else None
    for i, (block, s) in enumerate(zip(blocks, strings, strict=True)):
        following = strings[i + 1] if i + 1 < len(strings) else ""
        if cut and not _is_sentence(text, block) and len(words[i]) < 25:
            found.append(Part("furniture", block))
            continue
        cut = False
        if _any("cuts").fullmatch(s) and not head:
            cut = True
            found.append(Part("furniture", block))
        elif _any("lines").fullmatch(s) or not words[i]:
            found.append(Part("furniture", block))
        elif words[i] in names or (headline is not None and words[i] == headline):
            found.append(Part("headline" if headline is None else "furniture", block))
            headline = headline or words[i]
        elif only := _only_head_items(text, block):
            found += only
        elif head and titled is not None and i < titled and not _is_sentence(text, block) and len(words[i]) <= 4:
            found.append(Part("furniture", block))
        elif head and _teases(s, strings[i + 1 :]):
            found += _head_items(text, block, names, teaser=True)
        elif picture := _picture(text, block):
            found += picture
        elif _names_picture(words[i], following):
            found.append(Part("furniture", block))
        elif head and not _is_sentence(text, block):
            at = _date_at_end(text, block)
            said = Span(block.start, at)
            if at < block.end:
                found.append(Part("furniture", Span(at, block.end)))
            if i == presumed:
                headline = words[i]
                found.append(Part("headline", said))
            elif len(words[i]) <= 2 and i + 1 < len(blocks) and _is_label(s) and not _dateline_end(text, block):
                found.append(Part("furniture", said))
            else:
                found.append(Part("body", said))
        else:
            items = _head_items(text, block, names) if head else []
            at = items[-1].span.end if items else block.start
            if (
                not dated
                and not any(p.kind == "dateline" for p in items)
                and (end := _dateline_end(text, Span(at, block.end)))
            ):
                items.append(Part("dateline", Span(at, end)))
                at = end
            dated = dated or any(p.kind == "dateline" for p in items)
            found += items
            if rest := _trimmed(text, Span(at, block.end)):
                found.append(Part("body", rest))
            head = False
    return _without_menus(text, found, blocks)


def _presumed_headline(text: str, blocks: Sequence[Span], words: Sequence[tuple[str, ...]]) -> int | None:
    """Which line is the headline, where no title is known: of the lines before the first sentence that are no
    furniture, the first of five words or more, else of three. Shorter ones are names of sites and sections."""
    lines = []
    for i, block in enumerate(blocks[:12]):
        if _is_sentence(text, block):
            break
        s = text[block.start : block.end]
        if len(words[i]) >= 3 and not (
            _any("lines").fullmatch(s) or _only_head_items(text, block) or _TEASER.search(s)
        ):
            lines.append(i)
    lines = [i for i in lines if i + 1 < len(blocks) and not _picture(text, blocks[i])]
    return next((i for i in lines if len(words[i]) >= 5), lines[0] if lines else None)


def _date_at_end(text: str, block: Span) -> int:
    """Where a date at a line's end begins that a mark parts from the rest ("Kessin district | 3 May 2023"); else the
    line's end."""
    dates = find_dates(text[block.start : block.end])
    if dates and block.start + dates[-1][0].end == block.end:
        before = text[block.start : block.start + dates[-1][0].start].rstrip()
        if before and before[-1] in "|·•,–—/-":
            return block.start + len(before) - 1
    return block.end


def _without_menus(text: str, found: list[Part], blocks: list[Span]) -> list[Part]:
    """Runs of three or more short lines at the end that are no sentences are menus."""
    last = next((i for i in range(len(blocks) - 1, -1, -1) if _is_sentence(text, blocks[i])), len(blocks))
    tail = blocks[last + 1 :]
    if len(tail) < 3:
        return found
    menu = {b for b in tail if len(_words(text[b.start : b.end])) <= 4 and _is_label(text[b.start : b.end])}
    return [Part("furniture", p.span) if p.kind == "body" and p.span in menu else p for p in found]


def _title_forms(title: str | None) -> set[tuple[str, ...]]:
    """The title as words, whole and without the site's name at its end ("... | The Example Times")."""
    forms: set[tuple[str, ...]] = set()
    while title:
        if len(words := _words(title)) >= 2 or not forms:
            forms.add(words)
        cuts = list(_SITE_MARK.finditer(title))
        title = title[: cuts[-1].start()] if cuts else None
    return forms - {()}


def _only_head_items(text: str, block: Span) -> list[Part]:
    """A line of nothing but dates, clock times and bylines; else nothing."""
    if block.end - block.start > LONGEST_HEADLINE:
        return []
    items = _head_items(text, block, set(), whole=True)
    return items if items and not _trimmed(text, Span(items[-1].span.end, block.end)) else []


def _teases(s: str, later: Sequence[str]) -> bool:
    """Does this line end in "[…]" and stand again, whole, further down?"""
    cut = _TEASER.search(s)
    if not cut:
        return False
    start = s[: cut.start()].rstrip()
    tail = start[-60:].split(". ")[-1] if len(start) > 60 else start.split()[-1] if start else ""
    return not start or any(tail in line for line in later)


def _picture(text: str, block: Span) -> list[Part]:
    """A caption, with the credit at its end apart; a credit alone; else nothing."""
    s = text[block.start : block.end]
    if len(s) > LONGEST_CAPTION:
        return []
    for hit in _any("credits").finditer(s, max(0, len(s) - LONGEST_CREDIT)):
        before = s[: hit.start()].rstrip()
        if hit.end() != len(s) or (before and before[-1] not in ".!?”\"'’»()[|/–—-…"):
            continue
        if re.search(r"[.!?]\s+\S+\s+\S+\s+\S+", s[hit.start() :]):
            continue
        caption_end = len(before.rstrip("([|/–—- "))
        at = block.start + caption_end
        credit = Part("credit", Span(at, block.end))
        return [Part("caption", Span(block.start, at)), credit] if caption_end else [credit]
    if _any("captions").fullmatch(s) and (
        len(s) > 90 or not _ENDS.search(s) or ":" in s[:20] or " - " in s[:8] or len(s.split()) > 8
    ):
        return [Part("caption", block)]
    return []


def _names_picture(words: tuple[str, ...], following: str) -> bool:
    """A bare title line that its caption, the next line, says again."""
    return (
        0 < len(words) <= 12
        and words == _words(following[:LONGEST_HEADLINE])[: len(words)]
        and len(_words(following)) > len(words)
    )


# The head of a page: dates, bylines, agencies, the title again


def _head_items(
    text: str, block: Span, names: set[tuple[str, ...]], *, teaser: bool = False, whole: bool = False
) -> list[Part]:
    """What stands before the report in a line: [date line, byline, headline, dateline ...], as far as it is sure.

    A line that goes on in lower case after a date is a sentence that begins with a date. `whole`: the line may end
    after a byline. `teaser`: what is left over is furniture too.
    """
    items: list[Part] = []
    at, stop = block.start, min(block.end, block.start + HEAD_REACH)
    titled = dated = False
    while (at := _past_space(text, at, stop)) < stop:
        kind, end = _next_item(text, at, stop, block, names, titled, dated or whole, items)
        if kind is None:
            break
        titled, dated = titled or kind == "headline", dated or kind == "furniture"
        items.append(Part(kind, Span(at, _past_marks(text, end, stop))))
        at = items[-1].span.end
    rest = _trimmed(text, Span(at, block.end))
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
    if not titled and (end := _title_end(text, at, stop, names)):
        return "headline", end
    if end := _date_end(text, at, stop):
        return "furniture", end
    if items and (hit := _any("head_items").match(text, at, stop)) and hit.end() > at:
        return "furniture", hit.end()
    if (
        items
        and dated
        and (hit := _clock().match(text, at, stop))
        and not text[hit.end() : hit.end() + 2].strip().islower()
    ):
        return "furniture", hit.end()
    if items and (hit := _agency().match(text, at, stop)) and _starts_anew(text, hit.end(), block.end):
        return "byline", hit.end()
    if end := _byline_end(text, at, block, names, sure=dated):
        return "byline", end
    return None, at


def _past_space(text: str, at: int, stop: int) -> int:
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


def _date_end(text: str, at: int, stop: int) -> int | None:
    """The end of a date that begins here, with its label and a clock time before it."""
    label = _date_label().match(text, at, stop)
    for start in ([label.end()] if label else []) + [at]:
        clock = _clock().match(text, start, stop)
        for begin in ([_past_space(text, clock.end(), stop)] if clock else []) + [start]:
            dates = find_dates(text[begin : min(stop, begin + 45)])
            if dates and dates[0][0].start == 0:
                return begin + dates[0][0].end
    return None


def _byline_end(text: str, at: int, block: Span, names: set[tuple[str, ...]], sure: bool) -> int | None:
    """The end of "By X and Y" that begins here: the whole line, or up to a date, a dateline or the title."""
    by = _by().match(text, at, block.end)
    if not by:
        return None
    hit = _NAMES.match(text, by.end(), block.end)
    if not hit:
        return None
    if not _trimmed(text, Span(hit.end(), block.end)):
        return block.end if len(_WORD.findall(hit.group())) <= 18 else None
    for end in (m.end() for m in re.finditer(r"\S+", text[by.end() : hit.end()])):
        here = _past_space(text, by.end() + end, block.end)
        if (
            _title_end(text, here, block.end, names)
            or _date_end(text, here, block.end)
            or _dateline_end(text, Span(here, block.end))
        ):
            return by.end() + end
    short = _SHORT_NAMES.match(text, by.end(), block.end)
    if sure and short and _starts_anew(text, short.end(), block.end):
        return short.end()
    return None


def _title_end(text: str, at: int, stop: int, names: set[tuple[str, ...]]) -> int | None:
    """The end of the longest form of the title that stands here, unless the sentence goes on in lower case."""
    for form in sorted(names, key=len, reverse=True):
        if len(form) < 3:
            continue
        hits: list[re.Match[str]] = []
        for word, hit in zip(form, _WORD.finditer(text, at, stop), strict=False):
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


def _dateline_end(text: str, span: Span) -> int | None:
    """The end of a dateline ("AMMAN:", "BEIRUT, Lebanon (AP) —", "Homs - ") at the start of the span, mark included."""
    if bracketed := _BRACKETED_DATELINE.match(text, span.start, min(span.end, span.start + 120)):
        return bracketed.end()
    hit = _DATELINE.match(text, span.start, min(span.end, span.start + 120))
    if hit:
        place, mark = hit["place"], hit["mark"].strip()
        rest = text[hit.end() : span.end].lstrip()[:1]
        capitals = place.isupper() and len(place) > 2
        marked = (
            mark != ":"
            and bool(hit["agency"] or hit["country"] or hit["date"] or (mark[0] == "-" and len(place.split()) <= 2))
            and place.istitle()
        )
        if (
            (capitals or marked)
            and place.rstrip(".").upper() not in _furniture()["no_datelines"]
            and not rest.islower()
        ):
            return hit.end()
    return None


# Texts that lost their line breaks


def _broken(text: str, blocks: list[Span], title: str | None) -> list[Part]:
    names = _title_forms(title)
    found: list[Part] = []
    for i, block in enumerate(blocks):
        at = block.start
        if i == 0:
            found += _head_of_broken(text, block, names)
            at = found[-1].span.end if found else at
        end = block.end
        if i == len(blocks) - 1:
            tail = _tail(text, Span(at, end))
            found += tail
            end = tail[0].span.start if tail else end
        if body := _trimmed(text, Span(at, end)):
            found.append(Part("body", body))
    return found


def _head_of_broken(text: str, block: Span, names: set[tuple[str, ...]]) -> list[Part]:
    items = _head_items(text, block, names)
    at = items[-1].span.end if items else block.start
    if any(p.kind == "headline" for p in items) and (date := _date_ahead(text, at, block)):
        items.append(Part("furniture", Span(at, date)))
        items += _head_items(text, Span(date, block.end), set())
        at = items[-1].span.end
    if not any(p.kind == "headline" for p in items) and (begin := _title_ahead(text, at, block, names)):
        # Between the date line and the title, with no sentence in between, stands nothing of the report.
        items.append(Part("furniture", Span(at, begin)))
        items += _head_items(text, Span(begin, block.end), names)
        at = items[-1].span.end
    span = Span(_past_space(text, at, block.end), block.end)
    end = _dateline_end(text, span)
    if not end and items and (hit := _BARE_DATELINE.match(text, span.start, min(span.end, span.start + 80))):
        place = hit["place"]
        letters = sum(c.isalpha() for c in place)
        following = text[hit.end() :].split(maxsplit=1)[0]
        fits = place.isupper() and letters >= 4 and place not in _furniture()["no_datelines"]
        end = hit.end() if fits and (hit["agency"] or not following.isupper() or len(following) == 1) else None
    if end:
        items.append(Part("dateline", Span(span.start, end)))
    return [Part(p.kind, s) for p in items if (s := _trimmed(text, p.span))]


def _date_ahead(text: str, at: int, block: Span) -> int | None:
    """Where a date begins that only capitalised words and numbers part from here ("NEWS Website World 1735 ...")."""
    for word in re.finditer(r"\S+", text[at : min(block.end, at + 90)]):
        here = at + word.start()
        if here > at and _date_end(text, here, block.end):
            return here
        if word.group()[0].islower() or word.group()[-1] in ".!?":
            return None
    return None


def _title_ahead(text: str, at: int, block: Span, names: set[tuple[str, ...]]) -> int | None:
    """Where the title begins, if it stands near the start with no sentence before it."""
    stop = min(block.end, at + 250)
    for word in _WORD.finditer(text, at, stop):
        if _SENTENCE_END.search(text, at, word.start()) or word.start() - at > 120:
            return None
        if word.start() > at and _title_end(
            text, word.start(), min(block.end, word.start() + LONGEST_HEADLINE * 2), names
        ):
            return word.start()
    return None


def _tail(text: str, span: Span) -> list[Part]:
    """Menus, lists of other stories, credits and bylines at the end, in order."""
    tail: list[Part] = []
    end = span.end
    floor = max(span.start, span.end - TAIL_REACH)
    while found := _tail_item(text, floor, end):
        tail.insert(0, found)
        end = found.span.start
        while end > floor and text[end - 1].isspace():
            end -= 1
    return tail


def _tail_item(text: str, floor: int, end: int) -> Part | None:
    for kind, pattern, sure in _tails():
        for hit in pattern.finditer(text, max(floor, end - 320), end):
            if hit.start() < hit.end() == end and (sure or _ends_before(text, hit.start())):
                return Part(kind, Span(hit.start(), end))
    words = list(_any("menu").finditer(text, max(floor, end - 500), end))
    if len({w.group().casefold() for w in words}) >= 4 and end - words[-1].end() < 60:
        return Part("furniture", Span(_menu_start(text, floor, words[0].start()), end))
    listed = [
        h
        for h in _any("menu_starts", 0).finditer(text, floor, end)
        if _ends_before(text, h.start()) or _credited_before(text, floor, h.start())
    ]
    for hit in listed:
        if end < len(text.rstrip()) and not _SENTENCE_END.search(text, hit.end(), end):
            return Part("furniture", Span(hit.start(), end))
    return None


def _menu_start(text: str, floor: int, first: int) -> int:
    """Where the menu begins whose first known word is here: at a list of stories, else after the last sentence."""
    for hit in _any("menu_starts", 0).finditer(text, floor, first):
        if _credited_before(text, floor, hit.start()):
            return hit.start()
        sentences = len(_SENTENCE_END.findall(text, hit.end(), first))
        if _ends_before(text, hit.start()) and sentences <= (first - hit.end()) / SPARSE_SENTENCES:
            return hit.start()
    ends = [h.end() for h in _SENTENCE_END.finditer(text, floor, first)]
    return ends[-1] if ends else first


def _credited_before(text: str, floor: int, at: int) -> bool:
    """Does a credit ("Source Harbour News and agencies") end right before this character?"""
    before = text[max(floor, at - 120) : at].rstrip()
    return any(kind == "credit" and pattern.search(before) for kind, pattern, _ in _tails())


def _ends_before(text: str, at: int) -> bool:
    """Does a sentence, or the text's start, end right before this character?"""
    before = text[max(0, at - 6) : at].rstrip()
    return not before or before[-1] in ".!?…”\"')»" or before[-1].isdigit()
