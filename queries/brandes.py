"""Betweenness: how many shortest paths run through each node (Brandes 2001), shared among this machine's cores.

The searches from different sources have nothing to do with each other, so each further core gets a process of its own
(this module, run with `-m`), which takes the graph and its sources from standard input and answers on standard output.
"""

import os
import subprocess
import sys
from array import array
from collections import deque
from collections.abc import Sequence
from typing import IO, Any, Literal

ALONE = 20_000_000
"""Sources times edges below which one core is done before another process has started."""

Edges = Sequence[tuple[int, int]]


def path_counts(neighbours: Sequence[Sequence[int]], sources: Sequence[int]) -> list[float]:
    """For each node, half the sum over all sources s and targets t of the share of the shortest s–t paths that run
    through it, ends not counted. With every node a source that is the betweenness: pairs that it lies between."""
    order = _near_each_other(neighbours)
    place = [0] * len(order)
    for number, node in enumerate(order):
        place[node] = number
    edges = [(place[node], place[other]) for node in order for other in neighbours[node] if place[node] < place[other]]
    counts = _shared(len(order), edges, [place[source] for source in sources])
    return [counts[place[node]] for node in range(len(order))]


def _near_each_other(neighbours: Sequence[Sequence[int]]) -> list[int]:
    """The nodes so that neighbours lie near each other in memory: the searches then take half the time."""
    order: list[int] = []
    seen = bytearray(len(neighbours))
    for start in sorted(range(len(neighbours)), key=lambda node: (-len(neighbours[node]), node)):
        if seen[start]:
            continue
        seen[start] = 1
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            order.append(node)
            for other in neighbours[node]:
                if not seen[other]:
                    seen[other] = 1
                    waiting.append(other)
    return order


def _shared(count: int, edges: Edges, sources: Sequence[int]) -> list[float]:
    cores = _cores() if len(sources) * len(edges) > ALONE else 1
    parts = [sources[core::cores] for core in range(cores)]
    graph = array("q", (end for edge in edges for end in edge))
    helpers = [_Helper(count, graph, part) for part in parts[1:]]
    try:
        found = [_count(count, edges, parts[0]), *(helper.answer() for helper in helpers)]
    finally:
        for helper in helpers:
            helper.end()
    return [sum(each) for each in zip(*found, strict=True)]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _count(count: int, edges: Edges, sources: Sequence[int]) -> list[float]:
    import igraph  # noqa: PLC0415 - takes a while to import

    if not sources:
        return [0.0] * count
    counts: list[float] = igraph.Graph(count, edges).betweenness(directed=False, sources=list(sources))
    return counts


class _Helper:
    """A process that counts the paths from some of the sources."""

    def __init__(self, count: int, graph: "array[int]", sources: Sequence[int]) -> None:
        command = [sys.executable, "-m", __name__]
        self._count = count
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - ours
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        with self._process.stdin as pipe:
            pipe.write(array("q", (count, len(graph), len(sources))).tobytes())
            pipe.write(graph.tobytes())
            pipe.write(array("q", sources).tobytes())

    def answer(self) -> list[float]:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        counts: list[float] = _read("d", self._process.stdout, self._count)
        return counts

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _read(code: Literal["q", "d"], pipe: IO[bytes], count: int) -> list[Any]:
    values: array[Any] = array(code)
    values.frombytes(pipe.read(count * values.itemsize))
    if len(values) != count:
        raise ChildProcessError(__name__)
    return values.tolist()


def _help() -> None:
    count, ends, given = _read("q", sys.stdin.buffer, 3)
    graph = _read("q", sys.stdin.buffer, ends)
    sources = _read("q", sys.stdin.buffer, given)
    counts = _count(count, list(zip(graph[::2], graph[1::2], strict=True)), sources)
    sys.stdout.buffer.write(array("d", counts).tobytes())


if __name__ == "__main__":
    _help()
