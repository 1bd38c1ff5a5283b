"""Which deed told before a denial is of: "denied any part in it", "called the reports baseless", "it had not"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Claim, Statement
from rashomon.reading.grammar.blaming import said_false
from rashomon.reading.grammar.english import clause_of, subject
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.answering import (
    ACCUSE,
    ALLEGATIONS,
    RESPONSIBILITY,
    SPEAKERS,
    STANDS_FOR,
    Answer,
    accused_in,
    draft_on,
    first_of,
    is_a_deed,
    lies_within,
    speaker_in,
    tokens_of,
)
from rashomon.reading.what.mention_index import SAME, Draft

ANNOUNCEMENTS, ATTACKING, FALSE = words("announcements"), words("attacking"), words("false")
LIGHT, SIDE_PRONOUNS = words("light"), words("side_pronouns")
SHORT = 4
"""Words of a denial that leaves the deed out."""


def denial(a: Answer) -> Draft | None:
    """ "Denied any involvement", "called the reports baseless": of what was laid to the speaker's side, if anything."""
    s = a.statement
    word = _dismissed(a.content) or _short(a.content) or (_denied(a.content) if s.stance == "denies" else None)
    if word is None:
        return None
    if (same := _of_what_was_just_said(a, word)) is not None:
        return same
    told = _tells_what(a, word)  # "the rumour that schools were shut" is of that
    told_here = any(lies_within(s.content, c.trigger) for c in a.told)  # "accusations by medics that it had shot them"
    if told and not told_here and not _stands_in(a, word):
        return None  # "rejected accusations that it supplies arms": of something else
    deeds = _deeds_denied(a, word, told)
    if not deeds:
        return None
    own = [c for c in deeds if c.actor is not None and c.actor.camp == s.speaker.camp and c.polarity == "affirmed"]
    laid = [c for c in deeds if c.actor is not None] if word.lemma_.lower() not in RESPONSIBILITY else []
    deed = (own or laid or deeds)[-1]  # what was alleged has a doer, whoever now dismisses it
    if not own and _owns_up(deed) and deed.actor is not None and deed.actor.camp != s.speaker.camp:
        return None  # "they struck a base, the army said. A lie, said the rebels": not that the army struck
    accused = accused_in(a.doc, deed) if own or laid else None
    if word.lemma_ in ATTACKING and (doer := subject(word)) is not None:
        return draft_on(a.doc, deed, word, doer, "subject")
    if _of_themselves(a, word):
        return draft_on(a.doc, deed, word, speaker_in(a.doc, s), "speaker")
    if accused is not None:
        return draft_on(a.doc, deed, word, accused, "accused_before")
    if deed.holder is not None:  # "denied the claim" that others took a town: the speaker did nothing
        return draft_on(a.doc, deed, word, None, "")
    return draft_on(a.doc, deed, word, speaker_in(a.doc, s), "speaker")


def _deeds_denied(a: Answer, word: Token, told: bool) -> Sequence[Claim]:
    """Which of the deeds that were told before a word that dismisses them may be of."""
    deeds = _accusations(a) if word.lemma_.lower() in ALLEGATIONS and not told else a.deeds
    if word.lower_ in ("this", "that"):
        deeds = [c for c in deeds if _is_just_before(a, c)]  # "this" is what was said last, whatever that was
    if (said_before := _said_before(word) or _called_so(a, word)) is not None:
        deeds = [c for c in deeds if _tells(a.doc, said_before, c)]  # "accusations that it armed them ... denied those"
    if word.lower_ in STANDS_FOR:
        deeds = [c for c in deeds if not _accused_since(a.doc, c, word)]
    return deeds


def _of_themselves(a: Answer, word: Token) -> bool:
    """ "A spokesman for the rebels denied that it had taken part": what the speaker's own side did not do."""
    who = subject(clause_of(word)) if a.statement.stance == "denies" else None
    return who is not None and who.lower_ in SIDE_PRONOUNS and who in a.content


