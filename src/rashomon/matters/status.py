"""Where do the accounts agree, and where not? Each rule of a matter's status is one function over answers.

An answer is what one account says to one question. Answers are compared field by field; the matter takes the first that
holds of disputed, conceded, agreed, one camp, one origin. Nothing here says which account is true.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from rashomon.matters.accounts import Account, Origin, camp_of
from rashomon.matters.camps import Sides, concessions, takes_side
from rashomon.matters.fast_dataclass import record
from rashomon.message import Phrase, counted, with_and
from rashomon.model import Field, Polarity, Status, Toll

CLOSE_SHARE = 0.10
CLOSE_BY = 1.0
"""Figures within 1 or 10 % of the larger agree."""

CHOICES = {"means": Phrase("by what means"), "hit": Phrase("what was hit")}
"""Scopes of questions with a table of answers in questions.toml, and what those who answer otherwise differ on."""
NUMBER = "number"
"""The sort of figures of what is no harm: attackers, strikes, shells."""
CIVILIAN = frozenset({"civilians", "children", "women", "residents"})


@record
class Answer:
    """What one account answers. `value` is a camp or an entity (who), "yes" (whether), words (why), a range (how many).

    `sort` is the sort of a reason, of a means or of what was hit. `scope` is whom a figure counts; figures of two
    scopes are not compared.
    """

    account: Account
    origin: Origin
    field: Field
    value: str | Toll
    polarity: Polarity
    scope: str = ""
    excludes: frozenset[str] = frozenset()
    """Reasons by sort, and means, that can't be true beside it."""
    sort: str = ""
    apart: frozenset[str] = frozenset()
    """Sorts of means that can't be true beside it where the two origins name different doers."""
    doer: str = ""
    """Of means: the one side that the origin names as the doer."""
    vague: bool = False
    """Whether a figure is a word like "dozens": its low end is the least that the word can mean, not a count."""
    covers: frozenset[str] = frozenset()
    """Camps that the words for a doer may mean, too: "the terrorists"."""

    @property
    def camp(self) -> str:
        return self.origin.camp

    @property
    def name(self) -> str:
        """Who is seen to say it: the speaker, or, of an outlet's own sentence, the origin that it restates."""
        return self.account.speaker.name if self.account.speaker.span is not None else self.origin.name


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    disputed: tuple[Field, ...]
    conceded_by: tuple[str, ...]
    reason: str


# ---- figures -------------------------------------------------------------------------------------------------------


def bounds(toll: Toll) -> tuple[float, float]:
    """A toll as a closed range: "at least N" has no upper end, "at most N" starts at 0."""
    return (0.0 if toll.low is None else toll.low, math.inf if toll.high is None else toll.high)


def tolls_agree(a: Toll, b: Toll) -> bool:
    """Whether two figures agree: the ranges touch, or lie within 1 or 10 % of the larger figure.

    "At least N" is disputed only by a figure below N (and not close to it). Of two figures that are both "at least"
    the lower one is such a figure: who has counted 20 dead does not say what "at least 126" says.

    >>> tolls_agree(Toll(12, None), Toll(40, 40)), tolls_agree(Toll(12, None), Toll(8, 8))
    (True, False)
    >>> tolls_agree(Toll(126, None), Toll(20, None)), tolls_agree(Toll(126, None), Toll(120, None))
    (False, True)
    """
    (low_a, high_a), (low_b, high_b) = bounds(a), bounds(b)
    both_open = a.high is None and b.high is None and a.low is not None and b.low is not None
    gap = abs(low_a - low_b) if both_open else max(low_a - high_b, low_b - high_a)
    if gap <= 0:
        return True
    return gap <= max(CLOSE_BY, CLOSE_SHARE * max(low_a, low_b))


def figures_agree(a: Answer, b: Answer) -> bool:
    """Whether the figures of two answers agree. "Dozens" and "at least 126" do: who says dozens has counted none."""
    one, two = a.value, b.value
    if not isinstance(one, Toll) or not isinstance(two, Toll):
        return False
    return tolls_agree(one, two) or ((a.vague or b.vague) and one.high is None and two.high is None)


def size(answer: Answer) -> float:
    """The low end of a figure, else its high end."""
    toll = answer.value
    if not isinstance(toll, Toll):
        return 0.0
    return float(toll.low if toll.low is not None else toll.high or 0)


def when_said(answer: Answer) -> tuple[int, float, bool, str]:
    """What makes one figure of an origin later than another: day of printing, then the higher figure.

    Who says "61" here and "at least 61" there says at least 61.
    """
    published = answer.account.published
    least = isinstance(answer.value, Toll) and answer.value.high is None
    return (published if published is not None else -1, size(answer), least, answer.account.claim.id)


