"""How the components are lined up: languages, empty texts, long texts in pieces, and the parsing model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.errors import RashomonError
from rashomon.intake.parts import parts
from rashomon.model import Report
from rashomon.reading import reader
from rashomon.world import load_world

SAID = "The army shelled the town of Kessin on Friday, killing 12 civilians, residents said."


def report(text: str, name: str = "r", language: str | None = "en", published: str | None = "2016-07-10") -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(id=name, text=text, sha256=digest, parts=parts(text, None), published=published, language=language)


def test_a_language_that_is_not_read_gives_none_in_its_place() -> None:
    reports = [report(SAID, "a"), report("L'armée a bombardé la ville.", "b", "fr"), report(SAID, "c", None)]
    found = list(reader.read(reports, load_world()))
    assert [r.id for r, _ in found] == ["a", "b", "c"]
    assert [reading is None for _, reading in found] == [False, True, False]
    assert found[0][1] is not None
    assert [s.speaker.name for s in found[0][1].statements] == ["residents"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\r\n", "\u200b", ".", "…", "***", "\N{GRINNING FACE}", "\ufeff", "123", "a"]
)
def test_a_text_that_says_nothing_gives_an_empty_reading(text: str) -> None:
    ((_, reading),) = reader.read([report(text)], load_world())
    assert reading is not None
    assert reading.statements == ()
    assert (reading.main, reading.killed) == (None, None)


def test_no_reports_give_no_readings() -> None:
    assert list(reader.read([], load_world())) == []


def test_reports_are_taken_as_readings_are_asked_for() -> None:
    taken: list[int] = []

    def reports() -> Iterator[Report]:
        for n in range(reader.BATCH * 3):
            taken.append(n)
            yield report(".", f"r{n}")

    found = reader.read(reports(), load_world())
    assert next(found)[0].id == "r0"
    assert len(taken) <= 2 * reader.BATCH


def test_a_reading_says_what_it_depends_on() -> None:
    world = load_world()
    r = report(SAID)
    ((_, reading),) = reader.read([r], world)
    assert reading is not None
    assert (reading.id, reading.sha256, reading.published, reading.world) == (
        r.id,
        r.sha256,
        "2016-07-10",
        world.sha256,
    )
    assert all(s.id.startswith(r.key) for s in reading.statements)


def test_with_no_published_date_relative_days_stay_relative() -> None:
    ((_, reading),) = reader.read([report(SAID, published=None)], load_world())
    assert reading is not None
    (friday,) = [t for t in reading.times if t.text.endswith("Friday")]
    assert (friday.start, friday.end) == (None, None)
    (claim,) = [c for s in reading.statements for c in s.claims]
    assert (claim.time.start, claim.time.end) == (None, None)


FILLER = ("bread" * 30 + " ") * 6 + "\n\n"
"""Long words, so that a long text has few of them, and is read in a second."""

TOLD = "At least {n} civilians were killed in Homs, a spokesman for the Red Cross said."


def test_a_text_longer_than_a_piece_keeps_its_offsets() -> None:
    """300,000 characters: what is said at the start, in the middle and at the end is found where it stands."""
    told = [TOLD.format(n=n) for n in (11, 22, 33)]
    half = FILLER * (150_000 // len(FILLER) + 1)
    text = f"{told[0]}\n\n{half}{told[1]}\n\n{half}{told[2]}"
    assert len(text) > 300_000
    assert len(list(reader.pieces(text))) >= 7
    ((_, reading),) = reader.read([report(text)], load_world())
    assert reading is not None
    found = [s for s in reading.statements if s.cue]
    assert [
        text[s.content[0].start : s.content[0].end] + ", a spokesman for the Red Cross said." for s in found
    ] == told
    assert [[reading.counts[i].low for c in s.claims for i in c.counts] for s in found] == [[11], [22], [33]]
    assert [reading.places[c.place].text for s in found for c in s.claims if c.place is not None] == ["Homs"] * 3
    assert [s.content[0].start for s in found] == [text.index(t) for t in told]


@pytest.mark.parametrize(
    ("text", "longest", "cut"),
    [
        ("short", 40, ["short"]),
        ("exactly ten", 11, ["exactly ten"]),
        ("one paragraph.\n\ntwo\nlines", 24, ["one paragraph.\n", "\ntwo\nlines"]),
        ("one line of words\ntwo lines", 25, ["one line of words\n", "two lines"]),
        ("one sentence. another one", 20, ["one sentence.", " another one"]),
        ("some words with no end at all", 20, ["some words with no ", "end at all"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
    ],
)
def test_a_long_text_is_cut_where_the_least_is_lost(text: str, longest: int, cut: list[str]) -> None:
    assert [text[a:b] for a, b in reader.pieces(text, longest)] == cut


@pytest.fixture
def fresh() -> Iterator[None]:
    """The pipeline is kept from one reading to the next; these tests load it anew."""
    reader.load.cache_clear()
    yield
    reader.load.cache_clear()


def test_a_model_that_is_not_installed_is_named_with_advice(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_MODEL", "en_no_such_pipeline")
    with pytest.raises(RashomonError) as raised:
        list(reader.read([report(SAID)], load_world()))
    assert "en_no_such_pipeline" in raised.value.thing
    assert "not installed" in raised.value.why
    assert "RASHOMON_MODEL" in raised.value.fix


def test_a_default_model_with_other_files_is_refused(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RASHOMON_MODEL", raising=False)
    monkeypatch.setattr(reader, "_model_hash", lambda folder: "0" * 64)
    with pytest.raises(RashomonError, match="not the ones that were measured") as raised:
        reader.load(load_world())
    assert "Reinstall" in raised.value.fix


def test_the_hash_of_the_model_notices_any_change(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "parser").mkdir()
    (folder / "parser" / "model").write_bytes(b"weights")
    before = reader._model_hash(folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"made by Python")
    assert reader._model_hash(folder) == before
    (folder / "parser" / "model").write_bytes(b"weightz")
    assert reader._model_hash(folder) != before
    (folder / "parser" / "model").write_bytes(b"weights")
    (folder / "added").write_bytes(b"")
    assert reader._model_hash(folder) != before
