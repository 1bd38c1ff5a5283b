"""What the turns of a transcript say: the label is the speaker of all that stands behind it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from rashomon.reading.grammar.doc_extensions import text_of
from rashomon.reading.grammar.labels import is_transcript, turns
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.who.draft import Draft


def in_turn(doc: Doc) -> Iterator[Draft]:
    """A statement for each turn. Where its words say who says so ("the army says ..."), that one is told inside it."""
    for turn in turns(text_of(doc), labelled=is_transcript(doc)):
        label, content = token_range(doc, turn.label), token_range(doc, turn.content)
        if label is None or content is None or content[0] <= label[1]:
            continue
        yield Draft(
            [(label[1], label[1] + 1)],
            [content],
            doc[label[1] - 1],
            "reports",
            speaker_span=label,
            made="turn",
            content_rule="turn",
            speaker_rule="turn",
            stance_rule="turn",
        )
