""" "According to X", and what it attributes to X."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from rashomon.reading.actors.component import mention_at
from rashomon.reading.grammar.clauses import FINITE, RELATIVE, governed, has, is_verb
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.content_clauses import CONTRASTING
from rashomon.reading.who.cues import Phrase, lexicon
from rashomon.reading.who.draft import EVIDENCE, Draft, Range
from rashomon.reading.who.may_speak import may_be_cited
from rashomon.reading.who.source_heads import ends_a_noun_run
from rashomon.reading.who.speaker_words import named_beside, speaker_phrase

METHODS, FIGURES = words("methods"), words("figures")
HANDED, TOLD_IN = words("handed"), words("told_in")
BARE_REPORTS = frozenset({"report", "reports"})


def attribution(doc: Doc, phrase: Phrase, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """ "according to X": the clause it hangs on is the content."""
    head = _source(doc, phrase.end)
    if head is None:
        return
    start, end = speaker_phrase(doc, head)
    said = next((q for q in quotes if end <= q.start <= end + 2 and all(t.is_punct for t in doc[end : q.start])), None)
    if said is not None and said.long:  # "in the words of X, "..."": the words themselves
        content, rule = [(said.start, said.end)], "quotation"
    else:
        content, rule = clause_around(doc, phrase.start, end), "sentence_around"
    yield Draft(
        [(phrase.start, phrase.end)],
        content,
        head,
        phrase.stance,
        speaker_span=(start, end),
        made="according_to",
        content_rule=rule,
        speaker_rule="named_behind_cue",
    )


def _source(doc: Doc, i: int) -> Token | None:
    """Who is named behind "according to", which ends before token i; None where that names no source."""
    head = _pobj_after(doc, i)
    if head is not None and head.lemma_ == "interview":  # "according to interviews with X"
        head = next((whom for c in head.children if c.lower_ == "with" and (whom := governed(c))), head)
    if head is None or head.lemma_.lower() in METHODS or head.tag_ == "WDT":
        return None  # "tells whose planes they are according to type"; "versions according to which a boy died"
    return _given_by(doc, i) or _comes_from(doc, head) or head


def _comes_from(doc: Doc, head: Token) -> Token | None:
    """ "According to figures from the ministry": the ministry."""
    if head.lemma_.lower() not in EVIDENCE | TOLD_IN | FIGURES:
        return None
    prep = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ in ("from", "by")), None)
    whom = governed(prep)
    return whom if whom is not None and may_be_cited(doc, whom) else None


def clause_around(doc: Doc, start: int, end: int) -> list[Range]:
    """What an attribution at tokens [start, end) attributes: what stands before it in its sentence, else behind it, or
    both where it breaks a clause ("The bridge, X says, has fallen")."""
    sentence = doc[start].sent
    if (clause := _relative_around(doc[start])) is not None:
        return [(clause.left_edge.i, start), (end, clause.right_edge.i + 1)]
    before = [t for t in doc[sentence.start : start] if not t.is_punct and not t.is_space]
    before = [t for t in before if t.dep_ not in ("cc", "mark")]
    first = clause_start(doc, sentence.start, start), start
    then = end, _clause_end(doc, end, sentence.end)
    if before and (not any(is_verb(t) for t in before) or _linked(sentence, start, end)):
        return [first, then]
    return [first] if len(before) >= 3 else [then]


def _relative_around(cue: Token) -> Token | None:
    """ "A bomb which, X says, wounded two": the relative clause that an attribution breaks behind its pronoun."""
    clause = cue.head
    if cue.i < 2:
        return None
    opens = cue.doc[cue.i - 2 : cue.i]
    broken = opens[0].lower_ in RELATIVE and opens[0].head == clause and opens[1].text == ","
    return clause if broken and clause.dep_ == "relcl" and clause.i > cue.i else None


def _given_by(doc: Doc, i: int) -> Token | None:
    """ "According to information handed over to the mission by the council": whoever gave it."""
    noun = next((t for t in doc[i : i + 5] if t.lemma_.lower() in EVIDENCE | TOLD_IN), None)
    given = next((t for t in doc[noun.i + 1 : noun.i + 3] if t.lemma_ in HANDED), None) if noun is not None else None
    if given is None or given.tag_ not in ("VBN", "VBD"):
        return None
    by = next((t for t in doc[given.i + 1 : min(given.i + 12, given.sent.end)] if t.lower_ == "by"), None)
    return governed(by)


CORE_LABELS = ("nsubj", "nsubjpass", "aux", "auxpass", "acomp", "attr", "dobj", "xcomp", "ccomp", "oprd", "prt", "ROOT")


def _linked(sentence: TokenSpan, hole: int, after: int) -> bool:
    """Whether a clause goes on on the other side of a hole: its subject, verb or complement stands there."""

    def across(t: Token) -> bool:
        return t.dep_ in CORE_LABELS

    doc, first, last = sentence.doc, sentence.start, sentence.end
    return any(first <= t.head.i < hole and across(t) for t in doc[after:last]) or any(
        after <= t.head.i < last and across(t) for t in doc[first:hole]
    )


def _pobj_after(doc: Doc, i: int) -> Token | None:
    """The noun behind a preposition that ends before token i: the parse's, else a mention, else the next noun."""
    if i >= len(doc):
        return None
    if doc[i].lower_ in BARE_REPORTS and not (i + 1 < len(doc) and doc[i + 1].dep_ in ("prep", "agent")):
        return doc[i]  # "according to report ISIS executed 30": a headline's words, which lost their article
    m = mention_at(doc, i) or (mention_at(doc, i + 1) if doc[i].dep_ == "det" else None)
    noun = next((c for c in doc[i - 1].children if c.dep_ in ("pobj", "pcomp") and c.i >= i), None)
    if noun is not None and (m is None or not m.start <= noun.i < m.end):
        return named_beside(noun) or noun
    if m:  # a name counts to its end, wherever in it the parse hung the preposition; not "sources on the ground"
        return doc[m.end - 1] if m.named or noun is None else noun
    return next((t for t in doc[i : min(i + 6, len(doc))] if ends_a_noun_run(t)), None)


def clause_start(doc: Doc, first: int, before: int) -> int:
    """Where the clause that ends at `before` begins: after another speaker's clause in the same sentence."""
    for i in range(before - 1, first, -1):
        if doc[i].lower_ in (*CONTRASTING, "but", "although") and doc[i].dep_ in ("mark", "cc"):
            return i + 1
        if doc[i].text == ";" and is_attributed(doc, first, i):
            return i + 1
    return first


def _clause_end(doc: Doc, start: int, last: int) -> int:
    for i in range(start + 1, last):
        if doc[i].lower_ in CONTRASTING and doc[i].dep_ == "mark":
            return i
        if doc[i].text == ";" and is_attributed(doc, i + 1, last):
            return i
    return last


def is_attributed(doc: Doc, start: int, end: int) -> bool:
    """ "According to X, A; Y denied B": whether the other side of a semicolon has a speaker of its own."""
    cues = lexicon().verbs
    return any(t.lemma_ in cues and t.tag_ in FINITE and has(t, "nsubj") for t in doc[start:end])
