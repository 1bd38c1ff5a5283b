"""Many rows by keys, notes, and names that are chosen from a list, in a real browser, and without any script.

Left out, with the reason, where there is no Chromium (see test_desk_browser.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import made_up
import pytest
from accessibility import violations
from playwright.sync_api import Page
from test_desk_browser import browser, own, page, served  # noqa: F401 - fixtures, and what starts a desk

from rashomon import ledger as book


def decided(path: Path) -> list[tuple[str, str | None]]:
    with book.open_ledger(path) as ledger:
        return [(d.verb, d.value) for d in book.decisions(ledger)]


def things(path: Path) -> tuple[str, str, str]:
    """A matter, a report and a claim."""
    with book.open_ledger(path) as ledger:
        m = next(m for m in book.matters(ledger) if m.place == "Brellin")
    claim = m.positions[0].claims[0]
    return m.id, claim.split(".")[0], claim


def test_rows_are_chosen_by_keys_ruled_on_at_once_and_taken_back_at_once(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/matters")
    boxes = page.locator("[data-pick]")
    page.keyboard.press("x")  # no row has the focus
    assert page.locator("#picked").inner_text() == "0"
    page.keyboard.press("j")
    page.keyboard.down("x")
    page.keyboard.down("x")  # held: once
    page.keyboard.up("x")
    assert page.locator("#picked").inner_text() == "1"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    assert [boxes.nth(n).is_checked() for n in range(4)] == [True, True, True, False]
    page.locator("#tag-bulk").fill("first look")
    page.keyboard.press("Enter")  # presses nothing: the form has several rulings
    page.locator("#bulk button[value=tag]").dblclick()
    page.locator(".acted").wait_for()
    assert decided(path) == [("tag", "first look")] * 3
    assert page.locator(".tag").count() == 3
    page.locator(".acted button").click()
    page.locator(".tag").first.wait_for(state="detached")
    assert [verb for verb, _ in decided(path)[3:]] == ["undo"] * 3
    page.locator("#pick-all").click()
    assert page.locator("#picked").inner_text() == "4"
    page.locator("#pick-none").click()
    boxes.nth(3).click()
    boxes.nth(1).click(modifiers=["Shift"])
    assert [boxes.nth(n).is_checked() for n in range(4)] == [False, True, True, True]
    assert page.faults == []  # type: ignore[attr-defined]


def test_a_place_and_a_speaker_are_chosen_by_keys(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    _matter, _report, claim = things(path)
    page.goto(f"{base}/review?claim={claim}")
    page.keyboard.press("e")
    page.locator("#field-place").fill("Reykjav")
    page.locator('[role="option"]').first.wait_for()
    assert page.locator("#field-place").get_attribute("aria-expanded") == "true"
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#field-place").get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")  # takes the choice, and sends nothing
    assert page.locator("[role=listbox]:not([hidden])").count() == 0
    assert decided(path) == []
    with page.expect_navigation():
        page.locator("#edit form button").click()
    page.locator(".decisions").wait_for()
    [(verb, value)] = decided(path)
    assert verb == "correct" and "geonames:3413829" in (value or "")
    assert page.faults == []  # type: ignore[attr-defined]


def test_a_name_that_nobody_has_is_sent_as_it_was_typed(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review?claim={things(path)[2]}")
    page.keyboard.press("e")
    page.locator("#field-speaker").fill("Selma Orvik")
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.locator("#edit form button").click()
    assert decided(path) == [("correct", "Selma Orvik")]


def test_all_of_it_works_without_script(browser: Any, own: tuple[str, Path]) -> None:
    base, path = own
    matter = things(path)[0]
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{base}/matters/{matter}")
    plain.locator(".jot details.write summary").click()
    plain.locator("#note-m").fill("Ring the ward.\nBefore noon.")
    plain.locator(".jot button[value=note]").click()
    assert "Before noon." in plain.locator(".notes").inner_text()
    plain.goto(f"{base}/incidents")
    plain.locator("[data-pick]").nth(0).check()
    plain.locator("[data-pick]").nth(1).check()
    plain.locator("#assign-bulk").fill("A. Editor")
    plain.locator("#bulk button[value=assign]").click()
    plain.goto(f"{base}/mine")
    assert plain.locator("#assigned").inner_text() == "Assigned (2)"
    assert [verb for verb, _ in decided(path)] == ["note", "assign", "assign"]
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Any, own: tuple[str, Path], language: str) -> None:
    base, path = own
    matter, report, claim = things(path)
    with book.open_ledger(path) as ledger:
        who: dict[str, Any] = {"by": "A. Editor", "why": "", "now": made_up.NOW}
        for verb, value in (("note", "Long " * 60), ("tag", "x" * 60), ("assign", "A. Editor")):
            book.decide(ledger, verb, matter, report, claim, fields={"value": value}, **who)
    wrong = []
    for width in (390, 1440):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=language)
        page_ = context.new_page()
        for address in (f"/matters/{matter}", f"/reports/{report}", f"/review?claim={claim}", "/matters", "/incidents",
                        f"/mine?tag={'x' * 60}"):  # fmt: skip
            page_.goto(base + address)
            for closed in page_.locator("main details:not([open]) > summary").all():
                if closed.is_visible():
                    closed.click()
            if (language == "ar") == (width == 390):  # each width, and each language
                wrong += [f"{width} {address}: {found}" for found in violations(page_)]
            if page_.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{width} {address} is too wide")
        context.close()
    assert wrong == []
