"""What was said, by what a verb takes: its constructions in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from rashomon.reading.actors.component import core
from rashomon.reading.grammar.clauses import FINITE, by_whom, child, child_after, has, has_word, is_verb
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.who.according_to import is_attributed
from rashomon.reading.who.content_clauses import (
    around,
    broken,
    came_of_it,
    content_clause,
    coordinated,
    goes_on_behind,
    infinitive_content,
    infinitive_of,
    rest_after,
    with_that,
)
from rashomon.reading.who.content_judged import accusing, denied_thing, judged
from rashomon.reading.who.content_objects import (
    deed_named,
    named_as,
    named_in_marks,
    naming,
    object_phrase,
    put_at,
    toll_given,
)
from rashomon.reading.who.draft import Range, Words
from rashomon.reading.who.may_speak import may_speak, may_speak_before
from rashomon.reading.who.said_by import Saying
from rashomon.reading.who.trailing import PLACE_AND_TIME, opening

ALLEGATIONS = words("allegations")
Construction = Callable[[Saying], Words | None]


def _name(said: Saying) -> Words | None:
    if not said.takes("name"):
        return None
    return Words(naming(said.verb) or named_in_marks(said.verb, said.quotes))


def _accusation(said: Saying) -> Words | None:
    return accusing(said.verb) if said.takes("accuse") else None


def _clause(said: Saying) -> Words | None:
    clause = content_clause(said.verb) if said.takes("clause", "that") else None
    if clause is None or not (said.takes("clause") or with_that(clause)):
        return None
    content = coordinated(said.doc, said.verb, around(said.doc, said.verb, said.subject, clause))
    content = _with_first_half(said, _up_to_the_speaker(said, content))
    if not content:
        return Words([])
    marked = any(q.long and q.start <= clause.i < q.end for q in said.quotes)
    return Words([*content, *came_of_it(said.verb, clause), *([] if marked else goes_on_behind(said.verb, clause))])


def _up_to_the_speaker(said: Saying, content: list[Range]) -> list[Range]:
    """ "Nine died when rebels attacked the camp, the ministry said": with the clause that the parse hung on the cue."""
    if not content or said.subject is None or said.subject.i > said.verb.i:
        return content
    (a, b), speaker = content[-1], core(said.subject)[0]
    gap = list(said.doc[b : max(b, speaker - 1)])
    opens = bool(gap) and gap[0].lower_ in WHEN and said.doc[speaker - 1].text == ","
    plain = opens and not any(t.text in (",", ";") or t.is_quote for t in gap)
    return [*content[:-1], (a, speaker - 1)] if plain else content


def _with_first_half(said: Saying, content: list[Range]) -> list[Range]:
    """ "Rebels took the hill, but nobody died, the mayor said": both halves, where the parse gave the cue the second
    alone and the first has no speaker of its own."""
    verb, doc = said.verb, said.doc
    if len(content) != 1 or verb.dep_ != "conj" or verb.i < content[0][1]:
        return content
    begin, start = content[0][0], opening(verb.sent)
    if begin - start < SHORTEST:
        return content
    comma, joins = doc[begin - 2], doc[begin - 1]
    if comma.text != "," or joins.dep_ != "cc" or joins.head != verb.head or verb.head.i > begin:
        return content
    first = doc[start : begin - 2]
    if is_attributed(doc, first.start, first.end) or any(q.start < begin for q in said.quotes if q.end > start):
        return content
    return [(start, content[0][1])]


WHEN = frozenset({"after", "as", "before", "since", "when", "where", "while"})


def _infinitive(said: Saying) -> Words | None:
    inf = infinitive_of(said.verb) if said.takes("infinitive") else None
    return infinitive_content(said.verb, inf) if inf is not None else None


def _bidding(said: Saying) -> Words | None:
    """ "Told residents to leave the valley": whom, and what they are to do."""
    whom, inf = child_after(said.verb, "dobj"), child_after(said.verb, "xcomp")
    if not said.takes("bidding") or whom is None or inf is None or not said.may_speak():
        return None
    bids = inf.tag_ == "VB" and has_word(inf, ("to",), "aux") and whom.i < inf.i
    return Words([(whom.left_edge.i, inf.right_edge.i + 1)]) if bids else None


def _aside(said: Saying) -> Words | None:
    if said.verb.dep_ != "parataxis" or not said.takes("clause") or said.subject is None:
        return None
    return Words(broken(said.doc, said.verb, said.subject))


def _number(said: Saying) -> Words | None:
    return Words(put_at(said.verb)) if said.takes("at") else None


def _toll(said: Saying) -> Words | None:
    return Words(toll_given(said.verb)) if said.takes("toll") else None


def _dismissed_as(said: Saying) -> Words | None:
    """ "Dismissed as "ridiculous" the claims that X", "rejected as lies the reports that X", by the order of the words:
    what is denied stands behind what it is called, where parsers lose it."""
    doc, verb = said.doc, said.verb
    end = verb.sent.end
    if said.cue.stance != "denies" or doc[verb.i + 1 : verb.i + 2].text.lower() != "as":
        return None
    noun = next(
        (t for t in doc[verb.i + 2 : min(verb.i + NEAR, end)] if t.lemma_.lower() in ALLEGATIONS | {"report"}), None
    )
    if noun is None or noun.nbor(-1).lower_ not in ("the", "all", "any") or "that" not in _lowers(doc, noun.i + 1, end):
        return None
    if not any(t.is_quote for t in doc[verb.i + 1 : noun.i]):
        return None  # without marks around it the parse holds
    while end > noun.i and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return Words([(noun.i - 1, end)])


def _lowers(doc: Doc, start: int, end: int) -> set[str]:
    return {t.lower_ for t in doc[start:end]}


NEAR = 8
"""Tokens behind "dismissed" in which the noun of what is dismissed stands."""


CONSTRUCTIONS: tuple[tuple[str, Construction], ...] = (
    ("dismissed_as", _dismissed_as),
    ("name", _name),
    ("accusation", _accusation),
    ("clause", _clause),
    ("infinitive", _infinitive),
    ("bidding", _bidding),
    ("aside", _aside),
    ("number", _number),
    ("toll", _toll),
)
"""What a cue can take, by the name of the rule. The first that fits the cue decides, also where it finds no words."""


def judged_thing(said: Saying) -> Words | None:
    return judged(said.verb) if said.takes("object", "as") and may_speak(said.doc, said.subject) else None


def _told_by(said: Saying) -> Words | None:
    """ "The reports were denied by the ministry", "a second raid was reported on Monday by the agency", "the army was
    condemned by the council for its raids"."""
    what = child(said.verb, "nsubjpass") if has(said.verb, "agent") else None
    if what is None or not (said.cue.stance == "denies" or (said.takes("object") and said.may_speak())):
        return None
    if said.cue.stance == "denies":
        return Words([denied_thing(what)])
    reasons = [c for t in (said.verb, by_whom(said.verb)) if t is not None for c in t.rights if c.lower_ == "for"]
    behind = [(c.i, c.right_edge.i + 1) for c in reasons[:1] if c.i > said.verb.i]
    end = what.right_edge.i + 1
    return Words([(what.left_edge.i, end) if end <= said.verb.i else core(what), *behind])


