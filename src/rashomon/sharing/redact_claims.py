"""What leaves of a claim? One flat row with everything, and the same row without what could harm.

Pure, over one claim, its report and what is known of all reports together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rashomon.message import Phrase, rewritten, with_blanks, with_semicolons
from rashomon.model import Claim, Count, Matter, Name, Party, Place, Reading, Report, Span, Statement
from rashomon.reading.persons.name_words import Phrase as NamePhrase
from rashomon.reading.persons.name_words import phrase
from rashomon.sharing import name_masking, quotes
from rashomon.sharing.name_masking import NAME_WITHHELD
from rashomon.sharing.privacy_context import WIDE, Known
from rashomon.sharing.records import (
    Piece,
    Profile,
    SharedClaim,
)
from rashomon.sharing.speakers import Shown, role_of, show

if TYPE_CHECKING:
    from rashomon.world import World

PLACE_WITHHELD = "[place withheld]"
FEW_WORDS = 3
"""An answer of more words than this that a protected speaker gave is a quote of theirs."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with all that it hangs on."""

    report: Report
    reading: Reading
    statement: Statement
    claim: Claim


def row_of(
    said: Said,
    matter: Matter | None,
    world: World,
    profile: Profile,
    review: str,
    shown: Shown,
    sentences: Sequence[Span],
) -> SharedClaim:
    report, reading, statement, claim = said.report, said.reading, said.statement, said.claim
    place = place_at(reading, claim.place)
    counts = [reading.counts[i] for i in claim.counts]
    killed, injured = _range(counts, "killed"), _range(counts, "injured")
    words = quotes.covering(statement.content) or claim.trigger
    focus = next((s for s in statement.content if s.overlaps(claim.trigger)), words)
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
        actors=_all([p.text for p in claim.actors]),
        actors_camps=_all([p.camp for p in claim.actors]),
        target=claim.target.text if claim.target else None,
        target_camp=claim.target.camp if claim.target else None,
        target_site=claim.target.site if claim.target else None,
        holder=claim.holder.text if claim.holder else None,
        holder_camp=claim.holder.camp if claim.holder else None,
        holders=_all([p.text for p in claim.holders]),
        holders_camps=_all([p.camp for p in claim.holders]),
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
        from_place=p.name if (p := place_at(reading, claim.from_place)) else None,
        to_place=p.name if (p := place_at(reading, claim.to_place)) else None,
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


def place_at(reading: Reading, index: int | None) -> Place | None:
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


def speakers_of(
    read: Sequence[tuple[Report, Reading]], world: World, ruled: Mapping[NamePhrase, str], known: Iterable[str]
) -> dict[str, Shown]:
    """How the speaker of each statement is shown, without a number. `known` are the outlets of all reports."""
    outlets = frozenset(n.casefold() for n in (*world.packs.outlets, *known))
    entities = world.packs.entities
    return {s.id: show(s.speaker, r, entities, outlets, ruled, g.names or ()) for r, g in read for s in g.statements}


# Speakers, numbered in the order in which the export shows them: the number tells nothing that the export does not


def numbered(
    ids: Sequence[str],
    said: Mapping[str, Said],
    told: Mapping[str, Shown],
    guard: Known | None,
    numbers: dict[str, str],
    used: dict[str, int],
) -> dict[str, Shown]:
    """How each claim's speaker is shown. `numbers` are those that were given, by person, `used` how many by role: what
    is given now is added to them."""
    out: dict[str, Shown] = {}
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
        elif NAME_WITHHELD in guard.told(shown.label, (s.report,)):
            shown = replace(shown, label=_plural(role_of(s.statement.speaker)))
        out[cid] = shown
    return out


def _plural(role: str) -> str:
    return role if role.endswith("s") else f"{role}s"


# Taking out


def protect(
    row: SharedClaim, said: Said, guard: Known, number: str, report_numbers: dict[str, int]
) -> tuple[SharedClaim, set[str]]:
    """The row as it may leave, and the names that were taken out of its words."""
    report = said.report
    coarse = said.claim.id in guard.coarse
    why = []
    hidden: set[str] = set()
    fields: dict[str, object] = {"review": rewritten(row.review, lambda text: guard.told(text, (report,)))}
    for key, party in (("actor", said.claim.actor), ("target", said.claim.target), ("holder", said.claim.holder)):
        fields[key] = _party(party, guard, report)
    for key, parties in (("actors", said.claim.actors), ("holders", said.claim.holders)):
        fields[key] = _all([told for p in parties if (told := _party(p, guard, report))])
    for key, words_of in (("means", said.claim.means), ("reason", said.claim.reason)):
        fields[key] = guard.words(words_of.text, words_of.span, report) if words_of else None
    for key in ("outlet", "speaker_role"):
        fields[key] = guard.told(value, (report,)) if (value := getattr(row, key)) else value
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
        fields |= _places(said, guard)
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


_PARTIES = ("actor", "actors", "target", "holder", "holders")
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


def _places(said: Said, guard: Known) -> dict[str, object]:
    """The fields of places that must be empty: a name that is hidden in the report is no place that is told."""
    report, claim = said.report, said.claim
    out: dict[str, object] = {}
    if (place := place_at(said.reading, claim.place)) is not None and not guard.tells_place(place, report):
        out |= dict.fromkeys(
            (
                "place_name",
                "place_within",
                "place_admin1",
                "latitude",
                "longitude",
                "place_radius_km",
                "place_gazetteer",
            )
        )
        out["place_precision"] = "unresolved"
    for key, index in (("from_place", claim.from_place), ("to_place", claim.to_place)):
        if (place := place_at(said.reading, index)) is not None and not guard.tells_place(place, report):
            out[key] = None
    return out


