"""The desk over an archive: lists, an incident, a report. Nobody decides here, and nothing is written.

It listens on this machine alone: an archive knows no members, and holds unmasked names.
"""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from rashomon.archive.shown_rows import Archive
from rashomon.desk import language as words
from rashomon.desk.app import static_file
from rashomon.desk.language import _
from rashomon.desk.request import as_text, camp_label, kind_label, party_label
from rashomon.desk.safety import Guard, Safety, is_loopback
from rashomon.errors import RashomonError
from rashomon.matters.incident_rows import in_order, reports_of, row
from rashomon.pages.i18n import explained
from rashomon.pages.i18n import shown as told
from rashomon.sharing.as_csv import answer_text
from rashomon.world import World, load_world

Show = Callable[[Archive, Request], "tuple[str, dict[str, Any]] | Response | None"]
"""A template and what it is told; another answer; None where there is no such page."""


def make_archive_app(folder: Path, safe: Safety, language: str = "") -> Guard:
    """The desk over the archive in this folder, as an ASGI application, as the archive is now.

    Raises RashomonError where there is none, and for a host that others can reach.
    """
    if not is_loopback(safe.host) or safe.address:
        raise RashomonError(
            f"--host {safe.host}",
            "an archive is shown on this machine alone: nobody signs in to one",
            "Leave --host and --address out, or cut a ledger out of it (`rashomon archive cut`) and serve that.",
        )
    archive = Archive(folder)
    world = load_world(archive.packs)
    threads = ThreadPoolExecutor(max_workers=2)

    def shown(address: str, show: Show) -> Route:
        def answer(request: Request) -> Response:
            spoken = words.speak_first(words.wanted("", language, request.headers.get("accept-language", "")))
            try:
                found = show(archive, request)
            except RashomonError as error:
                return PlainTextResponse(told(explained(error)), 500)
            except Exception as error:  # in words, never a traceback: what a report holds can be in one
                return PlainTextResponse(_("A fault in Rashomon itself: {}.").format(type(error).__name__), 500)
            if isinstance(found, Response):
                return found
            template, said = found or ("archive_missing.html", {})
            text = as_text(template, **_around(folder, world, request, spoken), **said)
            return Response(text, 404 if found is None else 200, media_type="text/html")

        return Route(address, _in(threads, answer), methods=["GET"])

    return Guard(
        Starlette(
            routes=[
                shown("/", _front),
                shown("/incidents", _incidents),
                shown("/incidents/{id:str}", _incident),
                shown("/matters", _matters),
                shown("/matters/{id:str}", _matter),
                shown("/reports", _reports),
                shown("/reports/{id:path}", _report),
                Route("/static/{name}", static_file),
                shown("/{rest:path}", lambda archive, request: None),
            ]
        ),
        safe,
    )


def _in(threads: ThreadPoolExecutor, answer: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await get_running_loop().run_in_executor(threads, partial(copy_context().run, answer, request))

    return endpoint


def _around(folder: Path, world: World, request: Request, spoken: str) -> dict[str, Any]:
    return {
        "case": folder.resolve().name,
        "path": request.url.path,
        "language": spoken,
        "direction": words.direction(spoken),
        "camp": lambda c: camp_label(world, c),
        "kind": lambda k: kind_label(world, k),
        "party": lambda a: party_label(world, a),
        "figure": answer_text,
    }


def _asked(request: Request, name: str) -> str:
    return request.query_params.get(name, "").strip()[:400]


def _page(request: Request) -> int:
    asked = _asked(request, "page")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 1


def _front(archive: Archive, request: Request) -> Response:
    return RedirectResponse("/incidents", 303)


def _incidents(archive: Archive, request: Request) -> tuple[str, dict[str, Any]]:
    wanted = {name: _asked(request, name) for name in ("status", "kind", "place")}
    found = archive.incidents(**wanted, page=_page(request))
    return "archive_incidents.html", {"found": found, "wanted": wanted, "by_status": archive.counts()}


def _incident(archive: Archive, request: Request) -> tuple[str, dict[str, Any]] | Response | None:
    name = request.path_params["id"]
    matters = archive.incident(name)
    if not matters:
        return None
    if matters[0].incident != name:
        return RedirectResponse(f"/incidents/{matters[0].incident}", 303)
    return "archive_incident.html", {
        "i": row(matters, len(reports_of(matters))),
        "matters": in_order(matters),
    }


def _matters(archive: Archive, request: Request) -> tuple[str, dict[str, Any]]:
    wanted = {name: _asked(request, name) for name in ("status", "kind", "place")}
    return "archive_matters.html", {"found": archive.matters(**wanted, page=_page(request)), "wanted": wanted}


def _matter(archive: Archive, request: Request) -> Response | None:
    matters = archive.incident(request.path_params["id"])
    return RedirectResponse(f"/incidents/{matters[0].incident}", 303) if matters else None


def _reports(archive: Archive, request: Request) -> tuple[str, dict[str, Any]]:
    wanted = {"q": _asked(request, "q")}
    return "archive_reports.html", {"found": archive.reports(wanted["q"], _page(request)), "wanted": wanted}


def _report(archive: Archive, request: Request) -> tuple[str, dict[str, Any]] | None:
    found = archive.report(request.path_params["id"])
    if found is None:
        return None
    report, reading = found
    return "archive_report.html", {"report": report, "reading": reading}
