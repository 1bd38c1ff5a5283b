"""Which words say what befell people, and how far each reaches: "killed", "dead", "toll", "fled".

Method: a verb done to people reaches forward when active ("killed 12") and back when passive ("12 were killed"), one
that they do reaches back ("12 died"), a state stands right after ("12 dead"), a noun reaches forward ("the death of
12", "the toll rose to 12").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain, takewhile
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from rashomon.reading.grammar.clauses import has
from rashomon.reading.how_many.count_words import class_of, listed, words
from rashomon.reading.how_many.counted_nouns import Counted


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
