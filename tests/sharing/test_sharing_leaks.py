"""Hundreds of made-up reports, read by the real reading: what is protected is in no format at all.

The reports and what must stay back are in seeded_reports.py. What docs/sharing.md says
that the profile cannot see (a name in small letters, a place told by what lies beside it) is not seeded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import groupby

import pytest
from file_words import parts_of_zip, words_of
from searching import plain, runs
from seeded_reports import SITE_TOWN, TORTURE_TOWN, Seeded, seeded

from rashomon import examples
from rashomon.assistant import answers_of_tools as answers
from rashomon.errors import RashomonError
from rashomon.matters import gather
from rashomon.pages import brief
from rashomon.pages.note_docx import note_docx
from rashomon.pages.note_html import note_html
from rashomon.pages.note_markdown import note_markdown
from rashomon.pages.one_page import one_page
from rashomon.reading.pipeline import read
from rashomon.sharing import FORMATS, Shared, manifest, render, share
from rashomon.world import load_world

HOW_MANY = 240
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def rendered(form: str, shared: Shared) -> str:
    """A format's bytes as text; of Parquet all values and the metadata."""
    try:
        data = render(form, shared)
    except RashomonError as error:
        pytest.skip(f"{form}: {error}")
    return words_of(data)


@pytest.fixture(scope="module")
def sown() -> tuple[Seeded, Shared, Shared]:
    """The seeded reports, what leaves of them under the default profile, and under the full one."""
    found = seeded(HOW_MANY, 7)
    world = load_world([str(examples.pack())])
    told = [(report, reading) for report, reading in read(found.reports, world) if reading]
    matters = gather(told, world)
    return found, share(matters, told, world), share(matters, told, world, profile="full")


OUT = [*FORMATS, "brief", "manifest", "note.html", "note.md", "note.docx", "assistant"]


def notes(form: str, shared: Shared) -> list[str]:
    """A page for an editor of each incident."""
    claims = {c.claim_id: c for c in shared.claims}
    pages = []
    for _incident, some in groupby(sorted(shared.matters, key=lambda m: m.incident), key=lambda m: m.incident):
        mine = tuple(some)
        only = tuple(claims[c] for c in dict.fromkeys(c for m in mine for p in m.positions for c in p.claims))
        part = replace(shared, matters=mine, claims=only)
        page = one_page(part, of=mine[0].incident, generated=NOW, state="0" * 64)
        if form == "note.docx":
            pages += parts_of_zip(note_docx(page, NOW))
        else:
            pages.append(note_html(page) if form == "note.html" else note_markdown(page))
    return list(dict.fromkeys(pages))


def leaves(form: str, shared: Shared) -> str:
    if form == "brief":
        return brief(shared, title="Test", generated=NOW)
    if form.startswith("note."):
        return "\n".join(notes(form, shared))
    if form == "assistant":
        told = [answers.incident(shared, i) for i in dict.fromkeys(m.incident for m in shared.matters)]
        told += [answers.of_report(shared, r, 100) for r in dict.fromkeys(c.report_id for c in shared.claims) if r]
        return json.dumps([*told, *(answers.found(shared, w, 100) for w in ("killed", "struck"))], ensure_ascii=False)
    if form == "manifest":
        return manifest(shared, {"x": b""}, form="csv", figures="range", generated=NOW)
    return rendered(form, shared)


@pytest.fixture(scope="module")
def left(sown: tuple[Seeded, Shared, Shared]) -> Callable[[str], str]:
    """What leaves in a form under the default profile, made once for all that is looked for in it."""
    return cache(lambda form: leaves(form, sown[1]))


def test_the_seeds_are_read_at_all(sown: tuple[Seeded, Shared, Shared]) -> None:
    """Otherwise what follows would hold of an empty export."""
    found, default, full = sown
    assert len(default.claims) > HOW_MANY / 2 and len(default.matters) > HOW_MANY / 8
    out = plain(leaves("csv", full))
    assert sum(n in out for n in map(plain, found.names)) > HOW_MANY
    assert plain(SITE_TOWN) in out and plain(TORTURE_TOWN) in out
    assert sum(c.speaker_protected for c in full.claims) > HOW_MANY / 4
    assert {"acled.csv", "ucdp.csv"} <= {f for f in FORMATS if leaves(f, default).count("\n") > 3}


@pytest.mark.parametrize("form", OUT)
def test_no_name_of_a_private_person(
    sown: tuple[Seeded, Shared, Shared], left: Callable[[str], str], form: str
) -> None:
    found, _, _ = sown
    out = plain(left(form))
    assert [n for n in map(plain, found.names) if n in out] == []


@pytest.mark.parametrize("form", OUT)
def test_no_words_of_a_protected_speaker(
    sown: tuple[Seeded, Shared, Shared], left: Callable[[str], str], form: str
) -> None:
    found, _, _ = sown
    out = " ".join(re.findall(r"\w+", plain(left(form))))
    assert [q for q, *odd in found.words if any(run in out for run in runs(q, odd))] == []


@pytest.mark.parametrize("form", OUT)
def test_no_place_of_a_site_that_was_struck_and_no_torture(
    sown: tuple[Seeded, Shared, Shared], left: Callable[[str], str], form: str
) -> None:
    _, default, full = sown
    out = plain(left(form))
    points = {(c.latitude, c.longitude) for c in full.claims if c.place_name in (SITE_TOWN, TORTURE_TOWN)}
    assert points and all(None not in p for p in points)
    empty = plain(leaves(form, replace(default, claims=(), matters=())))  # what a page says of itself may stand
    told = [SITE_TOWN.casefold(), TORTURE_TOWN.casefold(), "tortur", "raped"]
    assert [w for w in told if out.count(w) != empty.count(w)] == []
    assert [p for p in points if all(str(x) in out for x in p)] == []


@pytest.mark.parametrize("form", OUT)
def test_nothing_leads_back_to_a_report_with_none_but_protected_claims(
    sown: tuple[Seeded, Shared, Shared], left: Callable[[str], str], form: str
) -> None:
    found, _, full = sown
    open_ = {c.report_sha256 for c in full.claims if not c.speaker_protected}
    told = {c.report_sha256 for c in full.claims}
    shut = [r for r in found.reports if r.sha256 in told - open_]
    assert len(shut) > HOW_MANY / 10
    out = left(form)
    assert [x for r in shut for x in (r.sha256, r.text_sha256, r.key, r.url, r.id) if x and x in out] == []


def test_rows_of_protected_speakers_have_nothing_that_points_into_a_text(sown: tuple[Seeded, Shared, Shared]) -> None:
    _, default, _ = sown
    rows = [c for c in default.claims if c.speaker_protected]
    leads = ("start", "end", "quote", "report_id", "report_url", "report_title", "report_sha256", "text_sha256")
    assert rows and {getattr(c, name) for c in rows for name in (*leads, "outlet", "published")} == {None}
    annotated = {i["id"] for i in json.loads(leaves("annotation.jsonld", default))["first"]["items"]}
    assert annotated and annotated.isdisjoint(f"claim:{c.claim_id}" for c in rows)
