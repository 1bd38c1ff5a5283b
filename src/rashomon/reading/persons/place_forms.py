"""Is a name that nothing explains a place's, since the reading took it for one and the sentence tells of no person?

"Gunmen attacked X" is said of villages and of persons. It is a village's where the same text speaks of X as of a place,
or a place's share is told ("killing four people", "after clashes", "from the rebels"), and nobody is spoken of as "he".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.reading.persons import around
from rashomon.reading.persons.looked_at import Run, Seen
from rashomon.reading.persons.name_words import listed_words
from rashomon.reading.where.name_mentions import words_of as place_words

_HE = re.compile(
    r"\b(?:he|she|him|her|his|hers|himself|herself|who|whom|whose|i|my|me|body|unconscious|alive|dead)\b", re.I
)
_SENTENCE = re.compile(r"[.!?\n]")
_ELSEWHERE = re.compile(r"\s+(?:in|near|outside|at|inside|from)\s+(?:the\s+)?(?:[a-z]+\s+(?:of\s+)?){0,3}[A-Z]")
_REGION = re.compile(r"[^.!?\n]{0,40}\b(?:region|province|district|state|governorate|county|oblast|area)\b")
_MANY = (
    r"(?:at\s+least\s+|more\s+than\s+|over\s+|some\s+|up\s+to\s+|about\s+)?(?:\d+|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|several|dozens|scores|hundreds|thousands|civilians|people|residents|villagers)"
)
_OF_PLACE = re.compile(
    rf"\s*(?:,\s+(?:killing|wounding|injuring|displacing|leaving)\s+{_MANY}\b(?!\s+others?\b|\s+(?:more|companions))"
    r"|(?:\s+\w+){0,4}\s+(?:clashes|fighting|battles?|siege)\b"
    r")",
    re.I,
)
_TAKEN = re.compile(r"\b(?:seized|captured|took|taken|wrested)\s+$", re.I)
_FROM = re.compile(
    r"\s+(?:back\s+)?from\s+(?:the\s+)?(?:\w+\s+)?(?:rebels|army|troops|forces|militants|fighters|government|regime|insurgents)\b",
    re.I,
)
_HIT = re.compile(
    r"\b(?:strikes?|airstrikes?|shells?|rockets?|missiles?|bombs?|bombardment)\s+(?:(?:had|have|has)\s+)?"
    r"(?:hit|struck)\s+$", re.I
)  # fmt: skip
_IS_PLACE = re.compile(
    r",?\s+is\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:stronghold|village|town|city|suburb|district|neighbou?rhood|hamlet|settlement|"
    r"enclave|province|island)(?=[,.]|\s+(?:of|in|near|on|that|where|held|under|north|south|east|west)\b)"
)
_LISTED = re.compile(r"\b(?:in|on|at|from|of|between|near|against|around)\s+$", re.I)
_DAY = re.compile(r"\s+(?:on\s+|at\s+|late\s+|early\s+)?[A-Za-z]+(?=,)")


def is_written(seen: Seen, run: Run, rule: str | None) -> bool:
    """Whether a run stands where a place does, by the reading of places, and nothing says that it names a person."""
    start, end = seen.tokens[run.first].start, seen.bare_end(run.last)
    hit = rule == "name.object" and _HIT.search(seen.text, max(0, start - 40), start) is not None
    if run.lead or (rule and not hit) or _of_persons(seen, run):
        return False
    if _TAKEN.search(seen.text, max(0, start - 30), start) and _FROM.match(seen.text, end, end + 60):
        return True
    if not hit and not any(p.start <= start and end <= p.end for p in seen.unlisted):
        return False
    begin = max(
        (m.end() for m in _SENTENCE.finditer(seen.text, max(0, start - 200), start)), default=max(0, start - 200)
    )
    stop = _SENTENCE.search(seen.text, end)
    sentence = seen.text[begin : stop.start() if stop else len(seen.text)]
    if _HE.search(sentence):
        return False
    if _ELSEWHERE.match(seen.text, end, end + 60) and not _REGION.match(seen.text, end, end + 80):
        return False
    day = _DAY.match(seen.text, end, end + 30)
    return _OF_PLACE.match(seen.text, day.end() if day else end) is not None or _place_elsewhere(seen, run)


def _of_persons(seen: Seen, run: Run) -> bool:
    """Whether a word of a run is a given name, or a common word that is one."""
    given, double = place_words().given, listed_words("double", "words")
    return any(seen.word(k) in given or seen.word(k) in double for k in range(run.first, run.last + 1))


def _place_elsewhere(seen: Seen, run: Run) -> bool:
    """Whether the same words stand elsewhere in the text as those of a place alone do: "in X", "X district"."""
    n = run.last - run.first
    return any(
        last != run.last and around.placed(seen.text, seen.tokens[last - n].start, seen.bare_end(last))
        for last in _said_again(seen, run)
    )


def is_listed(seen: Seen, run: Run) -> bool:
    """Whether a run stands in a list of places that ends in what they are: "on X and Y villages"."""
    if not _LISTED.search(seen.text, max(0, seen.tokens[run.first].start - 12), seen.tokens[run.first].start):
        return False
    return seen.around("places_behind", run.first, run.last)


def is_told(seen: Seen, run: Run) -> bool:
    """Whether the text says somewhere what a run is: "X is a stronghold of rebels", "a region named X"."""
    return any(_IS_PLACE.match(seen.text, seen.bare_end(k)) for k in _said_again(seen, run))


def _said_again(seen: Seen, run: Run) -> Iterator[int]:
    """The last token of each place where the words of a run stand in the text."""
    words = [seen.word(k) for k in range(run.first, run.last + 1)]
    for k in seen.at(words[0]):
        if len(words) == 1 or [t.word for t in seen.tokens[k : k + len(words)]] == words:
            yield k + len(words) - 1


def is_part(seen: Seen, run: Run) -> bool:
    """Whether a run is a place and before it which part of it: "Rural X"."""
    if run.first == run.last or seen.word(run.first) not in listed_words("plain", "regions"):
        return False
    return seen.in_place(seen.tokens[run.first + 1].start, seen.bare_end(run.last))


def of_countries(seen: Seen, run: Run) -> bool:
    """Whether a run is names of countries that lost their commas, one of them of two words: "Saudi Arabia Turkey"."""
    k, long = run.first, False
    while k <= run.last:
        n = next((n for n in (3, 2, 1) if k + n - 1 <= run.last and _country(seen, k, n)), 0)
        if not n:
            return False
        long, k = long or n > 1, k + n
    return long


def _country(seen: Seen, k: int, n: int) -> bool:
    name = " ".join(seen.tokens[j].raw for j in range(k, k + n))
    return seen.known.place(name) == "state"
