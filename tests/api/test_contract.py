"""The contract: whatever is asked of the running application, it answers as its description says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as limited
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
from yhdysverkko.graph.schema import mark_version
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
"""All that fit. Left out: positive_data_acceptance, because an entity that the graph does not hold is a 404 whatever
its id looks like, and the checks of authentication, which tests/api/test_roles.py tries for every route."""

EXAMPLES = 4
"""For each operation, beside those of its description and those at the limits of its parameters."""


contract = schemathesis.openapi.from_path(Path(__file__).parents[2] / "docs" / "openapi.json")
contract.config.update(request_timeout=60)
contract.config.generation.update(modes=list(GenerationMode), deterministic=True)


@pytest.fixture(scope="module")
def address(server: Store, settings: Settings, vocabulary: Ontology) -> Iterator[str]:
    """Where the application answers, on the survey's graph."""
    server.write("MATCH (n) DETACH DELETE n")
    mark_version(server, vocabulary)
    load(server, vocabulary, survey())
    with served(create_app(server, settings)) as running:
        yield running


@contract.parametrize()
@limited(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_application_keeps_its_contract(address: str, case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(base_url=address, checks=CHECKS)
