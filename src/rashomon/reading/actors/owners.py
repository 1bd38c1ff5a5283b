"""Whose are "the army", "the ministry", "the mayor", where their own words do not say it?

Of the state that the paragraph last made their owner, else of the only state that is a party in the report, else of
nobody who is known. They are `government`'s only where the report has no state at all: then there is but one.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from spacy.tokens import Doc, Token

from rashomon.model import NEUTRAL_CAMPS, Place
from rashomon.reading.actors.mentions import ARMED, Mention, Side
from rashomon.reading.actors.opposed import Foes
from rashomon.reading.actors.outlet_words import side_of_outlet
from rashomon.reading.actors.state_words import SAYING
from rashomon.reading.grammar.clauses import SUBJECTS
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import words_of
from rashomon.reading.languages import table
from rashomon.world.packs import Pack

LISTS = table("sides")
NO_ARMY = frozenset(LISTS["no_army"])
LOCAL = frozenset(LISTS["local_offices"])
OWNED_BY = frozenset(LISTS["owned_by"])
GOVERNMENT = "government"
OFFICES = frozenset(
    {"government", "military", "leader", "minister", "official", "diplomat", "spokesperson", "state_media"}
)
BEHIND = frozenset({"of", "in", "from", "for"})
LONGEST_NAME = 4
OPPOSED = words("opposed")
OWN = frozenset({"its", "their", "his", "her", "our"})


class Owner(NamedTuple):
    """A state, or a party, where the text makes it somebody's owner: it speaks, or an office is called its own."""

    at: int
    side: Side
    speaks: bool


@dataclass(frozen=True, slots=True)
class States:
    """The states that a report has."""

    offices: frozenset[str]
    """Those whose offices it names, or who speak by name."""
    forces: frozenset[str]
    """Those whose forces it names."""
    named: frozenset[str]
    """Those that it names as lands."""
    around: frozenset[str]
    """Those in which its places lie."""
    fighters: frozenset[str]
    """Those whose armed forces it names."""
    land: str | None = None
    """The one in which most of them lie that are no lands themselves."""
    towns: frozenset[str] = frozenset()
    """Those in which its places lie that are no lands themselves."""
    spoken_of: bool = False
    """Whether a word of some state stands anywhere."""
    peoples: Sequence[tuple[int, int, str]] = ()
    """Where such words stand, [first token, token behind the last), two rather than one; and the state."""
    places: Sequence[Place] = ()
    """Its places that lie in a state."""
    filed_in: str | None = None
    """The one from which it is filed, if the rest of the report speaks of it too."""

    def only(self) -> str | None:
        """The only state party: one whose offices or forces are named, and no other's, where something of the report
        lies in its land; else the only land. Forces abroad alone own no bare "the army"."""
        parties = self.offices | self.forces
        if self.filed_in is not None and len(parties | self.named | {self.filed_in}) > 1:
            return self.filed_in if self.filed_in in self.fighters else None
        if len(parties) > 1:  # one is at home, and the others only speak
            home = parties & (self.towns or self.around)
            return next(iter(home)) if len(home) == 1 and self.fighters <= home else None
        everywhere = parties | self.named
        if len(everywhere) == 1:
            one = next(iter(everywhere))
            return one if not self.around or one in self.around else None
        if len(self.offices) == 1 and self.offices & (self.around | self.named):
            return next(iter(self.offices))
        return None

    def fighting(self) -> str | None:
        """The only state whose armed forces are named: whose "the army" is, where others only speak or mediate, and no
        other state that has an army is at home where most of it happens."""
        army = next(iter(self.fighters)) if len(self.fighters) == 1 else None
        if self.filed_in not in (None, army):
            return None
        at_home = self.forces & self.towns | ({self.land} if self.land else set())
        return army if at_home - NO_ARMY <= {army} else None

    def any(self) -> bool:
        return bool(self.offices or self.forces or self.named or self.spoken_of)


