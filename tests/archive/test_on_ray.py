"""A cluster makes the tables that one process makes, in the same order, whatever is lost on the way.

Most of it with a stand-in for Ray that loses what it is told to; once with Ray itself, on two nodes of this machine of
which one is killed, where RASHOMON_TEST_RAY=1 asks for it: starting them takes a minute.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from archive_made import PART, files, incoming, quick, read_of  # noqa: F401 - a fixture

from rashomon.archive import filling, on_ray
from rashomon.archive.folder import About
from rashomon.archive.table_rows import Entry, tables_of
from rashomon.errors import RashomonError
from rashomon.model import Report


class RayError(Exception):
    pass


class TaskError(RayError):
    def __init__(self, cause: Exception) -> None:
        self.cause = cause


class StandIn:
    """Ray as far as it is used: tasks are done when they are asked for, but those that `loses` says are lost."""

    exceptions = SimpleNamespace(RayError=RayError, RayTaskError=TaskError)

    def __init__(self, loses: Callable[[list[Entry]], bool] = lambda chunk: False, cores: float = 2.0) -> None:
        self.loses, self.cores = loses, cores
        self.asked: list[list[str]] = []
        self.open = self.most = 0
        self.ended = False
        self.share: float | None = None

    def init(self, address: str, **how: Any) -> None:
        self.address, self.how = address, how

    def remote(self, num_cpus: float, max_retries: int) -> Callable[..., Any]:
        self.share = num_cpus
        return lambda function: SimpleNamespace(remote=lambda *given: self._take(function, given))

    def _take(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        self.asked.append([e.report.id if not hasattr(e, "id") else e.id for e in given[-1]])
        self.open += 1
        self.most = max(self.most, self.open)
        return function, given

    def wait(self, tasks: list[Any], timeout: float) -> tuple[list[Any], list[Any]]:
        return (tasks, []) if self.cores else ([], tasks)

    def get(self, task: Any) -> Any:
        self.open -= 1
        function, given = task
        if self.loses(given[-1]):
            raise RayError("a worker is gone")
        try:
            return function(*given)
        except Exception as error:
            raise TaskError(error) from error

    def nodes(self) -> list[dict[str, Any]]:
        return [{"Alive": True, "Resources": {"CPU": self.cores}}, {"Alive": False, "Resources": {"CPU": 64.0}}]

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": self.cores}

    def shutdown(self) -> None:
        self.ended = True


def made(packs: tuple[str, ...], wanted: tuple[str, str], chunk: list[Entry]) -> Any:
    """In place of the reading."""
    return tables_of([(e, read_of(e) if isinstance(e, Report) else None) for e in chunk])


@pytest.fixture
def cluster(quick: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[StandIn], StandIn]:
    def use(ray: StandIn) -> StandIn:
        monkeypatch.setattr(on_ray, "library", lambda name: ray if name == "ray" else filling.library(name))
        monkeypatch.setattr(on_ray, "tables", made)
        return ray

    return use


def fill(to: Path, **how: Any) -> Counter[str]:
    return [Counter[str](), *filling.fill(to, incoming(), part=PART, **how)][-1]


def test_the_same_parts_come_out(tmp_path: Path, cluster: Callable[[StandIn], StandIn]) -> None:
    fill(tmp_path / "here")
    ray = cluster(StandIn())
    fill(tmp_path / "there", ray="10.0.0.1:6379")
    assert files(tmp_path / "there") == files(tmp_path / "here")
    assert (ray.address, ray.share, ray.ended) == ("10.0.0.1:6379", 1.0, True)


def test_so_many_are_in_hand_and_no_more(tmp_path: Path, cluster: Callable[[StandIn], StandIn]) -> None:
    ray = cluster(StandIn(cores=1.0))
    fill(tmp_path / "a", ray="auto")
    assert len(ray.asked) == 9 and ray.most == on_ray.AHEAD


def test_a_machine_of_less_than_a_core_reads_too(tmp_path: Path, cluster: Callable[[StandIn], StandIn]) -> None:
    ray = cluster(StandIn(cores=0.5))
    assert fill(tmp_path / "a", ray="auto")["read"] == 14
    assert ray.share == 0.5


def test_a_lost_chunk_is_read_report_by_report_and_the_one_that_does_it_is_refused(
    tmp_path: Path, cluster: Callable[[StandIn], StandIn]
) -> None:
    ray = cluster(StandIn(loses=lambda chunk: any(getattr(e, "id", "") == "r4" for e in chunk)))
    counts = fill(tmp_path / "a", ray="auto")
    assert (counts["read"], counts["refused"]) == (13, 3)
    assert ["r4"] in ray.asked
    db = pytest.importorskip("rashomon.archive").open(tmp_path / "a")
    assert db.execute("SELECT error FROM reports WHERE id = 'r4'").fetchall() == [(on_ray.LOST,)]
    ids = [row[0] for row in db.execute("SELECT id FROM reports").fetchall()]
    fill(tmp_path / "whole")
    other = pytest.importorskip("rashomon.archive").open(tmp_path / "whole")
    assert ids == [row[0] for row in other.execute("SELECT id FROM reports").fetchall()]


def test_where_no_machine_is_left_it_ends_and_goes_on_later(
    tmp_path: Path, cluster: Callable[[StandIn], StandIn]
) -> None:
    ray = cluster(StandIn())

    def until(chunk: list[Entry]) -> bool:
        if len(ray.asked) > 6:
            ray.cores = 0
        return False

    ray.loses = until
    with pytest.raises(RashomonError, match="none of its machines has a core"):
        fill(tmp_path / "a", ray="auto")
    assert ray.ended
    cluster(StandIn())
    fill(tmp_path / "a", ray="auto")
    fill(tmp_path / "whole")
    assert files(tmp_path / "a") == files(tmp_path / "whole")


def test_a_worker_with_another_world_ends_the_run(
    tmp_path: Path, cluster: Callable[[StandIn], StandIn], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = on_ray.tables
    cluster(StandIn())
    monkeypatch.setattr(on_ray, "tables", real)
    make = on_ray.on("auto", ("none",), About("0.0.1", "w1", ("none",)))
    with pytest.raises(RashomonError, match=r"it has version .* and not version 0.0.1"):
        [*make(iter([[*(i for i in incoming() if isinstance(i, Report))]]))]


def test_a_cluster_made_here_keeps_its_folder_private(cluster: Callable[[StandIn], StandIn]) -> None:
    ray = cluster(StandIn())
    make = on_ray.on("local", (), About("v", "w", ()), workers=3)
    folder = Path(ray.how["_temp_dir"])
    assert folder.stat().st_mode & 0o777 == 0o700
    assert ray.how["num_cpus"] == 3 and os.environ["RAY_USAGE_STATS_ENABLED"] == "0"
    [*make(iter(()))]
    assert ray.ended and not folder.exists()


def test_no_cluster_and_no_ray_are_told_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = StandIn()
    monkeypatch.setattr(ray, "init", lambda *a, **k: (_ for _ in ()).throw(ConnectionError("nobody\nis there")))
    with monkeypatch.context() as patched:
        patched.setattr(on_ray, "library", lambda name: ray)
        with pytest.raises(RashomonError, match=r"no cluster of Ray answers there .nobody is there.*ray start --head"):
            on_ray.on("10.0.0.9:1", (), About("v", "w", ()))
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(RashomonError, match=r"pip install 'rashomon\[ray\]'"):
        on_ray.on("local", (), About("v", "w", ()))


# With Ray itself


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.fixture
def two_nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a cluster of two nodes with a core each, and the second of them."""
    if find_spec("ray") is None:  # imported it would settle whether it shows its token
        pytest.skip("Ray is not installed: pip install 'rashomon[ray]'")
    if os.environ.get("RASHOMON_TEST_RAY") != "1":
        pytest.skip("starting two nodes of Ray takes a minute: RASHOMON_TEST_RAY=1 asks for it")
    port = free_port()
    # Ray's sockets need a short path.
    folder = Path(f"/tmp/r{port}")
    folder.mkdir(mode=0o700)
    env = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "token"}
    own = ["--num-cpus=1", "--block", "--object-store-memory=100000000", "--disable-usage-stats"]
    head = [f"--port={port}", "--head", "--include-dashboard=false", f"--temp-dir={folder}", *own]
    ray = [sys.executable, "-c", "from ray.scripts.scripts import main; main()", "start"]
    with ExitStack() as clean:
        clean.callback(shutil.rmtree, folder, ignore_errors=True)

        def start(*how: str) -> subprocess.Popen[bytes]:
            node = subprocess.Popen([*ray, *how], env=env, start_new_session=True, stdout=subprocess.DEVNULL)
            clean.callback(node.wait)
            clean.callback(end, node)
            return node

        start(*head)
        address = f"127.0.0.1:{port}"
        up(address, 1, env)
        second = start(f"--address={address}", *own)
        up(address, 2, env)
        yield address, second


