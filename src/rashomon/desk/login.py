"""The door's two pages: a token that is typed once, or a name and a password. A cookie stands for it after that."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Collection, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from rashomon.desk import language, safety
from rashomon.desk.door import LONGEST, kept_as
from rashomon.desk.language import _
from rashomon.desk.request import MOST_FIELDS, Desk, Turn, bare_page
from rashomon.desk.request import kept as kept_form
from rashomon.desk.safety import FORM_COOKIE, keep_cookie
from rashomon.desk.workers import utc_now
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core import passwords
from rashomon.ledger.read import members
from rashomon.ledger.write import change_members as changing
from rashomon.pages.i18n import explained
from rashomon.pages.i18n import shown as told

KEPT = "kept-"
"""How fields begin that the page to sign in keeps of a form which came too late."""


def endpoint(desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    async def enter(request: Request) -> Response:
        _speak(request, desk)
        onward = safety.inside(request.query_params.get("next", "/"))
        if request.method != "POST":
            return bare_page("enter.html", onward=onward, wrong=False)
        form = await request.form(max_files=0, max_fields=5)
        try:
            right = await safety.enter(desk.safe, str(form.get("token", "")), _from(request))
        except safety.TooSoon:
            wait = "A wrong token came from this address just now. Wait a second, then send this again."
            return PlainTextResponse(wait, 429, headers={"Retry-After": "1"})
        if not right:
            return bare_page("enter.html", 403, onward=onward, wrong=True)
        response = RedirectResponse(safety.inside(str(form.get("next", "/"))), 303)
        keep_cookie(response, desk.safe, safety.SESSION, desk.safe.session())
        return response

    return enter


def ended(desk: Desk, sent_again: Collection[str]) -> Callable[[Request], Awaitable[Response]]:
    """Answers a form that came when its session was over: with the page to sign in, which keeps what was typed."""

    async def ask(request: Request) -> Response:
        _speak(request, desk)
        first = PlainTextResponse(_("Sign in first, then send this again."), 401)
        # Only a page of ours was sent with the cookie. Nothing is done with the form but to show it to its sender.
        if request.url.path not in sent_again or not request.cookies.get(FORM_COOKIE):
            return first
        try:
            form = {k: str(v) for k, v in (await request.form(max_files=0, max_fields=MOST_FIELDS)).items()}
        except (HTTPException, safety.TooLarge):
            return first
        fields = [(f"{KEPT}{name}", value) for name, value in form.items() if name != "form"]
        why = _("Your session was over. Sign in again: what you sent is kept.")
        return _page(request, desk, request.url.path, why, 401, fields)

    return ask


def sign_in(desk: Desk, sent_again: Collection[str]) -> Callable[[Request], Awaitable[Response]]:
    async def door(request: Request) -> Response:
        _speak(request, desk)
        try:
            return await _sign_in(request, desk, sent_again)
        except RashomonError as error:
            return PlainTextResponse(told(explained(error)), 500)

    return door


async def _sign_in(request: Request, desk: Desk, sent_again: Collection[str]) -> Response:
    onward = safety.inside(request.query_params.get("next", "/"))
    if not await desk.door.worker.ask(members.has_members):
        return RedirectResponse(onward, 303)
    if request.method != "POST":
        return _page(request, desk, onward, "")
    form = {k: str(v) for k, v in (await request.form(max_files=0, max_fields=MOST_FIELDS + 10)).items()}
    fields = [(k, v) for k, v in form.items() if k.startswith(KEPT)]
    onward, name, password = safety.inside(form.get("next", "/")), form.get("name", ""), form.get("password", "")
    if not safety.is_ours(request, form.get("form", ""), desk.safe):
        return _page(request, desk, onward, _("This form is too old. Send it once more."), 403, fields)
    who, address = members.key(name)[:200], safety.network(_from(request))
    if wait := desk.door.attempts.begin(who, address, time.monotonic()):
        why = _("Too many tries: wait {} s, then send this again.").format(int(wait) + 1)
        response = _page(request, desk, onward, why, 429, fields)
        response.headers["Retry-After"] = str(int(wait) + 1)
        return response
    kept = await desk.door.worker.ask(lambda ledger: members.password_of(ledger, name))
    right = await asyncio.get_running_loop().run_in_executor(desk.door.hashing, passwords.fits, kept, password)
    if not right or kept is None:
        return _page(request, desk, onward, _("This is no name with its password."), 403, fields)
    token, now = secrets.token_urlsafe(32), utc_now()  # always a new one: nobody can have put it there before
    before = request.cookies.get(desk.safe.signed_in, "")

    def begin(ledger: Ledger) -> bool:
        if before:
            changing.end_session(ledger, kept_as(before))
        return changing.begin_session(ledger, name, kept, kept_as(token), now, now + LONGEST)

    if not await desk.uploads.ask(begin):
        return _page(request, desk, onward, _("This is no name with its password."), 403, fields)
    desk.door.attempts.right(who, address)
    desk.door.gone(before)
    signed_in: Response = RedirectResponse(onward, 303)
    if fields and onward in sent_again:
        again = {name.removeprefix(KEPT): value for name, value in fields}
        hidden = safety.form_of(desk.safe, request.cookies.get(FORM_COOKIE, ""), token)
        # With the last decision that its page knew: who ruled on the same thing meanwhile is not ruled over.
        of_the_page = [(name, again[name]) for name in ("seen", "next") if name in again]
        signed_in = bare_page(
            "sent_again.html", to=onward, hidden=hidden, of_the_page=of_the_page, again=kept_form(again)
        )
    keep_cookie(signed_in, desk.safe, desk.safe.signed_in, token)
    return signed_in


def sign_out(turn: Turn) -> Response:
    """Ends this session, here and in the ledger."""
    token = turn.request.cookies.get(turn.desk.safe.signed_in, "")
    turn.desk.door.gone(token)
    if not turn.ledger.readonly:
        changing.end_session(turn.ledger, kept_as(token))
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(turn.desk.safe.signed_in, httponly=True, samesite="strict", secure=turn.desk.safe.encrypted)
    return response


def _page(
    request: Request, desk: Desk, onward: str, why: str, status: int = 200, fields: Sequence[tuple[str, str]] = ()
) -> Response:
    cookie, hidden = safety.form_token(request, desk.safe)
    response = bare_page("sign_in.html", status, onward=onward, why=why, hidden=hidden, fields=fields)
    if not request.cookies.get(FORM_COOKIE):
        keep_cookie(response, desk.safe, FORM_COOKIE, cookie)
    return response


def _speak(request: Request, desk: Desk) -> None:
    cookie, header = request.cookies.get(language.LANGUAGE_COOKIE, ""), request.headers.get("accept-language", "")
    language.speak_first(language.wanted(cookie, desk.language, header))


def _from(request: Request) -> str:
    return request.client.host if request.client else ""
