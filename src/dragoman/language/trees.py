"""From arc scores to a tree: the best one with a single root, by Chu, Liu and Edmonds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BARRED = -1e9


def heads_of(scores: NDArray[np.float32]) -> NDArray[np.int32]:
    """The head of each word in the best single-root tree.

    scores: (words, 1 + words), dependent by head, column 0 the root. The answer counts words from
    1, 0 is the root. Greedy heads are taken where they are a tree, which they nearly always are.

    >>> heads_of(np.array([[0, 0, 5.0], [3, 2, 0]], dtype=np.float32)).tolist()
    [2, 0]
    """
    words = len(scores)
    if words == 0:
        return np.zeros(0, dtype=np.int32)
    table = np.where(np.isfinite(scores), scores, BARRED).astype(np.float64)
    table[np.arange(words), np.arange(1, words + 1)] = BARRED
    heads: NDArray[np.int64] = table.argmax(axis=1)
    if (heads == 0).sum() == 1 and not _cycle(np.concatenate(([0], heads))):
        return heads.astype(np.int32)
    return _best_rooted(table).astype(np.int32)


def _best_rooted(table: NDArray[np.float64]) -> NDArray[np.int64]:
    """The best tree over all choices of its one root, most promising first.

    A root's bound is its own score and the best head of every other word, trees or not; once a
    tree is as good as the next bound, no other root can give a better one.
    """
    words = len(table)
    inner = table[:, 1:]
    most = inner.max(axis=1)
    bounds = table[:, 0] + (most.sum() - most)
    best, value = np.zeros(words, dtype=np.int64), -np.inf
    for root in np.argsort(-bounds, kind="stable"):
        if bounds[root] <= value:
            break
        order = np.concatenate(([root], np.delete(np.arange(words), root)))
        tree = _arborescence(inner[np.ix_(order, order)])
        heads = np.zeros(words, dtype=np.int64)
        heads[order[1:]] = order[tree[1:]] + 1
        total = float(table[np.arange(words), heads].sum())
        if total > value:
            best, value = heads, total
    return best


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """The words of one cycle, empty when every word leads to the root (row 0)."""
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        at = start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return path[path.index(at) :]
        state[path] = 2
    return []


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """The head of each node in the best tree rooted at node 0. scores: dependent by head."""
    heads: NDArray[np.int64] = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    ring = np.array(cycle)
    rest = np.setdiff1d(np.arange(len(scores)), ring)
    kept = scores[ring, heads[ring]]
    entering = scores[np.ix_(ring, rest)] - kept[:, None]
    leaving = scores[np.ix_(rest, ring)]
    enter, leave = entering.argmax(axis=0), leaving.argmax(axis=1)
    size = len(rest)
    smaller = np.full((size + 1, size + 1), BARRED * 10)
    smaller[:size, :size] = scores[np.ix_(rest, rest)]
    smaller[size, :size] = entering.max(axis=0)
    smaller[:size, size] = leaving.max(axis=1)
    inner = _arborescence(smaller)
    for node in range(1, size):
        at = inner[node]
        heads[rest[node]] = ring[leave[node]] if at == size else rest[at]
    source = inner[size]
    heads[ring[enter[source]]] = rest[source]
    return heads
