"""What leaves the desk: `.json`, `.csv` and exports. All of it goes through the sharing profile; pages do not.

Records are made of what was asked for, and who is private is known from all reports together: `Exports` sees to both.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from starlette.responses import Response

from rashomon.desk.filters import EVERYTHING
from rashomon.desk.language import _
from rashomon.desk.request import NotHere, Turn, json_in_parts, made_aside
from rashomon.ledger.core.bbox import Box, reaches
from rashomon.ledger.read import detail, facets, incident_index
from rashomon.ledger.read.export_view import InPlay
from rashomon.ledger.read.facets import Wanted
from rashomon.model import as_json
from rashomon.sharing import SharedClaim
from rashomon.sharing.as_csv import CLAIM_COLUMNS, MATTER_COLUMNS, claims_in_parts, matter_row, matters_in_parts, parts
from rashomon.sharing.as_geojson import feature
from rashomon.sharing.as_xlsx import MEDIA_TYPE, made_so, workbook_in_parts
from rashomon.sharing.incident_table import COLUMNS, incidents_in_turn, incidents_of, rows_in_turn
from rashomon.sharing.policy import Onward, Part, held_back
from rashomon.sharing.records import Profile, SharedMatter
from rashomon.sharing.speakers import is_public
from rashomon.version import __version__

Fits = Callable[[SharedClaim], bool]


def _head(turn: Turn) -> dict[str, Any]:
    return {"profile": "default", "version": __version__, "world": turn.world.sha256}


def _matters(head: dict[str, Any], parts: Iterable[Part]) -> Iterator[str]:
    """Matters, then their claims, which are made with them: they wait, compressed, until they are asked for."""
    waiting: list[bytes] = []

    def matters() -> Iterator[dict[str, Any]]:
        for part in parts:
            rows = json.dumps(list(_claims(part.claims)), ensure_ascii=False)
            waiting.append(zlib.compress(rows.encode("utf-8", "surrogatepass"), 1))
            yield from map(as_json, part.matters)

    def claims() -> Iterator[dict[str, Any]]:
        for rows in waiting:
            yield from json.loads(zlib.decompress(rows).decode("utf-8", "surrogatepass"))

    return json_in_parts({**head, "matters": matters(), "claims": claims()})


def _claims(claims: Iterable[SharedClaim]) -> Iterator[dict[str, Any]]:
    return ({name: getattr(c, name) for name in CLAIM_COLUMNS} for c in claims)


class Leaving(NamedTuple):
    """What may leave of a filter, part by part, and what is gone through before the first."""

    before: Iterator[None]
    parts: Iterator[Part]


def filtered(turn: Turn, by_incident: bool = False, on: Onward | None = None, own: Collection[str] = ()) -> Leaving:
    """What may leave of a filter; `by_incident` all matters of the incidents that fit, each together; `own` names stand
    beside the filter.

    A part of the map is asked of the places that may leave, an outlet of the reports that may be named: of where a
    place was before it was widened, and of who printed a protected person's words, the choice of rows tells nothing.
    """
    wanted = turn.view_beside(own).wanted
    fitting = incident_index.fitting if by_incident else facets.fitting
    fit = fitting(turn.ledger, replace(wanted, bbox=None, outlet=()))
    matters = facets.in_file_order(turn.ledger, fit, by_incident)
    exports, some = turn.desk.exports, [matters]

    def before() -> Iterator[None]:
        if wanted.bbox or wanted.outlet:
            told, named = set[str](), set[str]()
            for part in exports.parts(turn.ledger, matters):
                told.update(_told_to_fit(part, wanted, named))
                yield
            some[0] = _with_incidents(turn, matters, told) if by_incident else [m for m in matters if m in told]

    def parts() -> Iterator[Part]:
        yield from exports.parts(turn.ledger, some[0], on=on)

    return Leaving(before(), parts())


def _with_incidents(turn: Turn, matters: list[str], told: Collection[str]) -> list[str]:
    """All matters of the incidents of those that are told to fit."""
    of = facets.incident_of(turn.ledger, matters)
    there = {of[m] for m in told}
    return [m for m in matters if of[m] in there]


def _told_to_fit(part: Part, wanted: Wanted, named: set[str]) -> Iterator[str]:
    """The matters of a part that fit a box and outlets by what may leave of them; `named` goes on from part to part."""
    named |= {c.claim_id for c in part.claims if c.outlet in wanted.outlet}
    for m in part.matters:
        if wanted.outlet and not any(c in named for p in m.positions for c in p.claims):
            continue
        if not wanted.bbox or _reaches(m, wanted.bbox):
            yield m.id


def _reaches(m: SharedMatter, box: Box) -> bool:
    if m.lat is None or m.lon is None or m.precision in ("country", "unresolved"):
        return False
    return reaches(m.lat, m.lon, m.radius_km or 0.0, box)


def csv_file(turn: Turn, parts: Iterable[str], name: str) -> Response:
    """A table. `excel` in the address puts a byte order mark before it: Excel misreads UTF-8 without."""

    def told() -> Iterator[str]:
        if turn.asked("excel"):
            yield "\ufeff"
        yield from parts

    return made_aside(turn.desk, told(), "text/csv; charset=utf-8", name)


def xlsx_in_parts(
    turn: Turn, title: str, header: Sequence[str], rows: Iterable[Sequence[object]], on: Onward
) -> Iterator[bytes]:
    """A workbook; `on` knows, when all rows are made, what was held back of them."""
    world = turn.world.sha256
    return workbook_in_parts(title, header, rows, lambda: made_so("default", None, __version__, world, held_back(on)))


def json_made(turn: Turn, parts: Iterator[str]) -> Response:
    return made_aside(turn.desk, parts, "application/json; charset=utf-8")


T = TypeVar("T", str, bytes)


def after(before: Iterable[object], told: Iterator[T], nothing: T) -> Iterator[T]:
    """A file whose rows are known when all of `before` was gone through: its beginning is sent at once, and between two
    steps others are answered."""
    yield next(told)
    for _step in before:
        yield nothing
    yield from told


def matters_json(turn: Turn) -> Response:
    some = filtered(turn)
    return json_made(turn, after(some.before, _matters(_head(turn), some.parts), ""))


def matters_csv(turn: Turn) -> Response:
    some = filtered(turn)
    return csv_file(turn, after(some.before, matters_in_parts(_all_matters(some.parts), "default"), ""), "matters.csv")


def matters_xlsx(turn: Turn) -> Response:
    on = Onward()
    some = filtered(turn, on=on)
    rows = (matter_row(m, "default") for m in _all_matters(some.parts))
    return xlsx_file(turn, "matters", MATTER_COLUMNS, rows, on, some.before)


def incidents_json(turn: Turn) -> Response:
    """The incidents of the filter with all their questions, of what may leave."""
    some = filtered(turn, by_incident=True)
    told = (as_json(i) for i, _mine in incidents_in_turn(_all_matters(some.parts)))
    return json_made(turn, after(some.before, json_in_parts({**_head(turn), "incidents": told}), ""))


def incidents_csv(turn: Turn) -> Response:
    """The incidents of the filter, one a row."""
    some = filtered(turn, by_incident=True)
    rows = rows_in_turn(_all_matters(some.parts), "default")
    return csv_file(turn, after(some.before, parts(COLUMNS, rows), ""), "incidents.csv")


def incidents_xlsx(turn: Turn) -> Response:
    on = Onward()
    some = filtered(turn, by_incident=True, on=on)
    rows = rows_in_turn(_all_matters(some.parts), "default")
    return xlsx_file(turn, "incidents", COLUMNS, rows, on, some.before)


def xlsx_file(
    turn: Turn, title: str, header: Sequence[str], rows: Iterable[Sequence[object]], on: Onward, before: Iterator[None]
) -> Response:
    told = after(before, xlsx_in_parts(turn, title, header, rows, on), b"")
    return made_aside(turn.desk, told, MEDIA_TYPE, f"{title}.xlsx")


def _all_matters(some: Iterable[Part]) -> Iterator[SharedMatter]:
    return (m for part in some for m in part.matters)


def _of_matters(turn: Turn, matters: Sequence[str], nothing: str) -> tuple[SharedMatter, Iterator[Part]]:
    """The first of these matters that leaves, and what may leave of them, part by part, from that one on."""
    parts = turn.desk.exports.parts(turn.ledger, facets.in_file_order(turn.ledger, matters))
    for part in parts:
        if part.matters:
            return part.matters[0], chain([part], parts)
    raise NotHere(nothing)


def _one_incident(turn: Turn) -> tuple[SharedMatter, Iterator[Part]]:
    found = detail.look_at_incident(turn.ledger, turn.request.path_params["id"])
    if found is None:
        raise NotHere(_("No incident is called so."))
    why = _("The sharing profile holds all of this incident back, or somebody set it aside.")
    return _of_matters(turn, [m.id for m in found[0]], why)


def incident_json(turn: Turn) -> Response:
    """An incident with its matters and their claims."""
    some, matters, claims = _one_incident(turn)[1], list[SharedMatter](), list[SharedClaim]()

    def incidents() -> Iterator[dict[str, Any]]:
        for part in some:
            matters.extend(part.matters)
            claims.extend(part.claims)
        yield from map(as_json, incidents_of(Part(tuple(matters), ())))

    told = {"incidents": incidents(), "matters": map(as_json, matters), "claims": _claims(claims)}
    return json_made(turn, json_in_parts({**_head(turn), **told}))


def incident_csv(turn: Turn) -> Response:
    """The claims of an incident, one a row."""
    first, some = _one_incident(turn)
    return csv_file(turn, claims_in_parts(c for part in some for c in part.claims), f"{first.incident}.csv")


def _one(turn: Turn) -> tuple[SharedMatter, Iterator[Part]]:
    looked = detail.look_at_matter(turn.ledger, turn.request.path_params["id"])
    if looked is None or looked.matter is None:
        raise NotHere(_("No matter is called so."))
    why = _("The sharing profile holds all of this matter back, or somebody set it aside.")
    return _of_matters(turn, [looked.matter.id], why)


def matter_json(turn: Turn) -> Response:
    return json_made(turn, _matters(_head(turn), _one(turn)[1]))


def matter_csv(turn: Turn) -> Response:
    """The claims of a matter, one a row."""
    first, some = _one(turn)
    return csv_file(turn, claims_in_parts(c for part in some for c in part.claims), f"{first.id}.csv")


def report_json(turn: Turn) -> Response:
    """The claims of a report that may be told to be of it: those of protected speakers are not among them."""
    return _some(turn, _of_report(turn))


def report_csv(turn: Turn) -> Response:
    return _some(turn, _of_report(turn), "report.csv")


def _of_report(turn: Turn) -> Fits:
    found = detail.look_at_report(turn.ledger, turn.request.path_params["id"])
    if not found:
        raise NotHere(_("No report has this id."))
    hashes = {stored.report.sha256 for stored, _looked in found}
    return lambda c: c.report_sha256 in hashes


def place_json(turn: Turn) -> Response:
    return _some(turn, _of_place(turn))


def place_csv(turn: Turn) -> Response:
    return _some(turn, _of_place(turn), "place.csv")


def _of_place(turn: Turn) -> Fits:
    name = turn.request.path_params["id"]
    return lambda c: c.place_gazetteer == name


def speaker_json(turn: Turn) -> Response:
    return _some(turn, _of_speaker(turn))


def speaker_csv(turn: Turn) -> Response:
    return _some(turn, _of_speaker(turn), "speaker.csv")


def _of_speaker(turn: Turn) -> Fits:
    entity = turn.world.packs.entities.get(turn.request.path_params["id"])
    if entity is None or not is_public(entity):
        raise NotHere(_("Only organisations and officials that a pack lists have a page."))
    name = entity.name
    return lambda c: not c.speaker_protected and c.speaker == name


def review_json(turn: Turn) -> Response:
    """Every claim that may leave, with what people ruled on it; of a filter, those of its matters."""
    if turn.view.wanted == EVERYTHING:
        return _some(turn, lambda c: True)
    some = filtered(turn)
    told = (c for part in some.parts for c in part.claims)
    return json_made(turn, after(some.before, json_in_parts({**_head(turn), "claims": _claims(told)}), ""))


def review_csv(turn: Turn) -> Response:
    return _some(turn, lambda c: True, "review.csv")


def map_json(turn: Turn) -> Response:
    """GeoJSON (RFC 7946)."""
    head = {"type": "FeatureCollection", "profile": "default", "warning": None, "version": __version__}
    some = filtered(turn)
    features = (feature(m, "default") for m in _all_matters(some.parts))
    return json_made(turn, after(some.before, json_in_parts({**head, "features": features}), ""))


def _some(turn: Turn, fits: Fits, csv: str = "") -> Response:
    """The claims that fit, of all that may leave: JSON, or CSV under a name that does not tell what it is of."""
    told = (c for part in _around(turn) for c in part.claims if fits(c))
    if csv:
        return csv_file(turn, claims_in_parts(told), csv)
    return json_made(turn, json_in_parts({**_head(turn), "claims": _claims(told)}))


def _around(turn: Turn) -> Iterator[Part]:
    """What may leave of the claims that the page of this address can show; of all where it can show any."""
    name = turn.request.path_params.get("id", "")
    match turn.request.url.path.split("/")[1]:
        case "reports":
            return _parts_of(turn, lambda play: play.of_report(name))
        case "places":
            return _parts_of(turn, lambda play: play.at_place(name))
        case "speakers":
            entity = turn.world.packs.entities[name]
            return _parts_of(turn, lambda play: play.said_by(entity.id, entity.name))
    return everything(turn)


def _parts_of(turn: Turn, claims: Callable[[InPlay], Iterable[str]]) -> Iterator[Part]:
    exports, ledger = turn.desk.exports, turn.ledger
    wanted, matters = exports.found(ledger, claims)
    return exports.parts(ledger, facets.in_file_order(ledger, matters), wanted, lone=True, alone=True)


def everything(turn: Turn, profile: Profile = "default", on: Onward | None = None) -> Iterator[Part]:
    """All that may leave under a profile, part by part."""
    matters = facets.in_file_order(turn.ledger, facets.fitting(turn.ledger, Wanted()))
    return turn.desk.exports.parts(turn.ledger, matters, lone=True, profile=profile, on=on)
