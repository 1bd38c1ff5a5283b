"""What do the packs not know yet? Bodies, offices and groups of no known side, places found nowhere, unknown outlets.

Of private persons nothing is told: no name that may be one, and no sentence that tells who they are or what they
said. A single source without a name is nobody here, whatever it is called. What is told is meant for a pack, and packs
are passed on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from rashomon.model import Claim, Party, Reading, Report, Span, Speaker, Statement
from rashomon.sharing import name_masking, quotes
from rashomon.sharing.speakers import is_group
from rashomon.world.pack_check import is_to_write

if TYPE_CHECKING:
    from rashomon.sharing.privacy_context import Known
    from rashomon.world import World
    from rashomon.world.packs import Pack

What = Literal["speaker", "party", "place", "outlet"]
WHATS: tuple[What, ...] = ("speaker", "party", "place", "outlet")
BODIES = frozenset(
    {"armed_group", "armed_actor", "military", "government", "political_body", "party_media", "state_media"}
)
"""Roles of a body or a group. Spokesmen, officials and sources without a name are single persons, and are left out."""
OFFICES = frozenset({"leader", "minister"})
"""Roles that one holder has, who is known to everybody: "the prime minister"."""
ARTICLES = ("the ", "a ", "an ", "its ", "their ", "his ", "her ", "some ", "several ", "many ")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the packs do not know."""

    what: What
    name: str
    role: str
    """Of a speaker, as the reading has it; of a place, what it lies within; else empty."""
    claims: int
    """In how many claims it stands."""
    sentence: str | None
    """One in which it stands, with names of private persons hidden. None where none may be told. Of which report it is,
    is not told: the name of a file may be a person's."""


class _Seen(NamedTuple):
    what: What
    name: str
    role: str
    claim: str | None
    report: Report
    at: Span | None


def gaps(read: Sequence[tuple[Report, Reading]], world: World, known: Known) -> list[Gap]:
    """What the packs of a world do not know of these reports, by kind, the commonest first.

    `known` is what all reports tell of who is private; it must have looked at these.
    """
    found: dict[tuple[What, str], list[_Seen]] = {}
    for report, reading in read:
        for one in _of_report(report, reading, world.packs, known):
            found.setdefault((one.what, one.name.casefold()), []).append(one)
    told = [_gap(seen, known) for seen in found.values()]
    return sorted(told, key=lambda g: (WHATS.index(g.what), -g.claims, g.name.casefold()))


def countries(read: Iterable[tuple[Report, Reading]]) -> list[tuple[str, int]]:
    """ISO codes of the countries in which claims lie, with how many, the commonest first."""
    by: Counter[str] = Counter()
    for _, reading in read:
        for claim in (c for s in reading.statements for c in s.claims):
            if claim.place is not None and (country := reading.places[claim.place].country):
                by[country] += 1
    return sorted(by.items(), key=lambda c: (-c[1], c[0]))


def _of_report(report: Report, reading: Reading, packs: Pack, known: Known) -> Iterable[_Seen]:
    claims = [(s, c) for s in reading.statements for c in s.claims]
    if (outlet := _outlet(report, packs, known)) is not None:
        yield from (_Seen("outlet", outlet, "", c.id, report, None) for _, c in claims)
    if not known.readable[report.key]:
        return  # nothing can tell who is a private person there
    for statement, claim in claims:
        if (name := _speaker(statement, reading, report, packs, known)) is not None:
            role, span = statement.speaker.role, statement.speaker.span
            yield _Seen("speaker", name, role, claim.id, report, span)
        for party in (claim.actor, claim.target, claim.holder, *claim.actors[1:], *claim.holders[1:]):
            if party is not None and (name := _party(party, reading, report, packs, known)) is not None:
                yield _Seen("party", name, "", claim.id, report, party.span)
        yield from _places(claim, reading, report, known)


def _outlet(report: Report, packs: Pack, known: Known) -> str | None:
    """The outlet, where no pack knows it, and it does not look like a person's own."""
    outlet = (report.outlet or "").strip()
    if not outlet or "@" in outlet or outlet == report.author or packs.outlet(outlet) is not None:
        return None
    return outlet if known.told(outlet, (report,)) == outlet else None


def _speaker(s: Statement, reading: Reading, report: Report, packs: Pack, known: Known) -> str | None:
    who = s.speaker
    if who.span is None or known.shown[s.id].protected or not _without_side(who.camp, packs):
        return None
    if who.entity:
        return _unfilled(who.entity, packs, known)
    if (body := _body_in(who.span, reading, report, known)) is not None:
        return body
    return None if who.named or _holds_a_name(who.span, reading) else _office_or_group(who, packs)


def _office_or_group(who: Speaker, packs: Pack) -> str | None:
    name = _bare(who.name)
    return name if who.role in OFFICES or (who.role in BODIES and is_group(name) and _says_more(name, packs)) else None


