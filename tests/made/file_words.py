"""All words of a file that left, whatever its form: what a search for a leak goes through."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from html import unescape

PARQUET, ZIP, SQLITE = b"PAR1", b"PK\x03\x04", b"SQLite format 3\0"


def words_of(data: bytes) -> str:
    """Parquet with its metadata, Office files with all that is in them, SQLite with all its tables, else UTF-8."""
    if data.startswith(PARQUET):
        from pyarrow import parquet

        table = parquet.read_table(io.BytesIO(data))
        about = {k.decode(): v.decode() for k, v in table.schema.metadata.items()}
        return json.dumps([about, *table.to_pylist()], ensure_ascii=False)
    if data.startswith(ZIP):
        return "\n".join(parts_of_zip(data))
    if data.startswith(SQLITE):
        return of_database(data)
    return data.decode("utf-8")


def parts_of_zip(data: bytes) -> list[str]:
    """Paragraphs and cells one a line, and every other file as it stands. Of many files of Word most parts are one and
    the same, and large: who searches many of them need search those once."""
    told = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            inside = archive.read(name)
            text = inside.decode("utf-8", "replace")
            if name.endswith(".xml"):
                text += unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(w:p|si|t)>", "\n", text)))
            told.append(f"{name}\n{text}")
    return told


def of_database(data: bytes) -> str:
    db = sqlite3.connect(":memory:")
    try:
        db.deserialize(data)
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        rows = {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    finally:
        db.close()
    return json.dumps(rows, ensure_ascii=False) + data.decode("utf-8", "replace")
