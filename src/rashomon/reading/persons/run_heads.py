"""Is the first word of a run none of the name? A common word that opens a sentence, a title, a role, a country."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from rashomon.quick_records import record
from rashomon.reading.persons import around
from rashomon.reading.persons.known_as_person import kin_tell
from rashomon.reading.persons.looked_at import Seen, office_ends, office_parts, strange, titles
from rashomon.reading.persons.marks import demonyms
from rashomon.reading.persons.name_words import Word, listed_words

How = Literal["drop", "lead", ""]
"""A common word goes; a title or a role goes and is remembered; the word is one of the name."""


@record
class Head:
    """The first word of a run."""

    seen: Seen
    run: list[int]
    at: int
    token: Word
    word: str
    more: bool
    """Whether other words follow it in the run."""
    double: bool
    """Whether it is a common word and a name."""
    people: bool


def leads(seen: Seen, run: list[int]) -> How:
    """How the first word of a run goes, or "" where it stays. The first rule that answers is followed."""
    t = seen.tokens[run[0]]
    head = Head(
        seen, run, run[0], t, t.word, len(run) > 1, t.word in listed_words("double", "words"),
        t.word in demonyms(seen.known),
    )  # fmt: skip
    return next((how for rule in _RULES if (how := rule(head)) is not None), "")


_PRONOUN = re.compile(
    r"(?:i|i['’](?:m|d|ve|ll)|[a-z]+n['’]t|(?:you|we|they|he|she|it|that|there|who|what)['’](?:re|ve|ll|d|s|m))$", re.I
)
"""A pronoun, with what has grown on to it. "I" before a name is one of Bali's."""


_NO_ARTICLE = re.compile(r",|\s+and\b|['’]s\b")


def _pronoun(h: Head) -> How | None:
    return "drop" if not h.more and _PRONOUN.match(h.token.raw) else None


def _called_for(h: Head) -> How | None:
    """ "FREE N!": what is asked for somebody is none of the name."""
    asked = h.word == "free" and h.token.opens and h.more
    return "drop" if asked and h.seen.around("called_out", h.at, h.run[-1]) else None


_GOES_ON = re.compile(
    r"\s+(?:the|an?|this|that|these|those|its|his|her|their|all|another|other|addition|neighbou?ring|nearby|rural|central|(?:north|south)?(?:east|west|north|south)ern|\d)\b"
)
_SHE = frozenset({"he", "she", "it", "we", "they", "you"})


def _small_word(h: Head) -> How | None:
    """ "In the", "She said": no name, though some are called so."""
    if h.more or h.seen.marks[h.at] or h.seen.zones[h.at]:
        return None
    if h.token.opens and h.word in _SHE:
        return "drop"
    return "drop" if h.word in ("in", "on", "to") and _GOES_ON.match(h.seen.text, h.token.end) else None


def _opener_alone(h: Head) -> How | None:
    """A word that only begins sentences, or a number, is no name inside one either: its full stop was lost."""
    word = h.word
    if h.more or h.seen.marks[h.at] or h.double or word in listed_words("plain", "also_names"):
        return None
    return "drop" if word in listed_words("plain", "openers") or word in listed_words("plain", "quantities") else None


def _known(h: Head) -> How | None:
    """Of a name of a pack: it stays, but for an organisation before somebody's title."""
    marks, word = h.seen.marks, h.seen.word
    if not marks[h.at]:
        return None
    titled = marks[h.at] == "org" and any(word(k) in titles() and not marks[k] for k in h.run[1:4])
    return "lead" if titled and word(h.run[-1]) not in titles() else ""


def _day(h: Head) -> How | None:
    named = h.more and h.at and h.word in listed_words("plain", "calendar")
    street = h.seen.word(h.run[-1]) in listed_words("around", "small_sites")
    if named and street and strange(h.seen, h.run[1]):
        return None
    return "drop" if named and h.seen.word(h.at - 1) in listed_words("plain", "before_days") else None


@cache
def _offices() -> frozenset[str]:
    return listed_words("offices", "within") | office_ends()


def _office(h: Head) -> How | None:
    if not h.more or h.word not in _offices() or h.word in listed_words("around", "strong_place"):
        return None
    if h.word in office_ends():
        weak = h.word in listed_words("offices", "weak") and not _office_word(h.seen, h.at - 1)
        return None if weak else "lead"
    return "lead" if any(h.seen.word(k) in office_ends() for k in h.run[1:5]) else None


