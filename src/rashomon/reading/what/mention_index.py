"""What the words of one text name: weapons, sites, places, times and counts by token; and a claim in the making."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from rashomon.model import Claim, Place, Timex
from rashomon.reading.grammar.lexicon import words
from rashomon.reading.grammar.phrase_matcher import Phrases
from rashomon.reading.grammar.spans import token_range
from rashomon.world import World
from rashomon.world.kinds import Kind, Site, Weapon


@dataclass(slots=True)
class Draft:
    """A claim being put together, in tokens."""

    kind: Kind
    trigger: tuple[int, int]
    head: Token
    roles: dict[str, list[Token]]
    means: tuple[int, int, Weapon] | None = None
    effect: bool = False
    """Says what came of something ("killed"): one claim with the strike or the fighting that the same clause names."""
    also: list[int] = field(default_factory=list)
    """Tokens of other triggers that were joined to this one: numbers near them are its own."""
    like: Claim | None = None
    """The claim told before that this one speaks of again ("the attack"): it gives kind, and place if none is said."""
    made: str = ""
    """The rule by which it was found at all; whoever makes a draft says it."""
    by: dict[str, str] = field(default_factory=dict)
    """Role to the rule that filled it; "weapon" to the one that found the means, and "kind", where another rule than
    the trigger's gave it."""

    def fill(self, role: str, tokens: list[Token], rule: str) -> None:
        """Puts these in a role, whoever stood there."""
        self.roles[role], self.by[role] = tokens, rule

    def take(self, role: str, other: Draft, rule: str | None = None) -> None:
        """Takes over from another draft what fills a role, where this one has nothing there."""
        if role not in self.roles and role in other.roles:
            self.roles[role], self.by[role] = other.roles[role], rule or other.by[role]


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


def kind_told(doc: Doc, claim: Claim) -> Kind:
    """What the world knows of the kind of a claim that was found in this text."""
    world: World = doc._.world
    return world.kinds[claim.kind]


def find_words(doc: Doc, world: World) -> Words:
    places = tuple(token_range(doc, p.span) or (0, 0) for p in doc._.places)
    weapons, sites = _lookup(world)
    home = frozenset(world.packs.home)
    furniture = [p.span for p in doc._.parts if p.kind == "furniture"]  # its dates are those of other texts
    told = (t for t in doc._.times if not any(s.start <= t.span.start < s.end for s in furniture))
    return Words(
        # "Bombed" is no bomb, but "shelled" and "beheaded" say how.
        weapons=tuple(w for w in weapons.find(doc) if _a_weapon(doc, w)),
        sites=tuple(sites.find(doc)),
        places=places,
        times=tuple((*r, t) for t in told if (r := token_range(doc, t.span))),
        counts=tuple((*r, i) for i, c in enumerate(doc._.counts) if (r := token_range(doc, c.span))),
        main_place=_main_place(doc, home),
        home=home,
    )


def _a_weapon(doc: Doc, found: tuple[int, int, Weapon]) -> bool:
    """Whether a word of weapons.toml means one: not "an oil tank", "a chemical plant", "a coal mine"."""
    first, end, weapon = found
    before = doc[first - 1].lower_ if first else ""
    after = doc[end].lemma_.lower() if end < len(doc) else ""
    if before in NO_WEAPON_AFTER.get(weapon.weapon, ()) or after in NO_WEAPON_BEFORE.get(weapon.weapon, ()):
        return False
    if doc[end - 1].lower_ == "shell" and doc[end : end + 1].text.lower() == "of":
        return False  # of a bus
    return weapon.by_verb or doc[end - 1].pos_ != "VERB"


NO_WEAPON_AFTER = {"ied": words("accidents"), **dict.fromkeys(("tank", "mine"), words("civil_before"))}
NO_WEAPON_BEFORE = {
    **dict.fromkeys(("chemical", "aircraft"), words("civil_after")),
    "small_arms": words("gun_laws"),
}
"""Class of a weapon to the words before or after it that make it none: "gas explosion", "plane crash"."""


_LOOKUPS: dict[str, tuple[Phrases[Weapon], Phrases[Site]]] = {}


def _lookup(world: World) -> tuple[Phrases[Weapon], Phrases[Site]]:
    if world.sha256 not in _LOOKUPS:
        _LOOKUPS[world.sha256] = (Phrases(world.weapons.items()), Phrases(world.sites.items()))
    return _LOOKUPS[world.sha256]


def _main_place(doc: Doc, home: frozenset[str]) -> int | None:
    """The place that the text is about, as far as mentions tell.

    The oftenest named that is no country, early ones first, those in the countries of the conflict before others; never
    the dateline's, which is where it was written.
    """
    places: Sequence[Place] = doc._.places
    elsewhere = [p.span for p in doc._.parts if p.kind in ("dateline", "byline", "credit", "furniture")]
    named = [
        i
        for i, p in enumerate(places)
        if p.precision != "country" and not any(s.start <= p.span.start < s.end for s in elsewhere)
    ]
    # A text that names the country of the conflict, and of other places only ones abroad, speaks of that country there:
    # what ministers say in a foreign capital is of something that happened elsewhere.
    if home and not any(places[i].country in home for i in named):
        at_home = next((i for i, p in enumerate(places) if p.country in home), None)
        if at_home is not None:
            return at_home
    oftenest = _oftenest(places, named, home)
    if oftenest is not None:
        return oftenest
    return next((i for i, p in enumerate(places) if not _side(doc, p)), None)


FIRST, EARLY, AT_HOME = 4, 3, 4
"""Weights of a mention: the first one, the next three, and by how much one in the countries of the conflict counts."""


def _oftenest(places: Sequence[Place], named: Sequence[int], home: frozenset[str]) -> int | None:
    """The first mention of the place that is named oftenest, itself or as what holds another one."""
    weight: Counter[str] = Counter()
    first: dict[str, int] = {}
    for seen, i in enumerate(named):
        p = places[i]
        share = FIRST if seen == 0 else EARLY if seen < 4 else 1
        weight[p.name] += share * (AT_HOME if p.country in home else 1)
        if p.within:
            weight[p.within] += 1
        if p.name not in first or (places[first[p.name]].lat is None and p.lat is not None):
            first[p.name] = i
    return next((first[name] for name, _ in weight.most_common() if name in first), None)


def _side(doc: Doc, p: Place) -> bool:
    """Whether the name of a country stands for who acts: "U.S. officials", "Moscow denied", not "in Ruritania"."""
    r = token_range(doc, p.span)
    return r is not None and doc[r[1] - 1].dep_ in ("compound", "amod", "poss", "nsubj", "npadvmod", "dobj", "agent")
