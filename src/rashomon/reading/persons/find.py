"""Which words of a text name a person, and is that person public? One decision for each run of capitalised words.

A run takes in its capitalised neighbours whatever else they mean: a day, a country, a title, a town. What it names is
decided by the words around it (`around`), by its own form (head nouns, acronyms) and by what the world knows (`marks`).
Where nothing decides, it is a private person. Text in, spans out: the parse only says which common words open a sentence.
"""

# ruff: noqa: E501 (long patterns)
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rashomon.model import Name, NameSort, Span
from rashomon.reading.persons import around
from rashomon.reading.persons.marks import Known, demonyms, mark_all
from rashomon.reading.persons.name_words import Phrase, Word, listed_words, words_of

GAP = re.compile(r"[^\S\n]{1,3}|\n(?!\s)|\.[^\S\n]?")
LIST_MARK = re.compile(r"^\s*(?:[-*•▪■●◾·–—]+\ufe0f?|\d{1,3}[.)]|[\u2022-\u2bff\U0001f300-\U0001faff]\ufe0f?)\s*")
CONTACT = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<!\w)@\w{2,}|\+?\d[\d\s().-]{7,}\d"
    r"|(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,8}/[^\s,;)\]”\"]+",
    re.I,
)
"""Addresses, handles and numbers of telephones: they lead to somebody. Of some it is shown elsewhere whom."""
HEADER = re.compile(
    r"name|victim|killed|detained|missing|dead|martyr|prisoner|wounded|person|suspect|witness|who", re.I
)
NAMES_FOLLOW = re.compile(
    r"\b(?:killed|dead|martyrs?|names?|named|victims?|detained|missing|arrested|wounded|injured|wanted|children|persons"
    r"|detainees|prisoners|abducted|fallen|released)\b[^.!?\n]*:\s*$", re.I
)  # fmt: skip
_SMALL_IN_HEADLINES = frozenset(
    {"with", "from", "into", "over", "after", "near", "amid", "upon", "under", "among", "between", "against", "during"}
)
SHORT = 500
"""Characters of a text that may well have no comma."""
_STATE = re.compile(r"\b(?:U\.\s?S\.(?:\s?A\.)?|U\.\s?K\.|U\.\s?N\.|E\.\s?U\.)")
_ROW = re.compile(
    r"(?:\s*[,;(/]?\s*\d{1,3}\)?)?\s*(?:[,;]\s*(?:and\s+)?|\s+and\s+|,?\s*&\s*|[/]\s*)"
    r"|\s*\(\d{1,3}\)\s*(?:,|and)?\s*"
)
"""Between two names of a list, an age behind the first."""
_NICKNAME = re.compile(r"\s+[“\"‘'(](?:the\s+)?[^”\"’)\n]{2,25}[”\"’')]\s+")
"""Between the two names of somebody: “the Fox”."""
_TABLE_HEAD = re.compile(r"\t|\s\|\s")
TABLE = re.compile(r"\t|\s\|\s")


@dataclass(slots=True)
class Seen:
    """A text while it is looked at."""

    text: str
    tokens: list[Word]
    marks: list[str]
    known: Known
    places: Sequence[Span]
    tags: Mapping[int, str]
    """By the first character of a word its fine part of speech; empty where nothing was parsed."""
    zones: bytearray = field(default_factory=bytearray)
    """For each token 1 where capitals say nothing, since all words around have one or none has."""
    commas: bool = True
    """Whether the text has any: of one that lost them, places side by side are a list."""
    small: frozenset[str] = frozenset()
    """Words that the text also writes with a small letter."""

    def gap(self, i: int) -> bool:
        """Whether token i stands right behind the one before it, as part of one name would."""
        between = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        if self.tokens[i - 1].raw[-2:] in ("'s", "’s", "ʼs", "`s"):
            return False
        if between.startswith("."):
            last = self.tokens[i - 1]
            short = len(last.word) == 1 or (last.word in listed_words("names", "titles") and len(last.word) <= 4)
            return short and GAP.fullmatch(between) is not None
        if "\n" in between and self.text[self.tokens[i].start :].split("\n", 1)[0].count("|"):
            return False
        return GAP.fullmatch(between) is not None


@dataclass(frozen=True, slots=True)
class Run:
    first: int
    last: int
    """Tokens, both included"""
    lead: tuple[str, ...] = ()
    """What stood before the name in capitals: titles, roles"""


def find_names(
    text: str, known: Known, places: Sequence[Span] = (), tags: Mapping[int, str] | None = None
) -> tuple[Name, ...]:
    """Every run of words that is a name, in order, none overlapping."""
    tokens = words_of(text)
    seen = Seen(text, tokens, [""] * len(tokens), known, places, tags or {})
    seen.commas = "," in text or len(text) < SHORT
    seen.zones = _zones(seen)
    seen.small = frozenset(t.word for t in tokens if not t.capital and not t.caseless)
    for what, mark in ((known.officials, "official"), (known.organisations, "org"), (known.parts, "part")):
        mark_all(seen.marks, tokens, what, mark)
    for m in _STATE.finditer(text):
        for i, t in enumerate(tokens):
            if m.start() <= t.start < m.end():
                seen.marks[i] = "org"
    introduced = _introduced(seen)
    named: list[_Decided] = []
    for run in _runs(seen):
        named += _decide(seen, run, introduced)
    named = _listed(seen, named)
    named = _spread(seen, named)
    found = [
        Name(_span(seen, d), text[_span(seen, d).start : _span(seen, d).end], d.sort, d.public, d.rule) for d in named
    ]
    found += [
        Name(Span(t.start, t.end), text[t.start : t.end], "person", False, "name.script")
        for t in tokens
        if t.caseless and any(c.isalpha() for c in t.word)
    ]
    contacts = [Span(*m.span()) for m in CONTACT.finditer(text)]
    found = [n for n in found if not any(n.span.start < c.end and c.start < n.span.end for c in contacts)]
    found += [Name(c, text[c.start : c.end], "contact", False, "name.contact") for c in contacts]
    return tuple(sorted(found, key=lambda n: n.span))


