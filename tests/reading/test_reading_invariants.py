"""What holds of every reading, whatever the text: spans quote the text, indices and ids hold, and nothing else matters.

The texts are made from sentences of ours with characters that break offsets: emoji beyond the first plane, combining
marks, right-to-left scripts, CRLF, blanks of every sort, and characters with no width.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from tried import tried

from rashomon.intake.parts import parts
from rashomon.model import Claim, Reading, Report, Span
from rashomon.reading import pipeline
from rashomon.world import load_world

PUBLISHED = "2016-07-10"

SENTENCES = [
    "The army shelled Homs on Friday, killing at least 12 civilians, activists said.",
    "“We lost the town and 14 of our fighters,” said a rebel commander on Tuesday.",
    "State television quoted the army as saying that its units had entered Aleppo.",
    "Aleppo has not yet fallen, residents say.",
    "A spokesman denied that warplanes had bombed the hospital in Idlib.",
    "Rebels called the withdrawal from Hama a ‘tactical retreat’.",
    "Some 2,000 residents fled to Damascus, the Red Cross said in a statement on 3 July 2016.",
    "According to the United Nations, aid has been kept out of the city for nearly 20 days.",
    "If the truce fails, the army will attack Daraa next week.",
    "'They took my brother's car,' a farmer told reporters",
    "Between 20 and 30 soldiers were killed near Palmyra on 14 August 2016.",
    "Syria's army said: the rebels' base in Homs was destroyed by missiles yesterday!",
]
ODD = [
    "\N{GRINNING FACE}",
    "\U0001f1f8\U0001f1fe",  # two regional indicators make one flag
    "\N{FAMILY}\ufe0f\u200d\N{BOY}",
    "e\u0301 a\u0308\u0323",  # combining marks
    "قال ناشطون إن القصف استمر",
    "\u202bحمص\u202c",
    "העיר לא נפלה",
    "\u200b\u2060\ufeff",
    "\u00ad",
    "\x00\x07",
    "ß İ ﬁ ǅ",  # their lower or upper case is longer or shorter
    "«»„“‚‘",
    "12\u00a0000",
    "\u2028\u2029\x85",
    "--- * * * ---",
    "http://example.org/a?b=c",
    "”",
    '"',
]
GLUE = [" ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\u00a0", "\u202f", "\u200b", "\t", "", "\n \n", " – "]

TEXTS = st.lists(
    st.tuples(st.sampled_from(SENTENCES) | st.sampled_from(ODD) | st.text(max_size=12), st.sampled_from(GLUE)),
    max_size=9,
).map(lambda bits: "".join(word + glue for word, glue in bits))
FEW = tried(40, in_every_test=25, suppress_health_check=[HealthCheck.too_slow])


def report(text: str, name: str = "r") -> Report:
    data = text.encode("utf-8", "surrogatepass")
    return Report(
        id=name,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        parts=parts(text, None),
        published=PUBLISHED,
        language="en",
    )


def read(*texts: str) -> list[Reading]:
    found = [reading for _, reading in pipeline.read([report(t, f"r{n}") for n, t in enumerate(texts)], load_world())]
    assert all(reading is not None for reading in found)
    return [reading for reading in found if reading is not None]


def records(value: Any) -> Iterator[Any]:
    """Every record in a reading, nested ones too."""
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from records(getattr(value, field.name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from records(inner)


def spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from spans(inner)


def claims(reading: Reading) -> list[Claim]:
    return [c for s in reading.statements for c in s.claims]


def untold(claim: Claim) -> list[str]:
    """The fields of a claim that have a value, but neither a span nor a named inference."""
    parties = {
        "actor": claim.actor,
        "target": claim.target,
        "holder": claim.holder,
        "means": claim.means,
        "reason": claim.reason,
    }
    out = [name for name, value in parties.items() if value is not None and value.span is None]
    if claim.place is not None and claim.place_from is None:
        out.append("place")
    if (claim.time.span is None) == (claim.time.from_ == "text"):
        out.append("time")
    return out


@FEW
@given(text=TEXTS)
def test_spans_quote_the_text_and_ids_and_indices_hold(text: str) -> None:
    (reading,) = read(text)
    for span in spans(reading):
        assert type(span) is Span
        assert 0 <= span.start < span.end <= len(text)
    for record in records(reading):
        if getattr(record, "span", None) is not None and hasattr(record, "text"):
            assert record.text == text[record.span.start : record.span.end]
    ids = [s.id for s in reading.statements]
    assert len(set(ids)) == len(ids)
    assert all(s.via is None or (s.via in ids and s.via != s.id) for s in reading.statements)
    claim_ids = [c.id for c in claims(reading)]
    assert len(set(claim_ids)) == len(claim_ids)
    assert reading.main is None or reading.main in claim_ids
    assert reading.killed is None or set(reading.killed.claims) <= set(claim_ids)
    for s in reading.statements:
        assert all(c.id.startswith(f"{s.id}.") for c in s.claims)
        assert (s.speaker.text is None) == (s.speaker.span is None)
    for claim in claims(reading):
        assert all(p is None or 0 <= p < len(reading.places) for p in (claim.place, claim.from_place, claim.to_place))
        assert all(0 <= c < len(reading.counts) for c in claim.counts)
        assert untold(claim) == []


@FEW
@given(text=TEXTS)
def test_nothing_happened_after_it_was_published(text: str) -> None:
    (reading,) = read(text)
    for claim in claims(reading):
        when = claim.time
        assert all(day is None or date.fromisoformat(day) for day in (when.start, when.end))
        assert when.start is None or when.end is None or when.start <= when.end
        if claim.modality in ("happened", "ongoing"):
            assert when.end is not None
            assert when.end <= PUBLISHED
    for time in reading.times:
        assert time.start is None or time.end is None or time.start <= time.end
    for count in reading.counts:
        assert count.low is None or count.high is None or count.low <= count.high


@tried(20, in_every_test=10, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(TEXTS, min_size=2, max_size=5), order=st.randoms(use_true_random=False))
def test_a_reading_is_the_same_alone_in_company_in_any_order_and_again(texts: list[str], order: Any) -> None:
    reports = [report(t, f"r{n}") for n, t in enumerate(texts)]
    alone = {r.id: reading for r in reports for _, reading in pipeline.read([r], load_world())}
    assert [reading for _, reading in pipeline.read(reports, load_world())] == [alone[r.id] for r in reports]
    shuffled = list(reports)
    order.shuffle(shuffled)
    assert [(r.id, reading) for r, reading in pipeline.read(shuffled, load_world())] == [
        (r.id, alone[r.id]) for r in shuffled
    ]


@tried(25, in_every_test=12, suppress_health_check=[HealthCheck.too_slow])
@given(
    picked=st.lists(st.sampled_from([s for s in SENTENCES if s[0].isalnum()]), min_size=5, unique=True),
    gap=st.sampled_from(["\n\n", "\r\n\r\n"]),
)
def test_a_text_read_in_pieces_says_the_same(picked: list[str], gap: str) -> None:
    """Who said which words. A quotation that goes on, what "the city" is, or a parse, may hang on another piece."""
    text = gap.join(["The town of Kastrel was quiet, a resident said.", *picked])
    whole, cut = pipeline.pieces, []

    def small(text: str) -> list[Span]:
        cut.append(list(whole(text, 250)))
        return cut[-1]

    (at_once,) = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "pieces", small)
        (in_pieces,) = read(text)
    assert len(cut[0]) > 1

    def said(reading: Reading) -> list[tuple[Any, ...]]:
        return [(s.id, s.stance, s.cue, s.content) for s in reading.statements]

    assert said(in_pieces) == said(at_once)
    assert in_pieces.counts == at_once.counts
    assert in_pieces.times == at_once.times


@given(text=st.text(alphabet="ab. \n\r", max_size=400), longest=st.integers(2, 60))
def test_pieces_cover_the_text_once(text: str, longest: int) -> None:
    spans = list(pipeline.pieces(text, longest))
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(b - a <= longest for a, b in spans)
    assert len(spans) == 1 or all(b > a for a, b in spans)


def test_an_apostrophe_of_either_sort_is_quoted_as_it_stands() -> None:
    """The parser sees straight apostrophes and plain blanks; what is handed out is what the report says."""
    curly, straight = (
        read(f"The army{mark}s\u00a0shelling of Homs killed 12\u00a0people, residents{mark} leaders said.")[0]
        for mark in "’'"
    )
    assert [(s.content, [c.trigger for c in s.claims]) for s in curly.statements] == [
        (s.content, [c.trigger for c in s.claims]) for s in straight.statements
    ]
    words = {record.text for record in records(curly) if isinstance(getattr(record, "text", None), str)}
    assert claims(curly)
    assert any("\u00a0" in w or "’" in w for w in words)
    assert not any("'" in w for w in words)
