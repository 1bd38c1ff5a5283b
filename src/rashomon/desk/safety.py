"""Who may ask, and what may an answer do? The checks that every request passes and the headers of every answer.

Reports are hostile and so is every page open in another tab: nothing is loaded from elsewhere, no script stands in a
page, a request under a name that is not ours is refused (DNS rebinding), and nothing is changed without a token that
only our own pages hold (OWASP, "Cross-Site Request Forgery Prevention": signed double submit).
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import platform
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.desk.uploads import largest_request
from rashomon.errors import RashomonError

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}
SESSION, FORM_COOKIE = "rashomon_session", "rashomon_form"
SIGNED_IN = "rashomon_signed_in"
"""Holds the token of a session. Under TLS its name begins with `__Host-`: then only this very host can have set it."""
LARGEST_FORM = 200_000
"""Bytes of a request. Forms are small, but for the one by which reports are added."""
WITH_FILES = "/add"

WRONG_TOKEN_SECONDS = 1.0
"""What a wrong token costs whoever sent it, however many are sent at once: no token of twelve letters is guessed so."""


@dataclass(frozen=True, slots=True)
class Safety:
    """What this run of the desk lets in. `key` signs; it lives as long as the process."""

    host: str
    token: str | None
    """None: no token is asked for, which only loopback allows."""
    key: bytes
    held_off: dict[str, float] = field(default_factory=dict, compare=False)
    """Where a wrong token came from, and until when (of the monotonic clock) no other is looked at."""
    address: str = ""
    """Under which others see the desk, as https://desk.example, where that was said."""
    encrypted: bool = False
    """Whether browsers come over TLS: cookies are then for nothing else."""

    @property
    def signed_in(self) -> str:
        return f"__Host-{SIGNED_IN}" if self.encrypted else SIGNED_IN

    def signed(self, text: str) -> str:
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()

    def session(self) -> str:
        return self.signed(f"session {self.token}")

    def is_token(self, given: str) -> bool:
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def safety(host: str, token: str | None, address: str = "", tls: bool = False) -> Safety:
    """What lets in where the desk listens on this host; a token is made up where one is needed and none is given.

    Raises RashomonError for a token that is too short to be one, and for an address that is none.
    """
    address = address.rstrip("/")
    if address and not _is_an_address(address):
        raise RashomonError(f"--address {address}", "it is no address", "Write it as https://desk.example.")
    if token is not None and len(token) < 12:
        raise RashomonError("RASHOMON_TOKEN", "it is shorter than 12 characters", "Set a longer one, or none.")
    if token is None and (address or not is_loopback(host)):
        token = secrets.token_urlsafe(16)
    encrypted = tls or address.startswith("https://")
    return Safety(host, token, secrets.token_bytes(32), address=address, encrypted=encrypted)


def _is_an_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.path or parts.query)
    except ValueError:
        return False


def is_known(host_header: str, safe: Safety) -> bool:
    """Whether a Host header names this machine: what it listens on, loopback, a bare address, its own name; and the
    name that it was said to have for others.

    A name that somebody else's DNS leads to us (rebinding) is none of these.
    """
    try:
        name = urlsplit(f"//{host_header}").hostname
    except ValueError:
        return False
    if not name:
        return False
    if safe.address and name == urlsplit(safe.address).hostname:
        return True
    if is_loopback(safe.host):
        return is_loopback(name)
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name in {safe.host.lower(), "localhost", platform.node().lower()}
    return True


