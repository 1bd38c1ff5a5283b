"""Which deeds are only part of what another claim tells: bombs that are defused, a meeting that was hit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from spacy.tokens import Token

from rashomon.reading.actors.component import core
from rashomon.reading.grammar.english import named_by
from rashomon.reading.what.mention_index import Draft


def outer(drafts: list[Draft]) -> list[Draft]:
    """Leaves out what is only the thing that another claim handles: bombs that are defused, shipments seized."""
    beside = Beside(
        held={
            i
            for d in drafts
            if d.kind.handles
            for head in [*d.roles.get("item", []), *d.roles.get("target", [])]
            for i in range(*core(head))
            if not d.trigger[0] <= i < d.trigger[1]
        },
        targets={t.i for d in drafts for t in d.roles.get("target", [])},
        struck={t.i for d in drafts if d.kind.attack for t in d.roles.get("target", [])},
        parties=Counter(i for d in drafts for i in _parties(d)),
        grounds={t.i for d in drafts for r in GROUNDS for t in d.roles.get(r, [])},
        deeds={d.head.i for d in drafts if d.head.pos_ in ("NOUN", "PROPN")},
        stopped={d.head for d in drafts if d.kind.stops_target},
        kept_out=[d.head for d in drafts if d.kind.prevents],
    )
    return [d for d in drafts if not any(rule(d, beside) for rule in ONLY_A_THING)]


class Beside(NamedTuple):
    """What the drafts of a statement say of the words around them, in token indexes and heads of triggers."""

    held: Set[int]
    """Of what is seized, shot down or delivered."""
    targets: Set[int]
    struck: Set[int]
    """Of attacks."""
    parties: Mapping[int, int]
    """With the number of drafts whose party it is."""
    grounds: Set[int]
    """Places and positions, from which and to which."""
    deeds: Set[int]
    """Nouns that name a deed."""
    stopped: Set[Token]
    """Verbs that put an end to their target."""
    kept_out: Sequence[Token]
    """Verbs whose clause did not come about."""


def _parties(d: Draft) -> set[int]:
    return {i for r in PARTIES for t in d.roles.get(r, []) for i in (t.i, named_by(t).i)}


PARTIES = ("actor", "target", "item")
GROUNDS = ("place", "from_place", "to_place")


def _handled(d: Draft, beside: Beside) -> bool:
    return not beside.held.isdisjoint(range(*d.trigger))


def _bomber_stopped(d: Draft, beside: Beside) -> bool:
    return d.head.lemma_ == "bomber" and d.head.dep_ in ("dobj", "nsubjpass") and d.head.head in beside.stopped


def _names_a_party(d: Draft, beside: Beside) -> bool:
    """ "Fired on protesters"."""
    return d.kind.names_people and d.head.pos_ == "NOUN" and d.head.i in beside.parties


def _prevented(d: Draft, beside: Beside) -> bool:
    return d.head.dep_ in ("pcomp", "xcomp") and any(k.is_ancestor(d.head) for k in beside.kept_out)


def _describes(d: Draft, beside: Beside) -> bool:
    """ "Weapons bound for rebels", "fighters battling the army shelled it", "refugees living in the camp fled",
    "withdrew to positions held before the truce", "a ceasefire mediated by X": a participle that says which."""
    of = d.head.head.i
    if d.head.dep_ == "amod" and d.kind.at_origin:  # "attacked displaced people", not "they are displaced people"
        return beside.parties.get(of, 0) > (of in _parties(d))
    if d.head.dep_ != "acl":
        return False
    people = d.kind.at_origin or (d.kind.state and d.kind.background)
    doer = beside.parties.get(of, 0) > (of in _parties(d))
    return (
        of in beside.held
        or (d.kind.mutual and doer and d.head.tag_ == "VBG")
        or (d.kind.mutual and of in beside.targets)
        or (people and of in beside.parties)
        or (d.kind.names_holder and "holder" not in d.roles and of in beside.grounds)
        or (d.kind.held_apart and of in beside.deeds)
    )


def _struck(d: Draft, beside: Beside) -> bool:
    """ "The blast wiped out a meeting of commanders": whom it hit, and no talks that are told of."""
    return d.kind.held_apart and d.head.dep_ in ("dobj", "nsubjpass") and d.head.i in beside.struck


ONLY_A_THING = (_struck, _handled, _bomber_stopped, _names_a_party, _prevented, _describes)
