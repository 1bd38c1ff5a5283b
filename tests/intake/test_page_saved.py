"""Pages that somebody kept: where and when, told by the program that saved them or by the archive's address."""

from __future__ import annotations

from pathlib import Path

import make_files as make
import pytest

from rashomon.intake import Report, receive
from rashomon.intake.page_saved import before_archive, saved_from

BODY = "".join(f"<p>{p}</p>" for p in make.PARAGRAPHS)
POST = "https://post.example/1"
NO_MONTH = "https://web.archive.org/web/20239903221500"
WHEN = "Wed May 03 2023 22:15:00 GMT+0300 (Eastern European Summer Time)"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (f"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: {POST} \n saved date: {WHEN}\n-->",
         (POST, "2023-05-03T22:15:00+03:00")),
        (f"<!-- saved from url=(0022){POST} -->\n<html>", (POST, None)),
        ("<!-- saved from url=(0029)file:///C:/somewhere/post.html -->", (None, None)),
        ("<html><!-- a page of ours -->", (None, None)),
    ],
)  # fmt: skip
def test_what_the_head_of_a_saved_page_tells(head: str, found: tuple[str | None, str | None]) -> None:
    assert saved_from(head) == found


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (f"https://web.archive.org/web/20230503221500/{POST}", (POST, "2023-05-03T22:15:00+00:00")),
        ("http://web.archive.org/web/20230503221500if_/http:/post.example/1?a=b",
         ("http://post.example/1?a=b", "2023-05-03T22:15:00+00:00")),
        (f"{NO_MONTH}/{POST}", (f"{NO_MONTH}/{POST}", None)),
        (POST, (POST, None)),
        (None, (None, None)),
    ],
)  # fmt: skip
def test_the_address_of_an_archive_is_not_the_pages(url: str | None, found: tuple[str | None, str | None]) -> None:
    assert before_archive(url) == found


def test_a_report_has_the_address_of_the_page_and_when_it_was_saved(tmp_path: Path) -> None:
    link = f'<link rel="canonical" href="https://web.archive.org/web/20230503221500/{POST}">'
    (tmp_path / "a.html").write_bytes(make.html(f"<article><h1>{make.TITLE}</h1>{BODY}</article>", head=link))
    (report,) = receive([str(tmp_path / "a.html")])
    assert isinstance(report, Report)
    assert (report.url, report.fetched_at) == (POST, "2023-05-03T22:15:00+00:00")
