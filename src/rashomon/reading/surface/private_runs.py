"""Whose names are private? Runs of words that are, or may be, a person's name, each with one decision.

Where a script has capitals, every capitalised run that is no listed actor, place, people or body is a person's; where
it has none, what begins with a given name or stands behind words for kin, calls and titles, and a speaker who is
nothing else. In doubt a name is private. Public are those whom a pack lists, and who is named with a public post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.model import Name, NameSort, Span
from rashomon.reading.languages import having, table
from rashomon.reading.surface.belonging import entity_at, sides
from rashomon.reading.surface.names_by_place import listed_on, of_origin, runs_by_place
from rashomon.reading.surface.place_words import Gazetteered, names_of
from rashomon.reading.surface.sayings import sayings
from rashomon.reading.surface.script import Tongue, tongue
from rashomon.reading.surface.statement_drafts import Range
from rashomon.reading.surface.words import Words
from rashomon.world import World

CONTACT = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<![\w/])@\w{3,}|\+?\d[\d \-()]{8,}\d"
    r"|(?<![\w@/.])(?=\w*[^\W\d_])\w+_\w+"
)
"""Addresses, handles and numbers that lead to somebody"""


@dataclass(frozen=True)
class NameWords:
    """`names.toml` of a language."""

    given: frozenset[str]
    before: frozenset[str]
    inside: frozenset[str]
    stop: frozenset[str]
    plain: frozenset[str]
    endings: tuple[str, ...]
    public: frozenset[str]
    bodies: frozenset[str]
    longest: int
    given_stems: frozenset[str]
    roles: frozenset[str]
    """Titles, trades and relations: right behind one a capital is somebody's, whatever else is called so."""
    whose: frozenset[str]
    """Kin and what only persons have: "the mother of N"."""
    of: frozenset[str]
    also_names: frozenset[str]
    """Words that are names of persons, too: with a capital inside of a sentence they are."""
    not_given: tuple[str, ...]
    """How a word ends that only looks like a given name once letters are folded: على is "on", علي a man."""


@cache
def name_words(code: str) -> NameWords:
    data, script = table("names", code), tongue(code)

    def folded(key: str) -> frozenset[str]:
        return frozenset(script.norm(w) for w in data.get(key, ()))

    return NameWords(
        folded("given"), folded("before"), folded("inside"), folded("stop"), folded("plain"),
        tuple(data.get("endings", ())), frozenset(data["public"]), frozenset(data.get("bodies", ())), data["longest"],
        frozenset(script.stem(script.norm(w)) for w in data.get("given", ())),
        folded("roles"), folded("whose"), folded("of"), folded("also_names"),
        tuple(data.get("not_given", ("\0",))),
    )  # fmt: skip


def names_in(
    words: Words, world: World, places: Sequence[Range], times: Sequence[Range], speakers: Sequence[Range],
    firsts: frozenset[int],
) -> tuple[Name, ...]:  # fmt: skip
    """The names of a text. `firsts` are words that open a sentence or a quotation, whose capital says nothing."""
    known, listed = _known(words, world, places, times)
    if words.tongue.cased:
        known = _also_persons(words, known, firsts, listed)
    runs = _cased(words, known, firsts, speakers) if words.tongue.cased else _apart(words, known, speakers, firsts)
    found = [_name(words, a, b, *_decided(words, world, a, b, rule)) for a, b, rule in runs]
    found = _again(words, found)
    found += listed
    taken = [n.span for n in found]
    for m in CONTACT.finditer(words.text):
        span = Span(*m.span())
        if not any(span.overlaps(other) for other in taken) or "@" in m[0] or "/" in m[0]:
            found = [n for n in found if not n.span.overlaps(span)]
            found.append(Name(span, m[0], "contact", False, "name.contact"))
    return tuple(sorted(found, key=lambda n: n.span))


