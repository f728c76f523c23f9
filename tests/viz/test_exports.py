"""Exports, read back by libraries that are not ours, and by our own loaders."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import igraph
import networkx
import openpyxl
import orjson
import pandas
import pytest
import rdflib
from defusedxml import ElementTree

from tests.viz.every_fact import every_fact
from tests.viz.sample import HANKASALMI, HOSTILE, KYT, MAIJA, entity, small_map, tie
from yhdysverkko.graph.messages import LANGUAGES, speaking
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.projection import HIDDEN_NAME, Entity, Projection
from yhdysverkko.graph.records import Node, Ref, Relation
from yhdysverkko.loaders.tables import open_tables
from yhdysverkko.viz.exports import cytoscape, gexf, graphml, jsonld, kumu, lists, workbook
from yhdysverkko.viz.exports.fields import Places
from yhdysverkko.viz.exports.formats import FORMATS, write_export

FORMULA = '=HYPERLINK("https://example.org/";"x")'
HIDDEN = Ref("Person", "0f3a")
PLACES: Places = {HANKASALMI: (120.0, 40.5), KYT: (-3.0, 7.0)}


def exported() -> Projection:
    """The small map, and one who is not to be shown, a formula, letters that XML forbids, and a time that is over."""
    small = small_map()
    hidden = Entity(HIDDEN, HIDDEN_NAME, {}, ("survey",))
    formula = entity(Ref("Association", "kaava"), FORMULA, note="soi\x07\nja\tsoi", valid_from=date(2001, 1, 1))
    return replace(
        small,
        entities=tuple(sorted((*small.entities, hidden, formula), key=lambda each: each.ref)),
        ties=(
            *small.ties,
            tie("WORKS_FOR", HIDDEN, HANKASALMI, title="sihteeri"),
            tie("MEMBER_OF", MAIJA, KYT, valid_from=date(2019, 1, 1), valid_to=date(2021, 1, 1)),
        ),
    )


def test_networkx_reads_graphml_with_types_places_and_every_parallel_tie() -> None:
    stream = BytesIO()
    graphml.write(exported(), stream, PLACES)
    graph = networkx.read_graphml(BytesIO(stream.getvalue()), force_multigraph=True)

    assert (graph.number_of_nodes(), graph.number_of_edges()) == (10, 9)
    home = graph.nodes["municipality:077"]
    assert (home["label"], home["population"], home["land_km2"]) == ("Hankasalmi", 4601, 571.69)
    assert (home["x"], home["y"], home["latitude"]) == (120.0, 40.5, 62.39)
    assert graph.nodes["association:hyökkääjä"]["name"] == HOSTILE
    assert graph.nodes["association:kaava"]["note"] == "soi\nja\tsoi"
    between = graph["person:maija-meikäläinen"]["municipality:077"]
    assert {tie["kind"] for tie in between.values()} == {"WORKS_FOR", "LIAISON_FOR"}
    assert {tie.get("deputy") for tie in between.values()} == {None, False}
    assert graph["association:kyt"]["municipality:077"]["COOPERATES_WITH-kyt-077"]["symmetric"] is True
    hidden = f"person:{HIDDEN.id}"
    assert graph.nodes[hidden]["label"] == HIDDEN_NAME
    assert list(graph[hidden]["municipality:077"]) == ["hidden-8"]


def test_igraph_reads_graphml_past_what_is_for_yed(tmp_path: Path) -> None:
    path = tmp_path / "verkko.graphml"
    with path.open("wb") as stream:
        graphml.write(exported(), stream, PLACES)
    graph = igraph.Graph.Read_GraphML(str(path))

    assert (graph.vcount(), graph.ecount(), graph.is_directed()) == (10, 9, True)
    home = graph.vs.find(id="municipality:077")
    assert (home["label"], home["population"], home["x"], home["y"]) == ("Hankasalmi", 4601, 120.0, 40.5)


def test_graphml_has_the_shapes_colours_and_places_that_yed_draws() -> None:
    stream = BytesIO()
    graphml.write(exported(), stream, PLACES)
    root = ElementTree.fromstring(stream.getvalue())
    names = {"g": "http://graphml.graphdrawing.org/xmlns", "y": "http://www.yworks.com/xml/graphml"}
    home = root.find(".//g:node[@id='municipality:077']", names)
    edge = root.find(".//g:edge[@id='COOPERATES_WITH-kyt-077']", names)
    assert home is not None
    assert edge is not None

    # Four ties of cooperation: 10 + 1.8 · 2 pixels from the middle, where the place is, to the corner of the mark.
    geometry = {"width": "27.2", "height": "27.2", "x": "106.4", "y": "26.9"}
    assert home.find(".//y:Geometry", names).attrib == geometry  # type: ignore[union-attr]
    assert home.find(".//y:Fill", names).get("color") == "#0072B2"  # type: ignore[union-attr]
    assert home.findtext(".//y:NodeLabel", namespaces=names) == "Hankasalmi"
    assert edge.find(".//y:Arrows", names).get("target") == "none"  # type: ignore[union-attr]
    keys = {key.get("id") for key in root.findall("g:key", names)}
    assert {data.get("key") for data in root.findall(".//g:data", names)} <= keys


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_the_same_each_time_also_of_nothing(name: str) -> None:
    for projection in (exported(), Projection((), ())):
        first, second = BytesIO(), BytesIO()
        write_export(projection, FORMATS[name], first)
        write_export(projection, FORMATS[name], second)
        assert first.getvalue() == second.getvalue() != b""


def test_what_is_placed_is_placed_about_the_origin() -> None:
    stream = BytesIO()
    write_export(exported(), FORMATS["gexf"], stream)
    graph = networkx.read_gexf(BytesIO(stream.getvalue()), version="1.3")
    positions = [node["viz"]["position"] for node in graph.nodes.values()]

    for axis in "xy":
        values = [position[axis] for position in positions]
        assert min(values) == pytest.approx(-max(values), abs=0.1)


def test_networkx_reads_gexf_with_the_days_that_hold_and_the_look_of_the_map() -> None:
    stream = BytesIO()
    gexf.write(exported(), stream, PLACES)
    graph = networkx.read_gexf(BytesIO(stream.getvalue()), version="1.3")

    assert (graph.number_of_nodes(), graph.number_of_edges()) == (10, 9)
    home = graph.nodes["municipality:077"]
    assert home["viz"]["position"] == {"x": 120.0, "y": -40.5, "z": 0.0}
    assert (home["viz"]["color"]["r"], home["viz"]["color"]["b"]) == (0x00, 0xB2)
    assert home["population"] == 4601
    assert graph.nodes["association:hyökkääjä"]["label"] == HOSTILE
    membership = next(iter(graph["person:maija-meikäläinen"]["association:kyt"].values()))
    # A membership that holds no more from 1.1.2021 on held to the end of 2020.
    assert (membership["start"], membership["end"]) == ("2019-01-01", "2020-12-31")
    assert membership["valid_to"] == "2021-01-01"
    assert graph.nodes["association:kaava"]["start"] == "2001-01-01"
    assert "end" not in graph.nodes["association:kaava"]


def test_gexf_is_dynamic_by_days_and_says_no_interval_that_contradicts_itself() -> None:
    late = tie("MEMBER_OF", MAIJA, KYT, valid_from=date(2021, 1, 1), valid_to=date(2020, 1, 1))
    stream = BytesIO()
    gexf.write(replace(small_map(), ties=(late,)), stream)
    text = stream.getvalue().decode()

    assert 'mode="dynamic" timeformat="date"' in text
    assert 'version="1.3"' in text
    assert '<viz:shape value="triangleDown"/>' not in text  # GEXF has no such shape
    assert '<viz:shape value="square"/>' in text
    assert 'start="2021' not in text


def test_networkx_reads_cytoscape_json() -> None:
    stream = BytesIO()
    cytoscape.write(exported(), stream, PLACES)
    data = orjson.loads(stream.getvalue())
    graph = networkx.cytoscape_graph(data)

    assert (graph.number_of_nodes(), graph.number_of_edges()) == (10, 9)
    assert graph.nodes["association:hyökkääjä"]["name"] == HOSTILE
    assert graph.nodes["municipality:077"]["population"] == 4601
    assert (
        graph["person:maija-meikäläinen"]["association:kyt"]["MEMBER_OF-maija-meikäläinen-kyt"]["valid_to"]
        == "2021-01-01"
    )
    positions = [node["position"] for node in data["elements"]["nodes"] if node["data"]["id"] == "municipality:077"]
    assert positions == [{"x": 120.0, "y": 40.5}]


def test_pandas_reads_the_lists_of_nodes_and_edges_and_no_cell_is_a_formula() -> None:
    stream = BytesIO()
    lists.write(exported(), stream, PLACES)
    with ZipFile(stream) as archive:
        assert [(item.filename, item.date_time[0]) for item in archive.infolist()] == [
            ("nodes.csv", 1980),  # no file says when it was made
            ("edges.csv", 1980),
        ]
        nodes = pandas.read_csv(archive.open("nodes.csv"), index_col="id")
        edges = pandas.read_csv(archive.open("edges.csv"))

    assert (len(nodes), len(edges)) == (10, 9)
    assert set(edges["source"]) | set(edges["target"]) <= set(nodes.index)
    assert nodes.loc["municipality:077", "population"] == 4601
    assert nodes.loc["municipality:077", "x"] == 120.0
    assert nodes.loc["association:kaava", "label"] == f"'{FORMULA}"
    assert nodes.loc["association:kaava", "name"] == f"'{FORMULA}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [workbook, kumu], ids=["xlsx", "kumu"])
def test_our_loaders_read_every_fact_back_as_it_was(form: ModuleType, language: str, tmp_path: Path) -> None:
    whole = every_fact()
    path = tmp_path / "verkko.xlsx"
    with path.open("wb") as stream, speaking(language):
        form.write(whole, stream)
    source = open_tables(path, vocabulary=ontology())[0]
    records = list(source.records())
    nodes = {item.ref: dict(item.properties) for item in records if isinstance(item, Node)}
    ties = {item.id: (item.start, item.end, dict(item.properties)) for item in records if isinstance(item, Relation)}

    assert source.notices == []
    assert nodes == {item.ref: item.properties for item in whole.entities}
    assert ties == {item.id: (item.start, item.end, item.properties) for item in whole.ties}
    assert len(records) == len(nodes) + len(ties)


def test_openpyxl_reads_the_workbook_and_no_cell_is_a_formula() -> None:
    stream = BytesIO()
    workbook.write(exported(), stream)
    book = openpyxl.load_workbook(stream)

    assert book.sheetnames[:5] == ["Ohje", "Kunnat", "Maakunnat", "Henkilöt", "Järjestöt"]
    front = [cell.value for row in book["Ohje"].iter_rows() for cell in row if cell.value]
    assert front[:2] == ["Tilanne 31.12.2020", "10 toimijaa ja kohdetta, 9 yhteyttä"]
    assert front[-2:] == ["Lähde", f"Kysely {HOSTILE}"]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    names = {row[1].value for row in book["Järjestöt"].iter_rows(min_row=2)}
    assert {FORMULA, HOSTILE} <= names
    assert [row[0].value for row in book["Kunnat"].iter_rows()] == ["kuntakoodi *", "077", "179", "992"]


def test_openpyxl_reads_the_kumu_workbook_whose_connections_name_ids_and_say_directions() -> None:
    stream = BytesIO()
    kumu.write(exported(), stream)
    book = openpyxl.load_workbook(stream)

    assert book.sheetnames == ["Elements", "Connections"]
    assert book.properties.created.year == 1980
    elements = list(book["Elements"].values)
    assert elements[0][:4] == ("ID", "Label", "Type", "Description")
    assert ("association:hyökkääjä", HOSTILE, "järjestö", None) in {row[:4] for row in elements}
    connections = {row[:4] for row in book["Connections"].values}
    assert ("association:kyt", "municipality:077", "undirected", "tekee yhteistyötä") in connections
    assert ("association:kyt", "municipality:179", "directed", "sijaitsee") in connections
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


@pytest.mark.parametrize("form", [workbook, kumu], ids=["xlsx", "kumu"])
def test_one_who_is_not_to_be_shown_stays_so_when_read_back(form: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "verkko.xlsx"
    with path.open("wb") as stream:
        form.write(exported(), stream)
    records = list(open_tables(path, vocabulary=ontology())[0].records())

    hidden = [item for item in records if isinstance(item, Node) and item.ref == HIDDEN]
    assert [item.properties for item in hidden] == [{"name": HIDDEN_NAME, "visibility": "internal"}]


SCHEMA, ORG = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/org#")
OURS = rdflib.Namespace("urn:yhdysverkko:")


def linked(projection: Projection) -> rdflib.Graph:
    stream = BytesIO()
    jsonld.write(projection, stream)
    return rdflib.Graph().parse(data=stream.getvalue(), format="json-ld")


def test_rdflib_reads_json_ld_in_the_terms_of_schema_org_and_the_organization_ontology() -> None:
    graph = linked(exported())
    home, kyt, maija = OURS["municipality:077"], OURS["association:kyt"], OURS["person:maija-meik%C3%A4l%C3%A4inen"]

    assert set(graph.objects(home, rdflib.RDF.type)) == {
        SCHEMA.AdministrativeArea,
        ORG.FormalOrganization,
        OURS["term:Municipality"],
    }
    assert graph.value(home, OURS["term:population"]) == rdflib.Literal(4601)
    assert graph.value(graph.value(home, SCHEMA.geo), SCHEMA.latitude) == rdflib.Literal(62.39)
    assert (maija, SCHEMA.worksFor, home) in graph
    assert (kyt, SCHEMA.location, OURS["municipality:179"]) in graph
    membership = next(graph.subjects(ORG.organization, kyt))
    assert graph.value(membership, ORG.member) == maija
    assert graph.value(membership, SCHEMA.startDate) == rdflib.Literal(date(2019, 1, 1))
    assert graph.value(membership, SCHEMA.endDate) == rdflib.Literal(date(2020, 12, 31))
    assert graph.value(graph.value(membership, OURS["term:sources"]), SCHEMA.name) == rdflib.Literal(
        f"Kysely {HOSTILE}"
    )
    hostile = OURS["association:hy%C3%B6kk%C3%A4%C3%A4j%C3%A4"]
    assert graph.value(hostile, SCHEMA.name) == rdflib.Literal(HOSTILE)
    assert graph.value(hostile, SCHEMA.url) == rdflib.Literal("javascript:alert(1)", datatype=rdflib.XSD.anyURI)


def test_json_ld_tells_posts_roles_and_times_of_memberships_in_the_terms_of_the_organization_ontology() -> None:
    graph = linked(exported())
    home, kyt, maija = OURS["municipality:077"], OURS["association:kyt"], OURS["person:maija-meik%C3%A4l%C3%A4inen"]
    time = rdflib.TIME

    post = graph.value(maija, ORG.holds)
    assert graph.value(post, rdflib.RDF.type) == ORG.Post
    assert graph.value(post, ORG.postIn) == home
    assert graph.value(post, rdflib.SKOS.prefLabel) == rdflib.Literal("kulttuuripäällikkö")
    liaison = next(graph.subjects(ORG.role, OURS["role:LIAISON_FOR"]))
    assert (graph.value(liaison, ORG.member), graph.value(liaison, ORG.organization)) == (maija, home)
    assert (OURS["role:LIAISON_FOR"], rdflib.RDF.type, ORG.Role) in graph
    label = rdflib.Literal("association liaison for", lang="en")
    assert (OURS["role:LIAISON_FOR"], rdflib.SKOS.prefLabel, label) in graph
    during = graph.value(next(graph.subjects(ORG.organization, kyt)), ORG.memberDuring)
    first, last = (graph.value(during, end) for end in (time.hasBeginning, time.hasEnd))
    assert graph.value(first, time.inXSDDate) == rdflib.Literal(date(2019, 1, 1))
    assert graph.value(last, time.inXSDDate) == rdflib.Literal(date(2020, 12, 31))


def test_nobody_is_said_to_hold_a_post_that_is_over() -> None:
    over = tie("WORKS_FOR", MAIJA, HANKASALMI, title="sihteeri", valid_to=date(2019, 1, 1))
    graph = linked(replace(small_map(), ties=(over,)))

    assert len(list(graph.subjects(rdflib.RDF.type, ORG.Post))) == 1
    assert list(graph.subject_objects(ORG.holds)) == []


def test_json_ld_says_plainly_only_what_holds() -> None:
    kyt, maija = OURS["association:kyt"], OURS["person:maija-meik%C3%A4l%C3%A4inen"]

    assert (maija, SCHEMA.memberOf, kyt) in linked(exported())  # as of the last day of the membership
    assert (maija, SCHEMA.memberOf, kyt) not in linked(replace(exported(), as_of=date(2021, 1, 1)))
    assert (maija, SCHEMA.memberOf, kyt) not in linked(replace(exported(), as_of=None))
