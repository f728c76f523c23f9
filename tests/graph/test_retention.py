"""When people's details are due, and contacts that have been kept long enough."""

from datetime import date

import pytest

from tests.graph.sources import MadeSource, municipality, person, relation
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.retention import expire, list_due, months_after
from yhdysverkko.graph.store import Store

HANKASALMI = Ref("Municipality", "077")


def officials(published: date = date(2024, 1, 31), *, phone: str = "014 000 1234") -> MadeSource:
    """Maija's post has ended, Matti's has not, Liisa's dates are stated, Kalle has no contacts."""
    maija, matti = Ref("Person", "maija"), Ref("Person", "matti")
    return MadeSource(
        "officials",
        [
            municipality("077", "Hankasalmi"),
            person("kalle"),
            person("liisa", email="liisa@example.org", review_due=date(2030, 1, 1), retention_until=date(2024, 5, 1)),
            person(maija.id, phone=phone),
            person(matti.id, email="matti@example.org", checked=date(2024, 6, 1)),
            relation("WORKS_FOR", maija, HANKASALMI, title="sihteeri", valid_to=date(2024, 2, 1)),
            relation("WORKS_FOR", matti, HANKASALMI, title="johtaja", valid_from=date(2020, 1, 1)),
        ],
        published=published,
    )


@pytest.fixture
def known(store: Store, vocabulary: Ontology) -> Store:
    load(store, vocabulary, officials())
    return store


def due(store: Store, vocabulary: Ontology, day: date) -> dict[str, tuple[bool, bool]]:
    """Person -> whether review is due, and whether retention is over."""
    return {each.ref.id: (each.needs_review(day), each.is_over(day)) for each in list_due(store, vocabulary, day)}


def contacts(store: Store) -> dict[str, str]:
    rows = store.read("MATCH (p:Person) RETURN p.id AS id, coalesce(p.phone, p.email) AS contact")
    return {row["id"]: row["contact"] for row in rows if row["contact"]}


def test_contacts_are_reviewed_a_year_after_they_were_stated_and_kept_half_a_year_after_the_post(
    known: Store, vocabulary: Ontology
) -> None:
    assert due(known, vocabulary, date(2024, 5, 1)) == {}
    assert due(known, vocabulary, date(2024, 8, 1)) == {"liisa": (False, True)}
    assert due(known, vocabulary, date(2024, 8, 2)) == {"liisa": (False, True), "maija": (False, True)}
    assert due(known, vocabulary, date(2025, 1, 31))["maija"] == (True, True)
    assert due(known, vocabulary, date(2025, 6, 1))["matti"] == (True, False)


def test_contacts_whose_time_is_up_go_and_stay_away_until_a_later_source_states_them(
    known: Store, vocabulary: Ontology
) -> None:
    day = date(2024, 9, 1)
    assert expire(known, vocabulary, day, dry_run=True) == 2
    assert set(contacts(known)) == {"liisa", "maija", "matti"}

    assert expire(known, vocabulary, day) == 2
    assert contacts(known) == {"matti": "matti@example.org"}
    assert expire(known, vocabulary, day) == 0

    load(known, vocabulary, officials(date(2024, 8, 31), phone="014 000 9999"))
    assert set(contacts(known)) == {"matti"}
    load(known, vocabulary, officials(date(2024, 9, 2), phone="014 000 9999"))
    assert contacts(known)["maija"] == "014 000 9999"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 12, 15), 12, date(2024, 12, 15)),
        (date(2023, 10, 31), 1, date(2023, 11, 30)),
    ],
)
def test_months_end_on_their_last_day(start: date, months: int, end: date) -> None:
    assert months_after(start, months) == end