def _object(said: Saying) -> Words | None:
    return Words(object_phrase(said.verb)) if said.takes("object") and said.may_speak() else None


def _as(said: Saying) -> Words | None:
    return Words(named_as(said.verb)) if said.takes("as") and said.may_speak() else None


def _deed(said: Saying) -> Words | None:
    named = said.takes("deed", "bare") and said.may_speak()
    return Words(deed_named(said.verb, not said.takes("deed"))) if named else None


def _what_was(said: Saying) -> Words | None:
    """ "In what rebels claimed was a gas attack": the words around cue and speaker, however the parse parted them."""
    verb, doc = said.verb, said.doc
    what = next((c for c in verb.lefts if c.lower_ == "what"), None)
    is_it = doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
    if what is None or is_it is None or is_it.lemma_ != "be" or not said.takes("clause") or not said.may_speak():
        return None
    return Words([(what.i, what.i + 1), (is_it.i, is_it.right_edge.i + 1)])


def _rest(said: Saying) -> Words | None:
    if not said.takes("clause") or not may_speak_before(said.doc, said.subject, said.verb):
        return None
    return Words(rest_after(said.doc, said.verb))


def _headline(said: Saying) -> Words | None:
    """ "Ten dead in X, health ministry says": headlines leave the verb out of what was said."""
    verb, subject = said.verb, said.subject
    if not said.takes("clause") or subject is None or subject.i != verb.i - 1:
        return None
    begin, comma = verb.sent.start, core(subject)[0] - 1
    ends = all(t.is_punct or t.is_space for t in said.doc[verb.i + 1 : verb.sent.end])
    if not ends or comma <= begin or said.doc[comma].text != "," or not may_speak(said.doc, subject):
        return None
    told = said.doc[begin:comma]
    thing = told[0].pos_ in ("NUM", "NOUN", "PROPN", "ADJ", "DET")  # "On Monday, the army said." tells nothing
    thing = thing or (told[0].tag_ == "VBG" and any(t.tag_ in FINITE for t in told))  # "Shelling kills 12, medics say"
    return Words([(begin, comma)]) if thing and sum(t.is_alpha for t in told) >= SHORTEST else None


