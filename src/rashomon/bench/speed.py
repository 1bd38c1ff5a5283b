"""How fast is the reading? Words a second of the whole and of each component, beside the parse it cannot do without."""

from __future__ import annotations

import itertools
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import spacy
from spacy.language import Language

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.intake import receive
from rashomon.model import Report
from rashomon.reading import pipeline
from rashomon.reading.readers import BATCH, reader_of
from rashomon.world import World, load_world

REPEATS = 3
"""Runs of each, in turns: a machine that slows down slows both. The median counts."""

BARE = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
"""The bare parse: what any reading with this model has to run."""


@dataclass(frozen=True, slots=True)
class Speed:
    reports: int
    words: int
    """Of all reports read, by white space."""
    bare: tuple[float, ...]
    """Seconds, one run each."""
    whole: tuple[float, ...]
    components: tuple[tuple[str, float], ...]
    """Seconds of one pass, in the order of the pipeline, the tokenizer first."""
    peak_mb: float
    """Resident memory of this process at its highest, in megabytes (10**6 bytes)."""

    @property
    def ratio(self) -> float:
        """How much longer the whole reading takes than the bare parse: the median over the paired runs."""
        return statistics.median(w / b for w, b in zip(self.whole, self.bare, strict=True))


def speed(paths: Sequence[str | Path]) -> None:
    """Reads the reports at `paths` several times, with `generic` alone, and prints what it took, closing with the ratio
    to the bare parse.

    Raises:
        RashomonError: nothing there that can be read.
    """
    named = [str(path) for path in paths]
    reports = [r for r in receive(named) if isinstance(r, Report) and reader_of(r) == pipeline.__name__]
    if not reports:
        raise RashomonError(", ".join(named), "holds no report in a language that is read", "Name files that do.")
    click.echo(table(measure(reports, load_world())))


def measure(reports: Sequence[Report], world: World) -> Speed:
    """Times the bare parse and the whole reading in turns, then each component once."""
    bare = _bare()
    nlp = pipeline.load(world)
    texts = [text for r in reports for text in _texts(r)]
    _parse(bare, texts[:BATCH])  # what is loaded or compiled on first use is no speed
    _consume(pipeline.read(reports[:BATCH], world))
    seconds_bare: list[float] = []
    seconds_whole: list[float] = []
    for _ in range(REPEATS):
        seconds_bare.append(_seconds(lambda: _parse(bare, texts)))
        seconds_whole.append(_seconds(lambda: _consume(pipeline.read(reports, world))))
    return Speed(
        reports=len(reports),
        words=sum(len(r.text.split()) for r in reports),
        bare=tuple(seconds_bare),
        whole=tuple(seconds_whole),
        components=tuple(_components(nlp, reports, world).items()),
        peak_mb=peak_mb(),
    )


def _bare() -> Language:
    bare = spacy.load(settings.model_name())
    for pipe in bare.pipe_names:
        if pipe not in BARE:
            bare.remove_pipe(pipe)
    return bare


def alone(texts: Sequence[str]) -> dict[str, float]:
    """Words a second of the bare parse and of the model's full pipeline, by the clock, once each after a warm-up."""
    words = sum(len(text.split()) for text in texts)
    found = {}
    for name, nlp in (("bare spaCy", _bare()), ("spaCy's full pipeline", spacy.load(settings.model_name()))):
        _parse(nlp, texts[:8])
        found[name] = words / _seconds(lambda nlp=nlp: _parse(nlp, texts))  # type: ignore[misc]
    return found


def table(s: Speed) -> str:
    """The figures as text. The last line is `ratio to the bare parse: X`."""
    bare, whole = statistics.median(s.bare), statistics.median(s.whole)
    rows = [
        f"{s.reports} reports, {s.words:,} words, {REPEATS} runs of each in turns (medians), batches of {BATCH}",
        "",
        f"{'':22}{'words/s':>12}{'seconds':>10}{'share':>8}",
        _row("whole reading", s.words, whole, None),
        _row("bare parse", s.words, bare, None),
    ]
    total = sum(t for _, t in s.components)
    rows += [_row(f"  {name}", s.words, t, t / total if total else 0) for name, t in s.components]
    rows += ["", f"peak memory: {s.peak_mb:,.0f} MB", f"ratio to the bare parse: {s.ratio:.2f}"]
    return "\n".join(rows)


def peak_mb() -> float:
    """The highest resident memory of this process so far, in MB. getrusage gives KiB on Linux, bytes on macOS."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1e6 if sys.platform == "darwin" else used * 1024 / 1e6


def _row(name: str, words: int, seconds: float, share: float | None) -> str:
    rate = f"{words / seconds:,.0f}" if seconds else "-"
    return f"{name:22}{rate:>12}{seconds:>10.2f}" + (f"{share:>8.0%}" if share is not None else "")


def _texts(report: Report) -> Iterator[str]:
    for piece in pipeline.pieces(report.text):
        yield report.text[piece.start : piece.end].translate(pipeline.SAME_LENGTH)


def _parse(nlp: Language, texts: Sequence[str]) -> None:
    """The bare parse in the batches of the reading, each in a memory zone as there."""
    left = iter(texts)
    while batch := list(itertools.islice(left, BATCH)):
        with nlp.memory_zone():
            _consume(nlp.pipe(batch, batch_size=BATCH))


def _components(nlp: Language, reports: Sequence[Report], world: World) -> dict[str, float]:
    took = dict.fromkeys(["tokenizer", *nlp.pipe_names], 0.0)
    left = iter(reports)
    while batch := list(itertools.islice(left, BATCH)):
        with nlp.memory_zone():
            started = time.perf_counter()
            docs = [pipeline.make_doc(nlp, r, piece, world) for r in batch for piece in pipeline.pieces(r.text)]
            took["tokenizer"] += time.perf_counter() - started
            for name, component in nlp.pipeline:
                started = time.perf_counter()
                if hasattr(component, "pipe"):
                    docs = list(component.pipe(docs, batch_size=BATCH))
                else:
                    docs = [component(doc) for doc in docs]
                took[name] += time.perf_counter() - started
            del docs
    return took


def _seconds(run: Callable[[], None]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _consume(items: Iterator[object]) -> None:
    for _ in items:
        pass
