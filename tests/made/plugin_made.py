"""A made-up package with plugins, installed for a test: entry points on the path, as an installer writes them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rashomon.intake import plugin_readers

CODE = """
def tally(shared):
    return f"{len(shared.claims)} claims, {shared.profile}"

def of_no_kind(shared):
    return 7

def broken(shared):
    raise ValueError("no such luck")

def clips(data, name):
    for n, text in enumerate(data.decode().split("---")):
        yield {"id": f"{name}#{n}", "text": text.strip(), "outlet": "The Clip", "published": "2026-02-27"}

def of_nothing(data, name):
    yield {"title": "no text"}

def breaks(data, name):
    raise ValueError("no such luck")
"""
ENTRY_POINTS = """
[rashomon.exports]
tally = made_up_plugin:tally
nothing.txt = made_up_plugin:of_no_kind
broken = made_up_plugin:broken
missing = no_such_module:x
csv = made_up_plugin:broken

[rashomon.intake]
clip = made_up_plugin:clips
void = made_up_plugin:of_nothing
breaks = made_up_plugin:breaks
gone = no_such_module:x
txt = made_up_plugin:breaks
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package, for this process and for the child that takes files apart."""
    (folder / "made_up_plugin.py").write_text(CODE, encoding="utf-8")
    about = folder / "made_up_plugin-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: made-up-plugin\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(ENTRY_POINTS, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    plugin_readers._plugins.cache_clear()
