"""Where? Mentions of places, found in the gazetteer and the packs, told apart by their context, and placed.

Method. Finding: every capitalised run is looked up, longest match first; the words around it, its size and its standing
in the gazetteer say whether it is a place at all. Placing: all places of that name are scored by population, by the
countries and areas that the text names, by what contains what ("X, Y"), by nearness to the text's other places and by
the packs' home countries; a name has one sense in one text. A district that the gazetteer lacks is placed as part of
its town, a village that it lacks is left unresolved within the area that the text gives: a namesake far off is never
taken. The words are in languages/en/places.toml, the weights in `recognition.WEIGHTS`.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Place, Precision, Span
from rashomon.reading.grammar.doc_extensions import register
from rashomon.reading.grammar.lost_commas import mended
from rashomon.reading.where.around_names import is_dateline
from rashomon.reading.where.coordinates import coordinates
from rashomon.reading.where.evidence import weigh
from rashomon.reading.where.features import features
from rashomon.reading.where.name_mentions import (
    INNER,
    POSSESSIVE,
    TOWNS,
    Mention,
    Text,
    english_words,
    is_english,
    words_of,
)
from rashomon.reading.where.namesakes import Elsewhere, put_elsewhere, unsupported
from rashomon.reading.where.nominals import described
from rashomon.reading.where.out_of_gazetteer import (
    holder_after,
    town_before,
    unlisted,
    vague,
)
from rashomon.reading.where.recognition import candidates, mask
from rashomon.reading.where.resolution import CITIES, Sense, countries_told, km, senses_of
from rashomon.reading.where.spatial_relations import of_town, related
from rashomon.reading.where.speaks_against import is_part
from rashomon.reading.where.weights import WEIGHTS
from rashomon.reading.where.written import is_written, told_of_violence
from rashomon.world import World
from rashomon.world.places import Entry, Gazetteer, default_radius, name_key, open_gazetteer, precision_of

__all__ = ["find_places", "make_where"]

Settled = tuple[Mention, Entry]
"""A name and the place that it is here"""


def _of_cities(t: Text, accepted: Sequence[Mention], senses: Mapping[str, Sense]) -> frozenset[str]:
    """Names that a city shares with its province and that are the city here: the text speaks of it or its districts.

    "The city" and "neighbourhoods" speak of the one that is named most. A capital is always itself, and so is a city
    whose province is hardly larger than it.
    """
    shared = [m for m in accepted if (sense := senses.get(m.key)) and sense.area]
    within = {name_key(e.within) for e in (s.entry for s in senses.values()) if e.within and e.feature == "district"}
    found = {m.key for m in shared if _is_city(t, m, senses[m.key]) or m.key in within}
    if not t.small.isdisjoint(words_of().city_told):
        counts = Counter(m.key for m in shared if m.key not in found)
        found |= set(sorted(counts, key=lambda key: (-counts[key], key))[:1])
    return frozenset(found)


def _is_city(t: Text, m: Mention, sense: Sense) -> bool:
    """Whether a mention of a name that a city shares with its province is surely of the city."""
    small = sense.area is not None and (sense.area.radius_km or 0) <= 15
    return m.type in CITIES or is_dateline(t, m) or small or t.gazetteer.is_capital(sense.entry) or _urban(t, m)


def _urban(t: Text, m: Mention) -> bool:
    """Whether the words before a name, or behind it, are of what only a city has: "the streets of X"."""
    words, s = words_of(), m.start
    if s and t.lower[s - 1] in words.urban:
        return True
    part = s > 1 and t.lower[s - 1] == "of" and t.lower[s - 2] in words.urban_parts
    return part or (m.end + 1 < t.n and t.tokens[m.end] in POSSESSIVE and t.lower[m.end + 1] in words.urban_parts)


def _whole(t: Text, m: Mention) -> bool:
    """Whether this mention speaks of the province: its type word says so, or the compass before it."""
    if m.type is None:
        return m.start > 0 and t.lower[m.start - 1] in words_of().broad
    return m.type in ("admin1", "country")


def _within(g: Gazetteer, e: Entry) -> str | None:
    """The name of what holds a place: what it is listed in, else its area, else its country."""
    if e.within or e.feature == "country":
        return e.within
    if e.feature != "admin1" and e.admin1:
        return e.admin1
    country = g.country(e.country)
    return country.name if country else None


def _place(t: Text, m: Mention, e: Entry) -> Place:
    """The mention as a place. One that is known but for its point gets that of what holds it, and its radius."""
    held = e if e.lat is not None and e.lon is not None else t.gazetteer.around(e)
    if held is None:
        point: tuple[float | None, float | None, float | None] = (None, None, None)
        precision: Precision = "unresolved"
    else:
        radius = held.radius_km if held.radius_km is not None else default_radius(held.feature, held.population)
        point, precision = (held.lat, held.lon, radius), precision_of(held)
    return Place(
        span=m.chars,
        text=t.text[m.chars.start : m.chars.end],
        name=e.name,
        lat=point[0],
        lon=point[1],
        radius_km=point[2],
        precision=precision,
        country=e.country,
        admin1=e.admin1,
        gazetteer=(t.gazetteer.geonames_id(e) or e.id) if held else None,
        within=held.name if held is not None and held is not e else _within(t.gazetteer, e),
    )


def _foreign(t: Text, sense: Sense, key: str, accepted: Sequence[Mention], told: Mapping[str, float]) -> bool:
    """Whether a text that is about the packs' countries cannot mean this small town of some other country.

    Reports on Aleppo's Castello road do not speak of a Castello in Spain: better no point than a namesake's.
    """
    e = sense.entry
    if t.home.isdisjoint(told) or e.country in t.home or e.feature not in (*TOWNS, "admin1"):
        return False
    large = e.population > (300_000 if e.feature in TOWNS else 5_000_000)
    if large or t.gazetteer.is_capital(e) or any(m.key == key and m.container is not None for m in accepted):
        return False
    return e.country not in told or (e.country not in t.around and e.population < 50_000)


def _recount(mentions: Sequence[Mention], told: Mapping[str, float]) -> None:
    """Raises the names of towns in the countries that the text surely speaks of: Tikrit, in a report on Iraq."""
    for m in mentions:
        for n in m.named:
            large = n.entry.population >= 10_000 or n.entry.feature in ("district", "site")
            if n.entry.country in told and large and n.entry.feature in TOWNS:
                m.score += WEIGHTS["told"]
                break


def _adjectival(t: Text) -> list[Place]:
    """ "the Turkish border", "Lebanese territory": an adjective that places, as none does in "Turkish troops"."""
    places = []
    for i in range(t.n - 1):
        of = i + 3 if t.tokens[i + 1] in INNER and i + 3 < t.n else i + 1  # "the Iraqi-Syrian border"
        if t.capital[i] and not t.masked[i] and t.lower[of] in words_of().adjectival and (
            e := t.gazetteer.country(t.gazetteer.demonyms.get(t.lower[i]))
        ):  # fmt: skip
            places.append(_place(t, Mention(i, i + 1, Span(t.starts[i], t.ends[i]), t.lower[i], ()), e))
    return places


def _parts_of_towns(t: Text, settled: Sequence[Settled], senses: Mapping[str, Sense]) -> dict[str, Entry]:
    """Names that the text calls a district and for which the gazetteer has but a namesake away from the town.

    The Khalidiya district in a report on Homs is not the village Khalidiya 38 km off: it is a part of Homs. Nor is
    "the Khalidiya district in Hama" the one in Homs.
    """
    at = {m.start: i for i, (m, _) in enumerate(settled)}
    cities = [(m, e) for m, e in settled if e.feature == "city"]
    areas = {(e.country, e.admin1) for _, e in settled if e.feature == "admin1"}
    found: dict[str, Entry] = {}
    for m, e in settled:
        if m.type != "district":
            continue
        town = None
        if e.feature == "district":
            town = _other_town(t, m, e, at, settled, senses)
        elif e.feature in CITIES and m.type_word.removesuffix("s") in words_of().of_town:
            town = _named_holder(t, m, at, settled, senses)
            town = town if town is None or town.population > e.population else None
            if town is None and e.feature == "town":
                town = town_before(cities, m.start, t.sentence_start(m.start))
                town = town if town is not None and town.population > 5 * e.population else None
                # "Abs district" of Hajjah province, which the text names, is none of the capital's
                town = None if (e.country, e.admin1) in areas and town and town.admin1 != e.admin1 else town
        if town is not None and km(town, e) > (town.radius_km or 0) + 10:
            found[m.key] = town
    return found


def _other_town(
    t: Text, m: Mention, e: Entry, at: Mapping[int, int], settled: Sequence[Settled], senses: Mapping[str, Sense]
) -> Entry | None:
    """The city that the words after a district put it in, where that is not the one that it is listed in."""
    town = _named_holder(t, m, at, settled, senses)
    return town if town is not None and e.within and name_key(e.within) != name_key(town.name) else None


def _named_holder(
    t: Text, m: Mention, at: Mapping[int, int], settled: Sequence[Settled], senses: Mapping[str, Sense]
) -> Entry | None:
    """The city in "the X quarter of Y"."""
    after = m.end + 1 if m.end < t.n and t.lower[m.end] == m.type_word else m.end
    holder = holder_after(t, after, {}, at)
    town = senses[settled[holder][0].key].entry if holder is not None else None
    return town if town is not None and town.feature == "city" else None


@cache
def _bare() -> Gazetteer:
    return open_gazetteer()


def find_places(doc: Doc, words: tuple[frozenset[str], ...] = ()) -> tuple[list[Place], list[Place]]:
    """Every mention of a place in the doc, in order: those that a claim can be placed at, and the others.

    The others are described and not named, or are named features of which nothing says where they are.

    `words` are the pipeline's own, see `english_words`. Reads `doc._.world` (None: the gazetteer with no pack) and
    `doc._.parts`; uses the tagger's parts of speech where there are some. A place that nothing settles has the
    precision "unresolved" and no point.
    """
    world: World | None = doc._.world
    gazetteer = world.places if world is not None else _bare()
    t = Text(doc, gazetteer, world, words)
    mask(t, doc, world)
    settled, senses = _settled(t)
    guesses = unsupported(t, settled, countries_told(t, [m for m, _ in settled]))
    # of what is no place by the words either, or only part of a longer name, nothing is left
    settled = [(m, e) for m, e in settled if m.key not in guesses or (_may_be_place(t, m) and not is_part(t, m))]
    parts = _parts_of_towns(t, settled, senses)
    districts = [m for m, _ in settled if m.key in parts]
    away = {key: Elsewhere(None) for key in guesses} | put_elsewhere(
        t, [(m, e) for m, e in settled if m.key not in parts]
    )
    tied = [m for m, _ in settled if senses[m.key].tie and m.key not in away]
    moved = [m for m, _ in settled if m.key in away]
    others = [*districts, *tied, *moved]
    starts = {m.start for m in others}
    settled = [(m, e) for m, e in settled if m.start not in starts]
    places = [_ambiguous(t, m, senses[m.key]) for m in tied]
    places += [away[m.key].place(t, m) for m in moved if m.key not in parts]
    places += [vague(t, m.chars, parts[m.key], True) for m in districts if not senses[m.key].tie]
    places += [_place(t, m, e) for m, e in settled]
    places += [*coordinates(t.text), *_adjectival(t)]
    named = features(t, settled, [*(p.span for p in places), *(m.chars for m in others)])
    places += unlisted(t, settled, others, [p.span for p in named])
    found = [p for p in named if p.within or p.relation or _is_scene(t, p.span)]
    places = related(t.text, sorted([*places, *found], key=_by_span))
    lost = [p for p in named if p not in found]
    more = [*lost, *described(t, sorted([*places, *lost], key=_by_span), {m.chars: e.feature for m, e in settled})]
    return places, sorted(more, key=_by_span)


def _may_be_place(t: Text, m: Mention) -> bool:
    return m.evidence or told_of_violence(t, m.start)


def _is_scene(t: Text, span: Span) -> bool:
    """Whether a feature of which nothing says where it is stands where something is told to have happened."""
    start = bisect.bisect_left(t.starts, span.start)
    return is_written(t, start - (start > 0 and t.lower[start - 1] == "the"), bisect.bisect_left(t.starts, span.end))


def _by_span(p: Place) -> Span:
    return p.span


def _settled(t: Text) -> tuple[list[Settled], dict[str, Sense]]:
    """The names that are places, each with its place, and what each name means in this text.

    Where a city and its province share the name, the place is the one that is meant here.
    """
    mentions = candidates(t)
    weigh(t, mentions)
    accepted = _accept(t, mentions)
    told = countries_told(t, accepted)
    senses = senses_of(t, accepted, mentions, told)
    senses = {key: sense for key, sense in senses.items() if not _foreign(t, sense, key, accepted, told)}
    starts = {m.start for m in accepted}
    meant = [
        m for m in accepted if m.key in senses and (m.end in starts or not _begins_another(t, m, senses[m.key].entry))
    ]
    cities = _of_cities(t, meant, senses)
    return [(m, _meant(t, m, senses[m.key], m.key in cities)) for m in meant], senses


def _begins_another(t: Text, m: Mention, entry: Entry) -> bool:
    """ "Caño Tomás", where "Caño" is another name of Kano: what bears it for a second name is the beginning of a longer
    one that is in no list. Not "Tartous Homs", a list that lost its comma."""
    i = m.end
    if name_key(entry.name) == m.key or i >= t.n or "\n" in t.text[m.chars.end : t.starts[i]]:
        return False
    word, words = t.lower[i], words_of()
    goes_on = t.capital[i] and t.proper[i] and t.tokens[i].isalpha() and not t.tokens[i].isupper()
    if goes_on and word in words.streets:
        return True  # "Kirova Street"
    known = word in words.types or word in words.never or word in t.gazetteer.demonyms or word in words.organisations
    return goes_on and not known and not (t.lower[i].isascii() and is_english(t, i))


def _meant(t: Text, m: Mention, sense: Sense, city: bool) -> Entry:
    if sense.area is None or of_town(t.text, m.chars.start):
        return sense.entry
    area = _whole(t, m) or (not city and m.type not in CITIES)
    return sense.area if area else sense.entry


def _accept(t: Text, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that are places: sure by themselves, or by what the others tell."""
    limit = WEIGHTS["threshold"]
    for m in mentions:
        if m.container is not None and m.score >= limit:
            mentions[m.container].holds = True
            mentions[m.container].score = max(mentions[m.container].score, limit)
    sure = {m.key for m in mentions if m.score >= 2 * limit}
    _recount(mentions, countries_told(t, [m for m in mentions if m.score >= limit]))
    return [m for m in mentions if m.score + (WEIGHTS["known"] if m.key in sure else 0) >= limit]


