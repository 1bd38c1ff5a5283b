"""Is a name a place here? The words around it are weighed: a table of pieces of evidence, each small and named."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rashomon.reading.where.name_mentions import (
    OWN,
    POSSESSIVE,
    QUOTES,
    TOWNS,
    Mention,
    Text,
    Words,
    has_stop,
    is_english,
    words_of,
)
from rashomon.reading.where.written import is_written
from rashomon.world.gazetteer import Named
from rashomon.world.gazetteer_files import ABBREVIATION, PRIMARY
from rashomon.world.places import name_key
from rashomon.world.toponyms import ARTICLES

WEIGHTS: Mapping[str, float] = {
    "strong": 2.2, "weak": 0.9, "type": 2.6, "contained": 3.5, "listed": 1.0, "dateline": 3.0, "based": 2.0,
    "known": 1.5, "words": 1.2, "home": 1.5, "own": 2.5, "common": -2.2, "lower": -2.0, "not_noun": -1.6,
    "person_before": -4.0, "run_before": -2.6, "run_after": -1.5, "organisation": -3.5, "surname": -2.5, "says": -0.7,
    "acronym": -3.0, "sounded": -2.0, "told": 1.0, "party": -3.0, "article": -2.5, "unique": 0.5, "written": 1.0,
    "threshold": 1.9,
}  # fmt: skip
"""What the words beside a name add to what the gazetteer says for it; a place has `threshold` and more. Calibrated on
news corpora by hand, as a set and with the weights of resolution.py."""


DASHES_OF_WIRES = frozenset({"(", "-", "--", "–", "—"})
"""What stands behind a dateline's place: "GLASGOW, KY (WBKO) -"."""


class _Names(NamedTuple):
    """All names of a text that could be places."""

    t: Text
    words: Words
    mentions: Sequence[Mention]
    at: Mapping[int, int]
    """First token to index"""
    ends: Mapping[int, int]
    """The token after the last to index"""
    surnames: frozenset[str]


@dataclass(slots=True)
class _Around:
    """One name, and what stands around it: what all pieces of evidence look at."""

    names: _Names
    m: Mention
    ahead: int
    """The token before the name, its article, compass words and quotation marks; -1 where there is none"""
    before: str
    beyond: int
    """The token after the name, its possessive and a compass word"""
    after: str
    type_before: bool = False
    type_after: bool = False

    @property
    def single(self) -> bool:
        return self.m.end - self.m.start == 1


def weigh(t: Text, mentions: list[Mention]) -> None:
    """Gives each mention its score, its type, and what holds it, by the words around it."""
    names = _Names(
        t,
        words_of(),
        mentions,
        {m.start: i for i, m in enumerate(mentions)},
        {m.end: i for i, m in enumerate(mentions)},
        _surnames(t, mentions),
    )
    for m in mentions:
        x = _around(names, m)
        _take_type(x)
        _take_holder(x)
        m.evidence |= m.type is not None or x.type_before or x.before in names.words.strong or m.container is not None
        m.evidence |= bool(m.key) and is_dateline(t, m)
        score = _standing(t, m)
        for name, applies in EVIDENCE:
            if share := applies(x):
                score += WEIGHTS[name] * share
        m.score = score


def _around(names: _Names, m: Mention) -> _Around:
    t, words = names.t, names.words
    k = m.start - 1
    while k >= 0 and (t.lower[k] in words.directions or t.tokens[k] in QUOTES or t.lower[k] in ("the", "-")):
        k -= 1
    a = m.end + 1 if m.end < t.n and t.tokens[m.end] in POSSESSIVE else m.end
    if a + 1 < t.n and t.lower[a] in words.directions:
        a += 1
    return _Around(names, m, k, t.lower[k] if k >= 0 else "", a, t.lower[a] if a < t.n else "")


def _take_type(x: _Around) -> None:
    """ "the city of X", "Sheikh X district": what a word beside a name makes of it."""
    t, words, m = x.names.t, x.names.words, x.m
    if x.before == "of" and x.ahead and (feature := words.types.get(word := t.lower[x.ahead - 1])):
        x.type_before = True
        if word[-1] != "s" or feature != "district":  # "the suburbs of X" are parts of X
            m.type, m.type_word = feature, word
        m.evidence = True
    elif x.before in words.types and not t.capital[x.ahead] and x.ahead == m.start - 1:
        x.type_before = True
        m.type, m.type_word = words.types[x.before], x.before
    if m.type is None and (feature := words.types.get(x.after)):
        x.type_after = not (t.capital[x.beyond] and x.after in words.organisations)
        if t.lower[x.beyond - 1] not in POSSESSIVE:
            m.type, m.type_word = feature, x.after
        m.evidence = True


