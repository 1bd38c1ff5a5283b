"""What does each account answer? Who, how many, by what means, why, who holds it: all that a claim's fields say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.matters.accounts import Account, Origin, camp_of
from rashomon.matters.answer import Answer
from rashomon.matters.camps import Sides
from rashomon.matters.comparators import is_area, is_vague
from rashomon.matters.kind_families import LOOSE, questions
from rashomon.matters.one_thing import part_scope
from rashomon.model import NEUTRAL_CAMPS, Count, Field, Toll
from rashomon.world.kinds import Kind

TOTAL = "people"
IT_WAS = "made.it_was"


def whole_number(value: float | None) -> int | None:
    return None if value is None else int(value)


def toll_of(count: Count) -> Toll | None:
    """A count as a toll, None where it has neither end.

    >>> from rashomon.model import Span
    >>> toll_of(Count(Span(0, 1), "12", "killed", None, 12.0, None, False, None))
    Toll(low=12, high=None)
    """
    if count.low is None and count.high is None:
        return None
    return Toll(whole_number(count.low), whole_number(count.high))


def whom(count: Count) -> str:
    """Whom a figure counts: its class, or the calling that the words name ("six teachers", "13 police").

    Who counts people of one calling counts no others: in `count_answers` they are a group.
    """
    return count.calling or count.who or TOTAL


def fate(account: Account, count: Count) -> str | None:
    """What happened to those counted. Whom gas affected is hurt, and each case of it (`hurt` of the kind)."""
    hurt = account.claimed.hurt
    if count.unit is None:
        return "injured" if count.what in hurt else count.what
    return "injured" if count.unit in hurt and count.what is None else None


def whether_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    told = [a for a in told if not only_calls_it(a)] or told
    only_harm = all(a.claimed.effect for a in told)
    told = [a for a in told if not denies_harm_alone(a, only_harm)]
    return [Answer(a, origins[a.claim.id], "whether", "yes", a.claim.polarity) for a in told]


def denies_harm_alone(account: Account, only_harm: bool) -> bool:
    """Whether it denies no more than that some were harmed: "no civilian was killed", said of fighting that there was,
    or where soldiers may have been."""
    claim = account.claim
    if claim.polarity != "denied" or not account.claimed.effect:
        return False
    some = claim.target is not None and (claim.target.sort is not None or claim.target.camp not in NEUTRAL_CAMPS)
    return some or not only_harm


def only_calls_it(account: Account) -> bool:
    """Whether it says what "it" was in words that give no reason: "saying it was sticking to the truce"."""
    claim = account.claim
    said = any(w.field == "made" and w.rule == IT_WAS for w in claim.why)
    return said and claim.reason is not None and claim.reason.sort is None


UNKNOWN = "unknown"


def unsure_answers(told: Sequence[Account], origins: Mapping[str, Origin], field: Field) -> list[Answer]:
    """What speakers say is not known, as answers that take no side: who did it, where doers are named, else whether."""
    asks_who = (a for a in told if (a.claim.actor is not None) == (field == "who"))
    return [Answer(a, origins[a.claim.id], field, UNKNOWN, "affirmed", scope=UNKNOWN) for a in asks_who]


def actor_answers(told: Sequence[Account], origins: Mapping[str, Origin], known: Sides) -> list[Answer]:
    return [
        Answer(
            a,
            origins[a.claim.id],
            "who",
            a.actor,
            a.claim.polarity,
            covers=known.covered(a.claim.actor, origins[a.claim.id].camp),
        )
        for a in told
        if a.actor and a.kind not in a.family.mutual and not only_calls_it(a)
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
        if a.claimed.gives_up:
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
    """The reasons that are given. Where one is, who says that somebody shot the aircraft down says why it fell."""
    found: list[Answer] = []
    asked = any(a.reason is not None for a in told)
    for a in told:
        if asked and a.reason is None and a.actor and a.claim.polarity == "affirmed":
            found += reason_in_deed(a, origins[a.claim.id])
        if a.reason is None or not a.claimed.asks_why:
            continue
        sort = a.reason.sort or ""
        excludes = frozenset(x for row in questions()["reason"] if row["sort"] == sort for x in row["excludes"])
        text = " ".join(a.reason.text.split())
        found.append(Answer(a, origins[a.claim.id], "why", text, a.claim.polarity, sort=sort, excludes=excludes))
    return found


def reason_in_deed(account: Account, origin: Origin) -> list[Answer]:
    """The deed itself as a reason, in its own words, by the sort that its kind is as a reason."""
    sort = account.claimed.reason
    row = next((row for row in questions()["reason"] if row["sort"] == sort), None)
    if row is None:
        return []
    start, end = account.claim.trigger
    words = " ".join(account.report.text[start:end].split())
    return [Answer(account, origin, "why", words, "affirmed", sort=row["sort"], excludes=frozenset(row["excludes"]))]


def means_answers(told: Sequence[Account], origins: Mapping[str, Origin]) -> list[Answer]:
    """By what means an attack was carried out, by the rows of `means` in questions.toml. A denial names no means.

    Nor does a deed that is done to arms and the like: the aircraft that is named was shot down.
    """
    doers: dict[str, set[str]] = defaultdict(set)
    for a in told:
        if a.actor and a.claim.polarity == "affirmed":
            doers[origins[a.claim.id].id].add(a.actor)
    found: list[Answer] = []
    for a in told:
        if a.claim.polarity == "denied" or a.claimed.handles or (row := means_of(a)) is None:
            continue
        origin = origins[a.claim.id]
        named = doers[origin.id]
        said = Answer(
            a,
            origin,
            "whether",
            row["says"],
            "affirmed",
            scope="means",
            excludes=frozenset(row["excludes"]),
            sort=row["sort"],
            apart=frozenset(row.get("apart", ())),
            doer=next(iter(named)) if len(named) == 1 else "",
        )
        found.append(said)
    return found


def means_of(account: Account) -> Mapping[str, Any] | None:
    """The row of `means` in questions.toml that an account fits, by its words, then by class of weapon or kind."""
    rows: Sequence[Mapping[str, Any]] = questions()["means"]
    means = account.claim.means
    by_kind = None if account.kind == LOOSE else usual_means(account.claimed)
    if means is None:
        return by_kind
    by_words = (row for row in rows if means.sort is not None and row.get("named") == means.sort)
    found = next(by_words, next((row for row in rows if means.weapon in row["weapons"]), None))
    # "warplanes dropped two bombs": the bombs came from the air, whatever else is called one
    return by_kind if found is not None and by_kind is not None and found["sort"] in by_kind.get("over", ()) else found


def usual_means(kind: Kind) -> Mapping[str, Any] | None:
    """The row of `means` in questions.toml that deeds of a kind are done by, where no weapon is named."""
    rows: Sequence[Mapping[str, Any]] = questions()["means"]
    return next((row for row in rows if row["says"] == kind.means), None)


def by_other_means(told: Sequence[Account], origins: Mapping[str, Origin], kind: Kind) -> set[str]:
    """The claims of origins that name weapons, and only of another sort than a deed of this kind is done with."""
    row = usual_means(kind)
    usual = row["sort"] if row is not None else None
    sorts: dict[str, set[str]] = defaultdict(set)
    for a in told:
        if a.claim.polarity == "affirmed" and a.claim.means is not None and (named := means_of(a)) is not None:
            sorts[origins[a.claim.id].id].add(named["sort"])
    others = {origin for origin, named in sorts.items() if usual and usual not in named}
    return {a.claim.id for a in told if origins[a.claim.id].id in others}


def tells_less(account: Account, kind: Kind) -> bool:
    """Whether an account tells only what came of it: that an aircraft crashed says not that it was shot down."""
    if not kind.less or account.claim.polarity == "denied" or account.actor:
        return False
    return account.kind != kind.id or account.claim.words in kind.less


def area_only(mine: Sequence[Account], told: Sequence[Account]) -> str:
    """ " in AREA" where a report tells of no place narrower than a first-order area and others of the happening do.

    Its figures may be the area's: they stand beside a town's and are not compared with them.
    """
    report = {a.key for a in mine}
    coarse = {is_area(a.place) for a in told if a.key in report and not is_vague(a.place) and a.place}
    sharper = any(a.place and not is_vague(a.place) and not is_area(a.place) for a in told)
    area = next((a.place.name for a in mine if a.place and is_area(a.place)), "")
    return f" in {area}" if coarse == {True} and sharper and area else ""


def count_answers(told: Sequence[Account], origins: Mapping[str, Origin], what: str) -> dict[str, list[Answer]]:
    """Figures of one sort ("killed"), by whom they count.

    "12 civilians were killed" is a total where the origin gives no other; "among them 5 children" is a part. "29
    fighters were killed" is one where nobody counts people as such and the origin counts no other group; but not in a
    fight, where each side has its own dead. Totals of a longer time, and numbers that a later one replaced, answer
    nothing. Who denies a deed ("its planes did not bomb the market, where 23 died") denies no figure; who
    denies what came of it does ("the army denied that 23 people had been killed").
    """
    rows: dict[str, list[Answer]] = defaultdict(list)
    mine: dict[tuple[str, str], list[tuple[Account, Count, Toll]]] = defaultdict(list)
    for a in told:
        if a.claim.polarity == "denied" and not a.claimed.effect:
            continue
        for count in a.counts:
            if count.scope not in (None, "event"):
                continue
            if fate(a, count) == what and (toll := toll_of(count)) is not None:
                mine[a.key, origins[a.claim.id].id].append((a, count, toll))
    everybody = {TOTAL, *questions()["anybody"]}
    whole = any(whom(count) in everybody for figures in mine.values() for a, count, _ in figures)
    for figures in mine.values():
        counted = {whom(count) for a, count, _ in figures if count.part_of is None}
        # who says "12 civilians were killed" and gives no other total means all of the dead
        total = {TOTAL} if TOTAL in counted else everybody
        fought = any(a.claim.kind in a.family.mutual for a, _, _ in figures)
        if not whole and len(counted) == 1 and not fought and not counted & set(questions()["never_all"]):
            total = total | counted
        area = area_only([a for a, _, _ in figures], told)
        for a, count, toll in figures:
            group = whom(count)
            if count.part_of is not None and (group == TOTAL or some_of_them(a, count)):
                continue
            scope = TOTAL if group in total and count.part_of is None else group
            origin, vague = origins[a.claim.id], count.vague
            of = scope + area
            if scope != group:
                of = part_scope(of, "civilians" if group in everybody else group)
            answer = Answer(a, origin, "how_many", toll, a.claim.polarity, scope=of, vague=vague)
            rows[scope].append(answer)
    replaced = replaced_figures(told, origins, what)
    return {who: kept for who, answers in rows.items() if (kept := less_replaced(answers, replaced))}


def some_of_them(account: Account, part: Count) -> bool:
    """Whether a figure is a part of one of the same people: "75 fighters, 30 of them foreigners"."""
    return any(
        c.part_of is None and c.what == part.what and whom(c) == whom(part) and (c.low or 0) > (part.low or 0)
        for c in account.counts
    )


def replaced_figures(told: Sequence[Account], origins: Mapping[str, Origin], what: str) -> dict[tuple[str, Toll], int]:
    """The figures that a camp says a later one replaced ("had initially said 50"), with the last day it said so."""
    found: dict[tuple[str, Toll], int] = {}
    for a in told:
        for count in a.counts:
            if count.scope == "earlier" and fate(a, count) == what and (toll := toll_of(count)) is not None:
                key = (origins[a.claim.id].camp, toll)
                found[key] = max(found.get(key, 0), a.published or 0)
    return found


def less_replaced(answers: Sequence[Answer], replaced: Mapping[tuple[str, Toll], int]) -> list[Answer]:
    """The figures less those that their own camp called replaced since."""
    return [
        a
        for a in answers
        if not isinstance(a.value, Toll) or (a.account.published or 0) > replaced.get((a.camp, a.value), -1)
    ]


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
            vague=count.vague,
        )
        for a in told
        if a.claimed.asks_amount
        for count in a.counts
        if count.what not in ("killed", "injured") and count.unit in (None, "percent") and (toll := toll_of(count))
    ]
