"""One claim for one happening: deaths go with the strike that the clause gives for them, goods with their handling."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Statement
from rashomon.reading.actors.component import core, mention_at
from rashomon.reading.grammar.english import clause_of, named_by, obj
from rashomon.reading.grammar.lexicon import words
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


def outer(drafts: list[Draft]) -> list[Draft]:
    """Leaves out what is only the thing that another claim handles: bombs that are defused, shipments seized."""
    held = {
        i
        for d in drafts
        if d.kind.handles
        for head in [*d.roles.get("item", []), *d.roles.get("target", [])]
        for i in range(*core(head))
        if not d.trigger[0] <= i < d.trigger[1]
    }
    targets = {t.i for d in drafts for t in d.roles.get("target", [])}
    done_to = {d.head for d in drafts if d.kind.stops_target}
    parties = {
        i for d in drafts for r in ("actor", "target", "item") for t in d.roles.get(r, []) for i in (t.i, named_by(t).i)
    }
    kept_out = [d.head for d in drafts if d.kind.prevents]
    return [
        d
        for d in drafts
        if not (held & set(range(*d.trigger)))
        and not (d.head.lemma_ == "bomber" and d.head.dep_ in ("dobj", "nsubjpass") and d.head.head in done_to)
        and not (d.kind.names_people and d.head.pos_ == "NOUN" and d.head.i in parties)  # "fired on protesters"
        and not (d.head.dep_ in ("pcomp", "xcomp") and any(k.is_ancestor(d.head) for k in kept_out))
        and not (d.head.dep_ == "acl" and (d.head.head.i in held or (d.kind.mutual and d.head.head.i in targets)))
    ]


def merged(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """One claim for one happening: deaths with the strike that their clause gives for them, one strike named twice."""
    out: list[Draft] = []
    for d in drafts:
        if d.effect:
            continue
        twin = next(
            (
                o
                for o in out
                if o.kind == d.kind
                and o.head.sent.start == d.head.sent.start
                and _compatible(doc, o, d)
                and not came_first(d.head, o.head)
            ),
            None,
        )
        if twin is None:
            out.append(d)
        else:
            _join(twin, d)
    for noun in [o for o in out if o.head.pos_ == "NOUN"]:
        for verb in [o for o in out if o is not noun and noun in out and o in out]:
            if verb.kind is noun.kind and noun.kind.mutual and noun.head in verb.roles.get("target", []):
                if _two_sides(verb, noun):
                    continue  # "repelled the rebels' attack": both are told, who attacked and who held
                _join(verb, noun)  # "repelled an attack"
                out.remove(noun)
            elif verb.head.lemma_ in LIGHT and noun.head.head == verb.head and noun.head.dep_ in ("dobj", "nsubjpass"):
                if verb.kind.attack and noun.kind.attack and len(range(*verb.trigger)) == 1 + _particles(verb):
                    _join(noun, verb)  # "the bombing was carried out by rebels"
                    out.remove(verb)
            elif verb.kind.attack and noun.kind.attack and _subject_of(noun.head, verb.head):
                _join(noun, verb)  # "the strike hit a market"
                out.remove(verb)
    effects: list[Draft] = []
    hit = {t.i for o in out if o.kind.handles and o.kind.has_effects for t in o.roles.get("target", [])}
    for d in (d for d in drafts if d.effect):
        if any(t.i in hit for t in d.roles.get("actor", [])):
            del d.roles["actor"]  # "a plane was shot down, killing two": not the plane killed them
        causes = [
            o
            for o in out
            if o.kind.has_effects
            and _one_clause(o.head, d.head)
            and not _other_hands(o, d)
            and not came_first(d.head, o.head)
        ]
        same = [
            e
            for e in effects
            if e.head.sent.start == d.head.sent.start
            and (_one_object(e, d) if e.kind != d.kind else _compatible(doc, e, d))
        ]
        if causes:
            _caused(
                min(
                    causes,
                    key=lambda o: (
                        not _subject_of(o.head, d.head),
                        not _governs(o.head, d.head),
                        abs(o.head.i - d.head.i),
                    ),
                ),
                d,
            )
        elif same:
            _join(same[0], d)
        else:
            effects.append(d)
    return sorted([*out, *effects], key=lambda d: d.trigger)


def _particles(verb: Draft) -> int:
    """How many words of a trigger are its verb's particle: "carried out" has one."""
    return sum(t.dep_ == "prt" for t in verb.head.doc[verb.trigger[0] : verb.trigger[1]])


