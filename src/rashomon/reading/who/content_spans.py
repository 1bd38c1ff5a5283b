"""What was said: the words that a cue takes, by the shape of its clause, its object or the quotation beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from rashomon.reading.actors.component import core, whole
from rashomon.reading.grammar.blaming import antecedent_of_blame, called_false, named_false
from rashomon.reading.grammar.clauses import (
    FINITE,
    child,
    child_after,
    has,
    has_word,
    is_verb,
    reach,
)
from rashomon.reading.grammar.english import topic
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.languages import table
from rashomon.reading.who.cues import lexicon
from rashomon.reading.who.draft import Range
from rashomon.reading.who.source_heads import is_time, reduced

SAID_IN = frozenset(table("cues")["tail"]["publications"]) | words("occasions")
TOLL, FIGURES = words("toll"), words("figures")
RESULTING, LIVES = words("resulting"), words("lives")
ALLEGATIONS, INSTRUMENTS = words("allegations"), words("instruments")
ATTRIBUTING = words("attributing")
TAKEN_UP = words("taken_up")
NAMELESS, ASKING = words("nameless"), words("asking")
THAT = ("that", "whether")
CONTRASTING = words("contrasting")
BESIDE = 30
"""Tokens between a cue and its subject within which a quotation may touch either."""
GAP = 14
"""Tokens that may stand between a cue and the quotation behind it: whom, where and when it was said to."""


class Words(NamedTuple):
    """The words that a cue takes, and those that the statement around it does not hold where they lie in it."""

    content: list[Range]
    cut: Sequence[Range] = ()


def only_time(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are all of a date ("«...» on Sunday"): when it was said, not what."""
    return all(t.is_punct or t.dep_ == "prep" or is_time(t) for t in doc[start:end])


def with_that(clause: Token) -> bool:
    """Whether a clause begins with "that" or "whether": "found that X", not "found the town deserted"."""
    return has_word(clause, THAT, "mark")


def put_at(verb: Token) -> list[Range]:
    """ "put the toll at 40": the thing and its number."""
    thing = child_after(verb, "dobj")
    if thing is None:
        return []
    if (down := _put_down_to(verb)) is not None:
        return [(thing.left_edge.i, down)]
    at = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("at", "as")]
    at += [c for c in thing.children if c.dep_ == "prep" and c.lower_ == "at"]
    if not at or not any(t.like_num for t in verb.doc[at[0].i : at[0].right_edge.i + 1]):
        return []
    return [(thing.left_edge.i, max(at[0].right_edge.i, thing.right_edge.i) + 1)]


def _put_down_to(verb: Token) -> int | None:
    """Where the words end of "put the deaths down to the army": what is laid to whom."""
    down = next((c for c in verb.rights if c.lower_ == "down" and c.i + 1 < verb.sent.end), None)
    if down is None or down.nbor().lower_ != "to" or down.nbor().dep_ != "prep":
        return None
    return down.nbor().right_edge.i + 1


def coordinated(doc: Doc, verb: Token, content: list[Range]) -> list[Range]:
    """ "X said A, and B": the parser hangs B on "said"; with a pronoun for subject and no cue it is what X said too."""
    if not content or content[-1][0] < verb.i:
        return content
    start, end = content[-1]
    for other in verb.conjuncts:
        begin = other.left_edge.i
        joins = end <= begin <= end + 3 and all(t.is_punct or t.dep_ == "cc" for t in doc[end:begin])
        if joins and other.head == verb and _says_on(other):
            end = other.right_edge.i + 1
    return [*content[:-1], (start, end)]


