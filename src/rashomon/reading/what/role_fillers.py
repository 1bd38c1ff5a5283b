"""Who stands in which role of a deed: what fills the slots of its frame, and who did it where no slot says so."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import Mention, core, mention_at, within
from rashomon.reading.grammar.blaming import blamed, brought_about_by
from rashomon.reading.grammar.english import agent, slot
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.spans import lies_in
from rashomon.reading.what.frames import POS
from rashomon.reading.what.involvement import took_part
from rashomon.reading.what.mention_index import Draft
from rashomon.reading.what.named_elsewhere import HIT, at_the_hands, told_behind
from rashomon.reading.who.source_heads import is_time
from rashomon.world.kinds import Frame

INSTRUMENTS, VAGUE = words("instruments"), words("vague")
LIGHT = words("light")
SENDING = words("sending")
GROUPS = words("groups_that_act")
PLAIN = {
    "verb": {
        "subject": "actor",
        "object": "target",
        **dict.fromkeys(("prep_in", "prep_near", "prep_at"), "place"),
        "prep_with": "means",
    },
    "noun": {
        **dict.fromkeys(("possessive", "compound", "prep_by"), "actor"),
        **dict.fromkeys(("prep_of", "prep_on", "prep_against"), "target"),
        **dict.fromkeys(("prep_in", "prep_near", "prep_at"), "place"),
        "prep_with": "means",
    },
    "adjective": {"noun": "target", "prep_in": "place", "prep_by": "actor"},
}
"""What fills what for a trigger that no frame describes."""
BETWEEN = frozenset({"det", "poss", "amod", "nummod", "compound"})
"""What may stand between the words of a phrase: "lose their young lives"."""
FILLED_BY = {
    "subject": "subject",
    "object": "object",
    "possessive": "owner",
    "compound": "before_noun",
    "noun": "described_noun",
}
"""Slot of a frame to the rule that names it; a preposition is `preposition`."""


def fill(doc: Doc, draft: Draft, frame: Frame | None, pos: str | None = None) -> None:
    """Puts into the roles of a draft what stands in the slots of its frame, and looks farther for who did it."""
    slots = dict(frame.slots) if frame else dict(PLAIN.get(pos or POS.get(draft.head.pos_, "noun"), {}))
    needs_object = bool(frame and "object" in frame.needs)
    for name, role in slots.items():
        if fillers := _fillers(doc, draft, name, role, needs_object):
            draft.roles.setdefault(role, []).extend(fillers)
            draft.by.setdefault(role, FILLED_BY.get(name, "preposition"))
    if draft.kind.attack and "target" not in draft.roles:
        for name, rule in HIT:
            if (hit := rule(draft.head)) is not None:
                draft.fill("target", [hit], name)
                break
    if _begins_with_a_side(doc, draft):
        return
    if slots.get("subject") == "means" and "actor" not in draft.roles:
        sent = [a for t in slot(draft.head, "subject") for a in _whose_arms(doc, t)]
        if sent:
            draft.fill("actor", sent, "whose_arms")
    if "actor" not in draft.roles and draft.head.pos_ in ("NOUN", "PROPN"):
        if "actor" in slots.values():
            _find_doer(doc, draft)
        elif draft.kind.effect and (owner := blamed(draft.head)) is not None:  # "blamed the army for nine deaths"
            draft.fill("actor", [owner], "blamed")
    if "actor" not in draft.roles and (hand := at_the_hands(draft.head)) is not None:
        draft.fill("actor", [hand], "at_the_hands")


def _fillers(doc: Doc, draft: Draft, name: str, role: str, needs_object: bool) -> list[Token]:
    fillers = [t for t in slot(draft.head, name, needs_object) if not _within_trigger(doc, draft, t)]
    if name == "compound":
        fillers = [t for t in fillers if role not in ("actor", "holder") or _one_who_acts(doc, t)]
    if role in ("actor", "target"):
        fillers = [t for t in fillers if not is_time(t)]  # "Saturday's attack", "the attack on Sunday"
    if name == "possessive" and role == "actor" and draft.kind.attack and _by_another(draft):
        return []
    if role in ("actor", "holder") and name != "compound":
        fillers = [a for t in fillers for a in _who_behind(doc, t)]
    return fillers


def _by_another(draft: Draft) -> bool:
    """ "Ruritania's bombing by its neighbour": whether "by" names who did it; what stands before the noun does not."""
    return any(t.pos_ == "PROPN" or _a_party(t) for t in slot(draft.head, "prep_by") if not is_time(t))


def _begins_with_a_side(doc: Doc, draft: Draft) -> bool:
    """Gives an attack the doer whose name runs into the trigger: "Syrian government shelling", whatever the parser
    makes of it. Whether there is such a name."""
    whose = mention_at(doc, draft.trigger[0]) if draft.kind.attack else None
    if whose is None and _a_bare_group(doc, draft):
        draft.fill("actor", [doc[draft.trigger[0]]], "name_before")
        return True
    if whose is None or whose.camp == "unknown" or _by_another(draft):
        return False
    first = draft.trigger[0] + (whose.rule == "side_of_force")  # "coalition air strikes" is one phrase for them
    if not whose.start < first or not draft.trigger[0] < whose.end <= draft.trigger[1]:
        return False
    if _one_who_acts(doc, doc[whose.start]):
        draft.fill("actor", [doc[whose.start]], "name_before")
    return True


def _a_bare_group(doc: Doc, draft: Draft) -> bool:
    """ "Coalition air strikes", where no pack knows which: a group that is only called one, within the phrase."""
    first = doc[draft.trigger[0]]
    behind = first.i < draft.head.i and draft.trigger[1] - draft.trigger[0] > 1
    return behind and first.dep_ in BETWEEN and first.lemma_.lower() in GROUPS and not _by_another(draft)


def _find_doer(doc: Doc, draft: Draft) -> None:
    """Gives a deed that a noun names its doer from elsewhere: who is blamed, took part, carried it out."""
    if (owner := blamed(draft.head) or took_part(draft.head)) is not None:
        draft.fill("actor", [owner], "blamed")
        targets = [t for t in draft.roles.get("target", []) if t != owner]
        draft.roles.pop("target", None)
        if targets:
            draft.roles["target"] = targets
        return
    if arms := _whose_caused_it(doc, draft.head):
        draft.fill("actor", arms, "whose_arms")
        return
    light = [c for c in draft.head.children if c.dep_ == "acl" and c.tag_ == "VBN"]  # "strikes carried out by"
    light += [v for v in told_behind(draft.head) if agent(v) is not None]
    if draft.head.dep_ in ("dobj", "nsubjpass") and draft.head.head.lemma_ in LIGHT:
        light.append(draft.head.head)  # "carried out strikes"
    over = draft.head.head.head  # "was subjected to shelling by the army"
    if (
        draft.head.dep_ == "pobj"
        and over.lemma_ == "subject"
        and (by := slot(over, "prep_by") or slot(over, "subject"))
    ):
        draft.fill("actor", by, "carried_out")
        return
    if behind := [t for verb in light if verb.lemma_ in LIGHT for t in slot(verb, "subject")]:
        draft.fill("actor", behind, "carried_out")
        return
    own = [
        m
        for m in (() if _by_another(draft) else within(doc, core(draft.head)[0], draft.head.i))
        if (m.camp != "unknown" or _loaded(draft, m)) and _one_who_acts(doc, doc[m.start])
    ]
    if own:
        draft.fill("actor", [doc[m.end - 1] for m in own], "name_before")


def _loaded(draft: Draft, m: Mention) -> bool:
    """ "A terrorist rocket attack": whom it means, the speaker's camp tells. A bare "terrorist attack" names nobody."""
    return m.descriptor is not None and m.descriptor.loaded and draft.trigger[1] - draft.trigger[0] > 1


