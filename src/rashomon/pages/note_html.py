"""A page for an editor as one HTML file that prints on paper: no script, nothing to load, everything escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from rashomon.pages import drawing
from rashomon.pages.i18n import _, counted, direction, spoken
from rashomon.pages.one_page import OnePage

FOLDER = Path(__file__).parent / "templates"


def note_html(page: OnePage) -> str:
    """The page, in the language that is spoken."""
    style = (FOLDER / "note.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template("note.html")
        .render(
            page=page,
            language=spoken(),
            direction=direction(spoken()),
            style=Markup(style),  # noqa: S704 - our own file, and the policy names its hash
            style_hash=digest,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": _, "sign": drawing.sign, "count": counted}
    return environment
