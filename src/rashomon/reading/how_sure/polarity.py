"""Is it affirmed or denied? The words that negate a deed, each found by a rule with a name (rules.toml).

An odd number of them denies it: "did not fail to take the town" affirms. A table of rules looks at the deed's own
words, another at the words above its clause; a rule gives the tokens that negate, and no token counts twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from spacy.tokens import Token

from rashomon.model import Polarity
from rashomon.reading.grammar.blaming import called_false, named_false, reported_false, said_false, unclaimed
from rashomon.reading.grammar.english import clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.what.involvement import no_part, took_part
from rashomon.reading.who.source_heads import is_time
from rashomon.world.kinds import Kind

UNDONE, ENDING = words("undone"), words("ending")
"""Not "deny": who denies makes a statement of their own, whose stance turns its claims."""
NEGATORS, ONE_OF_MANY = words("negators"), words("one_of_many")
ENDERS = words("enders")
UNABLE, TO_NO_END = words("unable"), words("to_no_end")
TRUE, FALSE = words("true"), words("false")
REACHING = words("light") | words("reaching")
TOLL, GIVING, GRANTS, NOT_RECEIVED = words("toll"), words("giving"), words("grants"), words("not_received")
OWN = frozenset({"its", "their", "his", "all", "air", "further"})
CIRCUMSTANCE, INFORMATION = words("circumstance"), words("told_about")
DEEDS = words("deeds") | words("instruments")
UNTOLD, TOLD_ABOUT = INFORMATION | NOT_RECEIVED, INFORMATION | TOLL | GRANTS
NO_TRUTH = frozenset({"not", "n't", "never", "nothing", "no"})
PROPOSITION = ("ccomp", "acl", "advcl", "csubj", "relcl")
"""Clauses of which "it is not true" may be said."""

LIFTED = -1
"""Stands for the word that ends a siege, which may be the trigger itself and is no negation of the clause."""


class Deed(NamedTuple):
    """What is affirmed or denied: the head of the trigger, the verb of its clause and the kind of the claim."""

    head: Token
    verb: Token
    kind: Kind
    granted: bool
    """The clause takes for granted that it happened: "did not condemn the bombing"."""

    @property
    def reached(self) -> tuple[Token, ...]:
        """The tokens whose negation is the deed's. "The fighting did not stop" is fighting: a verb's "not" reaches its
        object, not the noun that it is said of."""
        alone = self.granted or self.head == self.verb or self.head.dep_ == "nsubj"
        return (self.head,) if alone else (self.head, self.verb)


Negations = Iterator[Token]
Rule = tuple[str, Callable[[Deed], Negations]]


class Turned(NamedTuple):
    """A polarity, with the rule that gave it and the token it went by; no rule where nothing negates."""

    polarity: Polarity
    rule: str | None = None
    word: Token | None = None


def polarity_of(head: Token, kind: Kind, told: range | None = None) -> Turned:
    """Whether the claim of a trigger is denied. With `told`, the token indexes of a statement that another one quotes,
    only what negates it there counts."""
    if unclaimed(head):
        return Turned("affirmed", "unclaimed")
    verb = clause_of(head)
    deed = Deed(head, verb, kind, head != verb and _granted(head, verb, kind))
    found = _found(deed, OWN_WORDS, {})
    twice = [c.i for c in verb.children if any(g.i in found for g in c.children)]  # "no group": one negation
    for i in twice:
        found.pop(i, None)
    found = _found(deed, WORDS_ABOVE, found)
    if told is not None:
        found = {i: by for i, by in found.items() if i < 0 or i in told}
    if not found:
        return Turned("affirmed")
    if kind.deadly and _not_fended_off(head):
        return Turned("affirmed", "not_prevented", head)
    if kind.deadly and (until := _until(verb)) is not None:
        return Turned("affirmed", "not_until", until)
    if len(found) % 2 == 0:
        return Turned("affirmed", "double_negation", list(found.values())[-1][1])
    return Turned("denied", *next(iter(found.values())))


def _not_fended_off(head: Token) -> bool:
    """ "Could not stop the attack", "failed to thwart the raid": there was one."""
    hit = (c for c in head.children if c.dep_ in ("dobj", "nsubjpass") and c.pos_ == "NOUN")
    return head.pos_ == "VERB" and head.lemma_.lower() in UNDONE and any(c.lemma_.lower() in DEEDS for c in hit)


def _until(verb: Token) -> Token | None:
    """ "Until Thursday there had been no fighting", "did not fire until Thursday": from then on there was."""
    until = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("until", "till"))
    return next((c for c in until if any(is_time(g) for g in c.children)), None)


def _found(deed: Deed, rules: tuple[Rule, ...], found: dict[int, tuple[str, Token]]) -> dict[int, tuple[str, Token]]:
    for name, rule in rules:
        for token in rule(deed):
            found.setdefault(LIFTED if name == "lifted" else token.i, (name, token))
    return found


# ---- the deed's own words


def _itself_false(deed: Deed) -> Negations:
    """ "The allegations were baseless", "it had not": the word itself is the trigger."""
    if deed.head.lower_ in FALSE or deed.head.lower_ in NO_TRUTH:
        yield deed.head


def _without(deed: Deed) -> Negations:
    for token in deed.reached:
        if token.dep_ in ("pobj", "pcomp") and token.head.lower_ == "without":
            yield token.head


def _not(deed: Deed) -> Negations:
    for token in deed.reached:
        yield from (c for c in token.children if negates(c))


def _no(deed: Deed) -> Negations:
    """ "No strike", and "carried out no air strike": the deed, or whom it is done to, is none.

    Of a lack a "no" is what is claimed: "the town had no electricity" affirms it.
    """
    if deed.kind.lack:
        return
    for token in deed.reached:
        for child in token.children:
            if child.dep_ in ("det", "preconj") and _none_of(child):
                yield child
            if child.dep_ == "dobj" and child != deed.head:
                yield from (g for g in child.children if g.dep_ == "det" and g.lower_ == "no" and _none_of(g))


def _nobody(deed: Deed) -> Negations:
    """ "Nobody was killed", "none of them were hit", "there were no planes": those it is said of are none."""
    if deed.kind.lack or deed.granted:
        return
    there = any(c.dep_ == "expl" for c in deed.head.children)
    for subject in deed.verb.children:
        if not (subject.dep_ in ("nsubj", "nsubjpass") or (there and subject.dep_ == "attr")):
            continue
        if subject.lower_ in NEGATORS or any(_none_of(g) for g in subject.subtree if _said_of_it(g, subject)):
            yield subject


def _said_of_it(word: Token, subject: Token) -> bool:
    if word.i > subject.i and word.lower_ == "not":
        return False  # "the army, not the rebels, did it": what comes after is another
    return word.head == subject or word.dep_ == "neg" or word.lower_ == "neither"


def _made_up(deed: Deed) -> Negations:
    """ "The attack was fabricated", "the raid was a fabrication": what is said of the deed is that there was none."""
    noun = deed.head
    if noun == deed.verb or noun.dep_ not in ("nsubj", "nsubjpass"):
        return
    said = [noun.head, *(c for c in noun.head.children if noun.head.lemma_ == "be" and c.dep_ in ("acomp", "attr"))]
    yield from (
        t for t in said if t.lower_ in FALSE and not any(negates(c) for c in (*t.children, *noun.head.children))
    )


OWN_WORDS: tuple[Rule, ...] = (
    ("itself_false", _itself_false),
    ("made_up", _made_up),
    ("without", _without),
    ("negation", _not),
    ("no", _no),
    ("nobody", _nobody),
)


# ---- what governs its clause


def _above(rule: Callable[[Token, Token], Negations]) -> Callable[[Deed], Negations]:
    """A rule about the verb of the deed and what that verb hangs on, which does not reach what is taken for granted."""

    def reaching(deed: Deed) -> Negations:
        return iter(()) if deed.granted else rule(deed.verb, deed.verb.head)

    return reaching


def _not_above(verb: Token, up: Token) -> Negations:
    """ "Did not manage to take it", "was not able to take it"."""
    if verb.dep_ == "xcomp":
        yield from (c for c in up.children if negates(c))
        if up.pos_ == "ADJ":
            yield from (c for c in up.head.children if negates(c))


def _undone(verb: Token, up: Token) -> Negations:
    """ "Failed to take it", "unable to take it", "kept from taking it"; not "to keep them from taking it", which is
    only meant."""
    if verb.dep_ == "xcomp" and (up.lemma_.lower() in UNDONE or up.lower_ in UNABLE):
        yield up
    if kept_from(verb) is not None and not meant(up.head):
        yield up
    if (
        verb.dep_ == "pcomp" and up.lower_ == "by" and up.head.dep_ == "xcomp"
    ):  # "unable to close it by taking the hill"
        over = up.head.head
        if over.lemma_.lower() in UNDONE or over.lower_ in UNABLE:
            yield over


def kept_from(verb: Token) -> Token | None:
    """The verb that keeps somebody from doing what another one tells: "kept them from taking it"."""
    up = verb.head
    kept = verb.dep_ == "pcomp" and up.lower_ == "from" and up.head.lemma_.lower() in UNDONE
    return up.head if kept else None


def meant(verb: Token) -> bool:
    """Whether a verb tells what something else was done for: "blew up the bridge to prevent it"."""
    return verb.dep_ in ("advcl", "acl", "relcl") and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _yet(verb: Token, up: Token) -> Negations:
    """ "Has yet to take it"."""
    yet = any(c.lower_ == "yet" for c in [*up.children, *verb.children])
    if verb.dep_ == "xcomp" and up.lemma_ == "have" and yet:
        yield up


def _without_doing(verb: Token, up: Token) -> Negations:
    if verb.dep_ == "pcomp" and up.lower_ == "without":
        yield up


def _reports_called_false(verb: Token, up: Token) -> Negations:
    """ "Described the reports that its army did it as untrue", "the reports that it did it have nothing to do with
    reality"."""
    if verb.dep_ not in ("ccomp", "acl", "relcl"):
        return
    if (false := called_false(up) or said_false(up) or named_false(up)) is not None:
        yield false


