"""The catalogue of questions: one .cypher file each, and the analyses behind them. Imports graph."""

from yhdysverkko.queries.network import Network, read_network, to_frames, to_igraph, to_networkx

__all__ = ["Network", "read_network", "to_frames", "to_igraph", "to_networkx"]
