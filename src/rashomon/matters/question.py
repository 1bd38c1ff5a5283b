"""Which questions does a happening raise, and what does each account answer? Incidents become matters.

One happening raises several questions: did it happen, who did it, how many died, why. A claim answers as many as its
fields can. A question whose accounts all answer a sharper one is not asked.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rashomon.matters.accounts import Account, Origin, camp_of
from rashomon.matters.families import Family, questions
from rashomon.matters.incidents import Incident
from rashomon.matters.nearness import is_vague
from rashomon.matters.sides import Sides, takes_side
from rashomon.matters.status import Answer, capital, judge, latest_tolls, least_origins, says, when_said
from rashomon.matters.telling import better
from rashomon.model import Count, Evidence, Matter, MatterKind, Place, Position, Span, Toll

LONGEST_QUOTE = 1500
"""Characters. A statement in pieces is quoted from its first word to its last; a longer one only around the claim."""

TOTAL = "people"


@dataclass(frozen=True, slots=True)
class Happening:
    """One incident: the accounts of it, where and in which days most of them put it."""

    id: str
    family: Family
    told: tuple[Account, ...]
    place: Place | None
    start: int | None
    end: int | None
    why: Mapping[str, str]
    """For a claim, why its report is joined to another."""


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


def is_vague_figure(count: Count) -> bool:
    """Whether a count is a word of quantity ("dozens of") and no number."""
    return bool(set(re.findall(r"\w+", count.text.casefold())) & set(questions()["vague"]))


# ---- what an account answers ---------------------------------------------------------------------------------------


def whether_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    return [Answer(a, origins[a.claim.id], "whether", "yes", a.claim.polarity) for a in told]


def actor_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    return [
        Answer(a, origins[a.claim.id], "who", a.actor, a.claim.polarity)
        for a in told
        if a.actor and a.claim.kind not in a.family.mutual
    ]


def hold_answers(told: Sequence[Account], origins: Mapping[str, Origin], known: Sides) -> list[Answer]:
    """Who holds it. A withdrawal, or a loss with no new holder named, says who does not.

    "Has not fallen", with no holder in the words, denies the one holder that others affirm, where that is not the
    speaker's own side; it affirms no other.
    """
    found: list[Answer] = []
    rivals = {h for a in told if a.claim.polarity == "affirmed" and (h := camp_of(a.claim.holder))}
    for a in told:
        claim, origin = a.claim, origins[a.claim.id]
        if claim.kind == "withdrawal":
            # "they did not retreat tactically" denies the reason, not the retreat
            who, holds_it = a.actor, claim.polarity == "denied" and claim.reason is None
        elif holder := camp_of(claim.holder):
            who, holds_it = holder, claim.polarity == "affirmed"
        else:
            others = {h for h in rivals if not known.allied(h, origin.camp)}
            fallen = next(iter(others)) if len(others) == 1 and claim.polarity == "denied" else None
            who, holds_it = fallen or a.target, claim.polarity == "denied" and fallen is None
        if who:
            found.append(Answer(a, origin, "who", who, "affirmed" if holds_it else "denied", scope="hold"))
        else:
            found.append(Answer(a, origin, "whether", claim.kind, claim.polarity))
    return found


def why_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    found: list[Answer] = []
    for a in told:
        if a.reason is None or a.claim.kind not in questions()["why"]:
            continue
        words = set(re.findall(r"\w+", a.reason.text.casefold()))
        rows = [(len(words & set(row["words"])), -i, row) for i, row in enumerate(questions()["reason"])]
        hits, _, row = max(rows, key=lambda r: r[:2])
        sort, excludes = (row["sort"], frozenset(row["excludes"])) if hits else ("", frozenset())
        text = " ".join(a.reason.text.split())
        found.append(Answer(a, origins[a.claim.id], "why", text, a.claim.polarity, sort=sort, excludes=excludes))
    return found


def area_only(mine: Sequence[Account], told: Sequence[Account]) -> str:
    """ " in AREA" where a report tells of no place narrower than a first-order area and others of the happening do.

    Its figures may be the area's: they stand beside a town's and are not compared with them.
    """
    report = {a.key for a in mine}
    coarse = {a.place.precision == "admin1" for a in told if a.key in report and not is_vague(a.place) and a.place}
    sharper = any(a.place and not is_vague(a.place) and a.place.precision != "admin1" for a in told)
    area = next((a.place.name for a in mine if a.place and a.place.precision == "admin1"), "")
    return f" in {area}" if coarse == {True} and sharper and area else ""


DEATHS = frozenset({"casualties", "killing"})
"""Kinds whose denial denies the figure too: "the army denied that 23 people had been killed"."""


def count_answers(told: Sequence[Account], origins: Mapping[str, Origin], what: str) -> dict[str, list[Answer]]:
    """Figures of one sort ("killed"), by whom they count.

    "12 civilians were killed" is a total where the origin gives no other; "among them 5 children" is a part. Who denies
    a deed ("its planes did not bomb the market, where 23 died") denies no figure.
    """
    rows: dict[str, list[Answer]] = defaultdict(list)
    mine: dict[tuple[str, str], list[tuple[Account, Count, Toll]]] = defaultdict(list)
    for a in told:
        if a.claim.polarity == "denied" and a.claim.kind not in DEATHS:
            continue
        for count in a.counts:
            if count.what == what and count.unit is None and (toll := toll_of(count)) is not None:
                mine[a.key, origins[a.claim.id].id].append((a, count, toll))
    for figures in mine.values():
        counted = {count.who or TOTAL for _, count, _ in figures}
        # who says "12 civilians were killed" and gives no other total means all of the dead
        total = {TOTAL} if TOTAL in counted else {TOTAL, *questions()["anybody"]}
        area = area_only([a for a, _, _ in figures], told)
        for a, count, toll in figures:
            scope = TOTAL if (count.who or TOTAL) in total else count.who or TOTAL
            origin, vague = origins[a.claim.id], is_vague_figure(count)
            answer = Answer(a, origin, "how_many", toll, a.claim.polarity, scope=scope + area, vague=vague)
            rows[scope].append(answer)
    return dict(rows)


def amount_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    """How much of it, in the unit of the claim: percent destroyed, people displaced, people who live there."""
    return [
        Answer(
            a,
            origins[a.claim.id],
            "how_many",
            toll,
            a.claim.polarity,
            scope=count.unit or count.who or TOTAL,
            vague=is_vague_figure(count),
        )
        for a in told
        if a.claim.kind in questions()["amount"]
        for count in a.counts
        if count.what not in ("killed", "injured") and count.unit in (None, "percent") and (toll := toll_of(count))
    ]


# ---- positions -----------------------------------------------------------------------------------------------------


def evidence_of(account: Account) -> Evidence:
    """The statement in its own words: from its first word to its last, or, of a long one, the piece with the claim."""
    spans = account.statement.content or (account.claim.trigger,)
    start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    if end - start > LONGEST_QUOTE:
        start, end = next((s for s in spans if s[0] <= account.claim.trigger[0] < s[1]), min(spans))
    return Evidence(account.report.id, Span(start, end), account.report.text[start:end])


def value_key(answer: Answer) -> tuple[str, str, str]:
    """What makes two answers of a camp one position. "12" and "at least 12" are one figure."""
    value = answer.value
    if isinstance(value, Toll):
        words = f"{value.low if value.low is not None else ''}" + (
            f"-{value.high}" if value.high not in (None, value.low) else ""
        )
        return (answer.polarity, "how_many", words)
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
    elif isinstance(value, Toll) and first.scope == "percent":
        value = says(first) + " percent"
    accounts = list({a.account.claim.id: a.account for a in answers}.values())
    if len(accounts) > 1:
        accounts.sort(key=lambda a: (a.published or 0, a.key, a.at, a.claim.id))
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


def carried(answers: Sequence[Answer]) -> list[Answer]:
    """Figures that an organ repeats in its own voice, as its camp's: shown where it gives no other, never compared."""
    own = {a.camp for a in answers}
    return [
        replace(a, origin=replace(a.origin, camp=a.origin.carrier, speaks=False))
        for a in answers
        if a.field == "how_many" and a.origin.carrier and a.origin.carrier not in own
    ]


