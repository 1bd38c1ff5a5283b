"""Saved views, pairs, adding and protecting in a real browser: by keys, by a selection, and without any script.

Left out, with the reason, where there is no Chromium (see test_desk_browser.py).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import made_up
import pytest
from accessibility import violations, violations_in_light_and_dark
from brellin import added, gathered
from playwright.sync_api import Page
from test_desk_browser import browser, page, served  # noqa: F401 - fixtures, and what starts a desk

from rashomon import ledger as book
from rashomon import work
from rashomon.ledger.read import saved_filters

EMOJI = "😀 👩‍👩‍👧 e\u0301 \u202e "
"""What makes characters before a selection count otherwise: pairs of UTF-16 units, and signs that no page shows."""

SELECT = """([words, nth]) => {
  const text = document.querySelector('.text');
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = []; let all = '', node;
  while ((node = walker.nextNode())) { nodes.push([node, all.length]); all += node.data; }
  let at = -1; for (let i = 0; i <= nth; i++) at = all.indexOf(words, at + 1);
  const spot = n => { const [node, from] = nodes.findLast(([, from]) => from <= n); return [node, n - from]; };
  const range = document.createRange();
  range.setStart(...spot(at)); range.setEnd(...spot(at + words.length));
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A desk over three reports of one strike, taken for three; the first has odd characters before its words."""
    path = tmp_path / "case.rashomon"
    with book.open_ledger(path) as ledger:
        added(ledger, "a", f"{EMOJI}The army struck Brellin and the army left")
        added(ledger, "b")
        added(ledger, "c")
        gathered(ledger)
    for base in served(path):
        yield base, path


def decided(path: Path) -> list[str]:
    with book.open_ledger(path) as ledger:
        return [d.verb for d in book.decisions(ledger)]


def key_of(path: Path, name: str) -> str:
    with book.open_ledger(path) as ledger:
        return next(report.key for report, _ in book.all_read(ledger) if report.id == name)


def target(page: Page) -> str:
    return page.locator("#ruling input[name=target]").get_attribute("value") or ""


def test_pairs_by_keys(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review?queue=joins")
    first = target(page)
    page.keyboard.press("u")
    page.wait_for_url("**after=**")
    second = target(page)
    assert second != first
    assert decided(path) == []
    page.keyboard.press("d")
    page.wait_for_function(f"document.querySelector('#ruling input[name=target]')?.value != '{second}'")
    assert decided(path) == ["different"]
    page.keyboard.press("Backspace")
    page.wait_for_url("**queue=joins")
    assert decided(path) == ["different", "undo"]
    page.goto(f"{base}/matters/{first.split()[0]}")
    if page.locator("[data-key=s]").count():  # the real gathering may have joined them meanwhile
        page.keyboard.press("s")
        page.wait_for_load_state()
        page.locator(".decisions, .done").first.wait_for()
        assert decided(path)[-1] == "same"
    assert [f for f in page.faults if "404" not in f] == []  # type: ignore[attr-defined]


def test_selected_words_become_a_claim(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/reports/{key_of(path, 'a')}")
    assert page.locator("#take").is_hidden()
    page.evaluate(SELECT, ["the army left", 0])
    page.locator("#take").wait_for(state="visible")
    page.keyboard.press("n")
    page.wait_for_url("**at=**")
    assert page.locator("figure mark").inner_text() == "the army left"
    page.locator("#add-kind").select_option(
        "withdrawal" if page.locator("#add-kind option[value=withdrawal]").count() else "fighting"
    )
    page.locator("#add-sayer").select_option(index=0)
    page.locator("#add-speaker").fill("Selma Orvik")
    page.locator("text=Add this claim").click()
    page.locator("text=Selma Orvik").first.wait_for()
    with book.open_ledger(path) as ledger:
        [made] = book.decisions(ledger)
        report = next(r for r, _ in book.all_read(ledger) if r.id == "a")
        anchor = made.one[0]
        assert (made.verb, report.text[anchor.span.start : anchor.span.end]) == ("add", "the army left")
    assert page.faults == []  # type: ignore[attr-defined]


def test_the_second_of_the_same_words_is_the_one_that_was_selected(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/reports/{key_of(path, 'a')}")
    page.evaluate(SELECT, ["army", 1])
    page.locator("#take").wait_for(state="visible")
    page.locator("#take").click()
    page.wait_for_url("**at=**")
    with book.open_ledger(path) as ledger:
        text = next(r.text for r, _ in book.all_read(ledger) if r.id == "a")
    assert f"at={text.rindex('army')}-" in page.url


def test_a_person_is_protected_by_keys(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review")
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "person-c"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Selma Orvik")
    page.keyboard.press("Enter")
    page.locator("ul.ruled").wait_for(state="attached")
    assert decided(path) == ["protect"]
    assert page.faults == []  # type: ignore[attr-defined]


def test_all_of_it_works_without_script(browser: Any, own: tuple[str, Path]) -> None:
    base, path = own
    context = browser.new_context(java_script_enabled=False)
    page_ = context.new_page()
    page_.goto(f"{base}/matters?kind=airstrike")
    page_.fill("#view-name", "What was struck")
    page_.click(".save-view button")
    page_.goto(f"{base}/")
    page_.click("text=What was struck")
    assert page_.url == f"{base}/matters?kind=airstrike"
    page_.click("text=I have seen it as it is now")
    page_.click("text=delete this view")
    assert page_.locator("text=What was struck").count() == 0

    page_.goto(f"{base}/review?queue=joins")
    page_.click("button[value=unsure]")
    page_.click("button[value=different]")
    assert decided(path) == ["different"]
    page_.click("text=take the last back")

    page_.goto(f"{base}/reports/{key_of(path, 'b')}")
    page_.click("summary >> text=Add what the reading missed")
    page_.fill("#words", "ARMY   struck")
    page_.click("text=Find them")
    page_.locator("#add-kind").select_option("fighting")
    page_.click("text=Add this claim")
    assert decided(path)[-1] == "add"
    page_.click("summary >> text=Protect or release a person")
    page_.fill("#person-r", "Selma Orvik")
    page_.click("button[value=protect]")
    assert decided(path)[-1] == "protect"
    context.close()


def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Any, own: tuple[str, Path]) -> None:
    base, path = own
    with book.open_ledger(path) as ledger:
        saved_filters.save_view(ledger, "Struck", "kind=airstrike", by="A. Editor", now=made_up.NOW)
        book.decide(ledger, "protect", "The Watch", by="A. Editor", why="", now=made_up.NOW)
        one = book.matters(ledger)[0].id
    key = key_of(path, "a")
    context = browser.new_context(bypass_csp=True)
    page_ = context.new_page()
    wrong = []
    for address in (
        *("/", "/matters?kind=airstrike", "/matters?kind=control", "/review?queue=joins", "/review?queue=unsure"),
        *(
            "/review",
            f"/matters/{one}",
            f"/reports/{key}",
            f"/reports/{key}?at=20-30#add",
            f"/reports/{key}?at=1-9&at=9-12",
        ),
    ):
        page_.goto(f"{base}{address}")
        page_.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        wrong += [f"{address}: {found}" for found in violations_in_light_and_dark(page_)]
        page_.set_viewport_size({"width": 380, "height": 800})
        if page_.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address}: too wide")
        page_.set_viewport_size({"width": 1280, "height": 800})
    context.close()
    assert wrong == []


@pytest.fixture
def unknown(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A desk over two reports, read with the model, that name two bodies of no known side."""
    path = tmp_path / "case.rashomon"
    reports = tmp_path / "reports.jsonl"
    texts = ("The Kalari Front said the Harbour Guard shelled Goma on Monday.", "The Harbour Guard left on Sunday.")
    reports.write_text("\n".join(json.dumps({"id": f"r{n}", "text": t}) for n, t in enumerate(texts)), encoding="utf-8")
    with book.open_ledger(path) as ledger:
        assert [b.how for b in work.add(ledger, [str(reports)])] == ["new", "new"]
    for base in served(path):
        yield base, path


def sides(path: Path) -> dict[str, str]:
    """Whose side the entries of the ledger's pack are on."""
    file = path.with_name("case-pack") / "actors.toml"
    return {key: row["camp"] for key, row in tomllib.loads(file.read_text("utf-8")).items()} if file.is_file() else {}


def test_who_is_who_by_keys(unknown: tuple[str, Path], page: Page) -> None:
    base, path = unknown
    page.goto(f"{base}/")
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.wait_for_url("**/who")
    assert page.locator("#who-head").inner_text() == "Harbour Guard"
    page.keyboard.press(" ")
    page.wait_for_url("**name=Kalari**")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "new_side"
    page.keyboard.type("Kalari")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#who-head')?.innerText == 'Harbour Guard'")
    page.wait_for_load_state()  # keys are heard when the script is there
    assert sides(path) == {"kalari_front": "kalari"}
    for key, focus in (("r", "role"), ("f", "fact"), ("o", "other"), ("s", "same")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == focus
        page.evaluate("document.activeElement.blur()")
    page.locator("#same").fill("Kalari Front")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()
    page.goto(f"{base}/who")
    page.keyboard.press("Backspace")
    page.wait_for_function("!document.querySelector('#own-head')")
    assert sides(path) == {}
    assert page.faults == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "en"), (390, "ar")])
def test_who_is_who_without_script(
    browser: Any, unknown: tuple[str, Path], page: Page, width: int, language: str
) -> None:
    base, path = unknown
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    context.add_cookies([{"name": "rashomon_language", "value": language, "url": base}])
    plain = context.new_page()
    plain.goto(f"{base}/who")
    plain.locator("#other").select_option("opposition")
    plain.locator("form.ruling button").first.click()
    plain.wait_for_load_state()
    assert sides(path) == {"harbour_guard": "opposition"}
    context.close()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{base}/who")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