def _ambiguous(t: Text, m: Mention, sense: Sense) -> Place:
    """One of several places between which nothing tells: the smallest area that holds them all, or unresolved."""
    countries = {e.country for e in sense.tie}
    areas = {(e.country, e.admin1) for e in sense.tie}
    country = sense.entry.country if len(countries) == 1 else None
    admin1 = sense.entry.admin1 if len(areas) == 1 else None
    held = t.gazetteer.area(country, admin1) if admin1 else t.gazetteer.country(country)
    return Place(
        span=m.chars,
        text=t.text[m.chars.start : m.chars.end],
        name=sense.entry.name,
        lat=held.lat if held else None,
        lon=held.lon if held else None,
        radius_km=held.radius_km if held else None,
        precision=precision_of(held) if held else "unresolved",
        country=country,
        admin1=admin1,
        gazetteer=None,
        within=held.name if held else None,
    )


class Where:
    """Puts `model.Place` records on `doc._.places` and their spans, labelled by precision, on `doc.spans["places"]`.

    Places that no claim is placed at go to `doc._.described`: "the city", "Camp Hurriya" with no word of where it is.
    """

    def __init__(self, nlp: Language) -> None:
        register()
        self.nlp = nlp
        self.words: tuple[frozenset[str], ...] | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self.words is None:  # not before: the lemmatizer may be added after this component
            self.words = english_words(self.nlp)
        mended(doc)  # here, since this is the first component behind the parser
        doc._.places, doc._.described = find_places(doc, self.words)
        spans = [
            doc.char_span(p.span.start, p.span.end, label=p.precision, alignment_mode="expand") for p in doc._.places
        ]
        doc.spans["places"] = [s for s in spans if s is not None]
        return doc


@Language.factory("rashomon_where", assigns=["doc._.places"])
def make_where(nlp: Language, name: str) -> Where:
    """The component for spaCy's `add_pipe`."""
    return Where(nlp)
