"""Which words claim something, of what kind, and who stands where: the lexicon of kinds looked up in the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import Mention, core, mention_at, whole, within
from rashomon.reading.grammar.blaming import blamed, brought_about_by
from rashomon.reading.grammar.english import agent, clause_of, named_by, slot
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.grammar.spans import lies_in
from rashomon.reading.what.actor_classes import bears_arms, is_of
from rashomon.reading.what.anothers_arms import anothers
from rashomon.reading.what.finest_place import place_in
from rashomon.reading.what.involvement import took_part
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.reading.what.merging import avenged, long_before, merged, outer, takes_up
from rashomon.reading.what.named_elsewhere import HIT, at_the_hands, told_behind
from rashomon.reading.what.senses import tells_nothing
from rashomon.reading.who.source_heads import is_time
from rashomon.world import World
from rashomon.world.kind_words import NOTHING, Lexicon, Trigger, Weapon
from rashomon.world.kinds import Frame, Kind

ABOUT_ARMS = words("about_arms")
BARE_BOMBING = words("bare_bombing")
HANDLED = words("handled")
INSTRUMENTS, VAGUE = words("instruments"), words("vague")
DEMONSTRATORS = words("demonstrators")
SEARCHED = words("searched")
ON_FOOT, ON_THE_GROUND = words("on_foot"), words("on_the_ground")
TWO_SIDED = words("two_sided")
FOUGHT = TWO_SIDED | words("broad")
LIGHT = words("light")
SENDING = words("sending")
SHARES = words("partial")
UNTOLD = words("untold")
GROUPS = words("groups_that_act")


POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


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


LEADERS = frozenset({"leader", "minister", "official", "spokesperson", "diplomat", "person"})
FORCES = frozenset({"armed_actor", "military", "armed_group", "government"})


BETWEEN = frozenset({"det", "poss", "amod", "nummod", "compound"})
"""What may stand between the words of a phrase: "lose their young lives"."""


def find_drafts(
    doc: Doc,
    world: World,
    lex: Lexicon,
    words: Words,
    ranges: Iterable[tuple[int, int]],
    spent: set[int],
    in_earnest: Callable[[Draft], bool],
) -> list[Draft]:
    out: list[Draft] = []
    used: set[int] = set()
    lowers, lemmas = words_of(doc)
    dated = {i for a, b, _ in words.times for i in range(a, b)}  # "in March" is no march
    for start, end in ranges:
        for i in range(start, end):
            if (lemmas[i] not in lex.starts and lowers[i] not in lex.starts) or i in spent or i in used or i in dated:
                continue
            begins = lemmas[i] in lex.phrases or lowers[i] in lex.phrases
            draft = _phrase(doc, world, lex, words, i, end) if begins else None
            draft = draft or _word(doc, world, lex, words, doc[i])
            if draft is not None:
                used.update(range(*draft.trigger))
                draft = _of_its_kind(doc, world, words, draft)
                if in_earnest(draft) and not tells_nothing(draft):
                    out.append(draft)
    out = merged(doc, outer(out))
    for draft in out:
        _become(doc, world, draft, ONCE_MERGED)
    # A search is how the arrests that the sentence tells of were made, and no claim of its own.
    found = {d.head.sent.start for d in out if d.kind.by_search}
    return [d for d in out if not (d.kind.mutual and d.head.lemma_ == "raid" and d.head.sent.start in found)]


def _of_its_kind(doc: Doc, world: World, words: Words, draft: Draft) -> Draft:
    """A draft with its weapon, and of the kind that weapon, doer and words make of it."""
    draft.effect = draft.kind.effect or (draft.head.lemma_ == "kill" and draft.kind.attack)
    if draft.effect and any(a <= t.i < b for t in draft.roles.get("actor", [])[:1] for a, b, _ in words.sites):
        del draft.roles["actor"]  # a station kills nobody: the parser took an object for the subject
    if draft.kind.has_means and (found := _means(doc, words, draft)) is not None:
        draft.by["weapon"], draft.means = found
        told = world.kinds[draft.means[2].kind]
        # what another clause names is no weapon of "an air raid that came after rockets fell"; "hit" leaves open which
        vague = bool(draft.kind.loose) or _leaves_open(draft)
        sure = draft.by["weapon"] != "in_sentence" or vague
        if sure and draft.kind.by_means and told is not draft.kind and _overrides(draft, draft.means[2]):
            draft.kind, draft.by["kind"] = told, "weapon"
    _become(doc, world, draft, AT_ONCE)
    return draft


def _become(doc: Doc, world: World, d: Draft, conditions: Mapping[str, Condition]) -> None:
    """Gives a draft the kind that its own kind `becomes` where one of the conditions holds, each tried in turn."""
    for name, holds in conditions.items():
        other = d.kind.becomes.get(name)
        if other is not None and holds(doc, world, d):
            d.kind, d.by["kind"] = world.kinds[other], name


def _untold(doc: Doc, world: World, d: Draft) -> bool:
    """Whether people are said to be dead, and not how."""
    return d.head.lemma_ in UNTOLD and not d.means


def _suicidal(doc: Doc, world: World, d: Draft) -> bool:
    """Whether the bomb's own phrase says so: "a suicide vehicle-borne device"."""
    heads = [d.head, *d.roles.get("means", [])]
    return any(t.lower_ == "suicide" for h in heads if h.pos_ in ("NOUN", "PROPN") for t in doc[core(h)[0] : h.i])


