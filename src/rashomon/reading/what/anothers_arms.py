"""Whose deed was a weapon used in? Of two deeds that a sentence tells, each has its own."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.reading.actors.component import core
from rashomon.reading.grammar.english import clause_of, is_passive
from rashomon.reading.what.deed_order import came_first
from rashomon.reading.what.mention_index import Draft


def anothers(draft: Draft, weapon: tuple[int, int, object], noun: Token) -> bool:
    """ "Fighters raided X after jets had bombed Y", "hours after an air strike", "while drones struck Y": what others
    did another deed with, where it is told who did this one. `noun` is that of the weapon's phrase."""
    verb = draft.head
    doers = draft.roles.get("actor", [])
    if verb.pos_ != "VERB" or not doers or is_passive(verb):
        return False
    if any(a < weapon[1] and b > weapon[0] for a, b in map(core, doers)):
        return False
    clause = clause_of(noun)  # "drones struck" is a weapon's phrase with its verb
    acts = clause != verb and clause.dep_ == "advcl"
    return (acts and (noun == clause or (noun.dep_ == "nsubj" and noun.head == clause))) or came_first(noun, verb)
