"""What land a map shows: its extent, worked out by hand for a few places, and outlines cut to it."""

from __future__ import annotations

import pytest

from rashomon.pages import outlines
from rashomon.pages.drawing import stepped
from rashomon.pages.outlines import KM_PER_DEGREE, MAP_HEIGHT, MAP_WIDTH, Pin, View, view_of

SHAPE = MAP_WIDTH / MAP_HEIGHT


def pin(lat: float, lon: float, radius: float = 0.0) -> Pin:
    return Pin("Kessin", lat, lon, radius, "disputed", False, (1,))


def degrees(km: float) -> float:
    return km / KM_PER_DEGREE


@pytest.mark.parametrize(
    ("pins", "middle", "height"),
    [
        ([pin(0, 10)], (0, 10), degrees(24) * 1.24),  # a village: no nearer than an outline says something
        ([pin(0, 10, 100)], (0, 10), degrees(200) * 1.24),  # with its circle, and air around
        ([pin(-1, 10), pin(1, 10)], (0, 10), 2 * 1.24),
        ([pin(0, 10), pin(0, 16)], (0, 13), 6 / SHAPE * 1.24),  # wider than high: its width counts
        ([pin(60, 10), pin(60, 16)], (60, 13), 6 * 0.5 / SHAPE * 1.24),  # where a degree to the east is half as long
        ([pin(0, 179), pin(0, 183)], (0, 181), 4 / SHAPE * 1.24),
    ],
)
def test_the_extent_of_a_map(pins: list[Pin], middle: tuple[float, float], height: float) -> None:
    view = view_of(pins)
    assert ((view.south + view.north) / 2, (view.west + view.east) / 2) == pytest.approx(middle)
    assert view.north - view.south == pytest.approx(height)
    assert (view.east - view.west) * view.squeeze == pytest.approx(height * SHAPE)


@pytest.mark.parametrize(
    ("lat", "edges"), [(89.0, (90.0, 90 - 2 * degrees(500) * 1.24)), (-89.0, (-90 + 2 * degrees(500) * 1.24, -90.0))]
)
def test_no_map_goes_past_a_pole(lat: float, edges: tuple[float, float]) -> None:
    view = view_of([pin(lat, 0, 500)])
    assert (view.north, view.south) == pytest.approx(edges)


def test_no_map_is_higher_than_170_degrees() -> None:
    view = view_of([pin(-80, 0), pin(80, 0)])
    assert (view.south, view.north) == pytest.approx((-85, 85))


def test_pixels() -> None:
    view = View(10.0, -1.0, 10.0 + 2 * SHAPE, 1.0)
    assert (view.x(10.0), view.y(1.0)) == (0, 0)
    assert (view.x(view.east), view.y(-1.0)) == pytest.approx((MAP_WIDTH, MAP_HEIGHT))
    assert view.km(KM_PER_DEGREE) == pytest.approx(MAP_HEIGHT / 2)


def test_much_the_same_places_have_the_same_map_by_steps() -> None:
    """A step is the power of two next above a sixth of the height: here a quarter of a degree of 1.2."""
    view, other = (View(west, 20.10, west + 1.2 * SHAPE, 21.30) for west in (10.01, 10.02))
    assert stepped(view) == stepped(other)
    wide = stepped(view)
    assert (wide.south, wide.west) == (20.0, 10.0)
    assert wide.north == 21.5
    assert (wide.east - wide.west) * wide.squeeze == pytest.approx(1.5 * SHAPE)
    assert wide.west <= view.west and view.east <= wide.east and view.north <= wide.north


def test_a_map_by_steps_is_as_wide_as_what_it_shows() -> None:
    """In the high north, where its own width would be cut off by its height."""
    view = View(10.0, 60.0, 10.0 + 1.19 * SHAPE / 0.5, 61.19)
    wide = stepped(view)
    assert wide.west <= view.west and view.east <= wide.east


@pytest.mark.parametrize("view", [View(0, -89, 20, -69), View(0, 69, 20, 89)])
def test_where_a_step_would_go_past_a_pole_the_map_is_what_it_was(view: View) -> None:
    assert stepped(view) == view


SQUARE = [(-10.0, -10.0), (10.0, -10.0), (10.0, 10.0), (-10.0, 10.0)]


