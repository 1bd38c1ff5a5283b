"""Messages that were edited are editions of one report; a sentence that runs over two messages is read as one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rashomon import ledger as book
from rashomon.intake import Report, receive
from rashomon.ledger.write import store_reports

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def message(number: int, text: str, minute: str = "10", **more: Any) -> dict[str, Any]:
    sent = {"id": number, "type": "message", "date": f"2023-05-03T23:{minute}:00", "from": "Aya", "text": text}
    return sent | more


def read(path: Path, *messages: dict[str, Any], kind: str = "public_channel") -> list[Report]:
    chat = {"name": "Kessin Media", "type": kind, "id": 1234, "messages": list(messages)}
    path.write_text(json.dumps(chat, indent=1))
    return [x for x in receive([str(path)]) if isinstance(x, Report)]


EDITED = {"edited": "2023-05-04T08:00:00", "edited_unixtime": "1683187200"}


@pytest.mark.parametrize("order", [1, -1])
def test_an_edited_message_is_an_edition_whichever_export_is_read_first(order: int, tmp_path: Path) -> None:
    (first,) = read(tmp_path / "result.json", message(7, "Nineteen died at the mill of Kessin."))
    (second,) = read(tmp_path / "result.json", message(7, "Nine died at the mill of Kessin.", **EDITED))
    assert first.url == second.url == "https://t.me/c/1234/7"
    assert (first.fetched_at, second.fetched_at) == (None, "2023-05-04T08:00:00+00:00")
    with book.open_ledger(tmp_path / "a.rashomon") as ledger:
        for report in (first, second)[::order]:
            store_reports.add(ledger, report, None, NOW)
        told = ledger.db.execute("SELECT text, edition, current FROM report ORDER BY edition").fetchall()
    assert [tuple(row) for row in told] == [
        ("Nineteen died at the mill of Kessin.", 1, 0),
        ("Nine died at the mill of Kessin.", 2, 1),
    ]


def test_a_message_that_comes_with_other_reactions_is_the_same_report(tmp_path: Path) -> None:
    (first,) = read(tmp_path / "result.json", message(7, "The mill of Kessin burned."))
    reactions = [{"type": "emoji", "count": 3, "emoji": "!"}]
    (second,) = read(tmp_path / "result.json", message(7, "The mill of Kessin burned.", reactions=reactions))
    assert first.key != second.key
    with book.open_ledger(tmp_path / "a.rashomon") as ledger:
        assert store_reports.add(ledger, first, None, NOW).how == "new"
        assert store_reports.add(ledger, second, None, NOW).how == "same"


@pytest.mark.parametrize("kind", ["private_channel", "private_supergroup", "private_group", "personal_chat"])
def test_nothing_leads_to_what_is_not_public(kind: str, tmp_path: Path) -> None:
    (report,) = read(tmp_path / "result.json", message(7, "The mill burned."), kind=kind)
    assert report.url is None


def test_edited_messages_are_told_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read(tmp_path / "result.json", message(7, "Nine died.", **EDITED), message(8, "The road is open."))
    assert "1 messages were edited; the file holds their last words alone" in caplog.text


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The army shelled the mill", "of Kessin, killing nine.", "The army shelled the mill of Kessin, killing nine."),
        ("The army shelled the mill,", "and nine died.", "The army shelled the mill, and nine died."),
        ("(1/2) Nine died.", "(2/2) The army denied it.", "(1/2) Nine died. (2/2) The army denied it."),
        ("Nine died. 1/2", "The army denied it. 2/2", "Nine died. 1/2 The army denied it. 2/2"),
        ("А" * 4000 + ".", "Девять погибших.", "А" * 4000 + ". Девять погибших."),
        # Each says something of its own
        ("Shelling in Kessin", "Nine died in Varda.", None),
        ("Nine died.", "of them two in Varda.", None),
        ("قصف في كسين", "تسعة قتلى في فاردا", None),
        ("(1/2) Nine died.", "(2/3) The army denied it.", None),
    ],
)
def test_what_runs_on_in_the_next_message(first: str, second: str, whole: str | None, tmp_path: Path) -> None:
    found = read(tmp_path / "result.json", message(7, first), message(8, second))
    assert [x.text for x in found] == ([whole] if whole else [first, second])
    if whole:
        assert found[0].id == "result.json#7"
        assert [json.loads(line)["id"] for line in found[0].raw.decode().splitlines()] == [7, 8]


@pytest.mark.parametrize(
    "second",
    [
        message(8, "of Kessin.", "11"),
        message(8, "of Kessin.", reply_to_message_id=3),
        message(8, "of Kessin.", forwarded_from="Varda Harbour"),
    ],
)
def test_another_minute_an_answer_and_what_is_passed_on_stay_apart(second: dict[str, Any], tmp_path: Path) -> None:
    assert len(read(tmp_path / "result.json", message(7, "The army shelled the mill"), second)) == 2


def test_in_a_group_another_author_stays_apart(tmp_path: Path) -> None:
    first, second = message(7, "The army shelled the mill"), message(8, "of course it did", **{"from": "Bassem"})
    assert [x.author for x in read(tmp_path / "result.json", first, second, kind="public_supergroup")] == [
        "Aya", "Bassem",
    ]  # fmt: skip


def test_whatsapp_runs_on_and_says_what_was_edited(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    chat = (
        "21/05/2023, 21:12 - Aya: The army shelled the mill\n"
        "21/05/2023, 21:12 - Aya: of Kessin and killed nine.\n"
        "21/05/2023, 21:13 - Bassem: <Media omitted>\n"
        "21/05/2023, 21:14 - Bassem: The road is open. <This message was edited>\n"
    )
    (tmp_path / "chat.txt").write_text(chat)
    found = [x for x in receive([str(tmp_path / "chat.txt")]) if isinstance(x, Report)]
    assert [(x.author, x.text) for x in found] == [
        ("Aya", "The army shelled the mill of Kessin and killed nine."),
        ("Bassem", "The road is open."),
    ]
    assert "1 messages go on with the one before" in caplog.text
    assert "1 messages were edited" in caplog.text
