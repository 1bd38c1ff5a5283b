"""Who is named in the text: actors and media of the packs, and groups that are only described.

A spaCy component: `doc._.mentions` holds a `Mention` for each, in text order, none overlapping another. `describe`
tells what a noun phrase says of whoever it stands for; `who` uses it for speakers, `what` for actors, targets, holders.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from rashomon.model import Span as Chars
from rashomon.reading.grammar import doc_extensions
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import Phrases
from rashomon.reading.persons.component import overlaps, private_spans
from rashomon.world import World
from rashomon.world.packs import Descriptor, Entity, Modifier, Pack, camp_on, needs_case

Range = tuple[int, int]
"""Tokens [start, end)."""


class Side(NamedTuple):
    """A camp, the rule that tells it (`camp.RULE` of rules.toml), and the tokens that it went by, if any."""

    camp: str
    rule: str
    by: Range | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [start, end) that name or describe an actor. `camp` is "unknown" where nothing tells."""

    start: int
    end: int
    name: str
    role: str
    camp: str
    entity: str | None = None
    named: bool = False
    kind: str = "group"
    """organisation, person or group of the pack; descriptor for a description."""
    speaks: bool = False
    """Speaks for its camp: an organ of it, or one who holds an office."""
    descriptor: Descriptor | None = None
    rule: str = "unknown"
    """By which rule `camp` is known."""
    by: Range | None = None
    """The words that told it, where they are not the mention's own."""

    @property
    def side(self) -> Side:
        return Side(self.camp, self.rule, self.by or (self.start, self.end))

    def of(self, side: Side) -> Mention:
        """The same, of another camp."""
        return replace(self, camp=side.camp, rule=side.rule, by=side.by)

    def side_said_by(self, speaker_camp: str) -> Side:
        """The camp that is meant where somebody of a camp says it, and by which rule."""
        if self.descriptor is None or speaker_camp not in (self.descriptor.refers if self.descriptor.loaded else ()):
            return self.side
        return Side(self.descriptor.refers[speaker_camp], "loaded_word", (self.start, self.end))


@dataclass(frozen=True, slots=True)
class Named:
    """What a noun phrase tells of whoever it stands for; `rule` and `by` are those of the camp."""

    name: str
    role: str
    camp: str
    entity: str | None
    named: bool
    mention: Mention | None
    rule: str = "unknown"
    by: Range | None = None

    @property
    def side(self) -> Side:
        return Side(self.camp, self.rule, self.by)

    def of(self, side: Side) -> Named:
        """The same, of another camp."""
        return replace(self, camp=side.camp, rule=side.rule, by=side.by)


@Language.factory("rashomon_actors")
def make_actors(nlp: Language, name: str) -> _Actors:
    """Finds the actors of the packs of `doc._.world` in the text."""
    doc_extensions.register()
    return _Actors(nlp)


class _Actors:
    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.names: dict[str, _Names] = {}

    def __call__(self, doc: Doc) -> Doc:
        world: World | None = doc._.world
        if world is None:
            return doc
        names = self.names.get(world.packs.sha256)
        if names is None:
            names = self.names[world.packs.sha256] = _Names(self.nlp, world.packs)
        doc._.mentions = names.find(doc)
        doc.spans["actors"] = [doc[m.start : m.end] for m in doc._.mentions]
        return doc


