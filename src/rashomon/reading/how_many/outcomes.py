"""What happened to those counted: which word of fate ("killed", "dead", "toll", "fled") reaches which number.

Method: a verb done to people reaches forward when active ("killed 12") and back when passive ("12 were killed"), one
that they do reaches back ("12 died"), a state stands right after ("12 dead"), a noun reaches forward ("the death of
12", "the toll rose to 12"). The nearest wins; numbers joined by "and" or "including" share a fate. The parse is used
little, because reports reach us with their commas and quotes lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from rashomon.reading.how_many.quantities import Counted, class_of, listed, words
from rashomon.reading.how_many.scope import is_part, opens_with_whole


class Fate(NamedTuple):
    i: int
    what: str
    back: int
    """How many tokens back it reaches, 0: not at all."""
    ahead: int
    people: bool = False
    """Whether it is a fate only of what is plainly people: houses are destroyed too."""


CALLED = ("detained", "abducted", "displaced", "population", "casualties")
"""Fates that name people for good: prisoners, hostages, refugees, inhabitants, victims."""

BY_NOUN = ("killed", "injured", "detained", "abducted", "missing")
"""Fates whose nouns count people: 128 executions, 14 arrests."""

Claim = Callable[[int, Fate, int], None]
"""Called with the index of a number, the fate, and how far they are apart."""


@cache
def _tell() -> NDArray[np.uint64]:
    """Hashes of every word that can say a fate, in the cases that texts write them in; sorted."""
    w = words()
    lists = ("dead", "drive_out", "settlements")
    every = {"home", "number", *w.acts, *w.acts_on_people, *w.suffers, *w.states, *w.nouns, *chain(*map(listed, lists))}
    hashes = {get_string_id(form) for x in every for form in (x, x.capitalize(), x.upper())}
    return np.array(sorted(hashes), dtype=np.uint64)


def _telling(doc: Doc) -> list[int]:
    """The tokens that can say a fate: few of a text's, found by their hashes rather than one by one."""
    tell, words_here = _tell(), doc.to_array(["LOWER", "LEMMA"])
    nearest = tell.take(tell.searchsorted(words_here), mode="clip")  # np.isin would load numpy.ma: .1 s of a cold start
    return [int(i) for i in np.flatnonzero((nearest == words_here).any(axis=1))]


def fates(doc: Doc, items: Sequence[Counted]) -> list[Fate]:
    """Every word of fate, with how far it reaches in each direction."""
    w = words()
    found: list[Fate] = []
    ends = {c.end for c in items}
    first = {c.number.first: c for c in items}
    for i in _telling(doc):
        token = doc[i]
        low, lemma, tag = token.lower_, token.lemma_.lower(), token.tag_
        verb = tag.startswith("VB")
        if low == "home" and doc[token.i + 1 : token.i + 2].text.lower() == "to":
            found.append(Fate(token.i, "population", 0, 7))
            continue
        if low in listed("dead") and _counts_off(doc, token.i):
            found.append(Fate(token.i + 1, w.states.get(low) or w.nouns.get(low, "killed"), 0, 14))
        elif lemma in w.acts and (verb or low.endswith(("ed", "ing")) or low in w.states):
            if token.i in ends and low in w.states and _told_after(doc, token.i, first):
                found.append(Fate(token.i, w.acts[lemma], 25, 0))
            else:
                found.append(_act(doc, token, w.acts[lemma], first))
        elif lemma in w.acts_on_people and verb:
            found.append(_act(doc, token, w.acts_on_people[lemma], first)._replace(people=True))
        elif lemma in listed("drive_out") and verb and _out(doc, token.i):
            driven = _act(doc, token, "displaced", first)
            found.append(driven._replace(back=0) if driven.ahead else driven)
        elif lemma in listed("settlements") and doc[token.i + 1 : token.i + 2].text == "of" and token.i + 2 in first:
            found.append(Fate(token.i, "population", 0, 3))
        elif lemma in w.suffers and verb:
            found.append(Fate(token.i, w.suffers[lemma], 25, 0))
        elif low in w.states:
            found.append(Fate(token.i, w.states[low], 12, 4 if low == "dead" else 0))
        elif low in w.nouns:
            made = _noun(doc, token, w.nouns[low])
            if made:
                found.append(made)
        elif low == "number" and doc[token.i + 1 : token.i + 2].text.lower() == "of":
            # "the number of people killed in the attack has risen to 12"
            near = [t.lower_ for t in doc[token.i + 2 : token.i + 7] if t.lower_ in w.states or t.lower_ in w.nouns]
            if near:
                found.append(Fate(token.i, w.states.get(near[0]) or w.nouns[near[0]], 0, 35))
    return _both(doc, found)


