"""A server on this machine that stands for one on the internet, and the feeds and pages it gives."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from rashomon.intake import url


@dataclass
class Site:
    """What is asked and answered. `answers` are by path: status, body, headers."""

    base: str = ""
    answers: dict[str, tuple[int, bytes, dict[str, str]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def say(self, path: str, body: str, status: int = 200, **headers: str) -> None:
        self.answers[path] = status, body.encode(), {k.replace("_", "-"): v for k, v in headers.items()}

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextlib.contextmanager
def site() -> Iterator[Site]:
    """Serves; a request that tells the ETag of an answer is answered with 304."""
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, dict(self.headers)))
            status, body, headers = made.answers.get(self.path, (404, b"no", {}))
            if status == 200 and headers.get("ETag", "") == self.headers.get("If-None-Match", "none"):
                status, body = 304, b""
            self.send_response(status)
            for name, value in {"Content-Type": "application/xml", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True).start()
    made.base = f"http://127.0.0.1:{httpd.server_address[1]}"
    try:
        yield made
    finally:
        httpd.shutdown()
        httpd.server_close()


def let_in() -> tuple[Callable[..., url.Fetched | None], Callable[..., url.Fetched]]:
    """`fetch_if_new` and `fetch` with the check of addresses off."""
    let = functools.partial(url.fetch_if_new, allowed=lambda _: True)

    def fetch(address: str) -> url.Fetched:
        got = let(address)
        assert got is not None
        return got

    return let, fetch


def feed(*entries: tuple[str, str], title: str = "The Harbour Post") -> str:
    """A feed of (link, text)."""
    items = "".join(
        f"<item><title>Of {link[-3:]}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{formatdate(1772200000)}</pubDate><description>{text}</description></item>"
        for link, text in entries
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def page(text: str) -> str:
    return f"<html><body><article><h1>A page</h1><p>{text}</p></article></body></html>"
