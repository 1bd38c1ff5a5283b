# ruff: noqa: E501 (a table of formats)
"""A file of any number of reports in each format that holds many, written piece by piece.

For tests that kill and resume, and for `tools/campaigns/containers.py`, which measures memory and time.
"""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

TITLE = "Council of Kessin, session {n}"
TOLD = (
    "The council of Kessin met on Tuesday and spoke of the bridge, the mill and the price of bread in its session {n}.",
    "Members said that the road to the harbour would be mended before the winter, and that the school had a new roof.",
    "No day was named for the next session, which will be held in the old hall beside the river.",
)
NUMBER = "Document HARB0000{day:%Y%m%d}ej{n:09}"


def day(n: int) -> datetime.date:
    return datetime.date(2015, 1, 1) + datetime.timedelta(days=n % 3000)


def told(n: int) -> list[str]:
    """The paragraphs of a piece: no two pieces have the same words."""
    return [paragraph.format(n=n) for paragraph in TOLD]


def title(n: int) -> str:
    return TITLE.format(n=n)


def _text(pieces: Iterator[str]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as out:
            out.writelines(pieces)

    return write


def _jsonl(n: int) -> str:
    return json.dumps({"id": str(n), "title": title(n), "text": "\n\n".join(told(n)), "published": str(day(n))}) + "\n"


def _csv(n: int) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([day(n).isoformat(), title(n), "\n".join(told(n)), "Post"])
    return out.getvalue()


def _mail(n: int) -> str:
    return (
        f"From post@kessin.example {day(n):%a %b %d} 10:00:00 {day(n):%Y}\nMessage-ID: <{n}@kessin.example>\nMIME-Version: 1.0\n"
        f"From: The Post <post@kessin.example>\nDate: {day(n):%a, %d %b %Y} 10:00:00 +0000\nSubject: {title(n)}\n"
        "List-Id: <post>\nContent-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(told(n)) + "\n\n"
    )


def _factiva(n: int) -> str:
    body = "\n\n".join(told(n)[1:])
    return (
        f"HD {title(n)}\nBY By Orvane Keld\nWC 60 words\nPD {day(n):%-d %B %Y}\nSN The Post\nLA English\n\nLP\n{told(n)[0]}\n\nTD\n{body}\n\n"
        f"AN {NUMBER.format(day=day(n), n=n)}\n\n"
    )


def _factiva_page(n: int) -> str:
    body = "".join(f'<p class="articleParagraph enarticleParagraph">{p}</p>' for p in told(n))
    return (
        f'<div class="article enArticle"><div id="hd"><span class="enHeadline">{title(n)}</span></div><div>60 words</div>'
        f"<div>{day(n):%-d %B %Y}</div><div>The Post</div><div>English</div>{body}<p>{NUMBER.format(day=day(n), n=n)}</p></div><br>\n"
    )


def _nexis(n: int, total: int) -> str:
    body = "\n\n".join(told(n))
    return f"\n\n{n + 1} of {total} DOCUMENTS\n\nThe Post\n\n{day(n):%B %-d, %Y}\n\n{title(n)}\n\nLENGTH: 60 words\n\n{body}\n\nLOAD-DATE: {day(n):%B %-d, %Y}\n"


def _nexis_page(n: int, total: int) -> str:
    lines = (
        f"{n + 1} of {total} DOCUMENTS",
        "The Post",
        f"{day(n):%B %-d, %Y}",
        title(n),
        "LENGTH: 60 words",
        *told(n),
        "LANGUAGE: ENGLISH",
    )
    return "".join(f"<p>{line}</p>\n" for line in lines)


def _newer_nexis(n: int) -> tuple[str, ...]:
    return (title(n), "The Post", f"{day(n):%B %-d, %Y} {day(n):%A}", "Copyright 2015 The Post", "Length: 60 words", "Body", *told(n),
            "Classification", "Language: ENGLISH", "End of Document")  # fmt: skip


def _rtf(n: int) -> str:
    return "".join(rf"\pard {line}\par" "\n" for line in _newer_nexis(n))


def _docx(path: Path, many: int) -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as out,
    ):
        out.write(f'<w:document xmlns:w="{word}"><w:body>'.encode())
        for n in range(many):
            out.write("".join(f"<w:p><w:r><w:t>{x}</w:t></w:r></w:p>" for x in _newer_nexis(n)).encode())
        out.write(b"</w:body></w:document>")


def _ris(n: int) -> str:
    return f"TY  - NEWS\nTI  - {title(n)}\nAU  - Keld, Orvane\nT2  - The Post\nDA  - {day(n):%Y/%m/%d}/\nAB  - {' '.join(told(n))}\nER  - \n\n"


def _proquest(n: int, total: int) -> str:
    body = "\n\n".join(told(n))
    return (
        f"{'_' * 60}\n\nDocument {n + 1} of {total}\n\n{title(n)}\n\nFull text: {body}\n\nTitle: {title(n)}\n\nPublication title: The Post\n\n"
        f"Publication date: {day(n):%b %-d, %Y}\n\nProQuest document ID: {n + 100}\n\n"
    )


def page(n: int) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in told(n))
    return f"<!doctype html><html><head><title>{title(n)}</title></head><body><article><h1>{title(n)}</h1>{body}</article></body></html>".encode()


def _record(n: int) -> bytes:
    held = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(n)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012}>\r\nWARC-Target-URI: https://kessin.example/{n}\r\n"
        f"WARC-Date: {day(n)}T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(held)}\r\n\r\n"
    )
    return head.encode() + held + b"\r\n\r\n"