@dataclass(frozen=True, slots=True)
class _Decided:
    first: int
    last: int
    sort: NameSort
    public: bool
    rule: str


def _span(seen: Seen, d: _Decided) -> Span:
    start, end = seen.tokens[d.first].start, seen.tokens[d.last].end
    tail = re.search(r"['’ʼ`´‘]s?$", seen.text[start:end])
    return Span(start, end - len(tail[0]) if tail and tail.start() else end)


# Where capitals say nothing


def _zones(seen: Seen) -> bytearray:
    """Marks the tokens of lines in title case, of stretches in capitals, and of sentences without any capital."""
    zones = bytearray(len(seen.tokens))
    tokens = seen.tokens
    lines: list[list[int]] = []
    for i, t in enumerate(tokens):
        if not lines or _breaks(seen.text, tokens[i - 1].end, t.start):
            lines.append([])
        lines[-1].append(i)
    for line in lines:
        longer = [
            i for i in line if tokens[i].end - tokens[i].start > 3 and not tokens[i].caseless and seen.marks[i] != "org"
        ]
        inside = [i for i in longer if i != line[0]]
        common = sum(tokens[i].capital and _headline_word(seen, i) for i in inside)
        small = sum(tokens[i].raw.islower() and tokens[i].word not in _SMALL_IN_HEADLINES for i in longer)
        capitals = sum(tokens[i].capital for i in longer)
        headline = len(longer) >= 4 and common >= 2 and not small and capitals > 0.7 * len(longer)
        if headline or (
            _TABLE_HEAD.search(seen.text[tokens[line[0]].end : tokens[line[-1]].start]) and common == len(inside)
        ):
            for i in line:
                zones[i] = 1
        if line and not tokens[line[0]].capital and len(longer) >= 4 and tokens[line[0]].opens:
            bare = [i for i in longer if not tokens[i].capital]
            if len(bare) >= 0.5 * len(longer) and not tokens[line[0]].raw[:1].isdigit():
                for i in line:
                    zones[i] = 2
    run: list[int] = []
    for i in range(len(tokens) + 1):
        if i < len(tokens) and _shouted(tokens[i]):
            run.append(i)
            continue
        words = [k for k in run if not tokens[k].raw.isdigit()]
        if len(words) >= 4 and any(len(tokens[k].raw) > 6 or seen.known.common(tokens[k].word) for k in words):
            for k in run:
                zones[k] = 1
        run = []
    return zones


def _shouted(t: Word) -> bool:
    return t.shout or (len(t.raw) == 1 and t.capital) or t.raw.isdigit()


def _breaks(text: str, end: int, start: int) -> bool:
    """Whether a sentence or a line ends between two words; not a line that was only wrapped."""
    between = text[end:start]
    if re.search(r"[.!?…]\s|\n\s*\n", between):
        return True
    if "\n" not in between:
        return False
    begin = text.rfind("\n", 0, end) + 1
    return end - begin < 50 or LIST_MARK.match(text[end + between.index("\n") + 1 :][:12]) is not None or "|" in between


def _headline_word(seen: Seen, i: int) -> bool:
    word = seen.tokens[i].word
    if word in listed_words("double", "words") or word in listed_words("plain", "calendar"):
        return False
    return seen.known.common(word)


# Runs


def _runs(seen: Seen) -> Iterable[Run]:
    """Capitalised words that stand together, with small words of names between or before them."""
    particles = listed_words("names", "particles")
    run: list[int] = []
    for i, t in enumerate(seen.tokens):
        if run and not seen.gap(i):
            yield from _trimmed(seen, run)
            run = []
        zone = seen.zones[i]
        if t.caseless:
            takes = False
        elif zone:
            takes = _could_be_name(seen, i) and (t.capital or zone == 2)
        else:
            takes = t.capital
        if takes or (t.word in particles and not t.capital):
            run.append(i)
        elif run:
            yield from _trimmed(seen, run)
            run = []
    yield from _trimmed(seen, run)


def _could_be_name(seen: Seen, i: int) -> bool:
    """Of a word where capitals say nothing: whether it is not simply a word of English."""
    t = seen.tokens[i]
    if seen.marks[i]:
        return True
    if any(p.start <= t.start < p.end for p in seen.places):
        return True
    word = t.word
    if not any(c.isalpha() for c in word):
        return False
    if seen.zones[i] == 1 and word not in listed_words("plain", "openers") and _after_colon(seen, i):
        return True
    if word in listed_words("plain", "calendar") or word in demonyms(seen.known):
        return t.capital or _beside_name(seen, i)
    if word in listed_words("names", "titles") or word in listed_words("names", "before"):
        return word in listed_words("double", "words") and _beside_name(seen, i)
    if word in listed_words("double", "words"):
        return _beside_name(seen, i)
    if word in listed_words("plain", "openers"):
        return False
    if seen.known.place(word):
        return True
    if not seen.known.common(word):
        return True
    return _beside_name(seen, i, only_object=True)


