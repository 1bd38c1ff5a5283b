"""Which questions does a happening raise? Incidents become matters.

One happening raises several questions: did it happen, who did it, by what means, how many died, why. A question whose
accounts all answer a sharper one is not asked.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from rashomon.matters.accounts import Account, Origin, taken_up
from rashomon.matters.answer import Answer
from rashomon.matters.answers import (
    TOTAL,
    actor_answers,
    amount_answers,
    by_other_means,
    count_answers,
    hold_answers,
    means_answers,
    tells_less,
    unsure_answers,
    whether_answers,
    why_answers,
)
from rashomon.matters.camps import Sides
from rashomon.matters.comparators import is_area, is_vague
from rashomon.matters.deed_answers import (
    HARM,
    MILITARY,
    denials_of_what_was_hit,
    harm_answers,
    hit_answers,
    number_answers,
)
from rashomon.matters.grounds import is_firm
from rashomon.matters.incidents import Incident
from rashomon.matters.kind_families import questions
from rashomon.matters.one_thing import names_no_weapon
from rashomon.matters.positions import NO_GROUPS, positions
from rashomon.matters.report_events import better
from rashomon.matters.rivalry import least_origins
from rashomon.matters.status import comparable, disputes, judge
from rashomon.matters.told_across import settled_across
from rashomon.message import Phrase, Value, month
from rashomon.model import Matter, MatterKind, Place
from rashomon.world.kinds import Family, Kind


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
    unsure: tuple[Account, ...] = ()
    """What speakers say of it is not known."""
    asks: Kind = field(init=False)
    """The kind of what its questions are about."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "asks", main_kind(self.told, self.family))


# ---- wording -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


@lru_cache(maxsize=1024)
def day_words(start: int | None, end: int | None) -> str:
    """The days of a question, with their preposition.

    >>> day_words(date(2013, 7, 31).toordinal(), date(2013, 7, 31).toordinal())
    ' on 31 July 2013'
    """
    if end is None:
        return ""
    last = date.fromordinal(end)
    said = Phrase("{day} {month} {year}", day=last.day, month=month(last.month), year=last.year)
    if start is None:
        return Phrase(" by {day}", day=said)
    if start == end:
        return Phrase(" on {day}", day=said)
    first = date.fromordinal(start)
    begun = Phrase("{day} {month}", day=first.day, month=month(first.month))
    if first.year != last.year:
        begun = Phrase("{day} {month} {year}", day=first.day, month=month(first.month), year=first.year)
    return Phrase(" between {first} and {last}", first=begun, last=said)


def days_of(told: Sequence[Account]) -> tuple[int | None, int | None]:
    """The days that most accounts give; else up to the first day it was printed."""
    dated: dict[tuple[int, int], int] = {}
    for a in told:
        if a.start is not None and a.end is not None:
            dated[a.start, a.end] = dated.get((a.start, a.end), 0) + 1
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
        k: v for k, v in named.items() if not is_vague(v[0].place) and v[0].place and not is_area(v[0].place)
    } or named
    if not sharp:
        return None
    most = max(len({a.key for a in v}) for v in sharp.values())
    tied = [v for _, v in sorted(sharp.items()) if len({a.key for a in v}) == most]
    found: Place | None = None
    for group in tied:
        found = better(found, group[0].place)
    return found


def main_kind(told: Sequence[Account], family: Family) -> Kind:
    """The kind that most accounts give; one that says how before one that only says what came of it."""
    kinds: dict[Kind, int] = {}
    for a in told:
        kinds[a.claimed] = kinds.get(a.claimed, 0) + 1
    if len(kinds) == 1:
        return next(iter(kinds))
    return max(kinds, key=lambda k: (k.id not in family.generic, kinds[k], k.id))


def with_article(label: str) -> str:
    """A camp's label as it stands in a sentence.

    >>> with_article("Syrian government"), with_article("Russia"), with_article("the League")
    ('the Syrian government', 'Russia', 'the League')
    """
    words = label.casefold().split()
    last = words[-1:] if words[:1] != ["the"] else []
    takes = any(w in questions()["articled"] for w in last)
    return Phrase("the {camp}", camp=label) if takes else placed(label)


