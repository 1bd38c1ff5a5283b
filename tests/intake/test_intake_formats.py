"""From each format to a report: what is kept, what is told apart, and where the date comes from."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import make_files as make
import pytest

from rashomon.intake import Refusal, Report, Skipped, receive
from rashomon.intake.make_report import iso_day, language_of
from rashomon.intake.pdf import whole_text
from rashomon.intake.sniff import sniff

GOOD = "The army took the mill of Kessin on Sunday, the council said."


def one(path: Path, data: bytes, **given: str) -> Report:
    path.write_bytes(data)
    (report,) = receive([str(path)], **given)  # type: ignore[arg-type]
    assert isinstance(report, Report), report
    return report


def shown(report: Report) -> list[tuple[str, str]]:
    return [(p.kind, report.text[p.span.start : p.span.end]) for p in report.parts]


# Text


def test_a_text_is_frozen_as_it_is(tmp_path: Path) -> None:
    data = f"A headline of the day\r\n\r\n3 May 2023\r\n\r\n\t{GOOD}\xa0\r\n".encode()
    report = one(tmp_path / "a.txt", data, outlet="Harbour Post", added_by="desk 2")
    assert report.text == data.decode()
    assert report.raw == data
    assert report.sha256 == hashlib.sha256(data).hexdigest()
    assert (report.id, report.outlet, report.added_by, report.language) == ("a.txt", "Harbour Post", "desk 2", "en")
    assert (report.published, report.published_from) == ("2023-05-03", "text")
    assert (report.title, report.media_type) == ("A headline of the day", "text/plain; charset=utf-8")
    assert report.fetched_from == str(tmp_path / "a.txt")


def test_a_date_in_a_sentence_is_not_the_date_of_publication(tmp_path: Path) -> None:
    report = one(tmp_path / "a.txt", f"A headline of the day\n\nOn 3 May 2023 the mill burned.\n\n{GOOD}".encode())
    assert (report.published, report.published_from) == (None, None)


def test_what_the_user_gives_wins(tmp_path: Path) -> None:
    page = make.html(f"<p>{GOOD}</p>", meta={"article:published_time": "2023-05-01", "og:site_name": "The Page"})
    report = one(tmp_path / "a.html", page, published="2023-05-09", outlet="Harbour Post")
    assert (report.published, report.published_from, report.outlet) == ("2023-05-09", "given", "Harbour Post")
    row = {"id": "r", "text": GOOD, "published": "2023-05-01", "outlet": "The Row"}
    report = one(tmp_path / "a.jsonl", make.jsonl([row]), published="2023-05-09", outlet="Harbour Post")
    assert (report.published, report.outlet) == ("2023-05-09", "Harbour Post")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GOOD, "en"),
        ("Syrian Army Kills Commander in Daraa Province", "en"),
        ("Mill taken", "en"),
        ("12", None),
        ("حصار", None),
        ("تسعة قتلى الآن.", "ar"),
        ("سوق کسین را زدند", None),
        ("Убиты двое.", "ru"),
        ("Загинуло двоє.", "uk"),
        ("Взрив", None),
        ("Les forces du gouvernement ont pris la ville dimanche, selon le conseil.", "fr"),
        ("Die Armee hat am Sonntag die Stadt eingenommen, sagte der Rat.", "de"),
        ("قالت إذاعة الدولة إن الجيش استعاد بلدة كسين بعد حصار دام أربعين يوما", "ar"),
        ("Армия заявила в воскресенье о взятии города после осады.", "ru"),
        ("Ordu Pazar günü kasabayı geri aldığını söyledi.", "tr"),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("written", "day"),
    [("2013-07-31", "2013-07-31"), ("2013-07-31T23:10:00Z", "2013-07-31"), ("2013-07-31 23:10:00+03:00", "2013-07-31")],
)
def test_iso_days_keep_the_day_as_written(written: str, day: str) -> None:
    assert iso_day(written, "published") == day


# JSONL


def test_a_row_is_the_report(tmp_path: Path) -> None:
    text = " \u200fThe army\r\ntook e\u0301 the mill 😀.\xa0 "
    row = {
        "id": "r1",
        "text": text,
        "title": "Mill",
        "published": "2023-05-03",
        "outlet": "P",
        "url": "u",
        "language": "en-GB",
    }
    report = one(tmp_path / "a.jsonl", make.jsonl([row]))
    assert report.text == text
    assert (report.id, report.title, report.published, report.published_from) == (
        "r1",
        "Mill",
        "2023-05-03",
        "metadata",
    )
    assert (report.outlet, report.url, report.language) == ("P", "u", "en")
    rest = json.dumps(
        {k: v for k, v in row.items() if k != "id"}, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    assert report.sha256 == hashlib.sha256(rest.encode()).hexdigest()
    assert json.loads(report.raw) == row


def test_the_same_row_under_two_ids_has_one_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        make.jsonl([{"id": 1, "text": GOOD}, b'{"text": "%s", "id": "two"}\n' % GOOD.encode(), {"text": GOOD}])
    )
    reports = [r for r in receive([str(path)]) if isinstance(r, Report)]
    assert [r.id for r in reports] == ["1", "two", "a.jsonl:3"]
    assert len({r.sha256 for r in reports}) == len({r.key for r in reports}) == 1


def test_a_title_is_a_headline_only_where_the_text_holds_it(tmp_path: Path) -> None:
    title = "Mill taken by the army"
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        make.jsonl([{"id": n, "text": t, "title": title} for n, t in enumerate([GOOD, f"{title}. {GOOD}"])])
    )
    without, within = receive([str(path)])
    assert isinstance(without, Report)
    assert isinstance(within, Report)
    assert shown(without) == [("body", GOOD)]
    assert shown(within) == [("headline", f"{title}."), ("body", GOOD)]


def test_rows_come_one_at_a_time() -> None:
    class Endless(io.RawIOBase):
        """A stream without an end: whoever reads it all never returns."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            rows = (make.jsonl([{"id": "r", "text": GOOD}]) * 200)[: len(buffer)]
            whole = rows[: rows.rindex(b"\n") + 1]
            buffer[: len(whole)] = whole
            return len(whole)

    found = receive(["-"], stdin=Endless())  # type: ignore[arg-type]
    assert [next(found).id for _ in range(500)] == ["r"] * 500


