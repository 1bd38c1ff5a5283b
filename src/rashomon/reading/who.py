"""Who says it: every statement of a report with its speaker, cue and content.

A spaCy component over the parse: `doc._.statements` holds `model.Statement` records, in the order of the text, without
claims yet. Rules, not a model: a lexicon of cues (cues.toml) tells what can report and what its content looks like; the
parse tells where subject and content are; quotation marks correct the parse where they stand.

Limits: unmarked free indirect speech ("He would never surrender.") is the outlet's narration here; a quotation with no
cue near it goes to whoever spoke last in its paragraph.
"""

from __future__ import annotations

import bisect
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.model import Manner, Span, Speaker, Stance, Statement
from rashomon.reading import extensions
from rashomon.reading.actors import core, mention_at, whole, within
from rashomon.reading.quotes import Quote, quotations
from rashomon.reading.speakers import Cast

Take = Literal["clause", "infinitive", "object", "quote", "accuse", "name"]

REST = frozenset({"furniture", "byline", "credit", "dateline"})
"""Parts that state nothing."""

FIRST_PERSON = frozenset({"i", "we", "me", "us"})
NOBODY = frozenset({"it", "that", "this", "there", "what", "which", "one", "you", "these", "those"})
"""Subjects that say nothing unless an organisation was spoken of ("it" alone may be one)."""


@dataclass(frozen=True, slots=True)
class Cue:
    stance: Stance
    strength: str
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    verbs: dict[str, Cue]
    phrases: tuple[tuple[tuple[str, ...], Stance], ...]
    nouns: dict[str, Stance]
    declines: tuple[tuple[str, ...], ...]
    attributions: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The cues of cues.toml. A verb in several groups takes what any of them takes; the first gives its stance."""
    data = tomllib.loads(files("rashomon.reading").joinpath("cues.toml").read_text("utf-8"))
    verbs: dict[str, Cue] = {}
    for group in data["group"]:
        if group["stance"] not in get_args(Stance):
            raise ValueError(f"cues.toml: no such stance: {group['stance']}")
        for verb in group["verbs"]:
            old = verbs.get(verb)
            takes = frozenset(group["takes"])
            verbs[verb] = Cue(old.stance, old.strength, old.takes | takes) if old else Cue(group["stance"], group["strength"], takes)
    phrases = [(tuple(w.split()), g["stance"]) for g in data["phrase"] for w in g["words"]]
    return Lexicon(
        verbs,
        tuple(sorted(phrases, key=lambda p: -len(p[0]))),
        {w: g["stance"] for g in data["noun"] for w in g["words"]},
        tuple(tuple(w.split()) for g in data["declines"] for w in g["words"]),
        tuple(tuple(w.split()) for g in data["attribution"] for w in g["words"]),
    )


@dataclass(slots=True)
class Found:
    """A statement being put together, in tokens."""

    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    speaker: Token | None
    stance: Stance
    quoted: bool = False
    speaker_span: tuple[int, int] | None = None
    same_as: Found | None = None
    """Whose speaker speaks on here ("he said, adding that ...")."""
    via: Found | None = None
    nominal: bool = False
    cut: list[tuple[int, int]] = field(default_factory=list)


@Language.factory("rashomon_who")
def make_who(nlp: Language, name: str) -> _Who:
    """Finds the statements of a text, their speakers, cues and content."""
    extensions.register()
    return _Who()


class _Who:
    def __call__(self, doc: Doc) -> Doc:
        doc._.statements = statements(doc)
        doc.spans["statements"] = [
            span for s in doc._.statements for c in s.content if (span := doc.char_span(*c, alignment_mode="expand")) is not None
        ]
        return doc


def statements(doc: Doc) -> list[Statement]:
    """The statements of a parsed text in order: those with a cue, then the outlet's own narration between them."""
    silent = _silent(doc)
    quotes = quotations(doc)
    found = [f for f in _cued(doc, quotes) if not any(silent[i] for a, _ in f.cue for i in (a,))]
    found += _titles(doc, found)
    found = _once(found)
    _continue(doc, found, quotes, silent)
    _nest(doc, found)
    _claim_own_words(found)
    found = [f for f in found if f.content]
    found.sort(key=lambda f: (min(a for a, _ in [*f.content, *f.cue]), f.cue))
    cast = Cast(doc)
    speakers = {id(f): None for f in found}
    out: list[Statement] = []
    ids = {id(f): f"s{n}" for n, f in enumerate(found, 1)}
    known: dict[int, Speaker] = {}
    for f in sorted(found, key=lambda f: (f.speaker_span or f.cue[0] if f.cue else f.content[0])):
        if f.same_as is not None and id(f.same_as) in known and f.speaker is None:
            known[id(f)] = known[id(f.same_as)]
        elif f.same_as is not None and f.speaker is None:
            continue
        else:
            known[id(f)] = cast.speaker(f.speaker, f.speaker_span)
    for f in found:
        speaker = known.get(id(f)) or (known.get(id(f.same_as)) if f.same_as else None) or cast.nobody()
        content = tuple(s for a, b in f.content if (s := _trim(doc, a, b)))
        if not content:
            continue
        out.append(
            Statement(
                id=ids[id(f)],
                manner=_manner(doc, f, quotes),
                stance=f.stance,
                said=None,
                speaker=speaker,
                via=ids[id(f.via)] if f.via is not None else None,
                cue=tuple(Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in f.cue),
                content=content,
                claims=(),
            )
        )
    del speakers
    narration = list(_narration(doc, found, silent, len(found), cast))
    return sorted([*out, *narration], key=lambda s: (s.content[0], s.id))


