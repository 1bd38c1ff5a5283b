"""Who has spoken so far? Drafts of statements become statements, each with its speaker, side and what was left to the
outlet's own voice between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rashomon.model import NEUTRAL_CAMPS, Manner, Span, Speaker, Statement, Why
from rashomon.reading.surface.belonging import (
    NOBODY,
    Belongs,
    belongs,
    is_local,
    people_of,
    sides,
    state_camp,
)
from rashomon.reading.surface.statement_drafts import Draft, Range, cues_in
from rashomon.reading.surface.surveyed import Scene
from rashomon.reading.surface.words import Sentence

LEAST = 3
"""Words of a piece of narration."""
GENERAL = 4
"""Letters that the words of two names share at least."""


@dataclass
class _Met:
    """A speaker met before, by its words' stems."""

    span: Range
    who: Belongs
    stems: frozenset[str]
    at: int


@dataclass
class Company:
    """Who has been met in a text, and which state the last organ was of."""

    scene: Scene
    countries: dict[int, str]
    met: list[_Met] = field(default_factory=list)
    owner: str | None = None
    owners: set[str] = field(default_factory=set)
    """The states whose organs have spoken."""
    only_state: str | None = None

    def identified(self, span: Range, organ: str | None = None) -> tuple[Belongs, str]:
        """Who a phrase is: by its own words, else as whoever was met under one of them. `organ`: the camp whose medium
        passes on what was said: its "military source" is that camp's."""
        words = self.scene.page.words
        owner = organ or self._at_home(span) or self.owner or self.only_state
        if words.tongue.articles and len(self.owners) > 1 and organ is None:
            owner = None  # two states have spoken: whose "the ministry" is, is open
        who = belongs(words, *span, self.scene.world, self.countries, owner)
        rule = who.rule
        if who.camp == "unknown" or who.rule == "surface_owner":
            before = self._before(span)
            if before is not None and before.who.camp != "unknown":
                who, rule = before.who._replace(role=before.who.role), "surface_met"
        if is_local(words, *span):
            who, rule = self._local(span, who, rule)
        if who.owned:
            self.owner = who.camp
            self.owners.add(who.camp)
        return who, rule

    def _at_home(self, span: Range) -> str | None:
        """The camp of the state whose language a text is in, where it is about that state: "the Ground Forces" are its
        own. "The ministry" alone is whoever's was named last."""
        words, world = self.scene.page.words, self.scene.world
        says, known = self.scene.page.says, sides(words.tongue.code)
        if known.home not in world.packs.home or says.at("said_before", words, *span) == span[1]:
            return None
        if not any(f.value in known.own for f in known.glosses.all_in(words, *span)):
            return None
        return state_camp(world.packs, known.home, world, False)

    def _local(self, span: Range, who: Belongs, rule: str) -> tuple[Belongs, str]:
        """Whoever governs a place speaks for the state that it is in, but not "the pro-Russian mayor"."""
        words = self.scene.page.words
        if who.entity is None and sides(words.tongue.code).installed.all_in(words, *span):
            return who._replace(camp="unknown", owned=False), "surface_unknown"
        if who.rule != "surface_owner" and who.camp != "unknown":
            return who, rule
        return who._replace(camp=self._of_place(span) or "unknown"), rule if rule == "surface_met" else "surface_owner"

    def _of_place(self, span: Range) -> str | None:
        """The camp of the state in which the town lies whose mayor speaks: the one named last, else the text's."""
        scene = self.scene
        before = [p for p, (a, _) in zip(scene.places, scene.place_words, strict=True) if a < span[1] and p.country]
        iso = before[-1].country if before else None
        return state_camp(scene.world.packs, iso, scene.world, False) if iso else None

    def _before(self, span: Range) -> _Met | None:
        all_, own = self._stems(span), self._stems(span) - self._general(span)
        stems = own or all_  # "the spokeswoman": whoever was called so before
        return next((m for m in reversed(self.met) if m.stems & stems), None)

    def _general(self, span: Range) -> frozenset[str]:
        """The stems of words for peoples and posts, with which many are called, where others stand beside them."""
        words, by = self.scene.page.words, sides(self.scene.page.words.tongue.code)
        general = [i for i in range(*span) if by.peoples.has(words, i) or by.posts.has(words, i)]
        return frozenset(words.tongue.stem(words.norms[i]) for i in general)

    def _stems(self, span: Range) -> frozenset[str]:
        words = self.scene.page.words
        return frozenset(
            stem
            for i in range(*span)
            if len(stem := words.tongue.stem(words.norms[i])) >= GENERAL - (not words.tongue.cased)
        )

    def meet(self, span: Range, who: Belongs) -> None:
        self.met.append(_Met(span, who, self._stems(span), span[0]))


