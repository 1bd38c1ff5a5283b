"""Does the reading take sides? Reads reports twice, the second time with the two sides' names changed for each other.

What is read of the one must be read of the other, with the sides changed: the same claims, in the same words, denied or
conceded alike. A rule that favours a side, a list with the words of one side alone, a name that one country's gazetteer
knows better: each shows as a claim that does not change over. Which names are changed for which, and reports made up
for it, are in neutrality.toml.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from rashomon import examples
from rashomon.bench.side_by_side import (
    OF_CLAIMS,
    OF_MATTERS,
    Change,
    MatterPair,
    Pair,
    War,
    claims_of,
    compare,
    compare_matters,
)
from rashomon.bench.swapping import Edit, Edits, both_ways, moved, names_in, swapped_report
from rashomon.errors import RashomonError
from rashomon.intake import receive
from rashomon.intake.make_report import Source, freeze
from rashomon.matters import gather
from rashomon.model import Reading, Report, Span
from rashomon.reading import readers
from rashomon.sharing.quotes import covering, sentences
from rashomon.world import load_world
from rashomon.world.automatic import worlds

ENOUGH = 0.99
"""The share of claims that must change over."""
DATA = Path(__file__).with_name("neutrality.toml")


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
        one_sided=frozenset(rows.get("one_sided", ())),
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
        [m for m in gather(each, world) if stayed.isdisjoint(claims_of(m))]
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
    start, end = covering(s for s in sentences(text) if s.overlaps(at)) or at
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
