"""What a page shows but does not say, what others say in it, when it came out, and pages of many posts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import make_files as make
import pytest

from rashomon.intake import Refusal, Report, pdf, receive
from rashomon.intake.pdf import whole_text

LEAD = "<p>Shelling of the mill of Kessin killed four people on Sunday, the town's council said in a statement.</p>"
REST = """<p>The army said that it had not fired on Sunday, and that it knew of no dead. Its spokesman said no more
when he was asked by telephone.</p><p>The mill had been closed since the spring, neighbours said, when the last flour
was sold. Nobody had thought that anybody was still inside.</p>"""
TIME = {"article:published_time": "2023-05-03T10:00:00Z"}


def page(tmp_path: Path, body: str, meta: dict[str, str] | None = None, head: str = "") -> list[Report]:
    (tmp_path / "a.html").write_bytes(make.html(body, meta=TIME if meta is None else meta, head=head))
    found = list(receive([str(tmp_path / "a.html")]))
    assert all(isinstance(r, Report) for r in found), found
    return [r for r in found if isinstance(r, Report)]


def article(tmp_path: Path, extra: str) -> str:
    (report,) = page(tmp_path, f"<article><h1>Four killed at mill</h1>{LEAD}{extra}{REST}</article>")
    return report.text


@pytest.mark.parametrize(
    "gone",
    [
        "<p>Eleven bodies <del>QQ were found</del> were <s>QQ</s> carried <strike>QQ</strike> out at night.</p>",
        "<p>They <span style='text-decoration: line-through'>QQ</span> left by the road along the river.</p>",
        "<p hidden>QQ was said of a mill in another country by people who were not there at all, in a longer text.</p>",
        "<div style='color: red; display:none'><p>QQ was said of another mill by people who were not there.</p></div>",
        "<p style='visibility: hidden'>QQ was said of another mill by people who were not there.</p>",
    ],
)
def test_struck_and_hidden_words_are_no_text(gone: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = article(tmp_path, gone)
    assert "QQ" not in text
    assert "killed four people" in text
    assert "characters that the page shows as" in caplog.text


def test_a_page_that_a_script_is_to_show_is_read(tmp_path: Path) -> None:
    (report,) = page(
        tmp_path, f"<div style='display:none'><article><h1>Four killed at mill</h1>{LEAD}{REST}</article></div>"
    )
    assert "killed four people" in report.text


TWEET = """<blockquote class="twitter-tweet"><p lang="en">Seven martyrs at the mill. #Kessin
https://t.example/x</p>&mdash; Kessin Media (@kessin_media)
<a href="https://t.example/1">May 1, 2023</a></blockquote>"""


def test_an_embedded_post_is_a_quotation_of_who_posted_it(tmp_path: Path) -> None:
    text = article(tmp_path, TWEET)
    assert "Kessin Media (@kessin_media) said on May 1, 2023: “Seven martyrs at the mill. #Kessin”" in text


def test_an_embedded_post_without_an_author_is_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = article(tmp_path, '<blockquote class="instagram-media"><p>Seven martyrs at the mill.</p></blockquote>')
    assert "Seven" not in text
    assert "an embedded post whose author the page does not name" in caplog.text


def test_a_quotation_of_the_page_stays(tmp_path: Path) -> None:
    said = "<blockquote class='pull'><p>“It is all gone,” the miller said of it.</p></blockquote>"
    assert "all gone" in article(tmp_path, said)


def test_a_drop_cap_is_a_letter_of_its_word(tmp_path: Path) -> None:
    text = article(
        tmp_path, "<p><span class='cap'>W</span>itnesses saw the smoke from the other bank of the river.</p>"
    )
    assert "Witnesses saw the smoke" in text


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("<p><a href='/b'>Nine killed in QQ, the town beside it</a></p>", False),
        ("<ul><li><strong><a href='/b'>Nine killed in QQ, the town beside it</a></strong></li></ul>", False),
        ("<h4><a href='/b'>Nine killed in QQ, the town</a></h4>", False),
        ("<p>As the council of QQ <a href='/b'>said in a statement</a> on Monday, the road is closed.</p>", True),
        ("<p><a href='#n'>The council of QQ said that the road to it is closed until the summer.</a></p>", True),
        ("<p><a href='/b'>QQ</a> is a town of nine thousand on the other bank of the river, to the north.</p>", True),
    ],
)
def test_a_paragraph_that_is_a_link_to_another_story_is_no_text(line: str, stays: bool, tmp_path: Path) -> None:
    assert ("QQ" in article(tmp_path, line)) == stays


CHANGED = {"article:modified_time": "2024-06-01T10:00:00Z"}
SHOWN = "<p>Published: 3 May 2023 | Updated 1 June 2024</p>"


@pytest.mark.parametrize(
    ("meta", "shown", "day"),
    [
        (CHANGED, SHOWN, "2023-05-03"),
        (CHANGED, "", None),
        (CHANGED | {"article:published_time": "2023-05-02T10:00:00Z"}, SHOWN, "2023-05-02"),
        (CHANGED | {"date": "2024-06-01"}, "", "2024-06-01"),
    ],
)
def test_when_a_page_came_out(meta: dict[str, str], shown: str, day: str | None, tmp_path: Path) -> None:
    (report,) = page(tmp_path, f"<article><h1>Four killed at mill</h1>{shown}{LEAD}{REST}</article>", meta)
    assert report.published == day


def post(day: str, clock: str, words: str) -> str:
    time = f"<time datetime='{day}T{clock}:00+03:00'>{clock}</time>"
    return f"<div class='post'>{time}<h3>Mill</h3><p>{words}</p><a>Share</a></div>"


DENIED, BOMBED = "The army denied that it fired.", "A jet bombed the mill tonight."
POSTS = post("2023-05-03", "08:00", DENIED) + post("2023-05-02", "21:00", BOMBED)


def test_each_post_of_a_live_blog_is_a_report_with_its_own_day(tmp_path: Path) -> None:
    first, second = page(tmp_path, f"<h1>Kessin: as it happens</h1><div class='live-blog'>{POSTS}</div>")
    assert (first.id, first.published, first.text) == (
        "a.html#1",
        "2023-05-03",
        "Kessin: as it happens\n\nMill\n\nThe army denied that it fired.",
    )
    assert (second.id, second.published, second.title) == ("a.html#2", "2023-05-02", "Kessin: as it happens")
    assert second.text.endswith("A jet bombed the mill tonight.")
    assert first.key != second.key


def test_a_live_blog_that_only_its_metadata_tell(tmp_path: Path) -> None:
    update = '{"headline": "Mill", "datePublished": "2023-05-%s", "articleBody": "The mill fell %s."}'
    blog = (
        f'{{"@type": "LiveBlogPosting", "liveBlogUpdate": [{update % ("02", "at dawn")}, {update % ("01", "again")}]}}'
    )
    head = f'<script type="application/ld+json">{blog}</script>'
    found = page(tmp_path, "<h1>Kessin</h1><div id='app'></div>", head=head)
    assert [(r.published, r.text) for r in found] == [
        ("2023-05-02", "Kessin\n\nMill\n\nThe mill fell at dawn."),
        ("2023-05-01", "Kessin\n\nMill\n\nThe mill fell again."),
    ]


@pytest.mark.parametrize(
    ("headline", "posts"),
    [("Kessin: live updates", 2), ("Live: Kessin shelled", 2), ("Kessin, as it happened", 2), ("Living in Kessin", 1)],
)
def test_a_live_blog_that_its_headline_tells(headline: str, posts: int, tmp_path: Path) -> None:
    assert len(page(tmp_path, f"<h1>{headline}</h1><div>{POSTS}</div>")) == posts


def test_teasers_with_times_make_no_live_blog(tmp_path: Path) -> None:
    body = f"<article><h1>Four killed at mill</h1>{LEAD}{REST}</article><div class='more-stories'>{POSTS}</div>"
    (report,) = page(tmp_path, body)
    assert report.id == "a.html"


@pytest.mark.parametrize(
    "mark", ["&lt;![CDATA[%s]]&gt;", "&lt;![CDATA[&lt;p&gt;%s&lt;/p&gt;]]&gt;", "<![CDATA[<p>%s</p>]]>"]
)
def test_the_text_of_an_entry_that_was_escaped_twice(mark: str, tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_bytes(
        make.rss([f"<title>Mill</title><description>{mark % 'The mill fell.'}</description>"])
    )
    (report,) = receive([str(tmp_path / "a.rss")])
    assert isinstance(report, Report)
    assert report.text == "Mill\n\nThe mill fell."


# PDF


def columns_pdf(rows: list[list[str]], before: str = "", after: str = "", step: int = 90) -> bytes:
    """A page drawn row by row, whatever stands in its columns."""
    from fpdf import FPDF

    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    if before:
        document.cell(0, 6, before, new_x="LMARGIN", new_y="NEXT")
        document.ln(6)
    for row in rows:
        for number, cell in enumerate(row):
            document.set_x(12 + number * step)
            document.cell(step - 5, 6, cell)
        document.ln(6)
    if after:
        document.ln(12)
        document.cell(0, 6, after)
    return bytes(document.output())


LEFT = [
    "The army took the mill of Kessin",
    "on Sunday, the council said, and",
    "lost nine men in the fight for it.",
    "",
]
RIGHT = [
    "Fishermen of Varda stayed on land",
    "as the wind rose. Two boats were",
    "lost at night, the port",
    "office said.",
]
BOX = ["KEY FIGURES", "9 killed", "40 houses burnt", ""]


@pytest.mark.parametrize(
    ("left", "right", "paragraphs"),
    [
        (LEFT, RIGHT, [" ".join(LEFT).strip(), " ".join(RIGHT)]),
        (LEFT, BOX, [" ".join(LEFT).strip(), *BOX[:3]]),
        (BOX, LEFT, [" ".join(LEFT).strip(), *BOX[:3]]),  # the report first, wherever the box stands
    ],
)
def test_columns_and_boxes_are_read_one_after_the_other(
    left: list[str], right: list[str], paragraphs: list[str], tmp_path: Path
) -> None:
    data = columns_pdf([list(pair) for pair in zip(left, right, strict=True)], "What the week was like in the north")
    (tmp_path / "a.pdf").write_bytes(data)
    (report,) = receive([str(tmp_path / "a.pdf")])
    assert isinstance(report, Report)
    assert report.text.split("\n\n") == ["What the week was like in the north", *paragraphs]


def test_rows_of_a_table_are_kept_and_not_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = [["Town", "Killed", "Homeless"], ["Kessin", "9", "1,200"], ["Varda", "0", "-"], ["All", "9", "1,200"]]
    data = columns_pdf(rows, "Losses by town, first week of May", "The army did not comment on the figures.", 50)
    (tmp_path / "a.pdf").write_bytes(data)
    (report,) = receive([str(tmp_path / "a.pdf")])
    assert isinstance(report, Report)
    shown = [(p.kind, report.text[p.span.start : p.span.end]) for p in report.parts]
    assert [x for x in shown if x[0] == "furniture"] == [("furniture", " | ".join(row)) for row in rows]
    assert shown[-1] == ("body", "The army did not comment on the figures.")
    assert "4 rows of tables were kept" in caplog.text


def test_letters_set_as_one_are_taken_apart() -> None:
    assert whole_text(["The \ufb01rst \ufb02oor burned."]) == "The first floor burned."


def test_a_page_that_could_not_be_put_in_order_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def in_this_process(by: str, data: bytes, name: str, seconds: float, **told: Any) -> Any:
        return pdf.pages_of(data, name, **told)

    monkeypatch.setattr(pdf, "taken_apart", in_this_process)
    monkeypatch.setattr(pdf, "MOST_LINES", 1)
    (tmp_path / "a.pdf").write_bytes(make.pdf())
    (report,) = receive([str(tmp_path / "a.pdf")])
    assert isinstance(report, Report)
    assert "pages 1 are read in the order in which the file draws them" in caplog.text


@pytest.mark.parametrize(
    "shown",
    [
        "<time>۱۳ اردیبهشت ۱۴۰۲</time>",
        "<div>نشر في: 3 أيار 2023</div>",
        "<div>Publié le 3 mai 2023 à 22h15</div>",
        "<div>Опубликовано: 03.05.2023, 25.04.2023</div>",
        "<div>Veröffentlicht am 3. Mai 2023</div>",
    ],
)
def test_a_day_that_a_page_shows_in_another_language(shown: str, tmp_path: Path) -> None:
    (report,) = page(tmp_path, f"<article><h1>Four killed at mill</h1>{shown}{LEAD}{REST}</article>", meta={})
    assert report.published == "2023-05-03"


def test_a_table_that_only_lays_out_a_page_is_none(tmp_path: Path) -> None:
    menu = "<td width=150><a href=/>Home</a><br><b>Top stories</b><br><a href=/1>Ten die in Varda</a></td>"
    rest = REST[3:-4].replace("</p><p>", "<br><br>")
    words = f"<td>Four killed at mill<br>3 May 2023<br><br>{LEAD[3:-4]}<br><br>{rest}</td>"
    (report,) = page(tmp_path, f"<table><tr>{menu}{words}</tr></table>", meta={})
    assert "Ten die in Varda" not in report.text
    assert LEAD[3:-4] in report.text.split("\n\n")


def test_what_is_shown_where_scripts_are_not_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        make.html("<div id=root></div><noscript>Enable JavaScript to run this.</noscript>")
    )
    (refusal,) = receive([str(tmp_path / "a.html")])
    assert isinstance(refusal, Refusal)
    assert "written by scripts" in refusal.error


def test_comments_that_word_saves_in_a_page_are_no_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    words = "QQ said somebody who had read the report before it was sent, and asked for another figure of the dead."
    comment = f"<div style='mso-element:comment-list'><div style='mso-element:comment'><p>{words}</p></div></div>"
    assert "QQ" not in article(tmp_path, f"<p>It burned.<a class=msocomanchor href='#1'>[QQ1]</a></p>{comment}")
    assert "shows as comments" in caplog.text


def test_what_the_internet_archive_puts_above_a_page_is_no_text(tmp_path: Path) -> None:
    shown = '<link rel="canonical" href="https://web.archive.org/web/20230504101500/https://www.post.example/7">'
    words = "QQ is how often this page was kept between the years of 2021 and 2023, and by whom it was asked for."
    (report,) = page(
        tmp_path, f"<div id=wm-ipp-base><p>{words}</p></div><article>{LEAD}{REST}</article>", meta={}, head=shown
    )
    assert "QQ" not in report.text
    assert (report.outlet, report.url) == ("post.example", "https://www.post.example/7")
    assert report.fetched_at == "2023-05-04T10:15:00+00:00"


@pytest.mark.parametrize("name", ["ad", "consent", "sidebar", "social-share", "list", "user-notification"])
def test_components_of_amp_beside_the_article_are_no_text(name: str, tmp_path: Path) -> None:
    words = "<p>QQ was said of a mill in another country by people who were not there at all, in a longer text.</p>"
    assert "QQ" not in article(tmp_path, f"<amp-{name} layout=nodisplay>{words}</amp-{name}>")
    assert "QQ" in article(tmp_path, f"<amp-accordion><section>{words}</section></amp-accordion>")


def test_the_words_of_a_site_around_a_post_are_not_its_authors(tmp_path: Path) -> None:
    post = (
        "<blockquote class=instagram-media><p>View this post on Instagram</p><p>A post shared by Kessin (@kessin)</p>"
    )
    assert "Kessin (@kessin)" not in article(tmp_path, f"{post}</blockquote>")


LD = '<script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        (LD % '{"@type": "NewsArticle", "publisher": {"name": "The Harbour Post"}}', "The Harbour Post"),
        (
            LD % '{"@type": "NewsArticle", "publisher": [{"@type": "Organization", "name": " Harbour\\nPost "}]}',
            "Harbour Post",
        ),
        (LD % '{"@type": "NewsArticle", "publisher": "x"}', "post.example"),
        ('<meta property="og:site_name" content="The Ferry">' + LD % '{"publisher": {"name": "Harbour"}}', "The Ferry"),
    ],
)
def test_the_outlet_of_a_page_is_a_name_and_no_host_if_the_page_tells_one(
    head: str, outlet: str, tmp_path: Path
) -> None:
    link = '<link rel="canonical" href="https://post.example/1">'
    (report,) = page(tmp_path, f"<article><h1>Four killed at mill</h1>{LEAD}{REST}</article>", head=link + head)
    assert report.outlet == outlet


def test_the_posts_of_a_live_blog_are_of_the_outlet(tmp_path: Path) -> None:
    head = '<meta property="og:site_name" content="The Ferry">'
    found = page(tmp_path, f"<h1>Kessin: as it happens</h1><div class='live-blog'>{POSTS}</div>", head=head)
    assert [r.outlet for r in found] == ["The Ferry"] * 2


@pytest.mark.parametrize(
    "post",
    [
        '<li><time datetime="2023-05-0{n}T10:00:00Z">10:00</time><h2>Day {n}</h2><div>{p}</div></li>',
        '<div><span class="time" data-timestamp="168308{n}400">x</span><h3>Day {n}</h3>{p}</div>',
        '<article><span data-time="2023-05-0{n}T10:00:00Z"></span><h3>Day {n}</h3>{p}</article>',
        '<article data-timestamp="168308{n}400"><h3>Day {n}</h3>{p}</article>',
        '<article data-timestamp="1"><time datetime="2023-05-0{n}T10:00:00Z"></time><h3>Day {n}</h3>{p}</article>',
    ],
)
def test_posts_of_a_live_blog_in_other_mark_up(post: str, tmp_path: Path) -> None:
    inside = "".join(post.format(n=n, p=f"<p>The mill burned on {n}.</p>") for n in (3, 4))
    found = page(tmp_path, f"<h1>Kessin: live updates</h1><ol class='live-blog'>{inside}</ol>")
    assert [x.text for x in found] == [f"Kessin: live updates\n\nDay {n}\n\nThe mill burned on {n}." for n in (3, 4)]
    assert all((x.published or "").startswith("2023-05-0") for x in found)
