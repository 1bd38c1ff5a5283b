"""What does a run of capitalised words name: a person, private or public, a place, an organisation, a people, a day?"""

from __future__ import annotations

import re

from rashomon.model import NameSort
from rashomon.quick_records import record
from rashomon.reading.grammar.english import WEEKDAYS
from rashomon.reading.persons import around, known_as_person
from rashomon.reading.persons.looked_at import Decided, Run, Seen, article, doubles, office_parts, roles
from rashomon.reading.persons.name_runs import trimmed
from rashomon.reading.persons.name_words import fold, listed_words
from rashomon.reading.persons.place_forms import is_listed, is_part, is_told, is_written, of_countries
from rashomon.reading.persons.public_office import UNIONS, has_office
from rashomon.reading.persons.things import thing_rule
from rashomon.reading.persons.word_sorts import Introduced, sort_of
from rashomon.reading.where.name_mentions import words_of as place_words

_SURE = frozenset(
    {"name.age", "name.unreal", "name.called", "name.possession", "name.numbered", "name.for",
     "name.signed", "name.list"}
)  # fmt: skip
"""Rules that hold of a strange name whatever else stands around it."""
_OF_OFFICIALS = frozenset({"name.age", "name.possession", "name.unreal", "name.called", "name.list"})
"""Rules by which somebody called like an official is not he."""
_OF_ORGANISATIONS = frozenset({"name.age", "name.unreal", "name.called"})
"""Rules by which a person is called like an organisation of the packs."""
_OF_ONE_WORD = frozenset({"name.age", "name.unreal", "name.called", "name.object", "name.role", "name.possession"})
"""Rules by which a head noun alone is a surname: "shot Hill"."""
_DOMAIN = re.compile(r"\.(?:tv|com|net|org|info|co|ru|ua|sy|il|uk)\b")
_MADE = re.compile(r"[-‑](?:made|built|designed|manufactured|produced)$")
_NOUN_BEHIND = re.compile(r"[\s-]+[a-z]")
_OF_WHAT = re.compile(r"\s+(?:of|for|over|that|with)\b")
_PREPOSITION = re.compile(r"\s+(?:in|on|at|near|and|while|when|during|as|from|with|by)\b")


@record
class Asked:
    """A run while it is decided."""

    seen: Seen
    run: Run
    sorts: tuple[str, ...]
    """Of each of its words, see `sort_of`."""
    only: frozenset[str]
    """The sorts of its words without the particles."""
    rule: str | None
    """By which the words around say that it names a person."""

    @property
    def single(self) -> bool:
        return self.run.first == self.run.last

    @property
    def first(self) -> str:
        return self.seen.word(self.run.first)

    @property
    def start(self) -> int:
        return self.seen.tokens[self.run.first].start

    @property
    def end(self) -> int:
        return self.seen.bare_end(self.run.last)

    def around(self, name: str) -> bool:
        return self.seen.around(name, self.run.first, self.run.last)

    @property
    def placed(self) -> bool:
        return around.placed(self.seen.text, self.start, self.end)

    def is_(self, sort: NameSort, rule: str, *, public: bool = True) -> Decided:
        return Decided(self.run.first, self.run.last, sort, public, rule)

    def person(self, rule: str) -> Decided:
        return self.is_("person", rule, public=False)


def decide(seen: Seen, run: Run, introduced: Introduced) -> list[Decided]:
    """One decision, or several where organisations, places and persons stand side by side."""
    first, last = run.first, run.last
    if not run.lead and _place_with_head_noun(seen, run):
        return [Decided(first, last, "place", True, "name.gazetteer")]
    if not run.lead and _begins_organisation(seen, run) and not _called_so(seen, run):
        return [Decided(first, last, "organisation", True, "name.head_noun")]
    if at := _place_first(seen, run):
        return [Decided(first, at, "place", True, "name.gazetteer"), *decide(seen, Run(at + 1, last), introduced)]
    if _day_behind_country(seen, run):
        country = Decided(first, last - 1, "place", True, "name.gazetteer")
        return [country, Decided(last, last, "time", True, "name.known")]
    head = _head(seen, run)
    if head is None:
        return [_decide_whole(seen, run, introduced)]
    listed = all(m == "org" for m in seen.marks[first : head + 1])
    rule = "name.pack" if listed else "name.head_noun"
    whole = _site_of_person(seen, first, head) or Decided(first, head, "organisation", True, rule)
    rest = next(iter(trimmed(seen, list(range(head + 1, last + 1)))), None)
    return [whole, *(decide(seen, rest, introduced) if rest else [])]


