"""What is claimed: the checkable propositions of each statement, with their roles.

A spaCy component after `who`: it fills `claims` of `doc._.statements`. The kinds, their words and their frames are data
(world/kinds.toml); this file only looks them up in the parse. Narrations and headlines in which nothing is claimed are
left out at the end, so that a reading holds no row without content.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from rashomon.model import Claim, Means, Party, Place, Reason, Span, Statement, Timex, When
from rashomon.reading import extensions
from rashomon.reading.actors import core, describe, mention_at, whole, within
from rashomon.reading.lexical import Phrases, words_of
from rashomon.reading.syntax import clause_of, slot
from rashomon.world import World
from rashomon.world.kinds import Frame, Lexicon, Site, Trigger, Weapon

POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}

PLAIN = {
    "verb": {"subject": "actor", "object": "target", "prep_with": "means", "prep_in": "place", "prep_near": "place", "prep_at": "place"},
    "noun": {"possessive": "actor", "compound": "actor", "prep_by": "actor", "prep_of": "target", "prep_on": "target", "prep_against": "target", "prep_in": "place", "prep_near": "place", "prep_at": "place", "prep_with": "means"},
    "adjective": {"noun": "target", "prep_in": "place", "prep_by": "actor"},
}  # fmt: skip
"""What fills what for a trigger that no frame describes."""

PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i", "its", "their", "his", "her", "our", "them", "us", "him"})
SELF = frozenset({"we", "i", "our", "us", "my"})
GROUND = frozenset({"city", "town", "village", "area", "district", "neighborhood", "neighbourhood", "suburb", "province", "region", "capital", "place", "enclave", "governorate", "countryside", "camp", "base", "quarter", "one", "it", "part", "part"})
CITIES = frozenset({"city", "town", "capital"})
PLACE_PREPS = ("in", "at", "near", "on", "inside", "around", "over", "across", "of", "within", "throughout", "along", "outside")
AWAY = frozenset({"from"})
VIOLENT = frozenset({"clash", "airstrike", "shelling", "chemical_attack", "suicide_bombing", "bombing", "killing", "casualties"})
STATES = frozenset({"control", "siege", "aid_blocked", "shortage", "population", "damage", "displacement", "deployment"})
COUNTED = {
    "killed": VIOLENT | {"shootdown", "riot"}, "injured": VIOLENT | {"riot"}, "detained": {"detention"}, "abducted": {"abduction"},
    "missing": {"abduction", "casualties"}, "displaced": {"displacement"}, "population": {"population", "displacement", "siege"},
}  # fmt: skip
FORCES = frozenset({"armed_actor", "military", "armed_group", "government"})
PARTIAL = frozenset({"part", "half", "third", "quarter", "percent", "%", "most", "majority", "section", "portion", "some", "several", "bit"})


@dataclass(slots=True)
class Draft:
    """A claim being put together, in tokens."""

    kind: str
    trigger: tuple[int, int]
    head: Token
    by_means: bool
    roles: dict[str, list[Token]]
    means: tuple[int, int, Weapon] | None = None
    effect: bool = False
    """Says what came of something ("killed"): one claim with the strike or the fighting that the same clause names."""
    also: list[int] = field(default_factory=list)
    """Tokens of other triggers that were joined to this one: numbers near them are its own."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a world's lexicons find in one text: weapons and sites by token range, places by token range."""

    weapons: tuple[tuple[int, int, Weapon], ...]
    sites: tuple[tuple[int, int, Site], ...]
    places: tuple[tuple[int, int], ...]
    times: tuple[tuple[int, int, Timex], ...]
    counts: tuple[tuple[int, int, int], ...]
    """Token range, and the index in `doc._.counts`."""
    main_place: int | None
    home: frozenset[str]
    """The countries of the conflict: of two places, what happened is likelier there."""


@Language.factory("rashomon_what")
def make_what(nlp: Language, name: str) -> _What:
    """Finds the claims in the statements of `doc._.statements`."""
    extensions.register()
    return _What()


class _What:
    def __call__(self, doc: Doc) -> Doc:
        world: World | None = doc._.world
        if world is not None:
            doc._.statements = fill(doc, world, world.lexicon)
        return doc


def fill(doc: Doc, world: World, lex: Lexicon) -> list[Statement]:
    """The statements of the text with their claims; the outlet's own that claim nothing are dropped."""
    words = _words(doc, world)
    out: list[Statement] = []
    spent: set[int] = set()
    nested = sorted(doc._.statements, key=lambda s: (sum(e - b for b, e in s.content), s.id))
    drafts: dict[str, list[Draft]] = {}
    for s in nested:  # the innermost statement has its words to itself: what it says, the outer one only quotes
        ranges = [r for c in s.content if (r := _tokens(doc, c))]
        drafts[s.id] = _drafts(doc, world, lex, words, ranges, spent)
        spent.update(i for d in drafts[s.id] for i in range(*d.trigger))
    for s in doc._.statements:
        found = _taken_up(doc, s, out) or drafts[s.id]
        claims: list[Claim] = []
        for d in found:
            claims.append(_claim(doc, world, words, s, d, claims[-1].place if claims else None))
        claims = _count(doc, words, s, claims, found)
        if claims or s.cue:
            out.append(replace(s, claims=tuple(replace(c, id=f"c{n}") for n, c in enumerate(claims, 1))))
    return out


