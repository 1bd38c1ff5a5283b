"""Is a claim told as background: an earlier event, a total of a longer time, a habit, a day of remembrance?

A table of rules over the parse, of which the first decides; then, once all claims of a text are known, what their dates
say beside each other. A figure of what is background is no figure of the event that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Count, Statement, Why
from rashomon.quick_records import replace
from rashomon.reading.grammar.clauses import has
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.rules import because, with_why
from rashomon.reading.what.in_general import tells_in_general
from rashomon.reading.what.mention_index import kind_told
from rashomon.reading.who.cues import lexicon

ANNIVERSARIES, COMMEMORATING = words("anniversaries"), words("commemorating")
REACTIONS, HURT, FOUND = words("reactions"), words("hurt"), words("found_hurt")
INQUIRING, TOLD_OF = words("inquiring"), words("told_of")
SUPERLATIVES = ("JJS", "RBS")
CALLING = words("naming") | words("calling_so")
WARS, FIGHTING = words("wars_as_doers"), words("fighting_as_doer")
REAL = ("happened", "ongoing")

LONG_BEFORE = timedelta(days=60)
"""Before the report from which on what happened is no news, whatever else is told."""
BEFORE_THE_NEWS = timedelta(days=14)
"""Before what a report tells as its news, of an event with a day of its own."""
OF_A_WAR = 1000
"""People. No one day's fighting is said to have killed so many."""
WEEK = timedelta(days=6)
"""Length of a time from which on it is a word for a week, a month or a year."""


class Told(NamedTuple):
    """The head of a claim's trigger with its verb, and the claim."""

    head: Token
    verb: Token
    claim: Claim
    figures: tuple[Count, ...]
    """Of people to whom something happened."""


def marked(doc: Doc, statements: Sequence[Statement]) -> list[Statement]:
    """The statements, their claims marked where they are background, and the figures of those made background's."""
    news = _news(doc, statements)
    out: list[Statement] = []
    before: Claim | None = None
    for s in statements:
        claims = []
        for c in s.claims:
            before = _marked(doc, c, news, before)
            claims.append(before)
        out.append(replace(s, claims=tuple(claims)))
    totals = {i for s in out for c in s.claims if c.background for i in c.counts}
    kept = {i for s in out for c in s.claims if not c.background for i in c.counts}
    doc._.counts = [_of_background(k) if i in totals - kept else k for i, k in enumerate(doc._.counts)]
    return out


def _of_background(count: Count) -> Count:
    return replace(count, scope="background") if count.scope == "event" else count


def _marked(doc: Doc, c: Claim, news: date | None, before: Claim | None) -> Claim:
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    if span is None or c.modality not in REAL:
        return c
    head = span.root
    figures = tuple(k for i in c.counts if (k := doc._.counts[i]).what is not None)
    told = Told(head, clause_of(head), c, figures)
    for name, rule in RULES:
        if (word := rule(told)) is not None:
            return replace(c, background=True, why=with_why(c.why, because("background", name, word)))
    if (earlier := _earlier(doc, c, news)) is not None and c.time.span is not None:
        return replace(c, background=True, why=with_why(c.why, Why("background", f"background.{earlier}", c.time.span)))
    if before is not None and before.background and _goes_on(told, before, doc):
        return replace(c, background=True, why=with_why(c.why, because("background", "carried_on", head)))
    return c


# ---- by the words around it ----------------------------------------------------------------------------------------


def _remembered(t: Told) -> Token | None:
    """ "The anniversary of the massacre", "survivors marked the 1988 massacre"."""
    if t.head.pos_ not in ("NOUN", "PROPN"):
        return None
    if t.head.dep_ == "dobj" and t.verb.lemma_ in COMMEMORATING:
        return t.verb
    up = t.head.head
    of = t.head.dep_ == "pobj" and up.lower_ in ("of", "for", "to") and up.head.lemma_.lower() in ANNIVERSARIES
    return up.head if of else None


def _compared(t: Told) -> Token | None:
    """ "The deadliest since an assault in 2018": what news is measured by."""
    chain = [t.head, *t.head.ancestors]
    for here in chain:
        if here.lower_ == "since" and here.dep_ in ("prep", "mark"):
            if here.sent != t.head.sent:
                break
            measured = here.head
            near = [measured, *measured.children, *measured.head.children]
            if any(k.tag_ in SUPERLATIVES for k in near):
                return here
    return None


