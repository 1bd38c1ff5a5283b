"""The child that takes hard formats apart: within limits, one for many inputs, and never the end of the rest."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from paths import TESTS

from rashomon.errors import RashomonError
from rashomon.intake import child

Ask = Callable[..., Any]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    monkeypatch.setenv("PYTHONPATH", str(TESTS / "made"))
    child.stop()
    yield lambda what, data=b"", seconds=20.0: child.taken_apart(f"hard_to_read:{what}", data, "a.x", seconds)
    child.stop()


def why(ask: Ask, what: str, **told: Any) -> str:
    with pytest.raises(RashomonError) as raised:
        ask(what, **told)
    assert raised.value.thing == "a.x"
    return str(raised.value)


def test_one_child_serves_many_and_notes_come_through(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    sizes, pids = zip(*(ask("length", bytes(n)) for n in (0, 1, 3_000_000)), strict=True)
    assert sizes == (0, 1, 3_000_000)
    assert len(set(pids)) == 1
    assert pids[0] != os.getpid()
    assert caplog.messages == ["a.x: noted"] * 3


def test_errors_come_through_and_the_child_stays(ask: Ask) -> None:
    _, before = ask("length")
    assert why(ask, "refuses") == "a.x: it is green. Paint it."
    assert "it could not be read (KeyError: 'x')" in why(ask, "breaks")
    assert ask("length") == [0, before]


@pytest.mark.parametrize("what", ["spins", "sleeps"])
def test_time_runs_out(ask: Ask, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "PATIENCE", 3.0)
    begun = time.monotonic()
    assert "it was not read within 1 seconds" in why(ask, what, seconds=1.0)
    assert time.monotonic() - begun < 20
    assert ask("length", b"x")[0] == 1


@pytest.mark.skipif(sys.platform == "darwin", reason="the system does not limit the memory of a process")
def test_memory_runs_out(ask: Ask) -> None:
    assert "takes too much memory" in why(ask, "too_much")
    assert ask("length", b"x")[0] == 1


@pytest.mark.skipif(sys.platform == "darwin", reason="the system does not limit the memory of a process")
def test_what_an_earlier_input_left_behind_is_not_laid_at_the_door_of_the_next(ask: Ask) -> None:
    assert [ask("grows"), ask("grows"), ask("grows")] == [1, 1, 1]


def test_a_library_that_dies(ask: Ask) -> None:
    ask("length")
    assert "it could not be read (signal 6)" in why(ask, "dies")
    assert ask("length", b"x")[0] == 1


def test_threads_take_turns(ask: Ask) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda n=n: found.append(ask("length", bytes(n))[0])) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(8))


def test_after_a_fork_each_has_its_own(ask: Ask) -> None:
    _, before = ask("length")
    code = (
        "import os; from rashomon.intake import child\n"
        "ask = lambda: child.taken_apart('hard_to_read:length', b'', 'a', 9)\n"
        "a = ask()[1]; pid = os.fork()\n"
        "b = ask()[1]\n"
        "print(a == b, flush=True)\n"
        "pid and os.waitpid(pid, 0)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert sorted(told.stdout.split()) == ["False", "True"]
    assert ask("length") == [0, before]


def test_nothing_is_left_when_the_program_ends(ask: Ask) -> None:
    code = (
        "from rashomon.intake import child\nprint(child.taken_apart('hard_to_read:length', b'', 'a', 9)[1], flush=True)"
    )
    for end in ("", "; import os; os.kill(os.getpid(), 9)"):
        told = subprocess.run(
            [sys.executable, "-c", code + end], capture_output=True, text=True, timeout=60, check=False
        )
        pid = int(told.stdout)
        for _ in range(100):
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                break
            time.sleep(0.05)
        else:
            pytest.fail("the child is still there")


def streamed(data: bytes) -> Iterator[int]:
    return child.streamed("hard_to_read:counts", data, "a.x", 20.0)


def test_a_stream_comes_one_by_one_with_its_notes(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    assert list(streamed(bytes(range(5)))) == [0, 1, 2, 3, 4]
    assert caplog.messages == [f"a.x: {n}" for n in range(5)]


def test_another_is_asked_while_a_stream_goes_on(ask: Ask) -> None:
    found = streamed(bytes(range(200)))
    assert next(found) == 0
    assert ask("length", b"xyz")[0] == 3
    inner = streamed(b"\7")
    assert (list(inner), sum(1 for _ in found)) == ([7], 199)


@pytest.mark.parametrize(("end", "why"), [(254, "it is green"), (255, "signal 6")])
def test_what_came_before_a_stream_broke_is_kept(ask: Ask, end: int, why: str) -> None:
    for before in (None, ask("length")):  # in a fresh child, and in one that has served
        found: list[int] = []
        with pytest.raises(RashomonError, match=why):
            found.extend(iter_into(found, streamed(bytes([1, 2, end]))))
        assert found == [1, 2], before
    assert ask("length", b"x")[0] == 1


def iter_into(found: list[int], stream: Iterator[int]) -> Iterator[int]:
    for item in stream:
        found.append(item)
    return iter(())


def test_a_stream_that_is_given_up_ends_its_child(ask: Ask) -> None:
    found = streamed(bytes(range(200)) * 1000)
    assert next(found) == 0
    found.close()  # type: ignore[attr-defined]
    assert ask("length", b"x")[0] == 1


@pytest.mark.parametrize("at_once", [1, 3, 4, 5, 100])
@pytest.mark.parametrize(
    ("first", "portions"), [(b"abcd", [b"efgh", b"ij", b""]), (b"abcd", [b""]), (b"abc", []), (b"", [])]
)  # one that is shorter than a portion is all there is
def test_what_comes_in_portions_is_read_whole(
    monkeypatch: pytest.MonkeyPatch, first: bytes, portions: list[bytes], at_once: int
) -> None:
    monkeypatch.setattr(child, "PORTION", 4)
    coming = iter(portions)
    stream = io.BufferedReader(child._Fed(first, lambda: next(coming)), buffer_size=at_once)
    assert b"".join(iter(lambda: stream.read(2), b"")) == first + b"".join(portions)
    assert list(coming) == []
