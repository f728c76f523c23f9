"""Where the network would fall apart: nodes and ties that are the only link between others.

Everything follows from the tree of biconnected blocks (Hopcroft and Tarjan 1973): taking a cut vertex out separates the
branches of the tree that meet in it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from yhdysverkko.queries.model import Network


class Bridge(NamedTuple):
    """A tie without a way around it: its ends (numbers, ascending), and the pairs of nodes that only it connects."""

    start: int
    end: int
    pairs: int


class Cuts(NamedTuple):
    """`pairs[v]`: pairs of other nodes that are connected only through v, 0 for most; `bridges` in ascending order."""

    pairs: tuple[int, ...]
    bridges: tuple[Bridge, ...]


def find_cuts(network: Network) -> Cuts:
    """The pairs that each node alone connects, and the bridges."""
    tree = _Tree(list(network.structure.biconnected_components()))
    pairs = [0] * len(network)
    bridges = []
    for root in tree.roots:
        order = tree.below(root)
        sizes = tree.sizes(order)
        whole = sizes[root]
        for joint in (item for item in order if item < 0):
            parts = [sizes[block] for block in tree.children[joint]]
            parts.append(whole - 1 - sum(parts))
            pairs[_node(joint)] = ((whole - 1) ** 2 - sum(part**2 for part in parts)) // 2
        for block in (item for item in order if item >= 0 and len(tree.blocks[item]) == 2):
            start, end = sorted(tree.blocks[block])
            # Below a block hangs its far end; below the root hang both, and either side will do.
            side = sizes[block] if block != root else sizes.get(_joint(end), 1)
            bridges.append(Bridge(start, end, side * (whole - side)))
    return Cuts(tuple(pairs), tuple(sorted(bridges)))


def _joint(node: int) -> int:
    """A node as an item of the tree: blocks have their numbers from 0 up, nodes that join blocks those below."""
    return -1 - node


def _node(joint: int) -> int:
    return -1 - joint


@dataclass
class _Tree:
    """The block tree: `blocks` and the joints between them; `children` is filled from each root down."""

    blocks: Sequence[Sequence[int]]

    def __post_init__(self) -> None:
        homes: defaultdict[int, list[int]] = defaultdict(list)
        for number, block in enumerate(self.blocks):
            for node in block:
                homes[node].append(number)
        self.homes = {node: blocks for node, blocks in homes.items() if len(blocks) > 1}
        self.children: dict[int, list[int]] = {}
        self.roots: list[int] = []
        for number in range(len(self.blocks)):
            if number not in self.children:
                self.roots.append(number)
                self._hang(number)

    def _hang(self, root: int) -> None:
        self.children[root] = []
        waiting = [root]
        while waiting:
            item = waiting.pop()
            near = self._near(item)
            self.children[item] = [other for other in near if other not in self.children]
            self.children |= {other: [] for other in self.children[item]}
            waiting += self.children[item]

    def _near(self, item: int) -> list[int]:
        if item < 0:
            return self.homes[_node(item)]
        return [_joint(node) for node in self.blocks[item] if node in self.homes]

    def below(self, root: int) -> list[int]:
        """The root and everything below it, from the top."""
        order = [root]
        for item in order:
            order += self.children[item]
        return order

    def sizes(self, order: Sequence[int]) -> dict[int, int]:
        """How many nodes hang at each item: a joint counts itself, a block its nodes that are no joints."""
        sizes: dict[int, int] = {}
        for item in reversed(order):
            own = 1 if item < 0 else sum(node not in self.homes for node in self.blocks[item])
            sizes[item] = own + sum(sizes[child] for child in self.children[item])
        return sizes
