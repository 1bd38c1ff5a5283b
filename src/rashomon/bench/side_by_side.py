"""What is read of a report, beside what is read of it with its two sides changed for each other.

Pure: two readings and the map of offsets between their texts go in, the claims and matters side by side come out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rashomon.bench.swapping import Edits, Pairs, moved
from rashomon.model import Claim, Matter, Party, Reading, Report, Span, Statement

OF_CLAIMS = (
    "found", "kind", "polarity", "modality", "counts", "actor", "target", "holder", "speaker", "role", "place",
    "country",
)  # fmt: skip
OF_MATTERS = ("found", "claim_kind", "status", "conceded_by")
SIDES = ("actor", "target", "holder", "speaker", "country")
"""The fields that tell a side, and change with it."""


class Fact(NamedTuple):
    """What a claim has in a field, None or empty where it has nothing, and the words that tell it."""

    value: Any
    words: Span | None = None


Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class War:
    """Two sides: what is changed for what where they change places. Each of a pair stands for the other."""

    name: str
    pairs: Pairs
    """Words of the text."""
    camps: Mapping[str, str]
    roles: Mapping[str, str]
    """Roles of speakers that the two sides have in the other's place: a state's army, an armed group."""
    countries: Mapping[str, str]
    reports: tuple[Report, ...]
    packs: tuple[str, ...] = ()
    one_sided: frozenset[str] = frozenset()
    """Loaded words that mean one thing in the mouth of one side, and nothing or another in the other's."""
    strict: bool = True
    """Whether every word of the reports that tells a side is in `pairs`. Where it is not, what no changed word tells
    may stay with the side that it has: "the ministry" of one of them."""


class Change(NamedTuple):
    """A field that is not what it should be: `due` is what the first reading has, its sides changed."""

    field: str
    due: str
    read: str


class Told(NamedTuple):
    statement: Statement
    claim: Claim


class Pair(NamedTuple):
    """A claim in both readings, or in one of them."""

    one: Told | None
    other: Told | None
    changes: tuple[Change, ...]
    compared: frozenset[str]
    """The fields that either has."""
    stayed: bool = False
    """Whether a party of it may stay with its side, and did."""


class MatterPair(NamedTuple):
    one: Matter | None
    other: Matter | None
    changes: tuple[Change, ...]


def compare(one: Reading, other: Reading, edits: Edits, war: War) -> tuple[Pair, ...]:
    """The claims of two readings side by side, by their trigger; `edits` lead from the one text to the other."""
    at: dict[Span, tuple[list[Told], list[Told]]] = defaultdict(lambda: ([], []))
    for told in _told(one):
        at[moved(told.claim.trigger, edits)][0].append(told)
    for told in _told(other):
        at[told.claim.trigger][1].append(told)

    def side_by_side(a: Told, b: Told) -> Pair:
        return _pair(a, b, facts(a, one), facts(b, other), edits, war)

    pairs = [pair for _, (a, b) in sorted(at.items()) for pair in _best(a, b, side_by_side)]
    return tuple(_by_content(pairs, edits, side_by_side))


def _by_content(pairs: Sequence[Pair], edits: Edits, side_by_side: Callable[[Told, Told], Pair]) -> Iterator[Pair]:
    """Claims that each reading found by another word of the same statement ("breaking", "truce") are one, where they
    are of one kind and there is no other: what is read, and not by which word, is to change over."""
    left = [(p, p.one) for p in pairs if p.one and not p.other]
    right = [(p, p.other) for p in pairs if p.other and not p.one]

    def alike(a: Told, b: Told) -> bool:
        there = [moved(c, edits) for c in a.statement.content]
        return a.claim.kind == b.claim.kind and any(
            x.start < y.end and y.start < x.end for x in there for y in b.statement.content
        )

    found: dict[int, Pair] = {}
    for p, a in left:
        near = [(q, b) for q, b in right if alike(a, b)]
        if len(near) == 1 and sum(alike(other, near[0][1]) for _, other in left) == 1:
            found |= {id(p): side_by_side(a, near[0][1]), id(near[0][0]): p}
    for pair in pairs:
        if id(pair) not in found:
            yield pair
        elif pair.one:
            yield found[id(pair)]


def _told(reading: Reading) -> Iterator[Told]:
    for statement in reading.statements:
        for claim in statement.claims:
            yield Told(statement, claim)


