"""Word documents: what the text says in the end, told from what was deleted, struck, hidden or noted beside it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import make_files as make
import pytest

from rashomon.intake import Report, receive


def run(words: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inside: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{inside}</w:p>"


def read(path: Path, body: str, comments: str = "") -> Report:
    path.write_bytes(make.docx(body, comments=comments))
    (report,) = receive([str(path)])
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (run("Four") + run(" killed", "<w:b/>"), "Four killed"),
        (run("Now ") + "<w:del><w:r><w:delText>nine</w:delText></w:r></w:del>", "Now"),
        (run("Now ") + f"<w:ins>{run('four')}</w:ins>", "Now four"),
        (f"<w:moveFrom>{run('Nine ')}</w:moveFrom>{run('Four')}", "Four"),
        (run("nine", "<w:strike/>") + run("four"), "four"),
        (run("nine", "<w:dstrike/>") + run("four"), "four"),
        (run("nine", "<w:vanish/>") + run("four"), "four"),
        (run("nine", '<w:strike w:val="false"/>'), "nine"),
        ("<w:hyperlink>" + run("four") + "</w:hyperlink>", "four"),
        ("<w:r><w:t>four</w:t><w:tab/><w:t>five</w:t><w:br/><w:t>six</w:t></w:r>", "four five\nsix"),
        ("<w:r><w:instrText>PAGE nine</w:instrText></w:r>" + run("four"), "four"),
    ],
)  # fmt: skip
def test_the_text_as_it_is_in_the_end(inside: str, words: str, tmp_path: Path) -> None:
    assert read(tmp_path / "a.docx", paragraph(inside)).text == words


def test_a_document(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(run(cell))}</w:tc>' for cell in row)}</w:tr>"
        for row in (["Town", "Killed"], ["Kessin", "4"])
    )
    frame = f"<w:tbl><w:tr><w:tc>{paragraph(run('The bridge was not hit.'))}</w:tc></w:tr></w:tbl>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph(run("Losses at Kessin"), "Title") + paragraph(run("The army took the mill.") + note)
    report = read(tmp_path / "a.docx", f"{body}<w:tbl>{rows}</w:tbl>{frame}<w:sectPr/>", '<w:comment w:id="0"/>')
    assert [(p.kind, report.text[p.span.start : p.span.end]) for p in report.parts] == [
        ("headline", "Losses at Kessin"),
        ("body", "The army took the mill."),
        ("furniture", "Town | Killed"),
        ("furniture", "Kessin | 4"),
        ("body", "The bridge was not hit."),
    ]
    assert (report.id, report.title, report.raw) == ("a.docx", "Losses at Kessin", (tmp_path / "a.docx").read_bytes())
    assert "left out: 1 comments, 1 footnotes" in caplog.text


def test_a_document_in_a_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.docx").write_bytes(make.docx(paragraph(run("The army took the mill."))))
    assert [type(r) for r in receive([str(tmp_path / "in")])] == [Report]


def cells(*inside: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in inside)}</w:tr>"


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (cells(paragraph(run("A frame.")) + f"<w:tbl>{cells(paragraph(run('Kessin')), paragraph(run('4')))}</w:tbl>"),
         "A frame.\n\nKessin | 4"),
        (cells(paragraph(run("North")), f"<w:tbl>{cells(paragraph(run('Kessin')), paragraph(run('4')))}</w:tbl>"),
         "North | Kessin | 4"),
        (f"<w:sdt><w:sdtContent>{cells(paragraph(run('A')), paragraph(run('1')))}</w:sdtContent></w:sdt>", "A | 1"),
        (cells(paragraph(run("A")), paragraph(run("1"))).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
         + cells(paragraph(run("B")), paragraph(run("2"))), "B | 2"),
    ],
)  # fmt: skip
def test_a_table_inside_of_another_stands_once(table: str, text: str, tmp_path: Path) -> None:
    assert read(tmp_path / "a.docx", f"<w:tbl>{table}</w:tbl>").text == text


def test_a_strict_document_is_read(tmp_path: Path) -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        xml = f'<w:document xmlns:w="{usual.decode()}"><w:body>{paragraph(run("The mill."))}</w:body></w:document>'
        archive.writestr(
            "word/document.xml", xml.replace(usual.decode(), "http://purl.oclc.org/ooxml/wordprocessingml/main")
        )
    (report,) = receive([str(tmp_path / "a.docx")])
    assert isinstance(report, Report)
    assert report.text == "The mill."
