"""Does the name of a private person leave? Invented persons in many sentences, looked for in all exports.

The names are real ones that are other words, too: days, towns, countries, titles, outlets, officials of a pack. Each
report is read by the real reading; every format, the brief and the manifest are searched for the words of its persons,
of the report alone and of many at once. What the same sentences show of other persons is no leak: a region that is
called like somebody. What sentences with nobody private in them show (controls) is looked for as well: what must be
read and is hidden is a fault, too.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import random
import re
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from rashomon.errors import RashomonError
from rashomon.intake.make_report import Source, freeze
from rashomon.matters import gather
from rashomon.model import Report
from rashomon.pages import brief
from rashomon.reading.readers import read
from rashomon.sharing import FORMATS, Shared, manifest, render, share
from rashomon.sharing.as_datasette import as_text
from rashomon.sharing.records import Profile
from rashomon.world import World

MONITOR = "Human Rights Watch"
OFFICIAL = "Sergei Lavrov"
"""An official whom the pack that it is read with lists."""
OTHERS = (("Arvo Quellen", "Arvo", "Quellen"), ("Mirta Osberg", "Mirta", "Osberg"), ("Tove Brask", "Tove", "Brask"))
"""Names of nothing and nobody else, for the twins of reports."""
PROFILES: tuple[Profile, ...] = ("default", "full")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Exposed:
    """A report in which persons are named: the words of each."""

    report: Report
    form: str
    persons: tuple[frozenset[str], ...]
    twin: Report
    """The same sentence with other persons in it."""


@dataclass(frozen=True, slots=True)
class Leak:
    form: str
    text: str
    words: tuple[str, ...]
    whole: bool
    """Every word of the name is in one format."""
    formats: tuple[str, ...]
    beside: bool
    """It leaves beside other reports only."""


@dataclass(frozen=True, slots=True)
class Result:
    persons: int
    exposed: int
    """Persons of whom a word stands in the rows of the full profile: the others test nothing."""
    leaks: tuple[Leak, ...]
    controls: int
    masked: tuple[str, ...]
    """Controls of which something is not seen that the full profile shows."""


@cache
def data() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "leaks.toml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    text = re.sub("[\u200b-\u200f\u00ad\u2060\ufeff]", "", text)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def words_of(name: str) -> frozenset[str]:
    return frozenset(
        w for w in re.findall(r"\w+", plain(name)) if len(w) > 1 and w.casefold() not in data()["particles"]
    )


def campaign(size: int, seed: int) -> Iterator[list[Exposed]]:
    """Reports in lots in which no two persons share a word, `size` of them in all. The same seed gives the same."""
    rng = random.Random(seed)  # noqa: S311
    table = data()
    forms = [(role, text) for role, texts in table["forms"].items() for text in texts]
    left = [forms[i % len(forms)] for i in range(size)]
    rng.shuffle(left)
    while left:
        lot: list[Exposed] = []
        taken: set[str] = set()
        people = [(custom, p) for custom, about in table["customs"].items() for p in about["people"]]
        rng.shuffle(people)
        for role, form in list(left):
            need = max(int(d or 1) for d in re.findall(rf"\{{(?:{'|'.join(_SLOTS)})(\d?)\}}", form))
            group = _group(_fit(people, form), taken, need)
            if group is None:
                break
            custom, persons = group
            left.remove((role, form))
            taken |= {w.casefold() for p in persons for w in words_of(p[0])}
            lot.append(_filled(role, form, table["customs"][custom], persons, rng))
        yield lot


_SLOTS = ("name", "first", "last", "NAME", "handle", "short", "tag")


def _fit(people: Sequence[tuple[str, Sequence[str]]], form: str) -> list[tuple[str, Sequence[str]]]:
    """Whom a form can name: of a sentence that is true of a town as well, nobody whose whole name there is a town's."""
    if form not in data()["reads_as_place"]["forms"]:
        return list(people)
    shut = frozenset(data()["reads_as_place"]["names"])
    at = {"name": 0, "first": 1, "last": 2}
    used = [at[slot] for slot in re.findall(r"\{(name|first|last)\d?\}", form)]
    return [(custom, p) for custom, p in people if shut.isdisjoint(p[k] for k in used)]


