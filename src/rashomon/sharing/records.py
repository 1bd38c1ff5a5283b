"""What may leave, as records: flat claims, matters with their positions, and what was held back.

The formats and the brief are made from a `Shared` and from nothing else, so what the profile took out cannot come back.
Each field of `SharedClaim` is a column of the CSV; docs/sharing.md says what each means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from rashomon.message import Phrase
from rashomon.model import Field, MatterKind, Polarity, Status, Toll
from rashomon.world.kind_files import load_kinds
from rashomon.world.kinds import Kind
from rashomon.world.known_sides import label_of

Profile = Literal["default", "full"]
Mark = Literal["text", "speaker", "cue", "content", "withheld"]

FigureRule = Literal["range", "lowest_reported", "analyst"]
"""How one figure is made of what several accounts say, see `rashomon.sharing.figures`."""

UNREVIEWED = Phrase("unreviewed machine reading")
"""What `review` says of everything that no person has ruled on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report's text and what it is in its statement; `withheld` stands for words taken out."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """One claim as a flat row. None is unknown (or held back, see `held_back`); 0 is a zero that the text states."""

    profile: Profile
    review: str
    held_back: str | None
    """Why fields of this row are empty, or None: protected speaker, coarsened place, names in the words ..."""
    claim_id: str
    matter_id: str | None
    incident_id: str | None
    matter_status: Status | None
    kind: str
    kind_label: str
    acled: str | None
    polarity: Polarity
    modality: str
    stance: str
    manner: str
    speaker: str
    speaker_role: str
    speaker_camp: str
    speaker_protected: bool
    actor: str | None
    actor_camp: str | None
    actors: str | None
    actors_camps: str | None
    target: str | None
    target_camp: str | None
    target_site: str | None
    holder: str | None
    holder_camp: str | None
    holders: str | None
    holders_camps: str | None
    means: str | None
    weapon: str | None
    reason: str | None
    killed_min: float | None
    killed_max: float | None
    injured_min: float | None
    injured_max: float | None
    counts: str | None
    place_name: str | None
    place_within: str | None
    place_admin1: str | None
    place_country: str | None
    latitude: float | None
    longitude: float | None
    place_precision: str | None
    place_radius_km: float | None
    place_gazetteer: str | None
    from_place: str | None
    to_place: str | None
    date_start: str | None
    date_end: str | None
    date_kind: str
    date_from: str
    outlet: str | None
    published: str | None
    retrieved: str | None
    language: str | None
    report_id: str | None
    report_url: str | None
    report_title: str | None
    report_sha256: str | None
    text_sha256: str | None
    start: int | None
    end: int | None
    quote: str | None
    version: str
    world: str
    context: tuple[Piece, ...] = ()
    """The sentences around the words, in pieces. Not a column."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure for a matter and the rule that gave it. `high` None beside a `low` is "or more"."""

    rule: FigureRule
    low: int | None
    high: int | None
    text: str


@dataclass(frozen=True, slots=True)
class SharedPosition:
    """One answer that one camp gives; `claims` are ids of `Shared.claims`."""

    camp: str
    camp_label: str
    answer: str | Toll
    polarity: Polarity
    origins: int
    reports: int
    speakers: tuple[str, ...]
    claims: tuple[str, ...]
    among: str = ""
    """Of a figure of all of the dead: the groups counted among them, in words."""


@dataclass(frozen=True, slots=True)
class SharedMatter:
    id: str
    incident: str
    question: str
    kind: MatterKind
    claim_kind: str
    kind_label: str
    place: str | None
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str
    coarsened: bool
    date: tuple[str | None, str | None] | None
    status: Status
    disputed: tuple[Field, ...]
    conceded_by: tuple[str, ...]
    reason: str
    review: str
    positions: tuple[SharedPosition, ...]
    figure: Figure | None = None
    unsure: tuple[str, ...] = ()
    """What is not sure of an unclear one, a sentence each."""
    firm: int = 0
    """How many of its claims others may rest on."""
    loose: int = 0
    signed_off_at: str | None = None
    """When a person signed it off as it was then, or None. `reason` says what changed since."""
    signed_off_by: str | None = None
    """Who; only under the full profile."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How much the profile kept back, so that a reader knows what is not there."""

    names: int = 0
    """Private persons shown by role, or whose name was taken out of words."""
    places: int = 0
    """Claims whose place was widened to its first-order area."""
    claims: int = 0
    """Claims of which no row is left."""
    matters: int = 0
    """Matters of which nothing is left."""
    quotes: int = 0
    """Claims that are there without their words."""


Held = Callable[[], HeldBack]
"""What was held back, asked when all rows of a file were made."""


@dataclass(frozen=True, slots=True)
class Shared:
    """All that leaves, under one profile. Formats and pages take this and nothing else."""

    profile: Profile
    warning: str | None
    version: str
    world: str
    reports: int
    outlets: tuple[str, ...]
    first_published: str | None
    last_published: str | None
    matters: tuple[SharedMatter, ...]
    claims: tuple[SharedClaim, ...]
    held_back: HeldBack = field(default_factory=HeldBack)
    kinds: Mapping[str, Kind] = field(default_factory=load_kinds, repr=False, compare=False)
    """What the world of these claims knows of their kinds, for formats with codes of their own. It leaves nowhere."""
    camp_label: Callable[[str], str] = field(default=label_of, repr=False, compare=False)
    """What people read for a camp. It leaves nowhere."""
