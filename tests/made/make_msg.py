"""Mail as Outlook saves it (.msg), for the tests: no library that is kept writes such files.

A compound file ([MS-CFB], version 3) with the properties of a message in it ([MS-OXMSG]).
"""

from __future__ import annotations

import datetime
import struct
from collections.abc import Mapping, Sequence
from typing import Any

SECTOR, SMALL = 512, 64
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
TREE = Mapping[str, Any]
"""Names to bytes, or to what is in a folder of that name."""


def msg(
    body: str | None,
    *,
    subject: str = "Mill taken",
    sender: str = "Harbour Alerts",
    html: str | None = None,
    sent: datetime.datetime | None = None,
    headers: str | None = None,
    attached: Sequence[tuple[str, bytes]] = (),
) -> bytes:
    """A message."""
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: sender, 0x0C1F: "alerts@harbour.example"}
    texts |= {pid: text for pid, text in ((0x1000, body), (0x007D, headers)) if text is not None}
    tree = _properties(texts, {0x1013: html.encode()} if html else {}, sent, struct.pack("<8x4I8x", 0, 0, 0, 0))
    for number, (name, content) in enumerate(attached):
        held = _properties({0x3707: name}, {0x3701: content}, None, bytes(8))
        tree[f"__attach_version1.0_#{number:08X}"] = held
    return compound(tree)


def _properties(
    texts: Mapping[int, str], contents: Mapping[int, bytes], sent: datetime.datetime | None, head: bytes
) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    rows = [struct.pack("<HHIII", 3, 0x3FDE, 6, 65001, 0)]  # the code page of HTML: UTF-8
    for kind, held in ((0x1F, {k: v.encode("utf-16-le") for k, v in texts.items()}), (0x102, contents)):
        for pid, content in held.items():
            tree[f"__substg1.0_{pid:04X}{kind:04X}"] = content
            rows.append(struct.pack("<HHIII", kind, pid, 6, len(content), 0))
    if sent:
        since = sent - datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)
        rows.append(struct.pack("<HHIQ", 0x40, 0x0039, 6, int(since.total_seconds()) * 10_000_000))
    tree["__properties_version1.0"] = head + b"".join(rows)
    return tree


def compound(tree: TREE) -> bytes:
    """A compound file with this in it."""
    entries: list[dict[str, Any]] = [{"name": "Root Entry", "kind": 5, "child": NONE, "next": NONE}]
    _entered(tree, entries[0], entries)
    small, small_fat, sectors, fat = b"", list[int](), list[bytes](), list[int]()
    for entry in entries[1:]:
        content = entry.get("content", b"")
        if entry["kind"] == 2 and len(content) < 4096:
            entry["start"] = len(small_fat) if content else END
            small += _padded(content, SMALL)
            small_fat += _chain(len(small_fat), len(_padded(content, SMALL)) // SMALL)
        elif entry["kind"] == 2:
            entry["start"] = _put(content, sectors, fat)
    entries[0].update(start=_put(small, sectors, fat) if small else END, content=small)
    small_at = _put(b"".join(struct.pack("<I", x) for x in small_fat), sectors, fat, FREE) if small_fat else END
    directory = _put(b"".join(map(_entry, entries)), sectors, fat)
    first, needed = len(sectors), 1
    while needed * (SECTOR // 4) < first + needed:
        needed += 1
    fat += [FAT] * needed
    table = b"".join(struct.pack("<I", x) for x in fat)
    table += struct.pack("<I", FREE) * (needed * SECTOR // 4 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    small_sectors = -(-4 * len(small_fat) // SECTOR)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, needed, directory, 0, 4096, small_at, small_sectors, END, 0
    )
    head += b"".join(struct.pack("<I", first + n if n < needed else FREE) for n in range(109))
    return head + b"".join(sectors) + table


def _entered(tree: TREE, parent: dict[str, Any], entries: list[dict[str, Any]]) -> None:
    before: dict[str, Any] | None = None
    for name, content in sorted(tree.items(), key=lambda x: (len(x[0]), x[0].upper())):
        entry = {"name": name, "kind": 2 if isinstance(content, bytes) else 1, "child": NONE, "next": NONE}
        if before is None:
            parent["child"] = len(entries)
        else:
            before["next"] = len(entries)
        before = entry
        entries.append(entry)
        if isinstance(content, bytes):
            entry["content"] = content
        else:
            _entered(content, entry, entries)


def _entry(entry: Mapping[str, Any]) -> bytes:
    name = entry["name"].encode("utf-16-le") + b"\0\0"
    return name.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI8x8xIII", len(name), entry["kind"], 1, NONE, entry["next"], entry["child"], 0,
        entry.get("start", 0), len(entry.get("content", b"")), 0,
    )  # fmt: skip


def _padded(content: bytes, size: int, by: bytes = b"\0") -> bytes:
    return content + by * (-len(content) % size)


def _chain(first: int, length: int) -> list[int]:
    return [*range(first + 1, first + length), END] if length else []


def _put(content: bytes, sectors: list[bytes], fat: list[int], by: int = 0) -> int:
    content = _padded(content, SECTOR, b"\xff" if by else b"\0")
    first = len(sectors)
    sectors += [content[at : at + SECTOR] for at in range(0, len(content), SECTOR)]
    fat += _chain(first, len(content) // SECTOR)
    return first