def _title_or_role(h: Head) -> How | None:
    title = h.word in listed_words("names", "titles")
    if not h.more or not (title or h.word in listed_words("names", "before")):
        return None
    if h.double:
        return "lead" if title and len(h.run) > 2 and h.seen.marks[h.run[1]] == "official" else None
    return "lead"


def _article(h: Head) -> How | None:
    """ "An" is a given name as well: inside a sentence, before another word of a name. "A." is an initial."""
    if h.more and h.word == "a" and h.seen.text[h.token.end : h.token.end + 1] == ".":
        return None
    if h.word == "an" and (
        (not h.seen.zones[h.at] and not h.token.opens) or _NO_ARTICLE.match(h.seen.text, h.token.end)
    ):
        return None
    return "drop" if h.word in ("the", "a", "an") else None


def _place_before_office(h: Head) -> How | None:
    """ "Kharkiv Governor N": the place is none of the name."""
    if not h.more or len(h.run) < 3 or h.seen.word(h.run[1]) not in office_ends():
        return None
    return "lead" if h.seen.known.place(h.word) or h.seen.in_place(h.token.start, h.token.end) else None


def _people_before_role(h: Head) -> How | None:
    if not h.people or not h.more:
        return None
    following = h.seen.word(h.run[1])
    office = following in _offices()
    if office and len(h.run) > 2:
        return "lead"
    role = office or following in listed_words("names", "before") or following in listed_words("names", "titles")
    return "lead" if role and h.word not in listed_words("double", "peoples") else None


def _country_of_office(h: Head) -> How | None:
    """ "President of Ukraine N": what follows the country is the name."""
    if not h.more or h.at < 2 or h.seen.word(h.at - 1) != "of":
        return None
    country = h.people or h.word == "state" or h.seen.known.place(h.word) == "state"
    return "lead" if country and h.seen.word(h.at - 2) in listed_words("offices", "ends") else None


def _aged(h: Head) -> How | None:
    return "" if not h.more and around.age(h.seen.text, h.token.end) else None


def _inside_sentence(h: Head) -> How | None:
    """There a capital tells a name; a people before one strange word is an adjective."""
    if h.token.opens:
        return None
    adjective = h.people and len(h.run) == 2 and h.word not in listed_words("double", "peoples")
    return "drop" if adjective and strange(h.seen, h.run[1]) else ""


_QUOTES = re.compile(r"\s*:\s*[“\"«]")
"""Behind a name that opens a line: what it says."""
_LIST_GOES_ON = re.compile(r"(?:,|\s+and|\s+&)\s+(?=[^\W\d_])")
"""Behind the first of a list: "From left: Rose, Adila and Mirna"."""
_WHO_WAS = re.compile(r",\s+who\s+(?:was|is|has|fled|had|lived|lives|lost|sells|sold|worked|works)\b")
"""Behind one person. "Residents, who were" are several."""


def _edges(seen: Seen, i: int) -> tuple[int, int]:
    return seen.tokens[i].start, seen.bare_end(i)


def _opener(h: Head) -> How | None:
    if h.word not in listed_words("plain", "openers"):
        return None
    if not h.double and h.word not in listed_words("plain", "also_names"):
        return "drop"
    if h.word == "on" and h.more and h.seen.word(h.run[1]) in listed_words("plain", "calendar"):
        return "drop"
    if h.word in ("in", "near") and h.more and h.seen.in_place(*_edges(h.seen, h.run[1])):
        return "drop"
    if h.word in ("in", "near") and h.more and not h.seen.zones[h.at]:
        named = any(h.seen.around(what, h.at, h.run[-1]) for what in ("was", "speaks", "acts", "lives", "headline"))
    elif not h.more:
        speaks = h.token.opens and _QUOTES.match(h.seen.text, h.token.end, h.token.end + 4) is not None
        named = speaks or (h.double and _subject(h.seen, h.at))
    else:
        named = bool(h.seen.zones[h.at]) or any(strange(h.seen, k) for k in h.run[1:4])
    return "" if named else "drop"


def _calendar(h: Head) -> How | None:
    return "" if h.word in listed_words("plain", "calendar") else None


