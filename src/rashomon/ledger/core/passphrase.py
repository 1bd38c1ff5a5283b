"""What opens an encrypted ledger: a passphrase, from a file or the terminal, and the key that is made of it.

The passphrase is in no argument, no variable of the environment (one names a file), no error and no log. It is made
into the key once a file and then let go; the key stays in this process, so that whoever opens the ledger again, in
another thread say, does not ask again.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import secrets
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from rashomon.errors import RashomonError
from rashomon.settings import passphrase_file

ITERATIONS = 256_000
"""Of PBKDF2 with HMAC-SHA512: SQLCipher 4's own number, so that its other tools open the file by the passphrase."""

SALT = 16
"""Bytes of salt. They are the first of the file, in place of SQLite's own."""

SHORTEST = 12
"""Characters of a new passphrase. Whoever has the file can guess for years, at a cost of a tenth of a second each."""


WRONG = (
    "the passphrase does not open it",
    "Give the one that it was encrypted with. If you did, it is no encrypted ledger, or its first page is damaged.",
)
"""Nobody can tell a wrong passphrase from damage, nor an encrypted file from any other that is as good as random."""


@dataclass(frozen=True, slots=True)
class Key:
    """What the pages of one file are encrypted with. Nothing shows it: not `repr`, no error, no log."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def spoken(self) -> str:
        """As SQLCipher takes it: a key that is made already, with the salt it was made with."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


_known: dict[bytes, Key] = {}
"""By salt: the keys that opened something in this process."""


def key_of(name: str, salt: bytes, given: str | None = None) -> Key:
    """The key of the file `name` that begins with this salt. Asks, where nobody gave a passphrase or was asked before.

    Whether it is the right one shows when the file is opened. Raises RashomonError where there is nobody to ask.
    """
    if given is None and salt in _known:
        return _known[salt]
    return _made(found(name) if given is None else given, salt)


def new_key(name: str, given: str | None = None, by_hand: bool = False) -> Key:
    """A key for a file that is about to be made; on the terminal its passphrase is asked for twice.

    `by_hand` passes the file over that RASHOMON_PASSPHRASE_FILE names: it holds the passphrase of before.
    """
    passphrase = found(name, new=True, by_hand=by_hand) if given is None else given
    if len(passphrase) < SHORTEST:
        why = f"a new passphrase of {len(passphrase)} characters is guessed soon"
        raise RashomonError(name, why, f"Use {SHORTEST} or more: six words drawn by dice, for instance.")
    return _made(passphrase, secrets.token_bytes(SALT))


def remember(key: Key) -> None:
    """It opened the file: nobody needs to be asked for it again."""
    _known[key.salt] = key


def _made(passphrase: str, salt: bytes) -> Key:
    # Keyboards write one letter in two ways, as one character or as a letter with a mark; to a person it is the same.
    same = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Key(hashlib.pbkdf2_hmac("sha512", same, salt, ITERATIONS, 32), salt)


def found(name: str, new: bool = False, by_hand: bool = False) -> str:
    """The passphrase: from the file that RASHOMON_PASSPHRASE_FILE names, else from whoever sits at the terminal."""
    file = None if by_hand else passphrase_file()
    return _from_terminal(name, new) if file is None else _from_file(file)


def _from_file(file: Path) -> str:
    thing = f"RASHOMON_PASSPHRASE_FILE {file}"
    try:
        with file.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            if stat.S_ISREG(mode) and mode & 0o077:
                raise RashomonError(thing, "others on this machine can read it", f"Run `chmod 600 {file}`.")
            line = stream.readline().rstrip(b"\r\n")
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        raise RashomonError(thing, why, "Name a file that holds the passphrase in its first line.") from error
    try:
        passphrase = line.decode()
    except UnicodeDecodeError:
        # From None: what is in the file stands in that error.
        raise RashomonError(thing, "its first line is not UTF-8", "Write the passphrase as text.") from None
    if not passphrase:
        raise RashomonError(thing, "its first line is empty", "Write the passphrase into its first line.")
    return passphrase


def _from_terminal(name: str, new: bool) -> str:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        # Python would ask on standard input instead, and show what is typed.
        fix = "Run it in a terminal, or set RASHOMON_PASSPHRASE_FILE to a file that holds the passphrase."
        raise RashomonError(name, "it needs a passphrase, and there is no terminal to ask on", fix) from None
    try:
        passphrase = getpass.getpass(f"{'New passphrase' if new else 'Passphrase'} of {name}: ")
        if new and getpass.getpass("The same again: ") != passphrase:
            raise RashomonError(name, "the two passphrases differ", "Nothing was changed: run this again.")
    except EOFError:
        passphrase = ""
    if not passphrase:
        raise RashomonError(name, "no passphrase was given", "Run this again.")
    return passphrase
