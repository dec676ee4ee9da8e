import pytest

from tests.corpus.newsroom import Newsroom


@pytest.fixture
def room():
    with Newsroom() as started:
        yield started
