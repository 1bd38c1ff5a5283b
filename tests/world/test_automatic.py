"""Which packs a report is read with, of those that are shipped: by its own words alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import RashomonError
from rashomon.model import Report
from rashomon.world import automatic, load_world
from rashomon.world.automatic import called_for, only, settled, worlds

SYRIA = "Residents of Homs said that the Syrian army had shelled the town. Damascus denied it."
NOWHERE = "The council met on Monday and spoke of the price of bread. Nothing was decided."


def report(text: str, title: str | None = None) -> Report:
    return Report("r", text, "0" * 64, title=title, language="en")


@pytest.mark.parametrize(
    ("text", "called"),
    [
        (SYRIA, ("syria",)),
        ("Shells fell on Idlib.", ("syria",)),  # a large town, of which there is no larger one
        ("The Syrian Observatory for Human Rights said that ten had died.", ("syria",)),  # a body that one pack knows
        ("SANA’s report spoke of Syria’s army.", ("syria",)),
        (NOWHERE, ()),
        ("she spoke of homs and of syrian bread", ()),  # no names
        ("", ()),
        (NOWHERE * 20 + "He compared it with Syria.", ()),  # named once in three hundred words
    ],
)
def test_what_a_text_calls_for(text: str, called: tuple[str, ...]) -> None:
    assert called_for(report(text)) == called


def test_a_title_counts_as_well() -> None:
    assert called_for(report("The shelling went on.", "Homs under fire")) == ("syria",)


def test_a_report_is_read_in_its_own_world() -> None:
    how = worlds()
    assert how.of(report(SYRIA)) is load_world(("syria",))
    assert how.of(report(NOWHERE)) is load_world(())


def test_named_packs_come_after_those_that_are_called_for(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine"\nlabel = "mine"\n', encoding="utf-8")
    mine = str(tmp_path)
    assert worlds((mine,)).of(report(SYRIA)).names == ("syria", mine)
    assert worlds((mine, "syria")).of(report(SYRIA)).names == (mine, "syria")
    assert worlds(("none", mine)).of(report(SYRIA)).names == (mine,)
    with pytest.raises(RashomonError, match="no pack of that name"):
        worlds(("nowhere",))


@pytest.mark.parametrize(
    ("given", "now"),
    [
        ((), ()),
        (("a", "b", "a"), ("a", "b")),
        (("a", "none"), ("none",)),
        (("none", "a"), ("none", "a")),
        (("none", "a", "auto"), ("a",)),
    ],
)
def test_none_takes_away_what_was_named_and_auto_takes_away_none(given: tuple[str, ...], now: tuple[str, ...]) -> None:
    assert settled(given) == now


def test_a_reading_stays_where_its_world_would_be_the_same() -> None:
    syria, bare = load_world(("syria",)), load_world(())
    assert worlds().same(("syria",), syria.sha256) and worlds().same((), bare.sha256)
    assert worlds(("syria",)).same(("syria",), syria.sha256)
    assert not worlds(("syria",)).same((), bare.sha256)
    assert not worlds(("none",)).same(("syria",), syria.sha256)
    assert not worlds().same(("gone",), syria.sha256)
    assert only(bare).same((), bare.sha256) and not only(bare).same((), syria.sha256)


def test_what_calls_is_kept_and_found_out_anew_where_it_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = automatic._calling()
    monkeypatch.setattr(automatic, "cache_folder", lambda: tmp_path)
    for _ in range(2):  # written, then read
        automatic._calling.cache_clear()
        assert automatic._calling() == found
    [kept] = tmp_path.iterdir()
    kept.write_text("{", encoding="utf-8")
    automatic._calling.cache_clear()
    assert automatic._calling() == found
    automatic._calling.cache_clear()