def _known(
    words: Words, world: World, places: Sequence[Range], times: Sequence[Range]
) -> tuple[list[bool], list[Name]]:  # fmt: skip
    """Words that are something else than a person, and the names of listed actors among them."""
    known = [False] * len(words)
    for a, b in (*places, *times):
        known[a:b] = [True] * (b - a)
    listed: list[Name] = []
    i = 0
    while i < len(words):
        found = entity_at(words, i, len(words), world)
        if found is None:
            i += 1
            continue
        entity = world.packs.entities[found[1]]
        person = entity.type == "person"
        sort: NameSort = "person" if person else "organisation"
        rule = "name.official" if person else "name.surface_listed"
        listed.append(_name(words, i, found[0], sort, True, rule))
        known[i : found[0]] = [True] * (found[0] - i)
        i = found[0]
    by = sides(words.tongue.code)
    said = [(f.a, f.b) for f in sayings(words.tongue.code).cues.all_in(words, 0, len(words))]
    for list_ in (by.peoples, by.movements, by.glosses):
        said += [(f.a, f.b) for f in list_.all_in(words, 0, len(words))]
    for a, b in said:
        known[a:b] = [True] * (b - a)
    return known, listed


def _name(words: Words, a: int, b: int, sort: NameSort, public: bool, rule: str) -> Name:
    span = words.span(a, b)
    return Name(span, words.text[span.start : span.end], sort, public, rule)


# ---- scripts with capitals -----------------------------------------------------------------------------------------


def _also_persons(
    words: Words, known: Sequence[bool], firsts: frozenset[int], listed: Sequence[Name]
) -> list[bool]:  # fmt: skip
    """What is known for something else, less what is somebody's name: behind a title, a trade or a relation, behind
    "the mother of", behind an initial, and a common word with a capital inside of a sentence."""
    by, out = name_words(words.tongue.code), list(known)
    for i in range(len(words)):
        if not known[i] or not words.capital(i) or any(n.span.overlaps(words.span(i, i + 1)) for n in listed):
            continue
        before = words.norms[i - 1] if i and words.gap(i) in (" ", ". ", "\u00a0") else ""
        of = before in by.of and i > 1 and words.norms[i - 2] in by.whose
        alone = i + 1 >= len(words) or words.gap(i + 1) != " " or not (known[i + 1] and words.capital(i + 1))
        initial = bool(i) and words.gap(i) in (". ", ".") and len(words.raw(i - 1)) == 1 and words.capital(i - 1)
        common = words.norms[i] in by.also_names and i not in firsts and before not in words.tongue.articles and alone
        out[i] = not (before in by.roles or of or common or initial)
    return out


def _cased(
    words: Words, known: Sequence[bool], firsts: frozenset[int], speakers: Sequence[Range]
) -> Iterator[tuple[int, int, str]]:
    by = name_words(words.tongue.code)
    firsts -= {
        a for a, b in speakers if b - a == 1
    }  # one word that speaks is somebody, not only the first of a sentence
    small = {words.norms[i] for i in range(len(words)) if not words.capital(i)}
    shouted = _shouted(words)

    def may_name(i: int) -> bool:
        if not _may_name(words, known, i, shouted[i]):
            return False
        return not (words.tongue.articles and _plain(words, by, i, firsts))

    i = 0
    while i < len(words):
        if not may_name(i):
            i += 1
            continue
        b = i + 1
        while (
            b < len(words)
            and b - i < by.longest
            and (words.gap(b) in (" ", "-", "\u00a0") or (words.gap(b) in (". ", ".") and len(words.raw(b - 1)) == 1))
            and (may_name(b) or words.norms[b] in by.inside or (shouted[b] and _behind_given(words, by, b)))
        ):
            b += 1
        run = [n for n in range(i, b) if not _plain(words, by, n, firsts)]
        told = len(run) == b - i and run and not (b - i == 1 and _opens(words, by, i, firsts, small))
        if told:
            yield i, b, "name.surface_capitals"
        i = b


def _plain(words: Words, by: NameWords, i: int, firsts: frozenset[int]) -> bool:
    """Whether a word is a common one that has a capital by rule: a title's, a body's, of what opens a sentence."""
    return words.norms[i] in by.plain and (i in firsts or words.norms[i] not in by.also_names)


STRETCH = 3
"""Words in capitals, one behind the other, that make a headline of them."""


def _shouted(words: Words) -> Sequence[bool]:
    """Of each word whether it stands in a stretch in capitals, where these tell nothing of a word by itself."""
    out, a = [False] * len(words), 0
    for i in range(len(words) + 1):
        if i < len(words) and words.raw(i).isupper() and (i == a or "\n" not in words.gap(i)):
            continue
        if sum(len(words.raw(k)) > 1 for k in range(a, i)) > STRETCH:
            out[a:i] = [True] * (i - a)
        a = i if i < len(words) and words.raw(i).isupper() else i + 1
    return out


