"""How the components are lined up: languages, empty texts, long texts in pieces, and the parsing model."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_report import SAID, report
from spacy.language import Language
from spacy.tokens import Doc

from rashomon.errors import RashomonError
from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.reading.readers import BATCH
from rashomon.world import load_world


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\r\n", "\u200b", ".", "…", "***", "\N{GRINNING FACE}", "\ufeff", "123", "a"]
)
def test_a_text_that_says_nothing_gives_an_empty_reading(text: str) -> None:
    ((_, reading),) = pipeline.read([report(text)], load_world())
    assert reading is not None
    assert reading.statements == ()
    assert (reading.main, reading.killed) == (None, None)


def test_reports_are_taken_as_readings_are_asked_for() -> None:
    taken: list[int] = []

    def reports() -> Iterator[Report]:
        for n in range(BATCH * 3):
            taken.append(n)
            yield report(".", f"r{n}")

    found = pipeline.read(reports(), load_world())
    assert next(found)[0].id == "r0"
    assert len(taken) <= 2 * BATCH


def test_a_reading_says_what_it_depends_on() -> None:
    world = load_world()
    r = report(SAID)
    ((_, reading),) = pipeline.read([r], world)
    assert reading is not None
    assert (reading.id, reading.sha256, reading.published, reading.world) == (
        r.id,
        r.sha256,
        "2016-07-10",
        world.sha256,
    )
    assert all(s.id.startswith(r.key) for s in reading.statements)


def test_with_no_published_date_relative_days_stay_relative() -> None:
    ((_, reading),) = pipeline.read([report(SAID, published=None)], load_world())
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
    assert len(list(pipeline.pieces(text))) >= 7
    ((_, reading),) = pipeline.read([report(text)], load_world())
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
        ("one paragraph.\r\n\r\ntwo\r\nlines", 26, ["one paragraph.\r\n", "\r\ntwo\r\nlines"]),
        ("one paragraph.\n \t\ntwo\nlines", 26, ["one paragraph.\n", " \t\ntwo\nlines"]),
        ("some words with no end at all", 20, ["some words with no ", "end at all"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
    ],
)
def test_a_long_text_is_cut_where_the_least_is_lost(text: str, longest: int, cut: list[str]) -> None:
    assert [text[a:b] for a, b in pipeline.pieces(text, longest)] == cut


@pytest.fixture
def fresh() -> Iterator[None]:
    """The pipeline is kept from one reading to the next; these tests load it anew."""
    pipeline.load.cache_clear()
    pipeline._whole.cache_clear()
    yield
    pipeline.load.cache_clear()
    pipeline._whole.cache_clear()


def test_a_model_that_is_not_installed_is_named_with_advice(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_MODEL", "en_no_such_pipeline")
    with pytest.raises(RashomonError) as raised:
        list(pipeline.read([report(SAID)], load_world()))
    assert "en_no_such_pipeline" in raised.value.thing
    assert "not installed" in raised.value.why
    assert "RASHOMON_MODEL" in raised.value.fix


def test_a_default_model_with_other_files_is_refused(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RASHOMON_MODEL", raising=False)
    monkeypatch.setattr(pipeline, "_model_hash", lambda folder: "0" * 64)
    with pytest.raises(RashomonError, match="not the ones that were measured") as raised:
        pipeline.load(load_world())
    assert "Reinstall" in raised.value.fix


def test_the_hash_of_the_model_notices_any_change(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "parser").mkdir()
    (folder / "parser" / "model").write_bytes(b"weights")
    before = pipeline._model_hash(folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"made by Python")
    assert pipeline._model_hash(folder) == before
    (folder / "parser" / "model").write_bytes(b"weightz")
    assert pipeline._model_hash(folder) != before
    (folder / "parser" / "model").write_bytes(b"weights")
    (folder / "added").write_bytes(b"")
    assert pipeline._model_hash(folder) != before


def test_the_length_of_a_piece_is_read_when_a_text_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PIECE", 10)
    assert list(pipeline.pieces("x" * 25)) == [(0, 10), (10, 20), (20, 25)]


@pytest.mark.parametrize("blank", ["\n\n", "\r\n\r\n", "\n \n", "\r\n\t\r\n"])
def test_a_sentence_ends_where_a_paragraph_does(blank: str) -> None:
    """Also where neither a full stop nor a capital letter says so."""
    text = f"shelling of the town by the{blank}army went on for days"
    doc = pipeline.load(load_world())(
        pipeline.make_doc(pipeline.load(load_world()), report(text), Span(0, len(text)), load_world())
    )
    assert text.index("army") in {s.start_char for s in doc.sents}


def test_a_long_texts_pieces_are_let_go_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the pieces of one report are put together, no more than the first, the last and the next are held."""

    class Piece:
        """As much of a `Doc` as is asked of it."""

        def __init__(self) -> None:
            self.text, self.user_data = "", dict[str, object]()
            self._ = SimpleNamespace(received="", described=[], places=[], times=[], counts=[], statements=[], names=[])

    made: list[weakref.ref[Piece]] = []
    alive: list[int] = []

    def docs() -> Iterator[Piece]:
        for _ in range(30):
            doc = Piece()
            made.append(weakref.ref(doc))
            alive.append(sum(ref() is not None for ref in made))
            yield doc
            del doc

    asked: list[object] = []
    monkeypatch.setattr(pipeline, "main_event", lambda doc, *_: asked.append(doc) or (None, None))
    text = "x" * 30
    spans = [Span(n, n + 1) for n in range(30)]
    pipeline._assemble(report(text), spans, docs(), load_world(), ())  # type: ignore[arg-type]
    assert len(made) == 30
    assert max(alive) <= 3
    assert len(asked) == 1
    assert asked[0] is made[0]()


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(load_world())


