"""Where on the page the prose stands: the element that holds most of it, and who shares what.

A page's article is mostly one element; what stands inside it, how deep, and between which
paragraphs, tells more of a line than the line itself.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from dragoman.reports.lines import Line, Markup

NAMES: tuple[str, ...] = (
    "in_main", "levels_below_main", "main_share", "before_main_prose", "after_main_prose",
    "siblings_prose", "alike_prose", "alike_lines", "alike_linked",
)  # fmt: skip

PROSE_CHARS = 60
"""A line of so many characters, most of them not in links, counts as prose."""

LEVELS = 6
"""Elements above a line that its prose counts for; higher ones hold the whole page."""

OUTSIDE = 8.0
"""The level of a line that the main element does not hold."""

ALIKE_TAGS, ALIKE_WORDS = 4, 2
"""Elements whose tags and class words must be the same for two lines to be alike."""


class Groups(msgspec.Struct, frozen=True):
    """Lines that belong together, by number; -1 where the page has no markup.

    Shape: both (line,). `siblings` share the element around their block, `alike` the tags and
    class words next above them.
    """

    siblings: NDArray[np.int64]
    alike: NDArray[np.int64]


def groups_of(lines: Sequence[Line]) -> Groups:
    """Which lines of a page belong together."""
    siblings: dict[Hashable, int] = {}
    alike: dict[Hashable, int] = {}
    rows = np.full((2, len(lines)), -1, dtype=np.int64)
    for at, line in enumerate(lines):
        markup = line.markup
        if markup is None:
            continue
        rows[0, at] = siblings.setdefault(markup.parent, len(siblings))
        kind = (markup.tags[:ALIKE_TAGS], markup.words[:ALIKE_WORDS])
        rows[1, at] = alike.setdefault(kind, len(alike))
    return Groups(siblings=rows[0], alike=rows[1])


def containers(lines: Sequence[Line], groups: Groups) -> NDArray[np.float32]:
    """The features of every line of a walk: (line, len(NAMES)), float32."""
    mass = np.asarray([_prose(line) for line in lines], dtype=np.float64)
    main = _main_element(lines, mass)
    levels = np.asarray([_level(line.markup, main) for line in lines])
    inside = levels < OUTSIDE
    prose = np.flatnonzero(inside & (mass > 0))
    at = np.arange(len(lines))
    first, last = (prose[0], prose[-1]) if len(prose) else (0, len(lines))
    linked = np.asarray([line.markup.linked / len(line.text) for line in lines if line.markup])
    columns = [
        inside,
        levels,
        np.full(len(lines), mass[inside].sum() / max(mass.sum(), 1.0)),
        at < first,
        at > last,
        np.log1p(_totals(groups.siblings, mass) - mass),
        np.log1p(_totals(groups.alike, mass) - mass),
        np.log1p(_totals(groups.alike, np.ones(len(lines)))),
        _totals(groups.alike, linked) / _totals(groups.alike, np.ones(len(lines))),
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _prose(line: Line) -> float:
    markup = line.markup
    assert markup is not None  # lines of a walk carry their markup
    size = len(line.text)
    return float(min(size, 1_000)) if size >= PROSE_CHARS and markup.linked * 2 < size else 0.0


def _main_element(lines: Sequence[Line], mass: NDArray[np.float64]) -> int:
    """The element whose paragraphs weigh most; nearer paragraphs count more."""
    scores: dict[int, float] = defaultdict(float)
    for line, own in zip(lines, mass, strict=True):
        if own and line.markup is not None:
            for level, block in enumerate(line.markup.blocks[1 : LEVELS + 1], start=1):
                scores[block] += float(own) / level
    return max(scores, key=lambda block: (scores[block], block), default=-1)


def _level(markup: Markup | None, main: int) -> float:
    if markup is None or main not in markup.blocks:
        return OUTSIDE
    return min(float(markup.blocks.index(main)), OUTSIDE - 1)


def _totals(groups: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of the values of each line's group."""
    return np.asarray(np.bincount(groups, weights=values)[groups], dtype=np.float64)


def title_distance(titled: Sequence[float]) -> NDArray[np.float32]:
    """How far below the page's title each line stands: (line, 2), a flag and a damped distance.

    `titled` says how much each line is like the title; zeros when no line is.
    """
    best = int(np.argmax(titled)) if len(titled) else 0
    if not len(titled) or titled[best] < 0.5:
        return np.zeros((len(titled), 2), dtype=np.float32)
    away = np.arange(len(titled)) - best
    damped = [math.copysign(math.log1p(abs(step)), step) for step in away]
    return np.asarray(np.stack([away > 0, damped], axis=1), dtype=np.float32)