def latest_tolls(answers: Iterable[Answer]) -> list[Answer]:
    """Each origin's latest figure of each scope: a later figure of one origin is an update, not a rival.

    Tolls rise, and are corrected by little: a later figure of less than half is taken for a part and updates nothing.
    """
    last: dict[tuple[str, str], Answer] = {}
    for answer in sorted(answers, key=when_said):
        key = (answer.origin.id, answer.scope)
        if key not in last or 2 * size(answer) >= size(last[key]):
            last[key] = answer
    return [last[key] for key in sorted(last)]


# ---- what can't both be true ---------------------------------------------------------------------------------------


def excluded(a: Answer, b: Answer) -> bool:
    """Whether two answers to a question of `CHOICES` exclude each other, by what they say or by their sorts."""
    return not a.excludes.isdisjoint((str(b.value), b.sort)) or not b.excludes.isdisjoint((str(a.value), a.sort))


def by_others(a: Answer, b: Answer, known: Sides) -> bool:
    """Whether two means are told of two doers: planes of the one side, or shells of the other. A town may be hit by
    both, but who says so of one happening tells it otherwise."""
    if b.sort not in a.apart and a.sort not in b.apart:
        return False
    fit = wider(a.doer, b.doer) or wider(b.doer, a.doer) or known.allied(a.doer, b.doer)
    return bool(a.doer and b.doer) and not fit


def rival_whether(a: Answer, b: Answer, known: Sides) -> bool:
    """One affirms what the other denies; or two means, or two things hit, that exclude each other."""
    if a.scope in CHOICES and a.polarity == b.polarity:
        return a.polarity == "affirmed" and (excluded(a, b) or by_others(a, b, known))
    return a.value == b.value and a.polarity != b.polarity


def wider(general: str, special: str) -> bool:
    """Whether one name of a side takes in another: "government_or_russia" takes in "russia".

    >>> wider("government_or_russia", "russia"), wider("russia", "government")
    (True, False)
    """
    return special in general.split("_or_") or set(special.split("_or_")) <= set(general.split("_or_"))


def who_fits(a: Answer, b: Answer) -> bool:
    """Whether one answer's name of a doer or holder takes in the other's, or its loaded word may."""
    one, two = str(a.value), str(b.value)
    return wider(one, two) or wider(two, one) or two in a.covers or one in b.covers


def rival_who(a: Answer, b: Answer, known: Sides) -> bool:
    """Two different doers (or holders), neither name taking in the other; or one denies what the other affirms.

    A denial names no other: it disputes only whom it denies. Holders that are allies hold a place together.
    """
    one, two = str(a.value), str(b.value)
    if a.polarity == b.polarity == "affirmed":
        fit = who_fits(a, b)
        if a.scope == "hold":
            parts = "part" in (a.account.claim.part, b.account.claim.part)
            return not fit and not parts and not known.allied(one, two)
        return not fit
    if a.polarity == b.polarity:
        return False
    return one == two if a.scope == "hold" else wider(one, two) or wider(two, one)


def rival_how_many(a: Answer, b: Answer) -> bool:
    """Two figures of one scope that do not agree, or a figure that the other denies."""
    if not isinstance(a.value, Toll) or not isinstance(b.value, Toll) or a.scope != b.scope:
        return False
    if a.polarity != b.polarity:
        return figures_agree(a, b)
    return a.polarity == "affirmed" and not figures_agree(a, b)


def rival_why(a: Answer, b: Answer) -> bool:
    """Two reasons of sorts that exclude each other, or a reason that the other denies."""
    if a.polarity == b.polarity == "affirmed":
        return bool(a.sort and b.sort and (b.sort in a.excludes or a.sort in b.excludes))
    return a.polarity != b.polarity and bool(a.sort) and a.sort == b.sort


def may_be_one(a: Origin, b: Origin) -> bool:
    """Whether two origins are one or can't be told apart: an unnamed monitor and a monitor with a name."""
    return a.id == b.id or (a.camp == b.camp and a.role == b.role and (a.unnamed or b.unnamed))


def rival(a: Answer, b: Answer, known: Sides) -> Field | None:
    """The field in which two answers can't both be true; None where they can, or where it is nobody's dispute.

    One origin does not dispute itself, and a voice that takes no side disputes nobody.
    """
    if may_be_one(a.origin, b.origin) or not takes_side(a.camp) or not takes_side(b.camp) or a.field != b.field:
        return None
    if a.field == "whether":
        return "whether" if rival_whether(a, b, known) else None
    if a.field == "who":
        if not rival_who(a, b, known):
            return None
        return "whether" if a.scope == "hold" and a.polarity != b.polarity else "who"
    if a.field == "how_many":
        return "how_many" if rival_how_many(a, b) else None
    if a.field == "why":
        return "why" if rival_why(a, b) else None
    return None