# HTML

PAGE = make.html(
    """<nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Town has not fallen, say residents</h1>
    <p>VARDA: State radio said on Tuesday that government forces had taken the town of Kessin after a siege of forty
    days, and that the last fighters had left it.</p>
    <figure><img src="a"><figcaption>The grain store of Kessin, hit on Monday. Photo: Oren Vask</figcaption></figure>
    <p>Residents reached by telephone said the eastern districts were still held by local fighters, and that at least
    12 people had been killed since Sunday.</p><p>“Nobody has left,” said a nurse at the clinic. The army said
    nothing.</p></article><footer>Copyright 2023 The Harbour Post</footer>""",
    title="Town has not fallen, say residents | The Harbour Post",
    meta={"og:site_name": "The Harbour Post", "author": "Mira Tal", "article:published_time": "2023-05-03T10:20:00Z"},
    head='<link rel="canonical" href="https://harbour.example/a/1">',
)


def test_a_page(tmp_path: Path) -> None:
    report = one(tmp_path / "a.html", PAGE)
    assert [k for k, _ in shown(report)] == [
        "headline",
        "byline",
        "dateline",
        "body",
        "caption",
        "credit",
        "body",
        "body",
    ]
    assert shown(report)[:3] == [
        ("headline", "Town has not fallen, say residents"),
        ("byline", "By Mira Tal"),
        ("dateline", "VARDA:"),
    ]
    assert shown(report)[4:6] == [
        ("caption", "The grain store of Kessin, hit on Monday."),
        ("credit", "Photo: Oren Vask"),
    ]
    assert (report.author, report.outlet, report.url) == ("Mira Tal", "The Harbour Post", "https://harbour.example/a/1")
    assert (report.published, report.published_from) == ("2023-05-03", "metadata")
    assert report.raw == PAGE
    assert "Home" not in report.text
    assert "Copyright" not in report.text


def test_a_page_in_the_charset_that_it_names(tmp_path: Path) -> None:
    page = make.html(f"<p>{GOOD} Кессин.</p>", head='<meta charset="windows-1251">').decode().encode("cp1251")
    assert "Кессин" in one(tmp_path / "a.html", page).text


def test_scripts_in_a_page_are_no_text(tmp_path: Path) -> None:
    report = one(tmp_path / "a.html", make.html(f"<script>alert('x')</script><p>{GOOD}</p><style>p {{}}</style>"))
    assert "alert" not in report.text
    assert "{" not in report.text