def _tokens(doc: Doc, span: Span) -> tuple[int, int] | None:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return (found.start, found.end) if found is not None else None


# --- what the words name ---------------------------------------------------------------------------------------------


def _words(doc: Doc, world: World) -> Words:
    places = tuple(_tokens(doc, p.span) or (0, 0) for p in doc._.places)
    weapons, sites = _lookup(world)
    home = frozenset(world.packs.home)
    return Words(
        # "Bombed" is no bomb, but "shelled" and "beheaded" say how.
        weapons=tuple(w for w in weapons.find(doc) if doc[w[1] - 1].pos_ != "VERB" or w[2].kind != "bombing"),
        sites=tuple(sites.find(doc)),
        places=places,
        times=tuple((*r, t) for t in doc._.times if (r := _tokens(doc, t.span))),
        counts=tuple((*r, i) for i, c in enumerate(doc._.counts) if (r := _tokens(doc, c.span))),
        main_place=_main_place(doc, home),
        home=home,
    )


_LOOKUPS: dict[str, tuple[Phrases[Weapon], Phrases[Site]]] = {}


def _lookup(world: World) -> tuple[Phrases[Weapon], Phrases[Site]]:
    if world.sha256 not in _LOOKUPS:
        _LOOKUPS[world.sha256] = (Phrases(world.weapons.items()), Phrases(world.sites.items()))
    return _LOOKUPS[world.sha256]


def _main_place(doc: Doc, home: frozenset[str]) -> int | None:
    """The place that the text is about, as far as mentions tell: the oftenest named that is no country, early ones first,
    those in the countries of the conflict before others; never the dateline's, which is where it was written."""
    places: Sequence[Place] = doc._.places
    elsewhere = [p.span for p in doc._.parts if p.kind in ("dateline", "byline", "credit", "furniture")]
    weight: Counter[str] = Counter()
    first: dict[str, int] = {}
    seen = 0
    for i, p in enumerate(places):
        if p.precision == "country" or any(s.start <= p.span.start < s.end for s in elsewhere):
            continue
        share = (3 if seen == 0 else 2 if seen < 4 else 1) * (4 if p.country in home else 1)
        seen += 1
        weight[p.name] += share
        if p.within:
            weight[p.within] += 1
        if p.name not in first or (places[first[p.name]].lat is None and p.lat is not None):
            first[p.name] = i
    for name, _ in weight.most_common():
        if name in first:
            return first[name]
    return 0 if places else None


# --- triggers --------------------------------------------------------------------------------------------------------


def _drafts(doc: Doc, world: World, lex: Lexicon, words: Words, ranges: Iterable[tuple[int, int]], spent: set[int]) -> list[Draft]:
    out: list[Draft] = []
    used: set[int] = set()
    lowers, lemmas = words_of(doc)
    dated = {i for a, b, _ in words.times for i in range(a, b)}  # "in March" is no march
    for start, end in ranges:
        for i in range(start, end):
            if (lemmas[i] not in lex.starts and lowers[i] not in lex.starts) or i in spent or i in used or i in dated:
                continue
            token = doc[i]
            draft = _phrase(doc, lex, lemmas, lowers, token, end) or _word(doc, world, lex, words, token)
            if draft is None:
                continue
            used.update(range(*draft.trigger))
            kind = world.kinds[draft.kind]
            draft.effect = draft.kind in EFFECTS
            draft.means = _means(doc, words, draft) if draft.kind in ARMED else None
            if kind.by_means and draft.means is not None and draft.means[2].kind in world.kinds:
                draft.kind = draft.means[2].kind
            if draft.kind == "killing" and draft.head.lemma_ == "kill" and not draft.roles.get("actor"):
                draft.kind = "casualties"  # dead, and how is not said
            if draft.kind == "bombing" and draft.head.lemma_ in ("bomb", "bombing") and _by_a_state(doc, world, draft):
                draft.kind = "shelling"  # an army's bombing is bombardment, by what means is not said
            out.append(draft)
    return _merged(doc, _outer(out))


def _by_a_state(doc: Doc, world: World, d: Draft) -> bool:
    """Whether a state's forces are named as the actor."""
    heads = d.roles.get("actor", [])
    mentions = [m for h in heads for m in [mention_at(doc, h.i)] if m is not None]
    return any(m.role in ("military", "government", "air_force") or world.packs.incumbent(m.camp) for m in mentions)


def _outer(drafts: list[Draft]) -> list[Draft]:
    """Leaves out what is only the thing that another claim handles: the bombs that are defused, the shipments seized."""
    held = {
        i
        for d in drafts
        if d.kind in HANDLING
        for head in [*d.roles.get("item", []), *d.roles.get("target", [])]
        for i in range(*core(head))
        if not d.trigger[0] <= i < d.trigger[1]
    }
    targets = {t.i for d in drafts for t in d.roles.get("target", [])}
    return [
        d
        for d in drafts
        if not (held & set(range(*d.trigger)))
        and not (d.head.dep_ == "acl" and (d.head.head.i in held or (d.kind == "clash" and d.head.head.i in targets)))
    ]


ARMED = frozenset({"clash", "airstrike", "shelling", "chemical_attack", "suicide_bombing", "bombing", "killing", "casualties", "shootdown", "arms_seizure", "arms_transfer", "damage", "riot"})
EFFECTS = frozenset({"killing", "casualties"})
CAUSES_OF_DEATH = frozenset({"clash", "airstrike", "shelling", "chemical_attack", "suicide_bombing", "bombing"})
HANDLING = frozenset({"arms_seizure", "arms_transfer", "aid_blocked", "aid_delivered", "shootdown"})


