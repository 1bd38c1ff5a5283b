"""Web archives as warcio and browsers write them: each page at its URL and the instant of its capture."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import make_files as make
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rashomon.intake import Refusal, Report, receive

PAGE = make.html("<article>" + "".join(f"<p>{p}</p>" for p in make.PARAGRAPHS) + "</article>")
URL = "https://kessin.example/7"
WHEN = "2023-05-03T20:10:00Z"


def warc(*answers: tuple[str, str, str, bytes], packed: bool = False) -> bytes:
    """Of (URL, status, Content-Type, body) each."""
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=packed)
    for url, status, media, body in answers:
        headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict={"WARC-Date": WHEN}
            )
        )
    return made.getvalue()


def read(path: Path, data: bytes) -> list[Report | Refusal]:
    path.write_bytes(data)
    return list(receive([str(path)]))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz", "packed.wacz"])
def test_a_page(name: str, tmp_path: Path) -> None:
    data = warc(
        (URL, "200 OK", "text/html; charset=utf-8", PAGE), packed=name.startswith("packed") or name.endswith("gz")
    )
    if name.endswith("wacz"):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            archive.writestr("archive/a.warc.gz" if "packed" in name else "archive/a.warc", data)
            archive.writestr("datapackage.json", "{}")
        data = whole.getvalue()
    (report,) = read(tmp_path / name, data)
    assert isinstance(report, Report), report
    assert (report.id, report.url, report.fetched_at) == (f"{name}#{URL}", URL, "2023-05-03T20:10:00+00:00")
    assert report.title == make.TITLE
    assert make.PARAGRAPHS[1] in report.text
    assert report.raw == PAGE


def test_what_is_no_page_is_counted_and_one_url_may_come_twice(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = read(
        tmp_path / "a.warc",
        warc(
            (URL, "200 OK", "text/html", PAGE),
            ("https://kessin.example/a.png", "200 OK", "image/png", b"\x89PNG"),
            ("https://kessin.example/old", "301 Moved", "text/html", b"<p>moved</p>"),
            ("https://kessin.example/none", "404 Not Found", "text/html", b"<p>not found</p>"),
            (URL, "200 OK", "text/html", PAGE),
            ("https://kessin.example/robots.txt", "200 OK", "text/plain", b"User-agent: *"),
            ("https://kessin.example/ads.txt", "200 OK", "text/plain", b"ads.example, 7, DIRECT"),
            ("https://kessin.example/empty", "200 OK", "text/html", b"<html></html>"),
        ),
    )
    assert [r.id for r in found] == [f"a.warc#{URL}", f"a.warc#{URL}#2", "a.warc#https://kessin.example/empty"]
    assert isinstance(found[2], Refusal)
    assert "left out: 5 records that are no page" in caplog.text


def test_a_page_that_is_there_as_its_words_alone(tmp_path: Path) -> None:
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=True)
    words = f"{make.TITLE}\n{make.PARAGRAPHS[0]}\n".encode()
    writer.write_record(
        writer.create_warc_record(
            URL,
            "conversion",
            payload=io.BytesIO(words),
            warc_content_type="text/plain",
            warc_headers_dict={"WARC-Date": WHEN},
        )
    )
    (report,) = read(tmp_path / "a.warc.wet.gz", made.getvalue())
    assert isinstance(report, Report), report
    assert (report.url, report.fetched_at, report.raw) == (URL, "2023-05-03T20:10:00+00:00", words)


def test_a_cut_archive_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    data = warc((URL, "200 OK", "text/html", PAGE), (URL, "200 OK", "text/html", PAGE), packed=True)
    found = read(tmp_path / "a.warc.gz", data[:-40])
    assert [type(x) for x in found] == [Report, Refusal]


def test_a_large_archive_is_gone_through_whatever_the_limit_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASHOMON_MAX_MB", "0.01")
    data = warc(*[(f"{URL}{n}", "200 OK", "text/html", PAGE) for n in range(12)])
    assert len(data) > 10_000
    assert len(read(tmp_path / "a.warc", data)) == 12


def test_other_files_that_are_packed(tmp_path: Path) -> None:
    (report,) = read(tmp_path / "a.txt.gz", gzip.compress(b"The army took ") + gzip.compress(b"the mill."))
    assert isinstance(report, Report)
    assert (report.id, report.text) == ("a.txt.gz", "The army took the mill.")
    rows = read(
        tmp_path / "b.jsonl.gz", gzip.compress(make.jsonl([{"id": "a", "text": "A."}, {"id": "b", "text": "B."}]))
    )
    assert [r.id for r in rows] == ["a", "b"]


@pytest.mark.parametrize("cut", range(1, 900, 90))
def test_wherever_it_is_cut_it_is_said(cut: int, tmp_path: Path) -> None:
    data = warc((URL, "200 OK", "text/html", PAGE), (URL, "200 OK", "text/html", PAGE))
    found = read(tmp_path / "a.warc", data[:-cut] if cut > 4 else data)
    assert [type(x) for x in found] == ([Report, Refusal] if cut > 4 else [Report, Report])


def test_a_record_that_lies_about_its_length_is_said_and_its_words_are_printed_nowhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = warc((URL, "200 OK", "text/html", PAGE), (URL, "200 OK", "text/html", PAGE))
    size = data.split(b"Content-Length: ")[1].split(b"\r\n")[0]
    found = read(tmp_path / "a.warc", data.replace(b"Content-Length: " + size, b"Content-Length: 600", 1))
    assert isinstance(found[-1], Refusal)
    assert "not as long as it says" in found[-1].error
    assert capfd.readouterr().err == ""
