"""Is a run of words that nothing explains an organisation or a thing? By what stands around it, and by its words.

Asked before a run that nothing explains is taken for a private person. Each rule asks for what persons do not have: a
noun for an organisation or a thing right before ("the firm N"), behind a comma ("N, the news agency") or right behind
("N drones"), what is told of organisations alone ("N claimed responsibility"), or words that are all common English.
"""

from __future__ import annotations

import re
from functools import cache

from rashomon.reading.persons import around
from rashomon.reading.persons.around_patterns import any_of
from rashomon.reading.persons.looked_at import Run, Seen
from rashomon.reading.persons.name_words import listed_words
from rashomon.reading.where.name_mentions import words_of as place_words

_PERSONS_ONLY = frozenset(
    {"name.age", "name.unreal", "name.called", "name.possession", "name.numbered", "name.for",
     "name.of", "name.signed", "name.list", "name.role", "name.object", "name.who_is", "name.table", "name.acts",
     "name.personally"}
)  # fmt: skip
"""Rules of persons against which no form counts."""
_CAMEL = re.compile(r"[A-Z][a-z]+")
_OF_SOMEBODY = re.compile(r"[^.!?\n]*\b(?:he|her|hers|him|his|i|me|mine|my|our|ours|she|us)\b", re.I)
_NUMERAL = re.compile(r"^[IVX]{2,}$")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    def w(key: str) -> str:
        return any_of(listed_words("things", key))

    return {
        "before": re.compile(rf"\b{w('nouns')}\s+[\"“‘']?$", re.I),
        "group_before": re.compile(
            r"\b(?:rebel|armed|insurgent|opposition|monitoring|militant|jihadist|islamist|activist|rights|aid|terrorist)\s+"
            r"(?:group|organi[sz]ation|faction|militia|movement|network|coalition|alliance)\s+$"
        ),
        "groups_like": re.compile(
            r"\b(?i:groups|factions|militias|organi[sz]ations|brigades|outlets|companies)\s+(?:like|such\s+as)\s+$"
        ),
        "armed_group": re.compile(
            r"\s+(?:terrorist|jihadist|islamist|insurgent|rebel|separatist|extremist)\s+(?:groups?|organi[sz]ations?)\b",
            re.I,
        ),
        "apposition": _apposition(w("nouns"), r"\s*[,(]\s+?", _GOES_ON),
        "apposition_bare": _apposition(w("nouns"), r"\s+", r"\s+(?:that|which|based|run|linked|affiliated)\b"),
        "after": re.compile(rf"(?:[\s-]+\d{{1,4}}\w?)?[\s-]+{w('owned')}\b(?!['’])"),
        "told": re.compile(
            rf"\s+(?:(?:said|says|claimed|claims|announced|stated|confirmed|denied)\s+(?:that\s+)?it\s+(?:had|has|will|would)\s+"
            rf"(?:also\s+)?{w('done')}\b|(?:has\s+|had\s+)?claimed\s+(?:responsibility|the\s+(?:attack|bombing|ambush|raid|blast))\b"
            r"|(?:said|says|announced)\s+its\b|and\s+its\s+(?:allies|affiliates?|subsidiar)|denied\s+(?:that\s+)?its?\b)",
            re.I,
        ),
    }


_GOES_ON = (
    r"(?:\s*(?:[,.;:)”\"\n]|$)|\s+(?:active|affiliated|aligned|allied|and|at|backed|based|by|close|dedicated|for|formed|"
    r"founded|from|in|known|led|linked|loyal|on|operating|of|owned|run|that|tied|to|which|whose|with|working)\b)"
)
"""Behind the last noun of a description: no other noun, and no verb: "killed N, an aid group said"."""


_SMALL = (
    r"(?:a|across|against|an|and|around|at|behind|between|by|for|from|in|inside|near|of|on|outside|over|that|the|to|"
    r"under|who|whose|with)\b"
)
"""None of these between the article and the noun: "N, a member of the group", "N, a man with a rifle" are persons."""


def _apposition(nouns: str, between: str, behind: str) -> re.Pattern[str]:
    """ "N, the news agency, said". The noun is the last of what is told: "N, a bank manager" is a person."""
    told = rf"(?:(?!{_SMALL})[\w-]+\s+){{0,4}}?{nouns}"
    return re.compile(
        rf"{between}(?:(?:an?|the|its|which|whose\s+(?:forces|fighters|members))\s+{told}|one\s+of\s+the\s+{told}s)(?={behind})",
        re.I,
    )


