"""Which words of a text name a private person?

Everyone is private who is not an organisation, a group or an official of the packs, the outlet itself, or a group that
is only described ("residents"). Names are found without a model: capitalised words that nothing explains, names of
speakers wherever they occur, names before an age. Found too often rather than too seldom; what it cannot see stands in
docs/sharing.md. How names are compared stands in `names`, how a speaker is shown in `speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from rashomon.model import Span
from rashomon.sharing.name_matching import (
    Phrase,
    Phrases,
    Word,
    fold,
    listed_words,
    phrase,
    phrases,
    spelt,
    word_lists,
    words_of,
)
from rashomon.sharing.speakers import Shown, is_group, is_public, role_of, ruling_on, show

__all__ = [
    "NAME_WITHHELD", "Names", "Phrase", "Phrases", "Shown", "capital_ranges", "contains", "fold", "in_address",
    "in_doubt", "in_doubt_between", "is_group", "is_public", "know", "mask", "phrase", "phrases", "private_ranges",
    "rewrite", "role_of", "ruling_on", "show", "spelt", "tells_place",
]  # fmt: skip

NAME_WITHHELD = "[name withheld]"
MANY_NAMES = 3
"""A quote with more names to hide than this is a list of persons, and is dropped."""
CASE_TELLS = 0.6
"""Where a larger part of the longer words begins with a capital, a capital says nothing (headlines, shouting)."""
_GAP = re.compile(r"[^\S\n]{1,3}|\n(?!\s)|\.[^\S\n]?")
_NISBA = re.compile(r"(?:al|el|ad|an|ar|as|at|az|ul)[-‑]", re.I)
_AGE = re.compile(r"\s*[,(]\s*(?:aged\s+)?\d{1,3}(?:\s+years\s+old)?\s*(?=[,.;:)]|$)|,?\s+aged\s+\d{1,3}")
_PICKS_OUT = re.compile(
    r"\s*[,(]\s*(?:an?|the|who|whose|whom|his|her|their|from|born|son|daughter|father|mother|\d)\b", re.I
)
_WORDY = re.compile(r"...(?:ing|tion|tions|ment|ments|ness|ism|ists)$")
"""Endings of common words: at the head of a sentence such a word is hardly a name."""
_CONTACT = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<!\w)@\w{2,}|\+?\d[\d\s().-]{7,}\d")


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of names in one export: which phrases name nobody private, which do, and how words are spelt."""

    public: Phrases
    people: Phrases
    """Single words that name public persons: they explain a capital, but not beside a word that nothing explains."""
    private: Phrases
    private_words: frozenset[str]
    small: frozenset[str]
    """Words written with a small letter more often than with a capital: a capital at their head says nothing."""
    country: Callable[[str], bool]
    joined: frozenset[str]
    """Private names of several words, written as one."""

    def knows(self, text: str) -> bool:
        """Whether a name known to be private is in the text, whatever its spelling: for URLs and file names."""
        words = [fold(w) for w in re.split(r"[\W_]+", text) if w]
        joined = "".join(words)
        return any(w in self.private_words for w in words) or any(spelt in joined for spelt in self.joined)


def in_address(url: str, words: Collection[str]) -> bool:
    """Whether one of the words stands in a web address, however it is joined there ("jonah-brasc", "jonahbrasc")."""
    spelt = {part for w in words for part in re.split(r"\W+", w) if len(part) > 3}
    plain = fold(unquote(url))
    return any(w in plain for w in spelt)


def tells_place(before: str) -> bool:
    """Whether the words before a name say that it is a place's; adjectives and an article may stand between.

    >>> [tells_place(t) for t in ("shells fell in the western ", "the village of ", "the house of ", "killed ")]
    [True, True, False, False]
    """
    words = [w.word for w in words_of(before)][-5:]
    while words:
        word = words.pop()
        if word in listed_words("unlisted", "before"):
            return True
        if word == "of":
            return bool(words) and words[-1] in listed_words("unlisted", "of")
        if word not in listed_words("unlisted", "between") and not word.endswith(("ern", "al")):
            return False
    return False


