"""What the noun of a speaker tells by itself: a person by name, a body, a description without a name."""

from __future__ import annotations

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from rashomon.reading.actors.component import FORCES, ORGANISATIONS, Named, describe, whole
from rashomon.reading.grammar.clauses import SUBJECTS, child, is_plural
from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.who.known import GROUP_NOUNS, IT, OWNED_BY, ROLE_NOUNS


def is_person(told: Named) -> bool:
    return told.mention is not None and told.mention.kind == "person"


OWNERS = ("poss", "compound", "nmod")


def body_noun(owner: Token) -> str | None:
    """The noun for a body in "its spokesman", "the group's head", and "the groups head" where apostrophes are
    lost; None where it is none."""
    noun = "it" if owner.lower_ in IT else owner.lower_
    noun = noun.removesuffix("s") if unpunctuated(owner.doc) else noun
    return noun if noun == "it" or noun in GROUP_NOUNS else None


def of_whom(preposition: Token) -> Token | None:
    """Whom a spokesperson speaks for: "a spokesman for the group"."""
    return child(preposition, "pobj") if preposition.dep_ == "prep" and preposition.lower_ in ("for", "of") else None


def person_as_subject(verb: Token) -> Token | None:
    """The last person who is the subject by name."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    return next((n for s in reversed(subjects) if (n := named_person(s)) is not None), None)


def several_as_subject(verb: Token) -> Token | None:
    """A subject that is several by name: "the Houthis"."""
    subject = child(verb, "nsubj")
    return subject if subject is not None and subject.tag_ == "NNPS" else None


def body_as_subject(verb: Token) -> Token | None:
    subject = child(verb, *SUBJECTS)
    return subject if subject is not None and is_named_body(subject) else None


def is_named_body(subject: Token) -> bool:
    """Whether a sentence is about one organisation by name."""
    if subject.tag_ in ("NNS", "NNPS", "PRP"):
        return False
    told = describe(subject)
    return told.named and (told.role in ORGANISATIONS or told.role == "activist")


def named_person(subject: Token) -> Token | None:
    """The person whom a sentence is about by name: "Mira Tal disagreed", "his colleague Mira Tal disagreed"."""
    name = child(subject, "appos") if subject.tag_ == "NN" else subject
    if name is None or name.tag_ != "NNP" or not name.text[:1].isupper():
        return None
    told = describe(name)
    persons = (n.span for n in subject.doc._.names or () if n.sort == "person")
    of_people = any(s.start <= name.idx < s.end for s in persons) or is_person(told)
    return name if told.named and of_people and told.role not in ORGANISATIONS | FORCES else None


def before_a_participle(head: Token) -> Token | None:
    """ "The ministry run by the Front said": the subject of the participle that the parse took for the speaker."""
    return child(head, *SUBJECTS) if head.tag_ in ("VBN", "VBD") and head.lower_ in OWNED_BY else None


def behind_a_tag(head: Token) -> Token | None:
    """The subject behind an agency's tag that the parse took for one: "(AP) - The ministry said"."""
    doc, i = head.doc, head.i
    if i == 0 or i + 1 >= len(doc) or doc[i - 1].text != "(" or doc[i + 1].text != ")":
        return None
    return next((c for c in head.head.children if c.dep_ == "nsubj" and i < c.i < head.head.i), None)


def is_bare(head: Token) -> bool:
    """ "A source", "initial reports": nothing tells whose or where they are."""
    if head.lemma_.lower() not in ("source", "report") or (head.lemma_ == "report" and head.tag_ != "NNS"):
        return False
    before = [c for c in head.lefts if c.dep_ in ("poss", "compound", "nmod") or c.pos_ == "PROPN"]
    return not before and not any(c.dep_ in ("prep", "acl", "relcl") for c in head.rights)


def definite(head: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in head.children)


def is_seat(name: Token) -> bool:
    """ "The Britain-based group": where a body sits tells no two apart."""
    after = name.doc[name.i + 1 : name.i + 3]
    return len(after) == 2 and after[0].text == "-" and after[1].lower_ == "based"


def plain(name: str) -> str:
    """A description without its article."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an", "one", "some", "another") else name


def name_at_end(head: Token) -> TokenSpan | None:
    """ "Director of the National Hospital Omar Saleh": the person's name that ends a title and its body, which the
    parse took for one name with the body or for what the body is."""
    if head.lemma_.lower() not in ROLE_NOUNS or is_plural(head):
        return None
    of = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    end = whole(head)[1]
    if of is None or head.doc[end - 1].pos_ != "PROPN":
        return None
    last = head.doc[end - 1]
    until = last.idx + len(last)
    found = next((n.span for n in head.doc._.names or () if n.sort == "person" and n.span.end == until), None)
    name = head.doc.char_span(found.start, found.end) if found is not None else None
    while name is not None and len(name) > 1 and name[0].lower_ in GROUP_NOUNS:  # "of the Interior Ministry Omar Saleh"
        name = name[1:]
    if name is None or name.start <= of.i + 2:
        return None
    before = head.doc[name.start - 1]
    body = before.pos_ in ("NOUN", "PROPN") and before.lemma_.lower() not in ROLE_NOUNS
    return name if body else None
