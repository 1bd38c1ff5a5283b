"""What happened to those counted: which word of fate ("killed", "dead", "toll", "fled") reaches which number.

Method: a verb done to people reaches forward when active ("killed 12") and back when passive ("12 were killed"), one
that they do reaches back ("12 died"), a state stands right after ("12 dead"), a noun reaches forward ("the death of
12", "the toll rose to 12"). The nearest wins; numbers joined by "and" or "including" share a fate. The order of the
words decides, and the parse is asked little: of lists of people with what befell them it is often wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, takewhile
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from rashomon.reading.grammar.clauses import has, has_word
from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.how_many.quantities import Counted, class_of, listed, words
from rashomon.reading.how_many.rival_figures import figure_word, set_against
from rashomon.reading.how_many.scope import is_part, opens_with_whole


class Fate(NamedTuple):
    i: int
    what: str
    back: int
    """How many tokens back it reaches, 0: not at all."""
    ahead: int
    rule: str
    people: bool = False
    """Whether it is a fate only of what is plainly people: houses are destroyed too."""


class Happened(NamedTuple):
    """What happened to those that a number counts, the token index of the word that says it, and the rule."""

    what: str
    word: int
    rule: str


CLAUSE_BACK = 25
"""Tokens. A passive or a verb of dying reaches back over all that may stand in its clause: a relative clause, a place,
a time. Longer ones are rare, and other verbs stop it before."""
NEAR_BACK = 12
"""A state ("12 people, most of them women, dead") or an active verb whose object may have been put before it."""
OBJECT_AHEAD = 14
"""An active verb reaches over the adverbs and the place that may stand before its object."""
TOLL_AHEAD = 35
"""A toll's number stands behind a whole clause: "the death toll from the attack on ..., officials said, rose to"."""
NOUN_BACK, NOUN_AHEAD = 4, 10
"""A noun's number stands right before it ("12 confirmed deaths") or in what it is of ("the death of 12")."""
OF_THEM = {"lives": 8, "sufferers": 6, "settlement": 3, "home": 7}
"""How far "lives of", "bodies of", "a town of" and "home to" reach: over an adjective or two, and "an estimated"."""
DEAD_AHEAD = 4
""" "Dead, 12 of them": a headline's."""

LIST_GAP = 10
"""Tokens between two numbers of one list."""

RIVAL = "set_against"
"""The rule by which a number has the fate of one told before."""
LAST = 50
"""More than any distance in tokens: a fate that any other goes before."""
REPLACED = 60
"""Farther still: the number from which a toll rose."""


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
    lists = ("dead", "drive_out", "settlements", "outlives", "ends", "takes_hurt")
    every = {"home", "number", *w.acts, *w.acts_on_people, *w.suffers, *w.states, *w.nouns, *chain(*map(listed, lists))}
    hashes = {get_string_id(form) for x in every for form in (x, x.capitalize(), x.upper())}
    return np.array(sorted(hashes), dtype=np.uint64)


def _telling(doc: Doc) -> list[int]:
    """The tokens that can say a fate: few of a text's, found by their hashes rather than one by one."""
    tell, words_here = _tell(), doc.to_array(["LOWER", "LEMMA"])
    nearest = tell.take(tell.searchsorted(words_here), mode="clip")  # np.isin would load numpy.ma: .1 s of a cold start
    return [int(i) for i in np.flatnonzero((nearest == words_here).any(axis=1))]


class Word(NamedTuple):
    """A token that may say a fate, with the numbers of its text by their first token, and the tokens they end at."""

    doc: Doc
    token: Token
    first: dict[int, Counted]
    ends: set[int]

    @property
    def i(self) -> int:
        return self.token.i

    @property
    def low(self) -> str:
        return self.token.lower_

    @property
    def lemma(self) -> str:
        return self.token.lemma_.lower()

    @property
    def verb(self) -> bool:
        return self.token.tag_.startswith("VB")

    @property
    def after(self) -> str:
        return self.doc[self.i + 1 : self.i + 2].text.lower()


def fates(doc: Doc, items: Sequence[Counted]) -> list[Fate]:
    """Every word of fate, with how far it reaches in each direction."""
    ends = {c.end for c in items}
    first = {c.number.first: c for c in items}
    told = (Word(doc, doc[i], first, ends) for i in _telling(doc))
    return _both(doc, [f for word in told if (f := _fate(word)) is not None])