def _says_on(verb: Token) -> bool:
    """Whether a verb is no cue and has a pronoun for its subject: what it tells is told by whoever spoke before."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") and c.pos_ == "PRON" for c in verb.children)
    return own and is_verb(verb) and verb.lemma_ not in lexicon().verbs


def came_of_it(verb: Token, clause: Token) -> list[Range]:
    """ "Drones hit the market, witnesses said, killing 64", "told the agency that rebels fired rockets, claiming two
    lives": the participle behind the cue, of what the clause tells."""
    behind = (c for c in verb.rights if c.dep_ in ("advcl", "ccomp", "xcomp", "dep", "conj") and c.tag_ == "VBG")
    harm = (c for c in behind if c.i > clause.i and (c.lemma_ in RESULTING or _takes_lives(c)))
    return [reach(c) for c in harm if verb.doc[c.left_edge.i - 1].text == ","]


def _takes_lives(verb: Token) -> bool:
    """ "Claiming the lives of two", where "claim" says nothing."""
    taken = child(verb, "dobj")
    return taken is not None and taken.lemma_ in LIVES


def broken(doc: Doc, verb: Token, subject: Token) -> list[Range]:
    """ "Otherwise, she said, prices will rise": the sentence around an aside that the parse hung on its verb."""
    head = verb.head
    if not is_verb(head) or has(verb, "dobj", "xcomp"):
        return []
    start, end = reach(head)
    lo, hi = core(subject)
    hole = min(lo, verb.i), max(hi, verb.i + 1)
    return [(a, b) for a, b in ((start, hole[0]), (hole[1], end)) if any(t.is_alpha for t in doc[a:b])]


def judged(verb: Token) -> Words:
    """ "a charge that X denied", "what X described as a massacre": the noun that the clause hangs on, or its "as"."""
    as_what = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
    named = [(as_what.i, as_what.right_edge.i + 1)] if as_what is not None else []
    before = next((c for c in verb.lefts if c.dep_ == "dobj"), None)
    if before is not None and before.lower_ == "what":
        return Words(named)
    if not _hangs_on_its_object(verb, before):
        return Words([])
    return Words([core(verb.head), *named], [reach(verb)])


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


def rest_after(doc: Doc, verb: Token) -> list[Range]:
    """What follows a cue in its sentence, where the parse lost the clause: from "that", or after a bare "said"."""
    start, end = verb.i + 1, verb.sent.end
    that = next((t.i for t in doc[start : min(start + 10, end)] if t.lower_ == "that" and t.tag_ == "IN"), None)
    if that is not None:
        start = that
    elif verb.lemma_ != "say" or start >= end or not _opens_a_clause(doc[start]):
        return []
    end = next((t.i for t in doc[start + 1 : end] if t.lower_ in CONTRASTING and t.dep_ == "mark"), end)
    return [(start, end)] if any(is_verb(t) for t in doc[start:end]) else []


def _opens_a_clause(token: Token) -> bool:
    """Whether a clause may begin right behind "said" with this word."""
    if token.tag_ == "IN" and token.i + 1 < len(token.doc) and token.nbor().lower_ in ("least", "most"):
        return True  # "at least 80 killed in the raid"
    if token.is_punct or token.tag_ in ("VBG", "IN", "TO", "CC", "VBD"):
        return False
    return token.lower_ not in ("so", "it", "this")


def content_clause(verb: Token) -> Token | None:
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    lost = reduced(verb)
    return next((c for c in clauses if c != lost), None)


def around(doc: Doc, verb: Token, subject: Token | None, clause: Token) -> list[Range]:
    """The content clause as one range on its side of the cue, or as two where the cue breaks it."""
    a, b = _clause_reach(verb, clause)
    hole_from, hole_to = _hole(verb, subject, clause, (a, b))
    pieces = []
    if a < hole_from:
        pieces.append((a, min(b, hole_from)))
    if b > hole_to:
        pieces.append((max(a, hole_to), b))
    if pieces and clause.i < verb.i:
        pieces = [(x, y) for x, y in pieces if x < verb.i] or pieces
        pieces = _from_sentence_start(doc, verb, pieces)
    return [(x, y) for x, y in pieces if y > x]


