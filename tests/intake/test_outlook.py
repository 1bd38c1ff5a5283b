"""Mail of Outlook: what holds for mail holds for it."""

from __future__ import annotations

import datetime
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from make_msg import compound, msg

from rashomon.intake import Refusal, Report, Skipped, receive

GOOD = "The army took the mill of Kessin on Sunday, the council said."
SENT = datetime.datetime(2023, 5, 3, 21, 30, tzinfo=datetime.UTC)


def read(path: Path, data: bytes) -> list[Report | Refusal | Skipped]:
    path.write_bytes(data)
    return list(receive([str(path)]))


def kept(report: object) -> list[str]:
    assert isinstance(report, Report), report
    return [report.text[p.span.start : p.span.end] for p in report.parts if p.kind == "body"]


@pytest.mark.parametrize("name", ["a.msg", "a.bin"])
def test_a_message(name: str, tmp_path: Path) -> None:
    data = msg(f"{GOOD}\r\n", sent=SENT)
    (report,) = read(tmp_path / name, data)
    assert isinstance(report, Report)
    assert report.text == f"Mill taken\n\n{GOOD}"
    assert (report.title, report.published, report.outlet, report.author) == (
        "Mill taken", "2023-05-03", None, "Harbour Alerts",
    )  # fmt: skip
    assert (report.raw, report.media_type) == (data, "application/vnd.ms-outlook")


def test_its_headers_tell_the_day_where_it_was_sent_and_that_it_went_to_a_list(tmp_path: Path) -> None:
    headers = (
        "From: Harbour Alerts <alerts@harbour.example>\r\nDate: Thu, 4 May 2023 00:30:00 +0300\r\n"
        "List-Unsubscribe: <https://harbour.example/out>\r\n"
    )
    (report,) = read(tmp_path / "a.msg", msg(GOOD, sent=SENT, headers=headers))
    assert isinstance(report, Report)
    assert (report.published, report.outlet, report.author) == ("2023-05-04", "Harbour Alerts", None)


def test_a_message_in_html_only(tmp_path: Path) -> None:
    page = f"<html><body><p>{GOOD}</p><p>To <a href=x>unsubscribe</a>, click.</p></body></html>"
    (report,) = read(tmp_path / "a.msg", msg(None, html=page, sent=SENT))
    assert kept(report) == [GOOD]


@pytest.mark.parametrize(
    "before",
    [
        "From: A. Editor <a@b.example>\nSent: Tuesday, May 2, 2023 9:00 AM\nTo: Desk\nSubject: Mill\n\n",
        "________________________________\nFrom: A. Editor\nSent: Tuesday, May 2, 2023 9:00 AM\nTo: Desk\n\n",
        "-----Original Message-----\nFrom: A. Editor\nSent: 2 May 2023 09:00\nTo: Desk\nSubject: Mill\n\n",
    ],
)
def test_what_outlook_passes_on_is_its_writers_and_what_is_answered_is_left_out(before: str, tmp_path: Path) -> None:
    old = f"{before}A boat sank off Varda.\n"
    (report,) = read(tmp_path / "a.msg", msg(old, subject="FW: Mill", sent=SENT))
    assert kept(report) == ["A boat sank off Varda."]
    assert isinstance(report, Report)
    assert (report.author, report.published) == ("A. Editor", "2023-05-02")
    (report,) = read(tmp_path / "a.msg", msg(f"{GOOD}\n\n{old}", subject="RE: Mill", sent=SENT))
    assert kept(report) == [GOOD]
    assert isinstance(report, Report)
    assert report.published == "2023-05-03"


def test_attachments_are_inputs_of_their_own(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    inner = EmailMessage()
    inner["Message-ID"], inner["Subject"], inner["Date"] = "<2@x>", "Boat", "Tue, 02 May 2023 10:00:00 +0000"
    inner["MIME-Version"] = "1.0"
    inner.set_content("A boat sank off Varda.")
    attached = [
        ("note.txt", b"The road to Kessin is open again."),
        ("old.eml", bytes(inner)),
        ("older.msg", msg("A bridge fell in Varda.", subject="Bridge", sent=SENT)),
        ("clip.mp4", b"\0" * 5000),
    ]
    found = read(tmp_path / "a.msg", msg(GOOD, sent=SENT, attached=attached))
    assert [(x.id, x.text) for x in found if isinstance(x, Report)] == [
        ("a.msg", f"Mill taken\n\n{GOOD}"),
        ("a.msg/note.txt", "The road to Kessin is open again."),
        ("a.msg/old.eml", "Boat\n\nA boat sank off Varda."),
        ("a.msg/older.msg", "Bridge\n\nA bridge fell in Varda."),
    ]
    assert "left out: 1 attachments of other kinds" in caplog.text


def test_a_message_attached_to_mail_is_one_more_and_not_without_end(tmp_path: Path) -> None:
    made = EmailMessage()
    made["Message-ID"], made["Subject"], made["From"] = "<0@x>", "Depth 0", "a@b.example"
    made.set_content(GOOD)
    for depth in range(1, 7):
        outer = EmailMessage()
        outer["Message-ID"], outer["Subject"], outer["From"] = f"<{depth}@x>", f"Depth {depth}", "a@b.example"
        outer.set_content(GOOD)
        outer.add_attachment(made)
        made = outer
    found = read(tmp_path / "a.eml", bytes(made))
    assert [x.title for x in found if isinstance(x, Report)] == ["Depth 6", "Depth 5", "Depth 4", "Depth 3"]
    (refusal,) = [x for x in found if isinstance(x, Refusal)]
    assert "attached to a message inside of 3 others" in refusal.error


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.msg", msg(None, sent=SENT), "its text is in Outlook's own format alone"),
        ("a.msg", msg(GOOD, sent=SENT)[:1600], "it could not be read"),
        ("a.doc", compound({"WordDocument": b"x" * 5000}), "it is an old Word file"),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, data: bytes, why: str, tmp_path: Path) -> None:
    (refusal,) = read(tmp_path / name, data)
    assert isinstance(refusal, Refusal)
    assert why in refusal.error


def test_without_the_library_its_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.errors import RashomonError
    from rashomon.intake import outlook

    monkeypatch.setitem(sys.modules, "oxmsg", None)
    with pytest.raises(RashomonError, match=r"rashomon\[msg\]"):
        outlook.message(msg(GOOD), "a.msg", pictures=False)


def test_in_a_folder_it_is_told_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.msg").write_bytes(msg(GOOD, sent=SENT))
    (tmp_path / "in" / "b.msg").write_bytes(b"no mail")
    assert [(type(x), x.id) for x in receive([str(tmp_path / "in")])] == [(Report, "in/a.msg"), (Skipped, "in/b.msg")]
