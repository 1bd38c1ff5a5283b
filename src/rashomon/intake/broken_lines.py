"""What is what in a text that lost its line breaks? Its head and its tail, told from the story between them."""

from __future__ import annotations

import re

from rashomon.intake.page_head import BARE_DATELINE, date_end, dateline_end, head_items, past_space, title_end
from rashomon.intake.page_words import (
    LONGEST_HEADLINE,
    SENTENCE_END,
    SPARSE_SENTENCES,
    TAIL_REACH,
    WORD,
    any_of,
    furniture,
    tails,
    title_forms,
    trimmed,
)
from rashomon.model import Part, Span


def broken(text: str, blocks: list[Span], title: str | None) -> list[Part]:
    names = title_forms(title)
    found: list[Part] = []
    for i, block in enumerate(blocks):
        at = block.start
        if i == 0:
            found += _head_of_broken(text, block, names)
            at = found[-1].span.end if found else at
        end = block.end
        if i == len(blocks) - 1:
            tail = tail_of(text, Span(at, end))
            found += tail
            end = tail[0].span.start if tail else end
        if body := trimmed(text, Span(at, end)):
            found.append(Part("body", body))
    return found


def _head_of_broken(text: str, block: Span, names: set[tuple[str, ...]]) -> list[Part]:
    items = head_items(text, block, names)
    at = items[-1].span.end if items else block.start
    if any(p.kind == "headline" for p in items) and (date := _date_ahead(text, at, block)):
        items.append(Part("furniture", Span(at, date)))
        items += head_items(text, Span(date, block.end), set())
        at = items[-1].span.end
    if not any(p.kind == "headline" for p in items) and (begin := _title_ahead(text, at, block, names)):
        # Between the date line and the title, with no sentence in between, stands nothing of the report.
        items.append(Part("furniture", Span(at, begin)))
        items += head_items(text, Span(begin, block.end), names)
        at = items[-1].span.end
    span = Span(past_space(text, at, block.end), block.end)
    end = dateline_end(text, span)
    if not end and items and (hit := BARE_DATELINE.match(text, span.start, min(span.end, span.start + 80))):
        place = hit["place"]
        letters = sum(c.isalpha() for c in place)
        following = text[hit.end() :].split(maxsplit=1)[0]
        fits = place.isupper() and letters >= 4 and place not in furniture()["no_datelines"]
        end = hit.end() if fits and (hit["agency"] or not following.isupper() or len(following) == 1) else None
    if end:
        items.append(Part("dateline", Span(span.start, end)))
    return [Part(p.kind, s) for p in items if (s := trimmed(text, p.span))]


def _date_ahead(text: str, at: int, block: Span) -> int | None:
    """Where a date begins that only capitalised words and numbers part from here ("NEWS Website World 1735 ...")."""
    for word in re.finditer(r"\S+", text[at : min(block.end, at + 90)]):
        here = at + word.start()
        if here > at and date_end(text, here, block.end):
            return here
        if word.group()[0].islower() or word.group()[-1] in ".!?":
            return None
    return None


def _title_ahead(text: str, at: int, block: Span, names: set[tuple[str, ...]]) -> int | None:
    """Where the title begins, if it stands near the start with no sentence before it."""
    stop = min(block.end, at + 250)
    for word in WORD.finditer(text, at, stop):
        if SENTENCE_END.search(text, at, word.start()) or word.start() - at > 120:
            return None
        if word.start() > at and title_end(
            text, word.start(), min(block.end, word.start() + LONGEST_HEADLINE * 2), names
        ):
            return word.start()
    return None


def tail_of(text: str, span: Span) -> list[Part]:
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
    for kind, pattern, sure in tails():
        for hit in pattern.finditer(text, max(floor, end - 320), end):
            if hit.start() < hit.end() == end and (sure or _ends_before(text, hit.start())):
                return Part(kind, Span(hit.start(), end))
    words = list(any_of("menu").finditer(text, max(floor, end - 500), end))
    if len({w.group().casefold() for w in words}) >= 4 and end - words[-1].end() < 60:
        return Part("furniture", Span(_menu_start(text, floor, words[0].start()), end))
    listed = [
        h
        for h in any_of("menu_starts", 0).finditer(text, floor, end)
        if _ends_before(text, h.start()) or _credited_before(text, floor, h.start())
    ]
    for hit in listed:
        if end < len(text.rstrip()) and not SENTENCE_END.search(text, hit.end(), end):
            return Part("furniture", Span(hit.start(), end))
    return None


def _menu_start(text: str, floor: int, first: int) -> int:
    """Where the menu begins whose first known word is here: at a list of stories, else after the last sentence."""
    for hit in any_of("menu_starts", 0).finditer(text, floor, first):
        if _credited_before(text, floor, hit.start()):
            return hit.start()
        sentences = len(SENTENCE_END.findall(text, hit.end(), first))
        if _ends_before(text, hit.start()) and sentences <= (first - hit.end()) / SPARSE_SENTENCES:
            return hit.start()
    ends = [h.end() for h in SENTENCE_END.finditer(text, floor, first)]
    return ends[-1] if ends else first


def _credited_before(text: str, floor: int, at: int) -> bool:
    """Does a credit ("Source Harbour News and agencies") end right before this character?"""
    before = text[max(floor, at - 120) : at].rstrip()
    return any(kind == "credit" and pattern.search(before) for kind, pattern, _ in tails())


def _ends_before(text: str, at: int) -> bool:
    """Does a sentence, or the text's start, end right before this character?"""
    before = text[max(0, at - 6) : at].rstrip()
    return not before or before[-1] in ".!?…”\"')»" or before[-1].isdigit()