# Feeds

ENTRY = """<title>Mill &amp; bridge taken</title><link>https://harbour.example/{n}</link><guid>harbour-{n}</guid>
<pubDate>Wed, 03 May 2023 23:30:00 -0500</pubDate>
<description>&lt;p&gt;The army took the mill of Kessin.&lt;/p&gt;
&lt;p&gt;Nobody was &lt;b&gt;hurt&lt;/b&gt;.&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;</description>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><entry><id>tag:a1</id>
<title>Mill taken</title><updated>2023-05-03T08:00:00Z</updated><author><name>Mira Tal</name></author>
<link href="https://harbour.example/1"/><summary>Short.</summary>
<content type="html">&lt;p&gt;The army took the mill.&lt;/p&gt;</content></entry></feed>"""


def test_who_gathers_feeds_names_the_outlet_of_each_entry(tmp_path: Path) -> None:
    link = "&lt;a href='https://kessin.example/7'&gt;Mill taken&lt;/a&gt; &lt;font&gt;Harbour Post&lt;/font&gt;"
    entry = "<title>Mill taken - Harbour Post</title><guid>7</guid><source url='https://x'>Harbour Post</source>"
    (tmp_path / "a.rss").write_bytes(
        make.rss([f"{entry}<description>{link}</description>"], title="News &amp;amp; more")
    )
    (report,) = receive([str(tmp_path / "a.rss")])
    assert isinstance(report, Report)
    assert (report.text, report.title, report.outlet) == ("Mill taken", "Mill taken", "Harbour Post")
    (tmp_path / "c.rss").write_bytes(
        make.rss([f"{entry}<description>&lt;p&gt;The army took the mill of Kessin.&lt;/p&gt;</description>"])
    )
    (told,) = receive([str(tmp_path / "c.rss")])  # an entry that says more than its headline keeps it
    assert isinstance(told, Report)
    assert told.text == "Mill taken\n\nThe army took the mill of Kessin."
    (tmp_path / "b.rss").write_bytes(make.rss(["<title>Mill taken</title><guid>7</guid>"], title="News &amp;amp; more"))
    (other,) = receive([str(tmp_path / "b.rss")])
    assert isinstance(other, Report)
    assert other.outlet == "News & more"


def test_each_entry_of_a_feed_is_a_report(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_bytes(make.rss([ENTRY.format(n=1), ENTRY.format(n=2)]))
    first, second = receive([str(path)])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.id, second.id) == ("harbour-1", "harbour-2")
    assert first.key != second.key
    assert first.raw == b"<item>" + ENTRY.format(n=1).encode() + b"</item>"
    assert first.text == "Mill & bridge taken\n\nThe army took the mill of Kessin.\n\nNobody was hurt."
    assert [k for k, _ in shown(first)] == ["headline", "body", "body"]
    assert (first.outlet, first.url) == ("The Harbour Post", "https://harbour.example/1")
    assert (first.published, first.published_from) == ("2023-05-03", "metadata")  # the day there, not in UTC


def test_atom(tmp_path: Path) -> None:
    report = one(tmp_path / "a.atom", ATOM.encode())
    assert shown(report) == [("headline", "Mill taken"), ("byline", "By Mira Tal"), ("body", "The army took the mill.")]
    assert (report.id, report.published, report.outlet, report.author) == (
        "tag:a1",
        "2023-05-03",
        "Harbour",
        "Mira Tal",
    )


def test_an_entry_with_nothing_in_it_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_bytes(make.rss(["<guid>hollow</guid>", ENTRY.format(n=2)]))
    hollow, good = receive([str(path)])
    assert isinstance(hollow, Refusal)
    assert "the entry is empty" in hollow.error
    assert isinstance(good, Report)


# PDF


def test_a_pdf(tmp_path: Path) -> None:
    report = one(tmp_path / "a.pdf", make.pdf())
    assert [k for k, _ in shown(report)] == ["headline", "dateline", "body", "body", "body"]
    assert report.text == "\n\n".join([make.TITLE, *make.PARAGRAPHS])
    assert report.title == make.TITLE
    assert (report.published, report.published_from) == (None, None)  # when the file was made says nothing
    assert report.media_type == "application/pdf"


