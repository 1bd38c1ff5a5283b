"""What may leave: `share` turns matters and readings into rows and takes out what could harm.

The default profile shows private persons by role and number, widens places of sensitive kinds and of protected sites to
their first-order area, and leaves no row of torture or sexual violence. `full` passes everything, with a warning.
docs/sharing.md says it for users. Pure: the same input in any order gives the same output.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rashomon.errors import RashomonError
from rashomon.model import Claim, Count, Matter, Party, Place, Reading, Report, Span, Statement, Status
from rashomon.phrase import Phrase, rewritten, with_blanks, with_semicolons
from rashomon.sharing import persons, quotes
from rashomon.sharing.figures import Bounds, figure
from rashomon.sharing.known import WIDE, Known, known_of, level
from rashomon.sharing.persons import NAME_WITHHELD, Shown
from rashomon.sharing.persons import Phrase as NamePhrase
from rashomon.sharing.records import (
    UNREVIEWED,
    FigureRule,
    HeldBack,
    Piece,
    Profile,
    Shared,
    SharedClaim,
    SharedMatter,
    SharedPosition,
)
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.world import World

PLACE_WITHHELD = "[place withheld]"
WORDS_WITHHELD = Phrase("in their own words, withheld")
FULL_WARNING = Phrase(
    "Full profile: names of private persons, their words, exact places of sensitive sites, torture and sexual violence "
    "are in this file. Whoever holds it can harm the people in it."
)
STATUS_ORDER: tuple[Status, ...] = ("disputed", "conceded", "agreed", "one_camp", "one_origin")
NEUTRAL_LABELS = {"narrator": "The outlet's own voice", "media": "Other media", "unknown": "Not placed"}
FEW_WORDS = 3
"""An answer of more words than this that a protected speaker gave is a quote of theirs."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim with all that it hangs on."""

    report: Report
    reading: Reading
    statement: Statement
    claim: Claim


