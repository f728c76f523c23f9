"""What holds for every layout: the same places every time, nothing on top of anything, a map that stays still."""

import random
from collections.abc import Mapping
from dataclasses import replace
from math import hypot
from statistics import median

import pytest

from tests.viz.made_up import country, joined_by, region
from tests.viz.sample import HANKASALMI, entity, small_map
from yhdysverkko.graph.messages import LANGUAGES, say
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Arrangement, Position
from yhdysverkko.viz.choices import Layout
from yhdysverkko.viz.layouts import arrange
from yhdysverkko.viz.marks import radii

every_layout = pytest.mark.parametrize("layout", list(Layout))

FOCUS = Ref("Municipality", "000")


def arranged(layout: Layout, projection: Projection, language: str = "fi", focus: Ref | None = None) -> Arrangement:
    return arrange(layout, projection, radii(projection), language=language, focus=focus)


def overlaps(places: Mapping[Ref, Position], sizes: Mapping[Ref, float]) -> list[tuple[Ref, Ref]]:
    """Pairs of marks that touch; only those that are near each other from left to right are looked at."""
    found = []
    order = sorted(places, key=lambda ref: places[ref])
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            dx, dy = places[other][0] - places[one][0], places[other][1] - places[one][1]
            if dx > 50:
                break
            if hypot(dx, dy) < sizes[one] + sizes[other]:
                found.append((one, other))
    return found


@every_layout
def test_the_order_of_entities_and_ties_does_not_matter(layout: Layout) -> None:
    projection = region(250)
    entities, ties = list(projection.entities), list(projection.ties)
    random.Random(2).shuffle(entities)
    random.Random(3).shuffle(ties)
    shuffled = replace(projection, entities=tuple(entities), ties=tuple(ties))
    assert arranged(layout, shuffled) == arranged(layout, projection)


@every_layout
@pytest.mark.parametrize("projection", [small_map(), region(300), region(900), country(700)], ids=str)
def test_no_two_marks_overlap(layout: Layout, projection: Projection) -> None:
    sizes = radii(projection)
    assert overlaps(arrange(layout, projection, sizes, language="fi").places, sizes) == []


@every_layout
def test_everything_has_a_place(layout: Layout) -> None:
    projection = region(300)
    assert set(arranged(layout, projection).places) == {item.ref for item in projection.entities}


@pytest.mark.parametrize(
    ("layout", "usual", "most"),
    [
        (Layout.GEOGRAPHIC, 8, 12),
        (Layout.NETWORK, 40, 160),
        (Layout.CONCENTRIC, 5, 15),
        (Layout.BIPARTITE, 0, 40),
        (Layout.TIMELINE, 0, 45),
    ],
)
def test_an_added_entity_moves_its_neighbourhood_and_not_the_map(layout: Layout, usual: float, most: float) -> None:
    before = region(300)
    old = arranged(layout, before, focus=FOCUS).places
    moves = []
    for friend in random.Random(4).sample(before.entities, 12):
        new = arranged(layout, joined_by(before, friend.ref), focus=FOCUS).places
        moves.append(median(hypot(new[ref][0] - old[ref][0], new[ref][1] - old[ref][1]) for ref in old))
    assert median(moves) <= usual
    assert max(moves) <= most


@every_layout
def test_language_changes_words_and_not_places(layout: Layout) -> None:
    projection = small_map()
    finnish, *others = (arranged(layout, projection, language) for language in LANGUAGES)
    assert all(other.places == finnish.places for other in others)
    assert len({say(f"layout.{layout}", language=language) for language in LANGUAGES}) > 1


@every_layout
def test_nothing_is_arranged_as_nothing(layout: Layout) -> None:
    assert arranged(layout, Projection((), ())).places == {}


@every_layout
def test_one_entity_alone_has_a_place(layout: Layout) -> None:
    assert set(arranged(layout, Projection((entity(HANKASALMI, "Hankasalmi"),), ())).places) == {HANKASALMI}
