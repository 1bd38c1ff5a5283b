"""Who does the saying: the subject of a cue, found where the parse has it or where the words show it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import describe, mention_at
from rashomon.reading.grammar.clauses import FINITE, RELATIVE, by_whom, child, has, has_word, is_verb
from rashomon.reading.grammar.english import surface_subject
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.grammar.spans import lies_in
from rashomon.reading.who.cues import lexicon
from rashomon.reading.who.may_speak import may_speak

RELAYS, INSTRUMENTS = words("relays"), words("instruments")
GOING_ON, PLATFORMS = words("going_on"), words("platforms")
OBJECT_CONTROL = words("object_control")
OPENERS, RECEIVING, THEN = words("openers"), words("receiving"), words("then")


ASKED, RECORDINGS = words("asked"), words("recordings")
NEAR = 8
"""Tokens between a message and the participle that tells of it."""
ALIKE = 0.85
"""How much of two spellings is the same, by difflib's ratio: one letter too many or too few in eight."""


class Sayer(NamedTuple):
    """The head of the noun phrase that speaks, or whether it is the matrix clause's own speaker who goes on."""

    head: Token | None
    goes_on: bool = False
    rule: str = "subject_of_cue"


NOT_HERE = Sayer(None)
GOES_ON = Sayer(None, goes_on=True, rule="carried_on")


def sayer(verb: Token) -> Sayer:
    """Who does the saying of a cue; the first way that the parse offers decides."""
    return next((found for way in WAYS if (found := way(verb)) is not None), NOT_HERE)


def _with_absolute(verb: Token) -> Sayer | None:
    """ "With X denying it and Y blaming Z", whatever the parse makes of the noun before."""
    named = _with_phrase(verb) if _is_bare_participle(verb) else None
    own = child(verb, "nsubj")
    if named is not None and own is not None and may_speak(verb.doc, own) and not may_speak(verb.doc, named):
        return None  # "with footage of Mira Tal saying"
    return Sayer(named, rule="phrase_with_with") if named is not None else None


def _own_subject(verb: Token) -> Sayer | None:
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and not is_time(c)]
    if not subjects:  # "Recipients, said Mauer, are ...": the parse may give the verb both
        return None
    nearest = min(subjects, key=lambda c: abs(c.i - verb.i))
    if _is_bare_participle(verb) and _speaks_not(nearest):
        return GOES_ON  # "the shell hit the market adding that dozens were hurt", its comma lost
    if (behind := behind_an_opener(nearest)) is not None:
        return Sayer(behind)
    whole_of = next((c for c in subjects if _ends_in(c, nearest) or _governed_before(c, nearest)), nearest)
    return Sayer(_antecedent(whole_of, verb))


def _speaks_not(noun: Token) -> bool:
    """Whether a noun is a thing, or a part of a land: who shelled the north speaks, and not the north."""
    if noun.pos_ == "NOUN":
        return not may_speak(noun.doc, noun) and not _is_product(noun)
    return has(noun, "amod") and lies_in(noun, noun.doc._.places) and describe(noun).role == "unknown"


def behind_an_opener(subject: Token) -> Token | None:
    """ "Meanwhilee the army said": the noun behind a misspelt adverb that opens a sentence, which the parse took for a
    name; None where a sentence opens otherwise."""
    doc, i = subject.doc, subject.i
    if i != subject.sent.start or i + 1 >= len(doc):
        return None
    if subject.lower_ in ASKED and doc[i + 1].text == ",":
        return child(subject, "appos")  # "Contacted, a source said"
    if doc[i + 1].dep_ != "det" or doc[i + 1].head.head != subject:
        return None
    return doc[i + 1].head if difflib.get_close_matches(subject.lower_, OPENERS, 1, ALIKE) else None


def reduced(verb: Token) -> Token | None:
    """ "Wounded people treated in X told doctors that ...": the participle that the parse took for a clause before the
    verb, whose subject is the verb's own."""
    for c in verb.lefts:
        bare = c.dep_ == "ccomp" and c.tag_ == "VBN" and not has(c, "aux", "auxpass") and has(c, "nsubj", "nsubjpass")
        if bare and not has(verb, "nsubj") and not any(t.is_punct for t in verb.doc[c.i : verb.i]):
            return c
    return None


def first_in_row(verb: Token) -> Token | None:
    """ "The mayor denied A, then said B": the first of two verbs of one subject, which the parse took for what the
    second tells."""
    first = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.tag_ in FINITE), None)
    if first is None or has(verb, "nsubj", "nsubjpass") or not has(first, "nsubj"):
        return None
    between = verb.doc[first.right_edge.i + 1 : verb.i]
    joins = all(t.is_punct or t.dep_ in ("advmod", "cc") for t in between)
    return first if joins and any(t.lower_ in THEN for t in between) else None