def _place_with_head_noun(seen: Seen, run: Run) -> bool:
    """ "West Bank", the "City" of "Gaza City": what the reading found to be a place that lists have, though a word of
    it heads names of organisations too.
    """
    if seen.word(run.last) not in listed_words("names", "heads"):
        return False
    start, end = seen.tokens[run.first].start, seen.tokens[run.last].end
    names = (seen.text[p.start : p.end] for p in seen.places if p.start <= start and p.end == end)
    return any(seen.known.place(name) for name in names)


def _place_first(seen: Seen, run: Run) -> int | None:
    """Where a place's name ends that stands before somebody's: its comma was lost, "in X Arvo Mell said".

    Of one word only where what stands behind says that the rest is a person.
    """
    start, end = seen.tokens[run.first].start, seen.bare_end(run.last)
    if run.lead or run.first == run.last or not around.placed(seen.text, start, end):
        return None
    of_somebody = ("small_site", "and_kin") if seen.around("done_to_place", run.first, run.last) else ("small_site",)
    if seen.commas and any(seen.around(what, run.first, run.last) for what in of_somebody):
        return None  # "bombed Sderot Torvik's house", "shelled Sderot Torvik and his family": one name
    ends = [
        k
        for p in seen.places
        if p.start == start
        for k in range(run.first, run.last)
        if seen.tokens[k].end == p.end
        if (not seen.commas and run.first < k < run.last - 1) or _named_behind(seen, k + 1, end)
    ]
    return ends[0] if ends else None


def _day_behind_country(seen: Seen, run: Run) -> bool:
    """ "Accused Ruritania Sunday of it": a day without its "on". A country that is a given name too ("Jordan Sunday")
    may be somebody's."""
    if run.lead or run.first == run.last or seen.word(run.last) not in WEEKDAYS:
        return False
    if not _OF_WHAT.match(seen.text, seen.bare_end(run.last)):
        return False
    before = range(run.first, run.last)
    name = " ".join(seen.tokens[k].raw for k in before)
    given = place_words().given | listed_words("double", "words") | listed_words("double", "countries")
    return seen.known.place(name) == "state" and not any(seen.word(k) in given for k in before)


def _named_behind(seen: Seen, first: int, end: int) -> bool:
    """Whether what stands around the end of a run says that it names somebody."""
    start = seen.tokens[first].start
    return around.person_rule(seen.text, start, end, firm=True, state=False, time=False) is not None


def _begins_organisation(seen: Seen, run: Run) -> bool:
    """ "Jaish al-N", "Lashkar-e-N"."""
    first, *more = seen.word(run.first).split("-", 1)
    listed = listed_words("around", "first")
    return (run.last > run.first and seen.word(run.first) in listed) or (
        bool(more) and more[0][:2] in ("e-", "i-", "ul") and first in listed
    )


_ARTICLE = re.compile(r"(?:al|an|ar|as|ash|at|az|el|ul)[-‑]|(?:al|el)$")
_PERSONS = frozenset({"name.object", "name.undergone", "name.role", "name.acts", "name.appositive", "name.of"})


def _called_so(seen: Seen, run: Run) -> bool:
    """Whether somebody's first name is a word that armies and fronts begin with: "Ansar Torvik, 34, was shot"."""
    rule = around.person_rule(
        seen.text, seen.tokens[run.first].start, seen.bare_end(run.last), firm=True, state=False, time=False
    )
    joined = run.first == run.last or _ARTICLE.match(seen.word(run.first + 1)) is not None
    return rule in _OF_OFFICIALS or (rule in _PERSONS and not joined)


def _head(seen: Seen, run: Run) -> int | None:
    """Where the head noun of an organisation's name stands: "Khalid bin al-Waleed Mosque". Behind it is a new name."""
    first, last = run.first, run.last
    if seen.zones[first]:
        return None
    heads = [k for k in range(first, last + 1) if seen.word(k) in listed_words("names", "heads")]
    if not heads or heads[-1] == first < last:
        return None
    return None if heads[-1] == last and _surname(seen, run) else heads[-1]


def _surname(seen: Seen, run: Run) -> bool:
    """Whether the head noun that ends a run is somebody's surname: "Ilsa J. Hill", "killed Grace Banks"."""
    first, last = run.first, run.last
    single, double = first == last, seen.word(last) in listed_words("double", "words")
    if double and not single and any(_initial(seen, k) for k in range(first, last)):
        return True
    given = not single and seen.word(first) in place_words().given
    if not double and not given:
        return False
    rule = around.person_rule(
        seen.text, seen.tokens[first].start, seen.bare_end(last), firm=True, state=False, time=False
    )
    if single:
        return rule in _OF_ONE_WORD and not article(seen, first)
    return rule is not None or (double and bool(run.lead))


