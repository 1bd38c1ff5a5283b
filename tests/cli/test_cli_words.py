"""What commands say at their end, and what they exit with: counts in words, each where there is something to say."""

from __future__ import annotations

import sys
import webbrowser
from collections import Counter
from dataclasses import replace
from typing import Any

import made_up
import pytest
from click.testing import CliRunner

from rashomon.bench import archive as archive_bench
from rashomon.bench import leaks
from rashomon.cli import cli
from rashomon.cli.reading import came_in, count
from rashomon.cli.serve import _shown_in_browser
from rashomon.intake import Refusal, Skipped
from rashomon.work import Became

REPORT = made_up.report("first.txt", "The army holds Kastrel")
UNDATED = replace(REPORT, published=None)
PICTURE = replace(REPORT, media_type='image/png; ocr="eng"; confidence=0.40')


@pytest.mark.parametrize(
    ("became", "counted"),
    [
        (Became(REPORT, "new", statements=1), {"new": 1}),
        (Became(REPORT, "edition", statements=1), {"edition": 1}),
        (Became(REPORT, "same"), {"same": 1}),
        (Became(REPORT, "alias"), {"alias": 1}),
        (Became(UNDATED, "new", statements=1), {"new": 1, "undated": 1}),
        (Became(UNDATED, "same"), {"same": 1}),
        (Became(REPORT, "new", statements=0), {"new": 1, "doubts": 1}),
        (Became(PICTURE, "new", statements=1), {"new": 1, "doubts": 1}),
        (Became(REPORT, "new", unread=True), {"new": 1, "unread": 1}),  # that it was not read is said already
        (Became(PICTURE, "new", unread=True), {"new": 1, "unread": 1}),
        (Became(REPORT, "again", statements=0), {"again": 1}),
        (Became(REPORT, "not_stored", why="the disk is full"), {"failed": 1}),
        (Became(Refusal("a.txt", "a.txt: it is torn."), "refused"), {"failed": 1}),
        (Became(Skipped("a.exe", "no report"), "skipped"), {"skipped": 1}),
    ],
)
def test_what_became_of_one_input_is_counted(became: Became, counted: dict[str, int]) -> None:
    counts = Counter[str]()
    count(became, counts)
    assert +counts == Counter(counted)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, "0 new"),
        ({"new": 2, "unread": 1}, "2 new, 1 kept unread (language)"),
        ({"same": 2, "alias": 1}, "0 new, 3 already there, 1 of these under a new id"),
        ({"edition": 1, "again": 4, "failed": 1}, "0 new, 1 a new edition, 4 read again, 1 failed"),
        ({"skipped": 2, "undated": 1}, "0 new, 1 with no published date, 2 skipped"),
    ],
)  # fmt: skip
def test_counts_in_a_line(counts: dict[str, int], said: str) -> None:
    assert came_in(Counter(counts)) == f"Reports: {said}."


LEAK = leaks.Leak("note", "Soldiers shot Arvo Mell\nin Kessin.", ("Arvo", "Mell"), True, ("csv", "brief"), False)


@pytest.mark.parametrize(
    ("found", "masked", "said", "code"),
    [
        ((), (), ["9 persons named, 7 of them in what is read", "0 leak whole, 0 in part; 0 of 4 controls hidden"], 0),
        ((), ("Kessin",), ["hidden for nothing: Kessin", "9 persons named, 7 of them in what is read",
                           "0 leak whole, 0 in part; 1 of 4 controls hidden"], 0),
        ((LEAK, replace(LEAK, whole=False, words=("Mell",))), (), [
            "whole: Arvo, Mell in csv, brief", "    Soldiers shot Arvo Mell in Kessin.",
            "part: Mell in csv, brief", "    Soldiers shot Arvo Mell in Kessin.",
            "9 persons named, 7 of them in what is read", "1 leak whole, 1 in part; 0 of 4 controls hidden",
        ], 1),
    ],
    ids=["none", "a control is hidden", "two leak"],
)  # fmt: skip
def test_names_that_leak_are_shown_and_end_with_1(
    monkeypatch: pytest.MonkeyPatch, found: tuple[Any, ...], masked: tuple[str, ...], said: list[str], code: int
) -> None:
    asked: list[tuple[int, int]] = []

    def measure(world: object, size: int, seed: int) -> leaks.Result:
        asked.append((size, seed))
        return leaks.Result(9, 7, found, 4, masked)

    monkeypatch.setattr(leaks, "measure", measure)
    monkeypatch.setattr("rashomon.world.load_world", lambda packs: None)
    ran = CliRunner().invoke(cli, ["bench", "leaks", "--size", "12"])
    assert (ran.stdout.splitlines(), ran.exit_code, asked) == (said, code, [(12, 1)])


@pytest.mark.parametrize(("same", "code"), [(True, 0), (False, 1)])
def test_archives_that_are_not_the_same_end_with_1(monkeypatch: pytest.MonkeyPatch, same: bool, code: int) -> None:
    monkeypatch.setattr(archive_bench, "archive", lambda reports, keep, claims: same)
    assert CliRunner().invoke(cli, ["bench", "archive"]).exit_code == code


@pytest.mark.parametrize(
    ("platform", "set_", "opens", "shown"),
    [
        ("linux", None, True, False),  # a browser for terminals would take this one
        ("linux", "DISPLAY", True, True),
        ("linux", "WAYLAND_DISPLAY", True, True),
        ("linux", "BROWSER", True, True),
        ("linux", "DISPLAY", False, False),
        ("darwin", None, True, True),
        ("win32", None, True, True),
    ],
)
def test_a_browser_is_opened_where_there_is_a_desktop(
    monkeypatch: pytest.MonkeyPatch, platform: str, set_: str | None, opens: bool, shown: bool
) -> None:
    asked: list[str] = []
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    if set_:
        monkeypatch.setenv(set_, ":0")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(webbrowser, "open", lambda address: asked.append(address) or opens)
    assert _shown_in_browser("http://127.0.0.1:1/") is shown
    assert asked == ([] if not set_ and platform == "linux" else ["http://127.0.0.1:1/"])
