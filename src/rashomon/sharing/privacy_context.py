"""Who is private, and which places must not be told? What all reports together say of that, before one row is made.

`telling` gives what one report says, a pure function of the report, its reading and the world: the ledger keeps it as
long as these are the same, and `Heard` is what all of them say together. Rows made of a part of a ledger are as safe as
those made of all of it, as long as `Known` is made of what all say.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rashomon.ledger.core.from_json import speaker_from_json
from rashomon.ledger.read.export_view import Link
from rashomon.ledger.write.privacy_index import Sums, Tells, change, no_sums
from rashomon.model import Claim, Matter, Reading, Report, Span, Speaker, Statement, as_json
from rashomon.sharing import name_masking, quotes
from rashomon.sharing.name_masking import Names, Phrase, Phrases, Shown

if TYPE_CHECKING:
    from rashomon.world import World
    from rashomon.world.packs import Entity

WIDE = ("admin1", "country")
Area = Callable[[str | None, str | None], tuple[float | None, float | None, float | None]]
"""The point and radius of a first-order area and country."""
NEAR = 80
"""Characters around a trigger in which a word for a protected site makes the claim one about that site."""
MASKED = 50_000
"""Masked texts that are kept: the same words stand in many rows."""


def links_of(matters: Iterable[Matter]) -> list[Link]:
    return [Link(m.id, m.incident, m.claim_kind, frozenset(c for p in m.positions for c in p.claims)) for m in matters]


@dataclass(frozen=True, slots=True)
class Heard:
    """What all reports together tell of persons and places."""

    reports: int
    outlets: frozenset[str]
    authors: frozenset[str]
    published: tuple[str, ...]
    """The first day and the last; none where none is known."""
    named: frozenset[str]
    """The named speakers, each as `Tells.named` has it."""
    places: frozenset[str]
    small: frozenset[str]
    """Words that are written with a small letter more often than with a capital that they need not have."""


def heard_of(reports: int, sums: Sums) -> Heard:
    """What reports tell, from the sums of what each tells."""
    there = {what: frozenset(v for v, n in values.items() if n > 0) for what, values in sums.items()}
    days = sorted(there["published"])
    return Heard(
        reports, there["outlet"], there["author"], (days[0], days[-1]) if days else (), there["named"], there["place"],
        there["word"],
    )  # fmt: skip


Of = Callable[[Collection[str]], Mapping[str, tuple[object, Tells]]]
"""What these reports tell, by key, each with a mark that is another one when the report or its reading is."""
Ties = Callable[[Collection[str], Collection[str]], Iterable[Link]]
"""The matters that hang together with these claims and matters, by claims and by happenings, however far; or more."""


def telling(world: World) -> Callable[[Report, Reading], Tells]:
    """What tells it of a report with its reading. Pure."""
    sites = {word: site.site for word, site in world.sites.items() if site.protected}
    protected = frozenset(sites.values())
    words = name_masking.phrases(name_masking.phrase(w + s) for w in sites for s in ("", "s", "es"))

    def told(report: Report, reading: Reading) -> Tells:
        named = {_text_of(s.speaker): None for s in reading.statements if s.speaker.named}
        spelt = name_masking.spelt(report.text)
        levels = {c.id: level(c.kind, world) for s in reading.statements for c in s.claims}
        return Tells(
            report.outlet,
            report.author,
            report.published,
            tuple(named),
            tuple(sorted({"\n".join(p) for p in _place_phrases(report, reading)})),
            tuple(c for c, how in levels.items() if how == "withhold"),
            tuple(
                c.id
                for s in reading.statements
                for c in s.claims
                if levels[c.id] == "coarse" or _at_site(report, reading, s, c, words, protected)
            ),
            spelt,
        )

    return told


def _text_of(speaker: Speaker) -> str:
    """A speaker without where in the text it stands, only whether: to be told once however often it is named."""
    return json.dumps(as_json(replace(speaker, span=speaker.span and Span(0, 0))))


@lru_cache(maxsize=65536)
def _speaker_of(text: str) -> Speaker:
    return speaker_from_json(json.loads(text))


def known_of(
    matters: Sequence[Matter], read: Sequence[tuple[Report, Reading]], world: World, people: Mapping[str, str]
) -> Known:
    """What these tell, where they are all that there is."""
    tell = telling(world)
    told = {r.key: (n, tell(r, g)) for n, (r, g) in enumerate(read)}
    sums = no_sums()
    for _, one in told.values():
        change(sums, one, 1)
    links = links_of(matters)
    return Known(heard_of(len(told), sums), lambda keys: told, lambda claims, matters: links, world, people)


class Known:
    """What the default profile knows of all reports before it looks at single rows.

    `told` is asked what single reports tell when they are looked at, `ties` what hangs together with their claims.
    `before` is an earlier one, whose findings are taken over where nothing that they rest on changed. Fields by report
    key are there for reports that were looked at; `withheld`, `coarse` and `coarse_matters` are of these, too.
    """

    def __init__(
        self, heard: Heard, told: Of, ties: Ties, world: World, people: Mapping[str, str], before: Known | None = None
    ) -> None:
        if before is not None and before.world is not world:
            before = None
        self.heard = heard
        self.told, self.ties = told, ties
        self.world: World = world
        self.people: dict[str, str] = dict(people)
        self.ruled = {p: ruling for name, ruling in people.items() if (p := name_masking.phrase(name))}
        self.entities = world.packs.entities
        self.listed: Phrases = before.listed if before else _listed(world)
        self.outlets = frozenset(n.casefold() for n in (*world.packs.outlets, *heard.outlets))
        self.shut_words: frozenset[str] = before.shut_words if before else _shut_words(world)
        self.area: Area = before.area if before else _areas(world)
        self.country: Callable[[str], bool] = before.country if before else _countries(world)
        same = before is not None and before.heard == heard and before.people == self.people
        names = before.names if before and same else self._know()
        self.names: Names = before.names if before and names == before.names else names
        self.withheld: set[str] = set()
        self.coarse: set[str] = set()
        """Claims to widen: what shares a matter or an incident with a sensitive one would give its place away."""
        self.coarse_matters: set[str] = set()
        self.shown: dict[str, Shown] = {}
        self.places: dict[str, Phrases] = {}
        self.sentences: dict[str, list[Span]] = {}
        self.shut_persons: dict[str, tuple[Span, ...]] = {}
        self.shut_places: dict[str, tuple[Span, ...]] = {}
        self.readable: dict[str, bool] = {}
        self.ranges: dict[str, list[tuple[int, int]]] = {}
        self.named_words: dict[str, frozenset[str]] = {}
        self.titles: dict[str, str | None] = {}
        self._tied: set[str] = set()
        self._masked: dict[tuple[str, str], str] = {}
        self._found: dict[str, tuple[object, list[tuple[int, int]], frozenset[str]]] = (
            before._found if before is not None and self.names is before.names else {}
        )
        # An outlet may be a person's own, whom somebody ruled to protect.
        self.told_outlets = sorted(o for o in heard.outlets if self.mask(o) == o)

    def look_at(self, read: Iterable[tuple[Report, Reading]], matters: Iterable[str]) -> None:
        """Finds out what making rows of these reports and matters takes. They are among those that it was made of."""
        new = {report.key: (report, reading) for report, reading in read if report.key not in self.places}
        told = self.told(new.keys())
        self._close(new, told, set(matters) - self._tied)
        for key, (report, reading) in new.items():
            mark, mine = told[key]
            self.withheld |= set(mine.withheld)
            self.places[key] = places = name_masking.phrases(tuple(p.split("\n")) for p in mine.places)
            for s in reading.statements:
                self.shown[s.id] = name_masking.show(s.speaker, report, self.entities, self.outlets, self.ruled)
            self.sentences[key] = quotes.sentences(report.text)
            self.shut_persons[key], self.shut_places[key] = self._shut(report, reading)
            self.readable[key] = _case_tells(report.text)
            if key not in self._found or self._found[key][0] != mark:
                self.ranges[key] = name_masking.private_ranges(report.text, self.names, places, self.listed)
                self._found[key] = mark, self.ranges[key], self._named_words(report)
            _mark, self.ranges[key], self.named_words[key] = self._found[key]

    def _close(
        self, new: Mapping[str, tuple[Report, Reading]], told: Mapping[str, tuple[object, Tells]], matters: set[str]
    ) -> None:
        """Finds the claims and matters to widen, of all that hangs together with these reports and matters."""
        if not new and not matters:
            return
        claims = {c.id for _, reading in new.values() for s in reading.statements for c in s.claims}
        links = list(self.ties(claims, matters))
        self._tied |= {link.matter for link in links}
        beside = {c.split(".")[0] for link in links for c in link.claims} - told.keys()
        more = self.told(beside) if beside else {}
        sensitive = {c for _, one in (*told.values(), *more.values()) for c in one.sensitive}
        coarse, coarse_matters = _coarse(links, sensitive, self.world)
        self.coarse |= coarse
        self.coarse_matters |= coarse_matters

    def may_name(self, entity: Entity) -> bool:
        """Whether an entry of the packs is named: a public one, unless a person ruled otherwise."""
        ruled = name_masking.ruling_on((entity.name, *entity.aliases), self.ruled)
        return name_masking.is_public(entity) if ruled is None else ruled == "release"

    def mask(self, text: str | None, report: Report | None = None) -> str | None:
        """The text without names of private persons; `report` is the one that it is of."""
        if not text:
            return text
        at = (text, report.key if report else "")
        if at not in self._masked:
            if len(self._masked) >= MASKED:
                self._masked.clear()
            places = [self.places[report.key]] if report else []
            self._masked[at] = name_masking.mask(text, self.names, self.listed, *places)
        return self._masked[at]

    def _know(self) -> Names:
        packs = self.world.packs
        public: list[str] = [*packs.outlets, *self.heard.outlets]
        public += [c.label for c in packs.camps.values()] + [m.word for m in packs.modifiers]
        people: list[str] = []
        private = list(self.heard.authors)
        for entity in self.entities.values():
            listed = people if entity.type == "person" else public
            (listed if self.may_name(entity) else private).extend((entity.name, *entity.aliases))
        public += [name for name, ruling in self.people.items() if ruling == "release"]
        protected = [name for name, ruling in self.people.items() if ruling == "protect"]
        for entity in self.entities.values():
            if name_masking.ruling_on((entity.name, *entity.aliases), self.ruled) == "protect":
                protected += [entity.name, *entity.aliases]
        for speaker in map(_speaker_of, self.heard.named):
            shown = name_masking.show(speaker, NO_REPORT, self.entities, self.outlets, self.ruled)
            if shown.protected or shown.label.endswith(" (official)"):
                private.append(speaker.name)
        return name_masking.know(
            public=public,
            people=people,
            private=private,
            protected=protected,
            places=self.listed.all.union(tuple(p.split("\n")) for p in self.heard.places),
            small=self.heard.small,
            vocabulary=_vocabulary(self.world),
            country=self.country,
        )

    def _named_words(self, report: Report) -> frozenset[str]:
        """Words of the names that are hidden in a report's text and title: its address may spell them, too."""
        title = report.title or ""
        in_title = name_masking.private_ranges(title, self.names, self.places[report.key], self.listed)
        hidden = [report.text[s:e] for s, e in self.ranges[report.key]] + [title[s:e] for s, e in in_title]
        return frozenset(w for text in hidden for w in name_masking.phrase(text) if w not in self.names.small)

    def _shut(self, report: Report, reading: Reading) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """What no other statement's words may show: protected persons' and withheld kinds' spans; sensitive places."""
        closed: list[Span] = []
        places: list[Span] = []
        for s in reading.statements:
            if self.shown[s.id].protected:
                closed += [*s.content, *([s.speaker.span] if s.speaker.span else [])]
            for c in s.claims:
                into = closed if c.id in self.withheld else places if c.id in self.coarse else None
                if into is not None:
                    into += [x for x in self.sentences[report.key] if quotes.overlap(x, c.trigger)]
        return tuple(closed), tuple(places)


