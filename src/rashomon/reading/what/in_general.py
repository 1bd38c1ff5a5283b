"""What is told of no one event: of places in general ("towns besieged for years are starved", "hospitals are hit"), or
of a long time together ("clashes since October have killed 12")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.reading.grammar.clauses import has
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words

SITES = words("ground_in_full") | words("sites_in_general")


def tells_in_general(head: Token) -> bool:
    """Whether the clause of a deed is about bare plurals of places ("areas", no "the", number or "near" by them), in a
    tense that tells of no one time: the present, or the perfect."""
    verb = clause_of(head)
    while verb.dep_ in ("acl", "relcl") and verb.head != verb:
        verb = clause_of(verb.head)
    return _is_timeless(verb) and any(_is_bare(t) for t in _spoken_of(head, verb))


def tells_of_long(head: Token) -> bool:
    """Whether the clause of a deed sums up what was done since a time long past: it may have been done anywhere. "Three
    were killed since Monday" is of the days of the report."""
    verb = clause_of(head)
    if not any(c.dep_ == "aux" and c.lemma_ == "have" and c.tag_ in ("VBP", "VBZ") for c in verb.children):
        return False
    return any(t.lower_ == "since" and _is_long_ago(t) for t in verb.subtree)


def _is_long_ago(since: Token) -> bool:
    if since.i + 1 < len(since.doc) and since.nbor().lower_ in LATELY:  # whatever the parse makes of it
        return False
    if since.dep_ == "mark":  # "since the war began"
        return True
    then = [t.lemma_.lower() for t in since.subtree if t != since]
    return bool(then) and LATELY.isdisjoint(then)


LATELY = words("lately")


def is_quality_of_many(head: Token) -> bool:
    """ "Evacuees from besieged towns reached Homs": which towns, no other word of the sentence tells."""
    return head.dep_ == "amod" and head.head.pos_ in ("NOUN", "PROPN") and _is_bare(head.head)


def _is_timeless(verb: Token) -> bool:
    aux = {c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" and c.tag_ in ("VBP", "VBZ") for c in verb.children)
    return perfect or (not aux and verb.tag_ in ("VBP", "VBZ")) or bool(aux & {"VBP", "VBZ"})


def _spoken_of(head: Token, verb: Token) -> Iterator[Token]:
    """Who or what the clause is about, and the noun that the deed's own clause hangs on."""
    yield from (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj"))
    if head.dep_ in ("acl", "relcl", "amod"):
        yield head.head


def _is_bare(noun: Token) -> bool:
    return (
        noun.tag_ == "NNS" and noun.lemma_.lower() in SITES and not has(noun, "det", "poss", "nummod", "prep", "advmod")
    )
