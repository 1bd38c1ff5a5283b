"""Who says what? What the two ways of finding it share: a draft of a statement, and where what is said ends.

`verb_first` reads languages whose verb stands before its subject, `subject_first` the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rashomon.model import Manner, Stance
from rashomon.reading.surface.belonging import sides
from rashomon.reading.surface.patterns import Found
from rashomon.reading.surface.sayings import Cue, Sayings
from rashomon.reading.surface.words import Quote, Sentence, Words

Range = tuple[int, int]
PAUSE = re.compile(r"[,،;؛:–—]|\s-|-\s")
"""Punctuation that parts clauses, a hyphen with a blank beside it among it."""
FEW = 3
"""Words of a quotation that may be somebody's speech; fewer are a name or a word in scare quotes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement by its words. `speaker` None: the verb names nobody, who spoke before goes on."""

    cue: Range | None
    """None where punctuation alone tells: a headline's colon."""
    stance: Stance
    content: tuple[Range, ...]
    speaker: Range | None
    made: str
    by: str
    """The rules that found it and its speaker, see rules.toml."""
    manner: Manner = "indirect"
    nobody: bool = False
    """Whether it is said of nobody: "it is noted that"."""
    antecedent: int | None = None
    """Which draft's speaker goes on."""


@dataclass
class Page:
    """One text on its way: its words, quotations and sentences, and what is said in them."""

    words: Words
    quotes: Sequence[Quote]
    sentences: Sequence[Sentence]
    says: Sayings
    times: Sequence[Range]
    """Of the times that the text mentions, by words."""
    quote_at: dict[int, Quote] = field(default_factory=dict)
    """Quotations by their first words."""
    inside: list[Quote | None] = field(default_factory=list)
    time_at: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.quote_at = {q.a: q for q in self.quotes}
        self.inside = [None] * (len(self.words) + 1)
        for q in self.quotes:
            self.inside[q.a : q.b] = [q] * (q.b - q.a)
        for a, b in self.times:
            for i in range(a, b):
                self.time_at[i] = b

    def pause(self, i: int) -> bool:
        """Whether punctuation stands before word `i`."""
        return bool(PAUSE.search(self.words.gap(i)))

    def comma(self, i: int) -> bool:
        gap = self.words.gap(i)
        return "," in gap or "،" in gap

    def speech(self, i: int) -> Quote | None:
        """The quotation that begins at word `i`, if it is long enough to be speech."""
        q = self.quote_at.get(i)
        return q if q is not None and q.b - q.a >= FEW else None

    def in_speech(self, i: int) -> Quote | None:
        q = self.inside[i] if i < len(self.inside) else None
        return q if q is not None and q.b - q.a >= FEW else None


def cues_in(page: Page, s: Sentence) -> list[Found[Cue]]:
    """The cues of a sentence; those inside of somebody's speech are the speaker's own words."""
    found = page.says.cues.all_in(page.words, s.a, s.b)
    found = [c for c in found if not page.words.tongue.verb_first or not articled(page.words.norms[c.a])]
    return [c for c in found if page.in_speech(c.a) is None and not page.says.at("outlet", page.words, c.a, s.b)]


def articled(norm: str) -> bool:
    """Whether an article is glued before an Arabic word: then it is no verb."""
    return norm.startswith(("ال", "وال", "بال", "لل", "فال", "كال"))


def content_end(page: Page, start: int, end: int, cues: Sequence[Found[Cue]]) -> int:
    """Where what is said from word `start` on ends, at `end` at the latest."""
    words = page.words
    ahead = {c.a: c for c in cues if c.a > start}
    quoted = page.speech(start)
    for i in range(start + 1, end):
        if page.in_speech(i) is not None and page.in_speech(i - 1) is page.in_speech(i):
            continue
        if quoted is not None and i == quoted.b and _closed(words.gap(i)):
            return i
        c = ahead.get(i)
        if not page.pause(i) and not _closed(words.gap(i)):
            if c is not None and ("source" in c.value.takes or joined(page, i)):
                return i
            if c is not None and i - 1 > start and page.says.at("and", page.words, i - 1, i) == i:
                return i - 1
        elif c is not None or page.says.at("switch", words, i, end) is not None or _but(page, i, end, ahead):
            return i
    return end


def _but(page: Page, i: int, end: int, ahead: Mapping[int, Found[Cue]]) -> bool:
    """Whether "but" stands here, and somebody else soon speaks."""
    return page.says.at("but", page.words, i, end) is not None and any(i < at < i + BUT for at in ahead)


BUT = 12
"""Words behind "but" within which somebody else may be said to speak."""


