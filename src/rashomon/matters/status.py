"""Where do the accounts agree, and where not?

Answers are compared field by field; the matter takes the first that holds of disputed, conceded, agreed, one camp, one
origin. The first three rest on firm claims: where one of them would hold only with loose ones, the matter is unclear.
Nothing here says which account is true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from rashomon.matters.answer import CHOICES, FIELD_WORDS, Answer, says
from rashomon.matters.camps import Sides, takes_side
from rashomon.matters.comparators import is_vague
from rashomon.matters.conceding import concedes
from rashomon.matters.grounds import firm, is_firm, to_read
from rashomon.matters.may_relate import by_two_outlets, of_this_place, rank
from rashomon.matters.one_thing import (
    HOLD,
    of_a_period,
    of_days_in_a_city,
    one_event,
    one_state,
    one_thing,
    printed_apart,
    tells_nothing,
    whole_of,
)
from rashomon.matters.rivalry import (
    compatible,
    excluded,
    least_origins,
    may_be_one,
    of_a_part,
    rival,
    told_by_outlet,
    wider,
)
from rashomon.matters.tolls import figures_close, gives_two, latest_tolls, may_have_grown
from rashomon.message import Phrase, counted, with_and
from rashomon.model import Field, Place, Polarity, Status, Toll


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    disputed: tuple[Field, ...]
    conceded_by: tuple[str, ...]
    reason: str
    grounds: tuple[Answer, ...] = ()
    """The answers that a relation is seen in, as its reason names them."""
    unsure: tuple[str, ...] = ()


RELATIONS: tuple[Status, ...] = ("disputed", "conceded", "agreed")
"""What the accounts are to each other, and not only how many there are."""

LOCAL = "local"
"""The camp of those who live there or stand by."""


def of_one_mind(answers: Sequence[Answer]) -> list[Answer]:
    """The answers less those that their own origin contradicts more often than it gives them."""
    if len({a.polarity for a in answers}) < 2:
        return list(answers)
    said = Counter((a.origin.id, a.field, a.scope, a.value, a.polarity) for a in answers)
    other: dict[Polarity, Polarity] = {"affirmed": "denied", "denied": "affirmed"}
    return [
        a
        for a in answers
        if said[a.origin.id, a.field, a.scope, a.value, a.polarity]
        >= said[a.origin.id, a.field, a.scope, a.value, other[a.polarity]]
    ]


def of_one_choice(answers: Sequence[Answer]) -> list[Answer]:
    """The answers less those of an origin that names two means, or things hit, which exclude each other.

    It tells of two deeds, or of both sorts of what was hit, and so disputes nobody.
    """
    chosen = [a for a in answers if a.scope in CHOICES and a.polarity == "affirmed"]
    if len(chosen) < 2:
        return list(answers)
    torn = {a.origin.id for a, b in combinations(chosen, 2) if a.origin.id == b.origin.id and excluded(a, b)}
    return [a for a in answers if a.scope not in CHOICES or a.origin.id not in torn]


def of_the_widest(answers: Sequence[Answer]) -> list[Answer]:
    """The answers less the doer of an origin that also says that it was he or another: so much it is not sure of."""
    doers = [a for a in answers if a.field == "who" and a.polarity == "affirmed" and a.scope != HOLD]
    unsure = {(a.origin.id, str(a.value)) for a in doers if "_or_" in str(a.value)}
    if not unsure:
        return list(answers)
    return [
        a
        for a in answers
        if a not in doers or not any(o == a.origin.id and v != a.value and wider(v, str(a.value)) for o, v in unsure)
    ]


def less_headlines(answers: Sequence[Answer]) -> list[Answer]:
    """The figures less those of a headline, where the report itself gives one of the same people by that origin."""
    heads = [a for a in answers if a.account.statement.manner == "headline" and a.field == "how_many"]
    if not heads:
        return list(answers)
    said = {(a.account.key, a.origin.id, whole_of(a.scope)) for a in answers if a not in heads}
    return [a for a in answers if a not in heads or (a.account.key, a.origin.id, whole_of(a.scope)) not in said]


def comparable(answers: Sequence[Answer]) -> list[Answer]:
    """The answers that are laid against each other: each origin's, once; of figures, each origin's latest."""
    if len(answers) < 2:
        return list(answers)
    answers = less_headlines(of_the_widest(of_one_choice(of_one_mind(answers))))
    every = [a for a in answers if a.field != "how_many"] + latest_tolls([a for a in answers if a.field == "how_many"])
    once: dict[tuple[object, ...], Answer] = {}
    for a in every:
        key = (a.origin.id, a.camp, a.field, a.value, a.polarity, a.scope, a.sort, a.account.claim.part, a.covers)
        if key not in once or better_ground(a) >= better_ground(once[key]):
            once[key] = a
    return list(once.values())


def better_ground(a: Answer) -> tuple[bool, bool, bool]:
    """Firm before loose; then who names a place, and says how it was done and not only what came of it."""
    return is_firm(a), not is_vague(a.account.place), a.account.kind not in a.account.family.generic


def repeated(outlet: Answer, source: Answer, every: Sequence[Answer]) -> bool:
    """Whether an outlet's own word stands in a report in which it quotes the source, to the same effect as here."""
    return told_by_outlet(outlet) and any(
        x.account.key == outlet.account.key and x.origin.id == source.origin.id and x.value == source.value
        for x in every
        if x.polarity == source.polarity == outlet.polarity
    )


