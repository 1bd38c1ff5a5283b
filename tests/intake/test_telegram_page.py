"""Chats of Telegram as pages: each message a report, as in the export as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.intake import Report, receive


def message(number: int, words: str, *, by: str = "", joined: bool = False, passed: str = "", extra: str = "") -> str:
    name = "" if joined else f'<div class="from_name">\n{by}\n </div>'
    text = f'<div class="text">\n{words}\n</div>' if words else ""
    if passed:
        origin = f'{passed} <span class="date details" title="01.05.2023 08:00:00"> 01.05.2023 08:00:00</span>'
        picture = '<div class="pull_left forwarded userpic_wrap"><div class="userpic">V</div></div>'
        text = f'{picture}<div class="forwarded body"><div class="from_name">\n{origin} </div>{text}</div>'
    return (
        f'<div class="message default clearfix{" joined" if joined else ""}" id="message{number}"><div class="body">'
        '<div class="pull_right date details" title="03.05.2023 23:10:00 UTC+03:00">23:10</div>'
        f"{name}{extra}{text}</div></div>"
    )


def page(name: str, *messages: str) -> str:
    service = '<div class="message service" id="message-1"><div class="body details">3 May 2023</div></div>'
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head>'
        '<body><div class="page_wrap">'
        f'<div class="page_header"><div class="content"><div class="text bold">\n{name} </div></div></div>'
        f'<div class="page_body chat_page"><div class="history">{service}{"".join(messages)}</div></div>'
        "</div></body></html>"
    )


def told(path: Path, text: str) -> list[tuple[str, str | None, str | None, str | None, str]]:
    path.write_text(text, encoding="utf-8")
    found = list(receive([str(path)]))
    assert all(isinstance(r, Report) for r in found), found
    return [(r.id.partition("#")[2], r.published, r.outlet, r.author, r.text) for r in found if isinstance(r, Report)]


def test_a_channel(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    reply = '<div class="reply_to details">In reply to <a href="#go_to_message1">this message</a></div>'
    text = page(
        "Kessin Media",
        message(1, "The mill <strong>burned</strong>.<br>All of\nit.", by="Kessin Media"),
        message(2, "", joined=True, extra='<div class="media_wrap"><div class="title bold">Photo</div></div>'),
        message(3, "A boat sank.", by="Kessin Media", passed="Varda Harbour", extra=reply),
    )
    assert told(tmp_path / "messages.html", text) == [
        ("1", "2023-05-03", "Kessin Media", None, "The mill burned.\nAll of it."),
        ("3", "2023-05-03", "Varda Harbour", None, "Forwarded by Kessin Media\n\nA boat sank."),
    ]
    assert "left out: 2 messages without words" in caplog.text


def test_a_group_has_authors_and_who_writes_on_is_the_same(tmp_path: Path) -> None:
    text = page(
        "Kessin watch", message(1, "It burned.", by="M."), message(2, "Twice.", joined=True), message(3, "No.", by="B.")
    )
    assert [(x[2], x[3]) for x in told(tmp_path / "messages2.html", text)] == [
        ("Kessin watch", "M."), ("Kessin watch", "M."), ("Kessin watch", "B.")
    ]  # fmt: skip


def test_a_talk_of_two_has_no_outlet(tmp_path: Path) -> None:
    text = page("B.", message(1, "It burned.", by="M."), message(2, "No.", by="B."))
    assert [(x[2], x[3]) for x in told(tmp_path / "messages.html", text)] == [(None, "M."), (None, "B.")]


POST = """<div class="tgme_widget_message_wrap">
<div class="tgme_widget_message js-widget_message" data-post="kessin_now/{n}">
<div><a class="tgme_widget_message_owner_name"><span>Kessin Now</span></a></div>{above}
<div class="tgme_widget_message_text js-message_text">{words}</div>
<div class="tgme_widget_message_info"><span class="tgme_widget_message_views">1.2K</span>
<a class="tgme_widget_message_date"><time datetime="2023-05-0{n}T22:10:00+00:00">22:10</time></a></div></div></div>"""


def test_what_telegram_shows_of_a_channel_on_the_web(tmp_path: Path) -> None:
    answered = '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text">Who took it?</div></a>'
    passed = '<div><a class="tgme_widget_message_forwarded_from_name"><span>Varda Watch</span></a></div>'
    posts = POST.format(n=1, above="", words="The mill burned.<br/>Nobody was hurt.")
    posts += POST.format(n=2, above=answered, words="The army took the mill.")
    posts += POST.format(n=3, above="", words="").replace(
        '<div class="tgme_widget_message_text js-message_text"></div>', ""
    )
    posts += POST.format(n=4, above=passed, words="The bridge is gone.")
    page = (
        f'<!DOCTYPE html><html><body class="widget_frame_base tgme_webpreview"><section>{posts}</section></body></html>'
    )
    (tmp_path / "a.html").write_text(page)
    found = [x for x in receive([str(tmp_path / "a.html")]) if isinstance(x, Report)]
    assert [(x.id, x.published, x.outlet, x.url, x.text) for x in found] == [
        ("a.html#1", "2023-05-01", "Kessin Now", "https://t.me/kessin_now/1", "The mill burned.\nNobody was hurt."),
        ("a.html#2", "2023-05-02", "Kessin Now", "https://t.me/kessin_now/2", "The army took the mill."),
        ("a.html#4", "2023-05-04", "Varda Watch", "https://t.me/kessin_now/4",
         "Forwarded by Kessin Now\n\nThe bridge is gone."),
    ]  # fmt: skip
