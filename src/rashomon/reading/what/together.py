"""Who did it together with whom: the others whom the words name beside the one who acts.

"The army and its allies shelled it", "Ruritanian and Dostravan jets", "troops backed by Ruritanian tanks". Not of whom
it is left open ("or"), nor who is only set apart ("rebels, and not the army").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import Mention, core, mention_at
from rashomon.reading.actors.mentions import ARMED
from rashomon.reading.grammar.english import agent, prep
from rashomon.reading.grammar.lexicon import words
from rashomon.world import World

BACKED = words("backed")
"""Participles behind whoever acts, with who helps him behind "by"."""
BESIDE = words("beside_whom")
"""Prepositions behind which the other stands: "alongside the militia", "together with it"."""
WITH = words("together")
"""Words before "with": "together with X", "along with X"."""
SUPPORT = words("support")
"""Nouns of "with support from X", "in coordination with X"."""
JOINS = frozenset({"and", "&", "-", "/", ","})


class SideWord(NamedTuple):
    """Tokens [start, end) of a word that says whose force it is, and the camp."""

    start: int
    end: int
    camp: str


def beside(head: Token) -> list[Token]:
    """The heads of the parties that do it with whoever this is the head of, in the order of the text."""
    found = [t for t in head.conjuncts if _is_joined(t) and t.pos_ in ("NOUN", "PROPN", "PRON")]
    if (owner := whose_force(head)) is not None:
        found += _whom(owner)[1:]  # "jets of X and Y"
    for noun in (head, *found):
        found += [t for t in _helpers(noun) if t not in found]
    return sorted((t for t in found if t.i != head.i), key=lambda t: t.i)


def _is_joined(token: Token) -> bool:
    """Whether a conjunct does it too: not after "or", nor after "not" or "but"."""
    doc = token.doc
    start = core(token)[0]
    before = {doc[i].lower_ for i in range(max(0, start - 3), start)}
    links = {c.lower_ for t in (token, *token.conjuncts) for c in t.children if c.dep_ == "cc"}
    return "or" not in links and "not" not in before and "but" not in before


def _helpers(head: Token) -> Iterator[Token]:
    """Who is said to back the one who acts, or to act beside him, behind his own words or the verb."""
    for child in head.rights:
        if child.dep_ in ("acl", "amod", "advcl", "relcl") and child.lemma_.lower() in BACKED:
            yield from _whom(agent(child))
    verb = head.head if head.dep_ in ("nsubj", "agent", "nsubjpass") else None
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None) if verb is not None else None
    for over in [t for t in (head, verb, thing) if t is not None]:
        for child in over.children:
            if over is verb and child.dep_ in ("acl", "advcl") and child.lemma_.lower() in BACKED:
                yield from _whom(agent(child))  # "the army, backed by X, took the town", hung on the verb
        for word in BESIDE:
            yield from _whom(prep(over, word))
        other = prep(over, "with")
        if other is not None and other.head.i > 0 and other.head.nbor(-1).lower_ in WITH:
            yield from _whom(other)
        for word in ("with", "in"):
            noun = prep(over, word)
            if noun is not None and noun.lemma_.lower() in SUPPORT:
                yield from _whom(prep(noun, "from") or prep(noun, "with") or prep(noun, "of"))


def _whom(token: Token | None) -> list[Token]:
    if token is None:
        return []
    return [token, *(t for t in token.conjuncts if t.i > token.i and _is_joined(t))]


def whose_force(head: Token) -> Token | None:
    """ "The jets of X": the X of a noun for a force."""
    world: World = head.doc._.world
    force = {head.lower_, head.lemma_.lower()} & world.packs.force_nouns
    return prep(head, "of") if force else None


def bears_arms_or_rules(token: Token) -> bool:
    """Whether somebody who is named beside the doer may have done it too: one who bears arms, or a state."""
    m = mention_at(token.doc, token.i)
    return m is not None and (m.role in ARMED or m.role == "government" or m.kind == "organisation")


def joined_words(doc: Doc, mention: Mention | None, start: int, end: int) -> list[SideWord]:
    """Of "Ruritanian and Dostravan jets" the words that say whose force it is besides the one who is taken for the
    doer; tokens [start, end) are his phrase or reach up to the deed."""
    found = list(side_words(doc, start, end))
    rows: list[list[SideWord]] = []
    for word in found:
        if (
            rows
            and all(t.lower_ in JOINS for t in doc[rows[-1][-1].end : word.start])
            and word.start > rows[-1][-1].end
        ):
            rows[-1].append(word)
        else:
            rows.append([word])
    of = [row for row in rows if len(row) > 1 and (mention is None or _holds(row, mention))]
    return of[0] if of else []


def _holds(row: list[SideWord], mention: Mention) -> bool:
    return any(word.start < mention.end and word.end > mention.start for word in row)


def side_words(doc: Doc, start: int, end: int) -> Iterator[SideWord]:
    """The words in tokens [start, end) that say whose a force is: qualities, peoples, names of states."""
    world: World = doc._.world
    packs = world.packs
    forces = {m.word: m.force for m in packs.modifiers}
    i = start
    while i < end:
        for n in (2, 1):
            name = doc[i : i + n].text
            camp = forces.get(name) or forces.get(name.lower()) or packs.sides.peoples.get(name)
            if camp is None and name[:1].isupper():
                camp = packs.metonym(name.removesuffix("'s"))
            if camp is not None and i + n <= end:
                yield SideWord(i, i + n, camp)
                i += n - 1
                break
        i += 1
