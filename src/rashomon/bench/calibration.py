"""Is a grade earned? The share of claims that are right, by how firm they are and by how each field is known.

Judged against the examples' hand-made gold, which has no times: a claim is right if it is one of the gold's, of the
same family of kinds, affirmed or denied as that is, at its place, by its speaker and camp, with its tolls, and names no
other doer or holder (none is no error: to be firm, a claim need not say who did it). Claims that the gold lacks are
wrong, though it has only what a report chiefly says: the share of those "in the gold" that are right stands beside, and
the truth lies between the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from rashomon import examples
from rashomon.bench.quality import read_examples
from rashomon.bench.scoring import Figure, is_report, paired, same_camp, same_deed, same_place, same_speaker
from rashomon.model import Claim, Party, Reading, Report, Statement

TOLLS = ("killed", "displaced")
"""The counts that the gold has."""
PARTIES = ("holder", "actor")
FIELDS = ("speaker", "place")
"""The fields that have a grade and can be judged by the gold."""


@dataclass(frozen=True, slots=True)
class Judged:
    claim: Claim
    right: bool
    """All that the gold has of it."""
    fields: Mapping[str, bool]
    """`FIELDS`, where the claim is one of the gold's; else empty."""


def calibration() -> None:
    """Prints the share of claims that are right: of firm, loose and background ones, and by the grade of each field."""
    for label, figure in sorted(table(list(judge(examples.gold(), read_examples()))).items()):
        click.echo(f"{label:24}{figure.right:>4} of {figure.of:<4}{figure.share:>6.2f}")


def judge(gold: Mapping[str, Any], read: Sequence[tuple[Report, Reading]]) -> Iterator[Judged]:
    """Each claim of the reports that the gold has, compared with it."""
    for key, expected in gold["reports"].items():
        for report, reading in read:
            if not is_report(report.id, key):
                continue
            known = {index: statement for statement, index in paired(expected["statements"], report, reading)}
            for index, statement in enumerate(reading.statements):
                yield from _judge_statement(known.get(index), statement, report, reading)


def _judge_statement(
    gold: Mapping[str, Any] | None, statement: Statement, report: Report, reading: Reading
) -> Iterator[Judged]:
    left = [] if gold is None else list(gold["claims"])
    speaker = gold is not None and same_speaker(gold, statement, report) and same_camp(gold, statement)
    for claim in statement.claims:
        alike = [g for g in left if same_deed(g, claim)]
        # of two that may be meant, the one that is at this place
        alike.sort(key=lambda g: not same_place(g, claim, reading))
        if not alike:
            yield Judged(claim, False, {})
            continue
        left.remove(alike[0])
        place = same_place(alike[0], claim, reading)
        ranges = [[reading.counts[i].low, reading.counts[i].high] for i in claim.counts]
        tolls = all(alike[0][what] in ranges for what in TOLLS if what in alike[0])
        parties = all(_camp(claim, role) in (None, alike[0][role]) for role in PARTIES if role in alike[0])
        yield Judged(claim, speaker and place and tolls and parties, {"speaker": speaker, "place": place})


def _camp(claim: Claim, role: str) -> str | None:
    party: Party | None = getattr(claim, role)
    return party.camp if party else None


def table(judged: Sequence[Judged]) -> dict[str, Figure]:
    """By label: how many are right, of how many. Grades that no claim has are left out."""
    right, of = Counter[str](), Counter[str]()

    def count(label: str, is_right: bool) -> None:
        of[label] += 1
        right[label] += is_right

    for j in judged:
        sort = "background" if j.claim.background else "firm" if j.claim.firm else "loose"
        count(sort, j.right)
        if j.fields:
            count(f"{sort}, in the gold", j.right)
    for field in FIELDS:
        for j in judged:
            if field in j.fields and (grade := dict(j.claim.grades).get(field)) is not None:
                count(f"{field} by {grade}", j.fields[field])
    return {label: Figure(right[label], of[label]) for label in of}
