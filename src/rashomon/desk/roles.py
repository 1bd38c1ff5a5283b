"""Which role does a request need, where several share a desk? One table; what is not in it is the owner's.

reader    looks, and takes out what the default profile lets out
analyst   decides, and adds reports
editor    takes out under the full profile, lets names out, makes notes to be passed on
owner     says who may sign in
"""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.desk.language import _, mark
from rashomon.ledger.read.members import ROLES, Member, Role

LOOKS: dict[str, Role] = {
    "": "reader",
    "incidents": "reader",
    "changes": "reader",
    "matters": "reader",
    "reports": "reader",
    "outlets": "reader",
    "speakers": "reader",
    "places": "reader",
    "coverage": "reader",
    "control": "reader",
    "openapi": "reader",
    "review": "reader",
    "map": "reader",
    "who": "reader",
    "log": "reader",
    "export": "reader",
    "mine": "reader",
    "notes": "reader",
    "pick": "reader",
    "team": "reader",
    "add": "analyst",
}
"""What a page (and its .json and .csv) is open to, by the first step of its address."""

DOES: dict[str, Role] = {
    "language": "reader",
    "sign-out": "reader",
    "team": "reader",
    "export": "reader",
    "changes": "reader",
    "pages": "editor",
    "views": "analyst",
    "decide": "analyst",
    "flag": "analyst",
    "find": "analyst",
    "add": "analyst",
    "who": "analyst",
    "alerts": "analyst",
}
"""What a form is open to, where `_more` does not ask for more."""

NOTES = ("docx", "md", "html")
"""Ends of the addresses of notes, made to be passed on."""

MAY: dict[Role, str] = {
    "reader": mark("Everybody who is signed in may."),
    "analyst": mark("Analysts, editors and owners may."),
    "editor": mark("Editors and owners may."),
    "owner": mark("Owners may."),
}
NAMES: dict[Role, str] = {
    "reader": mark("reader"),
    "analyst": mark("analyst"),
    "editor": mark("editor"),
    "owner": mark("owner"),
}


def needed(method: str, path: str, asked: Mapping[str, str]) -> Role:
    """The role that may send this; `asked` is what stands in the form, or behind the question mark.

    >>> needed("GET", "/matters.csv", {}), needed("POST", "/decide", {"verb": "accept"})
    ('reader', 'analyst')
    >>> needed("POST", "/export", {"profile": "full"}), needed("POST", "/nobody-thought-of-it", {})
    ('editor', 'owner')
    """
    first, _slash, rest = path.removeprefix("/").partition("/")
    step = first.partition(".")[0]
    if method == "POST":
        return _higher(DOES.get(step, "owner"), _more(step, asked))
    to_pass_on = step in ("incidents", "matters") and rest.rpartition(".")[2] in NOTES and "." in rest
    return _higher(LOOKS.get(step, "owner"), "editor" if to_pass_on else _more(step, asked))


def _more(step: str, asked: Mapping[str, str]) -> Role:
    if asked.get("profile", "default") not in ("", "default") or asked.get("verb") == "release":
        return "editor"  # what a profile or a protection held back is let out
    if step == "team" and asked.get("do", "password") != "password":
        return "owner"
    return "reader"


def may(role: Role, needs: Role) -> bool:
    return ROLES.index(role) >= ROLES.index(needs)


def refusal(member: Member, needs: Role) -> str:
    """Why somebody may not, and who may."""
    first = _("You are signed in as {name}, whose role is {role}.").format(name=member.name, role=_(NAMES[member.role]))
    return f"{first} {_(MAY[needs])}"


class Refused(Exception):
    """A role does not allow what was asked for, which showed only on the way; says why."""


def _higher(one: Role, other: Role) -> Role:
    return max(one, other, key=ROLES.index)
