"""The one way out: a page fetched from the network because the user named its URL.

Nothing private is ever asked: a name is resolved once, every address it has must be public, and the connection goes to
the address that was checked, under the name's certificate. Each redirect is checked the same way. No cookies, no
referrer, no proxy settings of the environment.
"""

from __future__ import annotations

import datetime
import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake.make_report import Source
from rashomon.model import Refusal, Report

MOST_REDIRECTS = 5
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
"""The longest silence of a server."""
MOST_SECONDS = 90.0
"""For one URL, redirects and all."""
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; rashomon)",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en,*;q=0.5",
}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Check = Callable[[Address], bool]


@dataclass(frozen=True, slots=True)
class Fetched:
    data: bytes
    media_type: str
    charset: str | None
    final_url: str
    address: str
    fetched_at: str
    etag: str | None = None
    modified: str | None = None
    """What the server tells it by, for the next time: its ETag, and when it was last modified."""


class NotFetched(RashomonError):
    """It could not be had: for now (`passing`: no connection, a server that is busy), or at all."""

    def __init__(self, thing: str, why: str, fix: str, passing: bool, wait: float | None = None) -> None:
        super().__init__(thing, why, fix)
        self.passing = passing
        self.wait = wait
        """Seconds for which the server asks to be left alone (Retry-After); None: it says nothing."""


def is_url(name: str) -> bool:
    return _SCHEME.match(name) is not None


def is_public(address: Address) -> bool:
    """Is this an address of the public internet, with no private one hidden in it (mapped, 6to4, Teredo, NAT64)?"""
    if isinstance(address, ipaddress.IPv6Address):
        hidden = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            hidden.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(h is not None and not is_public(h) for h in hidden):
            return False
        if address.ipv4_mapped:
            return True
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def read(name: str, source: Source) -> Iterator[Report | Refusal]:
    """The reports at a URL. Raises RashomonError where it can't be had."""
    yield from reports_in(fetch(name), name, source)


def reports_in(got: Fetched, name: str, source: Source) -> Iterator[Report | Refusal]:
    """The reports in what was fetched from the URL `name`. Raises RashomonError where there is none."""
    from rashomon.intake.who_reads import read_bytes

    source = replace(
        source.named(name, fetched_from=got.address), url=name, final_url=got.final_url, fetched_at=got.fetched_at
    )
    suffix = re.search(r"\.\w{1,6}$", urlsplit(got.final_url).path)
    for item in read_bytes(got.data, source, suffix.group().lower() if suffix else "", got.media_type, got.charset):
        if isinstance(item, Report) and item.id != name:
            # One of several: the address of all of them is no report's, and would make them editions of each other.
            yield replace(item, url=None if item.url == name else item.url, final_url=None)
        else:
            yield item


def fetch(url: str, *, allowed: Check = is_public) -> Fetched:
    """The bytes at an http or https URL, redirects followed, within the limits of size and time.

    Raises RashomonError: another scheme, a name with no address or with a private one, an answer other than 200, too
    much or too slow.
    """
    got = fetch_if_new(url, allowed=allowed)
    if got is None:
        raise NotFetched(url, "the server answered 304 to what it was never asked", "Try again.", passing=True)
    return got


def fetch_if_new(
    url: str, etag: str | None = None, modified: str | None = None, *, allowed: Check = is_public
) -> Fetched | None:
    """The same, or None where it is still what the server told by this ETag, or last modified then (RFC 9110, 13.1)."""
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    deadline = time.monotonic() + MOST_SECONDS
    at = url
    for _ in range(MOST_REDIRECTS + 1):
        answer, address = _asked(at, url, allowed, {name: value for name, value in known.items() if value})
        try:
            target = answer.headers.get("Location") if answer.status in (301, 302, 303, 307, 308) else None
            if answer.status == 304:
                return None
            if target is None:
                return _received(answer, url, at, address, deadline)
            at = urljoin(at, target)
        finally:
            answer.close()
        if time.monotonic() > deadline:
            break
    raise RashomonError(url, f"it sends on to other addresses more than {MOST_REDIRECTS} times", "Name the last one.")