class _Names:
    """The names and descriptions of one set of packs, compiled for matching."""

    def __init__(self, nlp: Language, packs: Pack) -> None:
        self.packs = packs
        vocab, tokenize = nlp.vocab, nlp.tokenizer
        self.lower, self.exact = PhraseMatcher(vocab, attr="LOWER"), PhraseMatcher(vocab, attr="ORTH")
        for entity in packs.entities.values():
            for alias in entity.aliases:
                for form in spellings(alias):
                    (self.exact if needs_case(alias) else self.lower).add(entity.id, [tokenize(form)])
        self.descriptors = Phrases((f, d) for d in packs.descriptors for p in d.phrases for f in _numbers(p))
        self.sides = side_words(packs)
        self.side_lower, self.side_exact = PhraseMatcher(vocab, attr="LOWER"), PhraseMatcher(vocab, attr="ORTH")
        for word, m in self.sides.items():
            for form in spellings(word):
                (self.side_exact if needs_case(m.word) else self.side_lower).add(word, [tokenize(form)])

    def find(self, doc: Doc) -> list[Mention]:
        strings = doc.vocab.strings
        found: dict[Range, Mention] = {}
        sides = self._sides(doc)
        private = private_spans(doc._.names)
        names = [
            m
            for matcher in (self.lower, self.exact)
            for m in matcher(doc)
            if not overlaps(private, _chars(doc, m[1], m[2]))  # a witness called Sana is no agency
        ]
        owners = self._owners(names, doc)
        described = [e for e in self.descriptors.find(doc) if not _no_noun(doc[e[0] : e[1]], e[2])]
        for start, end, d in described:
            mention = self._described(doc, start, end, d, sides, owners)
            found[mention.start, mention.end] = mention
        # "a Ruritanian war monitoring group": monitors, of whatever country
        sided = {end - 1 for start, end, d in described if _has_its_side(d) and end - start > 1}
        for mention in self._forces(doc, sides, owners):
            if mention.end - 1 not in sided:
                found.setdefault((mention.start, mention.end), mention)
        for match, start, end in names:
            found[start, end] = entity_at(self.packs.entities[strings[match]], doc, start, end)
        return [found[s.start, s.end] for s in filter_spans([Span(doc, a, b) for a, b in found])]

    def _sides(self, doc: Doc) -> dict[int, tuple[int, Modifier]]:
        """The words that give a side, the longest of those that end together: last token to (first token, modifier)."""
        out: dict[int, tuple[int, Modifier]] = {}
        private = private_spans(doc._.names)
        for matcher in (self.side_lower, self.side_exact):
            for match, start, end in matcher(doc):
                if overlaps(private, _chars(doc, start, end)):
                    continue
                if end - 1 not in out or start < out[end - 1][0]:
                    out[end - 1] = start, self.sides[doc.vocab.strings[match]]
        return out

    def _owners(self, names: Iterable[tuple[int, int, int]], doc: Doc) -> dict[int, Side]:
        """For each token of a name the camp that it gives to a description behind it, "" where it gives none."""
        out: dict[int, Side] = {}
        for match, start, end in sorted(names, key=lambda n: n[2] - n[1]):
            e = self.packs.entities[doc.vocab.strings[match]]
            camp = camp_on(e, doc._.published)
            camp = camp if e.type != "person" and camp not in ("unknown", "media") else ""
            out |= dict.fromkeys(range(start, end), Side(camp, "owner", (start, end)))
        return out

    def _described(
        self,
        doc: Doc,
        start: int,
        end: int,
        d: Descriptor,
        sides: Mapping[int, tuple[int, Modifier]],
        owners: Mapping[int, Side],
    ) -> Mention:
        """A description, with the word before it that gives its side where its own words do not ("Turkish army")."""
        begin, side = start, Side(d.camp, "descriptor")
        if d.bends or not d.camp:
            begin, before = self._side_before(doc, start, d, sides, owners)
            side = before or side
            if begin > 0 and doc[begin - 1].lower_ in FORMER:
                side = Side("", "former", (begin - 1, end))  # a former officer of a side does not speak for it
        if not side.camp:
            side = Side("unknown", side.rule if side.rule == "former" else "unknown", side.by)
        text = doc[begin:end].text
        return Mention(
            begin, end, text, d.role, side.camp, None, False, "descriptor", d.official or d.organ, d, side.rule, side.by
        )

    def _side_before(
        self,
        doc: Doc,
        start: int,
        d: Descriptor,
        sides: Mapping[int, tuple[int, Modifier]],
        owners: Mapping[int, Side],
    ) -> tuple[int, Side | None]:
        """Where a description that begins at token `start` begins with the word that gives its side, and the side."""
        for i in range(start - 1, max(-1, start - 5), -1):
            if doc[i + 1].is_sent_start or (doc[i].is_punct and (doc[i].text in "()" or doc[i].whitespace_)):
                break  # "(SANA) - Terrorists shelled ...": a dateline owns nobody
            if i in owners:  # "the Front's television", "an SDF commander"
                return start, owners[i] if owners[i].camp else None
            if i in sides:
                first, side = sides[i]
                return first, Side(side.force if d.armed else side.camp, "side_before", (first, i + 1))
            if doc[i].dep_ not in BEFORE_A_NOUN and doc[i].text != "-":
                break
        return start, None

    def _forces(
        self, doc: Doc, sides: Mapping[int, tuple[int, Modifier]], named: Mapping[int, Side]
    ) -> Iterator[Mention]:
        """A word that gives a side and, within three words, a noun for a force: "Russian war planes"."""
        for last, (start, side) in sides.items():
            if (noun := self._force_behind(doc, last, side, sides, named)) is not None:
                text, by = doc[start : noun.i + 1].text, (start, last + 1)
                yield Mention(
                    start, noun.i + 1, text, "armed_actor", side.force, kind="descriptor", rule="side_of_force", by=by
                )

    def _force_behind(
        self,
        doc: Doc,
        last: int,
        side: Modifier,
        sides: Mapping[int, tuple[int, Modifier]],
        named: Mapping[int, Side],
    ) -> Token | None:
        """The noun for a force behind a word that gives a side and ends with token `last`.

        Not where the noun is of a name: "the opposition Charter Coalition" is the Charter Coalition.
        """
        owns = doc[last].text == "'s" or doc[last].lower_.removesuffix("s") in self.packs.metonyms
        for noun in doc[last + 1 : last + 4]:
            if noun.i in named or (noun.i in sides and sides[noun.i][1].force != side.force):
                return None  # "Syrian opposition forces": the nearer word tells
            if noun.tag_ in ("VBD", "VBN"):
                return None  # "thought to be Ruritanian fired", "Strelsau-based"
            if noun.lower_ in self.packs.force_nouns or noun.lemma_.lower() in self.packs.force_nouns:
                return noun
            if _ends_phrase(noun) or (owns and noun.pos_ == "PROPN"):  # "Syria's Aleppo bomb blast" names a place
                return None
        return None


