"""What the words around somebody tell who is met for the first time: title, description, body, person or not."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Description, Span
from rashomon.reading.actors.appositions import description, name_behind
from rashomon.reading.actors.component import ORGANISATIONS, Mention, Named, Side, core, describe, within
from rashomon.reading.grammar.clauses import is_plural
from rashomon.reading.who.draft import Range
from rashomon.reading.who.known import ROLE_NOUNS
from rashomon.reading.who.speaker_nouns import is_person, name_at_end

OF = frozenset({"of", "for", "from", "with"})


def with_description(head: Token, told: Named) -> tuple[Named, Range | None]:
    """What the text calls a named speaker; "the head of the hospital, Amin Saleh" is Amin Saleh."""
    behind = name_behind(head) if head.lemma_.lower() in ROLE_NOUNS and not told.entity else None
    if behind is None and not told.entity and (name := name_at_end(head)) is not None:
        return replace(told, name=name.text, named=True), (core(head)[0], name.start)
    if behind is None:
        return told, description(head) if told.named and (told.entity is None or is_person(told)) else None
    start = core(head)[0]
    start += head.doc[start].pos_ == "DET"
    called = describe(behind)
    if not called.entity:  # whom a pack knows has its camp, whatever his title is
        called = replace(called, role=called.role if told.role == "unknown" else told.role, named=True)
        called = called if told.camp == "unknown" else called.of(told.side)
    return called, (start, core(behind)[0])


def described_as(doc: Doc, described: Range | None) -> Description | None:
    """The words of a description, without blanks and marks at its end."""
    if described is None:
        return None
    words = doc[described[0] : described[1]]
    while len(words) and (words[-1].is_punct or words[-1].is_space):
        words = words[:-1]
    return Description(words.text, Span(words.start_char, words.end_char)) if len(words) else None


def is_post(doc: Doc, described: Range | None) -> bool:
    """ "Mira Tal, head of the ... administration": one person, though the post names a body."""
    return described is not None and doc[slice(*described)].root.lemma_.lower() in ROLE_NOUNS


def is_one_person(head: Token, told: Named, role: str) -> bool:
    if is_person(told):
        return True
    if told.mention is not None and told.mention.kind == "organisation" and told.name == told.mention.name:
        return head.lemma_.lower() in ROLE_NOUNS and head.i >= told.mention.end - 1 and not is_plural(head)
    if told.named and head.lemma_.lower() in ROLE_NOUNS and not is_plural(head):
        return True  # "the UN head, Antonio G."
    if told.named and told.entity is None:  # "UNICEF director Anthony Lake" is one, "X, a rights group" is not
        return role not in ORGANISATIONS or (told.mention is not None and told.mention.entity is not None)
    return head.lemma_.lower() in ROLE_NOUNS and head.tag_ != "NNS" and (role == "media" or role not in ORGANISATIONS)


def is_bare_name(head: Token, told: Named) -> bool:
    """A person's full name that the text has not had before and that nothing explains: no title, no "who"."""
    if told.entity or not told.named or " " not in told.name or told.name in head.doc[: core(head)[0]].text:
        return False
    if any(c.dep_ in ("relcl", "acl", "appos", "prep") for c in head.rights):
        return False
    return any(n.sort == "person" and n.span.start <= head.idx < n.span.end for n in head.doc._.names or ())


def beside(head: Token, told: Named) -> Named:
    """What a description that the parse took for a second subject adds: "said X last week, the head of Y"."""
    others = [c for c in head.head.children if c.dep_ == "nsubj" and c != head] if head.dep_ == "nsubj" else []
    for other in others:
        more = describe(other)
        named = more.named and not told.named and abs(core(head)[0] - other.i) <= 2
        base = more if named else told  # "Mira Tal the group's head said"
        base = replace(base, role=more.role if told.role == "unknown" else told.role)
        told = base.of((told if told.camp != "unknown" else more).side)
    return told


def titled(head: Token, told: Named, first: int) -> Named:
    """What stands before a name that the parse took apart: "official Leys al-Faris"."""
    if told.role != "unknown" or told.camp != "unknown":
        return told
    titles = [m for m in within(head.doc, first, head.i) if m.end > first]
    if not titles:
        return told
    m = titles[-1]
    return replace(told, role=m.role, mention=m).of(m.side)


def body_within(doc: Doc, span: Range) -> Side | None:
    """ "Colonel X of the Y Army", however the parse took it apart: the body behind "of" in a speaker's words."""
    bodies = (m for m in within(doc, *span) if m.kind == "organisation" and m.camp not in NEUTRAL_CAMPS)
    return next((m.side for m in bodies if _follows_of(doc, m)), None)


def _follows_of(doc: Doc, m: Mention) -> bool:
    i = m.start - 1
    i -= i > 0 and doc[i].pos_ == "DET"
    return i > 0 and doc[i].lower_ in OF