@pytest.mark.parametrize(
    ("ring", "left"),
    [
        (SQUARE, [(-1.5, -1.5), (-1.5, 1.5), (1.5, -1.5), (1.5, 1.5)]),  # all around: what is left is the view
        ([(-10.0, -0.5), (0.0, -0.5), (0.0, 0.5), (-10.0, 0.5)], [(-1.5, -0.5), (-1.5, 0.5), (0.0, -0.5), (0.0, 0.5)]),
        ([(-1.0, -1.0), (1.0, -1.0), (0.0, 1.0)], [(-1.0, -1.0), (0.0, 1.0), (1.0, -1.0)]),  # inside: itself
        ([(2.0, 2.0), (3.0, 2.0), (3.0, 3.0)], []),
    ],
)
def test_a_ring_is_cut_to_the_view_and_a_margin(ring: outlines.Ring, left: outlines.Ring) -> None:
    assert sorted(set(outlines._clip(ring, View(-1, -1, 1, 1), 0.5))) == left


def test_points_closer_than_a_pixel_to_the_last_one_kept_are_left_out() -> None:
    """At 60 degrees north a pixel is twice as many degrees to the east."""
    pixel = 1.0
    view = View(0.0, 60 - MAP_HEIGHT / 2, 100.0, 60 + MAP_HEIGHT / 2)
    east, north = 2 * pixel, pixel
    ring = [(10.0, 50.0), (10.0 + 0.9 * east, 50.0), (10.0 + 1.1 * east, 50.0), (10.0 + 1.1 * east, 50.0 + 0.9 * north)]
    ring += [(10.0, 50.0 + 0.6 * north), (10.0 - 0.5 * east, 50.0 + 1.2 * north)]
    assert outlines._thinned(ring, view) == [ring[0], ring[2], ring[4], ring[5]]


@pytest.mark.parametrize(
    ("ring", "out"),
    [
        ([(1.0, 0.0), (2.0, 0.0), (2.0, 1.0)], [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0)]),
        ([(179.0, 0.0), (-179.0, 0.0), (-179.0, 1.0)], [(179.0, 0.0), (181.0, 0.0), (181.0, 1.0)]),
        ([(-179.0, 0.0), (179.0, 0.0), (179.0, 1.0)], [(-179.0, 0.0), (-181.0, 0.0), (-181.0, 1.0)]),
        (  # around a pole, which closes it
            [(0.0, -80.0), (120.0, -80.0), (-120.0, -80.0)],
            [(0.0, -80.0), (120.0, -80.0), (240.0, -80.0), (360.0, -80.0), (360.0, -90.0), (0.0, -90.0)],
        ),
    ],
)
def test_a_ring_goes_on_past_the_180th_meridian(ring: outlines.Ring, out: outlines.Ring) -> None:
    assert outlines._unwrapped(ring) == out


@pytest.mark.parametrize(
    ("lat", "at"), [(0.0, [-10.0, 10.0]), (-10.0, [-10.0, 10.0]), (10.0, []), (11.0, [])]
)  # a corner counts once
def test_where_a_ring_crosses_a_latitude(lat: float, at: list[float]) -> None:
    assert outlines.crossings(lat, [SQUARE]) == at


@pytest.mark.parametrize(
    ("ring", "point"),
    [
        (SQUARE, (0.0, 0.0)),
        ([(-10.0, -10.0), (0.0, -10.0), (0.0, 10.0), (-10.0, 10.0)], (-5.0, 0.0)),
        ([(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)], None),  # a hundredth of the view: too small for a name
    ],
)
def test_where_a_countrys_name_goes(ring: outlines.Ring, point: outlines.Point | None) -> None:
    """The middle of a cell of a grid of 20 by 14 over the view."""
    found = outlines.label_point([ring], View(-10, -10, 10, 10))
    assert found == (point and pytest.approx(point, abs=0.75))


def test_a_country_across_the_180th_meridian_is_in_views_on_both_sides() -> None:
    for view in (View(175, -20, 185, -14), View(-185, -20, -175, -14)):
        rings = dict(outlines.countries_in(view))["Fiji"]
        assert all(view.west - 1 <= lon <= view.east + 1 and -21 <= lat <= -13 for ring in rings for lon, lat in ring)