def disputes(
    answers: Sequence[Answer], known: Sides, every: Sequence[Answer] = ()
) -> list[tuple[Field, Answer, Answer]]:
    """Every pair of `comparable` answers that can't both be true, one for each pair of origins and field.

    `every` has the answers of which those were chosen.
    """
    found: dict[tuple[Field, str, str], tuple[Field, Answer, Answer]] = {}
    for a, b in combinations([a for a in answers if takes_side(a.camp)], 2):
        if a.origin.id == b.origin.id or a.field != b.field or by_two_outlets(a, b):
            continue
        if a.field == "how_many" and any(x.camp == LOCAL and not x.origin.counts for x in (a, b)):
            continue  # "a nurse counted 213": one of no name who stands by saw a part
        if (field := rival(a, b, known)) is not None and not (repeated(a, b, every) or repeated(b, a, every)):
            found.setdefault((field, *sorted((a.origin.id, b.origin.id))), (field, a, b))  # type: ignore[arg-type]
    return list(found.values())


def at_two_times(field: Field, a: Answer, b: Answer, every: Sequence[Answer]) -> bool:
    """Whether two that differ may both have been right when they were said: a count went on, a day is not told, or a
    figure is only in a headline of another report."""
    if field != "how_many":
        return printed_apart(a, b)
    headline = any(x.account.statement.manner == "headline" for x in (a, b)) and a.account.key != b.account.key
    return headline or printed_apart(a, b) or may_have_grown(a, b, every)


def accused_first(a: Answer, b: Answer) -> bool:
    """Whether neither is the side that is accused and denies it: its denial is what shows best that they differ."""
    return not any(x.polarity == "denied" and x.value == x.camp for x in (a, b))


def shown_first(field: Field, a: Answer, b: Answer, backed: Counter[Said]) -> tuple[int, bool, bool, bool, int, int]:
    """Which of several pairs that differ the reason names: by field, then the one best seen to be two sides'."""
    loose = len(firm((a, b))) < 2
    by_field = list(FIELD_WORDS).index(field)
    return (
        by_field,
        loose,
        a.camp == b.camp,
        accused_first(a, b),
        -backed[what_side_says(a)] - backed[what_side_says(b)],
        rank(a) + rank(b),
    )


Said = tuple[str, Field, str | Toll, Polarity]


def what_side_says(a: Answer) -> Said:
    """Which side gives which answer."""
    return a.camp, a.field, a.value, a.polarity


def backing(every: Sequence[Answer]) -> Counter[Said]:
    """How many origins of one side give one answer, in claims that are firm."""
    return Counter(what for _, what in {(x.origin.id, what_side_says(x)) for x in every if is_firm(x)})


def echoes(outlet: Answer, source: Answer, every: Sequence[Answer]) -> bool:
    """Whether an organ's own word stands in a report in which somebody of the source's side is quoted on the same: it
    may be no more than what he said."""
    return told_by_outlet(outlet) and any(
        x.account.key == outlet.account.key and x.camp == source.camp and not told_by_outlet(x) for x in every
    )


