"""`serve`: the desk in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from rashomon.cli.common import language_option, ledger_option, spoken_language, tell, to_ask
from rashomon.errors import RashomonError


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 is any free.")
@click.option(
    "--host", metavar="HOST", default="127.0.0.1", show_default=True, help="Where to listen. Not loopback: by a token."
)
@language_option
@ledger_option
def serve(port: int, host: str, language: str, path: str) -> None:
    """Open the ledger in a browser: read, review, decide, export.

    Listens on this machine alone, unless --host says otherwise; then a token is asked for, which is printed once or set
    by RASHOMON_TOKEN. Ctrl-C ends it.

    \b
    Example:
      rashomon serve --ledger demo/case.rashomon
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
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False, date_header=False
    )
    server = uvicorn.Server(config)
    try:
        socket = config.bind_socket()
    except SystemExit as stopped:
        raise RashomonError(
            f"{host}:{port}", "it cannot be listened on", "Name another --port; 0 takes any that is free."
        ) from stopped
    shown = f"[{host}]" if ":" in host else host
    tell(f"The desk is open: http://{shown}:{socket.getsockname()[1]}/ (Ctrl-C ends it)")
    if not is_loopback(host):
        tell("Others can reach it. What they send and see is not encrypted: use a network that you trust, or a tunnel.")
    if safe.token and not given:
        tell(f"The token, shown this once: {safe.token}")
    server.run(sockets=[socket])
