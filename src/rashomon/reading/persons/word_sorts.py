"""What is a word of a run by itself: official, org, place, state, people, time, side, plain, particle or strange?"""

from __future__ import annotations

import re
from collections.abc import Callable

from rashomon.model import Span
from rashomon.reading.persons.looked_at import Seen, article, titles
from rashomon.reading.persons.marks import demonyms
from rashomon.reading.persons.name_words import Phrase, listed_words
from rashomon.reading.persons.public_office import UNIONS
from rashomon.reading.where.name_mentions import words_of as place_words

Introduced = frozenset[Phrase]
"""The phrases of the text that introduce an organisation or an official of the packs in full."""


_ACRONYM = re.compile(r"[A-Z]{2,5}s")
"""With a genitive that lost its apostrophe: "SOHRs director"."""
_ACRONYM_ENDS = 3
"""Letters that the parts of two acronyms joined have at most: "SDF-SNA"."""
_MIXED = re.compile(r"(?=(?:[a-z]*[A-Z]){3})(?=.*[a-z])[A-Za-z]{4,7}")
"""Three capitals and more in one short word: "SyAF"."""


def introduced(seen: Seen) -> Introduced:
    found: set[Phrase] = set()
    i = 0
    while i < len(seen.marks):
        if seen.marks[i] in ("official", "org"):
            j = i
            while j + 1 < len(seen.marks) and seen.marks[j + 1] == seen.marks[i] and seen.gap(j + 1):
                j += 1
            known = seen.known.officials if seen.marks[i] == "official" else seen.known.organisations
            n = known.longest_at(seen.tokens, i)
            found |= {tuple(t.word for t in seen.tokens[i:end]) for end in (j + 1, i + n)}
            i = j
        i += 1
    return frozenset(found)


def sort_of(seen: Seen, k: int, introduced: Introduced) -> str:
    """The answer of the first rule that has one."""
    if listed := _of_packs(seen, k, introduced):
        return listed
    found = next((sort for rule in _RULES if (sort := rule(seen, k))), "")
    return found or ("side" if seen.marks[k] == "part" else "strange")


def _of_packs(seen: Seen, k: int, introduced: Introduced) -> str:
    t, known, mark = seen.tokens[k], seen.known, seen.marks[k]
    if mark in ("official", "org"):
        return mark
    if not t.capital and t.word in listed_words("names", "particles"):
        return "particle"
    for word in (t.word, t.word.removesuffix("s")):  # a genitive may have lost its apostrophe
        if word in known.surnames and known.surnames[word] & introduced:
            return "official"
    if _is_ruler(seen, k):
        return "official"
    shouted = t.shout and not seen.zones[k]
    if mark == "part" and (shouted or known.full[t.word] & introduced or article(seen, k)):
        return "org"
    return ""


def _is_ruler(seen: Seen, k: int) -> bool:
    """Whether a word alone is the surname of a head of state whose state the text names, and nobody else's there."""
    word = seen.tokens[k].word
    if word not in seen.known.rulers or not seen.tokens[k].capital:
        return False
    full, state = seen.known.rulers[word]
    if not any(t.word in state for t in seen.tokens):
        return False
    firsts = {w for name in full for w in name}
    bare = _without_article(word)  # "Lina al-Assad" and "Assad" have one name
    alone = (_article(seen, i) for i, t in enumerate(seen.tokens) if _without_article(t.word) == bare)
    return not any(i and seen.gap(i) and seen.tokens[i - 1].capital and _unlike(seen, i - 1, firsts) for i in alone)


def _article(seen: Seen, i: int) -> int:
    """Where a name begins that may have its article before it: "al Assad"."""
    return i - 1 if i and seen.word(i - 1) in ("al", "el") else i


def _without_article(word: str) -> str:
    return word.removeprefix("al-").removeprefix("el-")


def _unlike(seen: Seen, k: int, firsts: set[str]) -> bool:
    """Whether the word before a surname is none of the ruler's own: another's first name."""
    word = seen.word(k)
    titled = word in listed_words("names", "titles") | listed_words("offices", "ends")
    day = word in listed_words("plain", "calendar")
    return word not in firsts and not titled and not day and not seen.known.common(word)