def agreement(answers: Sequence[Answer], known: Sides, every: Sequence[Answer] = ()) -> tuple[Answer, Answer] | None:
    """Two compatible answers of independent origins, from two camps that are no allies.

    `every` has the answers of which those were chosen.
    """
    sided = sorted((a for a in answers if takes_side(a.camp) and a.origin.counts), key=lambda a: not is_firm(a))
    found = [(a, b) for a, b in combinations(sided, 2) if a.camp != b.camp and agree(a, b, known, every)]
    # of several, the pair that others may rest on, and of these the one that is best seen to be its speakers'
    backed = backing(every) if len(found) > 1 else Counter[Said]()
    return min(
        found,
        key=lambda pair: (-len(firm(pair)), -sum(backed[what_side_says(a)] for a in pair), sum(map(rank, pair))),
        default=None,
    )


def agree(a: Answer, b: Answer, known: Sides, every: Sequence[Answer] = ()) -> bool:
    """Whether two answers of two camps are an agreement."""
    return (
        not may_be_one(a.origin, b.origin)
        and not by_two_outlets(a, b)
        and not known.allied(a.camp, b.camp)
        and compatible(a, b, known)
        and (one_thing(a, b) or one_state(a, b))
        and (a.field == "how_many" or a.account.family.lasting or one_event(a, b))
        and not (a.field == "how_many" and (unsettled(a, b, every) or contested(a, b, every, known)))
        and not tells_nothing(a, b)
        and not (of_a_part(a) or of_a_part(b))
        and not any(of_a_period(x.account) or of_days_in_a_city(x.account) for x in (a, b))
        and not (echoes(a, b, every) or echoes(b, a, every))
    )


def unsettled(a: Answer, b: Answer, every: Sequence[Answer]) -> bool:
    """Whether two figures that go together may be two of a count that went on, or one of several of their origin's."""
    if gives_two(a, every) or gives_two(b, every):
        return True
    later = a.account.published != b.account.published
    return not (figures_close(a, b) or a.vague or b.vague) and (later or may_have_grown(a, b))


def contested(a: Answer, b: Answer, every: Sequence[Answer], known: Sides) -> bool:
    """Whether others give a figure of the same people that fits neither: two of many that differ are no agreement."""
    return any(
        not (compatible(x, a, known) or compatible(x, b, known))
        for x in every
        if (x.field, x.scope, x.polarity) == (a.field, a.scope, a.polarity)
        and x.origin.id not in (a.origin.id, b.origin.id)
        and x.origin.counts
        and takes_side(x.camp)
    )


def several(answers: Sequence[Answer], known: Sides) -> list[Answer]:
    """The largest set of compatible answers within one camp and its allies (or, with no side taken, of the outlets)."""
    best: list[Answer] = []
    sided = [a for a in answers if takes_side(a.camp)] or list(answers)
    if len(sided) == 1:
        return sided
    for a in sided:
        group = [b for b in sided if known.allied(a.camp, b.camp) and (b is a or compatible(a, b, known))]
        if least_origins(group) > least_origins(best or [a]) or not best:
            best = group
    return best


def listing(words: Iterable[str]) -> str:
    """Words as a list in a sentence, each once.

    >>> listing(["a", "b", "c", "a"])
    'a, b and c'
    """
    return with_and(list(dict.fromkeys(words)))


def judge(answers: Sequence[Answer], known: Sides, place: Place | None = None) -> Verdict:
    """The status of a matter by its answers, of which only firm ones make accounts disputed, conceded or agreed.

    What a loose claim would change is unclear: it makes no dispute, and nothing is called agreed that it disputes.
    Where `place` is known, what is told of another town stands beside it all.
    """
    answers = of_this_place(answers, place) or list(answers)
    grounds = firm(answers)
    every = weighed(answers, known)
    if len(grounds) == len(answers) or every.status not in RELATIONS:
        return every
    sure = weighed(grounds, known) if grounds else None
    if sure is not None and sure.status in RELATIONS and any(a.account.claim.background for a in every.grounds):
        # what is told beside the news may be of another day: it does not unsettle how the news stand
        every = weighed([a for a in answers if not a.account.claim.background], known)
    if sure is not None and (sure.status == every.status or sure.status == "conceded"):
        return sure
    status = Phrase(every.status)
    reason = Phrase(
        "{reason} It would be {status}, but that rests on what is not sure.", reason=every.reason, status=status
    )
    conceded_by = sure.conceded_by if sure is not None else ()
    return Verdict("unclear", (), conceded_by, reason, every.grounds, to_read(every.grounds))


