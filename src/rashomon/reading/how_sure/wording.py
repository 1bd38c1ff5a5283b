"""What do the words still say that no other field holds? Hints by which accounts are laid against each other.

Over a finished reading and the report's text, with no parse: what a person corrected or added is worded by the same
function. The lists are `languages/LANGUAGE/wording.toml`; a language without one leaves all of it unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from rashomon.intake.page_words import SENTENCE_END
from rashomon.model import (
    Claim,
    Count,
    Description,
    Means,
    NotedOfClaim,
    NotedOfStatement,
    Party,
    Reading,
    Reason,
    Span,
    Statement,
)
from rashomon.quick_records import replace
from rashomon.reading.languages import having, table

WORD = re.compile(r"[^\W_]+(?:['’]\w+)?")
NAME_WORD = re.compile(r"[\w'’-]+")
AFTER = 30
"""Characters after a figure in which the words that it counts stand."""
INTRODUCTION = 120
"""Characters after a name in which it is said whom the person speaks for."""
INTRODUCED = re.compile(rf"{SENTENCE_END.pattern}|\n|[“\"]")
"""Where an introduction ends: with the sentence or the line, or where a quotation opens."""
PIECE_END = re.compile(r"[.!?]\s|\n")
BEFORE = 5
"""Words before the claim's in which "previous" still speaks of it."""
ONE_WORD_BETWEEN = re.compile(r"\W*(?:\w+\W+)?")


@dataclass(frozen=True, slots=True)
class Lists:
    """`wording.toml` of one language, as the functions here need it."""

    not_known: tuple[str, ...]
    deed_nouns: frozenset[str]
    by_mistake: frozenset[str]
    nobody: frozenset[str]
    posts: frozenset[str]
    vague: frozenset[str]
    own: frozenset[str]
    callings_in: frozenset[str]
    phrase_ends: frozenset[str]
    callings: Mapping[str, str]
    counted: Mapping[str, Mapping[str, frozenset[str]]]
    reason: Mapping[str, frozenset[str]]
    means: Mapping[str, frozenset[str]]
    hit: Mapping[str, frozenset[str]]
    hit_alone: Mapping[str, frozenset[str]]
    sourced: re.Pattern[str]
    earlier_ones: re.Pattern[str]
    times: frozenset[str]
    captions: re.Pattern[str]
    hearsay: re.Pattern[str]
    guessed: re.Pattern[str]
    grown: re.Pattern[str]
    called_false: re.Pattern[str]


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of some words, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _sets(rows: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in rows.items()}


@cache
def lists(language: str) -> Lists | None:
    """The lists of a language; None where it has none."""
    if language not in having("wording"):
        return None
    data: Mapping[str, Any] = table("wording", language)
    return Lists(
        not_known=tuple(f" {words} " for words in data["not_known"]),
        deed_nouns=frozenset(data["deed_nouns"]),
        by_mistake=frozenset(data["by_mistake"]),
        nobody=frozenset(data["nobody"]),
        posts=frozenset(data["posts"]),
        vague=frozenset(data["vague"]),
        own=frozenset(data["own"]),
        callings_in=frozenset(data["callings_in"]),
        phrase_ends=frozenset(data["phrase_ends"]),
        callings=data["callings"],
        counted={what: _sets(row) for what, row in data["counted"].items()},
        reason=_sets(data["reason"]),
        means=_sets(data["means"]),
        hit=_sets(data["hit"]),
        hit_alone=_sets(data["hit_alone"]),
        sourced=_any_of(data["sourced"]),
        earlier_ones=_any_of(data["earlier_ones"]),
        times=frozenset(data["times"]),
        captions=_any_of(data["captions"]),
        hearsay=_any_of(data["hearsay"]),
        guessed=_any_of(data["guessed"]),
        grown=_any_of(data["grown"]),
        called_false=_any_of(data["called_false"]),
    )


