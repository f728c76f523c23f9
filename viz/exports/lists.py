"""CSV: a list of nodes and a list of edges, in one archive, for whatever reads tables."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import BinaryIO

from yhdysverkko.graph.cells import safe_cell
from yhdysverkko.graph.projection import Projection
from yhdysverkko.viz.exports.fields import Fields, Places, entity_fields, identify, tie_fields, tie_ids
from yhdysverkko.viz.exports.files import write_zip


def write(projection: Projection, stream: BinaryIO, places: Places | None = None) -> None:
    """Write nodes.csv and edges.csv (commas, UTF-8, headers that Gephi knows) as a zip; with places, nodes have x, y.

    Text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    nodes: list[Fields] = []
    for entity in projection.entities:
        fields = {"id": identify(entity.ref), **entity_fields(entity, projection)}
        if places and entity.ref in places:
            fields["x"], fields["y"] = places[entity.ref]
        nodes.append(fields)
    edges: list[Fields] = [
        {"source": identify(tie.start), "target": identify(tie.end), "id": key, **tie_fields(tie, projection)}
        for key, tie in zip(tie_ids(projection), projection.ties, strict=True)
    ]
    write_zip(stream, {"nodes.csv": _table(["id"], nodes), "edges.csv": _table(["source", "target", "id"], edges)})


def _table(first: Sequence[str], rows: Sequence[Fields]) -> bytes:
    columns = list(dict.fromkeys([*first, *(name for row in rows for name in row)]))
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue().encode()
