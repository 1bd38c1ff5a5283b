"""What does a claim say, in a form that can be laid beside another? A claim with its statement, report and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cache

from rashomon.matters.kind_families import kind_as_told
from rashomon.model import NEUTRAL_CAMPS, Claim, Count, Party, Place, Reading, Reason, Report, Speaker, Statement
from rashomon.quick_records import record
from rashomon.world.kinds import Family, Kind, kind_of

LONG_DAYS = 45
"""A time longer than this tells of a period (a war, a year) and not of an event."""
WAR_TOLL = 5000
"""Figures of dead from here on are a war's, or a year's, and not an event's."""
NOBODY_ELSE: frozenset[str] = frozenset()
TOLD = frozenset({"happened", "ongoing"})
"""What is said to be, and not planned, predicted or supposed."""
MARK = 3
"""A smaller figure of dead or hurt is common to many events, and marks none."""
BYSTANDERS = NEUTRAL_CAMPS | {"monitor", "humanitarian", "un", "rights_group", "local", ""}
"""Camps that report, help and suffer: an account that makes one of them the doer names no doer."""


HELPERS = frozenset({"un", "humanitarian"})
"""Camps that help on all sides and seldom say who did it: no outlet's word for the doer is laid in their mouth."""


@record
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
    carrier: str = ""
    """The camp whose organ repeats the account in its own voice: it holds it too, and adds no origin."""
    lent: bool = False
    """Whether it is the outlet's sentence, laid to who says as much in the same report, with no figure in common."""


@record
class Account:
    """One claim as it was made. Days are proleptic ordinals; `start` is None where the words give no first day."""

    claim: Claim
    statement: Statement
    report: Report
    key: str
    """Of the report."""
    place: Place | None
    called: str | None
    """The report's own words for the place."""
    counts: tuple[Count, ...]
    reason: Reason | None
    """Where one reason hangs on several claims of a statement, it is the first one's."""
    start: int | None
    end: int | None
    published: int | None
    main: bool
    at: int
    """Where the trigger stands in the report: accounts of one report are told in this order."""
    claimed: Kind
    """All that is known of the kind of the claim."""
    family: Family
    kind: str
    """The kind of the claim as far as its words decide it."""
    actor: str | None
    """The camp of who did it, None where nobody is named or it is a bystander's."""
    target: str | None
    killed: tuple[Count, ...]
    figures: frozenset[float]
    """What stands for each count of dead when two accounts are matched: its low end, else its high end."""
    anchored: bool
    """Whether words of the report say when: two first and last days no further apart than a period's."""
    period: bool
    """Whether it tells of a period: by its days, or by figures of dead that are a longer time's or no single event's.

    With no first day, what was over a season before it was printed ("since 2014") is told of a period.
    """
    open: bool = False
    """Whether the speaker says only that it is not known: it has a position, and says nothing of what happened."""
    beside: frozenset[str] = frozenset()
    """The camps of the others who did it or hold it together with whoever is named first."""
    settled: bool = False
    """Whether the report leaves one place and day for what the claim's own words leave open: see `told_between.py`."""
    amid: bool = False
    """Whether it stands amid claims of one happening, and the report does not say all that its words leave open."""
    speaker: Speaker = field(init=False, compare=False)
    """Of the statement, at hand."""
    kept_back: frozenset[str] | None = field(default=None, init=False, compare=False)
    """What `grounds.kept_back` says of it, once that was asked: the page is looked through for it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "speaker", self.statement.speaker)

    @property
    def inferred_place(self) -> bool:
        """Whether the place is not in the claim's own words but taken over from what stands around it."""
        return self.claim.place_from not in (None, "text", "person")


def taken_up(account: Account) -> bool:
    """Whether its words only take up a deed that was told before: "the attack", "it"."""
    return ("kind", "reference") in account.claim.grades


def camp_of(party: Party | None) -> str | None:
    """The side of a party; None where it takes none or is not known."""
    camp = party.camp if party is not None else ""
    return camp if camp and camp not in NEUTRAL_CAMPS else None


@cache
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


def is_period(start: int | None, end: int | None, published: int | None, killed: Sequence[Count]) -> bool:
    first, last = (end, published) if start is None else (start, end)
    if first is not None and last is not None and last - first > LONG_DAYS:
        return True
    long = bool(killed) and all(c.scope == "background" for c in killed)
    return long or any((c.low or c.high or 0) >= WAR_TOLL for c in killed)


def _habitual(claim: Claim) -> bool:
    """Whether it goes on and words say since or how often, with no first day: "its jets regularly bomb the town"."""
    return claim.modality == "ongoing" and claim.time.span is not None and claim.time.start is None


def figure(count: Count) -> float | None:
    """The figure that stands for a count when two reports are matched: its low end, else its high end."""
    return count.low if count.low is not None else count.high


@cache
def doer(camp: str | None) -> str | None:
    return None if camp in BYSTANDERS else camp


