"""Dates in numbers that can be read in two ways, in date lines of texts and on pages: told by the source, or none."""

from __future__ import annotations

from pathlib import Path

import make_files as make
import pytest

from rashomon.intake import Report, receive

BODY = "The army shelled the mill of Kessin on Tuesday, killing nine people, the council said. The road was closed."


def day(path: Path, data: str) -> str | None:
    path.write_text(data, encoding="utf-8")
    (report,) = receive([str(path)])
    assert isinstance(report, Report)
    return report.published


@pytest.mark.parametrize(
    ("line", "more", "found"),
    [
        ("Posted 25/03/2015", "", "2015-03-25"),
        ("Posted 03/25/2015", "", "2015-03-25"),
        ("Posted 05/03/2015", "", None),
        ("Posted 05/03/2015", "It had burned on 17/02/2015, too.", "2015-03-05"),
        ("Posted 05/03/2015", "It had burned on 02/17/2015, too.", "2015-05-03"),
        ("Posted 05/03/2015", "It burned on 17/02/2015 and on 02/17/2015.", None),
        ("Posted 5 March 2015", "It had burned on 02/17/2015, too.", "2015-03-05"),
    ],
)
def test_of_a_text(line: str, more: str, found: str | None, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert day(tmp_path / "a.txt", f"Mill of Kessin burns\n\n{line}\n\n{BODY}\n\n{more}") == found
    assert ("can be read in two ways" in caplog.text) == (found is None)


@pytest.mark.parametrize(
    ("language", "shown", "found"),
    [
        ("en", "05/03/2015", None),
        ("en-GB", "05/03/2015", "2015-03-05"),
        ("en-US", "05/03/2015", "2015-05-03"),
        ("en", "05/03/2015</p><p>Updated 17/03/2015", "2015-03-05"),
        ("en", "5 March 2015", "2015-03-05"),
    ],
)
def test_of_a_page(
    language: str, shown: str, found: str | None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    page = make.html(f"<article><h1>Mill of Kessin burns</h1><p>Published {shown}</p><p>{BODY}</p></article>").decode()
    page = page.replace("<html", f'<html lang="{language}"').replace(
        f'lang="{language}" lang="en"', f'lang="{language}"'
    )
    assert day(tmp_path / "a.html", page) == found
    assert ("can be read in two ways" in caplog.text) == (found is None)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("Reporting period: 1–7 May 2023\nPublished 8 May 2023", "2023-05-08"),
        ("1 May - 7 May 2023\n8 May 2023", "2023-05-08"),
        ("From 1 May 2023 to 7 May 2023\nIssued 8 May 2023", "2023-05-08"),
        ("1 to 7 May 2023", None),
        ("KESSIN - 7 May 2023", "2023-05-07"),
    ],
)
def test_the_period_that_a_report_covers_is_not_when_it_came_out(lines: str, found: str | None, tmp_path: Path) -> None:
    text = "\n\n".join(["Situation in Kessin district", *lines.split("\n"), BODY, BODY.replace("Tuesday", "Monday")])
    assert day(tmp_path / "a.txt", text) == found
