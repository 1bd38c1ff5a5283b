"""What a report is chiefly about, and the toll of that event as the report gives it.

As a coder of events would enter it: the happening that headline and lead tell of, with its fullest early claim. The
weights below were set by hand on reports of several outlets; they only order claims and leave nothing out.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Any

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Count, Killed, Place, PlaceFrom, Span, Statement, Why
from rashomon.quick_records import replace
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.how_many.component import toll
from rashomon.reading.rules import with_why
from rashomon.reading.what.carried_on import may_be_anywhere
from rashomon.reading.what.deed_order import long_before
from rashomon.reading.what.mention_index import kind_told
from rashomon.reading.what.place_roles import quoted, said_at
from rashomon.reading.what.scene import MAIN
from rashomon.world.kinds import Kind

BROAD = words("broad")
BESIDE = words("beside")
VAGUE = words("vague")
"""Words that leave open how: "the attack"; and "bombing", which car bombs and aircraft do."""
DYING = words("dying")

DEED, TOLD, IS_BESIDE, IS_BROAD, EARLY = 3.0, 1.0, -2.0, -1.0, 2.5
"""Weights beside that of the kind: of a toll with a doer at least, of a verb that tells for itself, of what is told
beside it, of a broad noun, and what each LEAD of characters from the start of the text takes off."""
TOLL, BY_WHOM, HOW, GAS, FAR = 4.0, 2.0, 2.0, 4.0, 2000

NEAR = 1500
"""Characters within which another claim is taken to tell of the main event."""
BESIDE_IT = 200
"""Characters within which a sentence that tells of rockets and of gas tells of one attack: long ones list many."""
LEAD = 900
"""Characters: about what headline and the first three sentences take."""


def main_event(
    doc: Doc, statements: Sequence[Statement], places: Sequence[Place], counts: Sequence[Count]
) -> tuple[str | None, Killed | None]:
    """The id of the main claim and the toll of its event; `doc` is the first piece of the text.

    First the claim that the lead and the toll point to; then, of the claims about the same happening, the one that
    says most about it: how it was done and by whom.
    """
    found = toll(doc)
    toll_at = {counts[i].span.start for i in found[0] if i < len(counts)} if found else set()
    claims = [(s, c) for s in statements for c in s.claims]
    came = {i for _, c in claims if kind_told(doc, c).effect for i in c.counts}

    def weight(c: Claim) -> float:
        kind = kind_told(doc, c)
        lent = came if kind.deadly and not kind.effect and not kind.strike else frozenset()
        mine = replace(
            c, counts=tuple(i for i in c.counts if i not in lent)
        )  # "foiled an attack, killing 80": by what?
        return _weight(kind, mine, places, counts, toll_at) + _standing(doc, c)

    best = max(claims, key=lambda sc: (not sc[1].background, weight(sc[1]), -sc[1].trigger.start), default=None)
    killed = None
    if found is not None:
        holding = tuple(c.id for _, c in claims if any(counts[i].span.start in toll_at for i in c.counts))
        killed = Killed(_whole(found[1]), _whole(found[2]), holding)
    if best is None:
        return None, killed
    main = best[1]
    open_kind = (kind_told(doc, main).effect and not _executed(main)) or _vague(doc, main)
    dead = _figures(main, counts)
    same = [c for _, c in claims if _same_event(doc, main, c, places, open_kind, bool(dead & _figures(c, counts)))]
    fullest = max(same, key=lambda c: (_fullness(doc, c, main), -c.trigger.start))
    return fullest.id, killed


def with_main_place(
    doc: Doc, statements: Sequence[Statement], main: str | None, killed: Killed | None, places: Sequence[Place]
) -> list[Statement]:
    """The statements, the claims of the main event that name no place put where the report is, or its dateline.

    So is one that names a country only, where the report is about a place in it. Where it tells of such deeds at one
    place alone, those that it tells without a place and on no other day are there too. Other claims stay without.
    """
    kept: tuple[Span, PlaceFrom] | None = doc.user_data.get(MAIN) if main is not None else None
    if main is None or kept is None:
        return list(statements)
    claims = {c.id: c for s in statements for c in s.claims}
    about = next((i for i, p in enumerate(places) if p.span == kept[0] and p.mention == "name"), None)
    found = about
    told = _told_at(doc, claims[main], claims.values(), places)
    alike = _told_at(doc, claims[main], (c for c in claims.values() if _of_one_sort(doc, claims[main], c)), places)
    # much is told of an area: whether the main event was in it, only deeds of its sort say
    there = alike if alike and found is not None and places[found].precision == "admin1" else told
    if there and (found is None or not _told_there(places[found], [places[i] for i in there], bool(alike))):
        found = (alike or there)[0]
    if found is not None and not told and kept[1] != "dateline" and _only_said_at(doc, places[found].name, statements):
        return list(statements)
    if found is None or (not told and _held_apart_at(doc, places[found].name, claims.values(), places)):
        return list(statements)
    how: PlaceFrom = "report" if told else kept[1]
    mine = {main, *(killed.claims if killed is not None else ())}
    if len({places[i].name for i in told}) == 1:
        mine |= {c.id for c in claims.values() if _may_be_of(doc, c, claims[main])}

    def put(c: Claim) -> Claim:
        if c.id not in mine or (kind_told(doc, c).held_apart and how == "report"):
            return c
        if c.place is None and may_be_anywhere(doc, c):
            return c
        if c.place is None:
            why = Why("place", "place.dateline" if how == "dateline" else "place.main_place", places[found].span)
            return replace(c, place=found, place_from=how, why=with_why(c.why, why))
        named = places[c.place]
        inside = next((i for i in (found, about, *told) if i is not None and _country_of(named, places[i])), None)
        if c.place_from == "text" and inside is not None and how == "report":
            why = Why("place", "place.within_country", named.span)
            return replace(c, place=inside, place_from=how, why=with_why(c.why, why))
        return c

    return [replace(s, claims=tuple(put(c) for c in s.claims)) for s in statements]


def _only_said_at(doc: Doc, name: str, statements: Sequence[Statement]) -> bool:
    """Whether a text names a place only for where it was said: "shells fell on a hamlet, he said in Gusau"; and not
    with another verb beside what is said: "rockets hit Gusau in what he called an outrage"."""
    speech = quoted(doc, statements)
    saying = {clause_of(word).i for s in statements for c in s.cue if (word := _first_word(doc, c)) is not None}
    ranges = [r for p in doc._.places if p.name == name and (r := token_range(doc, p.span)) is not None]
    return bool(ranges) and all(said_at(doc, r, speech) and _of_a_saying(doc[r[0]], saying) for r in ranges)


def _first_word(doc: Doc, span: Span) -> Token | None:
    found = token_range(doc, span)
    return doc[found[0]] if found is not None else None


def _of_a_saying(place: Token, saying: Set[int]) -> bool:
    """Whether the verb that a place belongs to, if it is one, is that of a saying."""
    verb = clause_of(place)
    return verb.pos_ not in ("VERB", "AUX") or verb.i in saying


def _may_be_of(doc: Doc, c: Claim, main: Claim) -> bool:
    """Whether a claim without a place can be of the main event: of its family, on no other day, and no background."""
    other_day = c.time.start is not None and c.time.start != main.time.start
    family = kind_told(doc, c).family is kind_told(doc, main).family
    return c.place is None and c.modality == "happened" and not c.background and family and not other_day


def _held_apart_at(doc: Doc, name: str, claims: Iterable[Claim], places: Sequence[Place]) -> bool:
    """Whether all that is told at a place is what was held there: talks in a capital abroad."""
    there = [kind_told(doc, c) for c in claims if c.place is not None and places[c.place].name == name]
    return bool(there) and all(kind.held_apart for kind in there)


def _told_at(doc: Doc, main: Claim, claims: Iterable[Claim], places: Sequence[Place]) -> list[int]:
    """Where the report tells of such deeds as its main event: what claims of its family name, the oftenest first."""
    family = kind_told(doc, main).family
    named = [
        c.place
        for c in claims
        if c.place is not None and c.place_from == "text" and kind_told(doc, c).family == family
        and places[c.place].precision != "country" and c.modality == "happened"
    ]  # fmt: skip
    often = Counter(places[i].name for i in named)
    return sorted(named, key=lambda i: (-often[places[i].name], places[i].precision == "unresolved", i))


def _told_there(place: Place, told: Sequence[Place], alike: bool) -> bool:
    """Whether deeds are told at a place, or in it where it is an area; or at one place only, and once, and not such as
    the main event was."""
    named = {p.name for p in told}
    inside = place.precision == "admin1" and any(p.admin1 == place.admin1 for p in told)
    return place.name in named or inside or (len(told) == 1 and not alike)


def _of_one_sort(doc: Doc, main: Claim, c: Claim) -> bool:
    """Whether a claim is of the main one's kind, or of one sort with it: blasts, of whatever bomb."""
    about, kind = kind_told(doc, main), kind_told(doc, c)
    sort = about.family.sorts.get(about.id)
    return kind is about or (
        sort is not None and kind.family is about.family and kind.family.sorts.get(kind.id) == sort
    )


