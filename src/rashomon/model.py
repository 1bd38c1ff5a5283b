"""The words of Rashomon as records: report, span, speaker, statement, claim, matter, decision.

Frozen and typed, with no behaviour to speak of. The field names of a reading and of a matter are the keys of the JSON
lines that `rashomon read --to jsonl` and `rashomon matters --to jsonl` print (docs/output.md); `as_json` writes them.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args

from rashomon.quick_records import fields_of, record

Manner = Literal["direct", "indirect", "mixed", "narration", "headline", "caption"]
Stance = Literal[
    "reports", "claims", "denies", "acknowledges", "estimates", "predicts", "hints", "calls", "asks", "declines"
]
Polarity = Literal["affirmed", "denied"]
Method = Literal["parsed", "surface"]
"""How a reading was made: over a parse of its sentences, or by words and their order alone."""
Modality = Literal["happened", "ongoing", "planned", "predicted", "hypothetical"]
Grade = Literal["words", "reference", "context", "published"]
"""How a field is known: from words of its own clause, by reference to words nearby, from the context, from a date."""
PlaceFrom = Literal["text", "reference", "paragraph", "sentence_before", "report", "dateline", "person", "context"]
"""How the place of a claim is known: its sentence names it; its words stand for what was told before ("the city", "the
attack"); what its paragraph speaks of, or else the sentence before; of a report's main event what the report is about,
or its dateline; a person put it there. `context` is in readings of version 0.1.0, for any of the middle ones."""
Precision = Literal["exact", "vicinity", "locality", "admin2", "admin1", "country", "unresolved"]
PartKind = Literal["headline", "byline", "dateline", "caption", "credit", "body", "furniture"]
Status = Literal["disputed", "conceded", "agreed", "unclear", "one_camp", "one_origin"]
MatterKind = Literal["responsibility", "death_toll", "occurrence", "control", "other"]
NotedOfClaim = Literal[
    "not_known",
    "doer_in_passing",
    "sourced",
    "earlier",
    "file_picture",
    "hearsay",
    "guessed",
    "grown",
    "called_false",
]
NotedOfStatement = Literal["by_mistake", "nobody"]
Field = Literal["whether", "who", "how_many", "where", "when", "why"]

STATUSES: tuple[Status, ...] = get_args(Status)
"""In the order in which a matter takes the first that holds, and in which matters are listed."""
LABELS: frozenset[PartKind] = frozenset({"dateline", "byline", "credit", "furniture"})
"""Parts that tell nothing of what a report is about: where it was written, by whom, what its page prints around it."""
NO_PACKS = "none"
"""As a pack's name: no pack is chosen by what a report says."""
NEUTRAL_CAMPS = frozenset({"narrator", "media", "unknown"})
"""Camps that take no side: they make no camp agree or dispute."""


class Span(NamedTuple):
    """Half-open character offsets (Unicode code points) into a report's frozen text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a report's text and what it is on the page. Parts do not overlap; furniture yields no statement."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One published text as received. `text` is frozen: every span of a reading points into it, for ever."""

    id: str
    """As given at intake: a file name, a URL, the `id` of a JSONL row."""
    text: str
    sha256: str
    """Of the original bytes; of a JSONL row, of the row less its id."""
    raw: bytes = field(default=b"", repr=False, compare=False)
    media_type: str = "text/plain"
    parts: tuple[Part, ...] = ()
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    final_url: str | None = None
    published: str | None = None
    """ISO date, or None where nothing says it: dates in the text then stay relative."""
    published_from: Literal["given", "metadata", "text"] | None = None
    language: str | None = None
    """ISO 639-1; a reading is only made of the languages in `rashomon.reading.readers.READERS`."""
    fetched_at: str | None = None
    fetched_from: str | None = None
    added_by: str | None = None

    @property
    def ocr(self) -> float | None:
        """How sure OCR was of the text on the whole, from 0 to 1, as the media type says; None: it is no OCR's."""
        told = re.search(r"; ocr=.*; confidence=([01]\.\d\d)", self.media_type)
        return float(told[1]) if told else None

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def key(self) -> str:
        """What makes two intakes one report: the same bytes under the same outlet. Ids of statements start with it."""
        return hashlib.sha256(f"{self.sha256}\0{self.outlet or ''}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that could not be read: what it is, and why in words a person can act on."""

    id: str
    error: str


@dataclass(frozen=True, slots=True)
class Description:
    """What the text calls somebody apart from the name: "a nurse at the clinic"."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    text: str | None
    span: Span | None
    role: str
    camp: str
    entity: str | None
    named: bool
    description: Description | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """An actor, a target or the holder of a place, in the words that show it."""

    text: str
    span: Span | None
    camp: str
    entity: str | None = None
    site: str | None = None
    """hospital, school, market, mosque, aid ... : a protected or public site, for targets."""
    sort: str | None = None
    """homes, fighters, civilians: of targets, what their words tell that is no site."""


@dataclass(frozen=True, slots=True)
class Means:
    text: str
    span: Span
    weapon: str
    sort: str | None = None
    """drone, manned_aircraft: what the words tell beyond the class of weapon."""


@dataclass(frozen=True, slots=True)
class Reason:
    text: str
    span: Span
    sort: str | None = None
    """by_choice, by_force, accident, attack."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """The word with which whoever tells it does not vouch for it: "reportedly", "alleged", "blamed"."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class When:
    """When a claim says it happened: days, both ends included; `start` None is "at some time up to `end`"."""

    start: str | None
    end: str | None
    kind: Literal["precise", "imprecise"]
    span: Span | None
    from_: Literal["text", "context", "published", "person"]


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a place. An unresolved one has no point: `lat`, `lon`, `radius_km` and `gazetteer` are None."""

    span: Span
    text: str
    name: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: Precision
    country: str | None
    admin1: str | None
    gazetteer: str | None
    within: str | None
    mention: Literal["name", "nominal"] = "name"
    """A name (or a point in degrees), or a description: "the city", "a tunnel entrance". No claim has the latter."""
    relation: str | None = None
    """The words that say where the place lies about the one named: "10 km south of", "the outskirts of"."""


@dataclass(frozen=True, slots=True)
class Timex:
    """A mention of a time, after TIMEX3. `start` and `end` are ISO days, None where nothing anchors them.

    `kind` says how the interval is meant: precise is true on every day of it, imprecise on at least one day of it.
    `quant` and `freq` are those of a SET: EVERY, 2X.
    """

    span: Span
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None
    start: str | None
    end: str | None
    kind: Literal["precise", "imprecise"] | None = None
    quant: str | None = None
    freq: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number in the text as a range. `high` None is "at least `low`"; `low` None is "at most `high`".

    `scope` tells the number of the event that is told from a total of a longer time or of another event ("background")
    and from one that a later number replaced ("earlier"), or that is some of a number told elsewhere ("part"); None
    where nothing happened to those counted.
    """

    span: Span
    text: str
    what: str | None
    who: str | None
    low: float | None
    high: float | None
    exact: bool
    unit: str | None
    part_of: int | None = None
    """Index into `counts` of the total that this is some of."""
    scope: Literal["event", "background", "earlier", "part"] | None = None
    vague: bool = False
    """Whether it is a word of quantity ("dozens of") and no number."""
    calling: str | None = None
    """Of people, the group that their calling names: teachers, police ..."""
    of: str | None = None
    """attackers, strikes, rounds: what else of a deed is counted."""


@dataclass(frozen=True, slots=True)
class Said:
    start: str
    end: str
    span: Span


@dataclass(frozen=True, slots=True)
class Why:
    """Which rule set a field, and where the words stand that it went by.

    In JSON all of a record's are two keys: `why` {field: rule} and, for those with words, `why_at` {field: span}.
    """

    field: str
    """A field of the statement or claim, or "made": the rule that found it at all."""
    rule: str
    """The rule's name, as the files rules.toml of the reading list it; "person" where a person corrected the field."""
    at: Span | None = None
    by: str = ""
    """The person. Not in JSON, where nobody who decides is named."""


@dataclass(frozen=True, slots=True)
class Claim:
    id: str
    kind: str
    acled: str | None
    plover: str | None
    """Always null: kept for scripts that ask for the key. Why there are no codes of PLOVER: docs/kinds.md, "Codes"."""
    polarity: Polarity
    modality: Modality
    actor: Party | None
    target: Party | None
    holder: Party | None
    means: Means | None
    place: int | None
    from_place: int | None
    to_place: int | None
    part: Literal["whole", "part"] | None
    reason: Reason | None
    time: When
    counts: tuple[int, ...]
    trigger: Span
    place_from: PlaceFrom | None = None
    """How `place` is known."""
    hedge: Hedge | None = None
    words: str = ""
    """At `trigger`, in small letters."""
    noted: tuple[NotedOfClaim, ...] = ()
    why: tuple[Why, ...] = ()
    background: bool = False
    """An earlier event, a total since a day, a habit, another war: told beside the news."""
    grades: tuple[tuple[str, Grade], ...] = ()
    """How each field is known that is there; none where nobody looked."""
    firm: bool = False
    """Whether others may rest on it: all that it needs is known from words or by reference, and it is no background."""
    loose: tuple[str, ...] = ()
    """The fields that make it loose."""
    actors: tuple[Party, ...] = ()
    """All who did it together: `actor`, then the others whom the words name beside it. Empty where it is None."""
    holders: tuple[Party, ...] = ()
    """Likewise all who hold the place: `holder`, then the others."""


@dataclass(frozen=True, slots=True)
class Statement:
    id: str
    manner: Manner
    stance: Stance
    said: Said | None
    speaker: Speaker
    via: str | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    claims: tuple[Claim, ...]
    introduced: Description | None = None
    """By which post a person without an entry in the pack is introduced: "head of the mission in the city"."""
    noted: tuple[NotedOfStatement, ...] = ()
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Killed:
    low: int | None
    high: int | None
    claims: tuple[str, ...]


NameSort = Literal["person", "organisation", "place", "people", "time", "contact"]


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words that is a name, and the one decision of what it names. Of a contact: an address or a handle."""

    span: Span
    text: str
    sort: NameSort
    public: bool
    """False where it names, or may name, a private person, or leads to one: it does not leave."""
    rule: str
    """The rule that decided, as `reading/persons/rules.toml` lists it."""


@dataclass(frozen=True, slots=True)
class TitleName:
    """A `Name` of the title. Each `Span` of a reading is one of the text, so this has two code points instead."""

    start: int
    end: int
    text: str
    sort: NameSort
    public: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report says, as one version of the reading sees it. A pure function of (report, world, version)."""

    id: str
    outlet: str | None
    published: str | None
    language: str | None
    sha256: str
    version: str
    world: str
    statements: tuple[Statement, ...]
    places: tuple[Place, ...]
    times: tuple[Timex, ...]
    counts: tuple[Count, ...]
    main: str | None
    killed: Killed | None
    method: Method = "parsed"
    packs: tuple[str, ...] = ()
    """The packs that it was read with, beside `generic`."""
    names: tuple[Name, ...] | None = None
    """None where nothing can tell names in this language or text: then nothing that could hold one may leave."""
    title_names: tuple[TitleName, ...] | None = None
    """The same of the report's title."""
    ocr: float | None = None
    """How sure OCR was of its text on the whole, from 0 to 1; None: the text is no OCR's."""


@record
class Evidence:
    report_id: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Toll:
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Among:
    """Some of the dead that a position counts: whom, how many, and the claims that count them."""

    who: str
    killed: Toll
    claims: tuple[str, ...]


@record
class Position:
    """One answer that one camp gives. A divided camp has several."""

    camp: str
    answer: str | Toll
    polarity: Polarity
    origins: int
    claims: tuple[str, ...]
    report_ids: tuple[str, ...]
    speakers: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    among: tuple[Among, ...] = ()
    """Of all of the dead: the groups that are counted among them, and that nobody disputes."""


@dataclass(frozen=True, slots=True)
class SignedOff:
    """Who stood by a matter as it was, and when. `since` says in words what changed after that; empty: nothing did."""

    by: str
    at: str
    status: Status
    """What was signed off, and is shown; what the rules give now is `by_rule`."""
    by_rule: Status
    since: tuple[str, ...]


@record
class Matter:
    """One question that claims answer, with positions by camp and a status. Ids are minted by the ledger."""

    id: str
    incident: str
    question: str
    kind: MatterKind
    claim_kind: str
    place: str | None
    lat: float | None
    lon: float | None
    date: tuple[str | None, str | None] | None
    status: Status
    disputed: tuple[Field, ...]
    conceded_by: tuple[str, ...]
    reason: str
    positions: tuple[Position, ...]
    signed_off: SignedOff | None = None
    set_aside: bool = False
    ruled: tuple[str, ...] = ()
    """What people decided on it and on its claims, a sentence each, oldest first."""
    unsure: tuple[str, ...] = ()
    """What a person would have to look at before the accounts could be said to stand to each other, a sentence each."""
    firm: int = 0
    """How many of its claims others may rest on."""
    loose: int = 0
    """How many of its claims are shown and ground nothing."""
    reasons: tuple[str, ...] = ()
    """Why its reports are taken to tell of one happening: one sentence for each that was joined to another."""


def as_json(record: Any) -> Any:
    """A record as what `json.dumps` takes: spans as [start, end], tuples as lists, `from_` as "from".

    >>> as_json(Count(Span(0, 2), "12", "killed", None, 12, 12, True, None))["span"]
    [0, 2]
    """
    kind: Any = type(record)
    names = _names(kind)
    if names is not None:
        values = zip(names, fields_of(record), strict=True)
        made = {key: value if type(value) in PLAIN else as_json(value) for key, value in values}
        if isinstance(record, (Claim, Statement)):
            made["why"] = {w.field: w.rule for w in record.why}
            made["why_at"] = {w.field: as_json(w.at) for w in record.why if w.at is not None}
        if isinstance(record, Claim):
            made["grades"] = dict(record.grades)
        return made
    if isinstance(record, (tuple, list)):
        return [x if type(x) in PLAIN else as_json(x) for x in record]
    return record


PLAIN = frozenset({str, int, float, bool, NoneType})
"""What JSON has itself; most of a record, so nothing more is asked of it."""


@cache
def _names(of: type) -> tuple[str, ...] | None:
    """The keys in JSON of the fields of a type of records; None of what is no record."""
    if not dataclasses.is_dataclass(of):
        return None
    return tuple(f.name.rstrip("_") for f in dataclasses.fields(of))
