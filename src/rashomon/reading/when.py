"""When? A TIMEX3-style tagger for dates, times, durations and sets, by rules that are data (times/*.toml).

Method: rules are tried at every place where one could begin, and the longest match that resolves is taken. Days are
reckoned from the published day and from the day last told of; tense, read off the parse, decides which Wednesday.
Text that is furniture yields nothing: its dates ("More news from 3 May") tell when other texts appeared.

Intervals are whole periods, both days included: "early March" is all of March with the mod START. With no published day
relative wordings keep a relative value ("XXXX-WXX-3") and no interval.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.dates import DAY, MONTH, MONTHS, find_dates
from rashomon.model import Span, Timex
from rashomon.reading.extensions import register
from rashomon.reading.numbers import DIGITS, WORDS, either, table
from rashomon.reading.time_values import RESOLVERS, Anchors, Found, Resolver, Tense, day, interval, on_day

__all__ = ["find_times", "interval", "make_when"]

# One white space with at most a few blanks around it: words may be parted by a line end, never by an empty line.
_GAP = r"(?:[^\S\n]?\s[^\S\n]{0,4})"


_WORD = re.compile(r"\w+")


class Rules(NamedTuple):
    begins: frozenset[str]
    """The words that a time can begin with, besides digits: the one thing looked up for every word of a text."""
    scan: re.Pattern[str]
    """All rules at once, to dismiss a place where none matches."""
    rules: tuple[tuple[re.Pattern[str], Resolver], ...]
    lexicon: dict[str, Any]


@cache
def load_rules(language: str = "en") -> Rules:
    """The rules of times/`language`.toml, compiled."""
    file = resources.files("rashomon.reading").joinpath("times", f"{language}.toml")
    lexicon = tomllib.loads(file.read_text(encoding="utf-8"))
    macros = {name: either(lexicon[name]) for name in ("weekdays", "seasons", "ordinals", "feasts", "words", "edges")}
    macros |= {name: either(lexicon[name]) for name in ("units", "parts")}
    macros |= {"modifiers": f"(?P<mod>{either(lexicon['modifiers'])})", "day": DAY}
    macros |= {"month": f"(?P<m>{MONTH})", "month2": f"(?P<m2>{MONTH})"}
    macros["count"] = rf"(?:{DIGITS}(?: 1/2)?|{WORDS}|{either(lexicon['vague'])}|an?)"
    macros |= lexicon["macros"]

    def expand(pattern: str) -> str:
        while (opened := re.sub(r"\{([a-z]\w*)\}", lambda m: macros[m[1]], pattern)) != pattern:
            pattern = opened
        # spaces outside character classes
        return re.sub(r"(\[[^\]]*\])|\x20", lambda m: m[1] or _GAP, pattern)

    patterns = [expand(rule["pattern"]) for rule in lexicon["rules"]]
    unnamed = [re.sub(r"\(\?P<\w+>", "(?:", p) for p in patterns]
    scan = re.compile("(?:" + "|".join(f"(?:{p})" for p in unnamed) + ")", re.IGNORECASE)
    rules = tuple(
        (re.compile(p, re.IGNORECASE), RESOLVERS[rule["do"]])
        for p, rule in zip(patterns, lexicon["rules"], strict=True)
    )
    return Rules(_begins(lexicon), scan, rules, lexicon)


def _begins(lexicon: dict[str, Any]) -> frozenset[str]:
    sections = (
        "weekdays",
        "units",
        "parts",
        "seasons",
        "ordinals",
        "vague",
        "modifiers",
        "edges",
        "words",
        "feasts",
        "begins",
    )
    phrases = [phrase for section in sections for phrase in lexicon[section]]
    phrases += [f"{w}s" for section in ("weekdays", "units") for w in lexicon[section]]
    phrases += [*MONTHS, *table()["numbers"]["small"], *table()["numbers"]["scale"]]
    return frozenset(m[0] for phrase in phrases if (m := _WORD.match(phrase)))


def find_times(
    text: str,
    published: datetime.date | None = None,
    tense: Callable[[int, int], Tense | None] = lambda start, end: None,
    language: str = "en",
) -> list[Timex]:
    """Every time that `text` mentions, in order. `tense(start, end)` tells the tense around these characters."""
    rules = load_rules(language)
    absolute = {span.start: (span.end, date) for span, date in find_dates(text, published)}
    begins = rules.begins
    starts = {m.start() for m in _WORD.finditer(text) if m[0][0].isdigit() or m[0].lower() in begins}
    starts |= {s - 1 for s in starts if s and text[s - 1] in "'’" and text[s].isdigit()} | absolute.keys()
    found: list[tuple[int, int, Found]] = []
    told = told_quarter = None
    at = 0
    for here in sorted(starts):
        if here < at or not (here in absolute or rules.scan.match(text, here)):
            continue
        best = _longest(text, here, rules, published, (told, told_quarter), tense, absolute)
        if best is None:
            continue
        end, value = best
        found.append((here, end, value))
        if value.type == "DATE" and value.start and value.start == value.end and value.value[0].isdigit():
            told = value.start
        if value.type == "DATE" and value.start:
            if re.fullmatch(r"\d{4}-Q\d", value.value):
                told_quarter = told_quarter if _a_year_before(value.start, told_quarter) else value.start
            elif value.start != value.end and not re.fullmatch(r"\d{4}", value.value):
                told_quarter = None
        at = end
    return _with_days(text, found, published)


def _a_year_before(day: datetime.date, other: datetime.date | None) -> bool:
    return other is not None and (other.year - day.year, other.month) == (1, day.month)


def _longest(
    text: str,
    here: int,
    rules: Rules,
    published: datetime.date | None,
    told: tuple[datetime.date | None, datetime.date | None],
    tense: Callable[[int, int], Tense | None],
    absolute: dict[int, tuple[int, datetime.date]],
) -> tuple[int, Found] | None:
    matches = sorted(
        ((m, do) for pattern, do in rules.rules if (m := pattern.match(text, here))), key=lambda x: -x[0].end()
    )
    end, date = absolute.get(here, (here, None))
    for match, do in matches:
        if date and match.end() <= end:
            break
        span = match.span()
        anchors = Anchors(published, *told, lambda span=span: tense(*span), rules.lexicon)  # type: ignore[misc]
        with suppress(OverflowError, ValueError):  # a day before the year 1 or after 9999
            if value := do(match, anchors):
                return match.end(), value
    return (end, day(date)) if date else None


def _with_days(text: str, found: list[tuple[int, int, Found]], published: datetime.date | None) -> list[Timex]:
    """Clock times get the day named right after them, else the one before them in the sentence, else publication."""
    times = []
    for i, (start, end, value) in enumerate(found):
        if value.value.startswith("T"):
            after = [
                v.start for s, _, v in found[i + 1 : i + 3] if s - end < 30 and v.type == "DATE" and v.start == v.end
            ]
            before = [
                v.start
                for _, e, v in found[max(0, i - 3) : i]
                if v.start == v.end and v.value[:4].isdigit() and not re.search(r"\.\s|\n\s*\n", text[e:start])
            ]
            value = on_day(value, next((d for d in [*after, *reversed(before)] if d), published))
        times.append(
            Timex(
                Span(start, end),
                text[start:end],
                value.type,
                value.value,
                value.mod,
                value.start.isoformat() if value.start else None,
                value.end.isoformat() if value.end else None,
            )
        )
    return times


def tense_at(doc: Doc, start: int, end: int, ahead: frozenset[str]) -> Tense | None:
    """The tense of the clause that these characters stand in: of the nearest verb above them in the parse.

    "future" is also what is planned, ordered or wished (`ahead`: such verbs' lemmas). None without a parse.
    """
    if not doc.has_annotation("DEP"):
        return None
    span = doc.char_span(start, end, alignment_mode="expand")
    token: Token | None = span.root if span is not None and len(span) else None
    steps = 0
    while token is not None and steps < 12:
        steps += 1
        tag = token.tag_
        if tag.startswith("VB") or tag == "MD":
            verdict = _verb_tense(token, tag, ahead)
            if verdict != "climb":
                return verdict
        elif token.lemma_.lower() in ahead and token.pos_ == "ADJ":
            return "future"
        if token.head is token or token.head.i == token.i:
            return None
        token = token.head
    return None


def _verb_tense(verb: Token, tag: str, ahead: frozenset[str]) -> Tense | Literal["climb"] | None:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if tag == "MD" or any(c.tag_ == "MD" for c in helpers):
        return "future"
    lemma = verb.lemma_.lower()
    finite = {c.tag_ for c in helpers if c.tag_ != "TO"}
    if any(c.tag_ == "TO" for c in helpers):
        above = verb.head
        if above.i != verb.i and (above.lemma_.lower() in ahead):
            return "future"
        return "climb"
    if tag == "VBD" or "VBD" in finite:
        return "past"
    if tag == "VBN":
        if lemma in ahead:
            return "future"
        if any(c.lemma_ == "have" and c.tag_ in ("VBZ", "VBP") for c in helpers):
            return "perfect"
        return "past" if not finite else None
    if tag == "VBG" and finite & {"VBZ", "VBP"}:
        return "perfect" if any(c.lemma_ == "have" for c in helpers) else "future" if lemma == "go" else None
    if tag == "VBG":
        return "climb"
    return None


class When:
    """Puts `model.Timex` records on `doc._.times` and their spans on `doc.spans["times"]`."""

    def __init__(self, language: str) -> None:
        register()
        self.language = language
        self.ahead = frozenset(load_rules(language).lexicon["ahead"])

    def __call__(self, doc: Doc) -> Doc:
        times = find_times(
            doc.text, doc._.published, lambda start, end: tense_at(doc, start, end, self.ahead), self.language
        )
        furniture = [p.span for p in doc._.parts if p.kind == "furniture"]
        doc._.times = [t for t in times if not any(s <= t.span.start < e for s, e in furniture)]
        spans = [doc.char_span(t.span.start, t.span.end, label=t.type, alignment_mode="expand") for t in doc._.times]
        doc.spans["times"] = [s for s in spans if s is not None]
        return doc


@Language.factory("rashomon_when", assigns=["doc._.times"])
def make_when(nlp: Language, name: str) -> When:
    """The component for spaCy's `add_pipe`. Only English rules are there; other pipelines' texts are read with them."""
    return When("en")
