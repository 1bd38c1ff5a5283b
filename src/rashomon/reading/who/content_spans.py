"""What was said: the words that a cue takes, by the shape of its clause, its object or the quotation beside it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from rashomon.reading.actors.component import core, whole
from rashomon.reading.grammar.english import antecedent_of_blame, called_false, topic
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.cues import lexicon
from rashomon.reading.who.draft import Range
from rashomon.reading.who.source_heads import is_time

TOLL = words("toll")
ALLEGATIONS, INSTRUMENTS = words("allegations"), words("instruments")
ATTRIBUTE = frozenset({"attribute", "ascribe"})


def only_time(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are all of a date ("«...» on Sunday"): when it was said, not what."""
    return all(t.is_punct or t.dep_ == "prep" or is_time(t) for t in doc[start:end])


def with_that(clause: Token) -> bool:
    """Whether a clause begins with "that" or "whether": "found that X", not "found the town deserted"."""
    return any(c.dep_ == "mark" and c.lower_ in ("that", "whether") for c in clause.children)


def put_at(verb: Token) -> list[Range]:
    """ "put the toll at 40": the thing and its number."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    at = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("at", "as")]
    at += [c for c in thing.children if c.dep_ == "prep" and c.lower_ == "at"] if thing is not None else []
    if thing is None or not at or not any(t.like_num for t in verb.doc[at[0].i : at[0].right_edge.i + 1]):
        return []
    return [(thing.left_edge.i, max(at[0].right_edge.i, thing.right_edge.i) + 1)]


def coordinated(doc: Doc, verb: Token, content: list[Range]) -> list[Range]:
    """ "X said A, and B": the parser hangs B on "said"; with a pronoun for subject and no cue it is what X said too."""
    if not content or content[-1][0] < verb.i:
        return content
    start, end = content[-1]
    cues = lexicon().verbs
    for other in verb.conjuncts:
        first = other.left_edge.i
        if (
            other.head == verb
            and other.pos_ in ("VERB", "AUX")
            and other.lemma_ not in cues
            and end <= first <= end + 3
            and all(t.is_punct or t.dep_ == "cc" for t in doc[end:first])
            and any(c.dep_ in ("nsubj", "nsubjpass", "expl") and c.pos_ == "PRON" for c in other.children)
        ):
            end = other.right_edge.i + 1
    return [*content[:-1], (start, end)]


def broken(doc: Doc, verb: Token, subject: Token) -> list[Range]:
    """ "Otherwise, she said, prices will rise": the sentence around an aside that the parse hung on its verb."""
    head = verb.head
    if head.pos_ not in ("VERB", "AUX") or any(c.dep_ in ("dobj", "xcomp") for c in verb.children):
        return []
    start, end = head.left_edge.i, head.right_edge.i + 1
    lo, hi = core(subject)
    hole = min(lo, verb.i), max(hi, verb.i + 1)
    return [(a, b) for a, b in ((start, hole[0]), (hole[1], end)) if any(t.is_alpha for t in doc[a:b])]


def judged(doc: Doc, verb: Token) -> tuple[list[Range], list[Range]]:
    """ "a charge that X denied", "what X described as a massacre": the noun that the clause hangs on, or its "as"."""
    as_what = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i), None)
    before = next((c for c in verb.children if c.dep_ == "dobj" and c.i < verb.i), None)
    named = [(as_what.i, as_what.right_edge.i + 1)] if as_what is not None else []
    if before is not None and before.lower_ == "what":
        return named, []
    fronted = before is None or before.lower_ in ("which", "that", "whom")
    if (
        verb.dep_ != "relcl"
        or not fronted
        or verb.head.i > verb.i
        or any(c.dep_ == "dobj" for c in verb.children if c.i > verb.i)
    ):
        return [], []
    if not any(c.dep_ == "nsubj" and c.lower_ not in ("who", "which", "that") for c in verb.children):
        return [], []
    return [core(verb.head), *named], [(verb.left_edge.i, verb.right_edge.i + 1)]


def denied_before(verb: Token) -> Range | None:
    """ "..., which X denied", "..., a charge X has denied", by the order of the words: what stands for what was told.

    The parse hangs such a clause on whatever noun stands before it, or makes all that was told its object.
    """
    doc, last = verb.doc, verb.sent.end
    after = [t for t in doc[verb.i + 1 : last] if t.dep_ not in ("advmod", "npadvmod")]
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if who is None or (after and not after[0].is_punct and after[0].dep_ not in ("cc", "prep")):
        return None
    at = core(who)[0] - 1
    if at <= verb.sent.start:
        return None
    alleged = next((t for t in (doc[at], doc[at - 1]) if t.lemma_.lower() in ALLEGATIONS), None)
    if alleged is not None and (alleged.i == at or doc[at].lower_ in ("that", "which")):
        return core(alleged)[0], alleged.i + 1
    deed = verb.dep_ == "relcl" and verb.head.lemma_.lower() in INSTRUMENTS  # "a raid, which X denied": the raid
    if doc[at].lower_ == "something":
        return at, at + 1
    return (at, at + 1) if doc[at].lower_ == "which" and doc[at - 1].text == "," and not deed else None


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
    elif (
        verb.lemma_ != "say"
        or start >= end
        or doc[start].is_punct
        or doc[start].tag_ in ("VBG", "IN", "TO", "CC", "VBD")
        or doc[start].lower_ in ("so", "it", "this")
    ):
        return []
    end = next((t.i for t in doc[start + 1 : end] if t.lower_ in ("while", "whereas") and t.dep_ == "mark"), end)
    return [(start, end)] if any(t.pos_ in ("VERB", "AUX") for t in doc[start:end]) else []


def content_clause(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "ccomp":
            return child
    return None


def around(doc: Doc, verb: Token, subject: Token | None, clause: Token) -> list[Range]:
    """The content clause as one range on its side of the cue, or as two where the cue breaks it."""
    a, b = clause.left_edge.i, clause.right_edge.i + 1
    if (rest := _rest_of_clause(clause)) is not None:
        b = rest.right_edge.i + 1
    elif clause.i > verb.i and (about := topic(clause)) is not None:
        a = about.left_edge.i
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
    if pieces and clause.i < verb.i:
        pieces = [(x, y) for x, y in pieces if x < verb.i] or pieces
        sentence = verb.sent.start
        first = min(x for x, _ in pieces)
        if (
            first > sentence
            and not any(t.dep_ == "ROOT" and t != verb for t in doc[sentence:first])
            and first - sentence <= 4
            and doc[sentence].dep_ not in ("mark", "cc")
        ):
            pieces[0] = (sentence, pieces[0][1])
    return [(x, y) for x, y in pieces if y > x]


def _rest_of_clause(clause: Token) -> Token | None:
    """ "X say forces loyal to Y were behind it": the verb whose subject the parse took for a clause."""
    after = [c for c in clause.head.children if c.dep_ == "ccomp" and c.i > clause.i > clause.head.i]
    return after[-1] if after and topic(after[-1]) is not None else None


def infinitive_of(verb: Token) -> Token | None:
    for child in verb.children:
        if child.lemma_ in ("name", "identify") and verb.lemma_ in ("ask", "request", "demand"):
            return None  # "asked not to be named"
        if (
            child.dep_ in ("xcomp", "ccomp")
            and child.i > verb.i
            and (child.tag_ in ("VBG", "VB", "VBN"))
            and (child.tag_ == "VBG" or any(c.lower_ in ("to", "having") for c in child.children))
        ):
            return child
    return None


def infinitive_content(verb: Token, inf: Token) -> tuple[list[Range], list[Range]]:
    content = [(inf.left_edge.i, inf.right_edge.i + 1)]
    content = [(max(a, verb.i + 1), b) for a, b in content]
    cut: list[Range] = []
    if verb.dep_ == "relcl":  # "a city which X claim to have vanquished": what the clause is about is content too
        start, end = core(verb.head)
        content.insert(0, (start, end))
        cut.append((verb.left_edge.i, verb.right_edge.i + 1))
    return content, cut


def naming(verb: Token) -> list[Range]:
    if any(c.dep_ == "prep" and c.i == verb.i + 1 for c in verb.children):
        return []  # "called on them to leave", "called for talks"
    named = [
        c
        for c in verb.children
        if c.dep_ in ("dobj", "oprd", "ccomp", "xcomp", "attr", "dative", "pobj") and c.i > verb.i
    ]
    if len(named) < 2 and not any(c.dep_ in ("oprd", "ccomp", "xcomp") for c in named):
        relative = verb.dep_ == "relcl" and any(c.dep_ == "oprd" for c in verb.children)
        if not relative:
            return []
    start = verb.i + 1
    end = max(c.right_edge.i + 1 for c in named)
    return [(start, end)]


def named_in_marks(verb: Token, quotes: Sequence[Quote]) -> list[Range]:
    """ "called the report “an invention”": the name in quotation marks, taken by the parse for part of the thing."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if thing is None:
        return []
    for q in quotes:
        if thing.i < q.start <= thing.right_edge.i + 1 and verb.doc[q.start - 1].pos_ in ("NOUN", "PROPN", "PRON"):
            return [(verb.i + 1, q.end)]
    return []


