"""What axe-core finds wrong with a page."""

from __future__ import annotations

from typing import Any

import pytest


def violations(page: Any, scheme: str) -> list[str]:
    """Of the page as it stands. All rules in the light scheme; in the dark one those about colours, as the schemes
    differ in nothing else: each page has the same elements in both."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if scheme == "dark":
        options["runOnly"] = {"type": "tag", "values": ["cat.color"]}
    found = axe.Axe().run(page, options=options).response["violations"]
    return [f"{v['id']} {v['nodes'][0]['html'][:120]} {v['nodes'][0].get('failureSummary', '')[:300]}" for v in found]