def share(
    matters: Sequence[Matter],
    read: Sequence[tuple[Report, Reading]],
    world: World,
    *,
    profile: Profile = "default",
    rulings: Mapping[str, str] | None = None,
    people: Mapping[str, str] | None = None,
    figures: FigureRule = "range",
    ruled_figures: Mapping[str, Bounds] | None = None,
    only: Collection[str] | None = None,
    known: Known | None = None,
) -> Shared:
    """What may leave of these matters and readings, under a profile.

    For a part of more, `only` are the ids of its claims, `read` the reports that these are of, whole, and `known` what
    all reports together tell of persons and places, made with the same `people`: the default profile looks no further.

    `rulings` says for a claim id what a person ruled; a claim that is not in it is an unreviewed machine reading.
    `people` says of names whether a person ruled to "protect" or "release" who bears them. `figures` is the rule by
    which a matter gets one figure, `ruled_figures` what persons ruled, by matter id.
    Raises RashomonError for a profile that there is not.
    """
    if profile not in ("default", "full"):
        raise RashomonError(
            f"profile {profile!r}", "there is no such sharing profile", "Use default, or full to hold nothing back."
        )
    rulings = rulings or {}
    named = {p: ruling for name, ruling in (people or {}).items() if (p := persons.phrase(name))}
    said = {
        c.id: _Said(rep, r, s, c)
        for rep, r in read
        for s in r.statements
        for c in s.claims
        if only is None or c.id in only
    }
    ordered = sorted(matters, key=_matter_order)
    # A claim that stands in several matters is listed with the first of them.
    where: dict[str, tuple[Matter, tuple[int, int]]] = {}
    for i, m in enumerate(ordered):
        for j, position in enumerate(m.positions):
            for cid in position.claims:
                where.setdefault(cid, (m, (i, j)))

    def order(cid: str) -> tuple[object, ...]:
        # Nothing of a report or a name is in the order, so that neighbours in an export tell nothing of each other.
        claim = said[cid].claim
        at = where[cid][1] if cid in where else (len(ordered), 0)
        return (*at, claim.kind, claim.time.start or "", hashlib.sha256(cid.encode()).hexdigest())

    ids = sorted(said, key=order)
    guard = None
    if profile == "default":
        guard = known or known_of(matters, read, world, people or {})
        guard.look_at(read, [m.id for m in matters])
    sentences = guard.sentences if guard else {r.key: quotes.sentences(r.text) for r, _ in read}
    told = guard.shown if guard else _speakers(read, world, named)
    rows, names_hidden = [], set[str]()
    shown = _shown(ids, said, told, guard)
    report_numbers: dict[str, int] = {}
    for cid in ids:
        matter = where[cid][0] if cid in where else None
        row = _row(
            said[cid], matter, world, profile, rulings.get(cid, UNREVIEWED), shown[cid], sentences[said[cid].report.key]
        )
        if guard is None:
            rows.append((cid, row))
        elif cid not in guard.withheld:
            safe, hidden = _protect(row, said[cid], guard, f"claim-{len(rows) + 1}", report_numbers)
            rows.append((cid, safe))
            names_hidden |= hidden
    new_ids = {cid: row.claim_id for cid, row in rows}
    shared_matters = tuple(
        _with_figure(safe_matter, figures, (ruled_figures or {}).get(m.id), m if guard is None else None)
        for m in ordered
        if (safe_matter := _matter(m, said, new_ids, shown, world, rulings, guard)) is not None
    )
    kept = {m.id for m in shared_matters}
    claims = tuple(
        row if row.matter_id in kept else replace(row, matter_id=None, incident_id=None, matter_status=None)
        for _, row in rows
    )
    protected = {s.key for cid, s in shown.items() if s.protected and cid in new_ids}
    # Of a part, too: what is said of the reports is said of all of them, and so tells nothing of the few it is made of.
    if guard:
        reports, outlets, published = guard.heard.reports, guard.told_outlets, list(guard.heard.published)
    else:
        reports = len({r.key for r, _ in read})
        outlets = sorted({r.outlet for r, _ in read if r.outlet})
        published = sorted({r.published for r, _ in read if r.published})
    return Shared(
        profile,
        FULL_WARNING if guard is None else None,
        __version__,
        world.sha256,
        reports,
        tuple(outlets),
        published[0] if published else None,
        published[-1] if published else None,
        shared_matters,
        claims,
        HeldBack()
        if guard is None
        else HeldBack(
            names=len(protected) + len(names_hidden),
            places=sum(cid in guard.coarse for cid in new_ids),
            claims=len(said) - len(rows),
            matters=len(matters) - len(shared_matters),
            quotes=sum(row.quote is None for row in claims),
        ),
    )


def _matter_order(matter: Matter) -> tuple[object, ...]:
    start = (matter.date or (None, None))[0] or ""
    return (STATUS_ORDER.index(matter.status), matter.incident, start, matter.id)


# One claim as a row, with everything