def _after_colon(seen: Seen, i: int) -> bool:
    """Whether a word in capitals stands in a list that a headline opens: "WANTED: N N, for ..."."""
    t = seen.tokens[i]
    if t.word in seen.known.vocabulary or not t.capital:
        return False
    if around.seen("listed", seen.text, t.start, t.end):
        return True
    return i > 0 and seen.gap(i) and seen.tokens[i - 1].capital and _after_colon(seen, i - 1)


def _strange(seen: Seen, i: int) -> bool:
    if not 0 <= i < len(seen.tokens):
        return False
    t = seen.tokens[i]
    word = t.word
    return (
        not seen.marks[i]
        and any(c.isalpha() for c in word)
        and word not in listed_words("plain", "openers")
        and not seen.known.common(word)
        and word not in listed_words("plain", "calendar")
        and word not in listed_words("names", "heads")
    )


def _beside_name(seen: Seen, i: int, only_object: bool = False) -> bool:
    """Whether a common word stands between a verb of what is done to persons and a strange word, or beside one."""
    t = seen.tokens[i]
    if only_object:
        if t.word in seen.known.vocabulary:
            return False
        nounlike = t.word not in seen.known.verbs and t.word.removesuffix("s") not in seen.known.verbs
        behind = i + 1 < len(seen.tokens) and seen.gap(i + 1)
        if nounlike and seen.zones[i] == 1 and behind and _strange(seen, i + 1) and not t.word.endswith(("ing", "ed")):
            return True
        last = seen.tokens[i - 1] if i and seen.gap(i) else None
        if nounlike and seen.zones[i] == 1 and last and last.word in listed_words("double", "words"):
            return around.seen("object_any", seen.text, last.start, last.end)
        role = around.seen("named_role", seen.text, t.start, t.end)
        if (
            role
            and t.word not in seen.known.vocabulary
            and i + 1 < len(seen.tokens)
            and seen.gap(i + 1)
            and _strange(seen, i + 1)
        ):
            return True
        if t.word in seen.known.vocabulary or not (
            i + 1 < len(seen.tokens) and seen.gap(i + 1) and _strange(seen, i + 1)
        ):
            return False
        return around.seen("object_any", seen.text, t.start, t.end)
    beside = [k for k in (i - 1, i + 1, i + 2, i - 2) if 0 <= k < len(seen.tokens)]
    near = [k for k in beside if all(seen.gap(m) for m in range(min(i, k) + 1, max(i, k) + 1))]
    for k in near:
        between = range(min(i, k) + 1, max(i, k))
        if _strange(seen, k) and all(seen.tokens[m].word in listed_words("double", "words") for m in between):
            return not (seen.zones[i] == 2 and t.word in listed_words("plain", "openers"))
    if t.word in listed_words("plain", "openers"):
        return False
    return around.seen("object_any", seen.text, t.start, t.end) and bool(seen.zones[i] == 1)


def _trimmed(seen: Seen, run: list[int]) -> Iterable[Run]:
    """The run without small words at its end and common words, titles and roles at its head."""
    tokens = seen.tokens
    while run and not tokens[run[-1]].capital and not seen.zones[run[-1]]:
        run = run[:-1]
    while (
        run and run[-1:] and tokens[run[-1]].word in listed_words("names", "particles") and not tokens[run[-1]].capital
    ):
        run = run[:-1]
    while (
        run
        and tokens[run[0]].word in ("y", "la", "le", "du", "de", "des")
        and not tokens[run[0]].capital
        and len(run) > 1
        and seen.marks[run[1]]
    ):
        run = run[1:]
    lead: list[str] = []
    while run and (how := _leads(seen, run)):
        if how == "lead":
            lead.append(tokens[run[0]].word)
        run = run[1:]
        while (
            run
            and not tokens[run[0]].capital
            and not seen.zones[run[0]]
            and tokens[run[0]].word in ("y", "de", "du", "la", "le")
        ):
            run = run[1:]
    while len(run) > 1 and seen.zones[run[-1]] != 2 and not seen.marks[run[-1]] and _plain_end(seen, run):
        run = run[:-1]
    if run:
        yield Run(run[0], run[-1], tuple(lead))


def _plain_end(seen: Seen, run: list[int]) -> bool:
    """A common word in capitals at the end of a run, where the parse or the small spelling says that it is one."""
    t = seen.tokens[run[-1]]
    return t.shout and t.word in listed_words("plain", "openers") and not seen.zones[run[-1]]


