"""One row of a results table: a measure with its figure, floor, peer, size and interval.

Every stage has a module with `rows() -> Iterator[Row]`; `python -m evaluation.<stage>` prints them
as they come, `python -m evaluation.gate` compares them with `floors.json`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from dragoman.views.evaluate.counts import interval as interval

if TYPE_CHECKING:
    from collections.abc import Iterable


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that was measured. `floor` is what the stage must reach; None is report only.

    `smaller` says that smaller is better (errors, leaks); None that neither is (counts of reasons),
    so that the gate does not compare. `low` and `high` are the bounds of a 95 %
    bootstrap interval over documents.
    """

    stage: str
    measure: str
    n: int
    figure: float
    floor: float | None = None
    goal: float | None = None
    peer: str = ""
    low: float | None = None
    high: float | None = None
    smaller: bool | None = False

    @property
    def passed(self) -> bool | None:
        """Whether the figure reaches its floor; None without one."""
        if self.floor is None:
            return None
        return self.figure <= self.floor if self.smaller else self.figure >= self.floor


def show(rows: Iterable[Row]) -> None:
    """Print rows as they come."""
    for row in rows:
        verdict = {None: "      ", True: "ok    ", False: "BELOW "}[row.passed]
        floor = "" if row.floor is None else f"floor {row.floor:g}"
        span = "" if row.low is None else f"[{row.low:.3f}-{row.high:.3f}]"
        line = f"{verdict}{row.measure:46} n={row.n:<6} {row.figure:.3f} {span:16} {floor:12}"
        sys.stdout.write(f"{line} {row.peer}".rstrip() + "\n")
        sys.stdout.flush()
