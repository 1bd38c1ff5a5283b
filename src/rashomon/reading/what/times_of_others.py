"""Which times of a claim's sentence are of something else: of a relative clause, an adjective, an aim, another deed."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.model import Timex
from rashomon.reading.actors.component import mention_at
from rashomon.reading.grammar.clauses import is_verb
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.reading.what.telling_which import came_before, is_a_deed, of_the_next, told_of

BEGINNING = words("beginning")
ASKING = frozenset({"how", "whether", "why", "what"})
DATING = ("compound", "poss", "amod", "nummod", "nmod", "npadvmod")
NOW, BESIDE_TIME = words("now"), words("beside_time")
TAKES_PLACE, DEEDS = words("takes_place"), words("instruments") | words("vague") | words("deeds") | {"incident"}


def is_of_something_else(doc: Doc, words: Words, d: Draft, at: tuple[int, int, Timex], published: str | None) -> bool:
    """Whether a time of the sentence, by its first and last token, says nothing of when this deed was."""
    first, last, t = at
    own = clause_of(doc[last - 1])
    return (
        _told_of_a_party(doc, words, d, own)
        or _of_another_deed(doc, d, own)
        or _says_only_which(d, own)
        or _night_of_a_day(words, first, last, t)
        or came_before(d.head, own)
        or of_the_next(d.head, own)
        or _asked_about(d, own)
        or _of_an_aim(d, own)
        or (not d.kind.lasting and since_what(doc[first]) not in (None, d.head))
        or _how_much_of_it(doc, d, last, t)
        or _seen_from_later(d, doc[last - 1])
        or _as_it_is(d, t, published)
        or _dates_a_noun(doc, d, first, last)
        or _now_of_another(doc, d, own, first, last)
    )


def _told_of_a_party(doc: Doc, words: Words, d: Draft, clause: Token) -> bool:
    """ "Rebels, who took Idlib on Saturday, shelled the base": the relative clause tells of the rebels only."""
    verb = clause_of(d.head)
    if _only_done_to_it(words, d, clause):
        return True
    clause = next((c for c in (clause, *clause.ancestors) if c.dep_ == "relcl" or c.is_ancestor(verb)), clause)
    if clause.dep_ != "relcl" or clause in (verb, d.head) or clause.is_ancestor(verb) or clause.head == d.head:
        return False
    if mention_at(doc, clause.head.i) is not None or _of_a_place(words, clause):
        return True
    # "took the district which had been held for two years"; not "in a raid that began on Friday", "where six died"
    where = any(c.lower_ in ("where", "when") for c in clause.children)
    return clause.head.pos_ in ("NOUN", "PROPN") and not where and not is_a_deed(clause.head) and clause.i > d.head.i


def _only_done_to_it(words: Words, d: Draft, clause: Token) -> bool:
    """ "Shelled the district seized by rebels in May", "a video released on Friday shows fighting": when that was done
    says nothing of the deed. Not "a meeting held on Friday", where those were whom it befell."""
    verb = clause_of(d.head)
    if clause.dep_ != "acl" or clause.tag_ != "VBN" or clause in (verb, d.head) or clause.is_ancestor(d.head):
        return False
    noun = clause.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "under" and noun != d.head:
        return True  # "withdrawn under a deal signed in February"
    if noun.pos_ not in ("NOUN", "PROPN") or is_a_deed(noun) or clause.lemma_ in TAKES_PLACE | BEGINNING:
        return False
    if clause.lemma_ == "hold" and not _of_a_place(
        words, clause
    ):  # "a meeting held on Friday", "a town held since May"
        return False
    by_whom = any(c.dep_ == "agent" for c in clause.children)
    return not d.head.is_ancestor(noun) or (by_whom and is_verb(d.head))


def _asked_about(d: Draft, clause: Token) -> bool:
    """ "Discussed on Monday how to answer the attack": when it was asked is not when that happened."""
    up = clause_of(d.head)
    while up != clause and clause.is_ancestor(up):
        opens = up.dep_ in ("ccomp", "pcomp", "xcomp") and any(c.lower_ in ASKING for c in up.lefts)
        if opens:
            return True
        up = up.head
    return False


def _how_much_of_it(doc: Doc, d: Draft, last: int, t: Timex) -> bool:
    """ "Gave them food for a month": for how long it is meant to last, of a deed that lasts no time itself."""
    noun = doc[last - 1]
    lasts = d.kind.lasting or d.kind.state or d.kind.violent
    return t.type == "DURATION" and not lasts and noun.dep_ == "pobj" and noun.head.lower_ == "for"


def _of_an_aim(d: Draft, clause: Token) -> bool:
    """ "Stopped the raids to make way for a truce on Thursday": the day of what it was done for."""
    aim = clause.dep_ in ("advcl", "xcomp", "acl") and any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.lefts)
    deed = (d.head, clause_of(d.head))
    return aim and clause.i > d.head.i and clause.head in deed and clause not in deed


def _seen_from_later(d: Draft, time: Token) -> bool:
    """ "Home to 16,000 before the invasion, it has been occupied since 2022": what was before, or until, a deed says
    nothing of its day. Not "before an April ceasefire"."""
    named = d.head.pos_ == "NOUN" and d.head.dep_ == "pobj" and not d.head.is_ancestor(time)
    return named and d.head.head.lower_ in ("before", "until", "till")


def _says_only_which(d: Draft, clause: Token) -> bool:
    """ "On Monday jets bombed tents of people who had fled Idlib": Monday is not when they fled."""
    which = told_of(d.head)
    return which is not None and clause_of(d.head) != clause and not clause_of(d.head).is_ancestor(clause)


def _night_of_a_day(words: Words, first: int, last: int, t: Timex) -> bool:
    """ "Overnight on Friday": which night, the day beside it says; "overnight" alone is the one before the report."""
    if t.type != "TIME" or not t.value.endswith("TNI"):
        return False
    return any(o.type == "DATE" and (0 <= a - last <= 1 or 0 <= first - b <= 1) for a, b, o in words.times)


def _as_it_is(d: Draft, t: Timex, published: str | None) -> bool:
    """ "Rebels, who hold the town, shelled it on Monday": what is told in the present is so on no day gone by. Not "has
    been held since Monday", "is held for a week"."""
    verb = clause_of(d.head)
    if not d.kind.state or t.type == "DURATION" or t.end is None or published is None or t.end >= published:
        return False
    aux = {c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return aux == {"VBZ"} or aux == {"VBP"} or (not aux and verb.tag_ in ("VBZ", "VBP"))


def _of_another_deed(doc: Doc, d: Draft, clause: Token) -> bool:
    """ "Raids hit Urum, where an attack took place in May", "the conflict that began in 2011", "not seen since
    thousands were gassed in 1988": the time of a clause that tells of something else."""
    verb = clause_of(d.head)
    if clause.dep_ == "pcomp" and clause.head.lower_ == "since":  # "since beginning with protests in 2011"
        return not d.kind.lasting and clause not in (verb, d.head)
    if clause in (verb, d.head) or clause.is_ancestor(d.head) or clause.dep_ not in ("relcl", "advcl"):
        return False
    if clause.dep_ == "relcl" and clause.lemma_ in BEGINNING:
        return clause.head != d.head
    opens = {c.lower_ for c in clause.lefts if c.dep_ in ("mark", "advmod")}
    if "since" in opens:
        return not d.kind.lasting
    if "where" not in opens or clause.i < d.head.i:
        return False
    deeds = (c for c in clause.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ == "NOUN")
    return any(c.lemma_.lower() in DEEDS for c in deeds)


def _dates_a_noun(doc: Doc, d: Draft, first: int, last: int) -> bool:
    """ "Has intensified since a February deal", "three days after Monday's attack", "at its current pace": the time of
    a noun that is told beside the claim, and not the claim's."""
    time = doc[last - 1] if doc[last - 1].dep_ != "case" else doc[last - 1].head
    noun = time.head
    while noun.dep_ in DATING and noun.pos_ in ("NOUN", "PROPN"):  # "a February ceasefire deal"
        noun = noun.head
    dated = time.dep_ in DATING and noun.i >= last and noun.pos_ in ("NOUN", "PROPN")
    if not dated or d.trigger[0] <= noun.i < d.trigger[1] or noun == d.head or noun.is_ancestor(d.head):
        return False
    beside = noun.dep_ == "pobj" and noun.head.lower_ in BESIDE_TIME
    return beside or doc[first].lower_ in NOW


def _now_of_another(doc: Doc, d: Draft, clause: Token, first: int, last: int) -> bool:
    """ "Shelled towns which are currently under siege", "said that many are now convinced that raids help them": what
    another clause says is so now says nothing of when this was."""
    verb = clause_of(d.head)
    told_so = last - first == 1 and doc[first].lower_ in NOW
    return told_so and clause not in (verb, d.head) and not (clause.dep_ == "conj" and clause.head == verb)


def _of_a_place(words: Words, clause: Token) -> bool:
    """ "Took the town, which it has besieged since March": told of the town only. Not "where ...", which goes on."""
    if any(c.lower_ == "where" for c in clause.children):
        return False
    noun = clause.head
    named = noun.head if noun.dep_ == "appos" else noun
    first = next((c for c in clause.lefts if c.lower_ in ("which", "that")), None)
    before = [] if first is None or first.i == 0 else [first.nbor(-1)]  # by the words: the parse takes it for another's
    called = [c for c in named.lefts if c.dep_ in ("compound", "amod", "nmod")]  # "Idlib province"
    return any(a <= t.i < b for t in (named, *called, *before) for a, b in words.places)


def since_what(time: Token) -> Token | None:
    """Of "since the coup in February" the coup."""
    up = time
    while up.dep_ in (*DATING, "pobj", "npadvmod") and up.head != up and up.head.pos_ in ("PROPN", "NOUN", "NUM"):
        up = up.head
    noun = up.head.head if up.dep_ == "pobj" and up.head.dep_ == "prep" else None
    since = noun is not None and noun.dep_ == "pobj" and noun.head.lower_ == "since"
    return noun if since else None
