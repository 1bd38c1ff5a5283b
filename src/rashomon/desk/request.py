"""One request as the views see it, and the page that answers it."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from rashomon import ledger as book
from rashomon.desk import language as words
from rashomon.desk import roles, safety
from rashomon.desk.door import MEMBER, Door
from rashomon.desk.filters import View, address, is_chosen, pairs, toggled, view_of, without, wrong_in
from rashomon.desk.language import _, mark, ngettext
from rashomon.desk.safety import FORM_COOKIE, Safety
from rashomon.desk.uploads import Upload
from rashomon.desk.view_models import citation
from rashomon.desk.workers import Adding, Exports, Gathering, Rereading, Worker, utc_now
from rashomon.errors import Overtaken, RashomonError
from rashomon.ledger import Decision, Ledger
from rashomon.ledger.read import detail, facets
from rashomon.ledger.read.members import Member
from rashomon.message import Phrase
from rashomon.pages import drawing
from rashomon.pages.brief import FIELD_WORDS, STATUS_WORDS
from rashomon.pages.i18n import NAMES, clean, counted, day, days, shown
from rashomon.sharing.as_csv import answer_text
from rashomon.version import __version__
from rashomon.world import World

TEMPLATES = Path(__file__).parent / "templates"
NAME_COOKIE = "rashomon_by"
MOST_FIELDS = 5_000
"""Of a form: all claims of a long report can be chosen at once."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What lives as long as the desk is open."""

    path: Path
    safe: Safety
    pages: Worker
    aside: Worker
    gathering: Gathering
    exports: Exports
    rereading: Rereading
    adding: Adding
    uploads: Worker
    door: Door
    by: str
    """Who decides, where the person did not say it on a page: the setting RASHOMON_BY, or empty."""
    language: str
    """The language that the desk was started in, where that was said, or empty."""
    ruled: dict[bytes, tuple[int, str]] = field(default_factory=dict)
    """Of the last forms that ruled, each with the decision that was the last then, and where it led. The thread of the
    pages alone has it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One request, on the thread of the pages."""

    desk: Desk
    ledger: Ledger
    world: World
    request: Request
    form: Mapping[str, str]
    """What was posted; empty for GET."""
    language: str
    files: Sequence[Upload] = ()

    @property
    def view(self) -> View:
        """The filter of the address. Raises RashomonError for what is none: left out, it would show everything."""
        return self.view_beside(frozenset())

    def view_beside(self, own: Collection[str]) -> View:
        """The same, where the address may have `own` names beside the filter."""
        query = [(k, v) for k, v in self.request.query_params.multi_items() if k not in own]
        if wrong := wrong_in(query, self._known(dict(query))):
            raise RashomonError(*wrong)
        return view_of(query)

    def _known(self, asked: Mapping[str, str]) -> dict[str, set[str]]:
        """Values of the fields that are asked for and hang on the ledger and what it was read with."""
        if not asked.keys() & {"kind", "asks", "camp", "outlet"}:
            return {}
        known = facets.values(self.ledger)
        known["kind"] |= set(self.world.kinds)
        known["camp"] |= {*self.world.packs.camps, *NEUTRAL}
        return {name: some for name, some in known.items() if some}

    def asked(self, name: str) -> str:
        return self.request.query_params.get(name, "")[:400]

    @property
    def member(self) -> Member | None:
        """Who is signed in; None where nobody signs in, and whoever is there may do everything."""
        found: Member | None = self.request.scope.get(MEMBER)
        return found

    @property
    def by(self) -> str:
        if self.member is not None:
            return self.member.name
        return unquote(self.request.cookies.get(NAME_COOKIE, ""))[:200] or self.desk.by


class NotHere(Exception):
    """There is no such page; says why."""


def page(turn: Turn, template: str, status: int = 200, **told: Any) -> Response:
    """A page of HTML."""
    cookie, hidden = safety.form_token(turn.request, turn.desk.safe)
    text = (
        _environment()
        .get_template(template)
        .render(
            turn=turn,
            path=turn.request.url.path,
            language=turn.language,
            direction=words.direction(turn.language),
            hidden=hidden,
            seen=book.latest(turn.ledger),
            by=turn.by,
            case=turn.desk.path.name,
            acted=_acted(turn),
            now=utc_now().isoformat(" ", "minutes")[:16],
            gathering=turn.desk.gathering.look(turn.ledger),
            gathering_failed=(turn.desk.gathering.failed or (0, ""))[1],
            readonly=turn.ledger.readonly or (turn.member is not None and not roles.may(turn.member.role, "analyst")),
            camp=cache(partial(camp_label, turn.world)),  # asked for some hundreds of times
            kind=lambda k: kind_label(turn.world, k),
            party=lambda a: party_label(turn.world, a),
            figure=answer_text,
            citation=citation,
            # An address that led nowhere is not repeated: it may be a name that was tried.
            here=_address(turn.request) if turn.request.method == "GET" and status < 400 else "/",
            **told,
        )
    )
    response = Response(text, status, media_type="text/html")
    if turn.request.cookies.get(FORM_COOKIE) is None:
        safety.keep_cookie(response, turn.desk.safe, FORM_COOKIE, cookie)
    return response


