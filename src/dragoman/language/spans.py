"""From tag scores to spans: the best sequence in which no span continues what did not begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

NEVER = -1e9


def tags_of(scores: NDArray[np.float32]) -> NDArray[np.int32]:
    """The best tags of a sequence. scores: (words, tags), tags as `begin_inside` orders them."""
    tags: NDArray[np.int32] = scores.argmax(axis=1).astype(np.int32)
    before = np.concatenate(([0], tags[:-1]))
    inside = (tags > 0) & (tags % 2 == 0)
    if not (inside & (before != tags) & (before != tags - 1)).any():
        return tags
    return _viterbi(scores)


def _viterbi(scores: NDArray[np.float32]) -> NDArray[np.int32]:
    words, count = scores.shape
    step = np.zeros((count, count))
    for tag in range(2, count, 2):
        step[:, tag] = NEVER
        step[[tag - 1, tag], tag] = 0
    best = scores[0].astype(np.float64)
    best[2::2] = NEVER
    back = np.zeros((words, count), dtype=np.int32)
    for word in range(1, words):
        paths = best[:, None] + step
        back[word] = paths.argmax(axis=0)
        best = paths[back[word], np.arange(count)] + scores[word]
    tags = np.zeros(words, dtype=np.int32)
    tags[-1] = best.argmax()
    for word in range(words - 1, 0, -1):
        tags[word - 1] = back[word, tags[word]]
    return tags


def spans_of(tags: Sequence[int] | NDArray[np.int32]) -> Iterator[tuple[int, int, int]]:
    """First word, word after the last, and kind (counted from 0) of each span, in order.

    A span that continues what did not begin begins there.

    >>> list(spans_of([0, 1, 2, 3, 3, 0, 2]))
    [(1, 3, 0), (3, 4, 1), (4, 5, 1), (6, 7, 0)]
    """
    start = kind = -1
    for at, tag in enumerate([*map(int, tags), 0]):
        continues = tag > 0 and tag % 2 == 0 and kind == (tag - 1) // 2
        if kind >= 0 and not continues:
            yield start, at, kind
            kind = -1
        if tag > 0 and not continues:
            start, kind = at, (tag - 1) // 2
