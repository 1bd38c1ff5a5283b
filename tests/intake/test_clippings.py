"""Notes made of clipped pages: the head tells of the report, and is no text of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.intake import Refusal, Report, receive

MILL = "The army took the mill of Kessin on Sunday."
DENIED = "The army denied that anybody had died there."


def read(path: Path, text: str) -> Report | Refusal:
    path.write_bytes(text.encode())
    (found,) = receive([str(path)])
    assert isinstance(found, Report | Refusal)
    return found


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("title: Mill taken\nsource: https://post.example/7\nauthor:\n  - \"[[Mira Tal]]\"\n  - Oren Vask\n"
         "published: 2023-05-03\ncreated: 2023-05-09\ntags:\n  - clippings",
         ("Mill taken", "Mira Tal, Oren Vask", None, "https://post.example/7", "2023-05-03")),
        ('title: "Mill taken"\nurl: "https://post.example/7"\nsite: Harbour Post\ndate: 3 May 2023',
         ("Mill taken", None, "Harbour Post", "https://post.example/7", "2023-05-03")),
        ("Title: Mill taken\nAuthors: [Mira Tal, Oren Vask]\nDate-Published: 2023-05-03T23:10:00+03:00",
         ("Mill taken", "Mira Tal, Oren Vask", None, None, "2023-05-03")),
        ("title: Mill taken\r\nlink: https://post.example/7\r\ncreated: 2023-05-09",
         ("Mill taken", None, None, "https://post.example/7", None)),
    ],
)  # fmt: skip
def test_a_clipped_page(head: str, told: tuple[str | None, ...], tmp_path: Path) -> None:
    body = (
        f"# Mill taken\n\n![A mill](https://post.example/a.jpg)\n\n**{MILL}**\n\n> {DENIED} [More](https://x.example)"
    )
    end = "\r\n" if "\r" in head else "\n"
    report = read(tmp_path / "a.md", f"---{end}{head}{end}---{end}{body}\n")
    assert isinstance(report, Report), report
    assert (report.title, report.author, report.outlet, report.url, report.published) == told
    assert report.text.startswith("Mill taken\n\n")
    assert report.text.endswith(f"{MILL}\n\n{DENIED} More")
    assert report.parts[0].kind == "headline"


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{MILL}\n---\n{DENIED}\n",
        f"---\nlayout: post\ntags: mill\n---\n{MILL} **{DENIED}**\n",
        "---\ntitle: Mill taken\nurl: https://post.example/7\n---\n",
        f"title: Mill taken\nurl: https://post.example/7\n\n{MILL}\n",
    ],
)  # fmt: skip
def test_what_is_no_clipping_is_frozen_as_it_stands(text: str, tmp_path: Path) -> None:
    report = read(tmp_path / "a.md", text)
    assert isinstance(report, Report), report
    assert report.text == text


@pytest.mark.parametrize(
    "text",
    [
        f"@article{{tal2023,\n  title = {{Mill taken}},\n  abstract = {{{MILL}}}\n}}\n",
        f"% kept by hand\n\n@misc{{a:7,title={{Mill}}, abstract={{{MILL}}}}}",
        f"%0 Newspaper Article\n%T Mill taken\n%X {MILL}\n",
    ],
)
def test_lists_of_references_that_are_not_read_are_refused(text: str, tmp_path: Path) -> None:
    refusal = read(tmp_path / "a.txt", text)
    assert isinstance(refusal, Refusal), refusal
    assert "Export it as RIS" in refusal.error


def test_a_post_that_begins_with_a_name_is_no_list_of_references(tmp_path: Path) -> None:
    report = read(tmp_path / "a.txt", f"@kessin_council {{sic}}, on Sunday: {MILL}\n")
    assert isinstance(report, Report), report
