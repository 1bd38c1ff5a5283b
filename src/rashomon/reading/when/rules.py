"""The rules of one language: languages/LANGUAGE/times.toml, compiled. A new language is a new file, and no code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from rashomon.dates import DAY, MONTH, MONTHS
from rashomon.reading.grammar.numerals import either
from rashomon.reading.languages import having, table
from rashomon.reading.when.day_rules import DAYS, Resolver
from rashomon.reading.when.duration_rules import LENGTHS
from rashomon.reading.when.period_rules import PERIODS

# One white space with at most a few blanks around it: words may be parted by a line end, never by an empty line.
_GAP = r"(?:[^\S\n]?\s[^\S\n]{0,4})"
_WORD = re.compile(r"\w+")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
RESOLVERS: Mapping[str, Resolver] = DAYS | PERIODS | LENGTHS
"""What a rule's `do` can name."""

TABLES = (
    "weekdays", "months", "units", "parts", "part_words", "day_words", "seasons", "ordinals", "vague", "modifiers",
    "edges", "directions", "ways", "words", "words_unless", "feasts", "hijri_months", "clock_words", "zones",
    "halves_of_day", "decades", "centuries", "quants", "times", "before", "after",
)  # fmt: skip
LISTS = (
    "ahead", "ahead_always", "ahead_after", "later_clauses", "ends_of_names", "begins", "edges_so_far", "edges_to_come",
    "from_told", "span_from_told", "month_ambiguous", "month_capital", "season_ambiguous", "one", "glued", "ranges",
)  # fmt: skip
BEFORE = (
    "clock", "month", "month_described", "month_short", "year", "year_surely", "year_loosely", "length", "lasting",
    "between", "since", "throughout", "bare", "day", "part",
)  # fmt: skip


Match = Callable[[str, int], re.Match[str] | None]
"""What a rule's pattern finds in a text at a place"""


class Rules(NamedTuple):
    begins: frozenset[str]
    """The words that a time can begin with, besides digits: the one thing looked up for every word of a text."""
    rules: tuple[tuple[Match, Resolver], ...]
    lexicon: dict[str, Any]
    glued: frozenset[str]
    """Letters that are written together with the word after them ("and", "in" in Arabic)."""
    fold: dict[int, int]

    def folded(self, text: str) -> str:
        """The text with digits and letters in the one form that the rules are read in; as long as it was."""
        return text if text.isascii() else text.translate(self.fold)


@cache
def languages() -> frozenset[str]:
    """Codes (ISO 639-1) of the languages that there are rules for."""
    return frozenset(having("times"))


@cache
def load_rules(language: str = "en") -> Rules:
    """The rules of languages/`language`/times.toml, compiled."""
    return compiled(table("times", language))


def compiled(written: dict[str, Any]) -> Rules:
    """Rules as a rule file's TOML has them; every table but the rules may be missing."""
    fold = _DIGITS | {ord(a): ord(b) for a, b in written.get("fold", ())}
    lexicon = _folded(written, fold)
    for name in TABLES:
        lexicon.setdefault(name, {})
    for name in LISTS:
        lexicon.setdefault(name, [])
    for name in BEFORE:
        lexicon["before"].setdefault(name, [])
    lexicon.setdefault("half", "")
    month = either(lexicon["months"]) if lexicon["months"] else MONTH
    lexicon["months"] = lexicon["months"] or MONTHS
    macros = {name: either(lexicon[name]) if lexicon[name] else "(?!)" for name in TABLES}
    macros |= {"modifiers": f"(?P<mod>{macros['modifiers']})", "day": DAY}
    macros |= {"month": f"(?P<m>{month})", "month2": f"(?P<m2>{month})", "a_month": month}
    macros["count"] = _counts(lexicon)
    macros |= lexicon.get("macros", {})

    def expand(pattern: str) -> str:
        while (opened := re.sub(r"\{([a-z]\w*)\}", lambda m: macros[m[1]], pattern)) != pattern:
            pattern = opened
        # spaces outside character classes
        return re.sub(r"(\[[^\]]*\])|\x20", lambda m: m[1] or _GAP, pattern)

    for name in lexicon["after"]:
        lexicon["after"][name] = re.compile(expand(lexicon["after"][name]), re.IGNORECASE)
    if "listed" in lexicon["before"]:
        lexicon["before"]["listed"] = re.compile(expand(lexicon["before"]["listed"]), re.IGNORECASE)
    rules = tuple(
        (re.compile(expand(rule["pattern"]), re.IGNORECASE).match, RESOLVERS[rule["do"]]) for rule in lexicon["rules"]
    )
    return Rules(_begins(lexicon), rules, lexicon, frozenset(lexicon["glued"]), fold)


def _folded(data: Any, fold: dict[int, int]) -> Any:
    if isinstance(data, dict):
        return {key.translate(fold): _folded(value, fold) for key, value in data.items()}
    if isinstance(data, list):
        return [_folded(value, fold) for value in data]
    return data.translate(fold) if isinstance(data, str) else data


def _counts(lexicon: dict[str, Any]) -> str:
    """Digits and words of number, each of bounded length: what is tried everywhere must not read on without end."""
    own = lexicon.get("numbers")
    numbers = table("counts")["numbers"]
    scale = either(own or numbers["scale"])
    word = either(own or [*numbers["small"], *numbers["scale"]])
    digits = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,7}(?:\.\d{1,3})?(?!\d))"
    vague = "|".join(either(lexicon[name]) for name in ("vague", "one") if lexicon[name]) or "(?!)"
    if own:
        return rf"(?:{digits}|{word}|{vague})"
    words = (
        rf"(?:half\s+an?\s+{scale}|an?\s+{scale}|{word}(?:(?:\s+and\s+|[\s-]){word}){{0,6}}(?:\s+and\s+a\s+half)?)\b"
    )
    return rf"(?:{digits}(?:[\s-]{scale}\b)?(?: 1/2)?|{words}|{vague})"


def _begins(lexicon: dict[str, Any]) -> frozenset[str]:
    sections = (
        "weekdays", "units", "parts", "part_words", "day_words", "seasons", "ordinals", "vague", "modifiers", "edges",
        "words", "feasts", "hijri_months", "months", "begins", "directions", "clock_words", "centuries", "decades",
        "times", "ways", "one",
    )  # fmt: skip
    phrases = [phrase for section in sections for phrase in lexicon[section]]
    phrases += [f"{w}s" for section in ("weekdays", "units") for w in lexicon[section]]
    own = lexicon.get("numbers")
    phrases += own or [*table("counts")["numbers"]["small"], *table("counts")["numbers"]["scale"]]
    return frozenset(m[0] for phrase in phrases if (m := _WORD.match(phrase)))
