"""The contract: whatever is asked of the running application, it answers as its description says."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    missing_required_header,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.api.conftest import survey
from tests.api.serving import served
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store

CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    missing_required_header,
    unsupported_method,
]
"""All that fit. Left out: positive_data_acceptance, because an entity that the graph does not hold is a 404 whatever its
id looks like, and the checks of authentication, which tests/api/test_roles.py tries for every route."""

EXAMPLES = 6
"""For each operation, beside those of its description and those at the limits of its parameters."""


@pytest.fixture
def described(
    server: Store, store: Store, settings: Settings, vocabulary: Ontology
) -> Iterator[schemathesis.schemas.BaseSchema]:
    load(store, vocabulary, survey())
    with served(create_app(server, settings)) as address:
        schema = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
        schema.config.generation.update(modes=list(GenerationMode), deterministic=True)
        yield schema


contract = schemathesis.pytest.from_fixture("described")


@contract.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_application_keeps_its_contract(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)
