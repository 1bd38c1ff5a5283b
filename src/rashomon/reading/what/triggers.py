"""Which words claim something, and of what kind: the lexicon of kinds looked up in the parse.

What its frame needs is asked in frames.py, who stands in its roles in role_fillers.py, with what it was done in
weapons.py, and which kind all that makes of it in becomes.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Doc, Token

from rashomon.reading.actors.component import mention_at
from rashomon.reading.grammar.clauses import FINITE
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.what.becomes import ONCE_MERGED, become, of_its_kind
from rashomon.reading.what.frames import POS, Slots, holds
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.reading.what.merging import merged
from rashomon.reading.what.part_of_another import outer
from rashomon.reading.what.role_fillers import BETWEEN, LIGHT, fill
from rashomon.reading.what.senses import tells_nothing
from rashomon.reading.what.telling_which import are_people
from rashomon.world import World
from rashomon.world.kind_words import NOTHING, Lexicon, Trigger
from rashomon.world.kinds import Frame, Kind


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
                draft = of_its_kind(doc, world, words, draft)
                told = in_earnest(draft) and not (tells_nothing(draft) or _among_keywords(doc, i))
                if told:
                    out.append(draft)
    out = merged(doc, outer(out))
    for draft in out:
        become(doc, world, draft, ONCE_MERGED)
    # A search is how the arrests that the sentence tells of were made, and no claim of its own.
    found = {d.head.sent.start for d in out if d.kind.by_search}
    return [d for d in out if not (d.kind.mutual and d.head.lemma_ == "raid" and d.head.sent.start in found)]


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
                fill(doc, draft, _frames_of(lex, head, kind, phrase))
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
    return any(holds(doc, world, words, head, t, slots) for t in friends)


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
                if holds(doc, world, words, token, trigger, slots):
                    return None
            elif not _names_a_sort(doc, world, token, key[0], trigger) and holds(
                doc, world, words, token, trigger, slots
            ):
                end = token.i + 1 if trigger.frame is None else _particle(token, trigger.frame)
                aside = (token.dep_ == "amod" and key[0] == "verb") or are_people(token)  # "displaced families"
                pos = "adjective" if aside else key[0]
                made = f"{pos}_word" if trigger.frame is None else f"{pos}_frame"
                draft = Draft(world.kinds[trigger.kind], (token.i, end), token, {}, made=made)
                fill(doc, draft, trigger.frame, key[0])
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


KEYWORDS, LISTED = words("keyword_labels"), "rashomon_keyword_labels"
FEW = 30
"""Words of a list of keywords that stands in a line with the text."""


def _among_keywords(doc: Doc, i: int) -> bool:
    """ "Tags Syria Homs siege air strikes": a list of keywords that was taken for text, up to its first sentence."""
    labels: tuple[int, ...] | None = doc.user_data.get(LISTED)
    if labels is None:
        labels = tuple(t.i for t in doc[:-1] if t.text in KEYWORDS and t.nbor().text[:1].isupper())
        doc.user_data[LISTED] = labels
    return any(k < i <= k + FEW and not any(t.tag_ in FINITE and t.is_lower for t in doc[k:i]) for k in labels)


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
