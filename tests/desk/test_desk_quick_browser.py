"""A list of claims is accepted by a few keys, a field is written over, and a place is chosen by a click on its map.

Left out, with the reason, where there is no Chromium (see test_desk_browser.py).
"""

from __future__ import annotations

from pathlib import Path

from accessibility import violations
from playwright.sync_api import Page
from test_desk_browser import browser, decided, own, page  # noqa: F401 - fixtures

from rashomon import ledger as book


def claims_of(path: Path) -> list[str]:
    with book.open_ledger(path) as ledger:
        return [c.id for _, reading in book.all_read(ledger) for s in reading.statements for c in s.claims]


def test_all_but_one_are_accepted_with_six_keys(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review")
    page.keyboard.press("l")
    page.wait_for_url("**as=list**")
    assert not violations(page)
    page.keyboard.press("Shift+A")
    rows = page.locator("[data-pick]").count()
    assert rows == len(claims_of(path)) == int(page.inner_text("#picked"))
    page.keyboard.press("j")
    page.keyboard.press("x")
    left_out = page.locator("[data-pick]").first.get_attribute("value")
    page.keyboard.press("a")
    page.wait_for_url("**act=**")
    assert decided(path) == ["accept"] * (rows - 1)
    page.keyboard.press("l")
    page.wait_for_selector("#ruling")
    assert page.get_attribute("#ruling input[name=target]", "value") == left_out


def test_nothing_chosen_is_nothing_accepted(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review?as=list")
    page.keyboard.press("a")
    page.wait_for_selector("text=no row is chosen")
    assert decided(path) == []


def test_what_is_typed_after_e_takes_the_place_of_the_name(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review?claim={claims_of(path)[0]}")
    page.keyboard.press("e")
    page.keyboard.type("Port authority")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Port authority")
    with book.open_ledger(path) as ledger:
        assert {(d.verb, d.value) for d in book.decisions(ledger)} == {("correct", "Port authority")}


def test_a_place_is_chosen_on_the_map(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review?claim={claims_of(path)[0]}")
    page.keyboard.press("e")
    chosen = "input[name=field-place]"

    def looked_for() -> None:
        page.fill("#field-place", "")
        page.locator("#field-place").press_sequentially("Reykjav")
        page.wait_for_selector(".choices-map svg")

    looked_for()
    page.locator(".choices-map text.place").first.click()
    assert page.input_value(chosen) == "geonames:3413829"
    assert page.locator(".choices-map svg").is_hidden()
    looked_for()
    found = page.request.get(f"{base}/pick/places?q=Reykjav").json()["found"]
    far = page.locator(".choices-map svg").bounding_box()
    assert far is not None
    page.mouse.click(far["x"] + 3, far["y"] + 3)  # where nothing lies
    assert page.input_value(chosen) == "Reykjav"
    across, down = found[0]["spot"]
    page.mouse.click(far["x"] + across * far["width"], far["y"] + down * far["height"])
    assert page.input_value(chosen) in {one["value"] for one in found} | {"Reykjav"}  # two that touch choose nothing


def test_a_row_of_the_list_is_corrected_and_enter_takes_the_only_place(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review?as=list")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector("#field-speaker:focus")
    page.keyboard.type("Port authority")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.locator("#field-place:focus").count() == 1
    page.keyboard.type("Quenn")
    page.wait_for_selector(".choices:not([hidden]) li:only-child")
    page.keyboard.press("Enter")
    assert page.input_value("#field-place") == "Quennet" and decided(path) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**#claim-head")
    assert page.locator("#edit[open]").count() == 0, "keys are keys again"
    assert decided(path) == ["correct", "correct"]


def test_enter_says_that_it_sent_nothing(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review")
    page.fill("#why", "No such day")
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('why').validationMessage").startswith("Nothing was sent")
    page.click("button[value=reject]")
    page.wait_for_url("**after=**")
    assert decided(path) == ["reject"]