BETWEEN = frozenset({"det", "poss", "amod", "nummod", "compound"})
"""What may stand between the words of a phrase: "lose their young lives"."""


def _phrase(doc: Doc, lex: Lexicon, lemmas: Sequence[str], lowers: Sequence[str], token: Token, end: int) -> Draft | None:
    first = token.i
    for key in dict.fromkeys((lemmas[first], lowers[first])):
        for phrase, kind in lex.phrases.get(key, ()):
            at, last = first, first
            for n, word in enumerate(phrase):
                if n:
                    while at < end and word != lemmas[at] and word != lowers[at] and at - last <= 3 and (lowers[at] == "-" or doc[at].dep_ in BETWEEN):
                        at += 1
                if at >= end or (word != lemmas[at] and word != lowers[at]):
                    break
                last = at
                at += 1
            else:
                head = next((t for t in doc[token.i : last + 1] if t.pos_ in ("VERB", "AUX")), None) or doc[last]
                if head.pos_ not in ("VERB", "AUX"):
                    head = next((t for t in doc[token.i : last + 1] if not (token.i <= t.head.i <= last) or t.head == t), doc[last])
                while head.dep_ == "compound" and head.head.pos_ == "NOUN" and head.head.i <= last + 3:
                    head = head.head  # "a barrel bomb attack": what is said of the attack is said of the bomb
                draft = Draft(kind, (token.i, last + 1), head, False, {})
                _fill(doc, draft, _frames_of(lex, head, kind))
                return draft
    return None


def _frames_of(lex: Lexicon, head: Token, kind: str) -> Frame | None:
    """For a phrase: what its head governs in the first frame of the same kind, conditions aside."""
    pos = POS.get(head.pos_)
    for trigger in lex.triggers.get((pos or "", head.lemma_.lower()), ()):
        if trigger.kind == kind and trigger.frame is not None:
            return trigger.frame
    return None


def _word(doc: Doc, world: World, lex: Lexicon, words: Words, token: Token) -> Draft | None:
    pos = POS.get(token.pos_)
    if pos is None or (token.dep_ == "amod" and token.i > 1 and doc[token.i - 1].text == "-"):
        return None  # "rebel-held": a standing description, no news
    if token.dep_ == "acl" and token.lemma_ in LIGHT and token.tag_ == "VBN":
        return None  # "strikes carried out by": the strikes are the news
    lemma = token.lemma_.lower()
    tries = [(pos, lemma)]
    if pos == "verb" and token.dep_ == "amod" or pos == "adjective":
        tries.append(("adjective", token.lower_))
    if pos == "adjective" and token.tag_ in ("VBN", "VBD", "VBG"):
        tries.append(("verb", lemma))
    if pos == "noun" and token.lower_ != lemma:
        tries.append(("noun", token.lower_))
    for key in tries:
        for trigger in lex.triggers.get(key, ()):
            if trigger.frame is None:
                if mention_at(doc, token.i) and mention_at(doc, token.i).entity:  # type: ignore[union-attr]
                    continue  # part of a name: "the Liberation Front"
                if token.dep_ == "compound" and trigger.kind not in CAUSES_OF_DEATH | {"siege", "control"}:
                    continue  # "refugee camp", "protest movement": what sort of thing, not what happened
                draft = Draft(trigger.kind, (token.i, token.i + 1), token, world.kinds[trigger.kind].by_means, {})
                _fill(doc, draft, None, key[0])
                return draft
            if _holds(doc, world, words, token, trigger):
                last = _particle(token, trigger.frame)
                draft = Draft(trigger.kind, (token.i, last), token, world.kinds[trigger.kind].by_means, {})
                _fill(doc, draft, trigger.frame)
                return draft
    return None


def _particle(token: Token, frame: Frame) -> int:
    if not frame.particle:
        return token.i + 1
    for child in token.children:
        if child.lower_ == frame.particle and child.i == token.i + 1:
            return child.i + 1
    return token.i + 1


def _holds(doc: Doc, world: World, words: Words, token: Token, trigger: Trigger) -> bool:
    frame = trigger.frame
    if frame is None:
        return True
    if frame.particle and not any(c.lower_ == frame.particle for c in token.children if c.dep_ in ("prt", "advmod", "prep", "amod")) and not (
        token.i + 1 < len(doc) and doc[token.i + 1].lower_ == frame.particle
    ):
        return False
    for name, wanted in frame.needs.items():
        fillers = slot(token, name)
        if not any(_is(doc, world, words, f, wanted) for f in fillers):
            return False
    return True


