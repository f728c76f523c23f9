"""Loading, reloading and retracting sources in a real Neo4j."""

from datetime import date

import pytest

from tests.graph.sources import MadeSource, municipality, node, person, relation
from yhdysverkko.graph.errors import LoadFailed, NotFound
from yhdysverkko.graph.ledger import StoredSource, list_sources, load, read_source, retract
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import read_claims
from yhdysverkko.graph.records import Ref, Rejection
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import Point

HANKASALMI = Ref("Municipality", "077")
MAIJA = Ref("Person", "maija")

REFERENCE = MadeSource("reference", [municipality("077", "Hankasalmi", location=Point(62.39, 26.43))], kind="reference")


def survey(basis: str = "unknown") -> MadeSource:
    return MadeSource("survey", [person("maija"), relation("LIAISON_FOR", MAIJA, HANKASALMI, basis=basis)])


def newsletter() -> MadeSource:
    return MadeSource("newsletter", [person("maija"), relation("LIAISON_FOR", MAIJA, HANKASALMI)], kind="document")


def liaisons(store: Store) -> list[str]:
    rows = store.read("MATCH (:Person)-[:LIAISON_FOR]->(m:Municipality) RETURN m.name AS name ORDER BY name")
    return [row["name"] for row in rows]


def graph(store: Store) -> list[object]:
    """Everything that the graph holds but the times of loading, in an order that depends on content alone."""
    nodes = store.read("MATCH (n) WHERE NOT n:Graph RETURN labels(n) AS labels, properties(n) AS n")
    ties = store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, properties(r) AS r, b.id AS b")
    for row in nodes:
        row["n"].pop("loaded", None)
    return sorted([*nodes, *ties], key=repr)


def test_a_loaded_source_is_readable_with_its_values(store: Store, vocabulary: Ontology) -> None:
    report = load(store, vocabulary, REFERENCE)

    assert (report.counts.new, report.counts.rejected) == (1, 0)
    assert store.read("MATCH (m:Municipality) RETURN m.name AS name, m.location AS place, m.sources AS sources") == [
        {"name": "Hankasalmi", "place": Point(62.39, 26.43), "sources": ["reference"]}
    ]


def test_loading_the_same_source_again_changes_nothing(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, REFERENCE)
    load(store, vocabulary, survey(basis="named"))
    before = graph(store)

    report = load(store, vocabulary, survey(basis="named"))

    assert report.unchanged
    assert graph(store) == before


def test_a_changed_version_adds_updates_and_retracts(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, MadeSource("list", [node("Association", "a"), node("Association", "b", field="sport")]))

    report = load(
        store, vocabulary, MadeSource("list", [node("Association", "b", field="culture"), node("Association", "c")])
    )

    counts = report.counts
    assert (counts.new, counts.changed, counts.retracted, counts.unchanged) == (1, 1, 1, 0)
    assert store.read("MATCH (n:Association) RETURN n.id AS id, n.field AS field ORDER BY id") == [
        {"id": "b", "field": "culture"},
        {"id": "c", "field": None},
    ]


def test_a_dry_run_counts_and_changes_nothing(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, MadeSource("list", [node("Association", "a"), node("Association", "b")]))
    before = graph(store)

    report = load(store, vocabulary, MadeSource("list", [node("Association", "c")]), dry_run=True)

    assert (report.counts.new, report.counts.retracted) == (1, 2)
    assert graph(store) == before


def test_what_was_loaded_meanwhile_is_what_a_source_replaces(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, REFERENCE)
    asked: list[StoredSource | None] = []

    def admit(before: StoredSource | None) -> None:
        asked.append(before)
        if len(asked) == 1:
            load(store, vocabulary, survey())

    report = load(store, vocabulary, survey("named"), admit=admit)

    first, second = asked
    assert first is None
    assert second
    assert second.source == survey().source
    assert report.earlier == second
    assert (report.counts.new, report.counts.changed) == (0, 1)


def test_whose_place_may_not_be_taken_stays(store: Store, vocabulary: Ontology) -> None:
    def admit(before: StoredSource | None) -> None:
        if before:
            raise LoadFailed("load.reserved", id=before.source.id)
        load(store, vocabulary, survey())

    with pytest.raises(LoadFailed):
        load(store, vocabulary, survey("named"), admit=admit)

    assert read_source(store, "survey").source == survey().source


def test_what_was_loaded_meanwhile_unchanged_is_left_alone(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, REFERENCE)
    loaded: list[object] = []

    def admit(before: StoredSource | None) -> None:
        if not loaded:
            loaded.append(load)
            load(store, vocabulary, survey())

    assert load(store, vocabulary, survey(), admit=admit).unchanged


def test_a_retracted_source_takes_only_its_own_facts(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, REFERENCE)
    load(store, vocabulary, survey())
    load(store, vocabulary, newsletter())

    retract(store, vocabulary, "survey")

    assert liaisons(store) == ["Hankasalmi"]
    assert [stored.source.id for stored in list_sources(store)] == ["newsletter", "reference"]


def test_load_and_retract_leave_the_graph_as_it_was(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, REFERENCE)
    load(store, vocabulary, newsletter())
    before = graph(store)

    load(store, vocabulary, survey(basis="named"))
    retract(store, vocabulary, "survey")

    assert graph(store) == before


