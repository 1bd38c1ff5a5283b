"""A page for an editor as a Word document. Needs python-docx, the `office` extra."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import Any

from rashomon.errors import RashomonError
from rashomon.pages.i18n import _, clean, counted, direction, spoken
from rashomon.pages.one_page import OnePage, Side
from rashomon.version import __version__

ABREAST = 3
"""Sides that stand beside each other on paper; more stand below."""


def note_docx(page: OnePage, generated: datetime) -> bytes:
    """The page, in the language that is spoken. Raises RashomonError where python-docx is not installed."""
    try:
        docx = import_module("docx")
    except ImportError as error:
        raise RashomonError(
            "docx",
            "this format needs python-docx, which is not installed",
            "Install it: pip install 'rashomon[office]'",
        ) from error
    document = docx.Document()
    _set_up(document, generated, page.title)
    document.add_heading(_words(page.title), level=0)
    _pairs(document, page.facts)
    for q in page.asked:
        document.add_heading(_words(q.question), level=1)
        over = f" {_('over')} {q.over}" if q.over else ""
        document.add_paragraph(_words(f"{q.status_word}{over}. {q.reason}"))
        for at in range(0, len(q.sides), ABREAST):
            _abreast(document, q.sides[at : at + ABREAST])
    _list(document, _("Also asked"), [f"{question} {answers}" for question, answers in page.further])
    _list(document, _("What is not known"), page.unknown)
    if page.sources:
        document.add_heading(_("Sources"), level=1)
    for c in page.sources:
        document.add_paragraph(_words(f"[{c.number}] " + ". ".join(x for x in (c.told, c.url, c.kept) if x)))
    document.add_heading(_("How this was made"), level=1)
    _pairs(document, page.made)
    if direction(spoken()) == "rtl":
        _right_to_left(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Any, generated: datetime, title: str) -> None:
    """Small margins and type, and properties that tell of the program and not of who used it."""
    shared = import_module("docx.shared")
    for section in document.sections:
        section.page_width, section.page_height = shared.Mm(210), shared.Mm(297)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, shared.Mm(18))
    document.styles["Normal"].font.size = shared.Pt(10)
    document.styles["Normal"].paragraph_format.space_after = shared.Pt(3)
    for name, size in (("Title", 20), ("Heading 1", 13)):
        document.styles[name].font.size = shared.Pt(size)
    about = document.core_properties
    about.author, about.last_modified_by, about.title = f"Rashomon {__version__}", "", _words(title)
    about.comments, about.revision = "", 1
    about.created = about.modified = generated.replace(tzinfo=None)


def _words(text: str) -> str:
    """Text that XML can hold, on one line."""
    return " ".join(clean(text).replace("\ufffe", "").replace("\uffff", "").split())


def _list(document: Any, title: str, sentences: Sequence[str]) -> None:
    if sentences:
        document.add_heading(title, level=1)
    for sentence in sentences:
        document.add_paragraph(_words(sentence), style="List Bullet")


def _pairs(document: Any, pairs: Sequence[tuple[str, str]]) -> None:
    for label, words in pairs:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}{_(': ')}").bold = True
        paragraph.add_run(_words(words))


def _abreast(document: Any, sides: Sequence[Side]) -> None:
    table = document.add_table(rows=1, cols=len(sides))
    table.style = "Table Grid"
    for cell, side in zip(table.rows[0].cells, sides, strict=True):
        cell.paragraphs[0].add_run(_words(side.label)).bold = True
        for g in side.given:
            answer = cell.add_paragraph()
            answer.add_run(_words(g.answer)).bold = True
            answer.add_run(_words(f" {g.among} ({g.weight})") if g.among else f" ({g.weight})")
            for c in g.cited:
                if c.words:
                    cell.add_paragraph().add_run(f"“{_words(c.words)}”").italic = True
                cited = f"{c.speaker} [{c.source}]" if c.words else f"{c.speaker} [{c.source}] {_('words above')}"
                cell.add_paragraph(_words(_(", ").join(x for x in (cited, c.where, c.review) if x)))
            if g.more:
                cell.add_paragraph(counted(g.more, "more passage"))
            for name in g.silent:
                cell.add_paragraph(_words(f"{name}{_(': ')}{_('words held back')}"))
    document.add_paragraph()


def _right_to_left(document: Any) -> None:
    """Paragraphs from the right, as the language is written (w:bidi, ECMA-376 part 1, 17.3.1.6)."""
    make = import_module("docx.oxml").OxmlElement
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    for paragraph in [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]:
        paragraph._p.get_or_add_pPr().insert_element_before(
            make("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
            "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
            "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
        )  # fmt: skip
