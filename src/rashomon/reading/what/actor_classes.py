"""Of what sort a party is, for the code lists: a side's force, armed or not, a crowd that protests, a mob.

Read from the words themselves, since a conflict that no pack describes has camps for few: "militants" are no
government's, "police" are somebody's government's, "protesters" are neither. The words are the classes of
kinds/_classes.toml.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.model import Party
from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.grammar.english import named_by
from rashomon.world import World
from rashomon.world.kinds import Doer, Side, Sufferer

ARMED_ROLES = frozenset({"armed_actor", "military", "armed_group", "air_force", "fighter"})
ARMED_SITES = frozenset({"base", "airbase", "checkpoint", "police", "arms_store"})
WITHOUT_SIDE = (None, "unknown", "local")


def is_of(world: World, token: Token, name: str) -> bool:
    """Whether the noun that a phrase is about ("dozens of protesters") is of a class of kinds/_classes.toml."""
    words = world.lexicon.classes[name]
    noun = named_by(token)
    if noun.lemma_.lower() in words or noun.lower_ in words:
        return True
    # "a vigilante group"
    return name == "mob" and any(c.dep_ == "compound" and c.lemma_.lower() in words for c in noun.lefts)


def side_of(doc: Doc, world: World, party: Party | None) -> Side | None:
    """The government's side or another: by camp, else by the words for the force."""
    if party is None or party.span is None:
        return None
    known = world.side(party.camp)
    if known is not None and party.camp not in WITHOUT_SIDE:
        return known
    span = doc.char_span(party.span.start, party.span.end, alignment_mode="expand")
    if span is None:
        return None
    noun = named_by(span.root)
    start, end = core(noun)
    lemmas = {t.lemma_.lower() for t in doc[start:end]}
    if lemmas & world.lexicon.classes["irregular"]:
        return "other"
    if lemmas & world.lexicon.classes["state"]:
        return "incumbent"
    if noun.lemma_.lower() in ("force", "forces") and any(
        p.precision == "country" and p.span.start <= t.idx < p.span.end
        for t in doc[start : noun.i]
        for p in doc._.places
    ):
        return "incumbent"  # "Ruritanian forces": a state's
    return None


def doer(doc: Doc, world: World, party: Party | None) -> Doer | None:
    """Who does it, as the rules for codes ask."""
    token = _root(doc, party)
    if token is not None and is_of(world, token, "crowd"):
        return "crowd"
    if token is not None and is_of(world, token, "mob"):
        return "mob"
    return side_of(doc, world, party)


def sufferer(doc: Doc, world: World, party: Party | None) -> Sufferer | None:
    """To whom it is done: a crowd that protests, armed or not, a base; None where the words leave it open."""
    token = _root(doc, party)
    if token is None or party is None:
        return None
    if is_of(world, token, "crowd"):
        return "crowd"
    if is_of(world, token, "post"):
        return "base"
    noun = named_by(token)
    mention = mention_at(doc, noun.i)
    if mention is not None and (
        mention.role in ARMED_ROLES or (mention.descriptor is not None and mention.descriptor.armed)
    ):
        return "armed"
    if party.site in ARMED_SITES or any(
        t.lemma_.lower() in world.lexicon.classes["combatant"] for t in doc[core(noun)[0] : noun.i + 1]
    ):
        return "armed"
    if is_of(world, token, "people") or is_of(world, token, "civil") or party.site is not None or party.camp == "local":
        return "civil"
    return "armed" if party.camp not in WITHOUT_SIDE else None


def _root(doc: Doc, party: Party | None) -> Token | None:
    if party is None or party.span is None:
        return None
    span = doc.char_span(party.span.start, party.span.end, alignment_mode="expand")
    return None if span is None else span.root