def _before_a_participle(verb: Token) -> Sayer | None:
    """ "Wounded people treated in X told doctors that ...", where the parse made a clause of the first half."""
    lost = reduced(verb) or first_in_row(verb)
    who = next((c for c in lost.lefts if c.dep_ in ("nsubj", "nsubjpass")), None) if lost is not None else None
    return Sayer(who) if who is not None else None


def _by_phrase(verb: Token) -> Sayer | None:
    return Sayer(by_whom(verb), rule="by_phrase") if has(verb, "agent") else None


def _first_of_two(verb: Token) -> Sayer | None:
    """ "X said A and denied B"."""
    then = verb.dep_ == "dep" and verb.tag_ in FINITE and verb.i > 0 and verb.nbor(-1).lower_ in THEN
    if not (verb.dep_ == "conj" or then) or not is_verb(verb.head):
        return None
    if verb.tag_ in FINITE and verb.head.dep_ in ("ccomp", "xcomp") and has_word(verb.head, ("to",), "aux"):
        return GOES_ON  # "declared the raid to be a crime and vowed revenge"
    loose = verb.tag_ == "VBG" and verb.head.tag_ in FINITE and not has(verb, "aux", "nsubj")
    if verb.head.dep_ == "advcl" and verb.head.tag_ == "VBG" and verb.tag_ in ("VBD", "VBN"):
        clause = verb.head.head  # "said 26 died, citing medics, and accused B": the medics spoke last, and don't go on
        return sayer(clause.head if clause.dep_ == "ccomp" else clause)
    return GOES_ON if loose or _outer(verb) else sayer(verb.head)


def _message(verb: Token) -> Sayer | None:
    """ "Residents received leaflets warning them to leave", "is aware of posts on two sites claiming that", "rejected
    letters from strangers accusing her": what somebody got or knows of says so, or who sent it; not who got it."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("acl", "advcl"):
        return None
    noun = verb.head if verb.dep_ == "acl" else child(verb.head, "dobj")
    product = _product_before(noun, verb) if noun is not None else None
    if noun is None or product is None or not _is_received(product):
        return None
    sent = noun.dep_ == "pobj" and noun.head.lower_ in ("by", "from")
    return Sayer(noun if sent else product, rule="noun_of_clause")


def _product_before(noun: Token, verb: Token) -> Token | None:
    """The message that a participle tells of: its noun, or one with a preposition before that, however it was hung."""
    if noun.lemma_.lower() in lexicon().products:
        return noun
    for t in reversed(noun.doc[max(noun.sent.start, noun.i - NEAR) : noun.i]):
        if t.is_punct or is_verb(t):
            return None
        if t.pos_ == "NOUN" and t.lemma_.lower() in lexicon().products and verb.dep_ == "acl":
            return t if t.nbor().pos_ == "ADP" else None
    return None


def _is_received(product: Token) -> bool:
    up = product
    while up.dep_ in ("pobj", "prep", "acomp", "conj") and not is_verb(up):
        up = up.head
    if up.dep_ == "dobj":
        return up.head.lemma_ in RECEIVING
    return is_verb(up) and (has(up, "acomp") or (has(up, "auxpass") and up.lemma_ in RECEIVING))


def _participle(verb: Token) -> Sayer | None:
    """A participle hung on a noun that does not speak: whoever the clause is about goes on."""
    if verb.dep_ != "acl" or verb.tag_ != "VBG":
        return None
    noun = verb.head
    if noun.dep_ in ("dobj", "pobj") and _is_product(noun):
        return GOES_ON  # "issued a statement saying ...": whoever issued it
    if verb.i and verb.doc[verb.i - 1].text == ",":
        return GOES_ON  # "reported a raid, hinting at ..."
    if _is_place(noun) or _is_mute(noun) or noun.lower_ in PLATFORMS:  # "posted a message on Twitter blaming X"
        return GOES_ON  # "the army shelled the town claiming to ..."
    return None


def _noun_of_clause(verb: Token) -> Sayer | None:
    """ "The ministry that said so", "residents reporting it"."""
    if verb.dep_ not in ("relcl", "acl") or verb.head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    speaks = verb.tag_ == "VBG" or has_word(verb, RELATIVE)
    return Sayer(verb.head, rule="noun_of_clause") if speaks else NOT_HERE


def _of_verb_above(verb: Token) -> Sayer | None:
    """ "X wants to deny it"."""
    above = verb.head
    if verb.dep_ != "xcomp" or not is_verb(above) or above.lemma_ in RELAYS:
        return None
    if has_word(verb, ("to",), "aux") and _is_anothers(above):
        return NOT_HERE  # "urged guards to report thefts", "it is fair to say that": nobody has done so
    found = sayer(above)
    thing = _is_bare_participle(verb) and found.head is not None and _speaks_not(found.head)
    return GOES_ON if thing else found  # "caused buildings to fall adding that ..."


def _is_anothers(above: Token) -> bool:
    """Whether an infinitive is what its verb's object is to do, or what "it" only points to."""
    told = child(above, "dobj")
    if told is not None and (above.lemma_ in OBJECT_CONTROL or above.lemma_ == "tell"):
        return True
    points = above.lemma_ == "take" or (above.lemma_ == "be" and has(above, "acomp"))
    return points and has_word(above, ("it",), "nsubj")