def _asked(at: str, url: str, allowed: Check, known: Mapping[str, str]) -> tuple[Any, str]:
    import urllib3

    try:
        parts = urllib3.util.parse_url(at)
        host, port = parts.host, parts.port or {"http": 80, "https": 443}.get(parts.scheme or "", 0)
    except urllib3.exceptions.HTTPError as error:
        raise RashomonError(url, f"{at!r} is no URL", "Write it in full, as https://...") from error
    if parts.scheme not in ("http", "https") or not host:
        raise RashomonError(url, f"only http and https are fetched, and this is {at!r}", "Save the file and name it.")
    if parts.auth:
        raise RashomonError(
            url, "a URL with a password in it would be kept in the ledger", "Save the page and name the file."
        )
    host = host.strip("[]")
    address = _checked_address(host, port, url, at, allowed)
    wait = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address, port, timeout=wait, cert_reqs="CERT_REQUIRED", server_hostname=host, assert_hostname=host
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port, timeout=wait)
    headers = {**HEADERS, **known, "Host": parts.netloc or host}
    try:
        answer = pool.urlopen(
            "GET",
            parts.request_uri,
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
            assert_same_host=False,
        )
    except (urllib3.exceptions.HTTPError, OSError) as error:
        why = f"{host} could not be reached ({_short(error)})"
        raise NotFetched(url, why, "Check the address and the connection.", passing=True) from error
    return answer, address


def _checked_address(host: str, port: int, url: str, at: str, allowed: Check) -> str:
    """The first address of a host, all of whose addresses are public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = f"the name {host} has no address ({_short(error)})"
        raise NotFetched(url, why, "Check the address and the connection.", passing=True) from error
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    for address in addresses:
        if not allowed(ipaddress.ip_address(address)):
            sent = "" if at == url else f"it sends on to {at}, and "
            raise RashomonError(
                url,
                f"{sent}{host} is at {address}, which is not on the public internet",
                "Save the page and name the file.",
            )
    return addresses[0]


def _received(answer: Any, url: str, at: str, address: str, deadline: float) -> Fetched:
    import urllib3

    if answer.status != 200:
        fix = "Open it in a browser; save the page and name the file."
        why = f"the server answered {answer.status} {answer.reason or ''}".rstrip()
        passing = answer.status in (408, 425, 429) or answer.status >= 500
        raise NotFetched(url, why, fix, passing, _wait(answer.headers.get("Retry-After")))
    limit = settings.max_bytes()
    data = bytearray()
    try:
        while chunk := answer.read1(65_536, decode_content=True):
            data += chunk
            if len(data) > limit:
                fix = "Set RASHOMON_MAX_MB to a larger number of megabytes."
                raise RashomonError(url, f"it is larger than {limit / 1e6:g} MB", fix)
            if time.monotonic() > deadline:
                why = f"it took longer than {MOST_SECONDS:g} seconds"
                raise NotFetched(url, why, "Save the page and name the file.", passing=True)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise NotFetched(url, f"the connection broke off ({_short(error)})", "Try again.", passing=True) from error
    content_type = _content_type(answer.headers)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    told = (answer.headers.get(name) for name in ("ETag", "Last-Modified"))
    etag, modified = (value if value and len(value) < 400 else None for value in told)
    return Fetched(bytes(data), content_type[0], content_type[1], at, address, now, etag, modified)


def _wait(retry_after: str | None) -> float | None:
    """Seconds to wait, of a Retry-After header: a number of them, or a date (RFC 9110, 10.2.3).

    >>> _wait("120"), _wait("soon"), _wait(None)
    (120.0, None, None)
    """
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after.strip()[:9])
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (until.astimezone(datetime.UTC) - datetime.datetime.now(datetime.UTC)).total_seconds())


def _content_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    said = headers.get("Content-Type", "")
    charset = re.search(r"""charset\s*=\s*["']?([\w.:-]+)""", said, re.IGNORECASE)
    return said.partition(";")[0].strip().lower(), charset.group(1) if charset else None


def _short(error: Exception) -> str:
    return re.sub(r"<[^>]*>:? ?|HTTPS?ConnectionPool\([^)]*\):? ?", "", str(error))[:160] or type(error).__name__
