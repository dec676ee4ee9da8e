"""The command `evaluate`: a user's own gold against what dragoman reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.views import options
from dragoman.views.brief import clean
from dragoman.views.terminal import DONE, NOTHING, complain, write, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.views.evaluate.scores import Miss, Scores

QUOTED = 80
"""Characters of a quotation in a line."""
FEW = 10
"""Pages below which an interval says nothing."""

Bounds = tuple[float, float]


@click.command()
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...",
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("--most", type=click.IntRange(0), default=50, show_default=True,
              help="Differences that are listed.")  # fmt: skip
@options.json
def evaluate(gold: Sequence[Path], *, most: int, json: bool) -> int:
    """Score what is read on pages that you have annotated: precision, recall and F by kind.

    GOLD holds a page a line: `text`, `html` or `page` (a path beside the file), and lists of what
    is there, in the terms of `read --json`. What was missed, is extra or wrong is listed.
    """
    from dragoman.errors import PageError
    from dragoman.pipeline import read_page
    from dragoman.views.evaluate.gold import read_gold
    from dragoman.views.evaluate.scores import Scores, score

    parts: list[Scores] = []
    failed = 0
    for file in gold:
        for page in read_gold(file):
            try:
                parts.append(score(page, read_page(page.page)))
            except PageError as error:
                failed += 1
                complain(f"{page.place}: {error}")
    total = sum(parts, Scores())
    bounds = bounds_of(parts)
    if json:
        write_json([*rows_of(total, bounds), *total.misses])
    else:
        for line in lines_of(total, bounds, most=most):
            write(line)
    if not parts:
        complain("no page in the gold could be read")
    return DONE if parts and not failed else NOTHING


def bounds_of(parts: Sequence[Scores]) -> dict[str, Bounds]:
    """The 95 % bootstrap interval of each kind's F over pages; none for fewer than FEW pages."""
    from dragoman.views.evaluate.counts import Count, interval

    if len(parts) < FEW:
        return {}
    names = dict.fromkeys(name for part in parts for name in part.counts)
    return {
        name: interval(
            [part.counts.get(name, Count()) for part in parts], lambda some: sum(some, Count()).f1
        )
        for name in names
    }


def rows_of(scores: Scores, bounds: dict[str, Bounds]) -> Iterator[dict[str, object]]:
    """A row for each kind, then for each trait of those found."""
    for name, count in {**scores.counts, **scores.traits}.items():
        yield {
            "kind": name, "of_found": name in scores.traits, "gold": count.hit + count.missed,
            "found": count.hit + count.false, "right": count.hit,
            "precision": round(count.precision, 4), "recall": round(count.recall, 4),
            "f": round(count.f1, 4), "f_95": bounds.get(name),
        }  # fmt: skip


def lines_of(scores: Scores, bounds: dict[str, Bounds], *, most: int) -> Iterator[str]:
    """The table, then the first differences."""
    yield f"{'':24}{'gold':>7}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F':>7}"
    for name, count in scores.counts.items():
        wanted, found = count.hit + count.missed, count.hit + count.false
        low, high = bounds.get(name, (None, None))
        span = "" if low is None else f"  [{low:.3f}-{high:.3f}]"
        yield (
            f"{name:24}{wanted:>7}{found:>7}{count.hit:>7}"
            f"{count.precision:>11.3f}{count.recall:>8.3f}{count.f1:>7.3f}{span}"
        )
    if scores.traits:
        yield ""
        yield "of those found, right"
    for name, count in scores.traits.items():
        yield f"{name:24}{count.hit:>7} of {count.hit + count.missed}"
    if scores.misses and most:
        yield ""
    for miss in scores.misses[:most]:
        yield _line(miss)
    if len(scores.misses) > most:
        yield f"{len(scores.misses) - most} more differences; --most shows them"


def _line(miss: Miss) -> str:
    words = clean(miss.quote)
    cut = words if len(words) <= QUOTED else words[:QUOTED].rstrip() + "…"
    place = f' {miss.start}-{miss.end} "{cut}"' if words else ""
    return f"{miss.page}: {miss.what:<6} {miss.kind}: {clean(miss.said)}{place}"