def weighed(answers: Sequence[Answer], known: Sides) -> Verdict:
    """The first that holds of disputed, conceded, agreed, one camp, one origin, whatever the answers rest on."""
    compared = comparable(answers)
    every_clash = disputes(compared, known, answers)
    clashes = [c for c in every_clash if not at_two_times(*c, answers)]
    fields: tuple[Field, ...] = tuple(f for f in FIELD_WORDS if any(f == c[0] for c in clashes))
    conceding = [a for a in answers if concedes(a, answers, known)]
    conceded_by = tuple(sorted({a.camp for a in conceding}))
    if clashes:
        backed = backing(answers)
        field, a, b = min(clashes, key=lambda c: shown_first(c[0], c[1], c[2], backed))
        one, two = known.label(a.camp), known.label(b.camp)
        over = CHOICES.get(a.scope, FIELD_WORDS[field])
        if a.camp == b.camp:
            where = Phrase("accounts of one side ({camp}) differ on {field}", camp=one, field=over)
        else:
            where = Phrase("{camp} and {other} differ on {field}", camp=one, other=two, field=over)
        said = {"name": a.name, "answer": says(a, known), "other": b.name, "other_answer": says(b, known)}
        reason = Phrase(
            "{where}: {answer} according to {name}, {other_answer} according to {other}.", where=where, **said
        ).begun()
        return Verdict("disputed", fields, conceded_by, reason, (a, b))
    if conceding:
        a = next(iter(firm(conceding)), conceding[0])
        said = {"name": a.name, "camp": known.label(a.camp), "words": a.account.claim.words}
        if a.field == "who" and a.scope != HOLD:
            reason = Phrase("{name}, speaking for its side ({camp}), says that its side did it, at “{words}”.", **said)
        else:
            reason = Phrase(
                "{name}, speaking for its side ({camp}), says what speaks against its own side, at “{words}”.", **said
            )
        return Verdict("conceded", (), conceded_by, reason, (a,))
    if every_clash:
        _, a, b = min(every_clash, key=lambda c: (len(firm(c[1:])) < 2, sum(map(rank, c[1:]))))
        reason = Phrase(
            "{answer} according to {name}, {other_answer} according to {other}, but of one time or of two is not "
            "known.",
            name=a.name, answer=says(a, known), other=b.name, other_answer=says(b, known),
        ).begun()  # fmt: skip
        return Verdict("unclear", (), (), reason, (a, b), to_read((a, b)))
    if (pair := agreement(compared, known, answers)) is not None:
        who = listing(Phrase("{name} ({camp})", name=a.name, camp=known.label(a.camp)) for a in pair)
        reason = Phrase("{who} give compatible answers and are no allies.", who=who).begun()
        return Verdict("agreed", (), (), reason, pair)
    group = several(compared, known)
    n = least_origins(group)
    if n > 1:
        if takes_side(group[0].camp):
            reason = counted(
                "{n} independent origin of one side ({camps}) says so, and no other side confirms or denies it.",
                "{n} independent origins of one side ({camps}) say so, and no other side confirms or denies it.",
                n, camps=listing(known.label(c) for c in sorted({a.camp for a in group})),
            )  # fmt: skip
        else:
            reason = counted(
                "{n} independent origin that takes no side says so, and no other side confirms or denies it.",
                "{n} independent origins that take no side say so, and no other side confirms or denies it.",
                n,
            )
        return Verdict("one_camp", (), (), reason)
    names = listing(sorted({a.origin.name for a in group if a.origin.counts} or {a.origin.name for a in group}))
    if {a.origin.id for a in answers} <= {a.origin.id for a in group}:
        return Verdict("one_origin", (), (), Phrase("One origin stands behind all of it: {names}.", names=names))
    every = listing(sorted({a.origin.name for a in answers}))
    reason = Phrase(
        "{names} tell of it, but no two origins that are independent and take a side say the same.", names=every
    ).begun()
    return Verdict("one_origin", (), (), reason)
