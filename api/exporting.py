"""The command `export`: the whole graph in our own format, or what a map may show in the formats of other tools."""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

from yhdysverkko.api.session import tell
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.exchange import export_graph
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import Projection, read_projection
from yhdysverkko.graph.store import Store
from yhdysverkko.viz.exports.formats import FORMATS, find_format, write_export

WHOLE = "jsonl"
"""The lossless format of our own, which takes the whole graph and no part of it."""


def check_export(name: str, region: str | None, as_of: date | None) -> None:
    """Raise WrongUse for a format that there is not, and for a part of the graph in the format of the whole."""
    if name != WHOLE:
        find_format(name)
    elif region or as_of:
        raise WrongUse("export.whole", known=", ".join(FORMATS))


def export_whole(store: Store, target: Path) -> None:
    """Write the whole graph, personal data included, to a file or, for "-", to standard output."""
    with settled(store):
        lines = export_graph(store, ontology())
        if str(target) == "-":
            sys.stdout.buffer.writelines(lines)
            return
        part = target.with_name(f"{target.name}.part")
        # The export holds what is known of people too, so it is for its owner alone until they decide otherwise.
        part.touch(mode=0o600)
        with part.open("wb") as file:
            file.writelines(lines)
        part.replace(target)
    tell("export.written", path=target)


def read_part(store: Store, region: str | None, as_of: date | None) -> Projection:
    """What a map may show of a region, or of all. Raises NotFound for a region that there is not, WrongUse for too
    much."""
    try:
        return read_projection(store, region=region, as_of=as_of)
    except WrongUse as error:
        if error.key != "projection.too_large":
            raise
        raise WrongUse("export.too_large", **error.params) from error


def export_part(store: Store, target: Path, name: str, *, region: str | None, as_of: date | None) -> None:
    """Write what a map may show of a region, or of all, to a file or, for "-", to standard output."""
    with settled(store):
        projection = read_part(store, region, as_of)
    content = BytesIO()
    write_export(projection, find_format(name), content)
    if str(target) == "-":
        sys.stdout.buffer.write(content.getvalue())
        return
    target.write_bytes(content.getvalue())
    tell("export.part_written", path=target, entities=len(projection.entities), ties=len(projection.ties))