def thing_rule(seen: Seen, run: Run, rule: str | None) -> str | None:
    """The name of the rule by which a run names no person; None where nothing says so."""
    start, end = seen.tokens[run.first].start, seen.bare_end(run.last)
    found = _patterns()
    if rule in ("name.personally", "name.acts") and run.first == run.last and not run.lead:
        group = found["group_before"].search(seen.text[max(0, start - 60) : start])
        return "name.thing" if group and not _may_be_name(seen.word(run.first)) else None
    if rule in _PERSONS_ONLY or run.lead:
        return None
    told = found["told"].match(seen.text, end, end + 90)
    if told and (_person_like(seen, run) or _OF_SOMEBODY.match(seen.text, told.end(), told.end() + 60)):
        told = None  # what a shell did: "N said it had destroyed her house"
    behind = told or found["apposition"].match(seen.text, end, end + 90)
    if not seen.commas and not rule and not _person_like(seen, run):
        behind = behind or found["apposition_bare"].match(seen.text, end, end + 90)
    behind = behind or found["armed_group"].match(seen.text, end, end + 40)
    if (
        around.thing_called(seen.text, start, end)
        or behind
        or found["before"].search(seen.text[max(0, start - 40) : start])
        or found["groups_like"].search(seen.text[max(0, start - 40) : start])
    ):
        return "name.thing"
    if rule and rule != "name.speech":
        return None
    if found["after"].match(seen.text, end, end + 40):
        return "name.thing"
    return _common_words(seen, run) if not rule or _sentence(seen, run) else None


def _person_like(seen: Seen, run: Run) -> bool:
    return any(_may_be_name(seen.word(k)) for k in range(run.first, run.last + 1))


def _sentence(seen: Seen, run: Run) -> bool:
    """Whether a run is three words and more that no name has, as names of campaigns are: it speaks as bodies do."""
    return run.last > run.first + 1 and all(_kind(seen, k) == "sure" for k in range(run.first, run.last + 1))


def _common_words(seen: Seen, run: Run) -> str | None:
    """Whether a run is words of English with capitals: "International Law", "Chapter VII"."""
    words = [seen.tokens[k] for k in range(run.first, run.last + 1)]
    if (
        len(words) == 2
        and seen.tokens[run.last].raw.isupper()
        and _NUMERAL.match(words[1].raw)
        and seen.known.common(words[0].word)
    ):
        return "name.common"
    if len(words) == 1:
        counted = re.match(r"\s+\d", seen.text[words[0].end : words[0].end + 3]) and seen.known.common(words[0].word)
        if counted or words[0].word in listed_words("plain", "also_names"):
            return "name.common" if counted and not _may_be_name(words[0].word) else None
    kinds = [_kind(seen, k) for k in range(run.first, run.last + 1)]
    if "name" in kinds or kinds[0] not in ("sure", "known") or "sure" not in kinds:
        return None
    if "place" in kinds and kinds.count("sure") < 2:
        return None
    return "name.common"


def _may_be_name(word: str) -> bool:
    return (
        word in listed_words("double", "words")
        or word in listed_words("double", "surnames")
        or word in place_words().given
    )


def _kind(seen: Seen, k: int) -> str:
    """What a word is: surely a common one, perhaps one, the name of something known, or perhaps somebody's name."""
    t, known = seen.tokens[k], seen.known
    word = t.word
    if _may_be_name(word):
        return "name"
    if word in listed_words("plain", "openers") or word in known.vocabulary or word in known.verbs:
        return "sure"
    if not seen.marks[k] and known.place(word) not in ("", "state"):
        return "place"
    if seen.marks[k] or known.place(word) or _NUMERAL.match(t.raw) or word in listed_words("plain", "calendar"):
        return "known"
    if word in listed_words("plain", "peoples") or word in known.world.places.demonyms:
        return "known"
    if not known.common(word):
        parts = _CAMEL.findall(t.raw)
        joined = (
            len(parts) > 1
            and "".join(parts) == t.raw
            and parts[0].casefold() not in listed_words("names", "inner_capital")
        )
        if joined and seen.text[t.start - 1 : t.start] == "#":  # "#JusticeForMira" holds a name, "#SaveIzium" none
            return "sure" if all(len(p) < 4 or _explained(seen, p.casefold()) for p in parts) else "name"
        return "sure" if joined and any(len(p) > 3 and known.common(p.casefold()) for p in parts) else "name"
    return "sure" if word.endswith(("tion", "sion", "ment", "ness", "ism", "ing", "ed", "ists", "ers")) else "common"


def _explained(seen: Seen, word: str) -> bool:
    return not _may_be_name(word) and (seen.known.common(word) or bool(seen.known.place(word)))