def _headline_ends(said: Saying) -> Words | None:
    """ "Raid on Qarna kills 14, says monitor": the same, speaker last."""
    verb, subject, doc = said.verb, said.subject, said.doc
    begin, comma = verb.sent.start, verb.i - 1
    if not said.takes("clause") or subject is None or subject.i < verb.i or comma <= begin or doc[comma].text != ",":
        return None
    ends = all(t.is_punct or t.is_space for t in doc[subject.i + 1 : verb.sent.end])
    told = doc[begin:comma]
    enough = sum(t.is_alpha for t in told) >= SHORTEST
    return Words([(begin, comma)]) if ends and enough and may_speak(doc, subject) else None


def _sentence_before(said: Saying) -> Words | None:
    """ "Two died when rebels attacked the camp south of Qarna, the Emergency Committee said in a statement": all before
    a speaker who ends the sentence, however the parse hung the cue."""
    verb, subject, doc = said.verb, said.subject, said.doc
    if not said.takes("clause") or subject is None or subject.head != verb or verb.tag_ not in FINITE:
        return None
    (begin, end), start = core(subject), verb.sent.start
    behind = doc[verb.i + 1 : verb.sent.end]
    if end != verb.i or begin - 1 <= start or doc[begin - 1].text != "," or has(verb, "ccomp", "xcomp", "dobj", "attr"):
        return None
    if len(behind) > PLACE_AND_TIME or any(is_verb(t) or t.is_quote for t in behind):
        return None
    told = doc[start : begin - 1]
    main = any(t.tag_ in FINITE and t.dep_ not in ("relcl", "advcl", "acl") for t in told)
    return Words([(start, begin - 1)]) if main and not any(t.is_quote for t in told) else None


SHORTEST = 3
"""Words of a headline's statement."""


FALLBACKS: tuple[tuple[str, Construction], ...] = (
    ("denied_thing", _told_by),
    ("object", _object),
    ("name", _as),
    ("deed_named", _deed),
    ("clause", _what_was),
    ("rest_of_sentence", _rest),
    ("headline_before_comma", _headline),
    ("headline_before_comma", _headline_ends),
    ("sentence_around", _sentence_before),
)
"""Where neither a construction nor a quotation gave words. The first that finds some decides."""