def _is_just_before(a: Answer, told: Claim) -> bool:
    """Whether a claim was told in the sentence of an answer or in the one before it."""
    at, here = token_range(a.doc, told.trigger), (a.cue or a.content)[0].sent.start
    return at is not None and at[0] >= (a.doc[here - 1].sent.start if here else 0)


TOKENS_BACK = 60
"""Tokens before an allegation in which it may have been told as one of that name."""


def _said_before(word: Token) -> Token | None:
    """The same noun, right before, that says what is alleged: "accusations that it armed them"."""
    if word.pos_ != "NOUN":
        return None
    before = reversed(word.doc[max(0, word.i - TOKENS_BACK) : word.i])
    same = next((t for t in before if t.lemma_ == word.lemma_ and t.pos_ == "NOUN"), None)
    says = same is not None and any(c.dep_ in ("acl", "ccomp", "relcl") or c.lower_ == "of" for c in same.rights)
    return same if says else None


ABOUT_IT = frozenset({"about", "concerning", "of", "on", "regarding"})


def _called_so(a: Answer, word: Token) -> Token | None:
    """ "He rejected claims of hundreds of dead, calling them a fake": the allegation that "them" stands for, where it
    says what is alleged."""
    if not any(t.lower_ in STANDS_FOR for t in a.content):
        return None
    before = reversed(word.doc[word.sent.start : (a.cue or a.content)[0].i])
    same = next((t for t in before if t.lemma_.lower() in ALLEGATIONS and t.pos_ == "NOUN"), None)
    says = same is not None and any(
        c.dep_ in ("acl", "ccomp", "relcl") or c.lower_ in ABOUT_IT for c in same.subtree if c != same
    )
    return same if says else None


def _tells(doc: Doc, noun: Token, told: Claim) -> bool:
    """Whether a claim stands in what a noun is said to be of."""
    at = token_range(doc, told.trigger)
    return at is not None and noun.left_edge.i <= at[0] <= noun.right_edge.i


def _accused_since(doc: Doc, told: Claim, word: Token) -> bool:
    """ "Blamed the army for the attack but accused the rebels of hiding there, something they denied": of what was
    laid to somebody last, and not of the attack."""
    at = token_range(doc, told.trigger)
    return at is not None and any(t.lemma_ in ACCUSE and t.pos_ == "VERB" for t in doc[at[1] : word.i])


def _tells_what(a: Answer, word: Token) -> bool:
    """Whether the words say what is alleged: "accusations by X that it supplies arms"."""
    own = any(c.dep_ in ("acl", "relcl", "ccomp") for c in word.rights)
    return own or any(t.lower_ == "that" and t.i > word.i and t.dep_ in ("mark", "nsubj", "dobj") for t in a.content)


def _stands_in(a: Answer, word: Token) -> bool:
    """Whether the clause of an allegation only takes a deed up: "accusations that it did so"."""
    verbs = [t for t in a.content if t.i > word.i and t.pos_ in ("VERB", "AUX")]
    return all(t.lemma_ in LIGHT or t.pos_ == "AUX" for t in verbs)


def _owns_up(deed: Claim) -> bool:
    """Whether whoever told it told it of his own side: "its forces had struck a base"."""
    return any(w.field == "actor_camp" and w.rule in ("camp.its_force", "camp.pronoun") for w in deed.why)


def _of_what_was_just_said(a: Answer, word: Token) -> Draft | None:
    """ "Said it captured the town. X denied it": of whatever the sentence before says that somebody did or holds, where
    it is no use of force. Parties and place are those that were told."""
    last = a.told[-1]
    if word.lemma_.lower() in RESPONSIBILITY or word.lemma_ in ATTACKING or is_a_deed(a.doc, last):
        return None
    did = any(p is not None and p.camp not in NEUTRAL_CAMPS for p in (last.actor, last.holder))
    tells_more = any(t.pos_ == "VERB" and t != word for t in a.content) or (word.pos_ == "NOUN" and any(word.rights))
    if tells_more:  # "denied the rumour that schools were shut"
        return None
    trigger, start = token_range(a.doc, last.trigger), a.cue[0].sent.start if a.cue else 0
    if not did or last.polarity != "affirmed" or trigger is None or start == 0:
        return None
    if trigger[0] < a.doc[start - 1].sent.start or not _plainly(clause_of(a.doc[trigger[0]])):
        return None
    draft = draft_on(a.doc, last, word, None, "")
    draft.by |= dict.fromkeys(("actor", "holder"), SAME)
    return draft