ODD = st.text(st.sampled_from("ab.\"“'()-/…1 \n\u00a0\u0301\U0001f3da"), max_size=12)
RUNS = st.lists(st.tuples(ODD, st.integers(1, 400)).map(lambda run: run[0] * run[1]), max_size=4).map("".join)


@given(text=RUNS)
@settings(max_examples=60, deadline=None)
def test_long_runs_are_tokenized_in_stretches_and_no_character_moves(nlp: Language, text: str) -> None:
    stretches: list[str] = []

    def make_doc(stretch: str) -> Doc:
        stretches.append(stretch)
        return nlp.make_doc(stretch)

    doc = pipeline._tokens(SimpleNamespace(make_doc=make_doc), text)  # type: ignore[arg-type]
    assert doc.text == text == "".join(stretches)
    assert [text[t.idx : t.idx + len(t)] for t in doc] == [t.text for t in doc]
    assert all(len(run) <= 500 for stretch in stretches for run in stretch.split())


def test_a_run_of_quotation_marks_is_cut_short_and_words_are_left_alone(nlp: Language) -> None:
    words = "They can't have gone to https://harbour.example/" + "a/b" * 100 + " - or so he said."
    text = words + " " + '"' * 12_000 + " " + words
    assert max(map(len, pipeline.CUTS.split(text))) <= len(words) + 1 + 100  # the rest of the marks and what follows
    doc, alone = pipeline._tokens(nlp, text), nlp.make_doc(words)
    assert [(t.text, t.norm_) for t in doc][: len(alone)] == [(t.text, t.norm_) for t in alone]
    assert [(t.text, t.norm_) for t in doc][-len(alone) :] == [(t.text, t.norm_) for t in alone]


@pytest.mark.parametrize("lacking", pipeline.NEEDED)
def test_a_model_that_lacks_a_component_is_refused_with_advice(
    fresh: None, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    real = spacy.load
    monkeypatch.setenv("RASHOMON_MODEL", "their_own")
    monkeypatch.setattr(
        spacy, "load", lambda name, exclude, **more: real(pipeline.MODEL, exclude=[*exclude, lacking], **more)
    )
    with pytest.raises(RashomonError, match=f"their_own: it has no {lacking}") as raised:
        pipeline.load(load_world())
    assert all(part in raised.value.fix for part in ("RASHOMON_MODEL", *pipeline.NEEDED))


def test_a_blank_pipeline_on_disk_is_refused_with_advice(
    fresh: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    monkeypatch.setenv("RASHOMON_MODEL", str(tmp_path / "blank"))
    with pytest.raises(RashomonError, match="no tagger and no parser"):
        pipeline.load(load_world())
    (tmp_path / "blank" / "config.cfg").write_text("[nlp]\nlang = 3\n")
    with pytest.raises(RashomonError, match="cannot be loaded"):
        pipeline.load(load_world())


@pytest.mark.parametrize(
    ("lengths", "together"),
    [
        ([], BATCH),
        ([0], BATCH),
        ([2_000] * 64, BATCH),
        ([10_000, 300], 16),
        ([pipeline.PIECE] * 1_000, 4),
        ([10 * pipeline.PIECE], 1),
    ],
)
def test_fewer_long_pieces_are_parsed_at_once(lengths: list[int], together: int) -> None:
    assert pipeline._together(Span(5, 5 + n) for n in lengths) == together


def test_how_many_are_parsed_at_once_changes_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [report(f"{TOLD.format(n=n)} {SAID}" * (n % 3 + 1), f"r{n}") for n in range(2, 14)]
    found = []
    for at_once in (1, 400, 10**9):
        monkeypatch.setattr(pipeline, "AT_ONCE", at_once)
        found.append([reading for _, reading in pipeline.read(reports, load_world())])
    assert found[0] == found[1] == found[2]


ISLE = """
name = "isle"
label = "a war on an island"
[camps]
crown = { label = "crown", changes = [{ camp = "league", since = 2019-03-01 }] }
league = { label = "league" }
[modifiers]
crown = ["zembrovian"]
[metonyms]
crown = ["Port Zembra"]
[[descriptors]]
phrases = ["zembrovian harbour warden"]
role = "official"
camp = "crown"
"""


def test_words_that_changed_sides_are_known_in_every_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compiled of a world as of a day, in the memory zone of the first batch that asks, outlives it."""
    (tmp_path / "pack.toml").write_text(ISLE, encoding="utf-8")
    world = load_world((str(tmp_path),))
    told = "Zembrovian forces shelled the village of Corva on Monday, killing 12 people, the harbour warden said."
    reports = [Report(f"r{n}", told, "", published="2020-05-05") for n in range(6)]
    monkeypatch.setattr(pipeline, "BATCH", 2)
    readings = [reading for _, reading in pipeline.read(reports, world)]
    camps = [[c.actor.camp for s in r.statements for c in s.claims if c.actor is not None] for r in readings]
    assert camps[0] != []
    assert set(camps[0]) == {"league"}
    assert camps == camps[:1] * len(reports)
