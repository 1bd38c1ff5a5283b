"""Which questions does a happening raise, and what does each account answer? Incidents become matters.

One happening raises several questions: did it happen, who did it, how many died, why. A claim answers as many as its
fields can. A question whose accounts all answer a sharper one is not asked.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from rashomon.matters.accounts import Account, Origin, camp_of
from rashomon.matters.nearness import is_vague
from rashomon.matters.same import Family, better, questions
from rashomon.matters.sides import Sides, takes_side
from rashomon.matters.status import Answer, capital, judge, least_origins, when_said
from rashomon.model import Count, Evidence, Matter, MatterKind, Place, Position, Span, Toll

LONGEST_QUOTE = 1500
"""Characters. A statement in pieces is quoted from its first word to its last; a longer one only around the claim."""

TOTAL = "people"


def whole_number(value: float | None) -> int | None:
    return None if value is None else int(value)


def toll_of(count: Count) -> Toll | None:
    """A count as a toll, None where it has neither end.

    >>> toll_of(Count(Span(0, 1), "12", "killed", None, 12.0, None, False, None))
    Toll(low=12, high=None)
    """
    if count.low is None and count.high is None:
        return None
    return Toll(whole_number(count.low), whole_number(count.high))


# ---- what an account answers ---------------------------------------------------------------------------------------


def whether_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    return [
        Answer(a, origins[a.claim.id], "whether", "yes", a.claim.polarity)
        for a in told
        if not (a.claim.reason and a.claim.polarity == "denied")
    ]


def actor_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    return [Answer(a, origins[a.claim.id], "who", a.actor, a.claim.polarity) for a in told if a.actor]


def hold_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    """Who holds it. A withdrawal, or a loss with no new holder named, says who does not."""
    found: list[Answer] = []
    for a in told:
        claim, origin = a.claim, origins[a.claim.id]
        if claim.kind == "withdrawal":
            who, affirmed = a.actor, claim.polarity == "denied"
            if claim.reason and claim.polarity == "denied":
                # "they did not retreat tactically" denies the reason, not the retreat
                affirmed = False
        else:
            holder = camp_of(claim.holder)
            who = holder or a.target
            affirmed = (claim.polarity == "affirmed") == (holder is not None)
        if who:
            found.append(Answer(a, origin, "who", who, "affirmed" if affirmed else "denied", scope="hold"))
        else:
            found.append(Answer(a, origin, "whether", claim.kind, claim.polarity))
    return found


def why_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    found: list[Answer] = []
    for a in told:
        if a.claim.reason is None:
            continue
        words = set(re.findall(r"\w+", a.claim.reason.text.casefold()))
        rows = [(len(words & set(row["words"])), -i, row) for i, row in enumerate(questions()["reason"])]
        hits, _, row = max(rows, key=lambda r: r[:2])
        sort, excludes = (row["sort"], frozenset(row["excludes"])) if hits else ("", frozenset())
        text = " ".join(a.claim.reason.text.split())
        found.append(Answer(a, origins[a.claim.id], "why", text, a.claim.polarity, sort=sort, excludes=excludes))
    return found


def count_answers(told: Sequence[Account], origins: Mapping[str, Origin], what: str) -> dict[str, list[Answer]]:
    """Figures of one sort ("killed"), by whom they count.

    A report's only figure, or its largest, is its total, whatever it calls the dead ("12 civilians were killed"); what
    it counts beside that ("among them 5 children") is a part.
    """
    rows: dict[str, list[Answer]] = defaultdict(list)
    mine: dict[tuple[str, str], list[tuple[Account, Count, Toll]]] = defaultdict(list)
    for a in told:
        for count in a.counts:
            if count.what == what and count.unit is None and (toll := toll_of(count)) is not None:
                mine[a.report.key, origins[a.claim.id].id].append((a, count, toll))
    for figures in mine.values():
        scopes = {count.who or TOTAL for _, count, _ in figures}
        largest = max(figures, key=lambda f: (f[2].low if f[2].low is not None else f[2].high or 0, f[0].claim.id))
        total = TOTAL if TOTAL in scopes else (largest[1].who or TOTAL)
        for a, count, toll in figures:
            scope = count.who or TOTAL
            rows[TOTAL if scope == total else scope].append(
                Answer(
                    a, origins[a.claim.id], "how_many", toll, a.claim.polarity, scope=TOTAL if scope == total else scope
                )
            )
    return dict(rows)


def amount_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    """How much of it, in the unit of the claim: percent destroyed, people displaced, people who live there."""
    found: list[Answer] = []
    for a in told:
        for count in a.counts:
            if count.what in ("killed", "injured") or (toll := toll_of(count)) is None:
                continue
            found.append(
                Answer(
                    a,
                    origins[a.claim.id],
                    "how_many",
                    toll,
                    a.claim.polarity,
                    scope=f"{count.what or ''}/{count.unit or ''}",
                )
            )
    return found


# ---- positions -----------------------------------------------------------------------------------------------------


def evidence_of(account: Account) -> Evidence:
    """The statement in its own words: from its first word to its last, or, of a long one, the piece with the claim."""
    spans = sorted(account.statement.content) or [account.claim.trigger]
    start, end = spans[0][0], max(s[1] for s in spans)
    if end - start > LONGEST_QUOTE:
        start, end = next((s for s in spans if s[0] <= account.claim.trigger[0] < s[1]), spans[0])
    return Evidence(account.report.id, Span(start, end), account.report.text[start:end])


def value_key(answer: Answer) -> tuple[str, str, str]:
    """What makes two answers of a camp one position. "12" and "at least 12" are one figure."""
    value = answer.value
    if isinstance(value, Toll):
        words = f"{value.low if value.low is not None else ''}" + (
            f"-{value.high}" if value.high not in (None, value.low) else ""
        )
        return (answer.polarity, "how_many", f"{answer.scope} {words}")
    if answer.field == "why" and answer.sort:
        return (answer.polarity, "why", answer.sort)
    return (answer.polarity, answer.field, value)


def position(answers: Sequence[Answer]) -> Position:
    first = answers[0]
    value = first.value
    if isinstance(value, Toll) and any(isinstance(a.value, Toll) and a.value.high is None for a in answers):
        value = Toll(value.low, None)
    if first.field == "whether":
        value = "yes" if first.polarity == "affirmed" else "no"
    accounts = sorted(
        {a.account.claim.id: a.account for a in answers}.values(),
        key=lambda a: (a.published or 0, a.report.key, a.at, a.claim.id),
    )
    return Position(
        camp=first.camp,
        answer=value,
        polarity=first.polarity,
        origins=least_origins(answers),
        claims=tuple(a.claim.id for a in accounts),
        report_ids=tuple(dict.fromkeys(a.report.id for a in accounts)),
        speakers=tuple(dict.fromkeys(a.speaker.name for a in accounts)),
        evidence=tuple(dict.fromkeys(evidence_of(a) for a in accounts)),
    )


def positions(answers: Sequence[Answer]) -> tuple[Position, ...]:
    """One position for each answer that a camp gives; sides before voices that take none, the weightier first.

    Of a camp's tolls the latest of its weightiest origin comes first.
    """
    by_camp: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_camp[answer.camp].append(answer)
    found: list[tuple[tuple[bool, int, str], list[Position]]] = []
    for camp, mine in by_camp.items():
        groups: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
        for answer in mine:
            groups[value_key(answer)].append(answer)
        weight = Counter(a.origin.id for a in mine)
        reports = {o: len({a.account.report.key for a in mine if a.origin.id == o}) for o in weight}
        heaviest = max(mine, key=lambda a: (a.origin.counts, reports[a.origin.id], a.origin.id)).origin.id

        def rank(item: tuple[tuple[str, str, str], list[Answer]], heaviest: str = heaviest) -> tuple[object, ...]:
            key, group = item
            if isinstance(group[0].value, Toll):
                best = [a for a in group if a.origin.id == heaviest] or group
                latest = max(when_said(a) for a in best)
                return (best[0].origin.id != heaviest, -latest[0], -latest[2], key)
            return (False, -least_origins(group), -len(group), key)

        ordered = [position(group) for _, group in sorted(groups.items(), key=rank)]
        found.append(((not takes_side(camp), -least_origins(mine), camp), ordered))
    return tuple(p for _, group in sorted(found, key=lambda f: f[0]) for p in group)


# ---- wording -------------------------------------------------------------------------------------------------------


def iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def day_words(start: int | None, end: int | None) -> str:
    """The days of a question, with their preposition.

    >>> day_words(date(2013, 7, 31).toordinal(), date(2013, 7, 31).toordinal())
    ' on 31 July 2013'
    """
    if end is None:
        return ""
    last = date.fromordinal(end)
    said = f"{last.day} {last:%B} {last.year}"
    if start is None:
        return f" by {said}"
    if start == end:
        return f" on {said}"
    first = date.fromordinal(start)
    return f" between {first.day} {first:%B}{'' if first.year == last.year else f' {first.year}'} and {said}"


def days_of(told: Sequence[Account]) -> tuple[int | None, int | None]:
    """The days that most accounts give; else up to the first day it was printed."""
    dated = Counter((a.start, a.end) for a in told if a.start is not None and a.end is not None)
    if dated:
        most = max(dated.values())
        return min((d for d, n in dated.items() if n == most), key=lambda d: (d[1] - d[0], d))
    ends = [a.end for a in told if a.end is not None]
    return None, min(ends, default=None)


def place_of(told: Sequence[Account]) -> Place | None:
    """The place most reports give, the narrower where they tie."""
    named: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for a in told:
        if a.place is not None:
            named[a.place.gazetteer or "", a.place.name].append(a)
    sharp = {
        k: v for k, v in named.items() if not is_vague(v[0].place) and v[0].place and v[0].place.precision != "admin1"
    } or named
    if not sharp:
        return None
    most = max(len({a.report.key for a in v}) for v in sharp.values())
    tied = [v for _, v in sorted(sharp.items()) if len({a.report.key for a in v}) == most]
    found: Place | None = None
    for group in tied:
        found = better(found, group[0].place)
    return found


def ask(
    template: str, family: Family, told: Sequence[Account], known: Sides, *, who: str = TOTAL, holder: str = ""
) -> str:
    """A question from its template in questions.toml."""
    kinds = Counter(a.claim.kind for a in told)
    kind = max(kinds, key=lambda k: (k not in family.generic, kinds[k], k))
    words = questions()["kind"].get(kind, {})
    place = place_of(told)
    start, end = days_of(told)
    a = words.get("a", kind.replace("_", " "))
    the = words.get("the", f"the {kind.replace('_', ' ')}")
    name = place.name if place else "the place"
    pattern = words["yes"] if template == "occurrence" and "yes" in words else questions()["question"][template]
    return capital(
        pattern.format(
            what=a,
            the_what=the,
            the_why=the,
            place=f" at {place.name}" if place else "",
            place_name=name,
            from_place=f" from {place.name}" if place else "",
            when=day_words(start, end),
            who=who,
            holder=known.label(holder),
        )
    )


# ---- matters -------------------------------------------------------------------------------------------------------


def short_hash(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:12]


def matter(
    kind: MatterKind, family: Family, incident: str, question: str, answers: Sequence[Answer], known: Sides, tag: str
) -> Matter:
    told = [a.account for a in answers]
    kinds = Counter(a.claim.kind for a in told)
    claim_kind = max(kinds, key=lambda k: (k not in family.generic, kinds[k], k))
    verdict = judge(answers, known)
    place = place_of(told)
    start, end = days_of(told)
    return Matter(
        id="m" + short_hash(kind, tag, *sorted({a.claim.id for a in told})),
        incident=incident,
        question=question,
        kind=kind,
        claim_kind=claim_kind,
        place=place.name if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        date=None if start is None and end is None else (iso(start), iso(end)),
        status=verdict.status,
        disputed=verdict.disputed,
        conceded_by=verdict.conceded_by,
        reason=verdict.reason,
        positions=positions(answers),
    )


def attack_matters(
    family: Family, told: Sequence[Account], origins: Mapping[str, Origin], incident: str, known: Sides
) -> list[Matter]:
    """Who did it, how many died (of all, and of each group that is counted apart), and whether it happened."""
    found: list[Matter] = []
    who = actor_answers(told, origins)
    if any(a.polarity == "affirmed" for a in who):
        found.append(
            matter("responsibility", family, incident, ask("responsibility", family, told, known), who, known, "who")
        )
    answered = {a.account.claim.id for a in who}
    for scope, answers in sorted(count_answers(told, origins, "killed").items()):
        found.append(
            matter(
                "death_toll", family, incident, ask("death_toll", family, told, known, who=scope), answers, known, scope
            )
        )
        answered |= {a.account.claim.id for a in answers}
    whether = whether_answers([a for a in told if not (a.claim.polarity == "denied" and a.actor)], origins)
    denied = any(a.polarity == "denied" for a in whether)
    if whether and (denied or {a.account.claim.id for a in whether} - answered):
        found.append(
            matter("occurrence", family, incident, ask("occurrence", family, told, known), whether, known, "whether")
        )
    for scope, answers in sorted(count_answers(told, origins, "injured").items()):
        if scope == TOTAL:
            found.append(
                matter(
                    "other", family, incident, ask("injured", family, told, known, who=scope), answers, known, "injured"
                )
            )
    return found


def hold_matters(
    family: Family, told: Sequence[Account], origins: Mapping[str, Origin], incident: str, known: Sides
) -> list[Matter]:
    """Who holds the place."""
    answers = hold_answers(told, origins)
    if not answers:
        return []
    holders = Counter(str(a.value) for a in answers if a.field == "who")
    held = {str(a.value) for a in answers if a.field == "who" and a.polarity == "affirmed"}
    denied = {str(a.value) for a in answers if a.field == "who" and a.polarity == "denied"}
    if not holders:
        template, holder = "control", ""
    elif held and denied:
        template, holder = "holds", min(held & denied or held, key=lambda h: (-holders[h], h))
    elif denied and not held:
        template, holder = "lost", min(denied, key=lambda h: (-holders[h], h))
    else:
        template, holder = "control", ""
    return [
        matter("control", family, incident, ask(template, family, told, known, holder=holder), answers, known, "hold")
    ]


def state_matters(
    family: Family, told: Sequence[Account], origins: Mapping[str, Origin], incident: str, known: Sides
) -> list[Matter]:
    """Whether it is so and, where figures are given, how much of it."""
    amounts: dict[str, list[Answer]] = defaultdict(list)
    for answer in amount_answers(told, origins):
        amounts[answer.scope].append(answer)
    found = [
        matter(
            "other",
            family,
            incident,
            ask(
                "occurrence" if "yes" in questions()["kind"].get(told[0].claim.kind, {}) else "amount",
                family,
                told,
                known,
            ),
            answers,
            known,
            scope,
        )
        for scope, answers in sorted(amounts.items())
    ]
    counted = {a.account.claim.id for answers in amounts.values() for a in answers}
    whether = whether_answers(told, origins)
    if any(a.account.claim.id not in counted or a.polarity == "denied" for a in whether):
        found.append(
            matter(
                "other" if family.lasting else "occurrence",
                family,
                incident,
                ask("occurrence", family, told, known),
                whether,
                known,
                "whether",
            )
        )
    for scope, answers in sorted(count_answers(told, origins, "killed").items()):
        found.append(
            matter(
                "death_toll", family, incident, ask("death_toll", family, told, known, who=scope), answers, known, scope
            )
        )
    who = actor_answers(told, origins)
    if not family.lasting and any(a.polarity == "affirmed" for a in who):
        found.append(
            matter("responsibility", family, incident, ask("responsibility", family, told, known), who, known, "who")
        )
    return found


def matters_of(family: Family, told: Sequence[Account], origins: Mapping[str, Origin], known: Sides) -> list[Matter]:
    """The matters of one incident."""
    incident = "i" + short_hash(*sorted(a.claim.id for a in told))
    make = attack_matters if family.name == "attack" else hold_matters if family.name == "hold" else state_matters
    found = make(family, told, origins, incident, known)
    why = why_answers(told, origins)
    if why:
        found.append(matter("other", family, incident, ask("why", family, told, known), why, known, "why"))
    return found
