"""Backgrounds: each region around its own municipalities and nobody else's."""

from datetime import date
from math import cos, hypot, pi

import numpy as np
import pytest

from tests.viz.sample import entity, tie
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.values import Point
from yhdysverkko.viz.arrangement import Outline, Position
from yhdysverkko.viz.backgrounds import outlines
from yhdysverkko.viz.contours import Field, contours, round_off
from yhdysverkko.viz.geographic import place
from yhdysverkko.viz.marks import radii

WEST, EAST = Ref("Region", "06"), Ref("Region", "13")
MOVED = Ref("Municipality", "291")


def two_regions() -> Projection:
    """Twelve municipalities a side and one that moved from the east to the west, close to its former neighbours."""
    entities = [entity(WEST, "Pirkanmaa"), entity(EAST, "Keski-Suomi", name_sv="Mellersta Finland")]
    ties = []
    for number in range(24):
        home = entity(
            Ref("Municipality", f"{number:03}"), str(number), Point(61 + number % 6 / 4, 23 + number // 6 * 0.45)
        )
        entities.append(home)
        ties.append(tie("PART_OF", home.ref, WEST if number < 12 else EAST))
    entities.append(entity(MOVED, "Kuhmoinen", Point(61.6, 23.7)))
    ties += [tie("PART_OF", MOVED, EAST, valid_to=date(2021, 1, 1))]
    ties += [tie("PART_OF", MOVED, WEST, valid_from=date(2021, 1, 1))]
    return Projection(tuple(entities), tuple(ties))


def shapes(projection: Projection, language: str = "fi") -> tuple[dict[Ref, Outline], dict[Ref, Position]]:
    places = place(projection, radii(projection))
    return {outline.ref: outline for outline in outlines(projection, places, language)}, places


def is_inside(outline: Outline, spot: Position) -> bool:
    """By the even-odd rule: how many sides a line to the right crosses."""
    x, y = spot
    crossed = False
    for ring in outline.rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossed = not crossed
    return crossed


def test_each_municipality_is_in_its_region_alone() -> None:
    found, places = shapes(two_regions())
    for number in range(24):
        spot = places[Ref("Municipality", f"{number:03}")]
        assert is_inside(found[WEST], spot) == (number < 12)
        assert is_inside(found[EAST], spot) == (number >= 12)


def test_a_municipality_counts_where_it_is_now() -> None:
    found, places = shapes(two_regions())
    assert is_inside(found[WEST], places[MOVED])
    assert not is_inside(found[EAST], places[MOVED])


def test_a_region_is_named_inside_it() -> None:
    found, _ = shapes(two_regions(), "sv")
    assert found[EAST].label == "Mellersta Finland"
    assert all(is_inside(outline, (outline.x, outline.y)) for outline in found.values())


def test_a_region_with_a_far_municipality_is_in_one_part() -> None:
    homes = [
        entity(Ref("Municipality", name), name, Point(lat, 25.0)) for name, lat in (("a", 62), ("b", 62.2), ("c", 63.4))
    ]
    ties = tuple(tie("PART_OF", home.ref, EAST) for home in homes)
    found, _ = shapes(Projection((*homes, entity(EAST, "Keski-Suomi")), ties))
    assert len(found[EAST].rings) == 1


def test_one_that_has_merged_into_another_bounds_nothing() -> None:
    projection = two_regions()
    gone = entity(Ref("Municipality", "911"), "Valtimo", Point(61.55, 24.4))
    with_gone = Projection((*projection.entities, gone), projection.ties)
    merged = Projection(
        with_gone.entities, (*projection.ties, tie("MERGED_INTO", gone.ref, MOVED, date=date(2020, 1, 1)))
    )
    bounded, places = shapes(with_gone)
    unbounded, _ = shapes(merged)
    assert not is_inside(bounded[EAST], places[gone.ref])
    assert is_inside(unbounded[EAST], places[gone.ref])


def test_a_region_without_municipalities_has_no_shape() -> None:
    found, _ = shapes(Projection((entity(EAST, "Keski-Suomi"),), ()))
    assert found == {}


def test_a_contour_runs_where_the_field_is_zero() -> None:
    grid = np.arange(-10.0, 11.0)
    field = Field(grid, grid, 6 - np.hypot(*np.meshgrid(grid, grid)))
    [ring] = contours(field)
    assert all(hypot(x, y) == pytest.approx(6, abs=0.1) for x, y in ring)


def test_a_hole_is_a_contour_of_its_own() -> None:
    grid = np.arange(-10.0, 11.0)
    field = Field(grid, grid, 2 - abs(6 - np.hypot(*np.meshgrid(grid, grid))))
    assert sorted(round(max(x for x, _ in ring)) for ring in contours(field)) == [4, 8]


def test_touching_corners_stay_two_contours() -> None:
    values = -np.ones((6, 6))
    values[1:3, 1:3] = values[3:5, 3:5] = 1.0
    assert len(contours(Field(np.arange(6.0), np.arange(6.0), values))) == 2


def test_rounding_off_cuts_every_corner() -> None:
    cut = round_off([(0, 0), (4, 0), (4, 4), (0, 4)])
    assert cut[:3] == [(1, 0), (3, 0), (4, 1)]
    assert len(cut) == 8
    assert hypot(cut[2][0] - cut[1][0], cut[2][1] - cut[1][1]) == pytest.approx(1 / cos(pi / 4))
