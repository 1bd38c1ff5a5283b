"""A page for an editor of one incident or matter, of what may leave: the files of the desk, and of `rashomon note`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from importlib.util import find_spec

from starlette.responses import Response

from rashomon.desk.language import _
from rashomon.desk.request import NotHere, Turn, download, made_aside
from rashomon.desk.workers import Exports, utc_now
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.core import queries
from rashomon.ledger.core.file import is_damage
from rashomon.ledger.read import detail
from rashomon.ledger.read.state_hash import state_hash
from rashomon.pages.i18n import explained
from rashomon.pages.note_docx import note_docx
from rashomon.pages.note_html import note_html
from rashomon.pages.note_markdown import note_markdown
from rashomon.pages.one_page import OnePage, one_page
from rashomon.sharing.zip_parts import zip_in_parts

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
"""The forms that there are."""


def page_of(ledger: Ledger, exports: Exports, name: str, generated: datetime) -> OnePage:
    """Of the incident or matter of this id, or of the one that it leads to now, under the default profile.

    Raises RashomonError where there is none, or where nothing of it may leave.
    """
    if found := detail.look_at_incident(ledger, name):
        matters, called = [m.id for m in found[0]], found[0][0].incident
    elif (looked := detail.look_at_matter(ledger, name)) and looked.matter:
        matters, called = [looked.matter.id], looked.matter.id
    elif queries.is_retired(ledger, name):
        raise RashomonError(name, "nothing of what it stood for is claimed any more")
    else:
        raise RashomonError(
            name, "no incident and no matter is called so", "`rashomon incidents` lists those there are."
        )
    shared = exports.some(ledger, matters)
    if not shared.matters:
        raise RashomonError(name, "the sharing profile holds all of it back, or somebody set it aside")
    return one_page(shared, of=called, generated=generated, state=state_hash(ledger))


def written(page: OnePage, form: str, generated: datetime) -> bytes:
    """The page in one of `MEDIA_TYPES`, in the language that is spoken."""
    if form == "docx":
        return note_docx(page, generated)
    return (note_html(page) if form == "html" else note_markdown(page)).encode("utf-8", "replace")


def file(form: str) -> Callable[[Turn], Response]:
    """The view that hands out the page in this form."""

    def made(turn: Turn) -> Response:
        name, now = turn.request.path_params["id"], utc_now()
        try:
            page = page_of(turn.ledger, turn.desk.exports, name, now)
        except RashomonError as error:
            if is_damage(error):
                raise
            raise NotHere(explained(error)) from error
        return download(written(page, form, now), f"{name}.{form}", MEDIA_TYPES[form])

    return made


def several(turn: Turn) -> Response:
    """The pages of the incidents or matters that were chosen in a list, each in all forms, in one archive."""
    picked = list(dict.fromkeys(value for name, value in turn.form.items() if name.startswith("pick-")))
    if not picked:
        raise RashomonError(_("A page for an editor"), _("no row is chosen"), _("Tick the rows that it is about."))
    return made_aside(turn.desk, zip_in_parts(_pages(turn, picked)), "application/zip", "pages.zip")


def _pages(turn: Turn, names: Iterable[str]) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Each page in its forms, without Word where that cannot be written; and what has no page, with the reason."""
    forms = [form for form in MEDIA_TYPES if form != "docx" or find_spec("docx")]
    left_out = []
    for name in names:
        now = utc_now()
        try:
            page = page_of(turn.ledger, turn.desk.exports, name, now)
        except RashomonError as error:
            if is_damage(error):
                raise
            left_out.append(explained(error))
            continue
        yield from ((f"{name}.{form}", [written(page, form, now)]) for form in forms)
    if left_out:
        yield "left_out.txt", ["\n".join(left_out).encode("utf-8", "replace")]