# --- where nothing is said -------------------------------------------------------------------------------------------


def _silent(doc: Doc) -> list[bool]:
    """For each token whether it stands in a part that states nothing."""
    rest = [p.span for p in doc._.parts if p.kind in REST]
    if not rest:
        return [False] * len(doc)
    starts = [s.start for s in rest]
    out = []
    for token in doc:
        k = bisect.bisect_right(starts, token.idx) - 1
        out.append(k >= 0 and token.idx < rest[k].end)
    return out


def _part_at(doc: Doc, offset: int) -> str:
    return next((p.kind for p in doc._.parts if p.span.start <= offset < p.span.end), "body")


# --- cues ------------------------------------------------------------------------------------------------------------


def _cued(doc: Doc, quotes: Sequence[Quote]) -> Iterator[Found]:
    lex = lexicon()
    taken: set[int] = set()
    for found in _attributions(doc, lex):
        taken.update(i for a, b in found.cue for i in range(a, b))
        yield found
    for found in _silences(doc, lex):
        taken.update(i for a, b in found.cue for i in range(a, b))
        yield found
    for token in doc:
        if token.i in taken or not token.is_alpha:
            continue
        lemma = token.lemma_.lower()
        phrase = _phrase_at(doc, token, lex)
        if phrase:
            yield from _prepositional(doc, token, *phrase)
            continue
        cue = lex.verbs.get(lemma)
        if cue and token.pos_ in ("VERB", "AUX"):
            yield from _verbal(doc, token, cue, quotes)
        elif cue and _mistagged(token):
            yield from _mended(doc, token, cue)
        elif token.pos_ == "NOUN" and lemma in lex.nouns:
            yield from _nominal(doc, token, lex.nouns[lemma])


