"""What leaves the desk: `.json`, `.csv` and exports. All of it goes through the sharing profile; pages do not.

Records are made of what was asked for, and who is private is known from all reports together: `Exports` sees to both.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from starlette.responses import Response

from rashomon.desk.filters import EVERYTHING
from rashomon.desk.language import _
from rashomon.desk.request import NotHere, Turn, download, json_file, page, sent_in_parts
from rashomon.desk.workers import utc_now
from rashomon.ledger.core import queries
from rashomon.ledger.core.bbox import Box, reaches
from rashomon.ledger.read import detail, facets, incident_index
from rashomon.ledger.read.facets import Wanted
from rashomon.model import as_json
from rashomon.pages.brief import held_back_words
from rashomon.sharing import FORMATS, Shared, SharedClaim, beside
from rashomon.sharing.as_csv import CLAIM_COLUMNS, claims_in_parts, matters_in_parts, parts
from rashomon.sharing.as_xlsx import MEDIA_TYPE
from rashomon.sharing.as_xlsx import incidents as incidents_xlsx_of
from rashomon.sharing.as_xlsx import matters as matters_xlsx_of
from rashomon.sharing.incident_table import COLUMNS, incident_rows, incidents_of
from rashomon.sharing.records import Profile, SharedMatter
from rashomon.sharing.speakers import is_public
from rashomon.version import __version__

Fits = Callable[[SharedClaim], bool]

HEAD = 40
"""Lines of a file that are shown before it leaves."""


def _may_leave(turn: Turn, profile: Profile = "default") -> Shared:
    return turn.desk.exports.what(turn.ledger, profile)


def _head(shared: Shared) -> dict[str, Any]:
    return {"profile": shared.profile, "version": shared.version, "world": shared.world}


def _matters(shared: Shared) -> dict[str, Any]:
    """Its lists are to be gone through once, while they are sent."""
    return {**_head(shared), "matters": map(as_json, shared.matters), "claims": _claims(shared.claims)}


def _claims(claims: Iterable[SharedClaim]) -> Iterator[dict[str, Any]]:
    return ({name: getattr(c, name) for name in CLAIM_COLUMNS} for c in claims)


def _filtered(turn: Turn) -> Shared:
    """A part of the map is asked of the places that may leave, an outlet of the reports that may be named: of where a
    place was before it was widened, and of who printed a protected person's words, the choice of rows tells nothing."""
    wanted, exports = turn.view.wanted, turn.desk.exports
    shared = exports.some(turn.ledger, facets.fitting(turn.ledger, replace(wanted, bbox=None, outlet=())))
    if not wanted.bbox and not wanted.outlet:
        return shared
    return exports.some(turn.ledger, [m.id for m in _told_to_fit(shared, wanted)])


def _told_to_fit(shared: Shared, wanted: Wanted) -> Iterator[SharedMatter]:
    """The matters that fit a box and outlets by what may leave of them."""
    named = {c.claim_id for c in shared.claims if c.outlet in wanted.outlet}
    for m in shared.matters:
        if wanted.outlet and not any(c in named for p in m.positions for c in p.claims):
            continue
        if not wanted.bbox or _reaches(m, wanted.bbox):
            yield m


def _reaches(m: SharedMatter, box: Box) -> bool:
    if m.lat is None or m.lon is None or m.precision in ("country", "unresolved"):
        return False
    return reaches(m.lat, m.lon, m.radius_km or 0.0, box)


def csv_file(turn: Turn, parts: Iterable[str], name: str) -> Response:
    """A table. `excel` in the address puts a byte order mark before it: Excel misreads UTF-8 without."""
    mark = ["\ufeff"] if turn.asked("excel") else []
    return sent_in_parts(chain(mark, parts), "text/csv; charset=utf-8", name)


def xlsx_file(data: bytes, name: str) -> Response:
    return download(data, name, MEDIA_TYPE)


def matters_json(turn: Turn) -> Response:
    return json_file(_matters(_filtered(turn)))


def matters_csv(turn: Turn) -> Response:
    return csv_file(turn, matters_in_parts(_filtered(turn)), "matters.csv")


def matters_xlsx(turn: Turn) -> Response:
    return xlsx_file(matters_xlsx_of(_filtered(turn)), "matters.xlsx")


def incidents_json(turn: Turn) -> Response:
    """The incidents of the filter with all their questions, of what may leave."""
    return json_file(_incidents(_filtered_incidents(turn)))


def incidents_csv(turn: Turn) -> Response:
    """The incidents of the filter, one a row."""
    shared = _filtered_incidents(turn)
    return csv_file(turn, parts(COLUMNS, incident_rows(shared)), "incidents.csv")


def incidents_xlsx(turn: Turn) -> Response:
    return xlsx_file(incidents_xlsx_of(_filtered_incidents(turn)), "incidents.xlsx")


def _filtered_incidents(turn: Turn) -> Shared:
    return incidents_that_leave(turn)


def incidents_that_leave(turn: Turn, own: Collection[str] = ()) -> Shared:
    """As `_filtered`, with all matters of the incidents that fit; `own` names stand beside the filter."""
    wanted, exports = turn.view_beside(own).wanted, turn.desk.exports
    fit = incident_index.fitting(turn.ledger, replace(wanted, bbox=None, outlet=()))
    shared = exports.some(turn.ledger, fit)
    if not wanted.bbox and not wanted.outlet:
        return shared
    there = {m.incident for m in _told_to_fit(shared, wanted)}
    return exports.some(turn.ledger, [m.id for m in shared.matters if m.incident in there])


