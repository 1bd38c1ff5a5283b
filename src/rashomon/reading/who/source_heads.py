"""Who does the saying: the subject of a cue, found where the parse has it or where the words show it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import core, mention_at, whole, within
from rashomon.reading.grammar.english import surface_subject
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.cues import lexicon
from rashomon.reading.who.draft import Range


def sayer(verb: Token) -> tuple[Token | None, bool]:
    """Who does the saying: (head of the noun phrase, whether it is the matrix clause's own speaker that goes on)."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and not is_time(c)]
    bare = verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.children)
    if bare and (named := _with_phrase(verb)) is not None:
        return named, False  # "with X denying it and Y blaming Z", whatever the parse makes of the noun before
    if subjects:  # "Recipients, said Mauer, are ...": the parse may give the verb both
        mute = not may_speak(verb.doc, subjects[0]) and not _is_product(subjects[0])
        if bare and mute and any(c.lower_ in ("after", "before") for c in verb.children if c.dep_ == "mark"):
            return None, True  # "said jets flew over it after the bombardment accusing the army", its comma lost
        nearest = min(subjects, key=lambda c: abs(c.i - verb.i))
        whole_of = next((c for c in subjects if _ends_in(c, nearest)), nearest)
        return _antecedent(whole_of, verb), False
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None), False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return (None, True) if _outer(verb) else sayer(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.dep_ in ("dobj", "pobj") and _is_product(verb.head):
        return None, True  # "issued a statement saying ...": whoever issued it
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.i and verb.doc[verb.i - 1].text == ",":
        return None, True  # "reported a raid, hinting at ..."
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and (_is_place(verb.head) or _is_mute(verb.head)):
        return None, True  # "the army shelled the town claiming to ...", its comma lost
    if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return (
            (verb.head, False)
            if verb.tag_ in ("VBG",) or any(c.lower_ in ("who", "which", "that") for c in verb.children)
            else (None, False)
        )
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX") and verb.head.lemma_ not in ("quote", "cite"):
        return sayer(verb.head)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "by" and (who := surface_subject(verb.head.head)) is not None:
        return (who, False) if may_speak(verb.doc, who) else (None, True)  # "the minister answered by saying ..."
    if verb.dep_ in ("advcl", "ccomp", "pcomp", "dep") and verb.tag_ == "VBG":
        named = _with_phrase(verb)
        return (named, False) if named is not None else (None, True)
    return None, False


def _ends_in(first: Token, second: Token) -> bool:
    """ "Opponents of President Mira Tal said": whether the second of two subjects is only the end of the first."""
    inside = [g for c in first.rights if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    return any(g.pos_ == second.pos_ == "PROPN" and first.i < g.i < second.i < g.i + 6 for g in inside) and all(
        t.pos_ == "PROPN" or t.text == "-" for t in first.doc[inside[-1].i : second.i]
    )


def _is_mute(noun: Token) -> bool:
    """Whether a noun is a thing that does not speak: "after the raid accusing X", "hit the market adding that"."""
    return (
        noun.dep_ in ("pobj", "dobj")
        and noun.pos_ == "NOUN"
        and not may_speak(noun.doc, noun)
        and not _is_product(noun)
    )


def _is_place(noun: Token) -> bool:
    """Whether a noun is a place's name that hangs on a preposition or is acted on, and so does not speak."""
    return noun.dep_ in ("pobj", "dobj") and any(p.span.start <= noun.idx < p.span.end for p in noun.doc._.places)


def _is_product(noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon().products and not any(c.dep_ in ("poss", "nmod") for c in noun.children)


def is_time(token: Token) -> bool:
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


def negated(verb: Token) -> bool:
    """ "Did not say", "refused to acknowledge"."""
    return any(c.dep_ == "neg" for c in verb.children) or (
        verb.dep_ == "xcomp" and verb.head.lemma_ in lexicon().negative
    )


def right_before(doc: Doc, verb: Token) -> Token | None:
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


def may_speak_before(doc: Doc, subject: Token | None, verb: Token) -> bool:
    return subject is not None and subject.i < verb.i and verb.tag_ in ("VBD", "VBZ", "VBP") and may_speak(doc, subject)


def speaker_core(doc: Doc, head: Token) -> Range:
    m = mention_at(doc, head.i)
    start, end = core(head)
    return (min(start, m.start), max(end, m.end)) if m else (start, end)


def may_speak(doc: Doc, subject: Token | None) -> bool:
    if subject is None:
        return False
    if subject.pos_ in ("PROPN", "PRON"):
        return True
    return any(m.role != "unknown" or m.entity for m in within(doc, *core(subject)))


def quoted_speaker_after(doc: Doc, verb: Token, quotes: Sequence[Quote]) -> Token | None:
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
    while start < end - 1 and (
        doc[start].is_punct or doc[start].is_space or (doc[start].tag_ == "WDT" and doc[start].lower_ == "which")
    ):
        start += 1
    return start, end
