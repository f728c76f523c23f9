"""Contact details: on the page of one person, for those who may see them, and noted."""

import pytest
from fastapi.testclient import TestClient

from tests.api.access.conftest import SignedIn
from yhdysverkko.api.access.journal import read_entries
from yhdysverkko.api.access.roles import Role
from yhdysverkko.api.access.vault import Vault

MAIJA = "/entity/person/maija-meikäläinen"


def test_anybody_sees_the_person_but_not_what_reaches_her(anybody: TestClient, vault: Vault) -> None:
    page = anybody.get(MAIJA).text

    assert "Maija Meikäläinen" in page
    assert "noindex" in page
    assert "040" not in page
    assert "@" not in page
    assert not read_entries(vault, limit=1)


@pytest.mark.parametrize("role", [Role.READER, Role.ADMIN])
def test_a_reader_sees_contact_details_and_that_is_noted(signed_in: SignedIn, vault: Vault, role: Role) -> None:
    page = signed_in(role).get(MAIJA).text

    assert "maija@example.fi" in page
    (_, entry), *_ = read_entries(vault, limit=1)
    assert (entry.action, entry.subject) == ("contacts", "person:maija-meikäläinen")
    assert "example.fi" not in str(entry)


def test_nobody_carries_off_a_register(signed_in: SignedIn) -> None:
    client = signed_in(Role.READER)

    statuses = [client.get(MAIJA).status_code for _ in range(61)]

    assert statuses == [200] * 60 + [429]
