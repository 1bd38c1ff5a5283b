"""Did it happen, is it going on, planned, foretold or only supposed? A table of rules, of which the first decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from spacy.tokens import Token

from rashomon.model import Modality, Statement
from rashomon.reading.grammar.english import aim_of, clause_of
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.how_sure.polarity import kept_from, meant, negates, not_known

FUTURE, MAYBE, NOT_DONE = words("future"), words("maybe"), words("not_done")
AIMS, REACHING_IT = words("aims"), words("reaching_it")
INTENDED = words("intended")
"""Verbs that make what hangs on them intended, not done. "Try" and "seek" too: a try is no success."""
PLANNING, TO_COME = words("planning"), words("to_come")
ENDING = words("ending")
FIGHTING_FOR, DEFINITE = words("fighting_for"), words("definite")
DEMANDING, DEMANDING_FOR = words("demanding"), words("demanding_for")
FEAR_NOUNS, PLAN_NOUNS, EXPECTING = words("fear_nouns"), words("plan_nouns"), words("expecting")
GRANTED, ENDINGS = words("granted"), words("endings")
FEARED = words("feared")
UNSURE = words("unsure")
PROOF = words("proof")
OVER_BY_THEN = words("over_by_then")

PAST = ("VBD", "VBN")
ENABLING = words("enabling")
ABOVE = 6
"""Words up the parse in which "condemned" or "investigate" is looked for: a noun phrase is seldom nested deeper."""


class Clause(NamedTuple):
    """A trigger, the verb of its clause, that verb's auxiliaries by word, and the statement that holds it."""

    head: Token
    verb: Token
    aux: Mapping[str, Token]
    statement: Statement

    @property
    def by_noun(self) -> bool:
        return self.head != self.verb

    def auxiliary(self, among: frozenset[str]) -> Token | None:
        """The first auxiliary that is one of these words."""
        return next((t for word, t in self.aux.items() if word in among), None)


class Reality(NamedTuple):
    """A modality, with the rule that gave it and the token it went by; no rule where it simply happened."""

    modality: Modality
    rule: str | None = None
    word: Token | None = None


def modality_of(head: Token, s: Statement) -> Reality:
    """What the words around a trigger say of its reality."""
    verb = clause_of(head)
    if verb.tag_ == "VBG" and verb.dep_ in (
        "nsubj",
        "csubj",
        "nsubjpass",
    ):  # "if fighting goes on": a noun, by its place
        verb = clause_of(verb.head)
    aux = {c.lower_: c for c in verb.children if c.dep_ in ("aux", "auxpass")}
    clause = Clause(head, verb, aux, s)
    for name, modality, rule in MODALITIES:
        if (word := rule(clause)) is not None:
            return Reality(modality, name, word)
    up = verb.head
    if verb.dep_ in ("ccomp", "xcomp") and up.lemma_ in ENABLING and verb.tag_ not in PAST:
        return modality_of(up, s)  # "a truce to allow aid to enter": no more real than the allowing
    return Reality("happened")


def purpose(verb: Token) -> Token | None:
    """ "Attacked the town to retake it", "aimed at retaking it", "the goal is to retake it": what it was done for, by
    the word that says so.

    It was meant when that was done, which says nothing of days to come.
    """
    if (aim := aim_of(verb)) is not None:
        return aim
    up = verb.head
    if verb.dep_ == "pcomp" and up.lower_ in ("at", "toward", "towards"):
        return up.head if up.head.lemma_ in ("aim", "direct", "gear", "work") else None
    to = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    if to is None or verb.tag_ != "VB":
        return None
    if verb.dep_ in ("xcomp", "ccomp") and up.lemma_ == "be":
        return next((c for c in up.children if c.dep_ == "nsubj" and c.lemma_.lower() in AIMS), None)
    so_that = verb.dep_ == "advcl" and verb.i > up.i and up.pos_ == "VERB" and up.lemma_ not in REACHING_IT
    return to if so_that else None


def _no_evidence(c: Clause) -> Token | None:
    """ "There is no evidence that the army shelled it", "found no sign of gas": it may have been, or not."""
    above = c.head.head.head
    for word in (c.verb.head if c.verb.dep_ in ("acl", "ccomp", "relcl") else above, above):
        if word.lemma_.lower() in PROOF and word.i < c.head.i:
            none = any(k.lower_ == "no" for k in word.children)
            found = none or (word.dep_ in ("dobj", "attr") and any(negates(k) for k in word.head.children))
            return word if found else None
    return None


