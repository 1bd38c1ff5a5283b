"""A ZIP of files: each is an input of its own, and nothing in it can take more than a file of its own could."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import make_files as make
import pytest

from rashomon.intake import Refusal, Report, receive, zips

TEXT = "The army took the mill of Kessin on Sunday, the council said."


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def read(folder: Path, data: bytes, name: str = "a.zip") -> list[Report | Refusal]:
    (folder / name).write_bytes(data)
    return list(receive([str(folder / name)]))  # type: ignore[arg-type]


def test_each_file_is_an_input_of_its_own(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = make.jsonl([{"id": "r1", "text": "A mill fell."}, {"id": "r2", "text": "A bridge fell."}])
    data = {
        "b/rows.jsonl": rows,
        "a.txt": TEXT.encode(),
        "c.docx": make.docx(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"),
        "program.exe": b"MZ\0\0",
        ".hidden.txt": TEXT.encode(),
        "__MACOSX/._a.txt": b"\0\5",
    }
    found = read(tmp_path, packed(data))
    assert [x.id for x in found] == ["a.zip/a.txt", "r1", "r2", "a.zip/c.docx"]
    assert [x.text for x in found if isinstance(x, Report)] == [TEXT, "A mill fell.", "A bridge fell.", TEXT]
    assert "left out: 1 files of an unknown kind" in caplog.text


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    inside = packed({"deep.txt": TEXT.encode()})
    found = read(tmp_path, packed({"a.txt": TEXT.encode(), "b.zip": inside, "c.txt": inside, "d.txt": TEXT.encode()}))
    assert [type(x) for x in found] == [Report, Refusal, Refusal, Report]
    assert "a ZIP file inside of a ZIP file" in str(found[1])
    assert "a ZIP file of no kind that is known" in str(found[2])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (lambda: packed({"a.txt": bytes(201_000_000)}), "unpacks to more than 200 times its size"),
        (lambda: packed({str(n): b"" for n in range(4)}), "more than 3 files"),
        (lambda: packed({"a.exe": b"MZ\0"}), "holds no file that is read"),
        (lambda: packed({}), "holds no file that is read"),
        (lambda: packed({"a.txt": TEXT.encode()})[:-30], "damaged"),
        (lambda: b"PK\x03\x04" + bytes(99), "damaged"),
    ],
    ids=["bomb", "many", "nothing", "empty", "cut", "noise"],
)
def test_what_is_refused(data: Callable[[], bytes], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_FILES", 3)
    (refusal,) = read(tmp_path, data())
    assert isinstance(refusal, Refusal)
    assert why in refusal.error, refusal.error


def test_a_file_with_a_password_and_one_whose_bytes_are_damaged_are_refused_by_name(tmp_path: Path) -> None:
    whole = bytearray(packed({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    locked = whole.index(b"PK\x01\x02") + 8
    whole[locked] |= 1
    second = whole.rindex(b"b.txt", 0, whole.index(b"PK\x01\x02")) + 5
    whole[second : second + 4] = b"\xff\xff\xff\xff"
    first, other = read(tmp_path, bytes(whole))
    assert isinstance(first, Refusal)
    assert "a.zip/a.txt: it is locked with a password" in first.error
    assert isinstance(other, Refusal)
    assert other.id == "a.zip/b.txt"