def _both(doc: Doc, found: list[Fate]) -> list[Fate]:
    """ "56 people were killed or wounded" are casualties: nobody says how many of them died."""
    at = {f.i: f for f in found}
    second = {}
    for f in found:
        other = at.get(f.i + 2)
        if doc[f.i].lower_ in listed("lives"):
            continue  # "claiming two lives and injuring three"
        if f.what == "killed" and other and other.what == "injured" and doc[f.i + 1].lower_ in ("and", "or", "&", "/"):
            ahead = max(f.ahead - 2, other.ahead) if f.ahead or other.ahead else 0
            second[f.i + 2] = Fate(f.i + 2, "casualties", 0, ahead)
            at[f.i] = Fate(f.i, "casualties", f.back or other.back, 0)
    return [second.get(i) or at[i] for i in sorted(at)]


def _out(doc: Doc, i: int) -> bool:
    """Whether whom this drives, it drives from home: "forced 4 million abroad", "drove 300 from their homes"."""
    return any(t.lower_ in listed("out") for t in doc[i + 1 : i + 14])


def _counts_off(doc: Doc, i: int) -> bool:
    """Whether a word for the dead opens a list of them: "the dead included 11 children", "among the dead were"."""
    after = doc[i + 1 : i + 2].text.lower()
    if i and doc[i - 1].like_num:
        return False  # "among the 58 dead were"
    if after in ("include", "included", "includes"):
        return True
    return after in ("were", "was", "are") and any(t.lower_ == "among" for t in doc[max(0, i - 4) : i])


def _told_after(doc: Doc, i: int, first: dict[int, Counted]) -> bool:
    """Whether "2 Syrians killed" is a headline's passive: what follows is part of them or has a fate of its own."""
    w = words()
    if i + 1 >= len(doc) or doc[i + 1].lower_ in w.part or doc[i + 1].tag_ == "IN":
        return True
    ahead = next((first[j] for j in range(i + 1, min(i + 4, len(doc))) if j in first), None)
    if ahead is None:
        return doc[i].tag_ in ("VBN", "JJ") or doc[i + 1].tag_ == "IN" or doc[i + 1].text in ".;"
    return any(t.lower_ in w.states for t in doc[ahead.end : ahead.end + 2])


def _act(doc: Doc, token: Token, what: str, first: dict[int, Counted]) -> Fate:
    be = listed("be")
    before = doc[max(0, token.i - 4) : token.i]
    passive = token.tag_ != "VBG" and any(
        (t.lemma_.lower() in be and t.tag_ != "VBG") or t.lower_ == "being" for t in before
    )
    if passive and any(t.tag_ in ("VBD", "VBN", "VBG") and t.lemma_.lower() not in be | {"have"} for t in before):
        passive = token.tag_ == "VBN" and any(t.dep_ == "auxpass" for t in token.children)
    nearby = doc[token.i + 1 : token.i + 7]
    number_ahead = any(t.like_num or t.lower_ in listed("numberish") for t in nearby)
    if passive:
        return Fate(token.i, what, 25, 0)
    if token.tag_ == "VBN" and not number_ahead:
        return Fate(token.i, what, 25, 0)
    numbered = any(i in first for i in range(token.i + 1, token.i + 3))
    if token.tag_ == "VBN" and not numbered and token.i and (doc[token.i - 1].like_num or class_of(doc[token.i - 1])):
        return Fate(token.i, what, 25, 0)  # "12 people killed", "12 killed"
    if token.tag_ in ("VBD", "VB", "VBZ", "VBP", "VBG") and not number_ahead:
        return Fate(token.i, what, 12 if token.tag_ == "VBD" else 0, 14)
    return Fate(token.i, what, 0, 14)


