"""The application: which address is which view, and how a request gets there and back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rashomon.desk import around, deciding, entering, leaving, lists, matter, plots, report, review, words
from rashomon.desk.safety import Guard, Safety, TooLarge, is_ours
from rashomon.desk.turn import NAME_COOKIE, Desk, NotHere, Turn, page, refusal
from rashomon.desk.work import Exports, Gathering, Worker, world_of
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger

Show = Callable[[Turn], Response]
YEAR = 31_536_000
SMALL_LEDGER_SECONDS = 1.5
"""How long a page after a decision waits for matters to be gathered: below that nobody sees the old ones."""

PAGES = Path(__file__).parent.parent / "pages" / "templates"
STATIC = {
    "brief.css": (PAGES / "brief.css", "text/css"),
    "desk.css": (Path(__file__).parent / "static" / "desk.css", "text/css"),
    "icon.svg": (Path(__file__).parent / "static" / "icon.svg", "image/svg+xml"),
    "desk.js": (Path(__file__).parent / "static" / "desk.js", "text/javascript"),
}
"""All files that are served, by name. No part of an address is ever part of a path."""


def make_app(path: Path, safe: Safety, by: str = "") -> Guard:
    """The desk over the ledger at `path`, as an ASGI application. `by` is who decides where a page does not say."""
    aside = Worker(path, "aside")
    desk = Desk(path, safe, Worker(path, "pages"), aside, Gathering(aside), Exports(), by)

    def shown(address: str, show: Show, *methods: str) -> Route:
        return Route(address, _endpoint(desk, show, desk.pages), methods=list(methods) or ["GET"])

    def taken(address: str, show: Show, *methods: str) -> Route:
        return Route(address, _endpoint(desk, show, desk.aside), methods=list(methods) or ["GET"])

    routes = [
        shown("/", lists.desk),
        shown("/matters", lists.matters),
        taken("/matters.json", leaving.matters_json),
        taken("/matters.csv", leaving.matters_csv),
        taken("/matters/{id:str}.json", leaving.matter_json),
        taken("/matters/{id:str}.csv", leaving.matter_csv),
        shown("/matters/{id:str}", matter.one),
        taken("/reports/{id:str}.json", leaving.report_json),
        shown("/reports/{id:str}", report.one),
        taken("/places/{id:path}.json", leaving.place_json),
        shown("/places/{id:path}", around.place),
        taken("/speakers/{id:str}.json", leaving.speaker_json),
        shown("/speakers/{id:str}", around.speaker),
        taken("/review.json", leaving.review_json),
        shown("/review", review.one),
        taken("/map.json", leaving.map_json),
        shown("/map", plots.plot),
        taken("/export", leaving.export, "GET", "POST"),
        shown("/decide", deciding.decide, "POST"),
        shown("/flag", deciding.flag, "POST"),
        Route("/enter", entering.endpoint(desk), methods=["GET", "POST"]),
        Route("/static/{name}", _static, methods=["GET"]),
    ]

    async def missing(request: Request, error: Exception) -> Response:
        why = words._("There is no such page.")
        return await _endpoint(desk, lambda turn: page(turn, "error.html", 404, title=why, why=""), desk.pages)(request)

    async def too_large(request: Request, error: Exception) -> Response:
        return PlainTextResponse(words._("This form is too large."), 413)

    @asynccontextmanager
    async def open_desk(app: Starlette) -> AsyncIterator[None]:
        yield
        desk.pages.close()
        desk.aside.threads.submit(desk.exports.close).result()
        desk.aside.close()

    app = Starlette(routes=routes, exception_handlers={404: missing, TooLarge: too_large}, lifespan=open_desk)
    return Guard(app, safe)


def _endpoint(desk: Desk, show: Show, worker: Worker) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        languages = [request.cookies.get("rashomon_language", "")]
        languages += words.accepted(request.headers.get("accept-language", ""))
        language = words.speak([x for x in languages if x])
        form: dict[str, str] = {}
        if request.method == "POST":
            try:
                given = await request.form(max_files=0, max_fields=100)
            except HTTPException as error:
                return PlainTextResponse(error.detail, error.status_code)
            form = {k: v for k, v in given.items() if not isinstance(v, UploadFile)}
            if not is_ours(request, form.get("form", ""), desk.safe):
                return PlainTextResponse(
                    words._("This form is too old, or not ours. Go back, load the page again, and send it anew."), 403
                )

        def answer(ledger: Ledger) -> Response:
            turn = Turn(desk, ledger, world_of(ledger), request, form, language)
            try:
                response = show(turn)
            except NotHere as error:
                response = page(turn, "error.html", 404, title=words._("Not here"), why=str(error))
            except RashomonError as error:
                status = refusal(error)
                title = words._("Somebody decided meanwhile") if status == 409 else words._("This cannot be done")
                response = page(turn, "error.html", status, title=title, why=str(error))
            if request.method == "POST":
                desk.gathering.look(ledger)
                if by := form.get("by", "").strip()[:200]:
                    response.set_cookie(NAME_COOKIE, _ascii(by), httponly=True, samesite="strict", max_age=YEAR)
            return response

        try:
            response = await worker.ask(answer)
        except RashomonError as error:
            return PlainTextResponse(str(error), 500)
        except Exception as error:
            # In words, never a traceback: what a report holds can be in one.
            return PlainTextResponse(words._("A fault in Rashomon itself: {}.").format(type(error).__name__), 500)
        if request.method == "POST":
            await desk.gathering.wait(SMALL_LEDGER_SECONDS)
        return response

    return endpoint


def _ascii(name: str) -> str:
    """A name as a cookie holds it (RFC 6265 allows ASCII alone): percent-encoded."""
    return quote(name, safe=" ")


async def _static(request: Request) -> Response:
    if request.path_params["name"] not in STATIC:
        return PlainTextResponse("There is no such file.", 404)
    file, kind = STATIC[request.path_params["name"]]
    return Response(file.read_bytes(), media_type=kind, headers={"Cache-Control": "no-cache"})
