"""What stands around a run of capitalised words, and says that it names a person, or that it names a place.

Each function looks at the words before or after a stretch of a text and answers with the name of a rule, or nothing.
`firm` asks for what holds of persons alone: for words that are the name of something else as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rashomon.quick_records import record
from rashomon.reading.persons.around_patterns import AGE, last_words, pattern

NEAR = 90
"""Characters that are looked at on either side."""
FEW_WORDS = 40
"""Characters that are looked at for what stands right before."""
SOME_WORDS = 64
"""... and for what stands before a place with its description: "in the besieged northern city of"."""
WRAPPED = 50
"""Characters of a line that may have been wrapped: a shorter one ends where its words end."""
_ALIAS = re.compile(
    r"\s*[,(]\s*(?:not\s+(?:his|her|their)\s+real\s+name|a\s+pseudonym|pseudonym|name\s+changed|real\s+name)", re.I
)


def _before(text: str, start: int, near: int = NEAR) -> str:
    """The words before on the same line, or on the line before that was only wrapped."""
    begin = max(0, start - near)
    cut = text.rfind("\n\n", begin, start)
    begin = begin if cut < 0 else cut + 2
    line = text.rfind("\n", begin, start)
    if line >= 0 and line - (text.rfind("\n", 0, line) + 1) < WRAPPED:
        begin = line + 1
    return text[begin:start]


def seen(name: str, text: str, start: int, end: int) -> bool:
    """Whether one of the patterns matches right before the stretch, or right after it."""
    if name not in _BEFORE:
        return pattern(name).match(text, end, end + NEAR) is not None
    if not _may_match(name, text, start):
        return False
    if name in _ACROSS_LINES:
        return pattern(name).search(text[max(0, start - NEAR) : start]) is not None
    if name == "in":
        return pattern(name).search(_before(text, start, SOME_WORDS)) is not None and not seen(
            "trusting", text, start, end
        )
    near = FEW_WORDS if name in _RIGHT_BEFORE else NEAR
    return pattern(name).search(_before(text, start, near)) is not None


def _may_match(name: str, text: str, start: int) -> bool:
    """Whether the word right before is one in which what the pattern looks for can end: it seldom is, and to know the
    word is quicker than to search. Always so for patterns of which no such words are listed."""
    ends = last_words().get(name)
    if ends is None:
        return True
    last = last_word(text, start)
    return last is None or last in ends.words or (bool(ends.endings) and last.endswith(ends.endings))


_OPENING = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\"“‘'("
"""What may stand between a name and the word before it: blanks of all sorts, a quotation mark, a bracket."""
_LAST_MARK = re.compile(r"\w+$|\W$")


@lru_cache(maxsize=256)
def last_word(text: str, start: int) -> str | None:
    """The word or the mark right before, in small letters; None where it is long, strange or not there.

    >>> last_word("the doctor, “Mira", 13), last_word("The DOCTOR Mira", 11)
    (',', 'doctor')
    """
    near = text[max(0, start - FEW_WORDS) : start].rstrip(_OPENING)
    word = near.rsplit(None, 1)[-1] if near else ""
    if not word.isalnum():
        mark = _LAST_MARK.search(word)
        word = mark.group() if mark else ""
    return word.lower() if word.isascii() and len(word) < len(near) else None


_BEFORE = frozenset(
    {"called", "of", "of_firm", "of_place", "for", "object", "object_any", "object_firm", "object_place", "named_role",
     "kin_role", "numbered", "dead_were", "dead_are", "dead_above", "listed", "according", "personally_before", "count",
     "agent", "signed", "said_inverted", "who_is", "in", "the", "of_family", "head_before", "to_place", "places_listed",
     "role_comma", "calls", "holding", "including", "from_home", "done_to_place", "thing_called", "trusting",
     "place_named", "role_was", "kin_bracket"}
)  # fmt: skip


_RIGHT_BEFORE = frozenset(
    {"of", "of_firm", "of_place", "for", "object", "object_any", "object_firm", "object_place", "named_role",
     "kin_role", "numbered", "according", "count", "agent", "said_inverted", "who_is", "the", "head_before", "to_place",
     "role_comma", "holding", "from_home", "done_to_place", "trusting"}
)  # fmt: skip
"""Of these a few words tell."""


_ACROSS_LINES = frozenset({"signed", "dead_were", "dead_are", "dead_above", "listed"})


def age(text: str, end: int) -> bool:
    return AGE.match(text, end) is not None


def thing_called(text: str, start: int, end: int) -> bool:
    """ "A village called X", "the network called X said": no person; but "the paper called N a spy" is of one."""
    if seen("place_named", text, start, end):
        return True
    if not seen("thing_called", text, start, end):
        return False
    return seen("is_so", text, start, end) or not seen("named_to_be", text, start, end)


def placed(text: str, start: int, end: int) -> bool:
    """Whether a name stands where places do: "in X", "shelled X", "a resident from X"."""
    return seen("in", text, start, end) or seen("from_home", text, start, end)


def unreal(text: str, end: int) -> bool:
    return _ALIAS.match(text, end) is not None


@record
class Asked:
    """A stretch of a text of which is asked whether the words around it say that it names a person."""

    text: str
    start: int
    end: int
    firm: bool
    """Whether the words are the name of something else as well."""
    state: bool
    """Of a country or a capital, which speaks and is accused."""
    time: bool
    """Of a day or a month."""
    placed: bool
    """Whether it stands where a place does: "in X"."""

    def seen(self, *names: str) -> bool:
        return any(seen(name, self.text, self.start, self.end) for name in names)

    def before(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.text, self.end, self.end + 30) is not None


_WHO = re.compile(
    r"\s*,\s+(?:who|(?:his|her|their)\s+(?:baby|brother|child|daughter|father|husband|mother|sister|son|wife))\b"
)
_IS = re.compile(r"\s+is\s+[A-Z]")
_CALLS_ON = re.compile(r"\s+(?:on|for)\b")
_FROM = re.compile(r"\bfrom\s+$")
_ON = re.compile(r"\b(?:on|since|until|last|next|every)\s+$", re.I)
_HOURS = re.compile(r"\s+(?:after|fore)?(?:noon|morning|evening|night|midnight|prayers?)\b")
"""Behind a day: "Sunday night"."""
_BEGINS = re.compile(r"(?:^|[.!?\n])[\s“\"‘']*$")
_OF_PERSONS = re.compile(
    r"\s*,\s+(?:who\b|\w+\s+of\b|missing|whose\s+(?:baby|brother|child|children|daughter|father|husband|mother|sister|son"
    r"|sons|widow|wife)\b)"
)


def _aged(a: Asked) -> bool:
    return age(a.text, a.end) and not (a.firm and a.placed)


def _opens(a: Asked) -> bool:
    return _BEGINS.search(a.text[max(0, a.start - 6) : a.start]) is not None


def _acts(a: Asked) -> bool:
    """What persons do: of a country or a day only what takes a body; of a day only where a sentence begins with it."""
    if (
        a.placed
        or (last_word(a.text, a.start) in (None, "from") and _FROM.search(_before(a.text, a.start)))
        or (a.time and not _opens(a))
    ):
        return False
    return a.seen("lives") or (not a.state and not a.time and a.seen("acts"))


def _in_role(a: Asked) -> bool:
    if a.state and _MEMBER.search(_before(a.text, a.start)):
        return False
    return a.seen("kin_role" if a.time else "named_role") and not (a.time and a.before(_CALLS_ON))


def _introduced(a: Asked) -> bool:
    """ "The girl, N, was killed"."""
    return a.seen("role_comma") and a.seen("comma_was" if a.time else "comma_after")


def _told_to_be(a: Asked) -> bool:
    """ "The twins (N and N)", "the dead man – N – was", "the driver was N"."""
    if a.text[a.start - 1 : a.start] == "(":
        return a.seen("kin_bracket")
    last = last_word(a.text, a.start)
    if last in ("–", "—"):
        return a.seen("kin_bracket")
    return last in ("was", "is") and not a.state and not a.time and a.seen("role_was")


def _called_to(a: Asked) -> bool:
    return not a.state and not a.time and a.seen("calls") and a.seen("called_out")


def _held(a: Asked) -> bool:
    return a.seen("holding") and a.seen("over")


def _included(a: Asked) -> bool:
    return not (a.state or a.time or a.placed) and a.seen("including")


def _told_of(a: Asked) -> bool:
    return a.seen("of_firm" if a.state or a.time else "of_place" if a.firm else "of")


_MEMBER = re.compile(
    r"\b(?:U\.?N\.?|NATO|EU|union|council|permanent|fellow|founding|coalition|alliance)\s+member\s+$"
    r"|\b(?:northern|southern|eastern|western|regional|close|main|key|long-?time|powerful|NATO)\s+"
    r"(?:ally|neighbou?r|rival|foe|backer|partner)\s+$", re.I
)  # fmt: skip
_NEIGHBOUR = re.compile(r"['’]s\s+(?:[\w-]+\s+){0,2}?neighbou?rs?\b")
"""Behind a state: "Yemen's northern neighbour"."""
_FROM = re.compile(r"\bfrom\s+$")
_OF_NAMED = re.compile(r"[A-Z][\w’'-]+\s+of\s+$")
"""Before a place: "Arvo Mell of X was killed"."""
_MANY = re.compile(
    r"\b(?:\d+|dozens?|others|people|persons|civilians|soldiers|several|many|two|three|four|five|six|seven|eight|nine|ten)"
    r"\s+(?:[a-z]+\s+){0,2}$", re.I
)  # fmt: skip


def _object(a: Asked) -> bool:
    """ "Was killed Friday", "left dozens wounded Sunday": the day, not whom. Of an active verb it is whom."""
    if a.time and _MANY.search(_before(a.text, a.start)):
        return False
    whom = a.seen("object_firm" if a.state or a.time else "object_place" if a.firm else "object_any")
    return whom and not (a.time and not seen("object", a.text, a.start, a.start))


def _in_list(a: Asked) -> bool:
    if a.time and not a.seen("dead_are"):
        return a.seen("listed")
    return a.seen(*(("dead_are", "dead_above") if a.firm else ("dead_were",)), "listed") and not (a.firm and a.placed)


def _suffered(a: Asked) -> bool:
    before = _before(a.text, a.start)
    if a.firm and (_OF_NAMED.search(before) or _FROM.search(before)):
        return False  # "a visitor from Canada was killed"
    return a.seen("was_firm" if a.firm else "was") and not a.placed


def _in_headline(a: Asked) -> bool:
    return not a.placed and not a.state and not a.time and a.seen("headline")


def _described(a: Asked) -> bool:
    if a.time:
        return a.before(_WHO)
    described = not a.placed and a.seen("appositive") and not a.seen("place_after")
    return described and (not (a.firm and a.state) or a.before(_OF_PERSONS))


def _speaks(a: Asked) -> bool:
    if a.placed:
        return False
    if a.seen("speaks") and not (a.time and a.text[a.end : a.end + 1] == ","):
        return True
    return not a.time and a.seen("said_inverted") and (not a.firm or a.seen("ends"))


_RULES: tuple[tuple[str, Callable[[Asked], bool]], ...] = (
    ("name.unreal", lambda a: unreal(a.text, a.end)),
    ("name.age", _aged),
    ("name.possession", lambda a: a.seen("kin_after") and not (a.state and _NEIGHBOUR.match(a.text, a.end))),
    ("name.called", lambda a: a.seen("called") and not a.before(_CALLS_ON if a.time else _IS)),
    ("name.numbered", lambda a: a.seen("numbered")),
    ("name.for", lambda a: not a.time and a.seen("for")),
    ("name.signed", lambda a: a.seen("signed")),
    ("name.who_is", lambda a: a.seen("who_is")),
    ("name.who_is", _called_to),
    ("name.called", lambda a: not a.state and a.seen("alias_after")),
    ("name.of", _told_of),
    ("name.role", _in_role),
    ("name.role", _introduced),
    ("name.role", _told_to_be),
    ("name.undergone", lambda a: not a.placed and a.seen("left_dead")),
    ("name.undergone", _held),
    ("name.object", _object),
    ("name.row", lambda a: not a.placed and a.seen("and_kin")),
    ("name.list", _in_list),
    ("name.row", _included),
    ("name.agent", lambda a: not a.state and not a.time and a.seen("agent", "according")),
    ("name.undergone", _suffered),
    ("name.undergone", _in_headline),
    ("name.appositive", _described),
    ("name.appositive", lambda a: a.seen("shown")),
    ("name.appositive", lambda a: not a.state and not a.placed and a.seen("is_one") and (not a.time or _opens(a))),
    ("name.acts", _acts),
    ("name.personally", lambda a: _speaks(a) and a.seen("personally", "personally_before")),
    ("name.speech", lambda a: not a.state and _speaks(a)),
)
"""Tried in this order; the first that holds is the answer."""


def _person_behind(text: str, end: int) -> bool:
    """Whether what follows the object of a verb is said of a person: "shelled N and his family"."""
    described = seen("appositive", text, end, end) and not seen("place_after", text, end, end)
    return described or seen("and_kin", text, end, end) or seen("left_dead", text, end, end)


def person_rule(text: str, start: int, end: int, *, firm: bool, state: bool, time: bool) -> str | None:
    """The rule by which the words around say that this names a person; None where they don't. See `Asked`."""
    if thing_called(text, start, end):
        return None
    stands = placed(text, start, end) and not (seen("done_to_place", text, start, end) and _person_behind(text, end))
    asked = Asked(text, start, end, firm, state, time, stands)
    if time and (_ON.search(_before(text, start)) or _HOURS.match(text, end, end + 12)) and not age(text, end):
        return None
    return next((rule for rule, holds in _RULES if holds(asked)), None)
