"""Which stretch of a text is what on the page: headline, byline, dateline, caption, credit, body or furniture?

Pure: the same text and title give the same parts. What news pages print beside the report is data (`furniture.toml`).
Two shapes are known: a text with lines, and a scraped text that lost all its line breaks, where the head holds dates,
a byline and often the title again. What is in doubt is body: furniture is not read, so a wrong guess costs a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rashomon.dates import find_dates
from rashomon.intake.broken_lines import broken
from rashomon.intake.page_head import dateline_end, head_items
from rashomon.intake.page_words import (
    ENDS,
    LONGEST_CAPTION,
    LONGEST_CREDIT,
    LONGEST_HEADLINE,
    TEASER,
    any_of,
    blocks_of,
    is_label,
    is_sentence,
    title_forms,
    trimmed,
    words_of,
)
from rashomon.model import Part, Span

TEASED_WITHIN = 500
"""Lines from a teaser within which the whole of it stands."""


def parts(text: str, title: str | None = None, known: Sequence[Part] = ()) -> tuple[Part, ...]:
    """The parts of `text`, in order, disjoint; what no part covers is white space.

    `title` is metadata: it makes a headline only where the text holds it near its start. `known` are parts that
    mark-up told (captions of an HTML page); they are kept as they are.
    """
    found = list(known)
    taken = sorted(part.span for part in known)
    blocks = [b for b in blocks_of(text) if not any(s < b.end and b.start < e for s, e in taken)]
    notes = [b for b in blocks if is_sentence(text, b) and any_of("corrections").fullmatch(text, *b)]
    if len(notes) < len(blocks):
        found += [Part("furniture", b) for b in notes]
        blocks = [b for b in blocks if b not in notes]
    if len(blocks) == 1 or (blocks and is_sentence(text, blocks[0]) and len(blocks) < 4):
        lines = [b for b in blocks[1:] if any_of("lines").fullmatch(text, *b)]
        found += [Part("furniture", b) for b in lines]
        found += broken(text, [b for b in blocks if b not in lines], title)
    else:
        headline = next((words_of(text[p.span.start : p.span.end]) for p in known if p.kind == "headline"), None)
        found += _lined(text, blocks, title, headline)
    return tuple(_filled(text, found))


def caption_parts(text: str, span: Span) -> list[Part]:
    """A stretch that is known to be a caption, with the credit at its end, if it has one, apart."""
    return _picture(text, span) or [Part("caption", span)]


def _filled(text: str, found: list[Part]) -> Iterator[Part]:
    """The parts found, trimmed, and every other stretch that is not white space as body."""
    at = 0
    for part in [*sorted(found, key=lambda p: p.span), None]:
        start, end = part.span if part else (len(text), len(text))
        for gap in blocks_of(text, at, start):
            yield Part("body", gap)
        if part and (span := trimmed(text, Span(max(start, at), end))):
            yield Part(part.kind, span)
        at = max(at, end)


# Texts with lines


def _lined(text: str, blocks: list[Span], title: str | None, headline: tuple[str, ...] | None) -> list[Part]:
    found: list[Part] = []
    names = title_forms(title)
    strings = [text[b.start : b.end] for b in blocks]
    words = [words_of(s) for s in strings]
    head, dated, cut = True, False, False
    titled = next((i for i, w in enumerate(words[:12]) if w and w in names), None)
    presumed = _presumed_headline(text, blocks, words) if titled is None and headline is None else None
    for i, (block, s) in enumerate(zip(blocks, strings, strict=True)):
        following = strings[i + 1] if i + 1 < len(strings) else ""
        if cut and not is_sentence(text, block) and len(words[i]) < 25:
            found.append(Part("furniture", block))
            continue
        cut = False
        if any_of("cuts").fullmatch(s) and not head:
            cut = True
            found.append(Part("furniture", block))
        elif any_of("lines").fullmatch(s) or not words[i]:
            found.append(Part("furniture", block))
        elif words[i] in names or (headline is not None and words[i] == headline):
            found.append(Part("headline" if headline is None else "furniture", block))
            headline = headline or words[i]
        elif only := _only_head_items(text, block):
            found += only
        elif head and titled is not None and i < titled and not is_sentence(text, block) and len(words[i]) <= 4:
            found.append(Part("furniture", block))
        elif head and _teases(s, islice(strings, i + 1, i + 1 + TEASED_WITHIN)):
            found += head_items(text, block, names, teaser=True)
        elif picture := _picture(text, block):
            found += picture
        elif _names_picture(words[i], following):
            found.append(Part("furniture", block))
        elif head and not is_sentence(text, block):
            at = _date_at_end(text, block)
            said = Span(block.start, at)
            if at < block.end:
                found.append(Part("furniture", Span(at, block.end)))
            if i == presumed:
                headline = words[i]
                found.append(Part("headline", said))
            elif len(words[i]) <= 2 and i + 1 < len(blocks) and is_label(s) and not dateline_end(text, block):
                found.append(Part("furniture", said))
            else:
                found.append(Part("body", said))
        else:
            items = head_items(text, block, names) if head else []
            at = items[-1].span.end if items else block.start
            if (
                not dated
                and not any(p.kind == "dateline" for p in items)
                and (end := dateline_end(text, Span(at, block.end)))
            ):
                items.append(Part("dateline", Span(at, end)))
                at = end
            dated = dated or any(p.kind == "dateline" for p in items)
            found += items
            if rest := trimmed(text, Span(at, block.end)):
                found.append(Part("body", rest))
            head = False
    return _without_menus(text, found, blocks)


def _presumed_headline(text: str, blocks: Sequence[Span], words: Sequence[tuple[str, ...]]) -> int | None:
    """Which line is the headline, where no title is known: of the lines before the first sentence that are no
    furniture, the first of five words or more, else of three. Shorter ones are names of sites and sections."""
    lines = []
    for i, block in enumerate(blocks[:12]):
        if is_sentence(text, block):
            break
        s = text[block.start : block.end]
        if len(words[i]) >= 3 and not (
            any_of("lines").fullmatch(s) or _only_head_items(text, block) or TEASER.search(s)
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
    last = next((i for i in range(len(blocks) - 1, -1, -1) if is_sentence(text, blocks[i])), len(blocks))
    tail = blocks[last + 1 :]
    if len(tail) < 3:
        return found
    menu = {b for b in tail if len(words_of(text[b.start : b.end])) <= 4 and is_label(text[b.start : b.end])}
    return [Part("furniture", p.span) if p.kind == "body" and p.span in menu else p for p in found]


def _only_head_items(text: str, block: Span) -> list[Part]:
    """A line of nothing but dates, clock times and bylines; else nothing."""
    if block.end - block.start > LONGEST_HEADLINE:
        return []
    items = head_items(text, block, set(), whole=True)
    return items if items and not trimmed(text, Span(items[-1].span.end, block.end)) else []


def _teases(s: str, later: Iterable[str]) -> bool:
    """Does this line end in "[…]" and stand again, whole, further down?"""
    cut = TEASER.search(s)
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
    for hit in any_of("credits").finditer(s, max(0, len(s) - LONGEST_CREDIT)):
        before = s[: hit.start()].rstrip()
        if hit.end() != len(s) or (before and before[-1] not in ".!?”\"'’»()[|/–—-…"):
            continue
        if re.search(r"[.!?]\s+\S+\s+\S+\s+\S+", s[hit.start() :]):
            continue
        caption_end = len(before.rstrip("([|/–—- "))
        at = block.start + caption_end
        credit = Part("credit", Span(at, block.end))
        return [Part("caption", Span(block.start, at)), credit] if caption_end else [credit]
    if any_of("captions").fullmatch(s) and (
        len(s) > 90 or not ENDS.search(s) or ":" in s[:20] or " - " in s[:8] or len(s.split()) > 8
    ):
        return [Part("caption", block)]
    return []


def _names_picture(words: tuple[str, ...], following: str) -> bool:
    """A bare title line that its caption, the next line, says again."""
    return (
        0 < len(words) <= 12
        and words == words_of(following[:LONGEST_HEADLINE])[: len(words)]
        and len(words_of(following)) > len(words)
    )
