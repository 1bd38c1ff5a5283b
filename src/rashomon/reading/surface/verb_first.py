"""Who says what, where the verb stands before its subject: قال X إن ..., وأضاف أن ..., بحسب X.

Rules of word order (Ryding 2005, ch. 3 and 19): behind the verb its subject, then what was said; with nothing between
verb and "that" the verb names nobody, and whoever spoke before goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.reading.surface import bare_denials
from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.deeds import deeds
from rashomon.reading.surface.patterns import Found
from rashomon.reading.surface.place_words import names_of
from rashomon.reading.surface.sayings import Cue
from rashomon.reading.surface.statement_drafts import (
    Draft,
    Page,
    Range,
    articled,
    content_end,
    cues_in,
    cut_speaker,
    finished,
    joined,
    spoken,
)
from rashomon.reading.surface.words import Sentence

FAR = 30
"""Words between a verb and what it says, at most: name, post and where it was said."""
NAME = 4
"""Words of a quotation that may be a name: the "Office of Information" """
BEFORE = 12
"""Words of a subject that stands before its verb, at most."""


def drafts(page: Page, s: Sentence) -> list[Draft]:
    """The statements of a sentence."""
    found: list[Draft] = []
    cues = cues_in(page, s)
    at = s.a
    for n, cue in enumerate(cues):
        if cue.a < at:
            continue
        later = cues[n + 1 :]
        one = _sourced(page, s, cue, later, at) if "source" in cue.value.takes else _said(page, s, cue, later, at)
        if one is not None:
            found.append(finished(page, one))
            at = max(at, one.content[-1][1], cue.b)
    return found


# ---- verbs ---------------------------------------------------------------------------------------------------------


def _said(page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]], since: int) -> Draft | None:
    opened = _opened(page, s, cue, later)
    if opened is None:
        return _it_denied(page, s, cue, since)
    zone_end, start, made = opened
    end = content_end(page, start, s.b, later)
    if made == "object":
        end = _object_end(page, start, end, later)
    if "accuse" in cue.value.takes and made == "accused":
        zone_end = start = _accused(page, cue.b, zone_end)
    speaker, by = _speaker(page, s, cue, zone_end, since)
    if end <= start:
        return None
    a, stance, b = cue.a, spoken(page, cue.value.stance, made, start), cue.b
    if "his_denial" in page.says.lists and page.says.at("his_denial", page.words, zone_end, s.b) is not None:
        stance = "denies"  # "quoted him as denying"
    if by == "surface_relayed" and speaker is not None:
        b = speaker[0]  # the medium is part of what passes the words on
    if cue.a > s.a and page.says.at("not_said", page.words, cue.a - 1, cue.a) == cue.a:
        a, stance = cue.a - 1, "declines"
    return Draft((a, b), stance, ((start, end),), speaker, f"surface_{made}", by)


def _opened(page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]]) -> tuple[int, int, str] | None:
    """Where the words between a cue and what it says end, where that begins, and by what it was found."""
    words, says, takes = page.words, page.says, cue.value.takes
    stop = min(s.b, cue.b + FAR)
    next_verb = next((c.a for c in later if not c.value.participle and "source" not in c.value.takes), s.b)
    for i in range(cue.b, stop):
        if (q := page.speech(i)) is not None and (i == cue.b or page.pause(i) or q.b - q.a > NAME):
            return i, q.a, "quoted"
        if _colon(page, i) and i > s.a:
            return i, i, "colon"
        if "relay" in takes and (b := says.at("his_words", words, i, s.b)) is not None:
            return i, b, "quoted" if page.speech(b) else "that"
        if (b := says.at("plain", words, i, s.b)) is not None:
            return i, b, "that"
        if says.at("pronoun", words, i, s.b) is not None or says.at("whether", words, i, s.b) is not None:
            return i, i, "that"
        if i >= next_verb:
            return None
        if "object" in takes and (
            says.at("content_nouns", words, i, s.b) is not None or _names_deed(page, cue, i, s.b)
        ):
            return i, i, "object"
        if "accuse" in takes and (_charge(page, cue, i, stop) or says.at("blame", words, i, s.b) is not None):
            return i, i, "accused"
        if (
            "rest" in takes
            and says.at("no_open", words, i, s.b) is None
            and (b := cue.value.opens.at(words, i, s.b)) is not None
            and not (b == i and _that_ahead(page, i + 1, min(stop, next_verb)))
        ):
            return i, b, "called"
    return None


def _that_ahead(page: Page, i: int, end: int) -> bool:
    """Whether a word for "that" follows in the clause: then a letter glued before a name opens nothing."""
    while i < end and not page.pause(i):
        if page.says.at("plain", page.words, i, end) is not None:
            return True
        i += 1
    return False


def _names_deed(page: Page, cue: Found[Cue], i: int, end: int) -> bool:
    """Whether a deed without an article stands here, behind who speaks: "denied the targeting of the harbour"."""
    if i <= cue.b or page.words.norms[i].startswith(("ال", "لل")):
        return False
    found = deeds(page.words.tongue.code).triggers.at(page.words, i, end)
    return found is not None and not found.value.loose


def _object_end(page: Page, start: int, end: int, later: Sequence[Found[Cue]]) -> int:
    """A pronoun as object ("denied that") ends with itself, where a phrase of its own or another cue stands behind."""
    b = page.says.at("deictic", page.words, start, end)
    if b is None or b >= end:
        return end
    parted = page.pause(b) or page.says.at("preposition", page.words, b, end) is not None
    return b if parted or any(c.a == b for c in later) else end


def _it_denied(page: Page, s: Sentence, cue: Found[Cue], since: int) -> Draft | None:
    """ "..., which the army denied": the verb of denying has "it" hung on it, its subject behind."""
    if cue.value.stance != "denies" or cue.value.participle or not page.words.norms[cue.a].endswith(page.says.it):
        return None
    end = next((i for i in range(cue.b, s.b) if page.pause(i)), s.b)
    speaker = cut_speaker(page, cue.b, end) if end > cue.b else None
    if speaker is None:
        return None
    return Draft((cue.a, cue.b), "denies", ((cue.a, cue.b),), speaker, bare_denials.MADE, "surface_subject")


def _colon(page: Page, i: int) -> bool:
    """Whether a colon stands before a word, and no clock."""
    return ":" in page.words.gap(i) and not (page.words.raw(i)[0].isdigit() and page.words.raw(i - 1)[-1].isdigit())


def _charge(page: Page, cue: Found[Cue], i: int, stop: int) -> bool:
    """Whether a word behind an accusing verb says of what: "with" is glued before it. A name may begin with that
    letter, too: what is an article or a deed without it is surer."""
    if i <= cue.b or not _glued(page, i):
        return False
    if _surely(page, i):
        return True
    later = next((n for n in range(i + 1, stop) if page.pause(n)), stop)
    return not any(_glued(page, n) and _surely(page, n) for n in range(i + 1, later))


def _glued(page: Page, i: int) -> bool:
    norm = page.words.norms[i]
    return norm.startswith(page.says.charge) and len(norm) > FEW


def _surely(page: Page, i: int) -> bool:
    words = page.words
    return articled(words.norms[i]) or deeds(words.tongue.code).triggers.at(words, i, len(words)) is not None


FEW = 3
"""Letters of a word with a letter glued before it, at least."""


POST = 5
"""Words of an accuser's post before the name of his side: "a leader in X"."""