def _granted(c: Clause) -> Token | None:
    """ "It would include a condemnation of the attack", "may investigate the strike": that much is presupposed."""
    up = c.head
    for _ in range(ABOVE):
        if up is c.verb or up.head is up:
            break
        if up.dep_ not in ("pobj", "dobj", "prep", "agent", "nsubjpass", "conj", "compound", "poss"):
            return None
        up = up.head
        if up.lemma_.lower() in GRANTED or (up.pos_ == "NOUN" and up.lemma_.lower() in ENDINGS):
            return up
    return None


def _unsure(c: Clause) -> Token | None:
    return next((k for k in c.verb.children if k.dep_ == "mark" and k.lower_ in UNSURE), None)


def _purpose(c: Clause) -> Token | None:
    """ "To protect its borders and secure the town": the second verb, too."""
    verb = c.verb
    while verb.dep_ == "conj" and verb.tag_ == "VB" and not any(k.dep_ in ("nsubj", "nsubjpass") for k in verb.lefts):
        verb = verb.head
    return purpose(verb)


def _fought_for(c: Clause) -> Token | None:
    """ "Battled for control of the town": what they fight for, and have not."""
    up = c.head.head
    if not c.by_noun or c.head.dep_ != "pobj" or up.lower_ not in ("for", "over"):
        return None
    return up.head if up.head.lemma_.lower() in FIGHTING_FOR else None


def _to_prevent(c: Clause) -> Token | None:
    """ "Blew up the bridge to prevent them from advancing": nobody says whether they would have."""
    kept = kept_from(c.verb)
    return kept if kept is not None and meant(kept) else None


def _not_known(c: Clause) -> Token | None:
    return not_known(c.head) if c.by_noun else None


def _whose(c: Clause) -> Token | None:
    parties = (k for k in c.verb.children if k.dep_ in ("nsubj", "dobj"))
    return next((g for k in parties for g in k.lefts if g.lower_ == "whose"), None)


def _whose_asked(c: Clause) -> Token | None:
    """ "Did not say whose planes hit it"."""
    return _whose(c) if c.verb.dep_ in ("ccomp", "pcomp") else None


def _hangs_on(c: Clause) -> Token | None:
    """What an infinitive hangs on: the "want" of "want to take the town"."""
    infinitive = c.verb.dep_ == "xcomp" or (c.verb.dep_ in ("acl", "advcl", "ccomp") and "to" in c.aux)
    return c.verb.head if infinitive else None


def _is_to(c: Clause) -> Token | None:
    """ "The bodies are to be carried to Gusau", "is to visit": not done yet when it is told."""
    up = c.verb.head
    to = c.verb.dep_ == "xcomp" and "to" in c.aux and up.lemma_ == "be" and up.tag_ in ("VBP", "VBZ")
    return up if to and not any(k.dep_ in ("acomp", "attr") for k in up.children) else None


def _going_to(c: Clause) -> Token | None:
    up = _hangs_on(c)
    return up if up is not None and up.lemma_ == "go" and up.tag_ == "VBG" else None


def _intended(c: Clause) -> Token | None:
    up = _hangs_on(c)
    if up is None or up.lemma_.lower() not in INTENDED or (c.by_noun and c.head.pos_ == "ADJ"):
        return None
    return up


def _expected(c: Clause) -> Token | None:
    """ "Another attack is expected", "is expected to attack", "the attack that they expect"."""
    up = c.verb if c.by_noun and c.head.dep_ == "nsubjpass" else _hangs_on(c)
    if up is None or up.lemma_.lower() not in EXPECTING:
        return None
    passive = any(k.dep_ == "auxpass" for k in up.children) or (up != c.verb and up.tag_ == "VBN")
    past = any(k.dep_ in ("aux", "auxpass") and k.lower_ in ("had", "was", "were") for k in up.children)
    return up if passive and not past else None


def _object_of_expecting(c: Clause) -> Token | None:
    """ "We expect an attack"."""
    mine = c.by_noun and c.head.dep_ == "dobj" and c.verb.lemma_ in EXPECTING
    return c.verb if mine and c.verb.tag_ in ("VBP", "VBZ", "VBG") else None


