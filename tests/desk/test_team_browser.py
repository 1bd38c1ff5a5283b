"""Two who share a desk, in two browsers at once: nothing is lost, and each sees what their role opens.

Left out, with the reason, where there is no Chromium (see test_desk_browser.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import team_made
from accessibility import violations
from playwright.sync_api import Page
from team_made import PASSWORD, PEOPLE
from test_desk_browser import browser, served, shown  # noqa: F401 - a fixture

from rashomon import ledger as book
from rashomon.ledger.write import change_members


@pytest.fixture
def team(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    path = team_made.shared(tmp_path / "case.rashomon")
    with book.open_ledger(path) as ledger:
        change_members.set_role(ledger, PEOPLE["editor"], "analyst")
    for base in served(path):
        yield base, path


def enter(browser: Any, base: str, role: str) -> Page:
    """A browser of one's own, signed in and on the first card."""
    context = browser.new_context()
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{base}/review")
    assert page.url.startswith(f"{base}/sign-in?next=")
    assert not violations(page)
    page.fill("#name", PEOPLE[role])
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/review*")
    return page


def rulings(path: Path) -> list[tuple[str, str, str]]:
    with book.open_ledger(path) as ledger:
        return [(d.by, d.verb, d.why) for d in book.decisions(ledger)]


def test_two_analysts_at_once_lose_nothing(browser: Any, team: tuple[str, Path]) -> None:
    base, path = team
    one, two = enter(browser, base, "analyst"), enter(browser, base, "editor")
    claim = shown(one)
    assert shown(two) == claim

    one.fill("#why", "heard it myself")
    one.click("#ruling button[value=accept]")
    one.wait_for_url("**after=**")
    two.fill("#why", "of another town")
    two.click("#ruling button[value=reject]")
    two.wait_for_selector("form.again")
    told = two.text_content("main") or ""
    assert PEOPLE["analyst"] in told  # who was first, and that nothing was written
    assert two.input_value("form.again [name=why]") == "of another town"
    assert rulings(path) == [(PEOPLE["analyst"], "accept", "heard it myself")]
    two.click("form.again button")  # having read it, the second rules too
    two.wait_for_url("**/review**")
    assert rulings(path)[1:] == [(PEOPLE["editor"], "reject", "of another town")]

    for page, actor in ((one, "the harbour guard"), (two, "the river guard")):  # both have the form open
        page.goto(f"{base}/review?claim={claim}")
        page.keyboard.press("e")
        page.locator("form.edit details.rest summary").click()  # more fields
        page.fill("#field-actor", actor)
        page.fill("#why-edit", f"it says {actor}")
    one.click("form.edit button")
    one.wait_for_url("**claim=**")
    two.click("form.edit button")
    two.wait_for_selector("form.again")
    assert two.input_value("form.again [name=field-actor]") == "the river guard"
    assert [r[1] for r in rulings(path)] == ["accept", "reject", "correct"]
    two.click("form.again button")
    two.wait_for_url("**claim=**")
    assert [r[:2] for r in rulings(path)[2:]] == [(PEOPLE["analyst"], "correct"), (PEOPLE["editor"], "correct")]
    with book.open_ledger(path) as ledger:
        assert [d.value for d in book.decisions(ledger)][2:] == ["the harbour guard", "the river guard"]

    foot = two.text_content(".member") or ""
    assert PEOPLE["analyst"] in foot  # both are here
    assert PEOPLE["editor"] in foot


def test_a_reader_sees_no_form_and_an_owner_the_team(browser: Any, team: tuple[str, Path]) -> None:
    base, path = team
    reader, owner = enter(browser, base, "reader"), enter(browser, base, "owner")
    reader.keyboard.press("a")
    reader.wait_for_timeout(400)
    assert rulings(path) == []
    reader.goto(f"{base}/review")
    assert reader.locator("#ruling").is_visible() is False
    reader.goto(f"{base}/add")
    assert "Analysts, editors and owners may." in (reader.text_content("main") or "")
    assert not violations(reader)
    for width in (390, 1440):
        owner.set_viewport_size({"width": width, "height": 800})
        owner.goto(f"{base}/team")
        assert not violations(owner)
        assert owner.evaluate("document.documentElement.scrollWidth") <= width
    owner.fill("#add-name", "Nia Bel")
    owner.fill("#add-password", "seven grey herons")
    owner.press("#add-password", "Enter")
    owner.wait_for_selector("text=Nia Bel")
    owner.click(".member button")
    owner.wait_for_url("**/sign-in")
