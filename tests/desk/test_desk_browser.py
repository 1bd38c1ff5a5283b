"""The desk in a real browser: the keys, pages without script, what axe-core finds, nothing fetched from elsewhere.

Left out, with the reason, where there is no Chromium or no Playwright; where CI is set, that is a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import desk_made as made
import pytest
import uvicorn
from accessibility import violations_in_light_and_dark

from rashomon import ledger as book
from rashomon.desk import make_app
from rashomon.desk.safety import safety


def left_out(why: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"browser tests cannot be run: {why}")
    pytest.skip(f"browser tests are left out: {why}", allow_module_level=True)


try:
    from playwright.sync_api import Page, sync_playwright
except ImportError:
    left_out("Playwright is not installed (pip install playwright)")

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
if not CHROMIUM:
    left_out("there is no Chromium on this machine (Debian: apt install chromium)")

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as playwright:
        there = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield there
        there.close()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger that the tests which decide nothing share."""
    return made.ledger(tmp_path_factory.mktemp("browser") / "case.rashomon")


def served(path: Path) -> Iterator[str]:
    """The desk over a ledger at an address of its own, from this process: a browser sees no difference, and a start of
    Python costs more than most of these tests."""
    config = uvicorn.Config(
        make_app(path, safety("127.0.0.1", None), by="A. Editor"),
        host="127.0.0.1", port=0, log_level="warning", access_log=False, server_header=False, date_header=False,
    )  # fmt: skip
    listening = config.bind_socket()
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    try:
        while not server.started:
            assert running.is_alive()
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        running.join(600)


def is_heard(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def started(path: Path) -> Iterator[str]:
    """The same by the command that people have."""
    command = [sys.executable, "-m", "rashomon.cli", "serve", "--port", "0", "--ledger", str(path)]
    told = {**os.environ, "RASHOMON_BY": "A. Editor"}
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=told)
    try:
        assert running.stderr is not None
        said = re.match(r"The desk is open: (http://127\.0\.0\.1:\d+)/", running.stderr.readline())
        assert said
        port = int(said[1].rpartition(":")[2])
        while not is_heard(port):
            assert running.poll() is None
            time.sleep(0.05)
        yield said[1]
    finally:
        running.terminate()
        running.wait(600)


@pytest.fixture(scope="module")
def shared(case: Path) -> Iterator[str]:
    yield from started(case)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A desk of a test's own, to decide in."""
    path = made.ledger(tmp_path / "case.rashomon")
    for base in served(path):
        yield base, path


@pytest.fixture
def page(browser: Any) -> Iterator[Page]:
    context = browser.new_context()
    found = context.new_page()
    found.faults = []
    context.set_default_timeout(60_000)
    found.on("console", lambda m: found.faults.append(m.text) if m.type == "error" else None)
    found.on("pageerror", lambda e: found.faults.append(str(e)))
    found.on("request", lambda r: found.faults.append(r.url) if not r.url.startswith("http://127.0.0.1:") else None)
    yield found
    context.close()


def decided(path: Path) -> list[str]:
    with book.open_ledger(path) as ledger:
        return [d.verb for d in book.decisions(ledger)]


def shown(page: Page) -> str:
    value = page.locator("#ruling input[name=target]").get_attribute("value")
    assert value
    return value