def owned(doc: Doc, mentions: Sequence[Mention], packs: Pack) -> list[Mention]:
    """The mentions, those of a bare `government` in the camp of the state that owns them."""
    if not any(_is_bare(m) or _is_nobodys(m) or m.camp == "opposition" for m in mentions):
        return list(mentions)
    speaking = list(_speaking_states(doc, packs))
    states, paragraphs = _states(doc, mentions, packs, speaking), _paragraphs(doc)
    owners = sorted(_owners(doc, mentions, speaking))
    foes = Foes.of(doc, [m for m in mentions if _is_bare(m) and _speaks(doc[m.start : m.end].root)], states.peoples)
    out: list[Mention] = []
    for m in mentions:
        if _is_opposition(doc, m) and (named := _named_before(out, packs, doc[m.start].sent.start)) is not None:
            m = m.of(named)
        if _is_nobodys(m) and (said := _by_words_behind(doc, m, mentions, packs)) is not None:
            m = m.of(said)
        if _is_bare(m):
            before = owners[: bisect_left(owners, m.start, key=attrgetter("at"))]
            m = m.of(foes.unless_one(m, _side(doc, m, mentions, packs, states, before, paragraphs)))
            if m.camp in packs.sides.states:
                insort(owners, Owner(m.start, m.side, _speaks(doc[m.start : m.end].root)))
        out.append(m)
    return out


def _is_bare(m: Mention) -> bool:
    return m.camp == GOVERNMENT and m.entity is None


def _is_nobodys(m: Mention) -> bool:
    """ "Representatives", "a spokesman": anybody's, unless the words behind say whose."""
    return m.camp == "unknown" and m.entity is None and m.descriptor is not None and m.descriptor.bends


def _is_opposition(doc: Doc, m: Mention) -> bool:
    """ "The rebels": those who were named, or the only ones that there are."""
    bare = m.camp == "opposition" and m.role == "armed_group" and m.entity is None
    return bare and m.start > 0 and doc[m.start - 1].lower_ in ("the", "these", "those")


def _named_before(before: Sequence[Mention], packs: Pack, sentence: int) -> Side | None:
    """The only party that fights and was named before; or before this sentence, in which a second one may fight it."""
    states = packs.sides.states
    parties = [b for b in before if b.is_of_a_party(states) and b.role in ARMED and b.camp not in states]
    found = {b.camp: b.side for b in parties}
    if len(found) > 1:
        found = {b.camp: b.side for b in parties if b.start < sentence}
    return next(iter(found.values()))._replace(rule="party_before") if len(found) == 1 else None


def _paragraphs(doc: Doc) -> list[int]:
    """Of each token, in which paragraph it stands."""
    out, n = [], 0
    for token in doc:
        n += token.is_space and "\n" in token.text
        out.append(n)
    return out


def _states(doc: Doc, mentions: Sequence[Mention], packs: Pack, speaking: Sequence[tuple[Token, Side]]) -> States:
    known = packs.sides.states
    offices = {m.camp for m in mentions if m.camp in known and m.role in OFFICES}
    offices |= {side.camp for _, side in speaking if side.camp in known}
    forces = {m.camp for m in mentions if m.camp in known}
    places = _places(doc, packs)
    of = packs.sides.of_country
    named = {of[p.country or ""] for p in places if p.precision == "country"}
    around = {of[p.country or ""] for p in places}
    movements = {camp for camp, _, _ in packs.sides.movements.values()}
    words = [t.text for t in doc]
    made_up = {m.camp for m in mentions if m.rule == "nationality"} - known - movements
    return States(
        frozenset(offices | {c for c in made_up if _has_office(c, mentions)}),
        frozenset(forces | made_up),
        frozenset(named),
        frozenset(around),
        frozenset(m.camp for m in mentions if m.camp in known and m.role in ("military", "armed_actor")),
        _most(of[p.country or ""] for p in places if p.precision != "country"),
        frozenset(of[p.country or ""] for p in places if p.precision != "country"),
        any(packs.sides.peoples.get(word) in known for word in words),
        peoples := list(_peoples(doc, words, packs)),
        places,
        _filed_in(doc, peoples, packs, named | forces | offices | made_up, places),
    )


def _filed_in(
    doc: Doc, peoples: Iterable[tuple[int, int, str]], packs: Pack, told: Set[str], places: Iterable[Place]
) -> str | None:
    """The state of the dateline's town, where it has a part in what is reported: not a bureau abroad."""
    lines = [part.span for part in doc._.parts if part.kind == "dateline"]
    towns = [p for p in doc._.places or () if any(s.start <= p.span.start < s.end for s in lines)]
    lands = {packs.sides.of_country[p.country] for p in towns if p.country in packs.sides.of_country}
    land = lands.pop() if len(lands) == 1 else None
    there = {packs.sides.of_country[p.country or ""] for p in places if p not in towns}
    return land if land in told | there | {camp for _, _, camp in peoples} else None


def _most(lands: Iterable[str]) -> str | None:
    """The most frequent one; the first by the alphabet where two are."""
    told = Counter(lands)
    return min(told, key=lambda land: (-told[land], land)) if told else None


