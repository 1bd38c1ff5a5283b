"""Whose is an office of a place? That of the state in which the place lies, or of the state that it is an envoy of.

For packs that call one state `government`: "the governor of" a town across the border is not that state's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from rashomon.model import Place
from rashomon.reading.actors.mentions import Mention, Side
from rashomon.reading.actors.owners import GOVERNMENT, LOCAL, OFFICES
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import token_range
from rashomon.world.packs import Modifier, Pack

AUTHORITIES, FAR = words("authorities"), 6
"""Tokens between an office and the place that it is of: "an official of the border town of X"."""
ENVOYS = frozenset({"un", "diplomat", "spokesperson", "official"})


def of_their_places(doc: Doc, mentions: Sequence[Mention], packs: Pack) -> list[Mention]:
    """The mentions, officials of places abroad in the camp of the state there, sources "at the governorate" in that of
    the government."""
    if not any(_is_bare(m) or m.role == "unnamed" for m in mentions):
        return list(mentions)
    places = {r[0]: (r[1], p) for p in doc._.places or () if (r := token_range(doc, p.span)) is not None}
    return [_of_its_place(doc, m, packs, places) for m in mentions]


def _is_bare(m: Mention) -> bool:
    return m.camp == GOVERNMENT and m.rule == "descriptor" and m.role in OFFICES


def _of_its_place(doc: Doc, m: Mention, packs: Pack, places: Mapping[int, tuple[int, Place]]) -> Mention:
    if m.role == "unnamed" and m.camp == "unknown":
        at = _authority_behind(doc, m)
        return m if at is None else m.of(Side(GOVERNMENT, "body_behind", at))
    if not _is_bare(m):
        return m
    for first in (*_behind(doc, m), *range(max(0, m.start - 3), m.start)):
        end, place = places.get(first, (0, None))
        if place is None or (first < m.start and end != m.start):
            continue
        camp = packs.sides.of_country.get(place.country or "")
        abroad = place.country not in packs.home and camp is not None
        return m.of(Side(camp, "land_of_office", (first, end))) if abroad and camp is not None else m
    return _of_its_title(doc, m, packs)


def _of_its_title(doc: Doc, m: Mention, packs: Pack) -> Mention:
    """ "The governor of Qarna": the name in a title is no place of the text; the largest place of that name tells."""
    behind = _behind(doc, m)
    if not behind or doc[m.end - 1].lemma_.lower() not in LOCAL or doc[behind[0]].pos_ != "PROPN":
        return m
    end = next((i for i in behind if doc[i].pos_ != "PROPN"), behind[-1] + 1)
    found = doc._.world.places.find(doc[behind[0] : end].text)
    if not found or any(e.country in packs.home for e in found):
        return m
    largest = max(found, key=lambda e: e.population or 0)
    camp = packs.sides.of_country.get(largest.country or "")
    return m if camp is None else m.of(Side(camp, "land_of_office", (behind[0], end)))


def _behind(doc: Doc, m: Mention) -> range:
    """The tokens behind an office that may begin the place that it is of; "in" only behind one that is a place's."""
    of = doc[m.end].lower_ if m.end < len(doc) else ""
    local = doc[m.end - 1].lemma_.lower() in LOCAL
    return range(m.end + 1, min(len(doc), m.end + FAR)) if of == "of" or (local and of == "in") else range(0)


def _authority_behind(doc: Doc, m: Mention) -> tuple[int, int] | None:
    """ "A source at the Qarna governorate": the body, in its words."""
    if m.end >= len(doc) or doc[m.end].lower_ != "at":
        return None
    for token in doc[m.end + 1 : m.end + FAR]:
        if token.lemma_.lower() in AUTHORITIES:
            return m.end + 1, token.i + 1
        if token.pos_ not in ("PROPN", "DET", "ADJ", "PUNCT", "NOUN"):
            return None
    return None


def sends(doc: Doc, first: int, role: str, sides: Mapping[int, tuple[int, Modifier]]) -> tuple[int, Side] | None:
    """ "Ruritania's UN envoy": where the words begin that say which state sends an envoy to a body that begins at token
    `first`, and that state."""
    last = first - 1 - (first > 1 and first - 1 not in sides and doc[first - 1].text in ("'s", "’s"))
    if role not in ENVOYS or last not in sides:
        return None
    begin, side = sides[last]
    return begin, Side(side.camp, "nationality" if side.nation else "side_before", (begin, first))