def entity_at(e: Entity, doc: Doc, start: int, end: int) -> Mention:
    """One whom the packs know, named at tokens [start, end)."""
    camp, speaks = camp_on(e, doc._.published), e.official or e.organ
    return Mention(start, end, e.name, e.role, camp, e.id, True, e.type, speaks, rule="pack_entity")


def side_words(packs: Pack) -> dict[str, Modifier]:
    """The words that give a side: qualities, states as owners ("Russia's ministry"), and both with "pro-"."""
    sides = {m.word: m for m in packs.modifiers}
    for word, camp in packs.metonyms.items():
        for owner in (f"{word}'s", f"{word}s") if word not in sides else ():
            sides[owner] = Modifier(owner, camp, camp)
    plain = {w: m for w, m in sides.items() if not w.startswith(("pro-", "anti-"))}
    plain |= {w: Modifier(w, camp, camp) for w, camp in packs.metonyms.items()}
    return {**{f"pro-{w}": m for w, m in plain.items()}, **sides}


def _has_its_side(d: Descriptor) -> bool:
    """Whether a description says a side by itself, of people who bear no arms."""
    return bool(d.camp) and not d.bends and not d.armed


def _ends_phrase(token: Token) -> bool:
    return (token.is_punct and token.text != "-") or token.pos_ in ENDS_A_PHRASE


