"""Who is said to answer for what was told before: claims whose deed the sentence does not name again.

"Denied any involvement", "said the allegations were baseless", "rebels were behind it", "the opposition accused
Russia".
Kind and place come from the claim that was told before; actor and polarity from these words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Claim, Span, Statement
from rashomon.reading.actors.component import describe, mention_at
from rashomon.reading.grammar.blaming import said_false
from rashomon.reading.grammar.clauses import child
from rashomon.reading.grammar.english import clause_of, named_by, prep, subject
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.how_many.component import told
from rashomon.reading.how_many.shared_outcomes import RIVAL
from rashomon.reading.what.mention_index import SAME, Draft, kind_told
from rashomon.reading.what.party_sides import said_to_be
from rashomon.reading.what.together import side_words
from rashomon.reading.who.blame import each_others
from rashomon.world import World
from rashomon.world.kinds import Kind

RESPONSIBILITY = words("responsibility")
ALLEGATIONS, FIGURES = words("allegations"), words("figures")
ANNOUNCEMENTS = words("announcements")
ACCUSE = words("accuse")
FALSE = words("false")

WORK = words("work") | words("staged")
CRAFT = words("craft")
BEHIND = CRAFT | {f"{word}s" for word in CRAFT} | {"responsible", "behind"}

KILLED = "killed"
"""What a figure that is disputed counts, where nothing says what."""

SHORT = 4
"""Words of a denial that leaves the deed out."""
SPEAKERS = words("speaking_pronouns") | words("first_person")
ATTACKING = words("attacking")
STANDS_FOR = frozenset({"it", "something", "this", "that", "which", "they", "them", "these", "those"})


class Answer(NamedTuple):
    """A statement that may speak of a deed told before: all that was told, the deeds among it, and the tokens of what
    is said and of the cue."""

    doc: Doc
    statement: Statement
    told: Sequence[Claim]
    deeds: Sequence[Claim]
    content: Sequence[Token]
    cue: Sequence[Token]


def answered(doc: Doc, s: Statement, before: Sequence[Claim]) -> list[Draft]:
    """At most one draft, on the last deed told before; on the last that the speaker's own side did, where it is denied.

    Only of somebody who is quoted: the outlet tells its own deeds by name.
    """
    if not s.cue or not before:
        return []
    content, cue = _tokens(doc, s.content), _tokens(doc, s.cue)
    answer = Answer(doc, s, before, [c for c in before if _a_deed(doc, c)], content, cue)
    if (figure := _figure(answer)) is not None:
        return [figure]
    for made, rule in ANSWERS:
        if (draft := rule(answer)) is not None:
            draft.made = made
            return [draft]
    return []


def _a_deed(doc: Doc, c: Claim) -> bool:
    """With dead that somebody is said to have killed, whether or not it is told how."""
    kind = kind_told(doc, c)
    return (kind.violent or (kind.effect and c.actor is not None)) and c.modality in ("happened", "ongoing")


def _tokens(doc: Doc, spans: Sequence[Span]) -> list[Token]:
    return [doc[i] for span in spans if (r := token_range(doc, span)) is not None for i in range(*r)]


def _figure(a: Answer) -> Draft | None:
    """ "Put the figure at 12", "only 12 were", "disputes this figure": another number of those told before, or none.

    A claim of what came to those people: whoever gives another number, or disputes one, does not say who did it.
    """
    rival = next((t for t in told(a.doc) if t.rule == RIVAL and _within(a.statement.content, t.counted.span)), None)
    if rival is not None and rival.fate is not None:
        what, word, made = rival.counted.what, a.doc[rival.fate], "figure_set_against"
    elif a.statement.stance == "denies" and (disputed := _disputed_figure(a.content)) is not None:
        what, word, made = None, disputed, "denial_of_figure"
    else:
        return None
    counting = [c for c in a.told if _may_count(kind_told(a.doc, c), what)]
    if not counting:
        return None
    draft = _draft(a.doc, counting[-1], word, None, "")
    draft.kind, draft.made = _kind_of_effect(a.doc, draft.kind, what), made
    return draft


def _within(content: Sequence[Span], span: Span) -> bool:
    return any(c.start <= span.start and span.end <= c.end for c in content)


def _disputed_figure(content: Sequence[Token]) -> Token | None:
    """ "This figure", "that number": the noun, where nothing says what it is the number of."""
    nouns = [t for t in content if t.pos_ == "NOUN"]
    alone = len(nouns) == 1 and nouns[0].lemma_.lower() in FIGURES
    return nouns[0] if alone and not any(c.dep_ == "prep" for c in nouns[0].rights) else None


def _may_count(kind: Kind, what: str | None) -> bool:
    """Whether a deed told before can have such a figure; any figure of people where it is not said which."""
    return what in kind.counts if what is not None else bool(kind.counts)


def _kind_of_effect(doc: Doc, kind: Kind, what: str | None) -> Kind:
    """The kind that tells only what came of a deed, where there is one for such a figure."""
    world: World = doc._.world
    if kind.effect:
        return kind
    effects = [k for k in world.kinds.values() if k.effect and not k.violent and _may_count(k, what or KILLED)]
    return next(iter(effects), kind)


def _denial(a: Answer) -> Draft | None:
    """ "Denied any involvement", "called the reports baseless": of what was laid to the speaker's side, if anything."""
    s = a.statement
    word = _dismissed(a.content) or _short(a.content) or (_denied(a.content) if s.stance == "denies" else None)
    if word is None:
        return None
    if (same := _of_what_was_just_said(a, word)) is not None:
        return same
    told = _tells_what(a, word)  # "the rumour that schools were shut" is of that
    told_here = any(_within(s.content, c.trigger) for c in a.told)  # "accusations by medics that it had shot them"
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
    accused = _accused(a.doc, deed) if own or laid else None
    if word.lemma_ in ATTACKING and (doer := subject(word)) is not None:
        return _draft(a.doc, deed, word, doer, "subject")
    if _of_themselves(a, word):
        return _draft(a.doc, deed, word, _speaker(a.doc, s), "speaker")
    if accused is not None:
        return _draft(a.doc, deed, word, accused, "accused_before")
    if deed.holder is not None:  # "denied the claim" that others took a town: the speaker did nothing
        return _draft(a.doc, deed, word, None, "")
    return _draft(a.doc, deed, word, _speaker(a.doc, s), "speaker")


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


