"""A format that is made part by part holds what the same format made at once does."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
from exports_made import FULL, SAMPLE

from rashomon.sharing import FORMATS, HELD_FIRST, IN_PARTS, Shared
from rashomon.sharing.policy import Part, incidents_together
from rashomon.sharing.records import HeldBack

WHOLE = {"datasette"}
"""SQLite goes back in its file: it cannot be made part by part."""


def pieces(shared: Shared) -> Iterator[Shared]:
    """Each incident with its claims, those of no matter last; what was held back is known by none of them."""
    for incident in dict.fromkeys(m.incident for m in shared.matters):
        yield replace(
            shared,
            matters=tuple(m for m in shared.matters if m.incident == incident),
            claims=tuple(c for c in shared.claims if c.incident_id == incident),
            held_back=HeldBack(),
        )
    yield replace(
        shared, matters=(), claims=tuple(c for c in shared.claims if c.incident_id is None), held_back=HeldBack()
    )


def bytes_of(some: Iterator[str] | Iterator[bytes]) -> bytes:
    return b"".join(p.encode() if isinstance(p, str) else p for p in some)


def lines(data: bytes) -> list[str]:
    return sorted(data.decode().splitlines())


def parquet(data: bytes) -> Any:
    from pyarrow import parquet as read

    table = read.read_table(io.BytesIO(data))
    return sorted(map(repr, table.to_pylist())), table.schema.metadata, [str(f) for f in table.schema]


def sheets(data: bytes) -> Any:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    return [(sheet.title, sorted(map(repr, sheet.iter_rows(values_only=True)))) for sheet in book]


def in_one_json(data: bytes) -> Any:
    found = json.loads(data)
    for rows in (found.get("features"), found.get("first", {}).get("items")):
        if rows:
            rows.sort(key=lambda row: row["id"])
    return found


def compared(form: str) -> Callable[[bytes], Any]:
    if form.endswith("parquet"):
        return parquet
    if form.endswith("xlsx"):
        return sheets
    return in_one_json if form in ("geojson", "annotation.jsonld") else lines


def test_all_of_our_formats_but_one_are_made_so() -> None:
    assert set(FORMATS) - set(IN_PARTS) == WHOLE


@pytest.mark.parametrize("shared", [SAMPLE, FULL], ids=["default", "full"])
@pytest.mark.parametrize("form", IN_PARTS)
def test_parts_hold_what_the_whole_holds(form: str, shared: Shared) -> None:
    assert shared.matters
    read = compared(form)
    made = FORMATS[form](shared)
    whole = made.encode() if isinstance(made, str) else made
    assert read(bytes_of(IN_PARTS[form](pieces(shared), lambda: shared.held_back))) == read(whole)


@pytest.mark.parametrize("form", sorted(set(IN_PARTS) - HELD_FIRST))
def test_what_was_held_back_is_asked_when_all_rows_are_made(form: str) -> None:
    gone: list[int] = []

    def some() -> Iterator[Shared]:
        for one in pieces(SAMPLE):
            gone.append(1)
            yield one

    def held() -> HeldBack:
        assert len(gone) == len(list(pieces(SAMPLE)))
        return SAMPLE.held_back

    assert bytes_of(IN_PARTS[form](some(), held))


@pytest.mark.parametrize("form", IN_PARTS)
def test_a_file_of_nothing(form: str) -> None:
    nothing = replace(SAMPLE, matters=(), claims=())
    made = FORMATS[form](nothing)
    assert bytes_of(IN_PARTS[form](iter([nothing]), lambda: nothing.held_back)) == (
        made.encode() if isinstance(made, str) else made
    )
    if form.endswith("xlsx"):
        assert ZipFile(io.BytesIO(bytes(made))).testzip() is None  # type: ignore[arg-type]
    elif form in ("geojson", "annotation.jsonld"):
        json.loads(made)


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_an_incident_is_in_one_part_however_it_was_cut(size: int) -> None:
    order = sorted(SAMPLE.matters, key=lambda m: m.incident)
    lone = [c for c in SAMPLE.claims if c.incident_id is None]
    cut = [
        Part(
            tuple(order[n : n + size]),
            tuple(c for c in SAMPLE.claims if c.matter_id in {m.id for m in order[n : n + size]}),
        )
        for n in range(0, len(order), size)
    ] + [Part((), tuple(lone))]
    found = list(incidents_together(cut))
    where: dict[str, set[int]] = {}
    for n, part in enumerate(found):
        for m in part.matters:
            where.setdefault(m.incident, set()).add(n)
        for c in part.claims:
            if c.incident_id:
                where.setdefault(c.incident_id, set()).add(n)
    assert all(len(parts) == 1 for parts in where.values())
    assert [m for part in found for m in part.matters] == order
    assert {c.claim_id for part in found for c in part.claims} == {c.claim_id for part in cut for c in part.claims}
