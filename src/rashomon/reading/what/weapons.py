"""Which weapon words are a deed's own: in its phrase, what its frame calls means, or near; not what is handled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import core, whole
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.what.anothers_arms import anothers
from rashomon.reading.what.deed_order import avenged, long_before
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.reading.what.telling_which import what_came_before
from rashomon.world.kind_words import Weapon
from rashomon.world.kinds import Kind

ABOUT_ARMS = words("about_arms")
HANDLED = words("handled")
BRINGING, BROUGHT_BY = words("bringing"), words("brought_by")
Armed = tuple[int, int, Weapon]
"""Token range of weapon words, and what they are."""
FAR = 15
"""Tokens from the trigger within which a weapon of the same clause is its own, whatever verb it hangs on."""


def means_in(doc: Doc, words: Words, draft: Draft) -> tuple[str, Armed] | None:
    """The weapon of a claim with its rule: in the trigger's own phrase, else what its frame calls means, else near."""
    for name, rule in MEANS:
        if (found := rule(doc, words, draft)) is not None:
            return name, found
    return None


def _fills(doc: Doc, weapon: Armed) -> bool:
    """Whether it is what others are filled with: gas."""
    kinds: Mapping[str, Kind] = doc._.world.kinds
    return kinds[weapon[2].kind].fills


def _in_own_phrase(doc: Doc, words: Words, draft: Draft) -> Armed | None:
    a, b = draft.trigger
    left = draft.head.left_edge.i if draft.head.pos_ == "NOUN" else draft.head.i
    own = [w for w in words.weapons if (w[0] < b and w[1] > a) or left <= w[0] < draft.head.i]
    if not own:
        return None
    _, end = whole(doc[own[-1][1] - 1])
    filled = (w for w in words.weapons if own[-1][1] <= w[0] < end and _fills(doc, w))
    return next(filled, own[-1])  # "barrel bombs containing chlorine"


def _gas_dropped(doc: Doc, words: Words, draft: Draft) -> Armed | None:
    """ "Dropped barrels of chlorine"."""
    if draft.head.lemma_ not in ("drop", "fire", "launch", "use"):
        return None
    for head in draft.roles.get("target", []):
        start, end = whole(head)
        gas = [w for w in words.weapons if w[0] < end and w[1] > start and _fills(doc, w)]
        if gas:
            return gas[-1]
    return None


def _with_what(doc: Doc, words: Words, draft: Draft) -> Armed | None:
    """What the frame calls means, and the arms that a doer is named by: "army helicopters bombed"."""
    ranges = [(head, whole(head)) for head in draft.roles.get("means", [])]
    for head, (start, end) in [*ranges, *((head, core(head)) for head in draft.roles.get("actor", []))]:
        inside = [w for w in words.weapons if w[0] < end and w[1] > start]
        gas = [w for w in inside if _fills(doc, w)]  # "barrels of chlorine"
        if inside:
            first = [w for w in inside if w[1] <= core(head)[1]]  # "with rockets and heavy machine guns": rockets
            return (gas or first or inside[:1])[-1]
    return None


def _nearby(doc: Doc, words: Words, draft: Draft) -> Armed | None:
    """The nearest in its clause that nothing else is done to or told of."""
    verb = clause_of(draft.head)
    inside = [(w, doc[w[1] - 1]) for w in _weapons_of(doc, words, draft)]
    # "shelling killed three": to the parser the noun is a verb that helps the other
    near = [w for w, t in inside if clause_of(t) in (verb, draft.head) or (t.dep_ == "aux" and t.head == verb)]
    if not near and draft.effect:  # "killed when rockets fell": what they died of, wherever the sentence tells it
        return _in_sentence(doc, words, draft)
    return _nearest(doc, draft, near)


def _in_sentence(doc: Doc, words: Words, draft: Draft) -> Armed | None:
    """The nearest in a clause that hangs on its own, a few words away: it may be of another deed."""
    hit = [t for role in ("target", "item") for t in draft.roles.get(role, ())]
    # "hit a field from which rockets were fired": what the field was used for, not what hit it
    loose = (w for w in _weapons_of(doc, words, draft) if not any(t.is_ancestor(doc[w[1] - 1]) for t in hit))
    return _nearest(doc, draft, [w for w in loose if abs(w[0] - draft.head.i) <= FAR])