def _peoples(doc: Doc, words: Sequence[str], packs: Pack) -> Iterator[tuple[int, int, str]]:
    """See `States.peoples`."""
    peoples, known = packs.sides.peoples, packs.sides.states
    both = [f"{token.text_with_ws}{word}" for token, word in zip(doc, words[1:], strict=False)]
    for i, word in enumerate(words):
        for n, name in ((2, both[i] if i < len(both) else ""), (1, word)):
            camp = peoples.get(name)
            if camp in known:
                yield i, i + n, camp
                break


def _places(doc: Doc, packs: Pack) -> list[Place]:
    """The places that lie in a state. Not a seat of government where it speaks: nothing happens there."""
    known = packs.sides
    places = [p for p in doc._.places or () if p.country in known.of_country]
    return [p for p in places if p.text not in known.seats or not _is_subject(doc, p)]


def _is_subject(doc: Doc, p: Place) -> bool:
    words = doc.char_span(p.span.start, p.span.end, alignment_mode="expand")
    return words is not None and words.root.dep_ in SUBJECTS


def _has_office(camp: str, mentions: Sequence[Mention]) -> bool:
    return any(m.camp == camp and m.role in OFFICES for m in mentions)


def _speaking_states(doc: Doc, packs: Pack) -> Iterator[tuple[Token, Side]]:
    """States and seats of government that are the subject of a clause, or whose people are: "Kyiv said", "Russia
    attacked", "officials from Ruritania said"."""
    for token in doc:
        if token.pos_ == "PROPN" and (token.dep_ in SUBJECTS or _sent_by(token) is not None):
            start = token.left_edge.i + (token.left_edge.pos_ == "DET")
            camp = packs.metonym(doc[start : token.i + 1].text) or packs.metonym(token.text)
            if camp is not None:
                yield token, Side(camp, "state", (start, token.i + 1))


def _sent_by(state: Token) -> Token | None:
    """ "Officials from Ruritania": those who come from a state, where they are the subject of a clause."""
    if state.dep_ != "pobj" or state.head.lower_ != "from":
        return None
    return state.head.head if state.head.head.dep_ in SUBJECTS else None


def _owners(doc: Doc, mentions: Sequence[Mention], speaking: Sequence[tuple[Token, Side]]) -> Iterator[Owner]:
    for token, side in speaking:
        yield Owner(token.i, side, _speaks(_sent_by(token) or token))
    for m in mentions:
        if m.camp in (GOVERNMENT, "unknown", "media", "local", "") or _is_bare(m):
            continue
        head = doc[m.start : m.end].root
        if m.role in OFFICES or m.kind == "organisation":
            yield Owner(m.start, m.side, _speaks(head))


def _speaks(head: Token) -> bool:
    """Whether a word is the subject of a verb of saying, or the source that "according to" names."""
    top = head
    while top.dep_ in ("compound", "appos", "conj", "nmod", "amod", "poss") and top.head != top:
        top = top.head
    if top.dep_ in SUBJECTS:
        return top.head.lemma_.lower() in SAYING
    return top.dep_ == "pobj" and top.i > 1 and top.head.lower_ == "to" and top.head.nbor(-1).lower_ == "according"


def _is_somebodys(doc: Doc, m: Mention) -> bool:
    """ "The Dostravan army": the word before says whose, though nobody knows it; so it is not whoever owned before."""
    if m.start == 0:
        return False
    word = doc[m.start - 1]
    of_it = word.dep_ in ("amod", "compound", "nmod") and m.start <= word.head.i < m.end
    return of_it and word.is_title and word.pos_ in ("ADJ", "PROPN") and not word.is_sent_start


