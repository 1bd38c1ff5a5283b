"""One claim for one happening: deaths go with the strike that the clause gives for them, one strike named twice."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import mention_at
from rashomon.reading.grammar.clauses import SUBJECTS
from rashomon.reading.grammar.english import clause_of, is_passive, named_by
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.what.deed_order import came_first, long_before
from rashomon.reading.what.mention_index import Draft

INSTRUMENTS = words("instruments")
LIGHT = words("light")
TWO_SIDED = words("two_sided")
WOUNDING = words("wounding")


def merged(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """One claim for one happening: deaths with the strike that their clause gives for them, one strike named twice."""
    deeds = _nouns_with_verbs(_without_twins(doc, [d for d in drafts if not d.effect]))
    effects = _effects(doc, deeds, [d for d in drafts if d.effect])
    return sorted([*deeds, *effects], key=lambda d: d.trigger)


def _without_twins(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Joins drafts of one kind in one sentence that can be of one deed."""
    out: list[Draft] = []
    for d in drafts:
        alike = (o for o in out if o.kind == d.kind and sentence_of(o.head) == sentence_of(d.head))
        twin = next((o for o in alike if _compatible(o, d) and not came_first(d.head, o.head)), None)
        if twin is None:
            out.append(d)
        else:
            _join(twin, d)
    return out


def _nouns_with_verbs(out: list[Draft]) -> list[Draft]:
    """Joins a noun and a verb that tell of one deed: "the strike hit a market", "repelled an attack"."""
    for noun in [o for o in out if o.head.pos_ == "NOUN"]:
        for verb in [o for o in out if o is not noun and noun in out and o in out]:
            if verb.kind is noun.kind and noun.kind.mutual and noun.head in verb.roles.get("target", []):
                if _two_sides(verb, noun):
                    continue  # "repelled the rebels' attack": both are told, who attacked and who held
                _join(verb, noun)  # "repelled an attack"
                out.remove(noun)
            elif _tells_of(verb, noun):
                _join(noun, verb)
                out.remove(verb)
    return out


def _tells_of(verb: Draft, noun: Draft) -> bool:
    """ "The bombing was carried out by rebels", "the strike hit a market": the verb says more of the noun's attack."""
    if not (verb.kind.attack and noun.kind.attack):
        return False
    if verb.head.lemma_ in LIGHT and noun.head.head == verb.head and noun.head.dep_ in ("dobj", "nsubjpass"):
        return len(range(*verb.trigger)) == 1 + _particles(verb)
    if verb.head.dep_ == "acl" and verb.head.tag_ in (
        "VBG",
        "VB",
    ):  # "air strikes targeting a market", "blasts to hit it"
        return verb.head.head.i in (noun.head.i, *noun.also)
    return _subject_of(noun.head, verb.head)


def _effects(doc: Doc, deeds: Sequence[Draft], drafts: Sequence[Draft]) -> list[Draft]:
    """Joins what came of a deed to it; those are left whose deed is not told, or told as another's."""
    effects: list[Draft] = []
    hit = {t.i for o in deeds if o.kind.handles and o.kind.has_effects for t in o.roles.get("target", [])}
    for d in drafts:
        if any(t.i in hit for t in d.roles.get("actor", [])):
            del d.roles["actor"]  # "a plane was shot down, killing two": not the plane killed them
        causes = [o for o in deeds if _may_have_caused(o, d)]
        same = [e for e in effects if _same_effect(doc, e, d)]
        if causes:
            _caused(min(causes, key=lambda o: _closeness(o.head, d.head)), d)
        elif same:
            _join(same[0], d)
        else:
            effects.append(d)
    return effects


def _may_have_caused(deed: Draft, effect: Draft) -> bool:
    one = deed.kind.has_effects and _one_clause(deed.head, effect.head)
    return one and not (
        _other_hands(deed, effect) or _with_own_hands(deed, effect) or came_first(effect.head, deed.head)
    )


def _same_effect(doc: Doc, e: Draft, d: Draft) -> bool:
    if sentence_of(e.head) != sentence_of(d.head):
        return False
    return _one_object(e, d) if e.kind != d.kind else _compatible(e, d)


def _closeness(cause: Token, effect: Token) -> tuple[bool, bool, bool, int]:
    """Smallest for what most surely caused it: its subject, then what stands in its own clause ("killed in clashes"),
    then what governs it, then the nearest."""
    own = cause.pos_ in ("NOUN", "PROPN") and clause_of(cause) == effect
    return not _subject_of(cause, effect), not own, not _governs(cause, effect), abs(cause.i - effect.i)


