"""Exports over HTTP: what a map may show, as files in the formats of other tools."""

from datetime import date
from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Query, Response

from yhdysverkko.api.context import LanguageDep, StoreDep
from yhdysverkko.api.exporting import read_part
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.graph.messages import speaking
from yhdysverkko.viz.exports.formats import find_format, write_export

router = APIRouter(prefix="/api/v1/exports", tags=["exports"], responses=PROBLEMS)


@router.get("/{name}")
def read_export(
    store: StoreDep,
    language: LanguageDep,
    name: str,
    region: Annotated[str | None, Query(pattern="^[0-9]{2}$")] = None,
    as_of: date | None = None,
) -> Response:
    """What a map may show of a region, or of all, as a file: graphml, gexf, kumu, cytoscape, csv, jsonld or xlsx."""
    form = find_format(name)
    content = BytesIO()
    with speaking(language):
        write_export(read_part(store, region, as_of), form, content)
    stem = "-".join(["yhdysverkko", *([region] if region else []), *([as_of.isoformat()] if as_of else [])])
    disposition = f'attachment; filename="{stem}.{form.ending}"'
    return Response(content.getvalue(), media_type=form.media_type, headers={"content-disposition": disposition})
