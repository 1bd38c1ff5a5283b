"""A ledger made by hand, and the desk over it, for the tests of `rashomon.desk`: no model is needed."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import coded
import made_up
from starlette.testclient import TestClient

from rashomon import ledger as book
from rashomon.desk import make_app
from rashomon.desk.safety import Safety, safety
from rashomon.ledger.core import queries
from rashomon.model import Reading, Report, Span, Speaker

BASE = "http://127.0.0.1:8000"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "\u202egnp.exe\u2066 \u200f",
    "'; DROP TABLE claim; --",
    "\x00\x1b[2J",
    "&lt;b&gt; &#x3C;script>",
)
"""What a report may hold in any of its fields."""

PACK = """
name = "made"
label = "A pack made for a test"

[camps.government]
label = "the government"
"""
ACTORS = """
[watch]
name = "The Watch"
role = "monitor"
camp = "government"
fact = "An invented watch."

[keld]
name = "Tamsin Keld"
role = "activist"
camp = "government"
type = "person"
fact = "An invented private person."
"""


def pack(folder: Path) -> str:
    """A pack with an organisation and a private person in it."""
    folder.mkdir()
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    (folder / "actors.toml").write_text(ACTORS, encoding="utf-8")
    return str(folder)


def reports() -> list[Report]:
    """Accounts that agree, one that denies, one that is hostile throughout."""
    bad = " and ".join(HOSTILE)
    return [
        made_up.report("first.txt", "The army holds Kastrel. The army struck Brellin"),
        made_up.report("second.txt", "The army does not holds Kastrel", outlet="Ondessa Radio"),
        made_up.report("third.txt", "The army holds Quennet. The army struck Brellin", outlet="Lantern"),
        made_up.report(
            "hostile<b>.txt", f"The army holds {bad}", outlet=bad, title=bad, author=bad, url=f"javascript:{bad}",
            final_url="javascript:alert(2)",
        ),
    ]  # fmt: skip


def ledger(path: Path, some: Sequence[Report] | None = None) -> Path:
    if some is None:
        shutil.copy(_made_once(os.environ.get(coded.SWITCH)), path)
        return path
    with book.open_ledger(path) as open_:
        for report in some:
            book.add(open_, report, made_up.reading(report), made_up.NOW)
        gathered(open_)
    return path


@cache
def _made_once(encrypted: str | None) -> Path:
    """The ledger of `reports`, made once in a process: a hundred tests begin with it."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    return ledger(folder / "made.rashomon", reports())


def gathered(open_: book.Ledger) -> None:
    of = queries.generation(open_)
    book.store_matters(open_, made_up.gather(book.ruled_read(open_)), made_up.NOW, of)


def said_by(report: Report, name: str) -> Reading:
    """The reading of a report whose first words are the name of a private person who says the rest."""
    reading = made_up.reading(report)
    who = Speaker(name, name, Span(0, len(name)), "resident", "local", None, True)
    return replace(reading, statements=tuple(replace(s, speaker=who) for s in reading.statements))


@contextmanager
def desk(path: Path, safe: Safety | None = None, by: str = "A. Editor", language: str = "") -> Iterator[TestClient]:
    app = make_app(path, safe or safety("127.0.0.1", None), by=by, language=language)
    with TestClient(app, base_url=BASE, follow_redirects=False) as client:
        yield client


def hidden(text: str) -> dict[str, str]:
    """The hidden fields that every form of a page has: its token, and the last decision that the page knew."""
    found = {}
    for name in ("form", "seen"):
        value = re.search(rf'name="{name}" value="([^"]*)"', text)
        assert value, f"the page has no form with {name}"
        found[name] = value[1]
    return found


def matter_ids(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'href="/matters/(M-\w+)"', text)))


def claim_of(text: str) -> str:
    found = re.search(r'name="target" value="(\w+\.s\d+\.c\d+)"', text)
    assert found
    return found[1]


def hidden_form(text: str) -> str:
    """The token of the forms of a page."""
    value = re.search(r'name="form" value="([^"]*)"', text)
    assert value, "the page has no form"
    return value[1]