SENTENCES_BACK = 60
"""Tokens before an allegation in which it may have been told as one of that name."""


def _said_before(word: Token) -> Token | None:
    """The same noun, right before, that says what is alleged: "accusations that it armed them"."""
    if word.pos_ != "NOUN":
        return None
    before = reversed(word.doc[max(0, word.i - SENTENCES_BACK) : word.i])
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


LIGHT, SIDE_PRONOUNS = words("light"), words("side_pronouns")


def _owns_up(deed: Claim) -> bool:
    """Whether whoever told it told it of his own side: "its forces had struck a base"."""
    return any(w.field == "actor_camp" and w.rule in ("camp.its_force", "camp.pronoun") for w in deed.why)


def _of_what_was_just_said(a: Answer, word: Token) -> Draft | None:
    """ "Said it captured the town. X denied it": of whatever the sentence before says that somebody did or holds, where
    it is no use of force. Parties and place are those that were told."""
    last = a.told[-1]
    if word.lemma_.lower() in RESPONSIBILITY or word.lemma_ in ATTACKING or _a_deed(a.doc, last):
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
    draft = _draft(a.doc, last, word, None, "")
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


def _owned(a: Answer) -> Draft | None:
    """ "Claimed responsibility"."""
    if a.statement.stance not in ("claims", "acknowledges") or any(t.lemma_ in ACCUSE for t in a.cue):
        return None
    word = _of([*a.content, *a.cue], RESPONSIBILITY)
    if word is None or not a.deeds:
        return None
    if (whose := _of_another(a.doc, word)) is not None:
        return _draft(a.doc, a.deeds[-1], word, whose, "behind_it")
    return _draft(a.doc, a.deeds[-1], word, _speaker(a.doc, a.statement), "speaker")


def _of_another(doc: Doc, part: Token) -> Token | None:
    """ "Alleged Ruritanian involvement", "sees the army's hand in it": whose part it is said to have been."""
    before = [c for c in part.lefts if c.dep_ in ("amod", "compound", "poss", "nmod")]
    sided = {i for w in side_words(doc, part.left_edge.i, part.i) for i in range(w.start, w.end)}
    return next((c for c in before if c.i in sided or mention_at(doc, c.i) is not None), None)


