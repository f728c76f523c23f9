"""The geographic layout: what has a place stands there, the rest beside what it is tied to."""

from dataclasses import replace
from math import hypot

import pytest

from tests.viz.made_up import country
from tests.viz.sample import AANEKOSKI, HANKASALMI, JYVASKYLA, KYT, MAIJA, entity, small_map, tie
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.values import Point
from yhdysverkko.viz.geographic import place, project
from yhdysverkko.viz.marks import radii


def test_municipalities_stand_where_they_are_on_a_map() -> None:
    projection = small_map()
    places = place(projection, radii(projection))
    assert places[HANKASALMI] == pytest.approx(project(Point(62.39, 26.44)), abs=0.1)
    assert places[AANEKOSKI][1] < places[HANKASALMI][1] < places[JYVASKYLA][1]  # north is up
    assert places[HANKASALMI][0] > places[JYVASKYLA][0]  # east is right


def test_a_degree_east_is_half_a_degree_north() -> None:
    west, east, north = project(Point(62.0, 25.0)), project(Point(62.0, 26.0)), project(Point(63.0, 25.0))
    assert (east[0] - west[0]) / (west[1] - north[1]) == pytest.approx(0.4695, abs=0.001)  # cos 62°


def test_what_is_tied_to_one_place_stands_beside_it() -> None:
    projection = small_map()
    places = place(projection, radii(projection))
    near, far = (
        hypot(places[MAIJA][0] - places[ref][0], places[MAIJA][1] - places[ref][1]) for ref in (HANKASALMI, KYT)
    )
    assert near < 60
    assert far > 90


def test_what_is_tied_to_no_place_stands_apart_from_the_map() -> None:
    projection = country(600)
    places = place(projection, radii(projection))
    tied = {end for found in projection.ties for end in (found.start, found.end)}
    mapped = max(places[ref][0] for ref in places if ref.kind == "Municipality")
    loose = [places[ref][0] for ref in places if ref.kind == "Association" and ref not in tied]
    assert loose
    assert min(loose) > mapped


def test_an_added_entity_moves_its_neighbourhood_and_not_the_map() -> None:
    before = country(900)
    added = entity(Ref("Person", "uusi"), "Uusi")
    after = replace(
        before,
        entities=(*before.entities, added),
        ties=(*before.ties, tie("LIAISON_FOR", added.ref, before.entities[7].ref)),
    )
    old, new = place(before, radii(before)), place(after, radii(after))
    moved = sorted(hypot(new[ref][0] - old[ref][0], new[ref][1] - old[ref][1]) for ref in old)
    assert moved[len(moved) * 9 // 10] < 5
    assert all(new[ref] == old[ref] for ref in old if ref.kind == "Municipality")


def test_entities_without_any_place_are_laid_out_too() -> None:
    members = [entity(Ref("Association", str(number)), str(number)) for number in range(12)]
    ties = [tie("COOPERATES_WITH", members[0].ref, member.ref) for member in members[1:]]
    projection = Projection(tuple(members), tuple(ties))
    assert len(set(place(projection, radii(projection)).values())) == 12