def _is(doc: Doc, world: World, words: Words, head: Token, wanted: frozenset[str]) -> bool:
    """Whether a head is one of the lemmas, or of one of the classes, that a frame needs."""
    lemma = head.lemma_.lower()
    if lemma in wanted or head.lower_ in wanted:
        return True
    if head.i > 0 and f"{doc[head.i - 1].lemma_.lower()} {lemma}" in wanted:
        return True
    for name in wanted:
        if not name.startswith(":"):
            continue
        if lemma in world.lexicon.classes.get(name[1:], ()) or head.lower_ in world.lexicon.classes.get(name[1:], ()):
            return True
        if name == ":place" and _place_in(words, *core(head)) is not None:
            return True
        if name == ":site" and any(a <= head.i < b for a, b, _ in words.sites):
            return True
        if name == ":arms" and any(a <= head.i < b for a, b, _ in words.weapons):
            return True
        if name == ":force" and (m := mention_at(doc, head.i)) and (m.role in FORCES or (m.descriptor is not None and m.descriptor.armed)):
            return True
        if name == ":people" and (m := mention_at(doc, head.i)) and m.kind != "organisation":
            return True
        if name == ":count" and (head.like_num or head.pos_ == "NUM" or any(c.dep_ == "nummod" for c in head.children)):
            return True
    return False


def _fill(doc: Doc, draft: Draft, frame: Frame | None, pos: str | None = None) -> None:
    slots = dict(frame.slots) if frame else dict(PLAIN.get(pos or POS.get(draft.head.pos_, "noun"), {}))
    needs_object = bool(frame and "object" in frame.needs)
    for name, role in slots.items():
        fillers = [t for t in slot(draft.head, name, needs_object) if not (draft.trigger[0] <= t.i < draft.trigger[1])]
        if name == "compound":
            fillers = [t for t in fillers if role not in ("actor", "holder") or mention_at(doc, t.i) is not None]
        if role == "actor" and name != "compound":
            fillers = [a for t in fillers for a in _who_behind(doc, t)]
        if fillers:
            draft.roles.setdefault(role, []).extend(fillers)
    if "actor" in draft.roles or draft.head.pos_ not in ("NOUN", "PROPN") or "actor" not in slots.values():
        return
    own = [m for m in within(doc, core(draft.head)[0], draft.head.i) if m.camp != "unknown"]
    light = [c for c in draft.head.children if c.dep_ == "acl" and c.tag_ == "VBN"]  # "strikes carried out by"
    if draft.head.dep_ in ("dobj", "nsubjpass") and draft.head.head.lemma_ in LIGHT:
        light.append(draft.head.head)  # "carried out strikes"
    behind = [t for verb in light if verb.lemma_ in LIGHT for t in slot(verb, "subject")]
    if behind or own:
        draft.roles["actor"] = behind or [doc[m.end - 1] for m in own]


def _who_behind(doc: Doc, token: Token) -> list[Token]:
    """Of "an army air strike killed ..." the actor is the army; a strike by nobody known has none."""
    if token.pos_ != "NOUN" or token.lemma_ not in INSTRUMENTS:
        return [token]
    behind = [t for t in (*slot(token, "prep_by"), *slot(token, "possessive"), *slot(token, "compound"))]
    return [t for t in behind if mention_at(doc, t.i) is not None]


INSTRUMENTS = frozenset({"attack", "strike", "airstrike", "raid", "shelling", "blast", "bomb", "explosion", "bombing", "shell", "rocket", "missile", "clash", "fire", "bombardment", "mortar", "mine", "fighting", "battle", "offensive", "violence", "assault", "sniper", "operation"})
LIGHT = frozenset({"carry", "launch", "conduct", "make", "stage", "mount", "wage", "commit", "perpetrate", "perform", "begin", "start", "do", "resume", "intensify", "continue", "claim", "execute", "deliver", "step", "unleash", "order", "pursue", "plan", "drop", "fire"})


def _means(doc: Doc, words: Words, draft: Draft) -> tuple[int, int, Weapon] | None:
    """The weapon of a claim: in the trigger's own phrase, else what its frame calls means, else the nearest in its clause."""
    a, b = draft.trigger
    own = [w for w in words.weapons if w[0] < b and w[1] > a or (draft.head.left_edge.i <= w[0] < draft.head.i and draft.head.pos_ == "NOUN")]
    if own:
        return own[-1]
    for head in [*draft.roles.get("means", []), *draft.roles.get("actor", [])]:
        start, end = core(head)
        inside = [w for w in words.weapons if w[0] < end and w[1] > start]
        if inside:
            return inside[-1]
    verb = clause_of(draft.head)
    lo, hi = verb.left_edge.i, verb.right_edge.i + 1
    near = [w for w in words.weapons if lo <= w[0] and w[1] <= hi and clause_of(doc[w[1] - 1]) in (verb, draft.head)]
    if not near:
        near = [w for w in words.weapons if lo <= w[0] and w[1] <= hi and abs(w[0] - draft.head.i) <= 15]
    return min(near, key=lambda w: abs(w[0] - draft.head.i), default=None)