def _cleft(verb: Token, up: Token) -> Negations:
    """ "It was not the army that did it"."""
    if verb.dep_ != "relcl" or up.dep_ != "attr" or up.head.lemma_ != "be":
        return
    it = next((c for c in up.head.children if c.dep_ == "nsubj"), None)
    if it is not None and it.lower_ == "it":
        yield from (c for t in (up, up.head) for c in t.children if negates(c))


def _said_to_be(verb: Token, up: Token) -> tuple[Token, Token] | None:
    """ "It is false that", "the claim that ... is not true": the verb "be" above a clause, and what it calls it."""
    if verb.dep_ not in PROPOSITION:
        return None
    if up.lemma_ == "be":
        be = up
    elif up.dep_ in ("acomp", "attr", "nsubj") and up.head.lemma_ == "be":
        be = up.head
    else:
        return None
    said = next((c for c in be.children if c.dep_ in ("acomp", "attr")), None)
    return (be, said) if said is not None else None


def _called_false(verb: Token, up: Token) -> Negations:
    found = _said_to_be(verb, up)
    if found is not None and found[1].lower_ in FALSE:
        yield found[1]


def _not_true(verb: Token, up: Token) -> Negations:
    found = _said_to_be(verb, up)
    if found is not None and found[1].lower_ not in FALSE and found[1].lower_ in TRUE:
        yield from (c for c in found[0].children if negates(c))


