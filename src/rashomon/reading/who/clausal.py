"""Statements that a verb introduces: "X said that ...", "..., X said", "X denies doing ...", "X accuses Y of ...".

The lexicon tells what a verb can take, the parse tells where its subject and content stand, and quotation marks correct
the parse where they stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Stance
from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.grammar.clauses import FINITE, SUBJECTS, child, first, governed, has, has_word, is_verb, reach
from rashomon.reading.grammar.english import named_by
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.quotations import Quote
from rashomon.reading.who.blame import held_responsible, owned, traded
from rashomon.reading.who.content_clauses import (
    around,
    broken,
    came_of_it,
    content_clause,
    coordinated,
    infinitive_content,
    infinitive_of,
    rest_after,
    with_that,
)
from rashomon.reading.who.content_judged import accusing, denied_before, denied_thing, judged
from rashomon.reading.who.content_objects import (
    deed_named,
    named_as,
    named_in_marks,
    naming,
    object_phrase,
    put_at,
    toll_given,
)
from rashomon.reading.who.content_quoted import free_of, only_time, quote_beside, second_half
from rashomon.reading.who.cues import Cue, lexicon
from rashomon.reading.who.draft import FIRST_PERSON, NOBODY, Draft, Range, Words, joined
from rashomon.reading.who.known import GROUP_NOUNS
from rashomon.reading.who.source_heads import (
    is_nobody,
    may_speak,
    may_speak_before,
    negated,
    one_of,
    outside_speech,
    quoted_speaker_after,
    right_before,
    sayer,
    speaker_core,
    speaker_words,
)
from rashomon.reading.who.trailing import PLACE_AND_TIME, trailing

ATTACKING = words("attacking_own")
SCORNING, ALLEGATIONS = words("scorning"), words("allegations") - {"report", "account"}
LIVES = words("lives")
RELAYS = words("relays")
COUNTING = words("counting")
"""Nouns of number that say nothing themselves: "a number of residents"."""


class Saying(NamedTuple):
    """A cue in its clause, and who says it there: a subject, or (`goes_on`) whoever the sentence let speak before."""

    doc: Doc
    verb: Token
    cue: Cue
    quotes: Sequence[Quote]
    subject: Token | None
    goes_on: bool
    rule: str

    def takes(self, *shapes: str) -> bool:
        return any(shape in self.cue.takes for shape in shapes)

    def may_speak(self) -> bool:
        """Whether it can be somebody's: who may speak, or a body of which nothing is known ("the council")."""
        body = self.subject is not None and self.subject.lemma_.lower() in GROUP_NOUNS
        return self.goes_on or body or may_speak(self.doc, self.subject)

    def speaker_span(self, content: Sequence[Range]) -> Range | None:
        return speaker_words(self.doc, self.subject, content, self.verb) if self.subject is not None else None

    def draft(self, content: list[Range], stance: Stance, made: str, content_rule: str) -> Draft:
        return Draft(
            [_cue_span(self.verb)],
            content,
            self.subject,
            stance,
            speaker_span=self.speaker_span(content),
            made=made,
            content_rule=content_rule,
            speaker_rule=self.rule,
        )