def _coarse(links: Iterable[Link], sensitive: Collection[str], world: World) -> tuple[set[str], set[str]]:
    """Claims and matters to widen: sensitive ones, and what hangs together with one by matters and incidents."""
    claims = set(sensitive)
    of_claim: dict[str, list[Link]] = defaultdict(list)
    of_incident: dict[str, list[Link]] = defaultdict(list)
    matters: set[str] = set()
    todo: list[Link] = []
    for link in links:
        of_incident[link.incident].append(link)
        for c in link.claims:
            of_claim[c].append(link)
        if level(link.claim_kind, world) == "coarse" or not claims.isdisjoint(link.claims):
            todo.append(link)
    while todo:
        link = todo.pop()
        if link.matter in matters:
            continue
        matters.add(link.matter)
        todo += of_incident[link.incident]
        for c in link.claims - claims:
            todo += of_claim[c]
        claims |= link.claims
    return claims, matters


NO_REPORT = Report("", "", "")
"""Who is private does not hang on the report. How an outlet's own voice is called does, and that names no person."""


def level(kind: str, world: World) -> str:
    """How claims of a kind are shared: open, coarse or withhold. One that the world does not know is coarse."""
    known = world.kinds.get(kind)
    return known.sharing if known else "coarse"


def _at_site(
    report: Report, reading: Reading, statement: Statement, claim: Claim, words: Phrases, protected: Collection[str]
) -> bool:
    """Whether a claim is about a protected site: as its target, as its place, or in its own sentence."""
    if any(p and p.site in protected for p in (claim.actor, claim.target, claim.holder)):
        return True
    place = None if claim.place is None else reading.places[claim.place]
    if place is None or (place.precision in WIDE and not claim.target):
        return False
    near = [s for s in statement.content if quotes.overlap(s, claim.trigger)] or [claim.trigger]
    around = [Span(max(s.start, claim.trigger.start - NEAR), min(s.end, claim.trigger.end + NEAR)) for s in near]
    told = [place.name, place.text, *(report.text[s.start : s.end] for s in around)]
    return any(name_masking.contains(t, words) for t in told)


