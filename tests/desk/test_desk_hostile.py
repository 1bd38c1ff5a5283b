# ruff: noqa: E501 (addresses and what is asked of a page, one a line)
"""A corpus of hostile reports on every page, in a real browser: nothing runs, nothing is loaded, nothing breaks.

Left out, with the reason, where there is no Chromium (see test_desk_browser.py).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import desk_made as made
import hostile_reports as hostile
import pytest
from test_desk_browser import browser, served  # noqa: F401 - a fixture, and what starts a desk

from rashomon import ledger as book

WATCH = r"""
window.hit = 0; window.broken = [];
document.addEventListener('securitypolicyviolation', e => window.broken.push(e.violatedDirective + ' ' + e.blockedURI));
"""
LOOK = r"""() => ({
  hit: window.hit, broken: window.broken,
  scripts: [...document.scripts].filter(s => !/^[/]static[/][\w.-]+$/.test(s.getAttribute('src'))).length,
  handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length,
  foreign: [...document.querySelectorAll('iframe, object, embed, base, math, animate, img, style, meta[http-equiv]')].filter(e => !e.closest('.leaflet-container')).length,
  links: [...document.querySelectorAll('[href], [src], [action]')].map(e => e.getAttribute('href') ?? e.getAttribute('src') ?? e.getAttribute('action')),
  wide: document.documentElement.scrollWidth - window.innerWidth,
  bar: document.querySelector('header.bar').getBoundingClientRect().top + window.scrollY,
  nav: document.querySelectorAll('header.bar nav a').length,
  foot: !!document.querySelector('footer.foot'),
  direction: getComputedStyle(document.body).direction,
})"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.ledger(tmp_path_factory.mktemp("hostile") / "case.rashomon")


@pytest.fixture(scope="module")
def base(path: Path) -> Iterator[str]:
    yield from served(path)


def pages(path: Path) -> list[str]:
    """Every kind of page, and those of one thing for every hostile string."""
    with book.open_ledger(path) as ledger:
        read = book.all_read(ledger)
        ids = [m.id for m in book.matters(ledger)]
        incidents = [i.id for i in book.incidents(ledger)]
        claims = [r.statements[0].claims[0].id for _, r in read]
        places = sorted({p.gazetteer for _, r in read for p in r.places if p.gazetteer})
    words = [urlencode({"q": bad[:200].encode("utf-8", "replace")}) for bad in hostile.HOSTILE]
    return [
        *("/", "/log?before=9999", "/changes", "/control", "/coverage", "/coverage?by=outlet", "/incidents", "/matters", "/matters?sort=place&page=2", "/map", "/review", "/review?queue=joins", "/review?queue=ruled", "/export"),
        *("/log", "/add", "/log?doubts=1", "/add?batch=1"),
        *("/export?format=csv", "/export?format=jsonl&profile=full", "/nothing", f"/matters?{'&'.join(words)}"),
        *(f"/matters/{m}?history=1" for m in ids[::2]),
        *(f"/incidents/{i}" for i in incidents[::2]),
        *(f"/reports/{report.key}" for report, _ in read),
        *(f"/reports/{report.key}?at=0-{min(len(report.text), 40)}&at=0-2#add" for report, _ in read[::4]),
        *(f"/reports/{report.key}?at=0-{min(len(report.text), 40)}#add" for report, _ in read[::3]),
        *(f"/review?claim={c}" for c in claims[1::2]),
        *(f"/places/{quote(p.encode('utf-8', 'replace'), safe='')}" for p in places[::2]),
        *(f"/matters?{w}&place={quote(bad[:50].encode('utf-8', 'replace'))}" for w, bad in list(zip(words, hostile.HOSTILE, strict=True))[::3]),
    ]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 380])
def test_nothing_runs_and_nothing_breaks(browser: Any, base: str, path: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(WATCH)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("dialog", lambda d: faults.append(f"dialog {d.message}"))
    page.on("request", lambda r: faults.append(r.url) if not r.url.startswith(base) else None)
    wrong = []
    every = pages(path)
    for address in every[::2] if width > 1000 else every[1::4]:
        answer = page.goto(f"{base}{address}")
        assert answer is not None
        assert answer.status in (200, 404) and (answer.status == 200 or address == "/nothing"), address
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        for words in ("autofocus", "onfocus"):  # what a breakout would wait for
            assert page.locator(f"[{words}]").count() == 0
        told = page.evaluate(LOOK)
        links = [x for x in told.pop("links") if x and not re.match(r"[/#?](?!/)", x)]
        expected = {
            "hit": 0, "broken": [], "scripts": 0, "handlers": 0, "foreign": 0, "bar": 0, "nav": 9,
            "foot": True, "direction": "ltr",
        }  # fmt: skip
        wide = told.pop("wide")
        if told != expected or links or wide > 0:
            wrong.append(
                f"{address[:90]}: { ({k: v for k, v in told.items() if v != expected[k]}) } {links[:2]} wide {wide}"
            )
    context.close()
    assert wrong == []
    assert [f for f in faults if "404" not in f] == []


def test_no_cell_of_a_download_is_a_formula(path: Path) -> None:
    with made.desk(path) as client:
        with book.open_ledger(path) as ledger:
            ids = [m.id for m in book.matters(ledger)]
        found = 0
        for address in ["/matters.csv", "/review.csv", *(f"/matters/{m}.csv" for m in ids)]:
            answer = client.get(address)
            assert answer.status_code in (200, 404), f"{address}: {answer.text[:200]}"
            cells = (
                [c for row in csv.reader(io.StringIO(answer.text)) for c in row] if answer.status_code == 200 else []
            )
            found += len(cells)
            assert [c for c in cells if re.match(r"\s*[=+@]|\s*-\D", c)] == [], address
        assert found > 1000