def _chars(doc: Doc, start: int, end: int) -> Chars:
    """Of tokens the characters."""
    return Chars(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


ENDS_A_PHRASE = frozenset({"VERB", "AUX", "ADP", "CCONJ", "PRON", "DET"})
BEFORE_A_NOUN = frozenset({"compound", "amod", "punct", "nmod", "poss", "case", "npadvmod"})
"""How a word that gives a side hangs on its noun, or what stands between the two."""

FORMER = words("former")


def _no_noun(span: Span, d: Descriptor) -> bool:
    """One word that the tagger calls a verb is no actor ("rebels against", "monitors"), nor a quality a person ("local
    media", "an official visit")."""
    return len(span) == 1 and (span[0].pos_ == "VERB" or (span[0].pos_ == "ADJ" and d.role in ("resident", "official")))


SPELT_SO = {
    re.compile(r"\b(Abd[aeu]l)[- ]?(?=[A-Za-z]{3})"): ("Abdel ", "Abdul ", "Abdel-", "Abdul-", "Abdel", "Abdul"),
    re.compile(r"\b(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s|[Aa]n)-(?=[A-Za-z])"): ("al-", "al ", "el-", "ash-", "as-"),
    re.compile(r"\bJa[iy]sh\b"): ("Jaish", "Jaysh"),
}
"""Articles and words of Arabic names, and the ways to write each."""


def spellings(name: str) -> list[str]:
    """A name as it is met: Arabic articles with and without hyphen, common transliterations of the same letters, and
    without its apostrophe or with a genitive that lost it, as scrapers leave them ("Russias ministry")."""
    forms = [name.replace("\u2019", "'")]
    forms += [f.replace("'", "") for f in forms if "'" in f]
    for pattern, ways in SPELT_SO.items():
        forms += [pattern.sub(way, f) for f in forms for way in ways] if pattern.search(name) else []
    forms += [f + "s" for f in forms if f[-1:].isalnum() and not f.endswith("s")]
    return list(dict.fromkeys([name, *forms]))


def _numbers(phrase: str) -> tuple[str, ...]:
    """A phrase, and its plural: at the start of a sentence the tagger takes "Rebels" for a name and leaves it so."""
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return phrase, phrase[:-1] + "ies"
    return (phrase,) if phrase.endswith("s") else (phrase, phrase + "s")


def mention_at(doc: Doc, i: int) -> Mention | None:
    """The mention that token i lies in."""
    mentions: list[Mention] = doc._.mentions
    k = bisect.bisect_right(mentions, i, key=lambda m: m.start) - 1
    return mentions[k] if k >= 0 and i < mentions[k].end else None


def within(doc: Doc, start: int, end: int) -> list[Mention]:
    """The mentions that overlap tokens [start, end)."""
    mentions: list[Mention] = doc._.mentions
    first = bisect.bisect_right(mentions, start, key=lambda m: m.end)
    last = bisect.bisect_left(mentions, end, key=lambda m: m.start)
    return mentions[first:last]


PHRASE_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "predet", "case", "punct"}
)


def core(head: Token) -> tuple[int, int]:
    """The noun phrase of a head without what follows it: tokens [start, end)."""
    start = head.i
    for child in head.lefts:
        if child.dep_ in PHRASE_LEFT:
            start = min(start, child.left_edge.i)
    while start < head.i and (head.doc[start].is_space or head.doc[start].is_quote):
        start += 1
    return start, head.i + 1


PHRASE_RIGHT = frozenset(
    {"prep", "relcl", "acl", "appos", "amod", "advmod", "nmod", "compound", "case", "punct", "conj", "cc"}
)


def whole(head: Token) -> tuple[int, int]:
    """The noun phrase with its relative clauses and appositions, cut before a coordinated verb or a stray clause."""
    start, end = core(head)
    for child in head.rights:
        if child.dep_ == "conj" and child.pos_ == "VERB":
            break
        if child.dep_ in PHRASE_RIGHT:
            end = max(end, child.right_edge.i + 1)
    while end > head.i + 1 and (head.doc[end - 1].is_punct or head.doc[end - 1].is_space):
        end -= 1
    return start, end


ORGANISATIONS = frozenset(
    {
        "state_media",
        "media",
        "party_media",
        "monitor",
        "humanitarian",
        "rights_group",
        "government",
        "un",
        "political_body",
    }
)
"""Roles that no single person has."""

