"""Who is said to answer for what was told before: claims whose deed the sentence does not name again.

"Denied any involvement", "said the allegations were baseless", "rebels were behind it", "the opposition accused
Russia".
Kind and place come from the claim that was told before; actor and polarity from these words.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Statement
from rashomon.reading.actors.component import describe, mention_at
from rashomon.reading.grammar.english import clause_of, named_by, prep, subject
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.mention_index import Draft, kind_told
from rashomon.reading.what.participants import said_to_be
from rashomon.reading.who.blame import each_others

RESPONSIBILITY = words("responsibility")
ALLEGATIONS = words("allegations")
ACCUSE = words("accuse")
FALSE = words("false")

WORK = words("work") | words("staged")
CRAFT = words("craft")
BEHIND = CRAFT | {f"{word}s" for word in CRAFT} | {"responsible", "behind"}

STANDS_FOR = frozenset({"it", "something", "this", "that", "which", "they", "them", "these", "those"})


def answered(doc: Doc, s: Statement, before: Sequence[Claim]) -> list[Draft]:
    """At most one draft, on the last deed told before; on the last that the speaker's own side did, where it is denied.

    Only of somebody who is quoted: the outlet tells its own deeds by name.
    """
    if not s.cue:
        return []
    # With dead that somebody is said to have killed, whether or not it is told how.
    deeds = [
        c
        for c in before
        if ((kind := kind_told(doc, c)).violent or (kind.effect and c.actor is not None))
        and c.modality in ("happened", "ongoing")
    ]
    if not deeds:
        return []
    content = [doc[i] for r in (token_range(doc, part) for part in s.content) if r is not None for i in range(*r)]
    cue = [doc[i] for r in (token_range(doc, part) for part in s.cue) if r is not None for i in range(*r)]
    own = [c for c in deeds if c.actor is not None and c.actor.camp == s.speaker.camp and c.polarity == "affirmed"]
    word = _dismissed(content) or (_denied(content) if s.stance == "denies" else None)
    if word is not None:
        laid = [c for c in deeds if c.actor is not None] if word.lemma_.lower() not in RESPONSIBILITY else []
        deed = (own or laid or deeds)[-1]  # what was alleged has a doer, whoever now dismisses it
        return [_draft(doc, deed, word, (_accused(doc, deed) if own or laid else None) or _speaker(doc, s))]
    owns = s.stance in ("claims", "acknowledges") and not any(t.lemma_ in ACCUSE for t in cue)
    if owns and (word := _of(content + cue, RESPONSIBILITY)) is not None:
        return [_draft(doc, deeds[-1], word, _speaker(doc, s))]
    if (found := _behind(content) or _work(doc, s, content) or _craft(content)) is not None:
        return [_draft(doc, deeds[-1], *found)]
    if (verb := next((t for t in cue if t.lemma_ in ("accuse", "blame", "implicate")), None)) is not None:
        whom = each_others(doc, s) or next((c for c in verb.children if c.dep_ == "dobj" and c in content), None)
        if whom is not None and not any(
            t.lower_ in ("of", "for") and t.i > whom.i and t.head in (verb, whom) for t in content
        ):
            return [_draft(doc, deeds[-1], verb, whom)]
    return []


def dismisses(doc: Doc, s: Statement) -> bool:
    """Whether somebody says in other words than "denied" that what is alleged is not so: "the allegations are lies"."""
    ranges = [r for part in s.content if (r := token_range(doc, part)) is not None]
    return bool(s.cue) and _dismissed([doc[i] for a, b in ranges for i in range(a, b)]) is not None


def name_doer(doc: Doc, s: Statement, found: Sequence[Draft]) -> None:
    """Gives the last deed of a statement its doer where a later clause does: "... and that the army was behind it"."""
    deed = next((d for d in reversed(found) if d.kind.violent), None)
    if deed is not None and (other := each_others(doc, s)) is not None:
        deed.roles["actor"] = [other]
    if deed is None or "actor" in deed.roles:
        return
    lowers = words_of(doc)[0]
    ranges = [r for part in s.content if (r := token_range(doc, part)) is not None]
    if not any(word in lowers[a:b] for a, b in ranges for word in BEHIND):
        return
    content = [doc[i] for a, b in ranges for i in range(a, b)]
    behind = _behind(content) or _craft(content)
    if behind is not None and behind[0].i > deed.trigger[0]:
        deed.roles["actor"] = [behind[1]]


def _draft(doc: Doc, deed: Claim, word: Token, actor: Token | None) -> Draft:
    draft = Draft(kind_told(doc, deed), (word.i, word.i + 1), word, {}, like=deed)
    if actor is not None:
        draft.roles["actor"] = [actor]
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
    """ "The allegations were illogical and fabricated": the word that says so."""
    about = _of(content, ALLEGATIONS)
    if about is not None and about.dep_ == "dobj" and about.head not in content:  # "called the reports baseless"
        return next((t for t in content if t.lower_ in FALSE and t.i > about.i and t.head == about.head), None)
    if about is None or about.dep_ not in ("nsubj", "nsubjpass") or about.head not in content:
        return None
    return next((t for t in about.head.subtree if t.lower_ in FALSE and t.i > about.i), None)


def _denied(content: Sequence[Token]) -> Token | None:
    """ "Any involvement", "those allegations", "it": what stands for the deed in a denial."""
    word = _of(content, RESPONSIBILITY | ALLEGATIONS)
    if word is not None:
        return word
    return content[0] if len(content) == 1 and content[0].lower_ in STANDS_FOR else None


def _behind(content: Sequence[Token]) -> tuple[Token, Token] | None:
    """ "Rebels were responsible", "the army was behind it": the word and who. Not "responsible for the talks"."""
    for t in content:
        if (did := _did(t) or _to_blame(t) or _it_was(t)) is not None:
            return t, named_by(did)
        if t.lower_ == "responsible" and t.dep_ in ("acomp", "oprd", "attr"):
            what = [g for c in t.children if c.dep_ == "prep" and c.lower_ == "for" for g in c.children]
            who = subject(t.head)
        elif t.lower_ == "behind" and t.dep_ == "prep" and t.head.lemma_ == "be":
            what = [g for g in t.children if g.dep_ == "pobj"]
            who = subject(t.head)
            if not what:
                continue
        else:
            continue
        if who is None or clause_of(t) not in content or who.lower_ in ("who", "nobody", "none", "one"):
            continue
        if all(g.lower_ in ("it", "this", "that", "them", "which") for g in what):
            return t, named_by(who)
    return None


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
    it = next((c for c in be.children if c.dep_ == "nsubj"), None)
    who = next((c for c in be.children if c.dep_ == "attr"), None)
    if be.lemma_ != "be" or it is None or it.lower_ not in ("it", "this") or who is None:
        return None
    if any(c.dep_ in ("relcl", "acl", "prep") for c in who.rights) or any(
        c.i > who.i for c in be.children if c.dep_ != "punct"
    ):
        return None
    return who if describe(named_by(who)).camp not in ("unknown", "local") else None


def _work(doc: Doc, s: Statement, content: Sequence[Token]) -> tuple[Token, Token] | None:
    """ "It looked like a rebel provocation", "it was not our doing": the word and whose work it is said to be."""
    for t in content:
        if t.lemma_.lower() not in WORK or t.dep_ not in ("attr", "pobj", "oprd"):
            continue
        verb = t.head.head if t.dep_ == "pobj" and t.head.lower_ == "like" else t.head
        what = subject(verb) if verb.pos_ in ("VERB", "AUX") else None
        if what is None or what.lower_ not in STANDS_FOR or verb not in content:
            continue
        own = next((c for c in t.lefts if c.lower_ in ("its", "our", "their")), None)
        side = next((c for c in t.lefts if c.dep_ in ("poss", "compound", "amod") and mention_at(doc, c.i)), None)
        whose = prep(t, "of") or prep(t, "by") or side
        if own is not None and whose is None:
            whose = _speaker(doc, s)
        if whose is not None:
            return t, whose
    return None


def _craft(content: Sequence[Token]) -> tuple[Token, Token] | None:
    """ "The planes were Russian", "the attackers are believed to be Ruritanian": those who did it, or with what."""
    for t in content:
        known = t.lemma_.lower() in CRAFT and any(c.lower_ in ("the", "these", "those") for c in t.lefts)
        if known and said_to_be(t) is not None:
            return t, t
    return None
