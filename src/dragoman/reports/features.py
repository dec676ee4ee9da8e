"""Everything the line classifier sees of a page, as one table and one row of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.reports import markup
from dragoman.reports.containers import Groups, groups_of
from dragoman.reports.shape import PLACES, SHAPES, places, shapes
from dragoman.reports.words import Words, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reports.lines import Line
    from dragoman.reports.markup import Kept
    from dragoman.schema import Candidate

NAMES: tuple[str, ...] = (*SHAPES, *PLACES, "has_markup", *markup.NAMES)


class Features(msgspec.Struct, frozen=True):
    """What is seen of the lines of one page.

    Shape: `table` (line, len(NAMES)) float32. Flattened text has zeros where markup would speak.
    """

    table: NDArray[np.float32]
    words: Words
    groups: Groups


def features_of(
    lines: Sequence[Line], *, kept: Kept | None = None, candidates: Sequence[Candidate] = ()
) -> Features:
    """The features of the lines; `kept` is None for flattened text."""
    words = words_of(lines)
    shape = shapes(lines)
    groups = groups_of(lines)
    table = np.zeros((len(lines), len(NAMES)), dtype=np.float32)
    table[:, : len(SHAPES)] = shape
    table[:, len(SHAPES) : len(SHAPES) + len(PLACES)] = places(lines, shape, words)
    if kept is not None:
        at = NAMES.index("has_markup")
        table[:, at] = 1.0
        table[:, at + 1 :] = markup.markup_features(lines, kept, candidates, groups)
    return Features(table=table, words=words, groups=groups)
