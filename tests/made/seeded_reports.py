"""Made-up reports with private persons seeded all over them, for tests of what leaves.

Nobody in them exists: names are put together from syllables, places are those of the examples' pack. What has to stay
back is kept beside the reports: every name, the words of every private speaker, and the towns that are
told of in nothing but claims that are widened or withheld.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass

from rashomon.intake.parts import parts
from rashomon.model import Report

SYLLABLES = ("zor", "quin", "vash", "ryk", "ulm", "yazd", "dzen", "ghol", "ixa", "pwel", "thum", "nok", "brul", "jev")
ARABIC = ("مريم زوران", "سليم فاشوك", "هدى غولنوك", "رامي جفثوم")
OPEN_TOWNS = ("Kastrel", "Ondessa", "Dereny")
SITE_TOWN = "Luthmar"
"""Told of only as the town of a site that was struck, of aid or of detainees: it leaves as its province."""
TORTURE_TOWN = "Sefanu"
OUTLETS = ("Harbour Post", "Northline News", "Meridian Wire")

SPEAKERS = (
    "“{quote},” said {name}, {age}, a baker in {town}.",
    "{name}, a resident of {town}, said that {quote}.",
    "According to {name}, a nurse in {town}, {quote}.",
    "A defector who gave his name as {name} said {quote}.",
    "Local activist {name} said on Monday that {quote}.",
    "“{quote},” a doctor named {name} told the outlet. “Nobody came,” {last} added.",
    "{quote_cap}, {name} said by telephone from {town}.",
    "{upper} SAYS {town} WAS SHELLED\n\n{name} said {quote}.",
    "{title} {last} said {quote}.",
    "“{quote},” said teacher {accented}.",
    "In a video, a fighter who calls himself Abu {last} al-{first} said {quote}.",
    "A resident who asked not to be named said {quote}.",
    "{last}’s brother, {name}, said {quote}.",
    "{initial}. {last}, who fled {town} with {name2}, said {quote}.",
)
SPOKEN_OF = (
    "The Arvessan army said it had killed {name} in {town} on Sunday.",
    "The Interior Ministry said police had detained {name}, {age}, near {town}.",
    "Arvessa Conflict Monitor said {name} and {name2} were killed when shells hit {town}.",
    "Shelling killed {age} people in {town}, among them {name}, the Harbour Post reported.",
    "The General Command said rebels led by {name} had left {town}.",
    "The body of {name}, a teacher, was found in {town} on Saturday.",
    "The Charter Coalition said the army shelled the house of {name} in {town}, killing her son {name2}.",
    "Blue Vests said they had carried {accented} out of the rubble in {town} after an air strike.",
    "The Free Ilve Brigades said {upper} was shot by a sniper in {town}.",
    "An air strike on {town} wounded {initial}. {last}, the Arvessa Conflict Monitor said.",
    "Arvessa Conflict Monitor said an air strike killed {arabic} in {town}.",
    "The Foreign Ministry said {hidden} had been abducted in {town} by the rebels.",
)
SITES = (
    "Shells struck the {last} hospital in {site}, killing {age} patients, Arvessa Conflict Monitor said.",
    "The Free Ilve Brigades said warplanes bombed a school in {site} on Sunday.",
    "The World Displacement Office said {age} families had fled {site} on Monday.",
    "The Interior Ministry said its men detained {name} in {site}.",
    "Northern Medics said aid trucks were kept out of {site} for {age} days.",
)
TORTURE = (
    "Arvessa Conflict Monitor said guards tortured {name} in {cell}.",
    "{name} said soldiers raped two women in {cell}.",
)
QUOTES = (
    "shells fell on the {odd} bakery in {town} before dawn and my {odd2} cart burned beside the wall",
    "government planes bombed the {odd} mill in {town} three times while we hid below the {odd2} stairs",
    "the rebels shot two of our {odd} neighbours in {town} beside the old {odd2} well",
    "soldiers with {odd} torches entered {town} at night and burned the {odd2} looms of my uncle",
)
"""Each with two words that stand nowhere else, so that a piece of one can be told wherever it turns up."""


@dataclass(frozen=True)
class Seeded:
    reports: tuple[Report, ...]
    names: frozenset[str]
    """Every part of every private name, as letters without accents."""
    words: tuple[tuple[str, str, str], ...]
    """What private speakers say, each with the two words in it that stand nowhere else."""


def seeded(how_many: int, seed: int) -> Seeded:
    rng = random.Random(seed)
    reports, names, words, used = [], set[str](), [], set[str]()
    for n in range(how_many):
        first, last, other_first, other_last, odd, odd2 = (_word(rng, used) for _ in range(6))
        name, name2, town = f"{first} {last}", f"{other_first} {other_last}", rng.choice(OPEN_TOWNS)
        quote = rng.choice(QUOTES).format(town=town, odd=odd.casefold(), odd2=odd2.casefold())
        told = {
            "name": name, "name2": name2, "first": first, "last": last, "upper": name.upper(), "initial": first[0],
            "accented": f"{first[:1]}{first[1:].replace('u', 'ü').replace('o', 'ó')} {last[:-1]}{last[-1]}\u0301",
            "hidden": f"{first[:3]}\u200b{first[3:]} {last[:2]}\u00ad{last[2:]}", "arabic": rng.choice(ARABIC),
            "title": rng.choice(("Mr", "Mrs", "Dr", "Sheikh", "Um")), "age": rng.randint(3, 79), "town": town,
            "site": SITE_TOWN, "cell": TORTURE_TOWN, "quote": quote, "quote_cap": quote[0].upper() + quote[1:],
        }  # fmt: skip
        group = (SPEAKERS, SPEAKERS, SPOKEN_OF, SPOKEN_OF, SITES, TORTURE)[n % 6]
        chosen = [group[(n // 6) % len(group)]]
        if n % 4 == 0:
            chosen.append(rng.choice(SPOKEN_OF))
        text = "\n\n".join(c.format(**told) for c in chosen) + "\n"
        names |= {w.casefold() for w in (first, last, other_first, other_last)}
        if group is SPEAKERS:
            words.append((quote, odd.casefold(), odd2.casefold()))
        slug = name.casefold().replace(" ", "-")
        day = rng.randint(1, 28)
        reports.append(
            Report(
                f"/cases/{slug}/{n}.txt", text, hashlib.sha256(text.encode()).hexdigest(), parts=parts(text, None),
                title=f"{last} speaks of {town}", author=name2, outlet=rng.choice(OUTLETS), language="en",
                url=f"https://news.example/{n}/{slug}", published=f"2019-05-{day:02}",
                fetched_at="2019-06-01T10:00:00Z",
            )
        )  # fmt: skip
    names |= {w for arabic in ARABIC for w in arabic.split()}
    return Seeded(tuple(reports), frozenset(names), tuple(words))


def _word(rng: random.Random, used: set[str]) -> str:
    """A word that none of the others is, or is part of."""
    while (word := "".join(rng.sample(SYLLABLES, 4)).capitalize()) in used:
        continue
    used.add(word)
    return word
