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
from itertools import chain
from typing import Any, BinaryIO, cast

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake import json_stream
from rashomon.intake.days import day_told
from rashomon.intake.html import body_text
from rashomon.intake.make_report import log
from rashomon.intake.pieces import composed

_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d+ chars\]\s*$")
"""What NewsAPI and GNews put in place of the rest of an article."""
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


def _told(stream: BinaryIO, name: str) -> tuple[Any, Mapping[str, Any], Iterable[Any]]:
    """The answer, what is known of its API, and its records, one by one where the answer is nothing but a list."""
    if json_stream.first_sign(cast(Any, stream)) == b"[":
        items = (value for _, value in json_stream.walked(stream, ("",)))
        before: list[Any] = []
        for item in items:
            before.append(item)
            if isinstance(item, dict):
                break
        for api in _apis().values():
            if not api["list"] and _is_of(before, api):
                return None, api, chain(before, items)
    else:
        limit = settings.max_bytes()
        data = stream.read(limit + 1)
        if len(data) > limit:
            fix = "Split it, or set RASHOMON_MAX_MB to a larger number of megabytes."
            raise RashomonError(name, f"it is larger than {limit / 1e6:g} MB", fix)
        answer = json.loads(data.decode("utf-8-sig"))
        for api in _apis().values():
            found = _at(answer, api["list"]) if api["list"] else None
            if found and _is_of(found, api) and ("sign" not in api or "jsonfeed" in str(answer.get(api["sign"]))):
                return answer, api, found
    fix = 'Write one object a line, such as {"id": "a1", "text": "..."}, into a .jsonl file.'
    raise RashomonError(name, "it is JSON, but not one report a line, nor the answer of an API that is known", fix)


def _at(answer: Any, path: str) -> Any:
    for key in path.split("."):
        answer = answer.get(key) if isinstance(answer, dict) else None
    return answer


def _is_of(found: Any, api: Mapping[str, Any]) -> bool:
    """Whether these are records of this API, by the first of them."""
    first = next((x for x in found if isinstance(x, dict)), None) if isinstance(found, list) else None
    return first is not None and all(key in first or _at(first, key) is not None for key in api["needs"])


def _piece(record: dict[str, Any], api: Mapping[str, Any], answer: Any, id_: str, name: str) -> dict[str, Any] | None:
    def one(role: str) -> str | None:
        return next((value for key in api.get(role, ()) if (value := _value(record, key))), None)

    title = " ".join(body_text(f"<div>{one('title')}</div>")) if one("title") else None
    texts = [value for key in api["text"] if (value := _value(record, key)) and value != _REMOVED]
    cut = [bool(_CUT.search(text)) for text in texts]
    text = max((_CUT.sub("", text) for text in texts), key=len, default="")
    rich = one("html") or (text if _MARKUP.search(text) else None)
    body = list(body_text(f"<div>{rich}</div>")) if rich else [text]
    if title == _REMOVED or not any(c.isalpha() for words in (title or "", *body) for c in words):
        return None
    day = day_told(one("published") or "")
    outlet = one("outlet")
    for key in api.get("outlet_of_all", ()):
        outlet = outlet or _value(answer, key)
    language = (one("language") or "").casefold().replace("_", "-").split("-")[0]
    link = one("url") or ""
    by = f"By {author}" if (author := one("author")) and " " in author and "@" not in author else ""
    return {
        **composed((title, "headline"), (by, "byline"), *((words, None) for words in body)),
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


def _value(record: Any, path: str) -> str | None:
    """What stands at "source.name" in a record; of a list, in the first of it that has it."""
    key, _, rest = path.partition(".")
    found = record.get(key) if isinstance(record, dict) else None
    for value in found if isinstance(found, list) else [found]:
        told = _value(value, rest) if rest else str(value) if isinstance(value, (str, int)) else None
        if told and told.strip():
            return told.strip()
    return None
