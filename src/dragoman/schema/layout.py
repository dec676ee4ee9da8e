"""How a plain text is laid out: a paragraph a line, or broken to a fixed width as old wires are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_WIDTH = 90
"""Characters; text that was broken to a fixed width is narrower: terminals and wires had 80."""

MIN_WRAPPED = 6
"""Lines from which a text shows whether it was broken to a width."""

FULL = 0.75
"""Share of the width from which a line counts as full."""

_ENDS = re.compile(r"[.!?:;][\"'”’)\]]*$")


def wrapped_width(lines: Sequence[str]) -> int | None:
    """The width that a text was broken to; None when its lines end where their authors meant.

    `lines` are its lines without blank ones. Of wrapped text most lines are nearly full, and most
    full lines end inside a sentence.
    """
    if len(lines) < MIN_WRAPPED:
        return None
    lengths = sorted(map(len, lines))
    width = lengths[-1 - len(lengths) // 50]
    full = [line for line in lines if len(line) >= FULL * width]
    open_ends = sum(not ends_a_sentence(line) for line in full)
    is_wrapped = width <= MAX_WIDTH and 2 * len(full) > len(lines) and 5 * open_ends > 3 * len(full)
    return width if is_wrapped else None


def ends_a_sentence(line: str) -> bool:
    """Whether a line ends with a mark that ends a sentence or a clause.

    >>> ends_a_sentence("He left.'"), ends_a_sentence("the president of")
    (True, False)
    """
    return _ENDS.search(line) is not None
