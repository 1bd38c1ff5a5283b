"""Is a claim without a place where the report has been all along? It is, until the report tells of a second place."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from rashomon.model import Claim, Place, Statement, Why
from rashomon.quick_records import replace
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.rules import with_why
from rashomon.reading.what.in_general import tells_in_general, tells_of_long
from rashomon.reading.what.mention_index import kind_told
from rashomon.reading.what.scene import follows_apart, names_unplaced
from rashomon.reading.what.where_tended import is_where_tended


def carried_on(doc: Doc, statements: Sequence[Statement], places: Sequence[Place]) -> list[Statement]:
    """The statements, the claims that name no place put where all was that the report told before them."""
    claims = sorted((c for s in statements for c in s.claims), key=lambda c: c.trigger.start)
    found: dict[str, int] = {}
    told: Claim | None = None
    for c in claims:
        if c.place is not None and places[c.place].precision != "country":
            if told is not None and places[told.place or 0].name != places[c.place].name:
                break
            told = c
        elif c.place is None and told is not None and told.place is not None and _may_go_on(doc, told, c, places):
            found[c.id] = told.place
    if not found:
        return list(statements)

    def put(c: Claim) -> Claim:
        i = found.get(c.id)
        if i is None:
            return c
        why = Why("place", "place.only_so_far", places[i].span)
        return replace(c, place=i, place_from="report", why=with_why(c.why, why))

    return [replace(s, claims=tuple(map(put, s.claims))) if s.claims else s for s in statements]


def _may_go_on(doc: Doc, told: Claim, c: Claim, places: Sequence[Place]) -> bool:
    """Whether a claim can be where the one before it was: its sentence names no other place, nor begins anew."""
    kind = kind_told(doc, c)
    if c.background or c.modality != "happened" or kind.held_apart or kind_told(doc, told).held_apart:
        return False
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    if span is None or may_be_anywhere(doc, c) or tells_in_general(span.root):
        return False
    first, last, name = span.sent.start_char, span.sent.end_char, places[told.place or 0].name
    return not any(first <= p.span.start < last and _is_another(p, name) for p in places)


def may_be_anywhere(doc: Doc, c: Claim) -> bool:
    """Whether the sentence of a claim names a place that was not found, or one where somebody was brought; tells of
    something apart; or sums up."""
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    if span is None:
        return False
    start, end = span.sent.start, span.sent.end
    if names_unplaced(doc, start, end) or follows_apart(doc, start):
        return True
    here = [p.span for p in doc._.places if span.sent.start_char <= p.span.start < span.sent.end_char]
    if any(is_where_tended(doc, r) for p in here if (r := token_range(doc, p)) is not None):
        return True
    return tells_of_long(span.root)


def _is_another(p: Place, name: str) -> bool:
    """Whether a place is named, and not as "the market" is, and is no country and not the one of this name."""
    return p.mention == "name" and p.precision != "country" and p.name != name