def _row(
    said: _Said,
    matter: Matter | None,
    world: World,
    profile: Profile,
    review: str,
    shown: Shown,
    sentences: Sequence[Span],
) -> SharedClaim:
    report, reading, statement, claim = said.report, said.reading, said.statement, said.claim
    place = _place(reading, claim.place)
    counts = [reading.counts[i] for i in claim.counts]
    killed, injured = _range(counts, "killed"), _range(counts, "injured")
    words = quotes.covering(statement.content) or claim.trigger
    focus = next((s for s in statement.content if quotes.overlap(s, claim.trigger)), words)
    seen = quotes.context_span(report.text, report.parts, statement, focus, (), sentences)
    kind = world.kinds.get(claim.kind)
    return SharedClaim(
        profile=profile,
        review=review,
        held_back=None,
        claim_id=claim.id,
        matter_id=matter.id if matter else None,
        incident_id=matter.incident if matter else None,
        matter_status=matter.status if matter else None,
        kind=claim.kind,
        kind_label=Phrase(kind.label if kind else claim.kind),
        acled=claim.acled,
        plover=claim.plover,
        polarity=claim.polarity,
        modality=claim.modality,
        stance=statement.stance,
        manner=statement.manner,
        speaker=shown.label,
        speaker_role=statement.speaker.role,
        speaker_camp=statement.speaker.camp,
        speaker_protected=shown.protected,
        actor=claim.actor.text if claim.actor else None,
        actor_camp=claim.actor.camp if claim.actor else None,
        target=claim.target.text if claim.target else None,
        target_camp=claim.target.camp if claim.target else None,
        target_site=claim.target.site if claim.target else None,
        holder=claim.holder.text if claim.holder else None,
        holder_camp=claim.holder.camp if claim.holder else None,
        means=claim.means.text if claim.means else None,
        weapon=claim.means.weapon if claim.means else None,
        reason=claim.reason.text if claim.reason else None,
        killed_min=killed[0],
        killed_max=killed[1],
        injured_min=injured[0],
        injured_max=injured[1],
        counts=with_semicolons([_count(c) for c in counts]) or None,
        place_name=place.name if place else None,
        place_within=place.within if place else None,
        place_admin1=place.admin1 if place else None,
        place_country=place.country if place else None,
        latitude=place.lat if place else None,
        longitude=place.lon if place else None,
        place_precision=place.precision if place else None,
        place_radius_km=place.radius_km if place else None,
        place_gazetteer=place.gazetteer if place else None,
        from_place=p.name if (p := _place(reading, claim.from_place)) else None,
        to_place=p.name if (p := _place(reading, claim.to_place)) else None,
        date_start=claim.time.start,
        date_end=claim.time.end,
        date_kind=claim.time.kind,
        date_from=claim.time.from_,
        outlet=report.outlet,
        published=report.published,
        retrieved=report.fetched_at,
        language=report.language,
        report_id=report.id,
        report_url=report.final_url or report.url,
        report_title=report.title,
        report_sha256=report.sha256,
        text_sha256=report.text_sha256,
        start=words.start,
        end=words.end,
        quote=report.text[words.start : words.end],
        version=reading.version,
        world=reading.world,
        context=quotes.pieces(report.text, seen, statement, ()),
    )


def _place(reading: Reading, index: int | None) -> Place | None:
    return None if index is None else reading.places[index]


def _range(counts: Iterable[Count], what: str) -> tuple[float | None, float | None]:
    """The first figure of the claim for `what`; a claim that gives two keeps both in `counts`."""
    return next(((c.low, c.high) for c in counts if c.what == what and c.unit is None), (None, None))


def _count(count: Count) -> str:
    """A count in words and figures: "killed people 12-15", "damage 80 percent", "injured civilians at least 30"."""
    low, high = (None if x is None else f"{x:g}" for x in (count.low, count.high))
    if low is not None and high is not None:
        figure = low if low == high else f"{low}-{high}"
    elif low is not None:
        figure = Phrase("at least {low}", low=low)
    else:
        figure = Phrase("at most {high}", high=high) if high is not None else Phrase("an unknown number")
    words = [Phrase(x) if x else "" for x in (count.what, count.who)]
    return with_blanks([x for x in (*words, figure, count.unit and Phrase(count.unit)) if x])


# Speakers


def _speakers(
    read: Sequence[tuple[Report, Reading]], world: World, ruled: Mapping[NamePhrase, str]
) -> dict[str, Shown]:
    """How the speaker of each statement is shown, without a number."""
    outlets = frozenset(n.casefold() for n in (*world.packs.outlets, *(r.outlet for r, _ in read if r.outlet)))
    entities = world.packs.entities
    return {s.id: persons.show(s.speaker, r, entities, outlets, ruled) for r, g in read for s in g.statements}


# Speakers, numbered in the order in which the export shows them: the number tells nothing that the export does not


