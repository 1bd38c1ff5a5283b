"""A page for an editor: one incident or one matter with its accounts side by side, each with its source. As a record.

Made from a `Shared` and nothing else: what the sharing profile took out cannot come back. `note_html`, `note_markdown`
and `note_docx` write it down, all three in the same order and the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rashomon.message import Phrase
from rashomon.model import Status, Toll
from rashomon.pages.brief import FIELD_WORDS, STATUS_WORDS, held_back_words, where_words
from rashomon.pages.i18n import _, counted, day, days, listed, ngettext, shown
from rashomon.sharing.as_csv import answered
from rashomon.sharing.incident_table import incidents_of
from rashomon.sharing.records import UNREVIEWED, Shared, SharedClaim, SharedMatter, SharedPosition
from rashomon.world.kinds import kind_of

MOST_WORDS = 1
"""Passages that are shown of one answer: it is one page, and the desk has all of them."""
MOST_ASKED = 3
"""Questions that are shown with words, the main ones first; of the others the answers alone."""
HASH_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of an account with who says them. What the profile keeps back is empty."""

    source: int
    """The number of the report among the sources."""
    words: str
    """Empty where they stand on the page already."""
    speaker: str
    where: str
    """Which characters of the text they are."""
    review: str


@dataclass(frozen=True, slots=True)
class Source:
    """A report, as far as it may be told which one it is."""

    number: int
    told: str
    """Outlet, day and title."""
    url: str
    kept: str
    """Which copy of it the ledger keeps."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer of a side, with some of the words that give it."""

    answer: str
    among: str
    weight: str
    cited: tuple[Cited, ...]
    more: int
    silent: tuple[str, ...]
    """Who gives this answer too and whose words the profile keeps back."""


@dataclass(frozen=True, slots=True)
class Side:
    label: str
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class AskedOf:
    """A question with its answers by side."""

    question: str
    status: Status
    status_word: str
    over: str
    reason: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class OnePage:
    title: str
    status: Status
    status_word: str
    facts: tuple[tuple[str, str], ...]
    """What, where, when, as label and words."""
    asked: tuple[AskedOf, ...]
    further: tuple[tuple[str, str], ...]
    """Further questions, each with its answers by side in one line."""
    unknown: tuple[str, ...]
    sources: tuple[Source, ...]
    made: tuple[tuple[str, str], ...]
    """Profile, review, what was held back, address, state of the ledger, when: as label and words."""


WIDE = frozenset({"admin2", "admin1", "country", "unresolved"})
"""Precisions of a place that is not closer than an area."""


def one_page(shared: Shared, *, of: str, generated: datetime, state: str) -> OnePage:
    """The page of what is in `shared`, under the default profile: the matters of one incident, or one matter.

    `of` is the id that was asked for; `state` is the hash of the ledger (`state_hash`), `generated` the time that it
    says it was made.
    """
    incident = incidents_of(shared)[0]
    by_id = {m.id: m for m in shared.matters}
    ordered = [by_id[q.id] for q in incident.questions]
    first = ordered[0]
    claims = {c.claim_id: c for c in shared.claims}
    cites = _Cites()
    asked = tuple(_asked(m, claims, cites) for m in ordered[:MOST_ASKED])
    what, place = shown(first.kind_label), next((m for m in ordered if m.place), first)
    where = shown(where_words(place))
    name = f"{what[:1].upper()}{what[1:]}{_(', ')}{shown(incident.place) if incident.place else where}"
    facts = (
        (_("What"), what),
        (_("Where"), where),
        (_("When"), days(incident.date)),
        (_("Standing"), _standing(incident.status)),
    )
    return OnePage(
        title=shown(first.question) if of == first.id else name,
        status=incident.status,
        status_word=_(STATUS_WORDS[incident.status][0]),
        facts=facts,
        asked=asked,
        further=tuple((shown(m.question), _answers(m)) for m in ordered[MOST_ASKED:]),
        unknown=tuple(_unknown(ordered, shared)),
        sources=tuple(cites.sources.values()),
        made=tuple(_made(shared, f"/matters/{of}" if of in by_id else f"/incidents/{incident.id}", generated, state)),
    )


class _Cites:
    """The sources in the order in which they are cited, and the words that stand on the page already."""

    def __init__(self) -> None:
        self.sources: dict[tuple[str | None, ...], Source] = {}
        self.shown: set[tuple[str, str]] = set()

    def cite(self, c: SharedClaim) -> Cited:
        words = " ".join((c.quote or "").split())
        there = (c.speaker, words) in self.shown
        self.shown.add((c.speaker, words))
        where = ""
        if c.start is not None and c.end is not None:
            where = shown(Phrase("characters {start} to {end}", start=str(c.start), end=str(c.end)))
        review = "" if c.review == UNREVIEWED else shown(c.review)
        return Cited(self._source(c).number, "" if there else shown(words), shown(c.speaker), where, review)

    def _source(self, c: SharedClaim) -> Source:
        key = (c.text_sha256, c.outlet, c.published, c.report_title)
        if key not in self.sources:
            told = [c.outlet or _("outlet not told"), day(c.published) if c.published else "", c.report_title or ""]
            kept = []
            if c.text_sha256:
                kept.append(
                    shown(Phrase("A copy is in the ledger: text SHA-256 {hash}", hash=c.text_sha256[:HASH_SHOWN]))
                )
            if c.text_sha256 and c.retrieved:
                kept.append(shown(Phrase("fetched on {day}", day=day(c.retrieved))))
            self.sources[key] = Source(
                len(self.sources) + 1,
                _(", ").join(shown(x) for x in told if x),
                shown(c.report_url or ""),
                _(", ").join(kept),
            )
        return self.sources[key]


