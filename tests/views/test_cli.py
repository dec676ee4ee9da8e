import json
import os
import subprocess
import sys

import pytest

from dragoman.record import Run, View, Writer, open_store
from dragoman.record.copies import find_copies
from dragoman.views.cli import app, main
from dragoman.views.sections import SECTIONS
from tests.record.reports import full_report

FIRST = """Norway and Iceland sign fishing pact

OSLO (Fjord Wire) - Norway and Iceland signed a fishing pact on Monday, the ministry said.
"""
SECOND = """Ghana reopens its embassy in Lima

ACCRA (Gold Wire) - Ghana said on Tuesday that its embassy in Lima would open again in May.
"""


COMMAND = "import sys; from dragoman.views.cli import main; sys.exit(main())"


def run(*arguments, stdin="", **environment):
    """The command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *map(str, arguments)],
        input=stdin, capture_output=True, check=False, env={**os.environ, **environment},
        encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST)
    (folder / "second.txt").write_text(SECOND)
    return folder


def test_several_pages_keep_their_order(pages, capfd):
    paths = [str(pages / name) for name in ("second.txt", "first.txt")]
    assert main(["read", *paths, "--json"]) == 0
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [line["source"]["location"] for line in lines] == paths
    assert [line["schema"] for line in lines] == ["dragoman.report/1"] * 2


def test_standard_input_is_a_page():
    done = run("read", "-", "--json", stdin=FIRST)
    assert json.loads(done.stdout)["text"] == FIRST


def test_a_date_given_by_the_user_is_marked_as_such(pages, capfd):
    main(["read", str(pages / "first.txt"), "--json", "--published", "2024-03-04"])
    published = json.loads(capfd.readouterr().out)["published"]
    assert (published["local"][:10], published["source"]) == ("2024-03-04", "user")


def test_plain_takes_every_line_as_body(tmp_path, capfd):
    file = tmp_path / "note.txt"
    file.write_text("Home\nSubscribe\nNorway signed.\n")
    main(["read", str(file), "--json", "--plain"])
    report = json.loads(capfd.readouterr().out)
    assert {segment["role"] for segment in report["segments"]} == {"body"}


def test_a_brief_is_plain_text_in_a_pipe(pages, capfd):
    assert main(["read", str(pages / "first.txt")]) == 0
    out = capfd.readouterr().out
    assert "Norway and Iceland signed a fishing pact" in out
    assert "\x1b" not in out


def test_json_lines_are_read_one_article_a_line(tmp_path, capfd):
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": FIRST}) + "\n" + json.dumps({"text": SECOND}) + "\n")
    assert main(["read", str(file), "--json"]) == 0
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [line["text"] for line in lines] == [FIRST, SECOND]


def test_a_folder_is_ingested_and_searched_and_shown(pages, tmp_path, capfd):
    db = str(tmp_path / "record.db")
    (pages / "notes.pdf").write_bytes(b"%PDF")
    (pages / ".hidden.txt").write_text(FIRST + "hidden")
    assert main(["ingest", str(pages), "--db", db]) == 0
    assert capfd.readouterr().out == "2 new, 0 known, 0 failed\n"
    assert main(["ingest", str(pages), "--db", db]) == 0
    assert capfd.readouterr().out == "0 new, 2 known, 0 failed\n"
    assert main(["search", "embassy", "--json", "--db", db]) == 0
    hit = json.loads(capfd.readouterr().out)
    assert main(["show", hit["report"][:8], "--json", "--db", db]) == 0
    assert json.loads(capfd.readouterr().out)["text"] == SECOND


def test_a_phrase_in_one_argument_stays_a_phrase(db):
    assert main(["search", "shared rivers", "--db", db]) == 0
    assert main(["search", "rivers", "shared rivers", "--db", db]) == 0
    assert main(["search", "rivers", "rivers shared", "--db", db]) == 1


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["timeline", "PER"], ["SUPPORT", "ACCUSE"]),
        (["timeline", "PER", "--from", "2026-01-01"], []),
        (["timeline", "PER", "--to", "2024"], []),
        (["timeline", "PER", "--from", "2025-03", "--to", "2025-03"], ["SUPPORT", "ACCUSE"]),
        (["dyad", "PER", "BOL"], ["ACCUSE"]),
        (["dyad", "BOL", "PER"], []),
    ],
    ids=" ".join,
)
def test_events_are_listed_with_their_evidence(db, capfd, command, expected):
    assert main([*command, "--json", "--db", db]) == (0 if expected else 1)
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [row["type"] for row in rows] == expected
    assert all(row["quote"] for row in rows)
    main([*command, "--db", db])
    out = capfd.readouterr().out
    assert all(kind in out for kind in expected)


def test_a_dispute_names_both_sides_and_their_words(db, capfd):
    assert main(["disputes", "--db", db, "--json"]) == 0
    row = json.loads(capfd.readouterr().out)
    assert (row["claim"]["speakers"], row["denial"]["speakers"]) == (["PER"], ["BOL"])
    assert row["denial"]["quote"] == "Bolivia denied that it had been asked to join"
    assert main(["disputes", "--db", db]) == 0
    assert "BOL denies (deny)" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("parties", "code"),
    [(["PER", "BOL"], 0), (["BOL", "PER"], 0), (["PER"], 0), (["PER", "CHL"], 1)],
    ids=["asked in order", "the other way", "of one", "of strangers"],
)
def test_disputes_of_a_pair_are_found_from_either_side(db, capfd, parties, code):
    assert main(["disputes", *parties, "--db", db]) == code
    assert ("BOL denies" in capfd.readouterr().out) == (code == 0)


def test_three_parties_are_no_dispute(db, capfd):
    assert main(["disputes", "PER", "BOL", "CHL", "--db", db]) == 2
    assert "at most two parties, not 3" in capfd.readouterr().err


def test_statements_are_found_by_speaker_and_act(db, capfd):
    assert main(["search", "--speaker", "BOL", "--act", "deny", "--db", db]) == 0
    assert '"Bolivia denied that it had been asked to join"' in capfd.readouterr().out
    assert main(["search", "--speaker", "BOL", "--act", "deny", "--db", db, "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["said"]["act"] == "deny"
    assert main(["search", "--speaker", "BOL", "--act", "praise", "--db", db]) == 1


def test_a_search_for_nothing_is_misuse(db, capfd):
    assert main(["search", "--db", db]) == 2
    assert "--speaker or --act" in capfd.readouterr().err


def test_a_brief_shows_every_kind_of_finding(db, capfd):
    main(["show", full_report().id, "--db", db])
    out = capfd.readouterr().out
    for said in ("Statements", "Events", "Agreements", "Disputes", "Silences", "Ecuador"):
        assert said in out
    assert f"{full_report().id[:8]}:" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "Missing argument 'PAGE...'; see dragoman read --help"),
        (["sing"], "No such command 'sing'"),
        (["read", "x", "--loud"], "No such option '--loud'; see dragoman read --help"),
        (["read", "x", "--max-page-size", "big"], "'big' is no size"),
        (["timeline", "PER", "--from", "2024-02-30"], "is not a day that exists"),
        (["watch", "ftp://wire.example/rss"], "no address of a feed; write https://…"),
    ],
    ids=" ".join,
)
def test_misuse_is_one_line_and_exit_code_2(capfd, arguments, said):
    assert main(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert said in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search", "pact"], "no database at"),
        (["show", "abcdef"], "no database at"),
        (["ingest", "examples", "--db", "postgresql://nobody@127.0.0.1:9/none"], "database"),
    ],
    ids=" ".join,
)
def test_a_database_that_cannot_be_opened_is_one_line(tmp_path, capfd, arguments, said):
    database = [] if "--db" in arguments else ["--db", str(tmp_path / "none.db")]
    assert main([*arguments, *database]) == 1
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert said in err


def test_a_query_that_cannot_be_parsed_is_one_line(db, capfd):
    assert main(["search", "water (pact", "--db", db]) == 1
    assert capfd.readouterr().err == (
        "dragoman: query, character 7: a bracket that is never closed\n"
    )


def test_the_database_may_come_from_the_environment(db):
    done = run("timeline", "PER", DRAGOMAN_DB=db)
    assert done.returncode == 0
    assert "SUPPORT" in done.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    file = tmp_path / "many.jsonl"
    file.write_text("".join(json.dumps({"text": f"{FIRST}{n}"}) + "\n" for n in range(300)))
    command = f"{sys.executable} -c '{COMMAND}' read {file} --json | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


def test_every_command_says_what_it_does():
    for name, command in app.commands.items():
        assert command.help, name
        assert command.help.splitlines()[0].endswith("."), name


def test_copies_are_folded_unless_every_one_is_asked_for(db, capfd):
    with open_store(db) as store:
        copy = full_report(id="f" * 24, publisher="The Coast")
        Writer(store, Run("1.0")).write([copy])
        find_copies(store)
    for command, lines in ((["timeline", "PER"], 2), (["timeline", "PER", "--every"], 4)):
        assert main([*command, "--json", "--db", db]) == 0
        assert len(capfd.readouterr().out.splitlines()) == lines
    assert main(["show", full_report().id, "--db", db]) == 0
    assert "= copy of ffffffff (machine:copies: 4 sentences shared" in capfd.readouterr().out
    assert main(["timeline", "PER", "--db", db]) == 0
    assert "also in 1 copy" in capfd.readouterr().out
    assert main(["panel", "PER", "CHL", "--json", "--db", db]) == 0
    month = json.loads(capfd.readouterr().out)
    assert (month["events"], month["folded"]) == (2, 1)
    assert main(["panel", "PER", "CHL", "--db", db]) == 0
    assert "2025-03" in capfd.readouterr().out


def test_reading_again_after_an_update_says_what_was_gained_and_lost(pages, tmp_path, capfd):
    db = str(tmp_path / "record.db")
    first = str(pages / "first.txt")
    assert main(["ingest", first, "--db", db]) == 0
    with open_store(db) as store, store.transaction() as connection:
        connection.exec_driver_sql("UPDATE run SET id = 'an earlier release'")
        body = connection.exec_driver_sql("SELECT body FROM report").scalar_one()
        report = json.loads(body)
        report["times"] = []
        connection.exec_driver_sql(
            "UPDATE report SET body = ?", (json.dumps(report, separators=(",", ":")),)
        )
    capfd.readouterr()
    assert main(["ingest", first, "--reread", "--db", db]) == 0
    out = capfd.readouterr().out.splitlines()
    assert out[0] == "1 new, 0 known, 0 failed"
    assert any(line.startswith("time: ") and line.endswith(" gained, 0 lost") for line in out)
    with open_store(db) as store:
        assert len(list(View(store).reports(current=False))) == 2
        assert len(list(View(store).reports())) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "https://wire.example/a.html"], "is an address; save its page to a file"),
        (["timeline", "Atlantis"], "give an id (KEN, person:…) or a whole name"),
        (["show", "zzzz"], "`dragoman search` shows ids"),
        (["whatif", "--attacker", "Peru", "--target", "BOL", "--on", "2025-06-01"], "write PER"),
    ],
    ids=" ".join,
)
def test_a_likely_slip_is_told_with_its_remedy(db, monkeypatch, capfd, arguments, said):
    monkeypatch.setenv("DRAGOMAN_DB", db)
    assert main(arguments) == 1
    assert said in capfd.readouterr().err


def test_the_help_lists_every_command_once_under_what_one_wants():
    listed = [name for names in SECTIONS.values() for name in names]
    assert sorted(listed) == sorted(app.commands)


def test_the_help_gives_whole_sentences(capfd):
    assert main(["--help"]) == 0
    out = capfd.readouterr().out
    assert out.index("  read ") < out.index("  ingest ") < out.index("  search ")
    assert "..." not in out.replace("[ARGS]...", "")
