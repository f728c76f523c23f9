"""Formats: what a projection can be exported as, by name."""

from collections.abc import Callable, Mapping
from typing import BinaryIO, NamedTuple

from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.projection import Projection
from yhdysverkko.viz.exports import cytoscape, gexf, graphml, jsonld, kumu, lists, workbook
from yhdysverkko.viz.exports.fields import Places
from yhdysverkko.viz.geographic import place
from yhdysverkko.viz.marks import radii


class Format(NamedTuple):
    """How the files of a format end, what media type they are, and what writes them."""

    ending: str
    media_type: str
    write: Callable[[Projection, BinaryIO, Places | None], None]


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: Mapping[str, Format] = {
    "graphml": Format("graphml", "application/graphml+xml", graphml.write),
    "gexf": Format("gexf", "application/gexf+xml", gexf.write),
    "kumu": Format("kumu.xlsx", WORKBOOK, kumu.write),
    "cytoscape": Format("cyjs", "application/json", cytoscape.write),
    "csv": Format("csv.zip", "application/zip", lists.write),
    "jsonld": Format("jsonld", "application/ld+json", jsonld.write),
    "xlsx": Format("xlsx", WORKBOOK, workbook.write),
}


def find_format(name: str) -> Format:
    """The format of a name. Raises WrongUse for one that there is not."""
    if name not in FORMATS:
        raise WrongUse("export.format", given=name, known=", ".join(FORMATS))
    return FORMATS[name]


def write_export(projection: Projection, form: Format, stream: BinaryIO) -> None:
    """Write a projection in a format and the current language, placed as our geographic map places it.

    The same projection gives the same bytes.
    """
    form.write(projection, stream, centred(place(projection, radii(projection))))


def centred(places: Places) -> Places:
    """The same places about the origin: Gephi looks there when it opens a file, and shows nothing of what is far."""
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    if not xs:
        return places
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {ref: (round(x - middle_x, 1), round(y - middle_y, 1)) for ref, (x, y) in places.items()}