def _take_holder(x: _Around) -> None:
    """ "X, Y" and "X in Y": the name that holds this one."""
    m, mentions = x.m, x.names.mentions
    other = _next(x)
    if other is not None and (_shortened(x, other) or (_holds(mentions[other], m) and not _in_one_list(x, other))):
        m.container = other
    else:
        m.inside = _inside(x)


def _shortened(x: _Around, other: int) -> bool:
    """ "Glasgow, Ky.": an area by its abbreviation, which stands only behind what lies in it, listed or not."""
    t, o = x.names.t, x.names.mentions[other]
    if (
        not _has_comma(x)
        or o.key in x.names.words.titles
        or not any(n.standing == ABBREVIATION and n.entry.feature == "admin1" for n in o.named)
    ):
        return False
    return (has_stop(t, o.end - 1) or (o.end < t.n and t.tokens[o.end] in DASHES_OF_WIRES)) and t.capital[x.m.start]


def _in_one_list(x: _Around, other: int) -> bool:
    """ "Washington, New York and Boston": a list of towns, not a small namesake of the first in the second."""
    t, m, o = x.names.t, x.m, x.names.mentions[other]
    if not _has_comma(x) or o.end + 1 >= t.n or t.lower[o.end] not in ("and", "or") or o.end + 1 not in x.names.at:
        return False
    largest = max(m.named, key=lambda n: n.entry.population)
    return any(n.entry.feature in TOWNS for n in o.named) and not _holds(o, replace(m, named=(largest,)))


def _has_comma(x: _Around) -> bool:
    return x.m.end < x.names.t.n and x.names.t.tokens[x.m.end] in (",", "(")


def _next(x: _Around) -> int | None:
    """The name right after this one, or after a comma."""
    return x.names.at.get(x.m.end + 1 if _has_comma(x) else x.m.end)


def _previous(x: _Around) -> Mention | None:
    """The name right before this one or before a comma or "and", if that is a place."""
    s = x.m.start
    listed = s > 1 and x.names.t.lower[s - 1] in x.names.words.listing
    i = x.names.ends.get(s - 1 if listed else s)
    found = None if i is None else x.names.mentions[i]
    return found if found is not None and found.score >= WEIGHTS["threshold"] else None


# ---- what speaks for a place


def _strong(x: _Around) -> bool:
    return x.before in x.names.words.strong


def _weak(x: _Around) -> bool:
    return x.before in x.names.words.weak and x.before not in x.names.words.strong


def _based(x: _Around) -> bool:
    t, a = x.names.t, x.beyond
    return x.after == "-" and a + 1 < t.n and t.lower[a + 1] in x.names.words.joined


def _beside_other(x: _Around) -> float:
    """ "X, Y" where Y does not hold X."""
    return 0.5 if x.m.container is None and _has_comma(x) and _next(x) is not None else 0.0


def _after_other(x: _Around) -> bool:
    return _previous(x) is not None


def _holds_previous(x: _Around) -> bool:
    previous = _previous(x)
    return previous is not None and previous.container is not None and x.names.mentions[previous.container] is x.m


def _datelined(x: _Around) -> bool:
    return bool(x.m.key) and is_dateline(x.names.t, x.m)


# ---- what speaks against one


def _common(x: _Around) -> float:
    """A common word; less so where the tagger takes it for a name within a sentence, with a preposition or the like."""
    t, m = x.names.t, x.m
    if not x.single or m.key not in t.common:
        return 0.0
    return 0.4 if m.evidence and t.proper[m.start] and not t.opening[m.start] else 1.0


def _lower_elsewhere(x: _Around) -> bool:
    return x.single and x.names.t.lower[x.m.start] in x.names.t.small


def _given_name(x: _Around) -> bool:
    return x.single and x.m.key in x.names.words.given and not x.m.evidence


def _no_name(x: _Around) -> bool:
    """No proper noun by the tagger; but within a sentence a capital that no English word explains makes one too."""
    t, i = x.names.t, x.m.start
    if not x.single or t.proper[i]:
        return False
    return bool(t.opening[i] or t.headline[i]) or not t.english or is_english(t, i)


