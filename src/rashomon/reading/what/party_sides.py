"""On whose side is a party that a claim names? Its own words tell, else what stands beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Span, Speaker, Statement
from rashomon.reading.actors.component import Mention, Named, Side, core, describe, mention_at, within
from rashomon.reading.actors.mentions import ARMED
from rashomon.reading.actors.short_forms import shortened
from rashomon.reading.grammar.lexicon import words as word_list
from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.grammar.spans import characters
from rashomon.reading.what.no_party import UNARMED
from rashomon.reading.what.stand_ins import stands_for
from rashomon.reading.what.together import side_words, whose_force
from rashomon.world import World

OWNERS, OPPOSED = word_list("owners"), word_list("opposed")
SIDE_PREPS = word_list("side_prepositions")
TAKING_UP = word_list("taking_up")


class Sided(NamedTuple):
    """A camp and an entity that the packs know, with the rule that gave them and the words it went by."""

    camp: str
    entity: str | None = None
    rule: str | None = None
    at: Span | None = None


class Asked(NamedTuple):
    """A party of which the camp is sought: head, the noun that the phrase is about, and what its own words tell."""

    doc: Doc
    statement: Statement
    head: Token
    noun: Token
    mention: Mention | None
    """Of the head."""
    told: Named
    start: int
    end: int

    @property
    def speaker(self) -> Speaker:
        return self.statement.speaker

    @property
    def one_of_them(self) -> list[str]:
        """The camps of the adjectives of sides in the phrase: "Russian or Syrian jets"."""
        words = {t.lower_ for t in self.doc[self.start : self.end]}
        return sorted({m.force for m in world_of(self.doc).packs.modifiers if m.word in words})


def span_of(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _sided(doc: Doc, side: Side, entity: str | None) -> Sided:
    return Sided(side.camp, entity, side.rule, None if side.by is None else characters(doc, side.by))


MEDIA = frozenset({"media", "state_media", "party_media"})
OF_MEDIA = word_list("of_media")


def _speaks_of_media(doc: Doc, start: int, end: int) -> bool:
    """Whether a party that is named like an outlet is one: its staff, its office, its team."""
    return any(t.lemma_.lower() in OF_MEDIA for t in doc[max(0, start - 2) : end + 2])


def own_words(x: Asked) -> Sided:
    """What the phrase tells by itself. Not what is told of it only besides: "people killed in US strikes"."""
    m = x.mention
    if m is not None and m.role in MEDIA and not _speaks_of_media(x.doc, x.start, x.end):
        return Sided("unknown", None, "unknown")
    if m is not None and m.start <= x.head.i < m.end - 1 and x.noun == x.head:
        # the first word of what names the side: "US air strikes"
        return _sided(x.doc, m.side, m.entity)
    told = x.told
    if told.mention is not None and told.mention.role in MEDIA and not _speaks_of_media(x.doc, x.start, x.end):
        return Sided("unknown", None, "unknown")  # "the districts of Qaboun and Tishreen" are no newspaper's
    first = told.mention.start if told.mention is not None else -1
    if max(first, told.by[0] if told.by is not None else -1) >= of_it(x.noun, SIDE_PREPS):
        return Sided("unknown", None, "unknown")
    return _sided(x.doc, told.side, told.entity)


def _by_short_form(x: Asked, _: Sided) -> Sided | None:
    name = shortened(x.noun)
    return None if name is None else Sided(name.camp, name.entity, "short_form", span_of(x.noun))


def _by_loaded_word(x: Asked, so_far: Sided) -> Sided | None:
    """ "Terrorists": whom it means, the speaker's camp tells."""
    by = x.told.mention
    if so_far.camp == "unknown" and by is not None and by.descriptor is not None and not by.descriptor.loaded:
        before = mention_at(x.doc, by.start - 1) if by.start else None  # "terrorist snipers"
        by = before if before is not None and x.doc[before.end - 1].head == x.noun else by
    if by is None or x.told.entity is not None or by.descriptor is None or not by.descriptor.loaded:
        return None
    if so_far.rule == "short_form":
        return None
    return _sided(x.doc, by.side_said_by(x.speaker.camp), so_far.entity)