def weightiest_first(mine: Sequence[Answer]) -> list[list[Answer]]:
    """The answers of one camp by what they say; of its tolls, the latest of its weightiest origin first."""
    if len(mine) == 1:
        return [list(mine)]
    groups: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
    carried: dict[str, set[str]] = defaultdict(set)
    for answer in mine:
        groups[value_key(answer)].append(answer)
        carried[answer.origin.id].add(answer.account.key)
    named = {a.origin.id for a in mine if a.origin.counts} or set(carried)
    heaviest = max(named, key=lambda o: (len(carried[o]), o))
    current = {a.account.claim.id for a in latest_tolls(a for a in mine if a.origin.id == heaviest)}

    def rank(key: tuple[str, str, str]) -> tuple[object, ...]:
        group = groups[key]
        if not isinstance(group[0].value, Toll):
            return (-least_origins(group), -len(group), key)
        now = any(a.origin.id == heaviest and a.account.claim.id in current for a in group)
        day, figure, _ = when_said(max(group, key=when_said))
        return (not now, -day, -figure, key)

    return [groups[key] for key in sorted(groups, key=rank)]


def positions(answers: Sequence[Answer]) -> tuple[Position, ...]:
    """One position for each answer that a camp gives; sides before voices that take none, the weightier first."""
    by_camp: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_camp[answer.camp].append(answer)
    camps = sorted(by_camp, key=lambda camp: (not takes_side(camp), -least_origins(by_camp[camp]), camp))
    return tuple(position(group) for camp in camps for group in weightiest_first(by_camp[camp]))


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
    most = max(len({a.key for a in v}) for v in sharp.values())
    tied = [v for _, v in sorted(sharp.items()) if len({a.key for a in v}) == most]
    found: Place | None = None
    for group in tied:
        found = better(found, group[0].place)
    return found


