"""What is a place name? The record of a place, and the two keys under which its names are found.

`name_key` folds what never matters (case, accents, apostrophes, hyphens); `sound_key` folds the ways in which Arabic,
Persian, Kurdish and Hebrew names are written in Latin letters, so that Qusayr, Qusair and al-Quseir meet.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from rashomon.model import Precision

FEATURES = ("country", "admin1", "admin2", "city", "town", "district", "site", "region", "water")
"""What a place is. `city` has 15,000 people or more by the gazetteer, `town` fewer or an unknown number."""

CITY_POPULATION = 15_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer, of a pack or of an import. Degrees WGS 84, kilometres; None is "not known"."""

    id: str
    """geonames:170017, admin1:SY.11, country:SY, region:sinai, pack:syria/khalidiya"""
    name: str
    lat: float | None
    lon: float | None
    feature: str
    country: str | None = None
    """ISO 3166-1 alpha-2"""
    admin1: str | None = None
    """English name of the first-order area"""
    population: int = 0
    within: str | None = None
    """Name of the place that contains it, where that is nearer than the first-order area"""
    radius_km: float | None = None
    aliases: tuple[str, ...] = ()
    precision: Precision | None = None
    """None: what the feature gives, see `precision_of`"""


def default_radius(feature: str, population: int = 0) -> float:
    """Kilometres around the point within which the place lies, where no source gives them.

    A town's built-up area grows about with its people: 0.006 x sqrt(population) gives 5 km for Homs (0.78 million) and
    9 km for Aleppo (2.1 million), near what maps show; never under 1 km, and 2 km where the population is unknown.
    """
    if feature in ("city", "town"):
        return round(min(40.0, max(1.0, 0.006 * math.sqrt(population))), 1) if population else 2.0
    return {"district": 2.0, "site": 0.5, "admin2": 20.0, "admin1": 60.0, "country": 250.0}.get(feature, 100.0)


def precision_of(entry: Entry) -> Precision:
    """How exactly a mention of the place says where something was: a town is a locality, a sea as wide as a country."""
    if entry.precision:
        return entry.precision
    if entry.feature in ("city", "town", "district"):
        return "locality"
    if entry.feature == "site":
        return "vicinity"
    if entry.feature == "admin2":
        return "admin2"
    if entry.feature == "country":
        return "country"
    if entry.feature == "admin1":
        return "admin1"
    radius = entry.radius_km or default_radius(entry.feature)
    return "admin2" if radius <= 40 else "admin1" if radius <= 150 else "country"


_FOLD = str.maketrans(
    {
        **dict.fromkeys("'’‘`´ʼʻʿʾˈ″\"“”.\u200e\u200f", ""),
        **dict.fromkeys("-‐‑‒–—/,_()", " "),
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ə": "a",
    }
)  # fmt: skip
_WHOLE = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


def name_key(name: str) -> str:
    """The key under which a name is found: no case, accents, apostrophes, full stops or hyphens.

    >>> name_key("Deir ez-Zor"), name_key("Dar‘ā"), name_key("St. Louis") == name_key("Saint Louis")
    ('deir ez zor', 'dara', True)
    """
    folded = name.lower().translate(_FOLD)
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", folded).casefold())
        folded = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_FOLD)
    return " ".join(_WHOLE.get(word, word) for word in folded.split())


ARTICLES = frozenset(
    re.findall(r"\w+", "al el ar as ash ad adh an at ath az ul il ez es esh ed en et er ech ej ett ess")
)
_ASSIMILATED = re.compile(r"^[ae]([tdrznsl])(?=\1)")  # Errastan, ezzor: the article grown together with its word
_DIGRAPHS = (
    ("tch", "C"), ("dj", "j"), ("kh", "X"), ("gh", "G"), ("ch", "S"), ("sh", "S"), ("th", "t"), ("dh", "d"),
    ("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("v", "w"),
)  # fmt: skip
_VOWELS = (("ou", "u"), ("oo", "u"), ("ow", "u"), ("aw", "u"), ("au", "u"), ("ee", "i"), ("ei", "i"), ("ey", "i"),
           ("ai", "i"), ("ay", "i"), ("o", "u"), ("w", "u"), ("y", "i"), ("e", "i"))  # fmt: skip
_REPEAT = re.compile(r"(.)\1+")
_LAST = re.compile(r"(?<=.{2})[ahiue]+$")


def sound_key(name: str) -> tuple[str, str]:
    """(skeleton, voiced) of a name in Latin letters as Arabic and its neighbours are romanised.

    The skeleton has the consonants alone, the voiced form has three vowels; names that share a skeleton are told apart
    by how near their voiced forms are (`sounds_alike`).

    >>> sound_key("al-Qusayr") == sound_key("Quseir") == sound_key("Qusair")
    True
    """
    words = []
    for word in name_key(name).split():
        if word in ARTICLES:
            continue
        word = _ASSIMILATED.sub("", word)
        for a, b in _DIGRAPHS:
            word = word.replace(a, b)
        for a, b in _VOWELS:
            word = word.replace(a, b)
        word = _REPEAT.sub(r"\1", word)
        words.append(_LAST.sub("", word))
    voiced = "".join(words)
    return re.sub("[aiu]|(?<=.)h", "", voiced), voiced


def sounds_alike(a: str, b: str) -> bool:
    """Whether two voiced forms that share a skeleton are near enough: one vowel in four may differ.

    >>> sounds_alike(sound_key("Khalidiya")[1], sound_key("Khaldiyeh")[1])
    True
    >>> sounds_alike(sound_key("Qusayr")[1], sound_key("Kasra")[1])
    False
    """
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (x != y)))
        previous = row
    return previous[-1] <= max(len(a), len(b)) // 4