def _clause_reach(verb: Token, clause: Token) -> Range:
    """Where a content clause lies, with a subject or a second half that the parse hung elsewhere."""
    a, b = reach(clause)
    if (rest := _rest_of_clause(clause)) is not None:
        return a, rest.right_edge.i + 1
    if clause.i > verb.i and (about := topic(clause)) is not None:
        return about.left_edge.i, b
    return a, b


def _hole(verb: Token, subject: Token | None, clause: Token, at: Range) -> Range:
    """The tokens of cue and speaker, which are no content though they may lie in the clause."""
    start, end = verb.i, verb.i + 1
    if subject is None:
        return start, end
    a, b = at
    lo, hi = core(subject)
    if a <= subject.i < b or lo < b or hi > a:
        start, end = min(start, lo), max(end, hi)
    if subject.i > verb.i and (whole(subject)[1] > clause.i or clause.i < verb.i):
        end = max(end, whole(subject)[1])
    return start, end


def _from_sentence_start(doc: Doc, verb: Token, pieces: list[Range]) -> list[Range]:
    """The few words that open the sentence are of the clause too, unless they join it to the sentence before."""
    sentence, begin = verb.sent.start, min(x for x, _ in pieces)
    if not 0 < begin - sentence <= 4 or doc[sentence].dep_ in ("mark", "cc"):
        return pieces
    if any(t.dep_ == "ROOT" and t != verb for t in doc[sentence:begin]):
        return pieces
    return [(sentence, pieces[0][1]), *pieces[1:]]


def _rest_of_clause(clause: Token) -> Token | None:
    """ "X say forces loyal to Y were behind it": the verb whose subject the parse took for a clause."""
    after = [c for c in clause.head.children if c.dep_ == "ccomp" and c.i > clause.i > clause.head.i]
    return after[-1] if after and topic(after[-1]) is not None else None


def infinitive_of(verb: Token) -> Token | None:
    for inf in verb.children:
        if inf.lemma_ in NAMELESS and verb.lemma_ in ASKING:
            return None  # "asked not to be named"
        if inf.i < verb.i or inf.dep_ not in ("xcomp", "ccomp"):
            continue
        if inf.tag_ == "VBG" or (inf.tag_ in ("VB", "VBN") and has_word(inf, ("to", "having"))):
            return inf
    return None


def infinitive_content(verb: Token, inf: Token) -> Words:
    end = _without_meanwhile(verb, inf)
    if inf.tag_ == "VBG" and end == inf.right_edge.i + 1:
        end = _over_prepositions(verb, end)
    content = [(max(inf.left_edge.i, verb.i + 1), end)]
    if verb.dep_ == "relcl":  # "a city which X claim to have vanquished": what the clause is about is content too
        return Words([core(verb.head), *content], [reach(verb)])
    return Words(content)


def _without_meanwhile(verb: Token, inf: Token) -> int:
    """Where the clause ends: before what a headline tells beside it ("denies bombing mill as toll reaches 23"), of the
    tense of the saying, and not of a pronoun, which would be the reason."""
    now = ("VBZ", "VBP")
    for clause in inf.rights:
        beside = (
            clause.dep_ == "advcl" and clause.tag_ in now and verb.tag_ in now and has_word(clause, ("as",), "mark")
        )
        who = child(clause, "nsubj") if beside else None
        if who is not None and who.pos_ != "PRON":
            return clause.left_edge.i
    return inf.right_edge.i + 1


NAMED = ("dobj", "oprd", "ccomp", "xcomp", "attr", "dative", "pobj")
NAMES = ("oprd", "ccomp", "xcomp")


def naming(verb: Token) -> list[Range]:
    """ "called the raid a massacre": the thing and its name; nothing where only one of the two stands there."""
    if any(c.dep_ == "prep" and c.i == verb.i + 1 for c in verb.children):
        return []  # "called on them to leave", "called for talks"
    named = [c for c in verb.rights if c.dep_ in NAMED]
    relative = verb.dep_ == "relcl" and has(verb, "oprd")
    if (false := next((word for c in named if (word := named_false(c)) is not None), None)) is not None:
        return [(verb.i + 1, false.right_edge.i + 1)]  # "called the reports a fabrication", wherever the parse hung it
    if len(named) < 2 and not any(c.dep_ in NAMES or _with_its_name(c) for c in named) and not relative:
        return []
    return [(verb.i + 1, max(c.right_edge.i + 1 for c in named))]


