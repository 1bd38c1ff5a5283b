"""What a person rules on a page: the same decisions as `rashomon decide`, refused where somebody decided meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from starlette.responses import Response

from rashomon import ledger as book
from rashomon.desk import roles
from rashomon.desk.language import _
from rashomon.desk.manual_claims import fields_of
from rashomon.desk.request import Turn, back_to
from rashomon.desk.workers import utc_now
from rashomon.errors import RashomonError
from rashomon.ledger import Decision
from rashomon.ledger.decide.corrections import PLACES
from rashomon.ledger.decide.notes import BESIDE
from rashomon.ledger.read import detail, members, pair_proposals, queues

VERBS = ("accept", "reject", "correct", "same", "different", "split", "set_aside", "sign_off", "protect", "release")
SEVERAL = ("accept", "reject", "set_aside", "split", *BESIDE)
"""What can be ruled on many rows at once."""


REMEMBERED = 50
"""Forms of which it is remembered that they were taken."""


def decide(turn: Turn) -> Response:
    """Takes a ruling, once: a form that comes again as it was, with nothing ruled since (pressed twice on a slow line,
    or sent again by the browser), leads where it led."""
    taken, ledger = turn.desk.ruled, turn.ledger
    name = sha256(repr(sorted(turn.form.items())).encode("utf-8", "surrogatepass")).digest()
    if name in taken and taken[name][0] == book.latest(ledger):
        return back_to(taken[name][1])
    response = _decide(turn)
    taken[name] = book.latest(ledger), response.headers["location"]
    while len(taken) > REMEMBERED:
        del taken[next(iter(taken))]
    return response


def _decide(turn: Turn) -> Response:
    """The form has `verb`, `target` (several, by blanks), `why`, `by`, `seen`, `next`, and fields;
    of an addition `report`, `start` and `end` too; of rows of a list `bulk` and `pick-1` and on."""
    form = turn.form
    verb: Any = form.get("verb", "")
    by = form.get("by", "").strip() or turn.by
    if not by.strip():
        raise RashomonError(
            _("The decision"), _("nobody is named as its author"), _("Write your name below “Who decides”.")
        )
    seen = form.get("seen", "")
    common: dict[str, Any] = {
        "by": by[:200],
        "why": form.get("why", "").strip()[:2000],
        "now": utc_now(),
        "seen": int(seen) if seen.isdecimal() and len(seen) < 18 else 0,
    }
    if verb == "undo":
        number = form.get("target", "")
        if not number.isdecimal() or len(number) > 17:
            raise RashomonError(number, _("it is no number of a decision"))
        _may_take_back(turn, int(number))
        (book.undo_act if form.get("act") else book.undo)(turn.ledger, int(number), **common)
    elif form.get("bulk"):
        return _several(turn, verb, common)
    elif verb in BESIDE:
        return _told(
            turn, book.decide(turn.ledger, verb, form.get("target", ""), fields=_written(turn, verb), **common)
        )
    elif verb == "correct":
        _correct(turn, common)
    elif verb == "add":
        made = _add(turn, common)
        return _told(turn, made, f"d{made[0].id}")
    elif verb == "unsure":
        _put_off(turn, common["by"])
    elif verb in VERBS:
        # What leaves a matter is ticked, each claim in a field of its own.
        leaving = [value for name, value in form.items() if name.startswith("leaves-")] if verb == "split" else []
        target = " ".join([form.get("target", ""), *leaving])
        targets = [target] if verb in ("protect", "release") else target.split()
        return _told(turn, book.decide(turn.ledger, verb, *targets, **common))
    else:
        raise RashomonError(_("The decision"), _("it is none that can be made here"))
    return back_to(form.get("next", "/"))


def _told(turn: Turn, made: Sequence[Decision], part: str = "") -> Response:
    """On to the page, which says what was ruled and offers to take it back. The queue has a line of its own for that.
    `part` is where on the page it stands now."""
    where = turn.form.get("next", "/")
    if not made or urlsplit(where).path == "/review":
        return back_to(where)
    where = with_query(where, act=str(made[0].id))
    return back_to(urlsplit(where)._replace(fragment=part).geturl() if part else where)


def _may_take_back(turn: Turn, number: int) -> None:
    """Taking back a protection lets a name out, as releasing it does."""
    member = turn.member
    if member and not roles.may(member.role, "editor") and members.is_of_a_person(turn.ledger, number):
        raise roles.Refused(roles.refusal(member, "editor"))


def _several(turn: Turn, verb: Any, common: dict[str, Any]) -> Response:
    """One ruling on each row that was chosen, all of them or none; the page that follows offers to take it back."""
    picked = [value for name, value in turn.form.items() if name.startswith("pick-")]
    if verb not in SEVERAL:
        raise RashomonError(_("The decision"), _("it is none that can be made here"))
    if not picked:
        raise RashomonError(_("The decision"), _("no row is chosen"), _("Tick the rows that it is about."))
    made = book.decide(turn.ledger, verb, *dict.fromkeys(picked), fields=_written(turn, verb), **common)
    where = turn.form.get("next", "/")
    return back_to(with_query(where, act=str(made[0].id)) if made else where)


def with_query(where: str, **more: str) -> str:
    """An address of ours with these in its query string, in place of what is there under their names.

    >>> with_query("/matters?act=3&status=disputed#list", act="7")
    '/matters?status=disputed&act=7#list'
    """
    parts = urlsplit(where)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in more]
    return urlunsplit(parts._replace(query=urlencode([*kept, *more.items()])))


def _written(turn: Turn, verb: str) -> dict[str, str]:
    return {"value": turn.form.get(f"value-{verb}", "")} if verb in BESIDE else {}


def _correct(turn: Turn, common: dict[str, Any]) -> None:
    """Only what differs from what the form showed is a correction."""
    fields = {
        name.removeprefix("field-"): value.strip()
        for name, value in turn.form.items()
        if name.startswith("field-")
        and value.strip() != turn.form.get(f"was-{name.removeprefix('field-')}", "").strip()
    }
    if not fields:
        raise RashomonError(_("The correction"), _("no field was changed"), _("Change a field, then send it."))
    world = turn.world if set(fields) & set(PLACES) else None
    book.decide(turn.ledger, "correct", turn.form.get("target", ""), fields=fields, world=world, **common)


def _add(turn: Turn, common: dict[str, Any]) -> Sequence[Decision]:
    """A claim in the words between two characters of a report, by one of its speakers or by somebody named."""
    form = turn.form
    ends = [form.get(name, "") for name in ("start", "end")]
    found = detail.look_at_report(turn.ledger, form.get("report", ""))
    if len(found) != 1 or not all(e.isdecimal() and len(e) < 10 for e in ends):
        raise RashomonError(_("The claim to add"), _("it says no words of a report"), _("Choose them in the text."))
    start, end = map(int, ends)
    quote = found[0][0].report.text[start:end]
    target = form.get("target", "")
    fields = fields_of(form.items(), of_a_claim="." in target)
    world = turn.world if set(fields) & set(PLACES) else None
    return book.decide(turn.ledger, "add", target, fields=fields, quote=quote, start=start, world=world, **common)


def _put_off(turn: Turn, by: str) -> None:
    target = turn.form.get("target", "").split()
    if len(target) != 2:
        raise RashomonError(_("The pair"), _("it is not of two matters"))
    pair_proposals.put_off(turn.ledger, target[0], target[1], by=by, now=utc_now())


def flag(turn: Turn) -> Response:
    """Puts a flag on a claim or takes it down."""
    queues.flag(
        turn.ledger, turn.form.get("target", ""), turn.form.get("up") == "1", utc_now().isoformat(timespec="seconds")
    )
    return back_to(turn.form.get("next", "/review"))
