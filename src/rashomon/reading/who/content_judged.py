"""What was laid to somebody or denied: of "accused X of Y", "Y, which Z blamed on X", "..., which X denied"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from rashomon.reading.actors.component import core
from rashomon.reading.grammar.blaming import antecedent_of_blame
from rashomon.reading.grammar.clauses import child, child_after, has, has_word, reach
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.who.draft import Range, Words
from rashomon.reading.who.source_heads import is_time

ALLEGATIONS, INSTRUMENTS = words("allegations"), words("instruments")


ATTRIBUTING = words("attributing")


def judged(verb: Token) -> Words:
    """ "a charge that X denied", "what X described as a massacre": the noun that the clause hangs on, or its "as"."""
    named = _as_behind(verb)
    before = next((c for c in verb.lefts if c.dep_ == "dobj"), None)
    if before is not None and before.lower_ == "what":
        return Words(named)
    by_whom = verb.dep_ == "acl" and verb.tag_ == "VBN" and bool(named) and has(verb, "agent")
    if not by_whom and not _hangs_on_its_object(verb, before):
        return Words([])  # "the man, described by the army as a scout"
    return Words([core(verb.head), *named], [reach(verb)])


def _as_behind(verb: Token) -> list[Range]:
    """The "as" of "described as a massacre", "presented on Friday as rebels killed there", with all that follows it,
    wherever the parse hung it."""
    own = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
    if own is None and verb.dep_ == "relcl":
        behind = verb.doc[verb.i + 1 : verb.sent.end]
        near = next((t for t in behind if not (is_time(t) or (t.pos_ == "ADP" and is_time(t.nbor())))), None)
        own = near if near is not None and near.lower_ == "as" else None
    if own is None:
        return []
    return [(own.i, (own.head if own.dep_ == "mark" else own).right_edge.i + 1)]


def _hangs_on_its_object(verb: Token, before: Token | None) -> bool:
    """Whether the noun before a relative clause is the clause's object: it has a subject of its own, and no object
    but "which" (`before`)."""
    if verb.dep_ != "relcl" or verb.head.i > verb.i or child_after(verb, "dobj") is not None:
        return False
    fronted = before is None or before.lower_ in ("which", "that", "whom")
    return fronted and any(c.dep_ == "nsubj" and c.lower_ not in ("who", "which", "that") for c in verb.children)


def denied_before(verb: Token) -> Range | None:
    """ "..., which X denied", "..., a charge X has denied", by the order of the words: what stands for what was told.

    The parse hangs such a clause on whatever noun stands before it, or makes all that was told its object.
    """
    doc = verb.doc
    who = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    at = core(who)[0] - 1 if who is not None and _takes_nothing_more(verb) else -1
    if at <= verb.sent.start:
        return None
    alleged = next((t for t in (doc[at], doc[at - 1]) if t.lemma_.lower() in ALLEGATIONS), None)
    if alleged is not None and (alleged.i == at or doc[at].lower_ in ("that", "which")):
        return core(alleged)[0], alleged.i + 1
    if doc[at].lower_ == "something":
        return at, at + 1
    deed = verb.dep_ == "relcl" and verb.head.lemma_.lower() in INSTRUMENTS  # "a raid, which X denied": the raid
    return (at, at + 1) if doc[at].lower_ == "which" and doc[at - 1].text == "," and not deed else None


def _takes_nothing_more(verb: Token) -> bool:
    """Whether nothing that a verb could take follows it: a mark, "and" or a preposition comes next."""
    after = next((t for t in verb.doc[verb.i + 1 : verb.sent.end] if t.dep_ not in ("advmod", "npadvmod")), None)
    return after is None or after.is_punct or after.dep_ in ("cc", "prep")


def denied_thing(what: Token) -> Range:
    """ "The claim by rebels that the army did it was denied by X": with what was claimed, which lies inside it."""
    holds = any(t.lower_ == "that" for t in what.doc[what.i + 1 : what.right_edge.i + 1])
    if what.lemma_.lower() in ALLEGATIONS and holds:
        return core(what)[0], what.right_edge.i + 1
    return core(what)


def accusing(verb: Token) -> Words:
    """Content of "accuse X of Y", "blame X for Y", "blame Y on X", their passives, "Y, which Z blamed on X"."""
    goal = child(verb, "dobj", "nsubjpass")
    if goal is not None and goal.lower_ in ("which", "that") and verb.dep_ == "relcl":
        goal = None
    matter = _matter(verb, goal)
    if goal is None:
        return _blamed_clause(verb, matter)
    if goal.i > verb.i and has_word(goal, ("on",), "prep"):
        return Words([reach(goal)])  # "blamed the strike on rebels", hung on "strike"
    if goal.i > verb.i and not matter and verb.lemma_ in ("accuse", "blame", "implicate"):
        return Words([reach(goal)])  # "accused rebels of it", hung on "rebels"; "blamed rebels"
    if not matter and not (verb.lemma_ == "suspect" and has(verb, "pcomp", "advcl")):
        return Words([])
    if goal.i < verb.i:
        return Words([core(goal), *((m.i, m.right_edge.i + 1) for m in matter)])
    whole_of_it = min(goal.left_edge.i, goal.i), max(t.right_edge.i for t in [goal, *matter]) + 1
    return Words(_but_when_said(whole_of_it, goal, matter))


def _but_when_said(content: Range, goal: Token, matter: Sequence[Token]) -> list[Range]:
    """ "Accused X on Thursday of Y": the day before what X is accused of is that of the saying, and of no deed."""
    links = [m for m in matter if m.i > goal.i and not any(is_time(c) for c in m.children)]
    end = links[0].i if links else content[1]
    when = [t for t in goal.doc[goal.i + 1 : end] if is_time(t)] if links else []
    if not when or any(t.pos_ == "VERB" for t in goal.doc[goal.i + 1 : end]):
        return [content]  # "accused those who fled on Monday of"
    first = when[0].i
    while first - 1 > goal.i and goal.doc[first - 1].pos_ == "ADP":
        first -= 1
    return [(content[0], first), (end, content[1])]


def _links(verb: Token) -> tuple[str, ...]:
    """The prepositions behind which a verb of blame says what for, or whom."""
    return ("to",) if verb.lemma_ in ATTRIBUTING else ("of", "for", "on")


def _matter(verb: Token, goal: Token | None) -> list[Token]:
    """The prepositions of what is laid to somebody, or of whom it is laid to."""
    links = _links(verb)
    matter = [c for c in verb.rights if c.dep_ in ("prep", "dative") and c.lower_ in links]
    if matter or goal is None:
        return matter
    last = max(verb.right_edge.i, goal.right_edge.i)  # the parse hung it on the object or on the "by" phrase
    after = verb.doc[verb.i + 1 : last + 1]
    return [t for t in after if t.lower_ in ("of", "for") and any(c.tag_ == "VBG" for c in t.children)][:1]


def _blamed_clause(verb: Token, matter: list[Token]) -> Words:
    """ "The attack which X blamed on Y", "an attack blamed by X on Y": the noun of the clause is the deed."""
    head = verb.head
    if verb.dep_ == "relcl" and matter:
        a, b = core(head)
        if head.text[:1].isupper() and head.dep_ == "pobj" and head.head.head.pos_ == "NOUN":
            a = core(head.head.head)[0]  # "the attack in Homs, which the army blamed on rebels"
        return Words([(a, b), (matter[0].i, matter[0].right_edge.i + 1)], [reach(verb)])
    by = child(verb, "agent") if verb.dep_ == "acl" else None
    if by is not None:
        links = _links(verb)
        on = [*matter, *(c for g in by.children for c in g.children if c.dep_ == "prep" and c.lower_ in links)]
        if on:
            return Words([core(head), (on[0].i, on[0].right_edge.i + 1)], [reach(verb)])
    if matter and (deed := antecedent_of_blame(verb)) is not None:
        on_whom = matter[0].i, matter[0].right_edge.i + 1
        return Words([core(deed), on_whom], [(head.left_edge.i, verb.right_edge.i + 1)])
    return Words([])