def _place_phrases(report: Report, reading: Reading) -> frozenset[Phrase]:
    """Names that the reading resolved to a place of the gazetteer, or made the place of a claim in so many words."""
    used = {i for s in reading.statements for c in s.claims for i in (c.place, c.from_place, c.to_place)}
    return frozenset(
        p
        for i, place in enumerate(reading.places)
        if (place.gazetteer and place.mention == "name")
        or (i in used and name_masking.tells_place(report.text[max(0, place.span.start - NEAR) : place.span.start]))
        for name in (place.name, place.text, place.within, place.admin1)
        if name and (p := name_masking.phrase(name))
    )


def _case_tells(text: str) -> bool:
    """Whether capitals tell names here: a text with hardly any writes its names in small letters."""
    letters = [c for c in text if c.lower() != c.upper()]
    return len(letters) < 40 or sum(c.isupper() for c in letters) > 0.003 * len(letters)


# Of a world


def _listed(world: World) -> Phrases:
    """The places of the packs."""
    return name_masking.phrases(name_masking.phrase(n) for p in world.packs.places for n in (p.name, *p.aliases))


def _vocabulary(world: World) -> frozenset[str]:
    """The common words that the world's lists hold: of kinds, sites, weapons and descriptions."""
    words = {w for k in world.kinds.values() for w in (*k.verbs, *k.nouns, *k.adjectives)}
    words |= {w for listed in world.lexicon.classes.values() for w in listed if not w.startswith(":")}
    words |= {p for d in world.packs.descriptors for p in d.phrases} | set(world.packs.force_nouns)
    return frozenset(w for w in (*words, *world.sites, *world.weapons) if w == w.casefold())


def _countries(world: World) -> Callable[[str], bool]:
    @cache
    def is_country(name: str) -> bool:
        return any(e.feature == "country" for e in world.places.find(name))

    return is_country


def _areas(world: World) -> Area:
    @cache
    def area(admin1: str | None, country: str | None) -> tuple[float | None, float | None, float | None]:
        """The point and radius of a first-order area, where the gazetteer has them."""
        for e in world.places.find(admin1) if admin1 else ():
            if e.feature == "admin1" and e.country == country:
                return e.lat, e.lon, e.radius_km
        return None, None, None

    return area


def _shut_words(world: World) -> frozenset[str]:
    """Words of the kinds of which nothing leaves, inflected: a quote with one of them does not leave either."""
    lemmas = {w for k in world.kinds.values() if k.sharing == "withhold" for w in (*k.verbs, *k.nouns, *k.adjectives)}
    forms = {
        f"{w}{end}" for w in lemmas for end in ("", "s", "es", "d", "ed", "ing", "r", "rs", "er", "ers", "ist", "ists")
    }
    return frozenset(
        forms | {f"{w[:-1]}{end}" for w in lemmas if w.endswith("e") for end in ("ing", "ed", "ist", "ists")}
    )
