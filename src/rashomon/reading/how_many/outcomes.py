"""What happened to those counted: which word of fate ("killed", "dead", "toll", "fled") reaches which number.

How far each word reaches is its own (outcome_words.py); the nearest wins; what a number shares with another is in
shared_outcomes.py. The order of the words decides, and the parse is asked little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.grammar.clauses import has, has_word
from rashomon.reading.how_many.count_words import listed, words
from rashomon.reading.how_many.counted_nouns import Counted
from rashomon.reading.how_many.outcome_words import Fate, Happened, fates
from rashomon.reading.how_many.shared_outcomes import brought_to, claimable, set_against_another, share, told_again

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
    share(doc, items, happened)
    brought_to(doc, items, happened)
    told_again(doc, items, happened)
    set_against_another(doc, items, happened)
    return happened


def _had_been_hurt(doc: Doc, c: Counted, told: Happened) -> bool:
    """ "Three wounded men died": what was said of them before their noun."""
    return told.what == "injured" and c.noun is not None and c.number.last < told.word < c.noun


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
    return not (claimable(c) or _object_of(doc, c, fate) or (c.noun == fate.i and fate.what in BY_NOUN))


def _claim_it(doc: Doc, fate: Fate, items: Sequence[Counted], k: int, i: int, claim: Claim) -> None:
    """Claims a number before a fate, or the part before it: "two of the five soldiers were killed"."""
    c = items[k]
    some = items[k - 1] if k and claimable(c) else c
    of = some.part and doc[some.end : some.end + 1].text == "of" and c.number.first - some.end <= 4
    if of and (fate.i > c.end or doc[fate.i].tag_ == "VBD"):
        claim(k - 1, fate, 1)
        return
    # Of two as near, the one behind: "6 injured". What the counted are called gives way to what is told of them:
    # "12 prisoners were executed", "two of the wounded died".
    called = fate.i < c.end and (c.part or fate.what in CALLED)
    claim(k, fate, LAST if called else 2 * (fate.i - max(i, c.end - 1)) - 1)