def know(
    *,
    public: Iterable[str],
    people: Iterable[str] = (),
    private: Iterable[str] = (),
    protected: Iterable[str] = (),
    places: frozenset[Phrase] = frozenset(),
    small: frozenset[str] = frozenset(),
    vocabulary: Iterable[str] = (),
    country: Callable[[str], bool] = lambda _: False,
) -> Names:
    """Compiles what is known of names. A private name's single words count too, unless they are public or plain.

    `protected` are names that somebody ruled to keep back, whatever else they are.
    `small` are words that the texts write with a small letter more often than with a capital, `vocabulary` other common
    words, known not to be names by themselves.
    """
    shut = frozenset(p for name in protected if (p := phrase(name)))
    persons = frozenset(p for name in people if (p := phrase(name))) - shut
    open_phrases = frozenset(p for name in public if (p := phrase(name))) | frozenset(p for p in persons if len(p) > 1)
    open_phrases -= shut
    small |= frozenset(f"{w}{s}" for v in vocabulary for w in phrase(v) for s in ("", "s"))
    innocent = small | frozenset(w for p in open_phrases | persons for w in p) | _plain()
    full = frozenset(
        p
        for name in private
        if (p := phrase(name)) and p not in open_phrases and not (len(p) == 1 and (p[0] in innocent or p in places))
    )
    full |= shut
    innocent |= frozenset(w for p in places for w in p) | listed_words("names", "particles")
    words = frozenset(
        part for p in full for word in p for part in {word, *word.split("-")} if len(part) > 2 and part not in innocent
    )
    return Names(
        phrases(open_phrases), phrases(p for p in persons if len(p) == 1), phrases(full), words, small, country,
        frozenset("".join(re.sub(r"\W", "", w) for w in p) for p in full if len(p) > 1),
    )  # fmt: skip


@cache
def _plain() -> frozenset[str]:
    plain = word_lists()["plain"]
    return (
        frozenset({*plain["calendar"], *plain["peoples"], *plain["openers"]})
        | listed_words("names", "heads")
        | listed_words("names", "titles")
    )


def _mark(marks: list[str], tokens: Sequence[Word], known: Phrases, mark: str) -> list[int]:
    """Marks the longest phrases, left to right, on tokens that have no mark yet; returns where phrases begin."""
    begins: list[int] = []
    after = 0
    for i in [i for i, t in enumerate(tokens) if t.word in known.lengths]:
        n = known.longest_at(tokens, i) if i >= after else 0
        if n and not any(marks[i : i + n]):
            marks[i : i + n] = [mark] * n
            begins.append(i)
        after = max(after, i + n)
    return begins


def private_ranges(text: str, names: Names, *places: Phrases) -> list[tuple[int, int]]:
    """The stretches of a text that name a private person or lead to one, in order, none overlapping.

    `places` are names that the reading took for places in this report: they explain a capital, but not beside a word
    that nothing explains, not after "activist" or "brother", and not before an age.
    """
    tokens = words_of(text)
    marks = [""] * len(tokens)
    _mark(marks, tokens, names.private, "private")
    _mark(marks, tokens, names.public, "public")
    for i, t in enumerate(tokens):
        if not marks[i] and _is_private_word(t.word, names.private_words):
            marks[i] = "private"
    _mark(marks, tokens, names.people, "person")
    begins = frozenset(i for known in places for i in _mark(marks, tokens, known, "place"))
    longer = [t for t in tokens if t.end - t.start > 3 and not t.caseless]
    tells = len(longer) < 6 or sum(t.capital for t in longer) <= CASE_TELLS * len(longer)
    for i, t in enumerate(tokens):
        if marks[i]:
            continue
        if t.caseless:
            marks[i] = "private" if any(c.isalpha() for c in t.word) else ""
        elif t.capital and _explained(t, names, places, tells):
            marks[i] = "plain"
    for run in _runs(text, tokens):
        _judge(text, tokens, marks, run, names, tells, begins)
    found = [(tokens[i].start, tokens[i].end) for i, mark in enumerate(marks) if mark == "private"]
    found += [m.span() for m in _CONTACT.finditer(text)]
    return _joined(text, sorted(found))


def _is_private_word(word: str, private: frozenset[str]) -> bool:
    return word in private or ("-" in word and any(p in private for p in word.split("-")))


