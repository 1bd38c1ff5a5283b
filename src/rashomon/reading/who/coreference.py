"""One speaker through the text: names, short names, acronyms, descriptions and pronouns that stand for the same one.

Rule-based, for speakers only. Two activists are two unless the words say otherwise, and "activists" is no one in
particular, so a plural description is never joined to a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Description, Span, Speaker
from rashomon.reading.actors.appositions import description, name_behind
from rashomon.reading.actors.component import (
    FORCES,
    ORGANISATIONS,
    Mention,
    Named,
    Side,
    core,
    describe,
    mention_at,
    whole,
    within,
)
from rashomon.reading.actors.short_forms import shortened
from rashomon.reading.grammar.clauses import SUBJECTS, child, is_plural
from rashomon.reading.grammar.english import named_by
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.languages import table
from rashomon.reading.who.draft import Range

COUNTING = words("counting")

WATCHING = frozenset({"monitor", "rights_group", "activist", "analyst"})
FAR = 60
"""Tokens between "the group" and the name of the armed group that it stands for."""
NEAR = 3
"""Sentences before a spokesman who is not said to be anyone's in which whoever he speaks for may have spoken."""


LISTS = table("speakers")
HE, IT, THEY = (frozenset(LISTS["pronouns"][name]) for name in ("person", "body", "several"))
GROUP_NOUNS, ROLE_NOUNS = frozenset(LISTS["group_nouns"]), frozenset(LISTS["role_nouns"])
LEFT_A_SIDE = frozenset(LISTS["left_a_side"])
OWNED_BY = frozenset(table("sides")["owned_by"])
OF = frozenset({"of", "for", "from", "with"})
FITS = {noun: frozenset(roles) for noun, roles in LISTS["fits"].items()}


@dataclass(slots=True)
class Known:
    """Somebody who has spoken or been named: what later words may refer to."""

    speaker: Speaker
    head: str
    words: frozenset[str]
    plural: bool
    person: bool
    at: int
    side: Side

    def is_body(self) -> bool:
        return not self.person and not self.plural

    def as_side(self, rule: str) -> Side:
        """This one's camp, as that of whoever speaks for it."""
        return self.side._replace(camp=self.speaker.camp, rule=rule)


class Identified(NamedTuple):
    """A speaker, the rule by which the words mean somebody met before (None: by themselves), and the camp with its."""

    speaker: Speaker
    rule: str | None
    side: Side


NOTHING = Side("unknown", "unknown")


