"""Contacts are read only when asked for, and become somebody's only where it is certain whose they are."""

from __future__ import annotations

import json

import pytest

from yhdysverkko.loaders.documents import Extractor, to_spans

MAIJA = "Maija Virtanen"
PEKKA = "Pekka Laine"


def kept(extractor: Extractor, text: str) -> dict[str, dict[str, str]]:
    facts = extractor.extract(text, keep_contacts=True)
    names = {e.id: e.name for e in facts.entities}
    found: dict[str, dict[str, str]] = {}
    for contact in facts.kept_contacts:
        assert text[contact.start : contact.end].split() == contact.value.split()
        found.setdefault(names[contact.person], {})[contact.kind] = contact.value
    return found


def test_nothing_is_kept_unless_asked_for(extractor: Extractor) -> None:
    facts = extractor.extract(f"Lisätietoja: {MAIJA}, p. 040 000 1234")
    assert (facts.kept_contacts, facts.contacts.phones) == ((), 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Lisätietoja: sihteeri {MAIJA}, p. 040 000 1234, maija.virtanen@kuhmo.example",
            {MAIJA: {"phone": "040 000 1234", "email": "maija.virtanen@kuhmo.example"}},
        ),
        (
            f"Kuhmon kaupunki\n\nsihteeri\n{MAIJA}\np. 040 000 1234\nmaija.virtanen@kuhmo.example\n",
            {MAIJA: {"phone": "040 000 1234", "email": "maija.virtanen@kuhmo.example"}},
        ),
        (
            f"Lisätietoja: {MAIJA}, p. 040 000 1234, ja {PEKKA}, p. 040 000 5678",
            {MAIJA: {"phone": "040 000 1234"}, PEKKA: {"phone": "040 000 5678"}},
        ),
        (f"Lisätietoja: {MAIJA} ja {PEKKA}, p. 040 000 1234", {}),
        (f"Lisätietoja: {MAIJA}, toimisto@kuhmo.example", {}),
        (f"{MAIJA} kiitti väkeä.\n\nVaraukset: p. 040 000 1234", {}),
        ("Varaukset: p. 040 000 1234", {}),
    ],
)
def test_a_contact_is_the_persons_beside_it(
    extractor: Extractor, text: str, expected: dict[str, dict[str, str]]
) -> None:
    assert kept(extractor, text) == expected


def test_kept_contacts_are_in_no_evidence(extractor: Extractor) -> None:
    text = f"Lisätietoja: sihteeri {MAIJA}, Kuhmon kaupunki, p. 040 000 1234"
    assert "040 000" not in json.dumps(to_spans(extractor.extract(text, keep_contacts=True)), ensure_ascii=False)
