"""The campaigns against a ledger in short: a disk that fails, a process that is killed. In full: `make io-faults`."""

from __future__ import annotations

import subprocess
import sys

import pytest
from paths import ROOT

CAMPAIGNS = ROOT / "tools" / "campaigns"


@pytest.mark.parametrize(
    "command",
    [("io_faults.py", "--every", "97"), ("io_faults.py", "--kill", "--every", "97"), ("kill.py", "--kills", "2")],
)
def test_nothing_is_half_written_and_no_acknowledged_ruling_is_lost(command: tuple[str, ...]) -> None:
    script, *given = command
    ran = subprocess.run(
        [sys.executable, str(CAMPAIGNS / script), *given], capture_output=True, text=True, check=False, timeout=300
    )
    if "Left out" in ran.stdout:
        pytest.skip(ran.stdout.strip())
    assert ran.returncode == 0, ran.stdout + ran.stderr[-2000:]
    assert ran.stdout.strip().endswith(": 0 failed")
