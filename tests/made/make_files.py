"""Files for the tests of intake, good and bad, made on the spot: no binary file lies in the repository."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

PARAGRAPHS = (
    "VARDA: State radio said on Tuesday that government forces had taken the town of Kessin after a siege of forty"
    " days, and that the last of the rebel fighters had left it with their families during the night.",
    "Residents reached by telephone said that the eastern districts of the town were still held by local fighters and"
    " that at least 12 people had been killed since Sunday, most of them in the market and in the streets around it.",
    "The army did not comment.",
)
TITLE = "Town has not fallen, say residents"


def pdf(
    paragraphs: Iterable[str] = PARAGRAPHS, *, title: str | None = TITLE, password: str | None = None, pages: int = 1
) -> bytes:
    """A PDF whose lines are broken by its page's width; with a `password`, one that can't be opened without it."""
    from fpdf import FPDF

    document = FPDF()
    document.set_creation_date(datetime.datetime(2023, 5, 3, tzinfo=datetime.UTC))
    if title:
        document.set_title(title)
    if password is not None:
        document.set_encryption(owner_password="owner" + password, user_password=password)
    for number in range(pages):
        document.add_page()
        document.set_font("Helvetica", size=12)
        if title and number == 0:
            document.cell(0, 10, title, new_x="LMARGIN", new_y="NEXT")
        for paragraph in paragraphs:
            document.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
            document.ln(4)
    return bytes(document.output())


def raw_pdf(content: bytes, *, compressed: bool = True, extra: bytes = b"") -> bytes:
    """A one-page PDF around a page's content stream, written by hand so that the stream may be anything."""
    stream = zlib.compress(content, 9) if compressed else content
    filters = b"/Filter /FlateDecode " if compressed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
        + extra
        + b" >> >>",
        b"<< " + filters + b"/Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(str(number).encode() + b" 0 obj\n" + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n")
    out.writelines(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n" + str(start).encode() + b"\n%%EOF\n")
    return out.getvalue()


def bomb_pdf(unpacked: int = 100_000_000) -> bytes:
    """Some hundred kilobytes that unpack to `unpacked` bytes of page content."""
    return raw_pdf(b"BT (x) Tj ET\n" * (unpacked // 13))


def slow_pdf() -> bytes:
    """A page whose content takes minutes to go through, though it is only megabytes."""
    return raw_pdf(b"BT /F1 12 Tf (abcdefghij) Tj ET\n" * 600_000)


def html(body: str, *, title: str = TITLE, meta: Mapping[str, str] | None = None, head: str = "") -> bytes:
    tags = "".join(f'<meta property="{k}" name="{k}" content="{v}">' for k, v in (meta or {}).items())
    return f"<!doctype html><html><head><title>{title}</title>{tags}{head}</head><body>{body}</body></html>".encode()


def docx(body: str, *, comments: str = "", before: str = "") -> bytes:
    """A Word document of this body, in Word's own mark-up."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'{before}<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
        )
        if comments:
            archive.writestr("word/comments.xml", f'<w:comments xmlns:w="{word}">{comments}</w:comments>')
    return made.getvalue()


def rss(entries: Iterable[str], *, title: str = "The Harbour Post", before: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<rss version="2.0"><channel><title>{title}</title>'
        f"{''.join(f'<item>{entry}</item>' for entry in entries)}</channel></rss>"
    ).encode()


def bomb_rss() -> bytes:
    """The billion laughs: entities that unfold tenfold, nine times over."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return rss(["<title>&a9;</title><description>&a9;</description>"], before=f"<!DOCTYPE rss [{entities}]>")


def jsonl(rows: Iterable[Any]) -> bytes:
    return b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)


def sparse(path: Path, size: int) -> Path:
    """A file of `size` bytes that takes no room."""
    with path.open("wb") as stream:
        stream.truncate(size)
    return path