def _accused(page: Page, a: int, b: int) -> int:
    """Of accuser and accused between an accusing verb and the deed: where the accused begins.

    Two parties side by side are the two. Else the accused is in the accusative: a sound plural of people ends in -in
    there. One phrase alone is the accused.
    """
    by = sides(page.words.tongue.code)
    bodies = [(f.a, f.b) for f in by.glosses.all_in(page.words, a, b)]
    listed, norms_ = names_of(page.words.tongue.code).listed, page.words.norms
    bodies += [(i, i + 1) for i in range(a, b) if listed.get(norms_[i], "").startswith("country:")]
    ends = {end for _, end in bodies}
    bodies += [
        (f.a, f.b) for f in by.movements.all_in(page.words, a, b) if f.a not in ends
    ]  # "the forces of X" are one
    starts = sorted({start for start, _ in bodies})
    if len(starts) >= 2 and starts[0] - a <= POST:
        return starts[-1]
    if len(starts) == 1 and starts[0] > a + 1 and not by.posts.has(page.words, starts[0] - 1):
        return starts[0]  # whoever no list has accuses a party
    norms, (the, many) = page.words.norms, page.says.accusative
    for i in range(a + 1, b) if many else ():
        if norms[i].startswith(the) and norms[i].endswith(many) and not norms[i - 1].endswith(many):
            return i
    return a


