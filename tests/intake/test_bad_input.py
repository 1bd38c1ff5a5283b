"""Bad input: each a clear refusal that names the thing and what to do, the rest still read, nothing lost."""

from __future__ import annotations

import datetime
import gzip
import io
import os
import re
from pathlib import Path

import make_files as make
import pytest

from rashomon.errors import RashomonError
from rashomon.intake import Refusal, Report, Skipped, receive

GOOD = "The army took the mill of Kessin on Sunday, the council said."


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return str(path)


def kept(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


def read(*inputs: str) -> list[Report | Refusal | Skipped]:
    return list(receive(inputs))


BAD = {
    "empty.txt": (b"", "it is empty"),
    "blank.txt": (b" \r\n\xc2\xa0\n", "it is empty"),
    "junk.txt": (bytes(range(256)) * 40, "it is binary data, not text"),
    "report.docx": (b"PK\x03\x04" + bytes(100), "a ZIP file of no kind that is known"),
    "cut.docx": (lambda: make.docx("<w:p><w:r><w:t>The mill fell.</w:t></w:r></w:p>")[:-60], "the document is damaged"),
    "bomb.docx": (lambda: make.docx(" " * 60_000_000), "larger than 50 MB unpacked"),
    "hollow.docx": (lambda: make.docx("<w:p/>"), "the document holds no text"),
    "entities.docx": (
        lambda: make.docx("&a;", before='<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "the document holds no text|damaged",
    ),
    "photo.jpg": (b"\xff\xd8\xff\xe0" + bytes(100), "it is a picture (image/jpeg)"),
    "cut.pdf": (lambda: make.pdf()[:900], "the PDF is damaged"),
    "header.pdf": (b"%PDF-1.4\n", "the PDF is damaged"),
    "locked.pdf": (lambda: make.pdf(password="secret"), "the PDF is encrypted"),
    "scan.pdf": (lambda: make.raw_pdf(b""), "the PDF holds no text"),
    "bomb.pdf": (lambda: make.bomb_pdf(), "Split|damaged|memory|could not be read|no text"),
    "bomb.rss": (lambda: make.bomb_rss(), "it declares XML entities"),
    "nofeed.rss": (
        b"<?xml version='1.0'?><catalogue><book>one</book></catalogue>",
        "it is XML but no RSS or Atom feed",
    ),
    "prose.rss": (b"This is no XML at all, whatever its name says.", "no RSS or Atom feed"),
    "nothing.rss": (lambda: make.rss([]), "the feed has no entries"),
    "hollow.html": (lambda: make.html("<script>var a = 'text';</script>"), "the page holds no text"),
    "empty.html": (b"<html></html>", "the page holds no text"),
    "chat.html": (
        make.html("<div class='page_body chat_page'><p>The mill fell.</p></div>", title="Exported Data"),
        "no message of this chat has words",
    ),
    "a.warc": (b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "holds no page"),
    "odd.warc": (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\n\r\n", "the web archive"),
    "silent.vtt": (b"WEBVTT\n\n00:00.000 --> 00:02.000\n[applause]\n", "nothing is said"),
    "noise.rtf": (b"{\\rtf1" + b"{" * 5000, "nested too deeply"),
    "hollow.rtf": (b"{\\rtf1\\ansi{\\pict 0000}}", "the document holds no text"),
    "factiva.txt": (b"HD Mill taken\n\nDocument HARB000020230503ej530000a\n", "whose articles can't be told apart"),
    "nexis.txt": (
        b"   1 of 2 DOCUMENTS\n\nMill\n\n   2 of 2 DOCUMENTS\n\nMill\n",
        "whose articles can't be told apart",
    ),
    "tracker.csv": (
        b"When,What\n2023-05-03,The mill fell.\n2023-05-04,It burned.\n",
        "--columns text=What,published=When",
    ),
    "tracker.tsv": (b"Date\tSummary\n2023-05-03\t\n2023-05-04\t5\n", "no row of the table has a text"),
    "list.json": (b'[\n  {"id": "a", "words": "b"}\n]\n', "it is JSON, but not one report a line"),
    "cut.json": (b'[\n  {"id": "a", "text": "b"\n', "it is cut off or no JSON"),  # what stands before a cut is read
    "cut.txt.gz": (lambda: gzip.compress(GOOD.encode() * 9)[:-20], "the gzip file is damaged"),
    "bomb.txt.gz": (lambda: gzip.compress(bytes(200_000_000)), "larger than 50 MB"),
    "bomb.jsonl.gz": (lambda: gzip.compress(b'{"text": "' + b" " * 300_000_000), "more than 200 times its size"),
    "twice.gz": (gzip.compress(gzip.compress(b"The mill fell.")), "inside of a gzip file"),
    "cut.xlsx": (b"PK\x03\x04" + bytes(80) + b"xl/workbook.xml", "can't be opened"),
    "cut.odt": (
        b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
        "the document is damaged",
    ),
    "cut.wacz": (b"PK\x03\x04" + bytes(80) + b"datapackage.json archive/a.warc", "the web archive is damaged"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "it is an old Word file"),
    "empty.mbox": (b"\n\n", "it is empty"),
    "empty.jsonl": (b"\n\n", "it is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_and_the_rest_is_read(name: str, tmp_path: Path, good: str) -> None:
    made, why = BAD[name]
    data = made if isinstance(made, bytes) else made()
    bad, after = read(kept(tmp_path / name, data), good)
    assert isinstance(bad, Refusal)
    assert bad.id == name
    assert bad.error.startswith(name)
    assert any(w in bad.error for w in why.split("|")), bad.error
    assert bad.error.endswith((".", "?"))
    assert "Traceback" not in bad.error
    assert isinstance(after, Report)
    assert after.text == GOOD


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, good: str) -> None:
    bad, after = read(str(make.sparse(tmp_path / "big.txt", 200_000_000)), good)
    assert isinstance(bad, Refusal)
    assert "larger than 50 MB" in bad.error
    assert "RASHOMON_MAX_MB" in bad.error
    assert isinstance(after, Report)


def test_the_limit_is_a_setting(tmp_path: Path, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    big = kept(tmp_path / "big.txt", (GOOD + "\n").encode() * 40)
    assert isinstance(read(big)[0], Report)
    monkeypatch.setenv("RASHOMON_MAX_MB", "0.001")
    refused, _ = read(big, good)
    assert isinstance(refused, Refusal)
    assert "larger than 0.001 MB" in refused.error


def test_a_first_row_that_is_damaged_takes_no_other_with_it(tmp_path: Path) -> None:
    rows = b'{"id": "a", "text": "cut off\n{"id": "b", "text": "The army holds Kastrel."}\n'
    found = read(kept(tmp_path / "rows.jsonl", rows))
    assert [type(f) for f in found] == [Refusal, Report]
    assert found[1].id == "b"


def test_a_big_jsonl_is_streamed_and_only_its_big_row_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_MAX_MB", "0.001")
    rows = [{"id": n, "text": GOOD * (40 if n == 3 else 1)} for n in range(50)]
    found = read(kept(tmp_path / "many.jsonl", make.jsonl(rows)))
    assert len(found) == 50
    assert [f.id for f in found if isinstance(f, Refusal)] == ["many.jsonl:4"]
    assert sum(isinstance(f, Report) for f in found) == 49


ROWS = [
    ({"id": "a", "text": GOOD}, None),
    (b"{not json\n", "rows.jsonl:2: the line is no JSON"),
    (b"[1, 2]\n", "no JSON object: [1, 2]"),
    ({"id": "b"}, 'rows.jsonl:4: the row has no "text"'),
    ({"id": "c", "text": 7}, '"text" is 7, not a string'),
    ({"id": "d", "text": GOOD, "published": "31/07/2013"}, "'31/07/2013' is no ISO 8601 date"),
    ({"id": "e", "text": GOOD, "published": 20130731}, "20130731 is no ISO 8601 date"),
    ({"id": "f", "text": GOOD, "published": "2013-02-30"}, "'2013-02-30' is no ISO 8601 date"),
    ({"id": "g", "text": GOOD, "outlet": ["x"]}, '"outlet" is ["x"], not a string'),
    ({"id": ["h"], "text": GOOD}, '"id" is ["h"]'),
    ({"id": "i", "text": "  "}, "it is empty"),
    (b'{"id": "j", "text": "\\ud83d"}\n', "half of a surrogate pair"),
    (b'{"id": "k", "text": "\xff\xfe"}\n', "is no UTF-8"),
    (b"[" * 5000 + b"\n", "rows.jsonl:14: the line is"),
    ({"id": "z", "text": GOOD}, None),
]


def test_a_bad_row_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    found = read(kept(tmp_path / "rows.jsonl", make.jsonl(row for row, _ in ROWS)))
    assert len(found) == len(ROWS)
    for result, (row, why) in zip(found, ROWS, strict=True):
        if why is None:
            assert isinstance(result, Report)
            continue
        assert isinstance(result, Refusal), row
        assert result.error.startswith("rows.jsonl:") or result.error.startswith("i: ")
        assert why in result.error
    assert [r.id for r in found][:4] == ["a", "rows.jsonl:2", "rows.jsonl:3", "b"]


def test_a_date_in_the_future(tmp_path: Path, good: str, caplog: pytest.LogCaptureFixture) -> None:
    future = (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=40)).isoformat()
    row, _ = read(kept(tmp_path / "r.jsonl", make.jsonl([{"id": "a", "text": GOOD, "published": future}])), good)
    assert isinstance(row, Refusal)
    assert f'r.jsonl:1: "published" is {future}, in the future by this machine\'s clock' in row.error
    with pytest.raises(RashomonError, match="in the future"):
        receive([good], published=future)
    # What a page says of itself, or a date line, is not believed; the report is read all the same.
    text = read(kept(tmp_path / "t.txt", f"A headline of the day\n\n{future}\n\n{GOOD}".encode()))[0]
    assert isinstance(text, Report)
    assert (text.published, text.published_from) == (None, None)
    assert "in the future; not believed" in caplog.text
    entry = f"<title>Mill taken</title><description>{GOOD}</description><pubDate>{future}</pubDate>"
    feed = read(kept(tmp_path / "f.rss", make.rss([entry])))[0]
    assert isinstance(feed, Report)
    assert feed.published is None


def test_a_given_date_that_is_none(good: str) -> None:
    with pytest.raises(RashomonError, match=r"--published: '31 July' is no ISO 8601 date"):
        receive([good], published="31 July")


ENCODINGS = [
    ("“Kessin” – the mayor’s café – has not fallen".encode("cp1252"), "“Kessin” – the mayor’s café – has not fallen"),
    ("Kessin has not fallen, says the mayor".encode("utf-16"), "Kessin has not fallen, says the mayor"),
    ("Kessin has not fallen, says the mayor".encode("utf-16-be"), "Kessin has not fallen, says the mayor"),
    ("\ufeffKessin has not fallen".encode(), "Kessin has not fallen"),
    ("Kessin\r\nhas\xa0not fallen\n".encode(), "Kessin\r\nhas\xa0not fallen\n"),
    ("قالت إذاعة الدولة إن الجيش استعاد بلدة كسين بعد حصار دام أربعين يوما".encode("cp1256"), "قالت إذاعة الدولة"),
    ("“Käse” – «Kessin» – “Öl” – ".encode() * 3 + b"\xff tail", "� tail"),
]


@pytest.mark.parametrize(("data", "expected"), ENCODINGS)
def test_encodings_other_than_utf8(data: bytes, expected: str, tmp_path: Path) -> None:
    (found,) = read(kept(tmp_path / "t.txt", data))
    assert isinstance(found, Report)
    assert expected in found.text
    assert found.raw == data


def test_an_encoding_that_had_to_be_guessed_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(kept(tmp_path / "t.txt", "the mayor’s café".encode("cp1252")))
    assert "t.txt: it is not UTF-8; it was read as cp1252" in caplog.text


BROKEN_HTML = [
    b"<html><body><p>The army took the mill of Kessin on Sunday, the council said.<p><div></p></body",
    b"<p>The army took the mill of Kessin on Sunday, the council said.",
    b"<!doctype html><table><tr><td>The army took the mill of Kessin on Sunday, the council said.<b><i></td>",
    b"<html><body>" + b"<div>" * 3000 + b"The army took the mill of Kessin on Sunday, the council said.",
    b"<!DOCTYPE html>\x00<html><body><p>The army took the mill of Kessin on Sunday, the council said.\x00</p>",
    b"<?xml version='1.0' encoding='nonsense'?><html><body><p>The army took the mill of Kessin on Sunday, the council"
    b" said.</p></body></html>",
]


@pytest.mark.parametrize("data", BROKEN_HTML)
def test_broken_html_is_read(data: bytes, tmp_path: Path) -> None:
    (found,) = read(kept(tmp_path / "p.html", data))
    assert isinstance(found, Report), found
    assert GOOD in found.text


def test_a_truncated_pdf_whose_pages_are_there_is_read_and_it_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = make.pdf()
    (found,) = read(kept(tmp_path / "p.pdf", whole[: whole.rindex(b"startxref")]))
    assert isinstance(found, Report), found
    assert "The army did not comment." in found.text
    assert "the end of the PDF is missing" in caplog.text


def test_a_pdf_that_takes_too_long_is_given_up(tmp_path: Path, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.intake.pdf.MOST_SECONDS", 2.0)
    slow, after = read(kept(tmp_path / "slow.pdf", make.slow_pdf()), good)
    assert isinstance(slow, Refusal)
    assert "was not read within 2 seconds" in slow.error
    assert isinstance(after, Report)


def test_names_that_are_no_files(tmp_path: Path, good: str) -> None:
    missing, odd, after = read(str(tmp_path / "nope.txt"), "a\0b", good)
    assert isinstance(missing, Refusal)
    assert "there is no such file" in missing.error
    assert isinstance(odd, Refusal)
    assert isinstance(after, Report)


def test_a_file_that_may_not_be_read(tmp_path: Path, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text(GOOD)
    opened = os.open

    def refuses(path: Path, *args: int) -> int:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args)

    monkeypatch.setattr(os, "open", refuses)  # permissions do not bind every user that runs the tests
    bad, after = read(str(locked), good)
    assert isinstance(bad, Refusal)
    assert "may not be read by this user" in bad.error
    assert isinstance(after, Report)


def test_a_read_only_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD)
    folder.chmod(0o500)
    try:
        assert [type(x) for x in read(str(folder))] == [Report]
    finally:
        folder.chmod(0o700)


def test_a_failing_library_is_a_refusal(tmp_path: Path, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise AssertionError("unexpected")

    monkeypatch.setattr("rashomon.intake.feed.taken_apart", breaks)
    bad, after = read(kept(tmp_path / "f.rss", make.rss(["<title>x</title>"])), good)
    assert isinstance(bad, Refusal)
    assert "it could not be read (AssertionError: unexpected)" in bad.error
    assert isinstance(after, Report)


def test_standard_input_is_checked_like_a_file() -> None:
    assert [type(x) for x in receive(["-"], stdin=io.BytesIO(b""))] == [Refusal]
    assert [type(x) for x in receive(["-"], stdin=io.BytesIO(bytes(range(256)) * 9))] == [Refusal]
    assert [type(x) for x in receive(["-"])] == [Refusal]


@pytest.mark.parametrize("text", ["The army took the mill. " * 170_000, "a b\n" * 61_000, "word" * 1_100_000])
def test_a_text_that_is_no_report_is_refused_at_once(text: str, tmp_path: Path, good: str) -> None:
    bad, after = read(kept(tmp_path / "long.txt", text.encode()), good)
    assert isinstance(bad, Refusal)
    assert re.search(r"its text has [\d,]+ (characters|lines), more than", bad.error)
    assert isinstance(after, Report)


DENSE = {
    "comments.html": b"<html><body>" + b"<!--" * 150_000 + b"The army took the mill.",
    "marks.html": b"<html><body><p>The army took the mill of Kessin.</p>" + b"<" * 300_000,
    "attributes.html": b"<p " + b" ".join(b"a%d=b" % i for i in range(20_000)) + b">The army took the mill of Kessin.",
    "quotes.html": "<p>The army took the mill of Kessin.</p><p>{}</p>".format("‹" * 300_000).encode(),
    "items.rss": b"<rss version='2.0'><channel>" + b"<item " * 100_000,
}


@pytest.mark.parametrize("name", DENSE)
def test_dense_markup_is_read_or_refused_in_time(
    name: str, tmp_path: Path, good: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for of in ("feed", "html"):
        monkeypatch.setattr(f"rashomon.intake.{of}.MOST_SECONDS", 4.0)  # of processor time, else 20
    found, after = read(kept(tmp_path / name, DENSE[name]), good)
    assert isinstance(found, Report | Refusal)
    assert isinstance(after, Report)


@pytest.mark.parametrize("canonical", ["https://[x", "http://a]b/", "//["])
def test_an_address_that_is_none_is_no_reason_to_refuse_a_page(canonical: str, tmp_path: Path) -> None:
    page = make.html(f"<article><p>{GOOD} {GOOD}</p></article>").replace(
        b"</head>", f'<link rel="canonical" href="{canonical}"></head>'.encode()
    )
    (found,) = read(kept(tmp_path / "a.html", page))
    assert isinstance(found, Report), found