def accusing(verb: Token) -> tuple[list[Range], list[Range]]:
    """Content of "accuse X of Y", "blame X for Y", "blame Y on X", their passives, "Y, which Z blamed on X"."""
    doc = verb.doc
    goal = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if goal is not None and goal.lower_ in ("which", "that") and verb.dep_ == "relcl":
        goal = None
    links = ("to",) if verb.lemma_ in ATTRIBUTE else ("of", "for", "on")
    matter = [c for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ in links and c.i > verb.i]
    if goal is not None and not matter:  # the parse hung it on the object or on the "by" phrase
        last = max(verb.right_edge.i, goal.right_edge.i)
        matter = [
            t
            for t in doc[verb.i + 1 : last + 1]
            if t.lower_ in ("of", "for") and any(c.tag_ == "VBG" for c in t.children)
        ][:1]
    if goal is None and verb.dep_ == "relcl" and matter:
        a, b = core(verb.head)
        if verb.head.text[:1].isupper() and verb.head.dep_ == "pobj" and verb.head.head.head.pos_ == "NOUN":
            a = core(verb.head.head.head)[0]  # "the attack in Homs, which the army blamed on rebels"
        return [(a, b), (matter[0].i, matter[0].right_edge.i + 1)], [(verb.left_edge.i, verb.right_edge.i + 1)]
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    if goal is None and verb.dep_ == "acl" and by is not None:  # "an attack blamed by X on Y"
        on = [*matter, *(c for g in by.children for c in g.children if c.dep_ == "prep" and c.lower_ in links)][:1]
        if on:
            return [core(verb.head), (on[0].i, on[0].right_edge.i + 1)], [(verb.left_edge.i, verb.right_edge.i + 1)]
    if goal is None and matter and (deed := antecedent_of_blame(verb)) is not None:
        return [core(deed), (matter[0].i, matter[0].right_edge.i + 1)], [(verb.head.left_edge.i, verb.right_edge.i + 1)]
    if goal is not None and goal.i > verb.i and any(c.dep_ == "prep" and c.lower_ == "on" for c in goal.children):
        return [(goal.left_edge.i, goal.right_edge.i + 1)], []  # "blamed the strike on rebels", hung on "strike"
    if goal is not None and goal.i > verb.i and not matter and verb.lemma_ in ("accuse", "blame", "implicate"):
        return [
            (goal.left_edge.i, goal.right_edge.i + 1)
        ], []  # "accused rebels of it", hung on "rebels"; "blamed rebels"
    clause = [c for c in verb.children if c.dep_ in ("pcomp", "advcl")]
    if goal is None or not (matter or (verb.lemma_ == "suspect" and clause)):
        return [], []
    if goal.i < verb.i:
        start, end = core(goal)
        return [(start, end), *((m.i, m.right_edge.i + 1) for m in matter)], []
    last = max(t.right_edge.i for t in [goal, *matter])
    return [(min(goal.left_edge.i, goal.i), last + 1)], []