def _warc(path: Path, many: int) -> None:
    with path.open("wb") as out:
        for n in range(many):
            out.write(gzip.compress(_record(n), 1) if path.suffix == ".gz" else _record(n))


def _wacz(path: Path, many: int) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        with archive.open("archive/data.warc.gz", "w", force_zip64=True) as out:
            for n in range(many):
                out.write(gzip.compress(_record(n), 1))


def _zip(path: Path, many: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(many):
            archive.writestr(f"{n // 1000:03}/{n:06}.txt", "\n\n".join([title(n), *told(n)]))


def _xlsx(path: Path, many: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)  # row by row: a hundred thousand of them fit
    sheet = book.create_sheet()
    sheet.append(("Date", "Title", "Summary", "Source"))
    for n in range(many):
        sheet.append((day(n), title(n), "\n".join(told(n)), "Post"))
    book.save(path)


def _whatsapp(n: int) -> str:
    return f"[{day(n):%d/%m/%Y}, {n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}] Aya: {' '.join(told(n))}\n"


def _copied(n: int) -> str:
    return f"Aya, [{day(n):%d.%m.%Y} {n // 60 % 24:02}:{n % 60:02}]\n{' '.join(told(n))}\n\n"


def _message(n: int) -> str:
    sent = datetime.datetime.combine(day(n), datetime.time(n // 60 % 24, n % 60)).isoformat()
    return json.dumps({"id": n + 1, "type": "message", "date": sent, "from": "Kessin", "text": " ".join(told(n))})


def _block(n: int) -> str:
    return (
        f'<div class="message default clearfix" id="message{n + 1}"><div class="body"><div class="pull_right date details" title="{day(n):%d.%m.%Y} '
        f'{n // 60 % 24:02}:{n % 60:02}:00 UTC+00:00">x</div><div class="from_name">Kessin</div><div class="text">{" ".join(told(n))}</div></div></div>\n'
    )


def _item(n: int) -> str:
    sent = f"{day(n):%a, %d %b %Y} 10:00:00 +0000"
    body = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in told(n))
    return f"<item><title>{title(n)}</title><link>https://kessin.example/{n}</link><pubDate>{sent}</pubDate><description>{body}</description></item>\n"


def _article(n: int) -> str:
    return json.dumps(
        {
            "publishedAt": f"{day(n)}T10:00:00Z",
            "title": title(n),
            "content": " ".join(told(n)),
            "source": {"name": "Post"},
        }
    )


def _listed(before: str, pieces: Iterator[str], after: str) -> Iterator[str]:
    """The items of a list of JSON, with a comma between two."""
    yield before
    for n, piece in enumerate(pieces):
        yield f",\n{piece}" if n else piece
    yield after


def _between(before: str, pieces: Iterator[str], after: str) -> Iterator[str]:
    yield before
    yield from pieces
    yield after


CONTAINERS = (
    "a.jsonl", "rows.json", "newsapi.json", "result.json", "a.csv", "a.xlsx", "a.mbox", "factiva.txt", "factiva.html", "nexis.txt",
    "nexis.html", "nexis.docx", "nexis.rtf", "a.ris", "proquest.txt", "a.warc", "a.warc.gz", "a.wacz", "a.zip", "whatsapp.txt",
    "copied.txt", "messages.html", "a.rss",
)  # fmt: skip


def write(path: Path, many: int) -> Path:
    """A file of `many` reports in the format that its name stands for, one of CONTAINERS."""
    numbers = range(many)
    whole: dict[str, Callable[[Path], None]] = {
        "a.jsonl": _text(map(_jsonl, numbers)),
        "rows.json": _text(_listed("[", map(str.strip, map(_jsonl, numbers)), "]")),
        "newsapi.json": _text(_listed('{"status": "ok", "articles": [', map(_article, numbers), "]}")),
        "result.json": _text(
            _listed('{"name": "Kessin", "type": "public_channel", "id": 7, "messages": [', map(_message, numbers), "]}")
        ),
        "a.csv": _text(_between("Date,Title,Summary,Source\r\n", map(_csv, numbers), "")),
        "a.xlsx": lambda path: _xlsx(path, many),
        "a.mbox": _text(map(_mail, numbers)),
        "factiva.txt": _text(map(_factiva, numbers)),
        "factiva.html": _text(_between("<html><body>", map(_factiva_page, numbers), "</body></html>")),
        "nexis.txt": _text(_nexis(n, many) for n in numbers),
        "nexis.html": _text(_between("<html><body>", (_nexis_page(n, many) for n in numbers), "</body></html>")),
        "nexis.docx": lambda path: _docx(path, many),
        "nexis.rtf": _text(_between(r"{\rtf1\ansi{\fonttbl{\f0 Times;}}", map(_rtf, numbers), "}")),
        "a.ris": _text(map(_ris, numbers)),
        "proquest.txt": _text(_between("", (_proquest(n, many) for n in numbers), "_" * 60 + "\n")),
        "a.warc": lambda path: _warc(path, many),
        "a.warc.gz": lambda path: _warc(path, many),
        "a.wacz": lambda path: _wacz(path, many),
        "a.zip": lambda path: _zip(path, many),
        "whatsapp.txt": _text(map(_whatsapp, numbers)),
        "copied.txt": _text(map(_copied, numbers)),
        "messages.html": _text(
            _between(
                '<html><body><div class="page_wrap"><div class="page_header">Kessin</div><div class="page_body chat_page"><div class="history">',
                map(_block, numbers),
                "</div></div></div></body></html>",
            )
        ),
        "a.rss": _text(
            _between(
                '<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>',
                map(_item, numbers),
                "</channel></rss>",
            )
        ),
    }
    whole[path.name](path)
    return path
