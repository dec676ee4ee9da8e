import signal
import subprocess
import sys

import pytest

from dragoman.views.cli import main
from tests.corpus.newsroom import Newsroom, item, rss, story

COMMAND = "import sys; from dragoman.views.cli import main; sys.exit(main())"
QUICK = ["--pause", "0", "--threads", "2", "--allow-address", "127.0.0.0/8"]


@pytest.fixture
def room():
    with Newsroom() as started:
        yield started


def test_once_keeps_what_is_due_and_ends(room, tmp_path, capfd):
    room.pages |= {"/feed": rss(item("/a"), item("/b")), "/a": story("Peru"), "/b": story("Chile")}
    db = ["--db", str(tmp_path / "record.db")]
    assert main(["watch", room.url("/feed"), "--once", *QUICK, *db]) == 0
    assert capfd.readouterr().out == "2 kept, 0 revised, 0 known, 0 refused, 0 failed\n"
    assert main(["watch", "--list", *db]) == 0
    assert f"{room.url('/feed')}: 2 kept; polled 2" in capfd.readouterr().out
    assert main(["watch", room.url("/feed"), "--remove", *db]) == 0
    assert main(["watch", "--once", *db]) == 1


def test_a_page_that_is_refused_is_said_and_counts_as_a_failure(room, tmp_path, capfd):
    room.pages["/feed"] = rss(item("http://10.0.0.1/admin"))
    arguments = ["watch", room.url("/feed"), "--once", *QUICK, "--db", str(tmp_path / "r.db")]
    assert main(arguments) == 1
    said = capfd.readouterr()
    assert "refused http://10.0.0.1/admin: host '10.0.0.1' is at 10.0.0.1" in said.err
    assert "1 refused" in said.out


def test_it_ends_gracefully_when_it_is_told_to(room, tmp_path):
    room.pages["/feed"] = rss()
    arguments = ["watch", room.url("/feed"), *QUICK, "--db", str(tmp_path / "record.db")]
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments], stderr=subprocess.PIPE, text=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert "polled" in process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "SIGTERM: stopping" in err
    assert out == "0 kept, 0 revised, 0 known, 0 refused, 0 failed\n"


@pytest.mark.parametrize(
    "given", [["news.example"], ["http://a.example", "--every", "soon"],
              ["http://a.example", "--allow-address", "here"]],
)  # fmt: skip
def test_what_cannot_be_watched_is_misuse(tmp_path, given, capfd):
    assert main(["watch", *given, "--db", str(tmp_path / "r.db")]) == 2
    assert capfd.readouterr().err
