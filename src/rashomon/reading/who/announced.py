"""Who said what the sentence before tells: "Shells fell on Orla. The mayor announced this", "this was said by ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from rashomon.reading.actors.mentions import whole
from rashomon.reading.grammar.clauses import child, has
from rashomon.reading.grammar.english import agent, prep
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.who.draft import Draft

ANNOUNCING, PUBLISHED = words("announcing"), words("published_words")
THIS = frozenset({"this", "that"})


def announced(doc: Doc, found: Sequence[Draft]) -> Iterator[Draft]:
    """The sentence before each that only says who said so, where nobody is quoted in it already."""
    before: Span | None = None
    for sentence in doc.sents:
        verbs = (
            sentence.root,
            *(c for c in sentence.root.children if c.dep_ == "ccomp"),
        )  # "announced this, X reports"
        by, source = next(((v, who) for v in verbs if (who := _source(v)) is not None), (sentence.root, None))
        if before is not None and source is not None and _is_told(before):
            told = before.start, before.end
            if not any(a < told[1] and told[0] < b for f in found for a, b in (*f.content, *f.cue)):
                yield Draft(
                    [(by.i, by.i + 1)],
                    [told],
                    source,
                    "reports",
                    speaker_span=_named(source),
                    made="announced",
                    content_rule="sentence_before",
                    stance_rule="announced",
                )
        if any(t.is_alpha for t in sentence):
            before = sentence


def _named(source: Token) -> tuple[int, int]:
    """The words for a source, less where it was published: "the governor | on Telegram"."""
    start, end = whole(source)
    cut = (c.i for c in source.rights if c.dep_ == "prep" and c.lower_ in WHERE)
    return start, min(end, next(cut, end))


WHERE = frozenset({"on", "in", "at", "during", "via"})


def _is_told(sentence: Span) -> bool:
    """Whether a sentence is a whole one, and no headline."""
    last = next((t for t in reversed(sentence) if not t.is_space), None)
    return last is not None and last.text == "."


def _source(verb: Token) -> Token | None:
    """Who is named: the subject of "announced this", the agent of "this was announced", the owner of "this is stated in
    the report of"."""
    if verb.lemma_ not in ANNOUNCING or has(verb, "neg"):
        return None
    what = child(verb, "dobj", "obj")
    if what is not None and what.lower_ in THIS and what.i == what.right_edge.i:
        return child(verb, "nsubj")
    what = child(verb, "nsubjpass")
    if what is None or what.lower_ not in THIS:
        return None
    paper = prep(verb, "in")
    if paper is not None and paper.lemma_.lower() in PUBLISHED:
        return prep(paper, "of") or prep(paper, "by") or next((c for c in paper.lefts if c.dep_ == "poss"), None)
    return agent(verb)
