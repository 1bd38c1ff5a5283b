"""Who is private, and which places must not be told? What all reports together say of that, before one row is made.

`telling` gives what one report says, a pure function of the report, its reading and the world: the ledger keeps it as
long as these are the same, and `Heard` is what all of them say together. Rows made of a part of a ledger are as safe as
those made of all of it, as long as `Known` is made of what all say.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rashomon.ledger.core.from_json import speaker_from_json
from rashomon.ledger.read.export_view import Link
from rashomon.ledger.write.privacy_index import Sums, Tells, change, no_sums
from rashomon.model import Claim, Matter, Name, Place, Reading, Report, Span, Speaker, Statement, as_json
from rashomon.reading.persons import name_words
from rashomon.reading.persons.name_words import Phrases, phrase, phrases, with_more
from rashomon.sharing import name_masking, quotes
from rashomon.sharing.name_masking import Range, Rulings
from rashomon.sharing.speakers import Shown, is_public, ruling_on, show

if TYPE_CHECKING:
    from rashomon.world import World
    from rashomon.world.packs import Entity

WIDE = ("admin1", "country")
Area = Callable[[str | None, str | None], tuple[float | None, float | None, float | None]]
"""The point and radius of a first-order area and country."""
NEAR = 80
"""Characters around a trigger in which a word for a protected site makes the claim one about that site."""


def links_of(matters: Iterable[Matter]) -> list[Link]:
    return [Link(m.id, m.incident, m.claim_kind, frozenset(c for p in m.positions for c in p.claims)) for m in matters]


@dataclass(frozen=True, slots=True)
class Heard:
    """What all reports together tell of who is private."""

    reports: int
    outlets: frozenset[str]
    authors: frozenset[str]
    published: tuple[str, ...]
    """The first day and the last; none where none is known."""
    named: frozenset[str]
    """The named speakers, each as `Tells.named` has it."""


def heard_of(reports: int, sums: Sums) -> Heard:
    """What reports tell, from the sums of what each tells."""
    there = {what: frozenset(v for v, n in values.items() if n > 0) for what, values in sums.items()}
    days = sorted(there["published"])
    return Heard(reports, there["outlet"], there["author"], (days[0], days[-1]) if days else (), there["named"])


Of = Callable[[Collection[str]], Mapping[str, tuple[object, Tells]]]
"""What these reports tell, by key, each with a mark that is another one when the report or its reading is."""
Ties = Callable[[Collection[str], Collection[str]], Iterable[Link]]
"""The matters that hang together with these claims and matters, by claims and by happenings, however far; or more."""


def telling(world: World) -> Callable[[Report, Reading], Tells]:
    """What tells it of a report with its reading. Pure."""
    sites = {word: site.site for word, site in world.sites.items() if site.protected}
    protected = frozenset(sites.values())
    words = phrases(phrase(w + s) for w in sites for s in ("", "s", "es"))

    def told(report: Report, reading: Reading) -> Tells:
        named = {
            _text_of(s.speaker): None for s in reading.statements if s.speaker.named and _is_private(s.speaker, reading)
        }
        levels = {c.id: level(c.kind, world) for s in reading.statements for c in s.claims}
        return Tells(
            report.outlet,
            report.author,
            report.published,
            tuple(named),
            tuple(c for c, how in levels.items() if how == "withhold"),
            tuple(
                c.id
                for s in reading.statements
                for c in s.claims
                if levels[c.id] == "coarse" or _at_site(report, reading, s, c, words, protected)
            ),
        )

    return told


def _is_private(speaker: Speaker, reading: Reading) -> bool:
    """Whether the report does not say that a named speaker is public; where nothing can tell, he is private."""
    if speaker.span is None or reading.names is None:
        return True
    inside = [n for n in reading.names if n.span.overlaps(speaker.span)]
    return not inside or any(not n.public for n in inside)


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
        self.of, self.ties = told, ties
        self.world: World = world
        self.people: dict[str, str] = dict(people)
        self.ruled = {p: ruling for name, ruling in people.items() if (p := phrase(name))}
        self.entities = world.packs.entities
        self.outlets = frozenset(n.casefold() for n in (*world.packs.outlets, *heard.outlets))
        self.shut_words: frozenset[str] = before.shut_words if before else _shut_words(world)
        self.area: Area = before.area if before else _areas(world)
        same = before is not None and before.heard == heard and before.people == self.people
        ruled_now = before.rulings if before and same else self._rule()
        self.rulings: Rulings = before.rulings if before and ruled_now == before.rulings else ruled_now
        self.public: Phrases = before.public if before and same else self._public()
        """Names that are left as they stand where words are replaced in a sentence."""
        self.withheld: set[str] = set()
        self.coarse: set[str] = set()
        """Claims to widen: what shares a matter or an incident with a sensitive one would give its place away."""
        self.coarse_matters: set[str] = set()
        self.shown: dict[str, Shown] = {}
        self.sentences: dict[str, list[Span]] = {}
        self.shut_persons: dict[str, tuple[Span, ...]] = {}
        self.shut_places: dict[str, tuple[Span, ...]] = {}
        self.readable: dict[str, bool] = {}
        """Whether the reading could tell names in the report: else nothing leaves that may hold one."""
        self.title_readable: dict[str, bool] = {}
        self.ranges: dict[str, list[Range]] = {}
        """What is hidden of the report's text, wherever it is shown."""
        self.title_ranges: dict[str, list[Range]] = {}
        self.hidden: dict[str, Phrases] = {}
        """The words of these names, for texts that have no place in the report."""
        self.named: dict[str, tuple[Name, ...]] = {}
        self.titles: dict[str, str | None] = {}
        self._tied: set[str] = set()
        self._found: dict[str, tuple[object, _Hidden]] = (
            before._found if before is not None and self.rulings is before.rulings else {}
        )
        self._elsewhere = name_masking.hidden_words(
            (*heard.authors, *(n for n, r in self.people.items() if r == "protect"))
        )
        # An outlet may be a person's own, whom somebody ruled to protect.
        self.told_outlets = sorted(o for o in heard.outlets if self.told(o) == o)

    def look_at(self, read: Iterable[tuple[Report, Reading]], matters: Iterable[str]) -> None:
        """Finds out what making rows of these reports and matters takes. They are among those that it was made of."""
        new = {report.key: (report, reading) for report, reading in read if report.key not in self.ranges}
        told = self.of(new.keys())
        self._close(new, told, set(matters) - self._tied)
        for key, (report, reading) in new.items():
            mark, mine = told[key]
            self.withheld |= set(mine.withheld)
            names = self.named[key] = reading.names or ()
            for s in reading.statements:
                self.shown[s.id] = show(s.speaker, report, self.entities, self.outlets, self.ruled, names)
            self.sentences[key] = quotes.sentences(report.text)
            self.shut_persons[key], self.shut_places[key] = self._shut(report, reading)
            self.readable[key] = reading.names is not None
            self.title_readable[key] = reading.title_names is not None
            if key not in self._found or self._found[key][0] != mark:
                self._found[key] = mark, self._hide(report, reading)
            hidden = self._found[key][1]
            self.ranges[key], self.title_ranges[key], self.hidden[key] = hidden.ranges, hidden.title, hidden.words

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
        more = self.of(beside) if beside else {}
        sensitive = {c for _, one in (*told.values(), *more.values()) for c in one.sensitive}
        coarse, coarse_matters = _coarse(links, sensitive, self.world)
        self.coarse |= coarse
        self.coarse_matters |= coarse_matters

    def let_go(self) -> None:
        """Forgets what it found of single reports and matters: it is found again where it is asked for."""
        for some in (
            self.withheld, self.coarse, self.coarse_matters, self.shown, self.sentences, self.shut_persons,
            self.shut_places, self.readable, self.title_readable, self.ranges, self.title_ranges, self.hidden,
            self.named, self.titles, self._tied,
        ):  # fmt: skip
            some.clear()
        self._found = {}  # an earlier one may go on with what was in it

    def may_name(self, entity: Entity) -> bool:
        """Whether an entry of the packs is named: a public one, unless a person ruled otherwise."""
        ruled = ruling_on((entity.name, *entity.aliases), self.ruled)
        return is_public(entity) if ruled is None else ruled == "release"

    def words(self, text: str | None, span: Span | None, report: Report) -> str | None:
        """Words of a report, with what is hidden there hidden; without a place in it, by the words that are hidden.

        None where nothing can tell whether they hold a name.
        """
        if not text or not self.readable[report.key]:
            return None
        if span is not None and report.text[span.start : span.end] == text:
            return name_masking.mask(report.text, self.ranges[report.key], span)
        return self.told(text, (report,))

    def tells_place(self, place: Place, report: Report) -> bool:
        """Whether a place may be told: its words in the report are no person's, and names can be told there at all."""
        if not self.readable[report.key]:
            return place.gazetteer is not None
        return not name_masking.within(self.ranges[report.key], *place.span)

    def in_address(self, url: str, report: Report) -> bool:
        """Whether a web address spells a name that is hidden in its report, or everywhere."""
        known = (self._elsewhere, self.hidden[report.key], self.rulings.elsewhere)
        return name_masking.in_address(url, {w for phrases in known for p in phrases.all for w in p})

    def told(self, text: str, reports: Iterable[Report] = (), keep: Phrases | None = None) -> str:
        """A text that is no report's, without the names that are hidden in these reports, or in all of them."""
        keys = [r.key for r in reports]
        for handle in (h for key in keys for h in self._found[key][1].contacts):
            text = text.replace(handle, name_masking.NAME_WITHHELD)
        for known in (self._elsewhere, *(self.hidden[key] for key in keys)):
            text = name_masking.mask_words(text, known, keep or self.public)
        return text

    def public_and(self, *more: Sequence[str]) -> Phrases:
        """The names that may stand in a sentence, with these."""
        told = {p for names in more for n in names if (p := phrase(n))}
        return with_more(self.public, told - self.rulings.protected.all)

    def _rule(self) -> Rulings:
        protected = [name for name, ruling in self.people.items() if ruling == "protect"]
        released = [name for name, ruling in self.people.items() if ruling == "release"]
        for entity in self.entities.values():
            ruled = ruling_on((entity.name, *entity.aliases), self.ruled)
            if ruled is not None:
                (protected if ruled == "protect" else released).extend((entity.name, *entity.aliases))
        elsewhere = {
            p
            for speaker in map(_speaker_of, self.heard.named)
            if len(p := phrase(speaker.name)) > 1
            if show(speaker, NO_REPORT, self.entities, self.outlets, self.ruled).protected
        }
        elsewhere |= {p for author in self.heard.authors if len(p := phrase(author)) > 1}
        shut = phrases(map(phrase, protected))
        free = {phrase(n) for n in released}
        free |= {(w,) for p in free if len(p) > 1 for w in p if len(w) > 3}
        return Rulings(shut, phrases(free - shut.all), phrases(elsewhere - free))

    def _public(self) -> Phrases:
        """The packs' names of organisations and officials, and names that persons released."""
        names = [n for e in self.entities.values() if self.may_name(e) for n in (e.name, *e.aliases)]
        whole = {p for n in names if len(p := phrase(n)) > 1}
        return phrases((whole | self.rulings.released.all) - self.rulings.protected.all)

    def _hide(self, report: Report, reading: Reading) -> _Hidden:
        """What is hidden of a report: ranges of its text and title, and the words in them."""
        ranges = name_masking.private_ranges(report.text, reading.names or (), self.rulings)
        title = report.title or ""
        titled = tuple(Name(Span(n.start, n.end), n.text, n.sort, n.public, n.rule) for n in reading.title_names or ())
        of_title = name_masking.private_ranges(title, titled, self.rulings)
        public = [(n.text if n.sort == "person" else "") for n in reading.names or () if n.public]
        said = {w for text in public for w in phrase(text)}
        names = [n.text for n in (*(reading.names or ()), *titled) if not n.public and n.sort != "contact"]
        released = self.rulings.released.all
        names = [n for n in names if phrase(n) not in released]
        words = name_masking.hidden_words(names, frozenset(said | {w for p in released for w in p}))
        shown = set(phrase(title)) if title else set()
        if title and any(w[0] in shown for w in words.all if len(w) == 1):
            tokens = [(t.start, t.end) for t in name_words.words_of(title) if (t.word,) in words.all and t.capital]
            of_title = name_masking.merged(title, [*of_title, *tokens])
        contacts = {n.text for n in (*(reading.names or ()), *titled) if n.sort == "contact"}
        contacts |= {bare for c in contacts if len(bare := re.split("[@/]", c.rstrip("/"))[-1]) > 3}
        return _Hidden(ranges, of_title, words, tuple(sorted(contacts, key=len, reverse=True)))

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
                    into += [x for x in self.sentences[report.key] if x.overlaps(c.trigger)]
        return tuple(closed), tuple(places)


@dataclass(frozen=True, slots=True)
class _Hidden:
    ranges: list[Range]
    title: list[Range]
    words: Phrases
    contacts: tuple[str, ...]
    """Addresses and handles, and what they end in."""


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
    near = [s for s in statement.content if s.overlaps(claim.trigger)] or [claim.trigger]
    around = [Span(max(s.start, claim.trigger.start - NEAR), min(s.end, claim.trigger.end + NEAR)) for s in near]
    told = [place.name, place.text, *(report.text[s.start : s.end] for s in around)]
    return any(name_masking.contains(t, words) for t in told)


# Of a world


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