def _country_of(country: Place, place: Place) -> bool:
    return country.precision == "country" and place.precision != "country" and place.country == country.country


def _standing(doc: Doc, c: Claim) -> float:
    """Where in its sentence a claim stands: told for itself, or only beside something else.

    What a clause of time or a prepositional phrase brings in is beside it, as is a noun that names people or an
    undertaking ("protesters", "operation").
    """
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    if span is None:
        return 0.0
    head = span.root
    weight = IS_BROAD if head.pos_ == "NOUN" and head.lemma_.lower() in BROAD else 0.0
    if long_before(head):
        return weight + 2 * IS_BESIDE  # another event, of another time
    for up in itertools.islice((head, *head.ancestors), ABOVE):
        found = _beside(up)
        if found is not None:
            return weight + found
    return weight + (TOLD if head.pos_ == "VERB" else 0.0)


ABOVE = 6
"""Words up the parse in which a claim may be found to stand beside another."""


def _beside(up: Token) -> float | None:
    """What hanging as this word does adds to a claim; None where it says nothing, and the word above is asked."""
    if up.dep_ == "pobj" and up.head.lower_ in ("in", "during") and up.head.head.lemma_.lower() in DYING:
        return TOLD  # "killed in clashes" tells of the clashes
    if up.dep_ in ("relcl", "acl") or (up.dep_ in ("pobj", "pcomp") and up.head.lower_ in BESIDE):
        return IS_BESIDE
    if up.dep_ == "advcl":
        return IS_BESIDE if any(k.dep_ == "mark" for k in up.children) else 0.0
    return None


