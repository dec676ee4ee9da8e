"""How much of a text was found: 4-gram shingles, as the article extraction benchmark scores.

Each page counts once: its true and false shingles are shares of all shingles seen on it.
Source of the measure: scrapinghub/article-extraction-benchmark, evaluate.py.
"""

from __future__ import annotations

import re
from collections import Counter
from statistics import fmean
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = 4
_WORD = re.compile(r"\w+")


class Overlap(msgspec.Struct, frozen=True):
    """Shingles found and true, found but false, and missed; the three add up to 1 or to 0."""

    hit: float
    false: float
    missed: float

    @property
    def precision(self) -> float:
        """The share of found shingles that are true."""
        return _share(self.hit, self.false, self.missed)

    @property
    def recall(self) -> float:
        """The share of true shingles that were found."""
        return _share(self.hit, self.missed, self.false)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return f_of(self.precision, self.recall)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The 4-grams of a text's words, case kept; one shorter shingle when it has fewer words."""
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - SIZE + 1))
    return Counter(tuple(words[at : at + SIZE]) for at in starts if words)


def overlap(gold: str, found: str) -> Overlap:
    """How a found text covers the gold text."""
    true, seen = shingles(gold), shingles(found)
    hit = (true & seen).total()
    false = (seen - true).total()
    missed = (true - seen).total()
    total = (hit + false + missed) or 1
    return Overlap(hit=hit / total, false=false / total, missed=missed / total)


def scores(pages: Sequence[Overlap]) -> tuple[float, float, float]:
    """F, precision and recall over pages: F of the mean precision and the mean recall."""
    precision = fmean([page.precision for page in pages if page.hit + page.false > 0] or [0.0])
    recall = fmean([page.recall for page in pages if page.hit + page.missed > 0] or [0.0])
    return f_of(precision, recall), precision, recall


def f_of(precision: float, recall: float) -> float:
    """The harmonic mean; 0 when both are 0."""
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def _share(hit: float, wrong: float, other: float) -> float:
    if wrong == other == 0:
        return 1.0
    return hit / (hit + wrong) if hit + wrong else 0.0
