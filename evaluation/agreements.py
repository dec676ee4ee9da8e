"""Agreements in reports: what is found in the short reports of `evaluation/data/agreements.jsonl`.

`python -m evaluation.agreements` reads both parts: the reports that rules were written on, and
those that were set aside until the last of them (on first sight the three dozens of these gave 1, 3
and 3 agreements too many, of 13, 10 and 13; 26 reports more, s37 to s62, none of 19, but one party
of 36 and one day of 13 too many; all have been read since). `--errors`
lists every difference, `--late` of the second part. The reports are our own, in the style of wires.
An agreement is matched one to one when a found mention or evidence span holds
the expected words and no party contradicts; parties, obligations (type, from, to) and grades are
counted over matched and unmatched ones alike.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.language import load
from dragoman.language.article import read_article
from dragoman.reports.reading import Origin, read_text
from dragoman.schema import Stamp
from evaluation.table import Row, interval, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dragoman.schema import Agreement, Report

DATA = Path(__file__).parent / "data" / "agreements.jsonl"
Counts = Counter[str]


def gold(*, late: bool) -> list[dict[str, Any]]:
    """The expected agreements, one report a row."""
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["id"].startswith("s") is late]


def analysed(rows: Sequence[dict[str, Any]]) -> Iterator[Report]:
    """Each report with everything that is found in it."""
    from dragoman.findings.analysis import with_findings

    nlp = load()
    for row in rows:
        report = as_article(read_text(row["text"], Origin(location=row["id"])), row["published"])
        yield with_findings(report, read_article(nlp, report))


def as_article(report: Report, published: str) -> Report:
    """The report with its first line as headline and the rest as body, but for the dateline.

    The texts are articles and nothing else: what line roles and stamps make of so short a page is
    measured elsewhere.
    """
    first = report.segments[0].start
    segments = tuple(
        msgspec.structs.replace(one, role="headline" if one.start == first else "body")
        if one.role != "dateline"
        else one
        for one in report.segments
    )
    stamp = Stamp(published, published, None, None, "user")
    return msgspec.structs.replace(report, segments=segments, published=stamp)


def matched(
    expected: Sequence[dict[str, Any]], report: Report
) -> list[tuple[dict[str, Any], Agreement | None]]:
    """Each expected agreement with the one that was found for it, each found one used once."""
    free = list(report.agreements)
    pairs: list[tuple[dict[str, Any], Agreement | None]] = []
    for want in expected:
        fitting = [one for one in free if _fits(want, one, report.text)]
        best = max(fitting, key=lambda one: _alike(want, one), default=None)
        if best is not None:
            free.remove(best)
        pairs.append((want, best))
    return pairs


def _fits(want: dict[str, Any], found: Agreement, text: str) -> bool:
    expected, parties = set(want["parties"]), set(found.parties)
    if expected and parties and not expected & parties:
        return False
    at = text.find(want["anchor"])
    while at >= 0:
        end = at + len(want["anchor"])
        if any(span.start < end and at < span.end for span in found.mentions):
            return True
        at = text.find(want["anchor"], at + 1)
    return False


def _alike(want: dict[str, Any], found: Agreement) -> tuple[int, bool, bool]:
    shared = len(set(want["parties"]) & set(found.parties))
    return shared, want["signed"] == found.signed, want["status"] == found.status


def count(expected: Sequence[dict[str, Any]], report: Report) -> Counts:
    """The counts of one report: right, found and expected for each measure."""
    pairs = matched(expected, report)
    counts: Counts = Counter()
    counts["agreements found"] = len(report.agreements)
    counts["agreements expected"] = len(expected)
    counts["agreements right"] = sum(found is not None for _, found in pairs)
    for found in report.agreements:
        counts["parties found"] += len(set(found.parties))
        counts["obligations found"] += len(_promises_found(found))
    for want, found_or_none in pairs:
        _count_pair(counts, want, found_or_none)
    return counts


def _count_pair(counts: Counts, want: dict[str, Any], found: Agreement | None) -> None:
    counts["parties expected"] += len(want["parties"])
    counts["obligations expected"] += len(_promises_expected(want))
    if found is None:
        return
    counts["parties right"] += len(set(want["parties"]) & set(found.parties))
    counts["status expected"] += 1
    counts["status right"] += want["status"] == found.status
    counts["days found"] += found.signed is not None
    counts["days expected"] += want["signed"] is not None
    counts["days right"] += found.signed is not None and want["signed"] == found.signed
    expected, promised = _promises_expected(want), _promises_found(found)
    counts["obligations right"] += len(expected.keys() & promised.keys())
    counts["grades expected"] += len(expected.keys() & promised.keys())
    counts["grades right"] += sum(promised.get(key) == grade for key, grade in expected.items())
    where = found.place.iso3 if found.place else None
    counts["places found"] += where is not None
    counts["places expected"] += want["place"] is not None
    counts["places right"] += where is not None and where == want["place"]


def _promises_expected(want: dict[str, Any]) -> dict[tuple[str, str, str], str]:
    return {
        (one["type"], by, to): one["grade"]
        for one in want["obligations"]
        for by in one["owed_by"]
        for to in one["owed_to"]
        if by != to and one["type"] != "cooperation"
    }


def _promises_found(found: Agreement) -> dict[tuple[str, str, str], str]:
    return {
        (one.type, by, to): one.grade
        for one in found.obligations
        for by in one.owed_by
        for to in one.owed_to
        if by != to and one.type != "cooperation"
    }


def f_of(counts: Counts, what: str) -> float:
    """F1 over right, found and expected; 1 when there is nothing to find and nothing was."""
    total = counts[f"{what} found"] + counts[f"{what} expected"]
    return 2 * counts[f"{what} right"] / total if total else 1.0


def accuracy_of(counts: Counts, what: str) -> float:
    """Right as a share of expected."""
    return counts[f"{what} right"] / max(1, counts[f"{what} expected"])


def rows_of(all_counts: Sequence[Counts], part: str) -> Iterator[Row]:
    """The table of one part."""
    total: Counts = sum(all_counts, Counter())
    scores: tuple[tuple[str, str, Callable[[Counts, str], float]], ...] = (
        ("agreement F", "agreements", f_of),
        ("party F", "parties", f_of),
        ("status accuracy", "status", accuracy_of),
        ("day of signature F", "days", f_of),
        ("place of signature F", "places", f_of),
        ("obligation F (type, from, to)", "obligations", f_of),
        ("grade accuracy of right obligations", "grades", accuracy_of),
    )
    for measure, what, score in scores:

        def figure(units: Sequence[Counts], what: str = what, score: Any = score) -> float:
            return float(score(sum(units, Counter()), what))

        low, high = interval(all_counts, figure)
        yield Row(
            stage="agreements", measure=f"{part}: {measure}", n=total[f"{what} expected"],
            figure=figure(all_counts), low=low, high=high,
        )  # fmt: skip
        if score is f_of:
            yield Row(
                stage="agreements", measure=f"{part}:   invented {what}", n=total[f"{what} found"],
                figure=total[f"{what} found"] - total[f"{what} right"], smaller=True, floor=0,
            )  # fmt: skip


def rows() -> Iterator[Row]:
    """Both parts of our own set."""
    for part, late in (("first read", False), ("read late", True)):
        expected = gold(late=late)
        reports = list(analysed(expected))
        counts = [count(e["agreements"], r) for e, r in zip(expected, reports, strict=True)]
        yield from rows_of(counts, part)


def errors(*, late: bool) -> Iterator[str]:
    """Every difference between expected and found, for reading."""
    expected = gold(late=late)
    for row, report in zip(expected, analysed(expected), strict=True):
        pairs = matched(row["agreements"], report)
        used = [found for _, found in pairs if found is not None]
        yield f"--- {row['id']}"
        for want, found in pairs:
            yield f"  want {_line_of(want)}"
            yield f"   got {_line_found(found) if found else 'NOTHING'}"
        for found in report.agreements:
            if found not in used:
                yield f"  EXTRA {_line_found(found)}"


def _line_of(want: dict[str, Any]) -> str:
    promised = [(o["type"], o["owed_by"], o["owed_to"], o["grade"]) for o in want["obligations"]]
    return f"{want['anchor']} | {want['parties']} | {want['status']} | {want['signed']} | " + (
        f"{want['place']} | public {want['text_public']} | past {want['past']} | {promised}"
    )


def _line_found(found: Agreement) -> str:
    promised = [(o.type, list(o.owed_by), list(o.owed_to), o.grade) for o in found.obligations]
    place = found.place.iso3 if found.place else None
    return f"{found.names} | {list(found.parties)} | {found.status} | {found.signed} | " + (
        f"{place} | public {found.text_public} | past {found.past} | {promised}"
    )


def main() -> int:
    """Print the table, or the differences."""
    if "--errors" in sys.argv:
        for line in errors(late="--late" in sys.argv):
            print(line)
        return 0
    show(rows())
    return 0


if __name__ == "__main__":
    sys.exit(main())