def _shown(
    ids: Sequence[str], said: Mapping[str, _Said], told: Mapping[str, Shown], guard: Known | None
) -> dict[str, Shown]:
    out: dict[str, Shown] = {}
    numbers: dict[str, str] = {}
    used: dict[str, int] = defaultdict(int)
    for cid in ids:
        s = said[cid]
        shown = told[s.statement.id]
        if guard is None:
            own_voice = s.statement.speaker.camp == "narrator" and not s.statement.speaker.entity
            out[cid] = replace(shown, label=shown.label if own_voice else s.statement.speaker.name)
            continue
        if shown.protected and cid not in guard.withheld:
            if shown.key not in numbers:
                used[shown.label] += 1
                numbers[shown.key] = f"{shown.label} {used[shown.label]}"
            shown = replace(shown, label=numbers[shown.key])
        elif NAME_WITHHELD in (label := guard.mask(shown.label, s.report) or ""):
            shown = replace(shown, label=_plural(persons.role_of(s.statement.speaker)) if label else shown.label)
        out[cid] = shown
    return out


def _plural(role: str) -> str:
    return role if role.endswith("s") else f"{role}s"


# Taking out


def _protect(
    row: SharedClaim, said: _Said, guard: Known, number: str, report_numbers: dict[str, int]
) -> tuple[SharedClaim, set[str]]:
    """The row as it may leave, and the names that were taken out of its words."""
    report = said.report
    coarse = said.claim.id in guard.coarse
    why = []
    hidden: set[str] = set()
    fields: dict[str, object] = {"review": rewritten(row.review, lambda text: guard.mask(text) or "")}
    for key, party in (("actor", said.claim.actor), ("target", said.claim.target), ("holder", said.claim.holder)):
        fields[key] = _party(party, guard, report)
    for key in ("means", "reason", "outlet", "speaker_role"):
        fields[key] = guard.mask(getattr(row, key), report)
    if row.speaker_protected:
        why.append("protected speaker")
        fields |= {"reason": None, "means": None, "speaker_role": re.sub(r" \d+$", "", row.speaker)}
        fields |= {k: v if v and len(str(v).split()) <= FEW_WORDS else None for k, v in fields.items() if k in _PARTIES}
    if coarse:
        why.append("sensitive place")
        lat, lon, radius = guard.area(row.place_admin1, row.place_country)
        wide = row.place_admin1 or None
        fields |= {
            "place_name": wide,
            "place_within": None,
            "latitude": lat,
            "longitude": lon,
            "place_radius_km": radius,
            "place_precision": "admin1"
            if wide
            else "country"
            if row.place_country
            else row.place_precision and "unresolved",
            "place_gazetteer": None,
            "from_place": None,
            "to_place": None,
        }
        for key in (*_PARTIES, "means", "reason"):
            value = fields[key]
            fields[key] = _widen(value, said, wide, guard) if isinstance(value, str) else value
    else:
        for key in ("place_name", "place_within", "from_place", "to_place"):
            fields[key] = guard.mask(getattr(row, key), report)
    words: str | None = None
    context: tuple[Piece, ...] = ()
    if not row.speaker_protected:
        words, context, names, doubt = _words(said, guard, coarse)
        hidden |= names
        if doubt:
            why.append(doubt)
    if row.speaker_protected or coarse:
        fields |= dict.fromkeys(_LEADS_BACK if row.speaker_protected else _LEADS_TO_PLACE)
        fields |= {"claim_id": number, "quote": words}
    else:
        seen = report_numbers.setdefault(report.key, len(report_numbers) + 1)
        fields |= {
            "report_id": f"report-{seen}",
            "report_url": _url(row.report_url, guard, report),
            "report_title": _title(report, guard),
            "quote": words,
            "start": row.start if words is not None else None,
            "end": row.end if words is not None else None,
        }
    fields |= {"context": context, "held_back": "; ".join(why) or None}
    return replace(row, **fields), hidden  # type: ignore[arg-type]


_PARTIES = ("actor", "target", "holder")
_LEADS_TO_PLACE = (
    "retrieved",
    "report_id",
    "report_url",
    "report_title",
    "report_sha256",
    "text_sha256",
    "start",
    "end",
)
_LEADS_BACK = (*_LEADS_TO_PLACE, "outlet", "published", "language", "quote")


