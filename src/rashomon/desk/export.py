"""Everything in one file: a format and a profile, what would leave and what would not, and a ZIP with a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from starlette.responses import Response

from rashomon.desk.language import _, mark
from rashomon.desk.request import Turn, made_aside, page
from rashomon.desk.workers import utc_now
from rashomon.ledger.core import queries
from rashomon.ledger.read import facets
from rashomon.ledger.read.facets import Wanted
from rashomon.model import as_json
from rashomon.pages.brief import held_back_words
from rashomon.sharing import FORMATS, HELD_FIRST, IN_PARTS, TOGETHER, Shared, beside, render
from rashomon.sharing.policy import FULL_WARNING, Onward, held_back
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
        turn, "export.html", formats=_grouped(), format=form, profile=profile, warning=_warning(profile),
        encrypted=turn.ledger.key is not None,
        old=queries.read_without_names(turn.ledger.db, __version__) if old else 0, **usual | told,
    )  # fmt: skip


OF = {
    mark("Claims"): ("csv", "xlsx", "parquet", "annotation.jsonld"),
    mark("Matters"): ("matters.csv", "matters.xlsx", "matters.parquet", "geojson"),
    mark("Incidents"): ("incidents.xlsx", "acled.csv", "ucdp.csv"),
}
"""What a row is of, by format. All others hold all of it."""


def _grouped() -> list[tuple[str, list[str]]]:
    """The formats, by what a row of them is."""
    known = {form for some in OF.values() for form in some}
    rest = [form for form in FORMATS if form not in known]
    return [*((_(of), [form for form in some if form in FORMATS]) for of, some in OF.items()), (_("All of it"), rest)]


def _warning(profile: Profile) -> str | None:
    return FULL_WARNING if profile == "full" else None


# Made part by part


def _made(
    turn: Turn, form: str, profile: Profile, on: Onward, seen: Callable[[Shared], None] = lambda _one: None
) -> Iterator[str | bytes]:
    """The file, part by part, and nothing where a step brought nothing of it yet; `seen` is told what is in it."""
    counted = Onward() if form in HELD_FIRST and profile == "default" else None
    order = facets.in_file_order(turn.ledger, facets.fitting(turn.ledger, Wanted()), by_incident=form in TOGETHER)
    told = turn.desk.exports.in_turn(turn.ledger, order, profile, on, counted)
    first = next(told)
    while first is None:
        yield b""
        first = next(told)

    def every() -> Iterator[Shared]:
        for one in chain([first], told):
            if one is not None:
                seen(one)
                yield one

    yield from IN_PARTS[form](every(), lambda: _held(counted or on, profile))


def _beginning(turn: Turn, form: str, profile: Profile) -> list[str]:
    """The first lines of a file of which no more is made."""
    if form not in IN_PARTS or form in HELD_FIRST:
        return []
    some = islice(_made(turn, form, profile, Onward()), 4)
    lines = "".join(part for part in some if isinstance(part, str)).splitlines()
    return [line[:400] for line in lines[:HEAD]]


def _files(turn: Turn, form: str, profile: Profile) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The file, what belongs beside it, and its manifest, which is of what was sent."""
    name = form if "." in form else f"rashomon.{form}"
    digest, size, on = hashlib.sha256(), [0, 0, 0], Onward()
    world = turn.world.sha256
    more: dict[str, bytes] = {}
    kept: list[HeldBack] = []

    def count(shared: Shared) -> None:
        size[1] += len(shared.matters)
        size[2] += len(shared.claims)

    def whole() -> Iterator[bytes]:  # when the file is begun
        shared = turn.desk.exports.what(turn.ledger, profile)
        count(shared)
        more.update(beside(form, shared, name))
        kept.append(shared.held_back)
        yield render(form, shared)

    def hashed(parts: Iterable[str | bytes]) -> Iterator[bytes]:
        for part in parts:
            data = part.encode("utf-8", "replace") if isinstance(part, str) else part
            digest.update(data)
            size[0] += len(data)
            yield data

    yield name, hashed(_made(turn, form, profile, on, count) if form in IN_PARTS else whole())
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
        "held_back": as_json(kept[0] if kept else _held(on, profile)),
        "program": f"rashomon {__version__}",
        "world": world,
        "made": utc_now().isoformat(timespec="seconds"),
    }
    yield "manifest.json", [json.dumps(manifest, ensure_ascii=False, indent=1).encode()]


def _held(on: Onward, profile: Profile) -> HeldBack:
    return HeldBack() if profile == "full" else held_back(on)
