"""Everything in one file: a format and a profile, what would leave and what would not, and a ZIP with a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from starlette.responses import Response

from rashomon.desk.downloads import everything
from rashomon.desk.request import Turn, made_aside, page
from rashomon.desk.workers import utc_now
from rashomon.ledger.core import queries
from rashomon.ledger.read import facets
from rashomon.model import as_json
from rashomon.pages.brief import held_back_words
from rashomon.sharing import FORMATS, Shared, beside, render
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS, claims_in_parts, matter_row, matters_in_parts
from rashomon.sharing.as_xlsx import made_so, workbook_in_parts
from rashomon.sharing.policy import FULL_WARNING, Onward, Part, held_back
from rashomon.sharing.records import HeldBack, Profile
from rashomon.sharing.zip_parts import zip_in_parts
from rashomon.version import __version__

HEAD = 40
"""Lines of a file that are shown before it leaves."""
LARGE = 5_000
"""Claims from which on a file is not made to be looked at: to count what leaves takes a millisecond for each."""


def export(turn: Turn) -> Response:
    """Pick a format and a profile; see what would leave and what would not; take it, with a manifest of its hash."""
    posted = turn.request.method == "POST"
    form = turn.form.get("format", "") if posted else turn.asked("format")
    chosen = (turn.form.get("profile") if posted else turn.asked("profile")) or "default"
    profile: Profile = "full" if chosen == "full" else "default"
    if form not in FORMATS:
        return _page(turn, "", "default")
    if posted:
        return made_aside(
            turn.desk, zip_in_parts(_files(turn, form, profile)), "application/zip",
            f"rashomon-{form.replace('.', '-')}.zip",
        )  # fmt: skip
    if facets.standing_of(turn.ledger)[1][1] > LARGE:
        return _page(turn, form, profile, large=True, head=_beginning(turn, form, profile))
    shared = turn.desk.exports.what(turn.ledger, profile)
    made = FORMATS[form](shared)
    data = made.encode("utf-8", "replace") if isinstance(made, str) else made
    lines = made.splitlines() if isinstance(made, str) else []
    return _page(
        turn, form, profile, counted=(len(shared.matters), len(shared.claims), len(data)),
        sha256=hashlib.sha256(data).hexdigest(), held=held_back_words(shared.held_back),
        head=[line[:400] for line in lines[:HEAD]], more=max(0, len(lines) - HEAD),
    )  # fmt: skip


def _page(turn: Turn, form: str, profile: Profile, **told: Any) -> Response:
    """The page; of a file that is large without what is known only when it was made."""
    old = form and profile == "default" and not told.get("large")
    usual: dict[str, Any] = {"large": False, "counted": None, "sha256": "", "held": [], "head": [], "more": 0}
    return page(
        turn, "export.html", formats=list(FORMATS), format=form, profile=profile, warning=_warning(profile),
        encrypted=turn.ledger.key is not None,
        old=queries.read_without_names(turn.ledger.db, __version__) if old else 0, **usual | told,
    )  # fmt: skip


def _warning(profile: Profile) -> str | None:
    return FULL_WARNING if profile == "full" else None


# Made part by part

Make = Callable[[Iterable[Part], Profile, Callable[[], list[tuple[str, object]]]], Iterator[str] | Iterator[bytes]]


def _matters(parts: Iterable[Part]) -> Iterator[Any]:
    return (m for part in parts for m in part.matters)


def _claims(parts: Iterable[Part]) -> Iterator[Any]:
    return (c for part in parts for c in part.claims)


IN_PARTS: dict[str, Make] = {
    "csv": lambda parts, profile, told: claims_in_parts(_claims(parts)),
    "matters.csv": lambda parts, profile, told: matters_in_parts(_matters(parts), profile),
    "xlsx": lambda parts, profile, told: workbook_in_parts(
        "claims", CLAIM_COLUMNS, ([getattr(c, n) for n in CLAIM_COLUMNS] for c in _claims(parts)), told
    ),
    "matters.xlsx": lambda parts, profile, told: workbook_in_parts(
        "matters", MATTER_COLUMNS, (matter_row(m, profile) for m in _matters(parts)), told
    ),
}
"""The formats that are made while they are sent. Any other begins with what is known last, or needs all of it."""


def _beginning(turn: Turn, form: str, profile: Profile) -> list[str]:
    """The first lines of a file of which no more is made."""
    if form not in IN_PARTS or form.endswith("xlsx"):
        return []
    made = IN_PARTS[form](everything(turn, profile), profile, list)
    lines = "".join(part for part in islice(made, 2) if isinstance(part, str)).splitlines()
    return [line[:400] for line in lines[:HEAD]]


def _files(turn: Turn, form: str, profile: Profile) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The file, what belongs beside it, and its manifest, which is of what was sent."""
    name = form if "." in form else f"rashomon.{form}"
    digest, size, on = hashlib.sha256(), [0, 0, 0], Onward()
    world = turn.world.sha256
    kept: list[HeldBack] = []

    def counted(parts: Iterable[Part]) -> Iterator[Part]:
        for part in parts:
            size[1] += len(part.matters)
            size[2] += len(part.claims)
            yield part

    def hashed(parts: Iterable[str | bytes]) -> Iterator[bytes]:
        for part in parts:
            data = part.encode("utf-8", "replace") if isinstance(part, str) else part
            digest.update(data)
            size[0] += len(data)
            yield data

    more: dict[str, bytes] = {}
    if form in IN_PARTS:

        def told() -> list[tuple[str, object]]:
            return made_so(profile, _warning(profile), __version__, world, _held(on, profile))

        yield name, hashed(IN_PARTS[form](counted(everything(turn, profile, on)), profile, told))
        kept.append(_held(on, profile))
    else:
        shared: Shared = turn.desk.exports.what(turn.ledger, profile)
        size[1:] = len(shared.matters), len(shared.claims)
        yield name, hashed([render(form, shared)])
        more, world = beside(form, shared, name), shared.world
        kept.append(shared.held_back)
    yield from ((n, [data]) for n, data in more.items())
    manifest = {
        "file": name,
        "format": form,
        "bytes": size[0],
        "sha256": digest.hexdigest(),
        "profile": profile,
        "warning": _warning(profile),
        "matters": size[1],
        "claims": size[2],
        "held_back": as_json(kept[0]),
        "program": f"rashomon {__version__}",
        "world": world,
        "made": utc_now().isoformat(timespec="seconds"),
    }
    yield "manifest.json", [json.dumps(manifest, ensure_ascii=False, indent=1).encode()]


def _held(on: Onward, profile: Profile) -> HeldBack:
    return HeldBack() if profile == "full" else held_back(on)
