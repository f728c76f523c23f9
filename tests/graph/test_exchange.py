"""A whole graph out of one database and into another."""

from datetime import date

import pytest

from tests.graph.sources import MadeSource, municipality, person, relation
from tests.graph.test_ledger import HANKASALMI, MAIJA, REFERENCE, graph, newsletter, survey
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.exchange import Totals, export_graph, import_graph
from yhdysverkko.graph.ledger import load, recover, retract, settled
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.staging import IMPORTING, mark_unfinished, unfinished
from yhdysverkko.graph.store import Store


@pytest.fixture
def exported(store: Store, vocabulary: Ontology) -> list[bytes]:
    load(store, vocabulary, REFERENCE)
    load(store, vocabulary, survey(basis="named"))
    load(store, vocabulary, newsletter())
    dated = relation("LIAISON_FOR", MAIJA, HANKASALMI, spell="2", valid_from=date(2019, 1, 1), deputy=True)
    load(store, vocabulary, MadeSource("minutes", [person("maija"), dated]))
    return list(export_graph(store, vocabulary))


def empty(store: Store) -> None:
    store.write("MATCH (n) WHERE NOT n:Graph DETACH DELETE n")


def test_an_exported_graph_comes_back_as_it_was(store: Store, vocabulary: Ontology, exported: list[bytes]) -> None:
    before = graph(store)
    empty(store)

    totals = import_graph(store, vocabulary, exported, "graph.jsonl")

    assert totals == Totals(nodes=6, relations=2)
    assert graph(store) == before
    assert list(export_graph(store, vocabulary)) == exported


def test_an_imported_graph_can_be_retracted_from(store: Store, vocabulary: Ontology, exported: list[bytes]) -> None:
    empty(store)
    import_graph(store, vocabulary, exported, "graph.jsonl")

    retract(store, vocabulary, "minutes")

    assert store.read("MATCH ()-[r:LIAISON_FOR]->() RETURN r.basis AS basis") == [{"basis": "named"}]


def test_a_graph_is_not_imported_over_another(store: Store, vocabulary: Ontology, exported: list[bytes]) -> None:
    with pytest.raises(LoadFailed):
        import_graph(store, vocabulary, exported, "graph.jsonl")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda lines: lines[:-1], id="truncated"),
        pytest.param(lambda lines: [*lines[:2], b"{\n", *lines[2:]], id="broken line"),
        pytest.param(lambda lines: [b'{"yhdysverkko": 99, "schema": 1}\n', *lines[1:]], id="other version"),
        pytest.param(lambda lines: [line for line in lines if b'"node":"Municipality"' not in line], id="end missing"),
        pytest.param(lambda lines: [line.replace(b'"Person"', b'"Nobody"') for line in lines], id="unknown kind"),
    ],
)
def test_a_spoilt_file_leaves_the_graph_empty(
    store: Store, vocabulary: Ontology, exported: list[bytes], spoil: object
) -> None:
    empty(store)

    with pytest.raises(LoadFailed, match=r"graph\.jsonl"):
        import_graph(store, vocabulary, spoil(exported), "graph.jsonl")  # type: ignore[operator]

    assert graph(store) == []


def test_an_interrupted_import_is_undone_and_not_read_meanwhile(store: Store, vocabulary: Ontology) -> None:
    mark_unfinished(store, "graph.jsonl", IMPORTING)
    store.write("CREATE (:Municipality {id: '077', name: 'Hankasalmi', sources: ['x'], claims: ['{}']})")

    with pytest.raises(Exception, match=r"graph\.jsonl"), settled(store):
        pass
    recover(store)

    assert unfinished(store) is None
    assert graph(store) == []
    load(store, vocabulary, MadeSource("list", [municipality("077", "Hankasalmi")]))