def statements_of(scene: Scene, drafts: Sequence[Draft]) -> list[tuple[Statement, tuple[Range, ...]]]:
    """Statements in the order of the text, each with the words of its content: said, or told by the outlet."""
    company = Company(scene, scene.country_at, only_state=_only_state(scene))
    said = []
    for d in drafts:
        said.append(_said(scene, d, company))
    told = _told(scene, drafts)
    both = sorted([*said, *told], key=lambda x: (x[1][0], x[0].manner))
    key = scene.report.key
    numbered = []
    for n, (s, at) in enumerate(both, 1):
        numbered.append((_with_id(s, f"{key}.s{n}"), at))
    return numbered


def _with_id(s: Statement, id_: str) -> Statement:
    return replace(s, id=id_)


def _only_state(scene: Scene) -> str | None:
    """The camp of the only state whose people or places the text names."""
    words = scene.page.words
    found = {iso for _, iso in people_of(words, 0, len(words))} | {p.country for p in scene.places if p.country}
    at_home = [c for c in found if c in scene.world.packs.home] or list(found)
    return state_camp(scene.world.packs, at_home[0], scene.world, False) if len(at_home) == 1 else None


def _said(scene: Scene, d: Draft, company: Company) -> tuple[Statement, tuple[Range, ...]]:
    words = scene.page.words
    rule = d.by
    if d.nobody:
        speaker, camp_rule = Speaker("", None, None, "unnamed", "unknown", None, False), "surface_unknown"
    else:
        speaker, rule, camp_rule = _speaker(scene, d, company)
    content = tuple(words.span(a, b) for a, b in d.content)
    cue = words.span(*(d.cue or d.speaker or d.content[0]))
    why = (
        Why("made", f"made.{d.made}", cue),
        Why("speaker", f"speaker.{rule}", speaker.span),
        Why("camp", f"camp.{camp_rule}", speaker.span or cue),
        Why("stance", "stance.surface_cue", cue),
    )
    statement = Statement(
        "", _manner(scene, d), d.stance, None, speaker, None, (cue,) if d.cue else (), content, (), why=why
    )
    return statement, d.content


def _manner(scene: Scene, d: Draft) -> Manner:
    return "headline" if _part(scene, d.content[0][0]) == "headline" else d.manner


def _speaker(scene: Scene, d: Draft, company: Company) -> tuple[Speaker, str, str]:
    words = scene.page.words
    at, rule = d.speaker, d.by
    says = scene.page.says
    last = company.met[-1] if company.met else None
    if at is None:
        opening = _subject_of(scene, d) if last is None else None
        if opening is not None:  # "The army has gone in, it said"
            who, camp_rule = company.identified(opening)
            company.meet(opening, who)
            return _made(scene, opening, who), rule, camp_rule
        if last is None:
            return Speaker("", None, None, "unnamed", "unknown", None, False), "surface_nobody", "surface_unknown"
        return _made(scene, last.span, last.who), rule, last.who.rule
    pronoun = "pronouns" in says.lists and says.at("pronouns", words, *at) == at[1]
    own = d.cue is not None and d.cue[0] < at[0] and at[1] <= d.cue[1]
    if pronoun or own:
        who = last.who if last is not None else NOBODY
        return _made(scene, at, who), "surface_pronoun", who.rule
    who, camp_rule = company.identified(at, _organ(scene, d))
    theirs = "own" in says.lists and says.at("own", words, *at) == at[0] + 1
    doer = _opens_with(scene, d.content[0][0]) if theirs and d.content[0][0] < at[0] else None
    if doer is not None:  # "France flew out 300, its ministry said"
        return _made(scene, at, who._replace(camp=doer)), rule, "surface_people"
    if last is not None and theirs:  # "their spokesman"
        who, camp_rule = last.who, "surface_met"
    if (
        who.camp == "unknown"
        and last is not None
        and says.at("said_before", words, *at) == at[1]
        and at[1] - at[0] == 1
    ):
        who, camp_rule, rule = last.who, "surface_met", "surface_pronoun"
    company.meet(at, who)
    return _made(scene, at, who), rule, camp_rule


def _subject_of(scene: Scene, d: Draft) -> Range | None:
    """The party that what is said opens with, where nobody has spoken yet."""
    words, (a, b) = scene.page.words, d.content[0]
    start = a + (a < b and words.norms[a] in words.tongue.articles)
    end = party_words(scene, start, b) if d.made == "surface_behind" else None
    return (a, end) if end is not None else None


def _opens_with(scene: Scene, i: int) -> str | None:
    """The camp of the state that what is said begins with."""
    i += scene.page.words.norms[i] in scene.page.words.tongue.articles
    iso = scene.lands.get(i)
    return state_camp(scene.world.packs, iso, scene.world, False) if iso is not None else None


