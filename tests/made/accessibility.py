"""What axe-core finds wrong with a page."""

from __future__ import annotations

from typing import Any

import pytest


def violations(page: Any) -> list[str]:
    """Of the page as it stands."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(page).response["violations"]
    return [f"{v['id']} {v['nodes'][0]['html'][:120]} {v['nodes'][0].get('failureSummary', '')[:300]}" for v in found]
