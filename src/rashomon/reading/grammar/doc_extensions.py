"""What hangs on a `Doc`: the inputs of the reading that are not in the text, and what each component found."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

INPUTS: dict[str, Any] = {"world": None, "parts": (), "published": None, "report": None, "received": None}
"""`received` is the text before anything was done to it for the parser, character for character as long."""
TEXT = "rashomon_text"
FOUND = ("places", "described", "times", "counts", "mentions", "statements", "claims", "names")


def text_of(doc: Doc) -> str:
    """The text. Kept, since spaCy puts it together anew from its tokens at every access."""
    kept: str | None = doc.user_data.get(TEXT)
    if kept is None:
        kept = doc.user_data[TEXT] = doc.text
    return kept


def register() -> None:
    """Registers the extensions on `Doc`, once; every component calls this when it is made."""
    for name, default in INPUTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    for name in FOUND:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