def _initial(seen: Seen, k: int) -> bool:
    t = seen.tokens[k]
    return len(t.raw) == 1 and t.capital and seen.text[t.end : t.end + 1] == "."


def _continues(seen: Seen, first: int) -> bool:
    """ "National Directorate for Security": what follows the head noun of an organisation's name and a small word."""
    tokens = seen.tokens
    k = first - 1
    if k >= 0 and tokens[k].word == "the":
        k -= 1
    if k < 1 or tokens[k].word not in ("for", "of", "on", "&", "and") or tokens[k].capital:
        return False
    head = tokens[k - 1]
    if tokens[k].word == "and":
        return head.word in ("affairs", "ministry") and seen.word(first) in office_parts()
    plain = seen.text[head.end : tokens[first].start].replace(" ", "").isalpha()
    return plain and head.capital and head.word in listed_words("names", "heads") and not _strange_name(seen, first)


def _strange_name(seen: Seen, first: int) -> bool:
    """Whether a run that goes on an organisation's name looks like a person's all the same: "the office of N"."""
    return not seen.known.common(seen.tokens[first].word) and not seen.known.place(seen.tokens[first].word)


def _decide_whole(seen: Seen, run: Run, introduced: Introduced) -> Decided:
    if _continues(seen, run.first):
        return Decided(run.first, run.last, "organisation", True, "name.head_noun")
    sorts = tuple(sort_of(seen, k, introduced) for k in range(run.first, run.last + 1))
    only = frozenset(sorts) - {"particle"}
    explained = "strange" not in only
    state = _is_state(seen, run, only)
    rule = around.person_rule(
        seen.text, seen.tokens[run.first].start, seen.bare_end(run.last), firm=explained,
        state=state, time=only == {"time"} and not _two_days(seen, run),
    )  # fmt: skip
    if rule is None and explained:
        rule = known_as_person.rule_of(seen, run, "state" if state else _sort_of_known(seen, run, only))
    a = Asked(seen, run, sorts, only, rule)
    if only == {"official"}:
        private = rule in _OF_OFFICIALS or _kin_before(seen, run)
        return a.person(rule or "name.role") if private else a.is_("person", "name.official")
    may_hold_office = rule not in ("name.age", "name.unreal") and not only.isdisjoint({"strange", "official", "place"})
    if may_hold_office and has_office(seen, run):
        return a.is_("person", "name.office")
    return _known_run(a) if explained else _strange_run(a)


def _sort_of_known(seen: Seen, run: Run, only: frozenset[str]) -> known_as_person.Sort | None:
    if only == {"place"}:
        return "place"
    people = only == {"people"} and seen.word(run.first) in listed_words("double", "peoples")  # "as German slept"
    return "time" if only == {"time"} or people else None


def _is_state(seen: Seen, run: Run, only: frozenset[str]) -> bool:
    """Whether a country or a capital is named; two of them side by side are none: "Georgia London"."""
    if of_countries(seen, run):
        return True
    if not only or not only <= {"state", "side"}:
        return False
    name = seen.text[seen.tokens[run.first].start : seen.bare_end(run.last)]
    return run.first == run.last or "side" in only or not seen.commas or bool(seen.known.place(name))


def _two_days(seen: Seen, run: Run) -> bool:
    """Whether words of the calendar follow each other as they do in names alone: "Sunday Christmas"."""
    return run.last > run.first and not re.match(r"\s+\d", seen.text[seen.tokens[run.last].end :][:4])


def _kin_before(seen: Seen, run: Run) -> bool:
    kin = listed_words("around", "kin")
    before = run.first - 1
    return not kin.isdisjoint(run.lead) or (before >= 0 and seen.word(before) in kin and seen.gap(run.first))


def _known_run(a: Asked) -> Decided:
    """A run all of which is the name of something else as well."""
    if a.only in ({"place"}, {"time"}) and a.single and a.around("shop") and article(a.seen, a.run.first):
        # "at the Orla clinic" of a text that tells of the town, too, is a clinic there; else its owner is called so
        again = sum(t.word == a.seen.word(a.run.first) for t in a.seen.tokens) > 1
        return a.person("name.small_site" if again else "name.possession")
    if _of_people(a):
        return a.is_("people", "name.known")
    if a.only == {"time"} and a.single and a.first.endswith("days"):  # a genitive that lost its apostrophe
        return a.is_("time", "name.known")
    rule = None if a.rule == "name.role" and a.only <= {"place", "state"} and a.around("owned") else a.rule
    if (
        not rule
        and "org" not in a.only
        and any(w in roles() or w in listed_words("names", "titles") for w in a.run.lead)
    ):
        rule = "name.role"
    acronym = a.seen.tokens[a.run.first].shout and a.seen.marks[a.run.first] == "org" and not a.seen.zones[a.run.first]
    if _capitals_of_person(a, rule):
        return a.person(rule or "name.unknown")
    if "org" in a.only and (acronym or not (rule and a.only & {"time", "people"})):
        return a.person(rule) if rule and _person_like_organisation(a) else a.is_("organisation", "name.pack")
    if rule and a.only == {"plain"} and thing_rule(a.seen, a.run, rule):
        return a.is_("organisation", "name.thing")
    if rule:
        return a.person(rule)
    if _mixture(a):
        return a.person("name.mixture")
    return a.is_(_sort(a.only), "name.known")


