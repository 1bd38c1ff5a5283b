"""The door: where a token is asked for, it is typed once, and a cookie stands for it after that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from rashomon.desk import language, safety
from rashomon.desk.request import Desk, bare_page


def endpoint(desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    async def enter(request: Request) -> Response:
        cookie, header = request.cookies.get(language.LANGUAGE_COOKIE, ""), request.headers.get("accept-language", "")
        language.speak_first(language.wanted(cookie, desk.language, header))
        onward = safety.inside(request.query_params.get("next", "/"))
        if request.method == "GET":
            return bare_page("enter.html", onward=onward, wrong=False)
        form = await request.form(max_files=0, max_fields=5)
        address = request.client.host if request.client else ""
        try:
            right = await safety.enter(desk.safe, str(form.get("token", "")), address)
        except safety.TooSoon:
            wait = "A wrong token came from this address just now. Wait a second, then send this again."
            return PlainTextResponse(wait, 429, headers={"Retry-After": "1"})
        if not right:
            return bare_page("enter.html", 403, onward=onward, wrong=True)
        response = RedirectResponse(safety.inside(str(form.get("next", "/"))), 303)
        response.set_cookie(safety.SESSION, desk.safe.session(), httponly=True, samesite="strict")
        return response

    return enter