def _fate(word: Word) -> Fate | None:
    return next((f for rule in FATES if (f := rule(word)) is not None), None)


def _home_to(word: Word) -> Fate | None:
    if word.low == "home" and word.after == "to":
        return Fate(word.i, "population", 0, OF_THEM["home"], "home_to")
    return None


def _list_of_the_dead(word: Word) -> Fate | None:
    if word.low not in listed("dead") or not _counts_off(word.doc, word.i):
        return None
    what = words().states.get(word.low) or words().nouns.get(word.low, "killed")
    return Fate(word.i + 1, what, 0, OBJECT_AHEAD, "list_of_them")


def _done_to_them(word: Word) -> Fate | None:
    w = words()
    what = w.acts.get(word.lemma)
    if word.token.dep_ == "amod" and word.after in listed("settlements"):
        return None
    if what is None or not _does(word):
        return None
    if word.low in w.states and word.token.dep_ == "amod" and _before_people(word):
        return None  # "several wounded men on a stretcher": a state
    told = word.i in word.ends and word.low in w.states
    if told and (_told_after(word.doc, word.i, word.first) or _in_a_row(word)):
        return Fate(word.i, what, CLAUSE_BACK, 0, "done_to_them")
    return _act(word, what)


def _does(word: Word) -> bool:
    """Whether it is a verb, also where a headline's was taken for a noun: "kills 12, wounds 50"."""
    taken = word.low == f"{word.lemma}s" and word.i + 1 in word.first
    return word.verb or word.low.endswith(("ed", "ing")) or word.low in words().states or taken


def _before_people(word: Word) -> bool:
    return word.i + 1 < len(word.doc) and class_of(word.doc[word.i + 1]) is not None


def _to_death(word: Word) -> Fate | None:
    """ "12 prisoners were tortured to death": back where it is passive, else ahead, as other verbs done to people."""
    if word.low != "death" or word.i < 2 or word.doc[word.i - 1].lower_ != "to":
        return None
    verb = next((t for t in reversed(word.doc[max(0, word.i - 4) : word.i - 1]) if t.pos_ == "VERB"), None)
    if verb is None or verb.lemma_ in listed("only_to_death"):
        return None
    return _act(word._replace(token=verb), "killed")


def _took_hurt(word: Word) -> Fate | None:
    """ "Three people sustained severe injuries"."""
    if word.lemma not in listed("takes_hurt") or not word.verb:
        return None
    hurt = any(t.lemma_.lower() in listed("hurts") for t in word.doc[word.i + 1 : word.i + 4])
    return Fate(word.i, "injured", CLAUSE_BACK, 0, "suffered") if hurt else None


def _done_to_people(word: Word) -> Fate | None:
    what = words().acts_on_people.get(word.lemma)
    return _act(word, what)._replace(people=True) if what is not None and word.verb else None


def _driven_out(word: Word) -> Fate | None:
    if word.lemma not in listed("drive_out") or not word.verb or not _out(word.doc, word.i):
        return None
    driven = _act(word, "displaced")
    return driven._replace(back=0) if driven.ahead else driven


def _town_of(word: Word) -> Fate | None:
    of = word.doc[word.i + 1 : word.i + 2].text == "of" and word.i + 2 in word.first
    if word.lemma in listed("settlements") and of:
        return Fate(word.i, "population", 0, OF_THEM["settlement"], "town_of")
    return None


def _suffered(word: Word) -> Fate | None:
    what = words().suffers.get(word.lemma)
    return Fate(word.i, what, CLAUSE_BACK, 0, "suffered") if what is not None and word.verb else None


def _did_not_survive(word: Word) -> Fate | None:
    if word.lemma not in listed("outlives") or not word.verb or not has(word.token, "neg"):
        return None
    return Fate(word.i, "killed", CLAUSE_BACK, 0, "did_not_survive")


def _met_their_end(word: Word) -> Fate | None:
    """ "Two drivers met their deaths"."""
    met = word.doc[max(0, word.i - 2) : word.i]
    if word.low not in listed("ends") or len(met) < 2 or met[1].tag_ != "PRP$":
        return None
    return Fate(met[0].i, "killed", CLAUSE_BACK, 0, "lives") if met[0].lemma_ in listed("meets_ends") else None