def _party(party: Party, reading: Reading, report: Report, packs: Pack, known: Known) -> str | None:
    if party.span is None or not _without_side(party.camp, packs):
        return None
    if party.entity:
        return _unfilled(party.entity, packs, known)
    if (body := _body_in(party.span, reading, report, known)) is not None:
        return body
    name = _bare(party.text)
    if _holds_a_name(party.span, reading) or not is_group(name):
        return None
    return name if _fights(name, known.world) and _says_more(name, packs) else None


def _unfilled(entity: str, packs: Pack, known: Known) -> str | None:
    """The name of a body that stands in a pack as `pack new` left it, without a side."""
    entry = packs.entities.get(entity)
    if entry is None or entry.type == "person" or not is_to_write(entry) or not known.may_name(entry):
        return None
    return entry.name


def _fights(name: str, world: World) -> bool:
    """Whether a description ends in a word for people who bear arms, in the singular or plural: "17 bombs" are none."""
    ends = {" ".join(name.casefold().split()[-n:]) for n in (1, 2)}
    ends |= {e.removesuffix("s") for e in ends}
    armed = {phrase for d in world.packs.descriptors if d.armed for phrase in d.phrases}
    return not ends.isdisjoint(world.lexicon.classes["force"] | armed)


def _says_more(name: str, packs: Pack) -> bool:
    """Whether a description says more than the packs' own words for anybody: "hill fighters", and not "fighters"."""
    words = name.casefold()
    known = {words, words.removesuffix("s")}
    return " " in words and not any(k in d.phrases for d in packs.descriptors for k in known)


def _without_side(camp: str, packs: Pack) -> bool:
    """Whether nothing says whose side it is: not known, or a camp by its own name alone that is no state's and no known
    movement's."""
    return camp == "unknown" or (camp not in packs.camps and camp not in packs.sides.labels)


def _body_in(span: Span, reading: Reading, report: Report, known: Known) -> str | None:
    """The organisation that is named in a stretch of a report where no private person is."""
    if name_masking.within(known.ranges[report.key], *span):
        return None
    named = (n for n in reading.names or () if n.sort == "organisation" and n.public and n.span.overlaps(span))
    # A word in small letters that nothing explains may be anybody's: somebody's own words more than a name.
    return next((_bare(n.text) for n in named if n.text[:1].isalnum() and not n.text[:1].islower()), None)


def _holds_a_name(span: Span, reading: Reading) -> bool:
    return any(n.sort in ("person", "contact") and n.span.overlaps(span) for n in reading.names or ())


def _places(claim: Claim, reading: Reading, report: Report, known: Known) -> Iterable[_Seen]:
    """Places in a claim's sentence that are found nowhere. Not of claims whose place the default profile would not
    tell."""
    if claim.id in known.withheld or claim.id in known.coarse:
        return
    sentence = next((s for s in known.sentences[report.key] if s.start <= claim.trigger.start < s.end), claim.trigger)
    found = {p.span: p for p in reading.places if p.span.overlaps(sentence)}
    for place in found.values():
        if place.precision == "unresolved" and place.mention == "name" and known.tells_place(place, report):
            yield _Seen("place", _bare(place.name), place.within or "", claim.id, report, place.span)
    for name in reading.names or ():
        if name.sort != "place" or not name.public or not name.span.overlaps(sentence):
            continue
        if not any(name.span.overlaps(s) for s in found) and not known.world.places.find(_bare(name.text)):
            yield _Seen("place", _bare(name.text), "", claim.id, report, name.span)


def _bare(name: str) -> str:
    """Without an article before it, in one line."""
    name = " ".join(name.split())
    for article in ARTICLES:
        if name.casefold().startswith(article) and len(name) > len(article):
            return name[len(article) :]
    return name


def _gap(seen: Sequence[_Seen], known: Known) -> Gap:
    names = Counter(s.name for s in seen)
    name = min(names, key=lambda n: (-names[n], n))
    roles = Counter(s.role for s in seen)
    first = sorted(seen, key=lambda s: (s.report.published or "", s.report.id, s.at or Span(0, 0)))
    sentence = next((told for s in first if (told := _sentence(s, known)) is not None), None)
    return Gap(seen[0].what, name, min(roles, key=lambda r: (-roles[r], r)), len({s.claim for s in seen}), sentence)


def _sentence(seen: _Seen, known: Known) -> str | None:
    """The sentence, with what is hidden hidden; None where it is a private person's words, or tells who one is."""
    key = seen.report.key
    if seen.at is None or seen.claim in known.withheld or seen.claim in known.coarse:
        return None
    whole = next((s for s in known.sentences[key] if s.start <= seen.at.start < s.end), None)
    if whole is None or whole.end - whole.start > quotes.LONGEST:
        return None
    if any(whole.overlaps(shut) for shut in (*known.shut_persons[key], *known.shut_places[key])):
        return None
    if name_masking.in_doubt_between(seen.report.text, known.ranges[key], whole):
        return None
    return " ".join(name_masking.mask(seen.report.text, known.ranges[key], whole).split())


def by_kind(found: Iterable[Gap]) -> Mapping[What, list[Gap]]:
    """The gaps of each kind, in their order."""
    return {what: [g for g in found if g.what == what] for what in WHATS}
