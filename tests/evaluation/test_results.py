import pytest
from evaluation import results
from evaluation.floors import read_floors
from evaluation.gate import STAGES
from evaluation.results import page, passed, yardsticks

STORED = read_floors()


def test_every_stage_of_the_gate_is_on_the_page():
    assert results.STAGES.keys() == STAGES.keys()
    for stage in results.STAGES.values():
        assert f"## {stage.title}" in page()


def test_every_figure_has_its_n_and_yardsticks_beside_it():
    for stage in STORED.values():
        assert stage.get("details", stage["figures"]).keys() == stage["figures"].keys()
        assert all(detail["n"] > 0 for detail in stage.get("details", {}).values())


def test_every_yardstick_belongs_to_a_figure():
    for stage, measure in yardsticks():
        assert measure in STORED[stage]["figures"], f"{stage}: {measure}"


def test_the_page_names_the_figures_below_their_floor():
    below = [
        measure
        for stage in STORED.values()
        for measure, figure in stage["figures"].items()
        if passed(figure, results.detail_of(stage, measure)) is False
    ]
    verdict = next(line for line in page().splitlines() if "have a floor reach it" in line)
    assert all(measure in verdict for measure in below)
    assert page().count("**below**") == len(below)


@pytest.mark.parametrize(
    ("value", "short"), [(0.9, ".900"), (1.0, "1"), (0.0, "0"), (24.16, "24.160"), (None, "")]
)
def test_a_figure_is_short(value, short):
    assert results._short(value) == short


def test_a_figure_of_an_older_gate_stands_without_n_and_floor():
    unknown = results.detail_of({"figures": {"F1": 0.5}}, "F1")
    assert (unknown["n"], passed(0.5, unknown)) == (None, None)