def as_text(template: str, **told: Any) -> str:
    """A file that a template makes, with everything escaped as in a page (which holds in XML, too)."""
    return _environment().get_template(template).render(**told)


def _in_a_row(some: Iterable[str], called: Callable[[str], str]) -> Markup:
    """What some are called, with commas, each by itself where they run in two directions. In a template this took a
    third of the time of a list."""
    return Markup(_(", ").join(f"<bdi>{escape(clean(called(n)))}</bdi>" for n in some))  # noqa: S704 - escaped, each


@dataclass(frozen=True, slots=True)
class Acted:
    """What was just decided, as long as it holds: on how many rows, of one in a sentence, and where what was parted
    is now."""

    decision: Decision
    number: int
    said: str
    into: Sequence[facets.Listed]


def _acted(turn: Turn) -> Acted | None:
    asked = turn.asked("act")
    found = detail.act(turn.ledger, int(asked)) if asked.isdecimal() and len(asked) < 18 else None
    if found is None:
        return None
    decision, number = found
    said, parted = detail.told_of(turn.ledger, decision) if number == 1 else ("", ())
    into = [m for m in facets.of_claims(turn.ledger, parted) if m.id != decision.matter] if parted else []
    return Acted(decision, number, said, into)


def _address(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def back_to(where: str) -> Response:
    """After a form: on to a page (303, so that reloading it sends nothing again)."""
    return RedirectResponse(safety.inside(where), 303)


def json_file(record: Mapping[str, Any], status: int = 200) -> Response:
    """A record as JSON, each row of its lists a line: indented through and through it takes five times as long.

    A list that is an iterator is sent part by part as it is gone through, so that no second whole of it is in memory.
    """
    return sent_in_parts(json_in_parts(record), "application/json; charset=utf-8", status=status)


PART = 20
"""Rows that are sent at once."""


def json_in_parts(record: Mapping[str, Any]) -> Iterator[str]:
    before = "{\n"
    for name, value in record.items():
        before += f"{json.dumps(name)}: "
        if not isinstance(value, list | Iterator):
            yield before + json.dumps(value, ensure_ascii=False)
        else:
            yield before  # at once: the first row may take long
            rows, between = iter(value), "[\n "
            while some := list(islice(rows, PART)):
                yield between + ",\n ".join(json.dumps(row, ensure_ascii=False) for row in some)
                between = ",\n "
            yield "[]" if between == "[\n " else "\n]"
        before = ",\n"
    yield "\n}\n"


def sent_in_parts(parts: Iterable[str], media_type: str, name: str = "", status: int = 200) -> Response:
    """An answer that is made while it is sent; under the name of a file, one to be taken."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else None
    sent = (part.encode("utf-8", "replace") for part in parts)
    return StreamingResponse(sent, status, headers, media_type)


def made_aside(desk: Desk, parts: Iterator[str] | Iterator[bytes], media_type: str, name: str = "") -> Response:
    """The same of parts that are made from the ledger: each in the thread aside, where others are answered between."""

    async def sent() -> AsyncIterator[bytes]:
        try:
            while (part := await desk.aside.ask(lambda ledger: next(parts, None))) is not None:
                if part:
                    yield part if isinstance(part, bytes) else part.encode("utf-8", "replace")
        finally:
            with suppress(RuntimeError):  # the desk is being closed: so is what was open
                desk.aside.put(lambda ledger: parts.close() if isinstance(parts, Generator) else None)

    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else None
    return StreamingResponse(sent(), 200, headers, media_type)


def download(data: bytes, name: str, media_type: str) -> Response:
    return Response(data, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


NEUTRAL = {"narrator": mark("the outlet’s own voice"), "media": mark("other media"), "unknown": mark("not placed")}


def camp_label(world: World, camp: str) -> str:
    if "_or_" in camp:
        return " / ".join(camp_label(world, side) for side in camp.split("_or_"))
    return _(NEUTRAL[camp]) if camp in NEUTRAL and camp not in world.packs.camps else _(world.packs.camp_label(camp))


def party_label(world: World, answer: str) -> str:
    """Who is said to have done it: a side by its name, what is none of the sides in its own words."""
    if answer in ("yes", "no"):
        return _(answer)
    return camp_label(world, answer) if " " not in answer or {*answer.split("_or_")} <= _sides(world) else answer


@lru_cache(maxsize=8)
def _sides(world: World) -> frozenset[str]:
    """All sides that a world names: a page asks for each of thousands of claims."""
    return frozenset({*world.packs.camps, *NEUTRAL, *(e.camp for e in world.packs.entities.values())})


def kind_label(world: World, kind: str) -> str:
    return _(world.kinds[kind].label) if kind in world.kinds else kind.replace("_", " ")


def word(value: str | None) -> str:
    """A value of a fixed list (a stance, a role, a verb, a field) as a word."""
    return _(value.replace("_", " ")) if value else ""


CALLED = {
    "speaker": mark("Name"),
    "speaker_camp": mark("Side"),
    "stance": mark("Says it how"),
    "kind": mark("What happened"),
    "polarity": mark("Said to be so, or denied"),
    "place": mark("Place"),
    "date": mark("Day, or first and last day"),
    "killed": mark("Killed"),
    "injured": mark("Injured"),
    "modality": mark("Happened, planned, feared"),
    "actor": mark("Who did it"),
    "actor_camp": mark("Their side"),
    "target": mark("To whom"),
    "target_camp": mark("Side of these"),
    "holder": mark("Who holds it"),
    "holder_camp": mark("Side of the holder"),
    "weapon": mark("With what"),
    "reason": mark("Why, as is said"),
    "from_place": mark("From"),
    "to_place": mark("To"),
}
"""Fields of a claim as a form calls them, below the question that they answer."""


def called(field: str) -> str:
    return _(CALLED[field]) if field in CALLED else word(field)


NAMED = re.compile(r"\b(?:[MI]-[A-Z0-9]{6}|[0-9a-f]{12}\.[sd]\d+\.c\d+)\b")


def linked(text: str) -> Markup:
    """A sentence on rulings, in which the ids of matters, incidents and claims lead there."""

    def to(found: re.Match[str]) -> str:
        id_ = found[0]
        kind = {"M-": "/matters/", "I-": "/incidents/"}.get(id_[:2], "/review?claim=")
        return f'<a class="id" href="{kind}{id_}">{id_}</a>'

    return Markup(NAMED.sub(to, str(escape(shown(text)))))  # noqa: S704 - escaped before, and ids are letters and digits


def refusal(error: RashomonError) -> int:
    """The HTTP status of an error: 409 for a form that was overtaken."""
    return 409 if isinstance(error, Overtaken) else 400


TYPED = {
    "by": mark("Who decides"),
    "why": mark("Why"),
    "words": mark("Words of the text, copied or typed"),
    "fact": mark("The public fact that says so"),
    "new_side": mark("Or a new side"),
    "same": mark("The same as"),
    "value-note": mark("Note"),
    "value-tag": mark("Tag"),
    "value-assign": mark("Assign to"),
}
"""What is written by hand in a form, by name; and fields of a claim, and the name of a person."""
OF_THE_PAGE = frozenset({"form", "seen", "next"})
"""What a form has from the page that it is on: a page that shows it again has its own."""


def kept(form: Mapping[str, str]) -> list[tuple[str, str, str | None]]:
    """What a refused form held, to be sent again: name, value, and how the field is called where a person wrote it."""
    found = []
    for name, value in form.items():
        field = name.removeprefix("field-")
        if name in TYPED:
            label: str | None = _(TYPED[name])
        elif name == "target" and form.get("verb") in ("protect", "release"):
            label = _("Name, as reports write it")
        elif field != name and value.strip() != form.get(f"was-{field}", "").strip():
            label = _("Who says it") if field == "speaker" else called(field)
        else:
            label = None
        if name not in OF_THE_PAGE:
            found.append((name, value, label))
    if form.get("verb") and "by" not in form:
        found.append(("by", "", _(TYPED["by"])))
    return found


def _finished(value: Any) -> Any:
    """A value as it stands on a page, not yet escaped."""
    if type(value) is str:  # thousands of a page, and no sentence of ours
        return clean(value)
    if type(value) is Markup or not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return shown(value)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # What a field holds is text from anywhere: cleaned of what turns text round, wherever it is put in. A sentence
        # of ours is said in the language of the page.
        finalize=_finished,
    )
    environment.filters |= {
        "day": day,
        "days": days,
        "count": counted,
        "called": called,
        "linked": linked,
        "word": word,
        "status_word": lambda s: _(STATUS_WORDS[s][0]),
    }
    environment.globals |= {
        "_": _,
        "ngettext": ngettext,
        "phrase": Phrase,
        "sign": drawing.sign,
        "in_a_row": _in_a_row,
        "address": address,
        "pairs": pairs,
        "toggled": toggled,
        "is_chosen": is_chosen,
        "without": without,
        "fields": FIELD_WORDS,
        "statuses": STATUS_WORDS,
        "version": __version__,
        "review_words": REVIEW_WORDS,
        "languages": NAMES,
        "roles_called": roles.NAMES,
    }
    return environment


REVIEW_WORDS = {
    "unreviewed": mark("not reviewed"),
    "in_part": mark("reviewed in part"),
    "reviewed": mark("reviewed"),
    "signed_off": mark("signed off"),
    "set_aside": mark("set aside"),
}


def bare_page(template: str, status: int = 200, **told: Any) -> Response:
    """A page that shows nothing of the ledger."""
    told |= {"language": words.spoken(), "direction": words.direction(words.spoken())}
    return Response(_environment().get_template(template).render(**told), status, media_type="text/html")