def _group(
    people: Sequence[tuple[str, Sequence[str]]], taken: set[str], need: int
) -> tuple[str, list[Sequence[str]]] | None:
    free = [(c, p) for c, p in people if taken.isdisjoint(w.casefold() for w in words_of(p[0]))]
    for custom, head in free:
        group, seen = [head], {w.casefold() for w in words_of(head[0])}
        for other, p in free:
            words = {w.casefold() for w in words_of(p[0])}
            if other == custom and len(group) < need and seen.isdisjoint(words):
                group.append(p)
                seen |= words
        if len(group) == need:
            return custom, group
    return None


def _filled(
    role: str, form: str, about: Mapping[str, Any], persons: Sequence[Sequence[str]], rng: random.Random
) -> Exposed:
    base, words = _about(about, rng), []
    slots, others = dict(base), dict(base)
    used = set(re.findall(r"\{(\w+)\}", form))
    for n, person in enumerate(persons, 1):
        tag = "" if n == 1 else str(n)
        mine = _slots(*person)
        slots |= {k + tag: v for k, v in mine.items()}
        others |= {k + tag: v for k, v in _slots(*OTHERS[n - 1]).items()}
        told = {w for k, v in mine.items() if k + tag in used for w in ({v} if k == "handle" else words_of(v))}
        if told:
            words.append(frozenset(told))
    return Exposed(frozen(_fill(form, slots)), f"{role}: {form}", tuple(words), frozen(_fill(form, others)))


def _slots(name: str, first: str, last: str) -> dict[str, str]:
    """What a form may say of a person. A tag is one word: of it the whole is looked for."""
    bare = re.sub(r"\W+", "_", plain(name))
    return {
        "name": name, "first": first, "last": last, "NAME": name.upper(), "handle": bare.lower(),
        "short": f"{plain(name)[0].upper()}. {last}", "tag": "JusticeFor" + bare.replace("_", ""),
    }  # fmt: skip


def _about(about: Mapping[str, Any], rng: random.Random) -> dict[str, str]:
    town = rng.choice(about["towns"])
    low = {k: "the " + about[k].removeprefix("The ") for k in ("army", "ministry", "group")}
    return {
        "town": town, "TOWN": town.upper(), "army": low["army"], "gov": low["ministry"], "group": low["group"],
        "monitor": MONITOR, "official": OFFICIAL,
    }  # fmt: skip


def _fill(form: str, slots: Mapping[str, str]) -> str:
    text = re.sub(r"\{(\w+)\}", lambda m: slots[m[1]], form)
    return re.sub(r"(^|[.!?:]\s+|\n)the (?=[A-Z])", lambda m: m[1] + "The ", text)


def frozen(text: str) -> Report:
    """A text as a report, with the parts that intake finds in it."""
    raw = text.encode()
    source = Source(hashlib.sha256(raw).hexdigest()[:8], "2024-03-12", "Harbour Post")
    return freeze(text, source, raw=raw, media_type="text/plain", language="en")


def exports(reports: Sequence[Report], world: World) -> tuple[dict[str, set[str]], set[str], Shared]:
    """The words of all that leaves by default, by format; those of the full profile; and what leaves."""
    told = [(report, reading) for report, reading in read(reports, world) if reading]
    matters = gather(told, world)
    shared = share(matters, told, world)
    out = {form: words_in(text) for form in FORMATS if (text := _text(form, shared)) is not None}
    out["brief"] = words_in(brief(shared, title="Leaks", generated=NOW))
    out["manifest"] = words_in(manifest(shared, {"x": b""}, form="csv", figures="range", generated=NOW))
    full = share(matters, told, world, profile="full")
    return out, words_in(render("csv", full).decode()), shared


def _text(form: str, shared: Shared) -> str | None:
    """A format as text; of Parquet its values, of a database its SQL, of a workbook its XML. None where its engine is
    missing."""
    try:
        made = render(form, shared)
    except RashomonError:
        return None
    if form.endswith("xlsx"):
        with zipfile.ZipFile(io.BytesIO(made)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if form == "datasette":
        return as_text(made)
    if not form.endswith("parquet"):
        return made.decode("utf-8", "replace")
    from pyarrow import parquet  # type: ignore[import-untyped]

    return json.dumps(parquet.read_table(io.BytesIO(made)).to_pylist(), ensure_ascii=False, default=str)


def words_in(text: str) -> set[str]:
    text = html.unescape(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text))
    return {w for t in (text, unquote(text)) for w in re.findall(r"\w+", plain(t))}