def _merged(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """One claim for one happening: deaths with the strike that the same clause gives for them, and one strike named twice."""
    out: list[Draft] = []
    for d in drafts:
        if d.effect:
            continue
        twin = next((o for o in out if o.kind == d.kind and o.head.sent.start == d.head.sent.start and _compatible(doc, o, d)), None)
        if twin is None:
            out.append(d)
        else:
            _join(twin, d)
    effects: list[Draft] = []
    for d in (d for d in drafts if d.effect):
        causes = [o for o in out if o.kind in CAUSES_OF_DEATH | {"shootdown"} and _one_clause(o.head, d.head)]
        same = [e for e in effects if e.kind == d.kind and e.head.sent.start == d.head.sent.start and _compatible(doc, e, d)]
        if causes:
            _caused(min(causes, key=lambda o: (not _subject_of(o.head, d.head), not _governs(o.head, d.head), abs(o.head.i - d.head.i))), d)
        elif same:
            _join(same[0], d)
        else:
            effects.append(d)
    return sorted([*out, *effects], key=lambda d: d.trigger)


def _subject_of(noun: Token, verb: Token) -> bool:
    """ "An air strike by a force fighting X killed 18": the strike did it, not the fighting."""
    return noun.head == verb and noun.dep_ in ("nsubj", "agent") or (noun.dep_ == "pobj" and noun.head.dep_ == "agent" and noun.head.head == verb)


def _governs(cause: Token, effect: Token) -> bool:
    """ "A blast hit a convoy waiting to enter X, killing 100": the killing hangs on the hitting."""
    verb = clause_of(cause)
    return effect.head == verb or (effect.head.head == verb and effect.head.dep_ in ("dobj", "nsubj"))


def _join(one: Draft, other: Draft) -> None:
    one.also += [other.head.i, *other.also]
    for role, tokens in other.roles.items():
        one.roles.setdefault(role, tokens)
    one.means = one.means or other.means


def _caused(cause: Draft, effect: Draft) -> None:
    """ "Killed in clashes with troops": the other side is the actor, the dead are the target."""
    dead = effect.roles.get("target")
    if cause.kind == "clash" and dead and "actor" not in cause.roles and cause.roles.get("target"):
        cause.roles["actor"], cause.roles["target"] = cause.roles["target"], dead
    cause.also += [effect.head.i, *effect.also]
    actor = [t for t in effect.roles.get("actor", []) if t.lemma_ not in INSTRUMENTS and t.i not in range(*cause.trigger)]
    if actor:
        cause.roles.setdefault("actor", actor)
    for role, tokens in effect.roles.items():
        if role != "actor":
            cause.roles.setdefault(role, tokens)
    cause.means = cause.means or effect.means


def _one_clause(cause: Token, effect: Token) -> bool:
    """Whether one stands in the clause of the other: its subject, an adjunct, a participle or a clause of time."""
    if cause.sent.start != effect.sent.start or cause.dep_ == "xcomp":
        return False
    if any(c.dep_ == "neg" for v in (clause_of(cause), clause_of(effect)) for c in v.children):
        return False
    a, b = clause_of(cause), clause_of(effect)
    if effect.tag_ == "VBG" and cause.i < effect.i and not any(c.dep_ == "nsubj" for c in effect.children):
        return effect.i - cause.i < 25 and not any(t.dep_ == "nsubj" and t.i > cause.i for t in effect.doc[cause.i : effect.i])
    return a == b or (a.head == b and a.dep_ in ("advcl", "conj", "acl", "relcl")) or (b.head == a and b.dep_ in ("advcl", "conj", "xcomp", "dep")) or (
        b.dep_ in ("acl", "relcl") and clause_of(b.head) == a) or (a.dep_ in ("acl", "relcl") and clause_of(a.head) == b)


def _compatible(doc: Doc, a: Draft, b: Draft) -> bool:
    for role in ("actor", "place", "target", "holder", "item"):
        x, y = a.roles.get(role), b.roles.get(role)
        if x and y and x[0].lemma_.lower() != y[0].lemma_.lower() and (role not in ("target", "item") or x[0].i != y[0].i):
            return False
    negated = [any(c.dep_ == "neg" for c in d.head.children) for d in (a, b)]
    return negated[0] == negated[1] and (clause_of(a.head) == clause_of(b.head) or abs(a.head.i - b.head.i) < 25)


def _taken_up(doc: Doc, s: Statement, before: Sequence[Statement]) -> list[Draft]:
    """ "While X called the withdrawal a retreat, Y say it was ...": what Y says is of the same thing.

    Only where the statement opens with "it was" or "this was" and the one before it stands in the same sentence.
    """
    if not s.content or not s.cue:
        return []
    r = _tokens(doc, s.content[0])
    if r is None or r[1] - r[0] < 3 or doc[r[0]].lower_ not in ("it", "this", "that") or doc[r[0] + 1].lemma_ != "be":
        return []
    earlier = [p for p in before if p.claims and p.cue and doc.char_span(*p.cue[0], alignment_mode="expand").sent == doc[r[0]].sent]  # type: ignore[union-attr]
    if not earlier:
        return []
    claim = earlier[-1].claims[0]
    draft = Draft(claim.kind, (r[0], r[0] + 2), doc[r[0] + 1], False, {})
    span = doc.char_span(*claim.trigger, alignment_mode="expand")
    if span is not None:
        draft.roles["like"] = [span.root]
    if claim.actor and claim.actor.span and (found := doc.char_span(*claim.actor.span, alignment_mode="expand")) is not None:
        draft.roles["actor"] = [found.root]
    return [draft]


# --- from tokens to a claim ------------------------------------------------------------------------------------------


def _claim(doc: Doc, world: World, words: Words, s: Statement, d: Draft, before: int | None) -> Claim:
    """One draft as a claim; `before` is the place of the claim before it in the same statement."""
    target = _party(doc, world, words, s, [*d.roles.get("target", []), *d.roles.get("item", []), *d.roles.get("loser", [])])
    if target is not None and target.span is None:
        target = None
    place, how = _place(doc, words, s, d, before)
    trigger = Span(doc[d.trigger[0]].idx, doc[d.trigger[1] - 1].idx + len(doc[d.trigger[1] - 1]))
    return Claim(
        id="",
        kind=d.kind,
        acled=None,
        plover=None,
        polarity="affirmed",
        modality="happened",
        actor=_party(doc, world, words, s, d.roles.get("actor", [])),
        target=target,
        holder=_party(doc, world, words, s, d.roles.get("holder", [])) if d.kind == "control" else None,
        means=_means_record(doc, d),
        place=place,
        from_place=_role_place(doc, words, d, "from_place"),
        to_place=_role_place(doc, words, d, "to_place"),
        part=_part(doc, d, place, doc._.places) if d.kind in ("control", "siege") else None,
        reason=_reason(doc, s, d),
        time=_time(doc, words, s, d),
        counts=(),
        trigger=trigger,
        place_from=how,
    )


def _means_record(doc: Doc, d: Draft) -> Means | None:
    if d.means is None:
        return None
    a, b, weapon = d.means
    span = Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]))
    return Means(doc[a:b].text, span, weapon.weapon)


