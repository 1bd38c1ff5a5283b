"""Who is the source, where the subject stands before its verb: according to X, as X reported, "this was said by X"."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.patterns import Found
from rashomon.reading.surface.sayings import Cue
from rashomon.reading.surface.statement_drafts import Draft, Page, Range, content_end, cues_in, cut_speaker
from rashomon.reading.surface.words import Sentence

LEAST = 2
"""Words of what is said."""


def of_this(page: Page, s: Sentence, cue: Found[Cue]) -> Draft | None:
    """ "This was reported by X": what was said is the sentence before."""
    opens = page.says.at("this", page.words, s.a, cue.a)
    at = page.sentences.index(s)
    if opens is None or cue.a - opens > FEW or at == 0:
        return None
    end = cue.b
    while end < s.b and not page.pause(end):
        end += 1
    speaker = cut_speaker(page, cue.b, end) or cut_speaker(page, opens, cue.a)
    before = page.sentences[at - 1]
    if speaker is None or any("source" not in c.value.takes for c in cues_in(page, before)):
        return None
    content = ((before.a, before.b),)
    return Draft((cue.a, cue.b), cue.value.stance, content, speaker, "surface_of_this", "surface_subject")


FEW = 3
"""Words between "of this" and the verb, at most."""


def as_said(page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]], since: int) -> Draft | None:
    """ "As X reported, ...": what was said stands behind the comma."""
    head = cue.a
    while head > max(s.a, since) and page.says.at("as", page.words, head, cue.a) is None:
        head -= 1
    first = head == max(s.a, since) or page.pause(head)
    opens = first and page.says.at("as", page.words, head, cue.a) is not None and cue.a - head <= 2
    if not opens:
        return None
    end = cue.b
    while end < s.b and not page.pause(end):
        end += 1
    nobody = "impersonal" in cue.value.takes and end == cue.b
    speaker = cut_speaker(page, cue.b, end)
    if (speaker is None and not nobody) or s.b - end < LEAST:
        return None
    stop, made = content_end(page, end, s.b, later), "surface_according_to"
    return Draft((cue.a, cue.b), cue.value.stance, ((end, stop),), speaker, made, "surface_source", nobody=nobody)


def referred(page: Page, s: Sentence, speaker: Range, end: int) -> Range | None:
    """ "..., reports the agency with reference to the ministry": a medium passes on what another said."""
    words, by = page.words, sides(page.words.tongue.code)
    media = any((f := by.glosses.at(words, i, speaker[1])) and f.value == "media" for i in range(*speaker))
    opened = page.says.at("of", words, speaker[1], s.b) if media and speaker[1] < end else None
    stop = next((i for i in range(opened, s.b) if page.pause(i)), s.b) if opened is not None else 0
    return cut_speaker(page, opened, stop) if opened is not None and stop > opened else None


def sourced(page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]], since: int) -> Draft | None:
    """ "According to X": what was said stands behind it at the start of a clause, else before it."""
    own = "source_of" in cue.value.takes
    end = cue.b
    while not own and end < s.b and not (end > cue.b and page.pause(end)):
        if page.says.at("of", page.words, end, s.b) is not None:
            break
        end += 1
    speaker = (cue.a + 1, cue.a + 2) if own else cut_speaker(page, cue.b, end)
    if speaker is None:
        return None
    head = cue.a
    while head > max(s.a, since) and page.says.at("skip", page.words, head - 1, head) == head:
        head -= 1
    if head == max(s.a, since) or (
        page.pause(end) and end < s.b and not page.pause(cue.a) and cue.a - max(s.a, since) <= 1
    ):
        while end < s.b and not page.pause(end):
            end += 1
        start = page.says.at("plain", page.words, end, s.b) or end
        stop = content_end(page, start, s.b, later) if start < s.b else start
    else:
        start, stop = max(s.a, since), cue.a
        while start < stop and (b := page.says.at("skip", page.words, start, stop)) is not None:
            start = b
    if stop - start < LEAST:
        return None
    content = [(start, stop)]
    if (
        stop == cue.a
        and page.pause(cue.a)
        and end < s.b
        and page.comma(end)
        and page.says.at("switch", page.words, end, s.b) is None
    ):
        rest = content_end(page, end, s.b, later)
        if (
            rest - end >= LEAST
            and page.words.raw(end)[0].islower()
            and page.says.at("plain", page.words, end, s.b) is None
        ):
            content.append((end, rest))
    return Draft((cue.a, cue.b), cue.value.stance, tuple(content), speaker, "surface_according_to", "surface_source")
