"""A ZIP archive that is written while it is sent: nobody holds the whole of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MADE = (2000, 1, 1, 0, 0, 0)
"""What the archive gives as the date of its files, so that the same files give the same bytes."""


class Sink:
    """What a file is written to where nobody can go back in it: it holds what was not taken out yet."""

    closed = False

    def __init__(self) -> None:
        self.waiting: list[bytes] = []
        self.gone = 0

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        self.gone += len(data)
        return len(data)

    def tell(self) -> int:
        return self.gone

    def close(self) -> None:
        pass

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        found = b"".join(self.waiting)
        self.waiting.clear()
        return found


def zip_in_parts(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """The archive of these files, each asked for when those before it are written."""
    sink = Sink()
    with ZipFile(cast("str", sink), "w", ZIP_DEFLATED) as archive:
        for name, parts in files:
            told = ZipInfo(name, MADE)
            told.compress_type, told.external_attr = ZIP_DEFLATED, 0o600 << 16
            with archive.open(told, "w", force_zip64=True) as file:
                yield sink.taken()
                for part in parts:
                    file.write(part)
                    yield sink.taken()  # also where nothing is ready: others are answered between two steps
    yield sink.taken()
