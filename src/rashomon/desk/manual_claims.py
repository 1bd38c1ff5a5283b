"""What the reading missed: words of a report, found in its text, and the form that makes a claim of them.

Words come from a selection or from a keyboard, so they are looked for as they look: whatever their case, quotation
marks and blanks. An address holds only where they stand, not the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from rashomon.desk.language import _
from rashomon.desk.request import NEUTRAL, Turn, back_to
from rashomon.errors import RashomonError
from rashomon.ledger.decide import corrections
from rashomon.ledger.decide.corrections import FIELDS
from rashomon.ledger.read import detail
from rashomon.message import Phrase
from rashomon.model import Count, Reading, Span
from rashomon.pages.i18n import clean
from rashomon.world import World

LONGEST = 2000
"""Characters of the words of one claim."""
SEVERAL = 20
"""Places of the same words that are listed."""
OF_THE_SPEAKER = ("speaker", "speaker_role", "speaker_camp", "stance", "manner")
FIRST = (
    "kind", "polarity", "modality", "actor", "actor_camp", "target", "target_camp", "holder", "place", "date", "killed",
    "injured",
)  # fmt: skip
"""Fields that the form shows at once; the others are one step away."""
_ALIKE = {**dict.fromkeys("‘’‚‛′ʼ", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Place:
    """Words that were found: where, and what stands around them."""

    span: Span
    before: str
    words: str
    after: str
    address: str


@dataclass(frozen=True, slots=True)
class Addition:
    """The form for one claim that the reading missed."""

    at: Place
    target: str
    """What is chosen as the one who says it: the report's key (somebody named below) or a claim of a statement."""
    sayers: tuple[tuple[str, str], ...]
    """The statements whose speaker may be the one, as a claim's id and words."""
    values: dict[str, str]
    """What the form begins with: what was read inside these words already."""
    rest: tuple[str, ...]
    """Fields that are not shown at once."""


def find(turn: Turn) -> Response:
    """Looks words up in a report, and leads to its page with where they stand. The form: `report`, `words`, `near`."""
    found = detail.look_at_report(turn.ledger, turn.form.get("report", ""))
    if len(found) != 1:
        raise RashomonError(_("The report"), _("there is none of this id"))
    [(stored, _looked)] = found
    near = turn.form.get("near", "")
    spans = places_of(
        stored.report.text, turn.form.get("words", ""), int(near) if near.isdecimal() and len(near) < 10 else None
    )
    if not spans:
        raise RashomonError(
            _("These words"), _("they do not stand in the text one after another"),
            _("Go back, and copy them from one place of it."),
        )  # fmt: skip
    at = urlencode([("at", f"{s.start}-{s.end}") for s in spans[:SEVERAL]])
    return back_to(f"/reports/{stored.report.key}?{at}#add")


def places_of(text: str, words: str, near: int | None = None) -> list[Span]:
    """Where words stand in a text, as they look; with `near`, the one place that is nearest to that character.

    >>> places_of("He said:  “No.” Again he said: 'No.'", 'said: "no."')
    [Span(start=3, end=15)]
    >>> places_of("a b, a  b", "A B", near=6)
    [Span(start=5, end=9)]
    """
    wanted = _as_seen(words.strip()[:LONGEST])[0].strip()
    if not wanted:
        return []
    seen, at = _as_seen(text)
    starts, start = [], seen.find(wanted)
    while start >= 0:
        starts.append(start)
        start = seen.find(wanted, start + 1)
    found = list(dict.fromkeys(Span(at[s], at[s + len(wanted) - 1] + 1) for s in starts))
    return found if near is None or not found else [min(found, key=lambda s: abs(s.start - near))]


def _as_seen(text: str) -> tuple[str, list[int]]:
    """A text without its differences that an eye passes over, and for each character of it where it stood."""
    out: list[str] = []
    at: list[int] = []
    for i, c in enumerate(text):
        if c.isspace():
            c = " "
            if out and out[-1] == " ":
                continue
        elif not clean(c) or _UNSEEN.match(c):
            continue
        for folded in _ALIKE.get(c, c).casefold():
            out.append(folded)
            at.append(i)
    return "".join(out), at


def places_in(turn: Turn, key: str, text: str) -> list[Place]:
    """The places that the address of a report's page names (`at=12-40`), those that are in the text."""
    found = []
    for value in turn.request.query_params.getlist("at")[:SEVERAL]:
        if m := re.fullmatch(r"(\d{1,9})-(\d{1,9})", value):
            start, end = int(m[1]), int(m[2])
            if start < end <= len(text) and end - start <= LONGEST:
                around = text[max(0, start - 80) : start], text[start:end], text[end : end + 80]
                found.append(Place(Span(start, end), *around, f"/reports/{key}?at={start}-{end}#add"))
    return found


def addition(key: str, place: Place, reading: Reading | None) -> Addition:
    """The form for a claim in these words. It begins with the place, the day and the figures that were read in them."""
    sayers: list[tuple[str, str]] = []
    target = key
    for n, s in enumerate(reading.statements if reading else (), start=1):
        if s.claims:
            sayers.append(
                (s.claims[0].id, Phrase("{n}: {name} ({stance})", n=n, name=s.speaker.name, stance=Phrase(s.stance)))
            )
            if any(c.start <= place.span.start and place.span.end <= c.end for c in s.content):
                target = s.claims[0].id
    return Addition(
        place, target, tuple(sayers), _values(place.span, reading), tuple(f for f in FIELDS if f not in FIRST)
    )


def _values(span: Span, reading: Reading | None) -> dict[str, str]:
    found = {"polarity": "affirmed", "modality": "happened", "stance": "reports", "manner": "indirect"}
    if reading is None:
        return found
    places = [p for p in reading.places if _inside(p.span, span)]
    times = [t for t in reading.times if _inside(t.span, span) and t.type == "DATE" and t.start and t.end]
    if places:
        found["place"] = places[0].name
    if times:
        start, end = str(times[0].start)[:10], str(times[0].end)[:10]
        found["date"] = start if start == end else f"{start}/{end}"
    for what in ("killed", "injured"):
        if counts := [c for c in reading.counts if c.what == what and _inside(c.span, span)]:
            found[what] = _figure(counts[0])
    return found


def _figure(c: Count) -> str:
    low, high = ("" if x is None else f"{x:g}" for x in (c.low, c.high))
    return low if low == high else f"{low}-{high}"


def _inside(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end


def choices(world: World) -> Mapping[str, Sequence[str]]:
    """The fields that take one of a list, with the list: a camp too is one that the packs know, and never mistyped."""
    camps = ("", *sorted({*world.packs.camps, *world.packs.sides.labels}), *NEUTRAL)
    return {f: corrections.choices(f, world.kinds) for f in corrections.CHOICES} | {
        f: camps for f in FIELDS if f.endswith("_camp")
    }


def fields_of(form: Iterable[tuple[str, str]], of_a_claim: bool) -> dict[str, str]:
    """The fields that a form for an addition says: those with a value, without the speaker's where it is known."""
    told = {name.removeprefix("field-"): value.strip() for name, value in form if name.startswith("field-")}
    return {f: v for f, v in told.items() if v and not (of_a_claim and f in OF_THE_SPEAKER)}