def test_an_entity_outlives_the_source_that_described_it_while_others_name_it(
    store: Store, vocabulary: Ontology
) -> None:
    load(store, vocabulary, REFERENCE)
    load(store, vocabulary, survey())

    retract(store, vocabulary, "reference")

    assert store.read("MATCH (:Person)-[:LIAISON_FOR]->(m) RETURN m.id AS id, m.name AS name") == [
        {"id": "077", "name": None}
    ]


@pytest.mark.parametrize("reversed_order", [False, True])
def test_the_better_source_wins_and_the_losing_value_stays_readable(
    store: Store, vocabulary: Ontology, reversed_order: bool
) -> None:
    register = MadeSource("register", [node("Association", "a", name="Esimerkki ry")], kind="register")
    article = MadeSource("article", [node("Association", "a", name="Esimerkit", field="sport")], kind="document")
    for source in [article, register] if reversed_order else [register, article]:
        load(store, vocabulary, source)

    stored = store.read("MATCH (n:Association) RETURN properties(n) AS n")[0]["n"]

    assert (stored["name"], stored["field"]) == ("Esimerkki ry", "sport")
    assert [(claim.source, claim.properties["name"]) for claim in read_claims(stored)] == [
        ("register", "Esimerkki ry"),
        ("article", "Esimerkit"),
    ]


def test_of_two_equal_kinds_of_source_the_later_wins(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, MadeSource("new", [node("Association", "a", field="new")], published=date(2020, 1, 1)))
    load(store, vocabulary, MadeSource("old", [node("Association", "a", field="old")], published=date(2019, 1, 1)))

    assert store.read("MATCH (n:Association) RETURN n.field AS field") == [{"field": "new"}]


def test_a_new_publication_date_alone_ranks_the_source_anew(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, MadeSource("one", [node("Association", "a", field="one")], published=date(2020, 1, 1)))
    load(store, vocabulary, MadeSource("two", [node("Association", "a", field="two")], published=date(2019, 1, 1)))

    load(store, vocabulary, MadeSource("two", [node("Association", "a", field="two")], published=date(2021, 1, 1)))

    assert store.read("MATCH (n:Association) RETURN n.field AS field") == [{"field": "two"}]


def test_a_relation_to_nobody_is_rejected_and_the_rest_loads(store: Store, vocabulary: Ontology) -> None:
    rejected: list[Rejection] = []
    source = MadeSource(
        "list",
        [
            person("maija"),
            relation("LIAISON_FOR", MAIJA, Ref("Municipality", "999"), line=7),
        ],
    )

    report = load(store, vocabulary, source, on_rejection=rejected.append)

    assert (report.counts.new, report.counts.rejected) == (1, 1)
    assert (rejected[0].place.file, rejected[0].place.line, rejected[0].value) == ("test.csv", 7, "municipality:999")


def test_rejected_rows_are_named_at_every_load_until_they_are_mended(store: Store, vocabulary: Ontology) -> None:
    nobody = relation("LIAISON_FOR", MAIJA, Ref("Municipality", "999"), line=7)
    load(store, vocabulary, MadeSource("list", [person("maija"), nobody]))
    rejected: list[Rejection] = []

    again = load(store, vocabulary, MadeSource("list", [person("maija"), nobody]), on_rejection=rejected.append)
    mended = load(store, vocabulary, MadeSource("list", [person("maija")]))
    after = load(store, vocabulary, MadeSource("list", [person("maija")]))

    assert (again.unchanged, again.counts.new, again.counts.unchanged, again.counts.rejected) == (False, 0, 1, 1)
    assert len(rejected) == 1
    assert (again.earlier, after.unchanged) == (None, True)
    assert mended.earlier is not None


def test_the_same_relation_stated_twice_differently_is_rejected_with_names_masked(
    store: Store, vocabulary: Ontology
) -> None:
    load(store, vocabulary, REFERENCE)
    rejected: list[Rejection] = []
    source = MadeSource(
        "list",
        [
            person("maija"),
            relation("LIAISON_FOR", MAIJA, HANKASALMI, line=2, deputy=False),
            relation("LIAISON_FOR", MAIJA, HANKASALMI, line=3, deputy=True),
        ],
    )

    load(store, vocabulary, source, on_rejection=rejected.append)

    assert [rejection.place.line for rejection in rejected] == [3]
    assert "maija" not in rejected[0].reason
    assert store.read("MATCH ()-[r:LIAISON_FOR]->() RETURN r.deputy AS deputy") == [{"deputy": False}]


def test_a_number_belongs_to_one_entity(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, MadeSource("one", [node("Association", "a", business_id="9999900-1")]))
    rejected: list[Rejection] = []

    source = MadeSource("two", [node("Association", "b", business_id="9999900-1"), node("Association", "c")])
    load(store, vocabulary, source, on_rejection=rejected.append)

    assert [(rejection.place.column, rejection.value) for rejection in rejected] == [("business_id", "9999900-1")]
    assert [row["id"] for row in store.read("MATCH (n:Association) RETURN n.id AS id ORDER BY id")] == ["a", "c"]


def test_provenance_lies_on_no_path_between_domain_nodes(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, REFERENCE)
    load(store, vocabulary, survey())

    kinds = store.read("MATCH ()-[r]->() RETURN DISTINCT type(r) AS kind")

    assert kinds == [{"kind": "LIAISON_FOR"}]


def test_retracting_an_unknown_source_names_the_known_ones(store: Store, vocabulary: Ontology) -> None:
    load(store, vocabulary, REFERENCE)

    with pytest.raises(NotFound, match="reference"):
        retract(store, vocabulary, "survey")
