"""One speaker through the text: names, short names, descriptions and pronouns that stand for the same one.

Rule-based, for speakers only. Two activists are two unless the words say otherwise, and "activists" is no one in
particular, so a plural description is never joined to a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from rashomon.model import Span, Speaker
from rashomon.reading.actors import ORGANISATIONS, core, describe, mention_at, whole, within

HE = frozenset({"he", "she", "him", "her"})
IT = frozenset({"it", "its"})
THEY = frozenset({"they", "their", "them"})
GROUP_NOUNS = frozenset(
    {
        "group",
        "organisation",
        "organization",
        "agency",
        "monitor",
        "body",
        "network",
        "ministry",
        "outlet",
        "channel",
        "statement",
        "report",
        "observatory",
        "coalition",
        "charity",
        "commission",
        "council",
        "committee",
        "source",
        "office",
        "society",
        "watchdog",
        "service",
        "centre",
        "center",
        "institution",
        "mission",
        "initiative",
    }
)
"""Heads of "the group said": an organisation that was named before."""

SPOKEN_FOR = frozenset({"armed_group", "armed_actor", "military"})
"""Roles that "the group" and "the office" of an article mean only where nobody else has spoken."""

WATCHING = frozenset({"monitor", "rights_group", "activist", "analyst"})
MEDIA = frozenset({"media", "state_media", "party_media"})
FITS: dict[str, frozenset[str]] = {
    "ministry": frozenset({"government", "official"}),
    "agency": MEDIA | {"un", "humanitarian", "government"},
    "network": MEDIA | WATCHING,
    "outlet": MEDIA,
    "channel": MEDIA,
    "monitor": WATCHING,
    "watchdog": WATCHING,
    "observatory": WATCHING,
    "charity": frozenset({"humanitarian"}),
    "society": frozenset({"humanitarian"}) | WATCHING,
    "coalition": frozenset({"military", "political_body", "armed_group", "armed_actor", "opposition"}),
}
"""Roles that a noun can take up again. A noun that is not here takes up any organisation that spoke."""

ROLE_NOUNS = frozenset(
    {
        "officer",
        "defector",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "activist",
        "doctor",
        "medic",
        "resident",
        "official",
        "commander",
        "fighter",
        "witness",
        "man",
        "woman",
        "minister",
        "president",
        "director",
        "chief",
        "head",
        "source",
        "leader",
        "soldier",
        "general",
        "colonel",
        "diplomat",
        "journalist",
        "analyst",
        "worker",
        "teacher",
        "farmer",
        "mother",
        "father",
        "governor",
        "envoy",
    }
)


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
        a, b = span or core(head)
        where = Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]))
        text = doc[a:b].text
        before = self._refers(head)
        if before is not None:
            s = before.speaker
            found = Speaker(s.name, text, where, s.role, s.camp, s.entity, s.named)
            before.at = head.i
            return found
        told = describe(head)
        role, camp, name = told.role, told.camp, told.name
        if camp == "unknown" and told.mention is None and (side := self._land(head)):
            role, camp = "government", side
        lemmas = {t.lemma_.lower() for t in doc[whole(head)[0] : whole(head)[1]]}
        if not told.entity and lemmas & {"defect", "defected", "defector"}:
            role, camp = "defector", self._camp("defector", camp)
        others = [c for c in head.head.children if c.dep_ == "nsubj" and c != head] if head.dep_ == "nsubj" else []
        for (
            other
        ) in others:  # "said X last week, the head of Y": a description that the parse took for a second subject
            more = describe(other)
            role = more.role if role == "unknown" else role
            camp = more.camp if camp == "unknown" else camp
        if not told.named:
            name = _plain(text if span is not None and a > core(head)[0] else name)
        s = Speaker(name, text, where, role, camp, told.entity, told.named)
        person = (told.named and told.entity is None) or head.lemma_.lower() in ROLE_NOUNS
        if told.mention is not None and told.mention.kind == "person":
            person = True
        elif role in ORGANISATIONS:
            person = False
        self.known.append(
            Known(
                s,
                head.lemma_.lower(),
                frozenset(lemmas),
                head.tag_ in ("NNS", "NNPS") and told.entity is None,
                person and head.tag_ not in ("NNS",),
                head.i,
            )
        )
        return s

    def _land(self, head: Token) -> str | None:
        """The camp of a country or capital that speaks for its government ("Moscow denied ...")."""
        world = self.doc._.world
        if world is None or head.pos_ != "PROPN" or head.dep_ == "compound":
            return None
        start, end = core(head)
        if any(t.pos_ == "PROPN" for t in self.doc[start : end - 1]):
            return None
        return next((m.camp for m in world.packs.modifiers if m.word == head.lower_ and m.camp), None)

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
            return self._clause_subject(head) or next((k for k in recent if not k.person and not k.plural), None)
        if word in THEY:
            return next((k for k in recent if k.plural), None)
        if head.pos_ == "PROPN":
            return self._short_name(head, recent)
        if head.tag_ != "NN" or not _definite(head):
            return None
        lemma = head.lemma_.lower()
        if mention_at(self.doc, head.i) and mention_at(self.doc, head.i).entity:  # type: ignore[union-attr]
            return None
        if lemma in GROUP_NOUNS and not any(m.entity for m in within(self.doc, *core(head))):
            return self._organisation(head, lemma, recent)
        if lemma in ROLE_NOUNS:
            return next((k for k in recent if not k.plural and k.person and self._same_role(head, k)), None)
        return None

    def _organisation(self, head: Token, lemma: str, recent: list[Known]) -> Known | None:
        """Who "the group", "the ministry", "the monitor" stands for: the last of a role that the noun fits."""
        spoke = [k for k in recent if not k.person and not k.plural and (k.speaker.entity or k.speaker.named)]
        fits = FITS.get(lemma)
        m = mention_at(self.doc, head.i)
        if fits is None and m is not None and m.role in WATCHING:
            fits = WATCHING
        if fits is not None:
            return next((k for k in spoke if k.speaker.role in fits), None)
        return next((k for k in spoke if k.speaker.role not in SPOKEN_FOR), spoke[0] if spoke else None)

    def _clause_subject(self, head: Token) -> Known | None:
        """ "While X's coverage ..., it also ...": the subject of the clause before."""
        for verb in head.head.children:
            if verb.dep_ == "advcl" and verb.i < head.i:
                subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
                if subject is not None:
                    said = self.speaker(subject, None)
                    return next(
                        (
                            k
                            for k in reversed(self.known)
                            if (k.speaker.name, k.speaker.entity) == (said.name, said.entity)
                        ),
                        None,
                    )
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

    def _same_role(self, head: Token, k: Known) -> bool:
        """The same noun with no quality that tells them apart, or two words for one role ("the defector", "the defected
        officer", "a former officer who defected")."""
        lemma = head.lemma_.lower()
        start, _ = core(head)
        qualities = {t.lemma_.lower() for t in self.doc[start : head.i] if t.pos_ in ("ADJ", "VERB", "NOUN", "PROPN")}
        defected = {"defected", "defect", "defector"}
        if (qualities | {lemma}) & defected:
            return k.speaker.role == "defector" or bool(k.words & defected)
        if lemma != k.head:
            return False
        return not qualities or qualities <= k.words


def _definite(head: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in head.children)


def _plain(name: str) -> str:
    """A description without its article."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an", "one", "some", "another") else name
