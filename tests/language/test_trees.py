"""Every table of scores gives the best tree with one root."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.trees import heads_of


def is_tree(heads: list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen = set()
        at = word
        while at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at - 1]
    return True


def best(scores: np.ndarray) -> float:
    words = len(scores)
    trees = (h for h in itertools.product(range(words + 1), repeat=words) if is_tree(list(h)))
    return max(float(sum(scores[d, h] for d, h in enumerate(heads))) for heads in trees)


@pytest.mark.parametrize("seed", range(60))
def test_the_tree_is_the_best_of_all(seed: int) -> None:
    words = 1 + seed % 5
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32)
    heads = heads_of(scores).tolist()
    assert is_tree(heads)
    assert sum(scores[d, h] for d, h in enumerate(heads)) == pytest.approx(best(scores), abs=1e-4)


@given(st.integers(1, 40), st.integers(0, 2**32 - 1), st.sampled_from([0.0, 1.0, 30.0]))
def test_any_scores_give_a_tree(words: int, seed: int, spread: float) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)) * spread
    assert is_tree(heads_of(scores.astype(np.float32)).tolist())


def test_scores_that_are_no_numbers_still_give_a_tree() -> None:
    assert is_tree(heads_of(np.full((7, 8), np.nan, dtype=np.float32)).tolist())


def test_no_words_have_no_heads() -> None:
    assert heads_of(np.zeros((0, 1), dtype=np.float32)).tolist() == []
