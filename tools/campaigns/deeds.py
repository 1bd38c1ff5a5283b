"""What is done to a ledger while the system fails it or it is killed, and what must be true of it afterwards.

Each deed is done in a fork, from the same start, and says over a pipe what was acknowledged to whoever did it. Then,
with nothing failing any more, the ledger must be whole, hold all that was acknowledged, and of the rest all or nothing.
With RASHOMON_TEST_ENCRYPTED=1 the ledgers are encrypted ones.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[2] / "tests"
sys.path.insert(0, str(TESTS / "made"))

import coded  # noqa: E402
import made_up  # noqa: E402

from rashomon import ledger as book  # noqa: E402
from rashomon.errors import RashomonError  # noqa: E402
from rashomon.intake import child as _child  # noqa: E402, F401 - loaded before anything is made to fail
from rashomon.ledger import Ledger  # noqa: E402
from rashomon.ledger.core import passphrase, recoding  # noqa: E402

Say = Callable[[str], None]
NAME = "case.rashomon"
REPORTS = [
    made_up.report(f"{n}.txt", f"The army holds Kastrel. Ser Orvane Keld saw it in Brellin{n}. " * 4) for n in range(4)
]
FIRST, REST = REPORTS[:1], REPORTS[1:]


def stored(ledger: Ledger, report: str) -> int:
    """Statements that the ledger has of a report."""
    return sum(len(reading.statements) for r, reading in book.all_read(ledger) if r.id == report)


def begin_empty(path: Path) -> None:
    pass


def begin_with_one(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        for report in FIRST:
            book.add(ledger, report, made_up.reading(report), made_up.NOW)
        book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)


def begin_old(path: Path) -> None:
    shutil.copy(TESTS / "fixtures" / "ledger-v1.rashomon", path)
    path.chmod(0o600)


def read(path: Path, say: Say) -> None:
    with book.open_ledger(path) as ledger:
        for report in REST:
            book.add(ledger, report, made_up.reading(report), made_up.NOW)
            say(report.id)
        book.store_matters(ledger, made_up.gather(book.all_read(ledger)), made_up.NOW)
        say("gathered")


def was_read(ledger: Ledger, said: list[str]) -> list[str]:
    wrong = []
    for report in REST:
        there, whole = stored(ledger, report.id), len(made_up.reading(report).statements)
        if there not in (0, whole) or (report.id in said and there != whole):
            wrong.append(f"{report.id} has {there} of {whole} statements, acknowledged: {report.id in said}")
    if "gathered" in said and not book.matters(ledger):
        wrong.append("matters that were gathered are gone")
    return wrong


def rule(path: Path, say: Say) -> None:
    with book.open_ledger(path) as ledger:
        for n, person in enumerate(("Abel Orne", "Bela Orne", "Cato Orne")):
            book.decide(ledger, "protect", person, by="T", why=f"why {n}", now=made_up.NOW)
            say(f"why {n}")


def was_ruled(ledger: Ledger, said: list[str]) -> list[str]:
    there = [d.why for d in book.decisions(ledger)]
    return [f"{why} was acknowledged and is gone" for why in said if why not in there] + (
        [] if there == [f"why {n}" for n in range(len(there))] else [f"rulings are {there}"]
    )


def migrate(path: Path, say: Say) -> None:
    book.open_ledger(path).close()
    say("migrated")


def was_migrated(ledger: Ledger, said: list[str]) -> list[str]:
    reports, decided = len(book.all_read(ledger)), len(book.decisions(ledger))
    return [] if (reports, decided) == WHOLE else [f"(reports, decisions) are {(reports, decided)}, not {WHOLE}"]


def forget(path: Path, say: Say) -> None:
    with book.open_ledger(path) as ledger:
        book.forget_person(ledger, ["Orvane Keld"], by="T", now=made_up.NOW)
        say("struck")
        book.purge(ledger)
        say("purged")


def was_forgotten(ledger: Ledger, said: list[str]) -> list[str]:
    left = sum(r.text.count("Keld") for r, _ in book.all_read(ledger))
    whole = sum(r.text.count("Keld") for r in FIRST)
    wrong = [] if left in (0, whole) else [f"the name stands {left} times, of {whole}"]
    if "struck" in said and left:
        wrong.append("it was said to be struck out and is there")
    if "purged" in said and in_bytes(ledger.path):
        wrong.append("it was said to be purged and is in the bytes")
    if not left:
        book.purge(ledger)
        if in_bytes(ledger.path):
            wrong.append("after another purge it is in the bytes")
    return wrong


def recode(path: Path, say: Say) -> None:
    if os.environ.get(coded.SWITCH):
        recoding.decrypt(path)
    else:
        recoding.encrypt(path)
    say("recoded")


def was_recoded(ledger: Ledger, said: list[str]) -> list[str]:
    wrong = []
    whole = len(made_up.reading(FIRST[0]).statements)
    if (there := stored(ledger, FIRST[0].id)) != whole or not book.matters(ledger):
        wrong.append(f"{there} of {whole} statements are left, and {len(book.matters(ledger))} matters")
    if "recoded" in said and (ledger.key is None) != bool(os.environ.get(coded.SWITCH)):
        wrong.append("it was said to be done and is as it was")
    return wrong


def in_bytes(path: Path) -> bool:
    return any(b"Keld" in f.read_bytes() for f in path.parent.iterdir() if f.name.startswith(path.name))


@dataclass(frozen=True, slots=True)
class Deed:
    begin: Callable[[Path], None]
    do: Callable[[Path, Say], None]
    wrong: Callable[[Ledger, list[str]], list[str]]


DEEDS = {
    "read": Deed(begin_with_one, read, was_read),
    "first read": Deed(begin_empty, read, was_read),
    "ruling": Deed(begin_with_one, rule, was_ruled),
    "migration": Deed(begin_old, migrate, was_migrated),
    "forget": Deed(begin_with_one, forget, was_forgotten),
    "encrypt": Deed(begin_with_one, recode, was_recoded),
}
WHOLE = (0, 0)


def start(folder: Path) -> dict[str, Path]:
    """The beginning of each deed, in a folder of its own."""
    global WHOLE
    os.environ["RASHOMON_PASSPHRASE_FILE"] = str(coded.written(folder))
    passphrase.ITERATIONS = 1
    found = {}
    for name, deed in DEEDS.items():
        found[name] = folder / f"begin {name}"
        found[name].mkdir()
        deed.begin(found[name] / NAME)
    shutil.copytree(found["migration"], folder / "migrated")
    with book.open_ledger(folder / "migrated" / NAME) as ledger:
        WHOLE = len(book.all_read(ledger)), len(book.decisions(ledger))
    return found


def done(name: str, begun: Path, work: Path, before: Callable[[], None]) -> tuple[list[str], str]:
    """Does a deed in a fork, in `work`, after calling `before` there: what was acknowledged, and how it ended.

    It ended "well", with an error "in words", with any other error, or with a signal.
    """
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(begun, work)
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        said: list[str] = []

        def say(what: str) -> None:
            said.append(what)
            os.write(into, json.dumps({"said": what}).encode() + b"\n")

        end = "well"
        try:
            before()
            DEEDS[name].do(work / NAME, say)
        except RashomonError as error:
            end = f"in words: {error}"
        except BaseException as error:
            end = f"FAULT {type(error).__name__}: {error}"
        os.write(into, json.dumps({"end": end}).encode() + b"\n")
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        lines = [json.loads(line) for line in pipe if line.endswith("\n")]
    _, status = os.waitpid(child, 0)
    end = next((x["end"] for x in lines if "end" in x), f"signal {os.WTERMSIG(status)}")
    return [x["said"] for x in lines if "said" in x], end


def wrong_with(name: str, work: Path, said: list[str], end: str) -> list[str]:
    """What is not as it must be, with nothing failing any more."""
    wrong = [end] if end.startswith("FAULT") else []
    path = work / NAME
    for file in work.iterdir():
        if file.stat().st_mode & 0o077:
            wrong.append(f"others may open {file.name}")
    try:
        with book.open_ledger(path) as ledger:
            wrong += book.check(ledger)
            wrong += DEEDS[name].wrong(ledger, said)
    except RashomonError as error:
        if path.exists():
            wrong.append(f"the ledger cannot be opened: {error}")
    return wrong