def main_kind(told: Sequence[Account], family: Family) -> str:
    """The kind that most accounts give; one that says how before one that only says what came of it."""
    kinds = Counter(a.claim.kind for a in told)
    return max(kinds, key=lambda k: (k not in family.generic, kinds[k], k))


def with_article(label: str) -> str:
    """A camp's label as it stands in a sentence.

    >>> with_article("Syrian government"), with_article("Russia"), with_article("the League")
    ('the Syrian government', 'Russia', 'the League')
    """
    words = label.casefold().split()
    plain_label = not words or words[0] == "the" or words[-1] not in questions()["articled"]
    return label if plain_label else f"the {label}"


def ask(template: str, of: Happening, known: Sides, *, who: str = TOTAL, holder: str = "") -> str:
    """A question from its template in questions.toml."""
    kind = main_kind(of.told, of.family)
    words = questions()["kind"].get(kind, {})
    the = words.get("the", f"the {kind.replace('_', ' ')}")
    at = of.place.name if of.place else None
    own = {"occurrence": "yes", "amount": "amount"}.get(template, "")
    pattern = words.get(own) or questions()["question"][template]
    return capital(
        pattern.format(
            what=words.get("a", kind.replace("_", " ")),
            the_what=the,
            place=f" {'at' if of.place and of.place.precision == 'exact' else 'in'} {at}" if at else "",
            from_place=f" from {at}" if at else "",
            place_name=at or "the place",
            when=day_words(of.start, of.end),
            who=who,
            holder=with_article(known.label(holder)),
        )
    )


# ---- matters ---------------------------------------------------------------------------------------------------------


def short_hash(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:12]


def matter(kind: MatterKind, of: Happening, question: str, answers: Sequence[Answer], known: Sides, tag: str) -> Matter:
    told = [a.account for a in answers]
    verdict = judge(answers, known)
    return Matter(
        id="m" + short_hash(kind, tag, *sorted({a.claim.id for a in told})),
        incident=of.id,
        question=question,
        kind=kind,
        claim_kind=main_kind(told, of.family),
        place=of.place.name if of.place else None,
        lat=of.place.lat if of.place else None,
        lon=of.place.lon if of.place else None,
        date=None if of.start is None and of.end is None else (iso(of.start), iso(of.end)),
        status=verdict.status,
        disputed=verdict.disputed,
        conceded_by=verdict.conceded_by,
        reason=verdict.reason,
        positions=positions([*answers, *carried(answers)]),
        reasons=tuple(dict.fromkeys(of.why[a.claim.id] for a in told if a.claim.id in of.why)),
    )


def toll_matters(of: Happening, origins: Mapping[str, Origin], known: Sides) -> list[Matter]:
    """How many died: of all, and of each group that is counted apart."""
    return [
        matter("death_toll", of, ask("death_toll", of, known, who=scope), answers, known, scope)
        for scope, answers in sorted(count_answers(of.told, origins, "killed").items())
    ]


