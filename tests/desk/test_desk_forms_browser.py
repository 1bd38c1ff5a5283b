"""Enter, held keys and who decides, in a real browser.

Left out, with the reason, where there is no Chromium (see test_desk_browser.py).
"""

from __future__ import annotations

from pathlib import Path

from accessibility import violations
from playwright.sync_api import Page
from test_desk_browser import browser, decided, own, page, shown  # noqa: F401 - fixtures

from rashomon import ledger as book


def test_enter_in_the_reason_rules_nothing(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review")
    page.fill("#why", "a reason")
    page.press("#why", "Enter")
    page.wait_for_timeout(400)
    assert page.url.endswith("/review")
    assert decided(path) == []
    assert page.locator("button:disabled:visible").count() == 0  # what takes the Enter is seen by nobody


def test_a_key_that_is_held_rules_once(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review")
    first = shown(page)
    page.keyboard.down("a")
    page.wait_for_url("**after=**")
    for _ in range(5):
        page.keyboard.down("a")  # of a key that is down: the browser says that it repeats
    page.wait_for_timeout(300)
    page.keyboard.up("a")
    assert decided(path) == ["accept"]
    assert shown(page) != first


def test_a_name_typed_once_stands_in_every_form_and_on_the_next_card(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review")
    page.fill("#by", "Dana Holt")
    page.keyboard.press("Escape")
    page.keyboard.press("Space")  # skipped: nothing was sent
    page.wait_for_url("**after=**")
    assert page.input_value("#by") == "Dana Holt"
    page.keyboard.press("e")
    page.click("#edit .rest summary")
    page.fill("#field-actor", "the harbour guard")
    page.click("form.edit button")
    page.wait_for_url("**claim=**")
    with book.open_ledger(path) as ledger:
        assert {d.by for d in book.decisions(ledger)} == {"Dana Holt"}


def test_a_refused_form_is_sent_again_by_hand(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review")
    page.keyboard.press("e")
    page.fill("#field-date", "soon after")
    page.fill("#why-edit", "it says so")
    page.click("form.edit button")
    page.wait_for_selector("form.again")
    assert not violations(page)
    assert page.input_value("form.again [name=why]") == "it says so"
    page.fill("form.again [name=field-date]", "2026-02-01")
    page.click("form.again button")
    page.wait_for_url("**claim=**")
    assert decided(path) == ["correct"]


def test_p_opens_protection_on_a_matter(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    with book.open_ledger(path) as ledger:
        one = book.matters(ledger)[0].id
    page.goto(f"{base}/matters/{one}")
    page.keyboard.press("p")
    assert page.locator("details.people[open]").count() == 1


def test_lists_of_names_are_for_everybody(own: tuple[str, Path], page: Page) -> None:
    base, _path = own
    for width in (390, 1024):
        page.set_viewport_size({"width": width, "height": 800})
        for address in ("/reports", "/outlets", "/speakers", "/places", "/matters?q=struck"):
            page.goto(base + address)
            assert not violations(page), address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_no_cell_on_a_phone_is_a_letter_wide(own: tuple[str, Path], page: Page) -> None:
    base, _path = own
    page.set_viewport_size({"width": 390, "height": 800})
    for address in ("/places/pack%3Ax%2FKastrel", "/reports", "/places", "/matters"):
        page.goto(base + address)
        narrow = "[...document.querySelectorAll('.index td')].filter((t) => t.offsetWidth && t.offsetWidth < 60).length"
        assert page.locator(".index td").count(), address
        assert page.evaluate(narrow) == 0, address


def test_a_quotation_is_copied_with_what_finds_it_again(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base)
    with book.open_ledger(path) as ledger:
        one = next(m.id for m in book.matters(ledger) if m.place == "Quennet")
    page.goto(f"{base}/matters/{one}")
    page.locator(".quote .copy").first.click()
    page.wait_for_function("document.querySelector('.quote .copy').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in ("holds Quennet", "Lantern", "characters ", "SHA-256", "unreviewed machine reading"):
        assert part in copied
    assert not violations(page)