def _other_hands(cause: Draft, effect: Draft) -> bool:
    """ "X executed the pilot after Y shot down his plane": two deeds, each with its doer."""
    return cause.head != clause_of(effect.head) and _two_sides(cause, effect)


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
    return (noun.head == verb and noun.dep_ in ("nsubj", "agent")) or (
        noun.dep_ == "pobj" and noun.head.dep_ == "agent" and noun.head.head == verb
    )


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
    two_sided = any(cause.head.doc[i].lemma_.lower() in TWO_SIDED for i in range(*cause.trigger))
    if cause.kind.mutual and two_sided and dead and "actor" not in cause.roles and cause.roles.get("target"):
        cause.roles["actor"], cause.roles["target"] = cause.roles["target"], dead
    cause.also += [effect.head.i, *effect.also]
    actor = [
        t for t in effect.roles.get("actor", []) if t.lemma_ not in INSTRUMENTS and t.i not in range(*cause.trigger)
    ]
    if actor:
        cause.roles.setdefault("actor", actor)
    for role, tokens in effect.roles.items():
        if role != "actor":
            cause.roles.setdefault(role, tokens)
    cause.means = cause.means or effect.means


def _one_clause(cause: Token, effect: Token) -> bool:
    """Whether one stands in the clause of the other: its subject, an adjunct, a participle or a clause of time."""
    if cause.sent.start != effect.sent.start or cause.dep_ == "xcomp" or long_before(cause):
        return False
    if any(c.dep_ == "neg" for v in (clause_of(cause), clause_of(effect)) for c in v.children):
        return False
    a, b = clause_of(cause), clause_of(effect)
    if effect.tag_ == "VBG" and cause.i < effect.i and not any(c.dep_ == "nsubj" for c in effect.children):
        return effect.i - cause.i < 25 and not any(
            t.dep_ == "nsubj" and t.i > cause.i for t in effect.doc[cause.i : effect.i]
        )
    return (
        a == b
        or _taken_for_verb(a, b)
        or (a.head == b and a.dep_ in ("advcl", "conj", "acl", "relcl"))
        or (b.head == a and b.dep_ in ("advcl", "conj", "xcomp", "dep"))
        or (b.dep_ in ("acl", "relcl") and clause_of(b.head) == a)
        or (a.dep_ in ("acl", "relcl") and clause_of(a.head) == b)
    )


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
    """ "Rebel shelling killed four", "killed in government shelling": a noun that the tagger took for a verb."""
    if noun.tag_ != "VBG" or noun.i == 0:
        return False
    before = noun.nbor(-1)
    return (noun.head == verb and noun.i + 1 == verb.i) or (before.dep_ == "pobj" and before.head.head == verb)


def _compatible(doc: Doc, a: Draft, b: Draft) -> bool:
    for role in ("actor", "place", "target", "holder", "item"):
        x, y = a.roles.get(role), b.roles.get(role)
        if (
            x
            and y
            and x[0].lemma_.lower() != y[0].lemma_.lower()
            and (role not in ("target", "item") or x[0].i != y[0].i)
        ):
            return False
    negated = [any(c.dep_ == "neg" for c in clause_of(d.head).children) for d in (a, b)]
    return negated[0] == negated[1] and (clause_of(a.head) == clause_of(b.head) or abs(a.head.i - b.head.i) < 25)