def _noun(doc: Doc, token: Token, what: str) -> Fate | None:
    low = token.lower_
    after = doc[token.i + 1 : token.i + 2].text.lower()
    if low in listed("lives"):
        before = [t.lemma_.lower() for t in doc[max(0, token.i - 4) : token.i]]
        if any(t.lemma_.lower() in listed("takes_lives") and t.tag_ == "VBN" for t in doc[token.i + 1 : token.i + 5]):
            return Fate(token.i, what, 4, 0)  # "14 lives were lost"
        if not listed("takes_lives").intersection(before):
            return None
        verb = next(
            t for t in reversed(doc[max(0, token.i - 4) : token.i]) if t.lemma_.lower() in listed("takes_lives")
        )
        if verb.lemma_.lower() == "lose":
            return Fate(verb.i, what, 25, 0)
        return Fate(token.i, what, 4, 8 if after == "of" else 0)
    if low in listed("tolls"):
        if after == "of":  # "the toll of wounded rose to 60"
            named = [t.lower_ for t in doc[token.i + 2 : token.i + 5] if t.lower_ in words().states]
            what = words().states[named[0]] if named else what
        return Fate(token.i, what, 0, 35)
    if low == "death" and after == "toll":
        return None
    if low in listed("sufferers"):
        return Fate(token.i, what, 4, 6 if after == "of" else 0)
    return Fate(token.i, what, 4, 10)


def what_happened(doc: Doc, items: Sequence[Counted]) -> dict[int, tuple[str, int]]:
    """Which fate reaches each number: index into `items` -> (what, token index of the word)."""
    claims: dict[int, tuple[int, str, int]] = {}
    fated = fates(doc, items)
    at_fate = {f.i for f in fated}
    by_first = {c.number.first: k for k, c in enumerate(items)}
    by_token = {i: k for k, c in enumerate(items) for i in range(c.number.first, c.end)}

    def claim(k: int, fate: Fate, distance: int) -> None:
        if k not in claims or distance < claims[k][0]:
            claims[k] = (distance, fate.what, fate.i)

    for k, c in enumerate(items):
        if c.part:  # "five of those killed" are killed where nothing else is said of them
            inside = range(c.number.last + 1, min(c.end, c.number.last + 5))
            for i in (i for i in inside if doc[i].lower_ in words().states):
                claim(k, Fate(i, words().states[doc[i].lower_], 0, 0), 50)
    for fate in fated:
        if fate.ahead:
            _claim_ahead(doc, fate, items, by_first, at_fate, claim)
        if fate.back:
            _claim_back(doc, fate, items, by_token, at_fate, claim)
    happened = {k: (what, i) for k, (_, what, i) in claims.items()}
    # numbers joined to one whose fate is known
    for order in (range(1, len(items)), range(len(items) - 2, -1, -1)):
        for k in order:
            other = k - 1 if order.step > 0 else k + 1
            if k in happened or other not in happened or not _claimable(items[k]) or items[k].number.share:
                continue
            left, right = items[min(k, other)], items[max(k, other)]
            if right.number.low == right.number.high == 1 and not (right.who or right.part or right.number.single):
                continue  # "air strikes killed 23 people, including one near a hospital"
            if k > other and items[k].part and _near(doc, left, right):
                happened[k] = happened[other]  # "58 people were killed, 11 of them children"
                continue
            if (
                k > other
                and right.who
                and opens_with_whole(doc, left)
                and not _sentence_ends(doc, left.end, right.end - 1)
            ):
                happened[k] = happened[other]  # "among the 58 dead were 11 children"
                continue
            if k < other and left.part and left.end < len(doc) and doc[left.end].lower_ == "of":
                happened[k] = happened[other]  # "two of the 12"
                continue
            if k > other and _and_another_day(doc, happened[other][1], left, right):
                happened[k] = happened[other]
                continue
            between = list(doc[left.end : right.number.first])
            if k > other and is_part(doc, right) and len(between) <= 25:
                # "58 people were killed in the raid, including 11 children"
                start = next((n for n, t in enumerate(between) if t.lower_ in words().part), 0)
                between = between[start:]
            side_by_side = left.end == right.number.first and left.who is not None and right.who is not None
            if len(between) and between[0].i == happened[other][1]:
                between = between[1:]  # "three killed, including two women"
            if len(between) > 10 or _sentence_ends(doc, left.end, right.number.first):
                continue
            if side_by_side or _joins(between) or (k > other and _and_elsewhere(between, right)):
                happened[k] = happened[other]
    _brought_to(doc, items, happened)
    _told_again(doc, items, happened)
    return happened


def _brought_to(doc: Doc, items: Sequence[Counted], happened: dict[int, tuple[str, int]]) -> None:
    """Gives a running total the fate told before it: "killed 31, bringing the total to 412"."""
    for k, c in enumerate(items):
        first = c.number.first
        if k not in happened and k - 1 >= 0 and first > 3 and doc[first - 1].lower_ == "to" and _claimable(c):
            before = doc[max(0, first - 6) : first - 1]
            if any(t.lemma_ == "bring" for t in before) and before[-1].lower_ in ("total", "number", "tally", "count"):
                near = next((j for j in range(k - 1, max(-1, k - 4), -1) if j in happened), None)
                if near is not None and not _sentence_ends(doc, items[near].end, first):
                    happened[k] = (happened[near][0], first - 2)