def event_matters(of: Happening, origins: Mapping[str, Origin], known: Sides) -> list[Matter]:
    """Who did it, how many died, how many were hurt, and whether it happened."""
    found = toll_matters(of, origins, known)
    answered = {c for m in found for p in m.positions for c in p.claims}
    deed = of.family.name == "attack" or main_kind(of.told, of.family) in questions()["deeds"]
    who = actor_answers(of.told, origins) if deed else []
    if who:
        found.append(matter("responsibility", of, ask("responsibility", of, known), who, known, "who"))
        answered |= {a.account.claim.id for a in who}
    if hurt := count_answers(of.told, origins, "injured").get(TOTAL):
        found.append(matter("other", of, ask("injured", of, known), hurt, known, "injured"))
    # who denies having done it does not deny that it was done
    denied = {a.account.claim.id for a in who if a.polarity == "denied"}
    whether = whether_answers([a for a in of.told if a.claim.id not in denied], origins)
    asked = bool(whether) and main_kind(of.told, of.family) in questions()["doubted"]
    if asked or any(a.polarity == "denied" or a.account.claim.id not in answered for a in whether):
        found.append(matter("occurrence", of, ask("occurrence", of, known), whether, known, "whether"))
    return found


def hold_matters(of: Happening, origins: Mapping[str, Origin], known: Sides) -> list[Matter]:
    """Who holds the place."""
    answers = hold_answers(of.told, origins, known)
    named = Counter(str(a.value) for a in answers if a.field == "who")
    held = {str(a.value) for a in answers if a.field == "who" and a.polarity == "affirmed"}
    denied = {str(a.value) for a in answers if a.field == "who" and a.polarity == "denied"}
    template, asked = "control", frozenset[str]()
    if held & denied:
        template, asked = "holds", frozenset(held & denied)
    elif denied:
        template, asked = "lost", frozenset(denied)
    holder = min(asked, key=lambda h: (-named[h], h), default="")
    return [matter("control", of, ask(template, of, known, holder=holder), answers, known, "hold")]


def state_matters(of: Happening, origins: Mapping[str, Origin], known: Sides) -> list[Matter]:
    """Whether it is so and, where figures are given, how much of it."""
    found = toll_matters(of, origins, known)
    amounts: dict[str, list[Answer]] = defaultdict(list)
    for answer in amount_answers(of.told, origins):
        amounts[answer.scope].append(answer)
    for scope, answers in sorted(amounts.items()):
        found.append(matter("other", of, ask("amount", of, known), answers, known, scope))
    counted = {a.account.claim.id for answers in amounts.values() for a in answers}
    whether = whether_answers(of.told, origins)
    if any(a.account.claim.id not in counted or a.polarity == "denied" for a in whether):
        found.append(matter("other", of, ask("occurrence", of, known), whether, known, "whether"))
    return found


def nobody_asks(told: Sequence[Account], origins: Mapping[str, Origin]) -> bool:
    """Whether an incident is only background: the outlet's own passing word, with nobody named who says it.

    Of kinds that are not contested ("a shortage of fuel"), or of a period ("the war, which has killed thousands").
    """
    one = {origins[a.claim.id].id for a in told}
    passing = all(a.period or a.claim.kind in questions()["background"] for a in told)
    return passing and len(one) == 1 and all(origins[a.claim.id].camp == "narrator" and not a.main for a in told)


def matters_of(incident: Incident, origins: Mapping[str, Origin], known: Sides) -> list[Matter]:
    """The matters of one incident, by family of kinds; none of what is only background."""
    name = "i" + short_hash(*sorted(a.claim.id for _, told in incident.told for a in told))
    return [
        m for family, told in incident.told for m in matters_of_family(name, incident, family, told, origins, known)
    ]


def matters_of_family(
    name: str, incident: Incident, family: Family, told: Sequence[Account], origins: Mapping[str, Origin], known: Sides
) -> list[Matter]:
    if nobody_asks(told, origins):
        return []
    start, end = days_of(told)
    of = Happening(name, family, tuple(told), place_of(told), start, end, incident.why)
    make = hold_matters if family.name == "hold" else state_matters if family.lasting else event_matters
    found = make(of, origins, known)
    if why := why_answers(told, origins):
        found.append(matter("other", of, ask("why", of, known), why, known, "why"))
    return found