def _leads(seen: Seen, run: list[int]) -> str:
    """Whether the first word of a run is none of the name: "drop" a common word, "lead" a title or a role."""
    i = run[0]
    t = seen.tokens[i]
    more = len(run) > 1
    word = t.word
    if seen.marks[i]:
        titled = (
            more
            and seen.marks[i] == "org"
            and any(seen.tokens[k].word in _titles() and not seen.marks[k] for k in run[1:4])
        )
        return "lead" if titled and seen.tokens[run[-1]].word not in _titles() else ""
    if word in listed_words("plain", "calendar") and more and i and seen.tokens[i - 1].word in _BEFORE_DAYS:
        return "drop"
    double = word in listed_words("double", "words")
    offices = listed_words("offices", "within") | listed_words("offices", "ends") | listed_words("offices", "spokes")
    ends = listed_words("offices", "ends") | listed_words("offices", "spokes")
    if more and word in offices and word not in listed_words("around", "strong_place"):
        if word in ends and not (word in listed_words("offices", "weak") and not _office_word(seen, i - 1)):
            return "lead"
        if word not in ends and any(tokens_word in ends for tokens_word in (seen.tokens[k].word for k in run[1:5])):
            return "lead"
    if more and word in listed_words("names", "titles") and not double:
        return "lead"
    if more and word in listed_words("names", "before") and not double:
        return "lead"
    if (
        more
        and double
        and word in listed_words("names", "titles")
        and len(run) > 2
        and seen.marks[run[1]] == "official"
    ):
        return "lead"
    if word in ("the", "a", "an") and not (word == "an" and more and not t.opens):
        return "drop"
    people = word in demonyms(seen.known)
    if people and more:
        following = seen.tokens[run[1]].word
        if following in offices and len(run) > 2:
            return "lead"
        if word in listed_words("double", "peoples"):
            pass
        elif (
            following in offices
            or following in listed_words("names", "before")
            or following in listed_words("names", "titles")
        ):
            return "lead"
    if (
        more
        and (people or word == "state" or seen.known.place(word) == "state")
        and i > 1
        and tokens_before_office(seen, i)
    ):
        return "lead"
    if around.age(seen.text, t.end) and not more:
        return ""
    if not t.opens:
        if (
            more
            and people
            and word not in listed_words("double", "peoples")
            and _strange(seen, run[1])
            and not (len(run) > 2)
        ):
            return "drop" if seen.tokens[run[1]].word not in listed_words("names", "heads") else ""
        return ""
    if word in listed_words("plain", "openers"):
        if word not in listed_words("plain", "also_names") and not double:
            return "drop"
        if not more:
            return "" if double and _subject(seen, i) else "drop"
        if seen.zones[i]:
            return ""
        return "" if any(_strange(seen, k) for k in run[1:4]) else "drop"
    if word in listed_words("plain", "calendar"):
        return ""
    if not more and double and _subject(seen, i):
        return ""
    if not more and (word in seen.small or _is_common_here(seen, i)):
        return "drop"
    if more and not double and word not in listed_words("names", "heads") and not people:
        plain = (
            word in seen.small
            or word in seen.known.vocabulary
            or (word.endswith(("ing", "ed")) and seen.known.common(word))
        )
        if plain or (_is_common_here(seen, i) and not _strange(seen, run[1])):
            return "drop"
    return ""


def tokens_before_office(seen: Seen, i: int) -> bool:
    """Whether "president of" stands right before: what follows the country is the name."""
    return seen.tokens[i - 1].word == "of" and seen.tokens[i - 2].word in listed_words("offices", "ends")


_BEFORE_DAYS = frozenset({"on", "since", "last", "this", "next", "late", "early", "every"})


def _office_word(seen: Seen, i: int) -> bool:
    word = seen.tokens[i].word if i >= 0 else ""
    told = word in listed_words("offices", "within") - {"of", "the", "and", "in"} or word in demonyms(seen.known)
    return (told or (i >= 0 and seen.marks[i] == "org")) and seen.gap(i + 1)


def _tag(seen: Seen, i: int) -> str:
    return seen.tags.get(seen.tokens[i].start, "")


def _is_common_here(seen: Seen, i: int) -> bool:
    """Whether a capitalised word that opens a sentence is a common one: by its spelling elsewhere, its form, its tag."""
    t = seen.tokens[i]
    if t.word in seen.small or t.word in seen.known.vocabulary:
        return True
    tag = _tag(seen, i)
    if seen.known.common(t.word):
        return (
            not tag.startswith("NNP")
            or not seen.tags
            or t.word.endswith(("ing", "ed", "s", "tion", "ment", "ness", "ism"))
        )
    return (
        bool(tag)
        and tag in ("VBD", "VBG", "VBN", "RB", "IN", "DT", "PRP", "PRP$", "WRB", "CC", "MD", "WP")
        and not t.word.endswith(("a", "o", "i"))
    )


def _subject(seen: Seen, i: int) -> bool:
    """Whether a common word that opens a sentence speaks, or suffers what only persons do: "Hope said"."""
    t = seen.tokens[i]
    end = t.end
    if around.age(seen.text, end):
        return True
    if t.word in seen.known.vocabulary or t.word in ("so", "said", "as", "like", "one", "no", "such"):
        return False
    return any(around.seen(name, seen.text, t.start, end) for name in ("speaks", "was_firm", "kin_after", "appositive"))


# What a run names


def _introduced(seen: Seen) -> frozenset[Phrase]:
    """The phrases of the text that introduce an organisation or an official of the packs in full."""
    found: set[Phrase] = set()
    i = 0
    while i < len(seen.marks):
        if seen.marks[i] in ("official", "org"):
            j = i
            while j + 1 < len(seen.marks) and seen.marks[j + 1] == seen.marks[i] and seen.gap(j + 1):
                j += 1
            words = tuple(t.word for t in seen.tokens[i : j + 1])
            found.add(words)
            known = seen.known.officials if seen.marks[i] == "official" else seen.known.organisations
            n = known.longest_at(seen.tokens, i)
            found.add(tuple(t.word for t in seen.tokens[i : i + n]))
            i = j
        i += 1
    return frozenset(found)