def _by_a_crowd(doc: Doc, world: World, d: Draft) -> bool:
    """Whether protesters or a mob are one of two sides that fight, or the one that attacks."""
    if any(is_of(world, t, "crowd") or is_of(world, t, "mob") for t in d.roles.get("actor", [])):
        return True
    if not any(d.head.doc[i].lemma_.lower() in TWO_SIDED for i in range(*d.trigger)):
        return False
    named = any(is_of(world, t, "crowd") for t in d.roles.get("target", []))
    return named or not DEMONSTRATORS.isdisjoint(words_of(d.head.doc)[1][d.head.sent.start : d.head.sent.end])


def _a_search(doc: Doc, world: World, d: Draft) -> bool:
    """Whether a raid is one of a police force: arrests or finds in its sentence, and nothing that flies."""
    if d.head.lemma_ != "raid" or (d.means is not None and d.means[2].kind == d.kind.id):
        return False
    lemmas = words_of(doc)[1][d.head.sent.start : d.head.sent.end]
    return any(word in SEARCHED for word in lemmas if word != "raid")


def _on_foot(doc: Doc, world: World, d: Draft) -> bool:
    """Whether a raid is one of people who come on foot or by road, and nothing that flies is told: no air raid.

    By who they are called ("settlers", "fighters of"), by their being an armed group, or by how they came and what they
    did ("on motorcycles", "looted"). A bare "raid", or one of a state's, stays what a war's reports mean by it.
    """
    told = [d.head, *(c for c in d.head.children if c.dep_ == "dobj")]
    if not any(t.lemma_ == "raid" for t in told) or (d.means is not None and d.means[2].kind == d.kind.id):
        return False
    doers = d.roles.get("actor", [])
    if any(t.lemma_.lower() in ON_FOOT for t in doers):
        return True
    known = (mention_at(doc, t.i) for t in doers)
    if any(m is not None and m.role == "armed_group" for m in known):
        return True
    return not ON_THE_GROUND.isdisjoint(words_of(doc)[1][d.head.sent.start : d.head.sent.end])


def _leaves_open(d: Draft) -> bool:
    """Whether a verb says nothing of the weapon, and nobody is told to do it: "a bomb attack hit the convoy"."""
    return d.head.lemma_ in d.kind.open_words and not d.roles.get("actor")


def _overrides(d: Draft, weapon: Weapon) -> bool:
    """Whether the weapon says more than the word: not where jets "dropped bombs", which would make it a bombing; nor
    gas, which destroys no hospital: it is told beside what did."""
    return _leaves_open(d) or weapon.kind not in d.kind.not_by


