"""Who says what, where a noun has its article and stands on either side of the verb: X a affirmé que ..., « ... », a
affirmé X, selon X; X aseguró que ..., "...", dijo X, según X.

A verb right behind a pause with a party behind it has its subject there ("..., a annoncé l'armée"); else the subject
is what stands before it, behind the last pause, over an apposition between commas to where that began. A verb of saying
with no subject of its own goes on with whoever spoke (añadió que ...; a-t-il ajouté).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.reading.surface import bare_denials
from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.composed_tenses import Verb, verbs_in
from rashomon.reading.surface.patterns import Found
from rashomon.reading.surface.sayings import Cue
from rashomon.reading.surface.statement_drafts import Draft, Page, Range, content_end, cut_speaker, finished, spoken
from rashomon.reading.surface.subjects import clause_subject, party_at, subject_before, verbal
from rashomon.reading.surface.words import Sentence

AFTER = 14
"""Words between a verb and "that", at most: whom it was said to, or the subject behind its verb."""
ASIDE = 7
"""Words between two commas before "that", at most: "a affirmé, dans un communiqué, que"."""
LEAST = 2
"""Words of what is said."""


def drafts(page: Page, s: Sentence) -> list[Draft]:
    """The statements of a sentence."""
    found: list[Draft] = []
    verbs = verbs_in(page, s)
    at = s.a
    for n, verb in enumerate(verbs):
        if verb.at < at:
            continue
        one = _draft(page, s, verb, verbs[n + 1 :], at)
        if one is not None and one.speaker is not None and page.says.at("none", page.words, *one.speaker) is not None:
            continue  # "no group has claimed"
        if one is not None:
            found.append(finished(page, one))
            at = max(at, one.content[-1][1], verb.b, one.speaker[1] if one.speaker else 0)
    if not found and (label := _in_brackets(page, s)) is not None:
        found.append(finished(page, label))
    return found


def _draft(page: Page, s: Sentence, verb: Verb, later: Sequence[Verb], since: int) -> Draft | None:
    takes = verb.cue.takes
    if "source" in takes:
        return _sourced(page, s, verb, later, since)
    if verb.negated:
        return _declined(page, s, verb, later, since)
    denies = verb.cue.stance == "denies" and not verb.cue.participle
    if denies and (denied := bare_denials.which(page, s, (verb.at, verb.b), since, False)) is not None:
        return denied
    if (of_this := _of_this(page, s, verb)) is not None:
        return of_this
    if (as_said := _as_said(page, s, verb, later, since)) is not None:
        return as_said
    if verb.hung:
        return _behind(page, s, verb, later, since)
    if verb.passive:
        return _passive(page, s, verb, since)
    opened = _opened(page, s, verb, later)
    loose = opened is None or (opened[2] in ("object", "rest") and "accuse" not in takes)
    if loose and not verb.cue.participle and (behind := _behind(page, s, verb, later, since)) is not None:
        return behind
    if opened is None:
        fronted = _pronoun_before(page, s, verb, since)
        subject = subject_before(page, s, verb.at, since) if fronted is None and denies else None
        return fronted or bare_denials.bare(page, s, (verb.a, verb.b), subject)
    zone_end, start, made = opened
    if made == "colon" and (around := _around(page, s, verb, later, since, start)) is not None:
        return around
    if made == "colon" and denies and (it := _denied_before_colon(page, s, verb, since, zone_end)) is not None:
        return it
    end = content_end(page, start, s.b, _found(later))
    if end - start < (1 if made == "object" else LEAST) and not page.speech(start):
        return None
    speaker, by = _speaker(page, s, verb, zone_end, since)
    if (
        speaker is None
        and made == "object"
        and not (verb.cue.participle or by == "surface_second_verb" or _bare(page, s, verb))
    ):
        return None
    nobody = speaker is None and "impersonal" in takes
    stance = spoken(page, verb.cue.stance, made, start)
    return Draft((verb.a, verb.b), stance, ((start, end),), speaker, f"surface_{made}", by, nobody=nobody)


def _around(page: Page, s: Sentence, verb: Verb, later: Sequence[Verb], since: int, start: int) -> Draft | None:
    """ "..., a raconté X : ...": what is said stands on both sides of an inset with a colon behind it."""
    inset = verb.at > since and page.pause(verb.at) and page.speech(start) is None and not verb.cue.participle
    behind = _behind(page, s, verb, later, since) if inset else None
    if behind is None or behind.speaker is None:
        return None
    return replace(behind, content=(*behind.content, (start, content_end(page, start, s.b, _found(later)))))


def _denied_before_colon(page: Page, s: Sentence, verb: Verb, since: int, colon: int) -> Draft | None:
    """ "Kiev lo desmintió: «...»"; "Le Hezbollah a nié toute incursion : «...»": what is quoted says it once more."""
    if (it := _pronoun_before(page, s, verb, since)) is not None:
        return it
    a = verb.b
    while a < colon and (past := _past(page, a, colon)) is not None:
        a = past
    subject = subject_before(page, s, verb.at, since) if colon - a >= LEAST and not page.pause(a) else None
    if subject is None:
        return None
    return Draft((verb.a, verb.b), "denies", ((a, colon),), subject[0], "surface_object", subject[1])


def _pronoun_before(page: Page, s: Sentence, verb: Verb, since: int) -> Draft | None:
    """ "The army denied it", where the pronoun hangs before its verb: lo desmintió, l'a démenti."""
    its = verb.at < verb.a and page.says.at("told_before", page.words, verb.at, verb.a) is not None
    if verb.cue.stance != "denies" or not its or (found := subject_before(page, s, verb.at, since)) is None:
        return None
    return Draft((verb.a, verb.b), "denies", ((verb.at, verb.at + 1),), found[0], "surface_fronted", found[1])


