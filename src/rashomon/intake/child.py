"""A process of its own for the formats whose libraries can be made slow or greedy: nearly all but plain text.

A few kilobytes can ask a parser for hours and gigabytes, and no library's limits cover every way to do so. So a child
takes them apart under limits of processor time and memory that the system keeps, and is gone when it runs into one. It
stays for the next input: starting one costs as much as some tens of pages.
"""

from __future__ import annotations

import atexit
import io
import json
import logging
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO, cast

from rashomon.errors import RashomonError
from rashomon.intake.make_report import log

MOST_MEMORY = 1_500_000_000
"""Bytes of address space for the child, where the system can limit it (not on macOS)."""
PATIENCE = 5.0
"""How many times its processor time the child may take by the clock: the machine has other things to do."""
PORTION = 1 << 20
"""Bytes of a stream that the child gets at once."""
_HEAD = struct.Struct(">QQ")
_SIZE = struct.Struct(">Q")
_CHILD = "from rashomon.intake.child import serve; serve()"


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    owner: int
    """The process that started it: after a fork the pipes belong to both."""
    served: int = 0


_lock = threading.Lock()
_workers: list[_Worker] = []


_SAVE = "Save its text, or the part that you need."
_GREEDY = {"why": "reading it takes too much memory", "fix": _SAVE}


class _Ended(Exception):
    """The child is no more: by the clock, by a limit, or by a fault of a library."""

    def __init__(self, status: int | None) -> None:
        super().__init__(status)
        self.status = status
        """As of subprocess: minus the signal; None is the clock."""


def taken_apart(by: str, data: bytes, name: str, seconds: float, **told: Any) -> Any:
    """What the function `by` ("rashomon.intake.html:extract") makes of these bytes, called in the child.

    It gets the bytes, `name` and what is `told`, and returns what JSON holds. What it notes in the log is noted here.
    Raises RashomonError: its own, or where it took more than `seconds` of processor time, too much memory, or broke.
    """
    with _lock:
        answer = _asked(by, data, seconds, {"name": name, **told})
    for note in answer.get("notes", ()):
        log.warning("%s", note)
    if "why" in answer:
        raise RashomonError(name, answer["why"], answer["fix"])
    return answer["found"]


def streamed(by: str, data: bytes | BinaryIO, name: str, seconds: float, **told: Any) -> Iterator[Any]:
    """What the generator `by` yields of these bytes, called in the child, one after the other.

    `seconds` are for each of them. The child is nobody else's meanwhile, so what comes may be given to another one
    while the rest is still to come. Of `data` that is open for reading, `by` gets a stream too, which takes no more
    memory than what it reads at once. Raises RashomonError as `taken_apart` does, after what came before it.
    """
    given = 0
    ask = {"by": by, "seconds": seconds, "told": {"name": name, **told}, "stream": True}
    rest: BinaryIO | None = None
    if not isinstance(data, bytes):
        rest = data
        data = rest.read(PORTION)
        ask["opened"] = True
    while True:
        with _lock:
            if rest is not None and len(data) == PORTION:
                stop()  # what was read of a stream can't be sent once more, so none before it may be to blame
            worker = _ready()
            _workers.clear()
        fresh, whole = worker.served == 0, False
        try:
            _send(worker, ask, data)
            skipped = 0
            while True:
                answer = _answer(worker, seconds)
                for note in answer.get("notes", ()) if skipped >= given else ():
                    log.warning("%s", note)
                if "more" in answer:
                    _portion(worker, rest.read(PORTION) if rest is not None else b"")
                    continue
                if "item" not in answer:
                    break
                if skipped < given:
                    skipped += 1
                    continue
                given, skipped = given + 1, skipped + 1
                yield answer["item"]
            whole = True
        except _Ended as ended:
            answer = _why(ended, fresh, seconds)
        finally:
            if not whole:
                _killed(worker)
        if answer.get("memory"):
            _killed(worker)
            answer = _GREEDY if fresh else {}
        elif whole:
            worker.served += 1
            with _lock:
                _workers.append(worker) if not _workers else _killed(worker)
        if "why" in answer:
            raise RashomonError(name, answer["why"], answer["fix"])
        if "done" in answer:
            return


def _asked(by: str, data: bytes, seconds: float, told: dict[str, Any]) -> dict[str, Any]:
    while True:
        worker = _ready()
        fresh = worker.served == 0
        try:
            _send(worker, {"by": by, "seconds": seconds, "told": told}, data)
            answer = _answer(worker, seconds)
        except _Ended as ended:
            if answer := _why(ended, fresh, seconds):
                return answer
        else:
            worker.served += 1
            if not answer.get("memory"):
                return answer
            stop()
            if fresh:
                return _GREEDY
        # What an earlier input left behind may have been to blame: once more, in a child that has seen nothing yet.


def _why(ended: _Ended, fresh: bool, seconds: float) -> dict[str, Any]:
    """What is said of a child that is no more; nothing where an earlier input may be to blame."""
    if ended.status is None or ended.status == -signal.SIGXCPU:
        return {"why": f"it was not read within {seconds:g} seconds", "fix": _SAVE}
    return {"why": f"it could not be read ({_in_words(ended.status)})", "fix": "Is it damaged?"} if fresh else {}


