import json
import re
import urllib.request

import pytest

from dragoman.views.cli import main
from tests.views.serving import serving

pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")


@pytest.fixture
def server(db):
    with serving(db) as url:
        yield url


def test_a_real_server_answers_from_the_record(server):
    with urllib.request.urlopen(f"{server}/api/disputes?one=PER&other=BOL", timeout=5) as answer:
        (row,) = json.load(answer)
    assert row["denial"]["quote"] == "Bolivia denied that it had been asked to join"


def test_a_new_token_is_printed_with_the_option_that_lets_it_in(capfd):
    assert main(["serve", "--new-token", "ingest"]) == 0
    assert re.search(r"--token ingest:[0-9a-f]{64}", capfd.readouterr().out)


def test_a_database_that_is_missing_is_said_before_anything_is_served(tmp_path, capfd):
    assert main(["serve", "--db", str(tmp_path / "none.db")]) == 1
    assert "none.db" in capfd.readouterr().err
