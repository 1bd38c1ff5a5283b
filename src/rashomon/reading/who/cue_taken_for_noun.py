""" "SANA claims ground troops ...": a verb of saying that the tagger took for a noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import mention_at
from rashomon.reading.grammar.clauses import is_verb
from rashomon.reading.who.according_to import _clause_end
from rashomon.reading.who.cues import Cue
from rashomon.reading.who.draft import Draft, Range


def mistagged(token: Token) -> bool:
    """ "SANA claims ground troops ...": a verb form right after an actor that the tagger took for a plural noun."""
    doc, i = token.doc, token.i
    if token.tag_ not in ("NNS", "NN", "NNP", "NNPS") or i == 0 or i + 2 >= len(doc):
        return False
    m = mention_at(doc, i - 1)
    if m is None or m.end != i:
        return False
    if any(c.dep_ == "prep" and c.i == i + 1 and c.lower_ != "as" for c in token.rights):
        return False  # "army posts along the river were shelled"; not "the junta rejects as baseless ..."
    if not token.lower_.endswith(("s", "ed")) or doc[i + 1].lower_ in ("that", "of", ","):
        return False
    return any(is_verb(t) for t in doc[i + 1 : min(i + 12, token.sent.end)])


def mended(doc: Doc, token: Token, cue: Cue) -> Iterator[Draft]:
    m = mention_at(doc, token.i - 1)
    if m is None or "clause" not in cue.takes:
        return
    stop = _clause_end(doc, token.i + 1, token.sent.end)
    yield Draft(
        cue=[(token.i, token.i + 1)],
        content=[(token.i + 1, stop)],
        speaker=doc[m.end - 1],
        stance=cue.stance,
        speaker_span=_mended_phrase(doc, m.start, m.end),
        made="verb_taken_for_noun",
        content_rule="rest_of_sentence",
        speaker_rule="name_beside_cue",
    )


def _mended_phrase(doc: Doc, start: int, end: int) -> Range:
    floor = doc[start].sent.start
    while start > floor and doc[start - 1].dep_ in ("compound", "amod", "det", "nmod") and not doc[start - 1].is_punct:
        start -= 1
        floor = doc[start].sent.start
    return start, end