def compatible(a: Answer, b: Answer, known: Sides) -> bool:
    """Whether two answers say the same, as far as they go: one polarity, and values that fit."""
    if a.field != b.field or a.polarity != b.polarity:
        return False
    if a.field == "how_many":
        return a.scope == b.scope and figures_agree(a, b)
    if a.field == "who":
        return who_fits(a, b) or (a.scope == "hold" and known.allied(str(a.value), str(b.value)))
    if a.field == "why" or a.scope in CHOICES:
        return a.value == b.value or bool(a.sort and a.sort == b.sort and not excluded(a, b))
    return a.value == b.value


# ---- concessions ---------------------------------------------------------------------------------------------------


def must_answer(answer: Answer, about: str, known: Sides) -> bool:
    """Whether the claim tells of the speaker's own side in the way a rule asks for."""
    claim, camp = answer.account.claim, answer.camp
    if about == "actor":
        return answer.account.actor == camp
    if about == "target":
        return camp_of(claim.target) == camp and camp_of(claim.actor) != camp
    holder = camp_of(claim.holder)
    lost = camp_of(claim.target) == camp
    return lost or (holder is not None and takes_side(holder) and not known.allied(holder, camp))


def need_met(need: str, answer: Answer, others: Sequence[Answer], known: Sides) -> bool:
    claim, camp = answer.account.claim, answer.camp
    if need == "acknowledged":
        return answer.account.statement.stance == "acknowledges"
    if need == "mistaken":
        words = " ".join(answer.account.report.text[start:end] for start, end in answer.account.statement.content)
        return bool(set(re.findall(r"\w+", words.casefold())) & set(concessions()["mistaken"]))
    if need == "denied":
        return any(o.camp == camp and o.origin.id != answer.origin.id and rival(answer, o, known) for o in others)
    if need == "civilians":
        said = {c.who for c in answer.account.counts if c.what in ("killed", "injured")}
        return bool(said & CIVILIAN) or getattr(claim.target, "text", "").casefold() in CIVILIAN
    if need == "protected":
        return bool(claim.target and claim.target.site in known.protected)
    if need == "own_side":
        target = camp_of(claim.target)
        return target is not None and known.allied(target, camp)
    raise ValueError(f"no such need: {need}")


def concedes(answer: Answer, others: Sequence[Answer], known: Sides) -> bool:
    """Whether an account concedes: one who speaks for a camp affirms what its side denied or must answer for.

    Who names the weapon, what was hit, or how many shells there were, concedes nothing by that: the deed is conceded
    where it is asked who did it.
    """
    if answer.scope in CHOICES or answer.sort == NUMBER or (answer.polarity != "affirmed" and answer.scope != "hold"):
        return False
    account = answer.account
    if account.claim.polarity != "affirmed" or account.statement.stance == "denies":
        return False
    if not answer.origin.speaks or not takes_side(answer.camp) or account.speaker.camp != answer.camp:
        return False
    return any(
        must_answer(answer, rule.about, known)
        and (not rule.needs or any(need_met(n, answer, others, known) for n in rule.needs))
        for rule in account.claimed.concedes
    )


# ---- the status ----------------------------------------------------------------------------------------------------


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
    chosen = [a for a in answers if a.scope in CHOICES]
    torn = {a.origin.id for a, b in combinations(chosen, 2) if a.origin.id == b.origin.id and excluded(a, b)}
    return [a for a in answers if a.scope not in CHOICES or a.origin.id not in torn]


def comparable(answers: Sequence[Answer]) -> list[Answer]:
    """The answers that are laid against each other: each origin's, once; of figures, each origin's latest."""
    answers = of_one_choice(of_one_mind(answers))
    every = [a for a in answers if a.field != "how_many"] + latest_tolls([a for a in answers if a.field == "how_many"])
    return list(
        {
            (a.origin.id, a.camp, a.field, a.value, a.polarity, a.scope, a.sort, a.account.claim.part, a.covers): a
            for a in every
        }.values()
    )


def disputes(answers: Sequence[Answer], known: Sides) -> list[tuple[Field, Answer, Answer]]:
    """Every pair of `comparable` answers that can't both be true, one for each pair of origins and field."""
    found: dict[tuple[Field, str, str], tuple[Field, Answer, Answer]] = {}
    for a, b in combinations([a for a in answers if takes_side(a.camp)], 2):
        if (field := rival(a, b, known)) is not None:
            found.setdefault((field, *sorted((a.origin.id, b.origin.id))), (field, a, b))  # type: ignore[arg-type]
    return list(found.values())