def _alone_of_its_name(x: _Around) -> bool:
    """A name that one town alone has, whatever else its spellings, and that is no English word and nobody's."""
    t, m = x.names.t, x.m
    if m.sounded or t.opening[m.start] or t.headline[m.start] or len(m.key) < 5 or not t.english:
        return False
    if any(is_english(t, i) or t.lower[i] in x.names.words.given for i in range(m.start, m.end)):
        return False
    best = m.named[0].entry
    return best.population >= ALONE and all(
        n.entry.population * TIMES <= best.population for n in m.named[1:] if n.entry.name != best.name
    )


def _written(x: _Around) -> bool:
    """A name found by its sound, where the words tell that it is a place."""
    return x.m.sounded and is_written(x.names.t, x.m.start, x.m.end)


ALONE, TIMES = 10_000, 10
"""How many people a town has at least that is known by its name alone, and how many times those of each namesake."""


def _party(x: _Around) -> bool:
    """An armed group or a weapon that is called like a town, where no word says that the town is meant."""
    return x.m.key in x.names.words.parties and not (x.m.type or x.m.container is not None or x.before == "in")


def _after_the(x: _Around) -> bool:
    """ "The Red Cross that ...": towns have no article, but for one that goes with the noun after them."""
    t, m, words = x.names.t, x.m, x.names.words
    if m.start == 0 or t.lower[m.start - 1] != "the" or x.type_after or x.type_before or not t.tagged:
        return False
    e = m.end
    if e < t.n and (t.modifier[e] or t.capital[e] or t.tokens[e] in POSSESSIVE):
        return False
    if e < t.n and (t.lower[e] in words.listing or t.lower[e] == "of"):
        return False  # "the Homs and Hama fronts", "the Homs of old"
    return all(n.entry.feature in TOWNS and not n.entry.name.lower().startswith("the ") for n in m.named[:5])


def _word_of_names(x: _Around) -> bool:
    words, key = x.names.words, x.m.key
    return x.single and any(key in those for those in (words.organisations, words.titles, words.sited, words.types))


def _acronym(x: _Around) -> bool:
    t, m = x.names.t, x.m
    token = t.tokens[m.start]
    letters = token.replace(".", "")
    if not x.single or not letters.isupper() or t.headline[m.start]:
        return False
    if len(letters) > 3 and ("." in token or is_dateline(t, m)):
        return False  # KYIV: but not UN:
    return not any(n.entry.feature == "country" or n.standing == ABBREVIATION for n in m.named)


def _capital_before(x: _Around) -> str | None:
    """The capitalised word right before the name, in small letters; none in headlines."""
    t, s = x.names.t, x.m.start
    return t.lower[s - 1].rstrip(".") if s and not t.headline[s] and t.capital[s - 1] else None


def _person_before(x: _Around) -> bool:
    word, words = _capital_before(x), x.names.words
    return word is not None and (word in words.titles or word in words.given)


def _run_before(x: _Around) -> bool:
    """The end of a longer name that is no place: "Hosni Mubarak" is no town Mubarak."""
    word, t, s = _capital_before(x), x.names.t, x.m.start
    if word is None or _person_before(x) or not t.proper[s - 1] or s in x.names.ends or t.opening[s - 1]:
        return False
    return not _says_nothing(x.names.words, word) and not _is_country(t, word)


def _half_of_a_name(x: _Around) -> bool:
    """ "Mbororo-Nyanga" is no Nyanga, nor "anti-Pyongyang" Pyongyang; "Aleppo-Damascus" are both."""
    t, s, e = x.names.t, x.m.start, x.m.end
    if s > 1 and _joined(t, s - 1) and s - 1 not in x.names.ends and t.lower[s - 2] not in ARTICLES:
        return _is_half(x, s - 2)
    if e + 1 < t.n and _joined(t, e) and t.capital[e + 1] and e + 1 not in x.names.at:
        return _is_half(x, e + 1)
    return False


def _joined(t: Text, i: int) -> bool:
    """Whether a hyphen stands here between two words, with no blank."""
    return t.tokens[i] in ("-", "‐", "‑") and t.starts[i] == t.ends[i - 1] and t.starts[i + 1] == t.ends[i]


def _is_half(x: _Around, i: int) -> bool:
    word = x.names.t.lower[i]
    if len(word) < 3 or not word.isalpha() or word in x.names.t.gazetteer.demonyms or word in x.names.words.joined:
        return False
    return not _says_nothing(x.names.words, word)