def _within_trigger(doc: Doc, draft: Draft, t: Token) -> bool:
    """Whether a noun is only part of the trigger: not the drone in "an Israeli drone struck", whose side is named, nor
    what is handled in "downed two jets"."""
    if draft.kind.handles and t.dep_ == "dobj" and t.head == draft.head:
        return False
    if not draft.trigger[0] <= t.i < draft.trigger[1]:
        return False
    m = mention_at(doc, t.i)
    return m is None or m.camp == "unknown" or m.start >= draft.trigger[0]


def _one_who_acts(doc: Doc, t: Token) -> bool:
    """Whether a noun before the trigger names who did it: not who is protested against ("anti-government rallies")."""
    if mention_at(doc, t.i) is None:
        return False
    if (
        t.lower_ == "military"
        and t.dep_ in ("compound", "amod")
        and not any(t.lefts)
        and doc[t.i - 1].dep_ not in BETWEEN
    ):
        return False  # "military strikes", "a military operation": of what sort, not whose
    before = [doc[i].lower_ for i in range(max(0, t.i - 2), t.i)]
    return not ("anti" in before or "pro" in before or t.lower_.startswith(("anti-", "pro-")))


def _who_behind(doc: Doc, token: Token) -> list[Token]:
    """Of "an army air strike killed ..." the actor is the army; a strike by nobody known has none."""
    if token.pos_ != "NOUN" or token.lemma_ not in INSTRUMENTS | VAGUE:
        return [token]
    sent = [v for v in token.rights if v.dep_ == "acl" and v.lemma_ in SENDING]
    by = [
        t for v in sent for t in (*slot(v, "subject"), *slot(v, "prep_from"))
    ]  # "bombs dropped from army helicopters"
    behind = (*slot(token, "prep_by"), *slot(token, "possessive"), *slot(token, "compound"), *by)
    return [t for t in behind if mention_at(doc, t.i) is not None]


def _whose_arms(doc: Doc, token: Token) -> list[Token]:
    """ "Rebel rockets hit the town", "shells fired by the army": whose arms they are, where the words name a side."""
    m = mention_at(doc, token.i)
    if m is not None and m.camp != "unknown" and m.start < token.i:
        return [doc[m.start]]
    return [t for t in _who_behind(doc, token) if t != token]


def _whose_caused_it(doc: Doc, deed: Token) -> list[Token]:
    """Whose arms brought a deed about: "was caused by a stray rebel rocket", "by a misfired rocket from the Front",
    "was the result of a failed launch by X". Nobody's, where the words name only the place that they came from."""
    cause = brought_about_by(deed)
    if cause is None or cause.pos_ not in ("NOUN", "PROPN"):
        return []
    named = [
        m for m in within(doc, core(cause)[0], cause.i) if m.camp != "unknown" and _one_who_acts(doc, doc[m.start])
    ]
    if named:
        return [doc[m.end - 1] for m in named]
    whose = [t for name in ("prep_by", "prep_from", "prep_of", "possessive") for t in slot(cause, name)]
    whose += [t for v in cause.rights if v.dep_ == "acl" and v.lemma_ in SENDING for t in slot(v, "subject")]
    return [t for t in whose if _a_party(t)] or [t for t in _who_behind(doc, cause) if t != cause and _a_party(t)]


def _a_party(token: Token) -> bool:
    return mention_at(token.doc, token.i) is not None and not lies_in(token, token.doc._.places)
