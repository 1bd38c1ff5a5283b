"""An archive's matters are those of one ledger that holds all of its reports."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from archive_made import files, incoming, quick  # noqa: F401 - a fixture
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import NOW, report

from rashomon import archive, ledger
from rashomon.archive import filling
from rashomon.archive import folder as on_disk
from rashomon.archive.current_editions import Told, superseded
from rashomon.bench.desk import as_read
from rashomon.bench.linking import made_up
from rashomon.cli import cli
from rashomon.ledger.core.from_json import matter_from_json
from rashomon.ledger.write.store_reports import addresses
from rashomon.model import Matter, Reading, Report
from rashomon.world import load_world

pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'rashomon[archive]'")


def bare(matter: Matter) -> str:
    """All of a matter but its ids, and those under which a report came once more: a ledger mints the ones and adds the
    others when it is asked."""
    once = [replace(p, report_ids=tuple(r for r in p.report_ids if r != "twin")) for p in matter.positions]
    return repr(replace(matter, id="", incident="", positions=tuple(once)))


def kept(folder: Path) -> list[Matter]:
    db = archive.open(folder)
    try:
        return [matter_from_json(json.loads(row[0])) for row in db.execute("SELECT matter FROM matters").fetchall()]
    finally:
        db.close()


@pytest.mark.parametrize("part", [3, 40])
def test_they_are_those_of_one_ledger(part: int, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    read = [(r, as_read(r, x)) for r, x in made_up(240, 7, 40, 30)]
    # An edition of the first report from the same address, and its words from there once more, in other bytes.
    one, said = read[0]
    old = replace(one, url="https://harbour.example/1", published="2031-01-02")
    new = replace(one, id="new", sha256="b" * 64, url=old.url, text=one.text + " ", published="2031-01-05")
    twin = replace(new, id="twin", sha256="c" * 64, raw=b"other bytes")
    pairs = [(old, as_read(old, said)), *read[1:], (new, as_read(new, said)), (twin, as_read(twin, said))]
    by_id = {r.id: x for r, x in pairs}

    def read_among(items: Iterator[object], how: object, workers: int = 1) -> Iterator[tuple[object, Reading | None]]:
        return ((x, by_id[x.id] if isinstance(x, Report) else None) for x in items)

    monkeypatch.setattr(filling, "read_among", read_among)
    for _ in filling.fill(tmp_path / "a", [r for r, _ in pairs], ("none",), part=part):
        pass
    told = [*archive.gather_archive(tmp_path / "a")]
    found = kept(tmp_path / "a")
    with ledger.open_ledger(tmp_path / "one.rashomon") as book:
        for r, x in pairs:
            ledger.add(book, r, x, NOW)
        ledger.gather_matters(book, load_world(), NOW)
        assert sorted(map(bare, found)) == sorted(map(bare, ledger.matters(book)))
    assert len(found) > 10 and sorted(told) == sorted(m.status for m in found)
    assert not [f for f in files(tmp_path / "a") if "gathering" in f or f.endswith(".new")]


TEXTS, PATHS, OUTLETS = ("One text", "Another text", "A third"), ("/a", "/b", "/c"), ("Meridian", None)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(TEXTS),
            st.lists(st.sampled_from(PATHS), max_size=2, unique=True),
            st.sampled_from(OUTLETS),
            st.sampled_from(["2026-01-01", "2026-01-02"]),
            st.sampled_from([b"", b"other bytes"]),
        ),
        max_size=8,
    )
)
def test_left_out_is_what_a_ledger_holds_for_no_current_edition(
    given: list[tuple[str, list[str], str | None, str, bytes]],
) -> None:
    reports = []
    for n, (text, paths, outlet, published, more) in enumerate(given):
        made = report(f"r{n}", text, outlet=outlet, published=published)
        urls = dict(zip(("url", "final_url"), (f"https://x.example{p}" for p in paths), strict=False))
        raw = made.raw + more
        reports.append(replace(made, raw=raw, sha256=(f"{TEXTS.index(text)}{len(more):02}" * 22)[:64], **urls))
    told = [Told(r.key, r.text_sha256, r.outlet, addresses(r), r.published, r.fetched_at) for r in reports]
    with TemporaryDirectory() as folder, ledger.open_ledger(Path(folder) / "x.rashomon") as book:
        for r in reports:
            # Of one that is given, a copy with another date would date the stored one anew, which is then read again.
            ledger.add(book, replace(r, published_from="text"), None, NOW)
        current = {row[0] for row in book.db.execute("SELECT key FROM report WHERE current")}
    found = {t.key for t in told if t.addresses}
    assert superseded(t for t in told if t.key in found) == {r.key for r in reports} - current


def test_the_command_and_the_view(tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "a"
    [*filling.fill(folder, incoming(), ("none",), part=4)]
    db = archive.open(folder)
    assert db.execute("SELECT count(*) FROM v_matters").fetchall() == [(0,)]
    db.close()
    assert cli.main(["archive", "gather", str(folder)], prog_name="rashomon", standalone_mode=False) == 0
    said = capsys.readouterr().out
    db = archive.open(folder)
    [(n,)] = db.execute("SELECT count(*) FROM v_matters").fetchall()
    assert n > 0 and said.startswith(f"{folder}: {n} matter")
    linked = db.execute(
        "SELECT count(*) FROM (SELECT unnest(claims) AS id FROM v_matters) JOIN v_claims USING (id)"
    ).fetchall()
    assert linked[0][0] >= n
    db.close()
    assert (folder / on_disk.MATTERS).stat().st_mode & 0o777 == 0o600
    [*filling.fill(folder, incoming()[:3], ("none",), part=4, anew=True)]
    assert not (folder / on_disk.MATTERS).exists()


KILLED = """
import os, signal, sys
from rashomon.archive import gathering_apart, gathering_all
what, after, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
as_it_is, called = getattr(gathering_apart, what), []

def once_more(*args):
    called.append(1)
    if len(called) > after:
        os.kill(os.getpid(), signal.SIGKILL)
    return as_it_is(*args)

setattr(gathering_apart, what, once_more)
for _ in gathering_all.gather_archive(folder):
    pass
"""


@pytest.mark.parametrize(("what", "after"), [("_file", 1), ("_gathered", 0), ("_gathered", 1)])
def test_gathering_that_is_killed_and_called_again_comes_to_the_same(
    what: str, after: int, tmp_path: Path, quick: None
) -> None:
    for name in ("one", "killed"):
        [*filling.fill(tmp_path / name, incoming(), ("none",), part=4)]
    [*archive.gather_archive(tmp_path / "one")]
    run = subprocess.run([sys.executable, "-c", KILLED, what, str(after), str(tmp_path / "killed")], check=False)
    assert run.returncode == -signal.SIGKILL
    assert not (tmp_path / "killed" / on_disk.MATTERS).exists()
    [*archive.gather_archive(tmp_path / "killed")]
    assert files(tmp_path / "killed") == files(tmp_path / "one")


def test_gathering_that_is_broken_off_leaves_what_was_there(tmp_path: Path, quick: None) -> None:
    [*filling.fill(tmp_path / "a", incoming(), ("none",), part=4)]
    [*archive.gather_archive(tmp_path / "a")]
    was = files(tmp_path / "a")
    running = archive.gather_archive(tmp_path / "a")
    next(running)
    running.close()
    (tmp_path / "a" / ".gathering-killed").mkdir()
    (tmp_path / "a" / ".gathering-killed" / "0.filed").write_text("a name")
    [*filling.fill(tmp_path / "a", [], ("none",))]
    assert files(tmp_path / "a") == was
