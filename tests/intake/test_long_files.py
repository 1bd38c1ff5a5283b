"""Long files of many reports: gone through portion by portion, in memory that does not grow with them."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from rashomon.intake import Refusal, Report, child, receive
from rashomon.intake.json_stream import OPENED, walked

MILL = "The army took the mill of Kessin on Sunday, the council said."
PADDING = "x" * 20_000
"""In a cell or a field that is not read: files are long, and reading them is quick."""


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_MAX_MB", "2")


def read(path: Path, data: bytes) -> list[Report | Refusal]:
    path.write_bytes(data)
    return [r for r in receive([str(path)]) if isinstance(r, (Report, Refusal))]


def table(rows: int, last: str = "") -> str:
    lines = [f'2023-05-03,"{MILL}\nRow {n}.",{PADDING}' for n in range(rows)]
    return "\n".join(["Date,Summary,Notes", *lines, last])


def chat(messages: int) -> dict[str, Any]:
    told = {"type": "message", "date": "2023-05-03T23:10:00", "text": MILL, "photo": PADDING}
    return {
        "name": "Kessin",
        "type": "public_channel",
        "id": 7,
        "messages": [{"id": n, **told} for n in range(messages)],
    }


def test_a_table_is_longer_than_any_input_may_be_and_no_row_is_cut_where_a_portion_ends(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", table(200).encode())
    assert [r.id for r in found] == [f"a.csv#{n}" for n in range(2, 202)]
    assert [r.text for r in found if isinstance(r, Report)] == [f"{MILL}\nRow {n}." for n in range(200)]


def test_the_first_letter_that_is_no_ascii_tells_the_encoding_of_a_long_table(tmp_path: Path, caplog: Any) -> None:
    last = "2023-05-04,The café of Kessin burned.,\n2023-05-04,The naïve left Kessin.,"
    found = read(tmp_path / "a.csv", table(120, last).encode("cp1252"))
    assert [r.text for r in found[-2:] if isinstance(r, Report)] == [
        "The café of Kessin burned.",
        "The naïve left Kessin.",
    ]
    assert caplog.text.count("it was read as cp1252") == 1


def test_a_byte_that_is_wrong_in_a_long_table_is_said(tmp_path: Path, caplog: Any) -> None:
    data = (
        table(120, "2023-05-04,The caf? of Kessin burned.,").replace("Notes", "Notés").encode().replace(b"?", b"\xe9")
    )
    assert isinstance(last := read(tmp_path / "a.csv", data)[-1], Report)
    assert last.text == "The caf\ufffd of Kessin burned."
    assert "1 lines have bytes that are no utf-8" in caplog.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("result.json", json.dumps(chat(200), indent=1)),
        ("rows.json", json.dumps([{"id": n, "text": MILL, "notes": PADDING} for n in range(200)])),
    ],
)
def test_json_that_is_cut_off_gives_what_stands_before(name: str, data: str, tmp_path: Path) -> None:
    assert [r.id for r in read(tmp_path / name, data.encode())] == [f"{name}#{n}" for n in range(200)]
    *reports, refusal = read(tmp_path / name, data[: len(data) * 3 // 4].encode())
    assert isinstance(refusal, Refusal)
    assert "cut off or no JSON" in refusal.error
    assert [r.id for r in reports] == [f"{name}#{n}" for n in range(len(reports))]
    assert 100 < len(reports) < 200


def test_a_value_that_is_larger_than_any_input_may_be_is_refused(tmp_path: Path) -> None:
    (refusal,) = read(tmp_path / "rows.json", json.dumps([{"id": 1, "text": "x" * 5_000_000}]).encode())
    assert isinstance(refusal, Refusal)
    assert "a value in it is larger than 2 MB" in refusal.error


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks into /proc")
def test_memory_does_not_grow_with_a_file(tmp_path: Path) -> None:
    def most(data: bytes) -> int:
        (tmp_path / "result.json").write_bytes(data)
        child.stop()
        found = 0
        for _ in receive([str(tmp_path / "result.json")]):
            found += 1
            pids = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
        status = dict(line.split(":") for line in Path(f"/proc/{pids[-1]}/status").read_text().splitlines() if line)
        assert found > 100
        return int(status["VmHWM"].split()[0])

    short, long = most(json.dumps(chat(150)).encode()), most(json.dumps(chat(1500)).encode())
    assert long < short + 10_000  # kB; the file is 27 MB longer


class _Slow(io.BytesIO):
    """Gives seven bytes at a time, so that every value is begun more than once."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(7)

    read1 = read


@pytest.mark.parametrize(
    ("text", "lists", "found"),
    [
        ("12345678901", (), [("", 12345678901)]),
        ('[1, "two", [3], 4.5e1 ]', ("",), [("", 1), ("", "two"), ("", [3]), ("", 45.0)]),
        ("[]", ("",), []),
        ('{"a": {"b": [{"c": [1, 2], "d": "é"}, {}]}, "e": [5]}', ("a.b.c",),
         [("", OPENED), ("a", OPENED), ("a.b", OPENED), ("a.b.c", 1), ("a.b.c", 2), ("a.b.d", "é"), ("a.b", OPENED),
          ("e", [5])]),
        ('{"list": {"no": "list"}}', ("list",), [("", OPENED), ("list", {"no": "list"})]),
    ],
)  # fmt: skip
def test_values_come_one_by_one(text: str, lists: tuple[str, ...], found: list[Any]) -> None:
    assert list(walked(_Slow(text.encode()), lists)) == found


@pytest.mark.parametrize(
    "text", ["", "[1, 2", "[1 2]", '{"list" [1]}', '{"list": [1],', "[1] 2", "{]", '["\\x"]', "[1,]"]
)
def test_what_is_no_json_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # of any kind
        list(walked(_Slow(text.encode()), ("", "list")))
