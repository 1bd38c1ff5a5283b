"""`mcp`: lets an assistant ask the ledger."""

from __future__ import annotations

from pathlib import Path

import click

from rashomon.cli.common import ledger_option, to_ask


@click.command()
@ledger_option
def mcp(path: str) -> None:
    """Let an assistant ask the ledger (Model Context Protocol).

    Answers on standard input and output until it is closed: search, incidents, one incident with its accounts,
    disputed questions, the claims of a report, with quotes and spans. It reads alone, and gives out what may leave
    under the default sharing profile. Needs the extra rashomon[mcp].

    \b
    Example:
      rashomon mcp --ledger demo/case.rashomon
    """
    from rashomon.assistant.stdio_server import serve

    to_ask(path).close()
    serve(Path(path))