def spellings(word: str) -> set[str]:
    """A word of a name as it may be met. Small letters are those of common words."""
    return {word, word.upper(), word.capitalize()} if not word.islower() else {word}


def measure(world: World, size: int = 800, seed: int = 1, *, together: bool = True) -> Result:
    """Reads the campaign and its controls. `together`: all reports in one ledger as well."""
    table = data()
    rng = random.Random(seed)  # noqa: S311
    controls: list[tuple[str, Report, list[str]]] = []
    for n, (about, (form, *seen)) in enumerate(
        (about, row) for about in list(table["customs"].values())[::4] for row in table["controls"]["sentences"]
    ):
        slots = _about(about, rng) | {"n": str(301 + n)}
        things = [_fill(v, slots).removeprefix("The ").removeprefix("the ") for v in seen]
        controls.append((str(301 + n), frozen(_fill(form, slots)), things))
    lots = list(campaign(size, seed))
    persons = exposed = 0
    leaks: list[Leak] = []
    for lot in lots:
        out, full, _ = exports([e.report for e in lot], world)
        for e in lot:
            persons += len(e.persons)
            exposed += sum(any(spellings(w) & full for w in words) for words in e.persons)
        leaks += _blamed(lot, out, world)
    if together:
        everything = [e for lot in lots for e in lot]
        out, _, _ = exports([e.report for e in everything] + [r for _, r, _ in controls], world)
        known = {w for k in leaks for w in k.words}
        left = [k for e in everything for k in found(e, out, {}, beside=True) if not known.issuperset(k.words)]
        if left:
            innocent, _, _ = exports([e.twin for e in everything] + [r for _, r, _ in controls], world)
            left = [k for e in everything for k in found(e, out, innocent, beside=True)]
        leaks += {(k.words, k.whole): k for k in left if not known.issuperset(k.words)}.values()
    return Result(persons, exposed, tuple(leaks), len(controls), tuple(_masked(controls, world)))


def _blamed(lot: Sequence[Exposed], out: Mapping[str, set[str]], world: World) -> Iterator[Leak]:
    """The leaks of a lot, each blamed on the report that alone has it; else on the lot, unless its twins have it."""
    beside: list[Exposed] = []
    for e in lot:
        if any(found(e, out, {}, beside=True)):
            alone = list(found(e, exports([e.report], world)[0], exports([e.twin], world)[0], beside=False))
            yield from alone
            if not alone:
                beside.append(e)
    if beside:
        innocent, _, _ = exports([e.twin for e in lot], world)
        for e in beside:
            yield from found(e, out, innocent, beside=True)


def found(e: Exposed, out: Mapping[str, set[str]], innocent: Mapping[str, set[str]], *, beside: bool) -> Iterator[Leak]:
    """The leaks of one report. A word that the twins' exports have, too, is blamed on nobody."""
    for words in e.persons:
        there = {f: seen - innocent.get(f, set()) for f, seen in out.items()}
        per = {f: sorted(w for w in words if spellings(w) & seen) for f, seen in there.items()}
        per = {f: w for f, w in per.items() if w}
        if per:
            whole = max(map(len, per.values())) == len(words)
            told = tuple(sorted({w for x in per.values() for w in x}))
            yield Leak(e.form, e.report.text, told, whole, tuple(per), beside)


def _masked(controls: Sequence[tuple[str, Report, list[str]]], world: World) -> Iterator[str]:
    told = [(report, reading) for report, reading in read([r for _, r, _ in controls], world) if reading]
    matters = gather(told, world)
    rows = [render("csv", share(matters, told, world, profile=p)).decode() for p in PROFILES]
    default, full = (text.splitlines() for text in rows)
    for number, report, seen in controls:
        for thing in seen:
            lines = [[x for x in some if re.search(rf"\b{number}\b", x)] for some in (default, full)]
            if any(thing in x for x in lines[1]) and not any(thing in x for x in lines[0]):
                yield f"{thing}: {report.text}"
