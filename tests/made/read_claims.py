"""Reads a sentence with the syria pack, and gives its claims as the rows of value tables have them."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from rashomon.intake.parts import parts
from rashomon.model import Claim, Reading, Report, Statement
from rashomon.reading import pipeline
from rashomon.world import load_world

Row = tuple[str, str, dict[str, Any]]


@lru_cache(maxsize=512)
def read(text: str, packs: tuple[str, ...] = ("syria",)) -> Reading:
    """Once for all that is asked of a sentence."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    report = Report(id="r", text=text, sha256=digest, parts=parts(text, None), published="2016-07-10", language="en")
    ((_, reading),) = pipeline.read([report], load_world(packs))
    assert reading is not None
    return reading


def claims(reading: Reading) -> list[Claim]:
    return [c for s in reading.statements for c in s.claims]


def told(reading: Reading, claim: Claim) -> dict[str, Any]:
    """A claim as the rows below give it."""

    def number(i: int) -> Any:
        count = reading.counts[i]
        return count.low if count.high in (None, count.low) else (count.low, count.high)

    return {
        "polarity": claim.polarity,
        "actor": claim.actor and claim.actor.camp,
        "target": claim.target and claim.target.text,
        "site": claim.target and claim.target.site,
        "holder": claim.holder and claim.holder.camp,
        "place": None if claim.place is None else reading.places[claim.place].text,
        "part": claim.part,
        "weapon": claim.means and claim.means.weapon,
        "counts": [number(i) for i in claim.counts],
    }


def statement_of(reading: Reading, claim: Claim) -> Statement:
    return next(s for s in reading.statements if claim in s.claims)


def seen(reading: Reading, claim: Claim) -> dict[str, Any]:
    """A claim with its statement, as the rows below give them."""

    def place(i: int | None) -> str | None:
        return None if i is None else reading.places[i].text

    s = statement_of(reading, claim)
    return {
        **told(reading, claim),
        "by": s.speaker.camp,
        "stance": s.stance,
        "modality": claim.modality,
        "hedge": claim.hedge and claim.hedge.text,
        "from": place(claim.from_place),
        "to": place(claim.to_place),
        "day": (claim.time.start, claim.time.end),
    }
