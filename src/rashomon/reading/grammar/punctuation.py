"""Has a text lost its punctuation? Some scrapers and corpora deliver English without any comma or apostrophe.

The parser was trained on edited prose; where the commas are gone it takes "... at dawn the monitor said" for a relative
clause. Rules that mend this look here first, so that text as people write it is never mended.
"""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.reading.grammar.doc_extensions import text_of

LEAST = 60
"""Words. Edited English has a comma or an apostrophe in every ten words or so, but a short text may do without."""
KEPT = "rashomon_unpunctuated"


def unpunctuated(doc: Doc) -> bool:
    """Whether a text is long and has neither comma nor apostrophe. Kept with the text, since many rules ask."""
    kept: bool | None = doc.user_data.get(KEPT)
    if kept is None:
        text = text_of(doc)
        marks = any(mark in text for mark in ",'\u2019")
        kept = doc.user_data[KEPT] = not marks and sum(token.is_alpha for token in doc) >= LEAST
    return kept