def _all(words: Sequence[str]) -> str | None:
    return with_semicolons(words) or None


def _party(party: Party | None, guard: Known, report: Report) -> str | None:
    """A party in its own words, without names of private persons."""
    if party is None:
        return None
    entity = guard.entities.get(party.entity or "")
    if entity is not None and not guard.may_name(entity):
        return NAME_WITHHELD
    masked = guard.words(party.text, party.span, report)
    if party.span is not None and name_masking.in_doubt_between(report.text, guard.ranges[report.key], party.span):
        return NAME_WITHHELD
    return masked


def _words(said: Said, guard: Known, coarse: bool) -> tuple[str | None, tuple[Piece, ...], set[str], str | None]:
    """Quote and context of an unprotected speaker with names masked; or why there are none.

    Of a claim whose place is widened only the words themselves, with every name masked that could tell where.
    """
    report, statement, text = said.report, said.statement, said.report.text
    words = quotes.covering(statement.content) or said.claim.trigger
    focus = next((s for s in statement.content if s.overlaps(said.claim.trigger)), words)
    shut = [*guard.shut_persons[report.key], *(() if coarse else guard.shut_places[report.key])]
    # Where an outlet's own words share a sentence with a protected speaker's, the reading may have missed that they
    # are the speaker's: "The mill was bombed while we hid, she said".
    mixed = statement.manner == "narration" and any(
        whole.overlaps(s)
        for whole in guard.sentences[report.key]
        if whole.overlaps(words)
        for s in guard.shut_persons[report.key]
    )
    if mixed or any(words.overlaps(s) for s in shut):
        return None, (), set(), "words shared with something held back"
    if not guard.readable[report.key]:
        return None, (), set(), "names cannot be told in this text"
    ranges = guard.ranges[report.key]
    if coarse:
        words, seen = focus, _with_cue(statement, focus, text)
    else:
        seen = quotes.context_span(text, report.parts, statement, focus, shut, guard.sentences[report.key])
        if name_masking.in_doubt_between(text, ranges, seen):
            seen = focus
    if name_masking.in_doubt_between(text, ranges, words) or name_masking.in_doubt_between(text, ranges, seen):
        return None, (), set(), "names in the words"
    whole = Span(min(seen.start, words.start), max(seen.end, words.end))
    if not guard.shut_words.isdisjoint(phrase(text[whole.start : whole.end])):
        return None, (), set(), "words shared with something held back"
    named = [r for r in ranges if r[0] < whole.end and whole.start < r[1]]
    hidden = [(*r, NAME_WITHHELD) for r in named]
    if coarse:
        placed = [(s, e) for s, e in _place_ranges(said.reading) if s < whole.end and whole.start < e]
        placed += [(n.span.start, n.span.end) for n in guard.named[report.key] if _may_tell_where(n)]
        placed = name_masking.within(placed, *whole)
        told = [p.span for p in said.reading.places if p.precision in WIDE]
        place = place_at(said.reading, said.claim.place)
        area = phrase(place.admin1 or "") if place else ()
        hidden += [
            (s, e, PLACE_WITHHELD)
            for s, e in placed
            if not any(a < e and s < b for a, b in [*named, *told]) and phrase(text[s:e]) != area
        ]
    hidden = _apart(hidden)
    quote, at = "", words.start
    for start, end, instead in hidden:
        if start < words.end and words.start < end:
            quote += text[at : max(start, at)] + instead
            at = min(end, words.end)
    quote += text[at : words.end]
    context = quotes.pieces(text, seen, statement, hidden)
    return quote, context, {" ".join(phrase(text[s:e])) for s, e in named}, None


def _with_cue(statement: Statement, words: Span, text: str) -> Span:
    """The words with the cue right before them where alone they say something else: "denied | responsibility"."""
    if statement.stance not in ("denies", "claims"):
        return words
    before = (c for c in statement.cue if c.end <= words.start and not text[c.end : words.start].strip())
    return Span(min((c.start for c in before), default=words.start), words.end)


def _may_tell_where(name: Name) -> bool:
    """Whether a name may say where something is: not a people's, a day's, a person's, a pack's organisation's."""
    return name.sort in ("place", "organisation") and name.rule != "name.pack"


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
    if not url or not guard.readable[report.key] or guard.in_address(url, report):
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
    ranges = guard.title_ranges[report.key]
    told = frozenset(phrase(report.title))
    whole = Span(0, len(report.title))
    doubt = name_masking.in_doubt_between(report.title, ranges, whole) or len(ranges) > 1
    if doubt or not guard.title_readable[report.key] or told & guard.shut_words:
        return None
    return name_masking.mask(report.title, ranges)


def _widen(text: str, said: Said, wide: str | None, guard: Known) -> str:
    narrow = narrower(said.reading, (wide,))
    return name_masking.rewrite(text, dict.fromkeys(narrow, wide or PLACE_WITHHELD), guard.public)


def narrower(reading: Reading, keep: Sequence[str | None]) -> set[NamePhrase]:
    """Names in a report that are narrower than a first-order area, but for the names in `keep`."""
    kept = {phrase(k) for k in keep if k}
    return {
        p
        for place in reading.places
        if place.precision not in WIDE and place.mention == "name"
        for name in (place.name, place.text, place.within)
        if name and (p := phrase(re.sub(r"^(?:(?:at|in|near|of|the)\s+)+", "", name, flags=re.I))) and p not in kept
    }
