"""Where in a report something stands."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open range of Unicode code points of `report.text`: `0 <= start < end`.

    >>> Span(0, 5).quote("Seoul said")
    'Seoul'
    >>> Span(4, 4)
    Traceback (most recent call last):
    ValueError: span 4:4 is empty or negative
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}:{self.end} is empty or negative")

    def quote(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same length, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None when nothing is left."""
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return None
    first = start + piece.index(bare[0])
    return Span(first, first + len(bare))


def is_ordered(spans: Sequence[Span]) -> bool:
    """Whether the spans are sorted and disjoint."""
    return all(left.end <= right.start for left, right in pairwise(spans))
