""" "The attack", "it was a retreat": which deed told before is meant, where the words say no more of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc, Span, Token

from rashomon.model import Claim, Statement
from rashomon.reading.grammar.english import clause_of, obj
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.deed_order import SINCE
from rashomon.reading.what.mention_index import Draft, kind_told
from rashomon.reading.who.source_heads import is_time

LIGHT = words("light")
VAGUE = words("vague")
BROAD = words("broad")


def taken_up(doc: Doc, s: Statement, before: Sequence[Statement]) -> list[Draft]:
    """ "While X called the withdrawal a retreat, Y say it was ...": what Y says is of the same thing.

    Only where the statement opens with "it was" or "this was" and the one before it stands in the same sentence.
    """
    r = token_range(doc, s.content[0]) if s.content and s.cue else None
    if r is None or r[1] - r[0] < 3 or doc[r[0]].lower_ not in ("it", "this", "that") or doc[r[0] + 1].lemma_ != "be":
        return []
    if _says_more(doc[r[0] + 1]):
        return []
    earlier = [p for p in before if p.claims and _cued_in(doc, p, doc[r[0]].sent)]
    if not earlier:
        return []
    claim = earlier[-1].claims[0]
    by = {"kind": "taken_up"}
    draft = Draft(kind_told(doc, claim), (r[0], r[0] + 2), doc[r[0] + 1], {}, made="it_was", by=by)
    if (deed := doc.char_span(*claim.trigger, alignment_mode="expand")) is not None:
        draft.fill("like", [deed.root], "taken_up")
    if (doer := _doer(doc, claim)) is not None:
        draft.fill("actor", [doer], "same_as_before")
    return [draft]


def _says_more(be: Token) -> bool:
    """ "It was keeping to a truce" says what else it did, "it was aware of the reports" how somebody was."""
    return be.dep_ == "aux" or any(c.dep_ == "acomp" for c in be.children)


def _cued_in(doc: Doc, s: Statement, sentence: Span) -> bool:
    cue = token_range(doc, s.cue[0]) if s.cue else None
    return cue is not None and sentence.start <= cue[0] < sentence.end


def _doer(doc: Doc, claim: Claim) -> Token | None:
    """The head of the words for who did it."""
    span = token_range(doc, claim.actor.span) if claim.actor is not None and claim.actor.span is not None else None
    return None if span is None else doc[span[0] : span[1]].root


def again(doc: Doc, s: Statement, found: list[Draft], before: Sequence[Claim]) -> list[Draft]:
    """ "The attack", "the bombing": what was told before, where the words say no more of it. Takes on its kind.

    Who confirms an attack that was laid to their own side before means that one, and has owned it.
    """
    loose = [(d, noun) for d in found if d.kind.loose and (noun := _noun_of(d)) is not None and takes_up(d)]
    events = [c for c in before if c.polarity == "affirmed" and kind_told(doc, c).attack] if loose else []
    for d, noun in loose if events else []:
        if (meant := _meant(doc, noun, events)) is not None:
            d.like = meant
            d.kind, d.by["kind"] = kind_told(doc, d.like), "taken_up"
    if s.stance == "denies":
        _denied_again(doc, s.speaker.camp, found, before)
    if any(doc[r[0]].lemma_ in OWNING for cue in s.cue if (r := token_range(doc, cue))):
        _own(doc, s.speaker.camp, found, before)
    return found


def named_again(doc: Doc, d: Draft, told: Sequence[Claim]) -> bool:
    """ "Clashes began after the announcement of the deal": talks or a deal told before, named by the way."""
    if not d.kind.held_apart or d.head.dep_ != "pobj" or d.head.pos_ != "NOUN" or not bare(d.head):
        return False
    return any(kind_told(doc, c) is d.kind and c.polarity == "affirmed" for c in told)


def takes_up(d: Draft) -> bool:
    """Whether a deed is told as one that was told before: a bare "the attack"."""
    noun = _noun_of(d)
    return noun is not None and names_it(noun)


def _noun_of(d: Draft) -> Token | None:
    """The noun by which a draft tells its deed. Of "carried out the attack" the object, not of "the operation"."""
    if d.head.pos_ == "NOUN":
        return d.head
    noun = obj(d.head) if d.head.lemma_ in LIGHT else None
    return None if noun is None or noun.lemma_ in BROAD else noun


def _own(doc: Doc, side: str, found: Sequence[Draft], before: Sequence[Claim]) -> None:
    """Gives a deed that a side admits the doer that it had when it was laid to that side."""
    own = [
        c
        for c in before
        if kind_told(doc, c).attack and c.actor and c.actor.camp == side != "unknown" and c.polarity == "affirmed"
    ]
    doer = _doer(doc, own[-1]) if own else None
    for d in found:
        when = clause_of(d.head).dep_ == "advcl"  # "admits that its jets were near when the attack occurred"
        if doer is not None and d.kind.attack and "actor" not in d.roles and d.head.pos_ == "NOUN" and not when:
            d.fill("actor", [doer], "same_as_before")


def _denied_again(doc: Doc, side: str, found: Sequence[Draft], before: Sequence[Claim]) -> None:
    """ "The rebels denied the massacre": that which was laid to their own side before, whatever it was called there."""
    laid = [
        c for c in before if kind_told(doc, c).deadly and c.actor and c.actor.camp == side and c.polarity == "affirmed"
    ]
    for d in found if laid else []:
        again = d.head.pos_ == "NOUN" and "actor" not in d.roles and bare(d.head) and d.kind.deadly
        same = [c for c in laid if kind_told(doc, c).family is d.kind.family]
        if again and d.like is None and same:
            d.like = same[-1]
            d.kind, d.by["kind"] = kind_told(doc, d.like), "taken_up"
            if (doer := _doer(doc, d.like)) is not None:
                d.fill("actor", [doer], "same_as_before")


def _meant(doc: Doc, noun: Token, events: Sequence[Claim]) -> Claim | None:
    """The deed that "the attack" takes up: the last of the noun's own kinds, else the last told as one deed. None where
    that was fighting: "militants entered the town, but the attack was beaten off" is no air strike told before it."""
    events = [c for c in events if not _lasting(doc, c)] or list(events)
    strikes = [c for c in events if kind_told(doc, c).strike]
    own = [c for c in strikes if noun.lemma_.lower() in kind_told(doc, c).called_again]
    if own or not strikes:
        return own[-1] if own else None
    since = (c for c in events if c.trigger.start > strikes[-1].trigger.start and _by_force(doc, c))
    return None if any(since) else strikes[-1]


def _by_force(doc: Doc, c: Claim) -> bool:
    """Whether a verb tells of an attack that is no strike: "militants entered the town" may be "the attack"; what only
    is named ("among the largest operations") is not."""
    kind, span = kind_told(doc, c), token_range(doc, c.trigger)
    if not kind.mutual or kind.effect or c.modality != "happened" or span is None:
        return False
    return doc[span[0] : span[1]].root.pos_ == "VERB"


def _lasting(doc: Doc, c: Claim) -> bool:
    """ "After years of bombardment", "the air strikes of the last five years"."""
    first, last = c.time.start, c.time.end
    if first and last and (date.fromisoformat(last) - date.fromisoformat(first)).days > SEASON:
        return True
    span = token_range(doc, c.trigger)
    head = doc[span[0] : span[1]].root if span is not None else None
    return head is not None and head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_ in SINCE


SEASON = 90
"""Days. What went on for longer is no one attack."""
OWNING = frozenset({"confirm", "acknowledge", "admit"})
SAYS_WHICH = frozenset({"on", "against", "in", "at", "near", "of", "by", "with"})


def names_it(noun: Token) -> bool:
    """A bare "the attack" or "this raid": nothing in its phrase says which."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in VAGUE and bare(noun)


def bare(noun: Token) -> bool:
    """Whether a noun says no more than "the" of what it names."""
    if any(map(_tells_which, noun.rights)):
        return False
    before = [c for c in noun.lefts if c.dep_ not in ("punct", "neg")]
    return bool(before) and all(
        c.lower_ in ("the", "this", "that", "these", "those") or is_time(c) for c in before
    )  # "Saturday's attack" too


def _tells_which(child: Token) -> bool:
    """ "The attack on X", "the operation to free the town"; not "the attack on Sunday"."""
    if child.dep_ == "prep":
        return child.lower_ in SAYS_WHICH and not any(map(is_time, child.children))
    if child.dep_ not in ("acl", "relcl"):
        return False
    by_whom = child.dep_ == "acl" and any(g.dep_ == "agent" for g in child.rights)  # "the offensive led by rebels"
    return by_whom or any(g.lower_ == "to" for g in child.lefts)
