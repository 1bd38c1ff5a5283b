"""OpenDocument texts, as odfdo and LibreOffice write them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from odfdo import Document, Header, Note, Paragraph, Span, Style, Table

from rashomon.intake import Refusal, Report, receive


def read(path: Path, document: Document) -> Report:
    document.save(str(path))
    (report,) = receive([str(path)])
    assert isinstance(report, Report), report
    return report


def empty() -> Document:
    document = Document("text")
    document.body.clear()
    return document


def test_a_document(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    document = empty()
    noted = Paragraph("The army took the mill of Kessin.")
    noted.append(Note(note_id="1", citation="1", body="Nine more fell."))
    table = Table("Losses", width=2, height=2)
    for at, cell in (((0, 0), "Town"), ((1, 0), "Killed"), ((0, 1), "Kessin"), ((1, 1), "4")):
        table.set_value(at, cell)
    for part in (Header(1, "Losses at Kessin on Sunday"), noted, table, Paragraph("The bridge was not hit.")):
        document.body.append(part)
    report = read(tmp_path / "a.odt", document)
    assert [(p.kind, report.text[p.span.start : p.span.end]) for p in report.parts] == [
        ("headline", "Losses at Kessin on Sunday"),
        ("body", "The army took the mill of Kessin."),
        ("furniture", "Town | Killed"),
        ("furniture", "Kessin | 4"),
        ("body", "The bridge was not hit."),
    ]
    assert "left out: 1 footnotes" in caplog.text
    assert report.raw == (tmp_path / "a.odt").read_bytes()


@pytest.mark.parametrize(
    "properties",
    [{"style:text-line-through-style": "solid"}, {"style:text-line-through-type": "double"}, {"text:display": "none"}],
)
def test_struck_and_hidden_words_are_no_text(properties: dict[str, str], tmp_path: Path) -> None:
    document = empty()
    style = Style("text", name="T1")
    style.set_properties(properties, area="text")
    document.insert_style(style, automatic=True)
    paragraph = Paragraph("Now ")
    paragraph.append(Span("nine ", style="T1"))
    paragraph.append(Span("four"))
    document.body.append(paragraph)
    assert read(tmp_path / "a.odt", document).text == "Now four"


def written(body: str) -> bytes:
    names = "".join(
        f' xmlns:{x}="urn:oasis:names:tc:opendocument:xmlns:{y}:1.0"'
        for x, y in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return made.getvalue()


def table(*cells: str) -> str:
    row = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table><table:table-row>{row}</table:table-row></table:table>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:tracked-changes><text:p>Nine fell.</text:p></text:tracked-changes><text:p>Four fell.</text:p>",
         "Four fell."),
        ('<text:p>Four<text:s text:c="3"/>fell<text:line-break/>at<text:tab/>Kessin</text:p>',
         "Four   fell\nat Kessin"),
        ("<text:p>Four<office:annotation><text:p>Nine?</text:p></office:annotation> fell.</text:p>", "Four fell."),
        ("<text:p>A <draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>mill.</text:p>",
         "A mill.\n\nIn a box."),
        ("<text:list><text:list-item><text:p>A mill.</text:p></text:list-item></text:list>", "A mill."),
        ('<text:section text:display="none"><text:p>Nine fell.</text:p></text:section><text:p>Four fell.</text:p>',
         "Four fell."),
        (table("<text:p>One.</text:p>" + table("<text:p>A</text:p>", "<text:p>1</text:p>")), "One.\n\nA | 1"),
    ],
)  # fmt: skip
def test_the_text_as_it_is_in_the_end(body: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(written(body))
    (report,) = receive([str(tmp_path / "a.odt")])
    assert isinstance(report, Report)
    assert report.text == text


@pytest.mark.parametrize(
    "data", [written("<text:p>A"), written("<text:p/>"), written("<text:p>A mill.</text:p>")[:-80]]
)
def test_a_damaged_document_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(data)
    (refusal,) = receive([str(tmp_path / "a.odt")])
    assert isinstance(refusal, Refusal)