def _bare(page: Page, s: Sentence, verb: Verb) -> bool:
    """Whether a verb without a subject opens its sentence: "Negó la acusación"."""
    return verb.at - s.a <= 1


def _found(later: Sequence[Verb]) -> list[Found[Cue]]:
    return [Found(v.at, v.b, v.cue) for v in later]


# ---- what is said behind the verb ----------------------------------------------------------------------------------


def _opened(page: Page, s: Sentence, verb: Verb, later: Sequence[Verb]) -> tuple[int, int, str] | None:
    """Where the words behind a verb end that are not said, where what is said begins, and by what it was found."""
    words, says, takes = page.words, page.says, verb.cue.takes
    next_verb = next((v.at for v in later if "source" not in v.cue.takes), s.b)
    stop = min(s.b, verb.b + AFTER, max(next_verb, verb.b + 1))
    over = verb.b
    where = says.at("speaker_ends", words, verb.b, s.b)
    aside = where is not None and where - verb.b >= STATEMENT  # "admitió en un comunicado haber ..."
    for i in range(verb.b, stop):
        gap = words.gap(i)
        if ":" in gap and i > s.a and not words.raw(i)[0].isdigit():
            return i, i, "colon"
        if page.speech(i) is not None and (i == verb.b or page.pause(i) or i == over):
            return i, i, "quoted"
        if page.pause(i) and (i > over or i == verb.b):
            close = next((n for n in range(i + 1, min(stop, i + ASIDE)) if page.pause(n)), None)
            if close is None or says.at("plain", words, close, s.b) is None:
                break
            over = close
        if (b := says.at("plain", words, i, s.b)) is not None and "clause" in takes:
            return min(i, over if over > verb.b else i), b, "that"
        if i == over and page.time_at.get(i) is not None:
            over = page.time_at[i]
        if (i == over or aside) and "clause" in takes and says.at("infinitive", words, i, s.b) is not None:
            return i, i, "rest"
    return _object(page, s, verb, next_verb)


