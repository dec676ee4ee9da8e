import json
from pathlib import Path

import pytest

from dragoman.views.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
NOTEBOOK = json.loads((EXAMPLES / "record.ipynb").read_text())
CODE = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def test_the_notebook_carries_no_output():
    assert not any(cell["outputs"] or cell["execution_count"] for cell in CODE)


def test_the_notebook_runs_and_draws(monkeypatch, capsys):
    """Its cells, one after the other, as a kernel runs them."""
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    monkeypatch.chdir(EXAMPLES)
    names: dict[str, object] = {}
    for cell in CODE:
        exec("".join(cell["source"]), names)
    out = capsys.readouterr().out
    drawn = [pyplot.figure(number) for number in pyplot.get_fignums()]
    pyplot.close("all")
    assert len(drawn) == 3
    assert all(axis.has_data() or axis.texts for figure in drawn for axis in figure.axes)
    assert "20 reports, 2 of them copies of others" in out
    assert "KEN → ETH defense IF wording entry_into_force" in out


def test_the_examples_make_a_record_without_a_failure(tmp_path, capfd):
    assert main(["ingest", str(EXAMPLES), "--db", str(tmp_path / "a.db")]) == 0
    assert capfd.readouterr().out == "20 new, 0 known, 0 failed, 2 copies\n"