def placed(name: str) -> str:
    """A name of a land or a state as it stands in a sentence.

    >>> placed("West Bank"), placed("United States"), placed("Goma")
    ('the West Bank', 'the United States', 'Goma')
    """
    words = name.casefold().split()
    if len(words) < 2 or words[0] == "the":
        return name
    takes = words[0] in questions()["articled_first"] or words[-1] in questions()["articled_last"]
    return Phrase("the {camp}", camp=name) if takes else name


def _came(told: Sequence[Account]) -> bool:
    """Whether the place is where people went, by all that is told: "fled to Goma"."""
    claims = [a.claim for a in told if a.claim.place is not None]
    return bool(claims) and all(c.to_place == c.place and c.from_place is None for c in claims)


def ask(template: str, of: Happening, known: Sides, *, who: str = TOTAL, holder: str = "") -> str:
    """A question from its template in questions.toml."""
    kind, words = of.asks, of.asks.question
    name = of.place.name if of.place is not None else None
    own = {"occurrence": "yes", "amount": "amount"}.get(template, "")
    pattern = words.get(own) or questions()["question"][template]
    if who == TOTAL:  # of people in general languages ask in other words than of some of them
        pattern = pattern.replace("{who}", TOTAL)
    fill: dict[str, Callable[[], Value]] = {
        "what": lambda: what_it_is(kind),
        "the_what": lambda: the_deed(kind),
        "place": lambda: in_place(name, of.place is not None and of.place.precision == "exact"),
        "from_place": lambda: to_or_from(name, _came(of.told)),
        "place_name": lambda: placed(name) if name else Phrase("the place"),
        "when": lambda: day_words(of.start, of.end),
        "who": lambda: Phrase(who),
        "holder": lambda: with_article(known.label(holder)),
    }
    return Phrase(pattern, "", 1, True, **{k: value() for k, value in fill.items() if f"{{{k}}}" in pattern})


@cache
def what_it_is(kind: Kind) -> Phrase:
    return Phrase(kind.question.get("a", kind.id.replace("_", " ")))


@cache
def the_deed(kind: Kind) -> Phrase:
    told = kind.question.get("the")
    return Phrase(told) if told is not None else Phrase("the {kind}", kind=Phrase(kind.id.replace("_", " ")))


@lru_cache(maxsize=1024)
def in_place(name: str | None, exact: bool) -> str:
    if not name:
        return ""
    at = placed(name)
    return Phrase(" at {place}", place=at) if exact else Phrase(" in {place}", place=at)


@lru_cache(maxsize=1024)
def to_or_from(name: str | None, came: bool) -> str:
    if not name:
        return ""
    at = placed(name)
    return Phrase(" to {place}", place=at) if came else Phrase(" from {place}", place=at)


# ---- matters ---------------------------------------------------------------------------------------------------------


def short_hash(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:12]


def matter(
    kind: MatterKind,
    of: Happening,
    question: str,
    answers: Sequence[Answer],
    known: Sides,
    tag: str,
    groups: Mapping[str, Sequence[Answer]] = NO_GROUPS,
) -> Matter:
    """A matter of its answers. `groups` are figures of some of the dead, which stand beside those of all."""
    every = [*answers, *(a for group in groups.values() for a in group)] if groups else answers
    told = [a.account for a in every]
    verdict = judge([a for a in answers if not a.account.open], known, of.place)
    claims = {a.account.claim.id: is_firm(a) for a in every}
    return Matter(
        id="m" + short_hash(kind, tag, *sorted({a.claim.id for a in told})),
        incident=of.id,
        question=question,
        kind=kind,
        claim_kind=main_kind(told, of.family).id,
        place=of.place.name if of.place else None,
        lat=of.place.lat if of.place else None,
        lon=of.place.lon if of.place else None,
        date=None if of.start is None and of.end is None else (iso(of.start), iso(of.end)),
        status=verdict.status,
        disputed=verdict.disputed,
        conceded_by=verdict.conceded_by,
        reason=verdict.reason,
        positions=positions(answers, groups),
        unsure=verdict.unsure,
        firm=sum(claims.values()),
        loose=len(claims) - sum(claims.values()),
        reasons=tuple(dict.fromkeys(of.why[a.claim.id] for a in told if a.claim.id in of.why)),
    )


