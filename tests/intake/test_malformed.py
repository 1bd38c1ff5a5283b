"""Files that something spoiled on the way: no crash, no silence, nothing of a library on standard error.

Some hundreds in each run, the same each time; RASHOMON_TEST_SPOILED=500 tries 500 of each kind, more than 10,000.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import resource
import zipfile
from itertools import pairwise
from pathlib import Path

import make_files as make
import pytest
from make_msg import msg
from openpyxl import Workbook
from PIL import Image

from rashomon.intake import Refusal, Report, receive

MILL = "The army took the mill of Kessin on Sunday, the council said."


def odt() -> bytes:
    names = "".join(f' xmlns:{x}="urn:oasis:names:tc:opendocument:xmlns:{x}:1.0"' for x in ("office", "text", "table"))
    body = f"<office:body><office:text><text:p>{MILL}</text:p></office:text></office:body>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")
    return made.getvalue()


def warc() -> bytes:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + make.html(f"<p>{MILL}</p>" * 3)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://kessin.example/7\r\nContent-Length: %d\r\n"
    return (head % len(page) + b"Content-Type: application/http\r\n\r\n" + page + b"\r\n\r\n") * 2


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", MILL)
        archive.writestr("b.html", make.html(f"<p>{MILL}</p>"))
    return made.getvalue()


def sheet() -> bytes:
    made, book = io.BytesIO(), Workbook()
    for row in (("Date", "Summary"), ("2023-05-03", MILL)):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def scan() -> bytes:
    made = io.BytesIO()
    Image.new("L", (900, 300), 255).save(made, "PDF")
    return made.getvalue()


CHAT = {
    "name": "Kessin",
    "type": "public_channel",
    "id": 7,
    "messages": [{"id": n, "type": "message", "date": "2023-05-03T23:10:00", "text": MILL} for n in (1, 2)],
}
PAGE = '<div class="message" id="message1"><div class="from_name">K</div><div class="text">The mill.</div></div>'
NEXIS = f"1 of 1 DOCUMENTS\n\nThe Post\n\nMay 3, 2023\n\nMill\n\nLENGTH: 9 words\n\n{MILL}\n\nLOAD-DATE: May 3, 2023\n"
FACTIVA = (
    '<div class="article enArticle"><div id="hd">Mill</div><div>9 words</div><div>3 May 2023</div><div>Post</div>'
    f'<p class="articleParagraph">{MILL}</p><p>Document HARB000020230503ej530000a</p></div>'
)
SEEDS = {
    "a.html": make.html(f"<article><p>{MILL}</p><del>x</del><blockquote>y</blockquote></article>"),
    "a.rss": make.rss([f"<title>Mill</title><description>{MILL}</description><pubDate>2023-05-03</pubDate>"]),
    "a.pdf": make.pdf(),
    "scan.pdf": scan(),
    "a.jsonl": make.jsonl([{"id": 1, "text": MILL}, {"id": 2, "text": MILL}]),
    "result.json": json.dumps(CHAT).encode(),
    "messages.html": make.html(f'<div class="page_body chat_page">{PAGE}</div>'),
    "chat.txt": "".join(f"[03/05/2023, 10:0{n}:00] Aya: {MILL}\n" for n in range(4)).encode(),
    "a.eml": b"Message-ID: <1@x>\nMIME-Version: 1.0\nFrom: a@b\nDate: Wed, 03 May 2023 10:00:00 +0000\n\nThe mill.\n",
    "a.msg": msg(MILL, attached=[("a.txt", b"The mill.")]),
    "a.mht": b"MIME-Version: 1.0\nSnapshot-Content-Location: https://x.example/a\nMessage-ID: <1@x>\n"
    b"Content-Type: text/html\n\n<p>The mill of Kessin fell.</p>\n",
    "a.xlsx": sheet(),
    "nexis.txt": NEXIS.encode(),
    "factiva.html": FACTIVA.encode(),
    "a.tsv": f"Date\tSummary\n2023-05-03\t{MILL}\n2023-05-04\t{MILL}\n".encode(),
    "a.vtt": f"WEBVTT\n\n00:01.000 --> 00:03.000\n<v Aya>{MILL}\n".encode(),
    "a.rtf": rb"{\rtf1\ansi{\fonttbl{\f1\fcharset204 A;}}\pard The {\strike nine }mill {\f1 \'cc}\par"
    rb"\trowd\intbl A\cell B\cell\row}",
    "a.odt": odt(),
    "a.docx": make.docx(f"<w:p><w:r><w:t>{MILL}</w:t></w:r></w:p>"),
    "a.zip": zipped(),
    "a.warc": warc(),
    "a.warc.gz": gzip.compress(warc()),
    "a.srt": f"1\n00:00:01,000 --> 00:00:03,000\n{MILL}\n\n2\n00:00:04,000 --> 00:00:05,000\n[noise]\n".encode(),
    "a.csv": f'Date,Summary,Source\n2023-05-03,"{MILL}",Post\n2023-05-04,"{MILL}",Post\n'.encode(),
    "a.json": json.dumps({"articles": [{"publishedAt": "2023-05-03", "title": MILL, "content": MILL}]}).encode(),
    "a.mbox": b"From a@b Wed May 03 10:00:00 2023\nFrom: a@b\nMessage-ID: <1@x>\nDate: x\n\nThe mill.\n\n" * 3,
    "a.txt": f"HD Mill\nPD 3 May 2023\nSN Post\n\nLP\n{MILL}\n\nAN Document HARB000020230503ej530000a\n".encode(),
}  # fmt: skip


MANY = int(os.environ.get("RASHOMON_TEST_SPOILED", "25"))
"""Of each kind."""
MOST_SECONDS = 20.0


def seconds_used() -> float:
    """Processor time, of this process and of those that it waited for; a child at work has limits of its own."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """The bytes with something changed, cut out, said twice, put in, or the end cut off."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(found)) if found else 0
        match chance.randrange(5):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + chance.randrange(1, 40)]
            case 2:
                found[at:at] = found[at : at + 60]
            case 3:
                found[at:at] = bytes(chance.choice(b'{}\\<>"\n\0,;=') for _ in range(5))
            case _:
                found = found[: max(1, at)]
    return bytes(found)


@pytest.mark.parametrize("name", SEEDS)
def test_a_spoiled_file_is_read_or_refused(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(name)
    path = tmp_path / name
    begun = seconds_used()
    for tried in range(1, MANY + 1):
        path.write_bytes(spoiled(SEEDS[name], chance))
        found = list(receive([str(path)]))
        assert found
        for item in found:
            assert isinstance(item, (Report, Refusal))
            if isinstance(item, Report):
                spans = sorted(part.span for part in item.parts)
                assert all(0 <= start < end <= len(item.text) for start, end in spans)
                assert all(one.end <= two.start for one, two in pairwise(spans))
        took, begun = seconds_used() - begun, seconds_used()
        assert took < MOST_SECONDS, f"{name}, the {tried}. of them, took {took:.0f} seconds"
    assert capfd.readouterr().err == ""
