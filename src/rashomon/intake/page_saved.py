"""Where a page was before somebody kept it: what programs that save pages write at its head, archives in its URL."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlsplit

HEAD = 4_000
"""Characters from the start within which a page says that it was saved."""
ARCHIVE = "web.archive.org"
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(?P<url>\S+)\s+"
    r"saved date:\s*(?P<when>\w{3} \w{3} \d\d? \d{4} [\d:]{8} GMT[+-]\d{4})"
)
_SAVED = re.compile(r"<!-- saved from url=\(\d{1,5}\)(?P<url>\S+) -->")
_ARCHIVED = re.compile(
    r"https?://web\.archive\.org/web/(?P<when>\d{14})(?:[a-z]{2}_)?/(?P<scheme>https?):/{1,2}(?P<rest>\S+)"
)


def saved_from(page: str) -> tuple[str | None, str | None]:
    """The URL of a page and the instant at which it was saved, where it says so (Firefox and Chrome with SingleFile,
    and what Internet Explorer and its heirs write)."""
    head = page[:HEAD]
    if hit := _SINGLE_FILE.search(head):
        try:
            return _web(hit["url"]), datetime.datetime.strptime(hit["when"], "%a %b %d %Y %H:%M:%S GMT%z").isoformat()
        except ValueError:
            return _web(hit["url"]), None
    hit = _SAVED.search(head)
    return (_web(hit["url"]) if hit else None), None


def before_archive(url: str | None) -> tuple[str | None, str | None]:
    """A page's own URL and the instant of its capture, of the URL under which the Internet Archive shows it.

    >>> before_archive("https://web.archive.org/web/20230503221500/https://post.example/1")
    ('https://post.example/1', '2023-05-03T22:15:00+00:00')
    """
    hit = _ARCHIVED.fullmatch(url or "")
    if hit is None:
        return url, None
    try:
        when = datetime.datetime.strptime(hit["when"], "%Y%m%d%H%M%S").replace(tzinfo=datetime.UTC)
    except ValueError:
        return url, None
    return f"{hit['scheme']}://{hit['rest']}", when.isoformat()


def host_of(url: str | None) -> str | None:
    """The host of a URL, without what says that it is of the web.

    >>> host_of("https://www.post.example/1")
    'post.example'
    """
    host = urlsplit(url or "").hostname
    return host and host.removeprefix("www.")


def _web(url: str) -> str | None:
    return url if url.startswith(("http://", "https://")) else None
