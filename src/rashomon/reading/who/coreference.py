"""One speaker through the text: names, short names, acronyms, descriptions and pronouns that stand for the same one.

Rule-based, for speakers only. Two activists are two unless the words say otherwise, and "activists" is no one in
particular, so a plural description is never joined to a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Description, Span, Speaker
from rashomon.reading.actors.appositions import description, name_behind
from rashomon.reading.actors.component import ORGANISATIONS, Mention, Named, core, describe, mention_at, whole, within
from rashomon.reading.actors.short_forms import shortened
from rashomon.reading.languages import table

HE = frozenset({"he", "she", "him", "her"})
IT = frozenset({"it", "its"})
THEY = frozenset({"they", "their", "them"})
WATCHING = frozenset({"monitor", "rights_group", "activist", "analyst"})
ARMED = frozenset({"armed_group", "armed_actor", "military"})
NEAR = 3
"""Sentences before a spokesman who is not said to be anyone's in which whoever he speaks for may have spoken."""


LISTS = table("speakers")
GROUP_NOUNS, ROLE_NOUNS = frozenset(LISTS["group_nouns"]), frozenset(LISTS["role_nouns"])
LEFT_A_SIDE = frozenset(LISTS["left_a_side"])
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


class Cast:
    """Who has been met in a text so far. `speaker` is asked in the order of the text."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.known: list[Known] = []

    def nobody(self) -> Speaker:
        return Speaker("unknown", None, None, "unknown", "unknown", None, False)

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

    def speaker(self, head: Token | None, span: tuple[int, int] | None) -> Speaker:
        if head is None:
            return self.nobody()
        doc = self.doc
        if (behind := _behind_a_tag(head)) is not None:
            head, span = behind, None
        a, b = span or core(head)
        where = Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]))
        text = doc[a:b].text
        before = self._refers(head)
        if before is not None:
            s = before.speaker
            found = Speaker(s.name, text, where, s.role, s.camp, s.entity, s.named, s.description)
            before.at = head.i
            return found
        told = self._titled(head, self._beside(head, describe(head)), a)
        described = description(head) if told.named and (told.entity is None or _is_person(told)) else None
        if (name_head := name_behind(head)) is not None and head.lemma_.lower() in ROLE_NOUNS and not told.entity:
            called = describe(name_head)  # "the head of the hospital, Amin Saleh, said"
            role, camp = (x if x != "unknown" else y for x, y in ((told.role, called.role), (told.camp, called.camp)))
            told = Named(called.name, role, camp, called.entity, True, called.mention)
            described = core(head)[0] + (self.doc[core(head)[0]].pos_ == "DET"), core(name_head)[0]
        role, camp, name = told.role, told.camp, told.name
        lemmas = {t.lemma_.lower() for t in doc[whole(head)[0] : whole(head)[1]]}
        if not told.entity and lemmas & LEFT_A_SIDE:
            role, camp = "defector", self._camp("defector", camp)
        if camp == "unknown" and told.entity is None:
            camp = self._body_of(head) or camp
        if role in ("unnamed", "media") and not told.named and _is_bare(head):
            camp = self._relayed_by(camp)
        if not told.named:
            name = _plain(text if span is not None and a > core(head)[0] else name)
        s = Speaker(name, text, where, role, camp, told.entity, told.named, self._words(described))
        self.known.append(
            Known(
                s,
                head.lemma_.lower(),
                frozenset(lemmas),
                head.tag_ in ("NNS", "NNPS") and told.entity is None,
                self._is_person(head, told, role),
                head.i,
            )
        )
        return s

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
        if told.named and told.entity is None:  # "UNICEF director Anthony Lake" is one, "X, a rights group" is not
            return role not in ORGANISATIONS or (told.mention is not None and told.mention.entity is not None)
        return head.lemma_.lower() in ROLE_NOUNS and head.tag_ != "NNS" and role not in ORGANISATIONS

    def _beside(self, head: Token, told: Named) -> Named:
        """What a description that the parse took for a second subject adds: "said X last week, the head of Y"."""
        others = [c for c in head.head.children if c.dep_ == "nsubj" and c != head] if head.dep_ == "nsubj" else []
        for other in others:
            more = describe(other)
            role = more.role if told.role == "unknown" else told.role
            camp = more.camp if told.camp == "unknown" else told.camp
            if more.named and not told.named and abs(core(head)[0] - other.i) <= 2:  # "Mira Tal the group's head said"
                told = Named(more.name, role, camp, more.entity, True, more.mention)
            else:
                told = Named(told.name, role, camp, told.entity, told.named, told.mention)
        return told

    def _titled(self, head: Token, told: Named, first: int) -> Named:
        """What stands before a name that the parse took apart: "official Leys al-Faris"."""
        titles = [m for m in within(self.doc, first, head.i) if m.end > first]
        if told.role != "unknown" or told.camp != "unknown" or not titles:
            return told
        m = titles[-1]
        return Named(told.name, m.role, m.camp, told.entity, told.named, m)

    def _body_of(self, head: Token) -> str | None:
        """The camp of the body that a spokesman speaks for where only what was said before tells: "its spokesman", "the
        group's head", "spokesman John Doe" after a statement of the coalition."""
        recent = sorted(self.known, key=lambda k: -k.at)
        for child in head.children:
            if child.dep_ in ("poss", "compound", "nmod") and child.i < head.i:
                noun = child.lower_.removesuffix("s") if child.lower_ not in IT else "it"
                if noun in GROUP_NOUNS or noun == "it":
                    k = self._organisation(noun, None, recent) or self._armed(noun, recent)
                    return k.speaker.camp if k is not None else None
        if not any(m.role == "spokesperson" for m in within(self.doc, core(head)[0], head.i + 1)):
            return None
        first = head.sent.start
        for _ in range(NEAR):
            first = self.doc[first - 1].sent.start if first else 0
        for k in recent:
            if k.at >= first and not k.person and not k.plural and k.speaker.camp not in NEUTRAL_CAMPS | {"local"}:
                return k.speaker.camp
        return None

    def _relayed_by(self, camp: str) -> str:
        """The camp of what "a source" or "initial reports" tell an organ of a side: the account is that side's, since
        nobody else is there to give it. In other outlets' texts it stays what it was."""
        outlet = self.outlet()
        return outlet.camp if camp in NEUTRAL_CAMPS and outlet.camp not in NEUTRAL_CAMPS else camp

    def _camp(self, role: str, camp: str) -> str:
        world = self.doc._.world
        if world is None:
            return camp
        return next((d.camp for d in world.packs.descriptors if d.role == role and d.camp), camp)

    def _refers(self, head: Token) -> Known | None:
        word = head.lower_
        recent = sorted(self.known, key=lambda k: -k.at)
        if word in HE:
            return next((k for k in recent if k.person and not k.plural), None)
        if word in IT:
            return self._telling(head) or self._clause_subject(head) or self._last_body(head, recent)
        if word in THEY:
            if (told := self._telling(head)) is not None:
                return told
            return next((k for k in recent if k.plural or not k.person), None)
        if (name := shortened(head)) is not None and head.lemma_.lower() in GROUP_NOUNS:
            return self._met(name, recent)
        if head.pos_ == "PROPN" and not head.is_lower:
            return self._short_name(head, recent) or self._acronym(head, recent)
        if head.tag_ not in ("NN", "NNP") or not _definite(head):  # the tagger calls some common nouns names
            return None
        lemma = head.lemma_.lower()
        m = mention_at(self.doc, head.i)
        if (m is not None and m.entity) or describe(head).entity:
            return None
        if lemma in GROUP_NOUNS and not any(m.entity for m in within(self.doc, *core(head))):
            return self._organisation(lemma, m, recent) or self._named_before(head, lemma)
        if lemma == "source" and _is_bare(head):  # "the source added": the one that was quoted
            return next((k for k in recent if k.head == "source" and not k.plural), None)
        if lemma in ROLE_NOUNS:
            return next((k for k in recent if not k.plural and k.person and self._same_role(head, k)), None)
        return None

    def _met(self, m: Mention, recent: list[Known]) -> Known:
        """Who the packs know, as somebody met."""
        k = next((k for k in recent if k.speaker.entity == m.entity), None)
        if k is None:
            s = Speaker(m.name, None, None, m.role, m.camp, m.entity, True)
            k = Known(s, m.name.split()[-1].lower(), frozenset(), False, m.kind == "person", m.start)
            self.known.append(k)
        return k

    def _last_body(self, head: Token, recent: list[Known]) -> Known | None:
        """ "It": the organisation that spoke last, or what the sentence before is about where nobody spoke in it."""
        spoke = next((k for k in recent if not k.person and not k.plural), None)
        sentence = head.sent
        if sentence.start == 0:
            return spoke
        before = self.doc[sentence.start - 1].sent
        if spoke is not None and spoke.at >= before.start:
            return spoke
        subject = next((c for c in before.root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        told = describe(subject) if subject is not None and subject.tag_ not in ("NNS", "NNPS", "PRP") else None
        if subject is None or told is None or not told.named or told.role not in ORGANISATIONS | {"activist"}:
            return spoke
        self.speaker(subject, None)
        return max(self.known, key=lambda k: k.at == subject.i)

    def _organisation(self, lemma: str, m: Mention | None, recent: list[Known]) -> Known | None:
        """Who "the group", "the ministry", "the monitor" stands for: the last who spoke and has a role that the noun
        fits, of the same camp where the words tell it ("the rebel group")."""
        spoke = [k for k in recent if not k.person and not k.plural and (k.speaker.entity or k.speaker.named)]
        fits = FITS.get(lemma)
        if fits is None and m is not None and m.role in WATCHING:
            fits = WATCHING
        told = (
            m is not None
            and m.camp not in NEUTRAL_CAMPS
            and not (m.descriptor and m.descriptor.bends)
            and m.role != "monitor"
        )
        if told and m is not None:
            spoke = [k for k in spoke if k.speaker.camp == m.camp]
        return next((k for k in spoke if fits is None or k.speaker.role in fits), None)

    def _named_before(self, head: Token, lemma: str) -> Known | None:
        """ "Front fighters attacked it, the group said", "blames the Front, which the group rejects": the armed
        organisation that was named last."""
        if "armed_group" not in FITS.get(lemma, ()):
            return None
        near = [m for m in self.doc._.mentions if m.end <= head.i and head.i - m.start < 40 and m.entity]
        return self._met(near[-1], sorted(self.known, key=lambda k: -k.at)) if near and near[-1].role in ARMED else None

    def _armed(self, noun: str, recent: list[Known]) -> Known | None:
        """ "A militia member" after "the defence forces reported": one of theirs, though they have no name."""
        if "armed_group" not in FITS.get(noun, ()):
            return None
        return next((k for k in recent if k.speaker.role in ARMED and k.speaker.camp not in NEUTRAL_CAMPS), None)

    def _telling(self, head: Token) -> Known | None:
        """ "The army published video of what it said were rebels": who the clause around "what it said" is about."""
        verb = head.head
        if not any(t.lower_ == "what" for t in self.doc[max(0, head.i - 2) : head.i]):
            return None
        for up in verb.ancestors:
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
                subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
                if subject is not None:
                    return self._known_as(self.speaker(subject, None))
        return None

    def _short_name(self, head: Token, recent: list[Known]) -> Known | None:
        """ "Khashafa" after "activist Khudair Khashafa": the last name of somebody met by both names."""
        m = mention_at(self.doc, head.i)
        if m is not None and m.entity:
            return next((k for k in recent if k.speaker.entity == m.entity), None)
        name = describe(head).name
        for k in recent:
            if (
                k.person
                and k.speaker.named
                and (
                    k.speaker.name == name or k.speaker.name.split()[-1] == name or name.endswith(" " + k.speaker.name)
                )
            ):
                return k
        return None

    def _acronym(self, head: Token, recent: list[Known]) -> Known | None:
        """ "WA" after "Witness Arvessa (WA)", or made of the initials of a name that no pack knows."""
        short = head.text
        if not (short.isupper() and 2 <= len(short) <= 6):
            return None
        last = {
            self.doc[t.i - 2].text for t in self.doc[2 : head.i] if t.text == short and self.doc[t.i - 1].text == "("
        }
        for k in recent:
            if k.speaker.named and (not k.person or len(short) > 2):
                names = k.speaker.name.split()
                initials = "".join(w[0] for part in names for w in part.split("-") if w[:1].isupper())
                if initials == short or names[-1] in last:
                    return k
        return None

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


def _plain(name: str) -> str:
    """A description without its article."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an", "one", "some", "another") else name