def capital_ranges(text: str, names: Names) -> list[tuple[int, int]]:
    """Every stretch of capitalised words that is no public name: for words that must not tell where."""
    tokens = words_of(text)
    marks = [""] * len(tokens)
    _mark(marks, tokens, names.public, "public")
    plain = listed_words("plain", "calendar") | listed_words("plain", "peoples") | listed_words("plain", "openers")
    found = [
        (t.start, t.end)
        for t, mark in zip(tokens, marks, strict=True)
        if t.capital and not mark and t.word not in plain and not (t.opens and t.word in names.small)
    ]
    return _joined(text, found)


def _explained(t: Word, names: Names, places: Sequence[Phrases], tells: bool) -> bool:
    """Whether a capital on this word alone has a reason other than a person's name."""
    parts = [p for p in t.word.split("-") if p]
    if len(parts) > 1:  # "Homs-based", "UN-sponsored", "Su-34", "pro-Damascus"
        raw = [p for p in t.raw.split("-") if p]
        return any(c.isdigit() for c in t.raw) or all(
            p.islower() or p.isupper() or _one_word(fold(p), names, places) for p in raw
        )
    if _one_word(t.word, names, places) and (t.word not in listed_words("plain", "openers") or t.opens or not tells):
        return True
    if t.shout and tells and 2 <= len(t.word) <= 5:
        return True  # an acronym
    return not tells and t.word in names.small


def _one_word(word: str, names: Names, places: Sequence[Phrases]) -> bool:
    """Whether a word is plain or a public name by itself, with or without an s whose apostrophe was lost."""
    return any(
        w in _plain() or any((w,) in known.all for known in (names.public, names.people, *places))
        for w in (word, word.removesuffix("s"))
    )


def _runs(text: str, tokens: Sequence[Word]) -> Iterator[list[int]]:
    """Capitalised words that stand together, with small words of names ("bin", "al", "van") between or before them."""
    particles = listed_words("names", "particles")
    run: list[int] = []
    for i, t in enumerate(tokens):
        near = not run or _GAP.fullmatch(text[tokens[run[-1]].end : t.start]) is not None
        if run and text[tokens[run[-1]].end : t.start].startswith(".") and not _shortened(tokens[run[-1]]):
            near = False
        if not near:
            yield from _ended(run, tokens)
            run = []
        if (t.capital and not t.caseless) or t.word in particles:
            run.append(i)
        elif run:
            yield from _ended(run, tokens)
            run = []
    yield from _ended(run, tokens)


def _shortened(t: Word) -> bool:
    """Whether a full stop after the word need not end a sentence: "J.", "Gen."."""
    return len(t.word) == 1 or (t.word in listed_words("names", "titles") and len(t.word) <= 4)


def _ended(run: list[int], tokens: Sequence[Word]) -> Iterator[list[int]]:
    while run and not tokens[run[-1]].capital:
        run = run[:-1]
    if run:
        yield run