def _asked(m: SharedMatter, claims: dict[str, SharedClaim], cites: _Cites) -> AskedOf:
    sides: dict[str, list[Given]] = {}
    for p in m.positions:
        given = _given(p, [claims[c] for c in p.claims if c in claims], cites)
        sides.setdefault(shown(p.camp_label), []).append(given)
    return AskedOf(
        shown(m.question),
        m.status,
        _(STATUS_WORDS[m.status][0]),
        listed([_(FIELD_WORDS[f]) for f in m.disputed]),
        shown(m.reason),
        tuple(Side(label, tuple(given)) for label, given in sides.items()),
    )


def _given(p: SharedPosition, claims: Sequence[SharedClaim], cites: _Cites) -> Given:
    once: dict[tuple[str, str], SharedClaim] = {}
    for c in claims:
        if c.quote is not None:
            once.setdefault((c.speaker, c.quote), c)
    heard = {speaker for speaker, _words in once}
    some = list(once.values())
    reports = ngettext("in {n} report", "in {n} reports", p.reports).format(n=p.reports)
    return Given(
        shown(answered(p)),
        shown(p.among),
        f"{counted(p.origins, 'origin')} {reports}",
        tuple(cites.cite(c) for c in some[:MOST_WORDS]),
        max(0, len(some) - MOST_WORDS),
        tuple(dict.fromkeys(shown(c.speaker) for c in claims if c.quote is None and c.speaker not in heard)),
    )


def _answers(m: SharedMatter) -> str:
    sides: dict[str, dict[str, None]] = {}
    for p in m.positions:
        sides.setdefault(shown(p.camp_label), {})[shown(answered(p))] = None
    said = (f"{label}{_(': ')}{_(', ').join(some)}" for label, some in sides.items())
    return f"{_(STATUS_WORDS[m.status][0])}. {_('; ').join(said)}"


def _standing(status: Status) -> str:
    word, meaning = STATUS_WORDS[status]
    return f"{_(word)}{_(': ')}{_(meaning)}"


def _unknown(ordered: Sequence[SharedMatter], shared: Shared) -> Iterator[str]:
    """What the accounts leave open, a sentence each. Nothing here is guessed: each names what no account gives."""
    yield from _no_place_or_day(ordered)
    forceful = any(kind_of(shared.kinds, m.claim_kind).violent for m in ordered)
    doers = (p for p in _all(ordered, "responsibility") if p.polarity == "affirmed" and p.answer not in ("yes", "no"))
    if forceful and not any(doers):
        yield _("No account that is read here says who did it.")
    if forceful and not any(isinstance(p.answer, Toll) for p in _all(ordered, "death_toll")):
        yield _("No account that is read here says how many died.")
    for m in ordered:
        yield from (shown(sentence) for sentence in m.unsure)
    if all(m.status == "one_origin" for m in ordered):
        yield _("All of it rests on one origin: nobody independent is known to say so.")
    if any(c.quote is None for c in shared.claims):
        yield _("Some accounts are here without their words, to protect people.")


def _no_place_or_day(ordered: Sequence[SharedMatter]) -> Iterator[str]:
    place = next((m for m in ordered if m.place), None)
    start, end = next((m.date for m in ordered if m.date), None) or (None, None)
    if place is None:
        yield _("No account says where.")
    elif place.coarsened or place.precision in WIDE:
        yield _("The place is known no closer than is said above.")
    if start is None and end is None:
        yield _("No account says when.")
    elif start is None:
        yield _("No account says on which day it began: it was so by the day above.")
    elif start != end:
        yield _("No account gives one day.")


def _all(ordered: Iterable[SharedMatter], kind: str) -> Iterator[SharedPosition]:
    return (p for m in ordered if m.kind == kind for p in m.positions)


def _made(shared: Shared, path: str, generated: datetime, state: str) -> Iterator[tuple[str, str]]:
    ruled = sum(c.review != UNREVIEWED for c in shared.claims)
    yield (
        _("Reading"),
        _("a machine reading; a person ruled on {} of {} claims").format(ruled, len(shared.claims))
        if ruled
        else _("a machine reading that no person has checked; it does not say which account is true"),
    )
    yield _("Sharing profile"), _("default: private persons by role alone, sensitive places widened to their province")
    # Of one happening, how much torture or sexual violence was left out would tell that there was some.
    if held := held_back_words(replace(shared.held_back, claims=0, matters=0)):
        yield _("Held back to protect people"), _("; ").join(held)
    yield _("Address on the desk"), path
    yield _("State of the ledger"), f"SHA-256 {state}"
    yield _("Made"), f"{generated:%Y-%m-%d %H:%M} {generated.tzname() or ''}, Rashomon {shared.version}"
