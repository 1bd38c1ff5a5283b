"""Invisible characters and letters that were decoded twice are mended, and what only looks like that is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.intake import Report, receive
from rashomon.intake.characters import decoded_once, mended


def twice(text: str) -> str:
    """As a program shows it that takes UTF-8 for Windows-1252 and keeps the holes of that as they are."""
    return "".join(
        bytes([b]).decode("latin-1" if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252") for b in text.encode()
    )


@pytest.mark.parametrize(
    "text",
    [
        "“It burned,” said Zoë Šarić – ‘all of it’…",
        "café",
        "Кессин пал",
        "سقطت كسين",
        "Łódź and “Żory”",
        "½ of 40 °C",
        "a “😀”",
    ],
)
def test_letters_decoded_twice_are_repaired(text: str) -> None:
    assert decoded_once(twice(text))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "at the CAFÉ’s door",
        "SÃO PAULO",
        "Ä“",
        "“plain”",
        "naïve — «À»",
        "£20 ± 5",
        "“CAFÉ”…",
        "Göteborg–Malmö",
        "l’Été…",
    ],
)
def test_what_is_whole_stays(text: str) -> None:
    assert decoded_once(text) == (text, 0)


def test_a_quotation_mark_whose_last_byte_was_lost() -> None:
    assert decoded_once("â€œIt burned,â€\ufffd he said.") == ("“It burned,” he said.", 2)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("kill\u00ading", "killing"),
        ("Kes\u200bsin", "Kessin"),
        ("Kes\u2060sin\ufeff fell", "Kessin\ufeff fell"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # that joiner is a letter's shape in Persian
        ("ភាសា\u200bខ្មែរ", "ភាសា\u200bខ្មែរ"),
    ],
)
def test_invisible_characters(text: str, whole: str) -> None:
    assert mended(text, "a.txt") == whole


def test_it_is_said_and_the_original_is_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    data = twice("“The mill of Kes\u00adsin burned,” said the council.").encode()
    (tmp_path / "a.txt").write_bytes(data)
    (report,) = receive([str(tmp_path / "a.txt")])
    assert isinstance(report, Report)
    assert (report.text, report.raw) == ("“The mill of Kessin burned,” said the council.", data)
    assert "decoded twice" in caplog.text


def test_half_of_a_surrogate_pair_can_be_kept_nowhere(tmp_path: Path) -> None:
    (tmp_path / "rows.json").write_text('[{"text": "The mill \\ud800 burned."}]')
    (report,) = receive([str(tmp_path / "rows.json")])
    assert isinstance(report, Report)
    assert report.text == "The mill \ufffd burned."
