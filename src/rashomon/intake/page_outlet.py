"""Whose page is it? Its name as its mark-up tells it; the host of its address is no name."""

from __future__ import annotations

import re
from typing import Any

from rashomon.intake.page_dates import ld_objects

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")


def outlet_of(tree: Any, found: str | None) -> str | None:
    """`found`, which the extractor told, if it is a name; else the page's own word for its site, or its publisher.

    >>> from rashomon.intake.page_tree import parsed
    >>> outlet_of(parsed('<meta property="og:site_name" content="The Post"><p>x'), "post.example")
    'The Post'
    """
    if tree is None or (found and not _HOST.fullmatch(found)):
        return found
    named = [str(x) for x in tree.xpath("//meta[@property='og:site_name']/@content")]
    for thing in ld_objects(tree):
        publisher = thing.get("publisher")
        for one in publisher if isinstance(publisher, list) else [publisher]:
            name = one.get("name") if isinstance(one, dict) else None
            named += [name] if isinstance(name, str) else []
    return next((" ".join(name.split()) for name in named if name.strip() and len(name) < 100), found)