def _vague(doc: Doc, c: Claim) -> bool:
    """Whether the trigger is a word that leaves open how: "the attack", "the bombing"."""
    span = doc.char_span(c.trigger.start, c.trigger.end, alignment_mode="expand")
    return span is not None and bool(kind_told(doc, c).loose) and all(t.lemma_.lower() in VAGUE for t in span)


def _same_event(doc: Doc, main: Claim, c: Claim, places: Sequence[Place], open_kind: bool, figure: bool) -> bool:
    """Whether a claim can be about the main event: not far from it in the text, of its kind, and not elsewhere."""
    if c is main:
        return True
    if c.polarity == "denied" or c.modality != "happened" or not kind_told(doc, main).deadly:
        return False
    if abs(c.trigger.start - main.trigger.start) > NEAR:
        return False
    return _alike(doc, main, c, open_kind, figure) and (
        c.place is None or main.place is None or _compatible(places[main.place], places[c.place])
    )


def _alike(doc: Doc, main: Claim, c: Claim, open_kind: bool, figure: bool) -> bool:
    """Whether a claim is of the main one's kind, or says how what it leaves open was done."""
    about, kind = kind_told(doc, main), kind_told(doc, c)
    if c.kind == main.kind or (figure and main.actor is None and kind.violent):
        return True
    if open_kind and (kind.strike or _says_how(kind, c)) and not _struck_back(main, c):
        return True
    return about.strike and kind.fills and _one_sentence(doc, main, c)