def toll_matters(of: Happening, origins: Mapping[str, Origin], known: Sides) -> list[Matter]:
    """How many died: of all, and of each group that is a question of its own."""
    rows = count_answers(of.told, origins, "killed")
    told = {who: answers for who, answers in rows.items() if told_among(who, answers, rows.get(TOTAL, ()), known)}
    return [
        matter(
            "death_toll", of, ask("death_toll", of, known, who=who), rows[who], known, who, told if who == TOTAL else {}
        )
        for who in sorted(rows.keys() - told.keys())
    ]


def told_among(who: str, answers: Sequence[Answer], total: Sequence[Answer], known: Sides) -> bool:
    """Whether a group of the dead is told of among all of them, and is no question of its own.

    It is one where origins differ on it, and where somebody counts it who does not say how many died in all: his figure
    stands beside no other.
    """
    if who == TOTAL or {a.origin.id for a in answers} - {a.origin.id for a in total}:
        return False
    return all(a.polarity == "affirmed" for a in answers) and not disputes(comparable(answers), known)


def event_matters(of: Happening, origins: Mapping[str, Origin], known: Sides) -> list[Matter]:
    """Who did it, how many died, how many were hurt, and whether it happened."""
    found = toll_matters(of, origins, known)
    answered = {c for m in found for p in m.positions for c in p.claims}
    asks = of.asks
    limiting = denials_of_what_was_hit(of.told, origins)
    doing = [a for a in of.told if a.claim.id not in limiting]
    who = actor_answers(doing, origins, known) if asks.asks_who or asks.deed else []
    if who:
        who += unsure_answers(of.unsure, origins, "who")
        found.append(matter("responsibility", of, ask("responsibility", of, known), who, known, "who"))
        answered |= {a.account.claim.id for a in who}
    if hurt := count_answers(of.told, origins, "injured").get(TOTAL):
        found.append(matter("other", of, ask("injured", of, known), hurt, known, "injured"))
    if asks.asks_how:
        found += deed_matters(of, origins, known, limiting)
    if disputes(comparable(harmed := harm_answers(of.told, origins, limiting)), known):
        found.append(matter("occurrence", of, ask("harm", of, known), harmed, known, HARM))
    # who denies having done it does not deny that it was done
    cleared = {a.account.statement.id for a in who if a.polarity == "denied"}
    denied = {a.claim.id for a in of.told if a.claim.polarity == "denied" and (a.statement.id in cleared or clears(a))}
    # nor does who says that shells fell say that there was an air strike: what he says is asked above
    others = by_other_means(of.told, origins, asks) | {a.claim.id for a in of.told if tells_less(a, asks)}
    told = [a for a in doing if a.claim.id not in denied]
    sharp = [a for a in told if a.claim.id not in others]
    whether = whether_answers(sharp if any(a.claim.polarity == "affirmed" for a in sharp) else told, origins)
    asked = bool(whether) and asks.doubted
    if asked or any(a.polarity == "denied" or a.account.claim.id not in answered for a in whether):
        whether += unsure_answers(of.unsure, origins, "whether")
        found.append(matter("occurrence", of, ask("occurrence", of, known), whether, known, "whether"))
    return found


def clears(account: Account) -> bool:
    """Whether a denial takes up an accusation of somebody, of whom no side is known: it denies who did it."""
    return account.claim.actor is not None and taken_up(account)


