"""`serve`: the desk in a browser."""

from __future__ import annotations

import os
import ssl
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.common import language_option, ledger_option, spoken_language, tell, to_ask
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.desk.safety import Guard, Safety

USUAL_PORT = 8000


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=USUAL_PORT, show_default=True, help="The port; 0 is any free."
)
@click.option(
    "--host", metavar="HOST", default="127.0.0.1", show_default=True, help="Where to listen. Not loopback: by a token."
)
@click.option("--tls-cert", metavar="FILE", help="A certificate (PEM, with its chain): the desk then speaks HTTPS.")
@click.option("--tls-key", metavar="FILE", help="The key of the certificate (PEM, without a passphrase).")
@click.option("--address", metavar="URL", default="", help="What others call it: a name, or a reverse proxy before it.")
@click.option(
    "--archive", metavar="DIR", help="Show an archive instead, on this machine alone: lists and pages, no decisions."
)
@click.option("--open", "open_", is_flag=True, help="Open it in the browser, too.")
@language_option
@ledger_option
def serve(
    port: int, host: str, tls_cert: str | None, tls_key: str | None, address: str, archive: str | None, open_: bool,
    language: str, path: str,
) -> None:  # fmt: skip
    """Open the ledger in a browser: read, review, decide, export.

    Prints the address. Listens on this machine alone, unless --host says otherwise; then a token is asked for, which is
    printed once or set by RASHOMON_TOKEN. Where `rashomon users add` named people, they sign in instead. Where nobody
    names a port and the usual one is taken, another is. Ctrl-C ends it.

    \b
    Example:
      rashomon serve --ledger demo/case.rashomon --open
      rashomon serve --port 8080
      rashomon serve --language ar
      rashomon serve --host 0.0.0.0 --tls-cert desk.pem --tls-key desk.key --address https://desk.example:8000
      rashomon serve --archive news
    """
    import uvicorn

    from rashomon.desk.safety import is_loopback, safety
    from rashomon.settings import desk_token

    given = desk_token()
    tls = _tls(tls_cert, tls_key)
    safe = safety(host, given, address, tls is not None)
    app, shared = _over(archive, path, safe, spoken_language(language))

    def configured(on: int, level: str = "warning") -> uvicorn.Config:
        # Headers of a proxy are read only where one was named, and from this machine: else anybody here could write
        # another address there than their own.
        return uvicorn.Config(
            app, host=host, port=on, log_level=level, access_log=False, server_header=False, date_header=False,
            proxy_headers=bool(address) and tls is None, forwarded_allow_ips="127.0.0.1,::1",
            ssl_certfile=tls[0] if tls else None, ssl_keyfile=tls[1] if tls else None,
        )  # fmt: skip

    named = click.get_current_context().get_parameter_source("port") != click.core.ParameterSource.DEFAULT
    try:
        # Quiet where it does not matter that the port is taken, and in our words where it does.
        socket = configured(port, "critical").bind_socket()
    except SystemExit as stopped:
        if named:
            fix = "Name another --port; 0 takes any that is free."
            raise RashomonError(f"{host}:{port}", "it cannot be listened on", fix) from stopped
        socket = configured(0).bind_socket()
    server = uvicorn.Server(configured(port))
    shown = f"[{host}]" if ":" in host else host
    here = f"http{'s' if tls else ''}://{shown}:{socket.getsockname()[1]}/"
    tell(f"The desk is open: {f'{safe.address}/' if address else here} (Ctrl-C ends it)")
    if shared:
        tell("Who opens it signs in.")
    if (address or not is_loopback(host)) and not safe.encrypted:
        tell("Others can reach it. What they send and see is not encrypted: use a network that you trust, or a tunnel.")
    if safe.token and not given and not shared:
        tell(f"The token, shown this once: {safe.token}")
    if open_ and not _shown_in_browser(here):
        tell("No browser could be started from here: open that address in one.")
    server.run(sockets=[socket])


def _over(archive: str | None, path: str, safe: Safety, language: str) -> tuple[Guard, bool]:
    """What is served, the archive or the ledger, and whether people sign in to it."""
    if archive is not None:
        from rashomon.desk.archive_desk import make_archive_app

        return make_archive_app(Path(archive), safe, language), False
    from rashomon.desk import make_app
    from rashomon.ledger.read.members import has_members
    from rashomon.settings import user_who_decides

    with to_ask(path) as ledger:
        shared = has_members(ledger)
    return make_app(Path(path), safe, by=user_who_decides(), language=language), shared


def _tls(cert: str | None, key: str | None) -> tuple[str, str] | None:
    """The two files, when they can be used. Raises RashomonError where they cannot, before anything listens."""
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        missing = "--tls-cert" if cert is None else "--tls-key"
        raise RashomonError(missing, "a certificate and its key go together", "Name both files.")
    for option, name in (("--tls-cert", cert), ("--tls-key", key)):
        try:
            with Path(name).open("rb") as file:
                file.read(1)
        except OSError as error:
            why = (error.strerror or "it cannot be read").lower()
            raise RashomonError(f"{option} {name}", why, "Name a file that this user may read.") from error

    def asked() -> str:
        raise RashomonError(f"--tls-key {key}", "it has a passphrase", "Take it off: `openssl pkey -in OLD -out NEW`.")

    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(cert, key, asked)
    except ssl.SSLError as error:
        why = f"they are no certificate and its key in PEM ({error.reason or 'they cannot be read'})".lower()
        raise RashomonError(
            f"{cert}, {key}", why, "Name the certificate with its chain, and the key it was made for."
        ) from error
    return cert, key


def _shown_in_browser(address: str) -> bool:
    """Asks the desktop to open an address. Without one, a browser for terminals would take this terminal: not asked."""
    has_desktop = sys.platform in ("darwin", "win32") or any(
        map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    )
    return has_desktop and webbrowser.open(address)
