"""The second look at flattened text: trees over what the line nets think of a line and its like.

The nets read a page once; where markup is gone, what they think of the lines around, of the page as
a whole and of a line's shape together tells better which lines are the article's and which belong
to pictures. Run with numpy alone; `training.line_trees` makes them. Shapes: L lines, F inputs.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.errors import ModelError
from dragoman.reports.shape import PLACES, SHAPES

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from dragoman.reports.features import Features

Matrix = NDArray[np.float32]

MODEL = files("dragoman.reports") / "model" / "trees.npz"
KINDS = ("article", "picture")
"""What is asked of each line: is it the article's, is it a caption or its credit."""

NEAR = (1, 2, 3)
"""Lines before and after that are looked at one by one."""

WINDOWS = (4, 10)
"""Lines before and after over which opinions are averaged."""

SHAPE_COLUMNS = len(SHAPES) + len(PLACES)


def inputs_of(logs: Matrix, seen: Features, kinds: tuple[NDArray[np.int64], ...]) -> Matrix:
    """What the trees look at: (L, F). `logs` are log probabilities (L, roles), `kinds` the columns
    of the roles that make up each of KINDS.
    """
    chances = np.exp(logs)
    odds = [_odds(chances[:, columns].sum(axis=1)) for columns in kinds]
    shapes = seen.table[:, :SHAPE_COLUMNS]
    parts = [np.maximum(logs, FLOOR), shapes]
    size = shapes[:, :1]
    for own in odds:
        parts.append(own[:, None])
        parts += [_shifted(own, by)[:, None] for near in NEAR for by in (near, -near)]
        parts += [_around(own, width)[:, None] for width in WINDOWS]
        likely = own > 0
        parts.append(np.full((len(own), 1), likely.mean(), dtype=np.float32))
        parts.append(_distance(likely)[:, None])
        parts.append(_distance(likely[::-1])[::-1][:, None])
    parts += [_shifted(size[:, 0], by)[:, None] for by in (1, -1, 2, -2)]
    return np.ascontiguousarray(np.hstack(parts), dtype=np.float32)


FLOOR = np.float32(-12.0)
EDGE = 1e-4
FAR = 30.0


def _odds(chance: Matrix) -> Matrix:
    return np.asarray(np.log((chance + EDGE) / (1 - chance + EDGE)), dtype=np.float32)


def _shifted(values: Matrix, by: int) -> Matrix:
    """The value so many lines before (by > 0) or after; the ends repeat nothing: FLOOR."""
    moved = np.full(len(values), FLOOR, dtype=np.float32)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved


def _around(values: Matrix, width: int) -> Matrix:
    """The mean over so many lines on both sides."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    at = np.arange(len(values))
    first, last = np.maximum(at - width, 0), np.minimum(at + width + 1, len(values))
    return np.asarray((sums[last] - sums[first]) / (last - first), dtype=np.float32)


def _distance(likely: NDArray[np.bool_]) -> Matrix:
    """Lines since the last likely one, at most FAR."""
    found = np.empty(len(likely), dtype=np.float32)
    since = FAR
    for at, one in enumerate(likely):
        since = 0.0 if one else min(since + 1.0, FAR)
        found[at] = since
    return found


class Trees(msgspec.Struct, frozen=True):
    """Regression trees as arrays, one after another; a node without children has `left` -1.

    score of a line = sum over trees of the value of the leaf it falls in.
    """

    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]

    def scores(self, inputs: Matrix) -> NDArray[np.float64]:
        """The log odds of each line: (L,)."""
        width = inputs.shape[1]
        flat = inputs.ravel()
        at = np.repeat(self.roots, len(inputs))
        first = np.tile(np.arange(len(inputs), dtype=np.int32) * width, len(self.roots))
        inner = np.arange(len(at))
        while len(inner):
            here = at[inner]
            low = flat[first[inner] + self.feature[here]] <= self.threshold[here]
            here = np.where(low, self.left[here], self.right[here])
            at[inner] = here
            inner = inner[self.left[here] >= 0]
        scores: NDArray[np.float64] = self.value[at].reshape(len(self.roots), -1).sum(axis=0)
        return scores


@cache
def second_look() -> dict[str, Trees]:
    """The trees that ship, by kind; read once."""
    return read_trees(MODEL)


def read_trees(source: Traversable) -> dict[str, Trees]:
    """The trees of a file; raises ModelError when it is missing or damaged."""
    try:
        with source.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return {
                kind: Trees(**{name: stored[f"{kind}.{name}"] for name in Trees.__struct_fields__})
                for kind in KINDS
            }
    except (OSError, ValueError, KeyError) as error:
        message = f"cannot read the line trees {source} ({error}); reinstall dragoman"
        raise ModelError(message) from error
