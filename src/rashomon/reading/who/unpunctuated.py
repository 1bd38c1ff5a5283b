"""Repairs texts that lost their commas: attribution behind the words that it attributes, "... at dawn the monitor said
on Sunday", "... in the north said X who ...", "... were hurt X told a news agency".

A parser trained on edited prose takes such a tail for a relative clause of the noun before it, so the words decide
here: a noun phrase that can speak, a reporting verb, and after it nothing but when, where and to whom it was said.
Nothing here runs on text with punctuation, of which the parse is better (`grammar.punctuation`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import Mention, core, mention_at
from rashomon.reading.grammar.clauses import FINITE
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.numerals import either
from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.languages import table
from rashomon.reading.who.according_to import clause_start
from rashomon.reading.who.cues import Cue
from rashomon.reading.who.draft import FIRST_PERSON, Draft, Range
from rashomon.reading.who.known import GROUP_NOUNS, ROLE_NOUNS

TAIL = table("cues")["tail"]
DAY = either(TAIL["days"])
WHEN = (
    rf"(?:{either(TAIL['before_times'])}\s+)*"
    rf"(?:(?:{DAY}|\d{{1,4}}(?:st|nd|rd|th)?|{either(TAIL['parts_of_time'])}s?)(?!\w)\s*)+"
)
OWN = r"(?:(?:a|an|its|his|her|their|the|another)\s+)?"
PUBLICATION = (
    rf"(?:in|on|at|during|through|via)\s+{OWN}(?:\w+[\s-]+){{0,3}}?{either(TAIL['publications'])}s?(?!\w)"
    r"(?:\s+with\s+(?:[A-Z]\w*\s*)+)?"
)
OCCASION = (
    rf"(?:in|on|at|during|after)\s+{OWN}(?:[\w-]+\s+){{0,2}}?{either(TAIL['occasions'])}(?!\w)"
    r"(?:\s+(?:to|in|with|of)\s+(?:the\s+)?[A-Z]\S*(?:\s+(?:[A-Z]\S*|in\s+(?:the\s+)?[A-Z]\S*))*)?"
)
ADVERB = rf"{either(TAIL['adverbs'])}(?!\w)"
TIME = re.compile(rf"\s*(?:{WHEN}|{PUBLICATION}|{ADVERB}|(?-i:{OCCASION}))", re.IGNORECASE)
"""When, on what occasion and in what kind of publication, something was said."""

DAY_WORD = re.compile(DAY)

REST = re.compile(rf"\s*(?:$|[.;:!?()\[\]\"”“»—–-]|{either(TAIL['afterwards'])}(?!\w))", re.IGNORECASE)
"""What may follow the cue when its content came before."""

GOES_ON = re.compile(
    rf"\s*{either(TAIL['going_on'])}\s+{either(sorted(words('speaking_pronouns')))}(?!\w)", re.IGNORECASE
)
"""A clause in which the same speaker goes on: "the monitor said but it could not say whose planes they were"."""

OPPOSED = words("opposed")
LISTENERS, ARTICLES = words("listeners"), words("articles")
SPEAKING_NOUNS = ROLE_NOUNS | GROUP_NOUNS
SPEAKING_PRONOUNS = words("speaking_pronouns")
NOT_BEFORE = words("subordinating")
"""Words that, right before the speaker, make the cue part of the clause and no tail of it."""
NAME_PARTICLES = words("name_particles")
SHORTEST = 3
"""Words that a statement before its cue has at least."""


def tail(doc: Doc, verb: Token, cue: Cue, quotes: Sequence[Quote]) -> Draft | None:
    """The statement whose words end where the speaker or the cue begins; None where the cue is not such a tail, or the
    text has its punctuation."""
    if not unpunctuated(doc) or not _may_trail(doc, verb, cue, quotes) or (told := _tail(doc, verb, cue)) is None:
        return None
    (start, end), stop = told
    begin = clause_start(doc, verb.sent.start, stop)
    head = _head(doc, start, end)
    if stop <= begin or head.lower_ in FIRST_PERSON or doc[stop - 1].lower_ in NOT_BEFORE:
        return None
    if not _tells(doc, begin, stop, quotes):
        return None
    return Draft(
        [(verb.i, verb.i + 1)],
        [(begin, stop)],
        head,
        cue.stance,
        speaker_span=(start, end),
        made="unpunctuated_tail",
        content_rule="before_cue",
        speaker_rule="name_beside_cue",
    )


def _may_trail(doc: Doc, verb: Token, cue: Cue, quotes: Sequence[Quote]) -> bool:
    """Whether a cue can stand behind what it attributes: a finite verb of saying with nothing of its own to say."""
    if "clause" not in cue.takes or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    begin = sentence_of(verb).start
    if verb.i - begin < 3 or any(q.start <= verb.i < q.end for q in quotes):
        return False
    if not any(begin <= q.start < verb.i for q in quotes) and _quote_next(doc, verb.i + 1, quotes):
        return False  # "Asked about the war, he said, "...""
    if any(c.dep_ in ("auxpass", "neg") or (c.dep_ == "ccomp" and c.i > verb.i) for c in verb.children):
        return False
    as_what = any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children)
    return not (as_what and "object" in cue.takes)  # "a raid that it described as ..."


def _tail(doc: Doc, verb: Token, cue: Cue) -> tuple[Range, int] | None:
    """The speaker behind or before a cue with nothing but circumstances after both, and where what was said stops."""
    sentence = sentence_of(verb)
    first = verb.i
    while first > sentence.start and doc[first - 1].pos_ in ("AUX", "ADV") and doc[first - 1].lower_ not in NOT_BEFORE:
        first -= 1
    before = speaker_before(doc, first, sentence.start)
    after = None
    if "infinitive" not in cue.takes and (before is None or "object" not in cue.takes):
        after = _speaker_after(doc, verb, sentence.end)
    if after is not None and (
        _is_over(doc, after[1], sentence.end) or not _finite(doc, after[1], sentence.end, FINITE)
    ):
        return after, first
    if before is None:
        return None
    said = _listener(doc, verb.i + 1, sentence.end) if verb.lemma_ == "tell" else verb.i + 1
    return (before, before[0]) if _is_over(doc, said, sentence.end) else None


def _head(doc: Doc, start: int, end: int) -> Token:
    """The head of a speaker's words: of "the Observatory monitor" the Observatory."""
    head = doc[end - 1]
    m = mention_at(doc, end - 2) if end - start > 1 and head.pos_ == "NOUN" else None
    return doc[end - 2] if m is not None and m.named and m.end == end - 1 else head