def _alone(h: Head) -> How | None:
    if h.more:
        return None
    if h.double and _subject(h.seen, h.at):
        return ""
    surname = h.word in listed_words("double", "surnames")
    if (h.double or surname) and h.seen.around("is_one", h.at):
        return ""
    common = h.word in h.seen.small or h.word in h.seen.known.vocabulary
    several = common or h.word.endswith("s")
    if not several and _WHO_WAS.match(h.seen.text, h.token.end, h.token.end + 24):
        return ""
    if h.seen.around("kin_bracket", h.at) or (not common and kin_tell(h.seen.text, h.token.end)):
        return ""
    listed = h.seen.text[h.token.start - 2 : h.token.start] == ": " and _LIST_GOES_ON.match(h.seen.text, h.token.end)
    shouted = h.token.shout and h.seen.around("listed", h.at)  # "JAILED: HOPE, for ..."
    if not several and (shouted or (listed and strange(h.seen, h.at + 1))):
        return ""
    # "Clémentine" is spelt like the fruit only once its accent is gone
    strange_here = h.double or not h.seen.known.common(h.word) or not h.token.raw.isascii()
    named = h.seen.tags.get(h.token.start) == "NNP" and h.word not in h.seen.known.vocabulary | h.seen.small
    if named and h.seen.around("speaks", h.at):
        return ""
    if strange_here and h.token.opens and _QUOTES.match(h.seen.text, h.token.end, h.token.end + 4):
        return ""
    return "drop" if _is_common_here(h.seen, h.at) else ""


def _common(h: Head) -> How | None:
    if h.double or h.people or h.word in listed_words("names", "heads"):
        return ""
    known = h.seen.known
    if h.word in h.seen.small or h.word in known.vocabulary:
        return "drop"
    if h.word.endswith(("ing", "ed")) and known.common(h.word):
        return "drop"
    return "drop" if _is_common_here(h.seen, h.at) and not strange(h.seen, h.run[1]) else ""


_RULES: tuple[Callable[[Head], How | None], ...] = (
    _pronoun, _called_for, _small_word, _opener_alone, _known, _day, _office, _title_or_role, _article,
    _people_before_role, _place_before_office, _country_of_office, _aged, _inside_sentence, _opener, _calendar,
    _alone, _common,
)  # fmt: skip


def _office_word(seen: Seen, i: int) -> bool:
    if i < 0:
        return False
    word = seen.word(i)
    told = word in office_parts() or word in demonyms(seen.known) or seen.marks[i] == "org"
    return told and seen.gap(i + 1)


_NO_NAMES = ("VBD", "VBG", "VBN", "RB", "IN", "DT", "PRP", "PRP$", "WRB", "CC", "MD", "WP")
"""Parts of speech of words that are no nouns or adjectives: the parse takes those for names and back."""


_FORMED = ("ing", "ed", "ly", "ward", "wards", "wise", "upon", "ever", "fore", "while")
"""Ends of words that open sentences though no list has them. Of others the parse knows nothing."""


def _is_common_here(seen: Seen, i: int) -> bool:
    """Whether a capitalised word that opens a sentence is a common one: by its spelling, its form, its tag."""
    word = seen.word(i)
    if word in seen.small or word in seen.known.vocabulary:
        return True
    tag = seen.tags.get(seen.tokens[i].start, "")
    if seen.known.common(word):
        formed = word.endswith(("ing", "ed", "s", "tion", "ment", "ness", "ism"))
        return not tag.startswith("NNP") or not seen.tags or formed
    return tag in _NO_NAMES and word.endswith(_FORMED)


_PERCEIVES = re.compile(
    r"\s+(?:saw|heard|watched|counted|filmed|testified|confessed|dug|climbed|screamed|begged|pleaded|prayed)\b"
)
"""What only persons do, who may be called by a common word."""


def _subject(seen: Seen, i: int) -> bool:
    """Whether a common word that opens a sentence speaks, or suffers what only persons do: "Hope said"."""
    t = seen.tokens[i]
    if around.age(seen.text, t.end):
        return True
    if t.word in listed_words("plain", "never_subject"):
        return seen.around("comma_was", i)
    if seen.zones[i] and seen.around("headline", i):
        return True
    if t.word in seen.known.vocabulary and t.word not in listed_words("double", "words"):
        return False
    double = t.word in listed_words("double", "words")
    if double and (_PERCEIVES.match(seen.text, t.end, t.end + 14) or kin_tell(seen.text, t.end)):
        return True
    return any(seen.around(name, i) for name in ("speaks", "was_firm", "kin_after", "appositive", "lives", "and_name"))
