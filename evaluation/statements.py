"""Statements: PolNeAR (A1-A4), denials (E1) and silences (E2). `python -m evaluation.statements`.

The text goes in raw; nothing of the gold is seen by the reader. Denials and silences are scored on
our own cases (`data/disputes.jsonl`, `data/silences.jsonl`); every fourth was kept aside while the
rules were written and is reported apart. `--own` scores only them, `--errors` prints the wrong ones
among those that may be looked at.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.views.evaluate.counts import Count, TokenGrid
from evaluation.attribution_scores import (
    quoted_share,
    span_count,
    statement_count,
)
from evaluation.plain import analysed
from evaluation.polnear import Attribution, Document, read_documents
from evaluation.table import Row, interval, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dragoman.schema import Report, Span, Statement

OWN = Path(__file__).parent / "data"
HELD = 4
"""Every fourth case is kept aside."""


def attributions_of(report: Report, *, nested: bool = False) -> list[Attribution]:
    """The report's statements as attributions, those without content left out.

    Reports inside reports only with `nested`: PolNeAR marks none (0 of 19,868 in its training part
    stand inside another's content), so that they can be neither right nor wrong there.
    """
    return [
        Attribution(source=_pieces(s.source), cue=_pieces(s.cue), content=_pieces(s.content))
        for s in report.statements
        if s.content and s.cue and (nested or s.carried_by is None)
    ]


def _pieces(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)


def polnear_rows(
    documents: Sequence[Document], found: Sequence[list[Attribution]]
) -> Iterator[Row]:
    """A1, A2 and A3 with intervals over documents."""
    grids = [TokenGrid(document.text) for document in documents]
    cases = [
        (document.text, document.attributions, said, grid)
        for document, said, grid in zip(documents, found, grids, strict=True)
    ]
    peers = {"cue": (0.73, "CRF .631"), "source": (0.77, "CRF .682"), "content": (0.59, "CRF .486")}
    for role, (floor, peer) in peers.items():
        counts = [span_count(gold, said, role, grid) for _, gold, said, grid in cases]
        yield _row(f"A1 {role} exact span F1", counts, floor=floor, peer=peer)
    counts = [statement_count(gold, said, grid, exact=False) for _, gold, said, grid in cases]
    yield _row("A2 statement F1", counts, floor=0.66, peer="CRF .516, human .754")
    counts = [
        statement_count(_quoted(text, gold), _quoted(text, said), grid, exact=False)
        for text, gold, said, grid in cases
    ]
    yield _row("A2 direct + mixed F1", counts, floor=0.70, peer="textacy .457")
    counts = [statement_count(gold, said, grid, exact=True) for _, gold, said, grid in cases]
    yield _row("A3 exact F1", counts, floor=0.46, peer="human .674")


def _with_nested(documents: Sequence[Document], reports: Sequence[Report]) -> Row:
    """A2 with the reports inside reports counted as wrong, beside the row without them."""
    counts = [
        statement_count(
            document.attributions,
            attributions_of(report, nested=True),
            TokenGrid(document.text),
            exact=False,
        )
        for document, report in zip(documents, reports, strict=True)
    ]
    return _row("A2 statement F1, nested ones counted as wrong", counts, floor=None)


def _quoted(text: str, attributions: Iterable[Attribution]) -> list[Attribution]:
    return [one for one in attributions if quoted_share(text, one.content) > 0]


def dispute_count(case: dict[str, Any], report: Report) -> Count:
    """E1: pairs of claim and denial; each end must cover the words that mark it."""
    text = case["text"]
    said = {one.id: one for one in report.statements}
    right = {tuple(pair) for pair in case["pairs"]}
    hit: set[tuple[str, ...]] = set()
    false = 0
    for dispute in report.disputes:
        ends = (said[dispute.claim], said[dispute.denial])
        match = next((p for p in right - hit if _marks(text, p, ends)), None)
        if match is None:
            false += 1
        else:
            hit.add(match)
    return Count(len(hit), false, len(right) - len(hit))


def _marks(text: str, pair: tuple[str, ...], ends: Sequence[Statement]) -> bool:
    return all(_covers(text, mark, end) for mark, end in zip(pair, ends, strict=True))


def _covers(text: str, mark: str, said: Statement) -> bool:
    """Whether the statement holds at least half of the words that mark it."""
    start = text.index(mark)
    wanted = set(range(start, start + len(mark)))
    pieces = [*said.cue, *said.content]
    held = {i for piece in pieces for i in range(piece.start, piece.end)}
    return len(wanted & held) >= len(wanted) / 2


def silence_count(case: dict[str, Any], report: Report) -> Count:
    """E2: actor and kind right, cue overlapping."""
    text = case["text"]
    right = [(actor, kind, text.index(cue), len(cue)) for actor, kind, cue in case["silences"]]
    said = list(report.non_responses)
    hit = 0
    for actor, kind, start, length in right:
        for one in said:
            overlaps = one.cue.start < start + length and start < one.cue.end
            if one.actor == actor and one.kind == kind and overlaps:
                said.remove(one)
                hit += 1
                break
    return Count(hit, len(said), len(right) - hit)


def own_rows(
    name: str, count: Callable[[dict[str, Any], Report], Count], *, floor: float, show_errors: bool
) -> Iterator[Row]:
    """The score on our own cases, those seen and those kept aside apart."""
    cases = [json.loads(line) for line in (OWN / f"{name}.jsonl").read_text().splitlines()]
    parts: dict[str, list[Count]] = {"seen": [], "kept aside": []}
    for case in cases:
        report = analysed(case["text"])
        result = count(case, report)
        held = int(case["id"][1:]) % HELD == 0
        parts["kept aside" if held else "seen"].append(result)
        if show_errors and not held and (result.false or result.missed):
            _print_error(case, report, name)
    for part, counts in parts.items():
        yield _row(f"{name}, own cases {part}, F1", counts, floor=floor)


def _print_error(case: dict[str, Any], report: Report, name: str) -> None:
    text = case["text"]
    print("   ", case["id"], text, case.get("pairs", case.get("silences")))
    for one in report.statements:
        content = [span.quote(text) for span in one.content]
        print("       ", one.act, one.speakers, [s.quote(text) for s in one.cue], content)
    if name == "silences":
        print("       ", [(s.actor, s.kind, s.cue.quote(text)) for s in report.non_responses])


def _row(measure: str, counts: Sequence[Count], *, floor: float | None, peer: str = "") -> Row:
    total = sum(counts, Count())
    low, high = interval(counts, lambda drawn: sum(drawn, Count()).f1)
    return Row(
        stage="statements", measure=measure, n=total.hit + total.missed, figure=total.f1,
        floor=floor, peer=f"{peer} (P {total.precision:.3f} R {total.recall:.3f})".strip(),
        low=low, high=high,
    )  # fmt: skip


def rows(*, own_only: bool = False, show_errors: bool = False) -> Iterator[Row]:
    """Every row of this stage."""
    if not own_only:
        documents = list(read_documents("dev"))
        reports = [analysed(d.text) for d in documents]
        yield from polnear_rows(documents, [attributions_of(one) for one in reports])
        yield _with_nested(documents, reports)
    yield from own_rows("disputes", dispute_count, floor=0.60, show_errors=show_errors)
    yield from own_rows("silences", silence_count, floor=0.78, show_errors=show_errors)


if __name__ == "__main__":
    show(rows(own_only="--own" in sys.argv, show_errors="--errors" in sys.argv))