class Cast:
    """Who has been met in a text so far. `speaker` is asked in the order of the text."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.known: list[Known] = []

    def nobody(self) -> Identified:
        return Identified(Speaker("unknown", None, None, "unknown", "unknown", None, False), None, NOTHING)

    def voice(self) -> Identified:
        """The outlet's own voice, with the rule that gives its camp."""
        outlet = self.outlet()
        return Identified(outlet, None, Side(outlet.camp, "narrator" if outlet.camp == "narrator" else "pack_outlet"))

    def outlet(self) -> Speaker:
        """The outlet's own voice: a narrator, unless the pack names the outlet as an organ of a camp."""
        report, world = self.doc._.report, self.doc._.world
        name = (report.outlet if report else None) or "the outlet"
        if world is not None and report is not None and report.outlet:
            entity = world.packs.outlet(report.outlet)
            if entity is not None and entity.organ:
                return Speaker(entity.name, None, None, entity.role, entity.camp, entity.id, True)
            if entity is not None:
                return Speaker(entity.name, None, None, "narrator", "narrator", entity.id, True)
        return Speaker(name, None, None, "narrator", "narrator", None, bool(report and report.outlet))

    def speaker(self, head: Token | None, span: Range | None) -> Speaker:
        return self.identified(head, span).speaker

    def identified(self, head: Token | None, span: Range | None) -> Identified:
        """Who speaks where the words at `span`, or the noun phrase of a head, name or describe them."""
        if head is None:
            return self.nobody()
        if (behind := _behind_a_tag(head) or _before_a_participle(head)) is not None:
            head, span = behind, None
        if head.lemma_.lower() in COUNTING:
            head = named_by(head)  # "a number of residents said"
        a, b = span or core(head)
        where = Span(self.doc[a].idx, self.doc[b - 1].idx + len(self.doc[b - 1]))
        text = self.doc[a:b].text
        rule, before = self._refers(head)
        if before is not None:
            before.at = head.i
            return Identified(replace(before.speaker, text=text, span=where), rule, before.side)
        return self._met_first(head, span, text, where)

    def _met_first(self, head: Token, span: Range | None, text: str, where: Span) -> Identified:
        """Somebody who was not met before, by the words themselves; from now on they are known."""
        doc = self.doc
        told = self._titled(head, self._beside(head, describe(head)), span[0] if span else core(head)[0])
        told, described = self._with_description(head, told)
        lemmas = frozenset(t.lemma_.lower() for t in doc[whole(head)[0] : whole(head)[1]])
        role, side = self._side(head, told, lemmas)
        if side.camp == "unknown" and told.entity is None and span is not None:
            side = self._body_within(span) or side
        name = told.name
        if not told.named:
            name = _plain(text if span is not None and span[0] > core(head)[0] else name)
        s = Speaker(name, text, where, role, side.camp, told.entity, told.named, self._words(described))
        plural = is_plural(head) and told.entity is None
        person = self._is_person(head, told, role)
        self.known.append(Known(s, head.lemma_.lower(), lemmas, plural, person, head.i, side))
        return Identified(s, None, side)

    def _with_description(self, head: Token, told: Named) -> tuple[Named, Range | None]:
        """What the text calls a named speaker; "the head of the hospital, Amin Saleh" is Amin Saleh."""
        behind = name_behind(head) if head.lemma_.lower() in ROLE_NOUNS and not told.entity else None
        if behind is None:
            return told, description(head) if told.named and (told.entity is None or _is_person(told)) else None
        start = core(head)[0]
        start += self.doc[start].pos_ == "DET"
        called = describe(behind)
        if not called.entity:  # whom a pack knows has its camp, whatever his title is
            called = replace(called, role=called.role if told.role == "unknown" else told.role, named=True)
            called = called if told.camp == "unknown" else called.of(told.side)
        return called, (start, core(behind)[0])

    def _side(self, head: Token, told: Named, lemmas: frozenset[str]) -> tuple[str, Side]:
        """Role and camp of somebody met for the first time: what their words tell, then what was said before."""
        role, side = told.role, told.side
        if not told.entity and lemmas & LEFT_A_SIDE:
            role, side = "defector", self._of_defectors(head, side)
        if side.camp == "unknown" and told.entity is None:
            side = self._body_of(head) or side
        if role in ("unnamed", "media") and not told.named and _is_bare(head):
            side = self._relayed_by(side)
        return role, side

    def _words(self, described: tuple[int, int] | None) -> Description | None:
        """The words of a description, without blanks and marks at its end."""
        if described is None:
            return None
        words = self.doc[described[0] : described[1]]
        while len(words) and (words[-1].is_punct or words[-1].is_space):
            words = words[:-1]
        return Description(words.text, Span(words.start_char, words.end_char)) if len(words) else None

    def _is_person(self, head: Token, told: Named, role: str) -> bool:
        if _is_person(told):
            return True
        if told.mention is not None and told.mention.kind == "organisation" and told.name == told.mention.name:
            return False
        if told.named and head.lemma_.lower() in ROLE_NOUNS and not is_plural(head):
            return True  # "the UN head, Antonio G."
        if told.named and told.entity is None:  # "UNICEF director Anthony Lake" is one, "X, a rights group" is not
            return role not in ORGANISATIONS or (told.mention is not None and told.mention.entity is not None)
        return head.lemma_.lower() in ROLE_NOUNS and head.tag_ != "NNS" and role not in ORGANISATIONS

    def _beside(self, head: Token, told: Named) -> Named:
        """What a description that the parse took for a second subject adds: "said X last week, the head of Y"."""
        others = [c for c in head.head.children if c.dep_ == "nsubj" and c != head] if head.dep_ == "nsubj" else []
        for other in others:
            more = describe(other)
            named = more.named and not told.named and abs(core(head)[0] - other.i) <= 2
            base = more if named else told  # "Mira Tal the group's head said"
            base = replace(base, role=more.role if told.role == "unknown" else told.role)
            told = base.of((told if told.camp != "unknown" else more).side)
        return told

    def _titled(self, head: Token, told: Named, first: int) -> Named:
        """What stands before a name that the parse took apart: "official Leys al-Faris"."""
        if told.role != "unknown" or told.camp != "unknown":
            return told
        titles = [m for m in within(self.doc, first, head.i) if m.end > first]
        if not titles:
            return told
        m = titles[-1]
        return replace(told, role=m.role, mention=m).of(m.side)

    def _body_of(self, head: Token) -> Side | None:
        """The camp of the body that a spokesman speaks for where only what was said before tells: "its spokesman", "the
        group's head", "spokesman John Doe" after a statement of the coalition."""
        recent = self._recent()
        owner = next((n for c in head.lefts if c.dep_ in OWNERS and (n := _body_noun(c))), None)
        owner = owner or next((n for c in head.rights if (g := _of_whom(c)) is not None and (n := _body_noun(g))), None)
        if owner is not None:
            body = (
                self._organisation(owner, None, recent) or self._named_before(head, owner) or self._armed(owner, recent)
            )
            return body.as_side("body_before") if body is not None else None
        if not any(m.role == "spokesperson" for m in within(self.doc, core(head)[0], head.i + 1)):
            return None
        first = head.sent.start
        for _ in range(NEAR):
            first = self.doc[first - 1].sent.start if first else 0
        spoke = (k for k in recent if k.at >= first and k.is_body() and k.speaker.camp not in NEUTRAL_CAMPS | {"local"})
        body = next(spoke, None)
        return body.as_side("body_before") if body is not None else None

    def _body_within(self, span: Range) -> Side | None:
        """ "Colonel X of the Y Army", however the parse took it apart: the body behind "of" in a speaker's words."""
        bodies = (m for m in within(self.doc, *span) if m.kind == "organisation" and m.camp not in NEUTRAL_CAMPS)
        return next((m.side for m in bodies if self._follows_of(m)), None)

    def _follows_of(self, m: Mention) -> bool:
        i = m.start - 1
        i -= i > 0 and self.doc[i].pos_ == "DET"
        return i > 0 and self.doc[i].lower_ in OF

    def _relayed_by(self, side: Side) -> Side:
        """The camp of what "a source" or "initial reports" tell an organ of a side: the account is that side's, since
        nobody else is there to give it. In other outlets' texts it stays what it was."""
        outlet = self.outlet()
        return (
            Side(outlet.camp, "pack_outlet")
            if side.camp in NEUTRAL_CAMPS and outlet.camp not in NEUTRAL_CAMPS
            else side
        )

    def _of_defectors(self, head: Token, side: Side) -> Side:
        """The camp that the pack gives defectors."""
        world = self.doc._.world
        packs = world.packs.descriptors if world is not None else ()
        camp = next((d.camp for d in packs if d.role == "defector" and d.camp), None)
        return Side(camp, "defector", core(head)) if camp is not None else side

    def _recent(self) -> list[Known]:
        return sorted(self.known, key=lambda k: -k.at)

    def _refers(self, head: Token) -> tuple[str, Known | None]:
        """Who was met before and is meant, and by which rule; None where somebody new is spoken of."""
        recent = self._recent()
        if head.lower_ in HE | IT | THEY:
            return "pronoun", self._pronoun(head, recent)
        if (name := shortened(head)) is not None and head.lemma_.lower() in GROUP_NOUNS:
            return "short_name", self._met(name, recent)
        if head.pos_ == "PROPN" and not head.is_lower:
            return "short_name", self._short_name(head, recent) or self._acronym(head, recent)
        return "named_before", self._taken_up(head, recent)

    def _pronoun(self, head: Token, recent: list[Known]) -> Known | None:
        word = head.lower_
        if word in HE:
            return self._last_person(head, recent)
        if word in IT:
            return self._telling(head) or self._clause_subject(head) or self._last_body(head, recent)
        return self._telling(head) or self._last_several(head, recent)

    def _taken_up(self, head: Token, recent: list[Known]) -> Known | None:
        """ "The group said", "the source added", "the defector": a definite description of somebody met before."""
        if head.tag_ not in ("NN", "NNP") or not _definite(head):  # the tagger calls some common nouns names
            return None
        lemma = head.lemma_.lower()
        m = mention_at(self.doc, head.i)
        if (m is not None and m.is_known()) or describe(head).entity or self._is_told_apart(head, recent):
            return None
        if lemma == "source" and _is_bare(head):  # "the source added": the one that was quoted
            quoted = next((k for k in recent if k.head == "source" and not k.plural), None)
            if quoted is not None:
                return quoted
        if lemma in GROUP_NOUNS and not any(m.is_known() for m in within(self.doc, *core(head))):
            return self._organisation(lemma, m, recent) or self._named_before(head, lemma)
        if lemma in ROLE_NOUNS:
            return next((k for k in recent if not k.plural and k.person and self._same_role(head, k)), None)
        return None

    def _is_told_apart(self, head: Token, recent: list[Known]) -> bool:
        """ "The UN mission": a name before the noun, which nobody of that name has who was met."""
        before = self.doc[core(head)[0] : head.i]
        names = {t.text for t in before if t.text[:1].isupper() and t.pos_ in ("PROPN", "ADJ") and not _is_seat(t)}
        names -= {t.text for t in before if self.doc[t.i + 1].text == "-" and self.doc[t.i + 2].lower_ == "based"}
        return bool(names) and not any(names & set((k.speaker.text or k.speaker.name).split()) for k in recent)

    def _met(self, m: Mention, recent: list[Known]) -> Known:
        """Who the packs know, as somebody met."""
        name = m.name if m.is_known() else self.doc._.world.packs.camp_label(m.camp)
        k = next((k for k in recent if k.speaker.name == name or m.is_same(k.speaker.name, k.speaker.entity)), None)
        if k is None:
            s = Speaker(name, None, None, m.role, m.camp, m.entity, True)
            head = name.split()[-1].lower()
            k = Known(s, head, frozenset(), False, m.kind == "person", m.start, m.side)
            self.known.append(k)
        return k

    def _last_person(self, head: Token, recent: list[Known]) -> Known | None:
        """ "She": the person who spoke last, or whom the sentence before is about where nobody spoke in it."""
        spoke = next((k for k in recent if k.person and not k.plural), None)
        return self._else_of_sentence_before(head, spoke, _person_as_subject)

    def _last_several(self, head: Token, recent: list[Known]) -> Known | None:
        """ "They": those or the organisation that spoke last, or whom the sentence before is about where nobody did."""
        spoke = next((k for k in recent if k.plural or not k.person), None)
        return self._else_of_sentence_before(head, spoke, _several_as_subject)

    def _last_body(self, head: Token, recent: list[Known]) -> Known | None:
        """ "It": the organisation that spoke last, or what the sentence before is about where nobody spoke in it."""
        spoke = next((k for k in recent if k.is_body()), None)
        return self._else_of_sentence_before(head, spoke, _body_as_subject)

    def _else_of_sentence_before(
        self, head: Token, spoke: Known | None, subject_of: Callable[[Token], Token | None]
    ) -> Known | None:
        """Who spoke, unless the sentence before is about another and nobody spoke in it."""
        sentence = head.sent
        if sentence.start == 0:
            return spoke
        before = self.doc[sentence.start - 1].sent
        if spoke is not None and spoke.at >= before.start:
            return spoke
        subject = subject_of(before.root)
        if subject is None:
            return spoke
        self.speaker(subject, None)
        return max(self.known, key=lambda k: k.at == subject.i)

    def _organisation(self, lemma: str, m: Mention | None, recent: list[Known]) -> Known | None:
        """Who "the group", "the ministry", "the monitor" stands for: the last who spoke and has a role that the noun
        fits, of the same camp where the words tell it ("the rebel group")."""
        fits = FITS.get(lemma)
        if fits is None and m is not None and m.role in WATCHING:
            fits = WATCHING
        spoke = (k for k in recent if k.is_body() and (k.speaker.entity or k.speaker.named))
        return next((k for k in spoke if _is_on(k, m) and (fits is None or k.speaker.role in fits)), None)

    def _named_before(self, head: Token, lemma: str) -> Known | None:
        """ "Front fighters attacked it, the group said", "blames the Front, which the group rejects": the armed
        organisation that was named last."""
        if "armed_group" not in FITS.get(lemma, ()):
            return None
        near = (m for m in reversed(self.doc._.mentions) if m.end <= head.i and head.i - m.start < FAR)
        states = self.doc._.world.packs.sides.states if self.doc._.world is not None else frozenset()
        body = next((m for m in near if m.is_of_a_party(states)), None)
        return self._met(body, self._recent()) if body is not None else None

    def _armed(self, noun: str, recent: list[Known]) -> Known | None:
        """ "A militia member" after "the defence forces reported": one of theirs, though they have no name."""
        if "armed_group" not in FITS.get(noun, ()):
            return None
        return next((k for k in recent if k.speaker.role in FORCES and k.speaker.camp not in NEUTRAL_CAMPS), None)

    def _telling(self, head: Token) -> Known | None:
        """ "The army published video of what it said were rebels": who the clause around "what it said" is about."""
        if not any(t.lower_ == "what" for t in self.doc[max(0, head.i - 2) : head.i]):
            return None
        for up in head.head.ancestors:
            subject = next((c for c in up.children if c.dep_ == "nsubj" and c.i < head.i and c.lower_ != "what"), None)
            if subject is not None:
                return self._known_as(self.speaker(subject, None)) if describe(subject).camp != "unknown" else None
        return None

    def _known_as(self, said: Speaker) -> Known | None:
        return next(
            (k for k in reversed(self.known) if (k.speaker.name, k.speaker.entity) == (said.name, said.entity)), None
        )

    def _clause_subject(self, head: Token) -> Known | None:
        """ "While X's coverage ..., it also ...": the subject of the clause before."""
        for verb in head.head.children:
            if verb.dep_ == "advcl" and verb.i < head.i:
                subject = child(verb, "nsubj")
                if subject is not None:
                    return self._known_as(self.speaker(subject, None))
        return None

    def _short_name(self, head: Token, recent: list[Known]) -> Known | None:
        """ "Khashafa" after "activist Khudair Khashafa": the last name of somebody met by both names."""
        m = mention_at(self.doc, head.i)
        if m is not None and m.is_known():
            return next((k for k in recent if m.is_same(k.speaker.name, k.speaker.entity)), None)
        name = describe(head).name
        people = (k for k in recent if k.person and k.speaker.named)
        return next((k for k in people if _is_short_for(name, k.speaker.name)), None)

    def _acronym(self, head: Token, recent: list[Known]) -> Known | None:
        """ "WA" after "Witness Arvessa (WA)", or made of the initials of a name that no pack knows."""
        short = head.text
        if not (short.isupper() and 2 <= len(short) <= 6):
            return None
        doc = self.doc
        bracketed = {doc[t.i - 2].text for t in doc[2 : head.i] if t.text == short and doc[t.i - 1].text == "("}
        named = (k for k in recent if k.speaker.named and (not k.person or len(short) > 2))
        return next(
            (k for k in named if _initials(k.speaker.name) == short or k.speaker.name.split()[-1] in bracketed), None
        )

    def _same_role(self, head: Token, k: Known) -> bool:
        """The same noun with no quality that tells them apart, or two words for one role ("the defector", "the defected
        officer", "a former officer who defected")."""
        lemma = head.lemma_.lower()
        start, _ = core(head)
        qualities = {t.lemma_.lower() for t in self.doc[start : head.i] if t.pos_ in ("ADJ", "VERB", "NOUN", "PROPN")}
        if (qualities | {lemma}) & LEFT_A_SIDE:
            return k.speaker.role == "defector" or bool(k.words & LEFT_A_SIDE)
        if lemma != k.head:
            return False
        return not qualities or qualities <= k.words


