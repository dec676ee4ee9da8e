"""How well pages are read: body, captions in the body, offsets, and flattened lines by role.

    python -m evaluation.pages [--worst]

Whatever is learned is cross-validated over publisher families (`evaluation.line_folds`). Body: mean
4-gram precision and recall over pages, as the article extraction benchmark scores. Lines: micro F1
by line on pages whose lines cover 90 % of the gold body; article = body + summary + subhead.
`--worst` adds the ten worst pages of each set of bodies. The fields of a page follow, as
`evaluation.pages_fields` scores them.
"""

from __future__ import annotations

import sys
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from dragoman.reports.reading import read_text
from evaluation import line_folds, pages_fields
from evaluation.gold_pages import (
    MIN_COVER,
    NO_BODY,
    NO_CAPTIONS,
    FlatPage,
    GoldPage,
    flat_pages,
    gold_pages,
)
from evaluation.shingles import Overlap, f_of, overlap, scores
from evaluation.table import Row, interval, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dragoman.schema import Report
    from evaluation.line_folds import NetOf

BODIES: tuple[tuple[str, str, float | None, str], ...] = (
    ("fundus", "en", 0.972, "trafilatura .962"),
    ("aeb", "en", 0.972, "trafilatura precision .963, with fallback .971"),
    ("fundus", "other", 0.955, "trafilatura .948"),
    ("aeb", "other", None, "trafilatura .935"),
)
ARTICLE = frozenset(["summary", "subhead", "body"])
KINDS: dict[str, frozenset[str]] = {
    "article": ARTICLE,
    "headline": frozenset(["headline"]),
    "byline": frozenset(["byline"]),
    "time": frozenset(["time"]),
    "caption+credit": frozenset(["caption", "credit"]),
}
FLAT: tuple[tuple[str, str, str, float | None, str], ...] = (
    ("column", "fundus", "article", 0.90, "boosting .846, rule .838, boilerpy3 .654"),
    ("column", "aeb", "article", 0.88, "boosting .861, rule .789, boilerpy3 .725"),
    ("select", "fundus", "article", 0.88, "boosting .833, rule .826, boilerpy3 .587"),
    ("select", "aeb", "article", 0.87, "boosting .857, rule .742, boilerpy3 .634"),
    ("inscr", "fundus", "article", None, ""),
    ("column", "fundus", "headline", 0.74, "boosting .53, rules .40"),
    ("column", "fundus", "byline", 0.65, "boosting .34, rules .30"),
    ("column", "fundus", "time", 0.83, "boosting .74, rules .59"),
    ("column", "fundus", "caption+credit", 0.67, "boosting .41, rules .40"),
)
LEAK_FLOOR = 0.04


class Tally(msgspec.Struct, frozen=True):
    """Lines of one page that were found and true, found but false, and missed."""

    hit: int
    false: int
    missed: int


class Scored(NamedTuple):
    """A measure: what each page adds by its id, and the figure of any of these."""

    name: str
    items: Mapping[str, Any]
    figure: Callable[[Sequence[Any]], float]


def rows() -> Iterator[Row]:
    """Every figure of the stage; none, and the reason, while the fold nets are not made."""
    if not line_folds.is_made():
        print("pages: no fold nets; run python -m training.pages --cross build/lines")
        return
    yield from _body_rows()
    yield _exact_row()
    yield from _flat_rows()
    yield from _field_rows()


def scored(net_of: NetOf = line_folds.net_without) -> Iterator[Scored]:
    """Every measure that a net takes part in, with what each page adds to it."""
    for source, group, *_ in BODIES:
        found = dict(_bodies(source, group, net_of))
        yield Scored(f"body F, {source} {group}", found, lambda some: scores(some)[0])
    for style, source, kind, *_ in FLAT:
        yield Scored(_flat_name(style, source, kind), _tallies(style, source, kind, net_of), f1_of)
    for group in ("en", "other"):
        for measure in pages_fields.measures(group, net_of):
            items = {score.page: score for score in measure.scores}
            figure = partial(pages_fields.figure_of, is_f1=measure.is_f1)
            yield Scored(f"{measure.name}, fundus {group}", items, figure)


def _body_rows() -> Iterator[Row]:
    for source, group, floor, peer in BODIES:
        pages = [page for page, _ in _bodies(source, group)]
        found = [score for _, score in _bodies(source, group)]
        low, high = interval(found, lambda some: scores(some)[0])
        figure, precision, recall = scores(found)
        yield Row(
            stage="pages", measure=f"body F, {source} {group}", n=len(found), figure=figure,
            floor=floor, low=low, high=high, peer=f"P {precision:.3f} R {recall:.3f}; {peer}",
        )  # fmt: skip
        if "--worst" in sys.argv:
            for page, score in sorted(zip(pages, found, strict=True), key=lambda one: one[1].f1)[
                :10
            ]:
                print(f"        {score.f1:.3f} P {score.precision:.3f} R {score.recall:.3f} {page}")


