import json

import pytest

from dragoman.record import Run, Writer, open_store
from dragoman.views import care
from dragoman.views.cli import main
from tests.record.reports import full_report, plain_report


@pytest.fixture
def db(tmp_path):
    address = str(tmp_path / "record.db")
    with open_store(address) as store:
        Writer(store, Run("1.0")).write([full_report(), plain_report("Other\n\nWords of it.")])
    return address


def test_doctor_says_what_is_there_and_that_it_is_well(db, capfd):
    assert main(["doctor", "--db", db]) == 0
    out = capfd.readouterr().out
    assert "2 report" in out
    assert "BAD" not in out


def test_doctor_says_what_is_not_well(db, capfd):
    with open_store(db) as store, store.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM sketch")
    assert main(["doctor", "--db", db]) == 1
    out, err = capfd.readouterr()
    assert "BAD readings without a sketch: 2" in out
    assert "1 checks failed" in err


def test_a_judgement_is_said_listed_and_taken_back(db, capfd):
    said = ["review", "say", "copy", "aaaa", "bbbb", "yes", "--reason", "same words", "--by", "ann"]
    assert main([*said, "--db", db]) == 0
    assert main([*said, "--db", db]) == 0
    assert capfd.readouterr().out == "entered\nstands already\n"
    assert main(["review", "list", "--json", "--db", db]) == 0
    [line] = capfd.readouterr().out.splitlines()
    assert json.loads(line)["judgement"]["by"] == "person:ann"
    assert main(["review", "retract", "1", "--reason", "a slip", "--by", "ann", "--db", db]) == 0
    capfd.readouterr()
    assert main(["review", "list", "--db", db]) == 0
    assert "[taken back: a slip]" in capfd.readouterr().out


def test_a_judgement_without_sense_is_misuse(db, capfd):
    command = ["review", "say", "copy", "aaaa", "aaaa", "yes", "--reason", "x", "--by", "ann"]
    assert main([*command, "--db", db]) == 2
    assert "and itself" in capfd.readouterr().err


def test_a_backup_is_a_record(db, tmp_path, capfd):
    copy = str(tmp_path / "copy.db")
    assert main(["backup", copy, "--db", db]) == 0
    assert main(["show", full_report().id, "--db", copy]) == 0
    assert "Peru and Chile" in capfd.readouterr().out


def test_the_command_knows_every_relation_and_verdict():
    from dragoman.schema.judgements import RELATIONS, VERDICTS

    assert tuple(care.RELATIONS) == RELATIONS
    assert tuple(care.VERDICTS) == VERDICTS


def test_stories_of_a_period_are_listed(tmp_path, capfd):
    from tests.record.test_stories import ALSO, FILLER, OTHER, PACT

    db = str(tmp_path / "record.db")
    with open_store(db) as store:
        Writer(store, Run("1.0")).write([PACT, ALSO, OTHER, *FILLER])
    assert main(["stories", "--db", db, "--from", "2025-03-01"]) == 0
    assert "2 reports, 2025-03-03 to 2025-03-04: Norway and Iceland" in capfd.readouterr().out
    assert main(["stories", "--db", db, "--from", "2025-03-01", "--json"]) == 0
    assert main(["stories", "--db", db, "--from", "2026-03-01"]) == 1
