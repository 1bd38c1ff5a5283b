"""A row of a database of events, read: each field of its claim is a cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rashomon.matters import gather
from rashomon.model import Claim, Reading, Report
from rashomon.reading import readers
from rashomon.reading.rules import rules
from rashomon.world import load_world
from rashomon.world.known_databases import MEDIA

GED = {
    "id": "700123", "type_of_violence": "1", "side_a": "Government of Ukraine",
    "side_b": "Government of Russia (Soviet Union)",
    "where_prec": "1", "where_coordinates": "Kupiansk town", "adm_1": "Kharkiv oblast", "latitude": "49.71",
    "longitude": "37.61", "country": "Ukraine", "date_start": "2031-05-03 00:00:00.000",
    "date_end": "2031-05-03 00:00:00.000", "deaths_civilians": "3", "best": "12", "high": "15", "low": "10",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "UKR77", "event_date": "03 May 2031", "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Russia (2000-)", "actor2": "Civilians (Ukraine)", "country": "Ukraine",
    "admin1": "Kharkiv", "location": "Kupiansk", "latitude": "49.71", "longitude": "37.62", "geo_precision": "1",
    "fatalities": "40",
}  # fmt: skip


def row(cells: dict[str, str], name: str = "ucdp", **other: str) -> Report:
    text = "\n".join(f"{k}: {v}" for k, v in {**cells, **other}.items() if v)
    return Report(f"{name} 1", text, f"{hash(text):x}", media_type=MEDIA + name, outlet=name, language="en")


def read(report: Report) -> Reading:
    [(_, found)] = readers.read([report], load_world())
    assert found is not None
    return found


def claim(report: Report) -> Claim:
    [found] = [c for s in read(report).statements for c in s.claims]
    return found


def test_each_field_points_at_its_cell() -> None:
    report = row(GED)
    found, told = read(report), claim(report)
    at = {w.field: report.text[w.at.start : w.at.end] for w in told.why if w.at}
    assert at == {
        "kind": "1", "time": "2031-05-03 00:00:00.000", "counts": "10", "actor": "Government of Ukraine",
        "target": "Government of Russia (Soviet Union)", "place": "Kupiansk town",
    }  # fmt: skip
    assert all(w.rule in rules() for w in (*told.why, *found.statements[0].why))
    assert told.firm
    assert (told.kind, told.time.start, told.time.end) == ("clash", "2031-05-03", "2031-05-03")
    assert [(c.who, c.low, c.high, c.part_of) for c in found.counts] == [
        ("people", 10, 15, None),
        ("civilians", 3, 3, 0),
    ]
    assert (found.places[0].lat, found.places[0].precision, found.places[0].country) == (49.71, "locality", "UA")
    speaker = found.statements[0].speaker
    assert (speaker.name, speaker.camp, speaker.entity) == ("UCDP GED", "monitor", "ucdp")


@pytest.mark.parametrize(
    ("name", "camp"),
    [
        ("Government of Ukraine", "ukraine"),
        ("Military Forces of Russia (2000-)", "russia"),
        ("Police Forces of Kenya (2022-)", "kenya"),
        ("Government of Nowhere", "unknown"),
        ("Civilians (Ukraine)", "local"),
        ("Unidentified Armed Group (Ukraine)", None),
        ("The Band of the Seven Hills", "unknown"),
    ],
)
def test_whose_side_an_actor_is_of(name: str, camp: str | None) -> None:
    actor = claim(row(GED, side_a=name)).actor
    assert (actor.camp if actor is not None else None) == camp


@pytest.mark.parametrize(
    ("other", "precision"),
    [({"where_prec": "2"}, "vicinity"), ({"where_prec": "4"}, "admin1"), ({"where_prec": "6"}, "country")],
)
def test_a_place_is_as_exact_as_the_database_says(other: dict[str, str], precision: str) -> None:
    assert read(row(GED, **other)).places[0].precision == precision


@pytest.mark.parametrize("other", [{"type_of_violence": "9"}, {"date_start": "spring"}, {"type_of_violence": ""}])
def test_a_row_that_tells_no_kind_or_no_day_claims_nothing(other: dict[str, str]) -> None:
    assert [c for s in read(row(GED, **other)).statements for c in s.claims] == []


def test_no_dead_are_no_figure() -> None:
    assert read(row(GED, low="0", high="0", deaths_civilians="0")).counts == ()


def test_rival_databases_are_compared_as_any_accounts() -> None:
    ged, acled = (
        row(GED, type_of_violence="3", side_a="Government of Russia (Soviet Union)", side_b="Civilians"),
        row(ACLED, "acled"),
    )
    found: list[Any] = gather([(r, read(r)) for r in (ged, acled)], load_world())
    assert len({m.incident for m in found}) == 1
    [toll] = [m for m in found if m.kind == "death_toll"]
    assert (toll.status, toll.disputed) == ("disputed", ("how_many",))
    assert {s for p in toll.positions for s in p.speakers} == {"UCDP GED", "ACLED"}
    [who] = [m for m in found if m.kind == "responsibility"]
    assert {p.answer for p in who.positions} == {"russia"}


def test_a_report_in_words_is_read_by_the_reader_of_its_language() -> None:
    report = replace(row(GED), media_type="text/plain")
    assert readers.reader_of(report) == readers.READERS["en"]
    assert readers.reader_of(row(GED)) == readers.ROWS