def _tells(doc: Doc, begin: int, stop: int, quotes: Sequence[Quote]) -> bool:
    """Whether words can be a statement: three of them, with a verb or a quotation."""
    if sum(t.is_alpha for t in doc[begin:stop]) < SHORTEST:
        return False
    return _finite(doc, begin, stop) or any(q.start < stop and q.end > begin for q in quotes)


def _quote_next(doc: Doc, i: int, quotes: Sequence[Quote]) -> bool:
    """Whether speech in marks begins here, but for a colon; what a full stop parts is no part of it."""
    return any(
        q.long and i <= q.start <= i + 2 and all(t.is_punct and t.text not in ".!?" for t in doc[i : q.start])
        for q in quotes
    )


TELLING = (*FINITE, "VBN")
"""A participle too: the tagger takes "a missile fired by the army killed ..." for one."""


def _finite(doc: Doc, start: int, end: int, tags: Sequence[str] = TELLING) -> bool:
    return any(t.tag_ in tags for t in doc[start:end])


def _is_over(doc: Doc, i: int, end: int) -> bool:
    """Whether nothing but time, medium and circumstances follows up to the sentence's end."""
    text = doc[i:end].text
    if REST.match(text) or GOES_ON.match(text):
        return True
    while text and (m := TIME.match(text)) and m.end():
        text = text[m.end() :]
    if REST.match(text):
        return True
    last = doc[end - 1].idx + len(doc[end - 1])
    rest = next((k for k in range(i, end) if doc[k].idx >= last - len(text)), end)
    if rest < end and doc[rest].tag_ == "VBG" and not _finite(doc, rest + 1, min(rest + 4, end), FINITE):
        return True
    return rest > i and not _finite(doc, rest, end)


QUALITIES = ("ADJ", "NUM", "PUNCT", "VERB")


