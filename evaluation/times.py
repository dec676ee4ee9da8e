"""Scores time expressions as TempEval-3 does, on TimeBank, AQUAINT and MEANTIME.

A system span matches a gold span it overlaps; pairs are taken greedily by overlap, each span
once, and of nested spans only the longest is kept. Strict asks for equal spans; value counts the
relaxed matches whose value is the gold string. The date of the document is given. All three parts
are development data: the errors of each have been read, and rules written for their classes.

    python -m evaluation.times [timebank|aquaint|meantime ...]
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from lxml import etree

from dragoman.findings.anchor import anchor_of
from dragoman.pipeline import read
from dragoman.schema import Dateline, Report, Segment, Source, Stamp
from evaluation.gold_pages import DATA
from evaluation.table import Row, interval, show
from evaluation.zones import zone_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.tokens import Doc

    from evaluation.zones import ZoneCase

TIME = DATA / "time"
PRACTICE = DATA / "articles" / "practice.jsonl"
SENTENCES = 6  # MEANTIME annotates the first six of a document
FLOORS = {"aquaint": (0.93, 0.82, 0.75), "meantime": (0.91, 0.84, 0.825)}
PEERS = {"aquaint": "HeidelTime .926/.808/.697", "meantime": "HeidelTime .898/.824/.800"}


@dataclass(frozen=True)
class Expression:
    """A time expression: offsets in its document's text, type and value."""

    start: int
    end: int
    type: str
    value: str | None


@dataclass(frozen=True)
class Dated:
    """A text with the day it was written on and its gold expressions."""

    name: str
    text: str
    day: date
    gold: tuple[Expression, ...]


@dataclass(frozen=True)
class Counts:
    """What one document adds to the scores."""

    gold: int
    found: int
    relaxed: int
    strict: int
    value: int


def read_timeml(folder: Path) -> Iterator[Dated]:
    """The documents of a TimeML folder, in order of their names."""
    for path in sorted(folder.glob("*.tml")):
        root = etree.parse(str(path)).getroot()
        created = root.find("DCT/TIMEX3")
        body = root.find("TEXT")
        if created is None or body is None:
            raise ValueError(f"{path.name} has no creation time or no text")
        pieces: list[str] = []
        gold: list[Expression] = []
        _walk(body, pieces, gold)
        day = date.fromisoformat(created.get("value", "")[:10])
        yield Dated(path.stem, "".join(pieces), day, tuple(gold))


def _walk(element: etree._Element, pieces: list[str], gold: list[Expression]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, gold)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        end = sum(map(len, pieces))
        gold.append(Expression(start, end, element.get("type", ""), element.get("value")))


def read_meantime(folder: Path) -> Iterator[Dated]:
    """MEANTIME documents with a day-exact date: the first sentences, tokens joined by spaces."""
    for path in sorted(folder.glob("intra-doc_annotation/*/*.xml")):
        document = _meantime(path)
        if document is not None:
            yield document


def _meantime(path: Path) -> Dated | None:
    root = etree.parse(str(path)).getroot()
    spans: dict[str, tuple[int, int]] = {}
    text = ""
    sentence = 0
    for token in root.iter("token"):
        number = int(token.get("sentence", "0"))
        if number >= SENTENCES:
            break
        if text:
            text += " " if number == sentence else "\n"
        sentence = number
        word = token.text or ""
        spans[token.get("t_id", "")] = len(text), len(text) + len(word)
        text += word
    created = None
    gold = []
    for timex in root.iter("TIMEX3"):
        anchors = [one.get("t_id", "") for one in timex.iter("token_anchor")]
        if timex.get("functionInDocument") == "CREATION_TIME":
            created = timex.get("value", "")
        if anchors and all(anchor in spans for anchor in anchors):
            start = min(spans[anchor][0] for anchor in anchors)
            end = max(spans[anchor][1] for anchor in anchors)
            gold.append(Expression(start, end, timex.get("type", ""), timex.get("value")))
    if created is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", created):
        return None
    return Dated(path.stem, text, date.fromisoformat(created), tuple(gold))