def _by_a_state(doc: Doc, world: World, d: Draft) -> bool:
    """Whether a state's forces are named as the actor of a bare "bombing": bombardment, by what means is not said."""
    if d.head.lemma_ not in BARE_BOMBING or d.trigger[1] - d.trigger[0] != 1:
        return False
    heads = d.roles.get("actor", [])
    mentions = [m for h in heads for m in [mention_at(doc, h.i)] if m is not None]
    return any(m.role in ("military", "government", "air_force") or world.packs.incumbent(m.camp) for m in mentions)


def _of_the_unarmed(doc: Doc, world: World, d: Draft) -> bool:
    """Whether an attack killed people, and neither they nor who is attacked are said to bear arms: no fighting."""
    dead = d.roles.get("dead", [])
    if not dead or takes_up(d) or any(doc[i].lemma_.lower() in FOUGHT for i in range(*d.trigger)):
        return False
    hurt = [*dead, *d.roles.get("target", [])]  # "repelled an attack": what is fought, and nobody
    return not any(bears_arms(doc, world, t) or ("noun", t.lemma_.lower()) in world.lexicon.triggers for t in hurt)


Condition = Callable[[Doc, World, Draft], bool]
AT_ONCE: Mapping[str, Condition] = {"untold": _untold, "suicidal": _suicidal, "by_a_state": _by_a_state}
ONCE_MERGED: Mapping[str, Condition] = {
    "by_a_crowd": _by_a_crowd,
    "a_search": _a_search,
    "on_foot": _on_foot,
    "of_the_unarmed": _of_the_unarmed,
}
"""Conditions under which a claim is of another kind (`becomes` of its kind), in the order in which they are tried."""


def _phrase(doc: Doc, world: World, lex: Lexicon, words: Words, first: int, end: int) -> Draft | None:
    """The first phrase of the lexicon that begins at a token and ends before `end`, longest first."""
    lowers, lemmas = words_of(doc)
    for key in dict.fromkeys((lemmas[first], lowers[first])):
        for phrase, kind in lex.phrases.get(key, ()):
            last = _phrase_ends(doc, phrase, first, end)
            if last is not None:
                head = _head_of(doc, first, last)
                if _a_false_friend(doc, world, lex, words, head) or _sorts_a_noun(doc, lex, world.kinds[kind], last):
                    return None
                draft = Draft(world.kinds[kind], (first, last + 1), head, {}, made="phrase")
                _fill(doc, draft, _frames_of(lex, head, kind, phrase))
                return draft
    return None


def _sorts_a_noun(doc: Doc, lex: Lexicon, kind: Kind, last: int) -> bool:
    """ "Cease-fire monitors": of what sort they are, and no news of a cease-fire. Not "a cease-fire deal"."""
    over = doc[last].head
    if kind.in_compounds or doc[last].dep_ != "compound" or over.i <= last or over.pos_ != "NOUN":
        return False
    return ("noun", over.lemma_.lower()) not in lex.triggers


def _a_false_friend(doc: Doc, world: World, lex: Lexicon, words: Words, head: Token) -> bool:
    """Whether the head of a phrase stands in a construction in which it claims nothing: "lost control of the bus"."""
    friends = (t for t in lex.triggers.get((POS.get(head.pos_, ""), head.lemma_.lower()), ()) if t.kind == NOTHING)
    slots: Slots = {}
    return any(_holds(doc, world, words, head, t, slots) for t in friends)


REACH = 3
"""Tokens that may stand between two words of a phrase: "lose their three young lives"."""


def _phrase_ends(doc: Doc, phrase: Sequence[str], first: int, end: int) -> int | None:
    """The token of the last word of a phrase whose first word stands at `first`; None where it does not stand there."""
    lowers, lemmas = words_of(doc)
    at, last = first, first
    for word in phrase:
        while at > last and at < end and at - last <= REACH and word not in (lemmas[at], lowers[at]):
            if lowers[at] != "-" and doc[at].dep_ not in BETWEEN:
                return None
            at += 1
        if at >= end or word not in (lemmas[at], lowers[at]):
            return None
        last, at = at, at + 1
    return last


