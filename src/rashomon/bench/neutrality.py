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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    "found", "kind", "polarity", "modality", "counts", "actor", "target", "holder", "speaker", "role", "place", "country",
)  # fmt: skip
OF_MATTERS = ("found", "claim_kind", "status", "conceded_by")
_END = re.compile(r"\n|[.!?][\"”’)]*(?= )")

Facts = Mapping[str, Any]
"""What is compared of a claim, by field. None or empty: it has none."""


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
    """The claims of two readings side by side, by their trigger; `edits` lead from the text of `one` to that of `other`."""
    at: dict[Span, tuple[list[Told], list[Told]]] = defaultdict(lambda: ([], []))
    for told in _told(one):
        at[moved(told.claim.trigger, edits)][0].append(told)
    for told in _told(other):
        at[told.claim.trigger][1].append(told)
    return tuple(pair for _, (a, b) in sorted(at.items()) for pair in _side_by_side(a, b, one, other, war))


def _told(reading: Reading) -> Iterator[Told]:
    for statement in reading.statements:
        for claim in statement.claims:
            yield Told(statement, claim)


def _side_by_side(a: list[Told], b: list[Told], one: Reading, other: Reading, war: War) -> Iterator[Pair]:
    """Of several claims at one trigger, those that differ least are paired."""
    due = [facts(told, one, war) for told in a]
    read = [facts(told, other) for told in b]
    alike = sorted(
        (len(_changes(d, r, war)), i, j) for i, d in enumerate(due) for j, r in enumerate(read)
    )
    left, right = set(range(len(a))), set(range(len(b)))
    for _, i, j in alike:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            has = frozenset(f for f in due[i] if due[i][f] or read[j][f])
            yield Pair(a[i], b[j], _changes(due[i], read[j], war), has)
    yield from (Pair(a[i], None, (Change("found", a[i].claim.kind, "none"),), frozenset()) for i in sorted(left))
    yield from (Pair(None, b[j], (Change("found", "none", b[j].claim.kind),), frozenset()) for j in sorted(right))


def facts(told: Told, reading: Reading, war: War | None = None) -> Facts:
    """What is compared of a claim; of a `war`, with the sides changed."""
    statement, claim = told
    camps, countries = (war.camps, war.countries) if war else ({}, {})

    def camp(party: Party | None) -> str | None:
        return None if party is None else camps.get(party.camp, party.camp)

    place = None if claim.place is None else reading.places[claim.place]
    country = place.country if place else None
    return {
        "kind": claim.kind,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "counts": tuple(sorted(_figure(reading, at) for at in claim.counts)),
        "actor": camp(claim.actor),
        "target": camp(claim.target),
        "holder": camp(claim.holder),
        "speaker": camps.get(statement.speaker.camp, statement.speaker.camp),
        "role": statement.speaker.role,
        "place": place.precision if place else None,
        "country": countries.get(country, country) if country else None,
    }


def _figure(reading: Reading, at: int) -> str:
    count = reading.counts[at]
    low, high = ("?" if x is None else f"{x:g}" for x in (count.low, count.high))
    return f"{count.what or 'counted'} {low} to {high}{'' if count.exact else ' or so'}"


def _changes(due: Facts, read: Facts, war: War) -> tuple[Change, ...]:
    return tuple(
        Change(field, _words(value), _words(read[field]))
        for field, value in due.items()
        if value != read[field] and not (field == "role" and war.roles.get(value) == read[field])
    )


def _words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value).lower()


def compare_matters(
    one: Sequence[Matter], other: Sequence[Matter], same_claim: Mapping[str, str], war: War
) -> tuple[MatterPair, ...]:
    """Matters side by side: of one sort of question, with the most claims in common (`same_claim`: of one to other)."""
    claims = [{same_claim[c] for p in m.positions for c in p.claims if c in same_claim} for m in one]
    theirs = [{c for p in m.positions for c in p.claims} for m in other]
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
            changes = [Change(f, _words(d), _words(r)) for f, d, r in zip(OF_MATTERS[1:], due, read, strict=True) if d != r]
            found.append(MatterPair(a, b, tuple(changes)))
    found += [MatterPair(m, None, (Change("found", m.kind, "none"),)) for m in left.values()]
    found += [MatterPair(None, m, (Change("found", "none", m.kind),)) for m in right.values()]
    return tuple(found)


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
    return tuple(_with(war, tuple(found[war.name])) for war in known if war.name in found)


def _with(war: War, reports: tuple[Report, ...]) -> War:
    return War(war.name, war.pairs, war.camps, war.roles, war.countries, reports, war.packs)


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
    matters = compare_matters(
        gather([(b.report, b.reading) for b in read], world),
        gather([(b.other, b.other_reading) for b in read], world),
        same,
        war,
    )
    return Measured(war, tuple(both), matters)


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


def share(measured: Sequence[Measured]) -> float:
    """Of all claims that either reading has, how many changed over in every field."""
    pairs = [p for m in measured for _, of_report in m.reports for p in of_report]
    return sum(not p.changes for p in pairs) / len(pairs) if pairs else 1.0


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
    for one, other, changes in measured.matters:
        if changes:
            matter = one or other
            assert matter is not None, "one of them is there"
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
    rows = ["", f"{'':22}{'reports':>9}{'claims':>9}{'changed':>9}{'share':>8}"]
    for m in (*measured, None):
        some = measured if m is None else [m]
        pairs = [p for x in some for _, of_report in x.reports for p in of_report]
        right = sum(not p.changes for p in pairs)
        rows.append(
            f"{m.war.name if m else 'all':22}{sum(len(x.reports) for x in some):>9}{len(pairs):>9}{right:>9}{share(some):>8.3f}"
        )
    rows += ["", f"{'field of claims':22}{'of':>18}{'changed':>9}{'share':>8}"]
    pairs = [p for x in measured for _, of_report in x.reports for p in of_report]
    wrong = Counter(c.field for p in pairs for c in p.changes)
    of = Counter(f for p in pairs for f in p.compared) + Counter(found=len(pairs))
    rows += [_row(field, of[field], wrong[field]) for field in OF_CLAIMS]
    rows += ["", f"{'field of matters':22}{'of':>18}{'changed':>9}{'share':>8}"]
    matters = [p for x in measured for p in x.matters]
    wrong = Counter(c.field for p in matters for c in p.changes)
    there = sum(p.one is not None and p.other is not None for p in matters)
    rows += [_row(field, len(matters) if field == "found" else there, wrong[field]) for field in OF_MATTERS]
    return "\n".join(rows)


def _row(field: str, of: int, wrong: int) -> str:
    return f"{field:22}{of:>18}{of - wrong:>9}{(of - wrong) / of if of else 1:>8.3f}"
