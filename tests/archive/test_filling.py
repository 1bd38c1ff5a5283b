"""An archive is filled once, whoever fills it and however often that is broken off."""

from __future__ import annotations

import errno
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from archive_made import PART, files, incoming, quick, read_of  # noqa: F401 - a fixture
from made_up import report

from rashomon.archive import filling, table_schemas
from rashomon.archive import folder as on_disk
from rashomon.archive.table_rows import Again, reading_of, report_of, tables_of
from rashomon.errors import RashomonError
from rashomon.intake import Skipped
from rashomon.model import Refusal, Report


class Killed(BaseException):
    """What nothing catches."""


def fill(to: Path, given: object = None, **how: object) -> Counter[str]:
    every = filling.fill(to, incoming() if given is None else given, part=PART, **how)  # type: ignore[arg-type]
    return [Counter[str](), *every][-1]


def rows(folder: Path, table: str = "reports") -> list[dict[str, object]]:
    parquet = pytest.importorskip("pyarrow.parquet")
    done = on_disk.parts(folder)
    return [row for p in done for row in parquet.read_table(on_disk.file_of(folder, table, p.part)).to_pylist()]


def test_every_report_is_a_row_and_what_failed_says_why(tmp_path: Path, quick: None) -> None:
    told: list[Refusal | Skipped] = []
    counts = fill(tmp_path / "a", tell=told.append)
    assert [type(t).__name__ for t in told] == ["Refusal", "Skipped"]
    expected = {"read": 14, "unread": 1, "same": 1, "refused": 2, "skipped": 1, "parts": 5}
    assert {k: counts[k] for k in expected} == expected
    by_id = {row["id"]: row for row in rows(tmp_path / "a")}
    assert len(by_id) == 18
    assert (by_id["torn.pdf"]["how"], by_id["torn.pdf"]["error"]) == ("refused", "it is no PDF")
    assert (by_id["breaks"]["how"], by_id["breaks"]["error"]) == ("refused", "a fault in the reading")
    assert by_id["fr"]["how"] == "unread"
    assert by_id["r0-again"]["how"] == "same" and by_id["r0-again"]["key"] == by_id["r0"]["key"]
    assert len(rows(tmp_path / "a", "claims")) == sum(int(str(r["claims"] or 0)) for r in by_id.values()) > 14


def test_nothing_of_a_report_or_its_reading_is_lost() -> None:
    odd = report(
        "odd \ud800 id",
        "A lone \ud800 surrogate, two \ud83d\ude00 pairs. The army holds Kessin",
        title="\udc00 and \ud83d",
        published=None,
    )
    page = replace(
        report("page", "The army holds Kessin"), raw=b"<p>\xff\x00", media_type="text/html", url="https://x.example/1"
    )
    given = [odd, page, *(i for i in incoming() if isinstance(i, Report) and i.id != "breaks")]
    made = tables_of([(r, read_of(r)) for r in given])["reports"].to_pylist()
    assert [(report_of(row), reading_of(row)) for row in made] == [(r, read_of(r)) for r in given]
    assert [report_of(row).raw for row in made] == [r.raw for r in given]


def test_one_that_is_there_is_kept_by_its_id_alone() -> None:
    again = Again(report("again", "The army holds Kessin"))
    [row] = tables_of([(again, None)])["reports"].to_pylist()
    assert (row["text"], row["reading"], report_of(row).key) == (None, None, again.report.key)


@pytest.mark.parametrize("after", range(19))
def test_a_run_that_was_broken_off_goes_on_and_comes_to_the_same(after: int, tmp_path: Path, quick: None) -> None:
    """Broken off after any number of reports, as a kill does: nothing is tidied up."""

    def broken() -> Iterator[object]:
        yield from incoming()[:after]
        raise Killed

    fill(tmp_path / "whole")
    with pytest.raises(Killed):
        fill(tmp_path / "broken", broken())
    before = on_disk.parts(tmp_path / "broken")
    counts = fill(tmp_path / "broken")
    assert counts["there"] == sum(p.rows["reports"] for p in before)
    assert files(tmp_path / "broken") == files(tmp_path / "whole")
    assert fill(tmp_path / "broken")["read"] == 0
    assert files(tmp_path / "broken") == files(tmp_path / "whole")