def _told_again(doc: Doc, items: Sequence[Counted], happened: dict[int, tuple[str, int]]) -> None:
    """Gives a total's fate to those after it who make it up exactly: "23 were killed, 14 rebels and nine soldiers"."""
    for k, total in enumerate(items):
        if k not in happened or not total.number.low or not _claimable(total):
            continue
        left, rest = total.number.low, []
        for j in range(k + 1, len(items)):
            c = items[j]
            if (
                j in happened
                or c.who is None
                or not c.number.low
                or _sentence_ends(doc, items[j - 1].end, c.number.first)
            ):
                break
            left -= c.number.low
            rest.append(j)
        if left == 0 and len(rest) > 1:
            happened.update(dict.fromkeys(rest, happened[k]))


def _near(doc: Doc, left: Counted, right: Counted) -> bool:
    """Whether a part stands in the sentence of what it is part of, or opens the next one."""
    if right.end < len(doc) and doc[right.end].tag_ in ("VBD", "VBZ", "VBP") and right.who is None:
        return doc[right.end].lemma_ == "be"  # "one of them told the agency"
    ends = [i for i in range(left.end, right.number.first + 1) if doc[i].is_sent_start]
    return right.number.first - left.end <= 30 and (not ends or (len(ends) == 1 and right.number.first - ends[0] <= 2))


def _joins(between: Iterable[Token]) -> bool:
    w = words()
    seen = False
    for t in between:
        if t.lower_ in w.joined:
            seen = seen or t.lower_ in w.part or t.lower_ in ("and", ",", "plus", "or", "with")
        elif t.tag_.startswith(("V", "MD", "IN")) and t.lower_ not in ("of", "at", "about", "around", "least"):
            return False  # a clause or a phrase of its own
        elif t.lower_ in w.states:
            return False
    return seen


def _and_elsewhere(between: Sequence[Token], right: Counted) -> bool:
    """Whether only where or from where stands between: "14 fighters from both sides and eight civilians"."""
    if not len(between) or right.who is None or between[-1].lower_ not in ("and", "plus"):
        return False
    plain = all(t.lower_ in listed("whence") or not t.tag_.startswith(("V", "MD", "IN", "W")) for t in between)
    return plain and not any(t.lower_ in words().states or t.lower_ in words().nouns for t in between)


def _and_another_day(doc: Doc, fate: int, left: Counted, right: Counted) -> bool:
    """ "Nine people were killed on Monday and 13 on Tuesday": the verb is told once, and each number has its time."""
    joint, after = list(doc[fate + 1 : right.number.first]), list(doc[right.end : right.end + 2])
    if not (left.end <= fate < right.number.first and 2 < len(joint) < 7 and len(after) == 2) or right.who not in (
        None,
        left.who,
    ):
        return False
    days = {i for t in doc._.times for i in range(t.span.start, t.span.end)}
    timed = all(t.lower_ in ("on", "in", "and", ",", "another", "late", "early") or t.idx in days for t in joint)
    return timed and joint[-1].lower_ in ("and", "another") and after[0].lower_ in ("on", "in") and after[1].idx in days


def _sentence_ends(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].is_sent_start or doc[i].text in ".?!" for i in range(start, min(end + 1, len(doc))))


def _claimable(c: Counted) -> bool:
    return c.unit is None or c.who is not None


def _claim_ahead(
    doc: Doc, fate: Fate, items: Sequence[Counted], by_first: dict[int, int], at_fate: set[int], claim: Claim
) -> None:
    total = doc[fate.i].lower_ in listed("totals")
    if doc[fate.i].lower_ in listed("tolls"):
        _claim_toll(doc, fate, items, by_first, claim)
        return
    for i in range(fate.i + 1, min(fate.i + 1 + fate.ahead, len(doc))):
        token = doc[i]
        if token.is_sent_start or token.text in ".?!;":
            return
        if i in at_fate and i not in by_first:
            if token.lower_ in listed("sufferers"):
                continue
            return
        if i in by_first:
            k = by_first[i]
            c = items[k]
            previous = doc[i - 1]
            if c.unit == "percent" or (c.who is None and c.unit is not None and not _object_of(doc, c, fate)):
                if i - fate.i > 3:
                    return
                continue
            if fate.people and (c.who in (None, "people") or previous.lower_ == "to"):
                return
            if not total and not c.number.single and previous.lower_ in listed("governing"):
                continue
            if total and previous.lower_ == "from":
                continue
            claim(k, fate, 2 * (i - fate.i))
            return
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") and not total and token.lower_ != "left":
            return


