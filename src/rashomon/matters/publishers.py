"""Whose words does an outlet print as its own? An agency's, where the text credits one; else its publisher's.

Agencies and families of outlets are data (`publishers.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

HEAD, END = 400, 160
"""Characters at either end of a text in which an agency is credited: further in, one is only cited."""


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


def publisher_of(outlet: str) -> str:
    """The publisher of an outlet, who prints others with it; else the outlet.

    >>> publisher_of("Al Arabiya") == publisher_of("arabiya"), publisher_of("The Ferry Post")
    (True, 'the ferry post')
    """
    name = " ".join(outlet.casefold().split())
    return _families().get(name, name)


@cache
def _credits() -> tuple[re.Pattern[str], re.Pattern[str]]:
    some = "|".join(map(re.escape, sorted(_agencies(), key=len, reverse=True)))
    # "TARN (Reuters) - ", "(AFP) --"; a line of its own: "Reuters", "By Reuters Staff", "Source: AFP"
    first = rf"\((?P<dateline>{some})\)(?=\s*[-–—:]|\s+[A-Z])|^(?:By |Source: ?)?(?P<line>{some})(?: Staff)?$"
    # "(AFP)", "- Reuters", "Source: dpa" where the text ends
    last = rf"(?:\((?P<bracket>{some})\)|(?:^|[-–—]\s?|Source: ?)(?P<after>{some}))[.\s]*\Z"
    return re.compile(first, re.MULTILINE), re.compile(last, re.MULTILINE)


@lru_cache(maxsize=1024)
def credited(text: str) -> str | None:
    """The one agency to which a text is credited, by its dateline, its byline or its end; None where there are more.

    >>> credited("TARN (Reuters) - Shells hit the mill on Monday."), credited("Shells hit the mill, Reuters reported.")
    ('reuters', None)
    """
    first, last = _credits()
    hits = [*first.finditer(text[:HEAD]), *last.finditer(text[-END:])]
    found = {_agencies()[name] for hit in hits for name in hit.groupdict().values() if name}
    return next(iter(found)) if len(found) == 1 else None