def _since(t: Told) -> Token | None:
    """ "170 have been killed since the siege began": a total."""
    if not t.figures or not any(k.dep_ == "aux" and k.lower_ in ("has", "have") for k in t.verb.children):
        return None
    clauses = [t.verb, *(k for k in t.verb.children if k.dep_ == "advcl")]
    return next((k for clause in clauses for k in clause.children if k.lower_ == "since"), None)


def _total(t: Told) -> Token | None:
    """ "10,000 have died this year": all its figures are those of a longer time."""
    return t.head if t.figures and all(k.scope == "background" for k in t.figures) else None


def _before_that(t: Told) -> Token | None:
    """ "Had 67,000 people before the invasion", "have left since the coup": told to say when, and known to all."""
    if t.head.dep_ != "pobj" or t.head.head.lower_ not in ("before", "since") or t.claim.time.from_ == "text":
        return None
    definite = any(k.lower_ == "the" for k in t.head.lefts)
    bare = definite and not any(k.dep_ in ("prep", "acl", "relcl") for k in t.head.rights)
    return t.head.head if bare and not t.figures else None


def _at_the_time(t: Told) -> Token | None:
    """ "Officials reported at the time 150 killed"."""
    lowers = words_of(t.head.doc)[0]
    for i in range(sentence_of(t.head).start, t.head.i - 2):
        if lowers[i] == "at" and lowers[i + 1 : i + 3] == ["the", "time"] and lowers[i + 3] != "of":
            return t.head.doc[i + 2]
    return None


def _habit(t: Told) -> Token | None:
    often = any(w.field == "modality" and w.rule == "modality.habit" for w in t.claim.why)
    return t.head if often else None


def _in_general(t: Told) -> Token | None:
    """ "Hospitals have been hit", where nothing says where."""
    return t.head if t.claim.place is None and tells_in_general(t.head) else None


def _presupposed(t: Told) -> Token | None:
    """ "Looking into the reported use", "condemned the attack": granted, with nothing more told of it."""
    rule = next((w for w in t.claim.why if w.field == "modality" and w.rule == "modality.granted"), None)
    if t.claim.counts:
        return None
    if _the_hurt(t):
        return t.head
    if t.head.dep_ == "nsubj" and any(k.dep_ == "dobj" and k.lemma_ in REACTIONS for k in t.verb.children):
        return t.head  # "the capture of the town raised concern"
    if _is_called(t):
        return t.head
    asked = t.head.dep_ in ("dobj", "pobj", "nsubjpass") and any(k.lower_ in TOLD_OF for k in t.head.children)
    over = t.head.head.head if t.head.dep_ == "pobj" else t.head.head
    return t.head if rule is not None or (asked and over.lemma_ in INQUIRING) else None


def _is_called(t: Told) -> bool:
    """ "Called the attack a war crime": what it is called. Not where it says who did it, or where."""
    definite = any(k.lower_ in ("the", "this", "that", "these", "those") for k in t.head.lefts)
    over = t.verb if t.head.dep_ in ("dobj", "nsubjpass") else t.verb.head
    bare = definite and t.claim.actor is None and not any(k.dep_ == "prep" for k in t.head.rights)
    return bare and t.head.pos_ == "NOUN" and over.lemma_ in CALLING and t.head.dep_ in ("dobj", "nsubj", "nsubjpass")


def _the_hurt(t: Told) -> bool:
    """ "Families of the victims", "the wounded were taken to Homs": who they are, and not that anybody was hurt. Not
    "left many wounded", "there were casualties", "bodies were found"."""
    named = not HURT.isdisjoint((t.head.lemma_.lower(), t.head.lower_))
    if not named or not kind_told(t.head.doc, t.claim).effect:
        return False
    if t.head.dep_ in ("amod", "compound"):
        return True
    definite = any(k.lower_ in ("the", "these", "those") for k in t.head.lefts)
    return definite and t.head.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and t.verb.lemma_ not in FOUND