def _figures(c: Claim, counts: Sequence[Count]) -> set[float]:
    """The figures of dead that a claim gives."""
    return {n for i in c.counts if counts[i].what == "killed" for n in (counts[i].low, counts[i].high) if n is not None}


def _says_how(kind: Kind, c: Claim) -> bool:
    """Whether a killing is told with how it was done: shot, beheaded, hanged."""
    return kind.violent and kind.effect and c.means is not None


def _struck_back(main: Claim, c: Claim) -> bool:
    """Whether the doer is the side that the main claim says was hit: its air strikes killed nobody of its own."""
    hit = None if main.target is None else main.target.camp
    doer = None if main.actor is None else main.actor.camp
    return c.actor is not None and c.actor.camp != "unknown" and c.actor.camp == hit and c.actor.camp != doer


def _one_sentence(doc: Doc, main: Claim, c: Claim) -> bool:
    """ "Rockets were fired ... in what they called a gas attack": what the rockets carried is told with them."""
    if abs(main.trigger.start - c.trigger.start) > BESIDE_IT:
        return False
    spans = [doc.char_span(x.trigger.start, x.trigger.end, alignment_mode="expand") for x in (main, c)]
    return all(s is not None for s in spans) and len({s.root.sent.start for s in spans if s is not None}) == 1


def _executed(c: Claim) -> bool:
    """Whether the words say that it was an execution: no strike told nearby is how these died."""
    return c.means is not None and c.means.weapon in ("execution", "blade")


def _compatible(one: Place, other: Place) -> bool:
    if one.name == other.name or other.precision == "country" or one.precision == "country":
        return True
    return one.admin1 is not None and one.admin1 == other.admin1


def _fullness(doc: Doc, c: Claim, main: Claim) -> float:
    """How much a claim says of who and how; the main claim itself has a start of one."""
    known = c.actor is not None and c.actor.camp not in ("unknown", "local")
    kind = kind_told(doc, c)
    return (
        (1.0 if c is main else 0.0)
        + (BY_WHOM if known else 0.0)
        + (HOW if (kind.strike or _says_how(kind, c)) and not _vague(doc, c) else 0.0)
        + (GAS if kind.fills and kind_told(doc, main).strike else 0.0)
        - c.trigger.start / FAR
    )


def _whole(n: Any) -> int | None:
    return None if n is None else int(n)


VAGUE_PLACES = ("country", "unresolved")
REPORTED = 4000
"""Characters after which it counts no more how far down a claim stands."""
A_TOLL, A_DOER, A_WEAPON, A_PLACE, UNREAL = 0.5, 1.5, 0.5, 0.5, -3.0
"""What a claim gains by each thing that it tells, and loses where it is denied or did not happen."""


def _weight(kind: Kind, c: Claim, places: Sequence[Place], counts: Sequence[Count], toll_at: set[int]) -> float:
    doer = c.actor or c.holder
    gains = (
        (TOLL, any(counts[i].span.start in toll_at for i in c.counts)),
        (A_TOLL, any(counts[i].what == "killed" for i in c.counts)),
        (A_DOER, doer is not None and doer.camp != "unknown"),
        (A_WEAPON, c.means is not None),
        (A_PLACE, c.place is not None and c.place_from == "text" and places[c.place].precision not in VAGUE_PLACES),
        (UNREAL, c.polarity == "denied" or c.modality in ("planned", "predicted", "hypothetical")),
    )
    weight = max(kind.weight, DEED) if kind.effect and c.actor is not None else kind.weight
    weight -= min(c.trigger.start, REPORTED) / LEAD * EARLY
    for gain, holds in gains:
        weight += gain if holds else 0.0
    return weight
