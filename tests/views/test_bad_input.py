"""Bad pages through the command line: one line each, the others done, nothing half stored."""

import gzip
import json
import random

import pytest

from dragoman.record import View, open_store
from dragoman.views.cli import main

GOOD = """Norway and Iceland sign fishing pact

OSLO (Fjord Wire) - Norway and Iceland signed a fishing pact on Monday, the ministry said.

The two countries had talked for nine years before they came to an agreement on cod.
"""

DUTCH = "De gesprekken duurden nog een dag in de stad aan de haven.\n"
"""A line in a language that is not analysed: long pages of it are read fast."""

BAD = {
    "missing": (None, "no such file"),
    "folder": ("folder", "is a folder; use `dragoman ingest`"),
    "empty.html": (b"", "is empty (0 bytes)"),
    "blank.txt": (b" \n\n \t", "no character but white space"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "PNG picture"),
    "noise.txt": (random.Random(1).randbytes(5000), "NUL"),
    "nul.txt": (b"OSLO - Norway\0 signed a pact on Monday.", "1 NUL byte (the first at byte 13)"),
    "controls.txt": (bytes(range(1, 32)) * 50 + b"\xff\xfe\x81", "no encoding we know"),
    "huge.html": (b"<p>" + b"word " * 700_000, "more than the limit of 2 MiB; raise it with"),
    "bomb.html.gz": (gzip.compress(bytes(50_000_000)), "more than the limit of 2 MiB"),
    "cut.html.gz": (gzip.compress(GOOD.encode() * 50)[:-20], "gzip data end too early"),
    "nested.html": (b"<div>" * 100_000 + b"Norway signed." + b"</div>" * 100_000, "deep"),
    "crowded.html": (
        b"<body><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">Norway signed.",
        "1,000 attributes",
    ),
    "nothing.html": (b"<html><head><title></title></head><body></body></html>", "shows no text"),
    "menu.html": (
        b"<html><body><nav><a href=/>Home</a><br><a href=/w>World</a></nav>"
        b"<footer><a href=/a>About us</a></footer></body></html>",
        "holds no article; --plain",
    ),
}


def given(folder, name):
    content, said = BAD[name]
    path = folder / name
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    return str(path), said


@pytest.fixture
def good(tmp_path):
    file = tmp_path / "good.txt"
    file.write_text(GOOD)
    return str(file)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_page_is_one_line_and_the_next_is_read(tmp_path, capfd, good, name):
    bad, said = given(tmp_path, name)
    code = main(["read", bad, good, "--json", "--max-page-size", "2M"])
    out, err = capfd.readouterr()
    complaints = [line for line in err.splitlines() if bad in line]
    assert code == 1
    assert [json.loads(line)["source"]["location"] for line in out.splitlines()] == [good]
    assert len(complaints) == 1
    assert complaints[0].startswith(f"dragoman: {bad}: ")
    assert said in complaints[0]
    assert "Traceback" not in err


@pytest.mark.parametrize("name", [name for name in BAD if name != "folder"])
def test_nothing_of_a_bad_page_is_stored(tmp_path, capfd, good, name):
    bad, said = given(tmp_path, name)
    db = str(tmp_path / "record.db")
    assert main(["ingest", bad, good, "--db", db, "--max-page-size", "2M"]) == 1
    out, err = capfd.readouterr()
    assert out == "1 new, 0 known, 1 failed\n"
    assert said in err
    with open_store(db) as store:
        view = View(store)
        assert [report.source.location for report in view.reports()] == [good]
        assert [failure[0] for failure in view.failures()] == [bad]


def test_a_page_that_ends_in_the_middle_is_read_as_far_as_it_goes(tmp_path, capfd):
    file = tmp_path / "cut.html"
    page = f"<html><body><h1>Pact</h1><p>{GOOD}</p><p>The minister sa"
    file.write_text(page)
    assert main(["read", str(file), "--json"]) == 0
    report = json.loads(capfd.readouterr().out)
    assert "The minister sa" in report["text"]


def test_a_page_of_many_lines_is_read(tmp_path, capfd):
    file = tmp_path / "long.txt"
    file.write_text(GOOD + DUTCH * 2000)
    assert main(["read", str(file), "--json"]) == 0
    assert len(json.loads(capfd.readouterr().out)["segments"]) >= 1


def test_a_large_page_is_read_when_the_limit_is_raised(tmp_path, capfd):
    file = tmp_path / "large.txt"
    file.write_text(GOOD + DUTCH * 4000)
    assert main(["read", str(file), "--json", "--max-page-size", "200K"]) == 1
    assert "204,800 bytes; raise it with --max-page-size" in capfd.readouterr().err
    assert main(["read", str(file), "--json", "--max-page-size", "300K"]) == 0


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2024-02-30", "is not a day that exists"),
        ("yesterday", "is not a day that exists"),
        ("2999-01-01", "lies in the future"),
        ("0024-01-01", "lies before 1600"),
    ],
)
def test_an_impossible_date_is_refused_before_anything_is_read(capfd, good, date, said):
    assert main(["read", good, "--published", date]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert repr(date) in err
    assert said in err


def test_a_control_sequence_in_a_page_does_not_reach_the_terminal(tmp_path, capfd):
    file = tmp_path / "escape.txt"
    file.write_text(GOOD.replace("Monday", "\x1b[31mMonday\x1b[0m \x9b2J"))
    main(["read", str(file)])
    assert "\x1b" not in capfd.readouterr().out


def test_a_mixed_encoding_is_read_and_said(tmp_path, capfd):
    file = tmp_path / "mixed.txt"
    file.write_bytes((GOOD * 5 + "“Reykjavík”\n").encode() + "café\n".encode("cp1252"))
    assert main(["read", str(file), "--json"]) == 0
    out, err = capfd.readouterr()
    assert "café" in json.loads(out)["text"]
    assert "encoding-mixed" in err