def _is_country(t: Text, word: str) -> bool:
    """Whether a word is a country's name, with or without the genitive that lost its mark: "Syrias Idlib"."""
    names = (word, word[:-1]) if word.endswith("s") else (word,)
    return any(n.entry.feature == "country" for name in names for n in t.gazetteer.named(name_key(name)))


def _says_nothing(words: Words, word: str) -> bool:
    """Whether a capitalised word before a name is no part of it: "Northern X", "Near X", "Monday X"."""
    return any(word in those for those in (words.directions, words.types, words.never, words.strong, words.weak))


def _run_after(x: _Around) -> tuple[str, str] | None:
    """First and last word of the capitalised run after a name that goes on with it; none where it makes a site."""
    t, words, e = x.names.t, x.names.words, x.m.end
    if e >= t.n or not t.capital[e] or t.headline[x.m.start]:
        return None
    if e in x.names.at:  # "The Jerusalem Post", though there is a town of Post
        led = x.m.start > 0 and t.lower[x.m.start - 1] == "the"
        return (t.lower[e], t.lower[e]) if led and t.lower[e] in words.press else None
    last = e
    while last + 1 < t.n and t.capital[last + 1] and last + 1 not in x.names.at:
        last += 1
    run = t.lower[e], t.lower[last]
    return None if any(word in words.sited or word in words.types for word in run) else run


def _organisation(x: _Around) -> bool:
    """ "Damascus Times", "Aleppo Media Center"."""
    run = _run_after(x)
    return run is not None and any(word in x.names.words.organisations for word in run)


def _goes_on(x: _Around) -> bool:
    run, words = _run_after(x), x.names.words
    if run is None or _organisation(x):
        return False
    return x.names.t.proper[x.m.end] and run[0] not in words.directions and run[0] not in words.never


def _sounded(x: _Around) -> float:
    """Found by its sound alone; an article is half an excuse."""
    return 0.0 if not x.m.sounded else 0.5 if x.names.t.lower[x.m.start] in ARTICLES else 1.0


def _sounds_like_a_sites(x: _Around) -> float:
    """A hospital's own name sounds like a town's."""
    t, e = x.names.t, x.m.end
    return 2.0 if x.m.sounded and e < t.n and t.capital[e] and x.names.words.types.get(t.lower[e]) == "site" else 0.0


def _surname(x: _Around) -> bool:
    return x.single and x.m.key in x.names.surnames and not x.m.evidence


def _speaks(x: _Around) -> bool:
    return x.after in x.names.words.says


def _unit_or_kin(x: _Around) -> bool:
    return x.after in x.names.words.groups and x.beyond == x.m.end


def is_part(t: Text, m: Mention) -> bool:
    """Whether a longer name goes on before or after this one: "Let Yet Kone village", "Mir Ali"."""
    s, e = m.start, m.end
    before = s > 0 and t.capital[s - 1] and not t.opening[s - 1] and not _says_nothing(words_of(), t.lower[s - 1])
    after = e < t.n and t.capital[e] and t.proper[e] and not _says_nothing(words_of(), t.lower[e])
    return (before or after) and not t.headline[s]


def _second_half(x: _Around) -> bool:
    """The second half of "al-Khulafaa al-Rashideen"."""
    t, s = x.names.t, x.m.start
    half = s > 2 and t.capital[s - 1] and t.tokens[s - 2] == "-" and t.lower[s - 3] in ARTICLES
    return half and s not in x.names.ends


EVIDENCE: tuple[tuple[str, Callable[[_Around], float]], ...] = (
    ("type", lambda x: x.type_before),
    ("strong", _strong),
    ("weak", _weak),
    ("type", lambda x: x.type_after),
    ("based", _based),
    ("contained", lambda x: x.m.container is not None),
    ("listed", _beside_other),
    ("listed", lambda x: x.m.inside is not None),
    ("listed", _after_other),
    ("contained", _holds_previous),
    ("dateline", _datelined),
    ("common", _common),
    ("lower", _lower_elsewhere),
    ("surname", _given_name),
    ("not_noun", _no_name),
    ("common", _word_of_names),
    ("acronym", _acronym),
    ("party", _party),
    ("article", _after_the),
    ("unique", _alone_of_its_name),
    ("written", _written),
    ("person_before", _person_before),
    ("run_before", _run_before),
    ("run_before", _half_of_a_name),
    ("organisation", _organisation),
    ("run_after", _goes_on),
    ("sounded", _sounded),
    ("organisation", _sounds_like_a_sites),
    ("surname", _surname),
    ("says", _speaks),
    ("organisation", _unit_or_kin),
    ("organisation", _second_half),
)
"""A weight, and the share of it that the words around a name call for: 0 where they say nothing of the sort."""