def _party(party: Party | None, guard: Known, report: Report) -> str | None:
    """A party in its own words, without names of private persons."""
    if party is None:
        return None
    entity = guard.entities.get(party.entity or "")
    if entity is not None and not guard.may_name(entity):
        return NAME_WITHHELD
    masked = guard.mask(party.text, report) or ""
    doubtful = persons.in_doubt(
        party.text, persons.private_ranges(party.text, guard.names, guard.places[report.key], guard.listed)
    )
    return NAME_WITHHELD if doubtful else masked


def _words(said: _Said, guard: Known, coarse: bool) -> tuple[str | None, tuple[Piece, ...], set[str], str | None]:
    """Quote and context of an unprotected speaker with names masked; or why there are none.

    Of a claim whose place is widened only the words themselves, with every name masked that could tell where.
    """
    report, statement, text = said.report, said.statement, said.report.text
    words = quotes.covering(statement.content) or said.claim.trigger
    focus = next((s for s in statement.content if quotes.overlap(s, said.claim.trigger)), words)
    shut = [*guard.shut_persons[report.key], *(() if coarse else guard.shut_places[report.key])]
    # Where an outlet's own words share a sentence with a protected speaker's, the reading may have missed that they
    # are the speaker's: "The mill was bombed while we hid, she said".
    mixed = statement.manner == "narration" and any(
        quotes.overlap(whole, s)
        for whole in guard.sentences[report.key]
        if quotes.overlap(whole, words)
        for s in guard.shut_persons[report.key]
    )
    if mixed or any(quotes.overlap(words, s) for s in shut):
        return None, (), set(), "words shared with something held back"
    if not guard.readable[report.key]:
        return None, (), set(), "names cannot be told in this text"
    ranges = guard.ranges[report.key]
    if coarse:
        words = seen = focus
    else:
        seen = quotes.context_span(text, report.parts, statement, focus, shut, guard.sentences[report.key])
        if persons.in_doubt_between(text, ranges, seen):
            seen = focus
    if persons.in_doubt_between(text, ranges, words) or persons.in_doubt_between(text, ranges, seen):
        return None, (), set(), "names in the words"
    whole = Span(min(seen.start, words.start), max(seen.end, words.end))
    if not guard.shut_words.isdisjoint(persons.phrase(text[whole.start : whole.end])):
        return None, (), set(), "words shared with something held back"
    named = [r for r in ranges if r[0] < whole.end and whole.start < r[1]]
    hidden = [(*r, NAME_WITHHELD) for r in named]
    if coarse:
        placed = [(s, e) for s, e in _place_ranges(said.reading) if s < whole.end and whole.start < e]
        placed += [
            (whole.start + s, whole.start + e)
            for s, e in persons.capital_ranges(text[whole.start : whole.end], guard.names)
        ]
        told = [p.span for p in said.reading.places if p.precision in WIDE]
        place = _place(said.reading, said.claim.place)
        area = persons.phrase(place.admin1 or "") if place else ()
        hidden += [
            (s, e, PLACE_WITHHELD)
            for s, e in placed
            if not any(a < e and s < b for a, b in [*named, *told]) and persons.phrase(text[s:e]) != area
        ]
    hidden = _apart(hidden)
    quote, at = "", words.start
    for start, end, instead in hidden:
        if start < words.end and words.start < end:
            quote += text[at : max(start, at)] + instead
            at = min(end, words.end)
    quote += text[at : words.end]
    context = quotes.pieces(text, seen, statement, hidden)
    return quote, context, {" ".join(persons.phrase(text[s:e])) for s, e in named}, None


def _place_ranges(reading: Reading) -> list[tuple[int, int]]:
    return [(p.span.start, p.span.end) for p in reading.places if p.precision not in WIDE and p.mention == "name"]


