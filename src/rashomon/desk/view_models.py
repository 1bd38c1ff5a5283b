"""Claims, positions and texts as the pages show them: all of it, since an analyst works here, with links onward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from rashomon.ledger.decide.apply_decisions import Read
from rashomon.model import Matter, Reading, Span, Speaker, Toll
from rashomon.pages.control_strip import cut
from rashomon.pages.drawing import element
from rashomon.pages.i18n import _, clean
from rashomon.sharing import Shared, SharedClaim, SharedPosition, share
from rashomon.sharing.as_csv import answered
from rashomon.sharing.records import SharedMatter
from rashomon.sharing.speakers import is_public
from rashomon.world import World


@dataclass(frozen=True, slots=True)
class Words:
    """One claim in its words, with where it leads."""

    row: SharedClaim
    report: str
    """The key of its report."""
    statement: str
    speaker_page: str | None
    """The id of the speaker in the packs, where it may have a page: organisations and officials."""
    via: str | None
    """Who quoted the speaker, where that is not the outlet itself."""


def citation(w: Words) -> str:
    """The words of a claim with all that finds them again: who, where, when, which characters of which text."""
    row = w.row
    quote = " ".join("".join(p.text for p in row.context if p.mark == "content").split()) or row.quote or ""
    said = f"{row.speaker}: “{quote}”"
    source = ", ".join(x for x in (row.outlet, row.published and row.published[:10]) if x)
    title = f"“{row.report_title}”" if row.report_title else row.report_id
    place = f"characters {row.start} to {row.end} of the text with SHA-256 {(row.text_sha256 or '')[:16]}"
    return (
        ". ".join(x for x in (said, source, title, row.report_url, place, f"{row.claim_id}, {row.review}") if x) + "."
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """A position with its words, one for each passage."""

    position: SharedPosition
    answer: str
    figure: bool
    quotes: tuple[Words, ...]
    matter: str


@dataclass(frozen=True, slots=True)
class Column:
    """A camp with its answers: several where it is divided, or gave one figure after another."""

    label: str
    answers: tuple[Answer, ...]


def full(
    world: World, matters: Sequence[Matter], read: Iterable[Read], only: Collection[str], reviews: dict[str, str]
) -> Shared:
    """Matters and the claims `only` as records, with nothing held back."""
    kept = [(report, _cut(reading, only)) for report, reading in read]
    return share(matters, kept, world, profile="full", rulings=reviews)


def _cut(reading: Reading, only: Collection[str]) -> Reading:
    statements = (replace(s, claims=tuple(c for c in s.claims if c.id in only)) for s in reading.statements)
    return replace(reading, statements=tuple(s for s in statements if s.claims))


def words_of(shared: Shared, read: Iterable[Read], world: World) -> dict[str, Words]:
    """The claims of `shared` with where they lead, by id."""
    rows = {c.claim_id: c for c in shared.claims}
    found = {}
    for report, reading in read:
        said = {s.id: s for s in reading.statements}
        for s in reading.statements:
            for c in s.claims:
                if c.id in rows:
                    via = said.get(s.via or "")
                    found[c.id] = Words(
                        rows[c.id], report.key, s.id, speaker_page(s.speaker, world), via.speaker.name if via else None
                    )
    return found


def speaker_page(speaker: Speaker, world: World) -> str | None:
    entity = world.packs.entities.get(speaker.entity or "")
    return entity.id if entity is not None and is_public(entity) else None


def columns(shared: Shared, words: dict[str, Words]) -> list[Column]:
    """The positions of the one matter in `shared`, side by side."""
    return accounts(shared.matters[:1], words)


def accounts(matters: Sequence[SharedMatter], words: dict[str, Words]) -> list[Column]:
    """The positions of some matters, side by side by camp; the same words under one claim only."""
    found: dict[str, list[Answer]] = {}
    for matter in matters:
        for position in matter.positions:
            quotes: dict[tuple[str, str, str], Words] = {}
            for claim in position.claims:
                if w := words.get(claim):
                    quotes.setdefault((w.report, w.row.speaker, "".join(p.text for p in w.row.context)), w)
            answer = answered(position)
            told = Answer(position, answer, isinstance(position.answer, Toll), tuple(quotes.values()), matter.id)
            found.setdefault(position.camp_label, []).append(told)
    return [Column(label, tuple(answers)) for label, answers in found.items()]


# Ranges


WIDTH, LEFT, HEIGHT = 460, 186, 26
"""Units of the drawing, of which a phone has room for all: what is said of it is then still 10 pixels high."""
CALLED = 22
"""Letters of who gives a figure that have room before the bars."""


MOST_BARS = 12
"""Figures that are drawn: of more, each stands in words below and bars would say less than they do."""


def called_ranges(
    given: Sequence[tuple[str, Sequence[str], Toll]],
) -> list[tuple[str, int | None, int | None]]:
    """Camp, speakers and figure as `draw_ranges` takes them: where a camp gives several, each by who gives it.

    Of more than are drawn, the first of every camp come before the second of one.
    """
    several = Counter(camp for camp, _speakers, _toll in given)
    turn: Counter[str] = Counter()
    in_turn = []
    for n, (camp, _speakers, _toll) in enumerate(given):
        in_turn.append((turn[camp], n))
        turn[camp] += 1
    drawn = sorted(n for _, n in sorted(in_turn)[:MOST_BARS])
    return [
        (speakers[0] if several[camp] > 1 and speakers else camp, toll.low, toll.high)
        for camp, speakers, toll in (given[n] for n in drawn)
    ]


def draw_ranges(ranges: Sequence[tuple[str, int | None, int | None]]) -> Markup:
    """Figures with who gives them, as bars on one scale: a dot for one number, a bar for a range, faded ends for none.

    `None` is an open end. Empty markup where nobody gives a figure.
    """
    given = [r for r in ranges if r[1] is not None or r[2] is not None]
    if not given:
        return Markup("")
    top = max(max(low or 0, high or 0) for _who, low, high in given) or 1
    room = WIDTH - LEFT - 84

    def x(n: int) -> float:
        return LEFT + room * n / top

    parts = []
    for row, (who, low, high) in enumerate(given):
        y = HEIGHT * row + HEIGHT / 2
        start, end = x(low or 0), x(high) if high is not None else x(top) + 30.0
        parts.append(element("text", cut(clean(who), CALLED), x=LEFT - 10, y=y + 4, text_anchor="end", class_="row"))
        parts.append(element("path", d=f"M{LEFT} {y:.1f}H{x(top):.1f}", class_="grid"))
        style = "range" + (" open" if high is None or low is None else "")
        parts.append(element("rect", x=start - 4, y=y - 4, width=end - start + 8, height=8, rx=4, class_=style))
        said = (
            f"{low}" if low == high else f"{low}+" if high is None else f"≤ {high}" if low is None else f"{low}–{high}"
        )
        parts.append(element("text", said, x=end + 10, y=y + 4, class_="numbers"))
    told = "; ".join(
        f"{clean(who)}: {'?' if low is None else low}"
        if low == high
        else f"{clean(who)}: "
        + _("{low} to {high}").format(low="?" if low is None else low, high="?" if high is None else high)
        for who, low, high in given
    )
    return element(
        "svg", element("title", told), *parts, class_="ranges", viewBox=f"0 0 {WIDTH} {HEIGHT * len(given)}",
        role="img", aria_label=told,
    )  # fmt: skip


# A text with what was read in it


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report's text and all that it is: classes, the anchors that begin here, what to say of it."""

    text: str
    marks: tuple[str, ...]
    anchors: tuple[str, ...]
    title: str