class Guard:
    """ASGI middleware, the outermost: refuses what has no business here, and puts `HEADERS` on every answer."""

    def __init__(self, app: ASGIApp, safe: Safety) -> None:
        self.app, self.safe = app, safe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers, told = Headers(scope=scope), 0
        most = largest_request() if scope["path"] == WITH_FILES else LARGEST_FORM

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(raw=message["headers"])
                for name, value in HEADERS.items():
                    out[name] = value
                out.setdefault("Cache-Control", "no-store")
                message["headers"] = out.raw
            await send(message)

        async def some() -> Message:
            nonlocal told
            message = await receive()
            told += len(message.get("body", b""))
            if told > most:
                raise TooLarge
            return message

        if refusal := self._refusal(scope, headers):
            return await refusal(scope, receive, answer)
        return await self.app(scope, some, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if not is_known(headers.get("host", ""), self.safe):
            return PlainTextResponse("This is not the name of this machine. Open the address that was printed.", 421)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Only GET, HEAD and POST.", 405)
        if scope["method"] == "POST" and not _is_own(headers, self.safe):
            return PlainTextResponse("This form was sent by another site.", 403)
        return None


class TooLarge(Exception):
    """A request that is larger than it may be."""


def cookies(headers: Headers) -> Mapping[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _is_own(headers: Headers, safe: Safety) -> bool:
    """Whether a form comes from our own pages, as far as the browser tells. Its token is checked besides.

    Under `no-referrer` a browser says `Origin: null` of our own forms too (Fetch Standard, "serializing a request
    origin"): then `Sec-Fetch-Site` tells, and where that is not sent (plain HTTP to another machine) the token alone.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin", "null")
    try:
        ours = {headers.get("host", ""), urlsplit(safe.address).netloc} - {""}
        return origin == "null" or urlsplit(origin).netloc in ours
    except ValueError:  # "http://[x" is no address, so none of ours
        return False


def keep_cookie(response: Response, safe: Safety, name: str, value: str, seconds: int | None = None) -> None:
    """Puts a cookie into the browser: for no script, for no other site, and under TLS for nothing else."""
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="strict", secure=safe.encrypted)


def form_token(request: Request, safe: Safety) -> tuple[str, str]:
    """The cookie and the hidden field of the forms on a page: the second is the first, signed for one session."""
    cookie = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(16)
    return cookie, form_of(safe, cookie, request.cookies.get(safe.signed_in, ""))


def is_ours(request: Request, given: str, safe: Safety) -> bool:
    """Whether a form holds the token that our page put there."""
    cookie = request.cookies.get(FORM_COOKIE)
    ours = form_of(safe, cookie or "", request.cookies.get(safe.signed_in, ""))
    return bool(cookie) and hmac.compare_digest(given.encode(), ours.encode())


def form_of(safe: Safety, cookie: str, session: str) -> str:
    """Whoever puts a cookie of their own into somebody's browser has no form that fits it there: not their session."""
    return safe.signed(f"form {cookie} {session}")


async def enter(safe: Safety, given: str, address: str) -> bool:
    """Whether this is the token; slow to say no.

    Raises TooSoon, with the token not looked at, in the second after a wrong one from the same address: guesses come
    one after the other, also where they are sent at once.
    """
    guesser, now = network(address), time.monotonic()
    if safe.held_off.get(guesser, now) > now:
        raise TooSoon
    if safe.is_token(given):
        return True
    for other in [x for x, until in safe.held_off.items() if until <= now]:
        del safe.held_off[other]
    safe.held_off[guesser] = now + WRONG_TOKEN_SECONDS
    await asyncio.sleep(WRONG_TOKEN_SECONDS)
    return False


class TooSoon(Exception):
    """A token that was not looked at, as a wrong one came from the same address just before."""


def network(address: str) -> str:
    """Whose address this is, as far as can be told: of IPv6 a household or a server has 2**64."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else address


def inside(path: str) -> str:
    """A path of ours to go on to; anything else is the first page.

    >>> inside("/matters?status=disputed"), inside("//evil.example/"), inside("https://evil.example")
    ('/matters?status=disputed', '/', '/')
    """
    plain = path.replace("\\", "/")
    bad = not plain.startswith("/") or plain.startswith("//") or any(ord(c) < 32 for c in plain)
    return "/" if bad else path