def _side(
    doc: Doc,
    m: Mention,
    mentions: Sequence[Mention],
    packs: Pack,
    states: States,
    before: Sequence[Owner],
    paragraphs: Sequence[int],
) -> Side:
    if (said := _by_words_behind(doc, m, mentions, packs)) is not None:
        return said
    if _is_somebodys(doc, m):
        return Side("unknown", "unknown")
    if m.start and doc[m.start - 1].lower_ in OWN and before:
        here = doc[m.start].sent.start
        if m.end < len(doc) and {doc[m.end].lemma_.lower(), doc[m.end - 1].lemma_.lower()} & OPPOSED:
            return Side("unknown", "unknown")  # "its paramilitary foes": another's
        told = [o for o in before if o.speaks and o.at >= here]
        return (told or before)[-1].side._replace(rule="owner_before")
    if (whole := _whole_name(doc, m, packs)) is not None:
        return whole
    if (same := _named_in_full(doc, m, mentions, paragraphs)) is not None:
        return same._replace(rule="owner_before")
    local, country = _is_local(doc, m), _land_of(doc, m, packs, states.places, paragraphs)
    if local and country is not None and _told_by_another(doc, packs, country):
        return Side("unknown", "unknown")
    if _of_divided_land(doc, m, mentions, packs):
        return Side("unknown", "unknown")
    if local and country is not None and states.any():
        if country in states.offices | states.forces | states.named:
            return Side(country, "land", None)
        return Side("unknown", "unknown")
    state = _last_of_paragraph(m, before, packs, paragraphs)
    if state and not _is_plural(doc, m) and not (local and country is None and states.around - {state.camp}):
        return state._replace(rule="owner_before")
    if (only := states.only()) is not None:
        return Side(only, "only_state", None)
    if m.role == "military" and not _is_plural(doc, m) and (army := states.fighting()) is not None:
        return Side(army, "only_army", None)
    if not _is_plural(doc, m) and (near := _only_of_paragraph(doc, m, states, paragraphs)) is not None:
        return near
    return Side("unknown", "unknown") if states.any() else m.side


RULING = words("ruling")


def _of_divided_land(doc: Doc, m: Mention, mentions: Sequence[Mention], packs: Pack) -> bool:
    """ "The authorities in Sana'a", "local authorities", where the report names a movement that rules part of the land:
    whose they are, nobody says."""
    if not {t.lemma_.lower() for t in doc[m.start : m.end]} & RULING:
        return False
    named = {o.camp for o in mentions if o.camp not in NOBODYS}
    named |= {packs.sides.peoples.get(t.text, "") for t in doc if t.is_title}
    return any(ruling & named for ruling in packs.sides.rulers.values())


def _told_by_another(doc: Doc, packs: Pack, land: str) -> bool:
    """Whether an organ of another side tells of it: whose the mayor of a town is, the land does not say then."""
    report = doc._.report
    outlet = packs.outlet(report.outlet) if report is not None else None
    called = None if report is None or outlet is not None else side_of_outlet(packs, report.outlet)
    camp = outlet.camp if outlet is not None and outlet.organ else None if called is None else called.camp
    return camp is not None and camp != land and camp not in NEUTRAL_CAMPS


NOBODYS = frozenset({GOVERNMENT, "opposition", "unknown", "media", "local", ""})


NAME_LENGTH = 6
"""Tokens behind "of" in which a body's name says whose it is: "of the Armed Forces of Ukraine"."""


def _whole_name(doc: Doc, m: Mention, packs: Pack) -> Side | None:
    """ "The General Staff", which the report calls "the General Staff of the Armed Forces of Ukraine" elsewhere."""
    lowers = words_of(doc)[0]
    called = [t.lower_ for t in doc[m.start : m.end] if t.pos_ != "DET"]
    n = len(called)
    if n < 2 or not doc[m.end - 1].text[:1].isupper():
        return None
    camps: dict[str, Side] = {}
    for i in range(len(doc) - n - 1):
        if lowers[i] != called[0] or lowers[i + n] != "of" or list(lowers[i : i + n]) != called:
            continue
        for t in doc[i + n + 1 : i + n + 1 + NAME_LENGTH]:
            if t.is_punct or t.is_space or t.pos_ == "VERB":
                break
            if (camp := packs.metonym(t.text)) is not None:
                camps[camp] = Side(camp, "owner_before", (t.i, t.i + 1))
    return next(iter(camps.values())) if len(camps) == 1 else None


def _named_in_full(doc: Doc, m: Mention, mentions: Sequence[Mention], paragraphs: Sequence[int]) -> Side | None:
    """ "The DPR defence ministry ... the ministry": the last one that the same word was told of, with its side; where
    it was told of two sides', only of this paragraph."""
    noun = doc[m.end - 1].lemma_.lower()
    fuller = [
        o
        for o in mentions
        if o.end <= m.start and o.end - o.start > m.end - m.start and o.kind == "descriptor"
        and o.camp not in NOBODYS and doc[o.end - 1].lemma_.lower() == noun
    ]  # fmt: skip
    here = [o for o in fuller if paragraphs[o.start] == paragraphs[m.start]]
    if _is_plural(doc, m):  # "Ruritanian security sources ... the security sources"
        told = [t.lower_ for t in doc[m.start : m.end] if t.pos_ != "DET"]
        fuller = [o for o in fuller if len(told) > 1 and [t.lower_ for t in doc[o.end - len(told) : o.end]] == told]
    if not fuller:
        return None
    return (here or fuller)[-1].side if here or len({o.camp for o in fuller}) == 1 else None