def _laid_to(a: Answer) -> Draft | None:
    """ "Rebels were behind it", "it was not our doing", "the planes were Russian"."""
    if not a.deeds:
        return None
    found = _behind(a.content) or _work(a.doc, a.statement, a.content) or _craft(a.content)
    return None if found is None else _draft(a.doc, a.deeds[-1], *found, "behind_it")


def _blamed(a: Answer) -> Draft | None:
    """ "The opposition accused Russia", with no word of what for."""
    verb = next((t for t in a.cue if t.lemma_ in ("accuse", "blame", "implicate")), None)
    if verb is None or not a.deeds:
        return None
    objects = (c for c in verb.children if c.dep_ == "dobj" and c in a.content)
    whom = each_others(a.doc, a.statement) or next(objects, None)
    if whom is None:
        return None
    said = any(t.lower_ in ("of", "for") and t.i > whom.i and t.head in (verb, whom) for t in a.content)
    return None if said else _draft(a.doc, a.deeds[-1], verb, whom, "blamed")


def _granted(a: Answer) -> Draft | None:
    """ "Did soldiers use gas? They did, the opposition says.": a short yes to what was asked before."""
    said = [t for t in a.content if not t.is_punct]
    if not a.deeds or not said or len(said) > YES:
        return None
    yes = said[0].lower_ == "yes" or (said[0].lower_ in STANDS_FOR | SPEAKERS and said[-1].lower_ in ECHOES)
    deed = a.deeds[-1]
    asked = token_range(a.doc, deed.trigger)
    if not yes or asked is None or a.doc[asked[0]].sent.text.rstrip()[-1:] != "?":
        return None
    return _draft(a.doc, deed, said[-1], _accused(a.doc, deed), "asked_of")


YES = 2
"""Words of an answer that grants what was asked, and no more: "yes", "they did"."""
ECHOES = words("echoes")


ANSWERS: tuple[tuple[str, Callable[[Answer], Draft | None]], ...] = (
    ("denial_of_it", _denial),
    ("owning_it", _owned),
    ("granting_it", _granted),
    ("laying_it_to_somebody", _laid_to),
    ("blame_for_it", _blamed),
)


def dismisses(doc: Doc, s: Statement) -> bool:
    """Whether somebody says in other words than "denied" that what is alleged is not so: "the allegations are lies"."""
    ranges = [r for part in s.content if (r := token_range(doc, part)) is not None]
    return bool(s.cue) and _dismissed([doc[i] for a, b in ranges for i in range(a, b)]) is not None


def name_doer(doc: Doc, s: Statement, found: Sequence[Draft]) -> None:
    """Gives the last deed of a statement its doer where a later clause does: "... and that the army was behind it"."""
    deed = next((d for d in reversed(found) if d.kind.violent), None)
    if deed is None:
        return
    if (other := each_others(doc, s)) is not None:
        deed.fill("actor", [other], "each_others")
    if "actor" in deed.roles:
        return
    lowers = words_of(doc)[0]
    ranges = [r for part in s.content if (r := token_range(doc, part)) is not None]
    if not any(word in lowers[a:b] for a, b in ranges for word in BEHIND):
        return
    content = _tokens(doc, s.content)
    behind = _behind(content) or _craft(content)
    if behind is not None and behind[0].i > deed.trigger[0]:
        deed.fill("actor", [behind[1]], "behind_it")


def _draft(doc: Doc, deed: Claim, word: Token, actor: Token | None, rule: str) -> Draft:
    draft = Draft(kind_told(doc, deed), (word.i, word.i + 1), word, {}, like=deed, by={"kind": "taken_up"})
    if actor is not None:
        draft.fill("actor", [actor], rule)
    return draft


def _speaker(doc: Doc, s: Statement) -> Token | None:
    span = token_range(doc, s.speaker.span) if s.speaker.span else None
    return None if span is None else doc[span[0] : span[1]].root


def _accused(doc: Doc, deed: Claim) -> Token | None:
    """Whom the deed was laid to: of those who speak for a side, a ministry or a broadcaster, the side's own forces."""
    span = None if deed.actor is None or deed.actor.span is None else token_range(doc, deed.actor.span)
    return None if span is None else doc[span[0] : span[1]].root


def _of(tokens: Sequence[Token], lemmas: frozenset[str]) -> Token | None:
    return next((t for t in tokens if t.lemma_.lower() in lemmas), None)