def toll_given(verb: Token) -> list[Range]:
    """ "Gave a toll of 36", "counted 24 dead", "raised the death toll to 61": the toll with its number."""
    told = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if told is None or not (told.lemma_.lower() in TOLL or any(c.lemma_.lower() in TOLL for c in told.children)):
        return []
    last = told.right_edge.i
    for t in verb.doc[told.i + 1 : verb.sent.end - 1]:  # "to 61", "among them 15 children", wherever the parse hung it
        if (t.lower_ == "to" and t.nbor().like_num) or (t.dep_ == "prep" and t.lower_ in ("among", "including")):
            last = max(last, t.i + 1, t.right_edge.i, *(c.right_edge.i for c in verb.children if c.dep_ == "dobj"))
    if not any(t.like_num or t.ent_type_ == "CARDINAL" for t in verb.doc[told.left_edge.i : last + 1]):
        return []
    return [(told.left_edge.i, last + 1)]


def object_phrase(verb: Token) -> list[Range]:
    lex = lexicon()
    held = verb.lemma_ in lex.answering
    for child in verb.children:
        if child.i > verb.i and (word := called_false(child)) is not None:
            return [(child.left_edge.i, word.i + 1)]  # "described the reports that it did so as untrue"
        if child.i <= verb.i or child.lemma_ in (lex.withheld if held else lex.empty):
            continue
        if (
            (child.dep_ == "dobj" and child.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB"))
            or (child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VBG")
            or (held and child.dep_ == "dobj" and child.lower_ in ("it", "this", "that", "these", "those", "both"))
        ):
            a, b = max(child.left_edge.i, verb.i + 1), child.right_edge.i + 1
            b = max([b, *(c.right_edge.i + 1 for c in verb.children if c.dep_ == "prep" and c.lower_ == "as")])
            for c in verb.children:  # "reported shelling by the army": what the parse hung on the verb
                if c.dep_ in ("prep", "agent") and c.left_edge.i == b and not any(is_time(g) for g in c.children):
                    b = c.right_edge.i + 1
            if b - a >= 2 or held or child.tag_ == "NNS" or child.lower_.endswith("ing"):
                return [(a, b)]
    return []


def quote_beside(doc: Doc, verb: Token, subject: Token | None, quotes: Sequence[Quote]) -> Quote | None:
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
        told = content_clause(verb) is not None or (
            verb.lemma_ in lexicon().answering and any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)
        )
        if "\n" in gap_before.text or (verb.sent.start >= q.end and told):
            continue  # a paragraph of its own, or a sentence that has its own content
        if (
            q.end <= lo
            and len(gap_before) <= 3
            and all(t.is_punct or t.is_space or t.dep_ in ("advmod", "aux") for t in gap_before)
        ):
            return q
    for q in quotes:
        if not q.long or q.start <= verb.i < q.end:
            continue
        gap_after = doc[hi : q.start]
        if q.start >= hi and len(gap_after) <= 14 and q.start < verb.sent.end + 1 and _leads_to(gap_after):
            return q
    return None


def _leads_to(gap: TokenSpan) -> bool:
    """Whether speech in marks may follow these words: whom, where and when; a comma or colon before anything longer."""
    if not all(
        t.is_punct
        or t.is_space
        or t.lower_ in ("that", "in", "a", "statement", "on", "late")
        or t.pos_ in ("PROPN", "NUM")
        for t in gap
    ):
        return gap[-1].text in (",", ":") and not any(t.tag_ in FINITE for t in gap)
    return True


FINITE = ("VBD", "VBZ", "VBP", "MD")


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
