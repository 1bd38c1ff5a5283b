"""`serve`: the desk in a browser."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path

import click

from rashomon.cli.common import language_option, ledger_option, spoken_language, tell, to_ask
from rashomon.errors import RashomonError

USUAL_PORT = 8000


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=USUAL_PORT, show_default=True, help="The port; 0 is any free."
)
@click.option(
    "--host", metavar="HOST", default="127.0.0.1", show_default=True, help="Where to listen. Not loopback: by a token."
)
@click.option("--open", "open_", is_flag=True, help="Open it in the browser, too.")
@language_option
@ledger_option
def serve(port: int, host: str, open_: bool, language: str, path: str) -> None:
    """Open the ledger in a browser: read, review, decide, export.

    Prints the address. Listens on this machine alone, unless --host says otherwise; then a token is asked for, which is
    printed once or set by RASHOMON_TOKEN. Where nobody names a port and the usual one is taken, another is. Ctrl-C
    ends it.

    \b
    Example:
      rashomon serve --ledger demo/case.rashomon --open
      rashomon serve --port 8080
      rashomon serve --language ar
    """
    import uvicorn

    from rashomon.desk import make_app
    from rashomon.desk.safety import is_loopback, safety
    from rashomon.settings import desk_token, user_who_decides

    given = desk_token()
    safe = safety(host, given)
    to_ask(path).close()
    app = make_app(Path(path), safe, by=user_who_decides(), language=spoken_language(language))

    def configured(on: int, level: str = "warning") -> uvicorn.Config:
        # No headers of a proxy: anybody on this machine could write another address there than their own.
        return uvicorn.Config(
            app, host=host, port=on, log_level=level, access_log=False, server_header=False, date_header=False,
            proxy_headers=False,
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
    address = f"http://{shown}:{socket.getsockname()[1]}/"
    tell(f"The desk is open: {address} (Ctrl-C ends it)")
    if not is_loopback(host):
        tell("Others can reach it. What they send and see is not encrypted: use a network that you trust, or a tunnel.")
    if safe.token and not given:
        tell(f"The token, shown this once: {safe.token}")
    if open_ and not _shown_in_browser(address):
        tell("No browser could be started from here: open that address in one.")
    server.run(sockets=[socket])


def _shown_in_browser(address: str) -> bool:
    """Asks the desktop to open an address. Without one, a browser for terminals would take this terminal: not asked."""
    has_desktop = sys.platform in ("darwin", "win32") or any(
        map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    )
    return has_desktop and webbrowser.open(address)