def _judge(
    text: str,
    tokens: Sequence[Word],
    marks: list[str],
    run: list[int],
    names: Names,
    tells: bool,
    begins: frozenset[int],
) -> None:
    """Decides on a run of capitalised words and writes "private" into `marks` where it names somebody."""
    heads, before = listed_words("names", "heads"), listed_words("names", "before")
    last_head = max((k for k, i in enumerate(run) if tokens[i].word in heads and marks[i] != "private"), default=-1)
    if tells:
        for i in run[: last_head + 1]:  # "Khalid Bin al-Waleed Mosque": the head of a name comes last
            if marks[i] in ("", "plain"):
                marks[i] = "plain"
    first = tokens[run[0]]
    known = True
    for i in run:  # a sentence may begin here where a full stop was lost
        word = tokens[i].word
        if (
            not marks[i]
            and known
            and word in listed_words("plain", "openers")
            and word not in listed_words("plain", "also_names")
        ):
            marks[i] = "plain"
        known = bool(marks[i])
    if not marks[run[0]] and len(run) == 1 and first.opens and (first.word in names.small or _WORDY.search(first.word)):
        marks[run[0]] = "plain"
    previous = tokens[run[0] - 1] if run[0] else None
    leads = [tokens[i] for i in run[:-1]] + (
        [previous] if previous and _GAP.fullmatch(text[previous.end : first.start]) else []
    )
    called = any(t.word in before and (t.capital or t.word not in ("major", "private", "general")) for t in leads)
    aged = _AGE.match(text, tokens[run[-1]].end)
    # Two places with no comma between them are more likely two names of a person.
    distinct = all(marks[i] == "place" for i in run) and sum(i in begins for i in run) > 1
    if called or aged or distinct:
        for k, i in enumerate(run):
            if marks[i] == "place" and k > last_head:
                marks[i] = ""
    open_ = [k for k, i in enumerate(run) if not marks[i] and tokens[i].capital]
    if open_ and names.country(text[tokens[run[open_[0]]].start : tokens[run[open_[-1]]].end]):
        open_ = []
    if not open_ and not any(marks[i] == "private" for i in run):
        return
    if tells:  # a place-name beside a strange one is most likely part of a person's
        open_ += [k for k, i in enumerate(run) if marks[i] in ("place", "person") and k > last_head]
        open_ += [k for k, i in enumerate(run) if marks[i] == "private"]
        after = max(open_, default=len(run)) + 1
        while after < len(run) and marks[run[after]] != "public" and _NISBA.match(tokens[run[after]].raw):
            open_.append(after)  # "Abu Osama al-Iraqi": where somebody is from, as part of the name
            after += 1
        stretch: Iterable[int] = range(min(open_), max(open_) + 1) if open_ else ()
        while stretch and min(stretch) and not tokens[run[min(stretch) - 1]].capital:
            stretch = range(min(stretch) - 1, max(stretch) + 1)
    else:
        stretch = open_
    for k in stretch:
        if marks[run[k]] not in ("public",) or min(stretch) < k < max(stretch):
            marks[run[k]] = "private"


def _joined(text: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges with those that touch made one, and the age behind a name taken in."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and (start <= joined[-1][1] or re.fullmatch(r"[\s.'’-]{0,3}", text[joined[-1][1] : start])):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [(s, m.end() if (m := _AGE.match(text, e)) else e) for s, e in joined]


def in_doubt(text: str, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether hiding the names is not enough: many of them, or one followed by words that tell who it is."""
    return len(ranges) > MANY_NAMES or any(_PICKS_OUT.match(text, end) for _, end in ranges)


def in_doubt_between(text: str, ranges: Sequence[tuple[int, int]], span: Span) -> bool:
    """The same for the part of a text that a span shows."""
    inside = [(s, e) for s, e in ranges if s < span.end and span.start < e]
    return len(inside) > MANY_NAMES or any(_PICKS_OUT.match(text, e, span.end) for _, e in inside if e < span.end)


def mask(text: str, names: Names, *places: Phrases) -> str:
    """The text with `[name withheld]` for each private name."""
    out, at = [], 0
    for start, end in private_ranges(text, names, *places):
        out += [text[at:start], NAME_WITHHELD]
        at = end
    return "".join([*out, text[at:]])


def contains(text: str, known: Phrases) -> bool:
    """Whether one of the phrases stands in the text."""
    tokens = words_of(text)
    return any(known.longest_at(tokens, i) for i, t in enumerate(tokens) if t.word in known.lengths)


def rewrite(text: str, instead: Mapping[Phrase, str], keep: Phrases) -> str:
    """The text with phrases replaced, the longest first; a longer or equal phrase of `keep` is left as it stands.

    >>> rewrite("The Office said, not the World Office", {("office",): "source 1"}, phrases([("world", "office")]))
    'The source 1 said, not the World Office'
    """
    if not instead:
        return text
    tokens, replaced = words_of(text), phrases(instead)
    if not any(t.word in replaced.lengths for t in tokens):
        return text
    out, at, i = [], 0, 0
    while i < len(tokens):
        kept, n = keep.longest_at(tokens, i), replaced.longest_at(tokens, i)
        if n > kept:
            out += [text[at : tokens[i].start], instead[tuple(t.word for t in tokens[i : i + n])]]
            at = tokens[i + n - 1].end
        i += max(n, kept, 1)
    return "".join([*out, text[at:]])
