"""Forms that bring files: read in memory, whatever their size, and under names that are nobody's paths.

In memory, as a temporary file would lie on the disk in the clear, also of a ledger that is encrypted.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from rashomon import settings

MOST_FILES = 200
LONGEST_NAME = 120
FORM_ROOM = 200_000
"""Bytes of a request beside the files."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent."""

    name: str
    data: bytes


def largest_request() -> int:
    """Bytes of a request with files: together they may be as large as the largest input."""
    return settings.max_bytes() + FORM_ROOM


class _InMemory(MultiPartParser):
    spool_max_size = 0  # never on the disk


async def parsed(request: Request) -> tuple[dict[str, str], list[Upload]]:
    """The fields of a form and its files. Raises HTTPException for what is no form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        given = await request.form(max_files=0, max_fields=100)
        return {k: v for k, v in given.items() if isinstance(v, str)}, []
    room = largest_request()
    parser = _InMemory(
        request.headers, request.stream(), max_files=MOST_FILES, max_fields=100, max_part_size=room
    )  # fmt: skip
    try:
        items = (await parser.parse()).multi_items()
    except MultiPartException as error:
        raise HTTPException(400, error.message) from error
    form = {k: v for k, v in items if isinstance(v, str)}
    files = [Upload(name_of(v.filename or ""), await v.read()) for _, v in items if isinstance(v, UploadFile)]
    return form, [file for file in files if file.data or file.name]


def name_of(given: str) -> str:
    """What a file is called that was sent under this name: its last part, without what steers a terminal or a page.

    >>> name_of("C:\\\\calls\\\\note.txt"), name_of("../../etc/passwd"), name_of("a\\x1b[2J.txt"), name_of("..")
    ('note.txt', 'passwd', 'a[2J.txt', '')
    """
    last = re.split(r"[/\\]", given)[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    name = " ".join(kept.split()).lstrip(".-")
    stem, dot, suffix = name.rpartition(".")
    if len(name) > LONGEST_NAME:
        name = f"{stem[: LONGEST_NAME - 20]}.{suffix[:12]}" if dot else name[:LONGEST_NAME]
    return name