def _nothing_to_do_with(deed: Deed) -> Negations:
    if (nothing := no_part(deed.verb)) is not None:
        yield nothing


def _reported_false(deed: Deed) -> Negations:
    alleged = deed.verb if deed.verb.dep_ == "pcomp" else deed.head
    if (alleged != deed.verb or deed.verb.dep_ == "pcomp") and (word := reported_false(alleged)) is not None:
        yield word


def _lifted(deed: Deed) -> Negations:
    """A siege that is lifted is one no more."""
    if not deed.kind.lifted:
        return
    if deed.head.lemma_.lower() in ENDERS:
        yield deed.head
    elif deed.head.dep_ in ("nsubjpass", "dobj") and deed.verb.lemma_ in ENDERS:
        yield deed.verb


def _to_be_ended(deed: Deed) -> Negations:
    """ "Will order troops to end attacks", "agreed to halt the shelling": what is to end is not to go on. "Halted
    airstrikes", "suspended its raids" say so of one's own; who "halted the offensive" stopped one that there was."""
    if not deed.kind.attack or deed.verb.lemma_ not in ENDING or deed.head == deed.verb:
        return
    if _in_vain(deed.verb) or any(negates(c) for c in deed.verb.children):
        return
    to_be = deed.head.dep_ == "dobj" and deed.verb.tag_ == "VB"
    if to_be or (deed.head.dep_ in ("dobj", "nsubjpass") and deed.head.tag_ == "NNS" and _ones_own(deed.head)):
        yield deed.verb


