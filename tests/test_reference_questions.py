"""What the reference story answers when it is asked who must come to whose help.

Expectations come from a reading of the page: it tells of Russia's pact of that day with the North,
whose text is not public, of China's treaty with it, only named, and of a Soviet one of 1961.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.views.cli import main

STORY = Path(__file__).resolve().parents[2] / "shared" / "seed.txt"

pytestmark = pytest.mark.skipif(not STORY.exists(), reason="the reference story is not here")

RUSSIA = ("RUS", "PRK", "IF", ("wording", "entry_into_force"), "mutual assistance")
CHINA = ("CHN", "PRK", "IF", ("wording",), "defence treaty with China")
TO_RUSSIA = ("PRK", "RUS", "IF", ("wording", "entry_into_force"), "mutual assistance")
TO_CHINA = ("PRK", "CHN", "IF", ("wording",), "defence treaty with China")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "record.db"
    assert main(["ingest", str(STORY), "--db", str(path)]) == 0
    return path


@pytest.mark.parametrize(
    ("attacker", "target", "day", "owed"),
    [
        ("KOR", "PRK", "2024-06-20", {RUSSIA, CHINA}),
        ("USA", "PRK", "2024-06-20", {RUSSIA, CHINA}),
        ("JPN", "PRK", "2024-06-20", {RUSSIA, CHINA}),
        ("KOR", "RUS", "2024-06-20", {TO_RUSSIA}),
        ("KOR", "CHN", "2024-06-20", {TO_CHINA}),
        ("UKR", "RUS", "2024-06-20", {TO_RUSSIA}),
        ("PRK", "KOR", "2024-06-20", set()),
        ("RUS", "UKR", "2024-06-20", set()),
        ("CHN", "JPN", "2024-06-20", set()),
        ("KOR", "JPN", "2024-06-20", set()),
    ],
)
def test_each_duty_has_its_verdict_and_its_sentence(
    record: Path,
    capsys: pytest.CaptureFixture[str],
    attacker: str,
    target: str,
    day: str,
    owed: set[tuple[str, str, str, tuple[str, ...], str]],
) -> None:
    answer = asked(record, capsys, attacker, target, day)
    duties = [one for one in answer["duties"] if one["due"] != "NOT_TRIGGERED"]
    assert len(duties) == len(owed)
    for by, to, due, conditions, words in owed:
        duty = next(one for one in duties if (one["owed_by"], one["owed_to"]) == (by, to))
        assert (duty["due"], tuple(duty["open_conditions"])) == (due, conditions)
        assert any(words in one["quote"] for one in duty["evidence"])


def test_the_soviet_promise_cannot_be_told_for_a_day_on_which_its_end_is_unknown(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked(record, capsys, "USA", "PRK", "1975-01-01")
    soviet = next(one for one in answer["duties"] if one["owed_by"] == "former:SUN")
    assert soviet["due"] == "UNDETERMINED"
    assert "1961 treaty with the Soviet Union" in soviet["evidence"][0]["quote"]
    assert all(one["owed_by"] != "RUS" for one in answer["duties"])


def test_an_attack_on_a_partner_is_a_conflict(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked(record, capsys, "PRK", "RUS", "2024-06-20")
    assert [one["state"] for one in answer["conflicts"]] == ["PRK"]


def asked(
    record: Path, capsys: pytest.CaptureFixture[str], attacker: str, target: str, day: str
) -> dict[str, list[dict[str, object]]]:
    capsys.readouterr()
    question = ["--attacker", attacker, "--target", target, "--on", day]
    assert main(["whatif", *question, "--db", str(record), "--json"]) == 0
    answer: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return answer
