"""What the tests of the export formats share: claims and matters that may leave, made by hand."""

from __future__ import annotations

from dataclasses import replace

import sharing_sample as made

from rashomon.model import Toll
from rashomon.sharing import Shared, SharedClaim, SharedMatter, SharedPosition, share
from rashomon.sharing.figures import figure
from rashomon.sharing.records import FigureRule

SAMPLE = share(*made.sample(), made.world())
FULL = share(*made.sample(), made.world(), profile="full")
_CLAIM = next(c for c in SAMPLE.claims if not c.speaker_protected and c.report_sha256)
_MATTER = SAMPLE.matters[0]


def claim(id_: str, **told: object) -> SharedClaim:
    """A claim of an air strike that affirms, by the monitor; `told` are other fields."""
    known: dict[str, object] = {
        "claim_id": id_, "kind": "airstrike", "kind_label": "air strike", "acled": "Air/drone strike",
        "polarity": "affirmed", "modality": "happened", "speaker": "Varrish Rights Monitor", "speaker_camp": "monitor",
        "actor_camp": "government", "target_camp": "local", "outlet": "Northline", "published": "2019-05-14",
        "report_id": f"report-{id_}", "report_title": "A strike", "quote": "planes struck Kastrel",
    }  # fmt: skip
    return replace(_CLAIM, **(known | told))  # type: ignore[arg-type]


def position(camp: str, answer: str | Toll, *ids: str, polarity: str = "affirmed") -> SharedPosition:
    return SharedPosition(camp, camp.capitalize(), answer, polarity, 1, 1, (camp,), ids)  # type: ignore[arg-type]


def matter(id_: str, kind: str, *positions: SharedPosition, rule: FigureRule = "range", **told: object) -> SharedMatter:
    """A matter of incident I-1 in Kastrel on 14 May 2019."""
    questions = {"death_toll": "How many people were killed in Kastrel?", "responsibility": "Who struck Kastrel?"}
    known: dict[str, object] = {
        "id": id_, "incident": "I-1", "kind": kind, "question": questions.get(kind, "Was there an air strike?"),
        "claim_kind": "airstrike", "place": "Kastrel", "admin1": "Upper Ilve", "country": "SY", "lat": 39.05,
        "lon": -40.75, "radius_km": 3.0, "precision": "locality", "coarsened": False, "status": "one_origin",
        "date": ("2019-05-14", "2019-05-14"), "disputed": (), "conceded_by": (), "reason": "One origin.",
        "positions": positions, "review": "unreviewed machine reading",
        "figure": figure((p.answer for p in positions if p.polarity == "affirmed"), rule),
    }  # fmt: skip
    return replace(_MATTER, **(known | told))  # type: ignore[arg-type]


def shared(claims: list[SharedClaim], matters: list[SharedMatter]) -> Shared:
    return replace(SAMPLE, claims=tuple(claims), matters=tuple(matters))