def _particles(verb: Draft) -> int:
    """How many words of a trigger are its verb's particle: "carried out" has one."""
    return sum(t.dep_ == "prt" for t in verb.head.doc[verb.trigger[0] : verb.trigger[1]])


def _other_hands(cause: Draft, effect: Draft) -> bool:
    """ "X executed the pilot after Y shot down his plane": two deeds, each with its doer."""
    return cause.head != clause_of(effect.head) and _two_sides(cause, effect)


def _with_own_hands(deed: Draft, effect: Draft) -> bool:
    """ "After air strikes on X, fighters entered Y and killed ten": who killed them did it after the strikes."""
    verb = effect.head
    doers = [t for t in effect.roles.get("actor", []) if t.lemma_.lower() not in INSTRUMENTS]
    return bool(doers) and verb.pos_ == "VERB" and not is_passive(verb) and came_first(deed.head, verb)


def _two_sides(a: Draft, b: Draft) -> bool:
    """Whether both have a doer whose side is known, and none in common."""
    one, other = a.roles.get("actor"), b.roles.get("actor")
    if not one or not other:
        return False
    sides = [
        {m.camp for t in tokens if (m := mention_at(t.doc, t.i)) and m.camp != "unknown"} for tokens in (one, other)
    ]
    return bool(sides[0]) and bool(sides[1]) and not sides[0] & sides[1]


def _one_object(a: Draft, b: Draft) -> bool:
    """ "Killed and wounded dozens": the two say what came to the same people."""
    x, y = a.roles.get("target") or None, b.roles.get("target") or None
    return x is not None and y is not None and x[0] == y[0] and b.head in a.head.conjuncts


def _subject_of(noun: Token, verb: Token) -> bool:
    """ "An air strike by a force fighting X killed 18": the strike did it, not the fighting."""
    if verb.dep_ == "relcl" and verb.head == noun:  # "the strike, which hit a school"
        return any(c.dep_ == "nsubj" and c.lower_ in ("which", "that") for c in verb.children)
    if noun.dep_ == "pobj" and named_by(noun.head.head) == noun:  # "a string of blasts hit"
        noun = noun.head.head
    if verb.dep_ == "conj" and noun.head == verb.head and not any(c.dep_ in SUBJECTS for c in verb.children):
        verb = verb.head  # "the strikes began at dawn and hit a plant"
    return (noun.head == verb and noun.dep_ in ("nsubj", "agent")) or (
        noun.dep_ == "pobj" and noun.head.dep_ == "agent" and noun.head.head == verb
    )


def _governs(cause: Token, effect: Token) -> bool:
    """ "A blast hit a convoy waiting to enter X, killing 100": the killing hangs on the hitting."""
    verb = clause_of(cause)
    return effect.head == verb or (effect.head.head == verb and effect.head.dep_ in ("dobj", "nsubj"))


def _join(one: Draft, other: Draft) -> None:
    one.also += [other.head.i, *other.also]
    for role in other.roles:
        one.take(role, other)
    _take_means(one, other)


def _take_means(one: Draft, other: Draft) -> None:
    if one.means is None and other.means is not None:
        one.means, one.by["weapon"] = other.means, other.by["weapon"]


def _caused(cause: Draft, effect: Draft) -> None:
    """ "Killed in clashes with troops": the other side is the actor, the dead are the target."""
    dead = effect.roles.get("target")
    two_sided = any(cause.head.doc[i].lemma_.lower() in TWO_SIDED for i in range(*cause.trigger))
    if cause.kind.mutual and two_sided and dead and "actor" not in cause.roles and cause.roles.get("target"):
        cause.fill("actor", cause.roles["target"], "other_side")
        cause.fill("target", dead, "the_dead")
    if dead and effect.head.lemma_.lower() not in WOUNDING:
        cause.fill("dead", dead, "the_dead")
    cause.also += [effect.head.i, *effect.also]
    actor = [
        t for t in effect.roles.get("actor", []) if t.lemma_ not in INSTRUMENTS and t.i not in range(*cause.trigger)
    ]
    if actor and "actor" not in cause.roles:
        cause.fill("actor", actor, effect.by["actor"])
    for role in effect.roles:
        if role != "actor":
            cause.take(role, effect)
    _take_means(cause, effect)


