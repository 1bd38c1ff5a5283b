"""What a text names and describes: a record for each, and how to ask for it by token."""

from __future__ import annotations

import bisect
from operator import attrgetter
from typing import Any, NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS
from rashomon.model import Span as Chars
from rashomon.quick_records import record, replace
from rashomon.reading.grammar.kept import kept
from rashomon.reading.languages import table
from rashomon.world.packs import Descriptor, Entity, camp_on

FORCES = frozenset({"armed_group", "armed_actor", "military"})
ARMED = FORCES | {"air_force", "fighter"}
"""Roles of those who bear arms."""

Range = tuple[int, int]
"""Tokens [start, end)."""


class Side(NamedTuple):
    """A camp, the rule that tells it (`camp.RULE` of rules.toml), and the tokens that it went by, if any."""

    camp: str
    rule: str
    by: Range | None = None


@record
class Mention:
    """Tokens [start, end) that name or describe an actor. `camp` is "unknown" where nothing tells."""

    start: int
    end: int
    name: str
    role: str
    camp: str
    entity: str | None = None
    named: bool = False
    kind: str = "group"
    """organisation, person or group of the pack; descriptor for a description."""
    speaks: bool = False
    """Speaks for its camp: an organ of it, or one who holds an office."""
    descriptor: Descriptor | None = None
    rule: str = "unknown"
    """By which rule `camp` is known."""
    by: Range | None = None
    """The words that told it, where they are not the mention's own."""

    @property
    def side(self) -> Side:
        return Side(self.camp, self.rule, self.by or (self.start, self.end))

    def is_known(self) -> bool:
        """Whether it is named and known by that name: of a pack, or a party that fights."""
        return self.entity is not None or self.kind == "organisation"

    def is_of_a_party(self, states: frozenset[str]) -> bool:
        """Whether it is an armed organisation, or somebody of one who is called so: "M23's spokesperson"."""
        if self.camp in ("unknown", "government", "opposition") or self.camp in NEUTRAL_CAMPS:
            return False
        if self.is_known():
            return self.role in ARMED and self.kind == "organisation"
        return self.rule in ("nationality", "owner", "party_name") and self.camp not in states

    def is_same(self, name: str, entity: str | None) -> bool:
        """Whether somebody of this name and entity is the one that is named here."""
        return self.entity == entity if self.entity is not None else entity is None and self.name == name

    def of(self, side: Side) -> Mention:
        """The same, of another camp."""
        return replace(self, camp=side.camp, rule=side.rule, by=side.by)

    def side_said_by(self, speaker_camp: str) -> Side:
        """The camp that is meant where somebody of a camp says it, and by which rule."""
        if self.descriptor is None or speaker_camp not in (self.descriptor.refers if self.descriptor.loaded else ()):
            return self.side
        return Side(self.descriptor.refers[speaker_camp], "loaded_word", (self.start, self.end))


@record
class Named:
    """What a noun phrase tells of whoever it stands for; `rule` and `by` are those of the camp."""

    name: str
    role: str
    camp: str
    entity: str | None
    named: bool
    mention: Mention | None
    rule: str = "unknown"
    by: Range | None = None

    @property
    def side(self) -> Side:
        return Side(self.camp, self.rule, self.by)

    def of(self, side: Side) -> Named:
        """The same, of another camp."""
        return replace(self, camp=side.camp, rule=side.rule, by=side.by)


def entity_at(e: Entity, doc: Doc, start: int, end: int) -> Mention:
    """One whom the packs know, named at tokens [start, end)."""
    camp, speaks = camp_on(e, doc._.published), e.official or e.organ
    return Mention(start, end, e.name, e.role, camp, e.id, True, e.type, speaks, rule="pack_entity")


_START, _END = attrgetter("start"), attrgetter("end")
_KEY = ("._.", "mentions", None, None)
"""Where spaCy keeps `doc._.mentions`: it is asked of every other token, and the way through `doc._` is long."""


def mentions_of(doc: Doc) -> list[Mention]:
    """`doc._.mentions`, quicker."""
    kept: dict[Any, list[Mention]] = doc.user_data
    found = kept.get(_KEY)
    return doc._.mentions if found is None else found


def mention_at(doc: Doc, i: int) -> Mention | None:
    """The mention that token i lies in."""
    mentions = mentions_of(doc)
    k = bisect.bisect_right(mentions, i, key=_START) - 1
    return mentions[k] if k >= 0 and i < mentions[k].end else None


def within(doc: Doc, start: int, end: int) -> list[Mention]:
    """The mentions that overlap tokens [start, end)."""
    mentions = mentions_of(doc)
    first = bisect.bisect_right(mentions, start, key=_END)
    last = bisect.bisect_left(mentions, end, key=_START)
    return mentions[first:last]


PHRASE_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "predet", "case", "punct"}
)


@kept
def core(head: Token) -> tuple[int, int]:
    """The noun phrase of a head without what follows it: tokens [start, end)."""
    start = head.i
    for child in head.lefts:
        if child.dep_ in PHRASE_LEFT:
            start = min(start, child.left_edge.i)
    doc = head.doc
    while start < head.i and (
        doc[start].is_space or doc[start].is_quote or doc[start].text == "," or _is_stray_day(head, start)
    ):
        start += 1
    return start, head.i + 1


def _is_stray_day(head: Token, i: int) -> bool:
    """ "On Wednesday state media said": the day, whose comma is lost."""
    return head.doc[i].text in DAYS and i > 0 and head.doc[i - 1].lower_ in ("on", "last", "late", "early")


DAYS = frozenset(day.title() for day in table("times")["weekdays"])
"""Days of the week, spelt out: they begin no name of a party and no noun phrase."""
PHRASE_RIGHT = frozenset(
    {"prep", "relcl", "acl", "appos", "amod", "advmod", "nmod", "compound", "case", "punct", "conj", "cc"}
)


@kept
def whole(head: Token) -> tuple[int, int]:
    """The noun phrase with its relative clauses and appositions, cut before a coordinated verb or a stray clause."""
    start, end = core(head)
    for child in head.rights:
        if child.dep_ == "conj" and child.pos_ == "VERB":
            break
        if child.dep_ in PHRASE_RIGHT:
            end = max(end, child.right_edge.i + 1)
    while end > head.i + 1 and (head.doc[end - 1].is_punct or head.doc[end - 1].is_space):
        end -= 1
    return start, end


ORGANISATIONS = frozenset(
    {
        "state_media",
        "media",
        "party_media",
        "monitor",
        "humanitarian",
        "rights_group",
        "government",
        "un",
        "political_body",
    }
)
"""Roles that no single person has."""


def chars(doc: Doc, start: int, end: int) -> Chars:
    """Of tokens the characters."""
    return Chars(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
