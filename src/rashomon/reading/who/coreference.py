"""One speaker through the text: names, short names, acronyms, descriptions and pronouns that stand for the same one.

Rule-based, for speakers only. Two activists are two unless the words say otherwise, and "activists" is no one in
particular, so a plural description is never joined to a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Span, Speaker
from rashomon.reading.actors.component import Mention, Named, Side, core, describe, mention_at, whole, within
from rashomon.reading.actors.outlet_words import side_of_outlet
from rashomon.reading.actors.short_forms import shortened
from rashomon.reading.grammar.clauses import child, is_plural
from rashomon.reading.grammar.english import named_by
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.who.draft import Range
from rashomon.reading.who.first_met import (
    beside,
    body_within,
    described_as,
    is_bare_name,
    is_one_person,
    is_post,
    titled,
    with_description,
)
from rashomon.reading.who.known import (
    FITS,
    GROUP_NOUNS,
    HE,
    IT,
    LEFT_A_SIDE,
    NOTHING,
    ROLE_NOUNS,
    THEY,
    Identified,
    Known,
)
from rashomon.reading.who.references import (
    acronym,
    armed,
    is_told_apart,
    of_branch,
    organisation,
    same_role,
    short_name,
)
from rashomon.reading.who.speaker_nouns import (
    OWNERS,
    before_a_participle,
    behind_a_tag,
    body_as_subject,
    body_noun,
    definite,
    is_bare,
    of_whom,
    person_as_subject,
    plain,
    several_as_subject,
)

COUNTING = words("counting")


FAR = 60
"""Tokens between "the group" and the name of the armed group that it stands for."""


NEAR = 3
"""Sentences before a spokesman who is not said to be anyone's in which whoever he speaks for may have spoken."""


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
        known = "pack_outlet" if outlet.entity is not None else "called_outlet"
        return Identified(outlet, None, Side(outlet.camp, "narrator" if outlet.camp == "narrator" else known))

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
            if (side := side_of_outlet(world.packs, report.outlet)) is not None:
                return Speaker(report.outlet, None, None, side.role, side.camp, None, True)
        return Speaker(name, None, None, "narrator", "narrator", None, bool(report and report.outlet))

    def speaker(self, head: Token | None, span: Range | None) -> Speaker:
        return self.identified(head, span).speaker

    def identified(self, head: Token | None, span: Range | None) -> Identified:
        """Who speaks where the words at `span`, or the noun phrase of a head, name or describe them."""
        if head is None:
            return self.nobody()
        if (behind := behind_a_tag(head) or before_a_participle(head)) is not None:
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
        told = titled(head, beside(head, describe(head)), span[0] if span else core(head)[0])
        told, described = with_description(head, told)
        lemmas = frozenset(t.lemma_.lower() for t in doc[whole(head)[0] : whole(head)[1]])
        role, side = self._side(head, told, lemmas)
        if side.camp == "unknown" and told.entity is None and span is not None:
            side = body_within(self.doc, span) or side
        name = told.name
        if not told.named:
            name = plain(text if span is not None and span[0] > core(head)[0] else name)
        if described is None and (role, side.camp) == ("unknown", "unknown") and is_bare_name(head, told):
            role, side = self._described_before(head, side)
        s = Speaker(name, text, where, role, side.camp, told.entity, told.named, described_as(self.doc, described))
        plural = is_plural(head) and told.entity is None
        person = is_one_person(head, told, role) or is_post(doc, described)
        self.known.append(Known(s, head.lemma_.lower(), lemmas, plural, person, head.i, side))
        return Identified(s, None, side)

    def _side(self, head: Token, told: Named, lemmas: frozenset[str]) -> tuple[str, Side]:
        """Role and camp of somebody met for the first time: what their words tell, then what was said before."""
        role, side = told.role, told.side
        if not told.entity and lemmas & LEFT_A_SIDE:
            role, side = "defector", self._of_defectors(head, side)
        if side.camp == "unknown" and told.entity is None:
            side = self._body_of(head) or side
        if role in ("unnamed", "media") and not told.named and is_bare(head):
            side = self._relayed_by(side)
        return role, side

    def _described_before(self, head: Token, side: Side) -> tuple[str, Side]:
        """ "A spokesman for the Front said ... Guns were found, Omar Saleh said": whoever spoke last for a side, whom a
        name names that nothing explains, behind its words; his role and camp."""
        k = next(iter(self._recent()), None)
        sentence = head.sent
        first = self.doc[sentence.start - 1].sent.start if sentence.start else 0
        if k is None or k.at < first or head.i - sentence.start < NEAR or k.speaker.camp in NEUTRAL_CAMPS:
            return "unknown", side
        alone = k.person and not k.plural and not k.speaker.named and k.head != "source"
        return (k.speaker.role, k.as_side("described_before")) if alone else ("unknown", side)

    def _body_of(self, head: Token) -> Side | None:
        """The camp of the body that a spokesman speaks for where only what was said before tells: "its spokesman", "the
        group's head", "spokesman John Doe" after a statement of the coalition."""
        recent = self._recent()
        owner = next((n for c in head.lefts if c.dep_ in OWNERS and (n := body_noun(c))), None)
        owner = owner or next((n for c in head.rights if (g := of_whom(c)) is not None and (n := body_noun(g))), None)
        if owner is not None:
            body = organisation(owner, None, recent) or self._named_before(head, owner) or armed(owner, recent)
            return body.as_side("body_before") if body is not None else None
        if not any(m.role == "spokesperson" for m in within(self.doc, core(head)[0], head.i + 1)):
            return None
        if any(c.dep_ == "poss" and c.pos_ == "PROPN" for c in head.lefts):
            return None  # "commander Omar Saleh's press office": whose it is stands there
        first = head.sent.start
        for _ in range(NEAR):
            first = self.doc[first - 1].sent.start if first else 0
        spoke = (k for k in recent if k.at >= first and k.is_body() and k.speaker.camp not in NEUTRAL_CAMPS | {"local"})
        body = next(spoke, None)
        about = _about_whom(head)
        if body is None or about not in (None, body.speaker.camp):
            return None  # "Ruritanian police held three, a spokesman said", after another side: it may be either's
        return body.as_side("body_before")

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
            by_name = short_name(head, recent) or acronym(head, recent)
            if by_name is not None or not _is_written_large(head):
                return "short_name", by_name
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
        if head.tag_ not in ("NN", "NNP") or not definite(head):  # the tagger calls some common nouns names
            return None
        lemma = head.lemma_.lower()
        recent = of_branch(head, recent)
        m = mention_at(self.doc, head.i)
        if (m is not None and m.is_known()) or describe(head).entity or is_told_apart(head, recent):
            return None
        if lemma == "source" and is_bare(head):  # "the source added": the one that was quoted
            quoted = next((k for k in recent if k.head == "source" and not k.plural), None)
            if quoted is not None:
                return quoted
        if lemma in GROUP_NOUNS and not any(m.is_known() for m in within(self.doc, *core(head))):
            return organisation(lemma, m, recent) or self._named_before(head, lemma)
        if lemma in ROLE_NOUNS:
            return next((k for k in recent if not k.plural and k.person and same_role(head, k)), None)
        return None

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
        return self._else_of_sentence_before(head, spoke, person_as_subject)

    def _last_several(self, head: Token, recent: list[Known]) -> Known | None:
        """ "They": those or the organisation that spoke last, or whom the sentence before is about where nobody did."""
        spoke = next((k for k in recent if k.plural or not k.person), None)
        return self._else_of_sentence_before(head, spoke, several_as_subject)

    def _last_body(self, head: Token, recent: list[Known]) -> Known | None:
        """ "It": the organisation that spoke last, or what the sentence before is about where nobody spoke in it."""
        spoke = next((k for k in recent if k.is_body()), None)
        return self._else_of_sentence_before(head, spoke, body_as_subject)

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

    def _named_before(self, head: Token, lemma: str) -> Known | None:
        """ "Front fighters attacked it, the group said", "blames the Front, which the group rejects": the armed
        organisation that was named last."""
        if "armed_group" not in FITS.get(lemma, ()) or _is_of_another_sort(head):
            return None
        near = (m for m in reversed(self.doc._.mentions) if m.end <= head.i and head.i - m.start < FAR)
        states = self.doc._.world.packs.sides.states if self.doc._.world is not None else frozenset()
        body = next((m for m in near if m.is_of_a_party(states) and m.role != "military"), None)
        return self._met(body, self._recent()) if body is not None else None

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


def _is_of_another_sort(head: Token) -> bool:
    """ "The volunteer group", "the rights group": no party that fights. Not "the rebel group", "the armed group"."""
    before = (c for c in head.lefts if c.dep_ in ("amod", "compound", "nmod") and c.is_lower)
    return any(c.lower_ not in FIGHTING for c in before)


FIGHTING = words("armed_qualities")


def _is_written_large(head: Token) -> bool:
    """ "The Spokesman", "the Ministry": a common noun that official prose writes like a name."""
    return head.lemma_.lower() in ROLE_NOUNS | GROUP_NOUNS and definite(head)


def _about_whom(speaker: Token) -> str | None:
    """The side of whoever did what a speaker tells, where the clause before the cue names one."""
    clauses = (c for c in speaker.head.lefts if c.dep_ == "ccomp")
    doer = next((who for c in clauses if (who := child(c, "nsubj")) is not None), None)
    camp = describe(doer).camp if doer is not None else "unknown"
    return None if camp in NEUTRAL_CAMPS else camp
