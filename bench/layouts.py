"""How long the places of made-up networks take, and how still they stay when somebody joins, against what is asked.

`python -m bench.layouts` prints, in one run: seconds of each layout at growing sizes, seconds of igraph's own
Fruchterman–Reingold on the same graph for comparison, and how far the others move when one entity is added.
"""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import hypot

import igraph

from yhdysverkko.graph.projection import Entity, Projection, Tie
from yhdysverkko.graph.records import Ref
from yhdysverkko.loaders.register import municipalities
from yhdysverkko.viz.choices import Layout
from yhdysverkko.viz.layouts import arrange
from yhdysverkko.viz.marks import radii

ASKED = {5_000: 1.0, 15_000: 3.0}
"""Entities -> seconds asked of the geographic and the network layout."""

SIZES = (1_500, *ASKED)
SMALL = 300
CALLS = 3
JOINERS = 12
REGION = "13"

KINDS = {"Association": "LOCATED_IN", "Person": "WORKS_FOR", "Event": "HELD_IN", "Project": "FOR"}


def main() -> None:
    for size in SIZES:
        measure_speed("country", made_up(size, None))
    measure_speed("one region", made_up(5_000, REGION))
    measure_stillness(made_up(SMALL, REGION))


def made_up(size: int, region: str | None) -> Projection:
    """The municipalities of the country or a region, and entities around them by their number of inhabitants."""
    dice = random.Random(1)
    homes = [item for item in municipalities() if region is None or item.region == region]
    entities = [Entity(Ref("Municipality", item.code), item.name, {}, (), item.location) for item in homes]
    people = [item.population or 1 for item in homes]
    ties: list[Tie] = []
    for number in range(size - len(entities)):
        kind = dice.choice(list(KINDS))
        ref = Ref(kind, f"{kind.lower()}-{number}")
        if dice.random() < 0.95:
            ties.append(made_up_tie(KINDS[kind], ref, dice.choices(entities[: len(homes)], people)[0].ref))
        if dice.random() < 0.3:
            ties.append(made_up_tie("COOPERATES_WITH", ref, dice.choice(entities).ref))
        entities.append(Entity(ref, ref.id, {}, ()))
    return Projection(tuple(entities), tuple(ties))


def made_up_tie(kind: str, start: Ref, end: Ref) -> Tie:
    return Tie(kind, start, end, f"{kind}-{start.id}-{end.id}", {}, ())


def measure_speed(name: str, projection: Projection) -> None:
    """Print the median seconds of each layout."""
    sizes = radii(projection)
    size = len(projection.entities)
    print(f"{name}, {size} entities, {len(projection.ties)} ties")
    for layout in Layout:
        seconds = median_time(partial(arrange, layout, projection, sizes, language="fi"))
        asked = ASKED.get(size) if layout in (Layout.GEOGRAPHIC, Layout.NETWORK) else None
        verdict = f"  (asked: ≤ {asked:g} s){'' if seconds <= asked else '  LATE'}" if asked else ""
        print(f"  {seconds:6.2f} s  {layout}{verdict}")
    numbers = {item.ref: number for number, item in enumerate(projection.entities)}
    graph = igraph.Graph(size, [(numbers[tie.start], numbers[tie.end]) for tie in projection.ties])
    seconds = median_time(lambda: graph.layout_fruchterman_reingold(grid="grid"))
    print(f"  {seconds:6.2f} s  igraph's Fruchterman–Reingold alone, which is neither still nor free of overlaps")


def median_time(work: Callable[[], object]) -> float:
    times = []
    for _ in range(CALLS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure_stillness(projection: Projection) -> None:
    """Print how far half of the entities move at most when one is added, over some additions."""
    print(f"one more of {len(projection.entities)}: how far half of the others move at most, in map pixels")
    focus = projection.entities[0].ref
    friends = random.Random(2).sample(projection.entities, JOINERS)
    for layout in Layout:
        old = arrange(layout, projection, radii(projection), language="fi", focus=focus).places
        width = max(x for x, _ in old.values()) - min(x for x, _ in old.values())
        moves = []
        for friend in friends:
            added = Entity(Ref("Association", "uusi"), "uusi", {}, ())
            joined = replace(
                projection,
                entities=(*projection.entities, added),
                ties=(*projection.ties, made_up_tie("COOPERATES_WITH", added.ref, friend.ref)),
            )
            new = arrange(layout, joined, radii(joined), language="fi", focus=focus).places
            moves.append(statistics.median(hypot(new[ref][0] - old[ref][0], new[ref][1] - old[ref][1]) for ref in old))
        print(f"  {statistics.median(moves):5.1f} usually, {max(moves):5.1f} at most, of {width:5.0f}  {layout}")


if __name__ == "__main__":
    main()
