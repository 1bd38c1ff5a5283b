"""Statements that a verb introduces: "X said that ...", "..., X said", "X denies doing ...", "X accuses Y of ...".

The lexicon tells what a verb can take, the parse tells where its subject and content stand, and quotation marks correct
the parse where they stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from rashomon.model import Stance
from rashomon.reading.actors import core, mention_at, whole, within
from rashomon.reading.cues import Cue, lexicon
from rashomon.reading.found import FIRST_PERSON, NOBODY, Found, Range, joined
from rashomon.reading.quotes import Quote


def sayer(verb: Token) -> tuple[Token | None, bool]:
    """Who does the saying: (head of the noun phrase, whether it is the matrix clause's own speaker that goes on)."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and not _is_time(c)]
    if subjects:  # "Recipients, said Mauer, are ...": the parse may give the verb both
        return _antecedent(min(subjects, key=lambda c: abs(c.i - verb.i)), verb), False
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None), False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return (None, True) if _outer(verb) else sayer(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.dep_ in ("dobj", "pobj") and _is_product(verb.head):
        return None, True  # "issued a statement saying ...": whoever issued it
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.i and verb.doc[verb.i - 1].text == ",":
        return None, True  # "reported a raid, hinting at ..."
    if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return (
            (verb.head, False)
            if verb.tag_ in ("VBG",) or any(c.lower_ in ("who", "which", "that") for c in verb.children)
            else (None, False)
        )
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX") and verb.head.lemma_ not in ("quote", "cite"):
        return sayer(verb.head)
    if verb.dep_ in ("advcl", "ccomp", "pcomp", "dep") and verb.tag_ == "VBG":
        named = _with_phrase(verb)
        return (named, False) if named is not None else (None, True)
    return None, False


def _only_time(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are all of a date ("«...» on Sunday"): when it was said, not what."""
    return all(t.is_punct or t.dep_ == "prep" or _is_time(t) for t in doc[start:end])


def _is_product(noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon().products and not any(c.dep_ in ("poss", "nmod") for c in noun.children)


def _is_time(token: Token) -> bool:
    return any(t.span.start <= token.idx < t.span.end for t in token.doc._.times)


def _outer(verb: Token) -> bool:
    """ "X said that A would go and suggested that B": a past cue coordinated with a clause in another tense than its
    own goes on from the verb above that clause."""
    inner = verb.head
    above = inner.head
    return (
        verb.tag_ == above.tag_ == "VBD"
        and inner.dep_ == "ccomp"
        and any(c.dep_ == "aux" and c.i < inner.i for c in inner.children)
        and not any(c.dep_ in ("aux", "nsubj", "mark") for c in verb.children)
        and above.i < inner.i
    )


def _with_phrase(verb: Token) -> Token | None:
    """ "with the agency last week predicting ...": the phrase before the participle, times between them skipped."""
    i = verb.i - 1
    doc = verb.doc
    while i > verb.sent.start and (
        doc[i].ent_type_ or doc[i].dep_ in ("npadvmod", "advmod") or doc[i].head.dep_ == "npadvmod"
    ):
        i -= 1
    m = mention_at(doc, i)
    j = m.start if m else i
    while (
        j > verb.sent.start
        and doc[j - 1].dep_ in ("det", "amod", "compound", "prep", "pobj", "poss")
        and doc[j - 1].lower_ != "with"
    ):
        j -= 1
    if j > 0 and doc[j - 1].lower_ == "with" and doc[i].pos_ in ("NOUN", "PROPN"):
        return next((c for c in doc[j - 1].children if c.dep_ == "pobj" and c.i <= i), doc[i])
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return subject


def verbal(doc: Doc, verb: Token, cue: Cue, quotes: Sequence[Quote]) -> Iterator[Found]:
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in RELAYS:
        yield from _relayed(doc, verb, verb.head.head, cue)
        return
    if any(c.dep_ == "auxpass" and mention_at(doc, c.i) is None for c in verb.children) and not any(
        c.dep_ == "agent" for c in verb.children
    ):
        if "raised" in cue.takes:
            yield from _unsaid(doc, verb, cue)
        return
    subject, goes_on = sayer(verb)
    if subject is not None and subject.lower_ in NOBODY - {"it", "which", "that"}:
        return
    if subject is None and not goes_on:
        subject = _quoted_speaker_after(doc, verb, quotes) or _right_before(doc, verb)
        if subject is None:
            return
    clause = content_clause(verb) if cue.takes & {"clause", "infinitive", "name", "that"} else None
    content: list[Range] = []
    cut: list[Range] = []
    if "name" in cue.takes:
        content = _naming(verb) or _named_in_marks(verb, quotes)
    elif "accuse" in cue.takes:
        content, cut = _accusing(verb)
    elif clause is not None and ("clause" in cue.takes or ("that" in cue.takes and _with_that(clause))):
        content = _coordinated(doc, verb, _around(doc, verb, subject, clause))
    elif "infinitive" in cue.takes and (inf := _infinitive(verb)) is not None:
        content, cut = _infinitive_content(verb, inf)
    elif verb.dep_ == "parataxis" and "clause" in cue.takes and subject is not None:
        content = _broken(doc, verb, subject)
    elif "at" in cue.takes:
        content = _put_at(verb)
    if not content and "object" in cue.takes and may_speak(doc, subject):
        content, cut = _judged(doc, verb)
    beside = _beside(doc, verb, subject, quotes)
    quoted = False
    if beside and ("clause" in cue.takes or "quote" in cue.takes or "object" in cue.takes):
        quoted = True
        content = joined([*content, (beside.start, beside.end), *_second_half(verb, subject, beside, quotes)])
    elif content:
        over = [(q.start, q.end) for q in quotes if any(q.start < b and q.end > a for a, b in content) and q.long]
        grown = joined([*content, *over])
        content = [(a, b) for a, b in grown] if _free_of(grown, verb, subject) else content
    if quoted and beside is not None and beside.start <= verb.i + 3 and beside.start > verb.i:
        content = [(a, beside.end if a < beside.end < b and _only_time(doc, beside.end, b) else b) for a, b in content]
    if not content and "object" in cue.takes and (goes_on or may_speak(doc, subject)):
        content = _object(verb)
    if not content and "clause" in cue.takes and _may_speak_before(doc, subject, verb):
        content = _rest(doc, verb)
    if not content or (verb.lemma_ == "ask" and doc[content[-1][1] - 1].lower_ in ("named", "identified")):
        return
    if subject is not None and subject.lower_ in FIRST_PERSON:
        return
    yield Found(
        cue=[_cue_span(verb)],
        content=content,
        speaker=subject,
        stance=_stance(verb, cue),
        quoted=quoted,
        speaker_span=speaker_words(doc, subject, content, verb) if subject is not None else None,
        cut=cut,
    )


def negated(verb: Token) -> bool:
    """ "Did not say", "refused to acknowledge"."""
    return any(c.dep_ == "neg" for c in verb.children) or (
        verb.dep_ == "xcomp" and verb.head.lemma_ in lexicon().negative
    )


def _stance(verb: Token, cue: Cue) -> Stance:
    """What a cue does where it is negated: "did not confirm X" affirms nothing, "does not believe X" denies."""
    if not negated(verb):
        return cue.stance
    return "denies" if cue.strength == "weak" and cue.stance in ("reports", "estimates") else "declines"


def _with_that(clause: Token) -> bool:
    """Whether a clause begins with "that" or "whether": "found that X", not "found the town deserted"."""
    return any(c.dep_ == "mark" and c.lower_ in ("that", "whether") for c in clause.children)


def _put_at(verb: Token) -> list[Range]:
    """ "put the toll at 40": the thing and its number."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    at = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("at", "as")]
    at += [c for c in thing.children if c.dep_ == "prep" and c.lower_ == "at"] if thing is not None else []
    if thing is None or not at or not any(t.like_num for t in verb.doc[at[0].i : at[0].right_edge.i + 1]):
        return []
    return [(thing.left_edge.i, max(at[0].right_edge.i, thing.right_edge.i) + 1)]


def _unsaid(doc: Doc, verb: Token, cue: Cue) -> Iterator[Found]:
    """ "X is believed to have left", "it is said that X left": somebody says so, and the text does not say who."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj") and c.i < verb.i), None)
    inf = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and c.tag_ in ("VB", "VBN")), None)
    clause = content_clause(verb)
    if subject is None or subject.lower_ in FIRST_PERSON | {"you"}:
        return
    if inf is not None and any(c.lower_ == "to" for c in inf.children) and subject.lower_ not in ("it", "there"):
        content = [core(subject), (inf.left_edge.i, inf.right_edge.i + 1)]
    elif clause is not None and clause.i > verb.i and subject.lower_ == "it":
        content = [(clause.left_edge.i, clause.right_edge.i + 1)]
    else:
        return
    stance: Stance = "estimates" if cue.strength == "weak" or verb.lemma_ in ("believe", "think") else cue.stance
    yield Found(cue=[(verb.i, verb.i + 1)], content=content, speaker=None, stance=stance, voice="nobody")


def _coordinated(doc: Doc, verb: Token, content: list[Range]) -> list[Range]:
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


def _broken(doc: Doc, verb: Token, subject: Token) -> list[Range]:
    """ "Otherwise, she said, prices will rise": the sentence around an aside that the parse hung on its verb."""
    head = verb.head
    if head.pos_ not in ("VERB", "AUX") or any(c.dep_ in ("dobj", "xcomp") for c in verb.children):
        return []
    start, end = head.left_edge.i, head.right_edge.i + 1
    lo, hi = core(subject)
    hole = min(lo, verb.i), max(hi, verb.i + 1)
    return [(a, b) for a, b in ((start, hole[0]), (hole[1], end)) if any(t.is_alpha for t in doc[a:b])]


def _judged(doc: Doc, verb: Token) -> tuple[list[Range], list[Range]]:
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


def _right_before(doc: Doc, verb: Token) -> Token | None:
    """Whoever stands right before a finite cue, where the parse gave it no subject ("IS said", "... X have said")."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    first = verb.i
    while first > verb.sent.start and doc[first - 1].pos_ in ("AUX", "ADV") and mention_at(doc, first - 1) is None:
        first -= 1
    if verb.tag_ == "VBN" and first == verb.i and mention_at(doc, first - 1) is None:
        return None
    m = mention_at(doc, first - 1) if first > verb.sent.start else None
    if m is not None and m.end == first and (m.named or m.role != "unknown"):
        return doc[m.end - 1]
    token = doc[first - 1]
    if first > verb.sent.start and token.pos_ == "PROPN" and token.text[:1].isupper() and token.dep_ != "pobj":
        return token
    return None


def _may_speak_before(doc: Doc, subject: Token | None, verb: Token) -> bool:
    return subject is not None and subject.i < verb.i and verb.tag_ in ("VBD", "VBZ", "VBP") and may_speak(doc, subject)


def _rest(doc: Doc, verb: Token) -> list[Range]:
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


RELAYS = frozenset({"quote", "cite"})


def _relayed(doc: Doc, verb: Token, relay: Token, cue: Cue) -> Iterator[Found]:
    """ "M quoted X as saying ...", "..., X was quoted by M as saying": X speaks, M is the medium that carries it."""
    children = list(relay.children)
    speaker = next((c for c in children if c.dep_ in ("nsubjpass", "dobj")), None)
    by = next(
        (c for c in [*children, *verb.children] if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")), None
    )
    medium = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if by is None:
        medium = next((c for c in children if c.dep_ == "nsubj"), None)
    if speaker is None:
        return
    start, end = core(speaker)
    clause = content_clause(verb)
    sentence = verb.sent
    edge = by.i if by is not None and by.i > verb.i else sentence.end
    if clause is not None and clause.right_edge.i > verb.i:
        content: Range = (max(clause.left_edge.i, verb.i + 1), clause.right_edge.i + 1)
    elif any(t.pos_ in ("VERB", "AUX") for t in doc[verb.i + 1 : edge]):
        content = (verb.i + 1, edge)
    elif start - sentence.start >= 3:
        content = (sentence.start, start)
    else:
        return
    if medium is not None and not content[0] <= medium.i < content[1]:
        outer = [content, (start, end), (verb.head.i, verb.i + 1)]
        yield Found([(relay.i, relay.i + 1)], joined(outer), medium, "reports", speaker_span=_speaker_core(doc, medium))
    first = relay.i if medium is None and relay.i < verb.i else verb.i
    yield Found([(first, verb.i + 1)], [content], speaker, cue.stance, speaker_span=(start, end))


def _speaker_core(doc: Doc, head: Token) -> Range:
    m = mention_at(doc, head.i)
    start, end = core(head)
    return (min(start, m.start), max(end, m.end)) if m else (start, end)


def _cue_span(verb: Token) -> tuple[int, int]:
    end = verb.i + 1
    if end < len(verb.doc) and verb.doc[end].dep_ == "prt":
        end += 1
    return verb.i, end


def content_clause(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "ccomp":
            return child
    return None


def _around(doc: Doc, verb: Token, subject: Token | None, clause: Token) -> list[Range]:
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


def _infinitive(verb: Token) -> Token | None:
    for child in verb.children:
        if child.lemma_ in ("name", "identify") and verb.lemma_ in ("ask", "request", "demand"):
            return None  # "asked not to be named"
        if (
            child.dep_ in ("xcomp", "ccomp")
            and child.i > verb.i
            and (child.tag_ in ("VBG", "VB", "VBN"))
            and (child.tag_ == "VBG" or any(c.lower_ == "to" for c in child.children))
        ):
            return child
    return None


def _infinitive_content(verb: Token, inf: Token) -> tuple[list[Range], list[Range]]:
    content = [(inf.left_edge.i, inf.right_edge.i + 1)]
    content = [(max(a, verb.i + 1), b) for a, b in content]
    cut: list[Range] = []
    if verb.dep_ == "relcl":  # "a city which X claim to have vanquished": what the clause is about is content too
        start, end = core(verb.head)
        content.insert(0, (start, end))
        cut.append((verb.left_edge.i, verb.right_edge.i + 1))
    return content, cut


def _naming(verb: Token) -> list[Range]:
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


def _named_in_marks(verb: Token, quotes: Sequence[Quote]) -> list[Range]:
    """ "called the report “an invention”": the name in quotation marks, taken by the parse for part of the thing."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if thing is None:
        return []
    for q in quotes:
        if thing.i < q.start <= thing.right_edge.i + 1 and verb.doc[q.start - 1].pos_ in ("NOUN", "PROPN", "PRON"):
            return [(verb.i + 1, q.end)]
    return []


def _accusing(verb: Token) -> tuple[list[Range], list[Range]]:
    """Content of "accuse X of Y", "blame X for Y", "blame Y on X", their passives, "Y, which Z blamed on X"."""
    doc = verb.doc
    goal = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    matter = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("of", "for", "on") and c.i > verb.i]
    if goal is not None and not matter:  # the parse hung it on the object or on the "by" phrase
        last = max(verb.right_edge.i, goal.right_edge.i)
        matter = [
            t
            for t in doc[verb.i + 1 : last + 1]
            if t.lower_ in ("of", "for") and any(c.tag_ == "VBG" for c in t.children)
        ][:1]
    if goal is None and verb.dep_ == "relcl" and matter:
        a, b = core(verb.head)
        return [(a, b), (matter[0].i, matter[0].right_edge.i + 1)], [(verb.left_edge.i, verb.right_edge.i + 1)]
    if goal is not None and goal.i > verb.i and any(c.dep_ == "prep" and c.lower_ == "on" for c in goal.children):
        return [(goal.left_edge.i, goal.right_edge.i + 1)], []  # "blamed the strike on rebels", hung on "strike"
    clause = [c for c in verb.children if c.dep_ in ("pcomp", "advcl")]
    if goal is None or not (matter or (verb.lemma_ == "suspect" and clause)):
        return [], []
    if goal.i < verb.i:
        start, end = core(goal)
        return [(start, end), *((m.i, m.right_edge.i + 1) for m in matter)], []
    last = max(t.right_edge.i for t in [goal, *matter])
    return [(min(goal.left_edge.i, goal.i), last + 1)], []


def _object(verb: Token) -> list[Range]:
    lex = lexicon()
    held = verb.lemma_ in lex.answering
    for child in verb.children:
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
                if c.dep_ in ("prep", "agent") and c.left_edge.i == b and not any(_is_time(g) for g in c.children):
                    b = c.right_edge.i + 1
            if b - a >= 2 or held or child.tag_ == "NNS" or child.lower_.endswith("ing"):
                return [(a, b)]
    return []


def may_speak(doc: Doc, subject: Token | None) -> bool:
    if subject is None:
        return False
    if subject.pos_ in ("PROPN", "PRON"):
        return True
    return any(m.role != "unknown" or m.entity for m in within(doc, *core(subject)))


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
            if token.pos_ in ("PROPN", "NOUN", "PRON") and (
                token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in ("PROPN", "NOUN")
            ):
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
        if "\n" in gap_before.text or (verb.sent.start >= q.end and content_clause(verb) is not None):
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


def _second_half(verb: Token, subject: Token | None, first: Quote, quotes: Sequence[Quote]) -> list[Range]:
    """ "A," X said, "B.": the quotation that goes on right after the cue, in the same sentence."""
    cue_end = max(verb.i + 1, whole(subject)[1] if subject is not None and subject.i > verb.i else 0)
    if first.end > verb.i:
        return []
    for q in quotes:
        if cue_end <= q.start <= cue_end + 2 and all(t.is_punct and t.text != "." for t in verb.doc[cue_end : q.start]):
            return [(q.start, q.end)]
    return []


def _free_of(ranges: Sequence[Range], verb: Token, subject: Token | None) -> bool:
    held = [verb.i] + ([subject.i] if subject is not None else [])
    return not any(a <= i < b for a, b in ranges for i in held)


def speaker_words(doc: Doc, subject: Token, content: Sequence[Range], verb: Token) -> tuple[int, int]:
    """The speaker's words: the whole noun phrase unless that runs into content or cue, or is a long name's tail."""
    m = mention_at(doc, subject.i)
    start, end = core(subject)
    if m:
        start, end = min(start, m.start), max(end, m.end)
    for c in verb.children:  # "State news agency ANS said": the parse made two subjects of it
        if c.dep_ == "nsubj" and c.i < subject.i and core(c)[1] == start:
            start = core(c)[0]
    wide = whole(subject)
    named = subject.pos_ == "PROPN" or (m is not None and m.named)
    clash = any(a < wide[1] and b > wide[0] for a, b in content) or wide[0] <= verb.i < wide[1]
    if not named and not clash and wide[1] - wide[0] <= 30:
        start, end = min(start, wide[0]), max(end, wide[1])
    closed = [k for k in range(start, subject.i) if doc[k].is_quote and doc[k].tag_ != "POS"]
    start = closed[-1] + 1 if closed else start
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    return start, end