@cache
def _vocabulary(code: str) -> frozenset[str]:
    """The stems of all words of the lists that a language is read by, but for those of names."""
    script = tongue(code)

    def told(data: object) -> Iterator[str]:
        if isinstance(data, str):
            yield from re.findall(r"[^\W\d_]+", data)
        elif isinstance(data, dict):
            for key, value in data.items():
                yield from told(key)
                yield from told(value)
        elif isinstance(data, list):
            for value in data:
                yield from told(value)

    lists = [
        table(name, code) for name in ("counts", "cues", "kinds", "places", "sides", "times") if code in having(name)
    ]
    return frozenset(script.stem(script.norm(w)) for data in lists for w in told(data))


def _may_name(words: Words, known: Sequence[bool], i: int, shouted: bool) -> bool:
    raw = words.raw(i)
    if not words.capital(i) or known[i] or raw[0].isdigit():
        return False
    if not raw.isupper() or len(raw) == 1:
        return True
    if shouted:  # any word that none of the lists has may be a name in a headline
        by = name_words(words.tongue.code)
        plain = words.norms[i] in by.plain or words.tongue.stem(words.norms[i]) in _vocabulary(words.tongue.code)
        return len(raw) > 2 and not plain
    return len(raw) > 2 and _beside_name(words, known, i)  # else ВСУ, ООН: letters for a body


def _behind_given(words: Words, by: NameWords, i: int) -> bool:
    """Whether any other word stands in a headline behind a given name: "ROSA FUENTES"."""
    common = words.norms[i] in by.plain and words.norms[i] not in by.also_names
    return words.tongue.stem(words.norms[i - 1]) in by.given_stems and len(words.raw(i)) > 2 and not common


def _beside_name(words: Words, known: Sequence[bool], i: int) -> bool:
    """Whether a word in capitals is the half of somebody's name: "Pierre MARCHAND", "MARCHAND Pierre"."""
    for k in (i - 1, i + 1):
        near = 0 <= k < len(words) and words.gap(max(i, k)) in (" ", "-", "\u00a0")
        if near and words.capital(k) and not known[k] and not words.raw(k)[0].isdigit():
            return words.norms[k] not in name_words(words.tongue.code).plain and len(words.raw(k)) > 2
    return False


def _opens(words: Words, by: NameWords, i: int, firsts: frozenset[int], small: set[str]) -> bool:
    """Whether the capital is only that of a sentence's first word."""
    if i not in firsts or (i and words.norms[i - 1] in by.before):
        return False
    norm = words.norms[i]
    if words.tongue.stem(norm) in by.given_stems or _has_a_verb(words, i):
        return False
    return norm in small or not norm.endswith(by.endings) or len(norm) < 4


def _has_a_verb(words: Words, i: int) -> bool:
    """Whether a verb in the singular stands right behind a word, in a language whose nouns have articles: then it is a
    name ("Traoré a dit")."""
    if not words.tongue.articles or i + 1 >= len(words) or words.gap(i + 1) != " ":
        return False
    says, one = sayings(words.tongue.code), not words.norms[i + 1].endswith(("n", "nt"))
    verb = says.at("auxiliary", words, i + 1, i + 2) is not None or says.cues.at(words, i + 1, i + 2) is not None
    return verb and one


# ---- scripts without capitals --------------------------------------------------------------------------------------


def _apart(
    words: Words, known: Sequence[bool], speakers: Sequence[Range], firsts: frozenset[int]
) -> list[tuple[int, int, str]]:
    """The runs by what a name begins with, and those by where a name stands; of two that overlap, both as one."""
    by = name_words(words.tongue.code)
    runs = sorted([*_uncased(words, known, speakers), *runs_by_place(words, known, by.stop, firsts)])
    joined: list[tuple[int, int, str]] = []
    while runs:
        a, b, rule = runs.pop(0)
        if (one := listed_on(words, known, by.stop, b)) is not None:
            runs = sorted([*runs, one])
        if joined and a < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]), joined[-1][2])
        else:
            joined.append((a, b, rule))
    return joined