def _of_form(seen: Seen, k: int) -> str:
    """Numbers and acronyms are of organisations, compounds of common words or countries of peoples."""
    t = seen.tokens[k]
    if any(c.isdigit() for c in t.raw) or (len(t.raw) == 1 and re.match(r"[\s-]?\d", seen.text[t.end : t.end + 2])):
        return "org"
    if t.shout and 2 <= len(t.raw) <= 5 and (not seen.zones[k] or t.word in UNIONS):
        return "org"
    if (_ACRONYM.fullmatch(t.raw) or _MIXED.fullmatch(t.raw)) and not seen.zones[k]:
        return "org"
    parts = [p for p in re.split(r"[-‑–]", t.raw) if p]
    if len(parts) < 2:
        return ""
    if parts[0].casefold() in listed_words("plain", "prefixes") and parts[1].casefold() in listed_words(
        "plain", "calendar"
    ):
        return "time"
    if t.shout and (
        parts[0].casefold() in listed_words("names", "particles") or any(len(p) > _ACRONYM_ENDS for p in parts)
    ):
        return "people" if all(_country(seen, p) for p in parts) else ""  # "ABU-RAMI", "ANNA-MARIA" are somebody
    common = any(p.islower() and len(p) > 3 for p in parts[1:]) or _beside_people(seen, parts)
    return "people" if common or all(_of_countries(seen, p) for p in parts) else ""


def _beside_people(seen: Seen, parts: list[str]) -> bool:
    """ "Kurdish-led", "backed-Syrian"."""
    peoples = demonyms(seen.known)
    led = parts[0].casefold() in peoples and parts[-1].islower() and len(parts[-1]) == 3
    return led or (parts[-1].casefold() in peoples and seen.known.common(parts[0]) and parts[0].islower())


def _of_countries(seen: Seen, part: str) -> bool:
    return _country(seen, part) or (part.isupper() and len(part) > 1)


def _country(seen: Seen, part: str) -> bool:
    word = part.casefold()
    if word in demonyms(seen.known) or word in listed_words("plain", "prefixes"):
        return True
    return seen.known.place(word) == "state"


def _of_calendar(seen: Seen, k: int) -> str:
    word = seen.word(k)
    if word in listed_words("plain", "calendar") or (len(word) > 6 and word[:-1] in listed_words("plain", "calendar")):
        return "time"
    return "people" if word in demonyms(seen.known) else ""


def _of_places(seen: Seen, k: int) -> str:
    t, known = seen.tokens[k], seen.known
    for p in seen.places:
        if p.start <= t.start < p.end:
            return known.place(seen.text[p.start : p.end]) or known.place(t.word) or "place"
    if not seen.commas and t.capital and _spoilt(seen, k):
        return "place"
    if known.place(t.word) == "state" or (t.word.endswith("s") and known.place(t.word[:-1]) == "state"):
        return "state"
    if seen.zones[k] and known.place(t.word):
        return "place"
    return "state" if t.word in known.world.packs.metonyms else ""


_CAMEL = re.compile(r"[A-Z][a-z]+")


def _spoilt(seen: Seen, k: int) -> bool:
    """Whether a word is a place with a genitive that lost its apostrophe, or two places that lost their blank."""
    t, known = seen.tokens[k], seen.known
    bare = t.word.removesuffix("s")
    if bare != t.word and bare not in place_words().given and any(_named(seen, p) == bare for p in seen.places):
        return True
    parts = _CAMEL.findall(t.raw)
    return len(parts) > 1 and "".join(parts) == t.raw and all(known.place(p) for p in parts)


def _named(seen: Seen, place: Span) -> str:
    return seen.text[place.start : place.end].casefold()


def _of_english(seen: Seen, k: int) -> str:
    t = seen.tokens[k]
    double = t.word in listed_words("double", "words")
    common = seen.known.common(t.word)
    plain = (
        t.word in listed_words("plain", "things")
        or (len(t.word) > 7 and t.word.endswith(("phobia", "ism")))
        or t.word in seen.known.things
        or (t.word in titles() and (not double or seen.marks[k - 1 : k] == ["org"]))
        or (common or double if seen.zones[k] else common and t.shout)
    )
    return "plain" if plain else ""


_RULES: tuple[Callable[[Seen, int], str], ...] = (_of_form, _of_calendar, _of_places, _of_english)
