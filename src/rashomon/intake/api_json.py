"""Answers of APIs as they come: JSON Feed, ReliefWeb, NewsAPI, GDELT, Media Cloud, and a list of our own rows.

`apis.toml` says where each has what. JSON that is none of them is refused with what it lacks.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from typing import Any, BinaryIO

from rashomon.errors import RashomonError
from rashomon.intake import json_stream
from rashomon.intake.days import day_told
from rashomon.intake.html import body_text
from rashomon.intake.make_report import log
from rashomon.intake.markdown import unmarked
from rashomon.intake.pieces import composed

HELD = 1000
"""Records from which it is told of which API they are: these are held."""
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d+ chars\]\s*$")
"""What NewsAPI and GNews put in place of the rest of an article."""
_PASSED_ON = re.compile(r"RT @(\w{1,40}): ")
"""What stands before a post of somebody else."""
_REMOVED = "[Removed]"
"""What NewsAPI leaves of an article that was taken back."""
_MARKUP = re.compile(r"</(?:p|div|a|b|strong|em|ul|li|span)>|<(?:p|br)\s*/?>", re.IGNORECASE)


@cache
def _apis() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("rashomon.intake") / "apis.toml").read_text(encoding="utf-8"))


def records(stream: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    """The records of an answer, as `pieces` wants them. Raises RashomonError for JSON of no kind that is known."""
    try:
        yield from _records(stream, name)
    except (ValueError, RecursionError) as error:
        raise RashomonError(name, f"it is cut off or no JSON ({str(error)[:80]})", "Fetch or save it again.") from error


def _records(stream: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    answer, api, found = _told(stream, name)
    number = wordless = cut = undated = 0
    for number, record in enumerate(found, 1):
        piece = _piece(record, api, answer, f"{name}#{number}", name) if isinstance(record, dict) else None
        if piece is None:
            wordless += 1
            continue
        undated += piece["published"] is None
        cut += piece.pop("cut")
        yield piece
    if wordless == number:
        raise RashomonError(name, "no record in it has a text", "There is nothing in it to read.")
    if undated:
        log.warning("%s: %d records tell no day, or two", name, undated)
    if cut:
        log.warning("%s: of %d articles the API gives only the beginning", name, cut)
    yield {"counted": {"records with no text": wordless}}


def _told(stream: BinaryIO, name: str) -> tuple[Mapping[str, Any], Mapping[str, Any], Iterable[Any]]:
    """What an answer says beside its records, what is known of its API, and the records, one by one.

    The first of them tell the API. Of a longer answer, what stands behind its records is not looked at.
    """
    held: list[tuple[str, Any]] = []
    walked = json_stream.walked(stream, {api["list"] for api in _apis().values()})
    failure: Exception | None = None
    try:
        held += islice(walked, HELD)
    except (ValueError, RecursionError) as error:
        failure = error
    answer = {path: value for path, value in held if value is not json_stream.OPENED}
    for api in _apis().values():
        first = [value for path, value in held if path == api["list"] and value is not json_stream.OPENED]
        if _is_of(first, api) and ("sign" not in api or "jsonfeed" in str(answer.get(api["sign"]))):
            return answer, api, _records_at(api["list"], chain(held, walked), failure)
    if failure is not None:
        raise failure
    fix = 'Write one object a line, such as {"id": "a1", "text": "..."}, into a .jsonl file.'
    raise RashomonError(name, "it is JSON, but not one report a line, nor the answer of an API that is known", fix)


def _records_at(path: str, values: Iterable[tuple[str, Any]], failure: Exception | None) -> Iterator[Any]:
    for where, value in values:
        if where == path and value is not json_stream.OPENED:
            yield value
    if failure is not None:
        raise failure


def _at(answer: Any, path: str) -> Any:
    for key in path.split("."):
        answer = answer.get(key) if isinstance(answer, dict) else None
    return answer


def _is_of(found: Iterable[Any], api: Mapping[str, Any]) -> bool:
    """Whether these are records of this API, by the first of them."""
    first = next((x for x in found if isinstance(x, dict)), None)
    return first is not None and all(key in first or _at(first, key) is not None for key in api["needs"])


def _piece(record: dict[str, Any], api: Mapping[str, Any], answer: Any, id_: str, name: str) -> dict[str, Any] | None:
    def one(role: str) -> str | None:
        return next((value for key in api.get(role, ()) if (value := _value(record, key))), None)

    title = " ".join(body_text(f"<div>{one('title')}</div>")) if one("title") else None
    texts = [value for key in api["text"] if (value := _value(record, key)) and value != _REMOVED]
    cut = [bool(_CUT.search(text)) for text in texts]
    text = max((_CUT.sub("", text) for text in texts), key=len, default="")
    text = unmarked(text) if api.get("markdown") else text
    rich = one("html") or (text if _MARKUP.search(text) else None)
    body = list(body_text(f"<div>{rich}</div>")) if rich else [text]
    if title == _REMOVED or not any(c.isalpha() for words in (title or "", *body) for c in words):
        return None
    day = day_told(one("published") or "")
    outlet, relay = one("outlet") or _listed("id", one("teller"), answer, api), ""
    if "posts" in api and (passed := _PASSED_ON.match(text)):
        relay = f"Forwarded by {outlet}" if outlet else ""
        outlet = _listed("username", passed[1], answer, api) or f"@{passed[1]}"
        body = [text[passed.end() :]]
    for key in api.get("outlet_of_all", ()):
        outlet = outlet or _value(answer, key)
    if title and outlet:  # who gathers headlines puts the outlet's name behind them
        title = re.sub(rf"(?i)(?<=\S)\s+[-–—|]\s+{re.escape(outlet)}$", "", title)
    language = (one("language") or "").casefold().replace("_", "-").split("-")[0]
    link = one("url") or ""
    by = f"By {author}" if (author := one("author")) and " " in author and "@" not in author else ""
    return {
        **composed((title, "headline"), (by, "byline"), (relay, "furniture"), *((words, None) for words in body)),
        "id": f"{name}#{one('id')}" if one("id") else id_,
        "raw": json.dumps(record, ensure_ascii=False, sort_keys=True),
        "title": title,
        "published": day and day.isoformat(),
        "outlet": outlet,
        "author": author,
        "url": link if link.startswith(("http://", "https://")) else None,
        "language": language if len(language) == 2 else None,
        "cut": not rich and any(cut),
    }


def _listed(by: str, known: str | None, answer: Any, api: Mapping[str, Any]) -> str | None:
    """The name of somebody of whom one thing is known, in a list that stands elsewhere in the answer."""
    every = _at(answer, api["tellers"]) if known and "tellers" in api else None
    named = (_value(x, "name") for x in every if _value(x, by) == known) if isinstance(every, list) else iter(())
    return next(named, None)


def _value(record: Any, path: str) -> str | None:
    """What stands at "source.name" in a record; of a list, in the first of it that has it."""
    key, _, rest = path.partition(".")
    found = record.get(key) if isinstance(record, dict) else None
    for value in found if isinstance(found, list) else [found]:
        told = _value(value, rest) if rest else str(value) if isinstance(value, (str, int)) else None
        if told and told.strip():
            return told.strip()
    return None
