"""What around a name speaks against a place: a common word, a person, an organisation, a part of a longer name."""

from __future__ import annotations

from rashomon.reading.where.around_names import Around, is_country, is_dateline, says_nothing
from rashomon.reading.where.name_mentions import POSSESSIVE, TOWNS, Mention, Text, is_english, words_of
from rashomon.world.gazetteer_files import ABBREVIATION
from rashomon.world.toponyms import ARTICLES


def common(x: Around) -> float:
    """A common word; less so where the tagger takes it for a name within a sentence, with a preposition or the like."""
    t, m = x.names.t, x.m
    if not x.single or m.key not in t.common:
        return 0.0
    return 0.4 if m.evidence and t.proper[m.start] and not t.opening[m.start] else 1.0


def lower_elsewhere(x: Around) -> bool:
    return x.single and x.names.t.lower[x.m.start] in x.names.t.small


def given_name(x: Around) -> bool:
    return x.single and x.m.key in x.names.words.given and not x.m.evidence


def no_name(x: Around) -> bool:
    """No proper noun by the tagger; but within a sentence a capital that no English word explains makes one too."""
    t, i = x.names.t, x.m.start
    if not x.single or t.proper[i]:
        return False
    return bool(t.opening[i] or t.headline[i]) or not t.english or is_english(t, i)


def party(x: Around) -> bool:
    """An armed group or a weapon that is called like a town, where no word says that the town is meant."""
    return x.m.key in x.names.words.parties and not (x.m.type or x.m.container is not None or x.before == "in")


def after_the(x: Around) -> bool:
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


def word_of_names(x: Around) -> bool:
    words, key = x.names.words, x.m.key
    return x.single and any(key in those for those in (words.organisations, words.titles, words.sited, words.types))


def acronym(x: Around) -> bool:
    t, m = x.names.t, x.m
    token = t.tokens[m.start]
    letters = token.replace(".", "")
    if not x.single or not letters.isupper() or t.headline[m.start]:
        return False
    if len(letters) > 3 and ("." in token or is_dateline(t, m)):
        return False  # KYIV: but not UN:
    return not any(n.entry.feature == "country" or n.standing == ABBREVIATION for n in m.named)


def _capital_before(x: Around) -> str | None:
    """The capitalised word right before the name, in small letters; none in headlines."""
    t, s = x.names.t, x.m.start
    return t.lower[s - 1].rstrip(".") if s and not t.headline[s] and t.capital[s - 1] else None


def person_before(x: Around) -> bool:
    word, words = _capital_before(x), x.names.words
    return word is not None and (word in words.titles or word in words.given)


def run_before(x: Around) -> bool:
    """The end of a longer name that is no place: "Hosni Mubarak" is no town Mubarak."""
    word, t, s = _capital_before(x), x.names.t, x.m.start
    if word is None or person_before(x) or not t.proper[s - 1] or s in x.names.ends or t.opening[s - 1]:
        return False
    return not says_nothing(x.names.words, word) and not is_country(t, word)


def half_of_a_name(x: Around) -> bool:
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


def _is_half(x: Around, i: int) -> bool:
    word = x.names.t.lower[i]
    if len(word) < 3 or not word.isalpha() or word in x.names.t.gazetteer.demonyms or word in x.names.words.joined:
        return False
    return not says_nothing(x.names.words, word)


def _run_after(x: Around) -> tuple[str, str] | None:
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


def organisation(x: Around) -> bool:
    """ "Damascus Times", "Aleppo Media Center"."""
    run = _run_after(x)
    return run is not None and any(word in x.names.words.organisations for word in run)


def goes_on(x: Around) -> bool:
    run, words = _run_after(x), x.names.words
    if run is None or organisation(x) or _before_an_office(x):
        return False
    return x.names.t.proper[x.m.end] and run[0] not in words.directions and run[0] not in words.never


def _before_an_office(x: Around) -> bool:
    """ "Kano Gov. Musa Bello", "Quebec Health Minister": whose office it is, and no longer name."""
    t, e = x.names.t, x.m.end
    ahead = range(e, min(t.n, e + 3))
    return any(
        t.lower[j].rstrip(".") in x.names.words.titles for j in ahead if all(t.capital[k] for k in range(e, j + 1))
    )


def sounded(x: Around) -> float:
    """Found by its sound alone; an article is half an excuse."""
    return 0.0 if not x.m.sounded else 0.5 if x.names.t.lower[x.m.start] in ARTICLES else 1.0


def sounds_like_a_sites(x: Around) -> float:
    """A hospital's own name sounds like a town's."""
    t, e = x.names.t, x.m.end
    return 2.0 if x.m.sounded and e < t.n and t.capital[e] and x.names.words.types.get(t.lower[e]) == "site" else 0.0


def has_surname(x: Around) -> bool:
    return x.single and x.m.key in x.names.surnames and not x.m.evidence


def speaks(x: Around) -> bool:
    return x.after in x.names.words.says


def unit_or_kin(x: Around) -> bool:
    return x.after in x.names.words.groups and x.beyond == x.m.end


def is_part(t: Text, m: Mention) -> bool:
    """Whether a longer name goes on before or after this one: "Let Yet Kone village", "Mir Ali"."""
    s, e = m.start, m.end
    before = s > 0 and t.capital[s - 1] and not t.opening[s - 1] and not says_nothing(words_of(), t.lower[s - 1])
    after = e < t.n and t.capital[e] and t.proper[e] and not says_nothing(words_of(), t.lower[e])
    return (before or after) and not t.headline[s]


def second_half(x: Around) -> bool:
    """The second half of "al-Khulafaa al-Rashideen"."""
    t, s = x.names.t, x.m.start
    half = s > 2 and t.capital[s - 1] and t.tokens[s - 2] == "-" and t.lower[s - 3] in ARTICLES
    return half and s not in x.names.ends
