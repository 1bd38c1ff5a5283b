"""Who says what, where the subject stands before its verb: X заявил, что ...; "...", — сказал X; по словам X, ...

What is said stands behind "that", behind a colon or as the object; or before the verb, which then opens the clause
behind a comma or a dash, with its subject after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.reading.surface import bare_denials
from rashomon.reading.surface.patterns import Found
from rashomon.reading.surface.sayings import Cue
from rashomon.reading.surface.sources_told import as_said, of_this, referred, sourced
from rashomon.reading.surface.statement_drafts import (
    PAUSE,
    Draft,
    Page,
    Range,
    content_end,
    cues_in,
    cut_speaker,
    finished,
    spoken,
)
from rashomon.reading.surface.words import Sentence

AFTER = 16
"""Words between a verb and "that", at most: whom it was said to, or the subject behind its verb."""
BEFORE = 18
"""Words of a subject with its posts, at most."""
LEAST = 2
"""Words of what is said."""
DASH = re.compile(r"[–—]|\s-|-\s")
VERB = re.compile(
    r"[а-яіїєґ]{2,}(?:лся|лась|лись|вся|лася|лися|ает|яет|ует|ают|яют|уют|ив|ав|ила|ала|или|али|ило|ало)$"
)
"""How finite verbs mostly end; only asked where a verb stands between a subject and "and said"."""

MALE = re.compile(r"[аеиоуяіїє][лв](?:ся|сь)?$")
"""How they end of one man; so do many nouns, so it is only asked of what stands before "and said"."""


def drafts(page: Page, s: Sentence) -> list[Draft]:
    """The statements of a sentence."""
    found: list[Draft] = []
    cues = cues_in(page, s)
    at = s.a
    for n, cue in enumerate(cues):
        if cue.a < at:
            continue
        one = _draft(page, s, cue, cues[n + 1 :], at)
        if one is not None:
            found.append(finished(page, one))
            at = max(at, one.content[-1][1], cue.b, one.speaker[1] if one.speaker else 0)
    return found


def _draft(page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]], since: int) -> Draft | None:
    takes = cue.value.takes
    if "source" in takes or "source_of" in takes:
        return sourced(page, s, cue, later, since)
    if (of_it := _of_it(page, s, cue, later, since)) is not None:
        return of_it
    if cue.a > s.a and page.says.at("not_said", page.words, cue.a - 1, cue.a) == cue.a:
        return None
    opened = _opened(page, s, cue, later)
    if not cue.value.participle and (opened is None or opened[2] in ("object", "rest")):
        behind = _behind(page, s, cue, since)
        if behind is not None:
            return behind
    if opened is None:
        fronted = _object_before(page, s, cue, since) or (_fronted(page, s, cue, since) if "object" in takes else None)
        return fronted or _bare(page, s, cue, since)
    if opened[2] != "colon":
        return _told_behind(page, s, cue, later, since, opened)
    if (aside := _beside_colon(page, s, cue, later, since, opened[1])) is not None:
        return aside
    if any(c.a > opened[1] and "source" not in c.value.takes for c in later) and page.speech(opened[1]) is None:
        # "The ministry denied this: its spokesman said that ..."
        if "object" not in takes or opened[1] <= cue.b:
            return None
        return _told_behind(page, s, cue, [], since, (cue.b, cue.b, "object"))
    return _told_behind(page, s, cue, later, since, opened)


def _of_it(page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]], since: int) -> Draft | None:
    """What is said of the clause or sentence before, and "as X reported"."""
    if cue.value.stance == "denies" and (denied := bare_denials.which(page, s, (cue.a, cue.b), since, True)):
        return denied
    return of_this(page, s, cue) or as_said(page, s, cue, later, since)


def _beside_colon(
    page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]], since: int, start: int
) -> Draft | None:
    """A colon behind an inset, or a quotation behind "Kyiv denied it: "."""
    if (around := _around(page, s, cue, later, since, start)) is not None:
        return around
    quoted = page.speech(start) is not None
    return _object_before(page, s, cue, since) if quoted and cue.value.stance == "denies" else None


def _told_behind(
    page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]], since: int, opened: tuple[int, int, str]
) -> Draft | None:
    """What stands behind a verb of saying, with its speaker."""
    zone_end, start, made = opened
    end = content_end(page, start, s.b, later)
    if made == "object" and (fronted := _fronted(page, s, cue, since)) is not None:
        return fronted
    if end - start < (1 if made == "object" else LEAST):
        return None
    if made in ("object", "rest"):
        end = _ends(page, s, made, start, end)
    speaker, by = _speaker(page, s, cue, zone_end, since)
    object_ = made in ("object", "rest") and by == "surface_subject"
    if object_ and (fronted := _fronted(page, s, cue, since)) is not None:
        return fronted
    nobody = speaker is None and "impersonal" in cue.value.takes
    stance = spoken(page, cue.value.stance, made, start)
    return Draft((cue.a, cue.b), stance, ((start, end),), speaker, f"surface_{made}", by, nobody=nobody)


def _ends(page: Page, s: Sentence, made: str, start: int, end: int) -> int:
    """Where an object ends, at a pause; where "this" does, with what it is called."""
    if made == "object":
        end = next((i for i in range(start + LEAST, end) if page.pause(i)), end)
    if (b := page.says.at("deictic", page.words, start, s.b)) is None:
        return end
    b = page.says.at("told_before", page.words, b, s.b) or b  # "this report"
    return min(end, page.says.at("called_false", page.words, b, s.b) or b)


def _bare(page: Page, s: Sentence, cue: Found[Cue], since: int) -> Draft | None:
    if cue.value.stance != "denies" or cue.value.participle:
        return None
    zone = _zone_before(page, s, cue.a, since)
    return bare_denials.bare(page, s, (cue.a, cue.b), (zone, "surface_subject") if zone is not None else None)


def _around(
    page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]], since: int, start: int
) -> Draft | None:
    """ "..., the ministry said: ...": what is said stands on both sides of an inset with a colon behind it."""
    inset = page.pause(cue.a) and cue.a > since and page.speech(start) is None
    behind = _behind(page, s, cue, since) if inset and not cue.value.participle else None
    if behind is None or behind.speaker is None:
        return None
    return replace(behind, content=(*behind.content, (start, content_end(page, start, s.b, later))))


# ---- what is said behind the verb ----------------------------------------------------------------------------------


def _opened(page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]]) -> tuple[int, int, str] | None:
    """Where the words behind a cue end that are not said, where what is said begins, and by what it was found."""
    words, says, takes = page.words, page.says, cue.value.takes
    next_cue = next((c.a for c in later if "source" not in c.value.takes), s.b)
    stop = min(s.b, cue.b + AFTER, next_cue)
    for i in range(cue.b, stop):
        gap = words.gap(i)
        if (b := says.at("plain", words, i, s.b)) is not None:
            return i, b, "that"
        if ":" in gap and not words.raw(i)[0].isdigit():
            return i, i, "colon"
        if page.speech(i) is not None and (i == cue.b or page.pause(i)):
            return i, i, "quoted"
        if i > cue.b and PAUSE.search(gap):
            break
    if cue.b < s.b and not page.pause(cue.b):
        if takes & {"rest", "accuse"}:
            return cue.b, cue.b, "rest"
        if "object" in takes and _is_object(page, cue, s):
            return cue.b, cue.b, "object"
    return None


def _is_object(page: Page, cue: Found[Cue], s: Sentence) -> bool:
    """Whether what follows a verb is its object: its subject stands before it, and no name or post behind it."""
    if page.says.at("and", page.words, cue.b, s.b) is not None:
        return False
    return not page.words.capital(cue.b) and (cue.value.participle or _zone_before(page, s, cue.a, s.a) is not None)


def _speaker(page: Page, s: Sentence, cue: Found[Cue], zone_end: int, since: int) -> tuple[Range | None, str]:
    if cue.value.participle or _second_verb(page, s, cue.a):
        rule = "surface_participle" if cue.value.participle else "surface_second_verb"
        return _subject_of_clause(page, s, cue.a, since), rule
    if "label" in cue.value.takes:
        found = cut_speaker(page, cue.b, zone_end) if zone_end > cue.b else None
        return found, "surface_label"
    if (found := _zone_before(page, s, cue.a, since)) is not None:
        if page.says.at("who", page.words, found[0], found[1]) is not None:
            return _antecedent(page, s, found[0]), "surface_relative"
        return found, "surface_subject"
    if zone_end > cue.b and (found := cut_speaker(page, cue.b, zone_end)) is not None:
        return found, "surface_subject"
    return None, "surface_goes_on"


def _second_verb(page: Page, s: Sentence, i: int) -> bool:
    """Whether a verb goes on with "and": its subject is that of the verb before."""
    return i - 1 > s.a and page.says.at("and", page.words, i - 1, i) == i


def _subject_of_clause(page: Page, s: Sentence, i: int, since: int) -> Range | None:
    """What stands before the first verb of the sentence, or of the clause before where somebody else spoke first."""
    start = s.a
    if since > s.a:
        end = next((n for n in range(i - 1, since, -1) if page.pause(n)), None)
        start = next((n for n in range((end or since) - 1, since - 1, -1) if page.pause(n)), since)
        if end is None:
            return None
    first = next((n for n in range(start + 1, i) if _is_verb(page, n) or MALE.search(page.words.norms[n])), None)
    if first is None or first - start > BEFORE:
        return None
    return _zone_before(page, s, first, start)


def _is_verb(page: Page, i: int) -> bool:
    return page.words.raw(i)[0].islower() and VERB.search(page.words.norms[i]) is not None


def _zone_before(page: Page, s: Sentence, i: int, since: int) -> Range | None:
    """The subject before a verb: from the last pause on; over an apposition between commas to where it began."""
    floor = max(s.a, since, i - BEFORE)
    a = i
    while a > floor and not page.pause(a):
        a -= 1
    if a == i and a > floor and page.comma(a):
        a -= 1
        while a > floor and not DASH.search(page.words.gap(a)):
            a -= 1
    while a < i:
        if a in page.time_at:
            a = min(i, page.time_at[a])
        elif (b := page.says.at("skip", page.words, a, i)) is not None:
            a = b
        else:
            break
    end = _subject_end(page, a, i)
    return (a, end) if end > a else None


def _subject_end(page: Page, a: int, i: int) -> int:
    """Where a subject ends: at its verb, at a time, or at another verb that it has too ("arrived and said")."""
    end = a
    while end < i:
        if end in page.time_at or (end > a and page.says.at("speaker_ends", page.words, end, i) is not None):
            break
        if end > a and _is_verb(page, end):
            break
        end += 1
    while end - 1 > a and page.says.at("skip", page.words, end - 1, end) == end:
        end -= 1
    return end


def _antecedent(page: Page, s: Sentence, i: int) -> Range | None:
    """The noun phrase before "who": from the last pause on, six words at most."""
    a = i
    while a > max(s.a, i - 6) and (a == i or not page.pause(a)):
        a -= 1
    return (a, i) if i > a else None


def _object_before(page: Page, s: Sentence, cue: Found[Cue], since: int) -> Draft | None:
    """ "In the ministry this was denied": what stands for something told before, between subject and verb."""
    zone = _zone_before(page, s, cue.a, since)
    if zone is None or not cue.value.takes & {"object", "rest"}:
        return None
    for i in range(zone[0], zone[1]):
        b = page.says.at("deictic", page.words, i, zone[1])
        if b is None and i > zone[0] and cue.value.stance == "denies" and not page.words.capital(i):
            told = page.says.at("told_before", page.words, i, zone[1])  # "Kyiv the accusations of murder denies"
            b = zone[1] if told is not None and told > i else None
        if b == zone[1]:
            speaker = cut_speaker(page, zone[0], i) if i > zone[0] else None
            by = "surface_subject" if speaker else "surface_goes_on"
            return Draft((cue.a, cue.b), cue.value.stance, ((i, b),), speaker, "surface_fronted", by)
    return None


def _fronted(page: Page, s: Sentence, cue: Found[Cue], since: int) -> Draft | None:
    """ "Of the losses spoke the ministry": the object with its preposition first, the subject last."""
    a = max(s.a, since)
    while a < cue.a and (b := page.says.at("skip", page.words, a, cue.a)) is not None:
        a = b
    about = page.says.at("about", page.words, a, cue.a) is not None
    if not about or cue.a - a < LEAST or page.says.at("this", page.words, a, cue.a) == cue.a:
        return None
    end = cue.b
    while end < s.b and not page.pause(end):
        end += 1
    speaker = cut_speaker(page, cue.b, end)
    if speaker is None:
        return None
    return Draft((cue.a, cue.b), cue.value.stance, ((a, cue.a),), speaker, "surface_fronted", "surface_subject")


# ---- what is said before the verb ----------------------------------------------------------------------------------


def _behind(page: Page, s: Sentence, cue: Found[Cue], since: int) -> Draft | None:
    """ "..., said X": the verb opens the clause behind what was said, its subject follows."""
    words = page.words
    a = cue.a
    while a > max(s.a, since) and not page.pause(a) and not _quote_ends(page, a):
        a -= 1
    pronoun = None
    if page.says.at("pronouns", words, a, cue.a) == cue.a:
        pronoun = (a, cue.a)
    head = a
    while head < cue.a and pronoun is None and (b := page.says.at("skip", words, head, cue.a)) is not None:
        head = b
    if (head != cue.a and pronoun is None) or a - max(s.a, since) < LEAST:
        return None
    end = cue.b
    while end < s.b and not _name_ends(page, end, cue.b):
        end += 1
    if page.says.at("plain", words, end, s.b) is not None:
        return None
    speaker = pronoun or cut_speaker(page, cue.b, end)
    relayed = referred(page, s, speaker, end) if speaker is not None and pronoun is None else None
    content = [(max(s.a, since), a)]
    while content[0][0] < a and (b := page.says.at("skip", words, content[0][0], a)) is not None:
        content[0] = (b, a)
    quote = page.in_speech(a - 1)
    if quote is not None and quote.a > content[0][0] and page.pause(quote.a):
        content = [(quote.a, a)]
    if end < s.b and page.speech(end) is not None and page.in_speech(a - 1) is not None:
        content.append((end, page.quote_at[end].b))
    if a - content[0][0] < LEAST or page.says.at("this", words, content[0][0], a) == a:
        return None
    nobody = speaker is None and "impersonal" in cue.value.takes
    if relayed is not None:
        return Draft(
            (cue.a, relayed[0]), cue.value.stance, tuple(content), relayed, "surface_behind", "surface_relayed"
        )
    by = "surface_subject" if speaker else "surface_goes_on"
    return Draft((cue.a, cue.b), cue.value.stance, tuple(content), speaker, "surface_behind", by, nobody=nobody)


def _quote_ends(page: Page, i: int) -> bool:
    before = page.in_speech(i - 1)
    return before is not None and page.in_speech(i) is not before


def _name_ends(page: Page, i: int, start: int) -> bool:
    if i == start:
        return page.pause(i) and not page.comma(i)
    return page.pause(i) or page.speech(i) is not None