def _state(word: Word) -> Fate | None:
    what = words().states.get(word.low)
    if what is None or word.after in listed("settlements"):
        return None  # "the besieged town"
    return Fate(word.i, what, NEAR_BACK, DEAD_AHEAD if word.low == "dead" else 0, "state")


def _number_of(word: Word) -> Fate | None:
    """ "The number of people killed in the attack has risen to 12"."""
    if word.low != "number" or word.after != "of":
        return None
    w = words()
    near = [t.lower_ for t in word.doc[word.i + 2 : word.i + 7] if t.lower_ in w.states or t.lower_ in w.nouns]
    return Fate(word.i, w.states.get(near[0]) or w.nouns[near[0]], 0, TOLL_AHEAD, "toll") if near else None


def _both(doc: Doc, found: list[Fate]) -> list[Fate]:
    """ "56 people were killed or wounded" are casualties: nobody says how many of them died."""
    at = {f.i: f for f in found}
    second = {}
    for f in found:
        other = at.get(f.i + 2)
        if doc[f.i].lower_ in listed("lives"):
            continue  # "cost two people their lives and injured nine": each has its own number
        if f.what == "killed" and other and other.what == "injured" and doc[f.i + 1].lower_ in ("and", "or", "&", "/"):
            ahead = max(f.ahead - 2, other.ahead) if f.ahead or other.ahead else 0
            second[f.i + 2] = Fate(f.i + 2, "casualties", 0, ahead, "killed_or_hurt")
            at[f.i] = Fate(f.i, "casualties", f.back or other.back, 0, "killed_or_hurt")
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


def _in_a_row(word: Word) -> bool:
    """ "Left five people dead and 30 injured a source said": what befell the second as the first, no verb with an
    object."""
    number = next((c.number.first for c in word.first.values() if c.end == word.i), 0)
    return number > 1 and word.doc[number - 1].lower_ == "and" and word.doc[number - 2].lower_ in words().states


def _act(word: Word, what: str) -> Fate:
    """A verb done to people: back to its subject where it is passive, else ahead to its object."""
    doc, token = word.doc, word.token
    ahead = takewhile(lambda t: t.text != "(", doc[word.i + 1 : word.i + 7])  # "two killed (one a child)"
    number_ahead = any(t.like_num or t.lower_ in listed("numberish") for t in ahead)
    closes = token.tag_ == "VBN" and (not number_ahead or _closes_a_count(word))
    if closes or _passive(doc, token):
        return Fate(word.i, what, CLAUSE_BACK, 0, "done_to_them")
    back = NEAR_BACK if token.tag_ == "VBD" and not number_ahead else 0
    return Fate(word.i, what, back, OBJECT_AHEAD, "done_to_them")


def _passive(doc: Doc, token: Token) -> bool:
    """Whether "be" or "get" stands shortly before a participle, and no other verb between that takes it."""
    be = listed("be")
    before = doc[max(0, token.i - 4) : token.i]
    if token.tag_ == "VBG" or not any(
        (t.lemma_.lower() in be and t.tag_ != "VBG") or t.lower_ == "being" for t in before
    ):
        return False
    if any(t.tag_ in ("VBD", "VBN", "VBG") and t.lemma_.lower() not in be | {"have"} for t in before):
        return token.tag_ == "VBN" and any(t.dep_ == "auxpass" for t in token.children)
    return True


def _closes_a_count(word: Word) -> bool:
    """ "12 people killed", "12 killed", with no number right behind, unless in brackets: "two killed (one a child)"."""
    if word.i == 0 or (word.after != "(" and any(i in word.first for i in range(word.i + 1, word.i + 3))):
        return False
    before = word.doc[word.i - 1]
    return before.like_num or class_of(before) is not None


def _noun(word: Word) -> Fate | None:
    what = words().nouns.get(word.low)
    if what is None or (word.low == "death" and word.i and word.doc[word.i - 1].lower_ == "to"):
        return None  # "sentenced 12 men to death"
    if word.low in listed("lives"):
        return _lives(word, what)
    if word.low in listed("tolls"):
        if word.after == "of":  # "the toll of wounded rose to 60"
            named = [t.lower_ for t in word.doc[word.i + 2 : word.i + 5] if t.lower_ in words().states]
            what = words().states[named[0]] if named else what
        return Fate(word.i, what, 0, TOLL_AHEAD, "toll")
    if word.low == "death" and word.after == "toll":
        return None
    if word.low in listed("sufferers"):
        return Fate(word.i, what, NOUN_BACK, OF_THEM["sufferers"] if word.after == "of" else 0, "noun")
    of_them = word.after == "of" and word.i + 2 in word.first  # "the death of one and injury of 13"
    return Fate(word.i, what, 0 if of_them else NOUN_BACK, NOUN_AHEAD, "noun")


