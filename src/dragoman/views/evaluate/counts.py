"""Counting: true, false and missed items, tokens that spans are compared by, pairs, intervals."""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

RESAMPLES = 500

_Unit = TypeVar("_Unit")
_TOKEN = re.compile(r"\w+|[^\w\s]")


class Count(msgspec.Struct, frozen=True):
    """True, false and missed items."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.hit + other.hit, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of found items that are true; 0 when nothing was found."""
        return self.hit / max(self.hit + self.false, 1)

    @property
    def recall(self) -> float:
        """Share of true items that were found; 0 when there are none."""
        return self.hit / max(self.hit + self.missed, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hit / max(2 * self.hit + self.false + self.missed, 1)


class TokenGrid:
    """The tokens of a text (words and single marks), by which spans are compared.

    A span that takes in a comma or a blank more is not another span only for that.
    """

    def __init__(self, text: str) -> None:
        found = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]
        self.text = text

    def tokens(self, pieces: Iterable[tuple[int, int]]) -> frozenset[int]:
        """The tokens that the pieces touch."""
        touched: set[int] = set()
        for start, end in pieces:
            at = max(bisect_left(self._starts, start) - 1, 0)
            while at < len(self._starts) and self._starts[at] < end:
                if self._ends[at] > start:
                    touched.add(at)
                at += 1
        return frozenset(touched)

    def words(self, pieces: Iterable[tuple[int, int]]) -> frozenset[int]:
        """The tokens that hold a letter or digit."""
        return frozenset(t for t in self.tokens(pieces) if self.text[self._starts[t]].isalnum())


def interval(
    units: Sequence[_Unit], score: Callable[[Sequence[_Unit]], float], *, seed: int = 0
) -> tuple[float, float]:
    """The 95 % bootstrap interval of a score over its units (documents, pages, groups)."""
    draw = random.Random(seed)
    scores = sorted(score(draw.choices(units, k=len(units))) for _ in range(RESAMPLES))
    return scores[int(0.025 * RESAMPLES)], scores[int(0.975 * RESAMPLES) - 1]


def one_to_one(pairs: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Pairs (left, right) out of (-likeness, left, right), best first, each side used once."""
    left: set[int] = set()
    right: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for _, at, other in sorted(pairs):
        if at not in left and other not in right:
            left.add(at)
            right.add(other)
            chosen.append((at, other))
    return chosen
