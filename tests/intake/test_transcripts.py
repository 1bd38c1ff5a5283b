"""Transcripts: cues become sentences under their time codes; whoever is named speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.intake import Report, receive

CODE = "00:00:0{},000 --> 00:00:0{},500"


def srt(*cues: str) -> str:
    return "\n\n".join(f"{n}\n{CODE.format(n, n)}\n{words}" for n, words in enumerate(cues, 1)) + "\n"


def vtt(*cues: str, head: str = "WEBVTT") -> str:
    return f"{head}\n\n" + "\n\n".join(f"00:0{n}.000 --> 00:0{n}.500 align:start\n{c}" for n, c in enumerate(cues, 1))


def read(path: Path, text: str) -> Report:
    path.write_text(text, encoding="utf-8")
    (report,) = receive([str(path)])
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize(
    ("text", "frozen"),
    [
        (srt("The army took", "the mill of Kessin.", "Nobody was hurt."),
         "[00:00:01]\n\nThe army took the mill of Kessin. Nobody was hurt."),
        (srt("<i>The army</i> {\\an8}took", "the mill &amp; the bridge."),
         "[00:00:01]\n\nThe army took the mill & the bridge."),
        (srt("MIRA TAL: The mill burned.", ">> OLEN REK: It did not."),
         "[00:00:01]\n\nMIRA TAL: The mill burned.\n\n[00:00:02]\n\nOLEN REK: It did not."),
        (srt("- He saw it - twice - burn.", "- So did I."),
         "[00:00:01]\n\nHe saw it - twice - burn.\n\n[00:00:02]\n\nSo did I."),
        (srt("- Was it hit?\n- It was."), "[00:00:01]\n\nWas it hit?\n\n[00:00:01]\n\nIt was."),
        (srt("[explosion]", "The mill burned.", "♪ la la ♪"), "[00:00:02]\n\nThe mill burned."),
        (srt("[explosion] (music) ♪ la la ♪", "The mill burned."), "[00:00:02]\n\nThe mill burned."),
        (srt("The mill burned.").removeprefix("1\n"), "[00:00:01]\n\nThe mill burned."),
        ("0:00:01.000,0:00:03.000\nThe mill\n\n0:00:03.000,0:00:05.000\nburned.\n", "[00:00:01]\n\nThe mill burned."),
        (srt("The mill", "The mill burned", "The mill burned"), "[00:00:01]\n\nThe mill The mill burned"),
        (srt("The army took\nthe mill").replace("\n", "\r\n"), "[00:00:01]\n\nThe army took the mill"),
        (vtt("<v Mira Tal>The mill burned.</v>", "<v.loud Olen Rek>It did not.</v>"),
         "[00:00:01]\n\nMira Tal: The mill burned.\n\n[00:00:02]\n\nOlen Rek: It did not."),
        (vtt("the mill", "the mill\nburned <00:02.100><c>twice</c>", "burned twice\non Sunday"),
         "[00:00:01]\n\nthe mill burned twice on Sunday"),
        (vtt(" \nthe<00:01.100><c> mill</c>", "the mill\n ", "the mill\nburned [Music]"),
         "[00:00:01]\n\nthe mill burned"),
        (srt("OLEN REK (on phone): We [the army] did not."), "[00:00:01]\n\nOLEN REK: We [the army] did not."),
        (srt("The mill", "MIRA TAL (through an interpreter): It burned."),
         "[00:00:01]\n\nThe mill\n\n[00:00:02]\n\nMIRA TAL: It burned."),
        (vtt("<v Mira Tal>The mill", "<v Mira Tal>burned.", "<v Olen Rek>It did not."),
         "[00:00:01]\n\nMira Tal: The mill burned.\n\n[00:00:03]\n\nOlen Rek: It did not."),
        (vtt("Mira Tal: The mill", "Mira Tal: burned.", "Olen Rek: It did", "not."),  # as Zoom and Teams write it
         "[00:00:01]\n\nMira Tal: The mill burned.\n\n[00:00:03]\n\nOlen Rek: It did not."),
        (srt("MIRA TAL: The mill burned.", "- It did not.", "MIRA TAL: It did."),
         "[00:00:01]\n\nMIRA TAL: The mill burned.\n\n[00:00:02]\n\nIt did not.\n\n[00:00:03]\n\nMIRA TAL: It did."),
        (vtt("The mill burned.", head="WEBVTT - talk\nKind: x\n\nNOTE all\nof it\n\nSTYLE\n::cue { color: red }"),
         "[00:00:01]\n\nThe mill burned."),
    ],
)  # fmt: skip
def test_what_is_said(text: str, frozen: str, tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt", text).text == frozen


def test_time_codes_are_furniture_and_names_before_the_words_are_no_datelines(tmp_path: Path) -> None:
    report = read(tmp_path / "talk.srt", srt("VARDA TAL: The army took the mill of Kessin on Sunday."))
    assert [p.kind for p in report.parts] == ["furniture", "body"]
    assert report.raw.startswith(b"1\n00:00:01")


def test_a_pause_after_a_sentence_begins_a_paragraph(tmp_path: Path) -> None:
    late = "9\n01:02:03,000 --> 01:02:05,000\nIt burned.\n"
    assert read(tmp_path / "a.srt", srt("The mill was hit.") + "\n" + late).text.endswith(
        "\n\n[01:02:03]\n\nIt burned."
    )
    assert read(tmp_path / "a.srt", srt("The mill was") + "\n" + late).text == "[00:00:01]\n\nThe mill was It burned."


def test_sounds_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(tmp_path / "a.srt", srt("[explosion]", "The mill [Applaus] burned.", "(applause)"))
    assert "left out: 3 sounds" in caplog.text


def test_long_talk_without_marks_is_parted(tmp_path: Path) -> None:
    cues = "".join(
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\nword number {n}\n\n" for n in range(600)
    )
    text = read(tmp_path / "a.vtt", f"WEBVTT\n\n{cues}").text
    assert max(len(p) for p in text.split("\n\n")) < 1300