def _object(page: Page, s: Sentence, verb: Verb, next_verb: int) -> tuple[int, int, str] | None:
    """What is said as the object of the verb, behind a time or an adverb."""
    i = verb.b
    while i < s.b and (past := _past(page, i, s.b)) is not None:
        i = past
    if i >= min(s.b, next_verb) or (page.pause(i) and page.speech(i) is None) or page.words.gap(i) == "(":
        return None
    if verb.cue.takes & {"rest", "accuse"}:
        return verb.b, i, "rest"
    if "object" in verb.cue.takes and page.says.at("speaker_ends", page.words, i, s.b) is None:
        return verb.b, i, "object"
    return None


def _past(page: Page, i: int, end: int) -> int | None:
    """What stands between a verb and its object: a time, an adverb, "in a statement"."""
    if i in page.time_at:
        return page.time_at[i]
    if (b := page.says.at("skip", page.words, i, end)) is not None:
        return b
    b = page.says.at("speaker_ends", page.words, i, end)
    if b is None or b - i < STATEMENT:
        return None
    b += page.words.norms[b - 1] in page.words.tongue.articles  # "in a", and what it is
    return b if b < end and not any(page.pause(n) for n in range(i, b + 1)) else None


STATEMENT = 2
"""Words of "in a" statement, at least."""


def _speaker(page: Page, s: Sentence, verb: Verb, zone_end: int, since: int) -> tuple[Range | None, str]:
    words, says = page.words, page.says
    if verb.cue.participle:
        return (clause_subject(page, s, verb.at, s.a) if since == s.a else None), "surface_participle"
    if verb.at > s.a and says.at("and", words, verb.at - 1, verb.at) == verb.at:
        return (clause_subject(page, s, verb.at, s.a) if since == s.a else None), "surface_second_verb"
    if (subject := subject_before(page, s, verb.at, since)) is not None:
        return subject
    if zone_end > verb.b and (found := _behind_verb(page, verb.b, zone_end)) is not None:
        return found, "surface_subject"
    return None, "surface_goes_on"


def _behind_verb(page: Page, a: int, b: int) -> Range | None:
    """Who stands behind a verb, past those to whom it was said and by what way."""
    words = page.words
    while a < b:
        if a in page.time_at:
            a = page.time_at[a]
        elif (past := page.says.at("told_to", words, a, b)) is not None:
            a = past
            while (
                a < b
                and (words.capital(a) and words.gap(a) in (" ", "") and page.says.at("told_to", words, a, b) is None)
                and party_at(page, a, b) is None
            ):
                if not words.raw(a).isupper():
                    break
                a += 1
        else:
            break
    return cut_speaker(page, a, b) if a < b else None


# ---- what is said before the verb ----------------------------------------------------------------------------------


def _behind(page: Page, s: Sentence, verb: Verb, later: Sequence[Verb], since: int) -> Draft | None:
    """ "..., a déclaré X", "...", dijo X; the verb opens the clause behind what was said."""
    head = _opens_clause(page, s, verb, since)
    if head is None or page.says.at("plain", page.words, verb.b, s.b) is not None:
        return None
    quoted, end = _quote_ends(page, head), _subject_end(page, s, verb, later)
    speaker = None if verb.hung and not verb.agent else _behind_verb(page, verb.agent or verb.b, end)
    own = speaker is not None and party_at(page, *speaker) is not None
    told = speaker is not None and _has_verb(page, max(s.a, since), head)  # a whole clause stands before: who said it?
    if not (quoted or own or verb.hung or told):
        return None
    content = [_said_before(page, max(s.a, since), head)]
    if end < s.b and quoted and page.speech(end) is not None:
        content.append((end, page.quote_at[end].b))
    elif end < s.b and page.comma(end) and page.says.at("auxiliary", page.words, end, s.b) is not None:
        content.append((end, content_end(page, end, s.b, _found([v for v in later if v.at > end]))))
    if head - content[0][0] < LEAST:
        return None
    by = "surface_subject" if speaker else "surface_goes_on"
    nobody = verb.nobody and speaker is None
    return Draft((verb.a, verb.b), verb.cue.stance, tuple(content), speaker, "surface_behind", by, nobody=nobody)


def _has_verb(page: Page, a: int, b: int) -> bool:
    """Whether a finite verb stands in the words [a, b)."""
    endings = page.words.tongue.finite
    return verbal(page, a, b) or any(page.words.norms[i].endswith(endings) for i in range(a, b) if endings)