def _by_owner(x: Asked, so_far: Sided) -> Sided | None:
    """ "Its jets": whose force it is, the pronoun stands for."""
    owner = next((c for c in x.noun.lefts if c.lower_ in OWNERS), None)
    if owner is not None and x.noun.lemma_.lower() in OPPOSED:
        return Sided("unknown", None, "unknown")  # "its enemies"
    if so_far.camp != "unknown" or owner is None or not (x.told.role in ARMED or _armed(x.noun)):
        return None
    found = stands_for(x.doc, owner, x.statement)
    return None if found is None else so_far._replace(camp=found[0], rule="its_force", at=span_of(owner))


def _of_two_the_speaker(x: Asked, so_far: Sided) -> Sided | None:
    """ "Neither Russian nor Syrian jets", says Russia: its own in the first place."""
    camp = x.speaker.camp
    if camp in NEUTRAL_CAMPS or camp == so_far.camp or not any(t.dep_ == "cc" for t in x.doc[x.start : x.end]):
        return None
    return Sided(camp, None, "speaker_of_two") if camp in x.one_of_them else None


def _of_the_speakers_country(x: Asked, so_far: Sided) -> Sided | None:
    """ "The country's air force", says its minister."""
    if so_far.entity is not None or x.speaker.role not in SPEAKS_FOR_A_STATE or not _of_the_country(x.noun):
        return None
    return Sided(x.speaker.camp, None, "speakers_country", span_of(x.noun))


def _either_of_two(x: Asked, so_far: Sided) -> Sided | None:
    """ "Russian or Syrian jets": of whom it is left open which, in the order of the alphabet."""
    if so_far.camp == x.speaker.camp or not any(t.lower_ == "or" for t in x.doc[x.start : x.end]):
        return None
    either = x.one_of_them
    return Sided("_or_".join(either), None, "one_or_the_other") if len(either) > 1 else None


def _by_what_is_said(x: Asked, so_far: Sided) -> Sided | None:
    """ "Drones thought to be Ruritanian", "forces loyal to X"."""
    if so_far.camp != "unknown":
        return None
    for rule, found in (("said_to_be", said_to_be), ("loyal_to", _loyal)):
        if camp := found(x.noun):
            return so_far._replace(camp=camp, rule=rule, at=span_of(x.noun))
    return None


def _by_side_word(x: Asked, so_far: Sided) -> Sided | None:
    """ "Ruritanian involvement": the word for a side that stands alone for those who did it."""
    if so_far.camp != "unknown" or x.head.dep_ not in ("amod", "compound", "nmod"):
        return None
    word = next(side_words(x.doc, x.head.i, x.head.i + 1), None)
    return None if word is None else Sided(word.camp, None, "nationality", span_of(x.head))


def _by_whose_force(x: Asked, so_far: Sided) -> Sided | None:
    """ "Jets of Ruritania": the state or side that a noun for a force is of."""
    if so_far.camp != "unknown" or (owner := whose_force(x.noun)) is None:
        return None
    who = describe(owner)
    if who.camp in NEUTRAL_CAMPS or who.role in UNARMED:
        return None
    return Sided(who.camp, who.entity, "of_owner", span_of(owner))


def _by_group_before(x: Asked, so_far: Sided) -> Sided | None:
    if so_far.camp != "unknown" or (named := _taken_up(x.noun)) is None:
        return None
    return Sided(named.camp, named.entity, "group_before", characters(x.doc, (named.start, named.end)))


SIDES: tuple[Callable[[Asked, Sided], Sided | None], ...] = (
    _by_short_form,
    _by_loaded_word,
    _by_owner,
    _of_two_the_speaker,
    _of_the_speakers_country,
    _either_of_two,
    _by_what_is_said,
    _by_whose_force,
    _by_side_word,
    _by_group_before,
)
"""Rules of the camp of a party, after what its own words tell; each that finds something takes the place of what the
ones before it found."""