def _head_of(doc: Doc, first: int, last: int) -> Token:
    """The head of a phrase: its verb, else the token that hangs on none of the others."""
    tokens = doc[first : last + 1]
    head = next((t for t in tokens if t.pos_ in ("VERB", "AUX")), None)
    if head is None:
        head = next((t for t in tokens if not (first <= t.head.i <= last) or t.head == t), doc[last])
    while head.dep_ == "compound" and head.head.pos_ == "NOUN" and head.head.i <= last + REACH:
        head = head.head  # "a barrel bomb attack": what is said of the attack is said of the bomb
    return head


def _frames_of(lex: Lexicon, head: Token, kind: str, phrase: Sequence[str]) -> Frame | None:
    """For a phrase: what its head governs in a frame of the same kind, conditions aside; best in one that needs another
    of its words ("lose" with "control")."""
    triggers = lex.triggers.get((POS.get(head.pos_, ""), head.lemma_.lower()), ())
    frames = [t.frame for t in triggers if t.kind == kind and t.frame is not None]
    needing = (f for f in frames if any(not wanted.isdisjoint(phrase) for wanted in f.needs.values()))
    return next(needing, frames[0] if frames else None)


def _word(doc: Doc, world: World, lex: Lexicon, words: Words, token: Token) -> Draft | None:
    """What a single word triggers: the first trigger of the lexicon whose frame holds."""
    if token.pos_ not in POS or _tells_nothing(doc, lex, words, token):
        return None
    slots: Slots = {}
    for key in _readings(token):
        for trigger in lex.triggers.get(key, ()):
            if trigger.kind == NOTHING:
                if _holds(doc, world, words, token, trigger, slots):
                    return None
            elif not _names_a_sort(doc, world, token, key[0], trigger) and _holds(
                doc, world, words, token, trigger, slots
            ):
                end = token.i + 1 if trigger.frame is None else _particle(token, trigger.frame)
                made = f"{key[0]}_word" if trigger.frame is None else f"{key[0]}_frame"
                draft = Draft(world.kinds[trigger.kind], (token.i, end), token, {}, made=made)
                _fill(doc, draft, trigger.frame, key[0])
                return draft
    return None


def _tells_nothing(doc: Doc, lex: Lexicon, words: Words, token: Token) -> bool:
    """Whether a word only describes or belongs to a name or another trigger."""
    if token.dep_ == "amod" and token.i > 1 and doc[token.i - 1].text == "-":
        return True  # "rebel-held": a standing description, no news
    if token.pos_ == "PROPN" and token.lemma_.lower() == "operation":
        return True  # part of a name
    if any(a <= token.i < b - 1 and w.weapon in ("aircraft", "tank") for a, b, w in words.weapons):
        return True  # "attack helicopter", "infantry fighting vehicle"
    light = token.dep_ == "acl" and token.lemma_ in LIGHT and token.tag_ == "VBN"
    return light and ("noun", token.head.lemma_) in lex.triggers  # "strikes carried out by": the strikes are the news


def _readings(token: Token) -> list[tuple[str, str]]:
    """The (part of speech, word) under which a token is looked up: as tagged, then as else it may be meant."""
    pos, lemma = POS[token.pos_], token.lemma_.lower()
    tries = [(pos, lemma)]
    if (pos == "verb" and token.dep_ == "amod") or pos == "adjective":
        tries.append(("adjective", token.lower_))
    if pos == "adjective" and token.tag_ in ("VBN", "VBD", "VBG"):
        tries.append(("verb", lemma))
    if pos == "noun" and token.lower_ != lemma:
        tries.append(("noun", token.lower_))
    return tries


