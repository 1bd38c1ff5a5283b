"""What axe-core finds wrong with a page."""

from __future__ import annotations

from typing import Any

import pytest

OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that look at colours: all that a page in the dark can break which it keeps in the light, since our styles
change nothing but colours there (tests/pages/test_brief.py)."""


def violations(page: Any, *rules: str) -> list[str]:
    """Of the page as it stands, by these rules of axe-core, or by all."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    asked = axe.DEFAULT_OPTIONS | ({"runOnly": list(rules)} if rules else {})
    if not page.evaluate("'axe' in window"):  # half a megabyte, which the page may have from before
        page.evaluate(axe.Axe().axe_script)
    found = page.evaluate("(asked) => axe.run(asked).then((found) => found.violations)", asked)
    return [f"{v['id']} {v['nodes'][0]['html'][:120]} {v['nodes'][0].get('failureSummary', '')[:300]}" for v in found]


def violations_in_light_and_dark(page: Any) -> list[str]:
    """Of the page as it stands. It is light again afterwards."""
    wrong = [f"light: {found}" for found in violations(page)]
    page.emulate_media(color_scheme="dark")
    wrong += [f"dark: {found}" for found in violations(page, *OF_COLOURS)]
    page.emulate_media(color_scheme="light")
    return wrong