def _of_a_war(t: Told) -> Token | None:
    """ "The war has killed 40,000 people": a total. So is "fighting has claimed 1,100 lives", by its size: no one day's
    fighting is told so."""
    verb = t.head.head if t.head.dep_ == "csubj" else t.verb  # "fighting has claimed": to the parser, a clause
    does = next((k for k in verb.children if k.dep_ in ("nsubj", "csubj")), None)
    perfect = any(k.dep_ == "aux" and k.lower_ in ("has", "have") for k in verb.children)
    if does is None or not t.figures or not perfect:
        return None
    many = max(k.low or k.high or 0 for k in t.figures) >= OF_A_WAR
    return (
        does
        if does.lemma_.lower() in WARS or (many and not FIGHTING.isdisjoint((does.lemma_.lower(), does.lower_)))
        else None
    )


def _denied_in_general(t: Told) -> Token | None:
    """ "Moscow denies targeting civilians": always, and of no one deed. Not "denied targeting the convoy", nor where a
    day or a figure is told."""
    cue = t.verb.head
    if t.verb.dep_ not in ("xcomp", "ccomp") or not _denies(cue) or cue.tag_ not in ("VBZ", "VBP"):
        return None
    timeless = t.verb.tag_ in ("VBG", "VBZ", "VBP") and not any(k.lower_ in ("was", "were") for k in t.verb.children)
    told = bool(t.claim.counts) or t.claim.time.start is not None
    whom = next((k for k in t.verb.children if k.dep_ == "dobj"), None)
    bare = whom is not None and whom.tag_ == "NNS" and not has(whom, "det", "poss", "nummod", "prep")
    return cue if timeless and bare and not told else None


def _denies(verb: Token) -> bool:
    cue = lexicon().verbs.get(verb.lemma_)
    return cue is not None and cue.stance == "denies"


RULES: tuple[tuple[str, Callable[[Told], Token | None]], ...] = (
    ("remembered", _remembered),
    ("compared", _compared),
    ("since", _since),
    ("total", _total),
    ("before_that", _before_that),
    ("at_the_time", _at_the_time),
    ("habit", _habit),
    ("in_general", _in_general),
    ("presupposed", _presupposed),
    ("of_a_war", _of_a_war),
    ("denied_in_general", _denied_in_general),
)
"""Rule, and what gives the word that it went by."""


# ---- by their dates ------------------------------------------------------------------------------------------------


def _days(c: Claim) -> tuple[date, date] | None:
    """The days that its own words give; None where they give no first or no last one."""
    if c.time.from_ != "text" or c.time.start is None or c.time.end is None:
        return None
    return date.fromisoformat(c.time.start), date.fromisoformat(c.time.end)


def _news(doc: Doc, statements: Sequence[Statement]) -> date | None:
    """The first day of the latest that is told as happened with a day of its own: the news of the report.

    None where no such day is told near the day of publication.
    """
    published = doc._.published
    found = [
        days[0]
        for s in statements
        for c in s.claims
        if c.modality in REAL and kind_told(doc, c).deadly and (days := _days(c)) and days[1] - days[0] < WEEK
    ]
    last = max((d for d in found if published is None or d <= published), default=None)
    return None if last is None or (published is not None and published - last > LONG_BEFORE) else last


def _earlier(doc: Doc, c: Claim, news: date | None) -> str | None:
    """By which rule its date makes it background."""
    days = _days(c)
    now = news or doc._.published
    if days is None or now is None or _dates_another(doc, c):
        return None
    start, end = days
    if now - end > LONG_BEFORE:
        return "long_before"
    if news is not None and end < news and (end - start >= WEEK or news - end > BEFORE_THE_NEWS):
        return "before_the_news"
    return None


def _dates_another(doc: Doc, c: Claim) -> bool:
    """Whether its date is that of what it is measured from: "the deadliest attack since a bombing in March"."""
    if c.time.span is None or any(w.rule == "time.when_it_began" for w in c.why):
        return False
    at = doc.char_span(c.time.span.start, c.time.span.end, alignment_mode="expand")
    head = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    if at is None or head is None:
        return False
    since = next((a for a in at.root.ancestors if a.lower_ == "since"), None)
    return since is not None and not since.is_ancestor(head.root)


def _goes_on(t: Told, before: Claim, doc: Doc) -> bool:
    """ "The dead include ...", after a total: its parts."""
    parts = t.head.lemma_.lower() in ("dead", "victim", "toll", "casualty") and t.head.dep_ == "nsubj"
    figures = any(doc._.counts[i].what is not None for i in before.counts)
    return parts and figures and t.head.head.lemma_ in ("include", "comprise", "be")
