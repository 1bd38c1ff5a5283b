"""What around a name speaks for a place: pieces of evidence, each a function of the name and what is around it."""

from __future__ import annotations

from rashomon.reading.where.around_names import Around, has_comma, is_dateline, next_name
from rashomon.reading.where.name_mentions import Mention, is_english
from rashomon.reading.where.weights import WEIGHTS
from rashomon.reading.where.written import is_written


def place_before(x: Around) -> Mention | None:
    """The name right before this one or before a comma or "and", if that is a place."""
    s = x.m.start
    listed = s > 1 and x.names.t.lower[s - 1] in x.names.words.listing
    i = x.names.ends.get(s - 1 if listed else s)
    found = None if i is None else x.names.mentions[i]
    return found if found is not None and found.score >= WEIGHTS["threshold"] else None


def strong(x: Around) -> bool:
    return x.before in x.names.words.strong


def weak(x: Around) -> bool:
    return x.before in x.names.words.weak and x.before not in x.names.words.strong


def based(x: Around) -> bool:
    t, a = x.names.t, x.beyond
    return x.after == "-" and a + 1 < t.n and t.lower[a + 1] in x.names.words.joined


def beside_other(x: Around) -> float:
    """ "X, Y" where Y does not hold X."""
    return 0.5 if x.m.container is None and has_comma(x) and next_name(x) is not None else 0.0


def after_other(x: Around) -> bool:
    return place_before(x) is not None


def holds_previous(x: Around) -> bool:
    previous = place_before(x)
    return previous is not None and previous.container is not None and x.names.mentions[previous.container] is x.m


def datelined(x: Around) -> bool:
    return bool(x.m.key) and is_dateline(x.names.t, x.m)


def alone_of_its_name(x: Around) -> bool:
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


def written(x: Around) -> bool:
    """A name found by its sound, where the words tell that it is a place."""
    return x.m.sounded and is_written(x.names.t, x.m.start, x.m.end)


ALONE, TIMES = 10_000, 10
"""How many people a town has at least that is known by its name alone, and how many times those of each namesake."""
