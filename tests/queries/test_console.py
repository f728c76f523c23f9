"""The console: what only reads is run, within limits; whatever else is refused, and the graph stays as it was."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from typing import Any

import pytest

from tests.graph.sources import MadeSource, municipality, node, relation
from yhdysverkko.graph.errors import QueryRefused, WrongUse, YhdysverkkoError
from yhdysverkko.graph.found import Node, Path, Plan, Relationship
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.messages import LANGUAGES, say
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Bounded, Store
from yhdysverkko.queries import console
from yhdysverkko.queries.console import DEEPEST, LONGEST, Text, TooManyRuns, explain, find, turn
from yhdysverkko.queries.examples import read_examples

HOSTILE = [
    # Writes, plain and hidden
    "CREATE (n)",
    "MERGE (n:Municipality {id: 'x'}) RETURN n",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) SET n:Other RETURN n",
    "MATCH (n) SET n += {name: 'x'}",
    "MATCH (n) REMOVE n.name",
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n RETURN count(*)",
    "MATCH (n) FOREACH (x IN [1] | SET n.name = 'x')",
    "CALL { CREATE (n) } RETURN 1",
    "MATCH (n) CALL (n) { SET n.name = 'x' } RETURN n",
    "RETURN 1 AS x UNION CREATE (n) RETURN 2 AS x",
    "UNWIND [1] AS x CREATE (n {x: x}) RETURN n LIMIT 0",
    "OPTIONAL CALL { CREATE (n) RETURN n } RETURN 1",
    "MATCH (n) WHERE false SET n.name = 'x' RETURN n",
    "MATCH (n) RETURN EXISTS { CREATE (m) }",
    "/* MATCH (n) RETURN n */ CREATE (n)",
    "MATCH (n) // RETURN n\nDELETE n",
    "cReAtE (n)",
    "\\u0043REATE (n)",
    "MATCH (n) \\u0053ET n.name = 'x'",
    "CR\u200bEATE (n)",
    "\ufeffCREATE (n)",
    # Modes before the text
    "EXPLAIN CREATE (n)",
    "EXPLAIN MATCH (n) RETURN n",
    "EXPLAIN EXPLAIN MATCH (n) RETURN n",
    "CYPHER EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "PROFILE CREATE (n)",
    "CYPHER runtime=slotted PROFILE CREATE (n)",
    "CYPHER 5 CREATE (n)",
    # Several statements
    "RETURN 1; CREATE (n)",
    "RETURN 1; RETURN 2",
    ";CREATE (n)",
    "RETURN 1;\n;CREATE (n);",
    # Transactions of its own
    "MATCH (n) CALL (n) { SET n.name = 'x' } IN TRANSACTIONS",
    "CALL { MATCH (n) RETURN n } IN TRANSACTIONS OF 1 ROW RETURN n",
    "CALL { MATCH (n) RETURN n } IN 2 CONCURRENT TRANSACTIONS RETURN n",
    "USING PERIODIC COMMIT LOAD CSV FROM 'file:///x' AS row CREATE (n)",
    "BEGIN",
    "COMMIT",
    # Files and networks
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "LOAD CSV WITH HEADERS FROM 'http://example.org/' AS row RETURN row",
    "LOAD CSV FROM $address AS row RETURN row",
    "CALL { LOAD CSV FROM 'file:///x' AS row RETURN row } RETURN row",
    "MATCH (n) WHERE EXISTS { LOAD CSV FROM 'file:///x' AS row RETURN row } RETURN n",
    # Procedures and functions
    "CALL apoc.load.json('http://example.org/') YIELD value RETURN value",
    "CALL apoc.cypher.doIt('CREATE (n)', {})",
    "RETURN apoc.version()",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n)', {})",
    "CALL db.createLabel('x')",
    "CALL db.createProperty('x')",
    "CALL db.index.fulltext.createNodeIndex('x', ['Y'], ['z'])",
    "CALL db.clearQueryCaches()",
    "CALL db.prepareForReplanning()",
    "CALL db.stats.collect('GRAPH COUNTS')",
    "CALL db.checkpoint()",
    "CALL dbms.components()",
    "CALL dbms.listConfig()",
    "CALL dbms.setConfigValue('db.transaction.timeout', '0')",
    "CALL dbms.killQuery('1')",
    "CALL dbms.killTransaction('1')",
    "CALL dbms.listConnections()",
    "CALL dbms.killConnection('1')",
    "CALL dbms.queryJmx('*:*')",
    "CALL dbms.upgrade()",
    "CALL tx.setMetaData({run: 'other'})",
    "CALL `db`.`createLabel`('x')",
    "MATCH (n) WHERE COUNT { CALL dbms.listConfig() YIELD name RETURN name } > 0 RETURN n",
    "CALL { CALL dbms.listConfig() YIELD name, value RETURN name, value } RETURN name, value",
    # Schema and administration
    "CREATE INDEX FOR (n:Municipality) ON (n.note)",
    "CREATE CONSTRAINT FOR (n:X) REQUIRE n.y IS UNIQUE",
    "DROP INDEX names",
    "DROP CONSTRAINT graph_id",
    "CREATE DATABASE other",
    "DROP DATABASE neo4j",
    "STOP DATABASE neo4j",
    "CREATE USER x SET PASSWORD 'yyyyyyyy'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'bbbbbbbb'",
    "ALTER USER neo4j SET PASSWORD 'bbbbbbbb'",
    "GRANT ROLE admin TO x",
    "DENY TRAVERSE ON GRAPH * NODES * TO x",
    "REVOKE ROLE admin FROM x",
    "ENABLE SERVER 'x'",
    "SHOW TRANSACTIONS",
    "SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id YIELD message RETURN message",
    "TERMINATE TRANSACTION 'neo4j-transaction-1'",
    "SHOW DATABASES",
    "SHOW USERS",
    "SHOW CURRENT USER",
    "SHOW SETTINGS",
    "SHOW PROCEDURES",
    "SHOW FUNCTIONS",
    "SHOW INDEXES",
    "SHOW CONSTRAINTS YIELD name RETURN name",
    "USE system SHOW USERS",
    "USE system RETURN 1",
    "USE system CALL dbms.components()",
    "USE graph.byName('system') MATCH (n) RETURN n",
    # No text at all, or none that a server takes
    "",
    " \n\t",
    "// nothing",
    "RETURN '\ud800'",
    "(" * (DEEPEST + 1),
    "RETURN 1 // " + "x" * LONGEST,
]

ENDLESS = "UNWIND range(1, 1000000000000) AS x WITH x WHERE x < 0 RETURN x"
GREEDY = (
    "UNWIND range(1, 100000000) AS x WITH collect(toString(x) + 'yhdysverkko') AS everything RETURN size(everything)"
)
PRODUCT = (
    "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b WITH collect([a, b]) AS everything RETURN size(everything)"
)


@pytest.fixture
def graph(store: Store, vocabulary: Ontology) -> Store:
    """Two municipalities, one of them in a region."""
    region, town = Ref("Region", "13"), Ref("Municipality", "077")
    source = MadeSource(
        "made",
        [
            node("Region", "13", name="Keski-Suomi"),
            municipality("077", "Hankasalmi"),
            municipality("992", "Äänekoski"),
            relation("PART_OF", town, region),
        ],
    )
    load(store, vocabulary, source)
    return store


def rows(store: Store, text: str, /, *, most: int = 100, seconds: float = 20.0, **parameters: Any) -> list[Any]:
    with find(store, Text(text, parameters), rows=most, seconds=seconds) as found:
        return list(found.rows)


def everything(store: Store) -> list[Any]:
    """All that a query could have changed: nodes, relations, the schema, who may sign in."""
    return [
        store.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY elementId(n)"),
        store.read("MATCH ()-[r]->() RETURN type(r) AS type, properties(r) AS properties ORDER BY elementId(r)"),
        store.read("SHOW INDEXES YIELD name RETURN name ORDER BY name"),
        store.read("SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name"),
        store.read("CALL db.labels() YIELD label RETURN label ORDER BY label"),
        store.read("CALL db.propertyKeys() YIELD propertyKey AS key RETURN key ORDER BY key"),
    ]


def test_what_does_more_than_read_is_refused_and_changes_nothing(graph: Store) -> None:
    before = everything(graph)

    for text in HOSTILE:
        with pytest.raises((QueryRefused, WrongUse)) as refused:
            rows(graph, text, address="file:///etc/passwd")
        assert str(refused.value), text

    assert everything(graph) == before


def test_the_server_refuses_writes_that_nobody_has_looked_at(graph: Store) -> None:
    before = everything(graph)
    writes: list[str] = []
    for text in HOSTILE:
        if text.startswith("EXPLAIN"):
            continue  # it is a plan of a write, which writes nothing
        with suppress(YhdysverkkoError), graph.bounded(20) as bounded:
            if "w" in bounded.plan(text, {"address": ""}).type:
                writes.append(text)
    for text in writes:
        with pytest.raises(QueryRefused) as refused, graph.bounded(20) as bounded:
            list(bounded.rows(text, {"address": ""}) or ())
        assert refused.value.key == "store.read_only", text

    assert len(writes) >= 15
    assert everything(graph) == before


def test_what_may_not_be_run_is_not_explained_either(graph: Store) -> None:
    for text in ("CREATE (n)", "LOAD CSV FROM 'file:///x' AS row RETURN row", "SHOW USERS"):
        with pytest.raises(QueryRefused):
            explain(graph, Text(text), seconds=20)

    assert explain(graph, Text("MATCH (m:Municipality) RETURN m"), seconds=20).type == "r"


@pytest.fixture
def explained(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the server has explained since."""
    texts: list[str] = []
    before = Bounded.plan

    def plan(bounded: Bounded, text: str, parameters: Mapping[str, Any]) -> Plan:
        texts.append(text)
        return before(bounded, text, parameters)

    monkeypatch.setattr(Bounded, "plan", plan)
    return texts