def _decide(seen: Seen, run: Run, introduced: frozenset[Phrase]) -> list[_Decided]:
    """What a run names: one decision, or several where organisations, places and persons stand side by side."""
    tokens, marks, text = seen.tokens, seen.marks, seen.text
    first, last = run.first, run.last
    out: list[_Decided] = []
    # The head of an organisation's name comes last: "Khalid bin al-Waleed Mosque"; what stands behind it is another name.
    if tokens[first].word in listed_words("around", "first") and last > first and not run.lead:
        return [_Decided(first, last, "organisation", True, "name.head_noun")]
    if not seen.zones[first]:
        heads = [k for k in range(first, last + 1) if tokens[k].word in listed_words("names", "heads")]
        if heads and tokens[heads[-1]].word in listed_words("double", "words") and heads[-1] == last > first:
            told = around.person_rule(
                text, tokens[first].start, _bare_end(seen, last), firm=True, state=False, time=False
            )
            heads = [] if told or run.lead else heads
        if heads and (heads[-1] > first or last == first):
            k = heads[-1]
            whole = _site_of_person(seen, first, k)
            if whole is not None:
                out.append(whole)
            else:
                out.append(_Decided(first, k, "organisation", True, "name.head_noun"))
            if k == last:
                return out
            rest = next(iter(_trimmed(seen, list(range(k + 1, last + 1)))), None)
            return out + (_decide(seen, rest, introduced) if rest else [])
    if _continues(seen, first):
        return [*out, _Decided(first, last, "organisation", True, "name.head_noun")]
    start, end = tokens[first].start, _bare_end(seen, last)
    kinds = [_kind_of(seen, k, introduced) for k in range(first, last + 1)]
    office = _office_before(seen, run)
    strange = [k for k, kind in zip(range(first, last + 1), kinds, strict=True) if kind == "strange"]
    only = set(kinds) - {"particle"}
    state = only <= {"state", "side"} and bool(only)
    time = only == {"time"}
    explained = not strange
    rule = around.person_rule(text, start, end, firm=explained, state=state, time=time)
    if only == {"official"}:
        private = rule in ("name.age", "name.possession", "name.unreal", "name.called", "name.list") or _kin_before(
            seen, run
        )
        return [
            _Decided(first, last, "person", not private, "name.official" if not private else str(rule or "name.role"))
        ]
    if (
        office
        and ("strange" in only or "official" in only or "place" in only)
        and rule not in ("name.age", "name.unreal")
    ):
        return [_Decided(first, last, "person", True, "name.office")]
    if not explained:
        return _strange_run(seen, run, kinds, rule, out)
    # All of it is the name of something else as well.
    if only == {"place"} and first == last and around.seen("shop", text, start, end) and _article(seen, first):
        return [_Decided(first, last, "person", False, "name.small_site")]
    if rule and only <= {"people"} and first == last and rule not in ("name.age", "name.unreal", "name.called"):
        adjective = (
            re.match(r"[\s-]+[a-z]", text[end : end + 3])
            and not around.seen("speaks", text, start, end)
            and not around.seen("was_firm", text, start, end)
        )
        preposition = re.match(r"\s+(?:in|on|at|near|and|while|when|during|as|from|with|by)\b", text[end : end + 12])
        if (
            tokens[last].word.endswith("s")
            or (adjective and not preposition)
            or tokens[first].word not in listed_words("double", "peoples")
        ):
            return [_Decided(first, last, "people", True, "name.known")]
    lead = any(
        w in listed_words("names", "before")
        or w in listed_words("around", "kin")
        or w in listed_words("names", "titles")
        for w in run.lead
    )
    if lead and not rule and not (only & {"org"}):
        rule = "name.role"
    if "org" in only and not (only & {"time", "people"} and len(only) > 1 and rule):
        if (
            only == {"org"}
            and rule in ("name.age", "name.unreal", "name.called")
            and first == last
            and not tokens[first].shout
        ):
            return [_Decided(first, last, "person", False, str(rule))]
        bare = not any(marks[k] for k in range(first, last + 1)) and not any(
            c.isdigit() for k in range(first, last + 1) for c in tokens[k].raw
        )
        if only == {"org"} and bare and rule and (last > first or rule in ("name.list", "name.called", "name.role")):
            return [_Decided(first, last, "person", False, rule)]
        return [_Decided(first, last, "organisation", True, "name.pack")]
    if rule:
        return [_Decided(first, last, "person", False, rule)]
    if len([k for k in kinds if k != "particle"]) > 1 and _mixture(seen, first, last, kinds):
        return [_Decided(first, last, "person", False, "name.mixture")]
    sort: NameSort = (
        "place"
        if only & {"place", "state"}
        else "people"
        if "people" in only
        else "time"
        if "time" in only
        else "organisation"
    )
    return [_Decided(first, last, sort, True, "name.known")]


def _continues(seen: Seen, first: int) -> bool:
    """ "National Directorate for Security": what follows the head noun of an organisation's name and a small word."""
    tokens = seen.tokens
    k = first - 1
    if k >= 0 and tokens[k].word == "the":
        k -= 1
    if k < 1 or tokens[k].word not in ("for", "of", "and", "on", "&") or tokens[k].capital:
        return False
    head = tokens[k - 1]
    plain = seen.text[head.end : tokens[first].start].replace(" ", "").isalpha()
    return (
        plain
        and head.capital
        and head.word in listed_words("names", "heads")
        and tokens[k].word != "and"
        and not _strange_name(seen, first)
    )