def outermost(expressions: Iterable[Expression]) -> list[Expression]:
    """The expressions that lie in no longer one, in text order."""
    kept: list[Expression] = []
    for one in sorted(expressions, key=lambda one: (one.start - one.end, one.start)):
        if not any(_overlap(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _overlap(one: Expression, other: Expression) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def pairs_of(
    gold: Sequence[Expression], found: Sequence[Expression]
) -> list[tuple[Expression, Expression]]:
    """Gold and found expressions that belong together, greatest overlap first."""
    overlaps = [
        (-_overlap(one, other), one.start, other.start, one, other)
        for one in gold
        for other in found
        if _overlap(one, other)
    ]
    pairs = []
    used: set[Expression] = set()
    taken: set[Expression] = set()
    for *_, one, other in sorted(overlaps, key=lambda item: item[:3]):
        if one not in used and other not in taken:
            used.add(one)
            taken.add(other)
            pairs.append((one, other))
    return pairs


def counts_of(gold: Iterable[Expression], found: Iterable[Expression]) -> Counts:
    """The counts of one document."""
    wanted, given = outermost(gold), outermost(found)
    pairs = pairs_of(wanted, given)
    strict = sum((one.start, one.end) == (other.start, other.end) for one, other in pairs)
    value = sum(one.value == other.value for one, other in pairs)
    return Counts(len(wanted), len(given), len(pairs), strict, value)


def f1(counts: Sequence[Counts], measure: str) -> float:
    """The F1 of `relaxed`, `strict` or `value` over the documents together."""
    gold = sum(one.gold for one in counts)
    found = sum(one.found for one in counts)
    right = sum(int(getattr(one, measure)) for one in counts)
    return 2 * right / (gold + found) if gold + found else 0.0


def our_finder() -> Callable[[str, date], list[Expression]]:
    """dragoman's own finder over its own parse."""
    from dragoman.findings.times import timexes_of

    parse = _parser()

    def find(text: str, day: date) -> list[Expression]:
        found = timexes_of(parse(text), day)
        return [Expression(one.start, one.end, one.type, one.value) for one in found]

    return find


def _parser() -> Callable[[str], Doc]:
    from dragoman.errors import ModelError
    from dragoman.language import load

    try:
        return load()
    except ModelError:
        import spacy

        print("no language model: tokens alone, no tags", file=sys.stderr)
        return spacy.blank("en")


def corpora() -> dict[str, Callable[[], Iterator[Dated]]]:
    """The development corpora by name."""
    return {
        "timebank": lambda: read_timeml(TIME / "TBAQ-cleaned" / "TimeBank"),
        "aquaint": lambda: read_timeml(TIME / "TBAQ-cleaned" / "AQUAINT"),
        "meantime": lambda: read_meantime(TIME / "meantime_newsreader_english_oct15"),
    }


def times_outside_articles() -> tuple[int, int]:
    """Over the practice pages: time expressions found, and those not in an article's lines."""
    found = outside = 0
    for line in PRACTICE.read_text(encoding="utf-8").splitlines():
        page = read(json.loads(line)["text"].encode())
        article = page.of_role("headline", "summary", "subhead", "body")
        for time in page.times:
            found += 1
            outside += not any(s.start <= time.start and time.end <= s.end for s in article)
    return found, outside


def rows(names: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of the named corpora, of all when none is named, then the zone table."""
    find = our_finder()
    for name, read_corpus in corpora().items():
        if names and name not in names:
            continue
        counts = [counts_of(one.gold, find(one.text, one.day)) for one in read_corpus()]
        yield from rows_of(name, counts)
    if not names:
        cases = list(zone_cases())
        right = sum(day_of_report(case) == case.day for case in cases)
        yield Row(stage="times", measure="zone table: day at the dateline", n=len(cases),
                  figure=right / len(cases), floor=1.0)  # fmt: skip
        found, outside = times_outside_articles()
        yield Row(stage="times", measure="times from boilerplate (practice pages)", n=found,
                  figure=outside, floor=0, smaller=True)  # fmt: skip


def day_of_report(case: ZoneCase) -> date | None:
    """The day our anchor gives for a stamp in its publisher's zone and a dateline elsewhere."""
    line = "PLACE (Agency) - They met."
    stamp = Stamp(case.local, case.local, None, None, "text", zone_assumed=case.own)
    report = Report(
        id="0" * 24,
        source=Source(location=None, url=None, media_type="text/plain"),
        language="en",
        text=line,
        segments=(Segment("dateline", 0, 16), Segment("body", 17, len(line))),
        dateline=Dateline("PLACE", 0, 5, time_zone=case.there),
        published=stamp,
    )
    return anchor_of(report).date


def rows_of(name: str, counts: Sequence[Counts]) -> Iterator[Row]:
    """The three measures of one corpus."""
    for at, measure in enumerate(("relaxed", "strict", "value")):
        low, high = interval(counts, partial(f1, measure=measure))
        yield Row(
            stage="times",
            measure=f"{name} {measure} F1",
            n=sum(one.gold for one in counts),
            figure=f1(counts, measure),
            floor=FLOORS[name][at] if name in FLOORS else None,
            peer=PEERS.get(name, "(rules were developed on it)"),
            low=low,
            high=high,
        )


if __name__ == "__main__":
    show(rows(sys.argv[1:]))
