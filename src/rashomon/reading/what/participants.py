"""Who does it, and to whom: actor, target and holder of a claim in the words that show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import Party, Span, Statement
from rashomon.reading.actors.component import Mention, core, describe, mention_at, within
from rashomon.reading.grammar.english import named_by
from rashomon.reading.grammar.lexicon import words as word_list
from rashomon.reading.grammar.punctuation import unpunctuated
from rashomon.reading.grammar.spans import characters, token_range
from rashomon.reading.what.mention_index import Draft, Words
from rashomon.reading.what.no_party import UNARMED, no_party
from rashomon.reading.what.party_sides import SIDES, Asked, of_it, own_words, span_of
from rashomon.reading.what.stand_ins import stands_for
from rashomon.reading.what.together import bears_arms_or_rules, beside, joined_words
from rashomon.reading.who.source_heads import is_time

PRONOUNS = word_list("pronouns")
RECKONINGS = word_list("reckonings")
"""Nouns that count, and do nothing: "killed, by the army's own account"."""
TWO_SIDED = word_list("two_sided")
BARE_NUMBERS = word_list("bare_numbers")
INTENSITIES, LETTING_GO = word_list("intensities"), word_list("letting_go")
BOMBERS = frozenset({"bomber", "attacker", "terrorist"})
"""Nouns that name a suicide bombing and whoever does it at once."""


class Shown(NamedTuple):
    """A party, with the rule that gave its camp and the words it went by."""

    party: Party
    rule: str | None
    at: Span | None


def actor_of(doc: Doc, words: Words, s: Statement, d: Draft) -> Shown | None:
    """Who did it. Where the kind is a use of armed force (UCDP's definition) an unarmed party is nobody's."""
    heads = d.roles.get("actor", [])
    if (d.kind.ucdp or d.kind.effect) and d.by.get(
        "actor"
    ) != "blamed":  # "was laid to farmers": whoever is blamed is named
        heads = [h for h in heads if describe(h).role not in UNARMED and not _ground(words, h)]
    dead = {h.i for h in d.roles.get("target", [])}
    heads = [h for h in heads if not (_set_apart(h) or h.lower_ in ONES_OWN or _dies(h))]
    heads = [h for h in heads if not h.is_punct and not _only_counted(h) and h.lemma_.lower() not in RECKONINGS]
    heads = [h for h in heads if h.i not in dead]  # nobody does it to himself: the parser's error, or "fifty dead"
    heads = [h for h in heads if not (_only_says_so(s, d, h) or h.lower_ == "order")]
    found = party_of(doc, words, s, d, heads, site=False, acts=True)
    if found is not None and found.party.camp == "unknown" and any(_names_only_a_sort(h) for h in heads):
        return None
    if found is not None and found.rule == "pronoun" and d.kind.ucdp and s.speaker.role in UNARMED:
        own = found.party.camp == s.speaker.camp  # "the UN office said it had reports of a strike, killing seven"
        return None if own or found.party.camp == "unknown" else found
    return found


DYING = word_list("dying_of")
ONES_OWN = frozenset({"his", "her"})
"""Of "died of his wounds": no person's own is a force."""


def _dies(head: Token) -> bool:
    """Who dies, of wounds or otherwise, does nothing."""
    return head.dep_ == "nsubj" and head.head.lemma_ in DYING


def with_whom(doc: Doc, words: Words, s: Statement, d: Draft, role: str, first: Shown | None) -> tuple[Party, ...]:
    """All who did it, or hold the place, together: the one who was found, then those whom the words name beside him."""
    if first is None:
        return ()
    if d.by.get(role) == "each_others":
        return (first.party,)  # of two who blame each other, each blames one
    heads = [h for h in d.roles.get(role, []) if (at := first.party.span) is not None and at.start <= h.idx < at.end]
    if not heads:
        return (first.party,)
    found: list[Party] = _of_joined_words(doc, d, heads[0], first)
    fought = d.kind.mutual and d.head.lemma_.lower() in TWO_SIDED
    between = heads[0].dep_ == "pobj" and heads[0].head.lower_ in ("between", "among")
    against = between or (fought and not d.roles.get("target"))  # "soldiers and rebels fought"
    for head in () if against else beside(heads[0]):
        if describe(head).role in UNARMED or head in d.roles.get("target", []):
            continue
        party = _one_party(doc, words, s, d.trigger, head).party
        known = party.camp not in ("unknown", "local", "media")
        if known or bears_arms_or_rules(head):
            found.append(replace(party, site=None))
    taken = [first.party]
    for party in found:
        if not any(a.span is not None and party.span is not None and a.span.overlaps(party.span) for a in taken[1:]):
            taken.append(party)
    return tuple(taken)


def _of_joined_words(doc: Doc, d: Draft, head: Token, first: Shown) -> list[Party]:
    """ "Ruritanian and Dostravan jets", "joint X and Y air strikes": the sides beside the one that was taken."""
    start, end = core(head)
    if d.head.pos_ in ("NOUN", "PROPN") and start <= d.head.i:
        start, end = min(start, core(d.head)[0]), max(end, d.head.i)
    mention = mention_at(doc, head.i)
    row = joined_words(doc, mention, start, end)
    camps = {w.camp for w in row}
    if len(camps) < 2 or first.party.camp not in camps:
        return []
    return [
        Party(doc[w.start : w.end].text, characters(doc, (w.start, w.end)), w.camp)
        for w in row
        if w.camp != first.party.camp
    ]


def _only_says_so(s: Statement, d: Draft, head: Token) -> bool:
    """ "Fighting that the government says killed 3,000": the speaker, whom the parse takes for the subject of both."""
    told = s.speaker.span
    if told is None or not told.start <= head.idx < told.end or d.by.get("actor") not in (None, "subject"):
        return False
    cue = next((r[1] for c in s.cue if (r := token_range(head.doc, c)) is not None), -1)
    return head.i < cue == d.head.i and d.head.tag_ in ("VBD", "VBZ", "VBP")


def _set_apart(head: Token) -> bool:
    """ "Rebels and not the army": named only to say who it was not."""
    start = core(head)[0]
    return start > 0 and head.doc[start - 1].lower_ == "not" and head.dep_ in ("conj", "appos", "pobj")


def target_of(doc: Doc, words: Words, s: Statement, d: Draft, heads: Sequence[Token]) -> Shown | None:
    """To whom or what it was done: people, a side, a building, a place. Not with what, nor how many: "detonated a
    motorcycle", "110 were killed"; nor a pronoun of which nobody knows for whom it stands."""
    named = [_before_the_source(h) for h in heads if not (h.is_space or h.is_punct)]
    named = [h for h in named if not any(a <= h.i < b for a, b, _ in words.times)]  # "on the night of 7 March"
    named = [h for h in named if not (_outside_of(h) or _let_go(d, h) or _a_number(h) or is_time(h))]
    found = party_of(doc, words, s, d, named)
    unknown = found is not None and found.party.camp == "unknown" and found.rule != "pronoun"
    return None if unknown and any(_stands_for_something(h) and h.lower_ in PRONOUNS for h in named[:1]) else found


CITIES = word_list("cities")


def _outside_of(head: Token) -> bool:
    """ "A blast outside the city of Gusau": where it was, and not what it hit."""
    return head.dep_ == "pobj" and head.head.lower_ in ("outside", "near") and head.lemma_.lower() in CITIES


def not_their_own(d: Draft, target: Shown | None, actor: Shown | None) -> Shown | None:
    """ "Militants attacked their base": the base of those who were told of before, since nobody attacks their own."""
    if target is None or actor is None or not d.kind.attack or target.rule != "its_force":
        return target
    if target.party.camp != actor.party.camp:
        return target
    return target._replace(party=replace(target.party, camp="unknown", entity=None), rule="unknown", at=None)


def _stands_for_something(head: Token) -> bool:
    return head.text != "US" and head.pos_ == "PRON"


def _let_go(d: Draft, head: Token) -> bool:
    """ "Two barrels dropped by helicopters", "a motorcycle was detonated": with what, not whom."""
    if d.kind.handles or not d.kind.attack:
        return False
    verb = head.head if head.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    verb = verb or next((c for c in head.rights if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if verb is None or verb.lemma_ not in LETTING_GO or verb.pos_ != "VERB":
        return False
    return not any(c.lower_ in ("on", "at", "upon") and not any(c.rights) for c in verb.rights)  # "was fired on"


def _a_number(head: Token) -> bool:
    """ "Killed 110", "dozens were hurt": how many, of nobody who is named."""
    if named_by(head) != head or any(c.dep_ in ("acl", "relcl", "prep") for c in head.rights):
        return False
    counts = head.pos_ == "NOUN" and head.lemma_.lower() in BARE_NUMBERS
    return head.like_num or counts or (head.lower_ == "least" and head.i > 0 and head.nbor(-1).lower_ == "at")


def _before_the_source(head: Token) -> Token:
    """ "Fire kills three pupils state media": the source that ends a headline which lost its comma, which the parser
    took for the head of what was hit."""
    m = mention_at(head.doc, head.i)
    if m is None or m.role not in SOURCES or m.start == 0 or m.named or not unpunctuated(head.doc):
        return head
    before = head.doc[m.start - 1]
    return before if before.pos_ in ("NOUN", "PROPN") and before.i >= core(head)[0] else head


SOURCES = frozenset({"media", "state_media", "party_media", "monitor", "rights_group", "activist"})


def _ground(words: Words, head: Token) -> bool:
    """ "Fire hit the market killing eight", its comma lost: what was hit, which the parser took for the doer."""
    if not unpunctuated(head.doc):
        return False
    site = any(a <= head.i < b for a, b, _ in words.sites)
    return site and head.pos_ == "NOUN" and mention_at(head.doc, head.i) is None


def _only_counted(head: Token) -> bool:
    """ "Dozens", "over 100", "four people": a number of nobody who is named, which the parser took for a doer."""
    if head.lemma_.lower() in ("people", "person") and any(c.dep_ == "nummod" for c in head.lefts):
        return True
    if named_by(head) != head or head.dep_ == "poss" or within(head.doc, *core(head)):
        return False
    return head.like_num or head.lemma_.lower() in BARE_NUMBERS


def _names_only_a_sort(head: Token) -> bool:
    """ "A terrorist rocket attack": a loaded word before the deed, which names nobody where the pack tells no side."""
    m = mention_at(head.doc, head.i)
    return head.dep_ in ("compound", "amod") and m is not None and m.descriptor is not None and m.descriptor.loaded


def _asks_who(head: Token) -> bool:
    """ "Who shelled the ward?" names nobody."""
    return head.tag_ == "WP" and head.head.dep_ != "relcl"


def party_of(
    doc: Doc,
    words: Words,
    s: Statement,
    d: Draft,
    heads: Sequence[Token],
    *,
    site: bool = True,
    acts: bool = False,
) -> Shown | None:
    """The party that the heads name: the first that a pack knows, else the first who is somebody (`no_party`). Who acts
    has no site."""
    first: Shown | None = None
    for head in heads:
        if _asks_who(head):
            continue
        shown = _one_party(doc, words, s, d.trigger, head)
        if shown.party.text[:1] in "([":
            continue  # "23 injured (health zone of X)"
        if shown.party.camp == "unknown" and shown.party.site is None and no_party(named_by(head), acts=acts):
            continue
        if shown.party.camp != "unknown" or first is None:
            first = shown
        if shown.party.camp != "unknown":
            break
    if first is None or site or first.party.site is None:
        return first
    return first._replace(party=replace(first.party, site=None))


def _one_party(doc: Doc, words: Words, s: Statement, trigger: tuple[int, int], head: Token) -> Shown:
    mention = mention_at(doc, head.i)
    start, end = _extent(doc, s, trigger, head, mention)
    span, text = characters(doc, (start, end)), doc[start:end].text
    if head.lower_ in PRONOUNS and head.text != "US":
        stand_in = stands_for(doc, head, s)
        if stand_in is not None:
            return Shown(Party(text, span, stand_in[0], stand_in[1]), "pronoun", span_of(head))
    noun = named_by(head)  # "three of its fighters"
    asked = Asked(doc, s, head, noun, mention, describe(noun), start, end)
    side = own_words(asked)
    for rule in SIDES:
        side = rule(asked, side) or side
    last = of_it(head)
    site = next((v.site for a, b, v in words.sites if a < last and b > start), None)
    return Shown(Party(text, span, side.camp, side.entity, site), side.rule, side.at)


OF_IT = 6
"""Tokens between a measure and the noun that it is one of: "nearly all of the town's people"."""


def _extent(doc: Doc, s: Statement, trigger: tuple[int, int], head: Token, mention: Mention | None) -> tuple[int, int]:
    """The tokens of a party: its noun phrase, within what is said and without the trigger."""
    start, end = core(head)
    if mention is not None:
        start, end = min(start, mention.start), max(end, mention.end)
    for a, b in (r for c in s.content if (r := token_range(doc, c))):
        if a <= head.i < b:
            start, end = max(start, a), min(end, b)  # the parse may reach into the cue
    if mention is None and (noun := named_by(head)) != head and end <= noun.i <= end + OF_IT:
        end = core(noun)[1]  # "thousands of civilians"
    if trigger[0] <= end - 1 < trigger[1] and trigger[0] > start and head.lemma_ not in BOMBERS:
        end = trigger[0]  # "government shelling": the government is the actor
    if start <= trigger[0] < trigger[1] <= head.i and doc[trigger[0]].dep_ in ("compound", "amod"):
        start = trigger[1]  # "accused of bombing rebel sites"
    if head.dep_ == "compound" and start < head.i and doc[start].lower_ in INTENSITIES:
        start += 1
    while start < head.i and is_time(doc[start]):
        start += 1  # "on 2 August rebels shelled it"
    return start, end
