"""Does a public office stand beside a name? "Prime Minister N", "N, the president"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.reading.persons.looked_at import Run, Seen, office_parts
from rashomon.reading.persons.marks import demonyms
from rashomon.reading.persons.name_words import fold, listed_words

_WORDS = 6
"""Words before a name that are looked at."""
_BEHIND = re.compile(
    r",\s+(?:the\s+|an?\s+)?((?:(?:[\w-]+|U\.[SN]\.)(?:['’]s)?\s+){0,2})"
    r"(?:president|prime minister|foreign minister|defen[cs]e minister|interior minister|minister of \w+|"
    r"(?:peace |special )?envoy|secretary[- ]general|secretary of state|army chief|"
    r"chief of (?:the )?(?:general )?staff|(?:head|commander|chief) of (?:the|its|his country['’]s) (?:\w+ )?"
    r"(?:army|armed forces|navy|air force|military|junta)|"
    r"(?:army|military|government|ministry|police|presidential) spokes(?:man|woman|person)|"
    r"spokes(?:man|woman|person) (?:for|of) (?:the |its )?(?:\w+ )?"
    r"(?:army|military|government|ministry|president|police|armed forces))"
    r"\b(?!['’]|\s+of\s+(?:the|an?|his|her|its|my|our|their)\s+(?!republic|country|\w+\s+(?:army|armed|republic)))",
    re.I,
)


def has_office(seen: Seen, run: Run) -> bool:
    before = _words_before(seen, run.first)
    if " ".join(before).endswith(tuple(listed_words("offices", "before_names"))):
        return True
    last = before[-1] if before else ""
    if last in listed_words("offices", "spokes"):
        return not listed_words("offices", "spokes_of").isdisjoint(before[-4:-1])
    if last in listed_words("offices", "ends") and "for" not in before[-2:]:
        return last not in listed_words("offices", "weak") or _strengthened(seen, before)
    if len(before) > 1 and last == "of" and before[-2] in listed_words("offices", "governments"):
        return True
    if _office_of_country(seen, before) or _heads_force(seen, before):
        return True
    end = seen.bare_end(run.last)
    told = _BEHIND.match(seen.text[end : end + 70])
    return told is not None and all(_of_state(seen, w) for w in told[1].casefold().split())


_OF_STATES = frozenset(
    {"army", "country's", "country’s", "nation's", "nation’s", "current", "late", "ousted", "outgoing", "self-declared",
     "then", "top", "u.s.", "u.n."}
)  # fmt: skip


UNIONS = frozenset({"un", "eu", "nato", "au", "ecowas", "osce"})
_HEADS = frozenset({"head", "commander", "chief"})
_FORCES = frozenset({"forces", "force", "mission", "troops", "peacekeepers", "army", "navy"})


def _heads_force(seen: Seen, before: Sequence[str]) -> bool:
    """ "The head of AU forces, N", "commander of the UN mission N"."""
    of = next((k for k, word in enumerate(before) if word == "of" and k and before[k - 1] in _HEADS), None)
    if of is None or not before[-1:] or before[-1] not in _FORCES:
        return False
    owner = [w for w in before[of + 1 : -1] if w not in ("the", "peacekeeping")]
    return bool(owner) and all(_of_state(seen, w) for w in owner)


def _of_state(seen: Seen, word: str) -> bool:
    """Whether a word before an office makes it one of a state: "the Syrian president", no "class president"."""
    bare = fold(word)
    return (
        word in _OF_STATES or word in office_parts() or bare in demonyms(seen.known) or seen.known.place(bare) != ""
        or bare in UNIONS
    )  # fmt: skip


def _words_before(seen: Seen, first: int) -> list[str]:
    """The words right before a token, the last one behind a comma at most."""
    before: list[str] = []
    for k in range(first - 1, max(first - 1 - _WORDS, -1), -1):
        comma = not before and seen.text[seen.tokens[k].end : seen.tokens[k + 1].start] == ", "
        if not comma and not seen.gap(k + 1):
            break
        before.insert(0, seen.word(k))
    return before


def _strengthened(seen: Seen, before: Sequence[str]) -> bool:
    """Whether a word before makes an office of what is a given name, too. "U.S." and "U.N." end in a letter."""
    word = before[-2] if len(before) > 1 else ""
    if word in office_parts() or word in demonyms(seen.known) or word in ("s", "k", "n"):
        return True
    return before[-1] in listed_words("names", "of_areas") and bool(seen.known.place(word))


def _office_of_country(seen: Seen, before: Sequence[str]) -> bool:
    """ "President of Ukraine N", "Secretary of State N"."""
    for n in (2, 3, 4):
        if len(before) > n and before[-n] == "of" and before[-n - 1] in listed_words("offices", "ends"):
            owner = [w for w in before[-n + 1 :] if w not in listed_words("names", "areas") and w != "the"]
            sort = seen.known.place(" ".join(owner))
            if (
                before[-n + 1 :] == ["state"]
                or sort == "state"
                or (sort and before[-n - 1] in listed_words("names", "of_areas"))
            ):
                return True
    return False