def pieces(text: str, marks: Iterable[tuple[Span, str, str, str]]) -> list[Piece]:
    """A text cut where a mark begins or ends. Each mark is a span, a class, an anchor or "", and what it says.

    >>> [p.text for p in pieces("abcdef", [(Span(1, 3), "place", "", ""), (Span(2, 5), "time", "", "")])]
    ['a', 'b', 'c', 'de', 'f']
    """
    spans = [(s, c, a, t) for s, c, a, t in marks if 0 <= s.start < s.end <= len(text)]
    cuts = sorted({0, len(text), *(s.start for s, *_ in spans), *(s.end for s, *_ in spans)})
    starts: dict[int, list[tuple[Span, str, str, str]]] = {}
    for mark in spans:
        starts.setdefault(mark[0].start, []).append(mark)
    found: list[Piece] = []
    over: list[tuple[Span, str, str, str]] = []
    seen: set[str] = set()
    for start, end in pairwise(cuts):
        over = [m for m in over if m[0].end > start] + starts.get(start, [])
        anchors = [m[2] for m in starts.get(start, []) if m[2] and m[2] not in seen]
        seen.update(anchors)
        said = "; ".join(dict.fromkeys(m[3] for m in over if m[3]))
        found.append(
            Piece(text[start:end], tuple(dict.fromkeys(m[1] for m in over)), tuple(dict.fromkeys(anchors)), said)
        )
    return found
