"""Notes of corrections are kept and told of, and what they withdraw is not read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.intake import Report, receive
from rashomon.intake.parts import parts

BODY = (
    "Mill of Kessin burns\n\nThe army shelled the mill of Kessin on Tuesday, killing nine people, the council said.\n\n"
)


@pytest.mark.parametrize(
    "note",
    [
        "Correction: an earlier version of this article said that nineteen people had been killed.",
        "Correction (5 March): The headline gave the wrong town.",
        "Corrections and clarifications: The mill is in Kessin, not in Varda.",
        "Clarification, March 6: The council gave the number for the whole district.",
        "Editor’s note: This story has been corrected; the toll is nine.",
        "An earlier version of this story misstated the number of dead.",
        "The original version of this article said that the mill was in Varda.",
        "This article was amended on 5 March 2015 to correct the toll.",
        "This story has been updated to remove a wrong name.",
    ],
)
def test_a_note_is_furniture_wherever_it_stands(note: str) -> None:
    for text in (BODY + note, f"{note}\n\n{BODY}"):
        assert [text[p.span.start : p.span.end] for p in parts(text) if p.kind == "furniture"] == [note]


@pytest.mark.parametrize(
    "words",
    [
        "Correction officers were killed in the prison of Kessin, the council said.",
        "The report was corrected by the ministry on Tuesday.",
        "An earlier version of the missile killed two people in Varda.",
        "Update: the army has denied that it shelled the mill.",
        "This mill was changed after the fire of 2014, the council said.",
    ],
)
def test_what_only_sounds_so_is_read(words: str) -> None:
    assert not any(p.kind == "furniture" for p in parts(BODY + words))


def test_it_is_told_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    note = "Correction: an earlier version of this article said that nineteen people had been killed."
    (tmp_path / "a.txt").write_text(BODY + note)
    (report,) = receive([str(tmp_path / "a.txt")])
    assert isinstance(report, Report)
    assert note in report.text
    assert f"its note of a correction is kept, and not read: '{note}'" in caplog.text
