"""Which positions does a matter have? Answers by camp, one position for each answer that a camp gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce

from rashomon.matters.accounts import Account
from rashomon.matters.answer import CHOICES, Answer, figure_words, says
from rashomon.matters.camps import takes_side
from rashomon.matters.rivalry import least_origins
from rashomon.matters.tolls import latest_tolls, when_said
from rashomon.message import Phrase, with_semicolons
from rashomon.model import Among, Evidence, Position, Span, Toll

YES, NO = Phrase("yes"), Phrase("no")
NO_GROUPS: Mapping[str, Sequence[Answer]] = {}
LONGEST_QUOTE = 1500
"""Characters. A statement in pieces is quoted from its first word to its last; a longer one only around the claim."""


def evidence_of(account: Account) -> Evidence:
    """The statement in its own words: from its first word to its last, or, of a long one, the piece with the claim."""
    spans = account.statement.content or (account.claim.trigger,)
    if len(spans) == 1:
        start, end = spans[0]
    else:
        start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    if end - start > LONGEST_QUOTE:
        start, end = next((s for s in spans if s[0] <= account.claim.trigger[0] < s[1]), min(spans))
    return Evidence(account.report.id, Span(start, end), account.report.text[start:end])


def evidence_of_all(accounts: Sequence[Account]) -> tuple[Evidence, ...]:
    """Each once."""
    if len(accounts) == 1:
        return (evidence_of(accounts[0]),)
    found: dict[tuple[str, Span, str], Evidence] = {}
    for account in accounts:
        one = evidence_of(account)
        found.setdefault((one.report_id, one.span, one.quote), one)
    return tuple(found.values())


@lru_cache(maxsize=1024)
def sides_in(value: str) -> Phrase:
    """A side, or several that it may be, of which each can be put into another language."""
    return reduce(lambda a, b: Phrase("{side}_or_{other}", side=a, other=b), map(Phrase, value.split("_or_")))


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


def position(answers: Sequence[Answer], groups: Mapping[str, Sequence[Answer]] = NO_GROUPS) -> Position:
    """What answers that say the same come to. `groups` are figures of some of the dead, by whom they count."""
    first = answers[0]
    value = first.value
    if isinstance(value, Toll) and any(isinstance(a.value, Toll) and a.value.high is None for a in answers):
        value = Toll(value.low, None)
    if first.field == "whether" and first.scope not in CHOICES and not first.account.open:
        value = YES if first.polarity == "affirmed" else NO
    elif isinstance(value, Toll) and first.scope == "percent":
        value = Phrase("{figure} percent", figure=says(first))
    elif first.scope in CHOICES:
        value = Phrase(str(value))
    elif first.field == "who":
        value = sides_in(str(value))
    told = [*answers, *(a for group in groups.values() for a in group)] if groups else answers
    accounts = list({a.account.claim.id: a.account for a in told}.values())
    if len(accounts) > 1:
        accounts.sort(key=lambda a: (a.published or 0, a.key, a.at, a.claim.id))
    return Position(
        camp=first.camp,
        answer=value,
        polarity=first.polarity,
        origins=least_origins(answers),
        claims=tuple([a.claim.id for a in accounts]),
        report_ids=tuple(dict.fromkeys([a.report.id for a in accounts])),
        speakers=tuple(dict.fromkeys([a.speaker.name for a in accounts])),
        evidence=evidence_of_all(accounts),
        among=tuple(among(who, group) for who, group in sorted(groups.items())) if groups else (),
    )


def among(who: str, answers: Sequence[Answer]) -> Among:
    """Figures of one group that nobody disputes: the latest of them."""
    last = max(answers, key=when_said)
    claims = sorted({a.account.claim.id for a in answers})
    return Among(who, last.value if isinstance(last.value, Toll) else Toll(None, None), tuple(claims))


def weightiest_first(mine: Sequence[Answer]) -> list[list[Answer]]:
    """The answers of one camp by what they say; of its tolls, the latest of its weightiest origin first."""
    if len(mine) == 1:
        return [list(mine)]
    groups: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
    carried: dict[str, set[str]] = defaultdict(set)
    for answer in mine:
        groups[value_key(answer)].append(answer)
        carried[answer.origin.id].add(answer.account.key)
    if len(groups) == 1:
        return [*groups.values()]
    named = {a.origin.id for a in mine if a.origin.counts} or set(carried)
    heaviest = max(named, key=lambda o: (len(carried[o]), o))
    current = {a.account.claim.id for a in latest_tolls(a for a in mine if a.origin.id == heaviest)}

    def rank(key: tuple[str, str, str]) -> tuple[object, ...]:
        group = groups[key]
        if not isinstance(group[0].value, Toll):
            return (-least_origins(group), -len(group), key)
        now = any(a.origin.id == heaviest and a.account.claim.id in current for a in group)
        day, figure, *_ = when_said(max(group, key=when_said))
        return (not now, -day, -figure, key)

    return [groups[key] for key in sorted(groups, key=rank)]


def among_in_words(groups: Sequence[Among]) -> str:
    """Groups of the dead as they stand after the figure of all; empty where there are none.

    >>> among_in_words([Among("children", Toll(1, 1), ()), Among("medics", Toll(2, None), ())])
    'among them children: 1; medics: at least 2'
    """
    if not groups:
        return ""
    said = [Phrase("{who}: {figure}", who=Phrase(g.who), figure=figure_words(g.killed)) for g in groups]
    return Phrase("among them {groups}", groups=with_semicolons(said))


def by_total(
    totals: Sequence[Sequence[Answer]], groups: Mapping[str, Sequence[Answer]]
) -> list[dict[str, list[Answer]]]:
    """For each of one camp's figures of all of the dead, the groups counted among them, by whom they count.

    A group goes to the figure that its own origin gives in the same report, else to the first that this origin gives.
    """
    found: list[dict[str, list[Answer]]] = [defaultdict(list) for _ in totals]
    given = [{(a.origin.id, a.account.key) for a in total} for total in totals]
    for who, answers in groups.items():
        for answer in answers:
            origin, report = answer.origin.id, answer.account.key
            same = (n for n, pairs in enumerate(given) if (origin, report) in pairs)
            any_ = (n for n, pairs in enumerate(given) if origin in {o for o, _ in pairs})
            if (n := next(same, next(any_, None))) is not None:
                found[n][who].append(answer)
    return found


def positions(answers: Sequence[Answer], groups: Mapping[str, Sequence[Answer]] = NO_GROUPS) -> tuple[Position, ...]:
    """One position for each answer that a camp gives; sides before voices that take none, the weightier first.

    `groups` are figures of some of the dead, by whom they count: each stands beside a figure of all by its origin.
    """
    by_camp: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_camp[answer.camp].append(answer)
    camps = sorted(by_camp, key=lambda camp: (not takes_side(camp), -least_origins(by_camp[camp]), camp))
    found: list[Position] = []
    for camp in camps:
        each = weightiest_first(by_camp[camp])
        found += map(position, each, by_total(each, groups)) if groups else map(position, each)
    return tuple(found)
