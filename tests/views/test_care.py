import json

import pytest

from dragoman.record import Run, Writer, open_store
from dragoman.views import care
from dragoman.views.cli import main
from tests.record.reports import full_report, plain_report

SHORT = plain_report("Other\n\nWords of it.")
ONE, OTHER = full_report().id, SHORT.id


@pytest.fixture
def db(tmp_path):
    address = str(tmp_path / "record.db")
    with open_store(address) as store:
        Writer(store, Run("1.0")).write([full_report(), SHORT])
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
    said = ["review", "say", "copy", ONE[:8], OTHER, "yes", "--reason", "same words", "--by", "ann"]
    assert main([*said, "--db", db]) == 0
    assert main([*said, "--db", db]) == 0
    assert capfd.readouterr().out == "entered\nstands already\n"
    assert main(["review", "list", "--json", "--db", db]) == 0
    [line] = capfd.readouterr().out.splitlines()
    judged = json.loads(line)["judgement"]
    assert judged["by"] == "person:ann"
    assert {judged["left"], judged["right"]} == {ONE, OTHER}
    assert main(["review", "retract", "1", "--reason", "a slip", "--by", "ann", "--db", db]) == 0
    capfd.readouterr()
    assert main(["review", "list", "--db", db]) == 0
    assert "[taken back: a slip]" in capfd.readouterr().out


def test_a_judgement_without_sense_is_misuse(db, capfd):
    command = ["review", "say", "copy", ONE, ONE[:8], "yes", "--reason", "x", "--by", "ann"]
    assert main([*command, "--db", db]) == 2
    assert "and itself" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("relation", "one", "other", "said"),
    [
        ("copy", "aaaa", "bbbb", "no report 'aaaa'"),
        ("same_agreement", "agreement:1", "agreement:9", "no report tells of an agreement"),
    ],
)
def test_a_judgement_on_what_is_not_there_is_refused(db, capfd, relation, one, other, said):
    command = ["review", "say", relation, one, other, "no", "--reason", "x", "--by", "ann"]
    assert main([*command, "--db", db]) == 1
    assert said in capfd.readouterr().err
    assert main(["review", "list", "--db", db]) == 1


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
    from tests.record import test_stories as told

    db = str(tmp_path / "record.db")
    with open_store(db) as store:
        Writer(store, Run("1.0")).write([told.PACT, told.ALSO, told.OTHER, *told.FILLER])
    assert main(["stories", "--db", db, "--from", "2025-03"]) == 0
    assert "2 reports, 2025-03-03 to 2025-03-04: Norway and Iceland" in capfd.readouterr().out
    assert main(["stories", "--db", db, "--from", "2025-03-01", "--json"]) == 0
    assert main(["stories", "--db", db, "--from", "2026"]) == 1


def judged(db, *words):
    return main(["review", "finding", *words, "--by", "ann", "--db", db])


def test_a_finding_is_rejected_corrected_and_taken_back(db, capfd):
    key = f"{full_report().id[:8]}/event:2"
    assert judged(db, key, "reject") == 0
    assert main(["timeline", "BOL", "--db", db]) == 1
    fields = ["--set", "type=consult", "--set", "recipients=Bolivia, Ecuador", "--set", "time="]
    assert judged(db, key, "correct", *fields, "--reason", "they met") == 0
    capfd.readouterr()
    assert main(["timeline", "ECU", "--db", db]) == 0
    assert "CONSULT" in capfd.readouterr().out
    assert main(["review", "list", "--db", db]) == 0
    assert "type=CONSULT recipients=BOL,ECU" in capfd.readouterr().out
    assert main(["review", "retract", "2", "--reason", "x", "--by", "ann", "--db", db]) == 0
    assert main(["timeline", "BOL", "--db", db]) == 1
    assert main(["review", "retract", "1", "--reason", "x", "--by", "ann", "--db", db]) == 0
    assert main(["timeline", "BOL", "--db", db]) == 0


def test_what_people_judged_stands_beside_the_report(db, capfd):
    assert judged(db, f"{full_report().id}/event:2", "reject", "--reason", "not so") == 0
    assert main(["show", full_report().id, "--db", db]) == 0
    assert "= rejected event:2 (person:ann: not so)" in capfd.readouterr().out


@pytest.mark.parametrize(("words", "said"), [
    (["event:9", "reject"], "has statement:1"), (["event:2", "correct"], "give fields"),
    (["event:2", "accept", "--set", "type=CONSULT"], "and only then"),
    (["event:2", "correct", "--set", "act=deny"], "no field 'act'"),
    (["event:2", "correct", "--set", "type=ACCUSE"], "nothing differs"),
    (["event:2", "correct", "--set", "type=DANCE"], "Invalid enum"),
    (["event:2", "correct", "--set", "actors=Nobody"], "nobody is called 'Nobody'"),
    (["event:2", "correct", "--set", "time=soon"], "is no date"),
    (["dispute:statement:2,statement:1", "correct", "--set", "time=2024"], "it has none"),
], ids=str)  # fmt: skip
def test_a_bad_word_on_a_finding_is_refused(db, capfd, words, said):
    assert judged(db, f"{full_report().id}/{words[0]}", *words[1:]) == 1
    assert said in capfd.readouterr().err
