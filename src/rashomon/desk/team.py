"""The page of those who share a desk: who is here, one's own password, and for an owner who may sign in."""

from __future__ import annotations

import time

from starlette.responses import RedirectResponse, Response

from rashomon.desk import roles
from rashomon.desk.language import _
from rashomon.desk.request import NotHere, Turn, back_to, page
from rashomon.desk.workers import utc_now
from rashomon.errors import RashomonError
from rashomon.ledger.core import passwords
from rashomon.ledger.read import members
from rashomon.ledger.write import change_members as changing


def team(turn: Turn) -> Response:
    me = turn.member
    if me is None:
        raise NotHere(_("Nobody signs in here. “rashomon users add” adds the first who does, as an owner."))
    if turn.request.method != "POST":
        people = members.members(turn.ledger)
        present = [name for name in turn.desk.door.here() if any(p.name == name for p in people)]
        return page(turn, "team.html", me=me, people=people, present=present, roles=roles.NAMES)
    form = turn.form
    name = form.get("name", "")
    match form.get("do", "password"):
        case "password":
            return _own_password(turn, me)
        case "add":
            role, password = form.get("role", ""), form.get("password", "")
            changing.add_member(turn.ledger, name, role, password, utc_now())
        case "role":
            changing.set_role(turn.ledger, name, form.get("role", ""))
        case "reset":
            changing.set_password(turn.ledger, name, form.get("password", ""))
        case "remove":
            changing.remove_member(turn.ledger, name)
        case _other:
            raise RashomonError(_("The change"), _("it is none that can be made here"))
    return back_to("/team")


def _own_password(turn: Turn, me: members.Member) -> Response:
    """Asks for the old one: a desk that was left open is not to be taken over. All sessions end."""
    who, attempts = members.key(me.name), turn.desk.door.attempts
    if wait := attempts.begin(who, "", time.monotonic()):
        raise RashomonError(_("The password"), _("too many were tried"), _("Wait {} s.").format(int(wait) + 1))
    if not passwords.fits(members.password_of(turn.ledger, me.name), turn.form.get("old", "")):
        raise RashomonError(_("The password"), _("it is not the one of before"), _("Nothing was changed."))
    attempts.right(who, "")
    if turn.form.get("password", "") != turn.form.get("again", ""):
        raise RashomonError(_("The new password"), _("the two differ"), _("Nothing was changed."))
    changing.set_password(turn.ledger, me.name, turn.form.get("password", ""))
    return RedirectResponse("/sign-in", 303)