def _plainly(verb: Token) -> bool:
    """Whether a verb says that something was or is so: not "had not taken", "will take", "to take"."""
    told = [verb, verb.head] if verb.dep_ in ("xcomp", "conj") else [verb]
    return not any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ in ("MD", "TO")) for v in told for c in v.children)


def _accusations(a: Answer) -> Sequence[Claim]:
    """What "the charge" may be: a deed, or else whatever somebody is said to have done."""
    done = (c for c in a.told if c.modality in ("happened", "ongoing"))
    return a.deeds or [c for c in done if c.actor is not None or c.holder is not None]


def dismisses(doc: Doc, s: Statement) -> bool:
    """Whether somebody says in other words than "denied" that what is alleged is not so: "the allegations are lies"."""
    return bool(s.cue) and _dismissed(tokens_of(doc, s.content)) is not None


def _dismissed(content: Sequence[Token]) -> Token | None:
    """ "The claims are completely untrue": the word that says so."""
    about = first_of(content, ALLEGATIONS)
    if about is None and content and content[0].lower_ in STANDS_FOR and content[0].head not in content:
        # "called it a fabrication"; who dismisses "it as a lie" denies it by the verb
        return next((t for t in content[1:] if t.lower_ in FALSE and content[1].lower_ != "as"), None)
    if about is not None and about.dep_ == "dobj" and about.head not in content:  # "called the reports baseless"
        return next((t for t in content if t.lower_ in FALSE and t.i > about.i and t.head == about.head), None)
    about = about or next((t for t in content if t.lower_ in STANDS_FOR and t.head.lemma_ == "be"), None)
    if about is None or about.dep_ not in ("nsubj", "nsubjpass") or about.head not in content:
        return None
    if (false := said_false(about)) is not None:
        return false
    return next((t for t in about.head.subtree if t.lower_ in FALSE and t.i > about.i), None)


def _short(content: Sequence[Token]) -> Token | None:
    """ "It had not", "it never happened", "it was not us": the "not" of a denial that leaves the deed out."""
    said = [t for t in content if not t.is_punct]
    no = next((t for t in said if t.lower_ in ("not", "n't", "never")), None)
    if no is None or len(said) > SHORT:
        return None
    if said[-1].lemma_ in ("happen", "occur") or (said[-1].lower_ in ("us", "them", "me") and said[-2] == no):
        return no
    if not 3 <= len(said) <= 4 or not any(t.lower_ in STANDS_FOR | SPEAKERS for t in said[:1]):
        return None
    return said[-1] if said[-1].lower_ in ("not", "n't") and said[-2].lemma_ in ("do", "have") else None


def _denied(content: Sequence[Token]) -> Token | None:
    """ "Any involvement", "those allegations", "it": what stands for the deed in a denial."""
    word = first_of(content, RESPONSIBILITY | ALLEGATIONS)
    if word is not None:
        return word
    alone = len(content) == 1 or (len(content) > 1 and content[1].lower_ == "as")  # "rejected it as a lie"
    if content and alone and content[0].lower_ in STANDS_FOR:
        return content[0]
    return _announcement(content) or _denied_attack(content)


def _announcement(content: Sequence[Token]) -> Token | None:
    """ "Denied the statement", with no word of what it states."""
    said = [t for t in content if not t.is_punct]
    alone = len(said) == 2 and said[0].lower_ in ("the", "this", "that", "those", "these")
    return said[1] if alone and said[1].lemma_.lower() in ANNOUNCEMENTS else None


def _denied_attack(content: Sequence[Token]) -> Token | None:
    """ "Denied that soldiers had fired on the quarter": a verb of attack that no kind took."""
    return next((t for t in content if t.pos_ == "VERB" and t.lemma_ in ATTACKING and clause_of(t) == t), None)
