"""The concentric layout: the focus in the middle, rings by steps, sectors by kind."""

from itertools import combinations
from math import atan2, hypot, pi

import pytest

from tests.viz.sample import entity, tie
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Position
from yhdysverkko.viz.concentric import concentric
from yhdysverkko.viz.marks import radii

Line = tuple[Position, Position]

MAIJA = Ref("Person", "maija")
HOME = Ref("Municipality", "077")
OTHER = Ref("Municipality", "179")
REGION = Ref("Region", "13")
EVENTS = [Ref("Event", f"tapahtuma-{number}") for number in range(3)]
CLUBS = [Ref("Association", f"seura-{number}") for number in range(3)]


def small_ego() -> Projection:
    """Maija works for her municipality; it holds three events, which a club each takes part in; so much for ties."""
    entities = (
        entity(MAIJA, "Maija Meikäläinen"),
        entity(HOME, "Hankasalmi"),
        entity(OTHER, "Jyväskylä"),
        entity(REGION, "Keski-Suomi"),
        *(entity(event, event.id) for event in EVENTS),
        *(entity(club, club.id) for club in CLUBS),
    )
    ties = (
        tie("WORKS_FOR", MAIJA, HOME),
        tie("COOPERATES_WITH", HOME, REGION),
        tie("COOPERATES_WITH", OTHER, REGION),
        *(tie("HELD_IN", event, HOME) for event in EVENTS),
        # In the order of names around the circle, all three ties would cross.
        *(tie("PARTICIPATES_IN", club, event) for club, event in zip(CLUBS, EVENTS, strict=True)),
    )
    return Projection(entities, ties)


def angle(spot: Position) -> float:
    """Part of the circle from the top, clockwise."""
    return atan2(spot[0], -spot[1]) / (2 * pi) % 1


def test_the_focus_is_in_the_middle_and_rings_count_steps() -> None:
    projection = small_ego()
    arrangement = concentric(projection, radii(projection), "en", MAIJA)
    away = {ref: hypot(*spot) for ref, spot in arrangement.places.items()}
    edges = [ring.radius for ring in arrangement.rings]
    assert arrangement.places[MAIJA] == (0, 0)
    assert away[HOME] < edges[0]
    assert all(edges[0] < away[ref] < edges[1] for ref in (REGION, *EVENTS))
    assert all(edges[1] < away[club] < edges[2] for club in CLUBS)
    assert [ring.label for ring in arrangement.rings] == ["Ring 1", "Ring 2", "Ring 3", "no tie to the middle"]


def test_no_way_leads_through_a_region() -> None:
    projection = small_ego()
    arrangement = concentric(projection, radii(projection), "fi", MAIJA)
    assert hypot(*arrangement.places[OTHER]) > arrangement.rings[2].radius


def test_from_a_region_its_partners_are_one_step_away() -> None:
    projection = small_ego()
    arrangement = concentric(projection, radii(projection), "fi", REGION)
    assert {ref for ref, spot in arrangement.places.items() if 0 < hypot(*spot) < arrangement.rings[0].radius} == {
        HOME,
        OTHER,
    }


def test_without_a_focus_the_middle_is_whoever_has_most_ties() -> None:
    projection = small_ego()
    assert concentric(projection, radii(projection), "fi", None).places[HOME] == (0, 0)


def test_a_focus_that_is_not_there_is_an_error() -> None:
    projection = small_ego()
    with pytest.raises(NotFound):
        concentric(projection, radii(projection), "fi", Ref("Person", "ei-ketään"))


def test_each_kind_has_its_sector() -> None:
    projection = small_ego()
    arrangement = concentric(projection, radii(projection), "fi", MAIJA)
    spots = arrangement.places
    events, clubs = [angle(spots[ref]) for ref in EVENTS], [angle(spots[ref]) for ref in CLUBS]
    assert max(clubs) < min(events)  # associations come before events in the ontology
    captions = {caption.label: angle((caption.x, caption.y)) for caption in arrangement.captions}
    assert min(events) <= captions["tapahtumat"] <= max(events)


def test_ties_between_two_sectors_do_not_cross() -> None:
    projection = small_ego()
    spots = concentric(projection, radii(projection), "fi", MAIJA).places
    lines = [(spots[club], spots[event]) for club, event in zip(CLUBS, EVENTS, strict=True)]
    assert not any(is_crossed(one, other) for one, other in combinations(lines, 2))


def is_crossed(one: Line, other: Line) -> bool:
    return _are_apart(one, *other) and _are_apart(other, *one)


def _are_apart(line: Line, here: Position, there: Position) -> bool:
    """Whether two points are on different sides of a line."""
    (x, y), (to_x, to_y) = line
    sides = [(to_x - x) * (at_y - y) - (to_y - y) * (at_x - x) for at_x, at_y in (here, there)]
    return sides[0] * sides[1] < 0