def _incidents(shared: Shared) -> dict[str, Any]:
    return {**_head(shared), "incidents": map(as_json, incidents_of(shared))}


def _one_incident(turn: Turn) -> Shared:
    found = detail.look_at_incident(turn.ledger, turn.request.path_params["id"])
    if found is None:
        raise NotHere(_("No incident is called so."))
    shared = turn.desk.exports.some(turn.ledger, [m.id for m in found[0]])
    if not shared.matters:
        raise NotHere(_("The sharing profile holds all of this incident back, or somebody set it aside."))
    return shared


def incident_json(turn: Turn) -> Response:
    """An incident with its matters and their claims."""
    shared = _one_incident(turn)
    return json_file({**_incidents(shared), **_matters(shared)})


def incident_csv(turn: Turn) -> Response:
    """The claims of an incident, one a row."""
    shared = _one_incident(turn)
    return csv_file(turn, claims_in_parts(shared.claims), f"{shared.matters[0].incident}.csv")


def _one(turn: Turn) -> Shared:
    looked = detail.look_at_matter(turn.ledger, turn.request.path_params["id"])
    if looked is None or looked.matter is None:
        raise NotHere(_("No matter is called so."))
    shared = turn.desk.exports.some(turn.ledger, [looked.matter.id])
    if not shared.matters:
        raise NotHere(_("The sharing profile holds all of this matter back, or somebody set it aside."))
    return shared


def matter_json(turn: Turn) -> Response:
    return json_file(_matters(_one(turn)))


def matter_csv(turn: Turn) -> Response:
    """The claims of a matter, one a row."""
    shared = _one(turn)
    return csv_file(turn, claims_in_parts(shared.claims), f"{shared.matters[0].id}.csv")


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
    shared = _filtered(turn)
    return json_file({**_head(shared), "claims": _claims(shared.claims)})


def review_csv(turn: Turn) -> Response:
    return _some(turn, lambda c: True, "review.csv")


def map_json(turn: Turn) -> Response:
    return json_file(json.loads(_text(FORMATS["geojson"](_filtered(turn)))))


def _some(turn: Turn, fits: Fits, csv: str = "") -> Response:
    """The claims that fit, of all that may leave: JSON, or CSV under a name that does not tell what it is of."""
    shared = _around(turn)
    if csv:
        return csv_file(turn, claims_in_parts(c for c in shared.claims if fits(c)), csv)
    return json_file({**_head(shared), "claims": _claims(c for c in shared.claims if fits(c))})


def _around(turn: Turn) -> Shared:
    """What may leave of the claims that the page of this address can show; of all where it can show any."""
    name = turn.request.path_params.get("id", "")
    exports, ledger = turn.desk.exports, turn.ledger
    match turn.request.url.path.split("/")[1]:
        case "reports":
            return exports.around(ledger, lambda play: play.of_report(name))
        case "places":
            return exports.around(ledger, lambda play: play.at_place(name))
        case "speakers":
            entity = turn.world.packs.entities[name]
            return exports.around(ledger, lambda play: play.said_by(entity.id, entity.name))
    return _may_leave(turn)


def _text(made: str | bytes) -> str:
    return made.decode("utf-8", "replace") if isinstance(made, bytes) else made


def export(turn: Turn) -> Response:
    """Pick a format and a profile; see what would leave and what would not; take it, with a manifest of its hash."""
    posted = turn.request.method == "POST"
    form = turn.form.get("format", "") if posted else turn.asked("format")
    chosen = (turn.form.get("profile") if posted else turn.asked("profile")) or "default"
    profile: Profile = "full" if chosen == "full" else "default"
    encrypted = turn.ledger.key is not None
    if form not in FORMATS:
        return page(
            turn, "export.html", formats=list(FORMATS), format="", profile="default", shared=None, encrypted=encrypted
        )
    shared = _may_leave(turn, profile)
    made = FORMATS[form](shared)
    data = made.encode("utf-8", "replace") if isinstance(made, str) else made
    manifest = _manifest(shared, form, data)
    if posted:
        more = beside(form, shared, manifest["file"])
        return download(
            _zipped({manifest["file"]: data, **more}, manifest),
            f"rashomon-{form.replace('.', '-')}.zip",
            "application/zip",
        )
    lines = _text(made).splitlines() if isinstance(made, str) else []
    return page(
        turn,
        "export.html",
        formats=list(FORMATS),
        format=form,
        profile=profile,
        shared=shared,
        encrypted=encrypted,
        held_back=held_back_words(shared.held_back),
        head=[line[:400] for line in lines[:HEAD]],
        more=max(0, len(lines) - HEAD),
        manifest=manifest,
        old=queries.read_without_names(turn.ledger.db, __version__) if profile == "default" else 0,
    )


def _manifest(shared: Shared, form: str, data: bytes) -> dict[str, Any]:
    """What the file is, so that who gets it can check it: RFC 6234 SHA-256 of its bytes, and how it was made."""
    return {
        "file": f"rashomon.{form}" if "." not in form else form,
        "format": form,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "profile": shared.profile,
        "warning": shared.warning,
        "matters": len(shared.matters),
        "claims": len(shared.claims),
        "held_back": as_json(shared.held_back),
        "program": f"rashomon {__version__}",
        "world": shared.world,
        "made": utc_now().isoformat(timespec="seconds"),
    }


def _zipped(files: dict[str, bytes], manifest: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return out.getvalue()