def _names_a_sort(doc: Doc, world: World, token: Token, pos: str, trigger: Trigger) -> bool:
    """ "Refugee camp", "riot police", "the Liberation Front": what sort of thing or what name, not what happened."""
    if token.dep_ == "compound" and pos == "noun" and not world.kinds[trigger.kind].in_compounds:
        return True
    mention = mention_at(doc, token.i) if trigger.frame is None else None
    return mention is not None and mention.entity is not None


def _particle(token: Token, frame: Frame) -> int:
    if not frame.particle:
        return token.i + 1
    for child in token.children:
        if child.lower_ == frame.particle and child.i == token.i + 1:
            return child.i + 1
    return token.i + 1


Slots = dict[str, list[Token]]
"""What fills each slot of a word, found when the first of its frames asks."""


def _holds(doc: Doc, world: World, words: Words, token: Token, trigger: Trigger, slots: Slots) -> bool:
    """Whether what the frame of a trigger needs stands where it must."""
    frame = trigger.frame
    if frame is None:
        return True
    if not _has_particle(doc, token, frame.particle):
        return False
    for name, wanted in frame.needs.items():
        if name not in slots:
            slots[name] = [n for f in slot(token, name) for n in _meant(f)]
        if not _needed(doc, world, words, slots[name], wanted):
            return False
    return True


def _meant(filler: Token) -> tuple[Token, ...]:
    """A noun and what it is a quantity of; of "half of the captives" only the captives: half of a town is ground."""
    noun = named_by(filler)
    if noun == filler:
        return (filler,)
    return (noun,) if filler.lemma_.lower() in SHARES else (filler, noun)


def _has_particle(doc: Doc, token: Token, particle: str | None) -> bool:
    if not particle or (token.i + 1 < len(doc) and doc[token.i + 1].lower_ == particle):
        return True
    return any(c.lower_ == particle for c in token.children if c.dep_ in ("prt", "advmod", "prep", "amod"))


def _needed(doc: Doc, world: World, words: Words, fillers: Sequence[Token], wanted: frozenset[str]) -> bool:
    """Whether one of these is wanted, and none barred ("!word")."""
    barred, wanted = _told_apart(wanted)
    if barred and any(_is(doc, world, words, f, barred) for f in fillers):
        return False
    return not wanted or any(_is(doc, world, words, f, wanted) for f in fillers)


FRAMES = 4096
"""Needs of frames that are kept sorted out: there are fewer."""


