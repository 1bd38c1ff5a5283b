"""Whom of those met before a name, an acronym or a description means."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.model import NEUTRAL_CAMPS
from rashomon.reading.actors.component import FORCES, Mention, core, describe, mention_at
from rashomon.reading.actors.short_forms import SPELT
from rashomon.reading.who.known import FITS, LEFT_A_SIDE, TOLD_BY_BRANCH, Known
from rashomon.reading.who.speaker_nouns import is_seat

WATCHING = frozenset({"monitor", "rights_group", "activist", "analyst"})


def is_told_apart(head: Token, recent: list[Known]) -> bool:
    """ "The UN mission": a name before the noun, which nobody of that name has who was met."""
    before = head.doc[core(head)[0] : head.i]
    names = {t.text for t in before if t.text[:1].isupper() and t.pos_ in ("PROPN", "ADJ") and not is_seat(t)}
    names -= {t.text for t in before if head.doc[t.i + 1].text == "-" and head.doc[t.i + 2].lower_ == "based"}
    return bool(names) and not any(names & set((k.speaker.text or k.speaker.name).split()) for k in recent)


def of_branch(head: Token, recent: list[Known]) -> list[Known]:
    """ "The interior ministry": those met who are of that branch, where the words before the noun name one."""
    if head.lemma_.lower() not in TOLD_BY_BRANCH:
        return recent
    before = (c for c in head.lefts if c.dep_ in ("amod", "compound", "nmod") and c.is_lower)
    branch = {SPELT.get(c.lower_, c.lower_) for c in before}
    return [k for k in recent if branch <= {SPELT.get(w, w) for w in (*k.words, *k.speaker.name.lower().split())}]


def organisation(lemma: str, m: Mention | None, recent: list[Known]) -> Known | None:
    """Who "the group", "the ministry", "the monitor" stands for: the last who spoke and has a role that the noun
    fits, of the same camp where the words tell it ("the rebel group")."""
    fits = FITS.get(lemma)
    if fits is None and m is not None and m.role in WATCHING:
        fits = WATCHING
    spoke = (k for k in recent if k.is_body() and (_has_a_name(k) or _is_the_same(k, lemma)))
    return next((k for k in spoke if is_on(k, m) and (fits is None or k.speaker.role in fits)), None)


def _has_a_name(k: Known) -> bool:
    return bool(k.speaker.entity) or k.speaker.named or _is_title(k.speaker.name)


def _is_the_same(k: Known, lemma: str) -> bool:
    """ "The ministry" after "the Ministry of Health of Ruritania": called by the same noun, and of a side that words
    tell; "the ministry" alone does not tell one."""
    return k.head == lemma and k.speaker.camp not in NEUTRAL_CAMPS and k.side.rule != "descriptor"


def _is_title(name: str) -> bool:
    """ "Strelsau Rights Monitor": the name of a body though its last word is a noun for such bodies."""
    first, *rest = name.split()
    return bool(rest) and all(word[:1].isupper() for word in (first, rest[-1]))


def armed(noun: str, recent: list[Known]) -> Known | None:
    """ "A militia member" after "the defence forces reported": one of theirs, though they have no name."""
    if "armed_group" not in FITS.get(noun, ()):
        return None
    return next((k for k in recent if k.speaker.role in FORCES and k.speaker.camp not in NEUTRAL_CAMPS), None)


def short_name(head: Token, recent: list[Known]) -> Known | None:
    """ "Khashafa" after "activist Khudair Khashafa": the last name of somebody met by both names."""
    m = mention_at(head.doc, head.i)
    if m is not None and m.is_known():
        return next((k for k in recent if m.is_same(k.speaker.name, k.speaker.entity)), None)
    name = describe(head).name
    people = (k for k in recent if k.person and k.speaker.named)
    return next((k for k in people if is_short_for(name, k.speaker.name) or _ends_so(name, k.speaker.text)), None)


def _ends_so(name: str, text: str | None) -> bool:
    """Whether the words that stood for somebody whom a pack spells otherwise end with a name."""
    return text is not None and text.endswith(f" {name}")


def acronym(head: Token, recent: list[Known]) -> Known | None:
    """ "WA" after "Witness Arvessa (WA)", or made of the initials of a name that no pack knows."""
    short = head.text
    if not (short.isupper() and 2 <= len(short) <= 6):
        return None
    doc = head.doc
    bracketed = {doc[t.i - 2].text for t in doc[2 : head.i] if t.text == short and doc[t.i - 1].text == "("}
    named = (k for k in recent if k.speaker.named and (not k.person or len(short) > 2))
    return next(
        (k for k in named if initials(k.speaker.name) == short or k.speaker.name.split()[-1] in bracketed), None
    )


def same_role(head: Token, k: Known) -> bool:
    """The same noun with no quality that tells them apart, or two words for one role ("the defector", "the defected
    officer", "a former officer who defected")."""
    lemma = head.lemma_.lower()
    start, _ = core(head)
    qualities = {t.lemma_.lower() for t in head.doc[start : head.i] if t.pos_ in ("ADJ", "VERB", "NOUN", "PROPN")}
    if (qualities | {lemma}) & LEFT_A_SIDE:
        return k.speaker.role == "defector" or bool(k.words & LEFT_A_SIDE)
    if lemma != k.head:  # "the spokesman", of "ministry spokesman Mira Tal"
        return k.speaker.named and lemma in k.words and not qualities
    return not qualities or qualities <= k.words


def is_on(k: Known, m: Mention | None) -> bool:
    """Whether somebody is of the camp that a description tells; one that tells none is anybody's."""
    if m is None or m.camp in NEUTRAL_CAMPS or m.role == "monitor" or (m.descriptor and m.descriptor.bends):
        return True
    return k.speaker.camp == m.camp


def is_short_for(name: str, full: str) -> bool:
    return name in (full, full.split()[-1]) or name.endswith(" " + full)


def initials(name: str) -> str:
    return "".join(w[0] for part in name.split() for w in part.split("-") if w[:1].isupper())
