"""What does a noun phrase tell of whoever it stands for: name, role and camp, from its words alone?"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from rashomon.quick_records import record, replace
from rashomon.reading.actors.mentions import (
    ORGANISATIONS,
    Mention,
    Named,
    Side,
    chars,
    core,
    mention_at,
    whole,
    within,
)
from rashomon.reading.actors.state_words import DIVIDED, SAYING
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.persons.component import overlaps, private_in
from rashomon.world import World

MEDIA = frozenset({"media", "state_media", "party_media"})
SPEAKS_FOR_ITS_OWNER = frozenset({"media", "party_media", "spokesperson", "official", "leader"})


def _best(mentions: Sequence[Mention], head: int) -> Mention | None:
    """Of the mentions in a phrase the one that says most of its head: at it, then a name, then the nearest before.

    Whose medium or spokesman it is says more than the bare word ("the Front's television").
    """
    firm = [m for m in mentions if m.camp != "unknown" or m.entity] or list(mentions)
    before = [m for m in firm if m.end <= head]
    best = next((m for m in firm if m.start <= head < m.end), before[-1] if before else None)
    if best is None:
        return firm[0] if firm else None
    owner = next((m for m in reversed(before) if _owns(m) and m.end <= best.start), None)
    return best.of(owner.side._replace(rule="owner")) if owner is not None and _is_owned(best) else best


def _owns(m: Mention) -> bool:
    return m.is_known() and m.camp not in ("unknown", "media")


def _is_owned(m: Mention) -> bool:
    """Whether a description is on the side of whoever owns it."""
    bends = m.descriptor is not None and m.descriptor.bends
    return m.entity is None and (bends or m.role in SPEAKS_FOR_ITS_OWNER)


@record
class Phrase:
    """A noun phrase as `describe` sees it: its own name, the mention that says most of its head, those behind it."""

    head: Token
    name: str
    named: bool
    inside: Sequence[Mention]
    firm: Mention | None
    rest: Sequence[Mention]

    @property
    def doc(self) -> Doc:
        return self.head.doc

    def at_head(self) -> Mention | None:
        m = self.firm
        return m if m is not None and m.start <= self.head.i < m.end else None


def describe(head: Token) -> Named:
    """Name, role and camp of the noun phrase with this head, from the words of the phrase alone.

    The words at the head decide, then an apposition ("X, an activist"), then what the phrase belongs to ("the head of
    the agency's operations"). What a group is called says more than what it is ("rescuers the White Helmets"), and for
    whom somebody speaks more than the bare word ("an official of the agency"). A person's own name that no pack knows
    gives no camp.
    """
    p = _phrase(head)
    known = _entity(p) or _state(p) or _called_so(p)
    if known is not None:
        return known
    p = _on_its_side(p)
    return _of_body(p) or _in_words(p)


def _phrase(head: Token) -> Phrase:
    doc = head.doc
    start, end = core(head)
    inside = within(doc, start, end)
    rest = [
        m
        for m in within(doc, end, whole(head)[1])
        if not (_fought(doc, head, m) or _holds_where(doc, m) or _of_their_story(head, m))
    ]
    named = _is_name(doc, head)
    name = _own_name(doc, head) if named else doc[start:end].text
    return Phrase(head, name, named, inside, _best(inside, head.i), rest)


def _of_their_story(head: Token, m: Mention) -> bool:
    """ "A diplomat who may not speak to the press", "a teacher, contradicting the army's version": told of somebody,
    and no word of whom he belongs to. Not "who heads the council", "who defected from the army"."""
    above = itertools.takewhile(lambda t: t != head, head.doc[m.start].ancestors)
    clauses = [t for t in above if t.dep_ == "relcl" or (t.dep_ == "acl" and t.tag_ == "VBG")]
    return bool(clauses) and not any(t.lemma_ in BELONGING | LEFT or t.lemma_ == "be" for t in clauses)


def _entity(p: Phrase) -> Named | None:
    m = p.at_head()
    return _as_named(m) if m is not None and m.is_known() else None


def _as_named(m: Mention, named: bool | None = None) -> Named:
    return Named(m.name, m.role, m.camp, m.entity, m.named if named is None else named, m, m.rule, m.side.by)


def _state(p: Phrase) -> Named | None:
    """A state or its people: "Moscow", "its neighbour X", "Ruritanians"."""
    if side := _state_camp(p.head):
        return Named(p.name, "government", side, None, True, None, "state", core(p.head))
    if people := _people(p):
        return people
    if p.named or p.head.lemma_.lower() not in STATES:
        return None
    return _state_behind(p.head)


def _called_so(p: Phrase) -> Named | None:
    """A description behind which the name stands."""
    of = p.at_head() or (p.rest[0] if p.rest else None)
    called = _called(p.doc, of) if of is not None and not p.named else None
    return _as_named(called, named=True) if called is not None else None


def _of_body(p: Phrase) -> Named | None:
    """Somebody or a medium of a body that is named: "an official of the agency", "SANA's correspondent"."""
    firm = p.firm
    if firm is None or firm.descriptor is None or p.named:
        return None
    office = _speaks_for(p.doc, firm)
    if office is not None and office.kind == "organisation":
        return Named(p.name, firm.role, firm.camp, office.entity, False, office, firm.rule, firm.side.by)
    body = next((m for m in reversed(p.inside) if m.kind == "organisation"), None)
    if body is None or body.camp != firm.camp:
        return None
    medium = {firm.role, body.role} <= MEDIA  # "SANA's correspondent" is SANA, "an Observatory official" one of its own
    name = body.name if medium else p.name
    return Named(name, firm.role, firm.camp, body.entity, medium, body, firm.rule, firm.side.by)


def _on_its_side(p: Phrase) -> Phrase:
    """The phrase with the mention at its head on the side of its capital or of the body that it speaks for."""
    firm, name = p.firm, p.name
    if p.named and firm and not firm.entity and any(m.role in ORGANISATIONS for m in _appositions(p.head, p.rest)):
        start, end = core(p.head)  # "Witness Arvessa, a rights group": the first word is of the name
        return replace(p, firm=None, name=p.doc[start:end].text)
    if firm is not None and (seat := _seat(p.doc, firm)) is not None:
        firm = firm.of(Side(seat, "capital_behind", (firm.end + 1, firm.end + 2)))
    office = _speaks_for(p.doc, firm) if firm is not None and firm.descriptor is not None else None
    if firm is not None and office is not None:
        firm = firm.of(office.side._replace(rule="body_behind"))
    return replace(p, firm=firm, name=name)


def _in_words(p: Phrase) -> Named:
    """What the mentions of a phrase say, those at the head first, up to the first that tells a camp."""
    said = [*([p.firm] if p.firm else []), *_appositions(p.head, p.rest), *p.rest]
    camps = [k for k, m in enumerate(said) if m.camp not in ("unknown", "")]
    left = (m.side for m in said if m.rule == "former")
    side = said[camps[0]].side if camps else next(left, Side("unknown", "unknown"))
    heard = said[: camps[0] + 1] if camps else said
    role = next((m.role for m in heard if m.role not in ("unknown", "")), "unknown")
    first = said[0] if said else None
    if not p.named and first is not None and first.kind == "organisation":
        # "SANA's coverage", "an Observatory official": the organisation speaks
        return Named(first.name, role, side.camp, first.entity, True, first, side.rule, side.by)
    return Named(p.name, role, side.camp, None, p.named, first, side.rule, side.by)


def _fought(doc: Doc, head: Token, m: Mention) -> bool:
    """ "A group that fights both the government and the rebels", "the minister, who spoke with its head": whom somebody
    fights or meets is not their side."""
    up = doc[m.end - 1]
    while up.dep_ in ("conj", "pobj", "prep", "compound", "amod") and up.head != up:
        up = up.head
    if up.dep_ in ("relcl", "acl") and up.head == head:
        return up.lemma_ in MEETING
    return (
        up.dep_ == "dobj" and up.head.lemma_ in FIGHTING and up.head.dep_ in ("relcl", "acl") and up.head.head == head
    )


def _holds_where(doc: Doc, m: Mention) -> bool:
    """ "In the rebel-held east": who holds where somebody is, which is not their side."""
    end = m.end + (m.end < len(doc) and doc[m.end].text == "-")
    return m.descriptor is not None and end < len(doc) and doc[end].lower_ in HELD


FIGHTING, HELD, MEETING = words("fighting"), words("held"), words("meeting")


def _state_camp(head: Token) -> str | None:
    """The camp of a country or capital that speaks or acts for its government ("Moscow denied ..."); else None."""
    if head.pos_ != "PROPN" or head.dep_ == "compound":
        return None
    world: World | None = head.doc._.world
    if world is None:
        return None
    start, end = core(head)
    words = head.doc[start + (head.doc[start].pos_ == "DET") : end].text
    of_one = overlaps(private_in(head.doc), chars(head.doc, head.i, head.i + 1))
    if of_one and not (" " in words and words in world.packs.sides.names):  # "New Delhi" is nobody's name
        return None
    people = head.doc[start].lower_ == "the" and end - start == 2 and head.tag_ in ("NNPS", "NNS")
    if people and (camp := world.packs.sides.peoples.get(words)) is not None:  # "the Ruritanians denied"
        return camp
    if words in world.packs.sides.seats and _suffers(head):
        return None
    return world.packs.metonym(words) or _land(head.doc, words)


def _people(p: Phrase) -> Named | None:
    """A people that is named as its state is, without an article: "Ruritanians said". Not the people of a land that is
    fought over among themselves, who may be on any side."""
    world: World | None = p.doc._.world
    head, word = p.head, p.head.text
    start, end = core(head)
    if world is None or not word[:1].isupper():
        return None
    if head.dep_ == "amod" and (camp := world.packs.sides.peoples.get(word)) in world.packs.sides.states:
        return Named(word, "unknown", camp or "", None, False, None, "nationality", (head.i, head.i + 1))
    if not word.endswith("s") or word.lower() in DIVIDED:
        return None
    if any(t != head and not t.is_punct for t in p.doc[start:end]):  # a dash of the dateline may stand before
        return None
    if overlaps(private_in(p.doc), chars(p.doc, head.i, head.i + 1)):
        return None
    known = world.packs.sides
    camp = known.peoples.get(word[:-1]) or _of_pack(world, word)  # "Ruritanian"; the tagger may not see the plural
    if camp not in known.states or camp == "government":
        return None
    return Named(word, "unknown", camp, None, False, None, "nationality", (head.i, head.i + 1))


def _of_pack(world: World, people: str) -> str | None:
    """The camp that a pack gives to the quality of which the word for a people is made: "Ruritanian"."""
    quality = people.lower().removesuffix("s")
    return next((m.camp for m in world.packs.modifiers if m.word == quality), None)


def _land(doc: Doc, words: str) -> str | None:
    """The camp of a land that no table knows, where the text has its people: "Ruritania denied"."""
    camp = words.lower()
    return camp if any(m.rule == "nationality" and m.camp == camp for m in doc._.mentions) else None


ACTS_AFTER = frozenset({"by", "to", "with", "against", "from"})


def _suffers(seat: Token) -> bool:
    """ "They shelled Strelsau", "in Strelsau": the town, not whoever governs there."""
    if seat.dep_ == "pobj":
        return seat.head.lower_ not in ACTS_AFTER
    blamed = seat.head.lemma_.lower() in SAYING  # "accused Strelsau"
    return seat.dep_ in ("dobj", "nsubjpass") and not blamed


STATES = words("states")


def _state_behind(head: Token) -> Named | None:
    """ "Its southern neighbour X": the state that is named right behind what it is to another."""
    world: World | None = head.doc._.world
    if world is None or head.i + 1 >= len(head.doc):
        return None
    name = head.nbor()
    name = name.nbor() if name.text == "," and name.i + 1 < len(head.doc) else name
    camp = _metonym(world, name)
    if camp is None or name.pos_ != "PROPN":
        return None
    return Named(name.text, "government", camp, None, True, None, "state", (name.i, name.i + 1))


def _metonym(world: World, name: Token) -> str | None:
    """The camp of a country or capital; packs write those in small letters whose case says nothing."""
    return world.packs.metonym(name.text)


KINDRED = (
    frozenset({"activist", "monitor", "rights_group", "political_body"}),
    frozenset({"media", "state_media", "party_media"}),
    frozenset({"rescuer", "humanitarian", "medic", "activist"}),
    frozenset({"armed_group", "military", "armed_actor"}),
    frozenset({"humanitarian", "un", "medic"}),
)
"""Roles of which one may describe what bears a name of another: "activist group the Observatory"."""


def _called(doc: Doc, of: Mention) -> Mention | None:
    """The organisation that is named right behind its description, with or without a comma: "the rebel group X"."""
    behind = within(doc, of.end, min(len(doc), of.end + 5))
    m = behind[0] if behind else None
    if of.descriptor is None or of.descriptor.official or m is None or m.kind != "organisation":
        return None
    if not any({of.role, m.role} <= kin for kin in KINDRED) or doc[m.start].sent != doc[of.start].sent:
        return None
    return m if all(_may_part(t) for t in doc[of.end : m.start]) else None


def _may_part(token: Token) -> bool:
    """Whether a word may stand between a description and the name behind it."""
    return token.pos_ in ("DET", "ADJ", "PUNCT") or token.lower_ in CALLING


SPEAK = frozenset(
    {"official", "spokesperson", "minister", "leader", "diplomat", "rescuer", "medic", "media", "unnamed"}
)
"""Roles whose camp is that of the body they belong to, where one is named."""

CALLING = words("calling")
OF = words("belonging")


def _speaks_for(doc: Doc, m: Mention) -> Mention | None:
    """The body that a description says somebody belongs to: "rescue workers of the White Helmets"."""
    if (m.role not in SPEAK and m.role != "armed_group") or m.end >= len(doc) or doc[m.end].lower_ not in OF:
        return None
    behind = within(doc, m.end + 1, min(len(doc), m.end + 5))
    body = behind[0] if behind and not _holds_where(doc, behind[0]) else None
    if body is None or body.camp in ("unknown", "media", "local") or body.kind == "person":
        return None
    return body if all(t.pos_ in ("DET", "ADJ", "PUNCT") for t in doc[m.end + 1 : body.start]) else None


def _seat(doc: Doc, m: Mention) -> str | None:
    """ "The defence ministry in X": the camp of a capital behind a body of a state that the words give to no other."""
    if m.entity or m.role not in ("government", "military", "minister", "official", "spokesperson"):
        return None
    world: World | None = doc._.world
    if world is None or m.rule in ("nationality", "party_name") or (m.rule == "owner" and m.camp != "unknown"):
        return None
    if m.end + 1 >= len(doc) or doc[m.end].lower_ != "in" or any(t.pos_ == "PROPN" for t in doc[m.start : m.end]):
        return None
    own = {t.lower_ for t in doc[m.start : m.end]}
    if any(side.word in own for side in world.packs.modifiers):
        return None
    return _metonym(world, doc[m.end + 1])


def _appositions(head: Token, rest: Iterable[Mention]) -> list[Mention]:
    spans = [(c.left_edge.i, c.right_edge.i + 1) for c in head.rights if c.dep_ == "appos"]
    return [m for m in rest if any(a <= m.start and m.end <= b for a, b in spans)]


def _is_name(doc: Doc, head: Token) -> bool:
    if head.pos_ != "PROPN" or not head.text[:1].isupper():
        return False
    m = mention_at(doc, head.i)
    return m is None or m.named


def _own_name(doc: Doc, head: Token) -> str:
    """The run of capitalised words that ends at the head: "activist Khudair Khashafa" is called Khudair Khashafa."""
    start = head.i
    while start > 0 and (_is_hyphen(doc[start - 1]) or _is_hyphen(doc[start]) or _is_of_own_name(doc[start - 1])):
        start -= 1
    return doc[start : head.i + 1].text


def _is_hyphen(token: Token) -> bool:
    """Not the dash behind a dateline."""
    return token.text == "-" and not token.whitespace_


BELONGING, LEFT = words("in_whose_service"), frozenset({"defect", "desert"})
NAME_PARTICLES = words("name_particles") | words("name_particles_of_europe")


def _is_of_own_name(token: Token) -> bool:
    if token.dep_ not in ("compound", "nmod", "npadvmod") or mention_at(token.doc, token.i) is not None:
        return False
    return token.pos_ == "PROPN" or token.lower_ in NAME_PARTICLES
