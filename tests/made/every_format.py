# ruff: noqa: E501 (a table of files)
"""A small whole file of every format that is read, for what spoils them: `test_malformed` and `tools/campaigns/fuzz.py`."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import make_files as make
from make_msg import msg
from openpyxl import Workbook
from PIL import Image

MILL = "The army took the mill of Kessin on Sunday, the council said."
DEAD = "Shelling killed 12 people in Kessin on 3 May 2023, and the ministry denied that its artillery had fired."


def packed(files: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=how)
    return made.getvalue()


def open_document(kind: str, body: str) -> bytes:
    names = "".join(f' xmlns:{x}="urn:oasis:names:tc:opendocument:xmlns:{x}:1.0"' for x in ("office", "text", "table"))
    content = f"<office:document-content{names}><office:body>{body}</office:body></office:document-content>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
        "</manifest:manifest>"
    )
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def warc() -> bytes:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + make.html(f"<p>{MILL}</p>" * 3)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://kessin.example/7\r\nContent-Length: %d\r\n"
    return (head % len(page) + b"Content-Type: application/http\r\n\r\n" + page + b"\r\n\r\n") * 2


def sheet() -> bytes:
    made, book = io.BytesIO(), Workbook()
    for row in (("Incidents of the north", None), ("Date", "Summary"), (45049, MILL), ("2023-05-03", DEAD)):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("L", (900, 300), 255).save(made, kind)
    return made.getvalue()


def rows(*cells: Mapping[str, str]) -> bytes:
    out = io.StringIO()
    made = csv.DictWriter(out, list(cells[0]))
    made.writeheader()
    made.writerows(cells)
    return out.getvalue().encode()


def paragraphs(*words: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{x}</w:t></w:r></w:p>" for x in words)


def rich(*words: str) -> bytes:
    return (r"{\rtf1\ansi{\fonttbl{\f1\fcharset204 A;}}" + "".join(rf"\pard {x}\par " for x in words) + "}").encode()


def said(value: Any) -> bytes:
    return json.dumps(value).encode()


_TOLD = {"type": "message", "date": "2023-05-03T23:10:00", "text": [MILL, {"type": "bold", "text": DEAD}]}
CHAT = {
    "name": "Kessin",
    "type": "public_channel",
    "id": 7,
    "messages": [{"id": 1, **_TOLD}, {"id": 2, **_TOLD, "forwarded_from": "Varda", "edited": "2023-05-04T01:00:00"}],
}
_BLOCK = '<div class="message" id="message1"><div class="from_name">K</div><div class="text">The mill.</div></div>'
NEXIS = f"1 of 1 DOCUMENTS\n\nThe Post\n\nMay 3, 2023\n\nMill\n\nLENGTH: 9 words\n\n{MILL}\n\nLOAD-DATE: May 3, 2023\n"
NEXIS_DOCUMENT = ("Mill taken", "The Post", "May 3, 2023 Wednesday", "Copyright 2023 The Post", "Length: 9 words",
                  "Byline: A. Keld", "Body", MILL, DEAD, "Classification", "Language: ENGLISH", "End of Document")  # fmt: skip
NUMBER = "Document HARB000020230503ej530000a"
FACTIVA = f"HD Mill\nPD 3 May 2023\nSN Post\n\nLP\n{MILL}\n\nAN {NUMBER}\n"
FACTIVA_PAGE = (
    '<div class="article enArticle"><div id="hd">Mill</div><div>9 words</div><div>3 May 2023</div><div>Post</div>'
    f'<p class="articleParagraph">{MILL}</p><p>{NUMBER}</p></div>'
)
_POST = {"@type": "BlogPosting", "datePublished": "2023-05-03T10:00:00Z", "headline": "Mill", "articleBody": MILL}
LIVE = f'<script type="application/ld+json">{json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": [_POST, _POST]})}</script>'
_GED = {"id": "7", "relid": "KAS-2031-1-9", "year": "2031", "type_of_violence": "3", "side_a": "Kastria", "side_b": "Civilians",
        "where_prec": "1", "where_coordinates": "Tarn town", "adm_1": "North", "latitude": "50.0", "longitude": "10.0",
        "country": "Kastria", "date_prec": "1", "date_start": "2031-05-03 00:00:00.000", "date_end": "2031-05-03 00:00:00.000",
        "deaths_civilians": "10", "best": "12", "high": "15", "low": "10"}  # fmt: skip
_ACLED = {"event_id_cnty": "KAS77", "event_date": "03 May 2023", "time_precision": "1", "event_type": "Battles",
          "sub_event_type": "Armed clash", "actor1": "Hill Band", "actor2": "Forces of Kastria", "country": "Kastria",
          "admin1": "North", "location": "Tarn", "latitude": "50.0", "longitude": "10.0", "geo_precision": "1", "notes": "x",
          "fatalities": "4", "timestamp": "1683072000"}  # fmt: skip
_MAIL = b"Message-ID: <1@x>\nMIME-Version: 1.0\nFrom: a@b\nDate: Wed, 03 May 2023 10:00:00 +0000\nSubject: =?utf-8?q?M=C3=BChle?=\n"
_PARTED = (
    _MAIL + b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/html; charset=cp1252\n'
    b"Content-Transfer-Encoding: quoted-printable\n\n<p>The mill of Kessin fell=2E</p>\n--x\nContent-Type: text/plain\n"
    b"Content-Disposition: attachment; filename=a.txt\nContent-Transfer-Encoding: base64\n\nVGhlIG1pbGwu\n--x--\n"
)
_NITF = (
    '<nitf baselang="en"><head><docdata><date.issue norm="20230503"/></docdata></head><body><body.head><hedline><hl1>Mill</hl1></hedline>'
    f"<byline>By Keld</byline><distributor>AP</distributor></body.head><body.content><p>{MILL}</p><p>{DEAD}</p></body.content></body></nitf>"
)
_NEWSML = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:7"><itemMeta><provider qcode="nprov:AFP"/><versionCreated>2023-05-03T10:00:00Z'
    "</versionCreated></itemMeta><contentMeta><headline>Mill</headline></contentMeta><contentSet><inlineXML><html><body>"
    f"<p>{MILL}</p><table><tr><td>A</td><td>B</td></tr></table></body></html></inlineXML></contentSet></newsItem>"
)
_BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
    "a.opf": '<package><metadata/><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/>'
    "</spine></package>",
    "a.xhtml": f"<html><body><p>{MILL}</p></body></html>",
}
WHOLE: dict[str, bytes] = {
    "a.nitf": _NITF.encode(),
    "newsml.xml": _NEWSML.encode(),
    "a.epub": packed(_BOOK),
    "a.html": make.html(f"<article><p>{MILL}</p><del>x</del><blockquote>y</blockquote></article>"),
    "live.html": make.html(f"<h1>Kessin: as it happens</h1><p>{MILL}</p>", head=LIVE),
    "a.rss": make.rss([f"<title>Mill</title><description>{MILL}</description><pubDate>2023-05-03</pubDate>"]),
    "a.atom": b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>urn:7</id><title>Mill</title>'
    b'<updated>2023-05-03T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>'
    + MILL.encode() + b"</p></div></content></entry></feed>",
    "a.pdf": make.pdf(),
    "scan.pdf": picture("PDF"),
    "scan.png": picture("PNG"),
    "a.jsonl": make.jsonl([{"id": 1, "text": MILL}, {"id": 2, "text": DEAD, "published": "2023-05-03"}]),
    "result.json": said(CHAT),
    "all.json": said({"about": "x", "chats": {"list": [CHAT, CHAT]}}),
    "messages.html": make.html(f'<div class="page_body chat_page">{_BLOCK}</div>'),
    "channel.html": make.html(f'<div class="tgme_channel_history"><div class="tgme_widget_message" data-post="kessin/7"><div class="tgme_widget_message_text">{MILL}'
        '<br/>It burned.</div><time datetime="2023-05-03T10:00:00+00:00"></time></div></div>'),
    "chat.txt": "".join(f"[03/05/2023, 10:0{n}:00] Aya: {MILL}\n" for n in range(4)).encode(),
    "copied.txt": f"Aya, [03.05.2023 10:15]\n[Forwarded from Varda]\n{MILL}\n\nOmar, [03.05.2023 10:16]\n{DEAD}\n".encode(),
    "android.txt": "".join(f"13/5/23, 10:0{n} pm - Aya: {MILL}\n" for n in range(4)).encode(),
    "a.eml": _MAIL + b"\nThe mill.\n",
    "parted.eml": _PARTED,
    "a.msg": msg(MILL, attached=[("a.txt", b"The mill.")]),
    "a.mht": b"MIME-Version: 1.0\nSnapshot-Content-Location: https://x.example/a\nMessage-ID: <1@x>\n"
    b"Content-Type: text/html\n\n<p>The mill of Kessin fell.</p>\n",
    "a.mbox": b"From a@b Wed May 03 10:00:00 2023\nFrom: a@b\nMessage-ID: <1@x>\nDate: x\n\nThe mill.\n\n" * 3,
    "a.xlsx": sheet(),
    "a.ods": open_document(
        "spreadsheet",
        "<office:spreadsheet><table:table table:name='A'>" + "".join(
            "<table:table-row>" + "".join(
                f"<table:table-cell office:value-type='string'><text:p>{x}</text:p></table:table-cell>" for x in row
            ) + "</table:table-row>" for row in (("Date", "Summary"), ("2023-05-03", MILL))
        ) + "</table:table></office:spreadsheet>",
    ),
    "nexis.txt": NEXIS.encode(),
    "nexis.html": f"<html><body><p>1 of 1 DOCUMENTS</p><p>The Post</p><p>May 3, 2023</p><p>Mill</p><p>LENGTH: 9 words</p><p>{MILL}</p>"
    "</body></html>".encode(),
    "nexis.docx": make.docx(paragraphs(*NEXIS_DOCUMENT)),
    "nexis.rtf": rich(*NEXIS_DOCUMENT),
    "factiva.html": FACTIVA_PAGE.encode(),
    "factiva.txt": FACTIVA.encode(),
    "factiva.rtf": rich("Mill taken", "9 words", "3 May 2023", "The Post", "POST", "English", "(c) 2023", "", MILL, NUMBER),
    "a.ris": f"TY  - NEWS\nTI  - Mill taken\nAU  - Keld, Orvane\nT2  - Post\nDA  - 2023/05/03/\nAB  - {MILL}\nER  - \n".encode(),
    "proquest.txt": ("_" * 40 + f"\n\nDocument 1 of 1\n\nMill\n\nFull text: {MILL}\n\n{DEAD}\n\nTitle: Mill taken\n\nPublication title: Post\n\n"
        "Publication date: May 3, 2023\n\nProQuest document ID: 7\n\n" + "_" * 40 + "\n").encode(),
    "a.tsv": f"Date\tSummary\n2023-05-03\t{MILL}\n2023-05-04\t{MILL}\n".encode(),
    "a.csv": f'Date,Summary,Source\n2023-05-03,"{MILL}",Post\n2023-05-04,"{MILL}",Post\n'.encode(),
    "ged.csv": rows(_GED, _GED | {"id": "8"}),
    "acled.csv": rows(_ACLED, _ACLED | {"event_id_cnty": "KAS78"}),
    "a.vtt": f"WEBVTT\n\n00:01.000 --> 00:03.000\n<v Aya>{MILL}\n".encode(),
    "a.srt": f"1\n00:00:01,000 --> 00:00:03,000\n{MILL}\n\n2\n00:00:04,000 --> 00:00:05,000\n[noise]\n".encode(),
    "a.rtf": rb"{\rtf1\ansi{\fonttbl{\f1\fcharset204 A;}}\pard The {\strike nine }mill {\f1 \'cc}\par"
    rb"\trowd\intbl A\cell B\cell\row}",
    "a.odt": open_document("text", f"<office:text><text:p>{MILL}</text:p></office:text>"),
    "a.docx": make.docx(paragraphs(MILL)),
    "a.zip": packed({"a.txt": MILL, "b.html": make.html(f"<p>{MILL}</p>")}),
    "a.warc": warc(),
    "a.warc.gz": gzip.compress(warc()),
    "a.wacz": packed({"datapackage.json": "{}", "archive/data.warc.gz": gzip.compress(warc())}),
    "newsapi.json": said({"articles": [{"publishedAt": "2023-05-03", "title": MILL, "content": MILL, "source": {"name": "P"}}]}),
    "feed.json": said({"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1", "content_html": f"<p>{MILL}"}]}),
    "reliefweb.json": said({"data": [{"id": "1", "fields": {"title": "Mill", "body": MILL, "date": {"created": "2023-05-03"}}}]}),
    "gdelt.json": said({"articles": [{"seendate": "20230503T101500Z", "title": MILL, "domain": "post.example"}]}),
    "cloud.json": said({"stories": [{"publish_date": "2023-05-03", "title": MILL, "media_name": "Post"}]}),
    "rows.json": said([{"text": MILL}, {"text": DEAD, "published": "2023-05-03"}]),
    "clipped.md": f"---\ntitle: Mill taken\nsource: https://kessin.example/7\npublished: 2023-05-03\n---\n# Mill taken\n\n> **{MILL}**\n\n{DEAD}\n".encode(),
    "tabs.txt": f"Date\tSummary\r\n2023-05-03\t{MILL}\r\n2023-05-04\t{DEAD}\r\n".encode("utf-16"),
    "tweets.js": b"window.YTD.tweets.part0 = " + said([{"tweet": {"id_str": "7", "full_text": MILL, "created_at": "Wed May 03 10:15:00 +0000 2023"}}]),
    "posts.json": said({"data": [{"id": "7", "text": f"RT @brigades: {MILL}", "created_at": "2023-05-03T10:15:00.000Z", "author_id": "5"}],
                        "includes": {"users": [{"id": "5", "name": "Now", "username": "brigades"}]}}),
    "words.warc": b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://kessin.example/7\r\nContent-Type: text/plain\r\n"
    + f"Content-Length: {len(MILL)}\r\n\r\n{MILL}\r\n\r\n".encode(),
    "amp.html": make.html(f"<article><p>{MILL}</p><amp-ad><p>x</p></amp-ad><div style='mso-element:comment'>y</div><p>{DEAD}</p></article>"),
    "a.txt": f"VARDA, May 3 (AP) — {MILL}\n\n{DEAD}\n".encode(),
    "wide.txt": DEAD.encode("utf-16"),
}  # fmt: skip
