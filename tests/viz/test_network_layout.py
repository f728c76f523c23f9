"""The network layout: communities apart from each other, the unconnected below, names over the islands."""

from itertools import combinations, pairwise
from math import hypot

from tests.viz.made_up import joined_by, region
from tests.viz.sample import entity, tie
from yhdysverkko.graph.projection import HIDDEN_NAME, Entity, Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.arrangement import Position
from yhdysverkko.viz.communities import gather
from yhdysverkko.viz.marks import radii
from yhdysverkko.viz.network import network
from yhdysverkko.viz.shelves import groups
from yhdysverkko.viz.ties import cooperation, neighbours


def friends(name: str, size: int = 8) -> list[Ref]:
    return [Ref("Association", f"{name}-{number}") for number in range(size)]


def three_circles() -> Projection:
    """Three groups in which everybody works with everybody, in a chain of two ties."""
    circles = [friends("a"), friends("b"), friends("c")]
    members = [entity(ref, ref.id) for circle in circles for ref in circle]
    ties = [tie("COOPERATES_WITH", one, other) for circle in circles for one, other in combinations(circle, 2)]
    links = [tie("COOPERATES_WITH", circles[0][0], circles[1][0]), tie("COOPERATES_WITH", circles[1][1], circles[2][0])]
    return Projection(tuple(members), (*ties, *links))


def middle(spots: list[Position]) -> Position:
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def test_communities_stand_apart() -> None:
    projection = three_circles()
    places = network(projection, radii(projection), "fi").places
    circles = [[places[ref] for ref in friends(name)] for name in "abc"]
    middles = [middle(circle) for circle in circles]
    reaches = [
        max(hypot(x - at_x, y - at_y) for x, y in circle) for circle, (at_x, at_y) in zip(circles, middles, strict=True)
    ]
    for one, other in combinations(range(3), 2):
        between = hypot(middles[one][0] - middles[other][0], middles[one][1] - middles[other][1])
        assert between > reaches[one] + reaches[other]


def test_the_circles_of_friends_are_the_communities() -> None:
    projection = three_circles()
    refs = [item.ref for item in projection.entities]
    assert gather(refs, neighbours(projection.ties)) == [friends("a"), friends("b"), friends("c")]


def test_a_community_of_a_few_joins_the_one_it_is_tied_to() -> None:
    projection = three_circles()
    pair = friends("pari", 2)
    ties = [*projection.ties, tie("COOPERATES_WITH", *pair), tie("COOPERATES_WITH", pair[0], friends("b")[5])]
    found = gather([*pair, *(item.ref for item in projection.entities)], neighbours(ties))
    assert found == [friends("a"), sorted([*friends("b"), *pair]), friends("c")]


def test_a_newcomer_leaves_other_communities_as_they_were() -> None:
    before = region(300)
    after = joined_by(before, Ref("Municipality", "004"))
    old, new = ({tuple(part) for part in _communities(projection)} for projection in (before, after))
    assert len(old - new) == 1  # the one that it joined


def _communities(projection: Projection) -> list[list[Ref]]:
    near = neighbours(cooperation(projection))
    return gather(groups((item.ref for item in projection.entities), near)[0], near)


def test_what_works_with_nobody_stands_below_the_islands() -> None:
    projection = three_circles()
    alone = Ref("Person", "yksin")
    whole = Projection((*projection.entities, entity(alone, "Yksin")), projection.ties)
    places = network(whole, radii(whole), "fi").places
    assert places[alone][1] > max(y for ref, (_, y) in places.items() if ref != alone) + 30


def test_geography_is_no_cooperation() -> None:
    homes = [Ref("Municipality", f"{number:03}") for number in range(6)]
    area = Ref("Region", "13")
    entities = (entity(area, "Keski-Suomi"), *(entity(home, home.id) for home in homes))
    borders = [tie("BORDERS", one, other) for one, other in pairwise(homes)]
    assert cooperation(Projection(entities, (*borders, *(tie("PART_OF", home, area) for home in homes)))) == []


def test_a_municipality_works_with_others_in_its_workshop_area_but_not_in_its_subregion() -> None:
    home = Ref("Municipality", "077")
    areas = [Ref("Area", "paja-1"), Ref("Area", "seutu-1")]
    entities = (
        entity(home, "Hankasalmi"),
        entity(areas[0], "Paja", type="workshop_area"),
        entity(areas[1], "Seutu", type="subregion"),
    )
    ties = tuple(tie("PART_OF", home, area) for area in areas)
    assert cooperation(Projection(entities, ties)) == [ties[0]]


def test_an_island_has_the_name_of_its_best_tied_member_that_may_be_named() -> None:
    chief, second = Ref("Person", "salattu"), Ref("Municipality", "077")
    guests = friends("vieras", 7)
    entities: list[Entity] = [entity(chief, HIDDEN_NAME), entity(second, "Hankasalmi")]
    entities += [entity(ref, ref.id) for ref in guests]
    ties = [tie("COOPERATES_WITH", chief, ref) for ref in (second, *guests)]
    ties += [tie("COOPERATES_WITH", second, ref) for ref in guests[:5]]
    projection = Projection(tuple(entities), tuple(ties))
    arrangement = network(projection, radii(projection), "fi")
    [caption] = arrangement.captions
    assert caption.label == "Hankasalmi"
    assert caption.y < min(y for _, y in arrangement.places.values())
