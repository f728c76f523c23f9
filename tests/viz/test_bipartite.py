"""The bipartite layout: two columns, few crossings, and who has no tie across."""

from itertools import pairwise

import pytest

from tests.viz.sample import entity, tie
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.bipartite import bipartite, spaced
from yhdysverkko.viz.marks import radii

HOMES = [Ref("Municipality", f"{number:03}") for number in range(5)]
CLUBS = [Ref("Association", f"seura-{number}") for number in range(5)]
LONE = Ref("Person", "yksin")


def pairs() -> Projection:
    """Each club works with one municipality, the first with the last and so on; one person works with a club only."""
    entities = (*(entity(ref, ref.id) for ref in (*HOMES, *CLUBS)), entity(LONE, "Yksin"))
    ties = [tie("COOPERATES_WITH", club, home) for club, home in zip(CLUBS, reversed(HOMES), strict=True)]
    return Projection(entities, (*ties, tie("MEMBER_OF", LONE, CLUBS[0])))


def test_municipalities_stand_on_the_left_and_all_others_on_the_right() -> None:
    projection = pairs()
    places = bipartite(projection, radii(projection), "fi", (), ()).places
    assert all(places[ref][0] < 0 for ref in HOMES)
    assert all(places[ref][0] > 0 for ref in (*CLUBS, LONE))


def test_ties_that_need_not_cross_do_not() -> None:
    projection = pairs()
    places = bipartite(projection, radii(projection), "fi", (), ()).places
    partners = dict(zip(CLUBS, reversed(HOMES), strict=True))
    for club in CLUBS:
        assert places[club][1] == pytest.approx(places[partners[club]][1], abs=60)
    in_order = sorted(CLUBS, key=lambda club: places[club][1])
    assert sorted(HOMES, key=lambda home: places[home][1]) == [partners[club] for club in in_order]


def test_who_has_no_tie_across_stands_at_the_foot_in_a_place_that_says_so() -> None:
    projection = pairs()
    arrangement = bipartite(projection, radii(projection), "en", (), ())
    [foot] = [band for band in arrangement.bands if not band.known]
    x, y = arrangement.places[LONE]
    assert foot.label == "no tie to the other side"
    assert foot.left < x < foot.right
    assert foot.top < y < foot.bottom
    assert y > max(spot[1] for ref, spot in arrangement.places.items() if ref != LONE)


def test_two_chosen_kinds_are_all_that_is_shown() -> None:
    projection = pairs()
    arrangement = bipartite(projection, radii(projection), "fi", ("Association",), ("Person",))
    assert set(arrangement.places) == {*CLUBS, LONE}
    assert arrangement.places[LONE][1] == pytest.approx(arrangement.places[CLUBS[0]][1], abs=60)
    assert [band.label for band in arrangement.bands if band.known] == ["järjestöt", "henkilöt"]


def test_one_chosen_side_leaves_the_rest_to_the_other() -> None:
    projection = pairs()
    places = bipartite(projection, radii(projection), "fi", (), ("Municipality",)).places
    assert all((places[ref][0] > 0) == (ref.kind == "Municipality") for ref in places)
    assert set(places) == {*HOMES, *CLUBS, LONE}


@pytest.mark.parametrize(("left", "right"), [(("Kunta",), ()), (("Person",), ("Person",))])
def test_kinds_that_cannot_be_sides_are_an_error(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    with pytest.raises(WrongUse):
        bipartite(pairs(), radii(pairs()), "fi", left, right)


def test_the_shorter_column_is_level_with_its_partners() -> None:
    # One hub and its eight clubs: the middle of eight rows is 3.5 rows down.
    hub = HOMES[0]
    clubs = [Ref("Association", f"seura-{number}") for number in range(8)]
    ties = tuple(tie("LOCATED_IN", club, hub) for club in clubs)
    projection = Projection(tuple(entity(ref, ref.id) for ref in (hub, *clubs)), ties)
    places = bipartite(projection, radii(projection), "fi", (), ()).places
    assert places[hub][1] == pytest.approx(sum(places[club][1] for club in clubs) / 8, abs=0.1)


def test_spacing_moves_places_as_little_as_it_can() -> None:
    assert spaced([0, 5, 100], 10, 100) == [0, 10, 100]  # not [-2.5, 7.5]: nothing stands above the column
    assert spaced([50, 50, 50], 10, 100) == [40, 50, 60]
    assert spaced([95, 96], 10, 100) == [90, 100]
    assert spaced([], 10, 0) == []


def test_a_long_column_is_several_deep() -> None:
    clubs = [Ref("Association", f"seura-{number:03}") for number in range(130)]
    ties = tuple(tie("LOCATED_IN", club, HOMES[0]) for club in clubs)
    projection = Projection(tuple(entity(ref, ref.id) for ref in (HOMES[0], *clubs)), ties)
    places = bipartite(projection, radii(projection), "fi", (), ()).places
    columns = sorted({places[club][0] for club in clubs})
    assert len(columns) == 3
    assert all(other - one > 20 for one, other in pairwise(columns))
