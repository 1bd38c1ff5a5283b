"""Both codings of a ledger: what the tests of the ledger ask of a plain one holds of an encrypted one too.

A switch for tests alone: after `switch_on` every ledger that is made is an encrypted one, by a passphrase in a file,
and its key is cheap to make. How often a passphrase is stirred changes the key and nothing else that the ledger does,
and other tests make keys as they are made for people. The switch is a variable of the environment too, for programs
that a test starts: they import this.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rashomon.ledger.core import file, passphrase

SWITCH = "RASHOMON_TEST_ENCRYPTED"
PASSPHRASE = "mill wharf copper seven lantern oats"


def switch_on(patch: pytest.MonkeyPatch) -> None:
    key = file._key
    patch.setattr(file, "_key", lambda path, is_there, encrypt, given: key(path, is_there, not is_there, given))
    patch.setattr(passphrase, "ITERATIONS", 1)


def written(folder: Path, text: str = PASSPHRASE) -> Path:
    """A file that holds the passphrase, as RASHOMON_PASSPHRASE_FILE names one."""
    made = folder / "passphrase"
    made.touch(0o600)
    made.write_text(text + "\n", encoding="utf-8")
    return made


if os.environ.get(SWITCH):
    switch_on(pytest.MonkeyPatch())