def _opens_clause(page: Page, s: Sentence, verb: Verb, since: int) -> int | None:
    """Where the clause begins that a verb opens, adverbs before it included; None where something else does, or nothing
    is said before it."""
    head, floor = verb.at, max(s.a, since)
    while head > floor and not page.pause(head) and not _quote_ends(page, head):
        if page.says.at("skip", page.words, head - 1, head) != head:
            break
        head -= 1
    opens = _quote_ends(page, head) or page.pause(head)
    return head if opens and head - floor >= LEAST else None


def _subject_end(page: Page, s: Sentence, verb: Verb, later: Sequence[Verb]) -> int:
    """Where the subject behind a verb ends at the latest: at a pause that no apposition follows, at another verb."""
    ends = (i for i in range(verb.b, s.b) if page.speech(i) or (page.pause(i) and not _apposed(page, i, s.b)))
    end = min([next(ends, s.b), *(v.at for v in later if v.at >= (verb.agent or verb.b))])
    while end > verb.b and page.says.at("who", page.words, end - 1, end) == end:
        end -= 1
    return end


def _said_before(page: Page, start: int, head: int) -> Range:
    """What is said before a verb: the quotation that ends there, else the clause."""
    while start < head and (b := page.says.at("skip", page.words, start, head)) is not None:
        start = b
    quote = page.in_speech(head - 1)
    if quote is not None and quote.a > start and (page.pause(quote.a) or quote.a - start <= 1):
        return quote.a, head
    return start, head


def _apposed(page: Page, i: int, end: int) -> bool:
    """Whether behind a comma the speaker's name or post goes on: capitals, or a post without an article, up to the next
    pause."""
    words = page.words
    if not page.comma(i) or i in page.time_at or page.quote_at.get(i):
        return False
    stop = next((n for n in range(i + 1, min(end, i + NAMED)) if page.pause(n)), min(end, i + NAMED))
    if stop == i + NAMED and stop < end:
        return False
    if words.capital(i):
        return all(words.capital(n) or len(words.norms[n]) <= PARTICLE for n in range(i, stop))
    return sides(words.tongue.code).glosses.at(words, i, stop) is not None and not verbal(page, i, stop)


NAMED = 9
"""Words of a name or a post between commas, at most."""
PARTICLE = 3
"""Letters of a word inside of a name that has no capital: de, al, ben."""


def _quote_ends(page: Page, i: int) -> bool:
    before = page.in_speech(i - 1)
    return before is not None and page.in_speech(i) is not before


def _passive(page: Page, s: Sentence, verb: Verb, since: int) -> Draft | None:
    """ "The attack was claimed by X": what is said stands before, its speaker behind "by"."""
    end = next((i for i in range(verb.b, s.b) if page.pause(i)), s.b)
    by = page.says.at("by", page.words, verb.b, end)
    if by is None:
        return None
    speaker = cut_speaker(page, by, end)
    what = subject_before(page, s, verb.at, since)
    if speaker is None or what is None or what[0][1] - what[0][0] < LEAST:
        return None
    return Draft((verb.a, verb.b), verb.cue.stance, (what[0],), speaker, "surface_fronted", "surface_subject")


def _declined(page: Page, s: Sentence, verb: Verb, later: Sequence[Verb], since: int) -> Draft | None:
    """ "X n'a pas précisé si ...": what is left open. A denial that is not made says nothing."""
    if verb.cue.stance not in ("reports", "acknowledges", "claims"):
        return None
    start = verb.b
    if start >= s.b or page.pause(start) or page.says.at("to_us", page.words, start, s.b) is not None:
        return None
    end = content_end(page, start, s.b, _found(later))
    found = subject_before(page, s, verb.at, since)
    if found is None or end - start < LEAST:
        return None
    return Draft((verb.a, verb.b), "declines", ((start, end),), found[0], "surface_object", found[1])


