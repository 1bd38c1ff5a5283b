"""All pages of the desk in Firefox: each is drawn, says no error, asks nobody else, and axe-core finds nothing.

Left out, with the reason, where there is no Firefox, or not what speaks with it.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import desk_made as made
import firefox_made
import pytest

from rashomon import ledger as book
from rashomon.ledger.read import facets, incident_index

pytest.importorskip("websocket", reason="Firefox is left out: websocket-client is not installed")
if not firefox_made.FIREFOX:
    pytest.skip("Firefox is left out: there is none here (Debian: apt install firefox-esr)", allow_module_level=True)

from test_desk_browser import served

PAGES = (
    "/", "/incidents", "/incidents/{incident}", "/matters", "/matters/{matter}", "/matters/{matter}?history=1",
    "/reports", "/reports/{report}", "/outlets", "/speakers", "/places", "/places/{place}", "/review",
    "/review?queue=joins", "/map", "/control", "/coverage", "/changes", "/mine", "/add", "/log", "/who", "/export",
    "/export?format=csv",
)  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.ledger(tmp_path_factory.mktemp("firefox") / "case.rashomon")


@pytest.fixture(scope="module")
def desk(case: Path) -> Iterator[str]:
    yield from served(case)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[firefox_made.Firefox]:
    with firefox_made.opened(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def names(case: Path) -> dict[str, str]:
    with book.open_ledger(case) as ledger:
        rows = facets.listed(ledger, facets.Wanted(), limit=50)[1]
        return {
            "matter": rows[0].id,
            "incident": incident_index.listed(ledger, facets.Wanted(), limit=1)[1][0].id,
            "place": next(r.place_id for r in rows if r.place_id),
            "report": book.all_read(ledger)[0][0].key,
        }


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_firefox(page: str, desk: str, firefox: firefox_made.Firefox, names: dict[str, str]) -> None:
    firefox.faults.clear()
    firefox.go(desk + page.format(**names))
    assert firefox.run("document.querySelector('main h1, main h2')?.innerText.length > 0"), "nothing is drawn"
    assert firefox.run("document.documentElement.scrollWidth <= innerWidth + 1"), "it is wider than the window"
    assert firefox.run("performance.getEntriesByType('navigation')[0].responseStatus") == 200
    axe = Path(str(importlib.import_module("axe_playwright_python").__file__)).parent / "axe.min.js"
    firefox.run(f"(() => {{ {axe.read_text()}; return 1 }})()")
    found = firefox.run("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html.slice(0, 200)))")
    assert found == []
    assert firefox.faults == []


def test_keys_decide_in_firefox(firefox: firefox_made.Firefox, tmp_path: Path) -> None:
    path = made.ledger(tmp_path / "case.rashomon")
    for base in served(path):
        firefox.go(f"{base}/review")
        keys = [{"type": "keyDown", "value": "a"}, {"type": "keyUp", "value": "a"}]
        firefox.say(
            "input.performActions", context=firefox.window, actions=[{"type": "key", "id": "keys", "actions": keys}]
        )
        firefox.run("new Promise(done => setTimeout(done, 3000))")
        with book.open_ledger(path) as ledger:
            assert [d.verb for d in book.decisions(ledger)] == ["accept"]