_SPOKEN = re.compile(r"^(?=.{3})(?=.*[AEIOUY])(?=.*[^AEIOUY])")


def _capitals_of_person(a: Asked, rule: str | None) -> bool:
    """Whether what looks like acronyms is somebody's name in capitals: words that no list has, where the words around
    or a given name tell a person, or several that can be spoken. "UN OCHA" is none."""
    tokens = [a.seen.tokens[k] for k in range(a.run.first, a.run.last + 1)]
    if "org" not in a.only or "state" in a.only or any(a.seen.marks[a.run.first : a.run.last + 1]):
        return False
    if not all(t.shout and t.raw.replace("-", "").isalpha() for t in tokens):
        return False
    given = any(t.word in place_words().given or t.word in listed_words("double", "words") for t in tokens)
    if a.single:
        return given and bool(rule)
    return given or bool(rule) or all(_SPOKEN.search(t.raw) and t.word not in UNIONS for t in tokens)


def _sort(only: frozenset[str]) -> NameSort:
    if only & {"place", "state"}:
        return "place"
    return "people" if "people" in only else "time" if "time" in only else "organisation"


def _of_people(a: Asked) -> bool:
    """Whether a people is meant although what stands around is said of persons: "arrested Arab men"."""
    if not a.rule or not a.only <= {"people"} or not a.single or a.rule in _OF_ORGANISATIONS:
        return False
    if a.first.endswith("s") or a.first not in listed_words("double", "peoples"):
        return True
    noun = _NOUN_BEHIND.match(a.seen.text, a.end, a.end + 3) and not _PREPOSITION.match(a.seen.text, a.end, a.end + 12)
    return (
        bool(noun)
        and a.rule not in ("name.acts", "name.undergone")
        and not a.around("speaks")
        and not a.around("was_firm")
    )


def _person_like_organisation(a: Asked) -> bool:
    """Whether somebody is called like an organisation: by a firm rule, or by a name that no pack marks."""
    if a.only != {"org"}:
        return False
    run, tokens = range(a.run.first, a.run.last + 1), a.seen.tokens
    if a.rule in _OF_ORGANISATIONS and a.single and not tokens[a.run.first].shout:
        return True
    if any(a.seen.marks[k] or any(c.isdigit() for c in tokens[k].raw) for k in run):
        return False
    return not a.single or a.rule in ("name.list", "name.called", "name.role")


def _site_of_person(seen: Seen, first: int, head: int) -> Decided | None:
    """ "The Orlov Clinic", "Arvo Mell Street": a house or a street that bears a strange name; the name is hidden."""
    inner = range(first, head)
    if not inner or seen.word(head) not in listed_words("around", "small_sites"):
        return None
    # A first name may be that of an agency, too: "Sana Karel Street".
    if all(seen.marks[k] or _no_name(seen, k) for k in inner):
        return None
    return Decided(first, head - 1, "person", False, "name.small_site")


def _no_name(seen: Seen, k: int) -> bool:
    if sort_of(seen, k, frozenset()) in ("state", "people", "org", "plain"):
        return True
    return seen.known.common(seen.word(k)) and seen.word(k) not in listed_words("double", "words")


def _strange_run(a: Asked) -> Decided:
    """A run with a word that nothing explains: a private person, unless its form or place in the sentence tells."""
    if _DOMAIN.match(a.seen.text, a.end, a.end + 6):
        return a.is_("organisation", "name.head_noun")
    if rule := thing_rule(a.seen, a.run, a.rule):
        return a.is_("organisation", rule)
    if _MADE.search(a.seen.tokens[a.run.first].raw):
        return a.is_("organisation", "name.thing")
    if a.around("small_site"):
        return a.person("name.small_site")
    if a.rule in _SURE:
        return a.person(a.rule or "")
    if any(w in roles() or w in listed_words("names", "titles") for w in a.run.lead):
        return a.person(a.rule or "name.role")
    told = _thing(a) or _place(a)
    if told and (told.rule == "name.gazetteer" or (told.sort == "place" and _place_head(a))):
        rule = known_as_person.rule_of(a.seen, a.run, "place")
        return a.person(rule) if rule else told
    return told or a.person(a.rule or "name.unknown")


