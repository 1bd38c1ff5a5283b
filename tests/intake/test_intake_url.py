"""The one way out: only http and https, only to public addresses, redirects included, within limits."""

from __future__ import annotations

import contextlib
import functools
import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import make_files as make
import pytest

from rashomon.errors import RashomonError
from rashomon.intake import Refusal, Report, receive, url

TEXT = "The army took the mill of Kessin on Sunday, the council said."
Answer = Callable[[BaseHTTPRequestHandler], None]


def say(body: bytes = TEXT.encode(), status: int = 200, media_type: str = "text/plain", **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Type": media_type, **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        with contextlib.suppress(OSError):
            request.wfile.write(body)

    return answer


@pytest.fixture
def server() -> Iterator[tuple[str, dict[str, Answer], list[BaseHTTPRequestHandler]]]:
    """A server on this machine: its address, its answers by path, the requests that it got."""
    answers: dict[str, Answer] = {}
    requests: list[BaseHTTPRequestHandler] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self)
            answers.get(self.path, say(b"no", 404))(self)

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}", answers, requests
    httpd.shutdown()
    httpd.server_close()


def fetched(address: str) -> url.Fetched:
    """With the check of addresses off, so that a server on this machine can stand for one on the internet."""
    return url.fetch(address, allowed=lambda _: True)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("::ffff:93.184.216.34", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("198.18.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("2002:c0a8:101::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert url.is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://127.1:{port}/",
        "http://0:{port}/",
    ],
)
def test_private_addresses_are_never_asked(address: str, server: tuple[str, dict[str, Answer], list[object]]) -> None:
    base, answers, requests = server
    answers["/"] = say()
    (found,) = receive([address.format(port=base.rpartition(":")[2])])
    assert isinstance(found, Refusal)
    assert "not on the public internet" in found.error or "has no address" in found.error
    assert requests == []


@pytest.mark.parametrize(
    "address", ["ftp://harbour.example/a", "file:///etc/passwd", "gopher://x/", "https://", "http:///a"]
)
def test_other_schemes_are_refused(address: str) -> None:
    (found,) = receive([address])
    assert isinstance(found, Refusal)
    assert found.id == address


def test_a_password_in_a_url_is_refused() -> None:
    (found,) = receive(["https://mira:secret@harbour.example/a"])
    assert isinstance(found, Refusal)
    assert "password" in found.error


def test_a_report_from_a_url(
    server: tuple[str, dict[str, Answer], list[BaseHTTPRequestHandler]], monkeypatch: pytest.MonkeyPatch
) -> None:
    base, answers, requests = server
    monkeypatch.setattr(url, "fetch", functools.partial(url.fetch, allowed=lambda _: True))
    page = make.html(f"<p>{TEXT} Кессин.</p>").decode().encode("cp1251")
    answers["/old"] = say(b"", 301, Location="/new")
    answers["/new"] = say(gzip.compress(page), media_type="text/html; charset=windows-1251", Content_Encoding="gzip")
    (report,) = receive([f"{base}/old"], added_by="desk 2")
    assert isinstance(report, Report), report
    assert report.raw == page
    assert "Кессин" in report.text
    assert (report.id, report.url, report.final_url) == (f"{base}/old", f"{base}/old", f"{base}/new")
    assert report.fetched_from == "127.0.0.1"
    assert report.fetched_at is not None
    assert report.fetched_at.endswith("+00:00")
    assert report.added_by == "desk 2"
    assert {name.lower() for name in requests[0].headers} == {
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
        "accept-language",
    }


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "//10.0.0.1/x"]
)
def test_a_redirect_to_a_private_address_is_not_followed(
    target: str, server: tuple[str, dict[str, Answer], list[object]]
) -> None:
    base, answers, _ = server
    answers["/a"] = say(b"", 302, Location=target)
    with pytest.raises(RashomonError, match=r"sends on to .* not on the public internet"):
        url.fetch(f"{base}/a", allowed=lambda a: a == ipaddress.ip_address("127.0.0.1") or url.is_public(a))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://harbour.example/"])