def _apart(hidden: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Ranges in order, those that overlap made one."""
    out: list[tuple[int, int, str]] = []
    for start, end, instead in sorted(hidden):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2])
        else:
            out.append((start, end, instead))
    return out


def _url(url: str | None, guard: Known, report: Report) -> str | None:
    """A web address, unless it has a private name in it, one of the text's, or something other than an address."""
    if not url or guard.names.knows(url) or persons.in_address(url, guard.named_words[report.key]):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and "@" not in parts.netloc else None


def _title(report: Report, guard: Known) -> str | None:
    if report.key not in guard.titles:
        guard.titles[report.key] = _safe_title(report, guard)
    return guard.titles[report.key]


def _safe_title(report: Report, guard: Known) -> str | None:
    if not report.title:
        return None
    ranges = persons.private_ranges(report.title, guard.names, guard.places[report.key], guard.listed)
    told = frozenset(persons.phrase(report.title))
    if persons.in_doubt(report.title, ranges) or len(ranges) > 1 or told & guard.shut_words:
        return None
    return persons.mask(report.title, guard.names, guard.places[report.key], guard.listed)


def _widen(text: str, said: _Said, wide: str | None, guard: Known) -> str:
    narrow = _narrow(said.reading, (wide,))
    return persons.rewrite(text, dict.fromkeys(narrow, wide or PLACE_WITHHELD), guard.names.public)


def _narrow(reading: Reading, keep: Sequence[str | None]) -> set[NamePhrase]:
    """Names in a report that are narrower than a first-order area, but for the names in `keep`."""
    kept = {persons.phrase(k) for k in keep if k}
    return {
        p
        for place in reading.places
        if place.precision not in WIDE and place.mention == "name"
        for name in (place.name, place.text, place.within)
        if name
        and (p := persons.phrase(re.sub(r"^(?:(?:at|in|near|of|the)\s+)+", "", name, flags=re.I)))
        and p not in kept
    }


# Matters


def _matter(
    matter: Matter,
    said: Mapping[str, _Said],
    new_ids: Mapping[str, str],
    shown: Mapping[str, Shown],
    world: World,
    rulings: Mapping[str, str],
    guard: Known | None,
) -> SharedMatter | None:
    """The matter as it may leave; None where nothing of it may."""
    if guard and level(matter.claim_kind, world) == "withhold":
        return None
    coarse = guard is not None and matter.id in guard.coarse_matters
    mine = [said[cid] for p in matter.positions for cid in p.claims if cid in said]
    place = _place_of(matter, mine, coarse)
    admin1, country = (place.admin1, place.country) if place else (None, None)
    tidy = _tidier(matter, mine, shown, guard, admin1 if coarse else None, coarse)
    camps = {c.id: c.label for c in world.packs.camps.values()}
    positions = []
    for p in matter.positions:
        kept = [cid for cid in p.claims if cid in new_ids]
        if p.claims and not kept:
            continue
        answer = p.answer
        if isinstance(answer, str):
            answer = WORDS_WITHHELD if guard and _own_words(answer, kept, said, shown) else rewritten(answer, tidy)
        positions.append(
            SharedPosition(
                p.camp,
                Phrase(camps.get(p.camp) or NEUTRAL_LABELS.get(p.camp) or p.camp.replace("_", " ").capitalize()),
                answer,
                p.polarity,
                p.origins,
                len(set(p.report_ids)),
                tuple(dict.fromkeys(shown[cid].label for cid in kept)),
                tuple(new_ids[cid] for cid in kept),
            )
        )
    if guard and not positions:
        return None
    ruled = sorted({cid for p in matter.positions for cid in p.claims if cid in rulings})
    total = len({cid for p in matter.positions for cid in p.claims})
    lat, lon, radius = (matter.lat, matter.lon, place.radius_km if place else None)
    precision = place.precision if place else ("unresolved" if lat is None else "locality")
    where: str | None = matter.place
    if coarse and guard:
        lat, lon, radius = guard.area(admin1, country)
        where, precision = admin1, "admin1" if admin1 else "country" if country else "unresolved"
    elif guard:
        where = guard.mask(matter.place, mine[0].report if mine else None)
    return SharedMatter(
        matter.id,
        matter.incident,
        rewritten(matter.question, tidy),
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
        signed_off_at=matter.signed_off.at if matter.signed_off else None,
    )


def _review(matter: Matter, ruled: int, total: int) -> str:
    """What a person ruled on a matter, without the name."""
    said = [Phrase("{ruled} of {total} claims ruled on by a person", ruled=ruled, total=total)] if ruled else []
    if off := matter.signed_off:
        status = Phrase(off.status.replace("_", " "))
        signed = Phrase("signed off by a person as {status} on {day}", status=status, day=off.at[:10])
        said.append(Phrase("{signed}, changed since", signed=signed) if off.since else signed)
    return with_semicolons(said) or UNREVIEWED


def _with_figure(shared: SharedMatter, rule: FigureRule, ruled: Bounds | None, full: Matter | None) -> SharedMatter:
    """With one figure by the rule, from the answers that leave; under the full profile with who signed it off."""
    answers = [p.answer for p in shared.positions if p.polarity == "affirmed"]
    by = full.signed_off.by if full and full.signed_off else None
    return replace(shared, figure=figure(answers, rule, ruled), signed_off_by=by)


def _place_of(matter: Matter, mine: Sequence[_Said], any_place: bool) -> Place | None:
    """The matter's place among those of its claims, the widest where they differ, since it holds for all.

    With `any_place` the widest of its claims' places where none is the matter's: for the area to widen to.
    """
    places = [p for s in mine if (p := _place(s.reading, s.claim.place))]
    same = [p for p in places if matter.place in (p.name, p.text)]
    same = same or [p for p in places if matter.lat is not None and (p.lat, p.lon) == (matter.lat, matter.lon)]
    return max(same or (places if any_place else ()), key=lambda p: (p.radius_km or 0, p.name), default=None)


def _tidier(
    matter: Matter,
    mine: Sequence[_Said],
    shown: Mapping[str, Shown],
    guard: Known | None,
    admin1: str | None,
    coarse: bool,
) -> Callable[[str], str]:
    """What makes a sentence about a matter fit to leave."""
    if guard is None:
        return lambda text: text
    labels = {
        persons.phrase(s.statement.speaker.name): shown[s.claim.id].label
        for s in mine
        if not s.statement.speaker.entity
    }
    own = {
        p: WORDS_WITHHELD
        for s in mine
        if guard.shown[s.statement.id].protected and s.claim.reason
        if len(p := persons.phrase(s.claim.reason.text)) > FEW_WORDS
    }
    explained = (
        persons.phrases(persons.phrase(name) for name in (matter.place or "", *labels.values())),
        *(guard.places[key] for key in dict.fromkeys(s.report.key for s in mine)),
        guard.listed,
    )
    narrow = {p for s in mine for p in _narrow(s.reading, (admin1,))} if coarse else set()
    if coarse and matter.place and matter.place != admin1:
        narrow.add(persons.phrase(matter.place))
    placed = dict.fromkeys(narrow, admin1 or PLACE_WITHHELD)

    def tidy(text: str) -> str:
        text = persons.rewrite(text, own | labels, guard.names.public)
        text = persons.mask(text, guard.names, *explained)
        return persons.rewrite(text, placed, guard.names.public)

    return tidy


def _own_words(answer: str, ids: Sequence[str], said: Mapping[str, _Said], shown: Mapping[str, Shown]) -> bool:
    """Whether an answer is a longer stretch of what only protected speakers said."""
    words = persons.phrase(answer)
    if len(words) <= FEW_WORDS or not all(shown[cid].protected for cid in ids):
        return False
    needle = " ".join(words)
    return any(
        needle in " ".join(persons.phrase(said[cid].report.text[s.start : s.end]))
        for cid in ids
        for s in said[cid].statement.content
    )
