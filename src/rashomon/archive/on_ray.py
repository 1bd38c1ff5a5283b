"""Chunks of an archive made by a Ray cluster: the same tables that one process makes, in the same order.

A chunk is a task. So many are in hand at once as keep every core busy and no more, whatever the number of reports; Ray
gives a task whose worker or machine is lost to another one. One on which workers end time and again is read report by
report, and the one that does it is refused. The texts go over the network in whatever way the cluster was set up.
"""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import Any

from rashomon.archive.folder import About
from rashomon.archive.table_rows import Entry, tables_of
from rashomon.archive.table_schemas import TABLES, library
from rashomon.errors import RashomonError
from rashomon.model import Refusal, Report
from rashomon.reading import isolated
from rashomon.version import __version__
from rashomon.world.automatic import worlds

LOCAL = "local"
AHEAD = 2
"""Chunks a core that are in hand at once, so that none waits for work and memory stays flat."""
TRIES = 3
"""How often a chunk is given to another worker when one is lost with it."""
PATIENCE = 20.0
"""Seconds after which is asked whether there is any machine left."""
LOST = "the workers that read it were ended by the system, as they are where memory runs out. Split it"

Tables = Mapping[str, Any]


def on(address: str, packs: Sequence[str], wanted: About, workers: int = 1) -> Any:
    """What makes the tables of chunks on the cluster at this address, or on one of this machine ("local").

    Raises RashomonError where there is no cluster, or its machines have another version of Rashomon or of a pack.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing here calls home
    if address != LOCAL and _has_token():
        os.environ.setdefault("RAY_AUTH_MODE", "token")  # as `ray start` has it, and a program that joins has not
    ray = library("ray")
    how: dict[str, Any] = {"log_to_driver": False, "logging_level": "WARNING"}
    clean = ExitStack()
    if address == LOCAL:
        # Ray's own folder is open to everybody on the machine, and texts may lie in it.
        private = clean.enter_context(tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True))
        how |= {"num_cpus": workers, "include_dashboard": False, "_temp_dir": private}
    try:
        ray.init(address, **how)
        clean.callback(ray.shutdown)
    except (ConnectionError, ValueError, RuntimeError) as error:
        clean.close()
        raise RashomonError(
            f"--ray {address}",
            f"no cluster of Ray answers there ({' '.join(str(error).split())[:200]})",
            "Start one (`ray start --head`) and give its address and its token (docs/archive.md), or use --ray local.",
        ) from error
    return partial(_made, ray, tuple(packs), wanted, clean)


def _has_token() -> bool:
    """Whether there is a token to show to a cluster, where Ray looks for it."""
    given = os.environ.get("RAY_AUTH_TOKEN") or os.environ.get("RAY_AUTH_TOKEN_PATH")
    return bool(given) or (Path.home() / ".ray" / "auth_token").is_file()


def _made(
    ray: Any, packs: tuple[str, ...], wanted: About, clean: ExitStack, chunks: Iterator[list[Entry]]
) -> Iterator[Tables]:
    with clean:
        submit = ray.remote(num_cpus=_share(ray), max_retries=TRIES)(tables).remote
        asked = partial(submit, packs, astuple(wanted)[:2])
        in_hand: deque[tuple[list[Entry], Any]] = deque()
        for chunk in chunks:
            in_hand.append((chunk, asked(chunk)))
            while len(in_hand) >= AHEAD * max(1, round(_cores(ray))):
                yield _given(ray, asked, *in_hand.popleft())
        while in_hand:
            yield _given(ray, asked, *in_hand.popleft())


def _cores(ray: Any) -> float:
    return float(ray.cluster_resources().get("CPU", 0))


def _share(ray: Any) -> float:
    """The cores a task takes: a whole one where there is a machine that has it, else what there is, lest all wait for
    ever."""
    most = max((float(n["Resources"].get("CPU", 0)) for n in ray.nodes() if n["Alive"]), default=0.0)
    if not most:
        raise RashomonError("The cluster", "none of its machines has a core to read with", "Add one: `ray start`.")
    return min(1.0, most)


def _given(ray: Any, asked: Any, chunk: list[Entry], task: Any) -> Tables:
    try:
        return _wait(ray, task)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from error
    except ray.exceptions.RayError:
        return _one_by_one(ray, asked, chunk)


def _wait(ray: Any, task: Any) -> Tables:
    while True:
        done, _ = ray.wait([task], timeout=PATIENCE)
        if done:
            made: Tables = ray.get(task)
            return made
        _share(ray)  # raises where no machine is left


def _one_by_one(ray: Any, asked: Any, chunk: list[Entry]) -> Tables:
    """Each for itself, to find which it was."""
    made: list[Tables] = []
    for entry in chunk:
        try:
            made.append(_wait(ray, asked([entry])))
        except ray.exceptions.RayError:
            lost = Refusal(entry.id, LOST) if isinstance(entry, Report) else None
            made.append(tables_of([(entry, lost)]))
    return {t: library("pyarrow").concat_tables([of[t] for of in made]) for t in TABLES}


def tables(packs: tuple[str, ...], wanted: tuple[str, str], chunk: list[Entry]) -> Tables:
    """On a worker: what its chunk says. The world and the model are loaded once a worker, as everywhere."""
    from rashomon.archive.filling import world_hash

    how = worlds(packs)
    have = (__version__, world_hash(how))
    if have != wanted:
        raise RashomonError(
            f"The machine {os.uname().nodename}",
            f"it has version {have[0]}, world {have[1][:12]}, and not version {wanted[0]}, world {wanted[1][:12]}",
            "Install the same version of Rashomon and the same packs on all machines.",
        )
    read = iter(isolated.read((e for e in chunk if isinstance(e, Report)), how))
    return tables_of([(e, next(read)[1] if isinstance(e, Report) else None) for e in chunk])