def taken_up(doc: Doc, s: Statement, before: Sequence[Statement]) -> list[Draft]:
    """ "While X called the withdrawal a retreat, Y say it was ...": what Y says is of the same thing.

    Only where the statement opens with "it was" or "this was" and the one before it stands in the same sentence.
    """
    if not s.content or not s.cue:
        return []
    r = token_range(doc, s.content[0])
    if r is None or r[1] - r[0] < 3 or doc[r[0]].lower_ not in ("it", "this", "that") or doc[r[0] + 1].lemma_ != "be":
        return []
    sentence = doc[r[0]].sent
    earlier = [
        p
        for p in before
        if p.claims
        and p.cue
        and (cue := token_range(doc, p.cue[0])) is not None
        and sentence.start <= cue[0] < sentence.end
    ]
    if not earlier:
        return []
    claim = earlier[-1].claims[0]
    draft = Draft(kind_told(doc, claim), (r[0], r[0] + 2), doc[r[0] + 1], {})
    span = doc.char_span(*claim.trigger, alignment_mode="expand")
    if span is not None:
        draft.roles["like"] = [span.root]
    if (
        claim.actor
        and claim.actor.span
        and (found := doc.char_span(*claim.actor.span, alignment_mode="expand")) is not None
    ):
        draft.roles["actor"] = [found.root]
    return [draft]


def again(doc: Doc, s: Statement, found: list[Draft], before: Sequence[Claim]) -> list[Draft]:
    """ "The attack", "the bombing": what was told before, where the words say no more of it. Takes on its kind.

    Who confirms an attack that was laid to their own side before means that one, and has owned it.
    """
    events = [c for c in before if kind_told(doc, c).strike and c.polarity == "affirmed"]
    for d in found:
        noun = d.head if d.head.pos_ == "NOUN" else obj(d.head) if d.head.lemma_ in LIGHT else None
        if noun is not None and noun != d.head and noun.lemma_ in BROAD:
            continue  # "carried out the attack", not "conducted the operation"
        if events and d.kind.loose and noun is not None and _definite(noun):
            d.like = _meant(doc, noun, events)
            d.kind = kind_told(doc, d.like)
    if any(doc[r[0]].lemma_ in OWNING for cue in s.cue if (r := token_range(doc, cue))):
        side = s.speaker.camp
        own = [c for c in before if kind_told(doc, c).attack and c.actor and c.actor.camp == side != "unknown"]
        for d in found:
            if own and d.kind.attack and "actor" not in d.roles and d.head.pos_ == "NOUN":
                doer = own[-1].actor
                span = token_range(doc, doer.span) if doer is not None and doer.span is not None else None
                if span is not None:
                    d.roles["actor"] = [doc[span[0] : span[1]].root]
    return found


def _meant(doc: Doc, noun: Token, events: Sequence[Claim]) -> Claim:
    """The deed that "the attack" takes up: the last of the noun's own kinds, else the last told as one deed."""
    own = [c for c in events if noun.lemma_.lower() in kind_told(doc, c).called_again]
    return (own or [c for c in events if not _lasting(doc, c)] or events)[-1]


def _lasting(doc: Doc, c: Claim) -> bool:
    """ "After years of bombardment"."""
    span = token_range(doc, c.trigger)
    head = doc[span[0] : span[1]].root if span is not None else None
    return head is not None and head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_ in SINCE


OWNING = frozenset({"confirm", "acknowledge", "admit"})


SAYS_WHICH = frozenset({"on", "against", "in", "at", "near", "of", "by", "with"})


def _definite(noun: Token) -> bool:
    """A bare "the attack" or "this raid": nothing in its phrase says which."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in VAGUE:
        return False
    if any(c.dep_ == "prep" and c.lower_ in SAYS_WHICH and not any(map(is_time, c.children)) for c in noun.rights):
        return False
    if any(c.dep_ in ("acl", "relcl") and any(g.lower_ == "to" for g in c.lefts) for c in noun.rights):
        return False  # "the operation to free the town"
    before = [c for c in noun.lefts if c.dep_ not in ("punct", "neg")]
    return bool(before) and all(
        c.lower_ in ("the", "this", "that", "these", "those") or is_time(c) for c in before
    )  # "Saturday's attack" too
