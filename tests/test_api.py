"""The public API: what `import rashomon` offers, that it is documented, and that it costs nothing until it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest
from paths import ROOT

import rashomon

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", rashomon.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(rashomon, name) is not None
    assert f"`{name}" in PAGE


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        rashomon.reed  # noqa: B018 - asking for it is the test


def test_importing_it_loads_no_model_and_no_room() -> None:
    code = (
        "import rashomon, sys; print([m for m in ('spacy', 'numpy', 'sqlite3', 'rashomon.world') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
