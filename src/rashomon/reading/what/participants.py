"""Who does it, and to whom: actor, target and holder of a claim in the words that show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Party, Span, Speaker, Statement
from rashomon.reading.actors.component import Mention, Named, Side, core, describe, mention_at, within
from rashomon.reading.actors.mentions import ARMED
from rashomon.reading.actors.short_forms import shortened
from rashomon.reading.grammar.english import ALLEGATIONS, named_by
from rashomon.reading.grammar.lexicon import words as word_list
from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.grammar.spans import characters, token_range
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.reading.what.no_party import no_party
from rashomon.reading.what.together import bears_arms_or_rules, beside, joined_words, side_words, whose_force
from rashomon.reading.who.cues import lexicon
from rashomon.reading.who.source_heads import is_time
from rashomon.world import World

PRONOUNS, SELF, OWNERS = word_list("pronouns"), word_list("self"), word_list("owners")
SIDE_PRONOUNS, SIDE_PREPS = word_list("side_pronouns"), word_list("side_prepositions")
RECKONINGS = word_list("reckonings")
"""Nouns that count, and do nothing: "killed, by the army's own account"."""
TWO_SIDED = word_list("two_sided")
BARE_NUMBERS, TAKING_UP = word_list("bare_numbers"), word_list("taking_up")
INTENSITIES, LETTING_GO = word_list("intensities"), word_list("letting_go")
BOMBERS = frozenset({"bomber", "attacker", "terrorist"})
"""Nouns that name a suicide bombing and whoever does it at once."""


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


class Sided(NamedTuple):
    """A camp and an entity that the packs know, with the rule that gave them and the words it went by."""

    camp: str
    entity: str | None = None
    rule: str | None = None
    at: Span | None = None


class Shown(NamedTuple):
    """A party, with the rule that gave its camp and the words it went by."""

    party: Party
    rule: str | None
    at: Span | None


def actor_of(doc: Doc, words: Words, s: Statement, d: Draft) -> Shown | None:
    """Who did it. Where the kind is a use of armed force (UCDP's definition) an unarmed party is nobody's."""
    heads = d.roles.get("actor", [])
    if d.kind.ucdp and d.by.get("actor") != "blamed":  # "was laid to farmers": whoever is blamed is named
        heads = [h for h in heads if describe(h).role not in UNARMED and not _ground(words, h)]
    dead = {h.i for h in d.roles.get("target", [])}
    heads = [h for h in heads if not _set_apart(h)]
    heads = [h for h in heads if not h.is_punct and not _only_counted(h) and h.lemma_.lower() not in RECKONINGS]
    heads = [h for h in heads if h.i not in dead]  # nobody does it to himself: the parser's error, or "fifty dead"
    found = party_of(doc, words, s, d, heads, site=False, acts=True)
    if found is not None and found.party.camp == "unknown" and any(_names_only_a_sort(h) for h in heads):
        return None
    return found


def with_whom(doc: Doc, words: Words, s: Statement, d: Draft, role: str, first: Shown | None) -> tuple[Party, ...]:
    """All who did it, or hold the place, together: the one who was found, then those whom the words name beside him."""
    if first is None:
        return ()
    heads = [h for h in d.roles.get(role, []) if (at := first.party.span) is not None and at.start <= h.idx < at.end]
    if not heads:
        return (first.party,)
    found: list[Party] = _of_joined_words(doc, d, heads[0], first)
    fought = d.kind.mutual and d.head.lemma_.lower() in TWO_SIDED
    between = heads[0].dep_ == "pobj" and heads[0].head.lower_ in ("between", "among")
    against = between or (fought and not d.roles.get("target"))  # "soldiers and rebels fought"
    for head in () if against else beside(heads[0]):
        if describe(head).role in UNARMED or head in d.roles.get("target", []):
            continue
        party = _one_party(doc, words, s, d.trigger, head).party
        known = party.camp not in ("unknown", "local", "media")
        if known or bears_arms_or_rules(head):
            found.append(replace(party, site=None))
    taken = [first.party]
    for party in found:
        if not any(a.span is not None and party.span is not None and a.span.overlaps(party.span) for a in taken[1:]):
            taken.append(party)
    return tuple(taken)


def _of_joined_words(doc: Doc, d: Draft, head: Token, first: Shown) -> list[Party]:
    """ "Ruritanian and Dostravan jets", "joint X and Y air strikes": the sides beside the one that was taken."""
    start, end = core(head)
    if d.head.pos_ in ("NOUN", "PROPN") and start <= d.head.i:
        start, end = min(start, core(d.head)[0]), max(end, d.head.i)
    mention = mention_at(doc, head.i)
    row = joined_words(doc, mention, start, end)
    camps = {w.camp for w in row}
    if len(camps) < 2 or first.party.camp not in camps:
        return []
    return [
        Party(doc[w.start : w.end].text, characters(doc, (w.start, w.end)), w.camp)
        for w in row
        if w.camp != first.party.camp
    ]


def _set_apart(head: Token) -> bool:
    """ "Rebels and not the army": named only to say who it was not."""
    start = core(head)[0]
    return start > 0 and head.doc[start - 1].lower_ == "not" and head.dep_ in ("conj", "appos", "pobj")


def target_of(doc: Doc, words: Words, s: Statement, d: Draft, heads: Sequence[Token]) -> Shown | None:
    """To whom or what it was done: people, a side, a building, a place. Not with what, nor how many: "detonated a
    motorcycle", "110 were killed"; nor a pronoun of which nobody knows for whom it stands."""
    named = [_before_the_source(h) for h in heads if not (h.is_space or h.is_punct)]
    named = [h for h in named if not (_let_go(d, h) or _a_number(h))]
    found = party_of(doc, words, s, d, named)
    unknown = found is not None and found.party.camp == "unknown" and found.rule != "pronoun"
    return None if unknown and any(_stands_for_something(h) and h.lower_ in PRONOUNS for h in named[:1]) else found


def _stands_for_something(head: Token) -> bool:
    return head.text != "US" and head.pos_ == "PRON"


def _let_go(d: Draft, head: Token) -> bool:
    """ "Two barrels dropped by helicopters", "a motorcycle was detonated": with what, not whom."""
    if d.kind.handles or not d.kind.attack:
        return False
    verb = head.head if head.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    verb = verb or next((c for c in head.rights if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if verb is None or verb.lemma_ not in LETTING_GO or verb.pos_ != "VERB":
        return False
    return not any(c.lower_ in ("on", "at", "upon") and not any(c.rights) for c in verb.rights)  # "was fired on"


def _a_number(head: Token) -> bool:
    """ "Killed 110", "dozens were hurt": how many, of nobody who is named."""
    if named_by(head) != head or any(c.dep_ in ("acl", "relcl", "prep") for c in head.rights):
        return False
    counts = head.pos_ == "NOUN" and head.lemma_.lower() in BARE_NUMBERS
    return head.like_num or counts or (head.lower_ == "least" and head.i > 0 and head.nbor(-1).lower_ == "at")


def _before_the_source(head: Token) -> Token:
    """ "Fire kills three pupils state media": the source that ends a headline which lost its comma, which the parser
    took for the head of what was hit."""
    m = mention_at(head.doc, head.i)
    if m is None or m.role not in SOURCES or m.start == 0 or m.named or not unpunctuated(head.doc):
        return head
    before = head.doc[m.start - 1]
    return before if before.pos_ in ("NOUN", "PROPN") and before.i >= core(head)[0] else head


SOURCES = frozenset({"media", "state_media", "party_media", "monitor", "rights_group", "activist"})


def _ground(words: Words, head: Token) -> bool:
    """ "Fire hit the market killing eight", its comma lost: what was hit, which the parser took for the doer."""
    if not unpunctuated(head.doc):
        return False
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


def _asks_who(head: Token) -> bool:
    """ "Who shelled the ward?" names nobody."""
    return head.tag_ == "WP" and head.head.dep_ != "relcl"


def party_of(
    doc: Doc,
    words: Words,
    s: Statement,
    d: Draft,
    heads: Sequence[Token],
    *,
    site: bool = True,
    acts: bool = False,
) -> Shown | None:
    """The party that the heads name: the first that a pack knows, else the first who is somebody (`no_party`). Who acts
    has no site."""
    first: Shown | None = None
    for head in heads:
        if _asks_who(head):
            continue
        shown = _one_party(doc, words, s, d.trigger, head)
        if shown.party.camp == "unknown" and shown.party.site is None and no_party(named_by(head), acts=acts):
            continue
        if shown.party.camp != "unknown" or first is None:
            first = shown
        if shown.party.camp != "unknown":
            break
    if first is None or site or first.party.site is None:
        return first
    return first._replace(party=replace(first.party, site=None))


def _one_party(doc: Doc, words: Words, s: Statement, trigger: tuple[int, int], head: Token) -> Shown:
    mention = mention_at(doc, head.i)
    start, end = _extent(doc, s, trigger, head, mention)
    span, text = characters(doc, (start, end)), doc[start:end].text
    if head.lower_ in PRONOUNS and head.text != "US":
        stand_in = _stands_for(doc, head, s)
        if stand_in is not None:
            return Shown(Party(text, span, stand_in[0], stand_in[1]), "pronoun", _at(head))
    noun = named_by(head)  # "three of its fighters"
    asked = Asked(doc, s, head, noun, mention, describe(noun), start, end)
    side = _told(asked)
    for rule in SIDES:
        side = rule(asked, side) or side
    last = _of_it(head)
    site = next((v.site for a, b, v in words.sites if a < last and b > start), None)
    return Shown(Party(text, span, side.camp, side.entity, site), side.rule, side.at)


OF_IT = 6
"""Tokens between a measure and the noun that it is one of: "nearly all of the town's people"."""


def _extent(doc: Doc, s: Statement, trigger: tuple[int, int], head: Token, mention: Mention | None) -> tuple[int, int]:
    """The tokens of a party: its noun phrase, within what is said and without the trigger."""
    start, end = core(head)
    if mention is not None:
        start, end = min(start, mention.start), max(end, mention.end)
    for a, b in (r for c in s.content if (r := token_range(doc, c))):
        if a <= head.i < b:
            start, end = max(start, a), min(end, b)  # the parse may reach into the cue
    if mention is None and (noun := named_by(head)) != head and end <= noun.i <= end + OF_IT:
        end = core(noun)[1]  # "thousands of civilians"
    if trigger[0] <= end - 1 < trigger[1] and trigger[0] > start and head.lemma_ not in BOMBERS:
        end = trigger[0]  # "government shelling": the government is the actor
    if start <= trigger[0] < trigger[1] <= head.i and doc[trigger[0]].dep_ in ("compound", "amod"):
        start = trigger[1]  # "accused of bombing rebel sites"
    if head.dep_ == "compound" and start < head.i and doc[start].lower_ in INTENSITIES:
        start += 1
    while start < head.i and is_time(doc[start]):
        start += 1  # "on 2 August rebels shelled it"
    return start, end


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
        return sorted({m.force for m in _world(self.doc).packs.modifiers if m.word in words})


def _at(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _sided(doc: Doc, side: Side, entity: str | None) -> Sided:
    return Sided(side.camp, entity, side.rule, None if side.by is None else characters(doc, side.by))


def _told(x: Asked) -> Sided:
    """What the phrase tells by itself. Not what is told of it only besides: "people killed in US strikes"."""
    m = x.mention
    if m is not None and m.start <= x.head.i < m.end - 1 and x.noun == x.head:
        # the first word of what names the side: "US air strikes"
        return _sided(x.doc, m.side, m.entity)
    told = x.told
    first = told.mention.start if told.mention is not None else -1
    if max(first, told.by[0] if told.by is not None else -1) >= _of_it(x.noun, SIDE_PREPS):
        return Sided("unknown", None, "unknown")
    return _sided(x.doc, told.side, told.entity)


def _by_short_form(x: Asked, _: Sided) -> Sided | None:
    name = shortened(x.noun)
    return None if name is None else Sided(name.camp, name.entity, "short_form", _at(x.noun))


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
    if so_far.camp != "unknown" or owner is None or not (x.told.role in ARMED or _armed(x.noun)):
        return None
    found = _stands_for(x.doc, owner, x.statement)
    return None if found is None else so_far._replace(camp=found[0], rule="its_force", at=_at(owner))


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
    return Sided(x.speaker.camp, None, "speakers_country", _at(x.noun))


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
            return so_far._replace(camp=camp, rule=rule, at=_at(x.noun))
    return None


def _by_side_word(x: Asked, so_far: Sided) -> Sided | None:
    """ "Ruritanian involvement": the word for a side that stands alone for those who did it."""
    if so_far.camp != "unknown" or x.head.dep_ not in ("amod", "compound", "nmod"):
        return None
    word = next(side_words(x.doc, x.head.i, x.head.i + 1), None)
    return None if word is None else Sided(word.camp, None, "nationality", _at(x.head))


def _by_whose_force(x: Asked, so_far: Sided) -> Sided | None:
    """ "Jets of Ruritania": the state or side that a noun for a force is of."""
    if so_far.camp != "unknown" or (owner := whose_force(x.noun)) is None:
        return None
    who = describe(owner)
    if who.camp in NEUTRAL_CAMPS or who.role in UNARMED:
        return None
    return Sided(who.camp, who.entity, "of_owner", _at(owner))


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
    camps = {m.camp for m in _world(noun.doc).packs.modifiers if m.word in named}
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
    return noun.lemma_.lower() == "man" or noun.lemma_.lower() in _world(noun.doc).packs.force_nouns


def _world(doc: Doc) -> World:
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
    states = _world(noun.doc).packs.sides.states
    return next((m for m in near if m.is_of_a_party(states)), None)


BELIEVED = word_list("hedging_adjectives") | {"thought", "said"}


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
    if pronoun.lower_ in SELF or _opens_what_is_said(doc, pronoun, s):
        return (s.speaker.camp, s.speaker.entity) if s.speaker.role != "narrator" else None
    if (doer := _doer_above(pronoun)) is not None:
        return doer.camp, doer.entity
    if _of_whoever_speaks(doc, pronoun, s):
        return s.speaker.camp, s.speaker.entity
    return _side_before(doc, pronoun)


NEAR = 40
"""Tokens between a pronoun and the side it may stand for: about two sentences."""


def _side_before(doc: Doc, pronoun: Token) -> tuple[str, str | None] | None:
    """The nearest side before a pronoun that acts with arms, and agrees with it in number or is an organisation."""
    plural = pronoun.lower_ in ("they", "their", "them")
    for m in reversed(doc._.mentions):
        if m.end > pronoun.i or pronoun.i - m.end >= NEAR or m.camp in ("unknown", "media") or m.role in UNARMED:
            continue
        if plural == (doc[m.end - 1].tag_ in ("NNS", "NNPS")) or m.kind == "organisation":
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
    if pronoun.lower_ not in SIDE_PRONOUNS or s.manner == "direct" or not s.cue or _before_they_are_named(pronoun, s):
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


def _before_they_are_named(pronoun: Token, s: Statement) -> bool:
    """ "They shelled it, the army said": others, who were told of before."""
    return pronoun.lower_ in ("they", "them") and s.cue[0].start > pronoun.idx


def _denier(pronoun: Token) -> Token | None:
    """ "The army denied the rebels' claim that it shelled the town": who denies what others say of it."""
    if pronoun.lower_ not in SIDE_PRONOUNS:
        return None
    noun = next((t for t in pronoun.ancestors if t.lemma_.lower() in ALLEGATIONS and t.i < pronoun.i), None)
    if noun is None or noun.dep_ != "dobj" or (cue := lexicon().verbs.get(noun.head.lemma_)) is None:
        return None
    return next((c for c in noun.head.children if c.dep_ == "nsubj"), None) if cue.stance == "denies" else None


def _opens_what_is_said(doc: Doc, pronoun: Token, s: Statement) -> bool:
    """ "Said it had shelled the town": the first subject of words that are not quoted is whoever says them, but see
    `_before_they_are_named`."""
    if pronoun.lower_ not in SIDE_PRONOUNS or s.manner == "direct" or not s.cue or _before_they_are_named(pronoun, s):
        return False
    r = token_range(doc, s.content[0])
    return r is not None and pronoun.i - r[0] <= 2