def said_to_be(noun: Token) -> str | None:
    """ "Drones thought to be Ruritanian", "the jets were Russian": the camp of the adjective, by the order of the
    words, which holds where the parse does not. None for "either Russian or Syrian"."""
    end = min(noun.i + 9, sentence_of(noun).end)
    words = _after_believed([t.lower_ for t in noun.doc[noun.i + 1 : end]])
    if not words:
        return None
    last = noun.doc[end - len(words)]
    if last.i + 1 < len(noun.doc) and last.nbor().pos_ in ("NOUN", "PROPN", "ADJ"):
        return None
    named = words[:1] + words[2:3] if words[1:2] == ["or"] else words[:1]
    camps = {m.camp for m in world_of(noun.doc).packs.modifiers if m.word in named}
    return camps.pop() if len(camps) == 1 else None


def _after_believed(words: list[str]) -> list[str]:
    """What follows "are", "believed to be" or "were thought to be"; nothing where none of them stands first."""
    if words[:1] == [","] and words[1:2] and words[1] in BELIEVED:
        words = words[1:]
    stated = bool(words) and words[0] in ("is", "are", "was", "were")
    words = words[stated:]
    if len(words) > 2 and words[0] in BELIEVED and words[1:3] == ["to", "be"]:
        return words[3:]
    return words if stated else []


SPEAKS_FOR_A_STATE = frozenset({"government", "military", "minister", "official", "spokesperson", "leader", "diplomat"})


def _armed(noun: Token) -> bool:
    """ "Its jets", "our men": those by whom a side acts."""
    return noun.lemma_.lower() == "man" or noun.lemma_.lower() in world_of(noun.doc).packs.force_nouns


def world_of(doc: Doc) -> World:
    world: World = doc._.world
    return world


def _of_the_country(noun: Token) -> bool:
    """ "The country's air force"; "the countrys air force" where the text lost its apostrophes."""
    owners = {c.lower_ for c in noun.lefts if c.dep_ in ("poss", "nmod", "compound", "amod")}
    lost = unpunctuated(noun.doc) and "countrys" in owners
    return lost or not owners.isdisjoint(("country", "countries", "nation", "nations"))


def _loyal(noun: Token) -> str | None:
    """ "Forces loyal to X", wherever the parse hung the adjective."""
    i = noun.i + 1
    doc = noun.doc
    if i + 2 >= len(doc) or doc[i].lower_ not in ("loyal", "allied") or doc[i + 1].lower_ not in ("to", "with"):
        return None
    whom = within(doc, i + 2, min(len(doc), i + 10))
    if not whom or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[i + 2 : whom[0].start]):
        return None
    return whom[0].camp


def _taken_up(noun: Token) -> Mention | None:
    """ "The group", "the militia": the armed organisation that was named last, if one was near."""
    before = list(noun.lefts)
    if noun.lower_ not in TAKING_UP or [c.lower_ for c in before] not in (["the"], ["this"]):
        return None
    near = (m for m in reversed(noun.doc._.mentions) if m.end <= noun.i and noun.i - m.start < 60)
    states = world_of(noun.doc).packs.sides.states
    return next((m for m in near if m.is_of_a_party(states)), None)


BELIEVED = word_list("hedging_adjectives") | {"thought", "said"}


def of_it(head: Token, preps: frozenset[str] | None = None) -> int:
    """Where what belongs to a noun ends: "the gates of the hospital", not what a clause tells of it besides."""
    ends = [core(head)[1]]
    for child in head.rights:
        if child.dep_ in ("relcl", "acl", "advcl", "conj", "cc"):
            break
        if preps is not None and child.dep_ == "prep" and child.lower_ not in preps:
            break
        ends.append(child.right_edge.i + 1)
    return max(ends)
