"""Adding in a real browser: files chosen and dropped, with script and without, and what axe-core finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from accessibility import violations
from test_desk_browser import Page, browser, own, page  # noqa: F401 - fixtures

STORY = b"Government forces shelled the town of Douma on Friday, killing nine civilians, activists said."
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  document.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }));
  document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def file(name: str, data: bytes = STORY) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": data}


def test_files_are_chosen_and_read_while_the_page_tells_how_far_it_is(page: Page, own: tuple[str, Path]) -> None:
    base, _ = own
    page.goto(f"{base}/add")
    assert violations(page) == []
    page.set_input_files("#files", [file("one.txt"), file("two.rar", b"Rar! x")])
    assert page.locator("#chosen").inner_text() == "one.txt · two.rar"
    page.fill("#published", "2013-03-02")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/add?batch=*")
    # The page looks again by itself until all is read.
    page.wait_for_selector("[data-again]", state="detached", timeout=240_000)
    page.locator("a", has_text="Duma").first.wait_for()
    assert "it is a RAR file" in page.inner_text("main")
    assert violations(page) == []
    page.goto(f"{base}/log")
    assert "one.txt" in page.inner_text("main") and violations(page) == []
    assert page.faults == []  # type: ignore[attr-defined]


def test_files_are_dropped_anywhere_on_the_page(page: Page, own: tuple[str, Path]) -> None:
    base, _ = own
    page.goto(f"{base}/add")
    page.evaluate(DROP, ["dropped.rar", "Rar! x"])
    assert page.locator("#chosen").inner_text() == "dropped.rar"
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/add?batch=*")
    page.wait_for_selector("[data-again]", state="detached", timeout=240_000)
    assert "dropped.rar" in page.inner_text("main")


def test_without_script_files_and_texts_are_added(browser: Any, own: tuple[str, Path]) -> None:
    base, _ = own
    there = browser.new_context(java_script_enabled=False).new_page()
    there.goto(f"{base}/add")
    there.set_input_files("#files", [file("plain.rar", b"Rar! x")])
    there.fill("#text", "Rar! pasted")
    there.get_by_role("button", name="Add", exact=True).click()
    for _ in range(600):
        if (again := there.get_by_role("link", name="Look again")).count() == 0:
            break
        there.wait_for_timeout(100)
        again.click()
    told = there.inner_text("main")
    assert "plain.rar" in told and "pasted-" in told and told.count("it is a RAR file") == 2


def test_a_narrow_page_is_not_wider_than_the_screen(page: Page, own: tuple[str, Path]) -> None:
    base, _ = own
    page.set_viewport_size({"width": 390, "height": 800})
    for where in ("/add", "/log"):
        page.goto(base + where)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