def _organ(scene: Scene, d: Draft) -> str | None:
    """The camp of the organ that passes on what somebody said: "SANA quoted a military source"."""
    if d.by != "surface_relayed" or d.cue is None or d.speaker is None:
        return None
    who = belongs(scene.page.words, d.cue[0], d.speaker[0], scene.world, {}, None)
    named = who.rule in ("surface_alias", "surface_movement") and who.camp not in NEUTRAL_CAMPS
    return who.camp if named else None


def _made(scene: Scene, at: Range, who: Belongs) -> Speaker:
    span = scene.page.words.span(*at)
    text = scene.report.text[span.start : span.end]
    return Speaker(who.name or text, text, span, who.role, who.camp, who.entity, bool(who.entity))


def _narrator(scene: Scene) -> Speaker:
    """The outlet's own voice: a narrator, or the organ of a camp that a pack says it is."""
    outlet = scene.world.packs.outlet(scene.report.outlet) or scene.world.packs.outlet(scene.report.url)
    if outlet is not None and outlet.organ:
        return Speaker(outlet.name, None, None, outlet.role, outlet.camp, outlet.id, True)
    name = scene.report.outlet or (outlet.name if outlet else "")
    entity = outlet.id if outlet else None
    return Speaker(name, None, None, "narrator", "narrator", entity, bool(name))


def _told(scene: Scene, drafts: Sequence[Draft]) -> Iterator[tuple[Statement, tuple[Range, ...]]]:
    """What no draft took of each sentence."""
    taken = [False] * len(scene.page.words)
    for d in drafts:
        a, b = _hull(d)
        if all(scene.sentence_at[i] == scene.sentence_at[a] for i in (b - 1,)):
            taken[a:b] = [True] * (b - a)
        for a, b in (*d.content, *([d.cue] if d.cue else ()), *([d.speaker] if d.speaker else ())):
            taken[a:b] = [True] * (b - a)
    narrator = _narrator(scene)
    rule = "camp.narrator" if narrator.camp == "narrator" else "camp.surface_outlet"
    why = (Why("made", "made.narration"), Why("camp", rule))
    for s in scene.page.sentences:
        part = _part(scene, s.a)
        if part in ("byline", "dateline", "credit", "furniture"):
            continue
        pieces = tuple(_free(taken, s.a, s.b))
        if not pieces:
            continue
        manner: Manner = "headline" if part == "headline" else "caption" if part == "caption" else "narration"
        content: tuple[Span, ...] = tuple(scene.page.words.span(a, b) for a, b in pieces)
        unread = _unread(scene, s.a, s.b, drafts)
        doubt = () if unread is None else (Why("speaker", "speaker.surface_unread", unread),)
        yield Statement("", manner, "reports", None, narrator, None, (), content, (), why=(*why, *doubt)), pieces


def _unread(scene: Scene, a: int, b: int, drafts: Sequence[Draft]) -> Span | None:
    """A verb of saying in the words [a, b) that no statement was made of: somebody may speak there."""
    read = [d.cue for d in drafts if d.cue is not None]
    for cue in cues_in(scene.page, Sentence(a, b, False)):
        if not cue.value.composed and not any(x < cue.b and cue.a < y for x, y in read):
            return scene.page.words.span(cue.a, cue.b)
    return None


def _hull(d: Draft) -> Range:
    """The words from the first to the last of a statement: what stands between its parts tells how it was said."""
    parts = [*d.content, *([d.cue] if d.cue else ()), *([d.speaker] if d.speaker else ())]
    return min(a for a, _ in parts), max(b for _, b in parts)


def _part(scene: Scene, word: int) -> str:
    """The part of the page that a word stands in; a first line without an end mark is a headline."""
    offset = scene.page.words.spans[word][0]
    found = next((p.kind for p in scene.report.parts if p.span.start <= offset < p.span.end), None)
    if found is not None:
        return found
    first = scene.page.sentences[0]
    alone = first.line and first.a <= word < first.b and len(scene.page.sentences) > 1
    return "headline" if alone else "body"


def _free(taken: Sequence[bool], a: int, b: int) -> Iterator[Range]:
    start = None
    for i in range(a, b + 1):
        if i < b and not taken[i]:
            start = i if start is None else start
        elif start is not None:
            if i - start >= LEAST:
                yield start, i
            start = None


def loaded_by(scene: Scene, camp: str, a: int, b: int) -> Belongs:
    """Who a phrase is in the mouth of a camp."""
    return belongs(scene.page.words, a, b, scene.world, scene.country_at, None, camp)


def party_words(scene: Scene, i: int, end: int) -> int | None:
    """Where a phrase that names a party and begins at word `i` ends; None where none begins there."""
    by = sides(scene.page.words.tongue.code)
    words = scene.page.words
    b = None
    for list_ in (by.movements, by.glosses, by.peoples):
        found = list_.at(words, i, end)
        if found is not None and (b is None or found.b > b):
            b = found.b
    if b is None:
        return None
    while b < end and words.gap(b) == " " and (by.peoples.has(words, b) or by.movements.has(words, b)):
        b += 1
    return b
