"""Pages that were clipped as notes: Markdown below a head of fields between two lines of "---", as web clippers and
programs for notes write them.

Only a head that says what was clipped makes one: a title, an address or a day. All other text is frozen as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon.intake.days import day_told
from rashomon.intake.make_report import Source, freeze
from rashomon.intake.markdown import unmarked
from rashomon.intake.page_words import same_words
from rashomon.intake.pieces import composed
from rashomon.model import Part, Report, Span

_HEAD = re.compile(r"---[ \t]*\r?\n((?:[^\n]{0,2000}\n){2,100}?)---[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"\s*-[ \t]+(.+)$")
_QUOTED = re.compile(r"(?m)^[ \t]{0,3}>[ \t]?")
ROLES: Mapping[str, Sequence[str]] = {
    "title": ("title",),
    "url": ("source", "url", "link", "source url", "original url"),
    "published": ("published", "date published", "publication date", "date"),
    "author": ("author", "authors", "creator", "byline"),
    "outlet": ("publication", "publisher", "site", "site name", "outlet", "website"),
    "language": ("language", "lang"),
}
"""What clippers call what. "created" is the day on which it was clipped."""


def read(text: str, data: bytes, source: Source) -> Report | None:
    """The report that was clipped; None where the text is no such note."""
    head = _HEAD.match(text.lstrip("\ufeff"))
    if head is None:
        return None
    told = _told(head[1])
    body = _QUOTED.sub("", unmarked(text.lstrip("\ufeff")[head.end() :]))
    if len(told) < 2 or not {"url", "published"} & told.keys() or not body.strip():
        return None
    title, url = told.get("title"), told.get("url", "")
    day = day_told(told.get("published", ""))
    paragraphs = [p.strip() for p in re.split(r"\n\s*\n", body) if p.strip()]
    if title and paragraphs and same_words(paragraphs[0], title):
        paragraphs = paragraphs[1:]
    by = f"By {told['author']}" if "author" in told else ""
    made = composed((title, "headline"), (by, "byline"), *((p, None) for p in paragraphs))
    return freeze(
        made["text"],
        source,
        raw=data,
        media_type="text/markdown",
        title=title,
        author=told.get("author"),
        outlet=told.get("outlet"),
        url=url if url.startswith(("http://", "https://")) else None,
        published=day.isoformat() if day else None,
        language=told["language"][:2].lower() if "language" in told else None,
        known=[Part(kind, Span(start, end)) for kind, start, end in made["known"]],
    )


def _told(head: str) -> dict[str, str]:
    """What the fields say, by role; of a list, its items with commas."""
    fields: dict[str, list[str]] = {}
    name = ""
    for line in head.splitlines():
        if hit := _FIELD.match(line):
            name = hit[1].casefold().replace("_", " ").replace("-", " ")
            fields[name] = [_bare(hit[2] or "")]
        elif (item := _ITEM.match(line)) and name:
            fields[name].append(_bare(item[1]))
    said = {name: ", ".join(filter(None, values)) for name, values in fields.items()}
    found = {role: next((said[n] for n in names if said.get(n)), "") for role, names in ROLES.items()}
    return {role: value for role, value in found.items() if value}


def _bare(value: str) -> str:
    """Without quotation marks, and the brackets of a list and of links between notes.

    >>> _bare('"[[Mira Tal]]"'), _bare("[Mira Tal, Oren Vask]")
    ('Mira Tal', 'Mira Tal, Oren Vask')
    """
    return " ".join(value.replace("[[", "").replace("]]", "").strip().strip("[]").strip().strip("\"'").strip().split())
