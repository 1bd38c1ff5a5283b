"""What intake tells beside the reports: guesses, notes, furniture, and how much of a page was kept."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from rashomon.intake import receive
from rashomon.intake.make_report import Source, log
from rashomon.intake.told import Told, listening, share_kept, told_of
from rashomon.model import Report

STORY = " ".join(
    f"The council met {n} times in Kastrel, and its speaker told of the harbour each time." for n in range(9)
)


def told(path: Path) -> list[Told]:
    found, entered = [], [""]
    with listening() as records:
        for item in receive([str(path)], entering=lambda name: entered.append(name)):
            found.append(told_of(item, entered[-1], records))
    return found


@pytest.mark.parametrize(
    ("name", "data", "guessed", "notes"),
    [
        ("a.txt", STORY.encode(), ("language",), 0),
        ("a.txt", f"KASTREL, 3 March 2013 - {STORY}".encode(), ("date", "language"), 0),
        ("a.txt", f"Café. {STORY}".encode("cp1252"), ("encoding", "language"), 1),
        ("a.jsonl", b'{"text": "The army holds Kastrel.", "language": "en", "published": "2013-03-01"}', (), 0),
        ("a.jsonl", b'{"text": "The army holds Kastrel.", "published": "2013-03-01"}', ("language",), 0),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(40), (), 0),
    ],
)
def test_what_is_guessed_and_said(tmp_path: Path, name: str, data: bytes, guessed: tuple[str, ...], notes: int) -> None:
    (tmp_path / name).write_bytes(data)
    [found] = told(tmp_path / name)
    assert (found.input, found.guessed, len(found.notes)) == (name, guessed, notes)


def test_furniture_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Share this article\n\n{STORY}\n\nRead more: […]\n", encoding="utf-8")
    [found] = told(tmp_path / "a.txt")
    assert found.characters == len("".join(f"Sharethisarticle{STORY}Readmore:[…]".split()))
    assert found.furniture and found.furniture >= len("Sharethisarticle")


def test_each_file_of_a_folder_is_an_input(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.jsonl").write_text('{"text": "The army holds Kastrel."}\n' * 2, encoding="utf-8")
    (tmp_path / "in" / "a.txt").write_text(STORY, encoding="utf-8")
    assert [t.input for t in told(tmp_path / "in")] == ["in/a.txt", "in/b.jsonl", "in/b.jsonl"]


def page(article: str, around: str) -> Report:
    html = f"<html><body><article><p>{article}</p></article><div>{around}</div></body></html>"
    return Report("p", article, "0", raw=html.encode(), media_type="text/html")


@pytest.mark.parametrize(
    ("around", "low", "high"), [("", 0.99, 1.0), (STORY, 0.45, 0.55), (f"<p>{STORY}</p>" * 9, 0.05, 0.15)]
)
def test_how_much_of_a_page_was_kept(around: str, low: float, high: float) -> None:
    kept = share_kept(page(STORY, around))
    assert kept is not None and low <= kept <= high


def test_menus_heads_and_feet_are_no_text_of_a_page() -> None:
    kept = share_kept(page(STORY, f"<nav>{STORY * 9}</nav><footer>{STORY * 9}</footer><form>{STORY}</form>"))
    assert kept == 1.0


def test_what_is_no_page_has_no_share() -> None:
    assert share_kept(Report("p", STORY, "0", raw=STORY.encode(), media_type="text/plain")) is None
    assert share_kept(Report("p", STORY, "0", raw=STORY.encode(), media_type="text/html")) is None  # a post of a page


def test_one_thread_does_not_hear_another() -> None:
    with listening() as records:
        other = threading.Thread(target=lambda: log.warning("of another thread"))
        other.start()
        other.join()
        log.warning("of this one")
        assert [r.getMessage() for r in records] == ["of this one"]
    log.warning("of nobody")
    assert told_of(None, "x", records).notes == ("of this one",)


def test_bytes_have_a_name_that_is_no_path(tmp_path: Path) -> None:
    from rashomon.intake import from_bytes

    (tmp_path / "a.txt").write_text("another text", encoding="utf-8")
    [found] = from_bytes(STORY.encode(), Source(str(tmp_path / "a.txt")))
    assert isinstance(found, Report) and found.text == STORY and found.fetched_from is None


def test_what_is_told_at_the_end_of_a_file_is_told_of_its_last_report(tmp_path: Path) -> None:
    """It was told of the next file, as it was heard when that one came."""
    chat = "".join(
        f"[21/05/2023, 21:1{n}:00] Aya: {'image omitted' if n == 3 else 'The mill burned.'}\n" for n in range(4)
    )
    (tmp_path / "a.txt").write_text(chat)
    (tmp_path / "b.txt").write_text("The mill of Kessin burned, the council said.\n")
    now, told = [""], []
    with listening() as records:
        for item in receive([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], entering=now.append):
            told.append(told_of(item, now[-1], records))
    assert [(x.input, [n for n in x.notes if "left out" in n]) for x in told] == [
        ("a.txt", []),
        ("a.txt", []),
        ("a.txt", ["a.txt: left out: 1 messages without words (pictures, calls, who joined)"]),
        ("b.txt", []),
    ]
