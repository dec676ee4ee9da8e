"""Scores for attributions: spans (A1), statements (A2) and exact statements (A3).

Everything is counted over tokens (words and single marks), so that a span that takes in a comma or
a blank more is not another span only for that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.views.evaluate.counts import Count, TokenGrid, one_to_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.polnear import Attribution, Pieces

MIN_OVERLAP = 0.5
"""Share of the joint content tokens that a match must have in common."""


def span_count(
    gold: Sequence[Attribution], found: Sequence[Attribution], role: str, grid: TokenGrid
) -> Count:
    """A1: exact spans of one role (`source`, `cue`, `content`), each fragment a span."""
    right = _fragments(gold, role, grid)
    said = _fragments(found, role, grid)
    return Count(len(right & said), len(said - right), len(right - said))


def statement_count(
    gold: Sequence[Attribution], found: Sequence[Attribution], grid: TokenGrid, *, exact: bool
) -> Count:
    """A2 (content overlap at least MIN_OVERLAP) or A3 (`exact`: same content words)."""
    pairs: list[tuple[float, int, int]] = []
    right = [(grid.words(one.content), grid.tokens(one.source)) for one in gold]
    said = [(grid.words(one.content), grid.tokens(one.source)) for one in found]
    for at, (content, source) in enumerate(right):
        for other, (content_found, source_found) in enumerate(said):
            if bool(source & source_found) != bool(source or source_found):
                continue
            overlap = len(content & content_found) / max(len(content | content_found), 1)
            if overlap >= (1.0 if exact else MIN_OVERLAP):
                pairs.append((-overlap, at, other))
    hit = len(one_to_one(pairs))
    return Count(hit, len(found) - hit, len(gold) - hit)


def matched(
    gold: Sequence[Attribution], found: Sequence[Attribution], grid: TokenGrid
) -> list[tuple[int, int]]:
    """Pairs (gold, found) whose contents overlap enough, greedily, whatever the source."""
    pairs: list[tuple[float, int, int]] = []
    said = [grid.words(one.content) for one in found]
    for at, one in enumerate(gold):
        content = grid.words(one.content)
        for other, content_found in enumerate(said):
            overlap = len(content & content_found) / max(len(content | content_found), 1)
            if overlap >= MIN_OVERLAP:
                pairs.append((-overlap, at, other))
    return one_to_one(pairs)


def quoted_share(text: str, content: Pieces) -> float:
    """The share of a content's words that stand inside quotation marks."""
    inside = outside = 0
    for start, end in content:
        quoted = _is_quoted_before(text, start)
        for match in re.finditer(r"\w+|[\"“”]|''|``", text[start:end]):
            mark = match.group()
            if mark[0].isalnum():
                inside += quoted
                outside += not quoted
            elif mark == "“":
                quoted = True
            elif mark == "”":
                quoted = False
            else:
                quoted = not quoted
    return inside / max(inside + outside, 1)


def _is_quoted_before(text: str, start: int) -> bool:
    """Whether a quotation opened just before `start` (the marks may lie outside the content)."""
    before = text[max(0, start - 2) : start].strip()
    return before.endswith(("“", '"', "``")) and text[start : start + 1] not in "“\"'`"


def _fragments(
    attributions: Sequence[Attribution], role: str, grid: TokenGrid
) -> set[frozenset[int]]:
    spans = {grid.words([piece]) for one in attributions for piece in getattr(one, role)}
    return {span for span in spans if span}