def test_the_keys_of_review(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review")
    first = shown(page)
    page.keyboard.press("Space")
    page.wait_for_url("**after=**")
    second = shown(page)
    assert second != first
    assert decided(path) == []

    page.keyboard.press("a")
    page.wait_for_function(f"document.querySelector('#ruling input[name=target]')?.value != '{second}'")
    assert decided(path) == ["accept"]
    third = shown(page)
    assert third not in (first, second)

    page.keyboard.press("Backspace")
    page.wait_for_url("**claim=**")
    assert decided(path) == ["accept", "undo"]
    assert shown(page) == second

    page.keyboard.press("f")
    page.locator("text=⚑").wait_for()

    page.keyboard.press("e")
    assert page.locator("#edit").get_attribute("open") is not None
    assert page.evaluate("document.activeElement.id").startswith("field-")
    page.keyboard.type("a")  # in a field, keys are letters
    assert decided(path) == ["accept", "undo"]
    page.locator("#edit .rest summary").click()
    page.locator("#field-reason").fill("heard it on the radio")
    page.locator("form.edit button").click()
    page.locator("text=corrected by a person").first.wait_for()
    assert decided(path)[-1] == "correct"

    page.goto(f"{base}/review")
    page.keyboard.press("x")
    page.wait_for_url("**after=**")
    assert decided(path)[-1] == "reject"
    assert page.faults == []


def test_a_key_pressed_twice_in_a_hurry_is_one_decision(own: tuple[str, Path], page: Page) -> None:
    base, path = own
    page.goto(f"{base}/review")
    page.keyboard.press("a")
    page.keyboard.press("a")
    page.wait_for_url("**after=**")
    page.wait_for_load_state()
    assert len(decided(path)) <= 2
    with book.open_ledger(path) as ledger:
        spots = [d.one[0].span for d in book.decisions(ledger)]
    assert len(spots) == len(set(spots))


def test_keys_that_go_everywhere(shared: str, page: Page) -> None:
    page.goto(f"{shared}/matters")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.hasAttribute('data-row')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/matters/M-*")
    for key, path in (("r", "/review"), ("m", "/map"), ("d", "/")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(f"{shared}{path}")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("struck")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=struck")
    assert page.faults == []


def test_keys_can_be_turned_off(shared: str, page: Page) -> None:
    page.goto(f"{shared}/")
    page.locator("#keys-button").click()
    page.locator("#keys-off").check()
    page.reload()
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_timeout(200)
    assert page.url == f"{shared}/"


def test_all_of_it_works_without_script(browser: Any, own: tuple[str, Path]) -> None:
    base, path = own
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/")
    page.locator("[data-row]").first.click()  # an incident
    page.locator("[data-row]").first.click()  # one of its questions
    page.locator("text=Accept all its claims").click()
    assert decided(path) == ["accept"]
    page.goto(f"{base}/review")
    page.locator("button[value=reject]").click()
    assert decided(path) == ["accept", "reject"]
    page.locator("text=take the last back").click()
    assert decided(path) == ["accept", "reject", "undo"]
    page.goto(f"{base}/matters?status=disputed")
    page.locator("[aria-label^='Drop the filter']").click()
    assert page.url == f"{base}/matters"
    context.close()


def addresses(path: Path) -> list[str]:
    with book.open_ledger(path) as ledger:
        ids = [m.id for m in book.matters(ledger)]
        incident = max(book.incidents(ledger), key=lambda i: len(i.questions)).id
        keys = [report.key for report, _ in book.all_read(ledger)]
    return [
        *("/", "/matters?status=disputed&q=army", "/review", "/map", "/export?format=csv", "/speakers/nobody"),
        *(
            "/changes",
            "/control",
            "/coverage",
            "/coverage?by=outlet",
            "/incidents?sort=place",
            f"/incidents/{incident}",
        ),
        *(f"/matters/{ids[0]}?history=1", *(f"/reports/{k}" for k in keys), "/places/pack:x/Kastrel"),
    ]


def test_axe_finds_nothing(browser: Any, shared: str, case: Path) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    wrong = []
    for address in addresses(case):
        page.goto(f"{shared}{address}")
        wrong += [f"{address}: {found}" for found in violations_in_light_and_dark(page)]
    context.close()
    assert wrong == []


def test_no_page_makes_the_browser_complain(shared: str, case: Path, page: Page) -> None:
    """The policy is not broken by our own pages, no script of a report runs, nothing is asked for elsewhere."""
    page.on("dialog", lambda d: page.faults.append(d.message))
    for address in addresses(case):
        page.goto(f"{shared}{address}")
    assert [f for f in page.faults if not re.search("404", f)] == []


def test_a_narrow_screen_does_not_scroll_sideways(browser: Any, shared: str, case: Path) -> None:
    context = browser.new_context(viewport={"width": 380, "height": 800})
    page = context.new_page()
    for address in addresses(case):
        page.goto(f"{shared}{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    context.close()
