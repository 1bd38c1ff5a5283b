"""Statements that a verb introduces: "X said that ...", "..., X said", "X denies doing ...", "X accuses Y of ...".

The lexicon tells what a verb can take, the parse tells where its subject and content stand, and quotation marks correct
the parse where they stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import mention_at
from rashomon.reading.grammar.clauses import has
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.blame import held_responsible, owned, traded
from rashomon.reading.who.content_judged import denied_before
from rashomon.reading.who.content_quoted import free_of, only_time, quote_beside, second_half
from rashomon.reading.who.content_taken import CONSTRUCTIONS, FALLBACKS, judged_thing
from rashomon.reading.who.cues import Cue, lexicon
from rashomon.reading.who.draft import Draft, Range, Words, joined
from rashomon.reading.who.nobody_named import unsaid
from rashomon.reading.who.relayed import relayed
from rashomon.reading.who.said_by import Saying, is_first_person, saying
from rashomon.reading.who.source_heads import negated
from rashomon.reading.who.speaker_words import speaker_core
from rashomon.reading.who.stances import stance_of
from rashomon.reading.who.trailing import trailing

RELAYS = words("relays")


def verbal(doc: Doc, verb: Token, cue: Cue, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """The statements of one cue: two where a medium carries another's words."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in RELAYS:
        yield from relayed(doc, verb, verb.head.head, cue, quotes)
    elif _has_no_agent(doc, verb):
        if "raised" in cue.takes:
            yield from unsaid(verb, cue)
    elif "clause" in cue.takes and (behind := trailing(doc, verb, quotes)) is not None:
        yield replace(behind, stance=cue.stance)
    elif (said := saying(doc, verb, cue, quotes)) is not None:
        found = _answered(said) or _owned(said) or _laid(said) or _told(said)
        if found is not None:
            yield found


def _has_no_agent(doc: Doc, verb: Token) -> bool:
    """ "It is said that ...": a passive that names nobody. What looks like an auxiliary may be an actor ("IS said")."""
    passive = any(c.dep_ == "auxpass" and mention_at(doc, c.i) is None for c in verb.children)
    return passive and not has(verb, "agent")


def _answered(said: Saying) -> Draft | None:
    """ "..., which X denied": the word that stands for what was told."""
    if said.cue.stance != "denies" or (stands := denied_before(said.verb)) is None or negated(said.verb):
        return None
    found = said.draft([stands], "denies", "denial_of_what_was_told", "what_was_told")
    found.cut = [(stands[0], said.verb.i + 1)]
    return found


def _owned(said: Saying) -> Draft | None:
    """ "The attack was claimed by X"."""
    if not (owns := owned(said.verb)):
        return None
    found = said.draft(owns, "claims", "deed_owned", "deed")
    found.speaker_span = speaker_core(said.doc, said.subject) if said.subject else None
    return found


def _laid(said: Saying) -> Draft | None:
    """ "Held X responsible for Y", "traded blame for Y"."""
    if not said.takes("blame") or not said.may_speak():
        return None
    laid = held_responsible(said.verb) or traded(said.verb)
    return said.draft(laid, "claims", "blame_laid", "blame") if laid else None


def _told(said: Saying) -> Draft | None:
    """The statement with the words that its cue takes; None where it takes none here."""
    rule, told = _by_construction(said)
    beside = _quoted(said)
    if beside is not None:
        rule, told = "quotation", told._replace(content=_with_quotation(said, told.content, beside))
    elif told.content:
        told = told._replace(content=_with_quotations_over(said, told.content))
    else:
        rule, told = next(((name, w) for name, f in FALLBACKS if (w := f(said)) and w.content), (rule, told))
    told = told._replace(content=_less_concession(said, _within_its_marks(said, told.content)))
    if not told.content or _asks_for_namelessness(said, told.content) or is_first_person(said.subject):
        return None
    stance = "asks" if rule == "bidding" and not negated(said.verb) else stance_of(said.verb, said.cue)
    found = said.draft(told.content, stance, "verb_of_saying", rule)
    found.quoted, found.cut = beside is not None, list(told.cut)
    found.stance_rule = "negated_cue" if negated(said.verb) else "of_cue"
    return found


def _by_construction(said: Saying) -> tuple[str, Words]:
    rule, told = next(((name, w) for name, f in CONSTRUCTIONS if (w := f(said)) is not None), ("clause", Words([])))
    if not told.content and (thing := judged_thing(said)) is not None:
        return "judged", thing
    return rule, told


def _quoted(said: Saying) -> Quote | None:
    """The quotation beside the cue, if the cue can take one."""
    written = said.takes("text") and said.subject is not None and said.subject.lemma_.lower() in lexicon().products
    if not written and not said.takes("clause", "quote", "object"):
        return None
    return quote_beside(said.doc, said.verb, said.subject, said.quotes)


def _with_quotation(said: Saying, content: Sequence[Range], beside: Quote) -> list[Range]:
    doc, verb = said.doc, said.verb
    more = second_half(verb, said.subject, beside, said.quotes)
    if beside.end <= verb.i and beside.start and doc[beside.start - 1].text == ":":
        content = [
            r for r in content if r[0] >= beside.start
        ]  # "The army denies this: “...,” X said": X's are in marks
    content = joined([*content, (beside.start, beside.end), *more])
    if verb.i < beside.start <= verb.i + 3:  # "said “...” on Sunday": when it was said
        return [(a, beside.end if a < beside.end < b and only_time(doc, beside.end, b) else b) for a, b in content]
    return content


def _with_quotations_over(said: Saying, content: list[Range]) -> list[Range]:
    """Content that a quotation only begins or ends in holds all of it, unless cue or subject lie in that."""
    over = [(q.start, q.end) for q in said.quotes if q.long and any(q.start < b and q.end > a for a, b in content)]
    grown = joined([*content, *over])
    return grown if free_of(grown, said.verb, said.subject) else content


def _within_its_marks(said: Saying, content: list[Range]) -> list[Range]:
    """ "Ivan Tal recalled, “Once, he said, 'all is lost'”": what a cue in a quotation takes stands in it, too."""
    verb = said.verb
    own = [q for q in said.quotes if q.long and q.start <= verb.i < q.end]
    if not own or not content:
        return content
    start, end = max(q.start for q in own), min(q.end for q in own)
    return [(max(a, start), min(b, end)) for a, b in content if a < end and b > start]


def _less_concession(said: Saying, content: list[Range]) -> list[Range]:
    """ "The army said it held the town, although shots could be heard": what is set against it is not its own."""
    if not content or content[-1][0] < said.verb.i:
        return content
    doc, (start, end) = said.doc, content[-1]
    against = (
        t.i for t in doc[start + 1 : end] if t.lower_ in CONCEDING and t.dep_ == "mark" and t.nbor(-1).text == ","
    )
    at = next(against, None)
    if at is None or any(q.start < at < q.end for q in said.quotes):
        return content
    return [*content[:-1], (start, at - 1)]


CONCEDING = words("conceding")


def _asks_for_namelessness(said: Saying, content: Sequence[Range]) -> bool:
    """ "Asked not to be named"."""
    return said.verb.lemma_ == "ask" and said.doc[content[-1][1] - 1].lower_ in ("named", "identified")
