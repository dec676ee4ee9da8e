import pytest

from dragoman.record import Run, Writer, open_store
from tests.record.reports import full_report


@pytest.fixture
def db(tmp_path):
    """The address of a database that holds one report with every kind of finding."""
    address = str(tmp_path / "record.db")
    with open_store(address) as store:
        Writer(store, Run("1.0")).write([full_report()])
    return address