def _with_its_name(thing: Token) -> bool:
    """ "the shelling a crime": a gerund with an article takes no object, and what hangs on it is its name."""
    article = thing.tag_ == "VBG" and any(c.dep_ == "det" for c in thing.lefts)
    return article and any(c.dep_ in ("dobj", "attr", "oprd") for c in thing.rights)


def named_in_marks(verb: Token, quotes: Sequence[Quote]) -> list[Range]:
    """ "called the report “an invention”": the name in quotation marks, taken by the parse for part of the thing."""
    thing = child_after(verb, "dobj")
    if thing is None:
        return []
    for q in quotes:
        if thing.i < q.start <= thing.right_edge.i + 1 and verb.doc[q.start - 1].pos_ in ("NOUN", "PROPN", "PRON"):
            return [(verb.i + 1, q.end)]
    return []


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


def toll_given(verb: Token) -> list[Range]:
    """ "Gave a toll of 41", "counted 24 dead", "raised the death toll to 61": the toll with its number."""
    told = child_after(verb, "dobj")
    if told is None:
        return []
    if (last := _figure_after(verb, told)) is not None:
        return [(told.left_edge.i, last + 1)]
    if not any(t.lemma_.lower() in TOLL for t in (told, *told.children)):
        return []
    last = told.right_edge.i
    own = next((c.i for c in verb.rights if c.dep_ == "cc"), verb.sent.end)
    for t in verb.doc[
        told.i + 1 : min(own, verb.sent.end - 1)
    ]:  # "to 61", "among them 15 children", wherever the parse hung it
        if (t.lower_ == "to" and t.nbor().like_num) or (t.dep_ == "prep" and t.lower_ in ("among", "including")):
            last = max(last, t.i + 1, t.right_edge.i, *(c.right_edge.i for c in verb.children if c.dep_ == "dobj"))
    numbered = any(t.like_num for t in verb.doc[told.left_edge.i : last + 1])
    return [(told.left_edge.i, last + 1)] if numbered else []


def _figure_after(verb: Token, thing: Token) -> int | None:
    """ "Revised it to 12", "gave the toll as 12": the last token of the bare number that a figure is put at."""
    if thing.lower_ not in ("it", "this", "that") and thing.lemma_.lower() not in FIGURES:
        return None
    at = [c for c in (*verb.rights, *thing.rights) if c.dep_ == "prep" and c.lower_ in ("to", "as", "at")]
    numbers = (g for c in at for g in c.children if g.dep_ == "pobj" and g.like_num)
    return next((g.right_edge.i for g in numbers), None)


def object_phrase(verb: Token) -> list[Range]:
    lex = lexicon()
    held = verb.lemma_ in lex.answering
    silent = lex.withheld if held else lex.empty
    for thing in verb.rights:
        if (word := called_false(thing)) is not None:
            ends = (thing.left_edge.i, thing.right_edge.i + 1, word.i, word.i + 1)
            return [(min(ends), max(ends))]  # "described the reports that it did so as untrue"
        if thing.lemma_ in silent or not _is_told_thing(thing, held):
            continue
        a, b = max(thing.left_edge.i, verb.i + 1), _with_what_follows(verb, thing)
        if b - a >= 2 or held or thing.tag_ == "NNS" or thing.lower_.endswith("ing"):
            return [(a, b)]
    return []


def _is_told_thing(thing: Token, held: bool) -> bool:
    """Whether an object can be what was said; "it" and "that" can where the verb answers (`held`)."""
    if thing.dep_ in ("xcomp", "ccomp"):
        return thing.tag_ == "VBG"
    if thing.dep_ != "dobj":
        return False
    return thing.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") or (held and thing.lower_ in TAKEN_UP)


