"""How far the figures of pages move when the line nets are trained anew.

    python -m evaluation.page_noise          measure, and write the bands into `floors.json`

Every fold has two nets that were trained apart and are asked together. Each page is read by either
alone; from the two readings come the figures of all 32 ways of taking one net a fold. Their
standard deviation estimates that of a committee of two: one net varies √2 times as much as both
together, and two draws show half of its variance. Two trainings differ by √2 of it again, and the
band is twice that: 2.83 standard deviations. The two nets also differ in the pages written for
them, so the bands are rather wide than narrow; the trees that look at flattened text again are
kept.
"""

from __future__ import annotations

import json
import math
from functools import partial
from itertools import product
from statistics import pstdev
from typing import TYPE_CHECKING

from evaluation import line_folds, pages
from evaluation.floors import FLOORS, read_floors
from evaluation.gold_pages import fold_of, gold_pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BAND = 2 * math.sqrt(2)
"""Standard deviations that two trainings differ by in one case of twenty."""
MEMBERS = 2


def main() -> None:
    """Measure the bands, print them, and write them where the gate reads them."""
    found = bands()
    for measure, band in found.items():
        print(f"{band:.4f} {measure}")
    known = read_floors()
    known["pages"]["noise"] = {measure: round(band, 4) for measure, band in found.items()}
    FLOORS.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def bands() -> dict[str, float]:
    """The band of every measure of pages."""
    folds = {page.id: fold_of(page.family, line_folds.FOLDS) for page in gold_pages()}
    alone = [
        tuple(pages.scored(partial(line_folds.member_without, member=member)))
        for member in range(MEMBERS)
    ]
    return {same[0].name: band_of(same, folds) for same in zip(*alone, strict=True)}


def band_of(readings: Sequence[pages.Scored], folds: Mapping[str, int]) -> float:
    """The band of one measure, from what either net's reading of each page adds to it."""
    one = readings[0]
    every = dict.fromkeys(page for reading in readings for page in reading.items)
    present = sorted({folds[page] for page in every})
    figures = []
    for choice in product(readings, repeat=len(present)):
        reader = dict(zip(present, choice, strict=True))
        taken = [reader[folds[page]].items.get(page) for page in every]
        figures.append(one.figure([item for item in taken if item is not None]))
    return BAND * pstdev(figures)


if __name__ == "__main__":
    main()