def _one_clause(cause: Token, effect: Token) -> bool:
    """Whether one stands in the clause of the other: its subject, an adjunct, a participle or a clause of time."""
    if sentence_of(cause) != sentence_of(effect) or cause.dep_ == "xcomp" or long_before(cause):
        return False
    a, b = clause_of(cause), clause_of(effect)
    if any(c.dep_ == "neg" for v in (a, b) for c in v.children):
        return False
    if effect.tag_ == "VBG" and cause.i < effect.i and not any(c.dep_ == "nsubj" for c in effect.children):
        said = a.head if a.dep_ == "ccomp" else None  # "drones hit it, witnesses said, killing 64"
        between = effect.doc[cause.i + 1 : effect.i]
        return effect.i - cause.i < NEAR and not any(t.dep_ == "nsubj" and t.head != said for t in between)
    return a == b or _taken_for_verb(a, b) or _hangs_on(a, b) or _says_which(a, b)


NEAR = 25
"""Tokens between two deeds of a sentence that are one: a participle behind, or a second mention."""


def _hangs_on(cause: Token, effect: Token) -> bool:
    """ "Shelled the town, killing four", "the town where they bombed it and killed four". Not "a mine killed four, and
    gunmen attacked a town": two who act, two deeds."""
    joined = effect if effect.dep_ == "conj" and effect.head == cause else cause if cause.dep_ == "conj" else None
    if joined is not None and joined.head in (cause, effect) and _acts(cause) and _acts(effect):
        return False
    if cause.head == effect and cause.dep_ in ("advcl", "conj", "acl", "relcl"):
        return True
    return effect.head == cause and effect.dep_ in ("advcl", "conj", "xcomp", "dep")


def _acts(verb: Token) -> bool:
    """Whether a verb is active and has a noun of its own for a subject."""
    return not is_passive(verb) and any(c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN") for c in verb.lefts)


def _says_which(a: Token, b: Token) -> bool:
    """ "The strike that killed four hit ...": a relative clause within the other clause."""
    return any(y.dep_ in ("acl", "relcl") and clause_of(y.head) == x for x, y in ((a, b), (b, a)))


def _taken_for_verb(noun: Token, verb: Token) -> bool:
    """ "Rebel shelling killed four", "killed in government shelling", "missile strikes killed six": a noun that the
    tagger took for a verb."""
    if noun.dep_ == "nsubj" and noun.head == verb and noun.i < verb.i:
        return True
    if noun.tag_ != "VBG" or noun.i == 0:
        return False
    before = noun.nbor(-1)
    return (noun.head == verb and noun.i + 1 == verb.i) or (before.dep_ == "pobj" and before.head.head == verb)


def _compatible(a: Draft, b: Draft) -> bool:
    for role in ("actor", "place", "target", "holder", "item"):
        x, y = a.roles.get(role), b.roles.get(role)
        if (
            x
            and y
            and x[0].lemma_.lower() != y[0].lemma_.lower()
            and (role not in ("target", "item") or x[0].i != y[0].i)
        ):
            return False
    if _items(a, b) or _beside_it(a, b) or _beside_it(b, a):
        return False
    negated = [any(c.dep_ == "neg" for c in clause_of(d.head).children) for d in (a, b)]
    return negated[0] == negated[1] and (clause_of(a.head) == clause_of(b.head) or abs(a.head.i - b.head.i) < NEAR)


def _beside_it(deed: Draft, other: Draft) -> bool:
    """ "Hit a field from which rebels had fired rockets": what was hit did something itself, or somebody did there."""
    doers = [t.lemma_.lower() for t in other.roles.get("actor", ())]
    if not doers or doers == [t.lemma_.lower() for t in deed.roles.get("actor", ())]:
        return False
    things = [*deed.roles.get("target", ()), *deed.roles.get("item", ())]
    return clause_of(other.head) != clause_of(deed.head) and any(t.is_ancestor(other.head) for t in things)


def _items(a: Draft, b: Draft) -> bool:
    """ "Two killed in X; three wounded in Y": items of a list, each with its own people."""
    first, last = sorted((a.head.i, b.head.i))
    own = all(d.roles.get("target") or d.head.head.like_num for d in (a, b))
    return own and any(t.text == ";" for t in a.head.doc[first:last])
