"""The map and the timeline of the desk: nothing of a filter is left out, and nothing is surer than it was told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import desk_made as made
import made_up
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from map_made import TOLD, Told, ledger_of

from rashomon import ledger as book
from rashomon.desk import histogram, map_page
from rashomon.desk.filters import View, address, box_text, view_of
from rashomon.desk.outlines_script import land_script
from rashomon.ledger.read import facets, geo_time_counts
from rashomon.ledger.read.facets import Wanted


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return ledger_of(tmp_path / "map.rashomon", TOLD)


# --- what is asked for ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("from=2013-07-31&to=2013-07-31", ["Kastrel"]),
        ("from=2013-08-05&to=2013-08-06", ["Kastrel"]),  # the days of the second reach over it
        ("from=2013-08-21&to=2013-09-01", []),  # "by 2 September" counts by that day alone
        ("from=2013-09-02", ["Upland", "Nowhere Mill"]),
        ("to=2013-07-31", ["Kastrel"]),
        ("to=2013-07-30", []),
        ("from=1900-01-01", ["Corvany", "Kastrel", "Kastrel", "Nowhere Mill", "Upland"]),  # with no day: in no days
        ("at=pack:x/Kastrel", ["Kastrel", "Kastrel"]),
        ("at=Nowhere+Mill", ["Nowhere Mill"]),
        ("at=nothing", []),
        ("bbox=36.9,34.9,37.1,35.1", ["Kastrel", "Kastrel"]),
        ("bbox=37.1,34.9,37.2,35.1", ["Kastrel"]),  # reached by the wider circle alone
        ("bbox=37.2,35.5,37.3,35.6", ["Upland"]),  # somewhere in the province
        ("bbox=29,29,31,31", []),  # known to a country only
        ("bbox=179,-18,-179,-17", ["Fiji Ford"]),  # over the 180th meridian
        ("bbox=-180,-18,-179.95,-17", ["Fiji Ford"]),
        ("bbox=-180,-90,180,90", ["Fiji Ford", "Kastrel", "Kastrel", "Upland"]),
    ],
)
def test_days_and_boxes_hold_on_every_page_and_in_what_is_downloaded(path: Path, query: str, places: list[str]) -> None:
    with made.desk(path) as client:
        found = client.get(f"/matters.json?{query}").json()["matters"]
        # A name that no gazetteer has is held back.
        expected = sorted("?" if p == "Nowhere Mill" else p for p in places)
        assert sorted(m["place"] or "?" for m in found) == expected
        assert client.get(f"/matters.csv?{query}").text.count("\n") == len(places) + 1
        features = client.get(f"/map.json?{query}").json()["features"]
        assert sorted(f["properties"]["place"] or "?" for f in features) == expected
        assert len(client.get(f"/review.json?{query}").json()["claims"]) == len(places)
        head = f"{len(places)} matter{'' if len(places) == 1 else 's'} "
        for page in ("/matters", "/map"):
            assert f'dir="auto">{head}' in client.get(f"{page}?{query}").text
        assert head in client.get(f"/review?{query}").text


@pytest.mark.parametrize(
    "query",
    [
        "from=yesterday", "to=2013-02-30", "from=2013-1-1", "to=٢٠١٣-٠١-٠١", "bbox=1,2,3", "bbox=1,2,3,4,",
        "bbox=1,2,3,4,5", "bbox=nan,0,1,1", "bbox=0,10,1,5", "bbox=-181,0,1,1", "bbox=1e1,0,1,1", "bbox=0,0,1,91",
        "at=",
    ],
)  # fmt: skip
def test_what_is_no_day_and_no_box_is_left_out(query: str) -> None:
    assert view_of(parse_qsl(query, keep_blank_values=True)) == View()


degrees = st.floats(-180, 180, allow_nan=False)
boxes = st.tuples(degrees, st.floats(-90, 90), degrees, st.floats(-90, 90)).map(
    lambda b: (round(b[0], 4), round(min(b[1], b[3]), 4), round(b[2], 4), round(max(b[1], b[3]), 4))
)
some_days = st.none() | st.dates().map(date.isoformat)


@given(boxes, some_days, some_days, st.text(max_size=20))
def test_an_address_says_the_days_and_the_box_again(
    box: tuple[float, float, float, float], start: str | None, end: str | None, at: str
) -> None:
    at = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", at).strip()
    view = View(Wanted(days=(start, end), bbox=box, at=at))
    assert view_of(parse_qsl(urlsplit(address("/map", view)).query)) == view
    assert box_text(None) == ""


# --- where ----------------------------------------------------------------------------------------------------------


def test_the_map_counts_by_place(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        found = geo_time_counts.spread(ledger, Wanted())
    by = {s.name: s for s in found.spots}
    assert {name: s.matters for name, s in by.items()} == {"Kastrel": 2, "Upland": 1, "Fiji Ford": 1}
    assert by["Kastrel"].circles == (2.0, 12.0)
    assert by["Kastrel"].radius_km == 12.0  # as common as the other, and wider
    assert [(name, n) for _id, name, n in found.unplotted] == [("Corvany", 1), ("Nowhere Mill", 1)]
    assert (found.nowhere, found.undated) == (0, 1)


places = st.sampled_from(["Kastrel", "Brellin", "Ondessa", "Quennet"])
tolds = st.lists(
    st.builds(
        Told,
        places,
        st.none()
        | st.tuples(st.sampled_from([35.0, 36.0]), st.sampled_from([37.0, 38.0]), st.sampled_from([1.0, 50.0])),
        st.tuples(*[st.none() | st.sampled_from(["2013-07-31", "2013-08-02", "2014-01-01"])] * 2).map(
            lambda d: d if None in d or d[0] <= d[1] else d[::-1]  # type: ignore[operator]
        ),
        st.sampled_from(["locality", "admin1", "country"]),
        st.sampled_from(["", None]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(tolds, some_days, boxes | st.none())
def test_the_counts_of_the_map_are_those_of_the_lists(
    tmp_path_factory: pytest.TempPathFactory, told: list[Told], start: str | None, box: tuple[float, ...] | None
) -> None:
    path = ledger_of(tmp_path_factory.mktemp("map") / "a.rashomon", told)
    wanted = Wanted(days=(start, None), bbox=box)  # type: ignore[arg-type]
    with book.open_ledger(path) as ledger:
        found = geo_time_counts.spread(ledger, wanted)
        in_days = replace(wanted, bbox=None)
        for id_, n in [(s.id, s.matters) for s in found.spots] + [(i, n) for i, _, n in found.unplotted]:
            listed = facets.listed(ledger, replace(in_days, at=id_))[0]
            assert listed >= n  # a place may be known to a point here, to a country there
        told_of = sum(s.matters for s in found.spots) + sum(n for *_, n in found.unplotted) + found.nowhere
        assert told_of == facets.listed(ledger, in_days)[0]
        in_box = replace(wanted, days=(None, None))
        assert sum(n for *_, n in found.ranges) + found.undated == facets.listed(ledger, in_box)[0]
        for s in found.spots:
            assert sum(s.statuses.values()) == s.matters


def test_the_counts_follow_a_decision(path: Path) -> None:
    with book.open_ledger(path) as ledger:
        [name] = [m.id for m in book.matters(ledger) if m.place == "Upland"]
        assert "Upland" in {s.name for s in geo_time_counts.spread(ledger, Wanted()).spots}
        book.decide(ledger, "set_aside", name, by="A. Editor", why="", now=made_up.NOW)
        assert "Upland" not in {s.name for s in geo_time_counts.spread(ledger, Wanted()).spots}


def test_the_page_tells_each_place_in_words_and_leads_to_its_matters(path: Path) -> None:
    with made.desk(path) as client:
        text = client.get("/map?status=one_origin").text
        row = re.search(r"<tr data-circle=\"35.0000,37.0000,12\".*?</tr>", text)
        assert row
        assert [cell for cell in re.sub("<[^>]+>", "|", row[0]).split("|") if cell] == [
            "Kastrel", "town or city, ±12 km", "2 matters", "2 one origin",
        ]  # fmt: skip
        assert 'href="/map?status=one_origin&amp;at=pack:x/Kastrel#at"'.replace("/Kastrel", "%2FKastrel") in row[0]
        opened = client.get("/map?status=one_origin&at=pack:x/Kastrel").text
        assert ">2 matters whose status is one origin and at pack:x/Kastrel</h1>" in opened
        assert len(set(re.findall(r'data-row href="(/matters/M-\w+)"', opened))) == 2
        # The map still shows what is around.
        assert opened.count("<tr data-circle=") == text.count("<tr data-circle=") == 3
        assert opened.count('aria-current="true"') == 1
        assert "Corvany</bdi></a> 1, " in text


def test_a_box_is_asked_of_the_places_that_may_leave(tmp_path: Path) -> None:
    """A hospital is widened to its province: which rows are chosen must not tell where in the province it is."""
    path = ledger_of(
        tmp_path / "a.rashomon", [Told("Kastrel", (36.0, 37.9, 1.0), ("2013-07-31",) * 2)], site="hospital"
    )
    near, far = "bbox=37.8,35.9,38,36.1", "bbox=37,35.9,37.2,36.1"
    with made.desk(path) as client:
        [feature] = client.get("/map.json").json()["features"]
        assert feature["properties"]["coarsened"]
        assert "Kastrel" not in json.dumps(feature)
        assert len(book_listed(path, near)) == 1
        assert book_listed(path, far) == []
        assert client.get(f"/map.json?{near}").json()["features"] == client.get(f"/map.json?{far}").json()["features"]


def book_listed(path: Path, query: str) -> list[str]:
    with book.open_ledger(path) as ledger:
        return facets.fitting(ledger, view_of(parse_qsl(query)).wanted)


def test_hostile_names_are_text_in_the_table(tmp_path: Path) -> None:
    names = ['"><script>alert(1)</script>', "\u202eevil", "{{ 7*7 }}", "a'b&c;"]
    path = ledger_of(
        tmp_path / "a.rashomon", [Told(n, (35.0 + i, 37.0, 2.0), (None, None)) for i, n in enumerate(names)]
    )
    with made.desk(path) as client:
        text = client.get("/map").text
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert "{{ 7*7 }}" in text
        for name in names:
            leads = client.get("/map", params={"at": f"pack:x/{name.replace(' ', '-')}"}).text
            assert leads.count("data-row") == 1 + ("\u202e" in name) * 0


def test_the_map_and_its_library_are_served_and_asked_for_once(path: Path) -> None:
    with made.desk(path) as client:
        for name in ("leaflet.js", "leaflet.css", "land.js", "map.js", "map.css"):
            first = client.get(f"/static/{name}")
            assert first.status_code == 200
            again = client.get(f"/static/{name}", headers={"if-none-match": first.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
        assert client.get("/static/leaflet-src.js").status_code == 404
        assert b"Leaflet 1.9" in client.get("/static/leaflet.js").content[:200]


def test_the_land_has_every_country_with_a_name_that_stands_in_it() -> None:
    told = json.loads(land_script().decode().removeprefix("const rashomonLand = ").rstrip(";\n"))
    by = {name: (label, rings) for name, label, rings in told}
    assert len(by) > 200
    for name, (south, north, west, east) in {"Syria": (32, 38, 35, 43), "Chile": (-56, -17, -76, -66)}.items():
        (lon, lat, _wide, _high), rings = by[name]
        assert south < lat < north
        assert west < lon < east
        assert all(len(steps) % 2 == 0 and len(steps) >= 6 for steps in rings)


# --- when -----------------------------------------------------------------------------------------------------------


def d(text: str) -> date:
    return date.fromisoformat(text)


def test_bars_tell_what_is_certain_from_what_is_possible() -> None:
    strip = histogram.binned(
        [
            (d("2013-07-31"), d("2013-07-31"), 3),  # on one day
            (d("2013-07-30"), d("2013-08-01"), 2),  # over three
            (None, d("2013-08-01"), 4),  # at some time up to it
            (d("2013-07-30"), None, 1),  # from then on
        ]
    )
    assert strip is not None
    assert strip.step == "day"
    assert [(b.first.day, b.certain, b.possible) for b in strip.bins] == [(30, 0, 3), (31, 3, 2), (1, 0, 6)]


@pytest.mark.parametrize(
    ("span", "step"),
    [
        (0, "day"),
        (129, "day"),
        (130, "week"),
        (909, "week"),
        (910, "month"),
        (5000, "year"),
        (60000, "decade"),
        (900000, "century"),
    ],
)
def test_bars_are_as_fine_as_there_is_room(span: int, step: str) -> None:
    first = d("2010-03-03")
    ranges = [(first + timedelta(n), first + timedelta(n), 1) for n in {*range(0, span + 1, max(1, span // 20)), span}]
    strip = histogram.binned(ranges)
    assert strip is not None
    assert strip.step == step
    assert len(strip.bins) <= histogram.MOST_BINS + 1  # the first and the last may be cut short
    assert sum(b.certain for b in strip.bins) == len(ranges)


def test_what_lies_far_from_the_rest_is_counted_beside_the_axis() -> None:
    day = d("2016-05-05")
    strip = histogram.binned(
        [(day + timedelta(n), day + timedelta(n), 5) for n in range(30)] + [(d("1600-01-01"),) * 2 + (2,)]
    )  # type: ignore[operator]
    assert strip is not None
    assert (strip.earlier, strip.later) == (2, 0)
    assert strip.bins[0].first == day


ranges = st.lists(
    st.tuples(st.none() | st.dates(), st.none() | st.dates(), st.integers(1, 50)).filter(
        lambda r: r[0] is None or r[1] is None or r[0] <= r[1]
    ),
    max_size=30,
)


@given(ranges, some_days, some_days)
def test_no_matter_with_a_day_is_left_out_of_the_strip(
    some: list[histogram.Ranged], start: str | None, end: str | None
) -> None:
    strip = histogram.binned(some)
    dated = [r for r in some if r[0] or r[1]]
    if strip is None:
        assert dated == []
        return
    assert all(b.last >= b.first for b in strip.bins)
    assert all(a.last + timedelta(1) == b.first for a, b in zip(strip.bins, strip.bins[1:], strict=False))
    for first, last, n in dated:
        first, last = first or last, last or first
        assert first
        assert last
        touched = [b for b in strip.bins if b.first <= last and b.last >= first]
        assert touched or strip.earlier + strip.later >= n
        assert all(b.certain + b.possible >= n for b in touched)
    drawn = str(histogram.draw(strip, (start, end)))
    assert drawn.startswith("<svg")
    assert not re.search(r'(?:width|height)="-', drawn)


def test_an_empty_ledger_has_a_page(tmp_path: Path) -> None:
    with made.desk(made.ledger(tmp_path / "a.rashomon", [])) as client:
        answer = client.get("/map?from=2013-01-01&bbox=0,0,1,1&at=nothing")
        assert answer.status_code == 200
        assert "0 matters" in answer.text


def test_a_list_of_few_matters_has_their_bars_and_one_of_many_has_not(tmp_path: Path) -> None:
    def told(n: int) -> list[Told]:
        return [Told("Kastrel", (35.0, 37.0, 2.0), ("2013-07-31", "2013-07-31"))] * n

    few = ledger_of(tmp_path / "few.rashomon", told(2))
    many = ledger_of(tmp_path / "many.rashomon", told(map_page.LISTED + 1))
    with made.desk(few) as client:
        assert 'class="timeline"' in client.get("/map").text
    with made.desk(many) as client:
        text = client.get("/map").text
        assert 'class="timeline"' not in text
        assert f">{map_page.LISTED + 1} matters</td>" in text
        assert 'class="timeline"' in client.get("/map?q=r1").text or "0 matters" in client.get("/map?q=r1").text