def _party(doc: Doc, world: World, words: Words, s: Statement, heads: Sequence[Token]) -> Party | None:
    """The party that the heads name: the first that a pack knows, else the first."""
    parties = [_one_party(doc, world, words, s, h) for h in heads]
    known = [p for p in parties if p.camp != "unknown"]
    return known[0] if known else parties[0] if parties else None


def _one_party(doc: Doc, world: World, words: Words, s: Statement, head: Token) -> Party:
    start, end = core(head)
    m = mention_at(doc, head.i)
    if m is not None:
        start, end = min(start, m.start), max(end, m.end)
    span = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    text = doc[start:end].text
    if head.lower_ in PRONOUNS:
        stand_in = _stands_for(doc, head, s)
        if stand_in is not None:
            return Party(text, span, stand_in[0], stand_in[1])
    told = describe(head)
    camp = told.camp
    if told.mention is not None and told.entity is None:
        camp = told.mention.camp_said_by(s.speaker.camp)
    site = next((v.site for a, b, v in words.sites if a < whole(head)[1] and b > start), None)
    return Party(text, span, camp, told.entity, site)


def _stands_for(doc: Doc, pronoun: Token, s: Statement) -> tuple[str, str | None] | None:
    """Camp and entity of whom a pronoun in a claim stands for: the speaker for "we", else the nearest actor before it."""
    if pronoun.lower_ in SELF or (pronoun.lower_ in ("it", "its", "they", "their") and s.manner != "direct" and s.cue and _first_subject(doc, pronoun, s)):
        return (s.speaker.camp, s.speaker.entity) if s.speaker.role != "narrator" else None
    before = [m for m in doc._.mentions if m.end <= pronoun.i and pronoun.i - m.end < 40 and m.camp != "unknown"]
    plural = pronoun.lower_ in ("they", "their", "them")
    for m in reversed(before):
        noun = doc[m.end - 1]
        if plural == (noun.tag_ in ("NNS", "NNPS")) or m.kind == "organisation":
            return m.camp, m.entity
    return None


def _first_subject(doc: Doc, pronoun: Token, s: Statement) -> bool:
    r = _tokens(doc, s.content[0])
    return r is not None and pronoun.i - r[0] <= 2


EXACTNESS = {"exact": 0, "vicinity": 0, "locality": 1, "unresolved": 2, "admin2": 2, "admin1": 3, "country": 4}


def _finest(doc: Doc, words: Words, found: Iterable[int], near: int) -> int | None:
    """Of several places the one that says most exactly where, the nearest of those; an adjective ("Syrian") is none."""
    places = [i for i in found if not _adjective(doc, words, i)]

    def rank(i: int) -> tuple[bool, int, int]:
        place: Place = doc._.places[i]
        return place.country not in words.home, EXACTNESS[place.precision], abs(words.places[i][0] - near)

    return min(places, key=rank, default=None)


OFFICIAL = frozenset({"government", "regime", "official", "promise", "statement", "claim", "denial", "army", "force", "troop", "spokesman", "spokesperson", "ministry", "minister", "ally", "backer", "authority"})
"""Nouns before which a place's name means its government."""


def _acts(doc: Doc, words: Words, i: int) -> bool:
    """Whether a place is named for those who act from it: "Russia, which fired ...", "by Ankara"."""
    token = doc[words.places[i][1] - 1]
    if token.dep_ in ("compound", "poss") and token.head.lemma_ in OFFICIAL:
        return True
    return token.dep_ in ("nsubj", "agent", "poss") or (token.dep_ == "pobj" and token.head.lower_ == "by")


def _adjective(doc: Doc, words: Words, i: int) -> bool:
    start, end = words.places[i]
    place: Place = doc._.places[i]
    if place.precision != "country" or end - start != 1:
        return False
    return doc[start].pos_ == "ADJ" or doc[start].dep_ == "amod" or (doc[start].dep_ == "compound" and place.country not in words.home)


def _between(words: Words, start: int, end: int) -> range:
    """The places that overlap a token range."""
    first = bisect.bisect_left(words.places, start, key=lambda p: p[1] - 1)
    return range(first, bisect.bisect_left(words.places, end, key=lambda p: p[0]))


def _place_in(words: Words, start: int, end: int) -> int | None:
    """The last place named in a token range."""
    found = _between(words, start, end)
    return found[-1] if found else None