def _dismissed(content: Sequence[Token]) -> Token | None:
    """ "The claims are completely untrue": the word that says so."""
    about = _of(content, ALLEGATIONS)
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
    word = _of(content, RESPONSIBILITY | ALLEGATIONS)
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


def _behind(content: Sequence[Token]) -> tuple[Token, Token] | None:
    """ "Rebels were responsible", "the army was behind it": the word and who. Not "responsible for the talks"."""
    for t in content:
        if (did := _did(t) or _to_blame(t) or _it_was(t)) is not None:
            return t, named_by(did)
        if (who := _responsible(t)) is not None and clause_of(t) in content:
            return t, named_by(who)
    return None


def _responsible(word: Token) -> Token | None:
    """Who is called responsible, or behind something, where a pronoun or nothing says for what."""
    if word.lower_ == "responsible" and word.dep_ in ("acomp", "oprd", "attr"):
        what = [g for c in word.children if c.dep_ == "prep" and c.lower_ == "for" for g in c.children]
    elif word.lower_ == "behind" and word.dep_ == "prep" and word.head.lemma_ == "be":
        what = [g for g in word.children if g.dep_ == "pobj"]
        if not what:
            return None
    else:
        return None
    if any(g.lower_ not in ("it", "this", "that", "them", "which") for g in what):
        return None
    who = subject(word.head)
    return None if who is None or who.lower_ in ("who", "nobody", "none", "one") else who


def _did(verb: Token) -> Token | None:
    """ "The army did it", "rebels say the army did": who, of a verb that stands for a deed."""
    if verb.lemma_ != "do" or verb.dep_ == "aux" or verb.tag_ not in ("VBD", "VBN"):
        return None
    after = [c for c in verb.children if c.dep_ in ("dobj", "xcomp", "ccomp", "attr", "oprd")]
    if any(c.lower_ not in ("it", "this", "that", "so") for c in after):
        return None
    who = subject(verb)
    return who if who is not None and describe(named_by(who)).camp != "unknown" else None


def _to_blame(word: Token) -> Token | None:
    """ "Rebels were to blame"."""
    over = word.head
    if (
        word.lemma_ != "blame"
        or word.dep_ != "xcomp"
        or over.lemma_ != "be"
        or any(c.dep_ == "prep" for c in word.rights)
    ):
        return None
    return subject(over)


def _it_was(be: Token) -> Token | None:
    """ "It was the rebels", with no word of what they did."""
    it = child(be, "nsubj")
    who = child(be, "attr")
    if be.lemma_ != "be" or it is None or it.lower_ not in ("it", "this") or who is None:
        return None
    if any(c.dep_ in ("relcl", "acl", "prep") for c in who.rights) or any(
        c.i > who.i for c in be.children if c.dep_ != "punct"
    ):
        return None
    return who if describe(named_by(who)).camp not in ("unknown", "local") else None


def _work(doc: Doc, s: Statement, content: Sequence[Token]) -> tuple[Token, Token] | None:
    """ "This was a provocation by the rebels", "it was not our doing": the word and whose work it is said to be."""
    for t in content:
        if t.lemma_.lower() not in WORK or t.dep_ not in ("attr", "pobj", "oprd"):
            continue
        verb = t.head.head if t.dep_ == "pobj" and t.head.lower_ == "like" else t.head
        what = subject(verb) if verb.pos_ in ("VERB", "AUX") else None
        if what is None or what.lower_ not in STANDS_FOR or verb not in content:
            continue
        if (whose := _whose(doc, s, t)) is not None:
            return t, whose
    return None


def _whose(doc: Doc, s: Statement, work: Token) -> Token | None:
    """Whose work it is: "the work of X", "a provocation by X", "a rebel provocation"; the speaker's for "our doing"."""
    named = prep(work, "of") or prep(work, "by")
    side = (c for c in work.lefts if c.dep_ in ("poss", "compound", "amod") and mention_at(doc, c.i))
    if (whose := named or next(side, None)) is not None:
        return whose
    own = any(c.lower_ in ("its", "our", "their") for c in work.lefts)
    return _speaker(doc, s) if own else None


def _craft(content: Sequence[Token]) -> tuple[Token, Token] | None:
    """ "The planes were Russian", "the attackers are believed to be Ruritanian": those who did it, or with what."""
    for t in content:
        known = t.lemma_.lower() in CRAFT and any(c.lower_ in ("the", "these", "those") for c in t.lefts)
        if known and said_to_be(t) is not None:
            return t, t
    return None
