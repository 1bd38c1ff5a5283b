"""Who is asking? Before any page: a token or a signed-in person where one is needed, and nobody else where nobody is.

Where the ledger names people who may sign in, each request is somebody's. Where it names none, all is as for one
person: nothing is asked on loopback, and beyond it the one token is.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import Headers, QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from rashomon.desk import language as words
from rashomon.desk.attempts import Attempts
from rashomon.desk.safety import SESSION, Safety, cookies
from rashomon.desk.workers import Worker, utc_now
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.read import members
from rashomon.ledger.read.members import Member
from rashomon.ledger.write import change_members as changing
from rashomon.pages.i18n import explained

IDLE = timedelta(hours=1)
"""Without a request for so long a session is over."""
LONGEST = timedelta(hours=12)
"""No session is longer: a day's work."""
HERE = timedelta(minutes=5)
"""Who asked for something in this time is here."""
KEPT_EVERY = timedelta(minutes=5)
"""How often it is written into the ledger that somebody is there. In memory it is known at once."""
MEMBER = "rashomon.member"
"""Where the scope of a request says whose it is."""


def kept_as(token: str) -> str:
    """What is kept of a session's token. It is random: no salt and no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


class Door:
    """What is known of who is there. It has a thread and a connection of its own: nobody waits behind a gathering."""

    def __init__(self, path: Path, safe: Safety, writer: Worker) -> None:
        self.safe, self.writer = safe, writer
        self.worker = Worker(path, "door")
        self.hashing = ThreadPoolExecutor(2, thread_name_prefix="hashing")
        self.attempts = Attempts()
        self.seen: dict[str, tuple[str, datetime]] = {}
        """By what is kept of a token: whose it is, and when they asked for something last."""
        self.kept: dict[str, datetime] = {}
        """The same, as the ledger has it."""

    async def look(self, token: str) -> tuple[bool, Member | None]:
        """Whether people sign in here, and whose token this is."""
        now = utc_now()

        def ask(ledger: Ledger) -> tuple[bool, members.Session | None]:
            if not members.has_members(ledger):
                return False, None
            if not token:
                return True, None
            return True, members.session_of(ledger, kept_as(token), now.isoformat(timespec="seconds"))

        shared, session = await self.worker.ask(ask)
        if session is None or not self._is_awake(kept_as(token), session, now):
            self.seen.pop(kept_as(token), None)
            return shared, None
        return shared, session.member

    def _is_awake(self, key: str, session: members.Session, now: datetime) -> bool:
        in_ledger = datetime.fromisoformat(session.seen).astimezone(UTC)
        last = max(in_ledger, self.seen.get(key, ("", in_ledger))[1])
        if now - last > IDLE:
            return False
        self.seen[key] = session.member.name, now
        if now - max(in_ledger, self.kept.get(key, in_ledger)) > KEPT_EVERY:
            self.kept[key] = now
            self.writer.put(lambda ledger: None if ledger.readonly else changing.seen_now(ledger, key, now))
        return True

    def here(self) -> list[str]:
        """Names of those who asked for something in the last minutes."""
        now = utc_now()
        return sorted({name for name, at in list(self.seen.values()) if now - at < HERE}, key=str.casefold)

    def gone(self, token: str) -> None:
        self.seen.pop(kept_as(token), None)

    def close(self) -> None:
        self.worker.close()
        self.hashing.shutdown()


class AtTheDoor:
    """ASGI middleware: lets nobody by who is not let in, and tells the rest whose the request is."""

    def __init__(
        self, app: ASGIApp, door: Door, ended: Callable[[Request], Awaitable[Response]],
        lost: Callable[[Request, str], Awaitable[Response]],
    ) -> None:  # fmt: skip
        """`ended` answers a form of somebody who is not signed in (any more), `lost` where nothing can be asked of the
        ledger, and says why."""
        self.app, self.door, self.ended, self.lost = app, door, ended, lost

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            return await self.app(scope, receive, send)
        given = cookies(Headers(scope=scope))
        try:
            shared, member = await self.door.look(given.get(self.door.safe.signed_in, ""))
        except RashomonError as error:
            words.speak_first(words.wanted(given.get(words.LANGUAGE_COOKIE, ""), "", ""))
            return await (await self.lost(Request(scope, receive), explained(error)))(scope, receive, send)
        scope[MEMBER] = member
        refusal: Response | None = None
        if shared:
            if member is None and scope["path"] != "/sign-in":
                is_form = scope["method"] == "POST"
                refusal = (
                    await self.ended(Request(scope, receive)) if is_form else _refused(scope, "/sign-in", "Sign in")
                )
        elif self.door.safe.token is not None and scope["path"] != "/enter":
            entered = given.get(SESSION, "").encode()
            if not hmac.compare_digest(entered, self.door.safe.session().encode()):
                refusal = _refused(scope, "/enter", "Enter the token")
        return await (refusal or self.app)(scope, receive, send)


def _refused(scope: Scope, door: str, why: str) -> Response:
    path = scope["path"]
    if scope["method"] == "POST":
        return PlainTextResponse(f"{why} first, then send this again.", 401)
    if path.endswith((".json", ".csv")):
        return PlainTextResponse(f"{why} first.", 401)
    query = str(QueryParams(scope["query_string"]))
    return RedirectResponse(f"{door}?next={quote(path + ('?' + query if query else ''), safe='')}", 303)
