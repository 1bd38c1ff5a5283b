"""What people wrote beside things, for who asks for it: notes are a desk's own words, and leave with nothing else.

Under the default profile a note keeps its words without the names of private persons, on a matter or an incident that
may leave itself; who wrote it or is to see to it is a number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rashomon.ledger.read.beside_things import Written
from rashomon.model import Matter, Reading, Report
from rashomon.reading.persons.name_words import Phrases, phrases
from rashomon.sharing import name_masking
from rashomon.sharing.as_csv import table
from rashomon.sharing.privacy_context import Known, known_of
from rashomon.sharing.records import Profile, Shared

if TYPE_CHECKING:
    from rashomon.world import World


@dataclass(frozen=True, slots=True)
class SharedNote:
    """A note, a tag or an assignment as it leaves."""

    profile: str
    number: int
    day: str
    by: str
    what: str
    """"note", "tag" or "assign"."""
    text: str
    about: str
    """"matter", "incident", "claim" or "report"."""
    matter_id: str | None
    incident_id: str | None
    claim_id: str | None
    report_id: str | None


COLUMNS = tuple(SharedNote.__dataclass_fields__)


def may_leave(
    written: Sequence[Written],
    shared: Shared,
    matters: Sequence[Matter],
    read: Sequence[tuple[Report, Reading]],
    world: World,
    people: Mapping[str, str],
    profile: Profile = "default",
) -> tuple[list[SharedNote], int]:
    """The notes that leave beside `shared`, oldest first, and how many are held back."""
    of_claim = {c: m for m in matters for p in m.positions for c in p.claims}
    incident = {m.id: m.incident for m in matters}
    if profile == "full":
        ids = {r.key: r.id for r, _ in read}
        return [_plain(w, of_claim, incident, ids) for w in written if w.id], sum(not w.id for w in written)
    guard = known_of(matters, read, world, people)
    guard.look_at(read, [m.id for m in matters])
    everybody = phrases(p for hidden in guard.hidden.values() for p in hidden.all)
    found = leaving(written, shared, {c: m.id for c, m in of_claim.items()}, guard, everybody)
    return found, len(written) - len(found)


def leaving(
    written: Sequence[Written], shared: Shared, of_claim: Mapping[str, str], guard: Known, everybody: Phrases
) -> list[SharedNote]:
    """Those that leave under the default profile, on matters and incidents of which something is in `shared`.

    `everybody` are the names that are hidden in any report: who writes a note may know of all of them.
    """
    incident = {m.id: m.incident for m in shared.matters}
    kept = {*incident, *incident.values()}
    numbers: dict[str, int] = {}

    def somebody(name: str) -> str:
        return f"analyst {numbers.setdefault(name.casefold(), len(numbers) + 1)}"

    found = []
    for w in written:
        about = w.id if w.what in ("matter", "incident") else of_claim.get(w.id, "")
        if about not in kept:
            continue
        text = (
            somebody(w.value)
            if w.verb == "assign"
            else name_masking.mask_words(guard.told(w.value), everybody, guard.public)
        )
        matter = None if w.what == "incident" else about
        found.append(
            SharedNote(
                "default", w.number, w.at[:10], somebody(w.by), w.verb, text, w.what, matter,
                about if matter is None else incident.get(about), None, None,
            )
        )  # fmt: skip
    return found


def _plain(
    w: Written, of_claim: Mapping[str, Matter], incident: Mapping[str, str], ids: Mapping[str, str]
) -> SharedNote:
    matter = w.id if w.what == "matter" else of_claim[w.id].id if w.id in of_claim else None
    key = w.id.split(".")[0] if w.what in ("claim", "report") else ""
    return SharedNote(
        "full", w.number, w.at[:10], w.by, w.verb, w.value, w.what, matter,
        w.id if w.what == "incident" else incident.get(matter or ""), w.id if w.what == "claim" else None,
        ids.get(key),
    )  # fmt: skip


def as_csv(notes: Collection[SharedNote]) -> str:
    """The notes as CSV with a header row."""
    return table(COLUMNS, rows(notes))


def rows(notes: Iterable[SharedNote]) -> Iterator[list[object]]:
    """The values of each note, in the order of `COLUMNS`."""
    return (list(asdict(n).values()) for n in notes)