def deed_matters(of: Happening, origins: Mapping[str, Origin], known: Sides, limiting: Container[str]) -> list[Matter]:
    """By what means an attack was carried out, what it hit, and by how many, each where two origins tell of it.

    `limiting` has the denials of what was hit.
    """
    found: list[Matter] = []
    if len({origins[a.claim.id].id for a in of.told}) < 2:
        return found
    how = means_answers(of.told, origins)
    # that the shelling was done by shelling is no news: two must have named a weapon, or one another than the other did
    named = [a for a in how if not names_no_weapon(a)]
    if of_several(named) or (named and disputes(comparable(how), known)):
        found.append(matter("other", of, ask("means", of, known), how, known, "means"))
    hit = hit_answers(of.told, origins, limiting)
    # nor that an attack hit fighters, where nobody says anything else
    if (of_several(hit) or disputes(comparable(hit), known)) and any(
        a.sort != MILITARY or a.polarity == "denied" for a in hit
    ):
        found.append(matter("occurrence", of, ask("hit", of, known), hit, known, "hit"))
    for asked, figures in sorted(number_answers(of.told, origins).items()):
        if of_several(figures):
            found.append(matter("other", of, ask(asked, of, known), figures, known, asked))
    return found


def of_several(answers: Sequence[Answer]) -> bool:
    """Whether two origins answer that are known to be independent: beside what one alone says no account stands."""
    return least_origins(answers) > 1


def hold_matters(of: Happening, origins: Mapping[str, Origin], known: Sides) -> list[Matter]:
    """Who holds the place; where nobody is named, whether anybody does."""
    answers = hold_answers(of.told, origins, known)
    named = Counter(str(a.value) for a in answers if a.field == "who")
    held = {str(a.value) for a in answers if a.field == "who" and a.polarity == "affirmed"}
    denied = {str(a.value) for a in answers if a.field == "who" and a.polarity == "denied"}
    template, asked = "held" if day_words(of.start, of.end) else "control", frozenset[str]()
    if held & denied:
        template, asked = "holds", frozenset(held & denied)
    elif denied:
        if all(a.inferred_place for a in of.told):
            return []  # "its men withdrew with the weapons": from somewhere, and nobody says that they held a place
        template, asked = "lost", frozenset(denied)
    elif not named:
        template = "taken"
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

    Of kinds that are not contested ("a shortage of fuel"), or of a period ("the war, which has killed thousands"). And,
    whoever says so, what none of them puts anywhere in its own words: a war's dead are not those of the town told of.
    """
    one = {origins[a.claim.id].id for a in told}
    passing = all(a.period or a.claimed.background for a in told)
    if any(a.main for a in told) or not passing:
        return False
    nowhere = all(a.inferred_place for a in told)
    return nowhere or (len(one) == 1 and all(origins[a.claim.id].camp == "narrator" for a in told))


def matters_of(incident: Incident, origins: Mapping[str, Origin], known: Sides) -> list[Matter]:
    """The matters of one incident, by family of kinds; none of what is only background."""
    name = "i" + short_hash(*sorted(a.claim.id for _, told in incident.told for a in told))
    return [
        m for family, told in incident.told for m in matters_of_family(name, incident, family, told, origins, known)
    ]


def matters_of_family(
    name: str, incident: Incident, family: Family, told: Sequence[Account], origins: Mapping[str, Origin], known: Sides
) -> list[Matter]:
    if nobody_asks([a for a in told if not a.open], origins):
        return []
    unsure = tuple(a for a in told if a.open)
    told = settled_across([a for a in told if not a.open])
    start, end = days_of(told)
    of = Happening(name, family, tuple(told), place_of(told), start, end, incident.why, unsure)
    make = hold_matters if of.asks.asks_holder else state_matters if family.lasting else event_matters
    found = make(of, origins, known)
    # a reason that one origin alone gives is read where that origin says what happened
    if (why := why_answers(told, origins)) and (len({a.origin.id for a in why}) > 1 or not found):
        found.append(matter("other", of, ask("why", of, known), why, known, "why"))
    return found
