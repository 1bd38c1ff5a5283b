"""What goes wrong, said so that a person can act on it: the thing, why, and what to do."""

from __future__ import annotations


class RashomonError(Exception):
    """Names the thing, says why, and says what to do. The command line prints it; nobody sees a traceback."""

    def __init__(self, thing: str, why: str, fix: str = "") -> None:
        self.thing, self.why, self.fix = thing, why, fix
        super().__init__(f"{thing}: {why}." + (f" {fix}" if fix else ""))


class Overtaken(RashomonError):
    """Somebody else ruled on the same thing first: it is to be looked at again. The desk answers with 409, Conflict."""