# ---- what the gazetteer says


def _standing(t: Text, m: Mention) -> float:
    """What the gazetteer alone says for a name: its best place's size and how it stands to it."""
    best = max((_of_entry(t, n) for n in m.named[:40] if n.standing != ABBREVIATION), default=-9.0)
    return best + (WEIGHTS["words"] if m.end - m.start > 1 else 0)


_AREA_SCORES = {"country": 4.0, "region": 2.5, "water": 2.5}


def _of_entry(t: Text, named: Named) -> float:
    e = named.entry
    if e.feature == "admin1":
        score = 2.0 if named.standing == PRIMARY else 1.4
    else:
        score = _AREA_SCORES.get(e.feature) or max(0.0, min(2.6, 0.8 * (math.log10(e.population + 1) - 3.2)))
    if named.standing != PRIMARY and e.feature in TOWNS:
        score = min(score, 1.2 if e.country in t.home else 0.9)
    if e.id.startswith(OWN):
        return score + WEIGHTS["own"]
    return score + (WEIGHTS["home"] if e.country in t.home else 0)


def is_dateline(t: Text, m: Mention) -> bool:
    """BEIRUT (Reuters) -, AMMAN:, GAZA CITY -- at the head of a line or sentence, or wherever intake found one."""
    if t.dateline[m.start]:
        return True
    if not t.opening[m.start] or m.end >= t.n:
        return False
    j = m.end
    if t.tokens[j] == "," and j + 2 < t.n:
        j += 2
    mark = t.tokens[j] if j < t.n else ""
    return mark in ("(", ":", "-", "–", "—", "--", "/") and (mark != ":" or t.slice(m.start, m.end).isupper())


# ---- what holds what


def _holds(outer: Mention, inner: Mention) -> bool:
    """Whether some place of the outer name contains some place of the inner."""
    if any(n.entry.within and name_key(n.entry.within) == outer.key for n in inner.named):
        return True
    countries = {n.entry.country for n in outer.named if n.entry.feature == "country"}
    areas = {(n.entry.country, n.entry.admin1) for n in outer.named if n.entry.feature == "admin1"}
    areas |= {(country, None) for country in countries}
    return bool(areas) and any(
        (n.entry.feature != "country" and (n.entry.country, None) in areas)
        or (n.entry.feature in TOWNS and (n.entry.country, n.entry.admin1) in areas)
        for n in inner.named
    )


def _inside(x: _Around) -> int | None:
    """The container of "X in Y", "X in the northern province of Y", "X, in Y": at most six words on."""
    t, words, at = x.names.t, x.names.words, x.names.at
    seen = False
    for j in range(x.beyond, min(t.n, x.beyond + 7)):
        if j in at:
            return at[j] if seen and _holds(x.names.mentions[at[j]], x.m) else None
        word = t.lower[j]
        if word in words.containing:
            seen = True
        elif not (word in words.directions or word in words.types or word in ("the", ",", "-", "'s", "’s")):
            return None
    return None


# ---- whose name it is


def _surnames(t: Text, mentions: list[Mention]) -> frozenset[str]:
    """Words that follow a given name, a title or some other name: where they stand alone they are still persons."""
    return after_given_names(t) | {m.key for m in mentions if _ends_a_name(t, m)}


def after_given_names(t: Text) -> frozenset[str]:
    """The words that follow a given name or a title somewhere in the text, folded."""
    words = words_of()
    found = set()
    for i in range(t.n - 1):
        if not t.capital[i] or t.headline[i]:
            continue
        first = t.lower[i].rstrip(".")
        if first in words.given or first in words.titles:
            for j in (i + 1, i + 2):
                if j >= t.n or not t.capital[j] or not t.proper[j]:
                    break
                found.add(name_key(t.tokens[j]))
    return frozenset(found)


def _ends_a_name(t: Text, m: Mention) -> bool:
    """Whether a single word stands after a capitalised one that is no place and nothing that stands before places."""
    s = m.start
    if m.end - s != 1 or not s or t.headline[s] or not t.capital[s - 1] or not t.proper[s - 1]:
        return False
    before = t.lower[s - 1]
    return not (_says_nothing(words_of(), before) or t.gazetteer.named(name_key(before)) or _is_country(t, before))
