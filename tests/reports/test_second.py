"""The second look: trees as arrays, and what they look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from dragoman.errors import ModelError
from dragoman.reports.features import features_of
from dragoman.reports.lines import lines_of
from dragoman.reports.network import line_net
from dragoman.reports.roles import KIND_COLUMNS, log_chances
from dragoman.reports.second import KINDS, Trees, inputs_of, read_trees, second_look

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Home\n\nMinisters met in Oslo\n\nMinisters of both coasts met in Oslo on Monday.\n\nShare"


def test_a_tree_sends_each_line_to_its_leaf() -> None:
    trees = Trees(
        roots=np.array([0, 3], dtype=np.int32),
        feature=np.array([1, 0, 0, 0], dtype=np.int32),
        threshold=np.array([0.5, 0, 0, 0]),
        left=np.array([1, -1, -1, -1], dtype=np.int32),
        right=np.array([2, -1, -1, -1], dtype=np.int32),
        value=np.array([0, -2.0, 3.0, 0.25]),
    )
    rows = np.array([[9, 0.5], [9, 0.6]], dtype=np.float32)
    assert trees.scores(rows).tolist() == [-1.75, 3.25]


def test_every_kind_scores_every_line() -> None:
    seen = features_of(lines_of(TEXT))
    inputs = inputs_of(log_chances(line_net().logits(seen)), seen, KIND_COLUMNS)
    assert inputs.shape[0] == len(lines_of(TEXT))
    assert np.isfinite(inputs).all()
    for kind in KINDS:
        trees = second_look()[kind]
        assert trees.feature.max() < inputs.shape[1]
        assert np.isfinite(trees.scores(inputs)).all()


def test_a_text_without_lines_is_looked_at_too() -> None:
    seen = features_of(lines_of("One line."))
    inputs = inputs_of(log_chances(line_net().logits(seen)), seen, KIND_COLUMNS)
    assert inputs.shape[0] == 1


def test_a_damaged_file_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "trees.npz"
    path.write_bytes(b"no archive")
    with pytest.raises(ModelError, match="line trees"):
        read_trees(path)
