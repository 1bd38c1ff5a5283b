"""The answers of APIs as they come: each record a report with its own day and outlet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rashomon.intake import Refusal, Report, Skipped, receive

MILL = "The army took the mill of Kessin on Sunday."

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "items": [
        {"id": "p7", "url": "https://kessin.example/7", "title": "Mill taken", "summary": "Short.",
         "content_html": f"<p>{MILL}</p><p>It burned.</p>", "date_published": "2023-05-03T23:10:00+03:00",
         "authors": [{"name": "Mira Tal"}], "language": "en-GB"},
    ],
}  # fmt: skip
RELIEFWEB = {
    "href": "https://api.example/v1/reports", "totalCount": 1, "data": [
        {"id": "41", "fields": {"title": "Mill taken", "body": "raw", "body-html": f"<p>{MILL}</p>",
                                "language": [{"code": "en"}],
                                "date": {"created": "2023-05-04T00:00:00+00:00",
                                         "original": "2023-05-03T00:00:00+00:00"},
                                "source": [{"name": "Harbour Aid"}], "url": "https://kessin.example/41"}},
    ],
}  # fmt: skip
NEWSAPI = {
    "status": "ok", "totalResults": 1, "articles": [
        {"source": {"id": None, "name": "Harbour Post"}, "author": "Mira Tal", "title": "Mill taken",
         "description": "A mill.",
         "url": "https://kessin.example/7", "publishedAt": "2023-05-03T10:00:00Z",
         "content": f"{MILL} Nobody… [+1520 chars]"},
    ],
}  # fmt: skip
GDELT = {
    "articles": [
        {"url": "https://kessin.example/7", "title": MILL, "seendate": "20230503T101500Z", "domain": "kessin.example"}
    ]
}
MEDIA_CLOUD = [
    {
        "stories_id": 7,
        "title": "Mill taken",
        "publish_date": "2023-05-03 10:00:00",
        "media_name": "Harbour Post",
        "story_text": MILL,
    }
]
GUARDIAN = {
    "response": {"status": "ok", "results": [
        {"id": "world/7", "webPublicationDate": "2023-05-03T10:15:00Z", "webTitle": "Mill taken",
         "webUrl": "https://kessin.example/7",
         "fields": {"body": f"<p>{MILL}</p>", "byline": "Mira Tal", "publication": "Harbour Post"}},
    ]},
}  # fmt: skip
NEW_YORK_TIMES = {
    "response": {"docs": [{"web_url": "https://kessin.example/7", "pub_date": "2023-05-03T10:15:00+0000",
                           "headline": {"main": "Mill taken"}, "lead_paragraph": MILL, "source": "Harbour Post"}]},
}  # fmt: skip
MEDIASTACK = {"data": [{"title": "Mill taken", "description": MILL, "published_at": "2023-05-03T10:15:00+00:00",
                        "source": "Harbour Post", "url": "https://kessin.example/7", "language": "en"}]}  # fmt: skip
NEWSDATA = {"results": [{"article_id": "a7", "title": "Mill taken", "content": MILL, "pubDate": "2023-05-03 10:15:00",
                         "link": "https://kessin.example/7", "source_name": "Harbour Post"}]}  # fmt: skip
WORDPRESS = [{"id": 7, "date": "2023-05-03T10:15:00", "link": "https://kessin.example/7",
              "title": {"rendered": "Mill &#8211; taken"}, "content": {"rendered": f"<p>{MILL}</p>"}}]  # fmt: skip
PASSED_ON = {"data": [{"id": "7", "text": f"RT @brigades: {MILL}", "created_at": "2023-05-03T10:15:00.000Z",
                       "author_id": "5"}]}  # fmt: skip
TELLERS = {"includes": {"users": [{"id": "5", "name": "Kessin Now", "username": "now"},
                                  {"id": "6", "name": "The Brigades", "username": "brigades"}]}}  # fmt: skip
X = {"data": [{"id": "7", "text": MILL, "created_at": "2023-05-03T10:15:00.000Z", "author_id": "5", "lang": "en"}]}
ROWS = [{"id": "a", "text": MILL, "published": "2023-05-03", "outlet": "Harbour Post"}]


def read(path: Path, answer: Any, indent: int | None = None) -> Report:
    path.write_text(json.dumps(answer, indent=indent))
    (report,) = receive([str(path)])
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    ("answer", "id_", "text", "outlet"),
    [
        (JSON_FEED, "p7", f"Mill taken\n\nBy Mira Tal\n\n{MILL}\n\nIt burned.", "Harbour Post"),
        (RELIEFWEB, "41", f"Mill taken\n\n{MILL}", "Harbour Aid"),
        (NEWSAPI, "1", f"Mill taken\n\nBy Mira Tal\n\n{MILL} Nobody", "Harbour Post"),
        (GDELT, "1", MILL, "kessin.example"),
        (MEDIA_CLOUD, "7", f"Mill taken\n\n{MILL}", "Harbour Post"),
        (ROWS, "a", MILL, "Harbour Post"),
        (GUARDIAN, "world/7", f"Mill taken\n\nBy Mira Tal\n\n{MILL}", "Harbour Post"),
        (NEW_YORK_TIMES, "1", f"Mill taken\n\n{MILL}", "Harbour Post"),
        (MEDIASTACK, "1", f"Mill taken\n\n{MILL}", "Harbour Post"),
        (NEWSDATA, "a7", f"Mill taken\n\n{MILL}", "Harbour Post"),
        (WORDPRESS, "7", f"Mill – taken\n\n{MILL}", None),
        (
            NEWSAPI | {"articles": [NEWSAPI["articles"][0] | {"title": "Mill – taken - HARBOUR POST"}]},  # type: ignore[index]
            "1",
            f"Mill – taken\n\nBy Mira Tal\n\n{MILL} Nobody",
            "Harbour Post",
        ),
        (X, "7", MILL, None),
        (X | TELLERS, "7", MILL, "Kessin Now"),
        (PASSED_ON, "7", MILL, "@brigades"),
        (PASSED_ON | TELLERS, "7", f"Forwarded by Kessin Now\n\n{MILL}", "The Brigades"),
    ],
)
def test_answers(answer: Any, id_: str, text: str, outlet: str | None, indent: int | None, tmp_path: Path) -> None:
    report = read(tmp_path / "a.json", answer, indent)
    assert (report.id, report.text, report.outlet) == (f"a.json#{id_}", text, outlet)
    assert (report.published, report.published_from) == ("2023-05-03", "metadata")
    assert report.media_type == "application/json"


def test_the_archive_that_x_gives_its_users(tmp_path: Path) -> None:
    sent = "Wed May 03 10:15:00 +0000 2023"
    posts = [
        {"tweet": {"id_str": str(n), "full_text": words, "created_at": sent, "lang": "en"}}
        for n, words in enumerate((MILL, f"RT @brigades: {MILL}"))
    ]
    (tmp_path / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps(posts, indent=2)}")
    found = [r for r in receive([str(tmp_path / "tweets.js")]) if isinstance(r, Report)]
    assert len([r for r in receive([str(tmp_path)]) if isinstance(r, Report)]) == 2
    assert [(r.id, r.text, r.outlet, r.published) for r in found] == [
        ("tweets.js#0", MILL, None, "2023-05-03"),
        ("tweets.js#1", MILL, "@brigades", "2023-05-03"),
    ]


def test_what_an_api_cut_off_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(tmp_path / "a.json", NEWSAPI)
    assert "of 1 articles the API gives only the beginning" in caplog.text


def test_records_that_are_none_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    removed = {"publishedAt": "1970-01-01", "title": "[Removed]", "content": "[Removed]"}
    others = [7, {"publishedAt": "x", "title": None}, removed]
    read(tmp_path / "a.json", {"articles": [*NEWSAPI["articles"], *others]})  # type: ignore[misc]
    assert "left out: 3 records with no text" in caplog.text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2023-05-03T10:00:00Z", "2023-05-04T10:00:00Z"], []),
        (["2023-05-03T10:00:00Z", "soon", None], ["2 records tell no day, or two"]),
    ],
)
def test_records_of_no_day_are_counted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, days: list[str | None], said: list[str]
) -> None:
    whole = {"title": "Mill taken", "content": f"{MILL} It burned all night, and nobody came."}
    articles = [whole | {"url": f"https://kessin.example/{n}", "publishedAt": day} for n, day in enumerate(days)]
    (tmp_path / "a.json").write_text(json.dumps({"status": "ok", "totalResults": len(days), "articles": articles}))
    found = list(receive([str(tmp_path / "a.json")]))
    assert [isinstance(r, Report) and r.published for r in found] == [
        day and day[:10] if day != "soon" else None for day in days
    ]
    assert [m.partition(": ")[2] for m in caplog.messages if "no day" in m] == said


def test_in_a_folder_only_answers_are_read(tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text(json.dumps(NEWSAPI))
    (tmp_path / "settings.json").write_text('{"name": "x", "version": 1}')
    assert [type(x) for x in receive([str(tmp_path)])] == [Report, Skipped]


@pytest.mark.parametrize(
    "answer", [{"articles": [{"publishedAt": "2023-05-03"}]}, {"data": []}, {"items": [{"id": 1}]}]
)
def test_answers_with_nothing_in_them_are_refused(answer: Any, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(answer))
    (refusal,) = receive([str(tmp_path / "a.json")])
    assert isinstance(refusal, Refusal)


def test_markdown_of_reliefweb_is_words(tmp_path: Path) -> None:
    body = (
        "## Toll\n\n- At least **7 people** died in [Kessin](https://x.example/1), ![a map](m.png)\n\n_2*3_ snake_case."
    )
    fields = {"title": "Mill taken", "body": body, "date": {"created": "2023-05-03"}}
    (tmp_path / "a.json").write_text(json.dumps({"data": [{"id": "1", "fields": fields}]}))
    (report,) = receive([str(tmp_path / "a.json")])
    assert isinstance(report, Report)
    assert report.text == "Mill taken\n\nToll\n\n- At least 7 people died in Kessin,\n\n2*3 snake_case."


def test_what_stands_before_a_cut_is_read_and_the_cut_said(tmp_path: Path) -> None:
    article = {"publishedAt": "2023-05-03T10:00:00Z", "title": "Mill taken", "content": MILL}
    whole = json.dumps({"status": "ok", "articles": [article] * 3})
    (tmp_path / "a.json").write_text(whole[:-40])
    found = list(receive([str(tmp_path / "a.json")]))
    assert [type(x) for x in found] == [Report, Report, Refusal]
    assert "cut off or no JSON" in str(found[-1])
