"""`rashomon follow` and `rashomon log`: what they print, and with which exit status. The reading is made up."""

from __future__ import annotations

import csv
import io
import os
import re
import time
from pathlib import Path

import feeds_made
import pytest
from paths import TESTS
from test_cli import Run, case, made_up_reading, run  # noqa: F401 - fixtures

from rashomon import ledger as book
from rashomon.follow import looking
from rashomon.intake import url


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch):
    let, fetch = feeds_made.let_in()
    monkeypatch.setattr(url, "fetch_if_new", let)
    monkeypatch.setattr(url, "fetch", fetch)
    monkeypatch.setattr(looking, "POLITE_SECONDS", 0.0)
    with feeds_made.site() as there:
        yield there


def test_following_once_says_what_is_new_and_then_nothing(
    run: Run, made_up_reading: None, site: feeds_made.Site, tmp_path: Path
) -> None:
    (tmp_path / "case-follow.toml").write_text(f'[[feed]]\nurl = "{site.base}/feed"\n', encoding="utf-8")
    site.say("/feed", feeds_made.feed((f"{site.base}/1", "The army holds Kastrel")))
    ran = run("follow", "case.rashomon", "--once")
    assert ran.status == 0 and "Reports: 1 new." in ran.out and "control, Kastrel" in ran.out
    assert run("follow", "case.rashomon", "--once") == (0, "", "")
    site.say("/feed", feeds_made.feed((f"{site.base}/1", "The army holds Kastrel"),
                                      (f"{site.base}/2", "The army does not holds Kastrel")))  # fmt: skip
    assert "new, disputed" not in (ran := run("follow", "--once", "--ledger", "case.rashomon")).out
    assert "Reports: 1 new, 1 already there." in ran.out and "one origin, now disputed" in ran.out


@pytest.mark.parametrize(("screen", "said"), [(True, "Nothing is new.\n"), (False, "")])
def test_that_nothing_is_new_is_said_on_a_screen_alone(
    run: Run, made_up_reading: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: bool, said: str
) -> None:
    (tmp_path / "case-follow.toml").write_text('[[folder]]\npath = "in"\n', encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The army holds Kastrel", encoding="utf-8")
    os.utime(tmp_path / "in" / "a.txt", (time.time() - 60,) * 2)
    assert "Reports: 1 new" in run("follow", "case.rashomon", "--once").out
    monkeypatch.setattr("sys.stdout.isatty", lambda: screen)
    assert run("follow", "case.rashomon", "--once") == (0, said, "")


def test_following_says_what_failed(run: Run, made_up_reading: None, site: feeds_made.Site, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(
        f'[[feed]]\nurl = "{site.base}/feed"\n[[folder]]\npath = "in"\n[[alert]]\nview = "no"\n', encoding="utf-8"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The army holds Kastrel", encoding="utf-8")
    os.utime(tmp_path / "in" / "a.txt", (time.time() - 60,) * 2)
    ran = run("follow", "case.rashomon", "--once", "--list", "other.toml")
    assert ran.status == 1 and "Reports: 1 new, 1 with no published date" in ran.out
    assert "404" in ran.err and "no saved view of this name" in ran.err
    assert "404" in run("log").out


def test_without_a_list_nothing_is_followed(run: Run) -> None:
    ran = run("follow", "case.rashomon", "--once")
    assert ran.status == 1 and "there is no list of what to follow" in ran.err
    assert not Path("case.rashomon").exists()


def test_the_log_lists_what_became_of_each_input(case: Run, tmp_path: Path) -> None:
    (tmp_path / "old.rar").write_bytes(b"Rar! x")
    assert case("read", "rows.jsonl", "old.rar").status == 1
    lines = case("log", "--to", "jsonl").lines
    assert [line["how"] for line in lines] == ["new"] * 3 + ["same"] * 3 + ["refused"]
    table = case("log").out
    day, minute = lines[0]["at"][:10], lines[0]["at"][11:16]
    assert re.search(rf"^\W*{day} {minute}\s+rows\.jsonl", table, re.MULTILINE), table
    assert "3 new reports" in table and "3 already there" in table and "it is a RAR file" in table
    rows = list(csv.DictReader(io.StringIO(case("log", "--to", "csv").out)))
    assert [(row["input"], row["id"]) for row in rows][:2] == [("rows.jsonl", "one"), ("rows.jsonl", "two")]
    [doubt] = case("log", "--doubts", "--to", "jsonl").lines
    assert (doubt["id"], doubt["doubts"]) == ("three", ["its language (fr) is not read"])


def test_a_dry_run_tells_all_and_writes_nothing(case: Run, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("The army holds Quennet", encoding="utf-8")
    with book.open_ledger("case.rashomon") as ledger:
        before = list(ledger.db.iterdump())
    ran = case("read", "--dry-run", "new.txt", "rows.jsonl", "no.txt")
    assert ran.status == 1 and "Nothing was written" in ran.err
    assert "1 new report" in ran.out and "3 already there" in ran.out and "there is no such file" in ran.out
    with book.open_ledger("case.rashomon") as ledger:
        assert list(ledger.db.iterdump()) == before
    ran = case("read", "--dry-run", "new.txt", "new.txt", "--ledger", "other.rashomon")
    assert ran.status == 0 and not Path("other.rashomon").exists() and ran.out.count("1 new report") == 1


@pytest.mark.parametrize(
    "arguments", [["--dry-run"], ["--dry-run", "a", "--encrypt"], ["--dry-run", "a", "--to", "jsonl"]]
)
def test_a_dry_run_has_its_limits(run: Run, arguments: list[str]) -> None:
    assert run("read", *arguments).status == 2


def test_a_dry_run_brings_no_ledger_up_to_date(run: Run, made_up_reading: None, tmp_path: Path) -> None:
    before = (TESTS / "fixtures" / "ledger-v9.rashomon").read_bytes()
    (tmp_path / "old.rashomon").write_bytes(before)
    (tmp_path / "new.txt").write_text("The army holds Quennet", encoding="utf-8")
    ran = run("read", "--dry-run", "new.txt", "--ledger", "old.rashomon")
    assert ran.status == 1 and "an earlier version of Rashomon made it" in ran.err
    assert (tmp_path / "old.rashomon").read_bytes() == before