def _ones_own(noun: Token) -> bool:
    """Whether nothing before a noun says that the deed was another's: "airstrikes", "its raids"."""
    before = [c for c in noun.lefts if c.dep_ in ("det", "poss", "nummod", "amod", "compound", "nmod")]
    return all(c.lower_ in OWN or (c.pos_ == "ADJ" and c.dep_ == "amod") for c in before)


WORDS_ABOVE: tuple[Rule, ...] = (
    ("negation", _above(_not_above)),
    ("undone", _above(_undone)),
    ("yet", _above(_yet)),
    ("without", _above(_without_doing)),
    # what an invented story takes for granted is invented, too
    ("called_false", lambda deed: _reports_called_false(deed.verb, deed.verb.head)),
    ("negation", _above(_cleft)),
    ("called_false", _above(_called_false)),
    ("not_true", _above(_not_true)),
    ("no_part", _nothing_to_do_with),
    ("called_false", _reported_false),
    ("lifted", _lifted),
    ("to_be_ended", _to_be_ended),
)


# ---- words


def negates(token: Token) -> bool:
    """Whether a word is the "not" of what it hangs on: "not", "never", "no longer"."""
    word = token.lower_
    if word == "not" and any(t.lower_ in ONE_OF_MANY for t in token.doc[token.i + 1 : token.i + 3]):
        return False  # "it was not the first strike on the town"
    if token.dep_ == "neg" or (word in ("never", "n't", "not") and token.dep_ == "advmod"):
        return True
    return word == "longer" and any(c.lower_ == "no" for c in token.children)


def _none_of(token: Token) -> bool:
    if token.lower_ == "no" and token.i + 1 < len(token.doc) and token.nbor().lower_ in ("more", "less", "fewer"):
        return False  # "no more than 5,000" is a number
    return token.lower_ in NEGATORS or (token.dep_ == "neg" and token.lower_ == "not")


def _granted(head: Token, verb: Token, kind: Kind) -> bool:
    if head.pos_ == "NOUN":
        return _presupposed(head, verb, kind) or not_known(head) is not None
    # "unable to cope with the wounded people": what is said of them is not what they are unable to do
    return head.dep_ == "amod" and head.head.dep_ == "pobj" and head.head.head.head != verb.head


def not_known(noun: Token) -> Token | None:
    """ "Did not have a toll from the strike", "gave no precise toll", "made no mention of any strikes": what is not
    given."""
    verb = noun.head
    about = verb.head
    if noun.dep_ == "pobj" and about.lemma_.lower() in UNTOLD and any(_none_of(c) for c in about.children):
        return None if any(c.lower_ in ("the", "this", "that") or c.dep_ == "poss" for c in noun.lefts) else about
    given = noun.dep_ == "dobj" and noun.lemma_.lower() in TOLL and verb.lemma_ in GIVING
    none = any(negates(c) for c in verb.children) or any(_none_of(c) for c in noun.children)
    return verb if given and none else None


def _presupposed(noun: Token, verb: Token, kind: Kind) -> bool:
    """ "Did not condemn the bombing", "could not prevent the attack": what a verb is done about has happened.

    Of force and what came of it: a noun with "the" takes it for granted. Control, sieges and aid are there or are not.
    """
    if not kind.deadly or verb.pos_ not in ("VERB", "AUX"):
        return False
    if noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in TOLD_ABOUT:
        return True  # "had no details on the strike"
    if noun.dep_ == "pobj" and noun.head.head == verb and noun.head.lower_ in CIRCUMSTANCE and took_part(noun) is None:
        return True  # "nobody was hurt in the strike"
    if verb.lemma_ in REACHING:
        return False
    undone = verb.lemma_.lower() in UNDONE and not (any(negates(c) for c in verb.children) or _in_vain(verb))
    return noun.dep_ in ("dobj", "pobj", "nsubjpass", "conj", "poss") and not undone


def _in_vain(verb: Token) -> bool:
    """ "Failed to prevent the shelling", "was unable to stop the attack", "could do nothing to stop it": what was to be
    prevented has happened."""
    up = verb.head
    if verb.dep_ not in ("xcomp", "relcl", "acl") or not any(c.lower_ == "to" for c in verb.lefts):
        return False
    if up.lemma_.lower() in UNDONE or up.lower_ in UNABLE or up.lower_ in TO_NO_END:
        return True
    return any(negates(c) for c in (*up.children, *(up.head.children if up.pos_ == "ADJ" else ())))
