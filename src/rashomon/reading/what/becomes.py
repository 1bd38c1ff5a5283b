"""Of which kind is a deed, once its weapon, its doer and the words around are known? (`becomes` of world/kinds/)"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Doc

from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.what.actor_classes import bears_arms, is_of
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.reading.what.named_again import takes_up
from rashomon.reading.what.weapons import means_in
from rashomon.world import World
from rashomon.world.kind_words import Weapon

BARE_BOMBING = words("bare_bombing")
DEMONSTRATORS = words("demonstrators")
SEARCHED = words("searched")
BY_NIGHT = words("by_night")
ON_FOOT, ON_THE_GROUND = words("on_foot"), words("on_the_ground")
TWO_SIDED = words("two_sided")
FOUGHT = TWO_SIDED | words("broad")
UNTOLD = words("untold")


def of_its_kind(doc: Doc, world: World, words: Words, draft: Draft) -> Draft:
    """A draft with its weapon, and of the kind that weapon, doer and words make of it."""
    draft.effect = draft.kind.effect or (draft.head.lemma_ == "kill" and draft.kind.attack)
    if draft.effect and any(a <= t.i < b for t in draft.roles.get("actor", [])[:1] for a, b, _ in words.sites):
        del draft.roles["actor"]  # a station kills nobody: the parser took an object for the subject
    if draft.kind.has_means and (found := means_in(doc, words, draft)) is not None:
        draft.by["weapon"], draft.means = found
        told = world.kinds[draft.means[2].kind]
        # what another clause names is no weapon of "an air raid that came after rockets fell"; "hit" leaves open which
        vague = bool(draft.kind.loose) or _leaves_open(draft)
        sure = draft.by["weapon"] != "in_sentence" or vague
        if sure and draft.kind.by_means and told is not draft.kind and _overrides(draft, draft.means[2]):
            draft.kind, draft.by["kind"] = told, "weapon"
    become(doc, world, draft, AT_ONCE)
    return draft


def become(doc: Doc, world: World, d: Draft, conditions: Mapping[str, Condition]) -> None:
    """Gives a draft the kind that its own kind `becomes` where one of the conditions holds, each tried in turn."""
    for name, holds in conditions.items():
        other = d.kind.becomes.get(name)
        if other is not None and holds(doc, world, d):
            d.kind, d.by["kind"] = world.kinds[other], name


def _untold(doc: Doc, world: World, d: Draft) -> bool:
    """Whether people are said to be dead, and not how."""
    return d.head.lemma_ in UNTOLD and not d.means


def _suicidal(doc: Doc, world: World, d: Draft) -> bool:
    """Whether the bomb's own phrase says so: "a suicide vehicle-borne device"."""
    heads = [d.head, *d.roles.get("means", [])]
    return any(t.lower_ == "suicide" for h in heads if h.pos_ in ("NOUN", "PROPN") for t in doc[core(h)[0] : h.i])


def _by_a_crowd(doc: Doc, world: World, d: Draft) -> bool:
    """Whether protesters or a mob are one of two sides that fight, or the one that attacks."""
    if any(is_of(world, t, "crowd") or is_of(world, t, "mob") for t in d.roles.get("actor", [])):
        return True
    if not any(d.head.doc[i].lemma_.lower() in TWO_SIDED for i in range(*d.trigger)):
        return False
    named = any(is_of(world, t, "crowd") for t in d.roles.get("target", []))
    return named or not DEMONSTRATORS.isdisjoint(words_of(d.head.doc)[1][d.head.sent.start : d.head.sent.end])


def _a_search(doc: Doc, world: World, d: Draft) -> bool:
    """Whether a raid is one of a police force: arrests or finds in its sentence, and nothing that flies."""
    if d.head.lemma_ != "raid" or (d.means is not None and d.means[2].kind == d.kind.id):
        return False
    lemmas = words_of(doc)[1][d.head.sent.start : d.head.sent.end]
    return any(word in SEARCHED for word in lemmas if word != "raid")


def _on_foot(doc: Doc, world: World, d: Draft) -> bool:
    """Whether a raid is one of people who come on foot or by road, and nothing that flies is told: no air raid.

    By who they are called ("settlers", "fighters of"), by their being an armed group, or by how they came and what they
    did ("on motorcycles", "looted"). A bare "raid", or one of a state's, stays what a war's reports mean by it.
    """
    told = [d.head, *(c for c in d.head.children if c.dep_ == "dobj")]
    if not any(t.lemma_ == "raid" for t in told) or (d.means is not None and d.means[2].kind == d.kind.id):
        return False
    doers = d.roles.get("actor", [])
    if any(t.lemma_.lower() in ON_FOOT for t in doers):
        return True
    shot = d.means is not None and d.means[2].weapon == "small_arms"
    at_night = any(c.dep_ == "compound" and c.lower_ in BY_NIGHT for t in told for c in t.lefts)
    if shot or (at_night and d.means is None):
        return True  # "a woman was killed in a night raid": troops who come to a house
    known = (mention_at(doc, t.i) for t in doers)
    if any(m is not None and m.role == "armed_group" for m in known):
        return True
    return not ON_THE_GROUND.isdisjoint(words_of(doc)[1][d.head.sent.start : d.head.sent.end])


def _leaves_open(d: Draft) -> bool:
    """Whether a verb says nothing of the weapon, and nobody is told to do it: "a bomb attack hit the convoy"."""
    return d.head.lemma_ in d.kind.open_words and not d.roles.get("actor")


def _overrides(d: Draft, weapon: Weapon) -> bool:
    """Whether the weapon says more than the word: not where jets "dropped bombs", which would make it a bombing; nor
    gas, which destroys no hospital: it is told beside what did."""
    return _leaves_open(d) or weapon.kind not in d.kind.not_by


def _by_a_state(doc: Doc, world: World, d: Draft) -> bool:
    """Whether a state's forces are named as the actor of a bare "bombing": bombardment, by what means is not said."""
    if d.head.lemma_ not in BARE_BOMBING or d.trigger[1] - d.trigger[0] != 1:
        return False
    heads = d.roles.get("actor", [])
    mentions = [m for h in heads for m in [mention_at(doc, h.i)] if m is not None]
    return any(m.role in ("military", "government", "air_force") or world.packs.incumbent(m.camp) for m in mentions)


def _of_the_unarmed(doc: Doc, world: World, d: Draft) -> bool:
    """Whether an attack killed people, and neither they nor who is attacked are said to bear arms: no fighting."""
    dead = d.roles.get("dead", [])
    if not dead or takes_up(d) or any(doc[i].lemma_.lower() in FOUGHT for i in range(*d.trigger)):
        return False
    hurt = [*dead, *d.roles.get("target", [])]  # "repelled an attack": what is fought, and nobody
    return not any(bears_arms(doc, world, t) or ("noun", t.lemma_.lower()) in world.lexicon.triggers for t in hurt)


Condition = Callable[[Doc, World, Draft], bool]
AT_ONCE: Mapping[str, Condition] = {"untold": _untold, "suicidal": _suicidal, "by_a_state": _by_a_state}
ONCE_MERGED: Mapping[str, Condition] = {
    "by_a_crowd": _by_a_crowd,
    "a_search": _a_search,
    "on_foot": _on_foot,
    "of_the_unarmed": _of_the_unarmed,
}
"""Conditions under which a claim is of another kind (`becomes` of its kind), in the order in which they are tried."""