def _of_a_fear(c: Clause) -> Token | None:
    """ "Fears of an attack", "the risk of shelling"."""
    up = c.head.head
    verbal = c.head.dep_ == "pcomp"
    if (c.head.dep_ != "pobj" and not verbal) or up.lower_ not in ("of", "for", "about"):
        return None
    return up.head if up.head.lemma_.lower() in FEAR_NOUNS else None


def _plan_to(c: Clause) -> Token | None:
    """ "A plot to kill the governor"."""
    hangs = c.verb.dep_ in ("acl", "relcl") and "to" in c.aux
    return c.verb.head if hangs and c.verb.head.lemma_.lower() in PLAN_NOUNS else None


def _announced(c: Clause) -> Token | None:
    """ "Since the announcement of an offensive", "the prospect of an attack", "threats of a strike"."""
    up = c.head.head
    if not c.by_noun or c.head.dep_ != "pobj" or up.lower_ != "of":
        return None
    verb_between = up.head.dep_ == "pobj" and up.head.head.lower_ == "by"  # "the announcement by the army of a raid"
    noun = up.head.head.head if verb_between else up.head
    return noun if noun.lemma_.lower() in TO_COME else None


def _prepared_for(c: Clause) -> Token | None:
    """ "In preparation for the final assault", "prepares for the battle"."""
    up = c.head.head
    if c.head.dep_ != "pobj" or up.lower_ != "for":
        return None
    return up.head if up.head.lemma_.lower() in ("preparation", "readiness", "prepare", "ready") else None


def _asked(c: Clause) -> Token | None:
    """ "Were 60 people killed?": what a question asks for, and does not say. What "who" and "why" ask of is granted."""
    bounds = sentence_of(c.head)
    if "?" not in words_of(c.head.doc)[0][bounds.start : bounds.end]:
        return None
    sent = c.head.sent
    said = [t for t in sent if not t.is_space]
    if not said or all(t.text != "?" for t in said[-2:]):
        return None
    first = next((t for t in said if t.is_alpha), None)
    root = sent.root
    top = c.verb.head.head if c.verb.dep_ == "acl" and c.verb.head.dep_ == "nsubj" else c.verb
    own = top == root or c.head == root or (top.dep_ == "conj" and top.head == root)
    so = top.dep_ == "ccomp" and any(t.lemma_.lower() in TRUE for t in (top.head, *root.rights))
    own = own or (so and root in (top.head, top.head.head))
    return said[-1] if own and first is not None and first.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB") else None


TRUE = words("whether_so")
"""Of which a question asks whether it is so: "is it true that ..."."""


def _does_not_end(c: Clause) -> Token | None:
    """ "The shelling won't let up", "will not stop": it goes on."""
    ends = c.verb.lemma_ in ENDING or (c.verb.lemma_ == "let" and any(k.lower_ == "up" for k in c.verb.rights))
    not_ = next((k for k in c.verb.children if negates(k)), None)
    return not_ if c.by_noun and c.head.dep_ == "nsubj" and ends and c.auxiliary(FUTURE) else None


def _foretold(c: Clause) -> Token | None:
    foretold = c.statement.stance == "predicts" or c.by_noun
    return c.auxiliary(FUTURE) if foretold and not _named_within(c) else None


def _future(c: Clause) -> Token | None:
    return None if _named_within(c) else c.auxiliary(FUTURE)


def _future_then(c: Clause) -> Token | None:
    """ "Said it would attack": the future, as seen from when it was said."""
    seen_from_then = c.statement.cue and "have" not in c.aux and not _named_within(c)
    return c.aux.get("would") if seen_from_then else None


def _not_prevented(c: Clause) -> Token | None:
    """ "Could not prevent the attack"."""
    noun = c.by_noun and c.head.pos_ == "NOUN"
    return c.aux.get("could") if noun and any(negates(k) for k in c.verb.children) else None


def _named_within(c: Clause) -> bool:
    """Whether a deed is only named within what the verb is done to: "it would contain a call for those behind the
    attack to be punished". It is no less real for that."""
    noun, up = c.head, c.head.head
    if not c.by_noun or noun.pos_ != "NOUN" or noun.dep_ != "pobj" or up.head in (c.verb, noun):
        return False
    return up.head.pos_ in ("NOUN", "PROPN", "PRON") and any(k.lower_ in DEFINITE for k in noun.lefts)


