"""When? A TIMEX3-style tagger for dates, times, durations and sets, by rules that are data (languages/*/times.toml).

Method: rules are tried at every place where one could begin, and the longest match that resolves is taken. Days are
reckoned from the published day and from the day last told of; tense, read off the parse, decides which Wednesday.
Times in furniture are listed too ("More news from 3 May"), since every mention is; no claim takes its time from there.

Intervals are whole periods, both days included: "early March" is all of March with the mod START. With no published day
relative wordings keep a relative value ("XXXX-WXX-3") and no interval.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Literal

from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.dates import find_dates
from rashomon.model import Timex
from rashomon.reading.grammar.doc_extensions import register, text_of
from rashomon.reading.when.calendar import Found, day
from rashomon.reading.when.day_rules import Anchors, Tense, Told, interval
from rashomon.reading.when.ranges import Mention, in_context
from rashomon.reading.when.rules import Rules, languages, load_rules

__all__ = ["find_times", "interval", "make_when"]

WORD = re.compile(r"\w+")


def find_times(
    text: str,
    published: datetime.date | None = None,
    tense: Callable[[int, int], Tense | None] = lambda start, end: None,
    language: str = "en",
) -> list[Timex]:
    """Every time that `text` mentions, in order. `tense(start, end)` tells the tense around these characters."""
    rules = load_rules(language)
    folded = rules.folded(text)
    absolute = {span.start: (span.end, date) for span, date in find_dates(folded, published)}
    mentions: list[Mention] = []
    told = Told()
    at = 0
    for here in _starts(folded, rules, absolute):
        if here < at:
            continue
        best = _longest(folded, here, rules, published, told, tense, absolute)
        if best is None:
            continue
        at, value = best
        mentions.append(Mention(here, at, value))
        if not (told.day and rules.lexicon["day_words"].get(folded[here:at].lower()) == 0):
            told = told.then(value)  # "said today" is when it was said: "that evening" is not of today
    return in_context(text, folded, mentions, published, rules.lexicon)


def _starts(text: str, rules: Rules, absolute: Iterable[int]) -> list[int]:
    """Where a time could begin: at digits, at the rules' first words, also with letters glued before them."""
    begins, glued = rules.begins, rules.glued
    starts = set(absolute)
    for m in WORD.finditer(text):
        word = m[0].lower()
        at = m.start()
        if word[0].isdigit() or word in begins:
            starts.add(at)
            if word[0].isdigit() and at and text[at - 1] in "'’":
                starts.add(at - 1)
        elif word[0] in glued and (word[1:] in begins or word[1:2].isdigit()):
            starts.add(at + 1)
    return sorted(starts)


def _longest(
    text: str,
    here: int,
    rules: Rules,
    published: datetime.date | None,
    told: Told,
    tense: Callable[[int, int], Tense | None],
    absolute: dict[int, tuple[int, datetime.date]],
) -> tuple[int, Found] | None:
    matches = sorted(((m, do) for match, do in rules.rules if (m := match(text, here))), key=lambda x: -x[0].end())
    end, date = absolute.get(here, (here, None))
    for match, do in matches:
        if date and match.end() <= end:
            break
        anchors = Anchors(published, told, partial(tense, *match.span()), rules.lexicon)
        with suppress(OverflowError, ValueError):  # a day before the year 1 or after 9999
            if value := do(match, anchors):
                return match.end(), value
    return (end, day(date)) if date else None


def tense_at(doc: Doc, start: int, end: int, lexicon: dict[str, Any]) -> Tense | None:
    """The tense of the clause that these characters stand in: of the nearest verb above them in the parse.

    "future" is also what is planned, ordered or wished (`ahead` of the rule file: such verbs' lemmas). None without a
    parse that has the tags of the Penn Treebank, as spaCy's English pipelines do.
    """
    if not doc.has_annotation("DEP"):
        return None
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    ahead = lexicon["ahead"]
    wished = span.start and doc[span.start - 1].lower_ in lexicon["ahead_after"]
    to_come = ahead if wished else lexicon["ahead_always"]
    token: Token = span.root
    for _ in range(_HIGHEST):
        tag = token.tag_
        if tag.startswith("VB") or tag == "MD":
            verdict = "future" if token.lemma_.lower() in to_come else _verb_tense(token, tag, lexicon)
            if verdict != "climb":
                return verdict
        elif token.lemma_.lower() in ahead and token.pos_ == "ADJ":
            return "future"
        if token.head.i == token.i:
            return None
        token = token.head
    return None


