"""One report a line of JSON. The row's "text" is the frozen text, to the last character; no other row can spoil it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake.days import day_told
from rashomon.intake.make_report import Source, freeze, in_the_future, iso_day
from rashomon.model import Refusal, Report

STRINGS = ("title", "outlet", "url", "language", "author")
_CHUNK = 1 << 20


def read(stream: BinaryIO, source: Source) -> Iterator[Report | Refusal]:
    """The rows of a JSONL stream, read line by line. A bad row is a Refusal that names its line and its value."""
    limit = settings.max_bytes()
    number = rows = 0
    while line := stream.readline(limit + 1):
        number += 1
        where = f"{source.id}:{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            _to_line_end(stream)
            rows += 1
            fix = "Split it, or set RASHOMON_MAX_MB to a larger number of megabytes."
            yield Refusal(where, str(RashomonError(where, f"the row is larger than {limit / 1e6:g} MB", fix)))
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            rows += 1
            yield _row(line, where, source)
    if not rows:
        raise RashomonError(source.id, "it is empty", "A JSONL file has one JSON object a line.")


def _to_line_end(stream: BinaryIO) -> None:
    while (chunk := stream.readline(_CHUNK)) and not chunk.endswith(b"\n"):
        pass


def _row(line: bytes, where: str, source: Source) -> Report | Refusal:
    id_ = where
    try:
        row = _parsed(line, where)
        told = _named(row, source.columns)
        id_ = _id(told, where)
        return _report(told, row, id_, where, line, source)
    except RashomonError as error:
        return Refusal(id_, str(error))
    except Exception as error:  # one bad row never stops the rest
        return Refusal(id_, f"{where}: the row could not be read ({type(error).__name__}: {error}).")


def _parsed(line: bytes, where: str) -> dict[str, Any]:
    fix = 'Each line is an object such as {"id": "a1", "text": "..."}.'
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RashomonError(where, f"byte {error.start} of the line is no UTF-8", "Save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        shown = _shown(line.decode("utf-8", "replace").strip())
        raise RashomonError(
            where, f"the line is no JSON ({error.msg} at character {error.pos}): {shown}", fix
        ) from error
    except RecursionError as error:
        raise RashomonError(where, "the line is JSON nested too deeply", fix) from error
    if not isinstance(row, dict):
        raise RashomonError(where, f"the line is no JSON object: {_shown(row)}", fix)
    return row


def _named(row: dict[str, Any], columns: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The row with the names that we give its values, where somebody told which of its keys stand for them."""
    named = {role: row[key] for role, key in columns if key in row}
    if "published" in named:
        day = day_told(str(named["published"]))
        named["published"] = day and day.isoformat()
    return row | named


def _id(row: dict[str, Any], where: str) -> str:
    given = row.get("id")
    if given is None:
        return where
    if isinstance(given, bool) or not isinstance(given, (str, int)) or given == "":
        raise RashomonError(where, f'"id" is {_shown(given)}', "Give it as a string, or leave it out.")
    return str(given)


def _report(
    row: dict[str, Any], as_written: dict[str, Any], id_: str, where: str, line: bytes, source: Source
) -> Report:
    text = row.get("text")
    if text is None:
        fix = 'Put the report\'s text under "text", or say which key has it: --columns text=NAME,published=NAME.'
        raise RashomonError(where, 'the row has no "text"', fix)
    if not isinstance(text, str):
        raise RashomonError(where, f'"text" is {_shown(text)}, not a string', 'Put the report\'s text under "text".')
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise RashomonError(where, '"text" holds half of a surrogate pair', "Write the file again as UTF-8.")
    values = {name: _string(row, name, where) for name in STRINGS}
    published = row.get("published")
    day = None if published is None else iso_day(published, f'{where}: "published"')
    if day and not source.published and in_the_future(day):
        fix = "Correct the date, or the clock."
        raise RashomonError(where, f'"published" is {day}, in the future by this machine\'s clock', fix)
    language = values["language"]
    hashed = json.dumps(
        {k: v for k, v in as_written.items() if k != "id"}, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return freeze(
        text,
        replace(source, id=id_, url=values["url"] or source.url),
        raw=line.rstrip(b"\r\n"),
        hashed=hashed.encode("utf-8", "surrogatepass"),
        media_type="application/json",
        published=day,
        language=language.casefold().replace("_", "-").split("-")[0] if language else None,
        title=values["title"],
        author=values["author"],
        outlet=values["outlet"],
    )


def _string(row: dict[str, Any], name: str, where: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise RashomonError(
            where, f'"{name}" is {_shown(value)}, not a string', "Give it as a string, or leave it out."
        )
    # Half of a surrogate pair can be written nowhere: in a text it would be offsets that are lost, here it is one sign.
    return re.sub("[\ud800-\udfff]", "\ufffd", value)


def _shown(value: object) -> str:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 80 else shown[:77] + "..."