def _best(a: list[Told], b: list[Told], side_by_side: Callable[[Told, Told], Pair]) -> Iterator[Pair]:
    """Of several claims at one trigger, those that differ least are paired."""
    pairs = {(i, j): side_by_side(one, other) for i, one in enumerate(a) for j, other in enumerate(b)}
    left, right = dict(enumerate(a)), dict(enumerate(b))
    for i, j in sorted(pairs, key=lambda at: (len(pairs[at].changes), at)):
        if i in left and j in right:
            del left[i], right[j]
            yield pairs[i, j]
    yield from (Pair(one, None, (Change("found", one.claim.kind, "none"),), frozenset()) for one in left.values())
    yield from (
        Pair(None, other, (Change("found", "none", other.claim.kind),), frozenset()) for other in right.values()
    )


def _in_one_mouth(party: object, war: War) -> bool:
    """Whether a party is told of in a word of which the two sides do not mean each other: whom it means stays open."""
    return isinstance(party, Party) and not war.one_sided.isdisjoint(party.text.casefold().split())


def facts(told: Told, reading: Reading) -> Facts:
    """What is compared of a claim, by field."""
    statement, claim = told
    place = None if claim.place is None else reading.places[claim.place]
    return {
        "kind": Fact(claim.kind),
        "polarity": Fact(claim.polarity),
        "modality": Fact(claim.modality),
        "counts": Fact(tuple(sorted(_figure(reading, at) for at in claim.counts))),
        "actor": _camp(claim.actor),
        "target": _camp(claim.target),
        "holder": _camp(claim.holder),
        "speaker": Fact(statement.speaker.camp, statement.speaker.span),
        "role": Fact(statement.speaker.role),
        "place": Fact(place.precision if place else None),
        "country": Fact(place.country, place.span) if place else Fact(None),
    }


def _camp(party: Party | None) -> Fact:
    return Fact(party.camp, party.span) if party else Fact(None)


def _pair(one: Told, other: Told, had: Facts, has: Facts, edits: Edits, war: War) -> Pair:
    changes, stayed = [], False
    for field, (value, words) in had.items():
        due, read = _due(field, value, war), has[field].value
        if read == due or (field == "role" and war.roles.get(value) == read):
            continue
        if _in_one_mouth(getattr(one.claim, field, None), war) or (
            read == value and not war.strict and field in SIDES and not _touched(words, edits)
        ):
            stayed = True
        else:
            changes.append(Change(field, _words(due), _words(read)))
    return Pair(one, other, tuple(changes), frozenset(f for f in had if had[f].value or has[f].value), stayed)


def _due(field: str, value: Any, war: War) -> Any:
    """What a field should have with the sides changed."""
    if field not in SIDES or value is None:
        return value
    return (war.countries if field == "country" else war.camps).get(value, value)


def _touched(words: Span | None, edits: Edits) -> bool:
    return words is not None and any(edit.start < words.end and words.start < edit.end for edit in edits)


def _figure(reading: Reading, at: int) -> str:
    count = reading.counts[at]
    low, high = ("?" if x is None else f"{x:g}" for x in (count.low, count.high))
    return f"{count.what or 'counted'} {low} to {high}{'' if count.exact else ' or so'}"


def _words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value).lower()


def compare_matters(
    one: Sequence[Matter], other: Sequence[Matter], same_claim: Mapping[str, str], war: War
) -> tuple[MatterPair, ...]:
    """Matters side by side: of one sort of question, with the most claims in common (`same_claim`: of one to other)."""
    claims = [{same_claim[c] for c in claims_of(m) if c in same_claim} for m in one]
    theirs = [claims_of(m) for m in other]
    alike = sorted(
        (-len(mine & yours) / len(mine | yours), i, j)
        for i, mine in enumerate(claims)
        for j, yours in enumerate(theirs)
        if one[i].kind == other[j].kind and mine & yours
    )
    left, right = dict(enumerate(one)), dict(enumerate(other))
    found: list[MatterPair] = []
    for _, i, j in alike:
        if i in left and j in right:
            a, b = left.pop(i), right.pop(j)
            due = (a.claim_kind, a.status, tuple(sorted(war.camps.get(c, c) for c in a.conceded_by)))
            read = (b.claim_kind, b.status, tuple(sorted(b.conceded_by)))
            changes = [
                Change(f, _words(d), _words(r)) for f, d, r in zip(OF_MATTERS[1:], due, read, strict=True) if d != r
            ]
            found.append(MatterPair(a, b, tuple(changes)))
    found += [MatterPair(m, None, (Change("found", m.kind, "none"),)) for m in left.values()]
    found += [MatterPair(None, m, (Change("found", "none", m.kind),)) for m in right.values()]
    return tuple(found)


def claims_of(matter: Matter) -> set[str]:
    """The ids of the claims that a matter rests on."""
    return {claim for position in matter.positions for claim in position.claims}
