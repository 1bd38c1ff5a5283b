"""When did a page come out? What its mark-up says of publication, else what it shows; not when it was changed."""

from __future__ import annotations

import json
import re
from typing import Any

from rashomon.dates import find_dates
from rashomon.intake.days import day_told
from rashomon.intake.make_report import log
from rashomon.intake.page_words import furniture

_PUBLISHED = re.compile(
    r"(?i)(?:(?:og:)?(?:article:)?(?:published(?:_?time|_?date)?|pub_?date|publish-?date|publication_date|datepublished|datecreated|release_date)|"
    r"(?:dc|dcterms)[.:](?:date|created|issued)(?:\.\w+)?|date|parsely-pub-date|sailthru\.date|citation_(?:publication_)?date|originalpublicationdate|displaydate|cxenseparse:recs:publishtime|uploaddate)"
)
_CHANGED = re.compile(
    r"(?i)(?:(?:og:)?(?:article:)?(?:modified(?:_?time|_?date)?|updated(?:_?time|_?date)?)|datemodified|last-?modified|(?:dc|dcterms)[.:](?:modified|date\.modified)|revised)"
)
_LD = ("datePublished", "dateCreated", "dateModified", "uploadDate")
SHOWN_WITHIN = 25
"""Characters from a label ("Published:") within which its date stands."""


def published_day(tree: Any, guessed: str | None, name: str) -> str | None:
    """The day a page came out: `guessed`, which the extractor found, unless that is only when the page was changed.

    In that case the day that the page shows behind a label such as "Published", or None, which is said.
    """
    if tree is None or not guessed:
        return guessed
    published, changed = _told(tree)
    if published or guessed not in changed:
        return guessed
    shown = _shown(tree)
    if not shown:
        log.warning("%s: the page tells only when it was changed (%s), not when it came out", name, guessed)
    return shown


def _told(tree: Any) -> tuple[set[str], set[str]]:
    """The days on which the mark-up says that the page came out, and was changed."""
    told = [(node.get("property") or node.get("name") or node.get("itemprop") or "", node.get("content") or "")
            for node in tree.xpath("//meta[@content]")]  # fmt: skip
    told += [(node.get("itemprop"), node.get("datetime") or "") for node in tree.xpath("//time[@itemprop]")]
    told += [("datePublished", node.get("datetime") or "") for node in tree.xpath("//time[@pubdate]")]
    told += [(label, x[label]) for x in ld_objects(tree) for label in _LD if isinstance(x.get(label), str)]
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for label, written in told:
        published = _PUBLISHED.fullmatch(label) is not None
        if (published or _CHANGED.fullmatch(label)) and (day := day_told(written)):
            found[published].add(day.isoformat())
    return found[True], found[False]


def _shown(tree: Any) -> str | None:
    """The first date behind one of the labels of furniture.toml that tell of publication, changes excepted."""
    labels = "|".join(label for label in furniture()["date_labels"] if "updated" not in label)
    for hit in re.finditer(rf"(?i)\b(?:{labels})\b\s?:?", _words(tree)):
        near = hit.string[hit.end() : hit.end() + SHOWN_WITHIN + 30]
        dates = find_dates(near)
        if dates and dates[0][0].start <= SHOWN_WITHIN and dates[0][0].end > 0:
            return dates[0][1].isoformat()
    return None


def _words(tree: Any) -> str:
    pieces = tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::footer)]")
    return " ".join(" ".join(pieces).split())


def ld_objects(tree: Any) -> list[dict[str, Any]]:
    """Every object of the page's JSON-LD, inner ones too, in order."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            stack = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while stack:
            at = stack.pop()
            if isinstance(at, dict):
                found.append(at)
            if isinstance(at, (dict, list)):
                stack += reversed(list(at.values()) if isinstance(at, dict) else at)
    return found
