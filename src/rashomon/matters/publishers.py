"""Whose words does an outlet print as its own? An agency's, where the text credits one; else its publisher's.

Agencies and families of outlets are data (`publishers.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from rashomon.model import Report

HEAD, END = 400, 160
"""Characters at either end of a text in which an agency is credited: further in, one is only cited."""
LINE = 200
"""Characters of a byline or a credit that are looked at."""


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files("rashomon.matters").joinpath("publishers.toml").read_text("utf-8"))


@cache
def _agencies() -> Mapping[str, str]:
    """The names of agencies, each with the agency."""
    return {name: agency for agency, names in _tables()["agencies"].items() for name in names}


@cache
def _families() -> Mapping[str, str]:
    return {outlet: family for family, outlets in _tables()["families"].items() for outlet in outlets}


@lru_cache(maxsize=1024)
def publisher_of(outlet: str) -> str:
    """The publisher of an outlet, who prints others with it; else the outlet.

    >>> publisher_of("Al Arabiya") == publisher_of("arabiya"), publisher_of("The Ferry Post")
    (True, 'the ferry post')
    """
    name = " ".join(outlet.casefold().split())
    return _families().get(name, name)


@cache
def _credits() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    some = "|".join(map(re.escape, sorted(_agencies(), key=len, reverse=True)))
    # "TARN (Reuters) - ", "(AFP) --"; "TARN, May 4. /TASS/."; "TARN, 4 May — RIA Novosti."; a line of its own:
    # "Reuters", "By Reuters Staff", "Source: AFP"
    first = (
        rf"\((?P<dateline>{some})\)(?=\s*[-–—:]|\s+[A-Z\u0400-\u042f\u0600-\u06ff])|/(?P<slashed>{some})/(?=\s*[-–—.])"
        rf"|^[^\n.—–]{{3,40}}\s[—–-]\s(?P<dashed>{some})\.|^(?:By |Source: ?)?(?P<line>{some})(?: Staff)?$"
    )
    # "(AFP)", "- Reuters", "Source: dpa" where the text ends
    last = rf"(?:\((?P<bracket>{some})\)|(?:^|[-–—]\s?|Source: ?)(?P<after>{some}))[.\s]*\Z"
    return re.compile(first, re.MULTILINE), re.compile(last, re.MULTILINE), re.compile(rf"(?<!\w)(?:{some})(?!\w)")


@lru_cache(maxsize=1024)
def credited(text: str) -> str | None:
    """The one agency to which a text is credited, by its dateline, its byline or its end; None where there are more.

    >>> credited("TARN (Reuters) - Shells hit the mill on Monday."), credited("Shells hit the mill, Reuters reported.")
    ('reuters', None)
    """
    return _only(_named_at_the_ends(text))


def wire_of(report: Report) -> str | None:
    """The one agency whose text a report is: its outlet, or whom its text, its author or its credit line names."""
    if agency := agency_called(report.outlet or ""):
        return agency
    said = [report.author or "", *(report.text[slice(*p.span)] for p in report.parts if p.kind in ("credit", "byline"))]
    named = {_agencies()[name] for line in said for name in _credits()[2].findall(line[:LINE])}
    return _only(named | _named_at_the_ends(report.text))


@lru_cache(maxsize=1024)
def agency_called(name: str) -> str | None:
    """The agency of that name.

    >>> agency_called("reuters"), agency_called("the ferry post")
    ('reuters', None)
    """
    return _called().get(" ".join(name.casefold().split()))


@cache
def _called() -> Mapping[str, str]:
    return {name.casefold(): agency for name, agency in _agencies().items()}


@lru_cache(maxsize=1024)
def _named_at_the_ends(text: str) -> frozenset[str]:
    first, last, _ = _credits()
    hits = [*first.finditer(text[:HEAD]), *last.finditer(text[-END:])]
    return frozenset(_agencies()[name] for hit in hits for name in hit.groupdict().values() if name)


def _only(found: Collection[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
