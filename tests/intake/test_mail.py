"""Mail and what is in it: the newest text, furniture apart, attachments as inputs, boxes message by message."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import make_files as make
import pytest

from rashomon.intake import Refusal, Report, receive

GOOD = "The army took the mill of Kessin on Sunday, the council said."


def mail(body: str, *, subject: str = "Mill taken", listed: bool = False, html: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"] = '"Harbour Alerts" <alerts@harbour.example>'
    made["Date"] = "Wed, 03 May 2023 23:30:00 -0500"
    made["Subject"] = subject
    made["Message-ID"] = "<1@harbour.example>"
    if listed:
        made["List-Unsubscribe"] = "<https://harbour.example/out>"
    made.set_content(body)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def read(path: Path, data: bytes) -> list[Report | Refusal]:
    path.write_bytes(data)
    return list(receive([str(path)]))  # type: ignore[arg-type]


def one(path: Path, made: EmailMessage) -> Report:
    (report,) = read(path, made.as_bytes())
    assert isinstance(report, Report), report
    return report


def kept(report: Report) -> list[str]:
    return [report.text[p.span.start : p.span.end] for p in report.parts if p.kind == "body"]


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
def test_a_message(name: str, tmp_path: Path) -> None:
    report = one(tmp_path / name, mail(GOOD + "\n", listed=True))
    assert report.text == f"Mill taken\n\n{GOOD}"
    assert (report.title, report.published, report.outlet, report.author) == (
        "Mill taken", "2023-05-03", "Harbour Alerts", None,
    )  # fmt: skip
    assert report.media_type == "message/rfc822"


def test_who_wrote_to_no_list_is_a_person(tmp_path: Path) -> None:
    report = one(tmp_path / "a.eml", mail(GOOD))
    assert (report.outlet, report.author) == (None, "Harbour Alerts")


@pytest.mark.parametrize(
    "after",
    [
        "\n\nOn Mon, 1 May 2023 at 10:00, B. <b@b.example> wrote:\n> Was anybody killed?\n> Nine, they say.\n",
        "\n\nOn Mon, 1 May 2023 at 10:00,\nB. <b@b.example> wrote:\n\n> Nine, they say.\n",
        "\n\n-----Original Message-----\nFrom: B.\n\nNine were killed, they say.\n",
        "\n\n-- \nM.\nWho killed nine in Kessin?\n",
        "\n\nYou are receiving this email because you asked for news of nine killed.\nThe Harbour, Varda\n",
        "\n\nUnsubscribe | Nine killed\n",
    ],
)
def test_what_is_around_the_newest_words_is_furniture(after: str, tmp_path: Path) -> None:
    assert kept(one(tmp_path / "a.eml", mail(GOOD + after))) == [GOOD]


def test_an_answer_between_the_lines_is_kept(tmp_path: Path) -> None:
    assert kept(one(tmp_path / "a.eml", mail(f"> Who has the mill?\n{GOOD}\n> And the bridge?\nNobody.\n"))) == [
        GOOD, "Nobody.",
    ]  # fmt: skip


FORWARDED = f"""---------- Forwarded message ---------
From: Kessin Council <press@kessin.example>
Date: Mon, 1 May 2023 at 10:00
Subject: The mill
To: <alerts@harbour.example>

