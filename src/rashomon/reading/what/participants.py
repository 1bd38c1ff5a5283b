"""Who does it, and to whom: actor, target and holder of a claim in the words that show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Party, Span, Statement
from rashomon.reading.actors.component import Mention, Named, core, describe, mention_at, within
from rashomon.reading.actors.short_forms import shortened
from rashomon.reading.grammar.english import ALLEGATIONS, named_by
from rashomon.reading.grammar.lexicon import words as word_list
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.actor_classes import ARMED_ROLES
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.reading.who.cues import lexicon
from rashomon.world import World

PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i", "its", "their", "his", "her", "our", "them", "us", "him"})


BARE_NUMBERS, TAKING_UP = word_list("bare_numbers"), word_list("taking_up")
INTENSITIES = word_list("intensities")
OWNERS = frozenset({"its", "their", "our", "his", "her"})


BOMBERS = frozenset({"bomber", "attacker", "terrorist"})
"""Nouns of `suicide_bombing` that name the deed and whoever does it at once."""


SELF = frozenset({"we", "i", "our", "us", "my"})


UNARMED = frozenset(
    {
        "media",
        "state_media",
        "party_media",
        "monitor",
        "rights_group",
        "humanitarian",
        "un",
        "medic",
        "rescuer",
        "resident",
        "witness",
        "relative",
        "refugee",
        "analyst",
        "activist",
    }
)
"""Roles that use no armed force: one of them that the parse makes the doer of an attack told of it or suffered it."""


def actor_of(doc: Doc, world: World, words: Words, s: Statement, d: Draft) -> Party | None:
    """Who did it. Where the kind is a use of armed force (UCDP's definition) an unarmed party is nobody's."""
    heads = d.roles.get("actor", [])
    if world.kinds[d.kind].ucdp:
        heads = [h for h in heads if describe(h).role not in UNARMED and not _ground(words, h)]
    dead = {h.i for h in d.roles.get("target", [])}
    heads = [h for h in heads if not _only_counted(h)]
    heads = [h for h in heads if h.i not in dead]  # nobody does it to himself: the parser's error, or "fifty dead"
    found = party_of(doc, words, s, d, heads, site=False)
    if found is not None and found.camp == "unknown" and any(_names_only_a_sort(h) for h in heads):
        return None
    return found


def _ground(words: Words, head: Token) -> bool:
    """ "Fire hit the market killing eight", its comma lost: what was hit, which the parser took for the doer."""
    site = any(a <= head.i < b for a, b, _ in words.sites)
    return site and head.pos_ == "NOUN" and mention_at(head.doc, head.i) is None


def _only_counted(head: Token) -> bool:
    """ "Dozens", "over 100", "four people": a number of nobody who is named, which the parser took for a doer."""
    if head.lemma_.lower() in ("people", "person") and any(c.dep_ == "nummod" for c in head.lefts):
        return True
    if named_by(head) != head or head.dep_ == "poss" or within(head.doc, *core(head)):
        return False
    return head.like_num or head.lemma_.lower() in BARE_NUMBERS


def _names_only_a_sort(head: Token) -> bool:
    """ "A terrorist rocket attack": a loaded word before the deed, which names nobody where the pack tells no side."""
    m = mention_at(head.doc, head.i)
    return head.dep_ in ("compound", "amod") and m is not None and m.descriptor is not None and m.descriptor.loaded


def party_of(
    doc: Doc, words: Words, s: Statement, d: Draft, heads: Sequence[Token], *, site: bool = True
) -> Party | None:
    """The party that the heads name: the first that a pack knows, else the first. Who acts has no site."""
    parties = [_one_party(doc, words, s, d.trigger, h) for h in heads]
    if not site:
        parties = [replace(p, site=None) for p in parties]
    known = [p for p in parties if p.camp != "unknown"]
    return known[0] if known else parties[0] if parties else None


def _one_party(doc: Doc, words: Words, s: Statement, trigger: tuple[int, int], head: Token) -> Party:
    start, end = core(head)
    m = mention_at(doc, head.i)
    if m is not None:
        start, end = min(start, m.start), max(end, m.end)
    for a, b in (r for c in s.content if (r := token_range(doc, c))):
        if a <= head.i < b:
            start, end = max(start, a), min(end, b)  # the parse may reach into the cue
    if trigger[0] <= end - 1 < trigger[1] and trigger[0] > start and head.lemma_ not in BOMBERS:
        end = trigger[0]  # "government shelling": the government is the actor
    if head.dep_ == "compound" and start < head.i and doc[start].lower_ in INTENSITIES:
        start += 1
    span = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    text = doc[start:end].text
    if head.lower_ in PRONOUNS and head.text != "US":
        stand_in = _stands_for(doc, head, s)
        if stand_in is not None:
            return Party(text, span, stand_in[0], stand_in[1])
    noun = named_by(head)  # "three of its fighters"
    told = describe(noun)
    camp, entity = told.camp, told.entity
    if m is not None and m.start <= head.i < m.end - 1 and noun == head:
        camp, entity = m.camp, m.entity  # the first word of what names the side: "US air strikes"
    elif told.mention is not None and told.mention.start >= _of_it(noun, SIDE_PREPS):
        camp, entity = "unknown", None  # told of it only besides: "people killed in US strikes"
    if (name := shortened(noun)) is not None:
        camp, entity = name.camp, name.entity
    elif told.mention is not None and told.entity is None and (kind := told.mention.descriptor) and kind.loaded:
        camp = told.mention.camp_said_by(s.speaker.camp)
    owner = next((c for c in noun.lefts if c.lower_ in OWNERS), None)
    if camp == "unknown" and owner is not None and (told.role in ARMED_ROLES or _armed(noun)):
        camp = (_stands_for(doc, owner, s) or ("unknown", None))[0]
    if s.speaker.camp not in NEUTRAL_CAMPS and s.speaker.camp != camp and any(t.dep_ == "cc" for t in doc[start:end]):
        sides = {m.force for t in doc[start:end] for m in _world(doc).packs.modifiers if m.word == t.lower_}
        if s.speaker.camp in sides:  # "neither Russian nor Syrian jets", says Russia: its own in the first place
            camp, entity = s.speaker.camp, None
    if _of_the_country(noun) and entity is None and s.speaker.role in SPEAKS_FOR_A_STATE:
        camp = s.speaker.camp
    if camp != s.speaker.camp and len(either := _one_or_the_other(doc, start, end)) > 1:
        camp, entity = "_or_".join(either), None
    if camp == "unknown":
        camp = said_to_be(noun) or _loyal(noun) or camp
    if camp == "unknown" and (named := _taken_up(noun)) is not None:
        camp, entity = named.camp, named.entity
    last = _of_it(head)
    site = next((v.site for a, b, v in words.sites if a < last and b > start), None)
    return Party(text, span, camp, entity, site)


def said_to_be(noun: Token) -> str | None:
    """ "Jets believed to be Russian", "the jets were Russian": the camp of the adjective, by the order of the words,
    which holds where the parse does not. None for "either Russian or Syrian"."""
    world: World = noun.doc._.world
    words = [t.lower_ for t in noun.doc[noun.i + 1 : min(noun.i + 9, noun.sent.end)]]
    words = words[1:] if words[:1] == [","] and words[1:2] and words[1] in BELIEVED else words
    stated = bool(words) and words[0] in ("is", "are", "was", "were")
    words = words[stated:]
    if len(words) > 2 and words[0] in BELIEVED and words[1:3] == ["to", "be"]:
        stated, words = True, words[3:]
    if not stated or not words:
        return None
    camps = {
        m.camp
        for w in (words[:1] + words[2:3] if words[1:2] == ["or"] else words[:1])
        for m in world.packs.modifiers
        if m.word == w
    }
    last = noun.doc[min(noun.i + 9, noun.sent.end) - len(words)]
    ends = last.i + 1 == len(noun.doc) or last.nbor().pos_ not in ("NOUN", "PROPN", "ADJ")
    return camps.pop() if len(camps) == 1 and ends else None


SPEAKS_FOR_A_STATE = frozenset({"government", "military", "minister", "official", "spokesperson", "leader", "diplomat"})


def _armed(noun: Token) -> bool:
    """ "Its jets", "our men": those by whom a side acts."""
    return noun.lemma_.lower() == "man" or noun.lemma_.lower() in _world(noun.doc).packs.force_nouns


def _one_or_the_other(doc: Doc, start: int, end: int) -> list[str]:
    """ "Russian or Syrian jets": of whom it is left open which, in the order of the alphabet."""
    if not any(t.lower_ == "or" for t in doc[start:end]):
        return []
    return sorted({m.force for t in doc[start:end] for m in _world(doc).packs.modifiers if m.word == t.lower_})


def _world(doc: Doc) -> World:
    world: World = doc._.world
    return world


def _of_the_country(noun: Token) -> bool:
    """ "The country's air force", also where the text lost the apostrophe."""
    owners = [c for c in noun.lefts if c.dep_ in ("poss", "nmod", "compound", "amod")]
    return any(
        c.lower_.removesuffix("s") in ("country", "nation") or c.lower_ in ("country", "countries") for c in owners
    )


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
    return next((m for m in near if m.named and m.role in ARMED_ROLES and m.camp != "unknown"), None)


BELIEVED = word_list("hedging_adjectives") | {"thought", "said"}
SIDE_PREPS = frozenset({"of", "from", "with", "to", "for", "under", "by"})


def _of_it(head: Token, preps: frozenset[str] | None = None) -> int:
    """Where what belongs to a noun ends: "the gates of the hospital", not what a clause tells of it besides."""
    ends = [core(head)[1]]
    for child in head.rights:
        if child.dep_ in ("relcl", "acl", "advcl", "conj", "cc"):
            break
        if preps is not None and child.dep_ == "prep" and child.lower_ not in preps:
            break
        ends.append(child.right_edge.i + 1)
    return max(ends)


def _stands_for(doc: Doc, pronoun: Token, s: Statement) -> tuple[str, str | None] | None:
    """Camp and entity of whom a pronoun in a claim stands for: the speaker for "we", else the actor before it."""
    if (denier := _denier(pronoun)) is not None:
        who = describe(denier)
        return (who.camp, who.entity) if who.camp not in ("unknown", "media") else None
    if pronoun.lower_ in SELF or (
        pronoun.lower_ in ("it", "its", "they", "their")
        and s.manner != "direct"
        and s.cue
        and _first_subject(doc, pronoun, s)
    ):
        return (s.speaker.camp, s.speaker.entity) if s.speaker.role != "narrator" else None
    if (doer := _doer_above(pronoun)) is not None:
        return doer.camp, doer.entity
    if _of_whoever_speaks(doc, pronoun, s):
        return s.speaker.camp, s.speaker.entity
    before = [
        m
        for m in doc._.mentions
        if m.end <= pronoun.i
        and pronoun.i - m.end < 40
        and m.camp not in ("unknown", "media")
        and m.role not in UNARMED
    ]
    plural = pronoun.lower_ in ("they", "their", "them")
    for m in reversed(before):
        noun = doc[m.end - 1]
        if plural == (noun.tag_ in ("NNS", "NNPS")) or m.kind == "organisation":
            return m.camp, m.entity
    return None


def _doer_above(pronoun: Token) -> Named | None:
    """ "X killed ten soldiers when they took the field": the subject of both clauses is one."""
    verb = pronoun.head
    if pronoun.dep_ != "nsubj" or verb.dep_ != "advcl" or pronoun.lower_ not in ("it", "they"):
        return None
    above = next((c for c in verb.head.children if c.dep_ == "nsubj" and c.i < pronoun.i), None)
    if above is None or (pronoun.lower_ == "it" and above.tag_ in ("NNS", "NNPS")):
        return None
    who = describe(above)
    return who if who.camp not in ("unknown", "media") and who.role not in UNARMED else None


def _of_whoever_speaks(doc: Doc, pronoun: Token, s: Statement) -> bool:
    """ "Russia denied that its jets had bombed it": a side that is put into other words, where nobody else who acts is
    named in what it says before the pronoun."""
    if pronoun.lower_ not in ("it", "its", "they", "their") or s.manner == "direct" or not s.cue:
        return False
    if s.speaker.camp in NEUTRAL_CAMPS or s.speaker.role in UNARMED:
        return False
    r = next((r for c in s.content if (r := token_range(doc, c)) is not None and r[0] <= pronoun.i < r[1]), None)
    if r is None:
        return False
    said = [t for t in doc[r[0] : pronoun.i] if t.pos_ in ("NOUN", "PROPN")]
    return not any(
        t.dep_ in ("nsubj", "nsubjpass", "agent", "pobj", "poss") and describe(t).camp != "unknown" for t in said
    )


def _denier(pronoun: Token) -> Token | None:
    """ "The army denied the rebels' claim that it shelled the town": who denies what others say of it."""
    if pronoun.lower_ not in ("it", "its", "they", "their"):
        return None
    noun = next((t for t in pronoun.ancestors if t.lemma_.lower() in ALLEGATIONS and t.i < pronoun.i), None)
    if noun is None or noun.dep_ != "dobj" or (cue := lexicon().verbs.get(noun.head.lemma_)) is None:
        return None
    return next((c for c in noun.head.children if c.dep_ == "nsubj"), None) if cue.stance == "denies" else None


def _first_subject(doc: Doc, pronoun: Token, s: Statement) -> bool:
    r = token_range(doc, s.content[0])
    return r is not None and pronoun.i - r[0] <= 2
