"""The benchmark of adding says what one report more takes."""

from __future__ import annotations

import pytest

from rashomon.bench.one_more import adding


def test_it_prints_a_line_for_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    adding((150, 300))
    lines = capsys.readouterr().out.splitlines()
    assert ["150 claims" in lines[0], "300 claims" in lines[1]] == [True, True]