def _lives(word: Word, what: str) -> Fate | None:
    """ "Claimed 14 lives", "14 lives were lost", "12 lost their lives": of the dead only where they are taken."""
    takes = listed("takes_lives") | listed("gives_lives")
    if any(t.lemma_.lower() in takes and t.tag_ == "VBN" for t in word.doc[word.i + 1 : word.i + 5]):
        return Fate(word.i, what, NOUN_BACK, 0, "lives")
    before = [t for t in word.doc[max(0, word.i - 4) : word.i] if t.lemma_.lower() in takes]
    if not before:
        return None
    if before[-1].lemma_.lower() in listed("gives_lives"):
        return Fate(before[-1].i, what, CLAUSE_BACK, 0, "lives")
    return Fate(word.i, what, NOUN_BACK, OF_THEM["lives"] if word.after == "of" else 0, "lives")


FATES: tuple[Callable[[Word], Fate | None], ...] = (
    _home_to,
    _list_of_the_dead,
    _done_to_them,
    _done_to_people,
    _driven_out,
    _town_of,
    _to_death,
    _took_hurt,
    _suffered,
    _did_not_survive,
    _state,
    _met_their_end,
    _noun,
    _number_of,
)
"""The first that makes a fate of a word decides."""


def what_happened(doc: Doc, items: Sequence[Counted]) -> dict[int, Happened]:
    """Which fate reaches each number, by its index in `items`."""
    claims: dict[int, tuple[int, Happened]] = {}
    fated = fates(doc, items)
    at_fate = {f.i for f in fated}
    by_first = {c.number.first: k for k, c in enumerate(items)}
    by_token = {i: k for k, c in enumerate(items) for i in range(c.number.first, c.end)}

    def claim(k: int, fate: Fate, distance: int) -> None:
        if k in claims and fate.what == "killed" and _had_been_hurt(doc, items[k], claims[k][1]):
            claims[k] = (0, Happened(fate.what, fate.i, fate.rule))
        elif k not in claims or distance < claims[k][0]:
            claims[k] = (distance, Happened(fate.what, fate.i, fate.rule))

    for k, c in enumerate(items):
        if c.part:  # "five of those killed" are killed where nothing else is said of them
            inside = range(c.number.last + 1, min(c.end, c.number.last + 5))
            for i in (i for i in inside if doc[i].lower_ in words().states):
                claim(k, Fate(i, words().states[doc[i].lower_], 0, 0, "state"), LAST)
    for fate in fated:
        if fate.ahead:
            _claim_ahead(doc, fate, items, by_first, at_fate, claim)
        if fate.back:
            _claim_back(doc, fate, items, by_token, at_fate, claim)
    happened = {k: found for k, (_, found) in claims.items()}
    _share(doc, items, happened)
    _brought_to(doc, items, happened)
    _told_again(doc, items, happened)
    _set_against(doc, items, happened)
    return happened


def _had_been_hurt(doc: Doc, c: Counted, told: Happened) -> bool:
    """ "Three wounded men died": what was said of them before their noun."""
    return told.what == "injured" and c.noun is not None and c.number.last < told.word < c.noun


class Neighbours(NamedTuple):
    """Two numbers side by side, of which one has a fate."""

    doc: Doc
    left: Counted
    right: Counted
    onward: bool
    """The left one has it, and the right one is asked whether it shares it."""
    fate: int
    """Token index of the word that says it."""


def _share(doc: Doc, items: Sequence[Counted], happened: dict[int, Happened]) -> None:
    """Gives numbers joined to one whose fate is known the same: first from left to right, then back."""
    for order in (range(1, len(items)), range(len(items) - 2, -1, -1)):
        for k in order:
            other = k - order.step
            if k in happened or other not in happened or not _claimable(items[k]) or items[k].number.share:
                continue
            onward = k > other
            pair = Neighbours(doc, items[min(k, other)], items[max(k, other)], onward, happened[other].word)
            if not _counts_nobody(pair.right) and any(rule(pair) for rule in SHARED):
                happened[k] = happened[other]._replace(rule="joined")