def _uncased(words: Words, known: Sequence[bool], speakers: Sequence[Range]) -> Iterator[tuple[int, int, str]]:
    by = name_words(words.tongue.code)
    places = names_of(words.tongue.code)
    speaking = {i for a, b in speakers for i in range(a, b)}
    alone = {a for a, b in speakers if b - a == 1}
    i = 0
    while i < len(words):
        start, rule = i, ""
        forms = words.forms(i)
        if not known[i] and set(forms) & by.given and not words.raw(i).endswith(by.not_given):
            rule = "name.surface_given"
        elif set(forms) & by.before and i + 1 < len(words) and not known[i + 1] and words.gap(i + 1) == " ":
            start, rule = i + 1, "name.surface_behind"
        elif _speaks(words, by, places, known, i, i in speaking, i in alone):
            rule = "name.surface_speaker"
        if not rule:
            i += 1
            continue
        b = start + 1
        while b < len(words) and words.gap(b) in (" ", "-") and _goes_on(words, by, known, b):
            if b - start >= by.longest and by.inside.isdisjoint(words.norms[b - 2 : b + 1]):  # "and X bin Y al-Z"
                break
            b += 1
        yield start, b, rule
        i = b


def _speaks(
    words: Words, by: NameWords, places: Gazetteered, known: Sequence[bool], i: int, speaking: bool, alone: bool
) -> bool:
    """Whether a word of a speaker is a name. One word for where somebody is from is a last name: "al-Kurdi said"."""
    if alone and of_origin(words, i):
        return True
    return speaking and not known[i] and not _ordinary(words, by, places, i)


def _goes_on(words: Words, by: NameWords, known: Sequence[bool], i: int) -> bool:
    norm = words.norms[i]
    if norm in by.stop or words.raw(i)[0].isdigit():
        return False
    if norm in by.inside or words.norms[i - 1] in by.inside:  # "bin X", "Umm X", whatever else X is a word for
        return True
    if known[i]:
        return of_origin(words, i) and not words.norms[i - 1].startswith("ال")
    return norm not in by.before


def _ordinary(words: Words, by: NameWords, places: Gazetteered, i: int) -> bool:
    """Whether a word of a speaker is none of a name: short ones, those that a name ends before, nouns of place."""
    norm = words.norms[i]
    if len(norm) < 3 or norm in by.stop or norm[0].isdigit():
        return True
    return places.nouns.has(words, i) or places.nominal.has(words, i) or norm in places.before


# ---- decisions -----------------------------------------------------------------------------------------------------


def _decided(words: Words, world: World, a: int, b: int, rule: str) -> tuple[NameSort, bool, str]:
    """What a run names, and whether it is public: a quoted name of one word is a thing's, a post before it public."""
    by, glosses = name_words(words.tongue.code), sides(words.tongue.code).glosses
    before = words.text[words.spans[a][0] - 1] if words.spans[a][0] else ""
    after = words.text[words.spans[b - 1][1] : words.spans[b - 1][1] + 1]
    called = a > 0 and words.norms[a - 1] in by.before  # "with the call sign ..."
    if words.tongue.cased and not called and before in '«"“„' and before and after in '»"”“' and after:
        return "organisation", True, "name.surface_quoted"
    for i in range(max(0, a - POST), a):
        found = glosses.at(words, i, a)
        if (
            found is not None
            and found.value in by.public
            and (_same_phrase(words, found.b, a) or _apposed(words, found.b, a, b))
        ):
            return "person", True, "name.surface_post"
    return "person", False, rule


POST = 6
"""Words before a name in which its post stands."""


def _same_phrase(words: Words, a: int, b: int) -> bool:
    return not any(mark in words.gap(i) for i in range(a, b + 1) for mark in ',.;:،؛«»"')


def _apposed(words: Words, post: int, a: int, b: int) -> bool:
    """Whether a name stands between commas right behind a post, in a language where that is how one is put: "the
    minister of the interior, X, said"."""
    inset = words.gap(a) == ", " and words.gap(b).startswith(",")
    return bool(words.tongue.articles) and inset and _same_phrase(words, post, a - 1)


def _again(words: Words, found: Sequence[Name]) -> list[Name]:
    """A word of a name whose bearer has a public post is public where it stands alone, unless it is another's too."""
    script: Tongue = words.tongue

    def stems(name: Name) -> set[str]:
        return {script.stem(script.norm(w)) for w in re.findall(r"\w+", name.text)}

    public = [stems(n) for n in found if n.public and n.sort == "person"]
    private = [stems(n) for n in found if not n.public and len(n.text.split()) > 1]
    out = []
    for n in found:
        mine = stems(n)
        if not n.public and any(mine <= p for p in public) and not any(mine & p for p in private if p != mine):
            n = Name(n.span, n.text, n.sort, True, "name.surface_post_again")
        out.append(n)
    return out
