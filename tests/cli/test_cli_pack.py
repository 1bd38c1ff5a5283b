"""`pack`: what the packs lack, a new pack, whether one is right, what it says. Read with the real model."""

from __future__ import annotations

import io
import json
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from rashomon.cli import main
from rashomon.sharing.pack_gaps import Gap


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")

    def ran(*args: str) -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        with pytest.raises(SystemExit) as end:
            main(args)
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in out + err
        return Ran(int(end.value.code or 0), out.decode(), err.decode())

    return ran


REPORTS = [
    "The Kalari Front said the Harbour Guard shelled Goma on Monday. The Harbour Guard attacked the port.",
    "Nurse Mira Tal, who treated the wounded, said the Harbour Guard bombed the clinic in Goma.",
]
PRIVATE = ("Mira", "Tal", "urse")


@pytest.fixture
def case(run: Run, tmp_path: Path) -> Run:
    rows = [{"id": f"r{n}", "text": text, "outlet": "Harbour Post"} for n, text in enumerate(REPORTS)]
    (tmp_path / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run("read", "reports.jsonl", "--published", "2024-03-12").status == 0
    return run


def test_from_a_ledger_to_a_pack(case: Run, tmp_path: Path) -> None:
    """As docs/packs.md has it: suggest, new, check, fill in, read again."""
    told = case("pack", "suggest").out
    assert told.index("Kalari Front: speaks in") < told.index("Harbour Guard: stands in 3 claims")
    assert "Harbour Post: reported " in told
    assert not any(word in told for word in PRIVATE)

    assert case("pack", "new", "my-pack", "--from-ledger").status == 0
    actors = tmp_path / "my-pack" / "actors.toml"
    text = actors.read_text(encoding="utf-8")
    assert not any(word in text for word in (*PRIVATE, "shelled", "Monday")), "of the reports it has names alone"
    checked = case("pack", "check", "my-pack")
    assert checked.status == 0
    assert "[harbour_guard]: side and fact are to be written." in checked.out

    head = tmp_path / "my-pack" / "pack.toml"
    head.write_text(head.read_text().replace("[camps]", '[camps]\nguard = { label = "the guard" }'), encoding="utf-8")
    text = text.replace('role = "organisation"\ncamp = "unknown"', 'role = "armed_group"\ncamp = "guard"', 1)
    actors.write_text(text.replace('fact = "To be written."', 'fact = "It is."', 1), encoding="utf-8")
    assert "[harbour_guard]" not in case("pack", "check", "my-pack").out
    assert "guard: the guard\n  1 actor: Harbour Guard" in case("pack", "show", "./my-pack").out

    assert case("read", "--pack", "./my-pack").status == 0
    told = case("pack", "suggest").out
    assert "Harbour Guard: stands" not in told, "its side is known now"
    assert "Kalari Front: speaks" in told, "the pack has it, with no side yet"


def test_who_is_written_into_a_pack_from_a_ledger(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A body that speaks and is spoken of is one entry, with its claims together and the role that is known."""
    found = [
        Gap("speaker", "Harbour Guard", "spokesperson", 2, None), Gap("party", "harbour guard", "", 9, None),
        Gap("party", "Harbour Guard", "", 3, None), Gap("speaker", "Kalari Front", "a front", 4, None),
        Gap("speaker", "the guards", "resident", 7, None), Gap("outlet", "Harbour Post", "", 1, None),
        Gap("place", "Old Quay", "Goma", 1, None),
    ]  # fmt: skip
    monkeypatch.setattr(sys.modules["rashomon.cli.pack"], "_gaps", lambda path: (found, [("CD", 5)]))
    assert run("pack", "new", "quay", "--from-ledger").status == 0
    actors = tomllib.loads((tmp_path / "quay" / "actors.toml").read_text(encoding="utf-8"))
    assert [(row["name"], row["role"]) for row in actors.values()] == [
        ("Harbour Guard", "spokesperson"),  # five claims
        ("Kalari Front", "organisation"),  # its own word for a role is none that packs have
        ("Harbour Post", "media"),
    ]
    assert "Old Quay" in (tmp_path / "quay" / "places.csv").read_text(encoding="utf-8")
    assert tomllib.loads((tmp_path / "quay" / "pack.toml").read_text(encoding="utf-8"))["home"] == ["CD"]


def test_suggest_as_json_and_with_a_limit(case: Run) -> None:
    all_ = json.loads(case("pack", "suggest", "--json").out)
    assert {tuple(sorted(g)) for g in all_} == {("claims", "name", "role", "sentence", "what")}
    assert len(json.loads(case("pack", "suggest", "--json", "--most", "1").out)) <= 4


def test_what_a_pack_knows_that_the_reports_called_for_is_not_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Kalari Front shelled Homs on Monday, the Syrian army said.", encoding="utf-8")
    assert run("read", "a.txt", "--published", "2024-03-12", "--outlet", "al-Ikhbariya").status == 0
    told = run("pack", "suggest").out
    assert "Kalari Front: " in told and "Ikhbariya" not in told


def test_where_nothing_is_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing happened.", encoding="utf-8")
    assert run("read", "a.txt").status == 0
    assert run("pack", "suggest").out.startswith("Nothing: ")


def test_a_folder_that_is_not_empty_is_not_written_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "notes.txt").write_text("mine", encoding="utf-8")
    ran = run("pack", "new", "there")
    assert ran.status == 1 and "no empty folder" in ran.err
    assert [f.name for f in (tmp_path / "there").iterdir()] == ["notes.txt"]
    assert run("pack", "new", "—").status == 1


def test_check_says_all_mistakes_with_their_lines(run: Run, tmp_path: Path) -> None:
    assert run("pack", "new", "mine").status == 0
    (tmp_path / "mine" / "actors.toml").write_text(
        '[a]\nname = "A"\nrole = "oracle"\ncamp = "moon"\nfact = "It is."\n', encoding="utf-8"
    )
    ran = run("pack", "check", "mine")
    assert ran.status == 1
    assert ran.out.startswith("Mistakes (2):\n  mine/actors.toml:3: [a]: the role 'oracle' is not defined. Use one of")
    assert [m["line"] for m in json.loads(run("pack", "check", "mine", "--json").out)["mistakes"]] == [3, 4]


def test_a_shipped_pack_is_checked_and_shown_by_name(run: Run) -> None:
    assert run("pack", "check", "syria").status == 0
    told = run("pack", "show", "syria").out
    assert "Home: SY." in told
    assert "government: Syrian government (incumbent)\n  allies: hezbollah, iran, russia\n" in told
    shown = json.loads(run("pack", "show", "syria", "--json").out)
    assert shown["camps"]["hezbollah"]["actors"]["al_manar"] == "al-Manar"
    assert run("pack", "list", "--json").out == run("world", "list", "--json").out
    assert run("pack", "check", "atlantis").status == 1