def _of_this(page: Page, s: Sentence, verb: Verb) -> Draft | None:
    """ "Así lo confirmó X", "c'est ce qu'a indiqué X": what was said is the sentence before."""
    opens = page.says.at("this", page.words, s.a, verb.at)
    at = page.sentences.index(s)
    if opens is None or opens != verb.at or at == 0:
        return None
    before = page.sentences[at - 1]
    end = next((i for i in range(verb.b, s.b) if page.pause(i) and not _apposed(page, i, s.b)), s.b)
    speaker = _behind_verb(page, verb.b, end)
    if speaker is None or any("source" not in v.cue.takes for v in verbs_in(page, before)):
        return None
    content = ((before.a, before.b),)
    return Draft((verb.a, verb.b), verb.cue.stance, content, speaker, "surface_of_this", "surface_subject")


# ---- sources -------------------------------------------------------------------------------------------------------


def _as_said(page: Page, s: Sentence, verb: Verb, later: Sequence[Verb], since: int) -> Draft | None:
    """ "Comme l'a rappelé X, ...", "..., como informó X"."""
    head = next(
        (i for i in range(max(s.a, since), verb.at) if page.says.at("as", page.words, i, verb.at) == verb.at), None
    )
    if head is None:
        return None
    return _sourced(page, s, replace(verb, at=head, a=head), later, since)


def _sourced(page: Page, s: Sentence, source: Verb, later: Sequence[Verb], since: int) -> Draft | None:
    """ "According to X": what was said stands behind it at the start of a clause, else before it."""
    words, says = page.words, page.says
    a, b, stance = source.a, source.b, source.cue.stance
    says_so = next((v for v in later if "source" not in v.cue.takes and v.at - source.b <= 1), None)
    if says_so is not None:  # "según informó X"
        b = says_so.b
    end = next((i for i in range(b, s.b) if i > b and page.pause(i) and not _apposed(page, i, s.b)), s.b)
    opening = a - max(s.a, since) <= 1 or (page.pause(a) and says.at("and", words, a - 1, a) == a)
    if end == s.b and opening:  # no comma behind who it is: a verb or an article of the outlet's sentence ends it
        end = next((i for i in range(b + 1, s.b) if says.at("auxiliary", words, i, s.b) is not None), s.b)
    speaker = _behind_verb(page, b, min([end, *(v.at for v in later if v.at >= b)]))
    if speaker is None:
        return None
    if opening:
        start = speaker[1] if end == s.b else end
        start = says.at("plain", words, start, s.b) or start
        stop = content_end(page, start, s.b, _found([v for v in later if v.at >= start])) if start < s.b else start
    elif not page.pause(a) and speaker[1] < s.b and not page.pause(speaker[1]) and not _ends_there(page, speaker[1], s):
        start, stop = speaker[1], s.b  # "en el que según X murieron ..."
    else:
        start, stop = max(s.a, since), a
        while start < stop and (past := says.at("skip", words, start, stop)) is not None:
            start = past
    if stop - start < LEAST:
        return None
    return Draft((a, b), stance, ((start, stop),), speaker, "surface_according_to", "surface_source")


def _ends_there(page: Page, i: int, s: Sentence) -> bool:
    """Whether a source's phrase ends with what belongs to it no more: where it was said, when, who else."""
    return i in page.time_at or page.says.at("speaker_ends", page.words, i, s.b) is not None


def _in_brackets(page: Page, s: Sentence) -> Draft | None:
    """ "Douze morts dans une attaque (armée)": a headline with its source in brackets at its end."""
    if not s.line or s.b - s.a < LEAST + 2:
        return None
    a = next((i for i in range(s.b - 1, max(s.a + LEAST, s.b - ASIDE), -1) if "(" in page.words.gap(i)), None)
    if a is None or ")" not in page.words.gap(s.b)[:1] or party_at(page, a, s.b) is None:
        return None
    by = sides(page.words.tongue.code)
    if by.glosses.at(page.words, a, s.b) is None:
        return None
    return Draft(None, "reports", ((s.a, a),), (a, s.b), "surface_according_to", "surface_label")