def _strange_name(seen: Seen, first: int) -> bool:
    """Whether a run that goes on an organisation's name looks like a person's all the same: "the office of N"."""
    return not seen.known.common(seen.tokens[first].word) and not seen.known.place(seen.tokens[first].word)


def _bare_end(seen: Seen, last: int) -> int:
    t = seen.tokens[last]
    tail = re.search(r"['’ʼ`´‘]s?$", t.raw)
    return t.end - len(tail[0]) if tail and tail.start() else t.end


def _kin_before(seen: Seen, run: Run) -> bool:
    kin = listed_words("around", "kin")
    before = run.first - 1
    return any(w in kin for w in run.lead) or (before >= 0 and seen.tokens[before].word in kin and seen.gap(run.first))


def _kind_of(seen: Seen, k: int, introduced: frozenset[Phrase]) -> str:
    """What a word of a run is by itself: official, org, place, state, people, time, side, plain, particle or strange."""
    t = seen.tokens[k]
    known, mark = seen.known, seen.marks[k]
    if mark in ("official", "org"):
        return mark
    if t.word in listed_words("names", "particles") and not t.capital:
        return "particle"
    if t.word in known.surnames and known.surnames[t.word] & introduced:
        return "official"
    shouted = t.shout and not seen.zones[k]
    if mark == "part" and (shouted or known.full[t.word] & introduced or _article(seen, k)):
        return "org"
    if any(c.isdigit() for c in t.raw) or (len(t.raw) == 1 and re.match(r"[\s-]?\d", seen.text[t.end : t.end + 2])):
        return "org"
    if t.shout and 2 <= len(t.raw) <= 5 and not seen.zones[k]:
        return "org"
    parts = [p for p in re.split(r"[-‑–]", t.raw) if p]
    if len(parts) > 1 and (
        any(p.islower() and len(p) > 3 for p in parts[1:]) or all(_explains(seen, p) for p in parts)
    ):
        return "people"
    if t.word in listed_words("plain", "calendar"):
        return "time"
    if t.word in demonyms(known):
        return "people"
    for p in seen.places:
        if p.start <= t.start < p.end:
            return known.place(seen.text[p.start : p.end]) or known.place(t.word) or "place"
    if known.place(t.word) == "state":
        return "state"
    if seen.zones[k] and known.place(t.word):
        return "place"
    if t.word in known.world.packs.metonyms:
        return "state"
    if t.shout and not seen.zones[k] and known.common(t.word):
        return "plain"
    if t.word in listed_words("plain", "things"):
        return "plain"
    if t.word in _titles() and (t.word not in listed_words("double", "words") or seen.marks[k - 1 : k] == ["org"]):
        return "plain"
    if seen.zones[k] and (known.common(t.word) or t.word in listed_words("double", "words")):
        return "plain"
    if mark == "part":
        return "side"
    return "strange"


@cache
def _titles() -> frozenset[str]:
    return listed_words("names", "titles") | listed_words("offices", "ends") | listed_words("offices", "spokes")


def _explains(seen: Seen, part: str) -> bool:
    word = part.casefold()
    return (
        word in demonyms(seen.known)
        or seen.known.place(word) == "state"
        or (part.isupper() and len(part) > 1)
        or word
        in (
            "russo",
            "anglo",
            "sino",
            "indo",
            "franco",
            "afro",
            "euro",
            "pro",
            "anti",
            "non",
            "ex",
            "vice",
            "post",
            "pre",
        )
    )


def _article(seen: Seen, k: int) -> bool:
    return around.seen("the", seen.text, seen.tokens[k].start, seen.tokens[k].end)


def _office_before(seen: Seen, run: Run) -> bool:
    """Whether a public office stands right before the name, or right behind it: "Prime Minister N", "N, the president"."""
    within, ends = listed_words("offices", "within"), listed_words("offices", "ends")
    weak = listed_words("offices", "weak")
    words = list(run.lead)
    k = run.first - 1 - len(run.lead)
    k = run.first - 1
    before: list[str] = []
    while (
        k >= 0
        and (seen.gap(k + 1) or seen.text[seen.tokens[k].end : seen.tokens[k + 1].start] == ", ")
        and len(before) < 6
    ):
        if seen.text[seen.tokens[k].end : seen.tokens[k + 1].start] == ", " and before:
            break
        before.insert(0, seen.tokens[k].word)
        k -= 1
    del words
    spokes = listed_words("offices", "spokes")
    for tail in ("general staff", "army chief", "chief of staff", "attorney general"):
        if " ".join(before).endswith(tail):
            return True
    if before and before[-1] in spokes:
        return any(w in listed_words("offices", "spokes_of") for w in before[-4:-1])
    if before and before[-1] in ends and "for" not in before[-2:]:
        return before[-1] not in weak or (
            len(before) > 1
            and (
                before[-2] in within - {"of", "the", "and", "in"}
                or before[-2] in demonyms(seen.known)
                or before[-2] in ("s", "k", "n")
            )
        )
    if (
        len(before) > 1
        and before[-1] == "of"
        and before[-2] in ("government", "administration", "presidency", "regime")
    ):
        return True
    # "President of Ukraine N", "Secretary of State N"
    for n in (2, 3, 4):
        if len(before) > n and before[-n] == "of" and before[-n - 1] in ends:
            owner = " ".join(w for w in before[-n + 1 :] if w != "the")
            if owner == "state" or seen.known.place(owner) == "state":
                return True
    after = seen.text[_bare_end(seen, run.last) : _bare_end(seen, run.last) + 70]
    return re.match(
        r",\s+(?:the\s+|an?\s+)?(?:(?:\w+|U\.S\.)(?:['’]s)?\s+){0,2}(?:president|prime minister|foreign minister|defen[cs]e minister|interior minister|minister of \w+|"
        r"(?:peace |special )?envoy|secretary[- ]general|secretary of state|army chief|chief of (?:the )?(?:general )?staff)\b(?!\s+of the\s+(?!republic))",
        after, re.I,
    ) is not None  # fmt: skip