def _near(doc: Doc, words: Words, head: Token) -> int | None:
    """The place in a noun phrase: its own name, else what "in" or "of" adds to it."""
    found = _finest(doc, words, _between(words, *core(head)), head.i)
    if found is not None and doc._.places[found].precision != "country":
        return found
    start, end = whole(head)
    wider = _finest(doc, words, [i for i in _between(words, start, end) if not _origin(doc, words.places[i][0])], head.i)
    return wider if wider is not None else found


def _role_place(doc: Doc, words: Words, d: Draft, role: str) -> int | None:
    return next((p for t in d.roles.get(role, []) if (p := _near(doc, words, t)) is not None), None)


def _place(doc: Doc, words: Words, s: Statement, d: Draft, before: int | None) -> tuple[int | None, Any]:
    """Where it happened: what the frame calls the place, else what stands with the trigger or its parties, in its clause,
    in its sentence; else where the statement was before, else the place that the text is speaking of. A country in the words gives way to a place within it."""
    found, how = _place_said(doc, words, s, d)
    if found is None and before is not None:
        return before, "context"
    if found is None or (how == "text" and doc._.places[found].precision == "country" and _inside(doc, words, found)):
        return (words.main_place, "context") if words.main_place is not None else (found, how)
    return found, how


def _inside(doc: Doc, words: Words, country: int) -> bool:
    main = None if words.main_place is None else doc._.places[words.main_place]
    return main is not None and main.precision != "country" and main.country == doc._.places[country].country


def _place_said(doc: Doc, words: Words, s: Statement, d: Draft) -> tuple[int | None, Any]:
    for role in ("place", "like"):
        for head in d.roles.get(role, []):
            if (p := _near(doc, words, head)) is not None:
                return p, "text"
            if head.lemma_.lower() in GROUND or head.pos_ == "PRON":
                return _context_place(doc, words, head)
    actors = d.roles.get("actor", [])
    with_it = [d.head, *(t for role in ("target", "item", "means") for t in d.roles.get(role, [])), *actors]
    for head in with_it:
        for child in head.children:
            if child.dep_ not in ("prep", "advmod", "agent") or child.lower_ not in PLACE_PREPS:
                continue
            if head in actors and child.lower_ == "of":
                continue  # "the air force of X" may be anywhere
            if (p := _finest(doc, words, _governed(words, child), child.i)) is not None:
                return p, "text"
            noun = next((g for g in child.children if g.dep_ == "pobj" and g.lemma_.lower() in GROUND), None)
            if noun is not None and (context := _context_place(doc, words, noun))[0] is not None:
                return context
    for role in ("target", "item"):
        for head in d.roles.get(role, []):
            if (p := _near(doc, words, head)) is not None:
                return p, "text"
    for role in ("from_place",) if d.kind == "displacement" else ("to_place",):
        for head in d.roles.get(role, []):
            if (p := _near(doc, words, head)) is not None:
                return p, "text"
    if (p := _finest(doc, words, _between(words, *core(d.head)), d.head.i)) is not None:
        return p, "text"
    verb, sent = clause_of(d.head), d.head.sent
    said = [r for c in s.content if (r := _tokens(doc, c))]
    for start, end in ((verb.left_edge.i, verb.right_edge.i + 1), (sent.start, sent.end)):
        here = [
            i
            for i in _between(words, start, end)
            if any(a <= words.places[i][0] < b for a, b in said)  # what another speaker names is not this one's word
            and not _origin(doc, words.places[i][0])
            and not _acts(doc, words, i)
        ]
        if (p := _finest(doc, words, here, d.head.i)) is not None:
            return p, "text"
        noun = next((t for t in doc[start:end] if t.lemma_.lower() in CITIES and t.pos_ == "NOUN"), None)
        if noun is not None:
            return _context_place(doc, words, noun)
    return None, None


def _governed(words: Words, prep: Token) -> list[int]:
    """The places that a preposition governs, "of", "in" and the like below it included: "in the town of X in Y province"."""
    found: list[int] = []
    for noun in prep.children:
        if noun.dep_ not in ("pobj", "pcomp", "prep"):
            continue
        if noun.dep_ == "prep":
            found += _governed(words, noun)
            continue
        for one in (noun, *noun.conjuncts):
            found += _between(words, *core(one))
            for child in one.children:
                if child.dep_ == "prep" and child.lower_ in PLACE_PREPS:
                    found += _governed(words, child)
                elif child.dep_ in ("appos", "nmod"):
                    found += _between(words, *core(child))
    return found


def _origin(doc: Doc, i: int) -> bool:
    """Whether a place is where somebody comes from, or part of who somebody is ("Turkish-backed", "Homs-based")."""
    token = doc[i]
    up = token
    while up.dep_ in ("compound", "amod", "conj", "punct", "nmod") and up.head != up:
        up = up.head
    if up.dep_ == "pobj" and up.head.lower_ in AWAY:
        return True
    return i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].lower_ in ("based", "backed", "led", "held", "controlled")


def _context_place(doc: Doc, words: Words, noun: Token) -> tuple[int | None, Any]:
    """ "the city", "the area": the place that was spoken of."""
    if noun.lemma_.lower() in CITIES and words.main_place is not None:
        return words.main_place, "context"
    before = [i for i, (a, _) in enumerate(words.places) if a < noun.i and doc._.places[i].precision != "country"]
    if before:
        return before[-1], "context"
    return (words.main_place, "context") if words.main_place is not None else (None, None)