def _subject(verb: Token) -> tuple[Token | None, bool]:
    """Who does the saying: (head of the noun phrase, whether it is the matrix clause's own speaker that goes on)."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            return _antecedent(child, verb), False
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None), False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return _subject(verb.head)
    if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return (verb.head, False) if verb.tag_ in ("VBG",) or any(c.lower_ in ("who", "which", "that") for c in verb.children) else (None, False)
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX") and verb.head.lemma_ not in ("quote", "cite"):
        return _subject(verb.head)
    if verb.dep_ in ("advcl", "ccomp", "pcomp", "dep") and verb.tag_ == "VBG":
        named = _with_phrase(verb)
        return (named, False) if named is not None else (None, True)
    return None, False


def _with_phrase(verb: Token) -> Token | None:
    """ "with the agency last week predicting ...": the phrase before the participle, times between them skipped."""
    i = verb.i - 1
    doc = verb.doc
    while i > verb.sent.start and (doc[i].ent_type_ or doc[i].dep_ in ("npadvmod", "advmod") or doc[i].head.dep_ == "npadvmod"):
        i -= 1
    m = mention_at(doc, i)
    j = m.start if m else i
    while j > verb.sent.start and doc[j - 1].dep_ in ("det", "amod", "compound", "prep", "pobj", "poss") and doc[j - 1].lower_ != "with":
        j -= 1
    if j > 0 and doc[j - 1].lower_ == "with" and doc[i].pos_ in ("NOUN", "PROPN"):
        return next((c for c in doc[j - 1].children if c.dep_ == "pobj" and c.i <= i), doc[i])
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return subject


def _verbal(doc: Doc, verb: Token, cue: Cue, quotes: Sequence[Quote]) -> Iterator[Found]:
    if any(c.dep_ == "auxpass" for c in verb.children) and not any(c.dep_ == "agent" for c in verb.children):
        yield from _passive(doc, verb, cue)
        return
    subject, goes_on = _subject(verb)
    if subject is not None and subject.lower_ in NOBODY - {"it", "which", "that"}:
        return
    if subject is None and not goes_on:
        subject = _quoted_speaker_after(doc, verb, quotes)
        if subject is None:
            return
    clause = _clause(verb) if cue.takes & {"clause", "infinitive", "name"} else None
    content: list[tuple[int, int]] = []
    cut: list[tuple[int, int]] = []
    if "name" in cue.takes:
        content = _naming(verb)
    elif "accuse" in cue.takes:
        content = _accusing(verb)
    elif clause is not None and "clause" in cue.takes and clause.dep_ != "xcomp":
        content = _around(doc, verb, subject, clause)
    elif "infinitive" in cue.takes and (inf := _infinitive(verb)) is not None:
        content, cut = _infinitive_content(verb, inf)
    beside = _beside(doc, verb, subject, quotes)
    quoted = False
    if beside and ("clause" in cue.takes or "quote" in cue.takes or "object" in cue.takes):
        quoted = True
        content = _joined([*content, (beside.start, beside.end)])
    elif content:
        over = [(q.start, q.end) for q in quotes if any(q.start < b and q.end > a for a, b in content) and q.long]
        grown = _joined([*content, *over])
        content = [(a, b) for a, b in grown] if _free_of(grown, verb, subject) else content
    if not content and "object" in cue.takes and _may_speak(doc, subject):
        content = _object(verb)
    if not content:
        return
    if subject is not None and subject.lower_ in FIRST_PERSON:
        return
    yield Found(
        cue=[_cue_span(verb)],
        content=content,
        speaker=subject,
        stance=_stance(verb, cue.stance),
        quoted=quoted,
        speaker_span=_phrase(doc, subject, content, verb) if subject is not None else None,
        cut=cut,
    )


def _cue_span(verb: Token) -> tuple[int, int]:
    end = verb.i + 1
    if end < len(verb.doc) and verb.doc[end].dep_ == "prt":
        end += 1
    return verb.i, end


def _stance(verb: Token, stance: Stance) -> Stance:
    """Negation turns "did not deny" no way round: it stays what the verb is, but "did not rule out" is not handled."""
    return stance


def _clause(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "ccomp":
            return child
    return None


def _around(doc: Doc, verb: Token, subject: Token | None, clause: Token) -> list[tuple[int, int]]:
    """The content clause as one range on its side of the cue, or as two where the cue breaks it."""
    a, b = clause.left_edge.i, clause.right_edge.i + 1
    hole_from = verb.i
    hole_to = verb.i + 1
    if subject is not None:
        lo, hi = core(subject)
        if a <= subject.i < b or lo < b or hi > a:
            hole_from, hole_to = min(hole_from, lo), max(hole_to, hi)
    if subject is not None and subject.i > verb.i:
        hole_to = max(hole_to, whole(subject)[1]) if whole(subject)[1] > clause.i or clause.i < verb.i else hole_to
    pieces = []
    if a < hole_from:
        pieces.append((a, min(b, hole_from)))
    if b > hole_to:
        pieces.append((max(a, hole_to), b))
    if clause.i < verb.i:
        pieces = [(x, y) for x, y in pieces if x < verb.i] or pieces
        sentence = verb.sent.start
        first = min(x for x, _ in pieces)
        if first > sentence and not any(t.dep_ == "ROOT" and t != verb for t in doc[sentence:first]) and first - sentence <= 4 and doc[sentence].dep_ not in ("mark", "cc"):
            pieces[0] = (sentence, pieces[0][1])
    return [(x, y) for x, y in pieces if y > x]


def _infinitive(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i and (child.tag_ in ("VBG", "VB", "VBN")) and (
            child.tag_ == "VBG" or any(c.lower_ == "to" for c in child.children)
        ):
            return child
    return None


def _infinitive_content(verb: Token, inf: Token) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    content = [(inf.left_edge.i, inf.right_edge.i + 1)]
    content = [(max(a, verb.i + 1), b) for a, b in content]
    cut: list[tuple[int, int]] = []
    if verb.dep_ == "relcl":  # "a city which X claim to have vanquished": what the clause is about is content too
        start, end = core(verb.head)
        content.insert(0, (start, end))
        cut.append((verb.left_edge.i, verb.right_edge.i + 1))
    return content, cut


def _naming(verb: Token) -> list[tuple[int, int]]:
    named = [c for c in verb.children if c.dep_ in ("dobj", "oprd", "ccomp", "xcomp", "attr", "dative", "pobj") and c.i > verb.i]
    if len(named) < 2 and not any(c.dep_ in ("oprd", "ccomp", "xcomp") for c in named):
        relative = verb.dep_ == "relcl" and any(c.dep_ == "oprd" for c in verb.children)
        if not relative:
            return []
    start = verb.i + 1
    end = max(c.right_edge.i + 1 for c in named)
    return [(start, end)]


def _accusing(verb: Token) -> list[tuple[int, int]]:
    goal = [c for c in verb.children if c.dep_ == "dobj"]
    matter = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("of", "for", "on")]
    clause = [c for c in verb.children if c.dep_ in ("pcomp", "advcl")]
    if not goal or not (matter or (verb.lemma_ == "suspect" and clause)):
        return []
    last = max([*goal, *matter], key=lambda t: t.right_edge.i)
    return [(min(g.left_edge.i for g in goal), last.right_edge.i + 1)]


def _object(verb: Token) -> list[tuple[int, int]]:
    for child in verb.children:
        if child.dep_ == "dobj" and child.i > verb.i and child.pos_ in ("NOUN", "PROPN") and child.lemma_ not in NO_NEWS:
            a, b = child.left_edge.i, child.right_edge.i + 1
            if b - a >= 2 or verb.lemma_ == "deny":
                return [(a, b)]
    return []


NO_NEWS = frozenset({"fear", "doubt", "concern", "time", "name", "list", "video", "photo", "picture", "report", "statement", "story", "article", "people"})
"""Objects that are no content by themselves: "confirmed the fears", "published a photo"."""


def _may_speak(doc: Doc, subject: Token | None) -> bool:
    if subject is None:
        return False
    if subject.pos_ in ("PROPN", "PRON"):
        return True
    return any(m.role != "unknown" or m.entity for m in within(doc, *core(subject)))


def _passive(doc: Doc, verb: Token, cue: Cue) -> Iterator[Found]:
    """ "is believed to ...", "was reported to ...": somebody says so, and the text does not say who.
    "was quoted as saying X" has its speaker for a subject."""
    return
    yield


def _quoted_speaker_after(doc: Doc, verb: Token, quotes: Sequence[Quote]) -> Token | None:
    """ "..." said X where the parse lost X: a name right after the verb, after a closing quotation mark."""
    if verb.i == 0 or verb.i + 1 >= len(doc):
        return None
    before = doc[verb.i - 1]
    if not any(q.end in (verb.i, verb.i - 1) for q in quotes) and before.text not in (",", "”", '"', "»"):
        return None
    after = doc[verb.i + 1]
    m = mention_at(doc, after.i)
    if m and m.start == after.i:
        return doc[m.end - 1]
    if after.pos_ in ("PROPN", "PRON", "DET", "NOUN", "ADJ"):
        for token in doc[after.i : min(after.i + 6, verb.sent.end)]:
            if token.pos_ in ("PROPN", "NOUN", "PRON") and (token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in ("PROPN", "NOUN")):
                return token
    return None


def _beside(doc: Doc, verb: Token, subject: Token | None, quotes: Sequence[Quote]) -> Quote | None:
    """The quotation that touches the cue and its subject, before or after, in or across the sentence."""
    lo, hi = verb.i, verb.i + 1
    if subject is not None and abs(subject.i - verb.i) <= 30:
        a, b = whole(subject)
        lo, hi = min(lo, a), max(hi, b)
    for q in quotes:
        if not q.long:
            continue
        if q.start <= verb.i < q.end:
            continue
        gap_before = doc[q.end : lo]
        if "\n" in gap_before.text or (verb.sent.start >= q.end and _clause(verb) is not None):
            continue  # a paragraph of its own, or a sentence that has its own content
        if q.end <= lo and len(gap_before) <= 3 and all(t.is_punct or t.is_space or t.dep_ in ("advmod", "aux") for t in gap_before):
            return q
    for q in quotes:
        if not q.long or q.start <= verb.i < q.end:
            continue
        gap_after = doc[hi : q.start]
        if q.start >= hi and len(gap_after) <= 12 and q.start < verb.sent.end + 1 and (
            all(t.is_punct or t.is_space or t.lower_ in ("that", "in", "a", "statement", "on", "late") or t.pos_ in ("PROPN", "NUM") for t in gap_after)
        ):
            return q
    return None


def _free_of(ranges: Sequence[tuple[int, int]], verb: Token, subject: Token | None) -> bool:
    held = [verb.i] + ([subject.i] if subject is not None else [])
    return not any(a <= i < b for a, b in ranges for i in held)


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in sorted(ranges):
        if out and a <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def _phrase(doc: Doc, subject: Token, content: Sequence[tuple[int, int]], verb: Token) -> tuple[int, int]:
    """The speaker's words: the whole noun phrase unless that runs into content or cue, or is a long name's tail."""
    m = mention_at(doc, subject.i)
    start, end = core(subject)
    if m:
        start, end = min(start, m.start), max(end, m.end)
    wide = whole(subject)
    named = subject.pos_ == "PROPN" or (m is not None and m.named)
    clash = any(a < wide[1] and b > wide[0] for a, b in content) or wide[0] <= verb.i < wide[1]
    if not named and not clash and wide[1] - wide[0] <= 30:
        start, end = min(start, wide[0]), max(end, wide[1])
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    return start, end


# --- other forms -----------------------------------------------------------------------------------------------------


def _attributions(doc: Doc, lex: Lexicon) -> Iterator[Found]:
    """ "according to X": the clause it hangs on is the content."""
    for token in doc:
        if token.lower_ not in ("according", "in", "as"):
            continue
        words = next((w for w in lex.attributions if _matches(doc, token.i, w)), None)
        if not words:
            continue
        after = token.i + len(words)
        head = _pobj_after(doc, after)
        if head is None:
            continue
        start, end = _speaker_phrase(doc, head)
        sentence = token.sent
        before = [t for t in doc[sentence.start : token.i] if not t.is_punct and not t.is_space and t.dep_ not in ("cc", "mark")]
        if len(before) >= 3:
            content = [(_clause_start(doc, sentence.start, token.i), token.i)]
        else:
            stop = _clause_end(doc, end, sentence.end)
            content = [(end, stop)]
        yield Found(cue=[(token.i, after)], content=content, speaker=head, stance="reports", speaker_span=(start, end))


def _pobj_after(doc: Doc, i: int) -> Token | None:
    if i >= len(doc):
        return None
    m = mention_at(doc, i) or (mention_at(doc, i + 1) if doc[i].dep_ == "det" else None)
    last = doc[i - 1]
    for child in last.children:
        if child.dep_ in ("pobj", "pcomp") and child.i >= i:
            return child if m is None or not (m.start <= child.i < m.end) else doc[m.end - 1] if child.i < m.end - 1 else child
    if m:
        return doc[m.end - 1]
    for token in doc[i : min(i + 6, len(doc))]:
        if token.pos_ in ("NOUN", "PROPN", "PRON") and (token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in ("NOUN", "PROPN")):
            return token
    return None


def _speaker_phrase(doc: Doc, head: Token) -> tuple[int, int]:
    m = mention_at(doc, head.i)
    start, end = core(head)
    if m and m.entity:
        return min(start, m.start), max(end, m.end)
    wide = whole(head)
    return (min(start, wide[0]), wide[1]) if wide[1] - wide[0] <= 12 else (start, end)


def _clause_start(doc: Doc, first: int, before: int) -> int:
    """Where the clause that ends at `before` begins: after another speaker's clause in the same sentence."""
    for i in range(before - 1, first, -1):
        if doc[i].lower_ in ("while", "whereas", "but", "although") and doc[i].dep_ in ("mark", "cc"):
            return i + 1
    return first