def _with_what_follows(verb: Token, thing: Token) -> int:
    """Where an object ends, with what the parse hung on the verb: "reported shelling by the army", "as a crime"."""
    end = thing.right_edge.i + 1
    end = max([end, *(c.right_edge.i + 1 for c in verb.children if c.dep_ == "prep" and c.lower_ == "as")])
    for c in verb.children:
        if c.dep_ in ("prep", "agent") and c.left_edge.i == end and not any(is_time(g) for g in c.children):
            end = c.right_edge.i + 1
    return end


def _over_prepositions(verb: Token, end: int) -> int:
    """Where words end of which the parse hung the last on the verb: "denied firing missiles | at a market on Sunday".

    A time alone is when it was said; behind a place that was hung there too, it is of what is said. "In a statement" is
    where it was said.
    """
    taken = False
    for c in verb.rights:
        if c.dep_ != "prep" or c.left_edge.i != end or any(g.lemma_.lower() in SAID_IN for g in c.children):
            continue
        if taken or not any(is_time(g) for g in c.children):
            end, taken = c.right_edge.i + 1, True
    return end


def quote_beside(doc: Doc, verb: Token, subject: Token | None, quotes: Sequence[Quote]) -> Quote | None:
    """The quotation that touches the cue and its subject, before or after, in or across the sentence."""
    lo, hi = verb.i, verb.i + 1
    if subject is not None and abs(subject.i - verb.i) <= BESIDE:
        a, b = whole(subject)
        lo, hi = min(lo, a), max(hi, b)
    speech = [q for q in quotes if q.long and not q.start <= verb.i < q.end]
    before = next((q for q in speech if q.end <= lo and _ends_at(doc, q, lo, verb)), None)
    if before is not None:
        return before
    last = sentence_of(verb).end
    return next((q for q in speech if hi <= q.start <= min(hi + GAP, last) and _leads_to(doc[hi : q.start])), None)


def _ends_at(doc: Doc, q: Quote, lo: int, verb: Token) -> bool:
    """Whether a quotation ends where cue or speaker begins; not in a paragraph of its own, and not in a sentence before
    that of a cue which has content there."""
    gap = doc[q.end : lo]
    if len(gap) > 3 or "\n" in gap.text or (sentence_of(verb).start >= q.end and _has_content(verb)):
        return False
    return all(t.is_punct or t.is_space or t.dep_ in ("advmod", "aux") for t in gap)


def _has_content(verb: Token) -> bool:
    return has(verb, "ccomp") or (verb.lemma_ in lexicon().answering and child_after(verb, "dobj") is not None)


LEADING = words("leading_to_speech")


def _leads_to(gap: TokenSpan) -> bool:
    """Whether speech in marks may follow these words: whom, where and when; a comma or colon before anything longer."""
    if all(t.is_punct or t.is_space or t.lower_ in LEADING or t.pos_ in ("PROPN", "NUM") for t in gap):
        return True
    return gap[-1].text in (",", ":") and not any(t.tag_ in FINITE for t in gap)


def second_half(verb: Token, subject: Token | None, first: Quote, quotes: Sequence[Quote]) -> list[Range]:
    """ "A," X said, "B.": the quotation that goes on right after the cue, in the same sentence."""
    cue_end = max(verb.i + 1, whole(subject)[1] if subject is not None and subject.i > verb.i else 0)
    if first.end > verb.i:
        return []
    for q in quotes:
        if cue_end <= q.start <= cue_end + 2 and all(t.is_punct and t.text != "." for t in verb.doc[cue_end : q.start]):
            return [(q.start, q.end)]
    return []


def free_of(ranges: Sequence[Range], verb: Token, subject: Token | None) -> bool:
    held = [verb.i] + ([subject.i] if subject is not None else [])
    return not any(a <= i < b for a, b in ranges for i in held)