def _by_saying(verb: Token) -> Sayer | None:
    """ "The minister answered by saying ..."."""
    who = surface_subject(verb.head.head) if verb.dep_ == "pcomp" and verb.head.lower_ == "by" else None
    if who is None:
        return None
    return Sayer(who, rule="subject_above_cue") if may_speak(verb.doc, who) else GOES_ON


def _loose_participle(verb: Token) -> Sayer | None:
    if verb.dep_ not in ("advcl", "ccomp", "pcomp", "dep") or verb.tag_ != "VBG":
        return None
    named = _with_phrase(verb)
    return Sayer(named, rule="phrase_with_with") if named is not None else GOES_ON


def _recorded(verb: Token) -> Sayer | None:
    """ "Footage of Mira Tal saying that ...": who is heard, and not the recording."""
    who = verb.doc[verb.i - 1] if verb.tag_ == "VBG" and verb.i else None
    of = who.head if who is not None and who.dep_ == "pobj" else None
    if who is None or of is None or of.lower_ != "of" or of.head.lemma_.lower() not in RECORDINGS:
        return None
    return Sayer(who, rule="noun_of_clause") if may_speak(verb.doc, who) else None


WAYS: tuple[Callable[[Token], Sayer | None], ...] = (
    _recorded,
    _with_absolute,
    _own_subject,
    _message,
    _before_a_participle,
    _by_phrase,
    _first_of_two,
    _participle,
    _noun_of_clause,
    _of_verb_above,
    _by_saying,
    _loose_participle,
)


def _is_bare_participle(verb: Token) -> bool:
    return verb.tag_ == "VBG" and not has(verb, "aux")


