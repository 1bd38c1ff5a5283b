"""Every page in Arabic in a real browser: right to left, nothing beside the screen, nothing for axe-core, keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import test_desk_browser as real  # leaves all of this out, with the reason, where there is no Chromium
from accessibility import violations, violations_in_light_and_dark
from click.testing import CliRunner
from made_up import NOW

from rashomon import ledger as book
from rashomon.cli import cli
from rashomon.ledger.read import saved_filters

browser = real.browser

WEST_AND_EAST = ("Eastgate", "Ondessa")
"""Places of the examples, one west of the other."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Path:
    path = tmp_path_factory.mktemp("arabic") / "case.rashomon"
    shutil.copy(demo / "case.rashomon", path)
    with book.open_ledger(path) as ledger:
        saved_filters.save_view(ledger, "Who disagrees", "status=disputed", by="A. Editor", now=NOW)
        who = next(s.speaker.name for _, g in book.all_read(ledger) for s in g.statements if s.speaker.entity is None)
        book.decide(ledger, "protect", who, by="A. Editor", why="", now=NOW)
    return path


@pytest.fixture(scope="module")
def base(case: Path) -> Iterator[str]:
    yield from real.served(case)


@pytest.fixture(scope="module")
def brief(case: Path) -> str:
    file = case.with_name("brief-ar.html")
    ran = CliRunner().invoke(cli, ["brief", "--ledger", str(case), "--language", "ar", "-o", str(file)])
    assert ran.exit_code == 0, ran.output
    return file.as_uri()


def addresses(path: Path) -> list[str]:
    """Every page: of a matter with figures, one with reasons, a report, a place, a speaker; and one that is missing.
    The map as a whole, with a place open, with days and a part of it; a saved view; pairs; a report with the form for
    adding a claim, and with words to choose from."""
    with book.open_ledger(path) as ledger:
        matters = book.matters(ledger)
        toll = next(m.id for m in matters if m.kind == "death_toll" and len(m.positions) > 2)
        other = next(m.id for m in matters if m.reasons)
        incident = max(book.incidents(ledger), key=lambda i: len(i.questions))
        report, reading = max(book.all_read(ledger), key=lambda read: len(read[1].statements))
    place = next(p.gazetteer for p in reading.places if p.gazetteer)
    speaker = next(s.speaker.entity for s in reading.statements if s.speaker.entity)
    return [
        *(
            "/",
            "/changes",
            "/control",
            "/coverage",
            "/coverage?by=outlet",
            "/incidents?sort=date",
            f"/incidents/{incident.id}",
        ),
        *("/matters?status=disputed&q=army", "/review", "/review?queue=all", "/map", "/export?format=csv"),
        *(f"/matters/{toll}", f"/matters/{other}?history=1", f"/reports/{report.key}", f"/places/{quote(place)}"),
        *(f"/speakers/{quote(speaker)}", "/speakers/nobody"),
        *(f"/map?at={quote(place)}", "/map?from=2019-05-09&to=2019-05-12&bbox=-60,20,-20,60"),
        *("/matters?status=disputed", "/review?queue=joins", "/review?queue=unsure"),
        *(f"/reports/{report.key}?at=0-40", f"/reports/{report.key}?at=0-20&at=30-50"),
    ]


def opened(browser: Any, width: int, **more: Any) -> Any:
    return browser.new_context(locale="ar-SY", viewport={"width": width, "height": 900}, **more)