def verbal(doc: Doc, verb: Token, cue: Cue, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """The statements of one cue: two where a medium carries another's words."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in RELAYS:
        yield from _relayed(doc, verb, verb.head.head, cue)
    elif _has_no_agent(doc, verb):
        if "raised" in cue.takes:
            yield from _unsaid(verb, cue)
    elif "clause" in cue.takes and (behind := trailing(doc, verb, quotes)) is not None:
        yield replace(behind, stance=cue.stance)
    elif (said := _saying(doc, verb, cue, quotes)) is not None:
        found = _answered(said) or _owned(said) or _laid(said) or _told(said)
        if found is not None:
            yield found


def _has_no_agent(doc: Doc, verb: Token) -> bool:
    """ "It is said that ...": a passive that names nobody. What looks like an auxiliary may be an actor ("IS said")."""
    passive = any(c.dep_ == "auxpass" and mention_at(doc, c.i) is None for c in verb.children)
    return passive and not has(verb, "agent")


def _saying(doc: Doc, verb: Token, cue: Cue, quotes: Sequence[Quote]) -> Saying | None:
    """The cue with who says it; None where nobody does, or the verb does not report."""
    if _claims_lives(verb) or _only_described(verb, cue):
        return None
    subject, goes_on, rule = sayer(verb)
    if subject is not None and (outer := outside_speech(subject, verb, quotes)) is not None:
        subject, rule = outer, "name_beside_cue"
    nobody = NOBODY - {"it", "which", "that"}
    if subject is not None and ((subject.lower_ in nobody and not one_of(subject)) or is_nobody(subject)):
        return None
    if subject is None and not goes_on:
        subject, rule = quoted_speaker_after(doc, verb, quotes) or right_before(doc, verb), "name_beside_cue"
        if subject is None:
            return None
    return Saying(doc, verb, cue, quotes, subject, goes_on, rule)


def _claims_lives(verb: Token) -> bool:
    """ "The war has claimed thousands of lives"."""
    return verb.lemma_ == "claim" and any(
        c.dep_ == "dobj" and LIVES & {c.lower_, named_by(c).lower_} for c in verb.children
    )


def _only_described(verb: Token, cue: Cue) -> bool:
    """ "Drones thought to be Ruritanian": the drones say nothing."""
    infinitive = any(c.dep_ == "xcomp" and has_word(c, ("to",)) for c in verb.children)
    return infinitive and cue.strength == "weak" and "infinitive" not in cue.takes and not has(verb, "aux", "auxpass")


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
    content = _up_to_the_speaker(said, content)
    return Words([*content, *came_of_it(said.verb, clause)] if content else content)


def _up_to_the_speaker(said: Saying, content: list[Range]) -> list[Range]:
    """ "Nine died when rebels attacked the camp, the ministry said": with the clause that the parse hung on the cue."""
    if not content or said.subject is None or said.subject.i > said.verb.i:
        return content
    (a, b), speaker = content[-1], core(said.subject)[0]
    gap = list(said.doc[b : max(b, speaker - 1)])
    opens = bool(gap) and gap[0].lower_ in WHEN and said.doc[speaker - 1].text == ","
    plain = opens and not any(t.text in (",", ";") or t.is_quote for t in gap)
    return [*content[:-1], (a, speaker - 1)] if plain else content


WHEN = frozenset({"after", "as", "before", "since", "when", "where", "while"})


def _infinitive(said: Saying) -> Words | None:
    inf = infinitive_of(said.verb) if said.takes("infinitive") else None
    return infinitive_content(said.verb, inf) if inf is not None else None


def _aside(said: Saying) -> Words | None:
    if said.verb.dep_ != "parataxis" or not said.takes("clause") or said.subject is None:
        return None
    return Words(broken(said.doc, said.verb, said.subject))


def _number(said: Saying) -> Words | None:
    return Words(put_at(said.verb)) if said.takes("at") else None


def _toll(said: Saying) -> Words | None:
    return Words(toll_given(said.verb)) if said.takes("toll") else None


Construction = Callable[[Saying], Words | None]


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
    ("aside", _aside),
    ("number", _number),
    ("toll", _toll),
)
"""What a cue can take, by the name of the rule. The first that fits the cue decides, also where it finds no words."""


def _judged(said: Saying) -> Words | None:
    return judged(said.verb) if said.takes("object") and may_speak(said.doc, said.subject) else None


def _denied_by(said: Saying) -> Words | None:
    """ "The reports were denied by the ministry"."""
    what = child(said.verb, "nsubjpass") if said.cue.stance == "denies" and has(said.verb, "agent") else None
    return Words([denied_thing(what)]) if what is not None else None


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
    ("denied_thing", _denied_by),
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
    if not told.content or _asks_for_namelessness(said, told.content) or _is_first_person(said.subject):
        return None
    found = said.draft(told.content, _stance(said.verb, said.cue), "verb_of_saying", rule)
    found.quoted, found.cut = beside is not None, list(told.cut)
    found.stance_rule = "negated_cue" if negated(said.verb) else "of_cue"
    return found


def _by_construction(said: Saying) -> tuple[str, Words]:
    rule, told = next(((name, w) for name, f in CONSTRUCTIONS if (w := f(said)) is not None), ("clause", Words([])))
    if not told.content and (thing := _judged(said)) is not None:
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


def _asks_for_namelessness(said: Saying, content: Sequence[Range]) -> bool:
    """ "Asked not to be named"."""
    return said.verb.lemma_ == "ask" and said.doc[content[-1][1] - 1].lower_ in ("named", "identified")


def _is_first_person(subject: Token | None) -> bool:
    return subject is not None and subject.lower_ in FIRST_PERSON


def _stance(verb: Token, cue: Cue) -> Stance:
    """What a cue does where it is negated: "did not confirm X" affirms nothing, "does not believe X" denies. Who
    confirms what they did themselves acknowledges it."""
    if not negated(verb):
        thing = child(verb, "dobj")
        if verb.lemma_ in SCORNING and thing is not None and thing.lemma_.lower() in ALLEGATIONS:
            return "denies"  # "ridiculed the claims that its drones struck it"
        if verb.lemma_ == "confirm" and _of_oneself(verb):
            return "acknowledges"
        names = cue.stance == "reports" and cue.strength == "strong" and _names(verb)
        return "calls" if names else cue.stance
    return "denies" if cue.strength == "weak" and cue.stance in ("reports", "estimates") else "declines"


def _names(verb: Token) -> bool:
    """ "Declared the raid (to be) a crime": a clause without a finite verb, which says what a thing is called."""
    clause = content_clause(verb)
    if clause is None or clause.i < verb.i or not has(clause, "nsubj"):
        return False
    return clause.pos_ in ("NOUN", "ADJ") or (clause.lemma_ == "be" and has_word(clause, ("to",), "aux"))


def _of_oneself(verb: Token) -> bool:
    """ "Confirmed it had targeted the depot", "confirmed that its jets struck it"."""
    clause = content_clause(verb)
    who = first(clause.lefts, "nsubj") if clause is not None and clause.i > verb.i else None
    if who is None or clause is None or clause.lemma_ not in ATTACKING:
        return False
    own = (who, *who.lefts)
    return any(t.lower_ in ("it", "they", "we", "its", "their", "our", "he", "she") for t in own)


def _unsaid(verb: Token, cue: Cue) -> Iterator[Draft]:
    """ "X is believed to have left", "it is said that X left": somebody says so, and the text does not say who."""
    subject = first(verb.lefts, *SUBJECTS)
    if subject is None or subject.lower_ in FIRST_PERSON | {"you"}:
        return
    inf = next((c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ in ("VB", "VBN")), None)
    clause = content_clause(verb)
    if inf is not None and has_word(inf, ("to",)) and subject.lower_ not in ("it", "there"):
        content = [core(subject), reach(inf)]
    elif clause is not None and clause.i > verb.i and subject.lower_ == "it":
        content = [reach(clause)]
    else:
        return
    thought = cue.strength == "weak" or verb.lemma_ in ("believe", "think")
    yield Draft(
        cue=[(verb.i, verb.i + 1)],
        content=content,
        speaker=None,
        stance="estimates" if thought else cue.stance,
        voice="nobody",
        made="believed_by_nobody_named",
        content_rule="believed",
    )


def _relayed(doc: Doc, verb: Token, relay: Token, cue: Cue) -> Iterator[Draft]:
    """ "M quoted X as saying ...", "..., X was quoted by M as saying": X speaks, M is the medium that carries it."""
    speaker = child(relay, "nsubjpass", "dobj")
    if speaker is None:
        return
    by = next((c for v in (relay, verb) for c in v.children if _is_by(c)), None)
    medium = governed(by) if by is not None else child(relay, "nsubj")
    if speaker.lemma_.lower() in COUNTING:
        speaker = named_by(speaker)  # "quoted a number of residents as saying"
    start, end = core(speaker)
    content = _relayed_words(doc, verb, start, by.i if by is not None and by.i > verb.i else verb.sent.end)
    if content is None:
        return
    if medium is not None and not content[0] <= medium.i < content[1]:
        outer = joined([content, (start, end), (verb.head.i, verb.i + 1)])
        yield Draft(
            [(relay.i, relay.i + 1)],
            outer,
            medium,
            "reports",
            speaker_span=speaker_core(doc, medium),
            made="carried_by_medium",
            content_rule="relayed",
        )
    begin = relay.i if medium is None and relay.i < verb.i else verb.i
    yield Draft(
        [(begin, verb.i + 1)],
        [content],
        speaker,
        cue.stance,
        speaker_span=(start, end),
        made="quoted_as_saying",
        content_rule="relayed",
    )


def _is_by(token: Token) -> bool:
    return token.dep_ == "agent" or (token.dep_ == "prep" and token.lower_ == "by")


def _relayed_words(doc: Doc, verb: Token, speaker: int, edge: int) -> Range | None:
    """What was relayed: the clause behind the cue, what stands there up to `edge`, or what is before the speaker."""
    clause = content_clause(verb)
    if clause is not None and clause.right_edge.i > verb.i:
        return max(clause.left_edge.i, verb.i + 1), clause.right_edge.i + 1
    if any(is_verb(t) for t in doc[verb.i + 1 : edge]):
        return verb.i + 1, edge
    begin = verb.sent.start
    return (begin, speaker) if speaker - begin >= 3 else None


def _cue_span(verb: Token) -> Range:
    end = verb.i + 1
    if end < len(verb.doc) and verb.doc[end].dep_ == "prt":
        end += 1
    return verb.i, end
