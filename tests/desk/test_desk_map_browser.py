"""The map and the timeline in a real browser: moved, opened, brushed over, read by keys, and without any script.

Left out, with the reason, where there is no Chromium or no Playwright; where CI is set, that is a failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accessibility import violations_in_light_and_dark
from map_made import TOLD, Told, ledger_of
from test_desk_browser import browser, page, served  # noqa: F401 - fixtures

SOME = (
    *TOLD,
    *(Told("Brellin", (34.0, 36.0 + n / 100, 3.0), (f"2013-08-{n:02d}",) * 2) for n in range(1, 20)),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from served(ledger_of(tmp_path_factory.mktemp("map") / "case.rashomon", SOME))


@pytest.fixture
def strict(page: Any) -> Any:
    """A page on which whatever breaks the policy is a fault, too."""
    page.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"
    )
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.emulate_media(reduced_motion="reduce")
    return page


def place(tab: Any) -> str:
    return tab.url.split("#")[-1]


def settled(tab: Any) -> None:
    """Waits until the map has come to rest."""
    tab.locator(".leaflet-zoom-anim, .leaflet-pan-anim").wait_for(state="detached")
    tab.wait_for_timeout(150)


def sentence(tab: Any) -> str:
    return tab.locator("#list").inner_text()


def mark(tab: Any, name: str) -> Any:
    return tab.locator(f".spot[aria-label^='{name}']").first


def test_the_map_moves_and_its_address_is_the_view(base: str, strict: Any) -> None:
    strict.goto(f"{base}/map")
    assert strict.locator("#map").is_visible()
    assert not strict.locator("#map-drawn").is_visible()
    strict.locator(".leaflet-control-zoom-in").click()
    settled(strict)
    closer = place(strict)
    assert closer.startswith("map=")
    strict.locator("#map").focus()
    strict.keyboard.press("ArrowRight")
    settled(strict)
    moved = place(strict)
    assert moved.split("/")[0] == closer.split("/")[0]
    assert float(moved.split("/")[2]) > float(closer.split("/")[2])
    strict.keyboard.press("-")
    settled(strict)
    assert place(strict).split("/")[0] != closer.split("/")[0]

    before = place(strict)
    where = mark(strict, "Brellin").bounding_box()
    strict.reload()
    settled(strict)
    assert place(strict) == before
    again = mark(strict, "Brellin").bounding_box()
    assert abs(again["x"] - where["x"]) < 8  # the address has no more than a few digits
    assert abs(again["y"] - where["y"]) < 8
    assert strict.faults == []


def test_a_mark_sits_on_the_rim_of_a_circle_that_is_larger(base: str, strict: Any) -> None:
    """Nobody is shown a point in the middle of a province."""
    strict.goto(f"{base}/map#map=8/36/38")
    settled(strict)
    circle = strict.locator("path.reach.wide").first.bounding_box()
    sign = mark(strict, "Upland").locator(".mark-of").bounding_box()
    assert abs(sign["y"] + sign["height"] / 2 - circle["y"]) < 4
    assert abs(sign["x"] + sign["width"] / 2 - (circle["x"] + circle["width"] / 2)) < 4
    assert circle["height"] > 5 * sign["height"]


def test_a_place_is_opened_by_a_click_and_by_a_key(base: str, strict: Any) -> None:
    strict.goto(f"{base}/map#map=6/35/37")
    settled(strict)
    mark(strict, "Kastrel").locator(".mark-of").click()
    strict.wait_for_url(re.compile("at=pack:x%2FKastrel"))
    assert strict.locator("section.at li").count() == 2
    assert strict.evaluate("document.activeElement.id") == "at"
    assert place(strict) == "map=6/35/37"
    # All circles of the place that is open: the town, and the 12 km around it of which somebody spoke.
    assert strict.locator("path.reach.chosen, path.further").count() >= 1
    strict.go_back()
    settled(strict)
    mark(strict, "Brellin").focus()
    strict.keyboard.press("Enter")
    strict.wait_for_url(re.compile("at=pack:x%2FBrellin"))
    assert sentence(strict) == "19 matters at pack:x/Brellin"
    strict.locator("section.at a[data-row]").first.click()
    strict.wait_for_url("**/matters/M-*")
    assert strict.faults == []


def test_only_marks_in_view_are_stops_of_the_tab_key(base: str, strict: Any) -> None:
    strict.goto(f"{base}/map#map=9/34/36.1")
    settled(strict)
    assert mark(strict, "Brellin").get_attribute("tabindex") == "0"
    assert mark(strict, "Fiji Ford").get_attribute("tabindex") == "-1"
    assert mark(strict, "Brellin").get_attribute("role") == "link"


def drag(tab: Any, start: float, end: float, release: bool = True) -> None:
    box = tab.locator("svg.days").bounding_box()
    if box["y"] + box["height"] > 1000:
        tab.locator("svg.days").scroll_into_view_if_needed()
        box = tab.locator("svg.days").bounding_box()
    y = box["y"] + box["height"] * 0.7
    tab.mouse.move(box["x"] + box["width"] * start, y)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * end, y, steps=4)
    if release:
        tab.mouse.up()


def test_brushing_over_days_is_an_address(base: str, strict: Any) -> None:
    strict.goto(f"{base}/map#map=6/35/37")
    drag(strict, 0.5, 0.3)
    strict.wait_for_url(re.compile("from=.*to="))
    days = re.findall(r"(?:from|to)=(\d{4}-\d\d-\d\d)", strict.url)
    assert days == sorted(days)
    assert place(strict) == "map=6/35/37"
    said = sentence(strict)
    assert f"that may have happened between {days[0]} and {days[1]}" in said
    assert not said.startswith(f"{len(SOME)} ")
    strict.reload()
    assert sentence(strict) == said
    assert strict.locator("#strip-from").input_value() == days[0]
    # The strip still has the days before and after, so that another stretch can be chosen.
    drag(strict, 0.1, 0.95)
    strict.wait_for_function(f"document.querySelector('#list').textContent != {said!r}")

    # The keys' way to the same: two fields.
    strict.goto(f"{base}/map")
    strict.locator("#strip-from").fill("2013-08-10")
    strict.locator("#strip-to").fill("2013-08-12")
    strict.locator("#strip-to").press("Enter")
    strict.wait_for_url("**from=2013-08-10&to=2013-08-12")
    assert sentence(strict) == "4 matters that may have happened between 2013-08-10 and 2013-08-12"
    strict.locator(".tools a", has_text="As a list").click()
    strict.wait_for_url("**/matters?from=2013-08-10&to=2013-08-12")
    assert strict.locator("tbody [data-row]").count() == 4
    assert strict.faults == []


def test_a_brush_can_be_given_up(base: str, strict: Any) -> None:
    strict.goto(f"{base}/map")
    drag(strict, 0.3, 0.5, release=False)
    assert strict.locator("#strip-from").input_value() != ""
    strict.keyboard.press("Escape")
    strict.mouse.up()
    strict.wait_for_timeout(200)
    assert "from=" not in strict.url
    assert strict.locator("#strip-from").input_value() == ""
    assert strict.locator(".brush").count() == 0


def test_only_what_is_in_view(base: str, strict: Any) -> None:
    strict.goto(f"{base}/map#map=9/34/36.1")
    strict.locator("#in-view").click()
    strict.wait_for_url("**bbox=**")
    assert sentence(strict) == "19 matters in a part of the map"
    assert strict.locator("path.box").count() == 1
    assert place(strict) == "map=9/34/36.1"
    strict.reload()
    assert sentence(strict) == "19 matters in a part of the map"
    strict.locator("text=Everywhere again").click()
    strict.wait_for_url(f"{base}/map")
    assert sentence(strict) == f"{len(SOME)} matters"
    assert strict.faults == []


def test_the_map_without_script(browser: Any, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/map")
    assert page.locator("#map-drawn svg.map").is_visible()
    assert not page.locator("#map").is_visible()
    assert not page.locator("#in-view").is_visible()
    page.locator("summary", has_text="The map as a table").click()
    page.locator("#places a", has_text="Brellin").click()
    assert sentence(page) == "19 matters at pack:x/Brellin"
    page.locator("#strip-from").fill("2013-08-18")
    page.locator("#when form button").click()
    assert sentence(page) == "2 matters that may have happened from 2013-08-18 on and at pack:x/Brellin"
    context.close()


def test_axe_finds_nothing_on_the_map(browser: Any, base: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    wrong = []
    for query in ("", "at=pack:x/Kastrel", "from=2013-08-05&to=2013-08-09&bbox=35,33,38,37"):
        page.goto(f"{base}/map?{query}")
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
        settled(page)
        wrong += [f"{query}: {found}" for found in violations_in_light_and_dark(page)]
    context.close()
    assert wrong == []


def test_right_to_left(browser: Any, base: str) -> None:
    """The strip is mirrored with the page: what is brushed over at its right are the first days."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))

    def turned(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('dir="ltr"', 'dir="rtl"', 1))

    page.route(re.compile(r"/map($|\?)"), turned)
    for width in (1280, 400):
        page.set_viewport_size({"width": width, "height": 1000})
        page.goto(f"{base}/map?at=pack:x/Kastrel")
        assert page.evaluate("document.dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(f"{base}/map")
    drag(page, 0.94, 0.9)
    page.wait_for_url(re.compile("from="))
    assert re.search(r"from=2013-07-3\d", page.url)
    context.close()
    assert faults == []


def test_a_narrow_screen(browser: Any, base: str) -> None:
    context = browser.new_context(viewport={"width": 380, "height": 800})
    page = context.new_page()
    for query in ("", "?at=pack:x/Kastrel"):
        page.goto(f"{base}/map{query}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.locator("#map").bounding_box()["width"] > 300
    context.close()


def test_files_are_not_fetched_from_elsewhere(base: str, tmp_path: Path, strict: Any) -> None:
    asked: list[str] = []
    strict.on("request", lambda r: asked.append(r.url))
    strict.goto(f"{base}/map")
    settled(strict)
    strict.locator(".leaflet-control-zoom-in").click()
    settled(strict)
    assert {u.removeprefix(base).split("?")[0] for u in asked} <= {
        "/map", "/static/brief.css", "/static/desk.css", "/static/desk.js", "/static/icon.svg", "/static/land.js",
        "/static/leaflet.css", "/static/leaflet.js", "/static/map.css", "/static/map.js",
    }  # fmt: skip