def _last_of_paragraph(m: Mention, before: Sequence[Owner], packs: Pack, paragraphs: Sequence[int]) -> Side | None:
    """The last owner that the paragraph has named before."""
    for o in reversed(before):
        if paragraphs[o.at] < paragraphs[m.start]:
            return None
        if _may_own(o, packs):
            return o.side
    return None


FAR = 300
"""Tokens before a sentence that are looked at: a paragraph has fewer, and nonsense takes no square of its length."""


def _only_of_paragraph(doc: Doc, m: Mention, states: States, paragraphs: Sequence[int]) -> Side | None:
    """The only state that the paragraph has named before this sentence, where the report's places lie in it too."""
    here = doc[m.start].sent.start
    first = max(bisect_left(paragraphs, paragraphs[m.start]), here - FAR)
    found: dict[str, Side] = {}
    for i, end, camp in states.peoples[bisect_left(states.peoples, (first,)) : bisect_left(states.peoples, (here,))]:
        found.setdefault(camp, Side(camp, "owner_before", (i, end)))
    camp = next(iter(found), "")
    return found[camp] if len(found) == 1 and camp in states.around else None


def _may_own(o: Owner, packs: Pack) -> bool:
    """Whether a state speaks: who is only said to have done something does not own what is spoken of next."""
    return o.speaks and (o.side.camp in packs.sides.states or o.side.rule == "nationality")


def _by_words_behind(doc: Doc, m: Mention, mentions: Sequence[Mention], packs: Pack) -> Side | None:
    """ "The army of Ruritania", "the ministry in Strelsau", "the ministry run by the Front", "soldiers loyal to X"."""
    i = _behind_the_name(doc, m.end)
    if i < len(doc) and doc[i].lower_ in OWNED_BY:
        i += 1
        i += i < len(doc) and doc[i].lower_ in ("up",)
        if i >= len(doc) or doc[i].lower_ not in ("by", "to"):
            return None
    elif i >= len(doc) or doc[i].lower_ not in BEHIND or (doc[i].lower_ == "in" and not _is_bare(m)):
        return None
    rule = "of_owner"
    i += 1
    i += i < len(doc) and doc[i].pos_ == "DET"
    for n in (4, 3, 2, 1):
        words = doc[i : i + n].text.removesuffix("'s")
        camp = packs.metonym(words)
        if camp is not None:
            return Side(camp, rule, (i, min(i + n, len(doc))))
    owner = next((o for o in mentions if o.start <= i < o.end and o.is_known()), None)
    return Side(owner.camp, rule, (owner.start, owner.end)) if owner is not None else None


def _behind_the_name(doc: Doc, i: int) -> int:
    """Behind the name of a person whose office stands before it: "President Mira Tal of Ruritania"."""
    end = i
    while end < min(len(doc), i + LONGEST_NAME) and doc[end].pos_ == "PROPN" and doc[end].text[:1].isupper():
        end += 1
    return end


def _is_local(doc: Doc, m: Mention) -> bool:
    words = " ".join(t.lemma_.lower() for t in doc[m.start : m.end])
    return words in LOCAL or any(words.endswith(f" {office}") for office in LOCAL)


def _is_plural(doc: Doc, m: Mention) -> bool:
    """ "Soldiers", "troops": who they are, whoever spoke before does not tell."""
    return m.role == "military" and doc[m.end - 1].tag_ == "NNS"


def _land_of(doc: Doc, m: Mention, packs: Pack, all_: Sequence[Place], paragraphs: Sequence[int]) -> str | None:
    """The state of the land that the nearest place lies in: of its own phrase, else of its sentence, else of its
    paragraph before it, else of the report where all its places lie in one."""
    places = [p for p in all_ if p.precision != "country"]
    sentence = doc[m.start].sent
    after = doc[m.end - 1].idx
    own = [p for p in places if after < p.span.start <= after + len(doc[m.end - 1]) + 12]
    if doc[m.end : m.end + 1].text == "of" and not own:
        return None
    near = own[:1] or [p for p in places if sentence.start_char <= p.span.start < sentence.end_char]
    if not near:
        first = doc[bisect_left(paragraphs, paragraphs[m.start])].idx
        near = [p for p in places if first <= p.span.start < doc[m.start].idx][-1:] or places
    lands = {packs.sides.of_country[p.country or ""] for p in near}
    return lands.pop() if len(lands) == 1 else None
