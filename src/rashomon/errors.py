"""What goes wrong, said so that a person can act on it: the thing, why, and what to do."""

from __future__ import annotations


class RashomonError(Exception):
    """Names the thing, says why, and says what to do. The command line prints it; nobody sees a traceback."""

    def __init__(self, thing: str, why: str, fix: str = "") -> None:
        self.thing, self.why, self.fix = thing, why, fix
        super().__init__(f"{thing}: {why}." + (f" {fix}" if fix else ""))

    def __reduce__(self) -> tuple[type[RashomonError], tuple[str, str, str]]:
        return type(self), (self.thing, self.why, self.fix)  # so that it comes whole out of another process


class Overtaken(RashomonError):
    """Somebody else ruled on the same thing first: it is to be looked at again. The desk answers with 409, Conflict."""


STOPPED = "Stopped. What was stored before is whole; run the same command again to go on."
NO_MEMORY = "there is not enough memory. Close other programs, or raise the limit that this runs under (`ulimit -v`)."
_NO_MEMORY_WORDS = (
    *("failed to map segment", "cannot allocate memory", "can't start new thread", "unable to allocate"),
    "__reduce_cython__",
)
"""What the loader of libraries, the system, Python's threads and numpy say of it; and a module of Cython that is asked
for again after it could not be set up."""


def was_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, whatever that was told as: a library that cannot be loaded, a thread, an import."""
    return any(
        isinstance(e, MemoryError)
        or type(e)
        is SyntaxError  # of our own modules, where the compiler lacks memory; broken XML has classes below it
        or any(words in str(e).lower() for words in _NO_MEMORY_WORDS)
        for e in _causes(error)
    )


def was_stopped(error: BaseException) -> bool:
    """Whether it was Ctrl-C, told as something else by what it fell into."""
    return any(isinstance(e, KeyboardInterrupt) for e in _causes(error))


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
