"""`note`: one incident or matter on one page, for an editor."""

from __future__ import annotations

import click

from rashomon.cli.common import language_option, ledger_option, output_option, spoken_language, to_ask, utc_now, write
from rashomon.cli.leaving import what_leaves


@click.command()
@click.argument("name", metavar="ID")
@click.option(
    "--to", "form", type=click.Choice(["docx", "html", "md"]), default="md", show_default=True, help="The form."
)
@output_option
@language_option
@ledger_option
def note(name: str, form: str, output: str, language: str, path: str) -> None:
    """Write one incident or matter on a page for an editor.

    What, where and when; the sides' words side by side, each with its source; what is not known; and
    how it was made. It goes through the default sharing profile. Word needs the extra rashomon[office].

    \b
    Example:
      rashomon note I-7K2QXD --to docx -o note.docx
      rashomon note M-3F9ABC --to html --language ar -o note.html
    """
    from rashomon.desk.note_files import page_of, written
    from rashomon.pages.i18n import speaking

    now = utc_now()
    with speaking(spoken_language(language) or "en"), to_ask(path) as ledger, what_leaves() as exports:
        data = written(page_of(ledger, exports, name, now), form, now)
    write(output, data if form == "docx" else data.decode("utf-8"))