def joined(page: Page, i: int) -> bool:
    """Whether "and" is written together with this word: "and he added"."""
    glued = page.words.tongue.glued
    return bool(glued) and any(page.words.norms[i].startswith(letters) for letters in glued[0])


def _closed(gap: str) -> bool:
    return any(mark in gap for mark in '»”"“')


def spoken(page: Page, stance: Stance, made: str, start: int) -> Stance:
    """The stance of a cue with a quotation behind a colon: "the residents denied it: 'soldiers fired at herders'" tells
    what they say instead, and that is not denied."""
    return "reports" if stance == "denies" and made == "colon" and page.speech(start) is not None else stance


def headline_colon(page: Page, s: Sentence) -> Draft | None:
    """ "Residents: a plane bombed us": who stands before the colon of a headline speaks."""
    words = page.words
    at = next((i for i in range(s.a + 1, min(s.b, s.a + COLON)) if ":" in words.gap(i)), None)
    if not s.line or s.a > 0 or at is None or s.b - at < 2 or words.raw(at)[0].isdigit():
        return None
    return Draft(None, "reports", ((at, s.b),), (s.a, at), "surface_colon", "surface_label")


def label_quote(page: Page, s: Sentence, is_who: Callable[[int, int], bool]) -> Draft | None:
    """ "The head of the province on Telegram: "...": who stands before the colon of a quotation speaks."""
    words = page.words
    at = next((i for i in range(s.a + 1, min(s.b, s.a + LABEL)) if ":" in words.gap(i)), None)
    if at is None or page.speech(at) is None or cues_in(page, Sentence(s.a, at, False)):
        return None
    speaker = cut_speaker(page, s.a, at)
    if speaker is None or not is_who(*speaker):
        return None
    return Draft(None, "reports", ((at, page.quote_at[at].b),), speaker, "surface_colon", "surface_label")


LABEL = 20
"""Words before the colon of a quotation that may be who speaks, at most."""
COLON = 6
"""Words before the colon of a headline that may be who speaks, at most."""


def manner_of(page: Page, content: Sequence[Range]) -> Manner:
    total = sum(b - a for a, b in content)
    quoted = sum(page.in_speech(i) is not None for a, b in content for i in range(a, b))
    if total and quoted >= 0.9 * total:
        return "direct"
    return "mixed" if quoted else "indirect"


def finished(page: Page, draft: Draft) -> Draft:
    return replace(draft, manner=manner_of(page, draft.content), stance=_stance_of(page, draft))


STANCES: tuple[Stance, ...] = ("denies", "calls", "predicts")


def _stance_of(page: Page, draft: Draft) -> Stance:
    """The stance of the cue; where that is neutral, the one that the words of the content show."""
    if draft.stance not in ("reports", "claims"):
        return draft.stance
    a, b = draft.content[0][0], draft.content[-1][1]
    false = "called_false"  # "called the reports a lie"
    if draft.stance == "claims" and any(page.says.at(false, page.words, i, b) is not None for i in range(a, b)):
        return "denies"
    for stance in STANCES if draft.stance == "reports" else STANCES[:1]:
        if any(page.says.at(stance, page.words, i, b) is not None for i in range(a, min(b, a + OPENING))):
            return stance
    return draft.stance


OPENING = 12
"""Words of what is said in which its stance shows."""


def cut_speaker(page: Page, a: int, b: int) -> Range | None:
    """The words [a, b) less times and what is not of the speaker's name or post; None where nothing is left."""
    words, by = page.words, sides(page.words.tongue.code)
    opens = any(page.says.at(name, words, a, b) is not None for name in ("speaker_ends", "preposition"))
    if a < b and opens and by.glosses.at(words, a, a + 1) is None:
        return None
    while a < b and (a in page.time_at or page.says.at("skip", words, a, b) is not None):
        a = page.time_at[a] if a in page.time_at else (page.says.at("skip", words, a, b) or a + 1)
    if a < b and "pronouns" in page.says.lists and (it := page.says.at("pronouns", words, a, b)) is not None:
        return a, it  # "he said in an address"
    known = [f.b for list_ in (by.glosses, by.movements) if (f := list_.at(words, a, b)) is not None]
    end = max([a, *known]) if not words.tongue.cased else a  # "the Organization for Migration" goes on behind "for"
    while end < b:
        if end in page.time_at or page.says.at("speaker_ends", words, end, b) is not None:
            break
        if end > a and page.comma(end) and not _apposition(page, end, b):
            break
        end += 1
    return (a, end) if end > a else None


def _apposition(page: Page, i: int, end: int) -> bool:
    """Whether behind a comma a post, a name or a title goes on."""
    return i not in page.time_at and page.says.at("preposition", page.words, i, end) is None
