"""Spans never continue what did not begin."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from dragoman.language.spans import spans_of, tags_of


def allowed(tags: tuple[int, ...]) -> bool:
    before = 0
    for tag in tags:
        if tag and tag % 2 == 0 and before not in (tag, tag - 1):
            return False
        before = tag
    return True


@pytest.mark.parametrize("seed", range(40))
def test_tags_are_the_best_allowed_sequence(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(5, 5)).astype(np.float32)
    ways = [w for w in itertools.product(range(5), repeat=5) if allowed(w)]
    best = max(sum(scores[n, tag] for n, tag in enumerate(way)) for way in ways)
    tags = tags_of(scores)
    assert allowed(tuple(tags.tolist()))
    assert scores[np.arange(5), tags].sum() == pytest.approx(best, abs=1e-4)


def test_spans_partition_what_is_tagged() -> None:
    assert list(spans_of([1, 2, 1, 0, 4])) == [(0, 2, 0), (2, 3, 0), (4, 5, 1)]
