"""Passwords of those who sign in at the desk: argon2id (RFC 9106) with the costs that argon2-cffi has as its own.

What the file holds is a hash; whoever has the file can guess, at 64 MiB and some hundredths of a second each.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from rashomon.errors import RashomonError
from rashomon.message import Phrase

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 1000
"""Characters. There are no rules about digits and signs: they make passwords worse (NIST SP 800-63B, 3.1.1.2)."""


def hashed(password: str, name: str) -> str:
    """What is kept of a new password. Raises RashomonError for one that is guessed soon."""
    if not SHORTEST <= len(password) <= LONGEST:
        why = Phrase("it has {n} characters", n=len(password))
        fix = Phrase("Use {few} to {many}: four words that nobody guesses.", few=SHORTEST, many=LONGEST)
        raise RashomonError(Phrase("The password"), why, fix)
    if password.strip().casefold() == name.strip().casefold():
        raise RashomonError(Phrase("The password"), Phrase("it is the name"), Phrase("Use another."))
    return _hasher().hash(_same(password))


def fits(kept: str | None, password: str) -> bool:
    """Whether this is the password. It takes as long where there is none (`kept` is None): nobody learns so who is."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    nobody = _nobody()
    try:
        right = _hasher().verify(kept or nobody, _same(password[:LONGEST]))
    except (Argon2Error, InvalidHashError):
        return False
    return right and kept is not None


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        why = "argon2-cffi is not installed, which it is kept with"
        raise RashomonError("The password", why, "Run `pip install 'rashomon[team]'`.") from error
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("nobody’s password")


def _same(password: str) -> str:
    """Keyboards write one letter in two ways; to a person it is the same."""
    return unicodedata.normalize("NFC", password)