{GOOD}
"""


def test_what_is_forwarded_without_a_word_is_its_writers(tmp_path: Path) -> None:
    report = one(tmp_path / "a.eml", mail(FORWARDED, subject="Fwd: The mill"))
    assert (report.author, report.published, kept(report)) == ("Kessin Council", "2023-05-01", [GOOD])
    report = one(tmp_path / "a.eml", mail("Look at this.\n\n" + FORWARDED))
    assert (report.author, report.published) == ("Harbour Alerts", "2023-05-03")


def test_a_message_in_html_only(tmp_path: Path) -> None:
    made = mail("x")
    made.set_content(
        f"<p>{GOOD}</p><p hidden>Nine killed</p><div class='gmail_quote'><blockquote>Nine killed</blockquote></div>",
        subtype="html",
    )
    assert one(tmp_path / "a.eml", made).text == f"Mill taken\n\n{GOOD}"


def test_attachments_are_inputs_of_their_own(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    made = mail(GOOD)
    made.add_attachment(make.pdf(), maintype="application", subtype="pdf", filename="note.pdf")
    made.add_attachment(b"", maintype="text", subtype="plain", filename="../empty.txt")
    made.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="a.gif")
    message, note, empty = read(tmp_path / "a.eml", made.as_bytes())
    assert [message.id, note.id, empty.id] == ["a.eml", "a.eml/note.pdf", "a.eml/empty.txt"]
    assert isinstance(note, Report)
    assert make.PARAGRAPHS[2] in note.text
    assert isinstance(empty, Refusal)
    assert "left out: 1 attachments of other kinds" in caplog.text


def test_a_box_of_messages(tmp_path: Path) -> None:
    import mailbox

    box = mailbox.mbox(tmp_path / "a.mbox")
    box.add(mail(GOOD))
    box.add(mail("From 1990 to 2010 it stood still.\n\nFrom there the mill was seen.\n", subject="Re: Mill"))
    box.add(mail(" "))
    box.close()
    first, second, third = read(tmp_path / "b.mbox", (tmp_path / "a.mbox").read_bytes())
    assert [first.id, second.id, third.id] == ["b.mbox#1", "b.mbox#2", "b.mbox#3"]
    assert isinstance(second, Report)
    assert second.text == "Mill\n\nFrom 1990 to 2010 it stood still.\n\nFrom there the mill was seen."
    assert isinstance(third, Refusal)
    assert "the message holds no text" in third.error


def test_a_page_that_a_browser_saved(tmp_path: Path) -> None:
    page = make.html(
        f"<article><h1>Mill taken</h1><p>{GOOD}</p></article>", meta={"article:published_time": "2023-05-01"}
    )
    saved = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harbour.example/a\r\nSubject: Mill\r\n"
        b"Date: Wed, 3 May 2023 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
        b"Content-Location: https://harbour.example/a\r\n\r\n" + page + b"\r\n--x--\r\n"
    )
    (report,) = read(tmp_path / "a.mhtml", saved)
    assert isinstance(report, Report)
    assert (report.url, report.published, report.fetched_at) == (
        "https://harbour.example/a",
        "2023-05-01",
        "2023-05-03",
    )
    assert report.text.endswith(GOOD)


@pytest.mark.parametrize(
    "head", [b"From: the council\nDate: 3 May 2023\nSubject: The mill\n\n", b"From the mill, 2023\nA: b\n"]
)
def test_a_press_release_with_lines_like_headers_is_a_text(head: bytes, tmp_path: Path) -> None:
    (report,) = read(tmp_path / "a.txt", head + GOOD.encode())
    assert isinstance(report, Report)
    assert report.media_type.startswith("text/plain")


def test_a_line_on_unsubscribing_at_the_head_is_furniture_alone(tmp_path: Path) -> None:
    words = "The army took the mill of Kessin on Sunday, the council said. Nobody was hurt in it."
    head = "From: A <a@kessin.example>\nSubject: Mill\nMessage-ID: <1@x>\nMIME-Version: 1.0\n\n"
    mail = f"{head}Click here to unsubscribe.\n\n{words}\n"
    (tmp_path / "a.eml").write_text(mail + "\nTo unsubscribe, write to us.\nHarbour House\n")
    (report,) = receive([str(tmp_path / "a.eml")])
    assert isinstance(report, Report)
    said = [report.text[p.span.start : p.span.end] for p in report.parts if p.kind == "body"]
    assert said == [words]


@pytest.mark.parametrize(("deep", "read_", "refused"), [(1, 1, 0), (3, 3, 0), (4, 3, 1), (6, 3, 1)])
def test_messages_within_messages_are_read_to_the_third(deep: int, read_: int, refused: int, tmp_path: Path) -> None:
    made = mail(f"{GOOD} It burned for {deep} days.")
    for n in range(deep):
        outer = mail(f"{GOOD} It burned for {n} nights.")
        outer.add_attachment(made, filename=f"{n}.eml")
        made = outer
    found = read(tmp_path / "a.eml", made.as_bytes())
    within = [f for f in found if isinstance(f, Report)][1:]
    wrong = [f.error for f in found if isinstance(f, Refusal)]
    assert (len(within), len(wrong)) == (read_, refused), wrong
    assert all("attached to a message inside of 3 others" in error for error in wrong)


def test_attachments_of_one_name_are_two_reports(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "a@kessin.example", "Mill", "<1@x>"
    mail.set_content("See both.")
    for words in ("The mill burned.", "The mill was whole."):
        mail.add_attachment(words.encode(), maintype="text", subtype="plain", filename="a.txt")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    assert [r.id for r in receive([str(tmp_path / "a.eml")])] == ["a.eml", "a.eml/a.txt", "a.eml/a.txt#2"]


def test_a_large_box_is_gone_through_message_by_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_MAX_MB", "0.001")
    message = (
        "From a@kessin.example Wed May 03 10:00:00 2023\nFrom: a@kessin.example\nMessage-ID: <1@x>\n\nThe mill.\n\n"
    )
    huge = message.replace("The mill.", "The mill. " * 200)
    (tmp_path / "a.mbox").write_text(message * 20 + huge + message)
    found = list(receive([str(tmp_path / "a.mbox")]))
    assert [type(r) for r in found] == [Report] * 20 + [Refusal, Report]


@pytest.mark.parametrize(
    "below",
    [
        "Am 2. Mai 2023 um 10:15 schrieb Omar <o@x.example>:\n> A boat sank.",
        "Le 2 mai 2023 à 10:15, Omar <o@x.example> a écrit\u00a0:\n> A boat sank.",
        "El mar, 2 may 2023 a las 10:15, Omar (<o@x.example>) escribió:\n\n> A boat sank.",
        "вт, 2 мая 2023 г. в 10:15, Омар <o@x.example> написал:\n> A boat sank.",
        "Von: Omar <o@x.example>\nGesendet: Dienstag, 2. Mai 2023 10:15\nAn: Aya\nBetreff: Boot\n\nA boat sank.",
        "________________________________\nDe : Omar\nEnvoyé : mardi 2 mai 2023 10:15\nÀ : Aya\n\nA boat sank.",
        "من: عمر\nتاريخ الإرسال: 2023-05-02\nإلى: آية\n\nA boat sank.",
        "-----Ursprüngliche Nachricht-----\nA boat sank.",
        "Envoyé de mon téléphone\n",
    ],
)
def test_what_is_answered_is_furniture_in_other_languages_too(below: str, tmp_path: Path) -> None:
    assert kept(one(tmp_path / "a.eml", mail(f"{GOOD}\n\n{below}\n", subject="AW: Mill"))) == [GOOD]


@pytest.mark.parametrize(
    ("subject", "above"),
    [
        ("WG: Boot", "Von: Omar\nGesendet: Dienstag, 2. Mai 2023 10:15\nAn: Aya\nBetreff: Boot\n\n"),
        ("TR : Bateau", "De : Omar\nEnvoyé : mardi 2 mai 2023 10:15\nÀ : Aya\nObjet : Bateau\n\n"),
        ("Fwd: Лодка", "---------- Пересылаемое сообщение ---------\nОт: Omar\nДата: 2 мая 2023\nТема: Лодка\n\n"),
    ],
)
def test_what_is_passed_on_is_its_writers_in_other_languages_too(subject: str, above: str, tmp_path: Path) -> None:
    report = one(tmp_path / "a.eml", mail(f"{above}{GOOD}\n", subject=subject))
    assert (report.author, report.published, kept(report)) == ("Omar", "2023-05-02", [GOOD])


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Type: text/plain; charset=x-none", "The café burned.".encode("cp1252")),
        ("Content-Type: text/plain", "The café burned.".encode("cp1252")),
        ("Content-Type: text/plain; charset=ascii", "The café burned.".encode()),
        ("Content-Type: text/html", b"<meta charset=windows-1252><p>" + "The café burned.".encode("cp1252")),
    ],
)
def test_words_in_a_charset_that_is_not_named_or_wrong(headers: str, body: bytes, tmp_path: Path) -> None:
    head = "Message-ID: <1@x>\nMIME-Version: 1.0\nFrom: a@b\nSubject: Café of Kessin\n".encode("cp1252")
    (report,) = read(tmp_path / "a.eml", head + headers.encode() + b"\n\n" + body)
    assert isinstance(report, Report)
    assert report.text == "Café of Kessin\n\nThe café burned."


def test_a_message_as_mail_of_macos_keeps_it(tmp_path: Path) -> None:
    data = mail(GOOD).as_bytes()
    notes = b'<?xml version="1.0"?><plist version="1.0"><dict><key>flags</key><integer>1</integer></dict></plist>'
    (report,) = read(tmp_path / "7.emlx", b"%-10d\n" % len(data) + data + notes)
    assert isinstance(report, Report)
    assert (kept(report), report.published) == ([GOOD], "2023-05-03")


def test_a_saved_page_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    head = b"MIME-Version: 1.0\nSnapshot-Content-Location: https://x.example/a\nContent-Type: text/html\n\n"
    (refusal,) = read(tmp_path / "a.mht", head)
    assert isinstance(refusal, Refusal)
    assert "the page holds no text" in refusal.error


@pytest.mark.parametrize(
    ("sender", "outlet", "author"),
    [
        ("Mira Tal from The Harbour Brief", "The Harbour Brief", "Mira Tal"),
        ("Mira Tal at Harbour Brief", "Harbour Brief", "Mira Tal"),
        ("News from Kessin", "News from Kessin", None),
        ("The Harbour Brief", "The Harbour Brief", None),
    ],
)
def test_who_writes_a_newsletter_and_which_it_is(sender: str, outlet: str, author: str | None, tmp_path: Path) -> None:
    made = mail(GOOD, listed=True)
    made.replace_header("From", f"{sender} <brief@harbour.example>")
    report = one(tmp_path / "a.eml", made)
    assert (report.outlet, report.author) == (outlet, author)


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("View this post on the web at https://brief.example/p/mill", "https://brief.example/p/mill"),
        ("View this email in your browser (https://brief.example/p/mill?e=77ab)", None),
        ("Newsletter im Browser ansehen", None),
        ("Voir cet e-mail dans le navigateur", None),
        ("Открыть письмо в браузере", None),
        ("READ IN APP", None),
    ],
)
def test_where_a_newsletter_can_be_seen_is_furniture(line: str, url: str | None, tmp_path: Path) -> None:
    report = one(tmp_path / "a.eml", mail(f"{line}\n\n{GOOD}\n", listed=True))
    assert (kept(report), report.url) == ([GOOD], url)


@pytest.mark.parametrize(
    "line",
    ["Se désabonner", "Newsletter abbestellen", "Haga clic aquí para darse de baja", "Отписаться от рассылки",
     "إلغاء الاشتراك", "You're receiving this because you signed up."],
)  # fmt: skip
def test_how_to_leave_is_furniture_in_other_languages(line: str, tmp_path: Path) -> None:
    assert kept(one(tmp_path / "a.eml", mail(f"{GOOD}\n\n{line}\nHarbour Street 7\n", listed=True))) == [GOOD]