def test_a_redirect_to_another_scheme_is_not_followed(
    target: str, server: tuple[str, dict[str, Answer], list[object]]
) -> None:
    base, answers, _ = server
    answers["/a"] = say(b"", 302, Location=target)
    with pytest.raises(RashomonError, match="only http and https"):
        fetched(f"{base}/a")


def test_redirects_without_an_end(server: tuple[str, dict[str, Answer], list[object]]) -> None:
    base, answers, requests = server
    answers["/a"] = say(b"", 302, Location="/a")
    with pytest.raises(RashomonError, match="more than 5 times"):
        fetched(f"{base}/a")
    assert len(requests) == 6


def test_a_name_is_resolved_once_and_the_checked_address_is_asked(
    server: tuple[str, dict[str, Answer], list[BaseHTTPRequestHandler]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes its address between the check and the connection (DNS rebinding) gains nothing."""
    base, answers, requests = server
    answers["/a"] = say()
    port = int(base.rpartition(":")[2])
    real, asked = socket.getaddrinfo, []

    def resolve(host: str, *rest: object, **named: object) -> object:
        if host != "harbour.example":
            return real(host, *rest, **named)  # type: ignore[arg-type]
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    got = fetched(f"http://harbour.example:{port}/a")
    assert got.data == TEXT.encode()
    assert asked == ["harbour.example"]
    assert requests[0].headers["Host"] == f"harbour.example:{port}"


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(RashomonError, match=r"harbour.example is at 10.0.0.1"):
        url.fetch("http://harbour.example/")


def test_limits_of_size(server: tuple[str, dict[str, Answer], list[object]], monkeypatch: pytest.MonkeyPatch) -> None:
    base, answers, _ = server
    monkeypatch.setenv("RASHOMON_MAX_MB", "1")
    answers["/big"] = say(b"a" * 1_200_000)
    answers["/bomb"] = say(gzip.compress(b"a" * 50_000_000), Content_Encoding="gzip")
    for path in ("/big", "/bomb"):
        with pytest.raises(RashomonError, match=r"larger than 1 MB.*RASHOMON_MAX_MB"):
            fetched(base + path)


def test_limits_of_time(server: tuple[str, dict[str, Answer], list[object]], monkeypatch: pytest.MonkeyPatch) -> None:
    base, answers, _ = server
    monkeypatch.setattr(url, "MOST_SECONDS", 0.3)

    def drips(request: BaseHTTPRequestHandler) -> None:
        say(b"")(request)
        with contextlib.suppress(OSError):
            for _ in range(40):
                request.wfile.write(b"a")
                request.wfile.flush()
                time.sleep(0.05)

    answers["/slow"] = drips
    with pytest.raises(RashomonError, match=r"longer than 0.3 seconds"):
        fetched(f"{base}/slow")


@pytest.mark.parametrize(("status", "why"), [(404, "answered 404"), (403, "answered 403"), (500, "answered 500")])
def test_answers_other_than_a_page(status: int, why: str, server: tuple[str, dict[str, Answer], list[object]]) -> None:
    base, answers, _ = server
    answers["/a"] = say(b"no", status)
    with pytest.raises(RashomonError, match=why):
        fetched(f"{base}/a")


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(RashomonError, match="could not be reached"):
            fetched(f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_the_entries_of_a_fetched_feed_have_their_own_urls(
    server: tuple[str, dict[str, Answer], list[BaseHTTPRequestHandler]], monkeypatch: pytest.MonkeyPatch
) -> None:
    base, answers, _ = server
    monkeypatch.setattr(url, "fetch", functools.partial(url.fetch, allowed=lambda _: True))
    entries = [
        f"<title>One</title><link>https://harbour.example/1</link><description>{TEXT}</description>",
        f"<title>{TEXT}</title>",
    ]
    answers["/feed"] = say(make.rss(entries), media_type="application/rss+xml")
    linked, bare = receive([f"{base}/feed"])
    assert isinstance(linked, Report)
    assert isinstance(bare, Report)
    # The feed's address is none of its entries': it would make them editions of each other.
    assert (linked.url, linked.final_url) == ("https://harbour.example/1", None)
    assert (bare.url, bare.final_url) == (None, None)