def leaves_open(claim: Claim, statement: Statement) -> bool:
    """Whether somebody says of a happening that it is not known: "it was unclear whose planes they were".

    Told by a speaker who declines to say, or by words of not knowing before what then is only said to be possible.
    """
    if claim.modality != "hypothetical" or statement.speaker.span is None:
        return False
    return statement.stance == "declines" or "not_known" in claim.noted


def in_passing(claim: Claim, statement: Statement) -> bool:
    """Whether the outlet, putting a helper's words into its own, names the doer right before the name of the deed.

    "The agency said that six children had died in rebel fire" is no accusation by the agency; "that rebels fired" is.
    """
    indirect = statement.speaker.camp in HELPERS and statement.manner != "direct"
    return indirect and "doer_in_passing" in claim.noted


def family_of(claim: Claim, kind: Kind) -> Family:
    """The family of a claim: of a kind that can be a state or a deed, by whether it says who did it or with what."""
    done = (claim.actor is not None or claim.means is not None) and not claim.background
    return kind.deed if done and kind.deed is not None else kind.family


def account_of(
    claim: Claim,
    statement: Statement,
    report: Report,
    key: str,
    reading: Reading,
    published: int | None,
    places: Sequence[Place],
    kinds: Mapping[str, Kind],
) -> Account:
    """A claim with its statement, report and days. `places` are the reading's, as `one_of_each` has them."""
    counts = tuple([reading.counts[i] for i in claim.counts])
    killed = tuple([c for c in counts if c.what == "killed" and c.unit is None])
    open_ = leaves_open(claim, statement)
    if open_:
        counts = killed = ()
    place = places[claim.place] if claim.place is not None else None
    called = reading.places[claim.place].text if claim.place is not None else None
    reason = claim.reason if first_with_reason(claim, statement) else None
    start, end = ordinal(claim.time.start), ordinal(claim.time.end)
    main, at = claim.id == reading.main, claim.trigger.start
    claimed = kind_of(kinds, claim.kind)
    kind = kind_as_told(claimed, claim.words)
    actor = None if open_ or in_passing(claim, statement) else doer(camp_of(claim.actor))
    target = camp_of(claim.target)
    figures = frozenset([f for c in killed if c.scope != "background" and (f := figure(c)) is not None])
    anchored = start is not None and end is not None and end - start <= LONG_DAYS
    period = is_period(start, end, published, killed) or _habitual(claim)
    return Account(  # by name, so many would take .05 s of the 2 s that 20,000 claims take to gather
        claim, statement, report, key, place, called, counts, reason, start, end, published, main, at, claimed,
        family_of(claim, claimed), kind, actor, target, killed, figures, anchored, period, open_, others_of(claim),
    )  # fmt: skip


def others_of(claim: Claim) -> frozenset[str]:
    """The camps of those who did it or hold it beside the one who is named first, bystanders left out."""
    others = (*claim.actors[1:], *claim.holders[1:])
    return frozenset([camp for p in others if (camp := doer(camp_of(p)))]) if others else NOBODY_ELSE


def one_of_each(places: Sequence[Place], known: dict[tuple[object, ...], Place]) -> list[Place]:
    """The same places, where an equal place was seen before that very object: then `is` tells most pairs apart.

    Two mentions of one place differ in their span and words, which say nothing of where it is.
    """
    return [
        known.setdefault(
            (p.name, p.gazetteer, p.precision, p.lat, p.lon, p.radius_km, p.country, p.admin1, p.within), p
        )
        for p in places
    ]


def _accounted(reading: Reading) -> Iterator[tuple[Statement, Claim]]:
    for statement in reading.statements:
        if statement.stance != "asks":
            for claim in statement.claims:
                if (claim.modality in TOLD and statement.stance != "declines") or leaves_open(claim, statement):
                    yield statement, claim


def has_account(reading: Reading) -> bool:
    """Whether `accounts` has any of it."""
    return any(True for _ in _accounted(reading))


def accounts(read: Sequence[tuple[Report, Reading]], kinds: Mapping[str, Kind]) -> tuple[Account, ...]:
    """Every claim that tells of something that happened or goes on, in the order of report keys and of the text.

    Left out: what is planned, predicted or supposed, what a speaker declined to say, and what was only asked. Kept is
    that a speaker says it is not known (`open`).
    """
    found: list[Account] = []
    seen: set[str] = set()
    known: dict[tuple[object, ...], Place] = {}
    for key, *_, n in sorted((report.key, report.id, reading.version, n) for n, (report, reading) in enumerate(read)):
        if key in seen:
            continue
        seen.add(key)
        report, reading = read[n]
        published = ordinal(reading.published) or ordinal(report.published)
        places = one_of_each(reading.places, known)
        told = [
            account_of(claim, statement, report, key, reading, published, places, kinds)
            for statement, claim in _accounted(reading)
        ]
        found += sorted(told, key=lambda a: (a.at, a.claim.id))
    return tuple(found)
