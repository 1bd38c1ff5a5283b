"""What does a claim say, in a form that can be laid beside another? A claim with its statement, report and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.model import Claim, Count, Party, Place, Reading, Reason, Report, Speaker, Statement

LONG_DAYS = 45
"""A time longer than this tells of a period (a war, a year) and not of an event."""
WAR_TOLL = 5000
"""Figures of dead from here on are a war's, or a year's, and not an event's."""
BYSTANDERS = frozenset({"unknown", "narrator", "media", "monitor", "humanitarian", "un", "rights_group", "local", ""})
"""Camps that report, help and suffer: an account that makes one of them the doer names no doer."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an account first came from, however many outlets carry it.

    `counts` is False for unnamed people ("activists", "residents"): they add nothing to the least number of origins.
    `speaks` is True for an official, a spokesperson or an organ of the camp: such a one can concede for it.
    """

    id: str
    camp: str
    role: str
    name: str
    unnamed: bool
    counts: bool
    speaks: bool


@dataclass(frozen=True, slots=True)
class Account:
    """One claim as it was made. Days are proleptic ordinals; `start` is None where the words give no first day."""

    claim: Claim
    statement: Statement
    report: Report
    key: str
    """Of the report."""
    place: Place | None
    counts: tuple[Count, ...]
    reason: Reason | None
    """Where one reason hangs on several claims of a statement, it is the first one's."""
    start: int | None
    end: int | None
    published: int | None
    main: bool
    at: int
    """Where the trigger stands in the report: accounts of one report are told in this order."""

    @property
    def speaker(self) -> Speaker:
        return self.statement.speaker

    @property
    def inferred_place(self) -> bool:
        """Whether the place is not in the claim's own words but taken over from what stands around it."""
        return self.claim.place_from == "context"

    @property
    def anchored(self) -> bool:
        """Whether words of the report say when: two first and last days no further apart than a period's."""
        return self.start is not None and self.end is not None and self.end - self.start <= LONG_DAYS

    @property
    def period(self) -> bool:
        """Whether it tells of a period: by its days, or by a figure of dead that no single event has.

        With no first day, what was over a season before it was printed ("since 2014") is told of a period.
        """
        first = self.end if self.start is None else self.start
        last = self.published if self.start is None else self.end
        days = first is not None and last is not None and last - first > LONG_DAYS
        return days or any((c.low or c.high or 0) >= WAR_TOLL for c in self.killed)

    @property
    def actor(self) -> str | None:
        """The camp of who did it, None where nobody is named or it is a bystander's."""
        camp = camp_of(self.claim.actor)
        return None if camp in BYSTANDERS else camp

    @property
    def target(self) -> str | None:
        return camp_of(self.claim.target)

    @property
    def killed(self) -> tuple[Count, ...]:
        return tuple(c for c in self.counts if c.what == "killed" and c.unit is None)


def camp_of(party: Party | None) -> str | None:
    """The side of a party; None where it takes none or is not known."""
    camp = party.camp if party is not None else ""
    return camp if camp not in ("unknown", "narrator", "media", "") else None


def ordinal(day: str | None) -> int | None:
    """An ISO day as a number of days, None for None and for what is no day.

    >>> ordinal("0001-01-02"), ordinal(None), ordinal("soon")
    (2, None, None)
    """
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def first_with_reason(claim: Claim, statement: Statement) -> bool:
    return claim.reason is not None and claim.id == next(
        c.id for c in statement.claims if c.reason is not None and c.reason.span == claim.reason.span
    )


def accounts(read: Sequence[tuple[Report, Reading]]) -> tuple[Account, ...]:
    """Every claim that tells of something that happened or goes on, in the order of report keys and of the text.

    Left out: what is planned, predicted or supposed, what a speaker declined to say, and what was only asked.
    """
    found: list[Account] = []
    seen: set[str] = set()
    for report, reading in sorted(read, key=lambda pair: (pair[0].key, pair[0].id, pair[1].version)):
        key = report.key
        if key in seen:
            continue
        seen.add(key)
        published = ordinal(reading.published) or ordinal(report.published)
        told = [
            Account(
                claim=claim,
                statement=statement,
                report=report,
                key=key,
                place=reading.places[claim.place] if claim.place is not None else None,
                counts=tuple(reading.counts[i] for i in claim.counts),
                reason=claim.reason if first_with_reason(claim, statement) else None,
                start=ordinal(claim.time.start),
                end=ordinal(claim.time.end),
                published=published,
                main=claim.id == reading.main,
                at=claim.trigger.start,
            )
            for statement in reading.statements
            if statement.stance not in ("declines", "asks")
            for claim in statement.claims
            if claim.modality in ("happened", "ongoing")
        ]
        found += sorted(told, key=lambda a: (a.at, a.claim.id))
    return tuple(found)