def _counts_nobody(right: Counted) -> bool:
    """ "Air strikes killed 23 people, including one near a hospital": one strike."""
    n = right.number
    return n.low == n.high == 1 and not (right.who or right.part or n.single)


def _some_of_them(pair: Neighbours) -> bool:
    """ "58 people were killed, 11 of them children"."""
    return pair.onward and pair.right.part and _near(pair.doc, pair.left, pair.right)


def _among_the_whole(pair: Neighbours) -> bool:
    """ "Among the 58 dead were 11 children"."""
    doc, left, right = pair.doc, pair.left, pair.right
    if not pair.onward or not right.who or not opens_with_whole(doc, left):
        return False
    return not _sentence_ends(doc, left.end, right.end - 1)


def _some_of_the_whole(pair: Neighbours) -> bool:
    """ "Two of the 12"."""
    left = pair.left
    of = left.end < len(pair.doc) and pair.doc[left.end].lower_ == "of"
    return not pair.onward and left.part and of


def _on_another_day(pair: Neighbours) -> bool:
    return pair.onward and _and_another_day(pair.doc, pair.fate, pair.left, pair.right)


def _in_one_list(pair: Neighbours) -> bool:
    """ "12 soldiers and two officers", "58 people were killed in the raid, including 11 children"; where commas are
    lost, "12 soldiers two officers"."""
    doc, left, right = pair.doc, pair.left, pair.right
    between = list(doc[left.end : right.number.first])
    if pair.onward and len(between) <= CLAUSE_BACK and is_part(doc, right):
        start = next((n for n, t in enumerate(between) if t.lower_ in words().part), 0)
        between = between[start:]
    lost = left.end == right.number.first and left.who is not None and right.who is not None and unpunctuated(doc)
    if between and between[0].i == pair.fate:
        between = between[1:]  # "three killed, including two women"
    behind = [t for t in between if t.i > pair.fate]
    if (
        pair.onward
        and behind
        and behind[0].lower_ in listed("adds")
        and all(t.lower_ in words().joined for t in behind)
    ):
        return True  # "20 guards were killed as well as dozens of passengers"
    if len(between) > LIST_GAP or _sentence_ends(doc, left.end, right.number.first):
        return False
    if not pair.onward and any(t.lower_ == "whom" for t in between):
        return False  # "40 people, of whom 11 died"
    return lost or _joins(between) or (pair.onward and _and_elsewhere(between, right))


SHARED: tuple[Callable[[Neighbours], bool], ...] = (
    _some_of_them,
    _among_the_whole,
    _some_of_the_whole,
    _on_another_day,
    _in_one_list,
)


def _brought_to(doc: Doc, items: Sequence[Counted], happened: dict[int, Happened]) -> None:
    """Gives a running total the fate told before it: "killed 31, bringing the total to 412"."""
    for k, c in enumerate(items):
        first = c.number.first
        if k not in happened and k - 1 >= 0 and first > 3 and doc[first - 1].lower_ == "to" and _claimable(c):
            before = doc[max(0, first - 6) : first - 1]
            if any(t.lemma_ == "bring" for t in before) and before[-1].lower_ in ("total", "number", "tally", "count"):
                near = next((j for j in range(k - 1, max(-1, k - 4), -1) if j in happened), None)
                if near is not None and not _sentence_ends(doc, items[near].end, first):
                    happened[k] = Happened(happened[near].what, first - 2, "brought_to")


def _told_again(doc: Doc, items: Sequence[Counted], happened: dict[int, Happened]) -> None:
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
            happened.update(dict.fromkeys(rest, happened[k]._replace(rule="told_again")))


