"""Networks made by lot from a seed: a country of municipalities in a grid, and a region with one large municipality."""

import random
from dataclasses import replace
from datetime import date

from tests.viz.sample import entity, tie
from yhdysverkko.graph.projection import Projection
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.values import Point

TIES = {
    "Association": "LOCATED_IN",
    "Organisation": "LOCATED_IN",
    "Person": "WORKS_FOR",
    "Event": "HELD_IN",
    "Project": "FOR",
}
"""Kind -> how it is tied to its municipality."""


def country(size: int, seed: int = 1) -> Projection:
    """300 municipalities in a grid over Finland, and around each those who work with it."""
    dice = random.Random(seed)
    homes = [
        entity(
            Ref("Municipality", f"{number:03}"), f"Kunta {number}", Point(60 + number // 15 / 2, 21 + number % 15 / 2)
        )
        for number in range(300)
    ]
    entities, ties = list(homes), []
    for number in range(size - len(homes)):
        added = entity(Ref("Association", f"j{number}"), f"Järjestö {number}")
        entities.append(added)
        home = dice.choice(homes).ref
        ties += [tie("LOCATED_IN", added.ref, home)] * dice.choice([0, 1, 1, 1])
        ties += [tie("COOPERATES_WITH", added.ref, dice.choice(entities[:-1]).ref)] * (dice.random() < 0.2)
    return Projection(tuple(entities), tuple(ties))


def region(size: int, seed: int = 1) -> Projection:
    """22 municipalities of one region, the first with most of what there is; five kinds, some of it dated."""
    dice = random.Random(seed)
    whole = entity(Ref("Region", "13"), "Keski-Suomi")
    homes = [
        entity(
            Ref("Municipality", f"{number:03}"), f"Kunta {number}", Point(61.5 + number // 5 / 3, 24 + number % 5 / 2)
        )
        for number in range(22)
    ]
    shares = [1 / (number + 1) for number in range(22)]
    entities = [whole, *homes]
    ties = [tie("PART_OF", home.ref, whole.ref) for home in homes]
    for number in range(size - len(entities)):
        kind = dice.choice(["Association", "Association", "Association", "Person", "Person", "Event", *TIES])
        day = dice.choice(["2018", "2019-05", "--08-29", f"2020-0{dice.randint(1, 9)}-15"])
        ref = Ref(kind, f"{kind.lower()}-{number}")
        added = entity(ref, ref.id, date=day) if kind == "Event" else entity(ref, ref.id)
        held = {"valid_from": date(2000 + dice.randrange(22), 5, 1)} if dice.random() < 0.3 else {}
        if dice.random() < 0.93:
            ties.append(tie(TIES[kind], added.ref, dice.choices(homes, shares)[0].ref, **held))
        if dice.random() < 0.3:
            ties.append(tie("COOPERATES_WITH", added.ref, dice.choice(entities).ref))
        entities.append(added)
    return Projection(tuple(entities), tuple(ties))


def joined_by(projection: Projection, friend: Ref) -> Projection:
    """The projection with one association more, which cooperates with `friend`."""
    added = entity(Ref("Association", "uusi-tulokas"), "Uusi tulokas")
    return replace(
        projection,
        entities=(*projection.entities, added),
        ties=(*projection.ties, tie("COOPERATES_WITH", added.ref, friend)),
    )
