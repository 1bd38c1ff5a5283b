"""When did a page come out? What its mark-up says of publication, else what it shows; not when it was changed."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

from rashomon.dates import find_dates
from rashomon.intake.days import ORDERS, day_told, is_numeric, order_in
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
    if tree is None:
        return guessed
    if not guessed:
        return _written_otherwise(tree)
    published, changed = _told(tree)
    if not published and guessed not in changed:
        return _as_its_dates_go(tree, guessed, name)
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
            written = near[slice(*dates[0][0])]
            if not is_numeric(written):
                return dates[0][1].isoformat()
            return _iso(day_told(written, order_in(hit.string, _language(tree))))
    return None


def _written_otherwise(tree: Any) -> str | None:
    """The day behind a label, or in the first element for a time of the article, in other languages than English."""
    words = _words(tree)
    order = order_in(words, _language(tree))
    labels = "|".join(furniture()["date_labels_of_others"])
    near = [words[hit.end() : hit.end() + SHOWN_WITHIN] for hit in re.finditer(rf"(?i)\b(?:{labels})\b\s?:?\s*", words)]
    near += [" ".join(node.text_content().split()) for node in tree.xpath("//article//time | //main//time")[:1]]
    return next((day.isoformat() for written in near if (day := day_told(written, order))), None)


def _as_its_dates_go(tree: Any, guessed: str, name: str) -> str | None:
    """The day that the extractor found among the words of the page, which takes the day to stand first, as the page
    writes dates; None, which is said, where it stands there in numbers alone that can be read in two ways."""
    words = _words(tree)
    as_numbers = None
    for span, day in find_dates(words):
        written = words[slice(*span)]
        if not is_numeric(written) and day.isoformat() == guessed:
            return guessed
        if is_numeric(written) and guessed in {_iso(day_told(written, order)) for order in ORDERS}:
            as_numbers = as_numbers or written
    if as_numbers is None:
        return guessed
    found = _iso(day_told(as_numbers, order_in(words, _language(tree))))
    if found is None:
        log.warning("%s: its date, %r, can be read in two ways; none was taken from it", name, as_numbers)
    return found


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _language(tree: Any) -> str | None:
    told = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return str(told) if told else None


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
