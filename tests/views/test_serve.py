import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from dragoman.views.cli import main

pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

COMMAND = "import sys; from dragoman.views.cli import main; sys.exit(main())"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def server(db):
    port = free_port()
    arguments = ["serve", "--db", db, "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments], stderr=subprocess.PIPE, env={**os.environ}
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{url}/health", timeout=1).close()
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait()
    process.stderr.close()


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
