"""Files that something spoiled on the way: no crash, no silence, nothing of a library on standard error.

A few hundred of each run, the same each time; tens of thousands of others were tried while the readers were written.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from itertools import pairwise
from pathlib import Path

import make_files as make
import pytest

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


SEEDS = {
    "a.rtf": rb"{\rtf1\ansi{\fonttbl{\f1\fcharset204 A;}}\pard The {\strike nine }mill {\f1 \'cc}\par"
    rb"\trowd\intbl A\cell B\cell\row}",
    "a.odt": odt(),
    "a.docx": make.docx(f"<w:p><w:r><w:t>{MILL}</w:t></w:r></w:p>"),
    "a.warc": warc(),
    "a.warc.gz": gzip.compress(warc()),
    "a.srt": f"1\n00:00:01,000 --> 00:00:03,000\n{MILL}\n\n2\n00:00:04,000 --> 00:00:05,000\n[noise]\n".encode(),
    "a.csv": f'Date,Summary,Source\n2023-05-03,"{MILL}",Post\n2023-05-04,"{MILL}",Post\n'.encode(),
    "a.json": json.dumps({"articles": [{"publishedAt": "2023-05-03", "title": MILL, "content": MILL}]}).encode(),
    "a.mbox": b"From a@b Wed May 03 10:00:00 2023\nFrom: a@b\nMessage-ID: <1@x>\nDate: x\n\nThe mill.\n\n" * 3,
    "a.txt": f"HD Mill\nPD 3 May 2023\nSN Post\n\nLP\n{MILL}\n\nAN Document HARB000020230503ej530000a\n".encode(),
}  # fmt: skip


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
    for _ in range(40):
        path.write_bytes(spoiled(SEEDS[name], chance))
        found = list(receive([str(path)]))
        assert found
        for item in found:
            assert isinstance(item, (Report, Refusal))
            if isinstance(item, Report):
                spans = sorted(part.span for part in item.parts)
                assert all(0 <= start < end <= len(item.text) for start, end in spans)
                assert all(one.end <= two.start for one, two in pairwise(spans))
    assert capfd.readouterr().err == ""