def _in_words(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"


def _ready() -> _Worker:
    if _workers and (_workers[0].owner != os.getpid() or _workers[0].process.poll() is not None):
        _workers.clear()
    if not _workers:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter, our own code
            [sys.executable, "-P", "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        _workers.append(_Worker(process, os.getpid()))
    return _workers[0]


def stop() -> None:
    """Ends the child, if there is one."""
    for worker in _workers:
        _killed(worker)
    _workers.clear()


atexit.register(stop)


def _killed(worker: _Worker) -> None:
    if worker in _workers:
        _workers.remove(worker)
    if worker.owner == os.getpid() and not cast(Any, worker.process.stdout).closed:
        worker.process.kill()
        worker.process.communicate()


def _send(worker: _Worker, ask: dict[str, Any], data: bytes) -> None:
    head = json.dumps(ask).encode()
    stdin = cast(Any, worker.process.stdin)
    with _ending(worker):
        stdin.write(_HEAD.pack(len(head), len(data)) + head)
        stdin.write(data)
        stdin.flush()


def _portion(worker: _Worker, data: bytes) -> None:
    with _ending(worker):
        cast(Any, worker.process.stdin).write(_SIZE.pack(len(data)) + data)
        cast(Any, worker.process.stdin).flush()


def _answer(worker: _Worker, seconds: float) -> dict[str, Any]:
    handle, end = cast(Any, worker.process.stdout).fileno(), time.monotonic() + seconds * PATIENCE
    with _ending(worker):
        (size,) = _SIZE.unpack(_some(handle, _SIZE.size, end))
        return dict(json.loads(_some(handle, size, end)))


@contextmanager
def _ending(worker: _Worker) -> Iterator[None]:
    """Raises _Ended where the child is no more; whatever fails, half a question or answer is in the pipe."""
    try:
        yield
    except (BrokenPipeError, EOFError):
        try:
            status = worker.process.wait(5)
        finally:
            _killed(worker)
        raise _Ended(status) from None
    except TimeoutError:
        _killed(worker)
        raise _Ended(None) from None
    except BaseException:  # Ctrl-C
        _killed(worker)
        raise


def _some(handle: int, size: int, end: float) -> bytes:
    found = bytearray()
    while len(found) < size:
        if not select.select([handle], [], [], max(0.0, end - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(handle, min(1 << 20, size - len(found)))
        if not part:
            raise EOFError
        found += part
    return bytes(found)


# In the child


def serve() -> None:
    """Takes apart what comes on standard input, one after the other, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which closes our input
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints
    notes = _Notes()
    log.addHandler(notes)
    log.propagate = False
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", MOST_MEMORY)
    questions = sys.stdin.buffer

    def say(told: dict[str, Any]) -> None:
        answer = json.dumps({**told, "notes": notes.taken()}).encode()
        answers.write(_SIZE.pack(len(answer)) + answer)
        answers.flush()

    def more() -> bytes:
        say({"more": True})
        (size,) = _SIZE.unpack(questions.read(_SIZE.size))
        return questions.read(int(size))

    while head := questions.read(_HEAD.size):
        asked, size = _HEAD.unpack(head)
        ask = json.loads(questions.read(asked))
        data = questions.read(size)
        for told in _answered(ask, data, more):
            say(told)


class _Fed(io.RawIOBase):
    """A stream of which the parent gives portions, as they are asked for. A class, as `io` asks for one."""

    def __init__(self, data: bytes, more: Callable[[], bytes]) -> None:
        self.data, self.more = memoryview(data), more
        self.ended = len(data) < PORTION

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.data and not self.ended:
            self.data = memoryview(self.more())
            self.ended = not self.data
        part, self.data = self.data[: len(buffer)], self.data[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _limit(name: str, value: int) -> None:
    try:
        import resource

        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    except (ImportError, AttributeError, OSError, ValueError):
        pass


def _answered(ask: dict[str, Any], data: bytes, more: Callable[[], bytes]) -> Iterator[dict[str, Any]]:
    module, _, function = ask["by"].partition(":")
    try:
        _more_time(ask)
        opened = io.BufferedReader(_Fed(data, more), PORTION) if ask.get("opened") else data
        found = getattr(import_module(module), function)(opened, **ask["told"])
        if not ask.get("stream"):
            yield {"found": found}
            return
        for item in found:
            yield {"item": item}
            _more_time(ask)
        yield {"done": True}
    except RashomonError as error:
        yield {"why": error.why, "fix": error.fix}
    except MemoryError:
        yield {"memory": True}
    except Exception as error:  # the libraries raise what they like on hostile input
        why = f"it could not be read ({type(error).__name__}: {str(error)[:200]})"
        yield {"why": why, "fix": "Is the file damaged?"}


def _more_time(ask: dict[str, Any]) -> None:
    _limit("RLIMIT_CPU", int(time.process_time() + ask["seconds"] + 1))


class _Notes(logging.Handler):
    """What is noted in the log while one input is taken apart."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.notes.append(record.getMessage())

    def taken(self) -> list[str]:
        taken, self.notes = self.notes, []
        return taken
