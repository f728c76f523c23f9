"""Exports over HTTP: what a map may show, as files in the formats of other tools."""

from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from yhdysverkko.api.access.guard import Needs
from yhdysverkko.api.access.journal import note
from yhdysverkko.api.access.limits import HEAVY
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.choosing import AsOf, Region
from yhdysverkko.api.conditional import ConditionalRoute
from yhdysverkko.api.context import LanguageDep, StoreDep
from yhdysverkko.api.description import answers_with_file
from yhdysverkko.api.exporting import read_part
from yhdysverkko.api.problems import PROBLEMS
from yhdysverkko.graph.messages import speaking
from yhdysverkko.viz.exports.formats import FORMATS, find_format, write_export

FILES = answers_with_file("The file", [form.media_type for form in FORMATS.values()])

router = APIRouter(
    prefix="/api/v1/exports",
    tags=["exports"],
    responses=PROBLEMS,
    route_class=ConditionalRoute,
    dependencies=[Depends(Needs(Role.READER))],
)


@router.get(
    "/{name}",
    summary="Export a region, or all",
    response_class=Response,
    responses=FILES,
    dependencies=[Depends(HEAVY)],
)
def read_export(
    request: Request,
    store: StoreDep,
    language: LanguageDep,
    name: Annotated[
        str, Path(description="Name of the format", examples=["graphml"], json_schema_extra={"enum": list(FORMATS)})
    ],
    region: Region = None,
    as_of: AsOf = None,
) -> Response:
    """What a map may show as a file: graphml, gexf, kumu, cytoscape, csv, jsonld or xlsx.

    A reader may take a region; all of the graph is for analysts.
    """
    if region is None:
        Needs(Role.ANALYST).check(request)
    form = find_format(name)
    content = BytesIO()
    with speaking(language):
        write_export(read_part(store, region, as_of), form, content)
    note(request, "export", f"{name} {region or '*'}")
    stem = "-".join(["yhdysverkko", *([region] if region else []), *([as_of.isoformat()] if as_of else [])])
    disposition = f'attachment; filename="{stem}.{form.ending}"'
    return Response(content.getvalue(), media_type=form.media_type, headers={"content-disposition": disposition})
