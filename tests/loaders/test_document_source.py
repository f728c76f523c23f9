"""Documents as sources of a real graph: facts with their sentences, candidates, decisions, reloads."""

import hashlib
from datetime import date

import pytest

from yhdysverkko.graph.decisions import ACCEPT, REJECT, decide, list_candidates, read_decisions
from yhdysverkko.graph.errors import NotFound
from yhdysverkko.graph.facts import read_entity
from yhdysverkko.graph.ledger import LoadReport, load, retract
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.store import Store
from yhdysverkko.loaders.document_source import DocumentSource
from yhdysverkko.loaders.reading import Document
from yhdysverkko.loaders.reference import ReferenceSource

ARTICLE = """Esimerkin Tuki ry järjesti yhdistysillan Hankasalmella 3.4.2023. Hankasalmen kunnan kulttuurisihteeri \
Maija Meikäläinen kertoi avustuksista. Laukaan kunta ei ole vielä nimennyt järjestöyhdyshenkilöä. \
Lisätietoja: puh. 040 000 1234, maija@example.org
"""


WORKS = "WORKS_FOR"


@pytest.fixture
def places(store: Store, vocabulary: Ontology) -> Store:
    load(store, vocabulary, ReferenceSource(vocabulary))
    return store


def read(
    store: Store,
    vocabulary: Ontology,
    text: str,
    name: str = "artikkeli",
    *,
    sure: float = 0.5,
    day: date | None = None,
    modified: date | None = None,
    keep_contacts: bool = False,
) -> LoadReport:
    """Load a text as a document published on `day`."""
    document = Document(
        id=name,
        file=f"{name}.txt",
        title=name.title(),
        uri="",
        published=day,
        modified=modified,
        language="fi",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    decisions = read_decisions(store)
    source = DocumentSource(document, store, vocabulary, decisions, min_confidence=sure, keep_contacts=keep_contacts)
    return load(store, vocabulary, source)


def test_a_day_without_its_year_gets_that_of_the_file(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, "Esimerkin Tuki ry järjestää yhdistysillan Laukaassa 14.5.", modified=date(2019, 4, 9))

    assert places.read("MATCH (e:Event) RETURN e.date AS day") == [{"day": "2019-05-14"}]


@pytest.mark.parametrize(("hours", "start", "end"), [("klo 17–19.30", "17:00", "19:30"), ("klo 17", "17:00", None)])
def test_the_hours_of_an_event_are_its_start_and_its_end(
    places: Store, vocabulary: Ontology, hours: str, start: str, end: str | None
) -> None:
    text = f"Tervetuloa yhdistysiltaan!\nYhdistysilta\nAika: 14.5.2019 {hours}\nPaikka: Laukaan kunnantalo\n"
    read(places, vocabulary, text)

    [event] = places.read("MATCH (e:Event) RETURN e.start_time AS start, e.end_time AS end")
    assert (event["start"], event["end"]) == (start, end)


def ties(store: Store, kind: str) -> list[tuple[str, str]]:
    rows = store.read(f"MATCH (a)-[:{kind}]->(b) RETURN a.name AS a, b.name AS b ORDER BY a, b")
    return [(row["a"], row["b"]) for row in rows]


def test_a_document_becomes_facts_with_the_sentence_that_says_them(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, ARTICLE)

    assert ties(places, "WORKS_FOR") == [("Maija Meikäläinen", "Hankasalmi")]
    assert ties(places, "HELD_IN") == [("yhdistysilta", "Hankasalmi")]
    assert ties(places, "ORGANISES") == [("Esimerkin Tuki ry", "yhdistysilta")]
    post, *_ = (tie for tie in read_entity(places, Ref("Person", "maija-meikäläinen")).ties if tie.tie.kind == WORKS)
    evidence = post.claims[0].evidence
    assert "kulttuurisihteeri Maija Meikäläinen" in str(evidence["sentence"])
    span = evidence["span"]
    assert isinstance(span, list)
    assert "Maija Meikäläinen" in ARTICLE[slice(*span)]


def test_what_is_denied_is_no_fact_but_evidence_of_a_gap(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, ARTICLE, day=date(2023, 4, 5))

    assert ties(places, "LIAISON_FOR") == []
    gaps = places.read("MATCH (m:Municipality)-[s:SCORES]->(i) RETURN m.name AS name, i.id AS id, s.value AS value")
    assert gaps == [{"name": "Laukaa", "id": "i01", "value": 0.0}]


def test_contacts_are_counted_and_dropped(places: Store, vocabulary: Ontology) -> None:
    report = read(places, vocabulary, ARTICLE)

    assert any("2" in notice and "YHDYSVERKKO_KEEP_CONTACTS" in notice for notice in report.notices)
    everything = repr(places.read("MATCH (n) WHERE NOT n:Graph OPTIONAL MATCH (n)-[r]->() RETURN n, r"))
    assert "040 000 1234" not in everything
    assert "maija@example.org" not in everything


def test_a_document_with_an_identity_code_is_refused_whole(places: Store, vocabulary: Ontology) -> None:
    report = read(places, vocabulary, f"{ARTICLE}\nHakijan tunnus on 131052-308T.")

    assert (report.counts.new, report.counts.rejected) == (0, 1)
    assert ties(places, WORKS) == []


def test_a_private_mailbox_is_nobodys_even_when_contacts_are_asked_for(places: Store, vocabulary: Ontology) -> None:
    text = "Lisätietoja: Hankasalmen kunnan sihteeri Maija Meikäläinen, maija.meikalainen@gmail.com"
    read(places, vocabulary, text, keep_contacts=True)

    assert places.read("MATCH (p:Person) RETURN p.email AS email") == [{"email": None}]


def test_contacts_that_are_asked_for_are_their_owners(places: Store, vocabulary: Ontology) -> None:
    text = "Lisätietoja: Hankasalmen kunnan sihteeri Maija Meikäläinen, p. 040 000 1234, toimisto@example.org"
    read(places, vocabulary, text)
    report = read(places, vocabulary, text, keep_contacts=True)

    assert not report.unchanged
    [row] = places.read("MATCH (p:Person) RETURN p.phone AS phone, p.email AS email, p.claims AS claims")
    assert (row["phone"], row["email"]) == ("040 000 1234", None)
    assert f'"phone_span":[{text.index("040")},{text.index("1234") + 4}]' in row["claims"][0].replace(" ", "")
    assert any("1" in notice and "YHDYSVERKKO_KEEP_CONTACTS" in notice for notice in report.notices)


def test_numbers_of_participants_are_properties(places: Store, vocabulary: Ontology) -> None:
    read(
        places,
        vocabulary,
        "Hankasalmella pidettiin yhdistysilta 3.4.2023. Paikalla oli noin 60 ihmistä. "
        "Iltaan tuli Kuhmon Martat ry:stä viisi henkilöä.",
    )

    [row] = places.read(
        "MATCH (a:Association)-[p:PARTICIPATES_IN]->(e:Event) "
        "RETURN e.participants AS all, e.participants_approximate AS about, p.count AS count"
    )
    assert row == {"all": 60, "about": True, "count": 5}


def test_an_event_held_so_often_a_year_is_part_of_a_series(places: Store, vocabulary: Ontology) -> None:
    read(
        places,
        vocabulary,
        "Esimerkin Tuki ry järjesti verkostotapaamisen Hankasalmella 3.4.2023. "
        "Verkostotapaamisia pidetään kaksi kertaa vuodessa.",
    )

    assert ties(places, "PART_OF_SERIES") == [("verkostotapaaminen", "verkostotapaamiset")]
    assert places.read("MATCH (s:EventSeries) RETURN s.per_year AS times") == [{"times": 2.0}]


def test_a_tour_is_a_series_for_the_town_it_visits(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, "Esimerkin Tuki ry järjesti järjestötreffikiertueen Hankasalmella 3.4.2023.")

    assert ties(places, "ORGANISES") == [("Esimerkin Tuki ry", "järjestötreffikiertue")]
    assert ties(places, "FOR") == [("järjestötreffikiertue", "Hankasalmi")]


def test_loading_again_changes_nothing_and_a_changed_text_retracts(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, ARTICLE)
    assert read(places, vocabulary, ARTICLE).unchanged

    read(places, vocabulary, "Esimerkin Tuki ry järjesti yhdistysillan Hankasalmella 3.4.2023.")

    assert ties(places, "WORKS_FOR") == []
    assert ties(places, "HELD_IN") == [("yhdistysilta", "Hankasalmi")]


def test_a_former_post_has_ended(places: Store, vocabulary: Ontology) -> None:
    text = "Hankasalmen kunnan entinen kulttuurisihteeri Maija Meikäläinen puhui illassa."
    read(places, vocabulary, text, day=date(2023, 4, 5))

    [row] = places.read("MATCH (:Person)-[w:WORKS_FOR]->() RETURN w.ended AS ended, w.valid_to AS until")
    assert (row["ended"], row["until"]) == (True, date(2023, 4, 5))


def test_unsure_facts_wait_as_candidates(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, ARTICLE, sure=1.0)

    assert ties(places, "WORKS_FOR") == []
    statements = [candidate.statement for candidate in list_candidates(places)]
    assert any("Maija Meikäläinen" in statement and "Hankasalmi" in statement for statement in statements)


def candidate_about(store: Store, *words: str) -> str:
    return next(each.id for each in list_candidates(store) if all(word in each.statement for word in words))


def test_an_accepted_candidate_is_a_fact_and_is_not_asked_again(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, ARTICLE, sure=1.0)
    post = candidate_about(places, "Maija Meikäläinen", "Hankasalmi", "kulttuurisihteeri")

    decide(places, vocabulary, {post: ACCEPT})

    assert ties(places, "WORKS_FOR") == [("Maija Meikäläinen", "Hankasalmi")]
    assert post not in [candidate.id for candidate in list_candidates(places)]
    read(places, vocabulary, ARTICLE + "Lisätty virke.", sure=1.0)
    assert post not in [candidate.id for candidate in list_candidates(places)]
    assert ties(places, "WORKS_FOR") == [("Maija Meikäläinen", "Hankasalmi")]
    retract(places, vocabulary, "artikkeli")
    assert ties(places, "WORKS_FOR") == [("Maija Meikäläinen", "Hankasalmi")]


def test_a_rejected_candidate_stays_rejected_however_sure_the_next_load_is(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, ARTICLE, sure=1.0)
    decide(places, vocabulary, {candidate_about(places, "Maija Meikäläinen", "kulttuurisihteeri"): REJECT})

    read(places, vocabulary, ARTICLE, sure=0.0)

    assert ties(places, "WORKS_FOR") == []


def test_a_decision_can_be_taken_again(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, ARTICLE, sure=1.0)
    post = candidate_about(places, "Maija Meikäläinen", "kulttuurisihteeri")
    decide(places, vocabulary, {post: ACCEPT})

    decide(places, vocabulary, {post: REJECT})

    assert ties(places, "WORKS_FOR") == []


def test_an_unknown_candidate_is_named(places: Store, vocabulary: Ontology) -> None:
    with pytest.raises(NotFound, match="nosuch"):
        decide(places, vocabulary, {"nosuch": ACCEPT})


def test_two_people_of_one_name_stay_two_until_somebody_says_otherwise(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, ARTICLE, "yksi")
    other = "Porin kaupungin liikuntasihteeri Maija Meikäläinen avasi seminaarin."
    read(places, vocabulary, other, "kaksi")

    people = places.read("MATCH (p:Person {name: 'Maija Meikäläinen'}) RETURN p.id AS id ORDER BY id")
    assert [row["id"] for row in people] == ["maija-meikäläinen", "maija-meikäläinen-kaksi"]
    link = next(each for each in list_candidates(places) if each.is_link)

    posts = [("Maija Meikäläinen", "Hankasalmi"), ("Maija Meikäläinen", "Pori")]
    decide(places, vocabulary, {link.id: ACCEPT})

    assert ties(places, "WORKS_FOR") == posts
    assert places.read("MATCH (p:Person {name: 'Maija Meikäläinen'}) RETURN count(p) AS n") == [{"n": 1}]
    posted = read_entity(places, Ref("Person", "maija-meikäläinen")).ties
    [post] = [tie for tie in posted if tie.tie.kind == WORKS and tie.other.name == "Pori"]
    assert "liikuntasihteeri" in str(post.claims[0].evidence["sentence"])

    report = read(places, vocabulary, other, "kaksi")

    assert (report.counts.new, report.counts.retracted) == (0, 0)
    assert ties(places, "WORKS_FOR") == posts
    assert not any(each.is_link for each in list_candidates(places))


def test_the_same_person_in_the_same_place_is_one(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, ARTICLE, "yksi")
    read(places, vocabulary, "Maija Meikäläinen Hankasalmen kunnasta kertoi tiloista.", "kaksi")

    assert places.read("MATCH (p:Person {name: 'Maija Meikäläinen'}) RETURN count(p) AS n") == [{"n": 1}]


def test_a_project_is_one_with_and_without_its_ending(places: Store, vocabulary: Ontology) -> None:
    read(places, vocabulary, "Esimerkin Tuki ry hallinnoi Hyvät naapurit -hanketta.", "yksi")
    read(places, vocabulary, "Hankkeen nimi: Hyvät naapurit\nHallinnoija: Esimerkin Tuki ry\n", "kaksi")

    assert places.read("MATCH (p:Project) RETURN count(p) AS n") == [{"n": 1}]
