"""Statements: PolNeAR (A1-A4), denials (E1) and silences (E2). `python -m evaluation.statements`.

The text goes in raw; nothing of the gold is seen by the reader. Denials and silences are scored on
our own cases (`data/disputes.jsonl`, `data/silences.jsonl`); every fourth was kept aside while the
rules were written and is reported apart.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.attribution_scores import (
    QUOTED_DIRECT,
    Count,
    TokenGrid,
    quoted_share,
    span_count,
    statement_count,
)
from evaluation.plain import analysed
from evaluation.polnear import Attribution, Document, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dragoman.schema import Report, Span, Statement

OWN = Path(__file__).parent / "data"
HELD = 4
"""Every fourth case is kept aside."""

RESAMPLES = 400


def attributions_of(report: Report) -> list[Attribution]:
    """The report's statements as attributions; nested ones too, those without content left out."""
    return [
        Attribution(source=_pieces(s.source), cue=_pieces(s.cue), content=_pieces(s.content))
        for s in report.statements
        if s.content and s.cue
    ]


def _pieces(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)


Scorer = "Callable[[Sequence[Attribution], Sequence[Attribution], TokenGrid], Count]"


def polnear_rows(documents: Sequence[Document], found: Sequence[list[Attribution]]) -> None:
    """Print A1, A2 and A3 with an interval over documents."""
    grids = [TokenGrid(document.text) for document in documents]
    gold = [document.attributions for document in documents]
    for role in ("cue", "source", "content"):
        counts = [
            span_count(right, said, role, grid)
            for right, said, grid in zip(gold, found, grids, strict=True)
        ]
        _print(f"A1 {role} exact spans", counts)
    for name, exact in (("A2 statements", False), ("A3 exact", True)):
        counts = [
            statement_count(right, said, grid, exact=exact)
            for right, said, grid in zip(gold, found, grids, strict=True)
        ]
        _print(name, counts)
    counts = [
        statement_count(_quoted(d.text, d.attributions), _quoted(d.text, said), grid, exact=False)
        for d, said, grid in zip(documents, found, grids, strict=True)
    ]
    _print("A2 direct + mixed", counts)
    counts = [
        statement_count(
            [a for a in d.attributions if quoted_share(d.text, a.content) >= QUOTED_DIRECT],
            [a for a in said if quoted_share(d.text, a.content) >= QUOTED_DIRECT],
            grid, exact=False,
        )
        for d, said, grid in zip(documents, found, grids, strict=True)
    ]  # fmt: skip
    _print("A2 direct", counts)


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


def own_rows(name: str, count: Callable[[dict[str, Any], Report], Count], *, show: bool) -> None:
    """Print the score on our own cases, seen and kept aside apart."""
    cases = [json.loads(line) for line in (OWN / f"{name}.jsonl").read_text().splitlines()]
    parts: dict[str, list[Count]] = {"seen": [], "kept aside": []}
    for case in cases:
        report = analysed(case["text"])
        result = count(case, report)
        held = int(case["id"][1:]) % HELD == 0
        parts["kept aside" if held else "seen"].append(result)
        if show and not held and (result.false or result.missed):
            print("   ", case["id"], result, case["text"])
            for one in report.statements:
                print(
                    "        ", one.act, one.speakers, [s.quote(case["text"]) for s in one.content]
                )
            print("        ", report.disputes if name == "disputes" else report.non_responses)
    for part, counts in parts.items():
        _print(f"{name} ({part})", counts)


def _print(name: str, counts: Sequence[Count]) -> None:
    total = sum(counts, Count())
    low, high = _interval(counts)
    print(
        f"{name:28} n={total.hit + total.missed:5} F1 {total.f1:.3f} [{low:.3f}-{high:.3f}]"
        f"  P {total.precision:.3f} R {total.recall:.3f}"
    )


def _interval(counts: Sequence[Count]) -> tuple[float, float]:
    """95 % bootstrap interval of F1 over documents."""
    draw = random.Random(0)
    scores = sorted(sum(draw.choices(counts, k=len(counts)), Count()).f1 for _ in range(RESAMPLES))
    return scores[int(0.025 * RESAMPLES)], scores[int(0.975 * RESAMPLES)]


def main() -> None:
    """Print the table; `--show` prints the wrong ones of the cases that may be looked at."""
    show = "--show" in sys.argv
    if "--own" not in sys.argv:
        documents = list(read_documents("dev"))
        polnear_rows(documents, [attributions_of(analysed(d.text)) for d in documents])
    own_rows("disputes", dispute_count, show=show)
    own_rows("silences", silence_count, show=show)


if __name__ == "__main__":
    main()