def worded(reading: Reading, text: str) -> Reading:
    """The reading with all that is told by words alone: of claims, statements, figures. `text` is the report's.

    The same for a reading that went through here before.
    """
    by = lists(reading.language or "en")
    if by is None:
        return reading
    return replace(
        reading,
        statements=tuple([_statement(s, text, by) for s in reading.statements]),
        counts=tuple([_count(c, text, by) for c in reading.counts]),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _sort(words: Collection[str], rows: Mapping[str, frozenset[str]]) -> str | None:
    """The first row of which a word is there."""
    return next((sort for sort, row in rows.items() if not row.isdisjoint(words)), None)


# ---- claims --------------------------------------------------------------------------------------------------------


def _statement(statement: Statement, text: str, by: Lists) -> Statement:
    said = " ".join([text[start:end] for start, end in statement.content])
    last = statement.speaker.name.casefold().split()[-1:]
    noted: list[NotedOfStatement] = []
    if not by.by_mistake.isdisjoint(_words(said)):
        noted.append("by_mistake")
    if not by.nobody.isdisjoint(last):
        noted.append("nobody")
    return replace(
        statement,
        noted=tuple(noted),
        introduced=introduction(statement, text, by),
        claims=tuple([_claim(c, statement, text, by) for c in statement.claims]),
    )


def _claim(claim: Claim, statement: Statement, text: str, by: Lists) -> Claim:
    words = text[claim.trigger.start : claim.trigger.end].casefold()
    noted: list[NotedOfClaim] = []
    if claim.modality == "hypothetical" and not_known(claim, statement, text, by):
        noted.append("not_known")
    if doer_in_passing(claim, text, by):
        noted.append("doer_in_passing")
    noted += beside_the_claim(claim, statement, text, by)
    return replace(
        claim,
        words=words,
        noted=tuple(noted),
        target=claim.target and _of_sort(claim.target, target_sort(claim.target, by)),
        means=claim.means and _of_sort(claim.means, _sort(_words(claim.means.text), by.means)),
        reason=claim.reason and _of_sort(claim.reason, reason_sort(claim.reason.text, by)),
    )


S = TypeVar("S", Party, Means, Reason)


def _of_sort(record: S, sort: str | None) -> S:
    return record if record.sort == sort else replace(record, sort=sort)


def not_known(claim: Claim, statement: Statement, text: str, by: Lists) -> bool:
    """Whether words of not knowing stand before what is told: "it was unclear whose planes they were"."""
    start = min(s.start for s in statement.content) if statement.content else claim.trigger.start
    before = f" {' '.join(WORD.findall(text[start : claim.trigger.start].casefold()))} "
    return any(words in before for words in by.not_known)


def doer_in_passing(claim: Claim, text: str, by: Lists) -> bool:
    """Whether the doer is named right before the name of the deed: "six children had died in rebel fire"."""
    span, (start, end) = claim.actor.span if claim.actor is not None else None, claim.trigger
    if span is None or span.end > start or ONE_WORD_BETWEEN.fullmatch(text[span.end : start]) is None:
        return False
    words = WORD.findall(text[start:end].casefold())
    return bool(words) and words[-1] in by.deed_nouns


def piece_of(claim: Claim, statement: Statement) -> Span:
    """The piece of the statement that the claim is in."""
    return next((s for s in statement.content if s.start <= claim.trigger.start < s.end), claim.trigger)


def beside_the_claim(claim: Claim, statement: Statement, text: str, by: Lists) -> list[NotedOfClaim]:
    """What the words beside a claim say that keeps others from resting on it."""
    start, end = piece_of(claim, statement)
    found: list[NotedOfClaim] = []
    if laid_to_another(start, end, statement, text, by):
        found.append("sourced")
    if of_an_earlier_one(text[start : claim.trigger.end], by):
        found.append("earlier")
    if by.captions.search(text, start, end):
        found.append("file_picture")
    speaker = statement.speaker.span
    if speaker is not None and by.hearsay.search(text, speaker.end, max(speaker.end, claim.trigger.start)):
        found.append("hearsay")
    if by.guessed.search(text, start, claim.trigger.end):
        found.append("guessed")
    if by.grown.search(text, start, end):
        found.append("grown")
    if claim.polarity == "affirmed" and by.called_false.search(text, start, end):
        found.append("called_false")
    return found


def laid_to_another(start: int, end: int, statement: Statement, text: str, by: Lists) -> bool:
    """Whether the words name another source within what a speaker is made to say: "since the army ended the truce 90
    people have died, according to medics"."""
    ends = PIECE_END.search(text, end)
    found = by.sourced.finditer(text, start, ends.start() if ends else len(text))
    return any(not any(cue.start <= m.start() < cue.end for cue in statement.cue) for m in found)


def of_an_earlier_one(before: str, by: Lists) -> bool:
    """Whether words up to the claim's speak of what was before the news: "previous accusations of shelling"."""
    found = list(by.earlier_ones.finditer(before))
    if not found:
        return False
    behind = before[found[-1].end() :].split()
    return bool(behind) and len(behind) <= BEFORE + 1 and behind[0].strip(",.").casefold() not in by.times


def target_sort(target: Party, by: Lists) -> str | None:
    if (alone := target.text.casefold()) and (sort := _sort((alone,), by.hit_alone)):
        return sort
    return _sort(_words(target.text), by.hit)


def reason_sort(text: str, by: Lists) -> str | None:
    """The sort that most words of a reason tell, of several the first; None where none does."""
    words = set(_words(text))
    sort = max(by.reason, key=lambda s: len(words & by.reason[s]), default=None)
    return sort if sort is not None and words & by.reason[sort] else None


def introduction(statement: Statement, text: str, by: Lists) -> Description | None:
    """The words right after a name from a post on: "..., the head of the mission in the city".

    Who has no name but a post ("the spokeswoman of the Brigades, Captain Ree Tamsin") is introduced up to the reporting
    verb: what comes after it introduces nobody.
    """
    speaker = statement.speaker
    if speaker.span is None or speaker.entity is not None:
        return None
    if speaker.named:
        start, end = speaker.span.end, speaker.span.end + INTRODUCTION
    else:
        cues = [cue.start for cue in statement.cue if cue.start >= speaker.span.end]
        start, end = speaker.span.start, min([*cues, speaker.span.end + INTRODUCTION]) if cues else speaker.span.end
    about = INTRODUCED.split(text[start:end], maxsplit=1)[0]
    first = next((m for m in NAME_WORD.finditer(about) if _bare(m[0]) in by.posts), None)
    if first is None:
        return None
    span = Span(start + first.start(), start + len(about.rstrip()))
    return Description(text[span.start : span.end], span)


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s").casefold()


# ---- figures -------------------------------------------------------------------------------------------------------


def _count(count: Count, text: str, by: Lists) -> Count:
    behind = text[count.span.end : count.span.end + AFTER]
    after = _words(behind)
    own = _words(count.text)
    vague = not by.vague.isdisjoint(own)
    calling = None
    if (count.who or "people") in by.callings_in:
        calling = _calling(_words(BREAK.split(behind, maxsplit=1)[0]), by)
    return replace(
        count, vague=vague, calling=calling, of=None if vague else what_is_counted(count, own, after[:3], by)
    )


BREAK = re.compile(r"[^\w\s'’-]")


def _calling(phrase: Sequence[str], by: Lists) -> str | None:
    """The group that the words after a figure name: "six teachers", "13 traffic police". Whoever comes behind the noun
    is another: "killed 11 people police said"."""
    near = phrase[:1] if phrase[:1] and phrase[0] in by.phrase_ends else phrase[:2]
    return next((by.callings[word] for word in near if word in by.callings), None)


def what_is_counted(count: Count, own: Sequence[str], after: Sequence[str], by: Lists) -> str | None:
    """What else of a deed than people to whom something happened a figure counts: attackers, strikes, rounds.

    None for all others, and for some of them ("one of the attackers"), unless they are all whom a side sent ("three of
    its fighters"). `own` are the words of the figure, `after` the three after it.
    """
    if count.what is not None or count.part_of is not None or count.scope in ("background", "earlier"):
        return None
    if after[:1] == ["of"]:
        sent = not by.own.isdisjoint(after[1:2])
        return next((what for what, row in by.counted.items() if sent and not row["own"].isdisjoint(after[2:])), None)
    if count.unit is not None:
        return next((what for what, row in by.counted.items() if count.unit in row["units"]), None)
    words = {*own, *after[:2]}
    return next((what for what, row in by.counted.items() if not row["words"].isdisjoint(words)), None)
