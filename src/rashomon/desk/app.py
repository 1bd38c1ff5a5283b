"""The application: which address is which view, and how a request gets there and back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rashomon.desk import (
    beside,
    control,
    coverage,
    downloads,
    export,
    incident,
    indexes,
    lists,
    log_page,
    login,
    manual_claims,
    map_page,
    matter,
    note_files,
    pickers,
    place_and_speaker,
    report,
    review,
    roles,
    rulings,
    take_in,
    team,
    uploads,
    views,
    what_changed,
    who,
)
from rashomon.desk import language as words
from rashomon.desk.door import MEMBER, AtTheDoor, Door
from rashomon.desk.json_routes import JSON_ROUTES, openapi
from rashomon.desk.outlines_script import land_script
from rashomon.desk.request import MOST_FIELDS, NAME_COOKIE, Desk, NotHere, Turn, back_to, bare_page, kept, page, refusal
from rashomon.desk.safety import FORM_COOKIE, Guard, Safety, TooLarge, is_ours, keep_cookie
from rashomon.desk.workers import Adding, Exports, Gathering, Rereading, Worker, listen, warm
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core.file import is_damage
from rashomon.ledger.read.members import Member
from rashomon.ledger.write import intake_lines
from rashomon.pages.i18n import explained, languages
from rashomon.pages.i18n import shown as told
from rashomon.work import whole_world

Show = Callable[[Turn], Response]
YEAR = 31_536_000
SMALL_LEDGER_SECONDS = 1.5
"""How long a page after a decision waits for matters to be gathered: below that nobody sees the old ones."""

SENT_AGAIN = frozenset({"/decide", "/find", "/views", "/who"})
"""Where a form that is refused comes back with all that was typed, to be put right and sent again."""

LEAFLET = Path(str(files("xstatic.pkg.leaflet"))) / "data"
"""Leaflet as the package XStatic-Leaflet brings it: never copied, and only these two of its files are served."""
PAGES = Path(__file__).parent.parent / "pages" / "templates"
STATIC: dict[str, tuple[Path | Callable[[], bytes], str]] = {
    "brief.css": (PAGES / "brief.css", "text/css"),
    "desk.css": (Path(__file__).parent / "static" / "desk.css", "text/css"),
    "icon.svg": (Path(__file__).parent / "static" / "icon.svg", "image/svg+xml"),
    "desk.js": (Path(__file__).parent / "static" / "desk.js", "text/javascript"),
    "map.css": (Path(__file__).parent / "static" / "map.css", "text/css"),
    "map.js": (Path(__file__).parent / "static" / "map.js", "text/javascript"),
    "leaflet.css": (LEAFLET / "leaflet.css", "text/css"),
    "leaflet.js": (LEAFLET / "leaflet.js", "text/javascript"),
    "land.js": (land_script, "text/javascript"),
}
"""All files that are served, by name, or what makes them. No part of an address is ever part of a path."""


def make_app(path: Path, safe: Safety, by: str = "", language: str = "") -> Guard:
    """The desk over the ledger at `path`, as an ASGI application.

    `by` is who decides, `language` what is spoken, where a person did not say it on a page. Without `language` it is
    the first that the browser asks for and there are words in.
    """
    uploads.largest_request()  # a setting that is none is told now
    aside = Worker(path, "aside")
    reading, gathering = Rereading(Worker(path, "reading")), Gathering(aside)
    adding = Adding(reading.worker, gathering)
    taking_in = Worker(path, "uploads")
    desk = Desk(
        path, safe, Worker(path, "pages"), aside, gathering, Exports(), reading, adding, taking_in,
        Door(path, safe, taking_in), by, language,
    )  # fmt: skip

    def shown(address: str, show: Show, *methods: str) -> Route:
        return Route(address, _endpoint(desk, show, desk.pages), methods=list(methods) or ["GET"])

    def taken(address: str, show: Show, *methods: str) -> Route:
        return Route(address, _endpoint(desk, show, desk.aside), methods=list(methods) or ["GET"])

    routes = [
        shown("/", lists.desk),
        *(taken(route.address.replace("{id}", "{id:path}"), route.show) for route in JSON_ROUTES),
        taken("/openapi.json", openapi),
        shown("/incidents", lists.incidents),
        taken("/incidents.csv", downloads.incidents_csv),
        taken("/incidents.xlsx", downloads.incidents_xlsx),
        taken("/incidents/{id:str}.csv", downloads.incident_csv),
        *(
            taken(f"/{room}/{{id:str}}.{form}", note_files.file(form))
            for room in ("incidents", "matters")
            for form in note_files.MEDIA_TYPES
        ),
        shown("/incidents/{id:str}", incident.one),
        taken("/pages", note_files.several, "POST"),
        shown("/changes", what_changed.since),
        shown("/changes", what_changed.look, "POST"),
        taken("/changes.atom", what_changed.atom),
        shown("/control", control.places),
        shown("/coverage", coverage.matrix),
        taken("/coverage.csv", coverage.as_csv),
        taken("/coverage.xlsx", coverage.as_xlsx),
        shown("/matters", lists.matters),
        taken("/matters.csv", downloads.matters_csv),
        taken("/matters.xlsx", downloads.matters_xlsx),
        taken("/matters/{id:str}.csv", downloads.matter_csv),
        shown("/matters/{id:str}", matter.one),
        *(
            route
            for name in indexes.TITLES
            for route in (
                shown(f"/{name}", indexes.show(name)),
                taken(f"/{name}.csv", indexes.as_csv(name)),
                taken(f"/{name}.xlsx", indexes.as_xlsx(name)),
            )
        ),
        taken("/reports/{id:path}.csv", downloads.report_csv),
        shown("/reports/{id:path}", report.one),
        taken("/places/{id:path}.csv", downloads.place_csv),
        shown("/places/{id:path}", place_and_speaker.place),
        taken("/speakers/{id:str}.csv", downloads.speaker_csv),
        shown("/speakers/{id:str}", place_and_speaker.speaker),
        taken("/review.csv", downloads.review_csv),
        shown("/review", review.one),
        shown("/map", map_page.plot),
        taken("/who", who.one, "GET", "POST"),
        taken("/export", export.export, "GET", "POST"),
        shown("/decide", rulings.decide, "POST"),
        shown("/flag", rulings.flag, "POST"),
        shown("/mine", beside.mine),
        taken("/notes.csv", beside.notes_csv),
        taken("/notes.xlsx", beside.notes_xlsx),
        shown("/pick/places", pickers.places),
        shown("/pick/speakers", pickers.speakers),
        shown("/language", choose_language, "POST"),
        shown("/find", manual_claims.find, "POST"),
        shown("/views", views.change, "POST"),
        shown("/add", take_in.add),
        Route("/add", _endpoint(desk, take_in.add, desk.uploads, files=True), methods=["POST"]),
        shown("/log", log_page.log),
        shown("/alerts", log_page.put_away, "POST"),
        shown("/team", team.team, "GET", "POST"),
        shown("/sign-out", login.sign_out, "POST"),
        Route("/sign-in", login.sign_in(desk, SENT_AGAIN), methods=["GET", "POST"]),
        Route("/enter", login.endpoint(desk), methods=["GET", "POST"]),
        Route("/static/{name}", static_file, methods=["GET"]),
    ]

    async def missing(request: Request, error: Exception) -> Response:
        def told(turn: Turn) -> Response:  # said when the language of the turn is known
            return page(turn, "error.html", 404, title=words._("There is no such page."), why="", again=())

        return await _endpoint(desk, told, desk.pages, to_all=True)(request)

    async def too_large(request: Request, error: Exception) -> Response:
        return PlainTextResponse(words._("This form is too large."), 413)

    @asynccontextmanager
    async def open_desk(app: Starlette) -> AsyncIterator[None]:
        for worker in (
            desk.pages,
            desk.aside,
            desk.door.worker,
        ):  # opened now: all are to be of one file, whatever becomes of its name
            with suppress(RashomonError):  # said by the page that needs it
                await worker.ask(lambda ledger: None)
        warm(desk.pages, lambda: listen(desk.aside, desk.exports))
        with suppress(RashomonError):
            if await desk.pages.ask(
                lambda ledger: not ledger.readonly and intake_lines.next_waiting(ledger) is not None
            ):
                desk.adding.start()  # what was taken in before the desk was closed
        yield
        desk.door.close()
        desk.pages.close()
        desk.uploads.close()
        desk.rereading.worker.close()
        desk.aside.threads.submit(desk.exports.close).result()
        desk.aside.close()

    app = Starlette(
        routes=routes, exception_handlers={404: missing, TooLarge: too_large}, lifespan=open_desk,
        middleware=[Middleware(AtTheDoor, door=desk.door, ended=login.ended(desk, SENT_AGAIN), lost=_lost)],
    )  # fmt: skip
    return Guard(app, safe)


def _endpoint(
    desk: Desk, show: Show, worker: Worker, files: bool = False, to_all: bool = False
) -> Callable[[Request], Awaitable[Response]]:
    """What answers at one address, to whom a role opens it; `to_all`: it shows nothing that needs one."""

    async def endpoint(request: Request) -> Response:
        cookie, header = request.cookies.get(words.LANGUAGE_COOKIE, ""), request.headers.get("accept-language", "")
        language = words.speak_first(words.wanted(cookie, desk.language, header))
        form: dict[str, str] = {}
        sent: Sequence[uploads.Upload] = ()
        too_old = ""
        member: Member | None = request.scope.get(MEMBER)
        # Files are not taken in first and refused then; any other form is refused for what stands in it.
        asked = request.query_params if request.method != "POST" or files else None
        refused = "" if to_all or asked is None else _refused(request, member, asked)
        if request.method == "POST" and not refused:
            try:
                if files:
                    form, sent = await uploads.parsed(request)
                else:
                    given = await request.form(max_files=0, max_fields=MOST_FIELDS)
                    form = {k: v for k, v in given.items() if not isinstance(v, UploadFile)}
            except HTTPException as error:
                return PlainTextResponse(error.detail, error.status_code)
            if not is_ours(request, form.get("form", ""), desk.safe):
                why = words._("This form is too old, or not ours. Go back, load the page again, and send it anew.")
                # Only a page of ours was sent with the cookie. What was typed is shown there, to be sent again.
                if request.url.path not in SENT_AGAIN or not request.cookies.get(FORM_COOKIE):
                    return PlainTextResponse(why, 403)
                too_old = why
            refused = "" if to_all else _refused(request, member, form)
            if member is not None:
                form["by"] = member.name  # whatever was typed

        def answer(ledger: Ledger) -> Response:
            turn = Turn(desk, ledger, whole_world(ledger), request, form, language, sent)
            again = kept(form) if request.url.path in SENT_AGAIN else ()
            if refused:
                return page(turn, "error.html", 403, title=words._("This needs another role"), why=refused, again=())
            if too_old:
                return page(turn, "error.html", 403, title=words._("This form is too old"), why=too_old, again=again)
            try:
                response = show(turn)
            except NotHere as error:
                response = page(turn, "error.html", 404, title=words._("Not here"), why=str(error), again=())
            except roles.Refused as error:
                response = page(
                    turn, "error.html", 403, title=words._("This needs another role"), why=str(error), again=()
                )
            except RashomonError as error:
                if is_damage(error):
                    raise
                status = refusal(error)
                title = words._("Somebody decided meanwhile") if status == 409 else words._("This cannot be done")
                response = page(turn, "error.html", status, title=title, why=explained(error), again=again)
            if request.method == "POST":
                desk.gathering.look(ledger)
                if member is None and (by := form.get("by", "").strip()[:200]):
                    keep_cookie(response, desk.safe, NAME_COOKIE, _ascii(by), YEAR)
            return response

        async def answered() -> Response:
            """A page that is only read is asked for again where lists moved on while it was made: reports were gathered
            between two of them."""
            if request.method != "GET":
                return await worker.ask(answer)
            try:
                return await worker.ask(answer)
            except LookupError:
                return await worker.ask(answer)

        try:
            response = await answered()
        except RashomonError as error:
            return _not_kept(request, form, explained(error))
        except Exception as error:
            # In words, never a traceback: what a report holds can be in one.
            return _not_kept(request, form, words._("A fault in Rashomon itself: {}.").format(type(error).__name__))
        if request.method == "POST":
            await desk.rereading.wait(SMALL_LEDGER_SECONDS)
            await desk.gathering.wait(SMALL_LEDGER_SECONDS)
        return response

    return endpoint


async def _lost(request: Request, why: str) -> Response:
    """Answers where nothing can be asked of the ledger. What one of our pages sent is shown to its sender again."""
    form: Mapping[str, str] = {}
    if request.method == "POST" and request.cookies.get(FORM_COOKIE):
        with suppress(HTTPException, TooLarge):
            form, _files = await uploads.parsed(request)
    return _not_kept(request, form, why)


def _not_kept(request: Request, form: Mapping[str, str], why: str) -> Response:
    """Says why nothing can be answered; and shows what was typed, which the browser has forgotten."""
    again = [row for row in kept(form) if row[1] and row[2]] if request.url.path in SENT_AGAIN else []
    if request.url.path == "/add" and form.get("text"):
        again = [("text", form["text"], words._("Or paste a text"))]
    if any(name != "by" for name, _value, _label in again):
        return bare_page("not_kept.html", 500, why=why, again=again)
    return PlainTextResponse(told(why), 500)


def _refused(request: Request, member: Member | None, asked: Mapping[str, str]) -> str:
    """Why somebody who is signed in may not have this, or nothing."""
    if member is None:
        return ""
    needs = roles.needed("POST" if request.method == "POST" else "GET", request.url.path, asked)
    return "" if roles.may(member.role, needs) else roles.refusal(member, needs)


def choose_language(turn: Turn) -> Response:
    """The switch on every page: the language is kept in a cookie."""
    response = back_to(turn.form.get("next", "/"))
    if (language := turn.form.get("language", "")) in languages():
        keep_cookie(response, turn.desk.safe, words.LANGUAGE_COOKIE, language, YEAR)
    return response


def _ascii(name: str) -> str:
    """A name as a cookie holds it (RFC 6265 allows ASCII alone): percent-encoded."""
    return quote(name, safe=" ")


async def static_file(request: Request) -> Response:
    if request.path_params["name"] not in STATIC:
        return PlainTextResponse("There is no such file.", 404)
    source, kind = STATIC[request.path_params["name"]]
    data = source.read_bytes() if isinstance(source, Path) else source()
    headers = {"Cache-Control": "no-cache", "ETag": f'"{sha256(data).hexdigest()[:20]}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=kind, headers=headers)
