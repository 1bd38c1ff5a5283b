"""RTF: what the text says in the end, in the letters of its fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.intake import Refusal, Report, receive

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset178 Arial;}}"
    r"{\colortbl;\red0\green0\blue0;}{\*\generator Word;}{\info{\title Draft}}"
)
"""As Word and WordPad begin a document."""


def read(path: Path, body: str | bytes) -> Report:
    made = body if isinstance(body, bytes) else (HEAD + body + "}").encode("latin-1")
    path.write_bytes(made)
    (report,) = receive([str(path)])
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\pard The army took the mill.\par Nobody was hurt.\par", "The army took the mill.\n\nNobody was hurt."),
        (
            "\\pard\n\\f0 The army \ntook the mill.\\\n\\\r\nNobody was hurt.",
            "The army took the mill.\n\nNobody was hurt.",
        ),
        (r"\pard Now {\b four} killed\par", "Now four killed"),
        (r"\pard Now {\strike nine }four killed\par", "Now four killed"),
        (r"\pard Now \strike nine \strike0 four killed\par", "Now four killed"),
        (r"\pard Now {\deleted nine }{\revised four} killed\par", "Now four killed"),
        (r"\pard Now {\v nine }four killed\par", "Now four killed"),
        (r"\pard The caf\'e9 of Kessin \'96 hit\par", "The café of Kessin – hit"),
        (r"\pard {\f1 \'cc\'e5\'eb\'fc\'ed\'e8\'f6\'e0}\par", "Мельница"),
        (r"\pard {\f2 \'c7\'e1\'cc\'ed\'d4}\par", "الجيش"),
        (r"\pard \u1052?\u1077?\uc2\u1083\'eb\'eb ok\par", "Мел ok"),
        (r"\pard A plane \u-10179?\u-8704? fell\par", "A plane 😀 fell"),
        (r"\pard \ldblquote It burned,\rdblquote  he said\emdash twice\~\par", "“It burned,” he said—twice"),
        (r"\pard A \{mill\} \\ here\par", "A {mill} \\ here"),
        (r"\pard See {\field{\*\fldinst HYPERLINK nine}{\fldrslt the list}}.\par", "See the list."),
        (r"\pard The mill{\footnote nine} burned{\*\annotation eight}.{\pict\wmetafile8 00ff}\par", "The mill burned."),
        (r"{\header nine}\pard The mill burned.\par{\footer eight}", "The mill burned."),
        (r"\pard {\shp{\*\shpinst{\sp{\sn nine}{\sv 8}}{\shptxt A box.\par}}}The mill.\par", "A box.\n\nThe mill."),
        (r"\pard The mill {\*\unknown nine}burned.\par", "The mill burned."),
    ],
)
def test_the_text_as_it_is_in_the_end(body: str, text: str, tmp_path: Path) -> None:
    assert read(tmp_path / "a.rtf", body).text == text


def test_rows_are_furniture_and_a_row_of_one_cell_is_a_frame(tmp_path: Path) -> None:
    body = (
        r"\pard Losses at Kessin\par\pard The army took the mill on Sunday.\par"
        r"\trowd\pard\intbl Town\cell Killed\par hurt\cell\row\trowd\pard\intbl Kessin\cell 4\cell\row"
        r"\trowd\pard\intbl The bridge was not hit.\cell\row\pard All left.\par"
    )
    report = read(tmp_path / "a.rtf", body)
    assert [(p.kind, report.text[p.span.start : p.span.end]) for p in report.parts] == [
        ("headline", "Losses at Kessin"),
        ("body", "The army took the mill on Sunday."),
        ("furniture", "Town | Killed hurt"),
        ("furniture", "Kessin | 4"),
        ("body", "The bridge was not hit."),
        ("body", "All left."),
    ]


def test_what_is_left_out_is_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(tmp_path / "a.rtf", r"\pard The mill{\footnote 9} burned{\*\annotation 8}{\pict 00}.\par")
    assert "left out: 1 footnotes, 1 comments, 1 pictures" in caplog.text


def test_bytes_of_pictures_are_no_text(tmp_path: Path) -> None:
    data = HEAD.encode() + rb"{\pict\bin9 {{{{}}\'41}\pard The mill burned.\par}"
    assert read(tmp_path / "a.rtf", data).text == "The mill burned."


@pytest.mark.parametrize("cut", [40, 300, 390])
def test_a_document_that_is_cut_off_crashes_nothing(cut: int, tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes((HEAD + r"\pard The army took the mill of Kessin on Sunday\par").encode()[:cut])
    (found,) = receive([str(tmp_path / "a.rtf")])
    assert isinstance(found, (Report, Refusal))


def test_a_download_of_factiva(tmp_path: Path) -> None:
    lines = ["World", "Mill taken by the army", "By Mira Tal", "355 words", "3 May 2023", "10:20 AM", "Harbour Post",
             "HARB", "12", "English", "(c) 2023 Harbour", "The army took the mill.", "Nobody was hurt.",
             "Document HARB000020230503ej530000a"]  # fmt: skip
    report = read(tmp_path / "a.rtf", r"\pard " + r"\par ".join(lines) + r"\par")
    assert report.id == "a.rtf#HARB000020230503ej530000a"
    assert (report.title, report.author, report.outlet) == ("Mill taken by the army", "Mira Tal", "Harbour Post")
    assert report.published == "2023-05-03"
    assert report.text == "Mill taken by the army\n\nBy Mira Tal\n\nThe army took the mill.\n\nNobody was hurt."
