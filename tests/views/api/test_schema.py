"""Any request that the schema allows, and many that it does not, against the API itself."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
pytest.importorskip("litestar", reason="the extra `serve` is not installed")

from litestar.testing import TestClient  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from dragoman.record import Run, Writer, open_store  # noqa: E402
from dragoman.views.api import Serving, create_app  # noqa: E402
from dragoman.views.sessions import digest_of, new_token  # noqa: E402
from tests.record.reports import full_report  # noqa: E402

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance,
]  # fmt: skip
"""What a schema cannot say, that a query parses or an id is known, is tested elsewhere."""


ANSWERED = {
    ("GET", "/api/timeline/{actor}"), ("GET", "/api/dyad/{source}/{target}"),
    ("GET", "/api/disputes"), ("GET", "/api/stories"), ("GET", "/api/alerts"),
    ("GET", "/api/judgements"), ("GET", "/api/agreements"),
}  # fmt: skip
"""Paths whose every allowed question has an answer: no query to be parsed, no id to be known."""

ADMIN = new_token()
SIGNED = {"Authorization": f"Bearer {ADMIN}"}


@pytest.fixture(scope="module")
def addresses(tmp_path_factory):
    """Two records of one report each, the second to be written to."""
    found = [str(tmp_path_factory.mktemp("schema") / "record.db") for _ in range(2)]
    for address in found:
        with open_store(address) as store:
            Writer(store, Run("1.0")).write([full_report()])
    return found


def schema_of(address, tokens=()):
    hosts = ("127.0.0.1", "localhost", "testserver")
    app = create_app(Serving(db=address, hosts=hosts, tokens=tokens))
    return schemathesis.openapi.from_asgi(
        "/api/schema/openapi.json", app, headers=SIGNED if tokens else {}
    )


@pytest.fixture(scope="module")
def schema(addresses):
    return schema_of(addresses[0])


@pytest.fixture(scope="module")
def trusted(addresses):
    """As `schema`, with a token that may do everything."""
    return schema_of(addresses[1], ((digest_of(ADMIN), "admin"),))


def asked_of(schema, mode, checks, *, headers=None, paths=None):
    """How many requests were sent, of some paths or all; each is checked."""
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if paths is not None and (operation.method.upper(), operation.path) not in paths:
            continue
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
            case.call_and_validate(checks=checks, headers=headers)

        try:
            ask()
        except Unsatisfiable:
            continue  # a path without parameters cannot be asked wrongly
    return asked


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_request_makes_the_server_fail(schema, mode):
    assert asked_of(schema, mode, CHECKS) > 50


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_request_of_who_may_do_everything_makes_the_server_fail(trusted, mode):
    assert asked_of(trusted, mode, [*CHECKS, unsupported_method], headers=SIGNED) > 50


def test_what_the_schema_allows_is_answered_where_it_can_say_all(trusted):
    checks = [*CHECKS, positive_data_acceptance]
    assert asked_of(trusted, "positive", checks, headers=SIGNED, paths=ANSWERED) > 20


def test_a_wrong_method_is_told_which_are_right(addresses):
    tokens = ((digest_of(ADMIN), "admin"),)
    with TestClient(create_app(Serving(db=addresses[0], tokens=tokens))) as client:
        paths = client.get("/api/schema/openapi.json", headers=SIGNED).json()["paths"]
        for path, methods in paths.items():
            wanted = {one.upper() for one in methods}
            answer = client.request("PATCH", re.sub(r"{[^}]+}", "1", path), headers=SIGNED)
            assert answer.status_code == 405, path
            told = {one.strip() for one in answer.headers["allow"].split(",")}
            assert wanted <= told <= {*wanted, "HEAD", "OPTIONS"}, path
