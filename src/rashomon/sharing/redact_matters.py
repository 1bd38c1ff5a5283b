"""What leaves of a matter? Its question, place, status and positions, with names and narrow places taken out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from rashomon.matters.positions import among_in_words
from rashomon.message import Phrase, phrase_of, rewritten, with_semicolons
from rashomon.model import NEUTRAL_CAMPS, Matter, Place
from rashomon.reading.persons.name_words import phrase
from rashomon.sharing import name_masking
from rashomon.sharing.figures import Bounds, figure
from rashomon.sharing.privacy_context import Known, level
from rashomon.sharing.records import (
    UNREVIEWED,
    FigureRule,
    SharedMatter,
    SharedPosition,
)
from rashomon.sharing.redact_claims import FEW_WORDS, PLACE_WITHHELD, Said, narrower, place_at
from rashomon.sharing.speakers import Shown
from rashomon.world.known_sides import label_of

if TYPE_CHECKING:
    from rashomon.world import World

WORDS_WITHHELD = Phrase("in their own words, withheld")
NEUTRAL_LABELS = {"narrator": "The outlet's own voice", "media": "Other media", "unknown": "Not placed"}


def leaves(matter: Matter, new_ids: Collection[str], world: World, guard: Known | None) -> bool:
    """Whether anything of the matter may leave: not of a kind that is withheld, nor where none of its claims does."""
    if guard is None:
        return True
    told = any(not p.claims or any(cid in new_ids for cid in p.claims) for p in matter.positions)
    return told and level(matter.claim_kind, world) != "withhold"


def shared_matter(
    matter: Matter,
    said: Mapping[str, Said],
    new_ids: Mapping[str, str],
    shown: Mapping[str, Shown],
    world: World,
    rulings: Mapping[str, str],
    guard: Known | None,
) -> SharedMatter | None:
    """The matter as it may leave; None where nothing of it may."""
    if not leaves(matter, new_ids, world, guard):
        return None
    coarse = guard is not None and matter.id in guard.coarse_matters
    mine = [said[cid] for p in matter.positions for cid in p.claims if cid in said]
    place = _place_of(matter, mine, coarse)
    shows = guard is None or all(
        guard.tells_place(at, s.report) for s in mine if (at := place_at(s.reading, s.claim.place)) is not None
    )
    admin1, country = (place.admin1, place.country) if place else (None, None)
    camps = {c: world.packs.camp_label(c) for c in (*world.packs.camps, *_camps_of(matter, mine))}
    sides = frozenset(map(phrase, camps.values()))
    area = admin1 if coarse else None
    tidy = _tidier(matter, mine, shown, guard, area, coarse, matter.place if shows else None, sides)
    positions = []
    for p in matter.positions:
        kept = [cid for cid in p.claims if cid in new_ids]
        if p.claims and not kept:
            continue
        answer = p.answer
        if isinstance(answer, str):
            side = _sides(answer, camps) if matter.kind in ("responsibility", "control") else None
            mine_own = guard is not None and _own_words(answer, kept, said, shown)
            answer = side or (WORDS_WITHHELD if mine_own else rewritten(answer, tidy))
        positions.append(
            SharedPosition(
                p.camp,
                _side(p.camp, camps),
                answer,
                p.polarity,
                p.origins,
                len(set(p.report_ids)),
                tuple(dict.fromkeys(shown[cid].label for cid in kept)),
                tuple(new_ids[cid] for cid in kept),
                among_in_words([a for a in p.among if not set(a.claims).isdisjoint(kept)]),
            )
        )
    ruled = sorted({cid for p in matter.positions for cid in p.claims if cid in rulings})
    total = len({cid for p in matter.positions for cid in p.claims})
    lat, lon, radius = (matter.lat, matter.lon, place.radius_km if place else None)
    precision = place.precision if place else ("unresolved" if lat is None else "locality")
    where: str | None = matter.place
    if coarse and guard:
        lat, lon, radius = guard.area(admin1, country)
        where, precision = admin1, "admin1" if admin1 else "country" if country else "unresolved"
    elif guard:
        where = matter.place if shows else None
        if not shows:
            lat, lon, radius, admin1, precision = None, None, None, None, "unresolved"
    return SharedMatter(
        matter.id,
        matter.incident,
        _question(matter.question, tidy, where),
        matter.kind,
        matter.claim_kind,
        Phrase(k.label if (k := world.kinds.get(matter.claim_kind)) else matter.claim_kind),
        where,
        admin1,
        country,
        lat,
        lon,
        radius,
        precision,
        coarse,
        matter.date,
        matter.status,
        matter.disputed,
        matter.conceded_by,
        rewritten(matter.reason, tidy),
        _review(matter, len(ruled), total),
        tuple(positions),
        unsure=tuple(rewritten(u, tidy) for u in matter.unsure),
        firm=matter.firm,
        loose=matter.loose,
        signed_off_at=matter.signed_off.at if matter.signed_off else None,
    )


def _question(asked: str, tidy: Callable[[str], str], place: str | None) -> str:
    """A question as it may leave. The place that the cell beside it shows stays in it, whoever else is called so."""
    phrase_ = phrase_of(asked)
    if phrase_ is None:
        return rewritten(asked, tidy)
    return phrase_.with_values(lambda text: text if text == place else tidy(text))


def _camps_of(matter: Matter, mine: Iterable[Said]) -> set[str]:
    """The camps of the positions and of the parties that their claims name, which no pack need define."""
    parties = (
        p for s in mine for p in (*s.claim.actors, s.claim.target, *s.claim.holders, s.claim.actor, s.claim.holder) if p
    )
    found = {p.camp for p in matter.positions} | {p.camp for p in parties}
    return {side for camp in found if camp for side in camp.split("_or_")} - NEUTRAL_CAMPS


def _side(camp: str, labels: Mapping[str, str]) -> Phrase:
    return Phrase(labels.get(camp) or NEUTRAL_LABELS.get(camp) or label_of(camp))


def _sides(answer: str, labels: Mapping[str, str]) -> Phrase | None:
    """An answer to who did it or who holds it, by what the packs call the sides; None where it names none of them."""
    ids = str(answer).split("_or_")
    if not all(camp in labels or camp in NEUTRAL_LABELS for camp in ids):
        return None
    return reduce(lambda a, b: Phrase("{side} or {other}", side=a, other=b), (_side(camp, labels) for camp in ids))


def _review(matter: Matter, ruled: int, total: int) -> str:
    """What a person ruled on a matter, without the name."""
    said = [Phrase("{ruled} of {total} claims ruled on by a person", ruled=ruled, total=total)] if ruled else []
    if off := matter.signed_off:
        status = Phrase(off.status.replace("_", " "))
        signed = Phrase("signed off by a person as {status} on {day}", status=status, day=off.at[:10])
        said.append(Phrase("{signed}, changed since", signed=signed) if off.since else signed)
    return with_semicolons(said) or UNREVIEWED


def with_figure(shared: SharedMatter, rule: FigureRule, ruled: Bounds | None, full: Matter | None) -> SharedMatter:
    """With one figure by the rule, from the answers that leave; under the full profile with who signed it off."""
    answers = [p.answer for p in shared.positions if p.polarity == "affirmed"]
    by = full.signed_off.by if full and full.signed_off else None
    return replace(shared, figure=figure(answers, rule, ruled), signed_off_by=by)


def _place_of(matter: Matter, mine: Sequence[Said], any_place: bool) -> Place | None:
    """The matter's place among those of its claims, the widest where they differ, since it holds for all.

    With `any_place` the widest of its claims' places where none is the matter's: for the area to widen to.
    """
    places = [p for s in mine if (p := place_at(s.reading, s.claim.place))]
    same = [p for p in places if matter.place in (p.name, p.text)]
    same = same or [p for p in places if matter.lat is not None and (p.lat, p.lon) == (matter.lat, matter.lon)]
    return max(same or (places if any_place else ()), key=lambda p: (p.radius_km or 0, p.name), default=None)


def _tidier(
    matter: Matter,
    mine: Sequence[Said],
    shown: Mapping[str, Shown],
    guard: Known | None,
    admin1: str | None,
    coarse: bool,
    place: str | None,
    sides: frozenset[tuple[str, ...]],
) -> Callable[[str], str]:
    """What makes a sentence about a matter fit to leave. `sides`: names of camps, parties and no narrow places."""
    if guard is None:
        return lambda text: text
    # Whom a position masks no sentence names, also where the words stand for somebody whom a pack lists.
    labels = {
        phrase(s.statement.speaker.name): shown[s.claim.id].label
        for s in mine
        if not s.statement.speaker.entity or shown[s.claim.id].protected
    }
    own = {
        p: WORDS_WITHHELD
        for s in mine
        if guard.shown[s.statement.id].protected and s.claim.reason
        if len(p := phrase(s.claim.reason.text)) > FEW_WORDS
    }
    reports = list({s.report.key: s.report for s in mine}.values())
    keep = guard.public_and(
        [] if place is None else [place],
        [n.text for r in reports for n in guard.named[r.key] if n.public and n.sort != "person"],
    )
    narrow = {p for s in mine for p in narrower(s.reading, (admin1,))} if coarse else set()
    if coarse and matter.place and matter.place != admin1:
        narrow.add(phrase(matter.place))
    placed = dict.fromkeys(narrow - sides, admin1 or PLACE_WITHHELD)

    def tidy(text: str) -> str:
        text = name_masking.rewrite(text, own | labels, guard.public)
        text = guard.told(text, reports, keep)
        return name_masking.rewrite(text, placed, guard.public)

    return tidy


def _own_words(answer: str, ids: Sequence[str], said: Mapping[str, Said], shown: Mapping[str, Shown]) -> bool:
    """Whether an answer is a longer stretch of what only protected speakers said."""
    words = phrase(answer)
    if len(words) <= FEW_WORDS or not all(shown[cid].protected for cid in ids):
        return False
    needle = " ".join(words)
    return any(
        needle in " ".join(phrase(said[cid].report.text[s.start : s.end]))
        for cid in ids
        for s in said[cid].statement.content
    )