def test_a_pdf_locked_only_against_changes_is_read(tmp_path: Path) -> None:
    assert make.PARAGRAPHS[2] in one(tmp_path / "a.pdf", make.pdf(password="")).text


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        (
            ["The rebel-held town and its rebels held on to the rebel-\nheld mill."],
            "rebel-held town and its rebels held on to the rebel-held mill.",
        ),
        (["The government took the mill, and the govern-\nment said so."], "the government said so."),
        (["They went to al-\nQaryatayn that day."], "al-Qaryatayn"),
        ([f"HARBOUR REPORT {n}\n{GOOD}\n{n}" for n in range(1, 4)], "\n\n".join([GOOD] * 3)),
        (
            ["The army took the mill of Kessin and the bridge", "that leads to it, the council said."],
            "bridge that leads",
        ),
    ],
)
def test_lines_of_pages_are_made_whole(pages: list[str], text: str) -> None:
    assert text in whole_text(pages)


# Folders, standard input, kinds


def test_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_text(GOOD)
    (folder / "b" / "c.html").write_bytes(PAGE)
    (folder / "b" / "d").write_bytes(PAGE)  # no suffix, and yet a page
    (folder / "notes.dat").write_text("a,b\n")
    (folder / "map.xml").write_text("<?xml version='1.0'?><urlset></urlset>")
    (folder / "z.txt").write_text("")
    (folder / ".hidden.txt").write_text(GOOD)
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text(GOOD)
    (tmp_path / "outside.txt").write_text("A secret that lies outside of the folder.")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "inner.txt").symlink_to(folder / "a.txt")
    (folder / "loop").symlink_to(folder)
    found = list(receive([str(folder)]))
    assert [(type(x).__name__, x.id) for x in found] == [
        ("Report", "reports/a.txt"),
        ("Report", "reports/inner.txt"),
        ("Skipped", "reports/link.txt"),
        ("Skipped", "reports/map.xml"),
        ("Skipped", "reports/notes.dat"),
        ("Refusal", "reports/z.txt"),
        ("Report", "reports/b/c.html"),
        ("Report", "reports/b/d"),
    ]
    assert [x.why for x in found if isinstance(x, Skipped)] == [
        "a link that leaves the folder",
        "an unknown kind of file",
        "an unknown kind of file",
    ]


def test_a_file_of_an_unknown_kind_that_is_named_is_read(tmp_path: Path) -> None:
    assert one(tmp_path / "notes.csv", GOOD.encode()).text == GOOD


def test_ids_are_names_as_given_and_hold_no_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    assert [r.id for r in receive(["in/a.txt", str(tmp_path / "in" / "a.txt"), "in", str(tmp_path / "in")])] == [
        "in/a.txt",
        "a.txt",
        "in/a.txt",
        "in/a.txt",
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (GOOD.encode(), "body"),
        (make.jsonl([{"id": "r", "text": GOOD}]), "body"),
        (PAGE, "headline"),
        (ATOM.encode(), "headline"),
    ],
)
def test_standard_input_is_told_by_its_content(data: bytes, kind: str) -> None:
    (report,) = receive(["-"], stdin=io.BytesIO(data))
    assert isinstance(report, Report)
    assert shown(report)[0][0] == kind


@pytest.mark.parametrize(
    ("head", "suffix", "kind"),
    [
        (b"%PDF-1.7", ".txt", "pdf"),
        (b'{"id": 1, "text": "x"}\n', ".txt", "jsonl"),
        (b"{curly prose}", ".txt", "text"),
        (b"{broken\n", ".jsonl", "jsonl"),
        (b"<!DOCTYPE html><html>", ".txt", "html"),
        (b"<?xml version='1.0'?><!-- c --><rss version='2.0'>", ".html", "feed"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C'><html>", ".xml", "html"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "", "feed"),
        (b"<3 from Kessin", "", "text"),
        (b"Prose", ".html", "html"),
    ],
)
def test_kinds_are_told_by_content_first(head: bytes, suffix: str, kind: str) -> None:
    assert sniff(head, suffix) == kind


def test_inputs_come_in_order_and_lazily(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    found = receive([str(tmp_path / "a.txt"), str(tmp_path / "not yet there.txt")])
    assert next(found).id == "a.txt"
    (tmp_path / "not yet there.txt").write_text(GOOD)
    assert isinstance(next(found), Report)