@pytest.mark.parametrize("width", [1280, 400])
def test_every_page_runs_right_to_left_within_the_screen(
    browser: Any,
    base: str,
    case: Path,
    brief: str,
    width: int,
) -> None:
    context = opened(browser, width)
    page = context.new_page()
    wrong = []
    for address in [*(base + a for a in addresses(case)), brief]:
        page.goto(address)
        assert page.evaluate("[document.documentElement.lang, document.dir]") == ["ar", "rtl"], address
        assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "rtl", address
        outside = page.evaluate(
            """() => [...document.querySelectorAll('main *, header *')]
                .filter((e) => !e.closest('.scroll, .unseen, .skip, svg, dialog, details:not([open]), #map'))
                .filter((e) => e.getBoundingClientRect().width)
                .map((e) => [e, e.getBoundingClientRect()])
                .filter(([e, at]) => at.left < -1 || at.right > innerWidth + 1)
                .map(([e, at]) => e.outerHTML.slice(0, 120))"""
        )
        wrong += [(address, html) for html in outside]
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wrong.append((address, "scrolls sideways"))
        lines = page.evaluate("[...document.querySelectorAll('.bar nav a')].map((a) => a.getClientRects().length)")
        wrong += [(address, "a word of the head is broken")] if any(n > 1 for n in lines) else []
    context.close()
    assert wrong == []


def test_axe_finds_nothing_in_arabic(browser: Any, base: str, case: Path, brief: str) -> None:
    """In the dark only of the brief: pages of the desk have the colours that they have in English, where axe-core looks
    at them in the dark, too (test_desk_browser.py and others; tests/pages/test_i18n.py for the style sheets)."""
    context = opened(browser, 1280, bypass_csp=True)
    page = context.new_page()
    wrong = []
    for address in [*(base + a for a in addresses(case)), brief]:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
        found = violations_in_light_and_dark(page) if address == brief else violations(page)
        wrong += [f"{address}: {one}" for one in found]
    context.close()
    assert wrong == []


def test_drawings_of_time_are_mirrored_and_their_words_are_not(browser: Any, base: str) -> None:
    """What comes first stands on the right; letters stand the right way round."""
    context = opened(browser, 1280)
    page = context.new_page()
    page.goto(f"{base}/map?status=disputed")
    turned = page.evaluate(
        """() => {
            const drawing = document.querySelector('svg.timeline');
            const middle = drawing.getBoundingClientRect(); const at = (e) => e.getBoundingClientRect();
            const words = drawing.querySelector('text.row');
            const matrix = words.getScreenCTM();
            return [matrix.a > 0, at(words).right > middle.left + middle.width / 2,
                    at(drawing.querySelector('rect.bar')).left < at(words).left];
        }"""
    )
    assert turned == [True, True, True]
    context.close()


def test_the_keys_and_the_switch(browser: Any, base: str) -> None:
    context = opened(browser, 1280)
    page = context.new_page()
    page.goto(f"{base}/matters")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.hasAttribute('data-row')")
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url(f"{base}/review")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Space")
    page.wait_for_url("**after=**")
    page.locator(".languages summary").click()
    page.locator(".languages button[value=en]").click()
    page.wait_for_url("**after=**")
    assert page.evaluate("[document.documentElement.lang, document.dir]") == ["en", "ltr"]
    page.goto(f"{base}/")
    assert page.evaluate("document.documentElement.lang") == "en"  # kept, whatever the browser asks for
    context.close()


def test_the_map_and_the_days_to_brush_over(browser: Any, base: str) -> None:
    """West stays left on the map, its words are Arabic; what is brushed over at the right of the strip comes first."""
    context = opened(browser, 1280, reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.goto(f"{base}/map")
    assert page.locator(".leaflet-control-zoom-in").get_attribute("title") == "تقريب"
    spot = page.locator(".spot[tabindex='0']").first
    told = spot.get_attribute("aria-label")
    assert "، " in told and ", " not in told
    west, east = (page.locator(f".spot[aria-label^='{name}']").first.bounding_box() for name in WEST_AND_EAST)
    assert west["x"] < east["x"]
    strip = page.locator("svg.days")
    strip.scroll_into_view_if_needed()
    first, box = strip.get_attribute("data-first"), strip.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    page.wait_for_url("**from=**")
    assert f"from={first}" in page.url
    said = page.locator("#list").inner_text()
    assert "يُحتمل حدوثها" in said and f"\u2068{first}\u2069" in said
    assert faults == []
    context.close()