@cache
def _bodies(
    source: str, group: str, net_of: NetOf = line_folds.net_without
) -> tuple[tuple[str, Overlap], ...]:
    return tuple(
        (page.id, overlap(page.body, pages_fields.report_of(page, net_of).article))
        for page in gold_pages()
        if page.source == source and page.group == group and _has_body(page)
    )


def _has_body(page: GoldPage) -> bool:
    # The gold of the shopping guide is not scored for its body either, as in the peers' figures.
    return page.id not in NO_BODY and page.id not in NO_CAPTIONS


def _exact_row() -> Row:
    """The share of segments that hold text and nothing but a line of it."""
    right = total = 0
    for page in gold_pages():
        report = pages_fields.report_of(page, line_folds.net_without)
        pieces = [report.text[segment.start : segment.end] for segment in report.segments]
        right += sum(bool(piece.strip()) and "\n" not in piece.strip("\n") for piece in pieces)
        total += len(pieces)
    return Row(
        stage="pages", measure="segments with exact offsets", n=total, figure=right / total,
        floor=1.0, peer="trafilatura .93",
    )  # fmt: skip


def _flat_rows() -> Iterator[Row]:
    for style, source, kind, floor, peer in FLAT:
        tallies = list(_tallies(style, source, kind).values())
        low, high = interval(tallies, f1_of)
        yield Row(
            stage="pages", measure=_flat_name(style, source, kind), n=len(tallies),
            figure=f1_of(tallies), floor=floor, low=low, high=high, peer=peer,
        )  # fmt: skip


def _flat_name(style: str, source: str, kind: str) -> str:
    return f"{style} lines, {source} en: {kind} F1"


def _tallies(
    style: str, source: str, kind: str, net_of: NetOf = line_folds.net_without
) -> dict[str, Tally]:
    return {
        page.id: tally(page.labels, roles, KINDS[kind])
        for page, roles in _read_flat(style, source, net_of)
        if kind != "caption+credit" or page.id not in NO_CAPTIONS
    }


@cache
def _read_flat(
    style: str, source: str, net_of: NetOf
) -> tuple[tuple[FlatPage, tuple[str, ...]], ...]:
    """The English pages of a set that cover their gold, with the role of each line."""
    gold = {page.id: page for page in gold_pages()}
    chosen = [
        page
        for page in flat_pages(style)
        if page.source == source and gold[page.id].group == "en" and page.cover >= MIN_COVER
        if page.id not in NO_BODY
    ]
    return tuple(
        (
            page,
            line_roles(page, read_text(page.text, net=net_of(gold[page.id].family))),
        )
        for page in chosen
    )


def line_roles(page: FlatPage, report: Report) -> tuple[str, ...]:
    """The role of each line: that of the longest segment in it."""
    roles: list[str] = []
    at = segment = 0
    for line in page.lines:
        start = report.text.index(line, at)
        at = start + len(line)
        lengths: dict[str, int] = {"other": 0}
        while segment < len(report.segments) and report.segments[segment].start < at:
            one = report.segments[segment]
            lengths[one.role] = lengths.get(one.role, 0) + one.end - one.start
            segment += 1
        roles.append(max(lengths, key=lambda role: lengths[role]))
    return tuple(roles)


def tally(labels: Sequence[str], roles: Sequence[str], kind: frozenset[str]) -> Tally:
    """How the lines of one kind were found on a page."""
    pairs = [(label in kind, role in kind) for label, role in zip(labels, roles, strict=True)]
    return Tally(
        hit=sum(true and found for true, found in pairs),
        false=sum(found and not true for true, found in pairs),
        missed=sum(true and not found for true, found in pairs),
    )


def f1_of(tallies: Sequence[Tally]) -> float:
    """Micro F1 over pages."""
    hit = sum(one.hit for one in tallies)
    found = hit + sum(one.false for one in tallies)
    true = hit + sum(one.missed for one in tallies)
    return f_of(hit / found if found else 0.0, hit / true if true else 0.0)


def _field_rows() -> Iterator[Row]:
    for group in ("en", "other"):
        for measure in pages_fields.measures(group):
            low, high = pages_fields.interval_of(measure)
            leak = "leaking" in measure.name
            floor = LEAK_FLOOR if leak and group == "en" else measure.floor
            yield Row(
                stage="pages", measure=f"{measure.name}, fundus {group}", n=len(measure.scores),
                figure=measure.figure, floor=floor, low=low, high=high, smaller=leak,
            )  # fmt: skip


if __name__ == "__main__":
    show(rows())