def _part(doc: Doc, d: Draft, place: int | None, places: Sequence[Place]) -> Any:
    for head in d.roles.get("place", []):
        start, end = whole(head)
        if any(t.lemma_.lower() in PARTIAL for t in doc[start:end]):
            return "part"
    return "whole" if place is not None and d.roles.get("place") else None


CAUSES = (("because",), ("due", "to"), ("because", "of"), ("in", "order", "to"), ("owing", "to"), ("thanks", "to"), ("as", "a", "result", "of"))
OPENS_CAUSE = frozenset(c[0] for c in CAUSES)


def _reason(doc: Doc, s: Statement, d: Draft) -> Reason | None:
    """Why, as the speaker gives it: a clause of cause, or what a withdrawal or an attack is called."""
    sent = d.head.sent
    if d.roles.get("like"):
        r = _tokens(doc, s.content[0])
        return _span_reason(doc, r[0] + 2, r[1]) if r else None
    verb = clause_of(d.head)
    for i in range(d.trigger[1], sent.end):
        if doc[i].lower_ not in OPENS_CAUSE:
            continue
        for cause in CAUSES:
            if all(i + k < sent.end and doc[i + k].lower_ == w for k, w in enumerate(cause)):
                up = doc[i].head
                if up in (d.head, verb) or d.head.is_ancestor(doc[i]) or verb == up.head:
                    stop = max(t.i for t in doc[i].subtree) + 1 if doc[i].dep_ != "mark" else up.right_edge.i + 1
                    return _span_reason(doc, i, min(max(stop, i + 2), sent.end))
                break
    if s.stance == "calls":
        names = [t for t in doc[d.trigger[1] : sent.end] if t.dep_ == "oprd" and t.i > d.head.i]
        if names:
            return _span_reason(doc, *core(names[-1]))
    adverb = next((t for t in d.head.children if t.dep_ == "advmod" and t.lower_ in ("tactically", "voluntarily", "temporarily", "deliberately", "strategically")), None)
    if adverb is not None:
        return _span_reason(doc, adverb.i, adverb.i + 1)
    adjective = next((t for t in d.head.lefts if t.dep_ == "amod" and t.lower_ in ("tactical", "strategic", "temporary", "forced", "voluntary")), None)
    return _span_reason(doc, adjective.i, adjective.i + 1) if adjective is not None else None


def _span_reason(doc: Doc, a: int, b: int) -> Reason | None:
    while b > a and (doc[b - 1].is_punct or doc[b - 1].is_space):
        b -= 1
    while a < b and (doc[a].is_punct or doc[a].is_space or doc[a].lower_ in ("a", "an", "the", "simply", "just")):
        a += 1
    if b <= a:
        return None
    span = Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]))
    return Reason(doc[a:b].text, span)


# --- times and counts ------------------------------------------------------------------------------------------------


def _time(doc: Doc, words: Words, s: Statement, d: Draft) -> When:
    """When it happened: a time in the claim's own clause, else in its sentence, else some time up to publication.

    A time that hangs on the cue is when it was said, and what was said had happened by then.
    """
    published = doc._.published.isoformat() if doc._.published else None
    cues = [r for c in s.cue if (r := _tokens(doc, c))]
    best: tuple[int, Any] | None = None
    said: str | None = None
    sentence = d.head.sent
    for first, last, t in words.times:
        if t.type == "SET" or not (t.start or t.end) or not sentence.start <= last - 1 < sentence.end:
            continue
        token = doc[last - 1]
        if not any(c.start <= t.span.start < c.end for c in s.content):
            if cues and t.end:
                said = min(said or t.end, t.end)
            continue
        verb, own = clause_of(d.head), clause_of(token)
        distance = abs(first - d.head.i) + (0 if own in (verb, d.head) else 40)
        if best is None or distance < best[0]:
            best = (distance, t)
    limit = min(x for x in (said, published) if x) if said or published else None
    if best is not None:
        t = best[1]
        end = min(t.end, published) if t.end and published else t.end
        start = min(t.start, end) if t.start and end else t.start
        precise = start == end or (t.type == "DURATION" and d.kind in STATES)
        return When(start, end, "precise" if precise else "imprecise", t.span, "text")
    return When(None, limit, "imprecise", None, "context" if said else "published")


def _count(doc: Doc, words: Words, s: Statement, claims: list[Claim], drafts: Sequence[Draft]) -> list[Claim]:
    """Gives each number of the statement to the claim of its sentence that it can belong to, the nearest first."""
    if not claims:
        return claims
    mine: dict[int, list[int]] = {}
    for first, _, i in words.counts:
        count = doc._.counts[i]
        if not any(c.start <= count.span.start < c.end for c in s.content):
            continue
        wanted = COUNTED.get(count.what or "")
        fits = []
        for n, (claim, draft) in enumerate(zip(claims, drafts, strict=True)):
            if wanted is not None and claim.kind not in wanted:
                continue
            if wanted is None and count.unit == "percent" and claim.kind not in STATES:
                continue
            if draft.head.sent.start <= first < draft.head.sent.end:
                fits.append((min(abs(i - first) for i in (draft.trigger[0], draft.head.i, *draft.also)), n))
        if fits:
            mine.setdefault(min(fits)[1], []).append(i)
    return [replace(c, counts=tuple(mine.get(n, ()))) for n, c in enumerate(claims)]
