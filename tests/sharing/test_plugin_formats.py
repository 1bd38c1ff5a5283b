"""Formats that a plugin makes: of what may leave, and whatever it does is told and stops nothing else."""

from __future__ import annotations

from pathlib import Path

import exports_made as made
import plugin_made
import pytest

from rashomon.errors import RashomonError
from rashomon.sharing import FORMATS, _formats


def test_a_plugin_makes_a_format_of_what_may_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin_made.install(tmp_path, monkeypatch)
    formats = _formats()
    assert formats["tally"](made.SAMPLE) == f"{len(made.SAMPLE.claims)} claims, default".encode()
    assert {"tally", "broken", "missing"} <= formats.keys() - FORMATS.keys()
    assert formats["csv"] is FORMATS["csv"], "none takes the name of one of ours"


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("broken", "ValueError: no such luck"),
        ("nothing.txt", "it gave int"),
        ("missing", "no_such_module"),
    ],
)
def test_what_goes_wrong_in_a_plugin_is_an_error_that_names_it(
    form: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin_made.install(tmp_path, monkeypatch)
    with pytest.raises(RashomonError, match=why) as raised:
        _formats()[form](made.SAMPLE)
    assert form in raised.value.thing and "made-up-plugin" in raised.value.thing
