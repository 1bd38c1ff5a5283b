"""Of what sort a party is, for the code lists: a side's force, armed or not, a crowd that protests, a mob.

Read from the words themselves, since a conflict that no pack describes has camps for few: "militants" are no
government's, "police" are somebody's government's, "protesters" are neither. The words are the classes of
kinds/_classes.toml.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.model import Party
from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.actors.mentions import ARMED
from rashomon.reading.grammar.english import named_by
from rashomon.world import World
from rashomon.world.kinds import Doer, Side, Sufferer

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
    return None if span is None else _side_by_words(doc, world, named_by(span.root))


def _side_by_words(doc: Doc, world: World, noun: Token) -> Side | None:
    """ "Militants" are no government's, "police" are some government's, "Ruritanian forces" are a state's."""
    start, end = core(noun)
    lemmas = {t.lemma_.lower() for t in doc[start:end]}
    if lemmas & world.lexicon.classes["irregular"]:
        return "other"
    if lemmas & world.lexicon.classes["state"]:
        return "incumbent"
    if noun.lemma_.lower() not in ("force", "forces"):
        return None
    countries = [p.span for p in doc._.places if p.precision == "country"]
    before = doc[start : noun.i]
    return "incumbent" if any(s.start <= t.idx < s.end for t in before for s in countries) else None


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
    if _armed(doc, world, named_by(token), party):
        return "armed"
    civil = party.site is not None or party.camp == "local"
    if civil or is_of(world, token, "people") or is_of(world, token, "civil"):
        return "civil"
    return "armed" if party.camp not in WITHOUT_SIDE else None


def bears_arms(doc: Doc, world: World, token: Token) -> bool:
    """Whether the words of a party say that it is armed, or a post of those who are."""
    return is_of(world, token, "post") or _armed_words(doc, world, named_by(token))


def _armed(doc: Doc, world: World, noun: Token, party: Party) -> bool:
    return party.site in ARMED_SITES or _armed_words(doc, world, noun)


def _armed_words(doc: Doc, world: World, noun: Token) -> bool:
    mention = mention_at(doc, noun.i)
    if mention is not None and mention.role in ARMED:
        return True
    if mention is not None and mention.descriptor is not None and mention.descriptor.armed:
        return True
    combatants = world.lexicon.classes["combatant"]
    return any(t.lemma_.lower() in combatants for t in doc[core(noun)[0] : noun.i + 1])


def _root(doc: Doc, party: Party | None) -> Token | None:
    if party is None or party.span is None:
        return None
    span = doc.char_span(party.span.start, party.span.end, alignment_mode="expand")
    return None if span is None else span.root
