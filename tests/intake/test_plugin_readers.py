"""Files that a plugin reads: in the child, and whatever it does is told and stops nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import plugin_made
import pytest

from rashomon.intake import Refusal, Report, Skipped, child, plugin_readers, receive


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    child.stop()  # one that is running knows no plugin
    (tmp_path / "packages").mkdir()
    plugin_made.install(tmp_path / "packages", monkeypatch)
    monkeypatch.chdir(tmp_path)
    yield
    child.stop()
    plugin_readers._plugins.cache_clear()


def test_a_plugin_reads_files_that_end_as_it_is_called() -> None:
    Path("week.clip").write_text("The army struck Brellin.---Rebels hold Kastrel.", encoding="utf-8")
    found = [r for r in receive(["week.clip"]) if isinstance(r, Report)]
    assert [(r.id, r.text, r.outlet, r.published) for r in found] == [
        ("week.clip#0", "The army struck Brellin.", "The Clip", "2026-02-27"),
        ("week.clip#1", "Rebels hold Kastrel.", "The Clip", "2026-02-27"),
    ]


def test_in_a_folder_too_where_what_nobody_reads_is_skipped() -> None:
    folder = Path("inbox")
    folder.mkdir()
    for name in ("a.clip", "b.unheard", "c.txt"):
        (folder / name).write_text("The army struck Brellin.", encoding="utf-8")
    kinds = {r.id: type(r) for r in receive(["inbox"])}
    assert kinds == {"inbox/a.clip#0": Report, "inbox/b.unheard": Skipped, "inbox/c.txt": Report}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.breaks", "no such luck"),
        ("a.void", "what it gave is no report"),
        ("a.gone", "no_such_module"),
    ],
)
def test_what_goes_wrong_in_a_plugin_is_told_with_its_name_and_stops_nothing(name: str, why: str) -> None:
    for file in (name, "b.txt"):
        Path(file).write_text("The army struck Brellin.", encoding="utf-8")
    refused, read = list(receive([name, "b.txt"]))
    assert isinstance(refused, Refusal) and isinstance(read, Report)
    assert why in refused.error
    package = "no_such_module:x" if name == "a.gone" else "made-up-plugin"
    assert package in refused.error


def test_no_plugin_reads_what_we_read_ourselves() -> None:
    """The made-up package has one for `.txt`, too."""
    assert plugin_readers.plugin_for(".txt") is None
    assert plugin_readers.plugin_for("") is None