def _set_against(doc: Doc, items: Sequence[Counted], happened: dict[int, Happened]) -> None:
    """Gives a rival figure the fate of the one that it is set against: "put it at 12"."""
    for k, c in enumerate(items):
        if k in happened or (word := figure_word(doc, c)) is None:
            continue
        if (rival := set_against(items, k, sorted(happened))) is not None:
            happened[k] = Happened(happened[rival].what, word.i, RIVAL)


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
        if t.like_num or t.lower_ == "aged":
            continue  # an age: "a boy aged 4, his aunt, 29, and"
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
    if doc[fate.i].lower_ in listed("tolls"):
        _claim_toll(doc, fate, items, by_first, claim)
        return
    total = doc[fate.i].lower_ in listed("totals")
    for i in range(fate.i + 1, min(fate.i + 1 + fate.ahead, len(doc))):
        token = doc[i]
        if _ends(token):
            return
        if (k := by_first.get(i)) is not None:
            took = _takes(doc, fate, items[k], i, total)
            if took:
                claim(k, fate, 2 * (i - fate.i))
            if took is not None:
                return
        elif i in at_fate:
            if token.lower_ not in listed("sufferers"):
                return
        elif token.tag_ in ("VBD", "VBZ", "VBP", "MD") and not total and token.lower_ != "left":
            return


def _takes(doc: Doc, fate: Fate, c: Counted, i: int, total: bool) -> bool | None:
    """Whether a fate takes the number ahead of it that begins at token i; None where it passes over it."""
    previous = doc[i - 1].lower_
    if c.unit == "percent" or (c.who is None and c.unit is not None and not _object_of(doc, c, fate)):
        return False if i - fate.i > 3 else None
    if fate.people and (c.who in (None, "people") or previous == "to"):
        return False
    if total:
        return None if previous == "from" else True
    return True if c.number.single or previous not in listed("governing") else None


def _ends(token: Token) -> bool:
    return token.is_sent_start or token.text in ".?!;"


TOLL_GAP = 12
"""Tokens between a toll and its number where no verb stands between, or between its number and the one it replaced."""


def _claim_toll(doc: Doc, fate: Fate, items: Sequence[Counted], by_first: dict[int, int], claim: Claim) -> None:
    """The number after the verb ("the toll in the attack on two towns has risen from 12 to 20"), else the nearest.

    The toll that it rose from is one too, and so is the one of "an earlier toll of 23 was revised to 31".
    """
    last: int | None = None
    nearest: int | None = None
    named = doc[fate.i].lower_ != "number"
    for i, risen in _numbers_ahead(doc, fate, items, by_first):
        previous = doc[i - 1].lower_
        if last is not None:
            if i - last > TOLL_GAP:
                break
            if _replaced(doc, last, i):
                claim(by_first[i], fate, 1)
        elif previous == "from":
            if risen:
                claim(by_first[i], fate, REPLACED)
        elif risen or _put_at(doc, fate, i, named):
            claim(by_first[i], fate, 1)
            last = i
        elif nearest is None:
            nearest = i
    if last is None and nearest is not None and named and nearest - fate.i < TOLL_GAP:
        claim(by_first[nearest], fate, 2 * (nearest - fate.i))


def _numbers_ahead(
    doc: Doc, fate: Fate, items: Sequence[Counted], by_first: dict[int, int]
) -> Iterator[tuple[int, bool]]:
    """The first token of each number of people ahead in the sentence, and whether a verb of rising stands before it."""
    rises, no_people = listed("rises"), words().things | {"$", "percent"}
    risen = False
    for i in range(fate.i + 1, min(fate.i + fate.ahead, len(doc))):
        token = doc[i]
        if _ends(token):
            return
        risen = risen or token.lemma_.lower() in rises or token.lower_.rstrip("s") in rises
        if i in by_first and items[by_first[i]].unit not in no_people:
            yield i, risen


def _replaced(doc: Doc, last: int, i: int) -> bool:
    """After a toll's number: only what it was before, or what it was changed to."""
    previous = doc[i - 1].lower_
    changed = any(t.lemma_.lower() in listed("rises") and t.lemma_ != "be" for t in doc[last + 1 : i])
    return previous == "from" or (previous == "to" and changed)


def _put_at(doc: Doc, fate: Fate, i: int, named: bool) -> bool:
    """ "A toll of 12", "the toll at 12", "raised the death toll from air strikes on a market to 61"."""
    previous = doc[i - 1].lower_
    if previous == "at" or (named and previous in ("of", ":", "to") and i - fate.i < TOLL_GAP):
        return True
    verbs = listed("rises") - listed("be")
    return previous == "to" and any(t.lemma_.lower() in verbs for t in doc[max(0, fate.i - 4) : fate.i])