def _site_of_person(seen: Seen, first: int, head: int) -> _Decided | None:
    """ "The Orlov Clinic", "Arvo Mell Street": a house or a street that bears a strange name; the name is hidden."""
    tokens = seen.tokens
    if head == first or tokens[head].word not in listed_words("around", "small_sites"):
        return None
    inner = range(first, head)
    if any(seen.marks[k] for k in inner) or all(
        _kind_of(seen, k, frozenset()) in ("state", "people", "org", "plain")
        or (seen.known.common(tokens[k].word) and tokens[k].word not in listed_words("double", "words"))
        for k in inner
    ):
        return None
    return _Decided(first, head - 1, "person", False, "name.small_site")


def _strange_run(seen: Seen, run: Run, kinds: Sequence[str], rule: str | None, out: list[_Decided]) -> list[_Decided]:
    """A run with a word that nothing explains: a private person, unless its form or place in the sentence tells."""
    tokens, text = seen.tokens, seen.text
    first, last = run.first, run.last
    start, end = tokens[first].start, _bare_end(seen, last)
    if re.match(r"\.(?:tv|com|net|org|info|co|ru|ua|sy|il|uk)\b", text[end : end + 6]):
        return [_Decided(first, last, "organisation", True, "name.head_noun")]
    private = _Decided(first, last, "person", False, rule or "name.unknown")
    if around.seen("small_site", text, start, end):
        return [_Decided(first, last, "person", False, "name.small_site")]
    # Names that the packs know, at the edge of the run, stand for themselves: "Reuters Sana Hamdan"
    if rule in (
        "name.age",
        "name.unreal",
        "name.called",
        "name.possession",
        "name.kin",
        "name.numbered",
        "name.for",
        "name.signed",
        "name.list",
    ):
        return [private]
    if any(w in listed_words("names", "before") or w in listed_words("around", "kin") for w in run.lead):
        return [private if rule else _Decided(first, last, "person", False, "name.role")]
    if last == first and around.seen("count", text, start, end) and not rule:
        return [_Decided(first, last, "people", True, "name.article")]
    if last == first and _article(seen, first) and not around.seen("appositive", text, start, end):
        return [_Decided(first, last, "organisation", True, "name.article")]
    if (
        around.seen("owned", text, start, end)
        and not around.seen("object_firm", text, start, end)
        and not around.seen("kin_after", text, start, end)
    ):
        return [_Decided(first, last, "organisation", True, "name.owner")]
    if around.seen("landmark", text, start, end):
        return [_Decided(first, last, "place", True, "name.landmark")]
    if _article(seen, first) and not around.seen("appositive", text, start, end):
        return [_Decided(first, last, "organisation", True, "name.article")]
    if rule not in ("name.of", "name.role", "name.personally"):
        if around.seen("in", text, start, end) or tokens[first].word in listed_words("around", "heads_before"):
            return [_Decided(first, last, "place", True, "name.preposition")]
        whole = text[start:end]
        if any(p.start <= start and end <= p.end for p in seen.places):
            return [_Decided(first, last, "place", True, "name.gazetteer")]
        tagged = start > 0 and text[start - 1] == "#" and seen.known.world.places.find(whole)
        if (seen.known.place(whole) or tagged) and not rule:
            return [_Decided(first, last, "place", True, "name.gazetteer")]
        if around.seen("head_before", text, start, end) and not rule:
            return [_Decided(first, last, "place", True, "name.head_before")]
    return [private]


def _mixture(seen: Seen, first: int, last: int, kinds: Sequence[str]) -> bool:
    """Words that are each something else and no one thing together: two places, a day and a town, a people and a town."""
    tokens = seen.tokens
    start, end = tokens[first].start, _bare_end(seen, last)
    if any(p.start <= start and end <= p.end for p in seen.places) or seen.known.place(seen.text[start:end]):
        return False
    if not seen.commas or around.seen("in", seen.text, start, end) or set(kinds) <= {"state", "particle"}:
        return False
    if kinds[-1] == "time" and re.match(r"\s+\d", seen.text[end : end + 4]):
        return False
    words = [tokens[k].word for k in range(first, last + 1)]
    compass = {
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "upper",
        "lower",
        "new",
        "old",
        "greater",
        "middle",
        "united",
        "islamic",
        "arab",
        "national",
        "democratic",
        "free",
        "federal",
        "international",
        "joint",
        "supreme",
    }
    if words[0] in compass or words[-1] in compass or all(k in ("people", "plain", "particle") for k in kinds):
        return False
    if (
        kinds[-1] == "time"
        and kinds[0] != "time"
        and words[-1] not in ("may", "april", "june", "august", "mar", "sat", "sun", "march")
    ):
        return around.seen("speaks", seen.text, start, end) and not around.seen("in", seen.text, start, end)
    if all(k in ("time", "particle") for k in kinds):
        return False
    if kinds[0] == "people" and words[0] not in listed_words("double", "peoples") and kinds[-1] in ("place", "state"):
        return False
    return not all(k in ("plain", "particle") for k in kinds)


