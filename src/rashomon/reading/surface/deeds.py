"""What happened? The words of deeds (`kinds.toml`) in what somebody says, whether they are denied or only to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rashomon.model import Modality, Polarity, Stance
from rashomon.reading.languages import table
from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.patterns import NAME, Phrases, phrases
from rashomon.reading.surface.sayings import conjugated
from rashomon.reading.surface.script import tongue
from rashomon.reading.surface.statement_drafts import PAUSE, Range
from rashomon.reading.surface.words import Words
from rashomon.world.kinds import Kind

BEFORE = 5
"""Words before a deed in which it may be denied or said to be to come."""
FAR = 12
"""The same of "there is no"."""
WHEN = 2
"""Words before a deed in which "after" tells that it only dates something."""
MEANS = 10
"""Words about a general word in which a weapon tells how it was done."""


ONLY = 6
"""Words behind a denied deed in which "but" tells that it was done: "knew no truce but from one side"."""
CAUSE = 3
"""Words between "led to" and what came of a deed."""
FIELDS = {"shown": "shown", "unknown": "shown", "natural": "natural", "played": "played"}
"""The lists of `[not]` that tell of something else, and what each is of."""
MAY_LACK = (
    "underwent",
    "by_whom",
    "without",
    "none_behind",
    "not_held",
    "only",
    "after",
    "led_to",
    "relative",
    "hedge",
    "if",
)
"""Lists of `[told]` that a language may do without."""


class Trigger(NamedTuple):
    kind: str
    loose: bool
    takes_name: bool = False
    """Whether its phrase ends with a name."""


@dataclass(frozen=True)
class Deeds:
    """`kinds.toml` of a language."""

    triggers: Phrases[Trigger]
    means: Phrases[str]
    idle: Phrases[str]
    civil: Phrases[str]
    """What right behind such a word makes it one of civil life: "a battle of prices"."""
    fields: Phrases[str]
    """What tells of something else, by sort. `shown`, of films, shows and anniversaries, or that all is unknown: deeds
    named with it are not news, but for what came of one. `natural`, of weather, illness and accidents: whom they kill
    or hurt, and what leaves open how, are of these. `played`, of sport, drills and markets: words that leave open how,
    and fights, are of these."""
    spoken_of: Phrases[str]
    """Phrases whose last word tells of what is only spoken of: "talks about a truce"."""
    told: Mapping[str, Phrases[str]]
    by: Phrases[str]
    """What somebody is killed or hurt by, which tells how: "killed by a shell"."""
    glue: Mapping[str, tuple[str, ...]]


@cache
def deeds(code: str) -> Deeds:
    data, script = table("kinds", code), tongue(code)
    endings = table("script", code).get("verbs", {})
    rows: list[tuple[str, Trigger]] = []
    for section in ("words", "loose"):
        for kind, listed in data[section].items():
            for phrase in listed:
                trigger = Trigger(kind, section == "loose", phrase.endswith(f" {NAME}"))
                rows += [(form, trigger) for form in conjugated(phrase, endings)]
    return Deeds(
        phrases(script, rows),
        phrases(script, ((p, kind) for kind, listed in data["means"].items() for p in listed)),
        phrases(script, ((p, p) for p in data["not"]["words"])),
        phrases(script, ((p, p) for p in data["not"].get("civil", ()))),
        phrases(script, ((p, FIELDS[name]) for name in FIELDS for p in data["not"].get(name, ()))),
        phrases(script, ((p, p) for p in data["not"].get("behind", ()))),
        {name: phrases(script, ((p, p) for p in data["told"].get(name, ()))) for name in {*data["told"], *MAY_LACK}},
        phrases(script, ((p, kind) for kind, listed in data.get("by", {}).items() for p in listed)),
        {name: tuple(map(script.norm, letters)) for name, letters in data["glue"].items()},
    )


class Deed(NamedTuple):
    """A deed at the words [a, b)."""

    a: int
    b: int
    kind: str
    polarity: Polarity
    modality: Modality
    background: bool
    taken_up: bool
    """Whether the word is a general one that stands for a deed told before: "the attack"."""
    loose: bool
    """Whether the word itself leaves open how it was done."""
    vague: bool
    """Whether it leaves open how, and nothing beside it tells."""
    when: bool
    """Whether a word for "after" or "before" stands right before it: it may only tell when something else was."""
    polarity_by: str
    modality_by: str
    led_to: bool = False
    """Whether it is told as what came of another deed: "clashes that led to the death of ten"."""
    of_it: bool = False
    """Whether it is what came of a deed told before: "the attack killed ten"."""
    takes_name: bool = False
    """Whether its last word is a name, which must be that of a place: "took Kupyansk"."""
    hedge: Range | None = None
    """The words with which whoever tells it does not vouch for it."""


def deeds_in(words: Words, ranges: Sequence[Range], stance: Stance, kinds: Mapping[str, Kind]) -> list[Deed]:
    """The deeds of what is said, one of each kind; what came of a deed that is told beside it is no deed of its own."""
    by = deeds(words.tongue.code)
    found = [d for a, b in ranges for d in _found(by, words, a, b, stance, kinds)]
    if any(not d.when for d in found):
        found = [d for d in found if not d.when]
    return _once(found, kinds)


def _found(
    by: Deeds, words: Words, a: int, b: int, stance: Stance, kinds: Mapping[str, Kind]
) -> Iterator[Deed]:  # fmt: skip
    triggers = by.triggers.all_in(words, a, b)
    if not triggers:
        return
    idle = {i for f in by.idle.all_in(words, a, b) for i in range(f.a, f.b)}
    idle |= {of.b - 1 for i in range(a, b) if (of := by.spoken_of.at(words, i, b)) is not None}
    fields = {f.value for f in by.fields.all_in(words, a, b)}
    shown, natural, played = (name in fields for name in ("shown", "natural", "played"))
    for f in triggers:
        if f.a in idle or f.value.kind not in kinds or _breached(by, words, f.a, f.b, a, b, kinds[f.value.kind]):
            continue
        if f.b < b and by.civil.at(words, f.b, b) is not None:
            continue
        effect = kinds[f.value.kind].effect
        if kinds[f.value.kind].mutual and _told_before(by, words, f.a, a, "without", near=WHEN):
            continue
        if (
            (shown and not effect)
            or (natural and effect)
            or ((played or natural) and _open(f.value, kinds[f.value.kind]))
        ):
            continue
        means = _means(by, words, f.a, f.b, a, b) if f.value.loose else None
        means = _by_what(by, words, f.b, b) if effect else means
        kind = means if means is not None and means in kinds else f.value.kind
        vague = f.value.loose and means is None and kinds[kind].mutual
        polarity, polarity_by = _polarity(by, words, (f.a, f.b), (a, b), stance, kinds[kind])
        modality, modality_by = _modality(by, words, f.a, f.b, a, b, stance, kinds[kind])
        hedge = _hedge(by, words, f.a, f.b, a, b)
        if hedge is not None and any(by.told["if"].at(words, n, f.a) is not None for n in range(a, f.a)):
            hedge, modality, modality_by = None, "hypothetical", "surface_hypothetical"
        when = not effect and _told_before(by, words, f.a, a, "when", near=WHEN)
        when = when and not _killed_after(by, words, f.a, a, kinds)
        led_to = effect and _told_before(by, words, f.a, a, "led_to", near=CAUSE)
        back = any(by.told["background"].at(words, i, b) for i in range(a, b))
        the = vague and any(words.norms[f.a].startswith(article) for article in by.glue["article"])
        yield Deed(
            f.a, f.b, kind, polarity, modality, back, the, f.value.loose, vague, when, polarity_by, modality_by, led_to,
            takes_name=f.value.takes_name, hedge=hedge,
        )  # fmt: skip


def _open(trigger: Trigger, kind: Kind) -> bool:
    """Whether a word could be of something else than force: a fight, who holds what, what leaves open how."""
    return trigger.loose or kind.mutual or not (kind.violent or kind.effect)


def _hedge(by: Deeds, words: Words, i: int, j: int, a: int, b: int) -> Range | None:
    """The word near before a deed, in its phrase or right behind it, with which whoever tells it does not vouch."""
    for at in range(j - 1, max(a, i - HEDGED) - 1, -1):
        if at < i and PAUSE.search(words.gap(at + 1)):
            break
        if (found := by.told["hedge"].at(words, at, max(i, at + 1))) is not None:
            return found.a, found.b
    behind = by.told["hedge"].at(words, j, b) if j < b and not PAUSE.search(words.gap(j)) else None
    return None if behind is None else (behind.a, behind.b)


HEDGED = 3
"""Words before a deed in which it may be hedged: "aurait, dit-on, tué" has a pause."""


def _by_what(by: Deeds, words: Words, j: int, b: int) -> str | None:
    """The kind that what somebody was killed by tells, in the clause."""
    for at in range(j, min(b, j + MEANS)):
        if PAUSE.search(words.gap(at)):
            return None
        if (m := by.by.at(words, at, b)) is not None:
            return m.value
    return None


def _killed_after(by: Deeds, words: Words, i: int, a: int, kinds: Mapping[str, Kind]) -> bool:
    """Whether somebody is told killed or hurt "after" a deed with force, in its clause: by it."""
    if not _told_before(by, words, i, a, "after", near=WHEN):
        return False
    at = i - 1
    while at >= a and not PAUSE.search(words.gap(at + 1)):
        found = by.triggers.at(words, at, i)
        if found is not None and found.value.kind in kinds and kinds[found.value.kind].effect:
            return True
        at -= 1
    return False


def _breached(by: Deeds, words: Words, i: int, j: int, a: int, b: int, kind: Kind) -> bool:
    """Whether a word for a breach stands right about what can be breached, a truce."""
    if not kind.breached:
        return False
    around = range(max(a, i - BREACH), min(b, j + 1))
    return any(by.told["breach"].at(words, at, b) is not None for at in around)


BREACH = 3
"""Words before a truce in which it may be said to be breached."""


def _means(by: Deeds, words: Words, i: int, j: int, a: int, b: int) -> str | None:
    """The kind that a weapon beside a general word tells; of several the nearest."""
    nearest = None
    for at in (n for n in range(max(a, i - MEANS), min(b, j + MEANS)) if not i <= n < j):
        if (m := by.means.at(words, at, b)) is not None and (nearest is None or abs(at - i) < abs(nearest.a - i)):
            nearest = m
    return nearest.value if nearest else None


def _polarity(
    by: Deeds, words: Words, at: Range, clause: Range, stance: Stance, kind: Kind
) -> tuple[Polarity, str]:  # fmt: skip
    i, a = at[0], clause[0]
    negated = _negated_before(by, words, i, a) or _told_before(by, words, i, a, "there_is_no", near=FAR)
    if not negated and _negated_behind(by, words, at[1], clause[1], kind.effect):
        before = range(max(a, i - HELD), i)  # "no losses in the shelling there were" denies the losses
        negated = kind.effect or not any(by.triggers.at(words, n, i) is not None for n in before)
    spared = _told_before(by, words, i, a, "denies_nothing") or _only(by, words, at[1], clause[1])
    if negated and not kind.lack and not spared:
        return "denied", "surface_negation"
    return ("denied", "surface_denied") if stance == "denies" else ("affirmed", "surface_affirmed")


def _negated_before(by: Deeds, words: Words, i: int, a: int) -> bool:
    """Whether a negation stands before word `i` in its clause, and is no part of a name: "Doctors Without Borders"."""
    at = i
    while at > max(a, i - BEFORE) and not PAUSE.search(words.gap(at)):
        at -= 1
        found = by.told["negation"].at(words, at, min(i + 1, len(words)) if at < i else i)
        if found is not None and not _in_a_name(words, at):
            return True
    return False


def _in_a_name(words: Words, i: int) -> bool:
    """Whether a word stands inside of the name of a body that has more words."""
    known = sides(words.tongue.code)
    for list_ in (known.glosses, known.movements):
        if any((f := list_.at(words, n, len(words))) is not None and f.b > i for n in range(max(0, i - 2), i)):
            return True
    return False


def _negated_behind(by: Deeds, words: Words, j: int, b: int, of_effect: bool) -> bool:
    """Whether "there are none" stands right behind a deed, in the clause of what came of one, or "did not take place"
    further on, over an inset."""
    none, held = by.told["none_behind"], by.told["not_held"]
    near = range(j, min(b, j + (HELD if of_effect else NONE))) if none else ()
    if any(none.at(words, n, b) is not None for n in near if not _paused(words, j, n)):
        return True
    return bool(held) and any(held.at(words, n, b) is not None for n in range(j, min(b, j + HELD)))


def _paused(words: Words, a: int, b: int) -> bool:
    return any(PAUSE.search(words.gap(n)) for n in range(a, b + 1))


NONE = 3
"""Words behind a deed in which "there are none" denies it."""
HELD = 8
"""The same of "did not take place"."""


def _only(by: Deeds, words: Words, j: int, b: int) -> bool:
    """Whether "but" stands behind a denied deed in its clause."""
    for at in range(j, min(b, j + ONLY)):
        if PAUSE.search(words.gap(at)):
            return False
        if by.told["only"].at(words, at, b) is not None:
            return True
    return False


def _told_before(by: Deeds, words: Words, i: int, a: int, name: str, near: int = BEFORE) -> bool:
    """Whether a phrase of the list begins in the clause, `near` words before word `i` at most; the word may end it, as
    the present tense does "may" in Arabic."""
    at = i
    while at > max(a, i - near) and not PAUSE.search(words.gap(at)):
        at -= 1
        if by.told[name].at(words, at, min(i + 1, len(words)) if at < i else i) is not None:
            return True
    return False


def _modality(
    by: Deeds, words: Words, i: int, j: int, a: int, b: int, stance: Stance, kind: Kind
) -> tuple[Modality, str]:  # fmt: skip
    if stance == "calls":
        return "hypothetical", "surface_asked_for"
    norm = words.norms[i]
    if norm.startswith(by.glue["planned"]) and by.triggers.begins(norm[1:]):
        return "planned", "surface_to_come"
    for name in ("planned", "predicted", "hypothetical"):
        if _told_before(by, words, i, a, name):
            return name, f"surface_{name}"
    if stance == "predicts":
        return "predicted", "surface_foretold"
    if _told_before(by, words, i, a, "ongoing") or (j < b and by.told["ongoing"].at(words, j, b) is not None):
        return "ongoing", "surface_goes_on"
    return "happened", "surface_told"


def _once(found: Sequence[Deed], kinds: Mapping[str, Kind]) -> list[Deed]:
    """One deed of each kind and polarity. What came of a deed is told with the deed, where that says how; else the
    words that leave open how are left out beside it: "an attack in which six were killed" tells of a killing."""
    effects = [d for d in found if kinds[d.kind].effect]
    causes = [d for d in found if not kinds[d.kind].effect and kinds[d.kind].violent]
    plain = [d for d in causes if not d.vague and not kinds[d.kind].mutual]
    told_how = [d for d in causes if not d.vague]
    kept: list[Deed] = []
    for d in found:
        if d in effects and any(c.polarity == d.polarity for c in plain):
            continue
        if d.led_to and any(c.polarity == d.polarity and c.a < d.a for c in told_how):
            continue
        if d in effects and any(c.taken_up and c.a < d.a for c in causes):
            d = d._replace(of_it=True)
        if d.vague and d in causes and any(c.polarity == d.polarity for c in (*told_how, *effects)):
            continue
        if any(k.kind == d.kind and k.polarity == d.polarity for k in kept):
            continue
        kept.append(d)
    told = [d for d in kept if kinds[d.kind].effect]
    return [d for d in kept if d not in told[1:]]