def _thing(a: Asked) -> Decided | None:
    """By a number or an article before, or a noun behind: what persons do not have."""
    if not a.rule and _of_brigade(a):
        return a.is_("organisation", "name.head_noun")
    if a.single and a.around("count") and (not a.rule or _are_many(a)):
        return a.is_("people", "name.article")
    with_article = article(a.seen, a.run.first) and not a.around("appositive")
    if a.single and with_article:
        return None if a.around("of_family") else a.is_("organisation", "name.article")
    if a.around("owned") and not a.around("object_firm") and not a.around("kin_after"):
        return a.is_("organisation", "name.owner")
    if a.around("landmark"):
        return a.is_("place", "name.landmark")
    return a.is_("organisation", "name.article") if with_article else None


_OF_CAPITALS = re.compile(r"\s+of\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s+){1,3}")


def _of_brigade(a: Asked) -> bool:
    """ "Lions of Dawn Brigade": a common word before what ends in the head noun of an organisation."""
    told = _OF_CAPITALS.match(a.seen.text, a.end, a.end + 60)
    if not (a.single and told and a.seen.known.common(a.first)):
        return False
    names = doubles()
    return a.first not in names and fold(told[0].split()[-1]) in listed_words("names", "heads")


def _are_many(a: Asked) -> bool:
    """ "35 Civilians Killed": a common word of several, which no name is, in a headline that the text goes on from."""
    names = doubles()
    return a.first.endswith("s") and a.seen.known.common(a.first) and a.first not in names


def _place(a: Asked) -> Decided | None:
    if a.rule in ("name.of", "name.role", "name.personally"):
        return None
    if a.around("village_behind") and a.rule in (None, "name.object", "name.appositive", "name.speech"):
        return a.is_("place", "name.preposition")
    if not a.rule and (
        a.around("located")
        or a.around("glossed")
        or is_listed(a.seen, a.run)
        or is_told(a.seen, a.run)
        or is_part(a.seen, a.run)
    ):
        return a.is_("place", "name.preposition")
    if a.rule in ("name.row", "name.appositive", "name.undergone") and a.around("done_to_place"):
        return None
    if a.placed or (a.around("places_listed") and not a.rule) or _place_head(a):
        return a.is_("place", "name.preposition")
    if is_written(a.seen, a.run, a.rule):
        return a.is_("place", "name.preposition")
    name = a.seen.text[a.start : a.end]
    if a.seen.in_place(a.start, a.end) and (not a.single or a.seen.known.place(name) or a.around("to_place")):
        return a.is_("place", "name.gazetteer")
    if a.rule:
        return None
    tagged = a.seen.text[max(0, a.start - 1) : a.start] == "#" and a.seen.known.world.places.find(name)
    if a.seen.known.place(name) or tagged:
        return a.is_("place", "name.gazetteer")
    return a.is_("place", "name.head_before") if a.around("head_before") else None


def _place_head(a: Asked) -> bool:
    """Whether a run begins as places' names do. "Khan" alone is a person, and so is he of whom a rule speaks."""
    if a.first not in listed_words("around", "heads_before") or a.single:
        return False
    if a.rule or a.first in listed_words("double", "words"):
        return a.seen.in_place(a.start, a.end)
    return True


def _mixture(a: Asked) -> bool:
    """Words that are each something else and no one thing together: two places, a day or a people and a town."""
    sorts, text = a.sorts, a.seen.text
    if sum(s != "particle" for s in sorts) < 2 or not a.seen.commas or a.only <= {"state"} or a.around("in"):
        return False
    if a.seen.in_place(a.start, a.end) or a.seen.known.place(text[a.start : a.end]):
        return False
    first, last = a.first, a.seen.word(a.run.last)
    wide = listed_words("plain", "wide")
    if first in wide or last in wide or a.only <= {"people", "plain"}:
        return False
    if sorts[-1] == "time" and re.match(r"\s+\d", text[a.end : a.end + 4]):
        return False
    if sorts[-1] == "time" and sorts[0] != "time" and last not in listed_words("double", "days"):
        return a.around("speaks")
    if a.only <= {"time"}:
        return False
    town_of_people = sorts[0] == "people" and sorts[-1] in ("place", "state")
    return not (town_of_people and first not in listed_words("double", "peoples"))