MEDIA = frozenset({"media", "state_media", "party_media"})
SPEAKS_FOR_ITS_OWNER = frozenset({"media", "party_media", "spokesperson", "official", "leader"})


def _best(mentions: Sequence[Mention], head: int) -> Mention | None:
    """Of the mentions in a phrase the one that says most of its head: at it, then a name, then the nearest before.

    Whose medium or spokesman it is says more than the bare word ("the Front's television").
    """
    firm = [m for m in mentions if m.camp != "unknown" or m.entity] or list(mentions)
    before = [m for m in firm if m.end <= head]
    best = next((m for m in firm if m.start <= head < m.end), before[-1] if before else None)
    if best is None:
        return firm[0] if firm else None
    owner = next((m for m in reversed(before) if _owns(m) and m.end <= best.start), None)
    return best.of(owner.side._replace(rule="owner")) if owner is not None and _is_owned(best) else best


def _owns(m: Mention) -> bool:
    return bool(m.entity) and m.camp not in ("unknown", "media")


def _is_owned(m: Mention) -> bool:
    """Whether a description is on the side of whoever owns it."""
    bends = m.descriptor is not None and m.descriptor.bends
    return m.entity is None and (bends or m.role in SPEAKS_FOR_ITS_OWNER)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as `describe` sees it: its own name, the mention that says most of its head, those behind it."""

    head: Token
    name: str
    named: bool
    inside: Sequence[Mention]
    firm: Mention | None
    rest: Sequence[Mention]

    @property
    def doc(self) -> Doc:
        return self.head.doc

    def at_head(self) -> Mention | None:
        m = self.firm
        return m if m is not None and m.start <= self.head.i < m.end else None


def describe(head: Token) -> Named:
    """Name, role and camp of the noun phrase with this head, from the words of the phrase alone.

    The words at the head decide, then an apposition ("X, an activist"), then what the phrase belongs to ("the head of
    the agency's operations"). What a group is called says more than what it is ("rescuers the White Helmets"), and for
    whom somebody speaks more than the bare word ("an official of the agency"). A person's own name that no pack knows
    gives no camp.
    """
    p = _phrase(head)
    known = _entity(p) or _state(p) or _called_so(p)
    if known is not None:
        return known
    p = _on_its_side(p)
    return _of_body(p) or _in_words(p)


def _phrase(head: Token) -> Phrase:
    doc = head.doc
    start, end = core(head)
    inside = within(doc, start, end)
    rest = [m for m in within(doc, end, whole(head)[1]) if not _fought(doc, head, m)]
    named = _is_name(doc, head)
    name = _own_name(doc, head) if named else doc[start:end].text
    return Phrase(head, name, named, inside, _best(inside, head.i), rest)


def _entity(p: Phrase) -> Named | None:
    m = p.at_head()
    return _as_named(m) if m is not None and m.entity else None


def _as_named(m: Mention, named: bool | None = None) -> Named:
    return Named(m.name, m.role, m.camp, m.entity, m.named if named is None else named, m, m.rule, m.side.by)


def _state(p: Phrase) -> Named | None:
    """A state: "Moscow", "its neighbour X"."""
    if side := _state_camp(p.head):
        return Named(p.name, "government", side, None, True, None, "state", core(p.head))
    if p.named or p.head.lemma_.lower() not in STATES:
        return None
    return _state_behind(p.head)


def _called_so(p: Phrase) -> Named | None:
    """A description behind which the name stands."""
    of = p.at_head() or (p.rest[0] if p.rest else None)
    called = _called(p.doc, of) if of is not None and not p.named else None
    return _as_named(called, named=True) if called is not None else None


def _of_body(p: Phrase) -> Named | None:
    """Somebody or a medium of a body that is named: "an official of the agency", "SANA's correspondent"."""
    firm = p.firm
    if firm is None or firm.descriptor is None or p.named:
        return None
    office = _speaks_for(p.doc, firm)
    if office is not None and office.kind == "organisation":
        return Named(p.name, firm.role, firm.camp, office.entity, False, office, firm.rule, firm.side.by)
    body = next((m for m in reversed(p.inside) if m.entity and m.kind == "organisation"), None)
    if body is None or body.camp != firm.camp:
        return None
    medium = {firm.role, body.role} <= MEDIA  # "SANA's correspondent" is SANA, "an Observatory official" one of its own
    name = body.name if medium else p.name
    return Named(name, firm.role, firm.camp, body.entity, medium, body, firm.rule, firm.side.by)


def _on_its_side(p: Phrase) -> Phrase:
    """The phrase with the mention at its head on the side of its capital or of the body that it speaks for."""
    firm, name = p.firm, p.name
    if p.named and firm and not firm.entity and any(m.role in ORGANISATIONS for m in _appositions(p.head, p.rest)):
        start, end = core(p.head)  # "Witness Arvessa, a rights group": the first word is of the name
        return replace(p, firm=None, name=p.doc[start:end].text)
    if firm is not None and (seat := _seat(p.doc, firm)) is not None:
        firm = firm.of(Side(seat, "capital_behind", (firm.end + 1, firm.end + 2)))
    office = _speaks_for(p.doc, firm) if firm is not None and firm.descriptor is not None else None
    if firm is not None and office is not None:
        firm = firm.of(office.side._replace(rule="body_behind"))
    return replace(p, firm=firm, name=name)


def _in_words(p: Phrase) -> Named:
    """What the mentions of a phrase say, those at the head first, up to the first that tells a camp."""
    said = [*([p.firm] if p.firm else []), *_appositions(p.head, p.rest), *p.rest]
    camps = [k for k, m in enumerate(said) if m.camp not in ("unknown", "")]
    left = (m.side for m in said if m.rule == "former")
    side = said[camps[0]].side if camps else next(left, Side("unknown", "unknown"))
    heard = said[: camps[0] + 1] if camps else said
    role = next((m.role for m in heard if m.role not in ("unknown", "")), "unknown")
    first = said[0] if said else None
    if not p.named and first is not None and first.entity and first.kind == "organisation":
        # "SANA's coverage", "an Observatory official": the organisation speaks
        return Named(first.name, role, side.camp, first.entity, True, first, side.rule, side.by)
    return Named(p.name, role, side.camp, None, p.named, first, side.rule, side.by)


def _fought(doc: Doc, head: Token, m: Mention) -> bool:
    """ "A group that fights both the government and the rebels": whom somebody fights is not their side."""
    up = doc[m.end - 1]
    while up.dep_ in ("conj", "pobj", "prep", "compound", "amod") and up.head != up:
        up = up.head
    return (
        up.dep_ == "dobj" and up.head.lemma_ in FIGHTING and up.head.dep_ in ("relcl", "acl") and up.head.head == head
    )


FIGHTING = words("fighting")


def _state_camp(head: Token) -> str | None:
    """The camp of a country or capital that speaks or acts for its government ("Moscow denied ..."); else None."""
    world: World | None = head.doc._.world
    if world is None or head.pos_ != "PROPN" or head.dep_ == "compound":
        return None
    if overlaps(private_spans(head.doc._.names), _chars(head.doc, head.i, head.i + 1)):
        return None
    start, end = core(head)
    words = head.doc[start + (head.doc[start].pos_ == "DET") : end].text
    packs = world.packs
    return packs.metonyms.get(words) or packs.metonyms.get(words.lower())


STATES = words("states")


def _state_behind(head: Token) -> Named | None:
    """ "Its southern neighbour X": the state that is named right behind what it is to another."""
    world: World | None = head.doc._.world
    if world is None or head.i + 1 >= len(head.doc):
        return None
    name = head.nbor()
    name = name.nbor() if name.text == "," and name.i + 1 < len(head.doc) else name
    camp = _metonym(world, name)
    if camp is None or name.pos_ != "PROPN":
        return None
    return Named(name.text, "government", camp, None, True, None, "state", (name.i, name.i + 1))


def _metonym(world: World, name: Token) -> str | None:
    """The camp of a country or capital; packs write those in small letters whose case says nothing."""
    return world.packs.metonyms.get(name.text) or world.packs.metonyms.get(name.lower_)


KINDRED = (
    frozenset({"activist", "monitor", "rights_group", "political_body"}),
    frozenset({"media", "state_media", "party_media"}),
    frozenset({"rescuer", "humanitarian", "medic", "activist"}),
    frozenset({"armed_group", "military", "armed_actor"}),
    frozenset({"humanitarian", "un", "medic"}),
)
"""Roles of which one may describe what bears a name of another: "activist group the Observatory"."""


def _called(doc: Doc, of: Mention) -> Mention | None:
    """The organisation that is named right behind its description, with or without a comma: "the rebel group X"."""
    behind = within(doc, of.end, min(len(doc), of.end + 5))
    m = behind[0] if behind else None
    if of.descriptor is None or of.descriptor.official or m is None or not m.entity or m.kind != "organisation":
        return None
    if not any({of.role, m.role} <= kin for kin in KINDRED) or doc[m.start].sent != doc[of.start].sent:
        return None
    return m if all(_may_part(t) for t in doc[of.end : m.start]) else None


def _may_part(token: Token) -> bool:
    """Whether a word may stand between a description and the name behind it."""
    return token.pos_ in ("DET", "ADJ", "PUNCT") or token.lower_ in CALLING


SPEAK = frozenset(
    {"official", "spokesperson", "minister", "leader", "diplomat", "rescuer", "medic", "media", "unnamed"}
)
"""Roles whose camp is that of the body they belong to, where one is named."""

CALLING = words("calling")
OF = words("belonging")


def _speaks_for(doc: Doc, m: Mention) -> Mention | None:
    """The body that a description says somebody belongs to: "rescue workers of the White Helmets"."""
    if m.role not in SPEAK or m.end >= len(doc) or doc[m.end].lower_ not in OF:
        return None
    behind = within(doc, m.end + 1, min(len(doc), m.end + 5))
    body = behind[0] if behind else None
    if body is None or body.camp in ("unknown", "media", "local") or body.kind == "person":
        return None
    return body if all(t.pos_ in ("DET", "ADJ", "PUNCT") for t in doc[m.end + 1 : body.start]) else None


def _seat(doc: Doc, m: Mention) -> str | None:
    """ "The defence ministry in X": the camp of a capital behind a body of a state that the words give to no other."""
    world: World | None = doc._.world
    if world is None or m.entity or m.role not in ("government", "military", "minister", "official", "spokesperson"):
        return None
    if m.end + 1 >= len(doc) or doc[m.end].lower_ != "in" or any(t.pos_ == "PROPN" for t in doc[m.start : m.end]):
        return None
    if any(t.lower_ == side.word for t in doc[m.start : m.end] for side in world.packs.modifiers):
        return None
    return _metonym(world, doc[m.end + 1])


def _appositions(head: Token, rest: Iterable[Mention]) -> list[Mention]:
    spans = [(c.left_edge.i, c.right_edge.i + 1) for c in head.rights if c.dep_ == "appos"]
    return [m for m in rest if any(a <= m.start and m.end <= b for a, b in spans)]


def _is_name(doc: Doc, head: Token) -> bool:
    if head.pos_ != "PROPN" or not head.text[:1].isupper():
        return False
    m = mention_at(doc, head.i)
    return m is None or m.named


def _own_name(doc: Doc, head: Token) -> str:
    """The run of capitalised words that ends at the head: "activist Khudair Khashafa" is called Khudair Khashafa."""
    start = head.i
    while start > 0 and (doc[start - 1].text == "-" or _is_of_own_name(doc[start - 1])):
        start -= 1
    return doc[start : head.i + 1].text


NAME_PARTICLES = words("name_particles") | words("name_particles_of_europe")


def _is_of_own_name(token: Token) -> bool:
    if token.dep_ not in ("compound", "nmod", "npadvmod") or mention_at(token.doc, token.i) is not None:
        return False
    return token.pos_ == "PROPN" or token.lower_ in NAME_PARTICLES
