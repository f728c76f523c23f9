"""Groups of nodes: what is connected at all, and communities that are tied among themselves more than to others."""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

from yhdysverkko.queries.model import Network
from yhdysverkko.queries.sampling import SEED

_one_generator = Lock()
"""python-igraph has one random number generator for the whole process."""


@contextmanager
def repeatable_chance(seed: int = SEED) -> Iterator[None]:
    """Let igraph draw the same random numbers every time within the block, whatever other threads do."""
    import igraph  # noqa: PLC0415 - takes a while to import

    with _one_generator:
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - to repeat, not to hide
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)


def components(network: Network) -> tuple[int, ...]:
    """The component of each node, numbered from 0 in the order of each one's first node."""
    return _renumbered(network.groups)


def communities(network: Network, *, resolution: float = 1.0, seed: int = SEED) -> tuple[int, ...]:
    """The community of each node by the Leiden algorithm (Traag, Waltman and van Eck 2019) for modularity.

    Numbered from 0 in the order of each one's smallest ref. The same network gives the same communities: nodes and
    edges come in a total order, and the seed fixes what is left to chance. `resolution` above 1 gives smaller ones.
    """
    with repeatable_chance(seed):
        found = network.structure.community_leiden("modularity", resolution=resolution, n_iterations=ROUNDS)
    return _renumbered(found.membership)


ROUNDS = 3
"""Rounds of the Leiden algorithm; later ones change next to nothing."""


def _renumbered(membership: Iterable[int]) -> tuple[int, ...]:
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(group, len(numbers)) for group in membership)