def _weapons_of(doc: Doc, words: Words, draft: Draft) -> list[Armed]:
    """Those of its clause and of what hangs on it, but for another deed beside it: "clashes and aerial bombardment"."""
    if avenged(draft.head):
        return []  # "in reprisal for a raid, rebels fired rockets": they are those of the reprisal
    # "shelled the town after an attack": the shells are not the attack's
    before = None if draft.effect else what_came_before(draft.head)
    verb = before or clause_of(draft.head)
    lo, hi = verb.left_edge.i, verb.right_edge.i + 1
    beside = draft.head.conjuncts if draft.head.pos_ == "NOUN" else ()
    return [w for w in words.weapons if lo <= w[0] and w[1] <= hi and _phrase_head(doc, w[1] - 1) not in beside]


def _nearest(doc: Doc, draft: Draft, weapons: Sequence[Armed]) -> Armed | None:
    weapons = [w for w in weapons if not _was_not_used(doc, draft, w)]
    free = [w for w in weapons if not (_another_thing(doc, w) or anothers(draft, w, _phrase_head(doc, w[1] - 1)))]
    if not draft.effect:  # "opened fire after a blast"; those who died after one died of it
        free = [w for w in free if not _is_after(_phrase_head(doc, w[1] - 1))]
    return min(free, key=lambda w: abs(w[0] - draft.head.i), default=None)


def _was_not_used(doc: Doc, draft: Draft, w: Armed) -> bool:
    """ "A store exploded and the air force had not been active": what another clause denies was not the means."""
    clause = clause_of(doc[w[1] - 1])
    return clause != clause_of(draft.head) and any(c.dep_ == "neg" for c in clause.children)


def _another_thing(doc: Doc, w: Armed) -> bool:
    """Whether weapon words are somebody's own, avenged, handled, or of another time."""
    last = doc[w[1] - 1]
    if any(c.dep_ == "poss" and c.lower_ in ("his", "her") for c in last.children):
        return True
    return (
        avenged(last)
        or _carries_people(_phrase_head(doc, w[1] - 1))
        or _handled(doc, w[1])
        or long_before(_phrase_head(doc, w[1] - 1))
    )


def _is_after(thing: Token) -> bool:
    return thing.dep_ == "pobj" and thing.head.lower_ in ("after", "before", "following")


def _carries_people(craft: Token) -> bool:
    """ "Evacuated by helicopter", "soldiers who came from two helicopters": by what somebody was brought."""
    if craft.dep_ != "pobj" or craft.head.lower_ not in BROUGHT_BY:
        return False
    return clause_of(craft).lemma_ in BRINGING


MEANS: tuple[tuple[str, Callable[[Doc, Words, Draft], Armed | None]], ...] = (
    ("own_phrase", _in_own_phrase),
    ("gas_dropped", _gas_dropped),
    ("with_what", _with_what),
    ("nearby", _nearby),
    ("in_sentence", _in_sentence),
)


def _phrase_head(doc: Doc, i: int) -> Token:
    """The noun before which a noun only stands: the attack of "a chemical attack"."""
    head = doc[i]
    while head.dep_ in ("compound", "nmod", "amod") and head.head.i > head.i:
        head = head.head
    return head


def _handled(doc: Doc, end: int) -> bool:
    """Whether weapon words name what something is done to, or only what a thing has to do with.

    "Destroyed two tanks and a mortar", "a vehicle equipped with machine guns", "their chemical weapons programme".
    """
    head = _phrase_head(doc, end - 1)
    if head.i >= end and head.lemma_.lower() in ABOUT_ARMS:
        return True
    while head.dep_ in ("conj", "appos") and head.head.pos_ in ("NOUN", "PROPN") and head.head.i != head.i:
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ == "with" and head.head.head.lemma_ in ("equip", "mount"):
        return True
    return head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_ in HANDLED
