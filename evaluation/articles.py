"""Whole articles, end to end: statements, events and silences of the practice articles.

The gold (`data/practice_gold.jsonl`) holds offsets and codes only, annotated by us before any
output was seen; the texts are read from the development data. Events have more articles, of other
sources (`data/fresh_events.jsonl`), half of them set aside. Statements match by content (token F1
at least .5); speaker, state, cue, mode and act are scored on the matched ones. Alternatives count
as right; optional items are neutral.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.reports.reading import Origin, read_text
from dragoman.views.evaluate.counts import Count, TokenGrid, one_to_one
from evaluation.gold_pages import DATA
from evaluation.plain import found_in
from evaluation.table import Row, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema import Event, Report, Statement

GOLD = Path(__file__).parent / "data" / "practice_gold.jsonl"
FRESH = Path(__file__).parent / "data" / "fresh_events.jsonl"
KEYS = ("newid", "title", "id")
MIN_F1 = 0.5


def read_articles() -> Iterator[tuple[dict[str, Any], str]]:
    """Each annotated article with its text."""
    with (DATA / "articles" / "practice.jsonl").open(encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        yield gold, texts[gold["id"]]


def read_fresh() -> Iterator[tuple[dict[str, Any], str]]:
    """Each article that is annotated for events alone, with its text."""
    gold = [json.loads(line) for line in FRESH.read_text(encoding="utf-8").splitlines()]
    texts: dict[str, str] = {}
    for file in sorted({one["file"] for one in gold}):
        path = DATA / "articles" / file
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                texts |= {row[key]: row["text"] for key in KEYS if row.get(key)}
    for one in gold:
        text = texts[one["key"]]
        if hashlib.sha256(text.encode()).hexdigest() == one["sha256"]:
            yield one, text


def content_f1(grid: TokenGrid, gold: list[int], said: Statement) -> float:
    """Token F1 of a gold content and a statement's."""
    right = grid.words([(gold[0], gold[1])])
    found = grid.words([(span.start, span.end) for span in said.content])
    return 2 * len(right & found) / max(len(right) + len(found), 1)


def match_statements(
    gold: list[dict[str, Any]], report: Report, grid: TokenGrid
) -> list[tuple[int, int]]:
    """Pairs (gold, found), best first, one to one."""
    return one_to_one(
        (-score, at, other)
        for at, one in enumerate(gold)
        for other, said in enumerate(report.statements)
        if said.act != "attitude" and (score := content_f1(grid, one["content"], said)) >= MIN_F1
    )


class Tally:
    """Counts by measure over the articles."""

    def __init__(self) -> None:
        self.counts: dict[str, Count] = {}

    def add(self, name: str, hit: int, false: int, missed: int) -> None:
        """Add to a measure."""
        self.counts[name] = self.counts.get(name, Count()) + Count(hit, false, missed)

    def right(self, name: str, *, is_right: bool) -> None:
        """Add one judged item to a measure of accuracy."""
        self.add(name, int(is_right), int(not is_right), 0)


def score_statements(gold: dict[str, Any], report: Report, text: str, tally: Tally) -> None:
    """Statements of one article; attitudes are neither asked for nor counted."""
    wanted = gold["statements"]
    grid = TokenGrid(text)
    pairs = match_statements(wanted, report, grid)
    needed = [at for at, one in enumerate(wanted) if not one["optional"]]
    hit = sum(at in needed for at, _ in pairs)
    said_at_all = sum(one.act != "attitude" for one in report.statements)
    tally.add("statements", hit, said_at_all - len(pairs), len(needed) - hit)
    actors = {actor.id: actor for actor in report.actors}
    for at, other in pairs:
        one, said = wanted[at], report.statements[other]
        states = {actors[i].iso3 for i in said.speakers if i in actors}
        tally.right("speaks for", is_right=one["state"] in (states or {None}))
        names = " ".join(actors[i].name for i in said.speakers if i in actors)
        source = " ".join(span.quote(text) for span in said.source)
        key = one["speaker"].split()[-1].lower()
        tally.right("speaker named", is_right=key in f"{names} {source}".lower())
        tally.right("mode", is_right=said.mode == one["mode"])
        tally.right("act", is_right=said.act in one["act"])
        if one["cue"] is not None:
            start, end = one["cue"]
            overlaps = any(span.start < end and start < span.end for span in said.cue)
            tally.right("cue", is_right=overlaps)


def score_events(gold: dict[str, Any], report: Report, tally: Tally) -> None:
    """Events of one article: sentence and type, then parties and factuality of the matched ones."""
    counted = [event for event in report.events if not event.candidate]
    left = list(counted)
    for one in gold["events"]:
        start, end = one["sentence"]
        match = next((e for e in left if e.type in one["type"] and _inside(e, start, end)), None)
        if match is None:
            tally.add("events", 0, 0, int(not one["optional"]))
            continue
        left.remove(match)
        tally.add("events", int(not one["optional"]), 0, 0)
        right = bool(set(one["actors"]) & set(match.actors)) or not one["actors"]
        tally.right("event actor", is_right=right)
        right = bool(set(one["recipients"]) & {*match.recipients, *match.actors})
        tally.right("event recipient", is_right=right or not one["recipients"])
        tally.right("event factuality", is_right=match.factuality in one["factuality"])
    tally.add("events", 0, len(left), 0)


def _inside(event: Event, start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in event.evidence)


def score_silences(gold: dict[str, Any], report: Report, tally: Tally) -> None:
    """Non-responses of one article: actor, kind and cue."""
    left = list(report.non_responses)
    for one in gold["non_responses"]:
        start, end = one["cue"]
        match = next(
            (
                s
                for s in left
                if s.actor == one["actor"]
                and s.kind in one["kind"]
                and s.cue.start < end
                and start < s.cue.end
            ),
            None,
        )
        if match is not None:
            left.remove(match)
        tally.add("silences", int(match is not None), 0, int(match is None))
    tally.add("silences", 0, len(left), 0)


def rows() -> Iterator[Row]:
    """Every row over the annotated articles."""
    tally = Tally()
    for gold, text in read_articles():
        report = found_in(read_text(text, Origin(published=gold["published"])))
        score_statements(gold, report, text, tally)
        score_events(gold, report, tally)
        score_silences(gold, report, tally)
    yield from _rows_of(tally, "")
    for held, part in ((False, ", looked at"), (True, ", set aside")):
        tally = Tally()
        for gold, text in read_fresh():
            if gold["held"] == held:
                report = found_in(read_text(text, Origin(published=gold["published"])))
                score_events(gold, report, tally)
        yield from _rows_of(tally, part)


def _rows_of(tally: Tally, part: str) -> Iterator[Row]:
    for name, count in tally.counts.items():
        yield Row(
            stage="articles", measure=f"{name} F1{part}", n=count.hit + count.missed,
            figure=count.f1, peer=f"P {count.precision:.3f} R {count.recall:.3f}",
        )  # fmt: skip


if __name__ == "__main__":
    show(rows())
    sys.exit()