def _speaker(page: Page, s: Sentence, cue: Found[Cue], zone_end: int, since: int) -> tuple[Range | None, str]:
    if cue.value.participle:
        return None, "surface_participle"
    if "relay" in cue.value.takes and (found := _relayed(page, cue.b, zone_end)) is not None:
        return found, "surface_relayed"
    if cue.a > s.a and page.says.at("had", page.words, cue.a - 1, cue.a) == cue.a:
        found = _before(page, s, cue.a - 1, since)
        if found is not None:
            return found, "surface_subject_before"
    if (found := cut_speaker(page, cue.b, zone_end)) is not None:
        return found, "surface_subject"
    if (found := _before(page, s, cue.a, since)) is not None:
        return found, "surface_subject_before"
    return None, "surface_goes_on"


def _relayed(page: Page, a: int, b: int) -> Range | None:
    """Who spoke to the medium that passes it on: "the agency quoted a source as saying"."""
    ofs = [stop for i in range(a, b) if (stop := page.says.at("of", page.words, i, b)) is not None]
    return cut_speaker(page, ofs[-1], b) if ofs else None


def _before(page: Page, s: Sentence, i: int, since: int) -> Range | None:
    """A subject that stands before its verb: the words from the last pause on, if no preposition opens them."""
    if i > s.a and page.says.at("not_said", page.words, i - 1, i) == i:
        i -= 1
    if joined(page, i) and page.words.forms(i)[-1] != page.words.norms[i]:
        return None
    a = i
    if page.comma(i) and i - max(s.a, since) <= BEFORE:  # "the commander, X, said"
        a = max(s.a, since)
    while a > max(s.a, since, i - BEFORE) and not page.pause(a) and not _after_that(page, a):
        a -= 1
    while a < i and (b := page.says.at("skip", page.words, a, i)) is not None:
        a = b
    if a >= i or page.says.at("preposition", page.words, a, i) is not None or a in page.time_at:
        return None
    return a, i


def _after_that(page: Page, i: int) -> bool:
    return page.says.at("plain", page.words, i - 1, i) == i


# ---- sources -------------------------------------------------------------------------------------------------------


def _sourced(page: Page, s: Sentence, cue: Found[Cue], later: Sequence[Found[Cue]], since: int) -> Draft | None:
    """ "According to X": what was said stands behind it at the start of a sentence, else before it."""
    words = page.words
    end = cue.b
    while end < s.b and end - cue.b < FAR:
        closes = end > cue.b and (page.pause(end) or page.says.at("then", words, end, s.b) is not None)
        if closes or page.says.at("plain", words, end, s.b) is not None:
            break
        end += 1
    speaker = cut_speaker(page, cue.b, end)
    if speaker is None:
        return None
    if _first(page, s, cue.a, since):
        start = end
        for name in ("then", "plain"):
            start = page.says.at(name, words, start, s.b) or start
        stop = content_end(page, start, s.b, later) if start < s.b else start
    else:
        start, stop = _before_source(page, s, cue.a, since), cue.a
    if stop - start < 2:
        return None
    return Draft((cue.a, cue.b), cue.value.stance, ((start, stop),), speaker, "surface_according_to", "surface_source")


def _first(page: Page, s: Sentence, i: int, since: int) -> bool:
    """Whether a source opens its sentence, or a clause of it with "and"."""
    return i - max(s.a, since) <= 1


def _before_source(page: Page, s: Sentence, i: int, since: int) -> int:
    start = max(s.a, since)
    while start < i and (b := page.says.at("skip", page.words, start, i)) is not None:
        start = b
    return start