def _is_person(told: Named) -> bool:
    return told.mention is not None and told.mention.kind == "person"


OWNERS = ("poss", "compound", "nmod")


def _body_noun(owner: Token) -> str | None:
    """The noun for a body in "its spokesman", "the group's head", and "the groups head" where apostrophes are
    lost; None where it is none."""
    noun = "it" if owner.lower_ in IT else owner.lower_
    noun = noun.removesuffix("s") if unpunctuated(owner.doc) else noun
    return noun if noun == "it" or noun in GROUP_NOUNS else None


def _of_whom(preposition: Token) -> Token | None:
    """Whom a spokesperson speaks for: "a spokesman for the group"."""
    return child(preposition, "pobj") if preposition.dep_ == "prep" and preposition.lower_ in ("for", "of") else None


def _person_as_subject(verb: Token) -> Token | None:
    """The last person who is the subject by name."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    return next((n for s in reversed(subjects) if (n := _named_person(s)) is not None), None)


def _several_as_subject(verb: Token) -> Token | None:
    """A subject that is several by name: "the Houthis"."""
    subject = child(verb, "nsubj")
    return subject if subject is not None and subject.tag_ == "NNPS" else None


def _body_as_subject(verb: Token) -> Token | None:
    subject = child(verb, *SUBJECTS)
    return subject if subject is not None and _is_named_body(subject) else None


def _is_named_body(subject: Token) -> bool:
    """Whether a sentence is about one organisation by name."""
    if subject.tag_ in ("NNS", "NNPS", "PRP"):
        return False
    told = describe(subject)
    return told.named and (told.role in ORGANISATIONS or told.role == "activist")


def _is_on(k: Known, m: Mention | None) -> bool:
    """Whether somebody is of the camp that a description tells; one that tells none is anybody's."""
    if m is None or m.camp in NEUTRAL_CAMPS or m.role == "monitor" or (m.descriptor and m.descriptor.bends):
        return True
    return k.speaker.camp == m.camp


