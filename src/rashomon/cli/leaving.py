"""What may leave of a part of a ledger, made as the desk makes it: who is private is known from all reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.desk.workers import Exports
    from rashomon.ledger import Ledger


@contextmanager
def what_leaves() -> Iterator[Exports]:
    """To be asked for parts of one ledger."""
    from rashomon.desk.workers import Exports

    exports = Exports()
    try:
        yield exports
    finally:
        exports.close()


def leaving_now(ledger: Ledger, as_of: str | None, matters: Sequence[str], form: str) -> bytes:
    """These matters as they may leave under the default profile, in one of `rashomon.sharing.FORMATS`.

    Raises RashomonError with `--as-of`: what may leave is decided by what is known now.
    """
    from rashomon.sharing import render

    if as_of is not None:
        raise RashomonError(
            "--as-of", f"{form} is made of the ledger as it is now", "Leave it out, or take --to jsonl."
        )
    with what_leaves() as exports:
        return render(form, exports.some(ledger, matters))