@lru_cache(maxsize=FRAMES)
def _told_apart(needs: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that are barred, and those that are wanted."""
    barred = frozenset(w[1:] for w in needs if w[0] == "!")
    return barred, needs - {f"!{w}" for w in barred}


@lru_cache(maxsize=FRAMES)
def _classes_in(needs: frozenset[str]) -> tuple[str, ...]:
    return tuple(w[1:] for w in needs if w[0] == ":")


def _is(doc: Doc, world: World, words: Words, head: Token, wanted: frozenset[str]) -> bool:
    """Whether a head is one of the lemmas, or of one of the classes, that a frame needs."""
    lemma = head.lemma_.lower()
    if lemma in wanted or head.lower_ in wanted:
        return True
    pair = f"{doc[head.i - 1].lemma_.lower()} {lemma}" if head.i > 0 else lemma  # "stock market", "his men"
    if pair in wanted:
        return True
    classes = world.lexicon.classes
    for name in _classes_in(wanted):
        if not classes.get(name, frozenset()).isdisjoint((lemma, head.lower_, pair)):
            return True
        if name in CLASSES and CLASSES[name](doc, words, head):
            return True
    return False


def _within(head: Token, ranges: Iterable[tuple[int, int, object]]) -> bool:
    return any(a <= head.i < b for a, b, _ in ranges)


def _a_force(doc: Doc, words: Words, head: Token) -> bool:
    if _within(head, words.weapons):
        return False  # "rebel bombs" are the rebels', and no force
    m = mention_at(doc, head.i)
    return m is not None and (m.role in FORCES or (m.descriptor is not None and m.descriptor.armed))


def _people(doc: Doc, words: Words, head: Token) -> bool:
    m = mention_at(doc, head.i)
    return m is not None and m.kind != "organisation" and not _within(head, words.sites)


def _lone(doc: Doc, words: Words, head: Token) -> bool:
    """One person of a side, who leaves no ground to anybody: "the commander", "a former minister"."""
    m = mention_at(doc, head.i)
    if m is None or m.kind == "organisation" or head.tag_ not in ("NN", "NNP"):
        return False
    return m.role in LEADERS or head.lemma_.lower() in doc._.world.lexicon.classes["commander"]


def _a_count(doc: Doc, words: Words, head: Token) -> bool:
    return head.like_num or head.pos_ == "NUM" or any(c.dep_ == "nummod" for c in head.children)


CLASSES: Mapping[str, Callable[[Doc, Words, Token], bool]] = {
    "place": lambda doc, words, head: place_in(words, *core(head)) is not None,
    "site": lambda doc, words, head: _within(head, words.sites),
    "arms": lambda doc, words, head: _within(head, words.weapons),
    "force": _a_force,
    "people": _people,
    "count": _a_count,
    "lone": _lone,
}
"""Classes that hold for more than their list (world/kind_files.py, BUILT_IN_CLASSES)."""

FILLED_BY = {
    "subject": "subject",
    "object": "object",
    "possessive": "owner",
    "compound": "before_noun",
    "noun": "described_noun",
}
"""Slot of a frame to the rule that names it; a preposition is `preposition`."""


def _fill(doc: Doc, draft: Draft, frame: Frame | None, pos: str | None = None) -> None:
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


Armed = tuple[int, int, Weapon]
"""Token range of weapon words, and what they are."""

FAR = 15
"""Tokens from the trigger within which a weapon of the same clause is its own, whatever verb it hangs on."""


def _means(doc: Doc, words: Words, draft: Draft) -> tuple[str, Armed] | None:
    """The weapon of a claim with its rule: in the trigger's own phrase, else what its frame calls means, else near."""
    for name, rule in MEANS:
        if (found := rule(doc, words, draft)) is not None:
            return name, found
    return None


def _fills(doc: Doc, weapon: Armed) -> bool:
    """Whether it is what others are filled with: gas."""
    kinds: Mapping[str, Kind] = doc._.world.kinds
    return kinds[weapon[2].kind].fills


def _in_own_phrase(doc: Doc, words: Words, draft: Draft) -> Armed | None:
    a, b = draft.trigger
    left = draft.head.left_edge.i if draft.head.pos_ == "NOUN" else draft.head.i
    own = [w for w in words.weapons if (w[0] < b and w[1] > a) or left <= w[0] < draft.head.i]
    if not own:
        return None
    _, end = whole(doc[own[-1][1] - 1])
    filled = (w for w in words.weapons if own[-1][1] <= w[0] < end and _fills(doc, w))
    return next(filled, own[-1])  # "barrel bombs containing chlorine"


def _gas_dropped(doc: Doc, words: Words, draft: Draft) -> Armed | None:
    """ "Dropped barrels of chlorine"."""
    if draft.head.lemma_ not in ("drop", "fire", "launch", "use"):
        return None
    for head in draft.roles.get("target", []):
        start, end = whole(head)
        gas = [w for w in words.weapons if w[0] < end and w[1] > start and _fills(doc, w)]
        if gas:
            return gas[-1]
    return None


def _with_what(doc: Doc, words: Words, draft: Draft) -> Armed | None:
    """What the frame calls means, and the arms that a doer is named by: "army helicopters bombed"."""
    ranges = [(head, whole(head)) for head in draft.roles.get("means", [])]
    for head, (start, end) in [*ranges, *((head, core(head)) for head in draft.roles.get("actor", []))]:
        inside = [w for w in words.weapons if w[0] < end and w[1] > start]
        gas = [w for w in inside if _fills(doc, w)]  # "barrels of chlorine"
        if inside:
            first = [w for w in inside if w[1] <= core(head)[1]]  # "with rockets and heavy machine guns": rockets
            return (gas or first or inside[:1])[-1]
    return None


def _nearby(doc: Doc, words: Words, draft: Draft) -> Armed | None:
    """The nearest in its clause that nothing else is done to or told of."""
    verb = clause_of(draft.head)
    inside = [(w, doc[w[1] - 1]) for w in _weapons_of(doc, words, draft)]
    # "shelling killed three": to the parser the noun is a verb that helps the other
    near = [w for w, t in inside if clause_of(t) in (verb, draft.head) or (t.dep_ == "aux" and t.head == verb)]
    if not near and draft.effect:  # "killed when rockets fell": what they died of, wherever the sentence tells it
        return _in_sentence(doc, words, draft)
    return _nearest(doc, draft, near)


def _in_sentence(doc: Doc, words: Words, draft: Draft) -> Armed | None:
    """The nearest in a clause that hangs on its own, a few words away: it may be of another deed."""
    hit = [t for role in ("target", "item") for t in draft.roles.get(role, ())]
    # "hit a field from which rockets were fired": what the field was used for, not what hit it
    loose = (w for w in _weapons_of(doc, words, draft) if not any(t.is_ancestor(doc[w[1] - 1]) for t in hit))
    return _nearest(doc, draft, [w for w in loose if abs(w[0] - draft.head.i) <= FAR])


def _weapons_of(doc: Doc, words: Words, draft: Draft) -> list[Armed]:
    """Those of its clause and of what hangs on it, but for another deed beside it: "clashes and aerial bombardment"."""
    if avenged(draft.head):
        return []  # "in reprisal for a raid, rebels fired rockets": they are those of the reprisal
    verb = clause_of(draft.head)
    lo, hi = verb.left_edge.i, verb.right_edge.i + 1
    beside = draft.head.conjuncts if draft.head.pos_ == "NOUN" else ()
    return [w for w in words.weapons if lo <= w[0] and w[1] <= hi and _phrase_head(doc, w[1] - 1) not in beside]


def _nearest(doc: Doc, draft: Draft, weapons: Sequence[Armed]) -> Armed | None:
    free = [w for w in weapons if not (_another_thing(doc, w) or anothers(draft, w, _phrase_head(doc, w[1] - 1)))]
    return min(free, key=lambda w: abs(w[0] - draft.head.i), default=None)


def _another_thing(doc: Doc, w: Armed) -> bool:
    """Whether weapon words are somebody's own, avenged, handled, or of another time."""
    last = doc[w[1] - 1]
    if any(c.dep_ == "poss" and c.lower_ in ("his", "her") for c in last.children):
        return True
    return avenged(last) or _handled(doc, w[1]) or long_before(_phrase_head(doc, w[1] - 1))


MEANS: tuple[tuple[str, Callable[[Doc, Words, Draft], Armed | None]], ...] = (
    ("own_phrase", _in_own_phrase),
    ("gas_dropped", _gas_dropped),
    ("with_what", _with_what),
    ("nearby", _nearby),
    ("in_sentence", _in_sentence),
)


def _phrase_head(doc: Doc, i: int) -> Token:
    """The noun before which a noun only stands: the attack of "a chemical attack"."""
    head = doc[i]
    while head.dep_ in ("compound", "nmod", "amod") and head.head.i > head.i:
        head = head.head
    return head


def _handled(doc: Doc, end: int) -> bool:
    """Whether weapon words name what something is done to, or only what a thing has to do with.

    "Destroyed two tanks and a mortar", "a vehicle equipped with machine guns", "their chemical weapons programme".
    """
    head = _phrase_head(doc, end - 1)
    if head.i >= end and head.lemma_.lower() in ABOUT_ARMS:
        return True
    while head.dep_ in ("conj", "appos") and head.head.pos_ in ("NOUN", "PROPN") and head.head.i != head.i:
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ == "with" and head.head.head.lemma_ in ("equip", "mount"):
        return True
    return head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_ in HANDLED
