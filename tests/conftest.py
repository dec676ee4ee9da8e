"""What several tests need: a database of each kind, a PostgreSQL server of our own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.postgresql import Server, programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server that runs as long as the tests; skipped where none is installed."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra: postgresql)")
    found = programs()
    if found is None:
        if os.environ.get("DRAGOMAN_TEST_POSTGRESQL") == "required":
            pytest.fail("PostgreSQL is required here and not installed")
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with Server(found) as started:
        yield started


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "memory":
        return ":memory:"
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    return request.getfixturevalue("server").emptied()


@pytest.fixture(params=["sqlite", "postgresql"])
def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind that other processes can open."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    return request.getfixturevalue("server").emptied()