_HIGHEST = 12
"""Words looked at on the way up from a time, at most"""
Verdict = Tense | Literal["climb"] | None
"""What a verb says; "climb" asks the verb above it"""


def _verb_tense(verb: Token, tag: str, lexicon: dict[str, Any]) -> Verdict:
    ahead = lexicon["ahead"]
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    tags = {c.tag_ for c in helpers}
    if tag == "MD" or "MD" in tags:
        return "future"
    if "TO" in tags:
        return "future" if verb.head.i != verb.i and verb.head.lemma_.lower() in ahead else "climb"
    if tag == "VBD" or "VBD" in tags:
        return "past"
    if tag == "VBN":
        return _of_participle(verb, helpers, ahead)
    if tag == "VBG":
        return _of_progressive(verb, helpers)
    return "climb" if tag in ("VBZ", "VBP") and _opens_later(verb, lexicon["later_clauses"]) else None


def _of_participle(verb: Token, helpers: list[Token], ahead: Container[str]) -> Verdict:
    """ "is expected" looks ahead, "has taken" is perfect; alone ("taken on Monday") it is past."""
    if verb.lemma_.lower() in ahead:
        return "future"
    if any(c.lemma_ == "have" and c.tag_ in ("VBZ", "VBP") for c in helpers):
        return "perfect"
    return None if helpers else "past"


def _of_progressive(verb: Token, helpers: list[Token]) -> Verdict:
    """ "have been fighting" is perfect, "are going to" looks ahead; with no finite helper the verb above tells."""
    if not any(c.tag_ in ("VBZ", "VBP") for c in helpers):
        return "climb"
    if any(c.lemma_ == "have" for c in helpers):
        return "perfect"
    return "future" if verb.lemma_.lower() == "go" else None


def _opens_later(verb: Token, marks: Container[str]) -> bool:
    """Whether a present tense stands in a clause of time, whose tense is that of the verb above.

    "will retake it before the summer ends"
    """
    return verb.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ in marks for c in verb.children)


def _ends_a_name(doc: Doc, t: Timex, ends: Container[str]) -> bool:
    """ "The weekly Strelsau Today reported": a word for a time that ends a name, and no headline in capitals."""
    if t.text.lower() not in ends:
        return False
    at = doc.char_span(t.span.start, t.span.end)
    if at is None or len(at) != 1 or not at.text.istitle():
        return False
    i = at.start
    if not 0 < i < len(doc) - 1:
        return False
    return doc[i - 1].text.istitle() and not doc[i - 1].is_sent_start and doc[i + 1].is_lower and doc[i + 1].is_alpha


class When:
    """Puts `model.Timex` records on `doc._.times` and their spans on `doc.spans["times"]`.

    Texts are read by the rules of their own language: the report's, else the pipeline's. Without rules for it nothing
    is found; a pipeline of no language ("xx") is read as English.
    """

    def __init__(self, language: str) -> None:
        register()
        self.language = "en" if language in ("", "xx") else language

    def __call__(self, doc: Doc) -> Doc:
        language = (doc._.report.language if doc._.report else None) or self.language
        times: list[Timex] = []
        if language in languages():
            lexicon = load_rules(language).lexicon
            times = find_times(text_of(doc), doc._.published, partial(tense_at, doc, lexicon=lexicon), language)
            times = [t for t in times if not _ends_a_name(doc, t, lexicon["ends_of_names"])]
        doc._.times = times
        spans = [doc.char_span(t.span.start, t.span.end, label=t.type, alignment_mode="expand") for t in doc._.times]
        doc.spans["times"] = [s for s in spans if s is not None]
        return doc


@Language.factory("rashomon_when", assigns=["doc._.times"])
def make_when(nlp: Language, name: str) -> When:
    """The component for spaCy's `add_pipe`; alone it needs nothing, a parse lets tense choose between days."""
    return When(nlp.lang or "")
