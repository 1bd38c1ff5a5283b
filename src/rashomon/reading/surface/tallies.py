"""How many, of whom, and what became of them: numbers of people and the words of harm that stand beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rashomon.model import Count
from rashomon.reading.languages import table
from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.patterns import Phrases, phrases
from rashomon.reading.surface.script import tongue
from rashomon.reading.surface.statement_drafts import PAUSE
from rashomon.reading.surface.words import Sentence, Words

BEHIND = 3
"""Words behind a number in which the people that it counts, or what became of them, stand."""
NEAR = 6
"""Words between a word of harm and a number, at most."""
AFTER = 5
"""The same where the word of harm stands behind."""
ROUND = 0.1
"""What "about" leaves open on either side."""


@dataclass(frozen=True)
class Counting:
    """`counts.toml` of a language."""

    numbers: Phrases[int]
    scales: Phrases[int]
    vague: Phrases[tuple[int, int | None]]
    modifiers: Phrases[str]
    alone: Phrases[int]
    people: Phrases[str]
    harm: Phrases[tuple[str, str]]
    """Words of harm: what became of people, and on which side of the number the word stands."""
    background: Phrases[str]
    joins: frozenset[str]
    any: frozenset[str]
    """Words before a singular that counts nobody: "any civilian"."""
    both: frozenset[str]
    """Words for "and" between the killed and the hurt."""


@cache
def counting(code: str) -> Counting:
    data, script = table("counts", code), tongue(code)

    def ints(name: str) -> Phrases[int]:
        return phrases(script, ((p, int(key)) for key, rows in data[name].items() for p in rows))

    def range_of(key: str) -> tuple[int, int | None]:
        low, _, high = key.partition("-")
        return int(low), int(high) if high else None

    return Counting(
        ints("numbers"),
        ints("scales"),
        phrases(script, ((p, range_of(key)) for key, rows in data["vague"].items() for p in rows)),
        phrases(script, ((p, key) for key, rows in data["modifiers"].items() for p in rows)),
        ints("alone"),
        phrases(script, ((p, key) for key, rows in data["people"].items() for p in rows)),
        phrases(
            script,
            ((p, (what, side)) for what, row in data["harm"].items() for side, rows in row.items() for p in rows),
        ),
        phrases(script, ((p, p) for p in data["told"]["background"])),
        frozenset(script.norm(w) for w in data["told"]["joins"]),
        frozenset(script.norm(w) for w in data["told"].get("any", ())),
        frozenset(script.norm(w) for w in data["told"].get("both", ())),
    )


class Quantity(NamedTuple):
    """A number at the words [a, b), its modifier included."""

    a: int
    b: int
    low: int
    high: int | None
    vague: bool
    number_at: int
    """The word at which the number itself begins."""


class Harm(NamedTuple):
    a: int
    b: int
    what: str
    side: str


def counts_of(words: Words, sentences: Sequence[Sentence], busy: Sequence[bool]) -> list[tuple[int, Count]]:
    """The numbers of people that something happened to, each with its first word, in order. `busy` are words that are
    part of times."""
    by = counting(words.tongue.code)
    found: list[tuple[int, Count]] = []
    for s in sentences:
        harms = [Harm(f.a, f.b, *f.value) for f in by.harm.all_in(words, s.a, s.b)]
        if not harms:
            continue
        quantities = list(_quantities(by, words, s, busy))
        scope = "background" if by.background.all_in(words, s.a, s.b) else "event"
        for q in quantities:
            if (made := _count(by, words, s, q, quantities, harms, scope)) is not None:
                found.append((q.a, made))
    return found


def _quantities(by: Counting, words: Words, s: Sentence, busy: Sequence[bool]) -> Iterator[Quantity]:
    i = s.a
    while i < s.b:
        if busy[i]:
            i += 1
            continue
        one = _number(by, words, i, s.b)
        if one is None:
            i += 1
            continue
        a, b, low, high, vague = one
        mods, start = _modified(by, words, s, a, b)
        if "at_least" in mods:
            high = None
        elif "about" in mods and high is not None:
            slack = max(1, round(low * ROUND))
            low, high = low - slack, high + slack
        elif "at_most" in mods:
            low, high = 0, low
        yield Quantity(start, b, low, high, vague, a)
        i = b


def _number(by: Counting, words: Words, i: int, end: int) -> tuple[int, int, int, int | None, bool] | None:
    """A number that begins at word `i`: in digits, in words, or a vague one."""
    raw = words.norms[i]
    join = next((x for slot in words.tongue.glued[:1] for x in slot if raw.startswith(x) and raw[1:].isdigit()), "")
    raw = raw.removeprefix(join)
    if raw[0].isdigit():
        value = _digits(raw)
        b = i + 1
        if value is not None and b < end and _thousands(words, b):
            value, b = value * 1000 + int(words.norms[b]), b + 1
        if value is None:
            return None
        if b < end and (scale := by.scales.at(words, b, end)) is not None and words.gap(b).strip() == "":
            return i, scale.b, value * scale.value, value * scale.value, False
        return i, b, value, value, False
    if (vague := by.vague.at(words, i, end)) is not None:
        return i, vague.b, vague.value[0], vague.value[1], True
    if (alone := by.alone.at(words, i, end)) is not None and (i == 0 or words.norms[i - 1] not in by.any):
        return i, alone.b, alone.value, alone.value, False
    total, b = 0, i
    while b < end and (found := by.numbers.at(words, b, end)) is not None:
        total, b = total + found.value, found.b
        if b < end and words.gap(b).strip():
            break
    if b == i:
        return None
    if b < end and (scale := by.scales.at(words, b, end)) is not None:
        return i, scale.b, total * scale.value, total * scale.value, False
    return i, b, total, total, False


def _thousands(words: Words, i: int) -> bool:
    """Whether three digits go on a number behind a blank: "1 200"."""
    raw = words.norms[i]
    return words.gap(i) in (" ", "\u00a0", "\u202f") and len(raw) == 3 and raw.isdigit() and len(words.norms[i - 1]) < 4


def _digits(raw: str) -> int | None:
    if ":" in raw or "-" in raw:
        return None
    head, *rest = raw.replace(",", ".").split(".")
    if not all(len(part) == 3 for part in rest):
        return None
    joined = head + "".join(rest)
    return int(joined) if len(joined) < 9 else None


def _modified(by: Counting, words: Words, s: Sentence, a: int, b: int) -> tuple[set[str], int]:
    """The modifiers of a number, before it or behind what it counts, and where the first begins."""
    found, start = set(), a
    for i in range(max(s.a, a - 4), a):
        if (m := by.modifiers.at(words, i, a)) is not None and m.b == a:
            found.add(m.value)
            start = min(start, i)
    for i in range(b, min(s.b, b + BEHIND + 1)):
        if (m := by.modifiers.at(words, i, s.b)) is not None and m.value == "at_least" and m.b - m.a > 1:
            found.add(m.value)
    return found, start


def _count(
    by: Counting, words: Words, s: Sentence, q: Quantity, quantities: Sequence[Quantity], harms: Sequence[Harm],
    scope: str,
) -> Count | None:  # fmt: skip
    who = _who(by, words, q, s.b)
    harm = _harm(by, words, q, quantities, harms)
    if harm is None or _both(by, words, harm, harms) or (who is None and not _bare(by, words, q, s.b, harm)):
        return None
    end = q.b
    span = words.span(q.a, end)
    return Count(
        span, words.text[span.start : span.end], harm.what, who or "people", q.low, q.high,
        q.high == q.low, None, scope="background" if scope == "background" else "event", vague=q.vague,
    )  # fmt: skip


def _both(by: Counting, words: Words, harm: Harm, harms: Sequence[Harm]) -> bool:
    """Whether one number counts the killed and the hurt: "20 killed and wounded"."""
    for other in harms:
        if other.what == harm.what or {other.what, harm.what} != {"killed", "injured"}:
            continue
        first, second = sorted((harm, other), key=lambda h: h.a)
        between = range(first.b, second.a)
        glued = second.a == first.b and any(
            words.norms[second.a].startswith(x) for slot in words.tongue.glued[:1] for x in slot
        )
        if glued or (len(between) == 1 and words.norms[first.b] in by.both and not words.gap(first.b).strip()):
            return True
    return False


def _who(by: Counting, words: Words, q: Quantity, end: int) -> str | None:
    """Whom a number counts: the first word for people among those behind it, or in it ("two soldiers")."""
    if any(by.alone.at(words, i, q.b) for i in range(q.number_at, q.b)):
        noun = q.number_at + bool(words.tongue.articles)  # "a child" is article and noun
        found = by.people.at(words, noun, end)
        return found.value if found else "people"
    for i in range(q.b, min(end, q.b + BEHIND)):
        if PAUSE.search(words.gap(i)):
            return None
        if (found := by.people.at(words, i, end)) is not None:
            return found.value
        if sides(words.tongue.code).peoples.has(words, i):
            return "people" if i == q.b or not words.tongue.articles else None  # "two Russian planes": of things
    return None


def _bare(by: Counting, words: Words, q: Quantity, end: int, harm: Harm) -> bool:
    """Whether a number without people counts those of a word of harm that stands right beside it: "wounded four"."""
    if 0 <= harm.a - q.b <= (not words.tongue.articles):  # a noun with an article's language is what is counted
        return True
    if q.a != harm.b:
        return False
    gap = words.gap(q.b)
    return q.b >= end or bool(PAUSE.search(gap)) or any(mark in gap for mark in '."»') or words.norms[q.b] in by.joins


def _harm(
    by: Counting, words: Words, q: Quantity, quantities: Sequence[Quantity], harms: Sequence[Harm]
) -> Harm | None:
    if words.tongue.articles:
        return _harm_about(by, words, q, quantities, harms)
    behind = [h for h in harms if h.side == "behind" and 0 <= h.a - q.b <= 1]
    if behind:
        return behind[0]
    before = [
        h for h in harms if h.side == "before" and 0 <= q.a - h.b <= NEAR and _clear(words, h.b, q.a, quantities, harms)
    ]
    after = [h for h in harms if 0 <= h.a - q.b <= AFTER and _clear(words, q.b, h.a, quantities, harms)]
    if words.tongue.verb_first:
        after = [h for h in after if h.side == "behind"]
    return min((*before, *after), key=lambda h: q.a - h.b if h.b <= q.a else h.a - q.b, default=None)


def _harm_about(
    by: Counting, words: Words, q: Quantity, quantities: Sequence[Quantity], harms: Sequence[Harm]
) -> Harm | None:
    """The same where verbs agree with their nouns and an inset may part them: "eight people, three of them children,
    were killed". What stands behind the people counted comes before what stands ahead of the number."""
    for h in harms:
        linked = any(words.norms[i] in by.joins for i in range(q.b, h.a))
        if 0 <= h.a - q.b <= NEXT and not linked and _clear(words, q.b, h.a, quantities, harms):
            return h
    over = _past_inset(words, q.b)
    if over is not None:
        inset = [h for h in harms if 0 <= h.a - over <= 1]
        if inset:
            return inset[0]
    before = [
        h for h in harms if h.side == "before" and 0 <= q.a - h.b <= NEAR and _clear(words, h.b, q.a, quantities, harms)
    ]
    return min(before, key=lambda h: q.a - h.b, default=None)


NEXT = 4
"""Words between a number and what became of those counted: the noun and what describes them."""
INSET = 8
"""Words between two commas at most."""


def _past_inset(words: Words, i: int) -> int | None:
    """The word behind an inset between two commas that begins within a few words."""
    opened = next((n for n in range(i + 1, min(len(words), i + NEXT)) if "," in words.gap(n)), None)
    if opened is None:
        return None
    return next((n for n in range(opened + 1, min(len(words), opened + INSET)) if "," in words.gap(n)), None)


def _clear(words: Words, a: int, b: int, quantities: Sequence[Quantity], harms: Sequence[Harm]) -> bool:
    """Whether neither punctuation nor another number stands between, nor another word of harm."""
    if any(PAUSE.search(words.gap(i)) for i in range(a, b + 1) if i < len(words)):
        return False
    starts = [*(x.a for x in quantities), *(x.a for x in harms)]
    return not any(a <= x < b for x in starts)