def test_what_may_be_run_is_explained_once_while_the_graph_is_the_same(graph: Store, explained: list[str]) -> None:
    text = "MATCH (m:Municipality {id: $code}) RETURN m.name AS name"
    graph.look()

    for _ in range(2):
        assert rows(graph, text, code="077")
    assert explained == [text]
    graph.write("CREATE (:Area {id: randomUUID()})")
    graph.look()
    rows(graph, text, code="077")
    assert explained == [text, text]


def test_with_other_parameters_a_text_is_explained_anew(graph: Store, explained: list[str]) -> None:
    text = "MATCH (m:Municipality {id: $code}) RETURN m.name AS name"
    graph.look()
    for code in ("077", "564"):
        rows(graph, text, code=code)

    assert explained == [text, text]


def test_what_may_not_be_run_is_explained_and_refused_each_time(graph: Store, explained: list[str]) -> None:
    for _ in range(2):
        graph.look()
        with pytest.raises(QueryRefused):
            rows(graph, "SHOW USERS")

    assert explained == ["SHOW USERS"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (m:Municipality) RETURN m.name AS name",
        "RETURN 'CREATE (n); LOAD CSV; CALL dbms.killQuery(1)' AS name",
        "RETURN 'a.b(1)'",
        "RETURN 1 AS `apoc.version()`",
        "MATCH (n) RETURN point.distance(point({x: 1, y: 1}), point({x: 1, y: 2})) AS far LIMIT 1",
        "RETURN datetime.truncate('day', datetime()) AS day",
        "CALL db.labels() YIELD label RETURN label",
        "CALL db.index.fulltext.queryNodes('names', 'hankasalmella') YIELD node RETURN node",
        "CYPHER runtime=slotted MATCH (m:Municipality) RETURN m",
        "USE neo4j MATCH (m:Municipality) RETURN m",
        "MATCH (m:Municipality) RETURN COLLECT { MATCH (m)--(n) RETURN n.name } AS names;",
        "MATCH (n) FINISH",
    ],
)
def test_what_only_reads_is_run(graph: Store, text: str) -> None:
    rows(graph, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_called_something_and_runs(graph: Store, language: str) -> None:
    examples = read_examples()

    assert len(examples) >= 10
    for example in examples.values():
        assert example.title[language]
        rows(graph, example.text, **example.parameters)


def test_nodes_relationships_and_paths_stay_what_they_are(graph: Store) -> None:
    [(town, tie, path, listed)] = rows(
        graph, "MATCH p = (m {id: $id})-[r]->(n) RETURN m, r, p, [{node: n}] AS listed", id="077"
    )

    assert isinstance(town, Node)
    assert town.labels == ["Municipality"]
    assert town.properties["name"] == "Hankasalmi"
    assert isinstance(tie, Relationship)
    assert (tie.type, tie.start, tie.end) == ("PART_OF", town.id, listed[0]["node"].id)
    assert path == Path([town, tie, listed[0]["node"]])


def test_rows_beyond_the_limit_are_not_fetched_and_it_says_so(graph: Store) -> None:
    began = time.monotonic()
    with find(graph, Text("UNWIND range(1, 1000000000) AS x RETURN x"), rows=3, seconds=20) as found:
        assert [row[0] for row in found.rows] == [1, 2, 3]
        assert found.cut

    assert time.monotonic() - began < 10
    with find(graph, Text("UNWIND range(1, 3) AS x RETURN x"), rows=3, seconds=20) as found:
        assert len(list(found.rows)) == 3
        assert not found.cut


def test_an_error_names_its_line_and_column(graph: Store) -> None:
    with pytest.raises(QueryRefused) as refused:
        rows(graph, "MATCH (m:Municipality)\nRETRUN m.name")

    assert refused.value.key == "console.fault_at"
    assert (refused.value.params["line"], refused.value.params["column"]) == (2, 1)
    assert "RETRUN" in refused.value.params["reason"]
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize(
    ("text", "parameters", "key"),
    [
        ("RETURN $missing", {}, "console.fault"),
        ("RETURN 1 / 0", {}, "console.fault"),
        ("RETURN date({year: 99999}) AS day", {}, "store.value"),
        ("RETURN $number", {"number": 2**63}, "console.parameters"),
        ("RETURN $text", {"text": "\ud800"}, "console.parameters"),
    ],
)
def test_what_cannot_be_answered_is_said(graph: Store, text: str, parameters: dict[str, Any], key: str) -> None:
    with pytest.raises(YhdysverkkoError) as refused:
        rows(graph, text, **parameters)

    assert refused.value.key == key
    assert all(say(key, language=language, **refused.value.params) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "key"), [(ENDLESS, "store.time_limit"), (GREEDY, "store.memory"), (PRODUCT, "store.memory")]
)
def test_a_runaway_is_stopped_and_the_next_one_answers(graph: Store, text: str, key: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        rows(graph, text, seconds=2 if text == ENDLESS else 60)

    assert refused.value.key == key
    assert rows(graph, "MATCH (m:Municipality) RETURN count(m) AS n") == [(2,)]


def test_a_text_of_very_many_signs_is_answered_all_the_same(graph: Store) -> None:
    assert rows(graph, f"RETURN {'NOT ' * 2_400}true AS yes") == [(True,)]


@pytest.fixture
def impatient() -> Iterator[None]:
    before = console.PATIENCE_S
    console.PATIENCE_S = 0.1
    yield
    console.PATIENCE_S = before


def test_more_than_a_few_at_once_wait_for_their_turn(impatient: None) -> None:
    with ExitStack() as opened:
        for _ in range(console.AT_ONCE):
            opened.enter_context(turn())
        with pytest.raises(TooManyRuns), turn():
            pass

    with turn():
        pass
