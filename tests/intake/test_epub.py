"""E-books: one report, its pages in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest
from every_format import packed

from rashomon.intake import Refusal, Report, receive

MILL = "The army took the mill of Kessin on Sunday, the council said."
TOLL = "Shelling killed 12 people on the road to it."
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>The mills of Kessin</dc:title><dc:creator>Orvane Keld</dc:creator><dc:publisher>The Watch</dc:publisher>"
    "<dc:date>2023-05-03</dc:date><dc:language>en-GB</dc:language></metadata><manifest>"
    '<item id="b" href="b%20.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="p" href="p.jpg" media-type="image/jpeg"/></manifest>'
    '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="p"/></spine></package>'
)


def page(words: str) -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>{words}</p></body></html>'


BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/content.opf": PACKAGE,
    "OEBPS/a.xhtml": page(f"{MILL}<del>9 died.</del>"),
    "OEBPS/b .xhtml": page(TOLL),
    "OEBPS/nav.xhtml": page("Contents"),
}


def read(path: Path, files: dict[str, str]) -> Report | Refusal:
    path.write_bytes(packed(files))
    (found,) = receive([str(path)])
    assert isinstance(found, (Report, Refusal))
    return found


def test_a_book_is_one_report_in_reading_order(tmp_path: Path) -> None:
    report = read(tmp_path / "a.epub", BOOK)
    assert isinstance(report, Report)
    assert report.text == f"The mills of Kessin\n\nBy Orvane Keld\n\n{MILL}\n\n{TOLL}"
    assert (report.title, report.author, report.outlet) == ("The mills of Kessin", "Orvane Keld", "The Watch")
    assert (report.published, report.language, report.raw[:2]) == ("2023-05-03", "en", b"PK")


@pytest.mark.parametrize(
    ("files", "why"),
    [
        (BOOK | {"META-INF/rights.xml": "<rights/>"}, "the book is locked (DRM)"),
        (BOOK | {"META-INF/encryption.xml": "<e><EncryptedKey/></e>"}, "the book is locked (DRM)"),
        (BOOK | {"META-INF/container.xml": "<container/>"}, "the book names no pages"),
        ({key: value for key, value in BOOK.items() if "html" not in key}, "the book holds no text"),
        ({"mimetype": "application/epub+zip"}, "the document is damaged"),
    ],
)
def test_what_is_refused(files: dict[str, str], why: str, tmp_path: Path) -> None:
    refusal = read(tmp_path / "a.epub", files)
    assert isinstance(refusal, Refusal)
    assert why in refusal.error
