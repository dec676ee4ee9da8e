import json

import pytest
from evaluation import gate
from evaluation.floors import read_floors
from evaluation.table import Row, interval


def row(figure, *, floor=None, smaller=False, measure="F1"):
    return Row(
        stage="pages", measure=measure, n=10, figure=figure, floor=floor, smaller=smaller
    )  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "floor", "smaller", "passed"),
    [
        (0.7, 0.6, False, True),
        (0.5, 0.6, False, False),
        (0.3, 0.4, True, True),
        (0.5, None, False, None),
    ],
    ids=["above", "below", "small is good", "no floor"],
)
def test_a_figure_is_held_against_its_floor(figure, floor, smaller, passed):
    assert row(figure, floor=floor, smaller=smaller).passed is passed


def test_a_loss_beyond_the_noise_fails():
    before = {"data": "d", "figures": {"F1": 0.9}}
    assert gate.verdicts("pages", [row(0.8)], before, "d") == ["pages: F1 0.800, was 0.900"]
    assert gate.verdicts("pages", [row(0.899)], before, "d") == []


def test_figures_on_other_data_are_not_compared():
    (line,) = gate.verdicts("pages", [row(0.1)], {"data": "old", "figures": {"F1": 0.9}}, "new")
    assert "other data" in line


def test_a_reference_is_not_lowered_without_a_sentence():
    before = {"data": "d", "figures": {"F1": 0.9}}
    with pytest.raises(SystemExit, match="say why"):
        gate.updated(before, [row(0.8)], "d", because="")
    after = gate.updated(before, [row(0.8)], "d", because="the gold was wrong")
    assert (after["figures"], after["lowered"]) == ({"F1": 0.8}, ["the gold was wrong"])


def test_an_unknown_stage_is_refused():
    with pytest.raises(SystemExit, match="known are"):
        gate.measure("weather")


def test_the_references_are_json():
    assert json.dumps(read_floors())


def test_an_interval_holds_the_score():
    low, high = interval([0.0, 1.0] * 20, lambda drawn: sum(drawn) / len(drawn))
    assert low < 0.5 < high


def test_a_figure_with_a_floor_that_is_no_longer_measured_fails():
    before = gate.updated({}, [row(0.9, floor=0.8), row(0.5, measure="extra")], "d", because="")
    (line,) = gate.verdicts("pages", [row(0.7, measure="other")], before, "d")
    assert line == "pages: F1 is no longer measured"


def test_what_stands_beside_a_figure_is_stored():
    stored = gate.updated({}, [row(0.9, floor=0.8)], "d", because="")
    assert stored["details"]["F1"] == {
        "n": 10, "low": None, "high": None, "floor": 0.8, "goal": None, "peer": "",
        "smaller": False,
    }  # fmt: skip


def test_a_measured_band_is_allowed_and_kept():
    before = {"data": "d", "figures": {"F1": 0.9}, "noise": {"F1": 0.05}}
    assert gate.verdicts("pages", [row(0.86)], before, "d") == []
    assert gate.verdicts("pages", [row(0.84)], before, "d") == ["pages: F1 0.840, was 0.900"]
    assert gate.updated(before, [row(0.86)], "d", because="")["noise"] == {"F1": 0.05}


def test_a_count_that_is_neither_good_nor_bad_is_not_compared():
    before = {"data": "d", "figures": {"F1": 3}}
    assert gate.verdicts("pages", [row(9, smaller=None)], before, "d") == []
    assert gate.verdicts("pages", [row(1, smaller=None)], before, "d") == []


def test_a_floor_knows_no_band():
    before = {"data": "d", "figures": {"F1": 0.9}, "noise": {"F1": 0.05}}
    (line,) = gate.verdicts("pages", [row(0.89, floor=0.895)], before, "d")
    assert line == "pages: F1 0.890, floor 0.895"