@pytest.mark.parametrize("call", ["fsync", "replace", "pwrite", "ftruncate"])
def test_whatever_call_fails_the_next_run_goes_on(
    call: str, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "whole")
    owner = Path if call == "replace" else os
    real = getattr(owner, call)
    for nth in range(1, 40):
        left = [nth]

        def failing(*given: object, left: list[int] = left) -> object:
            left[0] -= 1
            if left[0] == 0:
                if call == "pwrite":
                    real(given[0], bytes(given[1])[:7], given[2])  # type: ignore[arg-type,index]
                raise Killed
            return real(*given)

        folder = tmp_path / f"{call}{nth}"
        with monkeypatch.context() as patched:
            patched.setattr(owner, call, failing)
            try:
                fill(folder)
                ended = True
            except Killed:
                ended = False
        fill(folder)
        assert {k: v for k, v in files(folder).items() if not k.endswith(".new")} == files(tmp_path / "whole")
        if ended:
            return


def test_a_full_disk_is_told_and_gone_on_from(tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    real, left = os.fsync, [24]

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(RashomonError, match=r"could not be written .no space left.*run the same command again"):
            fill(tmp_path / "a")
    assert len(on_disk.parts(tmp_path / "a")) > 0
    fill(tmp_path / "a")
    assert fill(tmp_path / "whole")["parts"] == 5
    assert {k: v for k, v in files(tmp_path / "a").items() if not k.endswith(".new")} == files(tmp_path / "whole")


@pytest.mark.parametrize(
    ("version", "world", "packs", "words"),
    [
        ("9.9.9", "w1", (), "by version"),
        (None, "w2", (), "in the world"),
        (None, "w1", ("none",), "with the packs"),
    ],
)
def test_an_archive_is_of_one_version_and_world(
    version: str | None,
    world: str,
    packs: tuple[str, ...],
    words: str,
    tmp_path: Path,
    quick: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(tmp_path / "a")
    was = files(tmp_path / "a")
    if version:
        monkeypatch.setattr(filling, "__version__", version)
    monkeypatch.setattr(filling, "world_hash", lambda how: world)
    with pytest.raises(RashomonError, match=rf"{words}.*--anew"):
        fill(tmp_path / "a", packs=packs)
    assert files(tmp_path / "a") == was
    fewer = incoming()[:5]
    assert fill(tmp_path / "a", fewer, packs=packs, anew=True)["read"] == 4
    assert len(on_disk.parts(tmp_path / "a")) == 2
    assert not on_disk.file_of(tmp_path / "a", "reports", 3).exists()
    assert on_disk.about(tmp_path / "a").world == world


def test_the_hash_of_the_world_knows_what_may_be_chosen() -> None:
    from rashomon.world.automatic import worlds

    assert filling.world_hash(worlds(())) != filling.world_hash(worlds(("none",)))
    assert filling.world_hash(worlds(("none",))) != filling.world_hash(worlds(("none", "syria")))


def test_it_is_private_and_alone(tmp_path: Path, quick: None) -> None:
    fill(tmp_path / "a")
    modes = {p.relative_to(tmp_path).as_posix(): p.stat().st_mode & 0o777 for p in (tmp_path / "a").rglob("*")}
    assert {m for p, m in modes.items() if (tmp_path / p).is_file()} == {0o600}
    assert {(tmp_path / "a").stat().st_mode & 0o777, *(m for p, m in modes.items() if (tmp_path / p).is_dir())} == {
        0o700
    }
    with on_disk.alone(tmp_path / "a"), pytest.raises(RashomonError, match="another program"):
        fill(tmp_path / "a")


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, quick: None) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(RashomonError, match="no archive"):
        fill(tmp_path, anew=True)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_archives_of_another_format_and_torn_ones_are_told(
    tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "a")
    monkeypatch.setattr(on_disk, "FORMAT", table_schemas.FORMAT + 1)
    with pytest.raises(RashomonError, match="format 1, and this program knows format 2"):
        fill(tmp_path / "a")
    monkeypatch.undo()
    manifest = tmp_path / "a" / on_disk.MANIFEST
    manifest.write_bytes(b"{}\n" + manifest.read_bytes())
    with pytest.raises(RashomonError, match="line 1"):
        on_disk.parts(tmp_path / "a")


def test_without_pyarrow_there_is_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(RashomonError, match=r"pip install 'rashomon\[archive\]'"):
        fill(tmp_path / "a")


@pytest.mark.parametrize("table", [*table_schemas.TABLES, "matters"])
def test_columns_are_documented(table: str) -> None:
    import re

    from paths import ROOT

    text = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")
    section = re.search(rf"^### `{table}`\n(.*?)(?=^##)", text, re.DOTALL | re.MULTILINE)
    assert section
    named = [
        name
        for line in section[1].splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    ]
    assert named == list({**table_schemas.TABLES, "matters": table_schemas.MATTERS}[table])
    assert f"format {table_schemas.FORMAT}" in text