def _ends_in(first: Token, second: Token) -> bool:
    """ "Opponents of President Mira Tal said": whether the second of two subjects is only the end of the first."""
    inside = [g for c in first.rights if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    return any(g.pos_ == second.pos_ == "PROPN" and first.i < g.i < second.i < g.i + 6 for g in inside) and all(
        t.pos_ == "PROPN" or t.text == "-" for t in first.doc[inside[-1].i : second.i]
    )


def _governed_before(first: Token, second: Token) -> bool:
    """ "The minister, speaking with his colleague Mira Tal, said": whether the second of two subjects stands
    right behind a preposition that the parse left with nothing to govern, or behind the title that it governs."""
    before = second.doc[second.left_edge.i - 1] if second.left_edge.i else second
    if first.i >= before.i or second.pos_ != "PROPN":
        return False
    title = before.pos_ == "NOUN" and before.dep_ == "pobj" and first.is_ancestor(before)
    return title or (before.dep_ == "prep" and not has(before, "pobj"))


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
    return noun.dep_ in ("pobj", "dobj") and lies_in(noun, noun.doc._.places)


def _is_product(noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon().products and not any(c.dep_ in ("poss", "nmod") for c in noun.children)


def is_time(token: Token) -> bool:
    return lies_in(token, token.doc._.times)


def _outer(verb: Token) -> bool:
    """ "X said that A would go and suggested that B", "fear that A has left and warn that B": a cue coordinated with a
    clause in another form than its own goes on from the verb above that clause, which has its form."""
    inner = verb.head
    above = inner.head
    if inner.dep_ != "ccomp" or verb.tag_ != above.tag_:
        return False
    if verb.tag_ == "VBD" and _of_a_thing(inner, verb):
        return True
    if above.i > inner.i or has(verb, "aux", "nsubj", "mark"):
        return False
    helped = next((c for c in inner.lefts if c.dep_ in ("aux", "auxpass")), None)
    if verb.tag_ in ("VBD", "VBG"):
        return helped is not None or inner.tag_ in ("VBZ", "VBP")
    own = inner if helped is None else helped
    return own.tag_ in FINITE and own.tag_ != verb.tag_


def _of_a_thing(inner: Token, verb: Token) -> bool:
    """ "The officer said the raid destroyed a depot and alleged that ...": the raid alleges nothing; "said gunmen
    raided the town and added that ...": who adds has said something before; "said 25 people died and blamed X", "said
    its troops held fire and blamed Y": neither those who are counted nor somebody's own speak for who counts them."""
    own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    what = next((c for c in inner.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if own or what is None:
        return False
    if has(what, "nummod") or any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in what.lefts):
        return True
    return verb.lemma_ in GOING_ON or (what.pos_ == "NOUN" and what.lemma_.lower() in INSTRUMENTS)


def _with_phrase(verb: Token) -> Token | None:
    """ "with the agency last week predicting ...": the phrase before the participle, times between them skipped."""
    doc, begin = verb.doc, verb.sent.start
    i = verb.i - 1
    while i > begin and (doc[i].dep_ in ("npadvmod", "advmod") or doc[i].head.dep_ == "npadvmod"):
        i -= 1
    m = mention_at(doc, i)
    j = m.start if m else i
    while j > begin and doc[j - 1].dep_ in IN_A_PHRASE and doc[j - 1].lower_ != "with":
        j -= 1
    if j > 0 and doc[j - 1].lower_ == "with" and doc[i].pos_ in ("NOUN", "PROPN"):
        return next((c for c in doc[j - 1].children if c.dep_ == "pobj" and c.i <= i), doc[i])
    return None


IN_A_PHRASE = ("det", "amod", "compound", "prep", "pobj", "poss")


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return _from_there(verb.head) if subject.lower_ == "who" else verb.head
    return subject


def _from_there(noun: Token) -> Token:
    """ "A teacher from Qarna, who said": the teacher, where the parse hung the clause on the place."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.dep_ != "prep" or noun.pos_ != "PROPN" or describe(noun).role != "unknown":
        return noun
    return prep.head if prep.head.pos_ == "NOUN" and may_speak(noun.doc, prep.head) else noun


def negated(verb: Token) -> bool:
    """ "Did not say", "refused to acknowledge"."""
    return any(c.dep_ == "neg" for c in verb.children) or (
        verb.dep_ == "xcomp" and verb.head.lemma_ in lexicon().negative
    )


def right_before(doc: Doc, verb: Token) -> Token | None:
    """Whoever stands right before a finite cue, where the parse gave it no subject ("IS said", "... X have said")."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    begin = verb.sent.start
    first = verb.i
    while first > begin and doc[first - 1].pos_ in ("AUX", "ADV") and mention_at(doc, first - 1) is None:
        first -= 1
    m = mention_at(doc, first - 1)
    if first <= begin or (verb.tag_ == "VBN" and first == verb.i and m is None):
        return None
    if m is not None and m.end == first and (m.named or m.role != "unknown"):
        return doc[m.end - 1]
    token = doc[first - 1]
    return token if token.pos_ == "PROPN" and token.text[:1].isupper() and token.dep_ != "pobj" else None


def quoted_speaker_after(doc: Doc, verb: Token, quotes: Sequence[Quote]) -> Token | None:
    """ "..." said X where the parse lost X: a name right after the verb, after a closing quotation mark."""
    if verb.i == 0 or verb.i + 1 >= len(doc):
        return None
    closed = any(q.end in (verb.i, verb.i - 1) for q in quotes)
    if not closed and doc[verb.i - 1].text not in (",", "”", '"', "»"):
        return None
    after = verb.i + 1
    m = mention_at(doc, after)
    if m and m.start == after:
        return doc[m.end - 1]
    if doc[after].pos_ not in ("PROPN", "PRON", "DET", "NOUN", "ADJ"):
        return None
    return next((t for t in doc[after : min(after + 6, verb.sent.end)] if ends_a_noun_run(t)), None)


def outside_speech(subject: Token, verb: Token, quotes: Sequence[Quote]) -> Token | None:
    """ "“Good men, all of these,” Tal, the head of the corps, said": the noun behind the marks, where the parse took
    one of those inside for who says them."""
    over = next((q for q in quotes if q.long and q.start <= subject.i < q.end <= verb.i), None)
    if over is None:
        return None
    return next((t for t in verb.doc[over.end : verb.i] if ends_a_noun_run(t)), None)


def ends_a_noun_run(token: Token) -> bool:
    """Whether a token is a noun or pronoun and no noun follows it."""
    last = token.i + 1 >= len(token.doc) or token.doc[token.i + 1].pos_ not in ("PROPN", "NOUN")
    return last and token.pos_ in ("PROPN", "NOUN", "PRON")
