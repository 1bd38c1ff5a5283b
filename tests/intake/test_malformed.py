"""Files that something spoiled on the way: no crash, no silence, nothing of a library on standard error.

Some hundreds in each run, the same each time; RASHOMON_TEST_SPOILED=200 tries 200 of each kind, more than 10,000.
"""

from __future__ import annotations

import os
import random
import resource
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from every_format import WHOLE

from rashomon.intake import Refusal, Report, receive
from rashomon.intake.sniff import Kind, archive_kind, sniff

MANY = int(os.environ.get("RASHOMON_TEST_SPOILED", "12"))
"""Of each kind."""
MOST_SECONDS = 20.0


def seconds_used() -> float:
    """Processor time, of this process and of those that it waited for; a child at work has limits of its own."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """The bytes with something changed, cut out, said twice, put in, or the end cut off."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(found)) if found else 0
        match chance.randrange(5):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + chance.randrange(1, 40)]
            case 2:
                found[at:at] = found[at : at + 60]
            case 3:
                found[at:at] = bytes(chance.choice(b'{}\\<>"\n\0,;=') for _ in range(5))
            case _:
                found = found[: max(1, at)]
    return bytes(found)


def test_every_format_is_among_them_and_read() -> None:
    kinds = {archive_kind(data, name) or sniff(data, Path(name).suffix) for name, data in WHOLE.items()}
    assert kinds == set(get_args(Kind))


@pytest.mark.parametrize("name", sorted(set(WHOLE) - {"scan.pdf", "scan.png"}))
def test_as_they_are_they_are_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(WHOLE[name])
    found = list(receive([str(tmp_path / name)]))
    assert found
    assert all(isinstance(item, Report) for item in found), found


@pytest.mark.parametrize("name", WHOLE)
def test_a_spoiled_file_is_read_or_refused(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(name)
    path = tmp_path / name
    begun = seconds_used()
    for tried in range(1, MANY + 1):
        path.write_bytes(spoiled(WHOLE[name], chance))
        found = list(receive([str(path)]))
        assert found
        for item in found:
            assert isinstance(item, (Report, Refusal))
            if isinstance(item, Report):
                spans = sorted(part.span for part in item.parts)
                assert all(0 <= start < end <= len(item.text) for start, end in spans)
                assert all(one.end <= two.start for one, two in pairwise(spans))
        took, begun = seconds_used() - begun, seconds_used()
        assert took < MOST_SECONDS, f"{name}, the {tried}. of them, took {took:.0f} seconds"
    assert capfd.readouterr().err == ""