def speaker_before(doc: Doc, first: int, floor: int) -> Range | None:
    """The noun phrase that ends where the cue begins and can speak; a day and an abbreviation may stand between."""
    i = _last_of_speaker(doc, first - 1, floor)
    if i < floor:
        return None
    m = mention_at(doc, i)
    if m is not None and m.end == i + 1 and m.start >= floor:
        return _mentioned(doc, m, floor)
    token = doc[i]
    lemma = token.lemma_.lower()
    before = mention_at(doc, i - 1) if m is None and i > floor and lemma in SPEAKING_NOUNS else None
    if before is not None and before.named and before.end == i:  # "the Observatory monitor said"
        return _to_article(doc, before.start, floor, ("ADJ", "PUNCT", "VERB")), i + 1
    acronym = token.text.isupper() and len(token) > 1
    if token.pos_ == "PRON" and not acronym:
        return (i, i + 1) if token.lower_ in SPEAKING_PRONOUNS else None
    if lemma in SPEAKING_NOUNS:
        return _speaking_noun(doc, token, floor)
    if acronym:
        return _to_article(doc, i, floor, ("ADJ",)), i + 1
    return _unknown_name(doc, token, floor) if token.pos_ == "PROPN" and token.text[:1].isupper() else None


def _last_of_speaker(doc: Doc, i: int, floor: int) -> int:
    """The last token of a speaker's words, from token i backwards: before a day, and before brackets."""
    while i > floor and (DAY_WORD.fullmatch(doc[i].lower_) or doc[i].is_space):
        i -= 2 if doc[i - 1].lower_ in ("on", "late", "early") else 1
    if doc[i].text == ")":
        opened = next((k for k in range(i, max(i - 8, floor), -1) if doc[k].text == "("), None)
        return opened - 1 if opened is not None else i
    return i


def _mentioned(doc: Doc, m: Mention, floor: int) -> Range:
    """The phrase of a speaker who is named or described in the packs' words, from its article or office on."""
    if (opposed := _opposed(doc, m.start, floor)) is not None:
        return opposed
    start = m.start
    if m.named or doc[m.end - 1].tag_ not in ("NNS", "NNPS"):
        bare = m.named or m.end - m.start > 1
        start = _to_article(doc, start, floor, QUALITIES if bare else (*QUALITIES, "NOUN", "PROPN"))
        if m.named and start == m.start:
            start = _office_before(doc, start, floor)
    return _and_before(doc, start, floor), m.end


def _speaking_noun(doc: Doc, token: Token, floor: int) -> Range | None:
    """ "The hospital director said": a common noun that can speak, with its article, or bare."""
    i = token.i
    start = _to_article(doc, i, floor, ("ADJ", "NOUN", "PROPN", "PUNCT", "VERB", "NUM"))
    if start == i:
        start = _to_colon(doc, i, floor)
    return (start, i + 1) if start < i or token.tag_ == "NNS" or token.dep_ == "nsubj" else None


def _unknown_name(doc: Doc, token: Token, floor: int) -> Range | None:
    """A name that no pack knows, with the office before it."""
    i = token.i
    start = _name_start(doc, i, floor)
    if start == i and token.dep_ != "nsubj":
        return None
    parsed, _ = core(token)
    if parsed < start and (parsed == floor or doc[parsed - 1].is_punct):
        return parsed, i + 1
    while start > floor and doc[start - 1].lemma_.lower() in ROLE_NOUNS and not doc[start - 1].is_sent_start:
        start -= 1
    return _to_article(doc, start, floor, ("ADJ", "NOUN")), i + 1


def _opposed(doc: Doc, start: int, floor: int) -> Range | None:
    """ "Opponents of President X said": those who speak are not of the side that is named."""
    i = start - 1
    while i > floor and (doc[i].pos_ in ("ADJ", "PROPN", "DET") or doc[i].lemma_.lower() in ROLE_NOUNS):
        i -= 1
    if i - 1 < floor or doc[i].lower_ not in ("of", "to") or doc[i - 1].lemma_.lower() not in OPPOSED:
        return None
    return _to_article(doc, i - 1, floor, ("ADJ", "PUNCT", "VERB")), i


def _to_article(doc: Doc, start: int, floor: int, through: Sequence[str]) -> int:
    """Where the phrase begins: at its article, if only words of these classes lie between; else where it began."""
    for i in range(start - 1, max(start - 8, floor - 1), -1):
        if doc[i].lower_ in ARTICLES:
            return i
        if not _is_in_phrase(doc[i], through) or (doc[i].tag_ == "NNS" and doc[start].tag_ != "NN"):
            break
    return start