def _object_of(doc: Doc, c: Counted, fate: Fate) -> bool:
    """Unknown nouns are people where they are the very object of the deed ("killed 12 goatherds"), or whoever dies."""
    if c.unit in words().things or c.noun is None:
        return False
    head, first = doc[c.noun], c.number.first
    if first == fate.i + 1 or (first == fate.i + 2 and doc[fate.i + 1].lower_ == "of"):
        return True
    dies = fate.rule in ("suffered", "did_not_survive", "lives")
    return head.head.i == fate.i and head.dep_ in (("nsubj",) if dies else ("dobj", "nsubjpass"))


def _antecedent(doc: Doc, fate: Fate) -> Token | None:
    """The noun of which a clause or participle says it: "the villages which are besieged", "the hill seized by rebels".
    None where the word is said of its clause's subject, or of persons ("who")."""
    word = doc[fate.i]
    bare = word.dep_ == "acl" and word.tag_ == "VBN" and not has(word, "aux", "auxpass", "nsubjpass")
    if word.head.lower_ in listed("of_them"):
        return None  # "six women were among those killed"
    of_a_thing = word.dep_ == "relcl" and any(c.lower_ == "which" for c in word.children if c.dep_ == "nsubjpass")
    return word.head if bare or of_a_thing else None


def _of_those(fate: int, thing: Token, c: Counted) -> bool:
    """Whether the counted are what a participle hangs on, or what that is said of: "12 residents of the town killed".
    Of a number shortly before it they always are: of lists the parse is often wrong."""
    if fate - c.end <= 2:
        return True
    for up in (thing, *thing.ancestors):
        if c.number.first <= up.i < c.end:
            return True
        if up.pos_ in ("VERB", "AUX"):
            return False
    return False


def _claim_back(
    doc: Doc, fate: Fate, items: Sequence[Counted], by_token: dict[int, int], at_fate: set[int], claim: Claim
) -> None:
    i = fate.i - 1
    thing = _antecedent(doc, fate)
    while i >= max(0, fate.i - fate.back):
        k = by_token.get(i)
        if k is None:
            if _bars(doc, i, at_fate):
                return
            i -= 1
        elif _passed_over(doc, fate, items[k], i) or (thing is not None and not _of_those(fate.i, thing, items[k])):
            i = items[k].number.first - 1
        else:
            _claim_it(doc, fate, items, k, i, claim)
            return


def _bars(doc: Doc, i: int, at_fate: set[int]) -> bool:
    """Whether a token keeps a fate behind it from numbers before it: another clause's verb or another fate."""
    token = doc[i]
    if token.text in ".?!;" or doc[i + 1].is_sent_start:
        return True
    if i in at_fate and token.lower_ not in listed("sufferers"):
        return True
    finite = token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ not in ("aux", "auxpass")
    if token.dep_ == "relcl" and has_word(token, ("who",), "nsubj"):
        return False  # "20 guards who stood by the bus were killed"
    return finite and token.lemma_.lower() not in listed("helpers")


def _passed_over(doc: Doc, fate: Fate, c: Counted, i: int) -> bool:
    """Whether a number before a fate is not its own: governed by a preposition, or of things."""
    before = doc[c.number.first - 1].lower_ if c.number.first else ""
    if i < fate.i - 1 and before in listed("governing"):
        return True
    if fate.people and c.who in (None, "people"):
        return True
    return not (_claimable(c) or _object_of(doc, c, fate) or (c.noun == fate.i and fate.what in BY_NOUN))


def _claim_it(doc: Doc, fate: Fate, items: Sequence[Counted], k: int, i: int, claim: Claim) -> None:
    """Claims a number before a fate, or the part before it: "two of the five soldiers were killed"."""
    c = items[k]
    some = items[k - 1] if k and _claimable(c) else c
    of = some.part and doc[some.end : some.end + 1].text == "of" and c.number.first - some.end <= 4
    if of and (fate.i > c.end or doc[fate.i].tag_ == "VBD"):
        claim(k - 1, fate, 1)
        return
    # Of two as near, the one behind: "6 injured". What the counted are called gives way to what is told of them:
    # "12 prisoners were executed", "two of the wounded died".
    called = fate.i < c.end and (c.part or fate.what in CALLED)
    claim(k, fate, LAST if called else 2 * (fate.i - max(i, c.end - 1)) - 1)
