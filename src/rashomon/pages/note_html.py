"""A page for an editor as one HTML file that prints on paper: no script, nothing to load, everything escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment

from rashomon.pages import drawing
from rashomon.pages.i18n import _, counted, direction, spoken
from rashomon.pages.one_file import bare_environment, inlined
from rashomon.pages.one_page import OnePage


def note_html(page: OnePage) -> str:
    """The page, in the language that is spoken."""
    template = _environment().get_template("note.html")
    return template.render(page=page, language=spoken(), direction=direction(spoken()), **inlined("note.css"))


@cache
def _environment() -> Environment:
    environment = bare_environment()
    environment.globals |= {"_": _, "sign": drawing.sign, "count": counted}
    return environment