def _is_in_phrase(token: Token, through: Sequence[str]) -> bool:
    """Whether a word of these classes may stand within a noun phrase: no finite verb, and no mark but a hyphen."""
    if token.pos_ == "VERB":
        return "VERB" in through and token.tag_ in ("VBN", "VBG")
    return token.pos_ in through and (token.pos_ != "PUNCT" or token.text == "-")


def _to_colon(doc: Doc, start: int, floor: int) -> int:
    """Where a phrase without an article begins, as headlines have it: "Mill fire: health ministry says"."""
    for i in range(start - 1, max(start - 5, floor), -1):
        if doc[i].text in (":", "-", "–", "—"):
            return i + 1
        if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN") or doc[i].tag_ == "NNS":
            break
    return start


def _office_before(doc: Doc, start: int, floor: int) -> int:
    """ "medical charity X", "the agency's chief Y": what the name is of, in apposition without a comma."""
    first = start
    while first > floor and doc[first - 1].lemma_.lower() in SPEAKING_NOUNS and doc[first - 1].tag_ in ("NN", "NNP"):
        first -= 1
    if first == start:
        return start
    whose = mention_at(doc, first - 1) if first > floor else None
    if whose is not None and whose.named and whose.end == first:
        first = whose.start
    while first > floor and doc[first - 1].pos_ == "ADJ":
        first -= 1
    return _to_article(doc, first, floor, ("ADJ", "PUNCT", "VERB"))


def _and_before(doc: Doc, start: int, floor: int) -> int:
    """ "shopkeepers and a mayor said": both are the speaker."""
    m = mention_at(doc, start - 2) if start - 2 > floor and doc[start - 1].lower_ in ("and", "or") else None
    if m is None or m.end != start - 1 or m.start <= floor or m.kind == "person":
        return start
    return _to_article(doc, m.start, floor, ("ADJ", "NOUN", "PUNCT")) if doc[start - 2].tag_ == "NN" else m.start


def _name_start(doc: Doc, i: int, floor: int) -> int:
    """Where a run of capitalised words that ends at i begins; a place's name before it is not of it."""
    places = {p.span.end for p in doc._.places}
    start = i
    while start > floor and _is_of_name(doc[start - 1]):
        before = doc[start - 1]
        if before.idx + len(before) in places or mention_at(doc, before.i) is not None:
            break
        start -= 1
    return start


def _is_of_name(token: Token) -> bool:
    capital = token.pos_ == "PROPN" and token.text[:1].isupper()
    return capital or token.text == "-" or token.lower_ in NAME_PARTICLES


def _speaker_after(doc: Doc, verb: Token, ceiling: int) -> Range | None:
    """ "... said the monitor which ...": the noun phrase right after the cue, if it can speak."""
    first = verb.i + 1
    if first >= ceiling or verb.lemma_ == "tell":
        return None
    i = first
    while i < min(first + 6, ceiling) and _leads_to_name(doc[i]) and mention_at(doc, i) is None:
        i += 1
    m = mention_at(doc, i) if i < ceiling else None
    if m is not None and m.start == i:
        return first, _end_of_name(doc, m.end, ceiling, "") if m.kind == "descriptor" else m.end
    end = _end_of_name(doc, i, ceiling, "-")
    speaks = end > i or doc[end - 1].lemma_.lower() in SPEAKING_NOUNS
    return (first, end) if end > first and speaks else None


def _leads_to_name(token: Token) -> bool:
    return token.lower_ in ARTICLES or token.pos_ == "ADJ" or token.lemma_.lower() in ROLE_NOUNS


def _end_of_name(doc: Doc, i: int, ceiling: int, joint: str) -> int:
    """Where a run of names that begins at token i ends: before a day, and over a mark that joins them."""
    while i < ceiling and (doc[i].pos_ == "PROPN" or doc[i].text == joint) and not DAY_WORD.fullmatch(doc[i].lower_):
        i += 1
    return i


def _listener(doc: Doc, i: int, end: int) -> int:
    """Where whoever was told ends: "told X", "told reporters"."""
    start = i
    while i < end and doc[i].lower_ in ARTICLES:
        i += 1
    m = mention_at(doc, i) if i < end else None
    if m is not None:
        return m.end
    while i < end and (doc[i].pos_ == "PROPN" or doc[i].lower_ in LISTENERS) and not DAY_WORD.fullmatch(doc[i].lower_):
        i += 1
    return i if i > start else start
