"""The commands about agreements, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.views.cli import main
from tests.record.atop_files import KOREAS, member, write_members

ATOP = Path(__file__).parents[3] / "shared" / "data" / "alliances" / "atop401"
KOREA = ("--attacker", "KOR", "--target", "PRK", "--on", "2024-06-20")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(one) for one in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "record.db"
    code, out, _ = run(capsys, "import", "atop", write_members(tmp_path, KOREAS), "--db", path)
    assert code == 0
    assert "8 agreements" in out
    return path


def test_an_answer_in_json_follows_the_contract(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "whatif", *KOREA, "--db", database, "--json")
    answer = json.loads(out)
    assert code == 0
    assert {"query", "duties", "breaches", "conflicts", "base_rate"} <= answer.keys()
    china = next(one for one in answer["duties"] if one["owed_by"] == "CHN")
    assert china["due"] == "OWED"
    assert china["agreement"] == "atop:3445"
    assert set(china["evidence"][0]) == {"report", "start", "end", "quote"}
    assert answer["base_rate"]["due"] == 96


def test_an_answer_for_people_names_verdict_pair_and_source(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "whatif", *KOREA, "--db", database)
    assert code == 0
    assert "CHN → PRK  defense: OWED" in out
    assert "atop:3445; stale, last seen 2016-12-31" in out
    assert "members.csv:" in out
    assert "BREACH: KOR promised not to attack PRK" in out
    assert "CONFLICT of CHN" in out
    assert "no sourced obligation" in out
    assert "not triggered (--all lists them)" in out
    _, every, _ = run(capsys, "whatif", *KOREA, "--db", database, "--all")
    assert "USA → KOR  defense: NOT TRIGGERED" in every


def test_files_answer_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_members(tmp_path, KOREAS)
    code, out, _ = run(capsys, "whatif", *KOREA, "--atop", file)
    assert code == 0
    assert "CHN → PRK" in out


def test_questions_in_a_file_are_answered_line_by_line(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"attacker": "cow:732", "target": "cow:731", "on": "2024-06-20"}\n'
        "\n"
        '{"attackers": ["PRK"], "targets": ["KOR"], "on": "2024-06-20", "location": "KOR"}\n'
    )
    code, out, _ = run(capsys, "whatif", "--queries", file, "--db", database, "--json")
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 0
    assert first["query"]["attackers"] == ["KOR"]
    america = [one for one in second["duties"] if one["owed_by"] == "USA"]
    assert "OWED" in {one["due"] for one in america if one["type"] == "defense"}


BAD = [
    ('{"attacker": "XYZ", "target": "PRK", "on": "2024-06-20"}', "no state has the code 'XYZ'"),
    ('{"attacker": "KOR", "target": "KOR", "on": "2024-06-20"}', "both attacker and target"),
    ('{"attacker": "KOR", "target": "PRK", "on": "2024-02-30"}', "no day of the calendar"),
    ('{"attacker": "KOR", "target": "PRK"}', "question has no day"),
    ('{"attacker": "KOR", "on": "2024-06-20"}', "question names no target"),
    ('{"attacker": "KOR", "target": [], "on": "2024-06-20"}', "question names no target"),
    ('{"attacker": "KOR", "target": [7], "on": "2024-06-20"}', "must be codes of states"),
    ('{"attacker": "RUS", "target": "PRK", "on": "1970-01-01"}', "former:SUN was"),
    ('{"attacker": "GBR", "target": "FRA", "on": "1900-01-01"}', "before everything on record"),
    ('{"attacker": "KOR", "target": "PRK", "on": "2024-06-20", "mood": 1}', "no field 'mood'"),
    ('{"attacker": "KOR", "target": "PRK", "on": "2024-06-20", "ongoing": 3}', "cannot be asked"),
    ("[1, 2]", "a question is an object"),
    ("{", "not JSON"),
]


@pytest.mark.parametrize(("line", "said"), BAD, ids=[said for _, said in BAD])
def test_a_question_that_cannot_be_asked_is_one_line_and_does_not_stop_the_others(
    line: str, said: str, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{line}\n{{"attacker": "KOR", "target": "PRK", "on": "2024-06-20"}}\n')
    code, out, err = run(capsys, "whatif", "--queries", file, "--db", database, "--json")
    assert code == 1
    assert f"{file}, line 1" in err
    assert said in err
    assert "error" in json.loads(out.splitlines()[0])
    assert json.loads(out.splitlines()[1])["duties"]


def test_a_question_needs_two_sides_and_a_day(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "whatif", "--attacker", "KOR", "--db", database)
    assert code == 2
    assert "give --attacker, --target and --on" in err


def test_a_file_of_questions_that_is_not_there_is_one_line(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "whatif", "--queries", "nowhere.jsonl", "--db", database)
    assert code == 1
    assert "nowhere.jsonl: cannot be read" in err


def test_an_agreement_is_shown_with_every_promise(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "show", "agreement", "atop:3375", "--db", database)
    assert code == 0
    assert "defense: USA → JPN" in out
    assert "JPN → USA" in out
    assert "location in" in out
    _, packed, _ = run(capsys, "show", "atop:3375", "--db", database, "--json")
    assert json.loads(packed)["id"] == "atop:3375"


def test_an_agreement_that_is_not_on_record_is_said_so(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "show", "agreement", "atop:1", "--db", database)
    assert code == 1
    assert "no agreement 'atop:1' on record" in err


def test_the_network_of_a_day_is_listed(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--on", "2010-06-01", "--type", "defense", "--db", database)
    code, out, _ = run(capsys, "network", *where)
    assert code == 0
    assert "4 agreements with live promises" in out
    assert "USA → JPN  defense  atop:3375" in out
    assert run(capsys, "network", "--on", "1900", "--db", database)[0] == 1
    assert run(capsys, "network", "--on", "soon", "--db", database)[0] == 1


def test_a_bad_file_imports_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [*KOREAS, member(1, 2, "1999-13-1", defense=1)]
    file = write_members(tmp_path, rows, "bad.csv")
    code, _, err = run(capsys, "import", "atop", file, "--db", tmp_path / "new.db")
    assert code == 1
    assert f"bad.csv, row {len(rows) + 1}" in err
    assert not (tmp_path / "new.db").exists()


@pytest.mark.skipif(not ATOP.is_dir(), reason="needs ../shared/data")
def test_the_published_table_comes_out_of_the_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = (ATOP / "atop-member-level.csv", ATOP / "atop-alliance-level.csv")
    path = tmp_path / "atop.db"
    _, out, _ = run(capsys, "import", "atop", *files, "--db", path, "--json")
    counts = json.loads(out)
    assert counts["agreements"] == 745
    assert counts["defense_or_offense"] == 289
    assert counts["of_two_parties"] == 638
    assert counts["asymmetric"] == 89
    assert counts["in_effect_with_defense"] == 46
    table = {1914: 13, 1938: 18, 1950: 33, 1961: 55, 1980: 60, 1990: 54, 2000: 45, 2010: 48}
    for year, count in table.items():
        where = ("--on", year, "--type", "defense", "--db", path, "--json")
        _, out, _ = run(capsys, "network", *where)
        assert len(json.loads(out)["carrying"]) == count