def _claim_toll(doc: Doc, fate: Fate, items: Sequence[Counted], by_first: dict[int, int], claim: Claim) -> None:
    """The number after the verb ("the toll in the attack on two towns has risen from 12 to 20"), else the nearest.

    The toll that it rose from is one too, and so is the one of "an earlier toll of 23 was revised to 31".
    """
    rises, no_people = listed("rises"), words().things | {"$", "percent"}
    # "raised the death toll from air strikes on a market to 61"
    put = any(t.lemma_.lower() in rises - listed("be") for t in doc[max(0, fate.i - 4) : fate.i])
    named = doc[fate.i].lower_ != "number"
    risen = False
    last: int | None = None
    nearest: int | None = None
    for i in range(fate.i + 1, min(fate.i + fate.ahead, len(doc))):
        token = doc[i]
        if token.is_sent_start or token.text in ".?!;":
            break
        if last is not None and i - last > 12:
            break
        risen = risen or token.lemma_.lower() in rises or token.lower_.rstrip("s") in rises
        if i not in by_first or items[by_first[i]].unit in no_people:
            continue
        previous = doc[i - 1].lower_
        if last is not None:
            # after the number, only what it was before, or what it was changed to
            changed = any(t.lemma_.lower() in rises and t.lemma_ != "be" for t in doc[last + 1 : i])
            if previous == "from" or (previous == "to" and changed):
                claim(by_first[i], fate, 1)
            continue
        if previous == "from":
            if risen:
                claim(by_first[i], fate, 60)
        elif (
            risen
            or previous == "at"
            or (put and previous == "to")
            or (i - fate.i < 12 and named and previous in ("of", ":", "to"))
        ):
            claim(by_first[i], fate, 1)
            last = i
        else:
            nearest = nearest if nearest is not None else i
    if last is None and nearest is not None and named and nearest - fate.i < 12:
        claim(by_first[nearest], fate, 2 * (nearest - fate.i))


def _object_of(doc: Doc, c: Counted, fate: Fate) -> bool:
    """Unknown nouns are people where they are the very object of the deed ("killed 12 goatherds")."""
    if c.unit in words().things or c.noun is None:
        return False
    head = doc[c.noun]
    return c.number.first == fate.i + 1 or (head.dep_ in ("dobj", "nsubjpass") and head.head.i == fate.i)


def _claim_back(
    doc: Doc, fate: Fate, items: Sequence[Counted], by_token: dict[int, int], at_fate: set[int], claim: Claim
) -> None:
    i = fate.i - 1
    while i >= max(0, fate.i - fate.back):
        token = doc[i]
        if i in by_token:
            k = by_token[i]
            c = items[k]
            before = doc[c.number.first - 1].lower_ if c.number.first else ""
            governed = i < fate.i - 1 and before in listed("governing")
            if (
                governed
                or (fate.people and c.who in (None, "people"))
                or not (_claimable(c) or _object_of(doc, c, fate) or (c.noun == fate.i and fate.what in BY_NOUN))
            ):
                i = c.number.first - 1
                continue
            some = items[k - 1] if k and _claimable(c) else c
            of = some.part and doc[some.end : some.end + 1].text == "of" and c.number.first - some.end <= 2
            if of and (fate.i > c.end or doc[fate.i].tag_ == "VBD"):
                claim(k - 1, fate, 1)  # "two of the five soldiers were killed"
                return
            # Of two as near, the one behind: "6 injured". What the counted are called gives way to what is told of
            # them: "12 prisoners were executed", "two of the wounded died".
            called = fate.i < c.end and (c.part or fate.what in CALLED)
            claim(k, fate, 50 if called else 2 * (fate.i - max(i, c.end - 1)) - 1)
            return
        if token.text in ".?!;" or doc[i + 1].is_sent_start:
            return
        if i in at_fate and token.lower_ not in listed("sufferers"):
            return
        finite = token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ not in ("aux", "auxpass")
        if finite and token.lemma_.lower() not in listed("helpers"):
            return
        i -= 1