def up(address: str, nodes: int, env: dict[str, str]) -> None:
    """Waits until so many nodes are there."""
    script = (
        "import ray, sys, time\n"
        "for _ in range(120):\n"
        "    try:\n"
        "        ray.init(sys.argv[1], logging_level='ERROR', log_to_driver=False)\n"
        "        if sum(n['Alive'] for n in ray.nodes()) >= int(sys.argv[2]): sys.exit(0)\n"
        "        ray.shutdown()\n"
        "    except ConnectionError: pass\n"
        "    time.sleep(1)\n"
        "sys.exit(1)\n"
    )
    subprocess.run([sys.executable, "-c", script, address, str(nodes)], check=True, timeout=240, env=env)


def end(node: subprocess.Popen[bytes]) -> None:
    """Kills a node with all that it started."""
    if node.poll() is None:
        os.killpg(node.pid, signal.SIGKILL)


def test_a_node_is_killed_in_the_middle_and_the_same_comes_out(
    two_nodes: tuple[str, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    from rashomon.bench.archive import made_up

    address, second = two_nodes
    reports = [*made_up(320, 60)]
    for _ in filling.fill(tmp_path / "here", reports, ("none",), part=64):
        pass
    running = filling.fill(tmp_path / "there", reports, ("none",), ray=address, part=64)
    next(running)
    end(second)
    counts = [*running][-1]
    assert (counts["read"], counts["refused"]) == (320, 0)
    assert files(tmp_path / "there") == files(tmp_path / "here")