# Of several mentions


def _listed(seen: Seen, named: list[_Decided]) -> list[_Decided]:
    """Names in a row with a private person's, in a table's column of names, in a list of the dead, before a colon."""
    text, tokens = seen.text, seen.tokens
    out = list(named)

    def person(n: int, rule: str) -> None:
        d = out[n]
        if d.sort in ("place", "people", "time") or d.rule in ("name.article", "name.known"):
            out[n] = _Decided(d.first, d.last, "person", False, rule)

    spans = [(tokens[d.first].start, _bare_end(seen, d.last)) for d in out]
    for _ in range(2):
        for n, (start, end) in enumerate(spans):
            side = out[n].sort == "organisation" and out[n].rule == "name.known"
            if out[n].sort not in ("place", "time", "people") and not side:
                continue
            if around.seen("in", text, start, end) or out[n].rule in ("name.owner",):
                continue
            for m in (n - 1, n + 1):
                if 0 <= m < len(out) and out[m].sort == "person" and not out[m].public:
                    a, b = sorted((n, m))
                    between = text[spans[a][1] : spans[b][0]]
                    day = out[n].sort == "time" and ("and" not in between or text[spans[b][1] :][:1] in ("", ","))
                    if _ROW.fullmatch(between) and not day:
                        person(n, "name.row")
    for n, (start, _) in enumerate(spans):
        if n:
            for m in (n - 1, n - 2):
                if m < 0 or not any(out[k].sort == "person" and not out[k].public for k in (m, n)):
                    continue
                if m >= 0 and _NICKNAME.fullmatch(text[spans[m][1] : start]):
                    for k in range(m, n + 1):
                        out[k] = _Decided(out[k].first, out[k].last, "person", False, "name.nickname")
    line_start = 0
    header: list[str] = []
    expects = False
    for line in text.split("\n"):
        cells = TABLE.split(line) if TABLE.search(line) else []
        inside = [n for n, (s, _) in enumerate(spans) if line_start <= s < line_start + len(line)]
        mark = LIST_MARK.match(line)
        if cells and not header:
            header = cells
        elif cells:
            at = line_start
            for column, cell in enumerate(cells):
                at = text.index(cell, at) if cell else at
                if column < len(header) and HEADER.search(header[column]):
                    for n in inside:
                        if at <= spans[n][0] < at + len(cell):
                            person(n, "name.table")
                at += len(cell)
        elif header and line.strip():
            header = []
        if expects and (mark or (line.strip() and len(line) < 80 and not re.search(r"[.!?]\s*$", line))):
            begin = line_start + (mark.end() if mark else 0)
            for n in inside[:1]:
                if spans[n][0] - begin <= 12:
                    person(n, "name.list")
        elif line.strip():
            expects = False
        if NAMES_FOLLOW.search(line):
            expects = True
        for n in inside[:1]:
            s, e = spans[n]
            told = re.match(r"\s*:\s*(?=[\"“‘«])", text[e : e + 6]) or (
                re.match(r"\s*:\s", text[e : e + 4])
                and re.search(r"(?:^|\n)(?:reporter|interviewer|q|question|host|correspondent|witness)\s*:", text, re.I)
            )
            if told and not text[line_start:s].strip(" \t-–—*•"):
                person(n, "name.transcript")
        line_start += len(line) + 1
    return out


def _spread(seen: Seen, named: list[_Decided]) -> list[_Decided]:
    """Later words of a name that was introduced: of a public person public, of a private one private."""
    tokens, text = seen.tokens, seen.text
    particles = listed_words("names", "particles")

    def words(d: _Decided) -> list[str]:
        return [
            p
            for t in tokens[d.first : d.last + 1]
            for p in {t.word, *re.split("[-‑]", t.word)}
            if len(p) > 1 and p not in particles
        ]

    public = {w for d in named if d.sort == "person" and d.public and d.last > d.first for w in words(d)}
    private: dict[str, str] = {}
    weak = ("name.unknown",)
    for d in named:
        if d.sort == "person" and not d.public:
            if set(words(d)) <= public and d.rule in (
                *weak,
                "name.speech",
                "name.object",
                "name.appositive",
                "name.undergone",
                "name.of",
                "name.agent",
                "name.mixture",
                "name.role",
                "name.personally",
            ):
                continue
            if d.rule not in ("name.mixture", "name.row", "name.small_site"):
                private |= dict.fromkeys(words(d), d.rule)
    out = []
    for d in named:
        mine = words(d)
        if (
            d.sort == "person"
            and not d.public
            and mine
            and set(mine) <= public
            and not set(mine) & private.keys()
            and d.rule not in ("name.age", "name.unreal")
        ):
            out.append(_Decided(d.first, d.last, "person", True, "name.introduced"))
            continue
        if (
            d.sort not in ("person", "people")
            and mine
            and d.rule not in ("name.pack", "name.head_noun")
            and set(mine) <= private.keys()
            and d.sort != "time"
        ):
            start, end = tokens[d.first].start, _bare_end(seen, d.last)
            state = all(seen.known.place(w) == "state" for w in mine)
            doubted = state and any(private[w] == "name.unknown" for w in mine)
            if not doubted and not around.seen("in", text, start, end) and not around.seen("owned", text, start, end):
                out.append(_Decided(d.first, d.last, "person", False, "name.again"))
                continue
        out.append(d)
    return out