def agreement(answers: Sequence[Answer], known: Sides) -> tuple[Answer, Answer] | None:
    """Two compatible answers of independent origins, from two camps that are no allies."""
    sided = [a for a in answers if takes_side(a.camp) and a.origin.counts]
    for a, b in combinations(sided, 2):
        if (
            a.camp != b.camp
            and not may_be_one(a.origin, b.origin)
            and not known.allied(a.camp, b.camp)
            and compatible(a, b, known)
        ):
            return a, b
    return None


def least_origins(answers: Iterable[Answer]) -> int:
    """The least number of independent origins: unnamed people add nothing, but somebody did say it."""
    counting = {a.origin.id: a.origin for a in answers if a.origin.counts}.values()
    if len(counting) < 2 or not any(o.unnamed for o in counting):
        return max(1, len(counting))
    return max(1, sum(not any(o.unnamed and p is not o and may_be_one(o, p) for p in counting) for o in counting))


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


FIELD_WORDS: dict[Field, Phrase] = {
    "whether": Phrase("whether it is so"),
    "who": Phrase("who it was"),
    "how_many": Phrase("how many"),
    "where": Phrase("where"),
    "when": Phrase("when"),
    "why": Phrase("why"),
}


def says(answer: Answer, known: Sides | None = None) -> str:
    """An answer in a few words, for the sentence that gives the reason."""
    if answer.scope in CHOICES:
        words: str = Phrase(str(answer.value))
        return words if answer.polarity == "affirmed" else Phrase("not {answer}", answer=words)
    if answer.field == "whether":
        return Phrase("yes") if answer.polarity == "affirmed" else Phrase("no")
    if isinstance(answer.value, Toll):
        words = figure_words(answer.value)
    elif answer.field == "who":
        words = known.label(answer.value) if known else answer.value
    else:
        words = Phrase("“{words}”", words=answer.value)
    return words if answer.polarity == "affirmed" else Phrase("not {answer}", answer=words)


def figure_words(toll: Toll) -> Phrase:
    """A figure with at least one end.

    >>> figure_words(Toll(12, None)), figure_words(Toll(3, 3))
    ('at least 12', '3')
    """
    if toll.high is None:
        return Phrase("at least {low}", low=str(toll.low))
    if toll.low is None:
        return Phrase("at most {high}", high=str(toll.high))
    if toll.low == toll.high:
        return Phrase("{figure}", figure=str(toll.low))
    return Phrase("{low} to {high}", low=str(toll.low), high=str(toll.high))


def listing(words: Iterable[str]) -> str:
    """Words as a list in a sentence, each once.

    >>> listing(["a", "b", "c", "a"])
    'a, b and c'
    """
    return with_and(list(dict.fromkeys(words)))


def judge(answers: Sequence[Answer], known: Sides) -> Verdict:
    """The status of a matter by its answers: disputed, conceded, agreed, one camp, one origin, the first that holds."""
    compared = comparable(answers)
    clashes = disputes(compared, known)
    fields: tuple[Field, ...] = tuple(f for f in FIELD_WORDS if any(f == c[0] for c in clashes))
    conceding = [a for a in answers if concedes(a, answers, known)]
    conceded_by = tuple(sorted({a.camp for a in conceding}))
    if clashes:
        field, a, b = min(clashes, key=lambda c: (list(FIELD_WORDS).index(c[0]), c[1].camp == c[2].camp))
        one, two = known.label(a.camp), known.label(b.camp)
        over = CHOICES.get(a.scope, FIELD_WORDS[field])
        if a.camp == b.camp:
            where = Phrase("accounts of one side ({camp}) differ on {field}", camp=one, field=over)
        else:
            where = Phrase("{camp} and {other} differ on {field}", camp=one, other=two, field=over)
        said = {"name": a.name, "answer": says(a, known), "other": b.name, "other_answer": says(b, known)}
        reason = Phrase("{where}: {name} says {answer}, {other} says {other_answer}.", where=where, **said).begun()
        return Verdict("disputed", fields, conceded_by, reason)
    if conceding:
        a = conceding[0]
        reason = Phrase(
            "{name}, speaking for its side ({camp}), says what speaks against its own side.",
            name=a.name, camp=known.label(a.camp),
        )  # fmt: skip
        return Verdict("conceded", (), conceded_by, reason)
    if (pair := agreement(compared, known)) is not None:
        who = listing(Phrase("{name} ({camp})", name=a.name, camp=known.label(a.camp)) for a in pair)
        reason = Phrase("{who} give compatible answers and are no allies.", who=who).begun()
        return Verdict("agreed", (), (), reason)
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
        return Verdict("one_origin", (), (), Phrase("All of it rests on {names}.", names=names))
    every = listing(sorted({a.origin.name for a in answers}))
    reason = Phrase(
        "No answer has a second origin that is known to be independent and takes a side: {names}.", names=every
    )
    return Verdict("one_origin", (), (), reason)
