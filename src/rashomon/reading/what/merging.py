"""One claim for one happening: deaths go with the strike that the clause gives for them, goods with their handling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from rashomon.model import Claim, Statement
from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.grammar.clauses import SUBJECTS
from rashomon.reading.grammar.english import clause_of, is_passive, named_by, obj
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.sentences import sentence_of
from rashomon.reading.grammar.spans import token_range
from rashomon.reading.what.mention_index import Draft, kind_told
from rashomon.reading.who.source_heads import is_time

INSTRUMENTS = words("instruments")
LIGHT = words("light")
VAGUE = words("vague")
BROAD = words("broad")
TWO_SIDED = words("two_sided")
SINCE = words("since")
ANSWERS = words("answers")
WOUNDING = words("wounding")


def outer(drafts: list[Draft]) -> list[Draft]:
    """Leaves out what is only the thing that another claim handles: bombs that are defused, shipments seized."""
    beside = Beside(
        held={
            i
            for d in drafts
            if d.kind.handles
            for head in [*d.roles.get("item", []), *d.roles.get("target", [])]
            for i in range(*core(head))
            if not d.trigger[0] <= i < d.trigger[1]
        },
        targets={t.i for d in drafts for t in d.roles.get("target", [])},
        struck={t.i for d in drafts if d.kind.attack for t in d.roles.get("target", [])},
        parties=Counter(i for d in drafts for i in _parties(d)),
        grounds={t.i for d in drafts for r in GROUNDS for t in d.roles.get(r, [])},
        deeds={d.head.i for d in drafts if d.head.pos_ in ("NOUN", "PROPN")},
        stopped={d.head for d in drafts if d.kind.stops_target},
        kept_out=[d.head for d in drafts if d.kind.prevents],
    )
    return [d for d in drafts if not any(rule(d, beside) for rule in ONLY_A_THING)]


class Beside(NamedTuple):
    """What the drafts of a statement say of the words around them, in token indexes and heads of triggers."""

    held: Set[int]
    """Of what is seized, shot down or delivered."""
    targets: Set[int]
    struck: Set[int]
    """Of attacks."""
    parties: Mapping[int, int]
    """With the number of drafts whose party it is."""
    grounds: Set[int]
    """Places and positions, from which and to which."""
    deeds: Set[int]
    """Nouns that name a deed."""
    stopped: Set[Token]
    """Verbs that put an end to their target."""
    kept_out: Sequence[Token]
    """Verbs whose clause did not come about."""


def _parties(d: Draft) -> set[int]:
    return {i for r in PARTIES for t in d.roles.get(r, []) for i in (t.i, named_by(t).i)}


PARTIES = ("actor", "target", "item")
GROUNDS = ("place", "from_place", "to_place")


def _handled(d: Draft, beside: Beside) -> bool:
    return not beside.held.isdisjoint(range(*d.trigger))


def _bomber_stopped(d: Draft, beside: Beside) -> bool:
    return d.head.lemma_ == "bomber" and d.head.dep_ in ("dobj", "nsubjpass") and d.head.head in beside.stopped


def _names_a_party(d: Draft, beside: Beside) -> bool:
    """ "Fired on protesters"."""
    return d.kind.names_people and d.head.pos_ == "NOUN" and d.head.i in beside.parties


def _prevented(d: Draft, beside: Beside) -> bool:
    return d.head.dep_ in ("pcomp", "xcomp") and any(k.is_ancestor(d.head) for k in beside.kept_out)


def _describes(d: Draft, beside: Beside) -> bool:
    """ "Weapons bound for rebels", "fighters battling the army shelled it", "refugees living in the camp fled",
    "withdrew to positions held before the truce", "a ceasefire mediated by X": a participle that says which."""
    of = d.head.head.i
    if d.head.dep_ == "amod" and d.kind.at_origin:  # "attacked displaced people", not "they are displaced people"
        return beside.parties.get(of, 0) > (of in _parties(d))
    if d.head.dep_ != "acl":
        return False
    people = d.kind.at_origin or (d.kind.state and d.kind.background)
    doer = beside.parties.get(of, 0) > (of in _parties(d))
    return (
        of in beside.held
        or (d.kind.mutual and doer and d.head.tag_ == "VBG")
        or (d.kind.mutual and of in beside.targets)
        or (people and of in beside.parties)
        or (d.kind.names_holder and "holder" not in d.roles and of in beside.grounds)
        or (d.kind.held_apart and of in beside.deeds)
    )


def _struck(d: Draft, beside: Beside) -> bool:
    """ "The blast wiped out a meeting of commanders": whom it hit, and no talks that are told of."""
    return d.kind.held_apart and d.head.dep_ in ("dobj", "nsubjpass") and d.head.i in beside.struck


ONLY_A_THING = (_struck, _handled, _bomber_stopped, _names_a_party, _prevented, _describes)


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


def came_first(deed: Token, other: Token) -> bool:
    """Whether a deed is told only as what another answered or came after: "in retaliation for the killing of a pilot",
    "shelled the town after rebels killed a pilot"."""
    verb = clause_of(other)
    if not (other.is_ancestor(deed) or verb == clause_of(deed) or verb.is_ancestor(deed)):
        return False
    for up in (deed, *deed.ancestors):
        if up in (other, verb):
            return False
        if up.lemma_.lower() in ANSWERS or (up.dep_ == "prep" and up.lower_ in ("after", "following")):
            return True
        if up.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "after" for c in up.children):
            return True
    return False


def avenged(deed: Token) -> bool:
    """ "In retaliation for the killing of a pilot": the killing."""
    return any(up.lemma_.lower() in ANSWERS for up in deed.ancestors if up.pos_ == "NOUN")


def long_before(cause: Token) -> bool:
    """ "Days after the strike, a woman was killed": not by that strike. Read off the words: parses of it differ."""
    start = core(cause)[0]
    if start < 2 or cause.pos_ not in ("NOUN", "PROPN"):
        return False
    after, unit = cause.doc[start - 1], cause.doc[start - 2]
    return after.lower_ in ("after", "since", "before") and unit.lemma_.lower() in SINCE


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


def taken_up(doc: Doc, s: Statement, before: Sequence[Statement]) -> list[Draft]:
    """ "While X called the withdrawal a retreat, Y say it was ...": what Y says is of the same thing.

    Only where the statement opens with "it was" or "this was" and the one before it stands in the same sentence.
    """
    r = token_range(doc, s.content[0]) if s.content and s.cue else None
    if r is None or r[1] - r[0] < 3 or doc[r[0]].lower_ not in ("it", "this", "that") or doc[r[0] + 1].lemma_ != "be":
        return []
    earlier = [p for p in before if p.claims and _cued_in(doc, p, doc[r[0]].sent)]
    if not earlier:
        return []
    claim = earlier[-1].claims[0]
    by = {"kind": "taken_up"}
    draft = Draft(kind_told(doc, claim), (r[0], r[0] + 2), doc[r[0] + 1], {}, made="it_was", by=by)
    if (deed := doc.char_span(*claim.trigger, alignment_mode="expand")) is not None:
        draft.fill("like", [deed.root], "taken_up")
    if (doer := _doer(doc, claim)) is not None:
        draft.fill("actor", [doer], "same_as_before")
    return [draft]


def _cued_in(doc: Doc, s: Statement, sentence: Span) -> bool:
    cue = token_range(doc, s.cue[0]) if s.cue else None
    return cue is not None and sentence.start <= cue[0] < sentence.end


def _doer(doc: Doc, claim: Claim) -> Token | None:
    """The head of the words for who did it."""
    span = token_range(doc, claim.actor.span) if claim.actor is not None and claim.actor.span is not None else None
    return None if span is None else doc[span[0] : span[1]].root


def again(doc: Doc, s: Statement, found: list[Draft], before: Sequence[Claim]) -> list[Draft]:
    """ "The attack", "the bombing": what was told before, where the words say no more of it. Takes on its kind.

    Who confirms an attack that was laid to their own side before means that one, and has owned it.
    """
    loose = [(d, noun) for d in found if d.kind.loose and (noun := _noun_of(d)) is not None and takes_up(d)]
    events = [c for c in before if c.polarity == "affirmed" and kind_told(doc, c).attack] if loose else []
    for d, noun in loose if events else []:
        if (meant := _meant(doc, noun, events)) is not None:
            d.like = meant
            d.kind, d.by["kind"] = kind_told(doc, d.like), "taken_up"
    if s.stance == "denies":
        _denied_again(doc, s.speaker.camp, found, before)
    if any(doc[r[0]].lemma_ in OWNING for cue in s.cue if (r := token_range(doc, cue))):
        _own(doc, s.speaker.camp, found, before)
    return found


def named_again(doc: Doc, d: Draft, told: Sequence[Claim]) -> bool:
    """ "Clashes began after the announcement of the deal": talks or a deal told before, named by the way."""
    if not d.kind.held_apart or d.head.dep_ != "pobj" or d.head.pos_ != "NOUN" or not bare(d.head):
        return False
    return any(kind_told(doc, c) is d.kind and c.polarity == "affirmed" for c in told)


def takes_up(d: Draft) -> bool:
    """Whether a deed is told as one that was told before: a bare "the attack"."""
    noun = _noun_of(d)
    return noun is not None and names_it(noun)


def _noun_of(d: Draft) -> Token | None:
    """The noun by which a draft tells its deed. Of "carried out the attack" the object, not of "the operation"."""
    if d.head.pos_ == "NOUN":
        return d.head
    noun = obj(d.head) if d.head.lemma_ in LIGHT else None
    return None if noun is None or noun.lemma_ in BROAD else noun


def _own(doc: Doc, side: str, found: Sequence[Draft], before: Sequence[Claim]) -> None:
    """Gives a deed that a side admits the doer that it had when it was laid to that side."""
    own = [
        c
        for c in before
        if kind_told(doc, c).attack and c.actor and c.actor.camp == side != "unknown" and c.polarity == "affirmed"
    ]
    doer = _doer(doc, own[-1]) if own else None
    for d in found:
        when = clause_of(d.head).dep_ == "advcl"  # "admits that its jets were near when the attack occurred"
        if doer is not None and d.kind.attack and "actor" not in d.roles and d.head.pos_ == "NOUN" and not when:
            d.fill("actor", [doer], "same_as_before")


def _denied_again(doc: Doc, side: str, found: Sequence[Draft], before: Sequence[Claim]) -> None:
    """ "The rebels denied the massacre": that which was laid to their own side before, whatever it was called there."""
    laid = [
        c for c in before if kind_told(doc, c).deadly and c.actor and c.actor.camp == side and c.polarity == "affirmed"
    ]
    for d in found if laid else []:
        again = d.head.pos_ == "NOUN" and "actor" not in d.roles and bare(d.head) and d.kind.deadly
        same = [c for c in laid if kind_told(doc, c).family is d.kind.family]
        if again and d.like is None and same:
            d.like = same[-1]
            d.kind, d.by["kind"] = kind_told(doc, d.like), "taken_up"
            if (doer := _doer(doc, d.like)) is not None:
                d.fill("actor", [doer], "same_as_before")


def _meant(doc: Doc, noun: Token, events: Sequence[Claim]) -> Claim | None:
    """The deed that "the attack" takes up: the last of the noun's own kinds, else the last told as one deed. None where
    that was fighting: "militants entered the town, but the attack was beaten off" is no air strike told before it."""
    events = [c for c in events if not _lasting(doc, c)] or list(events)
    strikes = [c for c in events if kind_told(doc, c).strike]
    own = [c for c in strikes if noun.lemma_.lower() in kind_told(doc, c).called_again]
    if own or not strikes:
        return own[-1] if own else None
    since = (c for c in events if c.trigger.start > strikes[-1].trigger.start and _by_force(doc, c))
    return None if any(since) else strikes[-1]


def _by_force(doc: Doc, c: Claim) -> bool:
    """Whether a verb tells of an attack that is no strike: "militants entered the town" may be "the attack"; what only
    is named ("among the largest operations") is not."""
    kind, span = kind_told(doc, c), token_range(doc, c.trigger)
    if not kind.mutual or kind.effect or c.modality != "happened" or span is None:
        return False
    return doc[span[0] : span[1]].root.pos_ == "VERB"


def _lasting(doc: Doc, c: Claim) -> bool:
    """ "After years of bombardment", "the air strikes of the last five years"."""
    first, last = c.time.start, c.time.end
    if first and last and (date.fromisoformat(last) - date.fromisoformat(first)).days > SEASON:
        return True
    span = token_range(doc, c.trigger)
    head = doc[span[0] : span[1]].root if span is not None else None
    return head is not None and head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_ in SINCE


SEASON = 90
"""Days. What went on for longer is no one attack."""

OWNING = frozenset({"confirm", "acknowledge", "admit"})


SAYS_WHICH = frozenset({"on", "against", "in", "at", "near", "of", "by", "with"})


def names_it(noun: Token) -> bool:
    """A bare "the attack" or "this raid": nothing in its phrase says which."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in VAGUE and bare(noun)


def bare(noun: Token) -> bool:
    """Whether a noun says no more than "the" of what it names."""
    if any(map(_tells_which, noun.rights)):
        return False
    before = [c for c in noun.lefts if c.dep_ not in ("punct", "neg")]
    return bool(before) and all(
        c.lower_ in ("the", "this", "that", "these", "those") or is_time(c) for c in before
    )  # "Saturday's attack" too


def _tells_which(child: Token) -> bool:
    """ "The attack on X", "the operation to free the town"; not "the attack on Sunday"."""
    if child.dep_ == "prep":
        return child.lower_ in SAYS_WHICH and not any(map(is_time, child.children))
    return child.dep_ in ("acl", "relcl") and any(g.lower_ == "to" for g in child.lefts)