def _by_what_would(c: Clause) -> Token | None:
    """ "We would not do it by killing our own": how something would be done that is not."""
    up = c.verb.head
    if c.verb.dep_ != "pcomp" or up.lower_ != "by" or up.head.pos_ != "VERB":
        return None
    return next((k for k in up.head.children if k.dep_ == "aux" and k.lower_ in NOT_DONE | MAYBE), None)


def _maybe(c: Clause) -> Token | None:
    """ "May have" and "might have" leave open whether it was; "would have" tells what was not done."""
    if _named_within(c):
        return None
    open_ = "have" not in c.aux or c.auxiliary(NOT_DONE) is not None
    return c.auxiliary(MAYBE) if open_ else None


def _condition(c: Clause) -> Token | None:
    """ "Had the army attacked, ...": a condition that did not come about."""
    had = next((k for k in c.verb.children if k.lower_ == "had" and k.dep_ == "aux"), None)
    subject = next((k for k in c.verb.children if k.dep_ in ("nsubj", "nsubjpass")), None)
    return had if had is not None and subject is not None and had.i < subject.i else None


def _feared(c: Clause) -> Token | None:
    return c.verb if c.by_noun and c.head.dep_ == "dobj" and c.verb.lemma_ in FEARED else None


def _planned(c: Clause) -> Token | None:
    return c.verb if c.by_noun and c.head.dep_ == "dobj" and c.verb.lemma_ in PLANNING else None


def _demanded(c: Clause) -> Token | None:
    """ "Urged the withdrawal", "called for the release", "a demand for the deployment": what somebody wants done."""
    up = c.head.head
    if not c.by_noun or c.head.pos_ != "NOUN":
        return None
    if c.head.dep_ == "dobj":
        return up if up.lemma_.lower() in DEMANDING else None
    if c.head.dep_ != "pobj" or up.lower_ != "for":
        return None
    return up.head if up.head.lemma_.lower() in DEMANDING_FOR else None


def _going(c: Clause) -> Token | None:
    return c.verb if c.verb.lemma_ == "go" and c.verb.tag_ == "VBG" else None


def _prediction(c: Clause) -> Token | None:
    past = c.verb.tag_ in ("VBD", "VBN") or c.head.pos_ == "ADJ" or c.head.dep_ == "amod"
    return c.verb if c.statement.stance == "predicts" and not past else None


def _progressive(c: Clause) -> Token | None:
    if c.verb.tag_ != "VBG" or (c.by_noun and c.head.dep_ == "pobj" and c.head.head.lower_ in OVER_BY_THEN):
        return None  # "is still reeling from an attack"
    return next((k for k in c.verb.children if k.dep_ == "aux" and k.lemma_ == "be"), None)


MODALITIES: tuple[tuple[str, Modality, Callable[[Clause], Token | None]], ...] = (
    ("no_evidence", "hypothetical", _no_evidence),
    ("granted", "happened", _granted),
    ("unsure", "hypothetical", _unsure),
    ("asked", "hypothetical", _asked),
    ("of_a_fear", "hypothetical", _of_a_fear),
    ("expected", "predicted", _expected),
    ("plan_to", "planned", _plan_to),
    ("prepared_for", "planned", _prepared_for),
    ("announced", "planned", _announced),
    ("fought_for", "planned", _fought_for),
    ("purpose", "planned", _purpose),
    ("to_prevent", "hypothetical", _to_prevent),
    ("not_known", "hypothetical", _not_known),
    ("whose_asked", "hypothetical", _whose_asked),
    ("whose", "happened", _whose),
    ("going_to", "planned", _going_to),
    ("is_to", "planned", _is_to),
    ("intended", "planned", _intended),
    ("does_not_end", "ongoing", _does_not_end),
    ("foretold", "predicted", _foretold),
    ("future", "planned", _future),
    ("future_then", "predicted", _future_then),
    ("not_prevented", "happened", _not_prevented),
    ("maybe", "hypothetical", _maybe),
    ("maybe", "hypothetical", _by_what_would),
    ("condition", "hypothetical", _condition),
    ("feared", "hypothetical", _feared),
    ("planning", "planned", _planned),
    ("demanded", "planned", _demanded),
    ("expected", "predicted", _object_of_expecting),
    ("going_to", "planned", _going),
    ("prediction", "predicted", _prediction),
    ("progressive", "ongoing", _progressive),
)
"""Rule, what it says where it gives a word, and the rule itself; the first that gives one decides."""
