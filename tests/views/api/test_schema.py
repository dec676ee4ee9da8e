"""Any request that the schema allows, and many that it does not, against the API itself."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
pytest.importorskip("litestar", reason="the extra `serve` is not installed")

from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dragoman.record import Run, Writer, open_store  # noqa: E402
from dragoman.views.api import Serving, create_app  # noqa: E402
from tests.record.reports import full_report  # noqa: E402

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance,
]  # fmt: skip
"""What a schema cannot say, that a query parses or an id is known, is tested elsewhere."""


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    address = str(tmp_path_factory.mktemp("schema") / "record.db")
    with open_store(address) as store:
        Writer(store, Run("1.0")).write([full_report()])
    app = create_app(Serving(db=address, hosts=("127.0.0.1", "localhost", "testserver")))
    return schemathesis.openapi.from_asgi("/api/schema/openapi.json", app)


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_request_makes_the_server_fail(schema, mode):
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        kind = schemathesis.GenerationMode(mode)

        @settings(
            max_examples=10,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=kind))
        def ask(case):
            nonlocal asked
            asked += 1
            case.call_and_validate(checks=CHECKS)

        try:
            ask()
        except Unsatisfiable:
            continue  # a path without parameters cannot be asked wrongly
    assert asked > 50
