"""Exported chats: each message a report, its day told or left open, what has no words counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rashomon.intake import Refusal, Report, receive

MILL = "The army took the mill of Kessin."


def read(path: Path, data: bytes) -> list[Report | Refusal]:
    path.write_bytes(data)
    return list(receive([str(path)]))  # type: ignore[arg-type]


def told(found: list[Report | Refusal]) -> list[tuple[str, str | None, str | None, str | None, str]]:
    assert all(isinstance(r, Report) for r in found), found
    return [(r.id, r.published, r.outlet, r.author, r.text) for r in found if isinstance(r, Report)]


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    sent = {"id": number, "type": "message", "date": "2023-05-03T23:10:00", "from": "Kessin Media", "text": text}
    return sent | more


def export(*messages: dict[str, Any], kind: str = "public_channel") -> dict[str, Any]:
    return {"name": "Kessin Media", "type": kind, "id": 7, "messages": list(messages)}


def test_a_channel_of_telegram(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    chat = export(
        message(1, "The mill of Kessin burned."),
        message(2, ["Four ", {"type": "bold", "text": "killed"}, " at the mill."]),
        message(3, "", photo="photos/1.jpg"),
        message(4, "A boat sank.", forwarded_from="Varda Harbour"),
        {"id": 5, "type": "service", "date": "2023-05-03T23:11:00", "action": "pin_message", "text": ""},
    )
    assert told(read(tmp_path / "result.json", json.dumps(chat, indent=1).encode())) == [
        ("result.json#1", "2023-05-03", "Kessin Media", None, "The mill of Kessin burned."),
        ("result.json#2", "2023-05-03", "Kessin Media", None, "Four killed at the mill."),
        ("result.json#4", "2023-05-03", "Varda Harbour", None, "Forwarded by Kessin Media\n\nA boat sank."),
    ]
    assert "left out: 2 messages without words" in caplog.text


def test_who_passed_a_message_on_is_not_read_as_its_text(tmp_path: Path) -> None:
    chat = export(message(4, "A boat sank.", forwarded_from="Varda Harbour"))
    (report,) = read(tmp_path / "result.json", json.dumps(chat).encode())
    assert isinstance(report, Report)
    assert [p.kind for p in report.parts] == ["furniture", "body"]


def test_a_talk_of_two_has_authors_and_no_outlet(tmp_path: Path) -> None:
    chat = export(message(1, "The mill burned.", **{"from": "M."}), kind="personal_chat")
    assert told(read(tmp_path / "a.json", json.dumps(chat).encode())) == [
        ("a.json#1", "2023-05-03", None, "M.", "The mill burned.")
    ]


def test_all_chats_of_telegram_in_one_file(tmp_path: Path) -> None:
    whole = {
        "about": "Your data",
        "chats": {"about": "-", "list": [export(message(1, "A.")), export(message(1, "B."))]},
    }
    whole["chats"]["list"][1]["id"] = 8  # type: ignore[index]
    found = told(read(tmp_path / "result.json", json.dumps(whole, indent=1).encode()))
    assert [(x[0], x[4]) for x in found] == [("result.json#7/1", "A."), ("result.json#8/1", "B.")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (json.dumps(export(message(1, "")), indent=1).encode(), "no message of this chat has words"),
        (json.dumps(export(message(1, "The mill.")), indent=1).encode()[:-40], "it is cut off or no JSON"),
    ],
)
def test_chats_that_cannot_be_read_are_refused(data: bytes, why: str, tmp_path: Path) -> None:
    (refusal,) = read(tmp_path / "result.json", data)
    assert isinstance(refusal, Refusal)
    assert why in refusal.error


ANDROID = """21/05/2023, 21:10 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
21/05/2023, 21:10 - M. created group "Kessin"
21/05/2023, 21:12 - M.: The mill burned.
All of it.
08/06/2023, 07:00 - +00 000: <Media omitted>
08/06/2023, 07:01 - +00 000: Nobody: was hurt.
"""
IPHONE = """[5/21/23, 9:12:00\u202fPM] M.: The mill burned.
\u200e[5/21/23, 9:13:00\u202fPM] M.: \u200eimage omitted
[6/8/23, 7:01:00\u202fAM] B.: Nobody was hurt.
"""
UNSURE = ANDROID.replace("21/05", "07/05")


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (ANDROID, [("#3", "2023-05-21", "M.", "The mill burned.\nAll of it."),
                   ("#5", "2023-06-08", "+00 000", "Nobody: was hurt.")]),
        (IPHONE, [("#1", "2023-05-21", "M.", "The mill burned."), ("#3", "2023-06-08", "B.", "Nobody was hurt.")]),
        (UNSURE, [("#3", None, "M.", "The mill burned.\nAll of it."), ("#5", None, "+00 000", "Nobody: was hurt.")]),
    ],
)  # fmt: skip
def test_a_chat_of_whatsapp(text: str, messages: list[tuple[str, str | None, str, str]], tmp_path: Path) -> None:
    found = told(read(tmp_path / "WhatsApp Chat with Kessin.txt", text.encode()))
    assert [
        (i.removeprefix("WhatsApp Chat with Kessin.txt"), day, by, words) for i, day, _, by, words in found
    ] == messages
    assert {outlet for _, _, outlet, _, _ in found} == {"Kessin"}


def test_a_chat_whose_days_can_be_read_in_two_ways_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(tmp_path / "chat.txt", UNSURE.encode())
    assert "2 messages have no date" in caplog.text


TIMELINE = "".join(f"21/05/2023 2{n}:10 - The army shelled the mill of Kessin again.\n" for n in range(4))


@pytest.mark.parametrize(
    "text",
    ["21/05/2023, 21:10 - Kessin: the mill burned.\n\nThe army took the mill of Kessin, the council said.\n", TIMELINE],
)
def test_a_report_with_date_lines_is_no_chat(text: str, tmp_path: Path) -> None:
    assert [x[0] for x in told(read(tmp_path / "a.txt", text.encode()))] == ["a.txt"]


@pytest.mark.parametrize(
    "file",
    [
        "IMG-20230513-WA0004.jpg (Datei angehängt)",
        "\u200ePTT-20230513-WA0001.opus (что-то приложено)",
        "list of the dead.pdf (archivo adjunto)",
        "plan.docx (الملف مرفق)",
    ],
)
def test_what_is_written_beneath_a_file_is_a_message_and_the_file_is_none(file: str, tmp_path: Path) -> None:
    stamp = "13.05.23, 22:15 - Aya: "
    text = f"{stamp}{MILL}\n{stamp}{file}\n{stamp}{file}\nIt burned.\n{stamp}It is in plan.docx (page three)\n"
    assert [x[-1] for x in told(read(tmp_path / "chat.txt", text.encode()))] == [
        MILL, "It burned.", "It is in plan.docx (page three)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stamp", "author", "left_out"),
    [
        ("13/05/2023 à 22:15 - ", "Aya", "<Médias omis>"),
        ("13.05.23, 22:15 - ", "Aya", "<Medien ausgeschlossen>"),
        ("[13.05.23, 22:15:02] ", "Aya", "\u200eBild weggelassen"),
        ("[13.05.2023, 22:15:02] ", "Ая", "\u200eизображение отсутствует"),
        ("13/5/23, 10:15 p. m. - ", "Aya", "<Multimedia omitido>"),
        ("١٣/٥/٢٠٢٣, ١٠:١٥ م - ", "آية", "<تم استبعاد الوسائط>"),
        ("[١٣\u200f/٥\u200f/٢٠٢٣، ١٠:١٥:٠٢ م] ", "آية", "\u200eتم حذف الصورة"),
        ("2023-05-13, 22:15 - ", "Aya", "<Media omitted>"),
        ("13.05.23, 22:15 - ", "Aya", "Du hast diese Nachricht gelöscht."),
        ("13/05/2023, 22:15 - ", "Aya", "Eliminaste este mensaje."),
        ("13.05.2023, 22:15 - ", "Ая", "Данное сообщение удалено"),
        ("[١٣‏/٥‏/٢٠٢٣، ١٠:١٥:٠٢ م] ", "آية", "‏تم استبعاد الصورة"),
    ],
)
def test_whatsapp_in_other_languages(stamp: str, author: str, left_out: str, tmp_path: Path, caplog: Any) -> None:
    lines = (MILL, left_out, f"{MILL} \u200e<Diese Nachricht wurde bearbeitet.>", MILL)
    found = told(read(tmp_path / "chat.txt", "".join(f"{stamp}{author}: {line}\n" for line in lines).encode()))
    assert [(i, day, by, words) for i, day, _, by, words in found] == [
        (f"chat.txt#{n}", "2023-05-13", author, MILL) for n in (1, 3, 4)
    ]
    assert "left out: 1 messages without words" in caplog.text


@pytest.mark.parametrize(
    "mark",
    [
        "<This message was edited>",
        "<Diese Nachricht wurde bearbeitet.>",
        "<Сообщение изменено>",
        "<تم تعديل هذه الرسالة>",
    ],
)
def test_what_programs_write_behind_a_message_that_was_changed_is_no_word_of_it(mark: str, tmp_path: Path) -> None:
    lines = (MILL, f"{MILL} {mark}", f"{MILL} <see the map>")
    found = told(read(tmp_path / "c.txt", "".join(f"13/05/23, 22:15 - Aya: {line}\n" for line in lines).encode()))
    assert [words for *_, words in found] == [MILL, MILL, f"{MILL} <see the map>"]


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("WhatsApp Chat with Kessin.txt", "Kessin"),
        ("WhatsApp Chat mit Kessin.txt", "Kessin"),
        ("Discussion WhatsApp avec Kessin.txt", "Kessin"),
        ("دردشة واتساب مع كسين.txt", "كسين"),
        ("Чат WhatsApp с Kessin.txt", "Kessin"),
        ("WhatsApp Chat with Aya.txt", None),
        ("_chat.txt", None),
    ],
)
def test_a_group_is_the_outlet_and_whom_one_talks_with_is_none(name: str, outlet: str | None, tmp_path: Path) -> None:
    text = "".join(f"13/05/23, 22:1{n} - {'~ Omar' if n else 'Aya'}: {MILL}\n" for n in range(4))
    found = told(read(tmp_path / name, text.encode()))
    assert {(x[2], x[3]) for x in found} == {(outlet, "Aya"), (outlet, "Omar")}


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("01/05/23", "03/05/23", "01/06/23"), "2023-05-01"),
        (("1/5/23", "1/6/23", "2/1/23"), "2023-01-05"),
        (("01/05/23", "02/05/23", "02/06/23"), None),
    ],
)
def test_time_does_not_run_backwards_in_a_chat(days: tuple[str, ...], first: str | None, tmp_path: Path) -> None:
    text = "".join(f"{day}, 22:15 - Aya: {MILL}\n" for day in days)
    assert told(read(tmp_path / "chat.txt", text.encode()))[0][1] == first


def test_messages_that_were_copied_out_of_telegram(tmp_path: Path) -> None:
    text = (
        f"Aya, [13.05.2023 22:15]\n{MILL}\nIt burned.\n\n"
        "Kessin News, [13.05.2023 22:16]\n[Forwarded from Varda Watch]\n"
        f"{MILL}\n\nAya, [14.05.2023 08:00]\n[Photo]\n\nOmar, [14.05.2023 08:01]\n[In reply to Aya]\nNo."
    )
    assert told(read(tmp_path / "copied.txt", text.encode())) == [
        ("copied.txt#1", "2023-05-13", None, "Aya", f"{MILL}\nIt burned."),
        ("copied.txt#2", "2023-05-13", "Varda Watch", None, f"Forwarded by Kessin News\n\n{MILL}"),
        ("copied.txt#4", "2023-05-14", None, "Omar", "No."),
    ]