def _is_short_for(name: str, full: str) -> bool:
    return name in (full, full.split()[-1]) or name.endswith(" " + full)


def _initials(name: str) -> str:
    return "".join(w[0] for part in name.split() for w in part.split("-") if w[:1].isupper())


def _named_person(subject: Token) -> Token | None:
    """The person whom a sentence is about by name: "Mira Tal disagreed", "his colleague Mira Tal disagreed"."""
    name = child(subject, "appos") if subject.tag_ == "NN" else subject
    if name is None or name.tag_ != "NNP" or not name.text[:1].isupper():
        return None
    told = describe(name)
    persons = (n.span for n in subject.doc._.names or () if n.sort == "person")
    of_people = any(s.start <= name.idx < s.end for s in persons) or _is_person(told)
    return name if told.named and of_people and told.role not in ORGANISATIONS | FORCES else None


def _before_a_participle(head: Token) -> Token | None:
    """ "The ministry run by the Front said": the subject of the participle that the parse took for the speaker."""
    return child(head, *SUBJECTS) if head.tag_ in ("VBN", "VBD") and head.lower_ in OWNED_BY else None


def _behind_a_tag(head: Token) -> Token | None:
    """The subject behind an agency's tag that the parse took for one: "(AP) - The ministry said"."""
    doc, i = head.doc, head.i
    if i == 0 or i + 1 >= len(doc) or doc[i - 1].text != "(" or doc[i + 1].text != ")":
        return None
    return next((c for c in head.head.children if c.dep_ == "nsubj" and i < c.i < head.head.i), None)


def _is_bare(head: Token) -> bool:
    """ "A source", "initial reports": nothing tells whose or where they are."""
    if head.lemma_.lower() not in ("source", "report") or (head.lemma_ == "report" and head.tag_ != "NNS"):
        return False
    before = [c for c in head.lefts if c.dep_ in ("poss", "compound", "nmod") or c.pos_ == "PROPN"]
    return not before and not any(c.dep_ in ("prep", "acl", "relcl") for c in head.rights)


def _definite(head: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in head.children)


def _is_seat(name: Token) -> bool:
    """ "The Britain-based group": where a body sits tells no two apart."""
    after = name.doc[name.i + 1 : name.i + 3]
    return len(after) == 2 and after[0].text == "-" and after[1].lower_ == "based"


def _plain(name: str) -> str:
    """A description without its article."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an", "one", "some", "another") else name