def _clause_end(doc: Doc, start: int, last: int) -> int:
    for i in range(start + 1, last):
        if doc[i].lower_ in ("while", "whereas") and doc[i].dep_ == "mark":
            return i
    return last


def _silences(doc: Doc, lex: Lexicon) -> Iterator[Found]:
    """ "declined to comment", "could not confirm": nothing is affirmed, and that is worth a row."""
    for token in doc:
        words = next((w for w in lex.declines if _matches(doc, token.i, w)), None)
        if not words:
            continue
        a, b = token.i, token.i + len(words)
        verb = next((t for t in doc[a:b] if t.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass") for c in t.children)), None)
        if verb is None:
            verb = next((t for t in doc[a:b] if t.pos_ == "VERB"), None)
        if verb is None:
            continue
        subject, _ = _subject(verb)
        if subject is None or subject.lower_ in NOBODY:
            continue
        span = _speaker_phrase(doc, subject)
        if span[0] <= a < span[1]:
            continue
        rest = max([t.right_edge.i + 1 for t in doc[a:b] if t.sent == token.sent], default=b)
        content = (b, rest) if rest > b + 1 and rest <= token.sent.end else (a, b)
        yield Found(cue=[(a, b)], content=[content], speaker=subject, stance="declines", speaker_span=span)


def _matches(doc: Doc, i: int, words: Sequence[str]) -> bool:
    if i + len(words) > len(doc):
        return False
    return all(doc[i + k].lower_ == w or doc[i + k].lemma_.lower() == w for k, w in enumerate(words))


def _phrase_at(doc: Doc, token: Token, lex: Lexicon) -> tuple[int, Stance] | None:
    for words, stance in lex.phrases:
        if token.lemma_.lower() == words[0] and _matches(doc, token.i, words):
            return token.i + len(words), stance
    return None


def _prepositional(doc: Doc, verb: Token, end: int, stance: Stance) -> Iterator[Found]:
    """ "hinting at X", "paints a picture of X", and with the object before it: "the victory X is talking about"."""
    subject, goes_on = _subject(verb)
    if subject is None and not goes_on:
        return
    if subject is not None and subject.lower_ in FIRST_PERSON | (NOBODY - {"it"}):
        return
    cut: list[tuple[int, int]] = []
    if verb.dep_ == "relcl" and subject != verb.head and not any(c.dep_ in ("pobj", "pcomp") for c in doc[end - 1].children):
        content = [core(verb.head)]
        cut = [(verb.left_edge.i, verb.right_edge.i + 1)]
    else:
        pobj = [c for c in doc[end - 1].children if c.dep_ in ("pobj", "pcomp") and c.i >= end]
        stop = max([c.right_edge.i + 1 for c in pobj], default=_noun_run(doc, end))
        stop = max(stop, _adverbs(doc, stop, verb))
        content = [(end, stop)]
    if not content or content[0][1] <= content[0][0]:
        return
    if subject is not None and not _may_speak(doc, subject):
        return
    yield Found(
        cue=[(verb.i, end)],
        content=content,
        speaker=subject,
        stance=stance,
        speaker_span=_phrase(doc, subject, content, verb) if subject is not None else None,
        cut=cut,
    )


def _noun_run(doc: Doc, i: int) -> int:
    while i < len(doc) and not doc[i].is_punct and doc[i].pos_ not in ("VERB", "AUX"):
        i += 1
    return i


def _adverbs(doc: Doc, i: int, verb: Token) -> int:
    """Words of place that the parse hung on the verb but that follow its object ("victories north and west of the city")."""
    while i < verb.sent.end and not doc[i].is_punct and (doc[i].head in (verb,) or doc[i].head.i < i) and doc[i].dep_ in ("advmod", "cc", "conj", "prep", "pobj", "det", "compound", "npadvmod"):
        i += 1
    return i


def _mistagged(token: Token) -> bool:
    """ "SANA claims ground troops ...": a verb form right after an actor that the tagger took for a plural noun."""
    if token.tag_ not in ("NNS", "NN", "NNP", "NNPS") or token.i == 0 or token.i + 2 >= len(token.doc):
        return False
    m = mention_at(token.doc, token.i - 1)
    if m is None or m.end != token.i or mention_at(token.doc, token.i) is m:
        return False
    verbs = [t for t in token.doc[token.i + 1 : min(token.i + 12, token.sent.end)] if t.pos_ in ("VERB", "AUX")]
    return bool(verbs) and token.lower_.endswith(("s", "ed")) and token.doc[token.i + 1].lower_ not in ("that", "of", ",")


def _mended(doc: Doc, token: Token, cue: Cue) -> Iterator[Found]:
    m = mention_at(doc, token.i - 1)
    if m is None or "clause" not in cue.takes:
        return
    stop = _clause_end(doc, token.i + 1, token.sent.end)
    yield Found(
        cue=[(token.i, token.i + 1)],
        content=[(token.i + 1, stop)],
        speaker=doc[m.end - 1],
        stance=cue.stance,
        speaker_span=_mended_phrase(doc, m.start, m.end),
    )


def _mended_phrase(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start > doc[start].sent.start and doc[start - 1].dep_ in ("compound", "amod", "det", "nmod") and not doc[start - 1].is_punct:
        start -= 1
    return start, end


def _nominal(doc: Doc, noun: Token, stance: Stance) -> Iterator[Found]:
    """ "the claim by activists that X", "a statement from X that ...": a noun that holds a statement."""
    clause = next((c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp", "appos") and any(g.dep_ == "mark" and g.lower_ == "that" for g in c.children)), None)
    if clause is None:
        return
    speaker = next((c for c in noun.children if c.dep_ == "poss"), None)
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from", "of"):
            speaker = next((c for c in prep.children if c.dep_ == "pobj"), speaker)
    compound = [c for c in noun.children if c.dep_ in ("compound", "amod") and mention_at(doc, c.i)]
    if speaker is None and compound:
        speaker = compound[-1]
    if speaker is None:
        return
    yield Found(
        cue=[(noun.i, noun.i + 1)],
        content=[(clause.left_edge.i, clause.right_edge.i + 1)],
        speaker=speaker,
        stance=stance,
        speaker_span=_speaker_phrase(doc, speaker),
        nominal=True,
    )


def _titles(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """Headlines: "X: content" and "content: X" where X is an actor."""
    out = []
    heads = [p.span for p in doc._.parts if p.kind == "headline"]
    for sent in doc.sents:
        in_headline = any(h.start <= doc[sent.start].idx < h.end for h in heads)
        if not (in_headline or sent.start == 0):
            continue
        colon = next((t.i for t in sent if t.text == ":"), None)
        if colon is None or any(sent.start <= a < sent.end for f in found for a, _ in f.cue):
            continue
        before, after = within(doc, sent.start, colon), within(doc, colon + 1, sent.end)
        if before and before[0].start <= sent.start + 2 and before[-1].end == colon and sent.end - colon > 4:
            head = doc[before[-1].end - 1]
            out.append(Found([(colon, colon + 1)], [(colon + 1, sent.end)], head, "reports", speaker_span=(sent.start, colon)))
        elif after and sent.end - colon <= 7 and after[-1].end >= sent.end - 1 and after[0].start <= colon + 3:
            head = doc[after[-1].end - 1]
            out.append(Found([(colon, colon + 1)], [(sent.start, colon)], head, "reports", speaker_span=(colon + 1, after[-1].end)))
    return out


# --- putting them side by side ---------------------------------------------------------------------------------------


def _once(found: Sequence[Found]) -> list[Found]:
    """One statement a cue."""
    seen: set[int] = set()
    out = []
    for f in found:
        if f.cue and f.cue[0][0] in seen:
            continue
        seen.update(a for a, _ in f.cue)
        out.append(f)
    return out


def _continue(doc: Doc, found: list[Found], quotes: Sequence[Quote], silent: Sequence[bool]) -> None:
    """A quotation with no cue of its own that follows an attributed one is more of the same statement."""
    held = {q.start for q in quotes for f in found if any(a < q.end and b > q.start for a, b in f.content)}
    for k, q in enumerate(quotes):
        if not q.long or q.start in held or silent[q.start]:
            continue
        if any(q.start <= a < q.end for f in found for a, _ in f.cue if f.speaker is None or f.speaker.lower_ not in FIRST_PERSON) and not q.full:
            continue
        if not q.full:
            continue
        gap_from = quotes[k - 1].end if k else 0
        last = [f for f in found if f.cue and gap_from <= f.cue[0][0] <= q.start and (f.quoted or f.content[-1][1] <= q.start)]
        last += [f for f in found if f.quoted and any(b <= q.start for _, b in f.content)]
        if not last:
            continue
        best = max(last, key=lambda f: max([b for _, b in [*f.content, *f.cue] if b <= q.start], default=-1))
        end_of = max(b for _, b in [*f_ranges(best)] if b <= q.start)
        between = doc[end_of : q.start].text
        if len(re.findall(r"\w+", between)) <= 25 and _same_breath(doc, end_of, q):
            best.content = sorted([*best.content, (q.start, q.end)])
            best.quoted = True


def f_ranges(f: Found) -> list[tuple[int, int]]:
    return [*f.content, *f.cue, *([f.speaker_span] if f.speaker_span else [])]


def _same_breath(doc: Doc, end: int, q: Quote) -> bool:
    """Nothing but the rest of the cue's own sentence, or a paragraph break, lies between."""
    sents = {t.sent.start for t in doc[end : q.start] if t.is_alpha}
    return len(sents) <= 1


def _nest(doc: Doc, found: Sequence[Found]) -> None:
    """Statements inside statements: another speaker's keeps its place in the outer one; the same speaker's goes on in it."""
    for f in found:
        if not f.cue:
            continue
        at = f.cue[0][0]
        outer = [g for g in found if g is not f and any(a <= at < b for a, b in g.content)]
        if outer:
            g = min(outer, key=lambda g: sum(b - a for a, b in g.content))
            if f.speaker is None:
                f.same_as = g
                g.content = _less(g.content, (at, _last(f)))
            else:
                f.via = g
                for hole in f.cut:
                    g.content = _less(g.content, hole)
        elif f.speaker is None:
            before = [g for g in found if g is not f and g.cue and g.cue[0][0] < at and doc[g.cue[0][0]].sent == doc[at].sent]
            if before:
                f.same_as = before[-1]
    for f in found:  # a chain: the holes of a nested one are holes of all around it
        for g in found:
            if g is not f and f.cut:
                for hole in f.cut:
                    if any(a <= hole[0] and hole[1] <= b for a, b in g.content) and not (f.cue[0][0] >= hole[0] and g is f):
                        g.content = _less(g.content, hole)


def _last(f: Found) -> int:
    return max(b for _, b in [*f.cue, *f.content])


def _less(ranges: Sequence[tuple[int, int]], hole: tuple[int, int]) -> list[tuple[int, int]]:
    out = []
    for a, b in ranges:
        if hole[1] <= a or b <= hole[0]:
            out.append((a, b))
            continue
        if a < hole[0]:
            out.append((a, hole[0]))
        if hole[1] < b:
            out.append((hole[1], b))
    return out


def _claim_own_words(found: Sequence[Found]) -> None:
    """Where two statements of one sentence, neither inside the other, claim the same words, the nearer cue keeps them."""
    for f in found:
        for g in found:
            if f is g or f.via is g or g.via is f or f.same_as is g or g.same_as is f or not f.cue or not g.cue:
                continue
            at = g.cue[0][0]
            for a, b in list(f.content):
                if a <= at < b and g.speaker is not None and f.via is None and g.via is None:
                    f.content = [x for x in _less(f.content, (min(x for x, _ in f_ranges(g)), _last(g))) if x[1] > x[0]]
                    break


def _trim(doc: Doc, a: int, b: int) -> Span | None:
    """Token range to characters, less blanks, quotation marks, a leading "that" and punctuation at either end."""
    while a < b and (doc[a].is_space or doc[a].is_punct and doc[a].text not in ("[", "(") or doc[a].lower_ in ("that", "and", "but", "while") ):
        a += 1
    while b > a and (doc[b - 1].is_space or doc[b - 1].is_punct and doc[b - 1].text not in ("]", ")", "?", "!", "%")):
        b -= 1
    return Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) if b > a else None


def _manner(doc: Doc, f: Found, quotes: Sequence[Quote]) -> Manner:
    part = _part_at(doc, doc[f.content[0][0]].idx)
    if part in ("headline", "caption"):
        return "headline" if part == "headline" else "caption"
    inside = total = 0
    for a, b in f.content:
        for t in doc[a:b]:
            if t.is_alpha:
                total += 1
                inside += any(q.start <= t.i < q.end for q in quotes)
    if total and inside >= 0.9 * total:
        return "direct"
    return "mixed" if inside else "indirect"


def _narration(doc: Doc, found: Sequence[Found], silent: Sequence[bool], used: int, cast: Cast) -> Iterator[Statement]:
    """What is left of each sentence: the outlet's own words."""
    covered = [False] * len(doc)
    for f in found:
        for a, b in f_ranges(f):
            covered[a:b] = [True] * (b - a)
    outlet = cast.outlet()
    for sent in doc.sents:
        ranges: list[tuple[int, int]] = []
        for t in sent:
            if covered[t.i] or silent[t.i]:
                continue
            if ranges and ranges[-1][1] == t.i:
                ranges[-1] = (ranges[-1][0], t.i + 1)
            else:
                ranges.append((t.i, t.i + 1))
        broken = len(ranges) > 1 or any(covered[sent.start : sent.end])
        content = tuple(
            s
            for a, b in ranges
            if sum(t.is_alpha for t in doc[a:b]) >= 3
            and (not broken or any(t.pos_ in ("VERB", "AUX") for t in doc[a:b]))
            and (s := _trim(doc, a, b))
        )
        if not content:
            continue
        part = _part_at(doc, content[0].start)
        manner: Manner = "headline" if part == "headline" else "caption" if part == "caption" else "narration"
        used += 1
        yield Statement(f"s{used}", manner, "reports", None, outlet, None, (), content, ())
