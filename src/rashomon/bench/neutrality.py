"""Does the reading take sides? Reads reports twice, the second time with the two sides' names changed for each other.

What is read of the one must be read of the other, with the sides changed: the same claims, in the same words, denied or
conceded alike. A rule that favours a side, a list with the words of one side alone, a name that one country's gazetteer
knows better: each shows as a claim that does not change over. Which names are changed for which, and reports made up
for it, are in neutrality.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from rashomon import examples
from rashomon.bench.swapping import Edit, Edits, Pairs, both_ways, moved, names_in, swapped_report
from rashomon.errors import RashomonError
from rashomon.intake import receive
from rashomon.intake.make_report import Source, freeze
from rashomon.matters import gather
from rashomon.model import Claim, Matter, Party, Reading, Report, Span, Statement
from rashomon.reading import readers
from rashomon.world import load_world
from rashomon.world.automatic import worlds

ENOUGH = 0.99
"""The share of claims that must change over."""
DATA = Path(__file__).with_name("neutrality.toml")
OF_CLAIMS = (
    "found", "kind", "polarity", "modality", "counts", "actor", "target", "holder", "speaker", "role", "place",
    "country",
)  # fmt: skip
OF_MATTERS = ("found", "claim_kind", "status", "conceded_by")
SIDES = ("actor", "target", "holder", "speaker", "country")
"""The fields that tell a side, and change with it."""
_END = re.compile(r"\n|[.!?][\"”’)]*(?= )")


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


class Both(NamedTuple):
    """A report and its reading, as it is and with the sides changed."""

    report: Report
    other: Report
    edits: Edits
    reading: Reading
    other_reading: Reading


class Measured(NamedTuple):
    war: War
    reports: tuple[tuple[Both, tuple[Pair, ...]], ...]
    matters: tuple[MatterPair, ...]


# ---- comparing -----------------------------------------------------------------------------------------------------


def compare(one: Reading, other: Reading, edits: Edits, war: War) -> tuple[Pair, ...]:
    """The claims of two readings side by side, by their trigger; `edits` lead from the one text to the other."""
    at: dict[Span, tuple[list[Told], list[Told]]] = defaultdict(lambda: ([], []))
    for told in _told(one):
        at[moved(told.claim.trigger, edits)][0].append(told)
    for told in _told(other):
        at[told.claim.trigger][1].append(told)

    def side_by_side(a: Told, b: Told) -> Pair:
        return _pair(a, b, facts(a, one), facts(b, other), edits, war)

    return tuple(pair for _, (a, b) in sorted(at.items()) for pair in _best(a, b, side_by_side))


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
        if read == value and not war.strict and field in SIDES and not _touched(words, edits):
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
    claims = [{same_claim[c] for c in _claims(m) if c in same_claim} for m in one]
    theirs = [_claims(m) for m in other]
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


def _claims(matter: Matter) -> set[str]:
    return {claim for position in matter.positions for claim in position.claims}


# ---- reading -------------------------------------------------------------------------------------------------------


def wars() -> tuple[War, ...]:
    """The wars of neutrality.toml with the reports that were made up for them, or the examples."""
    return tuple(_war(name, rows) for name, rows in tomllib.loads(DATA.read_text(encoding="utf-8")).items())


def _war(name: str, rows: Mapping[str, Any]) -> War:
    if rows.get("examples"):
        reports = tuple(r for r in receive([str(examples.reports())]) if isinstance(r, Report))
    else:
        reports = tuple(_report(f"{name}/{id_}", row) for id_, row in rows["reports"].items())
    return War(
        name,
        tuple((one, two) for one, two in rows["pairs"]),
        both_ways(rows["camps"]),
        both_ways(rows.get("roles", ())),
        both_ways(rows.get("countries", ())),
        reports,
        (str(examples.pack()),) if rows.get("examples") else (),
        strict=not rows.get("examples"),
    )


def _report(id_: str, row: Mapping[str, str]) -> Report:
    text = row["text"].strip()
    source = Source(id_, row["published"], row.get("outlet"))
    return freeze(text, source, raw=text.encode(), media_type="text/plain", title=row.get("title"), language="en")


def of_files(paths: Sequence[str | Path]) -> tuple[War, ...]:
    """The reports at these paths, each by the war whose sides it names most. What names none is left out.

    Raises:
        RashomonError: nothing there can be read, or names a side.
    """
    known, found = wars(), defaultdict[str, list[Report]](list)
    for report in receive(list(map(str, paths))):
        if isinstance(report, Report):
            named = {war.name: names_in(report.text, war.pairs) for war in known}
            if most := max(named.values()):
                found[next(name for name, n in named.items() if n == most)].append(report)
    if not found:
        what = f"no report in it can be read, or it names no side of a war in {DATA.name}"
        raise RashomonError(", ".join(map(str, paths)), what, "Name files with reports of one of them.")
    return tuple(replace(war, reports=tuple(found[war.name]), strict=False) for war in known if war.name in found)


def measure(war: War, packs: Sequence[str] = ()) -> Measured:
    """Reads the reports of a war as they are and with the sides changed, gathers both, and compares.

    Each is read with the packs that its own words call for, as `rashomon read` does; `packs` come on top, "none" of
    them leaves out the others.
    """
    how = worlds((*war.packs, *packs))
    both: list[tuple[Both, tuple[Pair, ...]]] = []
    for report in war.reports:
        other, edits = swapped_report(report, war.pairs)
        (_, reading), (_, theirs) = readers.read((report, other), how)
        if reading is not None and theirs is not None:
            both.append((Both(report, other, edits, reading, theirs), compare(reading, theirs, edits, war)))
    read = [b for b, _ in both]
    world = load_world(tuple(dict.fromkeys(p for b in read for p in (*b.reading.packs, *b.other_reading.packs))))
    same = {p.one.claim.id: p.other.claim.id for _, pairs in both for p in pairs if p.one and p.other}
    stayed = {c.claim.id for _, pairs in both for p in pairs if p.stayed for c in (p.one, p.other) if c}
    as_it_is, swapped = (
        [m for m in gather(each, world) if stayed.isdisjoint(_claims(m))]
        for each in ([(b.report, b.reading) for b in read], [(b.other, b.other_reading) for b in read])
    )
    return Measured(war, tuple(both), compare_matters(as_it_is, swapped, same, war))


# ---- telling -------------------------------------------------------------------------------------------------------


def neutrality(paths: Sequence[str | Path] = (), packs: Sequence[str] = ()) -> bool:
    """Prints each claim and matter that does not change over, and the shares by field; whether they are enough.

    Without `paths` the examples and the reports of neutrality.toml are read.

    Raises:
        RashomonError: nothing at `paths` that can be read, a pack that is none.
    """
    measured = []
    for war in of_files(paths) if paths else wars():
        measured.append(measure(war, packs))
        for text in told(measured[-1]):
            click.echo(text)
    click.echo(table(measured))
    return share(measured) >= ENOUGH


def claims(measured: Sequence[Measured]) -> list[Pair]:
    """All claims that either reading has."""
    return [pair for m in measured for _, pairs in m.reports for pair in pairs]


def changed(measured: Sequence[Measured]) -> list[Pair]:
    """Those that changed over in every field."""
    return [pair for pair in claims(measured) if not pair.changes]


def share(measured: Sequence[Measured]) -> float:
    return len(changed(measured)) / len(claims(measured)) if claims(measured) else 1.0


def told(measured: Measured) -> Iterator[str]:
    """What does not change over: what differs, and the sentence as it is and with the sides changed."""
    for both, pairs in measured.reports:
        for pair in pairs:
            if pair.changes:
                at = pair.one.claim.trigger if pair.one else None
                there = pair.other.claim.trigger if pair.other else moved(at or Span(0, 0), both.edits)
                other = sentence(both.other.text, there)
                first = sentence(both.report.text, at or _back(there, both.edits))
                yield f"{both.report.id}: {_list(pair.changes)}\n    {first}\n    {other}"
    for of_one, of_other, changes in measured.matters:
        if changes and (matter := of_one or of_other):
            yield f"{measured.war.name}, matter: {_list(changes)}\n    {matter.question}"


def _back(span: Span, edits: Edits) -> Span:
    return moved(span, tuple(Edit(new_start, new_end, start, end) for start, end, new_start, new_end in edits))


def _list(changes: Sequence[Change]) -> str:
    return "; ".join(f"{c.field} is {c.read}, not {c.due}" for c in changes)


def sentence(text: str, at: Span) -> str:
    """The sentence, or the line, in which a span stands.

    >>> sentence("It rained. The army left. It rained.", Span(20, 24))
    'The army left.'
    """
    start = max((m.end() for m in _END.finditer(text, 0, at.start)), default=0)
    end = next((m.end() for m in _END.finditer(text, at.end)), len(text))
    return " ".join(text[start:end].split())


def table(measured: Sequence[Measured]) -> str:
    """The figures as text: a row for each war, and for each field the share of claims with it that changed over."""
    rows = ["", f"{'':24}{'reports':>9}{'claims':>9}{'changed':>9}{'share':>8}"]
    for name, some in [*((m.war.name, [m]) for m in measured), ("all", measured)]:
        told = sum(len(m.reports) for m in some)
        rows.append(f"{name:24}{told:>9}{len(claims(some)):>9}{len(changed(some)):>9}{share(some):>8.3f}")
    pairs = claims(measured)
    wrong = Counter(c.field for p in pairs for c in p.changes)
    of = Counter(f for p in pairs for f in p.compared) + Counter(found=len(pairs))
    rows += ["", f"{'field of claims':24}{'claims':>18}{'changed':>9}{'share':>8}"]
    rows += [_row(field, of[field], wrong[field]) for field in OF_CLAIMS]
    matters = [p for m in measured for p in m.matters]
    wrong = Counter(c.field for p in matters for c in p.changes)
    there = sum(p.one is not None and p.other is not None for p in matters)
    rows += ["", f"{'field of matters':24}{'matters':>18}{'changed':>9}{'share':>8}"]
    rows += [_row(field, len(matters) if field == "found" else there, wrong[field]) for field in OF_MATTERS]
    return "\n".join(rows)


def _row(field: str, of: int, wrong: int) -> str:
    return f"{field:24}{of:>18}{of - wrong:>9}{(of - wrong) / of if of else 1:>8.3f}"
